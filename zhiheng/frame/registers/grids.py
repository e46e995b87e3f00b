"""Entering many rows of a register at once, and starting from those of the period before.

Cells are read by the same converters as the cells of a workbook; rows are checked and written as single records are.
Nothing is written while any row is wrong.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers import service
from zhiheng.frame.registers.admitted import admitted_codes
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.doubts import Doubted
from zhiheng.frame.registers.matching import stored_empty
from zhiheng.frame.registers.models import Record
from zhiheng.frame.registers.periods import Period
from zhiheng.kernels.intake import Bad, ColumnSpec, converter

MOST = 200
YES, NO = "是", "否"


@dataclass
class GridRow:
    """One row as it stands in the grid: texts by column. ``pk``: a stored row; ``copied``: the row it was copied
    from, taken only when ``confirmed`` (touched or ticked)."""

    values: dict[str, str]
    pk: int | None = None
    copied: int | None = None
    confirmed: bool = False
    errors: dict[str, list[str]] = field(default_factory=dict)

    @property
    def blank(self) -> bool:
        return self.pk is None and self.copied is None and not any(v.strip() for v in self.values.values())

    def blame(self, name: str, words: str) -> None:
        self.errors.setdefault(name, []).append(words)


@dataclass(frozen=True)
class Saved:
    """What a save did."""

    added: int = 0
    changed: int = 0
    same: int = 0
    left: int = 0  # copied rows that nobody confirmed


class GridError(ValueError):
    """Rows are wrong: each says what; nothing was written. ``doubtful``: a reason would do for some."""

    def __init__(self, wrong: int, doubtful: bool, late: bool) -> None:
        super().__init__(_("有 %(n)s 行需要改正，都还没有保存。") % {"n": wrong})
        self.doubtful, self.late = doubtful, late


def columns(register: Register) -> list[str]:
    """The columns of the grid: all that is typed in, but the period, which is chosen once."""
    left_out = {"period"} if register.periodic is not None else set()
    if register.lifecycle is not None:
        left_out.add("state")
    return [n for n in register.names if n not in left_out]


def load(actor: Actor, register: Register, period: Period | None, *, copy: bool = False) -> list[GridRow]:
    """The rows of a period that the actor may change, then (``copy``) those of the period before whose subject has
    none yet. Without a period no rows."""
    if period is None:
        return []
    scope = service.reach(actor.need("register.add") if copy else actor.scope("register.change"), register)
    names = columns(register)
    mine: Any = register.model.objects.within(
        service.reach(actor.scope("register.change"), register)
    ).standing()
    standing = list(mine.filter(period=period.key).order_by(*_order(register))[:MOST])
    rows = [GridRow(_texts(register, r, names), pk=r.pk) for r in standing]
    if copy:
        subject = [register.model_field(n).attname for n in register.natural_key[:-1]]
        every: Any = register.model.objects.everywhere("subjects that have a row of this period")
        have = set(
            every.filter(period=period.key, withdrawn_at__isnull=True).order_by().values_list(*subject)
        )
        before: Any = register.model.objects.within(scope).standing()
        before = before.filter(period=period.previous().key)
        for record in before.order_by(*_order(register))[: MOST - len(rows)]:
            if tuple(getattr(record, a) for a in subject) not in have:
                rows.append(GridRow(_texts(register, record, names), copied=record.pk))
    return rows


def _order(register: Register) -> list[str]:
    return [register.model_field(n).attname for n in register.natural_key[:-1]] or ["pk"]


def _texts(register: Register, record: Record, names: Sequence[str]) -> dict[str, str]:
    return {n: text_of(getattr(record, register.model_field(n).attname)) for n in names}


def text_of(value: Any) -> str:
    """A stored value as it stands in a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Decimal):
        words = f"{value:f}"
        return words.rstrip("0").rstrip(".") if "." in words else words
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value)


