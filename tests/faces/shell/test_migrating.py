"""Migrating with states that render one model at a time makes the tables that Django's own way makes."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connections, migrations, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from zhiheng.faces.shell.migrating import Executor, LoneState

ID = ("id", models.AutoField(primary_key=True))
TO_PLACE = models.ForeignKey("rooms.place", models.CASCADE)


def fill(apps: Any, schema_editor: Any) -> None:
    """Fails with stale classes: a thing takes only a place of the very class its key points to."""
    alias = schema_editor.connection.alias
    place = apps.get_model("rooms", "Place").objects.using(alias).create(code="62", note="地区")
    thing = apps.get_model("rooms", "Thing").objects.using(alias).create(name="甲", place=place)
    thing.seen.add(place)


STEPS: tuple[migrations.operations.base.Operation, ...] = (
    migrations.CreateModel("Place", [("code", models.CharField(max_length=6, primary_key=True))]),
    migrations.CreateModel("Thing", [ID, ("name", models.CharField(max_length=9))]),
    migrations.AddField("Thing", "place", TO_PLACE),
    migrations.AddField("Thing", "seen", models.ManyToManyField("rooms.place", related_name="seen_by")),
    migrations.AddField("Place", "note", models.CharField(max_length=20, default="无")),
    migrations.RunPython(fill),
    migrations.AlterField("Thing", "name", models.CharField(max_length=20, null=True)),
    migrations.AddIndex("Thing", models.Index(fields=["name"], name="thing_name")),
    migrations.AddConstraint("Thing", models.UniqueConstraint(fields=["place", "name"], name="once")),
    migrations.RenameIndex("Thing", "thing_named", old_name="thing_name"),
    migrations.RenameField("Place", "note", "remark"),
    migrations.AlterField("Place", "code", models.CharField(max_length=9, primary_key=True)),
    migrations.AlterField("Thing", "place", models.ForeignKey("rooms.place", models.CASCADE, null=True)),
    migrations.RenameModel("Place", "Spot"),
    migrations.AddField("Spot", "above", models.ForeignKey("rooms.spot", models.CASCADE, null=True)),
    migrations.RemoveConstraint("Thing", "once"),
    migrations.RemoveField("Spot", "remark"),
    migrations.RemoveField("Thing", "seen"),
    migrations.CreateModel("Gone", [ID, ("thing", models.ForeignKey("rooms.thing", models.CASCADE))]),
    migrations.DeleteModel("Gone"),
)


def made(kind: type[MigrationExecutor], state: ProjectState) -> tuple[list[Any], list[Any], bool]:
    """Tables and rows after all steps, and whether the state that is left is still rendered one by one."""
    connections.databases["memory"] = connections.databases["default"] | {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": ":memory:",
        "OPTIONS": {},
    }
    connection = connections["memory"]
    connection.connect()
    executor = kind(connection)
    executor.recorder.ensure_schema()
    for number, operation in enumerate(STEPS):
        step = migrations.Migration(f"{number:04}", "rooms")
        step.operations = [operation]
        state = executor.apply_migration(state, step)
    with connection.cursor() as cursor:
        tables = cursor.execute(
            "SELECT sql FROM sqlite_master WHERE name LIKE '%rooms%' ORDER BY name"
        ).fetchall()
        rows = cursor.execute(
            "SELECT t.name, s.code FROM rooms_thing t JOIN rooms_spot s ON s.code = place_id"
        )
        found = rows.fetchall()
    connection.close()
    del connections["memory"], connections.databases["memory"]
    return tables, found, isinstance(state, LoneState)


@pytest.mark.django_db
def test_it_makes_the_tables_that_django_makes() -> None:
    slow, quick = made(MigrationExecutor, ProjectState()), made(Executor, LoneState())
    assert quick[0] == slow[0]
    assert quick[1] == slow[1] == [("甲", "62")]
    assert (slow[2], quick[2]) == (False, True)


@pytest.mark.django_db
def test_a_change_renders_no_other_model() -> None:
    state = LoneState()
    for operation in STEPS[:3]:
        operation.state_forwards("rooms", state)
    place, thing = (state.apps.get_model("rooms", name) for name in ("Place", "Thing"))
    STEPS[4].state_forwards("rooms", state)
    assert state.apps.get_model("rooms", "Thing") is thing
    assert state.apps.get_model("rooms", "Place") is not place
    assert state.clone().is_delayed, "Python in a migration must get classes that are rendered anew"
