"""The pages of random draws, as ordinary users see them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.support.people import CITY, COUNTY, People
from zhiheng.frame.draws.models import Draw, Line, Outcome
from zhiheng.frame.people.actors import machine
from zhiheng.frame.people.models import User
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.records.foundations.models import DeclarationCheck
from zhiheng.records.talent.models import PanelSeat


def client(user: User) -> Client:
    made = Client()
    made.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return made


def add(key: str, region: str = COUNTY, **values: Any) -> Any:
    return service.create(machine("测试"), register_of(key), {"region_id": region, **values}, accepted="样例")


def firms(n: int) -> None:
    for i in range(n):
        add(
            "standard_declarations", enterprise=f"样例厂{i:02d}", number=f"Q/YL {i:03d}-2025", name="样例",
            kind="enterprise", declared_on=dt.date(2025, 3, 1),
        )  # fmt: skip


def sha(page: Any) -> str:
    found = re.search(r'name="frame" value="([0-9a-f]{64})"', page.content.decode())
    assert found is not None
    return found[1]


@pytest.mark.django_db
def test_from_the_frame_to_the_draw_to_the_check_that_it_leads_to() -> None:
    people = People()
    firms(30)
    office, at = client(people.office), reverse("desk:draw_new", args=["declared_standards"])
    page = office.get(at)
    assert page.status_code == 200
    query = {"region": COUNTY, "n-subjects": "10", "recused": "样例厂03"}
    page = office.get(at, query)
    text = page.content.decode()
    assert "回避 1" in text
    frame = sha(page)
    assert not Draw.objects.everywhere("test").exists(), "looking draws nothing"

    url = f"{at}?region={COUNTY}&n-subjects=10&recused=样例厂03"
    assert office.post(url, {"frame": frame}).status_code == 422, "a draw needs a purpose"
    posted = {"frame": frame, "purpose": "二季度抽查", "reference": "JH-1", "said": "17"}
    assert office.post(url, {**posted, "frame": "0" * 64}).status_code == 422
    answer = office.post(url, posted)
    draw = Draw.objects.everywhere("test").get()
    assert answer.url == reverse("desk:draw", args=[draw.pk])  # type: ignore[attr-defined]
    page = office.get(answer.url)  # type: ignore[attr-defined]
    text = page.content.decode()
    line = draw.lines.filter(outcome=Outcome.DRAWN).first()
    assert line is not None
    assert draw.seed in text and line.key in text
    assert "重算一致" in office.get(f"{answer.url}?check=1").content.decode()  # type: ignore[attr-defined]

    # The row that the drawn firm leads to begins filled in, and is kept with it.
    new = f"{reverse('desk:record_new', args=['declaration_checks'])}?drawn={line.pk}"
    assert new in text
    form = office.get(new).content.decode()
    assert f'value="{line.key}"' in form
    (code,) = re.findall(r"Q/YL \d+-2025", form)[:1]
    entered = {
        "code": "J-1", "region": COUNTY, "enterprise": line.key, "number": code, "selection": "random",
        "checked_on": "2026-06-02",
    }  # fmt: skip
    assert office.post(new, entered).status_code == 302
    row = DeclarationCheck.objects.everywhere("test").get()
    assert Line.objects.get(pk=line.pk).made_id == row.pk
    assert (
        reverse("desk:record", args=["declaration_checks", row.pk])
        in office.get(
            answer.url  # type: ignore[attr-defined]
        ).content.decode()
    )


@pytest.mark.django_db
def test_drawing_again_shows_both_and_a_reserve_steps_in() -> None:
    people = People()
    firms(12)
    office, at = client(people.office), reverse("desk:draw_new", args=["declared_standards"])
    url = f"{at}?region={COUNTY}&n-subjects=20"
    office.post(url, {"frame": sha(office.get(url)), "purpose": "抽查"})
    first = Draw.objects.everywhere("test").get()
    line = first.lines.filter(outcome=Outcome.DRAWN).first()
    assert line is not None
    excuse = reverse("desk:draw_excuse", args=[first.pk, line.pk])
    assert office.get(excuse).status_code == 200
    assert office.post(excuse, {}).status_code == 422
    assert office.post(excuse, {"reason": "停业"}).status_code == 302
    assert "递补" in office.get(reverse("desk:draw", args=[first.pk])).content.decode()

    again = f"{at}?again={first.pk}"
    posted = {"frame": sha(office.get(again)), "purpose": "抽查"}
    assert office.post(again, posted).status_code == 422, "drawing again needs a reason"
    answer = office.post(again, {**posted, "reason": "名单更正"})
    text = office.get(answer.url).content.decode()  # type: ignore[attr-defined]
    assert first.code in text and "名单更正" in text
    old = office.get(reverse("desk:draw", args=[first.pk])).content.decode()
    assert "已重抽" in old and "名单更正" in old
    listed = office.get(reverse("desk:draws"), {"kind": "declared_standards"}).content.decode()
    assert first.code in listed and "已重抽" in listed


@pytest.mark.django_db
def test_a_panel_asks_what_it_is_for_and_writes_the_seats() -> None:
    people = People()
    for i in range(6):
        add(
            "experts", CITY, code=f"Z{i}", name=f"岗位{i}", kind="expert", speciality="食品", panel=True,
            joined_on=dt.date(2025, 1, 1),
        )  # fmt: skip
    office = client(people.office)
    url = f"{reverse('desk:draw_new', args=['expert_panel'])}?region={CITY}&n-experts=3"
    page = office.get(url)
    assert "more-subject" in page.content.decode()
    office.post(url, {"frame": sha(page), "purpose": "质量奖评审", "more-subject": "award"})
    assert PanelSeat.objects.everywhere("test").filter(subject="award", mode="random").count() == 3


@pytest.mark.django_db
def test_a_survey_starts_its_sample_and_export_and_frame_are_had() -> None:
    people = People()
    for i in range(30):
        add(
            "enterprises", credit_code=f"9162070{i:011d}", name=f"样例企业{i:02d}", industry="5211" if i % 3 else "1441",
            founded_on=dt.date(2010, 1, 1),
        )  # fmt: skip
    survey = add(
        "surveys", code="M1", title="样例调查", subject="commerce", sampling="stratified", mode="phone", planned=9,
        started_on=dt.date(2026, 5, 1),
    )  # fmt: skip
    office = client(people.office)
    record = office.get(reverse("desk:record", args=["surveys", survey.pk])).content.decode()
    (link,) = re.findall(r'href="([^"]*draws/new/survey_sample[^"]*)"', record)
    url = link.replace("&amp;", "&")
    page = office.get(url)
    assert 'value="样例调查"' in page.content.decode()
    assert office.post(url, {"frame": sha(page), "purpose": "样例调查", "reference": "M1"}).status_code == 302
    draw = Draw.objects.everywhere("test").get()
    assert draw.lines.filter(outcome=Outcome.DRAWN).count() == 9
    sizes = {s: each["size"] for s, each in draw.strata["respondents"].items()}
    assert sizes == {f"{COUNTY}|14": 10, f"{COUNTY}|52": 20}
    assert "查看" in office.get(reverse("desk:record", args=["surveys", survey.pk])).content.decode()
    for fmt in ("csv", "xlsx"):
        assert office.get(reverse("desk:draw_export", args=[draw.pk, fmt])).status_code == 200
    assert office.get(reverse("desk:draw_export", args=[draw.pk, "pdf"])).status_code == 404
    frame = office.get(reverse("desk:draw_frame", args=[draw.pk])).content.decode()
    assert frame.count("\n") == 31
    with CaptureQueriesContext(
        connection,
    ) as many:
        office.get(reverse("desk:draw", args=[draw.pk]))
    assert len(many) < 20, [q["sql"][:120] for q in many]
    assert client(people.neighbour).get(reverse("desk:draw", args=[draw.pk])).status_code == 404
