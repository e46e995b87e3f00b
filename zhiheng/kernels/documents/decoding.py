"""Bytes to text: a mark, strict UTF-8, what the file declares, GB18030, UTF-16, then statistics.

In this order because each step is surer than the next: bytes that are no UTF-8 hardly ever pass for it, what a page
declares is often wrong, and a detector takes five characters of GBK for Big5.
"""

from __future__ import annotations

import codecs

from .model import DocumentError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What is declared as one of these is read as the larger set that contains it.
_LARGER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}
_NAMES = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "utf-32": "UTF-32", "gb18030": "GB18030",
          "big5": "Big5", "big5hkscs": "Big5", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}  # fmt: skip
_SAMPLE = 65536
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产"
)
_TRADITIONAL = frozenset(
    "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產"
)


def decode(data: bytes, name: str, declared: str = "") -> tuple[str, tuple[str, ...]]:
    """The text of bytes and what was noticed about them.

    data: the file's bytes. name: the file's name, for messages only. declared: the encoding that the file itself
    names, if it does. Raises DocumentError (Chinese) for an empty, binary or undecodable file.
    """
    where = name or "未命名文件"
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise empty(where)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return _checked(data.decode(encoding), where), (f"文字编码：{_NAMES[encoding]}",)
            except UnicodeDecodeError as error:
                raise _broken(where, data, error.start) from error
    if b"\x00" in data:
        for encoding in ("utf-16-le", "utf-16-be"):
            text = _strictly(data, encoding)
            if text and _reads_as_chinese(text):
                return _checked(text, where), ("文字编码：UTF-16(没有标记)",)
        raise DocumentError(
            f"文件第 {data.index(0) + 1} 个字节是空字符，不像文本",
            where,
            "请在原来的软件中另存为 UTF-8 编码的纯文本(.txt)",
        )
    text, fault, notes = _utf8(data)
    if text and not _hides_gbk(text, data):
        return _checked(text, where), notes
    declared = _LARGER.get(declared.lower(), declared.lower())
    for encoding in (declared, "gb18030") if declared not in ("", "utf-8", "gb18030") else ("gb18030",):
        text = _strictly(data, encoding)
        if text and _reads_as_chinese(text):
            return _checked(text, where), (f"文字编码：{_NAMES.get(encoding, encoding)}",)
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _strictly(data, encoding)
        if text and _reads_as_chinese(text) and _share_of_han(text) > 0.5:
            return _checked(text, where), ("文字编码：UTF-16(没有标记)",)
    if other := _guessed(data):
        return _checked(other[0], where), (f"文字编码：{_NAMES.get(other[1], other[1])}(按内容判断)",)
    text = _strictly(data, "gb18030")
    if text and _share_of_han(text) > 0.3 and _control_share(text) == 0:
        return _checked(text, where), ("文字编码：GB18030(生僻字较多，请核对)",)
    raise _broken(where, data, fault)


def empty(where: str) -> DocumentError:
    return DocumentError("文件是空的", where, "请确认选对了文件，并且文件里有正文")


def _utf8(data: bytes) -> tuple[str, int, tuple[str, ...]]:
    """Strict UTF-8; a last character that was cut in two (a file copied in part) is given up and told."""
    try:
        return data.decode("utf-8"), 0, ()
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and len(data) - error.start <= 3 and error.start > 30:
            return data[: error.start].decode("utf-8"), 0, ("文件末尾少了半个字，可能没有复制完整，请核对",)
        return "", error.start, ()


def _hides_gbk(text: str, data: bytes) -> bool:
    """Whether a few characters of GBK happen to be valid UTF-8: no Han as UTF-8, common Han as GBK."""
    beyond = [char for char in text if ord(char) > 127]
    if not beyond or len(beyond) > 60 or any(char >= "\u2e80" for char in beyond):
        return False
    other = _strictly(data, "gb18030")
    return bool(other) and _reads_as_chinese(other)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return ""


def _guessed(data: bytes) -> tuple[str, str] | None:
    from charset_normalizer import from_bytes

    guess = from_bytes(data[:_SAMPLE], cp_isolation=["big5", "big5hkscs", "gb18030"]).best()
    names = [guess.encoding] if guess is not None else []
    for encoding in [*names, "big5hkscs"]:
        text = _strictly(data, encoding)
        if text and _reads_as_chinese(text):
            return text, encoding.replace("_", "-")
    return None


def _broken(where: str, data: bytes, offset: int) -> DocumentError:
    line = data.count(b"\n", 0, offset) + 1
    return DocumentError(
        f"文件的编码认不出来(第 {line} 行、第 {offset + 1} 个字节起不合 UTF-8，也不是 GB18030)，可能混有两种编码",
        where,
        "请用记事本打开，另存为时把编码选成 UTF-8，再导入",
    )


def _checked(text: str, where: str) -> str:
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise empty(where)
    if _control_share(text) > 0.01:
        raise DocumentError(
            "文件里夹有大量控制字符，不像文本", where, "请在原来的软件中另存为 UTF-8 编码的纯文本(.txt)"
        )
    return text


def _control_share(text: str) -> float:
    sample = text[:_SAMPLE]
    bad = sum(1 for char in sample if (ord(char) < 32 and char not in "\t\r\n\f\v") or char == "\ufffd")
    return bad / max(1, len(sample))


def _share_of_han(text: str) -> float:
    sample = text[:_SAMPLE]
    return sum("\u4e00" <= char <= "\u9fff" for char in sample) / max(1, len(sample))


def _reads_as_chinese(text: str) -> bool:
    """Whether the commonest characters of written Chinese turn up as often as they must.

    Bytes of another encoding decoded as GB18030 give rare characters; real text of any length has at least one of
    the commonest in twenty (very short texts are let through by the share of characters inside the first level of
    GB 2312 or, for traditional writing, of Big5).
    """
    sample = [char for char in text[:_SAMPLE] if "\u4e00" <= char <= "\u9fff"]
    if not sample:
        return all(ord(char) < 128 for char in text[:_SAMPLE])
    if (
        _control_share(text)
        or sum("\ue000" <= char <= "\uf8ff" for char in text[:_SAMPLE]) > len(sample) // 10
    ):
        return False
    if len(sample) < 40:
        return sum(1 for char in sample if _is_first_level(char)) / len(sample) > 0.8
    common = max(sum(char in words for char in sample) for words in (_COMMON, _TRADITIONAL))
    return common / len(sample) > 0.05


def _is_first_level(char: str) -> bool:
    try:
        raw = char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(raw) == 2 and 0xB0 <= raw[0] <= 0xD7
