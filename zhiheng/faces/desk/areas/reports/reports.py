"""One report: preview, the drafter's words, handing in, returning, accepting, printing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from zhiheng.faces.desk.areas.reports.listing import FAULTS, change_alert, state_badge
from zhiheng.faces.desk.page import StaffRequest, download, page, problems
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Action,
    Alert,
    Badge,
    Clock,
    Crumb,
    Event,
    Form,
    Lifecycle,
    Light,
    PageHead,
    Pairs,
    Step,
    Steps,
    Timeline,
)
from zhiheng.faces.shell.templatetags.shell import url_or_none
from zhiheng.frame.dues.service import DueError
from zhiheng.frame.lifecycles import moves
from zhiheng.frame.lifecycles.declare import LifecycleError
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.trail.chain import history
from zhiheng.judgement.reports import service
from zhiheng.judgement.reports.lifecycles import REPORT
from zhiheng.judgement.reports.models import Report
from zhiheng.kernels.papers import PaperError

REFUSALS = (*FAULTS, LifecycleError, DueError, PaperError)
#: The address of a figure's cell within the site; the paper fills in what it names.
CELLS = "/indicators/{indicator}/{region}/{period}"
FILE_PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>
<style>{css}</style></head><body>{body}</body></html>
"""
FILE_CSS = (
    "body{max-width:46em;margin:2em auto;padding:0 1em;font:16px/1.8 serif}h1{text-align:center;font-size:1.5em}"
    "table{border-collapse:collapse;width:100%}td,th{border:1px solid #888;padding:.2em .5em}"
    ".text-center{text-align:center}.text-end{text-align:right}figure{margin:1em 0}svg{max-width:100%;height:auto}"
    "figcaption,caption{font-weight:600}.paper-signature,.paper-date{text-align:right}"
)


