"""A later reading joins what people decided: base = as read then, theirs = as read now, mine = what was decided.

Plain Python over plain data. The texts are compared by line and, where lines changed, by character, so that every old
place has a new one; items are then paired by where they are and what they say. A decision is never overwritten: where
the new reading says something else than what was decided, that is told beside it.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

from zhiheng.records.drafts.found import BOUND, Found, Payload

#: Fields in which the new reading is followed without a word: where a thing hangs is not what was decided about it.
FOLLOWED: Mapping[str, frozenset[str]] = {
    "section": frozenset({"path", "label", "level"}),
    "figure": frozenset({"section"}),
    "duty": frozenset({"section"}),
    "obligation": frozenset({"section"}),
    "phase": frozenset({"section"}),
}
ONLY_MINE = frozenset(BOUND)
SURVIVES = 0.5  # the share of a passage that must be left for it to be there still
REFINED = 4000  # a changed stretch longer than this is not compared by character

Came = Literal["same", "refreshed", "kept", "differs", "unread", "gone", "dropped"]


@dataclass(frozen=True, slots=True)
class Held:
    """An item as it stands. ``base``: as read then, None when a person added it. ``decided``: somebody said so."""

    key: str
    kind: str
    start: int
    end: int
    base: Payload | None
    mine: Payload
    decided: bool
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of an item: its new place and, unless it is gone, what stands now.

    came: ``same`` nothing changed but the place · ``refreshed`` nobody had decided, the new reading stands · ``kept``
    decided, and the new reading agrees or says what it said before · ``differs`` decided, and it says something else
    (``read`` holds it) · ``unread`` decided, and it is not read any more · ``gone`` its sentence is not in the text ·
    ``dropped`` nobody had decided and it is not read any more.
    """

    key: str
    came: Came
    start: int
    end: int
    payload: Payload
    read: Found | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    """Every item held, in order, and what was read that no item stands for."""

    outcomes: tuple[Outcome, ...]
    new: tuple[Found, ...]


@dataclass(frozen=True)
class Places:
    """Stretches of the old text that are in the new one: (old start, new start, length), in order."""

    blocks: tuple[tuple[int, int, int], ...]
    old_length: int
    new_length: int
    starts: list[int] = field(default_factory=list)

    def span(self, start: int, end: int) -> tuple[int, int, float]:
        """Where ``[start, end)`` is now, and the share of it that is left; (at, at, 0.0) where it stood when none is."""
        left = 0
        first = last = -1
        at = max(bisect.bisect_right(self.starts, start) - 1, 0)
        for old, new, size in self.blocks[at:]:
            if old >= end:
                break
            a, b = max(start, old), min(end, old + size)
            if a < b:
                if first < 0:
                    first = new + a - old
                last = new + b - old
                left += b - a
        if first < 0:
            before = [new + size for old, new, size in self.blocks[at : at + 1] if old + size <= start]
            place = before[0] if before else min(start, self.new_length)
            return place, place, 0.0
        return first, last, left / max(end - start, 1)


def mapping(old: str, new: str) -> Places:
    """How places in ``old`` become places in ``new``."""
    blocks: list[tuple[int, int, int]] = []
    if old == new:
        blocks = [(0, 0, len(old))] if old else []
    else:
        was, now = old.splitlines(keepends=True), new.splitlines(keepends=True)
        at_old, at_new = _offsets(was), _offsets(now)
        for tag, i, j, m, n in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
            a, b, c, d = at_old[i], at_old[j], at_new[m], at_new[n]
            if tag == "equal":
                blocks.append((a, c, b - a))
            elif tag == "replace":
                blocks += _refined(old, new, a, b, c, d)
    joined = _joined(blocks)
    return Places(tuple(joined), len(old), len(new), [b[0] for b in joined])


def _offsets(lines: Sequence[str]) -> list[int]:
    at = [0]
    for line in lines:
        at.append(at[-1] + len(line))
    return at


