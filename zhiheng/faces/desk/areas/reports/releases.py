"""Releases: prepared by one person, approved by another, dropped with a reason, corrected by a new one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from zhiheng.faces.desk.areas.reports.listing import tabs
from zhiheng.faces.desk.page import StaffRequest, page, problems
from zhiheng.faces.portal.cut import line_table, summary_sentences
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Action,
    Alert,
    Badge,
    Column,
    Crumb,
    Event,
    Form,
    Link,
    PageHead,
    Pager,
    Pairs,
    Row,
    Table,
    Timeline,
)
from zhiheng.faces.shell.templatetags.shell import url_or_none
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.trail.chain import history
from zhiheng.judgement.release import service
from zhiheng.judgement.release.models import Release, ReleaseError
from zhiheng.kernels.measures import MeasureError
from zhiheng.records.programmes.models import Programme

FAULTS = (ReleaseError, MeasureError)
TONES = {"prepared": "amber", "approved": "green", "dropped": "grey"}


def state_badge(found: Release) -> Badge:
    return Badge(_(str(found.get_state_display())), TONES[found.state])


def release_or_404(scope: Scope, pk: int) -> Release:
    found = Release.objects.within(scope).select_related("region", "corrects").filter(pk=pk).first()
    if found is None:
        raise Http404(_("没有这一号发布，或不在您的管辖范围内。"))
    return found


@require_safe
@page("release.view")
def releases(request: StaffRequest, scope: Scope) -> HttpResponseBase:
    wanted = (
        Release.objects.within(scope).select_related("region", "corrects").order_by("-id").defer("content")
    )
    shown = Paginator(wanted, 30).get_page(request.GET.get("page"))
    rows = [
        Row(
            [
                r.number,
                r.title,
                state_badge(r),
                _("更正 %(number)s") % {"number": r.corrects.number} if r.corrects else None,
                r.prepared_by,
                r.prepared_at,
                r.approved_by,
                r.approved_at,
            ],
            url=reverse("desk:release", args=[r.pk]),
        )
        for r in shown
    ]
    columns = [
        Column("number", _("编号")),
        Column("title", _("标题"), wide=True),
        Column("state", _("状态")),
        Column("corrects", _("更正")),
        Column("by", _("拟稿人")),
        Column("at", _("拟稿时间")),
        Column("approved", _("批准人")),
        Column("approved_at", _("批准时间")),
    ]
    may = request.actor.may("release.prepare")
    new = Action(_("拟发布"), reverse("desk:release_new"), tone="primary")
    portal = url_or_none("portal:home")
    return render(
        request,
        "desk/reports/releases.html",
        {
            "crumbs": [Crumb(_("报告"), reverse("desk:reports")), Crumb(_("公开发布"))],
            "page_head": PageHead(
                _("公开发布"),
                _("公众只看到另一人批准过的发布；批准后内容不再改，更正另发新号。"),
                [*([new] if may else []), *([Action(_("看公开门户"), portal)] if portal else [])],
            ),
            "tabs": tabs(request, "releases") if request.actor.may("report.view") else None,
            "table": Table(
                columns,
                rows,
                _("公开发布"),
                id="releases",
                pager=Pager.of(shown),
                cards=True,
                empty=_("还没有发布。"),
                empty_action=new if may else None,
            ),
        },
    )


class NewForm(forms.Form):
    programme = forms.ChoiceField(label=gettext_lazy("方案"))
    period = forms.CharField(
        label=gettext_lazy("期间"), max_length=16, help_text=gettext_lazy("如 2012、2012Q3")
    )
    reason = forms.CharField(
        label=gettext_lazy("更正原因"), max_length=200, required=False, widget=forms.Textarea({"rows": 3})
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page("release.prepare")
def release_new(request: StaffRequest, scope: Scope) -> HttpResponseBase:
    corrects = None
    if asked := request.GET.get("corrects", ""):
        corrects = release_or_404(scope, int(asked)) if asked.isdigit() else None
        if corrects is None:
            raise Http404(_("没有要更正的这一号发布。"))
    programmes = {
        p.key: p
        for p in Programme.objects.within(scope).select_related("region")
        if scope.covers(p.region_id)
    }
    start = {"programme": request.GET.get("programme", ""), "period": str(dt.date.today().year - 1)}
    if corrects is not None:
        start = {"programme": corrects.subject, "period": corrects.period}
    form = NewForm(request.POST or None, initial=start)
    form.fields["programme"].choices = [(k, p.name) for k, p in programmes.items()]  # type: ignore[attr-defined]
    if corrects is None:
        del form.fields["reason"]
    else:
        form.fields["reason"].required = True
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if corrects is not None and (data["programme"], data["period"]) != (
            corrects.subject,
            corrects.period,
        ):
            form.add_error(None, _("更正要与原发布同一方案、同一期间。"))
        else:
            try:
                made = service.prepare(
                    request.actor,
                    programmes[data["programme"]],
                    data["period"],
                    corrects=corrects,
                    reason=data.get("reason", ""),
                )
            except FAULTS as error:
                form.add_error(None, problems(error)[0])
            else:
                return redirect("desk:release", pk=made.pk)
    lead = _("按当前数据截取指标完成情况，等另一人批准。")
    return render(
        request,
        "desk/reports/form.html",
        {
            "crumbs": [Crumb(_("公开发布"), reverse("desk:releases")), Crumb(_("拟发布"))],
            "page_head": PageHead(
                _("更正 %(number)s") % {"number": corrects.number} if corrects else _("拟发布"), lead
            ),
            "form": Form(form, _("截取并拟稿"), cancel_url=reverse("desk:releases"), columns=1),
        },
    )


class DropForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("不批准的理由"),
        required=False,
        max_length=200,
        widget=forms.Textarea({"rows": 2}),
    )


@require_safe
@page("release.view")
def release(request: StaffRequest, scope: Scope, pk: int) -> HttpResponseBase:
    found = release_or_404(scope, pk)
    alerts: list[Alert] = []
    actor = request.actor
    decide = found.state == "prepared" and actor.scope("release.approve").covers(found.region_id)
    own = actor.user is not None and actor.user.pk == found.prepared_by_id
    if found.state == "prepared":
        text = _("您是拟稿人，须由另一人批准。") if own else _("请核对下面的内容；批准后立即公开，不能再改。")
        alerts.append(Alert(_("等待批准"), text, "info"))
    if service.digest(found.content) != found.content_sha256:
        alerts.append(
            Alert(_("内容与拟稿时的摘要不符"), _("不能批准，请重新拟稿并报告系统管理员。"), "error")
        )
    actions = []
    if found.state == "approved":
        actions.append(Action(_("看公开页"), reverse("portal:release", args=[found.number])))
        if actor.scope("release.prepare").covers(found.region_id):
            actions.append(Action(_("更正"), f"{reverse('desk:release_new')}?corrects={found.pk}"))
    return render(
        request,
        "desk/reports/release.html",
        {
            "crumbs": [Crumb(_("公开发布"), reverse("desk:releases")), Crumb(found.number)],
            "page_head": PageHead(
                found.title,
                found.number,
                actions,
                [state_badge(found), *([Badge(_("演示数据"), "grey")] if found.synthetic else [])],
            ),
            "alerts": alerts,
            "sentences": summary_sentences(found.content),
            "table": line_table(found.content),
            "facts": Pairs(_facts(found), columns=1),
            "move_url": reverse("desk:release_move", args=[found.pk]),
            "decide": decide and not own,
            "drop": DropForm() if decide else None,
            "timeline": Timeline(
                [Event(e.at, _(WORDS.get(e.action, e.action)), e.actor, e.note) for e in history(found)],
                _("办理过程"),
            ),
        },
    )


WORDS = {"release.prepare": "拟稿", "release.approve": "批准发布", "release.drop": "不批准"}


def _facts(found: Release) -> list[tuple[str, Any]]:
    facts: list[tuple[str, Any]] = [
        (_("区划"), formats.bilingual(found.region)),
        (_("期间"), formats.period(found.period)),
        (_("拟稿人"), found.prepared_by),
        (_("批准人"), found.approved_by),
        (_("批准时间"), found.approved_at),
        (_("内容摘要"), found.content_sha256[:16]),
    ]
    if found.corrects:
        facts.append(
            (
                _("更正"),
                Link(found.corrects.number, reverse("desk:release", args=[found.corrects_id]), found.reason),
            )
        )
    return facts


@require_http_methods(["GET", "HEAD", "POST"])
@page("release.view")
def release_move(request: StaffRequest, scope: Scope, pk: int) -> HttpResponseBase:
    """Approve or drop; the service asks for the permission of each."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    found = release_or_404(scope, pk)
    try:
        if request.POST.get("action") == "approve":
            service.approve(request.actor, found)
            messages.success(request, _("%(number)s 已发布。") % {"number": found.number})
        elif request.POST.get("action") == "drop":
            service.drop(request.actor, found, request.POST.get("reason", ""))
            messages.success(request, _("%(number)s 未批准，已留存。") % {"number": found.number})
        else:
            messages.error(request, _("没有这个动作。可用：批准、不批准。"))
    except FAULTS as error:
        messages.error(request, problems(error)[0])
    return redirect("desk:release", pk=pk)
