"""Entering, correcting, withdrawing and restoring a record: rules, natural key, owner, trail, scope."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.support.people import CITY, COUNTY, FAR, NEIGHBOUR, People, person, unit
from zhiheng.frame.people.actors import Actor, machine
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import Register, RegisterError, RowRule, register_of
from zhiheng.frame.registers.models import Partition, Record
from zhiheng.frame.trail.chain import history, verify
from zhiheng.frame.trail.models import Entry

VALUES = {"code": "CH-1", "region_id": COUNTY, "kind": "old_brand", "name": "样例茶"}


@pytest.fixture
def people(db: None) -> People:
    return People()


@pytest.fixture
def clerk(people: People) -> Actor:
    return Actor(user=people.clerk)


@pytest.fixture
def titles() -> Register:
    return register_of("titles")


def state(register: Register) -> tuple[Any, ...]:
    rows = list(
        register.model._plain.order_by("pk").values_list("pk", "revision", "withdrawn_at", "updated_at")
    )
    marks = list(
        Partition.objects.filter(register=register.key).order_by("year").values_list("year", "revision")
    )
    return rows, marks, Entry._plain.count()


def refused(register: Register, act: Callable[[], Any], error: type[Exception], said: str) -> None:
    before = state(register)
    with pytest.raises(error, match=said):
        act()
    assert state(register) == before, "nothing is written when it is refused"


def test_a_record_is_entered_with_owner_state_and_trail(clerk: Actor, titles: Register) -> None:
    record = service.create(
        clerk, titles, VALUES | {"output_share": Decimal("12.50"), "granted_on": dt.date(2016, 1, 5)}
    )
    assert (record.owner, record.origin, record.state) == (unit(COUNTY), "entered", "applied")  # type: ignore[attr-defined]
    assert (record.fact_year, record.revision) == (2016, 1)
    (entry,) = history(record)
    assert (entry.action, entry.region, entry.actor_id) == ("register.add", COUNTY, clerk.user.pk)  # type: ignore[union-attr]
    assert entry.after["output_share"] == "12.50"
    assert entry.after["granted_on"] == "2016-01-05"
    assert verify().sound


def test_an_owner_that_was_given_stays_and_the_machine_has_none(clerk: Actor, titles: Register) -> None:
    other = unit(COUNTY, "bureau")
    assert service.create(clerk, titles, VALUES | {"owner_id": other.pk}).owner == other
    assert service.create(machine("测试"), titles, VALUES | {"code": "CH-2"}).owner is None


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"kind": "nonsense"}, "kind"),
        ({"name": ""}, "name"),
        ({"region_id": "999999"}, "region"),
        ({"output_share": Decimal("1000.5")}, "output_share"),
        ({"granted_on": "昨天"}, "granted_on"),
    ],
)
def test_what_the_model_forbids(clerk: Actor, titles: Register, values: dict[str, Any], said: str) -> None:
    refused(titles, lambda: service.create(clerk, titles, VALUES | values), ValidationError, said)


def test_the_natural_key_is_unique_among_standing_rows(clerk: Actor, titles: Register) -> None:
    first = service.create(clerk, titles, VALUES)
    refused(
        titles,
        lambda: service.create(clerk, titles, VALUES),
        ValidationError,
        r"已有相同的记录：登记编号 CH-1.*修改原记录",
    )
    second = service.create(clerk, titles, VALUES | {"code": "CH-2"})
    refused(
        titles, lambda: service.change(clerk, titles, second, {"code": "CH-1"}), ValidationError, "已有相同"
    )
    service.withdraw(clerk, titles, first, "误录")
    service.create(clerk, titles, VALUES)
    refused(titles, lambda: service.restore(clerk, titles, first, "误撤"), ValidationError, "已有相同")


def test_row_rules_hold_for_entering_and_correcting(
    clerk: Actor, titles: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = RowRule(
        ("granted_on", "applied_on"), lambda g, a: g >= a, "认定日期早于申报日期", "请核对两个日期。"
    )
    monkeypatch.setattr(type(titles), "rules", (rule,))
    wrong = {"granted_on": dt.date(2015, 1, 1), "applied_on": dt.date(2016, 1, 1)}
    refused(
        titles, lambda: service.create(clerk, titles, VALUES | wrong), ValidationError, r"早于申报日期 请核对"
    )
    record = service.create(
        clerk, titles, VALUES | {"granted_on": dt.date(2015, 1, 1)}
    )  # one side empty: no verdict
    refused(titles, lambda: service.change(clerk, titles, record, wrong), ValidationError, "早于申报日期")


def test_every_declared_rule_speaks_of_known_columns() -> None:
    from zhiheng.frame.registers.declare import registers

    for register in registers().values():
        for rule in register.rules:
            assert set(rule.columns) <= set(register.names), (register.key, rule.message)
            assert rule.message


def test_a_correction_keeps_both_sides_of_what_changed(clerk: Actor, titles: Register) -> None:
    record = service.create(clerk, titles, VALUES | {"granted_on": dt.date(2016, 1, 5)})
    service.change(
        clerk,
        titles,
        record,
        {"name": "样例绿茶", "kind": "old_brand", "granted_on": dt.date(2015, 1, 5)},
        reason="原件为准",
    )
    entry = history(record)[0]
    assert (entry.before, entry.after) == (
        {"name": "样例茶", "granted_on": "2016-01-05"},
        {"name": "样例绿茶", "granted_on": "2015-01-05"},
    )
    assert entry.note == "原件为准"
    marks = dict(Partition.objects.filter(register="titles").values_list("year", "revision"))
    assert marks == {2015: 1, 2016: 2}
    before = state(titles)
    service.change(clerk, titles, record, {"name": "样例绿茶"})
    assert state(titles) == before, "a correction that changes nothing writes nothing"


def test_withdrawn_rows_are_out_of_every_list_and_come_back(clerk: Actor, titles: Register) -> None:
    record = service.create(clerk, titles, VALUES)
    refused(titles, lambda: service.withdraw(clerk, titles, record, " "), ValidationError, "原因")
    refused(titles, lambda: service.restore(clerk, titles, record, "x"), ValidationError, "没有撤回")
    service.withdraw(clerk, titles, record, "误录")
    assert not service.visible(clerk, titles).exists()
    refused(titles, lambda: service.withdraw(clerk, titles, record, "再撤"), ValidationError, "已经撤回")
    service.restore(clerk, titles, record, "误撤")
    assert service.visible(clerk, titles).get() == record
    assert [e.action for e in history(record)] == ["register.restore", "register.withdraw", "register.add"]


def test_another_territory_is_refused_both_ways(people: People, clerk: Actor, titles: Register) -> None:
    mine = service.create(clerk, titles, VALUES)
    theirs = service.create(machine("测试"), titles, VALUES | {"code": "CH-2", "region_id": NEIGHBOUR})
    for act in (
        lambda: service.create(clerk, titles, VALUES | {"code": "CH-3", "region_id": FAR}),
        lambda: service.change(clerk, titles, theirs, {"name": "改"}),
        lambda: service.change(clerk, titles, mine, {"region_id": NEIGHBOUR}),
        lambda: service.withdraw(clerk, titles, theirs, "误录"),
        lambda: service.restore(clerk, titles, theirs, "误撤"),
        lambda: service.move(clerk, titles, theirs, "refuse", reason="x"),
    ):
        refused(titles, act, PermissionDenied, "岗位不能对该区划")
    assert {r.pk for r in service.visible(clerk, titles)} == {mine.pk}
    assert {r.pk for r in service.visible(Actor(user=people.office), titles)} == {mine.pk, theirs.pk}
    reader = Actor(user=person("reader", "auditor", CITY))
    refused(titles, lambda: service.create(reader, titles, VALUES), PermissionDenied, "登记记录")


def test_a_field_outside_the_post_is_refused(people: People, titles: Register) -> None:
    inspector = Actor(user=person("inspector", "inspector", COUNTY))
    refused(titles, lambda: service.create(inspector, titles, VALUES), PermissionDenied, "岗位不能")
    assert not service.open_to(inspector.scope("register.view"), titles)
    assert service.open_to(inspector.scope("register.view"), register_of("sampling"))


def test_a_laboratory_keeps_to_its_own_rows(people: People, titles: Register) -> None:
    lab = unit(COUNTY, "lab")
    actor = Actor(user=person("lab", "laboratory", COUNTY, at=lab))
    demonstrations = register_of("demonstrations")
    values = {"code": "SF-1", "region_id": COUNTY, "kind": "farm", "rank": "national", "name": "样例"}
    mine = service.create(actor, demonstrations, values)
    assert mine.owner == lab
    service.create(machine("测试"), demonstrations, values | {"code": "SF-2", "owner_id": unit(COUNTY).pk})
    assert [r.pk for r in service.visible(actor, demonstrations)] == [mine.pk]
    other = values | {"code": "SF-3", "owner_id": unit(COUNTY).pk}
    refused(
        demonstrations, lambda: service.create(actor, demonstrations, other), PermissionDenied, "岗位不能"
    )


def test_an_unknown_register_is_named_with_what_was_meant() -> None:
    with pytest.raises(RegisterError, match=r"没有台账“title”.*titles"):
        register_of("title")


def test_a_register_without_a_lifecycle_has_no_moves(clerk: Actor) -> None:
    sampling = register_of("sampling")
    with pytest.raises(ValidationError, match="没有办理流程"):
        service.move(clerk, sampling, Record.__new__(sampling.model), "x")
