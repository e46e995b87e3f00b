"""The list of reports: what is made, what is due and late; a new one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from zhiheng.faces.desk.page import StaffRequest, page, problems
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Action,
    Alert,
    Badge,
    Column,
    Crumb,
    FilterBar,
    Form,
    Light,
    Link,
    PageHead,
    Pager,
    Row,
    Tab,
    Table,
    Tabs,
)
from zhiheng.frame.dues.models import Due
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.regions.models import prefix_range, territory_prefix
from zhiheng.judgement.reports import service
from zhiheng.judgement.reports.lifecycles import REPORT
from zhiheng.judgement.reports.models import Report
from zhiheng.judgement.reports.quality import ReportError
from zhiheng.kernels.measures import MeasureError, Period

FAULTS = (ReportError, MeasureError)
TONES = {"grey": "grey", "amber": "amber", "red": "red", "green": "green"}
KIND_OF = {recurs: kind for kind, recurs in service.RECURS.items()}
SHOWN_DUES = 60


def tabs(request: StaffRequest, current: str) -> Tabs:
    found = [Tab(_("质量状况报告"), reverse("desk:reports"), current == "reports")]
    if request.actor.may("release.view"):
        found.append(Tab(_("公开发布"), reverse("desk:releases"), current == "releases"))
    return Tabs(found, _("报告和发布"))


def state_badge(report: Report) -> Badge:
    state = REPORT.state(report.state)
    words = state.label_en if formats.english() and state.label_en else state.label
    return Badge(words, TONES.get(state.light, "plain"))


class Filter(forms.Form):
    region = forms.CharField(label=gettext_lazy("区划代码"), required=False, max_length=6)
    period = forms.CharField(label=gettext_lazy("期间"), required=False, max_length=16)
    kind = forms.ChoiceField(label=gettext_lazy("种类"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("状态"), required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        kinds = Report._meta.get_field("kind").choices or []
        self.fields["kind"].choices = [("", _("全部")), *((k, _(str(v))) for k, v in kinds)]  # type: ignore[attr-defined]
        states = [(s.key, formats.bilingual(s, "label")) for s in REPORT.states]
        self.fields["state"].choices = [("", _("全部")), *states]  # type: ignore[attr-defined]

    def clean_region(self) -> str:
        code = str(self.cleaned_data["region"])
        if code and not (code.isdigit() and len(code) == 6):
            raise forms.ValidationError(_("区划代码应为六位数字。"))
        return code


@require_safe
@page("report.view")
def reports(request: StaffRequest, scope: Scope) -> HttpResponseBase:
    form = Filter(request.GET)
    wanted = Report.objects.within(scope).select_related("region", "unit")
    if form.is_valid():
        data = form.cleaned_data
        if data["region"]:
            low, high = prefix_range(territory_prefix(data["region"]) or "1")
            wanted = wanted.filter(region_id__gte=low, region_id__lt=high)
        if data["period"]:
            wanted = wanted.filter(period__startswith=data["period"])
        for name in ("kind", "state"):
            if data[name]:
                wanted = wanted.filter(**{name: data[name]})
    shown = Paginator(wanted, 30).get_page(request.GET.get("page"))
    rows = [
        Row(
            [
                r.title,
                _(str(r.get_kind_display())),
                formats.period(r.period),
                state_badge(r),
                r.unit and r.unit.name,
                r.drafted_by,
                r.submitted_on,
            ],
            url=reverse("desk:report", args=[r.pk]),
        )
        for r in shown
    ]
    columns = [
        Column("title", _("报告"), wide=True),
        Column("kind", _("种类")),
        Column("period", _("期间")),
        Column("state", _("状态")),
        Column("unit", _("报送单位")),
        Column("by", _("起草人")),
        Column("on", _("报送日期")),
    ]
    may_write = request.actor.may("report.write")
    new = Action(_("起草报告"), reverse("desk:report_new"), tone="primary")
    return render(
        request,
        "desk/reports/reports.html",
        {
            "crumbs": [Crumb(_("报告"))],
            "page_head": PageHead(
                _("报告"),
                _("质量状况报告由实时数字起草，报送时定稿；每个数字可回到记录。"),
                [new] if may_write else [],
            ),
            "tabs": tabs(request, "reports"),
            "filters": FilterBar(form),
            "table": Table(
                columns,
                rows,
                _("质量状况报告"),
                id="reports",
                pager=Pager.of(shown),
                cards=True,
                empty=_("没有符合条件的报告。"),
                empty_action=new if may_write else None,
            ),
            "dues": _owed(request, may_write=may_write),
        },
    )


def _owed(request: StaffRequest, *, may_write: bool) -> Table | None:
    """Reports that are owed now: late first; those not yet open are left out."""
    scope = request.actor.scope("due.view")
    if not scope:
        return None
    today = dt.date.today()
    wanted = (
        service.owed()
        .within(scope)
        .outstanding()
        .filter(opens_on__lte=today)
        .select_related("owner", "region")
        .order_by("due_on", "region_id")
    )
    total = wanted.count()
    rows = [_due_row(d, may_write=may_write) for d in wanted[:SHOWN_DUES]]
    columns = [
        Column("title", _("应报事项"), wide=True),
        Column("region", _("区划")),
        Column("owner", _("责任单位")),
        Column("due", _("截止日期")),
        Column("state", _("情况")),
        Column("do", _("办理")),
    ]
    return Table(
        columns, rows, _("应报未报"), id="owed", total=total, cards=True, empty=_("没有应报未报的报告。")
    )


def _due_row(due: Due, *, may_write: bool) -> Row:
    late = due.late_days
    words = _("逾期 %(n)s 天") % {"n": late} if late else _(str(due.get_state_display()))
    start: Any = None
    if may_write:
        query = urlencode({"region": due.region_id, "period": due.period})
        start = Link(_("起草"), f"{reverse('desk:report_new')}?{query}")
    return Row(
        [
            due.title,
            formats.bilingual(due.region),
            due.owner.name,
            due.due_on,
            Light(due.light, words),
            start,
        ],
        tone="red" if late else "",
    )


class NewForm(forms.Form):
    region = forms.CharField(
        label=gettext_lazy("区划代码"),
        max_length=6,
        help_text=gettext_lazy("六位行政区划代码，在您的管辖范围内"),
    )
    period = forms.CharField(
        label=gettext_lazy("期间"),
        max_length=16,
        help_text=gettext_lazy("季度如 2012Q3，半年如 2012H1，年度如 2012"),
    )
    number = forms.CharField(label=gettext_lazy("文号"), max_length=60, required=False)


def last_quarter(today: dt.date | None = None) -> str:
    day = today or dt.date.today()
    return Period.quarter(day.year, (day.month - 1) // 3 + 1).previous().key


@require_http_methods(["GET", "HEAD", "POST"])
@page("report.write")
def report_new(request: StaffRequest, scope: Scope) -> HttpResponseBase:
    start = {
        "region": request.GET.get("region", request.actor.home),
        "period": request.GET.get("period", last_quarter()),
    }
    form = NewForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = service.draft(request.actor, data["region"], data["period"], number=data["number"])
        except FAULTS as error:
            form.add_error(None, problems(error)[0])
        else:
            return redirect("desk:report", pk=made.pk)
    return render(
        request,
        "desk/reports/form.html",
        {
            "crumbs": [Crumb(_("报告"), reverse("desk:reports")), Crumb(_("起草报告"))],
            "page_head": PageHead(_("起草报告"), _("同一区划同一期间只有一份；已有的会直接打开。")),
            "form": Form(form, _("起草"), cancel_url=reverse("desk:reports"), columns=1),
        },
    )


def change_alert(changed: Sequence[tuple[str, str, str]]) -> Alert:
    """Which figures of a report no longer are what the data say."""
    items = []
    for cell, then, now in changed[:12]:
        code, region, period = cell.split("|")
        items.append(f"{code} {region} {formats.period(period)}：{then or _('未列')} → {now or _('未列')}")
    if len(changed) > len(items):
        items.append(_("另有 %(n)s 个数字") % {"n": len(changed) - len(items)})
    return Alert(
        _("报送后有 %(n)s 个数字变了") % {"n": len(changed)},
        _("报告保持报送时的数字。需要更新的，由接收单位退回后重新报送。"),
        "warning",
        items,
    )
