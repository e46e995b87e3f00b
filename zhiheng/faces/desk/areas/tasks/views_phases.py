"""Phases of a programme: what each must bring, the acceptance of counties and lead units, and its closing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from zhiheng.faces.desk.areas.indicators.shown import period_label
from zhiheng.faces.desk.areas.programmes.tabs import programme_tabs
from zhiheng.faces.desk.areas.tasks import forms, words
from zhiheng.faces.desk.areas.tasks.panels import file_table
from zhiheng.faces.desk.areas.tasks.views import crumbs_of, programme_or_404
from zhiheng.faces.desk.areas.tasks.views_task import FAULTS
from zhiheng.faces.desk.page import StaffRequest, page, problems
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Action,
    Alert,
    Badge,
    Buttons,
    Card,
    Column,
    Crumb,
    Empty,
    Form,
    Light,
    PageHead,
    Progress,
    Row,
    Step,
    Steps,
    Table,
    Timeline,
)
from zhiheng.frame.evidence import store
from zhiheng.frame.lifecycles.declare import LifecycleError
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.trail.chain import history
from zhiheng.judgement.progress import acceptance as drawing
from zhiheng.kernels.measures import MeasureError, Period
from zhiheng.records.programmes.models import Phase
from zhiheng.records.tasks import service, stages
from zhiheng.records.tasks.lifecycles import ACCEPTANCE, STAGE
from zhiheng.records.tasks.models import Acceptance, Stage, StageOutput
from zhiheng.records.tasks.proposing import last_day

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@page("task.view")
def programme_phases(request: StaffRequest, scope: Scope, key: str) -> HttpResponse:
    programme = programme_or_404(request, key)
    phases = list(
        Phase.objects.everywhere("phases of a programme already narrowed")
        .filter(programme=programme)
        .order_by("starts")
    )
    held = {
        s.phase_id: s
        for s in Stage.objects.within(scope)
        .filter(programme=programme)
        .select_related("phase")
        .prefetch_related("outputs", Prefetch("acceptances", Acceptance.objects.within(scope)))
    }
    may_edit = request.actor.scope("task.edit").covers(programme.region_id)
    parts: list[Any] = []
    if not phases:
        parts.append(Empty(_("方案没有分阶段"), _("文件没有写明阶段，或还没有读出。")))
    elif len(held) < len(phases) and may_edit:
        prepare = Action(_("按方案建立阶段"), reverse("desk:phases_prepare", args=[key]), "post", "primary")
        parts.append(
            Alert(
                _("有的阶段还没有成果清单"),
                _("按方案建立后，可以改清单、核对、组织验收。"),
                "info",
                actions=[prepare],
            )
        )
    steps = [Step(p.name, step_state(held.get(p.pk)), note=f"{p.starts} — {p.ends}") for p in phases]
    if steps:
        parts.append(Steps(steps, _("阶段")))
    rows = [row_of(p, held.get(p.pk)) for p in phases]
    heads = [
        Column("name", _("阶段"), wide=True),
        Column("span", _("起止")),
        Column("state", _("状态")),
        Column("outputs", _("成果")),
        Column("records", _("验收")),
        Column("short", _("有缺口"), align="end"),
        Column("closed_on", _("验收日期")),
    ]
    if phases:
        parts.append(Table(heads, rows, _("阶段"), id="phases", cards=True))
    actions = []
    if held:
        actions.append(Action(_("总验收"), reverse("desk:programme_acceptance", args=[key])))
    context = {
        "crumbs": crumbs_of(programme, Crumb(_("阶段验收"))),
        "page_head": PageHead(_("阶段验收"), programme.name, actions),
        "tabs": programme_tabs(request.actor, programme, "phases"),
        "parts": parts,
    }
    return render(request, "desk/tasks/page.html", context)


def step_state(stage: Stage | None) -> Any:
    if stage is None or stage.state == "open":
        return "todo"
    return "done" if stage.state == "closed" else "current"


def row_of(phase: Phase, stage: Stage | None) -> Row:
    span = f"{phase.starts} — {phase.ends}"
    if stage is None:
        return Row([phase.name, span, Badge(_("未建立"), "grey"), None, None, None, None])
    outputs, records = list(stage.outputs.all()), list(stage.acceptances.all())
    there = sum(1 for o in outputs if o.done_on)
    accepted = sum(1 for a in records if a.state == "accepted")
    return Row(
        [
            phase.name,
            span,
            [words.state(STAGE, stage.state), *words.synthetic(stage)],
            Progress(there, len(outputs), f"{there}/{len(outputs)}") if outputs else None,
            Progress(accepted, len(records), f"{accepted}/{len(records)}") if records else None,
            sum(1 for a in records if a.short) if records else None,
            stage.closed_on,
        ],
        url=reverse("desk:phase", args=[stage.pk]),
    )


@require_POST
@page("task.edit")
def prepare(request: StaffRequest, scope: Scope, key: str) -> HttpResponseBase:
    programme = programme_or_404(request, key)
    scope.require(programme.region_id)
    made = stages.prepare(request.actor, programme)
    messages.success(request, _("已建立 %(n)s 个阶段。") % {"n": len(made)})
    return redirect("desk:programme_phases", key)


def stage_or_404(scope: Scope, pk: int) -> Stage:
    return get_object_or_404(
        Stage.objects.within(scope)
        .select_related("phase", "programme", "region")
        .defer("programme__text")
        .prefetch_related("outputs__unit"),
        pk=pk,
    )


class OutputsForm(django_forms.Form):
    outputs = forms.text_field(
        gettext_lazy("成果清单"),
        5,
        required=False,
        help_text=gettext_lazy("每行一项；行首加“(可选)”的不是通过验收的条件"),
    )


class DrawForm(django_forms.Form):
    period = django_forms.RegexField(
        r"^\d{4}$",
        label=gettext_lazy("看哪一年的数字"),
        error_messages={"invalid": gettext_lazy("请填四位年份。")},
    )


OPTIONAL = "(可选)"


@require_safe
@page("task.view")
def phase(request: StaffRequest, scope: Scope, pk: int) -> HttpResponse:
    found = stage_or_404(scope, pk)
    return render(request, "desk/tasks/page.html", stage_context(request, found, scope))


def stage_context(request: StaffRequest, found: Stage, scope: Scope) -> dict[str, Any]:
    may_edit = request.actor.scope("task.edit").covers(found.region_id)
    records = list(
        Acceptance.objects.within(scope).filter(stage=found).select_related("owner", "region").order_by("kind", "region_id", "owner__name")
    )  # fmt: skip
    lacking = stages.lacking(found) if found.state != "closed" else []
    top: list[Any] = []
    if lacking and found.state == "checking":
        top.append(Alert(_("还不能通过验收"), "", "warning", lacking))
    main: list[Any] = [
        Card(_("办理"), words.Stack(stage_moves(request, found))),
        Card(_("成果清单"), checklist(request, found, may_edit), id="outputs-card"),
        Card(_("验收记录"), words.Stack(record_things(request, found, records, may_edit)), id="records-card"),
    ]
    return {
        "crumbs": crumbs_of(
            found.programme,
            Crumb(_("阶段验收"), reverse("desk:programme_phases", args=[found.programme.key])),
            Crumb(found.phase.name),
        ),
        "page_head": PageHead(
            found.phase.name,
            f"{found.programme.name} · {found.phase.starts} — {found.phase.ends}",
            [],
            [words.state(STAGE, found.state), *words.synthetic(found)],
        ),
        "tabs": programme_tabs(request.actor, found.programme, "phases"),
        "parts": top,
        "main": main,
        "side": [Card(_("办理过程"), Timeline(words.events(history(found)[:40]), _("办理过程")))],
    }


def stage_moves(request: StaffRequest, found: Stage) -> list[Any]:
    things: list[Any] = []
    plain, asked = [], []
    for move in STAGE.moves_from(found.state):
        if not request.actor.scope(move.action).covers(found.region_id):
            continue
        url = reverse("desk:phase_move", args=[found.pk, move.key])
        label = formats.bilingual(move, "label")
        if move.reason:
            asked.append(Form(forms.ReasonForm(prefix=move.key), label, url, columns=1, id=f"f-{move.key}"))
        else:
            ask = _("确定“%(move)s”吗？") % {"move": label}
            plain.append(Action(label, url, "post", "primary", ask))
    if plain:
        things.append(Buttons(plain))
    things += asked
    return things or [_("当前没有您可以办理的操作。")]


def checklist(request: StaffRequest, found: Stage, may_edit: bool) -> words.Stack:
    open_now = may_edit and found.state != "closed"
    rows = []
    for each in found.outputs.all():
        done: Any = [each.done_on, each.done_by] if each.done_on else Badge(_("未完成"), "amber")
        button: Any = None
        if open_now:
            url = reverse("desk:phase_output", args=[found.pk, each.pk])
            label = _("取消核对") if each.done_on else _("核对完成")
            button = Buttons([Action(label, url, "post")])
        rows.append(Row([each.name, _("必需") if each.required else _("可选"), done, button]))
    heads = [
        Column("name", _("应有成果"), wide=True),
        Column("required", _("要求")),
        Column("done", _("情况")),
        Column("act", _("核对")),
    ]
    things: list[Any] = [
        Table(heads, rows, _("成果清单"), id="outputs", cards=True, empty=_("清单还是空的。"))
    ]
    files = service.evidence_of(found)
    if files:
        things.append(file_table(files, request.actor.scope("evidence.view")))
    if open_now:
        text = "\n".join(f"{'' if o.required else OPTIONAL}{o.name}" for o in found.outputs.all())
        form = OutputsForm(initial={"outputs": text})
        url = reverse("desk:phase_outputs", args=[found.pk])
        things.append(Form(form, _("保存清单"), url, columns=1, id="outputs-form"))
        if request.actor.scope("evidence.add").covers(found.region_id):
            upload = FileForm(prefix="file")
            url = reverse("desk:phase_evidence", args=[found.pk])
            things.append(Form(upload, _("上传佐证"), url, columns=1, id="file-form"))
    return words.Stack(things)


class FileForm(django_forms.Form):
    file = forms.file_field(gettext_lazy("佐证材料"))


def record_things(
    request: StaffRequest, found: Stage, records: list[Acceptance], may_edit: bool
) -> list[Any]:
    things: list[Any] = []
    if found.drawn_for:
        note = _("对照所看的数字：%(period)s。列出后数字再变，记录不变。")
        things.append(words.Words(note % {"period": period_label(found.drawn_for)}))
    things.append(record_table(records))
    if may_edit and found.state == "checking":
        last = last_day(found.phase.ends)
        year = min(last.year, dt.date.today().year - 1) if last else dt.date.today().year - 1
        form = DrawForm(initial={"period": found.drawn_for or str(year)})
        url = reverse("desk:phase_draw", args=[found.pk])
        label = _("重新列出未验收的") if records else _("列出县区和牵头单位")
        things.append(Form(form, label, url, columns=1, id="draw-form"))
    return things


def record_table(records: list[Acceptance]) -> Table:
    rows = []
    for each in records:
        met = sum(1 for line in each.lines if line.get("met"))
        unknown = sum(1 for line in each.lines if line.get("met") is None)
        rows.append(
            Row(
                [
                    formats.bilingual(each.owner),
                    _("县区") if each.kind == "county" else _("牵头单位"),
                    words.state(ACCEPTANCE, each.state),
                    [
                        Light("green", str(met)),
                        Light("red", str(len(each.short))),
                        Light("grey", str(unknown)),
                    ]
                    if each.lines
                    else _("没有到期的指标值"),
                    each.remedy_by,
                    each.accepted_by,
                    each.accepted_on,
                ],
                url=reverse("desk:acceptance", args=[each.pk]),
                key=str(each.pk),
            )
        )
    heads = [
        Column("unit", _("单位"), wide=True),
        Column("kind", _("类别")),
        Column("state", _("状态")),
        Column("lines", _("达到 / 缺口 / 未知")),
        Column("remedy_by", _("弥补期限")),
        Column("by", _("验收人")),
        Column("on", _("验收日期")),
    ]
    none = _("还没有列出验收记录。开始验收后列出。")
    return Table(heads, rows, _("验收记录"), id="records", cards=True, empty=none)


def back_with(request: StaffRequest, error: Exception, *to: Any) -> HttpResponseBase:
    for line in problems(error):
        messages.error(request, line)
    return redirect(*to)


@require_POST
@page("task.view")
def phase_move(request: StaffRequest, scope: Scope, pk: int, move: str) -> HttpResponseBase:
    found = stage_or_404(scope, pk)
    try:
        wanted = STAGE.move(move)
    except LifecycleError as error:
        raise Http404(str(error)) from None
    if not request.actor.scope(wanted.action).covers(found.region_id):
        raise PermissionDenied(
            _("您的岗位不能对这个阶段“%(move)s”。") % {"move": formats.bilingual(wanted, "label")}
        )
    try:
        stages.move(request.actor, found, move, reason=request.POST.get(f"{move}-reason", ""))
    except FAULTS as error:
        return back_with(request, error, "desk:phase", pk)
    messages.success(request, _("已办理：%(move)s") % {"move": formats.bilingual(wanted, "label")})
    return redirect("desk:phase", pk)


@require_POST
@page("task.edit")
def phase_outputs(request: StaffRequest, scope: Scope, pk: int) -> HttpResponseBase:
    found = stage_or_404(request.actor.need("task.view"), pk)
    scope.require(found.region_id)
    lines = [line.strip() for line in request.POST.get("outputs", "").splitlines() if line.strip()]
    wanted = [(line.removeprefix(OPTIONAL).strip(), not line.startswith(OPTIONAL)) for line in lines]
    try:
        stages.set_outputs(request.actor, found, wanted)
    except FAULTS as error:
        return back_with(request, error, "desk:phase", pk)
    messages.success(request, _("已保存清单。"))
    return redirect("desk:phase", pk)


@require_POST
@page("task.edit")
def phase_output(request: StaffRequest, scope: Scope, pk: int, output: int) -> HttpResponseBase:
    """Tick an output, or take the tick away."""
    found = stage_or_404(request.actor.need("task.view"), pk)
    scope.require(found.region_id)
    each = get_object_or_404(
        StageOutput.objects.select_related("stage"),
        pk=output,
        stage=found,
    )
    try:
        stages.tick(request.actor, each, None if each.done_on else dt.date.today())
    except FAULTS as error:
        return back_with(request, error, "desk:phase", pk)
    return redirect("desk:phase", pk)


@require_POST
@page("task.edit")
def phase_evidence(request: StaffRequest, scope: Scope, pk: int) -> HttpResponseBase:
    found = stage_or_404(request.actor.need("task.view"), pk)
    scope.require(found.region_id)
    form = FileForm(request.POST, request.FILES, prefix="file")
    if not form.is_valid():
        messages.error(request, _("没有选择文件。"))
        return redirect("desk:phase", pk)
    request.actor.need("evidence.add").require(found.region_id)
    upload = form.cleaned_data["file"]
    try:
        store.attach(request.actor, found, upload.read(), upload.name, region=found.region_id)
    except FAULTS as error:
        return back_with(request, error, "desk:phase", pk)
    messages.success(request, _("已提交材料。"))
    return redirect("desk:phase", pk)


@require_POST
@page("task.edit")
def phase_draw(request: StaffRequest, scope: Scope, pk: int) -> HttpResponseBase:
    found = stage_or_404(request.actor.need("task.view"), pk)
    scope.require(found.region_id)
    form = DrawForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请填四位年份。"))
        return redirect("desk:phase", pk)
    try:
        made = drawing.draw(request.actor, found, Period.year(int(form.cleaned_data["period"])))
    except (*FAULTS, MeasureError) as error:
        return back_with(request, error, "desk:phase", pk)
    messages.success(request, _("已列出 %(n)s 个单位的验收记录。") % {"n": len(made)})
    return redirect("desk:phase", pk)
