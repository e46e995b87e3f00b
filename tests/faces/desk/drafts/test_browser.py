"""The review in a real browser, by the keyboard alone: from the file to the programme; two people at once; every page."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.faces.desk.drafts.test_drafts import grown
from tests.faces.desk.spine import signed_in
from tests.records.drafts.sample import KEY, ME, TEXT, draft_of, item
from tests.support.people import CITY, People, person
from zhiheng.frame.people.middleware import ScopeMiddleware
from zhiheng.records.drafts import deciding
from zhiheng.records.drafts.models import Draft, Item
from zhiheng.records.drafts.opening import read_again
from zhiheng.records.programmes.models import Obligation, Target

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The SQLite of the suite lives in one memory, where two requests at once refuse each other instead of waiting."""
    turn, answer = threading.Lock(), ScopeMiddleware.__call__

    def waiting(self: ScopeMiddleware, request: Any) -> Any:
        with turn:
            return answer(self, request)

    monkeypatch.setattr(ScopeMiddleware, "__call__", waiting)


@pytest.fixture
def people(live_server: Any) -> People:
    return People()


class Pulse:
    """The page asks every few seconds what others did; here it does so only when the test lets it, because the
    SQLite of the suite lives in one memory, where two requests at once refuse each other instead of waiting."""

    def __init__(self, page: Page) -> None:
        self.beats = False
        page.route("**/pulse", self._answer)

    def _answer(self, route: Route) -> None:
        if self.beats:
            route.continue_()
        else:
            route.fulfill(status=204)


@pytest.fixture
def pulse(page: Page) -> Pulse:
    return Pulse(page)


def row(page: Page, words: str) -> Locator:
    return page.locator("#items > li", has_text=words).first


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def settle(page: Page) -> None:
    """Until nothing is being asked: one answer may ask for the next (the text, then the list)."""
    for _ in range(3):
        page.wait_for_timeout(150)
        expect(page.locator(".htmx-request")).to_have_count(0)


def walk_to(page: Page, words: str) -> Locator:
    """``j`` until the row with these words has the focus."""
    wanted = row(page, words)
    for _ in range(60):
        if wanted.locator("summary").first.evaluate("e => e === document.activeElement"):
            return wanted
        press(page, "j")
    raise AssertionError(words)


