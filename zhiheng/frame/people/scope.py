"""Scope: territory first, then field, then role. One method narrows every query.

A model that staff may see says which of its columns carry its territory, field, unit and enterprise::

    class Sampling(ScopedModel):
        scope = Reaches(region="region_id", field="product")

and every query in staff code goes through ``Model.objects.within(scope)``. While a request is being
answered (:func:`guard`), evaluating a query of such a model that was *not* narrowed raises
:class:`UnscopedQuery`: a forgotten scope is a programming error that tests see, never an empty page.
Background work says so with ``Model.objects.everywhere("why")``.
"""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any, Self, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from zhiheng.frame.people.actions import action_words
from zhiheng.frame.regions.models import prefix_range, territory_prefix

#: What is done with a row without altering it: all that may be done with a row shared with another field.
READING = frozenset({"register.view", "register.export"})
#: What may be done with a row by those of the place that it was handed to.
TAKING = frozenset({"register.view", "register.answer", "evidence.view", "evidence.add"})

_guarded: ContextVar[bool] = ContextVar("zhiheng_scope_guard", default=False)


class UnscopedQuery(RuntimeError):
    """Staff code asked the database without saying on whose behalf."""


@contextlib.contextmanager
def guard(active: bool = True) -> Iterator[None]:
    token = _guarded.set(active)
    try:
        yield
    finally:
        _guarded.reset(token)


@dataclass(frozen=True)
class Reaches:
    """Which columns of a model scope looks at; ``field`` is a column name after ``@``, else a constant field.

    >>> Reaches(region="region_id", field="product")        # every row belongs to the field "product"
    >>> Reaches(region="region_id", field="@field")         # the row's own column says which

    ``open_when``: values of columns (any of each tuple) that a row must have before outsiders may know of it: no case under
    investigation, no informer's report. Outsiders are those who do not see the register and the enterprise itself, whose
    account never reaches such a register: both find in the archive what is shared of these rows, and nothing more.
    ``also``: the column with the credit code of a unit that a row names beside the one that keeps it (the laboratory of an
    order); that unit reaches the row wherever it lies, with the actions that its role lists under ``named``.
    ``shared_with``: field -> values of columns (any of each tuple): those of that other field read such rows and no others.
    ``handed``: the foreign key of the unit that a row was handed to; it then lies in that unit's place as well, to be read
    and answered there (:data:`TAKING`).
    """

    region: str | None = None
    field: str | None = None
    unit: str | None = None
    enterprise: str | None = None
    allow_nation: bool = False  # rows of the whole nation (no region) may be seen by all who hold the action
    upward: bool = False  # what a superior region issued binds those below, who may see it
    open_when: Mapping[str, tuple[Any, ...]] = dataclasses.field(default_factory=dict)
    also: str | None = None
    shared_with: Mapping[str, Mapping[str, tuple[Any, ...]]] = dataclasses.field(default_factory=dict)
    handed: str | None = None

    @property
    def opened(self) -> Q:
        """The condition of rows that outsiders may know of; an empty one where that is all."""
        return Q(**{f"{name}__in": values for name, values in self.open_when.items()})

    def shared(self, fields: Iterable[str]) -> Q | None:
        """The condition of rows that one of these fields may read though they are not its own; None for no row."""
        whole: Q | None = None
        for each in sorted(set(fields) & set(self.shared_with)):
            part = Q(**{f"{name}__in": values for name, values in self.shared_with[each].items()})
            whole = part if whole is None else whole | part
        return whole

    def shares(self, row: models.Model) -> list[str]:
        """The fields that may read the row though it is not their own: :meth:`shared`, of one in hand."""
        return [
            each
            for each, wanted in self.shared_with.items()
            if all(getattr(row, name) in values for name, values in wanted.items())
        ]


@dataclass(frozen=True)
class Reach:
    """One post's reach: codes beginning with ``prefix``; ``fields`` None means every field."""

    prefix: str
    fields: frozenset[str] | None = None
    unit: int | None = None  # only rows of this unit
    enterprise: str | None = None  # only rows of this credit code
    named: str = ""  # besides, rows of any place that name this credit code in the column ``also``


def _of_field(reach: Reach, columns: Reaches) -> bool:
    """Whether rows whose field is the same for all lie in the fields of a reach; rows that each say their own do not."""
    return reach.fields is None or columns.field in reach.fields


def handed_at(row: models.Model, action: str) -> tuple[str, int] | None:
    """Region and unit that a row was handed to, where it may be reached there for the action; None where not."""
    columns: Reaches | None = getattr(row, "scope", None)
    if columns is None or columns.handed is None or action not in TAKING:
        return None
    unit: Any = getattr(row, columns.handed)
    return None if unit is None else (unit.region_id, unit.pk)


def superiors(prefix: str) -> list[str]:
    """Codes of the regions above a territory prefix.

    >>> superiors("620702")
    ['620700', '620000', '100000']
    """
    return [prefix[:n].ljust(6, "0") for n in (6, 4, 2) if n < len(prefix)] + ["100000"]


