"""Figures of the statistics bodies beside ours: brought in by their sheet, given out by it, and compared (R-IND-03)."""

from __future__ import annotations

import csv
import io
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from zhiheng.faces.desk.areas.indicators.shown import figure, home_of, name_of, period_label, place_of
from zhiheng.faces.desk.areas.indicators.views_matrix import places, trouble
from zhiheng.faces.desk.page import StaffRequest, download, page, problems
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Action,
    Card,
    Column,
    Crumb,
    Figure,
    Form,
    Link,
    PageHead,
    Row,
    Table,
)
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.judgement.indicators.engine import engine
from zhiheng.judgement.indicators.official import REGISTER, Pair, pairs
from zhiheng.judgement.indicators.pooling import labels
from zhiheng.kernels.measures import Engine, MeasureError, Period
from zhiheng.records.statistics.exchange import bring, layouts


class AskForm(forms.Form):
    region = forms.ChoiceField(label=gettext_lazy("区划"))
    year = forms.CharField(label=gettext_lazy("年份"), max_length=4)

    def __init__(self, data: Any, choices: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["region"].choices = choices  # type: ignore[attr-defined]


class SheetForm(forms.Form):
    layout = forms.ChoiceField(label=gettext_lazy("表式"))
    file = forms.FileField(
        label=gettext_lazy("统计部门的表"),
        help_text=gettext_lazy("xlsx、xls 或 csv，一行一地，一列一项指标；空格和“—”不当作零"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )
    year = forms.IntegerField(
        label=gettext_lazy("年份"),
        min_value=1949,
        max_value=2100,
        required=False,
        help_text=gettext_lazy("表题、表头和年份列都没有年份时才填"),
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        known = [(one.key, formats.bilingual(one, "title")) for one in layouts().values()]
        self.fields["layout"].choices = known  # type: ignore[attr-defined]


def _asked(request: StaffRequest, scope: Scope) -> tuple[Engine, str, Period]:
    """Region and year from the address. MeasureError."""
    on = engine()
    place = request.GET.get("region") or home_of("P24", request.actor.home or on.regions.nation)
    place = place_of(on.regions, place)
    scope.require(place)
    year = Period.parse(request.GET.get("year") or str(timezone.localdate().year - 1))
    if year.kind != "year":
        raise MeasureError(_("请填一个年份，如 2026。"))
    return on, place, year


def _regions(on: Engine, place: str) -> list[str]:
    """The place and those right below it."""
    level = on.regions.get(place).level
    below = {"nation": "province", "province": "prefecture", "prefecture": "county"}.get(level)
    return [place, *(on.regions.within(place, below) if below else [])]


def _open(scope: Scope, on: Engine, place: str, year: Period) -> list[Pair]:
    """The pairs of the fields that the reader may see there."""
    every = pairs(_regions(on, place), year)
    return [each for each in every if scope.covers(place, each.indicator.field)]


@require_safe
@page("indicator.view")
def official(request: StaffRequest, scope: Scope) -> HttpResponse:
    """The pairs of a place and those below it."""
    try:
        on, place, year = _asked(request, scope)
        found = _open(scope, on, place, year)
    except MeasureError as error:
        return render(request, "desk/indicators/matrix.html", trouble(str(error)), status=422)
    name = on.regions.get(place).name
    query = f"?region={place}&year={year.key}"
    may_bring = service.open_to(request.actor.scope("register.import"), register_of(REGISTER))
    ask = Form(
        AskForm({"region": place, "year": year.key}, places(on, scope, place)),
        submit=_("查看"), action=reverse("desk:indicators_official"), method="get", columns=1, id="ask",
    )  # fmt: skip
    side: list[Any] = [Card(_("看哪里、哪一年"), ask, id="which")]
    if may_bring:
        sheet = Form(
            SheetForm(), submit=_("读入并核对"), action=reverse("desk:indicators_official_bring") + query, columns=1,
            id="sheet",
        )  # fmt: skip
        side.append(Card(_("读入统计部门的表"), sheet, id="bring"))
    actions = [
        Action(
            _("导出本系统的数：%(name)s") % {"name": formats.bilingual(one, "title")},
            f"{reverse('desk:indicators_official_export')}{query}&layout={one.key}",
        )
        for one in layouts().values()
    ]
    context = {
        "crumbs": [Crumb(_("指标"), reverse("desk:indicators")), Crumb(_("与统计部门公布数对照"))],
        "page_head": PageHead(
            _("与统计部门公布数对照"),
            _("%(place)s · %(year)s。公布数照来源登记，不改本系统的数；两数口径不同的，差额不等于错误。")
            % {"place": name, "year": period_label(year)},
            actions,
        ),
        "main": [Card(_("两数对照"), _table(on, found), id="pairs", flush=True)],
        "side": side,
    }
    return render(request, "desk/registers/split.html", context)


def _table(on: Engine, found: list[Pair]) -> Table:
    heads = [
        Column("indicator", _("指标")),
        Column("place", _("区划")),
        Column("ours", _("本系统的数"), align="end"),
        Column("theirs", _("公布数"), align="end"),
        Column("difference", _("本系统减公布"), align="end"),
        Column("source", _("公布数的来源"), wide=True),
    ]
    rows = []
    for each in found:
        one, cell, theirs = each.indicator, each.ours, each.published
        if cell.value is None and theirs is None:
            continue
        difference = each.difference
        rows.append(
            Row(
                [
                    name_of(one),
                    on.regions.get(cell.region).name,
                    figure(cell),
                    Figure(float(theirs.value), one.unit, one.decimals) if theirs else _("未登记"),
                    None if difference is None else Figure(float(difference), "", one.decimals),
                    Link(theirs.source or _("未写来源"), reverse("desk:record", args=[REGISTER, theirs.row]))
                    if theirs
                    else None,
                ],
                key=f"{cell.code}-{cell.region}",
            )
        )
    empty = _("这一年既没有本系统的数，也没有登记公布数。")
    return Table(heads, rows, _("两数对照"), id="pairs-table", cards=True, empty=empty)


@require_safe
@page("indicator.view")
def export(request: StaffRequest, scope: Scope) -> HttpResponse:
    """Our figures in the layout of a statistics body; a figure that is not there is an empty cell with its status."""
    try:
        on, place, year = _asked(request, scope)
        found = _open(scope, on, place, year)
    except MeasureError as error:
        return render(request, "desk/indicators/matrix.html", trouble(str(error)), status=422)
    layout = layouts().get(request.GET.get("layout", "")) or next(iter(layouts().values()))
    ours = {(each.indicator.official, each.ours.region): each for each in found}
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([layout.region[0], *layout.year[:1], *(m.heading for m in layout.measures), "说明"])
    for region in _regions(on, place):
        held = [ours.get((m.series, region)) for m in layout.measures]
        values = ["" if p is None or p.ours.shown is None else str(p.ours.shown) for p in held]
        told = [
            f"{p.indicator.name}：{p.ours.status_label}"
            for p in held
            if p is not None and (p.ours.shown is None or p.ours.status != "ok")
        ]
        # Their layout has no column for what a rate rests on.
        told += [
            f"{p.indicator.name}:{formats.bare(p.ours.numerator)}/{formats.bare(p.ours.denominator)}"
            for p in held
            if p is not None and p.ours.shown is not None and p.ours.denominator not in {None, 1}
        ]
        told += [
            f"{p.indicator.name}：合并了{'、'.join(mixed)}"
            for p in held
            if p is not None and p.ours.shown is not None and (mixed := labels(p.indicator))
        ]
        told += [
            f"{p.indicator.name}：报送数"
            for p in held
            if p and p.ours.shown is not None and p.ours.source == "reported"
        ]
        years = [year.key] if layout.year else []
        writer.writerow([on.regions.get(region).name, *years, *values, "；".join(told)])
    return download(
        ("\ufeff" + out.getvalue()).encode(),
        f"{layout.title}-{place}-{year.key}.csv",
        "text/csv; charset=utf-8",
    )


@require_POST
@page("register.import")
def bring_in(request: StaffRequest, scope: Scope) -> HttpResponse:
    """A sheet of a statistics body becomes an import of the register, which is reviewed as any other."""
    back = f"{reverse('desk:indicators_official')}?{request.GET.urlencode()}"
    form = SheetForm(request.POST, request.FILES)
    region = (request.GET.get("region") or request.actor.home or scope.home())[:6]
    if not form.is_valid():
        for lines in form.errors.values():
            messages.error(request, " ".join(map(str, lines)))
        return redirect(back)
    given, upload = form.cleaned_data, form.cleaned_data["file"]
    try:
        session, found = bring(
            request.actor,
            layouts()[given["layout"]],
            upload.read(),
            upload.name,
            region=region,
            year=given["year"],
        )
    except (ValidationError, PermissionDenied) as error:
        for said in problems(error):
            messages.error(request, said)
        return redirect(back)
    messages.success(
        request,
        _("读出 %(rows)s 个数，%(blank)s 格空白没有当作数。请核对后导入。")
        % {"rows": len(found.rows), "blank": found.blank},
    )
    return redirect("desk:import", session.pk)
