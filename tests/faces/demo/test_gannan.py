"""The check that definitions are right: 25 published figures of 2016 come out of generated records."""

from __future__ import annotations

import pytest
from django.db import connection

from zhiheng.faces.demo import gannan, writing
from zhiheng.faces.demo.book import Book
from zhiheng.frame.people.actors import machine
from zhiheng.frame.regions.loader import load_divisions
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


def test_the_same_seed_gives_the_same_rows_and_another_seed_others() -> None:
    first = made()
    assert first.rows == made().rows
    assert first.rows != gannan.book(COUNTIES, PREFECTURE, seed=1).rows


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_row_meets_the_rules_of_its_register(seed: int) -> None:
    for key, rows in gannan.book(COUNTIES, PREFECTURE, seed=seed).rows.items():
        register = register_of(key)
        seen = set()
        for row in rows:
            for rule in register.rules:
                values = [row.get(name) for name in rule.columns]
                assert None in values or rule.holds(*values), (key, rule.message, row)
            seen.add(tuple(row[name] for name in register.natural_key))
        assert len(seen) == len(rows), key


@pytest.fixture
def programme(db: None) -> Programme:
    load_divisions(townships=False, provinces={"62"})
    forget_regions()
    forget()
    me = machine("test")
    writing_result = writing.write_book(me, made(), {})
    assert writing_result["sampling"] > 500
    return load(me, catalogue_programme("gannan-2017")).programme


def results(programme: Programme) -> list[Line]:
    return [line for line in lines(programme, Period.parse("2016")) if line.target.kind == "result"]


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
    from zhiheng.frame.registers.service import change

    change(machine("test"), register_of("sampling"), row, {"result": "unqualified"}, reason="核对")
    assert [line.target.key for line in results(programme) if not line.agrees] == ["R01"]

    for key in made().rows:
        model = register_of(key).model
        rows = model.objects.everywhere("test")
        assert rows.exists() and not rows.exclude(synthetic=True, origin="generated").exists(), key
    assert writing.write_book(machine("test"), made(), {}) == {}
    assert connection.vendor in {"sqlite", "postgresql"}
