"""The page that says why a figure changed: since a release or a day, for whom, and with how many queries."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.faces.desk.spine import ME, Spine
from tests.support.people import CITY, COUNTY, NEIGHBOUR, person
from tests.support.registers import signed_in
from zhiheng.frame.registers import service as rows
from zhiheng.frame.registers.declare import register_of
from zhiheng.judgement.release import service
from zhiheng.judgement.release.models import Release
from zhiheng.records.supervision.models import Sampling


@pytest.fixture
def spine(db: None) -> Spine:
    return Spine()


def at(region: str = CITY, code: str = "P01") -> str:
    return reverse("desk:cell_changes", args=[code, region, "2015"])


def publish(spine: Spine) -> Release:
    release = service.prepare(ME, spine.programme, "2015")
    service.approve(ME, release)
    return release


def correct(n: int) -> list[Sampling]:
    """Some failed batches of the county turn out to have passed."""
    found = list(
        Sampling.objects.everywhere("test").filter(region_id=COUNTY, fact_year=2015, result="unqualified")[:n]
    )
    for one in found:
        rows.change(ME, register_of("sampling"), one, {"result": "qualified"}, reason="复检合格")
    return found


def test_since_a_release_with_records_and_shares(spine: Spine) -> None:
    release = publish(spine)
    changed = correct(4)
    client = signed_in(spine.people.office)
    page = client.get(at()).content.decode()
    assert release.number in page
    assert "更正记录" in page
    assert "新增记录" not in page
    assert "公布数差" not in page
    for one in changed:
        assert reverse("desk:record", args=["sampling", one.pk]) in page
    told = client.get(at()).context["told"]
    assert float(told.difference) == pytest.approx(5)  # 70 of 80, then 74
    assert at() in client.get(reverse("desk:cell", args=["P01", CITY, "2015"])).content.decode()


def test_what_was_published_differently_is_told_apart(spine: Spine) -> None:
    release = service.prepare(ME, spine.programme, "2015")
    for line in release.content["lines"]:
        if line["definition"] == "P01":
            line["numerator"] -= 4
    release.content_sha256 = service.digest(release.content)
    release.save()
    service.approve(ME, release)
    page = signed_in(spine.people.office).get(at()).content.decode()
    assert "公布数差 +5" in page


def test_since_a_day_and_without_any_release(spine: Spine) -> None:
    client = signed_in(spine.people.office)
    opened = client.get(at()).content.decode()
    assert "还没有公开发布过" in opened
    assert "?since=2016-01-01" in opened, "since the period ended"
    tomorrow = dt.date.today() + dt.timedelta(days=1)
    correct(1)
    nothing = client.get(at(), {"since": tomorrow.isoformat()}).content.decode()
    assert "没有影响这个数的变动" in nothing
    page = client.get(at(), {"since": (dt.date.today() - dt.timedelta(days=1)).isoformat()}).content.decode()
    assert "无法分开算" in page  # on that day there was no record at all
    assert client.get(at(), {"since": "昨天"}).status_code == 422


def test_another_territory_is_refused_and_a_superiors_figure_has_no_records(spine: Spine) -> None:
    publish(spine)
    changed = correct(2)
    county = signed_in(spine.people.neighbour)
    page = county.get(at(CITY))
    assert page.status_code == 200
    assert reverse("desk:record", args=["sampling", changed[0].pk]) not in page.content.decode()
    assert county.get(at(COUNTY)).status_code == 403
    assert county.get(at(NEIGHBOUR)).status_code == 200
    assert county.get(at("999999")).status_code == 404


def test_queries_do_not_grow_with_records(spine: Spine) -> None:
    publish(spine)
    client = signed_in(person("reader", "auditor", CITY))
    correct(1)
    client.get(at())
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(at())
    correct(6)
    client.get(at())
    with CaptureQueriesContext(connection) as many:
        client.get(at())
    assert len(many) <= len(few) <= 40, (len(few), len(many))
