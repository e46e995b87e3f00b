"""Deadlines as a document writes them (a year, a month, a day), put in order by their last day."""

from __future__ import annotations

import calendar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Deadline:
    """The last day that a written deadline allows; ``2015`` ends with its December."""

    year: int
    month: int
    day: int

    @classmethod
    def read(cls, text: str | None) -> Deadline | None:
        """None for what no year can be told from. Raises nothing: a document may write what it likes."""
        parts = (text or "").split("-")
        if not all(part.isdigit() for part in parts) or len(parts) > 3:
            return None
        year = int(parts[0])
        if not 1 <= year <= 9999:
            return None
        month = int(parts[1]) if len(parts) > 1 else 12
        if not 1 <= month <= 12:
            return None
        last = calendar.monthrange(year, month)[1]
        return cls(year, month, min(int(parts[2]), last) if len(parts) > 2 else last)


def later(upper: str | None, lower: str | None) -> bool | None:
    """Whether ``lower`` ends after ``upper``; None when either is unknown."""
    first, second = Deadline.read(upper), Deadline.read(lower)
    return None if first is None or second is None else second > first


def earlier(upper: str | None, lower: str | None) -> bool | None:
    """Whether ``lower`` ends before ``upper``; None when either is unknown."""
    first, second = Deadline.read(upper), Deadline.read(lower)
    return None if first is None or second is None else second < first
