"""What the pages of registers share: finding within scope, and how a column's value is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhiheng.faces.desk.page import StaffRequest
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Badge, Crumb
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers import service
from zhiheng.frame.registers.codes import code_list
from zhiheng.frame.registers.declare import Register, RegisterError, register_of, registers
from zhiheng.frame.registers.models import Origin, Record
from zhiheng.frame.registers.values import value_of
from zhiheng.frame.registers.wording import heading, option, word


def find(scope: Scope, key: str) -> Register:
    """The register, when the scope reaches any of its rows. 404 for an unknown one, 403 for another field's."""
    try:
        register = register_of(key)
    except RegisterError as error:
        raise Http404(str(error)) from None
    if not service.open_to(scope, register):
        raise PermissionDenied(
            _("台账“%(name)s”不在您岗位的领域之内。") % {"name": formats.bilingual(register, "label")}
        )
    return register


def pick(scope: Scope, key: str, pk: int) -> tuple[Register, Record]:
    """The register and one of its records within scope (withdrawn ones too); 404 otherwise."""
    register = find(scope, key)
    found = (
        register.model.objects.within(service.reach(scope, register))
        .select_related("region", "owner", "session", *_foreign(register))
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404(
            _("台账“%(name)s”里没有第 %(pk)s 号记录，或它不在您的管辖范围内。")
            % {"name": formats.bilingual(register, "label"), "pk": pk}
        )
    return register, found


def open_registers(scope: Scope) -> list[Register]:
    return [r for r in registers().values() if service.open_to(scope, r)]


def may(request: StaffRequest, action: str, register: Register) -> bool:
    return service.open_to(request.actor.scope(action), register)


def may_with(request: StaffRequest, action: str, key: str) -> bool:
    """Whether the page of the register ``key`` for that action opens: for the links that other areas set."""
    return may(request, action, register_of(key))


def in_reach(actor: Actor, action: str, kwargs: Mapping[str, Any]) -> bool:
    """Whether the page of one register for ``action`` opens to ``actor``: the register's field beside the action."""
    found = registers().get(kwargs.get("key", ""))
    return found is not None and service.open_to(actor.scope(action), found)


def _foreign(register: Register) -> list[str]:
    return [n for n in register.names if register.model_field(n).is_relation]


def title(register: Register) -> str:
    return formats.bilingual(register, "label")


def about(register: Register) -> str:
    return formats.bilingual(register, "about")


def crumbs(register: Register, *rest: Crumb) -> list[Crumb]:
    home = Crumb(pgettext("全部", "台账"), reverse("desk:registers"))
    if not rest:
        return [home, Crumb(title(register))]
    return [home, Crumb(title(register), reverse("desk:register", args=[register.key])), *rest]


def shown(register: Register, record: Record, name: str) -> Any:
    """A column's value as a person reads it: label of a choice, name of a region, state as a badge."""
    if register.lifecycle is not None and name == "state":
        return state_badge(register, getattr(record, name))
    return value_of(register, record, name)


def state_badge(register: Register, key: str) -> Badge:
    assert register.lifecycle is not None
    for state in register.lifecycle.states:
        if state.key == key:
            return Badge(formats.bilingual(state, "label"), state.light)
    return Badge(key, "grey")


def origin_badge(record: Record) -> Badge | str:
    """Whence a row came; generated rows are always marked."""
    if record.synthetic:
        return Badge(_("演示"), "amber")
    return str(Origin(record.origin).label)


def words(register: Register, name: str, value: Any, regions: dict[str, str]) -> Any:
    """A value out of the trail (JSON) as a person reads it."""
    if value is None or name not in register.by_name:
        return value
    spec = register.model_field(name)
    if register.lifecycle is not None and name == "state":
        labels = {s.key: formats.bilingual(s, "label") for s in register.lifecycle.states}
        return labels.get(value, value)
    if register.by_name[name].codes:
        return code_list(register.by_name[name].codes).label(str(value)) if value else value
    if spec.choices:
        return option(spec, value)
    return regions.get(str(value), value) if spec.is_relation else value


def unit_note(register: Register, name: str) -> str:
    """Unit or hint behind a label, as the model's help text says."""
    help_text = str(register.model_field(name).help_text)
    label = heading(register, name)
    if not 0 < len(help_text) <= 6:
        return label
    unit = formats.unit(help_text)
    return formats.beside(label, word(unit) if unit == help_text else unit)


def address(name: str, *args: Any) -> str:
    """An address of another part of the desk; empty while that part does not exist."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def align(register: Register, names: Iterable[str]) -> dict[str, str]:
    return {n: "end" if register.type_of(n) in {"integer", "decimal"} else "start" for n in names}
