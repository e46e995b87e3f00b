"""A year that the new index cuts: days by their own rule, the year by either rule alone, published indices."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.kernels.methods import Day, air_year, aqi, aqi_by, good_by, held_against
from zhiheng.kernels.rules import rule_book

BOOK = rule_book()
OLD = BOOK.version("aqi.breakpoints", "HJ633-2012")
NEW = BOOK.version("aqi.breakpoints", "HJ633-2026")
CLEAN = {"so2_24h": 5, "no2_24h": 10, "pm10_24h": 20, "pm25_24h": 10, "co_24h": 0.5, "o3_8h": 40}
CAPITALS = (
    Path(__file__).parents[4]
    / "shared"
    / "data"
    / "02_air_quality"
    / "aqi_2025_2026_capitals"
    / "aqi_daily_2025_2026_31cities_headers_corrected.csv"
)


def day(on: date, pm25: float = 10, good: bool | None = None, **other: float | None) -> Day:
    values = {**CLEAN, "pm25_24h": pm25, **other}
    return Day(on, aqi(values, on).good if good is None else good, values)


def test_the_year_of_the_change_is_counted_three_ways() -> None:
    """70 µg/m³ of PM2.5 is good until the end of February and not afterwards."""
    first = date(2026, 1, 1)
    days = [day(first + timedelta(n), 70 if n % 10 == 0 else 20) for n in range(120)]
    year = air_year(days)
    assert (year.share.numerator, year.share.denominator) == (120 - 6, 120)
    assert [(s.rule and s.rule.version, s.first, s.last) for s in year.stretches] == [
        ("HJ633-2012", date(2026, 1, 1), date(2026, 2, 28)),
        ("HJ633-2026", date(2026, 3, 1), date(2026, 4, 30)),
    ]
    assert [(s.share.numerator, s.share.denominator) for s in year.stretches] == [(59, 59), (55, 61)]
    assert [(a.rule.version, a.share.numerator, a.share.denominator) for a in year.alone] == [
        ("HJ633-2012", 120, 120),
        ("HJ633-2026", 108, 120),
    ]
    assert year.breaks == (date(2026, 3, 1),)


def test_a_year_of_one_rule_has_no_break() -> None:
    year = air_year([day(date(2025, 5, 1)), day(date(2025, 5, 2), 70)])
    assert (year.breaks, len(year.stretches)) == ((), 1)
    assert [a.share.numerator for a in year.alone] == [2, 1]


@pytest.mark.parametrize(
    ("on", "good", "version", "told"),
    [
        (date(2025, 5, 1), False, NEW, False),  # failed the older rule: fails the newer one
        (date(2025, 5, 1), True, NEW, None),  # passed the older rule: the newer one cannot be told
        (date(2026, 5, 1), True, OLD, True),
        (date(2026, 5, 1), False, OLD, None),
        (date(2026, 5, 1), False, NEW, False),
        (date(2026, 5, 1), None, NEW, None),
    ],
)
def test_what_follows_for_a_day_with_ozone_missing(
    on: date, good: bool | None, version: object, told: bool | None
) -> None:
    values = {**CLEAN, "o3_8h": None}
    assert good_by(version, on, good, values) is told  # type: ignore[arg-type]


def test_a_missing_pollutant_does_not_hide_a_bad_one() -> None:
    assert good_by(NEW, date(2025, 5, 1), True, {"pm25_24h": 61}) is False


def test_days_before_the_index_are_counted_but_not_by_it() -> None:
    year = air_year([Day(date(2011, 5, 1), True, {"pm10_24h": 90}), day(date(2012, 1, 1))])
    assert [s.rule and s.rule.version for s in year.stretches] == [None, "HJ633-2012"]
    assert (year.share.numerator, year.alone[0].undecided, year.breaks) == (2, 1, (date(2012, 1, 1),))


@given(
    st.dictionaries(st.sampled_from(sorted(CLEAN)), st.decimals(0, 700, places=1), min_size=1),
    st.dates(date(2024, 1, 1), date(2027, 12, 31)),
)
def test_a_whole_day_is_told_as_the_index_tells_it(values: dict[str, Decimal], on: date) -> None:
    for version in (OLD, NEW):
        told = good_by(version, on, None, values)
        by_index = aqi_by(version, values).good
        assert told is by_index or (told is False and by_index is None)


@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.decimals(0, 300, places=1), st.booleans())
def test_good_by_the_newer_rule_is_good_by_the_older(on: date, pm10: Decimal, hidden: bool) -> None:
    values = {**CLEAN, "pm10_24h": pm10, **({"o3_8h": None} if hidden else {})}
    good = aqi({**CLEAN, "pm10_24h": pm10}, on).good
    older, newer = good_by(OLD, on, good, values), good_by(NEW, on, good, values)
    assert not (newer is True and older is False)


@pytest.mark.parametrize(
    ("published", "pm10", "told"),
    [(110, 139, "unknown"), (52, 53, "same"), (51, 53, "one_below"), (300, 480, "capped"), (40, 53, "lower"), (60, 53, "higher")],
)  # fmt: skip
def test_published_indices_are_flagged_not_demanded(published: int, pm10: int, told: str) -> None:
    values = {**CLEAN, "pm10_24h": pm10}
    if told == "unknown":
        values["o3_8h"] = None  # type: ignore[assignment]
    assert held_against(published, aqi(values, date(2025, 5, 1))) == told


@pytest.mark.skipif(
    not CAPITALS.is_file(), reason="the city days (../shared/data/02_air_quality) are not here"
)
def test_a_third_party_site_is_one_below_or_capped_but_never_lower() -> None:
    """Its ozone is missing: an index above ours may be ozone's; one below ours is rounding or the cap at 300."""
    told: Counter[str] = Counter()
    with CAPITALS.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            on = date.fromisoformat(row["date"])
            if on >= NEW.valid_from:  # type: ignore[operator]
                continue  # the site kept the older break-points
            values = {
                scale: float(row[name]) if row.get(name) else None
                for scale, name in (
                    ("pm25_24h", "pm25"),
                    ("pm10_24h", "pm10"),
                    ("so2_24h", "so2"),
                    ("no2_24h", "no2"),
                    ("co_24h", "co"),
                )
            }
            result = aqi(values, on)
            ours = result.aqi if result.aqi is not None else result.at_least
            published = int(row["aqi"])
            told["capped" if published == 300 and ours and ours > 300 else "same" if published == ours
                 else "one_below" if ours and published == ours - 1 else "above" if ours is None or published > ours
                 else "lower"] += 1  # fmt: skip
    assert told["lower"] == 0
    assert told["capped"] >= 20 and told["one_below"] > 500 and told["same"] > 500
