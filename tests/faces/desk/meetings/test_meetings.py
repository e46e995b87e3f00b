"""The pages of meetings and groups: what is shown, to whom, and in how many questions."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.records.meetings.test_following import decided, group, put, session
from tests.support.people import CITY, COUNTY, FAR, NEIGHBOUR, People, unit
from tests.support.registers import signed_in
from zhiheng.records.meetings.models import Decision
from zhiheng.records.tasks.models import Task


@pytest.fixture
def people(db: None) -> People:
    return People()


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def test_an_empty_year_says_so(people: People) -> None:
    page = text_of(signed_in(people.clerk).get("/meetings"))
    for words in ("没有未落实的议定事项。", "没有登记领导小组", "这一年没有登记会议。", "没有要求"):
        assert words in page, words


def test_a_year_with_meetings_and_decisions(people: People) -> None:
    group(COUNTY, 1)
    session(COUNTY, dt.date(2016, 5, 4))
    decided()
    decided(FAR, content="别处的事项")
    page = text_of(signed_in(people.office).get("/meetings?year=2016"))
    assert "已达到" in page
    assert "完成资源整合" in page
    assert "逾期" in page
    assert "别处的事项" not in page
    assert "转为任务" in page
    county = text_of(signed_in(people.clerk).get("/meetings?year=2016"))
    assert "完成资源整合" in county
    assert "转为任务" not in county, "the county may look, not assign"


def test_a_decision_is_made_a_task_on_the_page(people: People) -> None:
    lead = unit(COUNTY, "lead", name="样例局")
    decision = decided()
    client = signed_in(people.office)
    page = text_of(client.get(f"/meetings/decisions/{decision.pk}/task"))
    assert "议定时写的是：样例局" in page
    assert f'<option value="{lead.pk}" selected>' in page
    refused = client.post(f"/meetings/decisions/{decision.pk}/task", {"lead": ""})
    assert refused.status_code == 422
    early = client.post(f"/meetings/decisions/{decision.pk}/task", {"lead": lead.pk, "due_on": "2001-01-01"})
    assert early.status_code == 422 and "期限不能早于议定日期" in text_of(early)
    done = client.post(f"/meetings/decisions/{decision.pk}/task", {"lead": lead.pk, "due_on": "2016-06-30"})
    task = Task.objects.everywhere("test").get()
    assert (done.status_code, done["Location"]) == (302, f"/tasks/{task.pk}")
    again = client.get(f"/meetings/decisions/{decision.pk}/task")
    assert again["Location"] == f"/tasks/{task.pk}"
    assert f"任务 {task.pk}" in text_of(client.get("/meetings"))


def test_without_units_the_page_says_what_to_do(people: People) -> None:
    decision = decided(NEIGHBOUR)
    from zhiheng.frame.people.models import Post, Unit

    Post.objects.filter(unit__region_id=NEIGHBOUR).delete()
    Unit.objects.filter(region_id=NEIGHBOUR).delete()
    page = text_of(signed_in(people.office).get(f"/meetings/decisions/{decision.pk}/task"))
    assert "还没有登记单位" in page


def test_groups_with_the_members_of_a_day(people: People) -> None:
    group(CITY, 1)
    put(
        "groups", CITY, code="ZL-W", name="工程质量工作组", kind="working", theme="works", parent=f"ZL-{CITY}",
        established_on=dt.date(2016, 1, 1),
    )  # fmt: skip
    for post, since, until in (("前任局长", "2015-01-01", "2015-12-31"), ("现任局长", "2016-01-01", None)):
        put(
            "group_members", CITY, group=f"ZL-{CITY}", unit="样例局", seat="member", post=post,
            since=dt.date.fromisoformat(since), until=dt.date.fromisoformat(until) if until else None,
        )  # fmt: skip
    client = signed_in(people.office)
    now, then = text_of(client.get("/groups")), text_of(client.get("/groups?on=2015-06-01"))
    assert "现任局长" in now and "前任局长" not in now and "工程质量工作组" in now
    assert "前任局长" in then and "现任局长" not in then and "工程质量工作组" not in then
    assert "没有登记领导小组" in text_of(signed_in(people.neighbour).get("/groups"))


def test_a_group_shows_what_it_plans_and_examines_and_what_is_not_mended(people: People) -> None:
    body = put(
        "groups", CITY, code="ZL-W", name="工程质量工作组", kind="working", established_on=dt.date(2015, 1, 1)
    )
    put(
        "group_plans", CITY, code="JH-1", group="ZL-W", title="工程质量年度计划", kind="year", theme="works",
        period="2016", drafted_on=dt.date(2016, 1, 4), state="adopted", adopted_on=dt.date(2016, 2, 1), carry_out_by=dt.date(2016, 12, 1),
    )  # fmt: skip
    for n, (region, state) in enumerate(((COUNTY, "rectifying"), (NEIGHBOUR, "clear"), (FAR, "rectifying"))):
        put(
            "examinations", region, code=f"JC-{n}", group="ZL-W", theme="works", subject=f"样例单位{n}", period="2016",
            planned_on=dt.date(2016, 10, 10), examined_on=dt.date(2016, 10, 11), score=80, state=state,
            problems=f"样例问题{n}", rectify_by=dt.date(2016, 11, 1),
        )  # fmt: skip
    client = signed_in(people.office)
    tree = text_of(client.get("/groups"))
    assert "计划 1 · 检查 2 · 未销号 1" in tree
    assert f"/groups/{body.pk}" in tree
    page = text_of(client.get(f"/groups/{body.pk}"))
    for words in ("工程质量年度计划", "样例单位0", "样例单位1", "样例问题0", "逾期"):
        assert words in page, words
    assert "样例单位2" not in page, "another prefecture is out of reach"
    assert "样例问题1" not in page, "nothing was found wrong there"
    assert signed_in(people.clerk).get(f"/groups/{body.pk}").status_code == 404


def test_a_park_stands_below_its_county_in_the_tree(people: People) -> None:
    group(CITY, 1)
    group(COUNTY, 1)
    made = put("parks", COUNTY, name="样例工业园区", kind="industrial")
    put("groups", made.territory_id, code="FW-1", name="样例质量服务站", kind="service_point", established_on=dt.date(2016, 1, 1))  # fmt: skip
    page = text_of(signed_in(people.office).get("/groups"))
    order = [page.index(words) for words in ("张掖市", "甘州区", "样例工业园区", "样例质量服务站")]
    assert order == sorted(order)
    assert "样例工业园区" not in text_of(signed_in(people.neighbour).get("/groups"))


def asked(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_the_questions_do_not_grow(people: People) -> None:
    client = signed_in(people.office)
    body = group(COUNTY, 1)
    session(COUNTY, dt.date(2016, 1, 4))
    decided()
    before = {url: asked(client, url) for url in ("/meetings?year=2016", "/groups", f"/groups/{body.pk}")}
    for n in range(30):
        put("groups", COUNTY, code=f"G{n}", name=f"工作组{n}", kind="working", parent=f"ZL-{COUNTY}", established_on=dt.date(2015, 1, 1))  # fmt: skip
        put("group_members", COUNTY, group=f"G{n}", unit="样例局", seat="member", since=dt.date(2015, 1, 1))
        session(COUNTY, dt.date(2016, 2, n % 28 + 1)) if n < 28 else None
        decided(code=f"YD-X{n}")
    for url, number in before.items():
        assert asked(client, url) <= number, url
        assert number <= 20, url
    assert Decision._plain.count() == 31
