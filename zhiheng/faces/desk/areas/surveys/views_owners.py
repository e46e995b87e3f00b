"""The score of each owner of public services, with the measures behind it (R-SRV-08)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from zhiheng.faces.desk.areas.registers import common
from zhiheng.faces.desk.page import StaffRequest, page
from zhiheng.faces.shell.components import (
    Card,
    Column,
    Crumb,
    Figure,
    FilterBar,
    Node,
    PageHead,
    Row,
    Table,
    Tree,
)
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers.periods import Period
from zhiheng.kernels.methods.satisfaction import SMALL
from zhiheng.records.services import owners
from zhiheng.records.services.models.returns import PublicArea

KEY = "public_services"


class OwnersForm(forms.Form):
    period = forms.ChoiceField(label=gettext_lazy("报告期"), required=False)
    area = forms.ChoiceField(label=gettext_lazy("服务领域"), required=False)

    def __init__(self, data: Any, periods: list[str]) -> None:
        super().__init__(data)
        self.fields["period"].choices = [(p, Period.parse(p).label) for p in periods]  # type: ignore[attr-defined]
        self.fields["area"].choices = [("", _("全部")), *PublicArea.choices]  # type: ignore[attr-defined]


@require_safe
@page("register.view")
def scores(request: StaffRequest, scope: Scope) -> HttpResponse:
    """Owners in the order of their score; each opens to its measures."""
    register = common.find(scope, KEY)
    known = owners.periods(scope)
    asked = request.GET.get("period", "")
    period = asked if asked in known else (known[0] if known else "")
    area = request.GET.get("area", "")
    found = owners.scores(scope, period, area if area in PublicArea.values else "") if period else []
    heads = [
        Column("owner", _("填报单位"), wide=True),
        Column("area", _("服务领域")),
        Column("region", _("区划")),
        Column("score", _("评分"), align="end"),
        Column("respondents", _("评价人数"), align="end"),
        Column("scored", _("已评举措"), align="end"),
        Column("done", _("完成计划的举措"), align="end"),
    ]
    rows = [
        Row(
            [
                each.owner or _("未填单位"),
                each.area,
                each.region,
                Figure(each.score, _("分"), 1, status="small_sample" if each.respondents < SMALL else "")
                if each.score is not None
                else Figure(None, status="no_record"),
                Figure(each.respondents),
                f"{len(each.scored)}/{len(each.measures)}",
                f"{each.done}/{each.planned}" if each.planned else None,
            ],
            key=str(at),
        )
        for at, each in enumerate(found)
    ]
    table = Table(heads, rows, _("单位评分"), id="owners", empty=_("这一期还没有公共服务报表。"), cards=True)
    nodes = [
        Node(
            f"{each.owner or _('未填单位')} · {each.area} · {each.region}",
            [
                Node(
                    m.name,
                    url=reverse("desk:record", args=[KEY, m.pk]),
                    side=(_said(m),),
                )
                for m in each.measures
            ],
            side=(_("%(n)s 项举措") % {"n": len(each.measures)},),
            id=f"owner-{at}",
        )
        for at, each in enumerate(found)
    ]
    lead = _("各单位的评分是它全部举措的评分按评价人数加权；没有人评价的举措列出而不计分。")
    context = {
        "crumbs": common.crumbs(register, Crumb(_("单位评分"))),
        "page_head": PageHead(_("单位评分"), lead),
        "parts": [
            FilterBar(OwnersForm({"period": period, "area": area}, known), first=("period", "area"), keep=()),
            table,
            *([Card(_("评分之下的举措"), Tree(nodes, _("评分之下的举措")), id="measures")] if nodes else []),
        ],
    }
    return render(request, "desk/registers/page.html", context)


def _said(measure: Any) -> str:
    if measure.score is None or not measure.respondents:
        return _("未评价")
    return _("%(score)s 分 · %(n)s 人") % {"score": measure.score, "n": measure.respondents}
