"""A small streaming writer of .xlsx for sheets whose single cells are coloured and commented.

Why by hand: the fast writer (rustpy-xlsxwriter) formats whole rows and columns only, and openpyxl needs about
twenty seconds for 100,000 rows of twelve cells. This writes the few parts of the format that are needed
(ECMA-376 part 1: sheetData with inline strings, mergeCells, autoFilter, legacy comments), in constant memory.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final
from xml.sax.saxutils import escape

from .specs import column_letter

PLAIN, HEADER, WRONG, MESSAGE, DATE, DATE_WRONG, TIME, PERCENT, PERCENT_WRONG, MUTED, TIME_WRONG, DOUBT = (
    range(12)
)
_DATED: Final = {PLAIN: DATE, WRONG: DATE_WRONG}
_TIMED: Final = {PLAIN: TIME, WRONG: TIME_WRONG}
_EPOCH: Final = datetime.datetime(1899, 12, 30)
_MAX_TEXT: Final = 32_000
_FORBIDDEN = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ud800-\udfff]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES = (
    f"{_HEAD}<styleSheet {_NS}>"
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>'
    '<fonts count="4"><font><sz val="11"/><name val="宋体"/></font>'
    '<font><b/><sz val="11"/><name val="宋体"/></font>'
    '<font><sz val="11"/><color rgb="FFB42318"/><name val="宋体"/></font>'
    '<font><sz val="10"/><color rgb="FF667085"/><name val="宋体"/></font></fonts>'
    '<fills count="5"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFFD9D6"/></patternFill></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF7"/></patternFill></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFFF0C2"/></patternFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="12">'
    "<xf/>"
    '<xf fontId="1" fillId="3" applyFont="1" applyFill="1" applyAlignment="1"><alignment wrapText="1"/></xf>'
    '<xf fillId="2" applyFill="1"/>'
    '<xf fontId="2" applyFont="1" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf>'
    '<xf numFmtId="164" applyNumberFormat="1"/>'
    '<xf numFmtId="164" fillId="2" applyNumberFormat="1" applyFill="1"/>'
    '<xf numFmtId="165" applyNumberFormat="1"/>'
    '<xf numFmtId="10" applyNumberFormat="1"/>'
    '<xf numFmtId="10" fillId="2" applyNumberFormat="1" applyFill="1"/>'
    '<xf fontId="3" applyFont="1"/>'
    '<xf numFmtId="165" fillId="2" applyNumberFormat="1" applyFill="1"/>'
    '<xf fillId="4" applyFill="1"/>'
    "</cellXfs>"
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)

Cell = tuple[Any, int]


@dataclass
class Page:
    """One sheet to write. `rows`: value lists; `styles`: row (0-based) -> column -> style, `row_styles`: a whole
    row's style, `column_styles`: a column's style for numbers; `comments`: (row, column, text)."""

    name: str
    rows: Iterable[Sequence[Any]]
    widths: Sequence[float] = ()
    styles: Mapping[int, Mapping[int, int]] = field(default_factory=dict)
    row_styles: Mapping[int, int] = field(default_factory=dict)
    column_styles: Mapping[int, int] = field(default_factory=dict)
    comments: Sequence[tuple[int, int, str]] = ()
    merges: Sequence[tuple[int, int, int, int]] = ()
    freeze: int = 0
    filter_row: int | None = None
    filter_last: int = 0


def xml_text(text: str) -> str:
    """Text safe inside the XML of a workbook; what the format cannot hold is left out."""
    if len(text) > _MAX_TEXT:
        text = text[: _MAX_TEXT - 1] + "…"
    if not text.isprintable():
        text = _FORBIDDEN.sub("", text)
    if "_x" in text:
        text = _ESCAPED.sub("_x005F_", text)
    return escape(text)


def sheet_name(text: str, taken: Iterable[str] = ()) -> str:
    """A name a sheet may have: at most 31 characters, none of []:*?/\\, not used yet."""
    name = " ".join(re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", text).split()).strip("'")[:31] or "数据"
    used, base, n = {t.lower() for t in taken}, name, 1
    while name.lower() in used:
        n += 1
        name = f"{base[:28]}({n})"
    return name


def write(pages: Sequence[Page]) -> bytes:
    """The workbook of these sheets."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=2) as archive:
        for n, page in enumerate(pages, 1):
            with archive.open(f"xl/worksheets/sheet{n}.xml", "w", force_zip64=True) as stream:
                for part in _sheet(page):
                    stream.write(part.encode())
            if page.comments:
                archive.writestr(f"xl/comments{n}.xml", _comments(page.comments))
                archive.writestr(f"xl/drawings/vmlDrawing{n}.vml", _boxes(page.comments))
                archive.writestr(
                    f"xl/worksheets/_rels/sheet{n}.xml.rels",
                    f"{_HEAD}<Relationships {_RELS}>"
                    f'<Relationship Id="rId1" Type="{_OFFICE}/vmlDrawing" Target="../drawings/vmlDrawing{n}.vml"/>'
                    f'<Relationship Id="rId2" Type="{_OFFICE}/comments" Target="../comments{n}.xml"/></Relationships>',
                )
        _write_book(archive, pages)
    return out.getvalue()


