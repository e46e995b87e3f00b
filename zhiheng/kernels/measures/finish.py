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
from zhiheng.kernels.measures.session import ident, literal

# Cells are made of numbers until they leave: place of the definition, region, period, status and cause in their
# lists (texts, repeated a million times, would cost more than the figures).
COLUMNS = "unit, tid, pid, value, numerator, denominator, rows, status, told, cause"
STATUSES = get_args(Status)
(OK, SMALL, NO_RECORDS, NO_VALUES, ZERO, NOT_REPORTED, OUTSIDE, NO_REGION) = (
    f"{at}::TINYINT" for at in range(len(STATUSES))
)
GOOD = f"({OK}, {SMALL})"
_EMPTY = "CAST(NULL AS DOUBLE)"
_UPWARDS = PLACES[::-1]  # from the province down to the record's own place


def moved(base: str, columns: str) -> str:
    """A base table with the codes of today instead of those stored with the records.

    A code that the table of divisions does not know keeps what is stored.
    """
    now = ", ".join(
        f"CASE WHEN m.code IS NULL THEN b.{column} ELSE m.now_{column} END AS {column}" for column in PLACES
    )
    return f"SELECT {now}, {columns} FROM {base} b LEFT JOIN now_map m ON m.code = b.region"


def codes(nation: str, deep: int = 5) -> str:
    """Each code that a base row belongs to, as a column of its own rows; null instead of one that stands at two levels.

    ``nation``: its code where anybody asks for it, else ""; ``deep``: how many levels, from the nation down.
    """
    own = [literal(nation)] if nation else []
    levels = [*own, *_UPWARDS[: deep - 1]]
    once = [
        f"CASE WHEN {' AND '.join(f'{code} IS DISTINCT FROM {upper}' for upper in levels[:at])} THEN {code} END"
        if at
        else code
        for at, code in enumerate(levels)
    ]
    return f"unnest([{', '.join(once)}])"


def rolled(scan: Scan, base: str, nation: str) -> str:
    """Sums of the additive aggregates by code and period."""
    how = {"count": "sum", "sum": "sum", "min": "min", "max": "max"}
    names = [name for name, _ in scan.additive]
    sums = ", ".join(f"{how[call.function]}({name}) AS {name}" for name, call in scan.additive)
    pid, slots, key = ("_pid", "", "_pid") if scan.key.stock else ("pid", " JOIN slots USING (slot)", "slot")
    return (
        f"SELECT code, {pid} AS pid, {sums} FROM (SELECT {codes(nation)} AS code, {', '.join([key, *names])} FROM {base}) b"
        f"{slots} WHERE code IS NOT NULL GROUP BY code, {pid}"
    )


def counted(scan: Scan, values: str, which: str, nation: str) -> str:
    """Distinct counts by code and period, from the distinct values of the base.

    Every value once for each code first: the engine's own distinct counts would keep them once for each filter too.
    """
    names = [name for name, _ in scan.distinct[which]]
    if scan.key.stock:
        once, key, rows = "bit_or", "_part", values
        pid, met = "p._pid", "{} & p._bit <> 0"
        periods = " b JOIN periods p ON p._part = b._part"
    else:
        once, key, rows = "max", "pid", f"{values} JOIN slots USING (slot)"
        pid, met, periods = "pid", "{} = 1", ""
    flags = ", ".join(f"{once}({name}) AS {name}" for name in names)
    counts = ", ".join(f"count_if({met.format(name)}) AS {name}" for name in names)
    levels = [*([literal(nation)] if nation else []), *_UPWARDS]
    union = " UNION ALL ".join(
        f"SELECT {code} AS code, {key}, {flags} FROM {rows} WHERE {code} IS NOT NULL"
        f"{''.join(f' AND {code} IS DISTINCT FROM {upper}' for upper in levels[:at])} GROUP BY {code}, {key}, v"
        for at, code in enumerate(levels)
    )
    return f"SELECT code, {pid} AS pid, {counts} FROM ({union}){periods} GROUP BY code, {pid}"


def first_kept(scan: Scan, rows: str, narrow: str) -> str:
    """For each place the first day from which a stock register has any record, whether it still holds or not."""
    places = ", ".join(PLACES)
    where = f" WHERE {narrow}" if narrow else ""
    return f"SELECT {places}, min({ident(scan.key.since)}) AS since FROM {rows}{where} GROUP BY {places}"


