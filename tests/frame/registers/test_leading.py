"""From a record to what it leads to: by a button, or by matching two registers."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.support.people import COUNTY, NEIGHBOUR, People
from tests.support.registers import signed_in
from zhiheng.faces.demo.book import credit_code
from zhiheng.frame.dues.models import Due
from zhiheng.frame.people.actors import machine
from zhiheng.frame.registers import covering, service
from zhiheng.frame.registers.declare import register_of, registers
from zhiheng.frame.registers.models import Record

ME = machine("测试")
TODAY = dt.date(2026, 3, 2)


@pytest.fixture(autouse=True)
def people(db: None) -> People:
    return People()


def add(key: str, **values: Any) -> Record:
    return service.create(ME, register_of(key), {"region_id": COUNTY, **values})


def test_every_declaration_names_registers_and_columns_that_exist() -> None:
    for register in registers().values():
        for opened in register.opened_from:
            source = register_of(opened.register)
            for name in (*opened.carry.values(), *opened.when):
                source.model_field(name)
        for cover in register.covers:
            assert register.lifecycle is not None
            register.lifecycle.move(cover.begin), register.lifecycle.move(cover.end)
            for name in (*cover.carry.values(), *cover.where, *cover.on):
                register_of(cover.among).model_field(name)
            for name in (*cover.having, *cover.end_carry.values(), cover.until, *cover.on):
                register_of(cover.by).model_field(name)


def sample(no: str, result: str, **more: Any) -> Record:
    values = {
        "level": "county", "sector": "food", "product": "白酒", "enterprise": "样例酒厂",
        "tested_on": dt.date(2026, 2, 3),
    }  # fmt: skip
    return add(
        "sampling",
        report_no=no,
        result=result,
        failed_items="酒精度" * (result != "qualified"),
        **values,
        **more,
    )


def test_a_failed_sample_leads_to_its_follow_up_in_one_step(people: People) -> None:
    client = signed_in(people.clerk)
    bad, good = sample("CJ-1", "unqualified"), sample("CJ-2", "qualified")
    new = f"{reverse('desk:record_new', args=['failed_results'])}?from=sampling:{bad.pk}"

    def page(record: Record) -> str:
        return client.get(reverse("desk:record", args=["sampling", record.pk])).content.decode()

    assert new in page(bad)
    assert "from=sampling" not in page(good)
    form = client.get(new).content.decode()
    for value in ("CJ-1", "样例酒厂", "白酒", "酒精度", "2026-02-03"):
        assert f'value="{value}"' in form
    posted = {
        "report_no": "CJ-1", "region": COUNTY, "enterprise": "样例酒厂", "sector": "food", "product": "白酒",
        "reported_on": "2026-02-03",
    }  # fmt: skip
    assert client.post(new, posted).status_code == 302
    made = register_of("failed_results").model.objects.everywhere("test").get()
    again = page(bad)
    assert new not in again
    assert reverse("desk:record", args=["failed_results", made.pk]) in again


def test_a_record_out_of_reach_is_not_carried(people: People) -> None:
    theirs = sample("CJ-3", "unqualified", region_id=NEIGHBOUR)
    client: Client = signed_in(people.clerk)
    at = reverse("desk:record_new", args=["failed_results"])
    assert client.get(f"{at}?from=sampling:{theirs.pk}").status_code == 404
    assert client.get(f"{at}?from=nothing:1").status_code == 200


def firm(n: int, **more: Any) -> str:
    code = credit_code(COUNTY, n)
    values = {"name": f"样例食品厂{n}", "founded_on": dt.date(2010, 1, 1), "food_maker": True}
    add("enterprises", credit_code=code, **{**values, **more})
    return code


def licence(code: str, until: dt.date, **more: Any) -> Record:
    values = {
        "kind": "food_production",
        "product": "糕点",
        "state": "valid",
        "granted_on": dt.date(2021, 1, 4),
    }
    return add(
        "permits", enterprise="样例食品厂", credit_code=code, permit_no=f"SC-{code}", valid_until=until,
        **{"application_no": f"SQ-{code}", **values, **more},
    )  # fmt: skip


def done() -> tuple[int, int]:
    (found,) = [c for c in covering.match(ME, TODAY) if c.register == "permit_gaps"]
    return found.opened, found.closed


def test_who_lacks_a_licence_is_found_assigned_and_closed_when_covered() -> None:
    bare = firm(1)
    firm(2, status="cancelled"), firm(3, food_maker=False)
    licence(firm(4), dt.date(2027, 1, 1))
    expired, revoked = firm(5), firm(6)
    licence(expired, TODAY - dt.timedelta(days=1))
    licence(revoked, dt.date(2027, 1, 1), state="revoked")
    assert done() == (3, 0)
    gaps = register_of("permit_gaps").model.objects.everywhere("test")
    assert {g.state for g in gaps} == {"assigned"}
    assert {g.credit_code for g in gaps} == {bare, expired, revoked}
    assert Due.objects.everywhere("test").filter(kind="clock:permit_gap.answer").count() == 3
    assert all(g.owner_id for g in gaps)
    assert done() == (0, 0)
    licence(bare, dt.date(2031, 1, 1))
    assert done() == (0, 1)
    closed = gaps.get(state="covered")
    assert (closed.permit_no, closed.closed_on) == (f"SC-{closed.credit_code}", TODAY)
    mistaken = gaps.get(credit_code=revoked)
    service.move(
        ME, register_of("permit_gaps"), mistaken, "order", changes={"ordered_on": TODAY, "get_by": TODAY}
    )
    service.move(
        machine("另一人"),
        register_of("permit_gaps"),
        mistaken,
        "mistake",
        reason="只作分装",
        changes={"closed_on": TODAY},
    )
    assert done() == (0, 0)


def product(code: str, category: str, name: str = "水泥", **more: Any) -> Record:
    values = {"enterprise": "样例水泥厂", "product": name, "began_on": dt.date(2015, 3, 2)}
    return add("firm_products", credit_code=code, category=category, **{**values, **more})


def test_each_product_in_the_catalogues_needs_a_permit_of_its_own_category() -> None:
    code = firm(1, food_maker=False, safety_maker=True)
    product(code, "X02"), product(code, "", "水泥包装袋"), product(code, "C0907", "充电器")
    product(code, "C1001", "灯具", stopped_on=dt.date(2020, 1, 1))
    licence(code, dt.date(2027, 1, 1), kind="industrial", product="水泥", category="X02")
    assert done() == (1, 0)
    gaps = register_of("permit_gaps").model.objects.everywhere("test")
    found = gaps.get()
    assert (found.product, found.category, found.needs, found.state) == (
        "充电器",
        "C0907",
        "listed",
        "assigned",
    )
    assert done() == (0, 0)
    # A permit of another category covers nothing, nor does one that ran out; the right one closes the gap.
    other = {"kind": "ccc", "product": "充电器", "granted_on": dt.date(2021, 1, 4)}
    for n, (category, until) in enumerate([("C0202", dt.date(2030, 1, 1)), ("C0907", dt.date(2026, 3, 1))]):
        licence(code, until, application_no=f"A-{n}", category=category, **other)
    assert done() == (0, 0)
    licence(code, dt.date(2030, 1, 1), application_no="A-9", category="C0907", **other)
    assert done() == (0, 1)


def test_two_products_of_one_category_are_two_gaps_and_a_firm_with_products_is_not_asked_as_a_whole() -> None:
    code = firm(1, food_maker=False, safety_maker=True)
    product(code, "C0701", "冰箱"), product(code, "C0701", "冷柜")
    firm(2, food_maker=False, safety_maker=True)
    assert done() == (3, 0)
    gaps = register_of("permit_gaps").model.objects.everywhere("test")
    assert set(gaps.values_list("needs", "product")) == {
        ("listed", "冰箱"),
        ("listed", "冷柜"),
        ("safety", ""),
    }
    assert len(set(gaps.values_list("code", flat=True))) == 3


def test_a_food_firm_is_asked_about_its_foods_or_as_a_whole_never_both() -> None:
    listed, other, without = firm(1), firm(2), firm(3)
    product(listed, "S03", "酱油"), product(other, "X02", "水泥")
    licence(other, dt.date(2030, 1, 1), kind="industrial", product="水泥", category="X02")
    assert without and done() == (3, 0)
    gaps = register_of("permit_gaps").model.objects.everywhere("test")
    found = set(gaps.values_list("credit_code", "needs", "product"))
    assert found == {(listed, "listed", "酱油"), (other, "food", ""), (without, "food", "")}
    # Its licence closes the gap of the food, and nothing asks for the firm as a whole then.
    licence(listed, dt.date(2030, 1, 1), product="酱油", category="S03", application_no="S-1")
    assert done() == (0, 1) and done() == (0, 0)


@pytest.mark.parametrize(("on", "opened"), [("2024-09-24", 0), ("2024-09-25", 1)])
def test_a_product_is_asked_about_from_the_day_that_the_catalogue_lists_it(on: str, opened: int) -> None:
    product(credit_code(COUNTY, 1), "X16", "安全帽")
    (found,) = [c for c in covering.match(ME, dt.date.fromisoformat(on)) if c.register == "permit_gaps"]
    assert found.opened == opened
