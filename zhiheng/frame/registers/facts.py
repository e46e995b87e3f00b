"""The columnar copy: Parquet by register and year, refreshed before it is read.

A write bumps its partition's revision in its own transaction (the row lock orders revisions by commit) and stamps
the rows with it. A refresh reads only rows stamped later than what is published. When all of them are new, they are
appended as a file of their own; when a published row changed or was withdrawn, the partition is merged into one new
file. Files appear by atomic rename and the partition's row names those that count: the result equals a rebuild.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import os
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from zhiheng.frame.regions.models import Level, Region
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.models import Partition, Record

ARROW: dict[str, pa.DataType] = {
    "VARCHAR": pa.string(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "DATE": pa.date32(),
    "BOOLEAN": pa.bool_(),
}
CHUNK = 50_000
REGIONS = "regions"  # the partition whose revision tells that the table of divisions changed
MERGERS = "mergers"  # the partition whose revision tells that enterprises were merged or a merger was undone
APPENDED_AT_MOST = 8  # files of one partition; then they are merged
NAMED_AT_MOST = 20  # registers named in a query of partitions; of more, all partitions are read


def bump(register: str, years: Iterable[int]) -> dict[int, int]:
    """Mark partitions dirty in the caller's transaction; gives each year's new revision, to stamp rows with."""
    wanted = sorted(set(years))
    if not wanted:
        return {}
    with transaction.atomic(savepoint=False):
        # Locked in the order of the years, whoever else locks some of them.
        found = _revisions(register, wanted)
        if missing := [year for year in wanted if year not in found]:
            made = [Partition(register=register, year=year) for year in missing]
            Partition.objects.bulk_create(made, ignore_conflicts=True)
            found |= _revisions(register, missing)
        Partition.objects.filter(register=register, year__in=wanted).update(revision=F("revision") + 1)
    return {year: revision + 1 for year, revision in found.items()}


def _revisions(register: str, years: Sequence[int]) -> dict[int, int]:
    rows = Partition.objects.select_for_update().filter(register=register, year__in=years).order_by("year")
    return dict(rows.values_list("year", "revision"))


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
    computed = register.facts.computed
    stored = [n for n in register.fact_schema() if n not in {c.name for c in computed}]
    of = list(dict.fromkeys(n for c in computed for n in c.of))
    names = ["id", "region_id", register.facts.date, *stored, *of]
    query = register.model._plain.filter(fact_year=year)
    if after:
        query = query.filter(revision__gt=after)
    if standing:
        query = query.filter(withdrawn_at__isnull=True)
    buffer: list[tuple[Any, ...]] = []
    for row in query.order_by().values_list(*names).iterator(chunk_size=CHUNK):
        buffer.append(row)
        if len(buffer) >= CHUNK:
            yield _with_computed(register, buffer, len(stored) + 3)
            buffer = []
    if buffer:
        yield _with_computed(register, buffer, len(stored) + 3)


def _with_computed(register: Register, rows: Sequence[tuple[Any, ...]], stored: int) -> tuple[list[Any], ...]:
    """Rows turned to columns; what the computed columns are made of, from ``stored`` on, gives way to them."""
    columns = [list(c) for c in zip(*rows, strict=True)]
    if not register.facts.computed:
        return tuple(columns)
    names = list(dict.fromkeys(n for c in register.facts.computed for n in c.of))
    held = dict(zip(names, columns[stored:], strict=True))
    made = [[c.by(*v) for v in zip(*(held[n] for n in c.of), strict=True)] for c in register.facts.computed]
    return (*columns[:stored], *made)


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


def table_of(register: Register, records: Iterable[Record]) -> pa.Table:
    """The columnar copy of records in hand, whatever the database holds of them: columns as ``arrow_schema`` says."""
    computed = register.facts.computed
    stored = [n for n in register.fact_schema() if n not in {c.name for c in computed}]
    of = list(dict.fromkeys(n for c in computed for n in c.of))
    names = ["id", "region_id", register.facts.date, *stored, *of]
    rows = [tuple(getattr(r, n) for n in names) for r in records]
    schema = arrow_schema(register)
    return (
        _table(register, schema, _with_computed(register, rows, len(stored) + 3))
        if rows
        else schema.empty_table()
    )


@contextlib.contextmanager
def _locked(folder: Path, name: str) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / f".{name}.lock", "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _root() -> Path:
    # The copy belongs to one database: tests and tenants that share a home must not read each other's files.
    name = Path(str(connection.settings_dict["NAME"])).name.replace("?", "_").replace("=", "_") or "memory"
    return Path(settings.FACTS_ROOT) / name


def _folder(register: Register) -> Path:
    return _root() / register.key


def _usable(register: Register, names: Sequence[str], folder: str) -> bool:
    """Whether the published files are there and have the columns of today's declaration."""
    shape = f"-{register.fact_shape}-"
    return all(shape in name and os.path.exists(f"{folder}/{name}") for name in names)


