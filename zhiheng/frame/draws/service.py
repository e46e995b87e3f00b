"""Making a draw, drawing again, letting a reserve step in, and repeating what was drawn."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from zhiheng.frame.draws.declare import Declaration, LeadsTo, ListOf, declarations
from zhiheng.frame.draws.framing import Asked, Framed, file_of, frames
from zhiheng.frame.draws.models import Draw, Line, Outcome
from zhiheng.frame.evidence import store
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers import service
from zhiheng.frame.registers.codes import code_list
from zhiheng.frame.registers.declare import Register, register_of
from zhiheng.frame.registers.models import Record
from zhiheng.frame.trail.chain import about, write
from zhiheng.kernels.drawing import METHOD, DrawError, Drawn, Member, assign, digest, draw, read_frame

WHY = "rows that were drawn, within the frame of the draw"
MOST_SHOWN = 5  # different values of one column for a member of many rows
IN_PLACE = (Outcome.DRAWN, Outcome.CALLED)


def visible(actor: Actor) -> Any:
    """The draws that the actor may see."""
    return Draw.objects.within(actor.need("draw.view"))


def make(
    actor: Actor,
    declared: Declaration,
    asked: Asked,
    *,
    purpose: str,
    reference: str = "",
    said: str = "",
    expected: str = "",
    reason: str = "",
    more: Mapping[str, Any] | None = None,
    at: dt.datetime | None = None,
) -> Draw:
    """Draw. ``said``: words or figures of witnesses, which become part of the seed. ``expected``: the digest of the
    frame that was looked at. ``asked.replaces`` with ``reason``: the draw is made again. ``more``: what rows that are
    written at once need besides (``asks``). ``at``: when it was made, of a generated year; else now.

    PermissionDenied, ValidationError or DrawError; nothing is written then.
    """
    lists = frames(actor, declared, asked)
    data = file_of(lists)
    if expected and digest(data) != expected:
        raise ValidationError("抽样框刚刚有变动，与您看到的不同。请重新查看抽样框后再抽。")
    if any(each.of_reference for each in declared.lists) and reference.strip() != asked.reference:
        raise ValidationError(f"名单是依据 {asked.reference} 的，依据编号不能改成 {reference.strip()}。")
    if not purpose.strip():
        raise ValidationError("请写明抽取事由。")
    if asked.replaces is not None:
        _replaceable(actor, asked.replaces, declared, reason)
    if empty := [f.declared.title for f in lists if not sum(f.quotas.values())]:
        raise ValidationError(f"{'、'.join(empty)}没有可抽的对象，或抽取数为零。请放宽条件或加大抽取数。")
    # What nobody can choose, and what those present add to it: no list can be aimed at.
    seed = "-".join(filter(None, (secrets.token_hex(16), " ".join(said.split()))))[:120]
    terms = {
        "lists": {
            f.declared.key: {
                "quotas": f.quotas,
                "reserves": f.declared.reserves,
                "each": f.declared.matched,
            }
            for f in lists
        },
        "amounts": {f.declared.key: f.amount for f in lists},
        "recused": list(asked.recused),
        "narrow": {k: dict(v) for k, v in asked.narrow.items()},
        "asked": {k: getattr(v, "pk", v) for k, v in (more or {}).items()},
    }
    found, matched = _drawn(seed, {f.declared.key: f.members for f in lists}, terms)
    with transaction.atomic():
        made = Draw(
            code=_code(asked), kind=declared.key, field=declared.field, region=asked.region,
            owner=actor.posts[0].unit if actor.posts else None, purpose=purpose.strip()[:120],
            reference=reference.strip()[:40], seed=seed, method=METHOD, frame=store.keep(data, "frame.csv"),
            terms=terms, strata={f.declared.key: _strata(f) for f in lists}, drawn_at=at or timezone.now(),
            drawn_by=actor.name, drawn_by_id=actor.user.pk if actor.user else None,
            replaces=asked.replaces, reason=reason.strip()[:200],
        )  # fmt: skip
        made.save()
        for each in lists:
            _keep(made, each, found[each.declared.key], matched)
        write(actor, _told(made, found))
        if asked.replaces is not None:
            _set_aside(actor, asked.replaces, f"重抽，见 {made.code}：{reason.strip()}")
        for line in made.lines.filter(outcome=Outcome.DRAWN):
            _at_once(actor, made, line)
    return made


def excuse(actor: Actor, line: Line, reason: str) -> Line:
    """Let the next reserve take the place of somebody drawn. ValidationError without a reason or a reserve.

    The reserve is of the same stratum where there is one; who dealt with the one deals with the other, unless barred.
    """
    made = line.draw
    actor.need("draw.make").require(made.region_id, made.field)
    if not reason.strip():
        raise ValidationError("替换要写明原因。")
    if line.outcome not in IN_PLACE or _replaced(made):
        raise ValidationError(f"“{line.key}”不在现行的抽取结果里，不能替换。")
    with transaction.atomic():
        waiting = Line.objects.select_for_update().filter(
            draw=made, list_key=line.list_key, outcome=Outcome.RESERVE
        )
        order = sorted(waiting, key=lambda each: (each.stratum != line.stratum, each.place))
        if not order:
            raise ValidationError("没有候补了。请写明原因后重新抽取。")
        taking = order[0]
        _take_over(made, line, taking)
        line.outcome, line.reason = Outcome.EXCUSED, reason.strip()[:200]
        taking.outcome = Outcome.CALLED
        line.save()
        taking.save()
        after = {"list": line.list_key, "out": line.key, "in": taking.key}
        write(actor, about(made, "draw.excuse", after=after, note=reason.strip()))
        _put_aside(actor, made, [line], reason.strip())
        _at_once(actor, made, taking)
    return taking


def repeat(made: Draw) -> list[str]:
    """Draw again from the kept frame and seed; what differs from the rows kept, in words. Empty: it is the same."""
    path = store.path_of(made.frame_id)
    if not path.exists():
        return ["抽样框文件不在了，无法重算。"]
    data = path.read_bytes()
    if digest(data) != made.frame_id:
        return ["抽样框文件与抽取时的摘要不符。"]
    found, _matched = _drawn(made.seed, read_frame(data), made.terms)
    differing = []
    for key, drawn in found.items():
        # A reserve that was called stays what the draw made it.
        kept = list(made.lines.filter(list_key=key).order_by("place").values_list("key", flat=True))
        if kept != [*drawn.drawn, *drawn.reserves]:
            differing.append(f"名单“{declared_list(made, key).title}”重算的结果与保存的不同。")
    return differing


def declared_list(made: Draw, key: str) -> ListOf:
    return declarations()[made.kind].of(key)


def leads(made: Draw, line: Line) -> list[LeadsTo]:
    """What rows of other registers a line leads to."""
    return [each for each in declarations()[made.kind].leads_to if each.list_key == line.list_key]


def carried(made: Draw, line: Line, lead: LeadsTo) -> dict[str, Any]:
    """The values that the row begins with, by column (foreign keys by their code)."""
    register = declared_list(made, line.list_key).register
    record = register.model.objects.everywhere(WHY).get(pk=line.record_id)
    of_draw = {
        "code": made.code, "purpose": made.purpose, "reference": made.reference,
        "drawn_on": timezone.localdate(made.drawn_at), "region": made.region_id,
    }  # fmt: skip
    found = {
        mine: getattr(record, register.model_field(theirs).attname) for mine, theirs in lead.carry.items()
    }
    return found | {mine: of_draw[theirs] for mine, theirs in lead.of_draw.items()} | dict(lead.marks)


# -- inside --------------------------------------------------------------------------------------------------


def _drawn(
    seed: str, members: Mapping[str, Sequence[Member]], terms: Mapping[str, Any]
) -> tuple[dict[str, Drawn], dict[str, dict[str, tuple[str, ...]]]]:
    """What every list gives, and who of the later lists deals with whom of the first."""
    found: dict[str, Drawn] = {}
    matched: dict[str, dict[str, tuple[str, ...]]] = {}
    first: list[Member] = []
    for key, each in terms["lists"].items():
        held = members.get(key, [])
        found[key] = draw(seed, key, held, each["quotas"], each["reserves"])
        by_key = {m.key: m for m in held}
        chosen = [by_key[k] for k in found[key].drawn]
        if each["each"]:
            matched[key] = assign(seed, first, chosen, each["each"])
        elif not first:
            first = chosen
    return found, matched


def _keep(
    made: Draw, framed: Framed, drawn: Drawn, matched: Mapping[str, Mapping[str, tuple[str, ...]]]
) -> None:
    listed, register = framed.declared, framed.declared.register
    stratum = {m.key: m.stratum for m in framed.members}
    first = declarations()[made.kind].lists[0].key == listed.key
    wanted = [pk for key in (*drawn.drawn, *drawn.reserves) for pk in framed.records[key]]
    rows = register.model.objects.everywhere(WHY).in_bulk(wanted)
    lines = []
    for place, key in enumerate((*drawn.drawn, *drawn.reserves), 1):
        records = [rows[pk] for pk in framed.records[key]]
        deals = {name: list(of.get(key, ())) for name, of in matched.items()} if first else {}
        outcome = Outcome.DRAWN if place <= len(drawn.drawn) else Outcome.RESERVE
        lines.append(
            Line(
                draw=made, list_key=listed.key, place=place, key=key, stratum=stratum[key],
                record_id=records[0].pk, shown=[_words(register, n, records) for n in listed.shown],
                matched=[k for keys in deals.values() for k in keys], outcome=outcome,
            )
        )  # fmt: skip
    Line.objects.bulk_create(lines)
    if any(row.synthetic for row in rows.values()):
        made.synthetic = True
        made.save(update_fields=["synthetic"])


def _words(register: Register, name: str, records: Sequence[Record]) -> str:
    """A column of a member's rows as a person reads it; what differs between them side by side."""
    spec, column = register.model_field(name), register.by_name.get(name)
    found: dict[str, None] = {}
    for record in records:
        value = getattr(record, name)
        if value in (None, ""):
            continue
        if spec.choices:
            value = dict(spec.flatchoices).get(value, value)
        elif column is not None and column.codes:
            value = code_list(column.codes).label(str(value))
        elif isinstance(value, bool):
            value = "是" if value else "否"
        found[str(value)] = None
    told = list(found)
    return "、".join(told[:MOST_SHOWN]) + ("…" if len(told) > MOST_SHOWN else "")


