"""The full name of an indicator: completed from its sentence, its heading, the clause before."""

from __future__ import annotations

import re

from .clauses import Source, Span
from .context import Memory
from .lexicon import Words
from .names import Namer
from .statements import Statement

_HEADING_SECTOR = re.compile(r"(?:业|行业|服务|通信|工程|领域)$")
_PEOPLE = ("人", "人次", "名")


class Completer:
    """Gives a statement the name it needs to stand alone; notes each loan as a step and a doubt."""

    def __init__(self, source: Source, namer: Namer) -> None:
        self.source = source
        self.namer = namer
        signs = source.lexicon.lists["signs"]
        self.plain_headings = Words([*signs["plan_headings"].words, *signs["review_headings"].words])

    def name(self, statement: Statement, heading: str, topic: str, memory: Memory) -> str:
        """The indicator's name, or "" when nothing names it.

        heading: of the innermost section. topic: what the clause before is about. memory: what
        the sentence has named so far.
        """
        name, namer = statement.name, self.namer
        quantity = statement.segment.quantity
        if statement.needs_object:
            if topic and not statement.verbs and not statement.name:
                statement.step("subject-lent")
                return topic
            return self._without_object(statement, memory) or topic
        if name.removesuffix("以上").removesuffix("及") in namer.grades:
            return self._graded(statement, name, heading, memory)
        if statement.segment.inner and memory.name and len(name) <= 6:
            statement.step("name-lent")
            return f"{memory.name}({name})" if name else memory.name
        if not name:
            statement.step("name-lent")
            return topic or memory.name or ""
        if (name in namer.grants or name in namer.attributes) and (memory.fresh or topic):
            statement.step("subject-lent")
            return joined((memory.name if memory.fresh else None) or topic, name)
        if name in namer.handed and memory.name and quantity.unit == memory.unit:
            statement.step("subject-lent")
            deed = namer.deeds.at(memory.name) or namer.add.at(memory.name) or ""
            return name + memory.name[len(deed) :]
        if (name in namer.stock_nouns or name in namer.outcomes) and memory.name:
            statement.step("name-lent")
            return joined(memory.name, name)
        if quantity.unit_kind == "rate" and (namer.at_least.at(name) or namer.at_most.at(name)):
            statement.step("name-lent")
            return (memory.name or "") + name
        if self._is_bare_rate(statement, name, topic, memory):
            lent = self._bare_rate(statement, name, heading, topic, memory)
            if lent:
                return lent
        if memory.name and name.startswith("占") and not namer.rate_heads.ending(memory.name):
            statement.step("subject-lent")
            return memory.name + name
        if memory.name and statement.part and statement.form == "deed-by-percent" and len(name) <= 12:
            statement.step("subject-lent")
            return memory.name + name
        qualified = self._qualified(statement, name, heading, memory)
        if qualified:
            statement.step(
                "subject-lent" if memory.name and qualified[0] == memory.name[0] else "sector-in-front"
            )
            return qualified
        name = self._territory_first(statement, name)
        reached = self._same_kind(statement, memory) and statement.form in _REACHED and not statement.change
        if (
            reached
            and memory.name
            and memory.fresh
            and len(name) <= 12
            and not namer.level_heads.ending(name)
        ):
            # 合格率达到95%,其中消费品达到93%: the rate is said once
            return self._same_rate(statement, name, memory.name)
        if statement.part and memory.name and quantity.unit == memory.unit and len(name) <= 8:
            lent = self._part_of(statement, name, memory)
            if lent:
                return lent
        if (
            namer.bare.at(name)
            and namer.rate_heads.ending(name)
            and _HEADING_SECTOR.search(heading)
            and len(heading) <= 10
            and not name.startswith(heading)
        ):
            statement.step("sector-in-front")
            return heading + name
        return name

    def _qualified(self, statement: Statement, name: str, heading: str, memory: Memory) -> str:
        """示范店, 优势企业: of what the list names first, or of the work that the heading names."""
        if statement.segment.quantity.unit_kind != "count" or not 3 <= len(name) <= 6:
            return ""
        word = self.namer.honours.at(name)
        if word is None or word == name:
            return ""
        if (memory.name and statement.segment.in_list) or (memory.fresh and not statement.verbs):
            honour = self.namer.honours.within(memory.name or "", 3)
            if honour and memory.name and len(memory.name) - honour[0] <= 8:
                return memory.name[: honour[0]] + name
        work = _WORK.match(heading)
        lead = self.namer.light.at(heading) or ""
        topic = work[1][len(lead) :] if work else ""
        if 3 <= len(topic) <= 12 and self.namer.honours.at(topic) is None and "、" not in topic:
            return topic + name
        return ""

    @staticmethod
    def _same_kind(statement: Statement, memory: Memory) -> bool:
        """Measured in the unit of the statement before, which is no count."""
        quantity = statement.segment.quantity
        if quantity.unit == "%":
            return True
        return quantity.unit == memory.unit and quantity.unit_kind in ("duration", "quantity")

    def _territory_first(self, statement: Statement, name: str) -> str:
        """某率市区达到95%: the territory goes in front of the rate."""
        for length in range(2, 5):
            where, rate = name[-length:], name[:-length]
            if where in self.namer.parallels and self.namer.rate_heads.ending(rate):
                statement.step("territory-in-front")
                return where + rate
        inside = _RATE_INSIDE.match(name)
        if inside and statement.taken and self.namer.level_heads.ending(name) is None:
            statement.step("territory-in-front")
            return inside[2] + inside[1]
        return name

    def _same_rate(self, statement: Statement, name: str, lender: str) -> str:
        """The rate of `lender` for another subject: by a word both end in, by territory, by its head."""
        if self.namer.level_heads.ending(lender) is None and self.namer.time_heads.ending(lender) is None:
            return name
        statement.step("rate-said-once")
        for length in range(min(len(name), 6), 1, -1):
            place = lender.find(name[-length:])
            if place >= 0 and place + length < len(lender):
                return name + lender[place + length :]
        if _PLACE.search(name) or name in self.namer.parallels:
            own = self.namer.parallels.at(lender) or ""
            return name + lender[len(own) :]
        if statement.segment.quantity.unit_kind == "duration":
            return name + (self.namer.time_heads.ending(lender) or "")
        return name + self.namer.rate_tail(lender)

    def _part_of(self, statement: Statement, name: str, memory: Memory) -> str:
        """其中某类30个: a part of what was just counted, named by it unless it says so itself."""
        listed = statement.segment.in_list and memory.whole is not None
        base = _TAIL_BRACKET.sub("", (memory.whole if listed else memory.name) or "")
        memory.whole = base
        if not base or base[-2:] == name[-2:] or name in base:
            return ""
        statement.step("name-lent")
        bare_deed = (self.namer.add.at(name) or "") != "" and len(name) <= 4
        if not (name.endswith(("类", "级", "型", "性", "档")) or _PLACE.search(name) or bare_deed):
            return ""
        own = self.namer.grades.at(base)
        if own:
            base = base[len(own) :].removeprefix("及").removeprefix("以上")
        return name + base

    def _without_object(self, statement: Statement, memory: Memory) -> str:
        verb = statement.verbs[-1] if statement.verbs else ""
        unit = statement.segment.quantity.unit
        namer = self.namer
        if statement.name and statement.name not in statement.verbs and len(statement.name) > 2:
            return statement.name
        if memory.name and unit == memory.unit and "再" in statement.segment.left:
            statement.step("name-lent")
            return memory.name  # 2026年再培育40家
        if memory.name and unit in _PEOPLE and verb and memory.name.endswith(verb):
            statement.step("name-lent")
            return memory.name + ("人次" if unit == "人次" else "人数")
        if verb and unit in _PEOPLE:
            statement.step("named-by-deed")
            return verb + ("人次" if unit == "人次" else "人数")
        if verb and (verb in namer.deverbal or verb in namer.deeds):
            statement.step("named-by-deed")
            return "".join(statement.verbs)
        statement.step("name-lent")
        return memory.name if memory.name else ""

    def _graded(self, statement: Statement, grade: str, heading: str, memory: Memory) -> str:
        """国家级2个 behind 示范区12个: the grade goes in front of the thing, in place of its own."""
        base = _TAIL_BRACKET.sub("", memory.name or heading)
        if not base:
            return grade
        statement.step("name-lent")
        own = self.namer.grades.at(base)
        if own:
            base = base[len(own) :].removeprefix("及").removeprefix("以上")
        return grade + base

    def _is_bare_rate(self, statement: Statement, name: str, topic: str, memory: Memory) -> bool:
        """合格率, and behind a thing counted 监督抽查合格率 too: a rate that does not say of what."""
        namer = self.namer
        if not namer.rate_heads.ending(name) or name in namer.rate_heads_alone:
            return False
        if len(name) <= 4 or (len(name) <= 8 and topic.endswith(name[:2])):
            return True
        if statement.segment.in_list and len(name) <= 6 and memory.name and len(memory.name) >= 8:
            return namer.rate_heads.ending(memory.name) is not None
        lent = memory.fresh and memory.name is not None and not namer.rate_heads.ending(memory.name)
        return lent and namer.rate_tail(name) == name

    def _bare_rate(self, statement: Statement, name: str, heading: str, topic: str, memory: Memory) -> str:
        """合格率 alone: of the thing just counted, of the clause before, or of the heading."""
        if memory.name and memory.fresh:
            if self.namer.rate_heads.ending(memory.name):
                subject = self.namer.rate_subject(memory.name)
                if subject and memory.unit == statement.segment.quantity.unit and len(name) <= 6:
                    statement.step("subject-lent")
                    return joined(subject, name)
                return name
            statement.step("subject-lent")
            return joined(memory.name, name)
        if topic and (len(name) <= 4 or topic.endswith(name[:2])):
            statement.step("subject-lent")
            return joined(topic, name)
        if len(name) > 4:
            return ""
        plain = self.plain_headings.within(heading)
        if 2 <= len(heading) <= 8 and name not in heading and not plain:
            statement.step("sector-in-front")
            return heading + name
        return ""

    def rates_of(self, name: str) -> list[tuple[str, str]]:
        """(as said, full name) of rates joined in one name, when each says its own 率; else nothing.

        A later one that does not say of what (回复率, 监督抽考合格率) is of what the first is of.
        """
        parts = [part for part in _RATE_JOIN.split(name) if part]
        if len(parts) < 2 or not all(
            part.endswith(("率", "满意度", "知晓度")) and len(part) > 2 for part in parts
        ):
            return []
        subject = self.namer.rate_subject(parts[0])
        out = [(parts[0], parts[0])]
        for part in parts[1:]:
            bare = len(part) <= 4 or self.namer.rate_tail(part) == part
            out.append((part, joined(subject, part) if bare and subject else part))
        return out

    def topic(self, previous: Span, times: bool) -> str:
        """What the clause before is about, for a rate too bare to stand alone."""
        if times:
            return ""
        text = self.source.folded[previous.start : min(previous.end, previous.start + 80)]
        self.source.count(len(text))
        name = self.namer.front(text)[0]
        for _ in range(6):
            word = self.namer.light.at(name) or self.namer.openers.at(name)
            if word is None or len(name) - len(word) < 2:
                break
            name = name[len(word) :]
        ends = _TOPIC_ENDS.search(name)
        name = self.namer.clean(name[: ends.start()] if ends else name).replace("的", "")
        return name if 2 <= len(name) <= 40 else ""

    def scope(self, statement: Statement, name: str) -> str | None:
        """The group or territory the name is limited to (规模以上工业企业, 其他县城), else what was dropped."""
        namer = self.namer
        place = _TERRITORY.match(name)
        if place and place[0] not in namer.groups and namer.whole.at(name) is None:
            return place[0]
        word = namer.groups.at(name)
        if word:
            noun = namer.group_nouns.at(name, len(word))
            if noun:
                return word + noun
            if word in namer.parallels or word.endswith("区"):
                return word
        return statement.scope


