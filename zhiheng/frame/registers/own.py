"""The part that an enterprise keeps itself: its own rows of registers that say so, until an authority takes them up.

An enterprise's account is a scope whose every reach names a credit code. Such a scope adds and changes rows only where
the register is ``kept_by_enterprise``, only rows of that code, and never what an authority decides: the fields that a
move of another action asks for, and rows that have left the first state of their lifecycle.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied

from zhiheng.frame.people.scope import Scope, handed_at
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.models import Record

OWN_ACTION = "register.change"

#: Code → the code that is read for it, where one enterprise stands under several; told by the room that keeps mergers.
Roots = Callable[[], Mapping[str, str]]
_mergers: list[Roots] = []


def know_mergers(found: Roots) -> None:
    """Make known who says which codes are one enterprise."""
    if found not in _mergers:
        _mergers.append(found)


def roots() -> dict[str, str]:
    """Code → the code that is read for it; codes that stand for themselves are left out."""
    return {code: root for found in _mergers for code, root in found().items()}


def codes(scope: Scope) -> frozenset[str]:
    """The credit codes that a scope is narrowed to; empty for everybody but enterprises."""
    if not scope.reaches or any(each.enterprise is None for each in scope.reaches):
        return frozenset()
    return frozenset(str(each.enterprise) for each in scope.reaches)


def column(register: Register) -> str:
    """The column that holds the credit code; empty where rows are nobody's."""
    return register.model.scope.enterprise or ""


def code_of(register: Register, record: Record) -> str | None:
    """The credit code of the enterprise a row is about; None where the register knows none."""
    return getattr(record, column(register)) if column(register) else None


def told(register: Register, record: Record) -> str | None:
    """The credit code of the enterprise that may open the row; None where outsiders find it in the archive alone."""
    return None if register.model.scope.open_when else code_of(register, record)


def named(record: Record) -> str | None:
    """The credit code of the unit that the row names beside the one that keeps it."""
    beside = type(record).scope.also
    return getattr(record, beside) if beside else None


def decided(register: Register) -> frozenset[str]:
    """The columns that only an authority fills: what its moves of the lifecycle ask for, and the state."""
    if register.lifecycle is None:
        return frozenset()
    theirs = [m for m in register.lifecycle.moves if m.action != OWN_ACTION]
    own = {n for m in register.lifecycle.moves if m.action == OWN_ACTION for n in m.needs}
    return frozenset({"state", *(n for m in theirs for n in m.needs)} - own)


def evidence(scope: Scope, register: Register, record: Record) -> bool:
    """Whether files of the record may be seen (or, with the scope of ``evidence.add``, handed in) under ``scope``: by
    place as ever; an enterprise hands in only for what it keeps itself."""
    if codes(scope) and scope.action == "evidence.add" and not register.kept_by_enterprise:
        return False
    if (handed := handed_at(record, scope.action)) is not None and scope.covers(handed[0], None, handed[1]):
        return True
    return scope.covers(record.region_id, None, record.owner_id, told(register, record), named(record))


def guard(scope: Scope, register: Register, record: Record, before: Mapping[str, Any] | None) -> None:
    """PermissionDenied when an enterprise writes what is not its own affair. ``before``: the values as they stood,
    None for a new row."""
    if not codes(scope):
        return
    if not register.kept_by_enterprise:
        raise PermissionDenied(f"台账“{register.label}”由主管部门填报，企业账号不能录入或修改。")
    lifecycle = register.lifecycle
    if lifecycle is None:
        return
    if before is not None and before.get("state") != lifecycle.initial:
        state = lifecycle.state(str(before.get("state"))).label
        raise PermissionDenied(f"该记录已是“{state}”，由主管部门办理，企业不能再修改。请与受理单位联系。")
    for name in decided(register):
        spec = register.model_field(name)
        stood = before[name] if before is not None else (lifecycle.initial if name == "state" else None)
        if (getattr(record, spec.attname) or None) != (stood or None):
            raise PermissionDenied(f"“{register.label_of(name)}”由主管部门办理时填写，企业不能填。")
