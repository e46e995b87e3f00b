"""Problems of a programme, and one problem with its way to the day it is struck off.

The list as people keep it (import, export, filters, history) is the register 问题清单; here problems stand with the
programme and the task they belong to.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from zhiheng.faces.desk.areas.programmes.tabs import programme_tabs
from zhiheng.faces.desk.areas.registers import parts as register_parts
from zhiheng.faces.desk.areas.tasks import forms, words
from zhiheng.faces.desk.areas.tasks.views import crumbs_of, programme_or_404
from zhiheng.faces.desk.areas.tasks.views_task import FAULTS, task_or_404
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
    Figure,
    FilterBar,
    Form,
    Light,
    Link,
    PageHead,
    Pager,
    Pairs,
    Row,
    Stat,
    Stats,
    Table,
    Timeline,
)
from zhiheng.frame.evidence.models import Evidence
from zhiheng.frame.people.models import Unit
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.registers.wording import said, word
from zhiheng.frame.trail.chain import history
from zhiheng.records.programmes.models import Programme
from zhiheng.records.tasks import rectifying
from zhiheng.records.tasks.lifecycles import PROBLEM
from zhiheng.records.tasks.models import Problem, ProblemSource, Task

PER_PAGE = 50


#: Whence a problem came, in the reader's language.
SOURCES = [(key, said(str(words))) for key, words in ProblemSource.choices]


class ProblemFilter(django_forms.Form):
    state = django_forms.ChoiceField(label=gettext_lazy("状态"), required=False)
    source = django_forms.ChoiceField(label=gettext_lazy("来源"), required=False)
    late = django_forms.BooleanField(label=gettext_lazy("只看逾期"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(s.key, formats.bilingual(s, "label")) for s in PROBLEM.states]
        for name, choices in (("state", states), ("source", SOURCES)):
            field = self.fields[name]
            assert isinstance(field, django_forms.ChoiceField)
            field.choices = [("", _("全部")), *choices]


def light_of(problem: Problem, today: dt.date) -> Light | None:
    """Late, soon due or in time; nothing for what is closed."""
    if problem.state in {"closed", "dropped"} or problem.rectify_by is None:
        return None
    left = (problem.rectify_by - today).days
    if left < 0:
        return Light("red", _("逾期 %(n)s 天") % {"n": -left})
    return Light("amber" if left <= 7 else "green", _("还有 %(n)s 天") % {"n": left})


@require_safe
@page("task.view")
def programme_problems(request: StaffRequest, scope: Scope, key: str) -> HttpResponse:
    programme = programme_or_404(request, key)
    base = rectifying.seen(scope).filter(programme=programme, withdrawn_at__isnull=True)
    form = ProblemFilter(request.GET)
    found = base
    today = dt.date.today()
    if form.is_valid():
        for name in ("state", "source"):
            if value := form.cleaned_data[name]:
                found = found.filter(**{name: value})
        if form.cleaned_data["late"]:
            found = found.filter(state__in=["found", "rectifying", "checking"], rectify_by__lt=today)
    shown = Paginator(
        found.select_related("owner", "region", "task").order_by("-found_on", "-id"), PER_PAGE
    ).get_page(request.GET.get("page"))
    register = reverse("desk:register", args=["problems"])
    actions = []
    if request.actor.may("register.view"):
        actions.append(Action(_("问题清单台账"), register))
    if request.actor.scope("task.edit").covers(programme.region_id):
        new = f"{reverse('desk:problem_new')}?programme={key}"
        actions.append(Action(_("登记问题"), new, tone="primary"))
    table = Table(
        [
            Column("text", _("问题"), wide=True),
            Column("state", _("状态")),
            Column("owner", _("责任单位")),
            Column("region", _("区划")),
            Column("source", _("来源")),
            Column("found_on", _("发现日期")),
            Column("rectify_by", _("整改期限")),
            Column("light", _("时限")),
            Column("task", _("任务")),
        ],
        [
            Row(
                [
                    p.text,
                    [words.state(PROBLEM, p.state), *words.synthetic(p)],
                    formats.bilingual(p.owner),
                    formats.bilingual(p.region),
                    word(p.get_source_display()),
                    p.found_on,
                    p.rectify_by,
                    light_of(p, today),
                    Link(p.task.title, reverse("desk:task", args=[p.task_id])) if p.task else None,
                ],
                url=reverse("desk:problem", args=[p.pk]),
                key=str(p.pk),
            )
            for p in shown
        ],
        _("问题"),
        id="problems",
        pager=Pager.of(shown),
        cards=True,
        empty=_("没有登记问题。"),
    )
    context = {
        "crumbs": crumbs_of(programme, Crumb(_("问题"))),
        "page_head": PageHead(_("问题"), programme.name, actions),
        "tabs": programme_tabs(request.actor, programme, "problems"),
        "parts": [counts(base, today), FilterBar(form, first=("state", "source", "late")), table],
    }
    return render(request, "desk/tasks/page.html", context)


def counts(base: Any, today: dt.date) -> Stats:
    late = Q(state__in=["found", "rectifying", "checking"], rectify_by__lt=today)
    found = base.order_by().aggregate(
        open=Count("pk", filter=Q(state__in=["found", "rectifying"])),
        late=Count("pk", filter=late),
        checking=Count("pk", filter=Q(state="checking")),
        closed=Count("pk", filter=Q(state="closed")),
    )
    shown = [
        (_("未整改"), "open", ""),
        (_("逾期"), "late", "red" if found["late"] else "green"),
        (_("待销号"), "checking", ""),
        (_("已销号"), "closed", ""),
    ]
    return Stats(
        [
            Stat(
                label,
                Figure(
                    found[key],
                    _("项"),
                    light=light,
                    light_label=(_("要马上办") if light == "red" else _("没有")) if light else "",
                    big=True,
                ),
            )
            for label, key, light in shown
        ]
    )


@require_safe
@page("task.view")
def problem(request: StaffRequest, scope: Scope, pk: int) -> HttpResponse:
    found = problem_or_404(scope, pk)
    return render(request, "desk/tasks/page.html", context_of(request, found))


def problem_or_404(scope: Scope, pk: int) -> Problem:
    return get_object_or_404(
        rectifying.seen(scope).select_related("owner", "region", "programme", "task", "session").defer("programme__text"),
        pk=pk,
    )  # fmt: skip


def context_of(request: StaffRequest, found: Problem) -> dict[str, Any]:
    register = register_of("problems")
    entries = history(found)
    place = (found.region_id, register.field, found.owner_id)
    actions = []
    if request.actor.scope("register.change").covers(*place) and found.withdrawn_at is None:
        actions.append(Action(_("修改"), reverse("desk:record_edit", args=["problems", pk_of(found)])))
    if service.reach(request.actor.scope("register.view"), register).covers(*place):
        actions.append(Action(_("台账中的记录"), reverse("desk:record", args=["problems", pk_of(found)])))
    top: list[Any] = []
    if found.withdrawn_at is not None:
        top.append(Alert(_("该记录已撤回，不进入任何清单和数字"), found.withdrawn_reason, "warning"))
    today = dt.date.today()
    pairs: list[tuple[str, Any]] = [
        (_("问题编号"), found.code),
        (_("责任单位"), formats.bilingual(found.owner)),
        (_("区划"), formats.bilingual(found.region)),
        (_("来源"), word(found.get_source_display())),
        (_("发现日期"), found.found_on),
        (_("整改期限"), [found.rectify_by, light_of(found, today)] if found.rectify_by else None),
        (_("销号日期"), found.closed_on),
        (_("方案"), programme_link(found.programme)),
        (
            _("任务"),
            Link(found.task.title, reverse("desk:task", args=[found.task_id])) if found.task else None,
        ),
    ]
    body: list[Any] = [Pairs(pairs)]
    body.append(words.Words(found.measures or _("还没有写明整改措施。"), _("整改措施")))
    main: list[Any] = []
    if found.withdrawn_at is None:
        main.append(Card(_("办理"), register_parts.lifecycle(request, register, found, entries)))
    main += [
        Card(_("内容"), words.Stack(body)),
        Card(_("佐证材料"), evidence(request, found), id="evidence-card"),
    ]
    return {
        "crumbs": [
            Crumb(_("任务"), reverse("desk:tasks")),
            *problem_crumb(found.programme),
            Crumb(found.text),
        ],
        "page_head": PageHead(
            found.text,
            formats.bilingual(found.region),
            actions,
            [words.state(PROBLEM, found.state), *words.synthetic(found)],
        ),
        "parts": top,
        "main": main,
        "side": [Card(_("办理过程"), Timeline(words.events(entries), _("办理过程")))],
    }


def pk_of(found: Problem) -> int:
    return int(found.pk or 0)


def programme_link(programme: Programme | None) -> Link | None:
    return Link(programme.name, reverse("desk:programme", args=[programme.key])) if programme else None


def problem_crumb(programme: Programme | None) -> list[Crumb]:
    if programme is None:
        return []
    return [Crumb(programme.name, reverse("desk:programme_problems", args=[programme.key]))]


def evidence(request: StaffRequest, found: Problem) -> words.Stack:
    """The files, each with the way to say that it does not hold; and the form to hand in another."""
    files = list(
        Evidence.objects.everywhere("the problem was narrowed before")
        .filter(subject_type=found._meta.label_lower, subject_id=str(found.pk))
        .order_by("-added_at")
    )
    opens = request.actor.scope("evidence.view")
    may_refute = request.actor.scope("task.accept").covers(found.region_id, None, found.owner_id)
    rows = []
    for each in files:
        name: Any = each.name
        if opens.covers(each.region_id, None, each.unit_id):
            name = Link(each.name, reverse("desk:evidence", args=[each.pk]))
        last: Any = Badge(_("佐证不实"), "red") if each.withdrawn_at else None
        if each.withdrawn_at is None and may_refute and found.state in {"checking", "closed"}:
            url = reverse("desk:problem_refute", args=[pk_of(found), each.pk])
            last = Buttons([Action(_("佐证不实"), url, tone="danger")])
        rows.append(Row([name, each.note or None, each.added_by, each.added_at, last]))
    heads = [
        Column("name", _("文件"), wide=True),
        Column("note", _("说明")),
        Column("by", _("提交人")),
        Column("at", _("提交时间")),
        Column("held", _("核查")),
    ]
    things: list[Any] = [
        Table(heads, rows, _("佐证材料"), id="files", cards=True, empty=_("还没有佐证材料。"))
    ]
    if found.withdrawn_at is None and request.actor.scope("evidence.add").covers(found.region_id):
        action = reverse("desk:record_evidence", args=["problems", pk_of(found)])
        things.append(Form(register_parts.EvidenceForm(), _("上传"), action, id="evidence-form"))
    return words.Stack(things)


class RefuteForm(forms.ReasonForm):
    rectify_by = forms.date_field(
        gettext_lazy("新的整改期限"),
        required=False,
        help_text=gettext_lazy("已销号的重新打开；不填为 30 天后"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page("task.accept")
def refute(request: StaffRequest, scope: Scope, pk: int, evidence: int) -> HttpResponseBase:
    """Evidence that does not hold: taken back with a reason, and the problem stands again."""
    found = problem_or_404(request.actor.need("task.view"), pk)
    scope.require(found.region_id, None, found.owner_id)
    file = get_object_or_404(
        Evidence.objects.everywhere("the problem was narrowed before"),
        pk=evidence,
        subject_type=found._meta.label_lower,
        subject_id=str(found.pk),
    )
    form = RefuteForm(request.POST if request.method == "POST" else None)
    at = reverse("desk:problem", args=[pk])
    if form.is_bound and form.is_valid():
        try:
            data = form.cleaned_data
            rectifying.refute(request.actor, found, file, data["reason"], data["rectify_by"])
        except FAULTS as error:
            for line in problems(error):
                form.add_error(None, line)
        else:
            messages.success(request, _("已撤回佐证，问题重新整改。"))
            return redirect(at)
    name = f"{_('佐证不实')}{_('：')}{file.name}"
    context = {
        "crumbs": [*problem_crumb(found.programme), Crumb(found.text, at), Crumb(_("佐证不实"))],
        "page_head": PageHead(name, found.text),
        "parts": [Card(_("理由"), Form(form, _("撤回佐证"), cancel_url=at, columns=1, id="refute-form"))],
    }
    status = 422 if form.is_bound else 200
    return render(request, "desk/tasks/page.html", context, status=status)


class ProblemForm(django_forms.Form):
    """A problem of a programme or task; ``order`` hands it over at once."""

    text = django_forms.CharField(
        label=gettext_lazy("问题"), max_length=300, widget=django_forms.Textarea({"rows": 3})
    )
    source = django_forms.ChoiceField(label=gettext_lazy("来源"), choices=SOURCES)
    owner = django_forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("责任单位"), empty_label=gettext_lazy("请选择")
    )
    found_on = forms.date_field(gettext_lazy("发现日期"))
    rectify_by = forms.date_field(gettext_lazy("整改期限"), required=False)
    order = django_forms.BooleanField(
        label=gettext_lazy("登记后立即交办"), required=False, help_text=gettext_lazy("交办要写明整改期限")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("order") and not data.get("rectify_by"):
            self.add_error("rectify_by", _("交办要写明整改期限。"))
        return data


@require_http_methods(["GET", "HEAD", "POST"])
@page("task.edit")
def new(request: StaffRequest, scope: Scope) -> HttpResponseBase:
    """A problem found in a task (``?task=``) or in a programme (``?programme=``)."""
    task: Task | None = None
    programme: Programme | None = None
    if wanted := request.GET.get("task", ""):
        task = task_or_404(request.actor.scope("task.view"), int(wanted) if wanted.isdigit() else 0)
        programme = task.programme
    elif key := request.GET.get("programme", ""):
        programme = programme_or_404(request, key)
    back = (
        reverse("desk:task", args=[task.pk])
        if task
        else reverse("desk:programme_problems", args=[programme.key])
        if programme
        else reverse("desk:tasks")
    )
    initial = {
        "source": "report" if task else "inspection",
        "owner": task.owner_id if task else None,
        "found_on": dt.date.today(),
    }
    form = ProblemForm(request.POST if request.method == "POST" else None, initial=initial)
    owner = form.fields["owner"]
    assert isinstance(owner, django_forms.ModelChoiceField)
    region = task.region_id if task else programme.region_id if programme else scope.home()
    owner.queryset = forms.unit_choices(scope, programme, region, task)
    if form.is_bound and form.is_valid():
        try:
            made = rectifying.enter(request.actor, programme=programme, task=task, **form.cleaned_data)
        except (*FAULTS, ValidationError) as error:
            for line in problems(error):
                form.add_error(None, line)
        else:
            messages.success(request, _("已登记。"))
            return redirect("desk:problem", made.pk)
    about = task.title if task else programme.name if programme else ""
    context = {
        "crumbs": [Crumb(_("任务"), reverse("desk:tasks")), *problem_crumb(programme), Crumb(_("登记问题"))],
        "page_head": PageHead(_("登记问题"), about),
        "parts": [Card(_("内容"), Form(form, _("登记"), cancel_url=back, id="problem-form"))],
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "desk/tasks/page.html", context, status=status)
