"""Records counted by what another register knows of the same thing, held against plain loops over the rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.kernels.measures import small
from zhiheng.kernels.measures import Catalogue, Cubes, DefinitionError, Engine, read_definitions
from zhiheng.kernels.measures.periods import Period
from zhiheng.kernels.measures.plan import base_sql
from zhiheng.kernels.measures.stocks import BITS

MAKERS = {"date": "date", "closed_on": "date", "credit_code": "text", "food": "boolean"}
PERMITS = {"date": "date", "valid_until": "date", "holder": "text", "kind": "text"}
TEXT = """
- &base {code: P18, name: 获证率, unit: '%', direction: up, periodicity: year, kind: cumulative, field: product, scale: 100,
   register: makers, stock: {from: date, until: closed_on}, filter: food,
   numerator: {aggregate: count(), matched: &licence {register: permits, on: {credit_code: holder},
     filter: "kind = 'food'", from: date, until: valid_until}}, denominator: count()}
- {<<: *base, code: GAP, name: 无证数, unit: 家, kind: cumulative, scale: 1, numerator: null, denominator: null,
   aggregate: {aggregate: count(), unmatched: *licence}}
- {<<: *base, code: HOLDERS, name: 持证企业数, unit: 家, kind: cumulative, scale: 1, numerator: null, denominator: null,
   aggregate: {aggregate: count_distinct(credit_code), matched: *licence}}
- {code: SEEN, name: 见过的, unit: 家, direction: up, periodicity: quarter, kind: simple, field: product, register: makers,
   aggregate: {aggregate: count_distinct(credit_code), matched: {register: permits, on: {credit_code: holder}}}}
- {code: THEN, name: 登记当日有证, unit: 家, direction: up, periodicity: year, kind: simple, field: product,
   register: makers, aggregate: {aggregate: count(), matched: *licence}}
