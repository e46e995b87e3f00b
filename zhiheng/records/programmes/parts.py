"""Storing the parts of a programme: each keeps its row from one loading to the next.

Tasks, cascades and dues point at targets, clauses and obligations. A part is found again by what names it: a clause by
its path, a target or obligation by its key, a duty by its place, a phase by its name. What is found is brought up to
date, what is new is added, what is gone is removed, unless something else rests on it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import ProtectedError, QuerySet, RestrictedError

from zhiheng.frame.dues import service as dues
from zhiheng.frame.dues.models import Due
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Unit
from zhiheng.kernels import programmes as kernel
from zhiheng.records.programmes.models import (
    Duty,
    DutyUnit,
    Node,
    Obligation,
    Part,
    Phase,
    Programme,
    Target,
)

P = TypeVar("P", bound=Part)
Values = dict[str, Any]
NAMED = 3  # how many of the things in the way are named; the rest are counted


class LoadError(ValueError):
    """A programme that cannot be loaded here, with the reason and how to mend it."""


def store(actor: Actor, programme: Programme, source: kernel.Programme, units: dict[str, list[Unit]]) -> None:
    """Bring the rows of ``programme`` to what ``source`` says, in the caller's transaction.

    Raises LoadError when a part is gone from ``source`` and something else refers to it.
    """
    nodes, gone_nodes = _nodes(programme, source)
    at = {path: node.pk for path, node in nodes.items()}
    gone_targets = _targets(programme, source, at)
    gone_duties = _duties(programme, source, at, units)
    gone_obligations = _obligations(programme, source, at, units)
    gone_phases = _phases(programme, source, at)
    # By now whatever stays hangs under a clause that stays: removing a clause takes nothing else with it.
    _remove(gone_phases)
    _remove(gone_duties)
    _remove(gone_targets)
    _cancel(actor, gone_obligations)
    _remove(gone_obligations)
    _remove(gone_nodes)


def _keep(known: Iterable[P], name: Callable[[P], Hashable]) -> dict[Hashable, list[P]]:
    found: dict[Hashable, list[P]] = {}
    for row in known:
        found.setdefault(name(row), []).append(row)
    return found


def _bring(model: type[P], programme: Programme, pairs: Sequence[tuple[P | None, Values]]) -> list[P]:
    """Rows with these values, in order: those found are changed where they differ, the others added."""
    rows, added, changed = [], [], []
    for known, values in pairs:
        row = known or model(programme=programme, **values)
        if known is None:
            added.append(row)
        elif any(getattr(row, field) != value for field, value in values.items()):
            for field, value in values.items():
                setattr(row, field, value)
            changed.append(row)
        rows.append(row)
    model._plain.bulk_create(added)
    if changed:
        model._plain.bulk_update(changed, [*pairs[0][1]], batch_size=200)
    return rows


def _remove(gone: Sequence[Part]) -> None:
    """Delete rows; refused in words when something else rests on one."""
    for row in gone:
        try:
            row.delete()
        except (ProtectedError, RestrictedError) as error:
            held: Iterable[Any] = error.args[1]
            raise LoadError(
                f"新的内容里没有{row._meta.verbose_name}“{_name(row)}”，但还有{_held(held)}引用它，没有载入。"
                "请先把它们改到别的项或撤去，或在新的内容里保留这一项，再重新载入。"
            ) from None


def _name(row: Part) -> str:
    return f"{row.key} {row}" if isinstance(row, Target | Obligation) else str(row)


def _held(things: Iterable[Any]) -> str:
    """What refers to a row, by kind, the first few by name."""
    things = list(things)
    counted = Counter(str(thing._meta.verbose_name) for thing in things)
    words = "、".join(f"{n} 项{kind}" for kind, n in counted.items())
    named = "、".join(f"“{thing}”" for thing in things[:NAMED])
    return f"{words}({named}{' 等' if len(things) > NAMED else ''})"


# -- each kind of part ------------------------------------------------------------------------------


def _nodes(programme: Programme, source: kernel.Programme) -> tuple[dict[str, Node], list[Node]]:
    """The clauses by path, and those that are gone, the deepest first."""
    known = {node.path: node for node in Node._plain.filter(programme=programme)}
    values = [
        {
            "path": each.path,
            "label": each.label,
            "level": each.level,
            "kind": each.kind,
            "title": each.title,
            "order": order,
            "start": each.span[0],
            "end": each.span[1],
        }
        for order, each in enumerate(source.outline)
    ]
    rows = _bring(Node, programme, [(known.get(str(v["path"])), v) for v in values])
    nodes = {row.path: row for row in rows}
    moved = []
    for each, row in zip(source.outline, rows, strict=True):
        parent = nodes[each.parent].pk if each.parent else None
        if row.parent_id != parent:
            row.parent_id = parent
            moved.append(row)
    Node._plain.bulk_update(moved, ["parent"], batch_size=200)
    gone = [row for path, row in known.items() if path not in nodes]
    return nodes, sorted(gone, key=lambda row: -row.level)


def _targets(programme: Programme, source: kernel.Programme, at: dict[str, int]) -> list[Target]:
    known = {row.key: row for row in Target._plain.filter(programme=programme)}
    _bring(Target, programme, [(known.get(t.id), _target(at, t, known.get(t.id))) for t in source.targets])
    wanted = {t.id for t in source.targets}
    return [row for key, row in known.items() if key not in wanted]


def _target(at: dict[str, int], each: kernel.Target, known: Target | None) -> Values:
    scope = each.scope
    # Which indicator measures it was decided by a person: that stands over what the source proposes.
    decided = known is not None and bool(known.bound_by)
    return {
        "key": each.id,
        "node_id": at.get(each.node or ""),
        "start": each.span[0],
        "end": each.span[1],
        "kind": each.kind,
        "indicator": known.indicator if known and decided else each.indicator or "",
        "alternatives": list(each.alternatives),
        "variant": known.variant if known and decided else each.variant or "",
        "indicator_name": each.indicator_name,
        "measure": each.measure,
        "op": each.op,
        "value": float(each.value),
        "value_max": None if each.value_max is None else float(each.value_max),
        "unit": each.unit,
        "by": each.by or "",
        "recurs": each.recurs or "",
        "direction": each.direction or "",
        "binding": each.binding or "",
        "strength": each.strength or "",
        "baseline": None if each.baseline is None else each.baseline.model_dump(mode="json"),
        "regions": [] if scope is None else list(scope.regions),
        "scope_text": "" if scope is None else scope.text or "",
        "note": each.note or "",
    }


def _duties(
    programme: Programme, source: kernel.Programme, at: dict[str, int], units: dict[str, list[Unit]]
) -> list[Duty]:
    """A duty has no key: the one at the same place, else the next one left under the same clause."""
    known = list(Duty._plain.filter(programme=programme).order_by("start", "pk"))
    values = [{"node_id": at.get(d.node or ""), "start": d.span[0], "end": d.span[1]} for d in source.duties]
    found = _matched(
        known, values, (lambda d: (d.start, d.end), lambda v: (v["start"], v["end"])),
        (lambda d: d.node_id, lambda v: v["node_id"]),
    )  # fmt: skip
    rows = _bring(Duty, programme, list(zip(found, values, strict=True)))
    held: dict[int, set[tuple[int, str]]] = {}
    for duty_id, unit_id, role in DutyUnit.objects.filter(duty__in=known).values_list("duty", "unit", "role"):
        held.setdefault(duty_id, set()).add((unit_id, role))
    added = []
    for row, each in zip(rows, source.duties, strict=True):
        roles = [("lead", each.lead), ("support", each.support), ("responsible", each.responsible)]
        wanted = {(u.pk, role) for role, keys in roles for k in keys for u in units.get(k, [])}
        have = held.get(row.pk, set())
        for unit_id, role in have - wanted:
            DutyUnit.objects.filter(duty=row, unit_id=unit_id, role=role).delete()
        added += [DutyUnit(duty=row, unit_id=pk, role=role) for pk, role in sorted(wanted - have)]
    DutyUnit.objects.bulk_create(added)
    return _left(known, found)


def _obligations(
    programme: Programme, source: kernel.Programme, at: dict[str, int], units: dict[str, list[Unit]]
) -> list[Obligation]:
    known = {row.key: row for row in Obligation._plain.filter(programme=programme)}
    values = [
        {
            "key": each.id,
            "node_id": at.get(each.node or ""),
            "who": each.who or "",
            "what": each.what,
            "to": each.to or "",
            "due": each.due or "",
            "recurs": each.recurs or "",
            "start": each.span[0],
            "end": each.span[1],
        }
        for each in source.obligations
    ]
    rows = _bring(Obligation, programme, [(known.get(str(v["key"])), v) for v in values])
    for row, each in zip(rows, source.obligations, strict=True):
        row.owners.set([u for k in each.who_units for u in units.get(k, [])])
    wanted = {row.key for row in rows}
    return [row for key, row in known.items() if key not in wanted]


def _cancel(actor: Actor, gone: Sequence[Obligation]) -> None:
    """What is still owed for obligations that the programme no longer holds is cancelled, with the reason."""
    owed: QuerySet[Due] = Due.objects.everywhere("dues of obligations that are removed").filter(
        subject_type="programmes.obligation", subject_id__in=[str(row.pk) for row in gone]
    )
    for due in owed.outstanding():  # type: ignore[attr-defined]
        dues.cancel(actor, due, "方案重新载入后不再有这项报送义务")


def _phases(programme: Programme, source: kernel.Programme, at: dict[str, int]) -> list[Phase]:
    """A phase has no key: the one of the same name and first month, else of the same name."""
    known = list(Phase._plain.filter(programme=programme).order_by("start", "pk"))
    values = [
        {
            "node_id": at.get(p.node or ""),
            "name": p.name,
            "starts": p.start or "",
            "ends": p.end or "",
            "start": p.span[0],
            "end": p.span[1],
        }
        for p in source.phases
    ]
    found = _matched(
        known, values, (lambda p: (p.name, p.starts), lambda v: (v["name"], v["starts"])),
        (lambda p: p.name, lambda v: v["name"]),
    )  # fmt: skip
    _bring(Phase, programme, list(zip(found, values, strict=True)))
    return _left(known, found)


Way = tuple[Callable[[Any], Hashable], Callable[[Values], Hashable]]


def _matched(known: Sequence[P], values: Sequence[Values], *ways: Way) -> list[P | None]:
    """For each of ``values`` its row among ``known``: by the first way that finds one, each row used once."""
    found: list[P | None] = [None] * len(values)
    for of_row, of_value in ways:
        taken = {row.pk for row in found if row is not None}
        free = _keep([row for row in known if row.pk not in taken], of_row)
        for index, value in enumerate(values):
            if found[index] is None and (rows := free.get(of_value(value))):
                found[index] = rows.pop(0)
    return found


def _left(known: Sequence[P], found: Sequence[P | None]) -> list[P]:
    taken = {row.pk for row in found if row is not None}
    return [row for row in known if row.pk not in taken]
