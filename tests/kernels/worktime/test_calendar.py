"""The statutory calendar against two public collections, and time limits on both sides of every edge."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhiheng.kernels.worktime import (
    Limit,
    Pause,
    WorkCalendar,
    WorktimeError,
    add_months,
    parse_table,
    statutory_calendar,
)

CAL = statutory_calendar()
HOLIDAYS = Path(__file__).parents[4] / "shared" / "data" / "09_holidays"
needs_holidays = pytest.mark.skipif(
    not HOLIDAYS.is_dir(),
    reason="the collected holiday notices (../shared/data/09_holidays) are not on this machine",
)
days = st.dates(date(2007, 1, 1), date(2026, 12, 1))


@needs_holidays
def test_every_day_2007_to_2026_agrees_with_the_notices() -> None:
    off: dict[date, bool] = {}
    for file in sorted((HOLIDAYS / "holiday-cn").glob("20*.json")):
        for entry in json.loads(file.read_text(encoding="utf-8"))["days"]:
            off[date.fromisoformat(entry["date"])] = entry["isOffDay"]
    day, wrong, seen = date(2007, 1, 1), [], 0
    while day <= date(2026, 12, 31):
        expected = not off.get(day, day.weekday() >= 5)
        if CAL.is_working_day(day) != expected:
            wrong.append(day)
        seen += 1
        day += timedelta(days=1)
    assert seen == 7305
    assert wrong == []


@needs_holidays
def test_agrees_with_the_second_collection() -> None:
    path = HOLIDAYS / "chinesecalendar" / "chinesecalendar_1.11.0_exceptions.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = [(date.fromisoformat(row["date"]), row["kind"]) for row in csv.DictReader(stream)]
    assert len(rows) > 900
    assert [d for d, kind in rows if CAL.is_working_day(d) != (kind == "makeup_workday")] == []


@pytest.mark.parametrize(("year", "count"), [(2024, 251), (2025, 248), (2026, 248)])
def test_working_days_of_a_year(year: int, count: int) -> None:
    assert CAL.working_days_between(date(year - 1, 12, 31), date(year, 12, 31)).days == count


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2026-02-13", 1, "2026-02-14"),  # Saturday worked in exchange for the Spring Festival
        ("2026-02-14", 1, "2026-02-24"),  # over the whole festival
        ("2025-09-30", 1, "2025-10-09"),
        ("2024-02-08", 7, "2024-02-23"),
        ("2026-02-24", -1, "2026-02-14"),
        ("2026-02-17", 0, "2026-02-24"),
        ("2026-03-02", 0, "2026-03-02"),
    ],
)
def test_add_working_days(start: str, n: int, end: str) -> None:
    result = CAL.add_working_days(date.fromisoformat(start), n)
    assert (str(result.date), result.provisional, result.note) == (end, False, "")


@pytest.mark.parametrize("on", ["2026-12-29", "2026-12-31", "2027-01-04", "2028-05-01", "2003-06-02"])
def test_days_without_a_notice_are_provisional(on: str) -> None:
    status = CAL.day(date.fromisoformat(on))
    assert status.provisional and status.basis == "weekend"


def test_unnoticed_years_say_so() -> None:
    result = CAL.add_working_days(date(2026, 12, 28), 10)
    assert (
        result.provisional and "2027" in result.note and "2026" not in result.note and "暂定" in result.note
    )
    tail = CAL.add_working_days(date(2026, 12, 28), 2)
    assert tail.date == date(2026, 12, 30) and tail.provisional and "年末" in tail.note
    assert not CAL.day(date(2026, 12, 28)).provisional
    assert CAL.working_days_between(date(2026, 12, 1), date(2027, 3, 1)).provisional
    due = CAL.due(date(2026, 11, 22), Limit(days=60))
    assert due.due_on == date(2027, 1, 21) and due.provisional and "（暂定）" in due.text


def test_a_later_notice_settles_a_year() -> None:
    raw = {
        "key": "t",
        "title": "t",
        "unsettled_from": "12-29",
        "counting": {"instrument": "x", "clause": "y", "certainty": "remembered"},
        "years": [
            {
                "year": 2027,
                "notice": {"instrument": "通知"},
                "rest": {date(2027, 1, 1): "元旦", date(2026, 12, 31): "元旦"},
                "work": {date(2027, 1, 3): "元旦"},
            }
        ],
        "overrides": [
            {
                "date": date(2026, 5, 6),
                "kind": "rest",
                "name": "自治州成立纪念日",
                "notice": {"instrument": "通知"},
            }
        ],
    }
    cal = WorkCalendar(parse_table(raw))
    assert not cal.is_working_day(date(2026, 12, 31))
    assert cal.is_working_day(date(2027, 1, 3))
    assert not cal.day(date(2027, 3, 1)).provisional
    assert cal.day(date(2027, 12, 30)).provisional
    assert cal.day(date(2026, 5, 6)).basis == "override" and not cal.is_working_day(date(2026, 5, 6))
    # The packaged calendar is not touched by a variant.
    assert CAL.is_working_day(date(2026, 12, 31)) and CAL.is_working_day(date(2026, 5, 6))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            {"years": [{"year": 2027, "notice": {"instrument": "x"}, "rest": {date(2029, 1, 1): "元旦"}}]},
            "2029-01-01",
        ),
        (
            {
                "years": [
                    {
                        "year": 2027,
                        "notice": {"instrument": "x"},
                        "rest": {date(2027, 1, 1): "a"},
                        "work": {date(2027, 1, 1): "a"},
                    }
                ]
            },
            "既列为休息日又列为工作日",
        ),
        ({"years": [{"year": 2027}]}, "notice"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_a_bad_table_names_the_field(change: dict, says: str) -> None:
    base = {
        "key": "t",
        "title": "t",
        "unsettled_from": "12-29",
        "counting": {"instrument": "x", "clause": "y", "certainty": "remembered"},
    }
    with pytest.raises(WorktimeError, match=says):
        parse_table({**base, **change}, where="试表")
    with pytest.raises(WorktimeError, match="键值结构"):
        parse_table([1])


@pytest.mark.parametrize(
    ("start", "limit", "unrolled", "due_on"),
    [
        ("2026-03-02", {"days": 15}, "2026-03-17", "2026-03-17"),
        ("2026-02-03", {"days": 15}, "2026-02-18", "2026-02-24"),  # ends in the festival
        ("2026-03-02", {"working_days": 7}, "2026-03-11", "2026-03-11"),
        ("2025-08-31", {"months": 6}, "2026-02-28", "2026-02-28"),  # a Saturday that works
        ("2024-02-29", {"years": 1}, "2025-02-28", "2025-02-28"),
        ("2026-04-10", {"month_end": 0}, "2026-04-30", "2026-04-30"),
        ("2026-04-10", {"month_end": 1}, "2026-05-31", "2026-06-01"),
    ],
)
def test_due(start: str, limit: dict, unrolled: str, due_on: str) -> None:
    due = CAL.due(date.fromisoformat(start), Limit(**limit))
    assert (str(due.unrolled), str(due.due_on)) == (unrolled, due_on)
    assert not due.provisional
    assert str(CAL.due(date.fromisoformat(start), Limit(**limit), roll="none").due_on) == unrolled


def test_extension_counts_on_from_the_unrolled_end() -> None:
    plain = CAL.due(date(2026, 3, 2), Limit(working_days=30))
    extended = CAL.due(date(2026, 3, 2), Limit(working_days=15), extension=Limit(working_days=15))
    assert extended.due_on == plain.due_on
    assert "延长 15个工作日" in extended.text
    long = CAL.due(date(2026, 3, 2), Limit(days=90), extension=Limit(days=30))
    assert long.unrolled == date(2026, 3, 2) + timedelta(days=120)


def test_pauses_are_not_counted() -> None:
    start, limit = date(2026, 3, 2), Limit(days=60)
    plain = CAL.due(start, limit, roll="none").due_on
    pause = Pause(date(2026, 3, 10), date(2026, 3, 19), "检测")
    paused = CAL.due(start, limit, pauses=[pause], roll="none").due_on
    assert plain and paused and (paused - plain).days == 10
    overlapping = [
        pause,
        Pause(date(2026, 3, 15), date(2026, 3, 24)),
        Pause(date(2026, 1, 1), date(2026, 2, 1)),
    ]
    both = CAL.due(start, limit, pauses=overlapping, roll="none").due_on
    assert both and (both - plain).days == 15
    after = CAL.due(start, limit, pauses=[Pause(date(2026, 12, 1), None)], roll="none")
    assert after.due_on == plain
    past = Pause(date(2026, 1, 1), date(2026, 2, 1))
    for plain_limit in (limit, Limit(months=2), Limit(working_days=9)):
        assert CAL.due(start, plain_limit, pauses=[past]).due_on == CAL.due(start, plain_limit).due_on
    months = CAL.due(start, Limit(months=2), pauses=[pause], roll="none")
    assert months.due_on == date(2026, 5, 12)


@pytest.mark.parametrize("limit", [{"days": 60}, {"working_days": 7}, {"months": 3}])
def test_an_open_pause_gives_no_date_and_says_why(limit: dict) -> None:
    due = CAL.due(date(2026, 3, 2), Limit(**limit), pauses=[Pause(date(2026, 3, 4), None, "检测")])
    assert due.due_on is None and "检测" in due.note and "恢复" in due.note


@pytest.mark.parametrize("fields", [{}, {"days": 1, "months": 1}, {"days": -1}, {"weeks": 1}])
def test_a_limit_is_exactly_one_thing(fields: dict) -> None:
    with pytest.raises(ValueError):
        Limit(**fields)


def test_out_of_reach_dates_are_refused() -> None:
    for call in (
        lambda: CAL.day(date(1900, 1, 1)),
        lambda: CAL.add_working_days(date(2079, 12, 1), 900),
        lambda: CAL.due(date(2026, 1, 1), Limit(years=90)),
        lambda: add_months(date(9999, 1, 1), 24),
        lambda: CAL.due(date(2026, 1, 1), Limit(days=1), pauses=[Pause(date(2026, 2, 2), date(2026, 2, 1))]),
    ):
        with pytest.raises(WorktimeError):
            call()


@given(days, st.integers(1, 200))
def test_adding_and_counting_are_inverse(start: date, n: int) -> None:
    end = CAL.add_working_days(start, n).date
    assert CAL.is_working_day(end)
    assert CAL.working_days_between(start, end).days == n
    assert CAL.working_days_between(end, start).days == -n


@given(days, st.integers(0, 120), st.integers(0, 120))
def test_a_longer_limit_never_ends_earlier(start: date, a: int, b: int) -> None:
    low, high = sorted((a, b))
    for unit in ("days", "working_days"):
        first = CAL.due(start, Limit(**{unit: low})).due_on
        second = CAL.due(start, Limit(**{unit: high})).due_on
        assert first and second and first <= second


@settings(max_examples=60)
@given(days, st.integers(1, 60), st.dates(date(2007, 1, 1), date(2026, 12, 1)), st.integers(0, 40))
def test_the_walk_agrees_with_a_plain_count(start: date, n: int, pause_start: date, length: int) -> None:
    pause = Pause(pause_start, pause_start + timedelta(days=length))
    due = CAL.due(start, Limit(working_days=n), pauses=[pause]).due_on
    assert due is not None
    counted, day = 0, start
    while day < due:
        day += timedelta(days=1)
        in_pause = pause.start <= day <= (pause.end or day)
        counted += CAL.is_working_day(day) and not in_pause
    assert counted == n
