"""A series that breaks, as a chart and a sentence say it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from zhiheng.faces.desk.areas.indicators.shown import period_label
from zhiheng.faces.shell import formats
from zhiheng.judgement.indicators.breaks import Break
from zhiheng.kernels.measures import Period


def mark(option: dict[str, Any], breaks: Sequence[Break], points: Sequence[Period]) -> dict[str, Any]:
    """The chart with an upright line at the first point that the new rule rules, with its name."""
    series, axis = option.get("series"), option.get("xAxis")
    if not isinstance(series, list) or not series or not isinstance(axis, dict):
        return option
    # The axis prints why a point is empty below its period: it is its words that the line stands at.
    ticks = dict(zip(points, axis.get("data", ()), strict=False))
    lines = [
        {
            "xAxis": ticks[point],
            "label": {"formatter": made.after.version, "position": "insideEndTop", "color": "#222222"},
        }
        for made in breaks
        if (point := made.at(points)) in ticks
    ]
    if not lines:
        return option
    drawn = {
        "symbol": "none",
        "silent": True,
        "lineStyle": {"type": "dotted", "width": 2, "color": "#4D4D4D"},
        "data": lines,
    }
    return {**option, "series": [{**series[0], "markLine": drawn}, *series[1:]]}


def words(breaks: Sequence[Break], points: Sequence[Period]) -> str:
    """What the reader must know of the breaks; empty without one."""
    said = []
    for each in breaks:
        said.append(
            _("%(day)s 起按 %(after)s 评价，以前按 %(before)s：前后不可直接比较。")
            % {
                "day": formats.date(each.on),
                "after": each.after.version,
                "before": each.before.version,
            }
        )
        if cut := [period_label(p) for p in points if each.cuts(p)]:
            said.append(
                _("%(periods)s 跨了两版，每天按当天的规则计。") % {"periods": "、".join(dict.fromkeys(cut))}
            )
    return "".join(said)
