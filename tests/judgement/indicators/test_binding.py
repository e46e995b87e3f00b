"""Suggestions over the catalogue: for a figure of a reading, for a whole reading, as plain data."""

from __future__ import annotations

import pytest
from django.test.utils import CaptureQueriesContext

from zhiheng.judgement.indicators import binding
from zhiheng.judgement.indicators.catalogue import code_for, packaged
from zhiheng.judgement.indicators.engine import forget
from zhiheng.kernels.binding import Wanted


@pytest.fixture(autouse=True)
def _fresh(db: None) -> None:
    forget()


FIGURE = {
    "section": "二/(一)",
    "indicator": "食品抽检合格率",
    "unit": "%",
    "measure": "level",
    "op": ">=",
    "kind": "target",
}
HEADINGS = {"二": "主要目标", "二/(一)": "食品安全"}


def test_a_figure_of_a_reading_gets_plain_data() -> None:
    found = binding.proposals(FIGURE, binding.headings_of("二/(一)", HEADINGS))
    best = found[0]
    assert (best["code"], best["definition"], best["certain"]) == ("P08", "P08", True)
    assert best["name"] == "食品质量监督抽查合格率"
    assert best["reasons"]
    assert set(best) == {"code", "variant", "definition", "name", "unit", "score", "certain", "reasons"}


def test_what_is_stored_leads_to_the_definition_that_counts_so() -> None:
    stock = binding.proposals({"indicator": "中国驰名商标", "unit": "件", "measure": "cumulative"})[0]
    assert (stock["code"], stock["variant"], stock["definition"]) == ("B02", "", "B02_stock")
    applied = binding.proposals({"indicator": "申报地方标准", "unit": "项", "measure": "increment"})[0]
    assert (
        code_for(applied["code"], applied["variant"], "increment") == applied["definition"] == "F08_applied"
    )


def test_a_whole_reading_asks_once(django_assert_num_queries: object) -> None:
    from django.db import connection

    with CaptureQueriesContext(connection) as asked:
        found = binding.suggestions_for([FIGURE] * 30, HEADINGS, "620700")
    assert len(asked) <= 1
    assert {s[0].code for s in found} == {"P08"}


def test_headings_run_from_the_root_down() -> None:
    assert binding.headings_of("二/(一)/3", HEADINGS) == ["主要目标", "食品安全"]
    assert binding.headings_of(None, HEADINGS) == []


def test_nothing_is_proposed_for_what_is_not_counted() -> None:
    assert binding.suggest(Wanted("常住人口城镇化率", "%")) == ()
    assert binding.proposals({}) == []


def test_every_base_code_can_be_chosen_by_hand() -> None:
    listed = dict(binding.options())
    assert set(listed) == {binding.split(code)[0] for code in packaged().codes}
    assert listed["P01"] == "重要工业产品监督抽查合格率"


def test_every_indicator_of_the_catalogue_is_found_by_its_own_names() -> None:
    wrong = []
    for one in packaged():
        for name in (one.name, *one.aliases):
            found = binding.suggest(Wanted(name, one.unit), limit=20)
            codes = [s.code for s in found if s.score == found[0].score]
            if binding.split(one.code)[0] not in codes:
                wrong.append((one.code, name, [s.code for s in found][:3]))
    assert not wrong
