"""One group: its members, what it plans, where it met, what it examined, and which problems are still open."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from zhiheng.faces.desk.areas.registers.common import may_with
from zhiheng.faces.desk.page import StaffRequest, page
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Action,
    Badge,
    Column,
    Crumb,
    Figure,
    Light,
    PageHead,
    Pairs,
    Row,
    Stat,
    Stats,
    Table,
)
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.regions.models import prefix_range
from zhiheng.frame.registers.wording import word
from zhiheng.records.meetings.following import standing
from zhiheng.records.meetings.lifecycles import EXAMINATION, GROUP_PLAN
from zhiheng.records.meetings.models import Decision, Examination, Group, GroupPlan, Meeting, Member

SHOWN = 50
OPEN_PROBLEMS = ("rectifying", "rectified")


@require_safe
@page("meeting.view")
def group(request: StaffRequest, scope: Scope, pk: int) -> HttpResponse:
    """Some ten queries, however much it has done."""
    found = get_object_or_404(standing(Group, scope).select_related("region"), pk=pk)
    today = dt.date.today()
    plans = standing(GroupPlan, scope).filter(region_id=found.region_id, group=found.code)
    examined = examinations(scope, found)
    problems = examined.filter(state__in=OPEN_PROBLEMS)
    held = standing(Meeting, scope).filter(region_id=found.region_id, group=found.code)
    codes = held.values("code")
    decisions = standing(Decision, scope).filter(
        region_id=found.region_id, meeting__in=codes, state__in=["open", "tracked"]
    )
    context = {
        "crumbs": [
            Crumb(_("方案"), reverse("desk:programmes")),
            Crumb(_("机构与成员"), reverse("desk:groups")),
            Crumb(found.name),
        ],
        "page_head": PageHead(found.name, _about(found), _actions(request, found)),
        "stats": _stats(plans, examined, problems, today),
        "problems": _problems(request, problems, today),
        "examinations": _examinations(request, examined),
        "plans": _plans(request, plans, today),
        "meetings": _meetings(request, held),
        "decisions": _decisions(request, decisions, today),
        "members": _members(request, scope, found, today),
        "facts": Pairs(
            [
                (_("牵头部门"), found.lead_unit or None),
                (_("分工领域"), word(found.get_theme_display()) if found.theme else None),
                (_("成立日期"), found.established_on),
                (_("撤销日期"), found.dissolved_on),
                (_("成立依据"), found.basis or None),
            ],
            columns=2,
        ),
    }
    return render(request, "desk/meetings/group.html", context)


def examinations(scope: Scope, found: Group) -> QuerySet[Examination]:
    """What the group examined, in its own region and below."""
    low, high = prefix_range(found.region.prefix) if found.region.prefix else ("0", "9" * 9)
    rows = standing(Examination, scope)
    return rows.filter(group=found.code, region_id__gte=low, region_id__lt=high)


def _about(found: Group) -> str:
    term = f"{found.established_on} — {found.dissolved_on or _('今')}"
    return f"{found.region.name} · {word(found.get_kind_display())} · {term}"


def _actions(request: StaffRequest, found: Group) -> list[Action]:
    made = []
    if may_with(request, "register.view", "groups"):
        made.append(Action(_("机构登记"), reverse("desk:record", args=["groups", found.pk])))
    if may_with(request, "register.add", "examinations"):
        made += [
            Action(_("安排检查"), reverse("desk:record_new", args=["examinations"]), tone="primary"),
            Action(_("起草计划"), reverse("desk:record_new", args=["group_plans"])),
        ]
    return made


def _stats(
    plans: QuerySet[GroupPlan],
    examined: QuerySet[Examination],
    problems: QuerySet[Examination],
    today: dt.date,
) -> Stats:
    late = problems.filter(state="rectifying", rectify_by__lt=today).count()
    open_ = problems.count()
    return Stats(
        [
            Stat(_("实施中的计划"), Figure(plans.filter(state="adopted").count(), _("项"), big=True)),
            Stat(_("检查考核"), Figure(examined.exclude(state__in=["planned", "dropped"]).count(), _("次"), big=True)),
            Stat(_("未销号的问题"), Figure(open_, _("项"), big=True)),
            Stat(
                _("其中整改逾期"),
                Figure(late, _("项"), light="red" if late else "green", light_label=_("要催办") if late else _("没有"), big=True),
            ),
        ]
    )  # fmt: skip


def _record(request: StaffRequest, key: str, pk: int) -> str:
    return reverse("desk:record", args=[key, pk]) if may_with(request, "register.view", key) else ""


def _problems(request: StaffRequest, rows: QuerySet[Examination], today: dt.date) -> Table:
    made = []
    for each in rows.select_related("region").order_by("rectify_by", "id")[:SHOWN]:
        state = EXAMINATION.state(each.state)
        late = each.state == "rectifying" and each.rectify_by is not None and each.rectify_by < today
        marks = [
            Badge(formats.bilingual(state, "label"), state.light),
            *([Light("red", _("逾期"))] if late else []),
        ]
        made.append(
            Row(
                [each.problems, each.subject, each.region.name, each.rectify_by, marks],
                url=_record(request, "examinations", each.pk),
            )
        )
    columns = [
        Column("problem", _("存在问题"), wide=True),
        Column("subject", _("被检查单位")),
        Column("region", _("地区")),
        Column("due", _("整改期限")),
        Column("state", _("状态")),
    ]
    return Table(columns, made, _("未销号的问题"), id="problems", cards=True, total=rows.count(), empty=_("没有未销号的问题。"))  # fmt: skip


def _examinations(request: StaffRequest, rows: QuerySet[Examination]) -> Table:
    made = []
    for each in rows.select_related("region").order_by("-planned_on", "-id")[:SHOWN]:
        state = EXAMINATION.state(each.state)
        made.append(
            Row(
                [
                    each.subject,
                    each.region.name,
                    each.period,
                    each.examined_on,
                    Figure(each.score, _("分"), status="" if each.score is not None else _("未评分")),
                    word(each.get_grade_display()) or None,
                    Badge(formats.bilingual(state, "label"), state.light),
                ],
                url=_record(request, "examinations", each.pk),
            )
        )
    columns = [
        Column("subject", _("被检查单位"), wide=True),
        Column("region", _("地区")),
        Column("period", _("考核期间")),
        Column("examined", _("检查日期")),
        Column("score", _("得分"), align="end"),
        Column("grade", _("等次")),
        Column("state", _("状态")),
    ]
    empty = _("还没有检查考核。可在“安排检查”里登记，或用台账的工作簿模板导入。")
    return Table(columns, made, _("检查考核"), id="examinations", cards=True, total=rows.count(), empty=empty)


def _plans(request: StaffRequest, rows: QuerySet[GroupPlan], today: dt.date) -> Table:
    made = []
    for each in rows.order_by("-drafted_on", "-id")[:SHOWN]:
        state = GROUP_PLAN.state(each.state)
        late = each.state == "adopted" and each.carry_out_by is not None and each.carry_out_by < today
        marks = [
            Badge(formats.bilingual(state, "label"), state.light),
            *([Light("red", _("逾期"))] if late else []),
        ]
        made.append(
            Row(
                [each.title, Badge(word(each.get_kind_display())), each.adopted_on, each.carry_out_by, marks],
                url=_record(request, "group_plans", each.pk),
            )
        )
    columns = [
        Column("title", _("计划名称"), wide=True),
        Column("kind", _("类型")),
        Column("adopted", _("审定日期")),
        Column("due", _("完成期限")),
        Column("state", _("状态")),
    ]
    return Table(
        columns, made, _("计划"), id="plans", cards=True, total=rows.count(), empty=_("还没有起草计划。")
    )


def _meetings(request: StaffRequest, rows: QuerySet[Meeting]) -> Table:
    made = [
        Row(
            [each.title, Badge(word(each.get_kind_display())), each.held_on, each.minutes_no or None],
            url=_record(request, "meetings", each.pk),
        )
        for each in rows.order_by("-held_on", "-id")[:SHOWN]
    ]
    columns = [
        Column("title", _("会议"), wide=True),
        Column("kind", _("类型")),
        Column("held", _("日期")),
        Column("minutes", _("纪要文号")),
    ]
    return Table(
        columns, made, _("会议"), id="meetings", cards=True, total=rows.count(), empty=_("没有登记会议。")
    )


def _decisions(request: StaffRequest, rows: QuerySet[Decision], today: dt.date) -> Table:
    made = [
        Row(
            [
                each.content,
                each.lead_unit,
                each.due_on,
                Light("red", _("逾期"))
                if each.due_on is not None and each.due_on < today
                else Light("amber", _("未落实")),
            ],
            url=_record(request, "decisions", each.pk),
        )
        for each in rows.order_by("due_on", "id")[:SHOWN]
    ]
    columns = [
        Column("content", _("议定事项"), wide=True),
        Column("lead", _("牵头单位")),
        Column("due", _("期限")),
        Column("state", _("状态")),
    ]
    return Table(columns, made, _("未落实的议定事项"), id="decisions", cards=True, total=rows.count(), empty=_("没有未落实的议定事项。"))  # fmt: skip


def _members(request: StaffRequest, scope: Scope, found: Group, today: dt.date) -> Table:
    rows = standing(Member, scope).filter(region_id=found.region_id, group=found.code, since__lte=today)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gte=today))
    made = [
        Row(
            [each.unit, Badge(word(each.get_seat_display())), each.post or None, each.since],
            url=_record(request, "group_members", each.pk),
        )
        for each in rows.order_by("id")[:SHOWN]
    ]
    columns = [
        Column("unit", _("成员单位"), wide=True),
        Column("seat", _("身份")),
        Column("post", _("职务")),
        Column("since", _("任职起")),
    ]
    return Table(columns, made, _("成员"), id="members", cards=True, empty=_("没有登记成员。"))


GROUP_WORK = gettext_lazy("计划 %(plans)s · 检查 %(examined)s · 未销号 %(open)s")
