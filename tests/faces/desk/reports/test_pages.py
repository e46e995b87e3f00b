"""Report and release pages: owed, drafted, handed in, returned, printed; two people for a release."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.faces.desk.spine import Spine, sample, signed_in
from tests.support.people import CITY, COUNTY, person
from zhiheng.frame.people.actors import Actor
from zhiheng.judgement.indicators.engine import forget
from zhiheng.judgement.release.models import Release
from zhiheng.judgement.reports import service
from zhiheng.judgement.reports.models import Report


@pytest.fixture
def spine() -> Spine:
    return Spine()


@pytest.fixture
def clerk(spine: Spine) -> Client:
    return signed_in(spine.people.clerk)


@pytest.fixture
def office(spine: Spine) -> Client:
    return signed_in(spine.people.office)


def text(client: Client, at: str) -> str:
    response = client.get(at)
    assert response.status_code == 200, (at, response.status_code)
    return str(response.content.decode())


@pytest.mark.django_db
def test_what_is_owed_is_listed_late_first_with_a_way_to_start(clerk: Client) -> None:
    page = text(clerk, "/reports")
    assert "逾期 10 天" in page and f"/reports/new?region={COUNTY}&amp;period=2026-late" in page
    assert "2026-later" not in page, "what has not opened yet is not owed yet"
    assert "2026-n)" not in page, "nor what a neighbour owes"


@pytest.mark.django_db
def test_a_report_goes_its_way(clerk: Client, office: Client) -> None:
    at = clerk.post("/reports/new", {"region": COUNTY, "period": "2015Q3"})["Location"]
    page = text(clerk, at)
    assert f'href="/indicators/P01/{COUNTY}/2015Q3"' in page and "草稿" in page
    clerk.post(f"{at}/opinion", {"opinion": "增加抽查频次。", "number": "甘质办〔2015〕3号"})
    page = text(clerk, at)
    assert "增加抽查频次。" in page
    assert re.search(rf'<form method="post" action="{at}/move"[^>]*>.*?value="submit"', page), (
        "the button's own way"
    )
    clerk.post(f"{at}/move", {"action": "submit"})
    assert "数字与报送时一致" in text(office, at)
    assert "要写明理由" in office.post(f"{at}/move", {"action": "return"}, follow=True).content.decode()
    office.post(f"{at}/move", {"action": "return", "reason": "缺服务质量说明"})
    assert "缺服务质量说明" in text(clerk, at)
    clerk.post(f"{at}/move", {"action": "submit"})
    office.post(f"{at}/move", {"action": "accept"})
    assert Report.objects.everywhere("test").get().state == "accepted"


@pytest.mark.django_db
def test_a_move_nobody_knows_or_may_make(clerk: Client) -> None:
    at = clerk.post("/reports/new", {"region": COUNTY, "period": "2015Q3"})["Location"]
    assert "没有动作" in clerk.post(f"{at}/move", {"action": "burn"}, follow=True).content.decode()
    clerk.post(f"{at}/move", {"action": "submit"})
    assert clerk.post(f"{at}/move", {"action": "accept"}).status_code == 403


@pytest.mark.django_db
def test_figures_that_moved_on_are_told(clerk: Client) -> None:
    at = clerk.post("/reports/new", {"region": COUNTY, "period": "2015"})["Location"]
    clerk.post(f"{at}/move", {"action": "submit"})
    sample(COUNTY, 2015, 0, 20, start=500)
    forget()
    page = text(clerk, at)
    assert "个数字变了" in page and "75.00% → " in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"region": COUNTY, "period": "2015-07"}, "季、半年或年"),
        ({"region": COUNTY, "period": "去年"}, "看不懂时期"),
        ({"region": "999999", "period": "2015Q3"}, "没有区划"),
    ],
)
def test_bad_wishes_are_form_errors(clerk: Client, given: dict[str, str], said: str) -> None:
    response = clerk.post("/reports/new", given)
    assert response.status_code == 200 and said in response.content.decode()
    assert not Report.objects.everywhere("test").exists()


@pytest.mark.django_db
def test_a_region_outside_the_territory_is_refused(clerk: Client) -> None:
    assert clerk.post("/reports/new", {"region": "620721", "period": "2015Q3"}).status_code == 403


@pytest.mark.django_db
def test_the_file_is_html_with_pictures_and_its_name(clerk: Client) -> None:
    at = clerk.post("/reports/new", {"region": COUNTY, "period": "2015"})["Location"]
    response = clerk.get(f"{at}/file.html")
    assert "甘州区2015年质量状况分析报告.html" in unquote(response["Content-Disposition"])
    body = response.content.decode()
    assert body.startswith("<!doctype html>") and "<svg" in body
    docx = clerk.get(f"{at}/file.docx")
    assert docx.content[:2] == b"PK"
    assert clerk.get(f"{at}/file.exe").status_code == 404


@pytest.mark.django_db
def test_a_release_takes_two_people(spine: Spine, office: Client) -> None:
    at = office.post("/releases/new", {"programme": spine.programme.key, "period": "2015"})["Location"]
    assert "须由另一人批准" in text(office, at)
    assert office.post(f"{at}/move", {"action": "approve"}).status_code == 403
    leader = signed_in(person("leader", "leading_group", CITY))
    leader.post(f"{at}/move", {"action": "approve"})
    made = Release.objects.everywhere("test").get()
    assert made.state == "approved"
    new = office.get(f"/releases/new?corrects={made.pk}").content.decode()
    assert f"更正 {made.number}" in new
    assert (
        office.post(
            f"/releases/new?corrects={made.pk}", {"programme": made.subject, "period": "2015"}
        ).status_code
        == 200
    )
    given = {"programme": made.subject, "period": "2015", "reason": "补报一项"}
    assert office.post(f"/releases/new?corrects={made.pk}", given).status_code == 302
    other = Release.objects.everywhere("test").exclude(pk=made.pk).get()
    leader.post(f"/releases/{other.pk}/move", {"action": "drop", "reason": ""})
    leader.post(f"/releases/{other.pk}/move", {"action": "drop", "reason": "不必更正"})
    assert Release.objects.everywhere("test").get(pk=other.pk).state == "dropped"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_are_accessible_and_the_charts_drawn(
    page: Page, faults: Callable[[Page], list[str]], sign_in: Callable[[object], None]
) -> None:
    spine = Spine()
    report = service.draft(Actor(user=spine.people.office), CITY, str(dt.date(2015, 1, 1).year))
    sign_in(spine.people.office)
    for path in ("/reports", "/reports/new", f"/reports/{report.pk}", "/releases", "/releases/new"):
        page.goto(path)
        assert faults(page) == [], path
    page.goto(f"/reports/{report.pk}")
    expect(page.locator(".paper .chart[data-drawn=done]").first).to_be_visible()
