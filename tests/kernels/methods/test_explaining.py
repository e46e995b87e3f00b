"""Shares of causes: they add up, do not hang on the order, and a cause without effect has none."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.kernels.methods import MethodError
from zhiheng.kernels.methods.explaining import MOST_CAUSES, Share, shares


def test_two_causes_share_what_they_did_together():
    # 8 of 10 passed; 10 rows came (all passed), 1 was corrected to passed
    def value(worked: frozenset[str]) -> Fraction:
        top, bottom = 8, 10
        if "added" in worked:
            top, bottom = top + 10, bottom + 10
        if "corrected" in worked:
            top += 1
        return Fraction(100 * top, bottom)

    # added: 80→90 first, 90→95 last; corrected: 80→90 first, 90→95 last
    assert shares(["added", "corrected"], value) == [
        Share("added", Fraction(15, 2)),
        Share("corrected", Fraction(15, 2)),
    ]


@pytest.mark.parametrize(
    ("causes", "answers", "told"),
    [
        ([], {frozenset(): 5}, []),
        (["a"], {frozenset(): 5, frozenset("a"): 2}, [Share("a", Fraction(-3))]),
        (["a"], {frozenset(): None, frozenset("a"): 2}, None),
        (["a"], {frozenset(): 5, frozenset("a"): None}, None),
    ],
)
def test_edges(causes, answers, told):
    assert shares(causes, answers.get) == told


def test_too_many_and_double_causes_are_refused():
    with pytest.raises(MethodError, match="最多"):
        shares([str(n) for n in range(MOST_CAUSES + 1)], lambda worked: 0)
    with pytest.raises(MethodError, match="两次"):
        shares(["a", "a"], lambda worked: 0)


names = st.sampled_from(["a", "b", "c", "d"])


@given(
    causes=st.lists(names, unique=True, max_size=4),
    table=st.lists(st.integers(-1000, 1000), min_size=16, max_size=16),
    data=st.data(),
)
def test_they_add_up_in_any_order_and_idle_causes_get_nothing(causes, table, data):
    def value(worked: frozenset[str]) -> int:
        return table[sum(1 << "abcd".index(n) for n in worked if n != "d")]  # d never does anything

    told = shares(causes, value)
    assert told is not None
    assert sum(s.value for s in told) == value(frozenset(causes)) - value(frozenset())
    again = shares(data.draw(st.permutations(causes)), value)
    assert {s.cause: s.value for s in told} == {s.cause: s.value for s in again or []}
    assert all(s.value == 0 for s in told if s.cause == "d")
