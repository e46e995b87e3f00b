"""Score sheets: every point with its rule, its figures and its evidence; and the scheme in words."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhiheng.faces.desk.areas.assessment import exporting, words
from zhiheng.faces.desk.areas.assessment.entering import entry_table
from zhiheng.faces.desk.areas.assessment.ranking import TONES
from zhiheng.faces.desk.areas.assessment.rounds import (
    crumb,
    round_or_404,
    scheme_keys,
    state_badge,
    title,
)
from zhiheng.faces.desk.page import StaffRequest, download, page
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Action,
    Alert,
    Badge,
    Column,
    Crumb,
    Figure,
    Light,
    Link,
    PageHead,
    Pairs,
    Row,
    Stat,
    Stats,
    Table,
)
from zhiheng.frame.people.scope import Scope
from zhiheng.judgement.assessment.models import Entry, Round, Sheet
from zhiheng.kernels.methods.scoring import Scheme, SchemeError, load_scheme
from zhiheng.kernels.methods.scoring.scheme import Stepped
from zhiheng.kernels.rules import RuleError, rule_book


def sheet_or_404(scope: Scope, round_: Round, region: str) -> Sheet:
    """The sheet, for those whose territory it is in: a county sees its own."""
    found = (
        Sheet.objects.within(scope).filter(round=round_, region_id=region).select_related("region").first()
    )
    if found is None:
        raise Http404(_("没有这个地区的评分表，或不在您的管辖范围内。各地区只看本地区的评分表和总排名。"))
    return found


@require_safe
@page("assessment.view")
def sheet(request: StaffRequest, scope: Scope, pk: int, region: str) -> HttpResponseBase:
    round_ = round_or_404(scope, pk)
    found = sheet_or_404(scope, round_, region)
    content = found.content
    clauses = words.clause_links(round_, (line["basis"] for line in _lines(content)))
    entries = list(
        Entry.objects.within(scope).filter(round=round_, region_id=region).order_by("field", "reviewer")
    )
    scheme = load_scheme(round_.scheme)
    titles = {str(i.input["field"]): i.title for i in words.needs_entry(scheme)}
    name = formats.bilingual(found.region)
    tables = [
        _table(
            f"{g['title']}",
            g["key"],
            [line for line in content["lines"] if line["group"] == g["key"]],
            clauses,
            foot=(g["max"], g["points"], g["note"]),
        )
        for g in content["groups"]
    ]
    if content["bonus_lines"]:
        tables.append(
            _table(_("加分"), "bonus", content["bonus_lines"], clauses, foot=("", content["bonus"], ""))
        )
    return render(
        request,
        "desk/assessment/sheet.html",
        {
            "crumbs": crumb(round_, Crumb(name)),
            "page_head": PageHead(
                f"{name} {_('评分表')}",
                f"{title(round_)} · {scheme.title}",
                [Action(_("导出评分表"), reverse("desk:sheet_export", args=[pk, region]))],
                [state_badge(round_), Badge(content["grade_title"], TONES.get(found.grade, "plain"))],
            ),
            "stats": Stats(
                [
                    Stat(_("总分"), Figure(found.total.normalize(), _("分"), big=True), note=content["text"]),
                    *(
                        Stat(
                            g["title"],
                            Figure(float(g["points"]), f"/ {g['max']}", big=True),
                            note=g["note"],
                        )
                        for g in content["groups"]
                    ),
                    Stat(_("名次"), Figure(found.rank, status="" if found.rank else _("未排名"), big=True)),
                ]
            ),
            "alerts": _alerts(content),
            "tables": tables,
            "entries": entry_table(entries, titles, _("录入"), _options(scheme)) if entries else None,
            "rules": Pairs(
                [
                    *((_("所用规则"), _rule_text(r)) for r in content.get("rules", [])),
                    (_("计算时间"), found.computed_at),
                    (
                        _("评分办法"),
                        Link(
                            f"{scheme.title} {_('%(n)s 版') % {'n': content['scheme_version']}}",
                            reverse("desk:scheme", args=[scheme.key]),
                        ),
                    ),
                ],
                columns=1,
            ),
        },
    )


def _options(scheme: Scheme) -> dict[str, str]:
    """Words of the options that a person may have chosen."""
    return {
        f"{item.input['field']}:{step.equals}": step.title or str(step.equals)
        for item in scheme.items()
        if isinstance(item.rule, Stepped) and item.input.get("field")
        for step in item.rule.steps
        if step.equals
    }


def _lines(content: dict[str, Any]) -> list[dict[str, Any]]:
    return [*content["lines"], *content["bonus_lines"]]


def _rule_text(rule: Any) -> str:
    if isinstance(rule, dict):
        return (
            f"{rule.get('title', rule.get('key'))}{_('，')}{_('%(n)s 版') % {'n': rule.get('version', '')}}"
        )
    return str(rule)


def _alerts(content: dict[str, Any]) -> list[Alert]:
    alerts = []
    for v in content["vetoes"]:
        alerts.append(
            Alert(
                _("已认定否决"), f"{v['determined_by']}，{v['document']}，{v['on']}：{v['reason']}", "error"
            )
        )
    missing = [line["title"] for line in content["lines"] if line["status"] == "missing_data"]
    if missing:
        alerts.append(
            Alert(_("数据不全"), _("下列项目缺数据，暂计 0 分，等级待补齐后确定。"), "warning", missing)
        )
    return alerts


def _state(line: dict[str, Any]) -> Any:
    if line["status"] == "missing_data":
        return Light("grey", line["flag"] or _("缺数据"))
    if line["status"] == "not_applicable":
        return Badge(_("不适用"), "grey")
    if line["light"]:
        return Light(line["light"])
    full = float(line["points"]) >= float(line["max"])
    return Badge(_("满分"), "green") if full else Badge(_("已评"), "plain")


def _table(
    caption: str,
    key: str,
    lines: list[dict[str, Any]],
    clauses: dict[str, Link],
    *,
    foot: tuple[Any, Any, str],
) -> Table:
    rows = [
        Row(
            [
                f"{line['key']} {line['title']}",
                Figure(float(line["max"])),
                Figure(float(line["points"])),
                line["text"],
                _state(line),
                clauses.get(line["basis"], line["basis"]),
                [*([_(line["source"])] if line["source"] else []), *words.evidence_links(line["evidence"])],
            ],
            tone={"missing_data": "amber", "not_applicable": "grey"}.get(line["status"], ""),
        )
        for line in lines
    ]
    columns = [
        Column("item", _("项目"), wide=True),
        Column("max", _("满分"), align="end"),
        Column("points", _("得分"), align="end"),
        Column("text", _("规则和数字"), wide=True),
        Column("state", _("情况")),
        Column("basis", _("依据")),
        Column("evidence", _("来源和证据")),
    ]
    total = [_("小计"), foot[0], Figure(float(foot[1])), foot[2] or " ", " ", " ", " "]
    return Table(columns, rows, caption, id=f"group-{key}", cards=True, foot=total)


@require_safe
@page("assessment.view")
def sheet_export(request: StaffRequest, scope: Scope, pk: int, region: str) -> HttpResponseBase:
    round_ = round_or_404(scope, pk)
    found = sheet_or_404(scope, round_, region)
    name = f"{found.region.name}{formats.period(round_.period)}{_('评分表')}"
    return download(exporting.sheet(name, found), f"{name}.xlsx", exporting.XLSX)


@require_safe
@page("assessment.view")
def scheme_page(request: StaffRequest, scope: Scope, key: str) -> HttpResponseBase:
    if key not in scheme_keys():
        raise Http404(_("没有这个评分办法。"))
    scheme = load_scheme(key)
    tables = [
        Table(
            _columns(),
            [_row(i.key, i.title, i.points, i.rule, i.input, i.basis) for i in group.items],
            group.title,
            id=f"group-{group.key}",
            cards=True,
            foot=[_("合计"), group.points, " ", " ", " "],
        )
        for group in scheme.groups
    ]
    if scheme.bonus:
        tables.append(
            Table(
                _columns(),
                [_row(b.key, b.title, b.rule.cap, b.rule, b.input, b.basis) for b in scheme.bonus],
                _("加分（合计最多 %(cap)s 分）") % {"cap": formats.number(scheme.bonus_cap)},
                id="bonus",
                cards=True,
            )
        )
    return render(
        request,
        "desk/assessment/scheme.html",
        {
            "crumbs": [Crumb(_("考核"), reverse("desk:rounds")), Crumb(scheme.title)],
            "page_head": PageHead(
                scheme.title,
                scheme.note.strip(),
                marks=[Badge(_("%(n)s 版") % {"n": scheme.version}, "blue")],
            ),
            "facts": Pairs(_facts(scheme)),
            "tables": tables,
            "vetoes": [f"{v.title}{f'（{v.basis}）' if v.basis else ''}" for v in scheme.vetoes],
        },
    )


def _columns() -> list[Column]:
    return [
        Column("item", _("项目"), wide=True),
        Column("points", _("分值"), align="end"),
        Column("rule", _("规则"), wide=True),
        Column("input", _("取数")),
        Column("basis", _("依据")),
    ]


def _row(key: str, name: str, points: Any, rule: Any, asked: Any, basis: str) -> Row:
    return Row([f"{key} {name}", points, words.rule_words(rule), words.input_words(asked), basis])


def _facts(scheme: Scheme) -> list[tuple[str, Any]]:
    aside = {
        "rescale": _("其余项目按比例折算"),
        "full": _("按满分计"),
        "zero": _("不得分"),
    }[scheme.not_applicable]
    return [
        (_("总分"), scheme.points),
        (_("适用考核期"), "、".join(formats.period(p) for p in scheme.periods) or _("不限")),
        (_("等级"), _grades(scheme)),
        (_("不适用的项目"), aside),
        (_("各项得分保留"), _("%(n)s 位小数") % {"n": scheme.item_rounding.decimals}),
        (_("可比组"), "；".join(f"{g.title}（{len(g.regions)}）" for g in scheme.comparable_groups)),
        (_("来源"), scheme.source.text),
        (_("可信程度"), scheme.certainty.label),
    ]


def _grades(scheme: Scheme) -> str:
    try:
        version = rule_book().version(scheme.grades.rule, scheme.grades.version)
    except (RuleError, SchemeError) as error:
        return str(error)
    bands: Any = version.figures
    return "；".join(f"{b.title} {_band(b)}" for b in getattr(bands, "bands", ())) or version.title


def _band(band: Any) -> str:
    return _("%(low)s 分及以上") % {"low": formats.number(band.at_least)}
