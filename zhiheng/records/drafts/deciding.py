"""What a person may do with an item: accept, correct, reject, reopen, bind, add, merge, split, and take back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.trail.chain import about, write
from zhiheng.kernels import programmes as kernel
from zhiheng.kernels import reading
from zhiheng.records.drafts.found import (
    BOUND,
    CITE,
    FIELDS,
    PARTICULARS,
    Decided,
    Found,
    as_reading,
    found_in,
)
from zhiheng.records.drafts.merging import differs
from zhiheng.records.drafts.models import HIDDEN, TAKEN, Attention, Decision, Draft, Item, Step
from zhiheng.records.drafts.writing import (
    WHY,
    Change,
    Conflict,
    DraftError,
    change,
    last_change,
    lock,
    remember,
    restore,
    state,
)

CHUNK = 500  # numbers in one question to the database
LISTS = ("lead", "support", "responsible")


def visible(draft: Draft) -> QuerySet[Item]:
    """The draft's items but those merged away or dropped, in the order of the text."""
    return Item.objects.everywhere(WHY).filter(draft=draft).exclude(decision__in=HIDDEN)


def problems_of(draft: Draft, item: Item) -> list[str]:
    """Why this item could not be part of a programme as it stands; empty when it could."""
    return problems(item.kind, item.payload, draft.text[item.start : item.end])


def problems(kind: str, payload: dict[str, Any], quote: str) -> list[str]:
    if kind == "document":
        known = payload.get("field") in (*PARTICULARS, CITE)
        said = payload.get("value") or payload.get("number")
        return [] if known and said else ["内容是空的。请填上，或驳回这一项。"]
    if not quote:
        return ["它在文中没有位置。请驳回，再从原文选取后补充。"]
    alone = {**payload, "section": None} if kind != "section" else payload
    told = as_reading([Decided("X01", kind, 0, len(quote), alone)], quote)
    try:
        kernel.programme_from_reading(told, "one", "100000", quote)
    except kernel.ProgrammeError as error:
        return [f"{each.what}；{each.mend}" for each in error.problems]
    return []


def _fit(draft: Draft, item: Item) -> None:
    if found := problems_of(draft, item):
        raise DraftError(f"{item.key} 还不能采纳：{'；'.join(found)}。请先改正。")


def _yes(item: Item) -> str:
    """How an item is taken: as it was read, as a person corrected it, or as a person added it."""
    if item.original is None:
        return Decision.ADDED
    return Decision.CORRECTED if differs(item.kind, item.original, item.payload) else Decision.ACCEPTED


def accept(actor: Actor, item: Item, version: int, *, code: str | None = None, variant: str = "") -> Item:
    """Take the item as it stands; ``code`` binds a figure to that indicator (empty: to none)."""
    with change(actor, item.draft, "accept") as made:
        now = made.item(item.pk, version)
        if code is not None and now.kind == "figure":
            now.payload = {**now.payload, "code": code or None, "variant": variant or None}
        if now.attention == Attention.GONE:
            raise DraftError(
                f"{now.key} 的原句已不在文中，不能采纳。请从现在的原文选取后补充，再驳回这一项。"
            )
        _fit(item.draft, now)
        made.decide(now, _yes(now))
        # Looked at: what the new reading has instead was seen and not taken.
        now.attention, now.proposal = "", None
    return now


def correct(
    actor: Actor,
    item: Item,
    version: int,
    payload: dict[str, Any],
    *,
    start: int | None = None,
    end: int | None = None,
) -> Item:
    """Put what a person says in the place of what was read."""
    with change(actor, item.draft, "correct") as made:
        now = made.item(item.pk, version)
        now.payload = {name: payload.get(name) for name in FIELDS[now.kind]}
        if start is not None and end is not None:
            _inside(item.draft, start, end)
            now.start, now.end = start, end
            if now.attention == Attention.GONE:
                now.attention = ""
        _fit(item.draft, now)
        made.decide(now, Decision.CORRECTED if now.original is not None else Decision.ADDED)
        if now.attention != Attention.GONE:
            now.attention, now.proposal = "", None
    return now


def reject(actor: Actor, item: Item, version: int, reason: str = "") -> Item:
    with change(actor, item.draft, "reject") as made:
        now = made.item(item.pk, version)
        made.decide(now, Decision.REJECTED, reason)
        now.attention, now.proposal = "", None
    return now


