"""Standing duties to deliver, report, hold or publish something by a date or with a period."""

from __future__ import annotations

import re
from bisect import bisect_left

from .clauses import Source, Span
from .lexicon import Words
from .model import Obligation, Section
from .times import TimeExpr

_TO = re.compile(
    r"(?:向|给)(?P<to>[^,;。报送交通]{2,40}?)(?=报送|上报|报告|提交|报备|汇报|通报|反馈|述职|报|作出|作专题|公布|公开)"
)
_REPORT_TO = re.compile(
    r"(?:报送至?|上报至?|报至?|呈报|抄送至?|提交至?|送至?|反馈至?|汇总至)(?P<to>[^,;。、()]{2,30}?(?:办公室|领导小组|政府|局|委|办|厅|部|部门|处|科|会)[^,;。、的]{0,4})(?=$|[,;。、(]|备案|汇总)"
)
_OBJECT = re.compile(r"(?:将|把)(?P<what>[^,;。]{2,40}?)(?=报送|上报|报|提交|送|抄送|印发|公布|发布|反馈)")
_SUBJECT_END = re.compile(r"(?:要|应当|应|须|必须|负责|需|会同[^,]{1,20}|组织|每|于|在|将|按照?|[0-9])")
_LEADING = re.compile(
    r"^(?:并且|并|同时|且|其中|[一二三四五六七八九十]是|[一二三四五六七八九十]要|[0-9]{1,2}[.、]|\([^()]{1,3}\)|[一二三四五六七八九十]{1,3}、|——|●|由|以后|今后|,|、| )+"
)
_AND = re.compile(r"(?:、|和|及|与|,)?(?:于|在)?")
_LIMIT = 110


