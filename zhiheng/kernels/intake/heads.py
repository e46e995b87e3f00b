"""Finding the heading of a table and saying which column is which.

Real sheets carry titles, unit lines, headings over several lines (merged or simply cut in two), an English line
below the Chinese one, a line of column numbers. A heading is accepted by what it says, never by position.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from .specs import ColumnSpec

SEARCH_ROWS: Final = 60
MAX_HEAD_ROWS: Final = 6
SURE: Final = 0.75
_LONGEST_HEADING: Final = 40
_ALIKE: Final = 0.7
_BRACKETED = re.compile(r"[(\[【〔{][^)\]】〕}]*[)\]】〕}]")
_BRACKET = re.compile(r"[()\[\]【】〔〕{}]")
_DROP = re.compile(r"[\s\u200b-\u200f\u2060\ufeff*※#:_\-—.,、/\"'“”]+")
_NOT_CJK = re.compile(r"[^\u3400-\u9fff]+")
# A heading that differs from a label by one of these means another thing: 不合格批次 is not 合格批次.
_TURNING = frozenset("不非未无上下去同前后初末率额量比减增")
_TURNING_WORDS: Final = (
    *(
        "不",
        "非",
        "未",
        "无",
        "上年",
        "上期",
        "上月",
        "去年",
        "同期",
        "同比",
        "环比",
        "增长",
        "增加",
        "减少",
        "率",
    ),
    *("占比", "比重", "目标", "计划", "复检", "复查", "初检", "期初", "期末", "累计"),
)


def plain(text: str) -> str:
    """A heading reduced to what is compared: half-width, lower case, without spaces, stars and dashes."""
    return _DROP.sub("", unicodedata.normalize("NFKC", text).casefold())


def core(text: str) -> str:
    """`plain` without what stands in brackets (units, "必填")."""
    whole = unicodedata.normalize("NFKC", text).casefold()
    return _DROP.sub("", _BRACKETED.sub("", whole)) or _DROP.sub("", whole.strip("()[]【】〔〕{} "))


def bracketed(text: str) -> str | None:
    """What stands in the last pair of brackets, or None: the unit of a heading."""
    found = _BRACKETED.findall(unicodedata.normalize("NFKC", text))
    return found[-1][1:-1].strip() or None if found else None


def cell_text(value: Any) -> str:
    """A cell as heading text: 2012.0 is the year 2012."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.strip() if isinstance(value, str) else str(value)


@dataclass(frozen=True)
class Match:
    """A sheet column taken for a declared one. `column` is 0-based; `how` says by what, in Chinese."""

    column: int
    header: str
    confidence: float
    how: str


class Labels:
    """The declared names, indexed by every form in which a heading may write them."""

    def __init__(self, specs: Sequence[ColumnSpec]) -> None:
        self.specs = specs
        self._exact: dict[str, list[tuple[str, float, str]]] = {}
        self._cores: dict[str, set[str]] = {}
        self._memo: dict[tuple[str, bool], list[tuple[str, float, str]]] = {}
        self._named: dict[str, frozenset[str] | None] = {}
        for spec in specs:
            self._add(plain(spec.label), spec.name, 1.0, "列名相同")
            self._add(core(spec.label), spec.name, 0.96, "列名相同（不计括号）")
            self._add(plain(spec.name), spec.name, 0.95, "字段名相同")
            for alias in spec.aliases:
                self._add(plain(alias), spec.name, 0.95, f"别名“{alias}”")
                self._add(core(alias), spec.name, 0.92, f"别名“{alias}”（不计括号）")
        self._spoken = "\n".join(self._exact)
        self._bare_digits = any(key.isdigit() for key in self._exact)

    def _add(self, key: str, name: str, confidence: float, how: str) -> None:
        if not key:
            return
        known = self._exact.setdefault(key, [])
        if all(name != other for other, _, _ in known):
            known.append((name, confidence, how))
        self._cores.setdefault(name, set()).add(key)

    def all_named(self, score: float) -> bool:
        """Whether a heading of this score names every declared column by its own label: none can be better."""
        return score > len(self.specs) - 1e-9

    def part_of(self, cell: str) -> frozenset[str] | None:
        """The declared columns that a heading with this cell in it may name outright; None when that cannot be told.

        A heading is compared whole, without brackets, or by its Chinese alone: what no label holds names nothing,
        whatever cells stand above or below it, and digits alone name nothing.
        """
        if cell not in self._named:
            self._named[cell] = self._part_of(cell)
        return self._named[cell]

    def _part_of(self, cell: str) -> frozenset[str] | None:
        whole = plain(cell)
        if _BRACKET.search(whole):
            return None
        forms = set() if whole.isdigit() and not self._bare_digits else {whole}
        held = [form for form in {*forms, _NOT_CJK.sub("", whole)} if form and form in self._spoken]
        if not held:
            return frozenset()
        return frozenset(
            name
            for key, found in self._exact.items()
            if any(form in key for form in held)
            for name, _, _ in found
        )

    def of(self, header: str, loose: bool = True) -> list[tuple[str, float, str]]:
        """Declared columns this heading may mean, as (name, confidence, how), best first.

        `loose` also offers labels that merely resemble the heading.
        """
        found = self._memo.get((header, loose))
        if found is None:
            found = self._memo[header, loose] = self._find(header, loose)
        return found

    def _find(self, header: str, loose: bool) -> list[tuple[str, float, str]]:
        whole, inner = plain(header), core(header)
        best: dict[str, tuple[float, str]] = {}

        def offer(name: str, confidence: float, how: str) -> None:
            if confidence > best.get(name, (0.0, ""))[0]:
                best[name] = (round(confidence, 3), how)

        chinese = _NOT_CJK.sub("", inner)
        for key, less in ((whole, 0.0), (inner, 0.04), (chinese if len(chinese) > 1 else "", 0.08)):
            for name, confidence, how in self._exact.get(key, ()):
                offer(name, confidence - less, how)
        if loose and not best and 2 <= len(inner) <= _LONGEST_HEADING:
            for name, keys in self._cores.items():
                for key in keys:
                    offer(name, *_likeness(inner, key))
        return sorted(((n, c, h) for n, (c, h) in best.items()), key=lambda item: -item[1])


