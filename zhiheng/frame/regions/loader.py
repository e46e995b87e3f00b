"""Puts the shipped division list into the database.

The list is zhiheng/catalogue/regions/divisions.csv.gz (SOURCE.md beside it says where it comes from). Loading is
idempotent: a second run changes nothing, and a row that differs from the list is set to what the list says.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from django.db import transaction

from zhiheng.frame.regions.models import OWN, Level, Region

NATION = "100000"
_FIELDS = (
    "name",
    "short_name",
    "level",
    "parent_id",
    "province",
    "prefecture",
    "county",
    "kind",
    "valid_from",
    "valid_to",
    "successor_id",
    "source",
)
_BATCH = 2000

Values = tuple[Any, ...]


@dataclass(frozen=True)
class LoadResult:
    """How many regions a load created, set right, and found as they should be."""

    created: int
    updated: int
    unchanged: int

    @property
    def total(self) -> int:
        return self.created + self.updated + self.unchanged

    def __str__(self) -> str:
        return f"区划 {self.total} 条：新增 {self.created}，更新 {self.updated}，未变 {self.unchanged}"


def read_divisions() -> Iterator[dict[str, str]]:
    """The lines of the shipped list, upper levels first; keys as in its header."""
    packed = files("zhiheng.catalogue").joinpath("regions", "divisions.csv.gz").read_bytes()
    yield from csv.DictReader(io.StringIO(gzip.decompress(packed).decode("utf-8")))


def load_divisions(townships: bool = True, provinces: set[str] | None = None) -> LoadResult:
    """Load the division list in one transaction.

    ``townships``: also the 41,352 townships. ``provinces``: only these, as two or six digits ("62", "620000");
    the nation always comes too. Raises ValueError (in Chinese) for a province that the list lacks, and then
    nothing is written.
    """
    lines = list(read_divisions())
    counties = {line["code"] for line in lines if line["level"] == Level.COUNTY}
    wanted = _province_prefixes(provinces, lines)
    target: dict[str, Values] = {
        line["code"]: _values(line, counties)
        for line in lines
        if (townships or line["level"] != Level.TOWNSHIP)
        and (wanted is None or line["code"] == NATION or line["code"][:2] in wanted)
    }
    with transaction.atomic():
        present = {row[0]: row[1:] for row in Region.objects.values_list("code", *_FIELDS).iterator()}
        fresh = [code for code in target if code not in present]
        changed = [
            code
            for code in target
            if code in present and present[code] != target[code] and not _kept(present[code])
        ]
        Region.objects.bulk_create(_regions(fresh, target), batch_size=_BATCH)
        if changed:
            Region.objects.bulk_update(_regions(changed, target), _FIELDS, batch_size=_BATCH // 10)
    return LoadResult(len(fresh), len(changed), len(target) - len(fresh) - len(changed))


def _kept(row: Values) -> bool:
    """A park, or a territory that an office registered: the list does not overwrite it."""
    return row[_FIELDS.index("level")] == Level.PARK or row[_FIELDS.index("source")] == OWN


def _province_prefixes(provinces: set[str] | None, lines: Iterable[dict[str, str]]) -> set[str] | None:
    if provinces is None:
        return None
    known = {line["code"][:2]: line["name"] for line in lines if line["level"] == Level.PROVINCE}
    wanted = {code[:2] for code in provinces}
    wrong = sorted(c for c in provinces if c[:2] not in known or c[2:] not in {"", "0000"})
    if wrong:
        raise ValueError(
            f"省级代码不认识：{'、'.join(wrong)}。请用两位或六位代码，如 62 或 620000;"
            f"可用：{'、'.join(f'{code} {name}' for code, name in known.items())}。"
        )
    return wanted


def _values(line: dict[str, str], counties: set[str]) -> Values:
    """Column values in the order of ``_FIELDS``.

    A code's own digits give its province, prefecture and county, so a roll-up needs no join. In a city without
    counties the county of a township stays empty.
    """
    code, level = line["code"], line["level"]
    inside = level != Level.NATION
    return (
        line["name"],
        line["short_name"],
        level,
        line["parent"] or None,
        code[:2] + "0000" if inside else "",
        code[:4] + "00" if level not in {Level.NATION, Level.PROVINCE} else "",
        code[:6] if level in {Level.COUNTY, Level.TOWNSHIP} and code[:6] in counties else "",
        line["kind"],
        date.fromisoformat(line["valid_from"]) if line["valid_from"] else None,
        date.fromisoformat(line["valid_to"]) if line["valid_to"] else None,
        line["successor"] or None,
        line["source"],
    )


def _regions(codes: Iterable[str], target: dict[str, Values]) -> list[Region]:
    return [Region(code=code, **dict(zip(_FIELDS, target[code], strict=True))) for code in codes]
