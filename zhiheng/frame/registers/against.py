"""What a row is held against in other registers before it is taken.

A firm that applies for an award must have no failed sample, no revoked certificate, no accident (:class:`Bar`); a payment
must be what its rule of reward says (:class:`Basis`). Both are declared on the register that is entered, naming the other
by key, so that themes stay apart. What is found is a doubt that yields to a reason, or refuses the row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Bar:
    """Rows of another register that stand against the enterprise of a row.

    ``register``: the other one's key; its enterprise column holds the credit code. ``says``: what such a row means.
    ``where``: values of its columns that must hold (a tuple: any of them). ``day``: its date column that counts; empty for
    the date of its facts. ``within``: what follows ``eligibility.`` in ``catalogue/rules/eligibility.yaml``, how far back
    it counts; empty: for ever, or as long as ``until`` (a date column of it) says. ``lifted``: the date column that ends
    it earlier. ``hard``: refused, whatever the reason; else a doubt.
    """

    register: str
    says: str
    where: Mapping[str, Any] = field(default_factory=dict)
    day: str = ""
    within: str = ""
    until: str = ""
    lifted: str = ""
    hard: bool = False
    says_en: str = ""


@dataclass(frozen=True)
class Basis:
    """The record of another register that a row rests on, named by its number.

    ``registers``: keys of the registers that it may stand in. ``by``: this register's column with the number, and the
    other one's. ``same``: this register's column -> the other one's that must say the same; one the other register lacks
    is not compared. ``on``, ``since`` and ``until``: this register's date must lie within those of the other. ``known``: a
    number that none of the registers has is doubted, not only told on the record's page; so long as they are empty, nothing.
    """

    registers: tuple[str, ...]
    by: tuple[str, str]
    what: str
    same: Mapping[str, str] = field(default_factory=dict)
    on: str = ""
    since: str = ""
    until: str = ""
    what_en: str = ""
    known: bool = False
