"""Which targets answer which, and what they ask."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.kernels.comparing import Goal, Side, Verdict, compare

T, L, S = Verdict.TIGHTENED, Verdict.LOOSENED, Verdict.SHARED


def goal(name: str, value: float, by: str | None = "2025", key: str = "", **more: object) -> Goal:
    more.setdefault("unit", "%")
    return Goal(key or f"{name}{value}{by}", name, value, by=by, **more)  # type: ignore[arg-type]


def one(upper: Goal, *lower: Goal, places: tuple[str, str] = ("530000", "530100")) -> tuple[Verdict, ...]:
    found = compare(Side("上", (upper,), territory=places[0]), Side("下", lower, territory=places[1]))
    return found.targets[0].verdicts


@pytest.mark.parametrize(
    ("upper", "lower", "verdicts"),
    [
        (goal("公共服务满意度", 80), goal("公共服务满意度", 80), (Verdict.TAKEN_OVER,)),
        (goal("全省公共服务满意度", 80), goal("全市公共服务满意度", 80), (Verdict.TAKEN_OVER,)),
        (goal("公共服务满意度", 80), goal("公共服务满意度", 85), (T,)),
        (goal("公共服务满意度", 80), goal("公共服务满意度", 78), (L,)),
        (goal("公共服务满意度", 80), goal("公共服务满意度", 80, "2027"), (Verdict.LATER,)),
        (goal("公共服务满意度", 80), goal("公共服务满意度", 80, "2025-06"), (Verdict.EARLIER,)),
        (goal("公共服务满意度", 80), goal("公共服务满意度", 75, "2026"), (L, Verdict.LATER)),
        # the same day in another form is the same day
        (goal("公共服务满意度", 80), goal("公共服务满意度", 80, "2025-12-31"), (Verdict.TAKEN_OVER,)),
        # a lower ceiling asks more
        (goal("单位产值能耗", 3, op="<="), goal("单位产值能耗", 2.5, op="<="), (T,)),
        (goal("单位产值能耗", 3, op="<="), goal("单位产值能耗", 3.5, op="<="), (L,)),
        (goal("单位产值能耗", 3, op="<="), goal("单位产值能耗", 3, op=">="), (Verdict.UNCLEAR,)),
        # not to be held against each other
        (goal("公共服务满意度", 80), goal("公共服务满意度", 80, unit=""), (Verdict.UNCLEAR,)),
        (goal("公共服务满意度", 5, measure="change"), goal("公共服务满意度", 80), (Verdict.UNCLEAR,)),
        # of a count of a larger place only a share can be asked
        (goal("驰名商标", 60, unit="个", measure="increment"), goal("驰名商标", 6, unit="个", measure="increment"), (S,)),
        # another rate of the same thing, and another thing
        (goal("公共服务满意度", 80), goal("公共服务覆盖率", 80), (Verdict.DROPPED,)),
        (goal("公共服务满意度", 80), goal("商品条码合格率", 80), (Verdict.DROPPED,)),
        # a deadline that was not written is not later
        (goal("公共服务满意度", 80, None), goal("公共服务满意度", 80, "2030"), (Verdict.TAKEN_OVER,)),
    ],
)  # fmt: skip
def test_one_against_one(upper: Goal, lower: Goal, verdicts: tuple[Verdict, ...]) -> None:
    assert one(upper, lower) == verdicts


def test_counts_of_the_same_place_are_held_against_each_other() -> None:
    upper, lower = (goal("驰名商标", n, unit="个", measure="cumulative") for n in (60, 50))
    assert one(upper, lower, places=("530000", "530000")) == (L,)
    # two plans that name no place are not of the same place
    assert one(upper, lower, places=("", "")) == (S,)


def test_codes_decide_over_names() -> None:
    named_alike = (
        goal("产品质量监督抽查合格率", 90, code="P01"),
        goal("产品质量监督抽查合格率", 90, code="P02"),
    )
    assert one(*named_alike) == (Verdict.DROPPED,)
    named_apart = goal("驰名商标", 60, code="B02"), goal("知名品牌认定", 60, code="B02")
    assert one(*named_apart) == (Verdict.TAKEN_OVER,)


def test_the_deadline_of_a_series_is_chosen() -> None:
    upper = goal("公共服务满意度", 85, "2025")
    series = [goal("公共服务满意度", v, by) for v, by in ((80, "2023"), (86, "2025"), (90, "2030"))]
    found = compare(Side("上", (upper,)), Side("下", tuple(series)))
    assert found.targets[0].parts[0].lower.by == "2025"
    assert found.targets[0].verdicts == (T,)
    assert [(v, g.by) for v, g in found.new_targets] == [
        (Verdict.MILESTONE, "2023"),
        (Verdict.MILESTONE, "2030"),
    ]


def test_the_next_deadline_serves_when_the_same_is_missing() -> None:
    series = [goal("公共服务满意度", 80, "2024"), goal("公共服务满意度", 85, "2027")]
    found = compare(Side("上", (goal("公共服务满意度", 85),)), Side("下", tuple(series)))
    assert found.targets[0].verdicts == (Verdict.LATER,)


def test_a_target_split_into_several() -> None:
    upper = goal("农产品质量安全监测合格率", 97)
    parts = (
        goal("蔬菜农产品质量安全监测合格率", 98),
        goal("畜禽农产品质量安全监测合格率", 96),
    )
    found = compare(Side("上", (upper,)), Side("下", parts))
    assert found.targets[0].verdicts == (Verdict.SPLIT, T, L)
    assert len(found.targets[0].parts) == 2
    assert found.new_targets == ()


def test_what_is_new_below_and_what_lies_near() -> None:
    lower = goal("重点服务行业顾客满意率", 80)
    found = compare(Side("上", (goal("重点服务行业顾客投诉处理率", 95),)), Side("下", (lower,)))
    assert found.targets[0].verdicts == (Verdict.DROPPED,)
    assert found.targets[0].nearest == (lower,)
    assert found.new_targets == ((Verdict.NEW, lower),)
    assert found.counts()["targets"] == {"dropped": 1, "new": 1}


NAMES = st.sampled_from(["公共服务满意度", "驰名商标", "产品合格率", "计量器具受检率", "空气优良天数"])
GOALS = st.builds(
    Goal,
    key=st.uuids().map(str),
    name=NAMES,
    value=st.integers(1, 100).map(float),
    op=st.sampled_from([">=", "<=", "="]),
    unit=st.sampled_from(["%", "个", ""]),
    measure=st.sampled_from(["level", "cumulative", "increment", "change"]),
    by=st.sampled_from([None, "2023", "2025", "2025-06", "2030"]),
)


@given(st.lists(GOALS, max_size=6), st.lists(GOALS, max_size=6))
def test_everything_is_accounted_for(upper: list[Goal], lower: list[Goal]) -> None:
    found = compare(Side("上", tuple(upper)), Side("下", tuple(lower)))
    assert [line.upper.key for line in found.targets] == [g.key for g in upper]
    answering = {part.lower.key for line in found.targets for part in line.parts}
    fresh = {g.key for _, g in found.new_targets}
    assert answering | fresh == {g.key for g in lower}
    assert not answering & fresh
    for line in found.targets:
        assert line.verdicts
        assert (Verdict.DROPPED in line.verdicts) == (not line.parts)


@given(st.lists(GOALS, max_size=6, unique_by=lambda g: (g.name, g.measure, g.by)))
def test_a_plan_against_itself_is_taken_over_whole(goals: list[Goal]) -> None:
    one_plan = Side("同", tuple(goals), territory="530000")
    found = compare(one_plan, one_plan)
    assert found.new_targets == ()
    for line in found.targets:
        same = [part for part in line.parts if part.lower.key == line.upper.key]
        assert same
        assert same[0].verdicts == (Verdict.TAKEN_OVER,)
