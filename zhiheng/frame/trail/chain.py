"""Writing and verifying the chain."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.trail.models import Entry, Head

GENESIS = "0" * 64


@dataclass(frozen=True)
class Event:
    """What is to be written: an action on a subject, with what changed."""

    action: str
    subject_type: str
    subject_id: str
    region: str | None = None
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    note: str = ""


def about(obj: models.Model, action: str, **rest: Any) -> Event:
    """An event about a model instance; the region is taken from ``region_id`` when the model has one."""
    rest.setdefault("region", getattr(obj, "region_id", None))
    return Event(action, obj._meta.label_lower, str(obj.pk), **rest)


def _plain(value: Any) -> Any:
    return None if value is None else json.loads(json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False))


def digest(entry: Entry) -> str:
    """SHA-256 over the previous hash and this link's columns in a fixed order."""
    body = json.dumps(
        [
            entry.seq,
            entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
            entry.actor,
            entry.actor_id,
            entry.action,
            entry.subject_type,
            entry.subject_id,
            entry.region,
            entry.before,
            entry.after,
            entry.note,
        ],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256((entry.previous + body).encode()).hexdigest()


def write(actor: Actor, *events: Event) -> list[Entry]:
    """Append links, in the caller's transaction; the head's row lock keeps the chain single."""
    return write_many(actor, events)


def write_many(actor: Actor, events: Sequence[Event]) -> list[Entry]:
    if not events:
        return []
    with transaction.atomic():
        head, _ = Head.objects.select_for_update().get_or_create(pk=1)
        now = timezone.now()
        entries = []
        for event in events:
            entry = Entry(
                seq=head.seq + 1,
                at=now,
                actor=actor.name,
                actor_id=actor.user.pk if actor.user else None,
                action=event.action,
                subject_type=event.subject_type,
                subject_id=event.subject_id,
                region=event.region,
                before=_plain(event.before),
                after=_plain(event.after),
                note=event.note[:300],
                previous=head.hash,
            )
            entry.hash = digest(entry)
            head.seq, head.hash = entry.seq, entry.hash
            entries.append(entry)
        Entry._plain.bulk_create(entries, batch_size=500)
        head.save()
    return entries


@dataclass(frozen=True)
class Verdict:
    links: int
    head: str
    faults: tuple[str, ...]

    @property
    def sound(self) -> bool:
        return not self.faults


def verify(limit: int = 20) -> Verdict:
    """Walk the chain from its beginning; name the first ``limit`` links that do not hold."""
    faults: list[str] = []
    previous, expected = GENESIS, 1
    for entry in _walk():
        if entry.seq != expected:
            faults.append(f"第 {expected} 环缺失(下一环是第 {entry.seq} 环)")
        if entry.previous != previous:
            faults.append(f"第 {entry.seq} 环与前一环不相接")
        if digest(entry) != entry.hash:
            faults.append(
                f"第 {entry.seq} 环内容被改动({entry.action} {entry.subject_type}:{entry.subject_id})"
            )
        previous, expected = entry.hash, entry.seq + 1
        if len(faults) >= limit:
            break
    else:
        head = Head.objects.filter(pk=1).first()
        if head is not None and (head.seq, head.hash) != (expected - 1, previous):
            faults.append(f"链尾记为第 {head.seq} 环,实际到第 {expected - 1} 环:末尾有删除")
    return Verdict(expected - 1, previous, tuple(faults))


def _walk() -> Iterable[Entry]:
    return Entry._plain.order_by("seq").iterator(chunk_size=2000)


def history(obj: models.Model) -> list[Entry]:
    """Every link about an object, newest first."""
    return list(
        Entry.objects.everywhere("the object itself was narrowed before").filter(
            subject_type=obj._meta.label_lower, subject_id=str(obj.pk)
        )
    )
