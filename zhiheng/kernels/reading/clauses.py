"""The text as the grammar sees it: folded characters, brackets paired, sentences, clauses.

`Source` also counts the work done: every scan of a window adds the window's length, so that a
test can show that work grows in step with the text and not faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .lexicon import Lexicon
from .normalise import fold, straighten_quotes

OPEN = "(〔[【“《"
CLOSE = ")〕]】”》"
_PAIR = dict(zip(CLOSE, OPEN, strict=True))
_BRACKETS = re.compile(r"[()〔〕\[\]【】“”《》\n]")
_SENTENCE_END = re.compile(r"[。;!?\n]")
_CLAUSE_END = re.compile(r"[,:,]")
BRACKET_REACH = 600


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text, end exclusive."""

    start: int
    end: int


@dataclass(slots=True)
class Source:
    """One document on its way through the stages; `breaks` are places read as if a line ended there."""

    text: str
    lexicon: Lexicon
    breaks: tuple[int, ...] = ()
    folded: str = ""
    work: int = 0
    brackets: dict[int, int] = field(default_factory=dict)
    inside: bytearray = field(default_factory=bytearray)
    titles: bytearray = field(default_factory=bytearray)

    def __post_init__(self) -> None:
        self.folded = straighten_quotes(self._broken(fold(self.text)))
        self._pair_brackets()

    def _broken(self, folded: str) -> str:
        """Cells of tables end like lines, so that no sentence runs from one into the next."""
        if not self.breaks:
            return folded
        parts, at = [], 0
        for place in sorted(set(self.breaks)):
            parts += [folded[at:place], "\n"]
            at = place + 1
        parts.append(folded[at:])
        return "".join(parts)

    def scan(
        self, pattern: re.Pattern[str], start: int = 0, end: int | None = None
    ) -> Iterator[re.Match[str]]:
        """All matches in a window, the window's length added to the work."""
        stop = len(self.folded) if end is None else end
        self.work += max(0, stop - start)
        return pattern.finditer(self.folded, start, stop)

    def count(self, steps: int) -> None:
        """Add work done outside `scan`."""
        self.work += steps

    def inside_title(self, place: int) -> bool:
        """Whether a place lies between 《 and 》."""
        return bool(self.titles[place])

    def quote(self, start: int, end: int) -> str:
        """The original characters of a stretch."""
        return self.text[start:end]

    def _pair_brackets(self) -> None:
        """Pair brackets within a line by one pass with a stack; what has no partner is plain text."""
        stack: list[tuple[str, int]] = []
        depth_at: list[tuple[int, int]] = []
        for match in self.scan(_BRACKETS):
            sign, place = match.group(), match.start()
            if sign == "\n":
                stack.clear()
            elif sign in OPEN:
                stack.append((sign, place))
                if len(stack) > 12:
                    del stack[0]
            else:
                for index in range(len(stack) - 1, -1, -1):
                    if stack[index][0] == _PAIR[sign]:
                        opened = stack[index][1]
                        del stack[index:]
                        if place - opened <= BRACKET_REACH:
                            self.brackets[opened] = place
                            depth_at.append((opened, place))
                        break
        self.inside = bytearray(len(self.folded))
        self.titles = bytearray(len(self.folded) + 1)
        filled = filled_title = 0
        for opened, closed in sorted(depth_at):
            begin = max(opened, filled)
            if closed + 1 > begin:
                self.inside[begin : closed + 1] = b"\x01" * (closed + 1 - begin)
                filled = closed + 1
            begin = max(opened, filled_title)
            if self.folded[opened] == "《" and closed + 1 > begin:
                self.titles[begin : closed + 1] = b"\x01" * (closed + 1 - begin)
                filled_title = closed + 1

    def sentences(self, start: int, end: int) -> list[Span]:
        """Sentences of a window: cut at 。;!? outside brackets and at every line end."""
        return self._cut(_SENTENCE_END, start, end)

    def clauses(self, start: int, end: int) -> list[Span]:
        """Clauses of a sentence: cut at commas and colons outside brackets and quotes."""
        return self._cut(_CLAUSE_END, start, end)

    def _cut(self, pattern: re.Pattern[str], start: int, end: int) -> list[Span]:
        spans: list[Span] = []
        begin = start
        for match in self.scan(pattern, start, end):
            place = match.start()
            if self.inside[place] and match.group() != "\n":
                continue
            if place > begin:
                spans.append(Span(begin, place))
            begin = place + 1
        if end > begin:
            spans.append(Span(begin, end))
        return spans

    @staticmethod
    def inside_quote(name: str, place: int) -> bool:
        """Whether a place of a short string lies inside “ ” or ( )."""
        before = name[:place]
        return before.count("“") > before.count("”") or before.count("(") > before.count(")")
