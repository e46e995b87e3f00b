"""Automatic numbers of lists as text: the number formats of Word (ECMA-376, 17.18.59) that Chinese papers use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_DIGITS: Final = "〇一二三四五六七八九"
_LEGAL: Final = "零壹贰叁肆伍陆柒捌玖"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN: Final = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
                 (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


def _counting(number: int, zero: str = "零", digits: str = _DIGITS, units: str = "十百千万") -> str:
    """一, 十, 十一, 一百零五, … up to 99,999; digits beyond."""
    if not 0 < number < 100_000:
        return _digital(number)
    if number >= 10_000:
        head = _counting(number // 10_000, zero, digits, units) + units[3]
        rest = number % 10_000
        if not rest:
            return head
        return head + (zero if rest < 1000 else "") + _below(rest, zero, digits, units)
    text = _below(number, zero, digits, units)
    return text[1:] if digits is _DIGITS and text.startswith("一十") else text


def _below(number: int, zero: str, digits: str, units: str) -> str:
    parts: list[str] = []
    gap = False
    for power, unit in ((1000, units[2]), (100, units[1]), (10, units[0]), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            if gap and parts:
                parts.append(zero)
            parts.append(digits[digit] + unit)
            gap = False
        else:
            gap = True
    return "".join(parts)


def _digital(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(max(0, number)))


def _letters(number: int) -> str:
    """A … Z, AA, BB, …: Word repeats the letter."""
    if number < 1:
        return ""
    return chr(ord("A") + (number - 1) % 26) * min(30, (number - 1) // 26 + 1)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    parts = []
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        parts.append(sign * count)
    return "".join(parts)


def _circled(number: int) -> str:
    if 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if 21 <= number <= 35:
        return chr(0x3251 + number - 21)
    if 36 <= number <= 50:
        return chr(0x32B1 + number - 36)
    return str(number)


def _one_of(row: str) -> Callable[[int], str]:
    return lambda number: row[(number - 1) % len(row)] if number > 0 else str(number)


def _run(first: int, count: int) -> Callable[[int], str]:
    return lambda number: chr(first + number - 1) if 1 <= number <= count else str(number)


def _full_width(number: int) -> str:
    return "".join(chr(ord(char) + 0xFEE0) for char in str(number))


FORMATS: Final[dict[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _run(0x2474, 20),
    "decimalEnclosedFullstop": _run(0x2488, 20),
    "ideographEnclosedCircle": _run(0x3280, 10),
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "japaneseCounting": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "koreanCounting": _counting,
    "ideographDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "taiwaneseDigital": _digital,
    "chineseLegalSimplified": lambda number: _counting(number, "零", _LEGAL, "拾佰仟萬"),
    "ideographLegalTraditional": lambda number: _counting(number, "零", _LEGAL, "拾佰仟萬"),
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "none": lambda number: "",
}


def ordinal(number: int, form: str) -> str:
    """The number as that format writes it; a format not known here is written in digits, as Word does."""
    return FORMATS.get(form, str)(number)
