"""Drafting, issuing, answering: every write with its trail, old versions kept, dues for those who must answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.answering import answering_units
from zhiheng.frame.people.models import Unit
from zhiheng.frame.regions.models import Region
from zhiheng.frame.trail.chain import about, write, write_many
from zhiheng.kernels.methods.cascading import Join, Way
from zhiheng.kernels.methods.numbers import exact, known
from zhiheng.records.cascade import asking
from zhiheng.records.cascade.models import Answer, Axis, Breakdown, Share, Status
from zhiheng.records.cascade.wholes import checked, years_in_force
from zhiheng.records.programmes.models import Target

WHY = "versions of a breakdown whose making is allowed already"
CARRIED = (
    "state", "owner_id", "note", "wanted", "answered_by", "answered_at", "reply", "replied_by", "replied_at"
)  # fmt: skip


class CascadeError(ValueError):
    """A step that cannot be taken, with what is wrong and how to mend it."""


@dataclass(frozen=True)
class Row:
    """One row to be stored: a year, a region or a unit, or a region's or unit's year."""

    value: Decimal | None
    value_max: Decimal | None = None
    year: str = ""
    region: Region | None = None
    unit: Unit | None = None
    base: Decimal | None = None
    weight: Decimal | None = None
    by_hand: bool = False


def versions(target: Target, axis: str, parent: Share | None = None) -> list[Breakdown]:
    """Every version of one division, the newest first."""
    found = Breakdown.objects.everywhere(WHY).filter(target=target, axis=axis, parent=parent)
    return list(found.order_by("-number"))


def draft(
    actor: Actor,
    target: Target,
    axis: str,
    rows: Sequence[Row],
    *,
    parent: Share | None = None,
    join: Join,
    method: Way,
    pace: str = "",
    basis: str = "",
    baseline: Decimal | None = None,
    reason: str = "",
    synthetic: bool = False,
) -> Breakdown:
    """Store a draft, in place of an earlier one of the same division. Nothing is asked of anybody yet.

    Raises CascadeError for no rows, PermissionDenied where the actor may not divide.
    """
    region = parent.region if parent is not None else target.programme.region
    actor.need("cascade.edit").require(region.code)
    if not rows:
        raise CascadeError("没有可以分解到的年度、地区或单位。请先选好分解方向。")
    if parent is not None and not _in_force(parent):
        raise CascadeError("上级下达的份额已有新版本。请回到“本级承担的指标”重新打开。")
    given = parent.value if parent is not None else exact(target.value)
    if given is None:
        raise CascadeError("所分解的份额没有数，不能再分解。")
    with transaction.atomic():
        _alone(target)
        known_ = Breakdown.objects.everywhere(WHY).filter(target=target, axis=axis, parent=parent)
        known_.filter(status=Status.DRAFT).delete()
        number = (known_.aggregate(last=Max("number"))["last"] or 0) + 1
        made = Breakdown(
            target=target, parent=parent, region=region, axis=axis, join=join, method=method, pace=pace,
            basis=basis[:120], whole=given,
            whole_max=parent.value_max if parent is not None else known(target.value_max),
            baseline=baseline, number=number, reason=reason[:200], made_by=actor.name[:150], synthetic=synthetic,
        )  # fmt: skip
        made.save()
        Share._plain.bulk_create(
            Share(
                breakdown=made, order=order, year=row.year, region=row.region or (row.unit.region if row.unit else region),
                unit=row.unit, value=row.value, value_max=row.value_max, base=row.base, weight=row.weight,
                by_hand=row.by_hand, synthetic=synthetic,
            )
            for order, row in enumerate(rows)
        )  # fmt: skip
        write(actor, about(made, "cascade.draft", after=_told(made, rows)))
    return made


def _alone(target: Target) -> None:
    """One at a time: two who divide the same target take turns, so that versions are numbered and replaced in order."""
    Target._plain.select_for_update().filter(pk=target.pk).values_list("pk", flat=True).first()


def _in_force(share: Share) -> bool:
    found = Breakdown.objects.everywhere(WHY).filter(pk=share.breakdown_id, status=Status.ISSUED)
    return found.exists()


def discard(actor: Actor, breakdown: Breakdown) -> None:
    """Throw a draft away."""
    actor.need("cascade.edit").require(breakdown.region_id)
    if breakdown.status != Status.DRAFT:
        raise CascadeError("已经下达的分解不能删除，只能下达新版本。")
    with transaction.atomic():
        write(actor, about(breakdown, "cascade.discard", before={"number": breakdown.number}))
        breakdown.delete()


def issue(actor: Actor, breakdown: Breakdown, due_on: dt.date, reason: str = "") -> Breakdown:
    """Put a draft in force: the version before it is kept as superseded, its answers stay with what did not change,
    and those whose share is new or changed are asked to answer by ``due_on``.

    Raises CascadeError when the parts do not make the whole, or a changed version gives no reason.
    """
    actor.need("cascade.edit").require(breakdown.region_id)
    reason = (reason or breakdown.reason).strip()[:200]
    with transaction.atomic():
        _alone(breakdown.target)
        held = Breakdown._plain.select_for_update().get(pk=breakdown.pk)
        if held.status != Status.DRAFT:
            raise CascadeError("这一版已经下达过了。请刷新后再看。")
        shares = list(
            Share.objects.everywhere(WHY).filter(breakdown=breakdown).select_related("region", "unit")
        )
        years = years_in_force(breakdown.target, breakdown.parent) if breakdown.pace else {}
        sums = checked(breakdown, shares, years)
        if not sums.ok:
            faults = [c.words for c in sums.whole if not c.ok] + [f"{n}：{c.words}" for n, c in sums.rows]
            raise CascadeError(f"各份合不成总数，没有下达：{'；'.join(faults[:4])}。请改好再下达。")
        before = (
            Breakdown.objects.everywhere(WHY)
            .filter(
                target=breakdown.target, axis=breakdown.axis, parent=breakdown.parent, status=Status.ISSUED
            )
            .first()
        )
        if before is not None and not reason:
            raise CascadeError("已有下达的版本，下达新版本要写明理由。")
        asked = _carry(breakdown, before, shares)
        now = timezone.now()
        if before is not None:
            before.status = Status.SUPERSEDED
            before.save(update_fields=["status"])
        held.status, held.reason, held.due_on = Status.ISSUED, reason, due_on
        held.issued_by, held.issued_at = actor.name[:150], now
        held.save(update_fields=["status", "reason", "due_on", "issued_by", "issued_at"])
        Share._plain.bulk_update(shares, list(CARRIED), batch_size=200)
        asking.ask(actor, breakdown, asked, due_on)
        write(
            actor,
            about(
                held,
                "cascade.issue",
                before={"number": before.number} if before else None,
                after={"number": held.number, "due_on": due_on, "shares": len(shares), "asked": len(asked)},
                note=reason,
            ),
        )
    breakdown.refresh_from_db()
    return breakdown


def _carry(breakdown: Breakdown, before: Breakdown | None, shares: Sequence[Share]) -> list[Share]:
    """Take over the answers to what did not change; gives the shares that must be answered anew."""
    old: dict[str, Share] = {}
    if before is not None:
        rows = list(Share.objects.everywhere(WHY).filter(breakdown=before))
        old = {s.place: s for s in rows if not s.year}
        ways = _ways(rows)
    if breakdown.axis == Axis.YEAR:
        return []
    new = _ways(shares)
    owners = answering_units([s.region for s in shares if s.unit is None and not s.year])
    asked = []
    for share in shares:
        if share.year:
            continue
        share.owner = share.unit or owners[share.region_id]
        share.state = Answer.PROPOSED
        known_ = old.get(share.place)
        if known_ is None:
            asked.append(share)
            continue
        # What the place itself has divided goes on with the new row, whether its value changed or not.
        Breakdown.objects.everywhere(WHY).filter(parent=known_).update(parent=share)
        if new[share.place] == ways[share.place]:
            for name in CARRIED:
                setattr(share, name, getattr(known_, name))
        else:
            asked.append(share)
    return asked


def _ways(shares: Iterable[Share]) -> dict[str, list[tuple[str, Decimal | None, Decimal | None]]]:
    """Place -> all it is asked for, its years too."""
    found: dict[str, list[tuple[str, Decimal | None, Decimal | None]]] = {}
    for s in sorted(shares, key=lambda s: s.year):
        found.setdefault(s.place, []).append((s.year, s.value, s.value_max))
    return found


# -- answers ----------------------------------------------------------------------------------------


def may_answer(actor: Actor, share: Share) -> bool:
    """Whether ``actor`` speaks for whom the share was given to: the region's own office, or the unit itself.

    Who gave it out may not confirm it in their stead, though the region lies in their territory.
    """
    scope = actor.scope("cascade.confirm")
    if actor.machine or (actor.user is not None and actor.user.is_superuser):
        return bool(scope)
    own = {post.unit_id for post in actor.posts}
    if share.unit_id is not None:
        return share.unit_id in own and scope.covers(share.region_id, None, share.unit_id)
    return any(r.prefix == share.region.prefix and r.unit is None for r in scope.reaches)


def confirm(actor: Actor, shares: Sequence[Share]) -> int:
    """Confirm all of ``shares``; those confirmed already are left alone. Gives how many."""
    return len(_answer(actor, shares, Answer.CONFIRMED, "", None))


def object_to(actor: Actor, share: Share, note: str, wanted: Decimal | None = None) -> None:
    """Say no, with the reason and, if there is one, the number that could be borne."""
    if not note.strip():
        raise CascadeError(f"对“{share}”的份额提出异议，要写明理由。")
    if wanted is not None and wanted < 0:
        raise CascadeError("建议数不能是负数。")
    _answer(actor, [share], Answer.OBJECTED, note.strip()[:300], wanted)


def _answer(
    actor: Actor, shares: Sequence[Share], state: Answer, note: str, wanted: Decimal | None
) -> list[Share]:
    if any(not may_answer(actor, s) for s in shares):
        raise PermissionDenied("这份指标不是下达给您的单位或地区的，不能代为答复。")
    with transaction.atomic():
        rows = list(
            Share._plain.select_for_update(of=("self",))
            .filter(pk__in=[s.pk for s in shares])
            .select_related("breakdown", "breakdown__target", "region", "unit", "owner")
            .order_by("pk")
        )
        changed, events = [], []
        for row in rows:
            if row.breakdown.status != Status.ISSUED:
                raise CascadeError(f"“{row}”的份额已有新版本。请刷新后再答复。")
            if row.state == state and state == Answer.CONFIRMED:
                continue
            if row.state not in {Answer.PROPOSED, Answer.OBJECTED} or row.replied_at:
                raise CascadeError(f"“{row}”的份额{row.get_state_display()}，不用再答复。")
            before = {"state": row.state, "value": row.value}
            row.state, row.note, row.wanted = state, note, wanted
            row.answered_by, row.answered_at = actor.name[:150], timezone.now()
            row.save(update_fields=["state", "note", "wanted", "answered_by", "answered_at"])
            after = {"state": row.state, "value": row.value, "wanted": row.wanted}
            action = "cascade.confirm" if state == Answer.CONFIRMED else "cascade.object"
            events.append(about(row, action, before=before, after=after, note=note))
            changed.append(row)
        write_many(actor, events)
        asking.settle(actor, changed)
    return changed


def keep(actor: Actor, share: Share, reason: str) -> None:
    """Answer an objection: the share stays as it is, and why. To meet it, issue a new version instead."""
    actor.need("cascade.edit").require(share.breakdown.region_id)
    if not reason.strip():
        raise CascadeError("不采纳异议要写明理由。")
    with transaction.atomic():
        row = Share._plain.select_for_update(of=("self",)).select_related("breakdown", "region", "unit").get(pk=share.pk)  # fmt: skip
        if row.state != Answer.OBJECTED or row.breakdown.status != Status.ISSUED:
            raise CascadeError(f"“{row}”现在没有待答复的异议。请刷新后再看。")
        row.state, row.reply = Answer.KEPT, reason.strip()[:300]
        row.replied_by, row.replied_at = actor.name[:150], timezone.now()
        row.save(update_fields=["state", "reply", "replied_by", "replied_at"])
        write(
            actor,
            about(row, "cascade.keep", before={"state": Answer.OBJECTED}, after={"state": row.state}, note=row.reply),
        )  # fmt: skip
        asking.tell(row)


# -- history ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """One place (or year) whose share is another than in the version before; None: it was not there."""

    share: Share
    before: Decimal | None
    after: Decimal | None


def differences(old: Sequence[Share], new: Sequence[Share]) -> list[Difference]:
    """What changed from one version's rows to the next's, in their order; places left out at the end."""

    def key(s: Share) -> tuple[str, str]:
        return s.place, s.year

    before, after = {key(s): s for s in old}, {key(s): s for s in new}
    found = []
    for k, s in after.items():
        was = before.get(k)
        if was is None or (was.value, was.value_max) != (s.value, s.value_max):
            found.append(Difference(s, was.value if was else None, s.value))
    return found + [Difference(s, s.value, None) for k, s in before.items() if k not in after]


def _told(made: Breakdown, rows: Sequence[Row]) -> dict[str, object]:
    return {
        "target": made.target.key,
        "axis": made.axis,
        "number": made.number,
        "method": made.method,
        "whole": made.whole,
        "rows": [
            [r.year or (r.unit.key if r.unit else r.region.code if r.region else ""), r.value] for r in rows
        ],
    }
