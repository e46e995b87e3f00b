"""Forms that remember: what a user entered last in the columns that repeat from one record to the next."""

from __future__ import annotations

from typing import Any

from django.db import models

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers.checking import plain
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.keeping import Habit
from zhiheng.frame.registers.models import Record


def columns(register: Register) -> list[str]:
    """The columns whose last value is offered again: those declared, else those that usually repeat.

    Repeating are places, units, choices, periods and the name of a laboratory or body; never what tells one record
    from another, nor amounts and days, where an old value taken for a new one would be wrong unseen.
    """
    if register.remembers is not None:
        return list(register.remembers)
    own = register.natural_key[0] if len(register.natural_key) == 1 else ""
    result = {"result", "state", "verdict", "met"}
    return [
        n
        for n in register.names
        if n != own and n not in result and (_repeats(register, n) or (n == "period" and register.periodic))
    ]


BODIES = ("laboratory", "lab", "body", "grantor", "department", "source", "organiser", "plan")


def _repeats(register: Register, name: str) -> bool:
    spec = register.model_field(name)
    if isinstance(spec, models.ForeignKey) or spec.choices:
        return True
    return name in BODIES


def remember(actor: Actor, register: Register, record: Record) -> None:
    """Keep the values of a record just entered."""
    if actor.user is None:
        return
    values = plain({n: getattr(record, register.model_field(n).attname) for n in columns(register)})
    Habit.objects.update_or_create(user=actor.user, register=register.key, defaults={"values": values})


def last(actor: Actor, register: Register) -> dict[str, Any]:
    """What the actor entered last, by column; empty at the first time."""
    if actor.user is None:
        return {}
    kept = (
        Habit.objects.filter(user=actor.user, register=register.key).values_list("values", flat=True).first()
    )
    return {n: v for n, v in (kept or {}).items() if n in register.by_name and v not in (None, "")}
