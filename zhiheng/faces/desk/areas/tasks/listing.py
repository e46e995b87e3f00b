"""The list of tasks: whose, filtered, with lights, as page or file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import django_filters
from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, F, Q, QuerySet, When
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiheng.faces.desk.areas.tasks import words
from zhiheng.faces.desk.page import StaffRequest, download
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    LIGHT_WORDS,
    Action,
    Column,
    Figure,
    FilterBar,
    Pager,
    Row,
    Stat,
    Stats,
    Tab,
    Table,
    Tabs,
    query_with,
)
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Unit
from zhiheng.frame.regions.models import Region, prefix_range
from zhiheng.judgement.progress.lights import TaskLight, standing
from zhiheng.kernels.intake import ColumnSpec, export_csv, export_workbook
from zhiheng.records.programmes.models import Programme
from zhiheng.records.tasks.lifecycles import TASK
from zhiheng.records.tasks.models import LIVE, Role, Task, TaskUnit

PER_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SORTS = {
    "title": "title",
    "due_on": "due_on",
    "state": "state",
    "region": "region_id",
    "owner": "owner__name",
    "path": "start",
}


def mine(actor: Actor) -> Q:
    """Parts of my own units; who answers for a county counts the parts of that county's units as its own."""
    found = Q(unit__in=[post.unit_id for post in actor.posts])
    for reach in actor.scope("task.report").reaches:
        if reach.unit is None and len(reach.prefix) >= 6:
            low, high = prefix_range(reach.prefix)
            found |= Q(unit__region_id__gte=low, unit__region_id__lt=high)
    return found


def parts_of_mine(actor: Actor) -> QuerySet[TaskUnit]:
    return TaskUnit.objects.filter(mine(actor))


