"""Loading a programme: from reviewed YAML or from a reading, with its units, tree and clauses."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from zhiheng.frame.dues import service as dues
from zhiheng.frame.dues.models import Due
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Succession, Unit
from zhiheng.frame.regions.models import Level, Region, prefix_range, territory_prefix
from zhiheng.frame.trail.chain import about, write
from zhiheng.kernels import programmes as kernel
from zhiheng.records.programmes.models import (
    Duty,
    DutyUnit,
    Node,
    Obligation,
    Phase,
    Programme,
    Target,
)

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


class LoadError(ValueError):
    """A programme that cannot be loaded here, with the reason and how to mend it."""


@dataclass(frozen=True)
class Loaded:
    programme: Programme
    fresh: bool
    counts: dict[str, int]


def load(actor: Actor, source: kernel.Programme, text: str = "") -> Loaded:
    """Store ``source`` and its parts; loading the same content again changes nothing.

    ``text`` is the document's own text: kept only when its digest is the one the spans point into.
    """
    region = Region.objects.filter(code=source.region_code).first()
    if region is None:
        raise LoadError(
            f"方案 {source.key} 的区划 {source.region_code} 不在区划表里。请先载入行政区划,或改正代码。"
        )
    actor.need("programme.load").require(region.code)
    if text and source.is_text(text) is False:
        raise LoadError(
            f"给出的原文与方案 {source.key} 登记的原文摘要不符,条款位置会错。请换成整理时所用的文本。"
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
        _parts(actor, programme, source, _units(region, source))
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


def _parts(
    actor: Actor, programme: Programme, source: kernel.Programme, units: dict[str, list[Unit]]
) -> None:
    # Deleting the outline would take its obligations, and what their dues point at, with it.
    Obligation._plain.filter(programme=programme).update(node=None)
    for model in (Target, Duty, Phase, Node):
        model._plain.filter(programme=programme).exclude(pk__in=[]).delete()
    nodes: dict[str, Node] = {}
    for order, each in enumerate(source.outline):
        node = Node(
            programme=programme,
            path=each.path,
            label=each.label,
            level=each.level,
            kind=each.kind,
            title=each.title,
            parent=nodes.get(each.parent or ""),
            order=order,
            start=each.span[0],
            end=each.span[1],
        )
        node.save()
        nodes[each.path] = node
    Target._plain.bulk_create([_target(programme, nodes, t) for t in source.targets])
    for duty in source.duties:
        row = Duty(programme=programme, node=nodes.get(duty.node or ""), start=duty.span[0], end=duty.span[1])
        row.save()
        roles = [("lead", duty.lead), ("support", duty.support), ("responsible", duty.responsible)]
        wanted = {(u.pk, role) for role, keys in roles for k in keys for u in units.get(k, [])}
        DutyUnit.objects.bulk_create(
            [DutyUnit(duty=row, unit_id=pk, role=role) for pk, role in sorted(wanted)]
        )
    # Dues point at obligations, so an obligation keeps its row from one loading to the next.
    keep = set()
    for each_obligation in source.obligations:
        obligation, _ = Obligation._plain.update_or_create(
            programme=programme,
            key=each_obligation.id,
            defaults={
                "node": nodes.get(each_obligation.node or ""),
                "who": each_obligation.who or "",
                "what": each_obligation.what,
                "to": each_obligation.to or "",
                "due": each_obligation.due or "",
                "recurs": each_obligation.recurs or "",
                "start": each_obligation.span[0],
                "end": each_obligation.span[1],
            },
        )
        obligation.owners.set([u for k in each_obligation.who_units for u in units.get(k, [])])
        keep.add(obligation.pk)
    _drop(actor, Obligation._plain.filter(programme=programme).exclude(pk__in=keep))
    Phase._plain.bulk_create(
        [
            Phase(
                programme=programme,
                node=nodes.get(p.node or ""),
                name=p.name,
                starts=p.start or "",
                ends=p.end or "",
                start=p.span[0],
                end=p.span[1],
            )
            for p in source.phases
        ]
    )


def _drop(actor: Actor, gone: QuerySet[Obligation]) -> None:
    """Obligations that the programme no longer holds: what is still owed for them is cancelled, with the reason."""
    keys = [str(pk) for pk in gone.values_list("pk", flat=True)]
    owed = Due.objects.everywhere("dues of obligations that are removed").filter(
        subject_type="programmes.obligation", subject_id__in=keys
    )
    for due in owed.outstanding():
        dues.cancel(actor, due, "方案重新载入后不再有这项报送义务")
    gone.delete()


def _target(programme: Programme, nodes: dict[str, Node], each: kernel.Target) -> Target:
    scope = each.scope
    return Target(
        programme=programme,
        node=nodes.get(each.node or ""),
        key=each.id,
        start=each.span[0],
        end=each.span[1],
        kind=each.kind,
        indicator=each.indicator or "",
        alternatives=list(each.alternatives),
        variant=each.variant or "",
        indicator_name=each.indicator_name,
        measure=each.measure,
        op=each.op,
        value=float(each.value),
        value_max=None if each.value_max is None else float(each.value_max),
        unit=each.unit,
        by=each.by or "",
        recurs=each.recurs or "",
        direction=each.direction or "",
        binding=each.binding or "",
        strength=each.strength or "",
        baseline=None if each.baseline is None else each.baseline.model_dump(mode="json"),
        regions=[] if scope is None else list(scope.regions),
        scope_text="" if scope is None else scope.text or "",
        note=each.note or "",
    )