def _stale(register: Register, partition: Partition | _Part, folder: str) -> bool:
    return (
        partition.rebuild
        or partition.revision != partition.published
        or not _usable(register, partition.files, folder)
    )


def refresh(register: Register, *, rebuild: bool = False) -> int:
    """Bring every partition of the register up to date; gives how many were rewritten."""
    folder = _folder(register)
    dirty = [
        p
        for p in Partition.objects.filter(register=register.key)
        if rebuild or _stale(register, p, str(folder))
    ]
    for partition in dirty:
        with _locked(folder, str(partition.year)):
            _refresh_one(register, partition.pk, rebuild=rebuild)
    return len(dirty)


def _refresh_one(register: Register, pk: int, *, rebuild: bool) -> None:
    folder = _folder(register)
    # One snapshot of the partition's revision: rows committed later are stamped later and come next time.
    with transaction.atomic():
        partition = Partition.objects.select_for_update().get(pk=pk)
        before = list(partition.files)
        usable = (
            bool(partition.published)
            and not partition.rebuild
            and not rebuild
            and _usable(register, before, str(folder))
        )
        if usable and partition.revision == partition.published:
            return
        work = _Work(register, partition, folder)
        if usable:
            work.catch_up()
        else:
            work.build()
        partition.published = partition.revision
        partition.rebuild = False
        partition.save(update_fields=["files", "published", "rows", "last_id", "rebuild"])
    _sweep(folder, partition.year, keep={*before, *partition.files})


class _Work:
    """Bringing one locked partition up to date."""

    def __init__(self, register: Register, partition: Partition, folder: Path) -> None:
        self.register, self.partition, self.folder = register, partition, folder
        self.schema = arrow_schema(register)

    def build(self) -> None:
        """All standing rows into one new file."""
        tables = (
            _table(self.register, self.schema, c)
            for c in _rows(self.register, self.partition.year, 0, standing=True)
        )
        self.partition.files, self.partition.rows, self.partition.last_id = [], 0, 0
        self._write(tables)

    def catch_up(self) -> None:
        """Only what changed since the last publication: appended when all of it is new, else merged."""
        partition = self.partition
        changed = [
            _table(self.register, self.schema, c)
            for c in _rows(self.register, partition.year, partition.published, standing=False)
        ]
        gone: set[int] = set(
            self.register.model._plain.filter(
                fact_year=partition.year, revision__gt=partition.published, withdrawn_at__isnull=False
            ).values_list("pk", flat=True)
        )
        dropped = pa.array(sorted(gone), pa.int64())
        left = [t.filter(pc.invert(pc.is_in(t["id"], value_set=dropped))) if gone else t for t in changed]
        lowest = min((pc.min(t["id"]).as_py() for t in changed if t.num_rows), default=None)
        if lowest is None:
            return
        if lowest > partition.last_id and len(partition.files) < APPENDED_AT_MOST:
            self._write(left)
            return
        kept = self._kept(pa.chunked_array([t["id"].combine_chunks() for t in changed]).combine_chunks())
        partition.files, partition.rows, partition.last_id = [], 0, 0
        self._write([kept, *left])

    def _kept(self, touched: pa.Array) -> pa.Table:
        names = [self.folder / name for name in self.partition.files]
        if not names:
            return self.schema.empty_table()
        whole = pa.concat_tables([pq.read_table(name, schema=self.schema) for name in names])
        return whole.filter(pc.invert(pc.is_in(whole["id"], value_set=touched)))

    def _write(self, tables: Iterable[pa.Table]) -> None:
        """One more file of the partition, by atomic rename; none when there is no row."""
        partition = self.partition
        shape = self.register.fact_shape
        name = f"{partition.year}-{partition.revision}-{shape}-{uuid.uuid4().hex[:8]}.parquet"
        temporary = self.folder / f".{name}.part"
        rows = 0
        try:
            with pq.ParquetWriter(temporary, self.schema, compression="zstd") as writer:
                for table in tables:
                    if table.num_rows:
                        writer.write_table(table)
                        rows += table.num_rows
                        partition.last_id = max(partition.last_id, pc.max(table["id"]).as_py())
            if rows:
                os.replace(temporary, self.folder / name)
                partition.files = [*partition.files, name]
                partition.rows += rows
        finally:
            temporary.unlink(missing_ok=True)


