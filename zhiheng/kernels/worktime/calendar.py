"""Working days and time limits by the statutory calendar, and how sure each answer is.

A year whose holiday notice is not out is reckoned with weekends only, and every answer that rests on such a year
is marked provisional and says why. It is never silently taken for final.
"""

from __future__ import annotations

import calendar as _months
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, cached_property
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from chinese_calendar.constants import holidays as _base_rest
from chinese_calendar.constants import workdays as _base_work

from zhiheng.kernels.worktime.limits import Limit, WorktimeError
from zhiheng.kernels.worktime.table import CalendarTable, load_table

# Dates outside this span are taken for typing errors.
FIRST_DAY = date(1980, 1, 1)
LAST_DAY = date(2079, 12, 31)
_DAY = timedelta(days=1)

Basis = Literal["notice", "override", "weekend"]


@dataclass(frozen=True, slots=True)
class DayStatus:
    """One day: does it work, by what, and is that settled."""

    date: date
    working: bool
    name: str | None
    basis: Basis
    provisional: bool


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A date that was counted out. ``note`` is Chinese and empty when there is nothing to say."""

    date: date
    provisional: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of working days; ``provisional`` when a day in the span has no official arrangement."""

    days: int
    provisional: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pause:
    """A span, both ends included, that the clock does not count (testing, announcement). Open when ``end`` is None."""

    start: date
    end: date | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """When a limit ends.

    ``due_on`` is None only while the clock is paused with no end. ``unrolled`` is the date before it was moved
    off a rest day. ``text`` tells in Chinese how the date came about.
    """

    start: date
    limit: Limit
    due_on: date | None
    unrolled: date | None
    provisional: bool
    note: str
    text: str


