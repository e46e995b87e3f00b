"""The periods of statistical returns: how often a register is filed, and its periods as dates.

    periodic = Periodic(every="quarter", checks="plant_returns")

The model inherits :class:`zhiheng.frame.registers.models.Return`, which brings ``period`` ("2016", "2016H1", "2016Q2",
"2016-03") and ``ended_on``, its last day, which is the date of the facts.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from zhiheng.kernels.checks import Sheet, load
from zhiheng.kernels.measures.periods import Grain, Period
from zhiheng.kernels.measures.problems import PeriodError

__all__ = ["Grain", "Period", "PeriodError", "Periodic", "ended_on", "latest", "recent"]

EVERY: dict[Grain, str] = {"month": "月", "quarter": "季度", "half": "半年", "year": "年"}
EXAMPLES: dict[Grain, str] = {"month": "2016-03", "quarter": "2016Q2", "half": "2016H1", "year": "2016"}


@dataclass(frozen=True)
class Periodic:
    """A register that is filed by period.

    ``every``: month, quarter, half, year. ``checks``: the check sheet ``catalogue/checks/<key>.yaml``. ``limits``: the
    rule in ``catalogue/rules`` that says when a period is to be filed and when it is locked.
    """

    every: Grain = "quarter"
    checks: str = ""
    limits: str = "returns.limits"

    @property
    def sheet(self) -> Sheet | None:
        """The check rules; raises CheckError when the file is wrong."""
        return load(self.checks) if self.checks else None

    def parse(self, text: object) -> Period:
        """A period of this register as people write it. PeriodError when it is another kind of period."""
        found = Period.parse(str(text or ""))
        if found.kind != self.every:
            raise PeriodError(
                f"“{text}”不是{EVERY[self.every]}：本台账按{EVERY[self.every]}报送，请写成 {EXAMPLES[self.every]} 这样"
            )
        return found


def ended_on(period: str) -> dt.date:
    """The last day of a period; PeriodError when it cannot be read."""
    return Period.parse(period).end


def latest(every: Grain, on: dt.date) -> Period:
    """The last period that has ended by ``on``."""
    return _at(every, on).previous()


def recent(every: Grain, on: dt.date, count: int) -> list[Period]:
    """``count`` periods up to the one that ``on`` lies in, newest first."""
    found = [_at(every, on)]
    while len(found) < count:
        found.append(found[-1].previous())
    return found


def _at(every: Grain, on: dt.date) -> Period:
    size = {"month": 1, "quarter": 3, "half": 6, "year": 12}[every]
    first = (on.year * 12 + on.month - 1) // size * size
    return Period(first, first + size - 1)
