"""Programmes: list, tree with its clauses and text, attainment, and loading a document."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.faces.desk.spine import KEY, TEXT, Spine, programme, signed_in
from tests.support.people import CITY, COUNTY, OTHER_CITY, PROVINCE
from zhiheng.faces.desk.areas.programmes import outline
from zhiheng.records.programmes.models import Node, Obligation, Phase, Programme, Target

AT = f"/programmes/{KEY}"


@pytest.fixture
def spine(db: None) -> Spine:
    return Spine()


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def test_a_county_sees_the_programmes_above_it_and_no_others(spine: Spine) -> None:
    programme(OTHER_CITY, "elsewhere")
    programme(PROVINCE, "province")
    page = text_of(signed_in(spine.people.clerk).get("/programmes"))
    assert 'href="/programmes/shili-2011"' in page
    assert 'href="/programmes/province"' in page
    assert "/programmes/elsewhere" not in page
    assert "示政办发〔2011〕9号" in page
    assert signed_in(spine.people.clerk).get("/programmes/elsewhere").status_code == 404


def test_the_tree_holds_every_part_with_its_anchor(spine: Spine) -> None:
    page = text_of(signed_in(spine.people.clerk).get(AT))
    for anchor in ("C-一", "C-一/(一)", "C-二", "T-T01", "T-T02", "O-B01"):
        assert f'id="{anchor}"' in page, anchor
        assert f'id="S-{anchor}"' in page, "the sentence in the text"
    assert "牵头：示例局" in page
    assert "≥\u00a095%" in page
    assert "下次" in page, "the obligation's next due"
    assert f'href="/indicators/P01/{CITY}/2015"' in page
    assert '<svg class="zh-phases"' in page


def test_without_its_text_the_page_says_so_and_how_to_mend_it(spine: Spine) -> None:
    Programme._plain.update(text="")
    page = text_of(signed_in(spine.people.office).get(AT))
    assert "原文没有载入" in page
    assert "zhiheng load programme shili-2011" in page
    start = Target._plain.get(key="T01").start
    assert f"第 {start + 1}–" in page
    assert "S-T-T01" not in page


def test_attainment_shows_both_ends_distance_and_light(spine: Spine) -> None:
    response = signed_in(spine.people.office).get(f"{AT}/attainment")
    page = text_of(response)
    assert f'href="/indicators/P01/{CITY}/2015"' in page
    assert f'href="{AT}#T-T01"' in page
    assert "还差 7.5 个百分点" in page
    assert "70/80" in page
    assert "报送" in page
    assert 'id="L-T01"' in page
    assert "重点工业产品监督抽查合格率达到95%以上" not in page, "the whole text is not sent with a table"


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("light=red", {"T01", "T02"}),
        ("light=green", set()),
        ("field=foundations", {"T02"}),
        ("unit=none", set()),
        ("period=2014", {"T01", "T02"}),
    ],
)
def test_attainment_is_filtered(spine: Spine, query: str, shown: set[str]) -> None:
    response = signed_in(spine.people.office).get(f"{AT}/attainment?{query}")
    assert {row.key for row in response.context["aims"].rows} == shown
    exported = signed_in(spine.people.office).get(f"{AT}/attainment?{query}&view=csv")
    assert {line.split(",")[0] for line in exported.content.decode("utf-8-sig").splitlines()[1:]} == shown


def test_the_exported_lines_say_what_a_rate_rests_on(spine: Spine) -> None:
    found = signed_in(spine.people.office).get(f"{AT}/attainment?period=2015&view=csv").content
    rows = list(csv.DictReader(io.StringIO(found.decode("utf-8-sig"))))
    told = {r["编号"]: (r["分子"], r["分母"], r["合并统计"]) for r in rows}
    assert told["T01"] == ("70", "80", "抽样方式")


def test_published_results_are_held_against_what_the_records_give(spine: Spine) -> None:
    goal = Node._plain.get(programme=spine.programme, path="一")
    common = {"programme": spine.programme, "node": goal, "kind": "result", "indicator": "P01", "measure": "level",
              "op": "=", "unit": "%", "by": "2015", "start": 0, "end": 5}  # fmt: skip
    Target._plain.create(key="R01", indicator_name="合格率", value=87.5, **common)
    Target._plain.create(key="R02", indicator_name="另一合格率", value=90, **common)
    response = signed_in(spine.people.office).get(f"{AT}/attainment?period=2015")
    assert (response.context["agreeing"], response.context["total"]) == (1, 2)
    page = text_of(response)
    assert "2 项中 1 项与公布数一致" in page
    assert "不一致" in page


def test_before_the_programme_begins_only_published_results_are_looked_at(spine: Spine) -> None:
    response = signed_in(spine.people.office).get(f"{AT}/attainment?period=2010")
    assert response.context["stats"] is None
    assert "方案从 2011 年起" in text_of(response)


def test_a_target_of_another_county_shows_no_figure(spine: Spine) -> None:
    Target._plain.filter(key="T01").update(regions=["620721"])
    page = text_of(signed_in(spine.people.clerk).get(f"{AT}/attainment"))
    assert "不在您的查看范围" in page
    assert "/indicators/P01/620721" not in page
    found = signed_in(spine.people.clerk).get(f"{AT}/attainment?view=csv").content.decode("utf-8-sig")
    assert "not_visible" in found


def test_an_unknown_period_is_said(spine: Spine) -> None:
    response = signed_in(spine.people.office).get(f"{AT}/attainment?period=上上年")
    assert response.status_code == 404
    assert "看不懂时期" in text_of(response)


# -- the document's text ------------------------------------------------------------------------------


def test_a_text_that_is_not_the_one_is_refused(spine: Spine) -> None:
    file = SimpleUploadedFile("原文.txt", TEXT.encode())
    response = signed_in(spine.people.office).post(f"{AT}/text", {"file": file})
    assert response.status_code == 422
    assert "原文没有载入" in text_of(response)
    assert signed_in(spine.people.clerk).post(f"{AT}/text", {"file": file}).status_code == 403


def test_the_list_leads_to_the_review_for_those_who_review(spine: Spine) -> None:
    assert 'href="/drafts/new"' in text_of(signed_in(spine.people.office).get("/programmes"))
    assert "/drafts" not in text_of(signed_in(spine.people.clerk).get("/programmes"))


# -- the pieces of the text --------------------------------------------------------------------------


@given(st.text(max_size=80), st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), max_size=8))
def test_the_pieces_are_the_text_and_every_clause_begins_once(
    text: str, spans: list[tuple[int, int]]
) -> None:
    obligations = [Obligation(key=f"B{n}", what="事", start=a, end=b) for n, (a, b) in enumerate(spans)]
    parts = outline.Parts([], [], [], obligations, [])
    pieces = outline.pieces(text, parts)
    assert "".join(p.text for p in pieces) == text
    inside = [o.key for o in obligations if 0 <= o.start < o.end <= len(text)]
    assert sorted(a for p in pieces for a in p.anchors) == sorted(f"O-{k}" for k in inside)
    at = 0
    for piece in pieces:
        for obligation in obligations:
            if obligation.end <= len(text) and obligation.start <= at < obligation.end:
                assert piece.css == "zh-s-obligation"
        at += len(piece.text)


@pytest.mark.parametrize(
    ("months", "bars"),
    [([("2011-03", "2015-10")], 1), ([("", "2015-10")], 0), ([("2015", "2014")], 0), ([("2011", "2012"), ("2013-01", "2013-02")], 2)],
)  # fmt: skip
def test_phases_on_one_axis(months: list[tuple[str, str]], bars: int) -> None:
    import datetime as dt

    found = outline.phases([Phase(name="阶段", starts=a, ends=b) for a, b in months], dt.date(2012, 6, 1))
    if not bars:
        assert found is None
        return
    assert found is not None
    assert len(found.bars) == bars
    assert all(b.x >= 0 and b.x + b.width <= outline.WIDTH + 0.2 for b in found.bars)


def test_queries_do_not_grow_with_programmes_or_clauses(spine: Spine) -> None:
    client = signed_in(spine.people.clerk)

    def count(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    pages = ("/programmes", AT, f"{AT}/attainment")
    before = [count(p) for p in pages]
    for n in range(3):
        programme(COUNTY, f"more-{n}")
    goal = Node._plain.get(programme=spine.programme, path="一")
    for n in range(10):
        Target._plain.create(programme=spine.programme, key=f"X{n}", node=goal, kind="target", indicator="P01",
                             indicator_name="甲", measure="level", op=">=", value=1, start=0, end=3)  # fmt: skip
    assert [count(p) for p in pages] == before
    assert max(before) <= 18
