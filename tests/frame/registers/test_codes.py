"""Code lists and doubts: what is refused with proposals, what is doubted and stands for a reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.support.people import COUNTY, People
from tests.support.registers import signed_in
from zhiheng.frame.people.actors import Actor, machine
from zhiheng.frame.registers import codes, imports, service
from zhiheng.frame.registers.codes import CodeListError, code_list, code_lists
from zhiheng.frame.registers.declare import Register, RegisterError, register_of
from zhiheng.frame.registers.doubts import Doubted
from zhiheng.frame.registers.filters import filterset_of
from zhiheng.frame.trail.chain import history
from zhiheng.kernels.intake import IntakeError, export_workbook

ME = machine("测试")
GOOD, BAD = "914403001922038216", "914403001922038217"
SCHEMES = """
key: schemes
title: 计划
source: {instrument: 样例}
certainty: convention
entries:
  - {code: "A1", name: 甲计划, also: [甲], valid_to: 2015-12-31}
  - {code: "A2", name: 乙计划, also: [乙, 通名], valid_from: 2016-01-01}
  - {code: "B1", name: 丙计划, also: [通名]}
"""


@pytest.fixture
def people(db: None) -> People:
    return People()


@pytest.fixture
def titles(people: People, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Titles whose grantor is taken from a list of codes, and whose number is a barcode."""
    lists = {**code_lists(), "schemes": codes.read("schemes.yaml", SCHEMES, {})}
    monkeypatch.setattr(codes, "code_lists", lambda: lists)
    kind = type(register_of("titles"))
    columns = tuple(
        replace(c, codes="schemes", filter=True) if c.name == "grantor" else c for c in kind.columns
    )
    monkeypatch.setattr(kind, "columns", columns)
    filterset_of.cache_clear()
    register = register_of("titles")
    register.__dict__.pop("by_name", None)
    yield register
    register.__dict__.pop("by_name", None)
    filterset_of.cache_clear()


def row(**other: Any) -> dict[str, Any]:
    values = {"code": "CH-1", "kind": "brand_provincial", "name": "样例", "region_id": COUNTY}
    return {**values, "granted_on": dt.date(2014, 1, 5), **other}


# -- lists ------------------------------------------------------------------------------------------


def test_the_classes_of_the_economy() -> None:
    found = code_list("gb4754_2017")
    assert found.label("1453") == "1453 蔬菜、水果罐头制造"
    assert len(found.entries) == 1381
    assert (found.names["0111"], found.names["7517"]) == ("稻谷种植", "三维（3D）打印技术推广服务")
    assert found.names["1110"] == "煤炭开采和洗选专业及辅助性活动"
    assert not [n for n in found.names.values() if any(w in n for w in ("更名", "分解", "调到", " "))]
    assert all(len(code) == 4 and code.isdigit() for code in found.names)
    assert sum(e.certainty is not None for e in found.entries.values()) == 54


def test_the_divisions_are_what_the_classes_begin_with() -> None:
    divisions, classes = code_list("gb4754_divisions"), code_list("gb4754_2017")
    assert set(divisions.entries) == {code[:2] for code in classes.entries}
    assert len(set(divisions.names.values())) == len(divisions.entries) == 97
    assert divisions.head.certainty == "remembered"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "键值结构"),
        (SCHEMES.replace("A2", "A1"), "出现两次"),
        (SCHEMES.replace('"B1"', "11"), "加引号"),
        (SCHEMES.replace("entries:", "rows:"), "entries"),
        (SCHEMES.split("entries:", maxsplit=1)[0] + "entries_in: none.csv", "不存在"),
        (SCHEMES.split("entries:", maxsplit=1)[0] + "entries: []", "没有条目"),
        (SCHEMES.replace("certainty: convention", "certainty: sure"), "有误"),
    ],
)
def test_a_list_that_contradicts_itself_is_refused(text: str, said: str) -> None:
    with pytest.raises(CodeListError, match=said):
        codes.read("x.yaml", text, {})


def test_an_unknown_list_names_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(CodeListError, match="gb4754_2017"):
        code_list("nothing")
    (tmp_path / "a.csv").write_text("code,name,also\n01,甲,子|丑\n")
    (tmp_path / "a.yaml").write_text(SCHEMES.split("entries:", maxsplit=1)[0] + "entries_in: a.csv")
    (found,) = code_lists(tmp_path).values()
    assert found.leading == {"子": "01", "丑": "01"}


