"""From names to codes: the directory of the enterprises that are listed, and rows of registers that lack a code.

Names and codes of enterprises are public (they stand on every licence), so the directory knows all of them. What rows
say is narrowed by scope, and a code is written only when a person accepts it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Count, Max, Min, Q, QuerySet, Value

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.scope import Scope
from zhiheng.frame.regions.models import Level, Region
from zhiheng.frame.registers import batches, own, service
from zhiheng.frame.registers.declare import Register, registers
from zhiheng.frame.registers.keeping import Batch
from zhiheng.frame.registers.models import Partition
from zhiheng.frame.registers.unions import together
from zhiheng.kernels.firms import Directory, Match, flat
from zhiheng.records.enterprises.models import Enterprise, Merger

LISTED = "enterprises"
PAIRS_AT_MOST = 5000  # names with their codes that one look for contradictions holds against the directory

_lock = threading.Lock()
_held: dict[str, tuple[object, Directory]] = {}


def directory() -> Directory:
    """The directory of all listed enterprises with former and merged names; kept until the list changes.

    Two small queries when nothing changed.
    """
    revision = Partition.objects.filter(register=LISTED).aggregate(Max("revision"), Count("pk"))
    mergers = Merger.objects.everywhere("public names").aggregate(Max("pk"), Max("undone_at"))
    stamp = (tuple(revision.values()), tuple(mergers.values()))
    name = str(connection.settings_dict["NAME"])
    with _lock:
        held = _held.get(name)
        if held is not None and held[0] == stamp:
            return held[1]
    made = Directory(_firms(), _places())
    with _lock:
        _held[name] = (stamp, made)
    return made


def forget() -> None:
    """Drop what is held; tests that share one database name call it."""
    with _lock:
        _held.clear()


def _firms() -> Iterable[tuple[str, str, list[str]]]:
    merged: dict[str, list[str]] = {}
    for kept, name in (
        Merger.objects.everywhere("public names").filter(undone_at=None).values_list("kept", "name")
    ):
        merged.setdefault(kept, []).append(name)
    rows = cast(
        "QuerySet[Enterprise]", Enterprise.objects.everywhere("names and codes are public").standing()
    )
    for code, name, former in rows.order_by().values_list("credit_code", "name", "former_names"):
        yield code, name, [*former_names(former), *merged.get(code, ())]


def former_names(text: str) -> list[str]:
    """The names out of the column 曾用名."""
    parts = text.replace(";", ";").replace("、", ";").split(";")
    return [part.strip() for part in parts if part.strip()]


def _places() -> frozenset[str]:
    """Names that may stand in front of an enterprise's name: full ones, and short ones down to prefectures."""
    found: set[str] = set()
    rows = Region.objects.exclude(level=Level.TOWNSHIP).values_list("name", "short_name", "level")
    for name, short, level in rows:
        found.add(name)
        if short and len(short) > 1 and level in {Level.PROVINCE, Level.PREFECTURE}:
            found.add(short)
    return frozenset(found)


# -- rows that lack a code, or whose name and code disagree ------------------------------
def name_column(register: Register) -> str:
    """The column with the enterprise's name; empty where there is none."""
    return register.enterprise_name if register.enterprise_name in register.by_name else ""


def named() -> list[Register]:
    """The registers whose rows say an enterprise by name and by code; the list itself not among them."""
    return [
        r
        for r in registers().values()
        if own.column(r) and name_column(r) and r.key != LISTED and own.column(r) not in r.natural_key
    ]


@dataclass(frozen=True)
class Lacking:
    """A register with the number of its rows in reach that have a name and no code."""

    register: Register
    rows: int
    names: int


def lacking(scope: Scope) -> list[Lacking]:
    """The registers with rows that lack a code, the most rows first: one query for all of them."""
    asked = {r.key: r for r in named() if service.open_to(scope, r)}
    parts: list[QuerySet[Any]] = []
    for register in asked.values():
        rows = _without(scope, register).order_by().annotate(of=Value(register.key)).values("of")
        parts.append(
            rows.annotate(n=Count("pk"), names=Count(name_column(register), distinct=True)).values_list(
                "of", "n", "names"
            )
        )
    found = [Lacking(asked[of], n, names) for of, n, names in together(parts) if n]
    return sorted(found, key=lambda each: -each.rows)


