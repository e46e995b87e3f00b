"""Rules across columns hold for a file as they hold for the form."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.support.people import COUNTY, regions
from zhiheng.frame.people.actors import machine
from zhiheng.frame.registers import imports, service
from zhiheng.frame.registers.declare import register_of
from zhiheng.kernels.intake import export_workbook

ME = machine("测试")
ROW: dict[str, Any] = {
    "code": "HD-0001",
    "region": COUNTY,
    "name": "首席质量官培训",
    "kind": "training",
    "held_on": dt.date(2016, 9, 12),
    "passed": 5,
}


@pytest.mark.django_db
def test_an_empty_cell_is_held_against_the_rules_as_it_would_be_stored() -> None:
    """Persons left empty are stored as 0: taken in, the row's own export would be refused."""
    regions()
    register = register_of("events")
    entered = {"region_id" if k == "region" else k: v for k, v in ROW.items()}
    with pytest.raises(ValidationError, match="合格人数大于参加人次"):
        service.create(ME, register, entered)
    for row, bad in ((ROW, 1), (ROW | {"persons": 5}, 0), ({**ROW, "passed": None}, 0)):
        book = export_workbook(register.specs(), [row])
        made = imports.upload(ME, register, book, "表.xlsx", region=COUNTY)
        assert made.summary["bad_rows"] == bad, (row, made.summary["problems"])
