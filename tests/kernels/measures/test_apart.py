"""What a register keeps apart is pinned or said to be pooled, and what is pooled can be told apart again."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
import sqlglot
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.kernels.measures import small
from zhiheng.kernels.measures import Catalogue, DefinitionError, Engine, RecordsError, by_value
from zhiheng.kernels.measures.apart import pinned

COLUMNS = {**small.SAMPLING, "kind": "text", "drawn": "text"}
HEAD = "{code: P01, name: 合格率, unit: '%', direction: up, periodicity: year, field: product, register: sampling, scale: 100, "
RATE = "kind: ratio, numerator: {aggregate: count(), filter: \"result = 'q'\"}, denominator: count()"


def build(folder, text, rows=(), apart=("kind", "drawn")):
    table = small.table(folder, "sampling", COLUMNS, "date", [{**r, "id": n} for n, r in enumerate(rows, 1)])
    catalogue = Catalogue.read({"t.yaml": f"- {HEAD}{text}}}"})
    return Engine(
        {"sampling": dataclasses.replace(table, apart=apart)}, small.regions(), catalogue, threads=1
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kind = 'a' and drawn = 'x'", {"kind": "'a'", "drawn": "'x'"}),
        ("'a' = kind", {"kind": "'a'"}),
        (
            "(kind in ('a')) and comparable and not (late)",
            {"kind": "'a'", "comparable": "TRUE", "late": "FALSE"},
        ),
        ("kind = 'a' or drawn = 'x'", {}),
        ("not (kind = 'a')", {}),
        ("kind in ('a', 'b') and kind <> 'c' and batches > 1", {}),
    ],
)
def test_what_a_filter_pins(text, found):
    assert pinned(sqlglot.parse_one(text)) == found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (RATE, "pools: \\[kind\\]"),
        (RATE + ", filter: \"kind = 'a'\"", "drawn = '…'"),
        (RATE + ", filter: \"kind = 'a' or drawn = 'x'\"", "列 kind"),
        (RATE + ", filter: \"kind = 'a'\", pools: [kind, drawn]", "已写定 kind"),
        (RATE + ", pools: [kind, drawn, level]", "level"),
        (
            "kind: ratio, numerator: {aggregate: count(), filter: \"kind = 'a'\"}, denominator: count(), pools: [drawn]",
            "kind",
        ),
        ("kind: simple, aggregate: count(), pools: [kind]", "pools"),
        ("kind: simple, aggregate: avg(batches), filter: \"kind = 'a'\"", "列 drawn .*求平均"),
        ("kind: simple, aggregate: sum(batches) / count()", "列 kind .*求平均"),
    ],
)
def test_a_rate_that_mixes_in_silence_is_refused_with_what_to_write(tmp_path, text, told):
    with pytest.raises(DefinitionError, match=told):
        build(tmp_path, text).check()


@pytest.mark.parametrize(
    "text",
    [
        RATE + ", filter: \"kind = 'a' and drawn = 'x'\"",
        RATE + ", filter: \"kind = 'a'\", pools: [drawn]",
        "kind: simple, aggregate: count()",
        "kind: ratio, numerator: {aggregate: count(), filter: \"kind = 'a'\"}, "
        "denominator: {aggregate: count(), filter: \"kind = 'a'\"}, pools: [drawn]",
    ],
)
def test_a_rate_that_pins_or_says_what_it_pools_is_taken(tmp_path, text):
    build(tmp_path, text).check()


@pytest.mark.parametrize(
    ("passed", "every", "refused"),
    [
        ("result = 'q'", "kind = 'a'", True),
        ("result = 'q' and kind = 'a' and drawn = 'x'", "kind = 'a' and drawn = 'y'", True),
        ("result = 'q' and kind = 'a' and drawn = 'x'", "kind = 'a' and drawn = 'x'", False),
    ],
)
def test_a_quotient_of_two_counts_is_a_rate_too(tmp_path, passed, every, refused):
    base = HEAD.split(", register", maxsplit=1)[0] + ", kind: "
    counts = "\n".join(
        f"- {base.replace('{code: P01', '{code: ' + code)}simple, register: sampling, aggregate: count(), "
        f'filter: "{filtered}"}}'
        for code, filtered in (("P02", passed), ("P03", every))
    )
    table = small.table(tmp_path, "sampling", COLUMNS, "date", [])
    engine = Engine(
        {"sampling": dataclasses.replace(table, apart=("kind", "drawn"))},
        small.regions(),
        Catalogue.read({"t.yaml": f"{counts}\n- {base}derived, formula: P02 / P03 * 100}}"}),
        threads=1,
    )
    if refused:
        with pytest.raises(DefinitionError, match="P02 与 P03"):
            engine.check()
    else:
        engine.check()


def test_a_register_cannot_keep_apart_what_it_has_not(tmp_path):
    with pytest.raises(RecordsError, match="nothing"):
        build(tmp_path, RATE, apart=("nothing",))


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "region": st.sampled_from(["620701", "620702", "620801"]),
            "date": st.sampled_from([date(2015, 5, 1), date(2016, 2, 1), date(2016, 9, 1)]),
            "result": st.sampled_from(["q", "f"]),
            "kind": st.sampled_from(["a", "b"]),
            "drawn": st.sampled_from(["x", "y", None]),
            "enterprise": st.sampled_from(["e1", "e2"]),
        }
    ),
    min_size=1,
    max_size=20,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, as_of=st.sampled_from(["then", "now"]))
def test_the_parts_add_up_to_the_figure(tmp_path, rows, as_of):
    engine = build(tmp_path, RATE + ", pools: [kind, drawn]", rows)
    (cell,) = engine.measure(["P01"], ["620700"], ["2016"], as_of=as_of)
    parts = by_value(engine, "P01", "620700", cell.period, as_of)
    mine = [r for r in rows if r["region"] != "620801" and r["date"].year == 2016]
    for column in ("kind", "drawn"):
        told = {p.value: (p.numerator, p.denominator) for p in parts if p.column == column}
        assert told == {
            v: (sum(r["result"] == "q" for r in mine if r[column] == v), sum(r[column] == v for r in mine))
            for v in {r[column] for r in mine}
        }
        assert sum(bottom for _, bottom in told.values()) == (cell.denominator or 0)
        assert sum(top for top, _ in told.values()) == (cell.numerator or 0)


def test_distinct_things_are_counted_within_each_value(tmp_path):
    rows = [
        {"region": "620701", "date": date(2016, 2, 1), "result": r, "kind": k, "enterprise": e}
        for r, k, e in [("q", "a", "e1"), ("q", "a", "e1"), ("f", "a", "e2"), ("q", "b", "e1")]
    ]
    rate = RATE.replace("count()", "count_distinct(enterprise)")
    engine = build(tmp_path, rate + ", pools: [kind]", rows, apart=("kind",))
    (cell,) = engine.measure(["P01"], ["620700"], ["2016"])
    assert [p[:4] for p in by_value(engine, "P01", "620700", cell.period)] == [
        ("kind", "a", 1, 2),
        ("kind", "b", 1, 1),
    ]
