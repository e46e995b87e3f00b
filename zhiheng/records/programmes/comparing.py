"""Programmes as sides of a comparison: one that is stored, or one just read that nobody has loaded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from zhiheng.frame.people.scope import Scope
from zhiheng.kernels import programmes as kernel
from zhiheng.kernels.comparing import Goal, Side, Task
from zhiheng.records.programmes.models import Duty, Node, Obligation, Programme, Target

#: Name, unit, measure and comparison of a target -> the code of its indicator, or None.
Bind = Callable[[str, str, str, str], str | None]
TASK_KINDS = ("measure", "safeguard")


@dataclass(frozen=True)
class _Clause:
    path: str
    kind: str
    title: str
    start: int
    end: int


def side_of(programme: Programme, scope: Scope, bind: Bind | None = None) -> Side:
    """A stored programme, as far as ``scope`` reaches: five queries."""
    of = {"programme": programme}
    nodes = [
        _Clause(n.path, n.kind, n.title, n.start, n.end) for n in Node.objects.within(scope).filter(**of)
    ]
    lead: dict[str, list[str]] = {}
    support: dict[str, list[str]] = {}
    duties = Duty.objects.within(scope).filter(**of).select_related("node")
    for duty in duties.prefetch_related("units__unit"):
        if duty.node is not None:
            for each in duty.units.all():
                who = support if each.role == "support" else lead
                who.setdefault(duty.node.path, []).append(each.unit.name)
    due = {
        o.node.path: o.due
        for o in Obligation.objects.within(scope).filter(**of).select_related("node")
        if o.node is not None and o.due and not o.recurs
    }
    targets = Target.objects.within(scope).filter(kind="target", **of).select_related("node")
    goals = tuple(
        Goal(
            key=t.key,
            name=t.indicator_name,
            value=t.value,
            op=t.op,
            unit=t.unit,
            measure=t.measure,
            by=t.by or None,
            value_max=t.value_max,
            code=t.indicator or (bind(t.indicator_name, t.unit, t.measure, t.op) if bind else None),
            section=t.node.path if t.node else None,
            place=(t.start, t.end),
        )
        for t in targets
    )
    tasks = _tasks(nodes, programme.text, lead, support, due)
    return Side(programme.name, goals, tasks, programme.region_id)


def side_from(source: kernel.Programme, text: str = "", bind: Bind | None = None) -> Side:
    """A programme that is not stored. Its territory is its division's code where the document names the division;
    of a text read on the way there is only the name."""
    names = {unit.key: unit.name for unit in source.units}
    lead: dict[str, list[str]] = {}
    support: dict[str, list[str]] = {}
    for duty in source.duties:
        if duty.node:
            lead.setdefault(duty.node, []).extend(names[k] for k in [*duty.lead, *duty.responsible])
            support.setdefault(duty.node, []).extend(names[k] for k in duty.support)
    due = {o.node: o.due for o in source.obligations if o.node and o.due and not o.recurs}
    goals = tuple(
        Goal(
            key=t.id,
            name=t.indicator_name,
            value=float(t.value),
            op=t.op,
            unit=t.unit,
            measure=t.measure,
            by=t.by,
            value_max=None if t.value_max is None else float(t.value_max),
            code=t.indicator or (bind(t.indicator_name, t.unit, t.measure, t.op) if bind else None),
            section=t.node,
            place=t.span,
        )
        for t in source.targets
        if t.kind == "target"
    )
    nodes = [_Clause(n.path, n.kind, n.title, *n.span) for n in source.outline]
    return Side(source.name, goals, _tasks(nodes, text, lead, support, due), source.region_code)


def _tasks(
    nodes: Sequence[_Clause],
    text: str,
    lead: dict[str, list[str]],
    support: dict[str, list[str]],
    due: dict[str, str],
) -> tuple[Task, ...]:
    """The innermost clauses that ask for something; each reaches to the next heading."""
    parents = {clause.path.rpartition("/")[0] for clause in nodes}
    found = []
    for place, clause in enumerate(nodes):
        if clause.kind not in TASK_KINDS or clause.path in parents:
            continue
        end = nodes[place + 1].start if place + 1 < len(nodes) else len(text)
        found.append(
            Task(
                key=clause.path,
                title=clause.title,
                text=text[clause.start : end],
                lead=tuple(dict.fromkeys(lead.get(clause.path, ()))),
                support=tuple(dict.fromkeys(support.get(clause.path, ()))),
                due=due.get(clause.path),
                place=(clause.start, clause.end),
            )
        )
    return tuple(found)
