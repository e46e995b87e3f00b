"""When agencies have handed over: the old unit closes, its successor carries on with posts and with what is owed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models

from zhiheng.frame.dues.models import Due
from zhiheng.frame.lifecycles.declare import LifecycleError
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Post, Succession, Unit
from zhiheng.frame.trail.chain import about, write

CLOSING = frozenset({"merge", "rename", "dissolve"})  # after a transfer or a split the old agency stands


def hand_over(actor: Actor, change: models.Model) -> None:
    """Close the unit that a change of agencies names, where this system knows one of that name in the region.

    Its posts end with the day of the hand-over and go on in the successor with the same role, place and fields; what it
    owes, the successor owes. Its records stay with it and are found through the succession. In the caller's
    transaction; raises LifecycleError where the successor cannot take over.
    """
    found: Any = change
    if found.kind not in CLOSING:
        return
    old = _unit(found.predecessor, found.region_id)
    if old is None:
        note = f"系统里没有名为“{found.predecessor}”的单位，没有单位要关闭"
        write(actor, about(found, "agency_change.nothing", note=note))
        return
    new = _unit(found.successor, found.region_id) or _made(actor, found, old)
    if new.pk == old.pk:
        raise LifecycleError(f"承接单位与原单位同为“{old}”，不能交接给自己。请核对承接单位。")
    last: dt.date = found.handed_over_on
    before = {"valid_to": str(old.valid_to or "")}
    old.valid_to = last
    old.save(update_fields=["valid_to"])
    Succession.objects.get_or_create(
        predecessor=old, successor=new, defaults={"on": found.changed_on, "basis": found.basis[:200]}
    )
    after = {
        "valid_to": str(last),
        "successor": str(new),
        "posts": _posts(old, new, last),
        "dues": _dues(actor, old, new),
    }
    write(actor, about(old, "unit.close", region=old.region_id, before=before, after=after, note=str(found)))


def _unit(name: str, region: str) -> Unit | None:
    return Unit.objects.filter(
        models.Q(name=name) | models.Q(short_name=name), region_id=region, valid_to__isnull=True
    ).first()


def _made(actor: Actor, change: Any, old: Unit) -> Unit:
    made = Unit.objects.create(
        key=f"{change.region_id}-agency-{change.pk}",
        name=change.successor,
        kind=old.kind,
        region_id=change.region_id,
        fields=old.fields,
        valid_from=change.changed_on,
    )
    write(actor, about(made, "unit.create", region=made.region_id, after={"name": made.name}))
    return made


def _posts(old: Unit, new: Unit, last: dt.date) -> int:
    """How many posts went over; a post of the same kind that its holder has in the successor already is not doubled."""
    count = 0
    for post in Post.objects.in_force(last).filter(unit=old):
        ends = post.valid_to
        same = {"user": post.user, "unit": new, "role": post.role, "territory": post.territory}
        if not Post.objects.in_force(last).filter(**same).exists():
            Post.objects.create(
                **same,
                fields=post.fields,
                title=post.title,
                valid_from=last + dt.timedelta(days=1),
                valid_to=ends,
            )
            count += 1
        post.valid_to = last
        post.save(update_fields=["valid_to"])
    return count


def _dues(actor: Actor, old: Unit, new: Unit) -> int:
    """How many open dues went over; what the successor owes already is not doubled."""
    count = 0
    for due in Due.objects.everywhere("what a closed unit owed").outstanding().filter(owner=old):
        same = {
            "kind": due.kind,
            "subject_type": due.subject_type,
            "subject_id": due.subject_id,
            "owner": new,
            "period": due.period,
            "region": due.region,
        }
        if Due.objects.everywhere("what the successor owes already").filter(**same).exists():
            continue
        due.owner = new
        due.save(update_fields=["owner"])
        write(actor, about(due, "due.hand_over", before={"owner": str(old)}, after={"owner": str(new)}))
        count += 1
    return count
