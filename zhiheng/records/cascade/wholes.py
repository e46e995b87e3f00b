"""From stored targets and shares to the kernel's wholes and parts, and the checks of a breakdown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from zhiheng.frame.regions.models import Level, Region, prefix_range, territory_prefix
from zhiheng.frame.regions.tree import COLLECTING
from zhiheng.kernels.methods import cascading
from zhiheng.kernels.methods.cascading import Check, Part, Whole
from zhiheng.kernels.methods.numbers import exact, known
from zhiheng.records.cascade.models import Axis, Breakdown, Share, Status
from zhiheng.records.programmes.models import Programme, Target

RATE_STEP = Decimal("0.1")
WHY = "shares of a breakdown already narrowed"


def whole_of(
    target: Target, given: Share | None = None, *, baseline: Decimal | None = None, over_places: bool = False
) -> Whole:
    """The target, or the share of it that is divided again, as the kernel takes it.

    ``baseline`` as the division starts from it; a change starts from nothing; additions start from nothing too and
    carry nothing over.
    """
    value, high = (
        (given.value, given.value_max)
        if given is not None
        else (exact(target.value), known(target.value_max))
    )
    op = target.op if target.op != "between" or high is not None else ">="
    if target.measure == "increment":
        baseline = None
    elif target.measure == "change":
        baseline = None if over_places else Decimal(0)
    step = RATE_STEP if cascading.model.is_rate(target.unit) else None
    return Whole(
        value if value is not None else exact(target.value),
        op,
        high if op == "between" else None,
        target.unit,
        baseline=baseline,
        step=step,
        falls=target.direction == "down" and target.measure != "change",
    )


def years_of(programme: Programme, target: Target) -> list[str]:
    """The years from the programme's first to the one the target is due in; empty when neither is known."""
    ends = [t[:4] for t in (target.by, programme.ends) if t[:4].isdigit()]
    if not ends or not programme.starts[:4].isdigit():
        return ends[:1]
    first, last = int(programme.starts[:4]), int(ends[0])
    return [str(y) for y in range(min(first, last), last + 1)][-30:]


def yearly_join(target: Target) -> cascading.Join:
    return cascading.joins(target.measure, "year", unit=target.unit, yearly=target.recurs == "yearly")


def places_of(target: Target, region: Region, level: str = "") -> list[Region]:
    """The regions a whole is divided over: those the target names, else those right below ``region``.

    ``level`` "county" goes from a province straight to the counties. Two queries at most.
    """
    standing = Region.objects.filter(valid_to__isnull=True)
    if target.regions and region.code == target.programme.region_id:
        return list(standing.filter(code__in=target.regions).order_by("code"))
    if level == Level.COUNTY and region.level == Level.PROVINCE:
        low, high = prefix_range(territory_prefix(region.code))
        return list(
            standing.filter(code__gte=low, code__lt=high, level=Level.COUNTY, kind="").order_by("code")
        )
    below = list(standing.filter(parent=region, kind__in=["", COLLECTING]).order_by("code"))
    collecting = [r.code for r in below if r.kind == COLLECTING]
    found = [r for r in below if r.kind != COLLECTING]
    if collecting:
        found += standing.filter(parent__in=collecting, kind="")
    return sorted(found, key=lambda r: r.code)


@dataclass(frozen=True)
class Sums:
    """All checks of a breakdown: of the whole, of each one's years (those that fail), of each year's parts."""

    whole: tuple[Check, ...]
    rows: tuple[tuple[str, Check], ...] = ()
    years: tuple[tuple[str, Check], ...] = ()

    @property
    def ok(self) -> bool:
        """Whether it may be issued. A year that does not come to its yearly target is told, and may be."""
        return all(c.ok for c in self.whole) and not self.rows


def checked(
    breakdown: Breakdown, shares: Sequence[Share], by_year: Mapping[str, Share] | None = None
) -> Sums:
    """``shares`` (all rows of the breakdown, in order); ``by_year``: the shares of the years' breakdown in force."""
    target = breakdown.target
    if breakdown.axis == Axis.YEAR:
        return Sums(_check(breakdown, shares, whole_of_breakdown(breakdown), breakdown.join, by="year"))
    rows = [s for s in shares if not s.year]
    sums = _check(breakdown, rows, whole_of_breakdown(breakdown), breakdown.join)
    if not breakdown.pace:
        return Sums(sums)
    faults = []
    join = yearly_join(target)
    by_place: dict[str, list[Share]] = {}
    by_column: dict[str, list[Share]] = {}
    for s in shares:
        if s.year:
            by_place.setdefault(s.place, []).append(s)
            by_column.setdefault(s.year, []).append(s)
    for row in rows:
        own = sorted(by_place.get(row.place, []), key=lambda s: s.year)
        if own:
            found = _check(breakdown, own, whole_of(target, row, baseline=row.base), join, by="year")
            faults += [(str(row), c) for c in found if not c.ok]
    weights = {row.place: row.weight for row in rows}
    columns = []
    for year, given in sorted((by_year or {}).items()):
        if year in by_column and given.value is not None:
            whole = whole_of(target, given, over_places=True)
            parts = [Part(s.place, str(s.region), weight=weights.get(s.place)) for s in by_column[year]]
            told = [cascading.Share(s.place, s.value, s.value_max) for s in by_column[year]]
            columns.append((year, cascading.check(whole, parts, told, _join(breakdown.join))[0]))
    return Sums(sums, tuple(faults), tuple(columns))


