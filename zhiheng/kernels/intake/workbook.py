"""Reading a file into sheets of rows, whatever it is called and whatever is wrong with it.

The cells of spreadsheets come from python-calamine. It hands back formula errors and formulas without a stored
result as blanks, which would lose them silently; so the sheet's XML is scanned once for such cells, and they are
put back as the texts of `FORMULA_ERRORS`.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import python_calamine

from . import biff, texts
from .specs import IntakeError, Limits, column_letter

NOT_CALCULATED: Final = "#未计算!"
FORMULA_ERRORS: Final = frozenset(
    {"#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#SPILL!", "#CALC!", "#BLOCKED!"}
    | {"#GETTING_DATA", NOT_CALCULATED}
)
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF", b"II*\0", b"MM\0*")
Rows = list[list[Any]]


@dataclass
class Sheet:
    """One sheet. `rows[i][j]` is row i + 1, column j of the user's sheet; blanks are "".

    `typed` tells that cells carry types (a number is a number); in CSV and HTML everything is text.
    `merged`: ranges ((first row, first column), (last row, last column)), 0-based, or None when unknown.
    """

    name: str
    visible: bool
    typed: bool
    load: Callable[[], tuple[Rows, texts.Merged | None, frozenset[int]]]
    _loaded: tuple[Rows, texts.Merged | None, frozenset[int]] | None = field(default=None, repr=False)

    def _get(self) -> tuple[Rows, texts.Merged | None, frozenset[int]]:
        if self._loaded is None:
            self._loaded = self.load()
        return self._loaded

    @property
    def rows(self) -> Rows:
        return self._get()[0]

    @property
    def merged(self) -> texts.Merged | None:
        return self._get()[1]

    @property
    def percent_columns(self) -> frozenset[int]:
        """Columns whose cells show as per cent: 0.985 stands for 98.5 %."""
        return self._get()[2]


@dataclass
class Workbook:
    """A file read. `notes` tells what was found about it (encoding, true kind), in Chinese."""

    filename: str
    kind: str
    sheets: list[Sheet]
    notes: list[str] = field(default_factory=list)

    def sheet(self, name: str) -> Sheet:
        """The sheet of that name; IntakeError when there is none."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        names = "、".join(s.name for s in self.sheets)
        raise IntakeError("no-sheet", f"没有名为“{name}”的工作表", f"现有工作表：{names}。", self.filename)


def read_workbook(data: bytes, filename: str, limits: Limits | None = None) -> Workbook:
    """Read xlsx, xlsm, xlsb, xls, ods, csv, tsv, and HTML or XML tables under any of these names.

    The content decides what the file is; a name that says otherwise is noted, not refused.
    Raises IntakeError: empty, too-large, password, damaged, unknown, encoding.
    """
    limits = limits or Limits()
    if not data.strip(b"\0 \t\r\n"):
        raise IntakeError("empty", "文件是空的", "请选择有内容的文件再上传。", filename)
    if len(data) > limits.file_bytes:
        raise IntakeError(
            "too-large",
            f"文件有 {len(data) / 1048576:.1f} MB，超过 {limits.file_bytes // 1048576} MB 的上限",
            "请按年度或地区拆成几个文件分别上传。",
            filename,
        )
    suffix = filename.rsplit(".", 1)[-1].lower() if "." in filename else ""
    if data.startswith(b"PK") or data.startswith(biff.OLE_MAGIC):
        book = _read_spreadsheet(data, filename, limits)
        if suffix in {"csv", "tsv", "txt", "htm", "html"}:
            book.notes.append(f"文件名是 .{suffix}，内容其实是 {book.kind} 工作簿，已按工作簿读取。")
    else:
        book = _read_text(data, filename, suffix, limits)
    if not any(_has_value(sheet.rows) for sheet in book.sheets):
        raise IntakeError("empty", "文件里没有任何数据", "请确认数据在工作表里且已保存。", filename)
    return book


def _has_value(rows: Rows) -> bool:
    return any(cell not in ("", None) for row in rows for cell in row)


