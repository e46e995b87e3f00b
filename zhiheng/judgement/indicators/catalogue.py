"""The indicator catalogue: YAML in ``catalogue/indicators``, and the local indicators that regions keep beside it.

The packaged part is read once and held against the registers. Local indicators live in the database; the catalogue with
them is kept as long as their revision stays. :func:`catalogue` gives what is held and asks nothing; the engine looks at
the revision with its own each time it is asked for, and an unknown code of a local indicator makes it look again.
"""

from __future__ import annotations

import functools
import re
import threading
from importlib.resources import files

from django.db import connection

from zhiheng.frame.people.scope import superiors
from zhiheng.frame.regions.models import territory_prefix
from zhiheng.frame.registers.models import Partition
from zhiheng.judgement.indicators.models import LocalIndicator
from zhiheng.kernels.measures import Catalogue, Indicator, Period

FIELD_ORDER = ("product", "brand", "works", "service", "environment", "foundations", "governance")
LOCAL = "local_indicators"  # the partition whose revision tells that a local indicator came, changed or ended
LOCAL_CODE = re.compile(r"L(\d{6})_(\d{3,})")

_lock = threading.Lock()
_held: dict[str, tuple[int, Catalogue]] = {}


@functools.cache
def packaged() -> Catalogue:
    """Every definition of the package, all versions. Raises DefinitionError naming file, code and key."""
    folder = files("zhiheng.catalogue").joinpath("indicators")
    texts = {
        entry.name: entry.read_text("utf-8")
        for entry in sorted(folder.iterdir(), key=lambda e: e.name)
        if entry.name.endswith(".yaml")
    }
    return Catalogue.read(texts)


def catalogue() -> Catalogue:
    """Every indicator definition, all versions, with the local ones as last looked at. No query."""
    held = _held.get(_database())
    return packaged() if held is None else held[1]


def refresh(revision: int | None = None) -> Catalogue:
    """The catalogue with the local indicators as they stand; one query where ``revision`` is not at hand."""
    if revision is None:
        found = Partition.objects.filter(register=LOCAL).values_list("revision", flat=True).first()
        revision = found or 0
    name = _database()
    with _lock:
        held = _held.get(name)
        if held is not None and held[0] == revision:
            return held[1]
        made = Catalogue([*packaged(), *_local()]) if revision else packaged()
        _held[name] = (revision, made)
        return made


def forget() -> None:
    """Drop what is held (a local indicator was written in this process; tests)."""
    with _lock:
        _held.clear()


def _database() -> str:
    return str(connection.settings_dict["NAME"])


def _local() -> list[Indicator]:
    rows = LocalIndicator.objects.everywhere("definitions are shown to whom their region binds")
    return [as_definition(row) for row in rows]


def as_definition(row: LocalIndicator) -> Indicator:
    """A local indicator as the measures kernel reads it: reported."""
    source = ":".join(filter(None, [row.source_programme, row.source_target]))
    return Indicator.model_validate(
        {
            "code": row.code,
            "name": row.name,
            "name_en": row.name_en,
            "unit": row.unit,
            "direction": row.direction,
            "periodicity": row.periodicity,
            "kind": "reported",
            "field": row.field,
            "aliases": tuple(row.aliases),
            "source": {"document": source},
            "valid_from": row.valid_from,
            "valid_to": row.valid_to,
            "certainty": "derived",
            "decimals": row.decimals,
            "note": row.note,
        }
    )


def owner_region(code: str) -> str:
    """The region that keeps a local indicator, by its code; empty for one of the package.

    >>> owner_region("L620700_001"), owner_region("P01")
    ('620700', '')
    """
    found = LOCAL_CODE.fullmatch(code)
    return found[1] if found else ""


def applies(code: str, region: str) -> bool:
    """Whether an indicator is used in ``region``: a local one in its own region and those below."""
    owner = owner_region(code)
    return not owner or owner == region or owner in superiors(territory_prefix(region))


def split(code: str) -> tuple[str, str]:
    """A definition's code as a target writes it: base code and variant.

    >>> split("F08_applied"), split("L620700_001")
    (('F08', 'applied'), ('L620700_001', ''))
    """
    if LOCAL_CODE.fullmatch(code):
        return code, ""
    base, _sep, variant = code.partition("_")
    return base, variant


def resolve(word: str) -> str:
    """Code of an indicator given by code, name or alias, looking again for a local one. Raises DefinitionError."""
    known = catalogue()
    if word not in known and LOCAL_CODE.fullmatch(word):
        known = refresh()
    return known.resolve(word)


def definition(code: str, period: Period | None = None) -> Indicator:
    """The version in force (the latest without a period). Raises MeasureError for an unknown code."""
    resolved = resolve(code)
    found = catalogue().get(resolved, period)
    return found if found is not None else catalogue().versions(resolved)[-1]


def code_for(base: str, variant: str, measure: str) -> str | None:
    """The definition that answers a target: base code, then its variant, then how it counts.

    A stock (累计) and an addition (新增) under one code are two definitions, never pooled: ``B02_stock`` and ``B02``.
    None when the catalogue has no definition for the base code.
    """
    known = catalogue()
    if LOCAL_CODE.fullmatch(base):
        return base if base in known or base in refresh() else None
    stem = f"{base}_{variant.replace('-', '_')}" if variant else base
    suffix = {"cumulative": "_stock", "change": "_change", "increment": "_new"}.get(measure, "")
    for code in (stem + suffix, stem, base + suffix, base):
        if code in known:
            return code
    return None
