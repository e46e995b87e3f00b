"""ECharts options for the charts that papers and pages share.

Plain JSON data: no functions, so one option serves the browser and the printed report. A value that is not
known is a :class:`Gap` or ``None``: it leaves a hole in the line or no bar, and its reason is written at the
axis; it is never drawn as 0. Tooltips use ``renderMode: richText`` because HTML tooltips need inline style,
which the pages' content security policy forbids.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from zhiheng.kernels.papers.model import PaperError

__all__ = ["PALETTE", "Gap", "Series", "Value", "bars", "stacked", "trend"]

PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#5E3C99", "#4D4D4D")
"""Colours told apart by all common kinds of colour blindness (Okabe and Ito 2008, without the pale yellow,
with a violet and a grey added); charts also differ by symbol, line type or hatch, never by colour alone."""

_SYMBOLS = (
    "circle",
    "rect",
    "triangle",
    "diamond",
    "emptyCircle",
    "emptyRect",
    "emptyTriangle",
    "emptyDiamond",
)
_LINES = ("solid", "dashed", "dotted")
_MISSING = "缺数"
_TARGET_COLOUR = "#4D4D4D"


@dataclass(frozen=True, slots=True)
class Gap:
    """A value that is not there, and why: 缺报, 未到期, 样本不足."""

    reason: str = _MISSING


Value = float | int | Gap | None


@dataclass(frozen=True, slots=True)
class Series:
    """One named row of values, one for each period or category."""

    name: str
    values: Sequence[Value]


def trend(
    title: str,
    periods: Sequence[str],
    series: Sequence[Series],
    *,
    unit: str = "",
    targets: Sequence[Series] = (),
    from_zero: bool = False,
    labels: bool | None = None,
) -> dict[str, Any]:
    """Lines over time. ``targets`` are drawn as grey dashed steps. Gaps break the line.

    ``labels`` prints the values at the points; by default when there is one series of at most 12 points.
    Raises PaperError when lengths differ or a value is not a finite number.
    """
    _need(title, periods, (*series, *targets))
    if not series:
        raise PaperError(f"图“{title}”", "没有数据系列")
    show = labels if labels is not None else len(series) == 1 and len(periods) <= 12
    lines = []
    for index, row in enumerate(series):
        lines.append(
            {
                "type": "line",
                "name": row.name,
                "data": _numbers(row.values),
                "connectNulls": False,
                "symbol": _SYMBOLS[index % len(_SYMBOLS)],
                "symbolSize": 8,
                "showSymbol": True,
                "showAllSymbol": True,  # a lone point between two gaps has no line to show it
                "lineStyle": {"width": 2, "type": _LINES[(index // len(PALETTE)) % len(_LINES)]},
                "label": {"show": show, "position": "top", "color": "#222222"},
                "labelLayout": {"hideOverlap": True},
                "z": 3,
            }
        )
    for index, row in enumerate(targets):
        lines.append(
            {
                "type": "line",
                "name": row.name,
                "data": _numbers(row.values),
                "connectNulls": False,
                "step": "middle",
                "symbol": "none",
                "color": _TARGET_COLOUR,
                "lineStyle": {"width": 1.5, "type": _LINES[1 + index % 2], "color": _TARGET_COLOUR},
                "z": 2,
            }
        )
    option = _frame(title, [row.name for row in series], [row.name for row in targets])
    option["tooltip"] = {"trigger": "axis", "renderMode": "richText", "confine": True}
    texts = _axis(periods, series)
    option["xAxis"] = {
        "type": "category",
        "data": texts,
        "axisLabel": {
            "color": "#222222",
            "hideOverlap": False,
            "interval": "auto" if len(periods) > 12 or _crowded(texts) else 0,
        },
        "axisTick": {"alignWithLabel": True},
    }
    option["yAxis"] = {**_value_axis(unit), "scale": not from_zero}
    option["series"] = lines
    return option


def bars(
    title: str,
    regions: Sequence[str],
    values: Sequence[Value],
    *,
    unit: str = "",
    name: str = "",
    target: float | None = None,
    target_label: str = "目标",
    highlight: str | None = None,
) -> dict[str, Any]:
    """Regions or units compared, one bar each, first on top, the axis from 0. ``target`` is a line across, called ``target_label``;
    ``highlight`` names the bar to stand out. The order is the caller's: sorting is a judgement."""
    row = Series(name or title, values)
    _need(title, regions, (row,))
    if highlight is not None and highlight not in regions:
        raise PaperError(f"图“{title}”", f"要突出的“{highlight}”不在列表里")
    data: list[Any] = []
    for region, number in zip(regions, _numbers(values), strict=True):
        if number is not None and region == highlight:
            data.append(
                {"value": number, "itemStyle": {"color": PALETTE[1]}, "label": {"fontWeight": "bold"}}
            )
        else:
            data.append(number)
    bar: dict[str, Any] = {
        "type": "bar",
        "name": row.name,
        "data": data,
        "barMaxWidth": 22,
        "label": {"show": True, "position": "right", "color": "#222222"},
    }
    if target is not None:
        _finite(target, f"图“{title}”目标值")
        bar["markLine"] = {
            "silent": True,
            "symbol": "none",
            "lineStyle": {"color": _TARGET_COLOUR, "type": "dashed", "width": 1.5},
            "label": {"formatter": f"{target_label} {{c}}", "position": "start", "color": "#222222"},
            "data": [{"xAxis": target}],
        }
    option = _frame(title, [])
    option["tooltip"] = {"trigger": "item", "renderMode": "richText", "confine": True}
    option["yAxis"] = {
        "type": "category",
        "inverse": True,
        "data": _axis(regions, (row,), inline=True),
        "axisLabel": {"color": "#222222", "interval": 0},
        "axisTick": {"show": False},
    }
    option["xAxis"] = {**_value_axis(unit), "nameLocation": "end"}
    if target is not None:  # the line must lie inside the axis
        known = [number for number in _numbers(values) if number is not None]
        option["xAxis"]["max"] = _round_up(max([*known, target]))
    option["series"] = [bar]
    return option


