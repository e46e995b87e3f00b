"""Loading a programme: from reviewed YAML or from a reading, with its units, tree and clauses."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Succession, Unit
from zhiheng.frame.regions.models import Level, Region, prefix_range, territory_prefix
from zhiheng.frame.trail.chain import about, write
from zhiheng.kernels import programmes as kernel
from zhiheng.records.programmes.models import Duty, Node, Obligation, Phase, Programme, Target
from zhiheng.records.programmes.parts import LoadError, store

__all__ = ["LoadError", "Loaded", "counts", "county_units", "load"]

KINDS = {
    "government": "government",
    "department": "department",
    "branch": "department",
    "party": "department",
    "leading-group": "leading_group",
    "office": "office",
}
FIELDS = {"foundation": "foundations"}
# A group stands for units that the regions below give: their kind, and how each is named after its region.
GROUPS = {
    "county-governments": ("government", "{region}人民政府", "government"),
    "county-departments": ("office", "{region}质量工作领导小组办公室", "quality-office"),
    "township-governments": ("township", "{region}人民政府", "government"),
}
RECURRENCE_NAMES = {"monthly": "每月", "quarterly": "每季度", "half-yearly": "每半年", "yearly": "每年"}


@dataclass(frozen=True)
class Loaded:
    programme: Programme
    fresh: bool
    counts: dict[str, int]


def load(actor: Actor, source: kernel.Programme, text: str = "") -> Loaded:
    """Store ``source`` and its parts; loading the same content again changes nothing.

    Parts keep their rows (see :mod:`zhiheng.records.programmes.parts`), so what refers to them still holds.

    ``text`` is the document's own text: kept only when its digest is the one the spans point into.
    """
    region = Region.objects.filter(code=source.region_code).first()
    if region is None:
        raise LoadError(
            f"方案 {source.key} 的区划 {source.region_code} 不在区划表里。请先载入行政区划，或改正代码。"
        )
    actor.need("programme.load").require(region.code)
    if text and source.is_text(text) is False:
        raise LoadError(
            f"给出的原文与方案 {source.key} 登记的原文摘要不符，条款位置会错。请换成整理时所用的文本。"
        )
    content = hashlib.sha256(source.model_dump_json().encode()).hexdigest()
    known = Programme.objects.everywhere("same key").filter(key=source.key).first()
    if known is not None and known.content_sha256 == content and (not text or known.text == text):
        return Loaded(known, False, counts(known))
    with transaction.atomic():
        programme = known or Programme(key=source.key)
        before = {"content_sha256": programme.content_sha256} if known else None
        document = source.document
        programme.name = source.name
        programme.region = region
        programme.starts, programme.ends = source.period.start or "", source.period.end or ""
        programme.title, programme.number = document.title or "", document.number or ""
        programme.issuer, programme.issued_on = document.issuer or "", document.date or ""
        programme.cites = [c.model_dump() for c in document.cites]
        programme.notes = list(source.notes)
        programme.text_sha256 = document.sha256 or ""
        # A text kept from an earlier loading stays only while the spans still point into it.
        programme.text = text or (programme.text if source.is_text(programme.text) else "")
        programme.content_sha256 = content
        programme.save()
        store(actor, programme, source, _units(region, source))
        found = counts(programme)
        write(
            actor,
            about(programme, "programme.load", before=before, after={"content_sha256": content, **found}),
        )
    return Loaded(programme, True, found)


def counts(programme: Programme) -> dict[str, int]:
    """How many of each part a programme holds."""
    why = "parts of a programme already narrowed"
    targets = Target.objects.everywhere(why).filter(programme=programme)
    return {
        "nodes": Node.objects.everywhere(why).filter(programme=programme).count(),
        "targets": targets.filter(kind="target").count(),
        "results": targets.filter(kind="result").count(),
        "duties": Duty.objects.everywhere(why).filter(programme=programme).count(),
        "obligations": Obligation.objects.everywhere(why).filter(programme=programme).count(),
        "phases": Phase.objects.everywhere(why).filter(programme=programme).count(),
    }


def _day(text: str | None, *, last: bool = False) -> dt.date | None:
    if not text:
        return None
    parts = [int(p) for p in text.split("-")]
    year, month, day = (
        (parts + ([12, 31] if last else [1, 1])[len(parts) - 1 :])[:3] if len(parts) < 3 else parts
    )
    return dt.date(year, month, day)


def _units(region: Region, source: kernel.Programme) -> dict[str, list[Unit]]:
    """Programme unit key -> the units it stands for; those missing are made."""
    found: dict[str, list[Unit]] = {}
    leads = {k for duty in source.duties for k in duty.lead}
    for each in source.units:
        if each.kind == "group":
            continue
        standing = _standing(region, each)
        if standing is not None:
            found[each.key] = [standing]
            continue
        unit, _ = Unit.objects.update_or_create(
            key=f"{region.code}-{each.key}",
            defaults={
                "name": each.name,
                "short_name": each.short_names[0] if each.short_names else "",
                "kind": KINDS[each.kind],
                "region": region,
                "fields": sorted({FIELDS.get(f, f) for f in each.fields}),
                "valid_from": _day(each.valid_from),
                "valid_to": _day(each.valid_to, last=True),
            },
        )
        found[each.key] = [unit]
        for heir in each.successors:
            successor, _ = Unit.objects.get_or_create(
                key=f"{region.code}-heir-{hashlib.sha256(heir.name.encode()).hexdigest()[:8]}",
                defaults={"name": heir.name, "kind": KINDS[each.kind], "region": region},
            )
            Succession.objects.update_or_create(
                predecessor=unit,
                successor=successor,
                defaults={"on": _day(heir.year), "certainty": heir.certainty},
            )
    for each in source.units:
        if each.kind == "group":
            found[each.key] = _group(region, each, found, leads)
    return found


def _standing(region: Region, each: kernel.Unit) -> Unit | None:
    """The unit of the region that a document only read (nobody reviewed its units) means by a name, when one only
    is called so. It is left as it is: a name in one more document changes nothing about a unit."""
    if not each.key.startswith(kernel.READ_UNIT):
        return None
    called = Unit.objects.filter(region=region).filter(Q(name=each.name) | Q(short_name=each.name))[:2]
    return called[0] if len(called) == 1 else None


def _group(region: Region, group: kernel.Unit, known: dict[str, list[Unit]], leads: set[str]) -> list[Unit]:
    """The units that a collective name stands for, as far as the programme and the regions tell."""
    if group.covers in GROUPS:
        return county_units(region, str(group.covers))
    if group.covers in {"lead-units"}:
        return [u for key in sorted(leads) for u in known.get(key, []) if u.kind == "department"]
    if group.covers in {"own-departments", "leading-group-members"}:
        return [u for units in known.values() for u in units if u.kind == "department" and u.fields]
    unit, _ = Unit.objects.get_or_create(
        key=f"{region.code}-{group.key}",
        defaults={"name": group.name, "kind": "department", "region": region},
    )
    return [unit]


def county_units(region: Region, covers: str) -> list[Unit]:
    """One unit for each region right below ``region``: its government, or its quality office."""
    kind, pattern, suffix = GROUPS[covers]
    low, high = prefix_range(territory_prefix(region.code))
    level = (
        Level.TOWNSHIP if covers == "township-governments" or region.level == Level.COUNTY else Level.COUNTY
    )
    below = Region.objects.filter(code__gte=low, code__lt=high, level=level, valid_to__isnull=True, kind="")
    units = []
    for each in below.order_by("code"):
        unit, _ = Unit.objects.get_or_create(
            key=f"{each.code}-{suffix}",
            defaults={"name": pattern.format(region=each.name), "kind": kind, "region": each},
        )
        units.append(unit)
    return units
