"""Creating, settling, returning and escalating dues."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db import IntegrityError, models, transaction

from zhiheng.frame.dues.models import Due, DueState
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Note
from zhiheng.frame.trail.chain import Event, about, write, write_many

AT_ONCE = 10_000  # subjects named in one query
ATTEMPTS = 3  # a second process that stores the same dues is done by the next one


def batched(ids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


class DueError(ValueError):
    """A due that cannot be moved that way, with the reason."""


def create(actor: Actor, dues: Iterable[Due]) -> list[Due]:
    """Store new dues; those that exist already (same kind, subject, owner, period, region) are left alone, those too
    that another process stores at the same moment."""
    wanted = list(dues)
    for attempt in range(ATTEMPTS):
        new = _unknown(wanted)
        if not new:
            break
        try:
            with transaction.atomic():
                Due._plain.bulk_create(new, batch_size=500)
                write_many(actor, _created(new))
            return new
        except IntegrityError:
            if attempt == ATTEMPTS - 1:
                raise
            for due in new:
                due.pk, due._state.adding = None, True
    return []


def _unknown(wanted: Sequence[Due]) -> list[Due]:
    """Those that are not stored yet, each once."""
    subjects: dict[tuple[str, str], set[str]] = {}
    for due in wanted:
        subjects.setdefault((due.kind, due.subject_type), set()).add(due.subject_id)
    known: set[tuple[object, ...]] = set()
    for (kind, subject_type), ids in subjects.items():
        for part in batched(sorted(ids), AT_ONCE):
            known.update(
                Due.objects.everywhere("uniqueness")
                .filter(kind=kind, subject_type=subject_type, subject_id__in=part)
                .values_list("kind", "subject_type", "subject_id", "owner_id", "period", "region_id")
            )
    new = []
    for due in wanted:
        key = (due.kind, due.subject_type, due.subject_id, due.owner_id, due.period, due.region_id)
        if key not in known:
            known.add(key)
            new.append(due)
    return new


def _created(new: Sequence[Due]) -> list[Event]:
    counts = Counter((due.subject_type, due.subject_id) for due in new)
    return [Event("due.create", kind, pk, after={"dues": n}) for (kind, pk), n in counts.items()]


def hand_in(actor: Actor, due: Due, on: dt.date, result: models.Model | None = None) -> Due:
    """The owner has delivered; the receiver may settle or return it."""
    if due.state not in {DueState.OPEN, DueState.RETURNED}:
        raise DueError(f"“{due.title}”当前是“{due.get_state_display()}”，不能再次报送。")
    return _move(actor, due, DueState.SUBMITTED, "due.hand_in", on=on, result=result)


def settle(actor: Actor, due: Due, on: dt.date, result: models.Model | None = None) -> Due:
    """The matter is closed; a day on which it was handed in before, and not returned since, stays."""
    if due.state in {DueState.CANCELLED, DueState.SETTLED}:
        raise DueError(f"“{due.title}”{due.get_state_display()}，不能再办结。")
    handed_in = due.handed_in_on if due.state == DueState.SUBMITTED else None
    return _move(actor, due, DueState.SETTLED, "due.settle", on=handed_in or on, result=result)


def send_back(actor: Actor, due: Due, reason: str) -> Due:
    """Returned to the owner with a reason; it is owed again."""
    if due.state != DueState.SUBMITTED:
        raise DueError(f"“{due.title}”尚未报送，不能退回。")
    if not reason.strip():
        raise DueError("退回要写明理由。")
    with transaction.atomic():
        _move(actor, due, DueState.RETURNED, "due.return", note=reason)
        Note._plain.create(
            unit_id=due.owner_id, region_id=due.region_id, text=f"“{due.title}”被退回：{reason}"[:300]
        )
    return due


def cancel(actor: Actor, due: Due, reason: str, *, result: models.Model | None = None) -> Due:
    """Nobody owes it any more. ``result``: what made it so, where that was not a person's decision on the due."""
    if not reason.strip():
        raise DueError("撤销要写明理由。")
    if due.state in {DueState.CANCELLED, DueState.SETTLED}:
        raise DueError(f"“{due.title}”{due.get_state_display()}，不能撤销。")
    return _move(actor, due, DueState.CANCELLED, "due.cancel", note=reason, result=result)


