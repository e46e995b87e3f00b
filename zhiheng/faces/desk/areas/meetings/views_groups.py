"""Who leads: the groups of every level on a day, with their members and terms of office."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from zhiheng.faces.desk.areas.registers.common import may_with
from zhiheng.faces.desk.page import StaffRequest, page
from zhiheng.faces.shell.components import Action, Badge, Crumb, FilterBar, PageHead, Tree
from zhiheng.faces.shell.components import Node as TreeNode
from zhiheng.frame.people.scope import Scope
from zhiheng.records.meetings.following import standing
from zhiheng.records.meetings.models import Group, Member

SEATS = ("head", "deputy", "office_head", "member", "contact")
MOST = 2000


class OnForm(forms.Form):
    on = forms.DateField(
        label=gettext_lazy("看哪一天"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


@require_safe
@page("meeting.view")
def groups(request: StaffRequest, scope: Scope) -> HttpResponse:
    """A tree: region, leading group, its office and working groups, members. Three queries."""
    form = OnForm(request.GET)
    on = (form.cleaned_data["on"] if form.is_valid() else None) or dt.date.today()
    found = standing(Group, scope).filter(established_on__lte=on)
    found = found.filter(Q(dissolved_on__isnull=True) | Q(dissolved_on__gte=on))
    rows = list(found.select_related("region").order_by("region_id", "established_on", "code")[:MOST])
    members: dict[tuple[str, str], list[Member]] = {}
    seated = standing(Member, scope).filter(since__lte=on)
    for member in seated.filter(Q(until__isnull=True) | Q(until__gte=on)):
        members.setdefault((member.region_id, member.group), []).append(member)
    actions = [
        Action(_("会议与议定事项"), reverse("desk:meetings")),
        Action(_("责任矩阵"), reverse("desk:duty_matrix")),
    ]
    if may_with(request, "register.add", "groups"):
        actions += [
            Action(_("登记机构"), reverse("desk:record_new", args=["groups"]), tone="primary"),
            Action(_("登记成员"), reverse("desk:record_new", args=["group_members"])),
        ]
    context = {
        "crumbs": [
            Crumb(_("方案"), reverse("desk:programmes")),
            Crumb(_("会议"), reverse("desk:meetings")),
            Crumb(_("机构与成员")),
        ],
        "page_head": PageHead(_("机构与成员"), _("各级领导小组、办公室和工作组,按任期"), actions),
        "filters": FilterBar(form, first=("on",)),
        "tree": Tree(
            _forest(rows, members, may_with(request, "register.view", "groups")),
            _("机构与成员"),
            empty=_("这一天您的辖区里没有登记领导小组。可在“登记机构”里录入,或用台账的工作簿模板导入。"),
        ),
        "on": on,
        "cut": len(rows) == MOST,
    }
    return render(request, "desk/meetings/groups.html", context)


def _forest(rows: list[Group], members: dict[tuple[str, str], list[Member]], opens: bool) -> list[TreeNode]:
    """Groups below their parent; those whose parent is not shown stand right below their region.

    ``opens``: whether each leads to its record.
    """
    known = {(g.region_id, g.code) for g in rows}
    below: dict[tuple[str, str], list[Group]] = {}
    for group in rows:
        parent = group.parent if (group.region_id, group.parent) in known else ""
        below.setdefault((group.region_id, parent), []).append(group)
    regions = {g.region_id: g.region.name for g in rows}

    def node(group: Group, trail: frozenset[str]) -> TreeNode:
        inner = [] if group.code in trail else below.get((group.region_id, group.code), [])
        children = [node(each, trail | {group.code}) for each in inner]
        seats = sorted(members.get((group.region_id, group.code), []), key=lambda m: SEATS.index(m.seat))
        lead = _("牵头部门:%(unit)s") % {"unit": group.lead_unit} if group.lead_unit else ""
        return TreeNode(
            group.name,
            [*[_seat(m, opens) for m in seats], *children],
            url=reverse("desk:record", args=["groups", group.pk]) if opens else "",
            side=[Badge(group.get_kind_display())],
            note=lead,
            open=not group.parent,
        )

    return [
        TreeNode(name, [node(g, frozenset()) for g in below.get((region, ""), [])], open=place == 0)
        for place, (region, name) in enumerate(regions.items())
    ]


def _seat(member: Member, opens: bool) -> TreeNode:
    who = " ".join(words for words in (member.unit, member.post, member.person) if words)
    term = f"{member.since} — {member.until or _('今')}"
    return TreeNode(
        who,
        [],
        url=reverse("desk:record", args=["group_members", member.pk]) if opens else "",
        side=[Badge(member.get_seat_display())],
        note=term,
    )
