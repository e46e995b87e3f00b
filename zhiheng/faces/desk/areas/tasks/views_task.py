"""One task: what it is, how it stands, what was reported, and what can be done about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhiheng.faces.desk.areas.tasks import forms, panels, words
from zhiheng.faces.desk.areas.tasks.views import programme_or_404
from zhiheng.faces.desk.page import StaffRequest, page, problems
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Action,
    Alert,
    Card,
    Component,
    Crumb,
    Form,
    PageHead,
    Timeline,
)
from zhiheng.frame.evidence.store import EvidenceError
from zhiheng.frame.lifecycles.declare import LifecycleError, Move
from zhiheng.frame.people.models import Unit
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.trail.chain import history
from zhiheng.judgement.progress.lights import TaskLight, standing
from zhiheng.judgement.progress.warnings import why
from zhiheng.kernels.measures import MeasureError
from zhiheng.records.tasks import service
from zhiheng.records.tasks.lifecycles import TASK
from zhiheng.records.tasks.models import Role, Task

FAULTS = (LifecycleError, ValidationError, EvidenceError)


def task_or_404(scope: Scope, pk: int) -> Task:
    return get_object_or_404(
        Task.objects.within(scope)
        .select_related("programme", "region", "owner")
        .defer("programme__text")
        .prefetch_related("parts__unit", "outputs"),
        pk=pk,
    )


def crumbs_of(task: Task, *rest: Crumb) -> list[Crumb]:
    found = [Crumb(_("任务"), reverse("desk:tasks"))]
    if task.programme is not None:
        found.append(Crumb(task.programme.name, reverse("desk:programme_tasks", args=[task.programme.key])))
    return [
        *found,
        *(rest and [Crumb(task.title, reverse("desk:task", args=[task.pk]))]),
        *(rest or [Crumb(task.title)]),
    ]


@require_safe
@page("task.view")
def task(request: StaffRequest, scope: Scope, pk: int) -> HttpResponse:
    found = task_or_404(scope, pk)
    return render(request, "desk/tasks/page.html", context_of(request, found))


def context_of(request: StaffRequest, found: Task) -> dict[str, Any]:
    top: list[Component] = []
    light: TaskLight | None = None
    try:
        light = standing([found])[found.pk]
    except MeasureError as error:
        top.append(Alert(_("所支撑的指标值算不出来"), str(error), "error"))
    if light is not None:
        risks = [
            f"{f.target.key} {f.target.indicator_name}{_('：')}{said}"
            for f in light.told.feeds
            if not found.ended and found.state != "draft" and (said := why(found, light, f.target))
        ]
        if risks:
            top.append(Alert(_("这项任务滞后，可能拖累所支撑的指标值"), "", "warning", risks))
    entries = history(found)
    may_edit = request.actor.scope("task.edit").covers(found.region_id)
    actions = []
    if may_edit and not found.ended:
        actions.append(Action(_("修改"), reverse("desk:task_edit", args=[found.pk])))
    if may_edit and found.state not in {"draft", "cancelled"}:
        actions.append(Action(_("登记问题"), f"{reverse('desk:problem_new')}?task={found.pk}"))
    marks: list[Any] = [words.task_state(found), *words.synthetic(found)]
    if light is not None:
        marks.insert(1, words.light(light))
    main: list[Any] = [
        Card(_("办理"), panels.lifecycle(request, found)),
        Card(_("内容"), panels.particulars(request, found), fold=True, kept=True),
        Card(_("支撑的指标值"), panels.targets(request, found, light), flush=True, fold=True, kept=True),
        Card(_("进展报告"), panels.reports(request, found), id="reports", flush=True, fold=True),
        Card(_("成果与佐证"), panels.evidence(request, found), id="evidence-card", fold=True),
    ]
    side: list[Any] = []
    if light is not None:
        side.append(Card(_("为什么是这个灯"), panels.reasons(light), fold=True))
    side += [
        Card(_("单位与签收"), panels.signing(request, found), flush=True, fold=True),
        Card(_("问题"), panels.problem_list(request, found), fold=True),
        Card(
            _("办理过程"),
            Timeline(words.events(entries[:60]), _("办理过程"), empty=_("还没有办理记录。")),
            fold=True,
        ),
    ]
    return {
        "crumbs": crumbs_of(found),
        "page_head": PageHead(found.title, formats.bilingual(found.region), actions, marks),
        "parts": top,
        "main": main,
        "side": side,
    }


# -- acting -------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@page("task.view")
def move(request: StaffRequest, scope: Scope, pk: int, move: str) -> HttpResponseBase:
    """A move: what it needs is asked for, then it is made. Which move needs which permission is the lifecycle's word."""
    found = task_or_404(scope, pk)
    try:
        wanted = TASK.move(move)
    except LifecycleError as error:
        raise Http404(str(error)) from None
    if not any(m.action == wanted.action for m in TASK.moves) or not may_move(request, found, wanted):
        raise PermissionDenied(
            _("您的岗位不能对这项任务“%(move)s”。") % {"move": formats.bilingual(wanted, "label")}
        )
    made = forms.move_form(wanted, lacks_evidence=wanted.evidence and not panels.has_evidence(found))
    bound = request.method == "POST"
    form = made(request.POST if bound else None, request.FILES if bound else None)
    at = reverse("desk:task", args=[pk])
    if bound and form.is_valid():
        try:
            with transaction.atomic():
                upload = form.cleaned_data.get("evidence")
                if upload is not None:
                    service.attach(request.actor, found, found, upload.read(), upload.name)
                changes = {k: form.cleaned_data[k] for k in ("asked_due_on",) if k in form.cleaned_data}
                service.move(
                    request.actor, found, move, reason=form.cleaned_data.get("reason", ""), changes=changes
                )
        except FAULTS as error:
            for line in problems(error):
                form.add_error(None, line)
        else:
            messages.success(request, _("已办理：%(move)s") % {"move": formats.bilingual(wanted, "label")})
            return redirect(at)
    if bound and not form.fields:
        for said in form.non_field_errors():
            messages.error(request, str(said))
        return redirect(at)
    label = formats.bilingual(wanted, "label")
    context = {
        "crumbs": crumbs_of(found, Crumb(label)),
        "page_head": PageHead(f"{label}{_('：')}{found.title}", formats.bilingual(found.region)),
        "parts": [Card(label, Form(form, label, cancel_url=at, columns=1, id="move-form"))],
    }
    return render(request, "desk/tasks/page.html", context, status=422 if bound else 200)


