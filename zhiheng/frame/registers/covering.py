"""Who lacks what it must have: rows opened for those found, and closed when they have it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from zhiheng.frame.dues.turns import in_turn
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.answering import answering_units
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import Register, register_of, registers
from zhiheng.frame.registers.leading import Cover, OpenedFrom
from zhiheng.frame.registers.models import Origin, Record, RecordQuerySet

WHY = "matching registers, for the units that answer"


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
    rows = by.model.objects.everywhere(WHY).standing().filter(_all(cover.having)).exclude(**{cover.on: ""})
    if cover.until:
        rows = rows.filter(Q(**{f"{cover.until}__isnull": True}) | Q(**{f"{cover.until}__gte": today}))
    return rows


def lacking(cover: Cover, today: dt.date) -> RecordQuerySet:
    """The rows in question that nothing covers today."""
    among = register_of(cover.among)
    rows = among.model.objects.everywhere(WHY).standing().filter(_all(cover.where)).exclude(**{cover.on: ""})
    return rows.exclude(**{f"{cover.on}__in": covering(cover, today).values(cover.on)})


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
    rows = lacking(cover, today).exclude(**{f"{cover.on}__in": answered.values(cover.on)})
    wanted = list(rows.select_related("region", "owner").order_by("pk"))
    units = answering_units({r.region_id: r.region for r in wanted if r.owner_id is None}.values())
    for record in wanted:
        held = getattr(record, cover.on)
        values = carried(cover, among, record)
        values[cover.code] = "-".join([held, *map(str, cover.marks.values()), today.strftime("%Y%m%d")])[:40]
        values[cover.day] = today
        values["owner_id"] = record.owner_id or units[record.region_id].pk
        values = {register.model_field(k.removesuffix("_id")).attname: v for k, v in values.items()}
        made = service.create(actor, register, values, origin=Origin.EXCHANGED, accepted=f"照录{among.label}")
        if record.synthetic:
            type(made).objects.everywhere(WHY).filter(pk=made.pk).update(synthetic=True)
            made.synthetic = True
        service.move(actor, register, made, cover.begin)
    return len(wanted)


def _close(actor: Actor, register: Register, cover: Cover, today: dt.date) -> int:
    live = _rows(register, cover).filter(Q(state__in=_live(register)))
    holders = {
        getattr(r, cover.on): r
        for r in covering(cover, today).filter(**{f"{cover.on}__in": live.values(cover.on)})
    }
    closed = 0
    for row in live.select_related("region", "owner").order_by("pk"):
        holder = holders.get(getattr(row, cover.on))
        if holder is not None:
            changes = {mine: getattr(holder, theirs) for mine, theirs in cover.end_carry.items()}
            changes[cover.end_day] = today
            why = f"照录{register_of(cover.among).label}"
            service.move(actor, register, row, cover.end, changes=changes, accepted=why)
            closed += 1
    return closed


def _rows(register: Register, cover: Cover) -> RecordQuerySet:
    return register.model.objects.everywhere(WHY).standing().filter(**cover.marks).exclude(**{cover.on: ""})


def _live(register: Register) -> list[str]:
    assert register.lifecycle is not None
    return [s.key for s in register.lifecycle.states if not s.final]


def _all(wanted: Any) -> Q:
    whole = Q()
    for name, value in wanted.items():
        whole &= Q(**{f"{name}__in": value}) if isinstance(value, tuple) else Q(**{name: value})
    return whole
