"""A part of a page as lines: blocks and breaks end a line, rows of data tables are tab-joined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from lxml import etree

from .model import DocumentError
from .ordinals import ordinal
from .pagemarks import marks
from .tables import cell_text, row_line

BLOCKS: Final = frozenset(
    {"p", "div", "section", "article", "main", "header", "ul", "ol", "li", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5",
     "h6", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "blockquote", "pre", "center", "form", "hr",
     "fieldset", "figure", "figcaption", "address", "body", "html", "details", "summary", "legend", "title"}
)  # fmt: skip
_HAN = r"[\u2e80-\u9fff\uff00-\uffef、。〈-】“”‘’…—]"
_WRAPPED = re.compile(rf"(?<={_HAN})[ \t]*[\r\n]\s*(?={_HAN})")
_SPACES = re.compile(r"[ \t\r\n\f\v\xa0\u2002-\u200a\u2028\u2029]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\xad]")
_NUMBERED = re.compile(
    r"^(?:[\d一二三四五六七八九十]{1,4}[、.．)）]|[（(][\d一二三四五六七八九十]{1,4}[)）]|[①-⒛])"
)
_LIST_FORMS: Final = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
_WIDEST: Final = 100
_BREAK: Final = "\x0b"  # a line break of preformatted words
_CELLS: Final = 200_000


@dataclass
class Line:
    """One line: its words, how many of them are links, and the number a list gives it."""

    text: str
    linked: int
    inside: bool = True

    @property
    def of_links(self) -> bool:
        return self.linked > 0.7 * max(1, len(self.text.replace(" ", "")))


def lines(root: Any, container: Any = None) -> Iterator[Line]:
    """The lines of a part; `inside` tells whether a line lies in `container` (all do when there is none)."""
    walk = etree.iterwalk(root, events=("start", "end"))
    pieces: list[str] = []
    linked = links = kept = 0
    within = container is None
    skipped: Any = None
    number = ""
    counters: list[tuple[int, str] | None] = []

    def flush() -> Iterator[Line]:
        nonlocal number, linked
        words = "".join(pieces)
        pieces.clear()
        for part in words.split(_BREAK) if _BREAK in words else (words,):
            if text := tidy(part):
                yield Line(text if _NUMBERED.match(text) else number + text, linked, within)
                number = ""
        linked = 0

    def add(text: str | None) -> None:
        nonlocal linked
        if text:
            pieces.append(text.replace("\n", _BREAK) if kept else text)
            if links:
                linked += len(text.strip())

    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in BLOCKS or tag == "br":
                yield from flush()
            if element is container:
                within = True
            if tag == "table" and is_data(element):
                for row in table_rows(element):
                    yield Line(row, 0, within)
                walk.skip_subtree()
                skipped = element
                continue
            if tag == "a":
                links += 1
            elif tag == "pre":
                kept += 1
            elif tag in ("ol", "ul"):
                counters.append(_counter(element) if tag == "ol" else None)
            elif tag == "li" and counters and counters[-1] is not None:
                count, form = counters[-1]
                count = _whole(element.get("value"), count)
                number = f"{ordinal(count, form)}."
                counters[-1] = (count + 1, form)
            add(element.text)
            continue
        if element is skipped:
            skipped = None
        elif tag == "a":
            links -= 1
        elif tag == "pre":
            kept -= 1
        elif tag in ("ol", "ul") and counters:
            counters.pop()
        if tag in BLOCKS:
            yield from flush()
        if tag == "li":
            number = ""
        if element is container:
            within = False
        if element is not root:
            add(element.tail)
    yield from flush()


def tidy(text: str) -> str:
    """Runs of white space as one space; none where the source merely wrapped a line between two characters of Han."""
    text = _WRAPPED.sub("", _INVISIBLE.sub("", text))
    return _SPACES.sub(" ", text).strip(" \u3000")


def _counter(element: Any) -> tuple[int, str] | None:
    if "list-style" in (element.get("style") or "") and "none" in element.get("style"):
        return None
    return _whole(element.get("start"), 1), _LIST_FORMS.get(element.get("type") or "1", "decimal")


def _whole(text: str | None, default: int) -> int:
    return (
        int(text) if text and text.strip().isascii() and text.strip().isdigit() and len(text) < 7 else default
    )


def rows_of(table: Any) -> Iterator[Any]:
    for part in table:
        if part.tag == "tr":
            yield part
        elif part.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in part if row.tag == "tr")


def cells_of(row: Any) -> list[Any]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def brief(element: Any, most: int = 300) -> str:
    """The words of an element, no more than about `most`: parts within parts must not be read over and over."""
    pieces, length = [], 0
    for part in element.itertext():
        pieces.append(part)
        length += len(part)
        if length > most:
            break
    return tidy("".join(pieces))


def size(element: Any) -> int:
    return sum(len(part.strip()) for part in element.itertext())


def is_data(table: Any) -> bool:
    """Whether a table holds data and not the layout of the page."""
    shape = [cells_of(row) for row in rows_of(table)]
    wide = [row for row in shape if len(row) > 1]
    if len(shape) < 2 or len(wide) < 2:
        return False
    if any(each is not table for each in islice(table.iter("table"), 2)):
        return False
    whole = size(table)
    return all(size(cell) <= 600 or size(cell) <= 0.6 * whole for row in shape for cell in row)


def is_box(table: Any) -> bool:
    """Whether a table is the information box of the page."""
    cells = islice((cell for row in rows_of(table) for cell in cells_of(row)), 60)
    texts = [brief(cell) for cell in cells]
    found = sum(1 for text in texts if marks().is_label(text) or marks().boxed(text))
    return found >= 3 or (found >= 2 and len(texts) <= 6)


def table_rows(table: Any) -> Iterator[str]:
    """The rows of a data table; what a merged cell covers besides its first place is blank."""
    covered: dict[int, int] = {}
    made = 0
    for row in rows_of(table):
        cells: list[str] = []
        for cell in cells_of(row):
            _skip_covered(cells, covered)
            span, depth = (
                min(_WIDEST, _whole(cell.get("colspan"), 1) or 1),
                _whole(cell.get("rowspan"), 1) or 1,
            )
            if depth > 1:
                covered.update({len(cells) + at: depth for at in range(span)})
            cells += [cell_text(line.text for line in lines(cell)), *[""] * (span - 1)]
        _skip_covered(cells, covered)
        covered = {column: left - 1 for column, left in covered.items() if left > 1}
        made += len(cells)
        if made > _CELLS:
            raise DocumentError(
                "网页里的表格太大", "表格", "请把表格另存为 Excel，从台账导入；正文另存后再导入"
            )
        if line := row_line(cells):
            yield line


def _skip_covered(cells: list[str], covered: dict[int, int]) -> None:
    """Blanks for the places that a cell of an earlier row reaches down to."""
    while covered.get(len(cells), 0) > 0 and len(cells) < 10 * _WIDEST:
        cells.append("")
