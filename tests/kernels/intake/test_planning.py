"""Finding the heading, mapping columns, and saying what is doubtful."""

from __future__ import annotations

from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import numbers

from zhiheng.kernels.intake import ColumnSpec, IntakeError, Plan, Plausible, heads, parse, plan, read_workbook

from . import books
from .books import HEAD, SPECS, row

COUNTS = (
    ColumnSpec("region", "地区", required=True),
    ColumnSpec("firms", "企业数", "integer", required=True),
    ColumnSpec("income", "营业收入", "decimal", unit="亿元", aliases=("主营业务收入",)),
    ColumnSpec("profit", "利润总额", "decimal", unit="亿元"),
)


def planned(rows: list[list[Any]], specs: Any = COUNTS, merges: tuple[str, ...] = (), **options: Any) -> Plan:
    return plan(read_workbook(books.xlsx(rows, merges), "表.xlsx"), specs, **options)


def columns(found: Plan) -> dict[str, int]:
    return {name: match.column for name, match in found.matches.items()}


DATA = [["甲省", 3, 12.5, 2.5], ["乙省", 4, 13.5, 1.5]]


@pytest.mark.parametrize(
    ("head", "first_row"),
    [
        ([["地区", "企业数", "营业收入", "利润总额"]], 2),
        (
            [
                ["5-2 各地区情况"],
                [],
                ["单位：个，亿元"],
                ["地    区", "企业数(个)", "主营业务收入(亿元)", "利 润总额（亿元）"],
            ],
            5,
        ),
        (
            [
                ["", "企业数", "营 业", "利  润"],
                ["", "(个)", "收 入", "总  额"],
                ["地    区", "Number", "Business", "Profits"],
            ],
            4,
        ),
        (
            [
                ["标题", None],
                ["地区*", "企业数\n（家）", "营业收入", "利润总额"],
                [],
                ["", "（个）", "（亿元）", "（亿元）"],
            ],
            5,
        ),
        ([["地区", "企业数", "营业收入", "利润总额"], ["甲", 1, 2, 3]], 3),
        ([["地区", "企业数", "营业收入", "利润总额"], ["Region", "Number of firms", "Income", "Profits"]], 3),
        ([["【地区】", "企业数：", "营业收入", "利润总额"]], 2),
    ],
    ids=[
        "plain",
        "title and unit rows",
        "cut over three lines",
        "blank and unit row below",
        "numbers",
        "english",
        "marks",
    ],
)
def test_headings(head: list[list[Any]], first_row: int) -> None:
    found = planned(head + DATA)
    assert columns(found) == {"region": 0, "firms": 1, "income": 2, "profit": 3}
    assert found.first_row == first_row and found.ready


def test_a_merged_heading_of_two_lines() -> None:
    specs = (
        ColumnSpec("region", "县区", required=True),
        ColumnSpec("product_tested", "产品抽查批次", "integer"),
        ColumnSpec("product_failed", "产品抽查不合格批次", "integer"),
        ColumnSpec("food_tested", "食品抽检批次", "integer"),
        ColumnSpec("food_failed", "食品抽检不合格批次", "integer"),
    )
    rows = [
        ["某市一季度抽查情况"],
        ["县区", "产品抽查", None, "食品抽检", None],
        [None, "批次", "不合格批次", "批次", "不合格批次"],
        ["甘州区", 10, 1, 20, 2],
    ]
    found = planned(rows, specs, ("A1:E1", "A2:A3", "B2:C2", "D2:E2"))
    assert columns(found) == {s.name: n for n, s in enumerate(specs)}
    assert found.header_rows == (2, 3) and found.first_row == 4
    unmerged = planned(rows, specs)
    assert columns(unmerged) == columns(found)


def test_a_heading_with_a_turning_word_is_another_column() -> None:
    found = planned([["地区", "非企业数", "利润总额同比增长", "营业收入"], ["甲", 1, 2, 3]])
    assert columns(found) == {"region": 0, "income": 3}
    assert not found.suggestions


def test_weak_likeness_is_a_suggestion_not_a_guess() -> None:
    specs = (
        ColumnSpec("name", "企业名称", required=True),
        ColumnSpec("n", "批次", "integer"),
        ColumnSpec("d", "日期"),
    )
    found = planned([["受检对象企业名称", "批次", "日期"], ["甲", 1, "x"]], specs)
    assert found.missing == ("name",) and not found.ready
    assert found.suggestions is not None and found.suggestions["name"][0].column == 0
    mended = found.with_map({"name": "受检对象企业名称"})
    assert mended.ready and mended.column("name") == 0


