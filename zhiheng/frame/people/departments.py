"""Departments as roles: ``catalogue/people/departments.yaml`` says their names and by what words a unit is one.

Definitions and rules name a department, since they hold everywhere; which unit that is differs by place and by time.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

import yaml
from django.db.models import Q

from zhiheng.frame.people.models import Unit, UnitKind

_KINDS = (UnitKind.DEPARTMENT, UnitKind.OFFICE, UnitKind.LEADING_GROUP)


@dataclass(frozen=True)
class Department:
    """``words``: what a unit's name contains that is this department in its region, the surer word first."""

    key: str
    name: str
    name_en: str
    words: tuple[str, ...]


@functools.cache
def departments() -> dict[str, Department]:
    raw = yaml.safe_load(files("zhiheng.catalogue").joinpath("people/departments.yaml").read_text("utf-8"))
    return {
        key: Department(key, body["name"], body["name_en"], tuple(body["words"]))
        for key, body in raw["departments"].items()
    }


def units_of(keys: Iterable[str], region: str, on: dt.date | None = None) -> dict[str, Unit | None]:
    """By department: the unit that is it in ``region`` on a day (today); None where no unit there is named so.

    One query. Of several the one that the earlier word names, then the one whose key comes first.
    """
    wanted = {key: departments()[key] for key in keys}
    if not wanted:
        return {}
    on = on or dt.date.today()
    standing = Unit.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=on),
        Q(valid_to__isnull=True) | Q(valid_to__gte=on),
        region_id=region,
        kind__in=_KINDS,
    )
    units = sorted(standing, key=lambda u: u.key)
    found: dict[str, Unit | None] = {}
    for key, department in wanted.items():
        group = key == "leading-group"
        fitting = [u for u in units if (u.kind == UnitKind.LEADING_GROUP) == group]
        named = (u for word in department.words for u in fitting if word in u.name or word in u.short_name)
        found[key] = next(named, None)
    return found
