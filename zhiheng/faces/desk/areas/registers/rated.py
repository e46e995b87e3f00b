"""What the enterprise of a record comes to by what is recorded of it: points with their reasons, the class, the next step."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from zhiheng.faces.desk.areas.registers import common
from zhiheng.faces.desk.areas.registers.parts import Paragraphs
from zhiheng.faces.desk.page import StaffRequest
from zhiheng.faces.shell.components import Action, Alert, Card, Column, Link, Row, Table
from zhiheng.frame.registers import own, rating, service
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.models import Record
from zhiheng.frame.registers.rating import Behind, Rating
from zhiheng.frame.registers.wording import options
from zhiheng.kernels.rules import PointFigures, rule_book

ASKED = "rated"  # a form that is filled with what was worked out
SHOWN = 3  # records named behind one reason


def cards(request: StaffRequest, register: Register, record: Record) -> list[Card]:
    """The reasons in a table, and whether the class still fits; nothing for registers that rate nobody."""
    if register.rated is None or record.withdrawn_at is not None:
        return []
    found = rating.of_record(register, record, dt.date.today())
    if found is None:
        words = _("没有统一社会信用代码，或计分规则当时尚未施行，不能测算。")
        return [Card(_("按记录测算"), Paragraphs([words]))]
    return [
        Card(
            _("按记录测算"), Paragraphs([_verdict(request, register, record, found), _table(request, found)])
        )
    ]


def _verdict(request: StaffRequest, register: Register, record: Record, found: Rating) -> Alert:
    rated = register.rated
    assert rated is not None
    labels = dict(options(register.model_field(rated.grade)))
    said = _("%(total)s 分，%(grade)s") % {"total": found.points.total, "grade": labels[found.grade]}
    version = _("依据规则 %(rule)s") % {"rule": found.points.rule.text}
    if found.grade == getattr(record, rated.grade):
        return Alert(_("测算与现类别一致：%(said)s") % {"said": said}, version, "success")
    actions = []
    if (at := _next(request, register, record)) is not None:
        actions.append(at)
    return Alert(_("测算与现类别不一致：%(said)s") % {"said": said}, version, "warning", actions=actions)


def _next(request: StaffRequest, register: Register, record: Record) -> Action | None:
    """The move that takes the new points, for whom it is open now."""
    rated, lifecycle = register.rated, register.lifecycle
    if rated is None or lifecycle is None or not rated.move:
        return None
    move = lifecycle.move(rated.move)
    if getattr(record, "state") not in move.source:  # noqa: B009
        return None
    if not service.may_move(request.actor.scope(move.action), register, record, move):
        return None
    at = reverse("desk:record_move", args=[register.key, record.pk, move.key])
    return Action(_("采用测算结果"), f"{at}?{urlencode({ASKED: 1})}", tone="primary")


def _table(request: StaffRequest, found: Rating) -> Table:
    figures = rule_book().in_force(found.points.rule.key, found.on).figures_as(PointFigures)
    rows = []
    for each in found.points.reasons:
        behind = found.behind.get(each.key, ())
        named: list[Any] = [_named(request, b) for b in behind[:SHOWN]]
        if len(behind) > SHOWN:
            named.append(_("等 %(n)s 条") % {"n": len(behind)})
        title = f"{each.title} {each.value}" if each.value else each.title
        rows.append(
            Row([title, figures.parts[each.part].title, each.points, Paragraphs(named) if named else None])
        )
    heads = [
        Column("what", _("事由"), wide=True),
        Column("part", _("分项")),
        Column("points", _("分值"), align="end"),
        Column("records", _("依据的记录"), wide=True),
    ]
    return Table(heads, rows, _("按记录测算"), id="rated", cards=True, show_caption=False)


def _named(request: StaffRequest, each: Behind) -> Any:
    """The record behind a reason: a link for those who may see it, else that another holds it."""
    scope = service.reach(request.actor.scope("register.view"), each.register)
    code = None if each.register.model.scope.open_when else each.code
    day = each.day.isoformat() if each.day else ""
    if scope.covers(each.region, each.register.field, each.owner, code):
        words = f"{common.title(each.register)} {each.number}({day})"
        return Link(words, reverse("desk:record", args=[each.register.key, each.pk]))
    return _("%(day)s 一条，由其他单位掌握") % {"day": day}


def brought(register: Register, code: str) -> dict[str, Any]:
    """The values of a form about this enterprise; empty where nothing can be worked out."""
    if register.rated is None or not code:
        return {}
    today = dt.date.today()
    found = rating.rate(register.rated, [code], today).get(code)
    return found.values(register.rated) if found is not None else {}


def of_move(request: StaffRequest, register: Register, record: Record) -> dict[str, Any]:
    """What a move's form begins with when it was opened to take what was worked out."""
    if ASKED not in request.GET:
        return {}
    found = brought(register, own.code_of(register, record) or "")
    if found and register.rated is not None:
        found["reason"] = found[register.rated.why][:200]
    return found
