"""One cell: the figure, what it is made of, down to its records and up to the clauses that ask for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from zhiheng.faces.desk.areas.indicators.apart import apart_table, pooled_words
from zhiheng.faces.desk.areas.indicators.shown import (
    above,
    cell_url,
    figure,
    may_see,
    name_of,
    period_label,
    read_code,
    read_period,
    used_in,
)
from zhiheng.faces.desk.areas.indicators.standing import asked_for, light_of
from zhiheng.faces.desk.areas.indicators.strata import layers_of
from zhiheng.faces.desk.areas.indicators.views_indicator import aim_table
from zhiheng.faces.desk.areas.indicators.views_matrix import trouble
from zhiheng.faces.desk.areas.indicators.words import closed_words, facts_of, operands, register_link
from zhiheng.faces.desk.page import StaffRequest, download, number_of, page
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import (
    Action,
    Badge,
    Change,
    Column,
    Crumb,
    Link,
    PageHead,
    Pager,
    Pairs,
    Row,
    Tab,
    Table,
    Tabs,
    query_with,
)
from zhiheng.frame.evidence.models import Evidence
from zhiheng.frame.evidence.store import EvidenceError, attach, read
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers.declare import Register, register_of
from zhiheng.frame.registers.facts import snapshot
from zhiheng.frame.registers.wording import heading, option
from zhiheng.judgement.indicators.catalogue import definition
from zhiheng.judgement.indicators.derived import behind, sources
from zhiheng.judgement.indicators.engine import engine
from zhiheng.judgement.indicators.intervals import interval
from zhiheng.judgement.indicators.intervals import words as interval_words
from zhiheng.judgement.indicators.models import ReportedValue
from zhiheng.judgement.indicators.official import REGISTER as PUBLISHED
from zhiheng.judgement.indicators.official import Published, published
from zhiheng.judgement.indicators.reporting import Entry, ReportingError, report
from zhiheng.kernels.measures import Cell, Engine, Indicator, MeasureError, Period, with_last_year

PER_PAGE = 50
COLUMNS = 8
PARTS = ("numerator", "denominator", "all")


class ReportForm(forms.Form):
    """A reported value, or its correction."""

    value = forms.FloatField(label=gettext_lazy("数值"))
    numerator = forms.FloatField(label=gettext_lazy("分子"), required=False)
    denominator = forms.FloatField(label=gettext_lazy("分母"), required=False)
    basis = forms.CharField(label=gettext_lazy("来源说明"), max_length=200, required=False)
    file = forms.FileField(label=gettext_lazy("佐证材料"), required=False)


@dataclass(frozen=True)
class Down:
    """One page of the records behind a cell. ``hidden`` of this page lie outside what the viewer may see."""

    table: Table
    tabs: Tabs | None
    hidden: int
    total: int


@require_safe
@page("indicator.view")
def cell(request: StaffRequest, scope: Scope, code: str, region: str, period: str) -> HttpResponse:
    return show_cell(request, scope, read_code(code), region, read_period(period), None)


def show_cell(
    request: StaffRequest,
    scope: Scope,
    code: str,
    region: str,
    period: Period,
    form: ReportForm | None,
    problem: str = "",
) -> HttpResponse:
    as_of: Any = "now" if request.GET.get("as_of") == "now" else "then"
    one = definition(code, period)
    try:
        on = engine()
        if region not in on.regions:
            on.regions.get(region)
        if not may_see(scope, region, one.field):
            scope.require(region, one.field)
        used_in(code, region)
        found = with_last_year(on, code, region, period, as_of=as_of)
        now = found.current
        own = scope.covers(region, one.field)
        down = down_of(request, on, one, now, as_of) if own else None
        uses = (
            [figure_row(on, c, region, period, as_of) for c in operands(one)] if one.kind == "derived" else []
        )
    except MeasureError as error:
        known = str(error)
        if "没有区划" in known:
            raise Http404(known) from error
        return render(request, "desk/indicators/matrix.html", trouble(known), status=422)
    aims = asked_for(request.actor.scope("programme.view"), [code])[code]
    place = on.regions.get(region).name
    may_report = (
        may_be_reported(one) and own and request.actor.scope("indicator.report").covers(region, one.field)
    )
    context = {
        "crumbs": [
            Crumb(_("指标"), reverse("desk:indicators")),
            Crumb(
                name_of(one), f"{reverse('desk:indicator', args=[code])}?region={region}&period={period.key}"
            )
            if scope.covers(region, one.field)
            else Crumb(name_of(one)),
            Crumb(f"{place} {period_label(period)}"),
        ],
        "page_head": PageHead(
            f"{place} · {period_label(period)} · {name_of(one)}",
            actions=[Action(_("为什么变了"), reverse("desk:cell_changes", args=[code, region, period.key]))],
            marks=[Badge(code, "blue"), Badge(_("报送数") if now.source == "reported" else _("台账计算"))],
        ),
        "cell": now,
        "figure": figure(now, light=light_of(now, aims), parts=True, big=True, link=False),
        "change": Change(
            None if found.difference is None else round(found.difference, one.decimals),
            _(found.difference_unit) if found.difference_unit == "个百分点" else found.difference_unit,
            better=one.direction if one.direction != "hold" else "",
            against=_("同比"),
        ),
        "change_note": found.note,
        "previous": figure(found.previous, parts=True, as_of=as_of),
        "made_of": Pairs(made_of(on, one, now, as_of)),
        "definition": Pairs(facts_of(one, region), columns=1),
        "switch": Tabs(
            [
                Tab(_("当时区划"), query_with(request.GET, as_of=None, page=None), as_of == "then"),
                Tab(_("现行区划"), query_with(request.GET, as_of="now", page=None), as_of == "now"),
            ],
            _("区划口径"),
        ),
        "own": own,
        "above": above(scope, region, one.field),
        "down": down,
        "uses": uses,
        "apart": apart_table(on, one, now, as_of),
        "pooled": pooled_words(one),
        # A stratum may be one firm's output: only for who answers for the place.
        "layers": layers_of(on, one, now, as_of) if own else None,
        "reported": reported_of(scope, code, region, period) if own and may_be_reported(one) else None,
        "aims": aim_table(
            [a for a in aims if a.holds_for(region) or a.programme.region_id == region] or aims, region
        ),
        "form": (form or ReportForm(initial={"value": now.value if now.source == "reported" else None}))
        if may_report
        else None,
        "problem": problem,
        "report_url": reverse("desk:cell_report", args=[code, region, period.key]),
        "correcting": now.source == "reported" and now.value is not None,
    }
    return render(request, "desk/indicators/cell.html", context, status=422 if problem else 200)


def may_be_reported(one: Indicator) -> bool:
    return one.kind == "reported" or one.accept_reported


def made_of(on: Engine, one: Indicator, now: Cell, as_of: str) -> list[tuple[str, object]]:
    """Numerator, denominator, interval, version, state of the data: what a reader must know to trust the figure."""
    found: list[tuple[str, object]] = []
    if now.denominator is not None or one.kind == "ratio":
        found += [(_("分子"), now.numerator), (_("分母"), now.denominator)]
    elif now.numerator is not None and one.kind != "reported":
        found.append((_("合计"), now.numerator))
    if chance := interval_words(interval(now, always=True)):
        found.append((_("95% 置信区间"), chance))
    found += [
        (_("记录数"), now.rows if now.source == "computed" else None),
        (_("状态"), _(now.status_label)),
        (_("来源"), _("报送") if now.source == "reported" else _("台账计算")),
        (_("口径版本"), _("第 %(n)s 版") % {"n": now.version} if now.version else _("不在有效期内")),
        (_("区划口径"), _("现行区划") if as_of == "now" else _("当时区划")),
    ]
    if one.register_key:
        found.append((_("台账"), register_link(one.register_key)))
        found.append((_("数据状态"), data_state(one, now.period)))
    if one.official and (theirs := published_of(one, now)) is not None:
        row = reverse("desk:record", args=[PUBLISHED, theirs.row])
        found.append((_("统计部门公布"), Link(formats.number(float(theirs.value)), row)))
        found.append((_("公布数的来源"), theirs.source or None))
        if now.value is not None:
            less = Fraction(str(now.value)) - theirs.value
            found.append((_("本系统减公布"), formats.number(float(less), one.decimals)))
    if now.note:
        found.append((_("注"), now.note))
    if closed := closed_words(one, now.period):
        found.append((_("制度已停"), closed))
    if now.cause:
        found.append((_("缺哪个指标"), now.cause))
    return found


def published_of(one: Indicator, now: Cell) -> Published | None:
    """What the statistics bodies published of the same measure, place and year."""
    return published([one.official], [now.region], now.period).get((one.official, now.region))


def data_state(one: Indicator, period: Period) -> str:
    """The state of the register that the figure rests on: the revision of each year it draws from, and when it was asked."""
    tokens = [snapshot(register_of(key)).token for key in sources(one.register_key or "")]
    marks = [mark for token in tokens for mark in token.split(",") if mark]
    if one.kind != "cumulative":
        marks = [mark for mark in marks if mark.partition(":")[0] in {str(y) for y in period.years}]
    if not marks:
        return _("这些年份还没有记录")
    # A mark is year:revision, with more behind it that only caches need.
    pairs = [mark.split(":")[:2] for mark in marks]
    words = "、".join(_("%(year)s 年修订 %(n)s") % {"year": year, "n": n} for year, n in pairs)
    return formats.beside(words, f"{_('查询于')} {formats.date(timezone.now())}")


def figure_row(on: Engine, code: str, region: str, period: Period, as_of: Any) -> tuple[str, object]:
    """An operand of a derived indicator, with its own cell."""
    return name_of(definition(code)), figure(
        on.measure([code], [region], [period], as_of=as_of)[0], parts=True, as_of=as_of
    )


# -- down -------------------------------------------------------------------------------------------


def down_of(request: StaffRequest, on: Engine, one: Indicator, now: Cell, as_of: Any) -> Down | None:
    """The very records, by numerator and denominator, one page at a time; None when there is no register to go to."""
    if (
        one.kind in {"derived", "reported"}
        or not one.register_key
        or now.source == "reported"
        or not now.version
    ):
        return None
    rated = one.denominator is not None
    part: Any = request.GET.get("part", "")
    part = part if part in PARTS and rated else ("denominator" if rated else "all")
    page_number = number_of(request.GET.get("page", "")) or 1
    rows = on.rows_of(
        one, now.region, now.period, part, limit=PER_PAGE, offset=(page_number - 1) * PER_PAGE, as_of=as_of
    )
    register = register_of(behind(one.register_key))
    records = request.actor.scope("register.view")
    seen = list(
        register.model.objects.within(records).filter(pk__in=rows.ids).select_related("region").order_by("pk")
    )
    tabs = None
    if rated:
        words = {"numerator": _("分子"), "denominator": _("分母"), "all": _("全部相关记录")}
        tabs = Tabs(
            [Tab(words[p], query_with(request.GET, part=p, page=None), p == part) for p in PARTS], _("记录")
        )
    table = records_table(register, one, seen, Pager(page_number, PER_PAGE, rows.total))
    return Down(table, tabs, len(rows.ids) - len(seen), rows.total)


def records_table(register: Register, one: Indicator, records: list[Any], pager: Pager) -> Table:
    """Records with what names them and what the definition looks at; each leads to its page."""
    listed = columns_for(register, one)
    rows = []
    for record in records:
        try:
            url = reverse("desk:record", args=[register.key, record.pk])
        except NoReverseMatch:
            url = ""
        rows.append(Row([_shown(register, record, name) for name in listed], url=url, key=str(record.pk)))
    return Table(
        [Column(name, heading(register, name)) for name in listed],
        rows,
        f"{register.label_en if formats.english() else register.label} {_('记录')}",
        id="rows",
        pager=pager,
        empty=_("没有可以列出的记录。"),
        cards=True,
    )


def columns_for(register: Register, one: Indicator) -> list[str]:
    """The natural key, the region, the date, the columns that the definition asks, then others up to eight."""
    parts = [p for p in (one.numerator, one.denominator, one.aggregate) if p is not None]
    asked = " ".join(filter(None, [*(f"{p.aggregate} {p.filter or ''}" for p in parts), one.filter]))
    words = set(re.findall(r"[A-Za-z_]\w*", asked))
    known = [c.name for c in register.columns]
    wanted = [*register.natural_key, "region", register.facts.date, *(n for n in known if n in words)]
    wanted += [c.name for c in register.columns if c.listed]
    return [n for n in dict.fromkeys(wanted) if n in known][:COLUMNS]


def _shown(register: Register, record: Any, name: str) -> object:
    kind = register.type_of(name)
    if kind == "choice":
        return option(register.model_field(name), getattr(record, name))
    value = getattr(record, name)
    return str(value) if kind == "code" else value


# -- reported values --------------------------------------------------------------------------------


def reported_of(scope: Scope, code: str, region: str, period: Period) -> Table:
    """The value that stands and those it superseded, each with its evidence. Two queries."""
    values = list(
        ReportedValue.objects.within(scope)
        .filter(code=code, region_id=region, period=period.key)
        .select_related("unit")
        .order_by("-reported_at", "-pk")
    )
    files: dict[str, list[Evidence]] = {}
    held = Evidence.objects.within(scope).filter(
        subject_type="indicators.reportedvalue",
        subject_id__in=[str(v.pk) for v in values],
        withdrawn_at__isnull=True,
    )
    for each in held:
        files.setdefault(each.subject_id, []).append(each)
    return Table(
        [
            Column("at", _("报送时间")),
            Column("value", _("数值"), align="end"),
            Column("unit", _("报送单位")),
            Column("by", _("报送人")),
            Column("basis", _("来源说明"), wide=True),
            Column("evidence", _("佐证")),
            Column("state", _("状态")),
        ],
        [
            Row(
                [
                    v.reported_at,
                    v.value,
                    v.unit.name if v.unit else None,
                    v.reported_by,
                    v.basis,
                    evidence_links(files.get(str(v.pk), [])),
                    Badge(_("有效"), "green") if v.superseded_at is None else Badge(_("已更正"), "grey"),
                ],
                tone="" if v.superseded_at is None else "grey",
            )
            for v in values
        ],
        _("报送值"),
        id="reported",
        empty=_("还没有报送。"),
        cards=True,
    )


def evidence_links(files: list[Evidence]) -> list[object] | None:
    return [Link(f.name, reverse("desk:evidence", args=[f.pk])) for f in files] or None


@require_POST
@page("indicator.report")
def report_value(request: StaffRequest, scope: Scope, code: str, region: str, period: str) -> HttpResponse:
    """Enter or correct a reported value, with its evidence in the same step."""
    code, asked = read_code(code), read_period(period)
    scope.require(region, definition(code).field)
    views = request.actor.need("indicator.view")
    form = ReportForm(request.POST, request.FILES)
    if not form.is_valid():
        problem = _("没有保存：请改正标出的栏目。")
        return show_cell(request, views, code, region, asked, form, problem)
    given = form.cleaned_data
    entry = Entry(
        code, region, asked.key, given["value"], given["numerator"], given["denominator"], given["basis"]
    )
    try:
        with transaction.atomic():
            new = report(request.actor, entry)
            if file := given["file"]:
                request.actor.need("evidence.add").require(region)
                attach(request.actor, new, file.read(), file.name, region=region)
    except (ReportingError, EvidenceError) as error:
        return show_cell(request, views, code, region, asked, form, str(error))
    return redirect(cell_url(code, region, asked))


@page("evidence.view")
def evidence(request: StaffRequest, scope: Scope, pk: int) -> HttpResponse:
    """A file of evidence, always as a download."""
    found = get_object_or_404(Evidence.objects.within(scope), pk=pk)
    try:
        return download(read(found), found.name, "application/octet-stream")
    except EvidenceError as error:
        raise Http404(str(error)) from error
