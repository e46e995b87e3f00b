"""What people enter: experts' marks, recorded facts, determinations of a veto."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.validators import MaxValueValidator
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from zhiheng.faces.desk.areas.assessment.rounds import FAULTS, crumb, region_or_404, round_or_404
from zhiheng.faces.desk.areas.assessment.words import needs_entry, rule_words
from zhiheng.faces.desk.page import StaffRequest, page, problems
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Alert, Column, Crumb, Form, PageHead, Pairs, Row, Table
from zhiheng.frame.people.scope import Scope
from zhiheng.judgement.assessment import determining, reopening, scoring
from zhiheng.judgement.assessment.models import Entry, Round, RoundState, VetoDetermination
from zhiheng.kernels.methods.scoring import BonusItem, Item, Scheme, load_scheme
from zhiheng.kernels.methods.scoring.scheme import PerMissing, Stepped

REASON = gettext_lazy("理由")


class MarkForm(forms.Form):
    points = forms.DecimalField(label=gettext_lazy("得分"), max_digits=6, decimal_places=2, min_value=0)
    reason = forms.CharField(label=REASON, max_length=300, widget=forms.Textarea({"rows": 4}))


class OptionForm(forms.Form):
    option = forms.ChoiceField(label=gettext_lazy("情况"), widget=forms.RadioSelect)
    reason = forms.CharField(label=REASON, max_length=300, widget=forms.Textarea({"rows": 4}))


class TallyForm(forms.Form):
    expected = forms.IntegerField(label=gettext_lazy("应有"), min_value=0, max_value=1000)
    missing = forms.CharField(
        label=gettext_lazy("缺少"),
        required=False,
        help_text=gettext_lazy("每行写一项；没有缺少的留空"),
        widget=forms.Textarea({"rows": 4}),
    )
    reason = forms.CharField(label=REASON, max_length=300, widget=forms.Textarea({"rows": 4}))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        lacking = _lines(data.get("missing", ""))
        if data.get("expected") is not None and len(lacking) > data["expected"]:
            self.add_error(
                "missing",
                _("列了 %(n)s 项缺少，多于应有的 %(m)s 项。") % {"n": len(lacking), "m": data["expected"]},
            )
        return data


class VetoForm(forms.Form):
    region = forms.ChoiceField(label=gettext_lazy("地区"))
    veto = forms.ChoiceField(label=gettext_lazy("否决项"))
    determined_by = forms.CharField(
        label=gettext_lazy("认定机关"), max_length=120, help_text=gettext_lazy("作出认定的机关，不是登记单位")
    )
    document = forms.CharField(
        label=gettext_lazy("认定文件"), max_length=120, help_text=gettext_lazy("文件名和文号")
    )
    on = forms.DateField(
        label=gettext_lazy("认定日期"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(label=gettext_lazy("事由"), max_length=300, widget=forms.Textarea({"rows": 3}))


class RevokeForm(forms.Form):
    reason = forms.CharField(label=REASON, max_length=300, widget=forms.Textarea({"rows": 3}))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _item(scheme: Scheme, name: str) -> Item | BonusItem:
    found = next((i for i in needs_entry(scheme) if i.input["field"] == name), None)
    if found is None:
        raise Http404(_("评分办法里没有这个需要录入的项目。"))
    return found


def _form(item: Item | BonusItem, own: Entry | None, data: Any) -> forms.Form:
    if isinstance(item.rule, Stepped):
        form: forms.Form = OptionForm(
            data, initial={"option": own.option, "reason": own.reason} if own else None
        )
        form.fields["option"].choices = [  # type: ignore[attr-defined]
            (s.equals, f"{s.title or s.equals}（{formats.number(s.points)} 分）") for s in item.rule.steps
        ]
        return form
    if isinstance(item.rule, PerMissing):
        start = (
            {"expected": own.expected, "missing": "\n".join(own.missing), "reason": own.reason}
            if own
            else None
        )
        return TallyForm(data, initial=start)
    form = MarkForm(data, initial={"points": own.points, "reason": own.reason} if own else None)
    if isinstance(item, Item):
        field = form.fields["points"]
        field.validators.append(MaxValueValidator(item.points))
        field.widget.attrs["max"] = str(item.points)
        field.help_text = _("0 到 %(top)s 分") % {"top": formats.number(item.points)}
    return form


@require_http_methods(["GET", "HEAD", "POST"])
@page("assessment.score")
def entry(request: StaffRequest, scope: Scope, pk: int, region: str, field: str) -> HttpResponseBase:
    found = round_or_404(request.actor.need("assessment.view"), pk)
    place = region_or_404(region)
    scope.require(place.code)
    scheme = load_scheme(found.scheme)
    item = _item(scheme, field)
    if place.code not in {r.code for r in scoring.assessed(found, scheme)}:
        raise Http404(_("该地区不在本轮考核之列。"))
    entries = list(
        Entry.objects.within(scope).filter(round=found, region=place, field=field).order_by("entered_at")
    )
    own = next((e for e in entries if e.reviewer_id == request.user.pk), None)
    form = _form(item, own, request.POST or None)
    locked = found.state == RoundState.APPROVED
    if request.method == "POST" and not locked and form.is_valid():
        try:
            _keep(request, found, place.code, field, form.cleaned_data, own)
        except FAULTS as error:
            form.add_error(None, problems(error)[0])
        else:
            messages.success(request, _("已录入“%(item)s”。") % {"item": item.title})
            return redirect(f"{reverse('desk:round', args=[pk])}#entries")
    others = [e for e in entries if e is not own]
    facts: list[tuple[str, Any]] = [
        (_("地区"), formats.bilingual(place)),
        (_("规则"), rule_words(item.rule)),
    ]
    if isinstance(item, Item):
        facts.insert(1, (_("满分"), item.points))
    return render(
        request,
        "desk/assessment/entry.html",
        {
            "crumbs": crumb(found, Crumb(formats.bilingual(place)), Crumb(item.title)),
            "page_head": PageHead(
                item.title,
                _("评审人 %(who)s；理由必填，审定前可以修改自己的录入。") % {"who": request.actor.name},
            ),
            "facts": Pairs(facts, columns=1),
            "locked": Alert(_("本轮考核已审定"), _("不能再录入或修改。"), "info") if locked else None,
            "form": None
            if locked
            else Form(
                form,
                _("保存修改") if own else _("保存"),
                cancel_url=reverse("desk:round", args=[pk]),
                columns=1,
            ),
            "others": entry_table(others, {field: item.title}, _("他人录入")) if others else None,
        },
    )


def _keep(
    request: StaffRequest, round_: Round, region: str, field: str, data: dict[str, Any], own: Entry | None
) -> None:
    points: Decimal | None = data.get("points")
    scoring.enter(
        request.actor,
        round_,
        region,
        field,
        reason=data["reason"],
        points=points,
        option=data.get("option", ""),
        expected=data.get("expected"),
        missing=_lines(data.get("missing", "")),
        reviewer=own.reviewer if own else "",
    )


def entry_table(
    entries: list[Entry], titles: dict[str, str], caption: str, options: dict[str, str] | None = None
) -> Table:
    """Entries with who, what, why and when."""
    rows = []
    for e in entries:
        given: Any = e.points
        if e.expected is not None:
            lacking = f"，{_('缺')} {len(e.missing)}：{'、'.join(e.missing)}" if e.missing else ""
            given = f"{_('应有')} {e.expected}{lacking}"
        elif e.option:
            given = (options or {}).get(f"{e.field}:{e.option}", e.option)
        rows.append(
            Row([titles.get(e.field, e.field), e.reviewer, given, e.reason, e.entered_at], key=str(e.pk))
        )
    columns = [
        Column("item", _("项目")),
        Column("who", _("评审人")),
        Column("given", _("录入")),
        Column("why", _("理由"), wide=True),
        Column("at", _("时间")),
    ]
    return Table(columns, rows, caption, id="entered", cards=True)


@require_http_methods(["GET", "HEAD", "POST"])
@page("assessment.run")
def veto(request: StaffRequest, scope: Scope, pk: int) -> HttpResponseBase:
    found = round_or_404(scope, pk)
    scope.require(found.region_id)
    scheme = load_scheme(found.scheme)
    form = VetoForm(request.POST or None)
    form.fields["region"].choices = [(r.code, r.name) for r in scoring.assessed(found, scheme)]  # type: ignore[attr-defined]
    form.fields["veto"].choices = [(v.key, v.title) for v in scheme.vetoes]  # type: ignore[attr-defined]
    form.fields["on"].widget.attrs["max"] = dt.date.today().isoformat()
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            determining.determine(request.actor, found, data.pop("region"), data.pop("veto"), **data)
        except FAULTS as error:
            form.add_error(None, problems(error)[0])
        else:
            messages.success(request, _("已登记，重新计算后生效。"))
            return redirect("desk:round", pk=pk)
    return render(
        request,
        "desk/assessment/form.html",
        {
            "crumbs": crumb(found, Crumb(_("登记否决认定"))),
            "page_head": PageHead(
                _("登记否决认定"), _("只登记有权机关已经作出的认定。系统不从数字推定否决。")
            ),
            "form": Form(form, _("登记"), cancel_url=reverse("desk:round", args=[pk])),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page("assessment.run")
def unveto(request: StaffRequest, scope: Scope, pk: int, veto: int) -> HttpResponseBase:
    found = round_or_404(scope, pk)
    made = (
        VetoDetermination.objects.within(scope).filter(round=found, pk=veto).select_related("round").first()
    )
    if made is None:
        raise Http404(_("没有这条否决登记。"))
    if not scope.covers(made.region_id):
        raise PermissionDenied(_("您不能撤销该地区的否决登记。"))
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            determining.revoke(request.actor, made, form.cleaned_data["reason"])
        except FAULTS as error:
            form.add_error(None, problems(error)[0])
        else:
            messages.success(request, _("已撤销登记，重新计算后生效。"))
            return redirect("desk:round", pk=pk)
    return render(
        request,
        "desk/assessment/form.html",
        {
            "crumbs": crumb(found, Crumb(_("撤销登记"))),
            "page_head": PageHead(_("撤销否决登记"), f"{made.region.name} · {made.document}"),
            "form": Form(form, _("撤销登记"), cancel_url=reverse("desk:round", args=[pk]), columns=1),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page("assessment.approve")
def reopen(request: StaffRequest, scope: Scope, pk: int) -> HttpResponseBase:
    """Why an approved result is opened again."""
    found = round_or_404(scope, pk)
    scope.require(found.region_id)
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reopening.reopen(request.actor, found, form.cleaned_data["reason"])
        except FAULTS as error:
            form.add_error(None, problems(error)[0])
        else:
            messages.success(request, _("已重新打开。原审定结果保留在本页，改后请重新计算和审定。"))
            return redirect("desk:round", pk=pk)
    return render(
        request,
        "desk/assessment/form.html",
        {
            "crumbs": crumb(found, Crumb(_("重新打开"))),
            "page_head": PageHead(
                _("重新打开已审定的考核"),
                _("原审定结果会保留并一直可见；更正录入后要重新计算、重新审定。"),
            ),
            "form": Form(form, _("重新打开"), cancel_url=reverse("desk:round", args=[pk]), columns=1),
        },
    )
