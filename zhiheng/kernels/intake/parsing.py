"""From cells to typed columns, with every repair and every error.

Works column by column: the distinct values of a column are converted once each, and the column is read off that
table. A good cell therefore costs a dictionary look-up and makes no object; repairs and errors cost what they are.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from operator import itemgetter
from typing import Any, overload

from .bulk import sweep
from .choices import Choices
from .codes import Codes
from .dates import date_converter
from .grouping import grouped
from .heads import plain
from .leftout import left_out
from .planning import Plan
from .quantities import Bad, Converter, Fixed, number_converter
from .repeated import repeated
from .specs import RULES, ColumnSpec, Problem, ProblemGroup, Repair, column_letter
from .words import (
    boolean_converter,
    identifier_converter,
    shown,
    text_converter,
)
from .workbook import Workbook

MADE = "Z-"  # how numbers begin that no document gave


@dataclass
class _Repaired:
    column: str
    rule: str
    rows: array[int]
    before: list[Any]
    after: list[Any]


class Repairs(Sequence[Repair]):
    """All repairs, stored by column and rule; each `Repair` is made when it is looked at."""

    def __init__(self) -> None:
        self._groups: list[_Repaired] = []

    def add(self, column: str, rule: str, rows: Sequence[int], before: list[Any], after: list[Any]) -> None:
        if rows:
            self._groups.append(_Repaired(column, rule, array("L", rows), before, after))

    def __len__(self) -> int:
        return sum(len(group.rows) for group in self._groups)

    def __iter__(self) -> Iterator[Repair]:
        for group in self._groups:
            for row, before, after in zip(group.rows, group.before, group.after, strict=True):
                yield Repair(row, group.column, before, after, group.rule)

    @overload
    def __getitem__(self, index: int) -> Repair: ...
    @overload
    def __getitem__(self, index: slice) -> list[Repair]: ...
    def __getitem__(self, index: int | slice) -> Repair | list[Repair]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        at = index if index >= 0 else index + len(self)
        for group in self._groups:
            if 0 <= at < len(group.rows):
                return Repair(group.rows[at], group.column, group.before[at], group.after[at], group.rule)
            at -= len(group.rows)
        raise IndexError(index)

    def counts(self) -> dict[tuple[str, str], int]:
        """(column, rule) -> how many; the column is "" for rows left out."""
        tally: Counter[tuple[str, str]] = Counter()
        for group in self._groups:
            tally[group.column, group.rule] += len(group.rows)
        return dict(tally)


@dataclass
class Intake:
    """The typed rows of one sheet.

    `columns[name][i]` is the value of record i (None where blank or wrong), `row_numbers[i]` its row in the
    user's sheet (1-based), `good` the records without an error. `key`: the natural key that was checked. `doubts`:
    what the caller finds odd in good records and a person may let stand.
    """

    columns: dict[str, list[Any]]
    row_numbers: Sequence[int]
    good: list[int]
    repairs: Repairs
    errors: list[Problem]
    labels: Mapping[str, str]
    key: tuple[str, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    doubts: list[Problem] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.row_numbers)

    def rows(self, indexes: Sequence[int] | None = None) -> Iterator[dict[str, Any]]:
        """Records as dictionaries: the good ones, or those asked for."""
        names = list(self.columns)
        columns = list(self.columns.values())
        for i in self.good if indexes is None else indexes:
            yield {name: column[i] for name, column in zip(names, columns, strict=True)}

    def summary(self) -> list[ProblemGroup]:
        """Errors grouped by column and rule, most frequent first."""
        return grouped(self.errors)

    def summary_text(self) -> str:
        """What happened, for a person: records, good ones, repairs by kind, errors by kind."""
        lines = [
            f"共 {len(self)} 条记录，其中 {len(self.good)} 条无误，{len(self) - len(self.good)} 条有错。"
        ]
        lines += [f"{RULES.get(kind, kind)}：{count} 行。" for kind, count in self.left_out.items()]
        for (column, rule), count in sorted(self.repairs.counts().items()):
            if column:
                lines.append(
                    f"已修正“{self.labels.get(column, column)}”{count} 处：{RULES.get(rule, rule)}。"
                )
        for group in self.summary():
            shown = (
                f"，如{'、'.join(f'“{example}”' for example in group.examples[:3])}" if group.examples else ""
            )
            where = f"“{group.label}”" if group.label else "整行"
            lines.append(
                f"错误 {group.occurrences} 处：{where}{group.message}{shown}（第 {group.rows} 行）。{group.fix}"
            )
        return "\n".join(lines)


def converter(spec: ColumnSpec, typed: bool = True, factor: Decimal = Decimal(1)) -> Converter:
    """What turns one cell of this column into a value, a `Fixed` or a `Bad`.

    `typed`: the source tells numbers from texts, so that a number written as text is a repair.
    """
    makers: dict[str, Callable[[], Converter]] = {
        "text": lambda: text_converter(spec),
        "identifier": lambda: identifier_converter(spec, typed),
        "integer": lambda: number_converter(spec, typed, factor),
        "decimal": lambda: number_converter(spec, typed, factor),
        "date": lambda: date_converter(spec),
        "boolean": lambda: boolean_converter(spec),
        "choice": lambda: Choices(spec).converter(),
        "code": lambda: Codes(spec).converter(),
    }
    made = makers[spec.type]()
    if not spec.chosen:
        return made
    chosen = {plain(word): value for word, value in spec.chosen.items()}

    def convert(value: Any) -> Any:
        said = chosen.get(plain(shown(value)))
        return Fixed(said, "chosen") if said is not None else made(value)

    return convert


@dataclass
class _Run:
    """What the columns of one parse share."""

    numbers: Sequence[int]
    typed: bool
    repairs: Repairs
    errors: list[Problem]
    wrong: set[int]


def parse(
    workbook: Workbook,
    plan: Plan,
    specs: Sequence[ColumnSpec],
    natural_key: Sequence[str] = (),
    newer_by: Sequence[str] = (),
) -> Intake:
    """Typed columns, repairs and all errors of the planned sheet.

    A required column that is not mapped is one error, and then no row is good. `natural_key`: names whose values
    together may occur once; the first of equals stays good, later ones are errors that name its row. `newer_by`: a date
    by which rows of one key may follow one another, and the columns in which they must agree then; what differs on one and
    the same day is an error.
    """
    sheet = workbook.sheet(plan.sheet)
    rows = sheet.rows
    by_name = {spec.name: spec for spec in specs}
    kinds, end = left_out(rows, plan, by_name)
    first = plan.first_row - 1
    numbers: Sequence[int]
    if kinds:
        kept = [i for i in range(first, end) if i not in kinds]
        body = [rows[i] for i in kept]
        numbers = [i + 1 for i in kept]
    else:
        body, numbers = rows[first:end], range(first + 1, end + 1)
    run = _Run(numbers, sheet.typed, Repairs(), [], set())
    _list_left_out(rows, kinds, run.repairs)
    columns: dict[str, list[Any]] = {}
    width = len(rows[0]) if rows else 0
    for spec in specs:
        column = plan.column(spec.name)
        if constant := (plan.constants or {}).get(spec.name):
            columns[spec.name] = _constant(constant, spec, plan, len(body), run)
            continue
        if column is None or column >= width:
            columns[spec.name] = [None] * len(body)
            continue
        raw = list(map(itemgetter(column), body))
        if spec.fill_down:
            raw = _fill_down(raw, spec, column, run, sheet.merged)
        factor = Decimal((plan.factors or {}).get(spec.name, "1"))
        if factor != 1:
            run.repairs.add(
                spec.name, "unit-scale", [plan.header_rows[1]], [plan.headers[column]], [f"×{factor}"]
            )
        columns[spec.name] = _convert(raw, spec, column, factor, run)
    for spec in specs:
        if spec.made_from:
            _make_numbers(columns, spec, run)
    if natural_key:
        for i, problem in repeated(columns, tuple(natural_key), by_name, plan, numbers, run.wrong, newer_by):
            run.errors.append(problem)
            run.wrong.add(i)
    told = plan.constants or {}
    missing = [s for s in specs if s.required and plan.column(s.name) is None and s.name not in told]
    order = {spec.name: n for n, spec in enumerate(specs)}
    run.errors.sort(key=lambda problem: (problem.row, order.get(problem.column, -1)))
    run.errors[:0] = [_missing(spec, plan) for spec in missing]
    good = (
        []
        if missing
        else [i for i in range(len(body)) if i not in run.wrong]
        if run.wrong
        else list(range(len(body)))
    )
    labels = {spec.name: spec.label for spec in specs}
    return Intake(
        columns,
        numbers,
        good,
        run.repairs,
        run.errors,
        labels,
        tuple(natural_key),
        dict(Counter(kinds.values())),
    )


def _constant(text: str, spec: ColumnSpec, plan: Plan, size: int, run: _Run) -> list[Any]:
    """One value for every row, read as a cell would be; what does not fit is one error of the heading's row."""
    row = plan.header_rows[1]
    value = converter(spec, False)(text)
    if isinstance(value, Bad):
        fix = value.fix or "请改正整批填写的值。"
        run.errors.append(Problem(row, spec.name, spec.label, text, value.message, fix, value.rule))
        run.wrong.update(range(size))
        return [None] * size
    value = value.value if isinstance(value, Fixed) else value
    run.repairs.add(spec.name, "constant", [row], [""], [value])
    return [value] * size


