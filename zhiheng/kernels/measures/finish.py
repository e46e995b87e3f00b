# ruff: noqa: S608 - writing SQL is this module's work; definitions reach it only as checked, regenerated trees
"""From base aggregates to cells: roll up to every region asked for, then value and status, all in DuckDB.

Each base row belongs to its distinct codes {record's own, county, prefecture, province, nation}, so a
prefecture's figure is that of its counties plus the records kept at the prefecture itself, and a city that is
its own county (441900) is counted once. The shared base is always a temporary table, never a common table
expression used several times (which older engines deadlocked on and others run once for each use).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import get_args

from sqlglot import exp

from zhiheng.kernels.measures.cells import Status
from zhiheng.kernels.measures.definitions import Indicator
from zhiheng.kernels.measures.expressions import Formula, substitute, to_sql
from zhiheng.kernels.measures.facts import PLACES
from zhiheng.kernels.measures.plan import Compiled, Scan
from zhiheng.kernels.measures.session import literal

# Cells are made of numbers until they leave: place of the definition, region, period, status and cause in their
# lists (texts, repeated a million times, would cost more than the figures).
COLUMNS = "unit, tid, pid, value, numerator, denominator, rows, status, told, cause"
STATUSES = get_args(Status)
(OK, SMALL, NO_RECORDS, NO_VALUES, ZERO, NOT_REPORTED, OUTSIDE, NO_REGION) = (
    f"{at}::TINYINT" for at in range(len(STATUSES))
)
GOOD = f"({OK}, {SMALL})"
_EMPTY = "CAST(NULL AS DOUBLE)"


def moved(base: str, columns: str) -> str:
    """A base table with the codes of today instead of those stored with the records.

    A code that the table of divisions does not know keeps what is stored.
    """
    now = ", ".join(
        f"CASE WHEN m.code IS NULL THEN b.{column} ELSE m.now_{column} END AS {column}" for column in PLACES
    )
    return f"SELECT {now}, {columns} FROM {base} b LEFT JOIN now_map m ON m.code = b.region"


def levels(nation: str) -> list[tuple[str, str]]:
    """(code, condition) for each code a base row belongs to; a code that stands at two levels is taken once."""
    return [
        (literal(nation), "true"),
        ("province", "province IS NOT NULL"),
        ("prefecture", "prefecture IS NOT NULL AND prefecture IS DISTINCT FROM province"),
        (
            "county",
            "county IS NOT NULL AND county IS DISTINCT FROM prefecture AND county IS DISTINCT FROM province",
        ),
        (
            "region",
            "region IS NOT NULL AND region IS DISTINCT FROM county AND region IS DISTINCT FROM prefecture "
            "AND region IS DISTINCT FROM province",
        ),
    ]


def rolled(scan: Scan, base: str, nation: str) -> str:
    """Sums of the additive aggregates by code and period."""
    how = {"count": "sum", "sum": "sum", "min": "min", "max": "max"}
    sums = ", ".join(f"{how[call.function]}({name}) AS {name}" for name, call in scan.additive)
    pid, slots = _pid(scan)
    return " UNION ALL ".join(
        f"SELECT {code} AS code, {pid} AS pid, {sums} FROM {base} b{slots} WHERE {test} GROUP BY {code}, {pid}"
        for code, test in levels(nation)
    )


def counted(scan: Scan, values: str, which: str, nation: str) -> str:
    """Distinct counts by code and period, from the distinct values of the base."""
    pid, slots = _pid(scan)
    columns = ", ".join(
        f"count(DISTINCT v) FILTER (WHERE {name} = 1) AS {name}" for name, _ in scan.distinct[which]
    )
    return " UNION ALL ".join(
        f"SELECT {code} AS code, {pid} AS pid, {columns} FROM {values} b{slots} WHERE {test} GROUP BY {code}, {pid}"
        for code, test in levels(nation)
    )


def covered(scan: Scan, base: str, nation: str) -> str:
    """(code, pid) for which the register has any record, of any kind, in a year of the period."""
    pid, years = ("b._pid", "") if scan.key.stock else ("y.pid", " JOIN years y ON y.year = b.year")
    key = "_pid" if scan.key.stock else "year"
    # a cover is never below the level that the register names (RegionTable.cover)
    deep = {"any": 1, "province": 2, "prefecture": 3, "region": 5}[scan.table.coverage]
    union = " UNION ALL ".join(
        f"SELECT DISTINCT {code} AS code, {key} FROM {base} WHERE {test}"
        for code, test in levels(nation)[:deep]
    )
    return f"SELECT DISTINCT b.code, {pid} AS pid FROM ({union}) b{years}"


FRAME = (
    "CREATE TEMP TABLE frame AS SELECT t.*, p._pid AS pid, (t.valid_from IS NULL OR t.valid_from <= p.period_end) "
    "AND (t.valid_to IS NULL OR t.valid_to >= p.period_start) AS alive FROM targets t CROSS JOIN periods p"
)


def grid(scan: Scan, number: int, pids: Collection[int], nation: str) -> str:
    """Every target and period with its rolled-up aggregates, or nulls."""
    base = f"base_{number}"
    joins, columns = "", "".join(f", r.{name}" for name, _ in scan.additive)
    for i, (which, calls) in enumerate(scan.distinct.items()):
        joins += (
            f" LEFT JOIN ({counted(scan, f'values_{number}_{i}', which, nation)}) d{i}_"
            f" ON d{i}_.code = f.code AND d{i}_.pid = f.pid"
        )
        columns += "".join(f", d{i}_.{name}" for name, _ in calls)
    if any(member.bottom is None for member in scan.members):
        columns += ", c.code IS NOT NULL AS covered"
        joins += (
            f" LEFT JOIN ({covered(scan, base, nation)}) c"
            f" ON c.code = f.cover_{scan.table.coverage} AND c.pid = f.pid"
        )
    else:
        columns += ", true AS covered"  # a ratio of no records is unknown, covered or not
    return (
        f"CREATE TEMP TABLE grid_{number} AS SELECT f.tid, f.pid, f.alive{columns} "
        f"FROM frame f LEFT JOIN ({rolled(scan, base, nation)}) r ON r.code = f.code AND r.pid = f.pid{joins} "
        f"WHERE f.pid IN ({_numbers(pids)})"
    )


def computed(unit: int, scan: Scan, number: int, member: Compiled, pids: Collection[int]) -> str:
    """Cells of one definition from its scan's grid, for the periods in which it is in force."""
    one = member.indicator
    rows = scan.rows(member, "g")
    top = scan.value(member.top, "g")
    scale = repr(float(one.scale))
    small = repr(float(one.min_denominator))
    if member.bottom is not None or member.top.average:
        if member.bottom is not None:
            num, den, nothing = top, scan.value(member.bottom, "g"), ZERO
        else:
            num, den = (scan.call_value(call, "g") for call in member.top.calls)
            nothing = NO_VALUES
        status = (
            f"CASE WHEN rows = 0 THEN CASE WHEN alive THEN {NO_RECORDS} ELSE {NO_REGION} END "
            f"WHEN den = 0 THEN {nothing} WHEN num IS NULL OR den IS NULL THEN {NO_VALUES} "
            f"WHEN den < {small} THEN {SMALL} ELSE {OK} END"
        )
        value = f"num * {scale} / den"
    else:
        num, den = f"({top})", _EMPTY
        divides = member.top.tree.find(exp.Div) is not None
        status = (
            f"CASE WHEN rows = 0 AND NOT alive THEN {NO_REGION} "
            f"WHEN rows = 0 AND (NOT covered OR num IS NULL) THEN {NO_RECORDS} "
            f"WHEN num IS NULL THEN {ZERO if divides else NO_VALUES} WHEN rows < {small} THEN {SMALL} ELSE {OK} END"
        )
        value = f"num * {scale}"
    known = f"status NOT IN ({NO_RECORDS}, {NO_REGION})"
    return _cells(
        unit,
        f"(SELECT *, {status} AS status FROM (SELECT g.tid, g.pid, g.alive, g.covered, {num} AS num, "
        f"{den} AS den, {rows} AS rows FROM grid_{number} g WHERE g.pid IN ({_numbers(pids)})))",
        value=f"CASE WHEN status IN {GOOD} THEN {value} END",
        numerator=f"CASE WHEN {known} THEN num END",
        denominator=f"CASE WHEN {known} THEN den END",
    )


