"""The styleguide in a real browser: clean for axe, inside the width, drawn, and usable from the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from zhiheng.frame.people.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WARM = "/styleguide?region=a&level=city&level=provincial"


@pytest.fixture
def guide(page: Page, sign_in: Callable[[Any], None]) -> Page:
    sign_in(User.objects.create_user("builder", is_staff=True, display_name="样例人员"))
    page.goto(WARM)
    expect(page.locator("[data-chart][data-drawn=done]")).to_have_count(3)
    return page


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_styleguide_is_accessible(
    guide: Page, faults: Callable[[Page], list[str]], language: str
) -> None:
    if language == "en":
        guide.get_by_role("button", name="English").click()
        expect(guide.locator("html")).to_have_attribute("lang", "en")
    guide.locator("details").evaluate_all("boxes => boxes.forEach(box => { box.open = true })")
    assert faults(guide) == []


def test_charts_and_maps_are_drawn(guide: Page) -> None:
    assert guide.locator("#sample-line svg path").count() > 5
    assert guide.locator("#sample-map svg path").count() >= 4
    guide.set_viewport_size({"width": 600, "height": 800})
    expect(guide.locator("#sample-line svg")).to_have_attribute(
        "width", str(guide.locator("#sample-line").evaluate("e => e.clientWidth"))
    )


def test_the_keyboard_reaches_and_walks(guide: Page) -> None:
    rows = guide.locator("#many [data-row-link]")
    rows.first.focus()
    guide.keyboard.press("ArrowDown")
    expect(rows.nth(1)).to_be_focused()
    guide.keyboard.press("End")
    expect(rows.last).to_be_focused()

    branches = guide.locator("[data-tree] summary")
    branches.first.focus()
    guide.keyboard.press("ArrowRight")
    assert guide.locator("[data-tree] details").first.evaluate("d => d.open")
    guide.keyboard.press("ArrowLeft")
    guide.keyboard.press("ArrowDown")
    expect(branches.nth(1)).to_be_focused()


def test_a_phone_shows_the_first_rows_and_the_rest_by_a_button(guide: Page) -> None:
    rows, rest = guide.locator("#cards tbody tr"), guide.get_by_role("button", name="显示其余")
    expect(rest).to_have_count(0)
    guide.set_viewport_size({"width": 390, "height": 800})
    expect(rows.nth(2)).to_be_visible()
    expect(rows.nth(3)).to_be_hidden()
    rest.first.click()
    expect(rows.last).to_be_visible()
    expect(rows.nth(3).locator("a")).to_be_focused()


def test_selection_is_counted_and_a_grave_act_asks_first(guide: Page) -> None:
    void = guide.locator("#many button[value=void]")
    expect(void).to_be_disabled()
    boxes = guide.locator("#many [data-select]")
    boxes.nth(0).check()
    boxes.nth(3).click(modifiers=["Shift"])
    expect(guide.locator("#many [data-selected-count]")).to_have_text("已选 4 条")
    void.click()
    dialog = guide.locator("#confirm")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("所选记录将作废")
    guide.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert guide.url.endswith(WARM), "nothing may be sent after the dialog was left"


def test_a_confirmed_act_is_sent_once(guide: Page) -> None:
    sent: list[str] = []
    guide.route(
        "**/styleguide*",
        lambda route: (
            (sent.append(route.request.method), route.fulfill(body="<title>x</title>"))[-1]
            if route.request.method == "POST"
            else route.continue_()
        ),
    )
    guide.get_by_role("button", name="不予受理").click()
    guide.locator("#confirm-ok").click()
    guide.wait_for_function("document.title === 'x'")
    assert sent == ["POST"]


def test_a_chip_takes_its_filter_away(guide: Page) -> None:
    guide.get_by_role("link", name="级别：市级").click()
    guide.wait_for_url("**/styleguide?region=a&level=provincial")


def test_the_log_in_form(page: Page, axe: Callable[[Page], list[str]], complaints: Any) -> None:
    User.objects.create_user("someone", password="correct-horse-7")
    complaints.expect("404")  # the face that log-in leads to is not part of this test
    page.goto("/login")
    assert axe(page) == []
    page.get_by_label("用户名").fill("someone")
    page.get_by_label("密码").fill("wrong")
    page.get_by_role("button", name="登录").click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    assert axe(page) == []


def test_an_error_page_is_accessible(page: Page, axe: Callable[[Page], list[str]], complaints: Any) -> None:
    complaints.expect("404")
    page.goto("/no/such/page")
    expect(page.get_by_role("heading", level=1)).to_contain_text("没有找到")
    page.keyboard.press("Tab")
    expect(page.locator(".zh-skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    assert axe(page) == []
