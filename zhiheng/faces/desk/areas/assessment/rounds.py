"""Rounds of assessment: the list, a new one, its ranking, running, approving, exporting."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from zhiheng.faces.desk.areas.assessment import exporting
from zhiheng.faces.desk.areas.assessment.ranking import chart, earlier, ranking
from zhiheng.faces.desk.areas.assessment.words import needs_entry
from zhiheng.faces.desk.page import StaffRequest, download, page, problems
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Action,
    Alert,
    Badge,
    Buttons,
    Column,
    Crumb,
    Empty,
    Form,
    Link,
    PageHead,
    Row,
    Table,
)
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.regions.models import Region
from zhiheng.frame.trail.chain import history
from zhiheng.judgement.assessment import scoring
from zhiheng.judgement.assessment.models import Entry, Round, RoundState, Sheet, VetoDetermination
from zhiheng.judgement.assessment.scoring import AssessmentError
from zhiheng.kernels.measures import MeasureError, Period
from zhiheng.kernels.methods.scoring import Scheme, SchemeError, ScoringError, load_scheme

FAULTS = (AssessmentError, SchemeError, ScoringError, MeasureError)


def scheme_keys() -> list[str]:
    folder = files("zhiheng.catalogue").joinpath("schemes")
    return sorted(e.name.removesuffix(".yaml") for e in folder.iterdir() if e.name.endswith(".yaml"))


def round_or_404(scope: Scope, pk: int) -> Round:
    found = Round.objects.within(scope).select_related("region").filter(pk=pk).first()
    if found is None:
        raise Http404(_("没有这一轮考核，或不在您的管辖范围内。"))
    return found


def crumb(round_: Round, *more: Crumb) -> list[Crumb]:
    here = Crumb(title(round_), reverse("desk:round", args=[round_.pk]) if more else "")
    return [Crumb(_("考核"), reverse("desk:rounds")), here, *more]


def title(round_: Round) -> str:
    gap = " " if formats.english() else ""
    return gap.join([formats.period(round_.period), formats.bilingual(round_.region), _("质量工作考核")])


def state_badge(round_: Round) -> Badge:
    return Badge(
        _(str(round_.get_state_display())), "green" if round_.state == RoundState.APPROVED else "amber"
    )


@require_safe
@page("assessment.view")
def rounds(request: StaffRequest, scope: Scope) -> HttpResponseBase:
    found = list(Round.objects.within(scope).select_related("region")[:200])
    counts: dict[int, list[Sheet]] = {}
    totals = Sheet.objects.everywhere("the ranking is for everybody in the round").filter(round__in=found)
    for sheet in totals.only("round_id", "complete", "region_id"):
        counts.setdefault(sheet.round_id, []).append(sheet)
    schemes = {key: load_scheme(key) for key in scheme_keys()}
    rows = [
        Row(
            [
                title(r),
                schemes[r.scheme].title if r.scheme in schemes else r.scheme,
                state_badge(r),
                len(counts.get(r.pk, [])),
                sum(not s.complete for s in counts.get(r.pk, [])),
                r.made_by,
            ],
            url=reverse("desk:round", args=[r.pk]),
        )
        for r in found
    ]
    may_run = request.actor.may("assessment.run")
    new = Action(_("新建考核"), reverse("desk:round_new"), tone="primary")
    columns = [
        Column("title", _("考核")),
        Column("scheme", _("评分办法"), wide=True),
        Column("state", _("状态")),
        Column("sheets", _("已评分地区"), align="end"),
        Column("gaps", _("数据不全"), align="end"),
        Column("by", _("建立人")),
    ]
    return render(
        request,
        "desk/assessment/rounds.html",
        {
            "crumbs": [Crumb(_("考核"))],
            "page_head": PageHead(
                _("考核"),
                _("按评分办法给下级地区评分、排名；每一分都能看到规则、数字和依据。"),
                [new] if may_run else [],
            ),
            "table": Table(
                columns,
                rows,
                _("考核轮次"),
                id="rounds",
                cards=True,
                empty=_("还没有考核。"),
                empty_action=new if may_run else None,
            ),
            "schemes": [
                Link(s.title, reverse("desk:scheme", args=[key]), _("%(n)s 版") % {"n": s.version})
                for key, s in schemes.items()
            ],
        },
    )


class RoundForm(forms.Form):
    scheme = forms.ChoiceField(label=gettext_lazy("评分办法"))
    region = forms.CharField(
        label=gettext_lazy("组织地区"),
        max_length=6,
        help_text=gettext_lazy("六位行政区划代码，如 620700：考核它下面的县区"),
    )
    period = forms.CharField(label=gettext_lazy("考核期"), max_length=16, help_text=gettext_lazy("如 2012"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheme"].choices = [(k, load_scheme(k).title) for k in scheme_keys()]  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@page("assessment.run")
def round_new(request: StaffRequest, scope: Scope) -> HttpResponseBase:
    form = RoundForm(request.POST or None, initial={"region": request.actor.home})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = scoring.open_round(request.actor, data["scheme"], data["region"], data["period"])
        except FAULTS as error:
            form.add_error(None, problems(error)[0])
        else:
            return redirect("desk:round", pk=made.pk)
    return render(
        request,
        "desk/assessment/form.html",
        {
            "crumbs": [Crumb(_("考核"), reverse("desk:rounds")), Crumb(_("新建考核"))],
            "page_head": PageHead(_("新建考核"), _("同一办法、地区和考核期只有一轮；已有的会直接打开。")),
            "form": Form(form, _("建立"), cancel_url=reverse("desk:rounds"), columns=1),
        },
    )


@require_safe
@page("assessment.view")
def round_page(request: StaffRequest, scope: Scope, pk: int) -> HttpResponseBase:
    found = round_or_404(scope, pk)
    scheme = load_scheme(found.scheme)
    sheets = list(
        Sheet.objects.everywhere("the ranking is for everybody in the round")
        .filter(round=found)
        .select_related("region")
    )
    own = set(Sheet.objects.within(scope).filter(round=found).values_list("region_id", flat=True))
    run, approve = (
        request.actor.scope(a).covers(found.region_id) for a in ("assessment.run", "assessment.approve")
    )
    vetoes = list(VetoDetermination.objects.within(scope).filter(round=found).select_related("region"))
    return render(
        request,
        "desk/assessment/round.html",
        {
            "crumbs": crumb(found),
            "page_head": PageHead(
                title(found),
                scheme.title,
                _actions(found, sheets, run=run, approve=approve),
                [state_badge(found), *([Badge(_("演示数据"), "grey")] if found.synthetic else [])],
            ),
            "alerts": _alerts(found, sheets),
            "ranking": ranking(found, scheme, sheets, own)
            if sheets
            else Empty(
                _("还没有评分"),
                _("先录入专家评分和需要登记的事实，再点“计算得分”。")
                if run
                else _("组织单位计算得分后，这里显示排名。"),
            ),
            "chart": chart(scheme, sheets) if sheets else None,
            "entries": _entry_table(request, found, scheme),
            "rulings": earlier(found, sheets),
            "vetoes": _veto_table(found, scheme, vetoes, may_record=run and bool(scheme.vetoes)),
            "veto_add": Buttons([Action(_("登记否决认定"), reverse("desk:round_veto", args=[found.pk]))])
            if vetoes and run and found.state != RoundState.APPROVED
            else None,
        },
    )


def _actions(found: Round, sheets: list[Sheet], *, run: bool, approve: bool) -> list[Action]:
    actions = []
    standing = found.state == RoundState.APPROVED
    if run and not standing:
        words = _("重新计算") if sheets else _("计算得分")
        actions.append(Action(words, reverse("desk:round_run", args=[found.pk]), "post", "primary"))
    if approve and not standing and sheets:
        gaps = sum(not s.complete for s in sheets)
        ask = _("审定后要改，须写明理由重新打开。") + (
            _("有 %(n)s 个地区数据不全，等级可能变动。") % {"n": gaps} if gaps else ""
        )
        actions.append(
            Action(
                _("审定"),
                reverse("desk:round_approve", args=[found.pk]),
                "post",
                "primary",
                ask + _("确定审定？"),
            )
        )
    if approve and standing:
        actions.append(Action(_("重新打开"), reverse("desk:round_reopen", args=[found.pk])))
    if sheets:
        actions.append(Action(_("导出排名"), reverse("desk:round_export", args=[found.pk])))
    return [*actions, Action(_("评分办法"), reverse("desk:scheme", args=[found.scheme]))]


def _alerts(found: Round, sheets: list[Sheet]) -> list[Alert]:
    alerts = []
    if found.state == RoundState.APPROVED:
        done = next((e for e in history(found) if e.action == "assessment.approve"), None)
        if done is not None:
            text = _("%(who)s 于 %(at)s 审定。") % {"who": done.actor, "at": formats.date(done.at)}
            alerts.append(Alert(_("本轮结果已审定"), text, "success"))
        return alerts
    if sheets:
        computed = min(s.computed_at for s in sheets)
        fresh = Entry.objects.everywhere("whether a round already narrowed must be run again").filter(
            round=found, entered_at__gt=computed
        )
        if fresh.exists():
            alerts.append(
                Alert(_("有录入晚于上次计算"), _("排名还没有算进这些录入，请重新计算。"), "warning")
            )
        gaps = [s for s in sheets if not s.complete]
        if gaps:
            alerts.append(
                Alert(
                    _("数据不全"),
                    _("缺数据的项目暂计 0 分，补齐后得分和等级可能变动。"),
                    "warning",
                    [_gap_words(s) for s in gaps],
                )
            )
        alerts.append(Alert(_("结果尚未审定"), _("审定前的得分和名次仅供核对，不作为考核结果。"), "info"))
    return alerts


def _gap_words(sheet: Sheet) -> str:
    named = [line["title"] for line in sheet.content["lines"] if line["status"] == "missing_data"]
    words = "、".join(named[:4]) + (_(" 等") if len(named) > 4 else "")
    return f"{formats.bilingual(sheet.region)}：{_('缺 %(n)s 项') % {'n': len(named)}}（{words}）"


def _entry_table(request: StaffRequest, found: Round, scheme: Scheme) -> Table | None:
    marking = request.actor.scope("assessment.score")
    items = needs_entry(scheme)
    regions = [r for r in scoring.assessed(found, scheme) if marking.covers(r.code)]
    if not items or not regions or found.state == RoundState.APPROVED:
        return None
    made: dict[tuple[str, str], int] = {}
    for code, name in Entry.objects.within(marking).filter(round=found).values_list("region_id", "field"):
        made[code, name] = made.get((code, name), 0) + 1
    rows = []
    for region in regions:
        cells: list[Any] = [formats.bilingual(region)]
        for item in items:
            name = str(item.input["field"])
            n = made.get((region.code, name), 0)
            url = reverse("desk:round_entry", args=[found.pk, region.code, name])
            cells.append(Link(_("已录 %(n)s 份") % {"n": n} if n else _("录入"), url))
        rows.append(Row(cells))
    columns = [Column("region", _("地区")), *(Column(i.key, i.title) for i in items)]
    return Table(columns, rows, _("需要人工录入的项目"), id="entries", cards=True)


def _veto_table(
    found: Round, scheme: Scheme, vetoes: list[VetoDetermination], *, may_record: bool
) -> Table | None:
    if not vetoes and not (may_record and found.state != RoundState.APPROVED):
        return None
    titles = {v.key: v.title for v in scheme.vetoes}
    rows = []
    for v in vetoes:
        undo: Any = None
        if may_record and found.state != RoundState.APPROVED:
            undo = Link(_("撤销登记"), reverse("desk:round_unveto", args=[found.pk, v.pk]))
        rows.append(
            Row(
                [
                    formats.bilingual(v.region),
                    titles.get(v.veto, v.veto),
                    v.determined_by,
                    v.document,
                    v.on,
                    v.reason,
                    undo,
                ]
            )
        )
    columns = [
        Column("region", _("地区")),
        Column("veto", _("否决项")),
        Column("by", _("认定机关")),
        Column("document", _("认定文件")),
        Column("on", _("认定日期")),
        Column("reason", _("事由"), wide=True),
        Column("undo", _("办理")),
    ]
    add = Action(_("登记否决认定"), reverse("desk:round_veto", args=[found.pk]))
    return Table(
        columns,
        rows,
        _("否决认定"),
        id="vetoes",
        cards=True,
        empty=_("没有登记否决。否决由有权机关认定，系统不会自行推定。"),
        empty_action=add if may_record else None,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page("assessment.run")
def round_run(request: StaffRequest, scope: Scope, pk: int) -> HttpResponseBase:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    found = round_or_404(scope, pk)
    try:
        sheets = scoring.run(request.actor, found)
    except FAULTS as error:
        messages.error(request, problems(error)[0])
    else:
        messages.success(request, _("已算出 %(n)s 个地区的得分。") % {"n": len(sheets)})
    return redirect("desk:round", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@page("assessment.approve")
def round_approve(request: StaffRequest, scope: Scope, pk: int) -> HttpResponseBase:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    found = round_or_404(scope, pk)
    try:
        scoring.approve(request.actor, found)
    except FAULTS as error:
        messages.error(request, problems(error)[0])
    else:
        messages.success(request, _("本轮考核已审定。"))
    return redirect("desk:round", pk=pk)


@require_safe
@page("assessment.view")
def round_export(request: StaffRequest, scope: Scope, pk: int) -> HttpResponse:
    found = round_or_404(scope, pk)
    sheets = list(
        Sheet.objects.everywhere("the ranking is for everybody in the round")
        .filter(round=found)
        .select_related("region")
    )
    data = exporting.ranking(title(found), load_scheme(found.scheme), sheets, Period.parse(found.period))
    return download(data, f"{title(found)}{_('排名')}.xlsx", exporting.XLSX)


def region_or_404(code: str) -> Region:
    found = Region.objects.filter(code=code).first()
    if found is None:
        raise Http404(_("没有这个区划代码。"))
    return found
