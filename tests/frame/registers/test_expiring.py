"""What runs out: one due for a record and day, settled by renewal, cancelled when its reason is gone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.support.people import COUNTY, NEIGHBOUR, People, unit
from zhiheng.frame.dues.models import Due, DueState
from zhiheng.frame.people.actors import Actor, machine
from zhiheng.frame.registers import expiring, service
from zhiheng.frame.registers.declare import Expiry, Register, RegisterError, register_of, registers
from zhiheng.frame.registers.filters import filterset_of
from zhiheng.frame.registers.models import Record
from zhiheng.frame.trail.chain import history, verify
from zhiheng.kernels.rules import rule_book

ME = machine("测试")
TODAY = dt.date(2026, 3, 2)
SOON = TODAY + dt.timedelta(days=30)


@pytest.fixture(autouse=True)
def people(db: None) -> People:
    return People()


@pytest.fixture
def titles(monkeypatch: pytest.MonkeyPatch) -> Register:
    """Titles, whose validity runs out while they are granted."""
    found = register_of("titles")
    expiry = Expiry("valid_until", "复审", "Review the title", states=("granted",))
    monkeypatch.setattr(type(found), "expiries", (expiry,))
    return found


def title(code: str, until: dt.date | None, region: str = COUNTY, **more: Any) -> Record:
    values = {
        "code": code,
        "kind": "brand_provincial",
        "name": f"样例{code}",
        "region_id": region,
        "state": "granted",
    }
    return service.create(ME, register_of("titles"), {**values, "valid_until": until, **more})


def swept(register: Register, on: dt.date = TODAY) -> tuple[int, int, int]:
    (done,) = expiring.sweep(ME, on, [register])
    return done.made, done.settled, done.cancelled


def dues() -> list[tuple[str, str]]:
    return list(Due._plain.order_by("pk").values_list("period", "state"))


def changed(record: Record, **values: Any) -> Record:
    return service.change(ME, register_of("titles"), record, values, reason="样例")


def test_every_declared_rule_exists() -> None:
    for register in registers().values():
        for expiry in register.expiries:
            rule_book().rule(f"expiry.{expiry.rule}")


def test_one_due_for_each_record_and_day(titles: Register) -> None:
    near = title("A", SOON, owner=unit(NEIGHBOUR))
    gone = title("B", TODAY - dt.timedelta(days=10))
    for code, until, more in (
        ("C", TODAY + dt.timedelta(days=61), {}),  # later than the rule asks
        ("D", TODAY - dt.timedelta(days=366), {}),  # history
        ("E", None, {}),
        ("F", SOON, {"state": "lapsed"}),
    ):
        title(code, until, **more)
    assert swept(titles) == (2, 0, 0)
    assert swept(titles) == (0, 0, 0)
    first, second = Due._plain.order_by("due_on")
    assert (first.subject_id, first.due_on) == (str(gone.pk), TODAY - dt.timedelta(days=10))
    assert first.owner == unit(COUNTY)  # nobody keeps it: the quality office of its region
    assert second.owner == unit(NEIGHBOUR)
    assert (second.title, second.opens_on) == ("复审：样例A", SOON - dt.timedelta(days=60))
    assert second.address == f"/registers/titles/{near.pk}"
    assert SOON.isoformat() in second.basis
    assert verify().sound


def test_renewal_settles_at_once_and_the_new_day_is_asked_in_time(titles: Register) -> None:
    record = title("A", SOON)
    swept(titles)
    later = SOON + dt.timedelta(days=365)
    changed(record, valid_until=later)
    assert dues() == [(SOON.isoformat(), DueState.SETTLED)]
    assert "已延至" in history(Due._plain.get())[0].note
    assert swept(titles) == (0, 0, 0)
    assert swept(titles, later - dt.timedelta(days=5)) == (1, 0, 0)
    assert dues()[-1] == (later.isoformat(), DueState.OPEN)


def test_a_renewal_by_mistake_is_asked_again(titles: Register) -> None:
    record = title("A", SOON)
    swept(titles)
    changed(record, valid_until=SOON + dt.timedelta(days=365))
    changed(record, valid_until=SOON)
    assert swept(titles) == (1, 0, 0)
    assert dues() == [(SOON.isoformat(), DueState.SETTLED), (f"{SOON.isoformat()}#2", DueState.OPEN)]


@pytest.mark.parametrize("values", [{"valid_until": None}, {"valid_until": SOON - dt.timedelta(days=1)}])
def test_a_corrected_day_cancels(titles: Register, values: dict[str, Any]) -> None:
    record = title("A", SOON)
    swept(titles)
    changed(record, **values)
    assert dues()[0] == (SOON.isoformat(), DueState.CANCELLED)


def test_a_state_that_does_not_count_cancels(titles: Register) -> None:
    record = title("A", SOON)
    swept(titles)
    titles.model._plain.filter(pk=record.pk).update(state="lapsed")  # behind the service's back
    assert swept(titles) == (0, 0, 1)
    titles.model._plain.filter(pk=record.pk).update(state="granted")
    assert swept(titles) == (1, 0, 0)
    assert dues() == [(SOON.isoformat(), DueState.OPEN)]


def test_withdrawal_cancels_and_restoring_asks_again(titles: Register) -> None:
    record = title("A", SOON)
    swept(titles)
    service.withdraw(ME, titles, record, "登记错误")
    assert dues() == [(SOON.isoformat(), DueState.CANCELLED)]
    assert swept(titles) == (0, 0, 0)
    service.restore(ME, titles, record, "误撤")
    assert swept(titles) == (1, 0, 0)
    assert dues() == [(SOON.isoformat(), DueState.OPEN)]


def test_what_a_person_closed_stays_closed(titles: Register) -> None:
    from zhiheng.frame.dues import service as owing

    title("A", SOON)
    title("B", SOON)
    swept(titles)
    first, second = Due._plain.order_by("pk")
    owing.settle(ME, first, TODAY)
    owing.cancel(ME, second, "不再续期")
    assert swept(titles) == (0, 0, 0)
    assert [state for _, state in dues()] == [DueState.SETTLED, DueState.CANCELLED]


def test_an_ended_unit_is_not_asked(titles: Register) -> None:
    from zhiheng.frame.people.models import Succession

    old, new = unit(COUNTY, "old", valid_to=TODAY - dt.timedelta(days=1)), unit(COUNTY, "new")
    Succession.objects.create(predecessor=old, successor=new)
    title("A", SOON, owner=old)
    swept(titles)
    assert Due._plain.get().owner == new


def test_the_day_to_act_may_lie_before_the_day_itself(
    titles: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zhiheng.kernels.rules import ExpiryFigures

    rule = rule_book().in_force("expiry.default", TODAY)
    figures = ExpiryFigures(ahead_days=90, by_working_days=30, clause="第十条")
    monkeypatch.setattr(
        expiring, "rule_of", lambda expiry, today: rule.model_copy(update={"figures": figures})
    )
    title("A", dt.date(2016, 12, 30))
    swept(titles, dt.date(2016, 11, 1))
    due = Due._plain.get()
    assert due.due_on == dt.date(2016, 11, 18)  # thirty working days before
    assert due.basis.endswith("第十条")


def test_as_many_questions_for_many_rows_as_for_few(titles: Register) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            expiring.sweep(ME, TODAY, [titles])
        return len(seen)

    title("A0", SOON)
    few = asked()
    for n in range(1, 12):
        title(f"A{n}", SOON)
    assert asked() <= few
    titles.model._plain.update(valid_until=SOON + dt.timedelta(days=365))
    assert asked() <= few + 2
    assert {state for _, state in dues()} == {DueState.SETTLED}


def test_the_list_and_the_page_tell(titles: Register, people: People) -> None:
    today = dt.date.today()
    filterset_of.cache_clear()
    client = Client()
    client.force_login(people.clerk, backend="django.contrib.auth.backends.ModelBackend")
    soon = title("A", today + dt.timedelta(days=5))
    past = title("B", today - dt.timedelta(days=3))
    far = title("C", today + dt.timedelta(days=500))
    try:
        for wanted, shown in (("soon", soon), ("past", past)):
            page = client.get("/registers/titles", {"expiry": wanted}).content.decode()
            for each in (soon, past, far):
                assert (f"/registers/titles/{each.pk}" in page) is (each is shown), (wanted, each)
        words = {soon: "将到期，还有 5 天", past: "已过期 3 天", far: ""}
        for each, said in words.items():
            page = client.get(f"/registers/titles/{each.pk}").content.decode()
            assert ("到期，还有" in page, "已过期" in page) == ("将" in said, "已过期" in said)
            assert said in page
        expiring.sweep(ME, today, [titles])
        desk = client.get(reverse("desk:dues"), {"kind": "expiry"}).content.decode()
        assert f"/registers/titles/{soon.pk}" in desk
    finally:
        filterset_of.cache_clear()


def test_a_declaration_that_names_no_day_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = type(register_of("titles"))
    for expiry, said in (
        (Expiry("name", "换证"), "不是日期"),
        (Expiry("valid_until", "换证", states=("x",)), "流程"),
    ):
        monkeypatch.setattr(found, "expiries", (expiry,))
        with pytest.raises(RegisterError, match=said):
            found()


def test_who_sees_nothing_else_sees_no_due(titles: Register, people: People) -> None:
    title("A", SOON, NEIGHBOUR)
    swept(titles)
    assert not Due.objects.within(Actor(user=people.clerk).scope("due.view")).exists()
    assert Due.objects.within(Actor(user=people.office).scope("due.view")).count() == 1
