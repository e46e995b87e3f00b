"""Bytes to text: a mark, strict UTF-8, GB18030, then statistics; what is no text is said plainly."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from .model import DocumentError

MAX_BYTES = 20 * 1024 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF", "这是 PDF 文件", "请先将文字复制或另存为 .txt 文本后再导入"),
    (b"PK\x03\x04", "这是 Word(.docx)或压缩包文件", "请在 Word 中另存为纯文本(.txt)后再导入;压缩包请先解压"),
    (b"PK\x05\x06", "这是空的压缩包", "请解压后选择其中的文本文件"),
    (b"\xd0\xcf\x11\xe0", "这是旧版 Office 文件(.doc、.xls)", "请在 Word 中另存为纯文本(.txt)后再导入"),
    (b"{\\rtf", "这是 RTF 文件", "请在 Word 中另存为纯文本(.txt)后再导入"),
    (b"Rar!", "这是 RAR 压缩包", "请解压后选择其中的文本文件"),
    (b"7z\xbc\xaf", "这是 7z 压缩包", "请解压后选择其中的文本文件"),
    (b"\x1f\x8b", "这是 gzip 压缩文件", "请解压后选择其中的文本文件"),
    (b"\x89PNG", "这是图片文件", "图片中没有文字,请先做文字识别再导入"),
    (b"\xff\xd8\xff", "这是图片文件", "图片中没有文字,请先做文字识别再导入"),
)
_SAMPLE = 65536
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产"
)


def decode(data: bytes, name: str) -> str:
    """The text of a plain-text document.

    data: the file's bytes, at most 20 MB. name: the file's name, for messages only.
    Raises DocumentError (Chinese) for an empty, over-large, binary or undecodable file.
    """
    where = name or "未命名文件"
    if len(data) > MAX_BYTES:
        raise DocumentError(
            f"文件有 {len(data) / 1048576:.1f} MB,超过 {MAX_BYTES // 1048576} MB 的上限",
            where,
            "请拆成几份,或删去图片、附表后另存为纯文本再导入",
        )
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise DocumentError("文件是空的", where, "请确认选对了文件,并且文件里有正文")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return _checked(data.decode(encoding), where)
            except UnicodeDecodeError as error:
                raise _broken(where, error.start) from error
    for signature, what, how in _SIGNATURES:
        if data.startswith(signature):
            raise DocumentError(what, where, how)
    if b"\x00" in data[:_SAMPLE] or b"\x00" in data:
        raise DocumentError(
            f"文件第 {data.index(0) + 1} 个字节是空字符,不像文本",
            where,
            "请在原来的软件中另存为 UTF-8 编码的纯文本(.txt)",
        )
    try:
        return _checked(data.decode("utf-8"), where)
    except UnicodeDecodeError as error:
        utf8_fault = error.start
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if text and _reads_as_chinese(text):
        return _checked(text, where)
    guess = from_bytes(
        data[:_SAMPLE], cp_isolation=["big5", "big5hkscs", "gb18030", "utf_16_le", "utf_16_be"]
    ).best()
    if guess is not None:
        try:
            other = data.decode(guess.encoding)
        except (UnicodeDecodeError, LookupError):
            other = ""
        if other and _reads_as_chinese(other):
            return _checked(other, where)
    if text and _share_of_han(text) > 0.3 and _control_share(text) == 0:
        return _checked(text, where)
    raise _broken(where, utf8_fault)


def _broken(where: str, offset: int) -> DocumentError:
    return DocumentError(
        f"文件的编码认不出来(第 {offset + 1} 个字节起不合 UTF-8,也不是 GB18030)",
        where,
        "请用记事本打开,另存为时把编码选成 UTF-8,再导入",
    )


def _checked(text: str, where: str) -> str:
    if not text.removeprefix("\ufeff").strip():
        raise DocumentError("文件是空的", where, "请确认选对了文件,并且文件里有正文")
    if _control_share(text) > 0.01:
        raise DocumentError(
            "文件里夹有大量控制字符,不像文本", where, "请在原来的软件中另存为 UTF-8 编码的纯文本(.txt)"
        )
    return text.removeprefix("\ufeff")


def _control_share(text: str) -> float:
    sample = text[:_SAMPLE]
    bad = sum(1 for char in sample if (ord(char) < 32 and char not in "\t\r\n\f\v") or char == "\ufffd")
    return bad / max(1, len(sample))


def _share_of_han(text: str) -> float:
    sample = text[:_SAMPLE]
    return sum("\u4e00" <= char <= "\u9fff" for char in sample) / max(1, len(sample))


def _reads_as_chinese(text: str) -> bool:
    """Whether the commonest characters of written Chinese turn up as often as they must.

    Bytes of another encoding decoded as GB18030 give rare characters; real text of any length
    has at least one of the sixty commonest in twenty (very short texts are let through by share
    of characters inside the GB 2312 level-one range).
    """
    sample = [char for char in text[:_SAMPLE] if "\u4e00" <= char <= "\u9fff"]
    if not sample:
        return all(ord(char) < 128 for char in text[:_SAMPLE])
    if len(sample) < 40:
        first_level = sum(1 for char in sample if _is_first_level(char))
        return first_level / len(sample) > 0.8 and _control_share(text) == 0
    return sum(char in _COMMON for char in sample) / len(sample) > 0.05


def _is_first_level(char: str) -> bool:
    try:
        raw = char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(raw) == 2 and 0xB0 <= raw[0] <= 0xD7