def test_two_equal_columns_are_ambiguous() -> None:
    found = planned([["地区", "企业数", "企业数", "利润总额"], ["甲", 1, 2, 3]])
    assert "firms" in found.missing and found.ambiguous is not None
    assert [m.column for m in found.ambiguous["firms"]] == [1, 2]
    problem = parse(
        read_workbook(books.xlsx([["地区", "企业数", "企业数", "利润总额"], ["甲", 1, 2, 3]]), "a.xlsx"),
        found,
        COUNTS,
    ).errors[0]
    assert problem.rule == "missing-column" and "B 列" in problem.fix and "C 列" in problem.fix


def test_the_right_sheet_is_chosen() -> None:
    book = openpyxl.Workbook()
    book.active.title = "说明"
    book.active.append(["填表说明", "地区要写全称"])
    hidden = book.create_sheet("旧数据")
    hidden.append(["地区", "企业数", "营业收入", "利润总额"])
    hidden.sheet_state = "hidden"
    data = book.create_sheet("数据")
    data.append(["地区", "企业数", "利润总额"])
    data.append(["甲", 1, 2])
    found = plan(read_workbook(books.saved(book), "a.xlsx"), COUNTS)
    assert found.sheet == "数据" and set(found.other_sheets) == {"说明", "旧数据"}


def test_no_heading_says_what_was_looked_for_and_what_was_there() -> None:
    with pytest.raises(IntakeError) as caught:
        planned([["姓名", "电话"], ["张", "1"]])
    assert caught.value.code == "no-header"
    assert "企业数" in str(caught.value) and "姓名" in str(caught.value) and "模板" in str(caught.value)
    by_hand = planned([["姓名", "电话"], ["张", "1"]], header_row=1).with_map({"region": 0, "firms": "电话"})
    assert by_hand.ready and by_hand.first_row == 2
    with pytest.raises(IntakeError, match="没有第 9 行"):
        planned([["姓名", "电话"]], header_row=9)


def test_the_map_can_be_edited_and_stored() -> None:
    found = planned([["地区", "企业数", "营业收入", "利润总额", "备用"], ["甲", 1, 2, 3, 4]])
    edited = found.with_map({"profit": 4, "income": None})
    assert edited.column("profit") == 4 and edited.column("income") is None
    assert (2, "营业收入") in edited.unmapped and (3, "利润总额") in edited.unmapped
    assert Plan.from_json(edited.to_json()) == edited and Plan.from_json(found.to_json()) == found
    assert found.with_map({"firms": None}).missing == ("firms",)
    for wrong in ({"firms": "没有"}, {"firms": 77}, {"firms": 0}):
        with pytest.raises(IntakeError, match="列") as caught:
            found.with_map(wrong)
        assert caught.value.code == "no-column"


def test_units_of_the_heading_are_converted_and_listed() -> None:
    book = read_workbook(
        books.xlsx([["地区", "企业数(万个)", "营业收入(万元)", "利润总额"], ["甲", 1.2, 25000, 3]]), "a.xlsx"
    )
    specs = (COUNTS[0], ColumnSpec("firms", "企业数", "integer", unit="个"), *COUNTS[2:])
    found = plan(book, specs)
    assert found.factors == {"firms": "10000", "income": "0.0001"}
    intake = parse(book, found, specs)
    assert intake.columns["income"] == [Decimal("2.5")] and intake.columns["firms"] == [12000]
    assert {(r.column, r.rule, r.row) for r in intake.repairs} == {
        ("firms", "unit-scale", 1),
        ("income", "unit-scale", 1),
    }
    as_is = found.with_factor("income", 1)
    assert parse(book, as_is, specs).columns["income"] == [Decimal(25000)]


RATES = (ColumnSpec("region", "地区"), ColumnSpec("rate", "合格率", "decimal", unit="%"))


def test_a_unit_of_another_kind_is_doubted() -> None:
    found = planned([["地区", "企业数（必填）", "营业收入(吨)"], ["甲", 1, 2]])
    assert [d.code for d in found.doubts] == ["unit"] and "吨" in found.doubts[0].message


