"""AQI by both versions of HJ 633, against published station-hours and worked vectors."""

from __future__ import annotations

import csv
import math
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.kernels.methods import MethodError, aqi, aqi_by, good_air_days, iaqi
from zhiheng.kernels.rules import AqiFigures, RuleError, rule_book

OLD_DAY, NEW_DAY = date(2026, 2, 28), date(2026, 3, 1)
BOOK = rule_book()
OLD = BOOK.version("aqi.breakpoints", "HJ633-2012")
NEW = BOOK.version("aqi.breakpoints", "HJ633-2026")
HOURS = (
    Path(__file__).parents[4]
    / "shared"
    / "data"
    / "02_air_quality"
    / "guangzhou_hourly_station_official_aqi.csv"
)
CLEAN = {"so2_24h": 5, "no2_24h": 10, "pm10_24h": 20, "pm25_24h": 10, "co_24h": 0.5, "o3_8h": 40}


@pytest.mark.skipif(
    not HOURS.is_file(),
    reason="the published station-hours (../shared/data/02_air_quality) are not on this machine",
)
def test_official_station_hours() -> None:
    with HOURS.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 25
    columns = {
        "so2_1h": "so2",
        "no2_1h": "no2",
        "pm10_24h": "pm10",
        "pm25_24h": "pm25",
        "co_1h": "co",
        "o3_1h": "o3_1h",
    }
    for row in rows:
        values = {scale: float(row[name]) if row[name] else None for scale, name in columns.items()}
        result = aqi(values, date(2020, 4, 2), mode="hourly")
        assert result.rule.version == "HJ633-2012"
        assert result.aqi == int(row["aqi"]), row
        assert result.level and result.level.title == row["level"], row
        assert "、".join(result.primary) == row["primary"], row


@pytest.mark.parametrize(
    ("scale", "value", "old", "new"),
    [
        ("pm25_24h", 75, 100, 114),
        ("pm10_24h", 150, 100, 112),
        ("pm25_24h", 60, 82, 100),
        ("pm25_24h", 61, 83, 101),
        ("pm10_24h", 120, 85, 100),
        ("pm25_24h", 36, 52, 52),
        ("pm25_24h", 40, 57, 60),
        ("o3_8h", 200, 137, 137),
        ("no2_24h", 90, 105, 105),
        ("so2_24h", 60, 55, 55),
        ("co_24h", 3.1, 78, 78),
        ("no2_1h", 350, 115, 115),
        ("so2_1h", 900, None, 200),
        ("o3_8h", 801, None, 300),
        ("o3_8h", 800, 300, 300),
        ("pm25_24h", 501, 500, 500),
        ("pm25_24h", 0, 0, 0),
        ("co_24h", 2.04, 50, 50),  # rounded to 2.0 first
        ("co_24h", 2.06, 53, 53),
        ("pm25_24h", 35.5, 52, 52),  # half to even: 36
        ("pm25_24h", 34.5, 49, 49),  # half to even: 34
    ],
)
def test_sub_index_on_both_sides(scale: str, value: float, old: int | None, new: int | None) -> None:
    assert iaqi(scale, value, OLD.figures_as(AqiFigures)) == old
    assert iaqi(scale, value, NEW.figures_as(AqiFigures)) == new


def test_the_same_day_breaks_on_the_first_of_march() -> None:
    day = {**CLEAN, "pm25_24h": 70}
    before, after = aqi(day, OLD_DAY), aqi(day, NEW_DAY)
    assert (before.aqi, before.level and before.level.title, before.good) == (94, "良", True)
    assert (after.aqi, after.level and after.level.title, after.good) == (110, "轻度污染", False)
    assert (before.rule.version, after.rule.version) == ("HJ633-2012", "HJ633-2026")
    assert after.primary == ("PM2.5",)
    both = good_air_days([before, after])
    assert (both.share.numerator, both.share.denominator, both.share.value) == (1, 2, 50)
    assert "不可直接比较" in both.note and len(both.rules) == 2


def test_before_any_version_is_an_error() -> None:
    with pytest.raises(RuleError, match="2011-12-31"):
        aqi(CLEAN, date(2011, 12, 31))


