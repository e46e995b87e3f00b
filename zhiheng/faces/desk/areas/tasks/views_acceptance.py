"""Acceptance records: one county or lead unit beside its targets, and all of them at the end of a programme."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from zhiheng.faces.desk.areas.indicators.shown import cell_url, may_see, period_label
from zhiheng.faces.desk.areas.programmes.tabs import programme_tabs
from zhiheng.faces.desk.areas.tasks import forms, words
from zhiheng.faces.desk.areas.tasks.views import crumbs_of, programme_or_404
from zhiheng.faces.desk.areas.tasks.views_task import FAULTS
from zhiheng.faces.desk.page import StaffRequest, download, page, problems
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Action,
    Card,
    Column,
    Crumb,
    Empty,
    Figure,
    Form,
    Light,
    Link,
    PageHead,
    Pairs,
    Progress,
    Row,
    Table,
    Timeline,
    query_with,
)
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.trail.chain import history
from zhiheng.judgement.indicators.catalogue import definition
from zhiheng.judgement.progress import acceptance as drawing
from zhiheng.kernels.intake import ColumnSpec, export_csv, export_workbook
from zhiheng.records.programmes.models import Programme
from zhiheng.records.tasks import stages
from zhiheng.records.tasks.lifecycles import ACCEPTANCE, STAGE
from zhiheng.records.tasks.models import Acceptance, Stage

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


# -- one record -------------------------------------------------------------------------------------


class RecordForm(django_forms.Form):
    """What is said of a unit: shortfall, remedy, opinion. Which are needed is the move's word."""

    shortfall = forms.text_field(gettext_lazy("缺口"), 3, required=False)
    remedy = forms.text_field(gettext_lazy("弥补措施"), 3, required=False)
    remedy_by = forms.date_field(gettext_lazy("弥补期限"), required=False)
    opinion = forms.text_field(gettext_lazy("验收意见"), 3, required=False)
    reason = django_forms.CharField(label=gettext_lazy("撤回验收的理由"), max_length=300, required=False)

    def __init__(self, *args: Any, moves: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "reopen" not in moves:
            del self.fields["reason"]
        else:
            for name in ("shortfall", "remedy", "remedy_by", "opinion"):
                del self.fields[name]


@require_http_methods(["GET", "HEAD", "POST"])
@page("task.view")
def acceptance(request: StaffRequest, scope: Scope, pk: int) -> HttpResponseBase:
    found = get_object_or_404(
        Acceptance.objects.within(scope)
        .select_related("owner", "region", "stage__phase", "stage__programme", "stage__region")
        .defer("stage__programme__text"),
        pk=pk,
    )
    may = request.actor.scope("task.accept").covers(found.region_id, None, found.owner_id)
    moves = [m for m in ACCEPTANCE.moves_from(found.state) if found.stage.state == "checking"]
    form: RecordForm | None = None
    if may and moves:
        initial = {k: getattr(found, k) for k in ("shortfall", "remedy", "remedy_by", "opinion")}
        if not found.shortfall and found.short:
            initial["shortfall"] = "\n".join(f"{line['name']}：{line['reason']}" for line in found.short)
        posted = request.POST if request.method == "POST" else None
        form = RecordForm(posted, initial=initial, moves=[m.key for m in moves])
    if request.method == "POST":
        if form is None:
            raise PermissionDenied(_("您的岗位不能验收这个单位，或这个阶段不在验收中。"))
        if form.is_valid():
            key = next((m.key for m in moves if m.key == request.POST.get("move")), "")
            try:
                data = dict(form.cleaned_data)
                reason = data.pop("reason", "")
                stages.judge(request.actor, found, key or "?", data, reason=reason)
            except FAULTS as error:
                for line in problems(error):
                    form.add_error(None, line)
            else:
                messages.success(request, _("已办理。"))
                return redirect("desk:phase", found.stage_id)
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "desk/tasks/page.html", record_context(request, found, form, moves), status=status)


