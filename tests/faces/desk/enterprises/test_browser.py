"""The archive by keyboard: find an enterprise, open a record from its timeline, go back; merge and undo; a typed name."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.records.enterprises.test_archive import CODE, NAME, OTHER, listed, officer, sampled
from tests.support.people import People
from zhiheng.records.enterprises import names

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_search_to_a_record_and_back_then_merged_and_undone(
    page: Page, sign_in: Callable[[Any], None], axe: Callable[[Page], list[str]]
) -> None:
    names.forget()
    people = People()
    listed(key_maker=True, above_size=True, former_names="样例奶厂")
    listed(OTHER, "样例奶厂", closed_on=None)
    officer()
    sampled("A-1")
    sampled("A-2", OTHER)
    sign_in(people.clerk)
    page.goto("/enterprises")
    assert axe(page) == []
    page.get_by_label("搜索").fill("样例乳品")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=NAME).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(NAME)
    assert axe(page) == []
    timeline = page.locator("#timeline")
    record = timeline.get_by_role("link", name="监督抽查")
    record.first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/registers/sampling/"))
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text(NAME)

    page.goto(f"/enterprises/{CODE}/merge?code={OTHER}")
    assert axe(page) == []
    page.get_by_label("合并原因").fill("同一企业换发代码")
    page.keyboard.press("Enter")
    expect(page.get_by_text("由两个代码合并")).to_be_visible()
    page.goto("/enterprises/duplicates")
    assert axe(page) == []
    page.get_by_role("link", name="撤销合并").focus()
    page.keyboard.press("Enter")
    page.get_by_label("原因").fill("是两家企业")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("样例奶厂")


def test_a_typed_name_proposes_its_code(page: Page, sign_in: Callable[[Any], None]) -> None:
    names.forget()
    people = People()
    listed()
    sign_in(people.clerk)
    page.goto("/registers/quality_projects/new")
    page.get_by_label("企业名称").fill("样例乳品有限公司")
    page.keyboard.press("Tab")
    proposal = page.get_by_role("button", name=CODE)
    expect(proposal).to_be_visible()
    proposal.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("统一社会信用代码")).to_have_value(CODE)
    expect(page.get_by_label("企业名称")).to_have_value(NAME)


def test_pages_are_accessible_and_inside_the_width(
    page: Page, sign_in: Callable[[Any], None], faults: Callable[[Page], list[str]]
) -> None:
    names.forget()
    people = People()
    listed(key_maker=True, above_size=True, food_maker=True, high_tech=True, exporter=True)
    officer()
    sampled(
        "CJ2016-0000000000000000000000000001",
        product="农业产业化龙头企业集团股份有限公司绿洲食品加工厂的产品",
    )
    sampled("N-1", "", enterprise="样例乳品有限公司")
    sign_in(people.clerk)
    for url in (
        "/enterprises",
        f"/enterprises/{CODE}",
        f"/enterprises/{CODE}?year=2016",
        f"/enterprises/{CODE}/registers/sampling",
        "/enterprises/names",
        "/enterprises/names?register=sampling",
        "/enterprises/names?register=sampling&view=disagree",
        "/enterprises/duplicates",
    ):
        page.goto(url)
        assert faults(page) == [], url
