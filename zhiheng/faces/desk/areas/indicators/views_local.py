"""Local indicators: those that regions keep for themselves, a new one, a change, the end of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhiheng.faces.desk.areas.indicators.local_forms import CloseForm, LocalForm
from zhiheng.faces.desk.page import StaffRequest, page
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Action,
    Alert,
    Badge,
    Column,
    Crumb,
    Form,
    Link,
    PageHead,
    Pager,
    Row,
    Table,
)
from zhiheng.frame.people.roles import fields
from zhiheng.frame.people.scope import Scope
from zhiheng.judgement.indicators import local
from zhiheng.judgement.indicators.local import LocalIndicatorError, TooAlike
from zhiheng.judgement.indicators.models import LocalIndicator
from zhiheng.records.programmes.binding import Decision, bind
from zhiheng.records.programmes.models import Target

DEFINE = "indicator.define"
PREFILLED = ("name", "unit", "measure", "direction", "field", "region", "programme", "target")


def crumbs(last: str) -> list[Crumb]:
    return [
        Crumb(_("指标"), reverse("desk:indicators")),
        Crumb(_("地方指标"), reverse("desk:indicators_local")),
        Crumb(last),
    ]


@require_safe
@page("indicator.view")
def listing(request: StaffRequest, scope: Scope) -> HttpResponse:
    """The local indicators in reach: those of one's own territory and those that bind it."""
    found = LocalIndicator.objects.within(scope).select_related("region", "owner")
    shown = Paginator(found, 50).get_page(request.GET.get("page"))
    defining = request.actor.scope(DEFINE)
    english = formats.english()
    rows = [
        Row(
            [
                one.code,
                formats.bilingual(one),
                one.unit or None,
                fields()[one.field][1 if english else 0],
                _(one.get_measure_display()),
                one.region.name,
                one.owner.name if one.owner else None,
                validity(one),
                Link(_("修改"), reverse("desk:indicator_edit", args=[one.code]))
                if defining.covers(one.region_id, one.field)
                else None,
            ],
            url=reverse("desk:indicator", args=[one.code]),
        )
        for one in shown
    ]
    columns = [
        Column("code", _("代码")),
        Column("name", _("名称"), wide=True),
        Column("unit", _("单位")),
        Column("field", _("领域")),
        Column("measure", _("计法")),
        Column("region", _("区划")),
        Column("owner", _("责任单位")),
        Column("validity", _("有效期")),
        Column("edit", _("操作")),
    ]
    actions = [Action(_("新设地方指标"), reverse("desk:indicator_new"), tone="primary")] if defining else []
    context = {
        "crumbs": [*crumbs("")[:1], Crumb(_("地方指标"))],
        "page_head": PageHead(
            _("地方指标"), _("统一目录里没有、由本地自己统计报送的指标；用于设立它的区划和以下各级"), actions
        ),
        "table": Table(
            columns,
            rows,
            _("地方指标"),
            id="local",
            pager=Pager.of(shown),
            cards=True,
            empty=_(
                "还没有地方指标。统一目录里没有的指标，可以在这里新设，也可以在方案的“指标对应”页一步设立。"
            ),
        ),
    }
    return render(request, "desk/indicators/local.html", context)


def validity(one: LocalIndicator) -> object:
    if one.valid_from is None and one.valid_to is None:
        return Badge(_("不限"), "plain")
    return f"{one.valid_from or '…'} — {one.valid_to or '…'}"


@require_http_methods(["GET", "HEAD", "POST"])
@page(DEFINE)
def new(request: StaffRequest, scope: Scope) -> HttpResponse:
    """A new local indicator; from a target it is bound to it in the same step."""
    given: Any = request.POST if request.method == "POST" else request.GET
    target = _target(request, str(given.get("programme", "")), str(given.get("target", "")))
    problem = ""
    alike = "although_alike" in request.POST
    form = LocalForm(initial=_initial(request, target))
    if request.method == "POST":
        form = LocalForm(request.POST, alike=alike)
        if form.is_valid():
            try:
                made = _make(request, form.cleaned_data, target)
            except TooAlike as error:
                problem = str(error)
                form = LocalForm(request.POST, alike=True)
            except LocalIndicatorError as error:
                problem = str(error)
            else:
                messages.success(request, _("已设立 %(code)s。") % {"code": made.code})
                if target is not None:
                    return redirect("desk:programme_bindings", target.programme.key)
                return redirect("desk:indicator", made.code)
    return _form(
        request,
        form,
        PageHead(
            _("新设地方指标"), _("统一目录里没有的指标：由责任单位报送，附佐证，在本区划和以下各级使用")
        ),
        _("设立"),
        problem,
        reverse("desk:programme_bindings", args=[target.programme.key])
        if target
        else reverse("desk:indicators_local"),
        target,
    )


def _make(request: StaffRequest, given: dict[str, Any], target: Target | None) -> LocalIndicator:
    with transaction.atomic():
        made = local.create_local(
            request.actor,
            name=given["name"],
            name_en=given["name_en"],
            unit=given["unit"],
            measure=given["measure"],
            direction=given["direction"],
            periodicity=given["periodicity"],
            field=given["field"],
            decimals=given["decimals"],
            region=given["region"].strip(),
            owner=given["owner"],
            aliases=given["aliases"],
            source=(target.programme.key, target.key) if target else ("", ""),
            note=given["note"],
            valid_from=given["valid_from"],
            valid_to=given["valid_to"],
            although_alike=bool(given.get("although_alike")),
        )
        if target is not None:
            bind(request.actor, target.programme, [Decision(target.key, made.code)])
    return made