def _strata(framed: Framed) -> dict[str, Any]:
    return {s: {"label": framed.labels[s], "size": n, "out": framed.out[s]} for s, n in framed.sizes.items()}


def _code(asked: Asked) -> str:
    start = f"CQ{asked.region.code}-{asked.on.year}-"
    last = (
        Draw.objects.everywhere("numbers are given once in the whole system")
        .select_for_update()
        .filter(code__startswith=start)
        .order_by("-code")
        .values_list("code", flat=True)
        .first()
    )
    return f"{start}{int(last.rpartition('-')[2]) + 1 if last else 1:04d}"


def _told(made: Draw, found: Mapping[str, Drawn]) -> Any:
    after = {
        "code": made.code, "seed": made.seed, "method": made.method, "frame": made.frame_id,
        "lists": {k: {"drawn": list(d.drawn), "reserves": list(d.reserves)} for k, d in found.items()},
    }  # fmt: skip
    if made.replaces is not None:
        after["replaces"] = made.replaces.code
    note = made.purpose + (f"；重抽原因：{made.reason}" if made.reason else "")
    return about(made, "draw.make", after=after, note=note)


def _replaced(made: Draw) -> bool:
    return Draw.objects.everywhere("the draw that took its place").filter(replaces=made).exists()


def _replaceable(actor: Actor, first: Draw, declared: Declaration, reason: str) -> None:
    actor.need("draw.make").require(first.region_id, first.field)
    if not reason.strip():
        raise ValidationError("重新抽取要写明原因。原来的结果仍然可见。")
    if first.kind != declared.key or _replaced(first):
        raise ValidationError(f"{first.code} 已经重抽过，或不是同一种抽取。请从现行的结果重抽。")


