"""The indicator that a figure is to be measured by: proposed by meaning, with a score and its reasons, never forced.

A name is taken apart into the kind of figure (合格率), subjects (食品), qualifiers (省级) and what no word list knows.
Kinds and qualifiers that contradict exclude; so do units that cannot be compared. What both sides say raises the score,
what only one of them says lowers it: more where the indicator is the narrower one, since it then answers less than
was asked. No weight depends on which other indicators stand to choose from, so adding one never changes another's score.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from zhiheng.kernels.binding.lexicon import HEAD, QUALIFIER, SUBJECT, Lexicon, Term
from zhiheng.kernels.binding.model import POSSIBLE, Candidate, Suggestion, Wanted
from zhiheng.kernels.binding.names import Name, take_apart

#: A subject of less weight (企业, 顾客) does not by itself make two names speak of one thing.
ANCHOR = 0.5
MISSING, EXTRA, LOOSE = 0.8, 0.6, 0.35
RUNNER_UP = 0.3  # below it a runner-up is no help to anybody
EXACT, ALIAS, SAME = 1.0, 0.99, 0.96

# The word lists name a thing's first word; the reason shows it.
_STAGE_VARIANTS = {"cumulative": "stock", "increment": "", "change": "change"}


@dataclass(frozen=True)
class _Phrase:
    candidate: Candidate
    said: str
    name: Name
    dimension: str | None
    alias: bool


@dataclass
class _Tally:
    shared: float = 0.0
    missing: float = 0.0
    extra: float = 0.0
    anchored: float = 0.0


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
        for key in self._anchors(phrase.name):
            self._by_anchor.setdefault(key, []).append(at)

    def _anchors(self, name: Name) -> set[str]:
        found = {f"~{pair}" for pair in name.loose}
        for term in name.terms:
            if term.role == SUBJECT and term.weight >= ANCHOR:
                found |= {term.key, *term.broader, *term.near}
        if (
            name.head is not None
            and name.head.weight > 0.5
            and not any(t.weight >= ANCHOR for t in name.terms)
        ):
            found.add(name.head.key)
        return found

    def suggest(self, wanted: Wanted, limit: int = 5) -> tuple[Suggestion, ...]:
        """Best first; empty when nothing fits well enough to be proposed."""
        return self._suggest(wanted)[:limit]

    def _weigh(self, wanted: Wanted) -> tuple[Suggestion, ...]:
        name = take_apart(wanted.name, self.lexicon)
        heading = take_apart(wanted.heading, self.lexicon)
        dimension = self.lexicon.dimension(wanted.unit)
        hinted = {t.key for t in heading.terms} | {b for t in heading.terms for b in t.broader}
        near = {at for key in self._anchors(name) for at in self._by_anchor.get(key, ())}
        near.update(self._by_text.get(name.text, ()))
        if not near and name.head is not None and not name.strange_head:
            # 满意度 under 旅游业: the heading says of what.
            near = {at for key in self._anchors(heading) for at in self._by_anchor.get(key, ())}
        best: dict[str, Suggestion] = {}
        for at in sorted(near):
            found = self._score(self._phrases[at], wanted, name, dimension, hinted)
            if found is None:
                continue
            held = best.get(found.code)
            if held is None or (found.score, _suits(found, wanted)) > (held.score, _suits(held, wanted)):
                best[found.code] = found
        ranked = sorted(best.values(), key=lambda s: (-s.score, s.code))
        if not ranked or ranked[0].score < POSSIBLE:
            return ()
        return tuple(s for s in ranked if s.score >= RUNNER_UP)

    # -- one phrase ---------------------------------------------------------------------------------

    def _score(
        self, phrase: _Phrase, wanted: Wanted, name: Name, dimension: str | None, hinted: set[str]
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
            tally = _Tally()
            head = self._heads(phrase.name, name, dimension, tally, reasons)
            if not head or not self._terms(phrase.name, name, tally, reasons, hinted):
                return None
            self._loose(phrase.name, name, tally, reasons)
            if tally.anchored == 0:
                return None
            score = tally.shared / (tally.shared + MISSING * tally.missing + EXTRA * tally.extra)
            score = min(score, SAME - 0.01)
        if unit_reason:
            reasons.append(unit_reason)
        return Suggestion(
            phrase.candidate.code,
            round(score * unit, 3),
            tuple(reasons),
            phrase.candidate.variant,
            phrase.candidate.name,
        )

    def _units(self, phrase: _Phrase, wanted: Wanted, name: Name, dimension: str | None) -> tuple[float, str]:
        theirs = phrase.dimension
        if dimension is None or theirs is None:
            return (1.0, "") if wanted.unit == phrase.candidate.unit else (0.93, "")
        if dimension == theirs and not (dimension == "index" and not wanted.unit):
            return 1.0, f"单位“{wanted.unit}”相符" if wanted.unit else ""
        if wanted.measure == "change" and dimension in ("share", "points"):
            # A fall by 7.9 % of a concentration: the change of any level is told in per cent.
            return (0.97, "按变化幅度计") if theirs not in ("count", "persons") else (0.0, "")
        agreed = self.lexicon.agree(dimension, theirs)
        if not wanted.unit and agreed == 0 and name.head is None:
            return 0.8, "原文没有单位"
        if agreed == 1.0:
            return 1.0, ""
        return agreed, f"单位“{wanted.unit}”可换算为“{phrase.candidate.unit}”" if agreed else ""

    def _heads(
        self, theirs: Name, ours: Name, dimension: str | None, tally: _Tally, reasons: list[str]
    ) -> bool:
        """Whether the kinds of figure go together; False excludes."""
        if ours.strange_head or theirs.strange_head:
            if ours.strange_head != theirs.strange_head:
                return False
            tally.shared += 1
            reasons.append(f"指标类型“{ours.strange_head}”相符")
            return True
        if theirs.head is None and ours.head is None:
            return True
        if theirs.head is None or ours.head is None:
            named = theirs.head or ours.head
            assert named is not None
            if theirs.head is None or dimension not in ("share", "points", "index", "days"):
                # A count on one side and a kind of rate on the other.
                if named.rate and dimension in ("count", "persons"):
                    return False
                tally.extra += 0.8 * named.weight
                return True
            tally.shared += 0.3
            tally.missing += 0.5 * named.weight
            return True
        held = self.lexicon.affinity(ours.head, theirs.head)
        if held == 0 and "share" in (ours.head.key, theirs.head.key) and ours.head.rate and theirs.head.rate:
            held = 0.4
        if held == 0:
            return False
        weight = theirs.head.weight
        tally.shared += weight * held
        tally.missing += weight * (1 - held)
        label = theirs.head.label
        reasons.append(f"指标类型“{label}”相符" if held == 1 else f"指标类型“{label}”相近")
        return True

    def _terms(self, theirs: Name, ours: Name, tally: _Tally, reasons: list[str], hinted: set[str]) -> bool:
        """Compare subjects and qualifiers; False when two contradict."""
        if self._contradict(theirs.terms, ours.terms):
            return False
        used: set[str] = set()
        lacking: list[str] = []
        for term in theirs.terms:
            held, by = 0.0, None
            for other in ours.terms:
                found = self.lexicon.affinity(other, term)
                if found > held:
                    held, by = found, other
            if by is None and term.key in hinted:
                tally.shared += 0.6 * term.weight
                tally.missing += 0.4 * term.weight
                if term.weight >= ANCHOR and term.role == SUBJECT:
                    tally.anchored += 0.5
                reasons.append(f"标题提到“{term.label}”")
                continue
            tally.shared += term.weight * held
            tally.missing += term.weight * (1 - held)
            if by is not None:
                used.add(by.key)
                if term.role == SUBJECT and term.weight >= ANCHOR:
                    tally.anchored += held
                if term.weight >= 0.3:
                    what = "限定词" if term.role == QUALIFIER else "对象"
                    reasons.append(f"{what}“{term.label}”{'相符' if held == 1 else '相近'}")
            elif term.weight >= 0.3:
                lacking.append(term.label)
        spare = [t for t in ours.terms if t.key not in used and t.role != HEAD]
        tally.extra += sum(t.weight for t in spare)
        spare_heads = [t for t in ours.terms if t.key not in used and t.role == HEAD]
        tally.extra += sum(t.weight for t in spare_heads)
        if lacking:
            reasons.append("原文未提" + "、".join(f"“{word}”" for word in lacking))
        if told := [t.label for t in (*spare, *spare_heads) if t.weight >= 0.3]:
            reasons.append("指标不含" + "、".join(f"“{word}”" for word in told))
        return True

    def _contradict(self, theirs: tuple[Term, ...], ours: tuple[Term, ...]) -> bool:
        groups: dict[str, list[Term]] = {}
        for term in theirs:
            if term.group:
                groups.setdefault(term.group, []).append(term)
        for group, members in groups.items():
            others = [t for t in ours if t.group == group]
            if others and not any(self.lexicon.affinity(o, m) > 0 for o in others for m in members):
                return True
        return False

    def _loose(self, theirs: Name, ours: Name, tally: _Tally, reasons: list[str]) -> None:
        both = theirs.loose & ours.loose
        tally.shared += LOOSE * len(both)
        tally.missing += LOOSE * len(theirs.loose - both)
        tally.extra += LOOSE * len(ours.loose - both)
        if both:
            tally.anchored += LOOSE * len(both)
            reasons.append("字面相合")


def _suits(found: Suggestion, wanted: Wanted) -> int:
    """Of two ways to count one indicator that fit alike: the one that counts as the document does."""
    return int(found.variant == _STAGE_VARIANTS.get(wanted.measure, ""))
