"""Public questions: rows of registers that say by what anybody may look them up. No page here knows who asks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhiheng.faces.portal import limits
from zhiheng.faces.shell import errors, formats
from zhiheng.faces.shell.components import (
    Alert,
    Badge,
    Card,
    Column,
    Crumb,
    Form,
    PageHead,
    Pager,
    Pairs,
    Row,
    Table,
)
from zhiheng.frame.registers import lookups
from zhiheng.frame.registers.declare import Register, registers
from zhiheng.frame.registers.models import Record
from zhiheng.frame.registers.values import value_of
from zhiheng.frame.registers.wording import heading

PER_PAGE = 20
ROBOTS = "User-agent: *\nDisallow: /ask/\nDisallow: /desk\nDisallow: /api/\nAllow: /\n"


def asked_of() -> list[Register]:
    """The registers that anybody may ask, by name."""
    return sorted((r for r in registers().values() if r.lookup is not None), key=lambda r: r.label)


def doors() -> Table:
    """Every question that may be asked, for the portal's first page."""
    rows = [Row([formats.bilingual(r, "label"), _about(r)], url=_url(r)) for r in asked_of()]
    columns = [Column("what", _("查询")), Column("about", _("可以查什么"), wide=True)]
    return Table(columns, rows, _("公众查询"), id="ask", cards=True)


def _url(register: Register) -> str:
    return reverse("portal:ask", args=[register.key])


def _about(register: Register) -> str:
    return formats.bilingual(register.lookup, "what") or formats.bilingual(register, "about")


class QuestionForm(forms.Form):
    """One field for each question that the declaration allows."""

    def __init__(self, register: Register, data: Any) -> None:
        super().__init__(data)
        assert register.lookup is not None
        for columns in register.lookup.terms:
            label = _("或").join(heading(register, n) for n in columns)
            self.fields[columns[0]] = forms.CharField(
                label=label,
                max_length=lookups.LONGEST,
                required=not register.lookup.browse,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )


@require_safe
def ask(request: HttpRequest, key: str) -> HttpResponse:
    register = registers().get(key)
    if register is None or register.lookup is None:
        raise Http404(_("没有这项公众查询。可从公开门户的列表里查找。"))
    lookup = register.lookup
    names = [columns[0] for columns in lookup.terms]
    asked = any(name in request.GET for name in names)
    form = QuestionForm(register, request.GET if asked else None)
    if asked and (wait := limits.seconds_to_wait(request, "ask")):
        return errors.too_many(request, wait)
    parts: list[Any] = [Form(form, _("查询"), method="get", columns=2 if len(names) > 1 else 1)]
    if lookup.browse and (not asked or form.is_valid()):
        given = form.cleaned_data if asked else {}
        parts.append(_listed(request, register, given))
    elif asked and form.is_valid():
        parts += _answers(register, form.cleaned_data)
    response = render(
        request,
        "portal/ask.html",
        {
            "crumbs": [
                Crumb(_("质量数据公开"), reverse("portal:home")),
                Crumb(formats.bilingual(register, "label")),
            ],
            "page_head": PageHead(formats.bilingual(register, "label"), _about(register)),
            "parts": parts,
        },
    )
    # What one person asks is nobody else's business: neither search engines nor shared caches keep it.
    response["X-Robots-Tag"] = "noindex, nofollow"
    if asked:
        response["Cache-Control"] = "no-store"
    return response


def _shown(register: Register) -> list[str]:
    assert register.lookup is not None
    return list(register.lookup.shows) or register.public_names


def _value(register: Register, record: Record, name: str) -> Any:
    """A public column in words; what is not known says so."""
    if register.lifecycle is not None and name == "state":
        state = next((s for s in register.lifecycle.states if s.key == record.state), None)  # type: ignore[attr-defined]
        return Badge(formats.bilingual(state, "label"), state.light) if state is not None else None
    value = value_of(register, record, name)
    if value is None or value == "":
        return _("未填")
    if register.type_of(name) == "boolean":
        return _("是") if value else _("否")
    if name == "region":
        return formats.bilingual(record.region)
    if register.type_of(name) == "choice":
        return _(str(value))
    return value


def _answers(register: Register, given: dict[str, str]) -> list[Any]:
    """Each row that answers as a card, or the sentence that none does."""
    assert register.lookup is not None
    rows = lookups.found(register.model, register.lookup, given)
    rows = rows.select_related("region").order_by(*(register.order or ("-id",)))
    found = list(rows[: lookups.MOST + 1])
    if not found:
        text = _("没有与所填内容完全一致的记录。没有记录不等于没有办理：请核对写法，或向当地主管部门询问。")
        return [Alert(_("没有查到"), text, "info")]
    parts: list[Any] = []
    if len(found) > lookups.MOST:
        text = _("只显示前 %(n)s 条。请填得更具体。") % {"n": lookups.MOST}
        parts.append(Alert(_("符合的记录较多"), text, "info"))
    for n, record in enumerate(found[: lookups.MOST], 1):
        pairs = [(heading(register, c), _value(register, record, c)) for c in _shown(register)]
        if record.synthetic:
            pairs.append((_("数据情况"), Badge(_("演示数据"), "grey")))
        pairs.append((_("更新日期"), record.updated_at.date()))
        title = _("查询结果") if len(found) == 1 else _("查询结果 %(n)s") % {"n": n}
        parts.append(Card(title, Pairs(pairs), id=f"answer-{n}"))
    return parts


def _listed(request: HttpRequest, register: Register, given: dict[str, str]) -> Table:
    """What has been published, newest first."""
    assert register.lookup is not None
    rows = lookups.found(register.model, register.lookup, given)
    rows = rows.select_related("region").order_by(*(register.order or ("-id",)))
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    names = _shown(register)
    wide = {n for n in names if (getattr(register.model_field(n), "max_length", None) or 0) >= 80}
    columns = [Column(n, heading(register, n), wide=n in wide) for n in names]
    made = []
    for record in shown:
        cells = [_value(register, record, n) for n in names]
        if record.synthetic:
            cells[0] = [cells[0], Badge(_("演示数据"), "grey")]
        made.append(Row(cells))
    return Table(
        columns,
        made,
        formats.bilingual(register, "label"),
        id="published",
        pager=Pager.of(shown),
        cards=True,
        empty=_("没有符合条件的公开内容。"),
    )


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may walk: releases, not questions and not the desk."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
