"""Compound files (the container of old Office files) as small as they can be, for tests."""

from __future__ import annotations

import struct
from collections.abc import Mapping

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR = 512


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """A version 3 compound file with these streams, each padded to 4,096 bytes so that no mini stream is needed."""
    bodies = [data.ljust(4096, b"\0") for data in streams.values()]
    entries = [_entry("Root Entry", 5, child=1 if streams else FREE, start=END, size=0)]
    sector = 1 + (len(streams) + 1 + 3) // 4
    fat = [FAT]
    directory = sector - 1
    fat += [at + 1 for at in range(1, directory)] + [END]
    for at, (name, body) in enumerate(zip(streams, bodies, strict=True), 1):
        count = len(body) // SECTOR
        entries.append(
            _entry(name, 2, right=at + 1 if at < len(streams) else FREE, start=sector, size=len(body))
        )
        fat += [sector + step + 1 for step in range(count - 1)] + [END]
        sector += count
    while len(entries) % 4:
        entries.append(_entry("", 0, size=0, start=0))
    assert len(fat) <= 128
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    header += (
        struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
        + struct.pack("<I", 0)
        + struct.pack("<I", FREE) * 108
    )
    table = struct.pack(f"<{len(fat)}I", *fat) + struct.pack("<I", FREE) * (128 - len(fat))
    return header + table + b"".join(entries) + b"".join(bodies)


def _entry(
    name: str, kind: int, *, right: int = FREE, child: int = FREE, start: int = 0, size: int = 0
) -> bytes:
    raw = name.encode("utf-16-le")
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(raw) + 2 if name else 0, kind, 1, FREE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