class TaskFilter(django_filters.FilterSet):
    """Filters of the list of tasks; they live in the address."""

    q = django_filters.CharFilter(label=gettext_lazy("搜索"), method="search")
    state = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("状态"), choices=(), widget=forms.CheckboxSelectMultiple
    )
    light = django_filters.ChoiceFilter(
        label=gettext_lazy("灯"),
        choices=list(LIGHT_WORDS.items()),
        method="as_is",
        empty_label=gettext_lazy("全部"),
    )
    role = django_filters.ChoiceFilter(
        label=gettext_lazy("本单位角色"), method="my_role", empty_label=gettext_lazy("全部")
    )
    unit = django_filters.ModelChoiceFilter(
        label=gettext_lazy("单位"),
        queryset=Unit.objects.none(),
        method="of_unit",
        empty_label=gettext_lazy("全部"),
    )
    programme = django_filters.ModelChoiceFilter(
        label=gettext_lazy("方案"),
        queryset=Programme.objects.none(),
        to_field_name="key",
        empty_label=gettext_lazy("全部"),
    )
    region = django_filters.ModelChoiceFilter(
        label=gettext_lazy("区划"), queryset=Region.objects.none(), empty_label=gettext_lazy("全部")
    )
    late = django_filters.BooleanFilter(
        label=gettext_lazy("只看逾期"), method="only_late", widget=forms.CheckboxInput
    )
    due_on = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("完成期限"),
        widget=django_filters.widgets.DateRangeWidget(attrs={"type": "date"}),
    )

    class Meta:
        model = Task
        fields = ("q", "state", "light", "role", "unit", "programme", "region", "late", "due_on")

    def __init__(self, *args: Any, actor: Actor, one: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        seen = self.queryset.order_by()
        self.filters["state"].extra["choices"] = [(s.key, formats.bilingual(s, "label")) for s in TASK.states]
        self.filters["role"].extra["choices"] = [(k, _(w)) for k, w in words.ROLE_WORDS.items()]
        self.filters["unit"].queryset = Unit.objects.filter(
            pk__in=TaskUnit.objects.filter(task__in=seen.values("pk")).values("unit")
        )
        self.filters["region"].queryset = Region.objects.filter(pk__in=seen.values("region_id"))
        if one:
            del self.filters["programme"]
        else:
            self.filters["programme"].queryset = (
                Programme.objects.everywhere("programmes of tasks already narrowed")
                .filter(pk__in=seen.values("programme_id"))
                .defer("text")
            )

    def search(self, query: QuerySet[Task], name: str, value: str) -> QuerySet[Task]:
        for word in value.split():
            query = query.filter(Q(title__icontains=word) | Q(path__icontains=word) | Q(work__icontains=word))
        return query

    def as_is(self, query: QuerySet[Task], name: str, value: str) -> QuerySet[Task]:
        return query  # the light is worked out: see chosen()

    def my_role(self, query: QuerySet[Task], name: str, value: str) -> QuerySet[Task]:
        return query.filter(pk__in=parts_of_mine(self.actor).filter(role=value).values("task"))

    def of_unit(self, query: QuerySet[Task], name: str, value: Unit) -> QuerySet[Task]:
        return query.filter(pk__in=TaskUnit.objects.filter(unit=value).values("task"))

    def only_late(self, query: QuerySet[Task], name: str, value: bool) -> QuerySet[Task]:
        return query.filter(LIVE, due_on__lt=dt.date.today()) if value else query


def whose(request: StaffRequest, query: QuerySet[Task]) -> tuple[QuerySet[Task], Tabs]:
    """My unit's tasks or all in reach; whoever issues tasks sees all first."""
    default = "all" if request.actor.may("task.edit") or not request.actor.may("task.report") else "mine"
    wanted = request.GET.get("whose", default)
    tabs = Tabs(
        [
            Tab(_("本单位的任务"), query_with(request.GET, whose="mine", page=None), wanted == "mine"),
            Tab(_("辖区的任务"), query_with(request.GET, whose="all", page=None), wanted != "mine"),
        ],
        _("看谁的任务"),
    )
    if wanted == "mine":
        query = query.filter(pk__in=parts_of_mine(request.actor).values("task"))
    return query, tabs


def ready(query: QuerySet[Task]) -> QuerySet[Task]:
    """With what a row shows: a fixed number of queries."""
    return (
        query.select_related("programme", "region", "owner")
        .defer("programme__text", "sentence", "work")
        .prefetch_related("parts__unit")
    )


def ordered(query: QuerySet[Task], sort: str) -> QuerySet[Task]:
    column = SORTS.get(sort.lstrip("-"))
    if column is None:
        # What still runs before what has ended.
        ended = Case(When(state__in=["closed", "cancelled"], then=1), default=0)
        return query.order_by(ended, F("due_on").asc(nulls_last=True), "start", "id")
    order = F(column).desc(nulls_last=True) if sort.startswith("-") else F(column).asc(nulls_last=True)
    return query.order_by(order, "id")


def chosen(
    request: StaffRequest, query: QuerySet[Task], *, paged: bool = True
) -> tuple[Sequence[Task], dict[int, TaskLight], Page[Task] | None]:
    """The tasks of a page with their lights; by light only after all were worked out."""
    wanted = request.GET.get("light", "")
    found = ordered(ready(query), request.GET.get("sort", ""))
    if wanted in LIGHT_WORDS:
        every = list(found)
        lights = standing(every)
        tasks: Any = [t for t in every if lights[t.pk].light == wanted]
        if not paged:
            return tasks, lights, None
        shown = Paginator(tasks, PER_PAGE).get_page(request.GET.get("page"))
        return list(shown), lights, shown
    if not paged:
        every = list(found)
        return every, standing(every), None
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = list(shown)
    return rows, standing(rows), shown


def table(
    request: StaffRequest,
    tasks: Sequence[Task],
    lights: dict[int, TaskLight],
    shown: Page[Task] | None,
    *,
    one: bool = False,
    actions: Action | None = None,
) -> Table:
    return Table(
        [
            Column("title", _("任务"), sortable=True, wide=True),
            Column("light", _("灯")),
            Column("state", _("状态"), sortable=True),
            Column("owner", _("牵头单位"), sortable=True),
            Column("supports", _("配合单位")),
            Column("due_on", _("完成期限"), sortable=True),
            Column("percent", _("完成比例"), align="end"),
            Column("region", _("区划"), sortable=True),
            Column("path", _("条款"), sortable=True),
        ],
        [
            Row(
                [
                    t.title,
                    [words.light(lights[t.pk]), *words.synthetic(t)],
                    words.task_state(t),
                    words.leads(t.parts.all()),
                    words.others(t.parts.all()),
                    words.due(t),
                    percent(lights[t.pk]),
                    formats.bilingual(t.region),
                    t.path if one else basis(t),
                ],
                url=reverse("desk:task", args=[t.pk]),
                key=str(t.pk),
            )
            for t in tasks
        ],
        _("任务"),
        id="tasks",
        pager=Pager.of(shown) if shown is not None else None,
        sort=request.GET.get("sort", ""),
        cards=True,
        empty=_("没有符合条件的任务。"),
        empty_action=actions,
        export_url=f"?{query_with(request.GET, view='xlsx')[1:]}",
    )


def percent(found: TaskLight) -> Figure | None:
    if found.basis == "state":
        return None
    if found.percent is None:
        return Figure(None, status=_("未报"))
    return Figure(found.percent, "%", status="reported", title=formats.period(found.told.period))


def basis(task: Task) -> str:
    return f"{task.programme.name} {task.path}".strip() if task.programme else task.basis


def stats(request: StaffRequest, query: QuerySet[Task]) -> Stats:
    """How many of each kind that asks for something: one query."""
    today = dt.date.today()
    asked = {
        "live": LIVE,
        "late": LIVE & Q(due_on__lt=today),
        "issued": Q(state="issued"),
        "submitted": Q(state="submitted"),
        "extending": Q(state="extending"),
        "draft": Q(state="draft"),
    }
    found: dict[str, int] = query.order_by().aggregate(**{k: Count("pk", filter=q) for k, q in asked.items()})
    shown: list[tuple[str, str, dict[str, Any]]] = [
        (
            "live",
            _("在办"),
            {"state": ["issued", "received", "doing", "extending", "submitted"], "late": None},
        ),
        ("late", _("逾期未办结"), {"late": "on", "state": None}),
        ("issued", _("待签收"), {"state": "issued", "late": None}),
        ("submitted", _("待验收"), {"state": "submitted", "late": None}),
        ("extending", _("申请延期"), {"state": "extending", "late": None}),
    ]
    if request.actor.may("task.edit"):
        shown.append(("draft", _("待下达"), {"state": "draft", "late": None}))
    return Stats(
        [
            Stat(
                label,
                Figure(
                    found[key],
                    _("项"),
                    url=query_with(request.GET, page=None, light=None, **address),
                    light=("red" if found[key] else "green") if key == "late" else "",
                    light_label=(_("要马上办") if found[key] else _("没有")) if key == "late" else "",
                    big=True,
                ),
            )
            for key, label, address in shown
        ]
    )


def filter_bar(filters: TaskFilter, *, one: bool = False) -> FilterBar:
    first = ("q", "light", "unit", "late") if one else ("q", "programme", "light", "late")
    return FilterBar(filters.form, first=first, keep=("sort", "whose"))


def _text(name: str, label: str) -> ColumnSpec:
    return ColumnSpec(name, label, multiline=True)


def export(fmt: str, title: str, tasks: Sequence[Task], lights: dict[int, TaskLight]) -> HttpResponse:
    """Exactly what the list shows, on all its pages, with the rule of the lights."""
    specs = [
        _text("basis", "依据"),
        _text("path", "条款"),
        _text("title", "任务"),
        _text("region_code", "区划代码"),
        _text("region", "区划"),
        _text("leads", "牵头单位"),
        _text("supports", "配合单位"),
        ColumnSpec("due_on", "完成期限", type="date"),
        _text("state", "状态"),
        _text("light", "灯"),
        _text("why", "灯的理由"),
        _text("by", "灯的依据"),
        _text("rule", "灯的规则版本"),
        ColumnSpec("percent", "完成比例(%)", type="decimal"),
        _text("period", "所报期间"),
        ColumnSpec("issued_on", "下达日期", type="date"),
        ColumnSpec("closed_on", "办结日期", type="date"),
        _text("synthetic", "演示数据"),
    ]
    rows = [row_of(t, lights[t.pk]) for t in tasks]
    name = f"{title}-{dt.date.today()}"
    if fmt == "csv":
        return download(export_csv(specs, rows), f"{name}.csv", "text/csv; charset=utf-8")
    return download(export_workbook(specs, rows, title=title[:31]), f"{name}.xlsx", XLSX)


def row_of(task: Task, found: TaskLight) -> dict[str, Any]:
    parts = list(task.parts.all())
    return {
        "basis": task.programme.name if task.programme else task.basis,
        "path": task.path,
        "title": task.title,
        "region_code": task.region_id,
        "region": task.region.name,
        "leads": "、".join(p.unit.name for p in words.ordered(parts) if p.role == Role.LEAD),
        "supports": "、".join(p.unit.name for p in words.ordered(parts) if p.role != Role.LEAD),
        "due_on": task.due_on,
        "state": TASK.state(task.state).label,
        "light": words.LIGHT_WORDS[found.light.value],
        "why": found.reason,
        "by": words.BASES[found.basis],
        "rule": found.rule.text,
        "percent": None if found.percent is None else Decimal(found.percent),
        "period": found.told.period,
        "issued_on": task.issued_on,
        "closed_on": task.closed_on,
        "synthetic": "是" if task.synthetic else "",
    }
