"""Checks that a column holds what its heading says.

A published air-quality file headed the rank "PM2.5", PM2.5 "PM10" and so on, one place off: every value is a
number, every row passes, every figure is wrong. Only what the numbers must be like can catch that: bounds of one
column, and order between two columns.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, Protocol

SAMPLE_ROWS: Final = 400
_SEARCHED: Final = 7


class Doubt(NamedTuple):
    """A suspicion about a plan. `proposal`: name -> 0-based column (None: not in the file) that would remove it; may be
    empty."""

    code: str
    message: str
    columns: tuple[str, ...]
    proposal: Mapping[str, int | None]


class Samples(Mapping[int, list[float | None]]):
    """The numbers of the sampled rows by column, each column read when somebody looks at it."""

    def __init__(self, rows: Sequence[Sequence[Any]], width: int) -> None:
        self._rows = rows
        self._width = width
        self._read: dict[int, list[float | None]] = {}

    def __getitem__(self, column: int) -> list[float | None]:
        if not 0 <= column < self._width:
            raise KeyError(column)
        if column not in self._read:
            self._read[column] = [as_number(row[column]) for row in self._rows]
        return self._read[column]

    def __iter__(self) -> Iterator[int]:
        return iter(range(self._width))

    def __len__(self) -> int:
        return self._width


class Check(Protocol):
    """A hook that looks at sampled columns before anything is taken.

    `mapped`: name -> 0-based column; `samples`: column -> numbers of the sampled rows (None where no number);
    `headers`: column -> heading.
    """

    def __call__(
        self,
        mapped: Mapping[str, int],
        samples: Mapping[int, Sequence[float | None]],
        headers: Sequence[str],
        labels: Mapping[str, str],
    ) -> list[Doubt]: ...


@dataclass(frozen=True)
class Plausible:
    """Bounds by column, and pairs (greater, lesser) that hold in nearly every row.

    `share`: the part of rows that must agree. When the map fails, other assignments of the same names to number
    columns are tried, and the one that agrees best is proposed if it agrees clearly better.

    `relation`: what the values of one row say of each other, from 0 (impossible) to 1 (as it must be), None where they
    say nothing. `hints`: pairs (greater, lesser) that are usual. Both choose between assignments and raise no doubt by
    themselves: sources reckon differently. `related`: the names that `relation` looks at. `optional`: names that the
    file may not have at all, whatever its headings say; `fixed`: names whose column is not moved.
    """

    bounds: Mapping[str, tuple[float | None, float | None]] = field(default_factory=dict)
    orders: Sequence[tuple[str, str]] = ()
    share: float = 0.9
    relation: Callable[[Mapping[str, float | None]], float | None] | None = None
    related: Sequence[str] = ()
    optional: Sequence[str] = ()
    fixed: Sequence[str] = ()
    hints: Sequence[tuple[str, str]] = ()

    def __call__(
        self,
        mapped: Mapping[str, int],
        samples: Mapping[int, Sequence[float | None]],
        headers: Sequence[str],
        labels: Mapping[str, str],
    ) -> list[Doubt]:
        named = dict.fromkeys([*self.bounds, *itertools.chain(*self.orders), *self.optional])
        watched = [n for n in named if n in mapped]
        broken, texts = self._broken(mapped, samples, watched, labels)
        if not broken:
            return []
        proposal = self._better(mapped, samples, watched)
        message = "列名与内容可能错位：" + "；".join(texts)
        if proposal:
            moves = "、".join(
                f"“{labels.get(n, n)}”取自“{headers[c]}”列"
                if c is not None
                else f"“{labels.get(n, n)}”不导入"
                for n, c in proposal.items()
                if mapped.get(n) != c
            )
            message += f"。建议改为：{moves}"
        return [Doubt("misplaced", message + "。请核对原始资料后再确认。", tuple(broken), proposal)]

    def _broken(
        self,
        mapped: Mapping[str, int],
        samples: Mapping[int, Sequence[float | None]],
        watched: Sequence[str],
        labels: Mapping[str, str],
    ) -> tuple[list[str], list[str]]:
        names: list[str] = []
        texts: list[str] = []
        for name in watched:
            share = _within(samples.get(mapped[name], ()), *self.bounds.get(name, (None, None)))
            if share is not None and share < self.share:
                low, high = self.bounds[name]
                names.append(name)
                texts.append(
                    f"“{labels.get(name, name)}”有 {1 - share:.0%} 的数值不在 {_range(low, high)} 之内"
                )
        for great, less in self.orders:
            if great in mapped and less in mapped:
                share = _ordered(samples.get(mapped[great], ()), samples.get(mapped[less], ()))
                if share is not None and share < self.share:
                    names += [great, less]
                    texts.append(
                        f"“{labels.get(great, great)}”应不小于“{labels.get(less, less)}”，却有 {1 - share:.0%} 的行相反"
                    )
        return list(dict.fromkeys(names)), texts

    def _related(
        self,
        mapped: Mapping[str, int | None],
        samples: Mapping[int, Sequence[float | None]],
        beat: float = 0.0,
        most: int = 60,
    ) -> tuple[float, float] | None:
        """(share of rows that are possible, mean agreement) of the relation; None when no row says anything.

        (0, 0) as soon as the share cannot be above ``beat`` any more: most assignments fall at the first rows.
        """
        if self.relation is None:
            return None
        columns = {
            n: samples[c] for n, c in mapped.items() if c is not None and n in self.related and c in samples
        }
        size = min((len(v) for v in columns.values()), default=0)
        rows = list(zip(*(v[: size : max(1, size // most)] for v in columns.values()), strict=True))
        told, odd = [], 0
        for row in rows:
            said = self.relation(dict(zip(columns, row, strict=True)))
            if said is None:
                continue
            told.append(said)
            odd += said < 0.5
            if len(rows) - odd <= beat * len(rows):
                return 0.0, 0.0
        return (sum(t >= 0.5 for t in told) / len(told), sum(told) / len(told)) if told else None

    def _better(
        self, mapped: Mapping[str, int], samples: Mapping[int, Sequence[float | None]], watched: Sequence[str]
    ) -> dict[str, int | None]:
        watched = [n for n in watched if n not in self.fixed]
        kept = {c for n, c in mapped.items() if n not in watched}
        free = sorted(
            c for c, values in samples.items() if c not in kept and _within(values, None, None) is not None
        )
        bound = {
            (n, c): _within(samples[c], *self.bounds.get(n, (None, None))) or 0.0
            for n in watched
            for c in free
        }
        order = (
            {(a, b): _ordered(samples[a], samples[b]) or 0.0 for a in free for b in free if a != b}
            if self.orders
            else {}
        )

        hinted = {
            (a, b): _ordered(samples[a], samples[b]) or 0.0 for a in free for b in free if a != b
        } if self.hints else {}  # fmt: skip

        def fits(columns: Sequence[int | None]) -> float:
            """What is cheap to tell of an assignment: bounds and orders."""
            at = dict(zip(watched, columns, strict=True))
            parts = [bound[n, c] for n, c in at.items() if n in self.bounds and c is not None]
            parts += [
                order[x, y]
                for a, b in self.orders
                if (x := at.get(a)) is not None and (y := at.get(b)) is not None
            ]
            return min(parts, default=1.0) if self.relation else sum(parts) / len(parts) if parts else 0.0

        def score(columns: Sequence[int | None], beat: float = 0.0) -> float:
            base = fits(columns)
            if self.relation is None:
                return base
            at = dict(zip(watched, columns, strict=True))
            if base < self.share:
                return base / 2
            agreed = self._related({**mapped, **at}, samples, beat)
            usual = [
                hinted[x, y]
                for a, b in self.hints
                if (x := at.get(a)) is not None and (y := at.get(b)) is not None
            ]
            possible, mean = agreed or (0.0, 0.0)
            return possible * (0.9 + 0.05 * mean + 0.05 * (sum(usual) / len(usual) if usual else 0.5))

        now: list[int | None] = [mapped[n] for n in watched]
        tried: list[tuple[int | None, ...]] = []
        for step in range(-3, 4):
            # The commonest slip: all headings one or more places off.
            shifted = tuple(
                free[free.index(c) + step] for c in now if c in free and 0 <= free.index(c) + step < len(free)
            )
            if step and len(shifted) == len(now):
                tried.append(shifted)
        if len(watched) <= _SEARCHED and len(free) <= _SEARCHED:
            tried += list(itertools.permutations(free, len(watched)))
            for name in self.optional:
                if name in watched:
                    at = watched.index(name)
                    tried += [
                        (*p[:at], None, *p[at:]) for p in itertools.permutations(free, len(watched) - 1)
                    ]
        else:
            for i, j in itertools.combinations(range(len(now)), 2):
                swapped = list(now)
                swapped[i], swapped[j] = swapped[j], swapped[i]
                tried.append(tuple(swapped))
        if not tried or any(c not in free for c in now):
            return {}
        # The first of equals is kept, so a plain shift wins over a scramble that fits no better.
        best, top = tried[0], score(tried[0])
        for columns in tried[1:]:
            if (reached := score(columns, top)) > top:
                best, top = columns, reached
        bar = self.share if self.relation is None else self.share * self.share
        if top < max(bar, score(now) + 0.02):
            return {}
        return dict(zip(watched, best, strict=True))


def _range(low: float | None, high: float | None) -> str:
    if low is None:
        return f"{high:g} 以下"
    return f"{low:g} 以上" if high is None else f"{low:g}–{high:g}"


def _within(values: Sequence[float | None], low: float | None, high: float | None) -> float | None:
    numbers = [v for v in values if v is not None]
    if not numbers:
        return None
    return sum((low is None or v >= low) and (high is None or v <= high) for v in numbers) / len(numbers)


def _ordered(great: Sequence[float | None], less: Sequence[float | None]) -> float | None:
    pairs = [(a, b) for a, b in zip(great, less, strict=True) if a is not None and b is not None]
    return sum(a >= b for a, b in pairs) / len(pairs) if pairs else None


def as_number(value: Any) -> float | None:
    """A sampled cell as a number, or None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, str):
        try:
            return float(value.replace(",", "").strip().rstrip("%％"))
        except ValueError:
            return None
    return None
