"""Word's .docx as text, as a reader of the page would copy it: automatic numbers written out, insertions accepted.

The package is read part by part with lxml: python-docx opens it only when every part it mentions is whole (files of
other office programs often mention what is not there), knows neither automatic numbers nor text boxes, and loads
every picture. Left out: headers, footers, notes, comments, deletions, hidden text, tables of contents.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from .model import DocumentError
from .numbering import LEVELS, Lists, child, children, local, number, read_lists, value
from .sniffing import damaged, member, unpacked
from .tables import cell_text, row_line

_DEEPEST: Final = 60
_TOO_DEEP: Final = "层层相套的部分没有读取，请核对"
_SKIPPED: Final = frozenset(
    {"del", "moveFrom", "instrText", "delText", "rPr", "pPr", "sectPr", "footnoteReference", "endnoteReference", "rt",
     "commentReference", "Fallback", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "object", "fldData", "annotationRef"}
)  # fmt: skip
_HOLDERS: Final = frozenset(
    {"ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "AlternateContent", "Choice"}
)
_SPACES = re.compile(r"[ \t\xa0\u2002-\u200a]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\xad]")
_EDGES: Final = " \t\u3000\xa0"
_CONTENTS = re.compile(r"^(toc|目录)\s*\d", re.IGNORECASE)


@dataclass
class _Style:
    based_on: str | None
    num: str | None
    depth: str | None
    contents: bool


@dataclass
class _Reading:
    styles: dict[str, _Style]
    default: str | None
    lists: Lists
    notes: set[str] = field(default_factory=set)


def docx_text(data: bytes, where: str) -> tuple[str, tuple[str, ...]]:
    """The text of a .docx (or .docm, .dotx; transitional or strict) and what was left out of it.

    Raises DocumentError for a damaged or encrypted file, and for one that is no Word document.
    """
    with unpacked(data, where) as package:
        main = _main_part(package, where)
        body = child(_parsed(package, main, where), "body")
        if body is None:
            raise damaged(where)
        parts = _related(package, main, where)
        numbering = _parsed(package, parts["numbering"], where) if "numbering" in parts else None
        styles = _parsed(package, parts["styles"], where) if "styles" in parts else None
    known, default = _styles(styles)
    reading = _Reading(known, default, read_lists(numbering))
    lines = [line for line in _blocks(body, reading, 0) if line.strip(_EDGES + "\n")]
    if not lines:
        pictures = any(local(each) in ("drawing", "pict", "imagedata") for each in body.iter(etree.Element))
        raise DocumentError(
            "文档里只有图片，没有文字" if pictures else "文件是空的",
            where,
            "请先做文字识别(OCR)，把结果存成 .docx 或 .txt 再导入"
            if pictures
            else "请确认选对了文件，并且文件里有正文",
        )
    return "\n".join(lines), tuple(sorted(reading.notes))


def _main_part(package: zipfile.ZipFile, where: str) -> str:
    names = set(package.namelist())
    if "_rels/.rels" in names:
        for each in _parsed(package, "_rels/.rels", where):
            if (value(each, "Type") or "").endswith("/officeDocument"):
                target = (value(each, "Target") or "").lstrip("/")
                if target in names:
                    return target
    if "word/document.xml" in names:
        return "word/document.xml"
    raise damaged(where)


def _related(package: zipfile.ZipFile, main: str, where: str) -> dict[str, str]:
    """The parts that the main one refers to, by the last word of their kind."""
    folder, name = posixpath.split(main)
    rels = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    names = set(package.namelist())
    if rels not in names:
        return {}
    found: dict[str, str] = {}
    for each in _parsed(package, rels, where):
        target = value(each, "Target") or ""
        path = (
            target.lstrip("/")
            if target.startswith("/")
            else posixpath.normpath(posixpath.join(folder, target))
        )
        if path in names:
            found.setdefault((value(each, "Type") or "").rsplit("/", 1)[-1], path)
    return found


def _parsed(package: zipfile.ZipFile, name: str, where: str) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(member(package, name, where), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(where) from error


def _styles(root: Any) -> tuple[dict[str, _Style], str | None]:
    found: dict[str, _Style] = {}
    default = None
    for each in children(root, "style"):
        if value(each, "type") not in (None, "paragraph"):
            continue
        key = value(each, "styleId") or ""
        listed = child(child(each, "pPr"), "numPr")
        name = value(child(each, "name")) or ""
        found[key] = _Style(
            value(child(each, "basedOn")),
            value(child(listed, "numId")),
            value(child(listed, "ilvl")),
            bool(_CONTENTS.match(name)),
        )
        if value(each, "default") in ("1", "true"):
            default = key
    return found, default


def _on(element: Any) -> bool:
    return element is not None and value(element) not in ("0", "false", "off")


def _blocks(parent: Any, reading: _Reading, deep: int) -> Iterator[str]:
    """The lines of everything in a body, a cell or a text box."""
    if deep > _DEEPEST:
        reading.notes.add(_TOO_DEEP)
        return
    for each in parent:
        name = local(each)
        if name == "p":
            yield from _paragraph(each, reading, deep)
        elif name == "tbl":
            yield from _table(each, reading, deep)
        elif name == "sdt" and _is_contents(each):
            reading.notes.add("目录没有收入")
        elif name in _HOLDERS:
            yield from _blocks(each, reading, deep + 1)
        elif name == "altChunk":
            reading.notes.add("文档里嵌有另一份文件，没有读取，请另行导入")


def _is_contents(sdt: Any) -> bool:
    gallery = child(child(child(sdt, "sdtPr"), "docPartObj"), "docPartGallery")
    return "contents" in (value(gallery) or "").lower()


def _paragraph(element: Any, reading: _Reading, deep: int) -> Iterator[str]:
    properties = child(element, "pPr")
    style = value(child(properties, "pStyle")) or reading.default
    chain = list(_chain(style, reading))
    if any(each.contents for _, each in chain):
        reading.notes.add("目录没有收入")
        return
    pieces: list[str] = []
    boxes: list[Any] = []
    _runs(element, pieces, boxes, reading, deep)
    text = _SPACES.sub(" ", _INVISIBLE.sub("", "".join(pieces)))
    lines = [line.strip(_EDGES) for line in text.split("\n")]
    lines = [line for line in lines if line]
    # A paragraph without words still counts where its number is seen; Word numbers empty ones too.
    label = _label(properties, chain, reading)
    if lines and not (label == "●" and lines[0].startswith("●")):
        lines[0] = label + lines[0]
    elif label and not lines and not boxes:
        lines = [label.strip()] if deep else []
    yield from lines
    for box in boxes:
        yield from _blocks(box, reading, deep + 1)


def _chain(style: str | None, reading: _Reading) -> Iterator[tuple[str, _Style]]:
    for _ in range(20):
        if style is None or style not in reading.styles:
            return
        yield style, reading.styles[style]
        style = reading.styles[style].based_on


def _label(properties: Any, chain: list[tuple[str, _Style]], reading: _Reading) -> str:
    listed = child(properties, "numPr")
    num, depth = value(child(listed, "numId")), value(child(listed, "ilvl"))
    if num is None:
        owners = [(key, style) for key, style in chain if style.num is not None]
        if not owners:
            return ""
        key, style = owners[0]
        num = style.num
        if depth is None and style.depth is None:
            lists = reading.lists
            tied = lists.level_of_style(num or "", chain[0][0]) or lists.level_of_style(num or "", key)
            return lists.label(num or "", tied)
        depth = depth if depth is not None else style.depth
    return "" if num == "0" else reading.lists.label(num or "", min(LEVELS - 1, number(depth)))


def _runs(parent: Any, pieces: list[str], boxes: list[Any], reading: _Reading, deep: int) -> None:
    if deep > _DEEPEST:
        reading.notes.add(_TOO_DEEP)
        return
    for each in parent:
        name = local(each)
        if name == "r" and _on(child(child(each, "rPr"), "vanish")):
            reading.notes.add("隐藏的文字没有收入")
        elif name == "t":
            pieces.append(each.text or "")
        elif name in ("br", "cr"):
            pieces.append("\n")
        elif name in ("tab", "ptab"):
            pieces.append(" ")
        elif name == "noBreakHyphen":
            pieces.append("-")
        elif name == "sym":
            pieces.append(_symbol(each))
        elif name == "txbxContent":
            boxes.append(each)
        elif name in ("del", "moveFrom"):
            reading.notes.add("修订中删去的文字没有收入")
        elif name not in _SKIPPED:
            _runs(each, pieces, boxes, reading, deep + 1)


def _symbol(element: Any) -> str:
    try:
        code = int(value(element, "char") or "", 16)
    except ValueError:
        return ""
    # Symbol fonts keep their signs in the private area, where only their own font can tell what they are.
    return "" if 0xE000 <= code <= 0xF8FF or not 0x20 <= code < 0xD800 else chr(code)


def _table(table: Any, reading: _Reading, deep: int) -> Iterator[str]:
    if deep > _DEEPEST:
        reading.notes.add(_TOO_DEEP)
        return
    rows = [list(_cells(row)) for row in _members(table, "tr") if child(child(row, "trPr"), "del") is None]
    if all(len(row) <= 1 for row in rows):
        # One column only: a frame around paragraphs, not a table.
        for row in rows:
            for _, _, cell in row:
                if cell is not None:
                    yield from _blocks(cell, reading, deep + 1)
        return
    for row in rows:
        cells: list[str] = []
        for span, continued, cell in row:
            words = [] if continued or cell is None else list(_blocks(cell, reading, deep + 1))
            cells += [cell_text(words), *[""] * (span - 1)]
        if line := row_line(cells):
            yield line


def _members(parent: Any, name: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, those inside content controls and insertions too."""
    for each in parent:
        if local(each) == name:
            yield each
        elif local(each) in _HOLDERS:
            yield from _members(each, name)


def _cells(row: Any) -> Iterator[tuple[int, bool, Any]]:
    """(columns, whether it goes on from another cell, the cell) of each cell of a row."""
    properties = child(row, "trPr")
    for _ in range(min(60, number(value(child(properties, "gridBefore"))))):
        yield 1, True, None
    for each in _members(row, "tc"):
        own = child(each, "tcPr")
        merges = [child(own, "vMerge"), child(own, "hMerge")]
        continued = any(merge is not None and value(merge) != "restart" for merge in merges)
        yield min(60, max(1, number(value(child(own, "gridSpan")), 1))), continued, each
