"""The table of shares as a workbook or CSV, and numbers filled in from it again."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhiheng.faces.desk.areas.cascade import shown
from zhiheng.faces.desk.areas.cascade.common import programme_of
from zhiheng.faces.desk.page import StaffRequest, download, page
from zhiheng.frame.people.scope import Scope
from zhiheng.kernels.intake import (
    ColumnSpec,
    IntakeError,
    export_csv,
    export_workbook,
    parse,
    plan,
    read_workbook,
)
from zhiheng.records.cascade.models import Axis, Breakdown, Share, Status

if TYPE_CHECKING:
    from zhiheng.faces.desk.areas.cascade.editing import Editor

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAMED = 5
WHY = "what the shares that are exported divide"
SPECS = (
    ColumnSpec("target", "指标编号", type="identifier"),
    ColumnSpec("name", "指标"),
    ColumnSpec("unit", "计量单位"),
    ColumnSpec("axis", "分解方向"),
    ColumnSpec("of", "所分解的"),
    ColumnSpec("code", "区划代码", type="identifier"),
    ColumnSpec("place", "承担"),
    ColumnSpec("year", "年度", type="identifier"),
    ColumnSpec("value", "份额", type="decimal"),
    ColumnSpec("value_max", "份额上限", type="decimal"),
    ColumnSpec("base", "基数", type="decimal"),
    ColumnSpec("weight", "权重", type="decimal"),
    ColumnSpec("state", "确认情况"),
    ColumnSpec("said", "意见", multiline=True),
    ColumnSpec("number", "版次", type="integer"),
)


@require_safe
@page("cascade.view")
def export(request: StaffRequest, scope: Scope, key: str) -> HttpResponse:
    """Every share in force that may be seen; ``?target=`` of one target."""
    found = programme_of(request, key)
    fmt = request.GET.get("fmt", "xlsx")
    if fmt not in {"xlsx", "csv"}:
        raise Http404(_("只能导出 xlsx 或 csv。"))
    shares = (
        Share.objects.within(scope)
        .filter(breakdown__target__programme=found, breakdown__status=Status.ISSUED)
        .select_related("breakdown", "breakdown__target", "region", "unit", "breakdown__parent__region", "breakdown__parent__unit")
        .order_by("breakdown__target__start", "breakdown__target_id", "breakdown__parent_id", "breakdown__axis", "order", "id")
    )  # fmt: skip
    if target := request.GET.get("target"):
        shares = shares.filter(breakdown__target__key=target)
    rows = list(_rows(s for s in shares if shown.seen(scope, s)))
    name = f"目标分解-{found.key}"
    if fmt == "csv":
        return download(export_csv(SPECS, rows), f"{name}.csv", "text/csv; charset=utf-8")
    return download(export_workbook(SPECS, rows, title="目标分解"), f"{name}.xlsx", XLSX)


def _rows(shares: Iterable[Share]) -> Iterable[dict[str, Any]]:
    for s in shares:
        of: Breakdown = s.breakdown
        target = of.target
        by_year = of.axis == Axis.YEAR
        yield {
            "target": target.key,
            "name": target.indicator_name,
            "unit": target.unit,
            "axis": of.get_axis_display(),
            "of": shown.named(of.parent) if of.parent is not None else _("总目标"),
            "code": "" if by_year or s.unit_id else s.region_id,
            "place": "" if by_year else shown.named(s),
            "year": s.year,
            "value": s.value,
            "value_max": s.value_max,
            "base": s.base,
            "weight": s.weight,
            "state": "" if s.year else s.get_state_display() if s.state else "",
            "said": shown.said(s),
            "number": of.number,
        }


def numbers_from(editor: Editor, data: bytes, name: str) -> None:
    """Fill the editor with the numbers of a workbook; what fits no row here is told in ``editor.note``.

    Rows are those of this target (or without a number of a target), matched by region code, name or year.
    Raises EditError when the file cannot be read or holds nothing for this division.
    """
    from zhiheng.faces.desk.areas.cascade.editing import EditError

    try:
        workbook = read_workbook(data, name)
        intake = parse(workbook, plan(workbook, SPECS), SPECS)
    except IntakeError as error:
        raise EditError(str(error)) from error
    if intake.errors:
        first = intake.errors[0]
        raise EditError(
            _("第 %(row)s 行“%(label)s”：%(words)s")
            % {"row": first.row, "label": first.label, "words": f"{first.message} {first.fix}".strip()}
        )
    by_key = {ln.key: ln for ln in editor.lines} | {ln.name: ln for ln in editor.lines}
    taken, strange = 0, []
    axis = dict(Axis.choices)[editor.axis]
    for row in intake.rows():
        if row["target"] and row["target"] != editor.target.key:
            continue
        if row["axis"] and row["axis"] != axis:
            continue
        if row["value"] is None:
            continue
        year = str(row["year"] or "")
        name_ = str(year if editor.axis == Axis.YEAR else row["code"] or row["place"] or "")
        line = by_key.get(name_) or by_key.get(str(row["place"] or ""))
        if line is None or (year and editor.axis != Axis.YEAR and year not in editor.years):
            strange.append(name_ or str(row["place"] or "…"))
            continue
        taken += 1
        if year and editor.axis != Axis.YEAR:
            editor.pace = editor.pace or "hand"
            line.years[year] = Decimal(row["value"])
            line.fixed_years.add(year)
            continue
        line.value, line.fixed = Decimal(row["value"]), True
        line.value_max = None if row["value_max"] is None else Decimal(row["value_max"])
    if not taken:
        raise EditError(
            _("表里没有可以填入的数。请用本页的“导出分解表”作底稿，保留指标编号、区划代码和年度。")
        )
    editor.note = _("填入 %(n)s 个数。") % {"n": taken}
    if strange:
        editor.note += _("有 %(n)s 行对不上，没有填：%(names)s") % {
            "n": len(strange),
            "names": "、".join(strange[:NAMED]),
        }