def _set_aside(actor: Actor, first: Draw, why: str) -> None:
    write(actor, about(first, "draw.replaced", note=why))
    _put_aside(actor, first, list(first.lines.filter(made_id__isnull=False, outcome__in=IN_PLACE)), why)


def _put_aside(actor: Actor, made: Draw, lines: Sequence[Line], why: str) -> None:
    """Rows that were written with the draw say that another took their place."""
    for line in lines:
        for lead in leads(made, line):
            if lead.at_once and lead.replaced and line.made_id is not None:
                register = register_of(lead.register_key)
                row = register.model.objects.within(actor.need("register.change")).get(pk=line.made_id)
                service.change(actor, register, row, _stored(register, lead.replaced), reason=why[:200])


def _at_once(actor: Actor, made: Draw, line: Line) -> None:
    for lead in leads(made, line):
        if lead.at_once:
            register = register_of(lead.register_key)
            values = carried(made, line, lead)
            values |= {n: made.terms["asked"][n] for n in lead.asks if n in made.terms["asked"]}
            values.setdefault("region", made.region_id)
            row = service.create(actor, register, _stored(register, values))
            Line.objects.filter(pk=line.pk).update(made_id=row.pk)


def _stored(register: Register, values: Mapping[str, Any]) -> dict[str, Any]:
    return {register.model_field(n).attname: v for n, v in values.items()}


def _take_over(made: Draw, line: Line, taking: Line) -> None:
    """The one who steps in deals with whom the other dealt with. ValidationError when it may not."""
    members = read_frame(store.path_of(made.frame_id).read_bytes())
    by_key = {(name, m.key): m for name, held in members.items() for m in held}
    helpers = {name for name, each in made.terms["lists"].items() if each["each"]}
    new = by_key[line.list_key, taking.key]
    if line.list_key in helpers:
        first = declarations()[made.kind].lists[0].key
        for other in made.lines.filter(Q(list_key=first)):
            if line.key in other.matched:
                if new.barred_from(by_key[first, other.key]):
                    raise ValidationError(f"候补“{taking.key}”应回避“{other.key}”。请重新抽取。")
                other.matched = [taking.key if k == line.key else k for k in other.matched]
                other.save()
        return
    for name in helpers:
        for key in line.matched:
            helper = by_key.get((name, key))
            if helper is not None and helper.barred_from(new):
                raise ValidationError(f"“{key}”应回避候补“{taking.key}”。请重新抽取。")
    taking.matched, line.matched = line.matched, []


__all__ = [
    "DrawError", "carried", "declared_list", "excuse", "leads", "make", "repeat", "visible",
]  # fmt: skip
