"""Deadlines, periods and recurrences."""

from __future__ import annotations

import pytest

from zhiheng.kernels.reading import load_lexicon
from zhiheng.kernels.reading.clauses import Source
from zhiheng.kernels.reading.times import find_times, plan_end


@pytest.mark.parametrize(
    ("sentence", "by"),
    [
        ("到2027年,达到目标", "2027"),
        ("2027年底前完成", "2027"),
        ("2027年6月底前完成", "2027-06"),
        ("二〇二七年六月完成", "2027-06"),
        ("到“十五五”末", "2030"),
        ("“十四五”期间", "2025"),
        ("到十二五期末", "2015"),
        ("今年9月底前完成", "2024-09"),
        ("年底前完成", "2024"),
        ("年内完成", "2024"),
        ("明年完成", "2025"),
        ("去年达到", "2023"),
        ("今年上半年完成", "2024-06"),
        ("2025年第三季度完成", "2025-09"),
        ("2021—2025年", "2025"),
    ],
)
def test_deadline(sentence: str, by: str) -> None:
    [time] = find_times(Source(sentence, load_lexicon()))
    assert time.by(2024) == by


@pytest.mark.parametrize(
    ("sentence", "due", "recurs"),
    [
        ("每年3月底前报送", "03-31", "yearly"),
        ("每年12月10日前报送", "12-10", "yearly"),
        ("每年底前报送", "12-31", "yearly"),
        ("每月5日前报送", "05", "monthly"),
        ("每季度末月25日前报送", None, "quarterly"),
        ("每半年报送", None, "half-yearly"),
        ("次年2月底前通报", "02-28", "yearly"),
        ("于2024年7月底前报送", "2024-07-31", None),
        ("2024年4月10日前报送", "2024-04-10", None),
        ("自印发之日起30日内报送", "2024-03-31", None),
        ("自发布之日起5个工作日内报送", "2024-03-08", None),
    ],
)
def test_due(sentence: str, due: str | None, recurs: str | None) -> None:
    [time] = find_times(Source(sentence, load_lexicon()))
    assert (time.due(2024, "2024-03-01"), time.recurs) == (due, recurs)


def test_relative_deadline_is_unknown_without_the_documents_year() -> None:
    [time] = find_times(Source("年底前完成", load_lexicon()))
    assert time.by(None) is None and time.due(None) is None


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("“十五”", 2005),
        ("十一五", 2010),
        ("十二五", 2015),
        ("十三五", 2020),
        ("“十四五”", 2025),
        ("“十五五”", 2030),
    ],
)
def test_plan_periods_are_computed(name: str, year: int) -> None:
    assert plan_end(name) == year


def test_points_of_comparison_are_no_deadlines() -> None:
    for sentence in ("较2020年提高", "比“十三五”末提高", "与2021年相比提高", "比去年同期下降"):
        [time] = find_times(Source(sentence, load_lexicon()))
        assert time.baseline, sentence