def test_from_the_file_to_the_programme_by_keyboard(
    page: Page,
    sign_in: Callable[[Any], None],
    people: People,
    tmp_path: Path,
    axe: Callable[[Page], list[str]],
    pulse: Pulse,
) -> None:
    sign_in(people.office)
    file = tmp_path / "方案.txt"
    file.write_text(TEXT, "utf-8")
    page.goto("/drafts/new")
    page.locator("#id_file").set_input_files(file)  # the file chooser belongs to the system
    page.locator("#id_file").focus()
    press(page, "Tab")
    expect(page.locator("#id_key")).to_be_focused()
    page.keyboard.type(KEY)
    page.locator("#id_region").select_option(CITY)
    page.locator("#id_key").focus()
    press(page, "Enter")
    page.wait_for_url(re.compile(r"/drafts/\d+\?order=unsure$"))
    draft = Draft._plain.get(key=KEY)
    unsure, sure = page.locator("#items > li.zh-d-open").first, page.get_by_text("标题：").first
    assert unsure.bounding_box()["y"] < sure.bounding_box()["y"], "what is least sure comes first"  # type: ignore[index]
    # From here on in the order of the document, where each item has its neighbours.
    page.goto(f"/drafts/{draft.pk}")

    # walk, open, accept: the next open one has the focus
    first = walk_to(page, "标题：")
    press(page, "Enter")
    expect(first.locator(".zh-item-acts")).to_be_visible()
    press(page, "a")
    expect(first).to_have_class(re.compile("zh-d-accepted"))
    expect(page.locator("#draft-progress")).to_contain_text("采纳 1")
    expect(page.locator("#items > li.zh-d-open summary").first).to_be_focused()
    settle(page)

    # correct: the form beside its sentence, keys in it are only typing
    rate = walk_to(page, "重点产品监督抽查合格率")
    press(page, "e")
    field = rate.get_by_label("数值")
    expect(rate.get_by_label("性质")).to_be_focused()
    field.focus()
    press(page, "Control+a")
    page.keyboard.type("97")
    rate.get_by_label("范围").focus()
    page.keyboard.type("aern")
    press(page, "Enter")
    expect(row(page, "重点产品监督抽查合格率 ≥ 97%")).to_have_class(re.compile("zh-d-corrected"))
    expect(page.locator("mark.zh-d-corrected")).to_have_text("重点产品监督抽查合格率达到96%以上")
    settle(page)

    # reject with a reason
    brand = walk_to(page, "名牌产品")
    press(page, "r")
    expect(brand.get_by_label("驳回的理由")).to_be_focused()
    page.keyboard.type("不再评选")
    press(page, "Enter")
    expect(row(page, "名牌产品")).to_have_class(re.compile("zh-d-rejected"))

    settle(page)
    # merge with the next of its kind, split again, and take both back
    duty = walk_to(page, "牵头单位")
    press(page, "m")
    expect(page.locator("#items > li[data-kind=duty]")).to_have_count(1)
    expect(row(page, "商务局").locator("summary").first).to_be_focused()
    settle(page)
    press(page, "s")
    slider = page.locator("[data-split] input[type=range]")
    expect(slider).to_be_focused()
    press(page, "ArrowLeft", "ArrowRight", "Enter")
    expect(page.locator("#items > li[data-kind=duty]")).to_have_count(2)
    settle(page)
    press(page, "u")
    expect(page.locator("#items > li[data-kind=duty]")).to_have_count(1)
    settle(page)
    press(page, "u")
    expect(page.locator("#items > li[data-kind=duty]")).to_have_count(2)
    expect(duty).to_have_class(re.compile("zh-d-open"))

    settle(page)
    # to the sentence, mark what the reader missed, add it
    walk_to(page, "培育品牌")
    press(page, "g")
    expect(page.locator("#text-pane")).to_be_focused()
    press(page, "ArrowDown", "Home")
    for _ in range(8):
        press(page, "Shift+ArrowRight")
    assert page.evaluate("String(getSelection())") == "开展品牌培育活动"
    press(page, "n")
    expect(page.locator("#add-kind")).to_be_focused()
    expect(page.locator("#add-dialog mark")).to_have_text("开展品牌培育活动")
    page.locator("#add-kind").select_option("obligation")
    page.wait_for_selector("#id_new-what")
    page.locator("#id_new-what").fill("品牌培育")
    page.locator("#id_new-who").focus()
    page.keyboard.type("工信局")
    assert axe(page) == []
    press(page, "Enter")
    added = row(page, "品牌培育")
    expect(added).to_have_class(re.compile("zh-d-added"))
    expect(added.locator("summary").first).to_be_focused()
    expect(page.locator("mark.zh-d-added")).to_have_text("开展品牌培育活动")
    settle(page)

    # take all that is certain, and finish
    page.locator("[data-do=certain]").focus()
    press(page, "Enter")
    expect(page.locator("#draft-progress")).to_contain_text("待定 0")
    settle(page)
    page.locator("#draft-progress .btn-primary").focus()
    press(page, "Enter")
    page.wait_for_url(f"**/programmes/{KEY}")
    expect(page.locator("[data-tree]")).to_contain_text("重点产品监督抽查合格率")
    assert {t.value for t in Target._plain.filter(programme__key=KEY)} == {97, 80}
    assert Obligation._plain.filter(programme__key=KEY, what="品牌培育").exists()
    assert Item._plain.get(draft=draft, decision="rejected").reason == "不再评选"


def test_keys_of_the_page_do_nothing_in_a_field_and_can_be_turned_off(
    page: Page, sign_in: Callable[[Any], None], people: People, pulse: Pulse
) -> None:
    draft = draft_of(region=CITY)
    sign_in(people.office)
    page.goto(f"/drafts/{draft.pk}")
    press(page, "/")
    expect(page.locator("#f-q")).to_be_focused()
    page.keyboard.type("arunm?")
    expect(page.locator("#items")).to_contain_text("没有这样的项")
    assert not Item._plain.exclude(decision="open").exists()
    page.locator("#f-q").fill("")
    expect(page.locator("#items > li")).to_have_count(Item._plain.count())
    press(page, "Escape")
    expect(page.locator("#items summary").first).to_be_focused()
    press(page, "?")
    expect(page.locator("#draft-help")).to_be_visible()
    page.locator("#keys-on").focus()
    press(page, "Space", "Escape")
    page.locator("#items summary").first.focus()
    press(page, "a", "j")
    page.wait_for_timeout(300)
    assert not Item._plain.exclude(decision="open").exists()


