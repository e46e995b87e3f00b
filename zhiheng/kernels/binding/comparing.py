"""How well two names go together, with the reasons: what both say, what only one says, what contradicts.

What both sides say raises the score, what only one of them says lowers it. No weight depends on which other indicators
stand to choose from, so adding one never changes another's score.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from zhiheng.kernels.binding.lexicon import HEAD, QUALIFIER, SUBJECT, Lexicon, Term
from zhiheng.kernels.binding.names import Name

#: A subject of less weight (企业, 顾客) does not by itself make two names speak of one thing.
ANCHOR = 0.5
#: A qualifier of this weight (一次验收) does.
TELLING = 0.7
#: What only the indicator says narrows it: it answers less than was asked.
LACKING, LACKING_QUALIFIER = 0.8, 1.2
#: What only the figure says: the indicator answers for more than was asked.
SPARE, SPARE_HEAD, SPARE_COVERED = 0.65, 0.8, 0.35
PAIR, SPARE_PAIR = 0.35, 1.0  # letters that no list knows: shared, or only the figure's
MOST_SPARE = 1.2  # a long aside is no more than one thing too much
NOTICED = 0.3  # lighter words are not worth a reason
VAGUE = 0.75  # a word nobody knows, and nothing of weight in common: 烟花爆竹产品 is not any 产品
TOLD = 0.8  # a subject of this weight is in common
ALIKE = 0.85  # one may stand for the other (工业产品, 产品)
DEFINITE = 0.6  # lighter words (监测) do not tell one sort from all
HINTED = 0.6  # said by the heading, not by the name itself


def is_anchor(term: Term) -> bool:
    """Whether the word tells by itself what is spoken of."""
    return (term.role == SUBJECT and term.weight >= ANCHOR) or (
        term.role == QUALIFIER and term.weight >= TELLING
    )


@dataclass
class Comparison:
    """The indicator's name (``theirs``) against the figure's (``ours``)."""

    lexicon: Lexicon
    theirs: Name
    ours: Name
    dimension: str | None
    hinted: frozenset[str] = frozenset()
    shared: float = 0.0
    lacking: float = 0.0
    spare: float = 0.0
    anchored: float = 0.0
    _told: bool = False  # a subject of full weight is in common
    reasons: list[str] = field(default_factory=list)

    def score(self) -> float:
        """0 when the two contradict or speak of nothing in common."""
        if not (self._heads() and self._agree() and self._terms()):
            return 0.0
        self._letters()
        if self.anchored == 0:
            return 0.0
        return self.shared / (self.shared + self.lacking + self.spare) * self._widened()

    # -- the kind of figure -------------------------------------------------------------------------

    def _heads(self) -> bool:
        theirs, ours = self.theirs, self.ours
        if ours.strange_head or theirs.strange_head:
            if ours.strange_head != theirs.strange_head:
                return False
            self.shared += 1
            self.anchored += ANCHOR
            self.reasons.append(f"指标类型“{ours.strange_head}”相符")
            return True
        if theirs.head is None and ours.head is None:
            return True
        if theirs.head is None or ours.head is None:
            return self._one_head(theirs.head, ours.head)
        held = self.lexicon.affinity(ours.head, theirs.head)
        if held == 0 and "share" in (ours.head.key, theirs.head.key) and ours.head.rate and theirs.head.rate:
            held = 0.4  # a bare 比例 may be any rate
        if held == 0:
            return False
        weight = theirs.head.weight
        self.shared += weight * held
        self.lacking += weight * (1 - held) * LACKING
        if not any(is_anchor(t) for t in theirs.terms):
            self.anchored += weight * held  # 质量损失率: the kind of figure is all there is
        self.reasons.append(f"指标类型“{theirs.head.label}”{'相符' if held == 1 else '相近'}")
        return True

    def _one_head(self, theirs: Term | None, ours: Term | None) -> bool:
        named = theirs or ours
        assert named is not None
        if theirs is not None and self.dimension in ("share", "points", "index", "days"):
            # 符合节能标准的新建工程, 100 %: a rate, though the name does not say which.
            self.shared += 0.3
            self.lacking += 0.5 * named.weight * LACKING
            return True
        if named.rate and self.dimension in ("count", "persons"):
            # 符合条件的企业, 家: the word is no rate here; but a rate answers no count.
            return theirs is None
        self.spare += 0.8 * named.weight * SPARE_HEAD
        return True

    # -- what it is about ---------------------------------------------------------------------------

    def _agree(self) -> bool:
        """False when the names say different members of one group (国家, 省级) and nothing in common of it."""
        groups: dict[str, list[Term]] = {}
        for term in self.theirs.terms:
            if term.group:
                groups.setdefault(term.group, []).append(term)
        for group, members in groups.items():
            others = [t for t in self.ours.terms if t.group == group]
            if others and not any(self.lexicon.affinity(o, m) > 0 for o in others for m in members):
                return False
        return True

    def _terms(self) -> bool:
        lacking: list[str] = []
        for term in self.theirs.terms:
            held, by = 0.0, None
            for other in self.ours.terms:
                found = self.lexicon.affinity(other, term)
                if found > held:
                    held, by = found, other
            if by is None and (term.key in self.hinted):
                held = HINTED
                self.anchored += ANCHOR if is_anchor(term) else 0
                self.reasons.append(f"标题提到“{term.label}”")
            elif by is not None:
                self.anchored += held if is_anchor(term) else 0
                self._told |= term.role == SUBJECT and term.weight * held >= TOLD
                if term.weight >= NOTICED:
                    what = "限定词" if term.role == QUALIFIER else "对象"
                    self.reasons.append(f"{what}“{term.label}”{'相符' if held == 1 else '相近'}")
            elif term.weight >= NOTICED:
                lacking.append(term.label)
            self.shared += term.weight * held
            cost = LACKING_QUALIFIER if term.role == QUALIFIER and term.group else LACKING
            self.lacking += term.weight * (1 - held) * cost
        told = []
        for term in self.ours.terms:
            # 住宅、公路、水利工程 beside 工程: each is covered, in part.
            covered = max((self.lexicon.affinity(term, t) for t in self.theirs.terms), default=0.0)
            cost = SPARE_HEAD if term.role == HEAD else SPARE_COVERED if covered else SPARE
            self.spare += term.weight * (1 - covered) * cost
            if term.weight >= NOTICED and not covered:
                told.append(term.label)
        if lacking:
            self.reasons.append("原文未提" + "、".join(f"“{word}”" for word in lacking))
        if told:
            self.reasons.append("指标不含" + "、".join(f"“{word}”" for word in told))
        return True

    def _letters(self) -> None:
        both = self.theirs.loose & self.ours.loose
        self.shared += PAIR * len(both)
        self.lacking += PAIR * len(self.theirs.loose - both) * LACKING
        if strange := len(self.ours.loose - both):
            self.spare += min(PAIR * (strange + 1) * SPARE_PAIR, MOST_SPARE)
        if both:
            self.anchored += PAIR * len(both)
            self.reasons.append("字面相合")

    def _meets(self, ours: Term, theirs: Term | None) -> bool:
        """Whether the indicator is about the figure's sort of thing: names it, or what it is a sort of (工程 for 住宅)."""
        if theirs is not None:
            # 粮油 is food, but one sort of it; what is listed side by side (药品、化妆品) need meet only once.
            same = [t for t in self.ours.terms if t.group == theirs.group]
            return any(theirs.key not in t.broader for t in same)
        strict = self.lexicon.strict_groups
        return any(
            (t.key in ours.broader and t.group in strict) or self.lexicon.affinity(ours, t) >= ALIKE
            for t in self.theirs.terms
        )

    def _widened(self) -> float:
        """Less than 1 when one of the two is about one sort of thing (化妆品) and the other about all of them."""
        factor = VAGUE if self.ours.loose - self.theirs.loose and not self._told else 1.0
        for group, cut in self.lexicon.strict_groups.items():
            ours = next((t for t in self.ours.terms if t.group == group and t.weight >= DEFINITE), None)
            theirs = next((t for t in self.theirs.terms if t.group == group and t.weight >= DEFINITE), None)
            if ours is not None and not self._meets(ours, theirs):
                factor *= cut
                self.reasons.append(f"指标不限于“{ours.label}”")
            elif ours is None and theirs is not None and group in self.lexicon.defining_groups:
                if theirs.key in self.hinted or any(theirs.key in t.broader for t in self.ours.terms):
                    continue
                factor *= cut
                self.reasons.append(f"指标只限于“{theirs.label}”")
        return factor
