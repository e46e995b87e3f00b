"""What the review pages share: finding a draft, its progress, who else is on it, answers that tell the page what changed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from zhiheng.faces.desk.areas.drafts.blocks import Block, block_of, blocks
from zhiheng.faces.desk.page import StaffRequest
from zhiheng.faces.shell.components import Progress
from zhiheng.frame.people.scope import Scope
from zhiheng.kernels import reading
from zhiheng.records.drafts.deciding import visible
from zhiheng.records.drafts.found import reader_version
from zhiheng.records.drafts.models import HIDDEN, TAKEN, Decision, Draft, DraftState, Item, Presence

STALE = dt.timedelta(seconds=30)  # a page that has not been heard of for so long is closed
WHY = "parts of a draft already narrowed"


def draft_of(scope: Scope, pk: int) -> Draft:
    return get_object_or_404(Draft.objects.within(scope).select_related("region"), pk=pk)


def item_of(draft: Draft, pk: int) -> Item:
    found = get_object_or_404(Item.objects.everywhere(WHY), draft=draft, pk=pk)
    found.draft = draft
    return found


@dataclass(frozen=True)
class Standing:
    """How far a draft has come; ``changed``: people decided more since it was put in force."""

    counts: dict[str, int]
    bar: Progress
    certain: int
    taken: int
    total: int
    decided: int
    changed: bool
    newer_reader: bool
    in_force: bool


def standing(draft: Draft) -> Standing:
    """One query, however many items there are."""
    counted = visible(draft).order_by().aggregate(
        **{d.value: Count("pk", filter=Q(decision=d.value)) for d in Decision if d.value not in HIDDEN},
        certain=Count("pk", filter=Q(decision="open", attention="", confidence__gte=reading.CERTAIN)),
        attention=Count("pk", filter=~Q(attention="")),
    )  # fmt: skip
    total = sum(counted[d.value] for d in Decision if d.value not in HIDDEN)
    decided = total - counted["open"]
    return Standing(
        counted,
        Progress(decided, max(total, 1), f"{decided}/{total}"),
        counted["certain"],
        sum(counted[d] for d in TAKEN),
        total,
        decided,
        draft.state == DraftState.IN_FORCE and draft.force_revision != draft.revision,
        draft.reader != reader_version(),
        draft.state == DraftState.IN_FORCE,
    )


def present(draft: Draft, but: Any) -> list[Presence]:
    """Who else has the draft open now."""
    found = Presence.objects.filter(draft=draft, seen_at__gte=timezone.now() - STALE).exclude(user=but)
    return list(found.select_related("user", "item").order_by("user_id"))


def be_present(draft: Draft, user: Any, item: Item | None) -> None:
    """Keep this person's place; written anew only when it moved or grows old, so that waiting costs nothing."""
    now = timezone.now()
    seen = Presence.objects.filter(draft=draft, user=user, seen_at__gte=now - STALE / 3)
    if not (seen.filter(item=item) if item else seen.filter(item=None)).exists():
        Presence.objects.update_or_create(draft=draft, user=user, defaults={"item": item, "seen_at": now})


# -- answers ------------------------------------------------------------------------------------------


def mark(item: Item, found: Sequence[Block]) -> list[Any]:
    """What the page must know of a changed item: number, version, how it is marked, its block, whether it is hidden."""
    css = f"zh-k-{item.kind} zh-d-{item.decision}" + (f" zh-a-{item.attention}" if item.attention else "")
    return [item.pk, item.version, css, block_of(found, item.start), item.decision in HIDDEN, item.decided_by]


def blocks_of(found: Sequence[Block], spans: Iterable[tuple[int, int]]) -> list[int]:
    """Numbers of the blocks that any of these stretches touches."""
    numbers: set[int] = set()
    for start, end in spans:
        numbers |= set(range(block_of(found, start), block_of(found, max(end - 1, start)) + 1))
    return sorted(numbers)


def told(
    request: StaffRequest,
    draft: Draft,
    template: str,
    context: dict[str, Any],
    *,
    changed: Sequence[Item] = (),
    spans: Iterable[tuple[int, int]] = (),
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """A part of the page, with the progress beside it and the event ``zh:changed`` for the script.

    ``spans``: stretches of the text whose marks are cut otherwise now; ``more`` goes into the event.
    """
    response = render(
        request,
        template,
        {
            "draft": draft,
            "standing": standing(draft),
            "swap_progress": True,
            "may_load": request.actor.scope("programme.load").covers(draft.region_id),
            **context,
        },
        status=status,
    )
    if status < 400:
        found = blocks(draft.text)
        detail = {"items": [mark(i, found) for i in changed], "blocks": blocks_of(found, spans), **more}
        response["HX-Trigger-After-Swap"] = json.dumps({"zh:changed": detail})
    return response
