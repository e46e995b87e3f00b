"""Lines of a page back to paragraphs: a paragraph begins indented and ends before the margin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from .pdflayout import Glyph, Line, line_up

_ENDS: Final = "。；;！!？?：:”》）)"
_OPENS = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|第[一二三四五六七八九十百\d]{1,4}[章节条]"
    r"|\d{1,3}[.．、](?!\d)|[①-⒛]|——|附\s*[件表]|[●■◆])"
)


_LABEL = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{1,4}[、.．)）]|[①-⒛]|第[一二三四五六七八九十百\d]{1,4}[章节条]|——|[●■◆]"
)


@dataclass
class _Margins:
    left: float
    right: float


def joined(blocks: Sequence[list[Line]], size: float) -> list[str]:
    """Paragraphs and rows of tables, one a line. blocks: each one column's lines, in the order read."""
    margins = _margins(blocks, size)
    leading = _leading(blocks)
    found: list[list[str]] = []  # each in pieces: a paragraph may go over many lines
    before: tuple[Line, _Margins] | None = None
    heading = ""

    def cell_lines(glyphs: Sequence[Glyph]) -> list[str]:
        text = ""
        for line in line_up(glyphs, size):
            text = text + _joint(text, line.text) + line.text
        return [text]

    for block, margin in zip(blocks, margins, strict=True):
        fresh = True
        for line in block:
            if line.grid is not None:
                rows = line.grid.rows(cell_lines)
                if rows and found and before is None and rows[0] == heading:
                    rows = rows[1:]  # the heading that a table repeats on its next page
                elif rows:
                    heading = rows[0]
                found += ([row] for row in rows)
                before, fresh = None, False
                continue
            if before is not None and found and _goes_on(before, line, margin, size, leading, fresh):
                found[-1] += (_joint(found[-1][-1], line.text), line.text)
            elif before is not None and not fresh and _beside(before[0], line) and found:
                found[-1] += (
                    "" if len(found[-1]) == 1 and _LABEL.fullmatch(found[-1][0]) else " ",
                    line.text,
                )
            else:
                found.append([line.text])
            before = (line, margin)
            fresh = False
    return ["".join(pieces) for pieces in found]


def _beside(before: Line, line: Line) -> bool:
    """Whether a part stands in the same line, across a gap."""
    return before.row == line.row and line.x0 > before.x1


def _joint(text: str, more: str) -> str:
    """What stands between two lines of a paragraph: a space between western words, nothing between characters."""
    a, b = text[-1:], more[:1]
    western = a.isascii() and b.isascii() and a.isalnum() and b.isalnum()
    return " " if western and not (a.isdigit() and b.isdigit()) else ""


def _margins(blocks: Sequence[list[Line]], size: float) -> list[_Margins]:
    """The margins of each block; those of a short block are taken from a longer one that it fits into."""
    own = []
    for block in blocks:
        words = [line for line in block if line.grid is None]
        if not words:
            own.append(_Margins(0, 0))
            continue
        own.append(_Margins(min(line.x0 for line in words), max(line.x1 for line in words)))
    long = [margin for block, margin in zip(blocks, own, strict=True) if len(block) >= 6]
    made = []
    for block, margin in zip(blocks, own, strict=True):
        best = margin
        if len(block) < 6:
            around = [
                other
                for other in long
                if other.left <= margin.left + size / 2 and other.right >= margin.right - size / 2
            ]
            best = min(around, key=lambda other: other.right - other.left, default=margin)
        made.append(best)
    return made


def _leading(blocks: Sequence[list[Line]]) -> float:
    """The distance of lines within a paragraph: of all distances the lower quarter, for paragraphs may be set apart."""
    steps = sorted(
        after.middle - before.middle
        for block in blocks
        for before, after in pairwise(block)
        if before.grid is None and after.grid is None and after.middle - before.middle > 0.5 * before.size
    )
    return steps[len(steps) // 4] if steps else 0.0


def _goes_on(
    before: tuple[Line, _Margins], line: Line, margin: _Margins, size: float, leading: float, fresh: bool
) -> bool:
    """Whether a line goes on with the paragraph of the one before it."""
    last, old = before
    if abs(last.size - line.size) > 0.12 * max(last.size, line.size):
        return False
    if not fresh:
        step = line.middle - last.middle
        if step < 0.4 * size or (
            leading and step > 1.35 * min(max(leading, 1.2 * line.size), 2.8 * line.size)
        ):
            return False
    em = line.size
    indent, was = line.x0 - margin.left, last.x0 - old.left
    short = old.right - last.x1
    if last.size > 1.1 * size:
        return not _OPENS.match(line.text) and not fresh  # a title set over several lines
    if _centred(last, old, em) and short > em:
        return False
    if indent > 0.8 * em:
        aligned = abs(indent - was) < 0.3 * em and was > 0.8 * em
        return aligned and short < 1.2 * em and last.text[-1] not in _ENDS and not _OPENS.match(line.text)
    if short <= 1.6 * em:
        return True
    width = old.right - old.left
    return short < 0.25 * width and last.text[-1] not in _ENDS and not _OPENS.match(line.text)


def _centred(line: Line, margin: _Margins, em: float) -> bool:
    left, right = line.x0 - margin.left, margin.right - line.x1
    wide = line.x1 - line.x0 > 0.7 * (margin.right - margin.left)
    return not wide and right > em and abs(left - right) < 1.2 * em and left > 2.3 * em
