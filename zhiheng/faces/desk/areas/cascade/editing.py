"""The editor of a breakdown: what was chosen, what is proposed, what was typed; and the rows that come of it.

Everything the editor knows is in its form: it is read from the request, filled up, shown again. Proposing keeps what
is marked as set by hand; checking and saving take every number as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.http import QueryDict
from django.utils.translation import gettext as _

from zhiheng.faces.shell import formats
from zhiheng.frame.people.models import Unit, UnitKind
from zhiheng.frame.regions.models import Level, Region, prefix_range, territory_prefix
from zhiheng.judgement.progress import bases as figures
from zhiheng.kernels.methods import MethodError, cascading
from zhiheng.kernels.methods.cascading import Join, Part, Whole
from zhiheng.records.cascade import wholes
from zhiheng.records.cascade.models import Axis, Breakdown, Share
from zhiheng.records.cascade.service import Row
from zhiheng.records.programmes.models import DutyUnit, Target

AXES = ("region", "year", "unit")
PACES = ("", "straight", "front", "back", "flat", "hand")
HAND = "hand"
DIGITS = 14


def bare(value: Decimal | None) -> Decimal | None:
    """Without the zeros of its column."""
    return None if value is None else value.normalize()


class EditError(ValueError):
    """Something typed that cannot be taken, for the page."""


@dataclass
class Line:
    """One row of the editor."""

    key: str
    name: str
    region: Region | None = None
    unit: Unit | None = None
    base: Decimal | None = None
    weight: Decimal | None = None
    why: str = ""
    value: Decimal | None = None
    value_max: Decimal | None = None
    fixed: bool = False
    years: dict[str, Decimal | None] = field(default_factory=dict)
    fixed_years: set[str] = field(default_factory=set)

    def part(self) -> Part:
        return Part(
            self.key, self.name, self.base, self.weight,
            self.value if self.fixed else None, self.value_max if self.fixed else None,
        )  # fmt: skip


@dataclass
class Editor:
    """State of the page for one whole and one axis."""

    target: Target
    parent: Share | None
    region: Region
    axis: str
    how: str = ""
    pace: str = ""
    level: str = ""
    basis: str = ""
    base_year: int | None = None
    baseline: Decimal | None = None
    reason: str = ""
    due_on: str = ""
    lines: list[Line] = field(default_factory=list)
    years: list[str] = field(default_factory=list)
    note: str = ""

    # -- what is divided ----------------------------------------------------------------------------

    @property
    def join(self) -> Join:
        target = self.target
        if self.axis == Axis.YEAR:
            return wholes.yearly_join(target)
        weighted = bool(self.lines) and all(ln.weight is not None and ln.weight > 0 for ln in self.lines)
        return cascading.joins(
            target.measure,
            self.axis,  # type: ignore[arg-type]
            unit=target.unit,
            additive=figures.additive(target),
            weighted=weighted and self.axis == Axis.REGION and self.basis in {"", HAND},
        )

    @property
    def ways(self) -> tuple[str, ...]:
        return cascading.ways(self.join, self.axis)  # type: ignore[arg-type]

    @property
    def carries(self) -> bool:
        """Whether a baseline has a meaning: where the way begins, or what each has already."""
        return self.target.measure in {"level", "cumulative"} and (
            self.axis == Axis.YEAR or self.join == "sum"
        )

    def whole(self) -> Whole:
        baseline = self.baseline
        if self.axis != Axis.YEAR and self.join == "sum":
            told = [ln.base for ln in self.lines if ln.base is not None]
            baseline = sum(told, Decimal(0)) if told and self.carries else None
        return wholes.whole_of(
            self.target, self.parent, baseline=baseline, over_places=self.axis != Axis.YEAR
        )

    @property
    def two_ends(self) -> bool:
        return self.whole().value_max is not None

    # -- filling ------------------------------------------------------------------------------------

    def propose(self) -> None:
        """Divide anew; what is fixed stays. Raises EditError when this way cannot be gone."""
        self.how = self.how if self.how in self.ways else self.ways[0]
        if self.how != HAND and self.lines:
            try:
                found = cascading.split(self.whole(), [ln.part() for ln in self.lines], self.how, self.join)  # type: ignore[arg-type]
            except MethodError as error:
                raise EditError(str(error)) from error
            for line, share in zip(self.lines, found.shares, strict=True):
                line.value, line.value_max = bare(share.value), bare(share.value_max)
        self.propose_years()

    def propose_years(self) -> None:
        """Each place's way through the years."""
        if not self.pace or self.axis == Axis.YEAR or self.pace == HAND:
            return
        join = wholes.yearly_join(self.target)
        allowed = cascading.ways(join, "year")
        self.pace = self.pace if self.pace in allowed else allowed[0]
        given = {
            ln.key: wholes.Given(
                ln.value, ln.value_max, ln.base, {y: ln.years.get(y) for y in sorted(ln.fixed_years)}
            )
            for ln in self.lines
            if ln.value is not None
        }
        in_force = wholes.years_in_force(self.target, self.parent)
        try:
            found = wholes.ways_of(self.target, given, self.years, self.pace, in_force)
        except MethodError as error:
            raise EditError(str(error)) from error
        for ln in self.lines:
            ln.years = {y: bare(v) for y, v in found.get(ln.key, {}).items()}

    # -- results ------------------------------------------------------------------------------------

    def rows(self) -> list[Row]:
        found = []
        for ln in self.lines:
            if self.axis == Axis.YEAR:
                found.append(Row(ln.value, ln.value_max, year=ln.key, by_hand=ln.fixed))
                continue
            found.append(Row(ln.value, ln.value_max, region=ln.region, unit=ln.unit, base=ln.base, weight=ln.weight, by_hand=ln.fixed))  # fmt: skip
            if self.pace:
                found += [
                    Row(ln.years.get(y), year=y, region=ln.region, unit=ln.unit, by_hand=y in ln.fixed_years)
                    for y in self.years
                ]
        return found

    def sums(self) -> wholes.Sums:
        """The checks of what stands in the form, as they will be made when it is issued."""
        given = self.whole()
        made = Breakdown(
            target=self.target, parent=self.parent, region=self.region, axis=self.axis, join=self.join,
            method=self.how or HAND, pace=self.pace, whole=Decimal(str(given.value)),
            whole_max=None if given.value_max is None else Decimal(str(given.value_max)), baseline=self.baseline,
        )  # fmt: skip
        shares = [
            Share(
                breakdown=made, order=n, year=r.year, region=r.region or self.region, unit=r.unit, value=r.value,
                value_max=r.value_max, base=r.base, weight=r.weight,
            )
            for n, r in enumerate(self.rows())
        ]  # fmt: skip
        by_year = wholes.years_in_force(self.target, self.parent) if self.pace else {}
        return wholes.checked(made, shares, by_year)

    def basis_words(self) -> str:
        if self.how not in {"base", "gap"} or self.basis == HAND:
            return _("手工填写的权重") if self.how == "base" and self.basis == HAND else ""
        name = figures.definition(self.basis).name if self.basis else self.target.indicator_name
        return f"{self.base_year or ''}{'年' if self.base_year else ''}{name}"


