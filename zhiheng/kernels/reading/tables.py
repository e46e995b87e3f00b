"""Annex tables: where they stand, what their columns are, the cells of their rows.

A row is a line of cells joined by tabs; rows set with `|` or padded with blanks, and tables that
were flattened to one cell a line, are taken when their heads are recognised. Of a merged cell the
first place holds the words and the others are blank.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .clauses import Span
from .lexicon import Lexicon
from .normalise import fold

_PADDING = re.compile(r"[ \u3000\xa0]{2,}|\u3000+")
_RULE = re.compile(r"^[\s|:+-]*$")
_YEAR = re.compile(r"(?:到|至)?(?P<year>20[0-9]{2})年?(?:度|底|末)?")
_PLAN = re.compile(r"“?十(?P<plan>[一二三四五六七八九])五”?(?:规划)?(?:期末|末期|末|期间|时期)?")
_NOT_HEAD = re.compile(r"[\s\u3000*()〔〕\[\]“”/、,.:·|—-]+")
_BRACKET = re.compile(r"\([^()]*\)|〔[^〔〕]*〕|\[[^\[\]]*\]")
_LABEL_CELL = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.]?|\(?[0-9一二三四五六七八九十]{1,3}[\).、]?|[①-⑳●■•·—-]+)$"
)
_MAX_HEAD = 24
_MAX_COLUMNS = 40
_NUMERALS = {char: index for index, char in enumerate("一二三四五六七八九", start=1)}
KINDS = ("number", "group", "task", "due", "indicator", "unit", "baseline", "target", "binding", "remark")
ROLES = ("lead", "support", "responsible")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: one of `KINDS` or `ROLES`, with the year its head names."""

    kind: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """Cells as spans of the text; an empty span is a blank cell."""

    cells: tuple[Span, ...]

    @property
    def start(self) -> int:
        """Where the row begins."""
        return self.cells[0].start

    @property
    def end(self) -> int:
        """Where the row ends."""
        return self.cells[-1].end


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the text: its columns by place (empty when its heads say nothing), its rows below the head."""

    start: int
    end: int
    columns: dict[int, Column]
    rows: tuple[Row, ...]
    head: tuple[Row, ...]

    def has(self, *kinds: str) -> bool:
        """Whether any column is of one of these kinds."""
        return any(column.kind in kinds for column in self.columns.values())

    @property
    def lists_indicators(self) -> bool:
        """指标表: an indicator with a target or a state."""
        return self.has("indicator") and self.has("target", "baseline")

    @property
    def lists_tasks(self) -> bool:
        """任务分工表: units, with or without what they are to do."""
        return self.has(*ROLES)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    cells: tuple[Span, ...]


class TableFinder:
    """Finds the tables of one text."""

    def __init__(self, text: str, lexicon: Lexicon, role_of: Callable[[str], str]) -> None:
        self.text = text
        self.role_of = role_of
        lists = lexicon.lists["tables"]
        self.heads = {kind: lists[f"columns.{kind}"] for kind in KINDS}
        self.work = 0

    def find(self) -> list[Table]:
        """All tables in order of place."""
        out: list[Table] = []
        run: list[_Line] = []
        mode = ""
        for line, sign in self._lines():
            if sign and (not run or sign == mode):
                run.append(line)
                mode = sign
                continue
            out.extend(self._table(run, mode))
            run, mode = ([line], sign) if sign else ([], "")
        out.extend(self._table(run, mode))
        tabbed = [Span(table.start, table.end) for table in out]
        out.extend(self._stacked(tabbed))
        return sorted(out, key=lambda table: table.start)

    def _lines(self) -> Iterator[tuple[_Line, str]]:
        """(line, how its cells are set: tab, pipe, blank or "" for a line of one cell); empty lines left out."""
        begin = 0
        self.work += len(self.text)
        for raw in self.text.split("\n"):
            end = begin + len(raw)
            bare = raw.strip()
            if bare:
                sign = (
                    "tab"
                    if "\t" in raw.strip(" \r\u3000")
                    else "pipe"
                    if bare.count("|") > 1
                    else "blank"
                    if "  " in bare or "\u3000" in bare
                    else ""
                )
                yield _Line(begin, end, self._cells(raw, begin, sign)), sign
            begin = end + 1

    def _cells(self, raw: str, begin: int, sign: str) -> tuple[Span, ...]:
        cuts: list[tuple[int, int]] = []
        if sign == "tab":
            cuts = [(place, place + 1) for place, char in enumerate(raw) if char == "\t"]
        elif sign == "pipe":
            cuts = [(place, place + 1) for place, char in enumerate(raw) if char == "|"]
        elif sign == "blank":
            lead = len(raw) - len(raw.lstrip())
            cuts = [match.span() for match in _PADDING.finditer(raw, lead, len(raw.rstrip()))]
        spans, at = [], 0
        for left, right in [*cuts, (len(raw), len(raw))]:
            spans.append(self._trim(begin + at, begin + left))
            at = right
        if sign == "pipe":
            spans = spans[1:-1] if len(spans) > 2 else spans
        return tuple(spans)

    def _trim(self, start: int, end: int) -> Span:
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return Span(start, end)

    def _words(self, span: Span) -> str:
        return fold(self.text[span.start : span.end])

    def _table(self, run: list[_Line], mode: str) -> list[Table]:
        """Tables of a run of lines set alike; a head met again below begins the next one."""
        rows = [line for line in run if mode != "pipe" or not _RULE.match(self.text[line.start : line.end])]
        heads = [
            (place, found) for place in range(len(rows)) if (found := self._columns(rows, place)) is not None
        ]
        if not heads:
            return self._unknown(rows) if mode == "tab" else []
        out: list[Table] = []
        for index, (place, (columns, depth)) in enumerate(heads):
            stop = heads[index + 1][0] if index + 1 < len(heads) else len(rows)
            body = rows[place + depth : stop]
            width = max(columns) + 1
            if mode == "blank":
                count = len(rows[place].cells)
                fitting = next((n for n, line in enumerate(body) if len(line.cells) != count), len(body))
                body = body[:fitting]
                if len(columns) < 3:
                    continue
            if not body:
                continue
            if out and columns == out[-1].columns:  # the head repeated on the next page
                before = out.pop()
                rows_all = (*before.rows, *(self._row(line, width) for line in body))
                out.append(Table(before.start, body[-1].end, columns, rows_all, before.head))
                continue
            head = tuple(Row(line.cells) for line in rows[place : place + depth])
            table_rows = tuple(self._row(line, width) for line in body)
            out.append(Table(rows[place].start, body[-1].end, columns, table_rows, head))
        return out

    def _unknown(self, rows: list[_Line]) -> list[Table]:
        """Rows whose heads say nothing: still a table when it is one by its shape."""
        wide = [line for line in rows if sum(1 for cell in line.cells if cell.end > cell.start) >= 3]
        if len(rows) < 2 or len(wide) < 2:
            return []
        if all(_LABEL_CELL.match(self._words(line.cells[0])) and len(line.cells) == 2 for line in rows):
            return []
        return [Table(rows[0].start, rows[-1].end, {}, tuple(Row(line.cells) for line in rows), ())]

    @staticmethod
    def _row(line: _Line, width: int) -> Row:
        blank = Span(line.end, line.end)
        return Row((*line.cells, *([blank] * max(0, width - len(line.cells)))))

    def _columns(self, rows: list[_Line], place: int) -> tuple[dict[int, Column], int] | None:
        """(columns, rows the head takes) when the row at `place` is a head, or None."""
        cells = [self._words(cell) for cell in rows[place].cells[:_MAX_COLUMNS]]
        if len(cells) < 2 or max(len(cell) for cell in cells) > _MAX_HEAD:
            return None
        self.work += sum(len(cell) for cell in cells)
        if place + 1 < len(rows):
            below = [self._words(cell) for cell in rows[place + 1].cells[:_MAX_COLUMNS]]
            if len(below) <= len(cells) and self._second_head(cells, below):
                merged, carried = [], ""
                for index, cell in enumerate(cells):
                    carried = cell or carried
                    under = below[index] if index < len(below) else ""
                    merged.append(f"{carried if under else cell}{under}")
                columns = self._classify(merged)
                if columns is not None:
                    return columns, 2
        columns = self._classify(cells)
        return (columns, 1) if columns is not None else None

    def _second_head(self, cells: list[str], below: list[str]) -> bool:
        filled = [(index, word) for index, word in enumerate(below) if word]
        if not filled or below[0] or len(filled) < 2:
            return False
        return all(self.column(word) is not None for _, word in filled) and any(
            not cells[index] for index, _ in filled
        )

    def _classify(self, cells: list[str]) -> dict[int, Column] | None:
        columns = {index: column for index, cell in enumerate(cells) if (column := self.column(cell))}
        kinds = [column.kind for column in columns.values()]
        if "indicator" not in kinds and "unit" in kinds and not any(role in kinds for role in ROLES):
            columns = {i: Column("responsible") if c.kind == "unit" else c for i, c in columns.items()}
            kinds = [column.kind for column in columns.values()]
        useful = ("indicator" in kinds and ("target" in kinds or "baseline" in kinds)) or (
            any(role in kinds for role in ROLES)
            and any(kind in kinds for kind in ("task", "number", "due", "indicator", "group"))
        )
        filled = sum(1 for cell in cells if cell)
        return columns if useful and len(columns) * 2 >= filled and len(columns) >= 2 else None

    def column(self, head: str) -> Column | None:
        """What a column is by the words at its head, or None."""
        if not head or len(head) > _MAX_HEAD:
            return None
        year: int | None = None
        rest = head
        if match := _YEAR.search(rest):
            year = int(match["year"])
            rest = rest[: match.start()] + rest[match.end() :]
        elif match := _PLAN.search(rest):
            year = 2005 + 5 * _NUMERALS.get(match["plan"], 0)
            rest = rest[: match.start()] + rest[match.end() :]
        role = self.role_of(rest)
        if role:
            return Column(role)
        words = _NOT_HEAD.sub("", rest)
        bare = _NOT_HEAD.sub("", _BRACKET.sub("", rest))
        for word in (words, bare):
            for kind in KINDS:
                if word in self.heads[kind]:
                    return Column(kind, year)
        if year is not None and not bare:
            return Column("target", year)
        for kind in ("baseline", "target"):
            if year is not None and self.heads[kind].ending(bare):
                return Column(kind, year)
        return None

    def _stacked(self, taken: list[Span]) -> list[Table]:
        """A table flattened to one cell a line: 序号 and its fellow heads, then rows that count 1, 2, 3 …"""
        lines = [line for line, sign in self._lines() if not sign]
        out: list[Table] = []
        place = 0
        while place < len(lines):
            if self.column(self._words(lines[place].cells[0])) != Column("number"):
                place += 1
                continue
            width = 1
            while (
                place + width < len(lines)
                and width < 12
                and self.column(self._words(lines[place + width].cells[0])) is not None
            ):
                width += 1
            cells = [self._words(lines[place + step].cells[0]) for step in range(width)]
            columns = self._classify(cells) if width >= 3 else None
            rows: list[Row] = []
            at = place + width
            while columns is not None and at + width <= len(lines):
                first = self._words(lines[at].cells[0])
                if first.rstrip(".、") != str(len(rows) + 1):
                    break
                rows.append(Row(tuple(lines[at + step].cells[0] for step in range(width))))
                at += width
            if columns is not None and len(rows) >= 2:
                start, end = lines[place].start, lines[at - 1].end
                if not any(span.start < end and start < span.end for span in taken):
                    head = (Row(tuple(lines[place + step].cells[0] for step in range(width))),)
                    out.append(Table(start, end, columns, tuple(rows), head))
                place = at
            else:
                place += width
        return out


def cell_breaks(text: str, tables: list[Table]) -> list[int]:
    """Places between cells, one a cell, where the text is to be read as if a line ended."""
    return [
        place
        for table in tables
        for place in range(table.start, table.end)
        if text[place] == "\t" or text[place] == "|"
    ] + [
        cell.end
        for table in tables
        for row in (*table.head, *table.rows)
        for cell in row.cells[:-1]
        if cell.end < len(text) and text[cell.end] in " \u3000\xa0"
    ]
