"""Records of one file with the same natural key."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Any

from .planning import Plan
from .specs import ColumnSpec, Problem, column_letter


def repeated(
    columns: Mapping[str, Sequence[Any]],
    key: tuple[str, ...],
    specs: Mapping[str, ColumnSpec],
    plan: Plan,
    numbers: Sequence[int],
    wrong: Container[int],
    newer_by: Sequence[str] = (),
) -> list[tuple[int, Problem]]:
    """Later records with the key of an earlier one. A blank where a value is required is compared with nothing; where
    none is required it is a value like others. `wrong`: records known to be wrong; `newer_by`: the column by which
    records of one key follow one another, and those in which they must agree to be states of one thing: told are only
    records that do not agree, or differ where the first is the same.
    """
    parts = [columns[name] for name in key if name in columns]
    if len(parts) < len(key):
        unknown = "、".join(name for name in key if name not in columns)
        raise ValueError(f"natural key names no column: {unknown}")
    told = plan.constants or {}
    known = [n for n in key if plan.column(n) is not None or n in told or specs[n].made_from]
    if any(name not in known and specs[name].required for name in key):
        return []
    mapped = [part for name, part in zip(key, parts, strict=True) if name in known]
    if not mapped:
        return []
    things: list[Any] = []
    agreed: list[Any] = []
    if newer_by:
        things = list(zip(*mapped, strict=True))
        agreed = list(zip(*(columns[name] for name in newer_by[1:]), strict=True))
        mapped, known = [*mapped, columns[newer_by[0]]], [*known, newer_by[0]]
    first: dict[Any, int] = {}
    seen: dict[Any, int] = {}
    found: list[tuple[int, Problem]] = []
    values = mapped[0] if len(mapped) == 1 else list(zip(*mapped, strict=True))
    if len(set(things or values)) == len(values):
        return []
    everything = list(columns.values())
    label = "、".join(specs[name].label for name in key)
    letter = next((column_letter(c) for name in key if (c := plan.column(name)) is not None), "")
    single = len(mapped) == 1
    needed = [specs[name].required for name in known]
    for i, value in enumerate(values):
        held = (value,) if single else value
        if None in held and (
            i in wrong or any(must and v is None for must, v in zip(needed, held, strict=True))
        ):
            continue
        before = seen.setdefault(value, i)
        if things and agreed and agreed[i] != agreed[begun := first.setdefault(things[i], i)]:
            before = begun
        if before == i:
            continue
        same = all(column[i] == column[before] for column in everything)
        if newer_by and same:
            continue
        what = "整行" if same else f"“{label}”"
        fix = "请删去重复的一行。" if same else "两行内容不同，请核对后保留正确的一行。"
        shown = "，".join("空" if v is None else str(v) for v in held)
        row = numbers[i]
        said = f"{what}与第 {numbers[before]} 行重复"
        cell = f"{letter}{row}" if letter else ""
        found.append((i, Problem(row, key[0], label, shown, said, fix, "duplicate", cell)))
    return found
