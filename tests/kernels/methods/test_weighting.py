"""The output-weighted pass rate: worked examples, and what must hold of any strata."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.kernels.methods import MethodError, Stratum, weighted_pass_rate


@pytest.mark.parametrize(
    ("strata", "value", "covered"),
    [
        # one stratum: the plain rate, whatever its output
        ([("a", "13", 9, 10, 7)], "90", 1),
        # one area: the bigger division counts more (3/4 of 100 % and 1/4 of 80 %)
        ([("a", "39", 10, 10, 300), ("a", "13", 8, 10, 100)], "95", 1),
        # two areas: 95 of weight 400 and 50 of weight 100
        ([("a", "39", 10, 10, 300), ("a", "13", 8, 10, 100), ("b", "13", 1, 2, 100)], "86", 1),
        # a division with output that nobody sampled carries no weight, and is told
        ([("a", "39", 10, 10, 300), ("a", "13", 0, 0, 100)], "100", Fraction(3, 4)),
        # samples of a division whose output nobody knows
        ([("a", "39", 10, 10, 300), ("a", "13", 0, 10, None)], "100", 1),
        ([("a", "13", 0, 10, None)], None, None),
        ([("a", "13", 0, 0, 100)], None, 0),
        ([], None, None),
    ],
)
def test_worked_examples(strata, value, covered) -> None:
    found = weighted_pass_rate(Stratum(*row) for row in strata)
    assert found.value == (None if value is None else Fraction(value))
    assert found.covered == covered
    assert bool(found.reason) is (value is None)


def test_what_has_no_weight_is_named() -> None:
    found = weighted_pass_rate(
        [Stratum("a", "13", 1, 3, 10), Stratum("a", "14", 0, 0, 5), Stratum("b", "13", 2, 2, 0)]
    )
    assert (found.unsampled, found.unweighted) == ((("a", "14"),), (("b", "13"),))
    assert str(found.rounded()) == "33.33"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("a", "13", 1, 1, 1), ("a", "13", 1, 1, 1)], "两次"),
        ([("a", "13", 2, 1, 1)], "检验数 1"),
        ([("a", "13", 1, 1, -1)], "不能为负"),
    ],
)
def test_impossible_strata_are_refused(rows, told) -> None:
    with pytest.raises(MethodError, match=told):
        weighted_pass_rate(Stratum(*row) for row in rows)


COUNTS = st.integers(1, 30).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
STRATA = st.dictionaries(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["13", "14", "39"])),
    st.tuples(COUNTS, st.integers(1, 1000)),
    min_size=1,
)


@given(STRATA)
def test_two_layers_are_one_layer_over_the_strata(held) -> None:
    strata = [Stratum(*name, *counts, output) for name, (counts, output) in held.items()]
    found = weighted_pass_rate(strata)
    whole = sum(Fraction(s.output) for s in strata)
    flat = sum(Fraction(s.output) * Fraction(s.passed, s.tested) for s in strata) / whole * 100
    assert found.value == flat
    assert sum(found.weights.values()) == 1 and found.covered == 1
    rates = [Fraction(s.passed, s.tested) * 100 for s in strata]
    assert min(rates) <= found.value <= max(rates)
    for area, rate in found.areas.items():
        assert rate == weighted_pass_rate([s for s in strata if s.area == area]).value


@given(STRATA, st.integers(1, 50))
def test_equal_outputs_give_the_mean_and_the_unit_of_output_is_nothing(held, factor) -> None:
    equal = [Stratum(*name, *counts, 5) for name, (counts, _) in held.items()]
    mean = sum(Fraction(s.passed, s.tested) for s in equal) / len(equal) * 100
    assert weighted_pass_rate(equal).value == mean
    once = weighted_pass_rate(Stratum(*n, *c, v) for n, (c, v) in held.items())
    other = weighted_pass_rate(Stratum(*n, *c, v * factor) for n, (c, v) in held.items())
    assert once == other
