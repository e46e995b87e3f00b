"""One way in for every file: the content decides what it is, its name is only checked against it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from . import sniffing
from .decoding import decode, empty
from .model import Document, DocumentError

MAX_BYTES: Final = 20 * 1024 * 1024
# More than any order ever had; reading takes about five seconds for so many.
MAX_CHARACTERS: Final = 2_000_000
# Bytes and a file name (its ending says the kind) to the bytes of a .docx.
Converter = Callable[[bytes, str], bytes]

_NAMES = {"txt": "纯文本", "html": "网页", "mhtml": "单文件网页", "docx": "Word 文档(.docx)", "pdf": "PDF",
          "doc": "旧版 Word 文档(.doc)", "wps": "WPS 文档", "rtf": "RTF 文档", "odt": "OpenDocument 文档(.odt)",
          "xml": "Word 的 XML 文档"}  # fmt: skip
_SUFFIXES = {"txt": "txt", "text": "txt", "md": "txt", "htm": "html", "html": "html", "shtml": "html", "xhtml": "html",
             "mht": "mhtml", "mhtml": "mhtml", "docx": "docx", "docm": "docx", "dotx": "docx", "pdf": "pdf",
             "doc": "doc", "dot": "doc", "wps": "doc", "wpt": "doc", "rtf": "rtf", "odt": "odt", "xml": "xml"}  # fmt: skip
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_MOJIBAKE = ("锟斤拷", "烫烫烫", "\ufffd")


def open_document(data: bytes, name: str, converter: Converter | None = None) -> Document:
    """The text of a document, whatever its format.

    data: the file's bytes, at most 20 MB. name: the file's name. converter: makes a .docx of what only an office
    program opens (.doc, .wps, .rtf, .odt); None when there is none.
    Raises DocumentError (Chinese) for every file that yields no text, and nothing else.
    """
    where = name or "未命名文件"
    if len(data) > MAX_BYTES:
        raise DocumentError(
            f"文件有 {len(data) / 1048576:.1f} MB，超过 {MAX_BYTES // 1048576} MB 的上限",
            where,
            "请拆成几份，或删去图片、附表后另存再导入",
        )
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise empty(where)
    kind = sniffing.kind_of(data, where)
    if kind == "ole":
        kind = sniffing.inside_ole(data, where)
    text, notes = _text(data, kind, where, converter)
    suffix = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    claimed = _SUFFIXES.get(suffix)
    if claimed is not None and claimed != kind and (claimed, kind) != ("doc", "wps"):
        notes = (f"文件名是 .{suffix}，内容其实是{_NAMES[kind]}，已按内容读取", *notes)
    text, more = _clean(text)
    if len(text) > MAX_CHARACTERS:
        raise DocumentError(
            f"文字有 {len(text)} 个，超过 {MAX_CHARACTERS // 10_000} 万字的上限", where, "请拆成几份再导入"
        )
    if not text.strip():
        raise DocumentError("文件里没有文字", where, "请确认选对了文件；如果内容是图片，请先做文字识别(OCR)")
    return Document(text, kind, (*notes, *more))


def _text(data: bytes, kind: str, where: str, converter: Converter | None) -> tuple[str, tuple[str, ...]]:
    # Imported when needed: most runs meet one format, and the command line must start quickly.
    if kind == "txt":
        return decode(data, where)
    if kind in ("html", "mhtml"):
        from .webpages import archive_text, page_text

        return page_text(data, where) if kind == "html" else archive_text(data, where)
    if kind == "docx":
        from .words import docx_text

        return docx_text(data, where)
    if kind == "pdf":
        from .pdf import pdf_text

        return pdf_text(data, where)
    return _converted(data, kind, where, converter)


def _converted(
    data: bytes, kind: str, where: str, converter: Converter | None
) -> tuple[str, tuple[str, ...]]:
    from .words import docx_text

    if converter is None:
        raise DocumentError(
            f"这是{_NAMES[kind]}，要靠 LibreOffice 才能打开，而本机没有安装",
            where,
            "请在 Word 或 WPS 中另存为 .docx 再导入；或请管理员在服务器上安装 LibreOffice(libreoffice-writer-nogui)",
        )
    made = converter(data, f"document.{kind}")
    text, notes = docx_text(made, where)
    return text, (f"{_NAMES[kind]}由 LibreOffice 转换后读取，请核对编号和表格", *notes)


def _clean(text: str) -> tuple[str, tuple[str, ...]]:
    notes = []
    text, controls = _CONTROL.subn("", text)
    if controls:
        notes.append(f"删去了 {controls} 个控制字符")
    if any(word in text for word in _MOJIBAKE):
        notes.append("文中有乱码(如“锟斤拷”)，是以前存错编码留下的，请对照原件核对")
    return text, tuple(notes)
