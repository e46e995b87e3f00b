"""Standing duties to deliver, report, hold or publish something by a date or with a period."""

from __future__ import annotations

import re
from bisect import bisect_left

from .clauses import Source, Span
from .due_times import obligation_times
from .lexicon import Words
from .model import Obligation, Section
from .times import TimeExpr

_ORGAN = r"(?:办公室|领导小组|政府|局|委|办|厅|部|部门|处|科|会|专班|联席会议)"
_TO = re.compile(
    r"(?:向|给)(?P<to>[^,;。报送交通]{2,40}?)(?=报送|上报|报告|提交|报备|汇报|通报|反馈|述职|报|作出|作专题|公布|公开|发布)"
)
_REPORT_TO = re.compile(
    r"(?:报送至?|上报至?|报(?![告表名道备警送请])至?|呈报|抄送至?|提交至?|送至?|反馈至?|汇总至|反馈给|送交|报请)"
    rf"(?P<to>[^,;。、()]{{0,30}}?{_ORGAN}(?:、[^,;。、()]{{0,16}}?{_ORGAN}){{0,2}}(?:党组|党委|分管领导|主要领导)?)(?:\([^()]{{1,20}}\))?"
    r"(?=$|[,;。、(]|备案|汇总|审定|审核|审批|审议|批准|研究)"
)
_OBJECT = re.compile(
    r"(?:将|把)(?P<what>[^,;。]{2,40}?)(?=报送|上报|报(?![告表名道])|提交|送|抄送|印发|公布|发布|反馈|$)"
)
_BY = re.compile(r"^[,、]?由(?P<who>[^,;。]{2,24}?)(?=主持|牵头|组织|负责|召开|向|对|报|汇总|统一|会同)")
_SUBJECT_END = re.compile(
    r"(?:要|应当|应|须|必须|负责|需|会同[^,]{1,20}|组织|每|于|在|将|按照?|自|从|对照|对|根据|依据|结合|制定|开展|加强"
    r"|建立|牵头|原则上|充分|至少|认真|做好|全面|统一|定期|[0-9])"
)
_DOER = re.compile(
    r"^(?:,|请|由)?(?P<who>(?:各|有关|相关|[省市县区州盟旗本])[^,;。将把报]{1,30}?)(?=将|把|要|应|须|向|对|组织|完成|报|提交|开展|召开|制定|编制|印发|公布|制订|出台|建立)"
)
_REST_OF_QUARTER = re.compile(
    r"^[一二三四五六日天](?:之?前|以前)|^(?:最后一个月|首月|第[一二三]个月)?(?:的)?[0-9]{1,2}[日号](?:之?前|以前)?"
)
_LEADING = re.compile(
    r"^(?:并且|并|同时|且|其中|[一二三四五六七八九十]是|[一二三四五六七八九十]要|[0-9]{1,2}[.、]|\([^()]{1,3}\)"
    r"|[一二三四五六七八九十]{1,3}、|——|●|由|请|要求|委托|以后|今后|,|、| )+"
)
_AND = re.compile(r"(?:、|和|及|与|,)?(?:于|在)?")
_DONE = re.compile(r"了|已|曾")
_QUANTITY = re.compile(
    r"(?:[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十百]+)(?:多|余)?(?P<unit>[\u4e00-\u9fff%])"
)
_TIMES_UNITS = "次份期场篇轮回届年月日季"
_REVIEW_THEN = re.compile(r"[,、]?(?:开展|进行|组织|完成|实施)")
_SO_OFTEN = re.compile(r"(?:至少|不少于|不低于|各)?[0-9一二两三四五六七八九十]{1,3}(?:次|场次|场|期|轮)")
_HEADING_DATE = re.compile(r"(?P<y>20[0-9]{2})[年.](?:(?P<m>1[0-2]|0?[1-9])(?=月|[-—~)至]|$))?")
_PERSONS = ("组长", "主任", "领导", "负责人", "负责同志", "局长", "召集人")
_LIMIT = 110
_VERBS = ("报送", "上报", "提交", "抄送", "印发", "公布", "发布", "反馈", "报", "送")