def test_a_column_too_short_for_its_codes_is_refused(
    titles: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    column = replace(titles.columns[0], name="kind", codes="gb4754_2017")
    monkeypatch.setattr(type(titles), "columns", (*titles.columns, column))
    with pytest.raises(RegisterError, match="没有选项"):
        type(titles)()


# -- one record -------------------------------------------------------------------------------------


def test_an_unknown_code_is_refused_with_what_it_may_be(titles: Register) -> None:
    with pytest.raises(ValidationError) as refused:
        service.create(ME, titles, row(grantor="A3"))
    (said,) = refused.value.message_dict["grantor"]
    assert "甲计划（A1）" in said
    assert "乙计划（A2）" in said


def test_a_code_out_of_use_is_doubted(titles: Register) -> None:
    with pytest.raises(Doubted) as doubted:
        service.create(ME, titles, row(grantor="A1", granted_on=dt.date(2018, 1, 1)))
    assert "自 2016-01-01 起不再使用" in str(doubted.value)
    assert service.create(ME, titles, row(grantor="A1")).pk


def test_a_doubt_yields_to_a_reason_that_the_trail_keeps(titles: Register) -> None:
    with pytest.raises(Doubted) as doubted:
        service.create(ME, titles, row(credit_code=BAD))
    (said,) = doubted.value.message_dict["credit_code"]
    assert BAD in said
    assert "应为“6”" in said
    record = service.create(ME, titles, row(credit_code=BAD), accepted="执照如此")
    assert history(record)[0].note == "存疑仍登记(统一社会信用代码)：执照如此"


def test_only_what_changes_is_doubted(titles: Register) -> None:
    record = service.create(ME, titles, row(credit_code=BAD), accepted="执照如此")
    service.change(ME, titles, record, {"holder": "样例合作社"}, reason="补填")
    with pytest.raises(Doubted):
        service.change(ME, titles, record, {"credit_code": "12"}, reason="更正")
    record.refresh_from_db()
    service.change(ME, titles, record, {"credit_code": "12"}, reason="更正", accepted="临时编号")
    assert history(record)[0].note == "更正；存疑仍登记(统一社会信用代码)：临时编号"


def test_a_move_that_sets_a_doubtful_value_asks_for_the_reason(titles: Register) -> None:
    record = service.create(ME, titles, row())
    assert titles.lifecycle is not None
    key = next(m.key for m in titles.lifecycle.moves if record.state in m.source and not m.evidence)  # type: ignore[attr-defined]
    needed = {
        n: getattr(record, n) or (dt.date(2014, 1, 5) if titles.type_of(n) == "date" else "样例")
        for n in titles.lifecycle.move(key).needs
    }
    changes = {**needed, "credit_code": BAD}
    with pytest.raises(Doubted):
        service.move(ME, titles, record, key, reason="办理", changes=changes)
    assert record.credit_code == "", "nothing is made of a move that is refused"  # type: ignore[attr-defined]
    service.move(ME, titles, record, key, reason="办理", changes=changes, accepted="执照如此")
    assert history(record)[0].note == "办理；存疑仍登记(统一社会信用代码)：执照如此"
    record.refresh_from_db()
    assert record.credit_code == BAD  # type: ignore[attr-defined]


def test_the_form_warns_and_takes_the_reason(titles: Register, people: People) -> None:
    client, at = signed_in(people.clerk), reverse("desk:record_new", args=["titles"])
    posted = {
        "code": "CH-9",
        "kind": "brand_provincial",
        "name": "样例",
        "region": COUNTY,
        "credit_code": BAD,
    }
    assert "accepted" not in client.get(at).content.decode()
    warned = client.post(at, posted)
    page = warned.content.decode()
    assert warned.status_code == 422
    assert 'name="accepted"' in page
    assert "应为“6”" in page
    assert BAD in page
    again = client.post(at, {**posted, "accepted": ""})
    assert again.status_code == 422
    assert client.post(at, {**posted, "accepted": "执照如此"}).status_code == 302
    record = titles.model.objects.latest("id")
    assert "执照如此" in client.get(reverse("desk:record", args=["titles", record.pk])).content.decode()


def test_the_form_takes_a_name_for_its_code(titles: Register, people: People) -> None:
    client, at = signed_in(people.clerk), reverse("desk:record_new", args=["titles"])
    posted = {"code": "CH-9", "kind": "brand_provincial", "name": "样例", "region": COUNTY}
    refused = client.post(at, {**posted, "grantor": "通名"})
    assert "对应多个代码" in refused.content.decode()
    assert client.post(at, {**posted, "grantor": "乙"}).status_code == 302
    record = titles.model.objects.latest("id")
    assert record.grantor == "A2"
    page = client.get(reverse("desk:record", args=["titles", record.pk])).content.decode()
    assert "乙计划" in page and "A2 乙计划" not in page, "a code of no standard says nothing to a reader"
    for wanted, shown in (("A", True), ("A2", True), ("乙计", True), ("B1", False), ("甲", False)):
        page = client.get(reverse("desk:register", args=["titles"]), {"grantor": wanted}).content.decode()
        assert (f"/registers/titles/{record.pk}" in page) is shown, wanted


# -- a file -----------------------------------------------------------------------------------------


def session(people: People, register: Register, rows: list[dict[str, Any]]) -> Any:
    specs = [replace(s, type="text", codes=None) if s.type == "code" else s for s in register.specs()]
    rows = [{**{k.removesuffix("_id"): v for k, v in r.items()}} for r in rows]
    data = export_workbook(specs, rows)
    return imports.upload(Actor(user=people.clerk), register, data, "表.xlsx", region=COUNTY)


def test_doubtful_rows_wait_for_a_reason(titles: Register, people: People) -> None:
    rows = [row(code=f"CH-{n}", credit_code=BAD if n < 2 else GOOD) for n in range(5)]
    made = session(people, titles, rows)
    assert (made.summary["new"], made.summary["doubtful"], made.summary["bad_rows"]) == (5, 2, 0)
    (group,) = made.summary["soft_groups"]
    assert (group["label"], group["occurrences"]) == ("统一社会信用代码", 2)
    client = signed_in(people.clerk)
    page = client.get(reverse("desk:import", args=[made.pk])).content.decode()
    assert "存疑" in page
    assert 'name="accepted"' in page
    book = client.get(reverse("desk:import_errors", args=[made.pk]))
    assert book.status_code == 200
    with pytest.raises(IntakeError, match="2 行存疑"):
        imports.apply(Actor(user=people.clerk), made)
    posted = {"action": "all", "accepted": "执照如此"}
    client.post(reverse("desk:import_apply", args=[made.pk]), posted)
    assert titles.model.objects.count() == 5
    page = client.get(reverse("desk:import", args=[made.pk])).content.decode()
    assert "执照如此" in page


def test_doubtful_rows_can_be_left_out(titles: Register, people: People) -> None:
    made = session(people, titles, [row(code="CH-1", credit_code=BAD), row(code="CH-2", credit_code=GOOD)])
    imports.apply(Actor(user=people.clerk), made, good_only=True)
    assert [r.code for r in titles.model.objects.all()] == ["CH-2"]
    again = session(people, titles, [row(code="CH-2", credit_code=GOOD, holder="甲")])
    assert (again.summary["changed"], again.summary["doubtful"]) == (1, 0)
    worse = session(people, titles, [row(code="CH-2", credit_code=BAD)])
    assert worse.summary["doubtful"] == 1


def test_unknown_words_are_told_once_for_the_file(titles: Register, people: People) -> None:
    words = ["甲计", "甲计", "通名", "A2", "乙计划"]
    made = session(people, titles, [row(code=f"CH-{n}", grantor=w) for n, w in enumerate(words)])
    assert made.summary["bad_rows"] == 3
    assert [(u["value"], u["count"]) for u in made.summary["unknown"]] == [("甲计", 2), ("通名", 1)]
    assert [code for code, _name in made.summary["unknown"][1]["near"]] == ["A2", "B1"]
    client, at = signed_in(people.clerk), reverse("desk:import_map", args=[made.pk])
    page = client.get(reverse("desk:import", args=[made.pk])).content.decode()
    assert "可能是：A2 乙计划、B1 丙计划" in page
    client.post(at, {"action": "values", "value-0": "无此", "value-1": "B1"})
    made.refresh_from_db()
    assert made.summary["bad_rows"] == 3
    client.post(at, {"action": "values", "value-0": "A1", "value-1": "丙计划"})
    made.refresh_from_db()
    assert (made.summary["bad_rows"], made.summary["doubtful"]) == (0, 2)  # the scheme began later
    imports.apply(Actor(user=people.clerk), made, accepted="按现行计划补登")
    assert [r.grantor for r in titles.model.objects.order_by("code")] == ["A1", "A1", "B1", "A2", "A2"]
