"""Score a subject by a scheme: a sheet on which every point shows its rule, its figures and its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zhiheng.kernels.methods.attainment import RULE as LIGHTS_RULE
from zhiheng.kernels.methods.attainment import Attainment
from zhiheng.kernels.methods.numbers import plain, round_as
from zhiheng.kernels.methods.scoring.inputs import Determination, ItemInput, ScoringError
from zhiheng.kernels.methods.scoring.items import ItemStatus, Outcome, score_bonus, score_item
from zhiheng.kernels.methods.scoring.scheme import BonusItem, Group, Item, Scheme, SchemeError
from zhiheng.kernels.rules import GradeBands, RuleBook, RuleError, RuleRef, rule_book

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One item on the sheet. ``text`` is the rule with the figures used; ``flag`` says what is missing."""

    key: str
    title: str
    group: str
    rule: str
    max: Decimal
    points: Decimal
    status: ItemStatus
    text: str
    flag: str
    basis: str
    input: Mapping[str, Any]
    source: str
    evidence: tuple[str, ...]
    attainment: Attainment | None

    @property
    def lost(self) -> Decimal:
        """Points not earned; 0 for an item that does not apply."""
        return _ZERO if self.status == "not_applicable" else self.max - self.points


@dataclass(frozen=True, slots=True)
class GroupScore:
    """A group: stated points, points of the items that apply, points earned of these, and the group's score."""

    key: str
    title: str
    max: Decimal
    applicable: Decimal
    earned: Decimal
    points: Decimal
    note: str


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """The whole sheet of one subject and period.

    ``unrounded`` is groups plus bonus; ``total`` the same by the rounding of the grade rule, and ``grade`` follows from
    it, or from the veto. ``complete`` is False when an item lacks data: the grade then stands on what is there.
    """

    scheme: str
    scheme_version: str
    subject: str
    period: str
    lines: tuple[ScoreLine, ...]
    bonus_lines: tuple[ScoreLine, ...]
    groups: tuple[GroupScore, ...]
    bonus: Decimal
    unrounded: Decimal
    total: Decimal
    grade: str
    grade_title: str
    vetoes: tuple[Determination, ...]
    complete: bool
    flags: tuple[str, ...]
    text: str
    rules: tuple[RuleRef, ...]
    comparable_group: str | None
    grade_order: int

    def line(self, key: str) -> ScoreLine:
        """The line of an item; ScoringError when there is none."""
        for line in (*self.lines, *self.bonus_lines):
            if line.key == key:
                return line
        raise ScoringError(f"评分表没有项目“{key}”")

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON; numbers as strings so that nothing is lost."""
        return {
            "scheme": self.scheme,
            "scheme_version": self.scheme_version,
            "subject": self.subject,
            "period": self.period,
            "lines": [_line_dict(line) for line in self.lines],
            "bonus_lines": [_line_dict(line) for line in self.bonus_lines],
            "groups": [
                {
                    "key": g.key,
                    "title": g.title,
                    "max": plain(g.max),
                    "applicable": plain(g.applicable),
                    "earned": plain(g.earned),
                    "points": plain(g.points),
                    "note": g.note,
                }
                for g in self.groups
            ],
            "bonus": plain(self.bonus),
            "unrounded": plain(self.unrounded),
            "total": plain(self.total),
            "grade": self.grade,
            "grade_title": self.grade_title,
            "vetoes": [
                {
                    "veto": v.veto,
                    "determined_by": v.determined_by,
                    "document": v.document,
                    "on": v.on.isoformat(),
                    "reason": v.reason,
                    "evidence": list(v.evidence),
                }
                for v in self.vetoes
            ],
            "complete": self.complete,
            "flags": list(self.flags),
            "text": self.text,
            "rules": [ref.as_dict() for ref in self.rules],
            "comparable_group": self.comparable_group,
        }


def score(
    scheme: Scheme,
    inputs: Mapping[str, ItemInput],
    *,
    subject: str,
    period: str,
    vetoes: Sequence[Determination] = (),
    book: RuleBook | None = None,
) -> ScoreSheet:
    """Score one subject (a region or unit code) for one period.

    ``inputs`` by item key; a key left out is missing data: 0 points, shown and flagged. ScoringError for a key the
    scheme does not know or an input of the wrong sort, SchemeError when the grade rule it names does not exist.
    """
    rules = book or rule_book()
    try:
        grade_version = rules.version(scheme.grades.rule, scheme.grades.version)
        bands = grade_version.figures_as(GradeBands)
        lights = rules.rule(LIGHTS_RULE).versions[-1]
    except RuleError as error:
        raise SchemeError(f"评分办法“{scheme.key}”引用的规则不可用：{error}") from error
    if scheme.periods and period not in scheme.periods:
        raise ScoringError(f"评分办法“{scheme.key}”只用于 {'、'.join(scheme.periods)}，不能给 {period} 评分")
    _refuse_unknown(scheme, inputs, vetoes)
    lines: list[ScoreLine] = []
    groups: list[GroupScore] = []
    for group in scheme.groups:
        own = [
            _line(
                item,
                group.key,
                inputs.get(item.key),
                score_item(item, inputs.get(item.key), scheme.item_rounding, lights),
            )
            for item in group.items
        ]
        lines.extend(own)
        groups.append(_group(scheme, group, own))
    bonus_lines = [
        _line(
            item, "bonus", inputs.get(item.key), score_bonus(item, inputs.get(item.key), scheme.item_rounding)
        )
        for item in scheme.bonus
    ]
    bonus = min(sum((line.points for line in bonus_lines), _ZERO), scheme.bonus_cap)
    unrounded = sum((group.points for group in groups), _ZERO) + bonus
    total = round_as(unrounded, bands.rounding)
    band = bands.band(bands.veto_grade) if vetoes else bands.of(total)
    flags = [f"{line.title}：{line.flag}" for line in lines if line.flag]
    flags += [f"{group.title}：{group.note}" for group in groups if group.note]
    complete = not any(line.status == "missing_data" for line in lines) and all(g.applicable for g in groups)
    text = _summary(
        unrounded,
        total,
        band.title,
        bonus=bonus,
        vetoes=vetoes,
        missing=sum(bool(line.flag) for line in lines),
    )
    return ScoreSheet(
        scheme=scheme.key,
        scheme_version=scheme.version,
        subject=subject,
        period=period,
        lines=tuple(lines),
        bonus_lines=tuple(bonus_lines),
        groups=tuple(groups),
        bonus=bonus,
        unrounded=unrounded,
        total=total,
        grade=band.key,
        grade_title=band.title,
        vetoes=tuple(vetoes),
        complete=complete,
        flags=tuple(flags),
        text=text,
        rules=(grade_version.ref, lights.ref),
        comparable_group=scheme.group_of_region(subject),
        grade_order=bands.order(band.key),
    )


def _refuse_unknown(scheme: Scheme, inputs: Mapping[str, ItemInput], vetoes: Sequence[Determination]) -> None:
    keys = {item.key for item in scheme.items()} | {item.key for item in scheme.bonus}
    unknown = sorted(set(inputs) - keys)
    if unknown:
        raise ScoringError(f"评分办法“{scheme.key}”没有项目“{'、'.join(unknown)}”；请核对项目编号")
    allowed = {veto.key for veto in scheme.vetoes}
    for veto in vetoes:
        if veto.veto not in allowed:
            raise ScoringError(
                f"评分办法“{scheme.key}”没有否决项“{veto.veto}”；已有：{'、'.join(sorted(allowed)) or '无'}"
            )
        if not (veto.determined_by.strip() and veto.document.strip() and veto.reason.strip()):
            raise ScoringError("否决须由有权机关认定：请写明认定机关、文书和事由")


def _line(item: Item | BonusItem, group: str, given: ItemInput | None, outcome: Outcome) -> ScoreLine:
    note = getattr(given, "note", "")
    return ScoreLine(
        key=item.key,
        title=item.title,
        group=group,
        rule=item.rule.type,
        max=item.points if isinstance(item, Item) else item.rule.cap,
        points=outcome.points,
        status=outcome.status,
        text=f"{outcome.text}（{note}）" if note else outcome.text,
        flag=outcome.flag,
        basis=item.basis,
        input=item.input,
        source=getattr(given, "source", ""),
        evidence=getattr(given, "evidence", ()),
        attainment=outcome.attainment,
    )


def _group(scheme: Scheme, group: Group, lines: Sequence[ScoreLine]) -> GroupScore:
    """Points of a group; items that do not apply give their points over to the others, or as the scheme says."""
    aside = sum((line.max for line in lines if line.status == "not_applicable"), _ZERO)
    applicable = group.points - aside
    earned = sum((line.points for line in lines), _ZERO)
    if not aside:
        return GroupScore(group.key, group.title, group.points, applicable, earned, earned, "")
    if scheme.not_applicable == "zero":
        points, how = earned, "不适用项不得分"
    elif scheme.not_applicable == "full":
        points, how = earned + aside, "不适用项按满分计"
    elif applicable == 0:
        return GroupScore(
            group.key, group.title, group.points, applicable, earned, _ZERO, "各项均不适用，无法计分"
        )
    else:
        points = round_as(earned * group.points / applicable, scheme.item_rounding)
        how = f"不适用 {plain(aside)} 分，其余按比例折算到 {plain(group.points)} 分"
    return GroupScore(group.key, group.title, group.points, applicable, earned, points, how)


def _summary(
    unrounded: Decimal,
    total: Decimal,
    grade: str,
    *,
    bonus: Decimal,
    vetoes: Sequence[Determination],
    missing: int,
) -> str:
    parts = [f"得分 {plain(unrounded)}"]
    if bonus:
        parts.append(f"其中加分 {plain(bonus)}")
    parts.append(f"取整 {plain(total)}")
    if vetoes:
        parts.append(f"因{vetoes[0].determined_by}认定的否决事项（{vetoes[0].document}）定为{grade}")
    else:
        parts.append(f"等级{grade}")
    if missing:
        parts.append(f"有 {missing} 项缺数据暂计 0 分，等级待补齐后确定")
    return "，".join(parts)


def _line_dict(line: ScoreLine) -> dict[str, Any]:
    return {
        "key": line.key,
        "title": line.title,
        "group": line.group,
        "rule": line.rule,
        "max": plain(line.max),
        "points": plain(line.points),
        "status": line.status,
        "text": line.text,
        "flag": line.flag,
        "basis": line.basis,
        "input": dict(line.input),
        "source": line.source,
        "evidence": list(line.evidence),
        "light": line.attainment.light.value if line.attainment else None,
        "met": line.attainment.met if line.attainment else None,
    }
