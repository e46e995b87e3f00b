"""A small invented world: two provinces, records as plain rows, and their Parquet copies.

The codes are made up apart from their form; 110000 is a province and its own prefecture,
419900 is a city that is its own county, 411000 a county straight
under its province, 620799 a county that was merged into 620701 at the end of 2015.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from zhiheng.kernels.measures import FactTable, RegionRow, RegionTable

REGIONS = [
    RegionRow("620000", "甲省", "province", province="620000"),
    RegionRow("620700", "甲一市", "prefecture", "620000", "620700"),
    RegionRow("620701", "一区", "county", "620000", "620700", "620701"),
    RegionRow("620702", "二县", "county", "620000", "620700", "620702"),
    RegionRow(
        "620799",
        "旧县",
        "county",
        "620000",
        "620700",
        "620799",
        date(1990, 1, 1),
        date(2015, 12, 31),
        "620701",
    ),
    RegionRow("620702001", "河东镇", "township", "620000", "620700", "620702"),
    RegionRow("620800", "甲二市", "prefecture", "620000", "620800"),
    RegionRow("620801", "三县", "county", "620000", "620800", "620801"),
    RegionRow("410000", "乙省", "province", province="410000"),
    RegionRow("411000", "直管县", "county", "410000", None, "411000"),
    RegionRow("110000", "直辖市", "province", "110000", "110000"),
    RegionRow("110101", "东区", "county", "110000", "110000", "110101"),
    RegionRow("419900", "独市", "prefecture", "410000", "419900", "419900"),
]
CODES = [row.code for row in REGIONS]

SAMPLING = {
    "date": "date",
    "retested": "date",
    "level": "text",
    "result": "text",
    "comparable": "boolean",
    "enterprise": "text",
    "batches": "integer",
    "score": "number",
}
TITLES = {"granted": "date", "valid_until": "date", "kind": "text", "worth": "number"}


def regions() -> RegionTable:
    return RegionTable(REGIONS)


def placed(code: str) -> dict[str, str | None]:
    row = next(r for r in REGIONS if r.code == code)
    return {"region": code, "province": row.province, "prefecture": row.prefecture, "county": row.county}


def parts(day: date | None, prefix: str = "") -> dict[str, int | None]:
    if day is None:
        return {f"{prefix}{part}": None for part in ("year", "half", "quarter", "month")}
    return {
        f"{prefix}year": day.year,
        f"{prefix}half": (day.month + 5) // 6,
        f"{prefix}quarter": (day.month + 2) // 3,
        f"{prefix}month": day.month,
    }


def record(columns: Mapping[str, str], primary: str, values: Mapping[str, object]) -> dict[str, object]:
    """One fact row from ``region`` and the declared columns, date parts filled in."""
    row: dict[str, object] = {"id": values["id"], **placed(str(values["region"]))}
    for name, kind in columns.items():
        row[name] = values.get(name)
        if kind == "date":
            row |= parts(values.get(name), "" if name == primary else f"{name}_")  # type: ignore[arg-type]
    return row


_ARROW = {
    "text": pa.string(), "integer": pa.int32(), "number": pa.float64(), "boolean": pa.bool_(), "date": pa.date32(),
}  # fmt: skip


def table(
    folder: Path,
    register: str,
    columns: Mapping[str, str],
    primary: str,
    rows: Iterable[Mapping[str, object]],
    *,
    files: int = 2,
    coverage: str = "prefecture",
    enterprise: str = "",
) -> FactTable:
    """Write the rows to a few Parquet files and describe them."""
    fields = [
        ("id", pa.int64()),
        *((name, pa.string()) for name in ("region", "province", "prefecture", "county")),
    ]
    for name, kind in columns.items():
        fields.append((name, _ARROW[kind]))
        if kind == "date":
            prefix = "" if name == primary else f"{name}_"
            fields += [(f"{prefix}year", pa.int16())]
            fields += [(f"{prefix}{part}", pa.int8()) for part in ("half", "quarter", "month")]
    schema = pa.schema(fields)
    given = [record(columns, primary, row) for row in rows]
    paths = []
    for at in range(files if given else 0):
        path = folder / f"{register}-{at}.parquet"
        pq.write_table(pa.Table.from_pylist(given[at::files], schema=schema), path)
        paths.append(str(path))
    return FactTable(register, paths, columns, primary, coverage=coverage, enterprise=enterprise)  # type: ignore[arg-type]


def last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
