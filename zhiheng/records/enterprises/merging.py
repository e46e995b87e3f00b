"""Two codes that are one enterprise: proposed, merged with a reason, undone. No row of any register is rewritten."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers import facts, service
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.trail.chain import about, write
from zhiheng.kernels.firms import flat, organisation
from zhiheng.records.enterprises.models import Enterprise, Merger
from zhiheng.records.enterprises.names import LISTED, former_names, merged_into

ACTION = "enterprise.merge"


@dataclass(frozen=True)
class Pair:
    """Two listed enterprises that may be one. ``why``: name | former | organisation."""

    kept: Enterprise
    other: Enterprise
    why: str


def proposals(scope: Scope) -> list[Pair]:
    """Listed enterprises in reach with the same name (present or former) or the same organisation code.

    The one registered first is proposed to be kept, unless it is closed and the other is not.
    """
    listed = cast("QuerySet[Enterprise]", Enterprise.objects.within(scope.of_every_field()).standing())
    rows = list(listed.order_by("founded_on", "pk"))
    alike: dict[tuple[str, str], list[Enterprise]] = defaultdict(list)
    for row in rows:
        alike["name", flat(row.name)].append(row)
        for former in former_names(row.former_names):
            alike["former", flat(former)].append(row)
        if part := organisation(row.credit_code):
            alike["organisation", part].append(row)
    for row in rows:
        if (key := ("former", flat(row.name))) in alike and row not in alike[key]:
            alike[key].append(row)
    found: dict[tuple[str, str], Pair] = {}
    for why in ("name", "organisation", "former"):
        for (kind, _), same in alike.items():
            if kind != why or len(same) < 2:
                continue
            first = sorted(same, key=lambda e: (e.closed_on is not None, e.founded_on, e.pk))
            for other in first[1:]:
                key = (
                    min(first[0].credit_code, other.credit_code),
                    max(first[0].credit_code, other.credit_code),
                )
                found.setdefault(key, Pair(first[0], other, why))
    return list(found.values())


def merge(actor: Actor, kept: str, code: str, reason: str) -> Merger:
    """Read ``code`` as ``kept`` from now on. The listed row of ``code``, if any, is withdrawn and comes back with the undo.

    Raises ValidationError (said for users) or PermissionDenied; nothing is written then.
    """
    if not reason.strip():
        raise ValidationError("合并要写明原因。")
    roots = merged_into()
    kept = roots.get(kept, kept)
    if kept == code:
        raise ValidationError("不能把一个代码并入它自己。")
    if code in roots:
        raise ValidationError(f"{code} 已经并入 {roots[code]}。要改请先撤销那次合并。")
    listed = cast(
        "QuerySet[Enterprise]",
        Enterprise.objects.everywhere("both sides are checked against the scope below").standing(),
    )
    sides = {e.credit_code: e for e in listed.filter(credit_code__in=[kept, code])}
    if kept not in sides:
        raise ValidationError(f"名录里没有代码 {kept} 的企业，不能作为保留的一方。请先登记。")
    scope = actor.need(ACTION).of_every_field()
    for side in sides.values():
        scope.require(side.region_id)
    other = sides.get(code)
    with transaction.atomic():
        merger = Merger(
            code=code,
            name=other.name if other else "",
            kept=kept,
            region_id=sides[kept].region_id,
            reason=reason.strip()[:200],
            enterprise_id=other.pk if other else None,
            made_by=actor.name,
        )
        merger.save()
        facts.bump(facts.MERGERS, [0])
        if other is not None:
            said = f"并入 {kept}：{reason.strip()}"
            service.withdraw(actor, register_of(LISTED), other, said[:200])
        write(actor, about(merger, ACTION, after={"code": code, "kept": kept}, note=reason.strip()))
        write(actor, about(sides[kept], ACTION, after={"code": code}, note=reason.strip()))
    return merger


def undo(actor: Actor, merger: Merger, reason: str) -> Merger:
    """Take a merger back: both codes stand for themselves again, and the withdrawn listed row is back."""
    if not reason.strip():
        raise ValidationError("撤销合并要写明原因。")
    if merger.undone_at is not None:
        raise ValidationError("这次合并已经撤销。")
    actor.need(ACTION).of_every_field().require(merger.region_id)
    with transaction.atomic():
        merger.undone_at, merger.undone_by = timezone.now(), actor.name
        merger.undone_reason = reason.strip()[:200]
        merger.save(update_fields=["undone_at", "undone_by", "undone_reason"])
        facts.bump(facts.MERGERS, [0])
        rows = Enterprise.objects.everywhere("the row that this merger withdrew")
        other = rows.filter(pk=merger.enterprise_id, withdrawn_at__isnull=False).first()
        if other is not None:
            service.restore(actor, register_of(LISTED), other, f"撤销合并：{reason.strip()}"[:200])
        write(actor, about(merger, "enterprise.unmerge", after={"code": merger.code}, note=reason.strip()))
    return merger