def _likeness(header: str, key: str) -> tuple[float, str]:
    """Confidence that a heading which is not the label itself still means it; at most a little above SURE."""
    short, long = sorted((header, key), key=len)
    if len(short) < 2:
        return 0.0, ""
    if short in long:
        rest = long.replace(short, "", 1)
        if any(word in rest for word in _TURNING_WORDS):
            return 0.0, ""
        if rest in {"数", "额", "量"}:
            return 0.6, "列名相近"
        return 0.5 + 0.3 * len(short) / len(long), "列名相近"
    if _TURNING & (set(header) ^ set(key)):
        return 0.0, ""
    # What two texts have in common is at most what of the shorter one occurs in the longer: most pairs end here.
    held = set(long)
    if 2 * sum(c in held for c in short) < _ALIKE * (len(short) + len(long)):
        return 0.0, ""
    ratio = SequenceMatcher(None, header, key).ratio()
    return (0.4 + 0.3 * ratio, "列名相似") if ratio >= _ALIKE else (0.0, "")


@dataclass(frozen=True)
class Head:
    """Rows `first`..`last` (0-based) are the heading; `texts[j]` are the readings of column j, best first."""

    first: int
    last: int
    texts: tuple[tuple[str, ...], ...]
    score: float


def read_head(rows: Sequence[Sequence[Any]], first: int, last: int, merged: Iterable[Any] | None) -> Head:
    """The readings of a heading that spans the given rows."""
    block = [[cell_text(cell) for cell in rows[i]] for i in range(first, last + 1)]
    width = max(map(len, block), default=0)
    filled = [list(row) for row in block]
    ranges = [
        (a, b, c, d) for (a, b), (c, d) in merged or () if first <= a <= last and d > b
    ]  # only merges across columns carry a group's name to its neighbours
    if ranges:
        for top, left, _, right in ranges:
            for column in range(left + 1, min(right + 1, width)):
                filled[top - first][column] = filled[top - first][column] or block[top - first][left]
    elif last > first:
        for n, row in enumerate(filled[:-1]):
            for column in range(1, width):
                if not row[column] and any(block[m][column] for m in range(n + 1, len(block))):
                    row[column] = row[column - 1]
    texts = []
    for column in range(width):
        own = [row[column] for row in block if row[column]]
        group = [row[column] for row in filled if row[column]]
        readings = ["".join(own), "".join(group), own[-1] if own else "", own[0] if own else ""]
        texts.append(tuple(dict.fromkeys(text for text in readings if text)))
    return Head(first, last, tuple(texts), 0.0)


def find_head(rows: Sequence[Sequence[Any]], labels: Labels, merged: Iterable[Any] | None) -> Head | None:
    """The heading that names the most declared columns; None when no rows name enough of them.

    Likenesses are tried only when nothing is named outright: every row of data would be compared with every label.
    """
    merged = list(merged or ()) or None
    enough = 1 if len(labels.specs) <= 2 else 2
    for loose in (False, True):
        best = _best_head(rows, labels, merged, loose)
        if best is not None and len(assign(best.texts, labels)[0]) >= enough:
            return best
    return None


