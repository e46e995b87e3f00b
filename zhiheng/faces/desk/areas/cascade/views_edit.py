"""Making and changing a breakdown: choose, look at what is proposed, set by hand what must be, issue with the reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from zhiheng.faces.desk.areas.cascade import editing, shown
from zhiheng.faces.desk.areas.cascade.common import (
    Where,
    crumbs_of,
    programme_of,
    share_of,
    tabs_of,
    target_of,
)
from zhiheng.faces.desk.areas.cascade.editing import EditError, Editor
from zhiheng.faces.desk.areas.cascade.exporting import numbers_from
from zhiheng.faces.desk.areas.indicators.standing import wanted_words
from zhiheng.faces.desk.page import StaffRequest, page, problems
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Crumb, Light, PageHead
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.regions.models import Region
from zhiheng.judgement.indicators.catalogue import catalogue, definition
from zhiheng.kernels.measures import MeasureError
from zhiheng.kernels.methods import cascading
from zhiheng.records.cascade import service, wholes
from zhiheng.records.cascade.models import Axis, Breakdown, Share, Status
from zhiheng.records.cascade.service import CascadeError

WITHIN = 15  # days to answer that are proposed
WHY = "the version that the editor starts from"
PACES = {
    "": gettext_lazy("不分年"),
    **{k: shown.HOWS[k] for k in ("straight", "front", "back", "flat", "hand")},
}


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    chosen: bool


@require_http_methods(["GET", "HEAD", "POST"])
@page("cascade.edit")
def edit(request: StaffRequest, scope: Scope, key: str, target: str) -> HttpResponse:
    where = _where(request, scope, key, target)
    data = request.POST if request.method == "POST" else request.GET
    problem, status = "", 200
    try:
        editor = editing.start(where.target, where.share, _region(where), data)
    except EditError as error:
        return _page(request, where, _empty(where, request), str(error), 422)
    action = request.POST.get("action", "") if request.method == "POST" else ""
    try:
        if action in {"draft", "issue"}:
            editing.take(editor, data, all_numbers=True)
            return _store(request, where, editor, action)
        if action == "file":
            _measured(editor)
            editing.take(editor, data, all_numbers=True)
            if (file := request.FILES.get("file")) is None:
                raise EditError(_("没有选择文件。请选择填好的分解表。"))
            numbers_from(editor, file.read(), file.name or "")
        elif request.method == "POST" and data.get("was", editor.axis) != editor.axis:
            # Another direction was chosen: what is there already, not numbers that belong to this one.
            _begin(editor, where, "", fresh=False)
        elif request.method == "POST":
            _measured(editor)
            editing.take(editor, data, all_numbers=False)
            editor.propose()
        else:
            _begin(editor, where, data.get("adopt", ""), fresh="how" in data)
    except (EditError, CascadeError) as error:
        problem = problems(error)[0]
        if request.method != "POST":
            # Nothing was sent yet: what the proposal lacks is the next step, not a failure.
            return _page(request, where, editor, "", 200, step=problem)
        # The page that is put in the place of this one (htmx) must come as an answer, not as a failure.
        status = 200 if "HX-Request" in request.headers else 422
    return _page(request, where, editor, problem, status)


def _where(request: StaffRequest, scope: Scope, key: str, target: str) -> Where:
    found = programme_of(request, key)
    views = request.actor.need("cascade.view")
    one = target_of(views, found, target)
    parent = share_of(views, one, request.GET.get("share", ""))
    where = Where(found, one, parent)
    if not scope.covers(_region(where).code):
        raise PermissionDenied(_("您的岗位不能分解这项指标；可以分解下达给本地区的份额。"))
    return where


def _region(where: Where) -> Region:
    return where.share.region if where.share is not None else where.programme.region


def _empty(where: Where, request: StaffRequest) -> Editor:
    return Editor(where.target, where.share, _region(where), "region")


def _measured(editor: Editor) -> None:
    try:
        editing.measure(editor)
    except MeasureError as error:
        editor.note = _("现状取不到，基数请手工填写：%(why)s") % {"why": error}


def _begin(editor: Editor, where: Where, adopt: str, *, fresh: bool) -> None:
    """The draft to go on with, else the version in force, else a proposal."""
    found = (
        Breakdown.objects.everywhere(WHY)
        .filter(target=where.target, parent=where.share, axis=editor.axis)
        .exclude(status=Status.SUPERSEDED)
        .order_by("-number")
        .first()
    )
    if found is not None and not fresh:
        stored = Share.objects.everywhere(WHY).filter(breakdown=found).select_related("region")
        rows = list(stored.order_by("order", "id"))
        found.target = where.target
        if editor.axis == Axis.REGION:
            editing.same_places(editor, [s.region for s in rows if not s.year])
            if found.basis[:4].isdigit():
                editor.base_year = int(found.basis[:4])
        _measured(editor)
        if editor.axis == Axis.UNIT:
            units = {u.pk: u for u in editing.units_of(where.target, editor.region)}
            editor.lines = [
                editing.Line(f"u{s.unit_id}", formats.bilingual(units[s.unit_id]), units[s.unit_id].region, units[s.unit_id])
                for s in rows
                if not s.year and s.unit_id in units
            ]  # fmt: skip
        editing.restore(editor, found, rows)
        wanted = next((s for s in rows if str(s.pk) == adopt and s.wanted is not None), None)
        if wanted is not None:
            _adopt(editor, wanted)
        else:
            editor.how = editor.how if editor.how in editor.ways else editing.HAND
        editor.reason = found.reason if found.status == Status.DRAFT else editor.reason
        return
    _measured(editor)
    editor.propose()


def _adopt(editor: Editor, share: Share) -> None:
    """Give the objector what it wished for; the others keep theirs where the sum allows, else it is divided anew."""
    for line in editor.lines:
        line.fixed = line.key == share.place
        if line.fixed:
            line.value, line.value_max = editing.bare(share.wanted), None
    if editor.how == editing.HAND:
        editor.how = "equal"
    editor.reason = _("采纳%(who)s的意见") % {"who": share}
    editor.propose()


def _store(request: StaffRequest, where: Where, editor: Editor, action: str) -> HttpResponse:
    """Keep the draft, and issue it when that was asked."""
    due_on = _day(editor.due_on) if action == "issue" else None
    if editor.axis != Axis.YEAR and any(ln.value is None for ln in editor.lines) and action == "issue":
        empty = [ln.name for ln in editor.lines if ln.value is None]
        raise EditError(
            _("还有 %(n)s 处没有填：%(names)s") % {"n": len(empty), "names": "、".join(empty[:5])}
        )
    made = service.draft(
        request.actor,
        where.target,
        editor.axis,
        editor.rows(),
        parent=where.share,
        join=editor.join,
        method=editor.how if editor.how in editor.ways else editing.HAND,  # type: ignore[arg-type]
        pace=editor.pace if editor.axis != Axis.YEAR else "",
        basis=editor.basis_words(),
        baseline=editor.baseline if editor.carries and editor.axis == Axis.YEAR else None,
        reason=editor.reason,
    )
    if due_on is not None:
        service.issue(request.actor, made, due_on, editor.reason)
        words = (
            _("已下达第 %(n)s 版。") if editor.axis == Axis.YEAR else _("已下达第 %(n)s 版，等待各单位确认。")
        )
        messages.success(request, words % {"n": made.number})
    else:
        messages.success(request, _("拟稿已保存。"))
    return redirect(f"{where.url('cascade_target')}#{editor.axis}")


def _day(text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise EditError(_("请填写确认期限，如 2026-03-15。")) from None
    if day < dt.date.today():
        raise EditError(_("确认期限不能早于今天。"))
    return day


def _page(
    request: StaffRequest, where: Where, editor: Editor, problem: str, status: int, *, step: str = ""
) -> HttpResponse:
    """``step``: what has to be filled in before anything can be proposed."""
    sums = editor.sums() if editor.lines else wholes.Sums(())
    in_force = (
        Breakdown.objects.everywhere(WHY)
        .filter(target=where.target, parent=where.share, axis=editor.axis, status=Status.ISSUED)
        .exists()
    )
    title = _("%(axis)s分解") % {"axis": shown.AXES[editor.axis]}
    given = editor.whole()
    context = {
        "crumbs": crumbs_of(
            where.programme, Crumb(where.name, where.url("cascade_target")), Crumb(title)
        ),
        "page_head": PageHead(
            title,
            f"{where.name} · "
            + (
                shown.share_words(where.target, where.share.value, where.share.value_max)
                if where.share
                else wanted_words(where.target)
            ),
        ),
        "tabs": tabs_of(request, where.programme),
        "where": where,
        "editor": editor,
        "problem": problem,
        "step": step,
        "is_year": editor.axis == Axis.YEAR,
        "is_region": editor.axis == Axis.REGION,
        "is_unit": editor.axis == Axis.UNIT,
        "axes": [Choice(a, str(shown.AXES[a]), a == editor.axis) for a in editing.AXES],
        "hows": [Choice(h, str(shown.HOWS[h]), h == editor.how) for h in editor.ways],
        "paces": _paces(editor),
        "levels": _levels(editor),
        "bases": _bases(editor) if editor.axis == Axis.REGION else [],
        "units": [
            Choice(str(u.pk), formats.bilingual(u), any(ln.unit == u for ln in editor.lines))
            for u in (editing.units_of(where.target, editor.region) if editor.axis == Axis.UNIT else [])
        ],
        "join": str(shown.JOINS[editor.join]),
        "unit": where.target.unit,
        "weighted": editor.axis == Axis.REGION and (editor.how == "base" or editor.join == "mean"),
        "rows": [(ln, _years(editor, ln)) for ln in editor.lines],
        "years": editor.years if editor.pace and editor.axis != Axis.YEAR else [],
        "fixed_years": " ".join(f"{ln.key}|{y}" for ln in editor.lines for y in sorted(ln.fixed_years)),
        "two_ends": given.value_max is not None,
        "checks": _checks(sums),
        "in_force": in_force,
        "due_on": editor.due_on or (dt.date.today() + dt.timedelta(days=WITHIN)).isoformat(),
        "today": dt.date.today().isoformat(),
        "edit_url": where.url("cascade_edit"),
        "check_url": where.url("cascade_check"),
    }  # fmt: skip
    return render(request, "desk/cascade/edit.html", context, status=status)


def _years(editor: Editor, line: editing.Line) -> list[tuple[str, object]]:
    return [(y, line.years.get(y)) for y in editor.years]


def _paces(editor: Editor) -> list[Choice]:
    if editor.axis == Axis.YEAR or len(editor.years) < 2:
        return []
    allowed = ("", *cascading.ways(wholes.yearly_join(editor.target), "year"))
    return [Choice(p, str(PACES[p]), p == editor.pace) for p in allowed]


def _levels(editor: Editor) -> list[Choice]:
    """A province may go straight to its counties."""
    if editor.axis != Axis.REGION or editor.region.level != "province" or editor.target.regions:
        return []
    return [
        Choice("", _("到市州"), editor.level == ""),
        Choice("county", _("到县区"), editor.level == "county"),
    ]


def _bases(editor: Editor) -> list[Choice]:
    """What the weights may be: the indicator's own, another count, or numbers of one's own."""
    own = _("本指标的数(比率用分母)")
    found = [
        Choice("", own, editor.basis == ""),
        Choice(editing.HAND, _("手工填写"), editor.basis == editing.HAND),
    ]
    for code in catalogue().codes:
        one = definition(code)
        if one.kind in {"simple", "cumulative", "reported"} and not cascading.model.is_rate(one.unit):
            found.append(Choice(code, f"{code} {formats.bilingual(one)}", editor.basis == code))
    return found


def _checks(sums: wholes.Sums) -> tuple[list[Light], list[Light]]:
    return shown.check_lights(sums), shown.year_lights(sums)


@require_POST
@page("cascade.edit")
def check(request: StaffRequest, scope: Scope, key: str, target: str) -> HttpResponse:
    """The checks of what is typed, while it is typed."""
    where = _where(request, scope, key, target)
    try:
        editor = editing.start(where.target, where.share, _region(where), request.POST)
        editing.take(editor, request.POST, all_numbers=True)
        checks, years = _checks(editor.sums())
    except EditError as error:
        checks, years = [Light("red", str(error))], []
    return render(request, "desk/cascade/_checks.html", {"checks": checks, "years": years})


@require_POST
@page("cascade.edit")
def discard(request: StaffRequest, scope: Scope, key: str, target: str) -> HttpResponse:
    """Throw the draft of an axis away."""
    where = _where(request, scope, key, target)
    found = (
        Breakdown.objects.within(scope)
        .filter(target=where.target, parent=where.share, axis=request.POST.get("axis", ""), status=Status.DRAFT)
        .first()
    )  # fmt: skip
    if found is None:
        messages.error(request, _("没有可以删除的拟稿。"))
    else:
        service.discard(request.actor, found)
        messages.success(request, _("拟稿已删除。"))
    return redirect(where.url("cascade_target"))
