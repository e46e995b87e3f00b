"""The browser fixtures themselves: a page that complains has to be heard, a clean one not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.support.browser import Complaints

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGE = "<!doctype html><html lang='zh'><head><title>页</title></head><body><main><h1>题</h1>{}</main></body></html>"


def show(page: Page, body: str, policy: str = "default-src 'self'; img-src *") -> None:
    headers = {"Content-Security-Policy": policy, "Content-Type": "text/html; charset=utf-8"}
    page.route("**/shown", lambda route: route.fulfill(body=PAGE.format(body), headers=headers))
    page.goto("/shown")


def test_a_clean_page_is_quiet(page: Page, axe: Callable[[Page], list[str]], complaints: Complaints) -> None:
    show(page, "<p>好</p>")
    assert axe(page) == []
    assert complaints.found == []


def test_axe_sees_a_field_without_label_under_a_strict_policy(
    page: Page, axe: Callable[[Page], list[str]]
) -> None:
    show(page, "<input>")
    assert [v for v in axe(page) if v.startswith("label: ")] == [
        "label: Form elements must have labels -> input"
    ]


def test_what_sticks_out_is_told_of_the_width_that_it_is_too_wide_for(
    page: Page, faults: Callable[[Page], list[str]]
) -> None:
    show(page, "<p>好</p>")
    assert faults(page) == []
    page.locator("p").evaluate("p => p.append('x'.repeat(100))")
    (wide,) = faults(page)
    assert wide.startswith("390 px: wider than the screen: ")


@pytest.mark.parametrize(
    ("body", "heard"),
    [
        ("<p style='color:red'>x</p>", "CSP: style-src"),
        ("<script>1</script>", "CSP: script-src"),
        ("<img alt='x' src='http://elsewhere.invalid/x.png'>", "other host: http://elsewhere.invalid/x.png"),
    ],
)
def test_a_complaint_is_heard(page: Page, complaints: Complaints, body: str, heard: str) -> None:
    complaints.expect(r"CSP|Content Security Policy|elsewhere\.invalid")
    with page.expect_event("console"):
        show(page, body)
    page.wait_for_function("document.readyState === 'complete'")
    assert any(heard in c for c in complaints.found), complaints.found
    assert complaints.unexpected == []


def test_the_database_is_usable_beside_the_browser(page: Page, django_user_model: Any) -> None:
    assert not django_user_model.objects.filter(pk=-1).exists()
