"""What is matched with what: indicators that stand to choose from, a figure that wants one, and what is proposed."""

from __future__ import annotations

from dataclasses import dataclass

#: From here a suggestion may be taken with many others at one click; below ``POSSIBLE`` nothing is proposed at all.
CERTAIN = 0.85
POSSIBLE = 0.57
RUNNER_UP = 0.3  # below it a runner-up is no help to anybody


@dataclass(frozen=True)
class Candidate:
    """One indicator, or one way of counting it (``variant``); several with one ``code`` are proposed as that code."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    unit: str = ""
    variant: str = ""


@dataclass(frozen=True)
class Wanted:
    """A figure as a document words it. ``measure``: level, cumulative, increment or change; ``heading``: of its section."""

    name: str
    unit: str = ""
    measure: str = "level"
    op: str = ""
    kind: str = "target"
    heading: str = ""


@dataclass(frozen=True)
class Suggestion:
    """A proposal: the code, the variant that fits best, 0 ≤ score ≤ 1, and why in Chinese, weightiest first."""

    code: str
    score: float
    reasons: tuple[str, ...]
    variant: str = ""
    name: str = ""

    @property
    def certain(self) -> bool:
        return self.score >= CERTAIN
