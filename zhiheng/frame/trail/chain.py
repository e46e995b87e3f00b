"""Writing and verifying the chain."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import math
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
    """The value as every database gives it back, so that its hash is the same after reading."""
    return None if value is None else _steady(json.loads(json.dumps(value, cls=DjangoJSONEncoder)))


def _steady(value: Any) -> Any:
    """PostgreSQL keeps JSON numbers as decimals and no NUL: 1e16 would come back as an integer, -0.0 as 0.0."""
    if isinstance(value, float):
        if not math.isfinite(value):
            return str(value)
        return int(value) if value.is_integer() and abs(value) >= 1e15 else value + 0.0
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        return {_text(k): _steady(v) for k, v in value.items()}
    return [_steady(v) for v in value] if isinstance(value, list) else value


def _text(value: str) -> str:
    """Text that both databases and UTF-8 can hold: NUL and halves of surrogate pairs become a visible mark."""
    return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


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
                actor=_text(actor.name)[:150],
                actor_id=actor.user.pk if actor.user else None,
                action=event.action,
                subject_type=event.subject_type,
                subject_id=event.subject_id,
                region=event.region,
                before=_plain(event.before),
                after=_plain(event.after),
                note=_text(event.note)[:300],
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
    """Walk the chain from its beginning; name the first ``limit`` links that do not hold.

    Others may add links meanwhile: the end is held against what was recorded as the end before and after the walk.
    """
    faults: list[str] = []
    previous, expected = GENESIS, 1
    begun = Head.objects.filter(pk=1).first()
    for entry in _walk():
        if entry.seq != expected:
            faults.append(f"第 {expected} 环缺失(下一环是第 {entry.seq} 环)")
        if entry.previous != previous:
            faults.append(f"第 {entry.seq} 环与前一环不相接")
        if digest(entry) != entry.hash:
            faults.append(
                f"第 {entry.seq} 环内容被改动({entry.action} {entry.subject_type}:{entry.subject_id})"
            )
        if begun is not None and entry.seq == begun.seq and entry.hash != begun.hash:
            faults.append(f"第 {entry.seq} 环与链尾记录不符：末尾被改写")
        previous, expected = entry.hash, entry.seq + 1
        if len(faults) >= limit:
            break
    else:
        faults += _end(begun, expected - 1)
    return Verdict(expected - 1, previous, tuple(faults))


def _end(begun: Head | None, last: int) -> list[str]:
    """Whether the chain ends where its end is recorded."""
    ended = Head.objects.filter(pk=1).first()
    if ended is None:
        return [f"链尾记录缺失，而链上有 {last} 环：无法确认末尾是否完整"] if last else []
    if begun is not None and last < begun.seq:
        return [f"链尾记为第 {begun.seq} 环，实际到第 {last} 环：末尾有删除"]
    if last > ended.seq:
        return [f"链尾记为第 {ended.seq} 环，实际到第 {last} 环：末尾有插入"]
    return []


def _walk() -> Iterable[Entry]:
    every = Entry.objects.everywhere("the chain is verified as a whole")
    return every.order_by("seq").iterator(chunk_size=2000)


def history(obj: models.Model) -> list[Entry]:
    """Every link about an object, newest first."""
    return list(
        Entry.objects.everywhere("the object itself was narrowed before").filter(
            subject_type=obj._meta.label_lower, subject_id=str(obj.pk)
        )
    )
