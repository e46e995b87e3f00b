"""Reading files: what they are, whatever they are called, and what is wrong with them."""

from __future__ import annotations

import io
import struct
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import numbers

from zhiheng.kernels.intake import IntakeError, Limits, biff, read_workbook
from zhiheng.kernels.intake.workbook import NOT_CALCULATED

from . import books

TABLE = "地区,企业数\n甘州区,12\n民乐县,7\n"


@pytest.mark.parametrize(
    ("data", "note"),
    [
        (TABLE.encode("utf-8"), "UTF-8"),
        (TABLE.encode("utf-8-sig"), "BOM"),
        (TABLE.encode("gbk"), "GB18030"),
        ("地区,数\n甲,1\n".encode("gb18030"), "GB18030"),
        (TABLE.encode("utf-16"), "UTF-16"),
        (TABLE.replace(",", "\t").encode("utf-16"), "UTF-16"),
        (TABLE.replace(",", ";").encode("gbk"), "分隔符"),
    ],
)
def test_csv_encodings_and_delimiters(data: bytes, note: str) -> None:
    book = read_workbook(data, "企业.csv")
    rows = book.sheets[0].rows
    assert rows[0][0] in {"地区"} and len(rows[0]) == 2 and len(rows) in {2, 3}
    assert any(note in text for text in book.notes)


def test_csv_with_quotes_breaks_and_ragged_rows() -> None:
    book = read_workbook(b'a,b,c\n"x\ny","1,5"\n\n"q""",2,3\n', "a.csv")
    assert book.sheets[0].rows == [["a", "b", "c"], ["x\ny", "1,5", ""], ["", "", ""], ['q"', "2", "3"]]


@pytest.mark.parametrize("name", ["旧表.xls", "旧表.xlsx"])
def test_html_under_the_name_of_a_workbook(name: str) -> None:
    html = (
        "<html><head><meta charset=gbk><style>td{color:red}</style></head><table>"
        "<tr><td rowspan=2>地区<td colspan=2>抽查</tr><tr><th>批次</th><th>合格<br>批次</th></tr>"
        "<tr><td>甘州&amp;区</td><td>12</td><td>11</td></tr></table></html>"
    )
    book = read_workbook(html.encode("gbk"), name)
    assert book.sheets[0].rows == [["地区", "抽查", ""], ["", "批次", "合格\n批次"], ["甘州&区", "12", "11"]]
    assert book.sheets[0].merged == [((0, 0), (1, 0)), ((0, 1), (0, 2))]
    assert any("网页" in note for note in book.notes)


def test_csv_under_the_name_of_a_workbook_and_the_other_way() -> None:
    assert any("文本（CSV）" in note for note in read_workbook(TABLE.encode(), "表.xls").notes)
    book = read_workbook(books.xlsx([["a"], [1]]), "表.csv")
    assert book.kind == "xlsx" and any(".csv" in note for note in book.notes)


def test_xml_spreadsheet_2003() -> None:
    ss = "urn:schemas-microsoft-com:office:spreadsheet"
    xml = (
        f'<?xml version="1.0"?><Workbook xmlns="{ss}" xmlns:ss="{ss}"><Worksheet ss:Name="甲"><Table>'
        '<Row><Cell><Data ss:Type="String">地区</Data></Cell><Cell ss:Index="3"><Data>数</Data></Cell></Row>'
        '<Row ss:Index="3"><Cell><Data>甘州</Data></Cell></Row></Table></Worksheet></Workbook>'
    )
    book = read_workbook(xml.encode(), "a.xls")
    assert book.sheets[0].name == "甲"
    assert book.sheets[0].rows == [["地区", "", "数"], ["", "", ""], ["甘州", "", ""]]
    bomb = xml.replace("?>", '?><!DOCTYPE x [<!ENTITY a "b">]>', 1)
    with pytest.raises(IntakeError, match="XML"):
        read_workbook(bomb.encode(), "a.xls")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _docx() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (books.xlsx([]), "empty"),
        (b"PK\x03\x04 broken", "damaged"),
        (books.xlsx([["a", "b"], [1, 2]])[:-700], "damaged"),
        (OLE + b"\0" * 2000, "damaged"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600, "password"),
        (b"%PDF-1.7 ...", "unknown"),
        (_docx(), "unknown"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "unknown"),
        (b"<html><p>nothing</p></html>", "no-table"),
    ],
)
def test_what_cannot_be_read_is_said_in_chinese(data: bytes, code: str) -> None:
    with pytest.raises(IntakeError) as caught:
        read_workbook(data, "报表.xls")
    assert caught.value.code == code
    assert "报表.xls" in str(caught.value) and caught.value.fix.endswith("。")


