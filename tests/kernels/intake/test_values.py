"""One cell at a time: what is repaired, what is refused, and what is said."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhiheng.kernels.intake import RULES, Choices, Codes, ColumnSpec
from zhiheng.kernels.intake.parsing import converter
from zhiheng.kernels.intake.quantities import Bad, Fixed, unit_factor

from .books import REGIONS

DAY = datetime.date(2016, 3, 5)


def outcome(spec: ColumnSpec, value: Any, typed: bool = True) -> tuple[Any, str | None]:
    found = converter(spec, typed)(value)
    if isinstance(found, Fixed):
        return found.value, found.rule
    if isinstance(found, Bad):
        assert found.rule in RULES and found.message and found.fix.endswith(("。", "）"))
        return "BAD", found.rule
    return found, None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (DAY, (DAY, None)),
        (datetime.datetime(2016, 3, 5), (DAY, None)),
        (datetime.datetime(2016, 3, 5, 9, 30), (DAY, "time-dropped")),
        ("2016-03-05", (DAY, None)),
        ("2016.3.5", (DAY, "text-date")),
        ("2016/03/05", (DAY, "text-date")),
        ("2016年3月5日", (DAY, "text-date")),
        ("２０１６年３月５日", (DAY, "text-date")),
        (" 2016 年 3 月 5 号", (DAY, "text-date")),
        ("二〇一六年三月五日", (DAY, "text-date")),
        ("二〇一六年十二月二十一日", (datetime.date(2016, 12, 21), "text-date")),
        ("二〇一六年十月三十日", (datetime.date(2016, 10, 30), "text-date")),
        ("20160305", (DAY, "text-date")),
        (20160305.0, (DAY, "text-date")),
        (42434.0, (DAY, "excel-serial")),
        ("42434", (DAY, "excel-serial")),
        ("2016-03-05 00:00:00", (DAY, "text-date")),
        ("2016-03-05 13:20", (DAY, "time-dropped")),
        ("25/3/2016", (datetime.date(2016, 3, 25), "text-date")),
        ("3/25/2016", (datetime.date(2016, 3, 25), "text-date")),
        ("—", (None, "placeholder")),
        ("3/5/2016", ("BAD", "date-ambiguous")),
        ("16.3.5", ("BAD", "date-ambiguous")),
        ("2016年3月", ("BAD", "not-date")),
        ("2016-02-30", ("BAD", "not-date")),
        ("1016-02-03", ("BAD", "not-date")),
        (2016.3, ("BAD", "not-date")),
        (2016.0, ("BAD", "not-date")),
        ("去年底", ("BAD", "not-date")),
        (True, ("BAD", "not-date")),
        ("#REF!", ("BAD", "formula-error")),
    ],
)
def test_dates(value: Any, expected: tuple[Any, str | None]) -> None:
    assert outcome(ColumnSpec("d", "日期", "date"), value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (12.0, (Decimal(12), None)),
        (0.1 + 0.2, (Decimal("0.3"), None)),
        ("12.5", (Decimal("12.5"), "text-number")),
        ("１２．５", (Decimal("12.5"), "full-width")),
        ("1,234.5", (Decimal("1234.5"), "thousands")),
        ("1，234", (Decimal(1234), "thousands")),
        ("98.5万元", (Decimal("98.5"), "unit-suffix")),
        ("2亿元", (Decimal(20000), "unit-scale")),
        ("￥15000", (Decimal("1.5"), "unit-scale")),
        ("$15", ("BAD", "not-number")),
        ("5000元", (Decimal("0.5"), "unit-scale")),
        ("-3", (Decimal(-3), "text-number")),
        ("1e3", (Decimal(1000), "text-number")),
        ("/", (None, "placeholder")),
        ("无", (None, "placeholder")),
        ("98%", ("BAD", "unit-unknown")),
        ("12,34", ("BAD", "not-number")),
        ("1 2", ("BAD", "not-number")),
        ("约100", ("BAD", "not-number")),
        ("5()", ("BAD", "not-number")),
        ("#DIV/0!", ("BAD", "formula-error")),
        (DAY, ("BAD", "not-number")),
        (True, ("BAD", "not-number")),
    ],
)
def test_decimals_in_ten_thousand_yuan(value: Any, expected: tuple[Any, str | None]) -> None:
    assert outcome(ColumnSpec("v", "产值", "decimal", unit="万元"), value) == expected


def test_percent_needs_a_percent_column() -> None:
    assert outcome(ColumnSpec("r", "合格率", "decimal", unit="%"), "98.5％") == (Decimal("98.5"), "percent")
    assert outcome(ColumnSpec("r", "合格率", "decimal"), "98.5%") == ("BAD", "unit-unknown")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (12.0, (12, None)),
        ("12家", (12, "unit-suffix")),
        ("12.0", (12, "text-number")),
        (2.5, ("BAD", "not-integer")),
        (-1.0, ("BAD", "too-small")),
        ("101", ("BAD", "too-large")),
    ],
)
def test_integers(value: Any, expected: tuple[Any, str | None]) -> None:
    assert outcome(ColumnSpec("n", "家数", "integer", minimum=0, maximum=100), value) == expected


def test_texts_in_csv_are_no_repair() -> None:
    assert outcome(ColumnSpec("n", "家数", "integer"), "12", typed=False) == (12, None)
    assert outcome(ColumnSpec("n", "值", "decimal"), "-1.50", typed=False) == (Decimal("-1.50"), None)


def test_rounding_is_listed() -> None:
    assert outcome(ColumnSpec("n", "值", "decimal", decimal_places=2), 33.335) == (
        Decimal("33.34"),
        "rounded",
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("示例厂", ("示例厂", None)),
        ("  示例厂\u3000", ("示例厂", "spaces")),
        ("示例\n食品厂", ("示例 食品厂", "spaces")),
        ("全　　国", ("全国", "spaces")),
        ("甘肃省 张掖市", ("甘肃省 张掖市", None)),
        ("\ufeff七台河", ("七台河", "spaces")),
        (3.0, ("3", "number-as-text")),
        (DAY, ("2016-03-05", "number-as-text")),
        ("'=1+1", ("=1+1", None)),
        ("无", ("无", None)),
        (" \u3000 ", (None, "spaces")),
        ("一二三四五六七八九十壬", ("BAD", "too-long")),
        ("#N/A", ("BAD", "formula-error")),
    ],
)
def test_texts(value: Any, expected: tuple[Any, str | None]) -> None:
    assert outcome(ColumnSpec("t", "名称", max_length=10), value) == expected


def test_multiline_text_keeps_its_lines() -> None:
    assert outcome(ColumnSpec("t", "备注", multiline=True), "甲\r\n 乙 ") == ("甲\n乙", "spaces")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("91620000MA00000001", ("91620000MA00000001", None)),
        ("００１２", ("0012", "full-width")),
        (" 0012 ", ("0012", "spaces")),
        ("123.0", ("123", "point-zero")),
        (123.0, ("123", "number-as-text")),
        ("农种许字（2020）第0001号", ("农种许字（2020）第0001号", None)),
        (6.2010219801e17, ("BAD", "digits-lost")),
        ("6.2E+17", ("BAD", "digits-lost")),
        (DAY, ("BAD", "pattern")),
        ("无", (None, "placeholder")),
    ],
)
def test_identifiers(value: Any, expected: tuple[Any, str | None]) -> None:
    assert outcome(ColumnSpec("i", "编号", "identifier"), value) == expected


VERDICT = ColumnSpec("v", "结论", "choice", choices={"pass": ("合格", "OK"), "fail": ("不合格", "不及格")})


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("合格", ("pass", None)),
        ("fail", ("fail", None)),
        ("不及格", ("fail", "choice-synonym")),
        ("ｏｋ", ("pass", "choice-synonym")),
        ("合 格", ("pass", "choice-synonym")),
        ("符合", ("pass", "choice-synonym")),
        ("不符合", ("fail", "choice-synonym")),
        ("√", ("pass", "choice-synonym")),
        ("/", (None, "placeholder")),
        ("待定", ("BAD", "not-choice")),
        (1.0, ("BAD", "not-choice")),
    ],
)
def test_choices(value: Any, expected: tuple[Any, str | None]) -> None:
    assert outcome(VERDICT, value) == expected


@pytest.mark.parametrize(
    ("value", "near"),
    [
        ("合各", ["pass"]),
        ("不和格", ["fail"]),
        ("不合格品", ["fail", "pass"]),
        ("待定", []),
        ("pas", ["pass"]),
    ],
)
def test_a_mistyped_choice_gets_the_nearest_proposed(value: str, near: list[str]) -> None:
    assert Choices(VERDICT).near(value)[: len(near) or None] == near
    found = converter(VERDICT)(value)
    assert ("您是不是想填“" in found.message) == bool(near)
    assert found.fix == "请填写：合格、不合格。"


def test_of_many_choices_the_nearest_are_proposed_and_how_many_there_are() -> None:
    many = ColumnSpec("m", "类别", "choice", choices={str(n): (f"第{n:02}类产品",) for n in range(30)})
    found = converter(many)("第27种产品")
    assert "您是不是想填“第27类产品”" in found.message
    assert found.fix.startswith("请填写：第00类产品、") and found.fix.endswith("等 30 项之一。")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("是", True),
        ("否", False),
        (True, True),
        ("√", True),
        ("×", False),
        (1.0, True),
        ("N", False),
        ("也许", "BAD"),
    ],
)
def test_booleans(value: Any, expected: Any) -> None:
    assert outcome(ColumnSpec("b", "是否", "boolean"), value)[0] == expected


REGION = ColumnSpec(
    "r", "地区", "code", codes=REGIONS, code_names={"甘州": "620702", "合作": ("623001", "632801")}
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("620702", ("620702", None)),
        (620702.0, ("620702", None)),
        ("６２０７０２", ("620702", "code-shape")),
        ("620702000000", ("620702", "code-shape")),
        ("甘州区", ("620702", None)),
        (" 甘 州 区", ("620702", "code-from-name")),
        ("甘州", ("620702", "code-from-name")),
        ("620702 甘州区", ("620702", "code-shape")),
        ("甘州区（620702）", ("620702", "code-shape")),
        ("620722 甘州区", ("BAD", "unknown-code")),
        ("城关区", ("BAD", "ambiguous-name")),
        ("合作", ("BAD", "ambiguous-name")),
        ("甘周区", ("BAD", "unknown-code")),
        ("999999", ("BAD", "unknown-code")),
    ],
)
def test_codes(value: Any, expected: tuple[Any, str | None]) -> None:
    assert outcome(REGION, value) == expected


def test_unknown_and_ambiguous_codes_are_proposed() -> None:
    convert = converter(REGION)
    assert "甘州区（620702）" in convert("甘洲区").fix
    assert "540102" in convert("城关区").message and "620102" in convert("城关区").message


@pytest.mark.parametrize(
    ("home", "first"), [("", "370102"), ("62", "620102"), ("6207", "370102")], ids=["", "own", "elsewhere"]
)
def test_places_of_ones_own_are_proposed_before_others(home: str, first: str) -> None:
    codes = {"370102": "新城区", "620102": "新城乡区", "540102": "城关区", "630102": "城关区"}
    read = Codes(replace(REGION, codes=codes, code_names={}, preferred=home))
    assert read.candidates("新城县")[0] == first
    assert read.candidates("城关区") == ["540102", "630102"]
    own = Codes(replace(read.spec, preferred="63"))
    assert own.candidates("城关区") == ["630102", "540102"]
    assert own.converter()("城关区").message.index("630102") < own.converter()("城关区").message.index(
        "540102"
    )
    # A slip in a code: of those one digit away the own one comes first.
    assert Codes(replace(read.spec, preferred="62")).candidates("620103")[0] == "620102"
    assert Codes(replace(read.spec, preferred="62")).candidates("520102")[0] == "620102"


@pytest.mark.parametrize(
    ("given_unit", "wanted", "factor"),
    [
        ("亿元", "万元", Decimal(10000)),
        ("元", "万元", Decimal("0.0001")),
        ("单位：万元", "万元", Decimal(1)),
        ("万人", "人", Decimal(10000)),
        ("t", "吨", Decimal(1)),
        ("个", "家", None),
        ("亿元", "吨", None),
    ],
)
def test_units(given_unit: str, wanted: str, factor: Decimal | None) -> None:
    assert unit_factor(given_unit, wanted) == factor


@settings(deadline=None)
@given(st.sampled_from(["text", "integer", "decimal", "date", "boolean", "identifier"]), st.text(max_size=25))
def test_no_text_makes_a_converter_fail(kind: Any, text: str) -> None:
    for typed in (True, False):
        found = converter(ColumnSpec("x", "列", kind), typed)(text)
        if isinstance(found, Bad):
            assert found.message and found.fix


@settings(deadline=None)
@given(st.text(max_size=25))
def test_no_text_makes_codes_or_choices_fail(text: str) -> None:
    for spec in (REGION, VERDICT):
        converter(spec)(text)


def test_an_unknown_declaration_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown type"):
        ColumnSpec("x", "列", "number")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="choices"):
        ColumnSpec("x", "列", "choice")
