"""The three-way merge: by table for what a person would expect, by property for what must never happen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.records.drafts.found import Found
from zhiheng.records.drafts.merging import Held, Outcome, mapping, merge

OLD = "一、目标\n合格率达到90%。\n覆盖率达到80%。\n二、任务\n抓好检测。\n"


def figure(words: str, text: str = OLD, **more: Any) -> Found:
    start = text.index(words)
    payload = {"indicator": words[:3], "value": 90, "section": "一", **more}
    return Found("figure", start, start + len(words), payload, "rule")


def held(found: Found, key: str = "T01", *, decided: bool = True, **more: Any) -> Held:
    given = {"base": found.payload, "mine": found.payload, **more}
    return Held(key, found.kind, found.start, found.end, decided=decided, **given)


def only(held_: Held, new: str, *read: Found) -> Outcome:
    merged = merge(OLD, new, [held_], list(read))
    (outcome,) = merged.outcomes
    return outcome


RATE = figure("合格率达到90%")


def test_the_same_reading_of_the_same_text_changes_nothing() -> None:
    merged = merge(OLD, OLD, [held(RATE), held(figure("覆盖率达到80%", value=80), "T02", decided=False)],
                   [RATE, figure("覆盖率达到80%", value=80)])  # fmt: skip
    assert [o.came for o in merged.outcomes] == ["kept", "same"]
    assert merged.new == ()


@pytest.mark.parametrize(
    ("mine", "theirs", "came"),
    [
        ({}, {}, "kept"),  # accepted as read, read so again
        ({}, {"value": 91}, "differs"),  # accepted as read, now read otherwise
        ({"value": 95}, {}, "kept"),  # corrected; the reader still says what it said
        ({"value": 95}, {"value": 95}, "kept"),  # the reader has come round to the correction
        ({"value": 95}, {"value": 91}, "differs"),
        ({"code": "P01"}, {}, "kept"),  # a binding is never read
        ({}, {"section": "二"}, "kept"),  # where it hangs is followed
    ],
)
def test_a_decision_stands_whatever_is_read(mine: dict[str, Any], theirs: dict[str, Any], came: str) -> None:
    before = held(RATE, mine={**RATE.payload, **mine})
    after = only(before, OLD, replace(RATE, payload={**RATE.payload, **theirs}))
    assert after.came == came
    assert {k: v for k, v in after.payload.items() if k != "section"} == {
        k: v for k, v in before.mine.items() if k != "section"
    }
    assert after.payload["section"] == theirs.get("section", "一")
    assert after.read is not None


def test_a_clause_that_a_person_chose_is_kept() -> None:
    before = held(RATE, mine={**RATE.payload, "section": "三"})
    assert (
        only(before, OLD, replace(RATE, payload={**RATE.payload, "section": "二"})).payload["section"] == "三"
    )


def test_what_nobody_decided_is_read_anew() -> None:
    now = replace(RATE, payload={**RATE.payload, "value": 91})
    after = only(held(RATE, decided=False), OLD, now)
    assert (after.came, after.payload) == ("refreshed", now.payload)
    assert only(held(RATE, decided=False), OLD).came == "dropped"


def test_a_text_put_in_before_moves_the_place() -> None:
    new = "前言很长。\n" + OLD
    now = figure("合格率达到90%", new)
    after = only(held(RATE), new, now)
    assert (after.came, new[after.start : after.end]) == ("kept", "合格率达到90%")
    alone = only(held(RATE, mine={**RATE.payload, "value": 1}), new)
    assert (alone.came, new[alone.start : alone.end]) == ("unread", "合格率达到90%")


def test_a_changed_number_is_told_not_taken() -> None:
    new = OLD.replace("90%", "92%")
    now = figure("合格率达到92%", new, value=92)
    after = only(held(RATE), new, now)
    assert after.came == "differs"
    assert after.payload["value"] == 90
    assert after.read == now
    assert new[after.start : after.end] == "合格率达到92%"


@pytest.mark.parametrize(("decided", "base"), [(True, True), (False, True), (True, False)])
def test_a_sentence_that_went_is_said_to_be_gone(decided: bool, base: bool) -> None:
    new = OLD.replace("合格率达到90%。\n", "")
    before = held(RATE, decided=decided)
    after = only(before if base else replace(before, base=None), new)
    assert after.came == "gone"
    assert after.start == after.end <= len(new)


def test_what_a_person_added_stays_although_the_reader_does_not_see_it() -> None:
    assert only(replace(held(RATE), base=None), OLD).came == "kept"


def test_a_rejected_thing_stays_rejected_and_does_not_come_back_as_new() -> None:
    before = held(RATE, rejected=True)
    merged = merge(OLD, OLD, [before], [RATE])
    assert (merged.outcomes[0].came, merged.new) == ("kept", ())
    other = replace(RATE, payload={**RATE.payload, "value": 9})
    assert only(before, OLD, other).came == "differs"


def test_two_figures_of_one_passage_keep_to_their_own() -> None:
    first = figure("合格率达到90%", by="2025")
    second = replace(first, payload={**first.payload, "by": "2030", "value": 95})
    merged = merge(OLD, OLD, [held(first, "T01"), held(second, "T02")], [second, first])
    assert [o.came for o in merged.outcomes] == ["kept", "kept"]
    assert merged.new == ()


def test_a_passage_cut_here_and_put_there_is_found_again() -> None:
    new = "一、目标\n覆盖率达到80%。\n二、任务\n抓好检测。\n合格率达到90%。\n"
    after = only(held(RATE), new, figure("合格率达到90%", new, section="二"))
    assert (after.came, after.payload["section"]) == ("kept", "二")


def test_the_documents_own_particulars_are_matched_by_what_they_are() -> None:
    def told(field: str, value: str) -> Found:
        return Found("document", 0, 0, {"field": field, "value": value, "number": None})

    items = [
        held(told("title", "甲"), "M01"),
        held(told("cite", "乙"), "M02"),
        held(told("date", "2020"), "M03"),
    ]
    merged = merge(OLD, OLD, items, [told("cite", "丙"), told("title", "新甲"), told("cite", "乙")])
    assert [o.came for o in merged.outcomes] == ["differs", "kept", "unread"]
    assert [f.payload["value"] for f in merged.new] == ["丙"]


def test_a_long_text_is_compared_in_little_time() -> None:
    lines = [f"第{n}条 完成第{n}项工作,比例达到{n % 97}%。\n" for n in range(20000)]
    old, new = "".join(lines), "".join([*lines[:5000], "新的一条。\n", *lines[5000:12000], *lines[12001:]])
    places = mapping(old, new)
    at = old.index("第19999条")
    start, end, left = places.span(at, at + 20)
    assert (new[start:end], left) == (old[at : at + 20], 1.0)


# -- never -------------------------------------------------------------------------------------------

texts = st.text(st.sampled_from("甲乙丙丁\n,。"), max_size=60)


@given(texts, texts, st.integers(0, 60), st.integers(1, 20))
def test_a_place_is_always_inside_the_new_text(old: str, new: str, start: int, length: int) -> None:
    end = min(start + length, len(old))
    a, b, left = mapping(old, new).span(start, end)
    assert 0 <= a <= b <= len(new) or (start >= end and a <= max(len(new), start))
    assert 0 <= left <= 1
    if old == new and start < end:
        assert (a, b, left) == (start, end, 1.0)


@st.composite
def things(draw: st.DrawFn, length: int) -> list[Found]:
    found = []
    for _ in range(draw(st.integers(0, 6)) if length else 0):
        start = draw(st.integers(0, length - 1))
        end = draw(st.integers(start + 1, min(start + 12, length)))
        kind = draw(st.sampled_from(["figure", "duty", "section"]))
        found.append(Found(kind, start, end, {"value": draw(st.integers(0, 2)), "section": "一"}))
    return found


@given(st.data(), texts, texts)
def test_nothing_is_lost_doubled_or_overwritten(data: st.DataObject, old: str, new: str) -> None:
    was, now = data.draw(things(len(old))), data.draw(things(len(new)))
    items = [
        held(
            f,
            f"T{n}",
            decided=data.draw(st.booleans()),
            mine={**f.payload, "value": data.draw(st.integers(0, 3))},
        )
        for n, f in enumerate(was)
    ]
    merged = merge(old, new, items, now)
    assert [o.key for o in merged.outcomes] == [h.key for h in items], "every item, once"
    matched = [o.read for o in merged.outcomes if o.read is not None]
    assert len(matched) + len(merged.new) == len(now), "every thing read, once"
    for before, after in zip(items, merged.outcomes, strict=True):
        if before.decided:
            assert after.payload["value"] == before.mine["value"]
            assert after.came not in ("dropped", "refreshed")
        if after.came == "differs":
            assert after.read is not None
            assert after.read.payload != before.mine


@given(st.data(), texts)
def test_reading_the_same_again_asks_nobody_anything(data: st.DataObject, text: str) -> None:
    read = data.draw(things(len(text)))
    items = [held(f, f"T{n}") for n, f in enumerate(read)]
    assert {o.came for o in merge(text, text, items, read).outcomes} <= {"kept"}
