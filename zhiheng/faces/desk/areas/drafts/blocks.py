"""The text in blocks that a browser takes one at a time, each cut at the ends of what was found in it.

A browser counts in UTF-16 units and has turned every line end into one ``\\n``; the draft counts code points of the
text as it is. ``point_at`` goes from the one to the other.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zhiheng.records.drafts.models import Item

SIZE = 6000  # characters: a block ends at the first line end after them
LONGEST = 12000  # or here, where a line does not end
AT_ONCE = 4  # blocks sent with the page; the others come when they are scrolled to


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch [start, end) of the text; ``lines`` is roughly how many it takes, to keep its place on the page."""

    number: int
    start: int
    end: int
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """Text under one mark; ``items`` are all that cover it, the narrowest first. No items: plain text."""

    text: str
    items: tuple[Item, ...] = ()

    @property
    def css(self) -> str:
        first = self.items[0]
        looked = f" zh-a-{first.attention}" if first.attention else ""
        return f"zh-k-{first.kind} zh-d-{first.decision}{looked}"

    @property
    def keys(self) -> str:
        return " ".join(str(item.pk) for item in self.items)


def blocks(text: str) -> list[Block]:
    """The whole text, once."""
    found: list[Block] = []
    start = 0
    while start < len(text):
        end = text.find("\n", min(start + SIZE, len(text) - 1), start + LONGEST) + 1
        if end == 0:
            end = min(start + LONGEST, len(text))
            # A line end of two characters is not cut in two.
            if text[end - 1 : end + 1] == "\r\n":
                end += 1
        found.append(Block(len(found), start, end, 1 + text.count("\n", start, end) + (end - start) // 45))
        start = end
    return found or [Block(0, 0, 0)]


def block_of(found: Sequence[Block], place: int) -> int:
    """The number of the block that holds a place; the last one for the end of the text."""
    for block in found:
        if place < block.end:
            return block.number
    return found[-1].number


def runs(text: str, block: Block, items: Iterable[Item]) -> list[Run]:
    """The block cut wherever an item begins or ends; together the runs are its text."""
    over = [i for i in items if i.start < i.end and i.start < block.end and i.end > block.start]
    cuts = {block.start, block.end}
    for item in over:
        cuts |= {max(item.start, block.start), min(item.end, block.end)}
    found = []
    for a, b in itertools.pairwise(sorted(cuts)):
        covering = sorted(
            (i for i in over if i.start <= a and b <= i.end), key=lambda i: (i.end - i.start, i.pk)
        )
        found.append(Run(text[a:b], tuple(covering)))
    return found


def point_at(text: str, block: Block, units: int) -> int:
    """The place in the text of a browser's offset into the block (a negative or too large one: its end)."""
    at, left = block.start, units
    while left > 0 and at < block.end:
        if text.startswith("\r\n", at):
            at += 2
            left -= 1
        else:
            left -= 2 if ord(text[at]) > 0xFFFF else 1
            at += 1
    return at
