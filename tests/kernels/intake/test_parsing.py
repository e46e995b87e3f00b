"""Whole sheets: what is left out, repaired, refused, and how it is told."""

from __future__ import annotations

import datetime
import time
from decimal import Decimal
from typing import Any

import pytest

from zhiheng.kernels.intake import ColumnSpec, Intake, Problem, parse, plan, read_workbook
from zhiheng.kernels.intake.grouping import row_ranges

from . import books
from .books import HEAD, SPECS, row


def taken(rows: list[list[Any]], merges: tuple[str, ...] = (), specs: Any = SPECS, **options: Any) -> Intake:
    book = read_workbook(books.xlsx(rows, merges), "表.xlsx")
    return parse(book, plan(book, specs), specs, **options)


def test_a_good_row() -> None:
    intake = taken([HEAD, row()])
    assert not intake.errors and not len(intake.repairs) and intake.good == [0]
    assert next(intake.rows()) == {
        "number": "GZ0001",
        "day": datetime.date(2016, 3, 5),
        "region": "620702",
        "enterprise": "示例食品厂",
        "tested": 10,
        "failed": 1,
        "value": Decimal("12.5"),
        "verdict": "pass",
        "retest": False,
    }


def test_a_messy_gbk_csv() -> None:
    lines = [
        "某市2016年监督抽查情况,,,,,,,,",
        "单位：万元,,,,,,,,",
        ",".join(HEAD),
        'GZ1,2016.3.5,甘州区,示例一厂,"1,200",３,12.5,合格,√',
        "GZ2,2016年3月6日,620722, 示例二厂 ,10家,0,—,不符合,否",
        "小计,,,,1210,3,,,",
        ",,,,,,,,",
        ",".join(HEAD),
        "GZ3,20160307,城关区,,十,11,1亿元,待定,是",
        "合  计,,,,1220,14,,,",
        "注：本表由各县报送。,,,,,,,,",
        "填表人：某某,,,审核：某某,,,日期：2016-4-1,,",
    ]
    book = read_workbook("\r\n".join(lines).encode("gbk"), "抽查.csv")
    found = plan(book, SPECS)
    intake = parse(book, found, SPECS)
    assert found.header_rows == (3, 3) and list(intake.row_numbers) == [4, 5, 9] and intake.good == [0, 1]
    assert intake.columns["tested"] == [1200, 10, None] and intake.columns["value"][2] == Decimal(10000)
    assert intake.left_out == {"total-row": 2, "blank-row": 1, "header-row": 1, "note-row": 2}
    assert {(p.cell, p.rule) for p in intake.errors} == {
        ("C9", "ambiguous-name"),
        ("D9", "required"),
        ("E9", "not-number"),
        ("H9", "not-choice"),
    }
    repaired = {(r.row, r.column, r.rule) for r in intake.repairs if r.column}
    assert repaired == {
        (4, "day", "text-date"),
        (4, "tested", "thousands"),
        (4, "failed", "full-width"),
        (4, "retest", "boolean-word"),
        (5, "day", "text-date"),
        (5, "enterprise", "spaces"),
        (5, "tested", "unit-suffix"),
        (5, "value", "placeholder"),
        (5, "verdict", "choice-synonym"),
        (9, "day", "text-date"),
        (9, "value", "unit-scale"),
    }
    before_after = next(r for r in intake.repairs if r.rule == "thousands")
    assert (before_after.before, before_after.after) == ("1,200", 1200)
    text = intake.summary_text()
    assert "共 3 条记录，其中 2 条无误，1 条有错" in text and "合计或小计行未计入：2 行" in text


def test_rows_left_out_can_be_kept() -> None:
    rows = [HEAD, row(), row(number="总计", enterprise="合计"), row(number="GZ2")]
    book = read_workbook(books.xlsx(rows), "a.xlsx")
    found = plan(book, SPECS)
    assert list(parse(book, found, SPECS).row_numbers) == [2, 4]
    import dataclasses

    assert len(parse(book, dataclasses.replace(found, keep_rows=(3,)), SPECS)) == 3
    assert len(parse(book, dataclasses.replace(found, leave_out=()), SPECS)) == 3


@pytest.mark.parametrize(
    ("name", "is_left_out"),
    [
        ("合计", True),
        ("全市总计", True),
        ("（小计）", True),
        ("Total", True),
        ("某某会计", False),
        ("统计局", False),
        ("累计科技公司", False),
    ],
)
def test_totals(name: str, is_left_out: bool) -> None:
    specs = (ColumnSpec("name", "名称"), ColumnSpec("n", "数", "integer"))
    assert len(taken([["名称", "数"], ["甲", 1], [name, 2]], specs=specs)) == (1 if is_left_out else 2)


