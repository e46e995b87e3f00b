"""Public questions: who knows the marks of a thing is told what is public of it, and nobody is told more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client, override_settings
from playwright.sync_api import Page, expect

from tests.support.people import CITY, COUNTY, People
from zhiheng.faces.demo.book import credit_code
from zhiheng.faces.portal import limits, looking
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import User
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import RegisterError, register_of
from zhiheng.frame.registers.lookups import Lookup, spellings
from zhiheng.frame.registers.models import Record
from zhiheng.records.works.models import Dwelling
from zhiheng.records.works.registers.acceptance import DwellingRegister

FLAT = {
    "project_code": "XM-2016-01",
    "region_id": COUNTY,
    "project": "样例小区",
    "building": "3号楼",
    "room": "101",
    "inspected_on": dt.date(2016, 5, 30),
    "passed": False,
    "failed_items": "外窗渗水",
    "inspectors": "样例监理公司专业监理工程师",
}
OPINION = {
    "code": "YJ-0001",
    "region_id": CITY,
    "subject": "希望公开小麦粉抽查结果",
    "source": "deputy",
    "kind": "opinion",
    "content": "抽查结果难以查到",
    "contact": "0000-0000000",
    "received_on": dt.date(2016, 3, 15),
    "handler": "样例市市场监管局",
    "reply": "已在网站公开",
    "replied_on": dt.date(2016, 3, 20),
    "published_on": dt.date(2016, 3, 22),
}


@pytest.fixture(autouse=True)
def _fresh_counters() -> Iterator[None]:
    caches["limits"].clear()
    yield
    caches["limits"].clear()


def office() -> Actor:
    return Actor(user=User.objects.filter(username="office").first() or People().office)


def enter(key: str, row: dict[str, Any], **more: Any) -> Record:
    return service.create(office(), register_of(key), {**row, **more})


def ask(key: str, **given: str) -> str:
    return Client().get(f"/ask/{key}", given).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "given",
    [
        {"project": "样例小区", "building": "3号楼", "room": "101"},
        {"project": "XM-2016-01", "building": "3栋", "room": "101室"},
        {"project": " 样例小区 ", "building": "３", "room": "101"},
    ],
)
def test_a_buyer_finds_the_flat_by_name_or_code_however_the_building_is_written(
    given: dict[str, str],
) -> None:
    enter("dwellings", FLAT)
    page = ask("dwellings", **given)
    assert "外窗渗水" in page and "查询结果" in page
    assert "监理工程师" not in page, "a column that is not public"
    assert "未填" in page, "no day of repair is told as unknown, not left blank"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "given",
    [
        {"project": "样例", "building": "3号楼", "room": "101"},
        {"project": "样例小区", "building": "3号楼", "room": "1"},
        {"project": "样例小区", "building": "3号楼", "room": "%"},
        {"project": "样例小区", "building": "3号楼"},
        {"project": "样例小区", "building": "3号楼", "room": " "},
        {"project": "样例小区"},
        {},
    ],
)
def test_a_flat_cannot_be_listed_or_guessed_from_a_part(given: dict[str, str]) -> None:
    enter("dwellings", FLAT)
    assert "外窗渗水" not in ask("dwellings", **given)


@pytest.mark.django_db
def test_a_withdrawn_row_is_not_told_and_nothing_found_is_said() -> None:
    record = enter("dwellings", FLAT)
    service.withdraw(office(), register_of("dwellings"), record, "登错")
    page = ask("dwellings", project="样例小区", building="3号楼", room="101")
    assert "没有查到" in page and "外窗渗水" not in page


@pytest.mark.django_db
def test_only_published_replies_are_listed_and_only_their_public_columns() -> None:
    enter("opinions", OPINION, state="published")
    for n, state in enumerate(("received", "assigned", "replied", "declined")):
        enter("opinions", OPINION, code=f"YJ-1{n}", subject=f"未公开的事{n}", state=state)
    page = ask("opinions")
    assert "希望公开小麦粉抽查结果" in page and "已在网站公开" in page
    assert "未公开的事" not in page
    assert "抽查结果难以查到" not in page and "0000-0000000" not in page
    assert "没有符合条件的公开内容" in ask("opinions", subject="未公开的事")
    assert "希望公开小麦粉抽查结果" in ask("opinions", subject="小麦粉")
    assert "没有符合条件的公开内容" in ask("opinions", subject="猪肉")


DECLARED = {
    "standard_declarations": (
        {
            "number": "Q/YL 0001S-2016",
            "name": "样例面粉",
            "kind": "enterprise",
            "declared_on": dt.date(2016, 3, 1),
        },
        {"product": "小麦粉"},
        {"number": "样例不存在"},
    ),
    "commitments": (
        {"kind": "promise", "year": 2016, "title": "样例承诺书", "published_on": dt.date(2016, 3, 1)},
        {"content": "内部细则"},
        {"enterprise": "样例不存在"},
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("key", DECLARED)
def test_what_firms_declare_to_the_public_can_be_read_by_it(key: str) -> None:
    row, more, elsewhere = DECLARED[key]
    firm = {"enterprise": "样例粮油公司", "credit_code": credit_code("620702", 1), "region_id": COUNTY}
    enter(key, {**firm, **row, **more})
    named = str(row.get("name") or row["title"])
    assert named in ask(key) and named in ask(key, enterprise="样例粮油")
    assert firm["credit_code"] not in ask(key) and "内部细则" not in ask(key)
    assert "没有符合条件的公开内容" in ask(key, **elsewhere)


@pytest.mark.django_db
def test_a_commitment_is_open_when_it_has_been_listed() -> None:
    row = {"region_id": COUNTY, "trade": "market", "committed_on": dt.date(2016, 3, 1)}
    enter("metrology_commitments", {**row, "code": "CN-1", "enterprise": "样例已公示"}, state="listed")
    enter("metrology_commitments", {**row, "code": "CN-2", "enterprise": "样例未公示"})
    page = ask("metrology_commitments")
    assert "样例已公示" in page and "样例未公示" not in page


@pytest.mark.django_db
def test_operating_data_of_tourism_are_open_from_the_day_they_are_published() -> None:
    row = {"region_id": COUNTY, "visitors": "32.1"}
    enter("tourism_returns", {**row, "period": "2016-07"}, published_on=dt.date(2016, 8, 10))
    enter("tourism_returns", {**row, "period": "2016-08"})
    page = ask("tourism_returns", period="2016")
    assert "2016-07" in page and "32.1" in page and "2016-08" not in page.replace("2016-08-10", "")


@pytest.mark.django_db
def test_one_address_is_answered_so_often_and_then_asked_to_wait() -> None:
    enter("dwellings", FLAT)
    given = {"project": "样例小区", "building": "3号楼", "room": "101"}
    for _n in range(limits.MOST):
        assert Client().get("/ask/dwellings", given).status_code == 200
    refused = Client().get("/ask/dwellings", given)
    assert refused.status_code == 429 and int(refused["Retry-After"]) <= limits.WINDOW
    assert "外窗渗水" not in refused.content.decode()
    assert Client().get("/ask/dwellings", given, REMOTE_ADDR="192.0.2.7").status_code == 200
    assert Client().get("/ask/dwellings").status_code == 200, "the empty form is no question"


@pytest.mark.django_db
@override_settings(BEHIND_PROXY=True)
def test_behind_a_proxy_who_asks_is_whom_the_proxy_names() -> None:
    given = {"project": "样例小区", "building": "3号楼", "room": "101"}
    for n in range(limits.MOST):
        Client().get("/ask/dwellings", given, headers={"X-Forwarded-For": f"198.51.100.{n}, 192.0.2.9"})
    # The first address is only what the visitor says of himself.
    asked = {"X-Forwarded-For": "203.0.113.1, 192.0.2.9"}
    assert Client().get("/ask/dwellings", given, headers=asked).status_code == 429


@pytest.mark.django_db
def test_answers_are_kept_by_nobody_and_search_engines_stay_out() -> None:
    answer = Client().get("/ask/dwellings", {"project": "a", "building": "1", "room": "1"})
    assert answer["Cache-Control"] == "no-store" and "noindex" in answer["X-Robots-Tag"]
    assert "Disallow: /ask/" in Client().get("/robots.txt").content.decode()
    assert Client().post("/ask/dwellings").status_code == 405


@pytest.mark.django_db
def test_a_register_that_says_nothing_is_not_asked() -> None:
    assert Client().get("/ask/sampling").status_code == 404
    assert Client().get("/ask/nothing").status_code == 404


@pytest.mark.django_db
def test_every_question_stands_on_the_first_page_and_can_be_opened() -> None:
    home = Client().get("/open").content.decode()
    assert looking.asked_of()
    for register in looking.asked_of():
        assert f"/ask/{register.key}" in home
        for language in ("zh-hans", "en"):
            page = Client(headers={"Accept-Language": language}).get(f"/ask/{register.key}")
            assert page.status_code == 200


@pytest.mark.django_db
def test_an_english_reader_is_answered_in_english() -> None:
    enter("dwellings", FLAT)
    given = {"project": "样例小区", "building": "3号楼", "room": "101"}
    page = Client(headers={"Accept-Language": "en"}).get("/ask/dwellings", given).content.decode()
    assert "Acceptance of dwellings" in page and "Building" in page and "Passed" in page
    assert "房号" not in page and "楼栋" not in page


@pytest.mark.django_db
def test_generated_rows_say_so() -> None:
    record = enter("dwellings", FLAT)
    Dwelling._plain.filter(pk=record.pk).update(synthetic=True)
    assert "演示数据" in ask("dwellings", project="样例小区", building="3号楼", room="101")


def test_what_is_not_public_cannot_be_declared_to_be_asked() -> None:
    class Loose(DwellingRegister):
        key = "loose"
        lookup = Lookup(by=("project", "inspectors"))

    with pytest.raises(RegisterError, match="inspectors"):
        Loose()


@pytest.mark.parametrize(
    ("typed", "endings", "all_of_them"),
    [
        ("3", ("号楼", "栋"), ["3", "3号楼", "3栋"]),
        ("3号楼", ("楼", "号楼"), ["3号楼", "3", "3楼"]),
        ("栋", ("栋",), ["栋", "栋栋"]),
        ("101", (), ["101"]),
    ],
)
def test_how_a_mark_may_be_written(typed: str, endings: tuple[str, ...], all_of_them: list[str]) -> None:
    assert spellings(typed, endings) == all_of_them


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_question_is_accessible(page: Page, faults: Callable[[Page], list[str]]) -> None:
    enter("dwellings", FLAT)
    enter("opinions", OPINION, state="published")
    for at in ("/ask/dwellings?project=样例小区&building=3&room=101", "/ask/opinions"):
        page.goto(at)
        assert faults(page) == []
    page.goto("/ask/dwellings")
    page.get_by_label("工程名称或项目编码").fill("样例小区")
    page.get_by_label("楼栋").fill("3栋")
    page.get_by_label("房号").fill("101")
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_text("外窗渗水")).to_be_visible()
