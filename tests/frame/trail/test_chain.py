"""The chain: only ever longer, the same hash after reading on every database, and every kind of tampering named."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import close_old_connections, connection, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.people import COUNTY, People, regions, threads_need_a_server, unit
from zhiheng.frame.people.actors import Actor, machine
from zhiheng.frame.trail.chain import GENESIS, Event, about, digest, history, verify, write, write_many
from zhiheng.frame.trail.models import Entry, Head, TrailError

ME = machine("测试")


def event(n: int, **rest: Any) -> Event:
    return Event("register.change", "t.record", str(n), COUNTY, **rest)


def chain(n: int = 5) -> list[Entry]:
    return [write(ME, event(i, before={"v": i}, after={"v": i + 1}))[0] for i in range(n)]


def sql(statement: str, *values: Any) -> None:
    """As somebody with the database's password would: below Django."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.django_db
class TestAppendOnly:
    def test_an_empty_chain_is_sound(self) -> None:
        assert verify() == verify().__class__(0, GENESIS, ())
        assert write_many(ME, []) == []
        assert not Head.objects.exists()

    def test_each_link_names_the_one_before(self) -> None:
        links = chain(3)
        assert [e.seq for e in links] == [1, 2, 3]
        assert links[0].previous == GENESIS
        assert [e.previous for e in links[1:]] == [e.hash for e in links[:-1]]
        verdict = verify()
        assert verdict.sound
        assert (verdict.links, verdict.head) == (3, links[-1].hash)

    @pytest.mark.parametrize(
        "attempt",
        [
            lambda e: e.save(),
            lambda e: e.delete(),
            lambda e: Entry.objects.everywhere("x").update(note="x"),
            lambda e: Entry.objects.everywhere("x").delete(),
            lambda e: Entry.objects.everywhere("x").filter(seq=1).bulk_update([e], ["note"]),
            lambda e: Entry._plain.update(note="x"),
            lambda e: Entry._plain.all().delete(),
            lambda e: Entry._plain.bulk_create(
                [e], update_conflicts=True, update_fields=["note"], unique_fields=["seq"]
            ),
        ],
    )
    def test_nothing_written_can_be_changed_or_removed(self, attempt: Callable[[Entry], Any]) -> None:
        chain(2)
        with pytest.raises(TrailError, match="只能追加"):
            attempt(Entry._plain.get(seq=1))
        assert verify().links == 2
        assert verify().sound

    def test_a_second_link_under_a_standing_number_is_refused(self) -> None:
        from django.db import IntegrityError

        first = chain(2)[0]
        twin = Entry(seq=1, at=first.at, actor="x", action="x", subject_type="x", subject_id="x", hash="x")
        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save()
        assert verify().sound

    def test_what_is_rolled_back_leaves_no_link(self) -> None:
        chain(1)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            write(ME, event(9))
            raise ZeroDivisionError
        assert verify().links == 1
        assert write(ME, event(10))[0].seq == 2
        assert verify().sound

    def test_who_and_where_are_kept(self) -> None:
        people = People()
        where = unit(COUNTY)
        write(Actor(user=people.clerk), about(where, "unit.rename", note="更名"))
        (entry,) = history(where)
        assert (entry.actor, entry.actor_id, entry.region) == (
            str(people.clerk),
            people.clerk.pk,
            COUNTY,
        )
        assert (entry.subject_type, entry.subject_id) == ("people.unit", str(where.pk))
        write(machine("名" * 400), Event("a.b", "t", "1", note="长" * 900))
        last = Entry._plain.order_by("-seq")[0]
        assert (len(last.actor), len(last.note), last.region) == (150, 300, None)
        assert verify().sound


TAMPERING: dict[str, tuple[list[tuple[str, list[Any]]], str]] = {
    **{
        f"changed {column}": ([(f"UPDATE trail_entry SET {column} = %s WHERE seq = 3", [value])], "第 3 环")
        for column, value in {
            "actor": "另一人",
            "actor_id": 77,
            "action": "x.y",
            "subject_type": "x.y",
            "subject_id": "77",
            "region": "620721",
            "note": "改",
            "at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
            "before": '{"v": 77}',
            "after": '{"v": 77}',
            "previous": "f" * 64,
            "hash": "f" * 64,
        }.items()
    },
    "nulled region": ([("UPDATE trail_entry SET region = NULL WHERE seq = 3", [])], "第 3 环内容被改动"),
    "removed first": ([("DELETE FROM trail_entry WHERE seq = 1", [])], "第 1 环缺失"),
    "removed middle": ([("DELETE FROM trail_entry WHERE seq = 3", [])], "第 3 环缺失"),
    "removed tail": ([("DELETE FROM trail_entry WHERE seq >= 4", [])], "末尾有删除"),
    "removed all": ([("DELETE FROM trail_entry WHERE seq >= 1", [])], "末尾有删除"),
    "removed tail and its record": (
        [("DELETE FROM trail_entry WHERE seq >= 4", []), ("DELETE FROM trail_head WHERE id >= 1", [])],
        "链尾记录缺失",
    ),
    "swapped": (
        [
            ("UPDATE trail_entry SET seq = 99 WHERE seq = 2", []),
            ("UPDATE trail_entry SET seq = 2 WHERE seq = 3", []),
            ("UPDATE trail_entry SET seq = 3 WHERE seq = 99", []),
        ],
        "第 2 环与前一环不相接",
    ),
}


