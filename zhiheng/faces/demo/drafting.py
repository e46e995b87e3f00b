"""A document under review in the demonstration: the example plan, part of it decided, the rest open."""

from __future__ import annotations

from importlib.resources import files

from django.db.models import QuerySet

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import User
from zhiheng.records.drafts import deciding
from zhiheng.records.drafts.models import Draft, Item
from zhiheng.records.drafts.opening import open_draft

KEY = "example-2024"
REGION = "620702"
NAME = "example_county_plan.txt"
REVIEWER = "zhangye-office"


def under_review(actor: Actor) -> int:
    """The draft, made once; how many were made."""
    if Draft.objects.everywhere("the demonstration's own").filter(key=KEY).exists():
        return 0
    data = files("zhiheng.catalogue").joinpath("examples", NAME).read_bytes()
    draft = open_draft(actor, data, NAME, key=KEY, region=REGION, synthetic=True)
    reviewer = Actor(user=User.objects.get(username=REVIEWER))
    clauses = deciding.visible(draft).filter(kind__in=("document", "section", "duty"))
    for item in _sure(clauses.filter(doubts=[])):
        deciding.accept(reviewer, item, item.version)
    figures = _sure(deciding.visible(draft).filter(kind="figure"))
    for item in figures[:4]:
        deciding.accept(reviewer, item, item.version)
    if len(figures) > 6:
        deciding.reject(reviewer, figures[4], figures[4].version, "演示：只是背景情况，不作为指标")
        payload = {**figures[5].payload, "strength": "strive"}
        deciding.correct(reviewer, figures[5], figures[5].version, payload)
    return 1


def _sure(found: QuerySet[Item]) -> list[Item]:
    """Those that could stand in a programme as they were read."""
    return [item for item in found.select_related("draft") if not deciding.problems_of(item.draft, item)]
