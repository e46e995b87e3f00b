"""Entering one record after another: what the form brings along, keeps as a draft, and offers after saving."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from zhiheng.faces.desk.areas.registers import common
from zhiheng.faces.desk.page import StaffRequest
from zhiheng.faces.shell.components import Action
from zhiheng.frame.registers import habits, locks
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.forms import form_fields
from zhiheng.frame.registers.models import Record
from zhiheng.frame.registers.wording import heading

NEXT = "next"


def brought(request: StaffRequest, register: Register) -> dict[str, Any]:
    """What a new form brings along: what the user entered last, where that repeats."""
    if request.method == "POST" or "blank" in request.GET:
        return {}
    fields = set(form_fields(register))
    return {n: v for n, v in habits.last(request.actor, register).items() if n in fields}


def actions(register: Register, found: Mapping[str, Any]) -> list[Action]:
    """Beside the title of a new form: start without what was brought along."""
    if not found:
        return []
    named = "、".join(heading(register, n) for n in found)
    label = _("清空带出的值（%(names)s）") % {"names": named}
    return [Action(label, f"{reverse('desk:record_new', args=[register.key])}?blank=1")]


def extras(request: StaffRequest, register: Register) -> dict[str, Any]:
    """What the form of a new record has besides its fields."""
    return {
        "extra_buttons": [(NEXT, "1", _("保存并登记下一条"))],
        "draft": draft_key(request, register, "new"),
    }


def draft_key(request: StaffRequest, register: Register, what: str) -> str:
    """Under which name the browser keeps what is not saved yet: another user's drafts are never offered."""
    return f"{request.user.pk}:{register.key}:{what}"


def entered(request: StaffRequest, register: Register, record: Record) -> HttpResponse:
    """After saving: the record's page, or a new form with what repeats."""
    habits.remember(request.actor, register, record)
    if NEXT in request.POST:
        messages.success(request, _("已登记：%(name)s。可以接着登记下一条。") % {"name": str(record)})
        return redirect("desk:record_new", register.key)
    messages.success(request, _("已登记。"))
    return redirect("desk:record", register.key, record.pk)


def lock_marks(register: Register, record: Record, actions_seen: set[str]) -> list[common.Badge]:
    """Badges of a return's page: whether its period is locked, and whether it was written afterwards."""
    found = []
    if (lock := locks.lock_of(register, record)) is not None:
        found.append(common.Badge(_("已锁定（%(on)s 起）") % {"on": lock.since.isoformat()}, "grey"))
    if locks.LATE in actions_seen:
        found.append(common.Badge(_("锁定后修改"), "red"))
    return found