def test_two_people_see_each_other_and_lose_nothing(
    page: Page, sign_in: Callable[[Any], None], people: People, complaints: Any, pulse: Pulse
) -> None:
    complaints.expect("409")
    draft = draft_of(region=CITY)
    rate, cover = item(draft, "figure", value=96), item(draft, "figure", value=80)
    second = signed_in(person("second", "office", CITY))
    sign_in(people.office)
    page.goto(f"/drafts/{draft.pk}")
    second.post(f"/drafts/{draft.pk}/pulse", {"since": 0, "item": cover.pk})
    second.post(f"/drafts/{draft.pk}/items/{cover.pk}/decide", {"action": "accept", "version": 1})
    pulse.beats = True
    expect(row(page, "标准化率")).to_have_class(re.compile("zh-d-accepted"), timeout=12_000)
    expect(row(page, "标准化率")).to_contain_text("样例second")
    expect(page.locator("#draft-present")).to_contain_text("样例second")
    expect(page.locator(f"mark[data-items='{cover.pk}']")).to_have_class(re.compile("zh-d-accepted"))
    # while I fill the form, the other is faster
    pulse.beats = False
    settle(page)
    walk_to(page, "重点产品监督抽查合格率")
    press(page, "e")
    mine = row(page, "重点产品监督抽查合格率")
    mine.get_by_label("数值").fill("98")
    sent = {f"{rate.pk}-{k}": v for k, v in {"kind": "target", "indicator": rate.payload["indicator"], "measure": "level",
            "op": ">=", "value": "97", "unit": "%", "by": "2030", "section": "一"}.items()}  # fmt: skip
    assert second.post(f"/drafts/{draft.pk}/items/{rate.pk}/edit", {**sent, "version": 1}).status_code == 200
    mine.get_by_label("数值").focus()
    press(page, "Enter")
    expect(mine.locator("[data-problem]")).to_be_focused()
    expect(mine.locator("[data-problem]")).to_contain_text("样例second")
    expect(mine.locator(".zh-compare td").nth(0)).to_have_text("97")
    expect(mine.locator(".zh-compare td").nth(1)).to_have_text("98")
    expect(mine.get_by_label("数值")).to_have_value("98")
    assert Item._plain.get(pk=rate.pk).payload["value"] == 97
    mine.get_by_label("数值").focus()
    press(page, "Enter")
    expect(row(page, "重点产品监督抽查合格率 ≥ 98%")).to_be_visible()
    assert Item._plain.get(pk=rate.pk).payload["value"] == 98


def test_a_long_draft_is_walked_and_jumped_through(
    page: Page, sign_in: Callable[[Any], None], people: People, pulse: Pulse
) -> None:
    draft = draft_of(region=CITY)
    grown(draft, 120)
    sign_in(people.office)
    page.goto(f"/drafts/{draft.pk}")
    expect(page.locator("#items > li[data-item]")).to_have_count(100)
    page.locator("#items > li[data-item] summary").nth(99).focus()
    press(page, "j")
    expect(page.locator("#items > li[data-item] summary").nth(100)).to_be_focused()
    last = Item._plain.filter(draft=draft).order_by("-start", "-id").first()
    assert last is not None
    page.goto(f"/drafts/{draft.pk}?item={last.pk}")
    page.locator(f"#I-{last.pk} summary").focus()
    press(page, "g")
    expect(page.locator(f"mark[data-items~='{last.pk}']").first).to_be_in_viewport()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_is_accessible_and_fits(
    page: Page,
    sign_in: Callable[[Any], None],
    people: People,
    faults: Callable[[Page], list[str]],
    language: str,
    pulse: Pulse,
) -> None:
    draft = draft_of(region=CITY)
    deciding.accept_certain(ME, draft)
    read_again(
        ME,
        draft,
        TEXT.replace("96%", "98%").replace("(一)动员阶段(2026年1月至2026年6月)\n", "").encode(),
        "新.txt",
    )
    sign_in(people.office)
    page.goto("/drafts")
    if language == "en":
        page.get_by_role("button", name="English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
    found = {}

    def check(name: str) -> None:
        if problems := faults(page):
            found[name] = problems

    for address in ("/drafts", "/drafts/new", f"/drafts/{draft.pk}?state=rejected"):
        page.goto(address)
        check(address)
    page.goto(f"/drafts/{draft.pk}?state=attention")
    page.locator("#items summary").first.focus()
    press(page, "Enter")
    expect(page.locator(".zh-item-rules").first).to_be_visible()
    page.locator(".zh-item-rules summary").first.click()
    check("an item")
    for key, selector in (
        ("e", "[data-form] .zh-fields"),
        ("Escape", ".zh-item-acts"),
        ("s", "[data-split]"),
    ):
        if key == "s":
            page.goto(f"/drafts/{draft.pk}?kind=figure")
            page.locator("#items summary").first.focus()
        press(page, key)
        expect(page.locator(selector).first).to_be_visible()
        check(f"after {key}")
    page.goto(f"/drafts/{draft.pk}")
    press(page, "?")
    check("help")
    assert found == {}


def test_another_browser_window_is_told_too(
    page: Page, sign_in: Callable[[Any], None], people: People
) -> None:
    """A merge elsewhere takes the row away here and draws the text anew."""
    draft = draft_of(region=CITY)
    rate, cover = item(draft, "figure", value=96), item(draft, "figure", value=80)
    sign_in(people.office)
    page.goto(f"/drafts/{draft.pk}")
    expect(page.locator("#items > li[data-kind=figure]")).to_have_count(3)
    other = signed_in(person("second", "office", CITY))
    other.post(
        f"/drafts/{draft.pk}/items/{rate.pk}/decide",
        {"action": "merge", "version": 1, "other": cover.pk, "other_version": 1},
    )
    pulse.beats = True
    expect(page.locator("#items > li[data-kind=figure]")).to_have_count(2, timeout=12_000)
    expect(page.locator(f"mark[data-items~='{rate.pk}']")).to_contain_text("标准化率")
