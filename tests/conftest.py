"""Fixtures for every test; what they are made of lies in tests/support."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.utils import translation

from tests.support.browser import axe, browser, complaints, context, faults, page, sign_in
from tests.support.environment import HOME, TEST_DATABASE
from tests.support.postgres import throwaway_cluster

__all__ = [
    "axe",
    "browser",
    "complaints",
    "context",
    "faults",
    "page",
    "postgres_url",
    "sign_in",
    "zhiheng_home",
]


# The machine may be busy: an example that takes long is no fault, a wrong answer is.
hypothesis.settings.register_profile(
    "zhiheng", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], print_blob=True
)
hypothesis.settings.load_profile("zhiheng")


#: What takes longest, in one piece: begun first, so that no worker is left with it when the others have ended.
LONGEST = (
    "tests/faces/demo/test_story.py",
    "tests/faces/test_permission_matrix.py",
    "tests/records/test_round_trips.py",
    "tests/faces/demo/test_gannan.py",
    "tests/faces/test_links.py",
    "tests/docs/test_howto.py",
    "tests/faces/desk/programmes/test_browser.py",
    "tests/faces/desk/drafts/test_browser.py",
    "tests/kernels/measures/test_matching.py",
)
ON_POSTGRES = TEST_DATABASE in os.environ


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what another test stands for, and put the longest first.

    Of the cases marked ``once_a_room``, those of the first register of each room stay; on PostgreSQL also of those
    marked ``once_a_room_on_postgres``. What asks no database is run on SQLite alone.
    """
    alike = {"once_a_room", "once_a_room_on_postgres"} if ON_POSTGRES else {"once_a_room"}
    first: dict[Path, str] = {}
    kept, left = [], []
    for item in items:
        case = getattr(item, "cls", None)
        marks = {mark.name for mark in item.iter_markers()}
        spoken_for = (
            case is not None
            and bool(alike & marks)
            and first.setdefault(item.path.parent, case.__qualname__) != case.__qualname__
        )
        asks = "django_db" in marks or {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
        (left if spoken_for or (ON_POSTGRES and not asks) else kept).append(item)
    if left:
        config.hook.pytest_deselected(items=left)
    order = {path: n for n, path in enumerate(LONGEST)}
    kept.sort(key=lambda item: order.get(item.nodeid.split("::")[0], len(order)))
    items[:] = kept


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: the collector need not walk it again and again (a tenth of the time)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(autouse=True, scope="session")
def nothing_made_anew_when_emptied() -> Iterator[None]:
    """A database that a browser test emptied gets no content types and permissions again: nothing here reads them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.core.management.commands.flush.emit_post_migrate_signal", lambda *_, **__: None)
        yield


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Each test begins in Chinese: a page asked for in English leaves its language active in the thread."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture(autouse=True)
def catalogue_of_the_package() -> Iterator[None]:
    """Local indicators are rolled back with the test's database: what is held of them goes too."""
    yield
    if held := sys.modules.get("zhiheng.judgement.indicators.catalogue"):
        held.forget()


@pytest.fixture
def zhiheng_home() -> Path:
    """The folder that stands for ZHIHENG_HOME in this run."""
    return HOME


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Address of a PostgreSQL cluster of this run's own, for tests marked ``postgres`` that need both engines at once."""
    with throwaway_cluster() as address:
        yield address
