"""In a real browser: from measures to a signed task and its report, a what-if, and every page clean for axe."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Complaints
from tests.support.tasks import PDF, D, Tasking
from zhiheng.judgement.indicators.engine import forget
from zhiheng.records.tasks import rectifying, stages
from zhiheng.records.tasks.models import Task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEY = "shili-2011"


@pytest.fixture
def t(live_server: Any) -> Tasking:
    forget()
    return Tasking()


def test_from_a_measure_to_a_report_by_clicks(
    page: Page, sign_in: Callable[[Any], None], complaints: Complaints, t: Tasking
) -> None:
    complaints.expect("422")
    sign_in(t.office.user)
    page.goto(f"/programmes/{KEY}/tasks")
    page.get_by_role("link", name="由举措拟定任务").first.click()
    page.get_by_label("完成期限 监督抽查").fill("2027-12-31")
    page.get_by_label("报进展周期 监督抽查").select_option("monthly")
    page.get_by_role("button", name="拟定并下达所选").click()
    page.locator("#confirm-ok").click()
    expect(page.get_by_text("已拟定并下达 1 项任务")).to_be_visible()
    task = Task._plain.get()
    Task._plain.update(issued_on=dt.date.today() - dt.timedelta(days=90))
    sign_in(t.lead.user)
    page.goto("/tasks")
    page.get_by_role("link", name="监督抽查", exact=True).click()
    page.get_by_role("button", name="签收", exact=True).click()
    page.locator("#confirm-ok").click()
    expect(page.get_by_text("已办理：签收")).to_be_visible()
    month = (dt.date.today().replace(day=1) - dt.timedelta(days=1)).strftime("%Y-%m")
    page.goto(f"/tasks/{task.pk}/reports/{t.lead_unit.pk}/{month}")
    page.get_by_label("本期做了什么").fill("抽查 20 批")
    page.get_by_label("下一步打算").fill("继续")
    page.get_by_label("完成比例").fill("30")
    page.get_by_role("button", name="报送", exact=True).click()
    expect(page.locator("[data-error-summary]")).to_contain_text("请附佐证材料")
    page.locator("#id_file").set_input_files(
        {"name": "抽查.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.get_by_role("button", name="报送", exact=True).click()
    expect(page.get_by_text("已报送。")).to_be_visible()
    expect(page.locator("#report-list")).to_contain_text("30%")


def test_what_if_by_hand(page: Page, sign_in: Callable[[Any], None], t: Tasking) -> None:
    task = t.running(D(2014, 1, 1), due_on=D(2015, 12, 31))
    sign_in(t.office.user)
    page.goto(f"/programmes/{KEY}/what-if?at=2014-12-31")
    page.get_by_label(f"推迟(月) {task.title}").fill("6")
    page.get_by_role("button", name="推演", exact=True).first.click()
    page.wait_for_url(f"**slip-{task.pk}=6*")
    expect(page.locator("#landings")).to_contain_text("T01")


def test_every_page_is_clean(
    page: Page, sign_in: Callable[[Any], None], faults: Callable[[Page], list[str]], t: Tasking
) -> None:
    task = t.running(
        D(2014, 1, 1), due_on=D(2015, 12, 31), outputs=("名录",), title="很长很长的任务名称" * 12
    )
    problem = rectifying.enter(
        t.office,
        text="台账不全" * 30,
        owner=t.lead_unit,
        source="report",
        found_on=D(2015, 1, 5),
        rectify_by=D(2015, 2, 1),
        task=task,
        order=True,
    )
    stage = stages.prepare(t.office, t.programme)[0]
    sign_in(t.office.user)
    found = {}
    for at in (
        "/tasks",
        f"/tasks/{task.pk}",
        f"/tasks/{task.pk}/edit",
        f"/programmes/{KEY}/tasks",
        f"/programmes/{KEY}/tasks/propose",
        f"/programmes/{KEY}/problems",
        f"/problems/{problem.pk}",
        f"/programmes/{KEY}/phases",
        f"/phases/{stage.pk}",
        f"/programmes/{KEY}/what-if?at=2014-12-31",
        f"/programmes/{KEY}/links",
        "/desk",
    ):
        page.goto(at)
        if wrong := faults(page):
            found[at] = wrong
    assert found == {}
