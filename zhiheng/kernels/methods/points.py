"""Points by what is recorded of somebody: so many for each record of a kind, and for the grade that holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zhiheng.kernels.methods.numbers import MethodError
from zhiheng.kernels.rules import PointFigures, RuleBook, RuleRef, rule_book


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a part has so many points. ``key``: the signal or standing of the rule, empty for what everybody begins with;
    ``times``: how many records; ``value``: the grade that holds."""

    key: str
    title: str
    part: str
    points: int
    times: int = 0
    value: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """The points of each part, never more than its most, with the reasons."""

    parts: Mapping[str, int]
    reasons: tuple[Reason, ...]
    rule: RuleRef

    @property
    def total(self) -> int:
        return sum(self.parts.values())


def points_of(
    rule: str,
    on: date,
    counted: Mapping[str, int],
    standing: Mapping[str, str],
    *,
    book: RuleBook | None = None,
) -> Points:
    """Points by rule set ``rule`` (kind points) as it is in force on a day. ``counted``: records by signal, those that
    count on the day; ``standing``: the value that holds by standing, where one does.

    RuleError where no version is in force; MethodError for a signal, standing or value that the rule does not know, or
    a negative count.
    """
    version = (book or rule_book()).in_force(rule, on)
    figures = version.figures_as(PointFigures)
    known = {*figures.signals, *(s.key for s in figures.standings)}
    if unknown := [key for key in (*counted, *standing) if key not in known]:
        raise MethodError(f"规则“{rule}”没有“{unknown[0]}”这一项；有：{'、'.join(sorted(known))}")
    reasons = [Reason("", "基础分", key, part.base) for key, part in figures.parts.items() if part.base]
    for key, signal in figures.signals.items():
        times = counted.get(key, 0)
        if times < 0:
            raise MethodError(f"“{signal.title}”的条数为负（{times}）")
        if times:
            whole = signal.points * times
            reasons.append(
                Reason(key, signal.title, signal.part, min(whole, signal.most or whole), times=times)
            )
    reasons += _standing(rule, figures, standing)
    parts = {
        key: min(part.most, sum(r.points for r in reasons if r.part == key))
        for key, part in figures.parts.items()
    }
    return Points(parts, tuple(reasons), version.ref)


def _standing(rule: str, figures: PointFigures, standing: Mapping[str, str]) -> list[Reason]:
    """Of each part the first standing that is known, else what it gets where none is."""
    found: dict[str, Reason] = {}
    for each in figures.standings:
        value = standing.get(each.key, "")
        if not value or each.part in found:
            continue
        if value not in each.points:
            raise MethodError(f"规则“{rule}”的“{each.title}”没有“{value}”；有：{'、'.join(each.points)}")
        found[each.part] = Reason(each.key, each.title, each.part, each.points[value], value=value)
    for part, points in figures.unknown.items():
        found.setdefault(part, Reason("", "没有信用等级", part, points))
    return list(found.values())
