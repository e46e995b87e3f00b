"""Upgrade a database of the first migrations that holds a row in every table, and hold its rows against what they were.

    python scripts/check_upgrade.py                on SQLite; exit 1 and the difference when a value was lost or changed
    python scripts/check_upgrade.py --postgres     on a PostgreSQL that is started for it and removed

Every room is brought to its first migration, every table gets a row with a value in every column, and the command that an
office runs (``zhiheng upgrade``) does the rest. A column may be renamed or dropped where a migration says so; everything
else must read as before. Takes half a minute.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
NEW = "\u65b0"  # what a text column holds, cut to its length

Rows = dict[str, dict[str, Any]]


def main(arguments: list[str]) -> int:
    sys.path.insert(0, str(ROOT))
    from tests.support.postgres import throwaway_cluster

    cluster = throwaway_cluster() if "--postgres" in arguments else nullcontext("")
    with tempfile.TemporaryDirectory() as home, cluster as address:
        os.environ["ZHIHENG_HOME"] = home
        os.environ["ZHIHENG_DATABASE"] = address or f"sqlite:///{home}/zhiheng.sqlite3"
        os.environ["DJANGO_SETTINGS_MODULE"] = "zhiheng.settings"
        return check()


def check() -> int:
    import django

    django.setup()
    from django.db import connection

    _build()
    before = _read()
    connection.close()
    command = [sys.executable, "-m", "zhiheng.faces.commands.main", "upgrade"]
    subprocess.run(command, cwd=ROOT, check=True)
    faults = _differences(before, _read())
    connection.close()
    print("\n".join(faults) or f"kept: {len(before)} tables, {sum(map(len, before.values()))} values")
    return 1 if faults else 0


def _build() -> None:
    """The tables of every room's first migration, with a row in each that names the first row of the others."""
    from django.apps import apps
    from django.db import connection, transaction

    from zhiheng.faces.shell.migrating import Executor

    executor = Executor(connection)
    graph = executor.loader.graph
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("zhiheng.")}
    first = [key for key in graph.root_nodes() if key[0] in ours]
    django_own = [key for key in graph.leaf_nodes() if key[0] not in ours]
    wanted = [*django_own, *first]
    # Given by hand: Django would undo what another room's first migration already needed of a room.
    steps = dict.fromkeys(step for key in wanted for step in graph.forwards_plan(key))
    state = executor.migrate(wanted, plan=[(graph.nodes[step], False) for step in steps])
    state.clear_delayed_apps_cache()
    with transaction.atomic():
        for model in state.apps.get_models(include_auto_created=True):
            if model._meta.managed:
                values = {f.attname: _value(f) for f in model._meta.local_concrete_fields}
                model._base_manager.bulk_create([model(**values)])


def _value(field: Any) -> Any:
    from django.db import models

    while field.is_relation:
        field = field.target_field
    if isinstance(field, models.AutoField | models.BigAutoField):
        return 70_001  # PostgreSQL goes on counting from 1
    if field.choices:
        return field.flatchoices[-1][0]
    moment = dt.datetime(2020, 2, 29, 8, tzinfo=dt.UTC)
    by_kind: list[tuple[Any, Any]] = [
        (models.UUIDField, "6d1f3b1c-5f0e-4b7e-9a51-0c3c6f0a2b11"),
        (models.DateTimeField, moment),
        (models.DateField, moment.date()),
        (models.TimeField, moment.time()),
        (models.JSONField, {"kept": [1, NEW]}),
        (models.BinaryField, b"\x01\x02"),
        (models.GenericIPAddressField, "127.0.0.1"),
        (models.BooleanField, True),
        ((models.IntegerField, models.DecimalField, models.FloatField), 1),
    ]
    for kind, value in by_kind:
        if isinstance(field, kind):
            return value
    return "1" * field.max_length if field.primary_key else NEW * min(field.max_length or 9, 9)


def _read() -> Rows:
    """Table to column to value of its only row; tables of Django's own, that migrating fills, left out."""
    from django.db import connection

    found: Rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("django_", "auth_")):
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a name of the database's own
            rows, names = cursor.fetchall(), [column[0] for column in cursor.description]
            if rows:
                found[table] = dict(zip(names, rows[0], strict=True)) | {"rows": len(rows)}
    return found


def _differences(before: Rows, after: Rows) -> list[str]:
    renamed, dropped = _said()
    faults = []
    for table, values in before.items():
        for column, value in values.items():
            if (table, column) in dropped:
                continue
            now = after.get(table, {}).get(renamed.get((table, column), column), "nothing")
            if now != value:
                faults.append(f"{table}.{column}: {value!r} became {now!r}")
    return faults


def _said() -> tuple[dict[tuple[str, str], str], set[tuple[str, str]]]:
    """Columns that the migrations say they rename and drop."""
    from django.apps import apps
    from django.db import connection
    from django.db.migrations import RemoveField, RenameField
    from django.db.migrations.loader import MigrationLoader

    renamed, dropped = {}, set()
    for (label, _), migration in MigrationLoader(connection).disk_migrations.items():
        for operation in migration.operations:
            if isinstance(operation, RenameField | RemoveField):
                table = apps.get_model(label, operation.model_name)._meta.db_table
                if isinstance(operation, RenameField):
                    renamed[table, operation.old_name] = operation.new_name
                else:
                    dropped.add((table, operation.name))
    return renamed, dropped


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
