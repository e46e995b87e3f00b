"""A move of one register that opens the row it leads to in another: a violation becomes a case.

    Move("file", "立案", ("checked",), "filed", CHANGE, needs=("case_no",), then=opens("cases"))

What is filled in is said where the button of the same step takes it from: the other register's ``opened_from``.
"""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied, ValidationError

from zhiheng.frame.lifecycles.declare import LifecycleError
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers.models import Record


def opens(key: str) -> Callable[[Actor, Record], None]:
    """What a move does beside changing the state: the row of the register ``key`` is entered, if none of its natural key
    stands; one that stands is left as it is. LifecycleError where it may not be entered; nothing is moved then.
    """

    def open_row(actor: Actor, record: Record) -> None:
        # Lifecycles are declared before the registers that they lead to.
        from zhiheng.frame.registers import covering, service
        from zhiheng.frame.registers.declare import register_of

        source, target = register_of(record.kept_in), register_of(key)
        opened = next(o for o in target.opened_from if o.register == source.key)
        values = covering.carried(opened, source, record)
        named = {n: values[n] for n in target.natural_key}
        known = target.model.objects.everywhere("whether the row stands already").standing().filter(**named)
        if known.exists():
            return
        stored = {target.model_field(n).attname: v for n, v in values.items()}
        try:
            made = service.create(actor, target, stored, accepted=f"照录{source.label}")
        except PermissionDenied:
            raise LifecycleError(
                f"您的岗位不能在“{target.label}”登记。请先由有权的单位登记，再在这里填写同一编号。"
            ) from None
        except ValidationError as error:
            raise LifecycleError(f"“{target.label}”不能登记：{''.join(error.messages)}") from error
        if record.synthetic:
            rows = target.model.objects.everywhere("a row made of a generated one is one itself")
            rows.filter(pk=made.pk).update(synthetic=True)

    return open_row
