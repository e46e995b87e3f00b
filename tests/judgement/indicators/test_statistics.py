"""Rates of few things come with what chance could make of them; rates of money do not."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.judgement.indicators.catalogue import catalogue, definition
from zhiheng.judgement.indicators.intervals import bounds, counts_things, interval, words
from zhiheng.kernels.measures import Cell, Period


def cell(code: str, top: float | None, bottom: float | None, **other: Any) -> Cell:
    value = None if top is None or not bottom else top / bottom * 100
    made = Cell(
        code,
        1,
        "620702",
        "county",
        Period.parse("2016"),
        value,
        top,
        bottom,
        1,
        "%",
        "ok",
        "computed",
        scale=100,
    )
    return dataclasses.replace(made, **other)


@pytest.mark.parametrize(
    ("code", "things"),
    [
        ("P01", True),  # batches
        ("P09", True),  # samples, summed
        ("P21", False),  # money over money
        ("F14", False),
        ("P22", False),  # an index
        ("P14", False),  # reported
    ],
)
def test_whole_things_follow_from_the_definition(code: str, things: bool) -> None:
    assert counts_things(definition(code)) is things


@pytest.mark.parametrize(
    ("top", "bottom", "told"),
    [
        (9, 10, [59.58, 98.21]),
        (0, 5, [0.0, 43.45]),
        (5, 5, [56.55, 100.0]),
        (99, 99, [96.26, 100.0]),
        (100, 100, None),  # no longer few
        (2.5, 10, None),
        (11, 10, None),
        (None, None, None),
        (0, 0, None),
    ],
)
def test_the_interval_stands_beside_few_things_only(
    top: float | None, bottom: float | None, told: list[float] | None
) -> None:
    assert bounds(cell("P01", top, bottom)) == told
    assert bool(words(interval(cell("P01", top, bottom)))) is (told is not None)
    assert bounds(cell("P21", top, bottom)) is None


@given(parts=st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_rate_and_stays_within_a_hundred(parts: tuple[int, int]) -> None:
    one = cell("P01", *parts)
    found = interval(one, always=True)
    assert found is not None and one.value is not None
    assert 0 <= found.low <= one.value + 1e-9 and one.value - 1e-9 <= found.high <= 100
    assert (interval(one) is None) == (parts[1] >= 100)


def test_what_pools_says_so_and_nothing_else_does() -> None:
    pooled = {one.code: one.pools for one in catalogue() if one.pools}
    assert pooled["P01"] == ("selection",) and pooled["P06"] == ("basis", "selection")
    assert pooled["P11"] == ("statutory",)
    assert not {"P01_random", "P01_targeted", "P08_random", "P09", "P12", "P24"} & set(pooled)
