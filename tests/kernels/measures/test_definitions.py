"""Definitions are distrusted: what is wrong is refused with file, code, key, the bad word and a way out."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
import sqlglot

from tests.kernels.measures import small
from zhiheng.kernels.measures import (
    Catalogue,
    DefinitionError,
    FactTable,
    Period,
    base_sql,
    compile_indicator,
    read_definitions,
    round_fraction,
)

TABLES = {
    "sampling": FactTable("sampling", [], small.SAMPLING, "date"),
    "titles": FactTable("titles", [], small.TITLES, "granted"),
}


def definition(**keys: object) -> str:
    whole: dict[str, object] = {
        "code": "P01", "name": "合格率", "unit": "'%'", "direction": "up", "periodicity": "quarter",
        "kind": "ratio", "field": "product", "register": "sampling", "numerator": "count()", "denominator": "count()",
    }  # fmt: skip
    for key, value in keys.items():
        if value is None:
            whole.pop(key)
        else:
            whole[key] = value
    return "- " + "\n  ".join(f"{key}: {value}" for key, value in whole.items())


@pytest.mark.parametrize(
    ("keys", "key", "word", "near"),
    [
        ({"direction": "sideways"}, "direction", "sideways", "up"),
        ({"registr": "x"}, "registr", "registr", "register"),
        ({"register": "samplin"}, "register", "samplin", "sampling"),
        ({"filter": '"reslt = \'x\'"'}, "filter", "reslt", "result"),
        ({"filter": '"upper(result) = \'x\'"'}, "filter", "upper", "coalesce"),
        ({"filter": '"result in (select result from titles)"'}, "filter", None, None),
        ({"filter": '"true; drop table x"'}, "filter", None, None),
        ({"filter": '"result = 1"'}, "filter", "1", None),
        ({"filter": '"batches"'}, "filter", None, None),
        ({"filter": '"date > \'yesterday\'"'}, "filter", "yesterday", None),
        ({"filter": '"result = "'}, "filter", None, None),
        ({"filter": '"sampling.result = \'x\'"'}, "filter", "sampling.result", None),
        ({"filter": '"result::int = 1"'}, "filter", None, None),
        ({"filter": '"period_end > date"'}, "filter", "period_end", None),
        ({"numerator": "medain(score)"}, "numerator", "medain", None),
        ({"numerator": "sum(result)"}, "numerator", "result", "batches"),
        ({"numerator": "batches"}, "numerator", "batches", "sum"),
        ({"numerator": "count(distinct enterprise)"}, "numerator", "distinct", "count_distinct"),
        ({"numerator": "1 + 1"}, "numerator", None, "count"),
        ({"numerator": "read_csv('/etc/passwd')"}, "numerator", "read_csv", None),
        ({"numerator": "sum(nothing)"}, "numerator", "nothing", None),
        ({"numerator": '{aggregate: count(), filter: "levl = \'x\'"}'}, "numerator.filter", "levl", "level"),
        ({"numerator": None}, "numerator", "numerator", None),
        ({"time": "batches"}, "time", "batches", "date"),
        ({"formula": "P02 + 1"}, "formula", "formula", None),
        ({"valid_from": "2016-13-01"}, None, None, None),
        ({"valid_from": "2016-01-01", "valid_to": "2015-01-01"}, "valid_to", "valid_to", None),
        ({"decimals": "many"}, "decimals", "many", None),
        ({"code": "p 1"}, "code", "p 1", None),
    ],
)  # fmt: skip
def test_refusals_name_the_place_the_word_and_the_nearest(keys, key, word, near):
    with pytest.raises(DefinitionError) as caught:
        for one in Catalogue.read({"product.yaml": definition(**keys)}):
            compile_indicator(one, TABLES)
    error = caught.value
    assert error.file == "product.yaml"
    assert "product.yaml" in str(error)
    if key:
        assert error.key == key
    if word:
        assert error.word == word
    if near:
        assert near in error.suggestions


@pytest.mark.parametrize(
    "text",
    ["", "[]", "a: 1", "- 1", "- {a: [}", "indicators:\n  - x: 1", definition(code="A1") + "\n  code: B1"],
)
def test_refuses_what_is_no_list_of_definitions(text):
    with pytest.raises(DefinitionError, match=r"x\.yaml"):
        read_definitions(text, "x.yaml")


def derived(code: str, formula: str, **keys: object) -> str:
    none = dict.fromkeys(("register", "numerator", "denominator"))
    return definition(code=code, kind="derived", formula=f'"{formula}"', **{**none, **keys})


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (derived("A1", "P99 * 2"), "P99"),
        (derived("A1", "B1 + 1") + "\n" + derived("B1", "A1 - 1"), "A1"),
        (derived("A1", "sqrt(P01)"), "sqrt"),
        (derived("A1", "P01 > 1"), None),
        (derived("A1", "last_year(P01)"), "last_year"),
        (derived("A1", "1 + 1"), None),
        (definition(), None),  # the same version twice
        (definition(version=2, valid_from="2016-01-01"), None),  # overlaps version 1
    ],
)
def test_catalogue_refuses_unknown_codes_circles_and_overlaps(text, word):
    with pytest.raises(DefinitionError) as caught:
        Catalogue.read({"a.yaml": definition() + "\n" + text})
    assert word is None or caught.value.word == word


def test_versions_and_names():
    first, second = (
        definition(valid_to="2015-12-31"),
        definition(version=2, valid_from="2016-01-01", aliases="[抽检率]"),
    )
    catalogue = Catalogue.read({"a.yaml": first + "\n" + second})
    assert catalogue.get("P01", Period.parse("2015Q4")).version == 1
    assert catalogue.get("P01", Period.parse("2015Q3-2016Q1")).version == 2
    assert catalogue.resolve("抽检率") == "P01"
    with pytest.raises(DefinitionError, match="P01"):
        catalogue.resolve("P0l")


SPARK = """
- {code: A1, name: a, unit: '%', direction: up, periodicity: quarter, kind: ratio, field: product, register: sampling,
   filter: "level in ('x', 'it''s') and not comparable and date >= '2016-01-01' and batches / 2 > 1",
   numerator: "avg(case when result = 'q' then batches else 0 end)", denominator: "sum(coalesce(score, 0)) / count()"}
