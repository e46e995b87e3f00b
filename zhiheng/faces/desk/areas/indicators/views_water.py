"""Surface water of a place and period: sections by their worst item, rivers, lakes and basins by their sections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhiheng.faces.desk.areas.indicators.shown import home_of, period_label, place_of
from zhiheng.faces.desk.areas.indicators.standing import last_year
from zhiheng.faces.desk.areas.indicators.views_matrix import places, trouble
from zhiheng.faces.desk.page import StaffRequest, page
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Column, Crumb, PageHead, Row, Table
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.regions.models import territory_prefix
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.registers.wording import word
from zhiheng.judgement.indicators.engine import engine
from zhiheng.kernels.measures import MeasureError, Period
from zhiheng.kernels.methods import Rate, SectionClass, WaterStatus, averaged, section_class, water_status
from zhiheng.kernels.methods.water import RULE
from zhiheng.kernels.rules import RuleError, WaterFigures, rule_book

REGISTER = "water_samples"
MOST_SECTIONS = 200
#: Item of GB 3838 -> column of the register, where they differ.
COLUMNS = {"as": "arsenic"}

Values = Mapping[str, Decimal | None]


@dataclass(frozen=True)
class Section:
    """A section over the period: its items averaged over ``samples`` and the class that the worst mean gives."""

    name: str
    region: str
    river: str
    basin: str
    lake: bool
    target: int
    samples: int
    values: Values
    found: SectionClass | None


@require_safe
@page("indicator.view")
def water(request: StaffRequest, scope: Scope) -> HttpResponse:
    """Region and period from the address; the sections that lie in the region and below."""
    try:
        on = engine()
        place = request.GET.get("region") or home_of("V05_class", request.actor.home or on.regions.nation)
        place = place_of(on.regions, place)
        scope.require(place, "environment")
        period = Period.parse(request.GET.get("period") or str(_latest(scope, place)))
        version = rule_book().in_force(RULE, period.end)
    except (MeasureError, RuleError) as error:
        return render(request, "desk/indicators/matrix.html", trouble(str(error)), status=422)
    figures = version.figures_as(WaterFigures)
    found = _sections(scope, place, period, figures)
    name = on.regions.get(place).name
    context = {
        "crumbs": [Crumb(_("指标"), reverse("desk:indicators")), Crumb(_("地表水断面和流域"))],
        "page_head": PageHead(_("地表水断面和流域"), f"{name} · {period_label(period)}"),
        "place": place,
        "places": places(on, scope, place),
        "period": period.key,
        "fewest": figures.basin_min_sections,
        "rule": f"{version.source.number} ({version.version})" if version.source.number else version.version,
        "tables": [
            _status_table("basins", _("流域"), _by(found, "basin"), period),
            _status_table("rivers", _("河流"), _by(found, "river"), period),
            _status_table("lakes", _("湖库"), _by(found, "river", lake=True), period, lake=True),
        ],
        "sections": _section_table(found, figures, lambda code: on.regions.get(code[:6]).name),
    }
    return render(request, "desk/indicators/water.html", context)


def _query(scope: Scope, place: str) -> Any:
    model = register_of(REGISTER).model
    return model.objects.within(scope).standing().filter(region__code__startswith=territory_prefix(place))


def _latest(scope: Scope, place: str) -> int:
    """The last year with samples, else the last one."""
    day = _query(scope, place).order_by("-sampled_on").values_list("sampled_on", flat=True).first()
    return int(day.year) if day else last_year()


def _sections(scope: Scope, place: str, period: Period, figures: WaterFigures) -> list[Section]:
    """Sections with samples in the period, by river and name; what else they are is what the last sample says."""
    items = {item: COLUMNS.get(item, item) for item in figures.items}
    rows = (
        _query(scope, place).filter(sampled_on__range=(period.start, period.end)).order_by("sampled_on", "id")
    )
    held: dict[str, list[dict[str, Any]]] = defaultdict(list)
    wanted = (
        "section",
        "section_name",
        "region_id",
        "river",
        "basin",
        "body",
        "target_class",
        *items.values(),
    )
    for row in rows.values(*wanted):
        held[row["section"]].append(row)
    found = []
    for samples in held.values():
        last = samples[-1]
        lake = last["body"] == "lake"
        values = averaged({item: row[column] for item, column in items.items()} for row in samples)
        found.append(
            Section(
                last["section_name"], last["region_id"], last["river"], last["basin"], lake,
                int(last["target_class"]), len(samples), values,
                section_class(values, period.end, lake=lake),
            )
        )  # fmt: skip
    return sorted(found, key=lambda s: (s.basin, s.river, s.name))


def _by(found: Iterable[Section], what: str, *, lake: bool = False) -> dict[str, list[Section]]:
    """Sections of rivers (or lakes) under the name of their river or basin; those without one stay out."""
    held: dict[str, list[Section]] = defaultdict(list)
    for one in found:
        if (key := getattr(one, what)) and one.lake == lake:
            held[key].append(one)
    return held


def _status_table(
    key: str, title: str, groups: Mapping[str, Sequence[Section]], period: Period, *, lake: bool = False
) -> Table | None:
    rows = []
    for name, sections in sorted(groups.items()):
        status = water_status([s.values for s in sections], period.end, lake=lake)
        shares = status.shares if status else None
        rows.append(
            Row(
                [
                    name,
                    len(sections),
                    word(status.title) if status else None,
                    _share(shares.good) if shares else None,
                    _share(shares.worst) if shares else None,
                    _how(status),
                ]
            )
        )
    if not rows:
        return None
    heads = [("name", title), ("count", _("断面数")), ("status", _("水质状况")), ("good", _("Ⅰ—Ⅲ类")), ("worst", _("劣Ⅴ类")), ("how", _("怎样评价"))]  # fmt: skip
    columns = [
        Column(k, label, align="end" if k in {"count", "good", "worst"} else "start") for k, label in heads
    ]
    return Table(columns, rows, title, id=key, cards=True)


def _how(status: WaterStatus | None) -> str:
    if status is None:
        return _("没有可用的监测值")
    if status.mean is None:
        return _("按断面类别比例")
    return _("各项先求平均，为%(title)s%(items)s") % {
        "title": word(status.mean.title),
        "items": _deciding(status.mean),
    }


def _deciding(found: SectionClass) -> str:
    names = _("、").join(word(n) for n in found.deciding)
    return f"({names})" if names else ""


def _share(share: Rate) -> str:
    shown = share.rounded(1)
    return f"{'' if shown is None else formats.number(shown)}% ({formats.number(share.numerator)}/{formats.number(share.denominator)})"


def _section_table(found: Sequence[Section], figures: WaterFigures, name_of: Callable[[str], str]) -> Table:
    rows = [
        Row(
            [
                one.name,
                one.river,
                name_of(one.region),
                one.samples,
                word(one.found.title) if one.found else None,
                _("、").join(word(n) for n in one.found.deciding) or None if one.found else None,
                word(figures.classes[one.target - 1]),
                (_("是") if one.found.meets(one.target) else _("否")) if one.found else None,
            ]
        )
        for one in found[:MOST_SECTIONS]
    ]
    heads = [("section", _("断面")), ("river", _("所在水体")), ("place", _("区划")), ("samples", _("监测次数")), ("class", _("水质类别")), ("deciding", _("定类项目")), ("target", _("目标类别")), ("met", _("达标"))]  # fmt: skip
    columns = [Column(k, label, align="end" if k == "samples" else "start") for k, label in heads]
    return Table(
        columns,
        rows,
        _("各断面由最差一项定类"),
        id="sections",
        total=len(found),
        cards=True,
        empty=_("这一期没有断面分析。"),
    )
