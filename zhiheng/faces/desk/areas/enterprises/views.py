"""The archive of one enterprise, all rows of one register in it, and the archive as a document."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from zhiheng.faces.desk.areas.enterprises import exporting, shown
from zhiheng.faces.desk.areas.home.duty import light
from zhiheng.faces.desk.areas.registers import common
from zhiheng.faces.desk.page import StaffRequest, download, page
from zhiheng.faces.shell.components import Action, Card, Column, Crumb, Empty, PageHead, Pager, Row, Table
from zhiheng.frame.dues.models import Due, DueState
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers import own
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.trail.chain import Event, write
from zhiheng.kernels.papers import PaperError
from zhiheng.records.enterprises import archive as files
from zhiheng.records.enterprises.archive import Archive, gather, page_of
from zhiheng.records.enterprises.names import LISTED

PER_PAGE = 50
MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def found_or_404(request: StaffRequest, code: str, **more: Any) -> Archive:
    found = gather(request.actor, code.strip().upper(), **more)
    if found is None:
        raise Http404(
            _("没有代码为 %(code)s 的企业，或它不在您的管辖范围内。请核对代码，或按名称查找。")
            % {"code": code}
        )
    return found


def crumbs(found: Archive, *rest: Crumb) -> list[Crumb]:
    home = [] if found.mine else [Crumb(pgettext("全部", "企业"), reverse("desk:enterprises"))]
    at = reverse("desk:enterprise", args=[found.code]) if rest else ""
    return [*home, Crumb(found.name, at), *rest]


def year_asked(request: StaffRequest) -> int | None:
    wanted = request.GET.get("year", "")
    return int(wanted) if wanted.isdigit() and 1900 < int(wanted) < 2200 else None


def _nothing_yet(request: StaffRequest) -> HttpResponse:
    """An enterprise whose account stands before any record of it does."""
    register = register_of(LISTED)
    may = common.may(request, "register.add", register)
    nothing = Empty(
        _("还没有本企业的记录"),
        _("登记到企业名录后，各部门记在台账里的许可、检查、证书都汇到这一份档案里。")
        if may
        else _("请所在地质量办把本企业登记到企业名录。"),
        Action(_("登记本企业"), reverse("desk:record_new", args=[LISTED])) if may else None,
    )
    title = pgettext("全部", "企业")
    context = {"crumbs": [Crumb(title)], "page_head": PageHead(title), "parts": [nothing]}
    return render(request, "desk/enterprises/page.html", context)


@require_safe
@page("enterprise.view")
def archive(request: StaffRequest, scope: Scope, code: str) -> HttpResponse:
    year, today = year_asked(request), dt.date.today()
    try:
        found = found_or_404(request, code, year=year, today=today)
    except Http404:
        if code not in own.codes(scope):
            raise
        return _nothing_yet(request)
    if found.code != code:
        return redirect("desk:enterprise", found.code)
    at = reverse("desk:enterprise", args=[found.code])
    main = [
        *shown.own_part(found),
        *_owed(request, found),
        *shown.expiring(found, today),
        *shown.overview(found),
        *shown.sections(found),
    ]
    context = {
        "crumbs": crumbs(found),
        "page_head": PageHead(
            found.name,
            _("企业档案 %(code)s") % {"code": found.code},
            _actions(request, found),
            shown.marks(found),
        ),
        "parts": [*shown.alerts(found), shown.stats(found, today), *shown.years(found, year, at)],
        "main": main,
        "side": [
            shown.identity(request, found),
            *shown.expected_card(found),
            shown.timeline(found, at),
            *shown.elsewhere(found),
        ],
    }
    return render(request, "desk/enterprises/archive.html", context)


def _actions(request: StaffRequest, found: Archive) -> list[Action]:
    actions = [
        Action(_("导出 Word"), reverse("desk:enterprise_file", args=[found.code, "docx"])),
        Action(_("导出 PDF"), reverse("desk:enterprise_file", args=[found.code, "pdf"])),
    ]
    firm = found.enterprise
    if firm is not None and request.actor.scope("enterprise.merge").of_every_field().covers(firm.region_id):
        actions.append(Action(_("合并另一代码"), reverse("desk:enterprise_merge", args=[found.code])))
        for merger in found.mergers:
            words = _("撤销合并 %(code)s") % {"code": merger.code}
            actions.append(Action(words, reverse("desk:enterprise_unmerge", args=[merger.pk])))
    return actions


def _owed(request: StaffRequest, found: Archive) -> list[Any]:
    """What the enterprise itself owes: dues of its own unit."""
    if not found.mine:
        return []
    today = dt.date.today()
    dues = Due.objects.within(request.actor.scope("due.view"))
    dues = dues.filter(state__in=[DueState.OPEN, DueState.RETURNED]).order_by("due_on")[:20]
    rows = [
        Row([d.title, d.due_on, light(d, today)], url=reverse("desk:due", args=[d.pk]), key=str(d.pk))
        for d in dues
    ]
    heads = [Column("title", _("事项"), wide=True), Column("due_on", _("截止")), Column("light", _("状态"))]
    table = Table(heads, rows, _("待办"), id="owed", empty=_("没有待办的事项。"), cards=True)
    return [Card(_("待办"), table, id="owed-card", flush=True)]


@require_safe
@page("enterprise.view")
def section(request: StaffRequest, scope: Scope, code: str, key: str) -> HttpResponse:
    """All rows of one register in the archive, page by page."""
    found = found_or_404(request, code, only=key, rows=1)
    rows = page_of(found, key)
    if rows is None:
        raise Http404(_("这户企业的档案里没有台账“%(key)s”的记录。") % {"key": key})
    part = next(s for s in found.sections if s.register.key == key)
    paginator = Paginator(rows, PER_PAGE)
    try:
        current = paginator.page(request.GET.get("page", 1))
    except PageNotAnInteger:
        current = paginator.page(1)
    except EmptyPage:
        current = paginator.page(paginator.num_pages)
    label = common.title(part.register)
    seen = list(current.object_list)
    parts: list[Any] = [shown.rows_table(found, part, seen, label, pager=Pager.of(current))]
    if note := shown.held_note(part):
        parts.append(note)
    context = {
        "crumbs": crumbs(found, Crumb(label)),
        "page_head": PageHead(label, found.name),
        "parts": parts,
    }
    return render(request, "desk/enterprises/page.html", context)


@require_safe
@page("enterprise.view")
def file(request: StaffRequest, scope: Scope, code: str, fmt: str) -> HttpResponse:
    """The archive as a document, with no more in it than the page shows to the same person."""
    if fmt not in MEDIA:
        raise Http404(_("没有“%(fmt)s”这种格式，可用：docx、pdf。") % {"fmt": fmt})
    found = found_or_404(request, code, rows=exporting.ROWS)
    try:
        data = exporting.document(found, fmt, dt.date.today())
    except PaperError as error:
        raise Http404(str(error)) from None
    label = files.Enterprise._meta.label_lower
    region = found.enterprise.region_id if found.enterprise is not None else request.actor.home or None
    after = {"code": found.code, "format": fmt, "rows": found.total}
    write(request.actor, Event("enterprise.export", label, found.code, region=region, after=after))
    return download(data, f"{found.name}_企业档案_{dt.date.today():%Y%m%d}.{fmt}", MEDIA[fmt])
