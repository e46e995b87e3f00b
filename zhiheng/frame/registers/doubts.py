"""Doubts (存疑): soft checks that warn, and yield to a reason that stays in the trail.

A column names them (``Column("barcode", doubts=("gtin",))``); the credit code of the enterprise that a row is about is
doubted without being named. Only values that change are doubted, so that an old oddity does not stand in the way of
another correction.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from zhiheng.frame.registers.codes import code_list
from zhiheng.kernels.identifiers import credit_code_doubt, gtin_doubt
from zhiheng.kernels.intake import Bad, Problem, converter
from zhiheng.kernels.standards import doubt as standard_number_doubt
from zhiheng.kernels.standards import measurement_standard_doubt

if TYPE_CHECKING:
    from zhiheng.frame.registers.declare import Column, Register
    from zhiheng.frame.registers.models import Record

#: What a doubt says of a value: what is odd and what would be right, in Chinese; None when nothing is.
Rule = Callable[[str], str | None]

#: How the short name of a shop or a works ends, which a person's name does not.
_BUSINESS = "业店厂部行社铺馆坊园场站院所司城吧屋庄楼堂轩"
_SHORT = re.compile(r"[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{1,6})?")


def personal_name(value: str) -> str | None:
    """What looks like the name of a person where that of a firm belongs: columns that are published hold no person.

    >>> personal_name("张三"), personal_name("样例食品有限公司"), personal_name("福满馆")
    ('“张三”像是自然人的姓名,单位名称会公开', None, None)
    """
    if _SHORT.fullmatch(value) is None or value[-1] in _BUSINESS:
        return None
    return f"“{value}”像是自然人的姓名，单位名称会公开"


RULES: Mapping[str, Rule] = {
    "personal_name": personal_name,
    "uscc": credit_code_doubt,
    "gtin": gtin_doubt,
    "standard_number": standard_number_doubt,
    "measurement_standard": measurement_standard_doubt,
}
#: What the reason is stored under in forms and requests.
ACCEPTED = "accepted"
ASK = "请核对；确实如此的，请写明理由后再登记。"


@dataclass(frozen=True)
class Raised:
    """One value that is doubted."""

    column: str
    label: str
    value: str
    message: str


class Doubted(ValidationError):
    """Values are doubtful and nobody said why they stand; messages by column, as any ValidationError."""

    def __init__(self, found: Sequence[Raised]) -> None:
        self.found = tuple(found)
        by_column: dict[str, list[str]] = {}
        for each in found:
            by_column.setdefault(each.column, []).append(f"存疑：{each.message}。{ASK}")
        super().__init__(by_column)


def names_of(register: Register, column: Column) -> tuple[str, ...]:
    """The doubts of a column: those it names, and that of a credit code where the row is about its enterprise."""
    own = ("uscc",) if column.name == register.model.scope.enterprise else ()
    return tuple(dict.fromkeys((*own, *column.doubts)))


def doubted(register: Register) -> list[Column]:
    """The columns that anything can be doubted of."""
    return [c for c in register.columns if c.codes or c.schemes or names_of(register, c)]


def dates_of(register: Register, column: Column) -> tuple[str, ...]:
    """The date columns that a value of the column is held against: the first that is filled counts."""
    if column.schemes:
        return column.dated or (register.facts.date,)
    return (register.facts.date,) if column.codes else ()


def raised(register: Register, record: Record, names: Iterable[str]) -> list[Raised]:
    """What is doubtful of these columns of a record."""
    wanted = set(names)
    found = []
    for column in doubted(register):
        dates = dates_of(register, column)
        # A day that changes may leave the days of a scheme as well as another value would.
        changed = column.name in wanted or not wanted.isdisjoint(dates)
        value = getattr(record, column.name) if changed else None
        if value in (None, ""):
            continue
        day = next((d for n in dates if (d := getattr(record, n)) is not None), None)
        found += [
            Raised(column.name, register.label_of(column.name), str(value), said)
            for said in _judge(register, column)(str(value), day)
        ]
    if register.periodic is not None:
        # The check sheet looks at other rows of the register; declarations import this module.
        from zhiheng.frame.registers import returns

        found += returns.raised(register, record, wanted)
    if register.barred_by or register.rests_on:
        from zhiheng.frame.registers import barring

        found += barring.raised(register, record, wanted)
    return found


def _judge(register: Register, column: Column) -> Callable[[str, dt.date | None], list[str]]:
    """What tells of a value of the column, on a day, all that is doubtful of it."""
    rules = [RULES[name] for name in names_of(register, column)]
    lists = [column.codes] if column.codes and not column.lasting else []
    lists += [column.schemes] if column.schemes else []
    out_of_use = [code_list(name).out_of_use for name in lists]

    def say(value: str, day: dt.date | None) -> list[str]:
        said = [rule(value) for rule in rules] + [ended(value, day) for ended in out_of_use]
        return [s for s in said if s]

    return say


def unknown_codes(register: Register, record: Record) -> dict[str, str]:
    """What is no code of its column's list, by column, with proposals: that is refused, not doubted."""
    wrong = [
        c.name
        for c in register.columns
        if c.codes and (v := getattr(record, c.name)) and v not in code_list(c.codes).entries
    ]
    if not wrong:
        return {}
    found = {}
    for spec in register.specs():
        if spec.name in wrong:
            read = converter(spec)(getattr(record, spec.name))
            found[spec.name] = (
                f"{read.message}。{read.fix}" if isinstance(read, Bad) else f"“{spec.label}”应填代码。"
            )
    return found


def need_reason(register: Register, record: Record, names: Iterable[str], accepted: str) -> str:
    """What the trail is to say of the doubts of these columns: empty where there are none. Doubted without a reason."""
    found = raised(register, record, names)
    if not found:
        return ""
    if not accepted.strip():
        raise Doubted(found)
    return f"存疑仍登记({'、'.join(dict.fromkeys(f.label for f in found))})：{accepted.strip()}"


def in_rows(
    register: Register, columns: Mapping[str, Sequence[Any]], rows: Iterable[tuple[int, Iterable[str] | None]]
) -> list[tuple[int, Raised]]:
    """The doubts of imported rows: ``rows`` gives each index with the columns that change (None: all of them).

    Each distinct value is judged once.
    """
    asked = [c for c in doubted(register) if c.name in columns]
    if not asked:
        return []
    listed = list(rows)
    indexes = [i for i, _ in listed]
    found = []
    for column in asked:
        name, values = column.name, columns[column.name]
        dates = dates_of(register, column)
        dated: list[Sequence[dt.date | None]] = [columns[n] for n in dates if n in columns]
        days = [next((d for held in dated if (d := held[i]) is not None), None) for i in indexes if dated]
        keys = list(zip(map(values.__getitem__, indexes), days or repeat(None)))  # noqa: B905
        say = _judge(register, column)
        odd = {
            (value, day): said
            for value, day in set(keys)
            if value not in (None, "") and (said := say(str(value), day))
        }
        if odd:
            found += [
                (place, index, Raised(name, register.label_of(name), str(key[0]), said))
                for place, ((index, changed), key) in enumerate(zip(listed, keys, strict=True))
                if key in odd and (changed is None or name in changed or not set(dates).isdisjoint(changed))
                for said in odd[key]
            ]
    return [(index, each) for _, index, each in sorted(found, key=lambda f: f[0])]


def as_problem(register: Register, row: int, cell: str, each: Raised) -> Problem:
    """A doubt as the review of an import shows it."""
    return Problem(row, each.column, each.label, each.value, each.message, ASK, "doubt", cell)
