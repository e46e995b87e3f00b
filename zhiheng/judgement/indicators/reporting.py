"""Entering and correcting reported values."""

from __future__ import annotations

import math
from collections.abc import Container, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.regions.models import Region
from zhiheng.frame.registers import facts
from zhiheng.frame.trail.chain import Event, about, write, write_many
from zhiheng.judgement.indicators import owing
from zhiheng.judgement.indicators.catalogue import applies, definition, owner_region
from zhiheng.judgement.indicators.engine import REPORTED
from zhiheng.judgement.indicators.models import ReportedValue
from zhiheng.kernels.measures import Indicator, MeasureError, Period


class ReportingError(ValueError):
    """A value that cannot be taken, with the reason."""


@dataclass(frozen=True)
class Entry:
    code: str
    region: str
    period: str
    value: float
    numerator: float | None = None
    denominator: float | None = None
    basis: str = ""


def check(entry: Entry, known: Container[str] | None = None) -> Entry:
    """The entry with code and period in canonical form; ReportingError says what is wrong.

    ``known``: the region codes that stand, where many entries are checked at once.
    """
    try:
        found = definition(entry.code, Period.parse(entry.period))
        period = Period.parse(entry.period)
    except MeasureError as error:
        raise ReportingError(str(error)) from error
    if found.kind != "reported" and not found.accept_reported:
        raise ReportingError(f"指标 {found.code}“{found.name}”由台账计算，不能报送。请在台账中登记记录。")
    if found.needs_method and not entry.basis.strip():
        raise ReportingError(
            f"指标“{found.name}”没有公认的算法。请在来源说明里写明这个数是按什么算法得出的。"
        )
    if not all(math.isfinite(v) for v in (entry.value, entry.numerator, entry.denominator) if v is not None):
        raise ReportingError("数值应是一个有限的数。请核对后重填。")
    if entry.region not in known if known is not None else not _stands(entry.region):
        raise ReportingError(f"没有区划“{entry.region}”。请写六位区划代码。")
    if not applies(found.code, entry.region):
        raise ReportingError(
            f"指标 {found.code}“{found.name}”只在设立它的区划({owner_region(found.code)})及以下使用，"
            "不能为别的地区报送。请核对区划代码。"
        )
    if (entry.numerator is None) != (entry.denominator is None):
        raise ReportingError("分子和分母要么都填，要么都不填。")
    if entry.denominator is not None:
        if entry.denominator == 0:
            raise ReportingError("分母为 0，算不出比率。没有可统计的对象时不要报送数值。")
        ratio = (entry.numerator or 0) / entry.denominator * (100 if found.unit == "%" else found.scale)
        if abs(ratio - entry.value) > 0.05:
            raise ReportingError(f"数值 {entry.value:g} 与分子/分母算得的 {ratio:.2f} 不符。请核对。")
    if found.unit == "%" and not 0 <= entry.value <= 100 and _is_share(found):
        raise ReportingError(f"百分比应在 0 到 100 之间，现为 {entry.value:g}。")
    return Entry(
        found.code, entry.region, period.key, entry.value, entry.numerator, entry.denominator, entry.basis
    )


def _is_share(found: Indicator) -> bool:
    """Whether more than all is impossible: a reported per cent that is no change, or some of the things counted below."""
    if found.kind == "reported":
        return "change" not in found.code
    parts = (found.numerator, found.denominator)
    return all(parts) and len({part.aggregate for part in parts if part}) == 1


def _stands(region: str) -> bool:
    return Region.objects.filter(code=region).exists()


def report(actor: Actor, entry: Entry, *, synthetic: bool = False) -> ReportedValue:
    """Enter a value; a standing one for the same cell is superseded and kept."""
    entry = check(entry)
    scope = actor.need("indicator.report")
    scope.require(entry.region, definition(entry.code).field)
    with transaction.atomic():
        old = (
            ReportedValue.objects.everywhere("the same cell")
            .filter(code=entry.code, region_id=entry.region, period=entry.period, superseded_at__isnull=True)
            .first()
        )
        if old is not None:
            old.superseded_at = timezone.now()
            old.save(update_fields=["superseded_at"])
        new = _row(actor, entry, synthetic)
        new.save()
        facts.bump(REPORTED, [0])
        before = {"value": old.value, "id": old.pk} if old else None
        write(
            actor, about(new, "indicator.report", before=before, after={"code": new.code, "value": new.value})
        )
        owing.settle(actor, [(new.code, new.region_id, new.period)])
    return new


def report_many(actor: Actor, entries: Sequence[Entry], *, synthetic: bool = False) -> int:
    """Enter many values at once (imports, the demo); cells that hold a value already are left alone."""
    known = set(Region.objects.filter(code__in={e.region for e in entries}).values_list("code", flat=True))
    checked = [check(e, known) for e in entries]
    scope = actor.need("indicator.report")
    for entry in checked:
        scope.require(entry.region, definition(entry.code).field)
    standing = set(
        ReportedValue.objects.everywhere("the same cells")
        .filter(superseded_at__isnull=True)
        .values_list("code", "region_id", "period")
    )
    rows = [_row(actor, e, synthetic) for e in checked if (e.code, e.region, e.period) not in standing]
    with transaction.atomic():
        ReportedValue._plain.bulk_create(rows, batch_size=500)
        if rows:
            facts.bump(REPORTED, [0])
            write_many(
                actor,
                [Event("indicator.report", "indicators.reportedvalue", "many", after={"values": len(rows)})],
            )
            owing.settle(actor, [(r.code, r.region_id, r.period) for r in rows])
    return len(rows)


def _row(actor: Actor, entry: Entry, synthetic: bool) -> ReportedValue:
    return ReportedValue(
        code=entry.code,
        region_id=entry.region,
        period=entry.period,
        value=entry.value,
        numerator=entry.numerator,
        denominator=entry.denominator,
        basis=entry.basis,
        unit=actor.posts[0].unit if actor.posts else None,
        reported_by=actor.name,
        synthetic=synthetic,
    )
