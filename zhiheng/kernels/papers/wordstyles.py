"""Styles, page and page numbers of the Word file."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn

from zhiheng.kernels.papers.layout import BLOCK_SIZES, GB9704, WordFonts
from zhiheng.kernels.papers.wordxml import element, field, text_run, twips

__all__ = ["page_setup", "section", "set_styles"]

_PITCH = int(GB9704.line_pitch * 20)
# charSpace is in 1/4096 point on top of the body size; rounded down so that 28 characters still fit
_CHARACTER_SPACE = int((GB9704.character_pitch - GB9704.body) * 4096) - 1
_INDENT = round(GB9704.body * 2 * 20)
_RED = "FF0000"


def set_styles(document: Any, fonts: WordFonts) -> None:
    """Normal, Heading 1-4, Caption and the Paper* styles that official papers need."""
    look = {
        # name: (east-asian font, points, align, first line, line rule)
        "Normal": (fonts.body, GB9704.body, "both", _INDENT, "exact"),
        "Heading 1": (fonts.heading1, GB9704.body, "both", _INDENT, "exact"),
        "Heading 2": (fonts.heading2, GB9704.body, "both", _INDENT, "exact"),
        "Heading 3": (fonts.body, GB9704.body, "both", _INDENT, "exact"),
        "Heading 4": (fonts.body, GB9704.body, "both", _INDENT, "exact"),
        "Caption": (fonts.heading1, BLOCK_SIZES["caption"], "center", 0, "exact"),
        "PaperTitle": (fonts.title, GB9704.title, "center", 0, "exact"),
        "PaperRedHead": (fonts.title, 36.0, "center", 0, "auto"),
        "PaperNumber": (fonts.body, GB9704.body, "center", 0, "exact"),
        "PaperMark": (fonts.heading1, GB9704.body, "left", 0, "exact"),
        "PaperContents": (fonts.heading1, GB9704.body, "center", 0, "exact"),
        "PaperFlush": (fonts.body, GB9704.body, "both", 0, "exact"),
        "PaperNote": (fonts.body, BLOCK_SIZES["note"], "both", round(BLOCK_SIZES["note"] * 40), "auto"),
        "PaperCell": (fonts.body, BLOCK_SIZES["table"], "center", 0, "auto"),
        "PaperPicture": (fonts.body, GB9704.body, "center", 0, "auto"),
        "PaperImprint": (fonts.body, GB9704.imprint, "both", 0, "exact"),
        "PaperGap": (fonts.body, 5.0, "left", 0, "auto"),
    }
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    defaults.replace(
        defaults.find(qn("w:rFonts")),
        element(
            "w:rFonts",
            {"ascii": fonts.latin, "hAnsi": fonts.latin, "eastAsia": fonts.body, "cs": fonts.latin},
        ),
    )
    for name, (font, size, align, first, rule) in look.items():
        if name in document.styles:
            style = document.styles[name]
        else:
            style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = document.styles["Normal"]
        node = style.element
        # the template's linked character styles would bring its blue headings back
        for old in (qn("w:pPr"), qn("w:rPr"), qn("w:link")):
            for found in node.findall(old):
                node.remove(found)
        # pPr and rPr close a paragraph style (CT_Style): what else the template put there stays before
        node.append(_paragraph_look(name, align, first, rule))
        node.append(_run_look(name, font, fonts.latin, size))


def _paragraph_look(name: str, align: str, first: int, rule: str) -> Any:
    look = element("w:pPr")
    if name.startswith(("Heading", "PaperTitle")):
        look.append(element("w:keepNext"))
    if name == "PaperPicture":
        look.append(element("w:keepNext"))
    if rule != "exact":
        look.append(element("w:snapToGrid", {"val": 0}))
    spacing = {"before": 0, "after": 0, "line": _PITCH if rule == "exact" else 240, "lineRule": rule}
    if name == "PaperGap":
        spacing |= {"line": 120, "lineRule": "exact"}
    look.append(element("w:spacing", spacing))
    indent: dict[str, Any] = {"left": 0, "right": 0}
    if name == "PaperImprint":
        indent = {"left": 280, "right": 280}
    if name.startswith("Heading") or name in ("Normal", "PaperNote"):
        indent |= {"firstLineChars": 200, "firstLine": first}
    else:
        indent |= {"firstLineChars": 0, "firstLine": 0}
    look.append(element("w:ind", indent))
    look.append(element("w:jc", {"val": align}))
    if name.startswith("Heading"):
        look.append(element("w:outlineLvl", {"val": int(name[-1]) - 1}))
    return look


def _run_look(name: str, font: str, latin: str, size: float) -> Any:
    return element(
        "w:rPr",
        None,
        element("w:rFonts", {"ascii": latin, "hAnsi": latin, "eastAsia": font, "cs": latin}),
        element("w:b", {"val": 0}),
        element("w:bCs", {"val": 0}),
        element("w:i", {"val": 0}),
        element("w:color", {"val": _RED if name == "PaperRedHead" else "000000"}),
        element("w:kern", {"val": 0}),
        element("w:sz", {"val": round(size * 2)}),
        element("w:szCs", {"val": round(size * 2)}),
        element("w:lang", {"val": "en-US", "eastAsia": "zh-CN"}),
    )


def page_setup(document: Any, fonts: WordFonts) -> None:
    """A4, margins, grid of 22 lines by 28 characters, page numbers outside: odd right, even left."""
    document.settings.odd_and_even_pages_header_footer = True
    settings = document.settings.element
    for tag, name, value in (
        ("w:characterSpacingControl", "w:val", "compressPunctuation"),
        ("w:themeFontLang", "w:eastAsia", "zh-CN"),
    ):
        for node in settings.findall(qn(tag)):
            node.set(qn(name), value)
    for node in settings.iter(qn("w:compatSetting")):
        if node.get(qn("w:name")) == "compatibilityMode":
            node.set(qn("w:val"), "15")
    last = document.sections[0]
    for footer, align in ((last.footer, "right"), (last.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        _page_number(footer.paragraphs[0]._p, align, fonts)
    references = [node for node in last._sectPr if node.tag == qn("w:footerReference")]
    fresh = _section(landscape=False)
    for node in list(last._sectPr):
        last._sectPr.remove(node)
    last._sectPr.extend([*references, *list(fresh)])


def section(document: Any, landscape: bool) -> Any:
    """A section's settings with the same page numbers as the last section."""
    fresh = _section(landscape)
    for node in reversed(document.sections[-1]._sectPr.findall(qn("w:footerReference"))):
        copied = element("w:footerReference")
        for name, value in node.attrib.items():
            copied.set(name, value)
        fresh.insert(0, copied)
    return fresh