# -- reading the form -------------------------------------------------------------------------------


def number(text: str | None, where: str) -> Decimal | None:
    """A number as people type it. Raises EditError naming where it stands."""
    words = (text or "").strip().replace(",", "").replace("\uff0c", "").rstrip("%\uff05")
    # The minus sign of the pages themselves: what a draft shows can be sent back as it stands.
    words = words.replace("\u2212", "-").replace("\uff0d", "-")
    if not words:
        return None
    try:
        found = Decimal(words)
    except InvalidOperation:
        raise EditError(
            _("“%(where)s”的“%(text)s”不是数。请只填数字。") % {"where": where, "text": text}
        ) from None
    if not found.is_finite() or found.adjusted() >= DIGITS:
        raise EditError(_("“%(where)s”的“%(text)s”太大。") % {"where": where, "text": text})
    return found


def start(target: Target, parent: Share | None, region: Region, data: QueryDict) -> Editor:
    """An editor with its lines: the choices in ``data``, the places, their figures. Numbers are not taken yet."""
    axis = data.get("axis", "")
    axis = axis if axis in AXES else "region"
    year = data.get("base_year", "")
    editor = Editor(
        target, parent, region, axis,
        how=data.get("how", ""), pace=data.get("pace", "") if data.get("pace", "") in PACES else "",
        level=data.get("level", "") if data.get("level") == Level.COUNTY else "", basis=data.get("basis", ""),
        base_year=int(year) if year.isdigit() and len(year) == 4 else figures.base_year(target),
        reason=data.get("reason", ""), due_on=data.get("due_on", ""),
        years=wholes.years_of(target.programme, target),
    )  # fmt: skip
    if editor.basis not in {"", HAND} and editor.basis not in figures.catalogue():
        editor.basis = ""
    editor.baseline = number(data.get("baseline"), _("基数"))
    if axis == Axis.YEAR:
        editor.lines = [Line(y, formats.period(y)) for y in editor.years]
    elif axis == Axis.UNIT:
        chosen = data.getlist("units")
        units = units_of(target, region)
        named = [u for u in units if str(u.pk) in chosen] if chosen else leads(target, units)
        editor.lines = [Line(f"u{u.pk}", formats.bilingual(u), u.region, u) for u in named]
    else:
        places = wholes.places_of(target, region, editor.level)
        editor.lines = [Line(r.code, r.name, r) for r in places]
    return editor