def test_per_cent_cells_and_fractions() -> None:
    book = openpyxl.Workbook()
    book.active.append(["地区", "合格率(%)"])
    for n in range(6):
        book.active.append([f"县{n}", 0.98 + n / 1000])
    plain = read_workbook(books.saved(book), "a.xlsx")
    found = plan(plain, RATES)
    assert [d.code for d in found.doubts] == ["fraction"] and not found.ready
    assert parse(plain, found.with_factor("rate", 100), RATES).columns["rate"][1] == Decimal("98.1")
    assert parse(plain, found.confirmed(), RATES).columns["rate"][1] == Decimal("0.981")
    for cells in book.active.iter_rows(min_row=2, min_col=2):
        cells[0].number_format = numbers.FORMAT_PERCENTAGE_00
    shown = read_workbook(books.saved(book), "a.xlsx")
    found = plan(shown, RATES)
    assert found.ready and parse(shown, found, RATES).columns["rate"][1] == Decimal("98.1")


def test_mislabelled_columns_are_noticed_and_the_right_ones_proposed() -> None:
    specs = tuple(
        ColumnSpec(n, label, "decimal") for n, label in (("a", "细颗粒"), ("b", "粗颗粒"), ("c", "一氧化碳"))
    )
    head = ["日期", "细颗粒", "粗颗粒", "一氧化碳", "其他"]
    rows = [head, *[[n, 150 + n % 90, 40 + n % 7, 80 + n % 11, 1 + n % 3 / 10] for n in range(60)]]
    check = Plausible({"c": (0, 5)}, [("b", "a")])
    found = planned(rows, specs, checks=[check])
    (doubt,) = found.doubts
    assert not found.ready and "一氧化碳" in doubt.message and "粗颗粒" in doubt.message
    mended = found.accept(doubt)
    assert columns(mended) == {"a": 2, "b": 3, "c": 4} and mended.ready
    fine = planned([head, *[[n, 40, 80, 1.2, 3] for n in range(60)]], specs, checks=[check])
    assert fine.ready


def test_the_user_s_own_words_for_all_columns() -> None:
    found = planned(
        [
            [
                "单号",
                "抽查日期",
                "县区",
                "企业名称",
                "批次数",
                "不合格批次",
                "产值（万元）",
                "检验结论",
                "是否复检",
            ],
            row(),
        ],
        SPECS,
    )
    assert len(found.matches) == len(SPECS)
    assert planned([HEAD, row()], SPECS).matches["number"].confidence == 1.0


_WORDS = st.text("检验结论数量率不a1", min_size=2, max_size=8)


@given(_WORDS, _WORDS)
def test_likeness_is_looked_for_only_where_there_can_be_one(header: str, key: str) -> None:
    found = heads._likeness(header, key)
    if key not in header and header not in key and not heads._TURNING & (set(header) ^ set(key)):
        ratio = SequenceMatcher(None, header, key).ratio()
        assert found == ((0.4 + 0.3 * ratio, "列名相似") if ratio >= 0.7 else (0.0, ""))


_CUTS = st.sampled_from(
    [
        "",
        *"检验结论抽样数量(吨)",
        "检验",
        "结论",
        "抽样单",
        "编号",
        "数量(吨",
        "吨)",
        "12",
        "2.5",
        "优",
        "total",
        "qty",
        "编号（必填）",
        "（批次）",
        "合计",
    ]
)
_OWN = (
    ColumnSpec("verdict", "检验结论"),
    ColumnSpec("qty", "抽样数量(吨)", "decimal", aliases=("PM2.5", "2.5")),
    ColumnSpec("number", "抽样单编号", "identifier", aliases=("编号",)),
)


@given(st.lists(st.lists(_CUTS, min_size=3, max_size=3), min_size=1, max_size=7), st.booleans())
def test_rows_that_are_not_read_as_a_heading_would_be_no_better(rows: list[list[str]], bare: bool) -> None:
    """The search leaves out rows that hold no part of any label; it finds what a search of all rows finds."""
    labels = heads.Labels(_OWN if bare else _OWN[::2])
    found = heads._best_head(rows, labels, None, False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(heads, "_named_by", lambda row, labels: None)
        assert heads._best_head(rows, labels, None, False) == found
