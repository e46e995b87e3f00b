"""The words of the trade, as data: which words mean one thing, what is a kind of what, what contradicts what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

HEAD, SUBJECT, QUALIFIER, SILENT = "head", "subject", "qualifier", "silent"
NARROWER, WIDER = 0.6, 0.4  # 住宅 for 工程, and the other way


@dataclass(frozen=True)
class Term:
    """One thing that words can mean. ``broader``: everything it is a kind of, directly or not."""

    key: str
    role: str
    label: str
    weight: float = 1.0
    group: str = ""
    broader: frozenset[str] = frozenset()
    near: Mapping[str, float] = field(default_factory=dict)
    rate: bool = False


class LexiconError(ValueError):
    """A list of words that cannot be read: names the file and the word."""


class Lexicon:
    """Words to terms; units to dimensions.

    ``places``: names of divisions, which say nothing about the indicator and are passed over.
    """

    def __init__(self, content: Mapping[str, Any], places: Iterable[str] = ()) -> None:
        self.terms: dict[str, Term] = {}
        self._affinities: dict[tuple[str, str], float] = {}
        self._by_first: dict[str, list[tuple[str, tuple[Term, ...]]]] = {}
        words: dict[str, tuple[Term, ...]] = {}
        silent = (Term("", SILENT, ""),)
        wrong = set(content.get("not_places", ()))
        for place in places:
            if len(place) > 1 and place not in wrong:
                words[place] = silent
        for place in (
            *content.get("provinces", ()),
            *content.get("territory", ()),
            *content.get("fillers", ()),
        ):
            words[place] = silent
        for section, role in (("subjects", SUBJECT), ("qualifiers", QUALIFIER), ("heads", HEAD)):
            for key, entry in (content.get(section) or {}).items():
                term = self._term(key, role, entry, content)
                for word in entry["words"]:
                    # A word may name a head and a subject at once (优良天数): both count.
                    held = words.get(word, ())
                    words[word] = (term,) if held is silent else (*held, term)
        for word, keys in (content.get("compounds") or {}).items():
            missing = [key for key in keys if key not in self.terms]
            if missing:
                raise LexiconError(f"“{word}”指到没有的词条 {missing[0]}")
            words[word] = tuple(self.terms[key] for key in keys)
        for word, terms in words.items():
            self._by_first.setdefault(word[0], []).append((word, terms))
        for found in self._by_first.values():
            found.sort(key=lambda pair: -len(pair[0]))
        self.strict_groups = {str(k): float(v) for k, v in (content.get("strict_groups") or {}).items()}
        self.defining_groups = frozenset(content.get("defining_groups") or ())
        self._read_units(content)

    @classmethod
    def read(cls, texts: Mapping[str, str], places: Iterable[str] = ()) -> Lexicon:
        """From YAML texts by file name. Raises LexiconError naming the file."""
        content: dict[str, Any] = {}
        for file, text in texts.items():
            try:
                found = yaml.safe_load(text)
            except yaml.YAMLError as error:
                raise LexiconError(f"{file}不是合格的 YAML:{error}") from error
            for key, value in (found or {}).items():
                if key in content:
                    raise LexiconError(f"{file}：键 {key} 已在别的文件中")
                content[key] = value
        return cls(content, places)

    def _term(self, key: str, role: str, entry: Mapping[str, Any], content: Mapping[str, Any]) -> Term:
        if key in self.terms:
            raise LexiconError(f"词条 {key} 写了两次")
        term = Term(
            key,
            role,
            str(entry["words"][0]),
            float(entry.get("weight", 1.0)),
            str(entry.get("group", "")),
            frozenset(_broader(key, content)),
            dict(entry.get("near", {})),
            bool(entry.get("rate", False)),
        )
        self.terms[key] = term
        return term

    def _read_units(self, content: Mapping[str, Any]) -> None:
        self.dimensions: dict[str, str] = {}
        self.dimension_labels: dict[str, str] = {}
        for key, entry in (content.get("dimensions") or {}).items():
            self.dimension_labels[key] = str(entry["label"])
            for word in entry["words"]:
                self.dimensions[word] = key
        self._agrees: dict[frozenset[str], float] = {
            frozenset((a, b)): float(weight) for a, b, weight in content.get("agrees") or ()
        }

    def at(self, text: str, place: int) -> tuple[str, tuple[Term, ...]] | None:
        """The longest known word that begins at ``place``, with what it means."""
        for word, terms in self._by_first.get(text[place], ()):
            if text.startswith(word, place):
                return word, terms
        return None

    def dimension(self, unit: str) -> str | None:
        """What a unit measures; None for an unknown one. ``批次/千人`` is a measure of its own."""
        unit = (
            unit.strip()
            .replace("％", "%")
            .replace("(", "")
            .replace(")", "")
            .replace("（", "")
            .replace("）", "")
        )
        found = self.dimensions.get(unit)
        return found if found is not None else (f"per:{unit}" if "/" in unit else None)

    def agree(self, one: str, other: str) -> float:
        """1 for one dimension, 0 for two that cannot be compared."""
        return 1.0 if one == other else self._agrees.get(frozenset((one, other)), 0.0)

    def affinity(self, one: Term, other: Term) -> float:
        """How far ``one`` may stand for ``other``: 1 the same, 0 not at all."""
        if one.key == other.key:
            return 1.0
        pair = one.key, other.key
        if (held := self._affinities.get(pair)) is None:
            held = self._affinities[pair] = self._affinity(one, other)
        return held

    def _affinity(self, one: Term, other: Term) -> float:
        near = max(one.near.get(other.key, 0.0), other.near.get(one.key, 0.0))
        if other.key in one.broader:
            return max(near, NARROWER)
        if one.key in other.broader:
            return max(near, WIDER)
        return near


def _broader(key: str, content: Mapping[str, Any]) -> Iterator[str]:
    for section in ("subjects", "qualifiers"):
        entry = (content.get(section) or {}).get(key)
        for above in (entry or {}).get("within", ()):
            yield above
            yield from _broader(above, content)