def covered(scan: Scan, number: int, nation: str) -> str:
    """(code, pid) for which the register has any record, of any kind, in a year of the period."""
    # a cover is never below the level that the register names (RegionTable.cover)
    deep = {"any": 1, "province": 2, "prefecture": 3, "region": 5}[scan.table.coverage]
    chosen, places = codes(nation, deep), _UPWARDS[: deep - 1]
    if scan.key.stock:
        return (
            f"SELECT b.code, p._pid AS pid FROM (SELECT {chosen} AS code, since FROM first_{number}) b "
            "JOIN periods p ON b.since <= p.period_end GROUP BY b.code, p._pid"
        )
    return (
        f"SELECT DISTINCT b.code, y.pid FROM (SELECT {chosen} AS code, year FROM (SELECT DISTINCT "
        f"{', '.join([*places, 'year'])} FROM base_{number})) b JOIN years y ON y.year = b.year"
    )


def asks_cover(scan: Scan) -> bool:
    """Whether nothing counted may mean 0: a ratio of no records is unknown, covered or not."""
    return any(member.bottom is None for member in scan.members)


FRAME = (
    "CREATE TEMP TABLE frame AS SELECT t.*, p._pid AS pid, (t.valid_from IS NULL OR t.valid_from <= p.period_end) "
    "AND (t.valid_to IS NULL OR t.valid_to >= p.period_start) AS alive FROM targets t CROSS JOIN periods p"
)


def grid(scan: Scan, number: int, pids: Collection[int], nation: str, *, national: bool) -> str:
    """Every target and period with its rolled-up aggregates, or nulls. ``national``: the nation is among the targets."""
    asked = nation if national else ""
    joins, columns = "", "".join(f", r.{name}" for name, _ in scan.additive)
    for i, (which, calls) in enumerate(scan.distinct.items()):
        joins += (
            f" LEFT JOIN ({counted(scan, f'values_{number}_{i}', which, asked)}) d{i}_"
            f" ON d{i}_.code = f.code AND d{i}_.pid = f.pid"
        )
        columns += "".join(f", d{i}_.{name}" for name, _ in calls)
    if asks_cover(scan):
        columns += ", c.code IS NOT NULL AS covered"
        joins += (
            f" LEFT JOIN ({covered(scan, number, nation if scan.table.coverage == 'any' else asked)}) c"
            f" ON c.code = f.cover_{scan.table.coverage} AND c.pid = f.pid"
        )
    else:
        columns += ", true AS covered"
    return (
        f"SELECT f.tid, f.pid, f.alive{columns} FROM frame f LEFT JOIN ({rolled(scan, f'base_{number}', asked)}) r "
        f"ON r.code = f.code AND r.pid = f.pid{joins} WHERE f.pid IN ({_numbers(pids)})"
    )


def nothing(member: Compiled) -> int:
    """Place of the status that a figure without value has although there are records."""
    divides = member.bottom is not None or (
        not member.top.average and member.top.tree.find(exp.Div) is not None
    )
    return STATUSES.index("zero_denominator" if divides else "no_values")


def computed(scan: Scan, grid: str, members: Mapping[int, Compiled]) -> str:
    """Cells of all definitions of a scan from its grid, for the periods in which each is in force (table ``rules``).

    ``members``: by unit. One pass over the grid for all of them: a pass for each cost more than adding up the records.
    """
    tops, bottoms, rows = [], [], []
    for _, member in sorted(members.items(), key=lambda pair: pair[0]):
        if member.top.average and member.bottom is None:
            above, below = (scan.call_value(call, "g") for call in member.top.calls)
        else:
            above = scan.value(member.top, "g")
            below = scan.value(member.bottom, "g") if member.bottom is not None else _EMPTY
        tops.append(above)
        bottoms.append(below)
        rows.append(scan.rows(member, "g"))
    status = (
        f"CASE WHEN rows = 0 AND NOT alive THEN {NO_REGION} "
        f"WHEN rows = 0 AND (divided OR NOT covered OR num IS NULL) THEN {NO_RECORDS} "
        f"WHEN divided AND den = 0 OR NOT divided AND num IS NULL THEN nothing "
        f"WHEN num IS NULL OR divided AND den IS NULL THEN {NO_VALUES} "
        f"WHEN CASE WHEN divided THEN den ELSE rows END < small THEN {SMALL} ELSE {OK} END"
    )
    known = f"status NOT IN ({NO_RECORDS}, {NO_REGION})"
    return _cells(
        f"(SELECT *, {status} AS status FROM (SELECT c.*, u.* EXCLUDE (unit, pid) FROM (SELECT "
        f"unnest([{_numbers(members)}]) AS unit, g.tid, g.pid, g.alive, g.covered, "
        f"unnest([{', '.join(tops)}]) AS num, unnest([{', '.join(bottoms)}]) AS den, "
        f"unnest([{', '.join(rows)}]) AS rows FROM ({grid}) g) c JOIN rules u ON u.unit = c.unit AND u.pid = c.pid))",
        value=f"CASE WHEN status IN {GOOD} THEN CASE WHEN divided THEN num * scale / den ELSE num * scale END END",
        numerator=f"CASE WHEN {known} THEN num END",
        denominator=f"CASE WHEN {known} THEN den END",
    )


