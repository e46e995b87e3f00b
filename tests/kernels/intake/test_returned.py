"""The returned workbook: the user's own sheet with its errors, ready to be corrected and sent again."""

from __future__ import annotations

import datetime
import io
import time
import zipfile
from typing import Any
from xml.etree import ElementTree

import openpyxl
from openpyxl.styles import numbers

from zhiheng.kernels.intake import ColumnSpec, error_workbook, parse, plan, read_workbook
from zhiheng.kernels.intake.workbook import Workbook

from . import books
from .books import HEAD, SPECS, row


def returned(book: Workbook, specs: Any = SPECS, **options: Any) -> bytes:
    found = plan(book, specs)
    return error_workbook(book, found, parse(book, found, specs), **options)


def messy() -> Workbook:
    when = datetime.datetime(2016, 3, 5, 8, 30)
    rows = [
        ["标题 <一> & 二"],
        HEAD,
        row(),
        row(day="2016-02-30", verdict="?"),
        row(day=when, number=None),
        row(tested=True),
    ]
    return read_workbook(books.xlsx(rows, ["A1:C1"], title="抽查"), "a.xlsx")


def test_errors_stand_before_the_row_and_on_the_cells() -> None:
    book = openpyxl.load_workbook(io.BytesIO(returned(messy())))
    assert book.sheetnames == ["抽查", "错误汇总", "修正清单"]
    sheet = book["抽查"]
    assert (
        sheet["A2"].value == "错误说明"
        and sheet["B2"].value == HEAD[0]
        and sheet["B1"].value == "标题 <一> & 二"
    )
    assert sheet["A3"].value is None
    assert "【抽样日期】" in sheet["A4"].value and "【检验结论】" in sheet["A4"].value
    assert sheet["C4"].fill.fgColor.rgb == "FFFFD9D6" and sheet["D4"].fill.fgColor.rgb != "FFFFD9D6"
    assert "不存在" in sheet["C4"].comment.text and sheet["I4"].comment is not None
    assert sheet["C3"].value == datetime.datetime(2016, 3, 5) and sheet["C3"].number_format == r"yyyy\-mm\-dd"
    assert (
        sheet["C5"].value == datetime.datetime(2016, 3, 5, 8, 30)
        and sheet["B5"].fill.fgColor.rgb == "FFFFD9D6"
    )
    assert sheet["F6"].value is True and "B1:D1" in [str(r) for r in sheet.merged_cells.ranges]
    assert sheet.freeze_panes == "A3" and sheet.auto_filter.ref == "A2:J6"
    groups = [r[1].value for r in book["错误汇总"].iter_rows(min_row=5)]
    assert {"不是日期", "不在选项之内", "必填项为空", "不是数值"} == set(groups)


def test_the_parts_are_well_formed() -> None:
    with zipfile.ZipFile(io.BytesIO(returned(messy()))) as archive:
        names = set(archive.namelist())
        for name in names:
            ElementTree.fromstring(archive.read(name))
    assert {"xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/worksheets/_rels/sheet1.xml.rels"} <= names


def test_the_returned_file_can_be_corrected_and_sent_again() -> None:
    data = returned(messy())
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["抽查"]
    sheet["C4"], sheet["I4"], sheet["B5"], sheet["F6"] = "2016-02-28", "合格", "GZ9", 5
    again = read_workbook(books.saved(book), "改.xlsx")
    found = plan(again, SPECS)
    intake = parse(again, found, SPECS)
    assert found.sheet == "抽查" and not intake.errors and len(intake) == 4
    assert intake.columns["day"][2] == datetime.date(2016, 3, 5)


def test_percent_cells_stay_per_cent() -> None:
    source = openpyxl.Workbook()
    source.active.append(["地区", "合格率"])
    for n in range(6):
        source.active.append([f"县{n}", 0.9 + n / 100 if n else 7])
        source.active.cell(n + 2, 2).number_format = numbers.FORMAT_PERCENTAGE_00
    specs = (ColumnSpec("r", "地区"), ColumnSpec("rate", "合格率", "decimal", unit="%", maximum=100))
    once = read_workbook(books.saved(source), "a.xlsx")
    again = read_workbook(returned(once, specs), "b.xlsx")
    for book in (once, again):
        found = plan(book, specs)
        intake = parse(book, found, specs)
        assert found.factors == {"rate": "100"} and [p.rule for p in intake.errors] == ["too-large"]
        assert float(intake.columns["rate"][1]) == 91.0


def test_forbidden_characters_and_long_texts() -> None:
    book = read_workbook(
        "名称,数\n\x01_x0041_\ufffe甲,x\n".encode() + ("长" * 40_000).encode() + b",y\n", "a.csv"
    )
    specs = (ColumnSpec("a", "名称"), ColumnSpec("n", "数", "integer"))
    rows = read_workbook(returned(book, specs), "b.xlsx").sheets[0].rows
    assert rows[1][1] == "_x0041_甲" and len(rows[2][1]) == 32_000


def test_many_errors_in_linear_time_with_capped_comments() -> None:
    specs = (ColumnSpec("a", "名称"), ColumnSpec("n", "数", "integer"), ColumnSpec("d", "日期", "date"))

    def run(size: int) -> tuple[float, bytes]:
        text = "名称,数,日期\n" + "".join(f"甲{i},x{i},y{i}\n" for i in range(size))
        book = read_workbook(text.encode(), "a.csv")
        found = plan(book, specs)
        intake = parse(book, found, specs)
        start = time.process_time()
        data = error_workbook(book, found, intake)
        return time.process_time() - start, data

    run(500)
    small, _ = run(4_000)
    large, data = run(20_000)
    assert large < 12 * small + 0.5
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("xl/comments1.xml").count(b"<comment ") == 2_000
    summary = read_workbook(data, "b.xlsx").sheet("错误汇总").rows
    assert "错误 40000 处" in summary[0][0] and "2000" in summary[1][0]
    assert [r[2] for r in summary[4:]] == [20_000.0, 20_000.0]


def test_missing_columns_and_many_repairs() -> None:
    rows = [HEAD[1:], *[row(day="2016.3.5")[1:] for _ in range(5_100)]]
    data = returned(read_workbook(books.xlsx(rows), "a.xlsx"))
    book = read_workbook(data, "b.xlsx")
    assert "缺少必填列“抽样单编号”" in book.sheets[0].rows[0][0]
    repairs = book.sheet("修正清单").rows
    assert "其余 100 处从略" in repairs[5_001][2] and repairs[5_002][3] == 5100.0
