"""Assessment pages: what the office does, what a county sees, and what it does not."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.faces.desk.spine import Spine, signed_in
from tests.support.people import CITY, COUNTY, NEIGHBOUR, person
from zhiheng.frame.people.actors import Actor
from zhiheng.judgement.assessment import scoring
from zhiheng.judgement.assessment.models import Entry, Round, VetoDetermination

FIELDS = {"scheme": "national_form", "region": CITY, "period": "2015"}


@pytest.fixture
def spine() -> Spine:
    return Spine()


def scored(spine: Spine) -> Round:
    office = Actor(user=spine.people.office)
    made = scoring.open_round(office, "national_form", CITY, "2015")
    scoring.run(office, made)
    return made


def text(client: Client, at: str) -> str:
    response = client.get(at)
    assert response.status_code == 200, (at, response.status_code)
    return str(response.content.decode())


@pytest.mark.django_db
def test_the_office_opens_runs_and_the_leading_group_approves(spine: Spine) -> None:
    office = signed_in(spine.people.office)
    at = office.post("/assessment/new", FIELDS)["Location"]
    assert "还没有评分" in text(office, at)
    office.post(f"{at}/run")
    ranked = text(office, at)
    assert "结果尚未审定" in ranked and "数据不全" in ranked and "data-chart" in ranked
    leader = signed_in(person("leader", "leading_group", CITY))
    assert office.post(f"{at}/approve").status_code == 403
    leader.post(f"{at}/approve")
    assert "本轮结果已审定" in text(office, at)
    assert "重新计算" not in text(office, at) and "重新打开" not in text(office, at)

    assert office.get(f"{at}/reopen").status_code == 403
    assert "重新打开" in text(leader, at)
    assert leader.post(f"{at}/reopen", {"reason": ""}).status_code == 200
    assert leader.post(f"{at}/reopen", {"reason": "有一项录入有误"}).status_code == 302
    county = signed_in(spine.people.clerk)
    for reader in (leader, office, county):
        page = text(reader, at)
        assert "原审定结果" in page and "有一项录入有误" in page and "本轮结果已审定" not in page
    assert "重新计算" in text(office, at)


@pytest.mark.django_db
def test_a_period_the_scheme_does_not_cover_is_a_form_error(spine: Spine) -> None:
    response = signed_in(spine.people.office).post("/assessment/new", {**FIELDS, "period": "2031"})
    assert response.status_code == 200 and "适用于" in response.content.decode()
    assert not Round.objects.everywhere("test").exists()


@pytest.mark.django_db
def test_a_county_sees_the_ranking_and_its_own_sheet_only(spine: Spine) -> None:
    made = scored(spine)
    county = signed_in(spine.people.clerk)
    ranking = text(county, f"/assessment/{made.pk}")
    assert "肃南裕固族自治县" in ranking and f"/assessment/{made.pk}/{NEIGHBOUR}" not in ranking
    assert "人工录入" not in ranking
    assert text(county, f"/assessment/{made.pk}/{COUNTY}")
    for tail in ("", "/sheet.xlsx"):
        assert county.get(f"/assessment/{made.pk}/{NEIGHBOUR}{tail}").status_code == 404


@pytest.mark.django_db
def test_every_line_of_a_sheet_leads_to_figures_and_clauses(spine: Spine) -> None:
    made = scored(spine)
    page = text(signed_in(spine.people.office), f"/assessment/{made.pk}/{COUNTY}")
    assert f"/indicators/P03/{COUNTY}/2015" in page
    assert "完成目标得 10 分" in page and "30/40" in page
    assert "暂计 0 分" in page


@pytest.mark.django_db
def test_an_entry_needs_a_reason_and_its_range(spine: Spine) -> None:
    made = scored(spine)
    expert = signed_in(person("expert", "expert", CITY))
    at = f"/assessment/{made.pk}/{COUNTY}/entry/coordination"
    for bad in (
        {"points": "4", "reason": ""},
        {"points": "6", "reason": "好"},
        {"points": "", "reason": "好"},
    ):
        assert expert.post(at, bad).status_code == 200
    assert not Entry.objects.everywhere("test").exists()
    assert expert.post(at, {"points": "4", "reason": "机制健全"}).status_code == 302
    assert expert.post(at, {"points": "3", "reason": "缺两次会议"}).status_code == 302
    (kept,) = Entry.objects.everywhere("test").all()
    assert (str(kept.points), kept.reason) == ("3.00", "缺两次会议")
    assert "有录入晚于上次计算" in text(signed_in(spine.people.office), f"/assessment/{made.pk}")


@pytest.mark.django_db
def test_a_tally_lists_what_is_missing(spine: Spine) -> None:
    made = scored(spine)
    at = f"/assessment/{made.pk}/{COUNTY}/entry/supporting_policies"
    office = signed_in(spine.people.office)
    assert (
        "多于应有"
        in office.post(at, {"expected": "1", "missing": "财政\n税收", "reason": "x"}).content.decode()
    )
    assert (
        office.post(at, {"expected": "6", "missing": "财政\n税收", "reason": "核对文件"}).status_code == 302
    )
    office.post(f"/assessment/{made.pk}/run")
    assert "缺 2（财政、税收）" in text(office, f"/assessment/{made.pk}/{COUNTY}")


@pytest.mark.django_db
def test_a_veto_is_recorded_with_who_found_it(spine: Spine) -> None:
    made = scored(spine)
    office = signed_in(spine.people.office)
    given = {
        "region": COUNTY,
        "veto": "systemic_event",
        "determined_by": "示例机关",
        "document": "示例〔2015〕1号",
        "on": "2015-06-01",
        "reason": "区域性事件",
    }
    at = f"/assessment/{made.pk}/veto"
    assert office.post(at, {**given, "document": ""}).status_code == 200
    assert office.post(at, given).status_code == 302
    (kept,) = VetoDetermination.objects.everywhere("test").all()
    office.post(f"/assessment/{made.pk}/run")
    assert "示例〔2015〕1号" in text(office, f"/assessment/{made.pk}/{COUNTY}")
    office.post(f"/assessment/{made.pk}/veto/{kept.pk}/revoke", {"reason": "登记错了"})
    assert not VetoDetermination.objects.everywhere("test").exists()


@pytest.mark.django_db
def test_workbooks_hold_what_the_pages_show(spine: Spine) -> None:
    made = scored(spine)
    office = signed_in(spine.people.office)
    for tail, heads in (("ranking.xlsx", "名次"), (f"{COUNTY}/sheet.xlsx", "部分")):
        response = office.get(f"/assessment/{made.pk}/{tail}")
        sheet = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]
        rows = list(sheet.iter_rows(values_only=True))
        assert rows[0][0] == heads and len(rows) > 2


@pytest.mark.django_db
def test_the_scheme_in_words(spine: Spine) -> None:
    page = text(signed_in(spine.people.office), "/assessment/schemes/national_form")
    assert "不低于 90% 得满分；未完成的按到零分线 70% 的距离计分" in page
    assert "A级 90 分及以上" in page and "本系统约定" in page
    assert signed_in(spine.people.office).get("/assessment/schemes/none").status_code == 404


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_are_accessible(
    page: Page, faults: Callable[[Page], list[str]], sign_in: Callable[[object], None]
) -> None:
    spine = Spine()
    made = scored(spine)
    sign_in(spine.people.office)
    at = f"/assessment/{made.pk}"
    for path in (
        "/assessment",
        at,
        f"{at}/{COUNTY}",
        f"{at}/{COUNTY}/entry/coordination",
        "/assessment/schemes/national_form",
    ):
        page.goto(path)
        assert faults(page) == [], path
    page.goto(at)
    expect(page.locator("#comparison[data-drawn=done], [data-chart][data-drawn=done]").first).to_be_visible()