def _read_text(data: bytes, filename: str, suffix: str, limits: Limits) -> Workbook:
    if data.startswith(b"%PDF"):
        raise IntakeError("unknown", "这是 PDF 文件，不是表格", "请上传 Excel 或 CSV 表格。", filename)
    if texts.looks_binary(data):
        if suffix in {"csv", "tsv", "txt"} and not data.startswith(_PICTURES):
            raise _named(texts.undecodable(data), filename)
        raise IntakeError(
            "unknown",
            "文件不是可识别的表格",
            "请上传 .xlsx、.xls、.ods 或 .csv 文件；文件可能已损坏。",
            filename,
        )
    try:
        return _as_text(data, filename, suffix, limits)
    except IntakeError as error:
        raise (error if error.where else _named(error, filename)) from error.__cause__


def _named(error: IntakeError, filename: str) -> IntakeError:
    return IntakeError(error.code, error.what, error.fix, filename)


def _as_text(data: bytes, filename: str, suffix: str, limits: Limits) -> Workbook:
    head = data[:4096].lower()
    flat = head.replace(b"\0", b"")
    if b"urn:schemas-microsoft-com:office:spreadsheet" in flat:
        found = [(name, rows, None) for name, rows in texts.xml_spreadsheet(data)]
        kind, notes = "XML 表格", [_mislabelled(suffix, "XML 表格")]
    elif re.search(rb"<(html|table|!doctype html)", flat):
        declared = re.search(rb"charset=[\"']?([\w-]+)", head)
        text, encoding = texts.decode(data, declared.group(1).decode() if declared else None)
        found = [*texts.html_tables(text)]  # type: ignore[list-item]
        kind, notes = "HTML", [_mislabelled(suffix, "网页（HTML）表格"), f"文字编码：{encoding}。"]
        if not found:
            raise IntakeError(
                "no-table", "网页文件里没有表格", "请用 Excel 打开后另存为 .xlsx 再上传。", filename
            )
    else:
        text, encoding = texts.decode(data)
        rows, delimiter = texts.csv_rows(
            text.lstrip("\ufeff").rstrip("\x1a")
        )  # old systems end a text with ^Z
        kind = "TSV" if delimiter == "\t" else "CSV"
        notes = [f"文字编码：{encoding}。"]
        if delimiter not in {",", "\t"}:
            notes.append(f"分隔符是“{delimiter}”。")
        if suffix not in {"csv", "tsv", "txt", ""}:
            notes.append(_mislabelled(suffix, "文本（CSV）"))
        found = [("CSV", rows, None)]
    for name, rows, _ in found:
        _check_cells(len(rows), len(rows[0]) if rows else 0, name, filename, limits)
    sheets = [
        Sheet(name, True, False, lambda r=rows, m=merged: (r, m, frozenset()))  # type: ignore[misc]
        for name, rows, merged in found
    ]
    return Workbook(filename, kind, sheets, [note for note in notes if note])


def _mislabelled(suffix: str, kind: str) -> str:
    return (
        f"文件名是 .{suffix}，内容其实是{kind}，已按其内容读取。"
        if suffix in {"xls", "xlsx", "ods", "et"}
        else ""
    )


def _check_cells(height: int, width: int, sheet: str, filename: str, limits: Limits) -> None:
    if height * width > limits.cells:
        raise IntakeError(
            "too-large",
            f"工作表“{sheet}”的范围到 {column_letter(max(width - 1, 0))}{height}，共 {height * width:,} 个单元格，"
            f"超过 {limits.cells:,} 个的上限",
            "请删除数据区之外的多余行列（选中后右键删除，而不是清除内容），或拆成几个文件。",
            filename,
        )