@pytest.mark.django_db
class TestTampering:
    @pytest.mark.parametrize("kind", TAMPERING)
    def test_it_is_found_and_the_link_is_named(self, kind: str) -> None:
        chain()
        steps, said = TAMPERING[kind]
        for statement, values in steps:
            sql(statement, *values)
        verdict = verify()
        assert not verdict.sound
        assert any(said in fault for fault in verdict.faults), verdict.faults

    def copy(self, seq: int, previous: str) -> Entry:
        """A link made by somebody who knows how hashes are made."""
        made = Entry(
            seq=seq, at=dt.datetime.now(dt.UTC), actor="x", action="x.y", subject_type="t", subject_id="1"
        )
        made.previous = previous
        made.hash = digest(made)
        return made

    def test_a_link_added_at_the_end_below_the_application(self) -> None:
        last = chain()[-1]
        Entry._plain.bulk_create([self.copy(6, last.hash)])
        assert any("末尾有插入" in f for f in verify().faults)

    def test_a_link_put_in_between(self) -> None:
        links = chain()
        for n in (5, 4, 3):
            sql("UPDATE trail_entry SET seq = %s WHERE seq = %s", n + 1, n)
        Entry._plain.bulk_create([self.copy(3, links[1].hash)])
        assert any("第 4 环" in f for f in verify().faults)

    def test_the_last_link_written_anew_with_a_fitting_hash(self) -> None:
        last = chain()[-1]
        last.note = "改"
        sql("UPDATE trail_entry SET note = '改', hash = %s WHERE seq = 5", digest(last))
        assert any("末尾被改写" in f for f in verify().faults)

    def test_it_stops_after_the_first_faults(self) -> None:
        chain(30)
        sql("UPDATE trail_entry SET note = '改' WHERE seq > 2")
        assert len(verify(limit=4).faults) == 4

    def test_links_added_while_it_walks_are_no_fault(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from zhiheng.frame.trail import chain as module

        chain(3)
        walk = module._walk

        def busy() -> Any:
            entries = list(walk())
            chain(2)
            return entries

        monkeypatch.setattr(module, "_walk", busy)
        verdict = verify()
        assert verdict.sound, verdict.faults
        assert verdict.links == 3


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**80), 2**80)
    | st.floats()
    | st.text(max_size=8)
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.dates()
    | st.datetimes(timezones=st.just(dt.UTC)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.django_db
def test_any_value_verifies_after_reading_it_back() -> None:
    """Dates, decimals, huge and tiny numbers, signed zero, odd text: the databases keep JSON each in its own way."""

    @settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.dictionaries(st.text(max_size=4), values, max_size=4), st.text(max_size=8))
    def same(body: dict[str, Any], note: str) -> None:
        (written,) = write(ME, Event("x.y", "t", "1", before=body, after={"v": body}, note=note))
        stored = Entry._plain.get(seq=written.seq)
        assert digest(stored) == written.hash == stored.hash

    same()
    assert verify().sound


@pytest.mark.django_db
def test_dates_and_decimals_are_kept_as_written() -> None:
    write(ME, event(1, before={"on": dt.date(2016, 3, 1), "share": Decimal("12.50"), "n": 3}, after=None))
    entry = Entry._plain.get()
    assert entry.before == {"on": "2016-03-01", "share": "12.50", "n": 3}
    assert entry.after is None
    assert verify().sound


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_give_one_unbroken_chain() -> None:
    threads_need_a_server()
    regions()
    faults: list[BaseException] = []
    start = threading.Barrier(2)

    def run(name: str) -> None:
        try:
            close_old_connections()
            start.wait(10)
            for n in range(50):
                write(machine(name), event(n, after={"n": n}))
        except BaseException as error:
            faults.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(name,)) for name in ("甲", "乙")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not faults, faults
    verdict = verify()
    assert verdict.sound, verdict.faults
    assert verdict.links == 100
    by_name = [
        list(Entry._plain.filter(actor=n).order_by("seq").values_list("subject_id", flat=True))
        for n in "甲乙"
    ]
    assert by_name == [[str(n) for n in range(50)]] * 2
