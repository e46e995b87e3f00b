"""Importing: reviewed, mapped anew, applied in part, undone; what cannot be read is said."""

from __future__ import annotations

import datetime as dt
import io
import re
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.faces.desk.registers.messy import messy_workbook
from tests.support.people import COUNTY, People
from tests.support.registers import body, signed_in
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.registers.models import ImportSession, SessionState
from zhiheng.frame.trail.chain import history, verify
from zhiheng.kernels.intake import export_workbook
from zhiheng.records.brands.models import Award
from zhiheng.records.supervision.models import Sampling

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return signed_in(People().clerk)


def send(client: Client, data: bytes, name: str = "表.xlsx", key: str = "sampling") -> ImportSession:
    response = client.post(
        f"/registers/{key}/import", {"file": SimpleUploadedFile(name, data), "region": COUNTY}
    )
    assert response.status_code == 302, response.content.decode()
    return ImportSession._plain.latest("id")


def book(*rows: list[object]) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_the_review_names_every_error_and_repair(client: Client) -> None:
    session = send(client, messy_workbook())
    page = client.get(f"/imports/{session.pk}").content.decode()
    for words in ("H9", "C10", "I10", "昨天", "火星区", "差不多", "文本日期转为日期", "合计或小计行未计入 2"):
        assert words in page, words
    assert "只导入正确的 3 条" in page
    refused = client.post(f"/imports/{session.pk}/apply", {"action": "all"}, follow=True)
    assert "有 2 行有错误" in refused.content.decode()
    assert not Sampling._plain.exists()


def test_an_english_reader_is_told_errors_and_refusals_in_english(client: Client) -> None:
    """What the reading kernel says, with the values in it: a Chinese stop in the page is a sentence that was left."""
    client.cookies["django_language"] = "en"
    session = send(client, messy_workbook())
    page = client.get(f"/imports/{session.pk}").content.decode()
    assert "“昨天” is not a date" in page and "“差不多” is not among the choices" in page
    refused = client.post(f"/imports/{session.pk}/apply", {"action": "all"}, follow=True).content.decode()
    assert "2 rows have errors" in refused
    nameless = client.post(f"/imports/{session.pk}/undo", {"reason": ""}, follow=True).content.decode()
    # Only what the sheet itself holds may have them.
    sheet = "".join(str(v) for row in _cells(messy_workbook()) for v in row if v)
    for shown in (page, refused, nameless):
        texts = re.findall(r">([^<>]+)<", shown.split("<main", 1)[1])
        assert [t for t in texts if re.search("[，。；]", t) and t.strip() not in sheet] == []


def _cells(data: bytes) -> list[tuple[object, ...]]:
    return [row for one in openpyxl.load_workbook(io.BytesIO(data)) for row in one.values]


def test_good_rows_without_the_bad_and_back(client: Client) -> None:
    session = send(client, messy_workbook())
    client.post(f"/imports/{session.pk}/apply", {"action": "good"})
    assert sorted(Sampling._plain.values_list("report_no", flat=True)) == [
        "CJ2016-9001",
        "CJ2016-9002",
        "CJ2016-9003",
    ]
    listed = client.get(f"/registers/sampling?session={session.pk}").content.decode()
    assert "CJ2016-9003" in listed
    again = client.post(f"/imports/{session.pk}/apply", {"action": "good"}, follow=True)
    assert "已经导入" in again.content.decode()
    nameless = client.post(f"/imports/{session.pk}/undo", {"reason": ""}, follow=True)
    assert "撤销要写明原因" in nameless.content.decode()
    client.post(f"/imports/{session.pk}/undo", {"reason": "传错了"})
    session.refresh_from_db()
    assert session.state == SessionState.UNDONE
    assert not Sampling._plain.filter(withdrawn_at=None).exists()
    row = Sampling._plain.earliest("id")
    told = client.get(f"/registers/sampling/{row.pk}").content.decode()
    assert "所属导入被撤销" in told
    assert verify().sound


def test_the_returned_workbook_can_be_mended_and_sent_again(client: Client) -> None:
    session = send(client, messy_workbook())
    returned = openpyxl.load_workbook(io.BytesIO(body(client.get(f"/imports/{session.pk}/errors.xlsx"))))
    sheet = returned.worksheets[0]
    assert "昨天" in str(sheet["A9"].value)
    sheet["I9"], sheet["D10"], sheet["J10"] = "2016-05-08", "甘州区", "合格"
    out = io.BytesIO()
    returned.save(out)
    second = send(client, out.getvalue(), "改正.xlsx")
    assert (second.summary["new"], second.summary["bad_rows"]) == (5, 0), second.summary["problems"]


