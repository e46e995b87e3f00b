"""From a document to a draft; and from a later reading, or a corrected document, to the same draft again."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.db import transaction

from zhiheng.frame.evidence import store
from zhiheng.frame.evidence.office import open_file
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.regions.models import Region
from zhiheng.frame.trail.chain import about, write
from zhiheng.kernels import programmes as kernel
from zhiheng.kernels import reading
from zhiheng.records.drafts.found import Found, Numbering, found_in, reader_version
from zhiheng.records.drafts.merging import Held, Outcome, merge
from zhiheng.records.drafts.models import Attention, Decision, Draft, Item, Round, Step
from zhiheng.records.drafts.writing import SAVED, WHY, DraftError, lock
from zhiheng.records.programmes.models import Obligation, Programme, Target

ATTENTION: Mapping[str, str] = {
    "differs": Attention.DIFFERS,
    "unread": Attention.UNREAD,
    "gone": Attention.GONE,
}


@dataclass(frozen=True)
class Opened:
    """A document as text, with its digest and what was read in it."""

    text: str
    sha256: str
    notes: tuple[str, ...]
    found: list[Found]


def read_document(data: bytes, filename: str) -> Opened:
    """Open and read. Raises DocumentError or ReadingError, both with words for users."""
    opened = open_file(data, filename)
    # No database keeps a NUL; one character for another moves nothing.
    text = opened.text.replace("\0", "\ufffd")
    read = reading.read(text, name=filename)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Opened(text, digest, (*opened.notes, *read.warnings), found_in(read, text))


def open_draft(
    actor: Actor, data: bytes, filename: str, *, key: str, region: str, synthetic: bool = False
) -> Draft:
    """A new draft of a document, everything in it still to be decided.

    Raises DraftError when the key is taken, PermissionDenied outside the actor's territory, and what
    :func:`read_document` raises.
    """
    place = Region.objects.filter(code=region).first()
    if place is None:
        raise DraftError(f"区划 {region} 不在区划表里。请先载入行政区划，或改正代码。")
    actor.need("programme.review").require(region)
    free(actor, key)
    opened = read_document(data, filename)
    title = next((f.payload["value"] for f in opened.found if f.payload.get("field") == "title"), None)
    name = PurePath(filename.replace("\\", "/")).name[-200:]
    file = store.keep(data, name)
    with transaction.atomic():
        draft = Draft(
            key=key, name=(title or PurePath(name).stem)[:200], region=place, file=file, filename=name,
            text=opened.text, text_sha256=opened.sha256, reader=reader_version(), notes=list(opened.notes),
            synthetic=synthetic, made_by=actor.name,
        )  # fmt: skip
        draft.save()
        Item._plain.bulk_create(_items(draft, opened.found), batch_size=500)
        counts = dict(Counter(f.kind for f in opened.found))
        _round(actor, draft, counts)
        after = {"key": key, "file": file.sha256, "text": draft.text_sha256, "reader": draft.reader, **counts}
        write(actor, about(draft, "draft.open", after=after))
    return draft


def free(actor: Actor, key: str) -> None:
    """Raises DraftError when ``key`` cannot be that of a new draft."""
    if key in kernel.catalogue_keys():
        raise DraftError(f"标识 {key} 是随程序带的方案，已经核对过。请换一个标识。")
    if Draft.objects.everywhere("keys are unique everywhere").filter(key=key).exists():
        raise DraftError(f"标识 {key} 已有审读稿。请到那份审读稿上传改正后的文件，或换一个标识。")
    known = Programme.objects.everywhere("keys are unique everywhere").filter(key=key).first()
    if known is not None and not actor.scope("programme.load").covers(known.region_id):
        raise DraftError(f"标识 {key} 已被别的地区的方案使用。请换一个。")


def _round(actor: Actor, draft: Draft, counts: dict[str, int]) -> None:
    Round.objects.create(
        draft=draft, file=draft.file, filename=draft.filename, text_sha256=draft.text_sha256, reader=draft.reader,
        by=actor.name, counts=counts,
    )  # fmt: skip


def _items(draft: Draft, found: Sequence[Found]) -> list[Item]:
    """Rows for what was read. Where the programme stands already, a target of it that says the same lends its key,
    and no other gets one of its keys: what hangs on a target must not come to hang on another."""
    held = _held_keys(draft.key)
    numbers = Numbering.after([*held.values()])
    items = []
    for each in found:
        key = held.pop(_sense(each.kind, each.payload), None) or numbers.next(each.kind)
        items.append(item_of(draft, each, key))
    return items


def item_of(draft: Draft, each: Found, key: str) -> Item:
    return Item(
        draft=draft, key=key, kind=each.kind, start=each.start, end=each.end, payload=each.payload,
        original=each.payload, rule=each.rule, steps=list(each.steps), doubts=list(each.doubts),
        confidence=each.confidence, revision=draft.revision,
    )  # fmt: skip


def _held_keys(key: str) -> dict[tuple[Any, ...], str]:
    why = "keys of the programme a draft will become"
    held: dict[tuple[Any, ...], str] = {}
    for t in Target.objects.everywhere(why).filter(programme__key=key):
        held[("figure", t.kind, t.indicator_name, t.op, t.value, t.by)] = t.key
    for o in Obligation.objects.everywhere(why).filter(programme__key=key):
        held[("obligation", o.who, o.what, o.recurs, o.due)] = o.key
    return held


def _sense(kind: str, payload: Mapping[str, Any]) -> tuple[Any, ...]:
    if kind == "figure":
        by = payload["by"] or ""
        return (kind, payload["kind"], payload["indicator"], payload["op"], float(payload["value"]), by)
    if kind == "obligation":
        return (kind, payload["who"] or "", payload["what"], payload["recurs"] or "", payload["due"] or "")
    return ()


# -- again -------------------------------------------------------------------------------------------


def read_again(actor: Actor, draft: Draft, data: bytes | None = None, filename: str = "") -> dict[str, int]:
    """Read the kept file, or a corrected one, with the reader of today; people's decisions stay.

    Returns how many items came out how (see :mod:`zhiheng.records.drafts.merging`), and ``new``. Steps from before
    cannot be taken back any more: the places they knew may be others now.
    """
    actor.need("programme.review").require(draft.region_id)
    given = content(draft) if data is None else data
    name = PurePath((filename or draft.filename).replace("\\", "/")).name[-200:]
    opened = read_document(given, name)
    file = store.keep(given, name)
    with transaction.atomic():
        lock(draft)
        old = (
            Draft.objects.everywhere("one draft by its number")
            .values_list("text", flat=True)
            .get(pk=draft.pk)
        )
        items = [
            i for i in Item.objects.everywhere(WHY).filter(draft=draft) if i.decision != Decision.DROPPED
        ]
        joined = merge(old, opened.text, [held(i) for i in items], opened.found)
        by_key = {item.key: item for item in items}
        for outcome in joined.outcomes:
            _apply(by_key[outcome.key], outcome, draft.revision)
        numbers = Numbering.after(
            Item.objects.everywhere(WHY).filter(draft=draft).values_list("key", flat=True)
        )
        new = [item_of(draft, each, numbers.next(each.kind)) for each in joined.new]
        Item._plain.bulk_create(new, batch_size=500)
        before = {"text": draft.text_sha256, "reader": draft.reader}
        draft.text, draft.text_sha256, draft.notes = opened.text, opened.sha256, list(opened.notes)
        draft.reader, draft.file, draft.filename = reader_version(), file, name
        draft.save(update_fields=["text", "text_sha256", "notes", "reader", "file", "filename"])
        Step.objects.everywhere(WHY).filter(draft=draft, undone=False).update(undone=True)
        counts: dict[str, int] = dict(Counter(str(o.came) for o in joined.outcomes))
        counts["new"] = len(new)
        _round(actor, draft, counts)
        after = {"text": draft.text_sha256, "reader": draft.reader, "file": file.sha256, **counts}
        write(actor, about(draft, "draft.read_again", before=before, after=after))
    return counts


def content(draft: Draft) -> bytes:
    """The original file, checked against its hash."""
    path = store.path_of(draft.file_id)
    if not path.exists():
        raise DraftError(f"原件“{draft.filename}”不在存储中。请从备份恢复，或重新上传。")
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != draft.file_id:
        raise DraftError(
            f"原件“{draft.filename}”的内容与登记的摘要不符，可能损坏。请从备份恢复，或重新上传。"
        )
    return data


def held(item: Item) -> Held:
    """An item as the three-way merge sees it."""
    return Held(
        item.key, item.kind, item.start, item.end, item.original, item.payload,
        decided=item.decision != Decision.OPEN,
        rejected=item.decision in (Decision.REJECTED, Decision.MERGED),
    )  # fmt: skip


def _apply(item: Item, outcome: Outcome, revision: int) -> None:
    """Bring an item to its outcome, and write what changed of it."""
    before = {name: getattr(item, name) for name in SAVED}
    item.start, item.end, item.payload = outcome.start, outcome.end, outcome.payload
    if item.decision != Decision.MERGED:
        item.attention = ATTENTION.get(outcome.came, "")
    read = outcome.read
    item.proposal = None
    if read is not None:
        if outcome.came == "differs" and item.decision != Decision.MERGED:
            item.proposal = {"payload": read.payload, "start": read.start, "end": read.end, "rule": read.rule}
        if item.original is not None:
            item.original = read.payload
        item.rule, item.steps, item.doubts = read.rule, list(read.steps), list(read.doubts)
        item.confidence = read.confidence
    elif outcome.came == "dropped":
        item.decision, item.reason = Decision.DROPPED, "新的读取不再读出这一项"
    changed = {name: getattr(item, name) for name, value in before.items() if getattr(item, name) != value}
    if changed:
        Item._plain.filter(pk=item.pk).update(**changed, version=item.version + 1, revision=revision)
