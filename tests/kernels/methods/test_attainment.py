"""Targets met and missed, by operator, direction and measure."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.kernels.methods import Light, MethodError, attain


@pytest.mark.parametrize(
    ("op", "target", "top", "value", "direction", "met", "distance", "light"),
    [
        (">=", 90, None, 90, "up", True, 0, "green"),
        (">=", 90, None, 91.5, "up", True, 1.5, "green"),
        (">=", 90, None, 89.9, "up", False, -0.1, "amber"),
        (">=", 90, None, 85.5, "up", False, -4.5, "amber"),
        (">=", 90, None, 85.49, "up", False, -4.51, "red"),
        (">", 90, None, 90, "up", False, 0, "amber"),
        ("=", 100, None, 100, "up", True, 0, "green"),
        ("=", 100, None, 99.99, "up", False, -0.01, "amber"),
        ("=", 3, None, 4, "up", True, 1, "green"),
        ("=", 3, None, 4, "hold", False, -1, "red"),
        ("<=", 10, None, 8, "down", True, 2, "green"),
        ("<=", 10, None, 10.2, "down", False, -0.2, "amber"),
        ("<", 10, None, 10, "down", False, 0, "amber"),
        ("=", 0, None, 0, "down", True, 0, "green"),
        ("=", 0, None, 1, "down", False, -1, "red"),
        ("between", 3, 5, 3, "up", True, 0, "green"),
        ("between", 3, 5, 7, "up", True, 4, "green"),
        ("between", 3, 5, 2, "up", False, -1, "red"),
        ("between", 3, 5, 7, "hold", False, -2, "red"),
        ("between", 3, 5, 4, "hold", True, 0, "green"),
        ("between", 3, 5, 6, "down", False, -1, "red"),
        ("~", 50, None, 47.5, "hold", True, 0, "green"),
        ("~", 50, None, 47, "hold", False, -0.5, "amber"),
        (">=", 0, None, -1, "up", False, -1, "red"),
    ],
)
def test_levels(
    op: str,
    target: float,
    top: float | None,
    value: float,
    direction: str,
    met: bool,
    distance: float,
    light: str,
) -> None:
    result = attain(op, target, top, value, direction)  # type: ignore[arg-type]
    assert (result.met, float(result.distance or 0), result.light) == (met, distance, light)
    assert ("完成" in result.reason) and ("未完成" in result.reason) is not met
    assert result.rule.key == "attainment.lights" and result.rule.certainty.value == "convention"


@pytest.mark.parametrize("value", [None, math.nan])
def test_no_data_is_grey_and_undecided(value: float | None) -> None:
    result = attain(">=", 90, None, value, "up")
    assert (result.met, result.light, result.distance, result.ratio) == (None, Light.GREY, None, None)
    assert "没有数据" in result.reason


@pytest.mark.parametrize(
    ("measure", "target", "value", "baseline", "direction", "relative", "achieved", "met"),
    [
        ("increment", 10, 8, None, "up", False, 8, False),
        ("increment", 10, 22, 10, "up", False, 12, True),
        ("change", 1, 23.4, 22.1, "up", False, 1.3, True),
        ("change", 10, 78, 70, "up", False, 8, False),
        ("change", 7.9, 35, 38, "down", True, 7.894736842105263, False),
        ("change", 7.8, 35, 38, "down", True, 7.894736842105263, True),
        ("change", 2, 36, 38, "down", False, 2, True),
        ("change", 2, 40, 38, "down", False, -2, False),
        ("cumulative", 35, 36, 30, "up", False, 36, True),
    ],
)
def test_growth(
    measure: str,
    target: float,
    value: float,
    baseline: float | None,
    direction: str,
    relative: bool,
    achieved: float,
    met: bool,
) -> None:
    result = attain(
        ">=",
        target,
        None,
        value,
        direction,
        baseline=baseline,
        measure=measure,
        relative=relative,  # type: ignore[arg-type]
    )
    assert float(result.achieved or 0) == pytest.approx(achieved) and result.met is met


def test_a_relative_change_from_nothing_cannot_be_told() -> None:
    result = attain(">=", 5, None, 3, "up", baseline=0, measure="change", relative=True)
    assert result.met is None and result.light is Light.GREY and "基期为 0" in result.reason


def test_ratio_and_progress() -> None:
    assert attain(">=", 90, None, 45, "up").ratio == Decimal("0.5")
    assert attain("<=", 10, None, 20, "down").ratio == Decimal("0.5")
    assert attain("<=", 10, None, 0, "down").ratio is None
    half = attain(">=", 60, None, 55, "up", baseline=50)
    assert half.progress == Decimal("0.5")
    assert attain(">=", 60, None, 55, "up").progress is None


def test_pace_softens_the_light_before_the_deadline() -> None:
    common = {"baseline": 0, "measure": "cumulative"}
    assert attain(">=", 40, None, 20, "up", elapsed=0.5, **common).light is Light.AMBER  # type: ignore[arg-type]
    assert attain(">=", 40, None, 19, "up", elapsed=0.5, **common).light is Light.RED  # type: ignore[arg-type]
    assert attain(">=", 40, None, 20, "up", elapsed=1, **common).light is Light.RED  # type: ignore[arg-type]
    with pytest.raises(MethodError):
        attain(">=", 40, None, 20, "up", elapsed=2, **common)  # type: ignore[arg-type]


def test_the_sentence_never_hides_the_difference() -> None:
    result = attain(">=", 90, None, 89.9996, "up", unit="%")
    assert "89.9996%" in result.reason and "0.0004%" in result.reason


@pytest.mark.parametrize(
    "call",
    [
        ("≥", 90, None, 1, "up"),
        (">=", 90, None, 1, "sideways"),
        ("between", 3, None, 4, "up"),
        ("between", 5, 3, 4, "up"),
        (">=", math.nan, None, 4, "up"),
        (">=", 90, None, math.inf, "up"),
    ],
)
def test_contradictions_are_refused(call: tuple) -> None:
    with pytest.raises(MethodError):
        attain(*call)


finite = st.decimals(-500, 500, places=3)


@given(
    finite,
    finite,
    finite,
    st.sampled_from([">=", ">", "=", "<=", "<", "~", "between"]),
    st.sampled_from(["up", "down"]),
)
def test_a_better_value_is_never_judged_worse(
    target: Decimal, a: Decimal, b: Decimal, op: str, direction: str
) -> None:
    falls = op in ("<=", "<") or (op in ("=", "~", "between") and direction == "down")
    worse, better = sorted((a, b), reverse=falls)
    top = target + 5 if op == "between" else None
    first = attain(op, target, top, worse, direction)  # type: ignore[arg-type]
    second = attain(op, target, top, better, direction)  # type: ignore[arg-type]
    assert first.distance is not None and second.distance is not None
    assert first.distance <= second.distance
    assert second.met or not first.met
    order = [Light.RED, Light.AMBER, Light.GREEN]
    assert order.index(first.light) <= order.index(second.light)
    assert first.light is not Light.GREY
