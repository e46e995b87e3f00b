"""Which indicator measures a target: a person's decision, kept on the target and in the trail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.trail.chain import about, write_many
from zhiheng.records.programmes.models import Programme, Target

ACTION = "programme.bind"


@dataclass(frozen=True)
class Decision:
    """A target (by its key in the programme) and the indicator that measures it; an empty code: none does."""

    target: str
    code: str = ""
    variant: str = ""
    note: str = ""


def bind(actor: Actor, programme: Programme, decisions: Iterable[Decision]) -> list[Target]:
    """Write the decisions, each with its link in the trail; gives the targets whose indicator changed or was confirmed.

    Whether a code exists is the caller's to know. Raises PermissionDenied outside the actor's territory, KeyError for a
    target that the programme does not hold.
    """
    actor.need(ACTION).require(programme.region_id)
    wanted = {d.target: d for d in decisions}
    with transaction.atomic():
        rows = {
            row.key: row
            for row in Target.objects.everywhere("targets of a programme checked above")
            .select_for_update()
            .filter(programme=programme, key__in=list(wanted))
        }
        changed, events = [], []
        for key, decision in wanted.items():
            row = rows[key]
            if row.bound_by and (row.indicator, row.variant) == (decision.code, decision.variant):
                continue
            before = {"indicator": row.indicator, "variant": row.variant}
            row.indicator, row.variant, row.bound_by = decision.code, decision.variant, actor.name[:150]
            changed.append(row)
            after = {"indicator": row.indicator, "variant": row.variant, "target": row.key}
            events.append(
                about(row, ACTION, region=programme.region_id, before=before, after=after, note=decision.note)
            )
        Target._plain.bulk_update(changed, ["indicator", "variant", "bound_by"], batch_size=200)
        write_many(actor, events)
    return changed
