"""Rounding, rates with both their parts, intervals, comparison, water classes."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.kernels.methods import (
    MethodError,
    basin_status,
    compare,
    exact,
    known,
    pass_rate,
    plain,
    pooled,
    rate,
    round_as,
    round_by,
    section_class,
    water_status,
    wilson,
)
from zhiheng.kernels.rules import Rounding, RuleError, rule_book

DAY = date(2016, 7, 1)


@pytest.mark.parametrize(
    ("value", "decimals", "half_up", "half_even", "up", "down"),
    [
        (0.5, 0, "1", "0", "1", "0"),
        (1.5, 0, "2", "2", "2", "1"),
        (2.5, 0, "3", "2", "3", "2"),
        (-2.5, 0, "-3", "-2", "-2", "-3"),
        (89.5, 0, "90", "90", "90", "89"),
        (79.5, 0, "80", "80", "80", "79"),
        (89.49, 0, "89", "89", "90", "89"),
        (1.005, 2, "1.01", "1.00", "1.01", "1.00"),  # not the binary neighbour
        (2.675, 2, "2.68", "2.68", "2.68", "2.67"),
        (51.0000001, 0, "51", "51", "52", "51"),
    ],
)
def test_rounding(value: float, decimals: int, half_up: str, half_even: str, up: str, down: str) -> None:
    for rule, expected in (("half_up", half_up), ("half_even", half_even), ("up", up), ("down", down)):
        assert str(round_by(value, rule, decimals)) == expected, rule  # type: ignore[arg-type]


def test_gbt8170_is_the_shipped_rule() -> None:
    rule = rule_book().in_force("rounding.gbt8170", on=DAY).figures_as(Rounding)
    assert round_as(12.5, rule) == 12 and round_as(13.5, rule) == 14


def test_floats_lose_their_noise_and_nothing_else() -> None:
    assert exact(57 / 100 * 100) == 57
    assert exact(0.1 + 0.2) == Decimal("0.3")
    assert exact("96.40") == Decimal("96.40")
    assert known(None) is None and known(math.nan) is None
    for bad in ("七", math.inf, True, "nan"):
        with pytest.raises(MethodError):
            exact(bad)  # type: ignore[arg-type]
    assert [plain(Decimal(v)) for v in ("5.00", "100", "0.50", "1E+2")] == ["5", "100", "0.5", "100"]


def test_rates_keep_their_parts() -> None:
    result = pass_rate(135, 140)
    assert (result.numerator, result.denominator) == (135, 140)
    assert result.rounded() == Decimal("96.4") and result.text == "96.43%（135/140）"
    none = rate(0, 0)
    assert none.value is None and none.rounded() is None and "分母为 0" in none.text
    for call in (lambda: pass_rate(5, 4), lambda: rate(-1, 4), lambda: rate(1, -4)):
        with pytest.raises(MethodError):
            call()
    assert rate(3, 2).value == 150


def test_pooling_adds_and_does_not_average() -> None:
    assert pooled([pass_rate(9, 10), pass_rate(900, 1000), rate(0, 0)]).value == 90
    assert pooled([pass_rate(1, 1), pass_rate(0, 99)]).value == 1
    assert pooled([]).value is None
    assert pooled([rate(1, 4, scale=1000), rate(1, 4, scale=1000)]).value == 250
    with pytest.raises(MethodError):
        pooled([rate(1, 2), rate(1, 2, scale=1000)])


def test_wilson_known_values() -> None:
    # 8 of 10 at 95 %: 49.016 to 94.332 (worked by hand from the formula).
    interval = wilson(8, 10)
    assert (
        interval
        and interval.low == pytest.approx(49.0162, abs=1e-3)
        and interval.high == pytest.approx(94.3318, abs=1e-3)
    )
    full = wilson(20, 20)
    assert full and full.high == 100.0 and full.low == pytest.approx(83.8875, abs=1e-3)
    assert wilson(0, 0) is None
    for bad in ((5, 4), (-1, 4)):
        with pytest.raises(MethodError):
            wilson(*bad)
    with pytest.raises(MethodError):
        wilson(1, 2, 0.8)


@given(st.integers(1, 5000), st.data())
def test_wilson_holds_the_rate_and_narrows(n: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, n))
    inner, outer, more = wilson(k, n, 0.90), wilson(k, n, 0.99), wilson(k * 4, n * 4, 0.99)
    assert inner and outer and more
    assert 0 <= outer.low <= inner.low <= 100 * k / n + 1e-9
    assert 100 * k / n - 1e-9 <= inner.high <= outer.high <= 100
    assert more.high - more.low <= outer.high - outer.low + 1e-9


def test_comparison() -> None:
    up = compare(96.4, 95.1)
    assert (up.change, up.direction) == (Decimal("1.3"), "up")
    assert compare(3, 2).relative == 50 and compare(-1, -2).relative == 50
    flat, zero = compare(5, 5), compare(5, 0)
    assert flat.direction == "flat" and flat.relative == 0
    assert zero.change == 5 and zero.relative is None and "对比期为 0" in zero.reason
    for pair, says in (((None, 1), "本期没有"), ((1, None), "对比期没有"), ((None, None), "本期和对比期")):
        assert says in compare(*pair).reason


def test_water_section_takes_the_worst_item() -> None:
    clean = section_class({"ph": 7.5, "do": 8, "codmn": 2, "nh3n": 0.1, "tp": 0.02}, DAY)
    assert clean and (clean.title, clean.status, clean.deciding) == ("Ⅰ类", "优", ())
    assert len(clean.not_measured) == 21 - 5 and clean.rule.version == "GB3838-2002"
    worse = section_class({"do": 5, "nh3n": 1.6, "tp": 0.35, "cod": None}, DAY)
    assert worse and worse.title == "Ⅴ类" and worse.deciding == ("氨氮", "总磷")
    assert worse.meets(5) and not worse.meets(4)
    beyond = section_class({"do": 1.9, "nh3n": 0.1}, DAY)
    assert beyond and (beyond.title, beyond.status, beyond.deciding) == ("劣Ⅴ类", "重度污染", ("溶解氧",))
    for oxygen, expected in ((7.5, 1), (5, 3), (4.99, 4), (2, 5)):
        aired = section_class({"do": oxygen}, DAY)
        assert aired and aired.water_class == expected
    acid = section_class({"ph": 5.9}, DAY)
    assert acid and acid.water_class == 6
    river, lake = section_class({"tp": 0.04}, DAY), section_class({"tp": 0.04}, DAY, lake=True)
    assert river and lake and (river.water_class, lake.water_class) == (2, 3)
    assert section_class({"tp": None}, DAY) is None
    with pytest.raises(MethodError, match="nh4"):
        section_class({"nh4": 1}, DAY)
    with pytest.raises(MethodError, match="为负"):
        section_class({"tp": -1}, DAY)
    with pytest.raises(RuleError):
        section_class({"tp": 1}, date(1999, 1, 1))


@pytest.mark.parametrize(
    ("classes", "title"),
    [
        ([1] * 9 + [6], "优"),
        ([3] * 8 + [4] * 2, "良好"),
        ([3] * 3 + [4], None),
        ([3] * 7 + [4] * 3, "轻度污染"),
        ([3] * 7 + [4] * 2 + [6], "轻度污染"),
        ([3] * 6 + [4] * 2 + [6] * 2, "中度污染"),
        ([3] * 6 + [6] * 4, "重度污染"),
    ],
)
def test_basin_status(classes: list[int], title: str | None) -> None:
    if title is None:
        with pytest.raises(MethodError, match="不足 5 个"):
            basin_status(classes, DAY)
    else:
        assert basin_status(classes, DAY).title == title


def test_few_sections_are_averaged_and_many_are_counted() -> None:
    clean, foul = {"cod": 12, "tp": 0.02}, {"cod": 90, "tp": 0.02}
    few = water_status([clean, foul, {"cod": None}], DAY)
    assert few and few.mean and few.shares is None and few.classes == (1, 6)
    assert (few.title, few.mean.title, few.mean.deciding) == ("重度污染", "劣Ⅴ类", ("化学需氧量",))  # mean 51
    many = water_status([clean] * 4 + [foul], DAY)
    assert many and many.mean is None and many.shares and many.title == "良好"  # 80 % good, 20 % worst
    lake = water_status([clean] * 4 + [foul], DAY, lake=True)
    assert lake and lake.mean and lake.title == "轻度污染"  # mean 27.6: class IV
    assert water_status([{"cod": None}], DAY) is None and water_status([], DAY) is None