class OpinionForm(forms.Form):
    opinion = forms.CharField(
        label=gettext_lazy("工作建议"),
        required=False,
        help_text=gettext_lazy("每行一条；留空时按存在问题自动列出"),
        widget=forms.Textarea({"rows": 6}),
    )
    number = forms.CharField(label=gettext_lazy("文号"), max_length=60, required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("退回理由"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("退回时必填"),
        widget=forms.Textarea({"rows": 2}),
    )


def report_or_404(scope: Scope, pk: int) -> Report:
    found = Report.objects.within(scope).select_related("region", "unit", "due").filter(pk=pk).first()
    if found is None:
        raise Http404(_("没有这份报告，或不在您的管辖范围内。"))
    return found


@require_safe
@page("report.view")
def report(request: StaffRequest, scope: Scope, pk: int) -> HttpResponseBase:
    found = report_or_404(scope, pk)
    form = OpinionForm(initial={"opinion": found.opinion, "number": found.number})
    return _show(request, found, form)


def _show(request: StaffRequest, found: Report, form: OpinionForm) -> HttpResponse:
    alerts: list[Alert] = []
    paper = None
    try:
        live = service.live_paper(found)
        paper = service.paper_for(found) if service.stands(found) else live
        if service.stands(found) and (changed := service.changed_figures(found, live)):
            alerts.append(change_alert(changed))
        elif service.stands(found):
            alerts.append(Alert(_("数字与报送时一致"), "", "success"))
        elif changed := service.changed_figures(found, live):
            alerts.append(
                Alert(
                    _("有 %(n)s 个数字比上次保存时更新") % {"n": len(changed)},
                    _("草稿按实时数字显示；报送时定稿。"),
                    "info",
                )
            )
    except REFUSALS as error:
        alerts.append(Alert(_("报告拟不出来"), problems(error)[0], "error"))
    trail = history(found)
    returned = next((e for e in trail if e.action == "report.return"), None)
    if found.state == "returned" and returned is not None:
        words = _("%(who)s 于 %(at)s 退回") % {"who": returned.actor, "at": formats.date(returned.at)}
        alerts.insert(0, Alert(words, returned.note, "warning"))
    may_write = not service.stands(found) and request.actor.scope("report.write").covers(found.region_id)
    body = service.render(paper, "html", base_url=CELLS, static=False).decode() if paper else ""
    return render(
        request,
        "desk/reports/report.html",
        {
            "crumbs": [Crumb(_("报告"), reverse("desk:reports")), Crumb(found.title)],
            "page_head": PageHead(
                found.title,
                "",
                [
                    Action(f"{_('下载')} {kind}", reverse("desk:report_file", args=[found.pk, fmt]))
                    for fmt, kind in (("docx", "Word"), ("pdf", "PDF"), ("html", "HTML"))
                ],
                [state_badge(found), *([Badge(_("演示数据"), "grey")] if found.synthetic else [])],
            ),
            "alerts": alerts,
            # Made by the paper writer, which escapes every text it is given.
            "paper": mark_safe(body),  # noqa: S308
            "facts": _facts(found),
            "lifecycle": _lifecycle(request, found),
            "opinion": Form(
                form,
                _("保存"),
                action=reverse("desk:report_opinion", args=[found.pk]),
                columns=1,
                id="opinion",
            )
            if may_write
            else None,
            "timeline": Timeline([_event(e) for e in trail[:20]], _("办理过程")),
        },
    )


def _facts(found: Report) -> Pairs:
    return Pairs(
        [
            (_("区划"), formats.bilingual(found.region)),
            (_("期间"), formats.period(found.period)),
            (_("报送单位"), found.unit.name if found.unit else None),
            (_("起草人"), found.drafted_by),
            (_("文号"), found.number),
            (_("报送日期"), found.submitted_on),
        ],
        columns=1,
    )


def _lifecycle(request: StaffRequest, found: Report) -> Lifecycle:
    actions = []
    at = reverse("desk:report_move", args=[found.pk])
    for move in moves.available(request.actor, REPORT, found):
        words = move.label_en if formats.english() and move.label_en else move.label
        ask = _("确定%(move)s这份报告？") % {"move": words}
        actions.append(
            Action(
                words, at, "post", tone="danger" if move.danger else "primary", confirm=ask, value=move.key
            )
        )
    wants_reason = any(m.reason for m in moves.available(request.actor, REPORT, found))
    due = found.due or service.due_of(found)
    clocks = []
    if due is not None:
        late = due.late_days
        words = _("逾期 %(n)s 天") % {"n": late} if late else _(str(due.get_state_display()))
        clocks.append(Clock(due.title, due.due_on, Light(due.light, words), due.owner.name))
    order = ["draft", "submitted", "accepted"]
    reached = order.index(found.state) if found.state in order else 0
    steps = [
        Step(
            REPORT.state(key).label_en if formats.english() else REPORT.state(key).label,
            "done" if n < reached or found.state == "accepted" else "current" if n == reached else "todo",
        )
        for n, key in enumerate(order)
    ]
    if found.state == "returned":
        steps[0] = Step(_("已退回"), "failed")
    return Lifecycle(
        state_badge(found),
        actions,
        clocks,
        Steps(steps, _("报告进度")),
        ReasonForm() if wants_reason else None,
        at,
    )


WORDS = {
    "report.draft": "起草",
    "report.write": "修改",
    "report.submit": "报送",
    "report.return": "退回",
    "report.accept": "接收",
}


def _event(entry: Any) -> Event:
    tone = {"report.return": "red", "report.accept": "green"}.get(entry.action, "")
    return Event(entry.at, _(WORDS.get(entry.action, entry.action)), entry.actor, entry.note, tone)


@require_http_methods(["GET", "HEAD", "POST"])
@page("report.write")
def report_opinion(request: StaffRequest, scope: Scope, pk: int) -> HttpResponseBase:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    found = report_or_404(scope, pk)
    form = OpinionForm(request.POST)
    if not form.is_valid():
        return _show(request, found, form)
    try:
        service.write_opinion(request.actor, found, form.cleaned_data["opinion"], form.cleaned_data["number"])
    except REFUSALS as error:
        messages.error(request, problems(error)[0])
    else:
        messages.success(request, _("已保存。"))
    return redirect("desk:report", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@page("report.view")
def report_move(request: StaffRequest, scope: Scope, pk: int) -> HttpResponseBase:
    """Which move needs which permission is the lifecycle's word."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    found = report_or_404(scope, pk)
    key = request.POST.get("action", "")
    try:
        service.move(request.actor, found, key, reason=request.POST.get("reason", ""))
    except REFUSALS as error:
        messages.error(request, problems(error)[0])
    except PermissionDenied as error:
        raise PermissionDenied(str(error) or _("您不能办理这一步。")) from error
    else:
        messages.success(request, _("已%(move)s。") % {"move": REPORT.move(key).label})
    return redirect("desk:report", pk=pk)


@require_safe
@page("report.view")
def report_file(request: StaffRequest, scope: Scope, pk: int, fmt: str) -> HttpResponseBase:
    found = report_or_404(scope, pk)
    if fmt not in service.FORMATS:
        raise Http404(_("没有这种格式。可用：docx、pdf、html。"))
    try:
        paper = service.paper_for(found)
        base = request.build_absolute_uri("/").rstrip("/") + CELLS if url_or_none("desk:indicators") else ""
        data = service.render(paper, fmt, base_url=base if fmt != "docx" else "")
    except REFUSALS as error:
        messages.error(request, problems(error)[0])
        return redirect("desk:report", pk=pk)
    if fmt == "html":
        data = FILE_PAGE.format(title=escape(paper.title), css=FILE_CSS, body=data.decode()).encode()
    return download(data, f"{paper.title}.{fmt}", service.FORMATS[fmt])
