"""Moving a record on: what a move needs is asked for, the second person is held to, figures follow."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.support.people import COUNTY, NEIGHBOUR, People, person
from tests.support.registers import body, signed_in
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.registers.models import Partition, Record

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return People()


@pytest.fixture
def clerk(people: People) -> Client:
    return signed_in(people.clerk)


def make(people: People, key: str, **values: object) -> Record:
    return service.create(Actor(user=people.clerk), register_of(key), {"region_id": COUNTY, **values})


def title(people: People) -> Record:
    return make(people, "titles", code="CH-1", kind="brand_provincial", name="样例苹果梨")


def test_a_move_asks_for_what_it_needs(people: People, clerk: Client) -> None:
    record = title(people)
    at = f"/registers/titles/{record.pk}"
    assert f"{at}/moves/publicise" in clerk.get(at).content.decode()
    form = clerk.get(f"{at}/moves/publicise")
    assert "申报日期" in form.content.decode()
    assert clerk.post(f"{at}/moves/publicise", {}).status_code == 422
    assert clerk.post(f"{at}/moves/publicise", {"applied_on": "2016-01-05"}).status_code == 302
    record.refresh_from_db()
    assert (record.state, record.applied_on) == ("publicised", dt.date(2016, 1, 5))  # type: ignore[attr-defined]
    page = clerk.get(at).content.decode()
    assert "公示" in page
    wrong = clerk.post(f"{at}/moves/label", follow=True)
    assert "要先到" in wrong.content.decode()
    assert clerk.get(f"{at}/moves/fly").status_code == 404
    assert clerk.get(f"/registers/sampling/{record.pk}/moves/fly").status_code == 404


def test_figures_follow_a_move(people: People, clerk: Client) -> None:
    record = title(people)
    at = f"/registers/titles/{record.pk}/moves"
    clerk.post(f"{at}/review", {"reviewed_on": "2016-02-01"})
    before = {p.year: p.revision for p in Partition.objects.filter(register="titles")}
    clerk.post(f"{at}/grant", {"granted_on": "2016-03-01", "grantor": "样例机关"})
    record.refresh_from_db()
    after = {p.year: p.revision for p in Partition.objects.filter(register="titles")}
    assert record.fact_year == 2016
    assert after[0] > before[0], "the year it left is dirty too"
    assert record.revision == after[2016]


def test_a_move_keeps_the_rules_of_the_row(people: People, clerk: Client) -> None:
    record = title(people)
    at = f"/registers/titles/{record.pk}/moves"
    clerk.post(f"{at}/publicise", {"applied_on": "2016-05-01"})
    clerk.post(f"{at}/review", {"reviewed_on": "2016-06-01"})
    refused = clerk.post(f"{at}/grant", {"granted_on": "2016-03-01", "grantor": "样例机关"})
    assert refused.status_code == 422
    assert "认定日期早于申报日期" in refused.content.decode()
    record.refresh_from_db()
    assert record.state == "reviewed"  # type: ignore[attr-defined]


def test_the_second_person(people: People, clerk: Client) -> None:
    record = make(
        people, "awards", code="JL-1", kind="government", rank="county", name="质量奖", recipient="样例厂"
    )
    at = f"/registers/awards/{record.pk}"
    assert "要由另一人办理" in clerk.get(at).content.decode()
    own = clerk.post(f"{at}/moves/win", {"awarded_on": "2016-09-01"})
    assert own.status_code == 422
    assert "另一人" in own.content.decode()
    other = signed_in(people.colleague)
    assert other.post(f"{at}/moves/win", {"awarded_on": "2016-09-01"}).status_code == 302
    record.refresh_from_db()
    assert record.state == "won"  # type: ignore[attr-defined]


def test_evidence_clocks_and_their_end(people: People, clerk: Client) -> None:
    record = make(people, "demonstrations", code="SF-1", kind="farm", rank="county", name="样例示范区")
    at = f"/registers/demonstrations/{record.pk}"
    clerk.post(f"{at}/moves/start", {"started_on": "2016-01-01"})
    assert "创建期满验收" in clerk.get(at).content.decode()
    assert clerk.post(f"{at}/moves/accept", {"accepted_on": "2016-10-01"}).status_code == 422
    refused = clerk.post(f"{at}/evidence", {"file": SimpleUploadedFile("x.exe", b"MZ")}, follow=True)
    assert "不能作为佐证" in refused.content.decode()
    clerk.post(f"{at}/evidence", {"file": SimpleUploadedFile("验收意见.pdf", b"%PDF-1.4 x"), "note": "原件"})
    page = clerk.get(at).content.decode()
    assert "验收意见.pdf" in page
    assert "样例clerk" in page
    from zhiheng.frame.evidence.models import Evidence

    kept = Evidence._plain.get()
    answer = clerk.get(f"{at}/evidence/{kept.pk}")
    assert (answer.status_code, body(answer)) == (200, b"%PDF-1.4 x")
    assert "attachment" in answer["Content-Disposition"]
    stranger = signed_in(person("far", "county_office", NEIGHBOUR))
    assert stranger.get(f"{at}/evidence/{kept.pk}").status_code == 404
    assert clerk.post(f"{at}/moves/accept", {"accepted_on": "2016-10-01"}).status_code == 302
    assert "办结" in clerk.get(at).content.decode()


def test_a_permit_shows_its_conditions_as_lines_and_no_step_that_is_off_the_usual_way(
    people: People, clerk: Client
) -> None:
    record = make(
        people,
        "permits",
        application_no="SQ-1",
        kind="special_equipment",
        product="锅炉",
        enterprise="样例锅炉有限公司",
    )
    at = f"/registers/permits/{record.pk}"
    assert "lines-permit_conditions" not in clerk.get(at).content.decode()
    dates = {"applied_on": "2016-03-02", "accepted_on": "2016-03-05"}
    assert clerk.post(f"{at}/moves/accept", dates).status_code == 302
    page = clerk.get(at).content.decode()
    assert page.count("特种设备：") == 3
    assert "整改中" not in page
    record.refresh_from_db()
    clerk.post(f"{at}/evidence", {"file": SimpleUploadedFile("核查记录.pdf", b"%PDF-1.4 x")})
    review = {"reviewed_on": "2016-03-20", "review": "合格"}
    refused = clerk.post(f"{at}/moves/review", review)
    assert refused.status_code == 422
    assert "还有 3 项审查条件没有核查结论" in refused.content.decode()
