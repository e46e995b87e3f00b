"""The columnar copy: Parquet by register and year, refreshed before it is read.

A write bumps its partition's revision in its own transaction (the row lock orders revisions by commit) and stamps
the rows with it. A refresh reads only rows stamped later than what is published and merges them into the
partition's file, which is replaced by atomic rename; the result equals a rebuild from all rows.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import os
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from zhiheng.frame.regions.models import Level, Region
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.models import Partition

ARROW: dict[str, pa.DataType] = {
    "VARCHAR": pa.string(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "DATE": pa.date32(),
    "BOOLEAN": pa.bool_(),
}
CHUNK = 50_000


def bump(register: str, years: Iterable[int]) -> dict[int, int]:
    """Mark partitions dirty in the caller's transaction; gives each year's new revision, to stamp rows with."""
    found = {}
    for year in sorted(set(years)):
        if not Partition.objects.filter(register=register, year=year).update(revision=F("revision") + 1):
            Partition.objects.get_or_create(register=register, year=year)
            Partition.objects.filter(register=register, year=year).update(revision=F("revision") + 1)
        found[year] = Partition.objects.values_list("revision", flat=True).get(register=register, year=year)
    return found


def moved_out(register: str, year: int) -> None:
    """A row left this year (its date was corrected): only a rebuild of the partition drops it."""
    Partition.objects.filter(register=register, year=year).update(rebuild=True)


@lru_cache(maxsize=1)
def _region_columns() -> dict[str, tuple[str | None, str | None, str | None]]:
    return {
        code: (province or None, prefecture or None, county or None)
        for code, province, prefecture, county in Region.objects.exclude(level=Level.TOWNSHIP).values_list(
            "code", "province", "prefecture", "county"
        )
    }


def forget_regions() -> None:
    _region_columns.cache_clear()


def places(code: str) -> tuple[str | None, str | None, str | None]:
    """(province, prefecture, county) codes of a region; a township answers by its county."""
    known = _region_columns()
    found = known.get(code) or known.get(code[:6])
    if found is None:
        _region_columns.cache_clear()
        found = _region_columns().get(code[:6])
    return found or (code[:2] + "0000", None, None)


def arrow_schema(register: Register) -> pa.Schema:
    columns = [
        ("id", pa.int64()),
        ("region", pa.string()),
        ("province", pa.string()),
        ("prefecture", pa.string()),
        ("county", pa.string()),
        ("date", pa.date32()),
        ("year", pa.int16()),
        ("half", pa.int8()),
        ("quarter", pa.int8()),
        ("month", pa.int8()),
    ]
    for name, kind in register.fact_schema().items():
        columns.append((name, ARROW[kind]))
        if name in register.facts.dates:
            columns += [
                (f"{name}_year", pa.int16()),
                (f"{name}_half", pa.int8()),
                (f"{name}_quarter", pa.int8()),
                (f"{name}_month", pa.int8()),
            ]
    return pa.schema(columns)


def _calendar(dates: Sequence[dt.date | None]) -> tuple[list[Any], list[Any], list[Any], list[Any]]:
    memo: dict[dt.date | None, tuple[int | None, int | None, int | None, int | None]] = {None: (None,) * 4}
    for day in set(dates):
        if day is not None:
            memo[day] = (day.year, (day.month + 5) // 6, (day.month + 2) // 3, day.month)
    picked = [memo[d] for d in dates]
    return tuple(list(c) for c in zip(*picked, strict=True)) if picked else ([], [], [], [])  # type: ignore[return-value]


def _rows(register: Register, year: int, after: int, *, standing: bool) -> Iterator[tuple[list[Any], ...]]:
    """Chunks of columns (id, region, date, *dates, *columns) of rows stamped later than ``after``."""
    names = ["id", "region_id", register.facts.date, *register.fact_schema()]
    query = register.model._plain.filter(fact_year=year)
    if after:
        query = query.filter(revision__gt=after)
    if standing:
        query = query.filter(withdrawn_at__isnull=True)
    buffer: list[tuple[Any, ...]] = []
    for row in query.order_by().values_list(*names).iterator(chunk_size=CHUNK):
        buffer.append(row)
        if len(buffer) >= CHUNK:
            yield tuple(list(c) for c in zip(*buffer, strict=True))
            buffer = []
    if buffer:
        yield tuple(list(c) for c in zip(*buffer, strict=True))


def _table(register: Register, schema: pa.Schema, columns: tuple[list[Any], ...]) -> pa.Table:
    ids, regions, dates, *rest = columns
    placed = {code: places(code) for code in set(regions)}
    year, half, quarter, month = _calendar(dates)
    data: dict[str, Any] = {
        "id": ids,
        "region": regions,
        "province": [placed[r][0] for r in regions],
        "prefecture": [placed[r][1] for r in regions],
        "county": [placed[r][2] for r in regions],
        "date": dates,
        "year": year,
        "half": half,
        "quarter": quarter,
        "month": month,
    }
    for (name, kind), values in zip(register.fact_schema().items(), rest, strict=True):
        # Decimals become floating point here: sums of counts stay exact up to 2^53.
        data[name] = [None if v is None else float(v) for v in values] if kind == "DOUBLE" else values
        if name in register.facts.dates:
            for suffix, part in zip(("year", "half", "quarter", "month"), _calendar(values), strict=True):
                data[f"{name}_{suffix}"] = part
    return pa.table({f.name: pa.array(data[f.name], type=f.type) for f in schema}, schema=schema)


@contextlib.contextmanager
def _locked(folder: Path, name: str) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / f".{name}.lock", "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _folder(register: Register) -> Path:
    # The copy belongs to one database: tests and tenants that share a home must not read each other's files.
    name = Path(str(connection.settings_dict["NAME"])).name.replace("?", "_").replace("=", "_") or "memory"
    return Path(settings.FACTS_ROOT) / name / register.key


def refresh(register: Register, *, rebuild: bool = False) -> int:
    """Bring every partition of the register up to date; gives how many were rewritten."""
    dirty = [
        p
        for p in Partition.objects.filter(register=register.key)
        if rebuild
        or p.rebuild
        or p.revision != p.published
        or (p.rows and not (_folder(register) / p.file).exists())
    ]
    for partition in dirty:
        with _locked(_folder(register), str(partition.year)):
            _refresh_one(register, partition.pk, rebuild=rebuild)
    return len(dirty)


def _refresh_one(register: Register, pk: int, *, rebuild: bool) -> None:
    folder = _folder(register)
    schema = arrow_schema(register)
    # One snapshot of the partition's revision: rows committed later are stamped later and come next time.
    with transaction.atomic():
        partition = Partition.objects.select_for_update().get(pk=pk)
        revision, old = partition.revision, folder / partition.file
        usable = (
            partition.published and partition.file and old.exists() and not partition.rebuild and not rebuild
        )
        if usable and revision == partition.published:
            return
        target = f"{partition.year}-{revision}-{uuid.uuid4().hex[:8]}.parquet"
        temporary = folder / f".{target}.part"
        rows = 0
        try:
            with pq.ParquetWriter(temporary, schema, compression="zstd") as writer:
                if usable:
                    rows = _merge(register, partition, old, schema, writer)
                else:
                    for columns in _rows(register, partition.year, 0, standing=True):
                        table = _table(register, schema, columns)
                        writer.write_table(table)
                        rows += table.num_rows
            os.replace(temporary, folder / target)
        finally:
            temporary.unlink(missing_ok=True)
        Partition.objects.filter(pk=pk).update(file=target, published=revision, rows=rows, rebuild=False)
    _sweep(folder, partition.year, keep={target, partition.file})


def _merge(
    register: Register, partition: Partition, old: Path, schema: pa.Schema, writer: pq.ParquetWriter
) -> int:
    changed = [
        _table(register, schema, c)
        for c in _rows(register, partition.year, partition.published, standing=False)
    ]
    gone: set[int] = set(
        register.model._plain.filter(
            fact_year=partition.year, revision__gt=partition.published, withdrawn_at__isnull=False
        ).values_list("pk", flat=True)
    )
    touched = (
        pa.chunked_array([t["id"] for t in changed], type=pa.int64())
        if changed
        else pa.chunked_array([], pa.int64())
    )
    kept = pq.read_table(old, schema=schema)
    if len(touched):
        kept = kept.filter(pc.invert(pc.is_in(kept["id"], value_set=touched.combine_chunks())))
    rows = kept.num_rows
    if rows:
        writer.write_table(kept)
    dropped = pa.array(sorted(gone), pa.int64())
    for table in changed:
        left = table.filter(pc.invert(pc.is_in(table["id"], value_set=dropped))) if gone else table
        if left.num_rows:
            writer.write_table(left)
            rows += left.num_rows
    return rows


def _sweep(folder: Path, year: int, keep: set[str]) -> None:
    """Drop files that nobody can be reading any more: a reader finished with the one before the last."""
    files = sorted(folder.glob(f"{year}-*.parquet"), key=lambda p: p.stat().st_mtime)
    for path in files[:-3]:
        if path.name not in keep:
            path.unlink(missing_ok=True)


@dataclass(frozen=True)
class Snapshot:
    """The files of a register at one moment and the token that names that moment (for caches)."""

    register: str
    files: tuple[str, ...]
    token: str
    years: tuple[int, ...]
    rows: int


def snapshot(register: Register) -> Snapshot:
    """Fresh files of the register: one query when nothing is dirty."""
    folder = _folder(register)
    partitions = list(Partition.objects.filter(register=register.key).order_by("year"))
    if any(
        p.rebuild or p.revision != p.published or (p.rows and not (folder / p.file).exists())
        for p in partitions
    ):
        refresh(register)
        partitions = list(Partition.objects.filter(register=register.key).order_by("year"))
    return Snapshot(
        register.key,
        tuple(str(folder / p.file) for p in partitions if p.rows),
        ",".join(f"{p.year}:{p.published}" for p in partitions),
        tuple(p.year for p in partitions if p.rows),
        sum(p.rows for p in partitions),
    )


def snapshots(wanted: Sequence[Register]) -> dict[str, Snapshot]:
    """Fresh files of several registers with one query when nothing is dirty."""
    keys = [r.key for r in wanted]
    grouped: dict[str, list[Partition]] = {k: [] for k in keys}
    for p in Partition.objects.filter(register__in=keys).order_by("register", "year"):
        grouped[p.register].append(p)
    found = {}
    for each in wanted:
        folder = _folder(each)
        parts = grouped[each.key]
        if any(
            p.rebuild or p.revision != p.published or (p.rows and not (folder / p.file).exists())
            for p in parts
        ):
            found[each.key] = snapshot(each)
            continue
        found[each.key] = Snapshot(
            each.key,
            tuple(str(folder / p.file) for p in parts if p.rows),
            ",".join(f"{p.year}:{p.published}" for p in parts),
            tuple(p.year for p in parts if p.rows),
            sum(p.rows for p in parts),
        )
    return found
