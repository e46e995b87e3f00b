"""Kept aggregates: the same figures as from the records, whatever comes later; large files are read once."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.kernels.measures import small
from tests.kernels.measures.test_engine_against_reference import (
    DEFINITIONS,
    PERIODS,
    PHASES,
    TARGETS,
    numbered,
    sampling_rows,
    title_rows,
)
from zhiheng.kernels.measures import Catalogue, Cubes, Engine, FactTable, MeasureTimeout, RecordsError
from zhiheng.kernels.measures.cubes import FOLDER, cube_sql
from zhiheng.kernels.measures.session import Session

CHANGED = (
    DEFINITIONS.replace("result = 'qualified'", "result in ('qualified', 'failed')")
    .replace("sum(batches)", "sum(batches * 2 + score)")
    .replace("max(score)", "min(score)")
)


def all_small() -> Cubes:
    return Cubes(least_bytes=0)


def engine_of(facts, text=DEFINITIONS, cubes=None, **options):
    return Engine(
        facts, small.regions(), Catalogue.read({"d.yaml": text}), threads=1, cubes=cubes, kept=0, **options
    )


def cells_of(facts, text, cubes, question):
    regions, periods, as_of = question
    engine = engine_of(facts, text, cubes)
    try:
        return engine.measure(engine.catalogue.codes, regions, periods, as_of=as_of)
    finally:
        engine.close()


def written(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in (folder / FOLDER).glob("*")}


@settings(max_examples=5, deadline=None, phases=PHASES, suppress_health_check=[HealthCheck.too_slow])
@given(
    sampling_rows.filter(bool),
    sampling_rows.filter(bool),
    title_rows,
    st.sampled_from([TARGETS, ["620702"], ["620700", "000000"]]),
    st.lists(st.sampled_from(PERIODS), min_size=1, max_size=3, unique=True),
    st.sampled_from(["then", "now"]),
)
def test_with_kept_aggregates_as_without(before, after, titles, regions, periods, as_of):
    """First asked, asked again, with a file more, with other definitions, with the old ones again."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        later = folder / "later"
        later.mkdir()
        facts = {
            "sampling": small.table(folder, "sampling", small.SAMPLING, "date", numbered(before)),
            "titles": small.table(folder, "titles", small.TITLES, "granted", numbered(titles)),
        }
        appended = small.table(later, "more", small.SAMPLING, "date", [{**r, "id": r["id"] + 100} for r in numbered(after)], files=1)  # fmt: skip
        (moved,) = (Path(path).rename(folder / Path(path).name) for path in appended.files)
        grown = facts | {
            "sampling": FactTable("sampling", [*facts["sampling"].files, str(moved)], small.SAMPLING, "date")
        }
        cubes = all_small()
        asked = (regions, periods, as_of)
        old = cells_of(facts, DEFINITIONS, None, asked)
        for kept in (cubes, cubes, all_small()):  # the last as if in another process
            assert cells_of(facts, DEFINITIONS, kept, asked) == old
        for text in (DEFINITIONS, CHANGED):
            assert cells_of(grown, text, cubes, asked) == cells_of(grown, text, None, asked)
        assert cells_of(facts, DEFINITIONS, cubes, asked) == old
        assert len(written(folder)) == 2 * len(grown["sampling"].files)  # by date and by day of retest


@pytest.fixture
def facts(tmp_path):
    rows = [
        {
            "region": "620701",
            "date": date(2016, 2, n + 1),
            "result": "qualified",
            "batches": n,
            "score": n / 2,
        }
        for n in range(8)
    ]
    return {
        "sampling": small.table(tmp_path, "sampling", small.SAMPLING, "date", numbered(rows)),
        "titles": small.table(tmp_path, "titles", small.TITLES, "granted", []),
    }


QUESTION = (["620701", "620702", "620000", "000000"], ["2016", "2016Q1", "2016-02"], "then")


