"""Breaking targets down: worked examples for each way and join, and what must hold of every division."""

from __future__ import annotations

import itertools
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhiheng.kernels.methods import MethodError
from zhiheng.kernels.methods.cascading import (
    Part,
    Share,
    Whole,
    apportion,
    balance,
    check,
    grain_of,
    joins,
    paces,
    split,
    way,
    ways,
)

D = Decimal
YEARS = [Part(str(y)) for y in range(2011, 2016)]


def values(found: object) -> list[str]:
    return [f"{s.value.normalize():f}" if s.value is not None else "" for s in found.shares]  # type: ignore[attr-defined]


def places(*told: tuple[object, ...]) -> list[Part]:
    """(base, weight, fixed) of places 0, 1, 2 … called 甲, 乙, 丙 …"""
    filled = [(*t, None, None, None)[:3] for t in told]
    return [
        Part(str(n), "甲乙丙丁戊己"[n], base=b, weight=w, fixed=f)  # type: ignore[arg-type]
        for n, (b, w, f) in enumerate(filled)
    ]


@pytest.mark.parametrize(
    ("measure", "axis", "more", "join"),
    [
        ("increment", "year", {}, "sum"),
        ("increment", "region", {}, "sum"),
        ("increment", "year", {"yearly": True}, "each"),
        ("cumulative", "year", {}, "path"),
        ("cumulative", "unit", {}, "sum"),
        ("level", "year", {"unit": "%"}, "path"),
        ("level", "region", {"unit": "%"}, "each"),
        ("level", "region", {"unit": "%", "weighted": True}, "mean"),
        ("level", "region", {"unit": "家"}, "sum"),
        ("level", "region", {"unit": "件/万人"}, "each"),
        ("level", "region", {"unit": "家", "additive": False}, "each"),
        ("level", "region", {"unit": "%", "additive": True}, "sum"),
        ("change", "year", {"unit": "百分点"}, "path"),
        ("change", "year", {"unit": "%"}, "each"),
        ("change", "region", {"unit": "百分点"}, "each"),
    ],
)
def test_how_parts_make_the_whole(measure: str, axis: str, more: dict[str, object], join: str) -> None:
    assert joins(measure, axis, **more) == join  # type: ignore[arg-type]
    assert "hand" in ways(join, axis)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("whole", "how", "join", "wanted"),
    [
        # increments by year add
        (Whole(10, unit="个"), "straight", "sum", ["2", "2", "2", "2", "2"]),
        (Whole(11, unit="个"), "straight", "sum", ["3", "2", "2", "2", "2"]),
        (Whole(15, unit="个"), "front", "sum", ["5", "4", "3", "2", "1"]),
        (Whole(15, unit="个"), "back", "sum", ["1", "2", "3", "4", "5"]),
        (Whole(D("2.5"), unit="万亩"), "straight", "sum", ["0.5", "0.5", "0.5", "0.5", "0.5"]),
        # running totals
        (Whole(35, unit="件", baseline=10), "straight", "path", ["15", "20", "25", "30", "35"]),
        (Whole(25, unit="件", baseline=10), "front", "path", ["15", "19", "22", "24", "25"]),
        (Whole(25, unit="件", baseline=10), "back", "path", ["11", "13", "16", "20", "25"]),
        # levels
        (Whole(85, unit="%", baseline=80, step=D("0.1")), "straight", "path", ["81", "82", "83", "84", "85"]),
        (Whole(85, unit="%", baseline=D("81.27"), step=D("0.1")), "straight", "path", ["82", "82.8", "83.5", "84.3", "85"]),
        (Whole(85, unit="%", baseline=97), "straight", "path", ["85"] * 5),
        (Whole(100, "=", unit="%"), "flat", "path", ["100"] * 5),
        # limits: falling
        (Whole(50, "<=", unit="起", baseline=100), "straight", "path", ["90", "80", "70", "60", "50"]),
        (Whole(50, "<=", unit="起", baseline=40), "straight", "path", ["50"] * 5),
        (Whole(D("0.3"), "<=", unit="%", baseline=D("0.8"), falls=True), "straight", "path", ["0.7", "0.6", "0.5", "0.4", "0.3"]),
    ],
)  # fmt: skip
def test_by_year(whole: Whole, how: str, join: str, wanted: list[str]) -> None:
    found = split(whole, YEARS, how, join)  # type: ignore[arg-type]
    assert values(found) == wanted
    assert found.ok, found.checks