def _sweep(folder: Path, year: int, keep: set[str]) -> None:
    """Drop files that nobody can be reading any more: those that two publications have left behind."""
    old = [p for p in folder.glob(f"{year}-*.parquet") if p.name not in keep]
    for path in sorted(old, key=lambda p: p.stat().st_mtime)[:-APPENDED_AT_MOST]:
        path.unlink(missing_ok=True)


@dataclass(frozen=True)
class Snapshot:
    """The files of a register at one moment and the token that names that moment (for caches)."""

    register: str
    files: tuple[str, ...]
    token: str
    years: tuple[int, ...]
    rows: int


class _Part(NamedTuple):
    """What a reader needs of a partition; every question looks at all of them, so no model is made of each."""

    register: str
    year: int
    revision: int
    published: int
    rebuild: bool
    files: list[str]
    rows: int

    @property
    def token(self) -> str:
        # The files belong to the token: a copy made anew (lost files, a rebuild) keeps its revision.
        return f"{self.year}:{self.published}:{'+'.join(self.files)}"


class Standing:
    """The copies of several registers at one moment, all of them fresh: see :func:`standing`."""

    def __init__(self, parts: Mapping[str, Sequence[_Part]]) -> None:
        self._parts = parts

    @cached_property
    def token(self) -> str:
        """Names the moment: another one as soon as a row of any of the registers is written (for caches)."""
        return "|".join(f"{key}={self._token(key)}" for key in sorted(self._parts))

    def _token(self, key: str) -> str:
        return ",".join(part.token for part in self._parts.get(key, ()))

    def snapshot(self, register: Register) -> Snapshot:
        folder, parts = _folder(register), self._parts.get(register.key, ())
        return Snapshot(
            register.key,
            tuple(str(folder / name) for p in parts for name in p.files),
            self._token(register.key),
            tuple(p.year for p in parts if p.rows),
            sum(p.rows for p in parts),
        )


def standing(wanted: Sequence[Register], told: Sequence[str] = ()) -> tuple[Standing, dict[str, int]]:
    """Fresh files of several registers, and the revisions of partitions that hold no copy (``told``: their keys): one
    query when nothing is dirty. Costs as much as there are partitions, not registers: most registers are empty."""
    of = {r.key: r for r in wanted}
    grouped = _partitions([*of, *told])
    revisions = {key: parts[0].revision for key in told if (parts := grouped.pop(key, None))}
    root = str(_root())
    late = [
        of[key]
        for key, parts in grouped.items()
        if any(_stale(of[key], part, f"{root}/{key}") for part in parts)
    ]
    if late:
        for register in late:
            refresh(register)
        grouped |= _partitions([r.key for r in late])
    return Standing(grouped), revisions


def snapshot(register: Register) -> Snapshot:
    """Fresh files of the register: one query when nothing is dirty."""
    return standing([register])[0].snapshot(register)


def _partitions(keys: Sequence[str]) -> dict[str, list[_Part]]:
    asked = Partition.objects.order_by("register", "year")
    if len(keys) <= NAMED_AT_MOST:
        asked = asked.filter(register__in=keys)
    wanted, grouped = set(keys), dict[str, list[_Part]]()
    for row in asked.values_list(*_Part._fields):
        if row[0] in wanted:
            grouped.setdefault(row[0], []).append(_Part(*row))
    return grouped
