# ruff: noqa: S608 - text of queries from constants of this file
"""Data for the engine benchmark: seeded records in Parquet, definitions, and the same question written by hand.

Everything is invented and lies under var/bench; the number of divisions is that of the country (31 provinces,
342 prefectures, 2,978 counties).
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from zhiheng.kernels.measures import Catalogue, FactTable, RegionRow, RegionTable

PROVINCES, PREFECTURES, COUNTIES = 31, 342, 2978
YEARS = (2015, 2016)
SMALL_ROWS = 20_000
QUARTERS = [f"{year}Q{quarter}" for year in YEARS for quarter in (1, 2, 3, 4)]
SAMPLING_COLUMNS = {
    "sampled_on": "date",
    "level": "text",
    "kind": "text",
    "key_product": "boolean",
    "comparable": "boolean",
    "campaign": "text",
    "result": "text",
    "enterprise": "integer",
    "batches": "integer",
}
SMALL_COLUMNS = {"happened_on": "date", "kind": "text", "result": "text", "amount": "number"}
SMALL_REGISTERS = (
    "farm_monitoring", "works_acceptance", "air_days", "water_monitoring", "titles", "awards", "campaigns",
    "standards", "demonstrations", "instruments", "training",
)  # fmt: skip
# code: (numerator filter, denominator filter) of counts over sampling; None as numerator: a plain count
JUDGED = "result <> 'pending'"
SAMPLING_RATES: dict[str, tuple[str, str]] = {
    code: (f"({own}) AND {JUDGED} AND result = 'qualified'", f"({own}) AND {JUDGED}")
    for code, own in {
        "P01": "key_product AND kind = 'industrial'",
        "P02": "level = 'national'",
        "P03": "comparable",
        "P04": "level = 'provincial'",
        "P06": "campaign = 'coal'",
        "P08": "kind = 'food'",
    }.items()
}
SAMPLING_COUNTS = {"P05B": ("COUNT(*)", JUDGED), "P09N": ("COUNT(*)", "result = 'failed'")}


def places() -> list[RegionRow]:
    """Divisions whose codes have the form of GB/T 2260 codes."""
    rows = []
    provinces = [f"{11 + i}0000" for i in range(PROVINCES)]
    prefectures = []
    for i in range(PREFECTURES):
        province = provinces[i % PROVINCES]
        prefectures.append((f"{province[:2]}{i // PROVINCES + 1:02d}00", province))
    rows += [RegionRow(code, f"省{code}", "province", code) for code in provinces]
    rows += [RegionRow(code, f"市{code}", "prefecture", province, code) for code, province in prefectures]
    for i in range(COUNTIES):
        prefecture, province = prefectures[i % PREFECTURES]
        code = f"{prefecture[:4]}{i // PREFECTURES + 1:02d}"
        rows.append(RegionRow(code, f"县{code}", "county", province, prefecture, code))
    return rows


def write(folder: Path, rows: int) -> None:
    """Write the Parquet files of ``rows`` sampling records and the small registers, unless they are there."""
    folder.mkdir(parents=True, exist_ok=True)
    done = folder / "complete"
    if done.exists():
        return
    connection = duckdb.connect()
    counties = [row for row in places() if row.level == "county"]
    connection.execute(
        "CREATE TABLE county (k INTEGER, region VARCHAR, province VARCHAR, prefecture VARCHAR)"
    )
    connection.executemany(
        "INSERT INTO county VALUES (?, ?, ?, ?)",
        [(k, row.code, row.province, row.prefecture) for k, row in enumerate(counties)],
    )
    for year in YEARS:
        _copy(connection, _sampling(rows, year), folder / f"sampling-{year}.parquet")
        for at, register in enumerate(SMALL_REGISTERS):
            _copy(connection, _small(SMALL_ROWS, year, at + 1), folder / f"{register}-{year}.parquet")
    done.touch()


def _copy(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    connection.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")


def _common(rows: int, year: int, seed: int) -> str:
    """Half of the rows fall in each year; hash() is a fixed function, so the data are the same every time."""
    start = (year - YEARS[0]) * rows // 2
    return (
        f"SELECT i AS id, region, province, prefecture, region AS county, {year}::SMALLINT AS year, "
        '(month / 7 + 1)::TINYINT AS half, ((month - 1) // 3 + 1)::TINYINT AS "quarter", month::TINYINT AS month, '
        f"make_date({year}, month::INT, (1 + h1 % 28)::INT) AS day, h1, h2, h3 FROM (SELECT range AS i, "
        f"hash(range * 7 + {seed}) % {COUNTIES} AS place, (1 + hash(range * 11 + {seed}) % 12)::INT AS month, "
        f"hash(range * 13 + {seed}) AS h1, hash(range * 17 + {seed}) AS h2, hash(range * 19 + {seed}) AS h3 "
        f"FROM range({start}, {start + rows // 2})) JOIN county ON k = place"
    )


def _sampling(rows: int, year: int) -> str:
    return (
        'SELECT id, region, province, prefecture, county, year, half, "quarter", month, day AS sampled_on, '
        "CASE WHEN h1 % 10 < 2 THEN 'national' WHEN h1 % 10 < 6 THEN 'provincial' ELSE 'city' END AS level, "
        "CASE WHEN h2 % 10 < 3 THEN 'food' WHEN h2 % 10 < 9 THEN 'industrial' ELSE 'consumer' END AS kind, "
        "h3 % 3 = 0 AS key_product, h3 % 5 = 0 AS comparable, CASE WHEN h1 % 100 < 5 THEN 'coal' END AS campaign, "
        "CASE WHEN h2 % 100 < 93 THEN 'qualified' WHEN h2 % 100 < 99 THEN 'failed' ELSE 'pending' END AS result, "
        f"(h3 % 200000)::INT AS enterprise, (1 + h3 % 9)::INT AS batches FROM ({_common(rows, year, 0)}) "
        'ORDER BY province, "quarter"'
    )


def _small(rows: int, year: int, seed: int) -> str:
    return (
        'SELECT id, region, province, prefecture, county, year, half, "quarter", month, day AS happened_on, '
        "CASE WHEN h1 % 2 = 0 THEN 'a' ELSE 'b' END AS kind, CASE WHEN h2 % 20 = 0 THEN 'bad' ELSE 'good' END AS result, "
        f"(h3 % 1000)::DOUBLE AS amount FROM ({_common(rows, year, seed)}) ORDER BY province"
    )


def facts(folder: Path) -> dict[str, FactTable]:
    def files(register: str) -> list[str]:
        return [str(folder / f"{register}-{year}.parquet") for year in YEARS]

    tables = {"sampling": FactTable("sampling", files("sampling"), SAMPLING_COLUMNS, "sampled_on")}
    for register in SMALL_REGISTERS:
        tables[register] = FactTable(register, files(register), SMALL_COLUMNS, "happened_on")
    return tables


def regions() -> RegionTable:
    return RegionTable(places())


def catalogue() -> Catalogue:
    """The eight sampling indicators and two of every other register."""
    common = "unit: x, direction: up, periodicity: quarter, field: product"
    lines = []
    for code, (top, bottom) in SAMPLING_RATES.items():
        lines.append(
            f"- {{code: {code}, name: {code}, {common}, kind: ratio, register: sampling, scale: 100, "
            f'numerator: {{aggregate: count(), filter: "{top}"}}, denominator: {{aggregate: count(), filter: "{bottom}"}}}}'
        )
    for code, (what, test) in SAMPLING_COUNTS.items():
        aggregate = what.replace("(*)", "()").lower()
        lines.append(
            f"- {{code: {code}, name: {code}, {common}, kind: simple, register: sampling, "
            f'aggregate: {aggregate}, filter: "{test}"}}'
        )
    for at, register in enumerate(SMALL_REGISTERS):
        lines.append(
            f"- {{code: R{at}, name: R{at}, {common}, kind: ratio, register: {register}, scale: 100, "
            "numerator: {aggregate: count(), filter: \"kind = 'a' and result = 'good'\"}, "
            "denominator: {aggregate: count(), filter: \"kind = 'a'\"}}"
        )
        lines.append(
            f"- {{code: S{at}, name: S{at}, {common}, kind: simple, register: {register}, aggregate: sum(amount)}}"
        )
    return Catalogue.read({"bench.yaml": "\n".join(lines)})


QUARTER = {
    "duckdb": '"quarter"',
    "postgresql": "CAST(EXTRACT(QUARTER FROM tested_on) AS INT)",
    "sqlite": "(CAST(substr(tested_on, 6, 2) AS INT) + 2) / 3",
}
Sums = list[tuple[str, str, str]]  # name, aggregate, condition


def quarters() -> list[tuple[int, int, str]]:
    return [(int(text[:4]), int(text[5]), text) for text in QUARTERS]


def wanted() -> dict[str, Sums]:
    """What has to be added up of each register."""
    sums: Sums = []
    for code, (top, bottom) in SAMPLING_RATES.items():
        sums += [(f"n_{code}", "COUNT(*)", top), (f"d_{code}", "COUNT(*)", bottom)]
    for code, (what, test) in SAMPLING_COUNTS.items():
        sums.append((f"n_{code}", what, test))
    small = [
        ("n", "COUNT(*)", "kind = 'a' AND result = 'good'"),
        ("d", "COUNT(*)", "kind = 'a'"),
        ("s", "SUM(amount)", ""),
    ]
    return {"sampling": sums, **dict.fromkeys(SMALL_REGISTERS, small)}


def by_hand() -> tuple[list[str], str]:
    """The question as a careful hand would write it for its one purpose, over the columnar files.

    Tables: the registers by name, ``place`` (code, prefecture, province), ``quarter_of`` (year, part, period). Gives the
    statements that make temporary tables, and the query of the answer (code, region, period, value, numerator,
    denominator).
    """
    make = []
    for register, sums in wanted().items():
        make.append(
            f"CREATE TEMP TABLE base_{register} AS SELECT county, prefecture, province, year, {QUARTER['duckdb']} AS part, "
            f"{_columns(sums)} FROM {register} WHERE year IN (2015, 2016) "
            f"GROUP BY county, prefecture, province, year, {QUARTER['duckdb']}"
        )
        make.append(f"CREATE TEMP TABLE rolled_{register} AS {_levels(f'base_{register}', sums)}")
    return make, _answers("place")


def by_rows(database: str) -> tuple[list[str], str]:
    """The same question on the project's own tables, in the fastest plain text found for a row database.

    Standing rows only, by the stored year and the quarter of the date. The records are added up by their region before
    that is looked up: joining ten million rows with the table of regions first takes both databases longer.
    """
    make = []
    quarter = QUARTER[database]
    for register, sums in wanted().items():
        table = "supervision_sampling" if register == "sampling" else register
        make.append(
            f"CREATE TEMP TABLE base_{register} AS SELECT p.county, p.prefecture, p.province, b.* FROM (SELECT region_id, "
            f"fact_year AS year, {quarter} AS part, {_columns(sums)} FROM {table} WHERE withdrawn_at IS NULL "
            f"AND fact_year IN (2015, 2016) GROUP BY region_id, fact_year, {quarter}) b "
            "JOIN regions_region p ON p.code = b.region_id"
        )
        make.append(f"CREATE TEMP TABLE rolled_{register} AS {_levels(f'base_{register}', sums)}")
        if (
            database == "sqlite"
        ):  # no hash join: without an index on what is joined the last step would take hours
            make.append(f"CREATE INDEX ix_rolled_{register} ON rolled_{register} (code, year, part)")
        else:
            make.append(f"ANALYZE rolled_{register}")
    return make, _answers("regions_region")


def _columns(sums: Sums) -> str:
    return ", ".join(
        f"{what} FILTER (WHERE {test}) AS {name}" if test else f"{what} AS {name}"
        for name, what, test in sums
    )


def _levels(base: str, sums: Sums) -> str:
    added = ", ".join(f"SUM({name}) AS {name}" for name, _, _ in sums)
    return " UNION ALL ".join(
        f"SELECT {column} AS code, year, part, {added} FROM {base} GROUP BY {column}, year, part"
        if column
        else f"SELECT '000000' AS code, year, part, {added} FROM {base} GROUP BY year, part"
        for column in ("county", "prefecture", "province", "")
    )


def _answers(places: str) -> str:
    answers = [_answer(places, "sampling", code, f"n_{code}", f"d_{code}") for code in SAMPLING_RATES]
    answers += [_answer(places, "sampling", code, f"n_{code}", None) for code in SAMPLING_COUNTS]
    for at, register in enumerate(SMALL_REGISTERS):
        answers += [
            _answer(places, register, f"R{at}", "n", "d"),
            _answer(places, register, f"S{at}", "s", None),
        ]
    return " UNION ALL ".join(answers)


def _answer(places: str, register: str, code: str, top: str, bottom: str | None) -> str:
    as_double = "CAST(r.{} AS DOUBLE PRECISION)"
    numerator = as_double.format(top)
    if not bottom:
        numerator = (
            f"COALESCE({numerator}, 0)"  # every prefecture keeps every register here: no record means none
        )
    denominator = as_double.format(bottom) if bottom else "CAST(NULL AS DOUBLE PRECISION)"
    value = f"{numerator} * 100.0 / NULLIF({denominator}, 0)" if bottom else numerator
    return (
        f"SELECT '{code}' AS code, p.code AS region, q.period AS period, {value} AS value, {numerator} AS numerator, "
        f"{denominator} AS denominator FROM {places} p CROSS JOIN quarter_of q "
        f"LEFT JOIN rolled_{register} r ON r.code = p.code AND r.year = q.year AND r.part = q.part"
    )
