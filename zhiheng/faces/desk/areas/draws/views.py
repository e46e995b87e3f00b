"""Draws that were made, and one of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from zhiheng.faces.desk.areas.draws import shown
from zhiheng.faces.desk.page import StaffRequest, page
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Action,
    Alert,
    Badge,
    Card,
    Column,
    Crumb,
    FilterBar,
    PageHead,
    Pager,
    Row,
    Table,
)
from zhiheng.frame.draws import service
from zhiheng.frame.draws.declare import Declaration, declarations
from zhiheng.frame.draws.models import Draw
from zhiheng.frame.people.scope import Scope

PER_PAGE = 50


def crumbs(*rest: Crumb) -> list[Crumb]:
    return [
        Crumb(pgettext("全部", "台账"), reverse("desk:registers")),
        Crumb(_("随机抽取"), reverse("desk:draws") if rest else ""),
        *rest,
    ]


def startable(request: StaffRequest) -> list[Declaration]:
    """The kinds of draw that the user may make somewhere."""
    scope = request.actor.scope("draw.make")
    return [
        d
        for d in declarations().values()
        if any(r.fields is None or d.field in r.fields for r in scope.reaches)
    ]


def begins_at(declared: Declaration) -> str:
    """Where a draw begins: its own page, or the list of the records that bring what it draws from."""
    if declared.home_register:
        return reverse("desk:register", args=[declared.home_register])
    return reverse("desk:draw_new", args=[declared.key])


class KindForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("抽取种类"), required=False)
    q = forms.CharField(label=gettext_lazy("编号、事由或依据"), required=False, max_length=60)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        kinds = [(d.key, shown.title(d)) for d in declarations().values()]
        self.fields["kind"].choices = [("", _("全部")), *kinds]  # type: ignore[attr-defined]


@require_safe
@page("draw.view")
def listing(request: StaffRequest, scope: Scope) -> HttpResponse:
    """What can be drawn here, and every draw that was made, the replaced ones too."""
    form = KindForm(request.GET)
    rows = Draw.objects.within(scope).select_related("region", "replaced_by")
    if form.is_valid():
        if form.cleaned_data["kind"]:
            rows = rows.filter(kind=form.cleaned_data["kind"])
        for word in form.cleaned_data["q"].split():
            rows = (
                rows.filter(code__icontains=word)
                | rows.filter(purpose__icontains=word)
                | rows.filter(reference__icontains=word)
            )
    current = Paginator(rows.order_by("-drawn_at", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    kinds = declarations()
    heads = [
        Column("code", _("抽取编号")),
        Column("purpose", _("抽取事由"), wide=True),
        Column("kind", _("抽取种类")),
        Column("region", _("区划")),
        Column("on", _("抽取时间")),
        Column("state", _("状态")),
    ]
    table = Table(
        heads,
        [
            Row(
                [
                    each.code,
                    each.purpose,
                    shown.title(kinds[each.kind]),
                    each.region.name,
                    formats.date(each.drawn_at)[:10],
                    _marks(each),
                ],
                url=reverse("desk:draw", args=[each.pk]),
                key=str(each.pk),
            )
            for each in current
        ],
        _("随机抽取"),
        pager=Pager.of(current),
        empty=_("还没有抽取过。"),
        cards=True,
    )
    parts: list[Any] = []
    if mine := startable(request):
        starts = Table(
            [Column("title", _("抽取种类")), Column("about", _("抽什么、怎么抽"), wide=True)],
            [
                Row(
                    [shown.title(d), formats.bilingual(d, "about")],
                    url=begins_at(d),
                    key=d.key,
                )
                for d in mine
            ],
            _("可以抽取的"),
            id="kinds",
            cards=True,
        )
        parts.append(Card(_("开始抽取"), starts, id="start", flush=True))
    lead = _("从台账里随机抽取，种子和抽样框都留存，任何人可以重算出同一名单。")
    context = {
        "crumbs": crumbs(),
        "page_head": PageHead(_("随机抽取"), lead),
        "parts": [*parts, FilterBar(form, first=("q", "kind"), keep=()), table],
    }
    return render(request, "desk/registers/page.html", context)


def _marks(made: Draw) -> list[Badge]:
    """Whether it stands, and whether it rests on generated rows."""
    standing = Badge(_("已重抽"), "grey") if hasattr(made, "replaced_by") else Badge(_("现行"), "green")
    return [standing, Badge(_("演示"), "amber")] if made.synthetic else [standing]


def pick(request: StaffRequest, pk: int, action: str = "draw.view") -> Draw:
    """A draw within reach; 404 otherwise."""
    found = (
        Draw.objects.within(request.actor.need(action))
        .select_related("region", "owner", "replaces", "replaced_by")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404(_("没有第 %(pk)s 号抽取，或它不在您的管辖范围内。") % {"pk": pk})
    return found


@require_safe
@page("draw.view")
def detail(request: StaffRequest, scope: Scope, pk: int) -> HttpResponse:
    """Who was drawn, by what, and whether the same comes out again."""
    made = pick(request, pk)
    declared = declarations()[made.kind]
    standing = not hasattr(made, "replaced_by")
    lines = list(made.lines.order_by("list_key", "place"))
    shown.noticed(declared, lines)
    top: list[Any] = []
    if not standing:
        later = made.replaced_by
        top.append(
            Alert(
                _("这次抽取已重抽，以 %(code)s 为准") % {"code": later.code},
                _("原因：%(why)s") % {"why": later.reason},
                "warning",
                actions=[Action(_("看现行结果"), reverse("desk:draw", args=[later.pk]))],
            )
        )
    if made.replaces is not None:
        top.append(
            Alert(
                _("重抽，替代 %(code)s") % {"code": made.replaces.code},
                _("原因：%(why)s") % {"why": made.reason},
                "info",
                actions=[Action(_("看原来的结果"), reverse("desk:draw", args=[made.replaces_id]))],
            )
        )
    if "check" in request.GET:
        top.append(_checked(made))
    context = {
        "crumbs": crumbs(Crumb(made.code)),
        "page_head": PageHead(
            made.purpose,
            f"{made.code} · {shown.title(declared)}",
            _actions(request, made, standing),
            [
                *([Badge(_("演示"), "amber")] if made.synthetic else []),
                *([] if standing else [Badge(_("已重抽"), "grey")]),
            ],
        ),
        "parts": [
            *top,
            *(shown.result_card(request, made, each, lines, standing) for each in declared.lists),
            shown.strata_card(made, declared, lines),
            shown.facts_card(made, declared),
        ],
    }
    return render(request, "desk/registers/page.html", context)


def _checked(made: Draw) -> Alert:
    if differing := service.repeat(made):
        return Alert(_("重算的结果与保存的不同"), tone="error", items=differing)
    return Alert(_("重算一致"), _("按留存的抽样框和种子重新抽取，得到同一名单和同一次序。"), "success")


def _actions(request: StaffRequest, made: Draw, standing: bool) -> list[Action]:
    at = reverse("desk:draw", args=[made.pk])
    found = [
        Action(_("导出结果"), reverse("desk:draw_export", args=[made.pk, "xlsx"]), tone="primary"),
        Action(_("重算核对"), f"{at}?check=1"),
    ]
    if standing and request.actor.scope("draw.make").covers(made.region_id, made.field):
        again = reverse("desk:draw_new", args=[made.kind])
        found.append(Action(_("重新抽取"), f"{again}?again={made.pk}", tone="danger"))
    return found
