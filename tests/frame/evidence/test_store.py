"""Evidence: stored once by content, refused when it cannot serve, never served damaged."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

from tests.support.people import COUNTY, People, unit
from zhiheng.frame.evidence import store
from zhiheng.frame.evidence.models import Evidence, File
from zhiheng.frame.evidence.store import EvidenceError, attach, keep, path_of, read, verify_files
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.trail.chain import history, verify


@pytest.fixture(autouse=True)
def _own_store(db: None, settings: Any, tmp_path: Path) -> None:
    settings.EVIDENCE_ROOT = tmp_path / "evidence"


@pytest.fixture
def people() -> People:
    return People()


def stored() -> list[Path]:
    return [p for p in path_of("00").parents[1].rglob("*") if p.is_file()]


def hand_in(people: People, data: bytes = b"%PDF-1.7 x", name: str = "批复.pdf") -> Evidence:
    return attach(Actor(user=people.clerk), unit(COUNTY), data, name, region=COUNTY)


def test_it_lies_under_its_hash_and_comes_back_whole(people: People) -> None:
    data = os.urandom(5000)
    evidence = hand_in(people, data)
    sha = hashlib.sha256(data).hexdigest()
    assert evidence.file_id == sha
    assert (evidence.file.size, evidence.file.media_type) == (5000, "application/pdf")
    assert path_of(sha).read_bytes() == data == read(evidence)
    assert evidence.unit == unit(COUNTY)
    assert evidence.added_by == str(people.clerk)
    (entry,) = history(evidence)
    assert (entry.action, entry.after) == ("evidence.add", {"sha256": sha, "name": "批复.pdf"})
    assert verify().sound
    assert verify_files() == []


def test_the_same_content_is_stored_once(people: People) -> None:
    first, second = hand_in(people), hand_in(people, name="另一名称.PDF")
    assert first.file_id == second.file_id
    assert (File.objects.count(), Evidence._plain.count(), len(stored())) == (1, 2, 1)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("页面.html", b"<script>", r"页面\.html.*可用"),
        ("图.svg", b"<svg/>", "不能作为佐证"),
        ("程序.exe", b"MZ", "不能作为佐证"),
        ("没有后缀", b"x", "不能作为佐证"),
        ("", b"x", "不能作为佐证"),
        ("双.pdf.js", b"x", "不能作为佐证"),
        ("空.pdf", b"", "空文件"),
    ],
)
def test_what_cannot_serve_is_refused_and_leaves_nothing(
    people: People, name: str, data: bytes, said: str
) -> None:
    with pytest.raises(EvidenceError, match=said):
        hand_in(people, data, name)
    assert stored() == []
    assert not File.objects.exists()
    assert verify().links == 0


def test_what_is_too_large_is_refused(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "LIMIT", 10)
    assert hand_in(people, b"0123456789")
    with pytest.raises(EvidenceError, match="上限"):
        hand_in(people, b"0123456789a")


@pytest.mark.parametrize("name", ["../../etc/x.pdf", "C:\\文件\\x.pdf", "/tmp/x.pdf"])
def test_a_path_in_the_name_is_dropped(people: People, name: str) -> None:
    assert hand_in(people, name=name).name == "x.pdf"


def test_a_long_name_keeps_its_kind(people: People) -> None:
    assert hand_in(people, name="长" * 300 + ".pdf").name.endswith("长.pdf")


def test_damage_is_said_and_never_served(people: People) -> None:
    evidence = hand_in(people)
    path = path_of(evidence.file_id)
    path.write_bytes(b"%PDF-1.7 y")
    with pytest.raises(EvidenceError, match=r"批复\.pdf.*摘要不符.*备份"):
        read(evidence)
    assert verify_files() == [f"文件损坏：{evidence.file_id}"]
    path.unlink()
    with pytest.raises(EvidenceError, match=r"不在存储中.*备份"):
        read(evidence)
    assert verify_files() == [f"文件缺失：{evidence.file_id}"]


def test_handing_the_same_content_in_again_mends_a_damaged_file(people: People) -> None:
    evidence = hand_in(people)
    path_of(evidence.file_id).write_bytes(b"")
    again = hand_in(people)
    assert read(evidence) == read(again) == b"%PDF-1.7 x"
    assert verify_files() == []


def test_a_write_that_fails_leaves_no_part(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(store.os, "fsync", full)
    with pytest.raises(OSError, match="disk full"):
        keep(b"x", "x.pdf")
    assert stored() == []
    assert not File.objects.exists()
