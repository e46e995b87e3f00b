"""Attainment: each target beside its figure, with distance, light, trend and both ends."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhiheng.faces.desk.areas.indicators.shown import (
    figure,
    may_see_cell,
    of_field,
    period_label,
    read_period,
)
from zhiheng.faces.desk.areas.indicators.standing import (
    clause_of,
    first_period,
    target_name,
    wanted_words,
    year_of,
)
from zhiheng.faces.desk.areas.programmes.outline import MEASURES, STRENGTHS, Parts
from zhiheng.faces.desk.areas.programmes.tabs import programme_tabs
from zhiheng.faces.desk.page import StaffRequest, download, english, page
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    LIGHT_WORDS,
    Action,
    Alert,
    Badge,
    Column,
    Component,
    Crumb,
    Figure,
    FilterBar,
    Light,
    Link,
    PageHead,
    Row,
    Spark,
    Stat,
    Stats,
    Table,
    query_with,
)
from zhiheng.frame.people.roles import fields
from zhiheng.frame.people.scope import Scope
from zhiheng.judgement.assessment.attainment import Line, lines
from zhiheng.judgement.indicators.catalogue import FIELD_ORDER, definition
from zhiheng.judgement.progress.warnings import Warned, warned
from zhiheng.kernels.measures import MeasureError, Period
from zhiheng.records.programmes.models import Programme

TREND = 5


@dataclass(frozen=True)
class Anchor(Component):
    """The number of a target, which other pages lead to by ``#L-…``."""

    id: str
    text: str

    def html(self, page: Mapping[str, Any]) -> SafeString:
        return format_html('<span class="zh-badge zh-tone-plain" id="{}">{}</span>', self.id, self.text)


class Filters(forms.Form):
    """Period, light, field and unit; all in the address."""

    period = forms.ChoiceField(required=False)
    light = forms.ChoiceField(required=False)
    field = forms.ChoiceField(required=False)
    unit = forms.ChoiceField(required=False)


@require_safe
@page("programme.view")
def attainment(request: StaffRequest, scope: Scope, key: str) -> HttpResponse:
    found = get_object_or_404(Programme.objects.within(scope).defer("text").select_related("region"), key=key)
    period = read_period(request.GET["period"]) if request.GET.get("period") else first_period(found)
    parts = Parts.of(found, request.actor.scope("due.view"))
    head = PageHead(
        _("完成情况"),
        f"{found.name} · {period_label(period)}",
        [Action(_("条款树"), reverse("desk:programme", args=[found.key]))],
    )
    crumbs = [
        Crumb(_("方案"), reverse("desk:programmes")),
        Crumb(found.name, reverse("desk:programme", args=[found.key])),
        Crumb(_("完成情况")),
    ]
    tabs = programme_tabs(request.actor, found, "attainment")
    try:
        every = lines(found, period, trend=TREND, targets=parts.targets)
    except MeasureError as error:
        context = {
            "page_head": head,
            "crumbs": crumbs,
            "tabs": tabs,
            "problem": Alert(_("算不出来"), str(error), "error"),
        }
        return render(request, "desk/programmes/attainment.html", context, status=422)
    figures = request.actor.scope("indicator.view")
    units = {line.target.pk: units_of(parts, line) for line in every}
    shown = chosen(every, units, request)
    if request.GET.get("view") == "csv":
        return csv_of(found, period, shown, units, figures)
    results = [line for line in shown if line.target.kind == "result"]
    # Before the programme begins nothing can be asked of it: only what it reports of that year is looked at.
    early = period.last // 12 < (year_of(found.starts) or 0)
    aims = [] if early else [line for line in shown if line.target.kind != "result"]
    context = {
        "crumbs": crumbs,
        "tabs": tabs,
        "page_head": head,
        "filters": FilterBar(filter_form(request, found, parts, period, every, units), first=("period", "light", "field", "unit")),
        "stats": None if early else stats(request, [line for line in every if line.target.kind != "result"]),
        "early": early,
        "starts": found.starts,
        "aims": aim_table(request, found, aims, units, figures, risks(request, aims)) if not early and (aims or not results) else None,
        "results": result_table(request, found, results, figures) if results else None,
        "agreeing": sum(1 for line in results if line.agrees),
        "total": len(results),
        "csv": query_with(request.GET, view="csv"),
        "cut": len(every) - len(shown),
    }  # fmt: skip
    return render(request, "desk/programmes/attainment.html", context)


def units_of(parts: Parts, line: Line) -> dict[str, str]:
    """Unit key -> name of those that answer for the target's clause, the lead first."""
    rank = {"lead": 0, "responsible": 1, "support": 2}
    found = sorted(parts.units_of(line.target.node_id), key=lambda u: rank[u.role])
    return {u.unit.key: formats.bilingual(u.unit) for u in found}


def field_of(line: Line) -> str:
    return definition(line.code).field if line.code else ""


