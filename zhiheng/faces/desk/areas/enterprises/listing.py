"""The list of enterprises: found by name, former name or code, narrowed by what they count as."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from zhiheng.faces.desk.areas.enterprises import shown
from zhiheng.faces.desk.areas.registers import common
from zhiheng.faces.desk.page import StaffRequest, page
from zhiheng.faces.shell.components import (
    Action,
    Badge,
    Column,
    Crumb,
    FilterBar,
    Light,
    PageHead,
    Pager,
    Row,
    Table,
)
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers import own
from zhiheng.frame.registers.declare import Register, register_of
from zhiheng.frame.registers.filters import filterset_of, ordering
from zhiheng.frame.registers.wording import heading
from zhiheng.records.enterprises.names import LISTED

PER_PAGE = 50
FIRST = ("q", "region", "above_size", "status")
SORTS = ("name", "founded_on", "filed_on")


@require_safe
@page("enterprise.view")
def listing(request: StaffRequest, scope: Scope) -> HttpResponse:
    """An enterprise's own account has one archive to see, and is led to it."""
    if codes := sorted(own.codes(scope)):
        return redirect("desk:enterprise", codes[0])
    register = register_of(LISTED)
    rows = register.model.objects.within(scope.of_every_field()).select_related("region")
    rows = rows.order_by(*ordering(register, request.GET.get("sort", "")))
    chosen = filterset_of(register)(request.GET, rows, scope)
    paginator = Paginator(chosen.qs, PER_PAGE)
    try:
        current = paginator.page(request.GET.get("page", 1))
    except PageNotAnInteger:
        current = paginator.page(1)
    except EmptyPage:
        current = paginator.page(paginator.num_pages)
    sort = request.GET.get("sort", "")
    table = Table(
        [
            Column("name", _("企业名称"), sortable=True, wide=True),
            Column("credit_code", _("统一社会信用代码")),
            Column("region", _("区划")),
            Column("kinds", _("属于"), wide=True),
            Column("status", _("经营状态")),
            Column("filed_on", _("建档日期"), sortable=True),
        ],
        [_row(register, each) for each in current.object_list],
        pgettext("全部", "企业"),
        pager=Pager.of(current),
        sort=sort if sort.removeprefix("-") in SORTS else "name",
        empty=_("没有符合条件的企业。可放宽筛选条件。")
        if any(v for k, v in request.GET.items() if k not in {"page", "sort"})
        else _("企业名录还没有记录。可在台账“企业名录”里登记或导入。"),
        empty_action=Action(_("打开企业名录"), reverse("desk:register", args=[LISTED])),
        cards=True,
    )
    context = {
        "crumbs": [Crumb(pgettext("全部", "企业"))],
        "page_head": PageHead(
            pgettext("全部", "企业"),
            _("每户企业一份档案：各台账掌握的情况汇在一处。按名称、曾用名或代码查找。"),
            _actions(request),
        ),
        "parts": [FilterBar(chosen.form, first=FIRST), table],
    }
    return render(request, "desk/enterprises/page.html", context)


def _row(register: Register, record: Any) -> Row:
    today = dt.date.today()
    kinds: list[Any] = (
        [Badge(heading(register, "above_size"), "blue")] if record.counts_as("above_size", today) else []
    )
    kinds += [Badge(heading(register, n), "plain") for n in shown.FLAGS if record.counts_as(n, today)]
    filed: Any = record.filed_on
    if record.counts_as("key_maker", today) and filed is None:
        filed = Light("amber", _("未建档"))
    return Row(
        [
            record.name,
            record.credit_code,
            record.region.name,
            kinds or None,
            common.shown(register, record, "status"),
            filed,
        ],
        url=reverse("desk:enterprise", args=[record.credit_code]),
        key=str(record.pk),
        tone="grey" if record.closed_on else "",
    )


def _actions(request: StaffRequest) -> list[Action]:
    found = []
    if common.may(request, "register.add", register_of(LISTED)):
        found.append(Action(_("登记企业"), reverse("desk:record_new", args=[LISTED]), tone="primary"))
    if request.actor.may("enterprise.match"):
        found.append(Action(_("名称与代码"), reverse("desk:enterprise_names")))
    if request.actor.may("enterprise.merge"):
        found.append(Action(_("疑似重复"), reverse("desk:enterprise_duplicates")))
    return found
