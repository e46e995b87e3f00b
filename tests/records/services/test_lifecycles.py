"""How surveys and good-service marks go."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.records.environment.test_lifecycles import Story
from zhiheng.frame.lifecycles.declare import LifecycleError

D = dt.date


@pytest.mark.django_db
def test_a_survey_says_its_frame_before_it_begins_and_is_published_by_its_day() -> None:
    story = Story(
        "surveys", code="YS-MY-1", title="样例调查", subject="commerce", sampling="stratified", mode="phone",
        started_on=D(2016, 9, 1),
    )  # fmt: skip
    with pytest.raises(LifecycleError, match="抽样框"):
        story.move("start", planned=400, publish_by=D(2016, 12, 15))
    story.move("start", frame="顾客名单", planned=400, publish_by=D(2016, 12, 15))
    assert story.owed() == {"publish": D(2016, 12, 15)}
    story.evidence()
    story.move("analyse", finished_on=D(2016, 10, 1), valid=388)
    story.move("publish", by=story.colleague, published_on=D(2016, 12, 1))
    assert story.owed() == {}


@pytest.mark.django_db
def test_a_mark_is_granted_checked_put_right_and_withdrawn() -> None:
    story = Story(
        "service_marks",
        code="YS-YF-1",
        kind="promise",
        enterprise="样例百货有限公司",
        applied_on=D(2016, 3, 15),
    )
    story.move("accept")
    assert set(story.owed()) == {"review"}
    story.evidence()
    granted = {"granted_on": D(2016, 6, 1), "valid_until": D(2019, 5, 31)}
    with pytest.raises(LifecycleError):  # the second person
        story.move("grant", **granted)
    story.move("grant", by=story.colleague, **granted)
    story.move("check", checked_on=D(2017, 6, 1))
    story.move("suspend", reason="承诺未兑现", rectify_by=D(2017, 9, 1))
    assert story.owed() == {"rectify": D(2017, 9, 1)}
    story.move("withdraw", reason="逾期未改", withdrawn_on=D(2017, 9, 5))
    assert story.owed() == {}
