from __future__ import annotations

from typing import Any

from django.db import migrations


def named_cause(apps: Any, schema_editor: Any) -> None:
    """0001 called the column reason when it was first written: databases made then still do."""
    connection, table = schema_editor.connection, 'enterprises_veto'
    with connection.cursor() as cursor:
        columns = {column.name for column in connection.introspection.get_table_description(cursor, table)}
    if 'cause' not in columns:
        schema_editor.execute(f'ALTER TABLE {table} RENAME COLUMN reason TO cause')


class Migration(migrations.Migration):

    dependencies = [
        ('enterprises', '0002_kinds_hold_for_a_time'),
    ]

    operations = [
        migrations.RunPython(named_cause, migrations.RunPython.noop),
    ]
