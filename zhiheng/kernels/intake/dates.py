"""Dates as people type them."""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import Any, Final

from .quantities import Bad, Converter, Fixed, blank_or_error
from .specs import ColumnSpec

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_WITH_TIME = re.compile(r"(.*?\d)[日号]?[T\s]+\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2})?(?:\.\d+)?[秒Z]?", re.ASCII)
_YMD = re.compile(r"(\d{4})\s*[-./年\\、,]\s*(\d{1,2})\s*[-./月\\、,]\s*(\d{1,2})\s*[日号]?\.?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_DMY = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})", re.ASCII)
_MONTH = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*月?", re.ASCII)
_SHORT_YEAR = re.compile(r"(\d{2})[-./年](\d{1,2})[-./月](\d{1,2})日?", re.ASCII)
_CHINESE: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_EPOCH: Final = datetime.date(1899, 12, 30)
# Serials of 1927-2119: smaller numbers are more likely years, counts or mistakes than dates.
_SERIALS: Final = (10_000, 80_500)


def date_converter(spec: ColumnSpec) -> Converter:
    """Converter of a date column to `datetime.date`; `minimum` and `maximum` are dates."""
    low = spec.minimum if isinstance(spec.minimum, datetime.date) else None
    high = spec.maximum if isinstance(spec.maximum, datetime.date) else None

    def finish(day: datetime.date, rule: str | None) -> Any:
        if low is not None and day < low:
            return Bad("too-small", f"日期 {day} 早于 {low}", f"本列应在 {low} 当日或以后，请核对年份。")
        if high is not None and day > high:
            return Bad("too-large", f"日期 {day} 晚于 {high}", f"本列应在 {high} 当日或以前，请核对年份。")
        return day if rule is None else Fixed(day, rule)

    def convert(value: Any) -> Any:
        kind = type(value)
        if kind is datetime.date:
            return value if low is None and high is None else finish(value, None)
        if kind is datetime.datetime:
            midnight = value.hour == value.minute == value.second == 0
            return finish(value.date(), None if midnight else "time-dropped")
        if kind is str:
            if not _ISO.fullmatch(value) and (odd := blank_or_error(value)):
                return Fixed(None, "placeholder") if odd is True else odd
            found = date_text(value)
            return found if isinstance(found, Bad) else finish(*found)
        if kind in {float, int}:
            found = _number(float(value))
            return found if isinstance(found, Bad) else finish(*found)
        return Bad("not-date", f"“{value}”不是日期", "请按 2016-03-05 的样式填写日期。")

    return convert


def _number(value: float) -> tuple[datetime.date, str] | Bad:
    if value.is_integer():
        found = _COMPACT.fullmatch(str(int(value)))
        if found:
            return _day(found[1], found[2], found[3], str(int(value)), "text-date")
    if _SERIALS[0] <= value < _SERIALS[1]:
        return _EPOCH + datetime.timedelta(days=int(value)), "excel-serial"
    return Bad("not-date", f"数值 {value:g} 不是日期", "请按 2016-03-05 的样式填写日期（年、月、日齐全）。")


def date_text(text: str) -> tuple[datetime.date, str | None] | Bad:
    """The date a text stands for and the repair it took (None for 2016-03-05 itself).

    Refused rather than guessed: two-digit years, day and month in unknown order, months without a day.
    """
    if _ISO.fullmatch(text):
        return _day(text[:4], text[5:7], text[8:], text, None)
    short = unicodedata.normalize("NFKC", text).strip()
    if "年" in short:
        short = _chinese_numerals(short)
    rule = "text-date"
    timed = _WITH_TIME.fullmatch(short)
    if timed:
        short, rule = timed[1], "time-dropped"
        if short != text and re.fullmatch(r".*[T\s]0{1,2}:00(:00)?(\.0+)?", text):
            rule = "text-date"
    for pattern in (_YMD, _COMPACT):
        found = pattern.fullmatch(short)
        if found:
            return _day(found[1], found[2], found[3], text, rule)
    found = _DMY.fullmatch(short)
    if found:
        a, b, year = int(found[1]), int(found[2]), found[3]
        if a > 12 >= b:
            return _day(year, b, a, text, rule)
        if b > 12 >= a:
            return _day(year, a, b, text, rule)
        if a == b:
            return _day(year, a, b, text, rule)
        return Bad(
            "date-ambiguous",
            f"“{short}”可以是 {year}-{a:02d}-{b:02d}，也可以是 {year}-{b:02d}-{a:02d}",
            "请按“年-月-日”的顺序填写，例如 2016-03-05。",
        )
    found = _SHORT_YEAR.fullmatch(short)
    if found:
        return Bad(
            "date-ambiguous",
            f"“{short}”的年份只有两位",
            f"请写全四位年份，例如 20{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}。",
        )
    if _MONTH.fullmatch(short):
        return Bad("not-date", f"“{short}”只到月，缺少日", "请填写到日，例如 2016-03-05。")
    if re.fullmatch(r"\d{5}(\.\d+)?", short):
        return _number(float(short))
    return Bad("not-date", f"“{short[:40]}”不是日期", "请按 2016-03-05 的样式填写日期。")


def _chinese_numerals(text: str) -> str:
    if not re.search("[一二三四五六七八九十〇]", text):
        return text
    text = re.sub("二十|廿", lambda m: "2十", text).replace("三十", "3十").translate(_CHINESE)
    text = re.sub(r"(\d)十(\d)", r"\1\2", text)
    text = re.sub(r"(\d)十", r"\g<1>0", text)
    return re.sub(r"十(\d)", r"1\1", text).replace("十", "10")


def _day(
    year: str | int, month: str | int, day: str | int, text: str, rule: str | None
) -> tuple[datetime.date, Any] | Bad:
    try:
        found = datetime.date(int(year), int(month), int(day))
    except ValueError:
        return Bad(
            "not-date",
            f"“{text.strip()}”这一天不存在",
            "月份应为 1 至 12，日期不超过当月天数，样式如 2016-03-05。",
        )
    if not 1900 <= found.year <= 2200:
        return Bad("not-date", f"“{text.strip()}”的年份是 {found.year}，不合常理", "请核对年份。")
    return found, rule
