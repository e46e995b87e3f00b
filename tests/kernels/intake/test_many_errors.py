"""A file that is wrong all over: told in groups, returned as a workbook, in memory that grows with its size and no
faster; and every check says row, column, value and what would be right."""

from __future__ import annotations

import datetime as dt
import io
import tracemalloc

import openpyxl
import pytest

from zhiheng.kernels.intake import ColumnSpec, Intake, Workbook, error_workbook, parse, plan, read_workbook
from zhiheng.kernels.intake.grouping import grouped
from zhiheng.kernels.intake.planning import Plan
from zhiheng.kernels.intake.specs import Problem

SPECS = [
    ColumnSpec("code", "编号", "identifier", required=True, max_length=10),
    ColumnSpec("day", "日期", "date", required=True, minimum=dt.date(2000, 1, 1)),
    ColumnSpec("n", "数量", "integer", minimum=0, maximum=100),
    ColumnSpec("share", "占比", "decimal", unit="%"),
    ColumnSpec("good", "合格", "boolean"),
    ColumnSpec("kind", "种类", "choice", choices={"a": ("甲",), "b": ("乙",)}),
    ColumnSpec("place", "区划", "code", codes={"620702": "甘州区", "620721": "肃南县"}),
    ColumnSpec("name", "名称", "text", max_length=6),
]
HEAD = "编号,日期,数量,占比,合格,种类,区划,名称\n"
GOOD = ["A1", "2016-01-05", "1", "5", "是", "甲", "甘州区", "样例"]


def read(text: str) -> tuple[Workbook, Plan, Intake]:
    book = read_workbook(text.encode(), "表.csv")
    found = plan(book, SPECS)
    return book, found, parse(book, found, SPECS, ["code"])


def wrong(rows: int) -> str:
    return HEAD + "".join(
        f"编号写得太长了一些吧{i},昨天{i},-{i + 1},许多{i},或许{i},丙{i},无此地{i},名称也写得太长{i}\n"
        for i in range(rows)
    )


def test_errors_are_grouped_by_kind_and_column() -> None:
    book, found, result = read(wrong(500))
    groups = result.summary()
    assert len(result.errors) == 8 * 500
    assert {(g.label, g.occurrences) for g in groups} == {(s.label, 500) for s in SPECS}
    for group in groups:
        assert group.examples and len(group.examples) <= 5
        assert group.rows == "2-501"
        assert group.fix
    returned = openpyxl.load_workbook(io.BytesIO(error_workbook(book, found, result)))
    assert returned.worksheets[0].max_row == 501
    assert not result.good


def test_each_rule_across_columns_is_a_group_of_its_own_words() -> None:
    told = {"停止早于开始": "请核对两个日期。", "结论为合格,却有缺陷": "请改正结论。"}
    problems = [
        Problem(row, "day", "日期", f"值{row}", message, told[message], rule="row-rule")
        for row, message in enumerate([*told, *told, "停止早于开始"], start=3)
    ]
    found = [(g.message, g.fix, g.occurrences, g.rows) for g in grouped(problems)]
    assert found == [
        ("停止早于开始", "请核对两个日期。", 3, "3、5、7"),
        ("结论为合格,却有缺陷", "请改正结论。", 2, "4、6"),
    ]


def test_memory_grows_with_the_errors_and_no_faster() -> None:
    def peak(rows: int) -> int:
        text = wrong(rows)
        tracemalloc.start()
        try:
            book, found, result = read(text)
            error_workbook(book, found, result)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(50)  # what is made once
    assert peak(2000) < 5 * peak(500)


@pytest.mark.parametrize(
    ("column", "value", "rule", "right"),
    [
        ("编号", "", "required", "补填"),
        ("编号", "12345678901", "too-long", "10"),
        ("日期", "", "required", "2016-03-05"),
        ("日期", "昨天", "not-date", "2016-03-05"),
        ("日期", "2016-13-05", "not-date", "2016-03-05"),
        ("日期", "1999-12-31", "too-small", "2000-01-01"),
        ("数量", "许多", "not-number", "数"),
        ("数量", "1.5", "not-integer", "整数"),
        ("数量", "-1", "too-small", "0"),
        ("数量", "101", "too-large", "100"),
        ("占比", "很高", "not-number", "数"),
        ("合格", "或许", "not-boolean", "“是”或“否”"),
        ("种类", "丙", "not-choice", "甲、乙"),
        ("区划", "甘洲区", "unknown-code", "620702"),
        ("区划", "620720", "unknown-code", "62072"),
        ("名称", "一二三四五六七", "too-long", "6"),
    ],
)
def test_every_check_says_where_what_and_what_would_be_right(
    column: str, value: str, rule: str, right: str
) -> None:
    labels = [s.label for s in SPECS]
    row = [value if label == column else good for label, good in zip(labels, GOOD, strict=True)]
    _book, _found, result = read(
        f"{HEAD}{','.join(GOOD)}\n{','.join(row)}\n".replace("A1,2016", "A0,2016", 1)
    )
    (problem,) = result.errors
    assert (problem.row, problem.label, problem.rule) == (3, column, rule)
    assert problem.cell.endswith("3")
    assert str(problem.value).strip() == value
    assert right in f"{problem.message}{problem.fix}", problem
    assert problem.fix