def test_another_table_below_is_not_taken_for_this_one() -> None:
    specs = (ColumnSpec("r", "地区"), ColumnSpec("a", "教育", "decimal"), ColumnSpec("b", "科技", "decimal"))
    rows = [
        ["地区", "教育", "科技"],
        ["甲", 1.5, 2],
        ["乙", 3, 4],
        ["续表"],
        ["地区", "金融", "住房"],
        ["甲", 50, 60],
        ["乙", 70, 80],
    ]
    intake = taken(rows, specs=specs)
    assert intake.columns["a"] == [Decimal("1.5"), Decimal(3)] and intake.left_out == {"other-table": 4}
    assert [r.row for r in intake.repairs if r.rule == "other-table"] == [4, 5, 6, 7]


def test_a_choice_called_total_is_no_total() -> None:
    specs = (
        ColumnSpec("kind", "口径", "choice", choices={"a": ("合计",), "b": ("城镇",)}),
        ColumnSpec("n", "数", "integer"),
    )
    assert taken([["口径", "数"], ["合计", 1], ["城镇", 2]], specs=specs).columns["kind"] == ["a", "b"]


def test_a_record_with_a_colon_is_no_note() -> None:
    intake = taken([HEAD, row(number="备注:1"), row(number="GZ2")])
    assert len(intake) == 2


def test_every_error_at_once_by_row_and_column() -> None:
    bad = row(
        number=None,
        day="2016-13-01",
        region="火星",
        tested=2.5,
        failed=-1,
        value="很多",
        verdict="?",
        retest="?",
    )
    intake = taken([HEAD, bad, row()])
    assert [p.column for p in intake.errors] == [
        "number",
        "day",
        "region",
        "tested",
        "failed",
        "value",
        "verdict",
        "retest",
    ]
    assert all(p.row == 2 and p.label and p.message and p.fix and p.cell for p in intake.errors)
    assert intake.good == [1]
    assert all(intake.columns[p.column][0] is None for p in intake.errors)


def test_formula_errors_name_the_cell() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(HEAD)
    book.active.append(row())
    for cell, value, kind in (("E2", "#REF!", "e"), ("G2", "=A1+1", "f")):
        book.active[cell] = value
        book.active[cell].data_type = kind
    read = read_workbook(books.saved(book), "a.xlsx")
    problems = parse(read, plan(read, SPECS), SPECS).errors
    assert [(p.cell, p.rule) for p in problems] == [("E2", "formula-error"), ("G2", "formula-error")]
    assert "#REF!" in problems[0].message and "没有计算结果" in problems[1].message


def test_duplicates_inside_the_file() -> None:
    rows = [HEAD, row(), row(number="GZ2"), row(), row(tested=99), row(number=None), row(number=None)]
    intake = taken(rows, natural_key=("number",))
    twice = [p for p in intake.errors if p.rule == "duplicate"]
    assert [p.row for p in twice] == [4, 5] and all("第 2 行" in p.message for p in twice)
    assert twice[0].message.startswith("整行") and twice[1].message.startswith("“抽样单编号”")
    assert intake.good == [0, 1]
    with pytest.raises(ValueError, match="nothing"):
        taken(rows, natural_key=("nothing",))


def test_a_blank_that_is_allowed_in_a_key_is_a_value_of_it() -> None:
    specs = (
        ColumnSpec("firm", "企业", required=True),
        ColumnSpec("code", "类别代码"),
        ColumnSpec("n", "数量", "integer"),
    )
    rows = [
        ["企业", "类别代码", "数量"],
        ["甲", None, 1],
        ["甲", "W1", 2],
        ["甲", None, 3],
        [None, None, 4],
        ["甲", None, "x"],
    ]
    intake = taken(rows, specs=specs, natural_key=("firm", "code"))
    # What is wrong already is not told a second time.
    assert [(p.row, p.rule) for p in intake.errors] == [(4, "duplicate"), (5, "required"), (6, "not-number")]
    assert intake.errors[0].value == "甲，空" and intake.good == [0, 1]


def test_merged_cells_are_filled_only_where_allowed() -> None:
    specs = (
        ColumnSpec("city", "市", fill_down=True),
        ColumnSpec("county", "县", required=True),
        ColumnSpec("note", "备注"),
    )
    rows = [["市", "县", "备注"], ["甲市", "一县", "x"], [None, "二县", None], [None, "三县", None]]
    merged = taken(rows, ("A2:A3", "C2:C4"), specs=specs)
    assert merged.columns["city"] == ["甲市", "甲市", None] and merged.columns["note"] == ["x", None, None]
    assert [(r.row, r.rule) for r in merged.repairs] == [(3, "fill-down")]
    book = read_workbook("市,县,备注\n甲市,一县,x\n,二县,\n".encode(), "a.csv")
    assert parse(book, plan(book, specs), specs).columns["city"] == ["甲市", "甲市"]


