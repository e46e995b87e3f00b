"""Whatever the bytes are: a document or a word on why not, never anything else, and never a hang."""

from __future__ import annotations

import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhiheng.kernels.documents import Document, DocumentError, open_document
from zhiheng.kernels.reading import ReadingError, read

from . import samples
from .oldoffice import compound_file

WHOLE = {
    "docx": samples.docx_file(automatic=True),
    "pdf": samples.typst_pdf(f"#{samples.quoted('一、总体要求。到2026年，合格率达到95%以上。')}\n\n#table(columns: 2, [甲], [乙], [丙], [丁])"),
    "html": samples.page("gb2312").encode("gb18030"),
    "mhtml": samples.archive(),
    "ole": compound_file({"WordDocument": b"\xec\xa5\xc1\x00" + bytes(200), "1Table": b"x"}),
    "txt": samples.plain().encode("gb18030"),
}  # fmt: skip
MAGIC = [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1", b"<html>", b"\xff\xfe",
         b"\xfe\xff", b"\xef\xbb\xbf", b"MIME-Version: 1.0\nContent-Type: text/html\n\n<p>", b"<table><tr><td rowspan=9 colspan=99>"]  # fmt: skip


def opens_or_says_why(data: bytes, name: str) -> None:
    begin = time.monotonic()
    try:
        opened = open_document(data, name, lambda made, suffix: made)
    except DocumentError as error:
        assert error.what and error.where and error.how
    else:
        assert isinstance(opened, Document) and opened.text.strip() and opened.kind
        opened.text.encode()
        assert "\x00" not in opened.text
        try:
            read(opened.text)
        except ReadingError as error:
            assert error.how
    assert time.monotonic() - begin < 20


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(MAGIC),
    st.binary(max_size=400),
    st.sampled_from(["a.txt", "b.docx", "c", "d.pdf", "e.html"]),
)
def test_any_bytes(magic: bytes, data: bytes, name: str) -> None:
    opens_or_says_why(magic + data, name)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), st.sampled_from(sorted(WHOLE)))
def test_any_damage(data: st.DataObject, form: str) -> None:
    """Whole files with bytes changed, cut off or put in."""
    made = bytearray(WHOLE[form])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(made) - 1))
        match data.draw(st.sampled_from(["change", "cut", "put", "repeat"])):
            case "change":
                made[at] = data.draw(st.integers(0, 255))
            case "cut":
                del made[at : at + data.draw(st.sampled_from([1, 2, 50, 10**9]))]
            case "put":
                made[at:at] = data.draw(st.binary(max_size=20))
            case "repeat":
                made[at:at] = made[at : at + 200]
        if not made:
            break
    opens_or_says_why(bytes(made), f"a.{form}")


TAGS = ["<p>", "</p>", "<div>", "</div>", "<table>", "</table>", "<tr>", "<td>", "<td rowspan=3>", "<td colspan='2'>", "</td>",
        "</tr>", "<br>", "<ol>", "<ol start=5 type=a>", "<li>", "</ol>", "<ul>", "<a href=x>", "</a>", "<h1>", "</h1>", "<span>",
        "</span>", "<script>", "</script>", "<!--", "-->", "&nbsp;", "&#x4e00;", "&#0;", "一、总体要求。", "合格率达到95%。", "\n",
        "发布时间：2024-01-01", "<title>", "</title>", "<meta charset=gbk>", "<div style='display:none'>", "<nav>", "<body>"]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(TAGS), max_size=60).map("".join))
def test_any_page(body: str) -> None:
    opens_or_says_why(f"<html>{body}".encode(), "a.html")


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=1, max_size=300).filter(lambda text: text.strip()))
def test_utf8_text_comes_through(text: str) -> None:
    """Text is what it was, but for control characters and a mark at its head."""
    try:
        opened = open_document(text.encode(), "a.txt")
    except DocumentError:
        return
    if opened.kind == "txt" and not opened.notes:
        assert opened.text == text.removeprefix("\ufeff")
