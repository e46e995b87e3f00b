"""The desk: what do I owe, what is wrong where I answer, what was I told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhiheng.faces.desk.areas.home import duty
from zhiheng.faces.desk.areas.home.alerts import late_below, standing
from zhiheng.faces.desk.areas.home.working import working
from zhiheng.faces.desk.page import StaffRequest, page
from zhiheng.faces.shell.components import (
    Column,
    Empty,
    Figure,
    PageHead,
    Row,
    Stat,
    Stats,
    Table,
)
from zhiheng.frame.dues.models import Due, DueState
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Note
from zhiheng.frame.people.scope import Scope

LISTED = 8


@require_safe
@page("desk.view")
def home(request: StaffRequest, scope: Scope) -> HttpResponse:
    today = dt.date.today()
    actor = request.actor
    context: dict[str, object] = {
        "page_head": PageHead(_("工作台"), _("我欠什么，哪里不达标，谁催我")),
        "notes": my_notes(request, scope),
        "standing": standing(actor),
        "may_see_programmes": actor.may("programme.view"),
        "working": working(actor, today),
    }
    if actor.may("due.view"):
        context |= dues_of(request, today)
    return render(request, "desk/home/home.html", context)


def dues_of(request: StaffRequest, today: dt.date) -> dict[str, object]:
    """Counts and the lists of dues: one query for the counts, one for each list.

    Of what is overdue the latest comes first: what fell due last month can still be mended, what fell due years
    ago is history and waits in the full list.
    """
    actor = request.actor
    mine = Due.objects.within(actor.scope("due.view"))
    found = duty.counts(mine, actor, today)
    url = reverse("desk:dues")
    owed = mine.filter(state__in=[DueState.OPEN, DueState.RETURNED])
    soon = today + dt.timedelta(days=duty.SOON)
    lists = [
        ("overdue", _("已逾期"), owed.filter(due_on__lt=today), f"{url}?overdue=on"),
        (
            "soon",
            _("7 天内到期"),
            owed.filter(due_on__gte=today, due_on__lte=soon),
            f"{url}?due_on_after={today}&due_on_before={soon}&state=open&state=returned",
        ),
        ("open", _("以后到期"), owed.filter(due_on__gt=soon), f"{url}?state=open&state=returned"),
        (
            "recent",
            _("近 30 天已报送"),
            mine.filter(handed_in_on__gte=today - dt.timedelta(days=duty.RECENT)),
            f"{url}?state=submitted&state=settled",
        ),
    ]
    totals = {**found, "open": found["open"] - found["overdue"] - found["soon"]}
    return {
        "stats": Stats(
            [
                stat(_("已逾期"), found["overdue"], "red" if found["overdue"] else "green", lists[0][3]),
                stat(_("7 天内到期"), found["soon"], "amber" if found["soon"] else "green", lists[1][3]),
                stat(_("待办"), found["open"], "", lists[2][3], _("其中本单位 %(n)s 项") % {"n": found["mine"]}),
                stat(_("待我办结"), found["waiting"], "", f"{url}?state=submitted"),
            ]
        ),
        "lists": [
            (key, title, due_table(key, title, duty.own_first(query, actor, latest=key == "overdue")[:LISTED], actor, today, totals[key]), totals[key], more)
            for key, title, query, more in lists
            if totals[key]
        ],
        "nothing": Empty(_("没有要办的事"), _("辖区内没有待办、待办结或近期报送的事项。")) if not any(totals.values()) else None,
        "late": late_below(actor, today),
    }  # fmt: skip


def stat(label: str, value: int, light: str, url: str, note: str = "") -> Stat:
    words = {"red": _("要马上办"), "amber": _("快到期"), "green": _("没有")}
    return Stat(
        label,
        Figure(
            value, _("项"), url=url, light=light, light_label=words.get(light, "") if light else "", big=True
        ),
        note=note,
    )


def due_table(key: str, title: str, dues: Iterable[Due], actor: Actor, today: dt.date, total: int) -> Table:
    """The short list on the desk; the full list is a link away."""
    return Table(
        [
            Column("title", _("事项"), wide=True),
            Column("owner", _("责任单位")),
            Column("due_on", _("截止")),
            Column("light", _("状态")),
            Column("basis", _("依据")),
        ],
        [
            Row(
                [d.title, d.owner.name, d.due_on, duty.light(d, today), duty.basis(d)],
                url=reverse("desk:due", args=[d.pk]),
                key=str(d.pk),
            )
            for d in dues
        ],
        title,
        id=f"dues-{key}",
        total=total,
        cards=True,
    )


def my_notes(request: StaffRequest, scope: Scope) -> list[Note]:
    """Unread notes to my own units."""
    units = duty.own_units(request.actor)
    return list(
        Note.objects.within(scope)
        .filter(unit__in=units, read_at__isnull=True)
        .select_related("unit")[:LISTED]
    )


@require_POST
@page("desk.view")
def note_read(request: StaffRequest, scope: Scope, pk: int) -> HttpResponseRedirect:
    """Read: the note leaves the desk, the row stays."""
    units = duty.own_units(request.actor)
    note = get_object_or_404(Note.objects.within(scope).filter(unit__in=units), pk=pk)
    if note.read_at is None:
        note.read_at = timezone.now()
        note.save(update_fields=["read_at"])
    return redirect("desk:home")


def back(request: StaffRequest, default: str) -> HttpResponseRedirect:
    """To the page the form named, if it is one of ours."""
    wanted = request.POST.get("next", "")
    if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return redirect(wanted)
    return redirect(default)
