"""The panels of a task's page."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhiheng.faces.desk.areas.indicators.shown import figure, may_see_cell
from zhiheng.faces.desk.areas.indicators.standing import wanted_words
from zhiheng.faces.desk.areas.tasks import forms, words
from zhiheng.faces.desk.page import StaffRequest
from zhiheng.faces.shell import formats, sentences
from zhiheng.faces.shell.components import (
    Action,
    Badge,
    Buttons,
    Clock,
    Column,
    Figure,
    Form,
    Lifecycle,
    Light,
    Link,
    Pairs,
    Progress,
    Row,
    Step,
    Steps,
    Table,
)
from zhiheng.frame.dues.models import Due, DueState
from zhiheng.frame.evidence.models import Evidence
from zhiheng.frame.lifecycles.declare import Move
from zhiheng.frame.people.scope import Scope
from zhiheng.judgement.progress.lights import TaskLight
from zhiheng.records.tasks import owing, rectifying, service
from zhiheng.records.tasks.lifecycles import PROBLEM, TASK, TASK_REPORT
from zhiheng.records.tasks.models import ProgressReport, Role, Task

WAY = ("draft", "issued", "received", "doing", "submitted", "closed")


def lifecycle(request: StaffRequest, found: Task) -> Lifecycle:
    """State, steps, the running deadlines and the moves open to this person."""
    moves = [button(found, m) for m in service.available(request.actor, found)]
    keys = list(WAY)
    now = keys.index(found.state) if found.state in keys else keys.index("doing")
    steps = [
        Step(
            formats.bilingual(TASK.state(key), "label"),
            "done" if n < now or found.state == "closed" else "current" if n == now else "todo",
        )
        for n, key in enumerate(keys)
    ]
    if found.state == "cancelled":
        steps = [Step(formats.bilingual(TASK.state("cancelled"), "label"), "failed")]
    clocks = []
    running = [
        d
        for d in owing.of(found).outstanding().select_related("owner").order_by("due_on", "id")
        if d.kind == owing.TASK_DUE or d.kind.startswith("clock:")
    ]
    for due in running[:4]:
        late = due.late_days
        left = (due.due_on - dt.date.today()).days
        said = _("逾期 %(n)s 天") % {"n": late} if late else _("还有 %(n)s 天") % {"n": left}
        name = sentences.head(due.title)
        clocks.append(Clock(name, due.due_on, Light(due.light, said), formats.bilingual(due.owner)))
    return Lifecycle(words.task_state(found), moves, clocks, Steps(steps, _("办理进度")))


def button(found: Task, move: Move) -> Action:
    label = formats.bilingual(move, "label")
    url = reverse("desk:task_move", args=[found.pk, move.key])
    tone = "danger" if move.danger else "primary"
    if move.reason or "asked_due_on" in move.needs or (move.evidence and not has_evidence(found)):
        return Action(label, url, tone=tone)
    ask = _("确定“%(move)s”吗？") % {"move": label}
    return Action(label, url, "post", tone, ask)


def has_evidence(found: Task) -> bool:
    return any(e.withdrawn_at is None for e in service.evidence_of(found, *found.outputs.all()))


def particulars(request: StaffRequest, found: Task) -> words.Stack:
    pairs: list[tuple[str, Any]] = [
        (_("依据"), words.clause(found) or None),
        (_("牵头单位"), words.units(found.parts.all(), Role.LEAD) or None),
        (_("配合单位"), words.others(found.parts.all(), 99) or None),
        (_("完成期限"), words.due(found)),
        (_("期限怎样来"), found.due_reason or None),
        (_("报进展周期"), _(words.EVERY_WORDS.get(found.report_every, found.report_every))),
        (_("权重"), found.weight.normalize()),
        (_("下达日期"), found.issued_on),
        (_("办结日期"), found.closed_on),
    ]
    things: list[Any] = [Pairs(pairs)]
    if found.work:
        things.append(words.Words(found.work, _("工作内容")))
    if found.sentence and found.sentence != found.work:
        things.append(words.Words(found.sentence, _("条款原文")))
    elif not found.sentence and found.start is not None and found.end is not None:
        note = _("原文没有载入；条款在原文第 %(a)s–%(b)s 字。")
        things.append(words.Words(note % {"a": found.start + 1, "b": found.end}))
    return words.Stack(things)


def reasons(light: TaskLight) -> words.Stack:
    shown: list[Any] = [
        Pairs(
            [
                (_("灯"), words.light(light)),
                (_("依据"), words.basis(light)),
                (_("规则"), light.rule.text),
            ],
            columns=1,
        ),
        words.Words("\n".join(sentences.told(r) for r in re.split("[;；]", light.reason))),
    ]
    if light.percent is not None:
        told = f"{formats.period(light.told.period)} {light.percent}%"
        shown.insert(1, Progress(light.percent, 100, told))
    return words.Stack(shown)


def targets(request: StaffRequest, found: Task, light: TaskLight | None) -> Table:
    """The targets the task feeds, each with its figure, light and the task's weight in it."""
    lines = {line.target.pk: line for line in light.lines} if light else {}
    scope = request.actor.scope("indicator.view")
    rows = []
    for feed in light.told.feeds if light else ():
        line = lines.get(feed.target_id)
        cell = line.cell if line else None
        shown: Any = Figure(None, status="not_defined" if line is None or line.code is None else "not_due")
        lamp: Any = None
        if cell is not None and line is not None:
            seen = may_see_cell(scope, cell)
            shown = figure(cell, parts=True) if seen else Figure(None, status=_("不在您的查看范围"))
            lamp = Light(line.light) if seen else None
        address = reverse("desk:attainment", args=[feed.target.programme.key]) + f"#L-{feed.target.key}"
        rows.append(
            Row(
                [
                    Link(f"{feed.target.key} {feed.target.indicator_name}", address),
                    wanted_words(feed.target),
                    feed.target.by,
                    shown,
                    lamp,
                    Figure(feed.weight.normalize()) if feed.weight is not None else _("平均"),
                ]
            )
        )
    heads = [
        Column("target", _("指标值"), wide=True),
        Column("wanted", _("目标"), align="end"),
        Column("by", _("期限")),
        Column("value", _("完成值"), align="end"),
        Column("light", _("灯")),
        Column("weight", _("权重"), align="end"),
    ]
    return Table(heads, rows, _("支撑的指标值"), id="targets", cards=True, empty=_("没有关联指标值。"))