def _make_numbers(columns: dict[str, list[Any]], spec: ColumnSpec, run: _Run) -> None:
    """A number for rows that have none, made of what tells one from another: the same rows get the same number again."""
    values = columns[spec.name]
    empty = [i for i, value in enumerate(values) if value in ("", None) and i not in run.wrong]
    if not empty:
        return
    parts = [columns[name] for name in spec.made_from if name in columns]
    for i in empty:
        said = [str(part[i]) for part in parts if part[i] not in ("", None)]
        if said:
            values[i] = f"{MADE}{sha256(chr(31).join(said).encode()).hexdigest()[:12]}"
    made = [i for i in empty if values[i]]
    run.repairs.add(
        spec.name, "made-number", [run.numbers[i] for i in made], [""] * len(made), [values[i] for i in made]
    )


def _missing(spec: ColumnSpec, plan: Plan) -> Problem:
    near = [*(plan.ambiguous or {}).get(spec.name, ()), *(plan.suggestions or {}).get(spec.name, ())]
    if near:
        hint = "、".join(f"{column_letter(m.column)} 列“{m.header}”" for m in near[:3])
        fix = f"可能是{hint}，请在列对应关系中指定。"
    else:
        fix = "请在表中补上该列，或在列对应关系中指定由哪一列提供。"
    return Problem(
        plan.header_rows[1], spec.name, spec.label, None, f"缺少必填列“{spec.label}”", fix, "missing-column"
    )