def test_only_new_files_are_read(tmp_path, facts, monkeypatch):
    cubes = all_small()
    first = cells_of(facts, DEFINITIONS, cubes, QUESTION)
    before = written(tmp_path)
    assert len(before) == 4
    reads = []
    run = Session.run
    monkeypatch.setattr(
        Session, "run", lambda self, text, table=None: reads.append(text) or run(self, text, table)
    )
    plain = ["RATE", "NUMBER", "MEAN", "BEST", "AGAIN"]
    engine = engine_of(facts, cubes=cubes)
    engine.measure(plain, *QUESTION[:2])
    assert not [text for text in reads if ".parquet'" in text]
    more = small.table(tmp_path, "more", small.SAMPLING, "date", [{"id": 99, "region": "620702", "date": date(2016, 2, 9), "result": "failed"}], files=1)  # fmt: skip
    grown = facts | {
        "sampling": FactTable("sampling", [*facts["sampling"].files, *more.files], small.SAMPLING, "date")
    }
    reads.clear()
    engine_of(grown, cubes=cubes).measure(plain, *QUESTION[:2])
    read = [text for text in reads if ".parquet'" in text]
    assert read
    assert all("more-0.parquet'" in text and "sampling-0.parquet'" not in text for text in read)
    assert written(tmp_path).items() > before.items()
    assert cells_of(facts, DEFINITIONS, cubes, QUESTION) == first


def test_one_indicator_keeps_what_the_others_will_want(tmp_path, facts):
    engine = engine_of(facts, cubes=all_small())
    engine.measure(["RATE"], ["620701"], ["2016"])
    before = written(tmp_path)
    engine.measure(["NUMBER", "MEAN", "BEST"], ["620701"], ["2016"])
    assert written(tmp_path) == before


def test_what_is_kept_of_a_file_dies_with_it(tmp_path, facts):
    """A file written anew under its name is added up anew; what belonged to files that are gone is dropped."""
    cubes = all_small()
    cells_of(facts, DEFINITIONS, cubes, QUESTION)
    one, other = (Path(path) for path in facts["sampling"].files)
    rows = pq.read_table(one)
    pq.write_table(pa.concat_tables([rows, rows]), one)
    assert cells_of(facts, DEFINITIONS, cubes, QUESTION) == cells_of(facts, DEFINITIONS, None, QUESTION)
    assert len(written(tmp_path)) == 4
    other.unlink()
    alone = facts | {"sampling": FactTable("sampling", [str(one)], small.SAMPLING, "date")}
    pq.write_table(rows, one)
    assert cells_of(alone, DEFINITIONS, cubes, QUESTION) == cells_of(alone, DEFINITIONS, None, QUESTION)
    assert all(name.startswith(f"{one.name}.") for name in written(tmp_path))


def test_a_spoilt_kept_file_is_made_anew(tmp_path, facts):
    cells = cells_of(facts, DEFINITIONS, all_small(), QUESTION)
    for path in (tmp_path / FOLDER).glob("*"):
        path.write_bytes(b"spoilt")
    assert cells_of(facts, DEFINITIONS, all_small(), QUESTION) == cells


def test_a_kept_file_lost_while_asked_for_costs_only_time(tmp_path, facts, monkeypatch):
    cubes = all_small()
    cells = cells_of(facts, DEFINITIONS, cubes, QUESTION)
    monkeypatch.setattr(cubes, "_holds", lambda place, calls: True)
    for path in (tmp_path / FOLDER).glob("*"):
        path.unlink()
    assert cells_of(facts, DEFINITIONS, cubes, QUESTION) == cells


def test_where_nothing_can_be_written_the_records_are_read(tmp_path, facts):
    (tmp_path / FOLDER).write_text("in the way")
    cells = cells_of(facts, DEFINITIONS, all_small(), QUESTION)
    assert cells == cells_of(facts, DEFINITIONS, None, QUESTION)
    assert (tmp_path / FOLDER).read_text() == "in the way"


