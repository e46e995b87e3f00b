"""Where do we stand: regions × periods of one indicator, or regions × indicators of one field."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhiheng.faces.desk.areas.indicators.shown import (
    GRAINS,
    cell_url,
    children,
    choices,
    figure,
    home_of,
    name_of,
    period_label,
    place_of,
    read_code,
    read_period,
)
from zhiheng.faces.desk.areas.indicators.standing import asked_for, home_period, light_of
from zhiheng.faces.desk.page import StaffRequest, download, english, page
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Action,
    Alert,
    Matrix,
    MatrixRow,
    PageHead,
    Tab,
    Tabs,
    query_with,
)
from zhiheng.frame.people.roles import fields
from zhiheng.frame.people.scope import Scope
from zhiheng.judgement.indicators.catalogue import FIELD_ORDER, applies, definition
from zhiheng.judgement.indicators.engine import engine
from zhiheng.judgement.indicators.intervals import interval
from zhiheng.judgement.indicators.intervals import words as interval_words
from zhiheng.judgement.indicators.pooling import labels
from zhiheng.kernels.measures import Cell, Engine, MeasureError, Period
from zhiheng.records.programmes.models import Programme

YEARS = 5
MOST_COLUMNS = 24


@dataclass(frozen=True)
class Question:
    """What the address asks, checked: ``by`` period or indicator; ``place`` and the regions right below it."""

    by: str
    field: str
    code: str
    grain: str
    period: Period
    as_of: Any
    place: str
    regions: list[str]

    @property
    def columns(self) -> list[Period]:
        """The periods side by side: five years ending in the one asked, or the parts of its year."""
        year = self.period.last // 12
        if self.grain == "year":
            return [Period.year(y) for y in range(year - YEARS + 1, year + 1)]
        return Period.year(year).parts(self.grain)  # type: ignore[arg-type]

    @property
    def codes(self) -> list[str]:
        if self.by == "period":
            return [self.code]
        return [one.code for one in choices(self.field, self.place)][:MOST_COLUMNS]


def field_label(key: str, in_english: bool) -> str:
    return fields()[key][1 if in_english else 0]


def region_options(on: Engine, scope: Scope) -> list[str]:
    """Regions that can be the top of the matrix: my own and the cities (provinces) inside them."""
    found: dict[str, None] = {}
    for reach in scope.reaches:
        top = reach.prefix.ljust(6, "0") if reach.prefix else on.regions.nation
        if top in on.regions or top[:6] in on.regions:
            top = place_of(on.regions, top)
            found[top] = None
            for code in children(on.regions, top):
                if on.regions.get(code).level in {"province", "prefecture"}:
                    found[code] = None
    return list(found)


class Choose(forms.Form):
    """The choice of the matrix; every part lives in the address."""

    by = forms.CharField(widget=forms.HiddenInput)
    field = forms.ChoiceField()
    code = forms.ChoiceField()
    region = forms.ChoiceField()
    grain = forms.ChoiceField()
    period = forms.CharField(max_length=20)
    as_of = forms.ChoiceField()


def ask(request: StaffRequest, scope: Scope, on: Engine) -> Question:
    """The question of the address, with what is missing filled in from where the user works. One query."""
    given = request.GET
    by = "indicator" if given.get("by") == "indicator" else "period"
    field = given.get("field", "") if given.get("field") in FIELD_ORDER else ""
    code = read_code(given["code"]) if given.get("code") else ""
    if code and field and definition(code).field != field:
        code = ""
    place = given.get("region") or home_of(code, request.actor.home or on.regions.nation)
    place = place_of(on.regions, place)
    mine = [
        f
        for f in FIELD_ORDER
        if choices(f, place) and any(r.fields is None or f in r.fields for r in scope.reaches)
    ]
    field = field or (definition(code).field if code else (mine or FIELD_ORDER)[0])
    scope.require(place, field)
    code = code if code and applies(code, place) else choices(field, place)[0].code
    if given.get("period"):
        period = read_period(given["period"])
    else:
        seen = Programme.objects.within(request.actor.scope("programme.view")).defer("text")
        period = home_period(list(seen), place)
    grain = given.get("grain", "")
    grain = grain if grain in dict(GRAINS) else "year"
    regions = [place, *(c for c in children(on.regions, place) if scope.covers(c, field))]
    as_of = "now" if given.get("as_of") == "now" else "then"
    return Question(by, field, code, grain, period, as_of, place, regions)


@require_safe
@page("indicator.view")
def indicators(request: StaffRequest, scope: Scope) -> HttpResponse:
    problem = ""
    try:
        on = engine()
        asked = ask(request, scope, on)
        columns = asked.columns if asked.by == "period" else [asked.period]
        cells = on.measure(asked.codes, asked.regions, columns, as_of=asked.as_of)
    except MeasureError as error:
        problem = str(error)
        return render(request, "desk/indicators/matrix.html", trouble(problem), status=422)
    if request.GET.get("view") == "csv":
        return csv_of(on, asked, cells)
    aims = asked_for(request.actor.scope("programme.view"), asked.codes)
    one = definition(asked.code)
    label = name_of(one) if asked.by == "period" else field_label(asked.field, english(request))
    context = {
        "page_head": PageHead(
            _("指标"),
            _("各地各期的指标，点数字看记录和条款"),
            [
                Action(_("与统计部门公布数对照"), reverse("desk:indicators_official")),
                Action(_("地方指标"), reverse("desk:indicators_local")),
            ],
        ),
        "form": form_of(request, scope, on, asked),
        "tabs": Tabs(
            [
                Tab(
                    _("一个指标，各地各期"), query_with(request.GET, by=None, view=None), asked.by == "period"
                ),
                Tab(
                    _("一个领域，各地各指标"),
                    query_with(request.GET, by="indicator", view=None),
                    asked.by == "indicator",
                ),
            ],
            _("查看方式"),
        ),
        "by": asked.by,
        "one": one,
        "one_name": name_of(one),
        "label": label,
        "period": period_label(asked.period),
        "period_key": asked.period.key,
        "place": asked.place,
        "as_of": asked.as_of,
        "cut": len(choices(asked.field, asked.place)) - MOST_COLUMNS if asked.by == "indicator" else 0,
        "cut_at": MOST_COLUMNS,
        "matrix": matrix(on, asked, cells, aims, label),
        "csv": query_with(request.GET, view="csv"),
        "missing": missing(cells),
    }
    return render(request, "desk/indicators/matrix.html", context)


def trouble(problem: str) -> dict[str, object]:
    return {
        "page_head": PageHead(_("指标")),
        "problem": Alert(_("算不出来"), problem, "error"),
    }


def matrix(on: Engine, asked: Question, cells: list[Cell], aims: dict[str, list[Any]], label: str) -> Matrix:
    """Rows are regions, the place itself first; columns periods or indicators."""
    by_region: dict[str, list[Any]] = {code: [] for code in asked.regions}
    order = {code: at for at, code in enumerate(asked.codes)}
    for cell in sorted(cells, key=lambda c: order[c.code]):
        light = light_of(cell, aims.get(cell.code, []))
        by_region[cell.region].append(figure(cell, light=light, as_of=asked.as_of))
    if asked.by == "period":
        columns = [c.key for c in asked.columns]
    else:
        columns = [
            formats.beside(name_of(definition(c)), formats.unit(definition(c).unit)) for c in asked.codes
        ]
        # The unit stands in the head; bars of different indicators cannot share a scale.
        for row in by_region.values():
            row[:] = [_without_unit(f) for f in row]
    base = definition(asked.code)
    rows = []
    for code in asked.regions:
        region = on.regions.get(code)
        url = (
            f"{reverse('desk:indicator', args=[asked.code])}?region={code}&period={asked.period.key}"
            if asked.by == "period"
            else ""
        )
        rows.append(MatrixRow(region.name, by_region[code], url, 0 if code == asked.place else 1))
    return Matrix(
        f"{label} · {on.regions.get(asked.place).name}",
        _("地区"),
        columns,
        rows,
        maximum=100 if base.unit == "%" else None,
        bars=asked.by == "period",
        highlight=asked.period.key if asked.by == "period" else "",
    )


def _without_unit(shown: Any) -> Any:
    return replace(shown, unit="")


def missing(cells: list[Cell]) -> list[tuple[str, int]]:
    """Why cells have no value, and how many: said under the matrix."""
    found: dict[str, int] = {}
    for cell in cells:
        if cell.value is None:
            words = _(cell.status_label)
            found[words] = found.get(words, 0) + 1
    return sorted(found.items(), key=lambda pair: -pair[1])


def form_of(request: StaffRequest, scope: Scope, on: Engine, asked: Question) -> Choose:
    """The form filled with the question as it was understood."""
    in_english = english(request)
    form = Choose(
        initial={
            "by": asked.by,
            "field": asked.field,
            "code": asked.code,
            "region": asked.place,
            "grain": asked.grain,
            "period": asked.period.key,
            "as_of": asked.as_of,
        }
    )
    lists: dict[str, tuple[str, list[tuple[str, str]]]] = {
        "field": (
            _("领域"),
            [(f, field_label(f, in_english)) for f in FIELD_ORDER if choices(f, asked.place)],
        ),
        "code": (
            _("指标"),
            [(one.code, f"{one.code} {name_of(one)}") for one in choices(asked.field, asked.place)],
        ),
        "region": (_("地区"), places(on, scope, asked.place)),
        "grain": (_("期间单位"), [(key, _(words)) for key, words in GRAINS]),
        "as_of": (_("区划口径"), [("then", _("当时区划")), ("now", _("现行区划"))]),
    }
    for name, (words, options) in lists.items():
        found = form.fields[name]
        assert isinstance(found, forms.ChoiceField)
        found.label, found.choices = words, options
    form.fields["period"].label = _("期间")
    form.fields["period"].help_text = _("如 2016、2016Q3、2016-07")
    if asked.by == "indicator":
        del form.fields["code"], form.fields["grain"]
    return form


def places(on: Engine, scope: Scope, place: str) -> list[tuple[str, str]]:
    codes = dict.fromkeys([*region_options(on, scope), place])
    return [(code, on.regions.get(code).name) for code in codes]


def csv_of(on: Engine, asked: Question, cells: list[Cell]) -> HttpResponse:
    """The cells of the matrix, one a line, with what they rest on."""
    out = io.StringIO()
    writer = csv.writer(out)
    heads = (
        "指标代码,指标,版本,区划代码,区划,期间,数值,单位,分子,分母,记录数,状态,来源,地址,95%置信区间,合并统计"
    )
    writer.writerow(heads.split(","))
    for c in cells:
        shown = "" if c.shown is None else c.shown
        place = on.regions.get(c.region).name
        source = {"computed": "台账计算", "reported": "报送"}[c.source]
        parts = [formats.bare(v) for v in (c.numerator, c.denominator)]
        address = cell_url(c.code, c.region, c.period, asked.as_of)
        one = definition(c.code, c.period)
        name = definition(c.code).name
        line = [c.code, name, c.version, c.region, place, c.period.key, shown, c.unit, *parts, c.rows]
        mixed = "、".join(labels(one))
        writer.writerow([*line, c.status_label, source, address, interval_words(interval(c)), mixed])
    return download(
        ("\ufeff" + out.getvalue()).encode(),
        f"指标-{asked.place}-{asked.period.key}.csv",
        "text/csv; charset=utf-8",
    )
