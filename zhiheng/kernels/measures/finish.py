# ruff: noqa: S608 - writing SQL is this module's work; definitions reach it only as checked, regenerated trees
"""From base aggregates to cells: roll up to every region asked for, then value and status, all in DuckDB.

Each base row belongs to its distinct codes {record's own, county, prefecture, province, nation}, so a
prefecture's figure is that of its counties plus the records kept at the prefecture itself, and a city that is
its own county (441900) is counted once. The shared base is always a temporary table, never a common table
expression used several times (which older engines deadlocked on and others run once for each use).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlglot import exp

from zhiheng.kernels.measures.definitions import Indicator
from zhiheng.kernels.measures.expressions import Formula, substitute, to_sql
from zhiheng.kernels.measures.facts import PLACES
from zhiheng.kernels.measures.plan import Compiled, Scan
from zhiheng.kernels.measures.session import literal

COLUMNS = "code, version, region, level, pid, value, numerator, denominator, rows, status, source, cause"
GOOD = "('ok', 'small_denominator')"
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
        f"SELECT DISTINCT {code} AS code, {key} FROM {base} WHERE {test}" for code, test in levels(nation)[:deep]
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
        f"CREATE TEMP TABLE grid_{number} AS SELECT f.code AS region, f.level, f.pid, f.alive{columns} "
        f"FROM frame f LEFT JOIN ({rolled(scan, base, nation)}) r ON r.code = f.code AND r.pid = f.pid{joins} "
        f"WHERE f.pid IN ({_numbers(pids)})"
    )


def computed(scan: Scan, number: int, member: Compiled, pids: Collection[int]) -> str:
    """Cells of one definition from its scan's grid, for the periods in which it is in force."""
    one = member.indicator
    rows = scan.rows(member, "g")
    top = scan.value(member.top, "g")
    scale = repr(float(one.scale))
    small = repr(float(one.min_denominator))
    if member.bottom is not None or member.top.average:
        if member.bottom is not None:
            num, den, nothing = top, scan.value(member.bottom, "g"), "'zero_denominator'"
        else:
            num, den = (scan.call_value(call, "g") for call in member.top.calls)
            nothing = "'no_values'"
        status = (
            "CASE WHEN rows = 0 THEN CASE WHEN alive THEN 'no_records' ELSE 'region_not_valid' END "
            f"WHEN den = 0 THEN {nothing} WHEN num IS NULL OR den IS NULL THEN 'no_values' "
            f"WHEN den < {small} THEN 'small_denominator' ELSE 'ok' END"
        )
        value = f"num * {scale} / den"
    else:
        num, den = f"({top})", _EMPTY
        divides = any(True for _ in member.top.tree.find_all(exp.Div))
        nothing = "'zero_denominator'" if divides else "'no_values'"
        status = (
            "CASE WHEN rows = 0 AND NOT alive THEN 'region_not_valid' "
            "WHEN rows = 0 AND (NOT covered OR num IS NULL) THEN 'no_records' "
            f"WHEN num IS NULL THEN {nothing} WHEN rows < {small} THEN 'small_denominator' ELSE 'ok' END"
        )
        value = f"num * {scale}"
    unknown = "status IN ('no_records', 'region_not_valid')"
    return _cells(
        one,
        f"(SELECT *, {status} AS status FROM (SELECT g.region, g.level, g.pid, g.alive, g.covered, {num} AS num, "
        f"{den} AS den, {rows} AS rows FROM grid_{number} g WHERE g.pid IN ({_numbers(pids)})))",
        value=f"CASE WHEN status IN {GOOD} THEN {value} END",
        numerator=f"CASE WHEN NOT {unknown} THEN num END",
        denominator=f"CASE WHEN NOT {unknown} THEN den END",
    )


def reported(one: Indicator, pids: Collection[int]) -> str:
    """Cells of a reported indicator (table ``told``: code, region, pid, value, numerator, denominator)."""
    given = f"coalesce(r.value, r.numerator * {float(one.scale)!r} / nullif(r.denominator, 0))"
    status = (
        "CASE WHEN r.code IS NULL THEN 'not_reported' "
        f"WHEN {given} IS NULL THEN CASE WHEN r.denominator = 0 THEN 'zero_denominator' ELSE 'no_values' END "
        f"WHEN r.denominator < {float(one.min_denominator)!r} THEN 'small_denominator' ELSE 'ok' END"
    )
    return _cells(
        one,
        f"(SELECT t.code AS region, t.level, p._pid AS pid, {given} AS value, r.numerator, r.denominator, 0 AS rows, "
        f"{status} AS status FROM targets t CROSS JOIN periods p LEFT JOIN told r ON r.code = {literal(one.code)} "
        f"AND r.region = t.code AND r.pid = p._pid WHERE p._pid IN ({_numbers(pids)}))",
        source="reported",
    )


