"""A file with the answers of single persons, added up by question, place and group; no person's answers are kept.

While the file is read the structural model is estimated too, where the questions measure its variables; what it found
is kept as evidence of the survey, and its weights go to the questions when that is asked for (R-SRV-01).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import fmean, stdev
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from zhiheng.frame.evidence import store
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers import service
from zhiheng.frame.registers.admitted import admitted_codes
from zhiheng.frame.registers.declare import register_of
from zhiheng.kernels.intake import ColumnSpec, IntakeError, parse, plan, read_workbook
from zhiheng.kernels.methods.numbers import MethodError
from zhiheng.kernels.methods.satisfaction_model import Model, estimate
from zhiheng.records.services.models import Survey, SurveyAnswer, SurveyQuestion

WHY = "由回答文件汇总"
MODEL_FILE = "满意度模型"
MOST_TOLD = 8  # errors that are told at once


@dataclass(frozen=True)
class AddedUp:
    """What came of a file: persons, rows of answers written, the model or why there is none."""

    persons: int
    rows: int
    model: Model | None
    why_none: str


def questions_of(actor: Actor, survey: Survey) -> list[Any]:
    """The survey's questions by number, within reach."""
    rows = SurveyQuestion.objects.within(actor.need("register.view")).standing()
    return list(rows.filter(survey=survey.code).order_by("number"))  # type: ignore[misc]


def add_up(actor: Actor, survey: Survey, data: bytes, filename: str, *, use_weights: bool = False) -> AddedUp:
    """Read a workbook or CSV with a column for each question (and 区划, 分组 where it has them), and write the answers
    added up. ``use_weights``: the model's weights become those of the questions.

    All or nothing: PermissionDenied, or ValidationError with the rows that are wrong.
    """
    if survey.finished_on is None:
        raise ValidationError(f"调查 {survey.code} 还没有填调查结束日期。")
    questions = questions_of(actor, survey)
    if not questions:
        raise ValidationError(
            f"调查 {survey.code} 还没有登记题目。请先在“调查题目”登记题号、量表和测评变量。"
        )
    rows = _rows(actor, questions, data, filename)
    if not rows:
        raise ValidationError("文件里没有一份有效回答。")
    model, why = _model(questions, rows)
    held: dict[tuple[str, str, str], list[float]] = {}
    for row in rows:
        for q in questions:
            if (value := row[q.number]) is not None:
                at = (row["region"] or survey.region_id, row["segment"] or "", q.number)
                held.setdefault(at, []).append(float(value))
    with transaction.atomic():
        for at, values in sorted(held.items()):
            _write(actor, survey, at, values)
        if survey.valid != len(rows):
            service.change(actor, register_of("surveys"), survey, {"valid": len(rows)}, reason=WHY)
        if model is not None:
            name = f"{MODEL_FILE}_{timezone.localdate():%Y%m%d}.csv"
            store.attach(actor, survey, _told(model), name, region=survey.region_id, note=WHY)
            if use_weights:
                _weigh(actor, questions, model)
    return AddedUp(len(rows), len(held), model, why)


def _rows(actor: Actor, questions: Sequence[Any], data: bytes, filename: str) -> list[dict[str, Any]]:
    register = register_of("survey_answers")
    own = {s.name: s for s in register.specs(admitted_codes(register, actor.need("register.add")))}
    specs = [
        replace(own["region"], required=False),
        ColumnSpec("segment", "分组", aliases=("组别", "人群", "行业"), max_length=40),
        *(
            ColumnSpec(q.number, q.number, "decimal", aliases=(q.text[:40],), minimum=q.low, maximum=q.high)
            for q in questions
        ),
    ]  # fmt: skip
    try:
        workbook = read_workbook(data, filename)
        found = parse(workbook, plan(workbook, specs), specs)
    except IntakeError as error:
        raise ValidationError(str(error)) from None
    if found.errors:
        told = [f"第 {e.row} 行“{e.label}”：{e.message}。{e.fix}".rstrip("。") + "。" for e in found.errors]
        more = [f"共 {len(told)} 处错误。改正后重新上传，没有写入任何内容。"]
        raise ValidationError([*told[:MOST_TOLD], *more])
    return [r for r in found.rows() if any(r.get(q.number) is not None for q in questions)]


def _model(questions: Sequence[Any], rows: Sequence[dict[str, Any]]) -> tuple[Model | None, str]:
    """The structural model of the whole answers, or why it was not estimated."""
    scales = {(q.low, q.high) for q in questions}
    if len(scales) > 1:
        return None, "题目的量表不同，没有估计模型"
    (low, high), keys = next(iter(scales)), [q.number for q in questions]
    variables: dict[str, list[int]] = {}
    for at, question in enumerate(questions):
        variables.setdefault(question.dimension, []).append(at)
    whole = [[float(r[k]) for k in keys] for r in rows if all(r[k] is not None for k in keys)]
    try:
        return estimate(whole, variables, keys, low=low, high=high), ""
    except MethodError as error:
        return None, str(error)


def _write(actor: Actor, survey: Survey, at: tuple[str, str, str], values: list[float]) -> None:
    region, segment, number = at
    register = register_of("survey_answers")
    said = {
        "answered": len(values),
        "mean": Decimal(str(round(fmean(values), 4))),
        "deviation": Decimal(str(round(stdev(values), 4))) if len(values) > 1 else None,
    }
    key = {"survey": survey.code, "region_id": region, "segment": segment, "number": number}
    rows = SurveyAnswer.objects.within(actor.need("register.view")).standing()
    row = rows.filter(**key).first()
    if row is None:
        service.create(actor, register, {**key, **said, "finished_on": survey.finished_on})
    else:
        service.change(actor, register, row, said, reason=WHY)


def _weigh(actor: Actor, questions: Sequence[Any], model: Model) -> None:
    """The model's weights, the largest of each variable as 1: only their proportions count."""
    by_key = {item.key: item for item in model.items}
    for question in questions:
        item = by_key[question.number]
        most = max(each.weight for each in model.items if each.variable == item.variable)
        weight = Decimal(str(round(max(item.weight, 0.0) / most, 4)))
        service.change(
            actor,
            register_of("survey_questions"),
            question,
            {"weight": weight},
            reason="取满意度模型的权重",
        )


# -- the file in which the model is kept --------------------------------------------------------------------


HEADINGS = ("项目", "变量", "去向或题号", "数值")
PART_PATH, PART_EXPLAINED, PART_INDEX, PART_LOADING, PART_WEIGHT = "路径", "解释度", "指数", "载荷", "权重"


def _told(model: Model) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    writer.writerow(["样本", "", "", model.sample])
    for (a, b), value in model.paths.items():
        writer.writerow([PART_PATH, a, b, round(value, 6)])
    for part, values in ((PART_EXPLAINED, model.explained), (PART_INDEX, model.indices)):
        for name, value in values.items():
            writer.writerow([part, name, "", round(value, 6)])
    for item in model.items:
        writer.writerow([PART_LOADING, item.variable, item.key, round(item.loading, 6)])
        writer.writerow([PART_WEIGHT, item.variable, item.key, round(item.weight, 6)])
    return ("\ufeff" + out.getvalue()).encode()


def model_rows(data: bytes) -> list[tuple[str, str, str, float]]:
    """Part, variable, where to or which question, value: what was kept of a model."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    return [(a, b, c, float(d)) for a, b, c, d in rows[1:]]
