"""In a real browser: by keyboard from the clause to the figure to the record and back, and every page clean for axe."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.faces.desk.spine import KEY, Spine
from tests.support.people import CITY, COUNTY
from zhiheng.records.programmes.models import Target

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def spine(live_server: Any) -> Spine:
    return Spine()


def test_from_clause_to_record_and_back_by_keyboard(
    page: Page, sign_in: Callable[[Any], None], spine: Spine
) -> None:
    sign_in(spine.people.office)
    page.goto(f"/programmes/{KEY}")
    tree = page.locator("[data-tree]")
    tree.locator("summary").first.focus()
    page.keyboard.press("ArrowDown")
    target = page.locator("[id='T-T01'] .zh-tree-leaf a").first
    expect(target).to_be_focused()
    figure = page.locator("[id='T-T01'] a.zh-figure")
    figure.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/indicators/P01/{CITY}/2015")
    page.locator("#rows [data-row-link]").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#rows [data-row-link]").nth(1)).to_be_focused()
    clause = page.locator("#aims a.zh-clause").first
    clause.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/programmes/{KEY}#T-T01")
    expect(page.locator("[id='T-T01']")).to_be_in_viewport()
    # the sentence itself, in its text
    page.locator("[id='T-T01']").get_by_role("link", name="原句").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[id='S-T-T01']")).to_be_attached()
    assert page.evaluate("decodeURIComponent(location.hash)") == "#S-T-T01"


def test_from_matrix_to_record_by_keyboard(page: Page, sign_in: Callable[[Any], None], spine: Spine) -> None:
    sign_in(spine.people.clerk)
    page.goto("/indicators?code=P01&period=2015")
    cell = page.locator(f"#matrix a[href='/indicators/P01/{COUNTY}/2015']")
    cell.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/indicators/P01/{COUNTY}/2015")
    expect(page.locator("#rows tbody tr")).to_have_count(40)
    page.locator("#rows [data-row-link]").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/registers/sampling/*")


def test_a_target_is_bound_by_keyboard(page: Page, sign_in: Callable[[Any], None], spine: Spine) -> None:
    """From the programme's tab to the choice, saved by Enter; then all that is sure, with its question."""
    Target._plain.update(indicator="")
    sign_in(spine.people.office)
    page.goto(f"/programmes/{KEY}")
    page.get_by_role("link", name="指标对应").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/bindings")
    page.locator(".zh-why summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".zh-why[open]")).to_have_count(1)
    page.get_by_label("工业产品标准覆盖率：另选指标").focus()
    page.keyboard.type("P05")
    page.keyboard.press("Enter")
    expect(page.get_by_text("已确认 1 项的指标对应")).to_be_visible()
    page.get_by_role("button", name="采用这 1 项").focus()
    page.keyboard.press("Enter")
    page.locator("dialog[open]").get_by_role("button").last.focus()
    page.keyboard.press("Enter")
    # the same sentence as before is no sign that the second answer is in: what is left to take is
    expect(page.get_by_role("button", name="采用这 1 项")).to_have_count(0)
    expect(page.get_by_text("已确认 1 项的指标对应")).to_be_visible()
    kept = dict(Target._plain.values_list("key", "indicator"))
    assert kept == {"T01": "P01", "T02": "P05"}


PAGES = (
    "/desk",
    "/desk/dues",
    "/desk/dues?view=calendar",
    "/programmes",
    f"/programmes/{KEY}",
    f"/programmes/{KEY}/attainment",
    f"/programmes/{KEY}/bindings?show=all",
    f"/indicators/new?programme={KEY}&target=T01",
    "/indicators/local",
    "/indicators?code=P01&period=2015",
    "/indicators?by=indicator&field=foundations&period=2015",
    "/indicators/P01?period=2015",
    f"/indicators/P01/{CITY}/2015",
    f"/indicators/F02/{CITY}/2015",
)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_is_accessible_and_fits(
    page: Page,
    sign_in: Callable[[Any], None],
    spine: Spine,
    faults: Callable[[Page], list[str]],
    language: str,
) -> None:
    sign_in(spine.people.office)
    page.goto("/desk")
    if language == "en":
        page.get_by_role("button", name="English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
    found = {}
    due = f"/desk/dues/{spine.dues['late'].pk}"
    for address in (*PAGES, due):
        page.goto(address)
        if problems := faults(page):
            found[address] = problems
    assert found == {}
