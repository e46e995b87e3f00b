"""Reading what is text inside: CSV and TSV, HTML tables and XML spreadsheets that carry the name of a workbook."""

from __future__ import annotations

import codecs
import csv
import io
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

from charset_normalizer import from_bytes

from .specs import IntakeError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8（带 BOM）"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_SAVE_AGAIN = "请用 Excel 或 WPS 打开后，另存为“Excel 工作簿(*.xlsx)”或“CSV UTF-8（逗号分隔）”再上传。"
_TELLING = 100  # bytes that must be read well before an encoding is likely to be the right one
_DELIMITERS = (",", "\t", ";", "|", "，")
_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Text and the name of its encoding.

    Order: byte-order mark, UTF-16 without its mark, the charset the file declares, strict UTF-8, GB18030 (a superset of GBK and GB2312),
    and only then a statistical detector: on five characters of GBK the detector answers Big5.
    """
    for mark, codec, name in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(codec), name
            except UnicodeDecodeError:
                break
    marked = data.startswith(tuple(mark for mark, _, _ in _BOMS))
    if not marked and (wide := _wide(data)):
        return wide
    for guess, name in ((declared, declared or ""), ("utf-8", "UTF-8"), ("gb18030", "GB18030")):
        if not guess:
            continue
        try:
            return data.decode(guess), name
        except (UnicodeDecodeError, LookupError):
            continue
    # What reads well for long and then breaks is damaged: the detector would make another language of it.
    best = None if _damaged(data) else from_bytes(data).best()
    if best is None:
        raise undecodable(data)
    return str(best), best.encoding


def _wide(data: bytes, whole: bool = True) -> tuple[str, str] | None:
    """Text of UTF-16 that lacks its mark, and the encoding's name: read the wrong way round it holds no ends of lines.

    ``whole``: the data does not merely begin here.
    """
    for codec in ("utf-16-le", "utf-16-be") if b"\0" in data[:4096] else ():
        try:
            text = codecs.getincrementaldecoder(codec)().decode(data, whole)
        except UnicodeDecodeError:
            continue
        if "\n" in text and "\0" not in text:
            return text, "UTF-16（缺字节序标记）"
    return None


def _damaged(data: bytes) -> bool:
    """Whether the data is plainly Chinese text in UTF-8 or GB18030 up to where it breaks."""
    for codec in ("utf-8", "gb18030"):
        try:
            data.decode(codec)
        except UnicodeDecodeError as error:
            read = data[: error.start].decode(codec)
            if 10 <= sum("\u4e00" <= c <= "\u9fff" for c in read[-2000:]) >= len(read[-2000:]) / 10:
                return True
    return False


def undecodable(data: bytes) -> IntakeError:
    """What was tried, and where each broke off: the one that came furthest is most likely the right one."""
    marked = [(name, codec) for mark, codec, name in _BOMS if data.startswith(mark)][:1]
    broke = []
    for name, codec in marked or (("UTF-8", "utf-8"), ("GB18030（含 GBK、GB2312）", "gb18030")):
        try:
            data.decode(codec)
        except UnicodeDecodeError as error:
            broke.append((error.start, name if name.endswith("）") else f"{name} ", codec))
    if not marked and (at := data.find(b"\0")) >= 0:
        line = data.count(b"\n", 0, at) + 1
        return IntakeError(
            "encoding",
            f"第 {line} 行（第 {at + 1} 个字节）有文字里不会有的零字节，试过 UTF-8、GB18030、UTF-16 都不能照文字读",
            f"{_SAVE_AGAIN}打不开的，多半是改了后缀名的其他文件，请找原件。",
        )
    tried = "、".join(
        f"按 {name}读到{_line(data, at, codec)}（第 {at + 1} 个字节）" for at, name, codec in broke
    )
    at, name, codec = max(broke)
    likely = (
        f"多半是 {name}的文件在{_line(data, at, codec)}混进了别的编码的文字，或那里缺了字节：请核对这一行。"
        if at > _TELLING
        else "这多半不是文字文件，或已损坏。"
    )
    return IntakeError("encoding", f"文件的文字编码无法识别：{tried}，都读不下去", f"{likely}{_SAVE_AGAIN}")


def _line(data: bytes, at: int, codec: str) -> str:
    """The line that a byte lies in."""
    width = {"utf-16": 2, "utf-32": 4}.get(codec, 1)
    return f"第 {data[: at - at % width].decode(codec, 'ignore').count(chr(10)) + 1} 行"


def looks_binary(data: bytes) -> bool:
    """Whether the head of the data is no text in any encoding read here."""
    head = data[:4096]
    if head.startswith(tuple(mark for mark, _, _ in _BOMS)):
        return False
    return b"\0" in head and _wide(head, whole=False) is None


def sniff_delimiter(text: str) -> str:
    """The delimiter that cuts the first lines into the most, and most even, fields."""
    lines = [line for line in text[:20000].splitlines() if line.strip()][:30]
    best, best_score = ",", 0.0
    for mark in _DELIMITERS:
        counts = [len(row) for row in csv.reader(lines, delimiter=mark)]
        wide = [n for n in counts if n > 1]
        if not wide:
            continue
        usual = max(set(wide), key=wide.count)
        score = wide.count(usual) / len(counts) + min(usual, 50) / 100
        if score > best_score:
            best, best_score = mark, score
    return best


def csv_rows(text: str) -> tuple[list[list[str]], str]:
    """Rows of a delimited text, all of one width, and the delimiter found."""
    delimiter = sniff_delimiter(text)
    csv.field_size_limit(1 << 24)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise IntakeError(
            "damaged", f"CSV 文件读不下去：{error}", "多半是引号没有成对，请用 Excel 打开检查后另存。"
        ) from error
    return even(rows), delimiter


def even(rows: list[list[str]]) -> list[list[str]]:
    """Pad ragged rows with blanks (in place)."""
    widths = set(map(len, rows))
    if len(widths) > 1:
        width = max(widths)
        for row in rows:
            if len(row) < width:
                row.extend([""] * (width - len(row)))
    return rows


class _Tables(HTMLParser):
    """Cells of every table, spans written out as blanks with the merged ranges kept."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self.merged: list[list[tuple[tuple[int, int], tuple[int, int]]]] = []
        self._held: dict[int, int] = {}
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._mute = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"style", "script"}:
            self._mute += 1
        elif tag == "table":
            self.tables.append([])
            self.merged.append([])
            self._held = {}
        elif tag == "tr" and self.tables:
            self._end_cell()
            self.tables[-1].append([])
        elif tag in {"td", "th"} and self.tables and self.tables[-1]:
            self._end_cell()
            given = dict(attrs)
            self._span = (_span(given.get("rowspan")), _span(given.get("colspan")))
            self._cell = []
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"style", "script"}:
            self._mute = max(0, self._mute - 1)
        elif tag in {"td", "th", "tr", "table"}:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._mute:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        rows = self.tables[-1]
        row, at = rows[-1], len(rows) - 1
        while self._held.get(len(row), -1) >= at:
            row.append("")
        column = len(row)
        down, across = self._span
        row.append("".join(self._cell).strip())
        row.extend([""] * (across - 1))
        if down > 1:
            for held in range(column, column + across):
                self._held[held] = at + down - 1
        if down > 1 or across > 1:
            self.merged[-1].append(((at, column), (at + down - 1, column + across - 1)))
        self._cell = None


