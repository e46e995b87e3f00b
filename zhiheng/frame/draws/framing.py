"""The frame of a draw: who may be drawn, in which stratum, with how many lots, and who is kept out and why."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from zhiheng.frame.draws.declare import Declaration, KeptOut, ListOf, Source
from zhiheng.frame.draws.models import Draw, Line, Outcome
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.scope import superiors
from zhiheng.frame.regions.models import Region, prefix_range, territory_prefix
from zhiheng.frame.registers.codes import code_list
from zhiheng.frame.registers.declare import Register, register_of
from zhiheng.frame.registers.filters import filterset_of
from zhiheng.frame.registers.models import RecordQuerySet
from zhiheng.kernels.drawing import Member, Quota, quotas, write_frame

WHY = "rows that a draw looks up for those of its frame, narrowed before"
BETWEEN = "|"
NAMES = re.compile(r"[;；、,，\n]+")


@dataclass(frozen=True)
class Asked:
    """What a person says of one draw: where, on which day, whom it must not touch, by which reference, and per list what
    narrows it and how many (instead of the number declared)."""

    region: Region
    on: dt.date
    recused: tuple[str, ...] = ()
    narrow: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    amounts: Mapping[str, float] = field(default_factory=dict)
    replaces: Draw | None = None
    reference: str = ""


@dataclass
class Framed:
    """One list with its members; ``records``: the rows of each; ``labels``: the strata in words."""

    declared: ListOf
    members: list[Member]
    records: dict[str, list[int]]
    labels: dict[str, str]
    amount: float

    @cached_property
    def sizes(self) -> dict[str, int]:
        """How many of each stratum can be drawn."""
        found = dict.fromkeys(sorted(self.labels), 0)
        for each in self.members:
            found[each.stratum] += not each.out
        return found

    @cached_property
    def out(self) -> dict[str, int]:
        """How many of each stratum are kept out."""
        found = dict.fromkeys(self.sizes, 0)
        for each in self.members:
            found[each.stratum] += bool(each.out)
        return found

    @cached_property
    def quotas(self) -> dict[str, int]:
        """How many of each stratum are to be drawn. DrawError when the number cannot be."""
        declared = self.declared.quota
        amount = self.amount if declared.way == "share" else int(self.amount)
        return quotas(
            self.sizes,
            Quota(**{declared.way: amount}, least=declared.least, of=declared.of),  # type: ignore[arg-type]
        )


def names(text: str) -> tuple[str, ...]:
    """Units as people list them, one a line or parted by marks."""
    return tuple(each for part in NAMES.split(text) if (each := part.strip()))


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day so many months ago, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def frames(actor: Actor, declared: Declaration, asked: Asked) -> list[Framed]:
    """The lists of a draw as they stand now. PermissionDenied outside the actor's reach."""
    scope = actor.need("draw.make")
    scope.require(asked.region.code, declared.field)
    return [_framed(actor, declared, each, asked) for each in declared.lists]


def file_of(lists: Sequence[Framed]) -> bytes:
    """The frame's file, whose digest names it."""
    return write_frame({each.declared.key: each.members for each in lists})


