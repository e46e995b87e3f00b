"""Air files whose headings are one place off: noticed, and the right columns proposed."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

import pytest

from zhiheng.frame.registers.declare import register_of
from zhiheng.kernels.intake import Plan, plan, read_workbook
from zhiheng.records.environment.plausible import index_follows

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "02_air_quality"
HEAD = ["日期", "AQI", "PM2.5", "PM10", "SO2", "NO2", "CO", "O3"]


def planned(data: bytes, name: str = "空气.csv") -> Plan:
    register = register_of("air_days")
    return plan(read_workbook(data, name), register.specs(), checks=register.plausible)


def days(columns: list[str], seed: int = 7) -> bytes:
    """A season of days in which PM10 decides the index; ``columns``: what stands under each heading after AQI."""
    chance = random.Random(seed)
    out = io.StringIO()
    sheet = csv.writer(out)
    sheet.writerow(HEAD)
    for n in range(120):
        pm10 = chance.randint(52, 148)
        row = {
            "pm25": round(pm10 * chance.uniform(0.3, 0.45)),
            "pm10": pm10,
            "so2": chance.randint(4, 19),
            "no2": chance.randint(20, 39),
            "co": round(chance.uniform(0.3, 1.9), 2),
            "o3": chance.randint(20, 95),
            "rank": chance.randint(1, 330),
        }
        index = -(-(pm10 - 50) * 50 // 100) + 50
        sheet.writerow([f"2016-{n // 28 + 1:02d}-{n % 28 + 1:02d}", index, *(row[c] for c in columns)])
    return out.getvalue().encode()


def test_right_headings_raise_no_doubt() -> None:
    assert planned(days(["pm25", "pm10", "so2", "no2", "co", "o3"])).ready is False  # the region is missing
    assert not planned(days(["pm25", "pm10", "so2", "no2", "co", "o3"])).doubts


@pytest.mark.parametrize(
    ("columns", "proposed"),
    [
        (["rank", "pm25", "pm10", "no2", "so2", "co"], {"pm25": 3, "pm10": 4, "so2": 6, "no2": 5, "co": 7, "o3": None}),
        (["pm10", "pm25", "so2", "no2", "co", "o3"], {"pm25": 3, "pm10": 2, "so2": 4, "no2": 5, "co": 6, "o3": 7}),
    ],
)  # fmt: skip
def test_wrong_headings_are_noticed_and_the_right_columns_proposed(
    columns: list[str], proposed: dict[str, int | None]
) -> None:
    (doubt,) = planned(days(columns)).doubts
    assert dict(doubt.proposal) == proposed
    assert "建议改为" in doubt.message
    settled = planned(days(columns)).accept(doubt)
    assert {n: settled.column(n) for n in proposed} == proposed


@pytest.mark.parametrize(
    ("row", "agreement"),
    [
        ({"aqi": 52, "pm25": 36.0}, 1.0),  # 51.25 rounded up
        ({"aqi": 51, "pm25": 36.0}, 1.0),  # another way of rounding
        ({"aqi": 90, "pm25": 36.0, "pm10": None}, 0.6),
        ({"aqi": 40, "pm25": 36.0}, 0.0),
        ({"aqi": None, "pm25": 36.0}, None),
        ({"aqi": 40, "pm25": None}, None),
    ],
)
def test_how_well_an_index_follows(row: dict[str, float | None], agreement: float | None) -> None:
    assert index_follows(row) == agreement


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data folder does not lie beside the project")
@pytest.mark.parametrize("city", ["兰州", "广州", "昆明", "银川"])
def test_the_published_files_with_their_wrong_headings(city: str) -> None:
    path = SHARED / "aqi_2025_2026_capitals" / "raw_as_published" / f"{city}.csv"
    found = planned(path.read_bytes(), path.name)
    (doubt,) = found.doubts
    heads = {n: None if c is None else found.headers[c] for n, c in doubt.proposal.items()}
    assert heads == {"pm25": "PM10", "pm10": "SO2", "so2": "CO", "no2": "NO2", "co": "O3", "o3": None}
