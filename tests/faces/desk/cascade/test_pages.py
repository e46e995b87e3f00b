"""The pages of a cascade: make it, give it out, answer it, look at it; as the office, a county, a department."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests.faces.desk.spine import sample, signed_in
from tests.support.cascades import DUE, KEY, ME, by_region, by_unit, by_year, programme, shares_of, target
from tests.support.people import CITY, COUNTY, FAR, NEIGHBOUR, PROVINCE, People, person, unit
from zhiheng.frame.regions.models import Region
from zhiheng.frame.registers.facts import forget_regions
from zhiheng.judgement.indicators.engine import forget
from zhiheng.records.cascade import service
from zhiheng.records.cascade.models import Breakdown, Share

pytestmark = pytest.mark.django_db
BASE = f"/programmes/{KEY}/cascade"


@pytest.fixture
def people() -> People:
    forget()
    made = People()
    programme()
    return made


@pytest.fixture
def office(people: People) -> Client:
    return signed_in(people.office)


@pytest.fixture
def clerk(people: People) -> Client:
    return signed_in(people.clerk)


def text(response: HttpResponse) -> str:
    return response.content.decode()


def form(**more: object) -> dict[str, Any]:
    """What the editor of T01 by region posts."""
    return {
        "axis": "region", "how": "equal", "basis": "", "base_year": "2010", "due_on": DUE.isoformat(),
        f"value-{COUNTY}": "5", f"value-{NEIGHBOUR}": "5", **more,
    }  # fmt: skip


def test_the_office_sees_every_target_and_starts_from_there(office: Client) -> None:
    words = text(office.get(BASE))
    assert "新增驰名商标数" in words and "≥\u00a010\u00a0件" in words
    assert f"{BASE}/T01/edit?axis=region" in words
    assert "还没有这样分解" in text(office.get(f"{BASE}/T01"))


def test_a_draft_is_sent_back_with_the_minus_it_was_shown_with(office: Client) -> None:
    office.post(f"{BASE}/T01/edit", form(action="draft", how="hand", **{f"value-{COUNTY}": "-5"}))
    page = text(office.get(f"{BASE}/T01/edit?axis=region"))
    shown = page.split(f'name="value-{COUNTY}"')[1].split('value="')[1].split('"')[0]
    assert shown == "\u22125"
    again = office.post(f"{BASE}/T01/edit", form(action="draft", how="hand", **{f"value-{COUNTY}": shown}))
    assert again.status_code == 302, text(again)


def test_an_older_page_does_not_take_an_objection_back(office: Client, clerk: Client) -> None:
    office.post(f"{BASE}/T01/edit", form(action="issue"))
    mine = Share._plain.get(region_id=COUNTY, year="")
    assert f'value="{mine.pk}"' in text(clerk.get(f"{BASE}/mine"))
    clerk.post(f"{BASE}/mine/{mine.pk}", {"note": "企业少", "wanted": "3"})
    late = clerk.post(f"{BASE}/mine", {"action": "confirm", "selected": [mine.pk]})
    assert late.status_code == 422 and "已经提了异议" in text(late)
    mine.refresh_from_db()
    assert (mine.state, mine.note) == ("objected", "企业少")
    clerk.post(f"{BASE}/mine", {"action": "confirm", "selected": [f"{mine.pk}-objected"]})
    mine.refresh_from_db()
    assert mine.state == "confirmed", "who sees the objection may still think better of it"


def test_a_proposal_is_made_at_once_and_what_is_fixed_stays(office: Client) -> None:
    page = text(office.get(f"{BASE}/T01/edit?axis=region"))
    assert 'name="value-620702"' in page and "合计 10 件，与目标相符" in page
    page = text(
        office.post(f"{BASE}/T01/edit", form(action="propose", fixed=COUNTY, **{f"value-{COUNTY}": "8"}))
    )
    assert f'name="value-{COUNTY}" inputmode="decimal" value="8"' in page
    assert f'name="value-{NEIGHBOUR}" inputmode="decimal" value="2"' in page


def test_checks_are_told_while_typing(office: Client) -> None:
    good = office.post(f"{BASE}/T01/check", form())
    assert "合计 10 件，与目标相符" in text(good)
    assert "合计 8 件，比目标少 2 件" in text(
        office.post(f"{BASE}/T01/check", form(**{f"value-{COUNTY}": "3"}))
    )
    assert "还有 1 处没有填：甘州区" in text(
        office.post(f"{BASE}/T01/check", form(**{f"value-{COUNTY}": ""}))
    )
    assert "“甘州区”的“五”不是数" in text(office.post(f"{BASE}/T01/check", form(**{f"value-{COUNTY}": "五"})))
    assert not Breakdown._plain.exists(), "checking stores nothing"


def test_draft_then_issue_then_answer(people: People, office: Client, clerk: Client) -> None:
    assert office.post(f"{BASE}/T01/edit", form(action="draft")).status_code == 302
    assert Breakdown._plain.get().status == "draft"
    assert "有拟稿" in text(office.get(BASE))
    assert "有拟稿" not in text(clerk.get(BASE)), "a draft of the city is not for its counties"
    refused = office.post(f"{BASE}/T01/edit", form(action="issue", **{f"value-{COUNTY}": "4"}))
    assert refused.status_code == 422 and "合计 9 件，比目标少 1 件" in text(refused)
    assert office.post(f"{BASE}/T01/edit", form(action="issue")).status_code == 302
    made = Breakdown._plain.get(status="issued")

    words = text(clerk.get(BASE))
    assert "甘州区承担的指标" in words and "≥\u00a05\u00a0件" in words
    assert "肃南" not in text(clerk.get(f"{BASE}/T01")), "the neighbour's share is not shown"
    mine = shares_of(made)[COUNTY]
    words = text(clerk.get(f"{BASE}/mine"))
    assert "还有 1 项等您确认" in words
    nothing = clerk.post(f"{BASE}/mine", {"action": "confirm"})
    assert nothing.status_code == 422 and "没有选中" in text(nothing)
    clerk.post(f"{BASE}/mine", {"action": "confirm", "selected": [mine.pk]})
    assert Share._plain.get(pk=mine.pk).state == "confirmed"

    theirs = shares_of(made)[NEIGHBOUR]
    clerk.post(f"{BASE}/mine", {"action": "confirm", "selected": [theirs.pk]})
    assert Share._plain.get(pk=theirs.pk).state == "proposed", "of another county: not in the list, not taken"
    assert clerk.get(f"{BASE}/mine/{theirs.pk}").status_code == 404
    neighbour = signed_in(people.neighbour)
    assert neighbour.post(f"{BASE}/mine/{theirs.pk}", {"note": ""}).status_code == 200
    neighbour.post(f"{BASE}/mine/{theirs.pk}", {"note": "企业少", "wanted": "3"})
    page = text(office.get(f"{BASE}/T01"))
    assert "等待答复的异议" in page and "企业少 · 建议 3" in page and f"adopt={theirs.pk}" in page

    # to meet it: the wish is fixed, the rest divided anew, the sum holds
    page = text(office.get(f"{BASE}/T01/edit?axis=region&adopt={theirs.pk}"))
    assert f'name="value-{NEIGHBOUR}" inputmode="decimal" value="3"' in page
    assert f'name="value-{COUNTY}" inputmode="decimal" value="7"' in page
    # or not to
    office.post(f"{BASE}/T01/keep/{theirs.pk}", {"reason": "按企业数应承担 5 件"})
    assert "答复：按企业数应承担 5 件" in text(neighbour.get(f"{BASE}/mine"))


def test_a_new_version_needs_its_reason_and_shows_what_changed(office: Client, clerk: Client) -> None:
    service.issue(ME, by_region("T01", {COUNTY: 6, NEIGHBOUR: 4}), DUE)
    values = {f"value-{COUNTY}": "7", f"value-{NEIGHBOUR}": "3"}
    refused = office.post(f"{BASE}/T01/edit", form(action="issue", **values))
    assert refused.status_code == 422 and "要写明理由" in text(refused)
    office.post(f"{BASE}/T01/edit", form(action="issue", reason="按新情况调整", **values))
    page = text(office.get(f"{BASE}/T01"))
    assert "第 2 版" in page and "已被替代" in page and "按新情况调整" in page
    assert Breakdown._plain.filter(status="superseded").count() == 1
    own = text(clerk.get(f"{BASE}/T01"))
    assert "甘州区" in own and "肃南" not in own, "a county sees how its own share changed"


def test_the_due_leads_to_the_answer(people: People, clerk: Client) -> None:
    service.issue(ME, by_region("T01", {COUNTY: 6, NEIGHBOUR: 4}), DUE)
    words = text(clerk.get("/desk/dues"))
    assert "确认分解指标" in words and f"{BASE}/mine" in words
    assert "确认分解指标" in text(clerk.get("/desk/dues?kind=cascade"))


def test_a_county_divides_its_own_share_only(people: People, clerk: Client, office: Client) -> None:
    made = service.issue(ME, by_region("T01", {COUNTY: 6, NEIGHBOUR: 4}), DUE)
    mine, theirs = shares_of(made)[COUNTY], shares_of(made)[NEIGHBOUR]
    town = Region.objects.create(code="620702001", name="示例镇", level="township", parent_id=COUNTY, province=PROVINCE, prefecture=CITY, county=COUNTY)  # fmt: skip
    assert clerk.get(f"{BASE}/T01/edit?axis=region").status_code == 403
    assert clerk.get(f"{BASE}/T01/edit?axis=region&share={theirs.pk}").status_code == 404
    page = text(clerk.get(f"{BASE}/T01/edit?axis=region&share={mine.pk}"))
    assert "示例镇" in page and "合计 6 件，与目标相符" in page
    posted = {"axis": "region", "how": "equal", f"value-{town.code}": "6", "due_on": DUE.isoformat()}
    assert clerk.post(f"{BASE}/T01/edit?share={mine.pk}", {**posted, "action": "issue"}).status_code == 302
    own = Breakdown._plain.get(parent=mine)
    assert (own.status, own.region_id) == ("issued", COUNTY)
    assert "示例镇" in text(clerk.get(f"{BASE}/T01?share={mine.pk}"))
    assert "示例镇" in text(office.get(f"{BASE}/T01?share={mine.pk}")), "the city sees below"
    assert "示例镇" not in text(office.get(f"{BASE}/T01"))


def test_figures_stand_beside_the_shares(people: People, office: Client) -> None:
    sample(COUNTY, 2015, 38, 2)
    sample(NEIGHBOUR, 2015, 30, 10)
    service.issue(ME, by_region("T03", {COUNTY: 95, NEIGHBOUR: 95}, join="each"), DUE)
    page = text(office.get(f"{BASE}/T03?period=2015"))
    assert "95.00" in page and "75.00" in page
    assert "达到 1" in text(office.get(f"{BASE}?period=2015")) and "未达到 1" in text(
        office.get(f"{BASE}?period=2015")
    )


def test_years_and_regions_in_one_table(office: Client) -> None:
    service.issue(ME, by_year("T01"), DUE)
    page = text(office.get(f"{BASE}/T01/edit?axis=region&how=equal&pace=straight"))
    assert 'name="y-620702-2013" inputmode="decimal" value="1"' in page
    years = {f"y-{c}-{y}": "1" for c in (COUNTY, NEIGHBOUR) for y in range(2011, 2016)}
    assert office.post(f"{BASE}/T01/edit", form(action="issue", pace="straight", **years)).status_code == 302
    page = text(office.get(f"{BASE}/T01"))
    assert "逐年份额" in page and "年度目标" in page
    assert Share._plain.filter(breakdown__axis="region").exclude(year="").count() == 10


def test_by_year_asks_for_a_baseline_where_there_is_none(office: Client) -> None:
    page = office.get(f"{BASE}/T03/edit?axis=year&how=straight")
    assert page.status_code == 200 and "没有基数，画不出逐年的路径" in text(page)
    assert "还差一步" in text(page) and "没有办成" not in text(page)
    page = office.post(
        f"{BASE}/T03/edit", {"axis": "year", "how": "straight", "baseline": "90", "action": "propose"}
    )
    assert 'name="value-2013" inputmode="decimal" value="93"' in text(page)


def test_units_are_chosen_and_answer_for_themselves(people: People, office: Client) -> None:
    lead = unit(CITY, f"{KEY}-lead")
    firm = unit(CITY, "firm-1", name="示例企业", kind="enterprise")
    page = text(office.get(f"{BASE}/T01/edit?axis=unit"))
    assert "示例局" in page and "示例企业" in page and f'name="value-u{lead.pk}"' in page
    posted = {"axis": "unit", "how": "hand", "units": [lead.pk, firm.pk], f"value-u{lead.pk}": "8", f"value-u{firm.pk}": "2"}  # fmt: skip
    office.post(f"{BASE}/T01/edit", {**posted, "action": "issue", "due_on": DUE.isoformat()})
    made = Breakdown._plain.get(axis="unit", status="issued")
    assert {s.unit_id: int(s.value or 0) for s in shares_of(made).values()} == {lead.pk: 8, firm.pk: 2}
    bureau = signed_in(person("bureau", "lead_department", CITY, at=lead))
    words = text(bureau.get(f"{BASE}/mine"))
    assert "示例局" in words and "示例企业" not in words
    county = signed_in(people.clerk)
    for address in ("/T01", "/export?fmt=csv"):
        assert "示例企业" not in text(county.get(BASE + address)), (
            "what the city's units were given is not the county's"
        )


def test_the_table_goes_out_and_comes_back(office: Client, clerk: Client) -> None:
    service.issue(ME, by_region("T01", {COUNTY: 6, NEIGHBOUR: 4}), DUE)
    service.issue(ME, by_region("T04", {COUNTY: 3, NEIGHBOUR: 3}), DUE)
    answer = office.get(f"{BASE}/export?fmt=xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    head = [c.value for c in sheet[1]]
    rows = [dict(zip(head, [c.value for c in r], strict=True)) for r in sheet.iter_rows(min_row=2)]
    assert [(r["指标编号"], r["区划代码"], r["份额"]) for r in rows] == [
        ("T01", COUNTY, 6), ("T01", NEIGHBOUR, 4), ("T04", COUNTY, 3), ("T04", NEIGHBOUR, 3),
    ]  # fmt: skip
    assert "肃南" not in clerk.get(f"{BASE}/export?fmt=csv").content.decode("utf-8-sig")
    assert office.get(f"{BASE}/export?fmt=pdf").status_code == 404
    # changed by hand, and a line that fits nothing
    sheet.cell(2, head.index("份额") + 1).value = 9
    sheet.cell(3, head.index("份额") + 1).value = 1
    sheet.append(["T01", None, None, "按地区", None, "620999", "没有的县", None, 3])
    out = io.BytesIO()
    sheet.parent.save(out)
    file = SimpleUploadedFile("b.xlsx", out.getvalue())
    page = text(office.post(f"{BASE}/T01/edit", form(action="file", file=file)))
    assert "填入 2 个数" in page and "有 1 行对不上，没有填：620999" in page
    assert f'name="value-{COUNTY}" inputmode="decimal" value="9"' in page
    bad = office.post(
        f"{BASE}/T01/edit", form(action="file", file=SimpleUploadedFile("b.xlsx", b"\x00\x01nothing"))
    )
    assert bad.status_code == 422


@pytest.mark.parametrize(
    "address",
    ["/T99", "/T01?share=12345", "/T01?share=x", "/T01/edit?axis=region&share=9", "/mine/77", "?period=abc"],
)
def test_what_is_not_there_is_not_found(office: Client, address: str) -> None:
    assert office.get(f"{BASE}{address}").status_code == 404


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({"due_on": ""}, "请填写确认期限"),
        ({"due_on": "2011-01-01"}, "不能早于今天"),
        ({f"value-{COUNTY}": "1e30"}, "太大"),
        ({f"value-{COUNTY}": "-1", f"value-{NEIGHBOUR}": "11"}, "不能是负数"),
    ],
)
def test_what_is_typed_wrong_is_told(office: Client, posted: dict[str, str], words: str) -> None:
    answer = office.post(f"{BASE}/T01/edit", form(action="issue", **posted))
    assert answer.status_code == 422 and words in text(answer)


def test_a_province_may_go_straight_to_its_counties_and_comes_back_to_them(people: People) -> None:
    programme(PROVINCE, "sheng-2011")
    who = signed_in(person("province", "office", PROVINCE))
    base = "/programmes/sheng-2011/cascade/T01/edit"
    page = text(who.get(f"{base}?axis=region"))
    assert f'name="value-{CITY}"' in page and f'name="value-{COUNTY}"' not in page
    page = text(who.post(base, {"axis": "region", "how": "equal", "level": "county", "action": "propose"}))
    assert f'name="value-{COUNTY}" inputmode="decimal" value="4"' in page and "合计 10 件，与目标相符" in page
    posted = {"axis": "region", "how": "equal", "level": "county", **{f"value-{c}": v for c, v in ((COUNTY, 4), (NEIGHBOUR, 3), (FAR, 3))}}  # fmt: skip
    assert who.post(base, {**posted, "action": "draft"}).status_code == 302
    page = text(who.get(f"{base}?axis=region"))
    assert f'name="value-{FAR}" inputmode="decimal" value="3"' in page and "合计 10 件，与目标相符" in page


def test_another_direction_shows_what_is_there_already(office: Client) -> None:
    service.issue(ME, by_year("T01", "back"), DUE)
    page = text(office.post(f"{BASE}/T01/edit", form(action="propose", was="region", axis="year")))
    assert 'name="value-2011" inputmode="decimal" value="1"' in page and "先少后多" in page
    assert "已有下达的版本，下达新版本要写明理由" in page


def test_english_readers(people: People) -> None:
    service.issue(ME, by_region("T01", {COUNTY: 6, NEIGHBOUR: 4}), DUE)
    who = signed_in(people.clerk)
    who.cookies["django_language"] = "en"
    words = text(who.get(BASE))
    assert "Break-down of targets" in words and "To be confirmed" in words


def test_a_draft_is_thrown_away(office: Client) -> None:
    office.post(f"{BASE}/T01/edit", form(action="draft"))
    assert "删除拟稿" in text(office.get(f"{BASE}/T01"))
    office.post(f"{BASE}/T01/discard", {"axis": "region"})
    assert not Breakdown._plain.exists()
    assert "没有可以删除的拟稿" in text(office.post(f"{BASE}/T01/discard", {"axis": "region"}, follow=True))


@pytest.fixture
def count() -> Callable[[Client, str], int]:
    def asked(client: Client, url: str) -> int:
        client.get(url)  # what a process learns once is not counted
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    return asked


#: page -> queries, however many shares there are.
BASELINES = {"": 8, "/T01": 10, "/mine": 7, "/export?fmt=csv": 5}


@pytest.mark.parametrize("address", BASELINES)
def test_pages_keep_to_their_baseline(people: People, address: str, count: Any) -> None:
    one = service.issue(ME, by_region("T01", {COUNTY: 6, NEIGHBOUR: 4}), DUE)
    service.object_to(ME, shares_of(one)[COUNTY], "偏高")
    who = [signed_in(people.clerk), signed_in(people.office)]
    few = [count(w, BASE + address) for w in who]
    for key, values in {"T02": (20, 15), "T04": (3, 3)}.items():
        service.issue(ME, by_region(key, dict(zip((COUNTY, NEIGHBOUR), values, strict=True))), DUE)
    for n in range(30):
        code = f"6207{31 + n}"
        Region.objects.create(code=code, name=f"示例县{n}", level="county", parent_id=CITY, province=PROVINCE, prefecture=CITY, county=code)  # fmt: skip
    forget_regions()
    service.issue(ME, by_region("T01", {r.code: 1 for r in Region.objects.filter(parent=CITY)}), DUE, "多了")
    lead = unit(CITY, f"{KEY}-lead")
    service.issue(ME, by_unit("T04", {lead: 6}), DUE)
    many = [count(w, BASE + address) for w in who]
    assert max(few) == BASELINES[address] and many == few
    assert target("T01")
