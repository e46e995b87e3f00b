"""From answers added up by question to the results of a survey (R-SRV-01)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.registers.models import Record
from zhiheng.kernels.methods.satisfaction import Item, Satisfaction, satisfaction
from zhiheng.records.services.models import Survey, SurveyAnswer, SurveyQuestion, SurveyResult

WHY = "由回答汇总重新计算"


def computed(actor: Actor, survey: Survey) -> dict[tuple[str, str], Satisfaction]:
    """The index by (region, segment) from the questions of the variable 顾客满意度 and their answers.

    A place that lacks an answer to one of these questions has no index: it would be another index than its
    neighbours'. ValidationError where the survey has no such question.
    """
    scope = actor.need("register.view")
    questions = {
        q.number: q  # type: ignore[attr-defined]
        for q in SurveyQuestion.objects.within(scope)
        .standing()
        .filter(survey=survey.code, dimension="satisfaction")  # type: ignore[misc]
    }
    if not questions:
        raise ValidationError(
            f"调查 {survey.code} 没有登记“顾客满意度”的题目。请先在“调查题目”登记题目、量表和权重。"
        )
    held: dict[tuple[str, str], dict[str, Item]] = {}
    answers = SurveyAnswer.objects.within(scope).standing().filter(survey=survey.code, number__in=questions)  # type: ignore[misc]
    for answer in answers:
        question: Any = questions[answer.number]  # type: ignore[attr-defined]
        held.setdefault((answer.region_id, answer.segment), {})[question.number] = Item(  # type: ignore[attr-defined]
            answer.answered,  # type: ignore[attr-defined]
            float(answer.mean),  # type: ignore[attr-defined]
            None if answer.deviation is None else float(answer.deviation),  # type: ignore[attr-defined]
            question.low,
            question.high,
            float(question.weight),
        )
    return {
        at: satisfaction(list(items.values()))
        for at, items in sorted(held.items())
        if len(items) == len(questions)
    }


def keep(actor: Actor, survey: Survey) -> list[Record]:
    """Write what :func:`computed` finds as results, adding or correcting rows; all or nothing.

    Raises PermissionDenied, or ValidationError when nothing can be worked out or the survey has not ended.
    """
    if survey.finished_on is None:
        raise ValidationError(f"调查 {survey.code} 还没有填调查结束日期。")
    found = computed(actor, survey)
    if not found:
        raise ValidationError(f"调查 {survey.code} 没有一个地区每题都有回答汇总,无法计算。")
    register = register_of("survey_results")
    kept = []
    with transaction.atomic():
        for (region, segment), told in found.items():
            values: dict[str, Any] = {
                "sample": told.sample,
                "index": Decimal(str(round(told.index, 2))),
                "margin": None if told.margin is None else Decimal(str(round(told.margin, 2))),
                "computed": True,
            }
            standing = SurveyResult.objects.within(actor.need("register.view")).standing()
            row = standing.filter(survey=survey.code, region_id=region, segment=segment).first()  # type: ignore[misc]
            if row is None:
                key = {"survey": survey.code, "region_id": region, "segment": segment}
                day = {"subject": survey.subject, "finished_on": survey.finished_on}
                kept.append(service.create(actor, register, {**key, **day, **values}))
            else:
                kept.append(service.change(actor, register, row, values, reason=WHY))
    return kept