def _list_left_out(rows: Sequence[Sequence[Any]], kinds: Mapping[int, str], repairs: Repairs) -> None:
    by_kind: dict[str, list[int]] = {}
    for i in sorted(kinds):
        by_kind.setdefault(kinds[i], []).append(i)
    for kind, indexes in by_kind.items():
        texts = [" ".join(str(c).strip() for c in rows[i] if c not in ("", None))[:80] for i in indexes]
        repairs.add("", kind, [i + 1 for i in indexes], list(texts), [None] * len(indexes))


def _fill_down(
    raw: list[Any], spec: ColumnSpec, column: int, run: _Run, merged: Sequence[Any] | None
) -> list[Any]:
    """Blanks that a merged cell covers take its value; where the file knows no merges, every blank does."""
    covered: set[int] | None = None
    if merged is not None:
        covered = {
            row + 1
            for (top, left), (bottom, right) in merged
            if left <= column <= right
            for row in range(top + 1, bottom + 1)
        }
    filled, above = list(raw), None
    rows, values = [], []
    for i, value in enumerate(raw):
        if value not in ("", None):
            above = value
        elif above is not None and (covered is None or run.numbers[i] in covered):
            filled[i] = above
            rows.append(run.numbers[i])
            values.append(above)
    run.repairs.add(spec.name, "fill-down", rows, [""] * len(rows), values)
    return filled


