"""The columnar copy follows every way of writing, and catching up gives what a rebuild gives, row for row."""

from __future__ import annotations

import dataclasses
import datetime as dt
import threading
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.support.people import CITY, COUNTY, FAR, NEIGHBOUR, regions, threads_need_a_server, unit
from zhiheng.frame.people.actors import machine
from zhiheng.frame.registers import declare, facts, imports, service, undoing
from zhiheng.frame.registers.codes import code_list
from zhiheng.frame.registers.declare import Register, register_of
from zhiheng.frame.registers.models import ImportSession, Partition, Record
from zhiheng.kernels.intake import export_workbook

ME = machine("测试")
DATES = [None, dt.date(2014, 12, 31), dt.date(2015, 1, 1), dt.date(2015, 8, 9), dt.date(2016, 2, 29)]


@pytest.fixture
def titles(db: None) -> Register:
    regions()
    return register_of("titles")


def values(n: int, **other: Any) -> dict[str, Any]:
    return {"code": f"CH-{n}", "region_id": COUNTY, "kind": "old_brand", "name": f"样例{n}"} | other


def make(register: Register, n: int, **other: Any) -> Record:
    return service.create(ME, register, values(n, **other))


def rows_of(register: Register) -> set[tuple[Any, ...]]:
    """Every row of the published files; a row that stands twice is a fault of its own."""
    found: list[tuple[Any, ...]] = []
    for name in facts.snapshot(register).files:
        table = pq.read_table(name)
        found += [(Path(name).name.split("-")[0], *row.values()) for row in table.to_pylist()]
    assert len(found) == len(set(found)) == len({r[1] for r in found}), "no row twice"
    return (found and set(found)) or set()


def assert_equals_rebuild(register: Register) -> None:
    caught_up = rows_of(register)
    facts.refresh(register, rebuild=True)
    assert caught_up == rows_of(register)
    standing = register.model._plain.filter(withdrawn_at=None)
    assert {r[1] for r in caught_up} == set(standing.values_list("pk", flat=True))
    assert sum(Partition.objects.filter(register=register.key).values_list("rows", flat=True)) == len(
        caught_up
    )


def load(register: Register, rows: list[dict[str, Any]]) -> ImportSession:
    named = [{("region" if k == "region_id" else k): v for k, v in row.items()} for row in rows]
    data = export_workbook(register.specs(), named)
    session = imports.upload(ME, register, data, "表.xlsx", region=COUNTY)
    assert session.summary["bad_rows"] == 0, session.summary
    return imports.apply(ME, session)


steps = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "create",
                "create",
                "redate",
                "relabel",
                "withdraw",
                "restore",
                "import",
                "undo",
                "refresh",
                "refresh",
                "lose",
            ]
        ),
        st.integers(0, 9),
        st.sampled_from(DATES),
    ),
    min_size=3,
    max_size=12,
)


