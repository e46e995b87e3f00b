"""A book of generated rows: what a region's departments might have recorded, drawn from one seed.

Nothing here touches the database: the same key and seed give the same rows. Every number that people would take
for an identifier begins with YS (演示), so that a generated record is known by sight as well as by its flag.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from zhiheng.kernels.identifiers.credit_codes import ALPHABET, code_check, organisation_check

SEED = 20110728
Row = dict[str, Any]

# Six characters of an organisation code hold so many values. Counties begin in them as far apart as can be: by the golden
# section, so that the first eight hundred numbers of any two counties of the nation are never the same.
_HELD = 31**6
_APART = 548_507_440


class Book:
    """Rows by register, with running numbers and a random source of its own."""

    def __init__(self, key: str, seed: int = SEED, beside: Book | None = None) -> None:
        """``beside``: a book whose running numbers go on here, so that rows of both can stand together."""
        self.key = key
        self.rng = random.Random(f"{key}:{seed}")  # noqa: S311 - repeatable, guards nothing
        self.rows: dict[str, list[Row]] = {}
        self._numbers: Counter[str] = Counter() if beside is None else beside._numbers

    def add(self, register: str, region: str, **values: Any) -> Row:
        row: Row = {"region": region, **values}
        self.rows.setdefault(register, []).append(row)
        return row

    def number(self, kind: str, region: str, year: int) -> str:
        """The next identifier of its kind in a region and year, such as ``YS-CC-620702-2012-0001``."""
        stem = f"YS-{kind}-{region}-{year}"
        self._numbers[stem] += 1
        return f"{stem}-{self._numbers[stem]:04d}"

    def day(self, year: int, quarter: int | None = None, until: dt.date | None = None) -> dt.date:
        """A working-week day of the year (or quarter), not after ``until``."""
        first = dt.date(year, 1, 1) if quarter is None else dt.date(year, quarter * 3 - 2, 1)
        last = quarter_end(year, quarter or 4)
        if until is not None and until < last:
            last = max(first, until)
        day = first + dt.timedelta(days=self.rng.randint(0, (last - first).days))
        if day.weekday() > 4 and day - dt.timedelta(days=2) >= first:
            day -= dt.timedelta(days=day.weekday() - 4)
        return day

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def pick(self, choices: Sequence[Any]) -> Any:
        return self.rng.choice(choices)

    def __len__(self) -> int:
        return sum(len(rows) for rows in self.rows.values())


def quarter_end(year: int, quarter: int) -> dt.date:
    return dt.date(year + quarter // 4, quarter % 4 * 3 + 1, 1) - dt.timedelta(days=1)


def quarters(years: Sequence[int], until: dt.date | None = None) -> Iterator[tuple[int, int]]:
    """Every (year, quarter), as far as ``until`` has begun."""
    for year in years:
        for quarter in range(1, 5):
            if until is None or dt.date(year, quarter * 3 - 2, 1) <= until:
                yield year, quarter


def spread(book: Book, total: int, parts: int, least: int = 0) -> list[int]:
    """``total`` cut into ``parts`` whole numbers of at least ``least`` that add up to it exactly."""
    if parts < 1 or total < least * parts:
        raise ValueError(f"cannot cut {total} into {parts} parts of at least {least}")
    free = total - least * parts
    cuts = sorted(book.rng.randint(0, free) for _ in range(parts - 1))
    return [least + b - a for a, b in zip([0, *cuts], [*cuts, free], strict=True)]


def failing(book: Book, total: int, fails: int) -> list[bool]:
    """``total`` verdicts of which exactly ``fails`` are failures (False), in random order."""
    verdicts = [False] * fails + [True] * (total - fails)
    book.rng.shuffle(verdicts)
    return verdicts


def credit_code(region: str, number: int) -> str:
    """A credit code that checks by GB 32100 and whose organisation part says it is a demonstration (YX…).

    An organisation code is one body's whatever its division: enterprises of the same number in two places have two.
    """
    # A township's enterprises are numbered within its county.
    within = int(region[6:] or 0) * 100 + number
    left, digits = (int(region[:6]) * _APART + within) % _HELD, ""
    for _ in range(6):
        left, digit = divmod(left, 31)
        digits = ALPHABET[digit] + digits
    body = f"YX{digits}"
    organisation = body + organisation_check(body)
    stem = f"91{region[:6]}{organisation}"
    return stem + code_check(stem)


def made_of(code: str) -> tuple[str, int]:
    """The county of a demonstration code and the number within it that :func:`credit_code` made it of."""
    value = 0
    for character in code[10:16]:
        value = value * 31 + ALPHABET.index(character)
    return code[2:8], (value - int(code[2:8]) * _APART) % _HELD


def enterprise(region: str, name: str, number: int) -> tuple[str, str]:
    """(name, credit code) of the region's n-th demonstration enterprise."""
    return f"{name}演示企业{number:02d}", credit_code(region, number)
