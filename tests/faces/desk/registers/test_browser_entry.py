"""Entering by keyboard in the grid, changing many rows, and a check on the spot with a photo."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Complaints
from tests.support.people import COUNTY, People
from tests.support.photos import exif, jpeg
from zhiheng.frame.evidence.models import Evidence
from zhiheng.frame.evidence.store import read
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.registers.keeping import Batch
from zhiheng.records.statistics.models import QualityReturn, ReturnCheck

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CODE, OTHER = "91620702YX0000171M", "91620702YX000018XD"


def shot(page: Page, name: str) -> None:
    """A picture for people, where ZHIHENG_SHOTS names a folder."""
    if folder := os.environ.get("ZHIHENG_SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def make(people: People, **other: Any) -> QualityReturn:
    row = {"period": "2015", "region_id": COUNTY, "enterprise": "样例机械厂", "credit_code": CODE}
    made = service.create(
        Actor(user=people.clerk),
        register_of("quality_returns"),
        {**row, "gross_output": Decimal(1000), **other},
    )
    assert isinstance(made, QualityReturn)
    return made


def test_the_grid_by_keyboard(
    page: Page, sign_in: Callable[[Any], None], axe: Callable[[Page], list[str]], complaints: Complaints
) -> None:
    complaints.expect("422")
    people = People()
    make(people)
    sign_in(people.clerk)
    page.goto("/registers/quality_returns/grid?period=2016&copy=1")
    expect(page.get_by_text("带出 1 行上期的数")).to_be_visible()
    assert axe(page) == []
    output = page.locator("[name='r0-gross_output']")
    output.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("1100")
    expect(page.locator("[name='r0-confirmed']")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.locator("[name='r1-gross_output']")).to_be_focused()
    page.keyboard.type("十来万")
    for name, words in (("region", COUNTY), ("enterprise", "样例食品厂"), ("credit_code", OTHER)):
        page.locator(f"[name='r1-{name}']").focus()
        page.keyboard.type(words)
    shot(page, "grid")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-error-summary]")).to_contain_text("第 2 行 工业总产值")
    page.locator("[data-error-summary] a").click()
    expect(page.locator("[name='r1-gross_output']")).to_be_focused()
    assert not QualityReturn.objects.filter(period="2016").exists()
    assert axe(page) == []
    wrong = page.locator("[name='r1-gross_output']")
    wrong.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("100000")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("已登记 2 条，修改 0 条。")).to_be_visible()
    kept = dict(QualityReturn.objects.filter(period="2016").values_list("credit_code", "gross_output"))
    assert kept == {CODE: Decimal(1100), OTHER: Decimal(100000)}


def test_what_was_typed_is_offered_again(page: Page, sign_in: Callable[[Any], None]) -> None:
    sign_in(People().clerk)
    page.goto("/registers/macro_figures/new")
    page.get_by_label("来源").fill("样例公报")
    page.goto("/registers")
    page.goto("/registers/macro_figures/new")
    page.get_by_role("button", name="恢复").click()
    expect(page.get_by_label("来源")).to_have_value("样例公报")


@pytest.mark.parametrize("lost", ["sessionid", "csrftoken"])
def test_what_was_sent_too_late_is_offered_after_logging_in(
    page: Page, sign_in: Callable[[Any], None], complaints: Complaints, lost: str
) -> None:
    complaints.expect("403")
    people = People()
    sign_in(people.clerk)
    page.goto("/registers/macro_figures/new")
    page.get_by_label("来源").fill("样例公报")
    page.context.clear_cookies(name=lost)
    page.keyboard.press("Control+s")
    expect(page.locator("[data-unanswered]")).to_be_visible()
    sign_in(people.clerk)
    page.goto("/registers/macro_figures/new")
    page.get_by_role("button", name="恢复").click()
    expect(page.get_by_label("来源")).to_have_value("样例公报")


def test_many_rows_at_once(
    page: Page, sign_in: Callable[[Any], None], axe: Callable[[Page], list[str]]
) -> None:
    people = People()
    rows = [make(people), make(people, credit_code=OTHER, enterprise="样例食品厂")]
    sign_in(people.clerk)
    page.goto("/registers/quality_returns")
    page.get_by_label("选择本页全部").check()
    page.get_by_role("button", name="批量修改或撤回").click()
    page.get_by_label("要改的列").select_option("industry")
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("行业代码").fill("3490")
    page.get_by_label("修改原因").fill("按新版目录")
    page.get_by_role("button", name="预览").click()
    expect(page.get_by_text("将处理 2 条")).to_be_visible()
    assert axe(page) == []
    shot(page, "batch")
    page.get_by_role("button", name="修改这 2 条").click()
    expect(page.get_by_text("已处理 2 条")).to_be_visible()
    assert set(QualityReturn.objects.values_list("industry", flat=True)) == {"3490"}
    page.get_by_label("原因").fill("目录有误")
    page.get_by_role("button", name="整批撤销").click()
    page.locator("#confirm-ok").click()
    expect(page.get_by_text("已整批撤销。")).to_be_visible()
    assert set(QualityReturn.objects.values_list("industry", flat=True)) == {""}
    assert Batch._plain.get().count == len(rows)


def test_a_check_on_a_phone_with_a_photo(
    page: Page, sign_in: Callable[[Any], None], axe: Callable[[Page], list[str]], tmp_path: Path
) -> None:
    people = People()
    page.set_viewport_size({"width": 390, "height": 844})
    due = dt.date.today() + dt.timedelta(days=3)
    row = {"code": "HC-1", "region_id": COUNTY, "enterprise": "样例机械厂", "period": "2015", "due_on": due}
    made = service.create(Actor(user=people.clerk), register_of("return_checks"), row)
    sign_in(people.clerk)
    page.goto("/onsite")
    assert axe(page) == []
    shot(page, "onsite")
    page.get_by_role("link", name="样例机械厂").click()
    # A click does not wait for the page that it leads to; the form's own words are awaited first.
    expect(page.get_by_text("与台账一致")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_text("与台账一致").click()
    files = []
    for n in range(2):
        files.append(tmp_path / f"照片{n}.jpg")
        files[-1].write_bytes(jpeg(exif(1, gps=True)))
    page.get_by_label("照片").set_input_files(files)
    expect(page.locator("[data-photo-preview] img")).to_have_count(2)
    assert axe(page) == []
    shot(page, "onsite_form")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存")).to_be_visible()
    found = ReturnCheck.objects.get(pk=made.pk)
    assert (found.outcome, found.checked_on) == ("agrees", dt.date.today())
    kept = list(Evidence._plain.all())
    assert len(kept) == 2
    assert all("已去除照片里的位置信息" in e.note and b"GPS" not in read(e) for e in kept)
    page.goto(f"/registers/return_checks/{made.pk}")
    expect(page.locator(".zh-photos img")).to_have_count(2)
    assert page.locator(".zh-photos img").first.evaluate("i => i.decode().then(() => i.naturalWidth)") == 8
    assert axe(page) == []
    shot(page, "record_photos")


def test_who_has_filed(page: Page, sign_in: Callable[[Any], None], axe: Callable[[Page], list[str]]) -> None:
    people = People()
    make(people, period=str(dt.date.today().year - 1))
    sign_in(people.office)
    page.goto("/registers/quality_returns/returns")
    expect(page.locator("#returns")).to_contain_text("已报 1 条")
    assert axe(page) == []
    shot(page, "returns")
    lock = page.locator("#lock-form")
    lock.get_by_label("原因").fill("年报截止")
    lock.get_by_role("button", name="锁定").click()
    expect(page.locator("#returns")).to_contain_text("已锁定")
