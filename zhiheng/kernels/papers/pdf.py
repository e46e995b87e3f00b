"""A paper as PDF/A-2b in the layout of GB/T 9704-2012, set by Typst."""

from __future__ import annotations

import datetime
import functools
import json
from collections.abc import Sequence
from importlib import resources
from typing import Any

import typst

from zhiheng.kernels.papers.check import check_paper, figure_href, scaled_widths, with_labels
from zhiheng.kernels.papers.layout import BLOCK_SIZES, GB9704, PdfFonts, columns_size
from zhiheng.kernels.papers.model import (
    Block,
    Cell,
    Chart,
    Heading,
    Note,
    Paper,
    PaperError,
    Paragraph,
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

__all__ = ["available_families", "to_pdf"]

# PDF/A wants a date in the file's properties; an undated paper gets one that nobody takes for a real one
_NEVER = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


def to_pdf(
    paper: Paper, fonts: PdfFonts | None = None, charts: ChartEngine | None = None, base_url: str = ""
) -> bytes:
    """The paper as PDF bytes; equal papers give equal bytes with equal fonts.

    With ``base_url`` (http or https) every figure links to its cell. Charts stay vectors. Raises PaperError,
    also when a font role finds none of its families: a page of empty boxes is not a paper.
    """
    check_paper(paper)
    if base_url and not base_url.startswith(("http://", "https://")):
        raise PaperError("数字链接", f"PDF 里的地址要以 http:// 或 https:// 开头，{base_url!r} 不能用")
    chosen = fonts or PdfFonts()
    moment = datetime.datetime.combine(paper.date, datetime.time(), datetime.UTC) if paper.date else _NEVER
    data = _data(paper, chosen, charts, base_url, moment)
    try:
        content = typst.compile(
            _template(),
            format="pdf",
            sys_inputs={"paper": json.dumps(data, ensure_ascii=False)},
            font_paths=_fonts(chosen.paths, chosen.system),
            pdf_standards=["a-2b"],
            timestamp=moment,
        )
    except typst.TypstError as error:
        raise PaperError("PDF", f"排版失败：{error.message} {' '.join(error.hints)}".strip()) from error
    return bytes(content)


def available_families(fonts: PdfFonts | None = None) -> list[str]:
    """Font families that the PDF can be set in on this machine, to check settings at start."""
    chosen = fonts or PdfFonts()
    return list(_fonts(chosen.paths, chosen.system).families())


@functools.cache
def _template() -> bytes:
    return resources.files("zhiheng.kernels.papers").joinpath("paper.typ").read_bytes()


@functools.lru_cache(maxsize=4)
def _fonts(paths: tuple[str, ...], system: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=system, include_embedded_fonts=False, font_paths=list(paths))


def _choose(fonts: PdfFonts) -> dict[str, Any]:
    present = {family.casefold(): family for family in available_families(fonts)}
    chosen: dict[str, Any] = {}
    for role, name in (
        ("body", "正文（仿宋）"),
        ("title", "标题（小标宋）"),
        ("heading1", "一级标题（黑体）"),
        ("heading2", "二级标题（楷体）"),
        ("page_number", "页码（宋体）"),
        ("chart", "图表"),
    ):
        wanted: Sequence[str] = getattr(fonts, role)
        found = [present[family.casefold()] for family in wanted if family.casefold() in present]
        if not found:
            raise PaperError(
                f"字体·{name}", f"这台机器上没有 {'、'.join(wanted)} 中的任何一种，请安装或在设置里另指"
            )
        chosen[role] = found
    stand_in = chosen["title"][0].startswith(("Noto", "Source"))
    chosen["title_weight"] = "bold" if stand_in else "regular"  # 小标宋 is heavy by itself
    return chosen


def _data(
    paper: Paper, fonts: PdfFonts, charts: ChartEngine | None, base_url: str, moment: datetime.datetime
) -> dict[str, Any]:
    zh = paper.language == "zh"
    date = date_text(paper.date, paper.language) if paper.date else ""
    several = len(paper.attachments) > 1
    red, red_size = red_head(paper) if paper.red_head else (None, 0.0)
    recipients = (
        ("、" if zh else ", ").join(paper.recipients) + ("：" if zh else ":") if paper.recipients else ""
    )
    blocks = _Blocks(paper.language, charts, base_url)
    return {
        "title": paper.title,
        "author": [paper.issuer] if paper.issuer else [],
        "keywords": list(paper.keywords),
        "day": [moment.year, moment.month, moment.day],
        "lang": paper.language,
        "region": "cn" if zh else "us",
        "fonts": _choose(fonts),
        "layout": _layout(),
        "marks": [mark for mark in (paper.secrecy, paper.urgency) if mark],
        "red": red,
        "red_size": red_size,
        "contents": ("目　录" if zh else "Contents") if paper.contents else None,
        "number": paper.number,
        "recipients": recipients,
        "blocks": blocks.of(paper.blocks, "正文"),
        "attachment_lead": attachment_lead(paper.language),
        "attachment_list": [
            (f"{number}. " if several else "") + attachment.title
            for number, attachment in enumerate(paper.attachments, 1)
        ],
        "signature": paper.signature,
        "signature_in": signature_inset(paper.signature, date),
        "date": date,
        "imprint": imprint_lines(paper),
        "attachments": [
            {
                "label": attachment_mark(number if several else None, paper.language),
                "title": attachment.title,
                "blocks": blocks.of(attachment.blocks, f"附件{number}"),
            }
            for number, attachment in enumerate(paper.attachments, 1)
            if attachment.blocks
        ],
    }


def _layout() -> dict[str, float]:
    page = GB9704
    return {
        "width": page.page_width,
        "height": page.page_height,
        "top": page.top,
        "bottom": page.bottom,
        "left": page.left,
        "right": page.right,
        # rounded down, so that 22 lines and 28 characters still fit
        "pitch": int(page.line_pitch * 100) / 100,
        "tracking": int((page.character_pitch - page.body) * 1000 - 1) / 1000,
        "body": page.body,
        "title": page.title,
        "page_number": page.page_number,
        "imprint": page.imprint,
        "drop": page.number_drop,
        "red_line": page.red_line,
        "rule_thick": page.rule_thick,
        "rule_thin": page.rule_thin,
        "caption": BLOCK_SIZES["caption"],
        "note": BLOCK_SIZES["note"],
    }


class _Blocks:
    """Blocks as plain data for the template."""

    def __init__(self, language: str, charts: ChartEngine | None, base_url: str) -> None:
        self._language = language
        self._charts = charts
        self._base_url = base_url

    def of(self, blocks: Sequence[Block], area: str) -> list[dict[str, Any]]:
        return [
            self._one(label, block, f"{area}第{position}块")
            for position, (label, block) in enumerate(with_labels(blocks, self._language), 1)
        ]

    def _one(self, label: str, block: Block, where: str) -> dict[str, Any]:
        if isinstance(block, Heading):
            return {"kind": "heading", "level": block.level, "text": label + block.text}
        if isinstance(block, Paragraph):
            return {"kind": "paragraph", "runs": self._runs(block.runs), "indent": block.indent}
        if isinstance(block, Note):
            lead = "注：" if self._language == "zh" else "Note: "
            return {"kind": "note", "runs": self._runs([lead, *as_runs(block.runs)])}
        if isinstance(block, Table):
            return {
                "kind": "table",
                "head": list(block.head),
                "rows": [[{"runs": self._runs(cell)} for cell in row] for row in block.rows],
                "widths": scaled_widths(block),
                "align": list(block.align or ["center"] * len(block.head)),
                "caption": block.caption,
                "repeat": block.repeat_head,
                "landscape": block.landscape,
                "size": columns_size(len(block.head)),
            }
        if isinstance(block, Chart):
            where = f"{where}（图“{block.caption}”）"
            if self._charts is None:
                raise PaperError(where, "没有图表引擎，画不出图；请给 to_pdf 传入 charts")
            svg = self._charts.svg(block, where)
            return {"kind": "chart", "svg": svg, "caption": block.caption, "alt": block.alt}
        return {"kind": "break"}

    def _runs(self, cell: Cell) -> list[dict[str, Any]]:
        return [
            {
                "t": run.shown.replace("\t", " "),
                "b": run.bold,
                "href": figure_href(self._base_url, run.figure) if self._base_url and run.figure else None,
            }
            for run in as_runs(cell)
        ]
