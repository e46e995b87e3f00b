"""The outline: labelled lines, their nesting and their heading words.

A label class (一、 / (一) / 1. / (1) / ① / 第X章 / 一是 / —— …) has a customary rank, which only
decides where a class that has not been met before is put; after that the stack of open classes
decides, so a document that starts with 1. or that skips a class keeps its own order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .clauses import Source, Span
from .model import Section

_CN = "一二三四五六七八九十百零〇"
_LABEL = re.compile(
    "|".join(
        (
            rf"第(?P<big>[{_CN}0-9]{{1,6}})\s?(?P<bigunit>[编篇章节条]|部分)(?=[\s:、,.。]|[^\s号次届期批个])",
            rf"(?P<cn>[{_CN}]{{1,4}})\s?[、.](?![{_CN}]{{1,3}}[、产])",
            rf"\((?P<pcn>[{_CN}]{{1,4}})\)[、.]?",
            r"\((?P<pnum>[0-9]{1,3})\)[、.]?",
            r"(?P<dec>[0-9]{1,2}(?:\.[0-9]{1,2}){1,3})(?![0-9.%])(?=[\s、.]|[^\s0-9a-zA-Z,%万亿余个家件项元年月倍])",
            r"(?P<num>[0-9]{1,3})\s?(?:[、]|\.(?![0-9])|\)(?=\S))",
            r"(?P<circle>[①-⑳❶-❿⑴-⒇])[、.]?",
            rf"(?P<is>[{_CN}]{{1,3}}(?:是|要))(?=[^否])",
        )
    )
)
_RANK = {
    "编": 1, "篇": 1, "部分": 1, "章": 2, "节": 3, "条": 4, "cn": 5, "pcn": 6, "num": 7, "dec": 8,
    "pnum": 9, "circle": 10, "is": 11, "bullet": 12, "domain": 12,
}  # fmt: skip
_DUTY_BRACKET = re.compile(r"\([^()]{0,8}(?:责任|牵头|配合|主办|负责)[^()]{0,200}\)$")
_HEADING_END = re.compile(r"[。:;!?]")
_TOC = re.compile(r"(?:\.{3,}|…+|·{3,})\s*[0-9]{0,4}\s*$")
_QUOTE_LIMIT = 120
_COLON_LIMIT = 40
_DOMAIN_LIMIT = 16


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the head of a line: `shown` as written without trailing punctuation."""

    kind: str
    shown: str
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text without its blanks at both ends."""

    start: int
    end: int


def lines_of(source: Source) -> list[Line]:
    """The lines that hold anything."""
    text, out, begin = source.folded, [], 0
    source.count(len(text))
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = begin + len(raw) - len(raw.lstrip())
            out.append(Line(start, start + len(stripped)))
        begin += len(raw) + 1
    return out


def label_of(source: Source, line: Line) -> Label | None:
    """The label a line opens with, or None."""
    text = source.folded
    bullet = source.lexicon.words("outline", "bullets").at(text, line.start, line.end)
    if bullet and line.end - line.start > len(bullet) + 1:
        after = line.start + len(bullet)
        while after < line.end and text[after] in "— -":
            after += 1
        if bullet in ("--", "——") or text[after] not in "0123456789.":
            return Label("bullet", "——" if bullet in ("——", "--", "—") else bullet, after)
    source.count(min(line.end - line.start, 16))
    match = _LABEL.match(text, line.start, line.end)
    if match is None or match.end() >= line.end:
        return None
    kind = match.lastgroup or ""
    if kind == "bigunit":
        return Label(match["bigunit"], match.group(), match.end())
    shown = match[kind]
    if kind in ("pcn", "pnum"):
        shown = f"({shown})"
    if kind == "num" and text[match.end() - 1] == ")":
        kind = "pnum"
    if kind == "num" and text[match.end()] in "年月日%":
        return None
    return Label(kind, shown, match.end())


def read_outline(source: Source, lines: list[Line]) -> list[Section]:
    """The sections in order, each with its path, heading and the extent of its own body.

    A section's body runs from the end of its heading to the next section's label, so that
    bodies never overlap.
    """
    found: list[tuple[Line, Label, tuple[str, ...], int, str]] = []
    stack: list[tuple[str, str]] = []
    ranks: dict[str, int] = {}
    bullets: dict[tuple[str, ...], int] = {}
    in_annex_list = False
    for line in lines:
        annex = source.lexicon.words("outline", "annex").at(source.folded, line.start, line.end)
        if annex and line.end - line.start < 60 and source.folded[line.end - 1] not in "。;":
            in_annex_list = True
            if ":" not in source.folded[line.start : line.start + 8]:
                in_annex_list, stack = False, []
            continue
        label = label_of(source, line)
        if label is None:
            label = _domain_label(source, line)
        if label is None:
            in_annex_list = False
            continue
        if in_annex_list and label.kind == "num" and source.folded[line.end - 1] not in "。;:":
            continue
        in_annex_list = False
        if _TOC.search(source.folded[max(line.start, line.end - 40) : line.end]):
            continue
        _descend(stack, label, ranks)
        parent = tuple(shown for _, shown in stack)
        shown = label.shown
        if label.kind == "bullet":
            key = (*parent, shown)
            bullets[key] = bullets.get(key, 0) + 1
            shown = f"{shown}{bullets[key]}"
        stack.append((label.kind, shown))
        heading_end, rule = _heading_end(source, line, label)
        found.append((line, label, (*parent, shown), heading_end, rule))
    return _sections(source, found)


def _descend(stack: list[tuple[str, str]], label: Label, ranks: dict[str, int]) -> None:
    """Pop the stack to the parent of the label that comes."""
    kinds = [kind for kind, _ in stack]
    if label.kind in kinds:
        del stack[kinds.index(label.kind) :]
        return
    while stack and _RANK.get(stack[-1][0], 13) >= _RANK.get(label.kind, 13):
        stack.pop()


def _domain_label(source: Source, line: Line) -> Label | None:
    """「产品质量方面。」 at the head of a paragraph: a heading without an ordinal."""
    text = source.folded
    stop = min(line.end, line.start + _DOMAIN_LIMIT)
    source.count(stop - line.start)
    match = _HEADING_END.search(text, line.start, stop)
    if match is None or match.group() not in "。:" or match.start() == line.start:
        return None
    if match.end() >= line.end or text[line.start] in "在从各对(":
        return None
    if source.lexicon.words("outline", "domain_ends").ending(text, match.start(), line.start) is None:
        return None
    return Label("domain", text[line.start : match.start()], line.start)


def _heading_end(source: Source, line: Line, label: Label) -> tuple[int, str]:
    """Where the heading's words end, and by what rule."""
    text = source.folded
    source.count(line.end - label.end)
    for match in _HEADING_END.finditer(text, label.end, line.end):
        place, sign = match.start(), match.group()
        if source.inside[place]:
            continue
        if sign == ":" and place - label.end > _COLON_LIMIT:
            continue
        if sign == ";" and label.kind in ("is", "条"):
            continue
        rule = "heading.line" if place + 1 >= line.end else "heading.run-in"
        return place, rule if sign != ":" or place + 1 >= line.end else "heading.colon"
    bracket = _DUTY_BRACKET.search(text, max(label.end, line.end - 240), line.end)
    if bracket and bracket.start() > label.end:
        return bracket.start(), "heading.before-duty"
    end = line.end
    while end > label.end and text[end - 1] in ",、 ":
        end -= 1
    return end, "heading.line"


