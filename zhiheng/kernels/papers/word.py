"""A paper as a Word file in the layout of GB/T 9704-2012."""

from __future__ import annotations

import copy
import datetime
import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm

from zhiheng.kernels.papers.check import check_paper, outline, scaled_widths, with_labels
from zhiheng.kernels.papers.layout import GB9704, WordFonts, columns_size
from zhiheng.kernels.papers.model import (
    Block,
    Cell,
    Chart,
    Heading,
    Note,
    Paper,
    PaperError,
    Paragraph,
    Run,
    Table,
    as_runs,
    date_text,
)
from zhiheng.kernels.papers.picture import ChartEngine
from zhiheng.kernels.papers.tail import (
    attachment_lead,
    attachment_mark,
    imprint_lines,
    red_head,
    signature_inset,
)
from zhiheng.kernels.papers.wordstyles import page_setup, section, set_styles
from zhiheng.kernels.papers.wordxml import canonical_zip, content_control, element, paragraph, text_run, twips

__all__ = ["to_docx"]

_TEXT = "paper_text"
_NEVER = datetime.datetime(2000, 1, 1)


def to_docx(paper: Paper, fonts: WordFonts | None = None, charts: ChartEngine | None = None) -> bytes:
    """The paper as .docx bytes; equal papers give equal bytes.

    Each figure is a content control tagged ``cell:indicator|region|period``. ``charts`` is needed when the
    paper holds a chart. Raises PaperError.
    """
    check_paper(paper)
    return _Writer(paper, fonts or WordFonts(), charts).write()


