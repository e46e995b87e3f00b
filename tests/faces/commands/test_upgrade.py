"""Upgrading: what is lacking is said, and a database of a later version is refused."""

from __future__ import annotations

import pytest
from django.db.migrations.recorder import MigrationRecorder

from zhiheng.faces.commands import database
from zhiheng.faces.commands.base import Fault, known
from zhiheng.faces.commands.operating import upgrade

pytestmark = pytest.mark.django_db


def applied(monkeypatch: pytest.MonkeyPatch, key: tuple[str, str]) -> None:
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda recorder: {key: None})


def test_a_database_of_a_later_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    applied(monkeypatch, ("people", "9999_of_tomorrow"))
    with pytest.raises(database.NewerDatabase) as refused:
        database.bring_up_to_date()
    said = known(refused.value) or ""
    assert "people.9999_of_tomorrow" in said
    assert "备份" in said


def test_other_programs_migrations_are_nobodys_business(monkeypatch: pytest.MonkeyPatch) -> None:
    applied(monkeypatch, ("elsewhere", "0001_initial"))
    assert database.pending() == []


def test_what_is_lacking_is_listed_and_not_done(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(database, "pending", lambda: ["people.0002_park_committees"])
    with pytest.raises(Fault, match="缺 1 项。请先 zhiheng backup"):
        upgrade(check=True)
    assert "people.0002_park_committees" in capsys.readouterr().out


def test_nothing_lacking_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    upgrade(check=False)
    assert "已是最新" in capsys.readouterr().out
