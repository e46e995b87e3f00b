"""What stands against the enterprise of a row in other registers, and whether a row agrees with what it rests on.

One query for all the registers that a declaration names, however many rows are asked about; who may see the record
behind a reason is told with it, so that a page shows a link only to those.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CharField, DateField, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast

from zhiheng.frame.registers import own
from zhiheng.frame.registers.against import Bar, Basis
from zhiheng.frame.registers.declare import Register, register_of
from zhiheng.frame.registers.doubts import Raised
from zhiheng.frame.registers.models import Record
from zhiheng.kernels.rules import LookBackFigures, RuleError, rule_book
from zhiheng.kernels.worktime import add_months

WHY = "what stands against an enterprise, wherever it was found"
CODES_AT_ONCE = 5_000


@dataclass(frozen=True)
class Against:
    """One record that stands against an enterprise. ``day``: when; ``number``: what people call it; the rest says whose
    it is, for :meth:`zhiheng.frame.people.scope.Scope.covers`."""

    bar: Bar
    register: Register
    pk: int
    code: str
    number: str
    day: dt.date
    until: dt.date | None
    lifted: dt.date | None
    region: str
    owner: int | None

    @property
    def text(self) -> str:
        return f"{self.bar.says}({self.register.label},{self.day.isoformat()})"


def counts(
    day: dt.date, until: dt.date | None, lifted: dt.date | None, on: dt.date, months: int | None
) -> bool:
    """Whether something of ``day`` stands on the day ``on``: not later, not ended by then, not longer ago than
    ``months`` (None: however long ago)."""
    if day > on or (until is not None and until < on) or (lifted is not None and lifted <= on):
        return False
    return months is None or day > add_months(on, -months)


def months_of(bar: Bar, on: dt.date) -> int | None:
    """How far back the bar looks on that day; None for ever. A day before any version of its rule knows no bar: 0."""
    if not bar.within:
        return None
    try:
        return rule_book().in_force(f"eligibility.{bar.within}", on).figures_as(LookBackFigures).months
    except RuleError:
        return 0


def day_of(register: Register, values: Mapping[str, Any]) -> dt.date:
    """The day that a row is judged by: the first of ``barred_on`` that is filled, else today."""
    return next((d for n in register.barred_on if (d := values.get(n)) is not None), None) or dt.date.today()


def watched(register: Register) -> frozenset[str]:
    """The columns whose change makes the row judged anew."""
    return frozenset({own.column(register), *register.barred_on}) if register.barred_by else frozenset()


def standing(
    register: Register, asked: Mapping[Any, tuple[str, dt.date]], but: int | None = None
) -> dict[Any, list[Against]]:
    """What stands against each: ``asked`` gives code and day under a name of its own. ``but``: the record itself."""
    if not register.barred_by:
        return {}
    roots = own.roots()
    wanted = {roots.get(code, code) for code, _ in asked.values() if code}
    rows: dict[str, list[Against]] = {}
    for each in _rows(register, {*wanted, *(c for c, root in roots.items() if root in wanted)}):
        if (each.register.key, each.pk) != (register.key, but):
            rows.setdefault(roots.get(each.code, each.code), []).append(each)
    found = {}
    for name, (code, on) in asked.items():
        back = [months_of(bar, on) for bar in register.barred_by]
        hits = [
            a
            for a in rows.get(roots.get(code, code), ())
            if counts(a.day, a.until, a.lifted, on, back[register.barred_by.index(a.bar)])
        ]
        if hits:
            found[name] = sorted(hits, key=lambda a: (not a.bar.hard, -a.day.toordinal()))
    return found


def _rows(register: Register, codes: Collection[str]) -> Iterable[Against]:
    """All rows of all bars about these codes: one query for so many codes."""
    ordered = sorted(codes)
    for start in range(0, len(ordered), CODES_AT_ONCE):
        part = ordered[start : start + CODES_AT_ONCE]
        parts = [_query(at, bar, part) for at, bar in enumerate(register.barred_by)]
        for at, pk, code, number, day, until, lifted, region, owner in parts[0].union(*parts[1:], all=True):
            bar = register.barred_by[at]
            yield Against(bar, register_of(bar.register), pk, code, number, day, until, lifted, region, owner)


def _query(at: int, bar: Bar, codes: Sequence[str]) -> QuerySet[Any, Any]:
    other = register_of(bar.register)
    code, day = own.column(other), bar.day or other.facts.date
    nothing = Cast(Value(None), DateField())
    rows = other.model.objects.everywhere(WHY).standing()
    rows = rows.filter(_all(bar.where), **{f"{code}__in": codes, f"{day}__isnull": False})
    return (
        rows.order_by()
        .annotate(
            bar_at=Value(at, IntegerField()),
            bar_number=Cast(F(other.model_field(other.natural_key[0]).attname), CharField()),
            bar_until=F(bar.until) if bar.until else nothing,
            bar_lifted=F(bar.lifted) if bar.lifted else nothing,
        )
        .values_list(
            "bar_at", "pk", code, "bar_number", day, "bar_until", "bar_lifted", "region_id", "owner_id"
        )
    )


def _all(wanted: Mapping[str, Any]) -> Q:
    whole = Q()
    for name, value in wanted.items():
        whole &= Q(**{f"{name}__in": value}) if isinstance(value, tuple) else Q(**{name: value})
    return whole


# -- one record -------------------------------------------------------------------------------------


def of_record(register: Register, record: Record) -> list[Against]:
    """What stands against the enterprise of a record on its day; nothing without a credit code."""
    code = own.code_of(register, record)
    if not register.barred_by or not code:
        return []
    day = day_of(register, {n: getattr(record, n) for n in register.barred_on})
    return standing(register, {0: (code, day)}, record.pk).get(0, [])


def refuse(register: Register, record: Record, names: Iterable[str]) -> None:
    """ValidationError where something that no reason lifts stands against the row, if these columns concern it."""
    if not watched(register).intersection(names) or not any(b.hard for b in register.barred_by):
        return
    if hard := [a for a in of_record(register, record) if a.bar.hard]:
        raise ValidationError({own.column(register): [refusal(a) for a in hard]})


def refusal(found: Against) -> str:
    return f"{found.text}，不能登记。请核对；有误的，先更正或撤回那条记录。"


def raised(register: Register, record: Record, names: Iterable[str]) -> list[Raised]:
    """What stands against the row but yields to a reason, and what it rests on and does not agree with."""
    wanted = set(names)
    column = own.column(register)
    found = []
    if watched(register) & wanted:
        value = str(own.code_of(register, record) or "")
        soft = [a for a in of_record(register, record) if not a.bar.hard]
        found += [Raised(column, register.label_of(column), value, a.text) for a in soft]
    return found + _disagreeing(register, record, wanted)


# -- imported rows ----------------------------------------------------------------------------------


def in_rows(
    register: Register, columns: Mapping[str, Sequence[Any]], rows: Iterable[tuple[int, Iterable[str] | None]]
) -> list[tuple[int, Against]]:
    """What stands against imported rows: ``rows`` gives each index with the columns that change (None: all)."""
    code = own.column(register)
    if not register.barred_by or code not in columns:
        return []
    asked: dict[Any, tuple[str, dt.date]] = {}
    for index, changed in rows:
        if columns[code][index] and (changed is None or watched(register) & set(changed)):
            day = day_of(register, {n: columns[n][index] for n in register.barred_on if n in columns})
            asked[index] = (columns[code][index], day)
    return [(index, each) for index, hits in standing(register, asked).items() for each in hits]


def as_raised(register: Register, found: Against) -> Raised:
    column = own.column(register)
    return Raised(column, register.label_of(column), found.code, found.text)


# -- what a row rests on ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Resting:
    """What a row rests on. ``record``: None when no register has that number. ``odd``: what does not agree, by column."""

    basis: Basis
    number: str
    register: Register | None
    record: Record | None
    odd: tuple[tuple[str, str], ...] = ()


def resting(register: Register, record: Record) -> list[Resting]:
    """Each basis whose number the row gives, with what does not agree; a query for each register it may stand in."""
    found = []
    for basis in register.rests_on:
        values = {n: getattr(record, n) for n in _concerned(basis)}
        if number := str(values[basis.by[0]] or ""):
            found.append(_resting(register, values, basis, number, _named(basis, {number})))
    return found


Named = Mapping[str, tuple[Register, Record]]


def _concerned(basis: Basis) -> frozenset[str]:
    """The columns of a row that its basis is about."""
    return frozenset({basis.by[0], *basis.same, basis.on} - {""})


def _named(basis: Basis, numbers: Collection[str]) -> Named:
    """The records that have these numbers, in the first register that knows one."""
    found: dict[str, tuple[Register, Record]] = {}
    theirs = basis.by[1]
    for key in basis.registers:
        other = register_of(key)
        left = sorted(set(numbers) - set(found))
        for start in range(0, len(left), CODES_AT_ONCE):
            rows = other.model.objects.everywhere("what a row rests on, wherever it was issued").standing()
            part = rows.filter(**{f"{theirs}__in": left[start : start + CODES_AT_ONCE]}).order_by("pk")
            found |= {str(getattr(each, theirs)): (other, each) for each in part}
    return found


def _resting(
    register: Register, values: Mapping[str, Any], basis: Basis, number: str, named: Named
) -> Resting:
    if number not in named:
        return Resting(basis, number, None, None, _unknown(basis, number) if basis.known else ())
    other, found = named[number]
    return Resting(basis, number, other, found, tuple(_odd(register, values, basis, other, found)))


def _kept(basis: Basis) -> bool:
    """Whether any of the registers holds anything: one that nobody has filled yet knows no number."""
    every = (
        register_of(key).model.objects.everywhere("whether a register is kept") for key in basis.registers
    )
    return any(rows.standing().exists() for rows in every)


def _unknown(basis: Basis, number: str) -> tuple[tuple[str, str], ...]:
    kept = "、".join(f"“{register_of(key).label}”" for key in basis.registers)
    return ((basis.by[0], f"台账{kept}里没有{basis.what} {number}"),)


def _odd(
    register: Register, values: Mapping[str, Any], basis: Basis, other: Register, found: Record
) -> Iterable[tuple[str, str]]:
    named = f"{basis.what} {getattr(found, basis.by[1])}"
    for mine, theirs in basis.same.items():
        if theirs not in other.by_name:
            continue
        said, given = getattr(found, theirs), values.get(mine)
        if said not in (None, "") and given not in (None, "") and said != given:
            label = register.label_of(mine)
            yield (
                mine,
                f"按{named}，{label}应为 {_words(other, theirs, said)}，填的是 {_words(register, mine, given)}",
            )
    day = values.get(basis.on) if basis.on else None
    if day is not None:
        since = getattr(found, basis.since) if basis.since in other.by_name else None
        until = getattr(found, basis.until) if basis.until in other.by_name else None
        if (since is not None and day < since) or (until is not None and day > until):
            yield basis.on, f"{named}在 {day.isoformat()} 不在有效期内"


def _words(register: Register, name: str, value: Any) -> str:
    spec = register.model_field(name)
    words = str(dict(spec.flatchoices).get(value, value)) if spec.choices else str(value)
    return f"{words} {spec.help_text}" if spec.help_text and not spec.choices else words


def _disagreeing(register: Register, record: Record, wanted: Collection[str]) -> list[Raised]:
    found = []
    for rests in resting(register, record) if register.rests_on else ():
        if not _concerned(rests.basis).isdisjoint(wanted) and (
            rests.record is not None or _kept(rests.basis)
        ):
            found += [_as_raised(register, n, getattr(record, n), said) for n, said in rests.odd]
    return found


def _as_raised(register: Register, name: str, value: Any, said: str) -> Raised:
    return Raised(name, register.label_of(name), str(value), said)


def disagreeing_in_rows(
    register: Register, columns: Mapping[str, Sequence[Any]], rows: Iterable[tuple[int, Iterable[str] | None]]
) -> list[tuple[int, Raised]]:
    """Imported rows that do not agree with what they rest on."""
    found: list[tuple[int, Raised]] = []
    listed = list(rows) if register.rests_on else []
    for basis in register.rests_on:
        if basis.by[0] not in columns:
            continue
        concerned = _concerned(basis)
        asked = {
            i: str(columns[basis.by[0]][i])
            for i, changed in listed
            if columns[basis.by[0]][i] and (changed is None or concerned & set(changed))
        }
        named = _named(basis, set(asked.values()))
        if not named and not _kept(basis):
            continue
        for i, number in asked.items():
            values = {n: columns[n][i] for n in concerned if n in columns}
            odd = _resting(register, values, basis, number, named).odd
            found += [(i, _as_raised(register, n, values[n], said)) for n, said in odd]
    return found
