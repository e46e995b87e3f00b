"""Standing obligations: periods, due dates, opening dates."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from zhiheng.kernels.worktime import Recurrence, WorktimeError, occurrences, period_label, period_of


def rec(every: str, **due: object) -> Recurrence:
    opens = due.pop("opens", None)
    return Recurrence.model_validate({"every": every, "due": due, "opens_before_due_days": opens})


def test_quarterly_reports_over_a_programme() -> None:
    found = occurrences(rec("quarterly", after_period_end_days=15), date(2011, 8, 1), date(2012, 12, 31))
    assert [o.period for o in found] == ["2011Q3", "2011Q4", "2012Q1", "2012Q2", "2012Q3", "2012Q4"]
    assert [str(o.due_on) for o in found][:2] == ["2011-10-15", "2012-01-15"]
    assert found[0].label == "2011年第三季度"
    assert found[0].opens_on == date(2011, 10, 1)
    assert not any(o.provisional for o in found)


def test_half_yearly_and_monthly() -> None:
    halves = occurrences(rec("half-yearly", after_period_end_days=15), date(2012, 1, 1), date(2012, 12, 31))
    assert [(o.period, o.label, str(o.due_on)) for o in halves] == [
        ("2012H1", "2012年上半年", "2012-07-15"),
        ("2012H2", "2012年下半年", "2013-01-15"),
    ]
    months = occurrences(rec("monthly", after_period_end_days=5), date(2016, 1, 1), date(2016, 12, 31))
    assert len(months) == 12 and months[1].period == "2016-02" and months[1].due_on == date(2016, 3, 5)
    assert months[1].label == "2016年2月"


def test_yearly_on_a_fixed_day() -> None:
    plan = rec("yearly", fixed="12-31", year_offset=-1, opens=45)
    (item,) = occurrences(plan, date(2012, 1, 1), date(2012, 12, 31), by="due")
    assert (item.period, str(item.due_on), str(item.opens_on)) == ("2013", "2012-12-31", "2012-11-16")
    assert item.label == "2013年度"
    (within,) = occurrences(rec("yearly", fixed="12-31"), date(2012, 1, 1), date(2012, 12, 31))
    assert within.opens_on == date(2012, 1, 1)
    (leap,) = occurrences(rec("yearly", fixed="02-30"), date(2012, 1, 1), date(2012, 12, 31))
    assert leap.due_on == date(2012, 2, 29)


def test_working_days_and_rolling_carry_the_doubt() -> None:
    rule = rec("quarterly", after_period_end_working_days=10)
    first, *_, last = occurrences(rule, date(2026, 1, 1), date(2026, 12, 31))
    assert first.due_on == date(2026, 4, 15) and not first.provisional
    assert last.provisional and "2027" in last.note
    rolled = rec("monthly", after_period_end_days=3, roll="next")
    (item,) = occurrences(rolled, date(2025, 9, 1), date(2025, 9, 30))
    assert item.due_on == date(2025, 10, 9)


@pytest.mark.parametrize(
    "raw",
    [
        {"every": "quarterly", "due": {"fixed": "12-31"}},
        {"every": "quarterly", "due": {}},
        {"every": "quarterly", "due": {"after_period_end_days": 1, "fixed": "12-31"}},
        {"every": "yearly", "due": {"after_period_end_days": 1, "year_offset": 1}},
        {"every": "yearly", "due": {"fixed": "13-01"}},
        {"every": "weekly", "due": {"after_period_end_days": 1}},
    ],
)
def test_a_contradictory_rule_is_refused(raw: dict) -> None:
    with pytest.raises(ValidationError):
        Recurrence.model_validate(raw)


def test_a_span_turned_round_or_endless_is_refused() -> None:
    rule = rec("monthly", after_period_end_days=1)
    with pytest.raises(WorktimeError, match="颠倒"):
        occurrences(rule, date(2013, 1, 1), date(2012, 1, 1))
    with pytest.raises(WorktimeError, match="过长"):
        occurrences(rule, date(1980, 1, 1), date(2979, 1, 1))


@given(
    st.sampled_from(["monthly", "quarterly", "half-yearly", "yearly"]),
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    st.integers(0, 2000),
)
def test_periods_tile_the_span(every: str, start: date, length: int) -> None:
    end = date.fromordinal(start.toordinal() + length)
    found = occurrences(rec(every, after_period_end_days=15), start, end)
    for before, after in pairwise(found):
        assert after.period_start.toordinal() == before.period_end.toordinal() + 1
        assert before.due_on < after.due_on
    for item in found:
        assert start <= item.period_end <= end
        assert period_of(every, item.period_start)[0] == item.period  # type: ignore[arg-type]
        assert period_label(every, item.period_start) == item.label  # type: ignore[arg-type]
        assert item.opens_on <= item.due_on
