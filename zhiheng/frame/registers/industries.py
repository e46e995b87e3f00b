"""What an industry code (GB/T 4754) tells of itself."""

from __future__ import annotations


def division_of(industry: str) -> str | None:
    """The division of an industry code, with or without the letter of its section; None where there is no code.

    >>> division_of("C3921"), division_of("13"), division_of(""), division_of("C")
    ('39', '13', None, None)
    """
    digits = industry.strip().lstrip("ABCDEFGHIJKLMNOPQRST")
    return digits[:2] if len(digits) >= 2 and digits.isdigit() else None
