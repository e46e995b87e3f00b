"""What a record is held against in other registers: who stands in its way, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhiheng.faces.desk.areas.registers import common
from zhiheng.faces.desk.areas.registers.parts import Paragraphs
from zhiheng.faces.desk.page import StaffRequest
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Badge, Card, Column, Link, Pairs, Row, Table
from zhiheng.frame.registers import barring, own, service
from zhiheng.frame.registers.barring import Against, Resting
from zhiheng.frame.registers.declare import Register, register_of
from zhiheng.frame.registers.models import Record
from zhiheng.frame.registers.wording import heading


def cards(request: StaffRequest, register: Register, record: Record) -> list[Card]:
    """The panels of a record whose register declares what it is held against; none for others."""
    found = []
    if register.barred_by:
        found.append(Card(_("资格核查"), _bars(request, register, record)))
    if rests := barring.resting(register, record):
        found.append(Card(_("依据"), Paragraphs([_basis(request, register, each) for each in rests])))
    return found


def _bars(request: StaffRequest, register: Register, record: Record) -> Any:
    if not own.code_of(register, record):
        return _("没有登记统一社会信用代码，没有核查。补上代码后自动核查。")
    day = barring.day_of(register, {n: getattr(record, n) for n in register.barred_on})
    stands = barring.of_record(register, record)
    rows = []
    for bar in register.barred_by:
        hits = [a for a in stands if a.bar is bar]
        told: Any = [_named(request, a) for a in hits] if hits else None
        rows.append(
            Row(
                [
                    formats.bilingual(bar, "says"),
                    common.title(register_of(bar.register)),
                    _how_far(barring.months_of(bar, day)),
                    Badge(_("有 %(n)s 条") % {"n": len(hits)}, "red" if bar.hard else "amber")
                    if hits
                    else Badge(_("未发现"), "green"),
                    Paragraphs(told) if told else None,
                ]
            )
        )
    lead = _("按 %(day)s 核查本系统各台账里该企业的记录；未发现的只说明本系统没有登记。") % {
        "day": day.isoformat()
    }
    heads = [
        Column("what", _("核查事项")),
        Column("register", _("台账")),
        Column("back", _("核查期间")),
        Column("found", _("结果")),
        Column("records", _("依据的记录"), wide=True),
    ]
    return Paragraphs([lead, Table(heads, rows, _("资格核查"), id="against", cards=True)])


def _how_far(months: int | None) -> str:
    return _("不限") if months is None else _("此前 %(n)s 个月") % {"n": months}


def _named(request: StaffRequest, found: Against) -> Any:
    """The record behind a reason: a link for those who may see it, else who holds it."""
    day = found.day.isoformat()
    scope = service.reach(request.actor.scope("register.view"), found.register)
    code = None if found.register.model.scope.open_when else found.code
    if scope.covers(found.region, found.register.field, found.owner, code):
        words = f"{found.number}({day})"
        return Link(words, reverse("desk:record", args=[found.register.key, found.pk]))
    return _("%(day)s 一条，由其他单位掌握") % {"day": day}


def _basis(request: StaffRequest, register: Register, rests: Resting) -> Pairs:
    label = heading(register, rests.basis.by[0])
    if rests.record is None or rests.register is None:
        kept = "、".join(common.title(register_of(key)) for key in rests.basis.registers)
        words = _("%(number)s：台账“%(kept)s”里没有这个编号") % {"number": rests.number, "kept": kept}
        return Pairs([(label, Badge(words, "amber"))], columns=1)
    named: Any = f"{rests.number} {rests.record}"
    if service.covers(request.actor.scope("register.view"), rests.register, rests.record):
        named = Link(str(named), reverse("desk:record", args=[rests.register.key, rests.record.pk]))
    pairs: list[tuple[str, Any]] = [(label, named)]
    shown: Sequence[str] = [
        theirs for theirs in rests.basis.same.values() if theirs in rests.register.by_name
    ]
    pairs += [
        (common.unit_note(rests.register, n), common.shown(rests.register, rests.record, n)) for n in shown
    ]
    pairs.append(
        (
            _("核对"),
            Paragraphs([Badge(said, "red") for _name, said in rests.odd])
            if rests.odd
            else Badge(_("相符"), "green"),
        )
    )
    return Pairs(pairs, columns=1)