def test_primary_pollutants_tie_and_vanish() -> None:
    assert aqi(CLEAN, OLD_DAY).primary == ()
    tied = aqi({**CLEAN, "pm25_24h": 75, "pm10_24h": 150}, OLD_DAY)
    assert tied.aqi == 100 and tied.primary == ("PM10", "PM2.5") and tied.good is True
    assert aqi({**CLEAN, "pm10_24h": 50}, OLD_DAY).primary == ()


def test_missing_data_are_never_a_clean_day() -> None:
    part = {name: value for name, value in CLEAN.items() if name != "o3_8h"}
    result = aqi(part, NEW_DAY)
    assert (result.status, result.aqi, result.good) == ("unpublished", None, None)
    assert result.at_least == 20  # PM10 20 of 50
    edge = aqi({**part, "pm25_24h": 60}, NEW_DAY)
    assert (edge.status, edge.aqi, edge.at_least) == ("unpublished", None, 100)
    assert result.missing == ("o3_8h",) and "臭氧" in result.notes[0]
    bad = aqi({**part, "pm25_24h": 200}, NEW_DAY)
    assert (bad.status, bad.aqi, bad.good) == ("partial", 250, False)
    nothing = aqi({**dict.fromkeys(CLEAN), "pm25_24h": math.nan}, NEW_DAY)
    assert (nothing.status, nothing.aqi, nothing.at_least, nothing.good) == ("no_data", None, None, None)
    share = good_air_days([result, bad, nothing]).share
    assert (share.numerator, share.denominator) == (0, 1)
    empty = good_air_days([])
    assert empty.share.value is None and empty.share.reason
    hour = aqi({"pm25_24h": 20}, NEW_DAY, mode="hourly")
    assert (hour.status, hour.aqi, hour.good) == ("partial", 29, None)


def test_stand_in_above_the_last_break_point() -> None:
    day = {**CLEAN, "o3_8h": 900}
    result = aqi(day, OLD_DAY)
    assert (result.aqi, result.at_least, result.good) == (None, 300, False)
    assert "1小时" in "".join(result.notes)
    assert aqi({**day, "o3_1h": 1100}, OLD_DAY).aqi == 450
    assert aqi(day, NEW_DAY).aqi == 300


@pytest.mark.parametrize(
    "bad", [{"pm2.5": 1}, {"pm25_24h": -1}, {"pm25_24h": math.inf}, {"pm25_24h": "七十"}]
)
def test_impossible_values_are_refused(bad: dict) -> None:
    with pytest.raises(MethodError):
        aqi(bad, NEW_DAY)


def test_both_versions_side_by_side() -> None:
    day = {**CLEAN, "pm10_24h": 150}
    assert (aqi_by(OLD, day).aqi, aqi_by(NEW, day).aqi) == (100, 112)


@given(
    st.sampled_from(["so2_24h", "no2_24h", "no2_1h", "pm10_24h", "pm25_24h", "co_24h", "co_1h", "o3_1h"]),
    st.decimals(0, 5000, places=2),
    st.decimals(0, 5000, places=2),
)
def test_more_pollution_never_gives_less(scale: str, a: Decimal, b: Decimal) -> None:
    low, high = sorted((a, b))
    for version in (OLD, NEW):
        figures = version.figures_as(AqiFigures)
        first, second = iaqi(scale, low, figures), iaqi(scale, high, figures)
        assert first is not None and second is not None
        assert 0 <= first <= second <= 500


@given(st.decimals(0, 600, places=1), st.decimals(0, 600, places=1))
def test_the_new_rule_is_never_milder(pm25: Decimal, pm10: Decimal) -> None:
    day = {**CLEAN, "pm25_24h": pm25, "pm10_24h": pm10}
    old, new = aqi_by(OLD, day), aqi_by(NEW, day)
    assert old.aqi is not None and new.aqi is not None and old.aqi <= new.aqi


def test_every_break_point_gives_its_index() -> None:
    for version in (OLD, NEW):
        figures = version.figures_as(AqiFigures)
        for name, scale in figures.scales.items():
            for point, index in zip(scale.points, figures.iaqi, strict=False):
                assert iaqi(name, point, figures) == index, (version.version, name, point)


def test_a_year_across_the_change_uses_each_days_rule() -> None:
    days = [aqi({**CLEAN, "pm25_24h": 70}, date(2026, 1, 1) + timedelta(days=n)) for n in range(90)]
    good = good_air_days(days)
    assert (good.share.numerator, good.share.denominator) == (59, 90)
