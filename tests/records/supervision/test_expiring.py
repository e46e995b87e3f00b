"""What comes due in the registers of supervision, and what ends it: renewal, or the day it was dealt with."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.support.people import COUNTY, regions
from zhiheng.frame.dues.models import Due
from zhiheng.frame.people.actors import machine
from zhiheng.frame.registers import expiring, service
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.registers.models import Record

ME = machine("测试")
TODAY = dt.date(2026, 3, 2)
FIRM = {"region_id": COUNTY, "enterprise": "样例水泥有限公司"}


@pytest.fixture(autouse=True)
def _nation(db: None) -> None:
    regions()


def add(key: str, **values: Any) -> Record:
    return service.create(ME, register_of(key), {**FIRM, **values})


def swept(key: str) -> list[tuple[dt.date, str]]:
    """The dues after a sweep: last day and state."""
    expiring.sweep(ME, TODAY, [register_of(key)])
    return list(Due._plain.order_by("pk").values_list("due_on", "state"))


def test_what_was_closed_is_owed_no_more() -> None:
    values = {"process": "湿法窑", "listed_on": dt.date(2025, 1, 6), "planned_on": dt.date(2026, 4, 1)}
    record = add("phase_outs", code="TT-1", **values)
    add("phase_outs", code="TT-2", closed_on=dt.date(2026, 2, 1), **values)
    assert swept("phase_outs") == [(dt.date(2026, 4, 1), "open")]
    closed = {"closed_on": dt.date(2026, 3, 1)}
    service.change(ME, register_of("phase_outs"), record, closed, reason="已关停")
    assert swept("phase_outs") == [(dt.date(2026, 4, 1), "settled")]


def test_a_permit_is_asked_to_be_renewed_half_a_year_ahead_and_renewing_settles_it() -> None:
    until = dt.date(2026, 10, 1)
    record = add(
        "permits", application_no="SQ-1", kind="industrial", product="水泥", permit_no="XK-1", state="valid",
        granted_on=dt.date(2021, 10, 2), valid_until=until,
    )  # fmt: skip
    assert swept("permits") == [(until - dt.timedelta(days=180), "open")]
    renewed = {"valid_until": dt.date(2031, 10, 1)}
    service.move(ME, register_of("permits"), record, "renew", changes=renewed)
    assert swept("permits") == [(until - dt.timedelta(days=180), "settled")]


def test_special_equipment_is_to_be_reported_a_month_ahead_unless_scrapped() -> None:
    add(
        "special_equipment", certificate_no="TS-1", kind="lift", registered_on=dt.date(2020, 1, 6),
        inspected_on=dt.date(2025, 4, 15), result="qualified", next_on=dt.date(2026, 4, 15),
    )  # fmt: skip
    assert swept("special_equipment") == [(dt.date(2026, 3, 16), "open")]
