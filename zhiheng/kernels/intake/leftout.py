"""Rows that are no records: blanks, totals, headings repeated on every printed page, notes and signatures.

They are left out and listed, never dropped silently; a plan can keep any of them. All checks look at distinct
values of a few columns first, so a hundred thousand ordinary rows cost a few milliseconds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from operator import itemgetter
from typing import Any, Final

from .codes import CodeIndex
from .heads import is_continuation, plain
from .planning import Plan
from .specs import ColumnSpec

_TOTAL = re.compile(
    r"^[(（]?(其中[:：])?[\u3400-\u9fff]{0,8}(小计|合计|总计|共计|累计|本页计)[)）]?[:：]?$"
    r"|^(sub)?total:?$|^grandtotal:?$",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"^(注\d*|备注|附注|说明|填表说明|资料来源|数据来源|来源|填表人|填报人|填报单位|制表人?|制单人?|审核人?|复核人?"
    r"|单位负责人|部门负责人|负责人|统计负责人|联系电话|填表日期|填报日期|报出日期|打印时间|notes?|source|datasource)\d*[:：]",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[。；;：:]|^[*※]|^注")
_MARKS: Final = ("计", "otal", "OTAL", ":", "：")
_HEAD_COLUMNS: Final = 3


def _empty(cell: Any) -> bool:
    return cell is None or (type(cell) is str and (not cell or cell.isspace()))


def left_out(
    rows: Sequence[Sequence[Any]], plan: Plan, specs: Mapping[str, ColumnSpec]
) -> tuple[dict[int, str], int]:
    """Kinds of the rows that are no records, by 0-based row, and the end of the data (rows behind are blank)."""
    first, end = plan.first_row - 1, len(rows)
    while end > first and all(map(_empty, rows[end - 1])):
        end -= 1
    width = len(rows[0]) if rows else 0
    mapped = sorted(m.column for m in plan.matches.values() if m.column < width)
    watched = sorted({*range(min(_HEAD_COLUMNS, width)), *mapped[:_HEAD_COLUMNS]})
    kinds: dict[int, str] = {}
    if not watched or end <= first:
        return kinds, end
    body = rows[first:end]
    columns = {j: list(map(itemgetter(j), body)) for j in watched}
    heading = {
        j: {rows[i][j] for i in range(first) if isinstance(rows[i][j], str) and not _empty(rows[i][j])}
        for j in watched
    }
    for j in reversed(watched):
        texts = [v for v in columns[j] if type(v) is str]
        joined = "\n".join(texts)
        # One look at the whole column: most columns hold no word that could make a row no record.
        if not any(mark in joined for mark in _MARKS) and not any(text in joined for text in heading[j]):
            continue
        words = set(texts)
        totals = {v for v in words if ("计" in v or "otal" in v.lower()) and _is_total(v)}
        if totals:
            known = _known_words(plan, specs, j)
            totals = {v for v in totals if v.strip() not in known}
        notes = {v for v in words if (":" in v or "：" in v) and _NOTE.match(re.sub(r"\s", "", v))}
        repeated = words & heading[j]
        odd = totals | notes | repeated
        if not odd:
            continue
        for n, value in enumerate(columns[j]):
            if value not in odd or type(value) is not str:
                continue
            i = n + first
            if value in repeated and _repeats(rows, i, first):
                kinds[i] = "header-row"
            elif value in totals and _leads(rows[i], j):
                kinds[i] = "total-row"
            elif value in notes and _leads(rows[i], j) and _few(rows[i], mapped):
                kinds[i] = "note-row"
    lead = columns[mapped[0] if mapped else watched[0]]
    if blanks := {v for v in set(lead) if not v or (type(v) is str and v.isspace())} - {0}:
        for i in [n + first for n, value in enumerate(lead) if value in blanks]:
            if all(map(_empty, rows[i])):
                kinds[i] = "blank-row"
    _continue_headings(rows, kinds, plan, specs, end)
    start = _other_table(rows, plan, mapped, first, end, kinds)
    kinds.update(dict.fromkeys(range(start, end), "other-table"))
    _trailing_notes(rows, kinds, first=first, end=start, mapped=len(mapped))
    wanted, kept = set(plan.leave_out), {n - 1 for n in plan.keep_rows}
    return {i: k for i, k in kinds.items() if k in wanted and i not in kept}, end


def _is_total(value: str) -> bool:
    return len(value) <= 30 and _TOTAL.match(re.sub(r"\s", "", value)) is not None


def _known_words(plan: Plan, specs: Mapping[str, ColumnSpec], column: int) -> Set[str]:
    """Words that are values of a column and so no sign of a total (a choice may be called 合计)."""
    spec = next((specs.get(name) for name, match in plan.matches.items() if match.column == column), None)
    if spec is None:
        return frozenset()
    if spec.type == "choice":
        return {word for key, words in spec.choices.items() for word in (key, *words)}
    if spec.type == "code":
        return (spec.index or CodeIndex(spec.codes or {}, spec.code_names)).words
    return frozenset()


def _leads(row: Sequence[Any], column: int) -> bool:
    """Whether nothing but a serial number stands left of the column."""
    return all(_empty(c) or isinstance(c, int | float) or str(c).strip().isdigit() for c in row[:column])


def _few(row: Sequence[Any], mapped: Sequence[int]) -> bool:
    filled = [cell for cell in row if not _empty(cell)]
    return len(filled) <= max(2, len(mapped) // 3) or sum(
        isinstance(c, str) and _NOTE.match(re.sub(r"\s", "", c)) is not None for c in filled
    ) * 3 >= len(filled)


def _repeats(rows: Sequence[Sequence[Any]], i: int, first: int) -> bool:
    """Whether row i says what some row at or above the heading says."""
    own = [(j, plain(str(c))) for j, c in enumerate(rows[i]) if not _empty(c)]
    if not own:
        return False
    for top in range(first):
        same = sum(plain(str(rows[top][j])) == text for j, text in own)
        theirs = sum(not _empty(c) for c in rows[top])
        if same and same * 10 >= max(len(own), theirs) * 8:
            return True
    return False


def _continue_headings(
    rows: Sequence[Sequence[Any]],
    kinds: dict[int, str],
    plan: Plan,
    specs: Mapping[str, ColumnSpec],
    end: int,
) -> None:
    numeric = [
        m.column
        for n, m in plan.matches.items()
        if n in specs and specs[n].type in {"integer", "decimal", "date"}
    ]
    depth = plan.first_row - plan.header_rows[1] - 1
    for i in [i for i, kind in kinds.items() if kind == "header-row"]:
        for below in range(i + 1, min(i + 1 + depth, end)):
            if below in kinds or not is_continuation(rows[below], numeric):
                break
            kinds[below] = "header-row"


def _other_table(
    rows: Sequence[Sequence[Any]],
    plan: Plan,
    mapped: Sequence[int],
    first: int,
    end: int,
    kinds: Mapping[int, str],
) -> int:
    """Row where another table begins below this one (a "continued" table with other columns), or `end`.

    It is known by a heading that begins with the same word as ours and goes on otherwise. Taken as data, its
    figures would silently stand for those of this table.
    """
    head = range(plan.header_rows[0] - 1, plan.header_rows[1])
    for j in mapped[:1]:
        words = {plain(rows[i][j]) for i in head if isinstance(rows[i][j], str) and not _empty(rows[i][j])}
        column = list(map(itemgetter(j), rows[first:end]))
        distinct = set(column)
        if not any(map(str.isascii, words)) and _all_ascii(distinct):
            continue  # numbers and codes below a heading in Chinese: none of them can be it
        alike = {v for v in distinct if type(v) is str and len(v) <= 20 and _plain(v) in words}
        if not alike:
            continue
        for i in [n + first for n, v in enumerate(column) if v in alike and type(v) is str]:
            filled = [c for c in rows[i] if not _empty(c)]
            if i in kinds or len(filled) < 3:
                continue
            if not all(isinstance(c, str) and not c.strip()[:1].isdigit() for c in filled):
                continue
            start = i
            while start > first and _is_caption(rows[start - 1]):
                start -= 1
            return start
    return end


def _all_ascii(values: Set[Any]) -> bool:
    return "".join([v for v in values if type(v) is str]).isascii()


def _plain(text: str) -> str:
    """`plain`, which leaves letters and digits of ASCII as they are."""
    return text.casefold() if text.isascii() and text.isalnum() else plain(text)


def _is_caption(row: Sequence[Any]) -> bool:
    filled = [cell for cell in row if not _empty(cell)]
    return len(filled) <= 2 and not any(isinstance(cell, float) for cell in filled)


def _trailing_notes(
    rows: Sequence[Sequence[Any]], kinds: dict[int, str], *, first: int, end: int, mapped: int
) -> None:
    """Sentences below the table: one filled cell that reads like a sentence, in a table of several columns."""
    if mapped < 3:
        return
    for i in range(end - 1, max(first - 1, end - 40), -1):
        if kinds.get(i) in {"blank-row", "note-row"}:
            continue
        filled = [cell for cell in rows[i] if not _empty(cell)]
        if len(filled) != 1 or not isinstance(filled[0], str) or not _SENTENCE.search(filled[0]):
            return
        kinds[i] = "note-row"
