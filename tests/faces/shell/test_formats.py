"""How numbers, periods and dates are written."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.faces.shell import formats


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (None, None, ""),
        (0, None, "0"),
        (1234567, None, "1,234,567"),
        (0.1 + 0.2, None, "0.3"),
        (2.675, 2, "2.68"),  # half up on what was written, not on its binary shadow
        (Decimal("94.125"), 2, "94.13"),
        (-0.04, 1, "0.0"),
        (-3.25, 2, "\u22123.25"),
        ("1,204", None, "1,204"),
        ("约三成", 1, "约三成"),
        (float("nan"), 1, "nan"),
        (1e20, None, "100,000,000,000,000,000,000"),
    ],
)
def test_numbers(value: object, decimals: int | None, expected: str) -> None:
    assert formats.number(value, decimals) == expected


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4), st.integers(0, 4))
def test_a_written_number_is_the_rounded_number(value: Decimal, decimals: int) -> None:
    written = Decimal(formats.number(value, decimals).replace(",", "").replace(formats.MINUS, "-"))
    assert abs(written - value) <= Decimal(1).scaleb(-decimals) / 2


@pytest.mark.parametrize(
    ("code", "chinese", "english"),
    [
        ("2012", "2012年", "2012"),
        (2012, "2012年", "2012"),
        ("2012Q3", "2012年第三季度", "Q3 2012"),
        ("2012H1", "2012年上半年", "H1 2012"),
        ("2012-07", "2012年7月", "2012-07"),
        ("2012M11", "2012年11月", "2012-11"),
        ("2012Q3YTD", "2012年第三季度（本年累计）", "Q3 2012 (year to date)"),
        ("2012Q5", "2012Q5", "2012Q5"),
        ("十二五", "十二五", "十二五"),
    ],
)
def test_periods(code: object, chinese: str, english: str) -> None:
    with translation.override("zh-hans"):
        assert formats.period(code) == chinese
    with translation.override("en"):
        assert formats.period(code) == english


def test_a_time_is_shown_where_the_reader_lives() -> None:
    assert formats.date(dt.datetime(2012, 9, 30, 16, 5, tzinfo=dt.UTC)) == "2012-10-01 00:05"
    assert formats.date(dt.date(2012, 9, 30)) == "2012-09-30"


def test_bilingual_names_fall_back_to_chinese() -> None:
    both, one = SimpleNamespace(name="甲县", name_en="Jia"), {"name": "乙县", "name_en": ""}
    with translation.override("en"):
        assert (formats.bilingual(both), formats.bilingual(one)) == ("Jia", "乙县")
    with translation.override("zh-hans"):
        assert formats.bilingual(both) == "甲县"
