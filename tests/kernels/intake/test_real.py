"""Real files, read from where the shared data lies beside the project; nothing of them is copied here."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from zhiheng.kernels.intake import (
    ColumnSpec,
    Intake,
    IntakeError,
    Plan,
    Plausible,
    error_workbook,
    parse,
    plan,
    read_workbook,
)

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the shared data folder does not lie beside the project"
)

YEARBOOKS = DATA / "12_macro" / "raw_yearbook_xls"
AIR = DATA / "02_air_quality"


def taken(path: Path, specs: Any, **options: Any) -> tuple[Plan, Intake]:
    book = read_workbook(path.read_bytes(), path.name)
    found = plan(book, specs, **options)
    return found, parse(book, found, specs)


@pytest.mark.parametrize(
    "name", ["hightech-operation_2019.xls", "public-budget_2022.xls", "rd-intensity_2019.xls"]
)
def test_encrypted_yearbooks_are_said_plainly(name: str) -> None:
    with pytest.raises(IntakeError, match="打开密码") as caught:
        read_workbook((YEARBOOKS / "encrypted_traps" / name).read_bytes(), name)
    assert caught.value.code == "password" and name in str(caught.value)


HIGHTECH = (
    ColumnSpec("region", "地区", required=True),
    ColumnSpec("firms", "企业数", "integer", required=True, unit="个"),
    ColumnSpec("income", "营业收入", "decimal", required=True, unit="亿元", aliases=("主营业务收入",)),
    ColumnSpec("profit", "利润总额", "decimal", required=True, unit="亿元"),
)


@pytest.mark.parametrize(
    ("name", "firms"),
    [
        ("hightech-operation_2010.xlsx", 28189),
        ("hightech-operation_2012.xlsx", 24636),
        ("hightech-operation_2014.xlsx", 27939),
        ("hightech-operation_2020.xls", None),
        ("hightech-operation_2021.xlsx", None),
        ("hightech-operation_2022.xlsx", 49674),
    ],
)
def test_hightech_yearbooks(name: str, firms: int | None) -> None:
    found, intake = taken(YEARBOOKS / name, HIGHTECH)
    assert set(found.matches) == {"region", "firms", "income", "profit"} and not found.missing
    rows = {row["region"]: row for row in intake.rows()}
    assert {"全国", "北京", "上海", "内蒙古", "甘肃", "云南"} <= {region.replace(" ", "") for region in rows}
    assert not intake.errors, intake.summary_text()
    if firms:
        assert rows["全国"]["firms"] == firms
    assert all(row["income"] > row["profit"] for row in rows.values() if row["income"] and row["profit"])


@pytest.mark.parametrize(
    "name", ["public-budget_2020.xls", "public-budget_2021.xls", "public-budget_2023.xlsx"]
)
def test_budget_yearbooks(name: str) -> None:
    specs = (
        ColumnSpec("region", "地区", required=True),
        ColumnSpec("total", "地方一般公共预算支出", "decimal", required=True, unit="亿元"),
        ColumnSpec("education", "教育支出", "decimal", unit="亿元"),
        ColumnSpec("science", "科学技术支出", "decimal", unit="亿元"),
    )
    found, intake = taken(YEARBOOKS / name, specs)
    assert len(found.matches) == 4
    rows = {row["region"]: row for row in intake.rows()}
    assert {"北京", "天津", "宁夏"} <= set(rows) and rows["北京"]["total"] > 7000
    assert intake.left_out.get("total-row", 0) >= 1 and "地方合计" not in rows


@pytest.mark.parametrize("name", ["rd-intensity_2020.xls", "rd-intensity_2021.xls"])
def test_years_as_headings(name: str) -> None:
    specs = (
        ColumnSpec("region", "地区", required=True),
        *(ColumnSpec(f"y{y}", str(y), "decimal") for y in range(2015, 2019)),
    )
    found, intake = taken(YEARBOOKS / name, specs)
    assert len(found.matches) == 5 and not intake.errors
    assert any(row["y2018"] and row["y2018"] > 5 for row in intake.rows())


AIR_SPECS = (
    ColumnSpec("day", "日期", "date", required=True),
    ColumnSpec("level", "质量等级"),
    ColumnSpec("aqi", "AQI", "integer", required=True, minimum=0),
    ColumnSpec("pm25", "PM2.5", "decimal"),
    ColumnSpec("pm10", "PM10", "decimal"),
    ColumnSpec("so2", "SO2", "decimal"),
    ColumnSpec("no2", "NO2", "decimal"),
    ColumnSpec("co", "CO", "decimal"),
    ColumnSpec("o3", "O3", "decimal"),
)
AIR_CHECK = Plausible({"co": (0, 5), "o3": (3, 400)}, [("pm10", "pm25")])


@pytest.mark.parametrize("city", ["兰州", "广州", "昆明", "银川"])
def test_wrong_air_headings_are_noticed(city: str) -> None:
    path = AIR / "aqi_2025_2026_capitals" / "raw_as_published" / f"{city}.csv"
    found, intake = taken(path, AIR_SPECS, checks=[AIR_CHECK])
    assert not intake.errors and len(intake) > 500
    (doubt,) = found.doubts
    assert not found.ready and "CO" in doubt.message and "O3" in doubt.message


def test_right_air_headings_raise_no_doubt() -> None:
    specs = tuple(
        ColumnSpec(s.name, s.label, s.type, s.required, aliases=("date",) if s.name == "day" else ())
        for s in AIR_SPECS
    )
    for city in ("兰州", "广州", "张掖"):
        found, intake = taken(AIR / "aqistudy_2013_2017" / f"{city}.csv", specs, checks=[AIR_CHECK])
        assert found.ready, found.doubts
        assert not intake.errors and intake.columns["pm25"][0] is not None


def test_byte_order_marks_inside_names_are_taken_out() -> None:
    specs = (ColumnSpec("city", "city", required=True), ColumnSpec("aqi", "aqi", "integer"))
    _, intake = taken(AIR / "aqistudy_2013_2017" / "all_city_monthly_367cities.csv", specs)
    assert len(set(intake.columns["city"])) == 366 and not intake.errors
    assert intake.repairs.counts()[("city", "spaces")] == 365


def test_seed_licences() -> None:
    specs = (
        ColumnSpec("licence", "LicenceNo", "identifier", required=True),
        ColumnSpec("enterprise", "ApplyCompanyName", required=True),
        ColumnSpec("issued", "PublishDate", "date", required=True),
        ColumnSpec("expires", "ExpireDate", "date", required=True),
        ColumnSpec("region", "id", "code", codes={"110000": "北京市"}),
    )
    _, intake = taken(DATA / "08_enterprises_codes" / "PubSeedFirm.csv", specs)
    assert len(intake) == 451
    assert sum(day < datetime.date(2026, 11, 22) for day in intake.columns["expires"]) == 138
    assert {p.rule for p in intake.errors} <= {"unknown-code"}


def test_registrations_with_capital_in_words() -> None:
    path = DATA / "08_enterprises_codes" / "gansu_registrations_1981_63rows.csv"
    specs = (
        ColumnSpec("name", "name", required=True),
        ColumnSpec("uscc", "uscc", "identifier", required=True, pattern=r"[0-9A-Z]{18}"),
        ColumnSpec("registered", "registered", "date"),
        ColumnSpec("capital", "capital_raw", "decimal", unit="万元"),
    )
    book = read_workbook(path.read_bytes(), path.name)
    found = plan(book, specs)
    intake = parse(book, found, specs)
    assert len(intake) == 63 and {p.column for p in intake.errors} <= {"capital"}
    assert Decimal(21) in intake.columns["capital"]
    again = read_workbook(error_workbook(book, found, intake), "b.xlsx")
    assert len(again.sheets[0].rows) == len(book.sheets[0].rows)


def test_townships_and_lists_with_codes() -> None:
    streets = DATA / "01_divisions" / "codes" / "modood_streets.csv"
    specs = (
        ColumnSpec("code", "code", "identifier", required=True, pattern=r"\d{9}"),
        ColumnSpec("name", "name", required=True),
        ColumnSpec("county", "areaCode", "identifier", required=True),
    )
    book = read_workbook(streets.read_bytes(), streets.name)
    intake = parse(book, plan(book, specs), specs, natural_key=("code",))
    assert len(intake) == 41352 and len(intake.good) == 41352 and not len(intake.repairs)


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.csv")), ids=lambda path: path.stem[:40])
def test_every_csv_is_read(path: Path) -> None:
    book = read_workbook(path.read_bytes(), path.name)
    rows = book.sheets[0].rows
    assert len({len(row) for row in rows}) == 1
    heads = [str(cell) for cell in rows[0] if cell]
    specs = tuple(ColumnSpec(f"c{n}", head) for n, head in enumerate(dict.fromkeys(heads)))
    found = plan(book, specs)
    intake = parse(book, found, specs)
    assert found.header_rows == (1, 1) and len(intake) + sum(intake.left_out.values()) <= len(rows) - 1
    assert len(intake) >= 0.9 * (len(rows) - 2)
