"""What a register has already, found by the whole natural key; places looked up; one question to many registers."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Value

from tests.frame.registers.test_bulk import NOW, rows
from tests.support.people import CITY, COUNTY, NEIGHBOUR, OTHER_CITY, regions, unit
from zhiheng.frame.people.scope import Reach, Scope
from zhiheng.frame.regions.models import Region
from zhiheng.frame.registers import admitted, bulk, matching
from zhiheng.frame.registers.declare import Register, register_of, registers
from zhiheng.frame.registers.models import Record
from zhiheng.frame.registers.unions import any_rows, together

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places(db: None) -> None:
    regions()
    unit(COUNTY)


def insert(register: Register, columns: dict[str, list[Any]]) -> None:
    constants = {"created_at": NOW, "updated_at": NOW, "origin": "imported", "region": COUNTY}
    with transaction.atomic():
        bulk.insert(register.model, columns, constants)


def as_read(register: Register, columns: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """As an import has them: a unit by its number as text."""
    foreign = [n for n in columns if register.model_field(n).is_relation]
    return columns | {n: [None if v is None else str(v) for v in columns[n]] for n in foreign}


@pytest.mark.parametrize("whole", [True, False], ids=["whole", "empty"])
def test_every_register_finds_its_own_rows_again(whole: bool) -> None:
    for register in registers().values():
        columns = rows(register, 3, whole=whole)
        insert(register, {n: values[:2] for n, values in columns.items()})
        found = matching.split(register, as_read(register, columns), [0, 1, 2])
        assert found == ([2], 2, []), register.key


class TestKeys:
    @pytest.fixture
    def figures(self) -> Register:
        return register_of("macro_figures")

    def series(self, name: str, years: range, region: str = COUNTY) -> dict[str, list[Any]]:
        made = {n: v * len(years) for n, v in rows(register_of("macro_figures"), 1, whole=True).items()}
        made |= {
            "region": [region for _ in years],
            "series": [name for _ in years],
            "period": [str(y) for y in years],
            "ended_on": [dt.date(y, 12, 31) for y in years],
            "value": [Decimal(y) for y in years],
        }
        return made

    def test_what_differs_is_told_with_what_stood(self, figures: Register) -> None:
        insert(figures, self.series("a", range(2000, 2004)))
        insert(figures, self.series("b", range(2000, 2004)))
        read = self.series("a", range(2001, 2006))
        read["value"][1] = Decimal("7.5")
        new, same, changed = matching.split(figures, read, [0, 1, 2, 3, 4])
        assert (new, same) == ([3, 4], 2)
        ((index, pk, before),) = changed
        held = figures.model.objects.everywhere("test").get(pk=pk)
        assert (index, before) == (1, {"value": Decimal(2002)})
        assert (held.series, held.period) == ("a", "2002")  # type: ignore[attr-defined]

    def test_a_withdrawn_row_is_not_there(self, figures: Register) -> None:
        insert(figures, self.series("a", range(2000, 2002)))
        figures.model.objects.everywhere("test").filter(period="2000").update(withdrawn_at=NOW)  # type: ignore[misc]
        assert matching.split(figures, self.series("a", range(2000, 2002)), [0, 1])[:2] == ([0], 1)

    def test_more_keys_than_one_question_takes(
        self, figures: Register, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(matching, "VALUES_AT_ONCE", 10)
        insert(figures, self.series("a", range(2000, 2020)))
        read = self.series("a", range(2010, 2040))
        assert matching.split(figures, read, list(range(30)))[:2] == (list(range(10, 30)), 10)

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite counts its own steps")
    def test_what_is_read_does_not_grow_with_other_rows_of_the_place(self, figures: Register) -> None:
        insert(figures, self.series("a", range(2000, 2010)))
        # So many keys that SQLite would rather look at the whole table first, were they told it as VALUES.
        read = self.series("a", range(1815, 2015))

        def split() -> Any:
            return matching.split(figures, read, list(range(200)))

        alone, first = steps(split)
        for n in range(30):
            insert(figures, self.series(f"other {n}", range(1950, 2020)))
        bulk.analyse(figures.model)
        crowded, second = steps(split)
        assert first == second == ([*range(185), *range(195, 200)], 10, [])
        assert crowded <= alone * 1.1

    def test_a_blank_part_of_the_key_is_found_as_it_is_stored(self) -> None:
        register = register_of("waste_returns")
        assert register.model_field("waste_code").blank
        columns = rows(register, 2, whole=True)
        insert(register, columns | {"waste_code": ["", "W1"]})
        read = as_read(register, columns | {"waste_code": [None, "W1"]})
        assert matching.split(register, read, [0, 1]) == ([], 2, [])

    def test_a_part_that_is_null_is_asked_for_as_null(self) -> None:
        # No declared key has such a column; the constraint would not hold two of them apart.
        register = register_of("macro_figures")
        insert(register, self.series("a", range(2000, 2003)) | {"session_row": [None, None, 5]})
        keys = [("a", None), ("a", 5), ("b", None), ("a", 6)]
        found = matching.standing(register, keys, ["period"], key=("series", "session_row"))
        assert {place: row[1] for place, row in found.items()} == {0: found[0][1], 1: "2002"}
        assert found[0][1] in {"2000", "2001"}


def steps(action: Callable[[], Any]) -> tuple[int, Any]:
    """How many steps of its machine SQLite takes for an action, in tens, and what the action gives."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    connection.ensure_connection()
    driver = connection.connection
    assert isinstance(driver, sqlite3.Connection)
    driver.set_progress_handler(count, 10)
    try:
        found = action()
    finally:
        driver.set_progress_handler(None, 10)
    return counted, found