def _target(request: StaffRequest, programme: str, key: str) -> Target | None:
    """The target the new indicator is made for. Http404 when it is not one that the actor may bind."""
    if not programme or not key:
        return None
    scope = request.actor.need("programme.bind")
    found = (
        Target.objects.within(scope)
        .filter(programme__key=programme, key=key)
        .select_related("programme")
        .defer("programme__text")
        .first()
    )
    if found is None or not scope.covers(found.programme.region_id):
        raise Http404(_("没有这个指标值，或不在您的管辖范围内。"))
    return found


def _initial(request: StaffRequest, target: Target | None) -> dict[str, Any]:
    """What the address or the target says already."""
    found: dict[str, Any] = {"region": request.actor.home[:6], "periodicity": "year", "direction": "up"}
    if target is not None:
        found |= {
            "name": target.indicator_name[:60],
            "unit": target.unit,
            "measure": target.measure,
            "direction": {"down": "down", "equal": "hold", "hold": "hold"}.get(target.direction, "up"),
            "region": target.programme.region_id,
        }
    return found | {key: request.GET[key] for key in PREFILLED if request.GET.get(key)}


def _form(
    request: StaffRequest,
    form: LocalForm,
    head: PageHead,
    submit: str,
    problem: str,
    back: str,
    target: Target | None = None,
    closing: CloseForm | None = None,
    code: str = "",
) -> HttpResponse:
    groups = [
        (_("指标"), ["name", "name_en", "unit", "measure", "direction", "decimals", "aliases", "note"]),
        (
            _("谁、何时"),
            ["region", "field", "owner", "periodicity", "valid_from", "valid_to", "although_alike"],
        ),
    ]
    kept = [(legend, [name for name in names if name in form.fields]) for legend, names in groups]
    context = {
        "crumbs": crumbs(head.title),
        "page_head": head,
        "problem": Alert(_("没有保存"), problem, "warning") if problem else None,
        "target": target,
        "form": Form(form, submit, groups=kept, cancel_url=back, columns=2),
        "closing": Form(
            closing,
            _("停用"),
            action=reverse("desk:indicator_close", args=[code]),
            columns=1,
            id="close",
            confirm=_("停用后不能再报送停用日期以后的数值。确定停用？"),
        )
        if closing
        else None,
    }
    return render(
        request, "desk/indicators/local_form.html", context, status=422 if problem or form.errors else 200
    )


def _found(request: StaffRequest, scope: Scope, code: str) -> LocalIndicator:
    one = LocalIndicator.objects.within(scope).filter(code=code).select_related("region", "owner").first()
    if one is None:
        raise Http404(_("没有地方指标 %(code)s，或不在您的管辖范围内。") % {"code": code})
    scope.require(one.region_id, one.field)
    return one


@require_http_methods(["GET", "HEAD", "POST"])
@page(DEFINE)
def change(request: StaffRequest, scope: Scope, code: str) -> HttpResponse:
    one = _found(request, scope, code)
    problem = ""
    form = LocalForm(changing=True, initial=_held(one))
    if request.method == "POST":
        form = LocalForm(request.POST, changing=True)
        if form.is_valid():
            given = {key: form.cleaned_data[key] for key in local.CHANGEABLE}
            if given["decimals"] is None:
                given["decimals"] = local.decimals_for(given["unit"])
            try:
                local.change_local(request.actor, one, **given)
            except LocalIndicatorError as error:
                problem = str(error)
            else:
                messages.success(request, _("已保存 %(code)s。") % {"code": code})
                return redirect("desk:indicator", code)
    return _change_page(request, one, form, CloseForm(), problem)


def _change_page(
    request: StaffRequest, one: LocalIndicator, form: LocalForm, closing: CloseForm, problem: str
) -> HttpResponse:
    head = PageHead(f"{one.code} {one.name}", one.region.name, marks=[Badge(_("地方指标"), "blue")])
    return _form(
        request,
        form,
        head,
        _("保存"),
        problem,
        reverse("desk:indicators_local"),
        closing=closing,
        code=one.code,
    )


def _held(one: LocalIndicator) -> dict[str, Any]:
    return {
        **{key: getattr(one, key) for key in local.CHANGEABLE},
        "owner": one.owner.name if one.owner else "",
        "aliases": "、".join(one.aliases),
    }


@require_POST
@page(DEFINE)
def close(request: StaffRequest, scope: Scope, code: str) -> HttpResponse:
    """End the validity of a local indicator; what was reported stays."""
    one = _found(request, scope, code)
    form = CloseForm(request.POST)
    problem = _("停用日期没有填对。")
    if form.is_valid():
        try:
            local.close_local(request.actor, one, form.cleaned_data["on"])
        except LocalIndicatorError as error:
            problem = str(error)
        else:
            messages.success(request, _("已停用 %(code)s。") % {"code": code})
            return redirect("desk:indicators_local")
    return _change_page(request, one, LocalForm(changing=True, initial=_held(one)), form, problem)