def save(
    actor: Actor,
    register: Register,
    rows: Sequence[GridRow],
    period: Period | None,
    *,
    reason: str = "",
    accepted: str = "",
) -> Saved:
    """Write what is new or changed, in one transaction. Raises GridError; the rows then carry their errors.

    ``reason``: for changed rows and locked periods; ``accepted``: why doubtful values stand.
    """
    scope = actor.need("register.add")
    specs = {s.name: s for s in register.specs(admitted_codes(register, scope))}
    readers = {n: converter(specs[n], typed=False) for n in columns(register)}
    mine = register.model.objects.within(service.reach(actor.scope("register.change"), register)).standing()
    stored = mine.in_bulk([r.pk for r in rows if r.pk is not None])
    counts = dict.fromkeys(("added", "changed", "same", "left"), 0)
    trouble = {"doubtful": False, "late": False}
    with transaction.atomic():
        for row in rows:
            if row.blank:
                continue
            if row.copied is not None and not row.confirmed:
                counts["left"] += 1
                continue
            values = _read(register, row, specs, readers)
            if row.errors:
                continue
            try:
                with transaction.atomic():
                    counts[_write(actor, register, row, values, period, stored, reason, accepted)] += 1
            except ValidationError as error:
                trouble["doubtful"] |= isinstance(error, Doubted)
                trouble["late"] |= "late_reason" in getattr(error, "error_dict", {})
                _blame(register, row, error)
            except PermissionDenied as error:
                row.blame("", str(error))
        wrong = sum(1 for row in rows if row.errors)
        if wrong:
            transaction.set_rollback(True)
    if wrong:
        raise GridError(wrong, **trouble)
    return Saved(**counts)


def _read(
    register: Register, row: GridRow, specs: Mapping[str, ColumnSpec], readers: Mapping[str, Any]
) -> dict[str, Any]:
    """The values of a row by stored name; its errors are put to the row."""
    values = {}
    for name, reader in readers.items():
        words = row.values.get(name, "").strip()
        if not words:
            if specs[name].required:
                row.blame(name, f"“{specs[name].label}”必填。")
            values[register.model_field(name).attname] = stored_empty(register, name)
            continue
        found = reader(words)
        if isinstance(found, Bad):
            row.blame(name, f"{found.message}。{found.fix}")
            continue
        values[register.model_field(name).attname] = getattr(found, "value", found)
    return values


def _write(
    actor: Actor,
    register: Register,
    row: GridRow,
    values: dict[str, Any],
    period: Period | None,
    stored: Mapping[int, Record],
    reason: str,
    accepted: str,
) -> str:
    if row.pk is None:
        if period is not None:
            values["period"] = period.key
        service.create(actor, register, values, late_reason=reason, accepted=accepted)
        return "added"
    record = stored.get(row.pk)
    if record is None:
        raise ValidationError(f"第 {row.pk} 号记录已撤回，或不在您可以修改的范围内。")
    changes = {
        a: v for a, v in values.items() if text_of(getattr(record, a)) != text_of(_typed(register, a, v))
    }
    if not changes:
        return "same"
    if not reason.strip():
        raise ValidationError("改了已有的记录，请在下面写明原因。")
    service.change(actor, register, record, changes, reason=reason, accepted=accepted)
    return "changed"


def _typed(register: Register, attname: str, value: Any) -> Any:
    """A read value as the field keeps it, so that 12.5 and 12.50 are the same."""
    name = attname if attname in register.by_name else attname.removesuffix("_id")
    spec = register.model_field(name)
    return value if spec.is_relation or value is None else spec.to_python(value)


def _blame(register: Register, row: GridRow, error: ValidationError) -> None:
    by_field: dict[str, list[str]] = error.message_dict if hasattr(error, "error_dict") else {}
    shown = set(columns(register))
    for name, lines in (by_field or {"": list(error.messages)}).items():
        for line in lines:
            row.blame(name if name in shown else "", str(line))
