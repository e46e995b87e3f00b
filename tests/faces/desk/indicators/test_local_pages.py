"""Pages of local indicators: the list, a new one, one made for a target, change, end; and that the desk works with it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.faces.desk.spine import KEY, Spine, signed_in
from tests.support.people import CITY, COUNTY, FAR, person
from zhiheng.judgement.indicators.models import LocalIndicator
from zhiheng.records.programmes.models import Target

pytestmark = pytest.mark.django_db
FORM = {
    "name": "等级民宿家数",
    "unit": "家",
    "measure": "increment",
    "direction": "up",
    "periodicity": "year",
    "field": "service",
    "decimals": "0",
    "region": CITY,
    "aliases": "星级民宿、民宿等级评定数",
}


@pytest.fixture
def spine() -> Spine:
    return Spine()


@pytest.fixture
def office(spine: Spine) -> Client:
    return signed_in(spine.people.office)


def new(client: Client, **given: Any) -> Any:
    return client.post("/indicators/new", FORM | given)


def test_an_indicator_is_made_reported_and_seen_below(spine: Spine, office: Client) -> None:
    response = new(office)
    code = f"L{CITY}_001"
    assert response.url == f"/indicators/{code}"
    assert office.get(response.url).status_code == 200
    assert LocalIndicator._plain.get().aliases == ["星级民宿", "民宿等级评定数"]
    told = office.post(f"/indicators/{code}/{CITY}/2015/report", {"value": "12", "basis": "文旅局统计"})
    assert told.status_code == 302
    page = office.get(f"/indicators/{code}/{CITY}/2015").content.decode()
    assert "12" in page
    assert "文旅局统计" in page
    clerk = signed_in(spine.people.clerk)
    assert clerk.get(f"/indicators/{code}/{COUNTY}/2015").status_code == 200
    assert "等级民宿家数" in clerk.get("/indicators/local").content.decode()
    matrix = office.get(f"/indicators?code={code}&region={CITY}&period=2015").content.decode()
    assert "等级民宿家数" in matrix
    assert f"/indicators/{code}/{CITY}/2015" in matrix


def test_other_cities_do_not_see_it(spine: Spine, office: Client) -> None:
    new(office)
    code = f"L{CITY}_001"
    stranger = signed_in(person("far", "county_office", FAR))
    assert code not in stranger.get("/indicators/local").content.decode()
    assert code not in stranger.get("/indicators?field=service").content.decode()
    assert stranger.get(f"/indicators/{code}").status_code == 403
    assert stranger.get(f"/indicators/{code}?region={FAR}").status_code == 404
    assert stranger.get(f"/indicators/{code}/{FAR}/2015").status_code == 404
    assert code not in stranger.get("/api/indicators").content.decode()
    assert code in office.get("/api/indicators").content.decode()
    refused = stranger.get(f"/api/indicators/{code}/cells?region={FAR}&period=2015")
    assert refused.status_code == 422


def test_one_made_for_a_target_is_bound_to_it_in_the_same_step(spine: Spine, office: Client) -> None:
    target = Target._plain.create(
        programme=spine.programme, key="T09", kind="target", indicator_name="等级民宿家数", measure="cumulative",
        op=">=", value=10, unit="家", by="2015", start=0, end=1,
    )  # fmt: skip
    page = office.get(f"/indicators/new?programme={KEY}&target=T09").content.decode()
    assert 'value="等级民宿家数"' in page
    assert "设立后即与它对应" in page
    response = new(office, programme=KEY, target="T09")
    assert response.url == f"/programmes/{KEY}/bindings"
    target.refresh_from_db()
    made = LocalIndicator._plain.get()
    assert (target.indicator, bool(target.bound_by)) == (made.code, True)
    assert (made.source_programme, made.source_target) == (KEY, "T09")
    office.post(f"/indicators/{made.code}/{CITY}/2015/report", {"value": "12"})
    page = office.get(f"/programmes/{KEY}/attainment?period=2015").content.decode()
    assert f"/indicators/{made.code}/{CITY}/2015" in page
    indicator = office.get(f"/indicators/{made.code}?period=2015").content.decode()
    assert "示例市质量提升工作方案" in indicator


def test_a_target_out_of_reach_is_not_found(office: Client) -> None:
    assert office.get("/indicators/new?programme=nothing&target=T01").status_code == 404


def test_what_is_too_like_an_existing_one_must_be_insisted_on(office: Client) -> None:
    given = {"name": "食品监督抽检合格率", "unit": "%", "field": "product"}
    response = new(office, **given)
    assert response.status_code == 422
    assert "P08" in response.content.decode()
    assert "仍要新设" in response.content.decode()
    assert not LocalIndicator._plain.exists()
    assert new(office, **given, although_alike="on").status_code == 302


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": ""}, "name"),
        ({"owner": "没有的单位"}, "没有单位"),
        ({"region": "999999"}, "没有区划"),
        ({"valid_from": "2015-02-01", "valid_to": "2015-01-01"}, "早于"),
    ],
)
def test_faults_are_told_where_they_are(office: Client, given: dict[str, str], words: str) -> None:
    region = given.get("region", CITY)
    response = new(office, **given)
    assert response.status_code in ({403, 422} if region != CITY else {422})
    if response.status_code == 422:
        assert words in response.content.decode()
    assert not LocalIndicator._plain.exists()


def test_it_is_changed_and_ended(spine: Spine, office: Client) -> None:
    new(office)
    code = f"L{CITY}_001"
    url = f"/indicators/local/{code}"
    assert "停用" in office.get(url).content.decode()
    assert office.post(url, FORM | {"name": "星级民宿家数"}).status_code == 302
    assert LocalIndicator._plain.get().name == "星级民宿家数"
    assert office.post(url, FORM | {"name": ""}).status_code == 422
    assert office.post(f"{url}/close", {"on": "2015-12-31"}).status_code == 302
    assert str(LocalIndicator._plain.get().valid_to) == "2015-12-31"
    assert office.post(f"{url}/close", {"on": "x"}).status_code == 422
    page = office.get(f"/indicators/{code}/{CITY}/2016").content.decode()
    assert "口径未生效" in page
    assert signed_in(spine.people.clerk).get(url).status_code == 403
    assert office.get("/indicators/local/L620700_999").status_code == 404
