"""What a figure says about itself: status, version, source, note; and what stops a question."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.kernels.measures import small
from zhiheng.kernels.measures import (
    Catalogue,
    DefinitionError,
    Engine,
    FactTable,
    MeasureError,
    MeasureTimeout,
    Period,
    RecordsError,
    RegionError,
    RegionTable,
    Reported,
    trend,
    with_last_year,
)

TEXT = """
- &base {code: P01, name: 合格率, unit: '%', direction: up, periodicity: quarter, kind: ratio, field: product, scale: 100,
   decimals: 1, register: sampling, numerator: {aggregate: count(), filter: "result = 'qualified'"},
   denominator: count(), min_denominator: 3, valid_to: 2016-12-31}
- {<<: *base, version: 2, valid_from: 2017-01-01, valid_to: 2018-12-31, filter: "level = 'province'"}
- {code: N01, name: 次数, unit: 次, direction: up, periodicity: year, kind: simple, field: governance, register: sampling,
   aggregate: count(), filter: "level = 'nation'"}
- {code: CHG, name: 同比, unit: '%', direction: down, periodicity: year, kind: derived, field: environment,
   formula: "(N01 - previous_year(N01)) / previous_year(N01) * 100"}
- {code: PER, name: 每家, unit: 次, direction: up, periodicity: year, kind: derived, field: product, formula: "N01 / R01"}
- {code: R01, name: 报送数, unit: 家, direction: up, periodicity: year, kind: reported, field: product}
- {code: R02, name: 替补, unit: 次, direction: up, periodicity: year, kind: simple, field: product, register: sampling,
   aggregate: count(), accept_reported: true}
