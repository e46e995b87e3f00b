"""The indicator catalogue: YAML in ``catalogue/indicators``, read once and held against the registers."""

from __future__ import annotations

import functools
from importlib.resources import files

from zhiheng.kernels.measures import Catalogue, Indicator, Period

FIELD_ORDER = ("product", "brand", "works", "service", "environment", "foundations", "governance")


@functools.cache
def catalogue() -> Catalogue:
    """Every indicator definition, all versions. Raises DefinitionError naming file, code and key."""
    folder = files("zhiheng.catalogue").joinpath("indicators")
    texts = {
        entry.name: entry.read_text("utf-8")
        for entry in sorted(folder.iterdir(), key=lambda e: e.name)
        if entry.name.endswith(".yaml")
    }
    return Catalogue.read(texts)


def definition(code: str, period: Period | None = None) -> Indicator:
    """The version in force (the latest without a period). Raises MeasureError for an unknown code."""
    resolved = catalogue().resolve(code)
    found = catalogue().get(resolved, period)
    return found if found is not None else catalogue().versions(resolved)[-1]


def code_for(base: str, variant: str, measure: str) -> str | None:
    """The definition that answers a target: base code, then its variant, then how it counts.

    A stock (累计) and an addition (新增) under one code are two definitions, never pooled: ``B02_stock`` and ``B02``.
    None when the catalogue has no definition for the base code.
    """
    known = catalogue()
    stem = f"{base}_{variant.replace('-', '_')}" if variant else base
    suffix = {"cumulative": "_stock", "change": "_change", "increment": "_new"}.get(measure, "")
    for code in (stem + suffix, stem, base + suffix, base):
        if code in known:
            return code
    return None
