"""Petrol, diesel and coal are sampled as a programme shared with the environment agency: it reads those rows and no others."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests.support.people import COUNTY, NEIGHBOUR, People, person, unit
from tests.support.registers import signed_in
from zhiheng.faces.demo.book import credit_code
from zhiheng.frame.people.actors import Actor, machine
from zhiheng.frame.people.models import User
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.registers.models import Record
from zhiheng.records.enterprises import archive

ME = machine("测试")
CODE = credit_code(COUNTY, 1)
WRITING = ("register.add", "register.change", "register.withdraw", "register.import", "register.answer")


def sample(no: str, sector: str, place: str = COUNTY) -> Record:
    values: dict[str, Any] = {
        "report_no": no, "region_id": place, "sector": sector, "level": "county", "product": "样例产品",
        "enterprise": "样例企业", "credit_code": CODE, "tested_on": dt.date(2026, 2, 3), "result": "qualified",
    }  # fmt: skip
    return service.create(ME, register_of("sampling"), values)


def environment(**post: Any) -> User:
    office = unit(COUNTY, "environment-county", name="样例生态环境局", kind="department")
    return person("green", "department", COUNTY, at=office, fields=["environment"], **post)


@pytest.fixture
def rows(db: None) -> dict[str, Record]:
    People()
    made = {s: sample(f"CJ-{s}", s) for s in ("coal", "fuel", "food", "industrial")}
    return made | {"far": sample("CJ-far", "coal", NEIGHBOUR)}


def test_the_environment_agency_reads_the_shared_rows_and_no_others(rows: dict[str, Record]) -> None:
    register, actor = register_of("sampling"), Actor(user=environment())
    for action in ("register.view", "register.export"):
        seen = set(service.visible(actor, register, action).values_list("report_no", flat=True))
        assert seen == {"CJ-coal", "CJ-fuel"}
    for name, row in rows.items():
        assert service.covers(actor.scope("register.view"), register, row) is (name in {"coal", "fuel"})
        assert not any(service.covers(actor.scope(action), register, row) for action in WRITING)
    assert not any(service.open_to(actor.scope(action), register) for action in WRITING)
    with pytest.raises(PermissionDenied):
        service.change(actor, register, rows["coal"], {"product": "散煤"}, reason="样例")


def test_another_field_and_another_register_stay_closed(rows: dict[str, Record]) -> None:
    register = register_of("sampling")
    builder = Actor(user=person("builder", "department", COUNTY, fields=["works"]))
    assert not service.open_to(builder.scope("register.view"), register)
    assert not service.visible(builder, register).exists()
    green = Actor(user=environment())
    shared = {r for r in ("sampling", "sampling_plans", "failed_results", "test_items", "permits", "recalls")
              if service.open_to(green.scope("register.view"), register_of(r))}  # fmt: skip
    assert shared == {"sampling", "sampling_plans", "failed_results"}


def test_the_pages_show_them_without_a_button(rows: dict[str, Record]) -> None:
    client = signed_in(environment())
    page = client.get(reverse("desk:register", args=["sampling"])).content.decode()
    assert "CJ-coal" in page and "CJ-fuel" in page
    assert "CJ-food" not in page and "CJ-far" not in page
    at = {n: reverse("desk:record", args=["sampling", r.pk]) for n, r in rows.items()}
    assert client.get(at["coal"]).status_code == 200
    assert [client.get(at[n]).status_code for n in ("food", "far")] == [404, 404]
    assert client.get(reverse("desk:record_edit", args=["sampling", rows["coal"].pk])).status_code == 403
    assert client.get(reverse("desk:record_new", args=["sampling"])).status_code == 403
    assert client.get(reverse("desk:register", args=["test_items"])).status_code == 403


def test_the_archive_tells_no_more_of_other_rows_than_before(rows: dict[str, Record]) -> None:
    found = archive.gather(Actor(user=environment()), CODE)
    assert found is not None
    (section,) = [s for s in found.sections if s.register.key == "sampling"]
    assert not section.full
