"""Points of rows worked out from what other registers hold of their enterprises, as :class:`Rated` declares."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q

from zhiheng.frame.dues import service as dues
from zhiheng.frame.dues.models import Due, DueState
from zhiheng.frame.dues.turns import in_turn
from zhiheng.frame.lifecycles.moves import limit_in_force
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.answering import answering_units
from zhiheng.frame.people.models import Unit
from zhiheng.frame.registers import bulk, own
from zhiheng.frame.registers.declare import Register, register_of, registers
from zhiheng.frame.registers.leading import Rated, Signal, Standing
from zhiheng.frame.registers.models import Record
from zhiheng.kernels.methods.points import Points, points_of
from zhiheng.kernels.rules import Bands, PointFigures, RuleError, rule_book
from zhiheng.kernels.worktime import Limit, add_months, statutory_calendar

STATE = "state"  # only registers with a lifecycle have it
WHY = "rating enterprises by what is recorded of them"
PREFIX = "rating:"
LIVE = (DueState.OPEN, DueState.RETURNED, DueState.SUBMITTED)


@dataclass(frozen=True)
class Behind:
    """A record that a reason rests on: where it stands and who keeps it."""

    register: Register
    pk: int
    number: str
    day: dt.date | None
    code: str
    region: str
    owner: int | None


@dataclass(frozen=True)
class Rating:
    """What an enterprise comes to on a day: points with reasons, the class, the records behind each reason by its key."""

    points: Points
    grade: str
    on: dt.date
    behind: Mapping[str, tuple[Behind, ...]]

    @property
    def text(self) -> str:
        """The reasons in words."""
        said = []
        for each in self.points.reasons:
            how = f" {each.times} 条" if each.times else f" {each.value}" if each.value else ""
            said.append(f"{each.title}{how} {each.points} 分")
        return "；".join(said)

    def values(self, rated: Rated) -> dict[str, Any]:
        """The columns of a row that is given these points."""
        found: dict[str, Any] = {column: self.points.parts[part] for part, column in rated.parts.items()}
        return found | {rated.grade: self.grade, rated.day: self.on, rated.why: self.text[:500]}


def rate(rated: Rated, codes: Collection[str], on: dt.date) -> dict[str, Rating]:
    """The ratings of these enterprises by code: a query for each signal and standing. Empty before the rule's first
    version."""
    try:
        figures = rule_book().in_force(rated.rule, on).figures_as(PointFigures)
        bands = rule_book().in_force(rated.bands, on).figures_as(Bands)
    except RuleError:
        return {}
    wanted = sorted({c for c in codes if c})
    behind: defaultdict[str, dict[str, tuple[Behind, ...]]] = defaultdict(dict)
    holds: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for signal in rated.signals:
        for code, rows in _signalled(signal, figures.signals[signal.key].months, wanted, on).items():
            behind[code][signal.key] = behind[code].get(signal.key, ()) + tuple(rows)
    for standing in rated.standings:
        for code, (value, row) in _holding(standing, wanted, on).items():
            holds[code][standing.key] = value
            behind[code][standing.key] = (row,)
    found = {}
    for code in wanted:
        counted = {s.key: len(behind[code].get(s.key, ())) for s in rated.signals}
        points = points_of(rated.rule, on, counted, holds[code])
        found[code] = Rating(points, bands.of(Decimal(points.total)).key, on, behind[code])
    return found


def of_record(register: Register, record: Record, on: dt.date) -> Rating | None:
    """The rating of a record's enterprise; None where the register rates nobody, or the code is not known."""
    code = own.code_of(register, record)
    return rate(register.rated, [code], on).get(code) if register.rated is not None and code else None


def _signalled(
    signal: Signal, months: int | None, codes: Sequence[str], on: dt.date
) -> dict[str, list[Behind]]:
    """The rows of a signal that count on the day, by enterprise, the newest first."""
    other = register_of(signal.register)
    day = signal.day or other.facts.date
    counts = Q() if months is None else Q(**{f"{day}__gt": add_months(on, -months), f"{day}__lte": on})
    if signal.lifted:
        counts &= Q(**{f"{signal.lifted}__isnull": True}) | Q(**{f"{signal.lifted}__gt": on})
    found: defaultdict[str, list[Behind]] = defaultdict(list)
    for row in _rows(other, day, signal.where, counts, codes):
        found[row.code].append(row)
    return found


def _holding(standing: Standing, codes: Sequence[str], on: dt.date) -> dict[str, tuple[str, Behind]]:
    """The value that holds on the day, by enterprise: of several the one that began last."""
    other = register_of(standing.register)
    counts = Q(**{f"{standing.since}__lte": on})
    for until, how in ((standing.until, "gte"), (standing.lifted, "gt")):
        if until:
            counts &= Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__{how}": on})
    found: dict[str, tuple[str, Behind]] = {}
    rows = _rows(other, standing.since, standing.where, counts, codes)
    values = dict(
        other.model.objects.everywhere(WHY)
        .filter(pk__in=[r.pk for r in rows])
        .values_list("pk", standing.column)
    )
    for row in rows:
        found.setdefault(row.code, (str(values[row.pk]), row))
    return found


