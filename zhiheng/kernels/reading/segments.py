"""Which words around a number belong to it: a clause shared out among its quantities."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from .clauses import Source, Span
from .names import Namer
from .numbers import Quantity
from .times import TimeExpr

_LEADS_JOIN = re.compile(r"^(?:以及|[、和及与或])")
_TAIL_JOIN = re.compile(r"(?:以及|[、和及与或])$")
WINDOW = 160


@dataclass(slots=True)
class Segment:
    """A quantity with the words before (`left`) and behind it (`right`) that speak of it."""

    quantity: Quantity
    left: str
    right: str
    left_start: int
    right_end: int
    baseline: float | None = None
    in_list: bool = False
    inner: bool = False
    origin: tuple[int, int] | None = None
    origin_unit: str = ""


def segments_of(
    source: Source, namer: Namer, clause: Span, quantities: list[Quantity], times: list[TimeExpr]
) -> list[Segment]:
    """The clause's segments in order; quantities inside brackets stand for themselves."""
    holes = _bracket_spans(source, clause)
    outer: list[Quantity] = []
    inner: dict[tuple[int, int], list[Quantity]] = {}
    opened = [hole[0] for hole in holes]
    for quantity in quantities:
        index = bisect_left(opened, quantity.start) - 1
        hole = holes[index] if index >= 0 and quantity.start < holes[index][1] else None
        if hole is None:
            outer.append(quantity)
        else:
            inner.setdefault(hole, []).append(quantity)
    segments = _share(source, namer, clause, outer, times)
    for (start, end), group in inner.items():
        for segment in _share(source, namer, Span(start + 1, end), group, times):
            segment.inner = True
            segments.append(segment)
    segments.sort(key=lambda segment: segment.quantity.start)
    return segments


def _bracket_spans(source: Source, clause: Span) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    text, place = source.folded, clause.start
    while True:
        place = text.find("(", place, clause.end)
        if place < 0:
            return spans
        closed = source.brackets.get(place)
        if closed is None or closed >= clause.end:
            place += 1
            continue
        spans.append((place, closed))
        place = closed + 1


def _share(
    source: Source, namer: Namer, clause: Span, quantities: list[Quantity], times: list[TimeExpr]
) -> list[Segment]:
    text = source.folded
    segments: list[Segment] = []
    begin = clause.start
    waiting: tuple[float, int, int, int] | None = None
    origin_span: tuple[int, int] | None = None
    origin_unit = ""
    listed = False
    for index, quantity in enumerate(quantities):
        following = quantities[index + 1] if index + 1 < len(quantities) else None
        left_from = max(begin, quantity.start - WINDOW)
        if following is None:
            right_to, next_begin, next_listed = min(clause.end, quantity.end + WINDOW), clause.end, False
        else:
            right_to, next_begin, next_listed = _boundary(source, namer, quantity, following)
        left = text[left_from : quantity.start]
        source.count(len(left) + max(0, right_to - quantity.end))
        origin = _ORIGIN.search(left)
        if following is not None and origin and _MOVES.match(text, quantity.end, following.start):
            # 由80%提高到90%: the first is where it starts from, the words before it go with the second
            waiting = (quantity.value, left_from, left_from + origin.start(), quantity.end)
            origin_span = (left_from + origin.start(), quantity.end)
            origin_unit = quantity.unit
            begin = left_from
            continue
        if waiting is not None:
            _, left_from, origin_at, after = waiting
            move = _MOVES.match(text, after, quantity.start)
            left = _without_times(text, left_from, origin_at, times) + (move["verb"] if move else "")
        segment = Segment(
            quantity=quantity,
            left=_without_times(text, left_from, quantity.start, times) if waiting is None else left,
            right=_without_times(text, quantity.end, right_to, times).strip(),
            left_start=left_from,
            right_end=right_to,
            baseline=waiting[0] if waiting else None,
            in_list=listed,
            origin=origin_span if waiting else None,
            origin_unit=origin_unit if waiting else "",
        )
        waiting = origin_span = None
        segments.append(segment)
        begin, listed = next_begin, next_listed
    return segments


