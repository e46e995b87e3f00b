"""What cannot be read is refused plainly; what is only called wrongly is read and told."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from zhiheng.kernels.documents import DocumentError, open_document

from . import samples
from .oldoffice import compound_file

ENCRYPTED_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"3 0 obj<</Filter/Standard/V 1/R 2/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">/P -4>>endobj\n"
    b"trailer<</Root 1 0 R/Size 4/Encrypt 3 0 R/ID[<00><00>]>>\n%%EOF"
)


def package(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return buffer.getvalue()


def bomb() -> bytes:
    """A package of a few hundred kB that unpacks to 400 MB."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        made.writestr("[Content_Types].xml", b"<Types/>")
        with made.open("word/document.xml", "w") as part:
            for _ in range(400):
                part.write(bytes(1024 * 1024))
    return buffer.getvalue()


def liar() -> bytes:
    """A package whose directory says a part is small while it is not."""
    data = bytearray(
        package(
            **{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a>" + b"x" * 100_000 + b"</a>"}
        )
    )
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(data)


def encrypted_docx() -> bytes:
    return compound_file({"EncryptionInfo": b"x", "EncryptedPackage": b"y"})


def old_word(*, encrypted: bool = False) -> bytes:
    flags = b"\x00\x01" if encrypted else b"\x00\x00"
    return compound_file({"WordDocument": b"\xec\xa5\xc1\x00" + bytes(6) + flags + bytes(100), "1Table": b""})


def pictures_only() -> bytes:
    drawing = b"<w:p><w:r><w:drawing/></w:r></w:p>"
    space = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return package(**{"[Content_Types].xml": b"<Types/>", "word/document.xml":
                      b"<w:document " + space + b"><w:body>" + drawing + b"</w:body></w:document>"})  # fmt: skip


def entities() -> bytes:
    body = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(8)
    )
    return package(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": body + b"]><d>&i;</d>"})


SCAN = '#set page(width: 100pt, height: 100pt)\n#image(bytes("<svg xmlns=\\"http://www.w3.org/2000/svg\\" width=\\"9\\" height=\\"9\\"><rect width=\\"9\\" height=\\"9\\"/></svg>"), format: "svg")'

