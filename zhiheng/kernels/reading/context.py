"""What statements of one sentence lend each other: names, objects, shares in turn."""

from __future__ import annotations

import re

from .names import Namer
from .statements import Statement

_AMOUNT = re.compile(r"(?:重点工程)?(?:排放|减排|使用|消费|施用|产生|利用|处置|交易|存栏|出栏)(?:总)?量$")
_AMOUNT_ENDS = ("排放量", "减排量", "使用量", "总量", "产量", "存栏量", "出栏量")
_TIERS = frozenset("国省市州县区乡镇村")
_SPLIT_LIST = re.compile(r"[、和与及]")
MAX_SHARED = 12


class Memory:
    """What an incomplete statement of the same sentence may lean on."""

    def __init__(self) -> None:
        self.name: str | None = None
        self.measure: str | None = None
        self.fresh = False
        self.dates: list[str | None] = []
        self.names: list[str] = []
        self.by: str | None = None
        self.unit: str | None = None
        self.whole: str | None = None
        self.since = self.until = False

    def pass_sentence(self) -> None:
        """Past a semicolon: names and verbs go on, dates do not."""
        self.fresh, self.dates, self.by, self.since = False, [], None, False

    def pass_clause(self) -> None:
        """A clause without a number: the name may still be leant on, the verb may not."""
        self.measure, self.fresh = None, False


def share_objects(namer: Namer, statements: list[Statement]) -> None:
    """甲完成2项以上、乙完成4项以上某开发: the object of the last goes with those before it."""
    for index in range(len(statements) - 2, -1, -1):
        one, two = statements[index], statements[index + 1]
        if (
            one.needs_object
            and two.segment.in_list
            and two.form in ("verb-number-object",)
            and two.segment.right
        ):
            base = two.name.removeprefix(two.subject)
            if one.segment.quantity.unit == two.segment.quantity.unit and base:
                one.name, one.needs_object, one.form = one.subject + base, False, "verb-number-object"
                one.step("object-shared")
        grade = _bare_grade(namer, one.name)
        if grade and two.segment.in_list and two.name and two.form == one.form:
            base = _without_grade(namer, two.name)
            if base:
                one.name = grade + base
                one.step("object-shared")
    for index in range(1, len(statements)):
        one, two = statements[index - 1], statements[index]
        if two.segment.in_list and one.part and not two.verbs:
            two.part = True
        if not two.has_verb and two.segment.in_list and one.verbs and two.form == "verb-number-object":
            two.verbs = one.verbs
            if one.prefix and two.name and not two.name.startswith(one.prefix):
                two.prefix, two.name = one.prefix, one.prefix + two.name
            two.step("verb-shared")
        if two.segment.in_list and not one.prefix and not two.has_verb:
            one.prefix = _inner_prefix(namer, one.name)
        listed = two.segment.in_list and not two.verbs and two.form == "verb-object-number"
        if (
            (listed or two.form == "subject-number")
            and two.segment.in_list
            and one.prefix
            and not two.has_verb
        ):
            two.prefix, two.name = one.prefix, one.prefix + two.name
        if two.segment.in_list and one.existing and not two.segment.left.strip():
            # 对8个市场、32家加油站的计量器具实施检定: one deed for both
            deed = two.segment.right.partition("的")[2]
            two.existing = True
            if deed:
                one.name += namer.plain_object(deed)
                two.name = namer.plain_object(two.segment.right)
                one.step("object-shared")
        if not two.has_verb and two.segment.in_list and one.stock:
            two.stock = True


def _inner_prefix(namer: Namer, name: str) -> str:
    """企业主导或参与制修订国家标准: the words up to the last verb of making."""
    last = max((name.rfind(verb) + len(verb) for verb in namer.authored if name.rfind(verb) > 0), default=0)
    return name[:last] if 0 < last <= len(name) - 2 else ""


def distribute(namer: Namer, statements: list[Statement], before: list[str], dates: int = 0) -> None:
    """甲、乙合格率分别达到90%、95%: names shared out in order."""
    for index, statement in enumerate(statements):
        if not statement.in_turn:
            continue
        statement.step("shared-in-turn")
        group = [statement]
        for other in statements[index + 1 : index + MAX_SHARED]:
            if other.name or other.verbs:
                break
            group.append(other)
        for member in group[1:]:
            member.verbs = member.verbs or statement.verbs
            member.change, member.falls = statement.change, statement.falls
        if dates == len(group):
            continue  # 2022年、2023年分别完成35个和40个: one name, as many dates
        total = statement.name in namer.stock_nouns
        if (not statement.name or total) and 1 < len(group) <= len(before):
            # 甲100家、乙50亿元,分别增长10%、12%: the names stand in the clause before
            suffix = statement.name
            for member, name in zip(group, before[-len(group) :], strict=True):
                member.name, member.needs_object = name + (suffix if total else ""), False
                member.stock = member.stock or total
                member.step("shared-in-turn", "name-lent")
            continue
        parts = [part for part in _SPLIT_LIST.split(statement.name) if part]
        if len(group) < 2 or len(parts) != len(group):
            for member in group[1:]:
                member.name = statement.name
                member.needs_object = False
            continue
        for member, part in zip(group, parts, strict=True):
            member.name = _completed_part(namer, part, parts[-1])
            member.step("shared-in-turn")
            member.needs_object = False
            member.taken = member.taken or statement.taken
            member.change, member.falls = statement.change, statement.falls


def _completed_part(namer: Namer, part: str, last: str) -> str:
    """One part of a shared name with what the last part says for all: 城市 and 农村某率."""
    if part == last or namer.rate_heads.ending(part):
        return part
    if part in _TIERS and last[:1] in _TIERS and len(last) > 1:
        return part + last[1:]  # 县、乡公路某率
    word = namer.parallels.at(last)
    if word and part in namer.parallels and len(last) > len(word):
        return part + last[len(word) :]
    grade = _bare_grade(namer, part)
    if grade:
        return grade + (_without_grade(namer, last) or last)
    tail = namer.rate_tail(last)
    if not tail and not part.endswith(_AMOUNT_ENDS):
        amount = _AMOUNT.search(last)
        tail = amount.group() if amount else ""
    return part + tail


def _bare_grade(namer: Namer, name: str) -> str:
    """国家级, 省级以上: a grade and nothing else."""
    return name if name.removesuffix("以上").removesuffix("及") in namer.grades else ""


def _without_grade(namer: Namer, name: str) -> str:
    """The thing behind its grade: 省级以上示范园 -> 示范园; "" when it has none."""
    grade = namer.grades.at(name)
    if not grade:
        return ""
    return name[len(grade) :].removeprefix("及").removeprefix("以上")


def in_turn(statements: list[Statement], dates: list[str | None]) -> dict[int, str | None]:
    """到2025年和2030年,某率分别达到70%和100%: deadlines shared out in order."""
    for index, statement in enumerate(statements):
        if not statement.in_turn or len(dates) < 2:
            continue
        group = [statement] + [
            other
            for other in statements[index + 1 : index + MAX_SHARED]
            if not other.has_verb or other.taken is statement.taken or other.verbs is statement.verbs
        ]
        if len(group) == len(dates):
            return {member.segment.quantity.start: by for member, by in zip(group, dates, strict=True)}
    return {}