def _refined(old: str, new: str, a: int, b: int, c: int, d: int) -> list[tuple[int, int, int]]:
    """Equal stretches inside changed lines: common ends first, what is between by character when it is short."""
    size = min(b - a, d - c)
    head = 0
    while head < size and old[a + head] == new[c + head]:
        head += 1
    tail = 0
    while tail < size - head and old[b - 1 - tail] == new[d - 1 - tail]:
        tail += 1
    found = [(a, c, head)] if head else []
    inner_old, inner_new = old[a + head : b - tail], new[c + head : d - tail]
    if inner_old and inner_new and max(len(inner_old), len(inner_new)) <= REFINED:
        matcher = SequenceMatcher(None, inner_old, inner_new, autojunk=False)
        found += [
            (a + head + i, c + head + j, n)
            for i, j, n in matcher.get_matching_blocks()
            if n > 1 or n == len(inner_old)
        ]
    if tail:
        found.append((b - tail, d - tail, tail))
    return found


def _joined(blocks: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    found: list[tuple[int, int, int]] = []
    for old, new, size in blocks:
        if size == 0:
            continue
        if found and found[-1][0] + found[-1][2] == old and found[-1][1] + found[-1][2] == new:
            found[-1] = (found[-1][0], found[-1][1], found[-1][2] + size)
        else:
            found.append((old, new, size))
    return found


# -- pairing ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Placed:
    held: Held
    start: int
    end: int
    left: float  # the share of its passage that is still there

    @property
    def placeless(self) -> bool:
        return self.held.start == self.held.end


def merge(old: str, new: str, held: Sequence[Held], read: Sequence[Found]) -> Merged:
    """Join ``read`` (of the text ``new``) to the items ``held`` (whose places are in the text ``old``)."""
    places = mapping(old, new)
    placed = [_Placed(h, *places.span(h.start, h.end)) for h in held]
    pairs = _paired(placed, read, old, new)
    outcomes = []
    for index, each in enumerate(placed):
        theirs = read[pairs[index]] if index in pairs else None
        outcomes.append(_paired_outcome(each, theirs) if theirs is not None else _alone(each))
    taken = set(pairs.values())
    return Merged(tuple(outcomes), tuple(f for n, f in enumerate(read) if n not in taken))


def _paired(placed: Sequence[_Placed], read: Sequence[Found], old: str, new: str) -> dict[int, int]:
    """Index of an item -> index of what was read for it; each used once, the closest pairs first."""
    by_kind: dict[str, list[int]] = {}
    for n, found in enumerate(read):
        by_kind.setdefault(found.kind, []).append(n)
    for rows in by_kind.values():
        rows.sort(key=lambda n: read[n].start)
    starts = {kind: [read[n].start for n in rows] for kind, rows in by_kind.items()}
    longest = {
        kind: max((read[n].end - read[n].start for n in rows), default=0) for kind, rows in by_kind.items()
    }
    close: list[tuple[float, int, int]] = []
    for i, each in enumerate(placed):
        kind = each.held.kind
        rows = by_kind.get(kind, [])
        if kind == "document":
            near = rows
        else:
            low = bisect.bisect_left(starts.get(kind, []), each.start - longest.get(kind, 0))
            high = bisect.bisect_right(starts.get(kind, []), max(each.end, each.start + 1))
            near = rows[low:high]
        for n in near:
            score = _closeness(each, read[n])
            if score > 0:
                close.append((score, i, n))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _score, i, n in sorted(close, key=lambda c: (-c[0], c[1], c[2])):
        if i not in pairs and n not in taken:
            pairs[i] = n
            taken.add(n)
    _moved(placed, read, old, new, pairs, taken)
    return pairs


def _closeness(each: _Placed, found: Found) -> float:
    """0: not the same thing. By how much the places overlap and how much of what they say is equal."""
    if each.held.kind == "document":
        if each.held.mine["field"] != found.payload["field"]:
            return 0.0
        # One title, one date; but many documents may be cited.
        alike = _alike(each.held, found.payload)
        return 1 + alike if found.payload["field"] != "cite" or alike > SURVIVES else 0.0
    shared = min(each.end, found.end) - max(each.start, found.start)
    if shared <= 0:
        return 0.0
    whole = max(each.end, found.end) - min(each.start, found.start)
    return shared / whole + 2 * _alike(each.held, found.payload)


def _alike(held: Held, theirs: Payload) -> float:
    """The larger share of equal fields of what was read and what stands."""
    return max(_share(side, theirs) for side in (held.base, held.mine) if side is not None)


def _share(mine: Payload, theirs: Payload) -> float:
    names = [n for n in theirs if n not in ONLY_MINE]
    return sum(mine.get(n) == theirs.get(n) for n in names) / max(len(names), 1)


def _moved(
    placed: Sequence[_Placed],
    read: Sequence[Found],
    old: str,
    new: str,
    pairs: dict[int, int],
    taken: set[int],
) -> None:
    """A passage cut here and put there: the same words that say the same thing."""
    free: dict[tuple[str, str], list[int]] = {}
    for n, found in enumerate(read):
        if n not in taken and found.start < found.end:
            free.setdefault((found.kind, new[found.start : found.end]), []).append(n)
    for i, each in enumerate(placed):
        if i in pairs or each.placeless:
            continue
        for n in free.get((each.held.kind, old[each.held.start : each.held.end]), ()):
            if n not in taken and _alike(each.held, read[n].payload) > SURVIVES:
                pairs[i] = n
                taken.add(n)
                break


# -- what becomes of each ----------------------------------------------------------------------------


def differs(kind: str, one: Payload | None, other: Payload | None) -> bool:
    """Whether two payloads say different things, what is followed silently left aside."""
    if one is None or other is None:
        return one is not other
    aside = FOLLOWED.get(kind, frozenset()) | ONLY_MINE
    return any(one.get(n) != other.get(n) for n in {*one, *other} - aside)


def _paired_outcome(each: _Placed, theirs: Found) -> Outcome:
    held = each.held
    if not held.decided:
        same = held.base == theirs.payload
        return Outcome(
            held.key, "same" if same else "refreshed", theirs.start, theirs.end, theirs.payload, theirs
        )
    mine = dict(held.mine)
    for name in FOLLOWED.get(held.kind, ()):
        # Where a person chose the clause, it stays.
        if held.base is not None and mine.get(name) == held.base.get(name) and name in theirs.payload:
            mine[name] = theirs.payload[name]
    start, end = _place(each, theirs)
    silent = not differs(held.kind, held.base, theirs.payload) or (
        not held.rejected and not differs(held.kind, held.mine, theirs.payload)
    )
    return Outcome(held.key, "kept" if silent else "differs", start, end, mine, theirs)


def _place(each: _Placed, theirs: Found) -> tuple[int, int]:
    """A person's span where it is still there whole, else that of the reading."""
    if each.placeless or each.left < 1 or each.end - each.start != each.held.end - each.held.start:
        return theirs.start, theirs.end
    return each.start, each.end


def _alone(each: _Placed) -> Outcome:
    held = each.held
    if each.placeless:
        came: Came = "kept" if held.decided and held.base is None else "unread" if held.decided else "dropped"
        return Outcome(held.key, came, held.start, held.end, held.mine)
    if each.left < SURVIVES or each.end - each.start > 2 * (held.end - held.start) + 20:
        return Outcome(held.key, "gone", each.start, each.start, held.mine)
    if not held.decided:
        return Outcome(held.key, "dropped", each.start, each.end, held.mine)
    if held.base is None or held.rejected:
        return Outcome(held.key, "kept", each.start, each.end, held.mine)
    return Outcome(held.key, "unread", each.start, each.end, held.mine)
