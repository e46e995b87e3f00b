"""Records as they stood at an earlier moment, told from the trail.

No copies of rows are kept. What changed a record after the moment is undone, latest first: the trail holds both sides
of every correction and move, a row tells when it was entered and when it was withdrawn.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q
from django.utils import timezone

from zhiheng.frame.registers.declare import Register
from zhiheng.frame.registers.models import Record
from zhiheng.frame.trail.models import Entry

WITHDRAW, RESTORE = "register.withdraw", "register.restore"
CHUNK = 500


@dataclass(frozen=True)
class Touched:
    """One record between two moments: as it stood at each, None where it did not stand then."""

    then: Record | None
    now: Record | None

    @property
    def kind(self) -> str:
        """added | withdrawn | corrected."""
        if self.then is None:
            return "added"
        return "withdrawn" if self.now is None else "corrected"


def touched(register: Register, since: dt.datetime, until: dt.datetime | None = None) -> dict[int, Touched]:
    """Every record of the register that stood differently at ``until`` (None: now) than at ``since``, by id.

    A record that was moved and moved back, or entered and withdrawn in between, is not among them. The caller narrows
    what is shown of it.
    """
    last = until or timezone.now()
    later = _entries(register, since)
    why = "records between two moments, for figures already narrowed"
    rows = register.model.objects.everywhere(why)
    changed = Q(created_at__gt=since) | Q(withdrawn_at__gt=since)
    records: dict[int, Record] = {r.pk: r for r in rows.filter(changed).iterator(chunk_size=2000)}
    for some in _chunks(sorted(set(later) - set(records))):
        records |= rows.in_bulk(some)
    found = {}
    for pk, record in records.items():
        entries = later.get(pk, [])
        one = Touched(_at(register, record, entries, since), _at(register, record, entries, last))
        if one.then is None and one.now is None:
            continue
        if one.then is not None and one.now is not None and not _differ(register, one.then, one.now):
            continue
        found[pk] = one
    return found


def _entries(register: Register, since: dt.datetime) -> dict[int, list[Entry]]:
    """Links of the trail that changed one of the register's records after a moment, by record, latest first.

    Others tell who read protected columns, or that a whole book was written: they name no record, or change none.
    """
    links = (
        Entry.objects.everywhere("what changed records since a moment")
        .filter(subject_type=register.model._meta.label_lower, at__gt=since)
        .order_by("-seq")
    )
    found: dict[int, list[Entry]] = {}
    for link in links.iterator(chunk_size=2000):
        if link.subject_id.isdecimal() and (link.before or link.action in (WITHDRAW, RESTORE)):
            found.setdefault(int(link.subject_id), []).append(link)
    return found


def _at(register: Register, record: Record, entries: Iterable[Entry], moment: dt.datetime) -> Record | None:
    """The record at a moment; None when it was not entered yet, or was withdrawn."""
    if record.created_at > moment:
        return None
    after = [e for e in entries if e.at > moment]  # latest first
    turns = [e.action for e in after if e.action in (WITHDRAW, RESTORE)]
    if turns:
        stood = turns[-1] == WITHDRAW
    else:  # an import that was undone withdraws its rows without a link for each
        stood = record.withdrawn_at is None or record.withdrawn_at > moment
    if not stood:
        return None
    if not any(e.before for e in after):
        return record
    old = copy.copy(record)
    for link in after:
        for name, value in (link.before or {}).items():
            _set(register, old, name, value)
    return old


def _set(register: Register, record: Record, name: str, value: Any) -> None:
    try:
        spec = register.model_field(name)
    except FieldDoesNotExist:  # a link may name what is no column of the register, or no longer one
        return
    setattr(record, spec.attname, value if value is None or spec.is_relation else spec.to_python(value))


def _differ(register: Register, one: Record, other: Record) -> bool:
    """Whether two states of a record differ in anything a figure may rest on."""
    computed = register.facts.computed
    made = {c.name for c in computed}
    names = {"region_id", register.facts.date, *(n for c in computed for n in c.of)}
    names |= {n for n in register.fact_schema() if n not in made}
    return any(getattr(one, n) != getattr(other, n) for n in names)


def _chunks(ids: list[int]) -> Iterable[list[int]]:
    return (ids[i : i + CHUNK] for i in range(0, len(ids), CHUNK))