class _Writer:
    def __init__(self, paper: Paper, fonts: WordFonts, charts: ChartEngine | None) -> None:
        self._paper = paper
        self._fonts = fonts
        self._charts = charts
        self._controls = 0
        self._document = docx.Document()
        self._out: list[Any] = []
        self._landscape = False

    def write(self) -> bytes:
        paper, document = self._paper, self._document
        set_styles(document, self._fonts)
        page_setup(document, self._fonts)
        self._head()
        # the bookmark keeps the headings of attachments out of the table of contents
        self._out.append(element("w:bookmarkStart", {"id": 0, "name": _TEXT}))
        self._blocks(paper.blocks, "正文")
        self._out.append(element("w:bookmarkEnd", {"id": 0}))
        self._tail()
        for number, attachment in enumerate(paper.attachments, 1):
            if attachment.blocks:
                self._attachment(
                    number if len(paper.attachments) > 1 else None, attachment.title, attachment.blocks
                )
        final = document.element.body.sectPr
        if self._landscape:  # the last section is the body's own; closing it would add an empty page
            self._out.append(paragraph("PaperGap", []))
            turned = section(document, landscape=True)
            final.getparent().replace(final, turned)
            final = turned
        for node in self._out:
            final.addprevious(node)
        self._properties()
        buffer = io.BytesIO()
        document.save(buffer)
        return canonical_zip(buffer.getvalue())

    # --- parts of an official paper -------------------------------------------------------------------

    def _head(self) -> None:
        paper = self._paper
        for mark in (paper.secrecy, paper.urgency):
            if mark:
                self._add("PaperMark", mark)
        if paper.red_head:
            self._blank()
            text, points = red_head(paper)
            size = element("w:sz", {"val": round(points * 2)})
            self._out.append(paragraph("PaperRedHead", [text_run(text, [size])]))
            self._blank()
            rule = element(
                "w:pBdr",
                None,
                element("w:bottom", {"val": "single", "sz": 18, "space": 8, "color": "FF0000"}),
            )
            self._out.append(paragraph("PaperNumber", [text_run(paper.number)], [rule]))
            self._blank()
            self._blank()
        self._add("PaperTitle", paper.title)
        if paper.number and not paper.red_head:
            self._add("PaperNumber", paper.number)
        self._blank()
        if paper.contents:
            self._contents()
        if paper.recipients:
            zh = paper.language == "zh"
            names = ("、" if zh else ", ").join(paper.recipients)
            self._add("PaperFlush", names + ("：" if zh else ":"))

    def _contents(self) -> None:
        """A TOC field, marked so that Word fills in the page numbers when it opens the file; the entries stand
        there already for readers that do not."""
        paper = self._paper
        entries = outline(paper.blocks, paper.language)
        self._add("PaperContents", "目　录" if paper.language == "zh" else "Contents")
        code = element("w:instrText", {"xml:space": "preserve"})
        code.text = f' TOC \\b {_TEXT} \\o "1-2" \\h \\z '
        opening = [
            element("w:r", None, element("w:fldChar", {"fldCharType": "begin", "dirty": "true"})),
            element("w:r", None, code),
            element("w:r", None, element("w:fldChar", {"fldCharType": "separate"})),
        ]
        for level, text in entries or [(1, "")]:
            inset = [element("w:ind", {"left": _twips(2 * (level - 1))})]
            self._out.append(paragraph("PaperFlush", [*opening, text_run(text)], inset))
            opening = []
        ending = element("w:r", None, element("w:fldChar", {"fldCharType": "end"}))
        self._out[-1].append(ending)
        self._page_break()

    def _tail(self) -> None:
        paper = self._paper
        if self._landscape and (paper.attachments or paper.signature or paper.date or paper.copies_to):
            self._end_section()
        if paper.attachments:
            self._blank()
            lead = attachment_lead(paper.language)
            for number, attachment in enumerate(paper.attachments, 1):
                label = f"{number}. " if len(paper.attachments) > 1 else ""
                first = {"left": _twips(5), "hanging": _twips(3)} if number == 1 else {"left": _twips(5)}
                text = (lead if number == 1 else "") + label + attachment.title
                self._out.append(paragraph("PaperFlush", [text_run(text)], [element("w:ind", first)]))
        date = date_text(paper.date, paper.language) if paper.date else ""
        if paper.signature or date:
            self._blank()
            self._blank()
        if paper.signature:
            self._signed(paper.signature, signature_inset(paper.signature, date))
        if date:
            self._signed(date, 4)
        if paper.copies_to:
            self._imprint()

    def _signed(self, text: str, right: float) -> None:
        place = [
            element("w:ind", {"right": _twips(right), "firstLine": 0}),
            element("w:jc", {"val": "right"}),
        ]
        self._out.append(paragraph("PaperFlush", [text_run(text)], place))

    def _imprint(self) -> None:
        """版记: copies between a thick and a thin rule, then issuer and date over a thick rule."""
        self._blank()
        lines = imprint_lines(self._paper)
        for number, text in enumerate(lines):
            top = {"val": "single", "sz": 8 if number == 0 else 6, "space": 1, "color": "000000"}
            edges = [element("w:top", top)]
            if number == len(lines) - 1:
                edges.append(element("w:bottom", {"val": "single", "sz": 8, "space": 1, "color": "000000"}))
            self._out.append(paragraph("PaperImprint", [text_run(text)], [element("w:pBdr", None, *edges)]))

    def _attachment(self, number: int | None, title: str, blocks: Sequence[Block]) -> None:
        mark = attachment_mark(number, self._paper.language)
        page = [element("w:pageBreakBefore")]
        if self._landscape:
            self._end_section()
            page = []
        self._out.append(paragraph("PaperMark", [text_run(mark)], page))
        self._blank()
        self._add("PaperTitle", title)
        self._blank()
        self._blocks(blocks, f"附件{number or 1}")

    # --- blocks -----------------------------------------------------------------------------------------

    def _blocks(self, blocks: Sequence[Block], area: str) -> None:
        for position, (label, block) in enumerate(with_labels(blocks, self._paper.language), 1):
            wide = isinstance(block, Table) and block.landscape
            if wide != self._landscape:
                self._end_section()
                self._landscape = wide
            if isinstance(block, Heading):
                self._add(f"Heading{block.level}", label + block.text)
            elif isinstance(block, Paragraph):
                self._add("Normal" if block.indent else "PaperFlush", block.runs)
            elif isinstance(block, Note):
                self._add(
                    "PaperNote",
                    [("注：" if self._paper.language == "zh" else "Note: "), *as_runs(block.runs)],
                )
            elif isinstance(block, Table):
                self._table(block)
            elif isinstance(block, Chart):
                self._chart(block, f"{area}第{position}块（图“{block.caption}”）")
            elif not _beside_landscape(blocks, position - 1):
                self._page_break()

    def _table(self, table: Table) -> None:
        if table.caption:
            self._add("Caption", table.caption, keep=True)
        total = twips(GB9704.area_height if table.landscape else GB9704.area_width)
        widths = [round(total * share) for share in scaled_widths(table)]
        size = element("w:sz", {"val": round(columns_size(len(table.head)) * 2)})
        heavy = element("w:rFonts", {"eastAsia": self._fonts.heading1})
        edge = {"val": "single", "sz": 4, "space": 0, "color": "000000"}
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        node = element(
            "w:tbl",
            None,
            element(
                "w:tblPr",
                None,
                element("w:tblW", {"w": sum(widths), "type": "dxa"}),
                element("w:jc", {"val": "center"}),
                element("w:tblBorders", None, *[element(f"w:{side}", edge) for side in sides]),
                element("w:tblLayout", {"type": "fixed"}),
                element(
                    "w:tblCellMar",
                    None,
                    element("w:left", {"w": 60, "type": "dxa"}),
                    element("w:right", {"w": 60, "type": "dxa"}),
                ),
            ),
            element("w:tblGrid", None, *[element("w:gridCol", {"w": width}) for width in widths]),
        )
        aligns = table.align or ["center"] * len(widths)
        settings = [element("w:cantSplit"), *([element("w:tblHeader")] if table.repeat_head else [])]
        head = element("w:tr", None, element("w:trPr", None, *settings))
        for name, width in zip(table.head, widths, strict=True):
            head.append(self._cell(name, width, "center", [heavy, size]))
        node.append(head)
        for row in table.rows:
            line = element("w:tr", None, element("w:trPr", None, element("w:cantSplit")))
            for cell, width, align in zip(row, widths, aligns, strict=True):
                line.append(self._cell(cell, width, align, [size]))
            node.append(line)
        self._out.append(node)
        if not table.landscape:
            self._out.append(paragraph("PaperGap", []))

    def _cell(self, cell: Cell, width: int, align: str, look: Sequence[Any]) -> Any:
        place = [element("w:jc", {"val": align})] if align != "center" else []
        return element(
            "w:tc",
            None,
            element(
                "w:tcPr",
                None,
                element("w:tcW", {"w": width, "type": "dxa"}),
                element("w:vAlign", {"val": "center"}),
            ),
            paragraph("PaperCell", self._inline(cell, look), place),
        )

    def _chart(self, chart: Chart, where: str) -> None:
        if self._charts is None:
            raise PaperError(where, "没有图表引擎，画不出图；请给 to_docx 传入 charts")
        picture = io.BytesIO(self._charts.png(chart, where))
        inline = self._document.part.new_pic_inline(picture, width=Mm(GB9704.area_width - 1))
        inline.docPr.set("descr", chart.alt)
        inline.docPr.set("name", chart.caption or "图")
        run = element("w:r", None, element("w:drawing", None, inline))
        self._out.append(paragraph("PaperPicture", [run]))
        if chart.caption:
            self._add("Caption", chart.caption)

    # --- small pieces -----------------------------------------------------------------------------------

    def _add(self, style: str, content: Cell, keep: bool = False) -> None:
        extra = [element("w:keepNext")] if keep else []
        self._out.append(paragraph(style, self._inline(content, ()), extra))

    def _blank(self) -> None:
        self._out.append(paragraph("PaperFlush", []))

    def _page_break(self) -> None:
        # the mark of this paragraph falls on the new page: the smallest style keeps the grid there
        self._out.append(paragraph("PaperGap", [element("w:r", None, element("w:br", {"type": "page"}))]))

    def _inline(self, content: Cell, look: Sequence[Any]) -> list[Any]:
        nodes = []
        for run in as_runs(content):
            nodes.append(self._run(run, look))
        return nodes

    def _run(self, run: Run, look: Sequence[Any]) -> Any:
        fonts = [copy.copy(item) for item in look if item.tag == _w("rFonts")]
        others = [copy.copy(item) for item in look if item.tag != _w("rFonts")]
        node = text_run(run.shown, [*fonts, *([element("w:b")] if run.bold else []), *others])
        if run.figure is None:
            return node
        self._controls += 1
        return content_control(run.figure, self._controls, node)

    def _end_section(self) -> None:
        """Close the section that the blocks so far stand in; Word keeps its settings in a last paragraph."""
        self._out.append(paragraph("PaperGap", [], [section(self._document, self._landscape)]))
        self._landscape = False

    def _properties(self) -> None:
        paper, core = self._paper, self._document.core_properties
        moment = datetime.datetime.combine(paper.date, datetime.time()) if paper.date else _NEVER
        core.title, core.author, core.last_modified_by = (
            paper.title[:255],
            paper.issuer[:255],
            paper.issuer[:255],
        )
        core.subject, core.keywords = paper.number[:255], "；".join(paper.keywords)[:255]
        core.comments, core.revision, core.language = "", 1, "zh-CN" if paper.language == "zh" else "en"
        core.created = core.modified = moment
        relations = self._document.part.package.rels
        for key in [key for key, rel in relations.items() if rel.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
            del relations[key]  # python-docx's template shows a picture of another document


def _beside_landscape(blocks: Sequence[Block], index: int) -> bool:
    """Whether a landscape table, which turns the page by itself, stands just before or after."""
    near = (*blocks[max(index - 1, 0) : index], *blocks[index + 1 : index + 2])
    return any(isinstance(block, Table) and block.landscape for block in near)


def _twips(characters: float) -> int:
    """Body characters as twips."""
    return round(characters * GB9704.body * 20)


def _w(name: str) -> str:
    return str(qn(f"w:{name}"))
