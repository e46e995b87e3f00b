"""The overview of all registers and the list of one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db.models import Count, Max, Q, Value
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from zhiheng.faces.desk.areas.registers import common
from zhiheng.faces.desk.page import StaffRequest, page
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Action,
    Card,
    Column,
    Crumb,
    Empty,
    Figure,
    FilterBar,
    Link,
    PageHead,
    Pager,
    Row,
    Table,
)
from zhiheng.frame.people.roles import fields
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.filters import RecordFilter, filterset_of, ordering
from zhiheng.frame.registers.models import ImportSession, Record, SessionState

PER_PAGE = 50
PAGE_SIZES = (20, 50, 100, 200)


@require_safe
@page("register.view")
def overview(request: StaffRequest, scope: Scope) -> HttpResponse:
    """Every register in reach, by field: how many records, up to which day, when last imported, what waits."""
    waiting = _waiting(request)
    open_ = common.open_registers(scope)
    holdings = _holdings(scope, open_)
    cards: list[Any] = []
    for field, (name, name_en) in fields().items():
        rows = [
            _register_row(r, holdings.get(r.key, (0, None)), waiting.get(r.key))
            for r in open_
            if r.field == field
        ]
        if rows:
            heads = [
                Column("name", _("台账"), wide=True),
                Column("count", _("记录数"), align="end"),
                Column("latest", _("数据截至")),
                Column("imports", _("最近导入")),
            ]
            label = name_en if formats.english() else name
            table = Table(heads, rows, label, id=f"field-{field}", cards=True)
            cards.append(Card(label, table, id=field, flush=True))
    actions = []
    if request.actor.may("register.import"):
        actions.append(Action(_("导入记录"), reverse("desk:imports")))
    if request.actor.may("register.change"):
        actions.append(Action(_("现场"), reverse("desk:onsite")))
    context = {
        "crumbs": [Crumb(pgettext("全部", "台账"))],
        "page_head": PageHead(
            pgettext("全部", "台账"), _("每个数都从这些记录算出。点开一本，可以查、录、导入、导出。"), actions
        ),
        "parts": cards
        or [Empty(_("没有您可以查看的台账"), _("台账按管辖区划和领域开放，请联系本单位安全管理员。"))],
    }
    return render(request, "desk/registers/overview.html", context)


def _waiting(request: StaffRequest) -> dict[str, dict[str, Any]]:
    """Per register: the last import applied, and those read but neither applied nor left."""
    scope = request.actor.scope("register.import")
    if not scope:
        return {}
    checked = Q(state__in=[SessionState.CHECKED, SessionState.UPLOADED])
    rows = (
        ImportSession.objects.within(scope)
        .order_by()
        .values("register")
        .annotate(waiting=Count("pk", filter=checked), last=Max("applied_at"))
    )
    return {row["register"]: dict(row) for row in rows}


def _holdings(scope: Scope, open_: Sequence[Register]) -> dict[str, tuple[int, dt.date | None]]:
    """How many standing records in reach each register holds, up to which day: one question for all of them."""
    parts = [
        r.model.objects.within(service.reach(scope, r))
        .standing()
        .order_by()
        .annotate(of=Value(r.key))
        .values("of")
        .annotate(count=Count("pk"), latest=Max(r.facts.date))
        .values_list("of", "count", "latest")
        for r in open_
    ]
    if not parts:
        return {}
    rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    return {of: (count, latest) for of, count, latest in rows}


def _register_row(
    register: Register, held: tuple[int, dt.date | None], imports: dict[str, Any] | None
) -> Row:
    waiting: Any = None
    if imports:
        at = f"{reverse('desk:imports')}?register={register.key}"
        waiting = imports["last"] and Link(formats.date(imports["last"])[:10], at)
        if imports["waiting"]:
            waiting = Link(_("%(n)s 批待核对") % {"n": imports["waiting"]}, f"{at}&state=checked")
    return Row(
        [
            common.title(register),
            Figure(held[0]),
            held[1],
            waiting,
        ],
        url=reverse("desk:register", args=[register.key]),
        key=register.key,
    )


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
    sort = request.GET.get("sort", "")
    aligned = common.align(register, names)
    columns = [
        Column(n, common.unit_note(register, n), sortable=True, align=aligned[n], wide=_wide(register, n))  # type: ignore[arg-type]
        for n in names
    ]
    table = Table(
        [*columns, Column("origin", _("来源"))],
        [_row(register, r, names) for r in _rows(scope, register, names, list(current.object_list))],
        common.title(register),
        pager=Pager.of(current),
        sort=sort if sort.removeprefix("-") in names else (register.order[0] if register.order else ""),
        export_url=reverse("desk:export", args=[key, "xlsx"])
        if common.may(request, "register.export", register)
        else "",
        bulk=_bulk(request, register),
        empty=_("没有符合条件的记录。可放宽筛选条件。") if _narrowed(request) else _("这本台账还没有记录。"),
        empty_action=_import_action(request, register) if not _narrowed(request) else None,
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
        .only(*names, *(f"{n}__name" for n in relations), "origin", "synthetic", "withdrawn_at")
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
    actions += _many(request, register)
    if found := _import_action(request, register):
        actions.append(found)
        actions.append(Action(_("下载模板"), reverse("desk:template", args=[register.key])))
    if common.may(request, "register.export", register):
        query = request.GET.urlencode()
        url = reverse("desk:export", args=[register.key, "csv"])
        actions.append(Action(_("导出 CSV"), f"{url}?{query}" if query else url))
    return actions