def instead(one: Indicator, cells: str) -> str:
    """``cells`` with a reported value wherever no record yields one (``accept_reported``)."""
    use = f"c.status NOT IN {GOOD} AND r.code IS NOT NULL AND r.value IS NOT NULL"
    return (
        "SELECT c.code, c.version, c.region, c.level, c.pid, "
        + ", ".join(
            f"CASE WHEN {use} THEN r.{name} ELSE c.{name} END AS {name}"
            for name in ("value", "numerator", "denominator")
        )
        + f", c.rows, CASE WHEN {use} THEN 'ok' ELSE c.status END AS status, "
        f"CASE WHEN {use} THEN 'reported' ELSE c.source END AS source, c.cause FROM ({cells}) c "
        f"LEFT JOIN told r ON r.code = {literal(one.code)} AND r.region = c.region AND r.pid = c.pid"
    )


def outside(code: str, source_: str, pids: Collection[int]) -> str:
    """Cells of the periods in which no version of an indicator is in force."""
    return (
        f"SELECT {literal(code)} AS code, CAST(NULL AS INTEGER) AS version, t.code AS region, t.level, p._pid AS pid, "
        f"{_EMPTY} AS value, {_EMPTY} AS numerator, {_EMPTY} AS denominator, CAST(0 AS BIGINT) AS rows, "
        f"'outside_validity' AS status, {literal(source_)} AS source, '' AS cause "
        f"FROM targets t CROSS JOIN periods p WHERE p._pid IN ({_numbers(pids)})"
    )


def derived(one: Indicator, formula: Formula, pids: Collection[int]) -> str:
    """Cells of a formula from the cells of its operands (table ``cells``); the first missing operand is named."""
    columns: Mapping[str, exp.Expr] = {
        f"#{i}": exp.column("value", table=f"o{i}") for i in range(len(formula.operands))
    }
    value = f"({to_sql(substitute(formula.tree, columns))}) * {float(one.scale)!r}"
    joins, missing, causes, small = "", "", "", []
    for i, operand in enumerate(formula.operands):
        pid = "p.previous" if operand.previous_year else "p._pid"
        name = f"previous_year({operand.code})" if operand.previous_year else operand.code
        joins += f" LEFT JOIN cells o{i} ON o{i}.code = {literal(operand.code)} AND o{i}.region = t.code AND o{i}.pid = {pid}"
        missing += f" WHEN o{i}.value IS NULL THEN coalesce(o{i}.status, 'no_records')"
        causes += f" WHEN o{i}.value IS NULL THEN {literal(name)}"
        small.append(f"o{i}.status = 'small_denominator'")
    numerator, denominator = (
        (f"o{formula.parts[0]}.value", f"o{formula.parts[1]}.value") if formula.parts else (_EMPTY, _EMPTY)
    )
    small_own = f" OR {denominator} < {float(one.min_denominator)!r}" if formula.parts else ""
    told = " AND ".join(f"coalesce(o{i}.source, '') = 'reported'" for i in range(len(formula.operands)))
    rows = " + ".join(f"coalesce(o{i}.rows, 0)" for i in range(len(formula.operands)))
    inner = (
        f"(SELECT t.code AS region, t.level, p._pid AS pid, {value} AS value, {numerator} AS numerator, "
        f"{denominator} AS denominator, CAST({rows} AS BIGINT) AS rows, CASE{missing} "
        f"WHEN {value} IS NULL THEN 'zero_denominator' "
        f"WHEN {' OR '.join(small)}{small_own} THEN 'small_denominator' ELSE 'ok' END AS status, "
        f"CASE{causes} ELSE '' END AS cause, CASE WHEN {told} THEN 'reported' ELSE 'computed' END AS source "
        f"FROM targets t CROSS JOIN periods p{joins} WHERE p._pid IN ({_numbers(pids)}))"
    )
    return _cells(one, inner, cause="cause", source_column="source")


def _cells(
    one: Indicator,
    inner: str,
    *,
    value: str = "value",
    numerator: str = "numerator",
    denominator: str = "denominator",
    source: str = "computed",
    source_column: str = "",
    cause: str = "''",
) -> str:
    return (
        f"SELECT {literal(one.code)} AS code, {one.version} AS version, region, level, pid, {value} AS value, "
        f"{numerator} AS numerator, {denominator} AS denominator, CAST(rows AS BIGINT) AS rows, status, "
        f"{source_column or literal(source)} AS source, {cause} AS cause FROM {inner}"
    )


def _pid(scan: Scan) -> tuple[str, str]:
    return ("b._pid", "") if scan.key.stock else ("s.pid", " JOIN slots s ON s.slot = b.slot")


def _numbers(pids: Collection[int] | Sequence[int]) -> str:
    return ", ".join(str(int(pid)) for pid in sorted(pids)) or "NULL"
