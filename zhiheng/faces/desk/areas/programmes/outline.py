"""A programme as the page shows it: the tree of its outline with what hangs on each clause, its phases, its text."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Min, Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiheng.faces.desk.areas.indicators.shown import figure, may_see_cell
from zhiheng.faces.desk.areas.indicators.standing import target_name, wanted_words
from zhiheng.faces.shell import formats
from zhiheng.faces.shell.components import Badge, Light, Link
from zhiheng.faces.shell.components import Node as TreeNode
from zhiheng.frame.dues.models import Due, DueState
from zhiheng.frame.people.scope import Scope
from zhiheng.judgement.assessment.attainment import Line
from zhiheng.records.programmes.loading import RECURRENCE_NAMES
from zhiheng.records.programmes.models import Duty, DutyUnit, Node, Obligation, Phase, Programme, Target

WHY = "parts of a programme already narrowed"
KIND_TONES = {"goal": "blue", "measure": "plain", "phase": "amber", "safeguard": "grey", "principle": "grey"}
KINDS: dict[str, Any] = {
    "background": gettext_lazy("背景"),
    "principle": gettext_lazy("总体要求"),
    "goal": gettext_lazy("目标"),
    "measure": gettext_lazy("举措"),
    "phase": gettext_lazy("阶段"),
    "safeguard": gettext_lazy("保障"),
}
ROLES: dict[str, Any] = {
    "lead": gettext_lazy("牵头"),
    "support": gettext_lazy("配合"),
    "responsible": gettext_lazy("责任"),
}
MEASURES: dict[str, Any] = {
    "level": gettext_lazy("水平"),
    "cumulative": gettext_lazy("累计"),
    "increment": gettext_lazy("新增"),
    "change": gettext_lazy("变化"),
}
STRENGTHS: dict[str, Any] = {
    "firm": gettext_lazy("确保"),
    "strive": gettext_lazy("力争"),
    "encourage": gettext_lazy("鼓励"),
    "expected": gettext_lazy("预计"),
    "binding": gettext_lazy("约束性"),
    "guiding": gettext_lazy("引导性"),
}


@dataclass
class Parts:
    """Everything a programme holds: a fixed number of queries however large it is."""

    nodes: list[Node]
    targets: list[Target]
    duties: list[Duty]
    obligations: list[Obligation]
    phases: list[Phase]
    next_due: dict[str, dt.date] = field(default_factory=dict)
    dues: bool = True  # whether the list of dues opens for who looks

    @classmethod
    def of(cls, programme: Programme, dues: Scope) -> Parts:
        nodes = list(Node.objects.everywhere(WHY).filter(programme=programme))
        by_pk = {n.pk: n for n in nodes}
        targets = list(Target.objects.everywhere(WHY).filter(programme=programme))
        units = Prefetch("units", DutyUnit.objects.select_related("unit"))
        duties = list(Duty.objects.everywhere(WHY).filter(programme=programme).prefetch_related(units))
        obligations = list(
            Obligation.objects.everywhere(WHY).filter(programme=programme).prefetch_related("owners")
        )
        phases = list(Phase.objects.everywhere(WHY).filter(programme=programme))
        hung: list[Any] = [*targets, *duties, *obligations, *phases]
        for part in hung:
            part.programme = programme
            if part.node_id is not None:
                part.node = by_pk.get(part.node_id)
        next_due: dict[str, dt.date] = dict(
            Due.objects.within(dues)
            .filter(
                subject_type="programmes.obligation",
                subject_id__in=[str(o.pk) for o in obligations],
                state__in=[DueState.OPEN, DueState.RETURNED],
            )
            .order_by()
            .values_list("subject_id")
            .annotate(Min("due_on"))
        )
        return cls(nodes, targets, duties, obligations, phases, next_due, bool(dues))

    def units_of(self, node_id: int | None) -> list[DutyUnit]:
        """Who answers for a clause: its own duties, else those of the nearest clause above it."""
        parents = {n.pk: n.parent_id for n in self.nodes}
        while node_id is not None:
            found = [u for d in self.duties if d.node_id == node_id for u in d.units.all()]
            if found:
                return found
            node_id = parents.get(node_id)
        return []


def tree(parts: Parts, lines: dict[int, Line], figures: Scope, text: bool) -> list[TreeNode]:
    """The outline with targets, duties and obligations below their clauses; those without a clause at the end."""
    below: dict[int | None, list[Node]] = {}
    for node in parts.nodes:
        below.setdefault(node.parent_id, []).append(node)
    hung = _hung(parts, lines, figures, text)

    def branch(node: Node) -> TreeNode:
        own = hung.get(node.pk, [])
        return TreeNode(
            f"{node.label} {node.title}".strip(),
            [*own, *(branch(n) for n in below.get(node.pk, []))],
            side=[Badge(str(KINDS[node.kind]), KIND_TONES.get(node.kind, "plain")), *_sentence(text, "C", node.path, node)],
            note="" if text else span(node),
            open=node.level == 1,
            id=f"C-{node.path}",
        )  # fmt: skip

    found = [branch(n) for n in below.get(None, [])]
    if loose := hung.get(None):
        found.append(TreeNode(_("没有落到条款的内容"), loose, open=True))
    return found


def span(part: Any) -> str:
    return _("第 %(a)s–%(b)s 字") % {"a": part.start + 1, "b": part.end}


def _sentence(text: bool, mark: str, key: str, part: Any) -> list[Any]:
    """A link to the sentence in the text pane, or the place in the text when the text is not at hand."""
    return [Link(_("原句"), f"#S-{mark}-{key}")] if text else []


def _hung(
    parts: Parts, lines: dict[int, Line], figures: Scope, text: bool
) -> dict[int | None, list[TreeNode]]:
    found: dict[int | None, list[TreeNode]] = {}
    for target in parts.targets:
        found.setdefault(target.node_id, []).append(_target(target, lines.get(target.pk), figures, text))
    for duty in parts.duties:
        found.setdefault(duty.node_id, []).append(_duty(duty, text))
    for obligation in parts.obligations:
        found.setdefault(obligation.node_id, []).append(
            _obligation(obligation, parts.next_due.get(str(obligation.pk)), text, parts.dues)
        )
    return found


def _target(target: Target, line: Line | None, figures: Scope, text: bool) -> TreeNode:
    words = [wanted_words(target)]
    if target.by:
        words.append(_("%(by)s 年底前") % {"by": target.by} if len(target.by) == 4 else target.by)
    words += [str(MEASURES[target.measure])]
    words += [str(STRENGTHS[s]) for s in (target.strength,) if s in STRENGTHS and s != "expected"]
    if target.scope_text:
        words.append(target.scope_text)
    side: list[Any] = []
    if line is not None and line.cell is not None:
        if may_see_cell(figures, line.cell):
            side = [Light(line.light, compact=True), figure(line.cell)]
    elif line is not None:
        side = [Light("grey", _("尚无指标定义"))]
    label = _("结果") if target.kind == "result" else _("指标值")
    return TreeNode(
        [Badge(label, "blue"), Link(target_name(target), _address(target, line))],
        side=[*side, *_sentence(text, "T", target.key, target)],
        note=" · ".join(words) + ("" if text else f" · {span(target)}"),
        id=f"T-{target.key}",
    )


def _address(target: Target, line: Line | None) -> str:
    base = reverse("desk:attainment", args=[target.programme.key])
    return f"{base}#L-{target.key}"


def _duty(duty: Duty, text: bool) -> TreeNode:
    by_role: dict[str, list[str]] = {}
    for each in duty.units.all():
        by_role.setdefault(each.role, []).append(formats.bilingual(each.unit))
    words = _("；").join(f"{ROLES[r]}{_('：')}{_('、').join(by_role[r])}" for r in ROLES if r in by_role)
    return TreeNode(
        [Badge(_("分工"), "green"), words or _("没有对应的单位")],
        side=_sentence(text, "D", str(duty.start), duty),
        note="" if text else span(duty),
        id=f"D-{duty.start}",
    )


def _obligation(obligation: Obligation, due: dt.date | None, text: bool, dues: bool) -> TreeNode:
    owners = list(obligation.owners.all())
    who = _("、").join(formats.bilingual(u) for u in owners[:4]) + (
        _(" 等 %(n)s 个单位") % {"n": len(owners)} if len(owners) > 4 else ""
    )
    words = [who or obligation.who]
    if obligation.to:
        words.append(_("报给 %(to)s") % {"to": obligation.to})
    if obligation.recurs:
        words.append(_(RECURRENCE_NAMES.get(obligation.recurs, obligation.recurs)))
    if obligation.due:
        words.append(obligation.due)
    side: list[Any] = [Badge(_("下次 %(day)s") % {"day": due}, "amber")] if due else []
    return TreeNode(
        [
            Badge(_("报送义务"), "amber"),
            Link(obligation.what, f"{reverse('desk:dues')}?kind=obligation") if dues else obligation.what,
        ],
        side=[*side, *_sentence(text, "O", obligation.key, obligation)],
        note=" · ".join(filter(None, words)) + ("" if text else f" · {span(obligation)}"),
        id=f"O-{obligation.key}",
    )


# -- phases -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bar:
    name: str
    words: str
    x: float
    width: float
    y: int
    label_x: float
    anchor: str


@dataclass(frozen=True)
class Phases:
    """A small time bar; everything in user units, so that no style is needed."""

    bars: Sequence[Bar]
    years: Sequence[tuple[float, str]]
    present: float | None
    height: int
    words: str


WIDTH = 1000.0
LETTER = 13.5  # width of a Chinese character in the same units


def phases(found: Sequence[Phase], today: dt.date) -> Phases | None:
    """The stages on one axis of months; None when no stage carries both its months."""
    dated = [(p, _month(p.starts, False), _month(p.ends, True)) for p in found]
    known = [(p, a, b) for p, a, b in dated if a is not None and b is not None and a <= b]
    if not known:
        return None
    first = min(a for _p, a, _b in known) // 12 * 12
    last = max(b for _p, _a, b in known) // 12 * 12 + 12
    scale = WIDTH / (last - first)
    bars = []
    for at, (phase, a, b) in enumerate(sorted(known, key=lambda k: k[1])):
        x, width = (a - first) * scale, (b + 1 - a) * scale
        words = f"{phase.starts} — {phase.ends}"
        long = (len(phase.name) + len(words) * 0.6) * LETTER
        # Inside the bar where it fits, else on the side that has room.
        inside, right = long + 12 < width, x + width + 6 + long < WIDTH
        label_x = x + 6 if inside else x + width + 6 if right else x - 6
        bars.append(
            Bar(
                phase.name,
                words,
                round(x, 1),
                round(width, 1),
                at * 30 + 4,
                round(label_x, 1),
                "start" if inside or right else "end",
            )
        )
    years = [(round((m - first) * scale, 1), str(m // 12)) for m in range(first, last, 12)]
    here = today.year * 12 + today.month - 1
    present = round((here - first + 0.5) * scale, 1) if first <= here < last else None
    words = "；".join(f"{b.name} {b.words}" for b in bars)
    return Phases(bars, years, present, len(bars) * 30 + 26, words)


def _month(text: str, last: bool) -> int | None:
    """Months since year 0 of ``2011`` or ``2011-03``; None when there is no year."""
    year, _sep, month = text.partition("-")
    if not year.isdigit():
        return None
    return int(year) * 12 + (int(month[:2]) - 1 if month[:2].isdigit() else 11 if last else 0)


# -- text -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Piece:
    """A run of text: ``anchors`` are the clauses that begin here, ``css`` its mark, ``title`` what it is."""

    text: str
    anchors: Sequence[str] = ()
    css: str = ""
    title: str = ""


ORDER = ("target", "obligation", "duty", "heading")


def pieces(text: str, parts: Parts) -> list[Piece]:
    """The text cut at every clause's ends; each run carries the mark of the narrowest clause over it."""
    spans: list[tuple[int, int, str, str, str]] = []
    spans += [(n.start, n.end, "heading", f"C-{n.path}", n.title) for n in parts.nodes]
    spans += [
        (t.start, t.end, "target", f"T-{t.key}", f"{t.indicator_name} {wanted_words(t)}")
        for t in parts.targets
    ]
    spans += [(d.start, d.end, "duty", f"D-{d.start}", _("责任分工")) for d in parts.duties]
    spans += [(o.start, o.end, "obligation", f"O-{o.key}", o.what) for o in parts.obligations]
    spans = [s for s in spans if 0 <= s[0] < s[1] <= len(text)]
    cuts = sorted({0, len(text), *(s[0] for s in spans), *(s[1] for s in spans)})
    starting: dict[int, list[str]] = {}
    for start, _end, _kind, anchor, _title in spans:
        starting.setdefault(start, []).append(anchor)
    found = []
    for a, b in itertools.pairwise(cuts):
        over = [s for s in spans if s[0] <= a and b <= s[1]]
        best = min(over, key=lambda s: (s[1] - s[0], ORDER.index(s[2])), default=None)
        anchors = list(dict.fromkeys(starting.get(a, [])))
        found.append(Piece(text[a:b], anchors, f"zh-s-{best[2]}" if best else "", best[4] if best else ""))
    return found
