"""Tables in place: made at once in an empty database, migrated in one that holds something.

A migration renders every model that has to do with the one it touches. With a hundred registers that all name a region,
a unit and an import, making an empty database step by step takes minutes; made from the models it takes a second, and
``make migrations`` holds both ways equal.
"""

from __future__ import annotations

from django.apps import apps
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder


def bring_up_to_date() -> None:
    """Raises OperationalError when the database cannot be reached."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    if connection.introspection.table_names():
        call_command("migrate", verbosity=0, interactive=False)
    else:
        create(executor)


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
