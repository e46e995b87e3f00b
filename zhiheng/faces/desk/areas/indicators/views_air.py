"""A year of air: good days by the rule of each day and by either rule alone, months, and published indices held
against ours."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhiheng.faces.desk.areas.indicators.breaking import mark, words
from zhiheng.faces.desk.areas.indicators.shown import home_of, period_label, place_of
from zhiheng.faces.desk.areas.indicators.views_indicator import page_option
from zhiheng.faces.desk.areas.indicators.views_matrix import places, trouble
from zhiheng.faces.desk.page import StaffRequest, page
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Chart, Column, Crumb, Figure, PageHead, Row, Table
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.regions.models import territory_prefix
from zhiheng.frame.registers.declare import register_of
from zhiheng.judgement.indicators.breaks import breaks_of
from zhiheng.judgement.indicators.catalogue import definition
from zhiheng.judgement.indicators.engine import engine
from zhiheng.kernels.measures import MeasureError, Period
from zhiheng.kernels.methods import Day, Rate, air_year, aqi, held_against, told_good
from zhiheng.kernels.papers import charts
from zhiheng.kernels.rules import RuleError

COLUMNS = {
    "so2": "so2_24h",
    "no2": "no2_24h",
    "pm10": "pm10_24h",
    "pm25": "pm25_24h",
    "co": "co_24h",
    "o3": "o3_8h",
}
MOST_DAYS = 62


@require_safe
@page("indicator.view")
def air(request: StaffRequest, scope: Scope) -> HttpResponse:
    """Region and year from the address; every place below the region counts its own days."""
    try:
        on = engine()
        place = request.GET.get("region") or home_of("V01", request.actor.home or on.regions.nation)
        place = place_of(on.regions, place)
        scope.require(place, "environment")
        year = Period.parse(request.GET.get("year") or str(_latest(scope, place)))
        if year.kind != "year":
            raise MeasureError(_("请填一个年份，如 2026。"))
    except MeasureError as error:
        return render(request, "desk/indicators/matrix.html", trouble(str(error)), status=422)
    rows = _rows(scope, place, year)
    before = _rows(scope, place, year.previous_year())
    found = air_year(_day(r) for r in rows)
    months = year.parts("month")
    breaks = breaks_of(definition("V01"), [year])
    name = on.regions.get(place).name
    context = {
        "crumbs": [Crumb(_("指标"), reverse("desk:indicators")), Crumb(_("空气优良天数"))],
        "page_head": PageHead(_("空气优良天数"), f"{name} · {period_label(year)}"),
        "place": place,
        "places": places(on, scope, place),
        "year": year.key,
        "any": bool(rows),
        "share": found.share,
        "headline": Figure(found.share.rounded(1), "%", big=True) if found.share.value is not None else None,
        "said": words(breaks, [year]),
        "stretches": Table(
            [Column("rule", _("当日规则")), Column("days", _("日期")), Column("good", _("优良/有效"), align="end"), Column("share", _("比例"), align="end")],
            [
                Row([
                    s.rule.version if s.rule else _("HJ 633 以前"),
                    f"{s.first:%m-%d} — {s.last:%m-%d}",
                    _counts(s.share),
                    _rate(s.share),
                ])
                for s in found.stretches
            ],
            _("每天按当天的规则"),
            id="stretches",
            empty=_("这一年没有日报。"),
        ),
        "alone": Table(
            [Column("rule", _("全年只按")), Column("good", _("优良/可判"), align="end"), Column("share", _("比例"), align="end"), Column("open", _("判不出的天数"), align="end")],
            [Row([a.rule.version, _counts(a.share), _rate(a.share), a.undecided]) for a in found.alone],
            _("全年只按一版规则"),
            id="alone",
        ),
        "chart": month_chart(rows, months, breaks) if rows else None,
        "months": month_table(rows, before, months),
        "differing": differing_table(rows, lambda code: on.regions.get(code[:6]).name),
        "held": held_table(rows),
    }  # fmt: skip
    return render(request, "desk/indicators/air.html", context)


def _rows(scope: Scope, place: str, year: Period) -> list[dict[str, Any]]:
    model = register_of("air_days").model
    query = model.objects.within(scope).standing().filter(region__code__startswith=territory_prefix(place))
    held = query.filter(day__range=(year.start, year.end)).order_by("day", "region_id")  # type: ignore[misc]
    rows = list(held.values("day", "region_id", "aqi", "good", *COLUMNS))
    for row in rows:
        row["good"] = told_good(row["day"], row["good"], row["aqi"])
    return rows


def _latest(scope: Scope, place: str) -> int:
    """The last year with days, else this one."""
    model = register_of("air_days").model
    query = model.objects.within(scope).standing().filter(region__code__startswith=territory_prefix(place))
    day: dt.date | None = query.order_by("-day").values_list("day", flat=True).first()  # type: ignore[misc]
    return (day or dt.date.today()).year


def _values(row: dict[str, Any]) -> dict[str, Decimal | None]:
    return {scale: row[name] for name, scale in COLUMNS.items()}


def _day(row: dict[str, Any]) -> Day:
    return Day(row["day"], row["good"], _values(row))


def _rate(share: Rate) -> str:
    return f"{formats.number(share.rounded(1))}%" if share.value is not None else "—"


def _counts(share: Rate) -> str:
    return f"{formats.number(share.numerator)}/{formats.number(share.denominator)}"


def month_chart(rows: Sequence[dict[str, Any]], months: Sequence[Period], breaks: Sequence[Any]) -> Chart:
    """Three lines: each day by its own rule, and the month by either rule alone."""
    own: list[charts.Value] = []
    alone: dict[str, list[charts.Value]] = {}
    for month in months:
        found = air_year(_day(r) for r in rows if month.start <= r["day"] <= month.end)
        own.append(_point(found.share))
        for each in found.alone:
            alone.setdefault(each.rule.version, []).append(_point(each.share))
    labels = [period_label(m) for m in months]
    series = [charts.Series(_("按当日规则"), own)]
    series += [charts.Series(_("全按 %(rule)s") % {"rule": key}, values) for key, values in alone.items()]
    option = charts.trend(_("优良天数比例"), labels, series, unit="%", labels=False)
    return Chart(
        "air-months",
        _("各月优良天数比例"),
        mark(page_option(option), breaks, months),
        "md",
        unit=" %",
    )


def _point(share: Rate) -> charts.Value:
    return charts.Gap(_("无数据")) if share.value is None else float(round(share.value, 1))


def month_table(
    rows: Sequence[dict[str, Any]], before: Sequence[dict[str, Any]], months: Sequence[Period]
) -> Table:
    """Monthly means of valid days, and of PM2.5 a year before."""
    lines = []
    for month in months:
        held = [r for r in rows if month.start <= r["day"] <= month.end]
        year_ago = [r for r in before if r["day"].month == month.start.month]
        now, then = _mean(held, "pm25"), _mean(year_ago, "pm25")
        change = None if now is None or not then else (now - then) / then * 100
        lines.append(
            Row(
                [
                    period_label(month),
                    f"{sum(r['good'] is True for r in held)}/{sum(r['good'] is not None for r in held)}",
                    *(_shown(_mean(held, name)) for name in ("pm25", "pm10", "so2", "no2", "co", "o3")),
                    "—" if change is None else f"{formats.number(change, 1)}%",
                ]
            )
        )
    heads = [("month", _("月份")), ("good", _("优良/有效")), ("pm25", "PM2.5"), ("pm10", "PM10"), ("so2", "SO₂"), ("no2", "NO₂"), ("co", "CO"), ("o3", "O₃"), ("change", _("PM2.5 比上年同月"))]  # fmt: skip
    columns = [Column(key, label, align="start" if key == "month" else "end") for key, label in heads]
    return Table(columns, lines, _("各月均值(µg/m³,CO mg/m³)"), id="months")


def _mean(rows: Sequence[dict[str, Any]], name: str) -> Decimal | None:
    values = [r[name] for r in rows if r[name] is not None]
    return sum(values, Decimal(0)) / len(values) if values else None


def _shown(value: Decimal | None) -> str:
    return "—" if value is None else formats.number(value, 1)


def differing_table(rows: Sequence[dict[str, Any]], name_of: Callable[[str], str]) -> Table:
    """Days that one rule calls good and the other does not."""
    lines = []
    for row in rows:
        told = [a.share for a in air_year([_day(row)]).alone]
        verdicts = [s.numerator == 1 if s.denominator else None for s in told]
        if None not in verdicts and len(set(verdicts)) > 1:
            lines.append(
                Row(
                    [
                        formats.date(row["day"]),
                        name_of(row["region_id"]),
                        row["aqi"],
                        row["pm25"],
                        row["pm10"],
                    ]
                )
            )
    columns = [Column("day", _("日期")), Column("place", _("区划")), Column("aqi", "AQI", align="end"), Column("pm25", "PM2.5", align="end"), Column("pm10", "PM10", align="end")]  # fmt: skip
    return Table(
        columns,
        lines[:MOST_DAYS],
        _("两版结论不同的日子"),
        id="differing",
        total=len(lines),
        empty=_("没有两版结论不同的日子。"),
    )


def held_table(rows: Sequence[dict[str, Any]]) -> Table:
    """Published indices beside ours: flagged, not demanded equal."""
    said = {
        "same": _("相同"),
        "one_below": _("公布值少 1(发布者四舍五入，规定是进位)"),
        "capped": _("公布值封顶 300，实算更高"),
        "higher": _("公布值更高"),
        "lower": _("公布值更低"),
        "unknown": _("无法比较(缺项目或没有公布值)"),
    }
    told: Counter[str] = Counter()
    for row in rows:
        try:
            told[held_against(row["aqi"], aqi(_values(row), row["day"]))] += 1
        except RuleError:
            told["unknown"] += 1
    return Table(
        [Column("held", _("公布的 AQI 与本系统实算")), Column("days", _("天数"), align="end")],
        [Row([words_, told[key]]) for key, words_ in said.items() if told[key]],
        _("公布值核对"),
        id="held",
        empty=_("没有可核对的日子。"),
    )
