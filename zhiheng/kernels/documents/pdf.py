"""PDF with a text layer as text: columns in order, page numbers and running heads left out, lines joined again.

PDFium gives each character and where it stands; what a paragraph, a column and a table is, is worked out from the
places. A table is what ruled lines make one. PDFium is not made for threads: one file at a time is read.
"""

from __future__ import annotations

import ctypes
import math
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from .model import DocumentError
from .pdflayout import Glyph, Page, body_size, furniture, ordered
from .pdfparagraphs import joined
from .pdftables import Rule, grids

MAX_PAGES: Final = 1000
_MAX_GLYPHS: Final = 4_000_000
_MAX_RULES: Final = 20_000
_LOCK = threading.Lock()
# Fonts often lead from the glyph of a character to the radical that looks the same.
_RADICALS: Final = str.maketrans(
    "⺁⺇⺌⺎⺕⺟⺠⺫⺮⺴⺶⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳⻌",
    "厂几小兀彐母民目竹网羊虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟辶",
)


def pdf_text(data: bytes, where: str) -> tuple[str, tuple[str, ...]]:
    """The text of a PDF and what was noticed. Raises DocumentError: encrypted, damaged, scanned, garbled, too long."""
    with _LOCK:
        document = _opened(data, where)
        try:
            if len(document) > MAX_PAGES:
                raise DocumentError(
                    f"PDF 有 {len(document)} 页，超过 {MAX_PAGES} 页", where, "请只保留政策正文的页再导入"
                )
            pages = list(_pages(document, where))
        finally:
            document.close()
    return _text(pages, where)


def _opened(data: bytes, where: str) -> Any:
    try:
        document = pypdfium2.PdfDocument(data)
        len(document)
        return document
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error) or getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise DocumentError(
                "PDF 加了密码", where, "请用密码打开，打印或另存为没有密码的 PDF，再导入"
            ) from error
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_SECURITY:
            raise DocumentError(
                "PDF 的加密方式不认识", where, "请打印或另存为没有加密的 PDF，再导入"
            ) from error
        raise DocumentError(
            "PDF 已损坏，打不开", where, "请重新下载或复制一份；或请发文单位提供 Word 版"
        ) from error


def _pages(document: Any, where: str) -> Iterator[Page]:
    total = 0
    for at in range(len(document)):
        try:
            page = document[at]
        except pypdfium2.PdfiumError:
            yield Page(at + 1, 0, 0, [], [], pictured=False, unreadable=0, broken=True)
            continue
        try:
            read = _page(page, at + 1)
        finally:
            page.close()
        total += len(read.glyphs)
        if total > _MAX_GLYPHS:
            raise DocumentError("PDF 的文字太多", where, "请拆成几份再导入")
        yield read


