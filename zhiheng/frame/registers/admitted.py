"""Which codes a column of places or units admits for somebody, and the names that lead to them.

A nation has thousands of places: what is looked up in them is made once for each state of the table of regions and
each territory, and serves every file and form until the table changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.db import models
from django.db.models import F, Func

from zhiheng.frame.people.models import Unit
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.regions.models import Level, Region, prefix_range, territory_prefix
from zhiheng.frame.regions.naming import abbreviations
from zhiheng.frame.registers.declare import Register
from zhiheng.kernels.intake import CodeIndex, ColumnSpec

LEVEL = "*"  # in what a person said of a column of places: that all of them are of one level
_ABOVE = [level for level in Level.values if level != Level.TOWNSHIP]


def admitted_codes(register: Register, scope: Scope, level: str = "") -> dict[str, CodeIndex]:
    """For each column of places or units: the admitted codes with their names, and the names that lead to them.

    Regions are those in scope. A name that several regions share leads to all of them, so that the importer is
    asked and nothing is guessed; where a person has said of what ``level`` the file's places are, to that one.
    """
    found: dict[str, CodeIndex] = {}
    for name in register.names:
        spec = register.model_field(name)
        if not isinstance(spec, models.ForeignKey):
            continue
        if spec.related_model is Region:
            found[name] = _regions(_written(scope), level)
        elif spec.related_model is Unit:
            rows = Unit.objects.values_list("pk", "key", "name", "short_name")
            found[name] = CodeIndex(
                *_named((str(pk), full, (key, full, short)) for pk, key, full, short in rows)
            )
    return found


def preferring(register: Register, specs: Sequence[ColumnSpec], home: str) -> list[ColumnSpec]:
    """The columns, told to propose places of the region ``home`` before others for what is no place."""
    prefix = territory_prefix(home) if home else ""
    if not prefix:
        return list(specs)
    related = {s.name: register.model_field(s.name).related_model for s in specs}
    return [replace(s, preferred=prefix) if related[s.name] is Region else s for s in specs]


class _Row(Func):
    """Columns as one JSON list; an aggregate of them below. Both databases write it by themselves, in one answer."""

    function = "json_array"
    output_field = models.TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, function="json_build_array", **more)


class _Rows(models.Aggregate):
    # SQLite knows of the list handed to it that it is JSON, and does not quote it.
    function = "json_group_array"
    output_field = models.TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(
            compiler, connection, function="json_agg", template="%(function)s(%(expressions)s)::text", **more
        )


def _written(scope: Scope) -> tuple[str, ...]:
    """The regions in scope as the database holds them now, as text: it names the state of the table by its content,
    so that nothing made of it can outlive a change, whoever made the change."""
    told = []
    for prefix in sorted({r.prefix for r in scope.reaches}):
        part = Region.objects.all() if len(prefix) >= 6 else Region.objects.filter(level__in=_ABOVE)
        if prefix:
            low, high = prefix_range(prefix)
            part = part.filter(code__gte=low, code__lt=high)
        row = _Row(F("code"), F("name"), F("short_name"), F("level"))
        told.append(part.order_by().aggregate(told=_Rows(row))["told"] or "[]")
    return tuple(told)


@lru_cache(maxsize=16)
def _regions(told: tuple[str, ...], level: str) -> CodeIndex:
    rows = sorted(tuple(row) for part in told for row in json.loads(part))
    codes, names = _named((code, name, (name, short, *abbreviations(name))) for code, name, short, _ in rows)
    if level:
        of_level = {code for code, _, _, its in rows if its == level}
        for name, hits in names.items():
            if isinstance(hits, tuple) and len(mine := [c for c in hits if c in of_level]) == 1:
                names[name] = mine[0]
    return CodeIndex(codes, names)


def _named(
    rows: Iterable[tuple[str, str, tuple[str, ...]]],
) -> tuple[dict[str, str], dict[str, str | tuple[str, ...]]]:
    codes: dict[str, str] = {}
    names: dict[str, set[str]] = {}
    for code, canonical, others in rows:
        codes[code] = canonical
        for each in {*others} - {""}:
            names.setdefault(each, set()).add(code)
    return codes, {
        n: next(iter(hits)) if len(hits) == 1 else tuple(sorted(hits)) for n, hits in names.items()
    }
