# ruff: noqa: S608 - writing SQL is this module's work; conditions come from the package, paths from the engine
"""Samples that stand for more than themselves: each record with its stratum's size shared out over the stratum.

A stratum is an area (prefecture; the province or the place itself where there is none), a value of one column, and a
year. With these weights an output-weighted rate is an ordinary ratio, Σ weight of what passed ÷ Σ weight, and its
records are those of the sample.
"""

from __future__ import annotations

import dataclasses
import os
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import duckdb

from zhiheng.kernels.measures.drill import in_region
from zhiheng.kernels.measures.engine import AsOf, Engine
from zhiheng.kernels.measures.facts import FactTable
from zhiheng.kernels.measures.periods import Period
from zhiheng.kernels.measures.session import ident, literals, source

AREA = "coalesce(prefecture, province, region)"


class StratumRow(NamedTuple):
    """``size`` None: not known. ``tested`` 0: nobody sampled it."""

    area: str
    value: str
    passed: int
    tested: int
    size: float | None


def weighted(
    samples: FactTable, sizes: FactTable, register: str, *, by: str, size: str, where: str, path: Path | None
) -> FactTable:
    """The records of ``samples`` that meet ``where`` with ``weight``, the sum of ``size`` over the stratum divided by
    the records in it; null where the size is not known. Written to ``path`` unless that is there already; without a
    path, or without records, a table of that shape and no row."""
    made = dataclasses.replace(
        samples, register=register, files=(), columns={**samples.columns, "weight": "number"}, apart=()
    )
    if path is None or not samples.files:
        return made
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}")
        with duckdb.connect(":memory:") as connection:
            connection.execute(
                f"COPY (WITH whole AS ({_sizes(sizes, by, size)}), drawn AS (SELECT *, {AREA} AS _area "
                f"FROM {source(samples)} WHERE {where}) "
                f"SELECT d.* EXCLUDE (_area), CAST(w.size AS DOUBLE) / count(*) OVER "
                f"(PARTITION BY d._area, d.{ident(by)}, d.year) AS weight FROM drawn d LEFT JOIN whole w "
                f"ON w.area = d._area AND w.value = d.{ident(by)} AND w.year = d.year) "
                f"TO {literals([str(part)])} (FORMAT parquet)"
            )
        os.replace(part, path)
    return dataclasses.replace(made, files=(str(path),))


def _sizes(sizes: FactTable, by: str, size: str) -> str:
    return (
        f"SELECT {AREA} AS area, {ident(by)} AS value, year, sum({ident(size)}) AS size FROM {source(sizes)} "
        f"WHERE {ident(by)} IS NOT NULL AND {ident(size)} > 0 GROUP BY ALL"
    )


def strata(
    engine: Engine,
    tables: Mapping[str, str],
    region: str,
    year: int,
    *,
    by: str,
    size: str,
    passed: str,
    as_of: AsOf = "then",
) -> list[StratumRow]:
    """Every stratum of a region and year that has records or a size. ``tables``: ``samples`` (a weighted register) and
    ``sizes``; ``passed``: which records passed."""
    samples, sizes = (engine.facts[tables[name]] for name in ("samples", "sizes"))
    engine.regions.get(region)
    inside = f"year = {int(year)} AND {in_region(engine, region, as_of)}"
    drawn = (
        f"SELECT {AREA} AS area, {ident(by)} AS value, count(*) FILTER (WHERE {passed}) AS passed, count(*) AS tested "
        f"FROM {source(samples)} WHERE {inside} GROUP BY ALL"
    )
    whole = f"SELECT area, value, sum(size) AS size FROM ({_sizes(sizes, by, size).replace('WHERE', f'WHERE {inside} AND')}) GROUP BY ALL"
    text = (
        "SELECT coalesce(d.area, w.area), coalesce(d.value, w.value, ''), coalesce(passed, 0), coalesce(tested, 0), size "
        f"FROM ({drawn}) d FULL JOIN ({whole}) w ON d.area = w.area AND d.value = w.value ORDER BY 1, 2"
    )
    with engine.session([tables["samples"]], 1, 1) as session:
        if as_of == "now":
            session.lend("now_map", engine.now_map())
        return [StratumRow(*row) for row in session.run(text, samples).fetchall()]


def of_year(period: Period) -> int | None:
    """The year of a whole-year period; None for any other."""
    return period.years[0] if period.grain == "year" and len(period.years) == 1 else None
