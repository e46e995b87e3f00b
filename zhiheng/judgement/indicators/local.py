"""Local indicators: what a region counts and the catalogue does not, from a target to a definition in one step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from pydantic import ValidationError

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Unit
from zhiheng.frame.people.roles import fields
from zhiheng.frame.regions.models import Level, Region
from zhiheng.frame.registers import facts
from zhiheng.frame.trail.chain import about, write
from zhiheng.judgement.indicators import binding, engine
from zhiheng.judgement.indicators.catalogue import LOCAL, as_definition
from zhiheng.judgement.indicators.models import LocalIndicator
from zhiheng.kernels.binding import Suggestion, Wanted

ACTION = "indicator.define"
#: What may be changed afterwards. Code and region stand: values, targets and addresses point at them.
CHANGEABLE = (
    "name", "name_en", "unit", "direction", "periodicity", "measure", "field", "decimals", "aliases", "owner", "note",
    "valid_from", "valid_to",
)  # fmt: skip
ALIKE = 0.8  # from this score on an existing indicator is too like a new one to pass without a word


class LocalIndicatorError(ValueError):
    """An indicator that cannot be kept so: what is wrong and how to mend it."""


class TooAlike(LocalIndicatorError):
    """There is an indicator that means nearly the same: ``suggestion`` names it. Making one all the same is allowed."""

    def __init__(self, suggestion: Suggestion, name: str) -> None:
        super().__init__(
            f"与已有指标 {suggestion.code}“{name}”很相近({'、'.join(suggestion.reasons[:3])})。"
            "请先考虑直接采用它；确需另设时，请勾选“仍要新设”。"
        )
        self.suggestion = suggestion


def alike(name: str, unit: str, measure: str, region: str, *, but: str = "") -> tuple[Suggestion, str] | None:
    """The indicator in force for ``region`` that a new one of this name would stand too near to, with its name."""
    for found in binding.suggest(Wanted(name, unit, measure), region):
        if found.score >= ALIKE and found.code != but:
            return found, str(binding.as_data(found, measure)["name"])
    return None


def create_local(
    actor: Actor,
    *,
    name: str,
    region: str,
    field: str,
    unit: str = "",
    measure: str = "level",
    direction: str = "up",
    periodicity: str = "year",
    name_en: str = "",
    decimals: int | None = None,
    aliases: tuple[str, ...] = (),
    owner: Unit | None = None,
    source: tuple[str, str] = ("", ""),
    note: str = "",
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
    although_alike: bool = False,
) -> LocalIndicator:
    """A new reported indicator of ``region`` and those below. ``source``: programme key and target key.

    Raises PermissionDenied outside the actor's territory, LocalIndicatorError for what does not hold, TooAlike where an
    indicator in force means nearly the same and ``although_alike`` is not set. ``decimals`` None: as the unit has it.
    """
    actor.need(ACTION).require(region, field)
    place = Region.objects.filter(code=region).exclude(level=Level.TOWNSHIP).first()
    if place is None:
        raise LocalIndicatorError(f"没有区划“{region}”。地方指标设在县级以上区划，请写六位区划代码。")
    row = LocalIndicator(
        name=name.strip(),
        name_en=name_en.strip(),
        unit=unit.strip(),
        direction=direction,
        periodicity=periodicity,
        measure=measure,
        field=field,
        decimals=decimals_for(unit) if decimals is None else decimals,
        aliases=_words(aliases),
        region=place,
        owner=owner,
        source_programme=source[0],
        source_target=source[1],
        note=note.strip(),
        valid_from=valid_from,
        valid_to=valid_to,
        created_by=actor.name,
    )
    # Before the revision moves on: what is held then is the catalogue as it stands for all.
    if not although_alike and (near := alike(row.name, row.unit, row.measure, region)):
        raise TooAlike(*near)
    with transaction.atomic():
        # One numbering for each region: the partition's row lock keeps two people from the same number.
        _moved_on()
        row.code = _next_code(region)
        _check(row)
        row.save()
        write(actor, about(row, "indicator.define", after=_told(row)))
    _let_go()
    return row


def change_local(actor: Actor, row: LocalIndicator, **changes: Any) -> LocalIndicator:
    """Change what may be changed (``CHANGEABLE``); values and targets stay with the code."""
    scope = actor.need(ACTION)
    scope.require(row.region_id, row.field)
    if wrong := set(changes) - set(CHANGEABLE):
        raise LocalIndicatorError(f"不能改{'、'.join(sorted(wrong))}：代码和区划设定后不变。请另设一个指标。")
    with transaction.atomic():
        _moved_on()
        fresh = LocalIndicator.objects.everywhere("the row to change, checked above").get(pk=row.pk)
        before = _told(fresh)
        for key, value in changes.items():
            setattr(fresh, key, _words(value) if key == "aliases" else value)
        scope.require(fresh.region_id, fresh.field)
        _check(fresh)
        after = _told(fresh)
        if before != after:
            fresh.save()
            changed = [key for key in after if after[key] != before[key]]
            write(
                actor,
                about(
                    fresh,
                    "indicator.redefine",
                    before={key: before[key] for key in changed},
                    after={key: after[key] for key in changed},
                ),
            )
    _let_go()
    return fresh


def decimals_for(unit: str) -> int:
    """How many decimals a unit is usually shown with: things, persons and days are whole."""
    return 0 if binding.lexicon().dimension(unit) in {"count", "persons", "days"} else 2


def close_local(actor: Actor, row: LocalIndicator, on: dt.date) -> LocalIndicator:
    """End its validity: ``on`` is the last day it is in force. What was reported stays."""
    return change_local(actor, row, valid_to=on)


def _moved_on() -> None:
    facts.bump(LOCAL, [0])


def _let_go() -> None:
    """This process looks again at once; others see the revision the next time they ask the engine."""
    engine.forget()


def _next_code(region: str) -> str:
    used = LocalIndicator.objects.everywhere("numbers taken").filter(code__startswith=f"L{region}_")
    numbers = [int(code.partition("_")[2]) for code in used.values_list("code", flat=True)]
    return f"L{region}_{max(numbers, default=0) + 1:03d}"


def _words(given: Any) -> list[str]:
    return list(dict.fromkeys(word.strip() for word in given if word.strip()))


def _check(row: LocalIndicator) -> None:
    if not row.name:
        raise LocalIndicatorError("指标名称没有填。请写出统计的是什么，如“等级民宿数”。")
    if row.field not in fields():
        raise LocalIndicatorError(f"没有领域“{row.field}”。请从列出的领域中选一个。")
    for field in ("direction", "periodicity", "measure"):
        value, options = (
            getattr(row, field),
            dict(getattr(LocalIndicator._meta.get_field(field), "choices", None) or ()),
        )
        if value not in options:
            raise LocalIndicatorError(f"“{value}”不能用，应是{'、'.join(map(str, options.values()))}之一。")
    if row.valid_from and row.valid_to and row.valid_to < row.valid_from:
        raise LocalIndicatorError("停用日期早于启用日期。请核对后重填。")
    same = LocalIndicator.objects.everywhere("one name once in a region").filter(
        region_id=row.region_id, name=row.name
    )
    if held := same.exclude(pk=row.pk).first():
        raise LocalIndicatorError(f"本区划已有同名的地方指标 {held.code}。请直接采用它，或换一个名称。")
    try:
        as_definition(row)
    except ValidationError as error:
        first = error.errors()[0]
        raise LocalIndicatorError(
            f"指标定义不成立({'.'.join(map(str, first['loc']))})。请核对后重填。"
        ) from error


def _told(row: LocalIndicator) -> Mapping[str, Any]:
    """What the trail says of it."""
    return {
        "code": row.code,
        **{key: getattr(row, key) for key in CHANGEABLE if key != "owner"},
        "owner": row.owner_id,
        "source": [row.source_programme, row.source_target],
    }
