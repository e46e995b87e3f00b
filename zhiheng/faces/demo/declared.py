"""Rows of the demonstration made from the declaration alone, for registers that no book tells of.

A register added by one file then has something to show; whoever wants rows that mean more writes them into a book.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import models

from zhiheng.faces.demo.book import Book, Row, enterprise
from zhiheng.frame.registers.codes import code_list
from zhiheng.frame.registers.declare import Register, RowRule
from zhiheng.frame.registers.periods import latest

Place = tuple[str, str]
LEAST_YEAR, YEAR = 1900, 2015  # a whole number that begins there is a year
VALID = 3 * 365  # days that a made record runs before it is due again


def book(register: Register, places: Sequence[Place], on: dt.date) -> Book:
    """A row of each place. Nothing is drawn: the same rows each time."""
    made = Book(f"declared:{register.key}")
    for at, place in enumerate(places):
        made.add(register.key, **row(register, place, at + 1, on))
    return made


def row(register: Register, place: Place, number: int, on: dt.date) -> Row:
    """One row that the register's own checks take. ``on``: its dates, as far as they do not say when it runs out.

    Raises ValueError when a rule across its columns takes none of the values that can be made.
    """
    made: Row = {}
    for name in register.names:
        made[name] = _value(register, name, place, number, on)
    made["region"] = place[0]
    for rule in register.rules:
        _mend(register, rule, made)
    return {n: v for n, v in made.items() if v is not None}


def _mend(register: Register, rule: RowRule, made: Row) -> None:
    """Make a rule across columns hold: by leaving one empty, by another choice, by a number raised by one."""

    def holds(trial: Row) -> bool:
        values = [_held(register, n, trial[n]) for n in rule.columns]
        return None in values or rule.holds(*values)

    fields = {n: register.model_field(n) for n in rule.columns}
    trials: list[Row] = [{}]
    trials += [{n: None} for n, spec in fields.items() if spec.blank]
    trials += [{n: k} for n, spec in fields.items() for k, _ in spec.flatchoices if k]
    trials += [{n: made[n] + 1} for n in rule.columns if type(made[n]) in {int, Decimal}]
    found = next((trial for trial in trials if holds(made | trial)), None)
    if found is None:
        raise ValueError(
            f"台账 {register.key}：按声明造不出合乎规则“{rule.message}”的一行，请在演示的簿册里写几行"
        )
    made.update(found)


def _held(register: Register, name: str, value: Any) -> Any:
    """A value as the record holds it: an empty text is text."""
    if value is not None:
        return value
    spec = register.model_field(name)
    return "" if isinstance(spec, models.CharField | models.TextField) and not spec.null else None


def _value(register: Register, name: str, place: Place, number: int, on: dt.date) -> Any:
    spec, column = register.model_field(name), register.by_name[name]
    firm, code = enterprise(*place, number)
    if name == "period" and register.periodic is not None:
        return latest(register.periodic.every, on).key
    if name == register.model.scope.enterprise:
        return code
    if name == register.enterprise_name and register.model.scope.enterprise:
        return firm
    if isinstance(spec, models.ForeignKey):
        return None
    if column.codes:
        standing = [e.code for e in code_list(column.codes).entries.values() if not e.valid_to]
        return standing[0] if standing else None
    if spec.choices:
        kept = [k for k, _ in spec.flatchoices if k not in {"", None}]
        return spec.get_default() if spec.get_default() in kept else kept[0]
    if isinstance(spec, models.BooleanField):
        return bool(spec.get_default())
    if isinstance(spec, models.DateField):
        runs_out = {e.on for e in register.expiries}
        closes = {e.unless for e in register.expiries}
        return None if name in closes else on + dt.timedelta(days=VALID) if name in runs_out else on
    if isinstance(spec, models.IntegerField | models.DecimalField | models.FloatField):
        return _number(register, name, number)
    return _text(register, name, place, number)


def _number(register: Register, name: str, number: int) -> int | Decimal | None:
    """The least that the field takes, or the number of the row; None where it may be empty and that is too much."""
    (told,) = [s for s in register.specs() if s.name == name]
    low = told.minimum if isinstance(told.minimum, int | float) else 0
    high = told.maximum if isinstance(told.maximum, int | float) else None
    found = YEAR if low > LEAST_YEAR else max(number, int(low) + 1)
    if high is not None and found > high:
        found = int(high)
    return found if told.type == "integer" else Decimal(found)


def _text(register: Register, name: str, place: Place, number: int) -> str:
    spec = register.model_field(name)
    longest = getattr(spec, "max_length", None) or 200
    if isinstance(spec, models.URLField):
        return f"https://example.org/{place[0]}/{number}"
    if name in register.natural_key or register.by_name[name].identifier:
        return f"YS-{place[0]}-{number:04d}"[-longest:]
    return f"{spec.verbose_name}(演示)"[:longest]
