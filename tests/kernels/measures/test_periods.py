"""Periods as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.kernels.measures import Period, PeriodError


@pytest.mark.parametrize(
    ("text", "key", "label"),
    [
        ("2016", "2016", "2016年"),
        ("2016年", "2016", "2016年"),
        ("2016H1", "2016H1", "2016年上半年"),
        ("2016年下半年", "2016H2", "2016年下半年"),
        ("2016q3", "2016Q3", "2016年第三季度"),
        ("2016年第三季度", "2016Q3", "2016年第三季度"),
        ("２０１６Ｑ２", "2016Q2", "2016年第二季度"),
        ("2016-07", "2016-07", "2016年7月"),
        ("2016-7", "2016-07", "2016年7月"),
        ("2016年12月", "2016-12", "2016年12月"),
        ("201607", "2016-07", "2016年7月"),
        ("2016Q1-2016Q3", "2016Q1..2016Q3", "2016年1—9月"),
        ("2016Q1..Q3", "2016Q1..2016Q3", "2016年1—9月"),
        ("2016年1-7月", "2016-01..2016-07", "2016年1—7月"),
        ("2011-2015", "2011..2015", "2011—2015年"),
        ("2011—2015年", "2011..2015", "2011—2015年"),
        ("2015-11..2016-02", "2015-11..2016-02", "2015年11月—2016年2月"),
        ("2016Q3 to date", "2016Q1..2016Q3", "2016年1—9月"),
        ("2016年7月累计", "2016-01..2016-07", "2016年1—7月"),
        ("2016Q1..2016Q4", "2016", "2016年"),
    ],
)
def test_reads_what_people_write(text, key, label):
    assert (Period.parse(text).key, Period.parse(text).label) == (key, label)


@pytest.mark.parametrize(
    "text", ["", "abc", "2016Q5", "2016-13", "2016H3", "1066", "2016Q1-2016-07", "2016-07..2015-01", "16年"]
)
def test_refuses_with_the_text_and_the_way_out(text):
    with pytest.raises(PeriodError) as caught:
        Period.parse(text)
    assert text in str(caught.value)


@given(st.integers(1950 * 12, 2100 * 12), st.integers(0, 40))
def test_key_reads_back_and_parts_make_the_whole(first, length):
    period = Period(first, first + length)
    assert Period.parse(period.key) == period
    parts = period.parts(period.grain)
    assert (parts[0].first, parts[-1].last) == (period.first, period.last)
    assert period.previous_year().start.replace(year=period.start.year) == period.start
    assert period.previous().last + 1 == period.first


def test_dates_and_neighbours():
    period = Period.parse("2016Q1")
    assert (period.start, period.end) == (date(2016, 1, 1), date(2016, 3, 31))
    assert Period.parse("2016-02").end == date(2016, 2, 29)
    assert Period.parse("2016Q3").to_date().key == "2016Q1..2016Q3"
    with pytest.raises(PeriodError):
        Period.parse("2016-02..2016-03").parts("quarter")
