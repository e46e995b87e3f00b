"""When a test is local: the same test of the same thing in the same prefecture."""

from __future__ import annotations

LOCAL = 4  # digits of GB/T 2260 that a prefecture's places share


def local_test(region: str, product: str, parameter: str) -> str:
    """One name for a test at a place, equal for a need and the capability that meets it.

    >>> local_test("620702", "小麦粉 ", "水分")
    '6207|小麦粉|水分'
    """
    return "|".join((region[:LOCAL], *("".join(words.split()) for words in (product, parameter))))
