"""Matrix, indicator and cell: figures with both ends, inside the viewer's territory."""

from __future__ import annotations

import itertools

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.faces.desk.spine import KEY, Spine, sample, signed_in
from tests.support.people import CITY, COUNTY, FAR, NEIGHBOUR, person
from zhiheng.faces.desk.areas.indicators.shown import band, spread
from zhiheng.frame.evidence.models import Evidence
from zhiheng.judgement.indicators.models import ReportedValue
from zhiheng.records.supervision.models import Sampling

CELL = f"/indicators/P01/{COUNTY}/2015"


@pytest.fixture
def spine(db: None) -> Spine:
    return Spine()


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def test_the_matrix_shows_regions_by_periods_with_reasons(spine: Spine) -> None:
    page = text_of(signed_in(spine.people.office).get("/indicators?code=P01&period=2015"))
    assert f'href="/indicators/P01/{COUNTY}/2015"' in page
    assert "75.00" in page  # 30 of 40
    assert "87.50" in page  # the city: 70 of 80, never the mean of 75 and 100 by chance
    assert "无记录" in page
    assert "没有数值的格子" in page
    assert f'href="/indicators/P01?region={CITY}&amp;period=2015"' in page, (
        "the code, not the name, in the link"
    )
    by_field = text_of(
        signed_in(spine.people.office).get("/indicators?by=indicator&field=foundations&period=2015")
    )
    assert "zh-missing" in by_field
    assert f'href="/indicators/F02/{CITY}/2015"' in by_field


def test_a_county_sees_itself_in_the_matrix(spine: Spine) -> None:
    client = signed_in(spine.people.clerk)
    page = text_of(client.get("/indicators?code=P01&period=2015"))
    assert f"/P01/{COUNTY}/2015" in page
    assert f"/P01/{NEIGHBOUR}/2015" not in page
    assert client.get(f"/indicators?region={NEIGHBOUR}").status_code == 403


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        (CELL, 200, "30/40"),
        (f"/indicators/P01/{CITY}/2015", 200, "它的记录不在您的查看范围内"),
        (f"/indicators/P01/{NEIGHBOUR}/2015", 403, "不能"),
        (f"/indicators/P01/{FAR}/2015", 403, "不能"),
        ("/indicators/P01/990099/2015", 404, "没有区划"),
        (f"/indicators/P99/{COUNTY}/2015", 404, "没有指标"),
        (f"/indicators/P01/{COUNTY}/去年", 404, "看不懂时期"),
        (f"/indicators/P01?region={NEIGHBOUR}", 403, "不能"),
    ],
)
def test_cells_and_the_county(spine: Spine, address: str, status: int, said: str) -> None:
    response = signed_in(spine.people.clerk).get(address)
    assert response.status_code == status
    assert said in text_of(response)


def test_a_cell_leads_down_to_the_very_records_and_up_to_the_clause(spine: Spine) -> None:
    client = signed_in(spine.people.clerk)
    passed = set(
        Sampling._plain.filter(region_id=COUNTY, tested_on__year=2015, result="qualified").values_list(
            "pk", flat=True
        )
    )
    every = set(Sampling._plain.filter(region_id=COUNTY, tested_on__year=2015).values_list("pk", flat=True))
    for part, wanted in (("numerator", passed), ("denominator", every)):
        response = client.get(f"{CELL}?part={part}")
        rows = response.context["down"].table.rows
        assert {int(row.key) for row in rows} == wanted
        assert response.context["down"].total == len(wanted)
    page = text_of(client.get(CELL))
    assert "分开看的率" in page and "抽样方式不同的记录合在一起算" in page
    assert f'href="/programmes/{KEY}#T-T01"' in page
    assert "95% 置信区间" in page
    assert "同比" in page
    assert "2015 年修订" in page


def test_records_beyond_the_viewers_reach_are_counted_never_silent(spine: Spine) -> None:
    """A person whose posts let them see the city's figures but only one county's records."""
    from zhiheng.frame.people.models import Post

    mixed = person("mixed", "higher_authority", CITY)
    Post.objects.create(user=mixed, unit=spine.county_unit, role="inspector", territory_id=COUNTY)
    response = signed_in(mixed).get(f"/indicators/P01/{CITY}/2015?part=denominator")
    down = response.context["down"]
    assert down.total == 80
    assert len(down.table.rows) + down.hidden == 50  # the page
    assert down.hidden == 10
    assert "本页有 10 条记录不在您的查看范围内" in text_of(response)


def test_rows_are_paged(spine: Spine) -> None:
    sample(COUNTY, 2015, 60, 0, start=500)
    client = signed_in(spine.people.clerk)
    first, second = (client.get(f"{CELL}?part=all&page={n}").context["down"] for n in (1, 2))
    keys = [row.key for row in (*first.table.rows, *second.table.rows)]
    assert len(keys) == len(set(keys)) == first.total == 100


