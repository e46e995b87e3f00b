"""Which programme carries out which, up and down, and special actions below one."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.faces.desk.spine import programme, signed_in
from tests.support.people import CITY, PROVINCE, People
from zhiheng.frame.people.actors import Actor, machine
from zhiheng.frame.trail.chain import history
from zhiheng.records.programmes import linking
from zhiheng.records.programmes.models import Programme, Target

ME = machine("测试")


@pytest.fixture
def people(db: None) -> People:
    return People()


def test_a_programme_leads_to_what_it_carries_out_and_back(people: People) -> None:
    higher, lower = programme(PROVINCE, "upper"), programme(CITY, "lower")
    lower.cites = [{"title": "某某意见", "number": higher.number}]
    lower.save()
    office = Actor(user=people.office)
    assert linking.suggested(lower, office.scope("programme.view")) == [higher]
    linking.link(office, lower, higher)
    assert linking.chain(lower) == [higher] and list(Programme._plain.filter(carries_out=higher)) == [lower]
    assert history(lower)[0].after == {"carries_out": "upper"}
    with pytest.raises(ValidationError, match="本身贯彻"):
        linking.link(ME, higher, lower)
    with pytest.raises(ValidationError, match="本身贯彻"):
        linking.link(ME, lower, lower)
    with pytest.raises(PermissionDenied):
        linking.link(office, higher, None)
    linking.link(office, lower, None)
    assert linking.chain(lower) == []


def test_a_special_action_is_a_programme_of_its_own(people: People) -> None:
    higher = programme(CITY)
    office = Actor(user=people.office)
    first = linking.special_action(office, higher, "食品安全专项行动", "2013", "2014", "生产加工环节")
    second = linking.special_action(office, higher, "农资打假专项行动", "2013", "2014")
    assert (first.key, second.key) == (f"{higher.key}-action-1", f"{higher.key}-action-2")
    assert first.carries_out == higher and first.region_id == CITY
    with pytest.raises(ValidationError, match="名称"):
        linking.special_action(office, higher, " ", "2013", "2014")
    with pytest.raises(PermissionDenied):
        linking.special_action(Actor(user=people.clerk), higher, "x", "2013", "2014")


def test_an_action_without_a_document_sets_targets_of_its_own(people: People) -> None:
    higher = programme(CITY)
    client = signed_in(people.office)
    made = linking.special_action(Actor(user=people.office), higher, "农资打假专项行动", "2013", "2014")
    at = f"/programmes/{made.key}/links"
    given = {
        "name": "农资抽检合格率",
        "measure": "level",
        "op": ">=",
        "value": "96",
        "unit": "%",
        "by": "2014",
    }
    assert "还没有设指标值" in client.get(at).content.decode()
    assert client.post(f"{at}/target", {**given, "value": "多"}).status_code == 422
    assert client.post(f"{at}/target", given).status_code == 302
    again = client.post(f"{at}/target", given)
    assert again.status_code == 422 and "已有同一期限" in again.content.decode()
    target = Target._plain.get(programme=made)
    assert (target.key, target.value, target.by, target.node) == ("T01", 96, "2014", None)
    assert "农资抽检合格率" in client.get(at).content.decode()
    for page in ("cascade", "attainment", "bindings", "cascade/T01"):
        assert "农资抽检合格率" in client.get(f"/programmes/{made.key}/{page}").content.decode(), page
    assert history(target)[0].action == "programme.target"
    refused = client.post(f"/programmes/{higher.key}/links/target", given, follow=True)
    assert "以文件为准" in refused.content.decode()
    assert not Target._plain.filter(programme=higher, indicator_name="农资抽检合格率").exists()
    assert client.post(f"{at}/target/drop", {"target": "T01"}).status_code == 302
    assert not Target._plain.filter(programme=made).exists()


def test_the_page_links_both_ways(people: People) -> None:
    higher, lower = programme(PROVINCE, "upper"), programme(CITY, "lower")
    office = signed_in(people.office)
    at = "/programmes/lower/links"
    assert "没有登记上位方案" in office.get(at).content.decode()
    assert office.post(f"{at}/higher", {"higher": "upper"}).status_code == 302
    assert "/programmes/upper" in office.get(at).content.decode()
    assert "/programmes/lower" in office.get("/programmes/upper/links").content.decode()
    assert office.post(f"{at}/higher", {"higher": "lower"}).status_code == 422
    bad = office.post(f"{at}/action", {"name": "专项", "starts": "2014", "ends": "2013"})
    assert bad.status_code == 422 and "早于起始年份" in bad.content.decode()
    made = office.post(f"{at}/action", {"name": "专项", "starts": "2013", "ends": "2014"})
    assert made["Location"] == "/programmes/lower-action-1/tasks"
    assert "专项" in office.get(at).content.decode()
    assert higher.name and lower.name
