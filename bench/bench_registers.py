"""Registers: import of a workbook, refresh of the columnar copy, the list page.

    python -m bench.bench_registers [--rows 100000] [--base 1000000] [--runs 3]

- 100,000 rows × 12 columns of .xlsx through the real import (read, plan, check every cell, store) against merely
  reading the cells with python-calamine: at most 4 ×;
- a refresh after 10,000 rows are imported on top of 1,000,000, against a full rebuild: at most 0.10 ×;
- the list page over 1,000,000 rows as an ordinary county user: at most 15 queries, those of a superuser plus two.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import random
import sys
from typing import Any

from bench.common import Result, clean, django, interleaved, show

COUNTIES = ["620702", "620721", "620722", "620723", "620724", "620725"]


def workbook(
    rows: int, seed: int, prefix: str, *, years: tuple[int, int] = (2010, 2019), faults: bool = True
) -> bytes:
    """A sampling workbook of 12 columns; two rows in a hundred are wrong somewhere."""
    from rustpy_xlsxwriter import Format, write_worksheet

    rng = random.Random(seed)  # noqa: S311 — test data
    start = dt.date(years[0], 1, 1)
    days = (dt.date(years[1], 12, 31) - start).days

    def record(i: int) -> dict[str, Any]:
        passed = rng.random() < 0.93
        row: dict[str, Any] = {
            "检验报告编号": f"{prefix}{i:08d}",
            "区划": rng.choice(COUNTIES),
            "抽查级别": rng.choice(("国家", "省级", "市级", "县级")),
            "抽查类别": "监督抽查",
            "产品领域": rng.choice(("工业产品", "食品", "农资")),
            "产品名称": f"产品{rng.randrange(300)}号",
            "受检单位": f"示例企业{rng.randrange(20000):05d}有限公司",
            "统一社会信用代码": credit_code(rng.randrange(10**6)),
            "检验日期": start + dt.timedelta(days=rng.randrange(days)),
            "检验结论": "合格" if passed else "不合格",
            "可比性抽查": rng.choice(("是", "否")),
            "检验机构": f"检测中心{rng.randrange(9)}",
        }
        if faults and i % 50 == 7:
            column, value = (("检验日期", "2016-02-30"), ("区划", "不存在县"), ("检验结论", "待议"))[
                (i // 50) % 3
            ]
            row[column] = value
        return row

    out = io.BytesIO()
    formats = {"检验日期": Format().set_num_format("yyyy-mm-dd")}
    write_worksheet((record(i) for i in range(rows)), out, sheet_name="抽查", column_formats=formats)
    return out.getvalue()


def credit_code(number: int) -> str:
    """A made-up credit code with its check digits right, as codes in real files are."""
    from zhiheng.kernels.identifiers.credit_codes import code_check, organisation_check

    organisation = f"MA{number:06d}"
    body = f"91620700{organisation}{organisation_check(organisation)}"
    return f"{body}{code_check(body)}"


def cells_only(data: bytes) -> int:
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return len(book.get_sheet_by_index(0).to_python())


def fill(rows: int) -> None:
    """``rows`` sampling records over ten years and six counties, written as an import writes them."""
    from django.utils import timezone

    from zhiheng.frame.registers import bulk, facts
    from zhiheng.records.supervision.models import Sampling

    rng = random.Random(5)  # noqa: S311
    start, now = dt.date(2010, 1, 1), timezone.now()
    for first in range(0, rows, 100_000):
        size = min(100_000, rows - first)
        days = [start + dt.timedelta(days=rng.randrange(3650)) for _ in range(size)]
        revisions = facts.bump("sampling", [d.year for d in days])
        columns = {
            "report_no": [f"B{first + i:09d}" for i in range(size)],
            "region": [rng.choice(COUNTIES) for _ in range(size)],
            "level": [rng.choice(("national", "provincial", "prefecture", "county")) for _ in range(size)],
            "sector": [rng.choice(("industrial", "food")) for _ in range(size)],
            "product": [f"产品{rng.randrange(300)}号" for _ in range(size)],
            "tested_on": days,
            "result": ["qualified" if rng.random() < 0.93 else "unqualified" for _ in range(size)],
            "fact_year": [d.year for d in days],
            "revision": [revisions[d.year] for d in days],
        }
        constants = {"origin": "generated", "synthetic": True, "created_at": now, "updated_at": now}
        bulk.insert(Sampling, columns, constants)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--base", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    django("registers")
    from zhiheng.frame.people.actors import machine
    from zhiheng.frame.regions.loader import load_divisions
    from zhiheng.frame.registers import facts, imports
    from zhiheng.frame.registers.declare import register_of

    load_divisions(townships=False)
    me, sampling = machine("bench"), register_of("sampling")
    results = [importing(me, sampling, imports, options)]
    results += refreshing(me, sampling, imports, facts, options)
    results += listing(sampling)
    clean("registers")
    return show(results)


def importing(me: Any, sampling: Any, imports: Any, options: argparse.Namespace) -> Result:
    files = [workbook(options.rows, n, f"R{n}") for n in range(options.runs)]
    at = {"cells": 0, "import": 0}

    def cells() -> None:
        cells_only(files[at["cells"]])
        at["cells"] += 1

    def whole() -> None:
        data = files[at["import"]]
        at["import"] += 1
        checked = imports.check(me, sampling, data, "抽查.xlsx")
        session = imports.upload(me, sampling, data, "抽查.xlsx", region="620700", checked=checked)
        imports.apply(me, session, checked=checked, good_only=True)
        assert checked.problems and session.summary["new"] > options.rows * 0.9

    # Processor time: both run in one thread, and the neighbours are not counted.
    reading, importing_ = interleaved(options.runs, cells, whole, cpu=True)
    return Result(
        f"import {options.rows:,} rows × 12 columns, checked and stored",
        "reading the cells (python-calamine)",
        importing_ / reading,
        4,
    )


def refreshing(me: Any, sampling: Any, imports: Any, facts: Any, options: argparse.Namespace) -> list[Result]:
    fill(options.base)
    facts.refresh(sampling)
    at = {"n": 0}

    def after_import() -> None:
        facts.refresh(sampling)

    def rebuild() -> None:
        facts.refresh(sampling, rebuild=True)

    ratios = []
    for _ in range(options.runs):
        # Ten thousand rows of one recent year, as a yearly return brings them, and of all ten years.
        data = workbook(10_000, 100 + at["n"], f"N{at['n']}", years=(2010, 2019), faults=False)
        at["n"] += 1
        checked = imports.check(me, sampling, data, "新增.xlsx")
        session = imports.upload(me, sampling, data, "新增.xlsx", region="620700", checked=checked)
        imports.apply(me, session, checked=checked)
        (refreshed,) = interleaved(1, after_import)
        (rebuilt,) = interleaved(1, rebuild)
        ratios.append(refreshed / rebuilt)
    name = f"refresh after 10,000 rows (all ten years) on {options.base:,}"
    return [Result(name, "full rebuild", sorted(ratios)[len(ratios) // 2], 0.10)]


def listing(sampling: Any) -> list[Result]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from zhiheng.frame.people.models import Post, Unit, User

    unit = Unit.objects.create(key="bench-office", name="甘州区质量办", kind="office", region_id="620702")
    user = User.objects.create_user("bench-county", password=None)
    Post.objects.create(user=user, unit=unit, role="county_office", territory_id="620702")
    boss = User.objects.create_superuser("bench-super", password=None)
    counts = []
    for who in (user, boss):
        client = Client()
        client.force_login(who)
        client.get("/registers/sampling")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get("/registers/sampling")
        assert answer.status_code == 200, answer.status_code
        counts.append(len(queries))
    return [
        Result("list page of 1,000,000 rows, county user: queries", "one query", counts[0], 15),
        Result("… queries beyond a superuser's", "one query", counts[0] - counts[1], 2),
    ]


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
