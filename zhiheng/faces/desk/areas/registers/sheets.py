"""One unit's return of a period: its rows, the three signatures below it, and signing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST, require_safe

from zhiheng.faces.desk.areas.registers import common
from zhiheng.faces.desk.page import StaffRequest, page, problems
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Action,
    Alert,
    Card,
    Column,
    Crumb,
    Light,
    PageHead,
    Pairs,
    Row,
    Table,
)
from zhiheng.frame.people.models import Unit
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers import locks, service, signing
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.keeping import Filer, Signature, SignatureStep
from zhiheng.frame.registers.periods import Period, PeriodError

MOST = 100  # rows shown; the list has them all
LABELS = {
    SignatureStep.FILLED: gettext_noop("填报人"),
    SignatureStep.CHECKED: gettext_noop("审核人"),
    SignatureStep.HEAD: gettext_noop("单位负责人"),
}


def find(scope: Scope, key: str, period: str, unit: int) -> tuple[Register, Period, Unit]:
    """The register, the period and the unit, which has rows or is on the list within the scope; else Http404."""
    register = common.find(scope, key)
    if register.periodic is None:
        raise Http404(_("台账“%(name)s”不按期报送。") % {"name": common.title(register)})
    try:
        which = register.periodic.parse(period)
    except PeriodError as error:
        raise Http404(str(error)) from None
    reach = service.reach(scope, register)
    every: Any = register.model.objects.within(reach).standing()
    seen = (
        every.filter(owner_id=unit, period=which.key).exists()
        or Filer.objects.within(scope).filter(register=key, unit_id=unit).exists()
    )
    found = Unit.objects.filter(pk=unit).select_related("region").first() if seen else None
    if found is None:
        raise Http404(_("没有这个单位这一期的报表，或它不在您的管辖范围内。"))
    return register, which, found


@require_safe
@page("register.view")
def sheet(request: StaffRequest, scope: Scope, key: str, period: str, unit: int) -> HttpResponse:
    register, which, owner = find(scope, key, period, unit)
    now = signing.standings(register, [owner.pk], [which.key]).get((owner.pk, which.key), signing.Standing())
    wanted = signing.may_sign(request.actor, register, owner, now)
    context = {
        "crumbs": common.crumbs(
            register, Crumb(_("报送情况"), reverse("desk:returns", args=[key])), Crumb(str(owner))
        ),
        "page_head": PageHead(
            f"{formats.bilingual(owner)} · {formats.period(which.key)}", common.title(register)
        ),
        "parts": [
            *_notices(now),
            _facts(register, which, owner, now),
            _signatures(register, which, owner, now, wanted),
            *_rows(register, scope, which, owner, now),
        ],
    }
    return render(request, "desk/registers/page.html", context)


def _notices(now: signing.Standing) -> list[Alert]:
    if not now.rows:
        return [Alert(_("还没有报送"), _("这一期没有记录。填报后由填报人、审核人、单位负责人依次签字。"))]
    if now.lapsed and not now.whole:
        text = _("签字之后记录有改动，原来的签字不再有效，要重新签。原来的签字留在下表和留痕里。")
        return [Alert(_("要重新签字"), text, "warning")]
    return []


def _facts(register: Register, period: Period, unit: Unit, now: signing.Standing) -> Card:
    asked = locks.limits(register, period)
    lock = locks.Locks(register, [period.key]).of(period.key, unit.region_id)
    told = Pairs(
        [
            (_("填报单位"), formats.bilingual(unit)),
            (_("记录数"), now.rows or None),
            (_("应报日期"), asked.file_on if asked else None),
            (_("应签日期"), asked.lock_on if asked else None),
            (_("锁定"), lock.text if lock else _("未锁定")),
            (_("签字"), state_of(now)),
        ]
    )
    return Card(_("报表"), told)


def state_of(now: signing.Standing) -> Light:
    """Whether a return is signed off, and whose signature is wanted."""
    if not now.rows:
        return Light("grey", _("未报"))
    if now.whole:
        return Light("green", _("已签署"))
    assert now.next is not None
    return Light("amber", _("待%(who)s签字") % {"who": _(LABELS[now.next])})


def _signatures(
    register: Register, period: Period, unit: Unit, now: signing.Standing, wanted: SignatureStep | None
) -> Card:
    columns = [
        Column("step", _("签字")),
        Column("who", _("签字人")),
        Column("post", _("岗位"), wide=True),
        Column("at", _("签字时间")),
        Column("rows", _("记录数"), align="end"),
        Column("holds", _("效力")),
        Column("digest", _("内容摘要")),
    ]
    rows = [
        _signature(now.held[s], True) if s in now.held else Row([_(LABELS[s]), *[None] * 4, _("未签"), None])
        for s in signing.STEPS
    ]
    rows += [_signature(s, False) for s in reversed(now.lapsed)]
    table = Table(columns, rows, _("签字"), id="signatures", cards=True, show_caption=False)
    actions = []
    if wanted is not None:
        at = reverse("desk:return_sign", args=[register.key, period.key, unit.pk])
        label = _("以%(who)s身份签字") % {"who": _(LABELS[wanted])}
        question = _("签字后记录如有改动，签字失效，要重签。确定以%(who)s身份签字？") % {
            "who": _(LABELS[wanted])
        }
        actions = [Action(label, at, method="post", tone="primary", confirm=question, value=wanted.value)]
    return Card(_("签字"), table, actions, flush=True)


def _signature(each: Signature, holds: bool) -> Row:
    return Row(
        [
            _(LABELS[SignatureStep(each.step)]),
            each.signed_by,
            each.post,
            each.signed_at,
            each.rows,
            Light("green", _("有效")) if holds else Light("grey", _("已失效")),
            each.sha256[:12],
        ],
        tone="" if holds else "grey",
    )


def _rows(register: Register, scope: Scope, period: Period, unit: Unit, now: signing.Standing) -> list[Card]:
    if not now.rows:
        return []
    names = [c.name for c in register.listed if c.name not in {"period", "owner", "region"}]
    relations = [n for n in names if register.model_field(n).is_relation]
    every: Any = register.model.objects.within(service.reach(scope, register)).standing()
    found = every.filter(owner_id=unit.pk, period=period.key).select_related(*relations)
    aligned = common.align(register, names)
    columns = [Column(n, common.unit_note(register, n), align=aligned[n]) for n in names]  # type: ignore[arg-type]
    rows = [
        Row(
            [common.shown(register, r, n) for n in names],
            url=reverse("desk:record", args=[register.key, r.pk]),
            key=str(r.pk),
        )
        for r in found.order_by(*(register.order or ("pk",)))[:MOST]
    ]
    table = Table(
        columns, rows, _("所签记录"), id="signed-rows", total=now.rows, cards=True, show_caption=False
    )
    return [Card(_("所签记录"), table, flush=True)]


@require_POST
@page("register.view")
def sign(request: StaffRequest, scope: Scope, key: str, period: str, unit: int) -> HttpResponse:
    """Sign the return as it stands, by the step that the button names."""
    register, which, owner = find(scope, key, period, unit)
    try:
        made = signing.sign(request.actor, register, owner, which.key, request.POST.get("action", ""))
        messages.success(request, _("已以%(who)s身份签字。") % {"who": _(LABELS[SignatureStep(made.step)])})
    except (ValidationError, PermissionDenied) as error:
        for line in problems(error):
            messages.error(request, line)
    return redirect("desk:return_sheet", key, which.key, owner.pk)


def signed_of(register: Register, rows: Any) -> dict[signing.Place, list[str]]:
    """By (unit, period) of the rows of an export: who signed as what, when; blank where nobody has."""
    places = {p for p in rows.order_by().values_list("owner_id", "period").distinct() if p[0] is not None}
    found = signing.standings(register, {u for u, _p in places}, {p for _u, p in places})
    return {place: [_written(s.held.get(step)) for step in signing.STEPS] for place, s in found.items()}


def _written(each: Signature | None) -> str:
    if each is None:
        return ""
    day: dt.date = each.signed_at.date()
    return f"{each.post} {each.signed_by} {day.isoformat()}"