def _page(page: Any, number: int) -> Page:
    drawn, unreadable = _drawn(page)
    turns = Counter(each[0] for each in drawn)
    # As the words are to be read, whatever the page says of itself: sideways tables come with and without a turn.
    turn = turns.most_common(1)[0][0] if turns else page.get_rotation() % 360
    left, bottom, right, top = page.get_bbox()
    width, height = (right - left, top - bottom) if turn % 180 == 0 else (top - bottom, right - left)

    def place(x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """A box as the page is read: from its left edge, and down from its top."""
        x0, x1, y0, y1 = x0 - left, x1 - left, y0 - bottom, y1 - bottom
        if turn == 90:
            return y0, x0, y1, x1
        if turn == 180:
            return width - x1, y0, width - x0, y1
        if turn == 270:
            return width - y1, height - x1, width - y0, height - x0
        return x0, height - y1, x1, height - y0

    glyphs = [Glyph(char, *place(*box)) for turned, char, box in drawn if turned == turn]
    rules: list[Rule] = []
    pictured = False
    for found in page.get_objects(max_depth=3):
        if found.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictured = True
        elif found.type == pdfium.FPDF_PAGEOBJ_PATH and len(rules) < _MAX_RULES:
            rules += [place(*rule) for rule in _rules(found)]
    return Page(number, width, height, glyphs, rules[:_MAX_RULES], pictured, unreadable)


_Box = tuple[float, float, float, float]


def _drawn(page: Any) -> tuple[list[tuple[int, str, _Box]], int]:
    """The characters of a page: how far the page must be turned to read each, and its box (left, bottom, right, top)."""
    textpage = page.get_textpage()
    raw = textpage.raw
    box, found, unreadable = pdfium.FS_RECTF(), [], 0
    pointer = ctypes.byref(box)
    high = 0
    try:
        for at in range(pdfium.FPDFText_CountChars(raw)):
            if pdfium.FPDFText_IsGenerated(raw, at) == 1:
                continue
            code = pdfium.FPDFText_GetUnicode(raw, at)
            if 0xD800 <= code <= 0xDBFF:
                high = code
                continue
            if 0xDC00 <= code <= 0xDFFF:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0
            high = 0
            turn = _turn(raw, at)
            if turn is None or not pdfium.FPDFText_GetLooseCharBox(raw, at, pointer):
                continue
            if code in (9, 10, 13, 32, 160, 0x3000):
                char = " "
            elif code < 32 or code in (0xFFFD, 0xFFFE, 0xFFFF) or 0xE000 <= code <= 0xF8FF or code > 0x10FFFF:
                unreadable += 1
                char = "●" if 0xF000 <= code <= 0xF0FF else ""
            else:
                char = _plain(chr(code))
            left, right = min(box.left, box.right), max(box.left, box.right)
            bottom, top = min(box.bottom, box.top), max(box.bottom, box.top)
            if char and math.isfinite(left + right + bottom + top) and max(-left, right, -bottom, top) < 1e6:
                found.append((turn, char, (left, bottom, right, top)))
    finally:
        textpage.close()
    return found, unreadable


def _turn(raw: Any, at: int) -> int | None:
    """How far the page must be turned so that a character stands upright; None for a slanted one: a watermark."""
    angle = pdfium.FPDFText_GetCharAngle(raw, at)
    if angle < 0:
        return 0
    quarters = -math.degrees(angle) / 90
    return round(quarters) % 4 * 90 if abs(quarters - round(quarters)) < 0.09 else None


def _plain(char: str) -> str:
    if "\u2f00" <= char <= "\u2fdf" or "\uf900" <= char <= "\ufaff" or "\ufb00" <= char <= "\ufb06":
        return unicodedata.normalize("NFKC", char)
    if "\u2e80" <= char <= "\u2eff":
        return char.translate(_RADICALS)
    return "" if char in "\u200b\u200c\u200d\ufeff\u00ad\u2060" else char


def _rules(found: Any) -> Iterator[Rule]:
    """The level and upright lines of a path, as flat boxes in the page's own space."""
    count = pdfium.FPDFPath_CountSegments(found.raw)
    if not 2 <= count <= 2000:
        return
    matrix = found.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    begin: tuple[float, float] | None = None
    before: tuple[float, float] | None = None
    for at in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(found.raw, at)
        if not segment or not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            return
        point = matrix.on_point(x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            begin = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO and before is not None:
            yield from _flat(before, point)
        if pdfium.FPDFPathSegment_GetClose(segment) and begin is not None:
            yield from _flat(point, begin)
        before = point


def _flat(a: tuple[float, float], b: tuple[float, float]) -> Iterator[Rule]:
    across, along = abs(a[0] - b[0]), abs(a[1] - b[1])
    if min(across, along) < 1.0 and max(across, along) > 4.0:
        yield min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])


def _text(pages: list[Page], where: str) -> tuple[str, tuple[str, ...]]:
    letters = sum(len(page.glyphs) for page in pages)
    unreadable = sum(page.unreadable for page in pages)
    bare = [
        page.number for page in pages if sum(glyph.char != " " for glyph in page.glyphs) < 5 and page.pictured
    ]
    notes = ["文字由 PDF 的版面还原，请核对段落和表格"]
    if unreadable > 0.15 * max(1, letters + unreadable) and unreadable > 20:
        raise DocumentError(
            "PDF 的字体没有带文字对照表，取出来是乱码",
            where,
            "请向发文单位要 Word 版；或打印后做文字识别(OCR)，把结果存成 .docx 再导入",
        )
    if len(bare) > 0.5 * len(pages) or not any(glyph.char != " " for page in pages for glyph in page.glyphs):
        scanned = bool(bare)
        raise DocumentError(
            "这是扫描件，页面是图片，没有文字" if scanned else "PDF 里没有文字",
            where,
            "请先做文字识别(OCR)，把结果存成 .docx 或带文字的 PDF 再导入；或向发文单位要 Word 版",
        )
    if bare:
        notes.append(f"第 {'、'.join(map(str, bare[:20]))} 页是图片，没有文字，未能读取")
    broken = [page.number for page in pages if page.broken]
    if broken:
        notes.append(f"第 {'、'.join(map(str, broken[:20]))} 页已损坏，未能读取")
    if unreadable:
        notes.append(f"有 {unreadable} 个字在 PDF 里没有文字对照，未能读取，请核对")
    size = body_size(pages)
    for page in pages:
        page.tables = grids(page.rules, page.glyphs, size)
        page.gather(size)
    if furniture(pages):
        notes.append("页码和页眉页脚没有收入")
    lines = joined([block for page in pages for block in ordered(page)], size)
    return "\n".join(lines), tuple(notes)