def same_places(editor: Editor, regions: Sequence[Region]) -> None:
    """Lines for the level that a stored version went to, and for its regions that stand no longer."""
    if any(r.level == Level.COUNTY for r in regions) and editor.region.level == Level.PROVINCE:
        straight = wholes.places_of(editor.target, editor.region, Level.COUNTY)
        if len(regions) > len(editor.lines):
            editor.level = Level.COUNTY
            editor.lines = [Line(r.code, r.name, r) for r in straight]
    known = {ln.key for ln in editor.lines}
    editor.lines += [Line(r.code, r.name, r) for r in regions if r.code not in known]


def measure(editor: Editor) -> None:
    """Ask the engine for what each place has, and for the baseline where none was given."""
    if editor.axis == Axis.UNIT:
        return
    places = [ln.key for ln in editor.lines] if editor.axis == Axis.REGION else []
    weight = "" if editor.basis == HAND else editor.basis
    found = figures.bases(editor.target, [*places, editor.region.code], editor.base_year, weight=weight)
    for line in editor.lines:
        if (known := found.get(line.key)) is not None:
            line.base, line.why = known.value, known.why
            line.weight = line.weight if editor.basis == HAND else known.weight
    own = (editor.target.baseline or {}).get("value") if editor.parent is None else None
    if editor.baseline is None and editor.axis == Axis.YEAR:
        told = found[editor.region.code].value
        editor.baseline = Decimal(str(own)) if own is not None else told
        if editor.baseline is None and editor.target.measure == "cumulative":
            editor.baseline = Decimal(0)


def take(editor: Editor, data: Mapping[str, str] | QueryDict, *, all_numbers: bool) -> None:
    """Read what was typed. ``all_numbers`` False keeps only what is marked as set by hand."""
    fixed = set(data.getlist("fixed")) if isinstance(data, QueryDict) else set()
    years = set((data.get("fixed_years") or "").split())
    for ln in editor.lines:
        ln.fixed = ln.key in fixed
        ln.fixed_years = {y for y in editor.years if f"{ln.key}|{y}" in years}
        if f"base-{ln.key}" in data and ln.base is None:
            ln.base = number(data.get(f"base-{ln.key}"), ln.name)
        if f"weight-{ln.key}" in data and (editor.basis == HAND or ln.weight is None):
            ln.weight = number(data.get(f"weight-{ln.key}"), ln.name)
        if all_numbers or ln.fixed:
            ln.value = number(data.get(f"value-{ln.key}"), ln.name)
            ln.value_max = number(data.get(f"max-{ln.key}"), ln.name)
        for y in editor.years:
            if editor.pace and (all_numbers or y in ln.fixed_years):
                ln.years[y] = number(data.get(f"y-{ln.key}-{y}"), f"{ln.name} {y}")


def restore(editor: Editor, breakdown: Breakdown, shares: Sequence[Share]) -> None:
    """Fill the editor with a version that is there: a draft to go on with, or the one in force to start from."""
    by_place = {(s.year if editor.axis == Axis.YEAR else s.place): s for s in shares if editor.axis == Axis.YEAR or not s.year}  # fmt: skip
    ways = {(s.place, s.year): s for s in shares if s.year}
    editor.how, editor.pace = breakdown.method, breakdown.pace
    if breakdown.baseline is not None:
        editor.baseline = bare(breakdown.baseline)
    for ln in editor.lines:
        known = by_place.get(ln.key)
        if known is None:
            continue
        ln.value, ln.value_max, ln.fixed = bare(known.value), bare(known.value_max), known.by_hand
        ln.base = bare(known.base) if known.base is not None else ln.base
        ln.weight = bare(known.weight) if known.weight is not None else ln.weight
        for y in editor.years:
            if (row := ways.get((ln.key, y))) is not None:
                ln.years[y] = bare(row.value)
                if row.by_hand:
                    ln.fixed_years.add(y)


def units_of(target: Target, region: Region) -> list[Unit]:
    """Units of the region that may be given a share: departments and enterprises that stand, leads first.

    In a county also what lies below it.
    """
    low, high = prefix_range(territory_prefix(region.code)) if region.prefix else ("0", "9")
    found = Unit.objects.filter(
        valid_to__isnull=True, kind__in=[UnitKind.DEPARTMENT, UnitKind.ENTERPRISE, UnitKind.LABORATORY]
    ).select_related("region")
    if region.level == Level.COUNTY:
        found = found.filter(region_id__gte=low, region_id__lt=high)
    else:
        found = found.filter(region=region)
    return list(found.order_by("kind", "name")[:300])


def leads(target: Target, units: Sequence[Unit]) -> list[Unit]:
    """Of ``units`` those that answer for the target's clause."""
    if target.node_id is None:
        return []
    held = DutyUnit.objects.filter(duty__node_id=target.node_id).exclude(role="support")
    pks = set(held.values_list("unit_id", flat=True))
    return [u for u in units if u.pk in pks]
