"""Vetoes as an authorised body found them: recorded with document and date, revoked with a reason, never worked out."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.trail.chain import about, write
from zhiheng.judgement.assessment.models import Round, RoundState, VetoDetermination
from zhiheng.judgement.assessment.scoring import AssessmentError, assessed
from zhiheng.kernels.methods.scoring import load_scheme


def determine(
    actor: Actor,
    round_: Round,
    region: str,
    veto: str,
    *,
    determined_by: str,
    document: str,
    on: dt.date,
    reason: str,
) -> VetoDetermination:
    """Record a veto for a region of the round. Raises AssessmentError, PermissionDenied."""
    actor.need("assessment.run").require(region)
    _open(round_)
    scheme = load_scheme(round_.scheme)
    if veto not in {v.key for v in scheme.vetoes}:
        named = "、".join(v.title for v in scheme.vetoes) or "无"
        raise AssessmentError(f"评分办法没有否决项“{veto}”。可选：{named}。")
    if region not in {r.code for r in assessed(round_, scheme)}:
        raise AssessmentError(f"{region} 不在本轮被考核地区之列。")
    if not (determined_by.strip() and document.strip() and reason.strip()):
        raise AssessmentError("否决须由有权机关认定：请写明认定机关、认定文件和事由。")
    if on > dt.date.today():
        raise AssessmentError(f"认定日期 {on} 在今天之后。请核对。")
    standing = VetoDetermination.objects.everywhere("the same determination").filter(
        round=round_, region_id=region, veto=veto, document=document
    )
    if standing.exists():
        raise AssessmentError(f"文件“{document}”认定的这一否决项已经登记。")
    with transaction.atomic():
        made = VetoDetermination(
            round=round_,
            region_id=region,
            veto=veto,
            determined_by=determined_by[:120],
            document=document[:120],
            on=on,
            reason=reason[:300],
            recorded_by=actor.name,
        )
        made.save()
        write(actor, about(made, "assessment.veto", after=_facts(made)))
    return made


def revoke(actor: Actor, made: VetoDetermination, reason: str) -> None:
    """Take back a determination that was recorded wrongly; what it said stays in the trail."""
    actor.need("assessment.run").require(made.region_id)
    _open(made.round)
    if not reason.strip():
        raise AssessmentError("撤销否决登记要写明理由。")
    with transaction.atomic():
        write(actor, about(made, "assessment.unveto", before=_facts(made), note=reason))
        made.delete()


def _open(round_: Round) -> None:
    if round_.state == RoundState.APPROVED:
        raise AssessmentError("该轮考核已审定，不能再改。确需更正的，请由审定单位写明理由重新打开。")


def _facts(made: VetoDetermination) -> dict[str, str]:
    return {
        "region": made.region_id,
        "veto": made.veto,
        "determined_by": made.determined_by,
        "document": made.document,
        "on": made.on.isoformat(),
        "reason": made.reason,
    }
