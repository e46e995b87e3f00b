"""Figures of the statistics bodies: read out of their sheet, imported with their source, shown beside ours."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.support.people import CITY, COUNTY, People
from zhiheng.frame.people.actors import machine
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.registers.models import ImportSession
from zhiheng.judgement.indicators.official import compared, pairs
from zhiheng.kernels.measures import Period
from zhiheng.records.statistics.exchange import layouts, read

SHEET = """2016年全市质量宏观指标,,,,
单位：%,,,,
地区,质量损失率（%）,2015年质量损失率,产品质量合格率,备注
张掖市,1.25,1.40,93.65,
甘州区,1.10,—,…,
"""


def test_a_sheet_is_read_by_its_headings_and_blanks_are_no_zeros() -> None:
    layout = layouts()["quality_macro"]
    found = read(layout, SHEET.encode(), "质量.csv")
    told = [(r["region"], r["series"], r["period"], r["value"]) for r in found.rows]
    assert told == [
        ("张掖市", "loss_rate", "2016", "1.25"),
        ("张掖市", "loss_rate", "2015", "1.40"),
        ("张掖市", "pass_rate", "2016", "93.65"),
        ("甘州区", "loss_rate", "2016", "1.10"),
    ]
    assert found.blank == 2
    assert all("质量.csv" in r["source"] and r["summed"] == "否" for r in found.rows)
    with pytest.raises(ValidationError, match="表头"):
        read(layout, "地方,数\n张掖市,1\n".encode(), "x.csv")
    undated = "地区,质量损失率\n张掖市,1.2\n".encode()
    with pytest.raises(ValidationError, match="年份"):
        read(layout, undated, "x.csv")
    assert read(layout, undated, "x.csv", 2014).rows[0]["period"] == "2014"


def test_every_measure_of_a_layout_has_an_indicator_beside_it() -> None:
    known = {one.official for one in compared()}
    assert {m.series for layout in layouts().values() for m in layout.measures} <= known


@pytest.mark.django_db
def test_published_figures_come_in_by_their_sheet_and_stand_beside_ours() -> None:
    people, me = People(), machine("测试")
    client = Client()
    client.force_login(people.office, backend="django.contrib.auth.backends.ModelBackend")
    query = f"?region={CITY}&year=2016"
    upload = SimpleUploadedFile("质量.csv", SHEET.encode())
    page = client.post(
        reverse("desk:indicators_official_bring") + query,
        {"layout": "quality_macro", "file": upload},
        follow=True,
    )
    session = ImportSession.objects.everywhere("test").get()
    assert page.redirect_chain[-1][0] == reverse("desk:import", args=[session.pk])
    assert (session.summary["new"], session.summary["bad_rows"]) == (4, 0), session.summary
    client.post(reverse("desk:import_apply", args=[session.pk]), {"accepted": "样例"})
    rows: Any = register_of("macro_figures").model.objects.everywhere("test").standing()
    assert rows.count() == 4 and not rows.filter(summed=True).exists()

    values = {
        "region_id": COUNTY,
        "enterprise": "样例厂",
        "credit_code": "91620702YX0000171M",
        "industry": "1441",
        "period": "2016",
    }
    money = {
        "gross_output": Decimal(1000),
        "internal_loss": Decimal(10),
        "external_loss": Decimal(5),
        "quality_loss": Decimal(15),
    }
    service.create(me, register_of("quality_returns"), values | money, accepted="样例")
    found = {(p.indicator.code, p.ours.region): p for p in pairs([CITY, COUNTY], Period.parse("2016"))}
    city = found["P21", CITY]
    assert city.published is not None
    assert (city.ours.value, float(city.published.value)) == (1.5, 1.25)
    assert city.difference is not None and float(city.difference) == 0.25
    assert found["P24", CITY].difference is None, "published, but nothing of ours to hold it against"
    assert found["P24", COUNTY].published is None

    text = client.get(reverse("desk:indicators_official") + query).content.decode()
    assert "1.25" in text and "0.25" in text and "质量.csv" in text
    cell = client.get(reverse("desk:cell", args=["P21", CITY, "2016"])).content.decode()
    assert "统计部门公布" in cell and "1.25" in cell
    given = client.get(reverse("desk:indicators_official_export") + query).content.decode("utf-8-sig")
    head, line = given.splitlines()[:2]
    assert head.startswith("地区,年份,制造业产品质量合格率(%)") and line.startswith("张掖市,2016,,,1.5")
    again = read(layouts()["quality_macro"], given.encode(), "out.csv")
    assert ("loss_rate", "2016") in {(r["series"], r["period"]) for r in again.rows}
    assert dt.date(2016, 12, 31) in set(rows.values_list("ended_on", flat=True))
