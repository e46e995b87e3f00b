from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from tests.support import postgres
from tests.support.postgres import ClusterError, throwaway_cluster

pytestmark = pytest.mark.postgres


def test_it_answers_on_its_own_socket_only(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("select '质' || '量'").fetchone() == ("质量",)
        assert connection.execute("show listen_addresses").fetchone() == ("",)
        assert connection.execute("show server_encoding").fetchone() == ("UTF8",)


def test_nothing_is_left_when_the_work_fails() -> None:
    folder = None
    with pytest.raises(ZeroDivisionError), throwaway_cluster() as address:
        folder = Path(parse_qs(urlsplit(address).query)["host"][0])
        assert (folder / "data" / "postmaster.pid").exists()
        raise ZeroDivisionError
    assert folder is not None
    assert not folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address)


def test_without_postgresql_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "find_postgres", lambda: None)
    with pytest.raises(ClusterError, match="apt-get install postgresql"), throwaway_cluster():
        pass
