"""Intake against the bare reading of cells: 100,000 rows x 12 columns of .xlsx, two rows in a hundred with errors.

Prints ratios only, each the median of interleaved runs in one process:
    reading the cells with python-calamine (the fastest reader known)      = 1
    read_workbook + plan + parse: every cell validated, every error listed  = ratio
    the same plus the returned error workbook                               = ratio
    100,000 errors against 10,000, returned workbook included, in time and in memory = ratio (10 is linear)

Run: python bench/bench_intake.py [--rows N] [--runs N] [--json]
"""

from __future__ import annotations

import argparse
import datetime
import gc
import io
import json
import random
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import python_calamine
from rustpy_xlsxwriter import Format, write_worksheet

from zhiheng.kernels import intake

BAR = 2.5
ERRORS_BAR = 11.0  # ten times the errors, at most eleven times the time and the memory
REGIONS = {
    f"62{city:02d}{county:02d}": f"{city}市{county}县" for city in range(1, 15) for county in range(1, 8)
}
SPECS = (
    intake.ColumnSpec("number", "抽样单编号", "identifier", required=True, pattern=r"[A-Z]{2}\d{10}"),
    intake.ColumnSpec("day", "抽样日期", "date", required=True, minimum=datetime.date(2010, 1, 1)),
    intake.ColumnSpec("region", "行政区划", "code", required=True, codes=REGIONS),
    intake.ColumnSpec("enterprise", "受检单位", required=True, max_length=100),
    intake.ColumnSpec("uscc", "统一社会信用代码", "identifier", pattern=r"[0-9A-Z]{18}"),
    intake.ColumnSpec("product", "产品名称", required=True, max_length=60),
    intake.ColumnSpec("batch", "批号", max_length=40),
    intake.ColumnSpec("price", "单价", "decimal", minimum=0, unit="元"),
    intake.ColumnSpec("quantity", "抽样数量", "integer", minimum=0),
    intake.ColumnSpec("value", "实测值", "decimal"),
    intake.ColumnSpec(
        "verdict", "检验结论", "choice", required=True, choices={"pass": ("合格",), "fail": ("不合格",)}
    ),
    intake.ColumnSpec("retest", "是否复检", "boolean"),
)
_FAULTS: tuple[tuple[str, Any], ...] = (
    ("抽样日期", "2016-02-30"),
    ("行政区划", "不存在县"),
    ("受检单位", None),
    ("单价", "约一百"),
    ("抽样数量", 2.5),
    ("检验结论", "待定"),
    ("统一社会信用代码", "62012"),
)


