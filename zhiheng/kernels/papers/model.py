"""The document model that Word, PDF and HTML are made from.

A paper is frozen data. Every number that comes from an indicator travels as a :class:`FigureRef`, never as
bare text, so that each output can bind the printed number to its cell (indicator, region, period) and a
reader can go down to the records behind it.

Nothing here touches Django, files or the network.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

__all__ = [
    "Attachment",
    "Block",
    "Cell",
    "Chart",
    "FigureRef",
    "Heading",
    "Inline",
    "Note",
    "PageBreak",
    "Paper",
    "PaperError",
    "Paragraph",
    "Run",
    "Table",
    "as_runs",
    "date_text",
    "figures",
    "plain",
]

Align = Literal["left", "center", "right"]
Language = Literal["zh", "en"]

TAG_LIMIT = 64
"""Longest w:tag that Word accepts (ISO/IEC 29500-1, 17.5.2.42 as Word implements it)."""

_CODE = re.compile(r"[^\s|<>\"'&]+")


class PaperError(ValueError):
    """A paper that cannot be set. The message is Chinese and says where, what and how to mend it."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}：{what}")
        self.where = where
        self.what = what


@dataclass(frozen=True, slots=True)
class FigureRef:
    """One printed number and the cell it was read from.

    ``value`` is the text as printed, unit included if the unit belongs to it ("98.5%", "缺报").
    ``status`` is the state of the cell, such as ``ok``, ``provisional``, ``missing``, ``suppressed``;
    it is carried into HTML (``data-status``) and Word (title of the content control).
    """

    indicator: str
    region: str
    period: str
    value: str
    status: str = "ok"

    @property
    def cell(self) -> str:
        """``P03|620700|2012Q3``"""
        return f"{self.indicator}|{self.region}|{self.period}"

    @property
    def tag(self) -> str:
        """``cell:P03|620700|2012Q3``, the tag of the content control in Word."""
        return f"cell:{self.cell}"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look. With a ``figure`` the text is the figure's value and may be left out."""

    text: str = ""
    bold: bool = False
    figure: FigureRef | None = None

    @property
    def shown(self) -> str:
        return self.figure.value if self.figure is not None else self.text


Inline = str | Run | FigureRef
Cell = Inline | Sequence[Inline]


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 to 4; printed as 一、 （一） 1. （1） unless ``numbered`` is off."""

    level: int
    text: str
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Sequence[Inline]
    indent: bool = True

    @classmethod
    def of(cls, *parts: Inline) -> Paragraph:
        """``Paragraph.of("合格率", FigureRef(...), "。")``"""
        return cls(parts)


@dataclass(frozen=True, slots=True)
class Table:
    """``widths`` are shares of the text width (any positive numbers); ``align`` is one word per column."""

    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[float] | None = None
    caption: str = ""
    align: Sequence[Align] | None = None
    repeat_head: bool = True
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """An ECharts option as plain JSON data. ``alt`` says in words what the picture shows and is required."""

    option: dict[str, Any]
    caption: str
    alt: str
    width: int = 720
    height: int = 380


@dataclass(frozen=True, slots=True)
class Note:
    runs: Sequence[Inline]

    @classmethod
    def of(cls, *parts: Inline) -> Note:
        return cls(parts)


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


Block = Heading | Paragraph | Table | Chart | Note | PageBreak


@dataclass(frozen=True, slots=True)
class Attachment:
    """Listed after the text; with ``blocks`` it also follows on a page of its own, numbered anew."""

    title: str
    blocks: Sequence[Block] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """One official document (GB/T 9704-2012 names in brackets).

    title 标题, number 发文字号, issuer 发文机关, recipients 主送机关, secrecy 密级和保密期限,
    urgency 紧急程度, attachments 附件, signature 发文机关署名, date 成文日期, copies_to 抄送机关.
    ``red_head`` prints the issuer's red mark (版头); without it the number stands below the title.
    ``contents`` puts a table of contents (headings of level 1 and 2) before the text.
    """

    title: str
    blocks: Sequence[Block]
    number: str = ""
    issuer: str = ""
    date: datetime.date | None = None
    recipients: Sequence[str] = ()
    secrecy: str = ""
    urgency: str = ""
    attachments: Sequence[Attachment] = ()
    signature: str = ""
    copies_to: Sequence[str] = ()
    language: Language = "zh"
    red_head: bool = False
    contents: bool = False
    keywords: Sequence[str] = field(default=())


def as_runs(cell: Cell) -> tuple[Run, ...]:
    """Any cell content as runs; a figure becomes a run that shows its value."""
    if isinstance(cell, str):
        return (Run(cell),) if cell else ()
    if isinstance(cell, Run):
        return (cell,)
    if isinstance(cell, FigureRef):
        return (Run(figure=cell),)
    return tuple(run for part in cell for run in as_runs(part))


def plain(cell: Cell) -> str:
    """The text of a cell or of a sequence of runs as it is printed."""
    return "".join(run.shown for run in as_runs(cell))


def figures(paper: Paper) -> Iterator[FigureRef]:
    """Every figure of the paper in reading order, repeated ones repeated."""
    for blocks in (paper.blocks, *(attachment.blocks for attachment in paper.attachments)):
        for block in blocks:
            if isinstance(block, Paragraph | Note):
                cells: Sequence[Cell] = (block.runs,)
            elif isinstance(block, Table):
                cells = [cell for row in block.rows for cell in row]
            else:
                continue
            for cell in cells:
                yield from (run.figure for run in as_runs(cell) if run.figure is not None)


def date_text(date: datetime.date, language: Language = "zh") -> str:
    """成文日期: Arabic digits, month and day without a leading zero (GB/T 9704-2012, 7.3.5.4)."""
    if language == "en":
        return f"{date.day} {date:%B} {date.year}"
    return f"{date.year}年{date.month}月{date.day}日"


def is_code(text: str) -> bool:
    """Whether a text may stand in a cell key: not empty, no blanks, no bar, no markup characters."""
    return bool(_CODE.fullmatch(text))
