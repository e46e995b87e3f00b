"""From measures to tasks: what the programme asks for, chosen, edited and issued by the office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhiheng.faces.desk.areas.programmes.tabs import programme_tabs
from zhiheng.faces.desk.areas.tasks import forms, words
from zhiheng.faces.desk.areas.tasks.views import crumbs_of, programme_or_404
from zhiheng.faces.desk.areas.tasks.views_task import FAULTS
from zhiheng.faces.desk.page import StaffRequest, page, problems
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Clause, Crumb, PageHead
from zhiheng.frame.people.scope import Scope
from zhiheng.records.programmes.models import Programme
from zhiheng.records.tasks import service
from zhiheng.records.tasks.models import Task
from zhiheng.records.tasks.proposing import Proposal, proposals


@dataclass
class Line:
    """A proposal as a row of the form, with what was typed and what is wrong with it."""

    proposal: Proposal
    clause: Clause
    leads: str
    supports: str
    chosen: bool
    title: str
    due_on: str
    report_every: str
    error: str = ""

    @property
    def known(self) -> Sequence[Task]:
        return self.proposal.known


@require_http_methods(["GET", "HEAD", "POST"])
@page("task.edit")
def propose(request: StaffRequest, scope: Scope, key: str) -> HttpResponseBase:
    programme = programme_or_404(request, key)
    # The sentences are cut out of the text here: it is read once, with the programme.
    programme = Programme.objects.within(request.actor.scope("programme.view")).get(pk=programme.pk)
    scope.require(programme.region_id)
    posted = request.method == "POST"
    lines = [line_of(request, programme, p, posted) for p in proposals(programme)]
    if posted:
        issue = "issue" in request.POST
        made = take(request, programme, lines, issue)
        if made is not None:
            words_ = _("已拟定并下达 %(n)s 项任务。") if issue else _("已拟定 %(n)s 项任务，尚未下达。")
            messages.success(request, words_ % {"n": made})
            return redirect("desk:programme_tasks", key)
    return show(request, programme, lines, 422 if posted else 200)


def line_of(request: StaffRequest, programme: Programme, found: Proposal, posted: bool) -> Line:
    path = [step for step in (found.node.path if found.node else "").split("/") if step]
    url = f"{reverse('desk:programme', args=[programme.key])}#C-{found.node.path}" if found.node else ""

    def typed(name: str, default: str) -> str:
        return request.POST.get(f"{name}-{found.key}", default) if posted else default

    every = request.POST.get("every", "quarterly") if posted else "quarterly"
    return Line(
        proposal=found,
        clause=Clause(path[0] if path else _("全文"), path[1:], url, found.sentence[:200]),
        leads=_("、").join(formats.bilingual(u) for u in found.leads),
        supports=short([formats.bilingual(u) for u in found.others]),
        chosen=found.key in request.POST.getlist("chosen")
        if posted
        else not found.known and bool(found.leads),
        title=typed("title", found.title),
        due_on=typed("due", found.due_on.isoformat() if found.due_on else ""),
        report_every=typed("every", every),
    )


def short(names: Sequence[str], limit: int = 4) -> str:
    more = _(" 等 %(n)s 个单位") % {"n": len(names)} if len(names) > limit else ""
    return _("、").join(names[:limit]) + more


def take(request: StaffRequest, programme: Programme, lines: list[Line], issue: bool) -> int | None:
    """All chosen lines or none: how many tasks were made; None when something is to be mended."""
    wanted = [line for line in lines if line.chosen]
    if not wanted:
        messages.error(request, _("没有选中任何一项。"))
        return None
    plans = []
    for line in wanted:
        try:
            due_on = dt.date.fromisoformat(line.due_on) if line.due_on else None
        except ValueError:
            line.error = _("日期看不懂。请写成 2026-03-15 这样。")
            continue
        known = {value for value, _label in forms.EVERY}
        plans.append(
            (
                line,
                service.Plan.of(
                    programme,
                    line.proposal,
                    title=line.title,
                    due_on=due_on,
                    due_reason=line.proposal.due_reason
                    if due_on == line.proposal.due_on
                    else _("质量办确定"),
                    report_every=line.report_every if line.report_every in known else "quarterly",
                ),
            )
        )
    if any(line.error for line in wanted):
        messages.error(request, _("有的行需要改正，没有生成任务。"))
        return None
    try:
        with transaction.atomic():
            for line, plan in plans:
                try:
                    task = service.create(request.actor, plan)
                    if issue:
                        service.move(request.actor, task, "issue")
                except FAULTS as error:
                    line.error = problems(error)[0]
            if any(line.error for line in wanted):
                raise ValidationError(_("有的行需要改正，没有生成任务。"))
    except ValidationError as error:
        messages.error(request, problems(error)[0])
        return None
    return len(plans)


def show(request: StaffRequest, programme: Programme, lines: list[Line], status: int) -> HttpResponse:
    back = Crumb(_("任务"), reverse("desk:programme_tasks", args=[programme.key]))
    context: dict[str, Any] = {
        "crumbs": crumbs_of(programme, back, Crumb(_("由举措拟定任务"))),
        "page_head": PageHead(
            _("由举措拟定任务"),
            _("每条写明责任单位的举措拟成一项任务；选、改、下达都由质量办决定，下达之前不惊动任何单位。"),
        ),
        "tabs": programme_tabs(request.actor, programme, "tasks"),
        "lines": lines,
        "every": [(value, _(words.EVERY_WORDS[value])) for value, _label in forms.EVERY],
        "fresh": sum(1 for line in lines if not line.known),
        "back": reverse("desk:programme_tasks", args=[programme.key]),
    }
    return render(request, "desk/tasks/propose.html", context, status=status)
