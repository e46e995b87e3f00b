"""Small photos made by hand: a picture of a few pixels, with what a camera writes beside it."""

from __future__ import annotations

import base64
import struct
import zlib

# A JPEG of 8 × 8 grey pixels.
_GREY = (
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB"
    "AQEBAQEBAQEBAQH/wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q=="
)


def jpeg(*segments: bytes) -> bytes:
    """A JPEG with more segments behind its first one."""
    plain = base64.b64decode(_GREY)
    (size,) = struct.unpack(">H", plain[4:6])
    at = 4 + size
    return plain[:at] + b"".join(segments) + plain[at:]


def exif(orientation: int, *, gps: bool = False) -> bytes:
    """An EXIF segment as a phone writes it: orientation, and (``gps``) a pointer to a place."""
    entries = [struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)]
    if gps:
        entries.append(struct.pack(">HHII", 0x8825, 4, 1, 64))
    tiff = b"MM\x00*" + struct.pack(">IH", 8, len(entries)) + b"".join(entries) + struct.pack(">I", 0)
    body = b"Exif\x00\x00" + tiff + b"GPS-BODY" * 4
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def png(*chunks: bytes) -> bytes:
    """A PNG of one pixel with more chunks behind its head."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + head
        + b"".join(chunks)
        + chunk(b"IDAT", zlib.compress(b"\0\x80"))
        + chunk(b"IEND", b"")
    )
