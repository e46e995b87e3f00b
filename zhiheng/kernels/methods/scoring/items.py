"""Points of one item under its rule, with the Chinese sentence that explains them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeVar

from zhiheng.kernels.methods.attainment import Attainment, attain
from zhiheng.kernels.methods.numbers import MethodError, exact, known, plain, round_as
from zhiheng.kernels.methods.scoring.inputs import (
    ExpertInput,
    ItemInput,
    NotApplicable,
    ScoringError,
    TallyInput,
    ValueInput,
)
from zhiheng.kernels.methods.scoring.scheme import (
    BonusItem,
    Expert,
    Item,
    PerMissing,
    Step,
    Stepped,
    TargetDistance,
)
from zhiheng.kernels.rules import Rounding, RuleVersion

ItemStatus = Literal["scored", "missing_data", "not_applicable"]
_ZERO = Decimal(0)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule gave: points (already rounded), state, sentence; ``attainment`` for target items."""

    status: ItemStatus
    points: Decimal
    text: str
    flag: str = ""
    attainment: Attainment | None = None


def score_item(item: Item, given: ItemInput | None, rounding: Rounding, lights: RuleVersion) -> Outcome:
    """Points of one item. Missing data gives 0 and says so; ScoringError for an input of the wrong sort."""
    if isinstance(given, NotApplicable):
        if not given.reason.strip():
            raise ScoringError(f"“{item.title}”（{item.key}）记为不适用，须写明理由")
        return Outcome("not_applicable", _ZERO, f"不适用：{given.reason}")
    try:
        match item.rule:
            case TargetDistance() as rule:
                return _target(item, rule, _as(item, given, ValueInput), rounding, lights)
            case Stepped() as rule:
                return _stepped(item, rule, _as(item, given, ValueInput), rounding)
            case PerMissing() as rule:
                return _per_missing(item, rule, _as(item, given, TallyInput), rounding)
            case Expert() as rule:
                return _expert(item, rule, _as(item, given, ExpertInput), rounding)
    except MethodError as error:
        raise ScoringError(f"“{item.title}”（{item.key}）：{error}") from error


def score_bonus(item: BonusItem, given: ItemInput | None, rounding: Rounding) -> Outcome:
    """Bonus points: a count × points, capped. Nothing entered means nothing claimed, which is 0 and no gap."""
    if isinstance(given, NotApplicable):
        return Outcome("not_applicable", _ZERO, f"不适用：{given.reason}")
    if given is not None and not isinstance(given, ValueInput):
        raise ScoringError(f"加分项“{item.title}”（{item.key}）应录入数量")
    try:
        count = known(given.value) if given else None
    except MethodError as error:
        raise ScoringError(f"加分项“{item.title}”（{item.key}）：{error}") from error
    rule = item.rule
    each = f"每{rule.unit}加 {plain(rule.per)} 分，最多 {plain(rule.cap)} 分"
    if count is None:
        return Outcome("scored", _ZERO, f"{each}；未申报，不加分")
    if count < 0:
        raise ScoringError(f"加分项“{item.title}”（{item.key}）数量为负（{plain(count)}），请更正")
    points = round_as(min(rule.cap, rule.per * count), rounding)
    return Outcome("scored", points, f"{each}；本期 {plain(count)}{rule.unit}，加 {plain(points)} 分")


def _as(item: Item, given: ItemInput | None, wanted: type[T]) -> T | None:
    if given is None or isinstance(given, wanted):
        return given
    names = {ValueInput: "数值", TallyInput: "应报、缺报数", ExpertInput: "专家评分"}
    raise ScoringError(
        f"“{item.title}”（{item.key}）应录入{names[wanted]}，得到的是{names.get(type(given), '其他内容')}"
    )


def _missing(text: str, what: str) -> Outcome:
    return Outcome("missing_data", _ZERO, f"{text}；{what}，暂计 0 分", flag=what)


def _target(
    item: Item, rule: TargetDistance, given: ValueInput | None, rounding: Rounding, lights: RuleVersion
) -> Outcome:
    own = given.target if given else None
    target = exact(own.target) if own else rule.target
    upper = (known(own.value_max) if own else None) or rule.value_max
    result = attain(
        rule.op,
        target,
        upper,
        given.value if given else None,
        rule.direction,
        baseline=given.baseline if given else None,
        measure=rule.measure,
        unit=rule.unit,
        lights=lights,
    )
    whose = f"（按备案目标：{own.source}）" if own else ""
    how = {
        "proportional": "未完成按完成比例计分",
        "linear_to_floor": f"未完成的按到零分线 {plain(rule.floor or _ZERO)}{rule.unit} 的距离计分",
        "zero": "未完成不得分",
    }[rule.short]
    head = f"完成目标得 {plain(item.points)} 分，{how}"
    if result.met is None or result.achieved is None:
        return Outcome("missing_data", _ZERO, f"{head}；{result.reason}，暂计 0 分", result.reason, result)
    figures = ""
    if given and given.numerator is not None and given.denominator is not None:
        figures = f"（{plain(exact(given.numerator))}/{plain(exact(given.denominator))}）"
    share = Decimal(1) if result.met else _share(rule, target, result)
    points = round_as(item.points * share, rounding)
    if not result.met:
        # An unmet target must not round up to full points.
        points = min(points, item.points - Decimal(1).scaleb(-rounding.decimals))
    points = max(points, _ZERO)
    text = f"{head}{whose}；{result.reason}{figures}，得 {plain(points)} 分"
    return Outcome("scored", points, text, attainment=result)