def _span(text: str | None) -> int:
    return max(1, min(int(text), 500)) if text and text.isdigit() else 1


Merged = list[tuple[tuple[int, int], tuple[int, int]]]


def html_tables(text: str) -> list[tuple[str, list[list[str]], Merged]]:
    """Tables of an HTML page as (name, rows, merged ranges), empty ones left out."""
    parser = _Tables()
    parser.feed(text)
    parser.close()
    found = zip(parser.tables, parser.merged, strict=True)
    return [(f"表{n}", even(rows), merged) for n, (rows, merged) in enumerate(found, 1) if any(rows)]


def xml_spreadsheet(data: bytes) -> list[tuple[str, list[list[str]]]]:
    """Sheets of an "XML spreadsheet 2003" file, as old office systems write it under the name .xls."""
    if re.search(rb"<!(DOCTYPE|ENTITY)", data[:4096], re.IGNORECASE):
        raise IntakeError("damaged", "文件含有不允许的 XML 声明", "请用 Excel 打开后另存为 .xlsx 再上传。")
    try:
        root = ElementTree.fromstring(data)  # noqa: S314  (declarations that could expand are refused above)
    except ElementTree.ParseError as error:
        raise IntakeError(
            "damaged", f"XML 表格文件已损坏：{error}", "请用 Excel 打开后另存为 .xlsx 再上传。"
        ) from error
    sheets: list[tuple[str, list[list[str]]]] = []
    for sheet in root.iter(f"{_SS}Worksheet"):
        rows: list[list[str]] = []
        for row in sheet.iter(f"{_SS}Row"):
            at = _index(row, len(rows))
            rows.extend([] for _ in range(at - len(rows)))
            cells: list[str] = []
            for cell in row.iter(f"{_SS}Cell"):
                place = _index(cell, len(cells))
                cells.extend([""] * (place - len(cells)))
                value = cell.find(f"{_SS}Data")
                cells.append("" if value is None else "".join(value.itertext()))
                cells.extend([""] * _span_extra(cell.get(f"{_SS}MergeAcross")))
            rows.append(cells)
        sheets.append((sheet.get(f"{_SS}Name") or f"表{len(sheets) + 1}", even(rows)))
    return sheets


def _index(element: ElementTree.Element, default: int) -> int:
    given = element.get(f"{_SS}Index")
    return max(default, min(int(given) - 1, 1_048_575)) if given and given.isdigit() else default


def _span_extra(text: str | None) -> int:
    return min(int(text), 500) if text and text.isdigit() else 0
