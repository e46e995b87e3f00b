"""A programme of a city with targets of each kind, and breakdowns of them for tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tests.support.people import CITY, COUNTY, unit
from zhiheng.frame.people.actors import Actor, machine
from zhiheng.frame.people.models import Unit
from zhiheng.frame.regions.models import Region
from zhiheng.kernels.methods import cascading
from zhiheng.kernels.methods.cascading import Part
from zhiheng.records.cascade import service
from zhiheng.records.cascade.models import Breakdown, Share
from zhiheng.records.cascade.wholes import whole_of
from zhiheng.records.programmes.models import Duty, DutyUnit, Node, Programme, Target

ME = machine("测试")
KEY = "fenjie-2011"
DUE = dt.date.today() + dt.timedelta(days=20)
D = Decimal


def programme(region: str = CITY, key: str = KEY) -> Programme:
    """Targets: T01 an addition of counts, T02 a stock, T03 a rate, T04 a limit, T05 without any indicator."""
    made = Programme(
        key=key,
        name="示例市质量目标方案",
        region_id=region,
        starts="2011",
        ends="2015",
        content_sha256="0" * 64,
    )
    made.save()
    node = Node(programme=made, path="一", label="一", level=1, kind="goal", title="工作目标", order=0, start=0, end=4)  # fmt: skip
    node.save()
    common: dict[str, Any] = {
        "programme": made,
        "node": node,
        "kind": "target",
        "by": "2015",
        "start": 0,
        "end": 4,
    }
    rows: list[dict[str, Any]] = [
        {"key": "T01", "indicator": "B02", "indicator_name": "新增驰名商标数", "measure": "increment", "value": 10, "unit": "件"},
        {"key": "T02", "indicator": "B02", "indicator_name": "驰名商标累计数", "measure": "cumulative", "value": 35, "unit": "件"},
        {"key": "T03", "indicator": "P01", "indicator_name": "监督抽查合格率", "measure": "level", "value": 95, "unit": "%"},
        {"key": "T04", "indicator": "", "indicator_name": "较大质量事故数", "measure": "level", "value": 6, "unit": "起", "op": "<=", "direction": "down"},
        {"key": "T05", "indicator": "", "indicator_name": "引进名牌数", "measure": "increment", "value": 3, "value_max": 5, "unit": "个", "op": "between"},
    ]  # fmt: skip
    Target._plain.bulk_create([Target(**{"op": ">=", "direction": "up", **common, **r}) for r in rows])
    duty = Duty(programme=made, node=node, start=0, end=4)
    duty.save()
    lead = unit(region, f"{key}-lead", name="示例局", kind="department")
    DutyUnit.objects.create(duty=duty, unit=lead, role="lead")
    return made


def target(key: str, of: str = KEY) -> Target:
    return Target._plain.select_related("programme", "programme__region").get(programme__key=of, key=key)


def by_region(
    key: str,
    values: Mapping[str, object],
    *,
    actor: Actor = ME,
    parent: Share | None = None,
    years: Mapping[str, Mapping[str, object]] | None = None,
    reason: str = "",
    join: cascading.Join = "sum",
) -> Breakdown:
    """A draft that gives each region (by code) a number, and each of their years where ``years`` says so."""
    rows = []
    for code, value in values.items():
        region = Region.objects.get(code=code)
        rows.append(service.Row(D(str(value)), region=region, by_hand=True))
        rows += [
            service.Row(D(str(v)), year=y, region=region) for y, v in ((years or {}).get(code, {})).items()
        ]
    return service.draft(
        actor, target(key), "region", rows, parent=parent, join=join, method="hand",
        pace="hand" if years else "", reason=reason,
    )  # fmt: skip


def by_year(key: str, how: cascading.Way = "straight", baseline: Decimal | None = None) -> Breakdown:
    wanted = target(key)
    join = cascading.joins(wanted.measure, "year", unit=wanted.unit)
    parts = [Part(str(y)) for y in range(2011, 2016)]
    found = cascading.split(whole_of(wanted, baseline=baseline), parts, how, join)
    rows = [service.Row(s.value, s.value_max, year=s.key) for s in found.shares]
    return service.draft(ME, wanted, "year", rows, join=join, method=how, baseline=baseline)


def by_unit(key: str, values: Mapping[Unit, object]) -> Breakdown:
    rows = [service.Row(D(str(v)), unit=u, by_hand=True) for u, v in values.items()]
    return service.draft(ME, target(key), "unit", rows, join="sum", method="hand")


def shares_of(breakdown: Breakdown) -> dict[str, Share]:
    """Place (or year) -> its row."""
    rows = Share._plain.filter(breakdown=breakdown).select_related("region", "unit", "owner", "breakdown")
    return {s.year or s.place: s for s in rows if breakdown.axis == "year" or not s.year}


def given_share(key: str, code: str = "T02", region: str = COUNTY) -> Share:
    """A share of a target of the programme ``key`` that was given to one region and waits for its answer."""
    row = service.Row(D(80), region=Region.objects.get(code=region))
    made = service.draft(ME, target(code, key), "region", [row], join="each", method="hand")
    return shares_of(service.issue(ME, made, DUE))[region]
