"""Who lacks what it must have: rows opened for those found, and closed when they have it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from zhiheng.frame.dues.turns import in_turn
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.answering import answering_units
from zhiheng.frame.registers import service
from zhiheng.frame.registers.codes import code_list
from zhiheng.frame.registers.declare import Register, register_of, registers
from zhiheng.frame.registers.leading import Cover, OpenedFrom
from zhiheng.frame.registers.models import Origin, Record, RecordQuerySet

WHY = "matching registers, for the units that answer"
NUMBER = 40  # the longest number of a row


@dataclass
class Covered:
    """What a matching did in one register."""

    register: str
    opened: int = 0
    closed: int = 0


def carried(leading: Cover | OpenedFrom, source: Register, record: Record) -> dict[str, Any]:
    """The values that a row begins with, by column: what is carried from the record, and the marks."""
    found = {
        mine: getattr(record, source.model_field(theirs).attname) for mine, theirs in leading.carry.items()
    }
    return found | dict(leading.marks)


def covering(cover: Cover, today: dt.date) -> RecordQuerySet:
    """The rows that cover something today."""
    by = register_of(cover.by)
    rows = _joined(by.model.objects.everywhere(WHY).standing().filter(_all(cover.having)), cover)
    if cover.until:
        rows = rows.filter(Q(**{f"{cover.until}__isnull": True}) | Q(**{f"{cover.until}__gte": today}))
    return rows


def in_question(cover: Cover, today: dt.date) -> RecordQuerySet:
    """The rows that must be covered today."""
    among = register_of(cover.among)
    rows = _joined(among.model.objects.everywhere(WHY).standing().filter(_all(cover.where)), cover)
    if cover.listed:
        listed = code_list(among.by_name[cover.listed].codes)
        in_use = [code for code in listed.entries if not listed.out_of_use(code, today)]
        rows = rows.filter(**{f"{cover.listed}__in": in_use})
    return rows


def lacking(cover: Cover, today: dt.date) -> RecordQuerySet:
    """The rows in question that nothing covers today."""
    rows = in_question(cover, today)
    if cover.left_to is not None:
        rows = rows.filter(~_same(in_question(cover.left_to, today), cover.on))
    return rows.filter(~_same(covering(cover, today), cover.on))


def _joined(rows: RecordQuerySet, cover: Cover) -> RecordQuerySet:
    """Rows without a value to join by belong to nothing."""
    for name in cover.on:
        rows = rows.exclude(**{name: ""})
    return rows


def _same(rows: RecordQuerySet, mine: Iterable[str], outer: Mapping[str, str] | None = None) -> Exists:
    """Whether one of these rows has the same values; ``outer``: what its columns are called in the query it stands in."""
    return Exists(rows.filter(**{name: OuterRef((outer or {}).get(name, name)) for name in mine}))


def match(actor: Actor, today: dt.date) -> list[Covered]:
    """Open a row for each that lacks its cover, and close those that have it by now. Repeating it adds nothing."""
    found = []
    for register in registers().values():
        if register.covers:
            with in_turn(f"match:{register.key}"):
                done = Covered(register.key)
                for cover in register.covers:
                    done.closed += _close(actor, register, cover, today)
                    done.opened += _open(actor, register, cover, today)
                found.append(done)
    return found


def _open(actor: Actor, register: Register, cover: Cover, today: dt.date) -> int:
    among = register_of(cover.among)
    answered = _rows(register, cover).filter(Q(state__in=_live(register)) | Q(state__in=cover.answered))
    rows = lacking(cover, today).filter(~_same(answered, cover.known, cover.carry))
    wanted = list(rows.select_related("region", "owner").order_by("pk"))
    units = answering_units({r.region_id: r.region for r in wanted if r.owner_id is None}.values())
    for record in wanted:
        values = carried(cover, among, record)
        values[cover.code] = _number([str(values[n]) for n in cover.known], cover, today)
        values[cover.day] = today
        values["owner_id"] = record.owner_id or units[record.region_id].pk
        values = {register.model_field(k.removesuffix("_id")).attname: v for k, v in values.items()}
        made = service.create(actor, register, values, origin=Origin.EXCHANGED, accepted=f"照录{among.label}")
        if record.synthetic:
            type(made).objects.everywhere(WHY).filter(pk=made.pk).update(synthetic=True)
            made.synthetic = True
        service.move(actor, register, made, cover.begin)
    return len(wanted)


def _number(known: Sequence[str], cover: Cover, today: dt.date) -> str:
    """A number of its own for each row opened on a day; what is too long is told apart by a digest."""
    whole = "-".join([*known, *map(str, cover.marks.values()), today.strftime("%Y%m%d")])
    if len(whole) <= NUMBER:
        return whole
    digest = hashlib.sha256(whole.encode()).hexdigest()[:8]
    return f"{known[0][:18]}-{digest}-{today:%Y%m%d}"


def _close(actor: Actor, register: Register, cover: Cover, today: dt.date) -> int:
    live = _rows(register, cover).filter(Q(state__in=_live(register)))
    holders = {_held(r, cover): r for r in covering(cover, today).filter(_same(live, cover.on))}
    closed = 0
    for row in live.select_related("region", "owner").order_by("pk"):
        holder = holders.get(_held(row, cover))
        if holder is not None:
            changes = {mine: getattr(holder, theirs) for mine, theirs in cover.end_carry.items()}
            changes[cover.end_day] = today
            why = f"照录{register_of(cover.among).label}"
            service.move(actor, register, row, cover.end, changes=changes, accepted=why)
            closed += 1
    return closed


def _held(record: Record, cover: Cover) -> tuple[str, ...]:
    return tuple(getattr(record, name) for name in cover.on)


def _rows(register: Register, cover: Cover) -> RecordQuerySet:
    return _joined(register.model.objects.everywhere(WHY).standing().filter(**cover.marks), cover)


def _live(register: Register) -> list[str]:
    assert register.lifecycle is not None
    return [s.key for s in register.lifecycle.states if not s.final]


def _all(wanted: Any) -> Q:
    whole = Q()
    for name, value in wanted.items():
        whole &= Q(**{f"{name}__in": value}) if isinstance(value, tuple) else Q(**{name: value})
    return whole