_LINES = "".join(f"A{n},甘州区,小麦粉{n}\n" for n in range(60))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            _LINES.encode() + _LINES.encode("gbk"),
            ("按 UTF-8 读到第 61 行（第 1544 个字节）", "多半是 UTF-8 "),
        ),
        (
            _LINES.encode("gbk") + b"A60,\xff\n",
            ("读到第 61 行", "按 UTF-8 读到第 1 行（第 4 个字节）", "多半是 GB18030"),
        ),
        (_LINES.encode("utf-16") + b"x", ("按 UTF-16 读到第 61 行",)),
        ((_LINES * 4).encode() + b"\0,1\n", ()),
        (
            _LINES[:30].encode() + b"\0,1\n",
            ("第 3 行（第 61 个字节）有文字里不会有的零字节", "UTF-8、GB18030、UTF-16"),
        ),
    ],
    ids=["mixed", "broken", "half a character", "zero late", "zero early"],
)
def test_what_is_no_text_is_told_with_what_was_tried_and_where_it_broke(
    data: bytes, said: tuple[str, ...]
) -> None:
    if not said:
        assert read_workbook(data, "报表.csv").kind == "CSV"
        return
    with pytest.raises(IntakeError) as caught:
        read_workbook(data, "报表.csv")
    assert caught.value.code == "encoding"
    for words in (*said, "报表.csv", "另存为“Excel 工作簿(*.xlsx)”或“CSV UTF-8（逗号分隔）”"):
        assert words in str(caught.value)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark_is_read(codec: str) -> None:
    book = read_workbook(_LINES.encode(codec), "报表.csv")
    assert book.sheets[0].rows[-1] == ["A59", "甘州区", "小麦粉59"] and "UTF-16" in book.notes[0]


def test_too_large() -> None:
    with pytest.raises(IntakeError, match="上限") as caught:
        read_workbook(b"a,b\n" * 1000, "a.csv", Limits(file_bytes=1000))
    assert caught.value.code == "too-large"
    with pytest.raises(IntakeError, match="上限"):
        read_workbook(b"a,b\n" * 1000, "a.csv", Limits(cells=100))


def test_a_stray_far_cell_is_refused_before_the_reader_lays_it_out() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "a"
    book.active["XFD1048576"] = 1
    with pytest.raises(IntakeError, match="XFD1048576"):
        read_workbook(books.saved(book), "a.xlsx")


def test_formula_errors_and_formulas_without_result_are_kept() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["a", "b", "c", "d"])
    sheet.append([1, None, None, "x"])
    sheet["B2"], sheet["C2"] = "#REF!", "=A2+1"
    sheet["B2"].data_type = "e"
    sheet["F9"] = "#DIV/0!"
    sheet["F9"].data_type = "e"
    rows = read_workbook(books.saved(book), "a.xlsx").sheets[0].rows
    assert rows[1][:4] == [1.0, "#REF!", NOT_CALCULATED, "x"]
    assert rows[8][5] == "#DIV/0!"
    assert all(len(r) == 6 for r in rows)


def test_percent_formats_are_seen() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["率", "数"])
    for _ in range(5):
        sheet.append([0.985, 3])
        sheet.cell(sheet.max_row, 1).number_format = numbers.FORMAT_PERCENTAGE_00
    assert read_workbook(books.saved(book), "a.xlsx").sheets[0].percent_columns == {0}


def test_sheets_are_found_by_name() -> None:
    book = read_workbook(books.xlsx([["a", 1]], title="抽<样&表"), "a.xlsx")
    assert book.sheet("抽<样&表").rows == [["a", 1.0]]
    with pytest.raises(IntakeError, match="没有名为"):
        book.sheet("别的")


def test_error_cells_of_an_old_xls() -> None:
    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    name = "甲"
    globals_length = 4 + 4 + (4 + 8 + 2 * len(name)) + 4
    stream = b"".join(
        [
            record(biff._BOF, b"\0" * 4),
            record(
                biff._BOUNDSHEET,
                struct.pack("<IBBBB", globals_length, 0, 0, len(name), 1) + name.encode("utf-16-le"),
            ),
            record(0x000A, b""),
            record(biff._BOF, b"\0" * 4),
            record(biff._BOOLERR, struct.pack("<HHHBB", 3, 1, 0, 0x17, 1)),
            record(biff._BOOLERR, struct.pack("<HHHBB", 4, 1, 0, 1, 0)),
            record(biff._FORMULA, struct.pack("<HHH8sH", 5, 2, 0, b"\x02\0\x07\0\0\0\xff\xff", 0)),
            record(biff._FORMULA, struct.pack("<HHHdH", 6, 2, 0, 1.5, 0)),
        ]
    )
    assert biff._scan(stream) == {name: [(3, 1, "#REF!"), (5, 2, "#DIV/0!")]}


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_nothing_makes_reading_fail_but_with_a_message(data: bytes) -> None:
    for head in (b"", biff.OLE_MAGIC, b"PK\x03\x04", b"<table>"):
        try:
            read_workbook(head + data, "a.xls")
        except IntakeError as error:
            assert error.fix
