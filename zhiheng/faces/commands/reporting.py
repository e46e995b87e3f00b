"""``zhiheng report quarterly | half | yearly``: the quality-status report as Word, PDF or HTML."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from zhiheng.faces.commands.base import Fault, out, ready

PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title></head><body>
{body}
</body></html>
"""


def add(app: typer.Typer) -> None:
    app.command("report")(report)


def report(
    kind: Annotated[str, typer.Argument(help="quarterly、half 或 yearly")],
    region: Annotated[str, typer.Option(help="六位区划代码")],
    period: Annotated[str, typer.Option(help="期间：2012Q3、2012H1、2012")],
    output: Annotated[Path, typer.Option("-o", "--output", help="输出文件:.docx、.pdf 或 .html")],
    opinion: Annotated[Path | None, typer.Option(help="问题与建议的文本文件，每行一条")] = None,
    number: Annotated[str, typer.Option(help="文号")] = "",
    issuer: Annotated[str, typer.Option(help="署名单位")] = "",
) -> None:
    """生成质量状况分析报告(公文版式)。"""
    ready()
    from zhiheng.judgement.reports import quality, service
    from zhiheng.kernels.measures import Period

    place, asked = service.region_of(region), Period.parse(period)
    if quality.kind_of(asked) != kind:
        wanted = {"quarterly": "如 2012Q3", "half": "如 2012H1", "yearly": "如 2012"}
        if kind not in wanted:
            raise Fault(f"不认识的报告“{kind}”。可用：{'、'.join(wanted)}。")
        raise Fault(f"{kind} 报告的期间应{wanted[kind]}，现为 {period}。")
    suffix = output.suffix.lstrip(".").lower()
    words = opinion.read_text("utf-8") if opinion else ""
    paper = quality.draft(place, asked, opinion=words, number=number, issuer=issuer)
    data = service.render(paper, suffix)
    if suffix == "html":
        import html

        data = PAGE.format(title=html.escape(paper.title), body=data.decode()).encode()
    # Written beside and renamed: a failure leaves no half report.
    part = output.with_name(output.name + ".part")
    part.write_bytes(data)
    os.replace(part, output)
    out.print(f"已写 {output}({len(data) // 1024} KB)。")
