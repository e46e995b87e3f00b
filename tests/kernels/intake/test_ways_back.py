"""Templates and exports, and that both come back unchanged."""

from __future__ import annotations

import csv
import datetime
import io
import string
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhiheng.kernels.intake import (
    ColumnSpec,
    Intake,
    export_csv,
    export_workbook,
    parse,
    plan,
    read_workbook,
    template_workbook,
)
from zhiheng.kernels.intake.exporting import csv_parts
from zhiheng.kernels.intake.workbook import FORMULA_ERRORS

from . import books
from .books import REGIONS, SPECS


def back(data: bytes, name: str = "a.xlsx", specs: Any = SPECS) -> Intake:
    book = read_workbook(data, name)
    return parse(book, plan(book, specs), specs)


ROW = {
    "number": "00012345678901234567",
    "day": datetime.date(2016, 3, 5),
    "region": "620702",
    "enterprise": "=cmd|'/c calc'!A1",
    "tested": 12,
    "failed": None,
    "value": Decimal("12345.67"),
    "verdict": "fail",
    "retest": True,
}


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_what_is_exported_comes_back(name: str) -> None:
    data = (export_workbook if name.endswith("xlsx") else export_csv)(SPECS, [ROW])
    intake = back(data, name)
    assert not intake.errors and not len(intake.repairs)
    assert list(intake.rows()) == [ROW]


def test_text_is_never_a_formula() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(export_workbook(SPECS, [ROW]))).active
    assert sheet["D2"].data_type in {"s", "inlineStr"} and sheet["D2"].value == ROW["enterprise"]
    assert sheet["A2"].value == ROW["number"] and sheet["B2"].is_date
    texts = ["=1", "+1", "-1", "@x", "\tx", "'=1", "''-", "'x", "x=1"]
    specs = (ColumnSpec("a", "甲", multiline=True), ColumnSpec("b", "乙", "decimal"))
    data = export_csv(specs, [{"a": text, "b": Decimal("-1.5")} for text in texts])
    assert data.startswith(b"\xef\xbb\xbf")
    cells = [r[0] for r in csv.reader(io.StringIO(data.decode("utf-8-sig")))][1:]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in cells)
    assert b",-1.5\r\n" in data
    assert back(data, "a.csv", specs).columns["a"] == [t.strip() for t in texts]


def test_an_empty_export_still_has_its_heading_and_streams() -> None:
    for data, name in ((export_workbook(SPECS, []), "a.xlsx"), (export_csv(SPECS, []), "a.csv")):
        intake = back(data, name)
        assert len(intake) == 0 and not intake.errors
    out = io.BytesIO()
    assert export_workbook(SPECS, iter([ROW, ROW]), out) is None
    assert len(back(out.getvalue())) == 2
    assert len(list(csv_parts(SPECS, [ROW] * 10, size=4))) == 3
    assert b"".join(csv_parts(SPECS, [ROW] * 10, size=4)) == export_csv(SPECS, [ROW] * 10)


def _comes_back(text: str) -> bool:
    from zhiheng.kernels.intake.words import tidy

    return tidy(text) == text and text.strip() not in FORMULA_ERRORS and bool(text)


safe = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Co")), max_size=20).filter(_comes_back)
plain_ids = st.text(string.ascii_uppercase + string.digits, min_size=1, max_size=18).filter(
    lambda t: t not in {"NA", "NAN", "NULL", "NONE"}
)
records = st.fixed_dictionaries(
    {
        "number": plain_ids,
        "day": st.dates(datetime.date(1901, 1, 1), datetime.date(2199, 12, 31)),
        "region": st.none() | st.sampled_from(sorted(REGIONS)),
        "enterprise": safe.map(lambda t: f"厂{t}厂"[:30]).filter(_comes_back),
        "tested": st.none() | st.integers(0, 10**18),
        "failed": st.none() | st.integers(0, 500),
        "value": st.none() | st.decimals(-(10**12), 10**12, places=3),
        "verdict": st.none() | st.sampled_from(["pass", "fail"]),
        "retest": st.none() | st.booleans(),
        "note": st.none() | safe,
    }
)
ALL = (*SPECS, ColumnSpec("note", "备注说明"))


@settings(max_examples=40, deadline=None)
@given(st.lists(records, min_size=1, max_size=8), st.sampled_from(["a.xlsx", "a.csv"]))
def test_round_trip(rows: list[dict[str, Any]], name: str) -> None:
    data = (export_workbook if name.endswith("xlsx") else export_csv)(ALL, rows)
    book = read_workbook(data, name)
    found = plan(book, ALL)
    intake = parse(book, found, ALL)
    assert not intake.errors and len(found.matches) == len(ALL)
    taken = list(intake.rows())
    assert taken == rows
    assert [{n: type(v) for n, v in r.items()} for r in taken] == [
        {n: type(v) for n, v in r.items()} for r in rows
    ]


LONG = ColumnSpec(
    "kind", "产品类别", "choice", choices={f"k{n}": (f"第{n}类重点工业产品",) for n in range(60)}
)
FULL = (*SPECS[:-1], ColumnSpec("retest", "是否复检", "boolean", help="初检不合格后的复检"), LONG)


def test_template_has_marks_help_drop_downs_formats_and_guide() -> None:
    data = template_workbook(
        FULL, "监督抽查: 明细/2016", [{"number": "0001", "verdict": "pass", "retest": True}]
    )
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["监督抽查 明细 2016", "填写说明", "代码表", "选项"]
    sheet = book.active
    assert sheet["A1"].value == "抽样单编号*" and sheet["C1"].value == "行政区划"
    assert "必填" in sheet["A1"].comment.text and "复检" in sheet["I1"].comment.text
    lists = {str(v.sqref): v.formula1 for v in sheet.data_validations.dataValidation if v.type == "list"}
    assert lists == {"H2:H20000": '"合格,不合格"', "I2:I20000": '"是,否"', "J2:J20000": "'选项'!$A$2:$A$61"}
    assert (
        sheet.column_dimensions["A"].number_format == "@"
        and sheet.column_dimensions["B"].number_format == "yyyy-mm-dd"
    )
    guide = [[c.value for c in r] for r in book["填写说明"].iter_rows()]
    assert ["抽样单编号", "0001"] in [[r[0], r[3]] for r in guide] and any("合格" in str(r[3]) for r in guide)
    codes = {r[0].value: r[1].value for r in book["代码表"].iter_rows(min_row=2)}
    assert codes == REGIONS
    assert book["选项"]["A61"].value == "第59类重点工业产品"


def test_a_filled_template_comes_back() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_workbook(FULL, "抽查", [ROW])))
    assert len(back(books.saved(book), specs=FULL)) == 0
    sheet = book.active
    shown = {**ROW, "enterprise": "示例厂", "verdict": "不合格", "retest": "是", "kind": "第7类重点工业产品"}
    for j, spec in enumerate(FULL, 1):
        value = shown[spec.name]
        sheet.cell(2, j, float(value) if isinstance(value, Decimal) else value)
    intake = back(books.saved(book), specs=FULL)
    assert not intake.errors and not len(intake.repairs)
    assert list(intake.rows()) == [{**ROW, "enterprise": "示例厂", "kind": "k7"}]


def test_labels_used_twice_are_told_apart() -> None:
    specs = (ColumnSpec("a", "日期", "date"), ColumnSpec("b", "日期", "date"))
    data = export_workbook(specs, [{"a": datetime.date(2016, 1, 1), "b": None}])
    assert read_workbook(data, "a.xlsx").sheets[0].rows[0] == ["日期（a）", "日期（b）"]
