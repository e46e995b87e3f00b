"""Tokens of the devices that send readings, and the month's return worked out of what they sent."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhiheng.faces.desk.areas.registers import common
from zhiheng.faces.desk.areas.registers.parts import Paragraphs
from zhiheng.faces.desk.page import StaffRequest, page
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Action,
    Alert,
    Badge,
    Buttons,
    Card,
    Column,
    Crumb,
    Figure,
    Form,
    Light,
    PageHead,
    Row,
    Table,
)
from zhiheng.frame.people.models import UnitKind
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers import collecting, gathering
from zhiheng.frame.registers.declare import Register, register_of, registers
from zhiheng.frame.registers.forms import form_fields
from zhiheng.frame.registers.models import CollectorToken
from zhiheng.frame.registers.periods import PeriodError, latest
from zhiheng.frame.registers.wording import heading, option

GATHERED = "gathered"
MOST = 200


class TokenForm(forms.Form):
    """What a new token is for."""

    register = forms.ChoiceField(label=gettext_lazy("上报到台账"))
    name = forms.CharField(
        label=gettext_lazy("采集设备"),
        max_length=60,
        help_text=gettext_lazy("写明是哪一台，留痕里用这个名称"),
    )
    valid_until = forms.DateField(
        label=gettext_lazy("有效期至"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("最长 400 天"),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["register"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(r.key, common.title(r)) for r in registers().values() if r.collected]


@require_http_methods(["GET", "HEAD", "POST"])
@page("collector.keep")
def tokens(request: StaffRequest, scope: Scope) -> HttpResponse:
    """The tokens in reach; an enterprise issues its own, and sees the secret once."""
    mine = request.actor.posts[0].unit if request.actor.posts else None
    issuing = mine is not None and mine.kind == UnitKind.ENTERPRISE
    form = TokenForm(request.POST if request.method == "POST" else None)
    parts: list[Any] = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made, secret = collecting.issue(
                request.actor, register_of(given["register"]), given["name"], given["valid_until"]
            )
        except (ValidationError, PermissionDenied) as error:
            form.add_error(
                None,
                error
                if isinstance(error, ValidationError) and not hasattr(error, "error_dict")
                else _said(error),
            )
        else:
            parts.append(
                Alert(
                    _("令牌已签发，只显示这一次。请现在抄到“%(name)s”里：") % {"name": made.name},
                    format_html("<code>{}</code>", secret),
                    "success",
                )
            )
            form = TokenForm()
    parts.append(_listed(scope, issuing))
    if issuing:
        parts.append(
            Card(
                _("签发令牌"),
                Paragraphs(
                    [
                        _(
                            "一台设备一个令牌：只能为本企业向所选台账上报，不能查看和修改别的内容；"
                            "丢失或停用时请立即吊销。上报方法见接口说明。"
                        ),
                        Form(form, submit=_("签发"), columns=1),
                    ]
                ),
            )
        )
    head = PageHead(
        _("采集令牌"),
        _("企业的采集设备凭令牌上报读数；令牌可随时吊销"),
        [Action(_("接口说明"), "/api/docs")],
    )
    context = {
        "crumbs": [Crumb(_("台账"), reverse("desk:registers")), Crumb(_("采集令牌"))],
        "page_head": head,
    }
    return render(request, "desk/registers/split.html", context | {"parts": parts, "main": [], "side": []})


def _said(error: Exception) -> str:
    return "".join(error.messages) if isinstance(error, ValidationError) else str(error)


def _listed(scope: Scope, issuing: bool) -> Table:
    found = CollectorToken.objects.within(scope).select_related("unit").order_by("-made_at", "-id")
    rows = [
        Row(
            [
                each.name,
                str(each.unit),
                common.title(register_of(each.register)),
                f"{each.head}…",
                each.valid_until,
                each.used_at,
                _state(each),
                Buttons([_revoking(each)]) if each.revoked_at is None else None,
            ]
        )
        for each in found[:MOST]
    ]
    columns = [
        Column("name", _("采集设备"), wide=True),
        Column("unit", _("所属企业")),
        Column("register", _("台账")),
        Column("head", _("令牌开头")),
        Column("until", _("有效期至")),
        Column("used", _("最近上报")),
        Column("state", _("状态")),
        Column("do", _("办理")),
    ]
    return Table(
        columns,
        rows,
        _("采集令牌"),
        id="collectors",
        total=found.count(),
        cards=True,
        empty=_("还没有签发令牌。")
        if issuing
        else _("还没有令牌。令牌由企业用自己的账号在本页签发；这里看得到辖区内企业签发的令牌，可以吊销。"),
    )


def _revoking(token: CollectorToken) -> Action:
    return Action(
        _("吊销"),
        reverse("desk:collector_revoke", args=[token.pk]),
        tone="danger",
        method="post",
        confirm=_("吊销后该设备不能再上报。确定吗？"),
    )


def _state(token: CollectorToken) -> Badge | Light:
    if token.revoked_at is not None:
        return Badge(_("已吊销"), "grey")
    if token.valid_until < dt.date.today():
        return Badge(_("令牌已到期"), "grey")
    return Light("green", _("有效"))


@require_POST
@page("collector.keep")
def revoke(request: StaffRequest, scope: Scope, pk: int) -> HttpResponse:
    token = CollectorToken.objects.within(scope).filter(pk=pk).first()
    if token is None:
        raise Http404(_("没有这个采集令牌，或它不在您的管辖范围内。"))
    collecting.revoke(request.actor, token)
    messages.success(request, _("令牌已吊销：%(name)s") % {"name": token.name})
    return redirect("desk:collectors")


# -- the month's return -------------------------------------------------------------------------------


@require_safe
@page("register.add")
def gathered(request: StaffRequest, scope: Scope, key: str) -> HttpResponse:
    """What the readings of a month give for the return, with what was not read; a person completes and files it."""
    register = common.find(scope, key)
    if register.gathered is None or register.periodic is None:
        raise Http404(_("台账“%(name)s”不由采集数据汇总。") % {"name": common.title(register)})
    period = request.GET.get("period") or latest(register.periodic.every, dt.date.today()).key
    try:
        period = register.periodic.parse(period).key
        groups = gathering.gathered(request.actor, register, period)
    except PeriodError as error:
        raise Http404(str(error)) from None
    head = PageHead(
        _("按采集数据填报：%(period)s") % {"period": formats.period(period)},
        _("采集设备上报的读数按能源合计；没有采到的时段不计入，也不当作零，请补齐或在填报时说明。"),
    )
    form = _PeriodForm({"period": period})
    parts = [
        Form(form, submit=_("查看"), method="get", columns=1),
        _groups(register, period, groups),
    ]
    context = {"crumbs": common.crumbs(register, Crumb(_("按采集数据填报"))), "page_head": head}
    return render(request, "desk/registers/split.html", context | {"parts": parts, "main": [], "side": []})


class _PeriodForm(forms.Form):
    period = forms.CharField(label=gettext_lazy("月份"), max_length=7, help_text=gettext_lazy("如 2016-03"))


def _groups(register: Register, period: str, groups: list[gathering.Group]) -> Table:
    declared = register.gathered
    assert declared is not None
    names = [n for n in declared.same if n not in {"region", "credit_code"}]
    columns = [
        *(Column(n, heading(register, n)) for n in names),
        Column("meters", _("器具"), align="end"),
        *(Column(n, heading(register, n), align="end") for n in declared.total),
        Column("missing", _("缺采（小时）"), align="end"),
        Column("do", _("办理")),
    ]
    rows = [
        Row(
            [
                *(_word(register, n, group) for n in names),
                group.meters,
                *(Figure(float(group.values[n]), decimals=3) for n in declared.total),
                Light("red", f"{group.missing} / {group.wanted}") if group.missing else Light("green", "0"),
                Buttons([Action(_("填报"), _form(register, period, group))]),
            ]
        )
        for group in groups
    ]
    return Table(
        columns,
        rows,
        _("采集数据汇总"),
        id="gathered",
        cards=True,
        empty=_("这个月没有采集数据。没有采到不等于没有用能。"),
    )


def _word(register: Register, name: str, group: gathering.Group) -> str:
    value = group.values[name]
    return str(option(register.model_field(name), value))


def _form(register: Register, period: str, group: gathering.Group) -> str:
    at = reverse("desk:record_new", args=[register.key])
    return f"{at}?{urlencode({GATHERED: f'{period}:{gathering.mark_of(register, group)}'})}"


def brought(request: StaffRequest, register: Register) -> dict[str, Any]:
    """What a new return takes over from the readings that its form was opened for; empty for any other."""
    period, _colon, mark = request.GET.get(GATHERED, "").partition(":")
    if register.gathered is None or not mark:
        return {}
    try:
        groups = gathering.gathered(request.actor, register, period)
    except PeriodError:
        return {}
    fields = {register.model_field(n).attname: n for n in form_fields(register)}
    for group in groups:
        if gathering.mark_of(register, group) == mark:
            return {fields[n]: v for n, v in group.values.items() if n in fields}
    return {}
