from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from zhiheng.frame.regions.loader import load_divisions
from zhiheng.frame.regions.tree import RegionTree


@pytest.fixture(scope="module")
def divisions(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The whole list, once a module: loading it for each test would take longer than all the tests."""
    from django.db import transaction

    class Undo(Exception):
        pass

    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        load_divisions()
        yield
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)


@pytest.fixture(scope="module")
def tree(divisions: None, django_db_blocker: Any) -> RegionTree:
    with django_db_blocker.unblock():
        return RegionTree.load(townships=True)


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    """A home for this test's boundary files."""
    settings.HOME = tmp_path
    return tmp_path
