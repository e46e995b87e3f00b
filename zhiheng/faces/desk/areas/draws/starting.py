"""From a record to a draw, and from somebody drawn to the record that they lead to."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from zhiheng.faces.desk.areas.draws.forms import amount_name
from zhiheng.faces.desk.page import StaffRequest
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Action
from zhiheng.frame.draws import service
from zhiheng.frame.draws.declare import declarations
from zhiheng.frame.draws.models import Draw, Line
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.forms import form_fields
from zhiheng.frame.registers.models import Record

DRAWN = "drawn"


def actions(request: StaffRequest, register: Register, record: Record) -> list[Action]:
    """The draws that start from a record: those made already, and a button for another."""
    found = []
    for declared in declarations().values():
        for start in declared.started_from:
            if start.register_key != register.key:
                continue
            reference, title = str(getattr(record, start.reference)), formats.bilingual(declared, "title")
            made = _made(request, declared.key, reference)
            if made is not None:
                found.append(
                    Action(_("查看：%(what)s") % {"what": title}, reverse("desk:draw", args=[made.pk]))
                )
            elif request.actor.scope("draw.make").covers(record.region_id, declared.field) and all(
                getattr(record, n) == v for n, v in start.where.items()
            ):
                query = {
                    "region": record.region_id,
                    "reference": reference,
                    "purpose": str(getattr(record, start.purpose)),
                }
                if start.total and (total := getattr(record, start.total)):
                    query[amount_name(declared.lists[0])] = str(total)
                at = reverse("desk:draw_new", args=[declared.key])
                found.append(Action(title, f"{at}?{urlencode(query)}"))
    return found


def _made(request: StaffRequest, kind: str, reference: str) -> Draw | None:
    scope = request.actor.scope("draw.view")
    if not scope or not reference:
        return None
    rows = Draw.objects.within(scope).filter(kind=kind, reference=reference, replaced_by__isnull=True)
    return rows.order_by("-pk").first()


def brought(request: StaffRequest, register: Register) -> dict[str, Any]:
    """What a new form takes over from the one drawn that it was opened for; empty for any other."""
    line = _line(request)
    if line is None:
        return {}
    fields = set(form_fields(register))
    for lead in service.leads(line.draw, line):
        if lead.register_key == register.key:
            return {n: v for n, v in service.carried(line.draw, line, lead).items() if n in fields}
    return {}


def entered(request: StaffRequest, register: Register, record: Record) -> None:
    """Keep with the one drawn which record was entered for it."""
    line = _line(request)
    if line is not None and register.key in {e.register_key for e in service.leads(line.draw, line)}:
        Line.objects.filter(pk=line.pk, made_id__isnull=True).update(made_id=record.pk)


def _line(request: StaffRequest) -> Line | None:
    """The line that the address names, of a draw within reach."""
    pk = request.GET.get(DRAWN, "")
    scope = request.actor.scope("draw.view")
    if not pk.isdigit() or not scope:
        return None
    line = Line.objects.select_related("draw").filter(pk=int(pk)).first()
    if line is None or not scope.covers(line.draw.region_id, line.draw.field, line.draw.owner_id):
        return None
    return line