def _rows(
    other: Register, day: str, where: Mapping[str, Any], counts: Q, codes: Sequence[str]
) -> list[Behind]:
    code = own.column(other)
    # The firm is known: of its rows the rest of the key tells which.
    named = next((n for n in other.natural_key if n != code), other.natural_key[0])
    number = other.model_field(named).attname
    found = []
    for part in bulk.parts(codes):
        rows = (
            other.model.objects.everywhere(WHY)
            .standing()
            .filter(_all(where), counts, **{f"{code}__in": part})
        )
        names = ("pk", number, day, code, "region_id", "owner_id")
        found += [
            Behind(other, pk, str(no), on, of, region, owner)
            for pk, no, on, of, region, owner in rows.order_by(f"-{day}", "-pk").values_list(*names)
        ]
    return found


def _all(wanted: Mapping[str, Any]) -> Q:
    whole = Q()
    for name, value in wanted.items():
        whole &= Q(**{f"{name}__in": value}) if isinstance(value, tuple) else Q(**{name: value})
    return whole


# -- the sweep ----------------------------------------------------------------------------------------


@dataclass
class Reviewed:
    """What a review did in one register."""

    register: str
    asked: int = 0
    settled: int = 0


def review(actor: Actor, today: dt.date) -> list[Reviewed]:
    """Ask the unit that keeps it about each row whose class is no longer the one that its enterprise comes to, and
    settle what was asked where they agree again. Repeating it adds nothing."""
    found = []
    for register in registers().values():
        if register.rated is not None:
            with in_turn(f"rate:{register.key}"):
                found.append(_review(actor, register, register.rated, today))
    return found


def _review(actor: Actor, register: Register, rated: Rated, today: dt.date) -> Reviewed:
    code = own.column(register)
    rows = register.model.objects.everywhere(WHY).standing().exclude(**{code: ""})
    if rated.states:
        rows = rows.filter(**{f"{STATE}__in": rated.states})
    standing = list(rows.select_related("region", "owner").order_by("pk"))
    ratings = rate(rated, [getattr(r, code) for r in standing], today)
    differs = {
        str(r.pk): r
        for r in standing
        if (made := ratings.get(getattr(r, code))) is not None and made.grade != getattr(r, rated.grade)
    }
    known: defaultdict[str, list[Due]] = defaultdict(list)
    for due in Due.objects.everywhere(WHY).filter(
        kind=PREFIX + register.key, subject_type=register.model._meta.label_lower
    ):
        known[due.subject_id].append(due)
    closing = {
        due.pk: (DueState.SETTLED, "类别与测算一致，或已不再执行")
        for pk, asked in known.items()
        for due in asked
        if due.state in LIVE and pk not in differs
    }
    units = answering_units({r.region_id: r.region for r in differs.values() if r.owner_id is None}.values())
    new = []
    for pk, record in differs.items():
        grade = ratings[getattr(record, code)].grade
        period = f"{getattr(record, rated.day):%Y%m%d}{grade}"
        before = [d for d in known[pk] if d.period.startswith(period)]
        # Open still, or decided by a person as it stands: nobody is asked twice.
        if any(d.state in LIVE or not d.result_type for d in before):
            continue
        period += f"#{len(before) + 1}" if before else ""
        owner = record.owner or units[record.region_id]
        new.append(_due(register, rated, record, grade, (period, owner, today)))
    dues.close_all(actor, closing, today)
    return Reviewed(register.key, len(dues.create(actor, new)), len(closing))


def _due(
    register: Register, rated: Rated, record: Record, grade: str, asked: tuple[str, Unit, dt.date]
) -> Due:
    period, owner, today = asked
    due_on, provisional, version = _by(rated, today)
    label = dict(register.model_field(rated.grade).flatchoices)[grade]
    return Due(
        kind=PREFIX + register.key,
        title=f"核定{register.label_of(rated.grade)}：{record}，按记录为 {label}"[:160],
        period=period,
        owner=owner,
        region=record.region,
        opens_on=today,
        due_on=due_on,
        provisional=provisional,
        subject_type=record._meta.label_lower,
        subject_id=str(record.pk),
        address=f"/registers/{register.key}/{record.pk}",
        rule_version=version,
        synthetic=record.synthetic,
    )


def _by(rated: Rated, today: dt.date) -> tuple[dt.date, bool, str]:
    limit, version = limit_in_force(rated.limit, today)
    deadline = statutory_calendar().due(today, Limit(**limit))
    assert deadline.due_on is not None
    return deadline.due_on, deadline.provisional, version


def moved(actor: Actor, register: Register, record: Record, move: str, today: dt.date) -> None:
    """Somebody has decided on the row's class: what was asked of it is settled, in the caller's transaction."""
    if register.rated is None or move != register.rated.move:
        return
    asked = Due.objects.everywhere(WHY).filter(
        kind=PREFIX + register.key,
        subject_type=record._meta.label_lower,
        subject_id=str(record.pk),
        state__in=LIVE,
    )
    dues.close_all(actor, {d.pk: (DueState.SETTLED, "已核定") for d in asked}, today)