def _share(rule: TargetDistance, target: Decimal, result: Attainment) -> Decimal:
    """Share of the points for an unmet target, 0 to 1, rising with the value in its good direction."""
    if rule.short == "zero" or result.achieved is None:
        return _ZERO
    if rule.short == "proportional" or rule.floor is None:
        share = result.ratio if result.ratio is not None else _ZERO
    else:
        span = target - rule.floor
        # A filed target may lie beyond the scheme's floor; then there is no way to go and no points.
        if span == 0 or (span > 0) != (rule.target > rule.floor):
            return _ZERO
        share = (result.achieved - rule.floor) / span
    return min(max(share, _ZERO), Decimal(1))


def _stepped(item: Item, rule: Stepped, given: ValueInput | None, rounding: Rounding) -> Outcome:
    listed = "、".join(_step_text(step, rule.unit) for step in rule.steps)
    head = f"分档计分：{listed}"
    if rule.by == "equals":
        option = given.option if given else None
        if option is None:
            return _missing(head, "没有填报")
        step = next((step for step in rule.steps if step.equals == option), None)
        if step is None:
            known_options = "、".join(str(step.equals) for step in rule.steps)
            raise ScoringError(f"“{item.title}”（{item.key}）没有“{option}”这一档；可选：{known_options}")
        points = round_as(step.points, rounding)
        return Outcome("scored", points, f"{head}；本期为“{step.title or option}”，得 {plain(points)} 分")
    value = known(given.value) if given else None
    if value is None:
        return _missing(head, "本期没有数据")
    points = round_as(max((s.points for s in rule.steps if _fits(s, value)), default=_ZERO), rounding)
    return Outcome("scored", points, f"{head}；本期 {plain(value)}{rule.unit}，得 {plain(points)} 分")


def _fits(step: Step, value: Decimal) -> bool:
    if step.at_least is not None:
        return value >= step.at_least
    return step.at_most is not None and value <= step.at_most


def _step_text(step: Step, unit: str) -> str:
    points = f"{plain(step.points)} 分"
    if step.at_least is not None:
        return f"{plain(step.at_least)}{unit}及以上 {points}"
    if step.at_most is not None:
        return f"{plain(step.at_most)}{unit}及以下 {points}"
    return f"{step.title or step.equals} {points}"


def _per_missing(item: Item, rule: PerMissing, given: TallyInput | None, rounding: Rounding) -> Outcome:
    late_rule = f"，迟一{rule.unit}扣 {plain(rule.deduct_late)} 分" if rule.deduct_late else ""
    head = f"每缺一{rule.unit}扣 {plain(rule.deduct)} 分{late_rule}，扣完为止"
    if given is None:
        return _missing(head, "没有应报和实报记录")
    missing, missing_names = _tally(given.missing)
    late, late_names = _tally(given.late)
    if given.expected < 0 or missing < 0 or late < 0 or missing + late > given.expected:
        raise ScoringError(
            f"“{item.title}”（{item.key}）应有 {given.expected} {rule.unit}，缺 {missing}、迟 {late}，数目不合，请核对"
        )
    if given.expected == 0:
        return Outcome("not_applicable", _ZERO, f"{head}；本期没有应报{rule.unit}，不适用")
    lost = rule.deduct * missing + rule.deduct_late * late
    points = round_as(max(_ZERO, item.points - lost), rounding)
    detail = f"应有 {given.expected} {rule.unit}，缺 {missing}{missing_names}，迟 {late}{late_names}"
    return Outcome("scored", points, f"{head}；{detail}，得 {plain(points)} 分")


def _tally(things: int | tuple[str, ...]) -> tuple[int, str]:
    if isinstance(things, int):
        return things, ""
    return len(things), f"（{'、'.join(things)}）" if things else ""


def _expert(item: Item, rule: Expert, given: ExpertInput | None, rounding: Rounding) -> Outcome:
    head = f"评审打分，满分 {plain(item.points)} 分，多人取平均"
    if given is None or not given.marks:
        return _missing(head, "尚无评审打分")

    def refuse(why: str) -> ScoringError:
        return ScoringError(f"“{item.title}”（{item.key}）{why}")

    marks: list[Decimal] = []
    names: list[str] = []
    for mark in given.marks:
        points = exact(mark.points)
        if not 0 <= points <= item.points:
            raise refuse(f"：{mark.reviewer} 打 {plain(points)} 分，应在 0 与 {plain(item.points)} 之间")
        if not mark.reviewer.strip() or not mark.reason.strip():
            raise refuse("的评审打分须写明评审人和理由")
        if mark.reviewer in names:
            raise refuse(f"：{mark.reviewer} 打了两次分，请留一次")
        marks.append(points)
        names.append(mark.reviewer)
    if len(marks) < rule.min_reviewers:
        return _missing(head, f"需 {rule.min_reviewers} 人评审，现有 {len(marks)} 人")
    points = round_as(sum(marks, _ZERO) / len(marks), rounding)
    each = "；".join(f"{m.reviewer} {plain(exact(m.points))} 分（{m.reason}）" for m in given.marks)
    return Outcome("scored", points, f"{head}；{each}；得 {plain(points)} 分")
