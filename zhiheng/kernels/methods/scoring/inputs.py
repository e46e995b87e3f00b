"""What a scheme is scored from: values, tallies, reviewers' marks, determinations. The caller supplies them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhiheng.kernels.methods.numbers import Number


class ScoringError(ValueError):
    """An input that does not fit the scheme; the message is Chinese and names the item."""


@dataclass(frozen=True, slots=True)
class TargetOverride:
    """The subject's own target for the period (目标备案), in place of the scheme's."""

    target: Number
    source: str
    value_max: Number | None = None


@dataclass(frozen=True, slots=True)
class ValueInput:
    """A measured or reported figure. ``value`` None is missing data; ``option`` names a step of an ``equals`` rule.

    ``evidence`` holds references to records or files; ``source`` says computed, reported or where from.
    """

    value: Number | None = None
    option: str | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    baseline: Number | None = None
    target: TargetOverride | None = None
    source: str = ""
    evidence: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class TallyInput:
    """Things that were owed: how many, which of them are missing, which came late.

    ``missing`` and ``late`` are numbers, or the names of the things, which the score sheet then lists.
    """

    expected: int
    missing: int | tuple[str, ...] = 0
    late: int | tuple[str, ...] = 0
    source: str = ""
    evidence: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """One reviewer's points with the reason."""

    reviewer: str
    points: Number
    reason: str


@dataclass(frozen=True, slots=True)
class ExpertInput:
    """Marks of the reviewers of one item."""

    marks: tuple[Mark, ...]
    evidence: tuple[str, ...] = ()
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The item does not apply to this subject in this period (no large works in the county), with the reason."""

    reason: str
    evidence: tuple[str, ...] = ()


ItemInput = ValueInput | TallyInput | ExpertInput | NotApplicable


@dataclass(frozen=True, slots=True)
class Determination:
    """A veto as recorded by whoever is authorised: which, by whom, in which document, when. Never worked out."""

    veto: str
    determined_by: str
    document: str
    on: date
    reason: str
    evidence: tuple[str, ...] = ()
