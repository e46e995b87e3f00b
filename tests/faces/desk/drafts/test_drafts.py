"""Drafts on the desk: a document handed in, reviewed item by item, put in force; refusals; query counts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.faces.desk.spine import signed_in
from tests.records.drafts.sample import KEY, TEXT, draft_of, item
from tests.support.people import CITY, OTHER_CITY, People, person
from zhiheng.faces.desk.areas.drafts import blocks as cutting
from zhiheng.faces.desk.areas.drafts.views_whole import units
from zhiheng.records.drafts import deciding
from zhiheng.records.drafts.models import Draft, Item
from zhiheng.records.programmes.models import Programme, Target


@pytest.fixture
def people(db: None) -> People:
    return People()


@pytest.fixture
def office(people: People) -> Client:
    return signed_in(people.office)


@pytest.fixture
def draft(people: People) -> Draft:
    return draft_of(region=CITY)


def text_of(response: Any) -> str:
    return str(response.content.decode())


def upload(text: bytes = TEXT.encode(), name: str = "方案.txt", **more: str) -> dict[str, object]:
    return {"file": SimpleUploadedFile(name, text), "key": KEY, "region": CITY, **more}


def at(draft: Draft, item_: Item | None = None, act: str = "") -> str:
    address = f"/drafts/{draft.pk}"
    return address + (f"/items/{item_.pk}" if item_ else "") + (f"/{act}" if act else "")


def event(response: Any) -> dict[str, Any]:
    return dict(json.loads(response["HX-Trigger-After-Swap"])["zh:changed"])


# -- handing in ---------------------------------------------------------------------------------------


def test_from_a_file_to_a_programme(office: Client) -> None:
    sent = office.post("/drafts/new", upload(TEXT.replace("\n", "\r\n").encode("gb18030")))
    assert sent.status_code == 302
    made = Draft._plain.get(key=KEY)
    page = text_of(office.get(sent.url))
    assert "重点产品监督抽查合格率" in page
    assert not Programme._plain.exists()
    assert "没有可以生效的内容" in text_of(office.post(at(made, act="force"), follow=True))
    told = office.post(at(made, act="certain"))
    assert event(told)["all"] is True
    rate = item(made, "figure", value=96)
    assert (
        office.post(at(made, rate, "decide"), {"action": "reopen", "version": rate.version}).status_code
        == 200
    )
    page = text_of(office.post(at(made, act="force"), follow=True))
    still = Item._plain.filter(draft=made, decision="open")
    assert rate in still
    assert f"还有 {still.count()} 项待定，没有进入方案" in page
    targets = Target._plain.filter(programme__key=KEY)
    assert {t.value for t in targets} <= {80, 12}
    assert all(t.sentence.strip() for t in targets), "places hold with line ends of two characters"
    assert f"/drafts/{made.pk}" in text_of(office.get(f"/programmes/{KEY}")), (
        "the programme leads to its review"
    )
    assert made.name in text_of(office.get("/drafts"))


@pytest.mark.parametrize(
    ("data", "name", "more", "said"),
    [
        (b"", "a.txt", {}, "文件"),
        (b"PK\x03\x04xxxxxxxx", "a.docx", {}, "没有读成"),
        ("只有一句话".encode(), "a.txt", {}, "没有读出提纲"),
        (TEXT.encode(), "a.txt", {"key": "有 空格"}, "zh-field-error"),
        (TEXT.encode(), "a.txt", {"key": "-"}, "zh-field-error"),
        (TEXT.encode(), "a.txt", {"region": OTHER_CITY}, "zh-field-error"),
        (TEXT.encode(), "a.txt", {"key": "zhangye-2011"}, "随程序带"),
    ],
)
def test_a_document_that_cannot_be_taken_is_said_plainly(
    office: Client, data: bytes, name: str, more: dict[str, str], said: str
) -> None:
    response = office.post("/drafts/new", upload(data, name, **more))
    assert response.status_code == 422
    assert said in text_of(response)
    assert not Draft._plain.exists()


def test_a_key_in_use_leads_to_its_draft(office: Client, draft: Draft) -> None:
    response = office.post("/drafts/new", upload())
    assert response.status_code == 422
    assert f'href="/drafts/{draft.pk}"' in text_of(response)


def test_that_a_programme_would_be_replaced_is_said(office: Client, draft: Draft) -> None:
    assert "这个标识已有方案" not in text_of(office.get(at(draft)))
    Programme._plain.create(key=KEY, name="先前的方案", region_id=CITY, content_sha256="0")
    assert "这个标识已有方案“先前的方案”" in text_of(office.get(at(draft)))


def test_the_original_comes_back_and_a_corrected_one_is_joined(office: Client, draft: Draft) -> None:
    assert office.get(at(draft, act="file")).content == TEXT.encode()
    rate = item(draft, "figure", value=96)
    office.post(at(draft, rate, "decide"), {"action": "accept", "version": 1})
    mended = TEXT.replace("96%", "98%").encode()
    page = text_of(
        office.post(at(draft, act="again"), {"file": SimpleUploadedFile("新.txt", mended)}, follow=True)
    )
    assert "1 项与人的决定不同" in page
    body = text_of(office.get(at(draft, rate)))
    assert "新的读取与此不同" in body
    rate.refresh_from_db()
    assert rate.payload["value"] == 96
    assert (
        office.post(at(draft, rate, "decide"), {"action": "take", "version": rate.version}).status_code == 200
    )
    rate.refresh_from_db()
    assert rate.payload["value"] == 98
    spoilt = office.post(
        at(draft, act="again"), {"file": SimpleUploadedFile("坏.docx", b"PK\x03\x04")}, follow=True
    )
    assert "没有重读" in text_of(spoilt)


# -- items --------------------------------------------------------------------------------------------


def form_of(office: Client, draft: Draft, one: Item) -> dict[str, Any]:
    form = office.get(at(draft, one, "edit")).context["form"]
    values = {form.add_prefix(n): v for n, v in form.initial.items() if v not in (None, False)}
    return {**values, "version": one.version}


def test_an_item_says_its_sentence_rules_doubts_and_likely_indicators(office: Client, draft: Draft) -> None:
    rate = item(draft, "figure", value=96)
    Item._plain.filter(pk=rate.pk).update(doubts=["bare_name"], confidence=0.7)
    body = text_of(office.get(at(draft, rate)))
    for said in (
        "重点产品监督抽查合格率达到96%以上",
        "指标名称可能不完整",
        "figure.subject-reach",
        'data-act="bind"',
    ):
        assert said in body, said


def test_a_correction_is_kept_and_the_bound_code_goes_to_the_programme(office: Client, draft: Draft) -> None:
    rate = item(draft, "figure", value=96)
    sent = form_of(office, draft, rate) | {f"{rate.pk}-value": "97.5", f"{rate.pk}-code": "P01"}
    response = office.post(at(draft, rate, "edit"), sent)
    assert response.status_code == 200
    rate.refresh_from_db()
    assert (rate.decision, rate.payload["value"], rate.payload["code"]) == ("corrected", 97.5, "P01")
    assert "读出的是：96" in text_of(office.get(at(draft, rate)))
    deciding.accept_certain(deciding_actor(), draft)
    office.post(at(draft, act="force"))
    assert Target._plain.get(programme__key=KEY, key=rate.key).indicator == "P01"


def deciding_actor() -> Any:
    from tests.records.drafts.sample import ME

    return ME


def test_units_are_separated_and_a_wrong_form_says_where(office: Client, draft: Draft) -> None:
    duty = item(draft, "duty", "责任单位")
    sent = form_of(office, draft, duty) | {f"{duty.pk}-lead": "工信局、 商务局,市场监管局"}
    assert office.post(at(draft, duty, "edit"), sent).status_code == 200
    duty.refresh_from_db()
    assert duty.payload["lead"] == ["工信局", "商务局", "市场监管局"]
    rate = item(draft, "figure", value=96)
    wrong = office.post(at(draft, rate, "edit"), form_of(office, draft, rate) | {f"{rate.pk}-value": "九十"})
    assert wrong.status_code == 422
    assert "zh-field-error" in text_of(wrong)
    between = office.post(
        at(draft, rate, "edit"), form_of(office, draft, rate) | {f"{rate.pk}-op": "between"}
    )
    assert between.status_code == 422
    assert "上限" in text_of(between)


def test_whoever_comes_second_is_shown_both_and_overwrites_nothing(
    office: Client, draft: Draft, people: People
) -> None:
    second = signed_in(person("second", "office", CITY))
    rate = item(draft, "figure", value=96)
    mine, theirs = form_of(office, draft, rate), form_of(second, draft, rate)
    assert office.post(at(draft, rate, "edit"), mine | {f"{rate.pk}-value": "97"}).status_code == 200
    late = second.post(at(draft, rate, "edit"), theirs | {f"{rate.pk}-value": "98"})
    assert late.status_code == 409
    page = text_of(late)
    for said in ("样例office", "别人先改了", ">97<", ">98<", 'value="98'):
        assert said in page, said
    rate.refresh_from_db()
    assert rate.payload["value"] == 97
    again = second.post(at(draft, rate, "edit"), theirs | {f"{rate.pk}-value": "98", "version": rate.version})
    assert again.status_code == 200, "having seen it, the second may decide"
    for act in ("accept", "reject", "reopen"):
        assert office.post(at(draft, rate, "decide"), {"action": act, "version": 2}).status_code == 409
    assert office.post(at(draft, rate, "decide"), {"action": "accept"}).status_code == 409
    assert office.post(at(draft, rate, "decide"), {"action": "nonsense", "version": 3}).status_code == 422


def test_the_other_hears_of_it(office: Client, draft: Draft, people: People) -> None:
    second = signed_in(person("second", "office", CITY))
    rate = item(draft, "figure", value=96)
    quiet = second.post(at(draft, act="pulse"), {"since": draft.revision, "item": rate.pk})
    told = json.loads(quiet["HX-Trigger"])["zh:pulse"]
    assert told["items"] == []
    assert "draft-progress" not in text_of(quiet)
    office.post(at(draft, rate, "decide"), {"action": "accept", "version": 1})
    heard = json.loads(second.post(at(draft, act="pulse"), {"since": told["revision"]})["HX-Trigger"])[
        "zh:pulse"
    ]
    assert [row[:3] for row in heard["items"]] == [[rate.pk, 2, "zh-k-figure zh-d-accepted"]]
    mine = office.post(at(draft, act="pulse"), {"since": heard["revision"], "item": ""})
    assert "样例second" in text_of(mine)
    assert "样例second" in text_of(office.get("/drafts"))


def test_merge_split_undo_and_add(office: Client, draft: Draft) -> None:
    rate, cover = item(draft, "figure", value=96), item(draft, "figure", value=80)
    merged = office.post(
        at(draft, rate, "decide"), {"action": "merge", "version": 1, "other": cover.pk, "other_version": 1}
    )
    assert event(merged)["blocks"] == [0]
    assert [row[4] for row in event(merged)["items"]] == [False, True]
    cut = office.get(at(draft, rate, "split")).context["cut"]
    rate.refresh_from_db()
    halves = office.post(at(draft, rate, "split"), {"version": rate.version, "at": cut})
    assert text_of(halves).count("<li ") == 2
    assert office.post(at(draft, act="undo")).status_code == 200
    assert office.post(at(draft, act="undo")).status_code == 200
    rate.refresh_from_db()
    assert draft.text[rate.start : rate.end] == "重点产品监督抽查合格率达到96%以上"
    assert office.post(at(draft, act="undo")).status_code == 409
    start = TEXT.index("定期公布抽查结果")
    place = {"b1": 0, "o1": start, "b2": 0, "o2": start + 8}
    page = text_of(office.get(at(draft, act="add"), {**place, "kind": "obligation"}))
    assert "定期公布抽查结果" in page
    sent = {**place, "kind": "obligation", "new-what": "公布抽查结果", "new-recurs": "quarterly"}
    added = office.post(at(draft, act="add"), sent)
    made = Item._plain.get(pk=event(added)["at"])
    assert (made.decision, draft.text[made.start : made.end]) == ("added", "定期公布抽查结果")
    short = office.post(at(draft, act="add"), {**place, "kind": "obligation", "new-what": ""})
    assert short.status_code == 422


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ({}, 422, "先在原文里选取"),
        ({"b1": 0, "o1": 5, "b2": 0, "o2": 5}, 422, "先在原文里选取"),
        ({"b1": 99, "o1": 0, "b2": 99, "o2": 9}, 422, "不在文中"),
        ({"quote": "开展品牌培育活动"}, 200, "开展品牌培育活动"),
        ({"quote": "加强"}, 200, ""),
        ({"quote": "没有的话"}, 422, "没有这段文字"),
        ({"quote": "质量"}, 422, "不止一处"),
    ],
)
def test_what_is_to_be_added_must_stand_in_the_text(
    office: Client, draft: Draft, query: dict[str, Any], status: int, said: str
) -> None:
    response = office.get(at(draft, act="add"), query)
    assert response.status_code == status
    assert said in text_of(response)


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ({"kind": "figure"}, {"figure"}),
        ({"state": "taken"}, set()),
        ({"state": "open", "kind": "duty"}, {"duty"}),
        ({"q": "商务局"}, {"duty"}),
        ({"q": "监督抽查合格率"}, {"figure"}),
        ({"doubt": "bare_name"}, {"phase"}),
        ({"state": "unsure"}, {"phase"}),
        ({"kind": "nonsense", "state": "x", "doubt": "y", "order": "unsure"}, None),
    ],
)
def test_the_list_is_filtered(
    office: Client, draft: Draft, query: dict[str, str], kinds: set[str] | None
) -> None:
    phase = item(draft, "phase")
    Item._plain.update(doubts=[], confidence=1)
    Item._plain.filter(pk=phase.pk).update(doubts=["bare_name"], confidence=0.7)
    rows = office.get(at(draft, act="items"), query).context["rows"]
    if kinds is None:
        assert len(rows) == Item._plain.count()
        assert rows[0].item.pk == phase.pk, "the least sure first"
    else:
        assert {r.item.kind for r in rows} == kinds
    assert office.get(at(draft), query).status_code == 200


def test_only_the_region_s_reviewers_get_in(draft: Draft, people: People) -> None:
    stranger = signed_in(person("stranger", "office", OTHER_CITY))
    one = item(draft, "figure")
    assert draft.name not in text_of(stranger.get("/drafts"))
    for address in (at(draft), at(draft, one), at(draft, act="file"), at(draft, act="text/0")):
        assert stranger.get(address).status_code == 404
        assert signed_in(people.clerk).get(address).status_code == 403
    for address in (at(draft, one, "decide"), at(draft, act="certain"), at(draft, act="pulse")):
        assert stranger.post(address).status_code == 404


# -- size ---------------------------------------------------------------------------------------------


def grown(draft: Draft, times: int) -> None:
    body = TEXT.partition("\n")[2]
    Draft._plain.filter(pk=draft.pk).update(text=TEXT + body * times)
    rows = []
    for n in range(times):
        shift = len(TEXT) + len(body) * n - (len(TEXT) - len(body))
        for each in Item._plain.filter(draft=draft, kind__in=("figure", "section")).exclude(
            key__startswith="X"
        )[:11]:
            rows.append(Item(draft=draft, key=f"X{n}{each.key}"[:12], kind=each.kind, start=each.start + shift,
                             end=each.end + shift, payload=each.payload, original=each.original))  # fmt: skip
    Item._plain.bulk_create(rows)


def test_queries_do_not_grow_with_the_document(office: Client, draft: Draft) -> None:
    one = item(draft, "figure")
    addresses = (
        "/drafts",
        at(draft),
        at(draft, act="items"),
        at(draft, act="text/0"),
        at(draft, one),
        at(draft, one, "edit"),
    )

    def count(address: str) -> int:
        office.get(address)
        with CaptureQueriesContext(connection) as found:
            assert office.get(address).status_code == 200
        return len(found)

    before = [count(a) for a in addresses]
    grown(draft, 30)
    for n in range(3):
        draft_of(region=CITY, key=f"more-{n}")
    assert [count(a) for a in addresses] == before
    assert max(before) <= 14, before


def test_a_long_draft_is_sent_a_piece_at_a_time(office: Client, draft: Draft) -> None:
    grown(draft, 120)
    draft.refresh_from_db()
    page = office.get(at(draft))
    assert len(page.content) < 400_000
    assert len(page.context["rows"]) == 100
    last = Item._plain.filter(draft=draft).order_by("-start", "-id").first()
    assert last is not None
    found = office.get(at(draft, act="items"), {"at": last.pk})
    assert last.pk in {r.item.pk for r in found.context["rows"]}
    cut = cutting.blocks(draft.text)
    whole = "".join(
        run.text for b in cut for run in office.get(at(draft, act=f"text/{b.number}")).context["runs"]
    )
    assert whole == draft.text
    assert office.get(at(draft, act=f"text/{len(cut)}")).status_code == 404


# -- places -------------------------------------------------------------------------------------------

texts = st.text(st.sampled_from("甲𠮷a\n\r,"), max_size=60)


@given(texts, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6), st.integers(1, 9))
def test_blocks_and_runs_are_the_text(text: str, spans: list[tuple[int, int]], size: int) -> None:
    items = [Item(pk=n, kind="figure", start=a, end=b) for n, (a, b) in enumerate(spans)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cutting, "SIZE", size)
        patch.setattr(cutting, "LONGEST", size * 2)
        cut = cutting.blocks(text)
        assert "".join(text[b.start : b.end] for b in cut) == text
        for block in cut:
            assert not (text[: block.end].endswith("\r") and text[block.end : block.end + 1] == "\n")
            runs = cutting.runs(text, block, items)
            assert "".join(r.text for r in runs) == text[block.start : block.end]
            at_ = block.start
            for run in runs:
                assert {i.pk for i in run.items} == {i.pk for i in items if i.start <= at_ < i.end}
                at_ += len(run.text)


@given(texts, st.integers(0, 60))
def test_a_browsers_offset_finds_its_place(text: str, place: int) -> None:
    place = min(place, len(text))
    if text[place - 1 : place + 1] == "\r\n":
        place += 1
    block = cutting.Block(0, 0, len(text))
    assert cutting.point_at(text, block, units(text[:place])) == place