@dataclass(frozen=True)
class Scope:
    """Where an action is allowed: the union of its reaches. No reach means: nowhere."""

    action: str
    reaches: tuple[Reach, ...] = field(default_factory=tuple)

    def __bool__(self) -> bool:
        return bool(self.reaches)

    def condition(self, columns: Reaches) -> Q | None:
        """The condition rows must meet, or None when every row may be seen."""
        whole = Q(pk__in=[])
        for reach in self.reaches:
            if reach.named and columns.also is not None and _of_field(reach, columns):
                whole |= Q(**{columns.also: reach.named})
            if columns.handed is not None and reach.enterprise is None and _of_field(reach, columns):
                whole |= self._handed(reach, columns.handed)
            part = Q()
            if reach.prefix:
                if columns.region is None:
                    continue
                low, high = prefix_range(reach.prefix)
                part &= Q(**{f"{columns.region}__gte": low, f"{columns.region}__lt": high})
                if columns.upward:
                    part |= Q(**{f"{columns.region}__in": superiors(reach.prefix)})
                if columns.allow_nation:
                    part |= Q(**{f"{columns.region}__isnull": True})
            if reach.fields is not None and columns.field is not None:
                if columns.field.startswith("@"):
                    part &= Q(**{f"{columns.field[1:]}__in": sorted(reach.fields)})
                elif columns.field not in reach.fields:
                    shared = columns.shared(reach.fields) if self.action in READING else None
                    if shared is None:
                        continue
                    part &= shared
            if reach.unit is not None:
                if columns.unit is None:
                    continue
                part &= Q(**{columns.unit: reach.unit})
            if reach.enterprise is not None:
                if columns.enterprise is None or columns.open_when:
                    continue
                part &= Q(**{columns.enterprise: reach.enterprise})
            if not part:
                return None
            whole |= part
        return whole

    def _handed(self, reach: Reach, unit: str) -> Q:
        """The rows that were handed to a unit in reach, where the action is one of those that it then has."""
        if self.action not in TAKING:
            return Q(pk__in=[])
        there = Q(**{f"{unit}__isnull": False})
        if reach.prefix:
            low, high = prefix_range(reach.prefix)
            there &= Q(**{f"{unit}__region_id__gte": low, f"{unit}__region_id__lt": high})
        return there if reach.unit is None else there & Q(**{unit: reach.unit})

    def covers(
        self,
        region: str = "",
        field: str | None = None,
        unit: int | None = None,
        enterprise: str | None = None,
        named: str | None = None,
    ) -> bool:
        """Whether the action is allowed for a thing of that region (code), field, unit and enterprise (credit code), or
        that names a unit beside (``named``, its credit code).

        What does not say whose it is lies outside the reach of an enterprise.
        """
        prefix = territory_prefix(region)
        return any(
            (reach.fields is None or field is None or field in reach.fields)
            and (
                (reach.named and reach.named == named)
                or (
                    prefix.startswith(reach.prefix)
                    and (reach.unit is None or reach.unit == unit)
                    and (reach.enterprise is None or reach.enterprise == enterprise)
                )
            )
            for reach in self.reaches
        )

    def require(
        self,
        region: str = "",
        field: str | None = None,
        unit: int | None = None,
        enterprise: str | None = None,
        named: str | None = None,
    ) -> None:
        if not self.covers(region, field, unit, enterprise, named):
            raise PermissionDenied(
                gettext("您的岗位不能对该区划（%(region)s）执行“%(action)s”。")
                % {"region": region or gettext("全国"), "action": action_words(self.action)}
            )

    def of_every_field(self) -> Scope:
        """The same places and units whatever the field: for what concerns all fields alike (problems, meetings)."""
        return replace(self, reaches=tuple(replace(reach, fields=None) for reach in self.reaches))

    def without_enterprises(self) -> Scope:
        """Without what an enterprise reaches of its own: for what only authorities do."""
        return replace(self, reaches=tuple(reach for reach in self.reaches if reach.enterprise is None))

    def home(self) -> str:
        """The code of the widest territory in reach (six digits), for a page's first view."""
        if not self.reaches:
            return ""
        return min((r.prefix for r in self.reaches), key=len).ljust(6, "0")


_M = TypeVar("_M", bound=models.Model)


class ScopedQuerySet(models.QuerySet[_M]):
    _open: bool = False

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._open = self._open
        return clone

    def within(self, scope: Scope) -> Self:
        """Narrow to what ``scope`` reaches. The one method of that kind."""
        condition = scope.condition(self.model.scope)  # type: ignore[attr-defined]
        narrowed = self._clone() if condition is None else self.filter(condition)
        narrowed._open = True
        return narrowed

    def everywhere(self, why: str) -> Self:
        """Without a scope, saying why: background work, roll-up, uniqueness checks."""
        if not why:
            raise ValueError("everywhere() needs a reason")
        opened = self._clone()
        opened._open = True
        return opened

    def _joined(self, made: Any, parts: Iterable[Any]) -> Self:
        """What came of combining query sets is open only when every one of them was (an empty one asks nothing)."""
        joined: Self = made._clone()
        joined._open = all(p._open for p in parts if not p.query.is_empty())
        return joined

    def _combinator_query(self, combinator: str, *other_qs: Any, all: bool = False) -> Self:
        made = super()._combinator_query(combinator, *other_qs, all=all)  # type: ignore[misc]
        return self._joined(made, [self, *other_qs])

    def __and__(self, other: Any) -> Self:
        return self._joined(super().__and__(other), [self, other])

    def __or__(self, other: Any) -> Self:
        return self._joined(super().__or__(other), [self, other])

    def _check(self) -> None:
        if _guarded.get() and not self._open:
            raise UnscopedQuery(f"{self.model.__name__}: use .within(scope) or .everywhere(why)")

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self._check()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any) -> Iterator[_M]:
        self._check()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        self._check()
        return super().count()

    def exists(self) -> bool:
        self._check()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._check()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._check()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._check()
        return super().delete()


class ScopedModel(models.Model):
    """A model whose rows are seen by scope."""

    scope = Reaches()
    objects = ScopedQuerySet.as_manager()
    # Django itself (related look-ups, uniqueness, deletion collecting) works below the scope.
    _plain = models.Manager()  # noqa: DJ012

    class Meta:
        abstract = True
        base_manager_name = "_plain"
