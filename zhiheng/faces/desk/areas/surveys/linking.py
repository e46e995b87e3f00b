"""From a register, and from the record of a survey, to the figures that are worked out of them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from zhiheng.faces.shell.components import Action
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.models import Record


def actions(register: Register, record: Record) -> list[Action]:
    if register.key != "surveys":
        return []
    return [Action(_("汇总与结果"), reverse("desk:survey", args=[record.pk]))]


def list_actions(register: Register) -> list[Action]:
    if register.key != "public_services":
        return []
    return [Action(_("单位评分"), reverse("desk:owner_scores"))]
