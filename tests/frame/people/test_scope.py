"""Scope narrows every query to what a plain predicate over the row says, and nothing runs unscoped under guard."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.people import CITY, COUNTY, FAR, NATION, NEIGHBOUR, OTHER_CITY, PROVINCE, People, unit
from zhiheng.frame.dues.models import Due
from zhiheng.frame.people.models import Note
from zhiheng.frame.people.scope import Reach, Reaches, Scope, UnscopedQuery, guard, superiors
from zhiheng.frame.regions.models import territory_prefix
from zhiheng.frame.trail.models import Entry

TOWNSHIP = "620702001"
PLACES = (None, NATION, PROVINCE, CITY, OTHER_CITY, COUNTY, NEIGHBOUR, FAR, TOWNSHIP, "630000", "621000")
FIELDS = ("product", "works", "brand")
UNITS = (None, 1, 2)
FIRMS = ("", "A", "B")

# Rows with all four columns and no foreign keys: the trail's table, read through other column names.
ROWS = [
    Entry(
        seq=n,
        at=timezone.now(),
        region=region,
        action=field,
        actor_id=owner,
        note=firm,
        previous="",
        hash="",
        actor="",
        subject_type="",
        subject_id="",
    )
    for n, (region, field, owner, firm) in enumerate(itertools.product(PLACES, FIELDS, UNITS, FIRMS), 1)
]

reaches = st.builds(
    Reach,
    st.sampled_from(["", "62", "6207", "620702", "620702001", "6209", "63"]),
    st.none() | st.frozensets(st.sampled_from(FIELDS)),
    unit=st.sampled_from(UNITS),
    enterprise=st.sampled_from([None, "A", "B"]),
)
columns = st.builds(
    Reaches,
    region=st.sampled_from(["region", "region", "region", None]),
    field=st.sampled_from([None, "@action", "product", "works"]),
    unit=st.sampled_from([None, "actor_id"]),
    enterprise=st.sampled_from([None, "note"]),
    allow_nation=st.booleans(),
    upward=st.booleans(),
)


def sees(reach: Reach, columns: Reaches, row: Entry) -> bool:
    """What the docstrings promise, one row at a time and without a database."""
    if reach.prefix:
        if columns.region is None:
            return False
        if row.region is None:
            there = columns.allow_nation
        else:
            inside = row.region.startswith(reach.prefix)
            above = reach.prefix.startswith(territory_prefix(row.region)) and not inside
            there = inside or (columns.upward and above)
        if not there:
            return False
    if reach.fields is not None and columns.field is not None:
        field = row.action if columns.field == "@action" else columns.field
        if field not in reach.fields:
            return False
    if reach.unit is not None and (columns.unit is None or row.actor_id != reach.unit):
        return False
    return reach.enterprise is None or (columns.enterprise is not None and row.note == reach.enterprise)


@pytest.mark.django_db
def test_the_condition_equals_the_predicate_over_every_row() -> None:
    Entry._plain.bulk_create(ROWS)

    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(reaches, max_size=3), columns)
    def compare(found: list[Reach], on: Reaches) -> None:
        condition = Scope("x.view", tuple(found)).condition(on)
        query = Entry._plain.all() if condition is None else Entry._plain.filter(condition)
        expected = {r.seq for r in ROWS if any(sees(each, on, r) for each in found)}
        assert set(query.values_list("seq", flat=True)) == expected

    compare()


@pytest.mark.parametrize(
    ("prefix", "above"),
    [
        ("", ["100000"]),
        ("62", ["100000"]),
        ("6207", ["620000", "100000"]),
        ("620702", ["620700", "620000", "100000"]),
        ("620702001", ["620702", "620700", "620000", "100000"]),
    ],
)
def test_superiors(prefix: str, above: list[str]) -> None:
    assert superiors(prefix) == above


@given(st.lists(reaches, max_size=3), st.sampled_from([p for p in PLACES if p]), st.sampled_from(FIELDS))
def test_covers_agrees_with_the_condition(found: list[Reach], region: str, field: str) -> None:
    """What may be acted on is what the constant-field condition shows, unit by unit."""
    for owner in UNITS:
        row = Entry(region=region, action=field, actor_id=owner, note="A")
        on = Reaches(region="region", field="@action", unit="actor_id")
        plain = [r for r in found if r.enterprise is None]
        assert Scope("x", tuple(plain)).covers(region, field, owner) is any(sees(r, on, row) for r in plain)


def test_an_empty_scope_covers_nothing_and_says_so() -> None:
    scope = Scope("register.add")
    assert not scope
    assert scope.home() == ""
    with pytest.raises(PermissionDenied, match=r"620702.*登记记录"):
        scope.require(COUNTY)


UNSCOPED: dict[str, Callable[[], Any]] = {
    "fetch": lambda: list(Due.objects.all()),
    "filter": lambda: list(Due.objects.filter(state="open")),
    "slice": lambda: list(Due.objects.all()[:1]),
    "get": lambda: Due.objects.get(pk=1),
    "first": Due.objects.first,
    "in_bulk": lambda: Due.objects.in_bulk([1]),
    "iterator": lambda: list(Due.objects.iterator()),
    "values": lambda: list(Due.objects.values("id")),
    "values_list": lambda: list(Due.objects.values_list("id", flat=True)),
    "dates": lambda: list(Due.objects.dates("due_on", "year")),
    "count": Due.objects.count,
    "exists": Due.objects.exists,
    "contains": lambda: Due.objects.all().contains(Due(pk=1)),
    "bool": lambda: bool(Due.objects.all()),
    "len": lambda: len(Due.objects.all()),
    "aggregate": lambda: Due.objects.aggregate(n=Count("id")),
    "update": lambda: Due.objects.update(title="x"),
    "delete": lambda: Due.objects.all().delete(),
    "get_or_create": lambda: Due.objects.get_or_create(title="x"),
    "union": lambda: list(Due.objects.order_by().everywhere("one side").union(Due.objects.order_by())),
    "or": lambda: list(Due.objects.everywhere("one side") | Due.objects.all()),
    "and": lambda: list(Due.objects.everywhere("one side") & Due.objects.all()),
    "or the other way": lambda: list(Due.objects.all() | Due.objects.everywhere("one side")),
}


@pytest.mark.django_db
@pytest.mark.parametrize("way", UNSCOPED)
def test_an_unscoped_query_is_an_error_under_guard(way: str) -> None:
    with guard(), pytest.raises(UnscopedQuery, match="Due"):
        UNSCOPED[way]()


@pytest.mark.django_db
class TestGuard:
    @pytest.fixture(autouse=True)
    def _people(self, db: None) -> None:
        self.people = People()
        self.mine, self.theirs = unit(COUNTY), unit(NEIGHBOUR)
        day = dt.date(2016, 3, 1)
        for owner in (self.mine, self.theirs):
            Due._plain.create(
                kind="k",
                title=f"报送 {owner.key}",
                owner=owner,
                region_id=owner.region_id,
                opens_on=day,
                due_on=day,
                subject_type="t",
                subject_id="1",
            )

    def scope(self, name: str = "clerk") -> Scope:
        from zhiheng.frame.people.actors import Actor

        return Actor(user=getattr(self.people, name)).scope("due.view")

    def test_related_managers_and_prefetches_are_guarded(self) -> None:
        with guard():
            with pytest.raises(UnscopedQuery):
                list(self.mine.dues.all())
            with pytest.raises(UnscopedQuery):
                list(type(self.mine).objects.prefetch_related("dues"))
            assert [d.owner_id for d in self.mine.dues.within(self.scope())] == [self.mine.pk]

    def test_forward_relations_are_not_in_the_way(self) -> None:
        """A row that was narrowed may name what it points to: Django's own look-ups use the plain manager."""
        assert Due._base_manager.name == "_plain"
        note = Note._plain.create(unit=self.mine, region_id=COUNTY, text="x")
        with guard():
            due = Due.objects.within(self.scope()).get()
            assert due.owner.pk == self.mine.pk
            note.refresh_from_db()

    def test_within_narrows_and_stays_narrowed_through_clones(self) -> None:
        with guard():
            query = Due.objects.within(self.scope()).filter(kind="k").order_by("-pk").exclude(title="")
            assert [d.region_id for d in query] == [COUNTY]
            assert query.count() == 1
            assert query.exists()
            theirs = Due.objects.within(self.scope("neighbour")).order_by()
            assert query.order_by().union(theirs).count() == 2
            assert (query | Due.objects.within(self.scope("neighbour"))).count() == 2
            assert Due.objects.within(self.scope("office")).count() == 2
            assert Due.objects.within(self.scope("root")).count() == 2
            assert Due.objects.within(Scope("due.view")).count() == 0

    def test_everywhere_wants_a_reason(self) -> None:
        with guard():
            assert Due.objects.everywhere("escalation").count() == 2
            with pytest.raises(ValueError, match="reason"):
                Due.objects.everywhere("")

    def test_the_guard_ends_with_its_block_and_nests(self) -> None:
        with guard():
            with guard(False):
                assert Due.objects.count() == 2
            with pytest.raises(UnscopedQuery):
                Due.objects.count()
        assert Due.objects.count() == 2