def reports(request: StaffRequest, found: Task) -> Table:
    """What was reported and what is owed, by period, the newest first."""
    seen = ProgressReport.objects.within(request.actor.scope("task.view")).filter(task=found)
    known = {(r.unit_id, r.period): r for r in seen.select_related("unit")}
    mine = {p.unit_id for p in service.parts_for(request.actor, found)}
    dues = {
        (d.owner_id, d.period): d
        for d in owing.of(found)
        .filter(kind__in=[owing.REPORT, owing.SHARE])
        .exclude(state=DueState.CANCELLED)
        .select_related("owner")
    }
    today = dt.date.today()
    units = {p.unit_id: p for p in found.parts.all()}
    visible = request.actor.scope("task.view")
    keys = sorted(set(known) | {k for k, d in dues.items() if d.opens_on <= today and k[0] in units and visible.covers(d.region_id)},
                  key=lambda k: (k[1], -(units[k[0]].order if k[0] in units else 0)), reverse=True)  # fmt: skip
    rows = []
    for key in keys:
        report, due = known.get(key), dues.get(key)
        unit = report.unit if report else due.owner  # type: ignore[union-attr]
        role = report.role if report else units[key[0]].role
        url = reverse("desk:task_report", args=[found.pk, unit.pk, key[1]])
        rows.append(
            Row(
                [
                    [formats.period(key[1])],
                    [formats.bilingual(unit), Badge(_(words.ROLE_WORDS[role]))],
                    words.state(TASK_REPORT, report.state) if report else Badge(_("未报"), "grey"),
                    Figure(report.percent, "%") if report and report.percent is not None else None,
                    report_due(due),
                    Link(report_action(report, key[0] in mine), url)
                    if report or (key[0] in mine and not found.ended)
                    else None,
                ],
                key=str(report.pk) if report else "",
            )
        )
    heads = [
        Column("period", _("期间")),
        Column("unit", _("单位"), wide=True),
        Column("state", _("状态")),
        Column("percent", _("完成比例"), align="end"),
        Column("due", _("截止")),
        Column("open", _("办理")),
    ]
    none = _("还没有到报进展的日期。")
    return Table(heads, rows, _("进展报告"), id="report-list", cards=True, empty=none)


def report_action(report: ProgressReport | None, mine: bool) -> str:
    if report is None or (mine and report.state in {"draft", "returned"}):
        return _("填报")
    return _("查看")