class ObligationReader:
    """Reads the obligations of one document."""

    def __init__(
        self,
        source: Source,
        sections: list[Section],
        times: list[TimeExpr],
        year: int | None,
        issued: str | None,
        assigned: list[Span] | None = None,
    ) -> None:
        self.source = source
        self.sections = sections
        self.times = obligation_times(source, times, assigned or [])
        self.starts = [time.start for time in self.times]
        self.year, self.issued = year, issued
        lists = source.lexicon.lists["obligations"]
        self.deliver, self.hold, self.finish = lists["deliver"], lists["hold"], lists["finish"]
        self.papers, self.review, self.meet = lists["papers"], lists["review"], lists["meet"]
        self.strong = Words([word for word in self.deliver.words if len(word) > 1])
        self.organ = source.lexicon.words("duties", "organ_ends")

    def read(self) -> list[Obligation]:
        """All obligations in order of place."""
        out: list[Obligation] = []
        first = self.sections[0].start if self.sections else len(self.source.folded)
        stretches: list[tuple[Section | None, int, int]] = [(None, 0, first)]
        stretches += [(section, section.head_start, section.body_end) for section in self.sections]
        for section, start, end in stretches:
            who: str | None = None
            for sentence in self.source.sentences(start, end):
                if self.source.folded[sentence.start - 1 : sentence.start] != ";":
                    who = None  # a semicolon keeps the subject, a full stop ends it
                if self._times(sentence):
                    who = self._sentence(section, sentence, who, out)
                elif self._reaches_semicolon(sentence):
                    who = self._subject(sentence, None) or who
        return out

    def _reaches_semicolon(self, sentence: Span) -> bool:
        return self.source.folded[sentence.end : sentence.end + 1] == ";"

    def owed(self, task: Span, time: TimeExpr) -> tuple[str, str | None] | None:
        """(rule, recurs) when a task that stands in a cell is a standing duty, due by the time of its row."""
        return None if self._times(task) else self._match(time, task)

    def _times(self, span: Span) -> list[TimeExpr]:
        return self.times[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]

    def _dated(self, time: TimeExpr) -> bool:
        """Whether a time may be what something is due by."""
        if time.baseline or time.since:
            return False
        if time.before or time.kind in ("recur", "offset"):
            return True
        if time.kind == "year" and time.month is None:
            return time.deadline  # 2028年底开展评估; what else is done by then is a target
        text = self.source.folded
        return time.month is not None and (
            time.deadline or text[max(0, time.start - 1) : time.start] in "于在"
        )

    def _last_dates(self, dates: list[TimeExpr]) -> list[int]:
        """For each date where the dates that share its deed end: 7月底前和12月底前报送 is one deed of two dates."""
        text = self.source.folded
        lasts = list(range(len(dates)))
        for at in range(len(dates) - 2, -1, -1):
            if _AND.fullmatch(text, dates[at].end, dates[at + 1].start):
                lasts[at] = lasts[at + 1]
        return lasts

    def _sentence(
        self, section: Section | None, sentence: Span, who: str | None, out: list[Obligation]
    ) -> str | None:
        """Add the obligations of a sentence; gives back who it spoke of."""
        clauses = self.source.clauses(sentence.start, sentence.end)
        for index, clause in enumerate(clauses):
            inside = [time for time in self._times(clause) if self._dated(time)]
            subject = self._subject(clause, inside[0].start if inside else None)
            if subject:
                who = subject
            lasts = self._last_dates(inside)
            for position, time in enumerate(inside):
                last = lasts[position]
                stop = inside[last + 1].start if last + 1 < len(inside) else clause.end
                window = Span(inside[last].end, stop)
                if stop - time.end < 3 and index + 1 < len(clauses) and position + 1 == len(inside):
                    following = clauses[index + 1]
                    if not self._times(following):
                        window = Span(time.end, following.end)
                steps: list[str] = []
                deed: Span | None = None
                found = self._match(time, window)
                listed = position > 0 and self._lists(inside, position)
                if listed and found is not None:
                    found = ("obligation.deliver-recurring", "yearly")
                if found is None and self._so_often(time, clause):
                    found, deed = ("obligation.hold-recurring", time.recurs), Span(clause.start, time.start)
                    steps.append("deed-before-period")
                if found is None and last + 1 < len(inside) and self._shares_verb(window):
                    # 3月16日前将甲、4月30日前将乙报丙: the deed stands behind the last
                    found = self._match(time, Span(window.start, clause.end))
                    steps.append("shared-deed")
                if found is None and not deed and self._object_only(window):
                    # 3月16日前将甲,4月30日前将乙,报丙: the deed stands in a later clause
                    later = self._later_deed(clauses[index + 1 : index + 3])
                    if later is not None:
                        found, deed = (
                            ("obligation.deliver-by-date", time.recurs),
                            Span(window.start, later.end),
                        )
                        steps.append("shared-deed")
                if found is None:
                    continue
                rule, recurs = found
                begin = clause.start if position == 0 else time.start
                doer = self._doer(window)
                doubts = () if subject or who or doer else ("no_subject",)
                if who and not subject and doer is None:
                    steps.append("subject-of-sentence")
                reach = clause.end if "shared-deed" in steps else window.end
                if reach == clause.end and index + 1 < len(clauses):
                    reach = self._goes_on(clauses[index + 1], reach)
                due = self._as_listed(time) if listed else self._in_year_of_heading(time, section)
                out.append(
                    self._build(
                        section,
                        Span(begin, window.end),
                        deed or Span(window.start, reach),
                        due,
                        (rule, recurs),
                        doer or who,
                        (tuple(steps), doubts),
                    )
                )
        return who

    def _so_often(self, time: TimeExpr, clause: Span) -> bool:
        """开展某事每年不少于4次: the deed stands in front of the period."""
        text = self.source.folded
        if time.kind != "recur" or time.start - clause.start < 3:
            return False
        often = _SO_OFTEN.match(text, time.end, clause.end) is not None
        return often and self.hold.within(text, clause.start, time.start) is not None

    @staticmethod
    def _in_year_of_heading(time: TimeExpr, section: Section | None) -> TimeExpr:
        """A bare month below 「自查阶段(2022年6月)」 is one of that year."""
        if time.kind != "month" or section is None or time.month is None:
            return time
        dates = [(int(match["y"]), int(match["m"] or 0)) for match in _HEADING_DATE.finditer(section.heading)]
        if not dates:
            return time
        year = dates[-1][0] if time.month <= (dates[-1][1] or 12) else dates[0][0]
        return TimeExpr(
            time.start, time.end, "year", year, time.month, time.day, deadline=True, before=time.before
        )

    def _doer(self, window: Span) -> str | None:
        """Who does it, named behind the time: 由市教育局牵头…, 12月20日前各县区将总结报…"""
        words = self.source.folded[window.start : min(window.end, window.start + 44)]
        match = _BY.match(words) or _DOER.match(words)
        if match is None:
            return None
        return match["who"] if self._organ(match["who"]) or match["who"].endswith(_PERSONS) else None

    def _lists(self, inside: list[TimeExpr], position: int) -> bool:
        """Whether a date goes on with the period of the one before it: 每年6月20日、12月20日前."""
        before, time = inside[position - 1], inside[position]
        joined = _AND.fullmatch(self.source.folded[before.end : time.start]) is not None
        return joined and before.kind == "recur" and before.month is not None and time.kind == "month"

    def _goes_on(self, following: Span, reach: int) -> int:
        """Where the deed ends that the next clause goes on with: …,并报某局备案."""
        text = self.source.folded
        end = min(following.end, following.start + _LIMIT)
        near = text[following.start : following.start + 1] == "并" or following.end - following.start <= 30
        if near and not self._times(following):
            return following.end if _REPORT_TO.search(text, following.start, end) else reach
        return reach

    @staticmethod
    def _as_listed(time: TimeExpr) -> TimeExpr:
        return TimeExpr(
            time.start, time.end, "recur", month=time.month, day=time.day, recurs="yearly", before=True
        )

    def _shares_verb(self, window: Span) -> bool:
        text = self.source.folded
        return text[window.start : window.start + 1] in "将把" and self._paper(window.start, window.end)

    def _object_only(self, window: Span) -> bool:
        """将 and a paper, and no deed: 将《联络表》."""
        text = self.source.folded
        if text[window.start : window.start + 1] not in ("将", "把"):
            return False
        return text[window.end - 1] == "》" or self._paper(window.start, window.end)

    def _later_deed(self, clauses: list[Span]) -> Span | None:
        for clause in clauses:
            if _REPORT_TO.match(self.source.folded, clause.start, min(clause.end, clause.start + _LIMIT)):
                return clause
        return None

    def _match(self, time: TimeExpr, window: Span) -> tuple[str, str | None] | None:
        """(rule, recurs) when a verb of duty stands behind the time; the nearest words only."""
        text = self.source.folded
        start, stop = window.start, min(window.end, window.start + _LIMIT)
        self.source.count(max(0, stop - start))
        if _DONE.search(text, start, min(stop, start + 40)):
            return None
        strong = self.strong.within(text, start, stop)
        if time.kind == "recur" and time.recurs not in ("daily", None):
            if strong:
                return "obligation.deliver-recurring", time.recurs
            if self.hold.within(text, start, stop) and not self._counts_things(start, stop):
                return "obligation.hold-recurring", time.recurs
            if self._hands_over(start, stop):
                return "obligation.deliver-recurring", time.recurs
            if self.finish.within(text, start, stop) and self._paper(start, stop):
                return "obligation.hold-recurring", time.recurs
            return None
        if time.kind == "offset":
            if strong or (self.finish.within(text, start, stop) and self._paper(start, stop)):
                return "obligation.within-days", None
            return None
        if self._hands_over(start, stop) or _REPORT_TO.search(text, start, stop):
            return "obligation.deliver-by-date", None
        near = min(stop, start + 16)
        if time.month is None and time.kind != "relative":
            review = self.review.within(text, start, near)
            # 2028年底进行评估: without 前 the review must be what is done then
            done_then = _REVIEW_THEN.match(text, start, near) is not None
            by_then = time.before or (done_then and text[time.start - 1 : time.start] != "到")
            return ("obligation.review-by-year", None) if review and by_then else None
        if strong and (self._paper(start, stop) or strong[0] - start <= 30):
            return "obligation.deliver-by-date", None
        if self.meet.within(text, start, stop):
            return "obligation.hold-by-date", None
        if (
            self.finish.within(text, start, stop)
            and (self._paper(start, stop) or self.review.within(text, start, stop))
            and not self._counts_things(start, stop)
        ):
            return "obligation.finish-by-date", None
        return None

    def _counts_things(self, start: int, stop: int) -> bool:
        """Whether what recurs is an amount of things (每年评选5家) and not a deed done so many times."""
        for match in _QUANTITY.finditer(self.source.folded, start, stop):
            if self.hold.within(self.source.folded, match.end(), stop) and match["unit"] == "%":
                return False  # 对30%的企业进行抽查: a deed on so many
            if match["unit"] not in _TIMES_UNITS and match.group() not in ("一个", "一项", "一批"):
                counted = self.source.lexicon.words("units", "count").at(match["unit"]) is not None
                return counted or match["unit"] == "%"
        return False

    def _paper(self, start: int, stop: int) -> bool:
        return self.papers.within(self.source.folded, start, stop) is not None

    def _hands_over(self, start: int, stop: int) -> bool:
        """The single 报 or 送 with a paper as its object."""
        text = self.source.folded
        for place in range(start, stop):
            if text[place] in "报送" and text[place + 1 : place + 2] not in "名道警考纸刊销酬失价废":
                if text[place - 1 : place] in "申通汇预填" and text[place] == "报":
                    continue
                return self._paper(start, stop)
        return False

    def _subject(self, clause: Span, before: int | None) -> str | None:
        """Who the clause speaks of: the words before the time, when they end like an organ."""
        text = self.source.folded
        stop = min(clause.end if before is None else before, clause.start + 60)
        head = _LEADING.sub("", text[clause.start : stop])
        self.source.count(len(head))
        if not head or head[0] in "对为以从在把将按到经":
            return None
        names = [head[: cut.start()].rstrip(" 于在要应须将") for cut in _SUBJECT_END.finditer(head)]
        if before is not None:
            names.append(head.rstrip(" 于在,"))
        names = [name for name in names if 2 <= len(name) <= 40]
        every = (
            name
            for name in names
            if name[0] == "各" and len(name) > 2 and name[-1] not in "各、" and not self.papers.ending(name)
        )
        return next((name for name in names if self._organ(name)), None) or next(every, None)

    def _organ(self, name: str) -> bool:
        return self.organ.ending(re.sub(r"\([^()]{1,12}\)$", "", name)) is not None

    def _build(
        self,
        section: Section | None,
        reach: Span,
        window: Span,
        time: TimeExpr,
        rule: tuple[str, str | None],
        who: str | None,
        notes: tuple[tuple[str, ...], tuple[str, ...]],
    ) -> Obligation:
        text = self.source.folded
        start, stop, behind = reach.start, reach.end, window.start
        while start < time.start and text[start] in " ,、:;":
            start += 1
        if stop - start > _LIMIT + 10:
            stop = start + _LIMIT + 10
            stop = max(stop, time.end)
        if stop - start > _LIMIT + 10:
            start = stop - _LIMIT - 10
        while stop > time.end and text[stop - 1] in " ,、":
            stop -= 1
        words = text[behind : max(stop, min(window.end, behind + _LIMIT))]
        recipient = _TO.search(words) or _REPORT_TO.search(words)
        what = _REST_OF_QUARTER.sub("", _BY.sub("", words))
        if recipient and recipient["to"].strip() in ("社会", "公众", "全社会"):
            recipient = None
        if recipient and words[recipient.start()] in "向给":
            what = what.replace(recipient.group(), "", 1)
        to = recipient["to"].strip() if recipient else None
        moved = _OBJECT.search(what)
        if moved:
            verb = next((word for word in _VERBS if word in what[moved.end() :]), "报送")
            what = verb + moved["what"].rstrip("、")
        elif recipient and words[recipient.start()] not in "向给":
            what = what.replace(recipient["to"], "", 1)
        what = what.strip(" ,、要")
        if who and what.startswith(who):
            what = what[len(who) :].lstrip("要应须 ")
        if what in _VERBS:  # 工作总结于每年12月10日前报送: the paper stands in front
            topic = _LEADING.sub("", text[reach.start : time.start]).rstrip(" 请于在要应须")
            what += topic if self.papers.ending(topic) else ""
        recurs = rule[1]
        return Obligation(
            section=section.path if section else None,
            who=who,
            what=what or words.strip(" ,、") or text[start:stop],
            to=to or None,
            due=time.due(self.year, self.issued),
            recurs=recurs if recurs != "two-yearly" else None,
            start=start,
            end=stop,
            quote=self.source.quote(start, stop),
            rule=rule[0],
            steps=notes[0],
            doubts=notes[1],
        )
