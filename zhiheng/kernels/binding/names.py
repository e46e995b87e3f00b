"""A name taken apart: what kind of figure, about what, narrowed how, and what is left that no word list knows."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from zhiheng.kernels.binding.lexicon import HEAD, SILENT, Lexicon, Term

_QUOTES = re.compile(r"[“”\"'‘’《》〈〉「」『』\s·]")
_JOINTS = re.compile(r"[,,、;;::.。/／\-—()()\[\]【】〔〕]")
_ORDINAL = re.compile(r"第[一二三四五六七八九十百\d]+[届批次期轮]")
_COUNTED = re.compile(
    r"(?:总数量?|总量|数量|个数|家数|户数|项数|件数|次数|场次|期数|份数|条数|起数|(?<![指人天日])数)$"
)
# A kind of rate that no list knows (城镇化率): never to be taken for one that is known.
_UNKNOWN_RATE = re.compile(r"(?:率|度|指数|强度)$")

BARE = 0.5  # a head of less weight is a mere 比例, 得分


@dataclass(frozen=True)
class Name:
    """``text`` without quotes, places and padding; ``loose``: pairs of letters of the words that are not known."""

    text: str
    head: Term | None
    strange_head: str
    terms: tuple[Term, ...]
    loose: frozenset[str]

    @property
    def meaning(self) -> tuple[str, frozenset[str], frozenset[str], str]:
        head = self.head.key if self.head else ""
        return head, frozenset(t.key for t in self.terms), self.loose, self.strange_head


def flatten(text: str) -> str:
    """Full width to half width, without quotes and spaces."""
    # µ and μ, ％ and %, （ and ( are one letter each after NFKC; 2.5 keeps its point.
    return _QUOTES.sub("", unicodedata.normalize("NFKC", text))


def take_apart(text: str, lexicon: Lexicon) -> Name:
    """The parts of a name of an indicator."""
    flat = flatten(text)
    flat = _COUNTED.sub("", _ORDINAL.sub("", flat))
    found: list[Term] = []
    aside = 0
    runs: list[str] = []
    kept: list[str] = []
    run = ""
    last: Term | None = None
    place = 0
    while place < len(flat):
        known = lexicon.at(flat, place)
        if known is None:
            # What stands in brackets explains: of it only what is known counts.
            aside += {"(": 1, ")": -1}.get(flat[place], 0)
            run += "," if aside > 0 else flat[place]
            place += 1
            continue
        if run:
            runs.append(run)
            kept.append(run)
            run = ""
        word, terms = known
        place += len(word)
        if terms[0].role != SILENT:
            found.extend(terms)
            kept.append(word)
            last = _later_head(last, [t for t in terms if t.role == HEAD])
    tail = run
    if run:
        runs.append(run)
        kept.append(run)
    strange = ""
    pieces = [piece for each in runs for piece in _JOINTS.split(each) if piece]
    if tail and _UNKNOWN_RATE.search(tail):
        piece = _JOINTS.split(tail)[-1]
        if piece in ("率", "度"):
            last = _later_head(last, [lexicon.terms["share"]]) if "share" in lexicon.terms else last
            pieces.remove(piece)
        else:
            strange, last = piece, None
    head = last
    terms_kept = {t.key: t for t in found if t is not head}
    return Name(
        _JOINTS.sub("", "".join(kept)),
        head,
        strange,
        tuple(terms_kept.values()),
        frozenset(pair for piece in pieces for pair in _pairs(piece)),
    )


def _later_head(held: Term | None, heads: list[Term]) -> Term | None:
    """The last kind named decides; but a bare 比例 says less than the rate before it (优良天数的比例)."""
    for head in heads:
        if held is None or not (held.rate and head.rate and head.weight < BARE):
            held = head
    return held


def _pairs(piece: str) -> list[str]:
    return [piece] if len(piece) < 3 else [piece[at : at + 2] for at in range(len(piece) - 1)]
