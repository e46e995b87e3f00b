"""Clocks of the first state, and what a refused change leaves of the record in hand."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.support.people import COUNTY, People, unit
from zhiheng.frame.dues.models import Due
from zhiheng.frame.lifecycles.declare import Clock, LifecycleError
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers import imports, service, undoing
from zhiheng.frame.registers.declare import Register, RowRule, register_of
from zhiheng.frame.registers.models import Record
from zhiheng.kernels.intake import IntakeError, export_workbook

TODAY = dt.date.today()
TITLE = {"code": "CH-1", "region_id": COUNTY, "kind": "brand_provincial", "name": "样例"}


@pytest.fixture
def clerk(db: None) -> Actor:
    return Actor(user=People().clerk)


def clocked(monkeypatch: pytest.MonkeyPatch, **clock: Any) -> Register:
    """The register of titles, whose first state owes something."""
    register = register_of("titles")
    assert register.lifecycle is not None
    first = register.lifecycle.initial
    made = Clock("look", "受理", first, ("refused",), **({"limit": {"days": 5}} | clock))
    life = dataclasses.replace(register.lifecycle, clocks=(*register.lifecycle.clocks, made))
    monkeypatch.setattr(type(register), "lifecycle", life)
    return register


def looked() -> list[Due]:
    return list(Due.objects.everywhere("test").filter(kind="clock:title.look").order_by("pk"))


def test_a_record_owes_from_the_day_it_is_entered_until_it_is_answered(
    clerk: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = clocked(monkeypatch)
    title = service.create(clerk, register, TITLE)
    (due,) = looked()
    assert (due.subject_id, due.owner, due.period) == (str(title.pk), unit(COUNTY), TODAY.isoformat())
    assert due.due_on == TODAY + dt.timedelta(days=5) or due.provisional or due.due_on > TODAY
    service.move(clerk, register, title, "refuse", reason="材料不全")
    assert [d.state for d in looked()] == ["settled"]


def test_rows_that_come_in_the_first_state_owe_it_too_and_no_longer_when_taken_back(
    clerk: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = clocked(monkeypatch)
    rows = [
        {"code": f"CH-{n}", "region": COUNTY, "kind": "brand_provincial", "name": "样例", "state": state}
        for n, state in enumerate(("applied", "applied", "refused"))
    ]
    made = imports.upload(clerk, register, export_workbook(register.specs(), rows), "表.xlsx", region=COUNTY)
    imports.apply(clerk, made)
    assert [d.state for d in looked()] == ["open", "open"]
    undoing.undo(clerk, made, "传错")
    assert [d.state for d in looked()] == ["cancelled", "cancelled"]


def test_a_clock_without_its_date_refuses_the_record_and_the_file(
    clerk: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = clocked(monkeypatch, since="applied_on")
    with pytest.raises(ValidationError, match="时限“受理”没有起算日"):
        service.create(clerk, register, TITLE)
    rows = [{"code": "CH-2", "region": COUNTY, "kind": "brand_provincial", "name": "样例"}]
    made = imports.upload(clerk, register, export_workbook(register.specs(), rows), "表.xlsx", region=COUNTY)
    with pytest.raises(IntakeError, match="没有起算日"):
        imports.apply(clerk, made)
    assert not register.model._plain.exists() and looked() == []


def _changes(clerk: Actor, register: Register) -> list[Callable[[Record], Any]]:
    later = {"granted_on": dt.date(2016, 1, 5)}
    return [
        lambda r: service.change(clerk, register, r, {"name": "改名", **later}),
        lambda r: service.move(clerk, register, r, "publicise", changes={"applied_on": dt.date(2015, 1, 5)}),
        lambda r: service.withdraw(clerk, register, r, " "),
    ]


@pytest.mark.parametrize("which", range(3))
def test_what_is_refused_leaves_the_record_in_hand_as_it_is_stored(
    which: int, clerk: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = register_of("titles")
    title = service.create(clerk, register, TITLE)
    never = RowRule(("name",), lambda name: False, "不许")
    monkeypatch.setattr(type(register), "rules", (never,))
    before = {k: v for k, v in vars(title).items() if k != "_state"}
    with pytest.raises((ValidationError, LifecycleError)):
        _changes(clerk, register)[which](title)
    assert {k: v for k, v in vars(title).items() if k != "_state"} == before
    title.refresh_from_db()
    assert service.values_of(register, title) == {
        n: before[register.model_field(n).attname] for n in register.names
    }
