"""Photos as evidence: what the content really is, and without what a camera wrote into it.

A phone writes place, time, device and a preview into a photo. Only the orientation is kept, since a picture would lie
on its side without it. The picture itself is not touched, so nothing of its quality is lost.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import Literal

Kind = Literal["jpeg", "png"]

_PNG = b"\x89PNG\r\n\x1a\n"
#: Of a PNG: what the picture needs; everything else (texts, times, EXIF) is left out.
_PNG_KEPT = {
    b"IHDR",
    b"PLTE",
    b"IDAT",
    b"IEND",
    b"tRNS",
    b"gAMA",
    b"cHRM",
    b"sRGB",
    b"iCCP",
    b"pHYs",
    b"sBIT",
}
_ORIENTATION, _GPS = 0x0112, 0x8825
_EXIF = b"Exif\x00\x00"


class PhotoError(ValueError):
    """Not a photo that can be taken; the message says what it is and what to do."""


@dataclass(frozen=True)
class Photo:
    """A photo without its metadata. ``located``: it said where it was taken; ``described``: it held anything at all."""

    kind: Kind
    data: bytes
    located: bool
    described: bool


def kind_of(data: bytes) -> Kind | None:
    """What the first bytes say; None for anything else."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    return "png" if data.startswith(_PNG) else None


def clean(data: bytes) -> Photo:
    """The photo without metadata. Raises PhotoError for what is no JPEG or PNG, or is damaged."""
    kind = kind_of(data)
    if kind is None:
        raise PhotoError(
            f"内容不是 JPEG 或 PNG 图片({_named(data)})。请用手机相机重拍，或另存为 JPG 后上传。"
        )
    try:
        return _jpeg(data) if kind == "jpeg" else _png(data)
    except (struct.error, IndexError, ValueError):
        raise PhotoError("图片不完整，可能没有传完。请重新拍摄或上传。") from None


def _named(data: bytes) -> str:
    if data[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypheif"}:
        return "像是 HEIC，请在相机设置里改为“兼容性最佳”"
    known = {
        b"%PDF": "像是 PDF",
        b"PK\x03\x04": "像是压缩包或文档",
        b"RIFF": "像是 WebP",
        b"GIF8": "像是 GIF",
    }
    return known.get(data[:4], "无法识别")


def _jpeg(data: bytes) -> Photo:
    """Segments up to the picture: APP1 (EXIF, XMP), APP13 and comments are left out."""
    out = [b"\xff\xd8"]
    at, located, described, orientation = 2, False, False, 1
    while True:
        if data[at] != 0xFF:
            raise IndexError
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xDA:  # the picture begins
            break
        if marker == 0xD9:
            raise IndexError
        (size,) = struct.unpack(">H", data[at + 2 : at + 4])
        if size < 2 or at + 2 + size > len(data):
            raise IndexError
        segment = data[at : at + 2 + size]
        if marker in {0xE1, 0xED, 0xFE} or 0xE3 <= marker <= 0xEC:
            described = True
            if segment[4:10] == _EXIF:
                turned, placed = _exif(segment[10:])
                orientation, located = turned, located or placed
            elif b"GPS" in segment:  # XMP names it in words
                located = True
        else:
            out.append(segment)
        at += 2 + size
    if orientation != 1:
        # After JFIF where there is one: readers look for EXIF in the first two segments.
        out.insert(2 if len(out) > 1 and out[1][1] == 0xE0 else 1, _turned(orientation))
    return Photo("jpeg", b"".join(out) + _picture(data[at:]), located, described)


def _picture(data: bytes) -> bytes:
    """The scans to the end of the picture: phones put a second picture, with metadata of its own, behind it."""
    at = 0
    while True:
        at = data.index(b"\xff", at)
        marker = data[at + 1]
        if marker == 0xD9:
            return data[: at + 2]
        if marker in {0x00, 0xFF} or 0xD0 <= marker <= 0xD7:  # a stuffed byte, filling, a restart
            at += 1 if marker == 0xFF else 2
        else:  # a table or the head of the next scan
            (size,) = struct.unpack(">H", data[at + 2 : at + 4])
            at += 2 + size


def _exif(body: bytes) -> tuple[int, bool]:
    """(orientation, whether it names a place) of an EXIF block; what cannot be read counts as naming one."""
    try:
        order = {b"II": "<", b"MM": ">"}[body[:2]]
        (start,) = struct.unpack(f"{order}I", body[4:8])
        (count,) = struct.unpack(f"{order}H", body[start : start + 2])
        turned, placed = 1, False
        for n in range(count):
            entry = body[start + 2 + 12 * n : start + 14 + 12 * n]
            tag, _kind, _count = struct.unpack(f"{order}HHI", entry[:8])
            if tag == _ORIENTATION:
                (turned,) = struct.unpack(f"{order}H", entry[8:10])
            placed |= tag == _GPS
    except (struct.error, KeyError):
        return 1, True
    return (turned if 1 <= turned <= 8 else 1), placed


def _turned(orientation: int) -> bytes:
    """An EXIF segment that says nothing but the orientation."""
    tiff = b"MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, orientation, 0, 0)
    body = _EXIF + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _png(data: bytes) -> Photo:
    out, at, located, described = [_PNG], len(_PNG), False, False
    while True:
        (size,) = struct.unpack(">I", data[at : at + 4])
        name, chunk = data[at + 4 : at + 8], data[at : at + 12 + size]
        if len(chunk) < 12 + size or zlib.crc32(chunk[4:-4]) != struct.unpack(">I", chunk[-4:])[0]:
            raise IndexError
        if name in _PNG_KEPT:
            out.append(chunk)
        else:
            described = True
            located |= (name == b"eXIf" and _exif(chunk[8:-4])[1]) or b"GPS" in chunk
        at += 12 + size
        if name == b"IEND":
            return Photo("png", b"".join(out), located, described)
