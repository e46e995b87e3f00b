"""A quality programme as facts: outline, units, targets, duties, obligations, phases.

A programme holds no sentence of its document. Everything that the document says is held as a
fact with a ``span``: two offsets into the document's text in Unicode code points (of the text
decoded as UTF-8, nothing normalised), so that a page can show the very clause to whoever has
the text. The words are those of the yardstick for reading: ``op``, ``measure``, ``recurs``.

Dates are strings of the form YYYY, YYYY-MM or YYYY-MM-DD: a plan that says "by 2015" must not
become a day that nobody wrote.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from zhiheng.kernels.programmes.vocabulary import (
    Certainty,
    Covers,
    Date,
    Due,
    IndicatorCode,
    Key,
    Month,
    NodeKind,
    Number,
    Recurs,
    RegionCode,
    Span,
    Theme,
    UnitKind,
    Words,
    fault,
)


class _Part(BaseModel):
    """Every part: unknown keys refused, no silent conversion, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Citation(_Part):
    """Another document or a standard that this one rests on; a standard may lack a title."""

    title: Words | None = None
    number: Words | None = None


class Document(_Part):
    """The particulars of the document; null where it does not say.

    ``sha256`` is of the text file's bytes and ``length`` its code points: they decide whether a
    text at hand is the one that the spans point into. ``region_certainty`` other than ``read``
    means that the document does not name its region.
    """

    title: Words | None = None
    number: Words | None = None
    issuer: Words | None = None
    region: Words
    region_code: RegionCode
    region_certainty: Certainty = "read"
    date: Date | None = None
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    length: Annotated[int, Field(gt=0)] | None = None
    cites: list[Citation] = []


class Period(_Part):
    """The years that the programme governs; ``start`` is null when the document hides it."""

    start: Date | None = None
    end: Date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        if self.start and self.end and self.start[:4] > self.end[:4]:
            raise fault(f"起 {self.start} 晚于止 {self.end}", "对调或改正其中一个")
        return self


class Kinship(_Part):
    """The unit that took over, or was taken over: name, year of the reform, and how sure we are."""

    name: Words
    year: Date | None = None
    certainty: Certainty


class Unit(_Part):
    """A department or body that the document names.

    ``short_names`` are the names as the document writes them (elisions restored), which is how
    a duty finds its unit; ``fields`` are the fields in which it leads. ``name_certainty`` tells
    whether the full name was read or formed from the short one. A ``group`` stands for several
    units at once, and ``covers`` says which. ``hosted_by`` is the key of the department that does
    the daily work of a leading group's office.
    """

    key: Key
    name: Words
    name_certainty: Certainty = "derived"
    short_names: list[Words] = []
    kind: UnitKind = "department"
    covers: Covers | None = None
    hosted_by: Key | None = None
    fields: list[Theme] = []
    predecessors: list[Kinship] = []
    successors: list[Kinship] = []
    valid_from: Date | None = None
    valid_to: Date | None = None

    @model_validator(mode="after")
    def _group_says_whom(self) -> Unit:
        if self.covers and self.kind != "group":
            raise fault("只有 kind: group 的单位才写 covers", "去掉 covers，或把 kind 改成 group")
        return self


class Node(_Part):
    """A heading of the outline. ``path`` is the labels from the root joined by "/".

    ``title`` is a short title in our own words (the heading itself in a document that its
    owner loaded); ``kind`` says what part of a programme the clause plays.
    """

    path: Words
    label: Words
    level: Annotated[int, Field(ge=1, le=9)]
    kind: NodeKind = "measure"
    title: Words
    span: Span

    @property
    def parent(self) -> str | None:
        return self.path.rpartition("/")[0] or None


class Baseline(_Part):
    """What a change is measured from, as far as the document says."""

    period: Date | None = None
    value: Number | None = None
    result: str | None = None
    """The id of the result in the same programme that gives the value."""


class Scope(_Part):
    """Where or what a target is narrower than the whole region."""

    regions: list[RegionCode] = []
    text: Words | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Scope:
        if not self.regions and self.text is None:
            raise fault("范围是空的", "写 regions(区划代码)或 text(文字)，全域的不写 scope")
        return self


