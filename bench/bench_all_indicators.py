"""Every indicator of the catalogue for a province: 101 regions × 20 quarters from 5 million records.

    python -m bench.bench_all_indicators [--rows 5000000] [--runs 5] [--slowest]

The engine against hand-written DuckDB SQL over the same Parquet (see ``bench.indicator_rival``), in processor time of
this one process, the two taking turns; every figure of both is compared first. "From cold" is an engine made anew with
nothing kept of the files; "again" is the same question put to it afterwards. The engine also tells a status for each
cell and how many records it rests on, which the hand-written queries do not. Memory is the peak of a process of its own.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pyarrow as pa

from bench import indicator_data as data
from bench.common import HOME, ROOT, Result, interleaved, show
from bench.indicator_rival import ByHand, quarters
from zhiheng.kernels.measures import Catalogue, Cubes, Engine, FactTable
from zhiheng.kernels.measures.cubes import FOLDER

ASKED = [key for number, _, _, key, _ in quarters() if number >= 0]
BAR = 1.3


def prepared(rows: int) -> tuple[Path, Catalogue, dict[str, FactTable]]:
    os.environ.setdefault("ZHIHENG_HOME", str(HOME / "all-indicators-home"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiheng.settings")
    import django

    django.setup()
    from zhiheng.frame.registers.declare import registers
    from zhiheng.frame.registers.facts import arrow_schema
    from zhiheng.judgement.indicators.catalogue import packaged
    from zhiheng.judgement.indicators.derived import behind, with_derived
    from zhiheng.judgement.indicators.engine import fact_table

    known, folder = packaged(), HOME / f"all-indicators-{rows}"
    declared = registers()
    tables = with_derived({key: fact_table(register, ()) for key, register in declared.items()})
    schemas = {}
    for key in data.used(known):
        schemas[key] = arrow_schema(declared[behind(key)])
        if key not in declared:  # a table derived from registers: their columns and its weight
            schemas[key] = schemas[key].append(pa.field("weight", pa.float64()))
    return folder, known, data.write(folder, rows, known, tables, schemas)


class Ours:
    def __init__(self, folder: Path, known: Catalogue, tables: dict[str, FactTable]) -> None:
        self.folder, self.known, self.tables, self.regions = folder, known, tables, data.regions()
        self.engine = self._made()

    def _made(self) -> Engine:
        return Engine(self.tables, self.regions, self.known, deadline_seconds=600, kept=0, cubes=Cubes())

    def cold(self) -> pa.Table:
        shutil.rmtree(self.folder / FOLDER, ignore_errors=True)
        self.engine.close()
        self.engine = self._made()
        return self.again()

    def again(self) -> pa.Table:
        targets = [row.code for row in data.places()]
        return self.engine.measure_table(self.known.codes, targets, ASKED)


def must_agree(ours: pa.Table, theirs: pa.Table) -> int:
    """Every figure of the hand-written SQL is the engine's; gives how many figures there are (not empty).

    One difference is meant: a sum over records none of which has the value is unknown to the engine, not 0.
    """
    connection = duckdb.connect()
    connection.register("a", ours)
    connection.register("b", theirs)
    different = connection.execute(
        "SELECT b.code, count(*), min(b.region), min(b.period), any_value(a.value), any_value(b.value) FROM b LEFT JOIN a "
        "ON a.code = b.code AND a.region = b.region AND a.period = b.period WHERE a.code IS NULL "
        "OR ((a.value IS NULL) <> (b.value IS NULL) AND NOT (a.status = 'no_values' AND b.value = 0)) OR abs(a.value - b.value) > 1e-9 * greatest(1, abs(b.value)) "
        "GROUP BY b.code ORDER BY b.code"
    ).fetchall()
    if different:
        told = "\n".join(f"  {row}" for row in different[:30])
        raise SystemExit(f"the hand-written SQL gives other figures than the engine:\n{told}")
    missing = connection.execute(
        "SELECT DISTINCT code FROM a WHERE value IS NOT NULL AND code NOT IN (SELECT code FROM b)"
    ).fetchall()
    if missing:
        raise SystemExit(f"not written by hand: {missing}")
    (count,) = connection.execute("SELECT count(value) FROM b").fetchone() or (0,)
    return int(count)


def peak(rows: int, who: str) -> float:
    """Megabytes at most of a process that asks once."""
    command = [sys.executable, "-m", "bench.bench_all_indicators", "--rows", str(rows), "--memory", who]
    told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S603
    return float(told.stdout.split()[-1])


def _highest() -> float:
    """The peak of this process in megabytes. Not of getrusage, which a process inherits from the one that started it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--memory", choices=("engine", "hand"), help="ask once and tell the peak of memory")
    given = parser.parse_args()
    folder, known, tables = prepared(given.rows)
    if given.memory:
        asked = Ours(folder, known, tables).cold if given.memory == "engine" else ByHand(known, tables).ask
        asked()
        print(_highest())
        return 0
    ours, hand = Ours(folder, known, tables), ByHand(known, tables)
    answer = ours.cold()
    figures = must_agree(answer, hand.ask())
    print(
        f"   {len(known.codes)} codes, {len(answer):,} cells, {figures:,} figures equal; {given.rows:,} records"
    )
    results = []
    for cpu, clock, bar in ((True, "processor time", BAR), (False, "waiting time", None)):
        cold, again, by_hand = interleaved(given.runs, ours.cold, ours.again, hand.ask, cpu=cpu)
        note = f"({cold:.2f} s, {again:.2f} s, {by_hand:.2f} s)"
        where = "hand-written DuckDB SQL"
        results.append(Result(f"all indicators, from cold, {clock}", where, cold / by_hand, bar, note=note))
        results.append(Result(f"all indicators, again, {clock}", where, again / by_hand, bar, note=note))
    engine, rival = peak(given.rows, "engine"), peak(given.rows, "hand")
    note = f"({engine:.0f} MB, {rival:.0f} MB)"
    results.append(
        Result("all indicators, peak of memory", "hand-written DuckDB SQL", engine / rival, None, note=note)
    )
    return 1 if show(results) else 0


if __name__ == "__main__":
    sys.exit(main())
