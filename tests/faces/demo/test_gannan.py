"""The check that definitions are right: 25 published figures of 2016 come out of generated records."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from zhiheng.faces.demo import gannan, writing
from zhiheng.faces.demo.book import Book
from zhiheng.frame.people.actors import machine
from zhiheng.frame.regions.loader import load_divisions
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.registers.facts import forget_regions
from zhiheng.judgement.assessment.attainment import Line, lines
from zhiheng.judgement.indicators.engine import engine, forget
from zhiheng.kernels.measures import Period
from zhiheng.kernels.programmes import catalogue_programme
from zhiheng.records.programmes.loading import load
from zhiheng.records.programmes.models import Programme

COUNTIES = [(f"6230{n}", f"县{n}") for n in ("01", "21", "22", "23", "24", "25", "26", "27")]
PREFECTURE = ("623000", "甘南州")


def made() -> Book:
    return gannan.book(COUNTIES, PREFECTURE)


@pytest.fixture
def programme(db: None) -> Iterator[Programme]:
    load_divisions(townships=False, provinces={"62"})
    forget_regions()
    forget()
    me = machine("test")
    assert writing.write_book(me, made(), {})["sampling"] > 500
    yield load(me, catalogue_programme("gannan-2017")).programme
    forget()
    forget_regions()


def results(programme: Programme) -> list[Line]:
    return [line for line in lines(programme, Period.parse("2016")) if line.target.kind == "result"]


@pytest.mark.any_database
def test_all_25_published_results_come_out_of_the_records(programme: Programme) -> None:
    found = results(programme)
    assert len(found) == 25
    assert {line.target.key: line.as_dict()["value"] for line in found if not line.agrees} == {}
    # Nothing of it was typed in: each figure is counted from records, and says how many.
    for line in found:
        assert line.cell is not None and line.cell.source == "computed" and line.cell.rows, line.target.key
    # Three rates stand behind one published number.
    cells = engine().measure(["V04", "V05", "V07"], [gannan.CITY], ["2016"])
    assert [c.value for c in cells] == [100.0, 100.0, 100.0]

    # One more failed sample is one agreement less: the figures do hang on the records.
    model = register_of("sampling").model
    row = model.objects.everywhere("test").filter(level="provincial", tested_on__year=2016).first()
    assert row is not None
    service.change(machine("test"), register_of("sampling"), row, {"result": "unqualified"}, reason="核对")
    assert [line.target.key for line in results(programme) if not line.agrees] == ["R01"]

    for key in made().rows:
        model = register_of(key).model
        rows = model.objects.everywhere("test")
        assert rows.exists() and not rows.exclude(synthetic=True, origin="generated").exists(), key
    assert writing.write_book(machine("test"), made(), {}) == {}
