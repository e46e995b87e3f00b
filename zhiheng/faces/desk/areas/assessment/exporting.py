"""Ranking and score sheets as workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from zhiheng.faces.shell import formats
from zhiheng.judgement.assessment.models import Sheet
from zhiheng.kernels.intake import ColumnSpec, export_workbook
from zhiheng.kernels.measures import Period
from zhiheng.kernels.methods.scoring import Scheme

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _text(name: str, label: str) -> ColumnSpec:
    return ColumnSpec(name, label, multiline=True)


def _number(name: str, label: str) -> ColumnSpec:
    return ColumnSpec(name, label, type="decimal")


def ranking(title: str, scheme: Scheme, sheets: Sequence[Sheet], period: Period) -> bytes:
    """One row for each region, in the order of the ranking."""
    specs = [
        _number("rank", _("名次")),
        _text("code", _("区划代码")),
        _text("region", _("地区")),
        _number("total", _("总分")),
        *(_number(g.key, g.title) for g in scheme.groups),
        _number("bonus", _("加分")),
        _text("grade", _("等级")),
        _text("complete", _("数据")),
        _text("veto", _("否决")),
    ]
    rows: list[dict[str, Any]] = []
    for s in sheets:
        gaps = [line["title"] for line in s.content["lines"] if line["status"] == "missing_data"]
        row: dict[str, Any] = {
            "rank": Decimal(s.rank) if s.rank else None,
            "code": s.region_id,
            "region": formats.bilingual(s.region),
            "total": s.total,
            "bonus": Decimal(s.content["bonus"]),
            "grade": s.content["grade_title"],
            "complete": _("齐全") if s.complete else f"{_('缺')}：{'、'.join(gaps)}",
            "veto": "；".join(v["document"] for v in s.content["vetoes"]),
        }
        row.update({g["key"]: Decimal(g["points"]) for g in s.content["groups"]})
        rows.append(row)
    return export_workbook(specs, rows, title=title[:31])


def sheet(title: str, found: Sheet) -> bytes:
    """One row for each item, then groups and total."""
    specs = [
        _text("group", _("部分")),
        _text("key", _("编号")),
        _text("title", _("项目")),
        _number("max", _("满分")),
        _number("points", _("得分")),
        _text("text", _("规则和数字")),
        _text("flag", _("情况")),
        _text("basis", _("依据")),
        _text("source", _("来源")),
        _text("evidence", _("证据")),
    ]
    names = {g["key"]: g["title"] for g in found.content["groups"]}
    rows: list[dict[str, Any]] = [
        {
            "group": names.get(line["group"], _("加分")),
            "key": line["key"],
            "title": line["title"],
            "max": Decimal(line["max"]),
            "points": Decimal(line["points"]),
            "text": line["text"],
            "flag": line["flag"],
            "basis": line["basis"],
            "source": line["source"],
            "evidence": "；".join(line["evidence"]),
        }
        for line in (*found.content["lines"], *found.content["bonus_lines"])
    ]
    rows += [
        {
            "group": g["title"],
            "title": _("小计"),
            "max": Decimal(g["max"]),
            "points": Decimal(g["points"]),
            "text": g["note"],
        }
        for g in found.content["groups"]
    ]
    rows.append(
        {
            "group": _("合计"),
            "title": found.content["grade_title"],
            "points": found.total,
            "text": found.content["text"],
        }
    )
    return export_workbook(specs, rows, title=title[:31])
