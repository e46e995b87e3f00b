"""Figures: every statement that gives an indicator a number, with its kind and its deadline."""

from __future__ import annotations

import re
from bisect import bisect_left

from .clauses import Source, Span
from .context import MAX_SHARED, Memory, distribute, in_turn, share_objects
from .governing import Carry, Governor
from .model import Figure, Section
from .names import Namer
from .numbers import Quantity
from .segments import Segment, segments_of
from .statements import Statement, measure_of, op_of, understand
from .times import TimeExpr

_START_MARK = re.compile(
    r"^(?:其中|展望|面向|同时|并|力争|争取|确保|努力|预计|计划|通过|要|将|且|[一二三四五六七八九十]是|[一二三四五六七八九十]要|[,:、 ]|截至|截止到|截止|到|至|在|于|[0-9]{1,2}[.、]|\([^()]{1,4}\)|[一二三四五六七八九十]{1,3}、|——|●|全国|全省|全市|全州|全县|全区|我[省市州县区])*$"
)
_TO_DATE = re.compile(
    r"(?:1|一)\s?[-—~至]\s?[0-9一二三四五六七八九十]{1,2}月|前[0-9一二三四五六七八九十]{1,2}个?(?:月|季度)"
)
_CLASS_OF = re.compile(
    r"(?:以上)?的?(?:企业|产业|项目|集群|园区|品牌|产品|单位|大项目|龙头|骨干|工业企业|重点项目|级)"
)
_HEADING_SECTOR = re.compile(r"(?:业|行业|服务|通信|工程|领域)$")
_QUOTE_MIN, _QUOTE_MAX = 6, 120
NEAR = 120


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
    ) -> None:
        self.source = source
        self.sections = sections
        self.times = times
        self.quantities = quantities
        self.time_starts = [time.start for time in times]
        self.number_starts = [quantity.start for quantity in quantities]
        self.year = document_year
        self.namer = Namer(source)
        self.signs = source.lexicon.lists["signs"]
        self.strengths: dict[str, str] = source.lexicon.table("signs", "strength")
        self.bindings: dict[str, str] = source.lexicon.table("signs", "binding")
        self.governor = Governor(source, sections, document_year, yearly_plan)

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
        for sentence in self.source.sentences(start, end):
            times, numbers = self._between(sentence.start, sentence.end)
            if not times and not numbers:
                continue
            out.extend(self._sentence(index, sentence, carry))
        return out

    def _sentence(self, index: int | None, sentence: Span, carry: Carry) -> list[Figure]:
        out: list[Figure] = []
        memory = Memory()
        review = self.governor.is_review(index)
        previous: Span | None = None
        for clause in self.source.clauses(sentence.start, sentence.end):
            times, numbers = self._between(clause.start, clause.end)
            own = self._deadlines(clause, times, carry, review)
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
            previous = clause
        return out

    def _deadlines(
        self, clause: Span, times: list[TimeExpr], carry: Carry, review: bool
    ) -> list[tuple[int, str | None]]:
        """Deadlines that hold inside the clause only; those that open it are carried on."""
        text = self.source.folded
        own: list[tuple[int, str | None]] = []
        for time in times:
            if time.baseline or time.since or time.kind in ("recur", "offset"):
                continue
            head = text[max(clause.start, time.start - 24) : time.start]
            opens = bool(_START_MARK.match(head)) and time.start - clause.start <= 24
            if time.kind == "blank":
                self.governor.settle(carry, time, review)
                continue
            if time.by(self.year) is None:
                continue
            if time.day is not None or (time.kind == "range" and not opens):
                continue
            if opens and not (time.month and time.before):
                self.governor.settle(carry, time, review)
                own.append((time.start, time.by(self.year)))
            elif opens or time.deadline or time.kind in ("year", "plan", "relative"):
                if time.kind == "plan" and not time.deadline and not opens:
                    continue
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
        numbers = [number for number in numbers if self._plausible(number, clause)]
        segments = segments_of(self.source, self.namer, clause, numbers, times)
        statements = [understand(self.namer, segment) for segment in segments]
        share_objects(statements)
        distribute(self.namer, statements, memory.names)
        places = [place for place, _ in own]
        turns = in_turn(statements, memory.dates)
        figures: list[Figure] = []
        for statement in statements:
            before = bisect_left(places, statement.segment.quantity.start)
            by = own[before - 1][1] if before else carry.by
            by = turns.get(statement.segment.quantity.start, by)
            figure = self._figure(index, sentence, clause, previous, statement, by, memory)
            if figure is not None:
                figures.append(figure)
        return figures

    def _plausible(self, number: Quantity, clause: Span) -> bool:
        """A small number in numerals counts only behind a verb or with a sign of comparison (一次验收, 三大)."""
        if number.unit_kind == "" and not number.op:
            follows = self.source.folded[number.end : number.end + 1]
            if follows.isalnum() or follows in "“+-/":
                return False
        if number.unit_kind == "quantity" and _CLASS_OF.match(
            self.source.folded[number.end : number.end + 6]
        ):
            return False  # 超10亿元企业2家: the amount names a class of enterprises
        if not number.numeral or number.unit_kind == "rate" or number.op or number.value_max is not None:
            return True
        if number.unit_kind == "":
            return False
        text = self.source.folded
        left = text[max(clause.start, number.start - 8) : number.start].rstrip()
        if any(words.ending(left) for words in (self.namer.at_least, self.namer.at_most)):
            return True
        if number.value <= 1:
            return False
        verb = self.namer.add.ending(left)
        return verb is not None or (number.value > 10 and bool(self.namer.reach.ending(left)))

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
        if not self._counts(statement, clause):
            return None
        name = self._name(index, statement, previous, memory)
        if len(name) < 2 or len(name) > 90:
            return None
        if not self._fits_unit(statement, name):
            return None
        statement.name = name
        before = self.source.folded[statement.segment.left_start : quantity.start]
        statement.yearly = "每年" in before or "年均" in before
        if statement.op is None and "至少" in before:
            statement.op = ">="
        kind = self._kind(index, sentence, clause, statement, by)
        measure = measure_of(self.namer, statement, kind, memory.measure)
        op = op_of(statement, kind, measure)
        memory.name, memory.measure, memory.fresh = name, measure, True
        memory.names = [*memory.names[1 - MAX_SHARED :], name]
        start, end = self._quote_span(clause, statement.segment)
        around = self.source.folded[
            max(clause.start, quantity.start - NEAR) : min(clause.end, quantity.end + 12)
        ]
        self.source.count(len(around))
        return Figure(
            section=self.sections[index].path if index is not None else None,
            kind=kind,
            indicator=name,
            measure=measure,
            op=op,
            value=quantity.value,
            value_max=quantity.value_max,
            unit="百分点" if quantity.unit == "个百分点" else quantity.unit,
            by=by,
            start=start,
            end=end,
            quote=self.source.quote(start, end),
            rule=f"figure.{statement.form}",
            baseline=statement.segment.baseline,
            strength=next((value for word, value in self.strengths.items() if word in around), None),
            binding=next((value for word, value in self.bindings.items() if word in around), None),
            scope=statement.scope,
            yearly=statement.yearly,
        )

    def _counts(self, statement: Statement, clause: Span) -> bool:
        """Whether the quantity is a figure at all, by its unit, its writing and what it counts."""
        quantity, segment, namer = statement.segment.quantity, statement.segment, self.namer
        right, left = segment.right, segment.left.rstrip()
        explicit = bool(quantity.op or statement.op)
        if quantity.unit_kind == "":
            return bool(statement.taken or quantity.op) and not right
        if quantity.unit_kind == "rate":
            return True
        if quantity.unit_kind == "duration":
            return quantity.unit != "年"
        if quantity.unit.endswith("元") and (
            namer.grants.within(left[-12:]) or namer.grants.within(right[:8])
        ):
            return False
        if quantity.unit == "条" and (
            left.endswith(("办", "院", "委", "部", "府")) or namer.clause_nouns.at(right)
        ):
            return False
        word = namer.structure.at(right)
        if word and len(right) == len(word):
            return False
        if (
            word
            and len(right) - len(word) <= 2
            and quantity.value <= 20
            and (not explicit or quantity.numeral)
        ):
            return False
        if namer.structure_verbs.ending(left):
            return False
        if quantity.numeral:
            if quantity.value <= 1:
                return explicit
            if not explicit and quantity.value_max is None:
                if quantity.value <= 10 and not (statement.verbs and statement.verbs[-1] in _NUMERAL_VERBS):
                    return False
                if any(
                    right.endswith(noun)
                    for noun in (
                        "体系",
                        "机制",
                        "制度",
                        "工程",
                        "行动",
                        "任务",
                        "战略",
                        "清单",
                        "改革",
                        "措施",
                    )
                ):
                    return False
                return bool(statement.has_verb)
        return True

    def _name(self, index: int | None, statement: Statement, previous: Span | None, memory: Memory) -> str:
        name, namer = statement.name, self.namer
        unit = statement.segment.quantity.unit
        if statement.needs_object:
            verb = statement.verbs[-1] if statement.verbs else ""
            if statement.name and statement.name not in statement.verbs and len(statement.name) > 2:
                return statement.name
            if memory.name and unit in ("人", "人次", "名") and verb and memory.name.endswith(verb):
                return memory.name + ("人次" if unit == "人次" else "人数")
            if verb and unit in ("人", "人次", "名"):
                return verb + ("人次" if unit == "人次" else "人数")
            if verb and (verb in namer.deverbal or verb in namer.deeds):
                return "".join(statement.verbs)
            return memory.name if memory.name else ""
        if statement.segment.inner and memory.name and len(name) <= 6:
            return f"{memory.name}({name})" if name else memory.name
        if not name:
            return memory.name or ""
        heading = self.sections[index].heading if index is not None else ""
        if name.removesuffix("以上") in namer.grades and (memory.name or heading):
            base = (memory.name or heading).split("(")[0]
            grade = namer.grades.at(base)
            return name + base[len(grade) :] if grade else f"{base}({name})"
        if name in namer.stock_nouns and memory.name:
            return memory.name + name
        if statement.segment.quantity.unit_kind == "rate" and (
            namer.at_least.at(name) or namer.at_most.at(name)
        ):
            return (memory.name or "") + name
        if namer.rate_heads.ending(name) and len(name) <= 4 and name not in namer.rate_heads_alone:
            if memory.name and memory.fresh:
                return name if namer.rate_heads.ending(memory.name) else memory.name + name
            topic = self._topic(previous) if previous is not None else ""
            if topic:
                return topic + name
            plain = self.signs["plan_headings"].within(heading) or self.signs["review_headings"].within(
                heading
            )
            if 2 <= len(heading) <= 8 and name not in heading and not plain:
                return heading + name
        reached = unit == "%" and statement.form == "subject-reach" and not statement.change
        if reached and memory.name and memory.fresh and len(name) <= 8 and not namer.level_heads.ending(name):
            # 合格率达到95%,其中消费品达到93%: the rate is said once
            return name + namer.rate_tail(memory.name)
        if (
            namer.bare.at(name)
            and namer.rate_heads.ending(name)
            and _HEADING_SECTOR.search(heading)
            and len(heading) <= 10
        ):
            return heading + name if not name.startswith(heading) else name
        return name

    def _topic(self, previous: Span) -> str:
        """The object of the clause before, for a rate too bare to stand alone (…的强制检定,实现定检率…)."""
        text = self.source.folded[previous.start : min(previous.end, previous.start + 80)]
        self.source.count(len(text))
        times, numbers = self._between(previous.start, previous.end)
        if any(self._plausible(number, previous) for number in numbers):
            return ""
        name = self.namer.front(text if not times else "")[0]
        for _ in range(6):
            word = self.namer.light.at(name) or self.namer.openers.at(name)
            if word is None or len(name) - len(word) < 2:
                break
            name = name[len(word) :]
        name = self.namer.clean(name).replace("的", "")
        return name if 2 <= len(name) <= 40 else ""

    def _fits_unit(self, statement: Statement, name: str) -> bool:
        kind = statement.segment.quantity.unit_kind
        if kind == "duration":
            return self.namer.time_heads.ending(name) is not None
        if kind == "":
            return (
                self.namer.level_heads.ending(name) is not None
                or self.namer.rate_heads.ending(name) is not None
            )
        return True

    def _kind(
        self, index: int | None, sentence: Span, clause: Span, statement: Statement, by: str | None
    ) -> str:
        """target or result, by the year, the section and the aspect of the sentence."""
        review, plan = self.governor.is_review(index), self.governor.is_plan(index)
        place = statement.segment.quantity.start
        text = self.source.folded[max(sentence.start, place - NEAR - 80) : min(clause.end, place + NEAR)]
        self.source.count(len(text))
        explicit = bool(statement.op or statement.segment.quantity.after)
        signs = self.signs["past_sure"] if explicit else self.signs["past"]
        past = signs.within(text) is not None or bool(_TO_DATE.search(text))
        future = (
            self.signs["future"].within(
                self.source.folded[max(clause.start, place - NEAR) : min(clause.end, place + NEAR)]
            )
            is not None
        )
        if by is not None and self.year is not None:
            year = int(by[:4])
            if year != self.year:
                return "result" if year < self.year else "target"
            if review:
                return "target" if future and not past else "result"
            return "result" if past and not future and not plan else "target"
        if review:
            return "target" if future and by is not None else "result"
        if past and not future:
            return "result"
        return "target"

    def _quote_span(self, clause: Span, segment: Segment) -> tuple[int, int]:
        text = self.source.folded
        start = segment.left_start
        end = segment.right_end if segment.right else segment.quantity.end
        end = max(end, segment.quantity.end)
        while end > segment.quantity.end and text[end - 1] in " ,、":
            end -= 1
        while start < segment.quantity.start and text[start] in " ,、:;。":
            start += 1
        if end - start < _QUOTE_MIN:
            start = max(clause.start, end - 24)
        if end - start < _QUOTE_MIN:
            line = text.rfind("\n", 0, start) + 1
            start = max(line, end - 24)
        if end - start > _QUOTE_MAX:
            end = min(end, max(segment.quantity.end, start + _QUOTE_MAX))
            start = max(start, end - _QUOTE_MAX)
        return start, end


_NUMERAL_VERBS = frozenset(
    [
        "新增",
        "新建",
        "创建",
        "引进",
        "培育",
        "建成",
        "打造",
        "新培育",
        "争创",
        "创成",
        "获评",
        "获得",
        "制定",
        "发布",
        "组建",
        "扶持",
        "新发展",
        "建设",
        "申报",
        "遴选",
        "选树",
        "孵化",
        "落户",
    ]
)
