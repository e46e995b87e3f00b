"""A survey from its answers to results: added up from a file, weighed by the strata of its draw, written by a button."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
import re
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.support.people import COUNTY, NEIGHBOUR, People
from zhiheng.frame.draws import framing
from zhiheng.frame.draws import service as draws
from zhiheng.frame.draws.declare import declarations
from zhiheng.frame.draws.models import Draw
from zhiheng.frame.people.actors import machine
from zhiheng.frame.people.models import User
from zhiheng.frame.regions.models import Region
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.records.services import results
from zhiheng.records.services.models import SurveyAnswer, SurveyQuestion, SurveyRespondent, SurveyResult

DONE = dt.date(2016, 10, 28)
ITEMS = (("Q1", "quality"), ("Q2", "quality"), ("S1", "satisfaction"), ("S2", "satisfaction"))


def client(user: User) -> Client:
    made = Client()
    made.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return made


def add(key: str, region: str = COUNTY, **values: Any) -> Any:
    return service.create(machine("测试"), register_of(key), {"region_id": region, **values}, accepted="样例")


def survey(**more: Any) -> Any:
    made = add(
        "surveys", code="M1", title="样例调查", subject="commerce", sampling="stratified", mode="phone", planned=200,
        started_on=dt.date(2016, 9, 1), finished_on=DONE, **more,
    )  # fmt: skip
    for number, dimension in ITEMS:
        add(
            "survey_questions", survey="M1", number=number, dimension=dimension, text=f"样例题 {number}",
            asked_on=dt.date(2016, 9, 1),
        )  # fmt: skip
    return made


def answers(n: int, *, wrong: bool = False) -> SimpleUploadedFile:
    """Persons of two counties; the last answer of the last one is off the scale when ``wrong``."""
    rng = random.Random(5)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["区划", *(number for number, _ in ITEMS)])
    for at in range(n):
        likes = rng.uniform(3, 9)
        told = [min(10, max(1, round(likes + rng.gauss(0, 1)))) for _ in ITEMS]
        if wrong and at == n - 1:
            told[-1] = 12
        writer.writerow([COUNTY if at % 3 else NEIGHBOUR, *told])
    return SimpleUploadedFile("answers.csv", out.getvalue().encode(), "text/csv")


@pytest.mark.django_db
def test_a_file_of_answers_becomes_sums_a_model_and_results() -> None:
    people, made = People(), survey()
    office = client(people.office)
    at = reverse("desk:survey", args=[made.pk])
    assert "还不能算" in office.get(at).content.decode()
    post = reverse("desk:survey_answers", args=[made.pk])
    page = office.post(post, {"file": answers(60, wrong=True)}, follow=True)
    assert "第 61 行" in page.content.decode()
    assert not SurveyAnswer.objects.everywhere("test").exists(), "all or nothing"

    page = office.post(post, {"file": answers(120), "weights": "on"}, follow=True)
    text = page.content.decode()
    assert "已汇总 120 份回答" in text
    assert "路径系数" in text and "感知质量" in text
    kept = SurveyAnswer.objects.everywhere("test")
    assert {(a.region_id, a.number, a.answered) for a in kept} == {  # type: ignore[attr-defined]
        (region, number, n) for region, n in ((COUNTY, 80), (NEIGHBOUR, 40)) for number, _ in ITEMS
    }
    made.refresh_from_db()
    assert made.valid == 120
    assert "60.0" in text, "120 of 200 planned"
    weights = {q.number: q.weight for q in SurveyQuestion.objects.everywhere("test")}  # type: ignore[attr-defined]
    assert max(weights["S1"], weights["S2"]) == 1 and min(weights["S1"], weights["S2"]) < 1

    page = office.post(reverse("desk:survey_keep", args=[made.pk]), follow=True)
    assert "已写入 2 条" in page.content.decode()
    rows = SurveyResult.objects.everywhere("test")
    assert {(r.region_id, r.sample, r.computed) for r in rows} == {(COUNTY, 80, True), (NEIGHBOUR, 40, True)}  # type: ignore[attr-defined]
    with CaptureQueriesContext(connection) as many:
        office.get(at)
    assert len(many) < 30, len(many)
    # Once more changes nothing that stands.
    office.post(post, {"file": answers(120)})
    assert SurveyAnswer.objects.everywhere("test").count() == 8


@pytest.mark.django_db
def test_groups_are_weighed_by_the_strata_of_the_draw() -> None:
    people, made = People(), survey()
    for i in range(40):
        add(
            "enterprises", credit_code=f"9162070{i:011d}", name=f"样例企业{i:02d}", industry="5211" if i < 30 else "1441",
            founded_on=dt.date(2010, 1, 1),
        )  # fmt: skip
    asked = framing.Asked(Region.objects.get(code=COUNTY), dt.date(2016, 9, 2), amounts={"respondents": 20})
    draws.make(machine("测试"), declarations()["survey_sample"], asked, purpose="样例调查", reference="M1")
    for segment, mean in (("52", 10), ("14", 1)):
        for number in ("S1", "S2"):
            add(
                "survey_answers", survey="M1", number=number, segment=segment, finished_on=DONE, answered=10,
                mean=Decimal(mean), deviation=Decimal("1.8"),
            )  # fmt: skip
    office = client(people.office)
    text = office.get(reverse("desk:survey", args=[made.pk])).content.decode()
    assert "按总体加权" in text and "CQ620702-2016-0001" in text
    stranger = add(
        "survey_answers", NEIGHBOUR, survey="M1", number="S1", segment="52", finished_on=DONE, answered=10,
        mean=Decimal(5), deviation=Decimal("1.8"),
    )  # fmt: skip
    add(
        "survey_answers", NEIGHBOUR, survey="M1", number="S2", segment="52", finished_on=DONE, answered=10,
        mean=Decimal(5), deviation=Decimal("1.8"),
    )  # fmt: skip
    office.post(reverse("desk:survey_keep", args=[made.pk]))
    kept = SurveyResult.objects.everywhere("test").filter(region_id=stranger.region_id)
    assert [r.segment for r in kept] == ["52"], "a group of unknown weight is no whole"  # type: ignore[attr-defined]
    whole = SurveyResult.objects.everywhere("test").get(segment="")
    # 30 of 40 firms say 100, 10 say 0; half the margin of each stratum is 12.4.
    assert (whole.index, whole.sample) == (Decimal("75.00"), 20)  # type: ignore[attr-defined]
    assert whole.margin == Decimal("9.80")  # type: ignore[attr-defined]

    service.change(
        machine("测试"),
        register_of("survey_results"),
        whole,
        {"index": Decimal(70), "computed": False},
        reason="登记",
    )
    office.post(reverse("desk:survey_keep", args=[made.pk]))
    whole.refresh_from_db()
    assert whole.index == 70, "what somebody entered is not overwritten"  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_who_may_not_write_is_told() -> None:
    people, made = People(), survey()
    stranger = client(people.neighbour)
    for name in ("survey", "survey_keep", "survey_answers"):
        at = reverse(f"desk:{name}", args=[made.pk])
        assert (stranger.get(at) if name == "survey" else stranger.post(at)).status_code == 404
    office = client(people.office)
    page = office.post(reverse("desk:survey_keep", args=[made.pk]), follow=True)
    assert "每题都有回答汇总" in page.content.decode()
    page = office.post(reverse("desk:survey_answers", args=[made.pk]), follow=True)
    assert page.status_code == 200


@pytest.mark.django_db
def test_a_sample_is_drawn_from_the_survey_s_own_list_which_is_erased_when_it_is_over() -> None:
    """Numbers and groups only; drawn from this survey's list alone; weighed by it; then gone, while the draw stands."""
    people, made = People(), survey()
    office = client(people.office)
    with pytest.raises(ValidationError, match="手机号"):
        add("survey_respondents", survey="M1", number="13800000000", listed_on=DONE)
    for i in range(40):
        for of in ("M1", "M2"):
            segment = "城镇" if i < 30 else "乡村"
            add("survey_respondents", survey=of, number=f"{of}-{i:03d}", segment=segment, listed_on=DONE)
    kind = declarations()["respondent_sample"]
    place, day = Region.objects.get(code=COUNTY), dt.date(2016, 9, 2)
    with pytest.raises(ValidationError, match="从依据的记录"):
        draws.frames(machine("测试"), kind, framing.Asked(place, day))
    new = (
        reverse("desk:draw_new", args=["respondent_sample"])
        + f"?region={COUNTY}&reference=M1&purpose=x&n-respondents=20"
    )
    page = office.get(new)
    found = re.search(r'name="frame" value="([0-9a-f]{64})"', page.content.decode())
    assert found is not None
    bare = office.get(reverse("desk:draw_new", args=["respondent_sample"]))
    assert (bare.status_code, bare.headers["Location"]) == (302, "/registers/surveys")
    posted = {"frame": found[1], "purpose": "样例调查", "reference": "M2", "said": ""}
    assert "不能改成 M2" in office.post(new, posted).content.decode()
    office.post(new, posted | {"reference": "M1"})
    draw = Draw.objects.everywhere("test").get(kind="respondent_sample")
    assert {line.shown[0][:2] for line in draw.lines.all()} == {"M1"}
    assert {s: each["size"] for s, each in draw.strata["respondents"].items()} == {
        f"{COUNTY}|城镇": 30,
        f"{COUNTY}|乡村": 10,
    }
    for segment, mean in (("城镇", 10), ("乡村", 1)):
        for number in ("S1", "S2"):
            add(
                "survey_answers", survey="M1", number=number, segment=segment, finished_on=DONE, answered=10,
                mean=Decimal(mean), deviation=Decimal("1.8"),
            )  # fmt: skip
    office.post(reverse("desk:survey_keep", args=[made.pk]))
    assert SurveyResult.objects.everywhere("test").get(segment="").index == Decimal("75.00")  # type: ignore[attr-defined]
    text = office.post(reverse("desk:survey_erase", args=[made.pk]), follow=True).content.decode()
    assert "已删除抽样名单 40 行" in text
    left = SurveyRespondent.objects.everywhere("test")
    assert {row.survey for row in left} == {"M2"}, "another survey's list is not touched"  # type: ignore[attr-defined]
    assert draws.repeat(draw) == [], "what was drawn can still be drawn again"
    assert office.get(reverse("desk:draw", args=[draw.pk])).status_code == 200


@pytest.mark.django_db
def test_a_sample_drawn_elsewhere_is_weighed_by_the_populations_that_were_entered() -> None:
    _people, made = People(), survey()
    for segment, mean, people_of in (("城镇", 10, 3000), ("乡村", 1, 1000)):
        add("survey_populations", survey="M1", segment=segment, population=people_of, counted_on=DONE)
        for number in ("S1", "S2"):
            add(
                "survey_answers", survey="M1", number=number, segment=segment, finished_on=DONE, answered=10,
                mean=Decimal(mean), deviation=Decimal("1.8"),
            )  # fmt: skip
    kept = results.keep(machine("测试"), made)
    assert {r.segment: r.index for r in kept} == {"城镇": 100, "乡村": 0, "": Decimal("75.00")}  # type: ignore[attr-defined]
