# ruff: noqa: S608 - writing SQL is this module's work; definitions reach it only as checked, regenerated trees
"""The engine: indicators × regions × periods from the columnar copies of the registers."""

from __future__ import annotations

import contextlib
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

import pyarrow as pa

from zhiheng.kernels.measures import answer
from zhiheng.kernels.measures.answer import Plan
from zhiheng.kernels.measures.apart import check_apart, check_formula
from zhiheng.kernels.measures.cells import STATUS_LABELS, Cell
from zhiheng.kernels.measures.cubes import Cubes
from zhiheng.kernels.measures.definitions import Catalogue, Indicator
from zhiheng.kernels.measures.expressions import Call
from zhiheng.kernels.measures.facts import LEVELS, FactTable, RegionTable
from zhiheng.kernels.measures.periods import Period
from zhiheng.kernels.measures.plan import Compiled, ScanKey, compile_indicator, fuse
from zhiheng.kernels.measures.problems import DefinitionError, MeasureError
from zhiheng.kernels.measures.running import Run
from zhiheng.kernels.measures.session import Session, connect, source, surviving

AsOf = Literal["then", "now"]
_SMALL = 20_000  # cells; larger answers are not kept in memory


class Reported(NamedTuple):
    """A value entered with evidence for one indicator, region and period."""

    code: str
    region: str
    period: Period
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    evidence: tuple[str, ...] = ()
    note: str = ""


class Rows(NamedTuple):
    """Ids of the records behind a figure (one page of them, in order) and how many there are in all."""

    ids: list[int]
    total: int


