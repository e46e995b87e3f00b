"""Fixtures for every test; what they are made of lies in tests/support."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.browser import axe, browser, complaints, context, page, sign_in
from tests.support.environment import HOME
from tests.support.postgres import throwaway_cluster

__all__ = ["axe", "browser", "complaints", "context", "page", "postgres_url", "sign_in", "zhiheng_home"]


@pytest.fixture
def zhiheng_home() -> Path:
    """The folder that stands for ZHIHENG_HOME in this run."""
    return HOME


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Address of a PostgreSQL cluster of this run's own, for tests marked ``postgres`` that need both engines at once."""
    with throwaway_cluster() as address:
        yield address
