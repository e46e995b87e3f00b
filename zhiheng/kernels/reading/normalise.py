"""Folding that keeps every character in its place: one character in, one character out.

All later stages read the folded text and cut their quotes from the original one, so an offset
means the same in both.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from importlib import resources

import yaml

# Full-width ASCII block to ASCII; the wide space and other blanks to a plain space.
_TABLE: dict[int, int | str] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_TABLE.update(dict.fromkeys((0x3000, 0xA0, 0x2002, 0x2003, 0x2009, 0x200B, 0xFEFF, 0x09, 0x0B, 0x0C), " "))
_TABLE.update(dict.fromkeys((0x2028, 0x2029, 0x85), "\n"))
for _wide, _narrow in (
    ("﹪", "%"),
    ("−", "-"),
    ("‐", "-"),
    ("‑", "-"),
    ("–", "—"),
    ("―", "—"),
    ("─", "—"),
    ("〜", "~"),
    ("∼", "~"),
    ("﹒", "."),
    ("﹐", ","),
    ("﹔", ";"),
    ("﹕", ":"),
    ("﹝", "〔"),
    ("﹞", "〕"),
    ("〈", "《"),
    ("〉", "》"),
    ("「", "“"),
    ("」", "”"),
    ("『", "“"),
    ("』", "”"),
    ("○", "〇"),
    ("◯", "〇"),
    ("｡", "。"),
    ("〖", "【"),
    ("〗", "】"),
    ("︰", ":"),
    ("∶", ":"),
    ("․", "."),
    ("．", "."),
    ("､", "、"),
):
    _TABLE[ord(_wide)] = _narrow
# Radicals and compatibility forms, as some PDF writers leave them in place of the characters themselves.
for _code in (*range(0x2E80, 0x2FD6), *range(0xF900, 0xFB00)):
    _plain = unicodedata.normalize("NFKC", chr(_code))
    if len(_plain) == 1 and ord(_plain) != _code:
        _TABLE[_code] = _plain


@lru_cache(maxsize=1)
def _table() -> dict[int, int | str]:
    """The whole table: the above and the traditional characters of `catalogue/reading/traditional.yaml`."""
    path = resources.files("zhiheng").joinpath("catalogue", "reading", "traditional.yaml")
    pairs = str(yaml.safe_load(path.read_text(encoding="utf-8"))["pairs"]).split()
    return {**{ord(pair[0]): pair[1] for pair in pairs}, **_TABLE}


def fold(text: str) -> str:
    """Width, look-alikes and traditional characters folded; the result has exactly the length of `text`.

    A carriage return becomes a space before a line feed and a line feed elsewhere, so that a
    line of a Windows file ends once.
    """
    folded = text.translate(_table())
    if "\r" in folded:
        folded = folded.replace("\r\n", " \n").replace("\r", "\n")
    return folded


def straighten_quotes(folded: str) -> str:
    """ASCII double quotes turned into the pair “ ”, alternating within a line; same length."""
    if '"' not in folded:
        return folded
    lines = []
    for line in folded.split("\n"):
        parts = line.split('"')
        out = [parts[0]]
        for index, part in enumerate(parts[1:]):
            out.append(("“", "”")[index % 2])
            out.append(part)
        lines.append("".join(out))
    return "\n".join(lines)