def _without(scope: Scope, register: Register) -> QuerySet[Any]:
    rows = register.model.objects.within(service.reach(scope, register)).standing()
    return rows.filter(**{own.column(register): ""}).exclude(**{name_column(register): ""})


@dataclass(frozen=True)
class Group:
    """Rows of one name in one register. ``code``: what they have (empty: none). ``matches``: what the name may mean."""

    name: str
    rows: int
    code: str
    matches: tuple[Match, ...]


def groups(scope: Scope, register: Register, session: int | None = None) -> QuerySet[Any]:
    """The names without a code in a register, the most rows first: (name, rows)."""
    rows = _without(scope, register)
    if session is not None:
        rows = rows.filter(session_id=session)
    column = name_column(register)
    return rows.order_by().values_list(column).annotate(n=Count("pk")).order_by("-n", column)


def proposed(found: Iterable[tuple[str, int]]) -> list[Group]:
    """Names with what they may mean."""
    known = directory()
    return [Group(name, n, "", tuple(known.match(name))) for name, n in found]


def contradictions(scope: Scope, register: Register) -> tuple[list[Group], bool]:
    """Names that the directory knows under another code than the rows have; and whether all pairs were looked at."""
    name, code = name_column(register), own.column(register)
    rows = register.model.objects.within(service.reach(scope, register)).standing()
    pairs = rows.exclude(**{name: ""}).exclude(**{code: ""}).order_by().values_list(name, code)
    looked = list(pairs.annotate(n=Count("pk"), first=Min("pk")).order_by("-n")[: PAIRS_AT_MOST + 1])
    known = directory()
    roots = merged_into()
    found = []
    for written, stored, n, _first in looked[:PAIRS_AT_MOST]:
        if any(flat(each) == flat(written) for each in known.names(roots.get(stored, stored))):
            continue
        matches = [m for m in known.match(written) if m.code != roots.get(stored, stored)]
        if matches and matches[0].score >= SURE:
            found.append(Group(written, n, stored, tuple(matches)))
    return found, len(looked) <= PAIRS_AT_MOST


SURE = 95


def merged_into() -> dict[str, str]:
    """Code → the code that is read for it, through as many mergers as stand."""
    direct = dict(
        Merger.objects.everywhere("which codes are one enterprise")
        .filter(undone_at=None)
        .values_list("code", "kept")
    )
    found = {}
    for code in direct:
        root, seen = code, set()
        while root in direct and root not in seen:
            seen.add(root)
            root = direct[root]
        found[code] = root
    return found


def accept(actor: Actor, register: Register, name: str, code: str, stored: str = "") -> Batch:
    """Write ``code`` to the rows in reach that have ``name`` and the code ``stored`` (empty: none).

    One change of many rows, undone as a whole (at most 2,000 at a time). Raises ValidationError when the directory
    does not propose that code for that name, or no row is left.
    """
    actor.need("enterprise.match")
    match = next((m for m in directory().match(name, 9) if m.code == code), None)
    if match is None:
        raise ValidationError(
            f"名录里没有与“{name}”相近、代码为 {code} 的企业。请先核对名称，或先登记企业名录。"
        )
    scope = actor.need("register.change")
    rows = register.model.objects.within(service.reach(scope, register)).standing()
    rows = rows.filter(Q(**{name_column(register): name}) & Q(**{own.column(register): stored}))
    records = list(rows.order_by("pk")[: batches.MOST])
    if not records:
        raise ValidationError(
            f"您可以修改的记录里，没有名称为“{name}”且要改代码的。可能刚被他人处理，请刷新。"
        )
    reason = f"按企业名称“{name}”补代码：与名录“{match.name}”{match.score} 分"
    return batches.make(actor, register, records, own.column(register), code, reason)
