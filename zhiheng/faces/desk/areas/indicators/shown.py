"""How a measured cell is shown on a page: as a figure that leads to its cell, never as a bare number."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Figure
from zhiheng.frame.people.scope import Scope, superiors
from zhiheng.judgement.indicators.catalogue import (
    FIELD_ORDER,
    applies,
    catalogue,
    definition,
    owner_region,
    resolve,
)
from zhiheng.judgement.indicators.intervals import interval
from zhiheng.judgement.indicators.intervals import words as interval_words
from zhiheng.kernels.measures import Cell, Indicator, MeasureError, Period, RegionTable

# Status of a cell -> status of a figure (shell.components.FIGURE_STATUS).
STATUS = {
    "ok": "",
    "small_denominator": "small_sample",
    "no_records": "no_record",
    "no_values": gettext_noop("有记录缺数值"),
    "zero_denominator": "division_by_zero",
    "not_reported": "not_reported",
    "outside_validity": gettext_noop("口径未生效"),
    "region_not_valid": gettext_noop("当时无此区划"),
}
GRAINS = (
    ("month", gettext_noop("月")),
    ("quarter", gettext_noop("季度")),
    ("half", gettext_noop("半年")),
    ("year", gettext_noop("年")),
)


def cell_url(code: str, region: str, period: Period | str, as_of: str = "then") -> str:
    """The address of a cell; every figure on the desk leads there."""
    key = period.key if isinstance(period, Period) else period
    url = reverse("desk:cell", args=[code, region, key])
    return f"{url}?{urlencode({'as_of': as_of})}" if as_of == "now" else url


def status_words(cell: Cell) -> str:
    """What stands beside or instead of the value; empty for an ordinary computed figure."""
    if cell.status == "ok":
        return "reported" if cell.source == "reported" else ""
    words = STATUS[cell.status]
    return words if words.isascii() else str(_(words))


def figure(
    cell: Cell,
    *,
    light: str = "",
    light_label: str = "",
    parts: bool = False,
    big: bool = False,
    as_of: str = "then",
    link: bool = True,
) -> Figure:
    """The cell's rounded value (or the reason why there is none), linked to the cell's page."""
    told = parts and cell.denominator not in {None, 1}
    tip = cell.note or str(_(cell.status_label)) if cell.status != "ok" else ""
    if chance := interval_told(cell):
        tip = "; ".join(filter(None, [tip, chance]))
    return Figure(
        cell.shown,
        cell.unit,
        None,
        status_words(cell),
        cell_url(cell.code, cell.region, cell.period, as_of) if link else "",
        cell.numerator if told else None,
        cell.denominator if told else None,
        light,
        light_label,
        tip,
        big,
    )


def interval_told(cell: Cell) -> str:
    """``95% 置信区间 54.81% – 92.95%`` for a rate of few things, with its numbers; empty for any other."""
    found = interval(cell)
    if found is None:
        return ""
    parts = f"{formats.number(cell.numerator)}/{formats.number(cell.denominator)}"
    return f"{parts}, {_('95% 置信区间')} {interval_words(found)}"


def period_label(period: Period | str) -> str:
    """The name of a period in the reader's language; ranges too."""
    period = period if isinstance(period, Period) else Period.parse(period)
    if formats.english():
        start, _sep, end = period.key.partition("..")
        return f"{formats.period(start)} – {formats.period(end)}" if end else formats.period(start)
    return period.label


def read_period(text: str) -> Period:
    """A period from an address. Http404 with the forms that are understood."""
    try:
        return Period.parse(text)
    except MeasureError as error:
        raise Http404(str(error)) from error


def read_code(text: str) -> str:
    """A code of the catalogue. Http404 with the nearest ones."""
    try:
        return resolve(text)
    except MeasureError as error:
        raise Http404(str(error)) from error


def name_of(one: Indicator) -> str:
    return formats.bilingual(one)


