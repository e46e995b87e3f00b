"""The import of each real file against merely reading its cells.

    python -m bench.bench_imports [--only WORD] [--runs 1]

Every file of ``bench.real_files`` is checked and applied by the import that anyone uses (``bench.taking``), into a
throw-away SQLite database with the nation's divisions; the rival reads all cells of the same file with the plain reader
of its type (csv, python-calamine). Processor time of this process; at most 4 ×. Files of fewer rows than ``SMALL`` are
shown one by one and judged together, since what an import costs whatever its size is most of theirs. The files lie in
shared/data beside the project; without them nothing is measured.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench.common import Result, clean, django, interleaved, show

SMALL = 2_000
BAR = 4.0


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


def seconds(action: Callable[[], object]) -> float:
    start = time.process_time()
    action()
    return time.process_time() - start


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default="", help="files whose title or name has this word")
    parser.add_argument(
        "--runs", type=int, default=5, help="readings of the cells that the median is taken of"
    )
    given = parser.parse_args()
    from bench import real_files

    files = [(c, p) for c, p in real_files.present() if given.only in c.title or given.only in p.name]
    if not files:
        print("shared/data is not there, or no file fits: imports are not measured", file=sys.stderr)
        return 0
    django("imports")
    from bench.taking import Taken, take
    from zhiheng.frame.regions.loader import load_divisions

    load_divisions(townships=False)
    results, small_own, small_cells, small_count, unreadable = [], 0.0, 0.0, 0, 0
    for case, path in files:
        taken: list[Taken] = []
        own = seconds(lambda case=case, path=path, taken=taken: taken.append(take(case, path)))  # type: ignore[misc]
        told = taken[0]
        if told.failure:
            unreadable += 1
            continue
        (plain,) = interleaved(given.runs, lambda path=path: cells(path), cpu=True)  # type: ignore[misc]
        note = f"{told.rows:,} rows, {told.new:,} new, {told.refused:,} refused ({own:.2f} s)"
        small = told.rows < SMALL
        print(f"   {path.name}: {own / plain:.2f} × {note}", file=sys.stderr, flush=True)
        if small:
            small_own, small_cells, small_count = small_own + own, small_cells + plain, small_count + 1
        results.append(
            Result(path.name[:56], "reading the cells", own / plain, None if small else BAR, note=note)
        )
    if small_count:
        note = f"({small_own:.2f} s, {small_cells:.3f} s)"
        results.append(
            Result(
                f"{small_count} small files together",
                "reading the cells",
                small_own / small_cells,
                BAR,
                note=note,
            )
        )
    if unreadable:
        print(f"   {unreadable} files cannot be read and say why (passwords)")
    clean("imports")
    return 1 if show(results) else 0


if __name__ == "__main__":
    sys.exit(main())
