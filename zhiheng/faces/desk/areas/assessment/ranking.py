"""The ranking of a round as a table and as a chart."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Badge, Chart, Column, Figure, Light, Row, Table
from zhiheng.judgement.assessment.models import Round, Ruling, Sheet
from zhiheng.judgement.assessment.reopening import rulings, standings
from zhiheng.kernels.methods.scoring import Scheme

TONES = {"A": "green", "B": "blue", "C": "amber", "D": "red"}


def ranking(found: Round, scheme: Scheme, sheets: list[Sheet], own: set[str]) -> Table:
    rows = []
    for s in sheets:
        groups = [Figure(float(g["points"])) for g in s.content["groups"]]
        gaps = sum(line["status"] == "missing_data" for line in s.content["lines"])
        rows.append(
            Row(
                [
                    formats.bilingual(s.region),
                    s.rank,
                    Figure(s.total.normalize(), _("分")),
                    *groups,
                    Figure(float(s.content["bonus"])),
                    Badge(s.content["grade_title"], TONES.get(s.grade, "plain")),
                    Light("green", _("齐全"))
                    if s.complete
                    else Light("amber", _("缺 %(n)s 项") % {"n": gaps}),
                    Light("red", _("已认定否决")) if s.content["vetoes"] else None,
                ],
                url=reverse("desk:sheet", args=[found.pk, s.region_id]) if s.region_id in own else "",
            )
        )
    columns = [
        Column("region", _("地区")),
        Column("rank", _("名次"), align="end"),
        Column("total", _("总分"), align="end"),
        *(Column(g.key, f"{g.title}（{formats.number(g.points)}）", align="end") for g in scheme.groups),
        Column("bonus", _("加分"), align="end"),
        Column("grade", _("等级")),
        Column("complete", _("数据")),
        Column("veto", _("否决")),
    ]
    return Table(columns, rows, _("排名"), id="ranking", cards=True)


def earlier(found: Round, sheets: list[Sheet]) -> list[Table]:
    """What was approved before the round was reopened, beside what is there now."""
    return [_ruling(each, sheets) for each in rulings(found)]


def _ruling(ruling: Ruling, sheets: list[Sheet]) -> Table:
    names = {s.region_id: formats.bilingual(s.region) for s in sheets}
    rows = []
    for then in standings(ruling, sheets):
        now = then.now
        rows.append(
            Row(
                [
                    names.get(then.region, then.region),
                    then.rank,
                    Figure(then.total.normalize(), _("分")),
                    Badge(then.grade, TONES.get(then.grade, "plain")),
                    now.rank if now is not None else None,
                    Figure(now.total.normalize(), _("分")) if now is not None else None,
                    Badge(now.grade, TONES.get(now.grade, "plain")) if now is not None else None,
                    Light("amber", _("有变动")) if then.changed else Light("green", _("未变")),
                ]
            )
        )
    columns = [
        Column("region", _("地区")),
        Column("rank", _("原名次"), align="end"),
        Column("total", _("原总分"), align="end"),
        Column("grade", _("原等级")),
        Column("rank_now", _("现名次"), align="end"),
        Column("total_now", _("现总分"), align="end"),
        Column("grade_now", _("现等级")),
        Column("changed", _("比较")),
    ]
    said = _("第 %(n)s 次审定的结果；%(who)s 于 %(at)s 重新打开，理由：%(why)s") % {
        "n": ruling.number,
        "who": ruling.reopened_by,
        "at": formats.date(ruling.reopened_at),
        "why": ruling.reason,
    }
    return Table(columns, rows, said, id=f"ruling-{ruling.number}", cards=True)


def chart(scheme: Scheme, sheets: list[Sheet]) -> Chart:
    names = [s.region.short_name or s.region.name for s in sheets]
    series: list[dict[str, Any]] = [
        {
            "type": "bar",
            "stack": "total",
            "name": group.title,
            "data": [float(s.content["groups"][i]["points"]) for s in sheets],
            "barMaxWidth": 36,
            "label": {"show": True, "color": "#ffffff"},
        }
        for i, group in enumerate(scheme.groups)
    ]
    bonus = [float(s.content["bonus"]) for s in sheets]
    if any(bonus):
        series.append({"type": "bar", "stack": "total", "name": _("加分"), "data": bonus, "barMaxWidth": 36})
    colours = ["#1b5e9b", "#00694a", "#8a6d00"]
    option = {
        "color": colours,
        "xAxis": {"type": "category", "data": names, "axisLabel": {"interval": 0}},
        "yAxis": {"type": "value", "min": 0, "max": float(scheme.points) + float(scheme.bonus_cap)},
        "series": series,
    }
    return Chart("comparison", _("各地区得分构成"), option, unit=_("分"))
