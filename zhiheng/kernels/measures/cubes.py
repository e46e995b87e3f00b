# ruff: noqa: S608 - writing SQL is this module's work; definitions reach it only as checked, regenerated trees
"""Kept aggregates: what one Parquet file adds up to by place and month, so that it is read once and not each time.

A file of records never changes, only new ones come; so the counts and sums that the definitions want of it are
written beside it (``cubes/``) as a small Parquet file, named by the file's name, size and time of change, with a
column named by what it holds. Another definition, another file or another version of it has another name: nothing
kept can answer for what it was not made from. Distinct counts and stocks do not add up over months and are never kept.
"""

from __future__ import annotations

import contextlib
import os
import threading
import uuid
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyarrow.parquet as pq

from zhiheng.kernels.measures.expressions import Call
from zhiheng.kernels.measures.facts import FactTable
from zhiheng.kernels.measures.periods import MONTHS, Grain
from zhiheng.kernels.measures.plan import Scan, ScanKey, call_sql
from zhiheng.kernels.measures.problems import RecordsError
from zhiheng.kernels.measures.session import PLACE_LIST, Session, ident, literals, source

if TYPE_CHECKING:
    from collections.abc import Callable

FORMAT = 1  # raise when the columns of a kept file come to mean something else
FOLDER = "cubes"


class Sources(NamedTuple):
    """Where a scan finds its aggregates: kept ones, and the files that have none."""

    kept: list[str]
    files: list[str]


def column(call: Call) -> str:
    """Name of an aggregate in a kept file, by its meaning (``a3`` of a question says nothing to the next one)."""
    return "c" + sha256("\n".join(call.key).encode()).hexdigest()[:24]


class Cubes:
    """The kept aggregates of files of at least ``least_bytes`` (smaller ones are as quickly read as their cube).

    Thread-safe, and safe between processes: files appear by atomic rename. Where nothing can be written, nothing is
    kept and every question reads the records.
    """

    def __init__(self, *, least_bytes: int = 1 << 20) -> None:
        self.least_bytes = least_bytes
        self._lock = threading.Lock()
        self._making: set[Path] = set()
        self._refused: set[Path] = set()
        self._columns: dict[Path, tuple[int, frozenset[str]]] = {}

    def sources(
        self, session: Session, scan: Scan, every: Callable[[ScanKey], Iterable[Call]]
    ) -> Sources | None:
        """Kept aggregates for each file of the scan, made where missing; None when there is nothing to gain.

        ``every`` names all aggregates that the catalogue wants of such a scan: they are kept together, because
        reading a large file costs more than adding up once more.
        """
        wanted = [call for _, call in scan.additive]
        # what another register knows is not in this file: an aggregate kept beside it would grow stale unseen
        if scan.key.stock or scan.key.matched:
            return None
        found = Sources([], [])
        for file in scan.table.files:
            place = self._place(file, scan.key)
            if place is not None and (
                self._holds(place, wanted)
                or self._make(session, scan, file, place, [*every(scan.key), *wanted])
            ):
                found.kept.append(str(place))
            else:
                found.files.append(file)
        return found if found.kept else None

    def _place(self, file: str, key: ScanKey) -> Path | None:
        """Where the aggregates of a file belong; None for a small or unreadable one."""
        try:
            state = os.stat(file)
        except OSError:
            return None
        folder = Path(file).parent / FOLDER
        if state.st_size < self.least_bytes or folder in self._refused:
            return None
        identity = f"{FORMAT} {state.st_size} {state.st_mtime_ns} {state.st_ino} {key.time}"
        return folder / f"{Path(file).name}.{sha256(identity.encode()).hexdigest()[:24]}"

    def _holds(self, place: Path, calls: Sequence[Call]) -> bool:
        try:
            stamp = place.stat().st_mtime_ns
            held = self._columns.get(place)
            if held is None or held[0] != stamp:
                held = (stamp, frozenset(pq.read_schema(place).names))
                self._columns[place] = held
        except (OSError, ValueError):  # not there, or not a Parquet file: made anew
            return False
        return all(column(call) in held[1] for call in calls)

    def _make(self, session: Session, scan: Scan, file: str, place: Path, calls: Sequence[Call]) -> bool:
        """Add up one file; False when it cannot be kept (the question then reads the records)."""
        with self._lock:
            if place in self._making:
                return False
            self._making.add(place)
        part = place.parent / f".{uuid.uuid4().hex}.part"
        try:
            place.parent.mkdir(exist_ok=True)
            text = cube_sql(scan, source(scan.table, [file]), calls)
            types = session.run(f"DESCRIBE {text}", scan.table).fetchall()
            # a whole number of 128 bits would be written as floating point
            exact = ", ".join(
                f"CAST({ident(name)} AS DECIMAL(38, 0)) AS {ident(name)}"
                if kind == "HUGEINT"
                else ident(name)
                for name, kind, *_ in types
            )
            target = literals([str(part)])
            session.run(
                f"COPY (SELECT {exact} FROM ({text})) TO {target} (FORMAT parquet, COMPRESSION zstd)",
                scan.table,
            )
            os.replace(part, place)
            self._sweep(place, file)
        except OSError:
            self._refused.add(place.parent)
            return False
        except (
            RecordsError
        ):  # lacks a column that other files have, or cannot be written: told by the full scan
            return False
        finally:
            with contextlib.suppress(OSError):
                part.unlink()
            with self._lock:
                self._making.discard(place)
        return self._holds(place, calls)

    def _sweep(self, made: Path, file: str) -> None:
        """Drop what belongs to files that are gone or to another state of this one."""
        mine = f"{Path(file).name}."
        for old in made.parent.iterdir():
            name = old.name.rpartition(".")[0]
            if name.startswith(".") or not name:
                continue
            if not (made.parent.parent / name).exists() or (
                old.name.startswith(mine) and old.stat().st_mtime < os.stat(file).st_mtime
            ):
                old.unlink(missing_ok=True)
                self._columns.pop(old, None)