def close_all(actor: Actor, closing: Mapping[int, tuple[DueState, str]], on: dt.date) -> int:
    """Settle or cancel many dues at once because of what became of their subjects: ``closing`` gives state and reason
    by due. Those that somebody closed meanwhile are left alone; gives how many were closed.
    """
    done = 0
    with transaction.atomic():
        for part in batched(sorted(map(str, closing)), AT_ONCE):
            standing = list(
                Due._plain.select_for_update()
                .filter(pk__in=part, state__in=[DueState.OPEN, DueState.RETURNED, DueState.SUBMITTED])
                .order_by("pk")
            )
            events = []
            for due in standing:
                state, reason = closing[due.pk]
                before = {"state": due.state, "handed_in_on": due.handed_in_on}
                due.state, due.result_type, due.result_id = state, due.subject_type, due.subject_id
                if state == DueState.SETTLED:
                    due.handed_in_on = due.handed_in_on or on
                after = {"state": due.state, "handed_in_on": due.handed_in_on}
                action = "due.settle" if state == DueState.SETTLED else "due.cancel"
                events.append(about(due, action, before=before, after=after, note=reason))
            Due._plain.bulk_update(
                standing, ["state", "handed_in_on", "result_type", "result_id"], batch_size=500
            )
            write_many(actor, events)
            done += len(standing)
    return done


def postpone(actor: Actor, due: Due, to: dt.date, reason: str = "") -> Due:
    """The day by which it is owed is another one: a time limit extended (or brought forward) by whoever set it."""
    if due.state not in {DueState.OPEN, DueState.RETURNED}:
        raise DueError(f"“{due.title}”{due.get_state_display()}，不用改期限。")
    before = due.due_on
    with transaction.atomic():
        due.due_on, due.opens_on = to, min(due.opens_on, to)
        due.save(update_fields=["due_on", "opens_on"])
        write(
            actor,
            about(due, "due.postpone", before={"due_on": before}, after={"due_on": to}, note=reason),
        )
    return due


def revive(actor: Actor, due: Due, reason: str, due_on: dt.date | None = None) -> Due:
    """What was cancelled or settled is owed again: the reason no longer holds."""
    if due.state not in {DueState.CANCELLED, DueState.SETTLED}:
        raise DueError(f"“{due.title}”没有撤销，不用恢复。")
    if due_on is not None:
        due.due_on, due.opens_on = due_on, min(due.opens_on, due_on)
    due.handed_in_on, due.result_type, due.result_id = None, "", ""
    return _move(actor, due, DueState.OPEN, "due.revive", note=reason)


def remind(actor: Actor, due: Due) -> Due:
    """One step of escalation: a note on the owner's desk, written to the trail."""
    if due.state not in {DueState.OPEN, DueState.RETURNED}:
        raise DueError(f"“{due.title}”已经报送，不用催办。")
    with transaction.atomic():
        due.escalation += 1
        due.save(update_fields=["escalation"])
        text = f"催办({due.escalation})：“{due.title}”应于 {due.due_on} 前完成"
        Note._plain.create(unit_id=due.owner_id, region_id=due.region_id, text=text[:300], address="/desk")
        write(actor, about(due, "due.remind", after={"escalation": due.escalation}))
    return due


def _move(
    actor: Actor,
    due: Due,
    state: str,
    action: str,
    *,
    on: dt.date | None = None,
    result: models.Model | None = None,
    note: str = "",
) -> Due:
    before = {"state": due.state, "handed_in_on": due.handed_in_on}
    was = dict(due.__dict__)
    due.state = state
    if on is not None:
        due.handed_in_on = on
    if result is not None:
        due.result_type, due.result_id = result._meta.label_lower, str(result.pk)
    with transaction.atomic():
        # Two people on the same due: the second is told, and does not overwrite the first.
        found = Due._plain.select_for_update().filter(pk=due.pk).values_list("state", flat=True).first()
        if found != before["state"]:
            due.__dict__.update(was)
            raise DueError(f"“{due.title}”刚被他人办理过。请刷新后再试。")
        due.save()
        after = {"state": due.state, "handed_in_on": due.handed_in_on}
        write(actor, about(due, action, before=before, after=after, note=note))
    return due
