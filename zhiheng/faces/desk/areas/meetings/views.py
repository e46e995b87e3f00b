"""Meetings: study sessions against their minimum, what was decided and what became of it."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from zhiheng.faces.desk.areas.registers.common import may_with
from zhiheng.faces.desk.page import StaffRequest, page, problems
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Action,
    Alert,
    Badge,
    Column,
    Crumb,
    Figure,
    FilterBar,
    Form,
    Light,
    Link,
    PageHead,
    Pairs,
    Row,
    Stat,
    Stats,
    Table,
)
from zhiheng.frame.people.models import Unit
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers.wording import word
from zhiheng.records.meetings.following import Studies, candidates, meeting_of, standing, studies, track
from zhiheng.records.meetings.lifecycles import DECISION
from zhiheng.records.meetings.models import Decision, Meeting

SHOWN = 100
RECENT = 12
YEARS_BACK = 15


class YearForm(forms.Form):
    year = forms.ChoiceField(label=gettext_lazy("年份"), required=False)

    def __init__(self, data: object, years: list[int]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        field = self.fields["year"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(y), str(y)) for y in years]


@require_safe
@page("meeting.view")
def meetings(request: StaffRequest, scope: Scope) -> HttpResponse:
    """One year: who has held its study sessions, which decisions are open, what was held."""
    today = dt.date.today()
    held = standing(Meeting, scope)
    years = sorted({d.year for d in held.dates("held_on", "year")} | {today.year}, reverse=True)[:YEARS_BACK]
    year = _year(request, years, today.year)
    data = request.GET.copy()
    data["year"] = str(year)
    decisions = standing(Decision, scope)
    found = studies(scope, year)
    pending = decisions.filter(state__in=["open", "tracked"])
    of_year = held.filter(held_on__year=year)
    context = {
        "crumbs": [Crumb(_("方案"), reverse("desk:programmes")), Crumb(_("会议"))],
        "page_head": PageHead(
            _("会议与议定事项"),
            _("谁在领导，开了什么会，定了什么事，落实了没有"),
            _actions(request),
        ),
        "filters": FilterBar(YearForm(data, years), first=("year",)),
        "stats": _stats(found, pending, of_year.count(), today),
        "studies": _study_table(found),
        "decisions": _decision_table(request, pending, today),
        "recent": _meeting_table(request, of_year),
        "year": year,
        "registers": may_with(request, "register.view", "meetings"),
    }
    return render(request, "desk/meetings/meetings.html", context)


def _year(request: StaffRequest, years: list[int], fallback: int) -> int:
    """The year asked for, if something could be shown of it."""
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdigit() and int(asked) in years else fallback


def _actions(request: StaffRequest) -> list[Action]:
    found = [Action(_("机构与成员"), reverse("desk:groups"))]
    if may_with(request, "register.add", "meetings"):
        found += [
            Action(_("登记会议"), reverse("desk:record_new", args=["meetings"]), tone="primary"),
            Action(_("登记议定事项"), reverse("desk:record_new", args=["decisions"])),
        ]
    return found


def _record(request: StaffRequest, key: str, pk: int) -> str:
    """The address of a record in its register, for those whose field the register is."""
    return reverse("desk:record", args=[key, pk]) if may_with(request, "register.view", key) else ""


def _stats(found: list[Studies], pending: QuerySet[Decision], held: int, today: dt.date) -> Stats:
    asked = [s for s in found if s.required is not None]
    met = sum(1 for s in asked if s.light == "green")
    late = pending.filter(due_on__lt=today).count()
    open_ = pending.count()
    return Stats(
        [
            Stat(_("召开会议"), Figure(held, _("次"), big=True)),
            Stat(
                _("专题研究达到最低次数"),
                Figure(met if asked else None, _("个地区"), status="" if asked else _("没有要求"), big=True),
                note=_("有要求的 %(n)s 个地区") % {"n": len(asked)},
            ),
            Stat(_("未落实的议定事项"), Figure(open_, _("项"), big=True)),
            Stat(
                _("其中已逾期"),
                Figure(late, _("项"), light="red" if late else "green", light_label=_("要马上办") if late else _("没有"), big=True),
            ),
        ]
    )  # fmt: skip


LIGHT_WORDS = {
    "green": gettext_lazy("已达到"),
    "amber": gettext_lazy("年内还要开"),
    "red": gettext_lazy("没有达到"),
    "grey": gettext_lazy("没有要求"),
}


def _study_table(found: list[Studies]) -> Table:
    columns = [
        Column("region", _("地区")),
        Column("required", _("至少"), align="end"),
        Column("held", _("已开"), align="end"),
        Column("last", _("最近一次")),
        Column("light", _("是否达到")),
        Column("basis", _("依据"), wide=True),
    ]
    rows = [
        Row(
            [
                s.region_name,
                Figure(s.required, _("次"), status="" if s.required is not None else _("没有要求")),
                Figure(s.held, _("次")),
                s.last,
                Light(s.light, str(LIGHT_WORDS[s.light])),
                s.basis if s.required is not None else None,
            ]
        )
        for s in found
    ]
    empty = _("您的辖区里没有登记领导小组，也没有专题研究的要求。")
    return Table(columns, rows, _("专题研究"), id="studies", cards=True, empty=empty)


def _decision_table(request: StaffRequest, pending: QuerySet[Decision], today: dt.date) -> Table:
    """The latest first: what has waited past its day stands on top."""
    may_track = request.actor.may("meeting.edit")
    rows = []
    for decision in pending.select_related("region", "task").order_by("due_on", "-decided_on")[:SHOWN]:
        late = decision.due_on is not None and decision.due_on < today
        task: object = None
        if decision.task is not None:
            task = Link(
                _("任务 %(pk)s") % {"pk": decision.task.pk}, reverse("desk:task", args=[decision.task.pk])
            )
        elif may_track:
            task = Link(_("转为任务"), reverse("desk:decision_task", args=[decision.pk]))
        state = DECISION.state(decision.state)
        rows.append(
            Row(
                [
                    decision.content,
                    decision.region.name,
                    decision.lead_unit,
                    decision.decided_on,
                    decision.due_on,
                    [
                        Badge(formats.bilingual(state, "label"), state.light),
                        *([Light("red", _("逾期"))] if late else []),
                    ],
                    task,
                ],
                url=_record(request, "decisions", decision.pk),
            )
        )
    columns = [
        Column("content", _("议定事项"), wide=True),
        Column("region", _("地区")),
        Column("lead", _("牵头单位")),
        Column("decided", _("议定日期")),
        Column("due", _("期限")),
        Column("state", _("状态")),
        Column("task", _("任务")),
    ]
    return Table(
        columns,
        rows,
        _("议定事项"),
        id="decisions",
        cards=True,
        total=pending.count(),
        empty=_("没有未落实的议定事项。"),
    )


def _meeting_table(request: StaffRequest, held: QuerySet[Meeting]) -> Table:
    rows = [
        Row(
            [m.title, m.region.name, Badge(word(m.get_kind_display())), m.held_on, m.minutes_no or None],
            url=_record(request, "meetings", m.pk),
        )
        for m in held.select_related("region").order_by("-held_on", "-id")[:RECENT]
    ]
    columns = [
        Column("title", _("会议"), wide=True),
        Column("region", _("地区")),
        Column("kind", _("类型")),
        Column("held", _("日期")),
        Column("minutes", _("纪要文号")),
    ]
    return Table(
        columns, rows, _("会议"), id="recent", cards=True, total=held.count(), empty=_("这一年没有登记会议。")
    )


class TaskForm(forms.Form):
    """Who is to carry a decision out, and until when."""

    lead = forms.ModelChoiceField(label=gettext_lazy("牵头单位"), queryset=Unit.objects.none())
    supports = forms.ModelMultipleChoiceField(
        label=gettext_lazy("配合单位"), queryset=Unit.objects.none(), required=False
    )
    due_on = forms.DateField(
        label=gettext_lazy("期限"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, decision: Decision, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        found = candidates(decision)
        units = Unit.objects.filter(region_id=decision.region_id)
        for name in ("lead", "supports"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = units
        lead = self.fields["lead"]
        if found and decision.lead_unit in (found[0].name, found[0].short_name):
            lead.initial = found[0].pk
        lead.help_text = _("议定时写的是：%(words)s") % {"words": decision.lead_unit}
        self.fields["supports"].help_text = _("议定时写的是：%(words)s") % {
            "words": decision.support_units or _("无")
        }
        self.fields["due_on"].initial = decision.due_on
        self.decided_on = decision.decided_on

    def clean_due_on(self) -> dt.date | None:
        due: dt.date | None = self.cleaned_data["due_on"]
        if due is not None and due < self.decided_on:
            raise ValidationError(
                _("期限不能早于议定日期 %(day)s。请核对日期。") % {"day": self.decided_on.isoformat()}
            )
        return due


@require_http_methods(["GET", "HEAD", "POST"])
@page("meeting.edit")
def decision_task(request: StaffRequest, scope: Scope, pk: int) -> HttpResponse:
    """From a decision to a tracked task: a draft that the office then issues like any other."""
    found = standing(Decision, scope)
    decision = get_object_or_404(found.select_related("region", "task"), pk=pk)
    if decision.task is not None:
        return redirect("desk:task", decision.task.pk)
    form = TaskForm(decision, request.POST if request.method == "POST" else None)
    alert = None
    if request.method == "POST" and form.is_valid():
        try:
            task = track(
                request.actor,
                decision,
                [form.cleaned_data["lead"]],
                form.cleaned_data["supports"],
                form.cleaned_data["due_on"],
            )
        except ValidationError as error:
            alert = Alert(_("没有转成任务"), "；".join(problems(error)), "error")
        else:
            return redirect("desk:task", task.pk)
    meeting = meeting_of(decision)
    context = {
        "crumbs": [
            Crumb(_("会议"), reverse("desk:meetings")),
            Crumb(decision.content[:30], _record(request, "decisions", decision.pk)),
            Crumb(_("转为任务")),
        ],
        "page_head": PageHead(_("转为任务"), decision.content),
        "alert": alert,
        "facts": Pairs(
            [
                (_("会议"), meeting.title if meeting else decision.meeting),
                (_("议定日期"), decision.decided_on),
                (_("地区"), decision.region.name),
            ]
        ),
        "no_units": not Unit.objects.filter(region_id=decision.region_id).exists(),
        "form": Form(form, submit=_("拟定任务"), cancel_url=reverse("desk:meetings")),
    }
    status = 422 if form.errors or alert else 200
    return render(request, "desk/meetings/decision_task.html", context, status=status)
