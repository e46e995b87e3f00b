"""A page's glyphs as lines, and its lines in the order in which they are read."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from .pdftables import Grid, Rule

_PAGE_NUMBER: Final = re.compile(
    r"^[-—–－_·•.\s]*(?:第?\s*(?:\d{1,4}|[ivxlc]{1,6}|[一二三四五六七八九十百]{1,5})\s*页?)"
    r"(?:\s*[/／,，、]?\s*共?\s*\d{1,4}\s*页?)?[-—–－_·•.\s]*$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+|[一二三四五六七八九十]+(?=页)")
_EDGE_LINES: Final = 2
_OPENING: Final = frozenset("（《〈“‘【〔「『")
_CLOSING: Final = frozenset("。，、；：！？）》〉”’】〕」』")


@dataclass(slots=True)
class Glyph:
    """One character and its box, seen from the top left corner of the page, in points.

    spaced: whether a space was drawn before it.
    """

    char: str
    x0: float
    y0: float
    x1: float
    y1: float
    spaced: bool = False


@dataclass(slots=True)
class Line:
    """Glyphs that stand in one line without a wide gap.

    size: the width of a character of Han. row: the height shared with what else stands in the line.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    row: float = 0.0
    grid: Grid | None = None
    dropped: bool = False

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2


@dataclass
class Page:
    """One page: what stands on it, and what was made of it."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    rules: list[Rule]
    pictured: bool
    unreadable: int
    broken: bool = False
    tables: list[Grid] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def gather(self, size: float) -> None:
        """Lines from the glyphs outside of tables; each table is a line of its own kind."""
        outside = [glyph for glyph in self.glyphs if not any(grid.holds(glyph) for grid in self.tables)]
        self.lines = [line for line in line_up(outside, size) if line.text]
        for grid in self.tables:
            left, top, right, bottom = grid.box
            self.lines.append(Line("", left, top, right, bottom, size, (top + bottom) / 2, grid))


def body_size(pages: Iterable[Page]) -> float:
    """The commonest width of a character of Han in the document, in points."""
    widths: Counter[float] = Counter()
    for page in pages:
        widths.update(round((glyph.x1 - glyph.x0) * 2) / 2 for glyph in page.glyphs if is_han(glyph.char))
    return max(4.0, widths.most_common(1)[0][0]) if widths else 10.5


def is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def line_up(glyphs: Sequence[Glyph], size: float) -> list[Line]:
    """Lines, top to bottom and left to right.

    Glyphs are first taken together as they were drawn, since a program draws a line in one go; then pieces of one
    height that nearly touch are put together. What stands across a wider gap belongs to another column.
    """
    pieces = _drawn(glyphs, size)
    rows: list[tuple[float, list[Glyph]]] = []
    for middle, piece in sorted(((_middle(piece), piece) for piece in pieces), key=lambda each: each[0]):
        if rows and middle - rows[-1][0] <= 0.45 * size:
            rows[-1][1].extend(piece)
        else:
            rows.append((middle, list(piece)))
    found: list[Line] = []
    for middle, row in rows:
        # By place and not by piece: signs of another font are often drawn after the line that they stand in.
        row.sort(key=lambda glyph: glyph.x0)
        begin = 0
        for at in range(1, len(row) + 1):
            if at == len(row) or not _near(row[at - 1], row[at], size):
                found.append(_line(row[begin:at], size, middle))
                begin = at
    return found


def _drawn(glyphs: Sequence[Glyph], size: float) -> list[list[Glyph]]:
    pieces: list[list[Glyph]] = []
    space = False
    for glyph in glyphs:
        if glyph.char == " ":
            space = True
            continue
        glyph.spaced, space = space, False
        last = pieces[-1][-1] if pieces else None
        if last is not None and last.char == glyph.char and _struck_twice(last, glyph, size):
            continue
        if last is not None and glyph.x0 >= last.x0 - 0.2 * size and _near(last, glyph, size):
            shared = min(last.y1, glyph.y1) - max(last.y0, glyph.y0)
            if shared >= 0.5 * min(last.y1 - last.y0, glyph.y1 - glyph.y0):
                pieces[-1].append(glyph)
                continue
        pieces.append([glyph])
    return pieces


def _struck_twice(last: Glyph, glyph: Glyph, size: float) -> bool:
    """Whether a character is printed again over itself, which some programs do for bold."""
    return glyph.char.isalnum() and abs(glyph.x0 - last.x0) + abs(glyph.y0 - last.y0) < 0.2 * size


def _near(before: Glyph, glyph: Glyph, size: float) -> bool:
    own = min(before.x1 - before.x0, glyph.x1 - glyph.x0) if is_han(before.char) and is_han(glyph.char) else 0
    # A full-width mark has its ink in one half of its box, and a line may be set with the other half beyond its end.
    begin = glyph.x0 + (0.45 * (glyph.x1 - glyph.x0) if glyph.char in _OPENING else 0.0)
    end = before.x1 - (0.45 * (before.x1 - before.x0) if before.char in _CLOSING else 0.0)
    return begin - end <= 1.2 * max(size, own)


def _middle(piece: list[Glyph]) -> float:
    return statistics.median((glyph.y0 + glyph.y1) / 2 for glyph in piece)


def _line(part: list[Glyph], size: float, row: float) -> Line:
    widths = [glyph.x1 - glyph.x0 for glyph in part if is_han(glyph.char)]
    own = statistics.median(widths) if widths else statistics.median(g.y1 - g.y0 for g in part) * 0.72
    pieces = [part[0].char]
    for before, glyph in pairwise(part):
        gap = glyph.x0 - before.x1
        if before.char.isascii() and glyph.char.isascii():
            spaced = gap > 0.18 * own or glyph.spaced
        else:
            # Text is often set wide, on a grid or spread over the line: only a space that was drawn is one.
            spaced = glyph.spaced and gap > 0.35 * own
        pieces.append(f" {glyph.char}" if spaced else glyph.char)
    return Line(
        "".join(pieces).strip(),
        part[0].x0,
        statistics.median(glyph.y0 for glyph in part),
        max(glyph.x1 for glyph in part),
        statistics.median(glyph.y1 for glyph in part),
        own or size,
        row,
    )


def furniture(pages: Sequence[Page]) -> int:
    """Drops page numbers and running heads and feet; gives how many lines."""
    edges: list[tuple[Line, str, bool]] = []
    for page in pages:
        order = sorted((line for line in page.lines if line.grid is None), key=lambda line: line.middle)
        if not order:
            continue
        for line in order:
            at_edge = line.middle < 0.12 * page.height or line.middle > 0.88 * page.height
            if at_edge and len(line.text) <= 40 and _PAGE_NUMBER.match(line.text):
                line.dropped = True
        order = [line for line in order if not line.dropped]
        for top, some in ((True, _apart(order)), (False, _apart(order[::-1]))):
            edges += [
                (line, f"{top}{_DIGITS.sub('#', line.text)}{line.middle / max(1, page.height):.2f}", top)
                for line in some
            ]
    if len(pages) > 1:
        counted = Counter(key for _, key, _ in edges)
        for line, key, _ in edges:
            if counted[key] >= max(2, 0.4 * len(pages)) and len(line.text) <= 60:
                line.dropped = True
    dropped = 0
    for page in pages:
        dropped += sum(line.dropped for line in page.lines)
        page.lines = [line for line in page.lines if not line.dropped]
    return dropped


def _apart(lines: list[Line]) -> list[Line]:
    """The lines before the first wide gap, if it comes soon: running heads and feet keep away from the body."""
    steps = [abs(after.middle - before.middle) for before, after in pairwise(lines)]
    if len(steps) < _EDGE_LINES + 1:
        return lines[:_EDGE_LINES]
    usual = statistics.median(steps)
    wide = next((at for at, step in enumerate(steps[:_EDGE_LINES]) if step > 1.3 * usual), None)
    return [] if wide is None else lines[: wide + 1]


def ordered(page: Page) -> list[list[Line]]:
    """The lines of a page as blocks, each one column's worth, in the order in which they are read."""
    return _cut(sorted(page.lines, key=lambda line: (line.row, line.x0)), 0)


