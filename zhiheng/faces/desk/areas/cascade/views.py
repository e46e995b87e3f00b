"""The cascade of a programme: each target with how it was divided, what was answered, and how the shares stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from zhiheng.faces.desk.areas.cascade import shown
from zhiheng.faces.desk.areas.cascade.common import Where, crumbs_of, period_of, programme_of, tabs_of
from zhiheng.faces.desk.areas.cascade.shown import Held
from zhiheng.faces.desk.areas.indicators.shown import figure, may_see_cell, period_label
from zhiheng.faces.desk.areas.indicators.standing import target_name, wanted_words
from zhiheng.faces.desk.page import StaffRequest, page
from zhiheng.faces.shell.components import (
    Action,
    Alert,
    Badge,
    Column,
    Figure,
    FilterBar,
    Light,
    Link,
    PageHead,
    Row,
    Stat,
    Stats,
    Table,
)
from zhiheng.frame.people.scope import Scope
from zhiheng.judgement.assessment.attainment import Line
from zhiheng.judgement.assessment.attainment import lines as target_lines
from zhiheng.judgement.indicators.engine import engine
from zhiheng.judgement.progress.shares import ShareLine
from zhiheng.judgement.progress.shares import lines as share_lines
from zhiheng.kernels.measures import MeasureError, Period
from zhiheng.records.cascade import wholes
from zhiheng.records.cascade.models import Axis, Share
from zhiheng.records.programmes.models import Programme, Target


class Filters(forms.Form):
    """Year, place, and what is still to be done."""

    period = forms.ChoiceField(label=gettext_lazy("年度"), required=False)
    region = forms.ChoiceField(label=gettext_lazy("地区"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("情况"), required=False)


@dataclass(frozen=True)
class One:
    """A target with what is divided of it and the lines of its shares."""

    target: Target
    held: Held
    line: Line | None
    shares: dict[int, ShareLine]

    @property
    def places(self) -> list[Share]:
        return self.held.rows(Axis.REGION)

    @property
    def states(self) -> set[str]:
        return {s.state for axis in ("region", "unit") for s in self.held.rows(axis)}


@require_safe
@page("cascade.view")
def cascade(request: StaffRequest, scope: Scope, key: str) -> HttpResponse:
    found = programme_of(request, key)
    period = period_of(request, found)
    edit = request.actor.scope("cascade.edit")
    targets = list(Target.objects.within(scope).filter(programme=found, kind="target").select_related("node"))
    for each in targets:
        each.programme = found
    held = shown.held(scope, edit, targets)
    problem = ""
    measured: dict[int, Line] = {}
    of_share: dict[int, ShareLine] = {}
    try:
        on = engine()
        measured = {line.target.pk: line for line in target_lines(found, period, on=on, targets=targets)}
        rows = [s for h in held.values() for axis in h.issued for s in h.rows(axis, years=True)]
        of_share = {line.share.pk: line for line in share_lines(rows, period, on=on)}
    except MeasureError as error:
        problem = str(error)
    ones = [One(t, held.get((t.pk, None), Held()), measured.get(t.pk), of_share) for t in targets]
    places = _places(ones)
    own = _own(request, found, places)
    place = request.GET.get("region", own)
    place = place if place in places else ""
    state = request.GET.get("state", "")
    chosen = [o for o in ones if _fits(o, state)]
    figures = request.actor.scope("indicator.view")
    whole = scope.covers(found.region_id)
    context = {
        "crumbs": crumbs_of(found),
        "page_head": PageHead(_("目标分解"), f"{found.name} · {period_label(period)}", _actions(request, found, edit)),
        "tabs": tabs_of(request, found),
        "filters": FilterBar(_filters(found, period, places, place, state, whole), first=("period", "region", "state")),
        "problem": Alert(_("完成情况算不出来"), problem, "error") if problem else None,
        "stats": _stats(ones) if whole else None,
        "place": places.get(place, ""),
        "table": _of_place(found, chosen, place, figures, edit)
        if place
        else _of_whole(found, chosen, figures, edit, whole=whole),
        "cut": len(ones) - len(chosen),
        "nothing": not targets,
    }  # fmt: skip
    return render(request, "desk/cascade/cascade.html", context)


def _places(ones: Sequence[One]) -> dict[str, str]:
    """Regions that were given a share here, as far as they may be seen."""
    return {s.region_id: s.region.name for o in ones for s in o.places}


def _own(request: StaffRequest, found: Programme, places: dict[str, str]) -> str:
    """The place whose shares are shown first: one's own, below the programme's."""
    home = request.actor.home
    return home if home in places and home != found.region_id else ""


def _fits(one: One, state: str) -> bool:
    if state == "none":
        return not one.held.issued
    if state == "draft":
        return bool(one.held.drafts)
    return not state or state in one.states


def _actions(request: StaffRequest, found: Programme, edit: Scope) -> list[Action]:
    actions = []
    if request.actor.may("cascade.confirm"):
        actions.append(
            Action(_("下达给本单位的指标"), reverse("desk:cascade_mine", args=[found.key]), tone="primary")
        )
    export = reverse("desk:cascade_export", args=[found.key])
    return [*actions, Action(_("导出分解表"), f"{export}?fmt=xlsx"), Action("CSV", f"{export}?fmt=csv")]


def _filters(
    found: Programme, period: Period, places: dict[str, str], place: str, state: str, whole: bool
) -> Filters:
    form = Filters({"period": period.key, "region": place, "state": state})
    years = {period.last // 12}
    if found.starts[:4].isdigit() and found.ends[:4].isdigit():
        years |= set(range(int(found.starts[:4]), min(int(found.ends[:4]), int(found.starts[:4]) + 30) + 1))
    choices: dict[str, list[tuple[str, str]]] = {
        "period": [(str(y), period_label(Period.year(y))) for y in sorted(years, reverse=True)],
        "region": [("", _("全部")), *sorted(places.items())],
        "state": [
            ("", _("全部")),
            *([("none", _("还没有分解")), ("draft", _("有拟稿"))] if whole else []),
            *((k, str(shown.ANSWERS[k])) for k in ("proposed", "objected", "kept", "confirmed")),
        ],
    }
    for name, options in choices.items():
        field = form.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = options
    return form


def _stats(ones: Sequence[One]) -> Stats:
    divided = sum(1 for o in ones if o.held.issued)
    counted: dict[str, int] = dict.fromkeys(("proposed", "confirmed", "objected"), 0)
    for o in ones:
        for axis in ("region", "unit"):
            for s in o.held.rows(axis):
                if s.state in counted:
                    counted[s.state] += 1
    tones = {"proposed": "amber", "confirmed": "green", "objected": "red"}
    return Stats(
        [
            Stat(
                _("已分解的指标"),
                Figure(divided, _("项"), big=True),
                note=_("共 %(n)s 项") % {"n": len(ones)},
            ),
            *(
                Stat(
                    str(shown.ANSWERS[k]),
                    Figure(n, _("份"), big=True, url=f"?state={k}", light=tones[k] if n else ""),
                )
                for k, n in counted.items()
            ),
        ]
    )


def _name(found: Programme, one: One) -> list[object]:
    url = Where(found, one.target).url("cascade_target")
    return [Link(f"{one.target.key} {target_name(one.target)}", url, one.target.scope_text)]


def _now(one: One, figures: Scope) -> object:
    line = one.line
    if line is None or line.cell is None:
        return Figure(None, status="not_defined")
    return (
        figure(line.cell) if may_see_cell(figures, line.cell) else Figure(None, status=_("不在您的查看范围"))
    )


def _of_whole(found: Programme, ones: Sequence[One], figures: Scope, edit: Scope, *, whole: bool) -> Table:
    """Each target with its divisions. The sums are told only to those who see every part."""
    may_edit = edit.covers(found.region_id)
    rows = []
    for one in ones:
        cells: list[object] = [
            _name(found, one),
            wanted_words(one.target),
            one.target.by,
            [_now(one, figures), Light(one.line.light, compact=True)] if one.line else None,
        ]
        for axis in ("year", "region", "unit"):
            cells.append(_division(found, one, axis, figures, may_edit=may_edit, whole=whole))
        rows.append(Row(cells, key=one.target.key))
    return Table(
        [
            Column("name", _("指标"), wide=True),
            Column("target", _("目标"), align="end"),
            Column("by", _("期限")),
            Column("now", _("现状"), align="end"),
            Column("year", _("按年")),
            Column("region", _("按地区")),
            Column("unit", _("按单位")),
        ],
        rows,
        _("各项指标的分解"),
        id="cascade",
        cards=True,
        empty=_("没有符合条件的指标。可放宽筛选条件。"),
    )


def _division(
    found: Programme, one: One, axis: str, figures: Scope, *, may_edit: bool, whole: bool
) -> object:
    where = Where(found, one.target)
    breakdown = one.held.issued.get(axis)
    cells: list[object] = []
    if axis in one.held.drafts:
        cells.append(Link(_("有拟稿"), where.url("cascade_edit", axis=axis)))
    if breakdown is None:
        if may_edit and not cells:
            cells.append(Link(_("分解"), where.url("cascade_edit", axis=axis)))
        return cells or None
    rows = one.held.rows(axis)
    url = f"{where.url('cascade_target')}#{axis}"
    cells.insert(
        0, Link(_("第 %(n)s 版 %(parts)s") % {"n": breakdown.number, "parts": shown.parts(len(rows))}, url)
    )
    cells += shown.tally(rows)
    lines = [one.shares[s.pk] for s in rows if s.pk in one.shares]
    if axis != Axis.UNIT:
        cells += shown.lights(lines, figures)
    if whole:
        every = one.held.rows(axis, years=True)
        sums = wholes.checked(breakdown, every)
        if not sums.ok:
            cells += shown.check_lights(sums)
        if wholes.stale(breakdown):
            cells.append(Badge(_("目标已改，分解按旧数"), "red"))
    return cells


def _of_place(found: Programme, ones: Sequence[One], place: str, figures: Scope, edit: Scope) -> Table:
    """One place's shares: what it was given of each target, and how it stands."""
    rows = []
    may_edit = edit.covers(place)
    for one in ones:
        share = next((s for s in one.places if s.region_id == place), None)
        if share is None:
            continue
        line = one.shares.get(share.pk)
        goal = line.goal if line is not None else share
        of_year = shown.share_words(one.target, goal.value, goal.value_max) if goal is not share else None
        below = Where(found, one.target, share)
        rows.append(
            Row(
                [
                    _name(found, one),
                    wanted_words(one.target),
                    shown.share_words(one.target, share.value, share.value_max),
                    of_year,
                    shown.figure_of(line, figures),
                    shown.light_of(line, figures),
                    shown.answer_of(share),
                    shown.said(share),
                    Link(_("再分解") if may_edit else _("看分解"), below.url("cascade_target")),
                ],
                key=one.target.key,
            )
        )
    return Table(
        [
            Column("name", _("指标"), wide=True),
            Column("whole", _("总目标"), align="end"),
            Column("share", _("承担的份额"), align="end"),
            Column("year", _("到这一年"), align="end"),
            Column("now", _("现状"), align="end"),
            Column("light", _("灯")),
            Column("state", _("确认")),
            Column("said", _("意见")),
            Column("below", _("下一级")),
        ],
        rows,
        _("下达给一个地区的份额"),
        id="cascade",
        cards=True,
        empty=_("还没有给这个地区下达份额，或没有符合条件的。"),
    )
