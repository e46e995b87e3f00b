"""One indicator: its definition in words, its trend beside the targets, the regions compared, the map."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhiheng.faces.desk.areas.indicators import breaking
from zhiheng.faces.desk.areas.indicators.shown import (
    GRAINS,
    band,
    children,
    figure,
    home_of,
    may_see,
    name_of,
    period_label,
    place_of,
    read_code,
    read_period,
    spread,
    status_words,
    used_in,
)
from zhiheng.faces.desk.areas.indicators.standing import Asked, asked_for, home_period, light_of, wanted_words
from zhiheng.faces.desk.areas.indicators.views_matrix import places, trouble
from zhiheng.faces.desk.areas.indicators.words import facts_of
from zhiheng.faces.desk.page import StaffRequest, page
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Action,
    Badge,
    Chart,
    Column,
    Crumb,
    Figure,
    PageHead,
    Pairs,
    Row,
    Tab,
    Table,
    Tabs,
    Tile,
    TileMap,
    choropleth,
    query_with,
)
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.regions.boundaries import boundaries_for, tile_positions
from zhiheng.frame.regions.models import Region
from zhiheng.judgement.indicators.breaks import Break, breaks_of
from zhiheng.judgement.indicators.catalogue import catalogue, definition, owner_region
from zhiheng.judgement.indicators.engine import engine
from zhiheng.judgement.indicators.intervals import interval
from zhiheng.judgement.indicators.intervals import words as interval_words
from zhiheng.kernels.measures import Cell, Engine, Indicator, MeasureError, Period
from zhiheng.kernels.papers import charts
from zhiheng.records.programmes.models import Programme

YEARS = 6


@require_safe
@page("indicator.view")
def indicator(request: StaffRequest, scope: Scope, code: str) -> HttpResponse:
    code = read_code(code)
    one = definition(code)
    try:
        on = engine()
        place = request.GET.get("region") or home_of(code, request.actor.home or on.regions.nation)
        place = place_of(on.regions, place)
        scope.require(place, one.field)
        used_in(code, place)
        period = _period(request, place)
        grain = request.GET.get("grain", "")
        grain = grain if grain in dict(GRAINS) else one.periodicity if one.kind != "reported" else "year"
        as_of = "now" if request.GET.get("as_of") == "now" else "then"
        points = points_of(period, grain)
        below = [c for c in children(on.regions, place) if scope.covers(c, one.field)]
        line = on.measure([code], [place], points, as_of=as_of)  # type: ignore[arg-type]
        here = on.measure([code], [place, *below], [period], as_of=as_of)  # type: ignore[arg-type]
    except MeasureError as error:
        return render(request, "desk/indicators/matrix.html", trouble(str(error)), status=422)
    aims = asked_for(request.actor.scope("programme.view"), [code])[code]
    binding = [a for a in aims if a.holds_for(place)]
    names = {c: on.regions.get(c).name for c in [place, *below]}
    context = {
        "crumbs": [Crumb(_("指标"), reverse("desk:indicators")), Crumb(f"{code} {name_of(one)}")],
        "page_head": PageHead(
            name_of(one),
            f"{names[place]} · {period_label(period)}",
            local_actions(request, code, one),
            marks=[Badge(code, "blue"), Badge(_("报送数") if one.kind == "reported" else _("台账计算"))],
        ),
        "code": code,
        "place": place,
        "places": places(on, scope, place),
        "period": period.key,
        "grain": grain,
        "grains": [(key, _(words)) for key, words in GRAINS],
        "as_of": as_of,
        "switch": Tabs(
            [
                Tab(_("当时区划"), query_with(request.GET, as_of=None), as_of == "then"),
                Tab(_("现行区划"), query_with(request.GET, as_of="now"), as_of == "now"),
            ],
            _("区划口径"),
        ),
        "now": figure(here[0], light=light_of(here[0], aims), parts=True, big=True, as_of=as_of),
        "definition": Pairs(facts_of(one, place), columns=1),
        "versions": catalogue().versions(code),
        "trend": trend_chart(
            name_of(one), formats.unit(one.unit), points, line, binding, breaks_of(one, points)
        ),
        "compare": compare_chart(name_of(one), formats.unit(one.unit), here, names, binding, place)
        if below
        else None,
        "map": map_of(on, place, name_of(one), formats.unit(one.unit), here[1:], names, as_of)
        if below
        else None,
        "notice": (boundaries_for(place) or {}).get("notice", "") if below else "",
        "table": region_table(here, names, aims, as_of) if below else None,
        "aims": aim_table(aims, place),
    }
    return render(request, "desk/indicators/indicator.html", context)


def local_actions(request: StaffRequest, code: str, one: Indicator) -> list[Action]:
    """The way to change a local indicator, for the office that keeps it; the way to the years of air, to water."""
    where = f"?{urlencode({'region': request.GET['region']})}" if "region" in request.GET else ""
    if "aqi.breakpoints" in one.rests_on:
        return [Action(_("逐年按两版规则看"), reverse("desk:air_year") + where)]
    if one.register_key == "water_samples":
        return [Action(_("断面和流域评价"), reverse("desk:water_status") + where)]
    owner = owner_region(code)
    if not owner or not request.actor.scope("indicator.define").covers(owner, one.field):
        return []
    return [Action(_("修改口径"), reverse("desk:indicator_edit", args=[code]))]


def _period(request: StaffRequest, place: str) -> Period:
    if request.GET.get("period"):
        return read_period(request.GET["period"])
    seen = Programme.objects.within(request.actor.scope("programme.view")).defer("text")
    return home_period(list(seen), place)


def points_of(period: Period, grain: str) -> list[Period]:
    """The trend up to the period: six years, or the parts of its year and the one before."""
    year = period.last // 12
    if grain == "year":
        return [Period.year(y) for y in range(year - YEARS + 1, year + 1)]
    return [part for y in (year - 1, year) for part in Period.year(y).parts(grain)]  # type: ignore[arg-type]


def _number(cell: Cell) -> charts.Value:
    if cell.shown is None:
        return charts.Gap(str(Figure(None, status=status_words(cell)).text))
    return float(cell.shown)


def trend_chart(
    name: str,
    unit: str,
    points: Sequence[Period],
    cells: Sequence[Cell],
    aims: Sequence[Asked],
    breaks: Sequence[Break] = (),
) -> Chart:
    """The line of values, with every level that a programme asks for as a dashed step while it holds, and where the
    series breaks."""
    targets: list[charts.Series] = []
    for aim in aims:
        target = aim.target
        if target.measure not in {"level", "cumulative"}:
            continue
        values: list[charts.Value] = [target.value if aim.holds_in(p) else None for p in points]
        label = f"{_('目标')} {formats.number(target.value)}{unit} · {aim.programme.name} {target.key}"
        if any(v is not None for v in values) and all(t.name != label for t in targets):
            targets.append(charts.Series(label, values))
    labels = [period_label(p) for p in points]
    option = charts.trend(
        name, labels, [charts.Series(name, [_number(c) for c in cells])], unit=unit, targets=targets
    )
    rows = [[label, figure(c)] for label, c in zip(labels, cells, strict=True)]
    return Chart(
        "trend",
        _("走势"),
        breaking.mark(page_option(option), breaks, points),
        "md",
        [_("期间"), name],
        rows,
        note=breaking.words(breaks, points),
        unit=f" {unit}" if unit else "",
    )


def page_option(option: dict[str, object]) -> dict[str, object]:
    """A paper's option on a page: the title stands above the picture already."""
    left_out = {"title", "backgroundColor", "grid"}
    kept = {key: value for key, value in option.items() if key not in left_out}
    axis = kept.get("xAxis")
    if isinstance(axis, dict) and axis.get("type") == "category":
        kept["xAxis"] = {**axis, "axisLabel": {**axis["axisLabel"], "interval": "auto", "hideOverlap": True}}
    elif isinstance(axis, dict):
        kept["xAxis"] = {**axis, "name": ""}
    upright = kept.get("yAxis")
    if isinstance(upright, dict) and upright.get("type") == "value":
        kept["yAxis"] = {**upright, "name": str(upright.get("name", "")).removeprefix("单位：")}
    if isinstance(kept.get("legend"), dict):
        kept["grid"] = {"bottom": 64, "top": 28}
        kept["legend"] = {**kept["legend"], "type": "scroll", "bottom": 0, "left": 0, "top": "auto"}  # type: ignore[dict-item]
    return kept


