"""Who was shown personal data is in the trail: one link a reading, nothing where nothing protected was shown."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from tests.support.people import COUNTY, People, person, unit
from tests.support.registers import signed_in
from zhiheng.frame.people.actors import machine
from zhiheng.frame.people.models import UnitKind
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import Column, RegisterError, registers
from zhiheng.frame.trail.chain import verify
from zhiheng.frame.trail.models import Entry
from zhiheng.records.brands.models import Title
from zhiheng.records.talent.models import Expert

CREDIT = "91620702MA0000007X"
#: Labels that speak of a person: the columns called so are protected, or public as the decision that they belong to.
PERSONAL = re.compile(r"姓名|电话|手机|身份证")


def expert(number: str = "RC-0001", **other: Any) -> Expert:
    values: dict[str, Any] = {
        "region_id": COUNTY,
        "name": "岗位01",
        "kind": "expert",
        "speciality": "水泥",
        "enterprise": "样例水泥有限公司",
        "credit_code": CREDIT,
        "joined_on": dt.date(2014, 6, 1),
        **other,
    }
    return Expert._plain.create(code=number, **values)


def reads() -> list[Entry]:
    return list(Entry._plain.filter(action="register.read").order_by("seq"))


@pytest.mark.django_db
class TestReading:
    @pytest.fixture(autouse=True)
    def people(self) -> People:
        return People()

    @pytest.mark.parametrize(
        "address",
        [
            "/registers/experts/{pk}",
            "/registers/experts/{pk}/edit",
            "/registers/experts?kind=expert",
            "/api/registers/experts/records?limit=5",
            "/api/registers/experts/records/{pk}",
        ],
    )
    def test_being_shown_a_person_is_one_link(self, people: People, address: str) -> None:
        shown = expert()
        response = signed_in(people.clerk).get(address.format(pk=shown.pk))
        assert response.status_code == 200
        (link,) = reads()
        assert (link.actor_id, link.region, link.subject_type) == (people.clerk.pk, COUNTY, "talent.expert")
        assert link.after is not None
        assert (link.after["rows"], link.after["records"]) == (1, str(shown.pk))
        assert "姓名" in link.after["columns"]
        assert link.after["filters"] == address.format(pk="").partition("?")[2]
        assert link.subject_id == "", "a reading is no part of what was done to the record"
        assert verify().sound

    def test_many_rows_are_one_link_too(self, people: People) -> None:
        for n in range(4):
            expert(f"RC-{n}")
        signed_in(people.clerk).get("/registers/experts")
        assert [e.after["rows"] for e in reads() if e.after] == [4]

    def test_what_holds_no_person_leaves_nothing(self, people: People) -> None:
        title = Title._plain.create(code="CH-1", region_id=COUNTY, kind="brand_provincial", name="样例苹果梨")
        client = signed_in(people.clerk)
        for address in (f"/registers/titles/{title.pk}", "/registers/titles", "/registers/experts"):
            assert client.get(address).status_code == 200
        assert reads() == []

    def test_the_auditor_finds_it_by_action_register_and_person_without_being_shown_it(
        self, people: People
    ) -> None:
        shown = expert(phone="0936-1234567")
        clerk = machine("示例")
        service.change(clerk, registers()["experts"], shown, {"phone": "0936-7654321"}, reason="更正")
        signed_in(people.clerk).get(f"/registers/experts/{shown.pk}")
        (link,) = reads()
        assert link.after is not None
        assert link.after["page"] == f"/registers/experts/{shown.pk}"
        auditor = signed_in(person("auditor", "audit_admin", COUNTY))

        def found(**asked: str) -> str:
            page = auditor.get("/trail", asked).content.decode()
            return page.partition("<tbody")[2]

        asked = {"action": "register.read", "object": "质量人才库", "actor": str(people.clerk)}
        assert link.after["page"] in found(**asked)
        for name, other in (("action", "register.add"), ("object", "名牌"), ("actor", "无此人")):
            assert link.after["page"] not in found(**(asked | {name: other}))
        changed = found(object="质量人才库")
        assert "受保护，见记录" in changed
        assert "7654321" not in changed
        assert len(reads()) == 1

    def test_an_enterprise_reads_its_own_unwritten(self) -> None:
        firm = unit(COUNTY, "firm-7", kind=UnitKind.ENTERPRISE, credit_code=CREDIT)
        shown = expert()
        own = signed_in(person("firm", "enterprise", COUNTY, at=firm))
        assert own.get(f"/registers/experts/{shown.pk}").status_code in {200, 403, 404}
        assert reads() == []


def test_columns_named_after_people_are_protected() -> None:
    bare = [
        f"{r.key}.{c.name}"
        for r in registers().values()
        for c in r.columns
        if PERSONAL.search(r.label_of(c.name)) and not c.sensitive and not c.public
    ]
    assert bare == []


def test_what_is_protected_is_neither_public_nor_shared() -> None:
    found = registers()["experts"]
    for column in (Column("name", sensitive=True), Column("name", sensitive=True, shared=False, public=True)):
        with pytest.raises(RegisterError, match="受保护"):
            found._check_column(column)
