"""Indicators: the catalogue, cells, the records behind a cell."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema

from zhiheng.frame.people.scope import Scope
from zhiheng.judgement.indicators.catalogue import applies, definition, owner_region, refresh
from zhiheng.judgement.indicators.derived import behind
from zhiheng.judgement.indicators.engine import engine
from zhiheng.judgement.indicators.intervals import bounds
from zhiheng.judgement.indicators.pooling import columns
from zhiheng.kernels.measures import Cell, Period, settled

router = Router()


class CellOut(Schema):
    """One figure. ``value`` is rounded as the definition says; null with the reason in ``status``.

    ``interval``: both ends, in per cent, of the 95 % interval of a rate that rests on few things; null for others.
    ``pools``: columns whose values the register keeps apart and this figure mixes all the same.
    """

    indicator: str
    version: int | None
    region: str
    period: str
    value: float | None
    numerator: float | None
    denominator: float | None
    rows: int
    unit: str
    status: str
    source: str
    note: str
    interval: list[float] | None
    pools: list[str]


class IndicatorOut(Schema):
    """One definition. ``pools``: columns whose values the register keeps apart and this rate mixes all the same.

    ``owner``: the departments that answer for it, the leading one first.
    """

    code: str
    name: str
    name_en: str
    unit: str
    direction: str
    kind: str
    field: str
    register_key: str | None
    periodicity: str
    pools: list[str]
    owner: list[str]


class RowsOut(Schema):
    """Ids of the records behind a cell that the caller may see, and how many there are in all."""

    register_key: str
    total: int
    ids: list[int]
    outside_scope: int


class Fault(Schema):
    detail: Any


FAULTS = {401: Fault, 403: Fault, 422: Fault, 504: Fault}


def cell_out(c: Cell) -> dict[str, Any]:
    return {
        "indicator": c.code,
        "version": c.version,
        "region": c.region,
        "period": c.period.key,
        "value": None if c.shown is None else float(c.shown),
        "numerator": settled(c.numerator),
        "denominator": settled(c.denominator),
        "rows": c.rows,
        "unit": c.unit,
        "status": c.status,
        "source": c.source,
        "note": c.note,
        "interval": bounds(c),
        "pools": columns(definition(c.code, c.period)),
    }


def _places(scope: Scope, regions: list[str]) -> list[str]:
    for region in regions:
        scope.require(region)
    return regions


def _bears(scope: Scope, code: str) -> bool:
    """Whether a local indicator is the caller's: of a region in reach, or of one above."""
    owner = owner_region(code)
    return (
        not owner or scope.covers(owner) or any(applies(code, r.prefix.ljust(6, "0")) for r in scope.reaches)
    )


@router.get("", response={200: list[IndicatorOut], **FAULTS}, summary="指标目录")
def list_indicators(request: HttpRequest) -> Any:
    scope = request.actor.need("indicator.view")  # type: ignore[attr-defined]
    return [
        {
            **one.model_dump(include=set(IndicatorOut.model_fields) - {"register_key", "pools", "owner"}),
            "register_key": one.register_key,
            "pools": list(one.pools),
            "owner": list(one.owner),
        }
        for one in refresh()
        if _bears(scope, one.code)
    ]


@router.get("/{code}/cells", response={200: list[CellOut], **FAULTS}, summary="指标值")
def cells(
    request: HttpRequest,
    code: str,
    region: list[str] = Query(..., description="六位区划代码，可多个"),  # noqa: B008
    period: list[str] = Query(..., description="2016、2016H1、2016Q3、2016-07，可多个"),  # noqa: B008
    to_date: bool = False,
    as_of: Literal["then", "now"] = "then",
) -> Any:
    scope = request.actor.need("indicator.view")  # type: ignore[attr-defined]
    places = _places(scope, region)
    if wrong := [r for r in places if not applies(code, r)]:
        return 422, {"detail": f"地方指标 {code} 不用于区划 {'、'.join(wrong)}，只用于设立它的区划及以下。"}
    found = engine().measure([code], places, period, to_date=to_date, as_of=as_of)
    return [cell_out(c) for c in found]


@router.get("/{code}/rows", response={200: RowsOut, **FAULTS}, summary="指标值所依据的记录")
def rows(
    request: HttpRequest,
    code: str,
    region: str,
    period: str,
    part: Literal["numerator", "denominator", "all"] = "all",
    limit: int = Query(100, ge=1, le=1000),
    offset: int = Query(0, ge=0),
) -> Any:
    from zhiheng.frame.registers.declare import register_of

    actor = request.actor  # type: ignore[attr-defined]
    _places(actor.need("indicator.view"), [region])
    asked = Period.parse(period)
    which = definition(code, asked)
    if which.register_key is None:
        return 422, {"detail": f"指标 {which.code} 由单位报送或由其他指标推导，没有直接的台账记录。"}
    found = engine().rows_of(which, region, asked, part, limit=limit, offset=offset)
    register = register_of(behind(which.register_key))
    seen = set(
        register.model.objects.within(actor.scope("register.view"))
        .filter(pk__in=found.ids)
        .values_list("pk", flat=True)
    )
    return {
        "register_key": register.key,
        "total": found.total,
        "ids": [i for i in found.ids if i in seen],
        "outside_scope": sum(i not in seen for i in found.ids),
    }
