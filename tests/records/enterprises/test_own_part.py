"""An enterprise keeps its own part and reaches nothing of anybody else's."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.records.enterprises import test_registers
from tests.support.people import COUNTY, NEIGHBOUR, People, person, unit
from tests.support.registers import RegisterCases, signed_in
from zhiheng.faces.demo.book import credit_code
from zhiheng.frame.lifecycles.declare import LifecycleError
from zhiheng.frame.people.actors import Actor, machine
from zhiheng.frame.people.models import UnitKind, User
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of, registers
from zhiheng.frame.registers.models import Record
from zhiheng.frame.trail.chain import history

pytestmark = pytest.mark.django_db
MINE, OTHER = credit_code(COUNTY, 1), credit_code(COUNTY, 2)
KEPT = {k for k, r in registers().items() if r.kept_by_enterprise}
HERE = {k for k in KEPT if register_of(k).model._meta.app_label == "enterprises"}
assert test_registers.TestEnterprises.key == "enterprises"  # its examples are taken from there


@pytest.fixture
def firm() -> User:
    People()
    at = unit(COUNTY, "firm", name="样例乳品有限公司", kind=UnitKind.ENTERPRISE, credit_code=MINE)
    return person("firm", "enterprise", COUNTY, at=at)


def officer(code: str, **other: Any) -> dict[str, Any]:
    return {
        "enterprise": "样例乳品有限公司",
        "credit_code": code,
        "region_id": COUNTY,
        "appointed_on": dt.date(2016, 1, 1),
        **other,
    }


def plan(code: str = MINE, **other: Any) -> dict[str, Any]:
    row = {"code": "TS-1", "enterprise": "样例乳品有限公司", "credit_code": code, "region_id": COUNTY}
    return {**row, "title": "提升方案", "filed_on": dt.date(2016, 3, 1), **other}


def made(key: str, row: dict[str, Any], by: Actor | None = None) -> Record:
    return service.create(by or machine("测试"), register_of(key), row)


def test_it_files_and_corrects_its_own_officer_in_the_form(firm: User) -> None:
    client = signed_in(firm)
    page = client.get("/registers/quality_officers/new").content.decode()
    assert MINE in page
    assert "样例乳品有限公司" in page
    posted = {**officer(MINE), "region": COUNTY, "veto": "on"}
    del posted["region_id"]
    assert client.post("/registers/quality_officers/new", posted).status_code == 302
    record = register_of("quality_officers").model.objects.get()
    assert record.owner is not None
    assert record.owner.credit_code == MINE
    changed = {**posted, "certificate_no": "SCQO-9", "reason": "补证书编号"}
    assert client.post(f"/registers/quality_officers/{record.pk}/edit", changed).status_code == 302
    assert history(record)[0].note == "补证书编号"
    assert client.get(f"/registers/quality_officers/{record.pk}/withdraw").status_code == 403


def test_it_cannot_write_for_another_enterprise(firm: User) -> None:
    me, theirs = Actor(user=firm), made("quality_officers", officer(OTHER))
    for row in (officer(OTHER), officer(OTHER, appointed_on=dt.date(2017, 1, 1)), officer("")):
        with pytest.raises(PermissionDenied):
            made("quality_officers", row, me)
    with pytest.raises(PermissionDenied):
        service.change(me, register_of("quality_officers"), theirs, {"veto": True})
    mine = made("quality_officers", officer(MINE), me)
    with pytest.raises(PermissionDenied):
        service.change(me, register_of("quality_officers"), mine, {"credit_code": OTHER})
    with pytest.raises(PermissionDenied):
        made("quality_officers", officer(MINE, region_id=NEIGHBOUR, appointed_on=dt.date(2015, 1, 1)), me)


@pytest.mark.parametrize("key", sorted(HERE))
def test_no_address_of_a_row_of_another_enterprise_opens(firm: User, key: str) -> None:
    example = next(c.example for c in RegisterCases.__subclasses__() if c.key == key)
    register = register_of(key)
    row = {register.model_field(n).attname: v for n, v in example.items()}
    theirs = made(key, {**row, "credit_code": OTHER})
    client = signed_in(firm)
    at = f"/registers/{key}/{theirs.pk}"
    assert at not in client.get(f"/registers/{key}").content.decode()
    file = SimpleUploadedFile("证明.pdf", b"%PDF-1.4 x")
    assert client.get(at).status_code == 404
    for part, data in (("edit", {"reason": "x"}), ("evidence", {"file": file}), ("moves/confirm", {})):
        assert client.post(f"{at}/{part}", data).status_code == 404, part
    assert client.post(f"{at}/withdraw", {"reason": "x"}).status_code == 403
    assert not history(theirs)[:-1]


def test_what_authorities_keep_it_may_read_and_not_write(firm: User) -> None:
    client, me = signed_in(firm), Actor(user=firm)
    row = {
        "name": "样例乳品有限公司",
        "credit_code": MINE,
        "region_id": COUNTY,
        "founded_on": dt.date(2003, 5, 6),
    }
    listed = made("enterprises", row)
    assert client.get(f"/registers/enterprises/{listed.pk}").status_code == 200
    for part in (f"{listed.pk}/edit", "new"):
        assert client.get(f"/registers/enterprises/{part}").status_code in {403, 404}, part
    with pytest.raises(PermissionDenied):
        service.change(me, register_of("enterprises"), listed, {"key_maker": False})
    file = SimpleUploadedFile("证明.pdf", b"%PDF-1.4 x")
    assert client.post(f"/registers/enterprises/{listed.pk}/evidence", {"file": file}).status_code == 403
    closed = set(registers()) - KEPT
    for key in closed:
        assert client.get(f"/registers/{key}/new").status_code == 403, key


def test_a_plan_goes_its_way_between_enterprise_and_office(firm: User) -> None:
    me, clerk, register = (
        Actor(user=firm),
        Actor(user=User.objects.get(username="clerk")),
        register_of("upgrade_plans"),
    )
    with pytest.raises(PermissionDenied, match="由主管部门办理"):
        made("upgrade_plans", plan(state="accepted"), me)
    record = made("upgrade_plans", plan(complete_by=dt.date(2016, 12, 31)), me)
    with pytest.raises(PermissionDenied):
        service.move(me, register, record, "begin")
    service.move(clerk, register, record, "begin")
    with pytest.raises(PermissionDenied, match="实施中"):
        service.change(me, register, record, {"goals": "另写"})
    with pytest.raises(LifecycleError, match="完成日期"):
        service.move(me, register, record, "report")
    told = {"completed_on": dt.date(2016, 11, 30), "result": "出厂合格率 99.6%"}
    service.move(me, register, record, "report", changes=told)
    with pytest.raises(PermissionDenied):
        service.move(me, register, record, "confirm")
    service.move(clerk, register, record, "send_back", reason="请补检测报告")
    service.move(me, register, record, "report", changes=told)
    service.move(clerk, register, record, "confirm")
    assert record.state == "accepted"  # type: ignore[attr-defined]


def test_a_demonstration_point_is_named_by_others_with_evidence(firm: User) -> None:
    from zhiheng.frame.evidence.store import attach

    people = User.objects
    me, clerk = Actor(user=firm), Actor(user=people.get(username="clerk"))
    colleague, register = Actor(user=people.get(username="colleague")), register_of("demonstration_points")
    row = {**plan(), "kind": "standards", "applied_on": dt.date(2016, 4, 1)}
    row = {k: v for k, v in row.items() if k not in {"title", "filed_on"}}
    with pytest.raises(PermissionDenied, match="确定日期"):
        made("demonstration_points", {**row, "named_on": dt.date(2016, 5, 1)}, me)
    record = made("demonstration_points", row, me)
    service.move(clerk, register, record, "review", changes={"reviewed_on": dt.date(2016, 6, 1)})
    named = {"named_on": dt.date(2016, 7, 1)}
    with pytest.raises(LifecycleError, match="另一人"):
        service.move(clerk, register, record, "name", changes=named)
    with pytest.raises(LifecycleError, match="佐证材料"):
        service.move(colleague, register, record, "name", changes=named)
    attach(colleague, record, b"%PDF-1.4 named", "批文.pdf", region=COUNTY)
    service.move(colleague, register, record, "name", changes=named)
    assert record.state == "named"  # type: ignore[attr-defined]


def test_help_is_asked_for_served_and_confirmed(firm: User) -> None:
    me, clerk, register = (
        Actor(user=firm),
        Actor(user=User.objects.get(username="clerk")),
        register_of("firm_help"),
    )
    row = {
        "code": "BF-1",
        "enterprise": "样例乳品有限公司",
        "credit_code": MINE,
        "region_id": COUNTY,
        "kind": "expert",
        "need": "标签审核",
        "requested_on": dt.date(2016, 3, 1),
    }
    record = made("firm_help", row, me)
    service.move(clerk, register, record, "take", changes={"helper": "样例质检所"})
    served = {"served_on": dt.date(2016, 3, 9), "service": "现场指导标签"}
    service.move(clerk, register, record, "serve", changes=served)
    done = {"closed_on": dt.date(2016, 4, 1), "outcome": "标签全部改正"}
    service.move(me, register, record, "confirm", changes=done)
    assert record.state == "closed"  # type: ignore[attr-defined]


def test_a_firm_without_a_code_reaches_nothing(client: Client) -> None:
    People()
    at = unit(COUNTY, "nameless", name="样例小厂", kind=UnitKind.ENTERPRISE)
    made("quality_projects", {**_project(), "credit_code": ""})
    nobody = person("nobody", "enterprise", COUNTY, at=at)
    assert signed_in(nobody).get("/registers/quality_projects").status_code == 403


def _project() -> dict[str, Any]:
    return {
        "code": "QC-1",
        "enterprise": "样例小厂",
        "region_id": COUNTY,
        "kind": "circle",
        "title": "样例课题",
        "started_on": dt.date(2016, 1, 1),
    }
