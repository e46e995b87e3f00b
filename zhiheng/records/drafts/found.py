"""A reading as a list of things to decide on, and decided things as a reading again. Plain Python, no database."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from zhiheng.kernels import reading

Payload = dict[str, Any]

#: The indicator that a person bound a figure to; no reading says it.
BOUND = ("code", "variant")
#: What each kind says of itself, in the order of the page.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "document": ("field", "value", "number"),
    "section": ("path", "label", "level", "heading"),
    "figure": (
        "kind", "indicator", "measure", "op", "value", "value_max", "unit", "by", "yearly", "baseline", "binding",
        "strength", "scope", "section", "code", "variant",
    ),
    "duty": ("lead", "support", "responsible", "section"),
    "obligation": ("who", "what", "to", "due", "recurs", "section"),
    "phase": ("name", "start", "end", "section"),
}  # fmt: skip
PARTS = {
    "section": "sections",
    "figure": "figures",
    "duty": "duties",
    "obligation": "obligations",
    "phase": "phases",
}
PARTICULARS = ("title", "number", "issuer", "region", "date")
CITE = "cite"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing of a reading. ``start`` = ``end`` = 0: the reading says it of the whole document, not of a place."""

    kind: str
    start: int
    end: int
    payload: Payload
    rule: str = ""
    steps: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def confidence(self) -> float:
        return reading.confidence(self.doubts)


def found_in(read: reading.Reading, text: str) -> list[Found]:
    """Everything that ``read`` holds of ``text``, in the order of the text, the document's particulars first."""
    told = read.to_json()
    found = _particulars(told["document"], text)
    for kind, part in PARTS.items():
        for row in told[part]:
            start, end = row["span"] if kind == "phase" else (row["start"], row["end"])
            payload = {name: _plain(row.get(name)) for name in FIELDS[kind] if name not in BOUND}
            found.append(
                Found(kind, start, end, payload, row["rule"], tuple(row["steps"]), tuple(row["doubts"]))
            )
    return sorted(found, key=lambda f: (f.kind != "document", f.start, -f.end))


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _particulars(document: Mapping[str, Any], text: str) -> list[Found]:
    found = []
    for name in PARTICULARS:
        if value := document.get(name):
            start = text.find(value)
            place = (start, start + len(value)) if start >= 0 else (0, 0)
            found.append(
                Found("document", *place, {"field": name, "value": value, "number": None}, "particulars")
            )
    for cite in document.get("cites") or ():
        payload = {"field": CITE, "value": cite.get("title"), "number": cite.get("number")}
        found.append(Found("document", cite["start"], cite["end"], payload, cite["rule"]))
    return found


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person accepted, corrected or added."""

    key: str
    kind: str
    start: int
    end: int
    payload: Mapping[str, Any]


def as_reading(decided: Iterable[Decided], text: str, notes: Sequence[str] = ()) -> dict[str, Any]:
    """The JSON of a reading that holds nothing but ``decided``; figures and obligations carry their key as ``id``."""
    told: dict[str, Any] = {"document": {"cites": []}, **{part: [] for part in PARTS.values()}}
    told["warnings"] = list(notes)
    for each in sorted(decided, key=lambda d: (d.start, -d.end, d.key)):
        payload = dict(each.payload)
        if each.kind == "document":
            if payload["field"] == CITE:
                told["document"]["cites"].append({"title": payload["value"], "number": payload["number"]})
            else:
                told["document"][payload["field"]] = payload["value"]
            continue
        quote = text[each.start : each.end]
        row = {**payload, "quote": quote, "id": each.key}
        if each.kind == "phase":
            row["span"] = [each.start, each.end]
        else:
            row["start"] = each.start
        told[PARTS[each.kind]].append(row)
    return told


@functools.cache
def reader_version() -> str:
    """What the reader is made of, as one short digest: rules and word lists. Another one may read otherwise."""
    sha = hashlib.sha256()
    for folder, ending in (
        (files("zhiheng.kernels.reading"), ".py"),
        (files("zhiheng.catalogue").joinpath("reading"), ".yaml"),
    ):
        for each in sorted(folder.iterdir(), key=lambda f: f.name):
            if each.name.endswith(ending):
                sha.update(each.name.encode() + each.read_bytes())
    return sha.hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Numbering:
    """Keys of items: a letter for the kind and a number that is never given twice."""

    last: dict[str, int] = field(default_factory=dict)

    @classmethod
    def after(cls, keys: Iterable[str]) -> Numbering:
        last: dict[str, int] = {}
        for key in keys:
            if key[1:].isdigit():
                last[key[0]] = max(last.get(key[0], 0), int(key[1:]))
        return cls(last)

    def next(self, kind: str) -> str:
        letter = LETTERS[kind]
        self.last[letter] = self.last.get(letter, 0) + 1
        return f"{letter}{self.last[letter]:02d}"


LETTERS = {"document": "M", "section": "S", "figure": "T", "duty": "D", "obligation": "O", "phase": "P"}
