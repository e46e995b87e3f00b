"""A firm's supervision class is worked out from what is recorded of it, and asked about when it no longer fits."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from tests.support.people import COUNTY, People, unit
from tests.support.registers import signed_in
from zhiheng.faces.demo.book import credit_code
from zhiheng.frame.dues.models import Due, DueState
from zhiheng.frame.people.actors import Actor, machine
from zhiheng.frame.registers import proposing, rating, service
from zhiheng.frame.registers.declare import register_of, registers
from zhiheng.frame.registers.models import Record
from zhiheng.kernels.rules import PointFigures, rule_book

ME = machine("测试")
TODAY = dt.date(2026, 3, 2)
CODE = credit_code(COUNTY, 1)
FIRM = {"enterprise": "样例水泥厂", "credit_code": CODE}


@pytest.fixture
def people(db: None) -> People:
    return People()


def add(key: str, **values: Any) -> Record:
    return service.create(ME, register_of(key), {"region_id": COUNTY, **values}, accepted="样例")


def sample(no: int, on: dt.date, result: str = "unqualified") -> Record:
    return add(
        "sampling", **FIRM, report_no=f"CJ-{no}", level="county", sector="industrial", product="水泥",
        tested_on=on, result=result,
    )  # fmt: skip


def graded(code: str, grade: str, scheme: str = "local", **more: Any) -> Record:
    values = {"valid_from": dt.date(2025, 1, 1), "published": scheme != "risk_class", **more}
    return add("credit_grades", **FIRM, code=code, scheme=scheme, grade=grade, **values)


def rate(on: dt.date = TODAY) -> rating.Rating:
    rated = register_of("supervision_classes").rated
    assert rated is not None
    return rating.rate(rated, [CODE], on)[CODE]


def test_every_declaration_names_signals_registers_and_columns_that_exist() -> None:
    for register in registers().values():
        if (rated := register.rated) is None:
            continue
        figures = rule_book().in_force(rated.rule, TODAY).figures_as(PointFigures)
        assert {s.key for s in rated.signals} == set(figures.signals)
        assert {s.key for s in rated.standings} == {s.key for s in figures.standings}
        for signal in rated.signals:
            other = register_of(signal.register)
            for name in (*signal.where, signal.day, signal.lifted):
                if name:
                    other.model_field(name.partition("__")[0])
        for standing in rated.standings:
            other = register_of(standing.register)
            for name in (*standing.where, standing.column, standing.since, standing.until, standing.lifted):
                other.model_field(name)
            labels = dict(other.model_field(standing.column).flatchoices)
            (told,) = [s for s in figures.standings if s.key == standing.key]
            assert set(told.points) <= set(labels)
        assert register.lifecycle is not None
        register.lifecycle.move(rated.move)


def test_records_count_as_long_as_the_rule_says(people: People) -> None:
    assert rate().points.parts == {"risk": 10, "credit": 8}
    sample(1, dt.date(2024, 3, 2)), sample(2, dt.date(2024, 3, 3)), sample(3, TODAY, "qualified")
    assert rate().points.parts["risk"] == 20, "24 months back, and no further"
    add("firm_products", **FIRM, product="水泥", category="X02", began_on=dt.date(2001, 1, 1))
    add("firm_products", **FIRM, product="水泥袋", began_on=dt.date(2001, 1, 1))
    found = rate()
    assert found.points.parts["risk"] == 25
    assert [b.number for b in found.behind["failed_sample"]] == ["CJ-2"]
    assert "监督抽查不合格 1 条 10 分" in found.text


def test_the_grade_that_holds_counts_and_the_class_for_supervision_before_the_others(people: People) -> None:
    graded("XY-1", "D", valid_until=dt.date(2026, 3, 1))
    assert rate().points.parts["credit"] == 8, "it has run out"
    graded("XY-2", "CC", valid_from=dt.date(2025, 6, 1))
    graded("XY-3", "AAA", valid_from=dt.date(2025, 9, 1))
    assert rate().points.parts["credit"] == 0, "of two the one that began last"
    graded("XY-4", "D", "risk_class")
    assert rate().points.parts["credit"] == 30


def test_makers_without_a_class_are_proposed_with_points_class_and_reasons(people: People) -> None:
    add(
        "enterprises",
        name=FIRM["enterprise"],
        credit_code=CODE,
        founded_on=dt.date(2010, 1, 1),
        safety_maker=True,
    )
    for n in range(3):
        sample(n, dt.date(2026, 2, 1))
    register, clerk = register_of("supervision_classes"), Actor(user=people.clerk)
    proposal = proposing.proposal_of(register, "safety_maker")
    wanted = proposing.found(clerk, register, proposal, TODAY)
    page = signed_in(people.clerk).get(reverse("desk:proposals", args=[register.key]) + "?from=safety_maker")
    assert "C 类" in page.content.decode()
    (made,), refused = proposing.accept(clerk, register, proposal, wanted, {}, today=TODAY)
    assert not refused
    values = {
        n: getattr(made, n) for n in ("risk_points", "credit_points", "grade", "classed_on", "state", "trade")
    }
    assert values == {
        "risk_points": 40, "credit_points": 8, "grade": "c", "classed_on": TODAY, "state": "proposed",
        "trade": "industrial",
    }  # fmt: skip
    assert "监督抽查不合格 3 条 30 分" in made.why  # type: ignore[attr-defined]
    assert proposing.found(clerk, register, proposal, TODAY) == []


def classed(**more: Any) -> Record:
    values = {
        "trade": "industrial", "risk_points": 10, "credit_points": 8, "grade": "a", "state": "in_force",
        "classed_on": dt.date(2026, 1, 5), "inspected_on": dt.date(2026, 1, 5),
        "owner_id": unit(COUNTY).pk,
    }  # fmt: skip
    return add("supervision_classes", **FIRM, **{**values, **more})


def open_dues() -> list[Due]:
    rows = Due.objects.everywhere("test").filter(kind="rating:supervision_classes", state=DueState.OPEN)
    return list(rows)


def review() -> tuple[int, int]:
    (found,) = [r for r in rating.review(ME, TODAY) if r.register == "supervision_classes"]
    return found.asked, found.settled


def test_a_class_that_no_longer_fits_is_asked_about_once_and_settled_when_somebody_decides(
    people: People,
) -> None:
    record = classed()
    assert review() == (0, 0)
    bad = [sample(n, dt.date(2026, 2, n)) for n in (1, 2, 3)]
    assert (review(), review()) == ((1, 0), (0, 0))
    (due,) = open_dues()
    assert "C 类" in due.title
    service.withdraw(ME, register_of("sampling"), bad[0], "样例")
    service.withdraw(ME, register_of("sampling"), bad[1], "样例")
    assert review() == (0, 1), "18 and 10 points are class A again"
    sample(8, dt.date(2026, 2, 8)), sample(9, dt.date(2026, 2, 9))
    assert review() == (1, 0)
    register, clerk = register_of("supervision_classes"), Actor(user=people.clerk)
    found = rate().values(register.rated)  # type: ignore[arg-type]
    service.move(clerk, register, record, "regrade", reason="抽查不合格", changes=found)
    assert open_dues() == []
    assert (record.grade, review()) == ("c", (0, 0))  # type: ignore[attr-defined]


def test_the_page_tells_the_reasons_and_leads_to_the_move_filled_in(people: People) -> None:
    record, client = classed(), signed_in(people.clerk)
    at = reverse("desk:record", args=["supervision_classes", record.pk])
    assert "测算与现类别一致" in client.get(at).content.decode()
    bad = [sample(n, dt.date.today() - dt.timedelta(days=n)) for n in range(3)]
    page = client.get(at).content.decode()
    move = reverse("desk:record_move", args=["supervision_classes", record.pk, "regrade"])
    assert "测算与现类别不一致" in page and f"{move}?rated=1" in page
    assert all(reverse("desk:record", args=["sampling", b.pk]) in page for b in bad)
    form = client.get(f"{move}?rated=1").content.decode()
    assert 'value="40"' in form and "监督抽查不合格 3 条 30 分" in form
    # An ordinary visit of the move begins with what is stored.
    assert 'value="10"' in client.get(move).content.decode()


def test_a_class_left_blank_is_the_one_that_the_points_give(people: People) -> None:
    assert classed(grade="", risk_points=52, credit_points=20).grade == "d"  # type: ignore[attr-defined]