def chosen(every: Sequence[Line], units: dict[int, dict[str, str]], request: StaffRequest) -> list[Line]:
    light, field, unit = (request.GET.get(k, "") for k in ("light", "field", "unit"))
    return [
        line
        for line in every
        if (not light or line.light == light)
        and (not field or field_of(line) == field)
        and (not unit or unit in units[line.target.pk])
    ]


def filter_form(
    request: StaffRequest,
    found: Programme,
    parts: Parts,
    period: Period,
    every: Sequence[Line],
    units: dict[int, dict[str, str]],
) -> Filters:
    """The choices that this programme offers: its years, the lights, its fields, its units."""
    data = request.GET.copy()
    data["period"] = period.key
    form = Filters(data)
    in_english = english(request)
    names = {k: n for named in units.values() for k, n in named.items()}
    any_one = [("", _("全部"))]
    held = {field_of(line) for line in every}
    lists = {
        "period": (_("期间"), periods_of(found, parts, period)),
        "light": (_("灯"), any_one + [(k, str(w)) for k, w in LIGHT_WORDS.items()]),
        "field": (
            _("领域"),
            any_one + [(f, fields()[f][1 if in_english else 0]) for f in FIELD_ORDER if f in held],
        ),
        "unit": (_("单位"), any_one + sorted(names.items(), key=lambda pair: pair[1])),
    }
    for name, (words, options) in lists.items():
        each = form.fields[name]
        assert isinstance(each, forms.ChoiceField)
        each.label, each.choices = words, options
    return form


