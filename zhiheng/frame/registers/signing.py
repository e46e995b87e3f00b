"""Signing off a return: who filled it in, who checked it, then the unit's head; each a post of that unit.

A signature holds while the rows it was set under stand as they were. What is changed afterwards is signed again; both
stay in the trail. Until the head has signed, the unit owes the signature by the day the period is locked.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone

from zhiheng.frame.dues import service as dues
from zhiheng.frame.dues.models import Due, DueState
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Post, Unit
from zhiheng.frame.people.roles import roles
from zhiheng.frame.registers import filing, service
from zhiheng.frame.registers.declare import Register, registers
from zhiheng.frame.registers.keeping import Filer, Signature, SignatureStep
from zhiheng.frame.registers.locks import Limits, limits
from zhiheng.frame.registers.periods import Period, latest
from zhiheng.frame.trail.chain import about, write

KIND = "return_sign"
ACTIONS = {
    SignatureStep.FILLED: "register.add",
    SignatureStep.CHECKED: "register.change",
    SignatureStep.HEAD: "return.sign",
}
STEPS = tuple(ACTIONS)
Place = tuple[int, str]  # unit, period


@dataclass
class Standing:
    """A unit's return of a period: how many rows, and the signatures that hold and those that no longer do."""

    rows: int = 0
    mark: str = ""
    held: dict[str, Signature] = field(default_factory=dict)
    lapsed: list[Signature] = field(default_factory=list)

    @property
    def next(self) -> SignatureStep | None:
        """Whose signature is wanted; None where nothing is filed or everybody has signed."""
        return next((s for s in STEPS if s not in self.held), None) if self.rows else None

    @property
    def whole(self) -> bool:
        return bool(self.rows) and self.next is None


def standings(register: Register, units: Iterable[int], periods: Iterable[str]) -> dict[Place, Standing]:
    """By (unit, period) for every return that has rows. Two queries; who may see the units is narrowed before."""
    owners, keys = set(units), set(periods)
    every: Any = register.model.objects.everywhere("what was signed of units narrowed before")
    rows = (
        every.filter(owner_id__in=owners, period__in=keys)
        .order_by()
        .values_list("owner_id", "period")
        .annotate(n=Count("pk", filter=Q(withdrawn_at__isnull=True)), last=Max("revision"))
    )
    found = {(unit, period): Standing(n, f"{n}:{last}") for unit, period, n, last in rows if n}
    if not found:
        return {}
    signed = Signature.objects.everywhere("signatures of units narrowed before").filter(
        register=register.key, unit_id__in=owners, period__in=keys
    )
    for each in signed:
        standing = found.get((each.unit_id, each.period))
        if standing is None:
            continue
        if each.mark == standing.mark:
            standing.held[each.step] = each
        else:
            standing.lapsed.append(each)
    return found


def sign(actor: Actor, register: Register, unit: Unit, period: str, step: str) -> Signature:
    """Sign a unit's return as it stands. Raises PermissionDenied or ValidationError with the reason."""
    if register.periodic is None:
        raise ValidationError(f"台账“{register.label}”不按期报送，不用签字。")
    if step not in STEPS:
        raise ValidationError(f"没有“{step}”这一签字。")
    wanted, key = SignatureStep(step), register.periodic.parse(period).key
    post = _post(actor, register, unit, wanted)
    with transaction.atomic():
        now = standings(register, [unit.pk], [key]).get((unit.pk, key), Standing())
        _require_turn(actor, unit, now, wanted)
        made = Signature(
            register=register.key,
            period=key,
            unit=unit,
            region_id=unit.region_id,
            step=wanted,
            mark=now.mark,
            rows=now.rows,
            sha256=digest(register, unit.pk, key),
            post=post,
            signed_by=actor.name,
            signed_by_id=actor.user.pk if actor.user is not None else 0,
        )
        made.save()
        after = {"register": register.key, "period": key, "step": step, "rows": made.rows, "post": post}
        write(actor, about(made, "return.sign", after={**after, "sha256": made.sha256}))
        if wanted == SignatureStep.HEAD:
            for due in _dues(register, [unit.pk], key):
                if due.state in {DueState.OPEN, DueState.RETURNED}:
                    dues.settle(actor, due, timezone.localdate(), made)
    return made


def may_sign(actor: Actor, register: Register, unit: Unit, now: Standing) -> SignatureStep | None:
    """The signature that the actor could set now."""
    if (step := now.next) is None:
        return None
    try:
        _post(actor, register, unit, step)
        _require_turn(actor, unit, now, step)
    except (PermissionDenied, ValidationError):
        return None
    return step


