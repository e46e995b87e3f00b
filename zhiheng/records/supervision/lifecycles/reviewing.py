"""A permit's review condition by condition: what is laid out on acceptance, and what stands against approval.

Which conditions a kind of permit has, and from when to when, is the code list ``permit_conditions``; the verdicts are
rows of the register of the same name. A kind without conditions there is reviewed by its conclusion alone.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from zhiheng.frame.lifecycles.declare import LifecycleError
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers.codes import code_list

CONDITIONS = "permit_conditions"  # the code list, and the register of the verdicts
NOT_MET = "not_met"


def kind_of(condition: str) -> str:
    """The kind of permit that a condition is asked of."""
    return condition.rpartition("-")[0]


def conditions_on(kind: str, day: dt.date) -> list[str]:
    """Codes of the conditions that a permit of this kind is held against, when its application was accepted that day."""
    listed = code_list(CONDITIONS)
    return [code for code in listed.entries if kind_of(code) == kind and not listed.out_of_use(code, day)]


def lay_out(actor: Actor, permit: Any) -> None:
    """A row for each condition of the kind, without a verdict yet; those that stand already are left as they are."""
    # Lifecycles are declared before the registers that they lead to.
    from zhiheng.frame.registers import service
    from zhiheng.frame.registers.declare import register_of

    register, known = register_of(CONDITIONS), _rows(permit)
    for code in conditions_on(permit.kind, permit.accepted_on):
        if code in known:
            continue
        values = {
            "region_id": permit.region_id,
            "owner_id": permit.owner_id,
            "application_no": permit.application_no,
            "enterprise": permit.enterprise,
            "credit_code": permit.credit_code,
            "condition": code,
            "synthetic": permit.synthetic,
        }
        try:
            service.create(actor, register, values, accepted="受理时按审查条件目录列出")
        except PermissionDenied:
            raise LifecycleError("您的岗位不能在“许可审查条件”登记，请由负责审查的单位受理。") from None
        except ValidationError as error:
            raise LifecycleError(f"审查条件不能列出：{''.join(error.messages)}") from error


def judged(actor: Actor, permit: Any) -> None:
    """The review ends only when each condition has its verdict."""
    rows, day = _rows(permit), permit.accepted_on or permit.reviewed_on
    wanted = conditions_on(permit.kind, day) if day is not None else []
    blank = [code for code, row in rows.items() if not row.verdict]
    if lacks := [*(code for code in wanted if code not in rows), *blank]:
        raise LifecycleError(
            f"还有 {len(lacks)} 项审查条件没有核查结论：{_named(lacks)}。请先在“许可审查条件”逐项填写。"
        )


def stands(actor: Actor, permit: Any) -> None:
    """A condition that was not met, and not put right since, stands against the permit."""
    judged(actor, permit)
    if against := [code for code, row in _rows(permit).items() if row.verdict == NOT_MET and _unmended(row)]:
        raise LifecycleError(
            f"不能准予许可：{_named(against)}不符合，且没有整改验收合格。请责令整改并验收，或者不予许可。"
        )


def to_mend(actor: Actor, permit: Any) -> None:
    """Only what is partly met or not met can be ordered to be put right."""
    if not any(_unmended(row) for row in _rows(permit).values()):
        raise LifecycleError("各项审查条件都符合或者已经整改合格，没有需要整改的。")


def mended(actor: Actor, permit: Any) -> None:
    """All that was ordered has been put right."""
    if left := [code for code, row in _rows(permit).items() if _unmended(row)]:
        raise LifecycleError(
            f"还没有整改验收合格：{_named(left)}。请在“许可审查条件”填写整改验收日期；整改不合格的不予许可。"
        )


def _unmended(row: Any) -> bool:
    return row.verdict != "met" and row.rectified_on is None


def _rows(permit: Any) -> dict[str, Any]:
    """Condition -> its row, of this application."""
    from zhiheng.frame.registers.declare import register_of

    rows: Any = register_of(CONDITIONS).model.objects.everywhere("the permit itself was narrowed before")
    of_it = rows.standing().filter(application_no=permit.application_no).order_by("pk")
    return {row.condition: row for row in of_it}


def _named(codes: list[str]) -> str:
    listed = code_list(CONDITIONS)
    return "、".join(f"“{listed.label(code)}”" for code in codes)
