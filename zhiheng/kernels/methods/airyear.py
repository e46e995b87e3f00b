"""Good-air days of a year by the rule of each day and by either rule alone, and published indices held against ours.

HJ 633-2026 took over on 2026-03-01: a year that it cuts is counted by two rules, and is not comparable with the year
before. So three answers stand side by side: each day by its own rule, and what the year would be by either rule alone.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from zhiheng.kernels.methods.aqi import RULE, AqiResult, iaqi
from zhiheng.kernels.methods.numbers import Number, known
from zhiheng.kernels.methods.rates import Rate, rate
from zhiheng.kernels.rules import AqiFigures, RuleBook, RuleRef, RuleVersion, rule_book

Held = Literal["same", "one_below", "capped", "higher", "lower", "unknown"]
CAP = 300  # third-party sites print no index above it


@dataclass(frozen=True, slots=True)
class Day:
    """A day as recorded: ``good`` as published (None: no valid data), concentrations by daily scale."""

    on: date
    good: bool | None
    concentrations: Mapping[str, Number | None]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days of a year that one rule ruled; without a rule: days before HJ 633, by the index of their time."""

    rule: RuleRef | None
    first: date
    last: date
    share: Rate


@dataclass(frozen=True, slots=True)
class Alone:
    """The whole year by one rule; ``undecided`` days have too little data for it."""

    rule: RuleRef
    share: Rate
    undecided: int


@dataclass(frozen=True, slots=True)
class AirYear:
    """``share``: good over valid days, each by its own rule. ``breaks``: days on which a new rule took over."""

    share: Rate
    stretches: tuple[Stretch, ...]
    alone: tuple[Alone, ...]
    breaks: tuple[date, ...]


def told_good(on: date, good: bool | None, index: int | None, *, book: RuleBook | None = None) -> bool | None:
    """Whether a day was good as published: as entered, else by its published index; None without either.

    A file of indices has no column that says good or not, and a day with a published index is a valid one.
    """
    if good is not None or index is None:
        return good
    book = book or rule_book()
    version = _in_force(on, book) or book.rule(RULE).versions[0]  # the index before HJ 633 had the same limit
    return index <= version.figures_as(AqiFigures).good_day_max


def good_by(
    version: RuleVersion,
    on: date,
    good: bool | None,
    concentrations: Mapping[str, Number | None],
    *,
    book: RuleBook | None = None,
) -> bool | None:
    """Whether the day is good by ``version``, which need not be the rule of the day; None when it cannot be told.

    By its own rule a day is what was published. By the other one it is worked out from the concentrations; where some
    are missing, a day that failed the older rule fails the newer one, and one that passed the newer passed the older,
    since no limit was ever loosened.
    """
    own = _in_force(on, book or rule_book())
    if own is not None and version.version == own.version and good is not None:
        return good
    figures = version.figures_as(AqiFigures)
    complete = True
    for scale in figures.daily.scales:
        value = known(concentrations.get(scale))
        if value is None:
            complete = False
            continue
        index = _index(version.version, scale, value, book)
        if index is None or index > figures.good_day_max:
            return False
    if complete:
        return True
    if good is None or own is None:
        return None
    newer = version.valid_from is not None and version.valid_from > on
    return False if newer and not good else True if not newer and good else None


def air_year(days: Iterable[Day], *, book: RuleBook | None = None) -> AirYear:
    """Count a year (or any span) of days, in any order."""
    book = book or rule_book()
    items = sorted(days, key=lambda d: d.on)
    versions: dict[str, RuleVersion | None] = {}
    ruled: dict[str, list[Day]] = {}
    for item in items:
        version = _in_force(item.on, book)
        name = version.version if version is not None else ""
        versions[name] = version
        ruled.setdefault(name, []).append(item)
    stretches = tuple(
        Stretch(_ref(versions[name]), held[0].on, held[-1].on, _share(d.good for d in held))
        for name, held in ruled.items()
    )
    alone = []
    for version in book.rule(RULE).versions:
        verdicts = [good_by(version, d.on, d.good, d.concentrations, book=book) for d in items]
        alone.append(Alone(version.ref, _share(verdicts), sum(v is None for v in verdicts)))
    later = [v for v in list(versions.values())[1:] if v is not None]
    breaks = tuple(v.valid_from for v in later if v.valid_from is not None)
    return AirYear(_share(d.good for d in items), stretches, tuple(alone), breaks)


def held_against(published: int | None, computed: AqiResult) -> Held:
    """A published index beside ours. Sites other than the ministry's round to the nearest (one below) and stop at 300:
    that is flagged, not called wrong. ``unknown``: one of the two is missing, or what is missing may explain it."""
    ours = computed.aqi
    if published is None or ours is None:
        return "unknown"
    if published == ours:
        return "same"
    if published == ours - 1:
        return "one_below"
    if published == CAP < ours:
        return "capped"
    if published > ours:
        return "unknown" if computed.missing else "higher"
    return "lower"


def _in_force(on: date, book: RuleBook) -> RuleVersion | None:
    return next((v for v in book.rule(RULE).versions if v.covers(on)), None)


def _ref(version: RuleVersion | None) -> RuleRef | None:
    return version.ref if version is not None else None


def _share(verdicts: Iterable[bool | None]) -> Rate:
    decided = [v for v in verdicts if v is not None]
    return rate(sum(decided), len(decided))


def _index(version: str, scale: str, value: Decimal, book: RuleBook | None) -> int | None:
    if book is None or book is rule_book():
        return _cached(version, scale, value)
    return iaqi(scale, value, book.version(RULE, version).figures_as(AqiFigures))


@functools.lru_cache(maxsize=20_000)
def _cached(version: str, scale: str, value: Decimal) -> int | None:
    # Years of days hold few different values, and an index is asked for each of them.
    return iaqi(scale, value, rule_book().version(RULE, version).figures_as(AqiFigures))
