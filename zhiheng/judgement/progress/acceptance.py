"""Drawing up the acceptance of a phase: every county and lead unit beside the targets that are due by its end (R-ASM-07).

What is drawn up is a record of the figures as they were on that day, with the rule's version; it stays when figures
move on, and is drawn anew only where nothing was said of it yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.trail.chain import about, write
from zhiheng.judgement.assessment.attainment import Line, lines
from zhiheng.judgement.progress.lights import fits, placed
from zhiheng.kernels.measures import Engine, Period, settled
from zhiheng.kernels.methods.numbers import exact, plain
from zhiheng.records.programmes.models import DutyUnit, Node, Programme, Target
from zhiheng.records.tasks.lifecycles import EDIT
from zhiheng.records.tasks.models import Acceptance, Stage
from zhiheng.records.tasks.proposing import last_day
from zhiheng.records.tasks.stages import subjects

WHY = "parts of a programme already narrowed"
SIGNS = {">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< ", "~": "约 "}


def draw(
    actor: Actor, stage: Stage, period: Period, *, engine: Engine | None = None, synthetic: bool = False
) -> list[Acceptance]:
    """A record for every county and lead unit; those that nobody has judged yet are brought up to date."""
    programme = stage.programme
    actor.need(EDIT).require(stage.region_id)
    if stage.state != "checking":
        raise ValidationError(f"“{stage}”还没有开始验收，不能列出验收记录。")
    targets = due_targets(stage)
    led = leads_of(programme)
    known = {a.owner_id: a for a in Acceptance.objects.everywhere(WHY).filter(stage=stage)}
    found = []
    with transaction.atomic():
        for kind, unit in subjects(programme):
            record = known.get(unit.pk) or Acceptance(
                stage=stage, owner=unit, region_id=unit.region_id, kind=kind, synthetic=synthetic
            )
            found.append(record)
            if record.state != "drawn":
                continue
            region = unit.region_id if kind == "county" else programme.region_id
            wanted = [
                t
                for t in targets
                if (fits(t, region, programme) if kind == "county" else unit.pk in led.get(t.node_id, ()))
            ]
            asked = [placed(t, region) for t in wanted]
            measured = lines(programme, period, on=engine, targets=asked) if asked else []
            record.lines = [told(line, region) for line in measured]
            fresh = record.pk is None
            record.save()
            if fresh:
                counted = {"unit": unit.pk, "lines": len(record.lines), "short": len(record.short)}
                write(actor, about(record, "acceptance.draw", after=counted))
        stage.drawn_for = period.key
        stage.save(update_fields=["drawn_for"])
        after = {"period": period.key, "records": len(found)}
        write(actor, about(stage, "stage.draw", after=after))
    return found


def due_targets(stage: Stage) -> list[Target]:
    """The targets whose deadline falls within the phase or before its end; yearly ones always."""
    end = last_day(stage.phase.ends)
    programme = stage.programme
    every = (
        Target.objects.everywhere(WHY)
        .filter(programme=programme, kind="target")
        .select_related("node", "programme")
    )
    found = []
    for target in every:
        day = last_day(target.by) or last_day(programme.ends)
        if target.recurs == "yearly" or end is None or day is None or day <= end:
            found.append(target)
    return found


def leads_of(programme: Programme) -> dict[int | None, set[int]]:
    """Clause -> the units that lead it: by its own duties, else by those of the nearest clause above."""
    parents = dict(Node.objects.everywhere(WHY).filter(programme=programme).values_list("pk", "parent_id"))
    own: dict[int | None, set[int]] = {}
    rows = DutyUnit.objects.filter(duty__programme=programme, role__in=["lead", "responsible"])
    for node_id, unit_id in rows.values_list("duty__node_id", "unit_id"):
        own.setdefault(node_id, set()).add(unit_id)

    def nearest(node_id: int | None) -> set[int]:
        while node_id is not None and node_id not in own:
            node_id = parents.get(node_id)
        return own.get(node_id, set())

    return {pk: nearest(pk) for pk in parents}


def told(line: Line, region: str) -> dict[str, Any]:
    """A line as the record keeps it."""
    target, cell, judged = line.target, line.cell, line.judged
    return {
        "key": target.key,
        "clause": target.node.path if target.node else "",
        "name": target.indicator_name,
        "wanted": wanted(target),
        "region": region,
        "code": line.code,
        "period": line.period.key if line.period else None,
        "value": None if cell is None or cell.shown is None else float(cell.shown),
        "numerator": settled(cell.numerator) if cell else None,
        "denominator": settled(cell.denominator) if cell else None,
        "unit": target.unit,
        "status": cell.status if cell else "undefined",
        "light": line.light,
        "met": judged.met if judged else None,
        "reason": line.reason,
        "rule": judged.rule.as_dict() if judged else None,
    }


def wanted(target: Target) -> str:
    low = plain(exact(target.value))
    if target.op == "between" and target.value_max is not None:
        return f"{low}–{plain(exact(target.value_max))} {target.unit}".strip()
    return (
        f"{SIGNS.get(target.op, '')}{low}{'' if target.unit[:1] in {'%', '‰'} else ' '}{target.unit}".strip()
    )


def table(records: Sequence[Acceptance]) -> list[dict[str, Any]]:
    """One row for each unit and target, and one for a unit without any: what is shown and exported."""
    rows = []
    for record in records:
        common = {
            "kind": record.get_kind_display(),
            "region": record.region_id,
            "unit": str(record.owner),
            "state": record.state,
            "shortfall": record.shortfall,
            "remedy": record.remedy,
            "remedy_by": record.remedy_by,
            "accepted_by": record.accepted_by,
            "accepted_on": record.accepted_on,
            "opinion": record.opinion,
        }
        rows += [{**common, "line": line} for line in record.lines] or [{**common, "line": None}]
    return rows
