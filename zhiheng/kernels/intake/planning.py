"""The plan of an import: which sheet, where the heading is, which column is which, what is doubtful.

A plan is data: it is shown, edited, stored as JSON and picked up again. Nothing below the bar of certainty is
taken silently: weak likenesses are suggestions, several equal candidates are named, and the user decides.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any, Final

from .heads import Head, Labels, Match, assign, bracketed, find_head, is_continuation, read_head
from .plausible import SAMPLE_ROWS, Check, Doubt, Samples, as_number
from .quantities import is_known_unit, unit_factor
from .specs import ColumnSpec, IntakeError, column_letter
from .workbook import Sheet, Workbook

LEFT_OUT_KINDS: Final = ("blank-row", "total-row", "header-row", "note-row", "other-table")


@dataclass(frozen=True)
class Plan:
    """How a workbook will be read.

    `header_rows`: first and last row of the heading, `first_row`: first row of data, all 1-based.
    `matches`: declared name -> Match. `missing`: required names without a column. `ambiguous`: names with several
    equal candidates. `suggestions`: names with candidates too weak to take. `unmapped`: (0-based column, heading)
    left unused. `constants`: name -> text that every row gets, for what the sheet does not say. `factors`: name -> what its numbers are multiplied by (unit conversion), as decimal text.
    `leave_out`: kinds of rows not taken; `keep_rows`: rows taken all the same. `other_sheets`: sheets not chosen.
    """

    sheet: str
    header_rows: tuple[int, int]
    first_row: int
    headers: tuple[str, ...]
    matches: Mapping[str, Match]
    missing: tuple[str, ...] = ()
    ambiguous: Mapping[str, tuple[Match, ...]] | None = None
    suggestions: Mapping[str, tuple[Match, ...]] | None = None
    unmapped: tuple[tuple[int, str], ...] = ()
    factors: Mapping[str, str] | None = None
    doubts: tuple[Doubt, ...] = ()
    leave_out: tuple[str, ...] = LEFT_OUT_KINDS
    keep_rows: tuple[int, ...] = ()
    other_sheets: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    constants: Mapping[str, str] | None = None

    @property
    def ready(self) -> bool:
        """Nothing stands open: every required column is there and no column is doubted."""
        return not self.missing and not self.doubts

    def column(self, name: str) -> int | None:
        match = self.matches.get(name)
        return None if match is None else match.column

    def with_map(self, changes: Mapping[str, int | str | None]) -> Plan:
        """The plan with columns as the user says: name -> 0-based column, its heading, or None for "not there".

        Raises IntakeError ("no-column") for a heading that is not in the sheet, and when two declared columns
        would read the same one. Doubts are dropped: the user has looked.
        """
        matches = dict(self.matches)
        for name, wanted in changes.items():
            if wanted is None:
                matches.pop(name, None)
                continue
            matches[name] = Match(self._find(wanted), "", 1.0, "人工指定")
        matches = {n: replace(m, header=self.headers[m.column]) for n, m in matches.items()}
        taken: dict[int, str] = {}
        for name, match in matches.items():
            if match.column in taken:
                where = f"{column_letter(match.column)} 列“{match.header}”"
                raise IntakeError(
                    "no-column",
                    f"{where}同时指定给了“{taken[match.column]}”和“{name}”",
                    "请为其中一个改选别的列，或设为“不导入”。",
                    self.sheet,
                )
            taken[match.column] = name
        return replace(
            self,
            matches=matches,
            missing=tuple(n for n in self.required if n not in matches and n not in (self.constants or {})),
            constants={n: t for n, t in (self.constants or {}).items() if n not in matches},
            ambiguous={n: m for n, m in (self.ambiguous or {}).items() if n not in changes},
            suggestions={n: m for n, m in (self.suggestions or {}).items() if n not in changes},
            unmapped=tuple((j, h) for j, h in enumerate(self.headers) if h and j not in taken),
            factors={n: f for n, f in (self.factors or {}).items() if n not in changes},
            doubts=(),
        )

    def _find(self, wanted: int | str) -> int:
        if isinstance(wanted, int):
            if 0 <= wanted < len(self.headers):
                return wanted
        elif wanted in self.headers:
            return self.headers.index(wanted)
        names = "、".join(h for h in self.headers if h)
        raise IntakeError("no-column", f"表里没有“{wanted}”这一列", f"现有各列：{names}。", self.sheet)

    def with_factor(self, name: str, factor: Decimal | int | str) -> Plan:
        """The plan with the numbers of one column multiplied by `factor` (1 takes them as they stand)."""
        factors = {**(self.factors or {}), name: str(factor)}
        return replace(self, factors=factors, doubts=tuple(d for d in self.doubts if d.columns != (name,)))

    def with_constants(self, constants: Mapping[str, str | None]) -> Plan:
        """The plan with texts that stand for every row (None takes one back); a column that is read keeps its cells."""
        kept = {**(self.constants or {}), **constants}
        held = {n: t for n, t in kept.items() if t and n not in self.matches}
        missing = tuple(n for n in self.required if n not in self.matches and n not in held)
        return replace(self, constants=held, missing=missing)

    def confirmed(self) -> Plan:
        """The plan with its doubts looked at and set aside."""
        return replace(self, doubts=())

    def accept(self, doubt: Doubt) -> Plan:
        """The plan changed as a doubt proposes."""
        return self.with_map(doubt.proposal)

    def to_json(self) -> str:
        return json.dumps({**asdict(self), "doubts": [d._asdict() for d in self.doubts]}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Plan:
        """The inverse of `to_json`."""
        data = json.loads(text)

        def several(given: Mapping[str, Any] | None) -> dict[str, tuple[Match, ...]]:
            return {n: tuple(Match(**m) for m in found) for n, found in (given or {}).items()}

        tuples = ("header_rows", "headers", "missing", "leave_out", "keep_rows", "other_sheets", "required")
        data.update({key: tuple(data[key]) for key in tuples})
        data["matches"] = {n: Match(**m) for n, m in data["matches"].items()}
        data["ambiguous"], data["suggestions"] = several(data["ambiguous"]), several(data["suggestions"])
        data["unmapped"] = tuple((j, h) for j, h in data["unmapped"])
        data["doubts"] = tuple(
            Doubt(d["code"], d["message"], tuple(d["columns"]), d["proposal"]) for d in data["doubts"]
        )
        return cls(**data)


def plan(
    workbook: Workbook,
    specs: Sequence[ColumnSpec],
    checks: Sequence[Check] = (),
    sheet: str | None = None,
    header_row: int | None = None,
) -> Plan:
    """Find sheet, heading and columns.

    `sheet` and `header_row` (1-based) set by the user override the search. Raises IntakeError "no-header" when no
    row of any sheet names enough of the declared columns.
    """
    labels = Labels(specs)
    candidates = [workbook.sheet(sheet)] if sheet else sorted(workbook.sheets, key=lambda s: not s.visible)
    chosen: tuple[Sheet, Head] | None = None
    for candidate in candidates:
        if header_row is not None and (sheet or len(workbook.sheets) == 1):
            head = _given_head(candidate, header_row, workbook.filename)
        else:
            found = find_head(candidate.rows, labels, candidate.merged)
            if found is None:
                continue
            head = found
        # A hidden sheet needs to be clearly better than a visible one.
        margin = 0.0 if candidate.visible or chosen is None else 1.0
        if chosen is None or head.score > chosen[1].score + margin:
            chosen = (candidate, head)
        if labels.all_named(chosen[1].score):
            break
    if chosen is None:
        raise _no_header(candidates, specs, workbook.filename)
    return _build(workbook, specs, checks, sheet=chosen[0], head=chosen[1], labels=labels)


def _given_head(sheet: Sheet, header_row: int, filename: str) -> Head:
    if not 1 <= header_row <= len(sheet.rows):
        raise IntakeError(
            "no-header",
            f"工作表“{sheet.name}”没有第 {header_row} 行",
            f"请填 1 到 {len(sheet.rows)}。",
            filename,
        )
    return read_head(sheet.rows, header_row - 1, header_row - 1, sheet.merged)


def _no_header(sheets: Sequence[Sheet], specs: Sequence[ColumnSpec], filename: str) -> IntakeError:
    wanted = "、".join(spec.label for spec in specs[:12]) + ("等" if len(specs) > 12 else "")
    seen = []
    for sheet in sheets[:3]:
        row = next((row for row in sheet.rows if sum(c not in ("", None) for c in row) > 1), None)
        if row:
            cells = [str(c).strip() for c in row if c not in ("", None)]
            seen.append(f"工作表“{sheet.name}”开头是“{'、'.join(cells[:8])[:80]}”")
    return IntakeError(
        "no-header",
        "没有找到表头：前 60 行里没有一行写着要导入的列名",
        f"请确认表头含有这些列名：{wanted}；也可以下载模板，把数据贴进去，或人工指定表头所在的行。",
        "；".join([filename, *seen]),
    )


def _build(
    workbook: Workbook,
    specs: Sequence[ColumnSpec],
    checks: Sequence[Check],
    *,
    sheet: Sheet,
    head: Head,
    labels: Labels,
) -> Plan:
    matches, ambiguous, weak = assign(head.texts, labels)
    headers = tuple(readings[0] if readings else "" for readings in head.texts)
    by_name = {spec.name: spec for spec in specs}
    numeric = [m.column for n, m in matches.items() if by_name[n].type in {"integer", "decimal", "date"}]
    rows = sheet.rows
    first = head.last + 1
    units: dict[int, str] = {j: u for j, h in enumerate(headers) if (u := bracketed(h))}
    while first < len(rows) and first - head.last <= 6 and is_continuation(rows[first], numeric):
        for j, cell in enumerate(rows[first]):
            if isinstance(cell, str) and cell.strip():
                units.setdefault(j, cell.strip().strip("()（）"))
        first += 1
    factors, doubts = _units(specs, matches, units, sheet, first)
    labels_by_name = {spec.name: spec.label for spec in specs}
    samples = Samples(rows[first : first + SAMPLE_ROWS], len(headers))
    mapped = {name: match.column for name, match in matches.items()}
    for check in checks:
        doubts += check(mapped, samples, headers, labels_by_name)
    used = {match.column for match in matches.values()}
    required = tuple(spec.name for spec in specs if spec.required)
    return Plan(
        sheet=sheet.name,
        header_rows=(head.first + 1, head.last + 1),
        first_row=first + 1,
        headers=headers,
        matches=matches,
        missing=tuple(name for name in required if name not in matches),
        ambiguous={name: tuple(found) for name, found in ambiguous.items()},
        suggestions={name: tuple(found[:3]) for name, found in weak.items()},
        unmapped=tuple((j, h) for j, h in enumerate(headers) if h and j not in used),
        factors=factors,
        doubts=tuple(doubts),
        other_sheets=tuple(s.name for s in workbook.sheets if s is not sheet),
        required=required,
    )


def _units(
    specs: Sequence[ColumnSpec],
    matches: Mapping[str, Match],
    units: Mapping[int, str],
    sheet: Sheet,
    first: int,
) -> tuple[dict[str, str], list[Doubt]]:
    """Factors from the units of the headings, and doubts where units do not fit."""
    factors: dict[str, str] = {}
    doubts: list[Doubt] = []
    for spec in specs:
        match = matches.get(spec.name)
        if match is None or spec.type not in {"integer", "decimal"}:
            continue
        if spec.type == "decimal" and match.column in sheet.percent_columns and spec.unit in {"%", "％"}:
            factors[spec.name] = "100"
            continue
        given = units.get(match.column)
        if not (spec.unit and given):
            continue
        factor = unit_factor(given, spec.unit)
        if factor is None:
            if is_known_unit(given) and is_known_unit(spec.unit):
                message = f"“{spec.label}”应以“{spec.unit}”计，表头写的单位却是“{given}”，两者不能换算。请核对是否选错了列。"
                doubts.append(Doubt("unit", message, (spec.name,), {}))
            continue
        if factor != 1:
            factors[spec.name] = str(factor)
    for spec in specs:
        match = matches.get(spec.name)
        if match is None or spec.type != "decimal" or spec.unit not in {"%", "％"} or spec.name in factors:
            continue
        values = [as_number(row[match.column]) for row in sheet.rows[first : first + SAMPLE_ROWS]]
        numbers = [v for v in values if v is not None]
        if len(numbers) >= 5 and all(0 <= v <= 1 for v in numbers) and any(0 < v < 1 for v in numbers):
            doubts.append(
                Doubt(
                    "fraction",
                    f"“{spec.label}”的单位是%，而该列数值都在 0 到 1 之间，可能写成了小数（0.985 表示 98.5%）。"
                    "请确认：是小数则按 100 倍换算，确为百分之一以下则照原值导入。",
                    (spec.name,),
                    {},
                )
            )
    return factors, doubts