def cube_sql(scan: Scan, rows: str, calls: Iterable[Call]) -> str:
    """Every aggregate by place, year and month, with ``n`` records whether or not they meet any condition."""
    year, month = _parts(scan.table, scan.key)
    named = {column(call): call_sql(call, "duckdb") for call in calls}
    columns = "".join(f", {text} AS {ident(name)}" for name, text in named.items())
    return (
        f"SELECT {PLACE_LIST}, {year} AS year, {month} AS month, COUNT(*) AS n{columns} FROM {rows} "
        f"WHERE {year} IS NOT NULL GROUP BY {PLACE_LIST}, {year}, {month}"
    )


_AGAIN: Mapping[str, str] = {
    "count": "CAST(SUM({}) AS BIGINT)",
    "sum": "SUM({})",
    "min": "MIN({})",
    "max": "MAX({})",
}


def base_of(scan: Scan, kept: Sequence[str], grain: Grain, years: Sequence[int], narrow: str) -> str:
    """The same base aggregate as ``scan_sql`` gives, from kept files."""
    where = [f"year IN ({', '.join(str(int(y)) for y in years)})", *([narrow] if narrow else [])]
    slot = "year"
    if grain != "year":
        where.append("month IS NOT NULL")
        slot = f"CAST(year AS INT) * {12 // MONTHS[grain]} + (CAST(month AS INT) - 1) // {MONTHS[grain]}"
    columns = "".join(
        f", {_AGAIN[call.function].format(ident(column(call)))} AS {name}" for name, call in scan.additive
    )
    # one file may hold more aggregates than another; those asked for are in all of them
    return (
        f"SELECT {PLACE_LIST}, year, {slot} AS slot, CAST(SUM(n) AS BIGINT) AS n{columns} "
        f"FROM read_parquet([{literals(kept)}], hive_partitioning = false, union_by_name = true) "
        f"WHERE {' AND '.join(where)} GROUP BY {PLACE_LIST}, year, slot"
    )


def _parts(table: FactTable, key: ScanKey) -> tuple[str, str]:
    parts = table.parts(key.time[:-1] if key.time else None)
    return ident(parts["year"]), ident(parts["month"])
