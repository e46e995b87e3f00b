"""``manage.py migrate`` as Django has it, with states that are rendered in seconds."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate

from zhiheng.faces.shell.migrating import Executor


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        # Django's command names its executor by a name of its module and offers no other place to say it.
        migrate.MigrationExecutor = Executor  # type: ignore[attr-defined]
        super().handle(*args, **options)
