"""Workbooks for the tests, messy in the ways real ones are."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import Any

import openpyxl

from zhiheng.kernels.intake import ColumnSpec

REGIONS = {
    "620102": "城关区",
    "620702": "甘州区",
    "620722": "民乐县",
    "623001": "合作市",
    "632801": "格尔木市",
    "540102": "城关区",
}

SPECS = (
    ColumnSpec("number", "抽样单编号", "identifier", required=True, aliases=("抽样编号", "单号")),
    ColumnSpec("day", "抽样日期", "date", required=True, aliases=("抽查日期",)),
    ColumnSpec(
        "region", "行政区划", "code", codes=REGIONS, aliases=("地区", "县区"), code_names={"甘州": "620702"}
    ),
    ColumnSpec("enterprise", "受检单位", required=True, aliases=("企业名称",), max_length=30),
    ColumnSpec("tested", "检验批次", "integer", minimum=0, aliases=("批次数",)),
    ColumnSpec("failed", "不合格批次", "integer", minimum=0),
    ColumnSpec("value", "产值", "decimal", unit="万元"),
    ColumnSpec("verdict", "检验结论", "choice", choices={"pass": ("合格",), "fail": ("不合格", "不及格")}),
    ColumnSpec("retest", "是否复检", "boolean"),
)
HEAD = [spec.label for spec in SPECS]


def row(**changes: Any) -> list[Any]:
    """A good row in the order of SPECS, with changes by name."""
    good: dict[str, Any] = {
        "number": "GZ0001",
        "day": datetime.date(2016, 3, 5),
        "region": "620702",
        "enterprise": "示例食品厂",
        "tested": 10,
        "failed": 1,
        "value": 12.5,
        "verdict": "合格",
        "retest": "否",
    }
    return list({**good, **changes}.values())


def xlsx(rows: Sequence[Sequence[Any]], merges: Sequence[str] = (), title: str = "Sheet1") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for values in rows:
        sheet.append(list(values))
    for merge in merges:
        sheet.merge_cells(merge)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
