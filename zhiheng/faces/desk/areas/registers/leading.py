"""From a record to the row of another register that it leads to: the button, and the form filled in."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhiheng.faces.desk.areas.registers import common
from zhiheng.faces.desk.page import StaffRequest
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Action
from zhiheng.frame.registers import covering, service
from zhiheng.frame.registers.declare import Register, registers
from zhiheng.frame.registers.forms import form_fields
from zhiheng.frame.registers.leading import OpenedFrom
from zhiheng.frame.registers.models import Record

FROM = "from"


def actions(request: StaffRequest, register: Register, record: Record) -> list[Action]:
    """The buttons of a record: open what it leads to, or look at what was opened already."""
    found = []
    for target in registers().values():
        for opened in target.opened_from:
            if opened.register != register.key or not _holds(opened, record):
                continue
            label = formats.bilingual(opened, "label")
            known = _known(request, target, opened, covering.carried(opened, register, record))
            if known is not None:
                name = _("查看：%(what)s") % {"what": label}
                found.append(Action(name, reverse("desk:record", args=[target.key, known])))
            elif service.open_to(request.actor.scope("register.add"), target):
                at = reverse("desk:record_new", args=[target.key])
                found.append(Action(label, f"{at}?{FROM}={register.key}:{record.pk}"))
    return found


def brought(request: StaffRequest, register: Register) -> dict[str, Any]:
    """What a new form takes over from the record that it was opened from; empty for any other."""
    key, _colon, pk = request.GET.get(FROM, "").partition(":")
    for opened in register.opened_from:
        if opened.register == key and pk.isdigit():
            source, record = common.pick(request.actor.need("register.view"), key, int(pk))
            fields = set(form_fields(register))
            return {n: v for n, v in covering.carried(opened, source, record).items() if n in fields}
    return {}


def _holds(opened: OpenedFrom, record: Record) -> bool:
    return all(getattr(record, name) == value for name, value in opened.when.items())


def _known(request: StaffRequest, target: Register, opened: OpenedFrom, values: dict[str, Any]) -> int | None:
    """The row that was opened from it, when the user may see it."""
    if not opened.known_by:
        return None
    scope = request.actor.scope("register.view")
    rows = target.model.objects.within(service.reach(scope, target)).standing()
    wanted = {opened.known_by: values[opened.known_by], **opened.marks}
    return rows.filter(**wanted).values_list("pk", flat=True).order_by("-pk").first()