@pytest.mark.parametrize("key", ["air_days", "macro_figures", "permits"])
def test_rows_updated_at_once_equal_rows_saved_one_by_one(key: str) -> None:
    register = register_of(key)
    columns = rows(register, 6, whole=True)
    insert(register, {n: values[:3] for n, values in columns.items()})
    names = [
        n for n in register.names if n not in register.natural_key and not register.model_field(n).is_relation
    ]
    every = register.model._plain.order_by("pk")
    before = list(every)
    with transaction.atomic():
        bulk.update(
            register.model, names, [(r.pk, [columns[n][3 + i] for n in names]) for i, r in enumerate(before)]
        )
        at_once = list(every.values(*names))
    for i, record in enumerate(before):
        for name in names:
            setattr(record, name, columns[name][3 + i])
        record.save()
    assert at_once == list(every.values(*names))
    bulk.update(register.model, names, [])


class TestPlaces:
    def scope(self, *prefixes: str) -> Scope:
        return Scope("register.import", tuple(Reach(p) for p in prefixes))

    def codes(self, *prefixes: str, level: str = "") -> Any:
        return admitted.admitted_codes(register_of("air_days"), self.scope(*prefixes), level)["region"]

    def test_made_once_until_the_table_changes(self) -> None:
        first = self.codes("6207")
        assert self.codes("6207") is first
        assert set(first.codes) == {CITY, COUNTY, NEIGHBOUR}
        assert "甘州" in first.words
        assert first.near("甘洲区") == self.codes("6207").near("甘洲区")
        # Neither a signal nor a version tells of this change; the look-up knows it all the same.
        Region.objects.filter(code=COUNTY).update(name="甘泉区", short_name="甘泉")
        second = self.codes("6207")
        assert second.codes[COUNTY] == "甘泉区"
        assert "甘州" not in second.words
        Region.objects.filter(code=COUNTY).update(name="甘州区", short_name="甘州")
        assert self.codes("6207").codes == first.codes

    def test_each_territory_has_its_own(self) -> None:
        assert set(self.codes("620702").codes) == {COUNTY}
        assert set(self.codes("620702", "6209").codes) == {COUNTY, OTHER_CITY, "620902"}
        assert len(self.codes("").codes) == Region.objects.count()

    def test_a_name_of_several_places_leads_to_that_of_the_level_said(self) -> None:
        Region.objects.filter(code=COUNTY).update(short_name="张掖")
        assert self.codes("6207").others["张掖"] == (CITY, COUNTY)
        assert self.codes("6207", level="prefecture").others["张掖"] == CITY


class TestManyRegisters:
    def test_more_registers_than_one_statement_takes(self) -> None:
        model: type[Record] = register_of("air_days").model
        insert(register_of("air_days"), rows(register_of("air_days"), 2, whole=True))
        parts = [
            model.objects.everywhere("test").order_by().annotate(of=Value(n)).values_list("of", "pk")
            for n in range(1001)
        ]
        assert len({of for of, _ in together(parts)}) == 1001
        nothing = [part.filter(pk=0) for part in parts]
        assert not any_rows(nothing)
        assert any_rows([*nothing, parts[0]])
        assert list(together([])) == []
