"""Why a figure changed: the records, values, definition and boundaries between two moments, each with its share.

The figure is computed for every set of causes, from the same definitions and files that figures are computed from; the
shares are those of :mod:`zhiheng.kernels.methods.explaining`. What a published number differs by from the one computed
for its moment is told apart and not spread over the causes.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Literal

from django.db.models import Q

from zhiheng.frame.registers import past
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.registers.facts import table_of
from zhiheng.frame.registers.past import Touched
from zhiheng.judgement.indicators.derived import DERIVED, sources, with_derived
from zhiheng.judgement.indicators.engine import engine, reported_at
from zhiheng.judgement.indicators.models import ReportedValue
from zhiheng.kernels.measures import (
    Cell,
    Engine,
    FactTable,
    Indicator,
    Period,
    by_version,
    with_rows,
    without,
    written,
)
from zhiheng.kernels.methods.explaining import shares

AsOf = Literal["then", "now"]
RECORDS = ("added", "corrected", "withdrawn")
CAUSES = (*RECORDS, "reported", "definition", "boundary")
ROWS_SHOWN = 200


@dataclass(frozen=True)
class Moment:
    """A figure to start from or to end at: when it was computed, by which version and boundaries.

    ``at`` None is now. ``value`` is what was published, exact where numerator and denominator were; None when it is
    not to be compared.
    """

    at: dt.datetime | None = None
    version: int | None = None
    as_of: AsOf = "then"
    value: Fraction | None = None
    label: str = ""


@dataclass(frozen=True)
class Cause:
    """``share`` in the unit of the figure, None where it cannot be told; ``rows``: ids by register of the records behind
    it (some of ``count``)."""

    key: str
    share: Fraction | None
    count: int = 0
    rows: dict[str, list[int]] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class Explanation:
    """``before`` and ``after`` as computed for their moments. ``causes`` add up to their difference exactly, unless there
    is a ``problem``: then they are named without shares.

    ``unexplained``: what ``before`` differs by from what was published (a definition changed without a new version, or
    boundaries were loaded anew); None when nothing was published to compare with. ``problem``: why no shares can be
    told.
    """

    indicator: Indicator
    before: Cell
    after: Cell
    causes: tuple[Cause, ...]
    unexplained: Fraction | None = None
    problem: str = ""

    @property
    def difference(self) -> Fraction | None:
        if self.before.value is None or self.after.value is None:
            return None
        return exact(self.after) - exact(self.before)


def exact(cell: Cell) -> Fraction:
    """The value as a fraction: from its parts where they are its whole story."""
    value = Fraction(cell.value or 0)
    if cell.numerator is not None and cell.denominator:
        told = Fraction(cell.numerator) / Fraction(cell.denominator) * Fraction(cell.scale)
        if abs(told - value) <= abs(value) * Fraction(1, 10**9):
            return told
    return value


def why(code: str, region: str, period: Period, start: Moment, end: Moment | None = None) -> Explanation:
    """Explain one figure from ``start`` to ``end`` (now). Raises MeasureError as the engine does."""
    end = end or Moment(as_of=start.as_of)
    on = engine()
    with tempfile.TemporaryDirectory(prefix="zhiheng-why-") as folder:
        return _Question(on, code, region, period, start, end, Path(folder)).answer()


def _of_one_period(one: Indicator) -> bool:
    """Whether the figure rests on records of its own period alone, by the day of the register's facts."""
    if one.kind == "derived":
        return "previous_year" not in (one.formula or "")
    parts = (one.aggregate, one.numerator, one.denominator)
    return one.stock is None and one.time is None and not any(p and (p.matched or p.unmatched) for p in parts)


