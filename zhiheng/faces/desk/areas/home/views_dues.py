"""All dues with filters, as a list or by month, and one due with what can be done about it."""

from __future__ import annotations

import calendar
import csv
import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_POST, require_safe

from zhiheng.faces.desk.areas.home import duty
from zhiheng.faces.desk.areas.home.views import back
from zhiheng.faces.desk.page import StaffRequest, download, page
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Column,
    Crumb,
    Event,
    FilterBar,
    Light,
    PageHead,
    Pager,
    Pairs,
    Row,
    Tab,
    Table,
    Tabs,
    Timeline,
    query_with,
)
from zhiheng.frame.dues.models import Due
from zhiheng.frame.dues.service import DueError
from zhiheng.frame.evidence.models import Evidence
from zhiheng.frame.evidence.store import EvidenceError, attach
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.trail.models import Entry

PER_PAGE = 50
IN_A_DAY = 4


@require_safe
@page("due.view")
def dues(request: StaffRequest, scope: Scope) -> HttpResponse:
    actor, today = request.actor, dt.date.today()
    filters = duty.DueFilter(request.GET, queryset=Due.objects.within(scope), actor=actor)
    found = filters.qs
    view = request.GET.get("view", "list")
    if view == "csv":
        return csv_of(duty.sorted_by(found, request.GET.get("sort", ""), actor), today)
    context: dict[str, object] = {
        "crumbs": [Crumb(_("工作台"), reverse("desk:home")), Crumb(_("待办事项"))],
        "page_head": PageHead(_("待办事项"), _("方案要求报送的计划、报告和考核材料，按责任单位和期限")),
        "filters": FilterBar(
            filters.form, first=("state", "overdue", "mine", "owner"), keep=("sort", "view", "month")
        ),
        "tabs": Tabs(
            [
                Tab(_("清单"), query_with(request.GET, view=None, month=None), view != "calendar"),
                Tab(_("月历"), query_with(request.GET, view="calendar", page=None), view == "calendar"),
            ],
            _("查看方式"),
        ),
    }
    if view == "calendar":
        context["month"] = month_of(request, found, today)
    else:
        context["table"] = table_of(request, found, today)
    return render(request, "desk/home/dues.html", context)


def table_of(request: StaffRequest, found: QuerySet[Due], today: dt.date) -> Table:
    sort = request.GET.get("sort", "")
    shown = Paginator(duty.sorted_by(found, sort, request.actor), PER_PAGE).get_page(request.GET.get("page"))
    return Table(
        [
            Column("title", _("事项"), sortable=True, wide=True),
            Column("owner", _("责任单位"), sortable=True),
            Column("region", _("区划"), sortable=True),
            Column("period", _("期间")),
            Column("due_on", _("截止"), sortable=True),
            Column("handed_in_on", _("报送日期"), sortable=True),
            Column("state", _("状态"), sortable=True),
            Column("light", _("时限")),
            Column("basis", _("依据")),
        ],
        [
            Row(
                [
                    d.title,
                    d.owner.name,
                    d.region.name,
                    formats.period(d.period),
                    [d.due_on, _("待定")] if d.provisional else d.due_on,
                    d.handed_in_on,
                    duty.state(d),
                    duty.light(d, today),
                    duty.basis(d),
                ],
                url=reverse("desk:due", args=[d.pk]),
                key=str(d.pk),
            )
            for d in shown
        ],
        _("待办事项"),
        pager=Pager.of(shown),
        sort=sort,
        cards=True,
        export_url=f"{reverse('desk:dues')}?{query_with(request.GET, view='csv')[1:]}",
    )


def csv_of(found: QuerySet[Due], today: dt.date) -> HttpResponse:
    """What the list shows, all pages; with a mark so that spreadsheets read it as UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [
            "事项",
            "责任单位",
            "区划代码",
            "区划",
            "期间",
            "开始",
            "截止",
            "报送日期",
            "状态",
            "时限",
            "依据",
            "催办级次",
        ]
    )
    for d in found.iterator():
        cells = [
            d.title,
            d.owner.name,
            d.region_id,
            d.region.name,
            d.period,
            d.opens_on,
            d.due_on,
            d.handed_in_on or "",
        ]
        cells += [str(duty.STATES[d.state]), duty.light(d, today).words, d.basis, d.escalation]
        # A cell that begins like a formula is text to us and must stay text in a spreadsheet.
        writer.writerow([f"'{c}" if isinstance(c, str) and c[:1] in "=+-@" and c else c for c in cells])
    return download(("\ufeff" + out.getvalue()).encode(), f"待办事项-{today}.csv", "text/csv; charset=utf-8")


# -- by month ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Day:
    """A day of the month's sheet; ``others`` are dues beyond the few shown, led to by ``url``."""

    date: dt.date
    inside: bool
    today: bool
    dues: Sequence[tuple[Due, Light]]
    others: int
    url: str


@dataclass(frozen=True)
class Month:
    first: dt.date
    weeks: list[list[Day]]
    count: int
    previous: str
    following: str
    label: str


def month_of(request: StaffRequest, found: QuerySet[Due], today: dt.date) -> Month:
    """The dues of a month, by the day they are due. One query."""
    try:
        first = dt.date.fromisoformat(f"{request.GET.get('month') or today.strftime('%Y-%m')}-01")
    except ValueError:
        raise Http404(_("看不懂的月份。请写成 2026-03 这样。")) from None
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    by_day: dict[dt.date, list[Due]] = {}
    inside = found.filter(due_on__gte=first, due_on__lte=last)
    count = 0
    for d in duty.own_first(inside, request.actor):
        by_day.setdefault(d.due_on, []).append(d)
        count += 1
    weeks = []
    for week in calendar.Calendar().monthdatescalendar(first.year, first.month):
        days = []
        for date in week:
            here = by_day.get(date, [])
            url = query_with(request.GET, view=None, month=None, due_on_after=date, due_on_before=date)
            shown = [(d, duty.light(d, today)) for d in here[:IN_A_DAY]]
            days.append(
                Day(date, date.month == first.month, date == today, shown, len(here) - len(shown), url)
            )
        weeks.append(days)
    before, after = first - dt.timedelta(days=1), last + dt.timedelta(days=1)
    return Month(
        first,
        weeks,
        count,
        query_with(request.GET, month=before.strftime("%Y-%m")),
        query_with(request.GET, month=after.strftime("%Y-%m")),
        formats.period(first.strftime("%Y-%m")),
    )


