"""Dues: made once, moved only as the state allows, late by the calendar, each step in the trail."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.support.people import COUNTY, NEIGHBOUR, People, unit
from zhiheng.frame.dues import service
from zhiheng.frame.dues.models import Due, DueState
from zhiheng.frame.dues.service import DueError
from zhiheng.frame.people.actors import Actor, machine
from zhiheng.frame.people.models import Note
from zhiheng.frame.trail.chain import history, verify
from zhiheng.frame.trail.models import Entry

TODAY = dt.date.today()
ME = machine("测试")


def day(offset: int) -> dt.date:
    return TODAY + dt.timedelta(days=offset)


@pytest.fixture(autouse=True)
def people(db: None) -> People:
    return People()


def owed(region: str = COUNTY, **other: Any) -> Due:
    values: dict[str, Any] = {
        "kind": "obligation",
        "title": "报送季度分析",
        "owner": unit(region),
        "region_id": region,
        "opens_on": day(-30),
        "due_on": day(10),
        "subject_type": "programmes.obligation",
        "subject_id": "7",
        "period": "2016Q1",
    }
    return Due(**values | other)


def made(**other: Any) -> Due:
    (due,) = service.create(ME, [owed(**other)])
    return due


def test_a_due_is_made_once() -> None:
    assert len(service.create(ME, [owed(), owed(), owed(period="2016Q2"), owed(NEIGHBOUR)])) == 3
    assert service.create(ME, [owed(), owed(NEIGHBOUR)]) == []
    assert service.create(ME, []) == []
    assert Due._plain.count() == 3
    (entry,) = Entry._plain.all()
    assert (entry.action, entry.subject_id, entry.after) == ("due.create", "7", {"dues": 3})


def test_one_made_again_keeps_its_state() -> None:
    due = made()
    service.hand_in(ME, due, TODAY)
    assert service.create(ME, [owed(title="改名")]) == []
    due.refresh_from_db()
    assert (due.state, due.title) == (DueState.SUBMITTED, "报送季度分析")


STATES = ("open", "submitted", "returned", "settled", "cancelled")
MOVES: dict[str, Any] = {
    "hand_in": lambda d: service.hand_in(ME, d, TODAY),
    "settle": lambda d: service.settle(ME, d, TODAY),
    "send_back": lambda d: service.send_back(ME, d, "数据不全"),
    "remind": lambda d: service.remind(ME, d),
    "cancel": lambda d: service.cancel(ME, d, "方案已废止"),
}
ALLOWED = {
    "hand_in": {"open", "returned"},
    "settle": {"open", "submitted", "returned"},
    "send_back": {"submitted"},
    "remind": {"open", "returned"},
    "cancel": {"open", "submitted", "returned"},
}
ENDS = {"hand_in": "submitted", "settle": "settled", "send_back": "returned", "cancel": "cancelled"}


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("state", STATES)
def test_which_moves_a_state_allows(move: str, state: str) -> None:
    due = made()
    Due._plain.update(state=state)
    due.refresh_from_db()
    before = Entry._plain.count()
    if state in ALLOWED[move]:
        MOVES[move](due)
        due.refresh_from_db()
        assert due.state == ENDS.get(move, state)
        assert Entry._plain.count() == before + 1
    else:
        with pytest.raises(DueError, match="报送季度分析"):
            MOVES[move](due)
        due.refresh_from_db()
        assert due.state == state
        assert Entry._plain.count() == before
    assert verify().sound


@pytest.mark.parametrize("act", [service.send_back, service.cancel])
def test_a_reason_has_to_be_written(act: Any) -> None:
    due = made()
    service.hand_in(ME, due, TODAY)
    with pytest.raises(DueError, match="理由"):
        act(ME, due, "  ")
    due.refresh_from_db()
    assert due.state == DueState.SUBMITTED


def test_handing_in_returning_and_settling_are_told_in_the_trail(people: People) -> None:
    clerk, office = Actor(user=people.clerk), Actor(user=people.office)
    due = made(due_on=day(-5))
    service.hand_in(clerk, due, day(-6), unit(COUNTY))
    assert (due.result_type, due.result_id) == ("people.unit", str(unit(COUNTY).pk))
    service.send_back(office, due, "第 3 栏缺数")
    assert "第 3 栏缺数" in Note._plain.get(unit=due.owner).text
    service.hand_in(clerk, due, day(-1))
    service.settle(office, due, TODAY)
    due.refresh_from_db()
    assert due.handed_in_on == day(-1), "settling keeps the day on which it was handed in"
    assert due.late_days == 4
    told = [(e.action, e.after["state"], e.actor_id) for e in reversed(history(due))]
    assert told == [
        ("due.hand_in", "submitted", people.clerk.pk),
        ("due.return", "returned", people.office.pk),
        ("due.hand_in", "submitted", people.clerk.pk),
        ("due.settle", "settled", people.office.pk),
    ]
    assert history(due)[2].note == "第 3 栏缺数"
    assert history(due)[-1].after["handed_in_on"] == day(-6).isoformat()
    assert verify().sound


def test_what_was_returned_is_settled_on_the_day_it_is_settled() -> None:
    due = made()
    service.hand_in(ME, due, day(-9))
    service.send_back(ME, due, "缺数")
    service.settle(ME, due, TODAY)
    assert due.handed_in_on == TODAY


def test_the_second_of_two_people_is_told() -> None:
    due = made()
    mine, theirs = Due._plain.get(pk=due.pk), Due._plain.get(pk=due.pk)
    service.hand_in(ME, mine, TODAY)
    with pytest.raises(DueError, match="刚被他人办理"):
        service.cancel(ME, theirs, "重复")
    assert theirs.state == DueState.OPEN, "the object in hand does not show a move that was not made"
    due.refresh_from_db()
    assert due.state == DueState.SUBMITTED


def test_each_reminder_is_one_step_and_a_note() -> None:
    due = made()
    service.remind(ME, due)
    service.remind(ME, due)
    due.refresh_from_db()
    assert due.escalation == 2
    assert sorted(n.text[:5] for n in Note._plain.filter(unit=due.owner)) == ["催办(1)", "催办(2)"]
    assert [e.after for e in history(due)] == [{"escalation": 2}, {"escalation": 1}]


def test_a_long_title_still_fits_the_note() -> None:
    due = made(title="长" * 160)
    service.hand_in(ME, due, TODAY)
    service.send_back(ME, due, "由" * 400)
    assert len(Note._plain.get().text) == 300


@pytest.mark.parametrize(
    ("state", "due_on", "handed_in", "late", "light"),
    [
        ("open", 30, None, 0, "green"),
        ("open", 8, None, 0, "green"),
        ("open", 7, None, 0, "amber"),
        ("open", 0, None, 0, "amber"),
        ("open", -1, None, 1, "red"),
        ("returned", 3, -2, 0, "amber"),
        ("returned", -4, -6, 4, "red"),
        ("submitted", -4, -6, 0, "green"),
        ("submitted", -4, -1, 3, "amber"),
        ("settled", -4, -4, 0, "green"),
        ("settled", -4, -3, 1, "amber"),
        ("settled", -4, None, 0, "green"),
        ("cancelled", -40, None, 0, "grey"),
        ("cancelled", -40, -2, 0, "grey"),
    ],
)
def test_late_days_and_lights(state: str, due_on: int, handed_in: int | None, late: int, light: str) -> None:
    handed = None if handed_in is None else day(handed_in)
    due = owed(state=state, due_on=day(due_on), handed_in_on=handed)
    assert (due.late_days, due.light) == (late, light)


def test_the_lists_agree_with_the_row() -> None:
    for n, (state, due_on, handed) in enumerate(
        [
            ("open", -1, None),
            ("open", 0, None),
            ("returned", -2, -3),
            ("settled", -2, -1),
            ("cancelled", -9, None),
        ]
    ):
        due = owed(
            subject_id=str(n),
            state=state,
            due_on=day(due_on),
            handed_in_on=None if handed is None else day(handed),
        )
        due.save()
    rows = list(Due._plain.order_by("subject_id"))
    late = {d.subject_id for d in Due.objects.everywhere("x").late()}
    assert late == {d.subject_id for d in rows if d.light == "red"} == {"0", "2"}
    assert {d.subject_id for d in Due.objects.everywhere("x").missed()} == {
        d.subject_id for d in rows if d.late_days
    }
    assert {d.subject_id for d in Due.objects.everywhere("x").outstanding()} == {"0", "1", "2"}
