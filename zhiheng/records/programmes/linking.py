"""Which higher programme a programme carries out, so that any task can be traced to its authority (R-PRG-01), and
special actions kept as programmes of their own below it (R-PRG-08)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models, transaction

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.trail.chain import about, write
from zhiheng.records.programmes.models import Node, Programme, Target

DEEP = 12  # more steps up than any chain of plans has


def chain(programme: Programme) -> list[Programme]:
    """The programmes above it, the nearest first."""
    found: list[Programme] = []
    above = programme.carries_out
    while above is not None and above not in found and len(found) < DEEP:
        found.append(above)
        above = above.carries_out
    return found


def suggested(programme: Programme, scope: Scope) -> list[Programme]:
    """Programmes that its document cites, by number or title."""
    numbers = {str(c["number"]) for c in programme.cites if c.get("number")}
    titles = {str(c["title"]) for c in programme.cites if c.get("title")}
    known = Programme.objects.within(scope).exclude(pk=programme.pk).defer("text")
    return [p for p in known if (p.number and p.number in numbers) or (p.title and p.title in titles)]


def link(actor: Actor, programme: Programme, higher: Programme | None) -> Programme:
    """Say which programme it carries out; None takes that back. Refused where it would go round in a circle."""
    actor.need("programme.load").require(programme.region_id)
    if higher is not None and (higher == programme or programme in chain(higher)):
        raise ValidationError(f"“{higher}”本身贯彻“{programme}”，不能又是它的上位方案。")
    before = programme.carries_out.key if programme.carries_out else None
    after = higher.key if higher else None
    if before == after:
        return programme
    with transaction.atomic():
        programme.carries_out = higher
        programme.save(update_fields=["carries_out"])
        event = about(
            programme, "programme.link", before={"carries_out": before}, after={"carries_out": after}
        )
        write(actor, event)
    return programme


def special_action(
    actor: Actor, higher: Programme, name: str, starts: str, ends: str, scope_words: str = ""
) -> Programme:
    """A special action or upgrading project without a document of its own: a programme below ``higher`` that takes
    tasks, problems and phases like any other."""
    actor.need("programme.load").require(higher.region_id)
    if not name.strip():
        raise ValidationError({"name": "专项行动要有名称。"})
    taken = Programme.objects.everywhere("keys are given once").filter(
        key__startswith=f"{higher.key}-action-"
    )
    stem = f"{higher.key[:44]}-action-"
    number = max(
        (int(k[len(stem) :]) for k in taken.values_list("key", flat=True) if k[len(stem) :].isdigit()),
        default=0,
    )
    made = Programme(
        key=f"{stem}{number + 1}",
        name=name.strip()[:160],
        region_id=higher.region_id,
        starts=starts,
        ends=ends,
        issuer=higher.issuer,
        notes=[scope_words] if scope_words.strip() else [],
        content_sha256=hashlib.sha256(f"{higher.key}{number + 1}{name}".encode()).hexdigest(),
        carries_out=higher,
    )
    with transaction.atomic():
        made.save()
        write(actor, about(made, "programme.action", after={"name": made.name, "carries_out": higher.key}))
    return made


@dataclass(frozen=True)
class OwnTarget:
    """A target that an action without a document sets itself; which indicator counts it is confirmed like any other's."""

    name: str
    measure: str
    op: str
    value: float
    unit: str = ""
    by: str = ""
    direction: str = "up"
    note: str = ""


def has_document(programme: Programme) -> bool:
    """Whether its targets are those of a text: then they are read there, and not set by hand."""
    return bool(programme.text) or Node._plain.filter(programme=programme).exists()


def set_target(actor: Actor, programme: Programme, given: OwnTarget) -> Target:
    """A target of a special action; it is divided, measured and judged like one that was read from a document."""
    actor.need("programme.load").require(programme.region_id)
    _without_document(programme)
    mine = Target._plain.filter(programme=programme)
    if mine.filter(indicator_name=given.name, by=given.by, measure=given.measure).exists():
        raise ValidationError({"name": f"已有同一期限的指标“{given.name}”。要改请先删除原来的。"})
    with transaction.atomic():
        known = mine.select_for_update().values_list("key", flat=True)
        number = max((int(k[1:]) for k in known if k[1:].isdigit()), default=0) + 1
        made = Target(
            programme=programme,
            key=f"T{number:02d}",
            kind="target",
            indicator_name=given.name,
            measure=given.measure,
            op=given.op,
            value=given.value,
            unit=given.unit,
            by=given.by,
            direction=given.direction,
            note=given.note,
            start=0,
            end=0,
        )
        made.save()
        after = {"name": given.name, "op": given.op, "value": given.value, "unit": given.unit, "by": given.by}
        write(actor, about(made, "programme.target", region=programme.region_id, after=after))
    return made


def drop_target(actor: Actor, target: Target) -> None:
    """Take such a target back while nothing hangs on it."""
    programme = target.programme
    actor.need("programme.load").require(programme.region_id)
    _without_document(programme)
    before = {"key": target.key, "name": target.indicator_name, "value": target.value, "by": target.by}
    event = about(target, "programme.target_drop", region=programme.region_id, before=before)
    try:
        with transaction.atomic():
            target.delete()
            write(actor, event)
    except models.ProtectedError:
        raise ValidationError(
            f"指标“{target.indicator_name}”已有分解或任务，不能删除。请先撤销分解和任务的对应。"
        ) from None


def _without_document(programme: Programme) -> None:
    if has_document(programme):
        raise ValidationError("这个方案有文件，指标值以文件为准，不能另设。请在审读稿里增补或改正。")
