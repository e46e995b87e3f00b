"""The desk: what is owed, what is wrong, what was told; and dues from hand-in to settlement."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.faces.desk.spine import ME, Spine, owed, programme, signed_in
from tests.support.people import CITY, COUNTY, NEIGHBOUR, person, unit
from zhiheng.frame.dues import service
from zhiheng.frame.dues.models import Due, DueState
from zhiheng.frame.evidence.models import Evidence
from zhiheng.frame.people.models import Note

pytestmark = pytest.mark.django_db
TODAY = dt.date.today()


@pytest.fixture
def spine(db: None) -> Spine:
    return Spine()


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def test_the_county_sees_what_it_owes_and_not_what_others_owe(spine: Spine) -> None:
    page = text_of(signed_in(spine.people.clerk).get("/desk"))
    assert "2026-late" in page
    assert "2026-soon" in page
    assert "2026-n" not in page.replace("2026-neighbour", "")
    assert "逾期 10 天" in page
    assert "还有 3 天" in page
    assert f'href="/programmes/{spine.programme.key}#O-B01"' in page


def test_the_city_sees_late_counties_and_missed_targets_with_both_ends(spine: Spine) -> None:
    page = text_of(signed_in(spine.people.office).get("/desk"))
    assert "下级迟报" in page
    assert f"region={NEIGHBOUR}" in page
    # 70 of 80 batches passed: 87.5 against 95, and less than the year before
    assert "/indicators/P01/620700/2015" in page
    assert "#T-T01" in page
    assert "比上年变差的指标" in page


def test_of_what_is_overdue_the_latest_comes_first(spine: Spine) -> None:
    owed(spine.county_unit, "2012-old", TODAY - dt.timedelta(days=5000))
    page = text_of(signed_in(spine.people.clerk).get("/desk"))
    assert page.index("2026-late") < page.index("2012-old")
    every = text_of(signed_in(spine.people.clerk).get("/desk/dues?sort=due_on"))
    assert every.index("2012-old") < every.index("2026-late")


def test_own_units_come_first(spine: Spine) -> None:
    page = text_of(signed_in(spine.people.office).get("/desk/dues"))
    assert page.index("2026-city") < page.index("2026-late")


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("overdue=on", ["2026-late", "2026-n"], ["2026-soon", "2026-city"]),
        (f"region={NEIGHBOUR}", ["2026-n"], ["2026-late"]),
        ("mine=on", ["2026-city"], ["2026-late"]),
        ("period=2026-so", ["2026-soon"], ["2026-late"]),
        ("state=settled", [], ["2026-late", "2026-soon"]),
        ("sort=-due_on", ["2026-late"], []),
    ],
)
def test_filters_of_the_list(spine: Spine, query: str, shown: list[str], hidden: list[str]) -> None:
    page = text_of(signed_in(spine.people.office).get(f"/desk/dues?{query}"))
    rows = page[page.index("<tbody") :]
    assert all(f"({words})" in rows for words in shown)
    assert not any(f"({words})" in rows for words in hidden)


def test_the_export_has_what_the_list_shows(spine: Spine) -> None:
    response = signed_in(spine.people.clerk).get("/desk/dues?overdue=on&view=csv")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "2026-late" in lines[1]


def test_the_month_shows_the_day_a_due_falls_on(spine: Spine) -> None:
    due = spine.dues["soon"]
    month = due.due_on.strftime("%Y-%m")
    page = text_of(signed_in(spine.people.clerk).get(f"/desk/dues?view=calendar&month={month}"))
    cell = page[page.index(f'datetime="{due.due_on}"') :]
    assert reverse("desk:due", args=[due.pk]) in cell[: cell.index("</td>")]
    assert signed_in(spine.people.clerk).get("/desk/dues?view=calendar&month=2026-13").status_code == 404


def test_a_due_is_handed_in_sent_back_and_settled(spine: Spine) -> None:
    due, clerk, office = spine.dues["late"], signed_in(spine.people.clerk), signed_in(spine.people.office)
    at = lambda move: reverse("desk:due_move", args=[due.pk, move])  # noqa: E731
    file = SimpleUploadedFile("分析.txt", "本季度质量状况".encode())
    assert clerk.post(at("hand-in"), {"on": TODAY.isoformat(), "file": file}).status_code == 302
    due.refresh_from_db()
    assert due.state == DueState.SUBMITTED
    evidence = Evidence.objects.everywhere("test").get(subject_id=str(due.pk))
    got = office.get(reverse("desk:evidence", args=[evidence.pk]))
    assert got.content.decode() == "本季度质量状况"

    refused = office.post(at("return"), {"reason": " "})
    assert refused.status_code == 422
    assert "退回要写明理由" in text_of(refused)
    assert office.post(at("return"), {"reason": "缺少数据"}).status_code == 302
    assert "缺少数据" in text_of(clerk.get("/desk"))
    note = Note.objects.everywhere("test").get(unit=spine.county_unit)
    assert clerk.post(reverse("desk:note_read", args=[note.pk])).status_code == 302
    assert "缺少数据" not in text_of(clerk.get("/desk"))

    clerk.post(at("hand-in"), {})
    assert office.post(at("settle"), {}).status_code == 302
    due.refresh_from_db()
    assert due.state == DueState.SETTLED
    assert "退回" in text_of(clerk.get(reverse("desk:due", args=[due.pk])))


def test_who_may_do_what_with_a_due(spine: Spine) -> None:
    late = spine.dues["late"]
    clerk, office = signed_in(spine.people.clerk), signed_in(spine.people.office)
    for move in ("settle", "remind", "cancel"):
        assert clerk.post(reverse("desk:due_move", args=[late.pk, move]), {"reason": "x"}).status_code == 403
    assert office.post(reverse("desk:due_move", args=[late.pk, "remind"])).status_code == 302
    assert signed_in(spine.people.neighbour).get(reverse("desk:due", args=[late.pk])).status_code == 404
    assert office.post(reverse("desk:due_move", args=[late.pk, "explode"])).status_code == 404
    assert clerk.get(reverse("desk:due_move", args=[late.pk, "hand-in"])).status_code == 405
    # a department answers for its own dues only
    bureau = unit(CITY, "bureau", name="示例局二", kind="department")
    member = signed_in(person("member", "lead_department", CITY, at=bureau))
    own = owed(bureau, "2026-b", TODAY)
    assert member.post(reverse("desk:due_move", args=[own.pk, "hand-in"]), {}).status_code == 302
    assert member.post(reverse("desk:due_move", args=[late.pk, "hand-in"]), {}).status_code == 403


@pytest.mark.parametrize(("day", "said"), [("昨天", "日期看不懂"), ("2999-01-01", "不能晚于今天")])
def test_a_wrong_day_is_said_and_nothing_is_written(spine: Spine, day: str, said: str) -> None:
    due = spine.dues["late"]
    response = signed_in(spine.people.clerk).post(
        reverse("desk:due_move", args=[due.pk, "hand-in"]), {"on": day}
    )
    assert response.status_code == 422
    assert said in text_of(response)
    due.refresh_from_db()
    assert due.state == DueState.OPEN


def test_an_empty_desk_says_so(spine: Spine) -> None:
    Due._plain.all().delete()
    page = text_of(signed_in(spine.people.clerk).get("/desk"))
    assert "没有要办的事" in page
    expert = person("expert", "expert", COUNTY)
    assert "没有待办事项" in text_of(signed_in(expert).get("/desk"))


def test_the_anonymous_are_asked_to_sign_in(spine: Spine) -> None:
    from django.test import Client

    assert Client().get("/desk").status_code == 302


def test_queries_of_the_desk_do_not_grow_with_what_it_shows(spine: Spine) -> None:
    """An ordinary county user; the second count is of a desk with many more dues and programmes."""
    client = signed_in(spine.people.clerk)
    client.get("/desk")
    with CaptureQueriesContext(connection) as few:
        client.get("/desk")
    for n in range(25):
        owed(spine.county_unit, f"2026-{n}", TODAY - dt.timedelta(days=n + 1))
    for due in Due.objects.everywhere("test").filter(owner=spine.county_unit)[:10]:
        service.hand_in(ME, due, TODAY)
    programme(COUNTY, "second")
    client.get("/desk")
    with CaptureQueriesContext(connection) as many:
        client.get("/desk")
    assert len(many) == len(few) + 1, "one more list (recently handed in), nothing else"
    assert len(many) <= 18
    with CaptureQueriesContext(connection) as listed:
        client.get("/desk/dues")
    assert len(listed) <= 10
