# ruff: noqa: S608, S603, E402 - text of queries from constants; programs of the database it starts itself
"""Indicator engine against hand-written SQL on the same Parquet, and against rows in PostgreSQL and SQLite.

    python bench/bench_engine.py                    10 million sampling records, rivals too (slow to load)
    python bench/bench_engine.py --quick            1 million, some seconds
    python bench/bench_engine.py --rival-rows 0     without PostgreSQL and SQLite

The question: the indicators of twelve registers for all counties, prefectures, provinces and the nation x 8 quarters.
All contenders are asked in turns; the figures printed are ratios of medians. Their answers are compared
first, and a difference ends the run with an error. The engine also gives a status for each cell, which the hand-written
query does not.
"""

from __future__ import annotations

import argparse
import csv
import os
import pwd
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path

import duckdb
import psycopg
import pyarrow as pa
import pyarrow.parquet as pq

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parent)]

import engine_data as data

from zhiheng.kernels.measures import Engine
from zhiheng.kernels.measures.session import connect, source

FOLDER = Path(__file__).resolve().parents[1] / "var" / "bench"
Digest = dict[str, tuple[float, ...]]
SUMMARY = (
    "SELECT code, COUNT(*), COUNT(value), SUM(numerator), SUM(denominator), SUM(value) FROM ({}) answer "
    "GROUP BY code ORDER BY code"
)


def digest(rows: list[tuple]) -> Digest:
    return {code: tuple(float(n or 0) for n in numbers) for code, *numbers in rows}


def same(a: Digest, b: Digest) -> bool:
    return a.keys() == b.keys() and all(
        abs(x - y) <= 1e-9 * max(1.0, abs(x)) for code in a for x, y in zip(a[code], b[code], strict=True)
    )


class Ours:
    def __init__(self, folder: Path) -> None:
        self.engine = Engine(
            data.facts(folder), data.regions(), data.catalogue(), deadline_seconds=600, kept=0
        )

    def ask(self) -> pa.Table:
        return self.engine.measure_table(self.engine.catalogue.codes, "all", data.QUARTERS)

    def digest(self) -> Digest:
        answer = self.ask()
        connection = duckdb.connect()
        connection.register("cells", answer)
        return digest(connection.execute(SUMMARY.format("SELECT * FROM cells")).fetchall())


class ByHand:
    """The same question in hand-written DuckDB SQL over the same files."""

    def __init__(self, folder: Path) -> None:
        self.connection = connect()
        self.make, self.answer = data.by_hand()
        self.tables = data.facts(folder).values()

    def ask(self) -> pa.Table:
        cursor = self.connection.cursor()
        places, quarters = lookups()
        cursor.register("place", pa.table(places))
        cursor.register("quarter_of", pa.table(quarters))
        for table in self.tables:
            cursor.execute(f"CREATE TEMP VIEW {table.register} AS SELECT * FROM {source(table)}")
        for statement in self.make:
            cursor.execute(statement)
        answer = cursor.sql(self.answer).to_arrow_table()
        cursor.close()
        return answer

    def digest(self) -> Digest:
        connection = duckdb.connect()
        connection.register("cells", self.ask())
        return digest(connection.execute(SUMMARY.format("SELECT * FROM cells")).fetchall())


def lookups() -> tuple[dict[str, list], dict[str, list]]:
    places = [*data.places(), data.regions().get("000000")]
    years, parts = [int(q[:4]) for q in data.QUARTERS], [int(q[5]) for q in data.QUARTERS]
    return {name: [getattr(row, name) for row in places] for name in ("code", "prefecture", "province")}, {
        "year": years,
        "part": parts,
        "period": data.QUARTERS,
    }


_SQL_TYPES = {
    "text": "TEXT",
    "integer": "BIGINT",
    "number": "DOUBLE PRECISION",
    "boolean": "BOOLEAN",
    "date": "DATE",
}


def ddl(columns: dict[str, str], register: str) -> str:
    whole = {
        "id": "BIGINT", "region": "TEXT", "province": "TEXT", "prefecture": "TEXT", "county": "TEXT", "year": "SMALLINT",
        "half": "SMALLINT", '"quarter"': "SMALLINT", "month": "SMALLINT",
        **{name: _SQL_TYPES[kind] for name, kind in columns.items()},
    }  # fmt: skip
    return f"CREATE TABLE {register} ({', '.join(f'{name} {kind}' for name, kind in whole.items())})"


