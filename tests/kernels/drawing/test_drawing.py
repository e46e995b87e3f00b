"""Draws: repeatable, fair, by quota, and never whom they keep out."""

from __future__ import annotations

import hashlib
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhiheng.kernels.drawing import (
    DrawError,
    Member,
    Quota,
    assign,
    draw,
    lot,
    quotas,
    read_frame,
    write_frame,
)

members = st.lists(
    st.builds(
        Member,
        key=st.text("abcdefgh0123456789企业", min_size=1, max_size=6),
        stratum=st.sampled_from(["", "甲", "乙", "丙"]),
        lots=st.integers(1, 5),
        out=st.sampled_from(["", "", "", "回避"]),
    ),
    max_size=40,
    unique_by=lambda m: m.key,
)
sizes = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 60), min_size=1)


def test_a_lot_is_the_hash_that_is_written_down() -> None:
    """What the published method says, by other means than the program's."""
    assert lot("s", "subjects", "91", 2) == int(hashlib.sha256(b"s\nsubjects\n91\n2").hexdigest(), 16)
    assert draw("2016", "l", [Member(k) for k in "abcdef"], {"": 3}, 2) == draw(
        "2016", "l", [Member(k) for k in "fedcba"], {"": 3}, 2
    )


@given(members, st.text(min_size=1).filter(str.strip), st.integers(0, 12), st.integers(0, 3))
@settings(max_examples=60)
def test_quotas_are_kept_and_whoever_is_kept_out_is_never_drawn(
    listed: list[Member], seed: str, wanted: int, reserves: int
) -> None:
    strata = {m.stratum for m in listed}
    found = draw(seed, "l", listed, dict.fromkeys(strata, wanted), reserves)
    by_key = {m.key: m for m in listed}
    assert found == draw(seed, "l", list(reversed(listed)), dict.fromkeys(strata, wanted), reserves)
    chosen = [*found.drawn, *found.reserves]
    assert len(set(chosen)) == len(chosen)
    assert not any(by_key[key].out for key in chosen)
    for stratum in strata:
        there = sum(1 for m in listed if m.stratum == stratum and not m.out)
        got = sum(1 for key in found.drawn if by_key[key].stratum == stratum)
        assert got == min(wanted, there)
        spare = sum(1 for key in found.reserves if by_key[key].stratum == stratum)
        assert spare == (min(reserves, there - got) if wanted else 0)


@given(members)
@settings(max_examples=30)
def test_a_frame_comes_back_from_its_file(listed: list[Member]) -> None:
    listed = [Member(m.key, m.stratum, m.lots, m.out, ("甲厂", m.key), ("乙局",)) for m in listed]
    data = write_frame({"b": listed, "a": listed[:3]})
    assert data == write_frame({"a": listed[:3], "b": list(reversed(listed))})
    back = read_frame(data)
    assert {m.key: m for m in back.get("b", [])} == {m.key: m for m in listed}


def test_every_member_has_the_same_chance() -> None:
    """Over 4000 seeds each of ten is drawn three times in ten: five standard deviations are 145 of 4000."""
    listed = [Member(str(n)) for n in range(10)]
    times = Counter(key for n in range(4000) for key in draw(f"seed {n}", "l", listed, {"": 3}).drawn)
    assert all(abs(times[m.key] - 1200) < 145 for m in listed), times


def test_twice_the_lots_are_twice_the_chance() -> None:
    """Of 6000 single draws among 1+1+2+4 lots: expected 750, 750, 1500, 3000."""
    listed = [Member("a"), Member("b"), Member("c", lots=2), Member("d", lots=4)]
    times = Counter(draw(f"seed {n}", "l", listed, {"": 1}).drawn[0] for n in range(6000))
    for key, expected in (("a", 750), ("b", 750), ("c", 1500), ("d", 3000)):
        assert abs(times[key] - expected) < 5 * (expected * (1 - expected / 6000)) ** 0.5, times


@given(sizes, st.integers(0, 200), st.integers(0, 2))
def test_a_total_is_shared_out_by_size(held: dict[str, int], total: int, least: int) -> None:
    floor = sum(min(least, n) for n in held.values())
    if floor > total:
        with pytest.raises(DrawError, match="至少"):
            quotas(held, Quota(total=total, least=least))
        return
    found = quotas(held, Quota(total=total, least=least))
    whole = sum(held.values())
    assert sum(found.values()) == min(total, whole)
    assert all(min(least, n) <= found[s] <= n for s, n in held.items())
    if not least and whole:
        assert all(abs(found[s] - min(total, whole) * n / whole) < 1 for s, n in held.items())


@pytest.mark.parametrize(
    ("quota", "expected"),
    [
        (Quota(each=3), {"a": 3, "b": 2, "c": 0}),
        (Quota(share=10), {"a": 4, "b": 1, "c": 0}),
        (Quota(share=10, of={"b": 100}), {"a": 4, "b": 2, "c": 0}),
        (Quota(total=6), {"a": 6, "b": 0, "c": 0}),
        (Quota(total=6, least=1), {"a": 5, "b": 1, "c": 0}),
        (Quota(total=99), {"a": 40, "b": 2, "c": 0}),
    ],
)
def test_quotas(quota: Quota, expected: dict[str, int]) -> None:
    assert quotas({"a": 40, "b": 2, "c": 0}, quota) == expected


def test_inspectors_are_matched_evenly_and_never_to_their_own_unit() -> None:
    subjects = [Member(f"厂{n}", units=(f"单位{n}",)) for n in range(6)]
    helpers = [Member(f"人{n}", units=(f"单位{n}",), avoids=("单位5",) if n == 1 else ()) for n in range(4)]
    found = assign("2016", subjects, helpers, 2)
    assert found == assign("2016", subjects, helpers, 2)
    by_key = {h.key: h for h in helpers}
    for subject in subjects:
        pair = found[subject.key]
        assert len(set(pair)) == 2
        assert not any(by_key[key].barred_from(subject) for key in pair)
    strangers = [Member(f"外{n}") for n in range(4)]
    load = Counter(key for pair in assign("2016", subjects, strangers, 2).values() for key in pair)
    assert set(load.values()) == {3}, "who is barred from nothing gets as many as the next"
    with pytest.raises(DrawError, match="可派"):
        assign("2016", subjects, helpers[:2], 2)


@pytest.mark.parametrize(
    ("listed", "quota", "message"),
    [
        ([Member("a"), Member("a")], {"": 1}, "两次"),
        ([Member("a", lots=0)], {"": 1}, "签数"),
        ([Member("a\nb")], {"": 1}, "换行"),
        ([Member("a")], {"": -1}, "负数"),
    ],
)
def test_what_cannot_be_drawn_is_refused(listed: list[Member], quota: dict[str, int], message: str) -> None:
    with pytest.raises(DrawError, match=message):
        draw("s", "l", listed, quota)
    with pytest.raises(DrawError, match="种子"):
        draw(" ", "l", [Member("a")], {"": 1})
