"""What a plan sets for a thing, beside what its returns say (计划值与报表).

A register of projects holds planned values; the returns of the same things are another register. The declaration says
which column of the plan is met by what arithmetic over a return's numbers::

    planned = (
        Planned("planned_output", "circular_returns", ("code", "code"), "output_value * 10000 / materials", "…"),
    )

and the record's page compares the two, period by period. A value that is not known is told as that, never as missed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import Register, RegisterError, register_of
from zhiheng.frame.registers.models import Record
from zhiheng.frame.registers.plans import Planned
from zhiheng.kernels.checks import CheckError, Expression, parse

MOST = 12  # periods looked back


@dataclass(frozen=True)
class Compared:
    """One planned value in one period: what the return yields, how far it is from the plan, whether it is met."""

    planned: Planned
    period: str
    wanted: Decimal
    actual: Decimal | None
    record: Record

    @property
    def distance(self) -> Decimal | None:
        return None if self.actual is None else self.actual - self.wanted

    @property
    def met(self) -> bool | None:
        """None where the return does not tell."""
        if self.distance is None:
            return None
        return self.distance >= 0 if self.planned.at_least else self.distance <= 0


def expression(planned: Planned) -> Expression:
    """The arithmetic of a declaration. Raises RegisterError where it is not understood or names no number column."""
    other = register_of(planned.register)
    try:
        found = parse(planned.actual)
    except CheckError as error:
        raise RegisterError(f"计划值 {planned.column}：{error}") from error
    if lost := sorted({r.name for r in found.refs} - set(other.numbers)):
        raise RegisterError(f"计划值 {planned.column} 用了台账 {other.key} 没有的数字列：{lost}")
    return found


def compared(register: Register, record: Record, scope: Scope) -> list[Compared]:
    """Every planned value of a record beside its returns in reach, the latest period first. One query a declaration."""
    found: list[Compared] = []
    for planned in register.planned:
        wanted = getattr(record, planned.column)
        key = getattr(record, planned.on[0])
        if wanted is None or not key:
            continue
        other = register_of(planned.register)
        rows: Any = other.model.objects.within(service.reach(scope, other)).standing()
        rows = rows.filter(**{planned.on[1]: key}).order_by("-ended_on")[:MOST]
        found += _of_rows(planned, other, Decimal(wanted), rows)
    return found


def _of_rows(planned: Planned, other: Register, wanted: Decimal, rows: Iterable[Any]) -> list[Compared]:
    worked_out = expression(planned)
    made = []
    for row in rows:
        values = {n: getattr(row, n) for n in other.numbers}
        made.append(Compared(planned, row.period, wanted, worked_out.value({"this": values}), row))
    return made