class Engine:
    """Answers from facts that do not change during its life: make a new one when files are republished.

    ``facts``: by register key. ``reported``: Reported, or tuples in that order; of several for one cell the
    last counts. Thread-safe; each question runs on a cursor of its own with ``deadline_seconds`` to answer in,
    else MeasureTimeout. ``kept``: how many small answers are remembered. ``cubes``: keep what large files add up
    to beside them, so that each is read once (without, nothing is ever written).
    ``heirs``: credit code → the code that the same enterprise goes on under; distinct counts and matches over
    ``FactTable.enterprise`` read it.
    """

    def __init__(
        self,
        facts: Mapping[str, FactTable],
        regions: RegionTable,
        catalogue: Catalogue,
        *,
        reported: Iterable[Reported | tuple] = (),
        deadline_seconds: float = 30,
        threads: int | None = None,
        memory_limit: str | None = None,
        kept: int = 256,
        cubes: Cubes | None = None,
        heirs: Mapping[str, str] | None = None,
    ) -> None:
        self.facts = dict(facts)
        self.regions = regions
        self.catalogue = catalogue
        self.deadline_seconds = deadline_seconds
        self.threads = threads
        self._connection = connect(threads, memory_limit)
        self.told: dict[str, dict[tuple[str, Period], Reported]] = {}
        for one in reported:
            given = one if isinstance(one, Reported) else Reported(*one)
            self.told.setdefault(given.code, {})[given.region, given.period] = given
        self._compiled: dict[tuple[str, int], Compiled] = {}
        self._targets: dict[tuple, pa.Table] = {}
        self._answers: OrderedDict[tuple, pa.Table] = OrderedDict()
        self._kept = kept
        self.cubes = cubes
        self.heirs = dict(heirs or {})
        names = {"code": list(self.heirs), "heir": list(self.heirs.values())}
        self._lent = {"heirs": pa.table(names)} if heirs else {}
        self._calls: dict[ScanKey, list[Call]] = {}
        self._lock = threading.Lock()
        self._now: pa.Table | None = None

    def close(self) -> None:
        self._connection.close()

    def check(self) -> None:
        """Hold every definition of the catalogue against the registers; raises the first DefinitionError."""
        for one in self.catalogue:
            if one.register_key:
                self.compiled(one)
        for one in self.catalogue:
            if one.kind == "derived":
                check_formula(one, self.catalogue.formula(one), self._counted)

    def _counted(self, code: str) -> Compiled | None:
        """The checked definition of an operand (its latest version), None where no register is behind it."""
        one = self.catalogue.get(code)
        return self.compiled(one) if one is not None and one.register_key else None

    def compiled(self, one: Indicator) -> Compiled:
        key = (one.code, one.version)
        if key not in self._compiled:
            self._compiled[key] = compile_indicator(one, self.facts)
            check_apart(self._compiled[key])
        return self._compiled[key]

    # -- asking -----------------------------------------------------------------------------------

    def measure(
        self,
        definitions: Sequence[str | Indicator],
        regions: Sequence[str] | Literal["all"],
        periods: Sequence[Period | str],
        *,
        to_date: bool = False,
        as_of: AsOf = "then",
        levels: Sequence[str] = LEVELS[:4],
    ) -> list[Cell]:
        """A cell for every indicator, region and period asked for, in that order of nesting.

        ``regions="all"`` takes all divisions of ``levels``. ``to_date`` counts each period from January of its
        last year. ``as_of="then"`` rolls up by the codes stored with the records, ``"now"`` by the successors
        of the record's own code. Raises RegionError, PeriodError, DefinitionError, RecordsError, MeasureTimeout.
        """
        codes, targets, asked = self._question(definitions, regions, periods, to_date, levels)
        table = self._answer(codes, targets, asked, as_of)
        by_key = {period.key: period for period in asked}
        rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
        cells = [self._cell(row, by_key) for row in rows]
        by_code, by_region = ({key: at for at, key in enumerate(keys)} for keys in (codes, targets))
        by_period = {period: at for at, period in enumerate(asked)}
        cells.sort(key=lambda c: (by_code[c.code], by_region[c.region], by_period[c.period]))
        return cells

    def measure_table(
        self,
        definitions: Sequence[str | Indicator],
        regions: Sequence[str] | Literal["all"],
        periods: Sequence[Period | str],
        *,
        to_date: bool = False,
        as_of: AsOf = "then",
        levels: Sequence[str] = LEVELS[:4],
    ) -> pa.Table:
        """The same cells as an arrow table, in no particular order, for large questions.

        Columns: code, version, region, level, period (key), value, numerator, denominator, rows, status,
        source, cause.
        """
        codes, targets, asked = self._question(definitions, regions, periods, to_date, levels)
        return self._answer(codes, targets, asked, as_of)

    def rows_of(
        self,
        definition: str | Indicator,
        region: str,
        period: Period | str,
        part: Literal["numerator", "denominator", "all"] = "all",
        *,
        limit: int = 100,
        offset: int = 0,
        as_of: AsOf = "then",
        to_date: bool = False,
    ) -> Rows:
        """The very records a cell rests on; ``part="all"`` gives as many as ``Cell.rows`` says."""
        from zhiheng.kernels.measures.drill import rows_of

        codes, targets, (asked,) = self._question([definition], [region], [period], to_date, LEVELS)
        return rows_of(self, codes[0], targets[0], asked, part=part, limit=limit, offset=offset, as_of=as_of)

    def evidence(self, code: str, region: str, period: Period) -> Reported | None:
        """The reported value of a cell with its evidence."""
        return self.told.get(code, {}).get((region, period))

    def stray_regions(self, register: str) -> list[tuple[str, int]]:
        """Codes of records that the table of divisions does not know, with the number of records."""
        table = self.facts[register]
        with self.session([], 0, 0) as session:
            session.lend("known", pa.table({"code": self.regions.codes(LEVELS)}))
            text = (
                f"SELECT region, count(*) FROM {source(table)} WHERE region IS NULL OR region NOT IN "
                "(SELECT code FROM known) GROUP BY region ORDER BY region"
            )
            return [(str(code or ""), int(n)) for code, n in session.run(text, table).fetchall()]

    def session(self, codes: Sequence[str], regions: int, periods: int) -> Session:
        return Session(self._connection, self.deadline_seconds, codes, regions, periods, self._lent)

    def source(self, table: FactTable) -> str:
        """Safe text that names the rows of a register, merged enterprises by the code that they go on under."""
        return (
            surviving(source(table), table.enterprise) if self.heirs and table.enterprise else source(table)
        )

    def now_map(self) -> pa.Table:
        """Arrow table (code, now_region, now_county, now_prefecture, now_province)."""
        if self._now is None:
            names = ("code", "now_region", "now_county", "now_prefecture", "now_province")
            columns = list(zip(*self.regions.current(), strict=True))
            self._now = pa.table(
                {name: pa.array(list(c), pa.string()) for name, c in zip(names, columns, strict=True)}
            )
        return self._now

    # -- planning ---------------------------------------------------------------------------------

    def _question(
        self,
        definitions: Sequence[str | Indicator],
        regions: Sequence[str] | Literal["all"],
        periods: Sequence[Period | str],
        to_date: bool,
        levels: Sequence[str],
    ) -> tuple[list[str], list[str], list[Period]]:
        words = [one.code if isinstance(one, Indicator) else one for one in definitions]
        codes = list(dict.fromkeys(self.catalogue.resolve(word) for word in words))
        if isinstance(regions, str) and regions != "all":
            regions = [regions]
        if regions == "all":
            unknown = [level for level in levels if level not in LEVELS]
            if unknown:
                raise MeasureError(f"没有级别“{unknown[0]}”，可用：{'、'.join(LEVELS)}")
            targets = self.regions.codes(levels)
        else:
            targets = list(dict.fromkeys(self.regions.get(code).code for code in regions))
        asked = [p if isinstance(p, Period) else Period.parse(p) for p in periods]
        asked = list(dict.fromkeys(p.to_date() if to_date else p for p in asked))
        if not codes or not targets or not asked:
            what = "指标" if not codes else "区划" if not targets else "时期"
            raise MeasureError(f"没有给出要算的{what}，至少要有一个")
        return codes, targets, asked

    def _plan(self, codes: list[str], asked: list[Period]) -> Plan:
        order = self.catalogue.order(codes)
        needed: dict[str, set[Period]] = {code: set() for code in order}
        for code in codes:
            needed[code].update(asked)
        for code in reversed(order):
            for period in sorted(needed[code]):
                one = self.catalogue.get(code, period)
                if one is not None and one.kind == "derived":
                    for operand in self.catalogue.formula(one).operands:
                        needed[operand.code].add(period.previous_year() if operand.previous_year else period)
        hidden = set().union(*needed.values()) - set(asked)
        plan = Plan(codes, needed, order, [*asked, *sorted(hidden)], len(asked))
        used = {
            (one.code, one.version): one
            for code in order
            for period in needed[code]
            if (one := self.catalogue.get(code, period)) is not None and one.register_key
        }
        plan.scans = fuse(self.compiled(one) for one in used.values())
        for number, scan in enumerate(plan.scans):
            for member in scan.members:
                plan.members[member.indicator.code, member.indicator.version] = (number, member)
        return plan

    def _answer(self, codes: list[str], targets: list[str], asked: list[Period], as_of: AsOf) -> pa.Table:
        key = (tuple(codes), tuple(targets), tuple(asked), as_of)
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        plan = self._plan(codes, asked)
        with self.session(codes, len(targets), len(asked)) as session:
            table = Run(self, plan, targets, as_now=as_of == "now").answer(session)
        if len(table) <= _SMALL and self._kept:
            with self._lock:
                self._answers[key] = table
                while len(self._answers) > self._kept:
                    self._answers.popitem(last=False)
        return table

    def every_call(self, key: ScanKey) -> list[Call]:
        """All aggregates that add up which the catalogue wants of such a scan."""
        if key not in self._calls:
            members = []
            for one in self.catalogue:
                with contextlib.suppress(DefinitionError):  # a wrong one speaks up when it is asked for
                    if one.register_key == key.register and self.compiled(one).key == key:
                        members.append(self.compiled(one))
            self._calls[key] = [call for scan in fuse(members) for _, call in scan.additive]
        return self._calls[key]

    def target_table(self, targets: list[str], as_now: bool) -> pa.Table:
        key = (tuple(targets), as_now)
        if key not in self._targets:
            if len(self._targets) > 64:
                self._targets.clear()
            self._targets[key] = answer.target_table(self.regions, targets, as_now)
        return self._targets[key]

    # -- cells ------------------------------------------------------------------------------------

    def _cell(self, row: tuple, asked: Mapping[str, Period]) -> Cell:
        code, version, region, level, key, value, numerator, denominator, rows, status, origin, cause = row
        period = asked[key]
        one = self.catalogue.get(code, period) or self.catalogue.versions(code)[-1]
        given = self.evidence(code, region, period) if origin == "reported" else None
        return Cell(
            code, version, region, level, period, value, numerator, denominator, rows, one.unit, status, origin,
            note=self._note(one, row, period, given), cause=cause, evidence=tuple(given.evidence) if given else (),
            scale=one.scale, decimals=one.decimals, rounding=one.rounding,
        )  # fmt: skip

    def _note(self, one: Indicator, row: tuple, period: Period, given: Reported | None) -> str:
        denominator, rows, status, cause = row[7], row[8], row[9], row[11]
        notes = [given.note] if given and given.note else []
        if cause:
            notes.append(f"{cause} {STATUS_LABELS[status]}")
        if status == "small_denominator":
            count = denominator if denominator is not None else rows
            notes.append(
                f"分母 {count:g}，少于 {one.min_denominator:g}" if one.min_denominator else "所用指标样本过少"
            )
        elif status == "outside_validity":
            spans = "；".join(
                f"第 {v.version} 版 {v.valid_from or '起始'} 至 {v.valid_to or '现在'}"
                for v in self.catalogue.versions(one.code)
            )
            notes.append(f"{period.label}不在口径有效期内（{spans}）")
        elif status == "region_not_valid":
            held = self.regions.get(row[2])
            heir = self.regions.now(row[2])
            if heir is not None and heir.code != held.code:
                notes.append(f"{held.name}已并入或改为{heir.name}（{heir.code}）")
        if one.kind == "derived":
            for operand in self.catalogue.formula(one).operands:
                if operand.previous_year:
                    before = self.catalogue.get(operand.code, period.previous_year())
                    after = self.catalogue.get(operand.code, period)
                    if before and after and before.version != after.version:
                        notes.append(
                            f"{operand.code} 上年同期为第 {before.version} 版口径，本期为第 {after.version} 版"
                        )
        return "；".join(notes)