def _boundary(source: Source, namer: Namer, one: Quantity, two: Quantity) -> tuple[int, int, bool]:
    """(end of the first's right, start of the second's left, whether the two stand in a list)."""
    text = source.folded
    gap = text[one.end : two.start]
    source.count(min(len(gap), 4 * WINDOW))
    if len(gap) > 4 * WINDOW:
        return one.end + WINDOW, two.start - WINDOW, False
    if not gap.strip():
        return one.end, two.start, True
    comma = gap.rfind(",")
    if comma >= 0:  # in brackets, where no clause is cut
        return one.end + gap.index(","), one.end + comma + 1, True
    lead = _LEADS_JOIN.match(gap)
    if lead:
        return one.end, one.end + lead.end(), True
    tail = _TAIL_JOIN.search(gap.rstrip())
    if tail:
        return one.end + tail.start(), two.start, True
    stripped, _ = namer.back(gap)
    if not stripped.strip(" ()"):
        return one.end, one.end, False
    cuts = [place for place, char in enumerate(gap) if char == "、" and not source.inside[one.end + place]]
    for place in cuts:
        if namer.add.at(gap, place + 1) or namer.stock.at(gap, place + 1):
            return one.end + place, one.end + place + 1, True
    if cuts:
        return one.end + cuts[-1], one.end + cuts[-1] + 1, True
    for place in range(len(gap) - 1):
        word = namer.add.at(gap, place)
        if word and len(word) > 1 and place > 0 and place + len(word) >= len(gap.rstrip()):
            return one.end + place, one.end + place, True
    if gap.startswith("的"):
        return one.end, one.end, False
    return two.start, two.start, True


_ORIGIN = re.compile(r"(?:由|从|在)[^,;、由从在]{0,18}$")
_MOVES = re.compile(
    r"(?:以上|左右)?(?:的)?(?:基础上|水平)?(?:,)?(?:再|逐步|稳步|进一步|大幅)?(?P<verb>(?:延长|拓展|提高|提升|上升|增加|增长|扩大|下降|降低|降|减少|压减|压缩|压降|缩短|缩减|发展|跃升|攀升|回升|增|升)(?:到|至|为)|(?<=基础上)(?:再|逐步|稳步|进一步)?(?:提高|提升|上升|增加|增长|下降|降低|减少|压减|压缩|缩短))"
)


def moves_on(text: str, place: int, end: int) -> bool:
    """Whether 提高到 or the like follows: the number before is where a change starts from."""
    return _MOVES.match(text, place, end) is not None


_BEFORE_TIME = re.compile(r"(?:力争|争取|确保)?(?:截至|截止到|截止|到|至|在|于|较|比|与|同|从|自|以)$")
_AFTER_TIME = re.compile(r"^(?:的?同期|相比|为基数|的?基础上|水平|之前|时)")


def _without_times(text: str, start: int, end: int, times: list[TimeExpr]) -> str:
    """The words of a window without its expressions of time and what ties them in."""
    pieces: list[str] = []
    place = start
    first = bisect_left(times, start, key=_start_of)
    for time in times[first : bisect_left(times, end, key=_start_of)]:
        if time.start < place or time.end > end:
            continue
        if _attributive(text, time):
            continue
        before = text[place : time.start]
        pieces.append(_BEFORE_TIME.sub("", before) if time.kind != "recur" else before)
        place = time.end
        if time.since and text.startswith(("以来", "开始", "起"), place):
            place += 2 if text[place] != "起" else 1
        if time.baseline:
            tail = _AFTER_TIME.match(text[place : min(end, place + 6)])
            if tail:
                place += tail.end()
    pieces.append(text[place:end])
    return "".join(pieces)


def _start_of(time: TimeExpr) -> int:
    return time.start


def _attributive(text: str, time: TimeExpr) -> bool:
    """2016年度考核: part of a name rather than a time of its own."""
    return text[time.end : time.end + 1] == "的" or text.startswith("年度", time.end - 2)
