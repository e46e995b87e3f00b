"""Who may open and do what: territory, field, enterprise, laboratory; writes only by POST."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.faces.desk.registers.messy import messy_workbook
from tests.support.people import CITY, COUNTY, NEIGHBOUR, People, person, unit
from tests.support.registers import signed_in
from zhiheng.faces.desk.areas.registers import urls
from zhiheng.frame.people.models import UnitKind
from zhiheng.frame.registers.declare import registers
from zhiheng.frame.registers.models import ImportSession, SessionState
from zhiheng.records.supervision.models import Sampling

pytestmark = pytest.mark.django_db
CREDIT = "91620702MA0000001X"


@pytest.fixture
def people() -> People:
    return People()


def sampling(number: str, **other: Any) -> Sampling:
    values = {
        "region_id": COUNTY,
        "level": "county",
        "sector": "food",
        "product": "酱油",
        "tested_on": dt.date(2016, 5, 1),
        "result": "qualified",
        **other,
    }
    return Sampling._plain.create(report_no=number, **values)


def uploaded(client: Client, key: str = "sampling", region: str = COUNTY) -> ImportSession:
    file = SimpleUploadedFile("抽查.xlsx", messy_workbook())
    response = client.post(f"/registers/{key}/import", {"file": file, "region": region})
    assert response.status_code == 302, response.content.decode()
    return ImportSession._plain.latest("id")


def test_the_anonymous_are_asked_to_sign_in(people: People) -> None:
    for pattern in urls.urlpatterns:
        known = {"key": "sampling", "pk": 1, "move": "x", "evidence": 1, "fmt": "csv", "what": "lock"}
        known |= {"period": "2016", "unit": 1}
        wanted = {n: known[n] for n in pattern.pattern.converters}
        url = reverse(f"desk:{pattern.name}", kwargs=wanted)
        answers = {Client().get(url).status_code, Client().post(url).status_code}
        assert answers <= {302, 405}, url


def test_nothing_is_written_by_get(people: People) -> None:
    client = signed_in(people.clerk)
    session = uploaded(client)
    for name in ("import_map", "import_apply", "import_undo"):
        assert client.get(reverse(f"desk:{name}", args=[session.pk])).status_code == 405
    record = sampling("A-1")
    assert client.get(f"/registers/sampling/{record.pk}/evidence").status_code == 405


def test_forms_need_their_token(people: People) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.clerk, backend="django.contrib.auth.backends.ModelBackend")
    record = sampling("A-1")
    for url in (f"/registers/sampling/{record.pk}/withdraw", "/registers/sampling/new"):
        assert client.post(url, {"reason": "x"}).status_code == 403


def test_a_department_of_one_field_keeps_out_of_the_others(people: People) -> None:
    client = signed_in(person("env", "lead_department", CITY, fields=["environment"]))
    record = sampling("A-1")
    kept = [r for r in registers().values() if r.field == "environment"]
    mine = kept + [
        r for r in registers().values() if r.any_field or "environment" in r.model.scope.shared_with
    ]
    page = client.get("/registers").content.decode()
    for register in registers().values():
        assert (f'href="/registers/{register.key}"' in page) is (register in mine)
    # One of each field, with and without rows of any field: what is asked is the field, not the register.
    some = {(r.field, r.any_field): r for r in registers().values()}
    assert len(some) > len({r.field for r in some.values()}) and any(r in kept for r in some.values())
    for register in some.values():
        assert client.get(f"/registers/{register.key}").status_code == (200 if register in mine else 403)
        for part, those in (("new", kept), ("import", kept), ("template.xlsx", kept), ("export.csv", mine)):
            wanted = 200 if register in those else 403
            assert client.get(f"/registers/{register.key}/{part}").status_code == wanted, part
    # Samples of fuels are shared with this field to be read; of another it is not told that there is one.
    for part, refused in (("", 404), ("/moves/x", 404), ("/edit", 403), ("/withdraw", 403)):
        assert client.get(f"/registers/sampling/{record.pk}{part}").status_code == refused, part
    session = uploaded(signed_in(people.clerk))
    assert client.get(f"/imports/{session.pk}").status_code == 404
    assert client.post(f"/imports/{session.pk}/apply", {"action": "good"}).status_code == 404
    assert session.filename not in client.get("/imports").content.decode()


def test_an_enterprise_sees_its_own_rows_only(people: People) -> None:
    firm = unit(COUNTY, "firm", name="样例食品厂", kind=UnitKind.ENTERPRISE, credit_code=CREDIT)
    client = signed_in(person("firm", "enterprise", COUNTY, at=firm))
    mine, other = sampling("A-1", credit_code=CREDIT), sampling("A-2", credit_code="91620702MA0000002X")
    page = client.get("/registers/sampling").content.decode()
    assert mine.report_no in page
    assert other.report_no not in page
    assert client.get(f"/registers/sampling/{mine.pk}").status_code == 200
    assert client.get(f"/registers/sampling/{other.pk}").status_code == 404
    assert registers()["water_samples"].model.scope.enterprise is None
    assert client.get("/registers/water_samples").status_code == 403, "no column there says whose a row is"
    for part in (f"{mine.pk}/edit", "new", "import", "export.csv"):
        assert client.get(f"/registers/sampling/{part}").status_code == 403


def test_a_laboratory_imports_for_itself(people: People) -> None:
    lab = unit(CITY, "lab", name="样例检验所", kind=UnitKind.LABORATORY)
    client = signed_in(person("lab", "laboratory", CITY, at=lab))
    theirs = sampling("B-1")
    session = uploaded(client)
    assert client.get(f"/imports/{session.pk}").status_code == 200
    client.post(f"/imports/{session.pk}/apply", {"action": "good"})
    session.refresh_from_db()
    assert session.state == SessionState.APPLIED, session.summary
    rows = Sampling._plain.filter(session=session)
    assert {r.owner_id for r in rows} == {lab.pk}
    page = client.get("/registers/sampling").content.decode()
    assert rows[0].report_no in page
    assert theirs.report_no not in page


def test_imports_of_a_neighbour_are_out_of_reach(people: People) -> None:
    session = uploaded(signed_in(people.neighbour), region=NEIGHBOUR)
    client = signed_in(people.clerk)
    for part in ("", "/errors.xlsx"):
        assert client.get(f"/imports/{session.pk}{part}").status_code == 404
    for part in ("/map", "/apply", "/undo"):
        assert client.post(f"/imports/{session.pk}{part}", {"reason": "x"}).status_code == 404
    file = SimpleUploadedFile("抽查.xlsx", messy_workbook())
    there = client.post("/registers/sampling/import", {"file": file, "region": NEIGHBOUR})
    assert there.status_code == 422
    assert signed_in(people.office).get(f"/imports/{session.pk}").status_code == 200


def test_a_neighbours_record_is_not_changed_by_an_import(people: People) -> None:
    theirs = sampling("CJ2016-9002", region_id=NEIGHBOUR)
    client = signed_in(people.clerk)
    session = uploaded(client)
    said = [p["message"] for p in session.summary["problems"]]
    assert any("不在您可以修改的范围内" in words for words in said)
    client.post(f"/imports/{session.pk}/apply", {"action": "good"})
    theirs.refresh_from_db()
    assert (theirs.region_id, theirs.product) == (NEIGHBOUR, "酱油")
    assert Sampling._plain.filter(session=session).count() == 2


def test_unknown_registers_and_formats_are_named(people: People) -> None:
    client = signed_in(people.clerk)
    missing = client.get("/registers/samplings")
    assert missing.status_code == 404
    assert "sampling" in missing.content.decode()
    assert client.get("/registers/sampling/export.pdf").status_code == 404
    assert client.get("/registers/sampling/999").status_code == 404
    assert client.get("/imports/999").status_code == 404
