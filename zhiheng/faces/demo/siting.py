"""A park of the demonstration: a territory below its county, with an account, a service point and some samples."""

from __future__ import annotations

import datetime as dt
from typing import Any

from zhiheng.faces.demo.accounts import ENTERPRISE
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.regions.models import Region
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.registers.models import Origin

COUNTY, CODE, NAME = "620702", "620702900", "甘州样例工业园区"
SAMPLES = 12  # batches of firms in the park
MADE: dict[str, Any] = {"origin": Origin.GENERATED}


def park(actor: Actor) -> int:
    """The park itself, before the accounts that belong to it; 1 when it was made."""
    if Region.objects.filter(code=CODE).exists() or not Region.objects.filter(code=COUNTY).exists():
        return 0
    values = {
        "name": NAME,
        "region_id": COUNTY,
        "code": CODE,
        "kind": "industrial",
        "rank": "county",
        "committee": f"{NAME}管委会",
        "industries": "农产品加工、建材(演示)",
        "established_on": dt.date(2011, 3, 1),
        "basis": "园区设立批复(演示)",
        "synthetic": True,
    }
    service.create(actor, register_of("parks"), values, **MADE)
    return 1


def occupy(actor: Actor) -> int:
    """A service point and samples of the firms there, once the county's records are written; how many records."""
    groups: Any = register_of("groups").model
    code = f"YS-FW-{CODE}"
    if groups.objects.everywhere("whether it stands").filter(region_id=CODE).exists():
        return 0
    point = {
        "region_id": CODE,
        "code": code,
        "name": f"{NAME}质量服务站",
        "kind": "service_point",
        "theme": "other",
        "lead_unit": f"{NAME}管委会",
        "established_on": dt.date(2012, 4, 1),
        "synthetic": True,
    }
    service.create(actor, register_of("groups"), point, **MADE)
    sampling = register_of("sampling")
    rows: Any = sampling.model.objects.everywhere("samples of the park's firms")
    mine = rows.filter(region_id=COUNTY, synthetic=True, kind="supervision", tested_on__year=2015)
    mine = mine.exclude(credit_code=ENTERPRISE).order_by("report_no")[:SAMPLES]
    for row in mine:
        service.change(actor, sampling, row, {"region_id": CODE}, reason="企业在园区内(演示)")
    return 1 + len(mine)
