"""The whole way of an import by keyboard, and the pages of a register as people see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.faces.desk.registers.messy import messy_workbook
from tests.support.people import COUNTY, People
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "样例农业产业化龙头企业集团股份有限公司第二分公司绿洲食品加工厂暨冷链物流与质量检验检测中心"


def confirmed(page: Page) -> None:
    expect(page.locator("#confirm")).to_be_visible()
    page.locator("#confirm-ok").focus()
    page.keyboard.press("Enter")


def test_a_messy_workbook_from_upload_to_undo(
    page: Page, sign_in: Callable[[Any], None], axe: Callable[[Page], list[str]], tmp_path: Path
) -> None:
    sign_in(People().clerk)
    file = tmp_path / "抽查结果汇总.xlsx"
    file.write_bytes(messy_workbook())
    page.goto("/registers/sampling/import")
    assert axe(page) == []
    page.get_by_label("工作簿").set_input_files(file)
    page.get_by_role("button", name="上传并核对").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("抽查结果汇总.xlsx")
    expect(page.locator("#errors")).to_contain_text("昨天")
    expect(page.locator("#error-groups")).to_contain_text("查不到的代码或名称")
    assert axe(page) == []
    take = page.get_by_role("button", name="只导入正确的 3 条")
    take.focus()
    page.keyboard.press("Enter")
    confirmed(page)

    expect(page.get_by_text("已登记：新增 3 条")).to_be_visible()
    assert axe(page) == []
    page.get_by_label("原因").fill("文件传错了")
    page.keyboard.press("Enter")
    confirmed(page)
    expect(page.get_by_text("这次导入已撤销")).to_be_visible()
    page.goto("/registers/sampling")
    expect(page.get_by_text("这本台账还没有记录。")).to_be_visible()


def test_pages_are_accessible_and_inside_the_width(
    page: Page, sign_in: Callable[[Any], None], faults: Callable[[Page], list[str]]
) -> None:
    people = People()
    sign_in(people.clerk)
    clerk = Actor(user=people.clerk)
    record = service.create(
        clerk,
        register_of("titles"),
        {"code": "CH-1", "region_id": COUNTY, "kind": "brand_provincial", "name": LONG[:30], "holder": LONG},
    )
    service.create(
        clerk,
        register_of("sampling"),
        {
            "report_no": "CJ2016-0000000000000000000000000001",
            "region_id": COUNTY,
            "level": "county",
            "sector": "food",
            "product": LONG,
            "enterprise": LONG,
            "tested_on": dt.date(2016, 5, 1),
            "result": "qualified",
        },
    )
    at = f"/registers/titles/{record.pk}"
    for url in (
        "/registers",
        "/registers/sampling?result=qualified&withdrawn=with",
        "/registers/sampling?tested_on_after=never",
        at,
        f"{at}/edit",
        f"{at}/withdraw",
        f"{at}/moves/publicise",
        "/registers/sampling/new",
        "/imports",
    ):
        page.goto(url)
        assert faults(page) == [], url