def may_move(request: StaffRequest, found: Task, wanted: Move) -> bool:
    """By permission alone; the state is the service's affair, which says it in words."""
    if wanted.action == "task.report":
        return any(p.role == Role.LEAD for p in service.parts_for(request.actor, found))
    return request.actor.scope(wanted.action).covers(found.region_id)


@require_POST
@page("task.report")
def sign(request: StaffRequest, scope: Scope, pk: int, unit: int) -> HttpResponseBase:
    found = task_or_404(request.actor.scope("task.view"), pk)
    part = get_object_or_404(Unit, pk=unit)
    scope.require(part.region_id, None, part.pk)
    try:
        service.sign(request.actor, found, part)
    except FAULTS as error:
        messages.error(request, problems(error)[0])
    else:
        messages.success(request, _("已签收。"))
    return redirect("desk:task", pk)


@require_POST
@page("evidence.add")
def add_evidence(request: StaffRequest, scope: Scope, pk: int) -> HttpResponseBase:
    found = task_or_404(request.actor.need("task.view"), pk)
    if not panels.may_attach(request, found):
        raise PermissionDenied(_("只有承办单位和质量办可以为这项任务提交材料。"))
    form = forms.EvidenceForm(request.POST, request.FILES, task=found)
    if not form.is_valid():
        for line in [e for errors in form.errors.values() for e in errors]:
            messages.error(request, str(line))
        return redirect("desk:task", pk)
    upload, output = form.cleaned_data["file"], form.cleaned_data["output"]
    subject: Any = found.outputs.get(pk=output) if output else found
    try:
        service.attach(
            request.actor, found, subject, upload.read(), upload.name, note=form.cleaned_data["note"]
        )
    except FAULTS as error:
        messages.error(request, problems(error)[0])
    else:
        messages.success(request, _("已提交材料。"))
    return redirect("desk:task", pk)


# -- editing ------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@page("task.edit")
def new(request: StaffRequest, scope: Scope) -> HttpResponseBase:
    """A task that no measure asks for: of a programme (``?programme=``) or of its own."""
    key = request.GET.get("programme", "")
    programme = programme_or_404(request, key) if key else None
    form = forms.TaskForm(
        request.POST if request.method == "POST" else None, scope=scope, programme=programme
    )
    back = reverse("desk:programme_tasks", args=[key]) if programme else reverse("desk:tasks")
    if form.is_bound and form.is_valid():
        basis = programme.name if programme else _("质量办安排")
        try:
            made = service.create(request.actor, form.plan(basis=basis))
        except FAULTS as error:
            for line in problems(error):
                form.add_error(None, line)
        else:
            messages.success(request, _("已拟定。下达后各单位才会看到待办。"))
            return redirect("desk:task", made.pk)
    crumbs = [Crumb(_("任务"), reverse("desk:tasks")), Crumb(_("新任务"))]
    return edit_page(request, PageHead(_("新任务"), programme.name if programme else ""), form, crumbs, back)


@require_http_methods(["GET", "HEAD", "POST"])
@page("task.edit")
def edit(request: StaffRequest, scope: Scope, pk: int) -> HttpResponseBase:
    found = task_or_404(request.actor.need("task.view"), pk)
    scope.require(found.region_id)
    back = reverse("desk:task", args=[pk])
    if found.ended:
        messages.error(
            request,
            _("任务已是“%(state)s”，不能再改。")
            % {"state": formats.bilingual(TASK.state(found.state), "label")},
        )
        return redirect(back)
    form = forms.TaskForm(
        request.POST if request.method == "POST" else None,
        initial=forms.TaskForm.initial_of(found),
        scope=scope,
        programme=found.programme,
        task=found,
    )
    if form.is_bound and form.is_valid():
        try:
            service.change(request.actor, found, form.plan(), form.cleaned_data.get("reason", ""))
        except FAULTS as error:
            for line in problems(error):
                form.add_error(None, line)
        else:
            messages.success(request, _("已保存。原来的内容保留在历史里。"))
            return redirect(back)
    head = PageHead(_("修改：%(name)s") % {"name": task_or_404(request.actor.scope("task.view"), pk).title})
    return edit_page(request, head, form, crumbs_of(found, Crumb(_("修改"))), back)


def edit_page(
    request: StaffRequest, head: PageHead, form: forms.TaskForm, crumbs: list[Crumb], back: str
) -> HttpResponse:
    groups = [
        (_("任务"), ["title", "region", "due_on", "report_every", "weight"]),
        (_("单位"), ["leads", "supports"]),
        (_("内容"), ["work", "outputs"]),
        (_("支撑的指标值"), ["targets", "weights"]),
    ]
    kept = [(legend, [n for n in names if n in form.fields]) for legend, names in groups]
    body = Form(form, cancel_url=back, id="task-form", groups=[g for g in kept if g[1]])
    context = {"crumbs": crumbs, "page_head": head, "parts": [Card(_("内容"), body)]}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "desk/tasks/page.html", context, status=status)
