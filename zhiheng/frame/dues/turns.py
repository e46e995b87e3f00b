"""Work that makes dues for everybody, done by one process at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def in_turn(what: str) -> Iterator[None]:
    """A transaction in which nobody else does ``what``: a second process waits, and then sees what the first has done.

    SQLite gives writing transactions one after the other by itself (``transaction_mode`` IMMEDIATE).
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"zhiheng:{what}"])
        yield
