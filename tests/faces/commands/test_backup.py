"""Backup and restore of a home of its own: what comes back is what was kept, and nothing that stood is lost."""

from __future__ import annotations

import io
import os
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from zhiheng.faces.commands.base import Fault
from zhiheng.faces.commands.operating import backup, restore


@pytest.fixture
def home(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with a database file of its own; Django's connection is not used by these two commands."""
    made = tmp_path / "home"
    move_to(made, settings, monkeypatch)
    monkeypatch.setattr(type(connections["default"]), "vendor", "sqlite")
    return made


def move_to(home: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    home.mkdir()
    settings.HOME = home
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", str(home / "zhiheng.sqlite3"))


def names(home: Path) -> list[str]:
    return sorted(p.name for p in home.iterdir())


def fill(home: Path, words: str) -> None:
    with closing(sqlite3.connect(home / "zhiheng.sqlite3")) as database:
        database.execute("CREATE TABLE said (words TEXT)")
        database.execute("INSERT INTO said VALUES (?)", [words])
        database.commit()
    (home / "secret_key").write_text(f"key of {words}")
    (home / "evidence" / "ab").mkdir(parents=True)
    (home / "evidence" / "ab" / "x").write_text(words)
    (home / "facts" / "titles").mkdir(parents=True)


def said(home: Path, name: str = "zhiheng.sqlite3") -> str:
    with closing(sqlite3.connect(home / name)) as database:
        return str(database.execute("SELECT words FROM said").fetchone()[0])


def test_what_comes_back_is_what_was_kept(
    home: Path, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, other = tmp_path / "kept.tar.gz", tmp_path / "other"
    with pytest.raises(Fault, match="没有可备份的数据"):
        backup(kept)
    assert names(home) == []
    fill(home, "old")
    with pytest.raises(Fault, match="没有目录"):
        backup(tmp_path / "absent" / "kept.tar.gz")
    backup(kept)
    assert kept.stat().st_mode & 0o077 == 0, "it holds the secret key"
    with pytest.raises(Fault, match="不覆盖"):
        backup(kept)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["home", "kept.tar.gz"]

    move_to(other, settings, monkeypatch)
    restore(kept)
    assert (said(other), (other / "secret_key").read_text()) == ("old", "key of old")
    assert (other / "evidence" / "ab" / "x").read_text() == "old"
    with pytest.raises(Fault, match="--force"):
        restore(kept)

    # What stood is renamed, with the log that may hold its last writes; the columnar copy is made anew.
    (other / "zhiheng.sqlite3-wal").write_bytes(b"")
    (other / "facts").mkdir()
    restore(kept, force=True)
    before = [n for n in names(other) if ".before-" in n]
    assert {n.split(".before-")[0] for n in before} == {"zhiheng.sqlite3", "evidence", "secret_key"}
    assert any(n.endswith("-wal") for n in before)
    assert not (other / "facts").exists()
    assert said(other) == "old"


def test_only_sqlite_is_backed_up_here(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(connections["default"]), "vendor", "postgresql")
    with pytest.raises(Fault, match="pg_dump"):
        backup(tmp_path / "x.tar.gz")
    with pytest.raises(Fault, match="pg_restore"):
        restore(tmp_path / "x.tar.gz")


def archive(path: Path, **files: bytes) -> Path:
    with tarfile.open(path, "w:gz") as made:
        for name, data in files.items():
            entry = tarfile.TarInfo(name.replace("__", "."))
            entry.size = len(data)
            made.addfile(entry, io.BytesIO(data))
    return path


def test_a_backup_that_is_none_changes_nothing(home: Path, tmp_path: Path) -> None:
    fill(home, "what stood")
    whole = archive(tmp_path / "whole.tar.gz", zhiheng__sqlite3=os.urandom(50_000))
    cut = tmp_path / "cut.tar.gz"
    cut.write_bytes(whole.read_bytes()[:20_000])
    text = tmp_path / "text.tar.gz"
    text.write_text("no archive")
    before = names(home)
    for source, fault in (
        (tmp_path / "absent.tar.gz", "没有文件"),
        (text, "不是完好的备份"),
        (cut, "不是完好的备份"),
        (whole, "已损坏"),
        (archive(tmp_path / "empty.tar.gz", other=b"x"), "没有数据库"),
    ):
        with pytest.raises(Fault, match=fault):
            restore(source, force=True)
        assert said(home) == "what stood"
        assert names(home) == before