def test_a_missing_required_column_is_one_error_and_nothing_is_good() -> None:
    intake = taken([HEAD[1:], row()[1:], row(tested="x")[1:]])
    assert intake.good == [] and intake.errors[0].rule == "missing-column"
    assert "抽样单编号" in intake.errors[0].message and {p.rule for p in intake.errors} == {
        "missing-column",
        "not-number",
    }


def test_booleans_and_numbers_in_one_column_stay_apart() -> None:
    specs = (ColumnSpec("a", "甲", "integer"), ColumnSpec("b", "乙", "boolean"), ColumnSpec("c", "丙"))
    intake = taken(
        [["甲", "乙", "丙"], [1, 1, True], [True, True, 1], [0, "x", 0], [False, False, False]], specs=specs
    )
    assert intake.columns["a"] == [1, None, 0, None] and [
        p.row for p in intake.errors if p.column == "a"
    ] == [3, 5]
    assert intake.columns["b"] == [True, True, False, False] and intake.columns["c"] == ["是", "1", "0", "否"]


@pytest.mark.parametrize("kind", ["text", "identifier", "decimal", "integer", "date"])
def test_sweeping_a_column_equals_converting_each_cell(kind: Any) -> None:
    from zhiheng.kernels.intake.parsing import Repairs, _convert, _convert_cells, _Run

    day = datetime.date(2016, 3, 5)
    mixes: list[list[Any]] = [
        ["甲", "乙 ", "", "'=1", "#REF!", "丙\n丁", "x" * 50],
        ["A1", "", "Ｂ2", 3.0, "甲", "A1"],
        [1.0, 2.5, 0.0, 100.0, 101.0, -1.0, float("1e14"), ""],
        [1.0, 2.0, "3", True, None, "x"],
        [day, datetime.date(1990, 1, 1), "2016.3.5", "", datetime.datetime(2016, 3, 5)],
        ["甲", "乙", ""],
        ["甲", "乙"],
        [day, day],
        [1.5, 2.5],
        [3.0] * 40 + [4.5],
    ]
    bounds: dict[str, Any] = {"minimum": 0, "maximum": 100} if kind in {"decimal", "integer"} else {}
    if kind == "date":
        bounds = {"minimum": datetime.date(2000, 1, 1)}
    for required in (True, False):
        spec = ColumnSpec("x", "列", kind, required=required, max_length=20, **bounds)
        for raw in mixes:
            runs = [_Run(range(2, 99), True, Repairs(), [], set()) for _ in range(2)]
            one = _convert(list(raw), spec, 0, Decimal(1), runs[0])
            two = _convert_cells(list(raw), range(len(raw)), spec, 0, Decimal(1), runs[1])
            assert one == two and list(map(type, one)) == list(map(type, two))
            assert runs[0].errors == runs[1].errors and list(runs[0].repairs) == list(runs[1].repairs)
            assert runs[0].wrong == runs[1].wrong


def test_a_hundred_thousand_errors_are_grouped_in_linear_time() -> None:
    specs = (
        ColumnSpec("name", "名称", required=True),
        ColumnSpec("n", "数", "integer"),
        ColumnSpec("r", "地区", "code", codes=books.REGIONS),
    )

    def run(size: int) -> tuple[float, Intake]:
        text = "名称,数,地区\n" + "".join(f"甲{i},x{i},区{i}\n" for i in range(size))
        book = read_workbook(text.encode(), "a.csv")
        found = plan(book, specs)
        start = time.process_time()
        intake = parse(book, found, specs)
        intake.summary_text()
        return time.process_time() - start, intake

    run(1_000)
    small, _ = run(5_000)
    large, intake = run(50_000)
    assert len(intake.errors) == 100_000 and intake.good == []
    assert large < 25 * small + 0.2
    groups = intake.summary()
    assert [(g.column, g.rule, g.occurrences) for g in groups] == [
        ("n", "not-number", 50_000),
        ("r", "unknown-code", 50_000),
    ]
    assert groups[0].rows == "2-50001" and len(groups[0].examples) == 5


def test_repairs_read_like_a_list() -> None:
    repairs = taken([HEAD, row(day="2016.3.5", enterprise=" 甲 "), row(day="2016.3.6")]).repairs
    everything = list(repairs)
    assert (
        len(repairs) == 3 and [repairs[i] for i in range(3)] == everything and repairs[-1] == everything[-1]
    )
    assert repairs[1:] == everything[1:] and repairs.counts() == {
        ("day", "text-date"): 2,
        ("enterprise", "spaces"): 1,
    }
    with pytest.raises(IndexError):
        repairs[3]


def test_row_ranges() -> None:
    assert row_ranges([3, 4, 5, 9, 12, 12]) == "3-5、9、12"
    assert row_ranges(list(range(1, 40, 2))).endswith(" 等")


def test_problem_is_plain_data() -> None:
    problem = Problem(3, "n", "数", "x", "不是数值", "请只填数值。", "not-number", "B3")
    assert problem._asdict()["cell"] == "B3"
