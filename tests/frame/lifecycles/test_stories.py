"""Lifecycles told as stories: a title, an award with its second person, a demonstration with evidence and a clock."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.support.people import COUNTY, People, person, unit
from zhiheng.frame.dues.models import Due
from zhiheng.frame.evidence.store import attach
from zhiheng.frame.lifecycles import moves
from zhiheng.frame.lifecycles.declare import Clock, Lifecycle, LifecycleError, Move, State
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import Register, register_of
from zhiheng.frame.registers.models import Partition, Record
from zhiheng.frame.trail.chain import history, verify
from zhiheng.frame.trail.models import Entry

D = dt.date


@pytest.fixture
def people(db: None) -> People:
    return People()


@pytest.fixture
def clerk(people: People) -> Actor:
    return Actor(user=people.clerk)


@pytest.fixture
def colleague(people: People) -> Actor:
    return Actor(user=people.colleague)


def entered(actor: Actor, key: str, **values: Any) -> tuple[Register, Record]:
    register = register_of(key)
    common = {"code": f"{key}-1", "region_id": COUNTY, "name": "样例"}
    return register, service.create(actor, register, common | values)


def buttons(actor: Actor, register: Register, record: Record) -> list[str]:
    assert register.lifecycle is not None
    return [m.key for m in moves.available(actor, register.lifecycle, record)]


def told(record: Record) -> list[str]:
    return [e.action for e in reversed(history(record))]


def test_a_title_from_application_to_label(clerk: Actor) -> None:
    register, title = entered(clerk, "titles", kind="brand_provincial")
    assert title.state == "applied"  # type: ignore[attr-defined]
    assert buttons(clerk, register, title) == ["publicise", "review", "refuse"]

    with pytest.raises(LifecycleError, match=r"“公示”还缺：申报日期"):
        service.move(clerk, register, title, "publicise")
    with pytest.raises(LifecycleError, match=r"当前是“已申报”，不能“认定”；要先到“评审”"):
        service.move(clerk, register, title, "grant")

    service.move(clerk, register, title, "publicise", changes={"applied_on": D(2015, 1, 5)})
    service.move(clerk, register, title, "review", changes={"reviewed_on": D(2015, 9, 1)})
    with pytest.raises(LifecycleError, match=r"还缺：认定机关"):
        service.move(clerk, register, title, "grant", changes={"granted_on": D(2016, 1, 5)})
    assert title.granted_on is None, "what was given with a refused move is not kept"  # type: ignore[attr-defined]
    service.move(
        clerk, register, title, "grant", changes={"granted_on": D(2016, 1, 5), "grantor": "样例机关"}
    )
    service.move(clerk, register, title, "label")

    title.refresh_from_db()
    assert (title.state, title.fact_year) == ("labelled", 2016)  # type: ignore[attr-defined]
    assert told(title) == ["register.add", "title.publicise", "title.review", "title.grant", "title.label"]
    granted = history(title)[1]
    assert granted.before == {"state": "reviewed", "granted_on": None, "grantor": ""}
    assert granted.after == {"state": "granted", "granted_on": "2016-01-05", "grantor": "样例机关"}
    assert buttons(clerk, register, title) == ["lapse"]
    with pytest.raises(LifecycleError, match="理由"):
        service.move(clerk, register, title, "lapse", reason=" ")
    service.move(clerk, register, title, "lapse", reason="到期未续")
    assert buttons(clerk, register, title) == []
    assert history(title)[0].note == "到期未续"
    assert verify().sound


def test_an_award_is_given_by_a_second_person(clerk: Actor, colleague: Actor) -> None:
    register, award = entered(clerk, "awards", kind="government", rank="prefecture", recipient="样例公司")
    day = {"awarded_on": D(2016, 9, 1)}
    with pytest.raises(LifecycleError, match="另一人"):
        service.move(clerk, register, award, "win", changes=day)
    service.change(colleague, register, award, {"recipient": "样例乳业"})
    with pytest.raises(LifecycleError, match="另一人"):
        service.move(clerk, register, award, "win", changes=day)  # a correction in between changes nothing
    service.move(colleague, register, award, "win", changes=day)
    award.refresh_from_db()
    assert award.state == "won"  # type: ignore[attr-defined]
    assert told(award) == ["register.add", "register.change", "award.win"]


def test_a_demonstration_needs_evidence_and_its_clock_runs(clerk: Actor, colleague: Actor) -> None:
    register, demo = entered(clerk, "demonstrations", kind="farm", rank="national")
    service.move(clerk, register, demo, "start", changes={"started_on": D(2016, 3, 1)})
    due = Due._plain.get()
    today = dt.date.today()
    assert (due.kind, due.owner, due.region_id) == ("clock:demonstration.build", unit(COUNTY), COUNTY)
    assert (due.opens_on, due.state) == (today, "open")
    assert (
        today.replace(day=1, year=today.year + 3)
        <= due.due_on.replace(day=1)
        <= D(today.year + 3, today.month, 1) + dt.timedelta(days=40)
    )

    with pytest.raises(LifecycleError, match=r"还缺：验收日期、佐证材料"):
        service.move(clerk, register, demo, "accept")
    attach(clerk, demo, b"%PDF-1.7", "验收报告.pdf", region=COUNTY)
    service.move(clerk, register, demo, "accept", changes={"accepted_on": D(2016, 10, 1)})
    due.refresh_from_db()
    assert (due.state, due.result_type, due.result_id) == ("settled", "brands.demonstration", str(demo.pk))
    with pytest.raises(LifecycleError, match="另一人"):
        service.move(clerk, register, demo, "withdraw", reason="弄虚作假")
    gone = {"withdrawn_on": D(2017, 3, 1)}
    service.move(colleague, register, demo, "withdraw", reason="弄虚作假", changes=gone)
    assert verify().sound


def test_a_withdrawn_record_asks_for_nothing_more(clerk: Actor) -> None:
    register, demo = entered(clerk, "demonstrations", kind="farm", rank="national")
    service.move(clerk, register, demo, "start", changes={"started_on": D(2016, 3, 1)})
    service.withdraw(clerk, register, demo, "重复登记")
    due = Due._plain.get()
    assert due.state == "cancelled"
    assert "重复登记" in history(due)[0].note
    assert verify().sound


def test_a_region_above_sees_buttons_and_a_neighbour_does_not(people: People, clerk: Actor) -> None:
    register, title = entered(clerk, "titles", kind="old_brand")
    assert buttons(Actor(user=people.office), register, title) == ["publicise", "review", "refuse"]
    neighbour = Actor(user=people.neighbour)
    assert buttons(neighbour, register, title) == []
    reader = Actor(user=person("reader", "auditor", COUNTY))
    for other in (neighbour, reader):
        links = Entry._plain.count()
        with pytest.raises(PermissionDenied):
            service.move(other, register, title, "refuse", reason="x")
        assert Entry._plain.count() == links


def test_a_refused_move_writes_nothing(clerk: Actor) -> None:
    """A rule of the register is broken by what the move sets: row, trail, dues and partitions stay as they were."""
    register, demo = entered(clerk, "demonstrations", kind="farm", rank="national", owner_id=unit(COUNTY).pk)
    links, marks = Entry._plain.count(), list(Partition.objects.values_list("year", "revision"))
    with pytest.raises((LifecycleError, ValidationError)):
        service.move(clerk, register, demo, "start", changes={"started_on": D(2016, 3, 1), "rank": "wrong"})
    stored = register.model._plain.get(pk=demo.pk)
    assert (stored.state, stored.started_on) == ("applied", None)  # type: ignore[attr-defined]
    assert Entry._plain.count() == links
    assert list(Partition.objects.values_list("year", "revision")) == marks
    assert not Due._plain.exists()


def test_a_clock_without_an_owner_stops_the_move(clerk: Actor) -> None:
    register, demo = entered(clerk, "demonstrations", kind="farm", rank="national")
    register.model._plain.filter(pk=demo.pk).update(owner=None)
    demo.refresh_from_db()
    with pytest.raises(LifecycleError, match="没有责任单位"):
        service.move(clerk, register, demo, "start", changes={"started_on": D(2016, 3, 1)})
    assert (demo.state, demo.started_on) == ("applied", None)  # type: ignore[attr-defined]
    demo.refresh_from_db()
    assert demo.state == "applied"  # type: ignore[attr-defined]
    assert told(demo) == ["register.add"]


def test_the_second_of_two_people_is_told(clerk: Actor, colleague: Actor) -> None:
    register, title = entered(clerk, "titles", kind="old_brand", applied_on=D(2015, 1, 1))
    theirs = register.model._plain.get(pk=title.pk)
    service.move(clerk, register, title, "publicise")
    with pytest.raises(LifecycleError, match=r"刚被他人办理，现在是“公示”"):
        service.move(colleague, register, theirs, "refuse", reason="材料不全")
    assert theirs.state == "applied"  # type: ignore[attr-defined]
    assert told(title) == ["register.add", "title.publicise"]


def test_a_withdrawn_record_cannot_be_moved(people: People, clerk: Actor) -> None:
    register, title = entered(clerk, "titles", kind="old_brand", applied_on=D(2015, 1, 1))
    service.withdraw(clerk, register, title, "重复登记")
    with pytest.raises(ValidationError, match="已经撤回"):
        service.move(clerk, register, title, "publicise")


CYCLE = Lifecycle(
    key="story",
    label="往返",
    states=(State("applied", "已申报"), State("building", "创建中"), State("accepted", "已验收", final=True)),
    moves=(
        Move("start", "启动", ("applied",), "building", "register.change"),
        Move("back", "退回", ("building",), "applied", "register.change"),
        Move("accept", "验收", ("building",), "accepted", "register.change"),
    ),
    clocks=(Clock("build", "期限", "building", ("applied", "accepted"), rule="r.build"),),
)


def test_a_clock_asks_the_rule_book_where_nobody_hands_it_limits() -> None:
    for day, limit, version in (
        (D(2026, 4, 14), {"working_days": 45}, "order-20"),
        (D(2026, 4, 15), {"days": 60}, "order-121"),
    ):
        found = moves.limit_in_force("complaints.time_limits.mediation", day)
        assert found == (limit, f"complaints.time_limits {version}")
    with pytest.raises(LifecycleError, match="2019"):
        moves.limit_in_force("complaints.time_limits.mediation", D(2019, 1, 1))
    with pytest.raises(LifecycleError, match="mediation"):
        moves.limit_in_force("complaints.time_limits.meditation", D(2026, 1, 1))


def test_a_clock_takes_its_limit_from_the_rule_in_force_and_runs_again(clerk: Actor) -> None:
    _, demo = entered(clerk, "demonstrations", kind="farm", rank="national")

    def limits(rule: str, on: dt.date) -> tuple[dict[str, int], str]:
        assert rule == "r.build"
        return ({"working_days": 7}, "v1") if on < D(2016, 1, 1) else ({"working_days": 5}, "v2")

    def step(key: str, on: dt.date) -> None:
        moves.make(clerk, CYCLE, demo, key, on=on, limits=limits)

    with pytest.raises(LifecycleError, match=r"规则“r\.build”"):
        moves.make(clerk, CYCLE, demo, "start", on=D(2015, 3, 2))
    step("start", D(2015, 3, 2))  # a Monday
    step("back", D(2015, 3, 3))
    step("start", D(2016, 3, 7))
    step("back", D(2016, 3, 7))
    step("start", D(2016, 3, 7))  # sent back and taken up again on one day: the clock still runs
    dues = list(Due._plain.order_by("pk").values_list("due_on", "rule_version", "state"))
    assert dues == [
        (D(2015, 3, 11), "v1", "settled"),
        (D(2016, 3, 14), "v2", "settled"),
        (D(2016, 3, 14), "v2", "open"),
    ]
    step("accept", D(2016, 3, 9))
    assert not Due._plain.exclude(state="settled").exists()
