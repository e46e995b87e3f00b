"""Migrating in seconds: after most operations only the model they touch is rendered anew.

Django keeps a class for every model while it migrates, and after each operation renders again whatever is related to the
model that changed. Here that is every model: all registers name a region, a unit and an import, so that an old database of
two hundred tables took minutes, nearly all of it spent on classes and not on tables. A table is made or changed from its
own model alone; what the others are called does not change with it.

Operations that do look at other tables (a renamed model or field, a key that others point to, a relation that changes) are
rare: a migration that holds one, or that is undone, goes Django's own way. Python in a migration (RunPython) is given
classes that are all rendered anew, as Django does for every state it calls delayed.
"""

from __future__ import annotations

from typing import Any

from django.db.migrations import operations as ops
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.migrations.utils import field_is_referenced

#: Operations whose statements come from one model, whatever the others look like.
_OF_ONE_MODEL = (
    ops.CreateModel,
    ops.DeleteModel,
    ops.AddField,
    ops.AddIndex,
    ops.RemoveIndex,
    ops.RenameIndex,
    ops.AddConstraint,
    ops.RemoveConstraint,
    ops.AlterModelOptions,
    ops.AlterModelManagers,
    ops.RunPython,
    ops.RunSQL,
)
#: Of one model too, unless the field is a relation or others point to it.
_OF_ONE_FIELD = (ops.AlterField, ops.RemoveField, ops.RenameField)


class LoneState(ProjectState):
    """A state in which a change renders only the model that it is of.

    ``_reload`` and ``_create_project_state`` are Django's own and may change with it: tests/faces/shell/test_migrating.py
    and scripts/check_migrations.py hold what comes of them.
    """

    def clone(self) -> LoneState:
        made: ProjectState = super().clone()
        made.__class__ = LoneState
        return made  # type: ignore[return-value]

    def reload_model(self, app_label: str, model_name: str, delay: bool = False) -> None:
        if "apps" in self.__dict__:  # asking for it would render every model
            # Tells Django that relations are stale, so that RunPython renders all before it runs.
            self.is_delayed = True
            self._reload({(app_label, model_name)})  # type: ignore[attr-defined]


class Executor(MigrationExecutor):
    """Django's executor with :class:`LoneState` wherever a migration allows it."""

    def _create_project_state(self, with_applied_migrations: bool = False) -> ProjectState:
        return _lone(super()._create_project_state(with_applied_migrations))  # type: ignore[misc]

    def apply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> ProjectState:
        if all(_of_one_model(operation, state, migration.app_label) for operation in migration.operations):
            return super().apply_migration(state, migration, fake=fake, fake_initial=fake_initial)
        whole = super().apply_migration(_whole(state), migration, fake=fake, fake_initial=fake_initial)
        return _lone(_whole(whole))

    def unapply_migration(self, state: ProjectState, migration: Migration, fake: bool = False) -> Any:
        return super().unapply_migration(_whole(state), migration, fake=fake)


def _lone(state: ProjectState) -> ProjectState:
    state.__class__ = LoneState
    return state


def _whole(state: ProjectState) -> ProjectState:
    """The same state as Django keeps it, nothing of it rendered yet."""
    return ProjectState({key: model.clone() for key, model in state.models.items()}, state.real_apps)


def _of_one_model(operation: Operation, state: ProjectState, app_label: str) -> bool:
    if not isinstance(operation, _OF_ONE_FIELD):
        return isinstance(operation, _OF_ONE_MODEL)
    key = app_label, operation.model_name_lower
    name = operation.old_name if isinstance(operation, ops.RenameField) else operation.name
    # A field made by an earlier operation of the same migration is not in the state yet: only the new one is asked.
    before = state.models[key].fields.get(name) if key in state.models else None
    after = operation.field if isinstance(operation, ops.AlterField) else None
    return not any(
        field.is_relation or field_is_referenced(state, key, (name, field))
        for field in (before, after)
        if field is not None
    )
