"""The file of one enterprise: everything that every register knows of it, gathered by declaration alone.

A register is part of the archive when the model's scope names the column with the credit code. Who sees what: the
enterprise itself all its own; others the rows of their territory, with every column where they may see the register,
and otherwise the columns that are ``shared``. What is not shown is named (by whom it is held), never left out silently:
but for rows of which nobody outside may know yet (``open_when`` of a model's scope), cases under investigation and reports
by informers, that only those who see the register are told of.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from django.db.models import Count, DateField, Max, Min, Q, QuerySet, Value

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers import own, service
from zhiheng.frame.registers.declare import Register, registers
from zhiheng.frame.registers.models import Record, RecordQuerySet
from zhiheng.frame.registers.unions import together
from zhiheng.frame.trail.models import Entry
from zhiheng.kernels.identifiers import credit_code_doubt
from zhiheng.records.enterprises.expected import Standing, rows_of, standing
from zhiheng.records.enterprises.models import Enterprise, Merger
from zhiheng.records.enterprises.names import LISTED, merged_into

VIEW = "enterprise.view"
# The names of the lines of one overview: rows of a register, an expected part that is there, mergers that name a code.
ROWS_OF, EXPECTED, MERGED = "rows:", "expected:", "merged"
NO_DAY = Value(None, DateField())
ROWS = 15  # the latest rows of each register that one page takes


@dataclass
class Section:
    """What one register knows. ``total``: rows in reach; ``elsewhere``: rows of other territories; ``full``: every
    column may be seen, else the shared ones; ``rows``: the latest."""

    register: Register
    total: int
    elsewhere: int
    first: dt.date | None
    last: dt.date | None
    full: bool
    rows: list[Record] = field(default_factory=list)

    @property
    def columns(self) -> list[str]:
        """The columns that may be seen here, but for name and code of the enterprise itself."""
        spoken_of = {own.column(self.register), self.register.enterprise_name}
        return [c.name for c in self.register.columns if c.name not in spoken_of and (self.full or c.shared)]

    @property
    def held_back(self) -> list[str]:
        """The columns that others hold."""
        return [] if self.full else [c.name for c in self.register.columns if not c.shared]


@dataclass(frozen=True)
class Moment:
    """One line of the timeline. ``kind``: fact | expiry | move; ``text``: of a move, which; of an expiry, what is due."""

    on: dt.date
    kind: str
    section: Section
    record: Record
    text: str = ""
    who: str = ""
    text_en: str = ""


@dataclass
class Archive:
    """The gathered file of an enterprise, under the code that is read for it."""

    code: str
    codes: frozenset[str]
    enterprise: Enterprise | None
    mine: bool
    mergers: list[Merger]
    sections: list[Section]
    moments: list[Moment]
    expected: list[Standing]
    on: dt.date
    doubt: str
    years: tuple[int, int] | None
    reach: Scope

    @property
    def name(self) -> str:
        if self.enterprise is not None:
            return self.enterprise.name
        for section in self.sections:
            for record in section.rows:
                if name := str(getattr(record, section.register.enterprise_name, "") or ""):
                    return name
        return self.code

    @property
    def total(self) -> int:
        return sum(s.total for s in self.sections)

    @property
    def missing(self) -> list[Standing]:
        return [s for s in self.expected if not s.present]


def of_enterprises() -> list[Register]:
    """Every register whose rows say which enterprise they are about."""
    return [r for r in registers().values() if own.column(r)]


def gather(
    actor: Actor,
    code: str,
    *,
    year: int | None = None,
    only: str = "",
    rows: int = ROWS,
    today: dt.date | None = None,
) -> Archive | None:
    """The file of ``code``, or of the code it was merged into; None when nothing of it lies in reach.

    ``year`` narrows rows and timeline, and what the enterprise counts as and lacks is told of its end; ``only`` takes the
    rows of one register. Queries: one that asks every register how many rows it has and whether the code was merged, one
    for each register with rows in reach, and one for the moves; a merged code costs three more.
    """
    scope = actor.need(VIEW)
    territory, whose = scope.of_every_field(), own.codes(scope)
    now = today or dt.date.today()
    on = now if year is None else min(now, dt.date(year, 12, 31))
    root, codes = code, frozenset({code})
    overview = _overview(actor, codes, territory, bool(whose & codes), year, on)
    if overview.merged:
        roots = merged_into()
        root = roots.get(code, code)
        codes = frozenset({root, *(c for c, kept in roots.items() if kept == root)})
        overview = _overview(actor, codes, territory, bool(whose & codes), year, on)
    sections = overview.sections
    mine = bool(whose & codes)
    if whose and not mine:
        return None
    for section in sections:
        if section.total and (not only or section.register.key == only):
            section.rows = _rows(section, codes, territory, mine, year, rows)
    listed = _listed(sections, codes, root)
    inside = listed is not None and (mine or territory.covers(listed.region_id))
    if not inside and not any(s.total for s in sections):
        return None
    return Archive(
        code=root,
        codes=codes,
        enterprise=listed,
        mine=mine,
        mergers=_mergers(codes) if len(codes) > 1 else [],
        sections=sections,
        moments=_moments(sections, now),
        expected=standing(listed, overview.there, on) if listed is not None and not only else [],
        on=on,
        doubt=credit_code_doubt(root) or "",
        years=_years(sections),
        reach=territory,
    )


def _listed(sections: Sequence[Section], codes: Collection[str], root: str) -> Enterprise | None:
    """The row of the list of enterprises; asked for only where the section of that list does not hold it already."""
    for section in sections:
        if section.register.key == LISTED:
            for row in cast("list[Enterprise]", section.rows):
                if row.credit_code == root:
                    return row
    rows = cast(
        "QuerySet[Enterprise]",
        Enterprise.objects.everywhere("the archive checks the reach itself").standing(),
    )
    found = {e.credit_code: e for e in rows.filter(credit_code__in=codes).select_related("region", "owner")}
    return found.get(root)


def _mergers(codes: Collection[str]) -> list[Merger]:
    rows = Merger.objects.everywhere("mergers of an enterprise whose archive is open")
    return list(rows.filter(code__in=codes, undone_at=None))


def _known(register: Register, full: bool) -> Q:
    """The condition of rows that who looks at the archive may know of; an empty one where that is all."""
    return Q() if full else register.model.scope.opened


def _within(section: Section, territory: Scope, mine: bool) -> RecordQuerySet:
    """Rows of the register in reach of the archive: of the territory whatever the field; all, for the enterprise."""
    objects = section.register.model.objects
    rows = objects.everywhere("the enterprise's own archive") if mine else objects.within(territory)
    return rows.standing().filter(_known(section.register, section.full))


@dataclass(frozen=True)
class _Overview:
    """What there is of some codes. ``merged``: a merger names one of them; ``there``: expected parts that are present."""

    sections: list[Section]
    merged: bool
    there: frozenset[str]


def _overview(
    actor: Actor, codes: Collection[str], territory: Scope, mine: bool, year: int | None, on: dt.date
) -> _Overview:
    """Which registers have rows of these codes, how many of them in reach, what is expected and there, and mergers.

    One query for all of it. Hardly any code was ever merged, so that is not asked for before.
    """
    viewing = actor.scope("register.view")
    asked: dict[str, Register] = {r.key: r for r in of_enterprises()}
    parts: list[QuerySet[Any]] = []
    full: dict[str, bool] = {}
    for register in asked.values():
        day, scope = register.facts.date, register.model.scope
        full[register.key] = not scope.open_when if mine else service.open_to(viewing, register, whole=True)
        rows = register.model.objects.everywhere("how many rows there are; only those in reach are read")
        rows = rows.standing().filter(
            _known(register, full[register.key]), **{f"{own.column(register)}__in": sorted(codes)}
        )
        of_year = Q() if year is None else Q(**{f"{day}__year": year})
        inside = Q() if mine else territory.condition(scope) or Q()
        parts.append(
            _counted(
                rows,
                ROWS_OF + register.key,
                whole=Count("pk", filter=of_year) if of_year else Count("pk"),
                inside=Count("pk", filter=inside & of_year) if inside or of_year else Count("pk"),
                first=Min(day),
                last=Max(day),
            )
        )
    mergers = Merger.objects.everywhere("which codes are one enterprise").filter(undone_at=None)
    known = Q(code__in=sorted(codes)) | Q(kept__in=sorted(codes))
    besides: dict[str, QuerySet[Any]] = {MERGED: mergers.filter(known)}
    besides |= {EXPECTED + key: rows for key, rows in rows_of(codes, on).items()}
    parts += [_counted(rows, of, Count("pk"), Count("pk"), NO_DAY, NO_DAY) for of, rows in besides.items()]
    found, others = [], set()
    for of, total, inside, first, last in together(parts):
        if not of.startswith(ROWS_OF):
            others |= {of} if total else set()
        elif last is not None or total:
            key = of.removeprefix(ROWS_OF)
            found.append(Section(asked[key], inside, total - inside, first, last, full[key]))
    order = {key: at for at, key in enumerate(asked)}
    there = frozenset(of.removeprefix(EXPECTED) for of in others if of.startswith(EXPECTED))
    return _Overview(
        sorted(found, key=lambda s: (not s.total, order[s.register.key])), MERGED in others, there
    )


def _counted(rows: QuerySet[Any], of: str, whole: Any, inside: Any, first: Any, last: Any) -> QuerySet[Any]:
    """One line about the rows, under the name ``of``; a database may give it with a count of 0 where there are none."""
    named = rows.order_by().annotate(of=Value(of)).values("of")
    counted = named.annotate(whole=whole, inside=inside, first=first, last=last)
    return counted.values_list("of", "whole", "inside", "first", "last")


def _rows(
    section: Section, codes: Collection[str], territory: Scope, mine: bool, year: int | None, limit: int
) -> list[Record]:
    register = section.register
    foreign = [n for n in register.names if register.model_field(n).is_relation]
    rows = _within(section, territory, mine).filter(**{f"{own.column(register)}__in": sorted(codes)})
    if year is not None:
        rows = rows.filter(**{f"{register.facts.date}__year": year})
    found = list(
        rows.select_related(*{"region", *foreign}).order_by(f"-{register.facts.date}", "-pk")[:limit]
    )
    return found


def page_of(archive: Archive, key: str) -> RecordQuerySet | None:
    """All rows in reach of one register of the archive, newest first; None when it has none."""
    section = next((s for s in archive.sections if s.register.key == key and s.total), None)
    if section is None:
        return None
    register = section.register
    foreign = [n for n in register.names if register.model_field(n).is_relation]
    rows = _within(section, archive.reach, archive.mine)
    rows = rows.filter(**{f"{own.column(register)}__in": sorted(archive.codes)})
    return rows.select_related(*{"region", *foreign}).order_by(f"-{register.facts.date}", "-pk")


def _moments(sections: Sequence[Section], today: dt.date) -> list[Moment]:
    """Facts, days on which something runs out, and moves of lifecycles, newest first; one query for the moves."""
    found: list[Moment] = []
    by_row: dict[tuple[str, str], tuple[Section, Record]] = {}
    for section in sections:
        register = section.register
        for record in section.rows:
            day: dt.date | None = getattr(record, register.facts.date)
            if day is not None:
                found.append(Moment(day, "fact", section, record))
            for expiry in register.expiries:
                ends: dt.date | None = getattr(record, expiry.on)
                counts = not expiry.states or getattr(record, "state", "") in expiry.states
                if ends is not None and counts and (section.full or register.by_name[expiry.on].shared):
                    found.append(Moment(ends, "expiry", section, record, expiry.what, text_en=expiry.what_en))
            if register.lifecycle is not None and section.full:
                by_row[register.model._meta.label_lower, str(record.pk)] = (section, record)
    found += _moves(by_row)
    return sorted(found, key=lambda m: (m.on, m.kind), reverse=True)


def _moves(by_row: dict[tuple[str, str], tuple[Section, Record]]) -> list[Moment]:
    if not by_row:
        return []
    kinds: dict[str, list[str]] = {}
    for kind, pk in by_row:
        kinds.setdefault(kind, []).append(pk)
    wanted = Q(pk__in=[])
    for kind, pks in kinds.items():
        wanted |= Q(subject_type=kind, subject_id__in=pks)
    entries = Entry.objects.everywhere("moves of rows that were narrowed before").filter(wanted)
    found = []
    for entry in entries.order_by():
        section, record = by_row[entry.subject_type, entry.subject_id]
        lifecycle = section.register.lifecycle
        head, _, key = entry.action.partition(".")
        if lifecycle is not None and head == lifecycle.key:
            made = next((m for m in lifecycle.moves if m.key == key), None)
            label, label_en = (made.label, made.label_en) if made is not None else (entry.action, "")
            found.append(Moment(entry.at.date(), "move", section, record, label, entry.actor, label_en))
    return found


def _years(sections: Sequence[Section]) -> tuple[int, int] | None:
    days = [d for s in sections if s.total for d in (s.first, s.last) if d is not None]
    return (min(days).year, max(days).year) if days else None


def ahead(archive: Archive, today: dt.date, days: int = 90) -> list[Moment]:
    """What runs out within ``days`` or has run out already, the most urgent first."""
    limit = today + dt.timedelta(days=days)
    return sorted((m for m in archive.moments if m.kind == "expiry" and m.on <= limit), key=lambda m: m.on)