@dataclass(frozen=True)
class WorkCalendar:
    """The national calendar, or a regional variant, over one table."""

    table: CalendarTable

    @classmethod
    def load(cls, source: Path | Traversable | None = None) -> WorkCalendar:
        return cls(load_table(source))

    # The facts -------------------------------------------------------------------------------------------------

    @cached_property
    def noticed_years(self) -> frozenset[int]:
        """Years whose official arrangement is known."""
        base = range(min(_base_rest).year, max(_base_rest).year + 1)
        return frozenset(base) | {entry.year for entry in self.table.years}

    @cached_property
    def _overrides(self) -> dict[date, tuple[bool, str]]:
        return {entry.date: (entry.kind == "work", entry.name) for entry in self.table.overrides}

    @cached_property
    def _arranged(self) -> dict[date, tuple[bool, str]]:
        own_years = {entry.year for entry in self.table.years}
        days: dict[date, tuple[bool, str]] = {}
        for day, name in _base_rest.items():
            if day.year not in own_years:
                days[day] = (False, name)
        for day, name in _base_work.items():
            if day.year not in own_years:
                days[day] = (True, name)
        for entry in self.table.years:
            days.update({day: (False, name) for day, name in entry.rest.items()})
            days.update({day: (True, name) for day, name in entry.work.items()})
        return days

    @cached_property
    def _working(self) -> list[int]:
        """Ordinals of all working days in the span, so that counting is a search and not a walk."""
        first, last = FIRST_DAY.toordinal(), LAST_DAY.toordinal()
        special = {**self._arranged, **self._overrides}
        by_ordinal = {day.toordinal(): working for day, (working, _) in special.items()}
        # Ordinal 1 is a Monday, so weekday() == (ordinal + 6) % 7.
        return [n for n in range(first, last + 1) if by_ordinal.get(n, (n + 6) % 7 < 5)]

    def day(self, on: date) -> DayStatus:
        """Status of one day."""
        self._check(on)
        if on in self._overrides:
            working, name = self._overrides[on]
            return DayStatus(on, working, name, "override", False)
        provisional = self.is_provisional(on)
        if on in self._arranged:
            working, name = self._arranged[on]
            return DayStatus(on, working, name, "notice", provisional)
        basis: Basis = "notice" if on.year in self.noticed_years and not provisional else "weekend"
        return DayStatus(on, on.weekday() < 5, None, basis, provisional)

    def is_working_day(self, on: date) -> bool:
        return self.day(on).working

    def is_provisional(self, on: date) -> bool:
        """No official arrangement covers the day.

        The last days of December also count as unsettled until the *next* year's notice is out: notices have moved
        them (2006, 2007, 2011, 2018, 2022).
        """
        if on.year not in self.noticed_years:
            return True
        month, day = (int(part) for part in self.table.unsettled_from.split("-"))
        return on.year + 1 not in self.noticed_years and (on.month, on.day) >= (month, day)

    # Counting ---------------------------------------------------------------------------------------------------

    def add_working_days(self, start: date, n: int) -> Reckoned:
        """The n-th working day after ``start`` (before it when n is negative); the start day does not count.

        n = 0 gives the start day itself, or the next working day when it rests.
        """
        self._check(start)
        days = self._working
        at = start.toordinal()
        if n > 0:
            index = bisect_right(days, at) + n - 1
        elif n < 0:
            index = bisect_left(days, at) + n
        else:
            index = bisect_left(days, at)
        if not 0 <= index < len(days):
            raise WorktimeError(
                f"自 {start} 起算 {n} 个工作日超出可推算范围（{FIRST_DAY} 至 {LAST_DAY}），请核对天数"
            )
        end = date.fromordinal(days[index])
        note = self._note(start, end)
        return Reckoned(end, bool(note), note)

    def working_days_between(self, start: date, end: date) -> Count:
        """Working days after ``start`` up to and including ``end``; negative when end lies before start."""
        self._check(start)
        self._check(end)
        days = self._working
        counted = bisect_right(days, end.toordinal()) - bisect_right(days, start.toordinal())
        note = self._note(start, end)
        return Count(counted, bool(note), note)

    def roll_forward(self, on: date) -> Reckoned:
        """The day itself when it works, else the next working day."""
        return self.add_working_days(on, 0)

    def due(
        self,
        start: date,
        limit: Limit,
        *,
        extension: Limit | None = None,
        pauses: Sequence[Pause] = (),
        roll: Literal["next", "none"] | None = None,
    ) -> Due:
        """When a limit that starts running on ``start`` ends.

        The start day does not count (unless the table says so); a limit in days, months or years that would end on
        a rest day ends on the next working day, unless ``roll="none"``. ``extension`` is added to the unrolled end.
        Pauses are left out of a count in days or working days; a limit in months, years or to a month's end is
        moved on by the calendar days of the pauses.
        """
        self._check(start)
        spans = self._merge(pauses, start)
        open_pause = next((span for span in spans if span.end is None), None)
        before = (
            _DAY
            if self.table.counting.start_day_counts and limit.unit != "month_end" and limit.count
            else _DAY * 0
        )
        end = self._run(start - before, limit, spans)
        if end is not None and extension is not None:
            end = self._run(end, extension, [s for s in spans if s.end is None or s.end > end])
        text = f"自 {start} 起算 {limit.text}" + (f"，延长 {extension.text}" if extension else "")
        counted = [span for span in spans if end is None or span.start <= end]
        if counted:
            text += f"，扣除中止 {len(counted)} 段"
        if end is None:
            reason = (open_pause.reason if open_pause else "") or "未写明事由"
            note = (
                f"时限自 {open_pause.start if open_pause else start} 起中止（{reason}），恢复后才能确定到期日"
            )
            return Due(start, limit, None, None, False, note, text)
        due_on = end
        how = roll or self.table.counting.roll_rest_day
        if how == "next":
            due_on = self.roll_forward(end).date
            if due_on != end:
                text += f"，{end} 为休息日，顺延"
        working_time = "working_days" in (limit.unit, extension.unit if extension else limit.unit)
        note = self._note(start if working_time else end, due_on)
        text += f"，到期日 {due_on}" + ("（暂定）" if note else "")
        return Due(start, limit, due_on, end, bool(note), note, text)

    # Inside -----------------------------------------------------------------------------------------------------

    def _run(self, start: date, limit: Limit, spans: Sequence[Pause]) -> date | None:
        """The end of the limit before rolling, or None when an open pause begins before it is used up."""
        count = limit.count
        if limit.unit in ("days", "working_days"):
            return self._walk(start, count, limit.unit == "working_days", spans)
        if limit.unit == "month_end":
            end = month_end(add_months(start, count))
        else:
            end = add_months(start, count * (12 if limit.unit == "years" else 1))
        for span in spans:
            if span.start > end:
                break
            if span.end is None:
                return None
            end += (span.end - span.start) + _DAY
        self._check(end)
        return end

    def _walk(self, start: date, count: int, working: bool, spans: Sequence[Pause]) -> date | None:
        """Count on from ``start``; a span that touches the count pushes the end on by the days it takes away."""
        if not spans:
            return self.add_working_days(start, count).date if working else self._plus(start, count)
        day, left = start, count
        position = 0
        while left:
            day += _DAY
            self._check(day)
            while position < len(spans) and (end := spans[position].end) is not None and end < day:
                position += 1
            if position < len(spans) and spans[position].start <= day:
                if spans[position].end is None:
                    return None
                continue
            if not working or self.is_working_day(day):
                left -= 1
        return day

    def _plus(self, start: date, days: int) -> date:
        end = start + timedelta(days=days)
        self._check(end)
        return end

    @staticmethod
    def _merge(pauses: Sequence[Pause], start: date) -> list[Pause]:
        """Sorted, overlapping spans joined, what lies up to the start day cut away."""
        merged: list[Pause] = []
        for pause in sorted(pauses, key=lambda p: (p.start, p.end or date.max)):
            if pause.end is not None and pause.end < pause.start:
                raise WorktimeError(f"中止期间的结束日 {pause.end} 早于开始日 {pause.start}，请更正")
            if pause.end is not None and pause.end <= start:
                continue
            span = replace(pause, start=max(pause.start, start + _DAY))
            if merged and (merged[-1].end is None or merged[-1].end >= span.start - _DAY):
                last = merged[-1]
                end = None if last.end is None or span.end is None else max(last.end, span.end)
                merged[-1] = replace(last, end=end)
            else:
                merged.append(span)
        return merged

    def _note(self, start: date, end: date) -> str:
        low, high = min(start, end), max(start, end)
        unknown = [str(year) for year in range(low.year, high.year + 1) if year not in self.noticed_years]
        if unknown:
            listed = "、".join(unknown)
            return f"{listed} 年没有官方放假安排可依，只按周末休息推算，结果为暂定，待安排录入后重算"
        if self.is_provisional(high):
            return f"{high.year} 年末几日可能随下一年放假安排调整，结果为暂定，待安排公布后重算"
        return ""

    @staticmethod
    def _check(on: date) -> None:
        if not FIRST_DAY <= on <= LAST_DAY:
            raise WorktimeError(f"日期 {on} 超出可推算范围（{FIRST_DAY} 至 {LAST_DAY}），请核对年份")


def add_months(on: date, months: int) -> date:
    """The same day ``months`` later; the last day of the month when that month has no such day (Civil Code 202)."""
    index = on.year * 12 + on.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        raise WorktimeError(f"自 {on} 起算 {months} 个月超出日历范围，请核对")
    return date(year, month + 1, min(on.day, _months.monthrange(year, month + 1)[1]))


def month_end(on: date) -> date:
    """The last day of the month."""
    return on.replace(day=_months.monthrange(on.year, on.month)[1])


@cache
def statutory_calendar() -> WorkCalendar:
    """The packaged national calendar, read once."""
    return WorkCalendar.load()
