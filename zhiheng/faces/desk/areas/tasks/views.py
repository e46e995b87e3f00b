"""Tasks of my unit and of a programme, with what adds up to the programme's light."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhiheng.faces.desk.areas.programmes.tabs import programme_tabs
from zhiheng.faces.desk.areas.tasks import listing, words
from zhiheng.faces.desk.page import StaffRequest, page
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Action,
    Alert,
    Card,
    Column,
    Component,
    Crumb,
    Light,
    Link,
    PageHead,
    Provenance,
    Row,
    Table,
    query_with,
)
from zhiheng.frame.people.scope import Scope
from zhiheng.judgement.progress.lights import TaskLight, rolled, standing
from zhiheng.judgement.progress.warnings import warned
from zhiheng.kernels.measures import MeasureError
from zhiheng.kernels.rules import rule_book
from zhiheng.records.programmes.models import Node, Programme
from zhiheng.records.tasks.models import Task


def programme_or_404(request: StaffRequest, key: str) -> Programme:
    """The programme, when the actor may see it."""
    scope = request.actor.scope("programme.view")
    return get_object_or_404(Programme.objects.within(scope).defer("text").select_related("region"), key=key)


def crumbs_of(programme: Programme, *rest: Crumb) -> list[Crumb]:
    return [
        Crumb(_("方案"), reverse("desk:programmes")),
        Crumb(programme.name, reverse("desk:programme", args=[programme.key])),
        *rest,
    ]


@require_safe
@page("task.view")
def tasks(request: StaffRequest, scope: Scope) -> HttpResponse:
    base, tabs = listing.whose(request, Task.objects.within(scope))
    filters = listing.TaskFilter(request.GET, queryset=base, actor=request.actor)
    try:
        if (fmt := request.GET.get("view", "")) in {"csv", "xlsx"}:
            found, lights, _none = listing.chosen(request, filters.qs, paged=False)
            return listing.export(fmt, "任务清单", found, lights)
        shown, lights, at = listing.chosen(request, filters.qs)
    except MeasureError as error:
        return trouble(request, PageHead(_("任务")), str(error))
    actions = [Action(_("导出 CSV"), query_with(request.GET, view="csv"))]
    if request.actor.may("task.edit"):
        actions.append(Action(_("新任务"), reverse("desk:task_new"), tone="primary"))
    parts: list[Component] = [
        listing.stats(request, base),
        listing.filter_bar(filters),
        listing.table(request, shown, lights, at),
    ]
    context = {
        "page_head": PageHead(_("任务"), _("谁牵头、谁配合、到什么时候、进展到哪里"), actions),
        "crumbs": [Crumb(_("任务"))],
        "tabs": tabs,
        "parts": parts,
    }
    return render(request, "desk/tasks/page.html", context)


def trouble(request: StaffRequest, head: PageHead, words_: str) -> HttpResponse:
    context = {"page_head": head, "parts": [Alert(_("算不出来"), words_, "error")]}
    return render(request, "desk/tasks/page.html", context, status=422)


@require_safe
@page("task.view")
def programme_tasks(request: StaffRequest, scope: Scope, key: str) -> HttpResponse:
    programme = programme_or_404(request, key)
    base = Task.objects.within(scope).filter(programme=programme)
    filters = listing.TaskFilter(request.GET, queryset=base, actor=request.actor, one=True)
    head = PageHead(_("任务"), programme.name)
    try:
        if (fmt := request.GET.get("view", "")) in {"csv", "xlsx"}:
            found, lights, _none = listing.chosen(request, filters.qs, paged=False)
            return listing.export(fmt, f"{programme.name}任务", found, lights)
        every = list(base.prefetch_related("parts__unit"))
        lights = standing(every)
    except MeasureError as error:
        return trouble(request, head, str(error))
    shown, _lights, at = listing.chosen(request, filters.qs)
    may_edit = request.actor.scope("task.edit").covers(programme.region_id)
    actions = [Action(_("导出 CSV"), query_with(request.GET, view="csv"))]
    new = Action(_("由举措拟定任务"), reverse("desk:tasks_propose", args=[key]), tone="primary")
    if may_edit:
        actions += [Action(_("另加任务"), f"{reverse('desk:task_new')}?programme={key}"), new]
    parts: list[Component] = [
        listing.stats(request, base),
        *standing_of(programme, every, lights),
        *warnings_of(scope, programme),
        listing.filter_bar(filters, one=True),
        listing.table(
            request, shown, lights | _lights, at, one=True, actions=new if may_edit and not every else None
        ),
    ]
    context = {
        "page_head": PageHead(_("任务"), programme.name, actions),
        "crumbs": crumbs_of(programme, Crumb(_("任务"))),
        "tabs": programme_tabs(request.actor, programme, "tasks"),
        "parts": parts,
    }
    return render(request, "desk/tasks/page.html", context)


def standing_of(programme: Programme, every: list[Task], lights: dict[int, TaskLight]) -> list[Component]:
    """The light of the programme and of its clauses at the second level, with the rule in sight."""
    found = rolled(every, lights)
    if found[""].tasks == 0:
        return []
    titles = dict(
        Node.objects.everywhere("clauses of a programme already narrowed")
        .filter(programme=programme)
        .order_by("order")
        .values_list("path", "title")
    )
    order = {path: n for n, path in enumerate(titles)}
    rule = rule_book().version("progress.roll_up", found[""].whole.rule.version)
    rows = []
    for path, each in sorted(found.items(), key=lambda pair: order.get(pair[0], -1)):
        if path.count("/") > 1:
            continue
        name = f"{path} {titles.get(path, '')}".strip() if path else _("整个方案")
        light = Light(each.whole.light.value, _(words.LIGHT_WORDS[each.whole.light.value]))
        rows.append(
            Row([name, light, each.tasks, each.whole.reason], tone="total" if not path else "", key=path)
        )
    heads = [
        Column("path", _("条款"), wide=True),
        Column("light", _("灯")),
        Column("tasks", _("任务数"), align="end"),
        Column("why", _("怎样得来"), wide=True),
    ]
    body = words.Stack(
        [
            Table(heads, rows, _("各条款的进展"), id="standing", cards=True),
            Provenance(
                [(_("汇总规则"), found[""].whole.rule.text), (_("规则内容"), rule.note)], _("灯怎样汇总")
            ),
        ]
    )
    return [Card(_("进展汇总"), body, id="standing-card")]


def warnings_of(scope: Scope, programme: Programme) -> list[Component]:
    """Targets that delayed tasks put at risk."""
    found = warned(scope)
    mine = [w for each in found.values() for w in each if w.target.programme_id == programme.pk]
    if not mine:
        return []
    items = [
        Link(
            f"{w.target.key} {w.target.indicator_name}",
            reverse("desk:task", args=[w.task.pk]),
            f"{w.task.title}{_('：')}{w.words}",
        )
        for w in mine[:8]
    ]
    words_ = _("共 %(n)s 处") % {"n": len(mine)}
    return [Alert(_("任务滞后，可能拖累所支撑的指标值"), words_, "warning", items)]


def unit_name(thing: object) -> str:
    return formats.bilingual(thing)
