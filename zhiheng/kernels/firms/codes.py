"""What of a unified social credit code (GB 32100) says which organisation it is."""

from __future__ import annotations

LENGTH = 18


def organisation(code: str) -> str:
    """The nine characters of the organisation code (GB 11714) inside; empty where the code is not 18 long.

    Two credit codes with one organisation part are two registrations of one organisation: the head (registering
    authority, kind) and the division change when it moves or changes its kind, this part stays.

    >>> organisation("91620702YX00000169")
    'YX0000016'
    """
    tidy = code.strip().upper()
    return tidy[8:17] if len(tidy) == LENGTH else ""
