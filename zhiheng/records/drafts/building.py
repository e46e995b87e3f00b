"""From what people took to the programme: only accepted, corrected and added items go in."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.trail.chain import about, write
from zhiheng.kernels import programmes as kernel
from zhiheng.records.drafts.deciding import visible
from zhiheng.records.drafts.found import Decided, as_reading
from zhiheng.records.drafts.models import TAKEN, Attention, Decision, Draft, DraftState
from zhiheng.records.drafts.writing import DraftError, lock
from zhiheng.records.programmes import binding
from zhiheng.records.programmes.loading import Loaded, load
from zhiheng.records.programmes.models import Programme


@dataclass(frozen=True)
class InForce:
    """The programme, how many items it came from, and how many stay out: open ones, and those whose sentence is gone."""

    loaded: Loaded
    taken: int
    open: int
    gone: int


def programme_of(draft: Draft) -> kernel.Programme:
    """The programme that the draft's taken items make. Raises ProgrammeError with every fault."""
    taken = visible(draft).filter(decision__in=TAKEN).exclude(attention=Attention.GONE)
    decided = [Decided(i.key, i.kind, i.start, i.end, i.payload) for i in taken]
    told = as_reading(decided, draft.text, draft.notes)
    told["document"].setdefault("title", draft.name)
    return kernel.programme_from_reading(told, draft.key, draft.region_id, draft.text)


def put_in_force(actor: Actor, draft: Draft) -> InForce:
    """Load what was taken as the programme ``draft.key``; what is still open stays open, and out of it.

    Raises DraftError when nothing was taken yet, ProgrammeError or LoadError (what rests on a target that would go).
    """
    actor.need("programme.load").require(draft.region_id)
    with transaction.atomic():
        lock(draft)
        draft.refresh_from_db()
        told = tally(draft)
        taken = sum(told[d] for d in TAKEN)
        if not taken:
            raise DraftError("还没有采纳任何一项，没有可以生效的内容。请先采纳，或“采纳全部有把握的”。")
        gone = visible(draft).filter(decision__in=TAKEN, attention=Attention.GONE).count()
        loaded = load(actor, programme_of(draft), draft.text)
        _bind(actor, draft, loaded.programme)
        draft.state, draft.force_revision, draft.force_at = (
            DraftState.IN_FORCE,
            draft.revision,
            timezone.now(),
        )
        draft.save(update_fields=["state", "force_revision", "force_at"])
        after = {"programme": draft.key, "taken": taken - gone, "open": told[Decision.OPEN], "gone": gone}
        write(actor, about(draft, "draft.force", after=after))
    return InForce(loaded, taken - gone, told[Decision.OPEN], gone)


def _bind(actor: Actor, draft: Draft, programme: Programme) -> None:
    """Indicators confirmed here since the last time stand as confirmed there; later ones confirmed there stay."""
    since = visible(draft).filter(decision__in=TAKEN, kind="figure", revision__gt=draft.force_revision or 0)
    confirmed = [
        binding.Decision(i.key, i.payload["code"], i.payload.get("variant") or "", "审读时确认")
        for i in since.exclude(attention=Attention.GONE)
        if i.payload.get("code")
    ]
    if confirmed:
        binding.bind(actor, programme, confirmed)


def tally(draft: Draft) -> dict[str, int]:
    """How many items stand under each decision; every decision has a number."""
    counted = dict(visible(draft).order_by().values_list("decision").annotate(Count("pk")))
    return {decision.value: counted.get(decision.value, 0) for decision in Decision}