def _post(actor: Actor, register: Register, unit: Unit, step: SignatureStep) -> str:
    """The post in the unit by which the actor signs, in words: only people of the unit sign for it."""
    action = ACTIONS[step]
    scope = service.reach(actor.need(action), register)
    scope.require(unit.region_id, register.field, unit.pk, unit.credit_code or None)
    own = [p for p in actor.posts if p.unit_id == unit.pk and roles()[p.role].may(action)]
    if not own:
        raise PermissionDenied(f"只有{unit}自己的{step.label}可以签字。请由该单位签。")
    return _words(own[0])


def _words(post: Post) -> str:
    return f"{post.unit} {post.title or roles()[post.role].name}"[:200]


def _require_turn(actor: Actor, unit: Unit, now: Standing, wanted: SignatureStep) -> None:
    if not now.rows:
        raise ValidationError(f"{unit}这一期还没有报送记录，无可签字。请先填报。")
    if wanted in now.held:
        raise ValidationError(f"{wanted.label}已经签字。改动记录后才要重签。")
    if now.next is not None and wanted != now.next:
        raise ValidationError(f"请先由{now.next.label}签字。")
    before = STEPS.index(wanted) - 1
    last = now.held.get(STEPS[before]) if before >= 0 else None
    if last is not None and actor.user is not None and last.signed_by_id == actor.user.pk:
        raise ValidationError(f"{SignatureStep(last.step).label}是您签的，{wanted.label}应由另一人签。")


def digest(register: Register, unit: int, period: str) -> str:
    """SHA-256 of the values of a unit's standing rows of a period, in the order of the natural key."""
    every: Any = register.model.objects.everywhere("what a unit signs")
    names = [register.model_field(n).attname for n in register.names]
    rows = every.standing().filter(owner_id=unit, period=period).order_by(*register.natural_key, "pk")
    told = json.dumps(list(rows.values_list(*names)), cls=DjangoJSONEncoder, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def owe(actor: Actor, register: Register, today: dt.date) -> int:
    """Make the dues of filed periods that no head has signed; a return that changed after it was signed owes again."""
    periodic = register.periodic
    filers = list(
        Filer.objects.everywhere("signatures owed by all who owe")
        .filter(register=register.key)
        .select_related("unit", "region")
    )
    if periodic is None or not filers:
        return 0
    period, wanted, count = latest(periodic.every, today), [], 0
    periods: list[tuple[Period, Limits]] = []
    for _ in range(filing.BACK):
        if (asked := limits(register, period)) is not None:
            periods.append((period, asked))
        period = period.previous()
    found = standings(register, [f.unit_id for f in filers], [p.key for p, _ in periods])
    for each, asked in periods:
        unsigned = {f.unit_id: f for f in filers if (s := found.get((f.unit_id, each.key))) and not s.whole}
        known = {int(due.subject_id): due for due in _dues(register, list(unsigned), each.key)}
        for filer in unsigned.values():
            due = known.get(filer.pk)
            if due is None:
                wanted.append(_due(register, filer, each, asked))
            elif due.state == DueState.SETTLED:
                dues.revive(actor, due, "签字后记录有改动，要重新签字")
                count += 1
    return count + len(dues.create(actor, wanted))


def owe_all(actor: Actor, today: dt.date) -> dict[str, int]:
    """The signatures owed in every register that is filed by period."""
    return {r.key: owe(actor, r, today) for r in registers().values() if r.periodic is not None}


def _dues(register: Register, units: Sequence[int], period: str) -> list[Due]:
    filers = Filer.objects.everywhere("whose due a signature settles").filter(
        register=register.key, unit_id__in=units
    )
    keys = [str(pk) for pk in filers.values_list("pk", flat=True)]
    owed = Due.objects.everywhere("dues of units narrowed before")
    return list(owed.filter(kind=KIND, subject_type=filing.SUBJECT, subject_id__in=keys, period=period))


def _due(register: Register, filer: Filer, period: Period, asked: Limits) -> Due:
    return Due(
        kind=KIND,
        title=f"签署{register.label}({period.label})"[:160],
        period=period.key,
        owner=filer.unit,
        region=filer.region,
        opens_on=period.end + dt.timedelta(days=1),
        due_on=asked.lock_on,
        subject_type=filing.SUBJECT,
        subject_id=str(filer.pk),
        basis=asked.ref.title,
        address=f"/registers/{register.key}/returns/{period.key}/{filer.unit_id}",
        rule_version=asked.ref.text[:60],
    )
