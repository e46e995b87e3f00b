"""The helper of a record's form: a typed name of an enterprise proposes codes, a typed code fills the name."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse

from zhiheng.faces.desk.page import StaffRequest
from zhiheng.faces.shell.components import Component
from zhiheng.frame.registers import own
from zhiheng.frame.registers.declare import Register
from zhiheng.records.enterprises.names import LISTED, name_column


class Proposing(Component):
    """Shown empty below the form; ``zhiheng/js/firms.js`` fills it when a name is typed without a code."""

    template: ClassVar[str] = "desk/enterprises/proposing.html"

    def __init__(self, name: str, code: str) -> None:
        self.name, self.code, self.url = name, code, reverse("desk:enterprise_match")


def below(request: StaffRequest, register: Register, form: Any) -> list[Proposing]:
    """The helper where the form has both a name and a code and the user is not the enterprise itself."""
    name, code = name_column(register), own.column(register)
    scope = request.actor.scope("enterprise.view")
    if register.key == LISTED or not scope or own.codes(scope) or not {name, code} <= set(form.fields):
        return []
    return [Proposing(name, code)]
