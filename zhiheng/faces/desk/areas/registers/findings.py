"""What the check of an import found, out of the stored session: counts, errors, repairs."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhiheng.faces.desk.areas.registers import common
from zhiheng.faces.desk.areas.registers.parts import Paragraphs
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Action,
    Card,
    Column,
    Figure,
    Provenance,
    Row,
    Stat,
    Stats,
    Step,
    Steps,
    Table,
)
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.models import ImportSession, SessionState
from zhiheng.frame.registers.wording import heading, said
from zhiheng.kernels.intake import RULES

SHOWN = 100


def steps(session: ImportSession) -> Steps:
    state = session.state
    if state == SessionState.FAILED:
        return Steps(
            [Step(_("上传"), "done"), Step(_("核对"), "failed"), Step(_("导入"), "todo")], _("导入进度")
        )
    done = [SessionState.UPLOADED, SessionState.CHECKED, SessionState.APPLIED, SessionState.UNDONE].index(
        SessionState(state)
    )
    names = [_("上传"), _("核对"), _("导入")]
    found = [
        Step(name, "done" if i < done or (i == 2 and done >= 2) else "current" if i == done else "todo")
        for i, name in enumerate(names)
    ]
    if state == SessionState.UNDONE:
        found.append(Step(_("已撤销"), "current"))
    return Steps(found, _("导入进度"))


def stats(session: ImportSession) -> Stats:
    summary = session.summary
    left = summary.get("left_out") or {}
    note = _("、").join(f"{_(RULES.get(k, k))} {n}" for k, n in left.items() if n)
    return Stats(
        [
            Stat(_("读到的行"), Figure(summary["rows"], big=True), note=note),
            Stat(_("新的"), Figure(summary["new"], big=True)),
            Stat(_("与已登记的不同"), Figure(summary["changed"], big=True), note=_("导入后按文件修改")),
            Stat(_("与已登记的相同"), Figure(summary["same"], big=True), note=_("不会重复登记")),
            *(
                [Stat(_("早于已登记的"), Figure(summary["earlier"], big=True), note=_("不改动"))]
                if summary.get("earlier")
                else []
            ),
            Stat(
                _("有错的行"),
                Figure(
                    summary["bad_rows"],
                    big=True,
                    light="red" if summary["bad_rows"] else "green",
                    light_label="",
                ),
                note=_("共 %(n)s 处错误") % {"n": formats.number(summary["errors"])}
                if summary["errors"]
                else "",
            ),
            *(
                [
                    Stat(
                        _("存疑的行"),
                        Figure(summary["doubtful"], big=True, light="amber", light_label=""),
                        note=_("写明理由可以登记"),
                    )
                ]
                if summary.get("doubtful")
                else []
            ),
            Stat(_("已自动修正"), Figure(summary["repairs"], big=True), note=_("处，见下表")),
        ]
    )


def problems(register: Register, session: ImportSession) -> list[Any]:
    """Errors: grouped first (a thousand like ones are one thing to mend), then one by one."""
    summary = session.summary
    if not summary["errors"]:
        return []
    grouped = Table(
        [
            Column("label", _("列")),
            Column("message", _("错误")),
            Column("count", _("处数"), align="end"),
            Column("examples", _("例子"), wide=True),
            Column("rows", _("所在行")),
            Column("fix", _("改法"), wide=True),
        ],
        [_group(g) for g in summary["groups"]],
        _("错误汇总"),
        id="error-groups",
        cards=True,
    )
    each = Table(
        [
            Column("cell", _("位置")),
            Column("label", _("列")),
            Column("value", _("填的是")),
            Column("message", _("错误"), wide=True),
            Column("fix", _("改法"), wide=True),
        ],
        [
            Row(
                [
                    _place(p),
                    said(p["label"]) or _("（整行）"),
                    _cut(p["value"]),
                    said(p["message"]),
                    said(p["fix"]) or None,
                ]
            )
            for p in summary["problems"][:SHOWN]
        ],
        _("逐处错误"),
        id="errors",
        total=summary["errors"],
        cards=True,
    )
    return [
        Card(_("错误汇总"), grouped, _take_home(session), flush=True),
        Card(_("逐处错误"), each, flush=True, fold=True),
    ]


def doubted(register: Register, session: ImportSession) -> list[Any]:
    """What is odd but may be right: by kind, then value by value."""
    summary = session.summary
    groups = summary.get("soft_groups") or []
    if not groups:
        return []
    table = Table(
        [
            Column("label", _("列")),
            Column("count", _("处数"), align="end"),
            Column("examples", _("例子"), wide=True),
            Column("rows", _("所在行")),
        ],
        [Row([said(g["label"]), g["occurrences"], g["examples"] or None, g["rows"]]) for g in groups],
        _("存疑汇总"),
        id="doubt-groups",
        cards=True,
    )
    each = Table(
        [
            Column("cell", _("位置")),
            Column("label", _("列")),
            Column("value", _("填的是")),
            Column("message", _("疑点"), wide=True),
        ],
        [
            Row([_place(p), said(p["label"]), _cut(p["value"]), said(p["message"])])
            for p in summary["soft"][:SHOWN]
        ],
        _("逐处存疑"),
        id="doubts",
        total=sum(g["occurrences"] for g in groups),
        cards=True,
    )
    return [Card(_("存疑：可能写错，也可能确实如此"), Paragraphs([table, each]))]


def _take_home(session: ImportSession) -> list[Action]:
    """The errors as a workbook; while the import is open the button stands beside the decision."""
    if session.state == SessionState.CHECKED:
        return []
    return [Action(_("下载错误清单"), reverse("desk:import_errors", args=[session.pk]))]


def _group(group: dict[str, Any]) -> Row:
    return Row(
        [
            said(group["label"]) or _("（整行）"),
            said(group["message"]),
            group["occurrences"],
            group["examples"] or None,
            group["rows"],
            said(group["fix"]) or None,
        ]
    )


def _place(problem: dict[str, Any]) -> str:
    return problem.get("cell") or _("第 %(n)s 行") % {"n": problem["row"]}


def _cut(value: Any) -> Any:
    text = "" if value is None else str(value)
    return text[:60] + "…" if len(text) > 60 else text or None


def repairs(register: Register, session: ImportSession) -> list[Any]:
    """What was put right without asking, so that it can be looked through."""
    summary = session.summary
    kept = summary["repaired"]
    if not kept:
        return []
    labels = {n: heading(register, n) for n in register.names}
    counts = Counter((r["column"], r["rule"]) for r in kept)
    overview = [
        (labels.get(column, column) or _("（整行）"), f"{_(RULES.get(rule, rule))} × {n}")
        for (column, rule), n in counts.most_common()
    ]
    table = Table(
        [
            Column("row", _("行"), align="end"),
            Column("label", _("列")),
            Column("before", _("原来"), wide=True),
            Column("after", _("改为"), wide=True),
            Column("rule", _("说明")),
        ],
        [
            Row(
                [
                    r["row"],
                    labels.get(r["column"], r["column"]) or _("（整行）"),
                    _cut(r["before"]),
                    _cut(common.words(register, r["column"], r["after"], {})),
                    _(RULES.get(r["rule"], r["rule"])),
                ]
            )
            for r in kept[:SHOWN]
        ],
        _("自动修正"),
        id="repairs",
        total=summary["repairs"],
        cards=True,
    )
    return [Card(_("自动修正"), Paragraphs([Provenance(overview, _("按种类")), table]), fold=True)]