def rows_of(actor: Actor, listed: ListOf, asked: Asked) -> RecordQuerySet:
    """The rows of a list: standing, of the region, as declared and as narrowed."""
    register = listed.register
    scope = actor.need("draw.make")
    if listed.any_field or register.any_field:
        scope = scope.of_every_field()
    rows = register.model.objects.within(scope).standing().filter(where(listed.where))
    if prefix := territory_prefix(asked.region.code):
        low, high = prefix_range(prefix)
        rows = rows.filter(region_id__gte=low, region_id__lt=high)
    if listed.of_reference:
        if not asked.reference:
            raise ValidationError("这种抽取只抽一项依据自带的名单。请从依据的记录（如调查）的页面进入。")
        rows = rows.filter(**{listed.of_reference: asked.reference})
    since, until = listed.holds
    if since:
        rows = rows.filter(**{f"{since}__lte": asked.on})
    if until:
        rows = rows.filter(Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gte": asked.on}))
    if given := {n: v for n, v in asked.narrow.get(listed.key, {}).items() if v}:
        chosen = filterset_of(register)(given, rows, scope)
        if not chosen.is_valid():
            raise ValidationError([str(e) for lines in chosen.form.errors.values() for e in lines])
        rows = chosen.qs
    return rows


def where(values: Mapping[str, Any]) -> Q:
    """The condition that rows have these values: null for an empty column, a list for one of them."""
    found = Q()
    for name, value in values.items():
        if value is None:
            found &= Q(**{f"{name}__isnull": True})
        elif isinstance(value, list | tuple):
            found &= Q(**{f"{name}__in": list(value)})
        else:
            found &= Q(**{name: value})
    return found


def _framed(actor: Actor, declared: Declaration, listed: ListOf, asked: Asked) -> Framed:
    register, rows = listed.register, rows_of(actor, listed, asked)
    lookups = [_Lookup(register, s, rows) for s in listed.strata]
    lots = _Lookup(register, listed.lots, rows) if listed.lots else None
    kept = [_Kept(declared, listed, each, rows, asked) for each in listed.kept_out]
    key_columns = listed.one_by or register.natural_key
    wanted = {*key_columns, *listed.units, *listed.avoids}
    wanted |= {each.on for each in (*lookups, *([lots] if lots else []))} | {k.on for k in kept if k.on}
    attnames = {n: register.model_field(n).attname for n in wanted}
    members: dict[str, Member] = {}
    records: dict[str, list[int]] = {}
    labels: dict[str, str] = {}
    recused = set(asked.recused)
    for pk, *values in rows.order_by("pk").values_list("pk", *attnames.values()).iterator(chunk_size=5000):
        row = dict(zip(attnames, values, strict=True))
        key = _key(row, key_columns, bool(listed.one_by))
        if not key:
            continue
        records.setdefault(key, []).append(pk)
        units = tuple(str(row[n]).strip() for n in listed.units if row[n])
        avoids = tuple(each for n in listed.avoids for each in names(str(row[n] or "")))
        out = "" if recused.isdisjoint({key, *units, *avoids}) else "回避"
        out = out or next((k.rule.why for k in kept if k.holds(key, row)), "")
        if (known := members.get(key)) is not None:
            merged = (*known.units, *(u for u in units if u not in known.units))
            out = known.out or out
            members[key] = Member(key, known.stratum, known.lots, out, merged, known.avoids)
            continue
        stratum = BETWEEN.join(each.value(row) for each in lookups)
        if stratum not in labels:
            labels[stratum] = " · ".join(each.label(each.value(row)) for each in lookups)
        weight = listed.lots.of.get(lots.value(row), listed.lots.otherwise) if lots and listed.lots else 1
        members[key] = Member(key, stratum, weight, out, units, avoids)
    declared_amount = getattr(listed.quota, listed.quota.way)
    amount = asked.amounts.get(listed.key, declared_amount)
    return Framed(listed, sorted(members.values(), key=lambda m: m.key), records, labels, amount)


def _key(row: Mapping[str, Any], columns: Iterable[str], one: bool) -> str:
    """What a member is known by: the first of the columns that is filled, or all of a natural key."""
    told = [str(row[n]).strip() for n in columns if row[n] not in (None, "")]
    return (told[0] if one else " ".join(told)) if told else ""


class _Lookup:
    """A value of a member: of its own row, or of the row of another register that stands for the same."""

    def __init__(self, register: Register, source: Source, rows: RecordQuerySet) -> None:
        self.source = source
        self.on = source.by or source.column
        self.other = register_of(source.register_key) if source.register_key else register
        self.known: dict[str, Any] = {}
        if source.register_key:
            found = self.other.model.objects.everywhere(WHY).standing().exclude(**{source.by: ""})
            found = found.filter(**{f"{source.by}__in": rows.order_by().values(source.by)})
            self.known = dict(found.order_by("pk").values_list(source.by, source.column))

    def value(self, row: Mapping[str, Any]) -> str:
        held = self.known.get(row[self.on]) if self.source.register_key else row[self.on]
        text = "" if held is None else str(held)
        return text[: self.source.first] if self.source.first else text

    def label(self, value: str) -> str:
        spec, column = (
            self.other.model_field(self.source.column),
            self.other.by_name.get(self.source.column),
        )
        if not value:
            return "未填"
        if spec.choices:
            return str(dict(spec.flatchoices).get(value, value))
        if spec.related_model is Region:
            return str(Region.objects.filter(code=value).values_list("name", flat=True).first() or value)
        return code_list(column.codes).label(value) if column is not None and column.codes else value


class _Kept:
    """Who one of the rules keeps out."""

    def __init__(
        self, declared: Declaration, listed: ListOf, rule: KeptOut, rows: RecordQuerySet, asked: Asked
    ) -> None:
        self.rule, self.on = rule, rule.by
        since = months_before(asked.on, rule.months)
        if rule.register_key:
            other = register_of(rule.register_key)
            found = other.model.objects.everywhere(WHY).standing().filter(where(rule.where))
            found = found.exclude(**{rule.by: ""})
            if rule.date:
                found = found.filter(**{f"{rule.date}__gt": since, f"{rule.date}__lte": asked.on})
            found = found.filter(**{f"{rule.by}__in": rows.order_by().values(rule.by)})
            self.values = set(found.values_list(rule.by, flat=True))
            return
        made = Draw.objects.everywhere(WHY).filter(kind=declared.key, replaced_by__isnull=True)
        # The last draws of another place say nothing of this one's order; a day is the same everywhere.
        if rule.draws or rule.reach != "everywhere":
            above = superiors(territory_prefix(asked.region.code)) if rule.reach == "above" else ()
            made = made.filter(region__in=[asked.region.code, *above])
        if asked.replaces is not None:
            made = made.exclude(pk=asked.replaces.pk)
        if rule.months:
            made = made.filter(drawn_at__date__gt=since)
        last = list(made.order_by("-drawn_at", "-pk").values_list("pk", flat=True)[: rule.draws or None])
        lines = Line.objects.filter(
            draw_id__in=last, list_key=listed.key, outcome__in=[Outcome.DRAWN, Outcome.CALLED]
        )
        self.values = set(lines.values_list("key", flat=True))

    def holds(self, key: str, row: Mapping[str, Any]) -> bool:
        return (row[self.on] if self.on else key) in self.values
