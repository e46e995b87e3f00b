"""Drafting and printing reports."""

from __future__ import annotations

import datetime as dt
import functools
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from zhiheng.frame.dues import service as dues
from zhiheng.frame.dues.models import Due, DueState
from zhiheng.frame.lifecycles import moves
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.regions.models import Region
from zhiheng.frame.trail.chain import about, write
from zhiheng.judgement.indicators.origins import rests_on_synthetic
from zhiheng.judgement.reports import quality
from zhiheng.judgement.reports.lifecycles import REPORT
from zhiheng.judgement.reports.models import Report
from zhiheng.judgement.reports.quality import ReportError
from zhiheng.kernels.measures import Period
from zhiheng.kernels.papers import ChartEngine, Paper, chart_engine, figures, to_docx, to_html, to_pdf
from zhiheng.kernels.papers.stored import from_data, to_data
from zhiheng.records.programmes.models import Obligation

FORMATS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}


@functools.cache
def _script() -> str:
    path = Path(settings.PACKAGE) / "static" / "vendor" / "echarts.min.js"
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


RECURS = {"quarterly": "quarterly", "half": "half-yearly", "yearly": "yearly"}
#: A programme asks for plans and meetings on the same rhythm; only these words name a report of this kind.
NAMED = ("分析", "报告", "通报")


def stands(report: Report) -> bool:
    """Whether the report has been handed in, so that its words and figures no longer follow the data."""
    return report.state in {"submitted", "accepted"}


def paper_for(report: Report) -> Paper:
    """The report as it was handed in; while it is a draft or returned, from live figures and the drafter's opinion."""
    if stands(report) and "paper" in report.content:
        return from_data(report.content["paper"])
    return live_paper(report)


def live_paper(report: Report) -> Paper:
    """The report as it would be drafted now."""
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
            synthetic=synthetic or rests_on_synthetic(place.code),
        )
        report.content = keep(live_paper(report))
        report.save()
        write(actor, about(report, "report.draft", after={"period": asked.key, "kind": kind}))
    return report


def keep(paper: Paper) -> dict[str, Any]:
    """The figures a paper states: cell -> what was printed, so that a printed report can be held against the data."""
    return {
        "title": paper.title,
        "figures": {f.cell: f.value for f in figures(paper)},
        "paper": to_data(paper),
    }


def changed_figures(report: Report, paper: Paper) -> list[tuple[str, str, str]]:
    """(cell, as kept, as in ``paper``) for every figure that differs; "" where one side does not state it."""
    kept: dict[str, str] = report.content.get("figures", {})
    now = {f.cell: f.value for f in figures(paper)}
    return [
        (cell, kept.get(cell, ""), now.get(cell, ""))
        for cell in dict.fromkeys((*kept, *now))
        if kept.get(cell, "") != now.get(cell, "")
    ]


def owed(recurs: str = "") -> Any:
    """Dues that ask for a quality-status report, as a queryset still to be narrowed."""
    wanted = Obligation.objects.everywhere("which obligations ask for a report").filter(
        recurs__in=[recurs] if recurs else list(RECURS.values())
    )
    keys = [str(pk) for pk, what in wanted.values_list("pk", "what") if any(w in what for w in NAMED)]
    return Due.objects.filter(
        kind="obligation", subject_type="programmes.obligation", subject_id__in=keys
    ).exclude(state=DueState.CANCELLED)


def due_of(report: Report) -> Due | None:
    """The due that this report answers: same region and period, an obligation of its rhythm; the unit's own first."""
    found = list(
        owed(RECURS[report.kind])
        .everywhere("the due of a report already narrowed")
        .filter(region_id=report.region_id, period=report.period)
    )
    own = [d for d in found if report.owner_id and d.owner_id == report.owner_id]
    return (own or found or [None])[0]


def write_opinion(actor: Actor, report: Report, opinion: str, number: str) -> Report:
    """Change the drafter's own words and the number; only before it is handed in."""
    actor.need("report.write").require(report.region_id)
    if stands(report):
        raise ReportError(f"报告当前是“{report.get_state_display()}”，不能再改。要改请先由接收单位退回。")
    before = {"opinion": report.opinion, "number": report.number}
    report.opinion, report.number = opinion.strip(), number.strip()[:60]
    report.content = keep(live_paper(report))
    with transaction.atomic():
        report.save()
        after = {"opinion": report.opinion, "number": report.number}
        write(actor, about(report, "report.write", before=before, after=after))
    return report


def move(actor: Actor, report: Report, key: str, *, reason: str = "", on: dt.date | None = None) -> Report:
    """Hand in, return or accept, together with the due it answers.

    Raises LifecycleError, DueError, ReportError, PermissionDenied; nothing is written then.
    """
    day = on or dt.date.today()
    REPORT.move(key)
    with transaction.atomic():
        due = report.due or due_of(report)
        changes: dict[str, Any] = {}
        if key == "submit":
            if not stands(report):
                report.content = keep(live_paper(report))
            changes = {"submitted_on": day, "due": due}
        moves.make(actor, REPORT, report, key, on=day, reason=reason, changes=_named(changes))
        if due is None:
            return report
        if key == "submit" and due.state in {DueState.OPEN, DueState.RETURNED}:
            dues.hand_in(actor, due, day, report)
        elif key == "return" and due.state == DueState.SUBMITTED:
            dues.send_back(actor, due, reason)
        elif key == "accept" and due.state == DueState.SUBMITTED:
            dues.settle(actor, due, day, report)
    return report


def _named(changes: dict[str, Any]) -> dict[str, Any]:
    """Model instances by their key: the trail keeps plain values."""
    return {
        (f"{k}_id" if isinstance(v, Due) else k): (v.pk if isinstance(v, Due) else v)
        for k, v in changes.items()
        if not (k == "due" and v is None)
    }


def render(paper: Paper, kind: str, *, base_url: str = "", static: bool = True) -> bytes:
    """The paper as docx, pdf or html bytes. Raises ReportError for another kind."""
    if kind == "docx":
        return to_docx(paper, charts=charts())
    if kind == "pdf":
        return to_pdf(paper, charts=charts(), base_url=base_url if base_url.startswith("http") else "")
    if kind == "html":
        return to_html(paper, base_url=base_url, static=static, charts=charts() if static else None).encode()
    raise ReportError(f"不认识的格式“{kind}”。可用：{'、'.join(FORMATS)}。")
