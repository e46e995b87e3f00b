# ruff: noqa: S608 - writing SQL is this module's work; definitions reach it only as checked, regenerated trees
"""A planned question being answered: bases, grids and cells, register by register, two or more registers at a time."""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

import pyarrow as pa

from zhiheng.kernels.measures import finish
from zhiheng.kernels.measures.answer import Plan, narrowing, period_table, readable, slot_table, told_table
from zhiheng.kernels.measures.cubes import base_of
from zhiheng.kernels.measures.periods import Period, finest
from zhiheng.kernels.measures.plan import Scan, scan_sql
from zhiheng.kernels.measures.problems import RecordsError
from zhiheng.kernels.measures.session import Session, source

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
        self.lent: Mapping[str, pa.Table] = {
            "targets": engine.target_table(targets, as_now),
            "periods": period_table(plan.periods),
            "slots": slot_table(flows, pid, self.grain),
            "years": pa.table({
                "year": pa.array([y for p in flows for y in p.years], pa.int32()),
                "pid": pa.array([pid[p] for p in flows for _ in p.years], pa.int32()),
            }),
            "told": told_table(plan, engine.told),
            **({"now_map": engine.now_map()} if as_now else {}),
        }  # fmt: skip

    def answer(self, session: Session) -> pa.Table:
        plan = self.plan
        alone: dict[int | None, list[str]] = {}  # by number of the scan they stand on
        formulas: list[str] = []
        for code in plan.order:
            self._parts(code, alone, formulas)
        self._begin(session)
        if not formulas and plan.order == plan.asked and len(plan.periods) == plan.count:
            return readable(self._plain(session, alone), plan, self.targets, self.engine)
        for number in range(len(plan.scans)):
            self._grid(session, number)
        branches = [text for texts in alone.values() for text in texts]
        if branches:
            session.run(f"CREATE TEMP TABLE cells AS {' UNION ALL '.join(branches)}")
        for text in formulas:
            session.run(f"INSERT INTO cells {text}")
        wanted = ", ".join(str(unit) for code in plan.asked for unit in plan.units_of(code))
        text = f"SELECT {finish.COLUMNS} FROM cells WHERE pid < {plan.count} AND unit IN ({wanted})"
        return readable(session.arrow(text), plan, self.targets, self.engine)

    def _plain(self, session: Session, alone: Mapping[int | None, list[str]]) -> pa.Table:
        """All cells when none is built on others; of a large question registers are worked on side by side.

        After the records are added up what remains are many small steps, each of which keeps one core busy.
        """
        scans, count = self.plan.scans, len(self.targets) * self.plan.count * len(self.plan.order)
        sessions = min(self.engine.threads or os.cpu_count() or 1, len(scans), _MOST_SESSIONS)
        if count < LARGE or sessions < 2:
            for number in range(len(scans)):
                self._grid(session, number)
            return session.arrow(" UNION ALL ".join(text for texts in alone.values() for text in texts))
        waiting: SimpleQueue[int] = SimpleQueue()
        for number in range(len(scans)):
            waiting.put(number)

        def work(own: Session) -> list[pa.Table]:
            found = []
            try:
                while True:
                    number = waiting.get_nowait()
                    self._grid(own, number)
                    found.append(own.arrow(" UNION ALL ".join(alone[number])))
            except Empty:
                return found

        def apart() -> list[pa.Table]:
            with self.engine.session(self.plan.asked, len(self.targets), self.plan.count) as own:
                self._begin(own)
                return work(own)

        with ThreadPoolExecutor(sessions - 1) as pool:
            others = [pool.submit(apart) for _ in range(sessions - 1)]
            tables = work(session)
            for other in others:
                tables += other.result()
        if None in alone:
            tables.append(session.arrow(" UNION ALL ".join(alone[None])))
        return pa.concat_tables(tables, promote_options="permissive")

    def _begin(self, session: Session) -> None:
        for name, table in self.lent.items():
            session.lend(name, table)
        session.run(finish.FRAME)

    def _grid(self, session: Session, number: int) -> None:
        """Add up one register and lay it out by region and period."""
        scan, engine = self.plan.scans[number], self.engine
        periods = self._scan_periods(scan)
        years = sorted({year for p in periods for year in p.years})
        narrow = "" if self.as_now else narrowing(engine.regions, self.targets, scan.table)
        for i, which in enumerate((None, *scan.distinct)):
            name = f"base_{number}" if which is None else f"values_{number}_{i - 1}"
            held = f"stored_{name}" if self.as_now else name
            if which is not None or not self._from_cubes(session, scan, held, years, narrow):
                text = scan_sql(
                    scan, source(scan.table), self.grain, years, narrow=narrow, distinct=which, named=source
                )
                session.run(f"CREATE TEMP TABLE {held} AS {text}", scan.table)
            if self.as_now:
                text = finish.moved(held, "b.* EXCLUDE (region, county, prefecture, province)")
                session.run(f"CREATE TEMP TABLE {name} AS {text}", scan.table)
        pid = self.plan.pid
        session.run(finish.grid(scan, number, {pid[p] for p in periods}, engine.regions.nation))

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
            session.run(f"CREATE TEMP TABLE {name} AS {' UNION ALL '.join(texts)}", scan.table)
        except RecordsError:  # swept away meanwhile, or files of different columns: the full scan tells
            return False
        return True

    def _parts(self, code: str, alone: dict[int | None, list[str]], formulas: list[str]) -> None:
        """Add the queries of all cells of a code to those that stand alone or to those built on other cells."""
        plan, catalogue, pid = self.plan, self.engine.catalogue, self.plan.pid
        groups: dict[int | None, list[int]] = {}
        for period in plan.needed[code]:
            one = catalogue.get(code, period)
            groups.setdefault(one.version if one else None, []).append(pid[period])
        for one in catalogue.versions(code):
            pids = groups.get(one.version)
            if not pids:
                continue
            unit = plan.unit(code, one.version)
            number = None
            if one.kind == "derived":
                parsed = catalogue.formula(one)
                operands = [plan.units_of(operand.code) for operand in parsed.operands]
                text = finish.derived(unit, one, parsed, operands, pids)
            elif one.kind == "reported":
                text = finish.reported(unit, one, pids)
            else:
                number, member = plan.members[one.code, one.version]
                text = finish.computed(unit, plan.scans[number], number, member, pids)
            if one.accept_reported and one.kind != "reported":
                text = finish.instead(one, text)
            (formulas if one.kind == "derived" else alone.setdefault(number, [])).append(text)
        if groups.get(None):
            told = catalogue.versions(code)[-1].kind == "reported"
            alone.setdefault(None, []).append(finish.outside(plan.unit(code, None), told, groups[None]))

    def _scan_periods(self, scan: Scan) -> set[Period]:
        return {
            period
            for member in scan.members
            for period in self.plan.needed[member.indicator.code]
            if self.engine.catalogue.get(member.indicator.code, period) is member.indicator
        }
