"""A released cut as a page shows it: a table, sentences in plain language, a chart, a CSV file.

Only what is in the cut is used; nothing is asked of the registers or the engine, so that a page shown today says
what was approved then.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Chart, Column, Figure, Light, Row, Table
from zhiheng.frame.registers.wording import word
from zhiheng.judgement.indicators.catalogue import catalogue, definition

OPS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "=", "~": "≈", "between": ""}
STATUS = {
    "small_denominator": "small_sample",
    "no_records": "no_record",
    "zero_denominator": "division_by_zero",
    "not_reported": "not_reported",
    "outside_validity": "not_in_force",
    "undefined": "not_defined",
    "no_values": "no_record",
    "region_not_valid": "not_applicable",
}
#: The columns of the CSV, in order: key in the cut, heading.
COLUMNS = (
    ("id", "编号"),
    ("clause", "条款"),
    ("definition", "指标代码"),
    ("version", "定义版本"),
    ("name", "指标"),
    ("kind", "性质"),
    ("region", "区划"),
    ("period", "期间"),
    ("value", "数值"),
    ("unit", "单位"),
    ("numerator", "分子"),
    ("denominator", "分母"),
    ("interval", "95%置信区间"),
    ("pooled", "合并统计"),
    ("op", "比较"),
    ("target", "目标"),
    ("target_max", "目标上限"),
    ("published", "公布数"),
    ("met", "是否达到"),
    ("agrees", "是否一致"),
    ("distance", "距离"),
    ("light", "灯"),
    ("status", "数据情况"),
    ("source", "来源"),
    ("reason", "说明"),
)
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def lines(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    return list(content.get("lines", []))


def pending(line: Mapping[str, Any], content: Mapping[str, Any]) -> bool:
    """A target whose year is still to come when the cut was made, and which is not reached yet: no failure."""
    by, asked = str(line.get("by") or "")[:4], str(content.get("period", ""))[:4]
    return line["kind"] != "result" and line["light"] in {"red", "amber"} and by.isdigit() and by > asked


def state_of(line: Mapping[str, Any], content: Mapping[str, Any]) -> str:
    """green, amber, red or grey, as the public reads it."""
    return "grey" if pending(line, content) else str(line["light"])


def name_of(line: Mapping[str, Any]) -> str:
    """The indicator's English name for English readers where its definition has one."""
    code = line.get("definition")
    if formats.english() and code and code in catalogue():
        return formats.bilingual(definition(str(code))) or str(line["name"])
    return str(line["name"])


def light_of(line: Mapping[str, Any], content: Mapping[str, Any]) -> Light:
    if pending(line, content):
        return Light("grey", _("尚未到期"))
    if line["kind"] == "result":
        words = {True: _("与公布数一致"), False: _("与公布数不一致"), None: _("未知")}[line.get("agrees")]
        return Light(line["light"], words)
    if line["light"] == "grey" and line.get("value") is not None:
        return Light("grey", _("未到判断时候"))
    return Light(line["light"])


def wanted(line: Mapping[str, Any]) -> str:
    """The target or the published figure, with its comparison and unit."""
    value = line.get("published") if line["kind"] == "result" else line.get("target")
    if value is None:
        return ""
    top = line.get("target_max")
    until = f"–{formats.number(top)}" if top is not None else ""
    return f"{OPS.get(line['op'], '')} {formats.number(value)}{until}{_unit(line)}".strip()


def _unit(line: Mapping[str, Any]) -> str:
    unit = formats.unit(str(line.get("unit") or ""))
    return unit if not unit or unit[0] in "%‰" else f" {unit}"


def line_table(content: Mapping[str, Any]) -> Table:
    """Every line: indicator, value, target, distance, light, words."""
    rows = []
    for line in lines(content):
        status = STATUS.get(str(line["status"]), "") if line["status"] != "ok" else ""
        if not status and line.get("source") == "reported" and line.get("value") is not None:
            status = "reported"
        distance = line.get("distance")
        parts = line.get("value") is not None and line.get("denominator") not in {None, 1}
        rows.append(
            Row(
                [
                    name_of(line),
                    Figure(
                        line.get("value"),
                        str(line.get("unit") or ""),
                        status=status,
                        numerator=line.get("numerator") if parts else None,
                        denominator=line.get("denominator") if parts else None,
                        note="; ".join(filter(None, [chance(line), mixed(line)])),
                    ),
                    wanted(line),
                    Figure(round(distance, 2), _distance_unit(line)) if distance is not None else None,
                    light_of(line, content),
                    span(line["period"]) if line.get("period") else None,
                    line.get("clause"),
                    "" if formats.english() else line.get("reason"),
                ]
            )
        )
    columns = [
        Column("name", _("指标"), wide=True),
        Column("value", _("数值"), align="end"),
        Column("target", _("目标或公布数"), align="end"),
        Column("distance", _("与目标的差"), align="end"),
        Column("light", _("情况")),
        Column("period", _("统计期")),
        Column("clause", _("条款")),
        Column("reason", _("说明"), wide=True),
    ]
    if formats.english():
        columns.pop()
        for row in rows:
            row.cells = list(row.cells)[:-1]
    return Table(columns, rows, _("指标完成情况"), id="lines", cards=True, empty=_("这一号发布没有指标。"))


def chance(line: Mapping[str, Any]) -> str:
    """How far chance could carry a rate of few things, in words; empty where the cut holds no interval."""
    ends = line.get("interval")
    if not ends:
        return ""
    return _("95%% 置信区间 %(low)s%%–%(high)s%%") % {
        "low": formats.number(ends[0]),
        "high": formats.number(ends[1]),
    }


