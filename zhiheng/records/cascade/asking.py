"""Who must answer for a share, and the due that asks for it: one for each unit and programme at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from zhiheng.frame.dues import service as dues
from zhiheng.frame.dues.models import Due, DueState
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Note, Unit
from zhiheng.frame.people.scope import ScopedQuerySet
from zhiheng.records.cascade.models import Answer, Breakdown, Share, Status
from zhiheng.records.programmes.models import Programme

KIND = "cascade"
WHY = "what is asked of those who were given a share"
SUBJECT = "programmes.programme"


def address(programme: Programme) -> str:
    """Where the answer is given."""
    return f"/programmes/{programme.key}/cascade/mine"


def outstanding(programme: Programme, owner_ids: Iterable[int | None]) -> list[Due]:
    """The dues that ask these units for their answer and are not closed."""
    found = Due.objects.everywhere(WHY).filter(
        kind=KIND, subject_type=SUBJECT, subject_id=str(programme.pk), owner__in=list(owner_ids)
    )
    return list(found.exclude(state__in=[DueState.SETTLED, DueState.CANCELLED]))


def ask(actor: Actor, breakdown: Breakdown, shares: Sequence[Share], due_on: dt.date) -> None:
    """A due for each unit that has something to answer and is not asked already; an open one is moved to the later
    day, and one whose matter went with the old version is closed."""
    programme = breakdown.target.programme
    of_target = Share.objects.everywhere(WHY).filter(breakdown__target=breakdown.target, owner__isnull=False)
    held = set(of_target.order_by().values_list("owner_id", flat=True).distinct())
    open_ = {d.owner_id: d for d in outstanding(programme, held | {s.owner_id for s in shares})}
    asked = {s.owner_id: s.owner for s in shares if s.owner is not None}
    wanted = []
    for pk, owner in asked.items():
        due = open_.get(pk or 0)
        if due is None or due.state == DueState.SUBMITTED:
            wanted.append(owner)
        elif due.due_on < due_on:
            dues.postpone(actor, due, due_on, "又下达了要确认的指标")
    dues.create(actor, _made(programme, wanted, due_on, breakdown.synthetic))
    _close(actor, programme, list(open_.values()), cancel=True)


def _made(programme: Programme, wanted: Sequence[Unit], due_on: dt.date, synthetic: bool) -> list[Due]:
    """New dues; a unit asked twice for the same day has the second numbered."""
    known = (
        Due.objects.everywhere(WHY)
        .filter(kind=KIND, subject_type=SUBJECT, subject_id=str(programme.pk), owner__in=wanted)
        .values_list("owner_id", "period")
    )
    taken = set(known)
    found = []
    for owner in wanted:
        period, n = due_on.isoformat(), 1
        while (owner.pk, period) in taken and n < 9:
            n += 1
            period = f"{due_on.isoformat()}#{n}"
        found.append(
            Due(
                kind=KIND,
                title=f"确认分解指标：{programme.name}"[:160],
                period=period,
                owner=owner,
                region_id=owner.region_id,
                opens_on=min(dt.date.today(), due_on),
                due_on=due_on,
                subject_type=SUBJECT,
                subject_id=str(programme.pk),
                basis=programme.name[:160],
                address=address(programme),
                synthetic=synthetic,
            )
        )
    return found


def _shares(programme: Programme) -> ScopedQuerySet[Share]:
    return Share.objects.everywhere(WHY).filter(
        breakdown__target__programme=programme, breakdown__status=Status.ISSUED, year=""
    )


def _close(actor: Actor, programme: Programme, open_: Sequence[Due], *, cancel: bool = False) -> None:
    """Close the dues of units that have nothing left to answer."""
    waiting = set(
        _shares(programme)
        .filter(owner__in=[d.owner_id for d in open_], state=Answer.PROPOSED)
        .values_list("owner_id", flat=True)
    )
    for due in open_:
        if due.owner_id in waiting:
            continue
        if cancel:
            dues.cancel(actor, due, "指标已有新版本，不再需要确认")
        else:
            dues.settle(actor, due, dt.date.today())


def settle(actor: Actor, answered: Sequence[Share]) -> None:
    """After answers: the due of each unit that has answered everything is settled."""
    by_programme: dict[int, tuple[Programme, set[int]]] = {}
    for share in answered:
        programme = share.breakdown.target.programme
        if share.owner_id is not None:
            by_programme.setdefault(programme.pk, (programme, set()))[1].add(share.owner_id)
    for programme, owner_ids in by_programme.values():
        _close(actor, programme, outstanding(programme, owner_ids))


def tell(share: Share) -> None:
    """A note on the desk of the unit whose objection was answered."""
    if share.owner_id is None:
        return
    programme = share.breakdown.target.programme
    Note._plain.create(
        unit_id=share.owner_id,
        region_id=share.region_id,
        text=f"“{share.breakdown.target.indicator_name}”的异议未采纳：{share.reply}"[:300],
        address=address(programme),
    )
