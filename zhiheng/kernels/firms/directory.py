"""A directory of enterprises: from a name as somebody wrote it to the codes it may mean, with a score and a reason.

Nothing is decided here: a match of 100 is the same name, anything less is a proposal for a person to accept.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from zhiheng.kernels.firms.names import Name, flat, take_apart

SAME, FORMER, FORM, PLACE = 100, 98, 95, 90
LIKE_AT_MOST = 85  # names that are merely alike
LEAST = 60  # below it nothing is proposed
COMMON = 400  # a pair of letters that more names share tells nothing


@dataclass(frozen=True)
class Match:
    """A proposal: ``score`` 60–100; ``name`` as it stands in the directory; ``why`` same | former | form | place |
    like."""

    code: str
    name: str
    score: int
    why: str


@dataclass(frozen=True)
class _Known:
    code: str
    name: str
    former: bool
    parts: Name


class Directory:
    """Built once over (code, name, former names); asked many times.

    ``places``: names of regions that may stand in front of a name. Building is linear in the names, asking takes the
    names that share a rare pair of letters.
    """

    def __init__(self, firms: Iterable[tuple[str, str, Iterable[str]]], places: Collection[str] = ()) -> None:
        self._places = frozenset(places)
        self._known: list[_Known] = []
        for code, name, former in firms:
            for at, each in enumerate((name, *former)):
                if each.strip():
                    self._known.append(_Known(code, name, at > 0, take_apart(each, self._places)))
        self._of: dict[str, list[str]] = defaultdict(list)
        self._flat: dict[str, list[int]] = defaultdict(list)
        self._core: dict[str, list[int]] = defaultdict(list)
        self._pairs: dict[str, list[int]] = defaultdict(list)
        for at, known in enumerate(self._known):
            self._of[known.code].append(known.name if not known.former else known.parts.flat)
            self._flat[known.parts.flat].append(at)
            self._core[known.parts.core].append(at)
            for pair in set(_pairs(known.parts.core)):
                self._pairs[pair].append(at)

    def __len__(self) -> int:
        return len(self._of)

    def names(self, code: str) -> list[str]:
        """Every name (the present one first) that the directory has of a code."""
        return list(self._of.get(code, ()))

    def same(self, name: str) -> Match | None:
        """The one enterprise of exactly this name (but for width, brackets and blanks), present or former; None when
        there is none or more than one."""
        hits = [self._known[at] for at in self._flat.get(flat(name), ())]
        present = {k.code for k in hits if not k.former} or {k.code for k in hits}
        if len(present) != 1:
            return None
        found = next(k for k in hits if k.code in present)
        return Match(
            found.code, found.name, FORMER if found.former else SAME, "former" if found.former else "same"
        )

    def match(self, name: str, limit: int = 3) -> list[Match]:
        """The enterprises that ``name`` may mean, best first, each code once."""
        asked = take_apart(name, self._places)
        if not asked.flat:
            return []
        best: dict[str, Match] = {}
        for at in self._candidates(asked):
            known = self._known[at]
            score, why = _score(asked, known)
            if score >= LEAST and score > best.get(known.code, Match("", "", 0, "")).score:
                best[known.code] = Match(known.code, known.name, score, why)
        return sorted(best.values(), key=lambda m: (-m.score, len(m.name), m.code))[:limit]

    def _candidates(self, asked: Name) -> Iterable[int]:
        found = Counter(dict.fromkeys((*self._flat.get(asked.flat, ()), *self._core.get(asked.core, ())), 99))
        pairs = _pairs(asked.core)
        for pair in pairs:
            listed = self._pairs.get(pair, ())
            if len(listed) <= COMMON:
                found.update(listed)
        return [at for at, _ in found.most_common(60)]


def _score(asked: Name, known: _Known) -> tuple[int, str]:
    """How surely the name asked means the known one."""
    other = known.parts
    if asked.flat == other.flat:
        return (FORMER, "former") if known.former else (SAME, "same")
    # 一厂 and 二厂, a branch and its head, (虎林) and (大连), 甘肃 and 河北 are different enterprises.
    if asked.numbers != other.numbers or asked.branch != other.branch:
        return 0, ""
    if asked.aside != other.aside and asked.aside and other.aside:
        return 0, ""
    if _elsewhere(asked.places, other.places):
        return 0, ""
    lost = 3 * (asked.aside != other.aside) + 5 * (_kind(asked.form) != _kind(other.form))
    if asked.core == other.core:
        if asked.places == other.places:
            return FORM - lost, "form"
        return PLACE - lost - 2 * (not asked.places or not other.places), "place"
    like = _alike(asked.core, other.core)
    # What only one of them says in a short trade name is another enterprise.
    return int(LIKE_AT_MOST * like) - lost, "like"


def _kind(form: str) -> str:
    return "合作社" if form == "合作社" else ""


def _elsewhere(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether both say where they are and no place is in both."""
    return bool(one and other) and not set(one) & set(other)


def _pairs(core: str) -> list[str]:
    return [core] if len(core) < 2 else [core[at : at + 2] for at in range(len(core) - 1)]


def _alike(one: str, other: str) -> float:
    """Share of letter pairs in common (Dice), with the ends counted: the first letters of a trade name weigh most."""
    a, b = Counter(_pairs(f"^{one}$")), Counter(_pairs(f"^{other}$"))
    common = sum((a & b).values())
    share = 2 * common / (sum(a.values()) + sum(b.values()))
    return share if one[:2] == other[:2] else share * 0.85
