"""An item as the page shows it: one line, and when opened its sentence, doubts, rules, fields and what can be done."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from zhiheng.faces.desk.areas.drafts import words
from zhiheng.judgement.indicators import binding
from zhiheng.kernels import reading
from zhiheng.records.drafts.deciding import visible
from zhiheng.records.drafts.found import FIELDS
from zhiheng.records.drafts.merging import differs
from zhiheng.records.drafts.models import TAKEN, Decision, Draft, Item

PAGE = 100
AROUND = 60  # characters of the text shown on both sides of a sentence
DEEPEST = 4
STATES = ("open", "unsure", "taken", "rejected", "attention")


@dataclass(frozen=True)
class Shown:
    """One row of the list."""

    item: Item
    words: str
    kind: str
    tone: str
    decision: str
    sign: str
    attention: str
    confidence: str  # how sure the reader was; empty when sure, and for what people added
    depth: int
    block: int
    path: str = ""  # of its clause, where the list is not in the order of the text


def shown(item: Item, block: int, *, path: bool = False) -> Shown:
    own = str(item.payload.get("path" if item.kind == "section" else "section") or "")
    depth = own.count("/") + (item.kind != "section") if own else 0
    return Shown(
        item,
        words.one_line(item.kind, item.payload),
        str(words.KINDS[item.kind]),
        words.KIND_TONES.get(item.kind, "grey"),
        words.decision_of(item.decision),
        words.SIGNS.get(item.decision, ""),
        str(words.ATTENTIONS.get(item.attention, "")),
        percent(item),
        0 if path else min(depth, DEEPEST),
        block,
        own if path and item.kind != "section" else "",
    )


def percent(item: Item) -> str:
    if item.original is None or item.confidence >= 1:
        return ""
    return f"{round(item.confidence * 100)}%"


# -- which items -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """What the list is to show, as the filter says."""

    kind: str = ""
    state: str = ""
    doubt: str = ""
    words: str = ""
    unsure_first: bool = False

    @classmethod
    def of(cls, query: QueryDict) -> Asked:
        kind, state = query.get("kind", ""), query.get("state", "")
        return cls(
            kind if kind in words.KINDS else "",
            state if state in STATES else "",
            query.get("doubt", "") if query.get("doubt", "") in reading.doubts() else "",
            query.get("q", "").strip()[:60],
            query.get("order") == "unsure",
        )

    @property
    def narrows(self) -> bool:
        return bool(self.kind or self.state or self.doubt or self.words)


def chosen(draft: Draft, asked: Asked) -> QuerySet[Item]:
    """The items asked for, in the order asked for."""
    found = visible(draft)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    match asked.state:
        case "open":
            found = found.filter(decision=Decision.OPEN)
        case "unsure":
            found = found.filter(decision=Decision.OPEN, confidence__lt=reading.CERTAIN)
        case "taken":
            found = found.filter(decision__in=TAKEN)
        case "rejected":
            found = found.filter(decision=Decision.REJECTED)
        case "attention":
            found = found.exclude(attention="")
    if asked.doubt:
        # The keys are plain words in quotes; a list is searched alike on both databases.
        found = found.filter(doubts__icontains=f'"{asked.doubt}"')
    if asked.words:
        found = found.filter(_says(asked.words))
    if asked.unsure_first:
        # Undecided ones come first, the least sure of them at the head.
        return found.order_by("confidence", "start", "-end", "id")
    return found


def _says(text: str) -> Q:
    names = {name for fields in FIELDS.values() for name in fields} - {
        "value",
        "value_max",
        "baseline",
        "yearly",
        "level",
    }
    found = Q(key__iexact=text)
    for name in sorted(names - {"lead", "support", "responsible"}):
        found |= Q(**{f"payload__{name}__icontains": text})
    # A list is searched as its JSON, which SQLite keeps with its characters escaped.
    escaped = json.dumps(text)[1:-1]
    for name in ("lead", "support", "responsible", "value"):
        found |= Q(**{f"payload__{name}__icontains": text}) | Q(**{f"payload__{name}__icontains": escaped})
    return found


# -- one item opened ---------------------------------------------------------------------------------


@dataclass
class Opened:
    """What is behind a row."""

    before: str
    quote: str
    after: str
    doubts: list[str]
    rules: list[tuple[str, str]]
    pairs: list[tuple[str, str, str]]  # field, what stands, what was read where that is another
    proposal: list[tuple[str, str, str]] = field(default_factory=list)  # field, what stands, what is read now
    proposals: Sequence[Mapping[str, Any]] = ()
    bound: str = ""


def opened(draft: Draft, item: Item) -> Opened:
    text = draft.text
    fields = words.labels(item.kind)
    pairs = []
    for name in FIELDS[item.kind]:
        value, read = item.payload.get(name), (item.original or item.payload).get(name)
        if name in ("code", "variant", "level") or (value in (None, "", [], False) and value == read):
            continue
        was = words.said(item.kind, name, read) if value != read and item.original is not None else ""
        pairs.append((str(fields[name]), words.said(item.kind, name, value), was))
    body = Opened(
        text[max(item.start - AROUND, 0) : item.start].rpartition("\n")[2] if item.end > item.start else "",
        text[item.start : item.end],
        text[item.end : item.end + AROUND].partition("\n")[0] if item.end > item.start else "",
        [words.doubt_words(key) for key in item.doubts],
        [(words.rule_words(key), key) for key in (item.rule, *item.steps) if key],
        pairs,
    )
    if item.proposal is not None:
        body.proposal = compared(item.kind, item.payload, item.proposal["payload"])
    if item.kind == "figure":
        body.proposals, body.bound = _bindings(draft, item)
    return body


def compared(kind: str, mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Fields in which two payloads differ, in words."""
    fields = words.labels(kind)
    return [
        (str(fields[name]), words.said(kind, name, mine.get(name)), words.said(kind, name, theirs.get(name)))
        for name in FIELDS[kind]
        if mine.get(name) != theirs.get(name)
        and differs(kind, {name: mine.get(name)}, {name: theirs.get(name)})
    ]


