"""What comes due in the registers of supervision, and what ends it: renewal, or the day it was dealt with."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.support.people import COUNTY, regions
from zhiheng.frame.dues.models import Due
from zhiheng.frame.people.actors import machine
from zhiheng.frame.registers import covering, expiring, service
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


def test_a_key_product_is_reviewed_by_its_day_and_drives_a_plan() -> None:
    values = {"kind": "product", "name": "电热毯", "sector": "consumer", "risk": "high", "why": "合格率低"}
    days = {"listed_on": dt.date(2025, 3, 20), "review_by": dt.date(2026, 3, 20)}
    record = service.create(
        ME, register_of("key_objects"), {"region_id": COUNTY, "code": "ZD-1", **values, **days}
    )
    assert swept("key_objects") == [(dt.date(2026, 3, 20), "open")]
    plans = register_of("sampling_plans")
    (opened,) = plans.opened_from
    carried = covering.carried(opened, register_of("key_objects"), record)
    assert {"key_code": "ZD-1", "products": "电热毯", "sector": "consumer"}.items() <= carried.items()
    service.change(ME, register_of("key_objects"), record, {"review_by": dt.date(2027, 3, 20)}, reason="保留")
    assert swept("key_objects") == [(dt.date(2026, 3, 20), "settled")]


def test_a_plan_is_changed_with_its_reason_and_ends_on_its_day() -> None:
    plan = service.create(
        ME,
        register_of("sampling_plans"),
        {
            "region_id": COUNTY, "plan_no": "JH-1", "name": "建材抽查", "year": 2026, "plan_kind": "sampling",
            "level": "county", "kind": "supervision", "legal_basis": "product", "sector": "industrial",
            "products": "水泥", "batches": 40, "issued_on": dt.date(2026, 1, 5), "starts_on": dt.date(2026, 1, 6),
            "ends_on": dt.date(2026, 3, 31),
        },
    )  # fmt: skip
    assert swept("sampling_plans") == [(dt.date(2026, 3, 31), "open")]
    changes = register_of("plan_changes")
    (opened,) = changes.opened_from
    values = covering.carried(opened, register_of("sampling_plans"), plan)
    values |= {"code": "TZ-1", "aspect": "batches", "before": "40", "after": "55", "ground": "failing"}
    values["region_id"] = values.pop("region")
    with pytest.raises(ValidationError, match="why"):
        service.create(ME, changes, {**values, "changed_on": TODAY, "why": ""})
    made = service.create(ME, changes, {**values, "changed_on": TODAY, "why": "合格率下降"})
    assert (made.plan_no, made.why) == ("JH-1", "合格率下降")  # type: ignore[attr-defined]


def test_food_premises_are_graded_again_and_orders_rechecked() -> None:
    shop = add(
        "food_premises", code="SP-1", kind="workshop", opened_on=dt.date(2024, 2, 1), hygiene="b",
        graded_on=dt.date(2025, 3, 20), grade_until=dt.date(2026, 3, 20),
    )  # fmt: skip
    assert swept("food_premises") == [(dt.date(2026, 3, 20), "open")]
    service.change(ME, register_of("food_premises"), shop, {"closed_on": dt.date(2026, 3, 1)}, reason="停业")
    assert [state for _day, state in swept("food_premises")] == ["settled"]
    add(
        "food_checks", check_no="SJ-1", kind="workshop", premises_code="SP-1", checked_on=dt.date(2026, 3, 1),
        incoming_ok=False, sales_ok=True, hygiene="c", findings="索证索票不全", outcome="ordered",
        rectify_by=dt.date(2026, 3, 9),
    )  # fmt: skip
    assert (dt.date(2026, 3, 9), "open") in swept("food_checks")


def test_a_foreign_registration_is_renewed_beside_the_licences_unless_cancelled() -> None:
    values = {
        "kind": "foreign_hygiene",
        "country": "样例国",
        "product": "番茄酱",
        "filed_on": dt.date(2023, 4, 1),
    }
    until = dt.date(2026, 4, 1)
    add("filings", filing_no="BA-1", valid_until=until, **values)
    add("filings", filing_no="BA-2", valid_until=until, cancelled_on=dt.date(2025, 1, 1), **values)
    assert swept("filings") == [(until, "open")]
