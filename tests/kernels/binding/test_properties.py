"""What holds of any name: no hang, no error, one answer, whatever else stands to choose from and wherever it is."""

from __future__ import annotations

import functools
import time

from hypothesis import given
from hypothesis import strategies as st

from tests.kernels.binding.support import binder, candidates, divisions, lexicon, listed
from zhiheng.kernels.binding import Binder, Candidate, Wanted

UNITS = st.sampled_from(
    ["%", "个", "件", "家", "分", "", "天", "亿元", "百分点", "微克/立方米", "怪单位", "批次/千人"]
)
MEASURES = st.sampled_from(["level", "cumulative", "increment", "change"])
PIECES = sorted({word for one in candidates() for word in (one.name, *one.aliases)})
NAMES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(PIECES),
    st.lists(st.sampled_from(PIECES), max_size=3).map("、".join),
)
STRANGE = ["跨境电商综合试验区", "口袋公园", "绿道里程", "院士工作站", "义务教育巩固率", "旅游总收入"]


@given(NAMES, UNITS, MEASURES, st.text(max_size=20))
def test_any_name_gets_an_answer_in_order(name: str, unit: str, measure: str, heading: str) -> None:
    found = binder().suggest(Wanted(name, unit, measure, heading=heading), limit=50)
    scores = [s.score for s in found]
    assert all(0 < s <= 1 for s in scores)
    assert scores == sorted(scores, reverse=True)
    assert len({s.code for s in found}) == len(found)
    assert all(s.reasons for s in found)


@given(st.sampled_from(candidates()), st.data())
def test_a_name_or_alias_as_it_stands_comes_first(one: Candidate, data: st.DataObject) -> None:
    said = data.draw(st.sampled_from([one.name, *one.aliases]))
    found = binder().suggest(Wanted(said, one.unit))
    assert found
    best = [s.code for s in found if s.score == found[0].score]
    assert one.code in best
    assert found[0].score >= 0.95


@functools.cache
def widened(extra: tuple[str, ...]) -> Binder:
    more = [Candidate(f"X{at}", name, (), "家") for at, name in enumerate(extra)]
    return Binder([*more, *candidates()], lexicon())


@given(
    st.sampled_from(PIECES),
    UNITS,
    st.lists(st.sampled_from(STRANGE), min_size=1, max_size=3, unique=True).map(sorted).map(tuple),
)
def test_unrelated_indicators_change_nothing(name: str, unit: str, extra: tuple[str, ...]) -> None:
    wanted = Wanted(name, unit)
    before = binder().suggest(wanted, limit=50)
    after = widened(extra).suggest(wanted, limit=50)
    assert tuple(s for s in after if not s.code.startswith("X")) == before


def test_the_order_of_indicators_changes_nothing() -> None:
    turned = Binder(reversed(candidates()), lexicon())
    for name, unit, measure, heading, _code in listed("held_out.yaml"):
        wanted = Wanted(name, unit, measure, heading=heading)
        assert [(s.code, s.score) for s in turned.suggest(wanted)] == [
            (s.code, s.score) for s in binder().suggest(wanted)
        ]


PLACES = [line["name"] for line in divisions()]


@given(
    st.sampled_from([row[:3] for row in listed("held_out_last.yaml") if not row[0].startswith("全市")]),
    st.sampled_from(["全市", "全省", "全州", "全县", "我市", *PLACES[::40]]),
)
def test_the_place_a_figure_is_of_changes_nothing(row: list[str], place: str) -> None:
    name, unit, measure = row
    plain = binder().suggest(Wanted(name, unit, measure))
    told = binder().suggest(Wanted(f"{place}{name}", unit, measure))
    assert [(s.code, s.score) for s in told] == [(s.code, s.score) for s in plain]


def test_a_figure_takes_well_under_two_thousandths_of_a_second() -> None:
    rows = [row for file in ("held_out.yaml", "held_out_last.yaml") for row in listed(file)]
    fresh = Binder(candidates(), lexicon())
    start = time.process_time()
    for name, unit, measure, heading, _code in rows:
        fresh.suggest(Wanted(name, unit, measure, heading=heading))
    assert (time.process_time() - start) / len(rows) < 0.002


def test_time_grows_with_the_length_of_a_name_and_no_faster() -> None:
    def taken(times: int) -> float:
        start = time.process_time()
        Binder(candidates()[:20], lexicon()).suggest(Wanted("示例" * times, "%"))
        return time.process_time() - start

    short = max(taken(2_000), 0.001)
    assert taken(20_000) < 30 * short + 0.5
