"""One change to a draft: locked, checked against what the writer saw, kept so that it can be taken back, on the trail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.trail.chain import Event, about, write_many
from zhiheng.records.drafts.found import Numbering
from zhiheng.records.drafts.models import Draft, Item, Step

#: What an item is, for taking a step back.
STATE = (
    "start", "end", "payload", "original", "rule", "steps", "doubts", "confidence", "decision", "reason", "attention",
    "proposal", "decided_by", "decided_at",
)  # fmt: skip
SAVED = (*STATE, "version", "revision")
MANY = 50  # items changed in one step that are told one by one on the trail
WHY = "items of a draft already narrowed"


class DraftError(ValueError):
    """A change that cannot be made, with the reason and how to mend it (Chinese, for users)."""


class Conflict(DraftError):
    """Somebody else changed the item since the writer saw it: nothing was written."""

    def __init__(self, item: Item, by: str, at: dt.datetime | None) -> None:
        when = f"于 {timezone.localtime(at):%m-%d %H:%M:%S} " if at else ""
        super().__init__(
            f"{item.key} 已由{by or '别人'}{when}改过(现在是“{item.get_decision_display()}”)，您的改动没有写入。"
            "请看清现在的内容再决定。"
        )
        self.item = item
        self.by = by
        self.at = at


@dataclass
class Change:
    """Items as they were and are, gathered while a draft is locked."""

    actor: Actor
    draft: Draft
    action: str
    before: dict[int, dict[str, Any] | None] = field(default_factory=dict)
    items: dict[int, Item] = field(default_factory=dict)

    def item(self, pk: int, version: int | None) -> Item:
        """The item as it stands now; Conflict when that is not the version the writer saw."""
        found = Item.objects.everywhere(WHY).filter(draft=self.draft, pk=pk).first()
        if found is None:
            raise DraftError("这一项不在这份审读稿里。请刷新页面。")
        found.draft = self.draft
        if version is not None and found.version != version:
            last = last_change(found)
            raise Conflict(
                found, last.by if last else found.decided_by, last.at if last else found.decided_at
            )
        return self.take(found)

    def take(self, found: Item) -> Item:
        """An item that the caller read under the lock."""
        found.draft = self.draft
        self.before[found.pk] = state(found)
        self.items[found.pk] = found
        return found

    def add(self, item: Item) -> Item:
        item.draft, item.revision = self.draft, self.draft.revision
        item.key = numbering(self.draft).next(item.kind)
        item.save()
        self.before[item.pk] = None
        self.items[item.pk] = item
        return item

    def decide(self, item: Item, decision: str, reason: str = "") -> None:
        item.decision, item.reason = decision, reason[:200]
        item.decided_by, item.decided_at = (
            (self.actor.name, timezone.now()) if decision != "open" else ("", None)
        )


@contextmanager
def change(actor: Actor, draft: Draft, action: str) -> Iterator[Change]:
    """The draft is locked while items are changed; on leaving, versions, the step and the trail are written.

    Raises PermissionDenied where the actor may not review drafts of that region.
    """
    actor.need("programme.review").require(draft.region_id)
    with transaction.atomic():
        lock(draft)
        made = Change(actor, draft, action)
        yield made
        events = []
        for pk, item in made.items.items():
            was = made.before[pk]
            item.revision = draft.revision
            if was is not None:
                item.version += 1
            events.append(_event(item, action, was))
        save(made)
        remember(made)
        write_many(actor, events if len(events) <= MANY else [_summed(made)])


def save(made: Change) -> None:
    """Write what changed of each item and no more: long drafts are changed as a whole."""
    for pk, item in made.items.items():
        was = made.before[pk]
        if was is None:
            continue
        now = {name: getattr(item, name) for name in SAVED}
        given = dict(was) | {"decided_at": _moment(was["decided_at"]), "revision": None}
        Item._plain.filter(pk=pk).update(**{n: v for n, v in now.items() if v != given[n]})


def _moment(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None


def _summed(made: Change) -> Event:
    """One link for a change of very many items: which, and how they stand now."""
    by_decision: dict[str, list[str]] = {}
    for item in made.items.values():
        by_decision.setdefault(item.decision, []).append(item.key)
    return about(made.draft, f"draft.{made.action}", after=by_decision)


def lock(draft: Draft) -> None:
    """Take the next revision; the row's lock holds until the transaction ends, so changes of a draft queue up."""
    Draft.objects.everywhere("one draft by its number").filter(pk=draft.pk).update(revision=F("revision") + 1)
    draft.refresh_from_db(fields=["revision", "state", "text_sha256"])


def remember(made: Change) -> None:
    Step.objects.create(
        draft=made.draft,
        action=made.action,
        by=made.actor.name,
        user=made.actor.user,
        before={str(pk): was for pk, was in made.before.items()},
        versions={str(pk): item.version for pk, item in made.items.items()},
    )


def _event(item: Item, action: str, was: dict[str, Any] | None) -> Event:
    now = state(item)
    changed = [
        n
        for n in ("start", "end", "payload", "decision", "reason", "attention")
        if was is None or was[n] != now[n]
    ]
    return about(
        item,
        f"draft.{action}",
        region=item.draft.region_id,
        before=None if was is None else {n: was[n] for n in changed},
        after={"key": item.key, **{n: now[n] for n in changed}},
    )


def state(item: Item) -> dict[str, Any]:
    """The item's state as plain data, with the version it had."""
    found = {name: getattr(item, name) for name in (*STATE, "version")}
    found["decided_at"] = item.decided_at.isoformat() if item.decided_at else None
    return found


def restore(item: Item, was: dict[str, Any]) -> None:
    for name in STATE:
        setattr(item, name, was[name])
    item.decided_at = _moment(was["decided_at"])


def last_change(item: Item) -> Step | None:
    """Who changed the item last: the newest step that touched it."""
    steps = Step.objects.everywhere(WHY).filter(draft=item.draft, before__has_key=str(item.pk))
    return steps.first()


def numbering(draft: Draft) -> Numbering:
    return Numbering.after(Item.objects.everywhere(WHY).filter(draft=draft).values_list("key", flat=True))


def overlapping(draft: Draft, start: int, end: int, kinds: Sequence[str] = ()) -> list[Item]:
    """Items of these kinds that share a character with the passage, in order."""
    found = Item.objects.everywhere(WHY).filter(draft=draft, start__lt=end, end__gt=start)
    return list(found.filter(kind__in=kinds) if kinds else found)