def mixed(line: Mapping[str, Any]) -> str:
    """That the rate adds together records of different kinds, in words; empty where it does not or the cut is silent."""
    names = line.get("pooled")
    return _("含%(columns)s不同的记录") % {"columns": _("、").join(map(word, names))} if names else ""


def span(key: str) -> str:
    """A period in words; ``2011..2015`` too."""
    start, _sep, end = key.partition("..")
    return f"{formats.period(start)}–{formats.period(end)}" if end else formats.period(key)


def _distance_unit(line: Mapping[str, Any]) -> str:
    unit = str(line.get("unit") or "")
    return _("个百分点") if unit == "%" else unit


def counts(content: Mapping[str, Any]) -> dict[str, int]:
    found = {"green": 0, "amber": 0, "red": 0, "grey": 0}
    for line in lines(content):
        found[state_of(line, content)] += 1
    return found


def summary_sentences(content: Mapping[str, Any]) -> list[str]:
    """What the cut says, in sentences anybody understands."""
    every = lines(content)
    targets = [x for x in every if x["kind"] != "result"]
    results = [x for x in every if x["kind"] == "result"]
    sentences = []
    if targets:
        n = counts({**content, "lines": targets})
        sentences.append(
            _(
                "方案共有 %(all)s 个目标：达到 %(met)s 个，接近 %(near)s 个，未达到 %(missed)s 个，暂不能判断 %(unknown)s 个。"
            )
            % {
                "all": len(targets),
                "met": n["green"],
                "near": n["amber"],
                "missed": n["red"],
                "unknown": n["grey"],
            }
        )
        if missed := [x for x in targets if state_of(x, content) == "red"]:
            sentences.append(_("没有达到的是：%(names)s。") % {"names": _some(_said(x) for x in missed)})
        if unknown := [x for x in targets if state_of(x, content) == "grey"]:
            sentences.append(
                _("暂不能判断的，是因为没有数据或还没有到期：%(names)s。")
                % {"names": _some(name_of(x) for x in unknown)}
            )
    if results:
        agreed = sum(x.get("agrees") is True for x in results)
        sentences.append(
            _("文件公布的 %(all)s 个结果中，按台账和报送值重新计算一致的有 %(same)s 个。")
            % {"all": len(results), "same": agreed}
        )
    return sentences or [_("这一号发布没有指标。")]


def _said(line: Mapping[str, Any]) -> str:
    value = Figure(line.get("value"), str(line.get("unit") or "")).text
    return _("%(name)s（%(value)s，目标 %(target)s）") % {
        "name": name_of(line),
        "value": value,
        "target": wanted(line),
    }


def _some(names: Iterable[str], limit: int = 8) -> str:
    every = list(names)
    words = _("、").join(every[:limit])
    return words + (_(" 等 %(n)s 项") % {"n": len(every)} if len(every) > limit else "")


def share(line: Mapping[str, Any]) -> float | None:
    """How much of a target is reached, in per cent; None where a share says nothing (no value, range, zero)."""
    value, target = line.get("value"), line.get("target")
    if line["kind"] == "result" or value is None or not target:
        return None
    if line["op"] in {">=", ">", "=", "~"}:
        return round(100 * value / target, 1)
    if line["op"] in {"<=", "<"} and value:
        return round(100 * target / value, 1)
    return None


def chart(content: Mapping[str, Any]) -> Chart | None:
    """How far each target is reached; lines without a share are in the table only."""
    known = [(line, s) for line in lines(content) if (s := share(line)) is not None]
    if not known:
        return None
    colours = {"green": "#00694a", "amber": "#e69f00", "red": "#b02318", "grey": "#8895a2"}
    known = known[:24][::-1]
    option = {
        "grid": {"top": 8},
        "xAxis": {"type": "value", "min": 0, "max": 150, "axisLabel": {"formatter": "{value}%"}},
        "yAxis": {
            "type": "category",
            "data": [_short(name_of(line)) for line, _share in known],
            "axisLabel": {"interval": 0, "width": 160, "overflow": "truncate"},
        },
        "series": [
            {
                "type": "bar",
                "name": _("达到目标的程度"),
                "barMaxWidth": 14,
                "data": [
                    {"value": s, "itemStyle": {"color": colours[state_of(line, content)]}}
                    for line, s in known
                ],
                "markLine": {
                    "symbol": "none",
                    "silent": True,
                    "label": {"show": False},
                    "lineStyle": {"color": "#1c2733", "type": "dashed"},
                    "data": [{"xAxis": 100}],
                },
            }
        ],
    }
    rows = [[name_of(line), Figure(s, "%", 1), light_of(line, content)] for line, s in known[::-1]]
    return Chart(
        "reached",
        _("各目标达到的程度"),
        option,
        "lg",
        [_("指标"), _("达到目标的程度"), _("情况")],
        rows,
        note=_("虚线为目标（100%%）；超过 150%% 的画到边。") % {},
        unit="%",
    )


def _short(name: str) -> str:
    return name if len(name) <= 28 else name[:27] + "…"


def as_csv(release: Any) -> bytes:
    """The cut as CSV (UTF-8 with a mark, so that spreadsheets read the Chinese), number and date in each row."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["发布编号", "批准日期", "演示数据", *(head for _key, head in COLUMNS)])
    head = [
        release.number,
        release.approved_at.date().isoformat() if release.approved_at else "",
        "是" if release.synthetic else "否",
    ]
    for line in lines(release.content):
        writer.writerow([*head, *(_cell(line.get(key)) for key, _head in COLUMNS)])
    return ("\ufeff" + out.getvalue()).encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return ("、" if value and isinstance(value[0], str) else "–").join(map(str, value))
    text = str(value)
    # A text that a spreadsheet would take for a formula; numbers are not texts.
    return f"'{text}" if isinstance(value, str) and text.startswith(_RISKY) and len(text) > 2 else text