def periods_of(found: Programme, parts: Parts, period: Period) -> list[tuple[str, str]]:
    """The programme's years and those its results were published for, and the parts of the year looked at."""
    first = year_of(found.starts)
    last = year_of(found.ends) or first
    years = {int(t.by[:4]) for t in parts.targets if t.kind == "result" and t.by[:4].isdigit()}
    if first and last:
        years |= set(range(first, min(last, first + 20) + 1))
    years.add(period.last // 12)
    keys = [Period.year(y) for y in sorted(years, reverse=True)]
    year = Period.year(period.last // 12)
    keys += year.parts("half") + year.parts("quarter")
    if period not in keys:
        keys.append(period)
    return [(p.key, period_label(p)) for p in keys]


def stats(request: StaffRequest, every: Sequence[Line]) -> Stats:
    """How many targets of each light; each leads to those, the other filters kept."""
    words = {"green": _("达到"), "amber": _("接近"), "red": _("未达到"), "grey": _("未知")}
    found = []
    for light, label in words.items():
        count = sum(1 for line in every if line.light == light)
        url = query_with(request.GET, light=light, view=None)
        found.append(Stat(label, Figure(count, _("项"), url=url, light=light, big=True)))
    return Stats(found)


def shown_figure(line: Line, figures: Scope) -> Figure:
    """The line's figure, or why it is not shown."""
    if line.cell is None:
        return Figure(None, status="not_defined" if line.code is None else "not_due")
    if not may_see_cell(figures, line.cell):
        return Figure(None, status=_("不在您的查看范围"))
    return figure(line.cell, parts=True)


def visible(line: Line, figures: Scope) -> bool:
    return line.cell is None or may_see_cell(figures, line.cell)


def light_of(line: Line, figures: Scope) -> Light:
    return Light(line.light) if visible(line, figures) else Light("grey", _("不在您的查看范围"))


def trend_of(line: Line, figures: Scope) -> Spark | None:
    if not line.trend or not visible(line, figures):
        return None
    values = [None if c.value is None else float(c.value) for c in line.trend]
    told = ",".join(
        f"{period_label(c.period)} {c.status_label if c.shown is None else formats.number(c.shown)}"
        for c in line.trend
    )
    level = line.target.measure in {"level", "cumulative"}
    return Spark(values, told, line.target.value if level else None)


def distance_of(line: Line, figures: Scope) -> object:
    """More is always better: what is over, or lacking, in the unit of the target."""
    judged = line.judged
    if judged is None or judged.distance is None or not visible(line, figures):
        return None
    unit = _("个百分点") if line.target.unit == "%" else formats.unit(line.target.unit)
    places = definition(line.code).decimals if line.code else 2
    distance = round(judged.distance, places)
    amount = formats.number(abs(distance).normalize())
    if distance == 0 and judged.met:
        return _("正好")
    return f"{_('超出') if judged.distance >= 0 else _('还差')} {amount} {unit}".strip()


def source_of(line: Line) -> Badge | None:
    if line.cell is None:
        return None
    return Badge(_("报送"), "amber") if line.cell.source == "reported" else Badge(_("计算"), "blue")


def risks(request: StaffRequest, aims: Sequence[Line]) -> dict[int, list[Warned]]:
    """Running tasks that are delayed, by the target they feed."""
    scope = request.actor.scope("task.view")
    return warned(scope, [line.target for line in aims]) if scope and aims else {}


def name_cell(line: Line, figures: Scope, warnings: Sequence[Warned] = ()) -> list[object]:
    words = [str(MEASURES[line.target.measure])]
    if line.target.strength in STRENGTHS:
        words.append(str(STRENGTHS[line.target.strength]))
    return [
        Anchor(f"L-{line.target.key}", line.target.key),
        Link(target_name(line.target), indicator_url(line, figures), " · ".join(words)),
        *(
            [
                Light(w.light, w.words, compact=True),
                Link(w.task.title, reverse("desk:task", args=[w.task.pk]), w.words),
            ]
            for w in warnings[:3]
        ),
    ]


def indicator_url(line: Line, figures: Scope) -> str:
    """The page of the indicator; the clause where there is none, or where it is another field's."""
    if line.code is None or not of_field(figures, definition(line.code).field):
        return reverse("desk:programme", args=[line.target.programme.key]) + f"#T-{line.target.key}"
    return reverse("desk:indicator", args=[line.code])


def aim_table(
    request: StaffRequest,
    found: Programme,
    rows: Sequence[Line],
    units: dict[int, dict[str, str]],
    figures: Scope,
    warnings: Mapping[int, Sequence[Warned]],
) -> Table:
    return Table(
        [
            Column("name", _("指标"), wide=True),
            Column("target", _("目标"), align="end"),
            Column("by", _("期限")),
            Column("value", _("完成值"), align="end"),
            Column("period", _("统计期间")),
            Column("distance", _("距离")),
            Column("light", _("灯")),
            Column("trend", _("近五年")),
            Column("source", _("来源")),
            Column("unit", _("责任单位")),
            Column("clause", _("条款")),
        ],
        [
            Row(
                [
                    name_cell(line, figures, warnings.get(line.target.pk, ())),
                    wanted_words(line.target),
                    line.target.by,
                    shown_figure(line, figures),
                    period_label(line.period) if line.period else None,
                    distance_of(line, figures),
                    light_of(line, figures),
                    trend_of(line, figures),
                    source_of(line),
                    next(iter(units[line.target.pk].values()), None),
                    clause_of(found, line.target, document=False),
                ],
                key=line.target.key,
            )
            for line in rows
        ],
        _("指标值完成情况"),
        id="aims",
        cards=True,
        empty=_("没有符合条件的指标值。可放宽筛选条件。"),
        export_url=f"?{query_with(request.GET, view='csv')[1:]}",
    )


def result_table(request: StaffRequest, found: Programme, rows: Sequence[Line], figures: Scope) -> Table:
    """Results that the document published, beside what the records give."""
    return Table(
        [
            Column("name", _("指标"), wide=True),
            Column("published", _("公布数"), align="end"),
            Column("value", _("计算数"), align="end"),
            Column("agrees", _("是否一致")),
            Column("source", _("来源")),
            Column("clause", _("条款")),
        ],
        [
            Row(
                [
                    name_cell(line, figures),
                    wanted_words(line.target),
                    shown_figure(line, figures),
                    Light(line.light, {"green": _("一致"), "red": _("不一致")}.get(line.light, line.reason))
                    if visible(line, figures)
                    else None,
                    source_of(line),
                    clause_of(found, line.target, document=False),
                ],
                key=line.target.key,
            )
            for line in rows
        ],
        _("已公布结果核对"),
        id="results",
        cards=True,
    )


def csv_of(
    found: Programme, period: Period, rows: Sequence[Line], units: dict[int, dict[str, str]], figures: Scope
) -> HttpResponse:
    """The lines shown, as data."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [
            "编号",
            "条款",
            "指标",
            "性质",
            "计法",
            "目标",
            "期限",
            "区划",
            "期间",
            "数值",
            "单位",
            "距离",
            "灯",
            "来源",
            "状态",
            "责任单位",
            "分子",
            "分母",
            "95%置信区间",
            "合并统计",
        ]
    )
    for line in rows:
        told = line.as_dict()
        seen = visible(line, figures)
        writer.writerow(
            [
                told["id"], told["clause"], told["name"], told["kind"], told["measure"], wanted_words(line.target),
                told["by"], told["region"], told["period"], told["value"] if seen else "", told["unit"],
                told.get("distance") if seen else "", told["light"] if seen else "", told["source"],
                told["status"] if seen else "not_visible", "、".join(units[line.target.pk].values()),
                *(_parts(told) if seen else ("", "", "", "")),
            ]
        )  # fmt: skip
    return download(
        ("\ufeff" + out.getvalue()).encode(),
        f"完成情况-{found.key}-{period.key}.csv",
        "text/csv; charset=utf-8",
    )


def _parts(told: dict[str, Any]) -> tuple[str, ...]:
    """What a rate rests on, as the file tells it: numerator, denominator, interval, what is mixed."""
    top, bottom = (formats.bare(told[n]) for n in ("numerator", "denominator"))
    return top, bottom, "–".join(map(str, told["interval"] or ())), "、".join(told["pooled"])
