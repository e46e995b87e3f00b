"""The few records of an old .xls file that the cell reader does not hand on: cells whose formula failed.

Layout: [MS-CFB] (compound file) and [MS-XLS] records BOF, BoundSheet8, BoolErr, Formula. Only what is needed to
find error values is read; anything unexpected ends the scan quietly, since the cells themselves were already read.
"""

from __future__ import annotations

import struct
from typing import Final

OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CODES: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_END_OF_CHAIN: Final = 0xFFFFFFFC
_BOF, _FILEPASS, _BOUNDSHEET, _BOOLERR, _FORMULA = 0x0809, 0x002F, 0x0085, 0x0205, 0x0006


def has_password(data: bytes) -> bool:
    """Whether a compound file is an encrypted package (.xlsx) or a BIFF workbook with a FilePass record (.xls)."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return True
    try:
        stream = _workbook_stream(data)
        at = 0
        # FilePass stands among the first records; whatever follows it is unreadable.
        for _ in range(20):
            kind, length = struct.unpack_from("<HH", stream, at)
            if kind == _FILEPASS:
                return True
            at += 4 + length
    except (struct.error, IndexError, ValueError):
        pass
    return False


def formula_errors(data: bytes) -> dict[str, list[tuple[int, int, str]]]:
    """Sheet name -> cells (0-based row, column, error text) of a BIFF8 workbook."""
    try:
        stream = _workbook_stream(data)
        return _scan(stream) if stream else {}
    except (struct.error, IndexError, ValueError):
        return {}


def _workbook_stream(data: bytes) -> bytes:
    (sector_shift,) = struct.unpack_from("<H", data, 30)
    if sector_shift not in {9, 12}:  # the two sector sizes of [MS-CFB] 2.2
        return b""
    size = 1 << sector_shift
    directory, cutoff = struct.unpack_from("<I", data, 48)[0], struct.unpack_from("<I", data, 56)[0]
    table_sectors = [s for s in struct.unpack_from("<109I", data, 76) if s < _END_OF_CHAIN]
    next_table, count = struct.unpack_from("<II", data, 68)
    per_sector = size // 4
    for _ in range(min(count, 10_000)):
        if next_table >= _END_OF_CHAIN:
            break
        entries = struct.unpack_from(f"<{per_sector}I", data, (next_table + 1) * size)
        table_sectors.extend(s for s in entries[:-1] if s < _END_OF_CHAIN)
        next_table = entries[-1]
    chain: list[int] = []
    for sector in table_sectors:
        chain.extend(struct.unpack_from(f"<{per_sector}I", data, (sector + 1) * size))

    def follow(start: int) -> bytes:
        parts: list[bytes] = []
        while start < _END_OF_CHAIN and len(parts) <= len(chain):
            parts.append(data[(start + 1) * size : (start + 2) * size])
            start = chain[start]
        return b"".join(parts)

    listing = follow(directory)
    for at in range(0, len(listing) - 127, 128):
        (name_bytes,) = struct.unpack_from("<H", listing, at + 64)
        name = listing[at : at + max(0, name_bytes - 2)].decode("utf-16-le", "replace")
        if name in {"Workbook", "Book"}:
            start, length = struct.unpack_from("<II", listing, at + 116)
            # Smaller streams lie in the mini stream; a workbook below the cutoff has no room for real data.
            return follow(start)[:length] if length >= cutoff else b""
    return b""


def _scan(stream: bytes) -> dict[str, list[tuple[int, int, str]]]:
    names: dict[int, str] = {}
    found: dict[str, list[tuple[int, int, str]]] = {}
    at, current = 0, ""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        body = at + 4
        if kind == _BOF:
            current = names.get(at, "")
        elif kind == _BOUNDSHEET:
            (offset,) = struct.unpack_from("<I", stream, body)
            count, wide = stream[body + 6], stream[body + 7] & 1
            raw = stream[body + 8 : body + 8 + count * (2 if wide else 1)]
            names[offset] = raw.decode("utf-16-le" if wide else "latin-1", "replace")
        elif current and kind == _BOOLERR and stream[body + 7] == 1:
            row, column = struct.unpack_from("<HH", stream, body)
            found.setdefault(current, []).append((row, column, _CODES.get(stream[body + 6], "#VALUE!")))
        elif (
            current
            and kind == _FORMULA
            and stream[body + 12 : body + 14] == b"\xff\xff"
            and stream[body + 6] == 2
        ):
            row, column = struct.unpack_from("<HH", stream, body)
            found.setdefault(current, []).append((row, column, _CODES.get(stream[body + 8], "#VALUE!")))
        at = body + length
    return found
