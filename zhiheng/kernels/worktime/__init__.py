"""Statutory calendar: working days, time limits, recurring obligations.

Everything that depends on a year without an official holiday notice is marked provisional.
"""

from zhiheng.kernels.worktime.calendar import (
    Count,
    DayStatus,
    Due,
    Pause,
    Reckoned,
    WorkCalendar,
    add_months,
    month_end,
    statutory_calendar,
)
from zhiheng.kernels.worktime.limits import Limit, WorktimeError
from zhiheng.kernels.worktime.recurrence import (
    DueRule,
    Occurrence,
    Recurrence,
    occurrences,
    period_label,
    period_of,
)
from zhiheng.kernels.worktime.table import CalendarTable, load_table, parse_table

__all__ = [
    "CalendarTable",
    "Count",
    "DayStatus",
    "Due",
    "DueRule",
    "Limit",
    "Occurrence",
    "Pause",
    "Reckoned",
    "Recurrence",
    "WorkCalendar",
    "WorktimeError",
    "add_months",
    "load_table",
    "month_end",
    "occurrences",
    "parse_table",
    "period_label",
    "period_of",
    "statutory_calendar",
]