def stacked(
    title: str,
    categories: Sequence[str],
    series: Sequence[Series],
    *,
    unit: str = "",
    labels: bool = False,
) -> dict[str, Any]:
    """Parts on top of each other per category, told apart by colour and hatch. Parts may not be negative."""
    _need(title, categories, series)
    if not series:
        raise PaperError(f"图“{title}”", "没有数据系列")
    for row in series:
        if any(number is not None and number < 0 for number in _numbers(row.values)):
            raise PaperError(f"图“{title}”系列“{row.name}”", "堆叠图不能有负数，请改用对比图")
    option = _frame(title, [row.name for row in series])
    option["tooltip"] = {
        "trigger": "axis",
        "renderMode": "richText",
        "confine": True,
        "axisPointer": {"type": "shadow"},
    }
    option["aria"] = {"enabled": True, "decal": {"show": True}}
    option["xAxis"] = {
        "type": "category",
        "data": _axis(categories, series),
        "axisLabel": {"color": "#222222", "interval": "auto" if len(categories) > 12 else 0},
        "axisTick": {"alignWithLabel": True},
    }
    option["yAxis"] = _value_axis(unit)
    option["series"] = [
        {
            "type": "bar",
            "name": row.name,
            "stack": "total",
            "data": _numbers(row.values),
            "barMaxWidth": 48,
            "label": {"show": labels, "color": "#222222", "backgroundColor": "#ffffff", "padding": 2},
        }
        for row in series
    ]
    return option