def test_a_reported_value_is_corrected_with_evidence_and_the_old_one_kept(spine: Spine) -> None:
    office = signed_in(spine.people.office)
    at = f"/indicators/F02/{CITY}/2015"
    assert "报送值和佐证" in text_of(office.get(at))
    wrong = office.post(f"{at}/report", {"value": "120"})
    assert wrong.status_code == 422
    assert "应在 0 到 100 之间" in text_of(wrong)
    bad_file = SimpleUploadedFile("a.exe", b"MZ")
    refused = office.post(f"{at}/report", {"value": "74", "file": bad_file})
    assert refused.status_code == 422
    assert ReportedValue.objects.everywhere("test").count() == 1, "value and evidence stand or fall together"
    good = SimpleUploadedFile("年报.pdf", b"%PDF-1.4 x")
    assert office.post(f"{at}/report", {"value": "74", "basis": "年报", "file": good}).status_code == 302
    page = text_of(office.get(at))
    assert "74" in page
    assert "已更正" in page
    assert "年报.pdf" in page
    assert Evidence.objects.everywhere("test").count() == 1
    computed = office.post(f"/indicators/P01/{CITY}/2015/report", {"value": "99"})
    assert computed.status_code == 422
    assert "由台账计算" in text_of(computed)


def test_reporting_needs_the_right_and_the_territory(spine: Spine) -> None:
    clerk = signed_in(spine.people.clerk)
    assert clerk.post(f"/indicators/F02/{CITY}/2015/report", {"value": "74"}).status_code == 403
    assert clerk.post(f"/indicators/F02/{COUNTY}/2015/report", {"value": "74"}).status_code == 302
    viewer = signed_in(person("viewer", "higher_authority", CITY))
    assert viewer.post(f"/indicators/F02/{CITY}/2015/report", {"value": "74"}).status_code == 403
    assert "报送数值" not in text_of(viewer.get(f"/indicators/F02/{CITY}/2015"))


def test_the_indicator_page_tells_the_definition_and_compares(spine: Spine) -> None:
    response = signed_in(spine.people.office).get("/indicators/P01?period=2015&grain=year")
    page = text_of(response)
    for words in ("检验结论 = 合格", "抽查类别 = 监督抽查", "走势", "各地比较", "哪些条款要求这个指标"):
        assert words in page
    series = response.context["trend"].option["series"]
    assert series[0]["data"] == [None, None, None, None, 95.0, 87.5]
    assert series[1]["data"][-1] == 95.0, "the level the programme asks for"
    assert response.context["map"].tiles, "no outlines below the county: tiles"
    english = signed_in(spine.people.office).get("/indicators/P01?period=2015", HTTP_ACCEPT_LANGUAGE="en")
    assert "Key industrial products, supervision sampling pass rate" in text_of(english)


def test_outlines_are_served_inside_the_territory(spine: Spine) -> None:
    office = signed_in(spine.people.office)
    found = office.get("/indicators/map/620000.json")
    assert found.status_code == 200
    assert found.json()["features"]
    assert office.get("/indicators/map/620700.json").status_code == 404
    assert office.get("/indicators/map/530000.json").status_code == 403


def test_the_export_carries_numerator_and_denominator(spine: Spine) -> None:
    response = signed_in(spine.people.office).get("/indicators?code=P01&period=2015&view=csv")
    lines = response.content.decode("utf-8-sig").splitlines()
    row = next(line for line in lines if f",{COUNTY}," in line and ",2015," in line)
    assert "75.00,%,30,40,40,正常,台账计算" in row
    assert row.endswith(",59.81% – 85.81%,抽样方式"), "how far chance could carry it, and what it mixes"


def test_as_of_now_is_kept_in_every_link(spine: Spine) -> None:
    page = text_of(signed_in(spine.people.office).get("/indicators?code=P01&period=2015&as_of=now"))
    assert f"/indicators/P01/{COUNTY}/2015?as_of=now" in page


def test_queries_of_the_matrix_do_not_grow(spine: Spine) -> None:
    """An ordinary county user; then the city office with twice the regions; then a whole field of indicators."""
    clerk, office = signed_in(spine.people.clerk), signed_in(spine.people.office)
    seen = {}
    for name, client, address in (
        ("county", clerk, "/indicators?code=P01&period=2015"),
        ("city", office, "/indicators?code=P01&period=2015"),
        ("field", clerk, "/indicators?by=indicator&field=brand&period=2015"),
        ("cell", clerk, CELL),
    ):
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        seen[name] = len(found)
    assert seen["county"] == seen["city"] == seen["field"]
    assert seen["county"] <= 8
    assert seen["cell"] <= 12


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60))
def test_classes_cover_every_value_in_order(values: list[float]) -> None:
    classes = spread(values)
    assert 1 <= len(classes) <= 5
    assert classes[0][0] == min(values)
    assert classes[-1][1] == max(values)
    assert all(a[1] == b[0] for a, b in itertools.pairwise(classes))
    found = [band(v, classes) for v in sorted(values)]
    assert found == sorted(found)
    assert all(1 <= b <= len(classes) for b in found)


def test_the_anonymous_get_no_figures(spine: Spine) -> None:
    from django.test import Client

    for address in (CELL, "/indicators", "/indicators/P01", reverse("desk:outlines", args=["620000"])):
        assert Client().get(address).status_code == 302


def test_a_post_for_one_field_sees_only_that_field(spine: Spine) -> None:
    """Territory first, then field: the matrix, the attainment page and the cell agree."""
    client = signed_in(person("green", "department", CITY, fields=["environment"]))
    assert client.get("/indicators?code=P01&period=2015").status_code == 403
    assert client.get(f"/indicators/P01/{CITY}/2015").status_code == 403
    assert client.get("/indicators").context["one"].field == "environment"
    page = text_of(client.get(f"/programmes/{KEY}/attainment"))
    assert "不在您的查看范围" in page
    assert f"/indicators/P01/{CITY}" not in page
    assert f"/indicators/P01/{CITY}" not in text_of(client.get("/desk"))
