"""Which deadline and which kind of statement govern a place: carried by the outline.

A deadline that opens a sentence governs what follows in its section and the sections below it;
a lead-in (到2025年,具体目标:) is such a sentence too. A sister section starts again from what
its parent said before its first child, except in a review, where the year under review goes on.
"""

from __future__ import annotations

from dataclasses import dataclass

from .clauses import Source
from .model import Section
from .times import TimeExpr


@dataclass(slots=True)
class Carry:
    """What governs from here on: the deadline (None when unsaid) and whether any was set."""

    by: str | None = None
    known: bool = False
    at: int = -1
    before: str | None = None
    until: bool = False

    def end_line(self) -> None:
        """A day up to which was counted (截至11月底) holds for its paragraph only."""
        if self.until:
            self.by, self.until = self.before, False


class Governor:
    """The state of deadline while the figures are read in order of place."""

    def __init__(
        self,
        source: Source,
        sections: list[Section],
        document_year: int | None,
        yearly_plan: str | None = None,
    ) -> None:
        self.source = source
        self.sections = sections
        self.year = document_year
        self.signs = source.lexicon.lists["signs"]
        self._stack: list[tuple[int, Carry]] = []
        self._root = Carry(yearly_plan, yearly_plan is not None)
        self._review_by: str | None = None
        review: list[bool] = []
        plan: list[bool] = []
        open_: list[int] = []
        for index, section in enumerate(sections):
            del open_[section.level - 1 :]
            parent = open_[-1] if open_ else None
            is_review = self.signs["review_headings"].within(section.heading) is not None
            is_plan = self.signs["plan_headings"].within(section.heading) is not None
            review.append(
                (is_review and not is_plan) or (parent is not None and review[parent] and not is_plan)
            )
            plan.append(is_plan or (parent is not None and plan[parent]))
            open_.append(index)
        self.review = review
        self.plan = plan

    def enter(self, index: int | None) -> Carry:
        """The carried state on entering a section, its own copy."""
        if index is None:
            return self._root
        level = self.sections[index].level
        while self._stack and self.sections[self._stack[-1][0]].level >= level:
            self._stack.pop()
        parent = self._stack[-1][1] if self._stack else self._root
        carry = Carry(parent.by, parent.known, parent.at)
        if self.review[index] and parent is self._root:
            carry = Carry()
        if self.review[index] and not carry.known and self._review_by is not None:
            carry = Carry(self._review_by, True)
        self._stack.append((index, carry))
        return carry

    def is_review(self, index: int | None) -> bool:
        """Whether a section tells what has been done."""
        return index is not None and self.review[index]

    def is_plan(self, index: int | None) -> bool:
        """Whether a section tells what is to be done."""
        return index is not None and self.plan[index]

    def settle(self, carry: Carry, expr: TimeExpr, review: bool) -> None:
        """Let a deadline that opened a sentence govern from here."""
        by = expr.by(self.year)
        if expr.kind == "month" and review and carry.by and by and carry.by[:4] != by[:4]:
            by = carry.by[:4] + by[4:]  # 截至12月底 in a review of the year before
        carry.before = carry.by if not carry.until else carry.before
        carry.until = expr.month is not None and review and carry.known
        carry.by = by
        carry.known = True
        carry.at = expr.start
        if review and not carry.until:
            self._review_by = carry.by

    def note_past_year(self, expr: TimeExpr) -> None:
        """过去一年 in a speech: the year under review."""
        by = expr.by(self.year)
        if by is not None and expr.offset_year == -1:
            self._review_by = by
