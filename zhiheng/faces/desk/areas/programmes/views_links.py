"""What a programme carries out and what carries it out, up and down; special actions made below it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from zhiheng.faces.desk.areas.indicators.standing import wanted_words
from zhiheng.faces.desk.areas.programmes.tabs import programme_tabs
from zhiheng.faces.desk.page import StaffRequest, page, problems
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Alert,
    Card,
    Column,
    Crumb,
    Form,
    Light,
    Link,
    PageHead,
    Row,
    Table,
)
from zhiheng.frame.people.scope import Scope
from zhiheng.records.programmes import linking
from zhiheng.records.programmes.models import Programme, Target


class LinkForm(forms.Form):
    higher = forms.ModelChoiceField(
        Programme.objects.none(),
        label=gettext_lazy("所贯彻的上位方案"),
        required=False,
        to_field_name="key",
        empty_label=gettext_lazy("没有"),
    )


class ActionForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("专项行动名称"), max_length=160)
    starts = forms.RegexField(r"^\d{4}$", label=gettext_lazy("起始年份"))
    ends = forms.RegexField(r"^\d{4}$", label=gettext_lazy("终止年份"))
    scope_words = forms.CharField(
        label=gettext_lazy("范围和要求"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts") and data.get("ends") and data["ends"] < data["starts"]:
            self.add_error("ends", _("终止年份早于起始年份。"))
        return data


class TargetForm(forms.Form):
    """A target that a special action sets itself."""

    name = forms.CharField(label=gettext_lazy("指标名称"), max_length=120)
    measure = forms.ChoiceField(
        label=gettext_lazy("计法"),
        choices=[
            ("level", gettext_lazy("水平")),
            ("cumulative", gettext_lazy("累计")),
            ("increment", gettext_lazy("新增")),
            ("change", gettext_lazy("变化")),
        ],
    )
    op = forms.ChoiceField(
        label=gettext_lazy("要求"),
        choices=[(">=", gettext_lazy("不低于")), ("<=", gettext_lazy("不超过")), ("=", gettext_lazy("等于"))],
    )
    value = forms.FloatField(label=gettext_lazy("目标值"))
    unit = forms.CharField(label=gettext_lazy("单位"), max_length=16, required=False)
    by = forms.RegexField(r"^\d{4}$", label=gettext_lazy("到哪一年"))

    def given(self) -> linking.OwnTarget:
        data = self.cleaned_data
        direction = {"<=": "down", "=": "hold"}.get(data["op"], "up")
        return linking.OwnTarget(**data, direction=direction)


class DropForm(forms.Form):
    target = forms.ModelChoiceField(
        Target.objects.none(), label=gettext_lazy("指标"), to_field_name="key", empty_label=None
    )

    def __init__(self, rows: QuerySet[Target], data: QueryDict | None = None) -> None:
        super().__init__(data)
        field = self.fields["target"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows


def found_or_404(scope: Scope, key: str) -> Programme:
    query = Programme.objects.within(scope).defer("text").select_related("region", "carries_out__region")
    return get_object_or_404(query, key=key)


@require_safe
@page("programme.view")
def links(request: StaffRequest, scope: Scope, key: str) -> HttpResponse:
    found = found_or_404(scope, key)
    return show(request, scope, found)


def show(
    request: StaffRequest,
    scope: Scope,
    found: Programme,
    link_form: LinkForm | None = None,
    action_form: ActionForm | None = None,
    target_form: TargetForm | None = None,
) -> HttpResponse:
    seen = Programme.objects.within(scope).defer("text").select_related("region")
    above = [
        p for p in linking.chain(found) if p in set(seen.filter(pk__in=[a.pk for a in linking.chain(found)]))
    ]
    below = list(seen.filter(carries_out=found))
    parts: list[Any] = [
        table("above", _("所贯彻的上位方案"), above, _("没有登记上位方案。")),
        table("below", _("贯彻它的方案和专项行动"), below, _("还没有下级方案或专项行动。")),
    ]
    if request.actor.scope("programme.load").covers(found.region_id):
        cited = linking.suggested(found, scope)
        if cited and found.carries_out is None:
            names = "、".join(p.name for p in cited)
            parts.insert(0, Alert(_("文件引用了已载入的方案"), names, "info"))
        initial = {"higher": found.carries_out or (cited[0] if cited else None)}
        form = link_form or LinkForm(initial=initial)
        choice = form.fields["higher"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = seen.exclude(pk=found.pk)
        if not linking.has_document(found):
            parts += _own_targets(found, target_form)
        at = reverse("desk:programme_link", args=[found.key])
        parts.append(Card(_("登记上位方案"), Form(form, _("保存"), at, columns=1, id="link-form")))
        action = action_form or ActionForm(initial={"starts": found.starts[:4], "ends": found.ends[:4]})
        at = reverse("desk:programme_action", args=[found.key])
        parts.append(Card(_("新建专项行动"), Form(action, _("新建"), at, id="action-form")))
    context = {
        "crumbs": [
            Crumb(_("方案"), reverse("desk:programmes")),
            Crumb(found.name, reverse("desk:programme", args=[found.key])),
            Crumb(_("上下关系")),
        ],
        "page_head": PageHead(_("上下关系"), found.name),
        "tabs": programme_tabs(request.actor, found, "links"),
        "parts": parts,
    }
    bad = any(f is not None and f.errors for f in (link_form, action_form, target_form))
    return render(request, "desk/tasks/page.html", context, status=422 if bad else 200)


def _own_targets(found: Programme, form: TargetForm | None) -> list[Any]:
    """What a programme without a document has set itself, and the form for one more."""
    rows = Target.objects.everywhere("targets of a programme already narrowed").filter(programme=found)
    listed = [
        Row(
            [
                Link(t.indicator_name, reverse("desk:cascade_target", args=[found.key, t.key])),
                wanted_words(t),
                t.by or None,
                t.indicator or Light("grey", _("还没有对应指标")),
            ]
        )
        for t in rows.order_by("key")
    ]
    heads = [
        Column("name", _("指标"), wide=True),
        Column("value", _("目标")),
        Column("by", _("期限")),
        Column("indicator", _("对应指标")),
    ]
    at, drop = (
        reverse(f"desk:{name}", args=[found.key]) for name in ("programme_target", "programme_target_drop")
    )
    given = form or TargetForm(initial={"by": found.ends[:4]})
    return [
        Table(
            heads,
            listed,
            _("自设的指标值"),
            id="own",
            cards=True,
            empty=_("还没有设指标值。"),
            show_caption=True,
        ),
        Card(_("设指标值"), Form(given, _("保存"), at, id="target-form")),
        *([Card(_("删除指标值"), Form(DropForm(rows), _("删除"), drop, id="drop-form"))] if listed else []),
    ]


def table(key: str, title: str, rows: list[Programme], empty: str) -> Table:
    heads = [
        Column("name", _("方案"), wide=True),
        Column("region", _("区划")),
        Column("number", _("文号")),
        Column("period", _("期间")),
    ]
    listed = [
        Row(
            [p.name, formats.bilingual(p.region), p.number or None, f"{p.starts or '…'} — {p.ends or '…'}"],
            url=reverse("desk:programme", args=[p.key]),
        )
        for p in rows
    ]
    return Table(heads, listed, title, id=key, cards=True, empty=empty, show_caption=True)


@require_http_methods(["POST"])
@page("programme.load")
def link(request: StaffRequest, scope: Scope, key: str) -> HttpResponseBase:
    seen = request.actor.need("programme.view")
    found = found_or_404(seen, key)
    scope.require(found.region_id)
    form = LinkForm(request.POST)
    choice = form.fields["higher"]
    assert isinstance(choice, forms.ModelChoiceField)
    choice.queryset = Programme.objects.within(seen).defer("text")
    if form.is_valid():
        try:
            linking.link(request.actor, found, form.cleaned_data["higher"])
        except ValidationError as error:
            form.add_error("higher", problems(error)[0])
        else:
            messages.success(request, _("已保存。"))
            return redirect("desk:programme_links", key)
    return show(request, seen, found, link_form=form)


@require_http_methods(["POST"])
@page("programme.load")
def action(request: StaffRequest, scope: Scope, key: str) -> HttpResponseBase:
    """A special action below the programme; its tasks are added on its own page."""
    seen = request.actor.need("programme.view")
    found = found_or_404(seen, key)
    scope.require(found.region_id)
    form = ActionForm(request.POST)
    if not form.is_valid():
        return show(request, seen, found, action_form=form)
    made = linking.special_action(request.actor, found, **form.cleaned_data)
    messages.success(request, _("已新建专项行动。可在“任务”页另加任务。"))
    return redirect("desk:programme_tasks", made.key)


@require_http_methods(["POST"])
@page("programme.load")
def target(request: StaffRequest, scope: Scope, key: str) -> HttpResponseBase:
    """A target of its own for a special action; which indicator counts it is confirmed on 指标对应."""
    seen = request.actor.need("programme.view")
    found = found_or_404(seen, key)
    scope.require(found.region_id)
    form = TargetForm(request.POST)
    if form.is_valid():
        try:
            linking.set_target(request.actor, found, form.given())
        except ValidationError as error:
            if linking.has_document(found):  # whose page has no such form
                messages.error(request, problems(error)[0])
                return redirect("desk:programme_links", key)
            form.add_error("name", problems(error)[0])
        else:
            messages.success(request, _("已保存。请在“指标对应”页确认由哪项指标计算。"))
            return redirect("desk:programme_links", key)
    return show(request, seen, found, target_form=form)


@require_http_methods(["POST"])
@page("programme.load")
def target_drop(request: StaffRequest, scope: Scope, key: str) -> HttpResponseBase:
    seen = request.actor.need("programme.view")
    found = found_or_404(seen, key)
    scope.require(found.region_id)
    form = DropForm(
        Target.objects.within(seen).filter(programme=found).select_related("programme"), request.POST
    )
    try:
        if not form.is_valid():
            raise ValidationError(_("请选择要删除的指标。"))
        linking.drop_target(request.actor, form.cleaned_data["target"])
    except ValidationError as error:
        messages.error(request, problems(error)[0])
    else:
        messages.success(request, _("已删除。"))
    return redirect("desk:programme_links", key)
