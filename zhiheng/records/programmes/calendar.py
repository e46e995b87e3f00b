"""From obligations to dues: who owes which report for which period, and by when (R-PRG-04, R-RPT-01..03)."""

from __future__ import annotations

import datetime as dt

from zhiheng.frame.dues import service
from zhiheng.frame.dues.models import Due
from zhiheng.frame.people.actors import Actor
from zhiheng.kernels.worktime import DueRule, Occurrence, Recurrence, occurrences
from zhiheng.records.programmes.models import Obligation, Programme

# Documents say how often, seldom by which day; this is the office's own default and is shown as such.
DEFAULT_RULE = DueRule(after_period_end_days=15)
EVERY = ("monthly", "quarterly", "half-yearly", "yearly")
DEFAULT_NOTE = "文件未写明日期，按期满后 15 日计"


def expand(obligation: Obligation, start: dt.date, end: dt.date) -> list[tuple[Occurrence | None, dt.date]]:
    """The obligation's due dates that fall in [start, end]; a one-off has no occurrence."""
    if not obligation.recurs:
        day = _one_off(obligation.due)
        return [(None, day)] if day is not None and start <= day <= end else []
    if obligation.recurs not in EVERY:
        return []
    if len(obligation.due) == 5:
        # A month and day in each year: the plan for the coming year is due in this one.
        recurrence = Recurrence(every="yearly", due=DueRule(fixed=obligation.due), opens_before_due_days=30)
    else:
        # A bare day of the month (每月5日前) is counted from the end of the period before.
        rule = (
            DueRule(after_period_end_days=int(obligation.due)) if len(obligation.due) == 2 else DEFAULT_RULE
        )
        recurrence = Recurrence(every=obligation.recurs, due=rule)  # type: ignore[arg-type]
    return [(o, o.due_on) for o in occurrences(recurrence, start, end, by="due")]


def _one_off(text: str) -> dt.date | None:
    parts = [int(p) for p in text.split("-") if p]
    if not parts or parts[0] < 1949:
        return None
    if len(parts) == 3:
        return dt.date(*parts)
    if len(parts) == 2:
        return (dt.date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)) - dt.timedelta(days=1)
    return dt.date(parts[0], 12, 31) if parts else None


def raise_dues(
    actor: Actor, programme: Programme, start: dt.date, end: dt.date, *, synthetic: bool = False
) -> list[Due]:
    """Create the dues of every obligation of the programme that fall in [start, end]; repeating adds nothing."""
    wanted: list[Due] = []
    obligations = (
        Obligation.objects.everywhere("dues of a programme already narrowed")
        .filter(programme=programme)
        .select_related("node")
        .prefetch_related("owners")
    )
    for obligation in obligations:
        basis = f"{programme.name} {obligation.node.path if obligation.node else ''}".strip()
        for occurrence, due_on in expand(obligation, start, end):
            label = occurrence.label if occurrence else ""
            for owner in obligation.owners.all():
                wanted.append(
                    Due(
                        kind="obligation",
                        title=f"{obligation.what}{f'({label})' if label else ''}"[:160],
                        period=occurrence.period if occurrence else due_on.isoformat(),
                        owner=owner,
                        region_id=owner.region_id,
                        opens_on=min(occurrence.opens_on, due_on)
                        if occurrence
                        else due_on - dt.timedelta(days=60),
                        due_on=due_on,
                        provisional=occurrence.provisional if occurrence else False,
                        subject_type="programmes.obligation",
                        subject_id=str(obligation.pk),
                        basis=basis[:160],
                        address=f"/programmes/{programme.key}#O-{obligation.key}",
                        rule_version="" if obligation.due else DEFAULT_NOTE,
                        synthetic=synthetic,
                    )
                )
    return service.create(actor, wanted)
