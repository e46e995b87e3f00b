"""Satisfaction indices: scale, weights, margin, small samples; the ECSI data by plain means where they are at hand."""

from __future__ import annotations

import csv
from pathlib import Path
from statistics import mean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.kernels.methods import MethodError
from zhiheng.kernels.methods.satisfaction import Item, Stratum, sample_needed, satisfaction, stratified

MOBI = Path(__file__).parents[4] / "shared" / "data" / "05_ecsi_mobi" / "mobi.csv"


def test_ends_of_the_scale_and_weights() -> None:
    assert satisfaction([Item(100, 1), Item(100, 1)]).index == 0
    assert satisfaction([Item(100, 10)]).index == 100
    assert satisfaction([Item(100, 10, weight=3), Item(100, 1, weight=1)]).index == pytest.approx(75)
    assert satisfaction([Item(50, 4, low=1, high=5)]).index == pytest.approx(75)


def test_the_margin_and_small_samples() -> None:
    found = satisfaction([Item(400, 8, 1.8)])
    assert found.margin == pytest.approx(1.96 * 20 / 20, abs=1e-3) and not found.small
    assert satisfaction([Item(29, 8)]).small and satisfaction([Item(29, 8)]).margin is None
    assert satisfaction([Item(400, 8, 1.8), Item(25, 8, 1.8)]).sample == 25
    assert satisfaction([Item(400, 8, 1.8)], population=400).margin == 0
    assert satisfaction([Item(4, 9.9, 3.0)]).interval[1] == 100  # type: ignore[index]


@pytest.mark.parametrize(
    "bad", [[], [Item(10, 11)], [Item(0, 5)], [Item(10, 5, low=5, high=5)], [Item(9, 5, weight=0)]]
)
def test_what_gives_no_index_is_refused(bad: list[Item]) -> None:
    with pytest.raises(MethodError):
        satisfaction(bad)


def test_strata_count_by_their_population() -> None:
    big, few = satisfaction([Item(100, 10, 1.8)]), satisfaction([Item(100, 1, 1.8)])
    found = stratified([Stratum(big, 900), Stratum(few, 100)])
    assert (found.index, found.sample, found.small) == (pytest.approx(90), 200, False)
    assert found.margin == pytest.approx((0.81 + 0.01) ** 0.5 * (big.margin or 0))
    assert stratified([Stratum(big, 1), Stratum(satisfaction([Item(9, 5)]), 1)]).margin is None
    for bad in ([], [Stratum(big, 0)], [Stratum(big, -1), Stratum(few, 3)]):
        with pytest.raises(MethodError):
            stratified(bad)


def test_how_many_to_ask() -> None:
    assert sample_needed(2) == 385
    assert sample_needed(2, population=500) == 218
    assert sample_needed(0.1, population=40) == 40


@given(st.floats(0.5, 20), st.floats(1, 50))
def test_the_sample_asked_keeps_the_margin(margin: float, deviation: float) -> None:
    asked = sample_needed(margin, deviation=deviation)
    found = satisfaction([Item(asked, 50, deviation, low=0, high=100)])
    assert found.margin is not None and found.margin <= margin * 1.000001


@pytest.mark.skipif(
    not MOBI.is_file(), reason="the ECSI data (../shared/data/05_ecsi_mobi) are not on this machine"
)
def test_the_plain_mean_of_the_ecsi_items() -> None:
    """The published comparison of methods gives 71.97 for satisfaction by the plain mean of its three items."""
    with MOBI.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    items = []
    for name in ("CUSA1", "CUSA2", "CUSA3"):
        values = [float(row[name]) for row in rows]
        items.append(Item(len(values), mean(values), stdev(values)))
    found = satisfaction(items)
    assert (round(found.index, 2), found.sample, found.small) == (71.97, 250, False)
    assert found.margin is not None and 1 < found.margin < 3