@pytest.mark.parametrize(
    ("whole", "parts", "how", "join", "wanted"),
    [
        (Whole(10), places((None,), (None,), (None,)), "equal", "sum", ["4", "3", "3"]),
        (Whole(10), places((None, 1), (None, 2), (None, 7)), "base", "sum", ["1", "2", "7"]),
        (Whole(10), places((6,), (4,), (0,)), "base", "sum", ["6", "4", "0"]),
        (Whole(10), places((6,), (4,), (0,)), "gap", "sum", ["0", "2", "8"]),  # 0 : 2 : 6, and 2.5 ties with 7.5
        (Whole(10), places((None,), (None, None, 7), (None,)), "equal", "sum", ["2", "7", "1"]),
        # a stock: what each has stays, what is added is divided
        (Whole(35, baseline=20), places((10,), (6,), (4,)), "equal", "sum", ["15", "11", "9"]),
        (Whole(35, baseline=20), places((10,), (6,), (4,)), "base", "sum", ["18", "10", "7"]),
        (Whole(18, baseline=20), places((10,), (6,), (4,)), "equal", "sum", ["10", "6", "4"]),
        # a stock that must fall is cut, never below nothing
        (Whole(8, "<=", baseline=20), places((10,), (8,), (2,)), "equal", "sum", ["5", "3", "0"]),
        (Whole(10, "<=", baseline=20), places((10,), (8,), (2,)), "base", "sum", ["5", "4", "1"]),
        # rates with denominators: the mean reaches the goal
        (Whole(90, unit="%"), places((80, 100), (96, 100)), "equal", "mean", ["90", "90"]),
        (Whole(90, unit="%"), places((80, 100), (96, 100)), "base", "mean", ["82", "98"]),
        (Whole(90, unit="%"), places((80, 100), (96, 100)), "gap", "mean", ["84", "96"]),
        (Whole(90, unit="%"), places((60, 300), (99, 100)), "base", "mean", ["87", "100"]),
        (Whole(90, unit="%"), places((95, 100), (97, 100)), "gap", "mean", ["95", "97"]),
        (Whole(90, unit="%"), places((80, 100, 84), (96, 100)), "equal", "mean", ["84", "96"]),
        # rates without: each reaches it, who is beyond keeps what it has
        (Whole(90, unit="%"), places((80,), (96,)), "equal", "each", ["90", "90"]),
        (Whole(90, unit="%"), places((80,), (D("96.4"),)), "gap", "each", ["90", "96"]),
        (Whole(3, "<=", unit="%", falls=True), places((5,), (2,)), "gap", "each", ["3", "2"]),
        (Whole(3, "<=", unit="%", falls=True), places((6, 50), (2, 50)), "gap", "mean", ["4", "2"]),
    ],
)  # fmt: skip
def test_by_place(whole: Whole, parts: list[Part], how: str, join: str, wanted: list[str]) -> None:
    found = split(whole, parts, how, join)  # type: ignore[arg-type]
    assert values(found) == wanted
    assert found.ok, found.checks
    assert [s.by_hand for s in found.shares] == [p.fixed is not None for p in parts]


def test_two_ends_are_divided_at_both() -> None:
    whole = Whole(3, "between", 5, "个")
    found = split(whole, places((None,), (None,), (None,), (None,), (None,), (None,)), "equal", "sum")
    assert sum(s.value or 0 for s in found.shares) == 3
    assert sum(s.value_max or 0 for s in found.shares) == 5
    assert all((s.value_max or 0) >= (s.value or 0) for s in found.shares)
    assert found.checks[0].words == "合计 3–5 个，与目标相符"
    path = split(Whole(30, "between", 50, "个", baseline=10), YEARS, "straight", "path")
    assert [(int(s.value or 0), int(s.value_max or 0)) for s in path.shares] == [(14, 18), (18, 26), (22, 34), (26, 42), (30, 50)]  # fmt: skip


def shares(*told: object) -> tuple[list[Part], list[Share]]:
    parts = [Part(k, k) for k in "甲乙丙丁戊己"[: len(told)]]
    return parts, [Share(p.key, None if v is None else D(str(v))) for p, v in zip(parts, told, strict=True)]


@pytest.mark.parametrize(
    ("whole", "given", "join", "state", "ok", "words"),
    [
        (Whole(10, unit="个"), (4, 3, 3), "sum", "holds", True, "合计 10 个，与目标相符"),
        (Whole(10, unit="个"), (4, 3, 1), "sum", "short", False, "合计 8 个，比目标少 2 个"),
        (Whole(10, unit="个"), (4, 3, 5), "sum", "over", True, "合计 12 个，比目标多 2 个"),
        (Whole(10, "=", unit="个"), (4, 3, 5), "sum", "over", False, "合计 12 个，比目标多 2 个"),
        (Whole(10, "<=", unit="起"), (4, 3, 5), "sum", "over", False, "合计 12 起，比目标多 2 起"),
        (Whole(10, "<=", unit="起"), (4, 3, 1), "sum", "short", True, "合计 8 起，比目标少 2 起"),
        (Whole(10, unit="个"), (4, None, None), "sum", "missing", False, "还有 2 处没有填：乙、丙"),
        (Whole(35, unit="件"), (10, 20, 34), "path", "short", False, "最后一年 34 件，比目标少 1 件"),
        (Whole(90, unit="%"), (88, 89, 90), "path", "holds", True, "最后一年 90%，与目标相符"),
        (Whole(90, unit="%"), (90, 89, 93), "each", "short", False, "有 1 处低于目标：乙(89)"),
        (Whole(3, "<=", unit="%"), (4, 2), "each", "over", False, "有 1 处高于目标：甲(4)"),
    ],
)  # fmt: skip
def test_checks_in_words(
    whole: Whole, given: tuple[object, ...], join: str, state: str, ok: bool, words: str
) -> None:
    first, *_rest = check(whole, *shares(*given), join)  # type: ignore[arg-type]
    assert (first.state, first.ok, first.words) == (state, ok, words)


