"""What statements of one sentence lend each other: names, objects, shares in turn."""

from __future__ import annotations

import re

from .names import Namer
from .statements import Statement

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

    def pass_clause(self) -> None:
        """A clause without a number: the name may still be leant on, the verb may not."""
        self.measure, self.fresh = None, False


def share_objects(statements: list[Statement]) -> None:
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
    for index in range(1, len(statements)):
        one, two = statements[index - 1], statements[index]
        if not two.has_verb and two.segment.in_list and one.verbs and two.form == "verb-number-object":
            two.verbs = one.verbs
        if not two.has_verb and two.segment.in_list and one.stock:
            two.stock = True


def distribute(namer: Namer, statements: list[Statement], before: list[str]) -> None:
    """甲、乙合格率分别达到90%、95%: names shared out in order."""
    for index, statement in enumerate(statements):
        if "分别" not in statement.taken:
            continue
        group = [statement]
        for other in statements[index + 1 : index + MAX_SHARED]:
            if other.name or other.verbs:
                break
            group.append(other)
        for member in group[1:]:
            member.change, member.falls = statement.change, statement.falls
        if not statement.name and 1 < len(group) <= len(before):
            # 甲100家、乙50亿元,分别增长10%、12%: the names stand in the clause before
            for member, name in zip(group, before[-len(group) :], strict=True):
                member.name, member.needs_object = name, False
            continue
        parts = [part for part in _SPLIT_LIST.split(statement.name) if part]
        if len(group) < 2 or len(parts) != len(group):
            for member in group[1:]:
                member.name = statement.name
                member.needs_object = False
            continue
        head = namer.rate_tail(parts[-1])
        for member, part in zip(group, parts, strict=True):
            member.name = part if not head or namer.rate_heads.ending(part) else part + head
            member.needs_object = False
            member.taken = member.taken or statement.taken
            member.change, member.falls = statement.change, statement.falls


def in_turn(statements: list[Statement], dates: list[str | None]) -> dict[int, str | None]:
    """到2025年和2030年,某率分别达到70%和100%: deadlines shared out in order."""
    for index, statement in enumerate(statements):
        if "分别" not in statement.taken or len(dates) < 2:
            continue
        group = [statement] + [
            other
            for other in statements[index + 1 : index + MAX_SHARED]
            if not other.has_verb or other.taken is statement.taken
        ]
        if len(group) == len(dates):
            return {member.segment.quantity.start: by for member, by in zip(group, dates, strict=True)}
    return {}
