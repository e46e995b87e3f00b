"""Programmes: what was promised in my territory and above it; one programme with its tree, phases and text."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from zhiheng.faces.desk.areas.home.alerts import tally
from zhiheng.faces.desk.areas.indicators.shown import may_see_cell, period_label
from zhiheng.faces.desk.areas.indicators.standing import first_period
from zhiheng.faces.desk.areas.programmes import outline
from zhiheng.faces.desk.areas.programmes.tabs import programme_tabs
from zhiheng.faces.desk.page import StaffRequest, page
from zhiheng.faces.shell.components import (
    Action,
    Badge,
    Column,
    Crumb,
    Light,
    PageHead,
    Pairs,
    Row,
    Table,
    Tree,
)
from zhiheng.frame.people.scope import Scope
from zhiheng.judgement.assessment.attainment import Line, lines
from zhiheng.judgement.indicators.engine import engine
from zhiheng.kernels import programmes as kernel
from zhiheng.kernels.measures import MeasureError
from zhiheng.records.drafts.models import Draft
from zhiheng.records.programmes.models import Programme, Target

LEVELS = {
    "nation": gettext_noop("国家"),
    "province": gettext_noop("省级"),
    "prefecture": gettext_noop("市级"),
    "county": gettext_noop("县级"),
}


@require_safe
@page("programme.view")
def programmes(request: StaffRequest, scope: Scope) -> HttpResponse:
    """All programmes in reach: three queries and the engine's own, whatever their number."""
    found = list(Programme.objects.within(scope).defer("text").select_related("region"))
    targets: dict[int, list[Target]] = {p.pk: [] for p in found}
    by_pk = {p.pk: p for p in found}
    for target in Target.objects.within(scope).filter(programme__in=found).select_related("node"):
        target.programme = by_pk[target.programme_id]
        targets[target.programme_id].append(target)
    problem, lights = "", {}
    try:
        on = engine()
        lights = {p.pk: tally(lines(p, first_period(p), on=on, targets=targets[p.pk])) for p in found}
    except MeasureError as error:
        problem = str(error)
    may_load = request.actor.may("programme.load")
    actions = [Action(_("会议"), reverse("desk:meetings"))] if request.actor.may("meeting.view") else []
    if request.actor.may("programme.review"):
        actions.append(Action(_("审读"), reverse("desk:drafts")))
    if may_load:
        actions.append(Action(_("上传文件"), reverse("desk:draft_new"), tone="primary"))
    table = Table(
        [
            Column("name", _("方案"), wide=True),
            Column("region", _("区划")),
            Column("period", _("期间")),
            Column("number", _("文号")),
            Column("issuer", _("发文机关")),
            Column("targets", _("指标值"), align="end"),
            Column("at", _("看哪一年")),
            Column("lights", _("进展")),
        ],
        [
            Row(
                [
                    p.name,
                    [p.region.name, Badge(_(LEVELS.get(p.region.level, "")))],
                    f"{p.starts or '…'} — {p.ends or '…'}",
                    p.number,
                    p.issuer,
                    len(targets[p.pk]),
                    period_label(first_period(p)),
                    lights_of(p, lights.get(p.pk, {})),
                ],
                url=reverse("desk:programme", args=[p.key]),
                key=p.key,
            )
            for p in found
        ],
        _("方案"),
        cards=True,
        empty=_("您的辖区和上级还没有载入方案。"),
    )
    context = {
        "page_head": PageHead(_("方案"), _("承诺了什么，谁负责，到什么时候"), actions),
        "table": table,
        "problem": problem,
    }
    return render(request, "desk/programmes/list.html", context)


def lights_of(programme: Programme, counted: dict[str, int]) -> list[object] | None:
    url = reverse("desk:attainment", args=[programme.key])
    words = {"green": _("达到"), "amber": _("接近"), "red": _("未达到"), "grey": _("未知")}
    return [Light(k, f"{words[k]} {n}", url=f"{url}?light={k}") for k, n in counted.items() if n] or None


@require_safe
@page("programme.view")
def programme(request: StaffRequest, scope: Scope, key: str) -> HttpResponse:
    found = get_object_or_404(Programme.objects.within(scope).select_related("region"), key=key)
    return render(request, "desk/programmes/programme.html", programme_context(request, found))


def programme_context(request: StaffRequest, found: Programme, problem: str = "") -> dict[str, object]:
    parts = outline.Parts.of(found, request.actor.scope("due.view"))
    period = first_period(found)
    measured: dict[int, Line] = {}
    trouble = ""
    try:
        measured = {line.target.pk: line for line in lines(found, period, targets=parts.targets)}
    except MeasureError as error:
        trouble = str(error)
    figures = request.actor.scope("indicator.view")
    counted = tally(
        [line for line in measured.values() if line.cell is None or may_see_cell(figures, line.cell)]
    )
    may_load = request.actor.scope("programme.load").covers(found.region_id)
    return {
        "crumbs": [Crumb(_("方案"), reverse("desk:programmes")), Crumb(found.name)],
        "page_head": PageHead(
            found.name,
            f"{found.region.name} · {found.starts or '…'} — {found.ends or '…'}",
            [
                *_review(request, found),
                Action(_("完成情况"), reverse("desk:attainment", args=[found.key]), tone="primary"),
            ],
        ),
        "tabs": programme_tabs(request.actor, found, "clauses"),
        "programme": found,
        "particulars": Pairs(particulars(found)),
        "notes": found.notes,
        "lights": lights_of(found, counted),
        "period": period_label(period),
        "trouble": trouble,
        "tree": Tree(
            outline.tree(parts, measured, figures, bool(found.text)),
            _("条款"),
            empty=_("这个方案没有读出条款。"),
        ),
        "phases": outline.phases(parts.phases, dt.date.today()),
        "pieces": outline.pieces(found.text, parts) if found.text else None,
        "may_load": may_load,
        "packaged": found.key in kernel.catalogue_keys(),
        "problem": problem,
    }


def _review(request: StaffRequest, found: Programme) -> list[Action]:
    """The way to the draft that the programme came from, for whoever reviews drafts there."""
    scope = request.actor.scope("programme.review")
    if not scope:
        return []
    draft = Draft.objects.within(scope).filter(key=found.key).only("pk").first()
    return [Action(_("审读"), reverse("desk:draft", args=[draft.pk]))] if draft is not None else []


def particulars(found: Programme) -> list[tuple[str, object]]:
    """Of the document: what is not known is said to be so."""
    unknown = _("原件未载")
    cited = [f"《{c.get('title')}》{c.get('number') or ''}" for c in found.cites if c.get("title")]
    return [
        (_("文件标题"), found.title or unknown),
        (_("文号"), found.number or unknown),
        (_("发文机关"), found.issuer or unknown),
        (_("成文日期"), found.issued_on or unknown),
        (_("区划"), found.region.name),
        (_("期间"), f"{found.starts or '…'} — {found.ends or '…'}"),
        (_("依据文件"), "、".join(cited) or None),
        (_("载入时间"), found.loaded_at),
    ]