def _read_spreadsheet(data: bytes, filename: str, limits: Limits) -> Workbook:
    xml: dict[str, Callable[[], bytes]] = {}
    percent_styles: frozenset[bytes] = frozenset()
    is_zip = data.startswith(b"PK")
    if not is_zip and biff.has_password(data):
        raise _password(filename)
    if is_zip:
        xml, percent_styles = _open_zip(data, filename, limits)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        metadata = list(book.sheets_metadata)
    except python_calamine.PasswordError as error:
        raise _password(filename) from error
    except BaseException as error:
        raise _damaged(error, filename) from error
    kind = ("ods" if not xml and b"opendocument" in data[:200] else "xlsx") if is_zip else "xls"
    errors = {} if is_zip else biff.formula_errors(data)

    def loader(name: str) -> Callable[[], tuple[Rows, texts.Merged | None, frozenset[int]]]:
        def load() -> tuple[Rows, texts.Merged | None, frozenset[int]]:
            source = xml[name]() if name in xml else b""
            height, width = _extent(source)
            _check_cells(height, width, name, filename, limits)
            try:
                sheet = book.get_sheet_by_name(name)
                _check_cells(sheet.total_height, sheet.total_width, name, filename, limits)
                rows = sheet.to_python(skip_empty_area=False)
                merged = sheet.merged_cell_ranges
            except IntakeError:
                raise
            except BaseException as error:
                raise _damaged(error, filename) from error
            put_back = [*_xml_errors(source), *errors.get(name, ())]
            for row, column, text in put_back:
                while len(rows) <= row:
                    rows.append([""] * (len(rows[0]) if rows else 0))
                if column >= len(rows[row]):
                    for line in rows:
                        line.extend([""] * (column + 1 - len(line)))
                rows[row][column] = text
            return rows, merged, _percent_columns(source, percent_styles)

        return load

    sheets = [
        Sheet(m.name, m.visible == python_calamine.SheetVisibleEnum.Visible, True, loader(m.name))
        for m in metadata
        if m.typ == python_calamine.SheetTypeEnum.WorkSheet
    ]
    if not sheets:
        raise IntakeError("empty", "工作簿里没有普通工作表", "请把数据放进普通工作表后再上传。", filename)
    return Workbook(filename, kind, sheets)


def _password(filename: str) -> IntakeError:
    return IntakeError(
        "password",
        "文件设有打开密码，无法读取",
        "请用 Excel 打开，在“文件—信息—保护工作簿—用密码进行加密”中清空密码，另存后再上传。",
        filename,
    )


def _damaged(error: BaseException, filename: str) -> BaseException:
    # A panic of the reader's native code arrives as a BaseException of its own; anything else of that rank
    # (an interrupt) is not ours to turn into a message.
    if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
        return error
    if "assword" in str(error):
        return _password(filename)
    return IntakeError(
        "damaged",
        "文件已损坏或不完整，读不出表格",
        "请用 Excel 打开并选择修复，另存为 .xlsx 后再上传。",
        filename,
    )


