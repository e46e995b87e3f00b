"""One progress report: written, handed in, reviewed or returned."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zhiheng.faces.desk.areas.tasks import forms, words
from zhiheng.faces.desk.areas.tasks.panels import file_table
from zhiheng.faces.desk.areas.tasks.views_task import FAULTS, crumbs_of, task_or_404
from zhiheng.faces.desk.page import StaffRequest, page, problems
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Action,
    Alert,
    Badge,
    Buttons,
    Card,
    Crumb,
    Figure,
    Form,
    PageHead,
    Pairs,
    Timeline,
)
from zhiheng.frame.people.models import Unit
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.trail.chain import history
from zhiheng.records.tasks import reporting, service
from zhiheng.records.tasks.lifecycles import TASK_REPORT
from zhiheng.records.tasks.models import ProgressReport, Role, Task


def report_of(request: StaffRequest, task: Task, unit: Unit, period: str) -> ProgressReport | None:
    seen = ProgressReport.objects.within(request.actor.scope("task.view"))
    return seen.filter(task=task, unit=unit, period=period).select_related("unit", "task").first()


@require_http_methods(["GET", "HEAD", "POST"])
@page("task.view")
def report(request: StaffRequest, scope: Scope, pk: int, unit: int, period: str) -> HttpResponseBase:
    """The form for those who owe it, the report for those who read it."""
    task = task_or_404(scope, pk)
    part = next((p for p in task.parts.all() if p.unit_id == unit), None)
    who = part.unit if part is not None else get_object_or_404(Unit, pk=unit)
    found = report_of(request, task, who, period)
    mine = request.actor.scope("task.report").covers(who.region_id, None, who.pk)
    writable = mine and not task.ended and (found is None or found.state in {"draft", "returned"})
    if found is None and not writable:
        raise Http404(_("这一期还没有报告，或不在您的管辖范围内。"))
    if request.method == "POST" and not writable:
        messages.error(request, _("这一期的报告不能由您填写。"))
        return redirect(request.path)
    lead = (found.role if found else part.role if part else "") == Role.LEAD
    form = forms.ReportForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        initial={k: getattr(found, k) for k in reporting.WORDS} if found else None,
        lead=lead,
    )
    if form.is_bound and form.is_valid():
        try:
            saved = _save(request, task, who, period, form)
        except FAULTS as error:
            _blame(form, error)
        else:
            messages.success(request, saved)
            return redirect("desk:task", pk)
    if not form.is_bound and writable and found is None:
        try:
            reporting.part_of(request.actor, task, who)
        except FAULTS as error:
            messages.error(request, problems(error)[0])
            return redirect("desk:task", pk)
    return _show(request, task, who, period, found, form if writable else None)


def _save(request: StaffRequest, task: Task, unit: Unit, period: str, form: forms.ReportForm) -> str:
    """Draft, file and handing in are one: refused whole, kept whole."""
    values = {k: form.cleaned_data[k] for k in reporting.WORDS if k in form.cleaned_data}
    with transaction.atomic():
        made = reporting.write_report(request.actor, task, unit, period, values)
        upload = form.cleaned_data.get("file")
        if upload is not None:
            service.attach(request.actor, task, made, upload.read(), upload.name)
        if "submit" not in request.POST:
            return _("已存草稿，尚未报送。")
        reporting.submit(request.actor, made)
    return _("已报送。")


def _blame(form: forms.ReportForm, error: Exception) -> None:
    by_field: dict[str, list[str]] = (
        getattr(error, "message_dict", {}) if hasattr(error, "error_dict") else {}
    )
    for name, lines in (by_field or {NON_FIELD_ERRORS: problems(error)}).items():
        for line in lines:
            form.add_error(name if name in form.fields else None, line)


def _show(
    request: StaffRequest,
    task: Task,
    unit: Unit,
    period: str,
    found: ProgressReport | None,
    form: forms.ReportForm | None,
) -> HttpResponse:
    at = reverse("desk:task", args=[task.pk])
    name = f"{formats.period(period)} {_('进展')}"
    main: list[Any] = []
    files = service.evidence_of(found) if found else []
    table = file_table(files, request.actor.scope("evidence.view"))
    entries = history(found) if found else []
    parts: list[Any] = []
    if found is not None and found.state == "returned":
        last = next((e for e in entries if e.action == "task_report.return"), None)
        if last is not None:
            words_ = _("%(who)s 于 %(at)s 退回") % {"who": last.actor, "at": formats.date(last.at)}
            parts.append(Alert(words_, last.note, "warning"))
    if form is not None:
        body = Form(
            form,
            _("存草稿"),
            cancel_url=at,
            columns=1,
            id="report-form",
            extra_buttons=[("submit", "1", _("报送"))],
        )
        main.append(Card(_("填报"), body))
    elif found is not None:
        main.append(Card(_("内容"), _content(found)))
        if buttons := _review(request, found):
            main.insert(0, Card(_("审核"), buttons))
    main.append(Card(_("佐证材料"), table, flush=True))
    marks = (
        [words.state(TASK_REPORT, found.state), *words.synthetic(found)]
        if found
        else [Badge(_("未报"), "grey")]
    )
    context = {
        "crumbs": crumbs_of(task, Crumb(name)),
        "page_head": PageHead(f"{name}{_('：')}{task.title}", formats.bilingual(unit), [], marks),
        "parts": parts,
        "main": main,
        "side": [
            Card(
                _("办理过程"),
                Timeline(words.events(entries), _("办理过程"), empty=_("还没有办理记录。")),
            )
        ],
    }
    status = 422 if form is not None and form.is_bound and form.errors else 200
    return render(request, "desk/tasks/page.html", context, status=status)


def _content(found: ProgressReport) -> words.Stack:
    pairs = [
        (_("角色"), _(words.ROLE_WORDS[found.role])),
        (_("完成比例"), Figure(found.percent, "%") if found.percent is not None else None),
        (_("填报人"), found.written_by),
        (_("报送日期"), found.submitted_on),
        (_("审核日期"), found.reviewed_on),
    ]
    told = [
        (_("本期做了什么"), found.done),
        (_("还有什么没做"), found.remaining),
        (_("下一步打算"), found.next_step),
    ]
    return words.Stack([Pairs(pairs), *(words.Words(text or _("没有填写"), label) for label, text in told)])


def _review(request: StaffRequest, found: ProgressReport) -> words.Stack | None:
    if found.state != "submitted" or not request.actor.scope("task.accept").covers(found.task.region_id):
        return None
    accept = reverse("desk:task_review", args=[found.pk, "accept"])
    back = reverse("desk:task_review", args=[found.pk, "return"])
    return words.Stack(
        [
            Buttons([Action(_("审核通过"), accept, "post", "primary")]),
            Form(forms.ReasonForm(), _("退回"), back, columns=1, id="return-form"),
        ]
    )


@require_POST
@page("task.accept")
def review(request: StaffRequest, scope: Scope, pk: int, move: str) -> HttpResponseBase:
    found = get_object_or_404(
        ProgressReport.objects.within(request.actor.scope("task.view")).select_related("task", "unit"), pk=pk
    )
    scope.require(found.task.region_id)
    if move not in {"accept", "return"}:
        raise Http404(_("没有这种操作。"))
    try:
        reporting.review(request.actor, found, move, reason=request.POST.get("reason", ""))
    except FAULTS as error:
        messages.error(request, problems(error)[0])
        return redirect("desk:task_report", found.task_id, found.unit_id, found.period)
    messages.success(request, _("已审核通过。") if move == "accept" else _("已退回。"))
    return redirect("desk:task", found.task_id)