def _sections(source: Source, found: list[tuple[Line, Label, tuple[str, ...], int, str]]) -> list[Section]:
    sections: list[Section] = []
    for index, (line, label, path, heading_end, rule) in enumerate(found):
        text = source.folded
        head = label.end
        while head < heading_end and text[head] in " 、.:":
            head += 1
        body_end = found[index + 1][0].start if index + 1 < len(found) else len(text)
        quote_end = max(head, min(heading_end, line.start + _QUOTE_LIMIT))
        sections.append(
            Section(
                path="/".join(path),
                label=label.shown,
                level=len(path),
                heading=source.text[head:heading_end].strip(),
                start=line.start,
                end=quote_end,
                quote=source.quote(line.start, quote_end),
                rule=f"{label.kind}.{rule}",
                head_start=head,
                body_end=body_end,
            )
        )
    return sections


def section_of(sections: list[Section], place: int) -> int | None:
    """Index of the section whose body or heading holds a place (binary search), or None before the first."""
    low, high = 0, len(sections)
    while low < high:
        middle = (low + high) // 2
        if sections[middle].start <= place:
            low = middle + 1
        else:
            high = middle
    return low - 1 if low else None


def preamble(sections: list[Section], length: int) -> Span:
    """The stretch before the first section."""
    return Span(0, sections[0].start if sections else length)
