"""Rows that other registers suggest: listed, chosen, accepted with what is the same for all, or declined with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from zhiheng.faces.desk.areas.registers import common
from zhiheng.faces.desk.areas.registers.parts import ReasonForm
from zhiheng.faces.desk.page import StaffRequest, page, problems
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Action,
    Alert,
    Card,
    Column,
    Crumb,
    Form,
    Link,
    PageHead,
    Pager,
    Row,
    Tab,
    Table,
    Tabs,
)
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers import proposing, service
from zhiheng.frame.registers.declare import Register, register_of
from zhiheng.frame.registers.doubts import ACCEPTED
from zhiheng.frame.registers.forms import columns_form_of
from zhiheng.frame.registers.keeping import DeclinedProposal
from zhiheng.frame.registers.leading import Proposal
from zhiheng.frame.registers.models import Record
from zhiheng.frame.registers.proposing import Pair, Proposed, Refused
from zhiheng.frame.registers.wording import heading

PER_PAGE = 50
DECLINED_SHOWN = 50
FROM = "from"


def _accepting() -> forms.Field:
    return forms.CharField(
        label=gettext_lazy("存疑仍要登记的理由"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("记入留痕，以后可查"),
    )


def _pick(request: StaffRequest, scope: Scope, key: str) -> tuple[Register, Proposal, list[Proposal]]:
    """The register, the proposal asked for and those open to the user."""
    register = common.find(scope, key)
    if not register.proposals:
        raise Http404(_("台账“%(name)s”没有由其他台账提出的记录。") % {"name": common.title(register)})
    mine = [p for p in register.proposals if proposing.open_to(request.actor, register, p)]
    if not mine:
        raise PermissionDenied(_("提出这些记录所依据的台账不在您岗位的领域之内。"))
    wanted = request.GET.get(FROM) or request.POST.get(FROM) or mine[0].key
    for each in mine:
        if each.key == wanted:
            return register, each, mine
    raise Http404(_("没有这样的提议：%(key)s") % {"key": wanted})


@require_safe
@page("register.add")
def listing(request: StaffRequest, scope: Scope, key: str) -> HttpResponse:
    """What is proposed and what was declined."""
    register, proposal, mine = _pick(request, scope, key)
    found = proposing.found(request.actor, register, proposal, dt.date.today())
    current = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    shown = proposing.load(register, proposal, list(current.object_list))
    at = reverse("desk:proposals", args=[key])
    tabs = [
        Tab(
            formats.bilingual(p, "label"),
            f"{at}?{FROM}={p.key}",
            current=p is proposal,
            count=len(found) if p is proposal else None,
        )
        for p in mine
    ]
    table = _table(request, register, proposal, shown, Pager.of(current))
    parts: list[Any] = [Tabs(tabs, _("提议的依据")), table, *_declined(request, scope, register, proposal)]
    lead = _("由其他台账的记录按声明的条件提出；采纳一条就登记一条，不采纳的写明原因，不再提出。")
    return _show(request, register, lead, parts)


def _show(
    request: StaffRequest, register: Register, lead: str, parts: Sequence[Any], status: int = 200
) -> HttpResponse:
    context = {
        "crumbs": common.crumbs(register, Crumb(_("提议"))),
        "page_head": PageHead(_("提议：%(name)s") % {"name": common.title(register)}, lead),
        "parts": parts,
    }
    return render(request, "desk/registers/page.html", context, status=status)


def _table(
    request: StaffRequest, register: Register, proposal: Proposal, shown: Sequence[Proposed], pager: Pager
) -> Table:
    names = _names(register, proposal)
    heads = [Column("among", common.title(register_of(proposal.among)), wide=True)]
    if proposal.by:
        heads.append(Column("by", common.title(register_of(proposal.by)), wide=True))
    heads += [Column("region", heading(register, "region"))]
    heads += [Column(n, common.unit_note(register, n)) for n in names]
    rows = [_row(request, register, proposal, each, names) for each in shown]
    bulk = [
        Action(_("采纳所选"), _do(register, "accept", proposal), value="accept", tone="primary"),
        Action(_("不采纳所选"), _do(register, "decline", proposal), value="decline"),
    ]
    caption = formats.bilingual(proposal, "label")
    return Table(
        heads, rows, caption, pager=pager, bulk=bulk, cards=True, empty=_("现在没有提议：该登记的都已登记。")
    )


def _do(register: Register, what: str, proposal: Proposal) -> str:
    return f"{reverse('desk:proposals_do', args=[register.key, what])}?{FROM}={proposal.key}"


def _names(register: Register, proposal: Proposal) -> list[str]:
    """The carried columns worth showing: all but the place, and its own number."""
    carried = {*proposal.carry, *proposal.carry_by} - {"region", proposal.code}
    if register.rated is not None:
        carried |= {*register.rated.columns} - {register.rated.day}
    return [n for n in register.names if n in carried]


def _row(
    request: StaffRequest, register: Register, proposal: Proposal, each: Proposed, names: list[str]
) -> Row:
    made = register.model(**each.values)
    cells: list[Any] = [_linked(request, register_of(proposal.among), each.among)]
    if proposal.by:
        cells.append(_linked(request, register_of(proposal.by), each.by) if each.by is not None else None)
    cells.append(str(each.among.region))
    cells += [common.shown(register, made, n) for n in names]
    among, by = each.pair
    return Row(cells, key=f"{among}-{by}")


def _linked(request: StaffRequest, register: Register, record: Record) -> Any:
    if service.covers(request.actor.scope("register.view"), register, record):
        return Link(str(record), reverse("desk:record", args=[register.key, record.pk]))
    return str(record)


def _declined(request: StaffRequest, scope: Scope, register: Register, proposal: Proposal) -> list[Any]:
    rows = DeclinedProposal.objects.within(service.reach(scope, register)).filter(
        register=register.key, proposal=proposal.key, undone_at=None
    )
    found = list(rows.select_related("region")[: DECLINED_SHOWN + 1])
    if not found:
        return []
    again = reverse("desk:proposals_do", args=[register.key, "again"])
    lines = [
        Row(
            [
                row.title,
                row.reason,
                row.made_by,
                row.made_at,
                Action(_("重新提出"), f"{again}?{FROM}={proposal.key}&row={row.pk}", method="post"),
            ]
        )
        for row in found[:DECLINED_SHOWN]
    ]
    heads = [
        Column("title", _("提议"), wide=True),
        Column("reason", _("不采纳的原因"), wide=True),
        Column("by", _("办理人")),
        Column("at", _("办理时间")),
        Column("again", _("办理")),
    ]
    total = rows.count() if len(found) > DECLINED_SHOWN else None
    table = Table(heads, lines, _("不采纳的提议"), id="declined", cards=True, total=total)
    return [Card(_("不采纳的提议"), table)]


@require_POST
@page("register.add")
def act(request: StaffRequest, scope: Scope, key: str, what: str) -> HttpResponse:
    """Accept or decline what was ticked, in two steps; or take a refusal back."""
    register, proposal, _mine = _pick(request, scope, key)
    if what == "again":
        return _again(request, scope, register, proposal)
    if what not in {"accept", "decline"}:
        raise Http404(_("没有这样的办理：%(what)s") % {"what": what})
    wanted = _wanted(request)
    if not wanted:
        messages.error(request, _("没有选中任何一条。请先勾选。"))
        return redirect(_back(register, proposal))
    if len(wanted) > proposing.MOST:
        messages.error(request, _("一次最多处理 %(n)s 条。") % {"n": formats.number(proposing.MOST)})
        return redirect(_back(register, proposal))
    accepting = what == "accept"
    made = columns_form_of(register, scope, proposal.asks) if accepting else ReasonForm
    form: Any = made(request.POST) if request.POST.get("step") else made()
    if accepting:
        form.fields[ACCEPTED] = _accepting()
    if not request.POST.get("step") or not form.is_valid():
        return _fill(request, register, proposal, what, wanted, form)
    if accepting:
        return _accept(request, register, proposal, wanted, form)
    try:
        rows = proposing.decline(request.actor, register, proposal, wanted, form.cleaned_data["reason"])
    except ValidationError as error:
        for line in problems(error):
            form.add_error(None, line)
        return _fill(request, register, proposal, what, wanted, form)
    messages.success(request, _("%(n)s 条不采纳，原因已记入留痕。") % {"n": formats.number(len(rows))})
    return redirect(_back(register, proposal))


def _accept(
    request: StaffRequest, register: Register, proposal: Proposal, wanted: list[Pair], form: Any
) -> HttpResponse:
    why = form.cleaned_data.get(ACCEPTED, "")
    asked = {n: form.cleaned_data[n] for n in proposal.asks}
    made, refused = proposing.accept(request.actor, register, proposal, wanted, asked, accepted=why)
    if not refused:
        messages.success(request, _("已登记 %(n)s 条。") % {"n": formats.number(len(made))})
        return redirect(_back(register, proposal))
    return _fill(
        request, register, proposal, "accept", [r.proposed.pair for r in refused], form, len(made), refused
    )


def _wanted(request: StaffRequest) -> list[Pair]:
    words = [*request.POST.getlist("selected"), *request.POST.get("ids", "").split(",")]
    found = []
    for word in words:
        among, _dash, by = word.partition("-")
        if among.isdigit() and by.isdigit():
            found.append((int(among), int(by)))
    return found


def _back(register: Register, proposal: Proposal) -> str:
    return f"{reverse('desk:proposals', args=[register.key])}?{FROM}={proposal.key}"


def _fill(
    request: StaffRequest,
    register: Register,
    proposal: Proposal,
    what: str,
    wanted: list[Pair],
    form: Any,
    made: int = 0,
    refused: Sequence[Refused] = (),
) -> HttpResponse:
    """What is the same for all of them, or the reason; with those that were not taken, and why."""
    accepting = what == "accept"
    parts: list[Any] = []
    if refused:
        parts.append(
            Alert(
                _("已登记 %(made)s 条，%(left)s 条没有登记")
                % {"made": formats.number(made), "left": formats.number(len(refused))},
                _("存疑的写明理由后可以再登记；不能登记的请回到提议里选“不采纳”。"),
                "warning",
            )
        )
        rows = [Row([str(r.proposed.among), " ".join(r.lines)]) for r in refused]
        heads = [Column("what", _("提议"), wide=True), Column("why", _("没有登记的原因"), wide=True)]
        parts.append(Table(heads, rows, _("没有登记的"), id="refused", cards=True))
    body = Form(
        form,
        submit=_("采纳并登记") if accepting else _("不采纳"),
        action=_do(register, what, proposal),
        cancel_url=_back(register, proposal),
        columns=2 if accepting else 1,
        hidden=[("ids", ",".join(f"{a}-{b}" for a, b in wanted)), ("step", "apply")],
        id="proposal-form",
    )
    parts.append(Card(_("选中 %(n)s 条") % {"n": formats.number(len(wanted))}, body))
    lead = (
        _("下面填写的内容各条相同；其余内容由来源记录带入。")
        if accepting
        else _("不采纳的不再提出，以后可以重新提出。")
    )
    return _show(request, register, lead, parts, 422 if refused or (form.is_bound and form.errors) else 200)


def _again(request: StaffRequest, scope: Scope, register: Register, proposal: Proposal) -> HttpResponse:
    rows = DeclinedProposal.objects.within(service.reach(scope, register))
    pk = request.GET.get("row", "")
    row = get_object_or_404(rows, pk=int(pk) if pk.isdigit() else 0, register=register.key)
    try:
        proposing.propose_again(request.actor, row)
    except ValidationError as error:
        for line in problems(error):
            messages.error(request, line)
    else:
        messages.success(request, _("已重新提出：%(name)s") % {"name": row.title})
    return redirect(_back(register, proposal))
