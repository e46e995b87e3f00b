"""Plan against plan: the page, what it may see, the file it gives, how often it asks the database."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.faces.desk.spine import KEY, Spine, programme, signed_in
from tests.support.people import COUNTY, OTHER_CITY, PROVINCE
from zhiheng.records.programmes.models import Programme, Target


@pytest.fixture
def spine(db: None) -> Spine:
    return Spine()


def upper(value: float = 90.0, name: str = "重点工业产品监督抽查合格率") -> Programme:
    made = programme(PROVINCE, "above")
    Target._plain.filter(programme=made).delete()
    Target(
        programme=made, key="T01", kind="target", indicator_name=name, measure="level", op=">=", value=value,
        unit="%", by="2015", start=0, end=4,
    ).save()  # fmt: skip
    return made


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def test_the_nearest_programme_above_is_taken(spine: Spine) -> None:
    upper()
    page = text_of(signed_in(spine.people.clerk).get(f"/programmes/{KEY}/compare"))
    assert "加码" in page
    assert "上级 ≥90%，下级 ≥95%" in page
    assert "/programmes/above#T-T01" in page
    assert f"/programmes/{KEY}#T-T01" in page
    assert "下级新增" in page, "the target that only the lower plan has"
    assert 'aria-current="page"' in page


def test_a_verdict_shows_alone(spine: Spine) -> None:
    upper()
    page = text_of(signed_in(spine.people.clerk).get(f"/programmes/{KEY}/compare?verdict=loosened"))
    assert "没有这样的目标。" in page
    assert "上级 ≥90%" not in page


def test_without_a_programme_above_the_page_says_so(spine: Spine) -> None:
    page = text_of(signed_in(spine.people.clerk).get(f"/programmes/{KEY}/compare"))
    assert "没有上级地区的方案" in page


def test_two_keys_lead_to_the_page_of_the_lower_one(spine: Spine) -> None:
    upper()
    client = signed_in(spine.people.clerk)
    answer = client.get(f"/programmes/compare?upper=above&lower={KEY}")
    assert answer.status_code == 302
    assert answer["Location"] == f"/programmes/{KEY}/compare?upper=above"
    assert client.get("/programmes/compare?upper=above&lower=nowhere").status_code == 404


def test_a_programme_out_of_reach_is_not_compared(spine: Spine) -> None:
    programme(OTHER_CITY, "elsewhere")
    client = signed_in(spine.people.clerk)
    assert client.get("/programmes/elsewhere/compare").status_code == 404
    page = text_of(client.get(f"/programmes/{KEY}/compare?upper=elsewhere"))
    assert "/programmes/elsewhere" not in page
    assert "没有上级地区的方案" in page


def test_the_file_holds_every_line_and_no_formula(spine: Spine) -> None:
    upper(name="=HYPERLINK(1)")
    answer = signed_in(spine.people.clerk).get(f"/programmes/{KEY}/compare?view=csv&verdict=loosened")
    assert answer["Content-Type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][:3] == ["类别", "结论", "上级条款"]
    assert any(row[3] == "'=HYPERLINK(1)" and row[1] == "未承接" for row in rows)
    assert any(row[1] == "下级新增" for row in rows)
    assert all(len(row) == len(rows[0]) for row in rows)


def test_the_questions_do_not_grow_with_the_programmes(spine: Spine) -> None:
    made = upper()
    client = signed_in(spine.people.clerk)
    client.get(f"/programmes/{KEY}/compare")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/programmes/{KEY}/compare").status_code == 200
        return len(queries)

    before = asked()
    for n in range(40):
        Target(
            programme=made, key=f"T1{n}", kind="target", indicator_name=f"第{n}种产品合格率", measure="level", op=">=",
            value=90.0, unit="%", by="2015", start=0, end=4,
        ).save()  # fmt: skip
        programme(COUNTY, f"more-{n}") if n < 5 else None
    assert asked() <= before
    assert before <= 25