def reported(unit: int, one: Indicator, pids: Collection[int]) -> str:
    """Cells of a reported indicator (table ``told``: code, region, pid, value, numerator, denominator)."""
    given = f"coalesce(r.value, r.numerator * {float(one.scale)!r} / nullif(r.denominator, 0))"
    status = (
        f"CASE WHEN r.code IS NULL THEN {NOT_REPORTED} "
        f"WHEN {given} IS NULL THEN CASE WHEN r.denominator = 0 THEN {ZERO} ELSE {NO_VALUES} END "
        f"WHEN r.denominator < {float(one.min_denominator)!r} THEN {SMALL} ELSE {OK} END"
    )
    return _cells(
        unit,
        f"(SELECT f.tid, f.pid, {given} AS value, r.numerator, r.denominator, 0 AS rows, "
        f"{status} AS status FROM frame f LEFT JOIN told r ON r.code = {literal(one.code)} "
        f"AND r.region = f.code AND r.pid = f.pid WHERE f.pid IN ({_numbers(pids)}))",
        told="true",
    )


def instead(one: Indicator, cells: str) -> str:
    """``cells`` with a reported value wherever no record yields one (``accept_reported``)."""
    use = f"c.status NOT IN {GOOD} AND r.code IS NOT NULL AND r.value IS NOT NULL"
    return (
        "SELECT c.unit, c.tid, c.pid, "
        + ", ".join(
            f"CASE WHEN {use} THEN r.{name} ELSE c.{name} END AS {name}"
            for name in ("value", "numerator", "denominator")
        )
        + f", c.rows, CASE WHEN {use} THEN {OK} ELSE c.status END AS status, ({use}) OR c.told AS told, "
        f"CASE WHEN {use} THEN -1 ELSE c.cause END AS cause FROM ({cells}) c JOIN targets t ON t.tid = c.tid "
        f"LEFT JOIN told r ON r.code = {literal(one.code)} AND r.region = t.code AND r.pid = c.pid"
    )


