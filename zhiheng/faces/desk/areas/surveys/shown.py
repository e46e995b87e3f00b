"""The figures of a survey as its page shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhiheng.faces.desk.areas.registers import parts
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Alert, Badge, Card, Column, Figure, Link, Pairs, Row, Table
from zhiheng.frame.draws.models import Draw, Outcome
from zhiheng.frame.evidence import store
from zhiheng.frame.regions.models import Region
from zhiheng.frame.registers.wording import word
from zhiheng.kernels.methods.satisfaction import Satisfaction, sample_needed
from zhiheng.kernels.methods.satisfaction_model import WEAK
from zhiheng.records.services import answering, respondents, results
from zhiheng.records.services.models import Survey, SurveyResult
from zhiheng.records.services.models.surveys import Dimension

ASKED_MARGIN = 2.0  # the margin for which the page says how many would be needed
Found = Mapping[tuple[str, str], Satisfaction]


def sample_card(survey: Survey, made: Draw | None, may_see: bool) -> Card:
    """Whom it asked: population, drawn, answered, the rate of response, and how many a given margin needs."""
    drawn = made.lines.filter(outcome__in=[Outcome.DRAWN, Outcome.CALLED]).count() if made else None
    rate: Any = None
    if drawn and survey.valid is not None and survey.valid <= drawn:
        rate = Figure(survey.valid / drawn * 100, "%", 1, numerator=survey.valid, denominator=drawn)
    done: Any = None
    if survey.planned and survey.valid is not None:
        done = Figure(
            survey.valid / survey.planned * 100, "%", 1, numerator=survey.valid, denominator=survey.planned
        )
    population = survey.population or (sum(results.populations_of_places(made).values()) if made else None)
    listed = respondents.count(survey)
    link: Any = None
    if made is not None:
        link = Link(made.code, reverse("desk:draw", args=[made.pk])) if may_see else made.code
    told = [
        (_("抽样方法"), word(survey.get_sampling_display())),
        (_("总体规模"), Figure(population) if population else None),
        *([(_("自带名单"), Figure(listed))] if listed else []),
        (_("抽样记录"), link),
        (_("计划样本量"), Figure(survey.planned) if survey.planned else None),
        (_("抽取样本量"), Figure(drawn) if drawn else None),
        (_("有效样本量"), Figure(survey.valid) if survey.valid is not None else None),
        (_("应答率（有效样本／抽取样本）"), rate),
        (_("计划完成率"), done),
        (
            _("误差不超过 %(m)s 分需要的样本量") % {"m": formats.number(ASKED_MARGIN)},
            Figure(sample_needed(ASKED_MARGIN, population=population)),
        ),
    ]
    return Card(_("样本"), Pairs(told, 1), id="sample")


def index_card(
    found: Found,
    wholes: Mapping[str, results.Whole],
    held: Mapping[tuple[str, str], int],
    names: Mapping[str, str],
    stored: Mapping[tuple[str, str], SurveyResult],
) -> Card:
    """The index of every place and group with sample and margin, beside what is stored."""
    heads = [
        Column("place", _("区划")),
        Column("segment", _("分组")),
        Column("population", _("总体数"), align="end"),
        Column("sample", _("样本量"), align="end"),
        Column("index", _("满意度指数"), align="end"),
        Column("margin", _("误差（95%）"), align="end"),
        Column("stored", _("已写入"), align="end"),
    ]
    rows = []
    every = [(at, told, None) for at, told in found.items()]
    every += [((region, ""), each.told, each) for region, each in wholes.items()]  # type: ignore[misc]
    for (region, segment), told, whole in sorted(every, key=lambda e: e[0]):
        population = held.get((region, segment))
        if whole is not None:
            population = whole.population
        mark: Any = segment or _("全体")
        if whole is not None:
            how = _("按总体加权") if whole.weighed else _("按样本加权，不写入")
            mark = [_("全体"), Badge(how, "blue" if whole.weighed else "amber")]
        kept = stored.get((region, segment))
        rows.append(
            Row(
                [
                    names.get(region, region),
                    mark,
                    Figure(population) if population else None,
                    Figure(told.sample, status="small_sample" if told.small else ""),
                    Figure(told.index, "", 2),
                    Figure(told.margin, "", 2) if told.margin is not None else None,
                    Link(f"{kept.index}", reverse("desk:record", args=["survey_results", kept.pk]))
                    if kept
                    else None,
                ],
                key=f"{region}-{segment}",
                tone="total" if whole is not None else "",
            )
        )
    table = Table(
        heads,
        rows,
        _("由回答算出的满意度指数"),
        id="indices",
        cards=True,
        empty=_("还不能算：每个地区（分组）要每道“顾客满意度”题都有回答汇总。"),
    )
    return Card(_("由回答算出的满意度指数"), table, id="index", flush=True)


def questions_card(questions: Sequence[Any]) -> Card:
    heads = [
        Column("number", _("题号")),
        Column("dimension", _("测评变量")),
        Column("text", _("题目"), wide=True),
        Column("scale", _("量表")),
        Column("weight", _("权重"), align="end"),
    ]
    rows = [
        Row(
            [
                q.number,
                word(str(Dimension(q.dimension).label)),
                q.text,
                f"{q.low}–{q.high}",
                Figure(float(q.weight), "", 4),
            ],
            url=reverse("desk:record", args=["survey_questions", q.pk]),
            key=q.number,
        )
        for q in questions
    ]
    empty = _("还没有登记题目。指数按“顾客满意度”的题目加权平均。")
    return Card(
        _("题目"),
        Table(heads, rows, _("题目"), id="questions", empty=empty, cards=True),
        id="q",
        flush=True,
    )


def model_cards(survey: Survey) -> list[Any]:
    """The last structural model that was estimated: paths, indices, and items that measure poorly."""
    latest = sorted(parts.evidence_of(survey), key=lambda e: -e.pk)
    kept = next((e for e in latest if e.name.startswith(answering.MODEL_FILE)), None)
    if kept is None:
        return []
    try:
        told = answering.model_rows(store.read(kept))
    except store.EvidenceError as error:
        return [Alert(_("满意度模型的文件不能读取"), str(error), "error")]

    def label(name: str) -> str:
        return word(str(Dimension(name).label)) if name in Dimension.values else name

    heads = [Column("a", _("从")), Column("b", _("到")), Column("v", _("路径系数"), align="end")]
    paths = [
        Row([label(a), label(b), Figure(v, "", 3)], key=f"{a}-{b}")
        for part, a, b, v in told
        if part == answering.PART_PATH
    ]
    explained = {a: v for part, a, _b, v in told if part == answering.PART_EXPLAINED}
    heads_of = [
        Column("a", _("测评变量")),
        Column("index", _("指数"), align="end"),
        Column("r2", _("解释度 R²"), align="end"),
    ]
    indices = [
        Row([label(a), Figure(v, "", 2), Figure(explained[a], "", 3) if a in explained else None], key=a)
        for part, a, _b, v in told
        if part == answering.PART_INDEX
    ]
    weak = [key for part, _a, key, v in told if part == answering.PART_LOADING and v < WEAK]
    found: list[Any] = []
    if weak:
        found.append(
            Alert(
                _("载荷低于 0.5 的题目：%(keys)s") % {"keys": _("、").join(weak)},
                _("这些题目与所属变量关系弱，请核对题目；计算时没有去掉它们。"),
                "warning",
            )
        )
    note = _(
        "偏最小二乘估计，路径加权方案，ECSI 的十二条路径里问卷测到的各条；指数公式凭通行写法，未见标准原文。"
    )
    return [
        Card(
            _("满意度模型"),
            parts.Paragraphs(
                [
                    *found,
                    Table(heads_of, indices, _("各变量的指数"), id="model-indices"),
                    Table(heads, paths, _("路径系数"), id="model-paths"),
                    note,
                ]
            ),
            id="model",
        )
    ]


def names_of(codes: Sequence[str]) -> dict[str, str]:
    return dict(Region.objects.filter(code__in=codes).values_list("code", "name"))
