"""The page on which the office confirms what measures each target."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.faces.desk.spine import KEY, Spine, programme, signed_in
from tests.support.people import CITY, PROVINCE, person
from zhiheng.frame.trail.models import Entry
from zhiheng.records.programmes.models import Target

pytestmark = pytest.mark.django_db
URL = f"/programmes/{KEY}/bindings"


@pytest.fixture
def spine() -> Spine:
    made = Spine()
    Target._plain.filter(key="T01").update(indicator="")
    for key, name, unit in (
        ("T03", "食品抽检合格率", "%"),
        ("T04", "常住人口城镇化率", "%"),
        ("T05", "重点产品监督抽查合格率", "%"),
    ):
        Target._plain.create(
            programme=made.programme, key=key, kind="target", indicator_name=name, measure="level", op=">=",
            value=90, unit=unit, by="2015", start=10, end=20,
        )  # fmt: skip
    return made


@pytest.fixture
def office(spine: Spine) -> Client:
    return signed_in(spine.people.office)


def bound() -> dict[str, tuple[str, bool]]:
    return {t.key: (t.indicator, bool(t.bound_by)) for t in Target._plain.all()}


def test_each_target_shows_what_is_bound_proposed_and_why(office: Client) -> None:
    page = office.get(f"{URL}?show=all").content.decode()
    assert "F02 工业产品标准覆盖率" in page
    assert "随方案载入" in page
    assert "P08 食品质量监督抽查合格率" in page
    assert "别名“食品抽检合格率”一致" in page
    assert "目录中没有相近的指标" in page
    assert f"/indicators/new?programme={KEY}&amp;target=T04" in page
    assert 'href="/programmes/shili-2011/bindings"' in page


def test_one_click_takes_what_is_sure_and_nothing_else(office: Client) -> None:
    before = bound()
    response = office.post(URL, {"action": "certain"})
    assert response.status_code == 302
    after = bound()
    assert after["T01"] == ("P01", True)
    assert after["T03"] == ("P08", True)
    assert after["T04"] == before["T04"] == ("", False)
    assert after["T02"] == before["T02"] == ("F02", False)
    assert Entry._plain.filter(action="programme.bind").count() == sum(b for _c, b in after.values())
    assert office.post(URL, {"action": "certain"}).status_code == 302
    assert bound() == after


def test_rows_are_confirmed_changed_refused_and_typed_in(office: Client) -> None:
    office.post(
        URL,
        {
            "choice-T01": "P05|",
            "choice-T02": "F02|",
            "choice-T03": "",
            "other-T03": "P08 食品质量监督抽查合格率",
            "choice-T04": "none",
            "other-T05": "重要工业产品监督抽查合格率",
        },
    )
    assert bound() == {
        "T01": ("P05", True),
        "T02": ("F02", True),
        "T03": ("P08", True),
        "T04": ("", True),
        "T05": ("P01", True),
    }
    page = office.get(f"{URL}?show=all").content.decode()
    assert page.count("已确认") >= 4
    assert "不对应" in page


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({"other-T03": "没有的指标"}, "没有指标“没有的指标”"),
        ({"choice-T03": "Z99|"}, "不在目录中"),
        ({"other-T03": "L620900_001"}, "没有指标"),
    ],
)
def test_what_is_not_known_is_refused_and_nothing_is_kept(
    office: Client, posted: dict[str, str], words: str
) -> None:
    before = bound()
    response = office.post(URL, {"choice-T01": "P01|", **posted})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert bound() == before


def test_nothing_chosen_is_said(office: Client) -> None:
    response = office.post(URL, {"choice-T01": ""}, follow=True)
    assert "没有要保存的改动" in response.content.decode()


def test_attainment_follows_at_once(office: Client) -> None:
    page = office.get(f"/programmes/{KEY}/attainment?period=2015").content.decode()
    assert f"/indicators/P01/{CITY}/2015" not in page
    office.post(URL, {"choice-T01": "P01|"})
    page = office.get(f"/programmes/{KEY}/attainment?period=2015").content.decode()
    assert f"/indicators/P01/{CITY}/2015" in page


def test_counties_are_refused_and_shown_no_tab(spine: Spine) -> None:
    clerk = signed_in(spine.people.clerk)
    assert clerk.get(URL).status_code == 403
    assert clerk.post(URL, {"action": "certain"}).status_code == 403
    assert URL not in clerk.get(f"/programmes/{KEY}").content.decode()
    assert URL in signed_in(spine.people.office).get(f"/programmes/{KEY}").content.decode()


def test_an_upper_programme_is_not_for_the_lower_office(spine: Spine) -> None:
    person("province", "office", PROVINCE)
    upper = programme(PROVINCE, "sheng-2011")
    office = signed_in(spine.people.office)
    address = f"/programmes/{upper.key}/bindings"
    assert office.get(address).status_code in {403, 404}
    assert address not in office.get(f"/programmes/{upper.key}").content.decode()


def test_queries_do_not_grow_with_the_targets(spine: Spine, office: Client) -> None:
    office.get(f"{URL}?show=all")
    with CaptureQueriesContext(connection) as few:
        office.get(f"{URL}?show=all")
    for n in range(30):
        Target._plain.create(
            programme=spine.programme, key=f"X{n}", kind="target", indicator_name=f"食品抽检合格率{n}",
            measure="level", op=">=", value=90, unit="%", start=10, end=20,
        )  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        office.get(f"{URL}?show=all")
    assert len(many) == len(few)
    assert len(many) <= 12
