"""What a file is, from its content: the name is only compared with it."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from .model import DocumentError

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What lies inside a package may unpack to this much and no more, whatever the file's own size.
UNPACKED_BYTES: Final = 300 * 1024 * 1024
_ENTRIES = 20_000
# The version that the file information block of Word 97 and later names, at least.
_WORD_97: Final = 0xC1
_TO_DOCX = "请在 Word 或 WPS 中另存为 .docx 后再导入"
_IMAGE = ("这是图片文件，不是文档", "图片中没有文字，请先做文字识别(OCR)，把结果存成 .docx 或 .txt 再导入")
_ARCHIVE = "请解压后选择其中的文档"
_FOREIGN = (
    (b"Rar!", "这是 RAR 压缩包", _ARCHIVE),
    (b"7z\xbc\xaf", "这是 7z 压缩包", _ARCHIVE),
    (b"\x1f\x8b", "这是 gzip 压缩文件", _ARCHIVE),
    (b"\x89PNG", *_IMAGE),
    (b"\xff\xd8\xff", *_IMAGE),
    (b"GIF8", *_IMAGE),
    (b"II*\x00", *_IMAGE),
    (b"MM\x00*", *_IMAGE),
    (b"MZ", "这是程序文件，不是文档", "请确认选对了文件"),
    (b"\x7fELF", "这是程序文件，不是文档", "请确认选对了文件"),
    (b"SQLite format 3", "这是数据库文件，不是文档", "请确认选对了文件"),
)
_PAGE = re.compile(
    rb"<(?:!doctype\s+html|html|head|body)\b|\A<(?:div|p|table|span|meta|style|section|article|center|font|h[1-6]|br)\b",
    re.IGNORECASE,
)
_MIME = re.compile(
    rb"\A\s*(?:[!-9;-~]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?MIME-Version:\s*1\.0", re.IGNORECASE
)


def kind_of(data: bytes, where: str) -> str:
    """txt, html, mhtml, docx, pdf, rtf, odt, xml (Word's own) or ole; DocumentError for what is no document."""
    head = data[:4096]
    for signature, what, how in _FOREIGN:
        if head.startswith(signature):
            raise DocumentError(what, where, how)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK"):
        return _package(data, where)
    if head.startswith(OLE[:4]):
        return "ole"
    start = head.lstrip(b"\xef\xbb\xbf\x00 \t\r\n")
    if start.startswith(b"{\\rtf"):
        return "rtf"
    flat = head.replace(b"\x00", b"") if b"\x00" in head else head
    if (
        b"schemas.microsoft.com/office/word/2003/wordml" in flat
        or b"schemas.microsoft.com/office/2006/xmlPackage" in flat
    ):
        return "xml"
    if _MIME.match(head) and b"text/html" in data[:65536]:
        return "mhtml"
    return "html" if _PAGE.search(flat.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")) else "txt"


def _package(data: bytes, where: str) -> str:
    with unpacked(data, where) as package:
        names = set(package.namelist())
        if "mimetype" in names and package.getinfo("mimetype").file_size < 200:
            kind = member(package, "mimetype", where).strip()
            if kind.startswith(b"application/vnd.oasis.opendocument.text"):
                return "odt"
            if kind.startswith(b"application/vnd.oasis.opendocument"):
                raise DocumentError(
                    "这是表格或演示文件，不是文字文档", where, "请选择政策文件的文字版(.docx、.pdf、.txt)"
                )
    if "OFD.xml" in names:
        raise DocumentError(
            "这是 OFD 版式文件", where, "请用版式阅读软件打开，导出为 PDF 或 Word(.docx)后再导入"
        )
    if any(name.startswith("xl/") for name in names):
        raise DocumentError(
            "这是 Excel 工作簿，不是文字文档", where, "请选择政策文件的文字版；数据表请到台账的“导入”里上传"
        )
    if any(name.startswith("ppt/") for name in names):
        raise DocumentError("这是演示文稿，不是文字文档", where, "请把文字复制到 Word，存成 .docx 后再导入")
    if "[Content_Types].xml" in names or any(name.startswith("word/") for name in names):
        return "docx"
    raise DocumentError("这是压缩包" if names else "这是空的压缩包", where, _ARCHIVE)


def unpacked(data: bytes, where: str) -> zipfile.ZipFile:
    """The package, after its directory was held against what it claims to unpack to."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        entries = package.infolist()
    except (
        Exception
    ) as error:  # a crafted directory raises nearly anything: struct.error, ValueError, OverflowError
        raise damaged(where) from error
    total = sum(entry.file_size for entry in entries)
    if total > UNPACKED_BYTES or len(entries) > _ENTRIES:
        raise DocumentError(
            f"文件解开后有 {total / 1048576:.0f} MB、{len(entries)} 个部件，不像正常的文档",
            where,
            "请在 Word 中打开，删去大图片后另存，再导入；来路不明的文件不要打开",
        )
    return package


def member(package: zipfile.ZipFile, name: str, where: str) -> bytes:
    """One part's bytes: never more than its directory entry says, which `unpacked` has bounded."""
    try:
        if package.getinfo(name).flag_bits & 1:
            raise DocumentError("文件加了密码", where, f"请用密码打开，去掉密码后另存，{_TO_DOCX[1:]}")
        return package.read(name)
    except DocumentError:
        raise
    except Exception as error:  # zlib.error, BadZipFile, EOFError, NotImplementedError, KeyError, ...
        raise damaged(where) from error


def damaged(where: str) -> DocumentError:
    return DocumentError(
        "文件已损坏，打不开", where, "请重新下载或复制一份；如果 Word 能打开，请另存为新的 .docx 再导入"
    )


def inside_ole(data: bytes, where: str) -> str:
    """doc for Word's old format (WPS writes the same), works for Microsoft Works; DocumentError for all else."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            streams = {"/".join(path).lower() for path in file.listdir()}
            head = file.openstream("WordDocument").read(32) if "worddocument" in streams else b""
    except Exception as error:  # the parser answers crafted files with OSError, IndexError, struct.error, ...
        raise damaged(where) from error
    password = DocumentError("文件加了密码", where, f"请用密码打开，去掉密码后另存，{_TO_DOCX[1:]}")
    if "encryptedpackage" in streams or "encryptioninfo" in streams:
        raise password
    if "worddocument" in streams:
        # fEncrypted is bit 8 of the flags at byte 10 of the file information block.
        if len(head) >= 12 and head[11] & 1:
            raise password
        if len(head) < 4 or int.from_bytes(head[2:4], "little") < _WORD_97:
            raise DocumentError("这是 Word 97 以前的文件，或已损坏", where, _TO_DOCX)
        return "doc"
    if streams & {"workbook", "book"}:
        raise DocumentError(
            "这是 Excel 工作簿，不是文字文档", where, "请选择政策文件的文字版；数据表请到台账的“导入”里上传"
        )
    if "powerpoint document" in streams:
        raise DocumentError("这是演示文稿，不是文字文档", where, "请把文字复制到 Word，存成 .docx 后再导入")
    if "contents" in streams or "matost" in streams:
        return "wps"
    raise DocumentError("这是旧版 Office 的文件，但里面没有文档正文", where, _TO_DOCX)
