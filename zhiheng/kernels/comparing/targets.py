"""Targets: which of the lower plan answer one of the higher, and whether they ask more, less, sooner or later."""

from __future__ import annotations

from .deadlines import Deadline, earlier, later
from .model import Goal, Side, TargetLine, TargetPart, Verdict
from .names import likeness

SAME = 0.62  # names this alike mean one indicator when neither is bound, or only one is
KINDRED = 0.45  # of the same matter, measured otherwise
SLACK = 0.06  # a lower target belongs to the higher ones that it fits about equally well

_RATES = ("%", "‰", "百分点", "个百分点")
_ADDED_UP = ("cumulative", "increment")


def relation(upper: Goal, lower: Goal) -> float:
    """0 to 1: how surely the two are one indicator. Two different codes never are."""
    alike = likeness(upper.name, lower.name)
    if upper.code and lower.code:
        return 0.7 + 0.3 * alike if upper.code == lower.code else 0.0
    return alike


def compare_targets(
    upper: Side, lower: Side
) -> tuple[tuple[TargetLine, ...], tuple[tuple[Verdict, Goal], ...]]:
    """Each target of ``upper`` with what became of it, and what is new in ``lower``."""
    scores = {(u.key, w.key): relation(u, w) for u in upper.goals for w in lower.goals}
    best = {w.key: max((scores[u.key, w.key] for u in upper.goals), default=0.0) for w in lower.goals}
    same_place = bool(upper.territory) and upper.territory == lower.territory
    lines, answered, kin = [], set(), set()
    for goal in upper.goals:
        fitting = [
            w
            for w in lower.goals
            if scores[goal.key, w.key] >= SAME and scores[goal.key, w.key] >= best[w.key] - SLACK
        ]
        kin |= {w.key for w in fitting}
        parts = tuple(
            _part(goal, chosen, scores[goal.key, chosen.key], same_place)
            for chosen in (_for_deadline(goal, series) for series in _series(fitting))
        )
        answered |= {part.lower.key for part in parts}
        lines.append(_line(goal, parts, lower))
    fresh = tuple(
        (Verdict.MILESTONE if w.key in kin else Verdict.NEW, w) for w in lower.goals if w.key not in answered
    )
    return tuple(lines), fresh


def _series(goals: list[Goal]) -> list[list[Goal]]:
    """Targets of one name and measure at several deadlines are one series, in the order they first appear."""
    found: dict[tuple[str, str], list[Goal]] = {}
    for goal in goals:
        found.setdefault((goal.name, goal.measure), []).append(goal)
    return list(found.values())


def _for_deadline(upper: Goal, series: list[Goal]) -> Goal:
    """The one of a series to hold against ``upper``: the same deadline; else the next one; else the last before it."""
    due = Deadline.read(upper.by)
    dated = [(when, goal) for goal in series if (when := Deadline.read(goal.by)) is not None]
    undated = [goal for goal in series if Deadline.read(goal.by) is None]
    if due is None and undated:
        return undated[-1]
    if due is None or not dated:
        return series[-1]
    after = [pair for pair in dated if pair[0] >= due]
    return min(after, key=lambda pair: pair[0])[1] if after else max(dated, key=lambda pair: pair[0])[1]


def _part(upper: Goal, lower: Goal, score: float, same_place: bool) -> TargetPart:
    verdicts, reasons = [], []
    if (asked := _asked(upper, lower, same_place)) is not None:
        verdicts.append(asked[0])
        reasons.append(asked[1])
    if later(upper.by, lower.by):
        verdicts.append(Verdict.LATER)
        reasons.append(f"期限由 {upper.by} 推到 {lower.by}")
    elif earlier(upper.by, lower.by):
        verdicts.append(Verdict.EARLIER)
        reasons.append(f"期限由 {upper.by} 提到 {lower.by}")
    elif upper.by != lower.by and not (upper.by and lower.by):
        reasons.append(f"期限不能比较：上级{upper.by or '未写明'}，下级{lower.by or '未写明'}")
    if not verdicts:
        verdicts.append(Verdict.TAKEN_OVER)
        reasons.insert(0, f"数值相同：{lower.words}")
    return TargetPart(lower, tuple(verdicts), round(score, 3), tuple(reasons))


def _asked(upper: Goal, lower: Goal, same_place: bool) -> tuple[Verdict, str] | None:
    """Whether the lower number asks more or less; None when it asks the same."""
    if upper.measure != lower.measure:
        return Verdict.UNCLEAR, f"计法不同：上级是{_HOW[upper.measure]}，下级是{_HOW[lower.measure]}"
    if (upper.unit in _RATES) != (lower.unit in _RATES):
        return Verdict.UNCLEAR, f"单位不同：上级“{upper.unit or '无'}”，下级“{lower.unit or '无'}”"
    if upper.unit in _RATES and upper.unit != lower.unit:
        return Verdict.UNCLEAR, f"单位不同：上级“{upper.unit}”，下级“{lower.unit}”"
    if upper.measure in _ADDED_UP and not same_place:
        share = f"，占 {lower.value / upper.value:.1%}" if upper.value else ""
        return Verdict.SHARED, f"上级合计 {upper.words}，本地 {lower.words}{share}"
    if (upper.op == "<=") != (lower.op == "<="):
        return Verdict.UNCLEAR, f"方向不同：上级 {upper.words}，下级 {lower.words}"
    if upper.value == lower.value:
        return None
    more = lower.value > upper.value
    tighter = more if upper.op != "<=" else not more
    verdict = Verdict.TIGHTENED if tighter else Verdict.LOOSENED
    return verdict, f"上级 {upper.words}，下级 {lower.words}"


_HOW = {"level": "水平", "cumulative": "累计", "increment": "新增", "change": "变化"}


def _line(upper: Goal, parts: tuple[TargetPart, ...], lower: Side) -> TargetLine:
    if not parts:
        kindred = sorted(((likeness(upper.name, w.name), w) for w in lower.goals), key=lambda pair: -pair[0])
        nearest = tuple(w for alike, w in kindred if alike >= KINDRED)[:3]
        reason = "下级没有这个指标" + ("；相近而口径不同的另列" if nearest else "")
        return TargetLine(upper, (Verdict.DROPPED,), (), nearest, (reason,))
    if len(parts) > 1:
        inner = tuple(dict.fromkeys(v for part in parts for v in part.verdicts if v in _TELLING))
        reason = f"由 {len(parts)} 个指标承接：" + "、".join(part.lower.name for part in parts)
        return TargetLine(upper, (Verdict.SPLIT, *inner), parts, (), (reason,))
    return TargetLine(upper, parts[0].verdicts, parts, (), parts[0].reasons)


_TELLING = (Verdict.TIGHTENED, Verdict.LOOSENED, Verdict.LATER)
