"""What a register says of its columns: each by itself, what indicators may ask, what runs out, what holds across a row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Column:
    """One column as people see it. ``public``: may be released; ``listed``: shown in the list.

    ``shared``: whoever may open the archive of an enterprise sees it there; otherwise only those who see the register
    itself, and the enterprise. ``codes``: the code list of ``catalogue/codes`` that its values come from.
    ``schemes``: the code list that says of its choices when each could be given (a scheme opens and closes); what
    ``dated`` names is held against it, the first date that is filled, the facts' own where nothing is named.
    ``doubts``: soft checks of :mod:`zhiheng.frame.registers.doubts` that warn and yield to a reason. ``made_from``: a list
    that knows no numbers gets one for each row made of these columns, the same one for the same row. ``lasting``: the code
    says what a thing is and not what was decided on a day, so that no day is too early or too late for it.
    ``sensitive``: personal data; whoever is shown it leaves a link in the trail, and it is neither public nor shared.
    """

    name: str
    aliases: tuple[str, ...] = ()
    filter: bool = False
    listed: bool = True
    public: bool = False
    help: str = ""
    identifier: bool = False  # digits that are a name, never a number
    shared: bool = True
    codes: str = ""
    schemes: str = ""
    dated: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    made_from: tuple[str, ...] = ()
    lasting: bool = False
    sensitive: bool = False


@dataclass(frozen=True)
class Computed:
    """A column that only the columnar copy has: ``by(*values of the columns of)`` of each row, None for not known.

    ``rules`` names the rule sets it rests on, ``codes`` the code lists: when their figures or days change, the copy is
    written anew. ``like``: the stored column whose label and choices it shares.
    """

    name: str
    type: Literal["text", "integer", "decimal", "date", "boolean"]
    of: tuple[str, ...]
    by: Callable[..., Any]
    rules: tuple[str, ...] = ()
    like: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """What indicators may ask: the date that places a record in a period, other dates, the columns, and what follows
    from a row without being stored in it.

    ``apart``: columns whose values no rate may mix in silence: it pins each to one value or names it under ``pools``.
    """

    date: str
    columns: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    computed: tuple[Computed, ...] = ()
    apart: tuple[str, ...] = ()


@dataclass(frozen=True)
class Expiry:
    """A day on which a record runs out unless somebody acts: the sweep makes a due of it.

    ``on``: the date column. ``what``: what the owner is asked to do (换证). ``rule``: the version in
    ``catalogue/rules/expiry.yaml`` that says how many days ahead it is asked. ``states``: the states of the register's
    lifecycle in which the day counts; empty for all. ``unless``: the date column that says it has been dealt with
    (closed, finished, scrapped): once it is filled nothing is owed.
    """

    on: str
    what: str
    what_en: str = ""
    rule: str = "default"
    states: tuple[str, ...] = ()
    unless: str = ""


@dataclass(frozen=True)
class Onsite:
    """A register that is filled on the spot, on a phone: few columns, choices as buttons, photos.

    ``columns``: what is entered for a row that waits to be checked. ``done``: the column that is blank while it waits.
    ``due``: the date column by which it is to be checked. ``title``: the columns that say which row it is.
    """

    columns: tuple[str, ...]
    done: str
    title: tuple[str, ...]
    due: str = ""
    what: str = "检查"
    what_en: str = "Check"


@dataclass(frozen=True)
class RowRule:
    """A check across columns of one row: ``holds(*values)`` false gives ``message`` at ``columns[0]``."""

    columns: tuple[str, ...]
    holds: Callable[..., bool]
    message: str
    fix: str = ""
