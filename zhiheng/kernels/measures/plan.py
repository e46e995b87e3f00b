# ruff: noqa: S608 - writing SQL is this module's work; definitions reach it only as checked, regenerated trees
"""From definitions to scans: what has to be read from which register, each aggregate once.

All indicators of one register that share a time column (or the same stock dates) are fused into one scan;
equal aggregates of different indicators are computed once. Counts and sums add up over regions and months;
an average is kept as sum and count; ``count_distinct`` does not add up, so its scan keeps the distinct
values themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlglot import exp

from zhiheng.kernels.measures.definitions import Indicator, Part
from zhiheng.kernels.measures.expressions import (
    Aggregate,
    Call,
    ColumnType,
    aggregate,
    both,
    condition,
    either,
    substitute,
    to_sql,
)
from zhiheng.kernels.measures.facts import PLACES, FactTable
from zhiheng.kernels.measures.matching import Match, compile_match, with_matches
from zhiheng.kernels.measures.periods import MONTHS, Grain
from zhiheng.kernels.measures.stocks import PERIODS, standing


@dataclass(frozen=True, slots=True)
class ScanKey:
    register: str
    time: str = ""  # prefix of the date parts: "" for the primary date
    since: str = ""  # stock: date columns
    until: str = ""
    matched: tuple[str, ...] = ()  # flows: names of the matches its rows carry (those without can be kept)

    @property
    def stock(self) -> bool:
        return bool(self.since)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A checked definition over its register."""

    indicator: Indicator
    table: FactTable
    key: ScanKey
    top: Aggregate  # numerator, or the one aggregate
    bottom: Aggregate | None
    rows: exp.Expr | None  # which records the figure rests on (None: all)
    parts: tuple[exp.Expr | None, exp.Expr | None]  # conditions of numerator and denominator
    matches: Mapping[str, Match] = field(default_factory=dict)


def compile_indicator(indicator: Indicator, tables: Mapping[str, FactTable]) -> Compiled:
    """Check a definition against the declared columns of its register.

    Raises DefinitionError for an unknown register, column or function, or a type that does not fit.
    """
    key = indicator.register_key or ""
    if key not in tables:
        raise indicator.place("register").wrong(f"没有台账 {key}", key, tables)
    table = tables[key]
    columns: dict[str, ColumnType] = dict(table.schema)
    dates = [name for name, type_ in columns.items() if type_ == "date"]

    def check_date(name: str | None, at: str) -> str:
        if name and columns.get(name) != "date":
            raise indicator.place(at).wrong(f"台账 {key} 没有日期列 {name}", name, dates)
        return name or ""

    in_stock: exp.Expr | None = None
    if indicator.stock:
        since = check_date(indicator.stock.since, "stock.from")
        until = check_date(indicator.stock.until, "stock.until")
        scan = ScanKey(key, since=since, until=until)
        columns |= {"period_start": "date", "period_end": "date"}
        in_stock = _in_stock(until)
    else:
        time = check_date(indicator.time, "time")
        scan = ScanKey(key, time="" if time in ("", table.primary_date) else f"{time}_")

    matches = _matches(indicator, columns, tables)
    columns |= dict.fromkeys(matches, "boolean")
    if (
        not scan.stock
    ):  # stocks are never kept, so theirs are counted in one pass whatever they are matched with
        scan = replace(scan, matched=tuple(sorted(matches)))
    base = condition(indicator.filter, columns, indicator.place("filter")) if indicator.filter else None

    def part(given: Part, at: str) -> tuple[Aggregate, exp.Expr | None]:
        place = indicator.place(f"{at}.filter")
        own = condition(given.filter, columns, place) if given.filter else None
        for one, holds in ((given.matched, True), (given.unmatched, False)):
            if one is not None:
                column = exp.column(
                    compile_match(one, columns, tables, indicator.place(at)).name, quoted=True
                )
                own = both(own, column if holds else exp.Not(this=column))
        where = both(base, own, in_stock)
        return aggregate(given.aggregate, columns, where, indicator.place(at)), where

    if indicator.aggregate:
        top, where = part(indicator.aggregate, "aggregate")
        return Compiled(indicator, table, scan, top, None, where, (where, where), matches)
    assert indicator.numerator and indicator.denominator
    top, above = part(indicator.numerator, "numerator")
    bottom, below = part(indicator.denominator, "denominator")
    return Compiled(indicator, table, scan, top, bottom, either(below, above), (above, below), matches)


def _matches(
    indicator: Indicator, columns: Mapping[str, ColumnType], tables: Mapping[str, FactTable]
) -> dict[str, Match]:
    found = {}
    for at in ("aggregate", "numerator", "denominator"):
        part: Part | None = getattr(indicator, at)
        for key in ("matched", "unmatched") if part else ():
            if given := getattr(part, key):
                match = compile_match(given, columns, tables, indicator.place(f"{at}.{key}"))
                found[match.name] = match
    return found


