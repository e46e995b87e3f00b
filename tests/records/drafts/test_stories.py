"""A document's way: opened, reviewed, in force, read again; and two people who meet on one item."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from tests.records.drafts.sample import KEY, ME, TEXT, draft_of, item
from tests.support.people import CITY, OTHER_CITY, People, person, threads_need_a_server
from zhiheng.frame.evidence import store
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Unit
from zhiheng.frame.trail.chain import verify
from zhiheng.frame.trail.models import Entry
from zhiheng.kernels import programmes as kernel
from zhiheng.kernels import reading
from zhiheng.records.drafts import deciding, opening
from zhiheng.records.drafts.building import put_in_force, tally
from zhiheng.records.drafts.models import Attention, Decision, Draft, DraftState, Item, Step
from zhiheng.records.drafts.opening import open_draft, read_again
from zhiheng.records.drafts.writing import Conflict, DraftError
from zhiheng.records.programmes import binding
from zhiheng.records.programmes.loading import load
from zhiheng.records.programmes.models import Duty, Obligation, Phase, Programme, Target

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return People()


@pytest.fixture
def draft(people: People) -> Draft:
    return draft_of(region=CITY)


def fresh(item_: Item) -> Item:
    found = Item._plain.select_related("draft").get(pk=item_.pk)
    return found


def test_a_document_becomes_items_and_no_programme(draft: Draft) -> None:
    assert draft.text == TEXT
    assert store.path_of(draft.file_id).read_bytes() == TEXT.encode()
    kinds = list(Item._plain.filter(draft=draft).values_list("kind", flat=True))
    assert {k: kinds.count(k) for k in set(kinds)} == {
        "document": 2, "section": 8, "figure": 3, "duty": 2, "obligation": 1, "phase": 2,
    }  # fmt: skip
    assert tally(draft)["open"] == len(kinds)
    assert not Programme._plain.exists()
    assert Entry._plain.filter(action="draft.open").count() == 1
    with pytest.raises(DraftError, match="还没有采纳"):
        put_in_force(ME, draft)


def test_only_what_was_taken_becomes_the_programme(draft: Draft) -> None:
    taken, left = deciding.accept_certain(ME, draft)
    assert taken > 10
    assert left == []
    rate, brand = item(draft, "figure", value=96), item(draft, "figure", value=12)
    deciding.correct(ME, rate, rate.version, {**rate.payload, "value": 97, "code": "P01"})
    deciding.reject(ME, brand, brand.version, "不是指标")
    start = TEXT.index("开展品牌培育活动")
    added = deciding.add(
        ME,
        draft,
        "obligation",
        start,
        start + 8,
        {"who": "工信局", "what": "开展品牌培育", "recurs": "yearly"},
    )
    duty = item(draft, "duty", "责任单位")
    deciding.reopen(ME, duty, duty.version)
    told = put_in_force(ME, draft)
    assert (told.open, told.gone) == (1, 0)
    targets = {t.key: t for t in Target._plain.filter(programme__key=KEY)}
    assert {t.value for t in targets.values()} == {97, 80}
    assert targets[rate.key].indicator == "P01"
    assert Obligation._plain.get(programme__key=KEY, key=added.key).what == "开展品牌培育"
    assert Duty._plain.filter(programme__key=KEY).count() == 1, "the open one stays out"
    assert Phase._plain.filter(programme__key=KEY).count() == 2
    made = Programme._plain.get(key=KEY)
    assert made.text == TEXT
    assert [t.sentence for t in targets.values() if t.value == 97] == ["重点产品监督抽查合格率达到96%以上"]
    draft.refresh_from_db()
    assert draft.state == DraftState.IN_FORCE
    assert verify().sound


def test_an_indicator_confirmed_on_the_programme_stays_until_the_item_is_bound_anew(draft: Draft) -> None:
    deciding.accept_certain(ME, draft)
    rate, cover = item(draft, "figure", value=96), item(draft, "figure", value=80)
    deciding.accept(ME, rate, rate.version, code="P01")
    made = put_in_force(ME, draft).loaded.programme
    assert Target._plain.get(key=rate.key).bound_by == ME.name
    binding.bind(ME, made, [binding.Decision(rate.key, "P03"), binding.Decision(cover.key, "F02")])
    brand = item(draft, "figure", value=12)
    deciding.reject(ME, brand, brand.version)
    put_in_force(ME, draft)
    codes = dict(Target._plain.filter(programme=made).values_list("key", "indicator"))
    assert codes == {rate.key: "P03", cover.key: "F02"}
    now = fresh(rate)
    deciding.accept(ME, now, now.version, code="P02")
    put_in_force(ME, draft)
    assert Target._plain.get(key=rate.key).indicator == "P02"


def test_a_second_time_in_force_keeps_the_targets_rows(draft: Draft) -> None:
    deciding.accept_certain(ME, draft)
    put_in_force(ME, draft)
    rows = dict(Target._plain.values_list("key", "pk"))
    first = item(draft, "figure", value=96)
    deciding.reject(ME, first, first.version)
    cover = item(draft, "figure", value=80)
    deciding.correct(ME, cover, cover.version, {**cover.payload, "value": 81})
    put_in_force(ME, draft)
    now = dict(Target._plain.values_list("key", "pk"))
    assert now == {k: v for k, v in rows.items() if k != first.key}
    assert Target._plain.get(key=cover.key).value == 81


def test_a_programme_that_stands_lends_its_keys_to_the_same_targets_only(people: People) -> None:
    shorter = TEXT.replace("重点产品监督抽查合格率达到96%以上,", "")
    read = reading.read(shorter).to_json()
    load(ME, kernel.programme_from_reading(read, KEY, CITY, shorter), shorter)
    held = {t.indicator_name: t.key for t in Target._plain.all()}
    draft = draft_of(region=CITY)
    keys = {i.payload["indicator"]: i.key for i in Item._plain.filter(draft=draft, kind="figure")}
    assert {name: keys[name] for name in held} == held
    assert keys["重点产品监督抽查合格率"] not in held.values()


@pytest.mark.parametrize(
    ("kind", "change", "said"),
    [
        ("figure", {"op": "between"}, "上限"),
        ("figure", {"value": None}, "还不能采纳"),
        ("figure", {"by": "明年"}, "不是日期"),
        ("figure", {"indicator": " "}, "内容是空的"),
        ("duty", {"lead": [], "support": [], "responsible": []}, "没有写任何单位"),
        ("obligation", {"recurs": None}, "周期"),
        ("phase", {"start": "2030-01", "end": "2029-01"}, "晚于"),
        ("document", {"value": ""}, "内容是空的"),
        ("section", {"label": ""}, "label"),
    ],
)  # fmt: skip
def test_what_could_not_stand_in_a_programme_is_not_taken(
    draft: Draft, kind: str, change: dict[str, Any], said: str
) -> None:
    one = item(draft, kind)
    with pytest.raises(DraftError, match=said):
        deciding.correct(ME, one, one.version, {**one.payload, **change})
    assert fresh(one).decision == "open"
    Item._plain.filter(pk=one.pk).update(payload={**one.payload, **change})
    with pytest.raises(DraftError, match=one.key):
        deciding.accept(ME, fresh(one), one.version)
    _taken, left = deciding.accept_all(ME, draft)
    assert left == [one.key], "taking all leaves it open and says so"


# -- two people --------------------------------------------------------------------------------------


def test_a_stale_write_changes_nothing_and_says_who_was_first(draft: Draft, people: People) -> None:
    second = person("second", "office", CITY)
    one = item(draft, "figure", value=96)
    deciding.correct(Actor(user=people.office), one, one.version, {**one.payload, "value": 97})
    with pytest.raises(Conflict) as caught:
        deciding.reject(Actor(user=second), one, one.version, "不对")
    assert "样例office" in str(caught.value)
    assert caught.value.item.payload["value"] == 97
    now = fresh(one)
    assert (now.decision, now.payload["value"], now.version) == ("corrected", 97, 2)
    with pytest.raises(Conflict):
        deciding.merge(Actor(user=second), item(draft, "figure", value=80), 1, one, 1)


def test_different_items_do_not_get_in_each_others_way(draft: Draft, people: People) -> None:
    second = person("second", "office", CITY)
    one, other = item(draft, "figure", value=96), item(draft, "figure", value=80)
    deciding.accept(Actor(user=people.office), one, 1)
    deciding.accept(Actor(user=second), other, 1)
    assert tally(draft)["accepted"] == 2


def test_undo_takes_back_ones_own_last_step_and_nobody_elses(draft: Draft, people: People) -> None:
    me, other = Actor(user=people.office), Actor(user=person("second", "office", CITY))
    one = item(draft, "figure", value=96)
    deciding.correct(me, one, 1, {**one.payload, "value": 97})
    deciding.reject(other, item(draft, "figure", value=80), 1)
    deciding.undo(me, draft)
    now = fresh(one)
    assert (now.decision, now.payload["value"], now.version, now.decided_by) == ("open", 96, 3, "")
    with pytest.raises(DraftError, match="没有可以撤销"):
        deciding.undo(me, draft)
    deciding.accept(me, now, 3)
    deciding.reject(other, now, 4)
    with pytest.raises(Conflict):
        deciding.undo(me, draft)
    assert fresh(one).decision == "rejected"
    assert Step._plain.filter(undone=True).count() == 1
    assert verify().sound


def test_taking_all_can_be_taken_back(draft: Draft) -> None:
    taken, _left = deciding.accept_certain(ME, draft)
    deciding.undo(ME, draft)
    assert tally(draft)["open"] >= taken
    assert tally(draft)["accepted"] == 0


def test_merge_and_split_and_back(draft: Draft) -> None:
    first, second = item(draft, "figure", value=96), item(draft, "figure", value=80)
    merged = deciding.merge(ME, first, 1, second, 1)
    assert (
        draft.text[merged.start : merged.end]
        == "重点产品监督抽查合格率达到96%以上,规模以上企业标准化率达到80%"
    )
    assert fresh(second).decision == "merged"
    assert merged.decision == "open"
    cut = draft.text[merged.start : merged.end].index("规模")
    one, two = deciding.split(ME, fresh(first), 2, cut)
    assert (one.payload["value"], two.payload["value"]) == (96, 80), "each half is read again"
    assert draft.text[two.start : two.end].startswith("规模")
    deciding.undo(ME, draft)
    assert fresh(two).decision == "dropped"
    deciding.undo(ME, draft)
    assert [fresh(i).decision for i in (first, second)] == ["open", "open"]
    assert (fresh(first).start, fresh(first).end) == (first.start, first.end)
    with pytest.raises(DraftError, match="之间还有"):
        deciding.merge(ME, fresh(first), fresh(first).version, item(draft, "figure", value=12), 1)
    with pytest.raises(DraftError, match="不能合并"):
        deciding.merge(ME, fresh(first), fresh(first).version, item(draft, "duty"), 1)
    with pytest.raises(DraftError, match="拆分点"):
        deciding.split(ME, fresh(first), fresh(first).version, 0)


def test_a_person_outside_the_territory_may_nothing(draft: Draft, people: People) -> None:
    stranger = Actor(user=person("stranger", "office", OTHER_CITY))
    one = item(draft, "figure")
    for act in (
        lambda: deciding.accept(stranger, one, 1),
        lambda: deciding.accept_certain(stranger, draft),
        lambda: put_in_force(stranger, draft),
        lambda: read_again(stranger, draft),
        lambda: draft_of(actor=stranger, key="other", region=CITY),
        lambda: deciding.reject(Actor(user=people.clerk), one, 1),
    ):
        with pytest.raises(PermissionDenied):
            act()


# -- again -------------------------------------------------------------------------------------------


def test_a_corrected_text_keeps_what_people_decided(draft: Draft) -> None:
    deciding.accept_certain(ME, draft)
    rate, cover, brand = (item(draft, "figure", value=v) for v in (96, 80, 12))
    deciding.correct(ME, rate, rate.version, {**rate.payload, "value": 97})
    deciding.reject(ME, brand, brand.version, "重复")
    phase = item(draft, "phase", "动员")
    mended = (
        TEXT.replace("为提升全市质量水平,", "为全面提升全市质量水平,根据上级部署,")
        .replace("标准化率达到80%", "标准化率达到82%")
        .replace("(一)动员阶段(2026年1月至2026年6月)\n", "")
        .replace("到2028年", "到2027年,建成质量小镇3个。\n到2028年")
    )
    counts = read_again(ME, draft, mended.encode(), "改正稿.txt")
    draft.refresh_from_db()
    assert (draft.text, draft.filename) == (mended, "改正稿.txt")
    now = {i: fresh(i) for i in (rate, cover, brand, phase)}
    assert (now[rate].payload["value"], now[rate].attention) == (97, "")
    assert mended[now[rate].start : now[rate].end] == TEXT[rate.start : rate.end]
    assert (now[cover].payload["value"], now[cover].attention) == (80, Attention.DIFFERS)
    assert now[cover].proposal["payload"]["value"] == 82
    assert now[brand].decision == "rejected"
    assert now[phase].attention == Attention.GONE
    assert counts["new"] >= 1
    new = item(draft, "figure", value=3)
    assert new.decision == "open"
    assert new.key not in {rate.key, cover.key, brand.key}
    told = put_in_force(ME, draft)
    assert told.gone >= 1
    assert {t.value for t in Target._plain.filter(programme__key=KEY)} == {97, 80}
    assert not Phase._plain.filter(name="动员阶段").exists()
    taken = deciding.take_proposal(ME, now[cover], now[cover].version)
    assert (taken.payload["value"], taken.decision, taken.attention) == (82, "accepted", "")
    with pytest.raises(DraftError, match="已不在文中"):
        deciding.accept(ME, now[phase], now[phase].version)
    assert verify().sound


def test_reading_the_same_again_changes_no_item(draft: Draft) -> None:
    deciding.accept_certain(ME, draft)
    before = list(Item._plain.order_by("pk").values())
    counts = read_again(ME, draft)
    assert set(counts) <= {"kept", "same", "new"}
    assert counts["new"] == 0
    assert list(Item._plain.order_by("pk").values()) == before


def test_a_better_reader_only_adds_and_asks(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    deciding.accept_certain(ME, draft)
    rate = item(draft, "figure", value=96)
    real = opening.read_document

    def better(data: bytes, filename: str) -> opening.Opened:
        opened = real(data, filename)
        for found in opened.found:
            if found.kind == "figure" and found.payload["value"] == 96:
                found.payload["indicator"] = "抽查合格率"
        return opened

    monkeypatch.setattr(opening, "read_document", better)
    monkeypatch.setattr(opening, "reader_version", lambda: "better")
    read_again(ME, draft)
    now = fresh(rate)
    assert now.payload["indicator"] == "重点产品监督抽查合格率"
    assert now.proposal["payload"]["indicator"] == "抽查合格率"
    draft.refresh_from_db()
    assert draft.reader == "better"


@pytest.mark.parametrize(
    ("key", "said"), [("zhangye-2011", "随程序带"), (KEY, "已有审读稿"), ("taken", "别的地区")]
)
def test_a_key_that_is_taken_is_refused(draft: Draft, people: People, key: str, said: str) -> None:
    Programme._plain.create(key="taken", name="别处", region_id=OTHER_CITY, content_sha256="0")
    with pytest.raises(DraftError, match=said):
        draft_of(actor=Actor(user=people.office), key=key, region=CITY)


def test_a_document_of_every_format_goes_the_same_way(people: People) -> None:
    page = "<html><body>" + "".join(f"<p>{line}</p>" for line in TEXT.splitlines() if line) + "</body></html>"
    draft = open_draft(ME, page.encode(), "方案.html", key="page", region=CITY)
    assert item(draft, "figure", value=96)
    deciding.accept_all(ME, draft)
    assert put_in_force(ME, draft).loaded.counts["targets"] == 3
    assert Unit.objects.filter(name="市场监管局", region_id=CITY).count() == 1


def test_decisions_are_words_on_the_trail(draft: Draft) -> None:
    one = item(draft, "figure", value=96)
    deciding.reject(ME, one, 1, "不是指标")
    entry = Entry._plain.get(action="draft.reject")
    assert (entry.after["key"], entry.after["decision"], entry.after["reason"]) == (
        one.key,
        "rejected",
        "不是指标",
    )
    assert entry.before["decision"] == Decision.OPEN
    assert entry.region == CITY


@pytest.mark.django_db(transaction=True)
def test_of_two_who_write_at_the_same_moment_one_is_told(people: People) -> None:
    threads_need_a_server()
    draft = draft_of(region=CITY)
    one = item(draft, "figure", value=96)
    start = threading.Barrier(2)
    told: list[str] = []

    def write(value: int) -> None:
        try:
            start.wait()
            deciding.correct(ME, one, 1, {**one.payload, "value": value})
            told.append(f"wrote {value}")
        except Conflict:
            told.append("told")
        finally:
            connection.close()

    both = [threading.Thread(target=write, args=(value,)) for value in (97, 98)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    now = fresh(one)
    assert sorted(told) == ["told", f"wrote {now.payload['value']}"]
    assert now.version == 2
