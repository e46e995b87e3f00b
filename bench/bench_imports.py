"""The import of each real file against merely reading its cells, and against the least that storing them takes.

    python -m bench.bench_imports [--only WORD] [--runs 5]

Every file of ``bench.real_files`` is checked and applied by the import that anyone uses (``bench.taking``), into a
throw-away SQLite database with the nation's divisions. Processor time of this process, and three rivals:

- *reading the cells*: all cells of the same file by the plain reader of its type (csv, python-calamine). This is the bar
  that the project was given: at most 4 ×.
- *the bare limit*: the cells read with their types, by a column map known beforehand, and the very rows that the import
  stored inserted into the same table with its indexes by one ``executemany``; nothing is looked for, checked, compared
  or written to the trail. At most 4 × too; it is a measure beside the first, not in its place.
- *our own reader*: the same cells by the project's reader, which finds encoding, delimiter, hidden rows, formulas and
  each cell's place, as an import must. Told, without a bar.

Files of fewer rows than ``SMALL`` are shown one by one and judged together, since what an import costs whatever its size
is most of theirs. A small file is read before, uncounted: a service that runs has its modules and the names of the
nation's places in memory. The files lie in shared/data beside the project; without them nothing is measured.
"""

from __future__ import annotations

import argparse
import csv
import io
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.common import Result, clean, django, interleaved, show

if TYPE_CHECKING:
    from bench.taking import Taken

SMALL = 2_000
BAR = 4.0
CELLS, LIMIT, OWN = "reading the cells", "the bare limit", "our own reader of the cells"


def cells(path: Path) -> int:
    """Read every cell, make nothing of it; gives the rows."""
    data = path.read_bytes()
    if path.suffix == ".csv":
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("gb18030", errors="replace")
        return len(list(csv.reader(io.StringIO(text, newline=""))))
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return sum(len(book.get_sheet_by_index(at).to_python()) for at in range(len(book.sheet_names)))


def read(path: Path) -> None:
    """Read every cell as an import does: with its type and its place, whatever the encoding and the delimiter."""
    from zhiheng.kernels import intake

    intake.read_workbook(path.read_bytes(), path.name)


def seconds(action: Callable[[], object]) -> float:
    start = time.process_time()
    action()
    return time.process_time() - start


class Bare:
    """The least that taking a file in can cost: its cells read with their types, its rows inserted.

    Made before the import, of the database as it stands then; each run has a copy of it.
    """

    def __init__(self, folder: Path) -> None:
        self.before = folder / "before.sqlite3"
        self.before.unlink(missing_ok=True)
        _copy(_driver(), self.before).close()

    def seconds(self, path: Path, told: Taken, runs: int) -> float:
        """The median of so many runs. Foreign keys are not looked after, nothing is written to disk for sure."""
        from zhiheng.frame.registers.bulk import collector_at_rest
        from zhiheng.kernels import intake

        model, taken = told.checked.register.model, []
        columns = [f.column for f in model._meta.concrete_fields if f is not model._meta.pk]
        table, names = model._meta.db_table, ", ".join(f'"{c}"' for c in columns)
        rows = (
            _driver()
            .execute(f"SELECT {names} FROM {table} WHERE session_id = ? ORDER BY id", (told.session.pk,))  # noqa: S608
            .fetchall()
        )
        insert = f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608
        for _ in range(runs):
            copied = _copy(sqlite3.connect(self.before), self.before.with_name("run.sqlite3"))
            # As warm as the import found it: its log begun, the table and its indexes in memory.
            copied.executescript(f"CREATE TABLE begun (x); ANALYZE {table};")
            with collector_at_rest():
                start = time.process_time()
                book = intake.read_workbook(path.read_bytes(), path.name)
                intake.parse(book, told.checked.plan, told.checked.specs)
                with copied:
                    copied.executemany(insert, rows)
                taken.append(time.process_time() - start)
            copied.close()
        return statistics.median(taken)


def _driver() -> sqlite3.Connection:
    from django.db import connection

    connection.ensure_connection()
    driver = connection.connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def _copy(source: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    for old in path.parent.glob(f"{path.name}*"):
        old.unlink()
    made = sqlite3.connect(path)
    made.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;")
    source.backup(made)
    return made


@dataclass
class Sum:
    """What small files cost together."""

    files: int = 0
    own: float = 0.0
    cells: float = 0.0
    bare: float = 0.0
    reader: float = 0.0

    def results(self) -> list[Result]:
        name = f"{self.files} small files together"
        return [
            Result(name, rival, self.own / least, bar, note=f"({self.own:.2f} s, {least:.3f} s)")
            for rival, least, bar in (
                (CELLS, self.cells, BAR),
                (LIMIT, self.bare, BAR),
                (OWN, self.reader, None),
            )
        ]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default="", help="files whose title or name has this word")
    parser.add_argument("--runs", type=int, default=5, help="runs of the rivals that the median is taken of")
    given = parser.parse_args()
    from bench import real_files

    files = [(c, p) for c, p in real_files.present() if given.only in c.title or given.only in p.name]
    if not files:
        print("shared/data is not there, or no file fits: imports are not measured", file=sys.stderr)
        return 0
    home = django("imports")
    results, small, unreadable = measured(home, files, given.runs)
    if small.files:
        results += small.results()
    if unreadable:
        print(f"   {unreadable} files cannot be read and say why")
    clean("imports")
    return 1 if show(results) else 0


def measured(home: Path, files: list[tuple[Any, Path]], runs: int) -> tuple[list[Result], Sum, int]:
    """Every file taken in once, in its turn; the rivals right after it."""
    from bench.taking import take
    from zhiheng.frame.regions.loader import load_divisions

    load_divisions(townships=False)
    take(*min(files, key=lambda f: f[1].stat().st_size), write=False)
    results: list[Result] = []
    small, unreadable = Sum(), 0
    for case, path in files:
        taken: list[Taken] = []
        limit = Bare(home)
        own = seconds(lambda case=case, path=path, taken=taken: taken.append(take(case, path)))  # type: ignore[misc]
        told = taken[0]
        if told.failure:
            unreadable += 1
            continue
        plain, reader = interleaved(runs, partial(cells, path), partial(read, path), cpu=True)
        least = limit.seconds(path, told, runs)
        note = f"{told.rows:,} rows, {told.new:,} new, {told.refused:,} refused ({own:.2f} s)"
        line = f"{own / plain:.1f} × the cells, {own / least:.1f} × the bare limit, {own / reader:.1f} × our own reader"
        print(f"   {path.name}: {line}; {note}", file=sys.stderr, flush=True)
        if told.rows < SMALL:
            small.files, small.own = small.files + 1, small.own + own
            small.cells, small.bare = small.cells + plain, small.bare + least
            small.reader += reader
        bar = None if told.rows < SMALL else BAR
        results += [
            Result(path.name[:56], CELLS, own / plain, bar, note=note),
            Result(path.name[:56], LIMIT, own / least, bar),
            Result(path.name[:56], OWN, own / reader, None),
        ]
    return results, small, unreadable


if __name__ == "__main__":
    sys.exit(main())
