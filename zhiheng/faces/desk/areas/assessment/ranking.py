"""The ranking of a round as a table and as a chart."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Badge, Chart, Column, Figure, Light, Row, Table
from zhiheng.judgement.assessment.models import Round, Sheet
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
