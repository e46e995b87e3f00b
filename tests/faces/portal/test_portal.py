"""The open portal: approved cuts and nothing else, for anybody, in two languages."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.faces.desk.spine import Spine, sample
from tests.support.people import CITY, COUNTY, person
from zhiheng.faces.portal import cut
from zhiheng.frame.people.actors import Actor
from zhiheng.judgement.indicators.engine import forget
from zhiheng.judgement.release import service
from zhiheng.judgement.release.models import Release


class Open:
    """An approved release, one that waits and one that was refused."""

    def __init__(self, synthetic: bool = False) -> None:
        self.spine = Spine()
        self.office = Actor(user=self.spine.people.office)
        self.leader = Actor(user=person("leader", "leading_group", CITY))
        self.approved = self.prepare("2015", synthetic=synthetic)
        service.approve(self.leader, self.approved)
        self.waiting = self.prepare("2014")
        self.refused = self.prepare("2013")
        service.drop(self.leader, self.refused, "数字待核")

    def prepare(self, period: str, **more: Any) -> Release:
        return service.prepare(self.office, self.spine.programme, period, **more)


@pytest.mark.django_db
def test_the_root_shows_the_portal_to_the_anonymous_and_the_desk_to_staff() -> None:
    opened = Open()
    nobody = Client()
    assert opened.approved.number in nobody.get("/").content.decode()
    staff = Client()
    staff.force_login(opened.spine.people.office, backend="django.contrib.auth.backends.ModelBackend")
    assert staff.get("/")["Location"] == "/desk"
    assert staff.get("/open").status_code == 200


@pytest.mark.django_db
def test_only_what_is_approved_is_there() -> None:
    opened = Open()
    nobody = Client()
    listed = nobody.get("/open").content.decode()
    for hidden in (opened.waiting, opened.refused):
        assert hidden.number not in listed
        for tail in ("", "/data.csv", "/data.json"):
            assert nobody.get(f"/open/{hidden.number}{tail}").status_code == 404
    assert nobody.get("/open/620700-1999-001").status_code == 404


@pytest.mark.django_db
def test_a_release_says_what_number_when_and_how_far() -> None:
    opened = Open()
    page = Client().get(f"/open/{opened.approved.number}").content.decode()
    assert opened.approved.number in page and opened.approved.content_sha256 in page
    assert "方案共有 2 个目标" in page and "没有达到的是" in page
    assert "data-chart" in page
    assert "/indicators/" not in page and "/registers/" not in page, "no way down to records"


@pytest.mark.django_db
def test_the_json_is_the_very_cut_and_the_csv_has_its_lines() -> None:
    opened = Open()
    nobody, at = Client(), f"/open/{opened.approved.number}"
    body = nobody.get(f"{at}/data.json").content
    assert hashlib.sha256(body).hexdigest() == opened.approved.content_sha256
    raw = nobody.get(f"{at}/data.csv").content
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert [r["编号"] for r in rows] == [x["id"] for x in opened.approved.content["lines"]]
    assert {r["发布编号"] for r in rows} == {opened.approved.number}
    assert rows[1]["数值"] == "72.0" and rows[1]["是否达到"] == "否"
    rates = [(r["分子"], r["分母"], r["合并统计"]) for r in rows if r["指标代码"] == "P01"]
    assert rates and all(top and bottom and mixed == "抽样方式" for top, bottom, mixed in rates)
    page = nobody.get(at).content.decode()
    assert "含抽样方式不同的记录" in page
    line = next(x for x in opened.approved.content["lines"] if x["definition"] == "P01")
    assert f"{line['numerator']:.0f}/{line['denominator']:.0f}" in page


@pytest.mark.django_db
def test_a_release_stays_as_it_was_when_records_change() -> None:
    opened = Open()
    at = f"/open/{opened.approved.number}/data.json"
    before = Client().get(at).content
    sample(COUNTY, 2015, 0, 30, start=900)
    forget()
    assert Client().get(at).content == before


@pytest.mark.django_db
def test_correction_and_corrected_name_each_other_once_both_are_public() -> None:
    opened = Open()
    second = opened.prepare("2015", corrects=opened.approved, reason="补报一项")
    first_page = f"/open/{opened.approved.number}"
    assert "已被更正" not in Client().get(first_page).content.decode(), "not before it is approved"
    service.approve(opened.leader, second)
    first, new = (
        Client().get(f"/open/{n}").content.decode() for n in (opened.approved.number, second.number)
    )
    assert "本号已被更正" in first and second.number in first and "补报一项" in first
    assert "本号更正先前的发布" in new and opened.approved.number in new


@pytest.mark.django_db
@pytest.mark.parametrize("synthetic", [True, False])
def test_generated_data_say_so(synthetic: bool) -> None:
    opened = Open(synthetic)
    page = Client().get(f"/open/{opened.approved.number}").content.decode()
    assert ("为演示生成" in page) is synthetic


@pytest.mark.django_db
def test_english_readers_get_english_names() -> None:
    opened = Open()
    page = Client(headers={"Accept-Language": "en"}).get(f"/open/{opened.approved.number}").content.decode()
    assert 'lang="en"' in page and "Target or published figure" in page
    assert "达到" not in page and "目标" not in page


@pytest.mark.parametrize(
    ("line", "reached"),
    [
        ({"kind": "target", "op": ">=", "value": 72.0, "target": 80}, 90.0),
        ({"kind": "target", "op": "<=", "value": 5.0, "target": 4}, 80.0),
        ({"kind": "target", "op": "<=", "value": 0.0, "target": 4}, None),
        ({"kind": "target", "op": ">=", "value": None, "target": 80}, None),
        ({"kind": "target", "op": "between", "value": 4, "target": 3}, None),
        ({"kind": "result", "op": "=", "value": 4, "published": 4}, None),
    ],
)
def test_how_far_a_target_is_reached(line: dict[str, Any], reached: float | None) -> None:
    assert cut.share(line) == reached


def test_a_target_of_a_year_to_come_is_not_missed() -> None:
    line = {
        "kind": "target",
        "light": "red",
        "by": "2017",
        "value": 1,
        "target": 3,
        "op": ">=",
        "name": "示例",
        "unit": "个",
    }
    early, due = {"period": "2016", "lines": [line]}, {"period": "2017", "lines": [line]}
    assert cut.state_of(line, early) == "grey" and cut.light_of(line, early).words == "尚未到期"
    assert cut.state_of(line, due) == "red"
    assert "没有达到" not in "".join(cut.summary_sentences(early))
    assert "没有达到的是：示例" in "".join(cut.summary_sentences(due))


def test_a_text_that_a_spreadsheet_would_run_is_defused() -> None:
    assert cut._cell("=HYPERLINK(1)") == "'=HYPERLINK(1)"
    assert cut._cell(">=") == ">=" and cut._cell("=") == "=" and cut._cell(-3.5) == "-3.5"


def test_a_range_of_years_in_words() -> None:
    assert cut.span("2011..2015") == "2011年–2015年" and cut.span("2012Q3") == "2012年第三季度"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_portal_is_accessible(page: Page, faults: Callable[[Page], list[str]]) -> None:
    opened = Open(synthetic=True)
    for at in ("/", f"/open/{opened.approved.number}"):
        page.goto(at)
        assert faults(page) == []
    expect(page.locator("[data-chart][data-drawn=done]")).to_have_count(1)