def _bindings(draft: Draft, item: Item) -> tuple[Sequence[Mapping[str, Any]], str]:
    """Indicators that may be meant, best first; and the one that a person has confirmed."""
    code = item.payload.get("code")
    if code:
        known = dict(binding.options(draft.region_id))
        return (), f"{code} {known.get(code, '')}".strip()
    return proposals(draft, item.payload), ""


def proposals(draft: Draft, payload: Mapping[str, Any], limit: int = 3) -> list[dict[str, Any]]:
    headings = binding.headings_of(payload.get("section"), _headings(draft))
    found = binding.proposals(payload, headings, draft.region_id, limit)
    for each in found:
        each["percent"] = f"{round(each['score'] * 100)}%"
        each["choice"] = "/".join(part for part in (each["code"], each["variant"]) if part)
    return found


def _headings(draft: Draft) -> dict[str, str]:
    rows = sections(draft)
    return {path: heading for path, heading in rows if path}


def sections(draft: Draft) -> list[tuple[str, str]]:
    """(path, heading) of every clause that was not rejected, in order."""
    found = visible(draft).filter(kind="section").exclude(decision=Decision.REJECTED)
    rows: Iterable[tuple[Any, Any]] = found.values_list("payload__path", "payload__heading")
    return [(str(path or ""), str(heading or "")) for path, heading in rows]


def section_choices(draft: Draft) -> list[tuple[str, str]]:
    return [(path, f"{path} {heading}"[:60]) for path, heading in dict(sections(draft)).items() if path]


def code_choices(draft: Draft, payload: Mapping[str, Any]) -> list[Any]:
    """Indicators for a select: none, those proposed with their scores, then all."""
    near = [
        (each["choice"], f"{each['choice']} {each['name']}({each['percent']})")
        for each in (proposals(draft, payload, 5) if payload.get("indicator") else ())
    ]
    held = "/".join(part for part in (payload.get("code"), payload.get("variant")) if part)
    every = [(code, f"{code} {name}") for code, name in binding.options(draft.region_id)]
    groups: list[Any] = [("", _("还没有确认")), (_("可能是"), near)] if near else [("", _("还没有确认"))]
    if held and held not in {code for code, _name in (*near, *every)}:
        groups.append((held, held))
    shown_already = {code for code, _name in near}
    return [*groups, (_("全部指标"), [row for row in every if row[0] not in shown_already])]