def compare_chart(
    name: str, unit: str, cells: Sequence[Cell], names: dict[str, str], aims: Sequence[Asked], place: str
) -> Chart:
    """The regions below, best first; those without a value last with their reason. The place itself is marked."""
    down = definition(cells[0].code).direction == "down"
    known = [c for c in cells if c.shown is not None]
    known.sort(key=lambda c: float(c.shown or 0), reverse=not down)
    ordered = [*known, *(c for c in cells if c.shown is None)]
    level = [a for a in aims if a.target.measure == "level" and a.holds_in(cells[0].period)]
    option = charts.bars(
        name,
        [names[c.region] for c in ordered],
        [_number(c) for c in ordered],
        unit=unit,
        target=level[0].target.value if level else None,
        target_label=_("目标"),
        highlight=names[place] if known and any(c.region == place for c in known) else None,
    )
    rows = [[names[c.region], figure(c, parts=True)] for c in ordered]
    kept = page_option(option)
    kept["grid"] = {"top": 26, "right": 56, "bottom": 8}
    title = formats.beside(_("各地比较"), unit)
    return Chart("compare", title, kept, "lg" if len(ordered) > 8 else "md", [_("地区"), name], rows)


def map_of(
    on: Engine, place: str, name: str, unit: str, cells: Sequence[Cell], names: dict[str, str], as_of: str
) -> Chart | TileMap:
    """A class map where outlines are at hand for every region shown, else tiles by position."""
    classes = spread([float(c.shown) for c in cells if c.shown is not None])
    words = [
        f"{formats.number(low)}–{formats.number(high)}{unit}"
        if low != high
        else f"{formats.number(low)}{unit}"
        for low, high in classes
    ]
    outlines = boundaries_for(place)
    known = {
        str(f["properties"].get("adcode")): f["properties"] for f in (outlines or {}).get("features", [])
    }
    if outlines and all(c.region in known for c in cells):
        pieces = [
            # A class open at both ends would be no class to the chart.
            (low if at or len(classes) == 1 else None, high if at + 1 < len(classes) else None, words[at])
            for at, (low, high) in enumerate(classes)
        ]
        values = [
            (str(known[c.region].get("name") or names[c.region]), None if c.shown is None else float(c.shown))
            for c in cells
        ]
        url = reverse("desk:outlines", args=[place])
        drawn = choropleth(
            "map", f"{on.regions.get(place).name}{name}", url, values=values, pieces=pieces, unit=unit
        )
        drawn.rows = [[names[c.region], figure(c, as_of=as_of)] for c in cells]
        return drawn
    spots = {code: (column, row) for code, _name, column, row in tile_positions(place)}
    # A tile holds six characters, and what is seen must be what is read out.
    short = dict(Region.objects.filter(code__in=list(names)).values_list("code", "short_name"))
    tiles = [
        Tile(
            names[c.region] if len(names[c.region]) <= 6 else short.get(c.region) or names[c.region],
            figure(c),
            band(float(c.shown), classes) if c.shown is not None else None,
            url=figure(c, as_of=as_of).url,
            column=spots[c.region][0] if c.region in spots else None,
            row=spots[c.region][1] if c.region in spots else None,
        )
        for c in cells
    ]
    return TileMap(name, tiles, words)


