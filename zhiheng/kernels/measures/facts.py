"""What is handed in: the columnar copy of each register, and the table of administrative divisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, NamedTuple

import pyarrow as pa

from zhiheng.kernels.measures.expressions import ColumnType
from zhiheng.kernels.measures.problems import RecordsError, RegionError, nearest

Level = Literal["nation", "province", "prefecture", "county", "township", "park"]
LEVELS: tuple[Level, ...] = ("nation", "province", "prefecture", "county", "township", "park")
NATION = "000000"
PLACES = ("region", "county", "prefecture", "province")
PARTS = ("year", "half", "quarter", "month")
OWN_COLUMNS: dict[str, ColumnType] = {
    "id": "integer",
    **dict.fromkeys(PLACES, "text"),
    **dict.fromkeys(PARTS, "integer"),
}
RESERVED = ("period_start", "period_end", "_pid", "_part", "_bit", "set_")
_TYPES: dict[str, ColumnType] = {
    **dict.fromkeys(("text", "str", "string", "varchar", "char"), "text"),
    **dict.fromkeys(("integer", "int", "bigint", "smallint", "int64", "int32", "int16", "int8"), "integer"),
    **dict.fromkeys(("number", "float", "double", "real", "decimal", "Decimal"), "number"),
    **dict.fromkeys(("boolean", "bool"), "boolean"),
    "date": "date",
}


@dataclass(frozen=True)
class FactTable:
    """The Parquet copy of one register, one row a record.

    Every file has ``id`` (bigint), ``region`` (code the record is kept under), ``province``, ``prefecture``,
    ``county`` (codes; null where the record is kept at a higher level), ``year``, ``half``, ``quarter``,
    ``month`` of ``primary_date``, then ``columns``; each date column D of ``columns`` other than the primary
    one also has ``D_year``, ``D_half``, ``D_quarter``, ``D_month``.

    ``coverage`` says whose records show that a register was kept in a year, so that an empty count means 0
    and not "nobody told us": the region itself, its prefecture (default), its province, or anybody.

    ``apart``: columns whose values no rate may mix without saying so (legal basis, way of drawing a sample).

    ``enterprise``: the text column that holds an enterprise's credit code, "" for none. Where the engine knows codes that
    go on under another (see Engine), distinct counts and matches read the other.
    """

    register: str
    files: Sequence[str]
    columns: Mapping[str, ColumnType | str | type]
    primary_date: str
    coverage: Literal["region", "prefecture", "province", "any"] = "prefecture"
    label: str = ""
    apart: Sequence[str] = ()
    enterprise: str = ""

    schema: dict[str, ColumnType] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        schema: dict[str, ColumnType] = dict(OWN_COLUMNS)
        for name, given in self.columns.items():
            word = given.__name__ if isinstance(given, type) else str(given)
            if word not in _TYPES:
                raise RecordsError(
                    f"台账 {self.register} 的列 {name} 的类型 {word} 不认识，可用：text、integer、number、boolean、date"
                )
            if name in RESERVED:
                raise RecordsError(f"台账 {self.register} 的列名 {name} 是保留字，请改名")
            schema[name] = _TYPES[word]
        if schema.get(self.primary_date) != "date":
            raise RecordsError(f"台账 {self.register} 的主日期列 {self.primary_date} 没有声明为 date")
        if lost := [name for name in self.apart if name not in schema]:
            raise RecordsError(f"台账 {self.register} 须分开统计的列 {lost[0]} 没有声明")
        if self.enterprise and schema.get(self.enterprise) != "text":
            raise RecordsError(f"台账 {self.register} 的企业代码列 {self.enterprise} 没有声明为文字列")
        object.__setattr__(self, "apart", tuple(self.apart))
        object.__setattr__(self, "files", tuple(str(path) for path in self.files))
        object.__setattr__(self, "schema", schema)

    def parts(self, time: str | None) -> dict[str, str]:
        """Names of the stored year, half, quarter and month columns of a date column."""
        prefix = "" if time in (None, "", self.primary_date) else f"{time}_"
        return {part: prefix + part for part in PARTS}


class RegionRow(NamedTuple):
    """One administrative division in one stretch of time (GB/T 2260 code)."""

    code: str
    name: str
    level: Level
    province: str | None = None
    prefecture: str | None = None
    county: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None


class RegionTable:
    """Administrative divisions with validity; several rows of one code are its history, the latest counts.

    ``rows``: RegionRow, tuples in that order, mappings, or an arrow table with those column names.
    """

    def __init__(self, rows: Iterable[RegionRow | tuple[Any, ...] | Mapping[str, Any]] | pa.Table) -> None:
        given = rows.to_pylist() if isinstance(rows, pa.Table) else rows
        self._rows: dict[str, RegionRow] = {}
        self._since: dict[str, date | None] = {}
        for one in given:
            row = (
                RegionRow(**{k: v for k, v in one.items() if k in RegionRow._fields})
                if isinstance(one, Mapping)
                else RegionRow(*one)
            )
            if row.level not in LEVELS:
                raise RegionError(
                    f"区划 {row.code} {row.name} 的级别 {row.level} 不认识，可用：{'、'.join(LEVELS)}"
                )
            held = self._rows.get(row.code)
            starts = [held.valid_from, row.valid_from] if held else [row.valid_from]
            self._since[row.code] = None if None in starts else min(s for s in starts if s)
            if held is None or (row.valid_from or date.min) >= (held.valid_from or date.min):
                self._rows[row.code] = row
        self.nation = next((r.code for r in self._rows.values() if r.level == "nation"), NATION)
        self._rows.setdefault(self.nation, RegionRow(self.nation, "全国", "nation"))

    def __contains__(self, code: str) -> bool:
        return code in self._rows

    def __len__(self) -> int:
        return len(self._rows)

    def get(self, code: str) -> RegionRow:
        """The latest row of a code. Raises RegionError with the nearest codes or names."""
        try:
            return self._rows[code]
        except KeyError:
            names = {f"{r.code}（{r.name}）": r for r in self._rows.values()}
            by_name = [
                label for label, r in names.items() if r.name == code or (code and r.name.startswith(code))
            ]
            near = by_name[:5] or [f"{c}（{self._rows[c].name}）" for c in nearest(code, self._rows, 3)]
            raise RegionError(
                f"没有区划代码“{code}”；请写行政区划代码（6 位，乡镇 9 位），相近的有：{'、'.join(near)}"
            ) from None

    def since(self, code: str) -> date | None:
        """First day on which the code was in use; None when unknown."""
        return self._since.get(code)

    def codes(self, levels: Iterable[str] = LEVELS[:4]) -> list[str]:
        wanted = set(levels)
        return [r.code for r in self._rows.values() if r.level in wanted]

    def within(self, code: str, level: Level | str) -> list[str]:
        """Codes of one level inside a region (latest affiliation)."""
        column = self.get(code).level
        rows = (r for r in self._rows.values() if r.level == level)
        if column == "nation":
            return [r.code for r in rows]
        return [r.code for r in rows if getattr(r, column, None) == code]

    def now(self, code: str) -> RegionRow | None:
        """The division that carries on ``code`` today, by following successors; None when the code is unknown."""
        seen: set[str] = set()
        row = self._rows.get(code)
        while row is not None and row.successor and row.code not in seen:
            seen.add(row.code)
            row = self._rows.get(row.successor, row)
        return row

    def current(self) -> list[tuple[str, str, str | None, str | None, str | None]]:
        """For each code: (code, code now, county now, prefecture now, province now), codes filled in by level."""
        out = []
        for code in self._rows:
            row = self.now(code)
            assert row is not None
            own = {row.level: row.code}
            out.append(
                (
                    code,
                    row.code,
                    own.get("county", row.county),
                    own.get("prefecture", row.prefecture),
                    own.get("province", row.province),
                )
            )
        return out

    def cover(self, code: str, coverage: str) -> str:
        """The region whose records show that a register was kept for ``code`` (see FactTable.coverage)."""
        row = self._rows[code]
        if coverage == "any" or row.level == "nation":
            return self.nation
        if coverage == "region" or row.level == "province":
            return code
        if coverage == "province":
            return row.province or code
        if row.level == "prefecture":
            return code
        return row.prefecture or row.province or code
