"""Drafting and printing reports."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.regions.models import Region
from zhiheng.frame.trail.chain import about, write
from zhiheng.judgement.reports import quality
from zhiheng.judgement.reports.models import Report
from zhiheng.judgement.reports.quality import ReportError
from zhiheng.kernels.measures import Period
from zhiheng.kernels.papers import ChartEngine, Paper, chart_engine, figures, to_docx, to_html, to_pdf

FORMATS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}


@functools.cache
def _script() -> str:
    path = Path(settings.PACKAGE) / "static" / "vendor" / "echarts" / "echarts.min.js"
    if not path.exists():
        raise ReportError("图表组件还没有安装。请先运行 make setup。")
    return path.read_text("utf-8")


def charts() -> ChartEngine:
    """The drawing engine of this process."""
    return chart_engine(_script())


def region_of(code: str) -> Region:
    found = Region.objects.filter(code=code).first()
    if found is None:
        raise ReportError(f"没有区划“{code}”。请写六位行政区划代码。")
    return found


def paper_for(report: Report) -> Paper:
    """The report's paper from live figures and the drafter's opinion."""
    issuer = report.unit.name if report.unit else ""
    return quality.draft(
        report.region,
        Period.parse(report.period),
        opinion=report.opinion,
        number=report.number,
        issuer=issuer,
    )


def draft(
    actor: Actor, region: str, period: str, *, opinion: str = "", number: str = "", synthetic: bool = False
) -> Report:
    """Start (or find) the report of a region and period; its figures are kept as they stand."""
    place, asked = region_of(region), Period.parse(period)
    actor.need("report.write").require(region)
    kind = quality.kind_of(asked)
    existing = (
        Report.objects.everywhere("the same report").filter(kind=kind, region=place, period=asked.key).first()
    )
    if existing is not None:
        return existing
    with transaction.atomic():
        report = Report(
            kind=kind,
            region=place,
            period=asked.key,
            unit=actor.posts[0].unit if actor.posts else None,
            owner=actor.posts[0].unit if actor.posts else None,
            title=quality.outline()["title"].format(region=place.name, period=asked.label)[:160],
            opinion=opinion,
            number=number,
            drafted_by=actor.name,
            synthetic=synthetic,
        )
        report.content = keep(paper_for(report))
        report.save()
        write(actor, about(report, "report.draft", after={"period": asked.key, "kind": kind}))
    return report


def keep(paper: Paper) -> dict[str, Any]:
    """The figures a paper states: cell -> what was printed, so that a printed report can be held against the data."""
    return {"title": paper.title, "figures": {f.cell: f.value for f in figures(paper)}}


def render(paper: Paper, kind: str, *, base_url: str = "", static: bool = True) -> bytes:
    """The paper as docx, pdf or html bytes. Raises ReportError for another kind."""
    if kind == "docx":
        return to_docx(paper, charts=charts())
    if kind == "pdf":
        return to_pdf(paper, charts=charts(), base_url=base_url if base_url.startswith("http") else "")
    if kind == "html":
        return to_html(paper, base_url=base_url, static=static, charts=charts() if static else None).encode()
    raise ReportError(f"不认识的格式“{kind}”。可用:{'、'.join(FORMATS)}。")
