"""Target or result: by the year, the section and the aspect of the sentence."""

from __future__ import annotations

import re

from .clauses import Source, Span
from .governing import Governor
from .statements import Statement

NEAR = 120
_TO_DATE = re.compile(
    r"(?:1|一)\s?[-—~至]\s?[0-9一二三四五六七八九十]{1,2}月|前[0-9一二三四五六七八九十]{1,2}个?(?:月|季度)"
)
# 已 with a deed, but not 对已发布的标准
_ALREADY = re.compile(r"已(?:经)?(?![^,;。]{1,14}的)[\u4e00-\u9fff]{2}")


class KindReader:
    """Tells targets from results; `issued` is the document's date, `title` its title."""

    def __init__(
        self,
        source: Source,
        governor: Governor,
        document_year: int | None,
        title: str | None,
        issued: str | None,
    ) -> None:
        self.source = source
        self.governor = governor
        self.year = document_year
        self.signs = source.lexicon.lists["signs"]
        self.issued = issued if issued and len(issued) >= 7 else None
        named = (title or source.folded[:80].strip().partition("\n")[0]).partition("(节选")[0].rstrip(")")
        self.normative = self.signs["rule_titles"].ending(named) is not None or any(
            section.heading.startswith("规范性引用文件") for section in governor.sections
        )
        self.conditions = [
            self.signs["condition_headings"].within(section.heading) is not None
            for section in governor.sections
        ]
        self.plan_title = self.signs["plan_titles"].within(title or "") is not None

    def lays_down(
        self, index: int | None, sentence: Span, place: int, kind: str, by: str | None, recurring: bool
    ) -> bool:
        """Whether a number is a rule that always holds (不得小于4米) rather than a target or a result.

        So it is in regulations and standards, and under headings that say who may apply or what a
        breach costs, and behind the word of law 应当, unless the statement has a deadline or recurs.
        """
        if kind != "target" or by is not None or recurring:
            return False
        first = max(sentence.start, place - NEAR)
        self.source.count(place - first)
        if self.source.folded.find("应当", first, place) >= 0:
            return True
        return self.normative or (index is not None and self.conditions[index])

    def kind(
        self, index: int | None, sentence: Span, clause: Span, statement: Statement, by: str | None
    ) -> str:
        """target or result; notes what decided as a step."""
        kind, sign = self._kind(index, sentence, clause, statement, by)
        statement.step(f"kind-{sign}")
        return kind

    def _kind(
        self, index: int | None, sentence: Span, clause: Span, statement: Statement, by: str | None
    ) -> tuple[str, str]:
        review, plan = self.governor.is_review(index), self.governor.is_plan(index)
        sure, past, future = self._aspect(index, sentence, clause, statement)
        if by is not None and self.issued is not None and len(by) == 7 and by > self.issued[:7]:
            return "target", "by-year"
        if by is not None and self.year is not None:
            year = int(by[:4])
            if year != self.year:
                return ("result" if year < self.year else "target"), "by-year"
            if review:
                return ("target" if future and not past else "result"), "by-section"
            return ("result" if past and not future and (sure or not plan) else "target"), "by-words"
        if review:
            return ("target" if future and by is not None else "result"), "by-section"
        if index is None and self.governor.sections and not future and not sure:
            return "result", "assumed"  # what goes before the first heading tells how things stand
        if past and not future and (sure or not plan):
            return "result", "by-words"
        return "target", "by-section" if plan else "assumed"

    def _aspect(
        self, index: int | None, sentence: Span, clause: Span, statement: Statement
    ) -> tuple[bool, bool, bool]:
        """(surely past, past, future) by the words around the number.

        In a document that plans, a mere comparison (同比, 较上年) says nothing of the past.
        """
        review, plan = self.governor.is_review(index), self.governor.is_plan(index)
        place = statement.segment.quantity.start
        first = max(sentence.start, place - NEAR - 80)
        text = self.source.folded[first : min(clause.end, place + NEAR)]
        origin = statement.segment.origin
        if origin is not None:  # 由目前的60%提高到: what it starts from says nothing of the target
            text = text[: max(0, origin[0] - first)] + text[max(0, origin[1] - first) :]
        self.source.count(len(text))
        explicit = bool(statement.op or statement.segment.quantity.after)
        sure = (
            self.signs["past_sure"].within(text) is not None
            or _TO_DATE.search(text) is not None
            or _ALREADY.search(text) is not None
        )
        planned = plan or (self.plan_title and index is not None and not review)
        past = sure or (not explicit and not planned and self.signs["past"].within(text) is not None)
        near = self.source.folded[max(clause.start, place - NEAR) : min(clause.end, place + NEAR)]
        return sure, past, self.signs["future"].within(near) is not None
