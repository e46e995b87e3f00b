"""Roles as data: ``catalogue/people/roles.yaml`` says which actions a role may do and in which fields."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib.resources import files

import yaml


@dataclass(frozen=True)
class Role:
    key: str
    name: str
    name_en: str
    grants: tuple[str, ...]
    fields: frozenset[str] | None = None
    own_unit: tuple[str, ...] = ()  # actions limited to rows of the post's own unit
    own_enterprise: bool = False
    named: tuple[str, ...] = ()  # actions that also reach rows naming the post's unit by its credit code

    def may(self, action: str) -> bool:
        return any(fnmatchcase(action, pattern) for pattern in self.grants)


@functools.cache
def roles() -> dict[str, Role]:
    raw = yaml.safe_load(files("zhiheng.catalogue").joinpath("people/roles.yaml").read_text("utf-8"))
    found: dict[str, Role] = {}
    for key, body in raw["roles"].items():
        found[key] = Role(
            key=key,
            name=body["name"],
            name_en=body["name_en"],
            grants=tuple(body.get("grants", ())),
            fields=None if body.get("fields", "all") == "all" else frozenset(body["fields"]),
            own_unit=tuple(body.get("own_unit", ())),
            own_enterprise=bool(body.get("own_enterprise", False)),
            named=tuple(body.get("named", ())),
        )
    return found


@functools.cache
def fields() -> dict[str, tuple[str, str]]:
    """Field key -> (Chinese label, English label)."""
    raw = yaml.safe_load(files("zhiheng.catalogue").joinpath("people/roles.yaml").read_text("utf-8"))
    return {key: (body["name"], body["name_en"]) for key, body in raw["fields"].items()}
