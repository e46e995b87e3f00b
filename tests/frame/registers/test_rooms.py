"""A file put in a room's folder is part of it; what fails in it is told."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import AppConfig, apps

from zhiheng.frame.registers import rooms


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppConfig]:
    """An application with a folder of registers, one of them in a file that nothing names."""
    folder = tmp_path / "room_for_test" / "registers"
    folder.mkdir(parents=True)
    (folder.parent / "__init__.py").write_text("")
    (folder / "__init__.py").write_text("")
    (folder / "wells.py").write_text("DUG = True\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    before = set(sys.modules)
    yield AppConfig("room_for_test", import_module("room_for_test"))
    for name in set(sys.modules) - before:
        del sys.modules[name]


def test_every_module_of_a_folder_is_loaded(room: AppConfig) -> None:
    rooms.load(room, "registers")
    assert sys.modules["room_for_test.registers.wells"].DUG
    rooms.load(room, "lifecycles")  # a part that is not there is none


def test_what_fails_in_a_file_is_not_swallowed(room: AppConfig) -> None:
    assert room.module is not None and room.module.__file__ is not None
    (Path(room.module.__file__).parent / "registers" / "broken.py").write_text("import not_there_at_all\n")
    with pytest.raises(ModuleNotFoundError, match="not_there_at_all"):
        rooms.load(room, "registers")


def test_every_room_of_records_is_loaded_so() -> None:
    found = [c for c in apps.get_app_configs() if c.name.startswith("zhiheng.records.")]
    assert len(found) > 10
    assert [c.name for c in found if not isinstance(c, rooms.Room)] == []