def reported(units: Collection[int]) -> str:
    """Cells of reported indicators (table ``told``: code, region, pid, value, numerator, denominator)."""
    given = "coalesce(r.value, r.numerator * u.scale / nullif(r.denominator, 0))"
    status = (
        f"CASE WHEN r.code IS NULL THEN {NOT_REPORTED} "
        f"WHEN {given} IS NULL THEN CASE WHEN r.denominator = 0 THEN {ZERO} ELSE {NO_VALUES} END "
        f"WHEN r.denominator < u.small THEN {SMALL} ELSE {OK} END"
    )
    return _cells(
        f"(SELECT u.unit, f.tid, f.pid, {given} AS value, r.numerator, r.denominator, 0 AS rows, {status} AS status "
        f"FROM rules u JOIN frame f ON f.pid = u.pid LEFT JOIN told r ON r.code = u.code AND r.region = f.code "
        f"AND r.pid = f.pid WHERE u.unit IN ({_numbers(units)}))",
        told="true",
    )


def instead(units: Collection[int], cells: str) -> str:
    """``cells`` with a reported value wherever no record yields one, for the units that accept it."""
    use = f"c.unit IN ({_numbers(units)}) AND c.status NOT IN {GOOD} AND r.code IS NOT NULL AND r.value IS NOT NULL"
    return (
        "SELECT c.unit, c.tid, c.pid, "
        + ", ".join(
            f"CASE WHEN {use} THEN r.{name} ELSE c.{name} END AS {name}"
            for name in ("value", "numerator", "denominator")
        )
        + f", c.rows, CASE WHEN {use} THEN {OK} ELSE c.status END AS status, ({use}) OR c.told AS told, "
        f"CASE WHEN {use} THEN -1 ELSE c.cause END AS cause FROM ({cells}) c JOIN targets t ON t.tid = c.tid "
        "JOIN rules u ON u.unit = c.unit AND u.pid = c.pid "
        "LEFT JOIN told r ON r.code = u.code AND r.region = t.code AND r.pid = c.pid"
    )


def outside(units: Mapping[int, bool]) -> str:
    """Cells of the periods in which no version of an indicator is in force. ``units``: whether they are reported."""
    told = [unit for unit, is_reported in units.items() if is_reported]
    return _cells(
        f"(SELECT u.unit, f.tid, f.pid, {_EMPTY} AS value, 0 AS rows, {OUTSIDE} AS status FROM rules u "
        f"JOIN frame f ON f.pid = u.pid WHERE u.unit IN ({_numbers(units)}))",
        numerator=_EMPTY,
        denominator=_EMPTY,
        told=f"unit IN ({_numbers(told)})" if told else "false",
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
        f"(SELECT {unit} AS unit, f.tid, f.pid, {value} AS value, {numerator} AS numerator, "
        f"{denominator} AS denominator, {rows} AS rows, CASE{missing} WHEN {value} IS NULL THEN {ZERO} "
        f"WHEN {' OR '.join(small)}{small_own} THEN {SMALL} ELSE {OK} END AS status, "
        f"CASE{causes} ELSE -1 END AS cause, {told} AS told "
        f"FROM frame f JOIN periods p ON p._pid = f.pid{joins} WHERE f.pid IN ({_numbers(pids)}))",
        cause="cause",
        told="told",
    )


def _cells(
    inner: str,
    *,
    value: str = "value",
    numerator: str = "numerator",
    denominator: str = "denominator",
    told: str = "false",
    cause: str = "-1",
) -> str:
    return (
        f"SELECT CAST(unit AS SMALLINT) AS unit, tid, pid, {value} AS value, {numerator} AS numerator, "
        f"{denominator} AS denominator, CAST(rows AS BIGINT) AS rows, status, {told} AS told, "
        f"CAST({cause} AS TINYINT) AS cause FROM {inner}"
    )


def _numbers(pids: Collection[int] | Sequence[int]) -> str:
    return ", ".join(str(int(pid)) for pid in sorted(pids)) or "NULL"
