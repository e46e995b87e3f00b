"""What annex tables hold: assignments from a 任务分工表, figures from a 指标表, and deadlines of rows."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field

from .clauses import Source, Span
from .duties import DutyReader
from .model import Duty, Figure, Obligation, Section
from .numbers import Quantity, find_quantities
from .obligations import ObligationReader
from .outline import section_of
from .tables import ROLES, Column, Row, Table
from .times import TimeExpr

_UNIT_BRACKET = re.compile(r"[(〔\[](?:单位[::]?)?(?P<unit>[^()〔〕\[\]]{1,12})[)〕\]]\s?\*?$")
_ORDINAL = re.compile(
    r"^(?:[0-9]{1,2}[.、)]|\([0-9一二三四五六七八九十]{1,2}\)|[①-⑳]|[一二三四五六七八九十]{1,2}、|其中[::]|——?|[*※])\s*"
)
_BARE_MONTH = re.compile(
    r"(?P<m>1[0-2]|0?[1-9])月(?:份|底|末|(?P<d>3[01]|[12][0-9]|0?[1-9])[日号])?(?:之?前)?$"
)
_LABELLED = re.compile(r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)")
_SCOPE = re.compile(r"^(?:全市|全省|全州|全县|全区|全盟|全旗)")
_AT_LEAST = re.compile(r"[≥>]=?|不低于|不少于|达到|超过|突破|大于")
_AT_MOST = re.compile(r"[≤<]=?|不超过|不高于|控制在|小于|低于|以内|以下")
_CHANGE = re.compile(r"提高|增长|上升|提升|下降|降低|减少|压减|^[+-]")
_ADDED = re.compile(r"^新增|新建|每年新增")
_PERIOD_TOTAL = re.compile(r"^[〔\[]")
_SCALE = {"万": 1e4, "亿": 1e8, "万亿": 1e12, "百万": 1e6, "十万": 1e5}
_SCALED_UNIT = re.compile(r"^(万亿|百万|十万|万|亿)(?=[\u4e00-\u9fff])")
_LEVEL_NAME = re.compile(r"[率度比数分占]$|比例|比重|指数|占比|覆盖面|水平")
_QUOTE_LIMIT = 160
_NO_UNIT = ("-", "—", "——", "/", "无", "指数")


@dataclass(slots=True)
class TableFacts:
    """All that tables gave; `deadlines` are the rows of tasks with the date they are due by."""

    duties: list[Duty] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    obligations: list[Obligation] = field(default_factory=list)
    deadlines: list[tuple[Span, TimeExpr]] = field(default_factory=list)
    silent: list[Span] = field(default_factory=list)

    def silence(self, length: int) -> bytearray:
        """One byte a character of the text, 1 within cells that are no prose."""
        mask = bytearray(length + 1)
        for span in self.silent:
            mask[span.start : span.end] = b"\x01" * (span.end - span.start)
        return mask


class TableReader:
    """Reads the tables of one document."""

    def __init__(
        self,
        source: Source,
        sections: list[Section],
        times: list[TimeExpr],
        year: int | None,
        duties: DutyReader,
        obligations: ObligationReader,
    ) -> None:
        self.source = source
        self.sections = sections
        self.times = times
        self.starts = [time.start for time in times]
        self.year = year
        self.duties = duties
        self.obligations = obligations
        words = source.lexicon.lists["tables"]
        self.less, self.changes = words["less_is_better"], words["changes"]
        self.bindings: dict[str, str] = source.lexicon.table("tables", "binding")
        self.mask = bytearray(len(source.folded) + 1)

    def read(self, tables: list[Table]) -> TableFacts:
        """The facts of all tables in order."""
        facts = TableFacts()
        for table in tables:
            above: dict[int, Span] = {}
            for row in table.rows:
                self._row(table, row, above, facts)
            for row in table.head:
                facts.silent.extend(row.cells)
        return facts

    def _words(self, span: Span) -> str:
        return self.source.folded[span.start : span.end].replace("\n", " ").strip()

    def _row(self, table: Table, row: Row, above: dict[int, Span], facts: TableFacts) -> None:
        """One row, blank cells filled from the row above where the columns are of the kind that merges."""
        columns = table.columns
        filled = {i: cell for i, cell in enumerate(row.cells) if cell.end > cell.start and i in columns}
        if not columns:
            facts.silent.extend(
                cell for cell in row.cells if not re.search(r"[\u4e00-\u9fff]{4}", self._words(cell))
            )
            return
        own = [i for i in filled if columns[i].kind not in ("number", "group")]
        if len(filled) == 1 and len(row.cells) > 2 and next(iter(filled)) == 0:
            heads = columns[0].kind in ("number", "group") or _LABELLED.match(self._words(filled[0]))
            if heads:  # a row of one cell heads the rows below
                above[0] = filled[0]
                return
        if not own:
            return
        cells = dict(filled)
        no_roles = not any(columns[i].kind in ROLES for i in filled)
        inherited = False
        for i, column in columns.items():
            merges = column.kind in ("group", "task", "indicator", "unit", "due", "binding") or (
                column.kind in ROLES and no_roles
            )
            if i not in cells and merges and i in above:
                cells[i] = above[i]
                inherited = True
        above.update(filled)
        if table.lists_indicators:
            self._indicators(table, row, cells, filled, facts)
        if table.lists_tasks:
            self._tasks(table, row, cells, filled, inherited, facts)

    def _of(self, columns: dict[int, Column], cells: dict[int, Span], *kinds: str) -> list[int]:
        return [i for i in sorted(cells) if columns[i].kind in kinds]

    def _section(self, place: int) -> str | None:
        index = section_of(self.sections, place)
        return self.sections[index].path if index is not None else None

    # tasks

    def _tasks(
        self,
        table: Table,
        row: Row,
        cells: dict[int, Span],
        filled: dict[int, Span],
        inherited: bool,
        facts: TableFacts,
    ) -> None:
        columns = table.columns
        for i in self._of(columns, filled, "number", "due", *ROLES):
            facts.silent.append(filled[i])
        time = self._due(columns, cells)
        tasks = [cells[i] for i in self._of(columns, cells, "task")]
        if time is not None:
            facts.deadlines.append((Span(row.start, row.end), time))
            for task in tasks:
                obligation = self._owed(columns, cells, task, time)
                if obligation is not None:
                    facts.obligations.append(obligation)
        units: dict[str, list[str]] = {role: [] for role in ROLES}
        notes: set[str] = set()
        places = self._of(columns, cells, *ROLES)
        for i in places:
            if self._words(cells[i]) in _NO_UNIT:
                continue
            found, met = self.duties.roles_of(columns[i].kind, self._words(cells[i]))
            notes |= met
            for role, names in found.items():
                units[role].extend(name for name in names if name not in units[role])
        self.duties.settle(units, notes)
        if not any(units.values()):
            return
        spans = [filled[i] for i in self._of(columns, filled, *ROLES)] or [filled[min(filled)]]
        start, end = spans[0].start, min(spans[-1].end, spans[0].start + 3 * _QUOTE_LIMIT)
        steps = ["cells-inherited"] if inherited else []
        facts.tasks.append(self._words(tasks[0]) if tasks else "")
        facts.duties.append(
            Duty(
                section=self._section(start),
                lead=tuple(units["lead"]),
                support=tuple(units["support"]),
                responsible=tuple(units["responsible"]),
                start=start,
                end=end,
                quote=self.source.quote(start, end),
                rule="duty.table",
                steps=(*steps, *sorted(note for note in notes if "-" in note)),
                doubts=tuple(sorted(note for note in notes if "-" not in note)),
            )
        )

    def _due(self, columns: dict[int, Column], cells: dict[int, Span]) -> TimeExpr | None:
        """The last date of the deadline's cell."""
        found = None
        for i in self._of(columns, cells, "due"):
            for time in self._times(cells[i]):
                if not time.since:
                    found = time
            if found is None and (match := _BARE_MONTH.match(self._words(cells[i]))):
                month, day = int(match["m"]), int(match["d"]) if match["d"] else None
                found = TimeExpr(
                    cells[i].start, cells[i].end, "month", month=month, day=day, deadline=True, before=True
                )
        return found

    def _times(self, span: Span) -> list[TimeExpr]:
        place = bisect_right(self.starts, span.start - 1)
        out = []
        while place < len(self.times) and self.times[place].start < span.end:
            out.append(self.times[place])
            place += 1
        return out

    def _owed(
        self, columns: dict[int, Column], cells: dict[int, Span], task: Span, time: TimeExpr
    ) -> Obligation | None:
        """A task that is itself a report, a meeting or the like, due by the row's date or each period."""
        rule = self.obligations.owed(task, time)
        if rule is None:
            return None
        roles = self._of(columns, cells, "lead") or self._of(columns, cells, "responsible")
        who = self._words(cells[roles[0]]) if roles else None
        end = min(task.end, task.start + _QUOTE_LIMIT)
        return Obligation(
            section=self._section(task.start),
            who=who,
            what=self._words(Span(task.start, end)),
            to=None,
            due=time.due(self.year, None),
            recurs=rule[1],
            start=task.start,
            end=end,
            quote=self.source.quote(task.start, end),
            rule="obligation.table",
            steps=(rule[0], "deadline-of-row"),
        )

    # indicators

    def _indicators(
        self,
        table: Table,
        row: Row,
        cells: dict[int, Span],
        filled: dict[int, Span],
        facts: TableFacts,
    ) -> None:
        columns = table.columns
        facts.silent.extend(cell for i, cell in filled.items() if columns[i].kind != "task")
        names = self._of(columns, cells, "indicator")
        if not names:
            return
        name_cell = cells[names[-1]]
        name, unit = self._name(self._words(name_cell))
        for i in self._of(columns, cells, "unit"):
            written = self._words(cells[i])
            unit = "" if written in _NO_UNIT else written
        binding = None
        for i in self._of(columns, cells, "binding"):
            binding = next((v for k, v in self.bindings.items() if k in self._words(cells[i])), None)
        baselines = [(i, q) for i in self._of(columns, filled, "baseline") if (q := self._number(filled[i]))]
        targets = [(i, q) for i in self._of(columns, filled, "target") if (q := self._number(filled[i]))]
        # of columns headed by bare years the past ones tell the state, the others what is aimed at
        for i, quantity in list(targets):
            year = columns[i].year
            head = self._words(table.head[-1].cells[i]) if i < len(table.head[-1].cells) else ""
            bare = re.fullmatch(r"20[0-9]{2}年?", head) is not None
            if bare and year is not None and self.year is not None and year < self.year:
                targets.remove((i, quantity))
                baselines.append((i, quantity))
        base = self._value(baselines[-1][1], unit)[0] if baselines else None
        if not name:
            return
        for i, quantity in sorted([*baselines, *targets]):
            result = (i, quantity) in baselines
            if result and columns[i].year is None:
                continue  # 现状 without a year is the baseline and no statement of its own
            cell = filled[i]
            facts.figures.append(
                self._figure(
                    (name, unit, binding),
                    name_cell,
                    cell,
                    quantity,
                    columns[i],
                    result,
                    None if result else base,
                )
            )

    def _name(self, words: str) -> tuple[str, str]:
        """(indicator, unit in its bracket): 工业产品抽检合格率(%)"""
        words = _ORDINAL.sub("", words.replace(" ", ""))
        unit = ""
        if match := _UNIT_BRACKET.search(words):
            inside = match["unit"]
            units = self.source.lexicon.lists["units"]
            plain = _SCALED_UNIT.sub("", inside)
            if any(plain in units[key] for key in ("rate", "count", "quantity", "duration")) or "/" in inside:
                unit, words = inside, words[: match.start()]
        return _SCOPE.sub("", words).rstrip("*"), unit

    def _number(self, cell: Span) -> Quantity | None:
        found = find_quantities(self.source, self.mask, cell.start, cell.end)
        return found[0] if found else None

    def _value(self, quantity: Quantity, unit: str) -> tuple[float, float | None, str]:
        """(value, upper value, unit), a magnitude in the unit (万件) multiplied in."""
        unit = quantity.unit or unit
        factor = 1.0
        if not quantity.scaled and (match := _SCALED_UNIT.match(unit)):
            factor, unit = _SCALE[match[1]], unit[match.end() :]
        top = None if quantity.value_max is None else quantity.value_max * factor
        return quantity.value * factor, top, unit

    def _figure(
        self,
        named: tuple[str, str, str | None],
        name_cell: Span,
        cell: Span,
        quantity: Quantity,
        column: Column,
        result: bool,
        base: float | None,
    ) -> Figure:
        name, unit, binding = named
        words = self._words(cell)
        value, top, unit = self._value(quantity, unit)
        percent = unit == "%"
        if unit in ("百分点", "个百分点") or self.changes.ending(name) or _CHANGE.search(words):
            measure = "change"
        elif _ADDED.search(name) or _PERIOD_TOTAL.match(words):
            measure = "increment"
        elif percent or _LEVEL_NAME.search(name) or not unit:
            measure = "level"
        else:
            measure = "cumulative"
        steps = []
        if _PERIOD_TOTAL.match(words):
            steps.append("period-total")
        op = "="
        if top is not None:
            op = "between"
        elif quantity.op in ("<=", "~"):
            op = quantity.op
        elif _AT_MOST.search(words):
            op = "<="
        elif quantity.op == ">=" or _AT_LEAST.search(words):
            op = ">="
        elif not result and not (percent and value == 100 and measure == "level"):
            op = "<=" if self.less.within(name) and measure == "level" else ">="
        inherited = not name_cell.start <= cell.start or "\n" in self.source.text[name_cell.start : cell.end]
        start = cell.start if inherited and name_cell.end < cell.start - _QUOTE_LIMIT else name_cell.start
        start = start if start <= cell.start and cell.end - start <= _QUOTE_LIMIT else cell.start
        return Figure(
            section=self._section(cell.start),
            kind="result" if result else "target",
            indicator=name,
            measure=measure,
            op=op,
            value=abs(value) if measure == "change" else value,
            value_max=top,
            unit=unit,
            by=str(column.year) if column.year else None,
            start=start,
            end=cell.end,
            quote=self.source.quote(start, cell.end),
            rule="figure.table",
            baseline=base,
            binding=binding,
            steps=tuple(steps),
            doubts=() if column.year else ("no_deadline",),
        )


def rows_deadline(deadlines: list[tuple[Span, TimeExpr]]) -> Callable[[int], TimeExpr | None]:
    """A look-up: the deadline of the row of tasks that holds a place."""
    starts = [span.start for span, _ in deadlines]

    def deadline(place: int) -> TimeExpr | None:
        index = bisect_right(starts, place) - 1
        return deadlines[index][1] if index >= 0 and place < deadlines[index][0].end else None

    return deadline
