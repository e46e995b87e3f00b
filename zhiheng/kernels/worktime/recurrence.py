"""Standing obligations as data: how often, and by when after (or within) each period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from zhiheng.kernels.worktime.calendar import WorkCalendar, add_months, month_end, statutory_calendar
from zhiheng.kernels.worktime.limits import WorktimeError

Every = Literal["monthly", "quarterly", "half-yearly", "yearly"]
_MONTHS: dict[Every, int] = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}
_ORDINALS = "一二三四"
_MAX_PERIODS = 2400


class DueRule(BaseModel):
    """By when: exactly one of the first three.

    ``fixed`` is MM-DD in the year the period ends, moved by ``year_offset`` (the plan of 2013 due by 31 December
    2012 is the yearly period 2013 with ``year_offset: -1``); ``12-31`` style only for yearly obligations.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    after_period_end_days: int | None = Field(default=None, ge=0)
    after_period_end_working_days: int | None = Field(default=None, ge=0)
    fixed: str | None = Field(default=None, pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")
    year_offset: int = Field(default=0, ge=-1, le=1)
    roll: Literal["next", "none"] = "none"

    @model_validator(mode="after")
    def _one(self) -> DueRule:
        names = ("after_period_end_days", "after_period_end_working_days", "fixed")
        if sum(getattr(self, name) is not None for name in names) != 1:
            raise ValueError(f"到期规则须且只须写 {'、'.join(names)} 中的一项")
        if self.year_offset and self.fixed is None:
            raise ValueError("year_offset 只与 fixed 合用")
        return self


class Recurrence(BaseModel):
    """How often an obligation falls due, and when each one may be begun.

    ``opens_before_due_days``: the task shows so many days ahead of its due date; without it, from the first day
    after the period's end, or from the period's start when it is due within the period.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    every: Every
    due: DueRule
    opens_before_due_days: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _fixed_is_yearly(self) -> Recurrence:
        if self.due.fixed is not None and self.every != "yearly":
            raise ValueError(
                "固定日期（fixed）只用于每年一次的义务；季度、半年、每月请写 after_period_end_days"
            )
        return self


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One period's due: ``period`` is 2012, 2012H1, 2012Q3 or 2012-07; ``label`` the same in Chinese."""

    period: str
    label: str
    period_start: date
    period_end: date
    opens_on: date
    due_on: date
    provisional: bool
    note: str


def occurrences(
    recurrence: Recurrence,
    start: date,
    end: date,
    *,
    by: Literal["period", "due"] = "period",
    calendar: WorkCalendar | None = None,
) -> list[Occurrence]:
    """All dues of an obligation in a span, both ends included, in order.

    ``by="period"`` takes the periods that end in the span (a report on the last quarter belongs to a programme
    that ends with that quarter, though it is due later); ``by="due"`` takes the due dates in the span.
    Raises WorktimeError when the span is turned round or unreasonably long.
    """
    if end < start:
        raise WorktimeError(f"起止日期颠倒：{start} 晚于 {end}，请更正")
    cal = calendar or statutory_calendar()
    found: list[Occurrence] = []
    # Two years on either side reach every period that a due rule can tie to the span.
    low, high = (start, end) if by == "period" else (add_months(start, -24), add_months(end, 24))
    for first, last in _periods(recurrence.every, low, high):
        item = _occurrence(recurrence, first, last, cal)
        reference = last if by == "period" else item.due_on
        if start <= reference <= end:
            found.append(item)
    return found


def period_of(every: Every, on: date) -> tuple[str, date, date]:
    """The period that holds a day: its key, first and last day."""
    length = _MONTHS[every]
    first = date(on.year, (on.month - 1) // length * length + 1, 1)
    return _key(every, first), first, month_end(add_months(first, length - 1))


def period_label(every: Every, first: date) -> str:
    """A period in Chinese, such as 2012年第三季度."""
    year = f"{first.year}年"
    if every == "yearly":
        return f"{year}度"
    if every == "half-yearly":
        return year + ("上半年" if first.month == 1 else "下半年")
    if every == "quarterly":
        return f"{year}第{_ORDINALS[(first.month - 1) // 3]}季度"
    return f"{year}{first.month}月"


def _key(every: Every, first: date) -> str:
    if every == "yearly":
        return str(first.year)
    if every == "half-yearly":
        return f"{first.year}H{1 if first.month == 1 else 2}"
    if every == "quarterly":
        return f"{first.year}Q{(first.month - 1) // 3 + 1}"
    return f"{first.year}-{first.month:02d}"


def _periods(every: Every, low: date, high: date) -> Iterator[tuple[date, date]]:
    _, first, last = period_of(every, low)
    for _ in range(_MAX_PERIODS):
        if last > high:
            return
        yield first, last
        first = last + timedelta(days=1)
        last = month_end(add_months(first, _MONTHS[every] - 1))
    raise WorktimeError(f"{low} 至 {high} 跨度过长（超过 {_MAX_PERIODS} 期），请缩短起止日期")


def _occurrence(recurrence: Recurrence, first: date, last: date, cal: WorkCalendar) -> Occurrence:
    rule = recurrence.due
    provisional, note = False, ""
    if rule.fixed is not None:
        month, day = (int(part) for part in rule.fixed.split("-"))
        year = last.year + rule.year_offset
        due_on = date(year, month, min(day, month_end(date(year, month, 1)).day))
    elif rule.after_period_end_working_days is not None:
        reckoned = cal.add_working_days(last, rule.after_period_end_working_days)
        due_on, provisional, note = reckoned.date, reckoned.provisional, reckoned.note
    else:
        due_on = last + timedelta(days=rule.after_period_end_days or 0)
    if rule.roll == "next" and rule.after_period_end_working_days is None:
        rolled = cal.roll_forward(due_on)
        due_on, provisional, note = rolled.date, rolled.provisional, rolled.note
    if recurrence.opens_before_due_days is not None:
        opens_on = due_on - timedelta(days=recurrence.opens_before_due_days)
    elif due_on > last:
        opens_on = last + timedelta(days=1)
    else:
        # Due within (or ahead of) its period: open from the start of the year in which it is due.
        opens_on = min(first, date(due_on.year, 1, 1))
    label = period_label(recurrence.every, first)
    return Occurrence(_key(recurrence.every, first), label, first, last, opens_on, due_on, provisional, note)