class _Question:
    def __init__(
        self, on: Engine, code: str, region: str, period: Period, start: Moment, end: Moment, folder: Path
    ) -> None:
        self.on, self.code, self.region, self.period = on, code, region, period
        self.start, self.end, self.folder = start, end, folder
        one = on.catalogue.get(code, period) or on.catalogue.versions(code)[-1]
        self.one = one
        self.codes = on.catalogue.order([code])
        self.one_period = all(_of_one_period(v) for c in self.codes for v in on.catalogue.versions(c))
        self.touched: dict[str, dict[int, Touched]] = {}
        self.rest: dict[str, FactTable] = dict(on.facts)
        self.files: dict[str, dict[tuple[str, bool], list[Path]]] = {}
        if start.at is not None:
            for key in self._registers():
                self._lay_out(key, start.at)

    # -- what may have changed --------------------------------------------------------------------
    def _registers(self) -> list[str]:
        keys: dict[str, None] = {}
        for code in self.codes:
            for one in self.on.catalogue.versions(code):
                if one.register_key:
                    keys |= dict.fromkeys(sources(one.register_key))
                for part in (one.aggregate, one.numerator, one.denominator):
                    for match in (part.matched, part.unmatched) if part else ():
                        if match:
                            keys[match.register_key] = None
        return list(keys)

    def _lay_out(self, key: str, since: dt.datetime) -> None:
        """The register's rows in files: those that stood alike all the time, and the others by kind and side."""
        register = register_of(key)
        rows = past.touched(register, since, self.end.at)
        # what was changed after the end stands in today's files as it did not stand then
        later = past.touched(register, self.end.at) if self.end.at is not None else {}
        self.rest[key] = without(self.on.facts[key], {*rows, *later}, self.folder)
        held = [later[pk].then for pk in sorted(set(later) - set(rows))]
        if still := [r for r in held if r is not None]:
            files = written(table_of(register, still), self.folder / f"{key}-still.parquet")
            self.rest[key] = with_rows(self.rest[key], files)
        if not rows:
            return
        self.touched[key], self.files[key] = rows, {}
        for kind in RECORDS:
            some = [t for t in rows.values() if t.kind == kind]
            for worked in (False, True) if some else ():
                records = [t.now if worked else t.then for t in some]
                table = table_of(register, [r for r in records if r is not None])
                path = self.folder / f"{key}-{kind}-{worked}.parquet"
                self.files[key][kind, worked] = written(table, path)

    def _causes(self) -> list[str]:
        found = [k for k in RECORDS if any((k, True) in files for files in self.files.values())]
        if self._reported():
            found.append("reported")
        if self._old_version() is not None:
            found.append("definition")
        if self.start.as_of != self.end.as_of:
            found.append("boundary")
        return found

    def _reported(self) -> int:
        if self.start.at is None:
            return 0
        changed = Q(reported_at__gt=self.start.at) | Q(superseded_at__gt=self.start.at)
        values = ReportedValue.objects.everywhere("whether reported values changed").filter(
            code__in=self.codes
        )
        return values.filter(changed).count()

    def _old_version(self) -> int | None:
        """The published version, when it is another than today's and the catalogue still holds it."""
        wanted = self.start.version
        if wanted is None or wanted == self.one.version:
            return None
        return wanted if wanted in {v.version for v in self.on.catalogue.versions(self.code)} else None

    # -- answering --------------------------------------------------------------------------------
    def answer(self) -> Explanation:
        causes = self._causes()
        before, after = self._cell(frozenset()), self._cell(frozenset(causes))
        told: Sequence[Cause] = ()
        problem = ""
        found = shares(causes, self._value)
        if found is None:
            problem = "no_value"
            told = [self._cause(key, None) for key in causes]
        else:
            told = [self._cause(s.cause, s.value) for s in found]
        unexplained = None
        if self.start.value is not None and before.value is not None:
            unexplained = exact(before) - self.start.value
            # Sums of binary numbers end differently from one reckoning to the next: such dust has no cause.
            if abs(unexplained) <= max(Fraction(1), abs(self.start.value)) / 10**9:
                unexplained = Fraction(0)
        return Explanation(self.one, before, after, tuple(told), unexplained, problem)

    def _cause(self, key: str, share: Fraction | None) -> Cause:
        rows: dict[str, list[int]] = {}
        count = 0
        if key in RECORDS:
            for register, touched in self.touched.items():
                ids = sorted(
                    pk
                    for pk, t in touched.items()
                    if t.kind == key and self._inside(t) and self._in_time(register, t)
                )
                count += len(ids)
                if ids:
                    rows[register] = ids[:ROWS_SHOWN]
        elif key == "reported":
            count = self._reported()
        return Cause(key, share, count, rows)

    def _inside(self, one: Touched) -> bool:
        """Whether the record lies in the region, before or after: others cannot be behind the figure."""
        if self.region == self.on.regions.nation:
            return True
        codes = [r.region_id for r in (one.then, one.now) if r is not None]
        for code in codes:
            row = self.on.regions.get(code) if code in self.on.regions else None
            above = (code, code[:6], *((row.county, row.prefecture, row.province) if row else ()))
            if self.region in above or code.startswith(self.region.rstrip("0") or "?"):
                return True
        return False

    def _in_time(self, register: str, one: Touched) -> bool:
        """Whether the record lies in the period, before or after; true of all where other days count too: stocks, dates
        of an indicator's own, the year before."""
        if not self.one_period:
            return True
        day = register_of(register).facts.date
        days = [getattr(r, day) for r in (one.then, one.now) if r is not None]
        return any(d is not None and self.period.start <= d <= self.period.end for d in days)

    def _value(self, worked: frozenset[str]) -> Fraction | None:
        cell = self._cell(worked)
        return None if cell.value is None else exact(cell)

    def _cell(self, worked: frozenset[str]) -> Cell:
        facts = dict(self.rest)
        for key, files in self.files.items():
            paths = [p for (kind, did), some in files.items() if did == (kind in worked) for p in some]
            facts[key] = with_rows(self.rest[key], paths)
        if DERIVED.keys() & {
            one.register_key for code in self.codes for one in self.on.catalogue.versions(code)
        }:
            facts = with_derived(facts, self.folder)
        catalogue = self.on.catalogue
        old = self._old_version()
        if old is not None and "definition" not in worked:
            catalogue = by_version(catalogue, {self.code: old})
        moment = self.end.at if "reported" in worked else self.start.at
        as_of = self.end.as_of if "boundary" in worked else self.start.as_of
        told = reported_at(self.codes, moment)
        alone = Engine(
            facts,
            self.on.regions,
            catalogue,
            reported=told,
            deadline_seconds=self.on.deadline_seconds,
            kept=0,
            heirs=self.on.heirs,
        )
        try:
            return alone.measure([self.code], [self.region], [self.period], as_of=as_of)[0]
        finally:
            alone.close()
