# ruff: noqa: S608 - text of queries from constants
"""Indicator engine against hand-written SQL on the same Parquet, and against rows in PostgreSQL and SQLite.

    python -m bench.bench_engine                     10 million sampling records; SQLite holds 3 million
    python -m bench.bench_engine --full              10 million for everybody (SQLite takes long to load)
    python -m bench.bench_engine --quick             1 million for everybody, the bars of rows are only told
    python -m bench.bench_engine --only hand         without the row databases

The question: the indicators of twelve registers for all counties, prefectures, provinces and the nation × 8 quarters.
All contenders are asked in turns; the figures printed are ratios of medians. Their answers are compared first, and a
difference ends the run with an error. The engine also gives a status for each cell, which the hand-written queries do not.

The engine is asked in two ways. "First ask": nothing is kept of the files yet, every record is read (and what the files
add up to is written beside them); this one is held against the hand-written DuckDB SQL. "Later ask": the files have
been asked for before, by anybody, whatever the question was; only what came since is read. That is what a user meets,
since files change only when records do, so it is held against the rows, which a row database reads anew each time. Both
are told against every rival.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa

from bench import engine_data as data
from bench.common import HOME, Result, interleaved, show
from bench.engine_rivals import PostgreSQL, Rows, SQLite, postgres_binaries
from zhiheng.kernels.measures import Cubes, Engine
from zhiheng.kernels.measures.cubes import FOLDER
from zhiheng.kernels.measures.session import connect, source

Digest = dict[str, tuple[float, ...]]
SUMMARY = (
    "SELECT code, COUNT(*), COUNT(value), SUM(numerator), SUM(denominator), SUM(value) FROM ({}) answer "
    "GROUP BY code ORDER BY code"
)


def digest(rows: list[tuple]) -> Digest:
    return {code: tuple(float(n or 0) for n in numbers) for code, *numbers in rows}


def digest_of(answer: pa.Table) -> Digest:
    connection = duckdb.connect()
    connection.register("cells", answer)
    return digest(connection.execute(SUMMARY.format("SELECT * FROM cells")).fetchall())


def must_agree(name: str, a: Digest, b: Digest) -> None:
    different = [
        code
        for code in a.keys() | b.keys()
        if len(a.get(code, ())) != len(b.get(code, ()))
        or any(abs(x - y) > 1e-9 * max(1.0, abs(x)) for x, y in zip(a[code], b[code], strict=True))
    ]
    if different:
        raise SystemExit(f"{name} gives other figures than the engine: {', '.join(sorted(different))}")


class Ours:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.engine = Engine(
            data.facts(folder), data.regions(), data.catalogue(), deadline_seconds=600, kept=0, cubes=Cubes()
        )

    def forget(self) -> None:
        shutil.rmtree(self.folder / FOLDER, ignore_errors=True)

    def ask(self) -> pa.Table:
        return self.engine.measure_table(self.engine.catalogue.codes, "all", data.QUARTERS)

    def first(self) -> pa.Table:
        self.forget()
        return self.ask()


class ByHand:
    """The same question in hand-written DuckDB SQL over the same files."""

    def __init__(self, folder: Path) -> None:
        self.connection = connect()
        self.make, self.answer = data.by_hand()
        self.tables = data.facts(folder).values()

    def ask(self) -> pa.Table:
        cursor = self.connection.cursor()
        places = [*data.places(), data.regions().get("000000")]
        cursor.register(
            "place",
            pa.table(
                {name: [getattr(row, name) for row in places] for name in ("code", "prefecture", "province")}
            ),
        )
        years, parts, periods = zip(*data.quarters(), strict=True)
        cursor.register("quarter_of", pa.table({"year": years, "part": parts, "period": periods}))
        for table in self.tables:
            cursor.execute(f"CREATE TEMP VIEW {table.register} AS SELECT * FROM {source(table)}")
        for statement in self.make:
            cursor.execute(statement)
        answer = cursor.sql(self.answer).to_arrow_table()
        cursor.close()
        return answer


def against_hand(rows: int, runs: int) -> list[Result]:
    folder = folder_of(rows)
    ours, hand = Ours(folder), ByHand(folder)
    must_agree("the hand-written SQL", digest_of(ours.first()), digest_of(hand.ask()))
    where, note = "hand-written DuckDB SQL", f"({rows:,} records)"
    results = []
    # Both work in this process, so their processor time can be held against each other whatever else is running.
    for cpu, clock, bar in ((True, "processor time", 1.3), (False, "waiting time", None)):
        first, later, by_hand = interleaved(runs, ours.first, ours.ask, hand.ask, cpu=cpu)
        results.append(Result(f"engine, first ask, {clock}", where, first / by_hand, bar, note=note))
        results.append(Result(f"engine, later ask, {clock}", where, later / by_hand, None, note=note))
    return results


def against_rows(
    make: Callable[[Path, Path], Rows], label: str, rows: int, runs: int, bar: float | None
) -> list[Result]:
    folder = folder_of(rows)
    ours = Ours(folder)
    work = Path(tempfile.mkdtemp(prefix="rows-", dir=HOME))
    try:
        start = time.perf_counter()
        rival = make(folder, work)
        print(
            f"   {label}: {rows:,} rows of full width loaded in {time.perf_counter() - start:.0f} s",
            flush=True,
        )
        try:
            must_agree(label, digest_of(ours.first()), digest(rival.asked(SUMMARY.format(rival.answer))))
            first, later, theirs = interleaved(runs, ours.first, ours.ask, rival.ask)
        finally:
            rival.close()
    finally:
        shutil.rmtree(work, ignore_errors=True)
    note = f"({rows:,} records)"
    return [
        Result(f"{label} rows", "engine, later ask", theirs / later, bar, at_least=True, note=note),
        Result(f"{label} rows", "engine, first ask", theirs / first, None, at_least=True, note=note),
    ]


def folder_of(rows: int) -> Path:
    folder = HOME / f"sampling-{rows}"
    data.write(folder, rows)
    return folder


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=10_000_000, help="sampling records")
    parser.add_argument("--only", choices=("hand", "PostgreSQL", "SQLite"))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--row-runs", type=int, default=3)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--full", action="store_true")
    given = parser.parse_args()
    rows = 1_000_000 if given.quick else given.rows
    bar = None if given.quick else 10.0
    results = []
    if given.only in (None, "hand"):
        results += against_hand(rows, given.runs)
    binaries = postgres_binaries()
    if given.only in (None, "PostgreSQL"):
        if binaries:
            make = lambda folder, work: PostgreSQL(folder, work, binaries)  # noqa: E731
            results += against_rows(make, "PostgreSQL", rows, given.row_runs, bar)
        else:
            print("PostgreSQL is not installed: not measured", file=sys.stderr)
    if given.only in (None, "SQLite"):
        # fewer rows favour SQLite: its time grows with them, that of a later ask does not
        few = rows if given.full else min(rows, 3_000_000)
        results += against_rows(SQLite, "SQLite", few, given.row_runs, bar)
    return 1 if show(results) else 0


if __name__ == "__main__":
    sys.exit(main())
