# ruff: noqa: S608, S603 - text of queries from constants; programs of the database it starts itself
"""The same records as rows: the project's own tables, made by its own migrations, in PostgreSQL and in SQLite.

A row has every column of the sampling register (who entered it, when, from which import, withdrawn or not, the
texts), the indexes of the model, and its region as a foreign key; what the region belongs to stands in the table of
regions. The other registers are copies of that table with one number more: they hold 40,000 rows each and weigh little.
"""

from __future__ import annotations

import os
import pwd
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path

import duckdb
import psycopg

from bench import engine_data as data
from bench.common import ROOT

TABLE = "supervision_sampling"
REGIONS = "regions_region"
# How each column of a row is filled from a record of the columnar files (``small``: of the other registers).
SHARED = {
    "id": "id + 1", "origin": "'imported'", "synthetic": "1", "session_row": "id % 100000", "fact_year": "year",
    "revision": "1", "created_at": "'2017-01-05 08:00:00+00'", "updated_at": "'2017-01-05 08:00:00+00'",
    "withdrawn_at": "NULL", "withdrawn_reason": "''", "owner_id": "NULL", "session_id": "NULL", "region_id": "region",
    "report_no": "printf('BG%d-%010d', year, id)", "sector": "'industrial'", "licensed": "0",
    "product": "printf('样品名称第%d号', id % 977)", "stage": "'production'", "selection": "'random'",
    "credit_code": "printf('91%016d', id % 200000)", "failed_items": "''", "standard": "printf('GB/T %d-2014', id % 9973)",
    "laboratory": "printf('第%d检验检测中心', id % 211)", "enterprise": "printf('受检单位第%d号有限公司', id % 200000)",
    "plan_no": "''", "legal_basis": "''", "industry": "''", "batch_no": "''", "model_no": "''", "seller": "''",
    "items": "''", "first_result": "''", "retest_result": "''", "retested_on": "NULL",
}  # fmt: skip
OWN = {
    name: name
    for name in (
        "level",
        "kind",
        "key_product",
        "comparable",
        "campaign",
        "result",
        "sampled_on",
        "tested_on",
    )
}
SMALL = {"level": "'city'", "key_product": "0", "comparable": "0", "campaign": "''"}


class Rows(ABC):
    """A row database holding the same records; asked with the best plain text found for it."""

    name: str
    boolean: tuple[str, str]
    years: dict[str, int]

    def prepare(self) -> None:
        self.make, self.answer = data.by_rows(self.name)

    @abstractmethod
    def run(self, statement: str) -> list[tuple]: ...

    @abstractmethod
    def close(self) -> None: ...

    def ask(self) -> list[tuple]:
        """The whole answer, fetched as the engine gives it."""
        return self.asked(self.answer)

    def asked(self, query: str) -> list[tuple]:
        made = []
        try:
            for statement in self.make:
                self.run(statement)
                if statement.startswith("CREATE TEMP TABLE"):
                    made.append(statement.split()[3])
            return self.run(query)
        finally:
            for table in reversed(made):
                self.run(f"DROP TABLE {table}")

    def migrate(self, url: str) -> None:
        """The tables of the sampling register and of all it refers to, as the project makes them."""
        with tempfile.TemporaryDirectory() as home:
            subprocess.run(
                [sys.executable, "manage.py", "migrate", "supervision", "-v", "0"],
                check=True,
                cwd=ROOT,
                env={**os.environ, "ZHIHENG_DATABASE": url, "ZHIHENG_HOME": home},
            )


def values(columns: list[str], *, small: bool) -> dict[str, str]:
    """For each column of a row the text that fills it; columns without a text are errors."""
    own = {**OWN, **SMALL} if small else {**OWN, "campaign": "coalesce(campaign, '')"}
    day = "happened_on" if small else "sampled_on"
    own |= {"sampled_on": day, "tested_on": day, "amount": "amount"}
    whole = {**SHARED, **own}
    return {name: whole[name] for name in columns}


def places() -> Iterator[tuple[str | None, ...]]:
    for row in [*data.places(), data.regions().get("000000")]:
        yield (row.code, row.name, row.level, row.province or "", row.prefecture or "", row.county or "")


PLACE_COLUMNS = "code, name, level, province, prefecture, county, short_name, kind, source"


