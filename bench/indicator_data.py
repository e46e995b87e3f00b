# ruff: noqa: S608 - text of queries from constants and declared names
"""Five million records over every register that the catalogue counts, as the columnar copies would hold them.

Everything is invented, with fixed seeds, and lies under var/bench. The shape of each file is the register's own
(``facts.arrow_schema``); what stands in a column of text is drawn from the words that the definitions ask for, and from
one that none asks for, so that every indicator has something to count. A shape that has changed makes the files anew.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow as pa

from zhiheng.kernels.measures import Catalogue, FactTable, RegionRow, RegionTable

FORMAT = 3  # raise when the same registers are to be filled in another way
PROVINCE, PREFECTURES, COUNTIES = "620000", 14, 86
YEARS = (2012, 2013, 2014, 2015, 2016)
KEPT = (2011, *YEARS)  # the year before tells growth over the same quarter of last year
# Where most records of a province lie; the other registers share the rest evenly.
SHARES = {
    "sampling": 0.24, "verifications": 0.12, "air_days": 0.10, "trade_inspections": 0.06, "permits": 0.06,
    "enterprises": 0.04, "instruments": 0.04, "management_certificates": 0.03,
}  # fmt: skip
FIRMS = 60_000
_WORDS = re.compile(r"(\w+)\"? (?:=|<>|!=|in) (\(('[^']*'(?:, )?)+\)|'[^']*')", re.IGNORECASE)
_TESTED = re.compile(r"(\w+) is not null")


def places() -> list[RegionRow]:
    """A province of 14 cities and 86 counties, with codes in the form of GB/T 2260."""
    cities = [f"{PROVINCE[:2]}{i + 1:02d}00" for i in range(PREFECTURES)]
    rows = [RegionRow(PROVINCE, "省", "province", PROVINCE)]
    rows += [RegionRow(code, f"市{code}", "prefecture", PROVINCE, code) for code in cities]
    for i in range(COUNTIES):
        city = cities[i % PREFECTURES]
        code = f"{city[:4]}{i // PREFECTURES + 21:02d}"
        rows.append(RegionRow(code, f"县{code}", "county", PROVINCE, city, code))
    return rows


def regions() -> RegionTable:
    return RegionTable(places())


def used(catalogue: Catalogue) -> list[str]:
    """Every register that a definition counts or is matched with."""
    found = set()
    for one in catalogue:
        if one.register_key:
            found.add(one.register_key)
        for part in (one.aggregate, one.numerator, one.denominator):
            for match in (part.matched, part.unmatched) if part else ():
                if match:
                    found.add(match.register_key)
    return sorted(found)


def _conditions(catalogue: Catalogue) -> dict[str, list[str]]:
    """What is asked of each register, in the words of the definitions."""
    asked: dict[str, list[str]] = {}
    for one in catalogue:
        for part in (one.aggregate, one.numerator, one.denominator):
            own = [one.filter, part.filter if part else None]
            asked.setdefault(one.register_key or "", []).extend(t for t in own if t)
            for match in (part.matched, part.unmatched) if part else ():
                if match and match.filter:
                    asked.setdefault(match.register_key, []).append(match.filter)
    return asked


def write(
    folder: Path,
    rows: int,
    catalogue: Catalogue,
    tables: Mapping[str, FactTable],
    schemas: Mapping[str, pa.Schema],
) -> dict[str, FactTable]:
    """The tables with the files that hold ``rows`` records in all; made unless they are there in this very shape."""
    keys, asked = used(catalogue), _conditions(catalogue)
    shape = repr((FORMAT, rows, [(k, str(schemas[k]), sorted(set(asked.get(k, [])))) for k in keys]))
    stamp, done = hashlib.sha256(shape.encode()).hexdigest(), folder / "complete"
    if not done.exists() or done.read_text() != stamp:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        connection = duckdb.connect()
        counties = [
            (k, c.code, c.prefecture) for k, c in enumerate(r for r in places() if r.level == "county")
        ]
        connection.execute("CREATE TABLE place (k INT, county VARCHAR, prefecture VARCHAR)")
        connection.executemany("INSERT INTO place VALUES (?, ?, ?)", counties)
        rest = (1 - sum(SHARES.values())) / max(1, len([k for k in keys if k not in SHARES]))
        for key in keys:
            count = int(rows * SHARES.get(key, rest)) // len(KEPT)
            for year in KEPT:
                text = _records(key, schemas[key], count, year, asked.get(key, []))
                target = folder / f"{key}-{year}.parquet"
                connection.execute(f"COPY ({text}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
        done.write_text(stamp)
    files = {key: tuple(str(folder / f"{key}-{year}.parquet") for year in KEPT) for key in keys}
    return {key: replace(table, files=files.get(key, ())) for key, table in tables.items()}


def _records(key: str, schema: pa.Schema, count: int, year: int, asked: Iterable[str]) -> str:
    """The records of one register and year: hash() is a fixed function, so they are the same every time. Numbers are
    whole, so that sums are the same in any order; one record in twenty is kept at the city itself."""
    asked = list(asked)
    words, tested = _words(asked), {name for text in asked for name in _TESTED.findall(text)}
    seed = int.from_bytes(hashlib.sha256(f"{key} {year}".encode()).digest()[:4], "big")
    dates = [f.name for f in schema if f.type == pa.date32()]
    held: dict[str, str] = {
        "id": f"i + {(year - KEPT[0]) * count + 1}", "province": f"'{PROVINCE}'", "prefecture": "prefecture",
        "county": "CASE WHEN own THEN county END", "region": "CASE WHEN own THEN county ELSE prefecture END",
    }  # fmt: skip
    for at, field in enumerate(schema):
        name = field.name
        if name in held or name in dates:
            continue
        stem, _, part = name.rpartition("_")
        if part in ("year", "half", "quarter", "month") and (not stem or stem in dates):
            day = f'"{stem or "date"}"'
            months = {"half": f"(month({day}) + 5) // 6", "quarter": f"quarter({day})"}
            held[name] = months.get(part, f"{part}({day})")
        else:
            held[name] = _value(
                name, field.type, count, f"hash(i * 97 + {seed + at * 7919})", words, name in tested
            )
    columns = ", ".join(
        f'({held.get(f.name, chr(34) + f.name + chr(34))})::{_type(f.type)} AS "{f.name}"' for f in schema
    )
    others = "".join(
        f', {_day(n, f"hash(i * 89 + {seed + k * 6607})")} AS "{n}"'
        for k, n in enumerate(dates)
        if n != "date"
    )
    return (
        f"SELECT {columns} FROM (SELECT *{others} FROM (SELECT range AS i, hash(range * 7 + {seed}) % {COUNTIES} AS spot, "
        f"hash(range * 11 + {seed}) % 20 > 0 AS own, make_date({year}, 1, 1) + (range * 365 // {count})::INT AS date "
        f"FROM range({count})) JOIN place ON k = spot ORDER BY i)"
    )


def _words(asked: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for text in asked:
        for name, given, *_ in _WORDS.findall(text):
            found.setdefault(name, []).extend(re.findall(r"'([^']*)'", given))
    return {name: sorted({*given, "other"}) for name, given in found.items()}


def _day(name: str, chance: str) -> str:
    """Validity ends years after it begins; whatever else has a date follows within a year; one in four is open."""
    late = 2000 if re.search(r"until|valid|ended|closed|left|withdrawn|revoked", name) else 360
    return f"CASE WHEN {chance} % 4 > 0 THEN date + (1 + ({chance} // 8) % {late})::INT END"


def _value(
    name: str, kind: pa.DataType, count: int, chance: str, words: Mapping[str, list[str]], tested: bool
) -> str:
    if kind == pa.bool_():
        text = f"({chance} // 16) % 10 < 6"
    elif kind == pa.string():
        if name in words:
            given = ", ".join(f"'{word}'" for word in words[name])
            return f"([{given}])[1 + (({chance} // 16) % {len(words[name])})::INT]"
        several = FIRMS if name in ("credit_code", "enterprise") else max(50, count // 3)
        form = "91620000MA%08d" if name == "credit_code" else f"{name[:6]}%07d"
        return f"CASE WHEN {chance} % 50 > 0 THEN printf('{form}', (({chance} // 64) % {several})::INT) ELSE '' END"
    else:
        text = f"1 + ({chance} // 16) % {6 if name.endswith('class') else 1000}"
    return f"CASE WHEN {chance} % 10 > 0 THEN {text} END" if tested else text


def _type(kind: pa.DataType) -> str:
    names = {
        pa.string(): "VARCHAR", pa.bool_(): "BOOLEAN", pa.date32(): "DATE", pa.float64(): "DOUBLE", pa.int64(): "BIGINT",
        pa.int16(): "SMALLINT", pa.int8(): "TINYINT",
    }  # fmt: skip
    return names[kind]
