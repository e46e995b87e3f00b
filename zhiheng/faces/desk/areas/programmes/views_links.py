"""What a programme carries out and what carries it out, up and down; special actions made below it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from zhiheng.faces.desk.areas.programmes.tabs import programme_tabs
from zhiheng.faces.desk.page import StaffRequest, page, problems
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Alert,
    Card,
    Column,
    Crumb,
    Form,
    PageHead,
    Row,
    Table,
)
from zhiheng.frame.people.scope import Scope
from zhiheng.records.programmes import linking
from zhiheng.records.programmes.models import Programme


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
    bad = any(f is not None and f.errors for f in (link_form, action_form))
    return render(request, "desk/tasks/page.html", context, status=422 if bad else 200)


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
