"""Writing generated rows: through the register's own columns, flagged, with figures and trail following."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.faces.demo.book import Book, Row
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Unit
from zhiheng.frame.registers import bulk, facts
from zhiheng.frame.registers.declare import Register, register_of
from zhiheng.frame.registers.models import Origin
from zhiheng.frame.trail.chain import Event, write_many
from zhiheng.frame.trail.models import Entry

ACTION = "demo.records"


def written(key: str) -> bool:
    """Whether the book of this key is in the database already (the trail says so)."""
    return (
        Entry.objects.everywhere("whether the demonstration was generated")
        .filter(action=ACTION, subject_type="demo.book", subject_id=key)
        .exists()
    )


def write_book(actor: Actor, book: Book, owners: Mapping[str, Unit]) -> dict[str, int]:
    """All rows of a book in one transaction; a book that stands already is left alone (empty answer)."""
    if written(book.key):
        return {}
    with transaction.atomic():
        found = {
            key: write_rows(actor, register_of(key), rows, owners) for key, rows in sorted(book.rows.items())
        }
        write_many(actor, [Event(ACTION, "demo.book", book.key, after=dict(found))])
    return found


def write_rows(
    actor: Actor, register: Register, rows: Sequence[Row], owners: Mapping[str, Unit] | None = None
) -> int:
    """Insert rows (by model field, ``region`` as code) as generated ones. Call inside a transaction."""
    if not rows:
        return 0
    held: list[str] = sorted({name for row in rows for name in row})
    columns: dict[str, Sequence[Any]] = {}
    for name in held:
        default = None if name == "region" else register.model_field(name).get_default()
        columns[name] = [row.get(name, default) for row in rows]
    if register.periodic is not None:
        columns["ended_on"] = [register.periodic.parse(text).end for text in columns["period"]]
    years = [day.year if day else 0 for day in columns.get(register.facts.date, [None] * len(rows))]
    revisions = facts.bump(register.key, years)
    columns["fact_year"] = years
    columns["revision"] = [revisions[y] for y in years]
    if owners:
        columns["owner"] = [_owner(register.key, row["region"], owners) for row in rows]
    now = timezone.now()
    bulk.insert(
        register.model,
        columns,
        {
            "origin": Origin.GENERATED,
            "synthetic": True,
            "created_at": now,
            "updated_at": now,
            "withdrawn_at": None,
            "session": None,
        },
    )
    digest = hashlib.sha256(repr([[row.get(n) for n in held] for row in rows]).encode()).hexdigest()
    write_many(
        actor,
        [
            Event(
                "register.generate",
                register.model._meta.label_lower,
                "many",
                after={"register": register.key, "rows": len(rows), "rows_sha256": digest},
            )
        ],
    )
    return len(rows)


def _owner(register: str, region: str, owners: Mapping[str, Unit]) -> int | None:
    """Keys of ``owners``: ``register:region``, region, its county, its prefecture, its province."""
    for key in (f"{register}:{region}", region, region[:6], f"{region[:4]}00", f"{region[:2]}0000"):
        if key in owners:
            return int(owners[key].pk)
    return None
