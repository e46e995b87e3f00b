"""Checking a workbook against a register, before anything is written.

What is good, what is wrong and why, what the register has already: every finding at once.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from typing import Any

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers import barring, bulk, doubts, locks, matching, own, returns
from zhiheng.frame.registers.admitted import LEVEL, admitted_codes, preferring
from zhiheng.frame.registers.barring import Against
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.matching import stored_empty
from zhiheng.frame.registers.undoing import own_unit
from zhiheng.kernels import intake
from zhiheng.kernels.checks import Finding
from zhiheng.kernels.intake import ColumnSpec, Intake, Plan, Problem, Workbook
from zhiheng.kernels.intake.specs import column_letter

KEYS_AT_ONCE = 10_000
PROBLEMS_KEPT = 500


@dataclass
class Checked:
    """A workbook read against a register: what is good, what is wrong, what the register has already."""

    register: Register
    workbook: Workbook
    plan: Plan
    result: Intake
    problems: list[Problem]
    bad_rows: frozenset[int]
    new: list[int] = field(default_factory=list)
    same: int = 0
    changed: list[tuple[int, int, dict[str, Any]]] = field(default_factory=list)  # index, record id, before
    later: list[tuple[int, int, dict[str, Any]]] = field(
        default_factory=list
    )  # index, that before, what it held
    earlier: int = 0  # rows older than what is known
    late: int = 0  # rows of locked periods, to be written with a reason
    specs: Sequence[ColumnSpec] = ()
    doubtful: frozenset[int] = frozenset()  # indexes of rows that somebody must say a reason for

    def arrange(self, good: Sequence[int]) -> None:
        """Hold these rows against what the register has, for what becomes of each."""
        found = matching.arranged(self.register, _said(self), good)
        self.new, self.same, self.changed, self.later, self.earlier = found

    def keep(self, good: Sequence[int]) -> None:
        """Take no rows but these. Where rows follow one another, what follows a row left out is held against the one
        before it."""
        if self.register.newer_by:
            self.arrange(good)
            return
        kept = set(good)
        self.new = [i for i in self.new if i in kept]
        self.changed = [c for c in self.changed if c[0] in kept]

    def leave_doubtful(self) -> None:
        """Take no row that anything is doubted of."""
        if self.doubtful:
            told = self.same, self.earlier
            self.keep([i for i in self.result.good if i not in self.doubtful])
            self.same, self.earlier = told

    @property
    def changes(self) -> list[int]:
        """The rows that change what stands, or what a row of the same file says."""
        return [i for i, _, _ in (*self.changed, *self.later)]

    @cached_property
    def told(self) -> dict[str, Any]:
        """What was found, in words: it stays as it is, whatever is taken of the rows."""
        return {
            "soft": [plain(p._asdict()) for p in self.result.doubts[:PROBLEMS_KEPT]],
            "soft_groups": [_as_words(g) for g in intake.grouped(self.result.doubts)],
            "unknown": unknown_values(self),
            "groups": [_as_words(g) for g in self.result.summary()],
            "problems": [plain(p._asdict()) for p in self.problems[:PROBLEMS_KEPT]],
            "repaired": [plain(r._asdict()) for r in islice(self.result.repairs, PROBLEMS_KEPT)],
        }

    def summary(self) -> dict[str, Any]:
        return {
            **self.told,
            "sheet": self.plan.sheet,
            "rows": len(self.result.row_numbers),
            "new": len(self.new),
            "same": self.same,
            "changed": len(self.changes),
            "earlier": self.earlier,
            "bad_rows": len(self.bad_rows),
            "errors": len(self.problems),
            "repairs": len(self.result.repairs),
            "late": self.late,
            "doubtful": len(self.doubtful),
            "doubtful_writes": len(self.doubtful.intersection(self.new))
            + len(self.doubtful.intersection(self.changes)),
            "left_out": dict(self.result.left_out),
            "map": {name: match.column for name, match in self.plan.matches.items()},
            "headers": list(self.plan.headers),
            "doubts": [d.message for d in self.plan.doubts],
        }


def _as_words(group: intake.ProblemGroup) -> dict[str, Any]:
    return {**group._asdict(), "examples": "、".join(group.examples)}


UNKNOWN = frozenset({"unknown-code", "ambiguous-name", "not-choice"})
UNKNOWN_KEPT = 40  # values of a column that a person may be asked about at once


def unknown_values(checked: Checked) -> list[dict[str, Any]]:
    """What stands for no code or choice, each value once with how often it occurs and what it may mean: a person says
    it once for the whole file. The most frequent first, so many a column."""
    counts: dict[str, Counter[str]] = {}
    for problem in checked.problems:
        if problem.rule in UNKNOWN:
            counts.setdefault(problem.column, Counter())[str(problem.value).strip()] += 1
    found = []
    for spec in checked.specs:
        if spec.name not in counts:
            continue
        near_to = _proposing(spec)
        for value, n in counts[spec.name].most_common(UNKNOWN_KEPT):
            near = [[code, name] for code, name in near_to(value)]
            found.append({"column": spec.name, "value": value, "count": n, "near": near})
    return found


def _proposing(spec: ColumnSpec) -> Callable[[str], list[tuple[str, str]]]:
    """What proposes codes or choices, with their names, for what is none."""
    if spec.type == "code":
        codes = intake.Codes(spec)
        return lambda value: [(code, codes.codes[code]) for code in codes.candidates(value)]
    choices = intake.Choices(spec)
    return lambda value: [(key, choices.labels[key]) for key in choices.near(value)]


@bulk.collector_at_rest()
def check(
    actor: Actor,
    register: Register,
    data: bytes,
    filename: str,
    *,
    column_map: Mapping[str, Any] | None = None,
    plan: Plan | None = None,
    sheet: str = "",
    header_row: int | None = None,
    constants: Mapping[str, str | None] | None = None,
    chosen: Mapping[str, Mapping[str, str]] | None = None,
    home: str = "",
) -> Checked:
    """Read and check a workbook without writing anything. Raises IntakeError when it cannot be read as a table.

    ``plan``: one found before (its unit conversions and doubts are kept); ``sheet`` and ``header_row`` (1-based)
    are the user's own choice; ``column_map``: declared name -> 0-based column, heading, or None for "not there".
    ``constants``: declared name -> text that stands for every row. ``chosen``: declared name -> what a person said
    that unknown words of this file mean; under ``LEVEL``, of what level its places are. ``home``: the place that files, whose own places are proposed first; the actor's if empty.
    """
    scope = actor.need("register.import")
    level = next((said[LEVEL] for said in (chosen or {}).values() if LEVEL in said), "")
    specs = register.specs(admitted_codes(register, scope, level))
    specs = preferring(register, specs, home or actor.home)
    if chosen:
        specs = [replace(s, chosen=chosen.get(s.name, {})) for s in specs]
    workbook = intake.read_workbook(data, filename)
    # Where a person says which column is which, nothing is doubted of it.
    checks = () if column_map else register.plausible
    found = plan or intake.plan(workbook, specs, checks=checks, sheet=sheet or None, header_row=header_row)
    if column_map:
        found = found.with_map(column_map)
    if constants:
        found = found.with_constants(constants)
    result = intake.parse(workbook, found, specs, register.natural_key, register.newer_by)
    result.errors.extend(returns.complete(register, result))
    # The register's own rules join the columns' errors, so that the returned workbook shows all of them at once.
    result.errors.extend(_row_rules(register, result))
    result.errors.extend(_out_of_scope(actor, register, scope, result))
    checked = Checked(register, workbook, found, result, result.errors, frozenset(), specs=specs)
    _leave_out_bad(checked)
    findings = _check_sheet(checked)
    checked.arrange(result.good)
    against = barring.in_rows(register, result.columns, _to_write(checked))
    if refused := [*_locked(actor, checked), *_foreign_changes(actor, checked), *_barred(checked, against)]:
        result.errors.extend(refused)
        _leave_out_bad(checked)
        checked.keep(result.good)
        findings = returns.judge_rows(register, result.columns, result.good)
    _doubt(checked, findings, [(i, a) for i, a in against if not a.bar.hard])
    return checked


def _said(checked: Checked) -> dict[str, list[Any]]:
    """The columns that the file says anything of: what it has no column for is left as it stands in the register."""
    told, key = checked.plan.constants or {}, checked.register.natural_key
    return {
        name: column
        for name, column in checked.result.columns.items()
        if name in key or name in told or checked.plan.column(name) is not None or not blank(column)
    }


def _to_write(checked: Checked) -> list[tuple[int, Iterable[str] | None]]:
    """The rows that would be written: all values of new ones, of the others those that change."""
    rows: list[tuple[int, Iterable[str] | None]] = [(i, None) for i in checked.new]
    return rows + [(i, before) for i, _, before in (*checked.changed, *checked.later)]


def _barred(checked: Checked, against: Sequence[tuple[int, Against]]) -> list[Problem]:
    """Rows whose enterprise something stands against that no reason lifts."""
    register, result = checked.register, checked.result
    return [
        Problem(
            result.row_numbers[i],
            own.column(register),
            register.label_of(own.column(register)),
            each.code,
            each.text,
            "不能登记。请核对；有误的，先更正或撤回那条记录。",
            rule="barred",
        )
        for i, each in against
        if each.bar.hard
    ]


def _doubt(
    checked: Checked,
    findings: Mapping[int, Sequence[Finding]],
    against: Sequence[tuple[int, Against]],
) -> None:
    """What is odd in the rows that would be written."""
    register, result = checked.register, checked.result
    rows = _to_write(checked)
    found = doubts.in_rows(register, result.columns, rows)
    found += returns.raised_in_rows(register, result.columns, rows, findings)
    written = {i for i, _ in rows} if against else set()
    found += [(i, barring.as_raised(register, each)) for i, each in against if i in written]
    found += barring.disagreeing_in_rows(register, result.columns, rows)
    for index, each in found:
        column, row = checked.plan.column(each.column), result.row_numbers[index]
        cell = "" if column is None else f"{column_letter(column)}{row}"
        result.doubts.append(doubts.as_problem(register, row, cell, each))
    checked.doubtful = frozenset(index for index, _ in found)


def _leave_out_bad(checked: Checked) -> None:
    checked.bad_rows = frozenset(p.row for p in checked.problems)
    if any(p.rule == "missing-column" for p in checked.problems) and checked.result.row_numbers:
        # Told once, of the heading; it is every row that lacks the column, and the heading is no row.
        checked.bad_rows = frozenset(checked.result.row_numbers)
    if checked.bad_rows:
        numbers, good = checked.result.row_numbers, checked.result.good
        good[:] = [i for i in good if numbers[i] not in checked.bad_rows]


def _check_sheet(checked: Checked) -> dict[int, tuple[Finding, ...]]:
    """The check sheet of a return: rows that break a hard rule are bad. Gives what was found in those that are left."""
    register, result = checked.register, checked.result
    found = returns.judge_rows(register, result.columns, result.good)
    if hard := returns.problems_of(register, result, found, "hard"):
        result.errors.extend(hard)
        _leave_out_bad(checked)
        # Rows beside a bad one are judged anew: it will not stand beside them.
        found = returns.judge_rows(register, result.columns, result.good)
    return found


def _locked(actor: Actor, checked: Checked) -> list[Problem]:
    """Rows that would write to a locked period: refused to those who may not write late, else counted."""
    register, columns, numbers = checked.register, checked.result.columns, checked.result.row_numbers
    if register.periodic is None or "period" not in columns:
        return []
    touched = [*checked.new, *(i for i, _, _ in checked.changed)]
    regions = columns.get("region")
    places = {i: (columns["period"][i], regions[i] if regions else actor.home) for i in touched}
    closed = locks.Locks(register, {period for period, _ in places.values()}).of_all(places.values())
    late = {i: closed[place] for i, place in places.items() if place in closed} if closed else {}
    scope = actor.scope(locks.LATE)
    outside = {region for _, region in closed if not scope.covers(region, register.field)}
    refused = [i for i in late if places[i][1] in outside]
    checked.late = len(late) - len(refused)
    return [
        Problem(
            numbers[i],
            "period",
            register.label_of("period"),
            places[i][0],
            late[i].text,
            "请联系领导小组办公室开锁。",
            rule="locked",
        )
        for i in refused
    ]


def _foreign_changes(actor: Actor, checked: Checked) -> list[Problem]:
    """Rows that would change a record the importer may not change: said at the check, not when it is applied."""
    register, columns = checked.register, checked.result.columns
    mine = register.model.objects.within(actor.scope("register.change"))
    allowed: set[int] = set()
    wanted = [pk for _, pk, _ in checked.changed]
    for start in range(0, len(wanted), KEYS_AT_ONCE):
        part = wanted[start : start + KEYS_AT_ONCE]
        allowed.update(mine.filter(pk__in=part).values_list("pk", flat=True))
    name = register.natural_key[0]
    return [
        Problem(
            row=checked.result.row_numbers[i],
            column=name,
            label=register.label_of(name),
            value=columns[name][i],
            message="已登记的同一条记录不在您可以修改的范围内",
            fix="请核对编号；确需更正的，请原填报单位修改。",
            rule="not-yours",
        )
        for i, pk, _ in checked.changed
        if pk not in allowed
    ]


def _row_rules(register: Register, result: Intake) -> list[Problem]:
    """The rules across columns, held against what would be stored: an empty cell is the field's default, as on the form.

    Values that occur together are judged once.
    """
    found = []
    for rule in register.rules:
        if any(n not in result.columns for n in rule.columns):
            continue
        columns = [result.columns[n] for n in rule.columns]
        empty = [stored_empty(register, n) for n in rule.columns]
        if any(e is None and blank(c) for e, c in zip(empty, columns, strict=True)):
            continue
        broken = {
            read
            for read in set(zip(*columns, strict=True))
            if None not in (values := _as_stored(read, empty)) and not rule.holds(*values)
        }
        for index in result.good if broken else ():
            if (read := tuple(column[index] for column in columns)) in broken:
                name = rule.columns[0]
                found.append(
                    Problem(
                        row=result.row_numbers[index],
                        column=name,
                        label=register.label_of(name),
                        value="、".join(str(v) for v in _as_stored(read, empty)),
                        message=rule.message,
                        fix=rule.fix,
                        rule="row-rule",
                    )
                )
    return found


def _as_stored(read: Sequence[Any], empty: Sequence[Any]) -> list[Any]:
    return [e if v is None else v for v, e in zip(read, empty, strict=True)]


def blank(column: Sequence[Any]) -> bool:
    """Whether nothing stands in a column: most columns of a register are not in a file."""
    return bool(column) and column[0] is None and column.count(None) == len(column)


def _out_of_scope(actor: Actor, register: Register, scope: Scope, result: Intake) -> list[Problem]:
    """Rows for a region the importer does not govern (a code typed in full passes the code list of the nation), or for
    another enterprise than the one that alone it reaches."""
    if "region" not in result.columns:
        return []
    unit, regions = own_unit(actor), result.columns["region"]
    firms = result.columns.get(own.column(register)) if own.codes(scope) else None
    places = list(zip(regions, firms or [None] * len(regions), strict=True))
    outside = {
        (region, firm)
        for region, firm in set(places)
        if region and not scope.covers(region, register.field, unit, firm)
    }
    if not outside:
        return []
    said = {
        place: f"区划 {place[0]} 不在您的管辖范围内"
        if firms is None
        else f"区划 {place[0]} 或信用代码 {place[1] or '(空)'} 不是令牌所属企业的"
        for place in outside
    }
    return [
        Problem(
            row=result.row_numbers[i],
            column="region",
            label=register.label_of("region"),
            value=place[0],
            message=said[place],
            fix="请由该地单位导入，或改正区划。",
            rule="out-of-scope",
        )
        for i, place in enumerate(places)
        if place in outside
    ]


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """As JSON holds it: dates in ISO form, everything unusual as text."""
    return {
        k: v.isoformat() if isinstance(v, dt.date) else v if v is None or isinstance(v, int | str) else str(v)
        for k, v in values.items()
    }