def _cut(lines: list[Line], deep: int) -> list[list[Line]]:
    gutter = _gutter(lines) if deep < 4 else None
    if gutter is None:
        return [lines] if lines else []
    blocks: list[list[Line]] = []
    band: list[Line] = []

    def close() -> None:
        for side in (
            [line for line in band if line.x1 <= gutter + 1],
            [line for line in band if line.x1 > gutter + 1],
        ):
            blocks.extend(_cut(side, deep + 1))
        band.clear()

    spanning: list[Line] = []
    for line in lines:
        if line.x0 < gutter - 1 and line.x1 > gutter + 1:
            if band:
                close()
            spanning.append(line)
            continue
        if spanning:
            blocks.append(spanning)
            spanning = []
        band.append(line)
    if band:
        close()
    if spanning:
        blocks.append(spanning)
    return blocks


def _gutter(lines: list[Line]) -> float | None:
    """Where a column ends and the next begins: hardly any line crosses, and prose fills both sides."""
    words = [line for line in lines if line.grid is None]
    if len(words) < 8:
        return None
    left, right = min(line.x0 for line in words), max(line.x1 for line in words)
    size = statistics.median(line.size for line in words)
    if right - left < 16 * size:
        return None
    step = size / 4
    places = int((right - left) / step) + 1
    if places > 4000:
        return None
    changes = [0] * (places + 2)
    for line in words:
        changes[int((line.x0 - left) / step)] += 1
        changes[min(places, int((line.x1 - left) / step)) + 1] -= 1
    crossing, count = [], 0
    for change in changes[:places]:
        count += change
        crossing.append(count)
    inner = range(int(places * 0.2), int(places * 0.8))
    fewest = min((crossing[at] for at in inner), default=len(words))
    if fewest > 0.3 * len(words):
        return None
    gaps: list[tuple[int, int]] = []
    begin = None
    for at in [*inner, places]:
        if at < places and crossing[at] <= fewest:
            begin = at if begin is None else begin
        elif begin is not None:
            gaps.append((begin, at))
            begin = None
    for start, end in sorted(gaps, key=lambda gap: gap[0] - gap[1])[:4]:
        gutter = left + (start + end) / 2 * step
        if (end - start) * step >= 0.5 * size and _columns(words, gutter, size):
            return gutter
    return None


def _columns(words: list[Line], gutter: float, size: float) -> bool:
    """Whether prose fills both sides of a gutter, side by side."""
    sides = ([line for line in words if line.x1 <= gutter], [line for line in words if line.x0 >= gutter])
    # The last column may just have begun.
    if len(sides[0]) < 4 or len(sides[1]) < 2:
        return False
    for side in sides:
        width = max(line.x1 for line in side) - min(line.x0 for line in side)
        rows = len({line.row for line in side})
        if width < 6 * size or sum(line.x1 - line.x0 for line in side) < 0.6 * width * rows:
            return False
    tops = [min(line.y0 for line in side) for side in sides]
    ends = [max(line.y1 for line in side) for side in sides]
    return min(ends) - max(tops) > 0.4 * min(ends[0] - tops[0], ends[1] - tops[1])