def _open_zip(
    data: bytes, filename: str, limits: Limits
) -> tuple[dict[str, Callable[[], bytes]], frozenset[bytes]]:
    """Readers of the sheets' XML by sheet name (xlsx only), and the style numbers that show per cent."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = set(archive.namelist())
        total = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise _damaged(error, filename) from error
    if total > limits.unpacked_bytes:
        raise IntakeError(
            "too-large",
            f"文件解压后有 {total // 1048576} MB，超过 {limits.unpacked_bytes // 1048576} MB 的上限",
            "请删除多余的行列、图片或拆成几个文件。",
            filename,
        )
    if "word/document.xml" in names or "ppt/presentation.xml" in names:
        raise IntakeError(
            "unknown", "这是 Word 或 PPT 文件，不是表格", "请上传 Excel 或 CSV 表格。", filename
        )
    if any(entry.flag_bits & 1 for entry in archive.infolist()):
        raise _password(filename)
    if "xl/workbook.xml" not in names:
        return {}, frozenset()
    try:
        book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
        rels = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
        styles = archive.read("xl/styles.xml") if "xl/styles.xml" in names else b""
    except (KeyError, zipfile.BadZipFile, zlib.error, NotImplementedError) as error:
        raise _damaged(error, filename) from error
    targets = {}
    for tag in re.findall(r"<(?:\w+:)?Relationship\b[^>]*>", rels):
        given = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        targets[given.get("Id", "")] = posixpath.normpath(
            posixpath.join("/xl", given.get("Target", ""))
        ).lstrip("/")
    readers: dict[str, Callable[[], bytes]] = {}
    for tag in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", book):
        given = dict(re.findall(r'([\w:]+)="([^"]*)"', tag))
        path = targets.get(next((v for k, v in given.items() if k.endswith(":id")), ""), "")
        if path in names and path.endswith(".xml"):
            readers[_unescape(given.get("name", ""))] = _reader(archive, path, filename)
    return readers, _percent_style_numbers(styles)


def _unescape(text: str) -> str:
    for mark, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(mark, char)
    return text


def _reader(archive: zipfile.ZipFile, path: str, filename: str) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            return archive.read(path)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError) as error:
            raise _damaged(error, filename) from error

    return read


def _extent(source: bytes) -> tuple[int, int]:
    """Last row and a bound of the last column, from the XML: a stray far cell would make the reader lay out
    a dense table of billions of cells before anybody could look at its size."""
    if not source:
        return 0, 0
    at = source.rfind(b'<row r="')
    last = re.match(rb'<row r="(\d+)"', source[at : at + 30]) if at >= 0 else None
    height = int(last.group(1)) if last else 0
    # One quick look decides whether any column lies beyond Z; the list of them is made only then.
    if not re.search(rb' r="[A-Z]{2}', source):
        return height, 26
    return height, max(_column_number(c) for c in set(re.findall(rb' r="([A-Z]{2,3})\d', source)) or {b"Z"})


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"([^>]*)(?<!/)>(.*?)</c>', re.DOTALL)
_NO_RESULT = re.compile(rb"(</f>|<f[^>]*/>)(<v></v>|<v ?/>)?$")
_NO_RESULT_MARKS: Final = (b"</f><v></v>", b"</f><v/>", b"</f><v />", b"</f></c>", b"/></c>")


def _xml_errors(source: bytes) -> list[tuple[int, int, str]]:
    """Cells (row, column, text) whose formula failed or has no stored result."""
    found: dict[tuple[int, int], str] = {}
    marks = (b't="e"', *(_NO_RESULT_MARKS if b"</f>" in source or b"<f " in source else ()))
    for mark in marks:
        at = source.find(mark)
        while at >= 0:
            match = _CELL.match(source, source.rfind(b"<c ", 0, at))
            if match is not None and match.end() > at:
                letters, row, attributes, body = match.groups()
                text = _error_text(attributes, body)
                if text:
                    found[int(row) - 1, _column_number(letters) - 1] = text
            at = source.find(mark, at + len(mark))
    return [(row, column, text) for (row, column), text in found.items()]


def _error_text(attributes: bytes, body: bytes) -> str:
    if b't="e"' in attributes:
        value = re.search(rb"<v>([^<]*)</v>", body)
        return value.group(1).decode("utf-8", "replace") if value else "#VALUE!"
    if b"<f" in body and b't="str"' not in attributes and _NO_RESULT.search(body):
        return NOT_CALCULATED
    return ""


def _percent_style_numbers(styles: bytes) -> frozenset[bytes]:
    custom = {
        number
        for number, code in re.findall(rb'<numFmt numFmtId="(\d+)" formatCode="([^"]*)"', styles)
        if b"%" in code
    } | {b"9", b"10"}
    body = re.search(rb"<cellXfs\b.*?</cellXfs>", styles, re.DOTALL)
    if body is None:
        return frozenset()
    formats = [re.search(rb'numFmtId="(\d+)"', tag) for tag in re.findall(rb"<xf\b[^>]*>", body.group(0))]
    return frozenset(str(n).encode() for n, found in enumerate(formats) if found and found.group(1) in custom)


def _percent_columns(source: bytes, styles: frozenset[bytes]) -> frozenset[int]:
    """Columns where more than half of the numbers at the head of the sheet carry a per cent format."""
    if not styles:
        return frozenset()
    seen: dict[bytes, list[int]] = {}
    for match in _CELL.finditer(source[:400_000]):
        letters, _, attributes, body = match.groups()
        if b"<v>" not in body or b't="s"' in attributes or b't="inlineStr"' in attributes:
            continue
        style = re.search(rb's="(\d+)"', attributes)
        tally = seen.setdefault(letters, [0, 0])
        tally[0] += 1
        tally[1] += style is not None and style.group(1) in styles
    return frozenset(_column_number(c) - 1 for c, (n, percent) in seen.items() if percent * 2 > n)