class Rows(ABC):
    """A row database holding the same records; asked with the same hand-written text."""

    dates: str

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.use(stored=False)

    def use(self, *, stored: bool) -> None:
        """Rows as a register keeps them (a date, a region), or with quarter, prefecture, province stored beside."""
        self.make, self.answer = data.by_hand("" if stored else self.dates)
        if self.dates == "sqlite":
            # SQLite has no hash join: without an index on what is joined the last step would take hours
            self.make = [part for statement in self.make for part in (statement, *_index(statement))]

    @abstractmethod
    def run(self, statement: str) -> list[tuple]: ...

    @abstractmethod
    def close(self) -> None: ...

    def ask(self) -> list[tuple]:
        """The whole answer, fetched as the engine gives it."""
        return self._asked(self.answer)

    def digest(self) -> Digest:
        return digest(self._asked(SUMMARY.format(self.answer)))

    def _asked(self, query: str) -> list[tuple]:
        for statement in self.make:
            self.run(statement)
        result = self.run(query)
        for statement in reversed(self.make):
            if statement.startswith("CREATE TEMP TABLE"):
                self.run(f"DROP TABLE {statement.split()[3]}")
        return result


class SQLite(Rows):
    dates = "sqlite"

    def __init__(self, folder: Path, work: Path) -> None:
        super().__init__(folder)
        self.connection = sqlite3.connect(work / "rows.sqlite3", isolation_level=None)
        self.run("PRAGMA journal_mode = OFF")
        self.run("PRAGMA synchronous = OFF")
        self.run("PRAGMA cache_size = -500000")
        for register, table in data.facts(folder).items():
            self.run(ddl(dict(table.columns), register))
            marks = ", ".join("?" * (9 + len(table.columns)))
            self.run("BEGIN")
            for path in table.files:
                for batch in pq.ParquetFile(path).iter_batches(100_000):
                    at = batch.schema.names.index(table.primary_date)
                    batch = batch.set_column(at, table.primary_date, batch.column(at).cast(pa.string()))  # noqa: PLW2901
                    rows = zip(*(column.to_pylist() for column in batch.columns), strict=True)
                    self.connection.executemany(f"INSERT INTO {register} VALUES ({marks})", rows)
            self.run("COMMIT")
        places, quarters = lookups()
        self.run("CREATE TABLE place (code TEXT PRIMARY KEY, prefecture TEXT, province TEXT)")
        self.connection.executemany("INSERT INTO place VALUES (?, ?, ?)", zip(*places.values(), strict=True))
        self.run("CREATE TABLE quarter_of (year INTEGER, part INTEGER, period TEXT)")
        self.connection.executemany(
            "INSERT INTO quarter_of VALUES (?, ?, ?)", zip(*quarters.values(), strict=True)
        )
        self.run("ANALYZE")

    def run(self, statement: str) -> list[tuple]:
        return self.connection.execute(statement).fetchall()

    def close(self) -> None:
        self.connection.close()


def _index(statement: str) -> list[str]:
    name = statement.split()[3]
    return [f"CREATE INDEX ix_{name} ON {name} (code, year, part)"] if name.startswith("rolled_") else []


class PostgreSQL(Rows):
    """A throw-away cluster on a socket; run by ``postgres`` when this is run by root, since it refuses root."""

    dates = "postgresql"

    def __init__(self, folder: Path, work: Path, binaries: Path) -> None:
        super().__init__(folder)
        self.home = Path(tempfile.mkdtemp(prefix="zh-pg-"))
        self.binaries = binaries
        if os.geteuid() == 0:
            user = pwd.getpwnam("postgres")
            os.chown(self.home, user.pw_uid, user.pw_gid)
        self._tool(
            "initdb", "-D", f"{self.home}/data", "-A", "trust", "-U", "bench", "--no-sync", "-E", "UTF8"
        )
        options = (
            f"-k {self.home} -c listen_addresses= -c fsync=off -c shared_buffers=1GB -c work_mem=256MB "
            "-c max_parallel_workers_per_gather=2 -c max_wal_size=8GB -c synchronous_commit=off"
        )
        self._tool(
            "pg_ctl", "-D", f"{self.home}/data", "-w", "-l", f"{self.home}/log", "-o", options, "start"
        )
        self.connection = psycopg.connect(
            host=str(self.home), user="bench", dbname="postgres", autocommit=True
        )
        for register, table in data.facts(folder).items():
            self.run(ddl(dict(table.columns), register).replace("CREATE TABLE", "CREATE UNLOGGED TABLE"))
            for path in table.files:
                sheet = work / "copy.csv"
                duckdb.execute(f"COPY (FROM read_parquet('{path}')) TO '{sheet}' (FORMAT csv, HEADER false)")
                with (
                    self.connection.cursor().copy(f"COPY {register} FROM STDIN (FORMAT csv)") as copy,
                    sheet.open("rb") as lines,
                ):
                    while block := lines.read(1 << 20):
                        copy.write(block)
                sheet.unlink()
        places, quarters = lookups()
        self.run("CREATE TABLE place (code TEXT PRIMARY KEY, prefecture TEXT, province TEXT)")
        self.run("CREATE TABLE quarter_of (year INT, part INT, period TEXT)")
        with self.connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO place VALUES (%s, %s, %s)", list(zip(*places.values(), strict=True))
            )
            cursor.executemany(
                "INSERT INTO quarter_of VALUES (%s, %s, %s)", list(zip(*quarters.values(), strict=True))
            )
        self.run("VACUUM ANALYZE")

    def _tool(self, name: str, *arguments: str) -> None:
        command = [str(self.binaries / name), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self.home)

    def run(self, statement: str) -> list[tuple]:
        result = self.connection.execute(statement)  # type: ignore[arg-type]
        return result.fetchall() if result.description else []

    def close(self) -> None:
        self.connection.close()
        self._tool("pg_ctl", "-D", f"{self.home}/data", "-m", "immediate", "stop")
        shutil.rmtree(self.home, ignore_errors=True)


