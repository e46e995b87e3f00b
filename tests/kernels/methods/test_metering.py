"""Provision of energy instruments on both sides of the table's limits and of its days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.kernels.methods.metering import provision, provision_met
from zhiheng.kernels.methods.numbers import MethodError

DAY = date(2016, 6, 1)


@pytest.mark.parametrize(
    ("energy", "level", "needed", "installed", "required", "met"),
    [
        ("electricity", "unit", 4, 4, 100, True),
        ("electricity", "unit", 4, 3, 100, False),
        ("electricity", "equipment", 100, 95, 95, True),
        ("electricity", "equipment", 100, 94, 95, False),
        ("steam", "equipment", 10, 7, 70, True),
        ("steam", "sub_unit", 10, 7, 80, False),
        ("residual", "unit", 10, 9, 90, True),
        ("residual", "equipment", 10, 0, None, None),
    ],
)
def test_the_table(
    energy: str, level: str, needed: int, installed: int, required: int | None, met: bool | None
) -> None:
    found = provision(energy, level, needed, installed, DAY)
    assert (found.required, found.met) == (None if required is None else Decimal(required), met)
    assert found.rule is not None and found.rule.version == "GB17167-2006"


@pytest.mark.parametrize(
    ("day", "met"),
    [
        (date(2006, 12, 31), None),
        (date(2007, 1, 1), False),
        (date(2026, 1, 31), False),
        (date(2026, 2, 1), None),
    ],
)
def test_where_no_figures_are_known_nothing_is_judged(day: date, met: bool | None) -> None:
    found = provision("coal", "unit", 2, 1, day)
    assert found.met is met
    assert found.rate.value == 50


@pytest.mark.parametrize(
    ("energy", "level", "needed", "installed", "said"),
    [
        ("coal", "unit", 2, 3, "多于应配备"),
        ("wood", "unit", 2, 1, "能源种类"),
        ("coal", "room", 2, 1, "计量级别"),
        ("coal", "unit", 2, -1, "不能为负"),
    ],
)
def test_what_cannot_be_is_said(energy: str, level: str, needed: int, installed: int, said: str) -> None:
    with pytest.raises(MethodError, match=said):
        provision(energy, level, needed, installed, DAY)
    assert provision_met(energy, level, needed, installed, DAY) is None


@given(st.integers(1, 500), st.data())
def test_more_instruments_never_make_it_worse(needed: int, data: st.DataObject) -> None:
    fewer = data.draw(st.integers(0, needed))
    more = data.draw(st.integers(fewer, needed))
    if provision("coke", "equipment", needed, fewer, DAY).met:
        assert provision("coke", "equipment", needed, more, DAY).met