class SQLite(Rows):
    name = "sqlite"

    def __init__(self, folder: Path, work: Path) -> None:
        path = work / "rows.sqlite3"
        self.migrate(f"sqlite:///{path}")
        self.connection = sqlite3.connect(path, isolation_level=None)
        for setting in (
            "journal_mode = OFF",
            "synchronous = OFF",
            "cache_size = -500000",
            "foreign_keys = OFF",
        ):
            self.run(f"PRAGMA {setting}")
        self.connection.executemany(
            f"INSERT INTO {REGIONS} ({PLACE_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, '', '', '')", places()
        )
        found = (
            f"SELECT {{}} FROM sqlite_master WHERE tbl_name = '{TABLE}' AND sql IS NOT NULL AND type = '{{}}'"
        )
        ((text,),) = self.run(found.format("sql", "table"))
        indexes = self.run(found.format("name, sql", "index"))
        for name, _ in indexes:
            self.run(f"DROP INDEX {name}")
        for register, table in data.facts(folder).items():
            target = TABLE
            if register != "sampling":
                target = register
                self.run(text.replace(TABLE, register).rstrip(") ") + ', "amount" double)')
            self._load(target, table.files, small=register != "sampling")
        for _, index in indexes:
            self.run(index)
        self.run("CREATE TABLE quarter_of (year INTEGER, part INTEGER, period TEXT)")
        self.connection.executemany("INSERT INTO quarter_of VALUES (?, ?, ?)", data.quarters())
        self.run("ANALYZE")
        self.prepare()

    def _load(self, target: str, files: object, *, small: bool) -> None:
        """Only what differs from row to row crosses from Python; the database fills in the rest."""
        columns = [row[1] for row in self.run(f"PRAGMA table_info({target})")]
        given = ["id", "region", "year", "kind", "result", *(["happened_on", "amount"] if small else [
            "level", "key_product", "comparable", "campaign", "sampled_on"])]  # fmt: skip
        reading = ", ".join(
            f"CAST({name} AS VARCHAR)" if name.endswith("_on") else
            f"CAST({name} AS TINYINT)" if name in ("key_product", "comparable") else name
            for name in given
        )  # fmt: skip
        filled = ", ".join(values(columns, small=small).values())
        named = ", ".join(f'"{name}"' for name in columns)
        given_sql = ", ".join(f"? AS {name}" for name in given)
        statement = f"INSERT INTO {target} ({named}) SELECT {filled} FROM (SELECT {given_sql})"
        self.run("BEGIN")
        for path in files:  # type: ignore[attr-defined]
            cursor = duckdb.connect().execute(f"SELECT {reading} FROM read_parquet('{path}') ORDER BY id")
            while rows := cursor.fetchmany(50_000):
                self.connection.executemany(statement, rows)
        self.run("COMMIT")

    def run(self, statement: str) -> list[tuple]:
        return self.connection.execute(statement).fetchall()

    def close(self) -> None:
        self.connection.close()


class PostgreSQL(Rows):
    """A throw-away cluster on a socket; run by ``postgres`` when this is run by root, since it refuses root."""

    name = "postgresql"

    def __init__(self, folder: Path, work: Path, binaries: Path) -> None:
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
            "-c maintenance_work_mem=512MB -c max_parallel_workers_per_gather=2 -c max_wal_size=8GB "
            "-c synchronous_commit=off -c effective_cache_size=8GB"
        )
        self._tool(
            "pg_ctl", "-D", f"{self.home}/data", "-w", "-l", f"{self.home}/log", "-o", options, "start"
        )
        try:
            self._fill(folder, work)
        except BaseException:
            self.stop()
            raise

    def _fill(self, folder: Path, work: Path) -> None:
        self.migrate(f"postgresql://bench@/postgres?host={self.home}")
        self.connection = psycopg.connect(
            host=str(self.home), user="bench", dbname="postgres", autocommit=True
        )
        self.run("SET session_replication_role = replica")  # the rows are known to be good: no check of each
        with self.connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {REGIONS} ({PLACE_COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, '', '', '')",
                list(places()),
            )
        indexes = self.run(
            f"SELECT indexname, indexdef FROM pg_indexes WHERE tablename = '{TABLE}' AND indexname NOT LIKE '%_pkey'"
        )
        for register in data.SMALL_REGISTERS:
            self.run(f"CREATE TABLE {register} (LIKE {TABLE}, amount DOUBLE PRECISION)")
        for name, _ in indexes:
            self.run(f"DROP INDEX {name}")
        for register, table in data.facts(folder).items():
            small = register != "sampling"
            target = register if small else TABLE
            self.run(f"ALTER TABLE {target} SET UNLOGGED")
            columns = [row[0] for row in self.run(
                f"SELECT column_name FROM information_schema.columns WHERE table_name = '{target}' ORDER BY ordinal_position"
            )]  # fmt: skip
            filled = ", ".join(f"{text} AS {name}" for name, text in values(columns, small=small).items())
            for path in table.files:
                sheet = work / "copy.csv"
                duckdb.execute(
                    f"COPY (SELECT {filled} FROM read_parquet('{path}') ORDER BY id) TO '{sheet}' (FORMAT csv, HEADER false, FORCE_QUOTE (withdrawn_reason, failed_items, campaign))"
                )
                with (
                    self.connection.cursor().copy(f"COPY {target} FROM STDIN (FORMAT csv)") as copy,
                    sheet.open("rb") as lines,
                ):
                    while block := lines.read(1 << 20):
                        copy.write(block)
                sheet.unlink()
        for _, index in indexes:
            self.run(index)
        self.run("CREATE TABLE quarter_of (year INT, part INT, period TEXT)")
        with self.connection.cursor() as cursor:
            cursor.executemany("INSERT INTO quarter_of VALUES (%s, %s, %s)", data.quarters())
        self.run("VACUUM ANALYZE")
        self.prepare()

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
        self.stop()

    def stop(self) -> None:
        self._tool("pg_ctl", "-D", f"{self.home}/data", "-m", "immediate", "stop")
        shutil.rmtree(self.home, ignore_errors=True)


def postgres_binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    return found[-1].parent if found else None