def in_turns(contenders: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each contender, asked one after the other in every round (so that other load hits all alike)."""
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, ask in contenders.items():
            start = time.perf_counter()
            ask()
            seconds[name].append(time.perf_counter() - start)
    return seconds


def ratio(seconds: dict[str, list[float]], a: str, b: str) -> tuple[float, str]:
    """Median of ``a`` over median of ``b``, and the range of the ratios of single rounds."""
    single = [x / y for x, y in zip(seconds[a], seconds[b], strict=True)]
    value = statistics.median(seconds[a]) / statistics.median(seconds[b])
    return value, f"{min(single):.2f}–{max(single):.2f}"


def must_agree(name: str, a: Digest, b: Digest) -> None:
    if not same(a, b):
        different = [code for code in a if not same({code: a[code]}, {code: b.get(code, ())})]
        raise SystemExit(f"{name} gives other figures than the engine: {', '.join(different)}")


def folder_of(rows: int) -> Path:
    folder = FOLDER / f"sampling-{rows}"
    data.write(folder, rows)
    return folder


def postgres_binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    return found[-1].parent if found else None


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=10_000_000, help="sampling records")
    parser.add_argument(
        "--rival-rows", type=int, help="sampling records for the row databases (default: --rows)"
    )
    parser.add_argument("--only", choices=("SQLite", "PostgreSQL"), help="only this row database")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--rival-rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="one million records for everybody")
    given = parser.parse_args()
    rows = 1_000_000 if given.quick else given.rows
    rival_rows = rows if given.rival_rows is None else given.rival_rows
    out = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
    out.writerow(("measure", "sampling records", "ratio", "single rounds", "bar", "verdict"))

    folder = folder_of(rows)
    ours, hand = Ours(folder), ByHand(folder)
    must_agree("the hand-written SQL", ours.digest(), hand.digest())
    seconds = in_turns({"engine": ours.ask, "hand": hand.ask}, given.rounds)
    value, spread = ratio(seconds, "engine", "hand")
    out.writerow(
        ("engine / hand-written DuckDB SQL", rows, f"{value:.2f}", spread, "<= 1.3", _verdict(value <= 1.3))
    )
    sys.stdout.flush()
    if not rival_rows:
        return

    folder = folder_of(rival_rows)
    ours = Ours(folder)
    wanted = ours.digest()
    work = Path(tempfile.mkdtemp(prefix="rows-", dir=FOLDER))
    binaries = postgres_binaries()
    rivals: dict[str, Callable[[], Rows]] = {"SQLite": lambda: SQLite(folder, work)}
    if binaries:
        rivals["PostgreSQL"] = lambda: PostgreSQL(folder, work, binaries)
    else:
        print("PostgreSQL is not installed: not measured", file=sys.stderr)
    try:
        for name, make in rivals.items():
            if given.only not in (None, name):
                continue
            rival = make()
            try:
                for stored in (False, True):
                    rival.use(stored=stored)
                    must_agree(name, wanted, rival.digest())
                    seconds = in_turns({"engine": ours.ask, name: rival.ask}, given.rival_rounds)
                    value, spread = ratio(seconds, name, "engine")
                    what = f"{name}, quarter and prefecture stored beside" if stored else f"{name} rows"
                    bar = ("no bar", "") if stored else (">= 10", _verdict(value >= 10))
                    out.writerow((f"{what} / engine", rival_rows, f"{value:.1f}", spread, *bar))
                    sys.stdout.flush()
            finally:
                rival.close()
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _verdict(holds: bool) -> str:
    return "holds" if holds else "MISSED"


if __name__ == "__main__":
    main()
