"""Looking up rows of a register without an account (公众查询), as its declaration allows.

    lookup = Lookup(by=(("project", "project_code"), "building", "room"), endings={"building": ("号楼", "栋")})

Nobody sees more than the columns that are declared public, of standing rows that meet ``only``. Where ``browse`` is not
said, every term has to be given and to be met in full: rows cannot be paged through, only asked for by who knows them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from zhiheng.frame.registers.models import Record, RecordQuerySet

MOST = 20  # rows that one question may bring; who asks for a thing by its marks finds one or two
LONGEST = 80  # characters of a term


@dataclass(frozen=True)
class Lookup:
    """How anybody may look up rows.

    ``by``: the columns one asks by; a tuple of columns is one question that either answers (name or code).
    ``only``: what a row must be for anybody to see it (a state, a published flag, a day that is filled). ``browse``: the rows may be listed
    newest first, and a term need only occur in its column; without it every term is needed and met in full.
    ``endings``: what people write behind a name or leave away (3号楼, 3栋, 3). ``shows``: the public columns
    shown, all of them where nothing is said. ``what``: a sentence for the page.
    """

    by: tuple[str | tuple[str, ...], ...]
    only: Mapping[str, Any] = field(default_factory=dict)
    browse: bool = False
    endings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shows: tuple[str, ...] = ()
    what: str = ""
    what_en: str = ""

    @property
    def terms(self) -> tuple[tuple[str, ...], ...]:
        """The columns of each question."""
        return tuple((each,) if isinstance(each, str) else each for each in self.by)

    @property
    def names(self) -> list[str]:
        """Every column that the declaration speaks of, with doubles."""
        return [
            *(n for term in self.terms for n in term),
            *self.endings,
            *self.shows,
            *(key.partition("__")[0] for key in self.only),
        ]


def plain(words: str) -> str:
    """What was typed, in one width and without blanks at its ends.

    >>> plain(" 3＃ ")
    '3#'
    """
    return unicodedata.normalize("NFKC", words).strip()[:LONGEST]


def spellings(words: str, endings: Sequence[str]) -> list[str]:
    """The ways in which a mark is written: as it was typed, bare, and with each of the endings.

    >>> spellings("3栋", ("号楼", "栋"))
    ['3栋', '3', '3号楼']
    """
    longest = sorted(endings, key=len, reverse=True)
    bare = next((words.removesuffix(e) for e in longest if words.endswith(e) and words != e), words)
    return list(dict.fromkeys([words, bare, *(f"{bare}{e}" for e in endings)]))


def found(model: type[Record], lookup: Lookup, asked: Mapping[str, str]) -> RecordQuerySet:
    """The rows that answer ``asked`` (first column of a question -> what was typed).

    None where a term is missing that the declaration needs. Rows are open to anybody, so no scope narrows them.
    """
    rows: RecordQuerySet = model.objects.everywhere("rows that a register opens to anybody").standing()
    rows = rows.filter(**lookup.only)
    for columns in lookup.terms:
        words = plain(asked.get(columns[0], ""))
        if not words:
            if lookup.browse:
                continue
            return rows.none()
        hit = Q()
        for name in columns:
            hit |= (
                Q(**{f"{name}__icontains": words})
                if lookup.browse
                else Q(**{f"{name}__in": spellings(words, lookup.endings.get(name, ()))})
            )
        rows = rows.filter(hit)
    return rows