def report_due(due: Due | None) -> list[Any] | None:
    if due is None:
        return None
    words_ = _("逾期 %(n)s 天") % {"n": due.late_days} if due.late_days and due.handed_in_on is None else ""
    if due.late_days and due.handed_in_on is not None:
        words_ = _("迟报 %(n)s 天") % {"n": due.late_days}
    return [due.due_on, Light(due.light, words_)] if words_ else [due.due_on]


def signing(request: StaffRequest, found: Task) -> Table:
    mine = {p.pk for p in service.parts_for(request.actor, found)}
    rows = []
    for part in words.ordered(found.parts.all()):
        shown: Any = part.signed_on
        if part.signed_on is None:
            shown = Badge(_("未签收"), "amber") if found.state != "draft" else None
            open_now = found.state not in {"draft", "closed", "cancelled"}
            if part.pk in mine and open_now and not (part.role == Role.LEAD and found.state == "issued"):
                url = reverse("desk:task_sign", args=[found.pk, part.unit_id])
                shown = Buttons([Action(_("签收"), url, "post")])
        rows.append(Row([formats.bilingual(part.unit), _(words.ROLE_WORDS[part.role]), shown]))
    heads = [Column("unit", _("单位"), wide=True), Column("role", _("角色")), Column("signed", _("签收"))]
    return Table(heads, rows, _("单位与签收"), id="signing", cards=True, empty=_("还没有指定单位。"))


def evidence(request: StaffRequest, found: Task) -> words.Stack:
    """Outputs with what was handed in for them, and the form to hand in more."""
    outputs = list(found.outputs.all())
    files = service.evidence_of(found, *outputs)
    names = {str(o.pk): o.name for o in outputs}
    lacking = {o.pk for o in service.lacking_outputs(found)}
    scope = request.actor.scope("evidence.view")
    rows = [
        Row([o.name, _("必需") if o.required else _("可选"), Badge(_("还缺"), "amber") if o.pk in lacking else Badge(_("已交"), "green")])
        for o in outputs
    ]  # fmt: skip
    things: list[Any] = []
    if outputs:
        heads = [
            Column("name", _("应交成果"), wide=True),
            Column("required", _("要求")),
            Column("there", _("情况")),
        ]
        things.append(Table(heads, rows, _("应交成果"), id="outputs", cards=True))
    things.append(file_table(files, scope, names))
    if not found.ended and may_attach(request, found):
        action = reverse("desk:task_evidence", args=[found.pk])
        things.append(Form(forms.EvidenceForm(task=found), _("上传"), action, id="evidence-form"))
    return words.Stack(things)


def may_attach(request: StaffRequest, found: Task) -> bool:
    scope = request.actor.scope("evidence.add")
    if scope.covers(found.region_id) and request.actor.scope("task.edit").covers(found.region_id):
        return True
    parts = service.parts_for(request.actor, found)
    return any(scope.covers(p.unit.region_id, None, p.unit_id) for p in parts)


def file_table(files: list[Evidence], scope: Scope, names: dict[str, str] | None = None) -> Table:
    """Files with who handed them in; those withdrawn are said to be so. A link only where it would open."""
    rows = []
    for each in files:
        opens = scope.covers(each.region_id, None, each.unit_id)
        name: Any = Link(each.name, reverse("desk:evidence", args=[each.pk])) if opens else each.name
        use = (names or {}).get(each.subject_id, "") if each.subject_type == "tasks.output" else ""
        mark = [Badge(_("佐证不实"), "red")] if each.withdrawn_at else []
        rows.append(Row([[name, *mark], use or each.note or None, each.added_by, each.added_at]))
    heads = [
        Column("name", _("文件"), wide=True),
        Column("use", _("用于")),
        Column("by", _("提交人")),
        Column("at", _("提交时间")),
    ]
    return Table(heads, rows, _("佐证材料"), id="files", cards=True, empty=_("还没有佐证材料。"))


def problem_list(request: StaffRequest, found: Task) -> Any:
    rows = list(
        rectifying.seen(request.actor.scope("task.view"))
        .filter(task=found, withdrawn_at__isnull=True)
        .order_by("-found_on")[:20]
    )
    if not rows:
        return _("没有登记问题。")
    heads = [Column("text", _("问题"), wide=True), Column("state", _("状态"))]
    listed = [
        Row([p.text, words.state(PROBLEM, p.state)], url=reverse("desk:problem", args=[p.pk])) for p in rows
    ]
    return Table(heads, listed, _("问题"), id="problem-list")