@pytest.mark.django_db
def test_any_sequence_of_writes_equals_a_rebuild(titles: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "APPENDED_AT_MOST", 2)  # so that appending and merging both happen
    counter = iter(range(10_000))
    sessions: list[ImportSession] = []

    def act(what: str, n: int, day: dt.date | None) -> None:
        every = list(titles.model._plain.order_by("pk"))
        record = every[-1 - n % len(every)] if every else None
        if what == "create":
            make(titles, next(counter), granted_on=day, region_id=[COUNTY, NEIGHBOUR, FAR, CITY][n % 4])
        elif what == "import":
            old = [
                values(int(r.code[3:]), granted_on=day, name="导入改")
                for r in every[-3:]
                if r.withdrawn_at is None
            ]  # type: ignore[attr-defined]
            sessions.append(
                load(titles, [*old, *(values(next(counter), granted_on=day) for _ in range(1 + n % 3))])
            )
        elif what == "undo" and sessions:
            undoing.undo(ME, sessions.pop(), "误导入")
        elif what == "refresh":
            facts.refresh(titles)
        elif what == "lose":
            for name in facts.snapshot(titles).files[: n % 2 + 1]:
                Path(name).unlink()
        elif record is None:
            return
        elif what in {"redate", "relabel"} and record.withdrawn_at is None:
            change = (
                {"granted_on": day} if what == "redate" else {"name": f"改名{next(counter)}", "kind": "hotel"}
            )
            service.change(ME, titles, record, change)
        elif what == "withdraw" and record.withdrawn_at is None:
            service.withdraw(ME, titles, record, "误录")
        elif what == "restore" and record.withdrawn_at is not None:
            twins = titles.model._plain.filter(code=record.code, withdrawn_at=None)  # type: ignore[attr-defined,misc]
            if not twins.exists():
                service.restore(ME, titles, record, "误撤")

    @settings(
        max_examples=15, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(steps)
    def follow(story: list[tuple[str, int, dt.date | None]]) -> None:
        for step in story:
            act(*step)
        assert_equals_rebuild(titles)

    follow()


def names(register: Register) -> list[str]:
    return [Path(f).name for f in facts.snapshot(register).files]


@pytest.mark.django_db
class TestFiles:
    @pytest.fixture(autouse=True)
    def _register(self, titles: Register) -> None:
        self.register = titles
        self.day = dt.date(2016, 5, 1)

    def make(self, n: int, **other: Any) -> Record:
        return make(self.register, n, **({"granted_on": self.day} | other))

    def test_new_rows_are_appended_then_merged(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(facts, "APPENDED_AT_MOST", 3)
        counts = []
        for n in range(5):
            self.make(n)
            counts.append(len(names(self.register)))
        assert counts == [1, 2, 3, 1, 2]
        assert_equals_rebuild(self.register)

    def test_a_changed_row_merges_its_year_alone(self) -> None:
        first = self.make(1)
        self.make(2, granted_on=dt.date(2015, 1, 1))
        before = {n[:4]: n for n in names(self.register)}
        service.change(ME, self.register, first, {"name": "改"})
        after = {n[:4]: n for n in names(self.register)}
        assert after["2015"] == before["2015"]
        assert after["2016"] != before["2016"]

    def test_a_row_without_a_date_lies_in_year_0(self) -> None:
        self.make(1, granted_on=None)
        assert [n.split("-")[0] for n in names(self.register)] == ["0"]
        assert_equals_rebuild(self.register)

    def test_a_year_that_empties_has_no_file(self) -> None:
        record = self.make(1)
        facts.refresh(self.register)
        service.withdraw(ME, self.register, record, "误录")
        snapshot = facts.snapshot(self.register)
        assert (snapshot.files, snapshot.rows, snapshot.years) == ((), 0, ())
        service.restore(ME, self.register, record, "误撤")
        assert facts.snapshot(self.register).rows == 1

    def test_a_moved_row_leaves_its_old_year(self) -> None:
        record = self.make(1)
        self.make(2)
        facts.refresh(self.register)
        service.change(ME, self.register, record, {"granted_on": dt.date(2014, 1, 1)})
        snapshot = facts.snapshot(self.register)
        assert (snapshot.years, snapshot.rows) == ((2014, 2016), 2)

    def test_lost_files_are_made_again_and_the_token_moves_on(self) -> None:
        self.make(1)
        before = facts.snapshot(self.register)
        Path(before.files[0]).unlink()
        after = facts.snapshot(self.register)
        assert after.rows == 1
        assert all(Path(f).exists() for f in after.files)
        assert after.token != before.token, "an engine that holds the lost file must not be asked again"

    def test_one_query_when_nothing_is_dirty(self) -> None:
        self.make(1)
        facts.refresh(self.register)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            first = facts.snapshot(self.register)
        assert len(queries) == 1
        assert facts.snapshot(self.register) == first
        assert facts.refresh(self.register) == 0

    def test_old_files_are_swept_and_the_current_ones_kept(self) -> None:
        record = self.make(1)
        for n in range(30):
            service.change(ME, self.register, record, {"name": f"改{n}"})
            current = facts.snapshot(self.register).files
        folder = Path(current[0]).parent
        left = {str(p) for p in folder.glob("2016-*.parquet")}
        assert set(current) <= left
        assert len(left) <= facts.APPENDED_AT_MOST + 3
        assert not list(folder.glob(".*.part"))

    def test_a_refresh_that_fails_publishes_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.make(1)
        good = facts.snapshot(self.register)
        self.make(2)

        def full(*_: Any, **__: Any) -> None:
            raise OSError("disk full")

        with monkeypatch.context() as broken:
            broken.setattr(facts.os, "replace", full)
            with pytest.raises(OSError, match="disk full"):
                facts.snapshot(self.register)
        assert all(Path(f).exists() for f in good.files)
        assert not list(Path(good.files[0]).parent.glob(".*.part"))
        assert facts.snapshot(self.register).rows == 2
        assert_equals_rebuild(self.register)

    def test_places_and_calendar_of_a_row(self) -> None:
        self.make(1, granted_on=dt.date(2016, 7, 1), region_id=COUNTY)
        self.make(2, granted_on=dt.date(2016, 6, 30), region_id=CITY)
        rows = sorted(
            (r for f in facts.snapshot(self.register).files for r in pq.read_table(f).to_pylist()),
            key=lambda r: r["id"],
        )
        picked = [
            tuple(r[k] for k in ("province", "prefecture", "county", "year", "half", "quarter", "month"))
            for r in rows
        ]
        assert picked == [("620000", CITY, COUNTY, 2016, 2, 3, 7), ("620000", CITY, None, 2016, 1, 2, 6)]


@pytest.mark.django_db(transaction=True)
def test_writers_and_readers_at_once_leave_one_consistent_copy() -> None:
    threads_need_a_server()
    regions()
    register = register_of("titles")
    unit(COUNTY)
    faults: list[BaseException] = []
    start = threading.Barrier(4)

    def run(work: Any) -> None:
        try:
            start.wait(10)
            work()
        except BaseException as error:
            faults.append(error)
        finally:
            connections.close_all()

    def write(base: int) -> None:
        for n in range(12):
            record = make(register, base + n, granted_on=dt.date(2015 + n % 2, 3, 1))
            if n % 3 == 0:
                service.change(ME, register, record, {"granted_on": dt.date(2016 - n % 2, 4, 1)})

    def read() -> None:
        for _ in range(15):
            for name in facts.snapshot(register).files:
                pq.read_metadata(name)

    jobs = [lambda: write(0), lambda: write(100), read, read]
    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not faults, faults
    assert len(rows_of(register)) == 24
    assert_equals_rebuild(register)


def test_a_copy_rests_on_the_days_of_the_code_lists_that_it_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    register = type(register_of("firm_products"))()
    before, listed = register.fact_shape, code_list("compulsory_products")
    entry = listed.entries["X02"].model_copy(update={"valid_to": dt.date(2030, 1, 1)})
    later = dataclasses.replace(listed, entries={**listed.entries, "X02": entry})
    monkeypatch.setattr(declare, "code_list", lambda key: later)
    assert type(register)().fact_shape != before
