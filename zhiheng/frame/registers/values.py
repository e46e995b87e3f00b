"""A record's value as a person reads it, for every page that shows records."""

from __future__ import annotations

from typing import Any

from zhiheng.frame.registers.codes import code_list
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.models import Record
from zhiheng.frame.registers.wording import option


def value_of(register: Register, record: Record, name: str) -> Any:
    """The label of a choice, the label of a code, the name of a region or unit; else the value as it is."""
    spec, value = register.model_field(name), getattr(record, name)
    if (column := register.by_name.get(name)) is not None and column.codes:
        return code_list(column.codes).label(value) if value else value
    if name == "year" and isinstance(value, int):
        return str(value)  # a year is a name, not an amount
    if spec.choices:
        return option(spec, value)
    if spec.is_relation:
        return None if value is None else str(value)
    return value
