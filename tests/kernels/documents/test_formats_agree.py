"""The same document in every format gives the same text, and so the same reading."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from zhiheng.frame.evidence.office import office_converter
from zhiheng.kernels.documents import open_document

from . import samples

FORMATS: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "utf-8": ("a.txt", "txt", lambda: samples.plain().encode()),
    "utf-8 with mark": ("a.txt", "txt", lambda: samples.plain().encode("utf-8-sig")),
    "gb18030": ("a.txt", "txt", lambda: samples.plain().encode("gb18030")),
    "utf-16": ("a.txt", "txt", lambda: samples.plain().encode("utf-16")),
    "utf-16 big end first": ("a.txt", "txt", lambda: ("\ufeff" + samples.plain()).encode("utf-16-be")),
    "utf-16 without mark": ("a.txt", "txt", lambda: samples.plain().encode("utf-16-le")),
    "utf-16 big end first, no mark": ("a.txt", "txt", lambda: samples.plain().encode("utf-16-be")),
    "page": ("a.html", "html", lambda: samples.page().encode()),
    "page in gb2312": ("a.htm", "html", lambda: samples.page("gb2312").encode("gb18030")),
    "page that declares the wrong charset": ("a.html", "html", lambda: samples.page("gb2312").encode()),
    "page that declares utf-8 but is not": (
        "a.html",
        "html",
        lambda: samples.page("utf-8").encode("gb18030"),
    ),
    "page in utf-16": ("a.html", "html", lambda: samples.page("utf-16").encode("utf-16")),
    "page in one file": ("a.mht", "mhtml", samples.archive),
    "word": ("a.docx", "docx", samples.docx_file),
    "word, numbers counted by Word": ("a.docx", "docx", lambda: samples.docx_file(automatic=True)),
    "pdf": ("a.pdf", "pdf", samples.pdf_file),
    "pdf of two columns": ("a.pdf", "pdf", lambda: samples.pdf_file(2)),
}


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_gives_the_same_text_and_reading(form: str) -> None:
    name, kind, make = FORMATS[form]
    opened = open_document(make(), name)
    assert opened.kind == kind
    assert opened.text.split("\n") == samples.plain().split("\n")
    assert samples.findings(opened.text) == samples.findings(samples.plain())


def test_the_document_has_what_can_be_lost() -> None:
    """The comparison above is worth as much as the document has to be found in it."""
    found = samples.findings(samples.plain())
    assert len(found["sections"]) >= 35 and len(found["figures"]) >= 40 and len(found["duties"]) >= 11
    assert len(found["obligations"]) >= 5 and len(found["phases"]) == 3


def test_traditional_writing_in_big5() -> None:
    text = "一、總體要求\n到2026年，產品質量監督抽查合格率達到95%以上，質量總體水平明顯提升。\n二、主要任務\n各縣市應當推行首席質量官制度。"
    opened = open_document(text.encode("big5"), "方案.txt")
    assert opened.text == text and any("Big5" in note for note in opened.notes)
    assert samples.findings(opened.text) == samples.findings(text)


OFFICE = office_converter()
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed on this machine")


@pytest.fixture(scope="module")
def made_by_office(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The Word file as LibreOffice writes it in the formats of other programs."""
    folder: Path = tmp_path_factory.mktemp("office")
    numbered, plain = samples.docx_file(automatic=True), samples.docx_file()
    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program
    found = {}
    for suffix in ("doc", "rtf", "odt", "pdf"):
        # LibreOffice 7.4 writes the full-width marks of automatic numbers as question marks into RTF.
        (folder / "a.docx").write_bytes(plain if suffix == "rtf" else numbered)
        command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", suffix,
                   "--outdir", str(folder), str(folder / "a.docx")]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        found[suffix] = (folder / f"a.{suffix}").read_bytes()
    return found


@needs_office
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt", "pdf"])
def test_formats_of_office_programs(suffix: str, made_by_office: dict[str, bytes]) -> None:
    opened = open_document(made_by_office[suffix], f"a.{suffix}", OFFICE)
    assert opened.kind == suffix
    assert opened.text.split("\n") == samples.plain().split("\n")
    assert samples.findings(opened.text) == samples.findings(samples.plain())


@needs_office
def test_a_file_of_wps_is_one_of_old_word(made_by_office: dict[str, bytes]) -> None:
    opened = open_document(made_by_office["doc"], "方案.wps", OFFICE)
    assert opened.kind == "doc" and opened.text.split("\n") == samples.plain().split("\n")