def test_a_weighted_mean_is_told_and_missed() -> None:
    parts = places((None, 300), (None, 100))
    given = [Share("0", D(88)), Share("1", D(96))]
    assert check(Whole(90, unit="%"), parts, given, "mean")[0].words == "按分母加权平均 90%，达到目标"
    given[1] = Share("1", D(95))
    missed = check(Whole(90, unit="%"), parts, given, "mean")[0]
    assert (missed.ok, missed.words) == (False, "按分母加权平均 89.75%，比目标低 0.25 个百分点")
    # Without a denominator nobody can tell the mean: each is looked at.
    assert check(Whole(90, unit="%"), places((None, 1), (None,)), given, "mean")[0].words.startswith("有 1 处低于目标：甲")  # fmt: skip


def test_a_path_that_turns_back_and_what_is_negative_are_told() -> None:
    words = [c.words for c in check(Whole(35, unit="件"), *shares(20, 18, 35), "path")]
    assert words == ["最后一年 35 件，与目标相符", "比上一年倒退：乙"]
    assert [c.words for c in check(Whole(3, unit="件"), *shares(-1, 4), "sum")][1] == "不能是负数：甲(-1)"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: split(Whole(10), [], "equal", "sum"), "没有可以分解到的对象"),
        (lambda: split(Whole(10), [Part("甲"), Part("甲")], "equal", "sum"), "两次"),
        (lambda: split(Whole(90, unit="%"), YEARS, "straight", "path"), "没有基数.*逐年保持"),
        (lambda: split(Whole(5, "between", 3), YEARS, "straight", "sum"), "上限 3 小于下限 5"),
        (lambda: split(Whole(5, step=0), YEARS, "straight", "sum"), "步长"),
        (lambda: apportion(-1, {"甲": Fraction(1)}), "负数"),
    ],
)
def test_what_cannot_be_divided_is_told(call: object, words: str) -> None:
    with pytest.raises(MethodError, match=words):
        call()  # type: ignore[operator]


# -- what always holds ------------------------------------------------------------------------------

keys = st.lists(st.text("甲乙丙丁戊己庚辛", min_size=1, max_size=3), min_size=1, max_size=8, unique=True)
weights = st.fractions(0, 1000, max_denominator=50)


@given(st.integers(0, 10_000), keys, st.data())
def test_an_apportionment_is_whole_monotone_and_without_order(total: int, names: list[str], data: st.DataObject) -> None:  # fmt: skip
    drawn = {k: data.draw(weights) for k in names}
    found = apportion(total, drawn)
    assert sum(found.values()) == total
    assert all(n >= 0 for n in found.values())
    assert all(found[a] >= found[b] for a in names for b in names if drawn[a] > drawn[b])
    assert found == apportion(total, dict(reversed(drawn.items())))
    whole = sum(drawn.values())
    if whole:
        assert all(abs(found[k] - total * w / whole) < 1 for k, w in drawn.items()), "within one of the quota"


@given(st.integers(0, 500), keys, st.data())
def test_caps_hold_and_only_what_nobody_can_take_is_left(total: int, names: list[str], data: st.DataObject) -> None:  # fmt: skip
    drawn = {k: data.draw(weights) for k in names}
    caps = {k: data.draw(st.integers(0, 100)) for k in names}
    found = apportion(total, drawn, caps)
    assert all(0 <= found[k] <= caps[k] for k in names)
    assert sum(found.values()) == min(total, sum(caps.values()))


@given(
    st.decimals(0, 1000, places=2), st.decimals(0, 1000, places=2), st.integers(1, 12), st.sampled_from(["straight", "front", "back"])
)  # fmt: skip
def test_a_way_arrives_and_never_turns_back(a: Decimal, b: Decimal, count: int, pace: str) -> None:
    found = way(a, [*[None] * (count - 1), b], pace, D("0.1"))  # type: ignore[arg-type]
    assert len(found) == count and found[-1] == b
    steps = [y - x for x, y in itertools.pairwise([a, *found])]
    assert all(s >= 0 for s in steps) if b >= a else all(s <= 0 for s in steps)
    assert sum(paces(count, pace)) == 1  # type: ignore[arg-type]