def test_columns_can_be_mapped_by_hand(client: Client) -> None:
    rows = [
        ["检验报告编号", "区划", "抽查级别", "产品领域", "产品名称", "出具日", "检验结论"],
        ["CJ-1", "甘州区", "县级", "食品", "酱油", "2016-05-01", "合格"],
        ["CJ-2", "甘州区", "县级", "食品", "食醋", "2016-05-02", "合格"],
    ]
    session = send(client, book(*rows))
    # The rows lack the day: it is they that are wrong, not the heading.
    assert (session.summary["rows"], session.summary["new"], session.summary["bad_rows"]) == (2, 0, 2)
    page = client.get(f"/imports/{session.pk}").content.decode()
    assert "必填列，请指定" in page
    chosen = {f"col-{n}": str(c) for n, c in session.summary["map"].items()}
    client.post(f"/imports/{session.pk}/map", {**chosen, "col-tested_on": "5"})
    session.refresh_from_db()
    assert (session.summary["new"], session.summary["bad_rows"]) == (2, 0)
    twice = client.post(f"/imports/{session.pk}/map", {**chosen, "col-tested_on": "0"}, follow=True)
    assert "同时指定给了" in twice.content.decode()


def test_units_of_the_heading_survive_the_review(client: Client) -> None:
    """What the plan found on upload (a conversion) holds when the rows are written."""
    rows = [
        ["登记编号", "区划", "奖项种类", "级别", "奖项名称", "获奖(申报)单位", "奖励金额(元)"],
        ["JL-1", "甘州区", "政府质量奖", "市级", "质量奖", "样例厂", 500000],
    ]
    session = send(client, book(*rows), key="awards")
    client.post(f"/imports/{session.pk}/apply", {"action": "all"})
    assert Award._plain.get().amount == Decimal("50.00")


def test_a_file_that_is_no_table_is_said_plainly(client: Client) -> None:
    session = send(client, b"\x00\x01\x02nothing", "坏.xlsx")
    assert session.state == SessionState.FAILED
    page = client.get(f"/imports/{session.pk}").content.decode()
    assert "没有读出表格" in page
    assert session.summary["failure"][:10] in page
    empty = client.post(
        "/registers/sampling/import", {"file": SimpleUploadedFile("空.xlsx", b""), "region": COUNTY}
    )
    assert empty.status_code == 422


def test_the_heading_can_be_pointed_out(client: Client) -> None:
    rows = [
        ["甲", "乙", "丙", "丁", "戊", "己", "庚"],
        ["CJ-1", "甘州区", "县级", "食品", "酱油", "2016-05-01", "合格"],
    ]
    session = send(client, book(*rows))
    assert session.state == SessionState.FAILED
    client.post(f"/imports/{session.pk}/map", {"header_row": "1"})
    session.refresh_from_db()
    assert session.state == SessionState.CHECKED
    names = ("report_no", "region", "level", "sector", "product", "tested_on", "result")
    client.post(f"/imports/{session.pk}/map", {f"col-{n}": str(i) for i, n in enumerate(names)})
    session.refresh_from_db()
    assert session.summary["new"] == 1, session.summary["problems"]


def test_a_changed_row_is_changed_and_given_back(client: Client) -> None:
    register = register_of("awards")
    row = {
        "code": "JL-1",
        "region": COUNTY,
        "kind": "government",
        "rank": "county",
        "name": "质量奖",
        "recipient": "样例厂",
        "awarded_on": dt.date(2016, 9, 1),
        "amount": Decimal("12.5"),
    }
    first = send(client, export_workbook(register.specs(), [row]), key="awards")
    client.post(f"/imports/{first.pk}/apply", {"action": "all"})
    row["amount"], row["awarded_on"] = Decimal("20.5"), dt.date(2017, 9, 1)
    second = send(client, export_workbook(register.specs(), [row]), key="awards")
    assert (second.summary["changed"], second.summary["new"]) == (1, 0)
    client.post(f"/imports/{second.pk}/apply", {"action": "all"})
    record = Award._plain.get()
    assert (record.amount, record.fact_year) == (Decimal("20.50"), 2017)
    client.post(f"/imports/{second.pk}/undo", {"reason": "金额有误"})
    record.refresh_from_db()
    assert (record.amount, record.fact_year, record.withdrawn_at) == (Decimal("12.50"), 2016, None)
    second.refresh_from_db()
    assert second.summary["kept"] == []
    assert "撤销导入" in history(record)[0].note
