"""Fixtures for every test; what they are made of lies in tests/support."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.utils import translation

from tests.support.browser import axe, browser, complaints, context, page, sign_in
from tests.support.environment import HOME
from tests.support.postgres import throwaway_cluster

__all__ = ["axe", "browser", "complaints", "context", "page", "postgres_url", "sign_in", "zhiheng_home"]


# The machine may be busy: an example that takes long is no fault, a wrong answer is.
hypothesis.settings.register_profile(
    "zhiheng", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], print_blob=True
)
hypothesis.settings.load_profile("zhiheng")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of the cases marked ``once_a_room``, keep those of the first register of each room."""
    first: dict[Path, str] = {}
    kept, left = [], []
    for item in items:
        case = getattr(item, "cls", None)
        alike = case is not None and item.get_closest_marker("once_a_room") is not None
        spoken_for = alike and first.setdefault(item.path.parent, case.__qualname__) != case.__qualname__
        (left if spoken_for else kept).append(item)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = kept


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
