"""Which unit answers for a region where nothing names another: its quality office, else its government."""

from __future__ import annotations

from collections.abc import Iterable

from zhiheng.frame.people.models import Unit, UnitKind
from zhiheng.frame.regions.models import Level, Region


def answering_units(regions: Iterable[Region]) -> dict[str, Unit]:
    """By region code: its quality office, else its government, which is made where missing."""
    wanted = {r.code: r for r in regions}
    if not wanted:
        return {}
    standing = Unit.objects.filter(
        region_id__in=wanted,
        valid_to__isnull=True,
        kind__in=[UnitKind.OFFICE, UnitKind.GOVERNMENT, UnitKind.TOWNSHIP, UnitKind.PARK],
    )
    found: dict[str, tuple[tuple[int, str], Unit]] = {}
    for unit in standing:
        office = unit.kind == UnitKind.OFFICE
        rank = 0 if office and unit.key.endswith("quality-office") else 1 if office else 2
        # Of equals the one whose key comes first, so that it is always the same.
        order = (rank, unit.key)
        if unit.region_id not in found or order < found[unit.region_id][0]:
            found[unit.region_id] = (order, unit)
    answering = {code: unit for code, (_, unit) in found.items()}
    for code in wanted.keys() - answering.keys():
        region = wanted[code]
        if region.level == Level.PARK:
            answering[code] = committee(region)
            continue
        kind = UnitKind.TOWNSHIP if region.level == Level.TOWNSHIP else UnitKind.GOVERNMENT
        answering[code], _ = Unit.objects.get_or_create(
            key=f"{code}-government",
            defaults={"name": f"{region.name}人民政府", "kind": kind, "region": region},
        )
    return answering


def unit_with_code(credit_code: str) -> Unit | None:
    """The unit of that credit code that stands and has somebody to answer for it."""
    if not credit_code:
        return None
    standing = Unit.objects.filter(credit_code=credit_code, valid_to__isnull=True, posts__isnull=False)
    return standing.order_by("pk").first()


def committee(park: Region, name: str = "") -> Unit:
    """The body that runs a park, made where missing."""
    wanted = {"name": name or f"{park.name}管理委员会", "kind": UnitKind.PARK, "region": park}
    return Unit.objects.get_or_create(key=f"{park.code}-committee", defaults=wanted)[0]