def outside(unit: int, told: bool, pids: Collection[int]) -> str:
    """Cells of the periods in which no version of an indicator is in force."""
    return _cells(
        unit,
        f"(SELECT tid, pid, {_EMPTY} AS value, 0 AS rows, {OUTSIDE} AS status FROM frame "
        f"WHERE pid IN ({_numbers(pids)}))",
        numerator=_EMPTY,
        denominator=_EMPTY,
        told=str(told).lower(),
    )


def derived(
    unit: int, one: Indicator, formula: Formula, operands: Sequence[Collection[int]], pids: Collection[int]
) -> str:
    """Cells of a formula from the cells of its operands (table ``cells``); the first missing operand is named.

    ``operands``: for each operand of the formula the units (all versions) whose cells may stand for it.
    """
    columns: Mapping[str, exp.Expr] = {
        f"#{i}": exp.column("value", table=f"o{i}") for i in range(len(formula.operands))
    }
    value = f"({to_sql(substitute(formula.tree, columns))}) * {float(one.scale)!r}"
    joins, missing, causes, small = "", "", "", []
    for i, operand in enumerate(formula.operands):
        pid = "p.previous" if operand.previous_year else "p._pid"
        joins += f" LEFT JOIN cells o{i} ON o{i}.unit IN ({_numbers(operands[i])}) AND o{i}.tid = f.tid AND o{i}.pid = {pid}"
        missing += f" WHEN o{i}.value IS NULL THEN coalesce(o{i}.status, {NO_RECORDS})"
        causes += f" WHEN o{i}.value IS NULL THEN {i}"
        small.append(f"o{i}.status = {SMALL}")
    numerator, denominator = (
        (f"o{formula.parts[0]}.value", f"o{formula.parts[1]}.value") if formula.parts else (_EMPTY, _EMPTY)
    )
    small_own = f" OR {denominator} < {float(one.min_denominator)!r}" if formula.parts else ""
    told = " AND ".join(f"coalesce(o{i}.told, false)" for i in range(len(formula.operands)))
    rows = " + ".join(f"coalesce(o{i}.rows, 0)" for i in range(len(formula.operands)))
    return _cells(
        unit,
        f"(SELECT f.tid, f.pid, {value} AS value, {numerator} AS numerator, "
        f"{denominator} AS denominator, {rows} AS rows, CASE{missing} WHEN {value} IS NULL THEN {ZERO} "
        f"WHEN {' OR '.join(small)}{small_own} THEN {SMALL} ELSE {OK} END AS status, "
        f"CASE{causes} ELSE -1 END AS cause, {told} AS told "
        f"FROM frame f JOIN periods p ON p._pid = f.pid{joins} WHERE f.pid IN ({_numbers(pids)}))",
        cause="cause",
        told="told",
    )


def _cells(
    unit: int,
    inner: str,
    *,
    value: str = "value",
    numerator: str = "numerator",
    denominator: str = "denominator",
    told: str = "false",
    cause: str = "-1",
) -> str:
    return (
        f"SELECT {unit}::SMALLINT AS unit, tid, pid, {value} AS value, {numerator} AS numerator, "
        f"{denominator} AS denominator, CAST(rows AS BIGINT) AS rows, status, {told} AS told, "
        f"CAST({cause} AS TINYINT) AS cause FROM {inner}"
    )


def _pid(scan: Scan) -> tuple[str, str]:
    return ("b._pid", "") if scan.key.stock else ("s.pid", " JOIN slots s ON s.slot = b.slot")


def _numbers(pids: Collection[int] | Sequence[int]) -> str:
    return ", ".join(str(int(pid)) for pid in sorted(pids)) or "NULL"
