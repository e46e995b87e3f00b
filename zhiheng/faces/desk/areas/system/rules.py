"""Rule sets with validity, source and certainty; lifecycles with their states and moves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Field
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhiheng.faces.desk.actions import permission_words
from zhiheng.faces.desk.page import StaffRequest, page
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Badge,
    Column,
    Crumb,
    Light,
    Link,
    PageHead,
    Row,
    Table,
)
from zhiheng.frame.lifecycles.declare import Lifecycle, lifecycles
from zhiheng.frame.people.roles import roles
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers.declare import registers
from zhiheng.frame.registers.wording import heading
from zhiheng.kernels.rules import RuleVersion, rule_book

TONES = {"read": "green", "code": "blue", "derived": "amber", "remembered": "red", "convention": "grey"}


@require_safe
@page("desk.view")
def rules(request: StaffRequest, scope: Scope) -> HttpResponseBase:
    today = dt.date.today()
    rows = []
    for rule in sorted(rule_book(), key=lambda r: r.key):
        for version in rule.versions:
            rows.append(_version_row(rule.title, version, today))
    columns = [
        Column("title", _("规则"), wide=True),
        Column("version", _("版本")),
        Column("span", _("有效期")),
        Column("now", _("当前")),
        Column("source", _("来源"), wide=True),
        Column("certainty", _("可信程度")),
        Column("note", _("说明"), wide=True),
    ]
    return render(
        request,
        "desk/system/list.html",
        {
            "crumbs": [Crumb(_("规则"))],
            "page_head": PageHead(
                _("规则"), _("评分、分级、时限所用的数字都是有日期、有来源的数据；按发生当日有效的版本计算。")
            ),
            "table": Table(columns, rows, _("规则"), id="rules", cards=True),
        },
    )


def _version_row(name: str, version: RuleVersion, today: dt.date) -> Row:
    start = version.valid_from.isoformat() if version.valid_from else _("不限")
    end = version.valid_to.isoformat() if version.valid_to else _("至今")
    if version.covers(today):
        now: Any = Light("green", _("有效"))
    elif version.valid_from and version.valid_from > today:
        now = Badge(_("未生效"), "amber")
    else:
        now = Badge(_("已停用"), "grey")
    source: Any = version.source.text
    if version.source.url:
        source = Link(source, version.source.url)
    return Row(
        [
            name,
            version.version,
            f"{start} – {end}".replace("-", "\u2011"),
            now,
            source,
            Badge(_(version.certainty.label), TONES[version.certainty.value]),
            version.note.strip(),
        ]
    )


@require_safe
@page("desk.view")
def lifecycle_list(request: StaffRequest, scope: Scope) -> HttpResponseBase:
    found = sorted(lifecycles().values(), key=lambda x: x.key)
    return render(
        request,
        "desk/system/lifecycles.html",
        {
            "crumbs": [Crumb(_("流程"))],
            "page_head": PageHead(
                _("流程"), _("状态、动作、权限和时限都由声明得出；按钮、待办和留痕都来自这里。")
            ),
            "lifecycles": [
                {
                    "key": each.key,
                    "label": formats.bilingual(each, "label"),
                    "path": " → ".join(formats.bilingual(s, "label") for s in each.states),
                    "states": [Light(s.light, formats.bilingual(s, "label")) for s in each.states],
                    "moves": _moves(each),
                    "clocks": _clocks(each),
                    "diagram": reverse("desk:lifecycle_diagram", args=[each.key]),
                }
                for each in found
            ],
        },
    )


def _states(each: Lifecycle, keys: Iterable[str]) -> str:
    return _("、").join(formats.bilingual(each.state(key), "label") for key in keys)


def _need(each: Lifecycle, name: str) -> str:
    """What a field that a move needs is called: by the register of the lifecycle, else by a model with such fields."""
    for register in registers().values():
        if register.lifecycle is not None and register.lifecycle.key == each.key and name in register.by_name:
            return heading(register, name)
    needs = {n for move in each.moves for n in move.needs} | {"state"}
    for model in apps.get_models():
        fields = {f.name: f for f in model._meta.get_fields() if isinstance(f, Field)}
        if needs <= fields.keys():
            return _(str(fields[name].verbose_name))
    return name


def _moves(each: Lifecycle) -> Table:
    rows = []
    for move in each.moves:
        needs = [
            *([_("写明理由")] if move.reason else []),
            *([_("佐证材料")] if move.evidence else []),
            *([_("由另一人办理")] if move.second_person else []),
            *(_need(each, name) for name in move.needs),
        ]
        rows.append(
            Row(
                [
                    formats.bilingual(move, "label"),
                    _states(each, move.source),
                    _states(each, [move.target]),
                    _("、").join(needs),
                    permission_words(move.action),
                    _("、").join(formats.bilingual(r) for r in roles().values() if r.may(move.action)),
                ]
            )
        )
    columns = [
        Column("move", _("动作")),
        Column("from", _("从")),
        Column("to", _("到")),
        Column("needs", _("要求")),
        Column("action", _("权限")),
        Column("who", _("谁可办"), wide=True),
    ]
    return Table(
        columns, rows, f"{formats.bilingual(each, 'label')} {_('动作')}", id=f"moves-{each.key}", cards=True
    )


def _clocks(each: Lifecycle) -> list[str]:
    words = []
    for clock in each.clocks:
        limit = _rule(clock.rule) or _("、").join(f"{n} {_(UNITS.get(u, u))}" for u, n in clock.limit.items())
        if clock.until:
            limit = _("以事项自己写明的日期为限")
        stops = _states(each, clock.stops)
        words.append(
            _("%(label)s：从“%(start)s”起，到“%(stops)s”止，%(limit)s")
            % {
                "label": formats.bilingual(clock, "label"),
                "start": _states(each, [clock.starts]),
                "stops": stops,
                "limit": limit,
            }
        )
    return words


def _rule(name: str) -> str:
    """The time limit that a clock takes from the rule book, in words; one that a column of the row chooses is told so."""
    if not name:
        return ""
    if "{" in name:
        return _("按事项种类取规则里的时限")
    key, _dot, name = name.rpartition(".")
    version = rule_book().rule(key).versions[-1]
    limit = version.limit(name)
    return _("%(limit)s（规则“%(rule)s”：%(name)s）") % {
        "limit": limit.limit.text,
        "rule": version.title,
        "name": limit.title,
    }


UNITS = {"days": "日", "working_days": "个工作日", "months": "个月", "years": "年"}


@require_safe
@page("desk.view")
def lifecycle_diagram(request: StaffRequest, scope: Scope, key: str) -> HttpResponseBase:
    found = lifecycles().get(key)
    if found is None:
        raise Http404(_("没有这个流程。"))
    response = HttpResponse(found.mermaid(), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{key}.mmd"'
    return response
