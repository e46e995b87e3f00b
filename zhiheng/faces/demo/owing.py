"""Dues of the demonstration: what the programme of 张掖 asked for, handed in in time, late or not at all;
and a few around today, so that a desk shows open, soon-due and overdue items."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from zhiheng.faces.demo import zhangye
from zhiheng.faces.demo.book import SEED, Book
from zhiheng.frame.dues import service
from zhiheng.frame.dues.models import Due
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Unit
from zhiheng.records.programmes.calendar import raise_dues
from zhiheng.records.programmes.models import Programme
from zhiheng.records.supervision.models import Sampling

FIRST, LAST = dt.date(2011, 7, 1), dt.date(2016, 1, 31)
# The counties that are behind with their reports at present.
SLOW = ("620724", "620725")


def past(actor: Actor, programme: Programme, seed: int = SEED) -> int:
    """The programme's own years: most handed in in time, some late, a few never. Gives how many dues are new."""
    book = Book("zhangye-dues", seed)
    with transaction.atomic():
        new = raise_dues(actor, programme, FIRST, LAST, synthetic=True)
        for due in sorted(new, key=lambda d: (d.due_on, d.subject_id, d.owner_id)):
            at = zhangye.level(due.region_id, due.due_on.year) if due.region_id in zhangye.LEVELS else 0.85
            draw = book.rng.random()
            if draw < 0.13 * (1 - at):
                continue
            late = draw < 0.45 * (1 - at)
            on = due.due_on + dt.timedelta(days=book.rng.randint(2, 40) if late else -book.rng.randint(0, 9))
            if due.due_on.year < 2015:
                service.settle(actor, due, on)
            else:
                service.hand_in(actor, due, on)
    return len(new)


def present(actor: Actor, programme: Programme, today: dt.date | None = None) -> int:
    """Dues around today by the same obligations, as if the programme went on, and rectifications to be checked.

    The slow counties have not handed in what was due; what is due from today on stands open.
    """
    today = today or dt.date.today()
    with transaction.atomic():
        new = raise_dues(
            actor, programme, today - dt.timedelta(days=120), today + dt.timedelta(days=75), synthetic=True
        )
        for due in new:
            if due.due_on < today and due.region_id not in SLOW:
                service.hand_in(actor, due, due.due_on - dt.timedelta(days=3))
        new += service.create(actor, _rectifications(today))
    return len(new)


def _rectifications(today: dt.date) -> list[Due]:
    """Failed batches whose rectification is due: one overdue, one within the week, one later, in each county."""
    found = []
    failed = Sampling._plain.filter(synthetic=True, result="unqualified", kind="supervision")
    for region in zhangye.LEVELS:
        owner = Unit.objects.filter(key=f"{region}-quality-office").first()
        rows = list(failed.filter(region_id=region).order_by("-tested_on", "report_no")[:3])
        if owner is None:
            continue
        for record, days in zip(rows, (-4, 5, 24), strict=False):
            found.append(
                Due(
                    kind="rectification",
                    title=f"不合格产品整改复查：{record}"[:160],
                    owner=owner,
                    region_id=region,
                    opens_on=today - dt.timedelta(days=20),
                    due_on=today + dt.timedelta(days=days),
                    subject_type=Sampling._meta.label_lower,
                    subject_id=str(record.pk),
                    basis="演示：监督抽查不合格后的整改",
                    address=f"/registers/sampling/{record.pk}",
                    synthetic=True,
                )
            )
    return found
