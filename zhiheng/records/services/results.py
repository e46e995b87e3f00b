"""From answers added up by question to the results of a survey, by place and group and for each place as a whole
(R-SRV-01).

A place's whole is entered, or put together from its groups: by their numbers in the population where the sample was
drawn here (:mod:`zhiheng.frame.draws` keeps the size of every stratum) or somebody entered how many there are, else by
their samples.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from zhiheng.frame.draws.declare import declarations
from zhiheng.frame.draws.models import Draw
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.registers.models import Record
from zhiheng.kernels.methods.satisfaction import Item, Satisfaction, Stratum, satisfaction, stratified
from zhiheng.records.services.models import (
    Survey,
    SurveyAnswer,
    SurveyPopulation,
    SurveyQuestion,
    SurveyResult,
)

WHY = "由回答汇总重新计算"
#: The kinds of draw whose strata are those of a survey: region first, then the group.
SAMPLES = ("survey_sample", "respondent_sample")


@dataclass(frozen=True)
class Whole:
    """A place's index over all its groups. ``weighed``: by the population of the strata, else by the samples.

    ``population``: how many its groups stand for; None where that is not known.
    """

    told: Satisfaction
    weighed: bool
    population: int | None


def drawn_for(survey: Survey) -> Draw | None:
    """The draw of the survey's sample that stands; None where it was not drawn here."""
    rows = Draw.objects.everywhere("sizes of strata, the same whoever adds up")
    rows = rows.filter(kind__in=SAMPLES, reference=survey.code, replaced_by__isnull=True)
    return rows.order_by("-pk").first()


def populations(made: Draw | None) -> dict[tuple[str, str], int]:
    """How many there are of each (region, group) of the frame. A group is known by its code and by its name."""
    if made is None:
        return {}
    found: dict[tuple[str, str], int] = {}
    first = declarations()[made.kind].lists[0].key
    for stratum, each in made.strata[first].items():
        region, _bar, group = stratum.partition("|")
        name = each["label"].rpartition(" · ")[2] if group else ""
        for known in {group, name, name.removeprefix(group).strip()} - {""} if group else {""}:
            found[region, known] = found.get((region, known), 0) + each["size"] + each["out"]
    return found


def sizes(survey: Survey, made: Draw | None) -> dict[tuple[str, str], int]:
    """How many there are of each (region, group): of the frame that the sample was drawn from, and what was entered for
    groups that it did not hold."""
    rows: Any = SurveyPopulation.objects.everywhere("sizes of strata, the same whoever adds up").standing()
    entered = rows.filter(survey=survey.code).values_list("region_id", "segment", "population")
    return {(region, segment): n for region, segment, n in entered} | populations(made)


def populations_of_places(made: Draw) -> dict[str, int]:
    """How many the frame of a sample held of each region."""
    found: dict[str, int] = {}
    first = declarations()[made.kind].lists[0].key
    for stratum, each in made.strata[first].items():
        region = stratum.partition("|")[0]
        found[region] = found.get(region, 0) + each["size"] + each["out"]
    return found


def wholes(found: dict[tuple[str, str], Satisfaction], held: dict[tuple[str, str], int]) -> dict[str, Whole]:
    """The index of each place that has groups and no whole of its own."""
    places: dict[str, list[str]] = {}
    for region, segment in found:
        places.setdefault(region, []).append(segment)
    made = {}
    for region, segments in places.items():
        if "" in segments:
            continue
        # Weights of one kind only: a group whose number is not known cannot stand beside those whose is.
        weighed = all(held.get((region, s)) for s in segments)
        parts = [
            Stratum(found[region, s], held[region, s] if weighed else found[region, s].sample)
            for s in segments
        ]
        stand_for = sum(held[region, s] for s in segments) if weighed else None
        made[region] = Whole(stratified(parts), weighed, stand_for)
    return made


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
    """Write what :func:`computed` and :func:`wholes` find as results, adding or correcting rows; all or nothing.

    A whole is written when its groups are weighed by population, and never over one that somebody entered: groups
    weighed by their samples may be any part of the place.

    Raises PermissionDenied, or ValidationError when nothing can be worked out or the survey has not ended.
    """
    if survey.finished_on is None:
        raise ValidationError(f"调查 {survey.code} 还没有填调查结束日期。")
    found = computed(actor, survey)
    if not found:
        raise ValidationError(f"调查 {survey.code} 没有一个地区每题都有回答汇总，无法计算。")
    entered: Any = SurveyResult.objects.within(actor.need("register.view")).standing()
    by_hand = set(
        entered.filter(survey=survey.code, segment="", computed=False).values_list("region_id", flat=True)
    )
    whole = wholes(found, sizes(survey, drawn_for(survey)))
    found |= {(r, ""): each.told for r, each in whole.items() if each.weighed and r not in by_hand}
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
