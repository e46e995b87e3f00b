"""What if: choose tasks to slip or fail, and see where each target they feed lands at its deadline."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhiheng.faces.desk.areas.indicators.shown import figure, may_see_cell, period_label
from zhiheng.faces.desk.areas.indicators.standing import wanted_words
from zhiheng.faces.desk.areas.programmes.tabs import programme_tabs
from zhiheng.faces.desk.areas.tasks import words
from zhiheng.faces.desk.areas.tasks.views import crumbs_of, programme_or_404
from zhiheng.faces.desk.page import StaffRequest, page
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Alert,
    Badge,
    Column,
    Crumb,
    Figure,
    Link,
    PageHead,
    Provenance,
    Row,
    Table,
)
from zhiheng.frame.people.scope import Scope
from zhiheng.judgement.progress.what_if import Landing, Wish, feeding, first_day, landings
from zhiheng.kernels.measures import MeasureError
from zhiheng.kernels.methods.projecting import ASSUMPTIONS, METHOD, RULE
from zhiheng.kernels.rules import rule_book
from zhiheng.records.programmes.models import Programme
from zhiheng.records.tasks.models import Role, Task
from zhiheng.records.tasks.proposing import last_day

MOST = 60  # months: longer than any programme


@dataclass(frozen=True)
class Line:
    """A task as a row of the form."""

    task: Task
    state: Badge
    leads: str
    wish: Wish


@require_safe
@page("task.view")
def what_if(request: StaffRequest, scope: Scope, key: str) -> HttpResponse:
    programme = programme_or_404(request, key)
    at, problem = day_of(request, programme)
    tasks = feeding(scope, programme, at)
    wishes, faults = wishes_of(request, tasks)
    open_at = [t for t in tasks if not (t.closed_on and t.closed_on <= at)]
    context: dict[str, Any] = {
        "crumbs": crumbs_of(programme, Crumb(_("推演"))),
        "page_head": PageHead(_("推演"), f"{programme.name} · {_('任务推迟或落空，目标落在哪里')}"),
        "tabs": programme_tabs(request.actor, programme, "what_if"),
        "programme": programme,
        "at": at.isoformat(),
        "earliest": (last_day(programme.starts) or at).replace(month=1, day=1).isoformat(),
        "latest": (last_day(programme.ends) or dt.date.today()).isoformat(),
        "most": MOST,
        "faults": [*([problem] if problem else []), *faults],
        "lines": [
            Line(t, words.task_state(t), words.units(t.parts.all(), Role.LEAD), wishes.get(t.pk, Wish()))
            for t in open_at
        ],
        "closed": len(tasks) - len(open_at),
        "method": METHOD,
        "assumptions": ASSUMPTIONS,
        "wished": len(wishes),
    }
    status = 422 if context["faults"] else 200
    if tasks:
        try:
            # What the wishes move comes first.
            found = sorted(landings(programme, tasks, wishes, at), key=lambda x: not x.worse)
        except MeasureError as error:
            context["trouble"] = Alert(_("算不出来"), str(error), "error")
            return render(request, "desk/tasks/what_if.html", context, status=422)
        context["table"] = table(request, [x for x in found if x.planned], at)
        if without := [x for x in found if x.planned is None]:
            context["without"] = without_table(without)
        version = rule_book().in_force(RULE, dt.date.today())
        context["rule"] = Provenance(
            [(_("规则"), version.ref.text), (_("规则内容"), version.note)], _("推演的规则")
        )
    return render(request, "desk/tasks/what_if.html", context, status=status)


def day_of(request: StaffRequest, programme: Programme) -> tuple[dt.date, str]:
    """The day from which it is projected; a day that cannot be read is told and the usual one taken."""
    usual = first_day(programme)
    text = request.GET.get("at", "")
    if not text:
        return usual, ""
    try:
        return dt.date.fromisoformat(text), ""
    except ValueError:
        return usual, _("看不懂推演起点“%(text)s”。请写成 2014-12-31 这样。") % {"text": text[:20]}


def wishes_of(request: StaffRequest, tasks: list[Task]) -> tuple[dict[int, Wish], list[str]]:
    """``slip-<task>`` months, ``fail-<task>``; all in the address, so that a what-if can be sent to somebody."""
    found: dict[int, Wish] = {}
    faults = []
    for task in tasks:
        text = request.GET.get(f"slip-{task.pk}", "").strip()
        failed = f"fail-{task.pk}" in request.GET
        slip = 0
        if text:
            if not text.isdecimal() or int(text) > MOST:
                faults.append(
                    _("“%(task)s”推迟的月数应是 0 至 %(most)s 的整数。") % {"task": task.title, "most": MOST}
                )
                continue
            slip = int(text)
        if slip or failed:
            found[task.pk] = Wish(slip, failed)
    return found, faults


STATUS = {
    "met": "已经达到，任务推迟不影响",
    "past": "期限已过，停在现值",
    "no_feed": "没有余下的任务，停在现值",
}


def table(request: StaffRequest, found: list[Landing], at: dt.date) -> Table:
    scope = request.actor.scope("indicator.view")
    rows = []
    for each in found:
        assert each.line is not None and each.line.cell is not None
        if not may_see_cell(scope, each.line.cell):
            hidden = Figure(None, status=_("不在您的查看范围"))
            rows.append(
                Row([name_of(each), wanted_words(each.target), each.deadline, hidden, None, None, None, None])
            )
            continue
        rows.append(
            Row(
                [
                    name_of(each),
                    wanted_words(each.target),
                    each.deadline,
                    figure(each.line.cell),
                    landed(each, planned=True),
                    landed(each, planned=False),
                    limits(each),
                    blame(each),
                ],
                tone="red" if each.worse and each.then is not None and not each.then.met and each.planned_then is not None and each.planned_then.met else "",
                key=each.target.key,
            )
        )  # fmt: skip
    heads = [
        Column("target", _("指标值"), wide=True),
        Column("wanted", _("目标"), align="end"),
        Column("deadline", _("期限")),
        Column("now", _("现值"), align="end", help=_("推演起点之前最近的完整年度")),
        Column("planned", _("按计划落在"), align="end"),
        Column("slipped", _("按所设落在"), align="end"),
        Column("limits", _("上下限")),
        Column("why", _("怎样得来"), wide=True),
    ]
    return Table(
        heads, rows, _("各目标落在哪里"), id="landings", cards=True, empty=_("没有可以推演的指标值。")
    )


def name_of(each: Landing) -> Link:
    url = reverse("desk:attainment", args=[each.target.programme.key]) + f"#L-{each.target.key}"
    period = period_label(each.line.period) if each.line and each.line.period else ""
    return Link(f"{each.target.key} {each.target.indicator_name}", url, period)


def landed(each: Landing, *, planned: bool) -> Figure:
    projected = each.planned if planned else each.slipped
    judged = each.planned_then if planned else each.then
    assert projected is not None and each.line is not None and each.line.cell is not None
    light = str(judged.light) if judged else "grey"
    return Figure(round(projected.value, max(2, each.line.cell.decimals)), each.target.unit, light=light)


def limits(each: Landing) -> str:
    assert each.slipped is not None
    if each.slipped.status != "ok":
        return _(STATUS[each.slipped.status])
    low, high = formats.number(round(each.slipped.low, 2)), formats.number(round(each.slipped.high, 2))
    return f"{low} – {high} {formats.unit(each.target.unit)}".strip()


def blame(each: Landing) -> Any:
    """Which tasks carry what is lacking, and how much of it comes in time."""
    assert each.slipped is not None
    if each.slipped.status != "ok":
        return None
    titles = {str(task.pk): task.title for task, _wish in each.tasks}
    told = []
    for share in each.slipped.shares:
        part, done = round(share.part * 100), round(share.delivered * 100)
        told.append(
            _("%(task)s：担 %(part)s%%，到期见效 %(done)s%%")
            % {"task": titles.get(share.key, share.key), "part": part, "done": done}
        )
    return "；".join(told)


def without_table(found: list[Landing]) -> Table:
    rows = [
        Row([name_of(x), wanted_words(x.target), x.words, _("、").join(t.title for t, _w in x.tasks)])
        for x in found
    ]
    heads = [
        Column("target", _("指标值"), wide=True),
        Column("wanted", _("目标"), align="end"),
        Column("why", _("为什么不能推演")),
        Column("tasks", _("支撑它的任务"), wide=True),
    ]
    return Table(heads, rows, _("不能推演的指标值"), id="without", cards=True)
