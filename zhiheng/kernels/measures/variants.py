# ruff: noqa: S608 - writing SQL is this module's work; paths come from the engine, ids are numbers
"""The same registers with some records as they were: what a figure would be if only some changes had happened."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from zhiheng.kernels.measures.definitions import Catalogue, Indicator
from zhiheng.kernels.measures.facts import FactTable
from zhiheng.kernels.measures.session import literals


def without(table: FactTable, ids: Collection[int], folder: Path) -> FactTable:
    """The register without some of its records: a copy of its files in ``folder``; itself when there are none."""
    if not ids or not table.files:
        return table
    path = folder / f"{table.register}-rest.parquet"
    with duckdb.connect(":memory:") as connection:
        connection.register("gone", pa.table({"id": pa.array(sorted(ids), pa.int64())}))
        connection.execute(
            f"COPY (SELECT * FROM read_parquet([{literals(table.files)}], hive_partitioning = false, "
            "union_by_name = true) WHERE id NOT IN (SELECT id FROM gone)) "
            f"TO {literals([str(path)])} (FORMAT parquet)"
        )
    return dataclasses.replace(table, files=(str(path),))


def with_rows(table: FactTable, tables: Sequence[Path]) -> FactTable:
    """The register with further files."""
    return dataclasses.replace(table, files=(*table.files, *map(str, tables)))


def written(rows: pa.Table, path: Path) -> list[Path]:
    """The rows as a file; none for no rows."""
    if not rows.num_rows:
        return []
    pq.write_table(rows, path)
    return [path]


def by_version(catalogue: Catalogue, versions: Mapping[str, int]) -> Catalogue:
    """The catalogue as if the named versions were in force always. Versions it does not hold are left as they are."""
    chosen: list[Indicator] = []
    for one in catalogue:
        wanted = versions.get(one.code)
        held = {v.version for v in catalogue.versions(one.code)}
        if wanted is None or wanted not in held:
            chosen.append(one)
        elif one.version == wanted:
            chosen.append(one.model_copy(update={"valid_from": None, "valid_to": None}))
    return Catalogue(chosen)
