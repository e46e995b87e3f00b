"""Names and codes: what a name may mean, rows that lack a code, rows whose name and code disagree."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from zhiheng.faces.desk.areas.registers import common
from zhiheng.faces.desk.page import StaffRequest, number_of, page, problems
from zhiheng.faces.shell.components import (
    Action,
    Alert,
    Badge,
    Card,
    Column,
    Component,
    Crumb,
    Empty,
    Link,
    PageHead,
    Pager,
    Row,
    Tab,
    Table,
    Tabs,
)
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers.declare import Register
from zhiheng.kernels.firms import Match
from zhiheng.records.enterprises import names as service
from zhiheng.records.enterprises.names import Group

PER_PAGE = 30


def why(match: Match) -> str:
    return {
        "same": str(_("名称相同")),
        "former": str(_("曾用名相同")),
        "form": str(_("字号相同，组织形式写法不同")),
        "place": str(_("字号相同，地名有无不同")),
        "like": str(_("名称相近")),
    }[match.why]


@require_safe
@page("enterprise.view")
def match(request: StaffRequest, scope: Scope) -> JsonResponse:
    """What a typed name may mean (``name``), or the name of a typed code (``code``): for the forms of records."""
    code = request.GET.get("code", "").strip().upper()
    known = service.directory()
    if code:
        root = service.merged_into().get(code, code)
        called = known.names(root)
        found = [{"code": root, "name": called[0], "score": 100, "why": ""}] if called else []
        return JsonResponse({"found": found})
    matches = known.match(request.GET.get("name", "")[:120])
    return JsonResponse(
        {"found": [{"code": m.code, "name": m.name, "score": m.score, "why": why(m)} for m in matches]}
    )


@require_safe
@page("enterprise.match")
def names(request: StaffRequest, scope: Scope) -> HttpResponse:
    """Registers with rows that lack a code; of a chosen one the names with proposals, or what disagrees."""
    key, view = request.GET.get("register", ""), request.GET.get("view", "")
    viewing = request.actor.need("register.view")
    crumbs = [Crumb(pgettext("全部", "企业"), reverse("desk:enterprises")), Crumb(_("名称与代码"))]
    parts: list[Any] = []
    if key:
        register = common.find(viewing, key)
        if register not in service.named():
            return redirect("desk:enterprise_names")
        crumbs = [
            *crumbs[:1],
            Crumb(_("名称与代码"), reverse("desk:enterprise_names")),
            Crumb(common.title(register)),
        ]
        at = f"{reverse('desk:enterprise_names')}?register={key}"
        disagree = view == "disagree"
        parts.append(
            Tabs(
                [
                    Tab(_("缺代码"), at, not disagree),
                    Tab(_("名称与代码不符"), f"{at}&view=disagree", disagree),
                ],
                _("看什么"),
            )
        )
        parts += _disagreeing(viewing, register) if disagree else _lacking(request, viewing, register)
    else:
        parts.append(_overview(viewing))
    head = PageHead(
        _("名称与代码"),
        _("有企业名称而没有代码的记录进不了企业档案。这里按名录给出建议，由您确认后才写入。"),
    )
    context = {"crumbs": crumbs, "page_head": head, "parts": parts}
    return render(request, "desk/enterprises/page.html", context)


def _overview(viewing: Scope) -> Any:
    rows = [
        Row(
            [common.title(each.register), each.rows, each.names],
            url=f"{reverse('desk:enterprise_names')}?register={each.register.key}",
            key=each.register.key,
        )
        for each in service.lacking(viewing)
    ]
    if not rows:
        return Empty(_("没有缺代码的记录"), _("辖区内凡写了企业名称的记录都有代码。"))
    heads = [
        Column("register", _("台账"), wide=True),
        Column("rows", _("缺代码的记录"), align="end"),
        Column("names", _("涉及名称"), align="end"),
    ]
    return Card(
        _("缺代码的记录"), Table(heads, rows, _("缺代码的记录"), id="lacking", cards=True), flush=True
    )


class Choice(Component):
    """The proposals of one name, each with a button to accept it."""

    template = "desk/enterprises/choice.html"

    def __init__(self, register: Register, group: Group, may: bool) -> None:
        self.url = reverse("desk:enterprise_accept", args=[register.key])
        self.group, self.may = group, may
        self.proposals = [(m, why(m)) for m in group.matches]


def _lacking(request: StaffRequest, viewing: Scope, register: Register) -> list[Any]:
    asked = service.groups(viewing, register, number_of(request.GET.get("session", "")))
    paginator = Paginator(asked, PER_PAGE)
    try:
        current = paginator.page(request.GET.get("page", 1))
    except PageNotAnInteger:
        current = paginator.page(1)
    except EmptyPage:
        current = paginator.page(paginator.num_pages)
    found = service.proposed(current.object_list)
    may = common.may(request, "register.change", register)
    table = Table(
        [Column("name", _("写的名称"), wide=True), Column("rows", _("记录数"), align="end"), Column("means", _("是不是"), wide=True)],
        [Row([_name(register, g), g.rows, Choice(register, g, may)], key=str(n)) for n, g in enumerate(found)],
        _("缺代码的名称"),
        id="names",
        pager=Pager.of(current),
        empty=_("这本台账里没有缺代码的记录。"),
        cards=True,
    )  # fmt: skip
    return [table]


def _name(register: Register, group: Group) -> Link:
    url = reverse("desk:register", args=[register.key])
    from django.utils.http import urlencode

    return Link(group.name, f"{url}?{urlencode({'q': group.name})}" if register.search else url)


def _disagreeing(viewing: Scope, register: Register) -> list[Any]:
    found, whole = service.contradictions(viewing, register)
    parts: list[Any] = []
    if not whole:
        text = _("只核对了出现最多的 %(n)s 对名称和代码。") % {"n": service.PAIRS_AT_MOST}
        parts.append(Alert(_("没有全部核对"), text, "info"))
    rows = [
        Row([_name(register, g), [g.code, Badge(_("代码属于另一企业"), "amber")], g.rows, Choice(register, g, True)], key=str(n))
        for n, g in enumerate(found)
    ]  # fmt: skip
    heads = [
        Column("name", _("写的名称"), wide=True),
        Column("code", _("写的代码")),
        Column("rows", _("记录数"), align="end"),
        Column("means", _("名录中的这个名称"), wide=True),
    ]
    empty = _("没有发现名称与代码不符的记录。")
    return [*parts, Table(heads, rows, _("名称与代码不符"), id="disagree", empty=empty, cards=True)]


@require_POST
@page("enterprise.match")
def accept(request: StaffRequest, scope: Scope, key: str) -> HttpResponse:
    """A person accepts a proposal: the code is written to the rows of that name, undone as a whole if wrong."""
    register = common.find(request.actor.need("register.change"), key)
    name, code, stored = (request.POST.get(n, "") for n in ("name", "code", "stored"))
    back = f"{reverse('desk:enterprise_names')}?register={key}{'&view=disagree' if stored else ''}"
    try:
        batch = service.accept(request.actor, register, name, code, stored)
    except (ValidationError, PermissionDenied) as error:
        for line in problems(error):
            messages.error(request, line)
    else:
        text = _("已把 %(n)s 条“%(name)s”的代码写为 %(code)s（批量修改第 %(batch)s 号，可以撤销）。")
        messages.success(request, text % {"n": batch.count, "name": name, "code": code, "batch": batch.pk})
    return redirect(back)


def action_for(request: StaffRequest, register: Register, session: int | None = None) -> Action | None:
    """The way to the names without a code, for pages of a register or an import."""
    if register not in service.named() or not request.actor.may("enterprise.match"):
        return None
    more = f"&session={session}" if session else ""
    return Action(_("补企业代码"), f"{reverse('desk:enterprise_names')}?register={register.key}{more}")
