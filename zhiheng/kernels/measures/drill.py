# ruff: noqa: S608 - writing SQL is this module's work; definitions reach it only as checked, regenerated trees
"""Down from a figure to the records that make it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sqlglot import exp

from zhiheng.kernels.measures.expressions import to_sql
from zhiheng.kernels.measures.facts import RESERVED
from zhiheng.kernels.measures.matching import with_matches
from zhiheng.kernels.measures.periods import MONTHS, Period
from zhiheng.kernels.measures.problems import MeasureError
from zhiheng.kernels.measures.session import ident, literal

if TYPE_CHECKING:
    from zhiheng.kernels.measures.engine import AsOf, Engine, Rows

LARGEST_PAGE = 10_000


def rows_of(
    engine: Engine,
    code: str,
    region: str,
    period: Period,
    *,
    part: Literal["numerator", "denominator", "all"],
    limit: int,
    offset: int,
    as_of: AsOf,
) -> Rows:
    """Ids of the records behind one cell, in order of id.

    The same checked conditions as in the figure are used, so the number of ids equals the cell's ``rows``.
    Raises MeasureError for an indicator that is not computed from one register: a derived one leads to its
    operands, a reported one to its evidence.
    """
    from zhiheng.kernels.measures.engine import Rows

    if not 0 < limit <= LARGEST_PAGE or offset < 0:
        raise MeasureError(f"一次最多列出 {LARGEST_PAGE} 条记录，起始位置不能是负数，请分页取")
    one = engine.catalogue.get(code, period)
    if one is None:
        return Rows([], 0)
    if one.kind == "derived":
        operands = "、".join(dict.fromkeys(o.code for o in engine.catalogue.formula(one).operands))
        raise MeasureError(f"指标 {code} 由其他指标算出，没有自己的记录；请看它所用的指标：{operands}")
    if one.kind == "reported":
        raise MeasureError(f"指标 {code} 是报送数，没有台账记录；请看它的佐证材料")
    member = engine.compiled(one)
    chosen = {"numerator": member.parts[0], "denominator": member.parts[1], "all": member.rows}
    if part not in chosen:
        raise MeasureError(f"没有“{part}”这一部分，可用：numerator、denominator、all")
    where = [in_time(engine, code, period), in_region(engine, region, as_of)]
    tree = chosen[part]
    if tree is not None:
        ends = {"period_start": period.start, "period_end": period.end}
        tree = tree.transform(
            lambda node: (
                exp.cast(exp.Literal.string(ends[node.name].isoformat()), "date")
                if isinstance(node, exp.Column) and node.name in RESERVED and node.name in ends
                else node
            )
        )
        where.append(f"({to_sql(tree)})")
    day = f"CAST({literal(period.end.isoformat())} AS DATE)"
    if not member.key.stock:
        day = f"s.{ident(member.key.time[:-1] or member.table.primary_date)}"
    counted = with_matches(engine.source(member.table), member.matches, day, engine.source)
    rows = f"{counted} WHERE {' AND '.join(where)}"
    with engine.session([code], 1, 1) as session:
        if as_of == "now":
            session.lend("now_map", engine.now_map())
        total = session.run(f"SELECT count(*) FROM {rows}", member.table).fetchone()
        page = session.run(
            f"SELECT id FROM {rows} ORDER BY id LIMIT {int(limit)} OFFSET {int(offset)}", member.table
        ).fetchall()
    assert total is not None
    return Rows([int(row[0]) for row in page], int(total[0]))


def in_time(engine: Engine, code: str, period: Period) -> str:
    """Safe text: the records that belong to the period."""
    one = engine.catalogue.get(code, period)
    assert one is not None
    member = engine.compiled(one)
    if member.key.stock:
        return f"{ident(member.key.since)} <= CAST({literal(period.end.isoformat())} AS DATE)"
    parts = member.table.parts(member.key.time[:-1] if member.key.time else None)
    grain = period.grain
    year, size = ident(parts["year"]), MONTHS[grain]
    years = ", ".join(str(y) for y in period.years)
    if grain == "year":
        return f"{year} IN ({years})"
    slot = f"CAST({year} AS INT) * {12 // size} + {ident(parts[grain])} - 1"
    return f"{year} IN ({years}) AND {slot} BETWEEN {period.first // size} AND {period.last // size}"


def in_region(engine: Engine, region: str, as_of: AsOf) -> str:
    """Safe text: the records that belong to the region."""
    if region == engine.regions.nation:
        return "true"
    code = literal(region)
    stored = f"{code} IN (region, county, prefecture, province)"
    # a null among the codes makes IN unknown instead of false; both leave the record out
    if as_of == "then":
        return f"coalesce({stored}, false)"
    inside = (
        f"SELECT code FROM now_map WHERE {code} IN (now_region, now_county, now_prefecture, now_province)"
    )
    unknown = "(region IS NULL OR region NOT IN (SELECT code FROM now_map))"
    return f"(region IN ({inside}) OR ({unknown} AND coalesce({stored}, false)))"
