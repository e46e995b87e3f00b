"""The list of one register."""

from __future__ import annotations

from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhiheng.faces.desk.areas.registers import common
from zhiheng.faces.desk.areas.surveys import linking
from zhiheng.faces.desk.page import StaffRequest, page
from zhiheng.faces.shell.components import (
    Action,
    Column,
    FilterBar,
    PageHead,
    Pager,
    Row,
    Table,
)
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.filters import RecordFilter, filterset_of, ordering
from zhiheng.frame.registers.models import Record

PER_PAGE = 50
PAGE_SIZES = (20, 50, 100, 200)


def filtered(request: StaffRequest, scope: Scope, register: Register) -> RecordFilter:
    """The rows in scope that the address asks for, in its order. The list and the export both start here."""
    rows = register.model.objects.within(service.reach(scope, register))
    rows = rows.order_by(*ordering(register, request.GET.get("sort", "")))
    return filterset_of(register)(request.GET, rows, scope)


@require_safe
@page("register.view")
def listing(request: StaffRequest, scope: Scope, key: str) -> HttpResponse:
    register = common.find(scope, key)
    chosen = filtered(request, scope, register)
    names = [c.name for c in register.listed]
    # The page's keys first, out of an index; then its few rows. In one query the database would carry a
    # million rows through the sort.
    paginator = Paginator(chosen.qs.values_list("pk", flat=True), _per_page(request))
    try:
        current = paginator.page(request.GET.get("page", 1))
    except PageNotAnInteger:
        current = paginator.page(1)
    except EmptyPage:
        current = paginator.page(paginator.num_pages)
    rows = _rows(scope, register, names, list(current.object_list))
    sort = request.GET.get("sort", "")
    aligned = common.align(register, names)
    columns = [
        Column(n, common.unit_note(register, n), sortable=True, align=aligned[n], wide=_wide(register, n))  # type: ignore[arg-type]
        for n in names
    ]
    table = Table(
        [*columns, Column("origin", _("来源"))],
        [_row(register, r, names) for r in rows],
        common.title(register),
        pager=Pager.of(current),
        sort=sort if sort.removeprefix("-") in names else (register.order[0] if register.order else ""),
        export_url=reverse("desk:export", args=[key, "xlsx"])
        if common.may(request, "register.export", register)
        else "",
        bulk=_bulk(request, register),
        empty=_("没有符合条件的记录。可放宽筛选条件。") if _narrowed(request) else _("这本台账还没有记录。"),
        empty_action=_import_action(request, register) if not _narrowed(request) else None,
        cards=True,
    )
    context = {
        "crumbs": common.crumbs(register),
        "page_head": PageHead(
            common.title(register), common.about(register), _list_actions(request, register)
        ),
        "parts": [FilterBar(chosen.form, first=_first(register), keep=("sort", "per_page")), table],
    }
    return render(request, "desk/registers/page.html", context)


def _rows(scope: Scope, register: Register, names: list[str], keys: list[int]) -> list[Record]:
    """The records of a page in the order of its keys, with no more columns than are shown."""
    if not keys:
        return []
    relations = [n for n in names if register.model_field(n).is_relation]
    found = (
        register.model.objects.within(service.reach(scope, register))
        .select_related(*relations)
        .only(*names, *(f"{n}__name" for n in relations), "origin", "synthetic", "withdrawn_at", "region_id")
        .in_bulk(keys)
    )
    return [found[key] for key in keys if key in found]


def _row(register: Register, record: Record, names: list[str]) -> Row:
    cells: list[Any] = [common.shown(register, record, n) for n in names]
    if cells[0] in (None, ""):
        cells[0] = f"#{record.pk}"
    withdrawn = record.withdrawn_at is not None
    origin: Any = common.origin_badge(record)
    return Row(
        [*cells, [origin, common.Badge(_("已撤回"), "grey")] if withdrawn else origin],
        url=reverse("desk:record", args=[register.key, record.pk]),
        key=str(record.pk),
        tone="grey" if withdrawn else "",
    )


def _per_page(request: StaffRequest) -> int:
    wanted = request.GET.get("per_page", "")
    return int(wanted) if wanted.isdigit() and int(wanted) in PAGE_SIZES else PER_PAGE


def _narrowed(request: StaffRequest) -> bool:
    return any(v for k, v in request.GET.items() if k not in {"page", "per_page", "sort"})


def _wide(register: Register, name: str) -> bool:
    length = getattr(register.model_field(name), "max_length", None) or 0
    return register.type_of(name) == "text" and length >= 80


def _first(register: Register) -> tuple[str, ...]:
    """Always in sight: search, region, the date that counts."""
    placing = register.by_name.get("period" if register.periodic else register.facts.date)
    dates = [placing.name] if placing is not None and placing.filter else []
    choices = [c.name for c in register.columns if c.filter and register.type_of(c.name) == "choice"]
    near = ["expiry"] if register.expiries else []
    return (*(["q"] if register.search else []), "region", *dates, *choices[:1], *near)


def _import_action(request: StaffRequest, register: Register) -> Action | None:
    if not common.may(request, "register.import", register):
        return None
    return Action(_("导入"), reverse("desk:import_new", args=[register.key]))


def _bulk(request: StaffRequest, register: Register) -> list[Action]:
    """What can be done to ticked rows."""
    if not common.may(request, "register.change", register):
        return []
    return [Action(_("批量修改或撤回"), reverse("desk:batch_new", args=[register.key]), value="edit")]


def _many(request: StaffRequest, register: Register) -> list[Action]:
    """What concerns many rows at once: the grid, who has filed, all rows of the filter."""
    found = []
    if register.periodic is not None:
        found.append(Action(_("报送情况"), reverse("desk:returns", args=[register.key])))
    if register.collected and request.actor.may("collector.keep"):
        found.append(Action(_("采集令牌"), reverse("desk:collectors")))
    if register.gathered is not None and common.may(request, "register.add", register):
        found.append(Action(_("按采集数据填报"), reverse("desk:gathered", args=[register.key])))
    if register.proposals and common.may(request, "register.add", register):
        found.append(Action(_("由其他台账提出"), reverse("desk:proposals", args=[register.key])))
    if common.may(request, "register.add", register):
        found.append(Action(_("成批填报"), reverse("desk:grid", args=[register.key])))
    if common.may(request, "register.change", register):
        query = request.GET.copy()
        for name in ("page", "per_page"):
            query.pop(name, None)
        query["all"] = "1"
        url = f"{reverse('desk:batch_new', args=[register.key])}?{query.urlencode()}"
        found.append(Action(_("批量修改所列全部"), url))
    return found


def _list_actions(request: StaffRequest, register: Register) -> list[Action]:
    actions = []
    if common.may(request, "register.add", register):
        actions.append(Action(_("登记一条"), reverse("desk:record_new", args=[register.key]), tone="primary"))
    actions += linking.list_actions(register)
    actions += _many(request, register)
    if found := _import_action(request, register):
        actions.append(found)
        actions.append(Action(_("下载模板"), reverse("desk:template", args=[register.key])))
    if common.may(request, "register.export", register):
        query = request.GET.urlencode()
        url = reverse("desk:export", args=[register.key, "csv"])
        actions.append(Action(_("导出 CSV"), f"{url}?{query}" if query else url))
    return actions
