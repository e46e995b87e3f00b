"""The list that a survey brought to draw its sample from: how long it is, and erasing it when the survey is over."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers import facts, service
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.trail.chain import about, write
from zhiheng.records.services.models import Survey, SurveyRespondent

REGISTER = "survey_respondents"
WHY = "the list of a survey that was narrowed before"


def count(survey: Survey) -> int:
    """How many rows of its list are still held, withdrawn ones too."""
    return _rows(survey).count()


def erase(actor: Actor, survey: Survey) -> int:
    """Delete the rows of a survey's list for good; gives how many. The draw keeps the numbers it was made from, which
    tell of nobody once the list is gone.

    PermissionDenied, or ValidationError while the survey is not over, or where rows lie out of the actor's reach.
    """
    service.require(actor.need("register.withdraw"), register_of("surveys"), survey)
    if survey.finished_on is None:
        raise ValidationError(f"调查 {survey.code} 还没有填调查结束日期，名单还要用，不能删除。")
    rows = _rows(survey)
    mine = SurveyRespondent.objects.within(actor.need("register.withdraw")).filter(survey=survey.code)  # type: ignore[misc]
    if mine.count() != rows.count():
        raise ValidationError(f"调查 {survey.code} 的名单有不归您管的区划，请由上级删除。")
    with transaction.atomic():
        years = sorted(set(rows.order_by().values_list("fact_year", flat=True)))
        facts.bump(REGISTER, years)
        for year in years:
            facts.moved_out(REGISTER, year)
        gone, _each = rows.delete()
        write(actor, about(survey, "register.erase", after={"register": REGISTER, "rows": gone}))
    return gone


def _rows(survey: Survey) -> Any:
    return SurveyRespondent.objects.everywhere(WHY).filter(survey=survey.code)  # type: ignore[misc]
