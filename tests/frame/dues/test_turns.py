"""Two sweeps at once: nothing is owed twice and neither fails."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import connections

from tests.support.people import COUNTY, People, threads_need_a_server, unit
from zhiheng.frame.dues import service as dues
from zhiheng.frame.dues.models import Due
from zhiheng.frame.people.actors import machine
from zhiheng.frame.registers import expiring, service
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.trail.chain import verify
from zhiheng.frame.trail.models import Entry

ME = machine("测试")
TODAY = dt.date(2026, 3, 2)


def due(n: int) -> Due:
    return Due(
        kind="clock:test",
        title="试",
        period="2026",
        owner=unit(COUNTY),
        region_id=COUNTY,
        opens_on=TODAY,
        due_on=TODAY,
        subject_type="test",
        subject_id=str(n),
    )


def test_what_another_process_stored_meanwhile_is_left_alone(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between looking and storing, somebody else stores one of them: the rest is stored, and the trail says so."""
    People()
    look, looked = dues._unknown, []

    def and_then_another(wanted: Any) -> Any:
        found = look(wanted)
        if not looked:
            looked.append(True)
            due(1).save()
        return found

    monkeypatch.setattr(dues, "_unknown", and_then_another)
    made = dues.create(ME, [due(0), due(1), due(2)])
    assert [d.subject_id for d in made] == ["0", "2"]
    assert sorted(Due._plain.values_list("subject_id", flat=True)) == ["0", "1", "2"]
    written = Entry._plain.filter(action="due.create").order_by("seq").values_list("subject_id", flat=True)
    assert list(written) == ["0", "2"]
    assert verify().sound


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_owe_everything_once() -> None:
    threads_need_a_server()
    People()
    register = register_of("titles")
    for n in range(12):
        service.create(
            ME,
            register,
            {
                "code": f"CH-{n}",
                "region_id": COUNTY,
                "kind": "famous_national",
                "name": "样例",
                "granted_on": dt.date(2023, 3, 1),
                "valid_until": TODAY + dt.timedelta(days=10 + n),
                "state": "granted",
                "owner_id": unit(COUNTY).pk,
            },
        )
    made: list[int] = []
    faults: list[BaseException] = []
    start = threading.Barrier(3)

    def run() -> None:
        try:
            start.wait(20)
            made.extend(s.made for s in expiring.sweep(machine("sweep"), TODAY, [register]))
        except BaseException as error:
            faults.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not faults, faults
    assert sorted(made) == [0, 0, 12]
    assert Due._plain.filter(kind__startswith="expiry").count() == 12
    assert verify().sound
