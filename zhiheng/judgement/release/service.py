"""Preparing, approving and correcting releases."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.trail.chain import about, write
from zhiheng.judgement.assessment.attainment import lines
from zhiheng.judgement.indicators.origins import rests_on_synthetic
from zhiheng.judgement.release.models import Release, ReleaseError
from zhiheng.kernels.measures import Period
from zhiheng.records.programmes.models import Programme


def digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def attainment_content(programme: Programme, period: Period) -> dict[str, Any]:
    """The public cut of a programme's attainment: figures and states, no records."""
    return {
        "programme": programme.key,
        "name": programme.name,
        "region": programme.region_id,
        "region_name": programme.region.name,
        "period": period.key,
        "lines": [line.as_dict() for line in lines(programme, period)],
    }


def prepare(
    actor: Actor,
    programme: Programme,
    period: str,
    *,
    corrects: Release | None = None,
    reason: str = "",
    synthetic: bool = False,
) -> Release:
    """Cut the attainment of a programme for release; it waits for approval by another person.

    A cut that rests on generated records is marked so, whatever ``synthetic`` says.
    """
    actor.need("release.prepare").require(programme.region_id)
    asked = Period.parse(period)
    if corrects is not None:
        if corrects.state != "approved":
            raise ReleaseError(f"{corrects.number} 还没有发布，不用更正，重新拟稿即可。")
        if not reason.strip():
            raise ReleaseError("更正要写明原因。")
    content = attainment_content(programme, asked)
    with transaction.atomic():
        release = Release(
            number=_number(programme.region_id),
            kind="attainment",
            subject=programme.key,
            title=f"{programme.name} {asked.label}指标完成情况"[:160],
            region_id=programme.region_id,
            period=asked.key,
            content=content,
            content_sha256=digest(content),
            corrects=corrects,
            reason=reason[:200],
            prepared_by=actor.name,
            prepared_by_id=actor.user.pk if actor.user else None,
            synthetic=synthetic or rests_on_synthetic(programme.region_id),
        )
        release.save()
        write(
            actor,
            about(
                release, "release.prepare", after={"number": release.number, "sha256": release.content_sha256}
            ),
        )
    return release


def approve(actor: Actor, release: Release) -> Release:
    """Publish: by somebody else than the one who prepared it."""
    actor.need("release.approve").require(release.region_id)
    if release.state != "prepared":
        raise ReleaseError(f"{release.number} 当前是“{release.get_state_display()}”，不能批准。")
    if actor.user is not None and actor.user.pk == release.prepared_by_id:
        raise ReleaseError("拟稿人不能批准自己的稿件，请由另一人批准。")
    if digest(release.content) != release.content_sha256:
        raise ReleaseError(f"{release.number} 的内容与拟稿时的摘要不符，不能批准。请重新拟稿。")
    with transaction.atomic():
        release.state = "approved"
        release.approved_by, release.approved_at = actor.name, timezone.now()
        release.save()
        write(actor, about(release, "release.approve", after={"number": release.number}))
    return release


def drop(actor: Actor, release: Release, reason: str) -> Release:
    """Refuse a prepared cut, with a reason; it is kept."""
    actor.need("release.approve").require(release.region_id)
    if release.state != "prepared":
        raise ReleaseError(f"{release.number} 已处理，不能再退。")
    if not reason.strip():
        raise ReleaseError("不批准要写明理由。")
    with transaction.atomic():
        release.state = "dropped"
        release.save()
        write(actor, about(release, "release.drop", note=reason))
    return release


def _number(region: str) -> str:
    year = dt.date.today().year
    taken = Release.objects.everywhere("numbering").filter(
        region_id=region, number__startswith=f"{region}-{year}-"
    )
    return f"{region}-{year}-{taken.count() + 1:03d}"
