"""One target (or one share of it): the divisions in force, the years of each region, objections, all versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhiheng.faces.desk.areas.cascade import shown
from zhiheng.faces.desk.areas.cascade.common import (
    Where,
    crumbs_of,
    period_of,
    programme_of,
    share_of,
    tabs_of,
    target_of,
)
from zhiheng.faces.desk.areas.cascade.shown import Held
from zhiheng.faces.desk.areas.indicators.shown import figure, may_see_cell, period_label
from zhiheng.faces.desk.areas.indicators.standing import clause_of, wanted_words
from zhiheng.faces.desk.areas.programmes.outline import MEASURES
from zhiheng.faces.desk.page import StaffRequest, page, problems
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Action,
    Alert,
    Badge,
    Buttons,
    Column,
    Crumb,
    Event,
    Figure,
    Light,
    Link,
    Matrix,
    MatrixRow,
    PageHead,
    Pairs,
    Row,
    Table,
    Timeline,
)
from zhiheng.frame.people.scope import Scope
from zhiheng.judgement.assessment.attainment import Line
from zhiheng.judgement.assessment.attainment import lines as target_lines
from zhiheng.judgement.indicators.engine import engine
from zhiheng.judgement.progress.shares import ShareLine
from zhiheng.judgement.progress.shares import lines as share_lines
from zhiheng.kernels.measures import MeasureError
from zhiheng.records.cascade import service, wholes
from zhiheng.records.cascade.models import Answer, Axis, Breakdown, Share, Status
from zhiheng.records.cascade.service import CascadeError
from zhiheng.records.programmes.models import Programme

AXES = ("region", "year", "unit")
STATES = ("issued", "superseded")
OBJECTIONS_TOLD = 5


@dataclass(frozen=True)
class Division:
    """One axis on the page."""

    axis: str
    title: str
    breakdown: Breakdown | None
    facts: str
    checks: Sequence[Light]
    years: Sequence[Light]
    table: Table | None
    matrix: Matrix | None
    actions: Buttons | None
    stale: bool
    discard: str = ""  # where a draft is thrown away


@require_safe
@page("cascade.view")
def target(request: StaffRequest, scope: Scope, key: str, target: str) -> HttpResponse:
    found = programme_of(request, key)
    one = target_of(scope, found, target)
    parent = share_of(scope, one, request.GET.get("share", ""))
    where = Where(found, one, parent)
    period = period_of(request, found)
    edit = request.actor.scope("cascade.edit")
    held = shown.held(scope, edit, [one], [parent] if parent else None)
    here = held.get((one.pk, parent.pk if parent else None), Held())
    every = [s for axis in here.issued for s in here.rows(axis, years=True)]
    problem, of_share, own, own_share = "", {}, None, None
    try:
        on = engine()
        asked = [*every, parent] if parent else every
        of_share = {line.share.pk: line for line in share_lines(asked, period, on=on, past=True)}
        own = next(iter(target_lines(found, period, on=on, targets=[one])), None)
    except MeasureError as error:
        problem = str(error)
    if parent is not None:
        own_share = of_share.get(parent.pk)
    figures = request.actor.scope("indicator.view")
    region = parent.region if parent is not None else found.region
    may_edit = edit.covers(region.code)
    context = {
        "crumbs": crumbs_of(found, *_crumbs(where)),
        "page_head": PageHead(
            where.name if parent is None else f"{where.name} · {shown.named(parent)}",
            f"{found.name} · {period_label(period)}",
            [Action(_("导出分解表"), reverse("desk:cascade_export", args=[found.key]) + f"?fmt=xlsx&target={one.key}")],
        ),
        "tabs": tabs_of(request, found),
        "problem": Alert(_("完成情况算不出来"), problem, "error") if problem else None,
        "facts": Pairs(_facts(where, own, own_share, figures)),
        "divisions": [
            _division(where, axis, here, of_share, figures, may_edit=may_edit, sees=scope.covers(region.code))
            for axis in AXES
            if axis in here.issued or may_edit
        ],
        "objections": [
            (s, shown.said(s), reverse("desk:cascade_keep", args=[found.key, one.key, s.pk]),
             where.url("cascade_edit", axis=s.breakdown.axis, adopt=str(s.pk)) if s.wanted is not None else "")
            for s in every
            if s.state == Answer.OBJECTED and may_edit
        ],
        "history": _history(scope, where),
        "nothing": not here.issued and not may_edit,
    }  # fmt: skip
    return render(request, "desk/cascade/target.html", context)


def _crumbs(where: Where) -> list[Crumb]:
    if where.share is None:
        return [Crumb(where.name)]
    whole = Where(where.programme, where.target)
    return [Crumb(where.name, whole.url("cascade_target")), Crumb(shown.named(where.share))]


def _facts(
    where: Where, line: Line | None, own: ShareLine | None, figures: Scope
) -> list[tuple[str, object]]:
    one, share = where.target, where.share
    baseline = one.baseline or {}
    told = baseline.get("value")
    facts: list[tuple[str, object]] = [(_("总目标"), wanted_words(one))]
    if share is not None:
        facts += [
            (_("所分解的份额"), shown.share_words(one, share.value, share.value_max)),
            (_("确认"), shown.answer_of(share)),
        ]
    facts += [
        (_("期限"), one.by or None),
        (_("计法"), str(MEASURES[one.measure])),
        (_("基数"), f"{formats.number(told)}({baseline.get('period') or '…'})" if told is not None else None),
        (_("范围"), one.scope_text or None),
        (_("条款"), clause_of(where.programme, one, document=False)),
    ]
    if share is not None:
        facts.append((_("现状"), [shown.figure_of(own, figures), shown.light_of(own, figures)]))
    elif line is not None and line.cell is not None and may_see_cell(figures, line.cell):
        facts.append((_("现状"), [figure(line.cell), Light(line.light), line.reason]))
    else:
        facts.append((_("现状"), Figure(None, status="not_defined")))
    return facts


# -- one axis ---------------------------------------------------------------------------------------


def _division(
    where: Where, axis: str, here: Held, lines: dict[int, ShareLine], figures: Scope, *, may_edit: bool, sees: bool
) -> Division:  # fmt: skip
    breakdown = here.issued.get(axis)
    actions = []
    if may_edit:
        words = _("继续拟稿") if axis in here.drafts else _("下达新版本") if breakdown else _("分解")
        actions.append(
            Action(words, where.url("cascade_edit", axis=axis), tone="" if breakdown else "primary")
        )
    discard = where.url("cascade_discard") if may_edit and axis in here.drafts else ""
    if breakdown is None:
        return Division(
            axis, str(shown.AXES[axis]), None, "", (), (), None, None, Buttons(actions) if actions else None, False, discard
        )  # fmt: skip
    rows = here.rows(axis)
    every = here.rows(axis, years=True)
    checks: list[Light] = []
    years: list[Light] = []
    if sees:
        sums = wholes.checked(
            breakdown, every, {s.year: s for s in here.rows(Axis.YEAR)} if breakdown.pace else None
        )
        checks, years = shown.check_lights(sums), shown.year_lights(sums)
    return Division(
        axis,
        str(shown.AXES[axis]),
        breakdown,
        _words(breakdown),
        checks,
        years,
        _year_table(where, rows, lines, figures)
        if axis == Axis.YEAR
        else _place_table(where, breakdown, rows, lines, figures),
        _matrix(where, here, breakdown, every, lines) if breakdown.pace else None,
        Buttons(actions) if actions else None,
        sees and wholes.stale(breakdown),
        discard,
    )


def _words(one: Breakdown) -> str:
    """How, from what, by whom and when: one line."""
    words = [_("第 %(n)s 版") % {"n": one.number}, str(shown.HOWS[one.method]), str(shown.JOINS[one.join])]
    if one.basis:
        words.append(_("依据%(basis)s") % {"basis": one.basis})
    if one.baseline is not None:
        words.append(_("基数 %(n)s") % {"n": shown.short(one.baseline)})
    if one.issued_at is not None:
        words.append(f"{one.issued_by} {formats.date(one.issued_at)}")
    if one.due_on is not None and one.axis != Axis.YEAR:
        words.append(_("%(day)s 前确认") % {"day": formats.date(one.due_on)})
    if one.synthetic:
        words.append(_("演示数据"))
    return " · ".join(words)


def _year_table(where: Where, rows: Sequence[Share], lines: dict[int, ShareLine], figures: Scope) -> Table:
    """The way through the years; the figure stands beside the year that is looked at."""
    return Table(
        [
            Column("year", _("年度")),
            Column("share", _("年度目标"), align="end"),
            Column("hand", _("怎样来")),
            Column("now", _("现状"), align="end"),
            Column("light", _("灯")),
        ],
        [
            Row(
                [
                    formats.period(s.year),
                    shown.share_words(where.target, s.value, s.value_max),
                    _("手工") if s.by_hand else _("算出"),
                    shown.figure_of(lines.get(s.pk), figures),
                    shown.light_of(lines.get(s.pk), figures),
                ],
                key=s.year,
            )
            for s in rows
        ],
        _("逐年的目标"),
        id="by-year",
        cards=True,
    )


def _place_table(
    where: Where, breakdown: Breakdown, rows: Sequence[Share], lines: dict[int, ShareLine], figures: Scope
) -> Table:
    region = breakdown.axis == Axis.REGION
    columns = [
        Column("place", _("地区") if region else _("单位"), wide=True),
        Column("share", _("份额"), align="end"),
        Column("base", _("基数"), align="end"),
        *([Column("now", _("现状"), align="end"), Column("light", _("灯"))] if region else []),
        Column("state", _("确认")),
        Column("by", _("答复")),
        Column("said", _("意见")),
        *([Column("below", _("下一级"))] if region else []),
    ]
    made = []
    for s in rows:
        line = lines.get(s.pk)
        cells: list[Any] = [
            shown.named(s),
            [
                shown.share_words(where.target, s.value, s.value_max),
                *([Badge(_("手工"))] if s.by_hand else []),
            ],
            shown.short(s.base) or None,
        ]
        if region:
            cells += [shown.figure_of(line, figures), shown.light_of(line, figures)]
        cells += [
            shown.answer_of(s),
            f"{s.answered_by} {formats.date(s.answered_at)}" if s.answered_at else (s.owner.name if s.owner else None),
            shown.said(s) or None,
        ]  # fmt: skip
        if region:
            cells.append(Link(_("下一级"), Where(where.programme, where.target, s).url("cascade_target")))
        made.append(Row(cells, key=s.place, tone="red" if s.state == Answer.OBJECTED else ""))
    return Table(columns, made, _("各份额"), id=f"by-{breakdown.axis}", cards=True)


def _matrix(
    where: Where, here: Held, breakdown: Breakdown, every: Sequence[Share], lines: dict[int, ShareLine]
) -> Matrix:
    """Regions (or units) by year, with the sums and the yearly targets below where parts add."""
    years = sorted({s.year for s in every if s.year})
    ways: dict[str, dict[str, Share]] = {}
    for s in every:
        if s.year:
            ways.setdefault(s.place, {})[s.year] = s

    def cells(of: dict[str, Share]) -> list[Figure | None]:
        return [_cell(of.get(y)) for y in years]

    rows = []
    for s in every:
        if s.year:
            continue
        line = lines.get(s.pk)
        found = cells(ways.get(s.place, {}))
        if line is not None and line.goal is not s and line.cell is not None and line.goal.year in years:
            at = years.index(line.goal.year)
            goal = found[at]
            if goal is not None:
                found[at] = Figure(goal.value, light=line.light)
        rows.append(
            MatrixRow(shown.named(s), found, note=shown.share_words(where.target, s.value, s.value_max))
        )
    if breakdown.join == "sum" and len(rows) > 1:
        sums = [
            sum((of[y].value or Decimal(0) for of in ways.values() if y in of), Decimal(0)) for y in years
        ]
        rows.append(MatrixRow(_("合计"), [Figure(v.normalize()) for v in sums]))
    by_year = {s.year: s for s in here.rows(Axis.YEAR)}
    if by_year:
        rows.append(MatrixRow(_("年度目标"), cells(by_year)))
    return Matrix(
        _("逐年份额"), _("地区") if breakdown.axis == Axis.REGION else _("单位"), years, rows, bars=False,
        id=f"years-{breakdown.axis}", legend=False,
    )  # fmt: skip


def _cell(share: Share | None) -> Figure | None:
    return None if share is None or share.value is None else Figure(share.value.normalize())


# -- versions ---------------------------------------------------------------------------------------


def _history(scope: Scope, where: Where) -> Timeline:
    """Every version that was issued, with what it changed, the newest first. Two queries."""
    versions = list(
        Breakdown.objects.within(scope)
        .filter(target=where.target, parent=where.share, status__in=STATES)
        .order_by("axis", "number")
    )
    rows: dict[int, list[Share]] = {}
    for s in (
        Share.objects.within(scope).filter(breakdown__in=versions).select_related("region", "unit").order_by("order", "id")
    ):  # fmt: skip
        if shown.seen(scope, s):
            rows.setdefault(s.breakdown_id, []).append(s)
    before: dict[str, Breakdown] = {}
    events = []
    for one in versions:
        last = before.get(one.axis)
        before[one.axis] = one
        changed = service.differences(rows.get(last.pk, []), rows.get(one.pk, [])) if last else []
        counted = shown.tally(rows.get(one.pk, []))
        objected = [f"{shown.named(r)}：{shown.said(r)}" for r in rows.get(one.pk, []) if shown.said(r)]
        events.append(
            Event(
                one.issued_at or one.made_at,
                f"{shown.AXES[one.axis]} · {_('第 %(n)s 版') % {'n': one.number}} · {shown.STATUSES[one.status]}",
                one.issued_by,
                " · ".join(
                    filter(None, [one.reason, *(b.text for b in counted), *objected[:OBJECTIONS_TOLD]])
                ),
                tone="blue" if one.status == Status.ISSUED else "grey",
                changes=[
                    (
                        " ".join(
                            filter(
                                None, [shown.named(d.share) if one.axis != Axis.YEAR else "", d.share.year]
                            )
                        ),
                        shown.short(d.before) or _("没有"),
                        shown.short(d.after) or _("没有"),
                    )
                    for d in changed[:40]
                ],
            )
        )
    events.sort(key=lambda e: e.at, reverse=True)
    return Timeline(events, _("历次版本"), empty=_("还没有下达过。"))


@require_POST
@page("cascade.edit")
def keep(request: StaffRequest, scope: Scope, key: str, target: str, share: int) -> HttpResponse:
    """Answer an objection: the share stays, with the reason."""
    found: Programme = programme_of(request, key)
    one = target_of(request.actor.need("cascade.view"), found, target)
    row = (
        Share.objects.within(scope)
        .filter(pk=share, breakdown__target=one)
        .select_related("breakdown", "breakdown__target__programme", "breakdown__parent", "region", "unit")
        .first()
    )
    if row is None:
        raise Http404(_("没有这份份额，或不在您的查看范围。"))
    if not scope.covers(row.breakdown.region_id):
        raise PermissionDenied(_("这份异议由下达单位答复。"))
    try:
        service.keep(request.actor, row, request.POST.get("reason", ""))
    except CascadeError as error:
        messages.error(request, problems(error)[0])
    else:
        messages.success(request, _("已答复：份额维持不变。"))
    return redirect(Where(found, one, row.breakdown.parent).url("cascade_target"))