def whole_of_breakdown(breakdown: Breakdown) -> Whole:
    """The whole as it was when the breakdown was made: a target that changed since does not change it."""
    given = Share(value=breakdown.whole, value_max=breakdown.whole_max)
    return whole_of(
        breakdown.target, given, baseline=breakdown.baseline, over_places=breakdown.axis != Axis.YEAR
    )


def _join(text: str) -> cascading.Join:
    return text  # type: ignore[return-value]


def _check(
    breakdown: Breakdown, shares: Iterable[Share], whole: Whole, join: str, by: str = "place"
) -> tuple[Check, ...]:
    rows = list(shares)
    key = (lambda s: s.year) if by == "year" else (lambda s: s.place)
    parts = [Part(key(s), s.year if by == "year" else str(s), base=s.base, weight=s.weight) for s in rows]
    told = [cascading.Share(key(s), s.value, s.value_max) for s in rows]
    return cascading.check(whole, parts, told, _join(join))


@dataclass(frozen=True)
class Given:
    """What a place is given, where it starts, and which of its years were set by hand."""

    value: Decimal
    value_max: Decimal | None = None
    base: Decimal | None = None
    fixed: Mapping[str, Decimal | None] = field(default_factory=dict)


def ways_of(
    target: Target,
    given: Mapping[str, Given],
    years: Sequence[str],
    pace: cascading.Way,
    in_force: Mapping[str, Share],
) -> dict[str, dict[str, Decimal | None]]:
    """Each place's way through the years. ``in_force``: the whole's own years, where they were issued.

    Additions that go by the same pace as the whole's years are balanced with them, so that the table adds both ways.
    MethodError when a way cannot be drawn.
    """
    join = yearly_join(target)
    if join == "sum" and in_force and not any(g.fixed for g in given.values()):
        same = next(iter(in_force.values())).breakdown.method == pace
        columns = {y: in_force[y].value or Decimal(0) for y in years if y in in_force}
        if (
            same
            and len(columns) == len(years)
            and sum(columns.values()) == sum(g.value for g in given.values())
        ):
            step = cascading.grain_of(*columns.values(), *(g.value for g in given.values()))
            rows = {k: int(g.value / step) for k, g in given.items()}
            table = cascading.balance(rows, {y: int(v / step) for y, v in columns.items()})
            return {k: {y: n * step for y, n in line.items()} for k, line in table.items()}
    found = {}
    for key, g in given.items():
        # A place nobody has a figure of starts from nothing; of a rate there is no way to draw: it keeps the goal.
        start = g.base if g.base is not None or target.measure == "level" else Decimal(0)
        flat = start is None and join == "path" and target.measure != "change"
        whole = whole_of(target, Share(value=g.value, value_max=g.value_max), baseline=start)
        parts = [Part(y, fixed=g.fixed.get(y)) for y in years]
        shares = cascading.split(whole, parts, "flat" if flat else pace, join).shares
        found[key] = {s.key: s.value for s in shares}
    return found


def years_in_force(target: Target, parent: Share | None = None) -> dict[str, Share]:
    """The shares of the years, where the whole was divided by year and issued. One query."""
    shares = Share.objects.everywhere(WHY).filter(
        breakdown__target=target,
        breakdown__parent=parent,
        breakdown__axis=Axis.YEAR,
        breakdown__status=Status.ISSUED,
    )
    return {s.year: s for s in shares.select_related("breakdown")}


def stale(breakdown: Breakdown) -> bool:
    """Whether the whole has another value by now than the one that was divided."""
    if breakdown.parent is not None:
        now: tuple[Decimal | None, Decimal | None] = (breakdown.parent.value, breakdown.parent.value_max)
        if breakdown.parent.breakdown.status == Status.SUPERSEDED:
            return True
    else:
        now = (exact(breakdown.target.value), known(breakdown.target.value_max))
    return now != (breakdown.whole, breakdown.whole_max)