REFUSED = {
    "nothing": (b"", "空的"),
    "blanks": (b"  \r\n\x00 ", "空的"),
    "only a mark": (b"\xef\xbb\xbf", "空的"),
    "too large": (b"a" * (20 * 1024 * 1024 + 1), "上限"),
    "binary": (bytes(range(256)) * 20, "空字符"),
    "controls": ("一、甲".encode() + b"\x01\x02\x03\x04\x05" * 10, "控制字符"),
    "cut mark": (b"\xff\xfea", "编码"),
    "two encodings": ("一、总体要求,提高质量水平,加强监督管理。\n".encode() * 3 + "二、主要任务".encode("gb18030") + b"\xff", "编码"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(50), "图片"),
    "rar": (b"Rar!\x1a\x07\x00" + bytes(50), "RAR"),
    "zip of documents": (package(**{"方案.docx": b"x"}), "压缩包"),
    "empty zip": (package(), "压缩包"),
    "workbook": (package(**{"[Content_Types].xml": b"<T/>", "xl/workbook.xml": b"<w/>"}), "Excel"),
    "slides": (package(**{"[Content_Types].xml": b"<T/>", "ppt/presentation.xml": b"<w/>"}), "演示"),
    "ofd": (package(**{"OFD.xml": b"<ofd/>"}), "OFD"),
    "damaged zip": (samples.docx_file()[:3000], "损坏"),
    "damaged part": (package(**{"[Content_Types].xml": b"<T/>", "word/document.xml": b"<w:document"}), "损坏"),
    "no body": (package(**{"[Content_Types].xml": b"<T/>", "word/document.xml": b"<document/>"}), "损坏"),
    "pictures only": (pictures_only(), "图片"),
    "bomb": (bomb(), "不像正常的文档"),
    "lying directory": (liar(), "损坏"),
    "entities": (entities(), "损坏"),
    "encrypted docx": (encrypted_docx(), "密码"),
    "encrypted doc": (old_word(encrypted=True), "密码"),
    "old workbook": (compound_file({"Workbook": b"x"}), "Excel"),
    "old slides": (compound_file({"PowerPoint Document": b"x"}), "演示"),
    "old something": (compound_file({"Other": b"x"}), "没有文档正文"),
    "word 6": (compound_file({"WordDocument": b"\xdc\xa5\x65\x00" + bytes(100)}), "Word 97"),
    "damaged old file": (old_word()[:600], "损坏"),
    "old word without office": (old_word(), "LibreOffice"),
    "rtf without office": (b"{\\rtf1\\ansi abc}", "LibreOffice"),
    "odt without office": (package(mimetype=b"application/vnd.oasis.opendocument.text"), "LibreOffice"),
    "word xml without office": (b'<?xml version="1.0"?><w:d xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>', "LibreOffice"),
    "encrypted pdf": (ENCRYPTED_PDF, "密码"),
    "damaged pdf": (b"%PDF-1.7 ...", "损坏"),
    "scanned pdf": (samples.typst_pdf(SCAN), "没有文字"),
    "page without words": (b"<html><body><script>load()</script><div id=app></div></body></html>", "没有正文"),
    "frames": (b"<html><frameset cols=20,80><frame src=a><frame src=b></frameset></html>", "没有正文"),
    "deep page": (b"<html><body>" + b"<div>" * 5000 + "一、正文。".encode(), "层层相套"),
    "archive without a page": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nX: text/html\r\n\r\nx\r\n--b--", "没有网页正文"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_said_plainly(case: str) -> None:
    data, word = REFUSED[case]
    with pytest.raises(DocumentError) as caught:
        open_document(data, "方案.txt")
    error = caught.value
    assert word in error.what, error
    assert error.where and len(error.how) >= 6
    assert not any("a" <= char <= "z" for char in error.how.replace("docx", "").replace("txt", "").replace(
        "LibreOffice", "").replace("libreoffice-writer-nogui", "").replace("Word", "").replace("Excel", ""))  # fmt: skip


def test_without_a_name_it_is_still_said_where() -> None:
    with pytest.raises(DocumentError) as caught:
        open_document(b"", "")
    assert caught.value.where == "未命名文件"


def test_what_the_converter_says_is_passed_on() -> None:
    def refuse(data: bytes, name: str) -> bytes:
        raise DocumentError("打不开", name, "请另存")

    with pytest.raises(DocumentError, match="打不开"):
        open_document(old_word(), "a.doc", refuse)


def test_the_converter_is_asked_by_what_the_file_is() -> None:
    asked: list[str] = []

    def convert(data: bytes, name: str) -> bytes:
        asked.append(name)
        return samples.docx_file()

    for data, kind in (
        (old_word(), "doc"),
        (b"{\\rtf1 x}", "rtf"),
        (compound_file({"CONTENTS": b"x"}), "wps"),
    ):
        opened = open_document(data, "方案.wps", convert)
        assert (opened.kind, asked[-1].rsplit(".", 1)[-1]) == (kind, kind)
        assert opened.text == samples.plain() and any("LibreOffice" in note for note in opened.notes)


@pytest.mark.parametrize(
    ("name", "make", "kind", "told"),
    [
        ("方案.doc", samples.docx_file, "docx", "Word 文档(.docx)"),
        ("方案.doc", lambda: samples.page().encode(), "html", "网页"),
        ("方案.txt", samples.pdf_file, "pdf", "PDF"),
        ("方案.docx", lambda: samples.plain().encode(), "txt", "纯文本"),
        ("方案.pdf", lambda: samples.page("gb2312").encode("gb18030"), "html", "网页"),
        ("方案.html", samples.docx_file, "docx", "Word 文档(.docx)"),
    ],
)
def test_a_wrong_name_is_told_and_does_not_matter(name: str, make, kind: str, told: str) -> None:
    opened = open_document(make(), name)
    assert opened.kind == kind and opened.text == samples.plain()
    assert any("文件名" in note and told in note for note in opened.notes)


@pytest.mark.parametrize("name", ["方案.txt", "方案", "方案.通知", ""])
def test_a_fitting_name_is_not_mentioned(name: str) -> None:
    assert not any("文件名" in note for note in open_document(samples.plain().encode(), name).notes)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("质量提升", "gb18030"),
        ("联通", "gb18030"),
        ("一、总则", "gb18030"),
        ("合格率达到95%以上。", "gb18030"),
        ("到2025年，产品合格率98%", "gb18030"),
        ("关于印发方案的通知", "utf-16-le"),
        ("a", "utf-8"),
    ],
)
def test_short_texts(text: str, encoding: str) -> None:
    assert open_document(text.encode(encoding), "a.txt").text == text


def test_a_character_cut_in_two_at_the_end_is_given_up_and_told() -> None:
    text = "一、总体要求。到2025年，产品合格率达到98%以上。"
    opened = open_document(text.encode()[:-1], "a.txt")
    assert opened.text == text[:-1] and any("没有复制完整" in note for note in opened.notes)


def test_control_characters_go_and_garbage_is_told() -> None:
    opened = open_document(("一、总体要求。\x0b\x07" + "提高质量。" * 50 + "锟斤拷").encode(), "a.txt")
    assert "\x07" not in opened.text and any("控制字符" in note for note in opened.notes)
    assert any("乱码" in note for note in opened.notes)


def test_no_format_costs_those_who_do_not_open_it() -> None:
    """The command line starts quickly: libraries of formats are imported by the first file that needs them."""
    import subprocess
    import sys

    code = "import sys, zhiheng.kernels.documents as d; d.open_document('一、甲'.encode(), 'a'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"lxml", "pypdfium2", "olefile", "docx", "charset_normalizer", "yaml"} & set(
        done.stdout.split()
    )
