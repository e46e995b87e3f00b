# ruff: noqa: S608 - writing SQL is this module's work; definitions reach it only as checked, regenerated trees
"""Records counted by what another register knows of the same thing (a semi-join).

    numerator:
      aggregate: count()
      matched: {register: permits, on: credit_code, filter: "kind = 'food'", from: date, until: valid_until}

counts those food makers whose code stands among the food licences. A match is made once for a scan as one more
yes/no column of its rows, so everything else (roll-up, distinct counts, the way down to the records) stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from sqlglot import exp

from zhiheng.kernels.measures.definitions import Matched
from zhiheng.kernels.measures.expressions import ColumnType, Place, condition, to_sql
from zhiheng.kernels.measures.facts import FactTable


@dataclass(frozen=True, slots=True)
class Match:
    """A checked match; equal matches of different indicators have equal names and are made once."""

    name: str
    table: FactTable
    mine: str
    theirs: str
    where: str  # DuckDB text of the other register's condition, "" for all
    tree: exp.Expr | None
    since: str
    until: str

    def sql(self, rows: str, day: str, dialect: str = "duckdb") -> str:
        """A yes/no expression over rows called ``s``. ``rows``: safe text that names the other register;
        ``day``: the day on which the other record must hold."""
        mine, theirs = _quoted(self.mine, dialect), _quoted(self.theirs, dialect)
        inner = f"SELECT {', '.join(_quoted(n, dialect) for n in self.columns)} FROM {rows}"
        if self.tree is not None:
            inner += f" WHERE {to_sql(self.tree, dialect)}"
        tests = [f"o.{theirs} = s.{mine}", f"s.{mine} <> ''"]
        if self.since:
            tests.append(f"o.{_quoted(self.since, dialect)} <= {day}")
        if self.until:
            until = f"o.{_quoted(self.until, dialect)}"
            tests.append(f"({until} IS NULL OR {until} >= {day})")
        return f"EXISTS (SELECT 1 FROM ({inner}) o WHERE {' AND '.join(tests)})"

    @property
    def columns(self) -> list[str]:
        return list(dict.fromkeys(n for n in (self.theirs, self.since, self.until) if n))


def compile_match(
    given: Matched, mine: Mapping[str, ColumnType], tables: Mapping[str, FactTable], place: Place
) -> Match:
    """Check a match against both registers. Raises DefinitionError naming the word and the nearest right ones."""
    table = tables.get(given.register_key)
    if table is None:
        raise place.wrong(f"没有台账 {given.register_key}", given.register_key, tables)
    theirs: dict[str, ColumnType] = dict(table.schema)
    for name, columns, whose in ((given.mine, mine, "本台账"), (given.theirs, theirs, table.register)):
        if columns.get(name) != "text":
            texts = [n for n, kind in columns.items() if kind == "text"]
            raise place.wrong(f"{whose} 没有可用来对照的文字列 {name}", name, texts)
    for name in filter(None, (given.since, given.until)):
        if theirs.get(name) != "date":
            dates = [n for n, kind in theirs.items() if kind == "date"]
            raise place.wrong(f"台账 {table.register} 没有日期列 {name}", name, dates)
    tree = condition(given.filter, theirs, place) if given.filter else None
    where = to_sql(tree) if tree is not None else ""
    parts = (table.register, given.mine, given.theirs, where, given.since or "", given.until or "")
    name = f"match_{sha256(repr(parts).encode()).hexdigest()[:12]}"
    return Match(name, table, given.mine, given.theirs, where, tree, given.since or "", given.until or "")


def with_matches(
    rows: str,
    matches: Mapping[str, Match],
    day: str,
    named: Callable[[FactTable], str],
    dialect: str = "duckdb",
) -> str:
    """The same rows with a yes/no column for every match. ``day``: text over ``s``, or a literal;
    ``named``: safe text that names a register's rows."""
    if not matches:
        return rows
    columns = ", ".join(
        f"{match.sql(named(match.table), day, dialect)} AS {_quoted(name, dialect)}"
        for name, match in sorted(matches.items())
    )
    return f"(SELECT s.*, {columns} FROM {rows} s)"


def _quoted(name: str, dialect: str) -> str:
    return exp.to_identifier(name, quoted=True).sql(dialect=dialect)
