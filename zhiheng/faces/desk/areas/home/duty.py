"""Dues as the desk shows them: which moves a person may make, in which order they stand, how they are filtered.

Who owes hands in (``due.settle``, for a department only its own dues); who receives closes, returns, reminds or
cancels (``due.close``, ``due.return``, ``due.remind``, ``due.cancel``: the office holds all of ``due.*``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.db import models
from django.db.models import Case, Count, F, Q, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiheng.faces.shell.components import Badge, Light, Link
from zhiheng.faces.shell.links import leads
from zhiheng.frame.dues import service
from zhiheng.frame.dues.models import Due, DueQuerySet, DueState
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Unit
from zhiheng.frame.regions.models import Region

SOON = 7  # days: the light turns amber then (Due.light)
RECENT = 30  # days back that count as recently handed in

STATES: dict[str, Any] = {
    "open": gettext_lazy("待办"),
    "submitted": gettext_lazy("已报送"),
    "returned": gettext_lazy("已退回"),
    "settled": gettext_lazy("已办结"),
    "cancelled": gettext_lazy("已撤销"),
}
STATE_TONES = {
    "open": "blue",
    "submitted": "amber",
    "returned": "red",
    "settled": "green",
    "cancelled": "grey",
}
KINDS: dict[str, Any] = {
    "obligation": gettext_lazy("方案报送"),
    "cascade": gettext_lazy("指标确认"),
    "task": gettext_lazy("任务"),
    "task_report": gettext_lazy("任务进展"),
    "task_share": gettext_lazy("配合工作"),
    "expiry": gettext_lazy("到期办理"),
    "clock:task.sign": gettext_lazy("任务签收"),
    "clock:problem.rectify": gettext_lazy("问题整改"),
    "clock:acceptance.remedy": gettext_lazy("验收缺口弥补"),
}


@dataclass(frozen=True)
class Move:
    """One thing that can be done with a due. ``needs``: date or reason is asked for."""

    key: str
    label: Any
    action: str
    states: tuple[str, ...]
    needs: str = ""
    tone: str = ""
    do: Callable[..., Due] = service.remind


MOVES = (
    Move("hand-in", gettext_lazy("报送"), "due.settle", ("open", "returned"), "date", "primary", service.hand_in),
    Move("settle", gettext_lazy("办结"), "due.close", ("submitted", "open", "returned"), "date", "", service.settle),
    Move("return", gettext_lazy("退回"), "due.return", ("submitted",), "reason", "danger", service.send_back),
    Move("remind", gettext_lazy("催办"), "due.remind", ("open", "returned"), "", "", service.remind),
    Move(
        "cancel", gettext_lazy("撤销"), "due.cancel", ("open", "returned", "submitted"), "reason", "danger", service.cancel
    ),
)  # fmt: skip


def moves_of(actor: Actor, due: Due) -> list[Move]:
    """The moves open to ``actor`` in the due's state."""
    return [m for m in MOVES if due.state in m.states and permitted(actor, due, m)]


def permitted(actor: Actor, due: Due, move: Move) -> bool:
    return actor.scope(move.action).covers(due.region_id, None, due.owner_id)


def own_units(actor: Actor) -> list[int]:
    return [post.unit_id for post in actor.posts]


OWN_FIRST: tuple[str, ...] = ("others", "due_on", "id")
LATEST_FIRST: tuple[str, ...] = ("others", "-due_on", "-id")


def own_first(query: models.QuerySet[Due], actor: Actor, *, latest: bool = False) -> models.QuerySet[Due]:
    """What my own units owe before what others in my territory owe, each by day; ``latest`` day first or last."""
    mine = Case(
        When(owner__in=own_units(actor), then=Value(0)), default=Value(1), output_field=models.IntegerField()
    )
    return (
        query.annotate(others=mine)
        .order_by(*(LATEST_FIRST if latest else OWN_FIRST))
        .select_related("owner", "region")
    )


def counts(query: models.QuerySet[Due], actor: Actor, today: dt.date) -> dict[str, int]:
    """How many dues of each kind: one query. ``mine_*`` those of my own units."""
    owed = Q(state__in=[DueState.OPEN, DueState.RETURNED])
    mine = Q(owner__in=own_units(actor))
    asked = {
        "overdue": owed & Q(due_on__lt=today),
        "soon": owed & Q(due_on__gte=today, due_on__lte=today + dt.timedelta(days=SOON)),
        "open": owed,
        "waiting": Q(state=DueState.SUBMITTED),
        "recent": Q(handed_in_on__gte=today - dt.timedelta(days=RECENT)),
        "mine": owed & mine,
        "mine_overdue": owed & mine & Q(due_on__lt=today),
    }
    found: dict[str, int] = query.aggregate(**{k: Count("pk", filter=q) for k, q in asked.items()})
    return found


