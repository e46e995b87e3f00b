"""Statistical returns: the period made whole, and the check sheet held against rows.

A row is judged together with those of the period before and of the same period a year ago: of the same subject, that
is the same natural key but for the period.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zhiheng.frame.registers import matching
from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.doubts import Raised
from zhiheng.frame.registers.models import Record
from zhiheng.frame.registers.periods import Period, PeriodError
from zhiheng.frame.registers.wording import word
from zhiheng.kernels.checks import Column, Finding, Level, Sheet, Verdict
from zhiheng.kernels.intake import Intake, Problem

Row = Mapping[str, Any]
Key = tuple[Any, ...]


def make_whole(register: Register, record: Record) -> None:
    """Write the period in its one form and the day it ends on. Raises ValidationError; other registers are left."""
    if register.periodic is None:
        return
    given = getattr(record, "period", "")
    try:
        period = register.periodic.parse(given)
    except PeriodError as error:
        raise ValidationError({"period": [f"{error}。"]}) from None
    for name, value in (("period", period.key), ("ended_on", period.end)):
        setattr(record, name, value)


def judge(register: Register, record: Record) -> Verdict:
    """What the check sheet says of a record (its period made whole already)."""
    sheet = register.periodic.sheet if register.periodic is not None else None
    if sheet is None:
        return Verdict()
    wanted = sorted(sheet.columns)
    row = {n: getattr(record, n) for n in wanted}
    subject = tuple(getattr(record, a) for a in _subject(register))
    period = Period.parse(getattr(record, "period"))  # noqa: B009
    known = _standing(register, wanted, subject, period) if sheet.periods else {}
    return sheet.judge(row, *(known.get(p.key) for p in _neighbours(period)))


def blame(verdict: Verdict) -> dict[str, list[str]]:
    """The hard findings as errors by column."""
    found: dict[str, list[str]] = {}
    for finding in verdict.hard:
        found.setdefault(finding.columns[0], []).append(
            _("%(words)s。请核对后改正。") % {"words": _told(finding)}
        )
    return found


def _told(finding: Finding) -> str:
    """What is wrong, in the reader's language: the rule's words and both sides."""
    left, wanted, right = finding.sides
    return _("%(words)s（%(sides)s）") % {
        "words": word(finding.message),
        "sides": f"{left} {word(wanted)} {right}",
    }


def raised(register: Register, record: Record, names: Iterable[str]) -> list[Raised]:
    """The soft findings about these columns, as doubts."""
    wanted = set(names)
    return [
        _raised(register, finding, getattr(record, finding.columns[0]))
        for finding in judge(register, record).soft
        if wanted & set(finding.columns)
    ]


def raised_in_rows(
    register: Register,
    columns: Mapping[str, Sequence[Any]],
    rows: Iterable[tuple[int, Iterable[str] | None]],
    found: Mapping[int, Sequence[Finding]],
) -> list[tuple[int, Raised]]:
    """The soft ones among the findings of imported rows, as :func:`zhiheng.frame.registers.doubts.in_rows` gives its
    own."""
    if not found:
        return []
    asked = {index: None if changed is None else set(changed) for index, changed in rows if index in found}
    told = []
    for index, changed in asked.items():
        for finding in found[index]:
            if finding.level == "soft" and (changed is None or changed & set(finding.columns)):
                name = finding.columns[0]
                value = columns[name][index] if name in columns else None
                told.append((index, _raised(register, finding, value)))
    return told


def _raised(register: Register, finding: Finding, value: Any) -> Raised:
    name = finding.columns[0]
    return Raised(name, register.label_of(name), str(value), finding.text)


def complete(register: Register, result: Intake) -> list[Problem]:
    """Make the periods of a read workbook whole, in place; ``ended_on`` joins the columns."""
    if register.periodic is None or "period" not in result.columns:
        return []
    made: dict[Any, tuple[str, dt.date] | str] = {}
    periods: list[Any] = []
    days: list[dt.date | None] = []
    problems = []
    good = set(result.good)
    for i, given in enumerate(result.columns["period"]):
        if given not in made:
            try:
                period = register.periodic.parse(given)
                made[given] = (period.key, period.end)
            except PeriodError as error:
                made[given] = str(error)
        found = made[given]
        if isinstance(found, str):
            periods.append(given)
            days.append(None)
            if i in good:
                label = register.label_of("period")
                problems.append(
                    Problem(
                        result.row_numbers[i], "period", label, given, found, "请改正期别。", rule="period"
                    )
                )
        else:
            periods.append(found[0])
            days.append(found[1])
    changed = periods != list(result.columns["period"])
    result.columns["period"] = periods
    result.columns["ended_on"] = days
    return [*problems, *(_twins(register, result) if changed else [])]


def _twins(register: Register, result: Intake) -> list[Problem]:
    """Rows that turn out to be one and the same once their periods are in one form (2016年 and 2016)."""
    if any(n not in result.columns for n in register.natural_key):
        return []
    seen: dict[Key, int] = {}
    found = []
    for i in result.good:
        key = tuple(result.columns[n][i] for n in register.natural_key)
        first = seen.setdefault(key, i)
        if first != i:
            found.append(
                Problem(
                    result.row_numbers[i],
                    "period",
                    register.label_of("period"),
                    key[-1],
                    f"与第 {result.row_numbers[first]} 行是同一条记录",
                    "请只留一行。",
                    rule="duplicate",
                )
            )
    return found


def judge_rows(
    register: Register, columns: Mapping[str, Sequence[Any]], rows: Iterable[int]
) -> dict[int, tuple[Finding, ...]]:
    """What the check sheet finds in many rows at once, by index; the rows also stand beside each other.

    A row of the same file for the period before counts before what is stored.
    """
    sheet = register.periodic.sheet if register.periodic is not None else None
    if sheet is None or any(n not in columns for n in register.natural_key):
        return {}
    picked = list(rows)
    size = len(picked)
    held: dict[tuple[str, str], Column] = {
        ("this", n): [columns[n][i] for i in picked] for n in sheet.columns if n in columns
    }
    if sheet.periods:
        held |= _beside(register, columns, picked, sheet)
    empty: Column = [None] * size
    found = sheet.judge_columns(lambda ref: held.get((ref.period, ref.name), empty), size)
    return {picked[at]: findings for at, findings in found.items()}


def _beside(
    register: Register, columns: Mapping[str, Sequence[Any]], picked: Sequence[int], sheet: Sheet
) -> dict[tuple[str, str], Column]:
    """What the columns of a check sheet hold in the other periods that it looks at, for each of the rows."""
    keys = matching.stored_keys(register, [columns[n] for n in register.natural_key], picked)
    near = {p: [q.key for q in _neighbours(Period.parse(p))] for p in {key[-1] for key in keys}}
    mine = dict(zip(keys, picked, strict=True))
    asked = {
        kind: [(*key[:-1], near[key[-1]][at]) for key in keys]
        for at, kind in enumerate(("previous", "year_ago"))
        if kind in sheet.periods
    }
    others = list(dict.fromkeys(key for every in asked.values() for key in every if key not in mine))
    wanted = sorted(sheet.columns)
    stored = {others[at]: row[1:] for at, row in matching.standing(register, others, wanted).items()}
    found: dict[tuple[str, str], Column] = {}
    for kind, every in asked.items():
        for n, name in enumerate(wanted):
            own = columns.get(name)
            found[kind, name] = [
                (None if own is None else own[mine[key]])
                if key in mine
                else stored[key][n]
                if key in stored
                else None
                for key in every
            ]
    return found


def problems_of(
    register: Register, result: Intake, found: Mapping[int, Sequence[Finding]], level: Level
) -> list[Problem]:
    """Findings of an import of one level (hard, soft) as problems at their cells."""
    return [
        Problem(
            result.row_numbers[i],
            name,
            register.label_of(name),
            result.columns[name][i] if name in result.columns else None,
            finding.text,
            "请核对后改正。",
            rule=f"check:{finding.rule}",
        )
        for i, findings in found.items()
        for finding in findings
        if finding.level == level
        for name in finding.columns[:1]
    ]


def _neighbours(period: Period) -> tuple[Period, Period]:
    return period.previous(), period.previous_year()


def _subject(register: Register) -> list[str]:
    """The natural key but for the period, as stored."""
    return [register.model_field(n).attname for n in register.natural_key[:-1]]


def _standing(register: Register, wanted: Sequence[str], subject: Key, period: Period) -> dict[str, Row]:
    """The stored rows of the period before and of a year ago of one subject, by period."""
    rows: Any = register.model.objects.everywhere(
        "the check sheet looks at other periods of the same subject"
    )
    rows = rows.filter(
        **dict(zip(_subject(register), subject, strict=True)),
        withdrawn_at__isnull=True,
        period__in=[p.key for p in _neighbours(period)],
    )
    return {
        found: dict(zip(wanted, values, strict=True))
        for found, *values in rows.values_list("period", *wanted)
    }
