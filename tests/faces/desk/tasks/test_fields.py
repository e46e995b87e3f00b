"""Departments of one field: their problems, meetings and figures, and no link that would refuse them."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.faces.desk.spine import signed_in
from tests.records.meetings.test_following import decided, group, session
from tests.support.people import CITY, COUNTY, person, unit
from tests.support.tasks import PDF, Tasking
from zhiheng.judgement.indicators.engine import forget
from zhiheng.records.tasks import rectifying
from zhiheng.records.tasks.problems import Problem

KEY = "shili-2011"


@pytest.fixture
def t(db: None) -> Tasking:
    forget()
    return Tasking()


@pytest.fixture
def narrow(t: Tasking) -> Client:
    """The lead department, whose post is for products alone."""
    return signed_in(person("narrow", "lead_department", CITY, at=t.lead_unit, fields=["product"]))


def problem(t: Tasking) -> Problem:
    return rectifying.enter(
        t.office,
        text="台账不全",
        owner=t.lead_unit,
        source="inspection",
        found_on=dt.date.today(),
        rectify_by=dt.date.today() + dt.timedelta(days=15),
        programme=t.programme,
        order=True,
    )


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return str(response.content.decode())


def refused(client: Client, address: str, asked: dict[str, int] | None = None) -> list[str]:
    """The links of a page that answer 403 or 404. `asked` keeps the answers, where pages share their links."""
    known = {} if asked is None else asked
    found = {link.split("#")[0] for link in re.findall(r'<a [^>]*?href="(/[^"]*)"', text(client, address))}
    wanted = sorted(link.replace("&amp;", "&") for link in found if "/logout" not in link)
    for link in wanted:
        if link not in known:
            known[link] = client.get(link).status_code
    return [link for link in wanted if known[link] in {403, 404}]


def test_a_department_of_one_field_puts_its_problem_right(t: Tasking, narrow: Client) -> None:
    found = problem(t)
    page, move = f"/problems/{found.pk}", f"/registers/problems/{found.pk}/moves/done"
    assert "台账不全" in text(narrow, f"/programmes/{KEY}/problems")
    assert move in text(narrow, page)
    file = SimpleUploadedFile("台账.pdf", PDF)
    assert narrow.post(f"/registers/problems/{found.pk}/evidence", {"file": file}).status_code == 302
    assert narrow.post(move, {"measures": "补齐"}).status_code == 302
    found.refresh_from_db()
    assert found.state == "checking"
    assert refused(narrow, page) == []
    assert refused(narrow, f"/programmes/{KEY}/problems") == []


def test_another_field_does_not_keep_the_list_of_problems(t: Tasking, narrow: Client) -> None:
    found = problem(t)
    assert narrow.get(f"/registers/problems/{found.pk}").status_code == 200
    assert narrow.get(f"/registers/problems/{found.pk}/edit").status_code == 403
    assert narrow.get("/registers/problems/new").status_code == 403
    other = signed_in(
        person("else", "lead_department", CITY, at=unit(CITY, "else", name="别的局"), fields=["works"])
    )
    assert other.post(f"/registers/problems/{found.pk}/moves/done", {"measures": "补齐"}).status_code == 403


def test_a_department_of_one_field_sees_what_was_decided(t: Tasking, narrow: Client) -> None:
    group(COUNTY, 1)
    session(COUNTY, dt.date(2016, 5, 4))
    decided()
    page = text(narrow, "/meetings?year=2016")
    assert "完成资源整合" in page and "没有登记领导小组" not in page
    assert "/registers/" not in page, "the register is another field's"
    assert "没有登记领导小组" not in text(narrow, "/groups?on=2016-06-01")
    for address in ("/meetings?year=2016", "/groups?on=2016-06-01"):
        assert refused(narrow, address) == []


@pytest.mark.any_database
def test_no_page_leads_where_it_would_refuse(t: Tasking, narrow: Client) -> None:
    task = t.running()
    problem(t)
    auditor = signed_in(person("auditor", "auditor", CITY))
    inspector = signed_in(person("inspector", "inspector", CITY))
    works = signed_in(person("works", "lead_department", CITY, at=t.lead_unit, fields=["works"]))
    answers: dict[Client, dict[str, int]] = {c: {} for c in (narrow, works, auditor, inspector)}
    for client, asked in answers.items():
        assert refused(client, "/desk", asked) == []
        assert refused(client, "/desk/dues", asked) == []
    for address in ("", "/attainment", "/tasks", "/acceptance", "/phases", "/what-if", "/cascade", "/links"):
        for client in (narrow, works, auditor):
            assert refused(client, f"/programmes/{KEY}{address}", answers[client]) == [], address
    assert refused(narrow, f"/tasks/{task.pk}", answers[narrow]) == []
    above = signed_in(person("above", "higher_authority", "620000"))
    assert "?kind=obligation" not in text(above, f"/programmes/{KEY}")


def test_comparing_without_saying_what_goes_to_the_list(t: Tasking, narrow: Client) -> None:
    assert narrow.get("/programmes/compare")["Location"] == "/programmes"


def test_pages_that_take_nothing_refuse_a_post(t: Tasking, narrow: Client) -> None:
    pages = ["/desk", "/desk/dues", "/meetings", "/groups", "/programmes", "/programmes/compare"]
    pages += [
        f"/programmes/{KEY}{at}"
        for at in ("", "/attainment", "/cascade", "/cascade/T01", "/compare", "/links")
    ]
    for address in pages:
        assert narrow.post(address).status_code == 405, address


def test_the_record_of_a_decision_is_a_link_for_its_field_alone(t: Tasking, narrow: Client) -> None:
    decision = decided(CITY)
    at = f"/meetings/decisions/{decision.pk}/task"
    made = signed_in(t.office.user).post(at, {"lead": t.lead_unit.pk, "due_on": "2099-01-01"})
    assert "/registers/decisions/" in text(signed_in(t.office.user), made["Location"])
    assert "/registers/decisions/" not in text(narrow, made["Location"])