def make(rows: int, seed: int = 20) -> bytes:
    """The file: plausible values, many of them different in every row, 2 % of the rows with one fault."""
    rng = random.Random(seed)  # noqa: S311
    codes, start = list(REGIONS), datetime.date(2012, 1, 1)

    def record(i: int) -> dict[str, Any]:
        row: dict[str, Any] = {
            "抽样单编号": f"GZ{i:010d}",
            "抽样日期": start + datetime.timedelta(days=rng.randrange(3000)),
            "行政区划": rng.choice(codes),
            "受检单位": f"示例企业{rng.randrange(rows):06d}有限公司",
            "统一社会信用代码": f"91620000MA{rng.randrange(10**8):08d}",
            "产品名称": f"产品{rng.randrange(400)}号",
            "批号": f"20{rng.randrange(10, 26)}{rng.randrange(10**6):06d}批",
            "单价": round(rng.random() * 1000, 2),
            "抽样数量": rng.randrange(1, 60),
            "实测值": rng.random() * 10,
            "检验结论": "合格" if rng.random() < 0.93 else "不合格",
            "是否复检": rng.choice(("是", "否")),
        }
        if i % 50 == 7:
            column, value = _FAULTS[(i // 50) % len(_FAULTS)]
            row[column] = value
        return row

    out = io.BytesIO()
    formats = {"抽样日期": Format().set_num_format("yyyy-mm-dd")}
    write_worksheet((record(i) for i in range(rows)), out, sheet_name="抽样", column_formats=formats)
    return out.getvalue()


def cells_only(data: bytes) -> int:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return len(book.get_sheet_by_index(0).to_python())


def whole(data: bytes) -> intake.Intake:
    book = intake.read_workbook(data, "抽样.xlsx")
    return intake.parse(book, intake.plan(book, SPECS), SPECS, natural_key=("number",))


def returned(data: bytes) -> int:
    book = intake.read_workbook(data, "抽样.xlsx")
    found = intake.plan(book, SPECS)
    return len(intake.error_workbook(book, found, intake.parse(book, found, SPECS, natural_key=("number",))))


def all_wrong(errors: int) -> bytes:
    """A file in which every row has each of the faults: so many errors in all."""
    heads = [spec.label for spec in SPECS]
    faults = dict(_FAULTS)
    lines = [",".join(heads)]
    for i in range(round(errors / len(faults))):
        right = {"抽样单编号": f"GZ{i:010d}", "产品名称": "产品"}
        lines.append(",".join(str(faults.get(h, right.get(h)) or "") for h in heads))
    return "\n".join(lines).encode()


def told(data: bytes) -> int:
    """The errors of a file, said and returned in its workbook."""
    book = intake.read_workbook(data, "抽样.csv")
    found = intake.plan(book, SPECS)
    result = intake.parse(book, found, SPECS, natural_key=("number",))
    intake.error_workbook(book, found, result)
    return len(result.errors)


def peak(data: bytes) -> int:
    """Bytes held at most while the errors of a file are told."""
    tracemalloc.start()
    try:
        told(data)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def growth(runs: int) -> tuple[int, float, float]:
    """How many errors were told, and how much longer and larger that is than a tenth of them."""
    few, many = all_wrong(10_000), all_wrong(100_000)
    count = told(many)
    short, long = measure(runs, lambda: told(few), lambda: told(many))
    return count, round(long / short, 1), round(peak(many) / peak(few), 1)


def measure(runs: int, *jobs: Callable[[], object]) -> list[float]:
    """Median processor seconds of each job, the runs interleaved.

    Everything here runs in one thread and waits for nothing, so processor time is what a quiet machine takes;
    unlike the clock it does not count the neighbours.
    """
    times: list[list[float]] = [[] for _ in jobs]
    for _ in range(runs):
        for job, taken in zip(jobs, times, strict=True):
            gc.collect()
            start = time.process_time()
            job()
            taken.append(time.process_time() - start)
    return [statistics.median(taken) for taken in times]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    data = make(options.rows)
    result = whole(data)
    wrong = len(result) - len(result.good)
    cells, all_of_it, with_return = measure(
        options.runs, lambda: cells_only(data), lambda: whole(data), lambda: returned(data)
    )
    errors, longer, larger = growth(options.runs)
    report = {
        "rows": len(result),
        "columns": len(SPECS),
        "rows_with_errors": wrong,
        "intake_to_cells": round(all_of_it / cells, 2),
        "bar": BAR,
        "with_error_workbook_to_cells": round(with_return / cells, 2),
        "errors": errors,
        "errors_tenfold_time": longer,
        "errors_tenfold_memory": larger,
        "errors_bar": ERRORS_BAR,
    }
    if options.json:
        print(json.dumps(report))
    else:
        print(f"intake: {len(result):,} rows x {len(SPECS)} columns, {wrong:,} rows with errors")
        print(f"  read + plan + parse / reading the cells only: {report['intake_to_cells']} (bar {BAR})")
        print(f"  the same + returned error workbook:           {report['with_error_workbook_to_cells']}")
        print(
            f"  {errors:,} errors / a tenth of them: time {longer}, memory {larger} (bar {ERRORS_BAR}; 10 is linear)"
        )
    right = wrong == options.rows // 50
    return 0 if report["intake_to_cells"] <= BAR and right and max(longer, larger) <= ERRORS_BAR else 1


if __name__ == "__main__":
    sys.exit(main())
