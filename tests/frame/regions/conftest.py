from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from zhiheng.frame.regions.loader import load_divisions
from zhiheng.frame.regions.tree import RegionTree


@contextmanager
def loaded_for_a_module(blocker: Any, load: Callable[[], object]) -> Iterator[None]:
    """Rows that every test of a module sees: loading them for each test would take longer than all the tests."""
    from django.db import transaction

    with blocker.unblock(), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def divisions(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The whole list."""
    with loaded_for_a_module(django_db_blocker, load_divisions):
        yield


@pytest.fixture(scope="module")
def some_divisions(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """All levels down to county, and the townships of five provinces."""

    def load() -> None:
        load_divisions(townships=False)
        load_divisions(provinces={"11", "37", "44", "62", "64"})

    with loaded_for_a_module(django_db_blocker, load):
        yield


@pytest.fixture(scope="module")
def counties(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """All levels down to county."""
    with loaded_for_a_module(django_db_blocker, lambda: load_divisions(townships=False)):
        yield


@pytest.fixture(scope="module")
def tree(some_divisions: None, django_db_blocker: Any) -> RegionTree:
    with django_db_blocker.unblock():
        return RegionTree.load(townships=True)


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    """A home for this test's boundary files."""
    settings.HOME = tmp_path
    return tmp_path