def record_context(
    request: StaffRequest, found: Acceptance, form: RecordForm | None, moves: list[Any]
) -> dict[str, Any]:
    at = reverse("desk:phase", args=[found.stage_id])
    stage = found.stage
    main: list[Any] = [Card(_("与目标对照"), line_table(request, found), flush=True)]
    if form is not None and moves:
        first, *rest = moves
        body = Form(
            form,
            formats.bilingual(first, "label"),
            cancel_url=at,
            columns=1,
            id="record-form",
            extra_buttons=[("move", m.key, formats.bilingual(m, "label")) for m in rest],
        )
        # The first button posts its own move by a hidden field that the others override.
        body.form.fields["move"] = django_forms.CharField(
            initial=first.key, widget=django_forms.HiddenInput, required=False
        )
        main.append(Card(_("验收"), body))
    pairs = [
        (_("阶段"), stage.phase.name),
        (_("区划"), formats.bilingual(found.region)),
        (_("类别"), _("县区") if found.kind == "county" else _("牵头单位")),
        (_("验收所看年度"), period_label(stage.drawn_for) if stage.drawn_for else None),
        (_("缺口"), found.shortfall or None),
        (_("弥补措施"), found.remedy or None),
        (_("弥补期限"), found.remedy_by),
        (_("验收意见"), found.opinion or None),
        (_("验收人"), found.accepted_by or None),
        (_("验收日期"), found.accepted_on),
    ]
    return {
        "crumbs": crumbs_of(
            stage.programme,
            Crumb(_("阶段验收"), reverse("desk:programme_phases", args=[stage.programme.key])),
            Crumb(stage.phase.name, at),
            Crumb(formats.bilingual(found.owner)),
        ),
        "page_head": PageHead(
            formats.bilingual(found.owner),
            f"{stage.programme.name} · {stage.phase.name}",
            [],
            [words.state(ACCEPTANCE, found.state), *words.synthetic(found)],
        ),
        "parts": [],
        "main": main,
        "side": [
            Card(_("记录"), Pairs(pairs, columns=1)),
            Card(_("办理过程"), Timeline(words.events(history(found)), _("办理过程"))),
        ],
    }


def line_table(request: StaffRequest, found: Acceptance) -> Table:
    figures = request.actor.scope("indicator.view")
    rows = [Row(line_cells(line, figures), key=str(line["key"])) for line in found.lines]
    heads = [
        Column("name", _("指标值"), wide=True),
        Column("wanted", _("目标"), align="end"),
        Column("value", _("完成值"), align="end"),
        Column("light", _("结果")),
        Column("why", _("理由"), wide=True),
    ]
    none = _("本阶段没有要这个单位对照的指标值。")
    return Table(heads, rows, _("与目标对照"), id="lines", cards=True, empty=none)


def line_cells(line: dict[str, Any], figures: Scope) -> list[Any]:
    """The figure was drawn up for all who look at the acceptance; its own page opens to those of its field."""
    url = ""
    if line["code"] and line["period"] and may_see(figures, line["region"], definition(line["code"]).field):
        url = cell_url(line["code"], line["region"], line["period"])
    status = "" if line["value"] is not None else "not_defined" if line["code"] is None else "no_record"
    name: Any = f"{line['key']} {line['name']}"
    return [
        name,
        line["wanted"],
        Figure(line["value"], line["unit"], status=status, url=url),
        Light(line["light"]),
        line["reason"],
    ]


# -- the end of a programme -------------------------------------------------------------------------


@require_safe
@page("task.view")
def programme_acceptance(request: StaffRequest, scope: Scope, key: str) -> HttpResponse:
    """Every county and lead unit beside its targets: attained or short, remedy, accepted by whom and when."""
    programme = programme_or_404(request, key)
    held = list(
        Stage.objects.within(scope)
        .filter(programme=programme)
        .select_related("phase")
        .order_by("-phase__ends")
    )
    wanted = request.GET.get("phase", "")
    stage = next((s for s in held if str(s.pk) == wanted), None)
    if stage is None:
        # The last phase that anybody was judged in; while there is none, the last phase.
        judged = set(
            Acceptance.objects.within(scope).filter(stage__in=held).values_list("stage_id", flat=True)
        )
        stage = next((s for s in held if s.pk in judged), held[0] if held else None)
    records = list(
        Acceptance.objects.within(scope).filter(stage=stage).select_related("owner", "region").order_by("kind", "region_id", "owner__name")
    ) if stage else []  # fmt: skip
    rows = drawing.table(records)
    if (fmt := request.GET.get("view", "")) in {"csv", "xlsx"}:
        return export(fmt, programme, rows)
    accepted = sum(1 for a in records if a.state == "accepted")
    parts: list[Any] = []
    if stage is None:
        parts.append(Empty(_("还没有阶段"), _("先在“阶段验收”里按方案建立阶段。")))
    else:
        pairs = [
            (_("阶段"), [Link(s.phase.name, query_with(request.GET, phase=s.pk)) for s in held]),
            (_("当前"), [stage.phase.name, words.state(STAGE, stage.state)]),
            (
                _("已验收单位"),
                Progress(accepted, len(records), f"{accepted}/{len(records)}") if records else None,
            ),
            (_("看哪一年的数字"), period_label(stage.drawn_for) if stage.drawn_for else None),
        ]
        parts.append(Card(_("验收情况"), Pairs(pairs)))
        parts.append(whole_table(request, rows))
    context = {
        "crumbs": crumbs_of(
            programme,
            Crumb(_("阶段验收"), reverse("desk:programme_phases", args=[key])),
            Crumb(_("总验收")),
        ),
        "page_head": PageHead(
            _("总验收"),
            f"{programme.name} · {_('县区和牵头单位逐项对照目标')}",
            [Action(_("导出 CSV"), query_with(request.GET, view="csv"))] if rows else [],
        ),
        "tabs": programme_tabs(request.actor, programme, "phases"),
        "parts": parts,
    }
    return render(request, "desk/tasks/page.html", context)


