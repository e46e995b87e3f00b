"""The registers of talent and panels."""

from __future__ import annotations

import datetime as dt

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestExpert(RegisterCases):
    key = "experts"
    change = ("speciality", "建材")
    example = {
        "code": "RC-0001",
        "region": COUNTY,
        "name": "岗位01",
        "kind": "expert",
        "speciality": "水泥",
        "qualification": "注册质量工程师",
        "qualification_no": "ZG-0001",
        "title_level": "vice",
        "enterprise": "样例水泥有限公司",
        "credit_code": "91620702MA0000007X",
        "panel": True,
        "available": True,
        "recusal": "样例集团",
        "joined_on": dt.date(2014, 6, 1),
        "valid_until": dt.date(2017, 5, 31),
    }


class TestPanelSeat(RegisterCases):
    key = "panel_seats"
    change = ("purpose", "样例市政府质量奖评审")
    example = {
        "panel": "PS-0001",
        "region": COUNTY,
        "purpose": "样例政府质量奖评审",
        "subject": "award",
        "expert": "RC-0001",
        "drawn_on": dt.date(2015, 8, 3),
        "mode": "random",
        "role": "member",
        "result": "attended",
    }