def used_in(code: str, region: str) -> None:
    """Http404 for a local indicator in a region that it does not bind."""
    if not applies(code, region):
        raise Http404(_("地方指标 %(code)s 只在设立它的区划及以下使用。") % {"code": code})


def home_of(code: str, home: str) -> str:
    """Where an indicator is first looked at: from home, or in the region that keeps it when home lies above."""
    return home if not code or applies(code, home) else owner_region(code)


def choices(field: str = "", region: str = "") -> list[Indicator]:
    """The latest version of every indicator (of a field) used in ``region``, by field and code."""
    known = catalogue()
    latest = [known.versions(code)[-1] for code in known.codes if applies(code, region)]
    found = [one for one in latest if not field or one.field == field]
    # What a region keeps for itself stands behind what all have in common.
    return sorted(
        found, key=lambda one: (FIELD_ORDER.index(one.field), bool(owner_region(one.code)), one.code)
    )


def may_see(scope: Scope, region: str, field: str | None = None) -> bool:
    """Whether the figure itself may be shown: inside the territory, or of a superior region.

    A county sees what its city and province come to, as it sees their programmes; records behind it stay theirs.
    """
    return scope.covers(region, field) or above(scope, region, field)


def may_see_cell(scope: Scope, cell: Cell) -> bool:
    """Territory and field of a cell against a scope; where it is false the cell's page would refuse too."""
    return may_see(scope, cell.region, definition(cell.code).field)


def of_field(scope: Scope, field: str) -> bool:
    """Whether the pages of the indicators of a field open somewhere within the scope."""
    return any(reach.fields is None or field in reach.fields for reach in scope.reaches)


def above(scope: Scope, region: str, field: str | None = None) -> bool:
    """A region over one of the reaches: its figure is shown, its records are not."""
    return any(
        region in superiors(reach.prefix) and (reach.fields is None or field is None or field in reach.fields)
        for reach in scope.reaches
        if reach.prefix
    )


def region_names(table: RegionTable, codes: Iterable[str]) -> dict[str, str]:
    """Names from the engine's own table: no query."""
    return {code: table.get(code).name for code in codes if code in table}


def place_of(table: RegionTable, code: str) -> str:
    """The place that figures are told of: a park, a county or what lies above it; of a township its county.

    MeasureError for a code that is no place's.
    """
    return code if code in table and table.get(code).level == "park" else table.get(code[:6]).code


def children(table: RegionTable, region: str) -> list[str]:
    """Codes of the regions one step below ``region`` that stand today, by code; collecting codes give way to theirs."""
    steps = {"nation": "province", "province": "prefecture", "prefecture": "county", "county": "park"}
    here = table.get(region)
    if here.level not in steps:
        return []
    found = table.within(region, steps[here.level])
    if here.level == "province":
        # Counties run by the province itself, and the districts of a municipality, hang right below it.
        collecting = {code for code in found if table.get(code).name in COLLECTING}
        below = [c for c in table.within(region, "county") if table.get(c).prefecture in {None, *collecting}]
        found = [code for code in found if code not in collecting] + below
    standing = [c for c in found if table.get(c).valid_to is None and table.get(c).name not in COLLECTING]
    return sorted(standing)


COLLECTING = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划", "直辖县级行政区划"}


def spread(values: Sequence[float]) -> list[tuple[float, float]]:
    """At most five classes of equal count over ``values``: (from, to) with round-free ends; one class for one value."""
    ordered = sorted(set(values))
    if not ordered:
        return []
    count = min(5, len(ordered))
    cuts = [ordered[round(i * (len(ordered) - 1) / count)] for i in range(count)] + [ordered[-1]]
    found = [(a, b) for a, b in itertools.pairwise(cuts) if a < b]
    return found or [(ordered[0], ordered[0])]


def band(value: float, classes: Sequence[tuple[float, float]]) -> int:
    """The class of ``value``, from 1; the last class includes its upper end."""
    for at, (low, high) in enumerate(classes, 1):
        if low <= value < high or at == len(classes):
            return at
    return 1
