"""The pieces of WordprocessingML (ISO/IEC 29500-1) that official papers need, built straight as XML.

python-docx sets a table cell by cell through its objects, which takes minutes for thousands of figures;
elements made here take seconds.
"""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from zhiheng.kernels.papers.model import FigureRef

__all__ = ["canonical_zip", "content_control", "element", "field", "paragraph", "text_run", "twips"]

_EPOCH = (1980, 1, 1, 0, 0, 0)


def twips(millimetres: float) -> int:
    return round(millimetres / 25.4 * 1440)


def element(tag: str, attributes: dict[str, Any] | None = None, *children: Any) -> Any:
    """``element("w:jc", {"val": "center"})``: attributes take the w: prefix unless they carry one."""
    node = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        node.set(qn(name if ":" in name else f"w:{name}"), str(value))
    node.extend(children)
    return node


def text_run(text: str, properties: Sequence[Any] = ()) -> Any:
    """One w:r; line ends become w:br and tabs become spaces."""
    node = element("w:r")
    if properties:
        node.append(element("w:rPr", None, *properties))
    for index, line in enumerate(text.replace("\t", " ").split("\n")):
        if index:
            node.append(element("w:br"))
        if line:
            leaf = element("w:t", {"xml:space": "preserve"})
            leaf.text = line
            node.append(leaf)
    return node


def content_control(figure: FigureRef, number: int, run: Any) -> Any:
    """A figure as an inline content control whose tag names the cell; ``number`` is unique in the file."""
    state = "" if figure.status == "ok" else f"（{figure.status}）"
    return element(
        "w:sdt",
        None,
        element(
            "w:sdtPr",
            None,
            element("w:alias", {"val": f"{figure.indicator} {figure.region} {figure.period}{state}"[:64]}),
            element("w:tag", {"val": figure.tag}),
            element("w:id", {"val": number}),
            element("w:text"),
        ),
        element("w:sdtContent", None, run),
    )


def paragraph(style: str | None, content: Sequence[Any], properties: Sequence[Any] = ()) -> Any:
    """``properties`` must be in schema order; the style goes first."""
    node = element("w:p")
    settings = [element("w:pStyle", {"val": style})] if style else []
    settings += properties
    if settings:
        node.append(element("w:pPr", None, *settings))
    node.extend(content)
    return node


def field(instruction: str, properties: Sequence[Any] = ()) -> list[Any]:
    """A field such as PAGE, with "1" standing in until Word counts."""

    def run(*children: Any) -> Any:
        node = element("w:r")
        if properties:
            node.append(element("w:rPr", None, *[copy.copy(item) for item in properties]))
        node.extend(children)
        return node

    code = element("w:instrText", {"xml:space": "preserve"})
    code.text = f" {instruction} "
    shown = element("w:t")
    shown.text = "1"
    return [
        run(element("w:fldChar", {"fldCharType": "begin"})),
        run(code),
        run(element("w:fldChar", {"fldCharType": "separate"})),
        run(shown),
        run(element("w:fldChar", {"fldCharType": "end"})),
    ]


def canonical_zip(content: bytes) -> bytes:
    """The same parts with a fixed date, sorted after the content types: equal papers, equal bytes."""
    source = zipfile.ZipFile(io.BytesIO(content))
    names = sorted(
        source.namelist(), key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels", name)
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in names:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            archive.writestr(entry, source.read(name))
    return target.getvalue()
