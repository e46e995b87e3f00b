# ruff: noqa: S608 - writing SQL is this module's work; definitions reach it only as checked, regenerated trees
"""Records that must not be mixed: what a rate has to pin to one value or say that it pools, and its parts by value.

A pass rate of one law added to that of another, or of batches drawn at random to those drawn on suspicion, answers no
question. A register names such columns (:attr:`FactTable.apart`); a rate over it pins each to one value in its filters
or names it under ``pools``, and what it pools can be told apart again with :func:`by_value`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from sqlglot import exp

from zhiheng.kernels.measures.definitions import Indicator
from zhiheng.kernels.measures.drill import in_region, in_time
from zhiheng.kernels.measures.expressions import Call, Formula, conjuncts, to_sql
from zhiheng.kernels.measures.matching import with_matches
from zhiheng.kernels.measures.periods import Period
from zhiheng.kernels.measures.plan import Compiled, Scan, call_sql
from zhiheng.kernels.measures.problems import MeasureError
from zhiheng.kernels.measures.session import ident, literal

if TYPE_CHECKING:
    from zhiheng.kernels.measures.engine import AsOf, Engine


class Apart(NamedTuple):
    """A rate over the records with one value of a column (None: the column is empty): exact, already scaled."""

    column: str
    value: str | bool | None
    numerator: float | None
    denominator: float | None
    rate: float | None
    rows: int


def pinned(tree: exp.Expr | None) -> dict[str, str]:
    """Column -> the text of the one value that every row meeting the condition has.

    >>> from sqlglot import parse_one
    >>> pinned(parse_one("kind = 'a' and statutory and (level = 'x' or level = 'y')"))
    {'kind': "'a'", 'statutory': 'TRUE'}
    """
    found: dict[str, str] = {}
    for part in conjuncts(tree) if tree is not None else ():
        node = part.unnest()
        if isinstance(node, exp.Column):
            found[node.name] = "TRUE"
        elif isinstance(node, exp.Not) and isinstance(node.this.unnest(), exp.Column):
            found[node.this.unnest().name] = "FALSE"
        elif isinstance(node, exp.EQ):
            sides = (node.left.unnest(), node.right.unnest())
            for column, value in (sides, sides[::-1]):
                if isinstance(column, exp.Column) and isinstance(value, exp.Literal | exp.Boolean):
                    found[column.name] = value.sql()
        elif isinstance(node, exp.In) and isinstance(node.this, exp.Column) and len(node.expressions) == 1:
            found[node.this.name] = node.expressions[0].sql()
    return found


def values_of(tree: exp.Expr | None, column: str) -> list[str]:
    """The texts that a condition compares a column with, in their order: = and in, not <>.

    >>> from sqlglot import parse_one
    >>> values_of(parse_one("kind in ('a', 'b') and state <> 'c' and kind = 'a'"), "kind")
    ['a', 'b']
    """
    found: dict[str, None] = {}
    for node in tree.find_all(exp.EQ, exp.In) if tree is not None else ():
        if isinstance(node, exp.In):
            sides = [node.this, *node.expressions]
        else:
            sides = [node.this.unnest(), node.expression.unnest()]
        if any(isinstance(s, exp.Column) and s.name == column for s in sides):
            found |= {s.name: None for s in sides if isinstance(s, exp.Literal) and s.is_string}
    return list(found)


def check_apart(member: Compiled) -> None:
    """Hold a rate, or an average (which is one), against the columns that its register keeps apart.

    Raises DefinitionError for one that is neither pinned nor pooled, and for ``pools`` that says what is not so.
    """
    one, table = member.indicator, member.table
    wrong = [name for name in one.pools if name not in table.apart]
    if wrong:
        raise one.place("pools").wrong(
            f"台账 {table.register} 没有声明列 {wrong[0]} 须分开统计，请从 pools 删去", wrong[0], table.apart
        )
    quotient = member.top.average or member.top.tree.find(exp.Div) is not None
    if member.bottom is None and not quotient:
        return
    above, below = (pinned(tree) for tree in member.parts)
    for name in table.apart:
        settled = name in above and above[name] == below.get(name)
        if settled and name in one.pools:
            raise one.place("pools").wrong(f"筛选条件已写定 {name} = {above[name]}，请从 pools 删去", name)
        if not settled and member.bottom is None:
            raise one.place("filter").wrong(
                f"台账 {table.label or table.register}（{table.register}）的列 {name} 取值不同的记录不能不声不响地合在一起求平均："
                f"请在 filter 写定一个值（如 {name} = '…'），确要合并的改写成 kind: ratio，并写上 pools: [{name}]",
                name,
            )
        if not settled and name not in one.pools:
            raise one.place("filter").wrong(
                f"台账 {table.label or table.register}（{table.register}）的列 {name} 取值不同的记录不能不声不响地合在一起算率："
                f"请在 filter 写定一个值（如 {name} = '…'），确要合并的写上 pools: [{name}]",
                name,
            )


def check_formula(one: Indicator, formula: Formula, member_of: Callable[[str], Compiled | None]) -> None:
    """Hold a derived indicator against what its operands' registers keep apart: a count divided by another count of one
    register is a rate of it. ``member_of``: an operand's checked definition, None where no register is behind it.

    Raises DefinitionError for a column that the two do not pin to the same value.
    """
    for node in formula.tree.find_all(exp.Div):
        above, below = (
            [formula.operands[at].code for at in _operands(side)] for side in (node.left, node.right)
        )
        for top, bottom in ((a, b) for a in above for b in below if a != b):
            counted, all_ = member_of(top), member_of(bottom)
            if counted is None or all_ is None or counted.table.register != all_.table.register:
                continue
            if counted.bottom is not None or all_.bottom is not None:
                continue
            left, right = pinned(counted.parts[0]), pinned(all_.parts[0])
            for name in counted.table.apart:
                if name not in left or left[name] != right.get(name):
                    raise one.place("formula").wrong(
                        f"{top} 与 {bottom} 都数台账 {counted.table.register} 的记录，相除就是把列 {name} 取值不同的记录"
                        f"合在一起算率：请让两者的 filter 写定同一个值，或改写成 kind: ratio，并写上 pools: [{name}]",
                        name,
                    )


def _operands(tree: exp.Expr) -> list[int]:
    """Places of the operands in a part of a formula (its columns are ``#0``, ``#1`` …)."""
    return [int(node.name[1:]) for node in tree.find_all(exp.Column)]


def by_value(engine: Engine, code: str, region: str, period: Period, as_of: AsOf = "then") -> list[Apart]:
    """The rate of each value of every column that an indicator pools, by column and value; empty where it pools none.

    Numerators and denominators of one column add up to those of the cell, where they are counts or sums.
    """
    one = engine.catalogue.get(code, period)
    if one is None or not one.pools:
        return []
    engine.regions.get(region)
    member = engine.compiled(one)
    if member.bottom is None:
        raise MeasureError(f"指标 {code} 不是比率，没有可以分开的分子、分母")
    scan = Scan(member.key, member.table)
    scan.add(member)
    day = f"CAST({literal(period.end.isoformat())} AS DATE)"
    rows = (
        f"(SELECT *, CAST({literal(period.start.isoformat())} AS DATE) AS period_start, {day} AS period_end "
        f"FROM {engine.source(member.table)} WHERE {in_time(engine, code, period)} AND {in_region(engine, region, as_of)})"
    )
    if not member.key.stock:
        day = f"s.{ident(member.key.time[:-1] or member.table.primary_date)}"
    rows = with_matches(rows, member.matches, day, engine.source)
    columns = ", ".join(
        f"{_call(call)} AS {name}"
        for name, call in [*scan.additive, *(pair for group in scan.distinct.values() for pair in group)]
    )
    found = []
    with engine.session([code], 1, 1) as session:
        if as_of == "now":
            session.lend("now_map", engine.now_map())
        for name in one.pools:
            text = (
                f"SELECT t.v, {scan.value(member.top, 't')}, {scan.value(member.bottom, 't')}, {scan.rows(member, 't')} "
                f"FROM (SELECT {ident(name)} AS v, {columns} FROM {rows} GROUP BY {ident(name)}) t ORDER BY 1"
            )
            for value, top, bottom, count in session.run(text, member.table).fetchall():
                if count:
                    rate = None if top is None or not bottom else top / bottom * one.scale
                    found.append(Apart(name, value, top, bottom, rate, int(count)))
    return found


def _call(call: Call) -> str:
    if call.function != "distinct":
        return call_sql(call, "duckdb")
    assert call.argument is not None
    text = f"COUNT(DISTINCT {to_sql(call.argument)})"
    return text if call.condition is None else f"{text} FILTER (WHERE {to_sql(call.condition)})"
