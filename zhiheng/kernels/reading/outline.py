"""The outline: labelled lines, their nesting and their heading words.

A label class (一、 / (一) / 1. / (1) / ① / 第X章 / 一是 / —— …) has a customary rank, which only
decides where a class that has not been met before is put; after that the stack of open classes
decides, so a document that starts with 1. or that skips a class keeps its own order. A class that
starts anew under each number of another one stands below it, whatever custom says.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from .clauses import Source, Span
from .labels import BARE_LIMIT, Label, Line, candidate, label_of, lines_of
from .model import Section

__all__ = ["Label", "Line", "label_of", "lines_of", "read_outline", "section_of"]

_RANK = {
    "roman": 1, "编": 1, "篇": 1, "部分": 1, "章": 2, "节": 3, "条": 4, "cn": 5, "pcn": 6, "hcn": 6, "num": 7,
    "dec": 8, "dec2": 8.2, "dec3": 8.4, "letter": 8, "pnum": 9, "circle": 10, "di": 11, "is": 11, "bullet": 12, "domain": 12,
}  # fmt: skip
_DUTY_SIGN = re.compile(r"责任|牵头|配合|主办|负责|落实单位|承办")
_HEADING_END = re.compile(r"[。:;!?]")
_TOC_LINE = re.compile(r"(?:\.{3,}|…+|·{3,})\s*[-—]?\s?[0-9]{0,4}\s?[-—]?\s*$")
_PAGE_BEHIND = re.compile(r"[\s.…·—-]*[0-9]{0,3}[\s—-]*$")
_GAP = re.compile(r" {1,}")
_TOC_HEAD = ("目录", "目次")
_QUOTE_LIMIT = 120
_COLON_LIMIT = 40
_DOMAIN_LIMIT = 16
_PROSE = 15
_LONG_HEADING = 90
_GAP_LIMIT = 20


@dataclass(frozen=True, slots=True)
class _Found:
    """A labelled line on its way to a section."""

    line: Line
    label: Label
    path: tuple[str, ...]
    heading_end: int
    rule: str
    steps: tuple[str, ...]
    doubts: tuple[str, ...]


def section_of(sections: list[Section], place: int) -> int | None:
    """Index of the section whose extent holds a place, or None before the first."""
    low, high = 0, len(sections)
    while low < high:
        middle = (low + high) // 2
        if sections[middle].start <= place:
            low = middle + 1
        else:
            high = middle
    return low - 1 if low else None


def read_outline(source: Source, lines: list[Line], taken: Iterable[Span] = ()) -> list[Section]:
    """The sections in order, each with its path, heading and the extent of its own body.

    taken: stretches that hold no headings (tables). A section's body runs from the end of its
    heading to the next section's label, so that bodies never overlap.
    """
    return _Outline(source, lines, list(taken)).read()


class _Outline:
    """The outline of one document while its lines are read in order."""

    def __init__(self, source: Source, lines: list[Line], taken: list[Span]) -> None:
        self.source = source
        self.lines = lines
        self.words = source.lexicon.lists["outline"]
        self.taken, self.taken_starts = taken, [span.start for span in taken]
        self.closers = {closed: opened for opened, closed in source.brackets.items()}
        self.candidates = [self._candidate_at(index) for index in range(len(lines))]
        self.contents = self._contents()
        self.below = self._below()
        self.stack: list[tuple[str, str]] = []
        self.last: dict[str, int] = {}
        self.bullets: dict[tuple[str, ...], int] = {}

    def _candidate_at(self, index: int) -> Label | None:
        line = self.lines[index]
        place = bisect_right(self.taken_starts, line.start) - 1
        if place >= 0 and line.start < self.taken[place].end:
            return None
        label = candidate(self.source, line) or self._domain(line)
        if label is None or label.end < line.end:
            return label
        # the ordinal stands alone and its words follow on the next line
        if index + 1 >= len(self.lines):
            return None
        following = self.lines[index + 1]
        short = following.end - following.start <= BARE_LIMIT
        bare = _HEADING_END.search(self.source.folded, following.start, following.end) is None
        return label if short and bare and candidate(self.source, following) is None else None

    def read(self) -> list[Section]:
        """The sections in order."""
        text, found = self.source.folded, []
        in_annex_list = False
        for index, line in enumerate(self.lines):
            annex = self.words["annex"].at(text, line.start, line.end)
            if annex and line.end - line.start < 60 and text[line.end - 1] not in "。;":
                behind = text[line.start + len(annex) : line.end].lstrip()
                in_annex_list = behind.startswith(":")
                self.stack, self.last = [], {}
                continue
            label = self.candidates[index]
            if label is None:
                in_annex_list = False
                continue
            if in_annex_list and label.kind == "num" and text[line.end - 1] not in "。;:":
                continue
            in_annex_list = False
            if index in self.contents or _TOC_LINE.search(text[max(line.start, line.end - 40) : line.end]):
                continue
            if not label.sure and not self._in_turn(label, line):
                continue
            found.append(self._found(index, label))
        return self._sections(found)

    def _in_turn(self, label: Label, line: Line) -> bool:
        """Whether an unsure label counts on from the one before, or begins to count where it may."""
        if label.kind == "domain":
            return self._has_fellow(label, line)
        if label.value is None:
            return False
        shown = label.shown.rpartition(".")[0] if label.kind.startswith("dec") else ""
        before = self.last.get(f"{label.kind}/{shown}")
        if before is not None and label.value == before + 1:
            return True
        if label.value != 1:
            return False
        if label.kind.startswith("dec"):  # 1.1 below 1, or the first of its kind
            return shown.count(".") > 0 or "num" not in self.last or self.last["num"] == int(shown)
        if label.kind in ("条", "di"):
            return True
        # a numeral with a blank behind it begins a count only when its successor comes
        return self._has_successor(label, line)

    def _has_fellow(self, label: Label, line: Line) -> bool:
        """产品质量:… counts as a heading only beside another paragraph of its kind."""
        index = self._index(line)
        beside = self.candidates[max(0, index - 1) : index] + self.candidates[index + 1 : index + 2]
        return any(other is not None and other.kind == "domain" for other in beside)

    def _has_successor(self, label: Label, line: Line) -> bool:
        index = self._index(line)
        for other in self.candidates[index + 1 : index + 61]:
            if other is not None and other.kind == label.kind:
                return other.value == 2 and not other.sure
        return False

    def _index(self, line: Line) -> int:
        low, high = 0, len(self.lines)
        while low < high:
            middle = (low + high) // 2
            if self.lines[middle].start < line.start:
                low = middle + 1
            else:
                high = middle
        return low

    def _found(self, index: int, label: Label) -> _Found:
        line = self.lines[index]
        steps, doubts = [], []
        if self._descend(label):
            steps.append("nested-by-restart")
        parent = tuple(shown for _, shown in self.stack)
        shown = label.shown
        if label.kind == "bullet":
            key = (*parent, shown)
            self.bullets[key] = self.bullets.get(key, 0) + 1
            shown = f"{shown}{self.bullets[key]}"
        self.stack.append((label.kind, shown))
        if label.value is not None:
            group = f"dec/{label.shown.rpartition('.')[0]}" if label.kind.startswith("dec") else label.kind
            before = self.last.get(group, self.last.get(f"{label.kind}/"))
            if label.value != 1 and label.value != (before or 0) + 1:
                doubts.append("sequence_gap")
            self.last[group] = label.value
            self.last[f"{label.kind}/"] = label.value
        if not label.sure:
            steps.append("label-in-turn")
        if label.end >= line.end:
            following = self.lines[index + 1]
            whole = Line(line.start, following.end)
            end, rule = self._heading_end(Line(following.start, following.end), following.start, label)
            return _Found(
                whole, label, (*parent, shown), end, rule, (*steps, "heading-on-next-line"), tuple(doubts)
            )
        end, rule = self._heading_end(line, self._past_signs(label.end, line.end), label)
        if end - label.end > _LONG_HEADING:
            doubts.append("heading_long")
        return _Found(line, label, (*parent, shown), end, rule, tuple(steps), tuple(doubts))

    def _descend(self, label: Label) -> bool:
        """Pop the stack to the parent of the label that comes; True where custom was overruled."""
        kinds = [kind for kind, _ in self.stack]
        if label.kind in kinds:
            for kind in kinds[kinds.index(label.kind) :]:
                self.last.pop(kind, None) if kind != label.kind else None
            del self.stack[kinds.index(label.kind) :]
            return False
        overruled = False
        rank = _RANK.get(label.kind, 13)
        while self.stack:
            top = self.stack[-1][0]
            if (top, label.kind) in self.below:
                overruled = True
                break
            if _RANK.get(top, 13) < rank and (label.kind, top) not in self.below:
                break
            self.stack.pop()
        return overruled

    def _below(self) -> set[tuple[str, str]]:
        """Pairs (A, B): B customarily stands above A, but starts anew under each number of A."""
        starts: dict[tuple[str, str], list[int | None]] = {}
        last: dict[str, int] = {}
        for index, label in enumerate(self.candidates):
            if label is None or label.value is None or index in self.contents or label.kind not in _RANK:
                continue
            if label.value == 1:
                for other, rank in _RANK.items():
                    if rank > _RANK[label.kind] and other in ("pcn", "num", "pnum", "cn"):
                        starts.setdefault((other, label.kind), []).append(last.get(other))
            last[label.kind] = label.value
        return {
            pair
            for pair, values in starts.items()
            if len(values) > 1
            and all(value is not None for value in values)
            and all(a < b for a, b in pairwise(values) if a is not None and b is not None)
        }

    def _contents(self) -> set[int]:
        """Lines of a table of contents: labelled lines behind 目录 whose words come again as a heading."""
        text = self.source.folded
        first = next(
            (
                index
                for index, line in enumerate(self.lines[:200])
                if text[line.start : line.end].replace(" ", "") in _TOC_HEAD
            ),
            None,
        )
        if first is None:
            return set()
        again: dict[str, int] = {}
        for index, label in enumerate(self.candidates):
            if label is not None:
                line = self.lines[index]
                again[_plain(text[line.start : min(line.end, line.start + 40)])] = index
        found: set[int] = set()
        for index in range(first + 1, len(self.lines)):
            line = self.lines[index]
            if line.end - line.start > 80:
                break
            if self.candidates[index] is None:
                continue
            if again.get(_plain(text[line.start : min(line.end, line.start + 40)]), index) == index:
                break
            found.add(index)
        return found

    def _domain(self, line: Line) -> Label | None:
        """「产品质量方面。」 at the head of a paragraph: a heading without an ordinal."""
        text = self.source.folded
        stop = min(line.end, line.start + _DOMAIN_LIMIT)
        self.source.count(stop - line.start)
        match = _HEADING_END.search(text, line.start, stop)
        if match is None or match.group() not in "。:" or match.start() == line.start:
            return None
        if match.end() >= line.end or text[line.start] in "在从各对(":
            return None
        if self.words["domain_ends"].ending(text, match.start(), line.start) is None:
            one_of_many = match.group() == ":" and line.end - match.end() >= _PROSE
            many = self.words["domain_ends_of_many"].ending(text, match.start(), line.start)
            if many is None or not one_of_many:
                return None
            return Label("domain", text[line.start : match.start()], line.start, sure=False)
        return Label("domain", text[line.start : match.start()], line.start)

    def _heading_end(self, line: Line, begin: int, label: Label) -> tuple[int, str]:
        """Where the heading's words end, and by what rule."""
        text = self.source.folded
        self.source.count(line.end - begin)
        stop, rule = line.end, "heading.line"
        for match in _HEADING_END.finditer(text, begin, line.end):
            place, sign = match.start(), match.group()
            if self.source.inside[place]:
                continue
            if sign == ":" and (place - begin > _COLON_LIMIT or self._time_of_day(place)):
                continue
            if sign == ";" and label.kind in ("is", "条"):
                continue
            rule = "heading.line" if place + 1 >= line.end else "heading.run-in"
            stop, rule = place, rule if sign != ":" or place + 1 >= line.end else "heading.colon"
            break
        end = stop
        while end > begin and text[end - 1] in ",、 ":
            end -= 1
        opened = self.closers.get(end - 1)
        if opened is not None and opened > begin and text[opened] in "(〔[【":
            self.source.count(end - opened)
            if _DUTY_SIGN.search(text, opened, end):
                end, rule = opened, "heading.before-duty"
        gap = self._gap(begin, end)
        if gap is not None:
            return gap, "heading.gap"
        while end > begin and text[end - 1] in ",、 ":
            end -= 1
        return end, rule

    def _past_signs(self, place: int, end: int) -> int:
        text = self.source.folded
        while place < end and text[place] in " 、.:,":
            place += 1
        return place

    def _time_of_day(self, place: int) -> bool:
        text = self.source.folded
        return text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit()

    def _gap(self, begin: int, end: int) -> int | None:
        """A heading set off from its prose by a blank instead of a stop."""
        text = self.source.folded
        head = self._past_signs(begin, end)
        if end - head <= _GAP_LIMIT + 10:
            return None
        gap = text.find(" ", head, head + _GAP_LIMIT)
        if gap < head + 3 or "," in text[head:gap] or "," not in text[gap:end]:
            return None
        rest = text[gap:end].lstrip()
        return gap if len(rest) > 20 and "\u4e00" <= rest[0] <= "\u9fff" else None

    def _sections(self, found: list[_Found]) -> list[Section]:
        sections: list[Section] = []
        seen: set[tuple[str, ...]] = set()
        text = self.source.folded
        for index, item in enumerate(found):
            line, label = item.line, item.label
            head = label.end
            while head < item.heading_end and text[head] in " 、.:,\n":
                head += 1
            body_end = found[index + 1].line.start if index + 1 < len(found) else len(text)
            quote_end = max(head, min(item.heading_end, line.start + _QUOTE_LIMIT))
            doubts = item.doubts
            if item.path in seen:
                doubts = (*doubts, "repeated_path")
            seen.add(item.path)
            sections.append(
                Section(
                    path="/".join(item.path),
                    label=label.shown,
                    level=len(item.path),
                    heading=_spaced_out(self.source.text[head : item.heading_end].strip()),
                    start=line.start,
                    end=quote_end,
                    quote=self.source.quote(line.start, quote_end),
                    rule=f"{label.kind}.{item.rule}",
                    head_start=head,
                    body_end=body_end,
                    steps=item.steps,
                    doubts=doubts,
                )
            )
        return sections


def _plain(words: str) -> str:
    """A heading without blanks and without the page number behind it."""
    return _PAGE_BEHIND.sub("", words).replace(" ", "")


def _spaced_out(heading: str) -> str:
    """总 则 -> 总则: a short heading set with blanks between its characters."""
    parts = heading.split()
    return "".join(parts) if len(parts) > 1 and all(len(part) == 1 for part in parts) else heading
