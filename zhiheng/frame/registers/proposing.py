"""Rows that other registers suggest: found by the declared match, accepted or declined by a person, each with a trail."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.regions.models import territory_prefix
from zhiheng.frame.registers import bulk, own, rating, service
from zhiheng.frame.registers.declare import Register, register_of
from zhiheng.frame.registers.keeping import DeclinedProposal
from zhiheng.frame.registers.leading import Match, Proposal
from zhiheng.frame.registers.models import Origin, Record, RecordQuerySet
from zhiheng.frame.registers.undoing import own_unit
from zhiheng.frame.trail.chain import about, write

ACTION = "register.add"
MOST = 500  # rows that are accepted or declined at once
_SPLIT = re.compile(r"[、,,;;/\\s]+")
Pair = tuple[int, int]  # ids of the record in question and of what it is matched with (0: of nothing)
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Proposed:
    """A row that is proposed: the two records that lead to it, and the values that it would begin with."""

    among: Record
    by: Record | None
    values: Mapping[str, Any]

    @property
    def pair(self) -> Pair:
        return self.among.pk, self.by.pk if self.by is not None else 0


# -- the match, plain ---------------------------------------------------------------------------------


def names_in(text: str) -> list[str]:
    """The names that a cell lists; single characters say nothing."""
    return [part for part in _SPLIT.split(text) if len(part) > 1]


def belongs(how: str, mine: Any, theirs: Any) -> bool:
    """Whether two values belong together, as :class:`~zhiheng.frame.registers.leading.Match` says."""
    if mine in (None, "") or theirs in (None, ""):
        return False
    if how == "same":
        return bool(mine == theirs)
    a, b = str(mine), str(theirs)
    if how == "within":
        return a.startswith(b)
    return any(name in a for name in names_in(b)) or any(name in b for name in names_in(a))


def reaches(above: str, below: str) -> bool:
    """Whether what holds in the region ``above`` holds in ``below``."""
    return territory_prefix(below).startswith(territory_prefix(above))


def pairs(
    proposal: Proposal, among: Iterable[Values], by: Sequence[Values], today: dt.date
) -> Iterator[tuple[Values, Values | None]]:
    """What belongs together, in the order of ``by`` and then of ``among``. Rows are values by column with ``pk`` and
    ``region_id``; the first match that is ``same`` or ``within`` is looked up, so that a hundred thousand rows are walked
    once and not once for each they are matched with."""
    rows = list(among)
    if not proposal.by:
        yield from ((row, None) for row in rows)
        return
    candidates = _lookup(proposal.match, rows)
    for other in by:
        for row in candidates(other):
            if (
                reaches(other["region_id"], row["region_id"])
                and all(belongs(m.how, row[m.mine], other[m.theirs]) for m in proposal.match)
                and _in_force(proposal, row, other, today)
            ):
                yield row, other


def _lookup(matches: Sequence[Match], rows: Sequence[Values]) -> Callable[[Values], Sequence[Values]]:
    first = next((m for m in matches if m.how != "named"), None)
    if first is None:
        return lambda other: rows
    index: defaultdict[Any, list[Values]] = defaultdict(list)
    for row in rows:
        value = row[first.mine]
        if value in (None, ""):
            continue
        keys = [value] if first.how == "same" else [str(value)[:n] for n in range(1, len(str(value)) + 1)]
        for each in keys:
            index[each].append(row)
    return lambda other: index.get(other[first.theirs], [])


def _in_force(proposal: Proposal, row: Values, other: Values, today: dt.date) -> bool:
    day = row[proposal.on] if proposal.on else today
    if day is None:
        return False
    since = other[proposal.since] if proposal.since else None
    until = other[proposal.until_by] if proposal.until_by else None
    return (since is None or since <= day) and (until is None or day <= until)


# -- what is proposed to whom ---------------------------------------------------------------------------


def proposal_of(register: Register, key: str) -> Proposal:
    """Raises ValidationError for a key that the register does not know."""
    for each in register.proposals:
        if each.key == key:
            return each
    raise ValidationError(f"台账“{register.label}”没有这样的提议：{key}。")


def open_to(actor: Actor, register: Register, proposal: Proposal) -> bool:
    """Whether the actor may enter rows here and see the registers that they are made of."""
    viewing = actor.scope("register.view")
    return service.open_to(actor.scope(ACTION), register) and all(
        service.open_to(viewing, register_of(key)) for key in (proposal.among, proposal.by) if key
    )


def found(actor: Actor, register: Register, proposal: Proposal, today: dt.date) -> list[Pair]:
    """What is proposed to the actor, without what stands already and what was declined.

    Four queries: the records in question that the actor sees, what they are matched with, the rows that stand, those
    declined. Raises PermissionDenied.
    """
    if not open_to(actor, register, proposal):
        raise PermissionDenied(f"您的岗位不能看到“{proposal.label}”所依据的台账，或不能登记。")
    scope = service.reach(actor.need(ACTION), register)
    among = register_of(proposal.among)
    rows = service.visible(actor, among).filter(_all(proposal.where))
    if proposal.until:
        rows = rows.filter(Q(**{f"{proposal.until}__isnull": True}) | Q(**{f"{proposal.until}__gte": today}))
    mine = {m.mine for m in proposal.match} | ({proposal.on} - {""})
    wanted = _wanted(among, {*mine, *proposal.carry.values()})
    mine_rows = [
        r
        for r in rows.order_by("pk").values("pk", "region_id", *wanted)
        if _covers(scope, register, r, actor)
    ]
    other_rows = _others(proposal, {r["region_id"] for r in mine_rows}) if proposal.by else []
    return _left(register, proposal, pairs(proposal, mine_rows, other_rows, today), today)


def _covers(scope: Scope, register: Register, row: Values, actor: Actor) -> bool:
    return scope.covers(row["region_id"], register.field, own_unit(actor))


def _others(proposal: Proposal, regions: Collection[str]) -> list[dict[str, Any]]:
    """What the records are matched with: of the same places or of one above."""
    by = register_of(proposal.by)
    above = {territory_prefix(r)[:n] for r in regions for n in (0, 2, 4, 6, 9)}
    codes = {(p or "100000").ljust(6, "0") for p in above} | set(regions)
    rows = by.model.objects.everywhere("what the places above issued holds below").standing()
    columns = {m.theirs for m in proposal.match} | {proposal.since, proposal.until_by} - {""}
    wanted = _wanted(by, {*columns, *proposal.carry_by.values()})
    rows = rows.filter(_all(proposal.having), region_id__in=sorted(codes)).order_by("pk")
    return list(rows.values("pk", "region_id", *wanted))


def _wanted(register: Register, names: Collection[str]) -> list[str]:
    stored = {register.model_field(n).attname for n in names}
    return sorted(stored - {"region_id", "id"})


def _left(
    register: Register, proposal: Proposal, proposed: Iterable[tuple[Values, Values | None]], today: dt.date
) -> list[Pair]:
    """Without rows that stand, those that were declined, and twins."""
    standing = register.model.objects.everywhere("which rows stand already").standing()
    names = [register.model_field(n).attname for n in proposal.known_by]
    seen = {tuple(map(str, values)) for values in standing.values_list(*names)}
    declined = set(
        DeclinedProposal.objects.everywhere("what was declined is not proposed again")
        .filter(register=register.key, proposal=proposal.key, undone_at=None)
        .values_list("among", "by")
    )
    needless = _needless(proposal, today)
    left = []
    for row, other in proposed:
        values = _carried(register, proposal, row, other)
        known, pair = tuple(str(values[n]) for n in names), (row["pk"], other["pk"] if other else 0)
        if needless is not None and needless.holds(register, values):
            continue
        if known not in seen and pair not in declined:
            seen.add(known)
            left.append(pair)
    return left


@dataclass(frozen=True)
class _Needless:
    """What stands elsewhere and makes a row needless: the columns of the row, and the values that are held already."""

    names: tuple[str, ...]
    held: frozenset[tuple[str, ...]]

    def holds(self, register: Register, values: Values) -> bool:
        return tuple(str(values[register.model_field(n).attname]) for n in self.names) in self.held


def _needless(proposal: Proposal, today: dt.date) -> _Needless | None:
    without = proposal.without
    if without is None:
        return None
    theirs = register_of(without.register)
    rows = theirs.model.objects.everywhere("what is held already is not proposed").standing()
    rows = rows.filter(_all(without.where))
    if without.until:
        rows = rows.filter(Q(**{f"{without.until}__isnull": True}) | Q(**{f"{without.until}__gte": today}))
    columns = [theirs.model_field(of).attname for of in without.on.values()]
    return _Needless(
        tuple(without.on), frozenset(tuple(map(str, held)) for held in rows.values_list(*columns))
    )


def _carried(register: Register, proposal: Proposal, row: Values, other: Values | None) -> dict[str, Any]:
    """The values that a row begins with, by stored column."""

    def stored(key: str, source: Values, carry: Mapping[str, str]) -> dict[str, Any]:
        theirs = register_of(key)
        return {
            register.model_field(name).attname: source[theirs.model_field(of).attname]
            for name, of in carry.items()
        }

    values = stored(proposal.among, row, proposal.carry)
    if other is not None:
        values |= stored(proposal.by, other, proposal.carry_by)
    return values | {register.model_field(n).attname: v for n, v in proposal.marks.items()}


def load(
    register: Register, proposal: Proposal, wanted: Sequence[Pair], today: dt.date | None = None
) -> list[Proposed]:
    """The proposals with their records: a query for each of the two registers, and those that points rest on."""
    among = _records(register_of(proposal.among), [a for a, _ in wanted])
    by = _records(register_of(proposal.by), [b for _, b in wanted if b]) if proposal.by else {}
    made = [
        Proposed(
            among[a], by.get(b), _carried(register, proposal, _as_values(among[a]), _as_values(by.get(b)))
        )
        for a, b in wanted
        if a in among and (not b or b in by)
    ]
    return _rated(register, made, today or dt.date.today())


def _rated(register: Register, made: Sequence[Proposed], on: dt.date) -> list[Proposed]:
    """With the points that each enterprise comes to, where the register rates them."""
    rated = register.rated
    if rated is None:
        return list(made)
    column = own.column(register)
    codes = [str(each.values.get(column, "")) for each in made]
    ratings = rating.rate(rated, codes, on)
    return [
        replace(each, values={**each.values, **ratings[code].values(rated)}) if code in ratings else each
        for code, each in zip(codes, made, strict=True)
    ]


def _as_values(record: Record | None) -> Any:
    if record is None:
        return None
    return {f.attname: getattr(record, f.attname) for f in record._meta.concrete_fields} | {"pk": record.pk}


def _records(register: Register, pks: Sequence[int]) -> Mapping[int, Record]:
    rows: RecordQuerySet = register.model.objects.everywhere("records that were narrowed before")
    out: dict[int, Record] = {}
    for part in bulk.parts(sorted(set(pks))):
        out |= rows.select_related("region").in_bulk(list(part))
    return out


# -- what a person decides ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Refused:
    """A proposal that was not taken, and why."""

    proposed: Proposed
    lines: tuple[str, ...]


def accept(
    actor: Actor,
    register: Register,
    proposal: Proposal,
    wanted: Collection[Pair],
    asked: Mapping[str, Any],
    *,
    accepted: str = "",
    today: dt.date | None = None,
) -> tuple[list[Record], list[Refused]]:
    """Enter the rows of these proposals, each with ``asked``; those that may not stand are told with the reason, and the
    others are entered all the same. ``accepted``: why doubtful values stand. What is not proposed (any more) is left."""
    day = today or dt.date.today()
    made, refused = [], []
    for each in load(register, proposal, _still(actor, register, proposal, wanted, day), day):
        values = {**each.values, **asked}
        if proposal.code:
            numbers = "-".join(str(pk) for pk in each.pair if pk)
            values[proposal.code] = f"{proposal.key}-{numbers}-{day:%Y%m%d}"
        try:
            with transaction.atomic():
                record = service.create(actor, register, values, origin=Origin.ENTERED, accepted=accepted)
                if each.among.synthetic or (each.by is not None and each.by.synthetic):
                    rows = register.model.objects.everywhere("a row made of generated ones is one itself")
                    rows.filter(pk=record.pk).update(synthetic=True)
                    record.synthetic = True
        except ValidationError as error:
            refused.append(Refused(each, tuple(str(m) for m in error.messages)))
        else:
            made.append(record)
    return made, refused


def decline(
    actor: Actor,
    register: Register,
    proposal: Proposal,
    wanted: Collection[Pair],
    reason: str,
    *,
    today: dt.date | None = None,
) -> list[DeclinedProposal]:
    """Put these proposals aside with a reason. Raises ValidationError without one."""
    if not reason.strip():
        raise ValidationError({"reason": ["不采纳要写明原因。"]})
    made = []
    with transaction.atomic():
        for each in load(
            register, proposal, _still(actor, register, proposal, wanted, today or dt.date.today())
        ):
            row = DeclinedProposal(
                register=register.key,
                proposal=proposal.key,
                among=each.pair[0],
                by=each.pair[1],
                title=" · ".join(str(r) for r in (each.among, each.by) if r is not None)[:200],
                region=each.among.region,
                reason=reason.strip()[:200],
                made_by=actor.name,
            )
            row.save()
            write(
                actor, about(row, "proposal.decline", after={"register": register.key}, note=reason.strip())
            )
            made.append(row)
    return made


def propose_again(actor: Actor, row: DeclinedProposal, reason: str = "") -> None:
    """Take a refusal back: it is proposed again. Raises PermissionDenied or ValidationError."""
    register = register_of(row.register)
    service.reach(actor.need(ACTION), register).require(row.region_id, register.field, own_unit(actor))
    if row.undone_at is not None:
        raise ValidationError("这一条已经重新提出。")
    with transaction.atomic():
        row.undone_at = timezone.now()
        row.save(update_fields=["undone_at"])
        write(actor, about(row, "proposal.again", after={"register": register.key}, note=reason))


def _still(
    actor: Actor, register: Register, proposal: Proposal, wanted: Collection[Pair], today: dt.date
) -> list[Pair]:
    if len(wanted) > MOST:
        raise ValidationError(f"一次最多处理 {MOST} 条。")
    chosen = set(wanted)
    return [pair for pair in found(actor, register, proposal, today) if pair in chosen]


def _all(wanted: Mapping[str, Any]) -> Q:
    whole = Q()
    for name, value in wanted.items():
        whole &= Q(**{f"{name}__in": value}) if isinstance(value, tuple) else Q(**{name: value})
    return whole
