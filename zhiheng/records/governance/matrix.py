"""The matrix of responsibilities: which agency is competent for a class of products at a link, and where none or
several are (R-ORG-04)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Q, QuerySet

from zhiheng.frame.people.scope import Scope
from zhiheng.records.governance.models import ChainLink, Duty, DutyLevel, DutyRole


@dataclass(frozen=True)
class Cell:
    """Who leads and who supports at one link. Nobody leading is a gap, several agencies an overlap."""

    leads: tuple[Duty, ...] = ()
    supports: tuple[Duty, ...] = ()

    @property
    def gap(self) -> bool:
        return not self.leads

    @property
    def overlap(self) -> bool:
        return len({duty.agency for duty in self.leads}) > 1


@dataclass(frozen=True)
class Line:
    """One class of products over the links of the matrix."""

    product_class: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    """Only what regulators answer for; ``links`` are those that any class of the region names, in the chain's order."""

    links: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def gaps(self) -> int:
        return sum(cell.gap for line in self.lines for cell in line.cells)

    @property
    def overlaps(self) -> int:
        return sum(cell.overlap for line in self.lines for cell in line.cells)


def duties(scope: Scope, on: dt.date) -> QuerySet[Duty]:
    """Standing rows in reach that hold on a day."""
    rows = cast("Any", Duty.objects).within(scope.of_every_field()).standing().filter(since__lte=on)
    return cast("QuerySet[Duty]", rows.filter(Q(until__isnull=True) | Q(until__gte=on)))


def matrix(rows: Iterable[Duty]) -> Matrix:
    """The matrix of one region out of its rows."""
    held = [duty for duty in rows if duty.level == DutyLevel.REGULATOR]
    named = {duty.link for duty in held}
    links = tuple(link for link in ChainLink.values if link in named)
    classes = sorted({duty.product_class for duty in held})
    return Matrix(links, tuple(Line(c, tuple(_cell(held, c, link) for link in links)) for c in classes))


def _cell(rows: list[Duty], product_class: str, link: str) -> Cell:
    here = [duty for duty in rows if (duty.product_class, duty.link) == (product_class, link)]
    return Cell(
        tuple(duty for duty in here if duty.role == DutyRole.LEAD),
        tuple(duty for duty in here if duty.role == DutyRole.SUPPORT),
    )
