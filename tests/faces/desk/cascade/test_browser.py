"""In a real browser: numbers set by hand with the check beside them, many confirmed at once, every page clean for axe."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.cascades import DUE, KEY, ME, by_region, by_year, programme, shares_of
from tests.support.people import CITY, COUNTY, NEIGHBOUR, PROVINCE, People
from zhiheng.frame.regions.models import Region
from zhiheng.judgement.indicators.engine import forget
from zhiheng.records.cascade import service
from zhiheng.records.cascade.models import Breakdown, Share

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BASE = f"/programmes/{KEY}/cascade"


@pytest.fixture
def people(live_server: Any) -> People:
    forget()
    made = People()
    programme()
    return made


def test_set_by_hand_with_the_check_beside_it(
    page: Page, sign_in: Callable[[Any], None], people: People
) -> None:
    sign_in(people.office)
    page.goto(f"{BASE}/T01/edit?axis=region")
    checks = page.locator("#checks")
    expect(checks).to_contain_text("合计 10 件，与目标相符")
    mine = page.get_by_label("甘州区 份额")
    mine.fill("8")
    expect(checks).to_contain_text("合计 13 件，比目标多 3 件")
    expect(page.get_by_label("甘州区 固定")).to_be_checked()
    mine.fill("2")
    expect(checks).to_contain_text("合计 7 件，比目标少 3 件")
    # Another way: what was set by hand stays, the rest is divided anew, and the choice keeps its focus.
    page.locator("#how").select_option("gap")
    expect(page.get_by_label("肃南裕固族自治县 份额")).to_have_value("8")
    expect(mine).to_have_value("2")
    expect(page.locator("#how")).to_be_focused()
    expect(checks).to_contain_text("合计 10 件，与目标相符")
    # Still live after the swap; and the years of each, which follow the hand too.
    page.locator("#pace").select_option("straight")
    expect(page.get_by_label("肃南裕固族自治县 2015")).to_have_value("1")
    page.get_by_label("肃南裕固族自治县 2015").fill("5")
    page.get_by_role("button", name="重新分解").click()
    expect(page.get_by_label("肃南裕固族自治县 2015")).to_have_value("5")
    page.get_by_role("button", name="下达").click()
    page.locator("#confirm-ok").click()
    page.wait_for_url(f"**{BASE}/T01*")
    expect(page.get_by_text("已下达第 1 版")).to_be_visible()
    made = Breakdown._plain.get(status="issued")
    assert {k: int(s.value or 0) for k, s in shares_of(made).items()} == {COUNTY: 2, NEIGHBOUR: 8}
    assert int(Share._plain.get(breakdown=made, region=NEIGHBOUR, year="2015").value or 0) == 5


def test_confirm_many_at_once_from_the_due(
    page: Page, sign_in: Callable[[Any], None], people: People
) -> None:
    for key, values in {"T01": (6, 4), "T02": (20, 15), "T04": (3, 3)}.items():
        service.issue(ME, by_region(key, dict(zip((COUNTY, NEIGHBOUR), values, strict=True))), DUE)
    sign_in(people.clerk)
    page.goto("/desk/dues")
    page.get_by_role("link", name="示例市质量目标方案", exact=True).first.click()
    page.wait_for_url(f"**{BASE}/mine")
    page.locator("[data-select-all]").check()
    page.get_by_role("button", name="确认选中的").click()
    expect(page.get_by_text("已确认 3 项")).to_be_visible()
    assert set(Share._plain.filter(region=COUNTY).values_list("state", flat=True)) == {"confirmed"}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_is_accessible_and_fits(
    page: Page,
    sign_in: Callable[[Any], None],
    people: People,
    faults: Callable[[Page], list[str]],
    language: str,
) -> None:
    long = Region.objects.create(code="620799", name="积石山保安族东乡族撒拉族自治县经济技术开发区", level="county", parent_id=CITY, province=PROVINCE, prefecture=CITY, county="620799")  # fmt: skip
    service.issue(ME, by_year("T01"), DUE)
    years = {str(y): 1 for y in range(2011, 2016)}
    places = {COUNTY: 5, NEIGHBOUR: 5, long.code: 5}
    made = service.issue(ME, by_region("T01", places, years=dict.fromkeys(places, years)), DUE)
    service.object_to(ME, shares_of(made)[COUNTY], "企业少," * 30, wanted=3)  # type: ignore[arg-type]
    addresses = [
        "", f"?region={COUNTY}", "/T01", "/T02", "/T01/edit?axis=region", "/T05/edit?axis=year", "/T04/edit?axis=unit", "/mine",
    ]  # fmt: skip
    found = {}
    for user, own in (
        (people.office, addresses),
        (people.clerk, ["", "/mine", f"/mine/{shares_of(made)[COUNTY].pk}"]),
    ):
        page.context.clear_cookies()
        sign_in(user)
        page.goto("/desk")
        if language == "en" and page.locator("html").get_attribute("lang") != "en":
            page.get_by_role("button", name="English").click()
            expect(page.locator("html")).to_have_attribute("lang", "en")
        for address in own:
            page.goto(BASE + address)
            if problems := faults(page):
                found[user.username, address] = problems
    assert found == {}
