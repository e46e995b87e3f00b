"""A round: entries with reasons, a score, vetoes that are recorded and never worked out, approval that stands."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from tests.faces.desk.spine import ME, Spine
from tests.support.people import CITY, COUNTY, FAR, NEIGHBOUR, person
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.trail.chain import history, verify
from zhiheng.frame.trail.models import Entry as Link
from zhiheng.judgement.assessment import determining, reopening, scoring
from zhiheng.judgement.assessment.models import Entry, Round, Sheet, VetoDetermination
from zhiheng.judgement.assessment.scoring import AssessmentError

pytestmark = pytest.mark.django_db
VETO = {
    "determined_by": "示例机关",
    "document": "示例〔2015〕1号",
    "on": dt.date(2015, 6, 1),
    "reason": "区域性事件",
}


@pytest.fixture
def spine() -> Spine:
    return Spine()


@pytest.fixture
def office(spine: Spine) -> Actor:
    return Actor(user=spine.people.office)


@pytest.fixture
def round_(office: Actor) -> Round:
    return scoring.open_round(office, "national_form", CITY, "2015")


def expert(name: str) -> Actor:
    return Actor(user=person(name, "expert", CITY))


def sheet(round_: Round, region: str = COUNTY) -> Sheet:
    return Sheet.objects.everywhere("test").get(round=round_, region_id=region)


def line(found: Sheet, key: str) -> dict[str, object]:
    return next(x for x in found.content["lines"] if x["key"] == key)


def test_a_round_is_opened_once_and_only_for_its_periods(office: Actor, round_: Round) -> None:
    assert scoring.open_round(office, "national_form", CITY, "2015").pk == round_.pk
    with pytest.raises(AssessmentError, match="适用于"):
        scoring.open_round(office, "national_form", CITY, "2019")
    with pytest.raises(PermissionDenied):
        scoring.open_round(office, "national_form", "620900", "2015")


def test_no_round_is_left_where_nobody_can_be_scored(office: Actor) -> None:
    with pytest.raises(AssessmentError, match="没有"):
        scoring.open_round(office, "national_form", COUNTY, "2015")
    assert not Round.objects.everywhere("test").filter(region_id=COUNTY).exists()


def test_every_point_shows_rule_and_evidence(office: Actor, round_: Round) -> None:
    sheets = scoring.run(office, round_)
    assert {s.region_id for s in sheets} == {COUNTY, NEIGHBOUR}
    found = line(sheet(round_), "T01")
    assert found["evidence"] == [f"cell:P03|{COUNTY}|2015"] and "30/40" in str(found["text"])
    assert sheet(round_, NEIGHBOUR).rank == 1 and sheet(round_).rank == 2


def test_missing_data_is_named_and_not_taken_for_nothing(office: Actor, round_: Round) -> None:
    scoring.run(office, round_)
    found = sheet(round_)
    assert not found.complete
    assert line(found, "M05")["status"] == "missing_data" and line(found, "M05")["flag"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"points": Decimal("5.5"), "reason": "好"}, "0 到 5"),
        ({"points": Decimal(-1), "reason": "差"}, "0 到 5"),
        ({"points": Decimal(4), "reason": "  "}, "理由"),
    ],
)
def test_a_mark_within_its_points_and_with_a_reason(
    round_: Round, given: dict[str, object], said: str
) -> None:
    with pytest.raises(AssessmentError, match=said):
        scoring.enter(expert("x1"), round_, COUNTY, "coordination", **given)  # type: ignore[arg-type]


def test_the_mean_of_two_marks_and_ones_own_can_be_changed(office: Actor, round_: Round) -> None:
    one, two = expert("x1"), expert("x2")
    scoring.enter(one, round_, COUNTY, "coordination", points=Decimal(3), reason="会议记录缺两次")
    scoring.enter(two, round_, COUNTY, "coordination", points=Decimal(5), reason="机制健全")
    scoring.enter(one, round_, COUNTY, "coordination", points=Decimal(4), reason="补交了记录")
    scoring.run(office, round_)
    assert line(sheet(round_), "M05")["points"] == "4.5"
    assert Entry.objects.everywhere("test").filter(round=round_).count() == 2


def test_two_people_of_one_name_are_two_reviewers(round_: Round) -> None:
    one, two = expert("x1"), expert("x2")
    assert one.user is not None and two.user is not None
    two.user.display_name = one.user.display_name
    scoring.enter(one, round_, COUNTY, "coordination", points=Decimal(3), reason="甲")
    scoring.enter(two, round_, COUNTY, "coordination", points=Decimal(5), reason="乙")
    marks = Entry.objects.everywhere("test").filter(round=round_)
    assert {(m.reviewer_id, m.points) for m in marks} == {
        (one.user.pk, Decimal(3)),
        (two.user.pk, Decimal(5)),
    }


def test_the_latest_statement_of_a_fact_stands(office: Actor, round_: Round) -> None:
    scoring.enter(office, round_, COUNTY, "plan_inclusion", option="none", reason="未见文件")
    other = Actor(user=person("second", "office", CITY))
    scoring.enter(other, round_, COUNTY, "plan_inclusion", option="government_plan", reason="文件已核")
    scoring.run(office, round_)
    assert line(sheet(round_), "M03")["points"] == "3"


def test_a_region_outside_the_round_takes_no_entry(round_: Round) -> None:
    with pytest.raises(AssessmentError, match="不在本轮"):
        scoring.enter(ME, round_, FAR, "coordination", points=Decimal(3), reason="x")


def test_a_veto_gives_the_lowest_grade_and_can_be_revoked_with_its_trace(
    office: Actor, round_: Round
) -> None:
    scoring.run(office, round_)
    plain = sheet(round_, NEIGHBOUR).grade
    made = determining.determine(office, round_, NEIGHBOUR, "systemic_event", **VETO)  # type: ignore[arg-type]
    scoring.run(office, round_)
    found = sheet(round_, NEIGHBOUR)
    assert found.grade == "D" and found.content["vetoes"][0]["document"] == VETO["document"]
    pk = made.pk
    with pytest.raises(AssessmentError, match="理由"):
        determining.revoke(office, made, "")
    determining.revoke(office, made, "登记错了地区")
    scoring.run(office, round_)
    assert sheet(round_, NEIGHBOUR).grade == plain
    trace = Link.objects.everywhere("test").get(action="assessment.unveto", subject_id=str(pk))
    assert trace.before["document"] == VETO["document"] and verify().sound


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"determined_by": " "}, "认定机关"),
        ({"document": ""}, "认定机关"),
        ({"on": dt.date(2999, 1, 1)}, "之后"),
    ],
)
def test_a_veto_without_its_authority_is_refused(
    office: Actor, round_: Round, change: dict[str, object], said: str
) -> None:
    with pytest.raises(AssessmentError, match=said):
        determining.determine(office, round_, COUNTY, "systemic_event", **{**VETO, **change})  # type: ignore[arg-type]
    assert not VetoDetermination.objects.everywhere("test").exists()


def test_an_expert_cannot_record_a_veto(round_: Round) -> None:
    with pytest.raises(PermissionDenied):
        determining.determine(expert("x1"), round_, COUNTY, "systemic_event", **VETO)  # type: ignore[arg-type]


def test_what_is_approved_stands(spine: Spine, office: Actor, round_: Round) -> None:
    leader = Actor(user=person("leader", "leading_group", CITY))
    with pytest.raises(AssessmentError, match="还没有评分"):
        scoring.approve(leader, round_)
    scoring.run(office, round_)
    with pytest.raises(PermissionDenied):
        scoring.approve(office, round_)
    scoring.approve(leader, round_)
    for refused in (
        lambda: scoring.run(office, round_),
        lambda: scoring.enter(office, round_, COUNTY, "coordination", points=Decimal(1), reason="x"),
        lambda: determining.determine(office, round_, COUNTY, "systemic_event", **VETO),  # type: ignore[arg-type]
        lambda: scoring.approve(leader, round_),
    ):
        with pytest.raises(AssessmentError, match="审定"):
            refused()
    assert history(round_)[0].action == "assessment.approve"


def test_an_approved_result_is_reopened_corrected_and_the_first_stays_visible(
    spine: Spine, office: Actor, round_: Round
) -> None:
    leader = Actor(user=person("leader", "leading_group", CITY))
    with pytest.raises(AssessmentError, match="没有审定"):
        reopening.reopen(leader, round_, "未审定")
    scoring.run(office, round_)
    scoring.approve(leader, round_)
    first = {s.region_id: (s.total, s.grade, s.rank) for s in Sheet._plain.filter(round=round_)}
    with pytest.raises(AssessmentError, match="写明理由"):
        reopening.reopen(leader, round_, "  ")
    with pytest.raises(PermissionDenied):
        reopening.reopen(office, round_, "录入有误")
    assert round_.state == "approved" and reopening.rulings(round_) == []

    reopening.reopen(leader, round_, "协调机制一项录入有误")
    link = history(round_)[0]
    assert (link.action, link.note) == ("assessment.reopen", "协调机制一项录入有误")
    assert link.before["totals"] == {r: str(t) for r, (t, _, _) in first.items()}
    scoring.enter(office, round_, COUNTY, "coordination", points=Decimal(1), reason="更正")
    scoring.run(office, round_)
    scoring.approve(leader, round_)

    (kept,) = reopening.rulings(round_)
    assert (kept.number, kept.approved_by, kept.reopened_by) == (1, leader.name, leader.name)
    now = {s.region_id: s for s in Sheet._plain.filter(round=round_)}
    then = {s.region: s for s in reopening.standings(kept, list(now.values()))}
    assert {r: (s.total, s.grade, s.rank) for r, s in then.items()} == first
    assert then[COUNTY].changed and now[COUNTY].total == first[COUNTY][0] + 1
    assert not then[NEIGHBOUR].changed or now[NEIGHBOUR].rank != first[NEIGHBOUR][2]
    reopening.reopen(leader, round_, "再次更正")
    assert [r.number for r in reopening.rulings(round_)] == [1, 2]
    assert verify().sound


def test_of_two_who_reopen_at_once_the_second_is_told(office: Actor, round_: Round) -> None:
    leader = Actor(user=person("leader", "leading_group", CITY))
    scoring.run(office, round_)
    scoring.approve(leader, round_)
    again = Round._plain.get(pk=round_.pk)
    reopening.reopen(leader, round_, "更正")
    with pytest.raises(AssessmentError, match="没有审定"):
        reopening.reopen(leader, again, "更正")
    assert len(reopening.rulings(round_)) == 1
