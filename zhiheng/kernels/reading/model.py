"""What a reading holds: plain dataclasses, each found thing with its place in the text.

Shapes follow the labelling rules of the yardstick (document, sections, figures, duties,
obligations, phases); every found thing also carries `start` and `end` (character offsets into
the text that was read, end exclusive), `quote` (always `text[start:end]`) and `rule`, the name of
the grammar rule that fired. `steps` names every further rule that shaped the thing, in order;
`doubts` names what a person should look at (keys of `catalogue/reading/doubts.yaml`), and
`confidence(doubts)` is how sure the reading is of it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


class ReadingError(Exception):
    """A document that cannot be read: what is wrong, where, and how to mend it (Chinese, for users)."""

    def __init__(self, what: str, where: str, how: str) -> None:
        super().__init__(f"{what}({where}):{how}")
        self.what = what
        self.where = where
        self.how = how


@dataclass(frozen=True, slots=True)
class Cite:
    """A policy document or standard named as a basis; a standard without 《》 has no title."""

    title: str | None
    number: str | None
    start: int
    end: int
    quote: str
    rule: str


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """The document's own particulars; None for what the text does not say.

    `date` is ISO (YYYY, YYYY-MM or YYYY-MM-DD).
    """

    title: str | None = None
    number: str | None = None
    issuer: str | None = None
    region: str | None = None
    date: str | None = None
    cites: tuple[Cite, ...] = ()

    @property
    def year(self) -> int | None:
        """Year of issue, when it is known."""
        return int(self.date[:4]) if self.date else None


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered heading; `level` is the number of components of `path` (1 = top)."""

    path: str
    label: str
    level: int
    heading: str
    start: int
    end: int
    quote: str
    rule: str
    head_start: int = 0
    body_end: int = 0
    steps: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator with a number.

    kind: target | result. measure: level | cumulative | increment | change.
    op: >= | <= | = | ~ | between. by: deadline or period ("2025", "2025-06"), None when unsaid.
    baseline: the value it starts from (由80%提高到90%). strength: firm | strive | encourage |
    expected | None. binding: binding | expected | guiding | None. scope: the territory or the
    group it is limited to, when the sentence says so.
    """

    section: str | None
    kind: str
    indicator: str
    measure: str
    op: str
    value: float
    value_max: float | None
    unit: str
    by: str | None
    start: int
    end: int
    quote: str
    rule: str
    baseline: float | None = None
    strength: str | None = None
    binding: str | None = None
    scope: str | None = None
    yearly: bool = False
    steps: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """An assignment of responsibility, units with their elided prefixes restored."""

    section: str | None
    lead: tuple[str, ...]
    support: tuple[str, ...]
    responsible: tuple[str, ...]
    start: int
    end: int
    quote: str
    rule: str
    steps: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Obligation:
    """A standing duty to deliver, report, hold or publish.

    due: ISO date, "MM-DD" when it recurs yearly, "DD" when it recurs monthly, or None.
    recurs: weekly | monthly | quarterly | half-yearly | yearly | None (one-off).
    """

    section: str | None
    who: str | None
    what: str
    to: str | None
    due: str | None
    recurs: str | None
    start: int
    end: int
    quote: str
    rule: str
    steps: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phase:
    """A dated stage of implementation, months as YYYY-MM; None where the text leaves one open."""

    name: str
    begins: str | None
    ends: str | None
    start: int
    end: int
    quote: str
    rule: str
    section: str | None = None
    steps: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read out of one document."""

    name: str
    document: DocumentFacts
    sections: tuple[Section, ...] = ()
    figures: tuple[Figure, ...] = ()
    duties: tuple[Duty, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    phases: tuple[Phase, ...] = ()
    warnings: tuple[str, ...] = ()
    work: int = field(default=0, compare=False)

    def to_json(self) -> dict[str, Any]:
        """The shape of the labelling rules, plus `start`, `end` (`span` for phases) and `rule`.

        A phase's own `start` and `end` are its months, so its place in the text is `span`; the day of
        a monthly obligation is `due_day`.
        """
        document = asdict(self.document)
        sections = [asdict(section) for section in self.sections]
        for section in sections:
            del section["head_start"], section["body_end"]
        figures = [asdict(figure) for figure in self.figures]
        for figure in figures:
            figure["value"] = _plain_number(figure["value"])
            figure["value_max"] = _plain_number(figure["value_max"])
            figure["baseline"] = _plain_number(figure["baseline"])
        phases = [
            {
                "name": phase.name,
                "start": phase.begins,
                "end": phase.ends,
                "quote": phase.quote,
                "section": phase.section,
                "span": [phase.start, phase.end],
                "rule": phase.rule,
                "steps": phase.steps,
                "doubts": phase.doubts,
            }
            for phase in self.phases
        ]
        obligations = [asdict(obligation) for obligation in self.obligations]
        for obligation in obligations:  # the labelling rules know no day of the month as a due date
            monthly = len(obligation["due"] or "") == 2
            obligation["due_day"] = obligation["due"] if monthly else None
            obligation["due"] = None if monthly else obligation["due"]
        return {
            "name": self.name,
            "document": document,
            "sections": sections,
            "figures": figures,
            "duties": [asdict(duty) for duty in self.duties],
            "obligations": obligations,
            "phases": phases,
            "warnings": list(self.warnings),
        }


def _plain_number(value: float | None) -> float | int | None:
    """Whole numbers without a trailing .0, as a person would write them."""
    if value is None:
        return None
    return int(value) if float(value).is_integer() and abs(value) < 1e15 else value