def test_files_of_different_columns_are_read_together(tmp_path, facts):
    """A later file lacks a column: its records have no value there, kept or not."""
    last = facts["sampling"].files[1]
    pq.write_table(pq.read_table(last).drop_columns(["score"]), last)
    assert cells_of(facts, DEFINITIONS, all_small(), QUESTION) == cells_of(facts, DEFINITIONS, None, QUESTION)


def test_a_broken_copy_is_told_as_without(facts):
    broken = {**facts, "sampling": FactTable("sampling", facts["sampling"].files, {**small.SAMPLING, "colour": "text"}, "date", label="监督抽查")}  # fmt: skip
    text = DEFINITIONS.replace("max(score)", "sum(batches)}").replace("aggregate: sum(batches)}", "aggregate: {aggregate: sum(batches), filter: \"colour = 'red'\"}")  # fmt: skip
    with pytest.raises(RecordsError, match="监督抽查"):
        cells_of(broken, text, all_small(), QUESTION)


def test_small_files_and_stocks_are_not_kept(tmp_path, facts):
    cells_of(facts, DEFINITIONS, Cubes(), QUESTION)
    assert not (tmp_path / FOLDER).exists()
    engine = engine_of(facts, cubes=all_small())
    engine.measure(["STOCK"], ["620701"], ["2016"])
    assert not (tmp_path / FOLDER).exists()


def test_large_whole_numbers_stay_whole(tmp_path):
    """A sum beyond 2^53 is kept to the last digit, not as floating point."""
    facts = {
        "sampling": small.table(tmp_path, "sampling", {**small.SAMPLING}, "date", [
            {"id": n, "region": "620701", "date": date(2016, 1, 1), "level": "nation", "batches": 300_000_001} for n in range(1, 4)
        ], files=1),
        "titles": small.table(tmp_path, "titles", small.TITLES, "granted", []),
    }  # fmt: skip
    engine = engine_of(facts, DEFINITIONS.replace("aggregate: sum(batches)", "aggregate: sum(batches * 10000000000)"), cubes=all_small())  # fmt: skip
    engine.measure(["NUMBER"], ["620701"], ["2016"])
    kept = [pq.read_table(path) for path in (tmp_path / FOLDER).glob("*")]
    values = [value for table in kept for column in table.columns for value in column.to_pylist()]
    assert any(value == 3 * 300_000_001 * 10_000_000_000 for value in values if value is not None)
    assert "GROUP BY" in cube_sql(engine._plan(["NUMBER"], [PERIODS[0]]).scans[0], "x", [])


@pytest.mark.parametrize("question", [QUESTION, (TARGETS, ["2016", "2030"], "now")])
def test_registers_side_by_side_give_the_same(tmp_path, facts, monkeypatch, question):
    """Large questions are worked on in several sessions at once: the same cells, and the same deadline."""
    regions, periods, as_of = question
    text = DEFINITIONS + "- {code: TOLD, name: 报送, unit: 家, direction: up, periodicity: year, kind: reported, field: product}\n"  # fmt: skip
    one = engine_of(facts, text).measure(["RATE", "AGAIN", "STOCK", "TOLD"], regions, periods, as_of=as_of)
    monkeypatch.setattr("zhiheng.kernels.measures.running.LARGE", 1)
    facts_engine = Engine(facts, small.regions(), Catalogue.read({"d.yaml": text}), threads=3, kept=0)
    started = []
    session = facts_engine.session
    monkeypatch.setattr(facts_engine, "session", lambda *given: started.append(1) or session(*given))
    assert facts_engine.measure(["RATE", "AGAIN", "STOCK", "TOLD"], regions, periods, as_of=as_of) == one
    assert len(started) == 3
    facts_engine.deadline_seconds = 0
    with pytest.raises(MeasureTimeout):
        facts_engine.measure(["RATE", "AGAIN", "STOCK"], regions, periods, as_of=as_of)
