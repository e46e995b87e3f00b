"""Where a region stands: the period to look at first, the targets that ask for an indicator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Clause
from zhiheng.frame.people.scope import Scope, superiors
from zhiheng.frame.regions.models import territory_prefix
from zhiheng.judgement.assessment.attainment import SENSES
from zhiheng.judgement.indicators.catalogue import code_for, definition, split
from zhiheng.kernels.measures import Cell, Period
from zhiheng.kernels.methods.attainment import attain
from zhiheng.records.programmes.models import Programme, Target


def last_year(today: dt.date | None = None) -> int:
    """The last complete year."""
    return (today or dt.date.today()).year - 1


def year_of(text: str) -> int | None:
    return int(text[:4]) if text[:4].isdigit() else None


def first_period(programme: Programme) -> Period:
    """The year to look at first: the programme's last complete one, or the year its results were published for."""
    last = year_of(programme.ends) or year_of(programme.starts) or last_year()
    return Period.year(min(last, last_year()))


def binding(programmes: Iterable[Programme], region: str) -> list[Programme]:
    """Of the programmes that may be seen, those in force for ``region``: its own, then those of regions above it."""
    over = superiors(territory_prefix(region)) if region else []
    rank = {region: 0} | {code: 1 + at for at, code in enumerate(over)}
    found = [p for p in programmes if p.region_id in rank]
    newest = sorted(found, key=lambda p: year_of(p.ends) or 0, reverse=True)
    return sorted(newest, key=lambda p: rank[p.region_id])


def home_period(programmes: Sequence[Programme], region: str) -> Period:
    """The year a region's figures are first looked at: that of the newest programme of its own, else of those above."""
    found = binding(programmes, region)
    return first_period(found[0]) if found else Period.year(last_year())


@dataclass(frozen=True)
class Asked:
    """A target that asks for one indicator, with the clause it stands in."""

    target: Target

    @property
    def programme(self) -> Programme:
        return self.target.programme

    @property
    def url(self) -> str:
        return f"{reverse('desk:programme', args=[self.programme.key])}#T-{self.target.key}"

    @property
    def clause(self) -> Clause:
        return clause_of(self.programme, self.target)

    def holds_for(self, region: str) -> bool:
        """Whether the target binds ``region``: its own programme, and where no regions are named those below it."""
        if self.target.regions:
            return region in self.target.regions
        return territory_prefix(region).startswith(territory_prefix(self.programme.region_id))

    def holds_in(self, period: Period) -> bool:
        first, last = year_of(self.programme.starts), year_of(self.target.by) or year_of(self.programme.ends)
        year = period.last // 12
        return (first is None or first <= year) and (last is None or year <= last)


def clause_of(programme: Programme, part: object, *, document: bool = True) -> Clause:
    """Document, outline path and, where the text is at hand, the sentence; leads to the programme's page.

    ``document`` False on pages of one programme: the path alone.
    """
    node = getattr(part, "node", None)
    key = getattr(part, "key", "")
    mark = {"Target": "T", "Obligation": "O"}.get(type(part).__name__, "")
    anchor = f"{mark}-{key}" if mark else f"C-{node.path}" if node is not None else ""
    url = reverse("desk:programme", args=[programme.key])
    path = [step for step in node.path.split("/") if step] if node is not None else []
    if node is not None and node.title:
        path.append(node.title)
    name = programme.name
    if not document:
        name, path = (path[0], path[1:]) if path else (_("全文"), [])
    return Clause(
        name,
        path,
        f"{url}#{anchor}" if anchor else url,
        _sentence(programme, part),
    )


def _sentence(programme: Programme, part: object) -> str:
    """The clause in its document's words, where the text was read with the programme (lists leave it out)."""
    if "text" in programme.get_deferred_fields() or not hasattr(part, "start"):
        return ""
    return programme.text[part.start : part.end]  # type: ignore[attr-defined]


def asked_for(scope: Scope, codes: Iterable[str]) -> dict[str, list[Asked]]:
    """Code -> targets that this definition answers, among programmes in ``scope``. One query."""
    wanted = set(codes)
    bases = {split(code)[0] for code in wanted}
    found: dict[str, list[Asked]] = {code: [] for code in wanted}
    targets = (
        Target.objects.within(scope)
        .filter(indicator__in=bases, kind="target")
        .select_related("programme", "node")
        .defer("programme__text")
        .order_by("programme__region_id", "-programme__starts", "start")
    )
    for target in targets:
        code = code_for(target.indicator, target.variant, target.measure)
        if code in found:
            found[code].append(Asked(target))
    return found


def target_name(target: Target) -> str:
    """The target's own name; English readers get that of the indicator it is bound to, where there is one."""
    if formats.english() and target.indicator:
        code = code_for(target.indicator, target.variant, target.measure)
        if code is not None and definition(code).name_en:
            return definition(code).name_en
    return target.indicator_name


def wanted_words(target: Target) -> str:
    """``≥ 96 %``, ``3–5 个``."""
    unit = formats.unit(target.unit)
    unit = unit if not unit or unit[0] in "%‰" else f"\u00a0{unit}"
    if target.op == "between" and target.value_max is not None:
        return f"{formats.number(target.value)}–{formats.number(target.value_max)}{unit}"
    sign = {">=": "≥\u00a0", "<=": "≤\u00a0", ">": ">\u00a0", "<": "<\u00a0", "=": "", "~": _("约 ")}.get(
        target.op, target.op
    )
    return f"{sign}{formats.number(target.value)}{unit}"


def light_of(cell: Cell, asked: Sequence[Asked]) -> str:
    """The light of a level or stock against the nearest target that binds the cell; empty when none does.

    An addition is judged over the years of its programme (see attainment), never a single cell of it.
    """
    if cell.value is None:
        return ""
    fitting = [
        a
        for a in asked
        if a.target.measure in {"level", "cumulative"}
        and a.holds_for(cell.region)
        and a.holds_in(cell.period)
    ]
    if any(a.target.measure == "cumulative" for a in fitting):
        # A stock promised for a whole city is not asked of each of its counties.
        fitting = [
            a for a in fitting if a.target.measure != "cumulative" or a.programme.region_id == cell.region
        ]
    if not fitting:
        return ""
    nearest = max(fitting, key=lambda a: (len(territory_prefix(a.programme.region_id)), a.programme.starts))
    target = nearest.target
    judged = attain(
        target.op,  # type: ignore[arg-type]
        target.value,
        target.value_max,
        cell.value,
        SENSES[target.direction or definition(cell.code).direction],  # type: ignore[arg-type]
        measure=target.measure,  # type: ignore[arg-type]
        unit=target.unit,
    )
    return str(judged.light)