def _convert(raw: list[Any], spec: ColumnSpec, column: int, factor: Decimal, run: _Run) -> list[Any]:
    """The column's values; repairs and errors go to `run`."""
    swept = sweep(spec, raw) if factor == 1 else None
    if swept is None:
        return _convert_cells(raw, range(len(raw)), spec, column, factor, run)
    values, odd = swept
    if odd:
        cells = _convert_cells([raw[i] for i in odd], odd, spec, column, factor, run)
        for i, value in zip(odd, cells, strict=True):
            values[i] = value
    return values


def _convert_cells(
    raw: list[Any], at: Sequence[int], spec: ColumnSpec, column: int, factor: Decimal, run: _Run
) -> list[Any]:
    """Values of the cells `raw`, which belong to the records `at`: each distinct one is converted once."""
    convert = converter(spec, run.typed, factor)
    kinds = set(map(type, raw))
    # 1.0, 1 and True are one dictionary key; where they meet, the type goes into the key.
    mixed = bool in kinds and (float in kinds or int in kinds)
    keys: list[Any] = list(zip(map(type, raw), raw, strict=True)) if mixed else raw
    table: dict[Any, Any] = {}
    fixed: dict[Any, Fixed] = {}
    bad: dict[Any, Bad] = {}
    blank = (
        Bad("required", f"“{spec.label}”是必填项，不能为空", _what_to_fill(spec)) if spec.required else None
    )
    for key in set(keys):
        value = key[1] if mixed else key
        found: Any = None if value == "" or value is None else convert(value)
        kind = type(found)
        if kind is Fixed:
            fixed[key], found = found, found.value
        elif kind is Bad:
            bad[key], found = found, None
            table[key] = None
            continue
        table[key] = found
        if found is None and blank is not None:
            fixed.pop(key, None)
            bad[key] = blank
    if fixed:
        _list_fixed(raw, keys, at, spec.name, fixed, run)
    if bad:
        letter, label, numbers = column_letter(column), spec.label, run.numbers
        for n in [n for n, key in enumerate(keys) if key in bad]:
            rule, message, fix = bad[keys[n]]
            row = numbers[at[n]]
            run.errors.append(Problem(row, spec.name, label, raw[n], message, fix, rule, f"{letter}{row}"))
            run.wrong.add(at[n])
    return list(map(table.__getitem__, keys))


def _list_fixed(
    raw: list[Any], keys: list[Any], at: Sequence[int], name: str, fixed: Mapping[Any, Fixed], run: _Run
) -> None:
    by_rule: dict[str, list[int]] = {}
    for n, key in enumerate(keys):
        if key in fixed:
            by_rule.setdefault(fixed[key].rule, []).append(n)
    for rule, places in by_rule.items():
        rows = [run.numbers[at[n]] for n in places]
        run.repairs.add(name, rule, rows, [raw[n] for n in places], [fixed[keys[n]].value for n in places])


def _what_to_fill(spec: ColumnSpec) -> str:
    if spec.type == "choice":
        options = "、".join(words[0] if words else key for key, words in list(spec.choices.items())[:8])
        return f"请填写：{options}。"
    return {
        "date": "请按 2016-03-05 的样式填写日期。",
        "boolean": "请填“是”或“否”。",
        "integer": "请填写整数。",
        "decimal": "请填写数值。",
        "code": "请填写代码或全称。",
    }.get(spec.type, "请补填。")