def _in_stock(until: str) -> exp.Expr | None:
    if not until:
        return None
    column = exp.column(until)
    return exp.paren(
        exp.or_(
            exp.Is(this=column.copy(), expression=exp.Null()),
            exp.GTE(this=column.copy(), expression=exp.column("period_end")),
        )
    )


@dataclass
class Scan:
    """One pass over one register."""

    key: ScanKey
    table: FactTable
    members: list[Compiled] = field(default_factory=list)
    _calls: dict[tuple[str, str, str], tuple[str, Call]] = field(default_factory=dict)

    def add(self, member: Compiled) -> None:
        self.members.append(member)
        for call in (*member.top.calls, *(member.bottom.calls if member.bottom else ())):
            self.name(call)
            if call.function == "sum":
                self.name(Call("count", None, call.condition))
        self.name(Call("count", None, member.rows))

    def name(self, call: Call) -> str:
        """Column of an aggregate, adding it on first use."""
        prefix = "d" if call.function == "distinct" else "a"
        return self._calls.setdefault(call.key, (f"{prefix}{len(self._calls)}", call))[0]

    @property
    def names_enterprises(self) -> bool:
        """Whether an answer depends on which enterprise a record is about: distinct codes, or matches by code."""
        column = self.table.enterprise
        counted = (call.argument for group in self.distinct.values() for _, call in group[:1])
        return bool(column) and (
            any(match.mine == column for match in self.matches.values())
            or any(c.name == column for tree in counted if tree for c in tree.find_all(exp.Column))
        )

    @property
    def matches(self) -> Mapping[str, Match]:
        return {name: match for member in self.members for name, match in member.matches.items()}

    @property
    def additive(self) -> list[tuple[str, Call]]:
        return [(name, call) for name, call in self._calls.values() if call.function != "distinct"]

    @property
    def distinct(self) -> dict[str, list[tuple[str, Call]]]:
        """Distinct counts by the text of what is counted, so that each set of values is kept once."""
        groups: dict[str, list[tuple[str, Call]]] = {}
        for name, call in self._calls.values():
            if call.function == "distinct":
                groups.setdefault(call.key[1], []).append((name, call))
        return groups

    def value(self, whole: Aggregate, table: str) -> str:
        """DuckDB text of an aggregate over the rolled-up columns of ``table``, as double."""
        columns = {f"#{i}": exp.column(f"@{i}", quoted=True) for i in range(len(whole.calls))}
        text = to_sql(substitute(whole.tree, columns))
        for i, call in enumerate(whole.calls):
            text = text.replace(f'"@{i}"', self.call_value(call, table))
        return text

    def call_value(self, call: Call, table: str) -> str:
        column = f"{table}.{self.name(call)}"
        if call.function in ("count", "distinct"):
            return f"CAST(coalesce({column}, 0) AS DOUBLE)"
        if call.function == "sum":
            # the sum over no record is 0; over records none of which has the value it is unknown
            matched = self.name(Call("count", None, call.condition))
            return (
                f"(CASE WHEN coalesce({table}.{matched}, 0) = 0 THEN 0.0 ELSE CAST({column} AS DOUBLE) END)"
            )
        return f"CAST({column} AS DOUBLE)"

    def rows(self, member: Compiled, table: str) -> str:
        return f"coalesce({table}.{self.name(Call('count', None, member.rows))}, 0)"


def fuse(members: Iterable[Compiled]) -> list[Scan]:
    scans: dict[ScanKey, Scan] = {}
    for member in members:
        scans.setdefault(member.key, Scan(member.key, member.table)).add(member)
    return list(scans.values())


def quoted(name: str, dialect: str) -> str:
    return exp.to_identifier(name, quoted=True).sql(dialect=dialect)


def call_sql(call: Call, dialect: str) -> str:
    if dialect == "duckdb":
        _, argument, test = call.key  # written once: generating text takes longer than many a query
    else:
        argument, test = (
            to_sql(tree, dialect) if tree is not None else "" for tree in (call.argument, call.condition)
        )
    if call.function == "count":
        # Measured at a third less time than COUNT(*) FILTER (WHERE ...), and both engines have it; DuckDB counts in 128
        # bits there, which every later step would carry along.
        return f"CAST(COUNT_IF({test}) AS BIGINT)" if test else "COUNT(*)"
    text = f"{call.function.upper()}({argument})"
    return f"{text} FILTER (WHERE {test})" if test else text


