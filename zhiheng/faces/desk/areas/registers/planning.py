"""What a plan sets for a record beside what its returns say."""

from __future__ import annotations

from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from zhiheng.faces.desk.page import StaffRequest
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Card, Column, Figure, Light, Row, Table
from zhiheng.frame.registers import planned
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.models import Record
from zhiheng.frame.registers.planned import Compared
from zhiheng.frame.registers.wording import heading


def cards(request: StaffRequest, register: Register, record: Record) -> list[Card]:
    """One table of all planned values by period; nothing for registers without any, or where none is set."""
    if not register.planned or all(getattr(record, p.column) is None for p in register.planned):
        return []
    found = planned.compared(register, record, request.actor.scope("register.view"))
    columns = [
        Column("what", _("计划值"), wide=True),
        Column("period", _("期间")),
        Column("wanted", _("计划"), align="end"),
        Column("actual", _("报表"), align="end"),
        Column("distance", _("与计划的差"), align="end"),
        Column("met", _("情况")),
    ]
    table = Table(
        columns,
        [_row(register, c) for c in found],
        _("计划值与报表"),
        id="planned",
        cards=True,
        show_caption=False,
        empty=_("还没有报表，不能比较。"),
    )
    return [Card(_("计划值与报表"), table, flush=True)]


def _row(register: Register, each: Compared) -> Row:
    said = formats.bilingual(each.planned, "what")
    met = {
        True: Light("green", _("达到计划")),
        False: Light("red", _("未达到计划")),
        None: Light("grey", _("报表没有填，不能比较")),
    }[each.met]
    return Row(
        [
            formats.beside(heading(register, each.planned.column), said),
            formats.period(each.period),
            _figure(each.wanted, each.planned.decimals),
            _figure(each.actual, each.planned.decimals),
            _figure(each.distance, each.planned.decimals),
            met,
        ],
        url=reverse("desk:record", args=[each.planned.register, each.record.pk]),
    )


def _figure(value: Decimal | None, decimals: int) -> Figure:
    return Figure(None, status="no_record") if value is None else Figure(float(value), decimals=decimals)