def _best_head(
    rows: Sequence[Sequence[Any]], labels: Labels, merged: Iterable[Any] | None, loose: bool
) -> Head | None:
    best: Head | None = None
    top = min(len(rows), SEARCH_ROWS)
    filled = [sum(cell not in ("", None) for cell in rows[i]) for i in range(top)]
    read: dict[int, frozenset[str] | None] = {}

    def named(row: int) -> frozenset[str] | None:
        if row not in read:
            read[row] = None if loose else _named_by(rows[row], labels)
        return read[row]

    for first in range(top):
        if best is not None and labels.all_named(best.score):
            break
        if not filled[first]:
            continue
        for last in range(first, min(first + MAX_HEAD_ROWS, top)):
            if last > first and filled[last] == 0:
                continue
            # Rows of data name no column: they need not be read as a heading to know that it would be no better.
            most = _at_most([named(row) for row in range(first, last + 1)])
            if not most or (best is not None and most - 0.03 * (last - first) <= best.score):
                continue
            head = read_head(rows, first, last, merged)
            found = assign(head.texts, labels, loose)[0]
            score = sum(match.confidence for match in found.values()) - 0.03 * (last - first)
            if found and (best is None or score > best.score + 1e-9):
                best = Head(first, last, head.texts, score)
    return best


def _named_by(row: Sequence[Any], labels: Labels) -> frozenset[str] | None:
    """The columns that a heading with this row in it may name; None when that cannot be told."""
    found: set[str] = set()
    for text in {cell_text(cell) for cell in row}:
        names = labels.part_of(text)
        if names is None:
            return None
        found |= names
    return frozenset(found)


def _at_most(named: Sequence[frozenset[str] | None]) -> float:
    """How many columns a heading of these rows names at most."""
    found: set[str] = set()
    for names in named:
        if names is None:
            return float("inf")
        found |= names
    return len(found)


def assign(
    texts: Sequence[Sequence[str]], labels: Labels, loose: bool = True
) -> tuple[dict[str, Match], dict[str, list[Match]], dict[str, list[Match]]]:
    """Columns taken for sure, names with several equal candidates, and candidates too weak to take."""
    offers: list[tuple[float, int, str, Match]] = []
    for column, readings in enumerate(texts):
        for rank, text in enumerate(readings):
            # A group's name or a cut-off half is a weaker reading than the whole heading.
            for name, confidence, how in labels.of(text, loose):
                value = round(confidence - 0.02 * rank, 3)
                offers.append((value, column, name, Match(column, readings[0], value, how)))
    offers.sort(key=lambda offer: (-offer[0], offer[1]))
    taken: dict[str, Match] = {}
    used: set[int] = set()
    ambiguous: dict[str, list[Match]] = {}
    weak: dict[str, list[Match]] = {}
    for value, column, name, match in offers:
        if column in used or name in taken:
            continue
        if value < SURE:
            others = weak.setdefault(name, [])
            if all(other.column != column for other in others):
                others.append(match)
            continue
        rivals = {
            o[1]: o[3] for o in offers if o[2] == name and abs(o[0] - value) < 1e-6 and o[1] not in used
        }
        if len(rivals) > 1:
            ambiguous[name] = list(rivals.values())
            continue
        if name in ambiguous:
            continue
        taken[name] = match
        used.add(column)
    weak = {n: [m for m in found if m.column not in used] for n, found in weak.items() if n not in taken}
    return taken, {n: m for n, m in ambiguous.items() if n not in taken}, {n: m for n, m in weak.items() if m}


_UNITLIKE = re.compile(
    r"^[(\[]?(单位[:：].*|[个家批次件台套人户项吨元万亿千公斤米里平方立次天年月日%％‰℃]{1,5}"
    r"|kg|km|t|mg/m3|ug/m3|μg/m3|mg/l)[)\]]?$",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"^(\(?\d{1,2}\)?|[甲乙丙丁戊己庚辛壬癸]|[A-Z]|[—-])$")


def is_continuation(row: Sequence[Any], numeric: Sequence[int]) -> bool:
    """Whether a row right below the heading still belongs to it: blank, units, column numbers, a translation.

    `numeric`: columns taken for numbers or dates. A row with words, and no digit, in all of those that are filled
    is a second line of the heading.
    """
    cells = [cell_text(cell) for cell in row]
    filled = [unicodedata.normalize("NFKC", text) for text in cells if text]
    if not filled or all(_UNITLIKE.match(text) for text in filled):
        return True
    # A line of column numbers; three small numbers alone might well be data.
    if (
        len(filled) > (2 if filled[0] == "甲" else 3)
        and all(_ORDINAL.match(text) for text in filled)
        and _counts_up(filled)
    ):
        return True
    words = [cells[j] for j in numeric if j < len(cells) and cells[j]]
    return (
        bool(words)
        and all(
            isinstance(row[j], str) and not re.search(r"[\d０-９一二三四五六七八九十—…#/-]", cells[j])
            for j in numeric
            if j < len(cells) and cells[j]
        )
        and any(len(word) > 2 for word in words)
        and not any(re.search(r"\d{3}", text) for text in filled)
    )


def _counts_up(texts: Sequence[str]) -> bool:
    numbers = [int(text.strip("()")) for text in texts if text.strip("()").isdigit()]
    return all(b == a + 1 for a, b in itertools.pairwise(numbers)) and (not numbers or numbers[0] == 1)