def scan_sql(
    scan: Scan,
    source: str,
    grain: Grain,
    years: Sequence[int],
    *,
    dialect: str = "duckdb",
    narrow: str = "",
    distinct: str | None = None,
    named: Callable[[FactTable], str] | None = None,
    periods: str = PERIODS,
) -> str:
    """The base aggregate of a scan: one row for each place and smallest period asked for.

    Flows: columns region, county, prefecture, province, year, slot (year * parts in a year + part - 1), n
    (records, whether or not they meet any filter) and one column an aggregate. Stocks: ``_pid`` of the period
    instead of year and slot, and the records that hold on its last day, from a join with the table ``periods``. Whole
    years are read, because the records of a year tell whether the register was kept in it. ``distinct``: text of a
    counted expression; gives its distinct values ``v`` with one flag a filter instead of aggregates (stocks: with the
    bits of the periods in which the filter is met, see :mod:`stocks`). No date function and no integer division is
    used, so the same text runs on other engines. ``source`` must already be safe text. ``named`` gives such text for
    the registers that the rows are matched with.
    """
    q = {name: quoted(name, dialect) for name in (*PLACES, "_pid", "_part", "_bit")}
    places = [q[name] for name in PLACES]
    where = [narrow] if narrow else []
    parts = scan.table.parts(scan.key.time[:-1] if scan.key.time else None)
    year, part = quoted(parts["year"], dialect), quoted(parts[grain], dialect)
    asked = [call for _, call in (scan.additive if distinct is None else scan.distinct[distinct])]
    tested = {
        c.name for call in asked if call.condition is not None for c in call.condition.find_all(exp.Column)
    }
    matches = {name: match for name, match in scan.matches.items() if name in tested}
    if scan.key.stock:
        source = standing(
            source, scan.key.since, scan.key.until, matches, named, periods=periods, dialect=dialect
        )
        keys = [*places, q["_pid"] if distinct is None else q["_part"]]
        names = list(keys)
    else:
        count = 12 // MONTHS[grain]
        day = f"s.{quoted(scan.key.time[:-1] or scan.table.primary_date, dialect)}"
        slot = year if grain == "year" else f"CAST({year} AS INT) * {count} + {part} - 1"
        where.append(f"{year} IN ({', '.join(str(int(y)) for y in years)})")
        if grain != "year":
            where.append(f"{part} IS NOT NULL")
        keys = [*places, year] + ([part] if grain != "year" else [])
        names = [*places, f"{year} AS {quoted('year', dialect)}", f"{slot} AS slot"]
        if matches:
            assert named is not None
            source = with_matches(source, matches, day, named, dialect)
    if distinct is None:
        columns = ["COUNT(*) AS n"] + [f"{call_sql(call, dialect)} AS {name}" for name, call in scan.additive]
    else:
        calls = scan.distinct[distinct]
        argument = calls[0][1].argument
        assert argument is not None
        value = to_sql(argument, dialect)
        columns = [f"{value} AS v"]
        keys.append(value)
        where.append(f"{value} IS NOT NULL")
        mark = (
            f"BIT_OR(CASE WHEN {{}} THEN {q['_bit']} ELSE 0 END)"
            if scan.key.stock
            else "MAX(CASE WHEN {} THEN 1 ELSE 0 END)"
        )
        for name, call in calls:
            flag = to_sql(call.condition, dialect) if call.condition is not None else "TRUE"
            columns.append(f"{mark.format(flag)} AS {name}")
    # keys by position would be read as numbers by some engines' settings: repeat them
    return (
        f"SELECT {', '.join([*names, *columns])} FROM {source}"
        + (f" WHERE {' AND '.join(where)}" if where else "")
        + f" GROUP BY {', '.join(keys)}"
    )


def base_sql(
    indicators: Iterable[Indicator],
    tables: Mapping[str, FactTable],
    *,
    grain: Grain = "quarter",
    years: Sequence[int],
    dialect: str = "duckdb",
) -> dict[ScanKey, list[str]]:
    """The base aggregates of some definitions as text for another engine (``dialect="spark"``).

    Registers are named as tables (codes of merged enterprises are taken as they stand in them); a stock scan also reads a table ``periods`` (_pid, _part, _bit, period_start,
    period_end; see :func:`answer.period_table`).
    The first text of each list holds the additive aggregates, the others one set of distinct values each.
    """
    out: dict[ScanKey, list[str]] = {}
    for scan in fuse(compile_indicator(one, tables) for one in indicators if one.register_key):
        source = quoted(scan.key.register, dialect)
        out[scan.key] = [
            scan_sql(
                scan,
                source,
                grain,
                years,
                dialect=dialect,
                distinct=which,
                named=lambda table: quoted(table.register, dialect),
            )
            for which in (None, *scan.distinct)
        ]
    return out