_WORK = re.compile(r"^(.{3,16}?)(?:示范|试点|标杆|城市创建|创建)(?:工程|活动|行动|工作|建设)?$")
_RATE_JOIN = re.compile(r"(?<=[率度])(?:以及|[、和及与])")
_TAIL_BRACKET = re.compile(r"\([^()]*\)$")
_REACHED = ("subject-reach", "subject", "subject-number")


def joined(subject: str, name: str) -> str:
    """Subject and name without saying twice what one ends and the other begins with."""
    for length in range(min(len(subject), len(name), 6), 1, -1):
        if subject.endswith(name[:length]):
            return subject + name[length:]
    return subject + name


_RATE_INSIDE = re.compile(r"^([\u4e00-\u9fff]{3,30}率)(?![和与及或、])([\u4e00-\u9fff]{2,6})$")
_TOPIC_ENDS = re.compile(r"(?<=..)(?:实现零的突破|快速|大幅|迅速|取得|明显|显著|不断|持续|稳步|进一步)")
_PLACE = re.compile(r"(?:县\(市\)|县\(市、区\)|县区|县|市|区|州|乡镇|乡|镇|村)$")
_TERRITORY = re.compile(
    r"[\u4e00-\u9fff]{1,3}(?<![全各本我在城省外超夜都门菜早小专股上集农市])(?:市(?!场|民|政|容|值|级|区|售|面|辖|域|委|本)|县(?!级|城|域|区|乡|委|处)|州(?!级))"
)
