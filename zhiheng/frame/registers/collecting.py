"""Rows that devices send: who may, by a token of least rights, and how they come in by the same door as any file.

A token is for one register and one unit: it adds and corrects rows of that enterprise and may do nothing else. What it
sends is written down as a file, checked and taken as an import: the same errors, the same trail, the same way back.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from zhiheng.frame.people.actors import Actor, Held
from zhiheng.frame.people.models import UnitKind
from zhiheng.frame.people.scope import Reach
from zhiheng.frame.regions.models import territory_prefix
from zhiheng.frame.registers import imports, own
from zhiheng.frame.registers.checking import Checked, check
from zhiheng.frame.registers.declare import Register, register_of
from zhiheng.frame.registers.models import CollectorToken
from zhiheng.frame.trail.chain import about, write
from zhiheng.kernels.intake import Problem

ACTION = "collector.keep"
ACTIONS = frozenset({"register.import", "register.change", "register.view"})
PREFIX = "zhc_"
MOST = 1000  # rows at once
LONGEST = 300  # characters of a value
LONGEST_TERM = dt.timedelta(days=400)


@dataclass(frozen=True)
class Refused:
    """One value that was not taken: the place of its row in what was sent (from 0), column and reason."""

    row: int
    column: str
    message: str


@dataclass
class Taken:
    """What became of the rows that were sent. ``session``: the import's number, None where nothing was to be written."""

    received: int
    added: int = 0
    changed: int = 0
    same: int = 0
    refused: list[Refused] = field(default_factory=list)
    session: int | None = None


# -- tokens -------------------------------------------------------------------------------------------


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def issue(
    actor: Actor, register: Register, name: str, valid_until: dt.date, today: dt.date | None = None
) -> tuple[CollectorToken, str]:
    """A new token for the actor's own enterprise, and its secret, which is shown this once. Raises PermissionDenied or
    ValidationError."""
    actor.need(ACTION)
    day, unit = today or dt.date.today(), actor.posts[0].unit if actor.posts else None
    if unit is None or unit.kind != UnitKind.ENTERPRISE or not unit.credit_code:
        raise PermissionDenied("采集令牌由企业账号为本企业的设备签发。")
    actor.need(ACTION).require(unit.region_id, None, unit.pk)
    if not register.collected:
        raise ValidationError({"register": [f"台账“{register.label}”不接收设备上报。"]})
    if not name.strip():
        raise ValidationError({"name": ["请写明采集设备的名称。"]})
    if not day < valid_until <= day + LONGEST_TERM:
        raise ValidationError({"valid_until": [f"有效期至要在今天之后、{LONGEST_TERM.days} 天之内。"]})
    secret = PREFIX + secrets.token_urlsafe(32)
    made = CollectorToken(
        register=register.key,
        unit=unit,
        region_id=unit.region_id,
        name=name.strip()[:60],
        head=secret[:10],
        digest=_digest(secret),
        valid_until=valid_until,
        made_by=actor.name,
    )
    with transaction.atomic():
        made.save()
        after = {"register": register.key, "name": made.name, "until": str(valid_until)}
        write(actor, about(made, "collector.issue", after=after))
    return made, secret


def revoke(actor: Actor, token: CollectorToken) -> None:
    """The token ends at once. Raises PermissionDenied; revoking twice changes nothing."""
    actor.need(ACTION).require(token.region_id, None, token.unit_id)
    if token.revoked_at is None:
        with transaction.atomic():
            token.revoked_at = timezone.now()
            token.save(update_fields=["revoked_at"])
            write(actor, about(token, "collector.revoke", after={"name": token.name}))


def token_of(secret: str, today: dt.date | None = None) -> CollectorToken | None:
    """The token of a secret, while it holds."""
    if not secret.startswith(PREFIX):
        return None
    held = CollectorToken.objects.everywhere("whoever shows the secret is who it says")
    return (
        held.filter(digest=_digest(secret), revoked_at=None, valid_until__gte=today or dt.date.today())
        .select_related("unit")
        .first()
    )


def actor_of(token: CollectorToken) -> Actor:
    """On whose behalf the device acts: its enterprise, in one register, and nothing else."""
    register = register_of(token.register)
    reach = Reach(
        territory_prefix(token.unit.region_id),
        frozenset({register.field}),
        unit=token.unit_id,
        enterprise=token.unit.credit_code,
    )
    return Actor(machine=f"采集设备：{token.name}({token.unit})", held=Held(token.unit, ACTIONS, reach))


# -- rows ---------------------------------------------------------------------------------------------


