"""The labels that open a line: 一、 (一) 1. ① 第X章 一是 —— …, and whether form alone makes them labels."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .clauses import Source
from .numbers import numeral_value

_CN = "一二三四五六七八九十百零〇"
_LABEL = re.compile(
    "|".join(
        (
            rf"第\s?(?P<big>[{_CN}0-9]{{1,6}})\s?(?P<bigunit>[编篇章节条]|部分)(?=[\s:、,.。]|[^\s号次届期批个]|$)",
            rf"第(?P<di>[{_CN}]{{1,2}})(?=[,、:])",
            rf"(?P<cn>[{_CN}]{{1,4}})\s?(?:[、.](?![{_CN}]{{1,3}}[、产级类线期等批届号档])|,)",
            rf"\(\s?(?P<pcn>[{_CN}]{{1,4}})\s?\)[、.,]?",
            r"\(\s?(?P<pnum>[0-9]{1,3})\s?\)[、.,]?",
            rf"(?P<hcn>[{_CN}]{{1,3}})\)(?=\S)",
            r"(?P<dec>[0-9]{1,2}(?:\.[0-9]{1,2}){1,3})(?![0-9.%])(?=[\s、.]|[^\s0-9a-zA-Z,%万亿余])",
            r"(?P<num>[0-9]{1,3})\s?(?:、(?![0-9]{1,3}[、号])|\.(?![0-9])|\.(?=(?:19|20)[0-9]{2}年)|,(?![0-9])|\)(?=\S))",
            r"(?P<circle>[①-⑳❶-❿㊀-㊉])[、.]?",
            r"(?P<onepnum>[⑴-⒇])[、.]?",
            r"(?P<onepcn>[㈠-㈩])[、.]?",
            r"(?P<onenum>[⒈-⒛])",
            r"(?P<roman>[Ⅰ-Ⅻ]{1,3})[、.,\s]",
            r"(?P<letter>[A-Za-z])[、.)](?=[\u4e00-\u9fff])",
            rf"(?P<is>[{_CN}]{{1,3}}(?:是|要))(?=[^否])",
            rf"(?P<barecn>[{_CN}]{{1,3}})\s+(?=[\u4e00-\u9fff])",
            r"(?P<barenum>[0-9]{1,2})\s+(?=[\u4e00-\u9fff])",
        )
    )
)
_SAME = {"onepnum": "pnum", "onepcn": "pcn", "onenum": "num", "barecn": "cn", "barenum": "num"}
_HEADING_END = re.compile(r"[。:;!?]")
_UNIT_KEYS = ("rate", "count", "quantity", "duration")
BARE_LIMIT = 30


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the head of a line: `shown` as written without trailing punctuation.

    value: the ordinal it counts to, None where it does not count. sure: whether its form alone
    makes it a label; one that is not sure (`1.2`, a numeral with a blank behind it) counts only
    in its turn.
    """

    kind: str
    shown: str
    end: int
    value: int | None = None
    sure: bool = True


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


def candidate(source: Source, line: Line) -> Label | None:
    """The label a line opens with, sure or not, or None."""
    text = source.folded
    bullet = source.lexicon.words("outline", "bullets").at(text, line.start, line.end)
    if bullet and line.end - line.start > len(bullet) + 1:
        after = line.start + len(bullet)
        while after < line.end and text[after] in "— -":
            after += 1
        if after < line.end and (bullet in ("--", "——") or text[after] not in "0123456789."):
            return Label("bullet", "——" if bullet in ("——", "--", "—") else bullet, after)
    source.count(min(line.end - line.start, 16))
    match = _LABEL.match(text, line.start, line.end)
    if match is None:
        return None
    kind = match.lastgroup or ""
    if match.end() >= line.end and kind not in ("bigunit", "cn", "pcn", "num"):
        return None
    behind = text[match.end() : match.end() + 1]
    if kind == "bigunit":
        sure = match["bigunit"] != "条" or behind in " :、"
        return Label(match["bigunit"], match.group(), match.end(), _ordinal(match["big"]), sure)
    shown = match[kind]
    value = _ordinal(shown)
    sure = kind not in ("dec", "barecn", "barenum", "letter", "di")
    if kind in ("pcn", "pnum"):
        shown = f"({shown})"
    elif kind == "num" and text[match.end() - 1] == ")":
        kind = "pnum"
    elif kind == "di":
        shown = match.group()
    elif kind == "dec":
        value = int(shown.rsplit(".", 1)[1])
        kind = ("dec", "dec2", "dec3")[shown.count(".") - 1]
    elif kind == "is":
        value = _ordinal(shown[:-1])
    if kind == "num" and behind and behind in "年月日%":
        return None
    if kind.startswith("dec") and any(
        source.lexicon.words("units", key).at(text, match.end(), line.end) for key in _UNIT_KEYS
    ):
        return None
    if kind in ("barecn", "barenum") and (
        line.end - line.start > BARE_LIMIT or _HEADING_END.search(text, match.end(), line.end) is not None
    ):
        return None
    return Label(_SAME.get(kind, kind), shown, match.end(), value, sure)


def label_of(source: Source, line: Line) -> Label | None:
    """The label a line opens with, when its form alone shows that it is one."""
    label = candidate(source, line)
    return label if label is not None and label.sure else None


def _ordinal(shown: str) -> int | None:
    """What an ordinal counts to; None for letters and the like."""
    if shown.isascii() and shown.isdigit():
        return int(shown)
    if len(shown) == 1 and (point := _CIRCLES.find(shown)) >= 0:
        return point % 20 + 1
    if len(shown) == 1 and "㈠" <= shown <= "㈩":
        return ord(shown) - ord("㈠") + 1
    if len(shown) == 1 and "Ⅰ" <= shown <= "Ⅻ":
        return ord(shown) - ord("Ⅰ") + 1
    if len(shown) == 1 and shown.isascii():
        return ord(shown.lower()) - ord("a") + 1
    value = numeral_value(shown)
    return int(value) if value is not None else None


_CIRCLES = "".join(chr(base + step) for base in (0x2460, 0x2474, 0x2488) for step in range(20))
