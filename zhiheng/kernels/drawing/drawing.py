"""Who is drawn, and who goes with whom."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

METHOD = "lots-1"
MOST_LOTS = 100


class DrawError(ValueError):
    """A draw that cannot be made as asked; the message says why and what to change."""


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a list. ``lots``: its weight. ``out``: why it is kept out, empty for those who take part.

    ``units``: names and codes of whom it belongs to. ``avoids``: those of whom it must keep away from.
    """

    key: str
    stratum: str = ""
    lots: int = 1
    out: str = ""
    units: tuple[str, ...] = ()
    avoids: tuple[str, ...] = ()

    def barred_from(self, other: Member) -> bool:
        """Whether this one may not deal with the other: both of one unit, or the other's unit is to be avoided."""
        return not set(other.units).isdisjoint({*self.units, *self.avoids})


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came of a list: keys in the order in which they were drawn, stratum by stratum."""

    drawn: tuple[str, ...]
    reserves: tuple[str, ...]


def lot(seed: str, name: str, key: str, number: int = 1) -> int:
    """The number of a lot: the lower, the earlier its member is drawn."""
    return int(hashlib.sha256(f"{seed}\n{name}\n{key}\n{number}".encode()).hexdigest(), 16)


def draw(
    seed: str, name: str, members: Iterable[Member], quotas: Mapping[str, int], reserves: int = 0
) -> Drawn:
    """Draw ``quotas[stratum]`` members of each stratum, and ``reserves`` more of each stratum that has a quota.

    The order of ``members`` does not matter. A stratum with fewer members than its quota gives all it has.
    DrawError without a seed, for a key that stands twice, for a weight that is no whole number from 1 to 100, and for
    a negative quota.
    """
    if not seed.strip():
        raise DrawError("没有种子，无法抽取")
    if reserves < 0 or any(n < 0 for n in quotas.values()):
        raise DrawError("抽取数和候补数不能是负数")
    strata: dict[str, list[tuple[int, str]]] = {}
    seen: set[str] = set()
    for each in members:
        if each.key in seen:
            raise DrawError(f"名单里“{each.key}”出现两次，机会就不相等。请先合并")
        seen.add(each.key)
        if not each.key or "\n" in each.key:
            raise DrawError("名单里有空的或带换行的编号")
        if not 1 <= each.lots <= MOST_LOTS:
            raise DrawError(f"“{each.key}”的签数 {each.lots} 不是 1 到 {MOST_LOTS} 的整数")
        if not each.out:
            lowest = min(lot(seed, name, each.key, n) for n in range(1, each.lots + 1))
            strata.setdefault(each.stratum, []).append((lowest, each.key))
    drawn: list[str] = []
    spare: list[str] = []
    for stratum in sorted(strata):
        wanted = quotas.get(stratum, 0)
        if wanted:
            order = [key for _, key in sorted(strata[stratum])]
            drawn += order[:wanted]
            spare += order[wanted : wanted + reserves]
    return Drawn(tuple(drawn), tuple(spare))


def assign(
    seed: str, subjects: Sequence[Member], helpers: Sequence[Member], each: int
) -> dict[str, tuple[str, ...]]:
    """Match ``each`` helpers (inspectors) to every subject, at random and evenly.

    Subjects come in the order given. Each takes those who have the fewest subjects so far, among equals by the lot of
    the pair, and never one who is barred from it. DrawError when too few may deal with a subject.
    """
    load = {h.key: 0 for h in helpers}
    found: dict[str, tuple[str, ...]] = {}
    for subject in subjects:
        free = [h.key for h in helpers if not h.barred_from(subject)]
        if len(free) < each:
            raise DrawError(
                f"“{subject.key}”回避后只有 {len(free)} 人可派，需要 {each} 人。请多抽人员，或先补充人员名单"
            )
        order = sorted(free, key=lambda key: (load[key], lot(seed, subject.key, key)))
        found[subject.key] = tuple(order[:each])
        for key in found[subject.key]:
            load[key] += 1
    return found
