"""Numbers of standards: each kind, what is wrong with wrong ones, and a published list read where it lies."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.kernels.standards import StandardNumberError, doubt, measurement_standard_doubt, parse, same
from zhiheng.kernels.standards.numbers import INDUSTRY, NATIONAL, PROVINCES

GOOD = (
    ("GB/T 1.1-2020", "national", False, "1.1", 2020),
    ("GB 17167—2006", "national", True, "17167", 2006),
    ("gb/t１９００１－２０１６", "national", False, "19001", 2016),
    ("GB3838-88", "national", True, "3838", 1988),
    ("GBZ/T 160.1-2004", "national", False, "160.1", 2004),
    ("GB/Z 18718-2002", "national", False, "18718", 2002),
    ("NY/T 391-2021", "industry", False, "391", 2021),
    ("JGJ 46-2005", "industry", True, "46", 2005),
    ("DB/T 11-2018", "industry", False, "11", 2018),
    ("DB62/T 1000-2016", "local", False, "1000", 2016),
    ("DB6207/T 003—2021", "local", False, "003", 2021),
    ("DB62/ 123-2009", "local", True, "123", 2009),
    ("T/CAS 105-2019", "group", False, "105", 2019),
    ("T/ZZB 0020—2015", "group", False, "0020", 2015),
    ("CECS 21:2000", "group", False, "21", 2000),
    ("Q/YS 001-2016", "enterprise", None, "001", 2016),
    ("Q/CSG 2 16 004-2019", "enterprise", None, "2 16 004", 2019),
    ("JJG 1036-2008", "metrology", None, "1036", 2008),
    ("ISO 9001:2015", "international", None, "9001", 2015),
    ("ISO/IEC 17025-2017", "international", None, "17025", 2017),
    ("ASTM D4236", "foreign", None, "D4236", None),
    ("20214567-T-469", "plan", None, "20214567-T-469", 2021),
    ("2023-DB62-001", "plan", None, "2023-DB62-001", 2023),
)


@pytest.mark.parametrize(("text", "kind", "mandatory", "serial", "year"), GOOD)
def test_numbers_are_taken_apart(
    text: str, kind: str, mandatory: bool | None, serial: str, year: int | None
) -> None:
    found = parse(text)
    assert (found.kind, found.mandatory, found.serial, found.year) == (kind, mandatory, serial, year)
    assert doubt(text) is None
    assert parse(found.text) == found, "the one way of writing it is read as the same"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "没有写标准编号"),
        ("DL 5008.2", "缺发布年份"),
        ("GB/X 100-2016", "/T"),
        ("GB/T 没有-2016", "顺序号"),
        ("GB/T 1000-16 ", "四位"),
        ("DB99/T 1-2016", "区划代码 99"),
        ("ZZZ 100-2016", "ZZZ"),
        ("GB 100-2116", "年份"),
        ("建质〔2009〕87 号", "文件字号"),
        ("住建部令第 37 号", "文件字号"),
        ("样例规程", "标准代号"),
    ],
)
def test_what_is_doubtful_is_said(text: str, said: str) -> None:
    assert said in (doubt(text) or "")


def test_spellings_of_one_number_are_the_same() -> None:
    assert same("GB/T 1.1—2020", "gb/t1.1-2020")
    assert not same("GB/T 1.1-2020", "GB/T 1.1-2009")
    assert not same("GB/T 1.1-2020", "样例")


@given(
    st.sampled_from(sorted((NATIONAL | INDUSTRY) - {"DB"})),
    st.sampled_from(["", "/T"]),
    st.integers(1, 99999),
    st.integers(1950, 2026),
    st.sampled_from(["-", "—", "－", " - "]),
)
def test_every_code_with_serial_and_year_is_a_number(
    code: str, letter: str, serial: int, year: int, dash: str
) -> None:
    found = parse(f"{code}{letter} {serial}{dash}{year}")
    assert (found.year, found.serial, found.mandatory) == (year, str(serial), not letter)
    assert found.kind == ("national" if code in NATIONAL else "industry")


@given(st.sampled_from(sorted(PROVINCES)), st.integers(0, 99), st.integers(1, 9999), st.integers(1990, 2026))
def test_local_numbers_tell_their_area(province: str, city: int, serial: int, year: int) -> None:
    found = parse(f"DB{province}{city:02d}/T {serial}-{year}")
    assert (found.kind, found.area) == ("local", f"{province}{city:02d}")


@given(st.text(max_size=40))
def test_any_text_is_answered(text: str) -> None:
    try:
        assert parse(text).text
    except StandardNumberError as error:
        assert str(error)


# The collected data lie beside the project's folder; elsewhere the case says that they are not there.
SAMPLE = Path(__file__).parents[4] / "shared/data/10_standards_gi_awards/standards_sample_20.csv"
KINDS = {
    "国家标准": "national", "推荐性国标": "national", "行业标准": "industry", "推荐性行标": "industry",
    "企业标准": "enterprise", "协会标准": "group",
}  # fmt: skip


@pytest.mark.skipif(not SAMPLE.exists(), reason="the published sample does not lie on this machine")
def test_a_published_list_is_read_but_for_what_is_no_number() -> None:
    with SAMPLE.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert len(rows) == 20
    doubtful = {row["standard_number"]: doubt(row["standard_number"]) for row in rows}
    left = {number: said for number, said in doubtful.items() if said}
    # Two are decrees and one was written down without its year.
    assert set(left) == {"住建部令第 37 号", "建质〔2009〕87 号", "DL 5008.2"}, left
    for row in rows:
        if row["standard_number"] not in left:
            found = parse(row["standard_number"])
            assert (found.kind, str(found.year)) == (KINDS[row["type"]], row["year"]), row


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("〔2016〕甘量标市证字第012号", True),
        ("[2019] 国量标计证字第101号", True),
        ("甘量标012", False),
        ("〔1966〕甘量标市证字第012号", False),
    ],
)
def test_certificate_numbers(text: str, good: bool) -> None:
    assert (measurement_standard_doubt(text) is None) is good
