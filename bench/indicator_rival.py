# ruff: noqa: S608 - text of queries from constants and from the package's own definitions
"""The whole catalogue as an analyst would ask DuckDB for it: one query a register and date, every aggregate in it.

The conditions are the definitions' own words; nothing of the engine's planning, roll-up or checking is used. Each
register is added up once by county and quarter, then rolled up to city and province with GROUPING SETS; for distinct
counts every value is kept once for each county and quarter and rolled up the same way (less than half the time of
COUNT(DISTINCT) with filters over GROUPING SETS); stocks join the quarters' last days, and what another register knows
joins as its distinct keys by quarter, where it is asked for. The year before is read where growth needs it. All that a
figure consists of is written, and no status.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from bench import indicator_data as data
from zhiheng.kernels.measures import Catalogue, FactTable, Indicator
from zhiheng.kernels.measures.definitions import Matched, Part
from zhiheng.kernels.measures.session import connect

PLACES = ("county", "prefecture", "province")
_CALL = re.compile(r"\b(count_distinct|count|sum|avg)\(")


def quarters() -> list[tuple[int, int, int, str, str]]:
    """(number, year, quarter, key, last day); those of the year before have negative numbers."""
    ends = ("03-31", "06-30", "09-30", "12-31")
    return [
        ((year - data.YEARS[0]) * 4 + q, year, q + 1, f"{year}Q{q + 1}", f"{year}-{ends[q]}")
        for year in data.KEPT
        for q in range(4)
    ]


@dataclass
class Query:
    """What is asked of one register by one date."""

    name: str
    register: str
    time: str
    since: str
    until: str
    added: dict[str, tuple[str, str]] = field(default_factory=dict)  # text -> (column, how it adds up)
    distinct: dict[str, dict[str, str]] = field(default_factory=dict)  # what -> text of the test -> column
    matches: dict[str, tuple[str, Matched]] = field(default_factory=dict)
    answers: list[tuple[Indicator, str, str | None, str | None]] = field(default_factory=list)
    before: bool = False  # whether the year before is asked for


class ByHand:
    def __init__(self, catalogue: Catalogue, tables: Mapping[str, FactTable]) -> None:
        self.connection = connect()
        self.tables = {key: tables[key] for key in data.used(catalogue)}
        self.queries: dict[tuple[str, str, str, str], Query] = {}
        self.derived = [one for one in catalogue if one.kind == "derived"]
        self.grown = {
            code for one in self.derived for code in re.findall(r"previous_year\((\w+)\)", one.formula or "")
        }
        for one in catalogue:
            if one.kind not in ("derived", "reported"):
                self._take(one)
        self.statements = [text for query in self.queries.values() for text in self._made(query)]

    def ask(self) -> pa.Table:
        """(code, region, period, value, numerator, denominator) for every place and quarter."""
        cursor = self.connection.cursor()
        cursor.register("place", pa.table({"code": [row.code for row in data.places()]}))
        number, year, part, key, end = zip(*quarters(), strict=True)
        cursor.register(
            "given", pa.table({"n": number, "y": year, "q": part, "period": key, "period_end": end})
        )
        cursor.execute(
            "CREATE TEMP TABLE quarters AS SELECT * REPLACE (period_end::DATE AS period_end) FROM given"
        )
        cursor.execute("CREATE TEMP TABLE cells AS SELECT code AS region, n, period FROM place, quarters")
        for register, table in self.tables.items():
            files = ", ".join(f"'{name}'" for name in table.files)
            cursor.execute(f"CREATE TEMP VIEW {register} AS SELECT * FROM read_parquet([{files}])")
        cursor.execute(
            "CREATE TEMP TABLE answer (code VARCHAR, region VARCHAR, period VARCHAR, n INT, value DOUBLE, "
            "numerator DOUBLE, denominator DOUBLE)"
        )
        for text in self.statements:
            cursor.execute(text)
        for one in self.derived:
            cursor.execute(self._formula(one))
        answer = cursor.sql("SELECT * EXCLUDE (n) FROM answer WHERE n >= 0").to_arrow_table()
        cursor.close()
        return answer

    # -- text -------------------------------------------------------------------------------------

    def _take(self, one: Indicator) -> None:
        assert one.register_key
        since, until = (one.stock.since, one.stock.until or "") if one.stock else ("", "")
        key = (one.register_key, one.time or "", since, until)
        query = self.queries.setdefault(key, Query(f"q{len(self.queries)}", *key))
        query.before |= one.code in self.grown
        parts = [part for part in (one.aggregate, one.numerator, one.denominator) if part]
        texts = [self._part(query, one, part) for part in parts]
        if one.denominator:
            query.answers.append((one, texts[0], texts[1], None))
        elif parts[0].aggregate.startswith("avg("):
            counted = Part(aggregate="count()", filter=f"{parts[0].aggregate[4:-1]} is not null")
            total = Part(aggregate=parts[0].aggregate.replace("avg(", "sum("), filter=parts[0].filter)
            query.answers.append((one, self._part(query, one, total), self._part(query, one, counted), None))
        else:
            query.answers.append((one, texts[0], None, None))

    def _part(self, query: Query, one: Indicator, part: Part) -> str:
        if part.aggregate.startswith("avg("):
            return ""
        tests = [f"({text})" for text in (one.filter, part.filter) if text]
        for match, holds in ((part.matched, True), (part.unmatched, False)):
            if match:
                name, _ = query.matches.setdefault(repr(match), (f"m{len(query.matches)}", match))
                tests.append(name if holds else f"NOT {name}")
        where = " AND ".join(tests)
        out, at = "", 0
        for found in _CALL.finditer(part.aggregate):
            end = _closing(part.aggregate, found.end())
            inside, kind = part.aggregate[found.end() : end - 1], found.group(1)
            if kind == "count_distinct":
                columns = query.distinct.setdefault(inside, {})
                number = sum(map(len, query.distinct.values()))
                column = columns.setdefault(where or "true", f"d{number}")
            else:
                sql = "COUNT(*)" if kind == "count" else f"SUM({inside})"
                sql += f" FILTER (WHERE {where})" if where else ""
                column, _ = query.added.setdefault(sql, (f"a{len(query.added)}", "sum"))
            out += f"{part.aggregate[at : found.start()]}COALESCE({column}, 0)::DOUBLE"
            at = end
        return f"({out}{part.aggregate[at:]})"

    def _made(self, query: Query) -> list[str]:
        made, name = [], query.name
        joined = f"cells c LEFT JOIN {name} r ON r.code = c.region AND r.n = c.n"
        added = ", ".join(f"{sql} AS {column}" for sql, (column, _) in query.added.items())
        sums = ", ".join(f"SUM({column}) AS {column}" for column, _ in query.added.values())
        sets = ", ".join(f"({place}, n)" for place in PLACES)
        code = "COALESCE(county, prefecture, province)"
        if added:
            rows, pair = self._rows(query, added)
            keys = ", ".join((*PLACES, pair))
            made.append(
                f"CREATE TEMP TABLE base_{name} AS SELECT {keys} AS n, {added} FROM {rows} GROUP BY {keys}"
            )
            made.append(
                f"CREATE TEMP TABLE {name} AS SELECT {code} AS code, n, {sums} FROM base_{name} "
                f"GROUP BY GROUPING SETS ({sets}) HAVING {code} IS NOT NULL"
            )
        for at, (what, columns) in enumerate(query.distinct.items()):
            rows, pair = self._rows(query, " ".join(columns))
            keys = ", ".join((*PLACES, pair, what))
            flags = ", ".join(f"BOOL_OR({test}) AS {column}" for test, column in columns.items())
            again = ", ".join(f"BOOL_OR({column}) AS {column}" for column in columns.values())
            counts = ", ".join(f"COUNT_IF({column}) AS {column}" for column in columns.values())
            target = name if not added and not at else f"{name}_d{at}"
            made.append(
                f"CREATE TEMP TABLE values_{target} AS SELECT {', '.join(PLACES)}, {pair} AS n, {what} AS v, {flags} "
                f"FROM {rows} WHERE {what} IS NOT NULL GROUP BY {keys}"
            )
            values = ", ".join(f"({place}, n, v)" for place in PLACES)
            made.append(
                f"CREATE TEMP TABLE {target} AS SELECT code, n, {counts} FROM (SELECT {code} AS code, n, v, {again} FROM "
                f"values_{target} GROUP BY GROUPING SETS ({values}) HAVING {code} IS NOT NULL) GROUP BY code, n"
            )
            if target != name:
                joined += f" LEFT JOIN {target} ON {target}.code = c.region AND {target}.n = c.n"
        branches = []
        for one, top, bottom, _ in query.answers:
            value = f"{top} * {float(one.scale)!r}" + (f" / NULLIF({bottom}, 0)" if bottom else "")
            branches.append(
                f"SELECT '{one.code}', c.region, c.period, c.n, {value}, {top}, {bottom or 'NULL'} FROM {joined}"
            )
        return [*made, f"INSERT INTO answer {' UNION ALL '.join(branches)}"]

    def _rows(self, query: Query, asked: str) -> tuple[str, str]:
        """What the records come from (with the matches that ``asked`` names), and the text of a record's quarter."""
        joins, flags = "", ""
        first = data.KEPT[0] if query.before else data.YEARS[0]
        given = "quarters" if query.before else "(SELECT * FROM quarters WHERE n >= 0)"
        for name, match in query.matches.values():
            if not re.search(rf"\b{name}\b", asked):
                continue
            theirs, mine = match.theirs, match.mine
            tests = [f"({match.filter})"] if match.filter else []
            if query.since:
                tests += [f"{match.since} <= period_end"] if match.since else []
                tests += [f"({match.until} IS NULL OR {match.until} >= period_end)"] if match.until else []
                keys = f"SELECT DISTINCT {theirs} AS k, n AS kn FROM {match.register_key}, {given} quarters"
                on = f"k_{name}.k = r.{mine} AND k_{name}.kn = q.n"
            elif match.since or match.until:  # it must hold on the day of the record itself
                day = f"x.{query.time or 'date'}"
                tests = [f"o.{theirs} = x.{mine}"]
                tests += [f"o.{match.since} <= {day}"] if match.since else []
                tests += [f"(o.{match.until} IS NULL OR o.{match.until} >= {day})"] if match.until else []
                held = f"SELECT * FROM {match.register_key}" + (
                    f" WHERE {match.filter}" if match.filter else ""
                )
                joins += (
                    f" LEFT JOIN (SELECT DISTINCT x.id AS k FROM {query.register} x JOIN ({held}) o ON "
                    f"{' AND '.join(tests)} WHERE x.{mine} <> '') k_{name} ON k_{name}.k = r.id"
                )
                flags += f", k_{name}.k IS NOT NULL AS {name}"
                continue
            else:
                keys = f"SELECT DISTINCT {theirs} AS k FROM {match.register_key}"
                on = f"k_{name}.k = r.{mine}"
            keys += f" WHERE {' AND '.join([*tests, f'{theirs} <> {chr(39) * 2}'])}"
            joins += f" LEFT JOIN ({keys}) k_{name} ON {on}"
            flags += f", k_{name}.k IS NOT NULL AS {name}"
        if query.since:
            until = (
                f" AND (r.{query.until} IS NULL OR r.{query.until} >= q.period_end)" if query.until else ""
            )
            base = f"{query.register} r JOIN {given} q ON r.{query.since} <= q.period_end{until}"
            return f"(SELECT r.*, q.n, q.period_end{flags} FROM {base}{joins})", "n"
        prefix = (
            f"{query.time}_" if query.time and query.time != self.tables[query.register].primary_date else ""
        )
        year, part = f"{prefix}year", f'"{prefix}quarter"'
        wanted = f"{year} BETWEEN {first} AND {data.YEARS[-1]}"
        pair = f"(({year}::INT - {data.YEARS[0]}) * 4 + {part}::INT - 1)"
        return f"(SELECT r.*{flags} FROM {query.register} r{joins} WHERE {wanted})", pair

    def _formula(self, one: Indicator) -> str:
        text, joins = one.formula or "", ""
        names: list[str] = []

        def operand(found: re.Match[str]) -> str:
            nonlocal joins
            name = f"o{len(names)}"
            names.append(name)
            back = 4 if found.group(1) else 0
            code = found.group(2) or found.group(3)
            joins += (
                f" LEFT JOIN answer {name} ON {name}.code = '{code}' AND {name}.region = c.region "
                f"AND {name}.n = c.n - {back}"
            )
            return f"{name}.value"

        text = re.sub(r"(previous_year)\((\w+)\)|\b([A-Z]\w+)\b", operand, text)
        text = re.sub(r"/ (\([^()]*\)|[\w.]+)", r"/ NULLIF(\1, 0)", text)
        return (
            f"INSERT INTO answer SELECT '{one.code}', c.region, c.period, c.n, ({text}) * {float(one.scale)!r}, NULL, "
            f"NULL FROM cells c{joins} WHERE c.n >= 0"
        )

    def close(self) -> None:
        self.connection.close()


def _closing(text: str, at: int) -> int:
    depth = 1
    while depth:
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        at += 1
    return at
