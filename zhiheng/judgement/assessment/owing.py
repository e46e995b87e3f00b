"""Which reported values are owed: those that the targets of a programme in force need, in the programme's own region."""

from __future__ import annotations

import datetime as dt

from zhiheng.frame.dues.turns import in_turn
from zhiheng.frame.people.actors import Actor
from zhiheng.judgement.indicators.catalogue import applies, code_for, refresh
from zhiheng.judgement.indicators.owing import Need, owe, reported_parts
from zhiheng.records.programmes.models import Target


def owe_values(actor: Actor, today: dt.date) -> int:
    """Make the dues of reported values that are missing; how many are new. One query reads the targets."""
    refresh()
    with in_turn("owe:values"):
        return owe(actor, needs(), today)


def needs() -> list[Need]:
    """What the targets ask for: of each reported indicator, in the years of its programme."""
    found: dict[tuple[str, str, str], Need] = {}
    targets = (
        Target.objects.everywhere("what all programmes need")
        .filter(kind="target")
        .exclude(indicator="")
        .select_related("programme")
    )
    for target in targets:
        programme = target.programme
        starts, ends = programme.starts[:4], programme.ends[:4]
        code = code_for(target.indicator, target.variant, target.measure)
        if code is None or not (starts.isdigit() and ends.isdigit()):
            continue
        place = target.regions[0] if len(target.regions) == 1 else programme.region_id
        span = (dt.date(int(starts), 1, 1), dt.date(int(ends), 12, 31))
        for part in reported_parts(code):
            if applies(part, place):
                found[part, place, starts + ends] = Need(part, place, *span)
    return list(found.values())
