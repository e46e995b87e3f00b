"""The measures kernel over the project's own registers, always fresh.

An engine answers from files that do not change; when any register's or the reported values' revision has moved
on, a new engine takes its place. One query tells.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterable
from typing import cast

from django.db import connection
from django.db.models import Q

from zhiheng.frame.regions.models import Region
from zhiheng.frame.registers.declare import Register, registers
from zhiheng.frame.registers.facts import MERGERS, REGIONS, standing
from zhiheng.frame.registers.own import column, roots
from zhiheng.judgement.indicators import catalogue
from zhiheng.judgement.indicators.adding import with_sums
from zhiheng.judgement.indicators.catalogue import LOCAL, owner_region, refresh
from zhiheng.judgement.indicators.derived import with_derived
from zhiheng.judgement.indicators.models import LocalIndicator, ReportedValue
from zhiheng.kernels.measures import Cubes, Engine, FactTable, Period, RegionRow, RegionTable, Reported
from zhiheng.kernels.measures.facts import Level

REPORTED = "reported"  # the partition whose revision tells that a reported value was entered or corrected

_lock = threading.Lock()
_engines: dict[str, tuple[str, Engine]] = {}


def engine() -> Engine:
    """The engine for what the database holds now."""
    wanted = list(registers().values())
    found, marks = standing(wanted, [REPORTED, REGIONS, LOCAL, MERGERS])
    token = found.token + repr(sorted(marks.items()))
    known = refresh(marks.get(LOCAL, 0))
    name = str(connection.settings_dict["NAME"])
    with _lock:
        held = _engines.get(name)
        if held is not None and held[0] == token:
            return held[1]
        facts = with_derived({r.key: fact_table(r, found.snapshot(r).files) for r in wanted})
        made = Engine(
            facts,
            region_table(),
            known,
            reported=reported_values(),
            deadline_seconds=60,
            cubes=Cubes(),
            heirs=roots(),
        )
        _engines[name] = (token, made)
        # The old engine may be answering in another thread: it is dropped, not closed.
        return made


def forget() -> None:
    """Drop every engine and what is held of the catalogue (a local indicator was written here; tests)."""
    catalogue.forget()
    with _lock:
        _engines.clear()


def fact_table(register: Register, files: Iterable[str]) -> FactTable:
    """The register's columnar copy as the kernel wants it."""
    kinds = {"VARCHAR": "text", "BIGINT": "integer", "DOUBLE": "number", "DATE": "date", "BOOLEAN": "boolean"}
    columns = {name: kinds[kind] for name, kind in register.fact_schema().items()}
    # The primary date is stored as ``date`` and divided into year … month.
    return FactTable(
        register.key,
        tuple(files),
        {"date": "date", **columns},
        primary_date="date",
        label=register.label,
        apart=register.facts.apart,
        enterprise=enterprise if (enterprise := column(register)) in columns else "",
    )


def region_table() -> RegionTable:
    rows = Region.objects.exclude(level="township").values_list(
        "code",
        "name",
        "level",
        "province",
        "prefecture",
        "county",
        "valid_from",
        "valid_to",
        "successor",
    )
    return RegionTable(
        RegionRow(
            code,
            name,
            cast(Level, level),
            province or None,
            prefecture or None,
            county or None,
            start,
            end,
            successor,
        )
        for code, name, level, province, prefecture, county, start, end, successor in rows
    )


def reported_values() -> list[Reported]:
    rows = ReportedValue.objects.everywhere("the engine's answers are narrowed when they are shown").filter(
        superseded_at__isnull=True
    )
    return _as_told(rows)


def reported_at(codes: Iterable[str], moment: dt.datetime | None) -> list[Reported]:
    """The reported values of some indicators as they stood at a moment (None: now)."""
    rows = ReportedValue.objects.everywhere("what stood at a moment, for figures already narrowed").filter(
        code__in=list(codes)
    )
    if moment is None:
        return _as_told(rows.filter(superseded_at__isnull=True))
    standing = Q(superseded_at__isnull=True) | Q(superseded_at__gt=moment)
    return _as_told(rows.filter(standing, reported_at__lte=moment))


def _as_told(rows: Iterable[ReportedValue]) -> list[Reported]:
    found = [
        Reported(
            v.code,
            v.region_id,
            Period.parse(v.period),
            v.value,
            v.numerator,
            v.denominator,
            (str(v.pk),),
            v.basis,
        )
        for v in rows
    ]
    local = [v for v in found if owner_region(v.code)]
    if not local:
        return found
    why = "how a local indicator counts, for the engine"
    additions = set(
        LocalIndicator.objects.everywhere(why).filter(measure="increment").values_list("code", flat=True)
    )
    rest = [v for v in found if v.code not in additions]
    return [*rest, *with_sums(v for v in local if v.code in additions)]
