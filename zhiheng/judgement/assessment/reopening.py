"""An approved result reopened for a correction: what was approved is kept as it stood and stays visible."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.trail.chain import about, history, write
from zhiheng.judgement.assessment.models import Round, RoundState, Ruling, Sheet
from zhiheng.judgement.assessment.scoring import AssessmentError


@dataclass(frozen=True)
class Standing:
    """One region then and now; a part of ``now`` is None where it is not scored any more."""

    region: str
    total: Decimal
    grade: str
    rank: int | None
    now: Sheet | None

    @property
    def changed(self) -> bool:
        return self.now is None or (self.now.total, self.now.grade, self.now.rank) != (
            self.total,
            self.grade,
            self.rank,
        )


def reopen(actor: Actor, round_: Round, reason: str) -> Ruling:
    """Open an approved round again so that entries can be corrected, scored and approved anew.

    Whoever may approve may reopen, with a reason. The approved result is kept beside it, and the trail has both.
    Raises PermissionDenied, AssessmentError.
    """
    actor.need("assessment.approve").require(round_.region_id)
    if not reason.strip():
        raise AssessmentError("重新打开已审定的考核要写明理由。")
    with transaction.atomic():
        standing = Round._plain.select_for_update().get(pk=round_.pk)
        if standing.state != RoundState.APPROVED:
            raise AssessmentError("该轮考核没有审定，不用重新打开，可以直接改。")
        approved = next((e for e in history(round_) if e.action == "assessment.approve"), None)
        sheets = Sheet.objects.everywhere("sheets of a round already narrowed").filter(round=round_)
        rows = [
            {"region": s.region_id, "total": str(s.total), "grade": s.grade, "rank": s.rank} for s in sheets
        ]
        kept = Ruling.objects.create(
            round=round_,
            region_id=round_.region_id,
            number=1 + len(rulings(round_)),
            approved_by=approved.actor if approved is not None else "",
            approved_at=approved.at if approved is not None else None,
            reopened_by=actor.name,
            reason=reason.strip()[:300],
            rows=rows,
        )
        round_.state = RoundState.OPEN
        round_.save(update_fields=["state"])
        before = {"state": RoundState.APPROVED, "totals": {r["region"]: r["total"] for r in rows}}
        after = {"state": round_.state, "ruling": kept.number}
        write(actor, about(round_, "assessment.reopen", before=before, after=after, note=kept.reason))
    return kept


def rulings(round_: Round) -> list[Ruling]:
    """The results of a round that were approved and reopened, the first first."""
    found = Ruling.objects.everywhere("results of a round already narrowed").filter(round=round_)
    return list(found.order_by("number"))


def standings(ruling: Ruling, sheets: list[Sheet]) -> list[Standing]:
    """What was approved then, beside the sheets as they are now, by the rank it had."""
    now = {s.region_id: s for s in sheets}
    found = [
        Standing(r["region"], Decimal(r["total"]), r["grade"], r["rank"], now.get(r["region"]))
        for r in ruling.rows
    ]
    return sorted(found, key=lambda s: (s.rank or 0, s.region))