amount = st.decimals(0, 5000, places=1)


@st.composite
def wholes(draw: st.DrawFn) -> Whole:
    op = draw(st.sampled_from([">=", "<=", "=", "between", "~"]))
    value = draw(amount)
    high = value + draw(amount) if op == "between" else None
    return Whole(value, op, high, "个", baseline=draw(st.none() | amount))


@st.composite
def parts_of(draw: st.DrawFn) -> list[Part]:
    names = draw(keys)
    maybe = st.none() | amount
    return [
        Part(k, base=draw(maybe), weight=draw(maybe), fixed=draw(st.none() | st.none() | amount))
        for k in names
    ]


@settings(max_examples=200)
@given(wholes(), parts_of(), st.sampled_from(["equal", "base", "gap"]))
def test_sums_are_kept_and_hands_too(whole: Whole, parts: list[Part], how: str) -> None:
    found = split(whole, parts, how, "sum")  # type: ignore[arg-type]
    by_key = {s.key: s for s in found.shares}
    for part in parts:
        share = by_key[part.key]
        assert share.value is not None and share.value >= 0
        if part.fixed is not None:
            assert share.value == part.fixed and share.by_hand
        if share.value_max is not None:
            assert share.value_max >= share.value
    fixed = sum((p.fixed for p in parts if p.fixed is not None), D(0))
    total = sum(s.value or 0 for s in found.shares)
    free = [p for p in parts if p.fixed is None]
    carried = sum(((p.base or D(0)) // 1 for p in free), D(0)) if whole.baseline is not None else D(0)
    if free and fixed + carried <= D(str(whole.value)):
        assert total == whole.value
        assert whole.value_max is None or any(p.fixed is not None for p in parts) or sum(s.value_max or 0 for s in found.shares) == whole.value_max  # fmt: skip
        assert found.checks[0].ok
    again = split(whole, parts[::-1], how, "sum")  # type: ignore[arg-type]
    assert {s.key: s for s in again.shares} == by_key


rate = st.decimals(0, 100, places=1)


@settings(max_examples=200)
@given(
    rate,
    st.booleans(),
    st.lists(st.tuples(rate, st.integers(1, 5000)), min_size=1, max_size=8),
    st.sampled_from(["equal", "base", "gap"]),
)
def test_weighted_means_reach_the_goal(goal: Decimal, limit: bool, told: list[tuple[Decimal, int]], how: str) -> None:  # fmt: skip
    whole = Whole(goal, "<=" if limit else ">=", unit="%", step=D("0.1"), falls=limit)
    parts = [Part(str(n), base=b, weight=w) for n, (b, w) in enumerate(told)]
    found = split(whole, parts, how, "mean")  # type: ignore[arg-type]
    assert all(0 <= (s.value or 0) <= 100 for s in found.shares)
    assert found.ok, found.checks
    assert {s.key: s.value for s in split(whole, parts[::-1], how, "mean").shares} == {
        s.key: s.value for s in found.shares
    }  # type: ignore[arg-type]


def test_the_step_is_that_of_the_figures() -> None:
    assert grain_of(D(350)) == 1
    assert grain_of(D("2.50")) == D("0.1")


def test_a_table_adds_both_ways() -> None:
    found = balance({"甲": 4, "乙": 4, "丙": 2}, {"2011": 1, "2012": 3, "2013": 6})
    assert [list(line.values()) for line in found.values()] == [[1, 1, 2], [0, 1, 3], [0, 1, 1]]
    with pytest.raises(MethodError, match="各行合计 3 与各列合计 4 不一致"):
        balance({"甲": 3}, {"2011": 4})


counts = st.lists(st.integers(0, 40), min_size=1, max_size=9)


@settings(max_examples=200)
@given(counts, counts)
def test_every_table_adds_both_ways_and_is_fair(one: list[int], two: list[int]) -> None:
    rows = {f"r{n}": v for n, v in enumerate(one)}
    columns = {f"c{n}": v for n, v in enumerate(two)}
    # Make the totals meet: what is missing goes to the last.
    gap = sum(one) - sum(two)
    (columns if gap > 0 else rows)[f"{'c' if gap > 0 else 'r'}0"] += abs(gap)
    found = balance(rows, columns)
    assert {r: sum(line.values()) for r, line in found.items()} == rows
    assert {c: sum(line[c] for line in found.values()) for c in columns} == columns
    total = sum(rows.values())
    for r, line in found.items():
        for c, n in line.items():
            fair = Fraction(rows[r] * columns[c], total) if total else Fraction(0)
            assert n >= 0 and abs(n - fair) < 1
