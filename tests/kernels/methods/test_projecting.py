"""Where a figure lands if tasks slip: tables worked out by hand, and what holds for any plan."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.kernels.methods.numbers import MethodError
from zhiheng.kernels.methods.projecting import Feed, Projection, months_later, project

START, END = date(2014, 12, 31), date(2015, 12, 31)


def land(*feeds: Feed, value: float = 80, goal: float = 90, **more: object) -> Projection:
    return project(value, goal, END, feeds, start=START, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("feeds", "value"),
    [
        ([Feed("a", END)], 90),
        ([Feed("a", date(2015, 6, 30))], 90),
        (
            [Feed("a", END, slip=12)],
            80 + 10 * 365 / 731,
        ),  # half of the way by the deadline (2016 is a leap year)
        ([Feed("a", END, failed=True)], 80),
        ([Feed("a", END), Feed("b", END, failed=True)], 85),
        ([Feed("a", END, weight=3), Feed("b", END, weight=1, failed=True)], 87.5),
        ([Feed("a", END, weight=0), Feed("b", END, weight=0, failed=True)], 85),
        ([Feed("a", END, done=0.5), Feed("b", END, failed=True)], 80 + 10 / 3),
        ([Feed("a", END, done=1), Feed("b", END, failed=True)], 80),
        ([Feed("a", END, closed=True), Feed("b", END)], 90),
        ([Feed("late", date(2014, 7, 1))], 90),  # 183 days late: ends 183 days on
        ([Feed("late", date(2013, 6, 30))], 80 + 10 * 365 / 549),
    ],
)
def test_the_landing_by_hand(feeds: list[Feed], value: float) -> None:
    found = land(*feeds)
    assert found.value == pytest.approx(value) and found.status == "ok"
    assert (found.low, found.high) == (80, 90) and found.rule.version == "zhiheng-1"
    assert sum(s.part for s in found.shares) == pytest.approx(1)


def test_a_figure_that_should_fall() -> None:
    found = land(Feed("a", END, failed=True), Feed("b", END), value=100, goal=90)
    assert found.value == 95 and (found.low, found.high) == (90, 100)


@pytest.mark.parametrize(
    ("found", "status"),
    [
        (lambda: land(Feed("a", END, slip=9), met=True), "met"),
        (lambda: land(Feed("a", END), value=90), "met"),
        (land, "no_feed"),
        (lambda: land(Feed("a", END, closed=True)), "no_feed"),
        (lambda: project(80, 90, START, [Feed("a", END)], start=START), "past"),
    ],
)
def test_what_stays_where_it_is_says_why(found: object, status: str) -> None:
    made = found()  # type: ignore[operator]
    assert made.status == status and made.value == made.low == made.high and not made.shares


@pytest.mark.parametrize(
    ("feed", "said"),
    [
        (Feed("a", END, weight=-1), "权重"),
        (Feed("a", END, slip=-1), "推迟"),
        (Feed("a", END, done=1.5), "完成比例"),
    ],
)
def test_what_cannot_be_is_refused(feed: Feed, said: str) -> None:
    with pytest.raises(MethodError, match=said):
        land(feed)


@pytest.mark.parametrize(
    ("on", "months", "then"),
    [
        (date(2015, 1, 31), 1, date(2015, 2, 28)),
        (date(2016, 1, 31), 1, date(2016, 2, 29)),
        (date(2015, 12, 31), 0, date(2015, 12, 31)),
        (date(2015, 10, 31), 14, date(2016, 12, 31)),
        (date(2015, 12, 1), 1, date(2016, 1, 1)),
    ],
)
def test_months_later(on: date, months: int, then: date) -> None:
    assert months_later(on, months) == then


feeds = st.builds(
    Feed,
    key=st.uuids().map(str),
    ends=st.integers(-900, 1500).map(lambda d: START + timedelta(days=d)),
    weight=st.none() | st.integers(0, 9),
    done=st.integers(0, 10).map(lambda n: n / 10),
    slip=st.integers(0, 40),
    failed=st.booleans(),
    closed=st.booleans(),
)
values = st.integers(-500, 500)


@given(values, values, st.lists(feeds, max_size=6), st.integers(0, 5), st.integers(1, 30))
def test_more_slip_never_lands_nearer(value: int, goal: int, plan: list[Feed], at: int, more: int) -> None:
    before = project(value, goal, END, plan, start=START)
    assert before.low <= before.value <= before.high
    assert {before.low, before.high} <= {float(value), float(goal)}
    if not plan:
        return
    each = plan[at % len(plan)]
    later = [
        *(f for f in plan if f is not each),
        Feed(each.key, each.ends, each.weight, each.done, each.slip + more, each.failed, each.closed),
    ]
    failed = [
        *(f for f in plan if f is not each),
        Feed(each.key, each.ends, each.weight, each.done, each.slip, True, each.closed),
    ]
    for worse in (later, failed):
        after = project(value, goal, END, worse, start=START)
        assert abs(goal - after.value) >= abs(goal - before.value) - 1e-9


@given(values, values, st.lists(feeds, min_size=1, max_size=6))
def test_what_ends_in_time_lands_on_the_goal_and_order_says_nothing(
    value: int, goal: int, plan: list[Feed]
) -> None:
    in_time = [Feed(f.key, min(max(f.ends, START + timedelta(days=1)), END), f.weight, f.done) for f in plan]
    found = project(value, goal, END, in_time, start=START)
    assert found.value == (goal if found.status == "ok" else value)
    turned = project(value, goal, END, plan[::-1], start=START)
    assert turned.value == pytest.approx(project(value, goal, END, plan, start=START).value)
