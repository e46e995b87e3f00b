"""Records of one register that lead to a record of another.

A failed sample leads to its follow-up: somebody presses a button, and what is known is filled in (:class:`OpenedFrom`).
A food maker without a licence leads to a gap that somebody has to look into: the sweep finds it (:class:`Cover`). A firm
with an award belongs on a list of preference, one of an energy-hungry industry is held against its limit: rows are proposed
and a person accepts or declines each (:class:`Proposal`). All are declared on the register that is led to, so that the one it starts from, perhaps of another theme, knows nothing of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True)
class OpenedFrom:
    """Rows of another register lead to a row of this one, in one step.

    ``register``: the other one's key. ``label``: the button on its record. ``carry``: this register's column -> the
    other one's, filled in from the record. ``known_by``: the column of this register whose carried value tells that the
    row was opened already; empty where one record may lead to many rows. ``when``: values of its columns that must hold for the button to stand there. ``marks``:
    values that every row opened so begins with.
    """

    register: str
    label: str
    carry: Mapping[str, str]
    known_by: str = ""
    when: Mapping[str, Any] = field(default_factory=dict)
    marks: Mapping[str, Any] = field(default_factory=dict)
    label_en: str = ""


@dataclass(frozen=True)
class Followed:
    """Rows of another register that name a record of this one, shown on its page: how many are in which state, and
    those that are not at their end. ``by``: the other register's column, and this one's that it holds. Rows of the
    record's own place and below it count. ``lines``: columns of the other register, where its rows are lines of the record
    (the conditions of a review): all of them are listed with these, and none counted."""

    register: str
    by: tuple[str, str]
    label: str
    label_en: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gathered:
    """Rows of a return that are worked out of readings: one for each group of the period, proposed for a person to
    complete and file; what was not read is told, never taken for nothing.

    ``register``: the readings' key. ``same``: this register's column -> theirs; rows alike in all of them are one group.
    ``total``: this register's column -> theirs that is summed. ``marks``: values that the row begins with. ``day`` and
    ``slot``: their columns with the date and the hour (0 to 23, or ``whole`` for the day at once, which then stands for its
    hours); ``each``: their column that names the meter.
    """

    register: str
    same: Mapping[str, str]
    total: Mapping[str, str]
    day: str
    slot: str
    each: str
    whole: int = 24
    marks: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Cover:
    """What records of one register must have in another; a row of this one is opened for each that has not.

    ``among`` and ``where``: the records in question; ``listed``: their column with a code list, of which only codes in use
    on the day ask for cover; ``left_to``: a closer cover, to which those that it has in question are left. ``by``,
    ``having`` and ``until``: what covers them, as long as the date ``until`` is not past; values of ``having`` may be tuples (any of them). ``on``: the text columns that join them,
    called alike in both and in this register: firm alone, or firm and category. ``known_by``: this register's carried
    columns of which a row each is opened; those of ``on`` where nothing is said. ``carry`` and ``marks``: as in :class:`OpenedFrom`; the marks tell one cover's rows
    from another's. ``code``: the column that gets a number of its own. ``begin`` and ``end``: moves of this register's
    lifecycle that assign the row, and close it when it is covered; ``end_carry`` takes columns from what covers it, and
    ``end_day`` gets the day. ``answered``: final states that stand as an answer, so that nobody is asked again.
    """

    among: str
    where: Mapping[str, Any]
    by: str
    having: Mapping[str, Any]
    carry: Mapping[str, str]
    marks: Mapping[str, Any]
    begin: str
    end: str
    on: tuple[str, ...] = ("credit_code",)
    known_by: tuple[str, ...] = ()
    listed: str = ""
    left_to: Cover | None = None
    until: str = "valid_until"
    code: str = "code"
    day: str = "found_on"
    end_carry: Mapping[str, str] = field(default_factory=dict)
    end_day: str = "closed_on"
    answered: tuple[str, ...] = ()

    @property
    def known(self) -> tuple[str, ...]:
        """The columns of which a row each is opened."""
        return self.known_by or self.on


@dataclass(frozen=True)
class Match:
    """How two records belong together: column ``mine`` of the rows in question, ``theirs`` of those they are matched with.

    ``same``: equal. ``within``: mine is a code below theirs (industry 3011 within 30). ``named``: one of the names listed
    in theirs occurs in mine, or the other way round. What is empty belongs to nothing.
    """

    mine: str
    theirs: str
    how: Literal["same", "within", "named"] = "same"


@dataclass(frozen=True)
class Without:
    """Rows of another register that make a proposal needless: those whose columns (``on``: this register's column ->
    theirs) hold what the row would begin with, that meet ``where``, while the date ``until`` is not past."""

    register: str
    on: Mapping[str, str]
    where: Mapping[str, Any] = field(default_factory=dict)
    until: str = ""


@dataclass(frozen=True)
class Proposal:
    """Rows of a register that other registers suggest; a person accepts or declines each.

    ``among`` and ``where``: the records in question; with ``until``, only while that date of theirs is not past. ``by``,
    ``having`` and ``match``: what they are matched with, of the same place or one above; empty where one register is
    enough. ``since`` and ``until_by``: dates of it between which ``on`` must lie, a date of the records in question (today
    where ``on`` is empty). ``carry`` and ``carry_by``: this register's column -> theirs, filled in; ``marks``: values that
    every row begins with. ``known_by``: this register's columns that tell that such a row stands already. ``without``: what
    makes the row needless. ``asks``: the
    columns that a person fills once for all that are accepted. ``code``: the column that gets a number of its own.
    """

    key: str
    label: str
    among: str
    carry: Mapping[str, str]
    known_by: tuple[str, ...]
    where: Mapping[str, Any] = field(default_factory=dict)
    until: str = ""
    by: str = ""
    having: Mapping[str, Any] = field(default_factory=dict)
    match: tuple[Match, ...] = ()
    on: str = ""
    since: str = ""
    until_by: str = ""
    carry_by: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, Any] = field(default_factory=dict)
    asks: tuple[str, ...] = ()
    without: Without | None = None
    code: str = ""
    label_en: str = ""


@dataclass(frozen=True)
class Signal:
    """Rows of another register that give points to the enterprise they are about.

    ``key``: the signal of the rule set. ``where``: values that must hold (a tuple: any of them). ``day``: its date column
    that counts, empty for the date of its facts. ``lifted``: the date column that ends it. How far back it counts is the rule's.
    """

    key: str
    register: str
    where: Mapping[str, Any] = field(default_factory=dict)
    day: str = ""
    lifted: str = ""


@dataclass(frozen=True)
class Standing:
    """A value of another register that holds for the enterprise on the day: its credit grade.

    ``key``: the standing of the rule set. ``column``: the value. ``since``, ``until``, ``lifted``: between which dates.
    """

    key: str
    register: str
    column: str
    since: str
    where: Mapping[str, Any] = field(default_factory=dict)
    until: str = ""
    lifted: str = ""


@dataclass(frozen=True)
class Rated:
    """Points of a row worked out from what other registers hold of its enterprise.

    ``rule``: a rule set of kind points; ``parts``: its parts -> the columns that hold them. ``grade`` and ``bands``: the
    column of the class and the rule set of its bands, by the sum. ``day`` and ``why``: the columns of the day and of the
    reasons. ``states``: where a row is rated anew; ``move``: the move that takes the new points. ``limit``: the time limit
    by which somebody decides on a class that no longer fits.
    """

    rule: str
    parts: Mapping[str, str]
    grade: str
    bands: str
    day: str
    why: str
    signals: tuple[Signal, ...]
    standings: tuple[Standing, ...] = ()
    states: tuple[str, ...] = ()
    move: str = ""
    limit: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.parts.values(), self.grade, self.day, self.why)