def reopen(actor: Actor, item: Item, version: int) -> Item:
    with change(actor, item.draft, "reopen") as made:
        now = made.item(item.pk, version)
        made.decide(now, Decision.OPEN)
    return now


def take_proposal(actor: Actor, item: Item, version: int) -> Item:
    """What the new reading says stands from now on, accepted."""
    with change(actor, item.draft, "take") as made:
        now = made.item(item.pk, version)
        if now.proposal is None:
            raise DraftError(f"{now.key} 没有待看的新读取。请刷新页面。")
        now.payload = {
            **now.proposal["payload"],
            **{name: now.payload[name] for name in BOUND if name in now.payload},
        }
        now.start, now.end = now.proposal["start"], now.proposal["end"]
        now.attention, now.proposal = "", None
        _fit(item.draft, now)
        made.decide(now, Decision.ACCEPTED)
    return now


def add(actor: Actor, draft: Draft, kind: str, start: int, end: int, payload: dict[str, Any]) -> Item:
    """A thing that the reader missed, from a passage that a person marked."""
    if kind not in FIELDS:
        raise DraftError("没有这种类别。请从所列的类别中选择。")
    with change(actor, draft, "add") as made:
        if kind != "document" or end > start:
            _inside(draft, start, end)
        item = Item(
            kind=kind, start=start, end=end, payload={n: payload.get(n) for n in FIELDS[kind]}, rule="person"
        )
        item.draft = draft
        item.key = "新项"
        _fit(draft, item)
        made.decide(item, Decision.ADDED)
        made.add(item)
    return item


def _inside(draft: Draft, start: int, end: int) -> None:
    if not 0 <= start < end <= len(draft.text):
        raise DraftError("选取的范围不在文中。请在原文里重新选取。")
    if not draft.text[start:end].strip():
        raise DraftError("选取的只有空白。请在原文里选取有字的一段。")


def merge(actor: Actor, item: Item, version: int, other: Item, other_version: int) -> Item:
    """Two neighbours of a kind become one passage, to be decided on again; the second is part of the first."""
    with change(actor, item.draft, "merge") as made:
        first, second = made.item(item.pk, version), made.item(other.pk, other_version)
        if first.kind != second.kind:
            raise DraftError(
                f"{first.key} 是{first.get_kind_display()}，{second.key} 是{second.get_kind_display()}，不能合并。"
                "请选同一类的两项。"
            )
        if first.decision in HIDDEN or second.decision in HIDDEN:
            raise DraftError("其中一项已经并入他项或撤去。请刷新页面。")
        low, high = sorted((first, second), key=lambda i: (i.start, -i.end, i.pk))
        between = visible(item.draft).filter(kind=first.kind, start__gt=low.start, start__lt=high.start)
        if (other_one := between.exclude(decision=Decision.REJECTED).first()) is not None:
            raise DraftError(f"{low.key} 和 {high.key} 之间还有 {other_one.key}，不是相邻的两项，不能合并。")
        placed = [i for i in (first, second) if i.end > i.start]
        if placed:
            first.start, first.end = min(i.start for i in placed), max(i.end for i in placed)
        first.payload = _joined(first.payload, second.payload)
        first.steps = [*first.steps, "merged"]
        made.decide(first, Decision.OPEN)
        made.decide(second, Decision.MERGED, f"并入 {first.key}")
    return first


