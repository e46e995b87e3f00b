"""Enterprises that stand in the list twice: proposed, merged with a reason, taken apart again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from zhiheng.faces.desk.areas.enterprises.views import crumbs, found_or_404
from zhiheng.faces.desk.areas.registers.parts import ReasonForm
from zhiheng.faces.desk.page import StaffRequest, page, problems
from zhiheng.faces.shell.components import (
    Badge,
    Card,
    Column,
    Crumb,
    Form,
    Link,
    PageHead,
    Row,
    Table,
)
from zhiheng.frame.people.scope import Scope
from zhiheng.records.enterprises import merging
from zhiheng.records.enterprises.models import Enterprise, Merger

SHOWN = 200


class MergeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("并入的代码"),
        max_length=18,
        help_text=gettext_lazy("这个代码的记录将列入本档案；各台账的原记录不改动，可以撤销"),
    )
    reason = forms.CharField(
        label=gettext_lazy("合并原因"), max_length=200, help_text=gettext_lazy("记入留痕，以后可查")
    )

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).strip().upper()


def reasons() -> dict[str, str]:
    return {
        "name": str(_("名称相同，代码不同")),
        "former": str(_("一方的名称是另一方的曾用名")),
        "organisation": str(_("组织机构代码相同")),
    }


@require_safe
@page("enterprise.merge")
def duplicates(request: StaffRequest, scope: Scope) -> HttpResponse:
    """Listed enterprises that may be one, and the mergers that stand."""
    pairs = merging.proposals(scope)
    said = reasons()
    rows = [
        Row(
            [
                _side(pair.kept),
                _side(pair.other),
                said[pair.why],
                Link(_("核对合并"), f"{reverse('desk:enterprise_merge', args=[pair.kept.credit_code])}?code={pair.other.credit_code}"),
            ],
            key=f"{pair.kept.pk}-{pair.other.pk}",
        )
        for pair in pairs[:SHOWN]
    ]  # fmt: skip
    heads = [
        Column("kept", _("建议保留"), wide=True),
        Column("other", _("疑似重复"), wide=True),
        Column("why", _("理由")),
        Column("do", _("办理")),
    ]
    proposed = Table(
        heads, rows, _("疑似重复"), id="pairs", total=len(pairs), empty=_("名录里没有发现疑似重复的企业。"), cards=True
    )  # fmt: skip
    context = {
        "crumbs": [Crumb(pgettext("全部", "企业"), reverse("desk:enterprises")), Crumb(_("疑似重复"))],
        "page_head": PageHead(
            _("疑似重复的企业"),
            _("合并只改变档案怎样读：并入的代码引到保留的档案，各台账的记录不改动，随时可以撤销。"),
        ),
        "parts": [Card(_("疑似重复"), proposed, flush=True), Card(_("已合并"), _standing(scope), flush=True)],
    }
    return render(request, "desk/enterprises/page.html", context)


def _side(enterprise: Enterprise) -> Link:
    url = reverse("desk:enterprise", args=[enterprise.credit_code])
    return Link(enterprise.name, url, f"{enterprise.credit_code} · {enterprise.founded_on}")


def _standing(scope: Scope) -> Table:
    rows = []
    for merger in Merger.objects.within(scope.of_every_field())[:SHOWN]:
        undone = merger.undone_at is not None
        do: Any = Badge(_("已撤销"), "grey")
        if not undone:
            do = Link(_("撤销合并"), reverse("desk:enterprise_unmerge", args=[merger.pk]))
        rows.append(
            Row(
                [
                    f"{merger.code} {merger.name}".strip(),
                    Link(merger.kept, reverse("desk:enterprise", args=[merger.kept])),
                    merger.reason,
                    merger.made_by,
                    merger.made_at,
                    do,
                ],
                key=str(merger.pk),
                tone="grey" if undone else "",
            )
        )
    heads = [
        Column("code", _("并入的代码"), wide=True),
        Column("kept", _("保留的代码")),
        Column("reason", _("原因")),
        Column("by", _("合并人")),
        Column("at", _("合并时间")),
        Column("do", _("办理")),
    ]
    return Table(heads, rows, _("已合并"), id="mergers", empty=_("还没有合并过企业。"), cards=True)


@require_http_methods(["GET", "HEAD", "POST"])
@page("enterprise.merge")
def merge(request: StaffRequest, scope: Scope, code: str) -> HttpResponse:
    found = found_or_404(request, code, rows=0)
    bound = request.method == "POST"
    form = MergeForm(request.POST if bound else None, initial={"code": request.GET.get("code", "")})
    if bound and form.is_valid():
        try:
            merging.merge(request.actor, found.code, form.cleaned_data["code"], form.cleaned_data["reason"])
        except (ValidationError, PermissionDenied) as error:
            for line in problems(error):
                form.add_error(None, line)
        else:
            messages.success(request, _("已合并。合错了可以在本页撤销。"))
            return redirect("desk:enterprise", found.code)
    back = reverse("desk:enterprise", args=[found.code])
    body = Form(form, submit=_("合并"), cancel_url=back, columns=1, id="merge-form")
    context = {
        "crumbs": crumbs(found, Crumb(_("合并"))),
        "page_head": PageHead(
            _("合并另一代码"), _("保留：%(name)s %(code)s") % {"name": found.name, "code": found.code}
        ),
        "parts": [Card(_("并入哪个代码"), body)],
    }
    return render(request, "desk/enterprises/page.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page("enterprise.merge")
def unmerge(request: StaffRequest, scope: Scope, pk: int) -> HttpResponse:
    merger = Merger.objects.within(scope.of_every_field()).filter(pk=pk).first()
    if merger is None:
        raise Http404(_("没有第 %(pk)s 号合并，或它不在您的管辖范围内。") % {"pk": pk})
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            merging.undo(request.actor, merger, form.cleaned_data["reason"])
        except (ValidationError, PermissionDenied) as error:
            for line in problems(error):
                form.add_error(None, line)
        else:
            messages.success(request, _("合并已撤销，两个代码各自成档。"))
            return redirect("desk:enterprise", merger.code)
    back = reverse("desk:enterprise_duplicates")
    body = Form(form, submit=_("撤销合并"), cancel_url=back, columns=1, id="unmerge-form")
    context = {
        "crumbs": [
            Crumb(pgettext("全部", "企业"), reverse("desk:enterprises")),
            Crumb(_("疑似重复"), back),
            Crumb(_("撤销合并")),
        ],
        "page_head": PageHead(_("撤销合并"), f"{merger.code} → {merger.kept}"),
        "parts": [Card(_("撤销"), body)],
    }
    return render(request, "desk/enterprises/page.html", context, status=422 if form.errors else 200)
