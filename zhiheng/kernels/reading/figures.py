"""Figures: every statement that gives an indicator a number, with its kind and its deadline."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from .admission import Admission
from .apart import PLAIN_UNITS, QUOTE_MIN, each_rate, on_each_date, started_from
from .clauses import Source, Span
from .context import MAX_SHARED, Memory, distribute, in_turn, share_objects
from .governing import Carry, Governor
from .kinds import NEAR, KindReader
from .measures import doubts_of, measure_of, op_of
from .model import Figure, Section
from .names import Namer
from .naming import Completer
from .numbers import Quantity
from .segments import Segment, segments_of
from .statements import RECURRING, Statement, understand
from .times import TimeExpr

_START_MARK = re.compile(
    r"^(?:其中|展望|面向|同时|并|力争|争取|确保|努力|预计|计划|通过|要|将|且|[一二三四五六七八九十]是|[一二三四五六七八九十]要|[,:、 ]|截至|截止到|截止|到|至|在|于|[0-9]{1,2}[.、]|\([^()]{1,4}\)|[一二三四五六七八九十]{1,3}、|——|●|全国|全省|全市|全州|全县|全区|我[省市州县区]|扎实做好|全力做好|切实做好|做好|抓好|谋划|围绕|聚焦)*$"
)
# (上述指标均为预期性指标): said once for a whole sentence
_FORCE_OF_ALL = re.compile(r"(?:上述|以上|前述)[^,。;]{0,8}均为([\u4e00-\u9fff]{3})")
_QUOTE_MAX = 120
MAX_NAME = 90
_FROM = re.compile(r"的?[0-9.]{1,8}[^,;。0-9]{0,6}基础上")
_STILL = re.compile(r"(?:还有|仍有|尚有|至今|仍然|迄今)")
_ON_BEHALF = re.compile(r"(?:为|通过|围绕|针对).{2,30}(?:提供|服务|保障|支撑)")
ROW = 400


class FigureReader:
    """Reads the figures of one document."""

    def __init__(
        self,
        source: Source,
        sections: list[Section],
        times: list[TimeExpr],
        quantities: list[Quantity],
        document_year: int | None,
        yearly_plan: str | None = None,
        title: str | None = None,
        issued: str | None = None,
    ) -> None:
        self.source = source
        self.sections = sections
        self.times = times
        self.quantities = quantities
        self.time_starts = [time.start for time in times]
        self.number_starts = [quantity.start for quantity in quantities]
        self.year = document_year
        self.goals = source.lexicon.words("signs", "goal_headings")
        due_signs = source.lexicon.lists["signs"]["due_signs"]
        self.dues = [
            time
            for time in times
            if due_signs.ending(source.folded[max(0, time.start - 10) : time.start].rstrip(": 为至到于"))
        ]
        self.due_starts = [time.start for time in self.dues]
        self.late = issued is not None and issued[5:7] > "06"  # 五年来 then reaches into the year itself
        self.namer = Namer(source)
        self.signs = source.lexicon.lists["signs"]
        self.strengths: dict[str, str] = source.lexicon.table("signs", "strength")
        self.bindings: dict[str, str] = source.lexicon.table("signs", "binding")
        self.governor = Governor(source, sections, document_year, yearly_plan)
        self.kinds = KindReader(source, self.governor, document_year, title, issued)
        self.admission = Admission(source, self.namer)
        self.completer = Completer(source, self.namer)

    def read(self) -> list[Figure]:
        """All figures in order of place."""
        text = self.source.folded
        found: list[Figure] = []
        first = self.sections[0].start if self.sections else len(text)
        found.extend(self._stretch(None, 0, first, Carry()))
        for index, section in enumerate(self.sections):
            carry = self.governor.enter(index)
            found.extend(self._stretch(index, section.head_start, section.body_end, carry))
        return found

    def _between(self, start: int, end: int) -> tuple[list[TimeExpr], list[Quantity]]:
        times = self.times[bisect_left(self.time_starts, start) : bisect_left(self.time_starts, end)]
        numbers = self.quantities[
            bisect_left(self.number_starts, start) : bisect_left(self.number_starts, end)
        ]
        return times, numbers

    def _stretch(self, index: int | None, start: int, end: int, carry: Carry) -> list[Figure]:
        out: list[Figure] = []
        memory = Memory()
        for sentence in self._pieces(start, end):
            if self.source.folded[sentence.start - 1 : sentence.start] == "\n":
                carry.end_line()
            due = self._row_due(sentence)
            if due == "":
                continue
            if sentence.start == 0 or self.source.folded[sentence.start - 1] != ";":
                memory = Memory()
            else:
                memory.pass_sentence()
            memory.by = due
            times, numbers = self._between(sentence.start, sentence.end)
            if not times and not numbers:
                continue
            out.extend(self._sentence(index, sentence, carry, memory))
        return out

    def _pieces(self, start: int, end: int) -> list[Span]:
        """The sentences of a stretch; in a row of a table each cell stands for itself."""
        pieces: list[Span] = []
        text = self.source.text
        for sentence in self.source.sentences(start, end):
            place = sentence.start
            while (tab := text.find("\t", place, sentence.end)) >= 0:
                if tab > place:
                    pieces.append(Span(place, tab))
                place = tab + 1
            if sentence.end > place:
                pieces.append(Span(place, sentence.end))
        return pieces

    def _row_due(self, cell: Span) -> str | None:
        """The date that a cell of the same row holds and nothing else; "" for that cell itself."""
        text = self.source.text
        if text[cell.start - 1 : cell.start] != "\t" and text[cell.end : cell.end + 1] != "\t":
            return None
        first, last = text.rfind("\n", 0, cell.start) + 1, text.find("\n", cell.end)
        times, _ = self._between(
            max(first, cell.start - ROW), min(cell.end + ROW, last if last > 0 else len(text))
        )
        for time in times:
            alone = text[time.start - 1] == "\t" and text[time.end : time.end + 1].strip(" \r\n") in (
                "\t",
                "",
            )
            if alone and time.by(self.year):
                return "" if cell.start == time.start else time.by(self.year)
        return None

    def _sentence(self, index: int | None, sentence: Span, carry: Carry, memory: Memory) -> list[Figure]:
        out: list[Figure] = []
        review = self.governor.is_review(index)
        previous: Span | None = None
        for clause in self.source.clauses(sentence.start, sentence.end):
            times, numbers = self._between(clause.start, clause.end)
            own = self._deadlines(index, sentence, clause, times, carry, review, memory)
            memory.dates.extend(
                value
                for _, value in own[:MAX_SHARED]
                if value not in memory.dates and len(memory.dates) < MAX_SHARED
            )
            if numbers:
                out.extend(
                    self._clause(index, sentence, clause, previous, times, numbers, carry, own, memory)
                )
            else:
                memory.pass_clause()
            if not _ON_BEHALF.match(self.source.folded, clause.start, clause.end) or numbers:
                previous = clause
        force = _FORCE_OF_ALL.search(self.source.folded, sentence.start, sentence.end) if out else None
        if force:
            out = [replace(figure, binding=self.bindings.get(force[1], figure.binding)) for figure in out]
        return out

    def _deadlines(
        self,
        index: int | None,
        sentence: Span,
        clause: Span,
        times: list[TimeExpr],
        carry: Carry,
        review: bool,
        memory: Memory,
    ) -> list[tuple[int, str | None]]:
        """Deadlines that hold inside the clause only; those that open it are carried on.

        A month by which something is due (2025年6月底前) holds to the end of the sentence.
        """
        text = self.source.folded
        own: list[tuple[int, str | None]] = []
        for time in times:
            memory.since = memory.since or (time.since and not time.baseline and not time.up_to_now)
            lasting = time.up_to_now and time.kind == "relative" and not time.baseline
            if time.span and (carry.by or self.late):
                continue  # 五年来 under “十二五”以来: the year that was named holds
            if time.baseline or (time.since and not lasting) or time.kind in ("recur", "offset"):
                continue
            if lasting and carry.at >= sentence.start and (carry.by or "").startswith(str(self.year)):
                continue  # 截至11月底…今年以来: the day that was named holds
            head = text[max(clause.start, time.start - 24) : time.start]
            opens = bool(_START_MARK.match(head)) and time.start - clause.start <= 24
            if time.kind == "blank":
                self.governor.settle(carry, time, review)
                continue
            if time.by(self.year) is None:
                continue
            if time.day is not None or (time.kind == "range" and not opens):
                continue
            goal = opens and index is not None and self.goals.within(self.sections[index].heading)
            if head.endswith(("截至", "截止", "截止到")):
                memory.until = True
            elif lasting:
                memory.until = False
            if time.month and time.before and not goal:
                memory.by = time.by(self.year)
                own.append((time.start, time.by(self.year)))
            elif opens and review and carry.known and not self._has_numbers(sentence):
                continue  # 到2007年全面铺开: tells a story, dates no figure
            elif opens:
                memory.by = None
                self.governor.settle(carry, time, review)
                own.append((time.start, carry.by))
            elif opens or time.deadline or time.kind in ("year", "plan", "relative"):
                if time.kind == "plan" and not time.deadline and not opens:
                    continue
                if _FROM.match(text, time.end):
                    own.append((time.start, time.by(self.year)))
                    continue  # 在去年84.3分基础上: dates where it starts from
                if time.kind == "relative" and time.by(self.year):
                    memory.by = time.by(self.year)
                own.append((time.start, time.by(self.year)))
        return own

    def _clause(
        self,
        index: int | None,
        sentence: Span,
        clause: Span,
        previous: Span | None,
        times: list[TimeExpr],
        numbers: list[Quantity],
        carry: Carry,
        own: list[tuple[int, str | None]],
        memory: Memory,
    ) -> list[Figure]:
        numbers = self._with_shared_unit(numbers)
        following: list[Quantity | None] = [*numbers[1:], None]
        numbers = [
            number
            for number, after in zip(numbers, following, strict=True)
            if self.admission.plausible(number, clause, after)
        ]
        segments = segments_of(self.source, self.namer, clause, numbers, times)
        statements = [understand(self.namer, segment) for segment in segments]
        share_objects(self.namer, statements)
        distribute(self.namer, statements, memory.names, len({by for _, by in own}))
        origins = [found.segment.origin for found in statements if found.segment.origin is not None]
        own = [time for time in own if not any(first <= time[0] < last for first, last in origins)]
        places = [place for place, _ in own]
        starts = [found.segment.quantity.start for found in statements]
        here = list(dict.fromkeys(by for _, by in own))
        turns = in_turn(statements, here if len(here) > 1 else memory.dates)
        figures: list[Figure] = []
        for statement in statements:
            place = statement.segment.quantity.start
            before = bisect_left(places, place)
            if place in turns:
                by, source = turns[place], "deadline-in-turn"
            elif before:
                by, source = own[before - 1][1], "deadline-in-clause"
            elif self._behind(places, place, starts):
                by, source = own[0][1], "deadline-in-clause"
            elif memory.by is not None:
                by, source = memory.by, "deadline-in-sentence"
            elif self._due_after(index, place, carry) is not None:
                by, source = self._due_after(index, place, carry), "deadline-of-item"
            else:
                by, source = carry.by, self._carried(carry, sentence, clause)
            statement.step(source)
            figure = self._figure(index, sentence, clause, previous, statement, by, memory)
            if figure is not None:
                if statement.segment.origin is not None:
                    figures.append(started_from(self.source, figure, statement.segment, times, self.year))
                dates = own[:before] if "各" in statement.segment.left[-8:] and statement.verbs else []
                figures.extend(
                    on_each_date(self.source, figure, dates)
                    or each_rate(self.source, self.completer, figure, memory)
                )
        return figures

    def _with_shared_unit(self, numbers: list[Quantity]) -> list[Quantity]:
        """提高1.2和2.3个百分点: a number without a unit takes that of the one it is joined to."""
        out = list(numbers)
        for index in range(len(out) - 2, -1, -1):
            one, two = out[index], out[index + 1]
            join = self.source.folded[one.end : two.start]
            joined = join in ("和", "及", "与") or (join == "、" and two.unit_kind == "rate")
            if joined and one.unit_kind == "" and two.unit_kind and not one.numeral and not one.scaled:
                out[index] = replace(one, unit=two.unit, unit_kind=two.unit_kind)
        return out

    def _bygone(self, statement: Statement, by: str) -> bool:
        """A year before the document's that was carried here: 每年 does not mean it."""
        return "deadline-carried" in statement.steps and self.year is not None and int(by[:4]) < self.year

    def _has_numbers(self, sentence: Span) -> bool:
        _, numbers = self._between(sentence.start, sentence.end)
        return any(self.admission.plausible(number, sentence, None) for number in numbers)

    @staticmethod
    def _behind(places: list[int], place: int, starts: list[int]) -> bool:
        """Whether a deadline stands behind the only number of a clause (7座厂9月底前完成改造)."""
        return len(starts) == 1 and len(places) > 0 and places[0] > place

    def _due_after(self, index: int | None, place: int, carry: Carry) -> str | None:
        """The deadline of the line behind a task (完成时限:2020年12月), unless its own text gives one."""
        if index is None or carry.at >= self.sections[index].head_start:
            return None
        section = self.sections[index]
        first = bisect_left(self.due_starts, max(place, section.head_start))
        if first < len(self.dues) and self.due_starts[first] < section.body_end:
            return self.dues[first].by(self.year)
        return None

    @staticmethod
    def _carried(carry: Carry, sentence: Span, clause: Span) -> str:
        """Where a carried deadline came from, as the name of a step."""
        if carry.by is None:
            return "no-deadline"
        if carry.at < 0:
            return "deadline-of-title"
        if carry.at >= clause.start:
            return "deadline-in-clause"
        return "deadline-in-sentence" if carry.at >= sentence.start else "deadline-carried"

    def _figure(
        self,
        index: int | None,
        sentence: Span,
        clause: Span,
        previous: Span | None,
        statement: Statement,
        by: str | None,
        memory: Memory,
    ) -> Figure | None:
        quantity = statement.segment.quantity
        if not self.admission.counts(statement, clause):
            return None
        heading = self.sections[index].heading if index is not None else ""
        name = self.completer.name(statement, heading, self._topic(previous), memory)
        if not 2 <= len(name) <= MAX_NAME or not self.admission.fits_unit(statement, name):
            return None
        stated, statement.name = statement.name, name
        before = self.source.folded[statement.segment.left_start : quantity.start]
        statement.yearly = "每年" in before or "年均" in before
        statement.until = memory.until and "以来" not in before
        statement.recurring = RECURRING.search(before) is not None
        if (
            statement.recurring
            and by is not None
            and (memory.since or "deadline-of-title" in statement.steps or self._bygone(statement, by))
        ):
            # 2024年起每年…: goes on past any year the title or an earlier sentence names
            by = None
            statement.steps = [step for step in statement.steps if not step.startswith("deadline")]
            statement.step("no-deadline")
        if (
            by is not None
            and "deadline-carried" in statement.steps
            and _STILL.search(self.source.folded, clause.start, min(clause.end, quantity.end + 24))
        ):
            # 还有3个县没有…: how things stand when it is said, not in the year that went before
            by = None
            statement.steps = [step for step in statement.steps if not step.startswith("deadline")]
            statement.step("no-deadline")
        if statement.op is None and "至少" in before:
            statement.op = ">="
        kind = self.kinds.kind(index, sentence, clause, statement, by)
        if self.kinds.lays_down(
            index, sentence, quantity.start, kind, by, statement.recurring or statement.yearly
        ):
            return None
        measure = measure_of(self.namer, statement, kind, memory.measure)
        op = op_of(self.namer, statement, kind, measure)
        if stated not in self.namer.outcomes or memory.name is None:
            memory.name = name
        memory.measure, memory.fresh, memory.unit = measure, True, quantity.unit
        memory.names = [*memory.names[1 - MAX_SHARED :], name]
        start, end = self._quote_span(clause, statement.segment)
        around = self.source.folded[
            max(clause.start, quantity.start - NEAR) : min(clause.end, quantity.end + 12)
        ]
        self.source.count(len(around))
        if statement.segment.baseline is not None:
            statement.step("baseline")
        return Figure(
            section=self.sections[index].path if index is not None else None,
            kind=kind,
            indicator=name,
            measure=measure,
            op=op,
            value=quantity.value,
            value_max=quantity.value_max,
            unit=PLAIN_UNITS.get(quantity.unit, quantity.unit),
            by=by,
            start=start,
            end=end,
            quote=self.source.quote(start, end),
            rule=f"figure.{statement.form}",
            baseline=statement.segment.baseline
            if statement.segment.origin_unit in (quantity.unit, "")
            else None,
            strength=next((value for word, value in self.strengths.items() if word in around), None),
            binding=next((value for word, value in self.bindings.items() if word in around), None),
            scope=self.completer.scope(statement, name),
            yearly=statement.yearly,
            steps=tuple(statement.steps),
            doubts=tuple(doubts_of(self.namer, statement, kind, by)),
        )

    def _topic(self, previous: Span | None) -> str:
        """What the clause before is about, when it holds no figure of its own."""
        if previous is None:
            return ""
        times, numbers = self._between(previous.start, previous.end)
        if any(self.admission.plausible(number, previous, None) for number in numbers):
            return ""
        return self.completer.topic(previous, bool(times))

    def _quote_span(self, clause: Span, segment: Segment) -> tuple[int, int]:
        text = self.source.folded
        start = segment.left_start
        end = segment.right_end if segment.right else segment.quantity.end
        end = max(end, segment.quantity.end)
        while end > segment.quantity.end and text[end - 1] in " ,、":
            end -= 1
        while start < segment.quantity.start and text[start] in " ,、:;。":
            start += 1
        if end - start < QUOTE_MIN:
            start = max(clause.start, end - 24)
        if end - start < QUOTE_MIN:
            line = text.rfind("\n", 0, start) + 1
            start = max(line, end - 24)
        if end - start > _QUOTE_MAX:
            end = min(end, max(segment.quantity.end, start + _QUOTE_MAX))
            start = max(start, end - _QUOTE_MAX)
        return start, end
