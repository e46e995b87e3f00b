"""The file of a frame: everything that a draw is made from, but for the seed and the quotas."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence

from zhiheng.kernels.drawing.drawing import DrawError, Member

HEADINGS = ("list", "key", "stratum", "lots", "kept_out", "units", "avoids")
BETWEEN = "|"


def write_frame(lists: Mapping[str, Sequence[Member]]) -> bytes:
    """The members of every list as CSV (UTF-8, line feeds), in the order of list and key: the same members always give
    the same bytes."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADINGS)
    for name in sorted(lists):
        for m in sorted(lists[name], key=lambda each: each.key):
            writer.writerow(
                [name, m.key, m.stratum, m.lots, m.out, BETWEEN.join(m.units), BETWEEN.join(m.avoids)]
            )
    return out.getvalue().encode()


def read_frame(data: bytes) -> dict[str, list[Member]]:
    """What :func:`write_frame` wrote. DrawError for another file."""
    rows = csv.reader(io.StringIO(data.decode(), newline=""))
    if tuple(next(rows, ())) != HEADINGS:
        raise DrawError("这不是抽样框文件：表头不对")
    found: dict[str, list[Member]] = {}
    for row in rows:
        name, key, stratum, lots, out, units, avoids = row
        member = Member(key, stratum, int(lots), out, _split(units), _split(avoids))
        found.setdefault(name, []).append(member)
    return found


def digest(data: bytes) -> str:
    """The SHA-256 of a frame's file, by which it is known."""
    return hashlib.sha256(data).hexdigest()


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split(BETWEEN)) if text else ()