def region_table(cells: Sequence[Cell], names: dict[str, str], aims: Sequence[Asked], as_of: str) -> Table:
    return Table(
        [
            Column("region", _("地区")),
            Column("value", _("数值"), align="end"),
            Column("parts", _("分子/分母"), align="end"),
            Column("interval", _("95% 置信区间"), align="end"),
            Column("rows", _("记录"), align="end"),
        ],
        [
            Row(
                [
                    names[c.region],
                    figure(c, light=light_of(c, aims), as_of=as_of),
                    None
                    if c.denominator is None
                    else f"{formats.number(c.numerator)}/{formats.number(c.denominator)}",
                    interval_words(interval(c)) or None,
                    c.rows,
                ],
                tone="" if at else "total",
            )
            for at, c in enumerate(cells)
        ],
        _("各地数值明细"),
        id="regions",
    )


def aim_table(aims: Sequence[Asked], place: str) -> Table:
    """The clauses that ask for this indicator, those binding this place first."""
    ordered = sorted(aims, key=lambda a: not a.holds_for(place))
    return Table(
        [
            Column("clause", _("条款"), wide=True),
            Column("target", _("目标"), align="end"),
            Column("by", _("期限")),
            Column("binds", _("对本地")),
        ],
        [
            Row(
                [
                    a.clause,
                    wanted_words(a.target),
                    a.target.by,
                    _("适用") if a.holds_for(place) else _("不适用"),
                ]
            )
            for a in ordered
        ],
        _("要求这个指标的条款"),
        id="aims",
        cards=True,
        empty=_("您能看到的方案里没有条款要求这个指标。"),
    )


@require_safe
@page("indicator.view")
def outlines(request: StaffRequest, scope: Scope, region: str) -> JsonResponse:
    """The outlines of the regions below ``region`` as GeoJSON."""
    if not region.isdigit():
        raise Http404(_("没有这个区划。"))
    if not may_see(scope, region):
        scope.require(region)
    found = boundaries_for(region)
    if found is None:
        raise Http404(_("没有这个地区的边界。可用 zhiheng load boundaries 载入 GeoJSON。"))
    response = JsonResponse(found)
    response["Cache-Control"] = "private, max-age=3600"
    return response