- {code: A2, name: a, unit: '%', direction: up, periodicity: quarter, kind: simple, field: product, register: sampling,
   aggregate: count_distinct(enterprise), filter: result is not null}
- {code: A3, name: a, unit: '%', direction: up, periodicity: quarter, kind: cumulative, field: product,
   register: titles, stock: {from: granted, until: valid_until}, aggregate: max(worth)}
"""


@pytest.mark.parametrize("grain", ["year", "half", "quarter", "month"])
def test_base_aggregates_go_to_spark_without_date_functions_or_integer_division(grain):
    """Our Spark text equals what sqlglot makes of our DuckDB text, and holds nothing engines disagree on."""
    indicators = read_definitions(SPARK)
    ours = base_sql(indicators, TABLES, grain=grain, years=[2016], dialect="spark")
    duck = base_sql(indicators, TABLES, grain=grain, years=[2016])
    assert [len(texts) for texts in ours.values()] == [2, 1]
    for spark_texts, duck_texts in zip(ours.values(), duck.values(), strict=True):
        for spark_text, duck_text in zip(spark_texts, duck_texts, strict=True):
            tree = sqlglot.parse_one(spark_text, dialect="spark")
            assert sqlglot.transpile(duck_text, "duckdb", "spark", identify=True)[0] == tree.sql(
                "spark", identify=True
            )
            names = {type(node).__name__ for node in tree.walk()}
            assert not names & {"Year", "Quarter", "Month", "DateTrunc", "Extract", "IntDiv", "Anonymous"}
            for division in tree.find_all(sqlglot.exp.Div):
                assert isinstance(division.this, sqlglot.exp.Cast)
                assert isinstance(division.expression, sqlglot.exp.Nullif)


@pytest.mark.parametrize(
    ("value", "mode", "shown"),
    [
        ("98.245", "half_even", "98.24"),
        ("98.255", "half_even", "98.26"),
        ("98.2450001", "half_even", "98.25"),
        ("98.245", "half_up", "98.25"),
        ("98.241", "up", "98.25"),
        ("98.249", "down", "98.24"),
        ("-0.001", "half_even", "0.00"),
        ("-7.945", "half_up", "-7.95"),
        ("12345678901234567890.125", "half_even", "12345678901234567890.12"),
    ],
)
def test_rounding_of_exact_values(value, mode, shown):
    assert round_fraction(Fraction(value), 2, mode) == Decimal(shown)
