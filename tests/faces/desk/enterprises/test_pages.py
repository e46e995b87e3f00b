"""The pages of the archive: who opens what, what they show, names accepted, codes merged, the document."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.records.enterprises.test_archive import CODE, NAME, OTHER, listed, officer, sampled
from tests.support.people import CITY, COUNTY, NEIGHBOUR, People, person, unit
from tests.support.registers import RegisterCases, signed_in
from zhiheng.frame.people.actors import machine
from zhiheng.frame.people.models import UnitKind
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.trail.models import Entry
from zhiheng.records.enterprises import names

pytestmark = pytest.mark.django_db
BAR = 40  # queries of the page of a firm with 500 records across 30 registers


@pytest.fixture
def people() -> People:
    names.forget()
    return People()


def firm(code: str = CODE) -> Client:
    at = unit(COUNTY, f"firm-{code}", name=NAME, kind=UnitKind.ENTERPRISE, credit_code=code)
    return signed_in(person(f"firm-{code[-4:]}", "enterprise", COUNTY, at=at))


def text(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, response.content.decode()[:800]
    return response.content.decode()


def test_an_enterprise_is_found_and_its_file_opens(people: People) -> None:
    listed(key_maker=True, above_size=True, former_names="样例奶厂")
    officer()
    record = sampled("A-1")
    client = signed_in(people.clerk)
    page = text(client, "/enterprises?q=样例奶厂")
    assert f'href="/enterprises/{CODE}"' in page
    assert "未建档" in page
    assert f'href="/enterprises/{CODE}"' not in text(client, "/enterprises?q=决无此户")
    page = text(client, f"/enterprises/{CODE}")
    for words in (
        NAME,
        "监督抽查",
        "首席质量官",
        "应有内容",
        "法定代表人首要责任备案",
        f"/registers/sampling/{record.pk}",
    ):
        assert words in page, words
    assert "另由" not in page
    assert "纯牛奶" not in text(client, f"/enterprises/{CODE}?year=2015")
    assert text(client, f"/enterprises/{CODE.lower()}", 302) == ""
    text(client, "/enterprises/91620702YX00000999", 404)


def test_another_field_is_told_who_holds_the_rest(people: People) -> None:
    listed()
    officer(holder="岗位07", certificate_no="SCQO-7")
    page = text(
        signed_in(person("env", "lead_department", CITY, fields=["environment"])), f"/enterprises/{CODE}"
    )
    assert "另由产品质量领域掌握：任职人、行政职务、培训证书编号" in page
    assert "岗位07" not in page
    assert "SCQO-7" not in page
    assert "/registers/quality_officers/" not in page, "its record does not open"


def test_the_enterprise_has_its_own_page_and_no_other(people: People) -> None:
    listed()
    listed(OTHER, "另一样例有限公司")
    record = officer(holder="岗位07")
    sampled("B-1", OTHER)
    client = firm()
    assert client.get("/enterprises").headers["Location"] == f"/enterprises/{CODE}"
    page = text(client, f"/enterprises/{CODE}")
    assert "由本企业填报" in page
    assert "/registers/quality_officers/new" in page
    assert f"/registers/quality_officers/{record.pk}" in page
    for part in ("", "/registers/sampling", "/file.docx"):
        text(client, f"/enterprises/{OTHER}{part}", 404)
    for part in (f"{CODE}/merge", "duplicates", "names"):
        text(client, f"/enterprises/{part}", 403)
    assert client.post("/enterprises/names/sampling", {"name": NAME, "code": OTHER}).status_code == 403


def test_rows_of_one_register_page_by_page(people: People) -> None:
    listed()
    for n in range(7):
        sampled(f"A-{n}", tested_on=dt.date(2010 + n, 5, 1))
    sampled("A-9", region_id=NEIGHBOUR)
    client = signed_in(people.clerk)
    page = text(client, f"/enterprises/{CODE}")
    assert "全部 7 条" in page
    assert "另有 1 条由其他地区掌握" in page
    assert text(client, f"/enterprises/{CODE}/registers/sampling").count("/registers/sampling/") == 7
    text(client, f"/enterprises/{CODE}/registers/works", 404)
    text(client, f"/enterprises/{CODE}/registers/nothing", 404)


def test_the_document_holds_what_the_page_shows(people: People) -> None:
    listed(key_maker=True)
    officer(holder="岗位07")
    response = signed_in(people.clerk).get(f"/enterprises/{CODE}/file.docx")
    assert response.status_code == 200
    words = zipfile.ZipFile(io.BytesIO(response.content)).read("word/document.xml").decode()
    assert NAME in words
    assert "首席质量官" in words
    other = signed_in(person("env", "lead_department", CITY, fields=["environment"]))
    words = zipfile.ZipFile(io.BytesIO(other.get(f"/enterprises/{CODE}/file.docx").content)).read(
        "word/document.xml"
    )
    assert "岗位07" not in words.decode()
    assert "另由产品质量领域掌握" in words.decode()
    assert signed_in(people.clerk).get(f"/enterprises/{CODE}/file.txt").status_code == 404
    assert Entry._plain.filter(action="enterprise.export").count() == 2


def test_a_name_is_proposed_as_it_is_typed(people: People) -> None:
    listed()
    client = signed_in(people.clerk)
    found = client.get("/enterprises/match", {"name": "样例乳品 有限公司"}).json()["found"]
    assert [(f["code"], f["score"]) for f in found] == [(CODE, 95)]
    assert client.get("/enterprises/match", {"code": CODE}).json()["found"][0]["name"] == NAME
    assert client.get("/enterprises/match", {"code": OTHER}).json()["found"] == []


def test_rows_without_a_code_are_given_one_by_a_person(people: People) -> None:
    listed()
    for n in range(2):
        sampled(f"N-{n}", "", enterprise="样例乳品有限公司")
    client = signed_in(people.clerk)
    assert "/enterprises/names?register=sampling" in text(client, "/enterprises/names")
    page = text(client, "/enterprises/names?register=sampling")
    assert CODE in page
    assert "95 分" in page
    posted = {"name": "样例乳品有限公司", "code": CODE, "stored": ""}
    assert client.post("/enterprises/names/sampling", posted).status_code == 302
    assert register_of("sampling").model.objects.filter(credit_code=CODE).count() == 2
    assert "没有缺代码" in text(client, "/enterprises/names?register=sampling")
    assert "没有发现" in text(client, "/enterprises/names?register=sampling&view=disagree")
    reader = signed_in(person("reader", "auditor", CITY))
    text(reader, "/enterprises/names", 403)


def test_codes_are_merged_and_taken_apart(people: People) -> None:
    listed(former_names="样例乳品有限公司")
    listed(OTHER, "样例乳品有限公司", founded_on=dt.date(2010, 1, 1))
    sampled("A-1", OTHER)
    client = signed_in(people.clerk)
    page = text(client, "/enterprises/duplicates")
    assert f"/enterprises/{CODE}/merge?code={OTHER}" in page
    refused = client.post(f"/enterprises/{CODE}/merge", {"code": OTHER, "reason": ""})
    assert refused.status_code == 422
    done = client.post(f"/enterprises/{CODE}/merge", {"code": OTHER, "reason": "换发代码"})
    assert done.headers["Location"] == f"/enterprises/{CODE}"
    page = text(client, f"/enterprises/{CODE}")
    assert "由两个代码合并" in page
    assert "换发代码" in page
    assert client.get(f"/enterprises/{OTHER}").headers["Location"] == f"/enterprises/{CODE}"
    page = text(client, "/enterprises/duplicates")
    undo = page.split("/enterprises/mergers/")[1].split("/undo")[0]
    other = signed_in(people.neighbour)
    text(other, f"/enterprises/mergers/{undo}/undo", 404)
    assert client.post(f"/enterprises/mergers/{undo}/undo", {"reason": "弄错"}).status_code == 302
    text(client, f"/enterprises/{OTHER}")


def fill(rows: int) -> int:
    """Rows of one enterprise in as many registers as there are examples for, ``rows`` in all; gives the registers."""
    held = 0
    cases = [
        c
        for c in RegisterCases.__subclasses__()
        if c.key != "enterprises" and "credit_code" in register_of(c.key).by_name
    ]
    for case in sorted(cases, key=lambda c: c.key):
        register = register_of(case.key)
        row: dict[str, Any] = {register.model_field(n).attname: v for n, v in case.example.items()}
        if register.model.scope.enterprise != "credit_code":
            continue
        # One firm in every register is barred by some of them from others: that is doubted, and stands for a reason.
        values = {**row, "credit_code": CODE, "region_id": COUNTY}
        service.create(machine("测试"), register, values, accepted="每本台账各一条")
        held += 1
    for n in range(rows - held):
        sampled(f"Q-{n}", tested_on=dt.date(2010, 1, 1) + dt.timedelta(days=n))
    return held


def test_the_page_of_a_firm_in_every_register_keeps_its_bar_for_everybody(people: People) -> None:
    import tests.records
    from tests.records.test_all_registers import test_every_register_has_a_test_class as load

    assert tests.records
    load()
    listed(key_maker=True, above_size=True)
    registers = fill(60) + 1  # and the list of enterprises
    counts = {}
    viewers = {
        "clerk": signed_in(people.clerk),
        "office": signed_in(people.office),
        "field": signed_in(person("env", "lead_department", CITY, fields=["environment"])),
        "firm": firm(),
        "root": signed_in(people.root),
    }
    for name, client in viewers.items():
        client.get("/enterprises")
        with CaptureQueriesContext(connection) as queries:
            text(client, f"/enterprises/{CODE}")
        counts[name] = len(queries)
    # One query for each register with rows, and ten besides at most (five of them write who was shown protected columns):
    # with 30 registers the bar of 40 is kept.
    assert registers >= 12
    for name, count in counts.items():
        assert count <= registers + BAR - 30, (name, count, registers)
    assert counts["clerk"] <= counts["root"] + 2, counts
