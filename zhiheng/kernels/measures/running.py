# ruff: noqa: S608 - writing SQL is this module's work; definitions reach it only as checked, regenerated trees
"""A planned question being answered: bases, grids and cells, register by register, two or more registers at a time."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

import pyarrow as pa

from zhiheng.kernels.measures import finish
from zhiheng.kernels.measures.answer import (
    Plan,
    narrowing,
    period_table,
    readable,
    rule_table,
    slot_table,
    told_table,
)
from zhiheng.kernels.measures.cubes import base_of
from zhiheng.kernels.measures.periods import Period, finest
from zhiheng.kernels.measures.plan import Scan, scan_sql
from zhiheng.kernels.measures.problems import RecordsError
from zhiheng.kernels.measures.session import PLACE_LIST, Session, source
from zhiheng.kernels.measures.stocks import PERIODS

if TYPE_CHECKING:
    from zhiheng.kernels.measures.engine import Engine

LARGE = 20_000  # cells; fewer are not worth a second session
_MOST_SESSIONS = 4


class Run:
    """One question of an engine; ``answer`` gives its arrow table."""

    def __init__(self, engine: Engine, plan: Plan, targets: list[str], *, as_now: bool) -> None:
        self.engine, self.plan, self.targets, self.as_now = engine, plan, targets, as_now
        pid = plan.pid
        flows = {p for s in plan.scans if not s.key.stock for p in self._scan_periods(s)}
        self.grain = finest(flows)
        self.pids = self._in_force()
        self.lent: Mapping[str, pa.Table] = {
            "targets": engine.target_table(targets, as_now),
            "periods": period_table(plan.periods),
            "slots": slot_table(flows, pid, self.grain),
            "years": pa.table({
                "year": pa.array([y for p in flows for y in p.years], pa.int32()),
                "pid": pa.array([pid[p] for p in flows for _ in p.years], pa.int32()),
            }),
            "rules": rule_table(plan, engine.catalogue, self.pids),
            "told": told_table(plan, engine.told),
            **({"now_map": engine.now_map()} if as_now else {}),
        }  # fmt: skip

    def answer(self, session: Session) -> pa.Table:
        plan = self.plan
        self._begin(session)
        formulas = [text for code in plan.order for text in self._formulas(code)]
        if not formulas and plan.order == plan.asked and len(plan.periods) == plan.count:
            return readable(self._standing_alone(session), plan, self.targets, self.engine)
        session.lend("found", self._standing_alone(session))
        session.run("CREATE TEMP TABLE cells AS SELECT * FROM found")
        for text in formulas:
            session.run(f"INSERT INTO cells {text}")
        wanted = ", ".join(str(unit) for code in plan.asked for unit in plan.units_of(code))
        text = f"SELECT {finish.COLUMNS} FROM cells WHERE pid < {plan.count} AND unit IN ({wanted})"
        return readable(session.arrow(text), plan, self.targets, self.engine)

    def _standing_alone(self, session: Session) -> pa.Table:
        """All cells that are not built on others; of a large question registers are worked on side by side.

        After the records are added up what remains are many small steps, each of which keeps one core busy.
        """
        scans, count = self.plan.scans, len(self.targets) * self.plan.count * len(self.plan.order)
        others = max(0, min(self.engine.threads or os.cpu_count() or 1, len(scans), _MOST_SESSIONS) - 1)
        if count < LARGE:
            texts = [self._scan_cells(session, number) for number in range(len(scans))]
            return session.arrow(" UNION ALL ".join([*texts, *self._unscanned()]))
        waiting: SimpleQueue[int] = SimpleQueue()
        for number in range(len(scans)):
            waiting.put(number)

        def work(own: Session) -> list[pa.Table]:
            found = []
            try:
                while True:
                    found.append(own.arrow(self._scan_cells(own, waiting.get_nowait())))
            except Empty:
                return found

        def apart() -> list[pa.Table]:
            with self.engine.session(self.plan.asked, len(self.targets), self.plan.count) as own:
                self._begin(own)
                return work(own)

        with ThreadPoolExecutor(max(1, others)) as pool:
            elsewhere = [pool.submit(apart) for _ in range(others)]
            tables = work(session)
            for other in elsewhere:
                tables += other.result()
        tables += [session.arrow(text) for text in self._unscanned()]
        return pa.concat_tables(tables, promote_options="permissive")

    def _begin(self, session: Session) -> None:
        for name, table in self.lent.items():
            session.lend(name, table)
        session.run(finish.FRAME)

    def _scan_cells(self, session: Session, number: int) -> str:
        """Add up one register; gives the query of its cells."""
        scan, engine = self.plan.scans[number], self.engine
        periods = self._scan_periods(scan)
        years = sorted({year for p in periods for year in p.years})
        narrow = "" if self.as_now else narrowing(engine.regions, self.targets, scan.table)
        pids = {self.plan.pid[p] for p in periods}
        rows = engine.source(scan.table) if engine.heirs and scan.names_enterprises else source(scan.table)
        when = f"(SELECT * FROM {PERIODS} WHERE _pid IN ({', '.join(map(str, sorted(pids)))}))"
        for i, which in enumerate((None, *scan.distinct)):
            name = f"base_{number}" if which is None else f"values_{number}_{i - 1}"
            if which is not None or not self._from_cubes(session, scan, name, years, narrow):
                text = scan_sql(
                    scan, rows, self.grain, years,
                    narrow=narrow, distinct=which, named=engine.source, periods=when,
                )  # fmt: skip
                self._keep(session, scan, name, text)
        if scan.key.stock and finish.asks_cover(scan):
            self._keep(session, scan, f"first_{number}", finish.first_kept(scan, source(scan.table), narrow))
        nation = engine.regions.nation
        grid = finish.grid(scan, number, pids, nation, national=nation in self.targets)
        chosen = {(m.indicator.code, m.indicator.version): m for m in scan.members}
        members = {
            self.plan.unit(code, version): member
            for (code, version), member in chosen.items()
            if self.plan.unit(code, version) in self.pids
        }
        cells = finish.computed(scan, grid, members)
        return self._with_told(cells, members)

    def _keep(self, session: Session, scan: Scan, name: str, text: str) -> None:
        """Make a temporary table with a column for each place, by the codes of today where those are wanted."""
        if self.as_now:
            text = finish.moved(f"({text})", f"b.* EXCLUDE ({PLACE_LIST})")
        session.run(f"CREATE TEMP TABLE {name} AS {text}", scan.table)

    def _from_cubes(self, session: Session, scan: Scan, name: str, years: list[int], narrow: str) -> bool:
        """Make the base of a scan from kept aggregates; False when there are none, or they do not fit."""
        cubes, grain = self.engine.cubes, self.grain
        found = cubes.sources(session, scan, self.engine.every_call) if cubes else None
        if found is None:
            return False
        texts = [base_of(scan, found.kept, grain, years, narrow)]
        if found.files:
            texts.append(scan_sql(scan, source(scan.table, found.files), grain, years, narrow=narrow))
        try:
            self._keep(session, scan, name, " UNION ALL ".join(texts))
        except RecordsError:  # swept away meanwhile, or files of different columns: the full scan tells
            return False
        return True

    def _formulas(self, code: str) -> list[str]:
        """The queries of the cells of a code that are built on other cells."""
        plan, catalogue, texts = self.plan, self.engine.catalogue, []
        for one in catalogue.versions(code):
            if one.kind == "derived" and (unit := plan.unit(code, one.version)) in self.pids:
                parsed = catalogue.formula(one)
                operands = [plan.units_of(operand.code) for operand in parsed.operands]
                text = finish.derived(unit, one, parsed, operands, self.pids[unit])
                texts.append(self._with_told(text, [unit]))
        return texts

    def _unscanned(self) -> list[str]:
        """The queries of cells that rest neither on records nor on other cells."""
        told, outside = [], {}
        for unit in self.pids:
            code, version = self.plan.units[unit]
            versions = self.engine.catalogue.versions(code)
            if version is None:
                outside[unit] = versions[-1].kind == "reported"
            elif any(one.version == version and one.kind == "reported" for one in versions):
                told.append(unit)
        return [
            *([finish.reported(told)] if told else []),
            *([finish.outside(outside)] if outside else []),
        ]

    def _with_told(self, cells: str, units: Iterable[int]) -> str:
        """The cells, with reported values where the definitions of some units accept them and somebody reported."""
        accepting = []
        for unit in units:
            code, version = self.plan.units[unit]
            one = next(v for v in self.engine.catalogue.versions(code) if v.version == version)
            if one.accept_reported and code in self.engine.told:
                accepting.append(unit)
        return finish.instead(accepting, cells) if accepting else cells

    def _in_force(self) -> dict[int, list[int]]:
        """For each unit (a version of a code; none in force) the periods of the question that it answers for."""
        found: dict[int, list[int]] = {}
        for code in self.plan.order:
            for period in sorted(self.plan.needed[code]):
                one = self.engine.catalogue.get(code, period)
                unit = self.plan.unit(code, one.version if one else None)
                found.setdefault(unit, []).append(self.plan.pid[period])
        return found

    def _scan_periods(self, scan: Scan) -> set[Period]:
        return {
            period
            for member in scan.members
            for period in self.plan.needed[member.indicator.code]
            if self.engine.catalogue.get(member.indicator.code, period) is member.indicator
        }