"""
ROWS = [
    *(
        {"region": "620701", "date": date(2016, 2, 1), "result": "qualified", "level": "nation"}
        for _ in range(5)
    ),
    {"region": "620701", "date": date(2016, 3, 1), "result": "failed", "level": "province"},
    {"region": "620700", "date": date(2016, 3, 1), "result": "failed", "level": "city"},
    {"region": "620701", "date": date(2015, 3, 1), "result": "failed", "level": "nation"},
    {"region": "620701", "date": date(2015, 3, 1), "result": "failed", "level": "nation"},
    {"region": "620701", "date": date(2017, 3, 1), "result": "qualified", "level": "province"},
]
TOLD = [
    Reported("R01", "620700", Period.parse("2016"), 4, evidence=("f1",), note="年报"),
    Reported("R02", "620800", Period.parse("2016"), 7, evidence=("f2",)),
    ("R02", "620700", Period.parse("2016"), 99),
]


def make(folder, **options):
    facts = {
        "sampling": small.table(
            folder, "sampling", small.SAMPLING, "date", [{**row, "id": at} for at, row in enumerate(ROWS, 1)]
        )
    }
    return Engine(
        facts, small.regions(), Catalogue.read({"t.yaml": TEXT}), reported=TOLD, threads=1, **options
    )


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    with_rows = make(tmp_path_factory.mktemp("facts"))
    yield with_rows
    with_rows.close()


@pytest.mark.parametrize(
    ("code", "region", "period", "status", "shown", "rows", "version"),
    [
        ("P01", "620701", "2016Q1", "ok", "83.3", 6, 1),
        ("P01", "620700", "2016Q1", "ok", "71.4", 7, 1),  # with the record kept by the city itself
        ("P01", "620000", "2016", "ok", "71.4", 7, 1),
        ("P01", "000000", "2016", "ok", "71.4", 7, 1),
        ("P01", "620702", "2016Q1", "no_records", None, 0, 1),
        ("P01", "620701", "2015", "small_denominator", "0.0", 2, 1),
        ("P01", "620701", "2017Q1", "small_denominator", "100.0", 1, 2),
        ("P01", "620701", "2019", "outside_validity", None, 0, None),
        ("N01", "620702", "2016", "ok", "0", 0, 1),  # the prefecture kept the register: none is none
        ("N01", "620702", "2016-08", "ok", "0", 0, 1),
        ("N01", "620801", "2016", "no_records", None, 0, 1),  # nobody there told us
        ("N01", "620799", "2016", "region_not_valid", None, 0, 1),
        ("CHG", "620701", "2016", "ok", "150", 7, 1),
        ("CHG", "620701", "2017", "ok", "-100", 5, 1),
        ("CHG", "620801", "2016", "no_records", None, 0, 1),
        ("CHG", "620702", "2016", "zero_denominator", None, 0, 1),
        ("PER", "620700", "2016", "ok", "1.25", 5, 1),
        ("PER", "620701", "2016", "not_reported", None, 5, 1),
        ("R01", "620700", "2016", "ok", "4", 0, 1),
        ("R01", "620700", "2016Q1", "not_reported", None, 0, 1),
        ("R02", "620700", "2016", "ok", "7", 7, 1),  # records go before what is reported
        ("R02", "620800", "2016", "ok", "7", 0, 1),
    ],
)
def test_each_figure_says_what_it_is(engine, code, region, period, status, shown, rows, version):
    (cell,) = engine.measure([code], [region], [period])
    assert (cell.status, cell.rows, cell.version) == (status, rows, version), cell
    assert cell.shown == (None if shown is None else Decimal(shown))
    assert (cell.value is None) == (shown is None)


def test_sources_evidence_causes_and_notes(engine):
    told, instead, computed = engine.measure(["R01", "R02", "PER"], ["620700"], ["2016"])
    assert (told.source, told.evidence, told.note) == ("reported", ("f1",), "年报")
    assert (instead.source, computed.source) == ("computed", "computed")
    assert (computed.numerator, computed.denominator) == (5, 4)
    (other,) = engine.measure(["R02"], ["620800"], ["2016"])
    assert (other.source, other.evidence) == ("reported", ("f2",))
    (missing,) = engine.measure(["PER"], ["620701"], ["2016"])
    assert (missing.cause, "R01" in missing.note) == ("R01", True)
    (gone,) = engine.measure(["N01"], ["620799"], ["2016"])
    assert "620701" in gone.note
    (outside,) = engine.measure(["P01"], ["620701"], ["2019"])
    assert "2018-12-31" in outside.note


def test_drill_gives_parts_and_pages(engine):
    assert engine.rows_of("P01", "620701", "2016Q1", "numerator").ids == [1, 2, 3, 4, 5]
    assert engine.rows_of("P01", "620700", "2016", limit=2, offset=5) == ([6, 7], 7)
    with pytest.raises(MeasureError, match="N01"):
        engine.rows_of("CHG", "620701", "2016")
    with pytest.raises(MeasureError, match="佐证"):
        engine.rows_of("R01", "620700", "2016")


def test_compare_and_trend(engine):
    comparison = with_last_year(engine, "N01", "620701", Period.parse("2016"))
    assert (comparison.difference, comparison.change, comparison.better) == (3, 150, True)
    gap = with_last_year(engine, "P01", "620702", Period.parse("2016"))
    assert gap.difference is None
    assert "没有记录" in gap.note
    changed = with_last_year(engine, "P01", "620701", Period.parse("2017"))
    assert "口径不同" in changed.note
    cells = trend(engine, "N01", "620701", Period.parse("2015..2016").parts("year"))
    assert [cell.value for cell in cells] == [2, 5]
    (cumulated,) = engine.measure(["P01"], ["620701"], ["2016Q2"], to_date=True)
    assert (cumulated.period.key, cumulated.rows) == ("2016H1", 6)


def test_table_holds_the_same_cells(engine):
    codes, periods = engine.catalogue.codes, ["2016", "2016Q1", "2015"]
    table = engine.measure_table(codes, "all", periods).to_pylist()
    cells = engine.measure(codes, "all", periods)
    columns = ("code", "version", "region", "level", "value", "numerator", "denominator", "rows", "status", "source", "cause")  # fmt: skip
    as_rows = [
        {**{name: getattr(cell, name) for name in columns}, "period": cell.period.key} for cell in cells
    ]
    key = lambda row: (row["code"], row["region"], row["period"])  # noqa: E731
    assert sorted(table, key=key) == sorted(as_rows, key=key)


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        ((["P0l"], ["620700"], ["2016"]), DefinitionError, "P01"),
        ((["P01"], ["620703"], ["2016"]), RegionError, "620701"),
        ((["P01"], ["甲一市"], ["2016"]), RegionError, "620700"),
        ((["P01"], ["620700"], ["2016Q9"]), MeasureError, "2016Q9"),
        ((["P01"], [], ["2016"]), MeasureError, "区划"),
    ],
)
def test_unknown_things_are_refused(engine, arguments, error, says):
    with pytest.raises(error, match=says):
        engine.measure(*arguments)


def test_deadline_names_indicator_and_limit(tmp_path):
    engine = make(tmp_path, deadline_seconds=0)
    with pytest.raises(MeasureTimeout, match=r"P01.*时限 0 秒"):
        engine.measure(["P01"], "all", ["2016"])


def test_deadline_interrupts_a_running_query(tmp_path):
    """A query that would run for hours gives way, and the engine can be asked again."""
    engine = make(tmp_path, deadline_seconds=0.3)
    with pytest.raises(MeasureTimeout), engine.session(["P01"], 1, 1) as session:
        session.run("SELECT sum(hash(a.range + b.range)) FROM range(1000000) a, range(10000000) b")
    assert engine.measure(["N01"], ["620701"], ["2016"])[0].value == 5


def test_broken_copy_names_the_register(tmp_path):
    wrong = {**small.SAMPLING, "colour": "text"}
    good = small.table(tmp_path, "sampling", small.SAMPLING, "date", [{**ROWS[0], "id": 1}])
    text = TEXT.replace("level = 'nation'", "colour = 'red'")
    facts = {"sampling": FactTable("sampling", good.files, wrong, "date", label="监督抽查")}
    with pytest.raises(RecordsError, match="监督抽查"):
        Engine(facts, small.regions(), Catalogue.read({"t": text})).measure(["N01"], ["620701"], ["2016"])
    facts = {"sampling": FactTable("sampling", [str(tmp_path / "gone.parquet")], small.SAMPLING, "date")}
    with pytest.raises(RecordsError, match="sampling"):
        Engine(facts, small.regions(), Catalogue.read({"t": TEXT})).measure(["N01"], ["620701"], ["2016"])


def test_a_register_without_files_has_no_records(tmp_path):
    facts = {"sampling": FactTable("sampling", [], small.SAMPLING, "date")}
    engine = Engine(facts, small.regions(), Catalogue.read({"t": TEXT}))
    engine.check()
    assert {c.status for c in engine.measure(["P01", "N01"], ["620700", "000000"], ["2016"])} == {
        "no_records"
    }


def test_stray_codes_are_told(tmp_path):
    row = {**ROWS[0], "id": 1}
    table = small.table(tmp_path, "sampling", small.SAMPLING, "date", [row, {**row, "id": 2}])
    fewer = RegionTable([r for r in small.REGIONS if r.code != "620701"])
    engine = Engine({"sampling": table}, fewer, Catalogue.read({"t": TEXT}))
    assert engine.stray_regions("sampling") == [("620701", 2)]
    assert engine.measure(["N01"], ["620700"], ["2016"])[0].value == 2
