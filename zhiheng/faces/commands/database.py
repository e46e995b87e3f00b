"""Tables in place: made at once in an empty database, migrated in one that holds something.

A migration renders every model that has to do with the one it touches. With a hundred registers that all name a region,
a unit and an import, making an empty database step by step took minutes; made from the models it takes a second, and
``make migrations`` holds both ways equal. An old database is migrated in seconds too: see faces/shell/migrating.py.
"""

from __future__ import annotations

import sys

from django.apps import apps
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder


class NewerDatabase(ValueError):
    """The database was upgraded by a later version of the program than the one that runs."""


def pending() -> list[str]:
    """Names of the migrations that the database lacks, in order.

    Raises OperationalError when the database cannot be reached, NewerDatabase when it knows more than the program.
    """
    executor = MigrationExecutor(connection)
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("zhiheng.")}
    unknown = sorted(
        f"{app}.{name}"
        for app, name in executor.loader.applied_migrations
        if app in ours and (app, name) not in executor.loader.disk_migrations
    )
    if unknown:
        raise NewerDatabase(
            f"数据库已由更新的版本升级过(本程序不认识 {unknown[0]} 等 {len(unknown)} 项)。"
            "请换回新版本，或用升级前的备份恢复数据库。没有改动任何数据。"
        )
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def bring_up_to_date() -> int:
    """Number of migrations that an old database lacked; 0 when it was up to date or has just been made. Raises as pending."""
    lacking = pending()
    if not lacking:
        return 0
    if not connection.introspection.table_names():
        create(MigrationExecutor(connection))
        return 0
    # Not on stdout: a program reads there what it asked for.
    print(f"正在升级数据库结构({len(lacking)} 项)……", file=sys.stderr)
    call_command("migrate", verbosity=0, interactive=False)
    return len(lacking)


def create(executor: MigrationExecutor) -> None:
    """All tables of today's models in an empty database, and every migration recorded as applied."""
    recorder = MigrationRecorder(connection)
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy and not model._meta.swapped:
                editor.create_model(model)
    recorder.ensure_schema()
    for app, name in executor.loader.disk_migrations:
        recorder.record_applied(app, name)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