def _section(landscape: bool) -> Any:
    width, height = twips(GB9704.page_width), twips(GB9704.page_height)
    top, bottom = twips(GB9704.top), twips(GB9704.bottom)
    left, right = twips(GB9704.left), twips(GB9704.right)
    footer = twips(GB9704.bottom - GB9704.number_drop) - round(GB9704.page_number * 10)
    size: dict[str, Any] = {"w": width, "h": height}
    if landscape:  # turned a quarter: the binding edge comes to the top
        size = {"w": height, "h": width, "orient": "landscape"}
        top, right, bottom, left = left, top, right, bottom
        footer = max(bottom - twips(GB9704.number_drop) - round(GB9704.page_number * 10), 284)
    margins = {
        "top": top,
        "right": right,
        "bottom": bottom,
        "left": left,
        "header": twips(15),
        "footer": footer,
        "gutter": 0,
    }
    return element(
        "w:sectPr",
        None,
        element("w:type", {"val": "nextPage"}),
        element("w:pgSz", size),
        element("w:pgMar", margins),
        element("w:cols", {"space": 425}),
        element("w:docGrid", {"type": "linesAndChars", "linePitch": _PITCH, "charSpace": _CHARACTER_SPACE}),
    )


def _page_number(node: Any, align: str, fonts: WordFonts) -> None:
    """— 1 — in 4号 half-width Song, one character in from the outer edge."""
    for child in list(node):
        node.remove(child)
    inset = round(GB9704.page_number * 20)
    node.append(
        element(
            "w:pPr",
            None,
            element("w:spacing", {"before": 0, "after": 0, "line": 240, "lineRule": "auto"}),
            element("w:ind", {align: inset, "firstLineChars": 0, "firstLine": 0}),
            element("w:jc", {"val": align}),
        )
    )

    def look() -> list[Any]:
        song = fonts.page_number
        return [
            element("w:rFonts", {"ascii": song, "hAnsi": song, "eastAsia": song}),
            element("w:sz", {"val": round(GB9704.page_number * 2)}),
        ]

    node.extend([text_run("— ", look()), *field("PAGE", look()), text_run(" —", look())])
