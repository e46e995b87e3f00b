"""Statistical periods: months, quarters, halves, years, ranges of them, and "to date".

A period is a run of whole calendar months, kept as two month numbers (year * 12 + month - 1), so that
every comparison is one of integers and no date function is needed in any query.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from zhiheng.kernels.measures.problems import PeriodError

Kind = Literal["month", "quarter", "half", "year", "range"]
Grain = Literal["month", "quarter", "half", "year"]

MONTHS: dict[Grain, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_GRAINS: dict[int, Grain] = {months: grain for grain, months in MONTHS.items()}
_NAMES: dict[Grain, str] = {"month": "月", "quarter": "季度", "half": "半年", "year": "年"}
FIRST_YEAR, LAST_YEAR = 1900, 2200

_ORDINALS = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2, "1": 1, "2": 2, "3": 3, "4": 4}
_SIMPLE = re.compile(
    r"(?P<y>\d{4})年?(?:"
    r"[hH](?P<h>[12])|(?P<hz>[上下])半年|[qQ](?P<q>[1-4])|第?(?P<qz>[一二三四1-4])季度?"
    r"|[-/.年]?(?P<m>1[0-2]|0[1-9]|(?<=[-/.年])[1-9])月?)?"
)
_TAIL = re.compile(r"[hH](?P<h>[12])|[qQ](?P<q>[1-4])|第?(?P<qz>[一二三四1-4])季度?|(?P<m>1[0-2]|0?[1-9])月?")
_JOIN = r"(?:\.\.|--|[-–—~～至到])"
_TO_DATE = re.compile(r"(?:todate|ytd|累计)$", re.IGNORECASE)
_FORMS = "2016、2016H1、2016Q3、2016-07、2016Q1-2016Q3、2011-2015，或在后面加 to date（累计）"


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """Whole months from ``first`` to ``last``, both counted as year * 12 + month - 1 and both included."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise PeriodError(
                f"时期的终点（{_month_key(self.last)}）早于起点（{_month_key(self.first)}），请对调起止"
            )
        if self.first < FIRST_YEAR * 12 or self.last >= (LAST_YEAR + 1) * 12:
            raise PeriodError(
                f"时期的年份应在 {FIRST_YEAR} 至 {LAST_YEAR} 之间，现为 {self.first // 12}—{self.last // 12}"
            )

    # -- making -----------------------------------------------------------------------------------

    @classmethod
    def year(cls, year: int) -> Period:
        return cls(year * 12, year * 12 + 11)

    @classmethod
    def half(cls, year: int, half: int) -> Period:
        return cls._part(year, half, 6)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        return cls._part(year, quarter, 3)

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        return cls._part(year, month, 1)

    @classmethod
    def _part(cls, year: int, number: int, months: int) -> Period:
        if not 1 <= number <= 12 // months:
            raise PeriodError(f"{year} 年没有第 {number} 个{_NAMES[_GRAINS[months]]}")
        first = year * 12 + (number - 1) * months
        return cls(first, first + months - 1)

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a period as people write it (full-width digits and Chinese forms included).

        ``2016``, ``2016H1``, ``2016Q3``, ``2016-07``, ``2016年7月``, ``2016年第三季度``, ``2016上半年``,
        ranges ``2016Q1-2016Q3``, ``2016Q1..Q3``, ``2011-2015``, and ``... to date`` (from January of the
        year in which the period ends). Raises PeriodError naming the text and the forms understood.
        """
        given = text
        plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(text)))
        to_date = bool(_TO_DATE.search(plain))
        plain = _TO_DATE.sub("", plain)
        whole = _SIMPLE.fullmatch(plain)
        if whole:
            period = _from_match(int(whole["y"]), whole)
        else:
            head = _SIMPLE.match(plain)
            ranged: Period | None = None
            # the head is greedy (2011-2015 would be read as 2011-20?): try shorter heads as well
            for end in range(len(plain) - 1, 3, -1) if head else ():
                start = _SIMPLE.fullmatch(plain[:end])
                joint = re.match(_JOIN, plain[end:])
                if not start or not joint:
                    continue
                rest = plain[end + joint.end() :]
                tail = _SIMPLE.fullmatch(rest) or _TAIL.fullmatch(rest)
                if tail:
                    year = int(tail.groupdict().get("y") or start["y"])
                    a, b = _from_match(int(start["y"]), start), _from_match(year, tail)
                    if a.kind != b.kind:
                        raise PeriodError(
                            f"时期“{given}”的起止不是同一种时期（{a.label}、{b.label}），请写成同一种"
                        )
                    if b.last < a.first:
                        raise PeriodError(f"时期“{given}”的终点早于起点，请对调起止")
                    ranged = cls(a.first, b.last)
                    break
            if ranged is None:
                raise PeriodError(f"看不懂时期“{given}”；可以写成 {_FORMS}")
            period = ranged
        return period.to_date() if to_date else period

    # -- asking -----------------------------------------------------------------------------------

    @property
    def months(self) -> int:
        return self.last - self.first + 1

    @property
    def kind(self) -> Kind:
        for kind, size in MONTHS.items():
            if self.months == size and self.first % size == 0:
                return kind
        return "range"

    @property
    def grain(self) -> Grain:
        """Coarsest stored part (year, half, quarter, month) whose whole parts make up this period."""
        for grain in ("year", "half", "quarter"):
            size = MONTHS[grain]
            if self.first % size == 0 and (self.last + 1) % size == 0:
                return grain
        return "month"

    @property
    def start(self) -> date:
        return date(self.first // 12, self.first % 12 + 1, 1)

    @property
    def end(self) -> date:
        year, month = self.last // 12, self.last % 12 + 1
        return date(year, month, calendar.monthrange(year, month)[1])

    @property
    def years(self) -> range:
        return range(self.first // 12, self.last // 12 + 1)

    @property
    def key(self) -> str:
        """Canonical text; ``Period.parse(p.key) == p``."""
        if self.kind != "range":
            return _simple_key(self.first, MONTHS[self.kind])
        size = MONTHS[self.grain]
        return f"{_simple_key(self.first, size)}..{_simple_key(self.last + 1 - size, size)}"

    @property
    def label(self) -> str:
        """Chinese name: 2016年, 2016年上半年, 2016年第三季度, 2016年7月, 2016年1—9月, 2011—2015年."""
        year, month = self.first // 12, self.first % 12
        match self.kind:
            case "year":
                return f"{year}年"
            case "half":
                return f"{year}年{'上' if month == 0 else '下'}半年"
            case "quarter":
                return f"{year}年第{'一二三四'[month // 3]}季度"
            case "month":
                return f"{year}年{month + 1}月"
            case _:
                pass
        end_year, end_month = self.last // 12, self.last % 12
        if self.grain == "year":
            return f"{year}—{end_year}年"
        if year == end_year:
            return f"{year}年{month + 1}—{end_month + 1}月"
        return f"{year}年{month + 1}月—{end_year}年{end_month + 1}月"

    def __str__(self) -> str:
        return self.key

    # -- neighbours -------------------------------------------------------------------------------

    def previous_year(self) -> Period:
        """The same months one year earlier (上年同期)."""
        return Period(self.first - 12, self.last - 12)

    def previous(self) -> Period:
        """The period of the same length just before (环比)."""
        return Period(self.first - self.months, self.first - 1)

    def to_date(self) -> Period:
        """From January of the year in which this period ends to its end (累计)."""
        return Period(self.last // 12 * 12, self.last)

    def parts(self, grain: Grain) -> list[Period]:
        """The months, quarters, halves or years that make up this period, in order."""
        size = MONTHS[grain]
        if self.first % size or (self.last + 1) % size:
            raise PeriodError(f"{self.label}不能按{_NAMES[grain]}整分")
        return [Period(at, at + size - 1) for at in range(self.first, self.last + 1, size)]


def finest(periods: Iterable[Period]) -> Grain:
    """The coarsest grain in which every one of ``periods`` is a sum of whole parts."""
    return min((p.grain for p in periods), key=lambda g: MONTHS[g], default="year")


def _from_match(year: int, match: re.Match[str]) -> Period:
    groups = match.groupdict()
    if groups.get("h"):
        return Period.half(year, int(groups["h"]))
    if groups.get("hz"):
        return Period.half(year, _ORDINALS[groups["hz"]])
    if groups.get("q"):
        return Period.quarter(year, int(groups["q"]))
    if groups.get("qz"):
        return Period.quarter(year, _ORDINALS[groups["qz"]])
    if groups.get("m"):
        return Period.month(year, int(groups["m"]))
    return Period.year(year)


def _simple_key(first: int, size: int) -> str:
    year, month = first // 12, first % 12
    match size:
        case 12:
            return str(year)
        case 6:
            return f"{year}H{month // 6 + 1}"
        case 3:
            return f"{year}Q{month // 3 + 1}"
        case _:
            return _month_key(first)


def _month_key(number: int) -> str:
    return f"{number // 12}-{number % 12 + 1:02d}"
