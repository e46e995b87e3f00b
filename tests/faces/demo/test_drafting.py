"""The draft of the demonstration: made once, marked as such, with something decided and something open."""

from __future__ import annotations

import pytest

from tests.support.people import CITY, person, regions
from zhiheng.faces.demo import drafting
from zhiheng.frame.people.actors import machine
from zhiheng.records.drafts.building import tally
from zhiheng.records.drafts.models import Draft
from zhiheng.records.programmes.models import Programme

pytestmark = pytest.mark.django_db


def test_the_example_is_under_review_once() -> None:
    regions()
    person(drafting.REVIEWER, "office", CITY)
    assert drafting.under_review(machine("demo")) == 1
    assert drafting.under_review(machine("demo")) == 0
    draft = Draft._plain.get()
    assert draft.synthetic
    counts = tally(draft)
    assert counts["open"] > 10
    assert counts["accepted"] > 20
    assert (counts["rejected"], counts["corrected"]) == (1, 1)
    assert not Programme._plain.exists()
