"""Why a figure changed: since it was published, or since a day, with the share of every cause."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_safe

from zhiheng.faces.desk.areas.indicators.shown import (
    cell_url,
    figure,
    may_see,
    name_of,
    period_label,
    read_code,
    read_period,
    used_in,
)
from zhiheng.faces.desk.areas.indicators.views_matrix import trouble
from zhiheng.faces.desk.page import StaffRequest, page
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Alert, Badge, Chart, Column, Crumb, Link, PageHead, Row, Table
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers.declare import register_of
from zhiheng.judgement.indicators.catalogue import definition
from zhiheng.judgement.indicators.changes import Cause, Explanation, Moment, why
from zhiheng.judgement.indicators.engine import engine
from zhiheng.judgement.release.published import Published, published
from zhiheng.kernels.measures import Indicator, MeasureError, Period

WORDS = {
    "added": gettext_noop("新增记录"),
    "corrected": gettext_noop("更正记录"),
    "withdrawn": gettext_noop("撤回记录"),
    "reported": gettext_noop("报送值更正"),
    "definition": gettext_noop("口径版本"),
    "boundary": gettext_noop("区划口径"),
}
LINKS = 20  # records named beside a cause; the register's page has all


class SinceForm(forms.Form):
    """From when on: a release that holds the figure, or a day."""

    release = forms.ChoiceField(label=gettext_lazy("与哪次发布比"), required=False)
    since = forms.DateField(
        label=gettext_lazy("或自某日起"), required=False, widget=forms.DateInput({"type": "date"})
    )
    as_of = forms.ChoiceField(
        label=gettext_lazy("现在的区划口径"),
        required=False,
        choices=[("then", gettext_lazy("当时区划")), ("now", gettext_lazy("现行区划"))],
    )


@require_safe
@page("indicator.view")
def changes(request: StaffRequest, scope: Scope, code: str, region: str, period: str) -> HttpResponse:
    code, asked = read_code(code), read_period(period)
    one = definition(code, asked)
    try:
        on = engine()
        on.regions.get(region)
        if not may_see(scope, region, one.field):
            scope.require(region, one.field)
        used_in(code, region)
        held = published(one, region, asked.key)
        form = SinceForm(request.GET or None)
        choices = [(str(p.pk), f"{p.number} {formats.date(p.at)}") for p in held]
        form.fields["release"].choices = [("", _("不选")), *choices]  # type: ignore[attr-defined]
        if choices:
            # What is compared with unless something else is chosen.
            form.fields["release"].initial = choices[0][0]
        start, label = _start(form, held)
        given = form.cleaned_data if form.is_bound and form.is_valid() else {}
        told = why(code, region, asked, start, Moment(as_of=given.get("as_of") or "then")) if start else None
    except MeasureError as error:
        if "没有区划" in str(error):
            raise Http404(str(error)) from error
        return render(request, "desk/indicators/matrix.html", trouble(str(error)), status=422)
    place = on.regions.get(region).name
    own = scope.covers(region, one.field)
    context = {
        "crumbs": [
            Crumb(_("指标"), reverse("desk:indicators")),
            Crumb(f"{place} {period_label(asked)} {name_of(one)}", cell_url(code, region, asked)),
            Crumb(_("为什么变了")),
        ],
        "page_head": PageHead(
            _("这个数为什么变了"),
            f"{place} · {period_label(asked)} · {name_of(one)}",
            marks=[Badge(code, "blue")],
        ),
        "form": form,
        "chosen": label,
        "told": told,
        "starts": [] if told or form.errors else _starts(asked),
        "before": figure(told.before, parts=True, big=True, link=False) if told else None,
        "after": figure(told.after, parts=True, big=True, link=False) if told else None,
        # Steps that all are nought make no picture: the axis would begin anywhere.
        "chart": _waterfall(one, told)
        if told and not told.problem and any(c.share for c in told.causes)
        else None,
        "table": _table(request, one, told, own) if told else None,
        "alerts": _alerts(one, told) if told else [],
    }
    return render(request, "desk/indicators/changes.html", context, status=422 if form.errors else 200)


def _starts(asked: Period) -> list[Link]:
    """Days that one may want to look back to where no release holds the figure."""
    today = timezone.localdate()
    days = {
        _("最近 7 天"): today - dt.timedelta(days=7),
        _("最近 30 天"): today - dt.timedelta(days=30),
        _("今年以来"): today.replace(month=1, day=1),
    }
    if asked.end < today:
        days[_("本期结束以来")] = asked.end + dt.timedelta(days=1)
    return [
        Link(formats.beside(words, formats.date(day)), f"?since={day.isoformat()}")
        for words, day in days.items()
    ]


def _start(form: SinceForm, held: list[Published]) -> tuple[Moment | None, str]:
    """What is chosen, else the latest release that holds the figure; None when there is nothing to compare with."""
    if form.is_bound and not form.is_valid():
        return None, ""
    given: dict[str, Any] = form.cleaned_data if form.is_bound else {}
    if day := given.get("since"):
        start = timezone.make_aware(dt.datetime.combine(day, dt.time.min))
        return Moment(start), _("%(day)s 零时的数据") % {"day": formats.date(day)}
    by_pk = {str(p.pk): p for p in held}
    chosen = by_pk.get(given.get("release", ""), held[0] if held else None)
    if chosen is None:
        return None, ""
    return Moment(chosen.at, chosen.version, value=chosen.exact), _("发布 %(number)s") % {
        "number": chosen.number
    }


def _shown(one: Indicator, share: Fraction) -> float:
    return round(float(share), max(one.decimals, 2))


def _unit(one: Indicator) -> str:
    return _("个百分点") if one.unit == "%" else formats.unit(one.unit)


def _table(request: StaffRequest, one: Indicator, told: Explanation, own: bool) -> Table:
    rows = [
        Row(
            [
                _(WORDS[c.key]),
                None if c.share is None else _shown(one, c.share),
                c.count or None,
                _links(request, c) if own else None,
            ]
        )
        for c in told.causes
    ]
    if told.difference is not None and told.causes:
        rows.append(Row([_("合计"), _shown(one, told.difference), None, None], tone="total"))
    return Table(
        [
            Column("cause", _("原因")),
            Column("share", formats.beside(_("影响"), _unit(one)), align="end"),
            Column("count", _("涉及条数"), align="end"),
            Column("records", _("记录"), wide=True),
        ],
        rows,
        _("各原因的影响"),
        id="causes",
        empty=_("这段时间里没有影响这个数的变动。"),
        cards=True,
    )


def _links(request: StaffRequest, cause: Cause) -> list[object] | None:
    """The records behind a cause that the viewer may open; how many more there are is said."""
    found: list[object] = []
    left = cause.count
    for key, ids in cause.rows.items():
        register = register_of(key)
        scope = request.actor.scope("register.view")
        seen = register.model.objects.within(scope).filter(pk__in=ids[:LINKS]).order_by("pk")
        for record in seen:
            if len(found) < LINKS:
                found.append(Link(str(record), reverse("desk:record", args=[key, record.pk])))
                left -= 1
    if found and left:
        found.append(_("另有 %(n)s 条") % {"n": left})
    return found or None


def _alerts(one: Indicator, told: Explanation) -> list[Alert]:
    found = []
    if told.problem:
        found.append(
            Alert(
                _("各原因的影响无法分开算"),
                _("两端或中间有一处没有数值。原因照列，影响不写成 0。"),
                "warning",
            )
        )
    if told.unexplained:
        gap = {"n": f"{_shown(one, told.unexplained):+}", "unit": _unit(one)}
        found.append(
            Alert(
                _("按当时的记录重算，与公布数差 %(n)s%(unit)s") % gap,
                _("口径、程序或区划表改过而没有留下版本。这一差额不分摊给下面的原因。"),
                "warning",
            )
        )
    return found


def _waterfall(one: Indicator, told: Explanation) -> Chart:
    """From the figure then to the figure now, one step a cause."""
    names = [_("当时"), *(_(WORDS[c.key]) for c in told.causes), _("现在")]
    at = Fraction(told.before.value or 0)
    start = at
    base, up, down = [0.0], [_shown(one, at)], [0.0]
    steps = [(_(WORDS[c.key]), c.share or Fraction(0)) for c in told.causes]
    for _word, share in steps:
        after = at + share
        base.append(_shown(one, min(at, after)))
        up.append(_shown(one, share) if share > 0 else 0.0)
        down.append(_shown(one, -share) if share < 0 else 0.0)
        at = after
    base.append(0.0)
    up.append(_shown(one, at))
    down.append(0.0)
    floors = [b for b in base[1:-1] if b] + [_shown(one, start), _shown(one, at)]
    low, high = min(floors), max(a + b + c for a, b, c in zip(base, up, down, strict=True))
    least = max(0.0, low - (high - low)) if low > 0 else min(0.0, low)
    option = {
        # Every step is named, on a phone too.
        "xAxis": {"type": "category", "data": names, "axisLabel": {"interval": 0, "fontSize": 11}},
        "yAxis": {"type": "value", "min": round(least, 2), "name": formats.unit(one.unit)},
        "legend": {"show": False},
        "series": [
            {"name": "", "type": "bar", "stack": "all", "data": base, "silent": True,
             "itemStyle": {"color": "transparent"}, "emphasis": {"disabled": True}},
            {"name": _("增加"), "type": "bar", "stack": "all", "data": up, "itemStyle": {"color": "#2f7d4f"}},
            {"name": _("减少"), "type": "bar", "stack": "all", "data": down, "itemStyle": {"color": "#b3392f"}},
        ],
    }  # fmt: skip
    rows: list[list[Any]] = [[word, _shown(one, share)] for word, share in steps]
    rows = [[_("当时"), _shown(one, start)], *rows, [_("现在"), _shown(one, at)]]
    unit = formats.unit(one.unit)
    return Chart(
        "waterfall", _("从当时到现在"), option, head=[_("项目"), unit or _("数值")], rows=rows, unit=unit
    )