def take(token: CollectorToken, rows: Sequence[Mapping[str, Any]]) -> Taken:
    """Check and store the rows; the good ones are taken without the bad. The same rows a second time add nothing.

    Values by declared column; the enterprise, its code and place are those of the token where they are not said.
    Raises ValidationError for what is no list of rows, PermissionDenied.
    """
    register, actor = register_of(token.register), actor_of(token)
    if not 0 < len(rows) <= MOST:
        raise ValidationError({"rows": [f"一次上报 1 至 {MOST} 行，现为 {len(rows)} 行。"]})
    known = {
        "region": token.unit.region_id,
        own.column(register): token.unit.credit_code,
        register.enterprise_name: token.unit.name,
    }
    told = Taken(len(rows))
    places, table = [], []
    for place, row in enumerate(rows):
        if wrong := _unreadable(register, place, row):
            told.refused += wrong
            continue
        places.append(place)
        table.append({**known, **row})
    if table:
        names = [n for n in register.names if any(n in row for row in table)]
        _apply(actor, register, token, _Sent(names, table, places), told)
    CollectorToken.objects.everywhere("the token in hand").filter(pk=token.pk).update(used_at=timezone.now())
    return told


@dataclass(frozen=True)
class _Sent:
    names: Sequence[str]
    rows: Sequence[Mapping[str, Any]]
    places: Sequence[int]

    @property
    def file(self) -> bytes:
        """The rows as the file that is kept: a heading and a line for each."""
        out = io.StringIO()
        lines = csv.writer(out)
        lines.writerow(self.names)
        lines.writerows([[_cell(row.get(n)) for n in self.names] for row in self.rows])
        return out.getvalue().encode("utf-8")


def _apply(actor: Actor, register: Register, token: CollectorToken, sent: _Sent, told: Taken) -> None:
    data, filename = sent.file, f"采集-{token.name}-{timezone.now():%Y%m%dT%H%M%S}.csv"
    columns = {name: n for n, name in enumerate(sent.names)}
    checked = check(actor, register, data, filename, column_map=columns, header_row=1)
    told.refused += [
        Refused(place, p.column, f"{p.message}。{p.fix}".rstrip("。") + "。")
        for p in (*checked.problems, *_doubts(checked))
        if (place := _place(sent, p.row)) is not None
    ]
    checked.leave_doubtful()
    read = {_place(sent, number) for number in checked.result.row_numbers}
    said = {r.row for r in told.refused}
    told.refused += [
        Refused(place, "", "这一行没有读成数据(像空行或合计行)。")
        for place in sent.places
        if place not in read and place not in said
    ]
    told.refused.sort(key=lambda r: (r.row, r.column))
    told.same, told.added, told.changed = checked.same, len(checked.new), len(checked.changes)
    if checked.new or checked.changes:
        session = imports.upload(
            actor, register, data, filename, region=token.unit.region_id, checked=checked
        )
        told.session = imports.apply(actor, session, checked=checked, good_only=True).pk


def _doubts(checked: Checked) -> list[Problem]:
    """What is doubted of rows that would be written: nobody stands by who could say why they are right."""
    numbers = checked.result.row_numbers
    doubtful = {numbers[i] for i in checked.doubtful}
    return [p for p in checked.result.doubts if p.row in doubtful]


def _place(sent: _Sent, number: int) -> int | None:
    """The place in what was sent of a line of the file; the heading is its first."""
    at = number - 2
    return sent.places[at] if 0 <= at < len(sent.places) else None


def _unreadable(register: Register, place: int, row: Mapping[str, Any]) -> list[Refused]:
    """Values that no cell of a table could hold."""
    if not isinstance(row, Mapping):
        return [Refused(place, "", "一行应是“列名: 值”的对象。")]
    if unknown := sorted(str(n)[:40] for n in row if n not in register.names):
        return [
            Refused(place, "", f"没有这些列：{'、'.join(unknown[:5])}。可用：{'、'.join(register.names)}。")
        ]
    wrong = []
    for name, value in row.items():
        if value is None or isinstance(value, bool):
            fits = value is None or register.type_of(name) == "boolean"
        elif isinstance(value, int | float):
            fits = Decimal(str(value)).is_finite()
        else:
            fits = isinstance(value, str) and len(value) <= LONGEST and value.isprintable()
        if not fits:
            wrong.append(Refused(place, name, f"“{register.label_of(name)}”的值不能是这样的内容。"))
    return wrong


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return f"{Decimal(str(value)):f}" if isinstance(value, float) else str(value)