def _write_book(archive: zipfile.ZipFile, pages: Sequence[Page]) -> None:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>'
        + (
            f'<Override PartName="/xl/comments{n}.xml" ContentType="{kind}.comments+xml"/>'
            if page.comments
            else ""
        )
        for n, page in enumerate(pages, 1)
    )
    archive.writestr(
        "[Content_Types].xml",
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>{sheets}</Types>',
    )
    archive.writestr(
        "_rels/.rels",
        f'{_HEAD}<Relationships {_RELS}><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
    )
    named = "".join(
        f'<sheet name="{escape(page.name, {chr(34): "&quot;"})}" sheetId="{n}" r:id="rId{n}"/>'
        for n, page in enumerate(pages, 1)
    )
    archive.writestr(
        "xl/workbook.xml", f'{_HEAD}<workbook {_NS} xmlns:r="{_OFFICE}"><sheets>{named}</sheets></workbook>'
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(pages) + 1)
    )
    archive.writestr(
        "xl/_rels/workbook.xml.rels",
        f"{_HEAD}<Relationships {_RELS}>{links}"
        f'<Relationship Id="rId{len(pages) + 1}" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    )
    archive.writestr("xl/styles.xml", _STYLES)


def _sheet(page: Page) -> Iterable[str]:
    yield f'{_HEAD}<worksheet {_NS} xmlns:r="{_OFFICE}">'
    if page.freeze:
        yield (
            f'<sheetViews><sheetView workbookViewId="0"><pane ySplit="{page.freeze}" '
            f'topLeftCell="A{page.freeze + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        )
    if page.widths:
        columns = "".join(
            f'<col min="{j}" max="{j}" width="{width}" customWidth="1"/>'
            for j, width in enumerate(page.widths, 1)
        )
        yield f"<cols>{columns}</cols>"
    yield "<sheetData>"
    yield from _rows(page)
    yield "</sheetData>"
    if page.filter_row is not None and page.widths:
        last = column_letter(len(page.widths) - 1)
        yield f'<autoFilter ref="A{page.filter_row}:{last}{max(page.filter_last, page.filter_row)}"/>'
    if page.merges:
        ranges = "".join(
            f'<mergeCell ref="{column_letter(left)}{top + 1}:{column_letter(right)}{bottom + 1}"/>'
            for top, left, bottom, right in page.merges
        )
        yield f'<mergeCells count="{len(page.merges)}">{ranges}</mergeCells>'
    if page.comments:
        yield '<legacyDrawing r:id="rId1"/>'
    yield "</worksheet>"


def _rows(page: Page) -> Iterable[str]:
    letters: list[str] = []
    known: dict[str, str] = {}
    parts: list[str] = []
    none: dict[int, int] = {}
    columns = page.column_styles
    for i, row in enumerate(page.rows):
        if len(letters) < len(row):
            letters = [column_letter(j) for j in range(len(row))]
        own = page.styles.get(i, none)
        base = page.row_styles.get(i, PLAIN)
        n = i + 1
        parts.append(f'<row r="{n}">')
        for j, value in enumerate(row):
            style = own.get(j, base) if own else base
            if value == "" or value is None:
                if style:
                    parts.append(f'<c r="{letters[j]}{n}" s="{style}"/>')
                continue
            kind = type(value)
            if kind is str:
                text = known.get(value)
                if text is None:
                    text = xml_text(value)
                    if len(known) < 200_000:
                        known[value] = text
                parts.append(
                    f'<c r="{letters[j]}{n}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
                )
                continue
            parts.append(_typed(f"{letters[j]}{n}", value, kind, style, columns.get(j)))
        parts.append("</row>")
        if len(parts) > 20_000:
            yield "".join(parts)
            parts = []
    yield "".join(parts)


def _typed(at: str, value: Any, kind: type, style: int, column_style: int | None) -> str:
    if kind is bool:
        return f'<c r="{at}" s="{style}" t="b"><v>{int(value)}</v></c>'
    if kind in {int, float, Decimal}:
        if column_style is not None and style in {PLAIN, WRONG}:
            style = column_style if style == PLAIN else PERCENT_WRONG
        return (
            f'<c r="{at}" s="{style}"><v>{value!r}</v></c>'
            if kind is not Decimal
            else f'<c r="{at}" s="{style}"><v>{value:f}</v></c>'
        )
    if kind is datetime.datetime:
        serial = (value - _EPOCH).total_seconds() / 86400
        return f'<c r="{at}" s="{_TIMED.get(style, style)}"><v>{serial!r}</v></c>'
    if kind is datetime.date:
        return f'<c r="{at}" s="{_DATED.get(style, style)}"><v>{(value - _EPOCH.date()).days}</v></c>'
    return f'<c r="{at}" s="{style}" t="inlineStr"><is><t>{xml_text(str(value))}</t></is></c>'


def _comments(comments: Sequence[tuple[int, int, str]]) -> str:
    body = "".join(
        f'<comment ref="{column_letter(j)}{i + 1}" authorId="0"><text><r><t xml:space="preserve">{xml_text(text)}'
        "</t></r></text></comment>"
        for i, j, text in comments
    )
    return f"{_HEAD}<comments {_NS}><authors><author>质衡</author></authors><commentList>{body}</commentList></comments>"


def _boxes(comments: Sequence[tuple[int, int, str]]) -> str:
    boxes = "".join(
        f'<v:shape id="_x0000_s{1025 + n}" type="#_x0000_t202" '
        'style="position:absolute;visibility:hidden;width:220pt;height:70pt" fillcolor="#ffffe1">'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill>'
        f"<x:Row>{i}</x:Row><x:Column>{j}</x:Column></x:ClientData></v:shape>"
        for n, (i, j, _) in enumerate(comments)
    )
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600" '
        'o:spt="202" path="m,l,21600r21600,l21600,xe"/>' + boxes + "</xml>"
    )
