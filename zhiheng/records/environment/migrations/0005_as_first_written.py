from __future__ import annotations

from typing import Any

from django.db import migrations, models


def as_now(apps: Any, schema_editor: Any) -> None:
    """0002 had another name and another type when it was first written: databases made then still do."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        describe = connection.introspection.get_table_description
        named = {column.name: column for column in describe(cursor, 'environment_cleanproduction')}
        sampled = {column.name: column for column in describe(cursor, 'environment_watersample')}
        told = connection.introspection.get_field_type(sampled['target_class'].type_code, sampled['target_class'])
    if 'listed_for' not in named:
        schema_editor.execute('ALTER TABLE environment_cleanproduction RENAME COLUMN reason TO listed_for')
    if told != 'CharField':
        sample = apps.get_model('environment', 'WaterSample')
        number = models.PositiveSmallIntegerField()
        number.set_attributes_from_name('target_class')
        number.model = sample
        schema_editor.alter_field(sample, number, sample._meta.get_field('target_class'))


class Migration(migrations.Migration):

    dependencies = [
        ('environment', '0004_enterprise_indexes'),
    ]

    operations = [
        migrations.RunPython(as_now, migrations.RunPython.noop),
    ]
