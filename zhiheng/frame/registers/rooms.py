"""How a room of records is loaded: a file put in one of its folders is part of it, and no list names it.

``models/``, ``lifecycles/`` and ``registers/`` of a room are loaded module by module, so that a register, its model and
its procedure are files of their own and nothing else is edited.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module

from django.apps import AppConfig, apps
from django.utils.module_loading import module_has_submodule


class Room(AppConfig):
    """A room of ``zhiheng/records``: its models may be one module or a folder of modules."""

    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        super().import_models()
        load(self, "models")


def load(config: AppConfig, part: str) -> None:
    """Import the part of an application and, where it is a folder, every module in it, in the order of their names.

    A part that is not there is none; what fails while it is imported fails here.
    """
    if config.module is None or not module_has_submodule(config.module, part):
        return
    package = import_module(f"{config.name}.{part}")
    for found in pkgutil.iter_modules(getattr(package, "__path__", ())):
        import_module(f"{package.__name__}.{found.name}")


def discover(*parts: str) -> None:
    """Load these parts of every application, the first of all of them before the second."""
    for part in parts:
        for config in apps.get_app_configs():
            load(config, part)
