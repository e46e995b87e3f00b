"""Barcode numbers of goods (GTIN, GB 12904): 8, 12, 13 or 14 digits, the last of them a check digit."""

from __future__ import annotations

from typing import Final

LENGTHS: Final = (8, 12, 13, 14)


def gtin_check(body: str) -> str:
    """The check digit of the digits before it.

    >>> gtin_check("690123456789")
    '2'
    """
    total = sum(int(c) * (3 if i % 2 == 0 else 1) for i, c in enumerate(reversed(body)))
    return str(-total % 10)


def gtin_doubt(text: str) -> str | None:
    """What makes a barcode number doubtful, and what would be right; None when nothing does."""
    code = text.strip()
    if not (code.isascii() and code.isdigit()):
        return f"“{text}”不全是数字，商品条码应为 8、12、13 或 14 位数字；一格只填一个条码"
    if len(code) not in LENGTHS:
        return f"“{text}”有 {len(code)} 位，商品条码应为 8、12、13 或 14 位数字"
    right = gtin_check(code[:-1])
    if code[-1] != right:
        return f"“{text}”的校验码不对：末位是“{code[-1]}”，按前面的数字应为“{right}”"
    return None