class ObligationReader:
    """Reads the obligations of one document."""

    def __init__(
        self,
        source: Source,
        sections: list[Section],
        times: list[TimeExpr],
        year: int | None,
        issued: str | None,
    ) -> None:
        self.source = source
        self.sections = sections
        self.times = times
        self.starts = [time.start for time in times]
        self.year, self.issued = year, issued
        lists = source.lexicon.lists["obligations"]
        self.deliver, self.hold, self.finish = lists["deliver"], lists["hold"], lists["finish"]
        self.papers, self.review = lists["papers"], lists["review"]
        self.strong = Words([word for word in self.deliver.words if len(word) > 1])
        self.organ = source.lexicon.words("duties", "organ_ends")

    def read(self) -> list[Obligation]:
        """All obligations in order of place."""
        out: list[Obligation] = []
        for section in self.sections:
            for sentence in self.source.sentences(section.head_start, section.body_end):
                if self._times(sentence):
                    out.extend(self._sentence(section, sentence))
        return out

    def _times(self, span: Span) -> list[TimeExpr]:
        return self.times[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]

    def _sentence(self, section: Section, sentence: Span) -> list[Obligation]:
        clauses = self.source.clauses(sentence.start, sentence.end)
        text = self.source.folded
        out: list[Obligation] = []
        who: str | None = None
        for index, clause in enumerate(clauses):
            inside = [
                time
                for time in self._times(clause)
                if (time.before or time.kind in ("recur", "offset")) and not time.baseline
            ]
            subject = self._subject(clause, inside[0].start if inside else None)
            if subject:
                who = subject
            for position, time in enumerate(inside):
                last = position
                while last + 1 < len(inside) and _AND.fullmatch(
                    text[inside[last].end : inside[last + 1].start]
                ):
                    last += 1  # 7月底前和12月底前报送: one deed, two dates
                stop = inside[last + 1].start if last + 1 < len(inside) else clause.end
                window = Span(inside[last].end, stop)
                if stop - time.end < 3 and index + 1 < len(clauses) and position + 1 == len(inside):
                    following = clauses[index + 1]
                    if not self._times(following):
                        window = Span(time.end, following.end)
                found = self._match(time, window)
                if found is None:
                    continue
                rule, recurs = found
                first = clause.start if position == 0 else inside[position - 1].end
                out.append(self._build(section, first, window, time, rule, recurs, who))
        return out

    def _match(self, time: TimeExpr, window: Span) -> tuple[str, str | None] | None:
        """(rule, recurs) when a verb of duty stands behind the time; the nearest words only."""
        text = self.source.folded
        stop = min(window.end, window.start + _LIMIT)
        self.source.count(max(0, stop - window.start))
        if time.kind == "recur" and time.recurs not in ("daily", None):
            if self.strong.within(text, window.start, stop):
                return "obligation.deliver-recurring", time.recurs
            if self.hold.within(text, window.start, stop):
                return "obligation.hold-recurring", time.recurs
            if self._hands_over(text, window.start, stop):
                return "obligation.deliver-recurring", time.recurs
            return None
        if time.kind == "offset":
            if self.strong.within(text, window.start, stop) or self.finish.within(text, window.start, stop):
                return "obligation.within-days", None
            return None
        if not time.before or time.baseline:
            return None
        if time.month is None and time.kind != "relative" and not self._hands_over(text, window.start, stop):
            near = min(stop, window.start + 16)
            return (
                ("obligation.review-by-year", None) if self.review.within(text, window.start, near) else None
            )
        if self.strong.within(text, window.start, stop) or self._hands_over(text, window.start, stop):
            return "obligation.deliver-by-date", None
        if self.finish.within(text, window.start, stop) and (
            time.month is not None or self._paper(text, window.start, stop)
        ):
            return "obligation.finish-by-date", None
        return None

    def _paper(self, text: str, start: int, stop: int) -> bool:
        return self.papers.within(text, start, stop) is not None

    def _hands_over(self, text: str, start: int, stop: int) -> bool:
        """The single 报 or 送 with a paper as its object."""
        for place in range(start, stop):
            if text[place] in "报送" and text[place + 1 : place + 2] not in "名道警考纸刊销酬失价废":
                return self._paper(text, start, stop)
        return False

    def _subject(self, clause: Span, before: int | None) -> str | None:
        """Who the clause speaks of: the words before the time, when they end like an organ."""
        text = self.source.folded
        stop = min(clause.end if before is None else before, clause.start + 60)
        head = _LEADING.sub("", text[clause.start : stop])
        self.source.count(len(head))
        cut = _SUBJECT_END.search(head)
        name = (head[: cut.start()] if cut else head if before is not None else "").rstrip(" 于在要应须将")
        if (
            name
            and len(name) <= 40
            and (self.organ.ending(name) is not None or (name[0] == "各" and len(name) > 2))
        ):
            return name
        return None

    def _build(
        self,
        section: Section,
        first: int,
        window: Span,
        time: TimeExpr,
        rule: str,
        recurs: str | None,
        who: str | None,
    ) -> Obligation:
        text = self.source.folded
        start, stop, behind = first, window.end, window.start
        while start < time.start and text[start] in " ,、:;":
            start += 1
        if stop - start > _LIMIT + 10:
            stop = start + _LIMIT + 10
            stop = max(stop, time.end)
        if stop - start > _LIMIT + 10:
            start = stop - _LIMIT - 10
        while stop > time.end and text[stop - 1] in " ,、":
            stop -= 1
        words = text[behind:stop]
        recipient = _TO.search(words) or _REPORT_TO.search(words)
        what = words
        if recipient:
            what = words.replace(recipient.group(), "", 1) if words[recipient.start()] in "向给" else words
        to = recipient["to"].strip() if recipient else None
        moved = _OBJECT.search(what)
        if moved:
            verb = next(
                (
                    word
                    for word in ("报送", "上报", "提交", "抄送", "印发", "公布", "发布", "反馈", "报", "送")
                    if word in what[moved.end() :]
                ),
                "报送",
            )
            what = verb + moved["what"]
        what = what.strip(" ,、")
        return Obligation(
            section=section.path,
            who=who,
            what=what or words.strip(" ,、") or text[start:stop],
            to=to,
            due=time.due(self.year, self.issued),
            recurs=recurs if recurs != "two-yearly" else None,
            start=start,
            end=stop,
            quote=self.source.quote(start, stop),
            rule=rule,
        )
