"""``zhiheng assess``: score the regions below one by a scheme."""

from __future__ import annotations

from typing import Annotated

import typer

from zhiheng.faces.commands.base import actor, ready, show_json, show_table


def add(app: typer.Typer) -> None:
    app.command("assess")(assess)


def assess(
    region: Annotated[str, typer.Option(help="组织考核的地区，如 620700")],
    period: Annotated[str, typer.Option(help="考核期，如 2012")],
    scheme: Annotated[str, typer.Option(help="评分办法标识")] = "national_form",
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """按评分办法给下级地区评分、排名。"""
    ready()
    from zhiheng.judgement.assessment import scoring

    me = actor("assess")
    sheets = scoring.run(me, scoring.open_round(me, scheme, region, period))
    if as_json:
        show_json([s.content | {"rank": s.rank} for s in sheets])
        return
    show_table(
        f"{region} {period} 考核",
        ("名次", "地区", "总分", "等级", "目标", "措施", "加分", "数据"),
        [
            (
                s.rank,
                s.region.name,
                s.total,
                s.grade,
                s.content["groups"][0]["points"],
                s.content["groups"][1]["points"] if len(s.content["groups"]) > 1 else "",
                s.content["bonus"],
                "齐全" if s.complete else f"缺 {sum(bool(line['flag']) for line in s.content['lines'])} 项",
            )
            for s in sheets
        ],
        right=(0, 2, 4, 5, 6),
    )