def _joined(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """The first payload with its gaps filled from the second; names of units from both."""
    found = {name: one[name] if one.get(name) not in (None, "", []) else other.get(name) for name in one}
    for name in LISTS:
        if name in found:
            found[name] = list(dict.fromkeys([*(one.get(name) or []), *(other.get(name) or [])]))
    return found


def split(actor: Actor, item: Item, version: int, at: int) -> tuple[Item, Item]:
    """Cut the passage before character ``at`` of it; both halves are to be decided on."""
    with change(actor, item.draft, "split") as made:
        first = made.item(item.pk, version)
        cut = first.start + at
        if not first.start < cut < first.end:
            raise DraftError("拆分点不在原句之内。请选原句中间的一处。")
        second = Item(
            kind=first.kind, start=cut, end=first.end, rule=first.rule, steps=[*first.steps, "split"],
            doubts=first.doubts, confidence=first.confidence, payload=first.payload,
        )  # fmt: skip
        first.end = cut
        first.steps = [*first.steps, "split"]
        for half in (first, second):
            read = read_passage(item.draft.text, half.start, half.end, half.kind)
            if read is not None:
                half.payload = {**half.payload, **{n: v for n, v in read.payload.items() if n != "section"}}
        made.decide(first, Decision.OPEN)
        made.add(second)
    return first, second


def read_passage(text: str, start: int, end: int, kind: str) -> Found | None:
    """What the reader makes of one passage alone: its first thing of ``kind``, placed in the whole text."""
    passage = text[start:end]
    try:
        rows = found_in(reading.read(passage), passage)
    except reading.ReadingError:
        return None
    for row in rows:
        if row.kind == kind and row.end > row.start:
            return Found(
                kind, start + row.start, start + row.end, row.payload, row.rule, row.steps, row.doubts
            )
    return None


def section_at(draft: Draft, start: int) -> str | None:
    """The path of the heading above a place: of those that count, the nearest before it."""
    above = visible(draft).filter(kind="section", start__lte=start).exclude(decision=Decision.REJECTED)
    nearest = above.order_by("-start", "-id").first()
    return None if nearest is None else nearest.payload.get("path")


# -- many at once, and back again --------------------------------------------------------------------


def accept_certain(actor: Actor, draft: Draft) -> tuple[int, list[str]]:
    """Accept every open item the reader is certain of; (how many, keys of those that did not fit a programme)."""
    return _accept_many(
        actor, draft, "accept_certain", visible(draft).filter(confidence__gte=reading.CERTAIN)
    )


def accept_all(actor: Actor, draft: Draft) -> tuple[int, list[str]]:
    """Accept every open item, certain or not: for scripts that say so on purpose."""
    return _accept_many(actor, draft, "accept_all", visible(draft))


def _accept_many(actor: Actor, draft: Draft, action: str, wanted: QuerySet[Item]) -> tuple[int, list[str]]:
    actor.need("programme.review").require(draft.region_id)
    with transaction.atomic():
        lock(draft)
        made = Change(actor, draft, action)
        left, now = [], timezone.now()
        for item in wanted.filter(decision=Decision.OPEN, attention=""):
            item.draft = draft
            if problems_of(draft, item):
                left.append(item.key)
                continue
            made.before[item.pk], made.items[item.pk] = state(item), item
            item.decision, item.decided_by, item.decided_at = _yes(item), actor.name, now
            item.version, item.revision = item.version + 1, draft.revision
        taken = list(made.items.values())
        if not taken:
            return 0, left
        for decision in TAKEN:
            own = [item.pk for item in taken if item.decision == decision]
            for n in range(0, len(own), CHUNK):
                Item._plain.filter(pk__in=own[n : n + CHUNK]).update(
                    decision=decision, decided_by=actor.name, decided_at=now, version=F("version") + 1,
                    revision=draft.revision,
                )  # fmt: skip
        remember(made)
        keys = [item.key for item in taken]
        write(actor, about(draft, f"draft.{action}", after={"accepted": keys, "left_open": left}))
    return len(taken), left


def undo(actor: Actor, draft: Draft) -> Step:
    """Take back this person's last step, unless somebody has changed one of its items since."""
    with change(actor, draft, "undo") as made:
        mine = Step.objects.everywhere(WHY).filter(draft=draft, undone=False).exclude(action="undo")
        step = mine.filter(user=actor.user) if actor.user else mine.filter(user=None, by=actor.name)
        last = step.first()
        if last is None:
            raise DraftError("没有可以撤销的动作。")
        touched = Item.objects.everywhere(WHY).filter(draft=draft).in_bulk([int(pk) for pk in last.before])
        for pk, was in last.before.items():
            item = made.take(touched[int(pk)])
            if item.version != last.versions[pk]:
                newer = last_change(item)
                raise Conflict(item, newer.by if newer else "", newer.at if newer else None)
            if was is None:
                made.decide(item, Decision.DROPPED, "补充或拆分已撤销")
            else:
                restore(item, was)
        last.undone = True
        last.save(update_fields=["undone"])
        _rest_on(list(mine.exclude(pk=last.pk)), last, made)
    return last


def _rest_on(earlier: list[Step], last: Step, made: Change) -> None:
    """The steps before the one taken back rest on the versions that come of it, so that they too can be taken back."""
    loose = {pk: was["version"] for pk, was in last.before.items() if was is not None}
    for step in earlier:
        touched = [pk for pk in loose if pk in step.versions]
        for pk in touched:
            if step.versions[pk] == loose.pop(pk):
                step.versions[pk] = made.items[int(pk)].version + 1
        if touched:
            step.save(update_fields=["versions"])
        if not loose:
            return
