"""Devices that send readings: what a token opens and what it does not, rows once, errors by row, the way back."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.core.cache import caches
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from tests.support.people import COUNTY, FAR, People, person, unit
from tests.support.registers import signed_in
from zhiheng.faces.api import collecting as limits
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Unit
from zhiheng.frame.registers import collecting
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.registers.gathering import gathered
from zhiheng.frame.registers.models import CollectorToken, ImportSession, Record
from zhiheng.frame.trail.chain import history, verify

pytestmark = pytest.mark.django_db
CODE, OTHER = "91620702MA0000007X", "91620702MA0000015Q"
AT = "/api/collect/energy_readings/rows"
READ = {
    "meter_no": "DB-01",
    "energy": "electricity",
    "read_on": "2016-03-01",
    "hour": 8,
    "unit": "kWh",
    "value": 12.5,
}


@pytest.fixture
def plant() -> Unit:
    caches["limits"].clear()
    People()
    return unit(COUNTY, "plant", name="样例水泥厂", kind="enterprise", credit_code=CODE)


@pytest.fixture
def firm(plant: Unit) -> Actor:
    return Actor(user=person("plant", "enterprise", COUNTY, at=plant))


@pytest.fixture
def secret(firm: Actor) -> str:
    register = register_of("energy_readings")
    return collecting.issue(firm, register, "一号采集器", dt.date.today() + dt.timedelta(days=90))[1]


def send(secret: str, *rows: Any, at: str = AT, **more: Any) -> Any:
    body = more.get("body", {"rows": list(rows)})
    raw = body if isinstance(body, bytes | str) else json.dumps(body)
    head = {"HTTP_AUTHORIZATION": f"Bearer {secret}"} if secret else {}
    return Client(enforce_csrf_checks=True).post(at, raw, content_type="application/json", **head)


def rows() -> list[Record]:
    return list(register_of("energy_readings").model.objects.everywhere("test").standing().order_by("pk"))


def test_rows_come_in_once_and_corrections_leave_a_trail(secret: str, plant: Unit) -> None:
    answer = send(
        secret, READ, {**READ, "hour": 9, "value": "12.5.5"}, {**READ, "hour": 10, "value": 13}
    ).json()
    assert (answer["received"], answer["added"], answer["same"]) == (3, 2, 0), answer
    assert [(r["row"], r["column"]) for r in answer["refused"]] == [(1, "value")]
    made = rows()[0]
    assert (made.owner_id, made.region_id, made.origin) == (plant.pk, COUNTY, "exchanged")
    assert (made.enterprise, made.credit_code) == ("样例水泥厂", CODE)  # type: ignore[attr-defined]
    again = send(secret, READ).json()
    assert again == {"received": 1, "added": 0, "changed": 0, "same": 1, "refused": [], "session": None}
    assert send(secret, {**READ, "value": 12.75}).json()["changed"] == 1
    assert len(rows()) == 2
    assert history(made)[0].actor == "采集设备：一号采集器(样例水泥厂)"
    assert ImportSession.objects.count() == 2 and verify().sound


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ({"credit_code": OTHER}, "region", "不是令牌所属企业的"),
        ({"region": "620721"}, "region", "62072"),
        ({"value": None}, "value", ""),
        ({"value": -1}, "value", ""),
        ({"value": {"a": 1}}, "value", "不能是这样的内容"),
        ({"value": True}, "value", "不能是这样的内容"),
        ({"hour": 25}, "hour", ""),
        ({"read_on": "2016-02-30"}, "read_on", ""),
        ({"energy": "moonlight"}, "energy", ""),
        ({"meter_no": "A\x00B"}, "meter_no", "不能是这样的内容"),
        ({"meter_no": "x" * 5000}, "meter_no", "不能是这样的内容"),
        ({"owner": 1}, "", "没有这些列"),
        ({"state": "x", "synthetic": True}, "", "没有这些列"),
    ],
)
def test_what_is_wrong_is_told_by_row_and_the_rest_taken(
    secret: str, row: dict[str, Any], column: str, said: str
) -> None:
    answer = send(secret, {**READ, **row}, {**READ, "hour": 11})
    assert answer.status_code == 200
    body = answer.json()
    assert body["added"] == 1 and {r["row"] for r in body["refused"]} == {0}, body
    assert column in {r["column"] for r in body["refused"]} and said in "".join(
        r["message"] for r in body["refused"]
    )
    assert len(rows()) == 1


def test_cells_that_are_no_cells_stay_what_they_are(secret: str) -> None:
    """Quotes, commas, formulas and headings in a value are a value; nothing of it moves to another column."""
    odd = ["=1+1", 'a,b"c', "0012", "合计", "计量器具编号"]
    answer = send(secret, *[{**READ, "meter_no": name} for name in odd]).json()
    kept = {r.meter_no for r in rows()}  # type: ignore[attr-defined]
    assert kept | {odd[r["row"]] for r in answer["refused"]} == set(odd), answer
    assert {"0012", 'a,b"c'} <= kept


@pytest.mark.parametrize(
    "body",
    ["", "null", "[]", "{", '{"rows": 1}', '{"rows": []}', '{"rows": [1]}', b"\xff\xfe", '{"rows": [[]]}'],
)
def test_what_is_no_list_of_rows_is_refused(secret: str, body: Any) -> None:
    assert send(secret, body=body).status_code in {400, 422}
    assert not rows()


def test_a_token_opens_one_door_and_nothing_else(secret: str, firm: Actor) -> None:
    assert send("").status_code == 401
    assert send("zhc_" + "x" * 43).status_code == 401
    assert send(secret, READ, at="/api/collect/energy_metering/rows").status_code == 403
    assert send(secret, *[READ] * (collecting.MOST + 1)).status_code == 422
    for at in (
        "/api/registers",
        "/api/registers/energy_readings/records",
        "/desk",
        "/registers/energy_readings",
    ):
        assert Client().get(at, HTTP_AUTHORIZATION=f"Bearer {secret}").status_code in {302, 401, 404}
    token = CollectorToken.objects.everywhere("test").get()
    assert secret not in json.dumps([str(v) for v in token.__dict__.values()]) and len(token.digest) == 64
    actor = collecting.actor_of(token)
    for action in ("register.add", "register.withdraw", "enterprise.view", "due.view", "collector.keep"):
        assert not actor.may(action)
    collecting.revoke(firm, token)
    assert send(secret, READ).status_code == 401 and not rows()


def test_tokens_are_of_the_firm_and_end(firm: Actor, secret: str) -> None:
    register, soon = register_of("energy_readings"), dt.date.today() + dt.timedelta(days=5)
    clerk = Actor(user=person("clerk2", "county_office", COUNTY))
    with pytest.raises(PermissionDenied, match="企业账号"):
        collecting.issue(clerk, register, "甲", soon)
    for bad in (dt.date.today(), dt.date.today() + dt.timedelta(days=500)):
        with pytest.raises(ValidationError, match="有效期至"):
            collecting.issue(firm, register, "甲", bad)
    with pytest.raises(ValidationError, match="不接收设备上报"):
        collecting.issue(firm, register_of("energy_metering"), "甲", soon)
    rival = Actor(
        user=person(
            "rival", "enterprise", COUNTY, at=unit(COUNTY, "rival", kind="enterprise", credit_code=OTHER)
        )
    )
    token = CollectorToken.objects.everywhere("test").get()
    with pytest.raises(PermissionDenied):
        collecting.revoke(rival, token)
    assert collecting.token_of(secret, token.valid_until) is not None
    assert collecting.token_of(secret, token.valid_until + dt.timedelta(days=1)) is None
    collecting.revoke(clerk, token)  # the office of the place may end it
    assert token.revoked_at is not None and token.revoked_at <= timezone.now()


def test_a_token_is_answered_so_often(secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "POSTS", 2)
    assert [send(secret, READ).status_code for _ in range(3)] == [200, 200, 429]


def test_the_month_is_proposed_with_what_is_missing(secret: str, firm: Actor) -> None:
    hours = [{**READ, "hour": h, "value": 2} for h in range(24) if h != 5]
    whole = {**READ, "read_on": "2016-03-02", "hour": 24, "value": "50.5"}
    # An hour beside the whole day is not counted twice; gas is another row.
    assert send(secret, *hours, whole, {**whole, "hour": 3, "value": 9}).json()["refused"] == []
    send(secret, {**whole, "energy": "natural_gas", "meter_no": "QB-1", "unit": "m3"})
    register = register_of("energy_metering")
    power, gas = gathered(firm, register, "2016-03")
    assert (power.values["metered"], power.wanted, power.missing) == (96.5, 744, 744 - 47)
    assert gas.values["unit"] == "m3" and gathered(firm, register, "2016-04") == []
    client = signed_in(firm.user)
    page = client.get("/registers/energy_metering/gathered", {"period": "2016-03"}).content.decode()
    assert "697" in page and "96.5" in page
    form = client.get(
        f"/registers/energy_metering/new?gathered=2016-03:{CODE}:electricity:kWh"
    ).content.decode()
    assert "96.5" in form and "DB-01" not in form
    stranger = signed_in(person("far", "county_office", FAR))
    assert (
        "96.5"
        not in stranger.get("/registers/energy_metering/gathered", {"period": "2016-03"}).content.decode()
    )


def test_the_page_shows_the_secret_once_and_revokes(firm: Actor) -> None:
    client, until = signed_in(firm.user), dt.date.today() + dt.timedelta(days=30)
    given = {"register": "energy_readings", "name": "二号采集器", "valid_until": until.isoformat()}
    shown = client.post("/collectors", given).content.decode()
    token = CollectorToken.objects.everywhere("test").get()
    assert "zhc_" in shown and token.head in shown
    listed = client.get("/collectors").content.decode()
    assert "二号采集器" in listed and listed.count("zhc_") == 1  # its beginning alone
    assert client.post(f"/collectors/{token.pk}/revoke").status_code == 302
    assert CollectorToken.objects.everywhere("test").get().revoked_at is not None