# -- one due ----------------------------------------------------------------------------------------


class MoveForm(forms.Form):
    """What a move asks for: the day it was handed in, or the reason."""

    on = forms.DateField(
        label=gettext_lazy("报送日期"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    reason = forms.CharField(label=gettext_lazy("理由"), required=False, max_length=200)


@require_safe
@page("due.view")
def due(request: StaffRequest, scope: Scope, pk: int) -> HttpResponse:
    found = get_object_or_404(Due.objects.within(scope).select_related("owner", "region"), pk=pk)
    return render(request, "desk/home/due.html", due_context(request, scope, found))


def due_context(request: StaffRequest, scope: Scope, found: Due, problem: str = "") -> dict[str, object]:
    today = dt.date.today()
    facts: list[tuple[str, object]] = [
        (_("责任单位"), found.owner.name),
        (_("区划"), found.region.name),
        (_("期间"), formats.period(found.period)),
        (_("依据条款"), duty.basis(found)),
        (_("开始日期"), found.opens_on),
        (_("截止日期"), found.due_on),
        (_("报送日期"), found.handed_in_on),
        (_("催办级次"), found.escalation),
    ]
    if found.rule_version:
        facts.append((_("时限怎样来"), found.rule_version))
    if found.provisional:
        facts.append((_("日期待定"), _("该年节假日安排尚未公布，按周末推算")))
    history = Entry.objects.everywhere("the history of a due already narrowed").filter(
        subject_type="dues.due", subject_id=str(found.pk)
    )
    evidence = Evidence.objects.within(scope).filter(
        subject_type="dues.due", subject_id=str(found.pk), withdrawn_at__isnull=True
    )
    return {
        "crumbs": [
            Crumb(_("工作台"), reverse("desk:home")),
            Crumb(_("待办事项"), reverse("desk:dues")),
            Crumb(found.title),
        ],
        "page_head": PageHead(found.title, marks=[duty.state(found), duty.light(found, today)]),
        "due": found,
        "facts": Pairs(facts),
        "moves": duty.moves_of(request.actor, found),
        "may_attach": request.actor.scope("evidence.add").covers(found.region_id, None, found.owner_id),
        "today": today.isoformat(),
        "problem": problem,
        "evidence": list(evidence),
        "history": Timeline([event(e) for e in history[:50]], _("办理过程"), empty=_("还没有办理记录。")),
    }


ACTIONS = {
    "due.hand_in": gettext_noop("报送"),
    "due.settle": gettext_noop("办结"),
    "due.return": gettext_noop("退回"),
    "due.remind": gettext_noop("催办"),
    "due.cancel": gettext_noop("撤销"),
    "due.create": gettext_noop("立项"),
}


def event(entry: Entry) -> Event:
    before, after = entry.before or {}, entry.after or {}
    words = {"state": _("状态"), "handed_in_on": _("报送日期"), "escalation": _("催办级次")}
    changes = [
        (words[k], _state(before.get(k)), _state(after[k]))
        for k in words
        if k in after and before.get(k) != after[k]
    ]
    return Event(
        entry.at, _(ACTIONS.get(entry.action, entry.action)), entry.actor, entry.note, changes=changes
    )


def _state(value: object) -> object:
    return str(duty.STATES[value]) if isinstance(value, str) and value in duty.STATES else value


@require_POST
@page("due.view")
def due_move(request: StaffRequest, scope: Scope, pk: int, move: str) -> HttpResponse:
    """Hand in, settle, send back, remind or cancel; evidence may come with it."""
    found = get_object_or_404(Due.objects.within(scope).select_related("owner", "region"), pk=pk)
    wanted = next((m for m in duty.MOVES if m.key == move), None)
    if wanted is None:
        raise Http404(_("没有这种操作。"))
    if not duty.permitted(request.actor, found, wanted):
        raise PermissionDenied(
            _("您的岗位不能对“%(title)s”执行“%(move)s”。请由责任单位或受理单位办理。")
            % {"title": found.title, "move": wanted.label}
        )
    form = MoveForm(request.POST)
    try:
        if not form.is_valid():
            raise DueError(_("日期看不懂。请写成 2026-03-15 这样。"))
        on = form.cleaned_data["on"] or dt.date.today()
        if on > dt.date.today():
            raise DueError(_("报送日期不能晚于今天。"))
        if file := request.FILES.get("file"):
            request.actor.need("evidence.add").require(found.region_id, None, found.owner_id)
            attach(request.actor, found, file.read(), file.name or "", region=found.region_id)
        if wanted.needs == "date":
            wanted.do(request.actor, found, on)
        elif wanted.needs == "reason":
            wanted.do(request.actor, found, form.cleaned_data["reason"])
        else:
            wanted.do(request.actor, found)
    except (DueError, EvidenceError) as error:
        found.refresh_from_db()
        context = due_context(request, scope, found, str(error))
        return render(request, "desk/home/due.html", context, status=422)
    return (
        back(request, reverse("desk:due", args=[found.pk]))
        if request.POST.get("next")
        else redirect("desk:due", found.pk)
    )
