"""Who leads: the groups of every level on a day, with their members and terms of office."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from zhiheng.faces.desk.areas.meetings.views_group import GROUP_WORK, OPEN_PROBLEMS
from zhiheng.faces.desk.areas.registers.common import may_with
from zhiheng.faces.desk.page import StaffRequest, page
from zhiheng.faces.shell.components import Action, Badge, Crumb, FilterBar, PageHead, Tree
from zhiheng.faces.shell.components import Node as TreeNode
from zhiheng.frame.people.scope import Scope, superiors
from zhiheng.frame.regions.models import Level, Region, prefix_range, territory_prefix
from zhiheng.frame.registers.wording import word
from zhiheng.records.meetings.following import standing
from zhiheng.records.meetings.models import Examination, Group, GroupPlan, Member

SEATS = ("head", "deputy", "office_head", "member", "contact")
MOST = 2000


class OnForm(forms.Form):
    on = forms.DateField(
        label=gettext_lazy("看哪一天"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


@require_safe
@page("meeting.view")
def groups(request: StaffRequest, scope: Scope) -> HttpResponse:
    """A tree: regions within regions, parks below their county, with leading group, office, working groups and
    members. Five queries."""
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
    if may_with(request, "register.view", "parks"):
        actions.append(Action(_("园区"), reverse("desk:register", args=["parks"])))
    context = {
        "crumbs": [
            Crumb(_("方案"), reverse("desk:programmes")),
            Crumb(_("会议"), reverse("desk:meetings")),
            Crumb(_("机构与成员")),
        ],
        "page_head": PageHead(
            _("机构与成员"), _("各级领导小组、办公室、工作组和基层工作机构，按任期"), actions
        ),
        "filters": FilterBar(form, first=("on",)),
        "tree": Tree(
            _forest(
                rows,
                members,
                may_with(request, "register.view", "groups"),
                _done(scope),
                _parks(scope, on),
            ),
            _("机构与成员"),
            empty=_("这一天您的辖区里没有登记领导小组。可在“登记机构”里录入，或用台账的工作簿模板导入。"),
        ),
        "on": on,
        "cut": len(rows) == MOST,
    }
    return render(request, "desk/meetings/groups.html", context)


def _done(scope: Scope) -> dict[tuple[str, str], tuple[int, int, int]]:
    """By region and code of a group: plans, examinations held, problems that are open."""
    found: dict[tuple[str, str], list[int]] = {}
    plans = standing(GroupPlan, scope).exclude(state="dropped").order_by()
    for region, code, n in plans.values_list("region_id", "group").annotate(n=Count("pk")):
        found.setdefault((region, code), [0, 0, 0])[0] = n
    held = Count("pk", filter=~Q(state__in=["planned", "dropped"]))
    wrong = Count("pk", filter=Q(state__in=OPEN_PROBLEMS))
    # An examination lies in the place examined: the group is the one of that code there or above.
    rows = standing(Examination, scope).order_by().values_list("region_id", "group")
    for region, code, n, bad in rows.annotate(n=held, bad=wrong):
        for place in (region, *superiors(territory_prefix(region))):
            counts = found.setdefault((place, code), [0, 0, 0])
            counts[1] += n
            counts[2] += bad
    return {key: (a, b, c) for key, (a, b, c) in found.items()}


def _parks(scope: Scope, on: dt.date) -> list[Region]:
    """The parks in reach that stand on the day: territories of their own, also where no body is registered yet."""
    standing_on = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    inside = Q(pk__in=[])
    for reach in scope.reaches:
        low, high = prefix_range(reach.prefix) if reach.prefix else ("0", "9" * 9)
        inside |= Q(code__gte=low, code__lt=high)
    return list(Region.objects.filter(inside, standing_on, begun, level=Level.PARK).order_by("code")[:MOST])


def _forest(
    rows: list[Group],
    members: dict[tuple[str, str], list[Member]],
    opens: bool,
    done: dict[tuple[str, str], tuple[int, int, int]],
    parks: list[Region],
) -> list[TreeNode]:
    """Groups below their parent, regions below the nearest region above that is shown.

    ``opens``: whether members lead to their records. ``done``: what each group has planned and examined.
    """
    known = {(g.region_id, g.code) for g in rows}
    below: dict[tuple[str, str], list[Group]] = {}
    for group in rows:
        parent = group.parent if (group.region_id, group.parent) in known else ""
        below.setdefault((group.region_id, parent), []).append(group)
    regions = {r.code: r for r in (*(g.region for g in rows), *parks)}
    inside: dict[str, list[Region]] = {}
    for code in sorted(regions):
        over = next((up for up in superiors(territory_prefix(code)) if up in regions and up != code), "")
        inside.setdefault(over, []).append(regions[code])

    def node(group: Group, trail: frozenset[str]) -> TreeNode:
        inner = [] if group.code in trail else below.get((group.region_id, group.code), [])
        children = [node(each, trail | {group.code}) for each in inner]
        seats = sorted(members.get((group.region_id, group.code), []), key=lambda m: SEATS.index(m.seat))
        notes = [_("牵头部门：%(unit)s") % {"unit": group.lead_unit}] if group.lead_unit else []
        plans, examined, wrong = done.get((group.region_id, group.code), (0, 0, 0))
        if plans or examined:
            notes.append(GROUP_WORK % {"plans": plans, "examined": examined, "open": wrong})
        return TreeNode(
            group.name,
            [*[_seat(m, opens) for m in seats], *children],
            url=reverse("desk:group", args=[group.pk]),
            side=[Badge(word(group.get_kind_display()))],
            note=" · ".join(notes),
            open=not group.parent,
        )

    def place(region: Region, first: bool) -> TreeNode:
        groups = [node(g, frozenset()) for g in below.get((region.code, ""), [])]
        lower = [place(each, False) for each in inside.get(region.code, [])]
        park = region.level == Level.PARK
        return TreeNode(
            region.name,
            [*groups, *lower],
            side=[Badge(_("园区"))] if park else [],
            note="" if groups or lower else _("还没有登记工作机构或服务点"),
            open=first,
        )

    return [place(region, at == 0) for at, region in enumerate(inside.get("", []))]


def _seat(member: Member, opens: bool) -> TreeNode:
    who = " ".join(words for words in (member.unit, member.post, member.person) if words)
    term = f"{member.since} — {member.until or _('今')}"
    return TreeNode(
        who,
        [],
        url=reverse("desk:record", args=["group_members", member.pk]) if opens else "",
        side=[Badge(word(member.get_seat_display()))],
        note=term,
    )