def whole_table(request: StaffRequest, rows: list[dict[str, Any]]) -> Table:
    heads = [
        Column("unit", _("单位"), wide=True),
        Column("kind", _("类别")),
        Column("name", _("指标值"), wide=True),
        Column("wanted", _("目标"), align="end"),
        Column("value", _("完成值"), align="end"),
        Column("light", _("结果")),
        Column("remedy", _("弥补措施")),
        Column("state", _("状态")),
        Column("by", _("验收人")),
        Column("on", _("验收日期")),
    ]
    figures = request.actor.scope("indicator.view")
    shown = []
    for row in rows:
        line = row["line"]
        cells = line_cells(line, figures)[:4] if line else [_("没有到期的指标值"), None, None, None]
        short = line is not None and line.get("met") is False
        shown.append(
            Row(
                [
                    row["unit"],
                    _("县区") if row["kind"] == "县区" else _("牵头单位"),
                    *cells,
                    row["remedy"] if short else None,
                    words.state(ACCEPTANCE, row["state"]),
                    row["accepted_by"],
                    row["accepted_on"],
                ]
            )
        )
    return Table(
        heads,
        shown,
        _("总验收"),
        id="acceptance",
        cards=True,
        empty=_("还没有列出验收记录。"),
        export_url=f"?{query_with(request.GET, view='xlsx')[1:]}",
    )


def export(fmt: str, programme: Programme, rows: list[dict[str, Any]]) -> HttpResponse:
    names = {
        "kind": "类别", "region": "区划代码", "unit": "单位", "key": "指标值编号", "name": "指标值", "wanted": "目标",
        "value": "完成值", "measure_unit": "计量单位", "numerator": "分子", "denominator": "分母", "result": "结果", "reason": "理由", "rule": "规则版本",
        "shortfall": "缺口", "remedy": "弥补措施", "remedy_by": "弥补期限", "state": "状态",
        "accepted_by": "验收人", "accepted_on": "验收日期", "opinion": "验收意见",
    }  # fmt: skip
    specs = [ColumnSpec(k, label, multiline=True) for k, label in names.items()]
    told = {True: "达到", False: "未达到", None: "未知"}
    out = []
    for row in rows:
        line = row["line"] or {}
        rule = line.get("rule") or {}
        out.append(
            {
                **{k: row[k] for k in ("kind", "region", "unit", "shortfall", "remedy", "accepted_by", "opinion")},
                "key": line.get("key"),
                "name": line.get("name"),
                "wanted": line.get("wanted"),
                "value": None if line.get("value") is None else str(line["value"]),
                "measure_unit": line.get("unit"),
                **{k: formats.bare(line.get(k)) or None for k in ("numerator", "denominator")},
                "result": told[line.get("met")] if line else "没有到期的指标值",
                "reason": line.get("reason"),
                "rule": f"{rule.get('title')} {rule.get('version')}" if rule else None,
                "remedy_by": str(row["remedy_by"] or ""),
                "accepted_on": str(row["accepted_on"] or ""),
                "state": ACCEPTANCE.state(row["state"]).label,
            }
        )  # fmt: skip
    name = f"{programme.name}验收"
    if fmt == "csv":
        return download(export_csv(specs, out), f"{name}.csv", "text/csv; charset=utf-8")
    return download(export_workbook(specs, out, title="验收"), f"{name}.xlsx", XLSX)
