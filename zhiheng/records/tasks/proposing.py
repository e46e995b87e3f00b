"""From the accepted programme to tasks: every measure somebody answers for is proposed as one.

Nothing is made here: a proposal says what the document gives (clause, sentence, units, deadline, targets) and where
each part of it comes from; the office chooses, edits and issues.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch

from zhiheng.frame.people.models import Unit
from zhiheng.kernels.worktime import month_end
from zhiheng.records.programmes.models import (
    Duty,
    DutyUnit,
    Node,
    Obligation,
    Phase,
    Programme,
    Target,
)
from zhiheng.records.tasks.models import Role, Task

WHY = "parts of a programme already narrowed"
ROLES = {"lead": Role.LEAD, "support": Role.SUPPORT, "responsible": Role.RESPONSIBLE}
SENTENCE = 4000  # characters kept of a clause: enough for a page of text


@dataclass(frozen=True)
class Proposal:
    """A task that the programme asks for. ``key`` names it on the page; ``known`` are tasks made of it already."""

    key: str
    duty: Duty
    node: Node | None
    region_id: str
    title: str
    start: int
    end: int
    sentence: str
    units: Sequence[tuple[Unit, str]]
    due_on: dt.date | None
    due_reason: str
    targets: Sequence[Target]
    outputs: Sequence[str]
    doubts: Sequence[str] = ()
    known: Sequence[Task] = field(default=())

    @property
    def leads(self) -> list[Unit]:
        return [u for u, role in self.units if role == Role.LEAD]

    @property
    def others(self) -> list[Unit]:
        return [u for u, role in self.units if role != Role.LEAD]


def last_day(text: str) -> dt.date | None:
    """The last day of ``2015``, ``2015-06`` or ``2015-06-30``; None for what names no year.

    >>> last_day("2015-06")
    datetime.date(2015, 6, 30)
    """
    parts = text.split("-")
    if not all(p.isdigit() for p in parts) or len(parts[0]) != 4:
        return None
    numbers = [int(p) for p in parts]
    try:
        if len(numbers) == 3:
            return dt.date(*numbers)
        return month_end(dt.date(numbers[0], numbers[1] if len(numbers) == 2 else 12, 1))
    except ValueError:
        return None


def proposals(programme: Programme) -> list[Proposal]:
    """One for each duty of the programme, in document order; for a duty of counties alone one for each county."""
    units = Prefetch("units", DutyUnit.objects.select_related("unit"))
    duties = (
        Duty.objects.everywhere(WHY)
        .filter(programme=programme)
        .select_related("node")
        .prefetch_related(units)
        .order_by("start", "pk")
    )
    held = _Held(programme)
    found: list[Proposal] = []
    ends: dict[int | None, int] = {}
    for duty in duties:
        start = max(ends.get(duty.node_id, 0), duty.node.start if duty.node else duty.start)
        ends[duty.node_id] = duty.end
        found += held.of(duty, start)
    return found


class _Held:
    """What a programme holds, read once."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.targets: dict[int | None, list[Target]] = {}
        for target in Target.objects.everywhere(WHY).filter(programme=programme, kind="target"):
            self.targets.setdefault(target.node_id, []).append(target)
        self.obligations: dict[int | None, list[Obligation]] = {}
        for obligation in Obligation.objects.everywhere(WHY).filter(programme=programme):
            self.obligations.setdefault(obligation.node_id, []).append(obligation)
        self.phases = list(Phase.objects.everywhere(WHY).filter(programme=programme))
        self.tasks: dict[tuple[int | None, str], list[Task]] = {}
        for task in Task.objects.everywhere(WHY).filter(programme=programme).exclude(state="cancelled"):
            self.tasks.setdefault((task.duty_id, task.region_id), []).append(task)
        self.nodes = {n.pk: n for n in Node.objects.everywhere(WHY).filter(programme=programme)}
        self.with_duty = set(
            Duty.objects.everywhere(WHY).filter(programme=programme).values_list("node_id", flat=True)
        )

    def of(self, duty: Duty, start: int) -> list[Proposal]:
        units = [(each.unit, str(ROLES[each.role])) for each in duty.units.all()]
        leads = [u for u, role in units if role == Role.LEAD]
        home = self.programme.region_id
        if leads and all(u.region_id != home for u in leads):
            # Asked of each county: every one has its own to do, to report and to be accepted.
            rest = [pair for pair in units if pair[1] != Role.LEAD]
            return [
                self._one(duty, start, [(lead, str(Role.LEAD)), *rest], lead.region_id, f"-{lead.region_id}")
                for lead in leads
            ]
        if not leads:
            # Only 责任 is named: who is responsible leads.
            first = [u for u, role in units if role == Role.RESPONSIBLE]
            units = [(u, str(Role.LEAD) if u in first else role) for u, role in units]
        return [self._one(duty, start, units, home, "")]

    def _one(
        self, duty: Duty, start: int, units: Sequence[tuple[Unit, str]], region: str, mark: str
    ) -> Proposal:
        node = duty.node
        targets = self._targets(node)
        due_on, reason = self._due(node, targets)
        doubts = []
        if not any(role == Role.LEAD for _, role in units):
            doubts.append("没有读出责任单位")
        if due_on is None:
            doubts.append("没有读出期限")
        text = self.programme.text[start : duty.end].strip()[:SENTENCE]
        title = node.title if node is not None and node.title else text[:60]
        return Proposal(
            key=f"{duty.pk}{mark}",
            duty=duty,
            node=node,
            region_id=region,
            title=title or f"第 {start + 1}–{duty.end} 字的任务",
            start=start,
            end=duty.end,
            sentence=text,
            units=sorted(units, key=lambda pair: list(ROLES.values()).index(Role(pair[1]))),
            due_on=due_on,
            due_reason=reason,
            targets=targets,
            outputs=[o.what for o in self.obligations.get(node.pk if node else None, []) if node is not None],
            doubts=doubts,
            known=self.tasks.get((duty.pk, region), ()),
        )

    def _targets(self, node: Node | None) -> list[Target]:
        """The targets of the clause, and of clauses below it that no duty of their own answers for."""
        if node is None:
            return []
        found = list(self.targets.get(node.pk, []))
        for each in self.nodes.values():
            if each.parent_id == node.pk and each.pk not in self.with_duty:
                found += self._targets(each)
        return found

    def _due(self, node: Node | None, targets: Sequence[Target]) -> tuple[dt.date | None, str]:
        """The deadline and where it comes from: the clause's targets, its obligation, the phase, the programme."""
        days = [(day, t) for t in targets if (day := last_day(t.by)) is not None]
        if days:
            day, target = max(days, key=lambda pair: pair[0])
            return day, f"取自指标值 {target.key} 的期限 {target.by}"
        for obligation in self.obligations.get(node.pk if node else None, []) if node else ():
            if (day := last_day(obligation.due)) is not None and not obligation.recurs:
                return day, f"取自报送义务“{obligation.what}”"[:120]
        own = [p for p in self.phases if node is not None and p.node_id == node.pk]
        for phase in own or self._main_phase():
            if (day := last_day(phase.ends)) is not None:
                return day, f"取自阶段“{phase.name}”的终止月份"
        if (day := last_day(self.programme.ends)) is not None:
            return day, "取自方案的终止年份"
        return None, ""

    def _main_phase(self) -> list[Phase]:
        """The longest phase is the one in which the work is done."""

        def months(phase: Phase) -> int:
            a, b = last_day(phase.starts), last_day(phase.ends)
            return (b.year - a.year) * 12 + b.month - a.month if a and b else 0

        return sorted(self.phases, key=months, reverse=True)[:1]