def _frame(title: str, names: Sequence[str], lines: Sequence[str] = ()) -> dict[str, Any]:
    """``lines`` are legend entries without a symbol, as targets are drawn."""
    entries: list[dict[str, Any]] = [{"name": name} for name in names]
    entries += [{"name": name, "itemStyle": {"opacity": 0}} for name in lines]
    option: dict[str, Any] = {
        "backgroundColor": "#ffffff",
        "color": list(PALETTE),
        "aria": {"enabled": True},
        "title": {"text": title, "left": "center", "textStyle": {"fontSize": 16, "color": "#222222"}},
        "grid": {
            "left": 24,
            "right": 64,
            "top": 60,
            "bottom": 48 if len(entries) > 1 else 20,
            "containLabel": True,
        },
    }
    if len(entries) > 1:
        option["legend"] = {"data": entries, "bottom": 8, "type": "plain", "textStyle": {"color": "#222222"}}
    return option


def _value_axis(unit: str) -> dict[str, Any]:
    return {
        "type": "value",
        "name": f"单位：{unit}" if unit else "",
        "nameTextStyle": {"color": "#222222"},
        "axisLabel": {"color": "#222222"},
        "splitLine": {"lineStyle": {"color": "#DDDDDD"}},
    }


def _axis(names: Sequence[str], rows: Sequence[Series], inline: bool = False) -> list[str]:
    """Axis texts with the reasons of the gaps: under the period, or after the region's name."""
    texts = []
    for index, name in enumerate(names):
        found = [(row.name, row.values[index]) for row in rows]
        gaps = [
            (row, value.reason if isinstance(value, Gap) else _MISSING)
            for row, value in found
            if _unknown(value)
        ]
        if not gaps:
            texts.append(name)
            continue
        reasons = list(dict.fromkeys(reason for _, reason in gaps))
        if len(gaps) == len(found):
            notes = reasons if len(reasons) == 1 else [f"{row}{reason}" for row, reason in gaps]
        else:
            notes = [f"{row}{reason}" for row, reason in gaps]
        texts.append(
            f"{name}（{'、'.join(notes)}）" if inline else "\n".join([name, *(f"（{n}）" for n in notes)])
        )
    return texts


def _crowded(texts: Sequence[str]) -> bool:
    """Whether the texts side by side, at 12 pixels, would run into each other under a chart of usual width.

    Texts of two lines carry the reason of a gap and are all shown.
    """
    if any("\n" in text for text in texts):
        return False
    return sum(sum(12 if ord(c) > 0xFF else 7 for c in text) + 10 for text in texts) > 600


def _unknown(value: Value) -> bool:
    return value is None or isinstance(value, Gap)


def _numbers(values: Sequence[Value]) -> list[float | int | None]:
    return [None if value is None or isinstance(value, Gap) else value for value in values]


def _need(title: str, names: Sequence[str], rows: Sequence[Series]) -> None:
    where = f"图“{title}”"
    if not title.strip():
        raise PaperError("图", "没有标题")
    if not names:
        raise PaperError(where, "没有类目")
    for row in rows:
        if len(row.values) != len(names):
            raise PaperError(f"{where}系列“{row.name}”", f"应有 {len(names)} 个值，实有 {len(row.values)} 个")
        for name, value in zip(names, row.values, strict=True):
            if not _unknown(value):
                _finite(value, f"{where}系列“{row.name}”{name}")
    repeated = [
        row.name for index, row in enumerate(rows) if row.name in [other.name for other in rows[:index]]
    ]
    if repeated:
        raise PaperError(where, f"系列重名：{'、'.join(repeated)}")


def _finite(value: object, where: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise PaperError(where, f"{value!r} 不是数；缺数请用 Gap(原因)")


def _round_up(value: float) -> float:
    """The next round figure (1, 2, 2.5, 5 times a power of ten, in tenths of it) at or above a value."""
    if value <= 0:
        return 0
    step = 10 ** math.floor(math.log10(value)) / 2
    return math.ceil(round(value / step, 9)) * step