"""

days = st.dates(date(2015, 1, 1), date(2016, 12, 31))
codes = st.sampled_from(["A", "B", "C", "", None])
maker_rows = st.lists(
    st.fixed_dictionaries({
        "region": st.sampled_from(["620701", "620702", "620801"]), "date": days,
        "closed_on": st.none() | days, "credit_code": codes, "food": st.booleans() | st.none(),
    }), max_size=12,
)  # fmt: skip
permit_rows = st.lists(
    st.fixed_dictionaries({
        "region": st.just("620000"), "date": days, "valid_until": st.none() | days, "holder": codes,
        "kind": st.sampled_from(["food", "other"]),
    }), max_size=12,
)  # fmt: skip


def make(folder: Path, makers: list[dict], permits: list[dict], **options) -> Engine:
    facts = {
        "makers": small.table(
            folder, "makers", MAKERS, "date", _numbered(makers), coverage="any", enterprise="credit_code"
        ),
        "permits": small.table(folder, "permits", PERMITS, "date", _numbered(permits), enterprise="holder"),
    }
    return Engine(facts, small.regions(), Catalogue(read_definitions(TEXT)), **options)


def _numbered(rows: list[dict]) -> list[dict]:
    return [{"id": at, **row} for at, row in enumerate(rows, 1)]


def licensed(maker: dict, permits: list[dict], day: date) -> bool:
    return bool(maker["credit_code"]) and any(
        p["holder"] == maker["credit_code"]
        and p["kind"] == "food"
        and p["date"] <= day
        and (p["valid_until"] is None or p["valid_until"] >= day)
        for p in permits
    )


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(makers=maker_rows, permits=permit_rows)
def test_matches_equal_plain_loops(tmp_path_factory, makers, permits):
    engine = make(tmp_path_factory.mktemp("facts"), makers, permits, cubes=Cubes(least_bytes=1))
    end = date(2016, 12, 31)
    for region in ("620700", "620000"):
        inside = [m for m in makers if region == "620000" or m["region"].startswith("6207")]
        food = [m for m in inside if m["food"] and m["date"] <= end]
        standing = [m for m in food if m["closed_on"] is None or m["closed_on"] >= end]
        with_licence = [m for m in standing if licensed(m, permits, end)]
        cells = {c.code: c for c in engine.measure(["P18", "GAP", "SEEN", "THEN"], [region], ["2016"])}
        if cells["P18"].status != "no_records":
            assert (cells["P18"].numerator, cells["P18"].denominator) == (len(with_licence), len(standing))
            assert cells["GAP"].value == len(standing) - len(with_licence)
        in_year = [m for m in inside if m["date"].year == 2016]
        known = {p["holder"] for p in permits}
        seen = [m for m in in_year if m["credit_code"] and m["credit_code"] in known]
        then = [m for m in in_year if licensed(m, permits, m["date"])]
        if cells["SEEN"].status == "ok":
            assert cells["SEEN"].value == len({m["credit_code"] for m in seen})
            assert engine.rows_of("SEEN", region, "2016").total == len(seen)
        if cells["THEN"].status == "ok":
            assert cells["THEN"].value == len(then)
            assert engine.rows_of("THEN", region, "2016").total == len(then)
        if cells["P18"].value is not None:
            assert engine.rows_of("P18", region, "2016", "numerator").total == len(with_licence)
            assert engine.rows_of("P18", region, "2016").total == len(standing)


MONTHS = [Period.month(year, month) for year in range(2011, 2018) for month in range(1, 13)]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(makers=maker_rows, permits=permit_rows)
def test_more_periods_than_one_set_of_bits_holds(tmp_path_factory, makers, permits):
    """84 months: what holds in each is told in two sets, and neither leaks into the other; places and nation agree."""
    assert len(MONTHS) > BITS
    engine = make(tmp_path_factory.mktemp("facts"), makers, permits)
    for cell in engine.measure(["GAP", "HOLDERS", "P18"], ["620700", "620701", "000000"], MONTHS):
        end = cell.period.end
        inside = [m for m in makers if cell.region in ("000000", m["region"], m["region"][:4] + "00")]
        standing = [
            m
            for m in inside
            if m["food"] and m["date"] <= end and (m["closed_on"] is None or m["closed_on"] >= end)
        ]
        holders = [m for m in standing if licensed(m, permits, end)]
        if cell.code == "P18":
            assert (cell.numerator or 0, cell.denominator or 0) == (len(holders), len(standing))
            continue
        firms = len({m["credit_code"] for m in holders})
        wanted = firms if cell.code == "HOLDERS" else len(standing) - len(holders)
        # 0 only where some record shows that the register was kept by then, were it one that has ended since
        kept = any(m["date"] <= end for m in makers)
        assert cell.value == (wanted if kept else None)


HEIRS = {"B": "A"}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(makers=maker_rows, permits=permit_rows)
def test_merged_codes_are_one_enterprise_on_both_sides(tmp_path_factory, makers, permits):
    """The same figures as over rows that were entered with the surviving code, and the same records behind them."""

    def heir(code):
        return HEIRS.get(code, code)

    merged = make(tmp_path_factory.mktemp("facts"), makers, permits, heirs=HEIRS, cubes=Cubes(least_bytes=1))
    rewritten = make(
        tmp_path_factory.mktemp("facts"),
        [{**m, "credit_code": heir(m["credit_code"])} for m in makers],
        [{**p, "holder": heir(p["holder"])} for p in permits],
    )
    codes = ["P18", "GAP", "HOLDERS", "SEEN", "THEN"]
    for as_of in ("then", "now"):
        cells = [
            [(c.code, c.region, c.value, c.numerator, c.denominator, c.rows, c.status) for c in e.measure(
                codes, ["620700", "620000"], ["2015", "2016"], as_of=as_of)]
            for e in (merged, rewritten)
        ]  # fmt: skip
        assert cells[0] == cells[1]
    for code in ("P18", "SEEN", "THEN"):
        assert merged.rows_of(code, "620000", "2016") == rewritten.rows_of(code, "620000", "2016")


ONE = {"region": "620701", "date": date(2016, 1, 1), "closed_on": None, "credit_code": "A", "food": True}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("register: permits, on: {credit_code: holder}}", "register: permit, on: credit_code}", "permits"),
        ("on: {credit_code: holder}}", "on: {credit_code: holders}}", "holder"),
        ("on: {credit_code: holder}}", "on: credit_code}", "没有可用来对照的文字列 credit_code"),
        ("on: {credit_code: holder}}", "on: {date: holder}}", "没有可用来对照的文字列 date"),
        ("on: {credit_code: holder}}", "on: {credit_code: holder, a: b}}", "一对列"),
        ("on: {credit_code: holder}}", "on: {credit_code: holder}, until: kind}", "没有日期列 kind"),
        ("on: {credit_code: holder}}", "on: {credit_code: holder}, filter: \"sort = 'x'\"}", "sort"),
        ("on: {credit_code: holder}}", "on: {credit_code: holder}, untill: valid_until}", "until"),
    ],
)  # fmt: skip
def test_a_wrong_match_is_refused_with_the_word(tmp_path, old, new, says):
    assert old in TEXT
    with pytest.raises(DefinitionError) as refused:
        engine = make(tmp_path, [ONE], [])
        Engine(engine.facts, small.regions(), Catalogue(read_definitions(TEXT.replace(old, new, 1)))).check()
    assert says in str(refused.value)


def test_a_new_row_of_the_other_register_counts_at_once(tmp_path):
    """What is kept beside the files of one register must not hold what another said."""
    cubes = Cubes(least_bytes=1)
    assert (
        make(tmp_path, [ONE], [], cubes=cubes).measure(["SEEN", "THEN"], ["620701"], ["2016"])[0].value == 0
    )
    permit = {
        "region": "620000",
        "date": date(2015, 1, 1),
        "valid_until": None,
        "holder": "A",
        "kind": "food",
    }
    cells = make(tmp_path, [ONE], [permit], cubes=cubes).measure(["SEEN", "THEN"], ["620701"], ["2016"])
    assert [c.value for c in cells] == [1, 1]


def test_the_text_for_another_engine_gives_the_same(tmp_path):
    permit = {
        "region": "620000",
        "date": date(2015, 1, 1),
        "valid_until": None,
        "holder": "A",
        "kind": "food",
    }
    engine = make(tmp_path, [ONE], [permit])
    texts = base_sql(engine.catalogue, engine.facts, grain="year", years=[2016])
    connection = duckdb.connect()
    for key, table in engine.facts.items():
        connection.execute(f"CREATE VIEW {key} AS SELECT * FROM read_parquet({list(table.files)})")
    connection.execute(
        "CREATE TABLE periods AS SELECT 0 AS _pid, 0 AS _part, 1::BIGINT AS _bit, DATE '2016-01-01' AS period_start, DATE '2016-12-31' AS period_end"
    )
    rows = [connection.execute(text).fetchall() for of in texts.values() for text in of]
    assert all(len(found) == 1 for found in rows)