class Target(_Part):
    """An indicator given a number: a target to reach, or a result that the document reports.

    ``measure`` says how the number counts: a level (rate, index, state), a stock (cumulative),
    an addition within the period (increment), or a change. The value of a change is counted in
    the good direction: a fall of 7.9 % in PM2.5 is +7.9 with direction ``down``.
    ``indicator`` is null while nobody has bound the figure; ``alternatives`` are other codes
    that would be right too; ``variant`` says which of the several counts under one code is meant
    (leaflets or banners, applied for or issued), null for its main one. ``binding`` and
    ``strength`` keep what the document says of the target's force: ``binding`` (约束性),
    ``expected`` (预期性), ``guiding`` (引导性); ``firm`` (确保), ``strive`` (力争, 争取),
    ``encourage`` (鼓励), ``expected`` (预期); null when it says nothing.
    """

    id: Words
    node: Words | None
    span: Span
    kind: Literal["target", "result"]
    indicator: IndicatorCode | None
    alternatives: list[IndicatorCode] = []
    variant: Key | None = None
    indicator_name: Words
    measure: Literal["level", "cumulative", "increment", "change"]
    op: Literal[">=", "<=", "=", "~", "between"]
    value: Number
    value_max: Number | None = None
    unit: str
    by: Date | None
    recurs: Recurs | None = None
    direction: Literal["up", "down", "equal"] | None = None
    binding: Literal["binding", "expected", "guiding"] | None = None
    strength: Literal["firm", "strive", "encourage", "expected"] | None = None
    baseline: Baseline | None = None
    scope: Scope | None = None
    note: Words | None = None

    @model_validator(mode="after")
    def _bounds(self) -> Target:
        if self.op == "between":
            if self.value_max is None:
                raise fault("op 是 between 却没有 value_max", "补上上限 value_max")
            if self.value_max < self.value:
                raise fault(f"上限 {self.value_max} 小于下限 {self.value}", "对调 value 和 value_max")
        elif self.value_max is not None:
            raise fault(f"op 是 {self.op} 却有 value_max", "去掉 value_max，或把 op 改成 between")
        if self.alternatives and self.indicator is None:
            raise fault("有 alternatives 却没有 indicator", "把首选的代码写进 indicator")
        if self.variant and self.indicator is None:
            raise fault("有 variant 却没有 indicator", "variant 是指标代码下的细分，先写 indicator")
        return self


class Duty(_Part):
    """Who answers for a clause: unit keys by role."""

    node: Words | None
    span: Span
    lead: list[Key] = []
    support: list[Key] = []
    responsible: list[Key] = []

    @property
    def units(self) -> list[str]:
        return [*self.lead, *self.support, *self.responsible]

    @model_validator(mode="after")
    def _names_someone(self) -> Duty:
        if not self.units:
            raise fault("没有写任何单位", "在 lead、support 或 responsible 里写上单位标识")
        return self


class Obligation(_Part):
    """Something to be delivered, reported or held, once by a date or again each period.

    ``who`` and ``to`` are as named, ``who_units`` and ``to_units`` the keys of the units where
    they are certain. ``due`` is a day; month and day where it comes back each year; a day of the month
    where it comes back each month. Both ``due`` and ``recurs`` null: the document names no time
    that can be placed (a plan owed "by June" in a text without a year).
    """

    id: Words
    node: Words | None
    span: Span
    who: Words | None
    who_units: list[Key] = []
    what: Words
    to: Words | None = None
    to_units: list[Key] = []
    due: Due | None = None
    recurs: Recurs | None = None

    @model_validator(mode="after")
    def _some_time(self) -> Obligation:
        if self.due and len(self.due) == 5 and self.recurs is None:
            raise fault(f"期限 {self.due} 只有月日却没有周期", "写上 recurs: yearly，或写全年月日")
        if self.due and len(self.due) == 2 and self.recurs != "monthly":
            raise fault(f"期限 {self.due} 只有日却不是每月", "写上 recurs: monthly，或写全月日")
        return self


class Phase(_Part):
    """A dated stage; both months belong to it. Null where the text leaves an end open."""

    name: Words
    node: Words | None = None
    start: Month | None
    end: Month | None
    span: Span

    @model_validator(mode="after")
    def _in_order(self) -> Phase:
        if self.start and self.end and self.start > self.end:
            raise fault(f"阶段起 {self.start} 晚于止 {self.end}", "对调或改正其中一个")
        return self


class ProgrammeParts(_Part):
    """The parts of one programme. They refer to each other by path, id and key; ``Programme`` checks that they hold."""

    key: Key
    name: Words
    period: Period = Period()
    document: Document
    notes: list[Words] = []
    units: list[Unit] = []
    outline: list[Node]
    targets: list[Target] = []
    duties: list[Duty] = []
    obligations: list[Obligation] = []
    phases: list[Phase] = []

    @property
    def region_code(self) -> str:
        return self.document.region_code

    @property
    def measures(self) -> list[Node]:
        """The clauses that say what is to be done (举措), with or without a duty."""
        return [node for node in self.outline if node.kind == "measure"]

    def node(self, path: str) -> Node:
        """The node at ``path``. Raises KeyError when there is none."""
        for node in self.outline:
            if node.path == path:
                return node
        raise KeyError(path)

    def children(self, path: str | None) -> list[Node]:
        """The nodes right under ``path``; the roots for None."""
        return [node for node in self.outline if node.parent == path]

    def unit(self, key: str) -> Unit:
        """The unit called ``key``. Raises KeyError when there is none."""
        for unit in self.units:
            if unit.key == key:
                return unit
        raise KeyError(key)

    def target(self, target_id: str) -> Target:
        """The target or result called ``target_id``. Raises KeyError when there is none."""
        for target in self.targets:
            if target.id == target_id:
                return target
        raise KeyError(target_id)

    def duty_for(self, path: str | None) -> Duty | None:
        """The duty on a clause, or else on the nearest clause above it; None when nobody owns it."""
        for upper in ancestry(path):
            for duty in self.duties:
                if duty.node == upper:
                    return duty
        return None

    def is_text(self, text: str) -> bool | None:
        """Whether ``text`` is the text that the spans point into; None when no hash was kept."""
        if self.document.sha256 is None:
            return None
        return hashlib.sha256(text.encode("utf-8")).hexdigest() == self.document.sha256


def ancestry(path: str | None) -> Iterator[str]:
    """A path and those above it, the nearest first."""
    while path:
        yield path
        path = path.rpartition("/")[0]
