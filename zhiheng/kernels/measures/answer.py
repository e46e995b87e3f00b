"""A question on its way: its plan, the small tables it is put with, and its answer made readable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from zhiheng.kernels.measures import finish
from zhiheng.kernels.measures.definitions import Catalogue
from zhiheng.kernels.measures.facts import LEVELS, FactTable, RegionTable
from zhiheng.kernels.measures.periods import FIRST_YEAR, MONTHS, Grain, Period
from zhiheng.kernels.measures.plan import Compiled, Scan
from zhiheng.kernels.measures.session import ident, literals
from zhiheng.kernels.measures.stocks import BITS

if TYPE_CHECKING:
    from zhiheng.kernels.measures.engine import Engine, Reported


_COVERAGES = ("region", "prefecture", "province", "any")


@dataclass
class Plan:
    """What one question needs: every code with its operands, the periods each is needed in, the scans."""

    asked: list[str]
    needed: dict[str, set[Period]]
    order: list[str]
    periods: list[Period]  # asked ones first, in the order asked
    count: int  # of asked periods
    scans: list[Scan] = field(default_factory=list)
    members: dict[tuple[str, int], tuple[int, Compiled]] = field(default_factory=dict)
    units: list[tuple[str, int | None]] = field(
        default_factory=list
    )  # (code, version; None: outside validity)

    def unit(self, code: str, version: int | None) -> int:
        if (code, version) not in self.units:
            self.units.append((code, version))
        return self.units.index((code, version))

    def units_of(self, code: str) -> list[int]:
        return [at for at, (one, _) in enumerate(self.units) if one == code]

    @property
    def pid(self) -> dict[Period, int]:
        return {period: at for at, period in enumerate(self.periods)}


def as_number(value: object) -> float | None:
    return None if value is None else float(value)  # type: ignore[arg-type]


def period_table(periods: list[Period]) -> pa.Table:
    """The periods of a question; of ``BITS`` periods in a row each has a bit of its own (see :mod:`stocks`)."""
    pid = {period: at for at, period in enumerate(periods)}
    return pa.table({
        "_pid": pa.array(range(len(periods)), pa.int32()),
        "_part": pa.array([at // BITS for at in range(len(periods))], pa.int32()),
        "_bit": pa.array([1 << at % BITS for at in range(len(periods))], pa.int64()),
        "previous": pa.array([pid.get(p.previous_year(), -1) if p.first >= (FIRST_YEAR + 1) * 12 else -1 for p in periods], pa.int32()),
        "period_start": pa.array([p.start for p in periods], pa.date32()),
        "period_end": pa.array([p.end for p in periods], pa.date32()),
    })  # fmt: skip


def slot_table(periods: Iterable[Period], pid: Mapping[Period, int], grain: Grain) -> pa.Table:
    size = MONTHS[grain]
    pairs = [(at, pid[p]) for p in periods for at in range(p.first // size, p.last // size + 1)]
    return pa.table({
        "slot": pa.array([slot for slot, _ in pairs], pa.int32()),
        "pid": pa.array([number for _, number in pairs], pa.int32()),
    })  # fmt: skip


def target_table(regions: RegionTable, targets: Sequence[str], as_now: bool) -> pa.Table:
    """The regions asked for, when they are valid, and whose records show that a register was kept for them."""
    rows = [regions.get(code) for code in targets]
    columns: dict[str, pa.Array] = {
        "tid": pa.array(range(len(targets)), pa.int32()),
        "code": pa.array(targets, pa.string()),
        # as now: a division that has been replaced has no figure of its own in any period
        "valid_from": pa.array([None if as_now else regions.since(r.code) for r in rows], pa.date32()),
        "valid_to": pa.array(
            [(r.valid_to if r.successor else None) if as_now else r.valid_to for r in rows], pa.date32()
        ),
    }
    for coverage in _COVERAGES:
        covers = [regions.cover(code, coverage) for code in targets]
        columns[f"cover_{coverage}"] = pa.array(covers, pa.string())
    return pa.table(columns)


def rule_table(plan: Plan, catalogue: Catalogue, pids: Mapping[int, Sequence[int]]) -> pa.Table:
    """How each definition becomes cells in each of its periods; ``pids``: by unit."""
    rows = []
    for unit, own in pids.items():
        code, version = plan.units[unit]
        one = next((v for v in catalogue.versions(code) if v.version == version), None)
        _, member = plan.members.get((code, version or 0), (0, None))
        divided = member is not None and (member.bottom is not None or member.top.average)
        rows += [
            (unit, pid, code, one.scale if one else 1, one.min_denominator if one else 0, divided,
             finish.nothing(member) if member else None)
            for pid in own
        ]  # fmt: skip
    names = ("unit", "pid", "code", "scale", "small", "divided", "nothing")
    kinds = (pa.int32(), pa.int32(), pa.string(), pa.float64(), pa.float64(), pa.bool_(), pa.int8())
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    return pa.table({
        name: pa.array(column, kind) for name, column, kind in zip(names, columns, kinds, strict=True)
    })  # fmt: skip


def told_table(plan: Plan, told: Mapping[str, Mapping[tuple[str, Period], Reported]]) -> pa.Table:
    pid = plan.pid
    held = [one for code in plan.order for one in told.get(code, {}).values() if one.period in pid]
    return pa.table({
        "code": pa.array([r.code for r in held], pa.string()),
        "region": pa.array([r.region for r in held], pa.string()),
        "pid": pa.array([pid[r.period] for r in held], pa.int32()),
        "value": pa.array([as_number(r.value) for r in held], pa.float64()),
        "numerator": pa.array([as_number(r.numerator) for r in held], pa.float64()),
        "denominator": pa.array([as_number(r.denominator) for r in held], pa.float64()),
    })  # fmt: skip


def narrowing(regions: RegionTable, targets: Sequence[str], table: FactTable) -> str:
    """Condition that leaves out records which can matter to no target (few targets only).

    Keeps a target's own records by the stored column of its level, and those that show its coverage.
    """
    if len(targets) > 200:
        return ""
    wanted: dict[str, set[str]] = {}
    for code in targets:
        cover = regions.cover(code, table.coverage)
        for one in (code, cover):
            level = regions.get(one).level if one in regions else "region"
            if level == "nation":
                return ""
            wanted.setdefault("region" if level in {"township", "park"} else level, set()).add(one)
    parts = [f"{ident(column)} IN ({literals(sorted(codes))})" for column, codes in wanted.items()]
    return f"({' OR '.join(parts)})"


def readable(numbers: pa.Table, plan: Plan, targets: list[str], engine: Engine) -> pa.Table:
    """The answer with codes, levels, statuses ... in place of their numbers (dictionary-encoded)."""
    columns = {name: numbers.column(name) for name in numbers.column_names}

    def named(indices: pa.ChunkedArray, texts: Sequence[str]) -> pa.Array:
        return pa.DictionaryArray.from_arrays(_flat(indices, pa.int32()), pa.array(texts, pa.string()))

    unit, tid = columns["unit"], columns["tid"]
    versions = pa.array([version for _, version in plan.units], pa.int32())
    place = {level: at for at, level in enumerate(LEVELS)}
    levels = pa.array([place[engine.regions.get(code).level] for code in targets], pa.int32())
    causes, cause = _causes(plan, engine, unit, columns["cause"])
    return pa.table({
        "code": named(unit, [code for code, _ in plan.units]),
        "version": versions.take(_flat(unit, pa.int32())),
        "region": named(tid, targets),
        "level": named(levels.take(_flat(tid, pa.int32())), LEVELS),
        "period": named(columns["pid"], [period.key for period in plan.periods]),
        "value": columns["value"],
        "numerator": columns["numerator"],
        "denominator": columns["denominator"],
        "rows": columns["rows"],
        "status": named(columns["status"], finish.STATUSES),
        "source": named(columns["told"].cast(pa.int8()), ("computed", "reported")),
        "cause": named(cause, causes),
    })  # fmt: skip


def _causes(
    plan: Plan, engine: Engine, unit: pa.ChunkedArray, cause: pa.ChunkedArray
) -> tuple[list[str], pa.Array]:
    """Names of operands without value, and for each cell the place of its name ("" for none)."""
    names, start = [""], []
    for code, version in plan.units:
        start.append(len(names))
        one = next((v for v in engine.catalogue.versions(code) if v.version == version), None)
        if one is not None and one.kind == "derived":
            names += [
                f"previous_year({o.code})" if o.previous_year else o.code
                for o in engine.catalogue.formula(one).operands
            ]
    which = _flat(cause, pa.int32())
    if len(names) == 1:
        return names, pc.add(which, 1)
    first = pa.array(start, pa.int32()).take(_flat(unit, pa.int32()))
    return names, pc.if_else(pc.less(which, 0), pa.scalar(0, pa.int32()), pc.add(first, which))


def _flat(column: pa.ChunkedArray | pa.Array, kind: pa.DataType) -> pa.Array:
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if isinstance(whole, pa.ChunkedArray):  # no chunk at all
        return pa.array([], kind)
    return whole.cast(kind)