def light(due: Due, today: dt.date | None = None) -> Light:
    """The light of a due with what it means: how many days late, or left."""
    left = (due.due_on - (today or dt.date.today())).days
    if due.state == DueState.CANCELLED:
        words = _("已撤销")
    elif due.state in {DueState.OPEN, DueState.RETURNED}:
        if due.late_days:
            words = _("逾期 %(n)s 天") % {"n": due.late_days}
        elif left == 0:
            words = _("今天到期")
        else:
            words = _("还有 %(n)s 天") % {"n": left}
    elif due.late_days:
        words = _("迟报 %(n)s 天") % {"n": due.late_days}
    else:
        words = _("按时")
    return Light(due.light, words)


def state(due: Due) -> Badge:
    return Badge(str(STATES[due.state]), STATE_TONES[due.state])


def basis(due: Due) -> Any:
    """The clause that asks for it, as a link where its address is known."""
    if not due.basis:  # what a problem or an order asks for is told on its own page
        return Link(_("看依据"), due.address) if due.address and leads(due.address) else None
    return Link(due.basis, due.address) if due.address else due.basis


class DueFilter(django_filters.FilterSet):
    """Filters of the list of dues; they live in the address."""

    state = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("状态"), choices=list(STATES.items()), widget=forms.CheckboxSelectMultiple
    )
    overdue = django_filters.BooleanFilter(
        label=gettext_lazy("只看逾期"), method="only_late", widget=forms.CheckboxInput
    )
    region = django_filters.ModelChoiceFilter(label=gettext_lazy("区划"), queryset=Region.objects.none())
    owner = django_filters.ModelChoiceFilter(label=gettext_lazy("责任单位"), queryset=Unit.objects.none())
    mine = django_filters.BooleanFilter(
        label=gettext_lazy("只看本单位"), method="only_mine", widget=forms.CheckboxInput
    )
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("种类"), choices=list(KINDS.items()), method="of_kind"
    )
    period = django_filters.CharFilter(
        label=gettext_lazy("期间"), field_name="period", lookup_expr="startswith"
    )
    due_on = django_filters.DateFromToRangeFilter(label=gettext_lazy("截止日期"))

    class Meta:
        model = Due
        fields = ("state", "overdue", "region", "owner", "mine", "kind", "period", "due_on")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        seen = self.queryset.order_by()
        # Only places and units that owe something here: no list of all the nation's.
        self.filters["region"].queryset = Region.objects.filter(pk__in=seen.values("region_id"))
        self.filters["owner"].queryset = Unit.objects.filter(pk__in=seen.values("owner_id"))

    def only_late(self, query: DueQuerySet, name: str, value: bool) -> models.QuerySet[Due]:
        return query.late() if value else query

    def of_kind(self, query: DueQuerySet, name: str, value: str) -> models.QuerySet[Due]:
        # What runs out is told apart by its column: "expiry:valid_until".
        return query.filter(kind__startswith="expiry:") if value == "expiry" else query.filter(kind=value)

    def only_mine(self, query: models.QuerySet[Due], name: str, value: bool) -> models.QuerySet[Due]:
        return query.filter(owner__in=own_units(self.actor)) if value else query


SORTS = {
    "due_on": "due_on",
    "title": "title",
    "owner": "owner__name",
    "region": "region_id",
    "handed_in_on": "handed_in_on",
    "state": "state",
}


def sorted_by(query: models.QuerySet[Due], asked: str, actor: Actor) -> models.QuerySet[Due]:
    """In the order of a column (``-`` descending); without one what is still owed first, my own units' before others'."""
    column = SORTS.get(asked.lstrip("-"))
    if column is None:
        owed = Q(state__in=[DueState.OPEN, DueState.RETURNED])
        waiting = Case(
            When(owed, then=Value(0)),
            When(state=DueState.SUBMITTED, then=Value(1)),
            default=Value(2),
            output_field=models.IntegerField(),
        )
        return own_first(query, actor).annotate(done=waiting).order_by("done", *OWN_FIRST)
    order = F(column).desc(nulls_last=True) if asked.startswith("-") else F(column).asc(nulls_last=True)
    return query.order_by(order, "id").select_related("owner", "region")
