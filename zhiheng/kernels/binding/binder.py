"""The indicator that a figure is to be measured by: proposed by meaning, with a score and its reasons, never forced.

A name is taken apart into the kind of figure (合格率), subjects (食品), qualifiers (省级) and what no word list knows.
Kinds and qualifiers that contradict exclude; so do units that cannot be compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from zhiheng.kernels.binding.comparing import Comparison, is_anchor
from zhiheng.kernels.binding.lexicon import Lexicon
from zhiheng.kernels.binding.model import POSSIBLE, RUNNER_UP, Candidate, Suggestion, Wanted
from zhiheng.kernels.binding.names import Name, take_apart

EXACT, ALIAS, SAME = 1.0, 0.99, 0.96

#: The variant of an indicator that counts as the target does, where names do not tell.
_VARIANTS = {"cumulative": "stock", "change": "change"}


@dataclass(frozen=True)
class _Phrase:
    candidate: Candidate
    said: str
    name: Name
    dimension: str | None
    alias: bool


class Binder:
    """Proposes indicators for figures. Immutable once made; safe to share between threads."""

    def __init__(self, candidates: Iterable[Candidate], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._phrases: list[_Phrase] = []
        self._by_anchor: dict[str, list[int]] = {}
        self._by_text: dict[str, list[int]] = {}
        for candidate in candidates:
            dimension = lexicon.dimension(candidate.unit)
            for at, said in enumerate((candidate.name, *candidate.aliases)):
                self._add(_Phrase(candidate, said, take_apart(said, lexicon), dimension, at > 0))
        self._suggest = lru_cache(maxsize=4096)(self._weigh)

    def _add(self, phrase: _Phrase) -> None:
        at = len(self._phrases)
        self._phrases.append(phrase)
        self._by_text.setdefault(phrase.name.text, []).append(at)
        keys = _anchors(phrase.name)
        if phrase.name.head is not None and not any(is_anchor(t) for t in phrase.name.terms):
            keys.add(phrase.name.head.key)
        for key in keys:
            self._by_anchor.setdefault(key, []).append(at)

    def suggest(self, wanted: Wanted, limit: int = 5) -> tuple[Suggestion, ...]:
        """Best first; empty when nothing fits well enough to be proposed."""
        return self._suggest(wanted)[:limit]

    def _weigh(self, wanted: Wanted) -> tuple[Suggestion, ...]:
        name = take_apart(wanted.name, self.lexicon)
        heading = take_apart(wanted.heading, self.lexicon)
        dimension = self.lexicon.dimension(wanted.unit)
        hinted = frozenset(key for t in heading.terms for key in (t.key, *t.broader))
        best: dict[str, tuple[Suggestion, bool]] = {}
        for at in self._within_reach(name, heading):
            found = self._score(self._phrases[at], wanted, name, dimension, hinted)
            if found is None:
                continue
            held = best.get(found.code)
            # Of two ways to count one indicator that fit alike: the one that counts as the document does.
            suits = self._phrases[at].candidate.variant == _VARIANTS.get(wanted.measure, "")
            if held is None or (found.score, suits) > (held[0].score, held[1]):
                best[found.code] = found, suits
        ranked = sorted((s for s, _suits in best.values()), key=lambda s: (-s.score, s.code))
        if not ranked or ranked[0].score < POSSIBLE:
            return ()
        return tuple(s for s in ranked if s.score >= RUNNER_UP)

    def _within_reach(self, name: Name, heading: Name) -> list[int]:
        """The phrases that have anything telling in common with the name."""
        keys = _anchors(name)
        if name.head is not None:
            keys.add(name.head.key)
        near = {at for key in keys for at in self._by_anchor.get(key, ())}
        near.update(self._by_text.get(name.text, ()))
        if name.head is not None and not any(is_anchor(t) for t in name.terms):
            # 满意度 under 旅游业: the heading says of what.
            near.update(at for key in _anchors(heading) for at in self._by_anchor.get(key, ()))
        return sorted(near)

    def _score(
        self, phrase: _Phrase, wanted: Wanted, name: Name, dimension: str | None, hinted: frozenset[str]
    ) -> Suggestion | None:
        unit, unit_reason = self._units(phrase, wanted, name, dimension)
        if unit == 0:
            return None
        reasons: list[str] = []
        if name.text == phrase.name.text and name.text:
            score = ALIAS if phrase.alias else EXACT
            reasons.append(f"别名“{phrase.said}”一致" if phrase.alias else "名称一致")
        elif name.meaning == phrase.name.meaning and (name.terms or name.loose):
            score = SAME
            reasons.append(f"与“{phrase.said}”词义一致")
        else:
            compared = Comparison(self.lexicon, phrase.name, name, dimension, hinted)
            score = min(compared.score(), SAME - 0.01)
            if score == 0:
                return None
            reasons = compared.reasons
        if unit_reason:
            reasons.append(unit_reason)
        one = phrase.candidate
        # The way of counting that the measure implies need not be said again.
        variant = "" if one.variant == _VARIANTS.get(wanted.measure) else one.variant
        return Suggestion(one.code, round(score * unit, 3), tuple(reasons), variant, one.name)

    def _units(self, phrase: _Phrase, wanted: Wanted, name: Name, dimension: str | None) -> tuple[float, str]:
        """A factor (0: cannot be compared) and the reason."""
        theirs = phrase.dimension
        if dimension is None or theirs is None:
            return (1.0, "") if wanted.unit == phrase.candidate.unit else (0.93, "")
        if dimension == theirs:
            return 1.0, f"单位“{wanted.unit}”相符" if wanted.unit else ""
        if wanted.measure == "change" and dimension in ("share", "points"):
            # A fall by 7.9 % of a concentration: the change of any level is told in per cent.
            return (0.97, "按变化幅度计") if theirs not in ("count", "persons") else (0.0, "")
        agreed = self.lexicon.agree(dimension, theirs)
        if not wanted.unit and agreed == 0 and name.head is None:
            return 0.8, "原文没有单位"
        return agreed, f"单位“{wanted.unit}”与“{phrase.candidate.unit}”可比" if agreed else ""


def _anchors(name: Name) -> set[str]:
    found = {f"~{pair}" for pair in name.loose}
    for term in name.terms:
        if is_anchor(term):
            found |= {term.key, *term.broader, *term.near}
    return found
