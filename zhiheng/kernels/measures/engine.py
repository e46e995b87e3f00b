# ruff: noqa: S608 - writing SQL is this module's work; definitions reach it only as checked, regenerated trees
"""The engine: indicators × regions × periods from the columnar copies of the registers."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

import pyarrow as pa

from zhiheng.kernels.measures import finish
from zhiheng.kernels.measures.answer import Plan, as_number, period_table, readable, slot_table
from zhiheng.kernels.measures.cells import STATUS_LABELS, Cell
from zhiheng.kernels.measures.definitions import Catalogue, Indicator
from zhiheng.kernels.measures.facts import LEVELS, FactTable, RegionTable
from zhiheng.kernels.measures.periods import Period, finest
from zhiheng.kernels.measures.plan import Compiled, Scan, compile_indicator, fuse, scan_sql
from zhiheng.kernels.measures.problems import MeasureError
from zhiheng.kernels.measures.session import Session, connect, ident, literals, source

AsOf = Literal["then", "now"]
_COVERAGES = ("region", "prefecture", "province", "any")
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
    else MeasureTimeout. ``kept``: how many small answers are remembered.
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
    ) -> None:
        self.facts = dict(facts)
        self.regions = regions
        self.catalogue = catalogue
        self.deadline_seconds = deadline_seconds
        self._connection = connect(threads, memory_limit)
        self._told: dict[str, dict[tuple[str, Period], Reported]] = {}
        for one in reported:
            given = one if isinstance(one, Reported) else Reported(*one)
            self._told.setdefault(given.code, {})[given.region, given.period] = given
        self._compiled: dict[tuple[str, int], Compiled] = {}
        self._targets: dict[tuple, pa.Table] = {}
        self._answers: OrderedDict[tuple, pa.Table] = OrderedDict()
        self._kept = kept
        self._lock = threading.Lock()
        self._now: pa.Table | None = None

    def close(self) -> None:
        self._connection.close()

    def check(self) -> None:
        """Hold every definition of the catalogue against the registers; raises the first DefinitionError."""
        for one in self.catalogue:
            if one.register_key:
                self.compiled(one)

    def compiled(self, one: Indicator) -> Compiled:
        key = (one.code, one.version)
        if key not in self._compiled:
            self._compiled[key] = compile_indicator(one, self.facts)
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
        return self._told.get(code, {}).get((region, period))

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
        return Session(self._connection, self.deadline_seconds, codes, regions, periods)

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
            table = self._run(session, plan, targets, as_of == "now")
        if len(table) <= _SMALL and self._kept:
            with self._lock:
                self._answers[key] = table
                while len(self._answers) > self._kept:
                    self._answers.popitem(last=False)
        return table

    # -- running ----------------------------------------------------------------------------------

    def _run(self, session: Session, plan: Plan, targets: list[str], as_now: bool) -> pa.Table:
        nation, pid = self.regions.nation, plan.pid
        flows = {p for s in plan.scans if not s.key.stock for p in self._scan_periods(plan, s)}
        grain = finest(flows)
        session.lend("targets", self._target_table(targets, as_now))
        session.lend("periods", period_table(plan.periods))
        session.lend("slots", slot_table(flows, pid, grain))
        session.lend("years", pa.table({
            "year": pa.array([y for p in flows for y in p.years], pa.int32()),
            "pid": pa.array([pid[p] for p in flows for _ in p.years], pa.int32()),
        }))  # fmt: skip
        session.lend("told", self._told_table(plan))
        if as_now:
            session.lend("now_map", self.now_map())
        session.run(finish.FRAME)
        for number, scan in enumerate(plan.scans):
            periods = self._scan_periods(plan, scan)
            years = sorted({year for p in periods for year in p.years})
            narrow = "" if as_now else self._narrowing(targets, scan.table)
            for i, which in enumerate((None, *scan.distinct)):
                text = scan_sql(scan, source(scan.table), grain, years, narrow=narrow, distinct=which)
                name = f"base_{number}" if which is None else f"values_{number}_{i - 1}"
                if as_now:
                    session.run(f"CREATE TEMP TABLE stored_{name} AS {text}", scan.table)
                    text = finish.moved(
                        f"stored_{name}", "b.* EXCLUDE (region, county, prefecture, province)"
                    )
                session.run(f"CREATE TEMP TABLE {name} AS {text}", scan.table)
            session.run(finish.grid(scan, number, {pid[p] for p in periods}, nation))
        plain = [self._parts(plan, code) for code in plan.order]
        branches = [text for parts in plain for text in parts[0]]
        formulas = [text for parts in plain for text in parts[1]]
        whole = " UNION ALL ".join(branches)
        if not formulas and plan.order == plan.asked and len(plan.periods) == plan.count:
            return readable(session.arrow(whole), plan, targets, self)
        if branches:
            session.run(f"CREATE TEMP TABLE cells AS {whole}")
        for text in formulas:
            session.run(f"INSERT INTO cells {text}")
        wanted = ", ".join(str(unit) for code in plan.asked for unit in plan.units_of(code))
        text = f"SELECT {finish.COLUMNS} FROM cells WHERE pid < {plan.count} AND unit IN ({wanted})"
        return readable(session.arrow(text), plan, targets, self)

    def _parts(self, plan: Plan, code: str) -> tuple[list[str], list[str]]:
        """Queries giving all cells of a code: (those that stand alone, those built on other cells)."""
        pid = plan.pid
        groups: dict[int | None, list[int]] = {}
        for period in plan.needed[code]:
            one = self.catalogue.get(code, period)
            groups.setdefault(one.version if one else None, []).append(pid[period])
        alone: list[str] = []
        built: list[str] = []
        for one in self.catalogue.versions(code):
            pids = groups.get(one.version)
            if not pids:
                continue
            unit = plan.unit(code, one.version)
            if one.kind == "derived":
                parsed = self.catalogue.formula(one)
                operands = [plan.units_of(operand.code) for operand in parsed.operands]
                text = finish.derived(unit, one, parsed, operands, pids)
            elif one.kind == "reported":
                text = finish.reported(unit, one, pids)
            else:
                number, member = plan.members[one.code, one.version]
                text = finish.computed(unit, plan.scans[number], number, member, pids)
            if one.accept_reported and one.kind != "reported":
                text = finish.instead(one, text)
            (built if one.kind == "derived" else alone).append(text)
        if groups.get(None):
            told = self.catalogue.versions(code)[-1].kind == "reported"
            alone.append(finish.outside(plan.unit(code, None), told, groups[None]))
        return alone, built

    def _scan_periods(self, plan: Plan, scan: Scan) -> set[Period]:
        return {
            period
            for member in scan.members
            for period in plan.needed[member.indicator.code]
            if self.catalogue.get(member.indicator.code, period) is member.indicator
        }

    def _target_table(self, targets: list[str], as_now: bool) -> pa.Table:
        key = (tuple(targets), as_now)
        held = self._targets.get(key)
        if held is not None:
            return held
        rows = [self.regions.get(code) for code in targets]
        columns: dict[str, pa.Array] = {
            "tid": pa.array(range(len(targets)), pa.int32()),
            "code": pa.array(targets, pa.string()),
            # as now: a division that has been replaced has no figure of its own in any period
            "valid_from": pa.array(
                [None if as_now else self.regions.since(r.code) for r in rows], pa.date32()
            ),
            "valid_to": pa.array(
                [(r.valid_to if r.successor else None) if as_now else r.valid_to for r in rows], pa.date32()
            ),
        }
        for coverage in _COVERAGES:
            covers = [self.regions.cover(code, coverage) for code in targets]
            columns[f"cover_{coverage}"] = pa.array(covers, pa.string())
        if len(self._targets) > 64:
            self._targets.clear()
        self._targets[key] = pa.table(columns)
        return self._targets[key]

    def _told_table(self, plan: Plan) -> pa.Table:
        pid = plan.pid
        held = [one for code in plan.order for one in self._told.get(code, {}).values() if one.period in pid]
        return pa.table({
            "code": pa.array([r.code for r in held], pa.string()),
            "region": pa.array([r.region for r in held], pa.string()),
            "pid": pa.array([pid[r.period] for r in held], pa.int32()),
            "value": pa.array([as_number(r.value) for r in held], pa.float64()),
            "numerator": pa.array([as_number(r.numerator) for r in held], pa.float64()),
            "denominator": pa.array([as_number(r.denominator) for r in held], pa.float64()),
        })  # fmt: skip

    def _narrowing(self, targets: list[str], table: FactTable) -> str:
        """Condition that leaves out records which can matter to no target (few targets only).

        Keeps a target's own records by the stored column of its level, and those that show its coverage.
        """
        if len(targets) > 200:
            return ""
        wanted: dict[str, set[str]] = {}
        for code in targets:
            cover = self.regions.cover(code, table.coverage)
            for one in (code, cover):
                level = self.regions.get(one).level if one in self.regions else "region"
                if level == "nation":
                    return ""
                wanted.setdefault("region" if level == "township" else level, set()).add(one)
        parts = [f"{ident(column)} IN ({literals(sorted(codes))})" for column, codes in wanted.items()]
        return f"({' OR '.join(parts)})"

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
