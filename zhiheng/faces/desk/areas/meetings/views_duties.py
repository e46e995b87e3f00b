"""Who answers for what: classes of products by links of the chain, with gaps and overlaps told."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from zhiheng.faces.desk.areas.meetings.views_groups import OnForm
from zhiheng.faces.desk.areas.registers.common import may_with
from zhiheng.faces.desk.page import StaffRequest, page
from zhiheng.faces.shell.components import (
    Action,
    Badge,
    Column,
    Crumb,
    Figure,
    FilterBar,
    Link,
    PageHead,
    Row,
    Stat,
    Stats,
    Table,
)
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers.wording import word
from zhiheng.records.governance.matrix import Cell, Matrix, duties, matrix
from zhiheng.records.governance.models import ChainLink

REGIONS = 500


class MatrixForm(OnForm):
    region = forms.ChoiceField(label=gettext_lazy("地区"), required=False)

    def __init__(self, data: object, regions: list[tuple[str, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        field = self.fields["region"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = regions


@require_safe
@page("meeting.view")
def duty_matrix(request: StaffRequest, scope: Scope) -> HttpResponse:
    """The matrix of one region on one day. Two queries, however many rows."""
    day = OnForm(request.GET)
    on = (day.cleaned_data["on"] if day.is_valid() else None) or dt.date.today()
    held = duties(scope, on)
    places = held.order_by("region_id").values_list("region_id", "region__name").distinct()[:REGIONS]
    regions = [(code, name) for code, name in places]
    form = MatrixForm(request.GET, regions)
    chosen = form.cleaned_data["region"] if form.is_valid() else ""
    region = chosen or (regions[0][0] if regions else "")
    found = matrix(held.filter(region_id=region).order_by("product_class", "link", "id"))
    opens = may_with(request, "register.view", "duty_matrix")
    actions = [Action(_("机构与成员"), reverse("desk:groups"))]
    if may_with(request, "register.add", "duty_matrix"):
        actions.append(
            Action(_("登记责任"), reverse("desk:record_new", args=["duty_matrix"]), tone="primary")
        )
    context = {
        "crumbs": [
            Crumb(_("方案"), reverse("desk:programmes")),
            Crumb(_("会议"), reverse("desk:meetings")),
            Crumb(_("责任矩阵")),
        ],
        "page_head": PageHead(_("责任矩阵"), _("每类产品在每个环节由谁主管；空缺和重叠由此找出"), actions),
        "filters": FilterBar(form, first=("region", "on")),
        "stats": Stats(
            [
                Stat(_("产品类别"), Figure(len(found.lines), "", 0)),
                Stat(_("无人主管的环节"), Figure(found.gaps, "", 0, light="red" if found.gaps else "green")),
                Stat(
                    _("多头主管的环节"),
                    Figure(found.overlaps, "", 0, light="amber" if found.overlaps else "green"),
                ),
            ]
        ),
        "table": _table(found, opens),
    }
    return render(request, "desk/meetings/duties.html", context)


def _table(found: Matrix, opens: bool) -> Table:
    labels = dict(ChainLink.choices)
    return Table(
        [
            Column("product_class", _("产品类别")),
            *(Column(link, word(labels[link]), wide=True) for link in found.links),
        ],
        [Row([line.product_class, *(_shown(cell, opens) for cell in line.cells)]) for line in found.lines],
        _("责任矩阵"),
        id="duties",
        empty=_("这个地区这一天没有登记监管责任。可逐条登记，或用台账的工作簿模板导入。"),
        cards=True,
    )


def _shown(cell: Cell, opens: bool) -> list[object]:
    """The agencies of one cell, each leading to its row; a gap and an overlap are said in words."""
    parts: list[object] = []
    if cell.gap:
        parts.append(Badge(_("无人主管"), "red"))
    elif cell.overlap:
        parts.append(Badge(_("多头主管"), "amber"))
    for duty in (*cell.leads, *cell.supports):
        name = duty.agency if duty in cell.leads else _("%(agency)s(配合)") % {"agency": duty.agency}
        parts.append(
            Link(name, reverse("desk:record", args=["duty_matrix", duty.pk])) if opens else Badge(name)
        )
    return parts
