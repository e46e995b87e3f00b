"""The register of training and publicity events."""

from __future__ import annotations

import datetime as dt

from tests.support.people import COUNTY
from tests.support.registers import RegisterCases


class TestEvents(RegisterCases):
    key = "events"
    change = ("persons", 61)
    example = {
        "code": "HD-0001",
        "region": COUNTY,
        "name": "首席质量官培训",
        "kind": "training",
        "theme": "质量月",
        "held_on": dt.date(2016, 9, 12),
        "classes": 1,
        "persons": 60,
        "passed": 58,
        "leaflets": 300,
    }
