"""Lights by reports and how they add up: tables of the rule, and what holds for any input."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.kernels.methods.attainment import Light
from zhiheng.kernels.methods.numbers import MethodError
from zhiheng.kernels.methods.progressing import capped, elapsed, pace, roll_up, worse
from zhiheng.kernels.rules import RuleError, RuleSet

G, A, R, X = Light.GREEN, Light.AMBER, Light.RED, Light.GREY
D = Decimal
ORDER = {G: 0, A: 1, R: 2}


@pytest.mark.parametrize(
    ("percent", "gone", "more", "light", "said"),
    [
        (50, D("0.5"), {}, G, "报称完成 50%，时间已过 50%"),
        (40, D("0.5"), {}, G, "时间已过 50%"),
        (39, D("0.5"), {}, A, "报称完成 39%"),
        (25, D("0.5"), {}, A, "25%"),
        (24, D("0.5"), {}, R, "24%"),
        (100, D(1), {}, G, "100%"),
        (90, D("0.5"), {"late_days": 30}, A, "进展逾期 30 天未报"),
        (90, D("0.5"), {"late_days": 31}, R, "31 天"),
        (100, D(1), {"overdue_days": 1}, R, "已过期限 1 天，尚未办结"),
        (None, D("0.1"), {"expected": False}, X, "还没有到第一次报进展的日期"),
        (None, D("0.1"), {}, A, "还没有报过进展"),
        (None, D("0.9"), {"late_days": 40}, R, "逾期 40 天"),
    ],
)
def test_the_light_of_a_task_by_its_reports(
    percent: int | None, gone: Decimal, more: dict, light: Light, said: str
) -> None:
    found = pace(percent, gone, **more)
    assert found.light == light and said in found.reason
    assert (found.rule.key, found.rule.version) == ("progress.pace", "zhiheng-1")


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ({"percent": 101, "gone": 0}, "0 与 100"),
        ({"percent": 5, "gone": 2}, "0 与 1"),
        ({"percent": 5, "gone": 0, "late_days": -1}, "不能为负"),
    ],
)
def test_what_cannot_be_is_refused(given_: dict, said: str) -> None:
    with pytest.raises(MethodError, match=said):
        pace(**given_)


@pytest.mark.parametrize(
    ("parts", "light", "score"),
    [
        ([(G, 1), (G, 1)], G, 1),
        ([(G, 1), (A, 1)], A, D("0.75")),
        ([(G, 9), (A, 1)], G, D("0.95")),
        ([(G, 99), (R, 1)], A, D("0.99")),  # a red part keeps the whole from green
        ([(R, 1), (A, 1)], R, D("0.25")),
        ([(G, 1), (X, 1)], G, 1),
        ([(G, 1), (X, 3)], X, None),
        ([(X, 1)], X, None),
        ([], X, None),
        ([(G, 0), (R, 0)], A, D("0.5")),  # all weights empty: each counts the same
        ([(G, None), (R, 0)], G, 1),
    ],
)
def test_lights_add_up(parts: list, light: Light, score: object) -> None:
    found = roll_up(parts)
    assert (found.light, found.score) == (light, score), found.reason
    assert found.rule.version == "zhiheng-1"


def test_how_it_came_about_is_told() -> None:
    assert roll_up([(G, 2), (R, 1), (X, 1)]).reason == "绿灯 1 项、红灯 1 项、灰灯 1 项；加权 0.67 分"
    assert "没有可汇总的任务" in roll_up([]).reason
    with pytest.raises(MethodError, match="负"):
        roll_up([(G, -1)])


lights = st.sampled_from([G, A, R, X])


@given(st.lists(st.tuples(lights, st.integers(0, 9)), max_size=8), st.integers(0, 7))
def test_one_part_for_the_worse_never_makes_the_whole_better(parts: list, at: int) -> None:
    known = [p for p in parts if p[0] != X]
    if not known:
        return
    at %= len(known)
    light, weight = known[at]
    if light == R:
        return
    worsened = [*known[:at], ({G: A, A: R}[light], weight), *known[at + 1 :]]
    before, after = roll_up(known), roll_up(worsened)
    assert ORDER[after.light] >= ORDER[before.light]
    assert after.score is not None and before.score is not None and after.score <= before.score


@given(st.integers(0, 100), st.integers(0, 100), st.fractions(0, 1))
def test_more_done_is_never_worse(a: int, b: int, gone: object) -> None:
    share = D(str(round(float(gone), 4)))  # type: ignore[arg-type]
    low, high = sorted((a, b))
    assert ORDER[pace(high, share).light] <= ORDER[pace(low, share).light]


def test_the_smaller_parts() -> None:
    assert worse(G, X, A) == A and worse(X) == X and worse() == X
    assert capped(G, 3) == A and capped(R, 3) == R and capped(G, 0) == G and capped(X, 3) == X
    start, end = date(2015, 1, 1), date(2015, 12, 31)
    assert elapsed(start, end, start) == 0 and elapsed(start, end, end) == 1
    assert elapsed(start, end, date(2020, 1, 1)) == 1 and elapsed(start, end, date(2000, 1, 1)) == 0
    assert elapsed(start, start, start) == 1 and elapsed(start, start, date(2014, 1, 1)) == 0


@pytest.mark.parametrize(
    ("kind", "figures", "said"),
    [
        (
            "pace",
            {"green_behind": 0.3, "amber_behind": 0.2, "late_amber_days": 3, "overdue_best": "red"},
            "黄灯",
        ),
        (
            "roll_up",
            {"points": {"green": 1}, "green_from": 1, "amber_from": 0, "red_best": "red", "known": 0},
            "分值",
        ),
        (
            "roll_up",
            {
                "points": {"green": 1, "amber": 1, "red": 0},
                "green_from": 0.5,
                "amber_from": 0.5,
                "red_best": "red",
                "known": 0,
            },
            "门槛",
        ),
    ],
)
def test_rules_that_contradict_themselves_are_refused(kind: str, figures: dict, said: str) -> None:
    version = {
        "version": "x",
        "valid_from": None,
        "valid_to": None,
        "source": {"instrument": "x"},
        "certainty": "convention",
    }
    with pytest.raises(RuleError, match=said):
        RuleSet.parse(
            {"key": "a.b", "title": "x", "kind": kind, "versions": [{**version, "figures": figures}]},
            "x.yaml",
        )
