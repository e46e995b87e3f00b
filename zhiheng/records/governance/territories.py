"""What a registered park makes: its territory, and the body that runs it (R-ORG-05)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.answering import committee
from zhiheng.frame.regions import parks
from zhiheng.frame.regions.models import OWN, Level, Region
from zhiheng.frame.regions.naming import short_name
from zhiheng.frame.registers.facts import REGIONS, bump, forget_regions
from zhiheng.frame.trail.chain import about, write
from zhiheng.records.governance.models.parks import Park

KEPT = ("name", "level", "kind", "valid_from", "valid_to", "successor_id")


def follow(actor: Actor, records: Sequence[Any]) -> None:
    """Each park's territory as its row says; in the caller's transaction. ValidationError where it cannot be placed."""
    changed = [_follow(actor, each) for each in records if isinstance(each, Park)]
    if any(changed):
        forget_regions()
        bump(REGIONS, [0])  # so that figures of the new territory can be asked for


def _follow(actor: Actor, row: Park) -> bool:
    """Whether the table of divisions changed."""
    if row.withdrawn_at is not None and row.territory is None:
        return False
    before: dict[str, Any] = {}
    if row.territory is None:
        try:
            territory = parks.place(row.region, row.name, row.code)
        except parks.ParkError as error:
            raise ValidationError({"code": str(error)}) from error
        _once(row, territory)
        if not territory._state.adding:
            before = _told(Region.objects.get(code=territory.code))
    else:
        territory = row.territory
        before = _told(territory)
        if row.code and row.code != territory.code:
            raise ValidationError(
                {
                    "code": f"“{row.name}”的区划代码已是 {territory.code}，记录都按它归属，不能改成 {row.code}。"
                }
            )
        if row.region_id != territory.parent_id:
            raise ValidationError(
                {
                    "region": f"“{row.name}”已设在“{territory.parent}”，不能改挂别处。请登记撤销，再在新地方另行登记。"
                }
            )
    if row.withdrawn_at is not None:
        parks.retire(territory, timezone.localdate())
    else:
        if len(territory.code) > 6:
            territory.level = Level.PARK
        if territory.source == OWN:
            territory.name, territory.short_name = row.name, short_name(row.name)
        parks.date(territory, row.established_on, row.dissolved_on)
    after = _told(territory)
    if after == before and row.territory is not None:
        _run_by(row, territory)
        return False
    territory.save()
    if row.territory is None:
        row.territory = territory
        row.save(update_fields=["territory"])
    action = "region.change" if before else "region.add"
    write(actor, about(territory, action, region=territory.code, before=before, after=after, note=str(row)))
    _run_by(row, territory)
    return True


def _once(row: Park, territory: Region) -> None:
    """Two standing rows never make one territory."""
    every: Any = Park.objects.everywhere("one row a territory")
    same = every.filter(territory=territory, withdrawn_at__isnull=True)
    if other := same.exclude(pk=row.pk).first():
        raise ValidationError({"code": f"区划 {territory.code} 已登记为园区“{other.name}”，不要重复登记。"})


def _run_by(row: Park, territory: Region) -> None:
    """The unit that answers for the park is called as the row says, and stands as long as the park."""
    unit = committee(territory, row.committee)
    wanted = (row.committee or f"{territory.name}管理委员会", territory.valid_to)
    if (unit.name, unit.valid_to) != wanted:
        unit.name, unit.valid_to = wanted
        unit.save(update_fields=["name", "valid_to"])


def _told(territory: Region) -> dict[str, Any]:
    return {name: str(getattr(territory, name) or "") for name in KEPT}
