"""LibreOffice as a program that may be missing, fail, hang or answer."""

from __future__ import annotations

import io
import os
import time
import zipfile
from pathlib import Path

import docx
import pytest

from zhiheng.frame.evidence.office import office_converter
from zhiheng.kernels.documents import DocumentError, open_document


def program(folder: Path, script: str) -> str:
    path = folder / "office"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize("named", ["", "no-such-program-here"])
def test_not_installed(named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIHENG_OFFICE", named)
    assert office_converter() is None
    with pytest.raises(DocumentError) as caught:
        open_document(b"{\\rtf1 x}", "方案.rtf", office_converter())
    assert "没有安装" in caught.value.what and "另存为 .docx" in caught.value.how


def test_not_on_the_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("ZHIHENG_OFFICE", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert office_converter() is None


def test_one_that_hangs_is_ended_with_all_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note = tmp_path / "child"
    monkeypatch.setenv("ZHIHENG_OFFICE", program(tmp_path, f"sleep 60 & echo $! > {note}; wait"))
    convert = office_converter(seconds=0.5)
    assert convert is not None
    begin = time.monotonic()
    with pytest.raises(DocumentError, match="没有完成"):
        convert(b"x", "方案.doc")
    assert time.monotonic() - begin < 10
    child = int(note.read_text())
    for _ in range(50):
        state = Path(f"/proc/{child}/stat")
        if not state.exists() or state.read_text().rsplit(")", 1)[-1].split()[0] == "Z":
            return
        time.sleep(0.1)
    pytest.fail("what the program started is still running")


@pytest.mark.parametrize("script", ["exit 1", "exit 0", "kill -9 $$"])
def test_one_that_makes_nothing(script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIHENG_OFFICE", program(tmp_path, script))
    convert = office_converter()
    assert convert is not None
    with pytest.raises(DocumentError) as caught:
        convert(b"x", "方案.doc")
    assert caught.value.where == "方案.doc" and "另存为" in caught.value.how


def test_nothing_of_the_upload_reaches_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = tmp_path / "said"
    monkeypatch.setenv("ZHIHENG_OFFICE", program(tmp_path, f'echo "$@" > {said}; env >> {said}'))
    monkeypatch.setenv("ZHIHENG_SECRET_KEY", "top-secret")
    convert = office_converter()
    assert convert is not None
    with pytest.raises(DocumentError):
        convert(b"x", "-env:evil $(touch x) 方案.doc")
    words = said.read_text()
    assert "evil" not in words and "top-secret" not in words and "document.doc" in words


@pytest.mark.skipif(office_converter() is None, reason="LibreOffice is not installed on this machine")
def test_a_real_conversion_and_a_damaged_file() -> None:
    convert = office_converter()
    assert convert is not None
    made = convert(rb"{\rtf1\ansi\ansicpg936 Quality first.\par Second line.}", "a.rtf")
    assert [p.text for p in docx.Document(io.BytesIO(made)).paragraphs][:2] == [
        "Quality first.",
        "Second line.",
    ]
    assert zipfile.is_zipfile(io.BytesIO(made))
    with pytest.raises(DocumentError, match="打不开"):
        convert(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + os.urandom(3000), "a.doc")
