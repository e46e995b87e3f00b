# ruff: noqa: S608 - writing SQL is this module's work; conditions come as checked trees, names quoted
"""Rows counted as they stand on the last day of each period: every row once for each period in which it holds.

What another register knows joins each row once, before periods multiply it: for every key a set of the periods in which
the other record holds, one bit a period (``_bit``), and as many such sets (``_part``) as the periods need.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from sqlglot import exp

from zhiheng.kernels.measures.expressions import to_sql
from zhiheng.kernels.measures.facts import FactTable

if TYPE_CHECKING:
    from zhiheng.kernels.measures.matching import Match

PERIODS = "periods"  # the table of periods: _pid, _part, _bit, period_start, period_end
BITS = 60  # periods in one set: they must fit a signed number of 64 bits


def standing(
    rows: str,
    since: str,
    until: str,
    matches: Mapping[str, Match],
    named: Callable[[FactTable], str] | None,
    *,
    periods: str = PERIODS,
    dialect: str = "duckdb",
) -> str:
    """The rows of a register, each once for every period on whose last day it holds, with the columns of ``periods``
    and a yes/no column for every match. ``since``, ``until`` ("": never ends): date columns; ``named``: safe text that
    names the rows of another register."""

    def q(name: str) -> str:
        return exp.to_identifier(name, quoted=True).sql(dialect=dialect)

    end = f"p.{q('period_end')}"
    own = ", ".join(f"p.{q(name)}" for name in ("_pid", "_part", "_bit", "period_start", "period_end"))
    if not matches:
        on = " AND ".join(_holds(q, "s", since, until, end))
        return f"(SELECT s.*, {own} FROM {rows} s JOIN {periods} p ON {on})"
    assert named is not None
    part, bit = q("_part"), f"p.{q('_bit')}"
    flags, joins = "", ""
    for name, match in sorted(matches.items()):
        mine, theirs = f"s.{q(match.mine)}", f"o.{q(match.theirs)}"
        held = f"(SELECT * FROM {named(match.table)}"
        held += f" WHERE {to_sql(match.tree, dialect)}) o" if match.tree is not None else ") o"
        tests = [f"{theirs} <> ''", *_holds(q, "o", match.since, match.until, end)]
        if len(tests) == 1:  # whenever it was: the same for every period
            found = f"SELECT DISTINCT {theirs} AS k FROM {held} WHERE {tests[0]}"
            joins += f" LEFT JOIN ({found}) {q(name)} ON {q(name)}.k = {mine}"
            flags += f", {q(name)}.k IS NOT NULL AS {q(name)}"
            continue
        found = (
            f"SELECT {theirs} AS k, p.{part} AS part, BIT_OR({bit}) AS bits FROM {held} CROSS JOIN {periods} p "
            f"WHERE {' AND '.join(tests)} GROUP BY {theirs}, p.{part}"
        )
        joins += f" LEFT JOIN ({found}) {q(name)} ON {q(name)}.k = {mine} AND {q(name)}.part = s.set_"
        flags += f", COALESCE(({q(name)}.bits & {bit}) <> 0, FALSE) AS {q(name)}"
    sets = f"(SELECT DISTINCT {part} AS set_ FROM {periods})"
    tests = [f"p.{part} = s.set_", *_holds(q, "s", since, until, end)]
    return (
        f"(SELECT s.*, {own}{flags} FROM (SELECT r.*, t.set_ FROM {rows} r CROSS JOIN {sets} t) s{joins} "
        f"JOIN {periods} p ON {' AND '.join(tests)})"
    )


def _holds(q: Callable[[str], str], table: str, since: str, until: str, day: str) -> list[str]:
    tests = [f"{table}.{q(since)} <= {day}"] if since else []
    if until:
        last = f"{table}.{q(until)}"
        tests.append(f"({last} IS NULL OR {last} >= {day})")
    return tests
