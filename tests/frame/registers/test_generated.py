"""Filters, regions and forms generated from declarations; statistics after a large import."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import QueryDict

from tests.support.people import CITY, COUNTY, NEIGHBOUR, OTHER_CITY, regions
from zhiheng.frame.people.scope import Reach, Scope
from zhiheng.frame.registers import bulk
from zhiheng.frame.registers.declare import registers
from zhiheng.frame.registers.filters import filterset_of, ordering
from zhiheng.frame.registers.forms import form_fields, form_of
from zhiheng.frame.registers.places import RegionField, Suggest, regions_in

pytestmark = pytest.mark.django_db
CITY_SCOPE = Scope("register.view", (Reach("6207"),))
NATION = Scope("register.view", (Reach(""),))


@pytest.fixture(autouse=True)
def _regions(db: None) -> None:
    regions()


def test_regions_of_a_scope() -> None:
    assert [r.code for r in regions_in(CITY_SCOPE)] == [CITY, COUNTY, NEIGHBOUR]
    assert not regions_in(Scope("x")).exists()
    assert regions_in(NATION).count() == 7


@pytest.mark.parametrize(
    ("words", "code"), [("620702", COUNTY), ("甘州区", COUNTY), (" 甘州 ", COUNTY), ("张掖市", CITY)]
)
def test_a_region_by_code_or_name(words: str, code: str) -> None:
    assert RegionField(CITY_SCOPE).clean(words).code == code


@pytest.mark.parametrize("words", [OTHER_CITY, "酒泉市", "火星", "62"])
def test_a_region_outside_is_refused(words: str) -> None:
    with pytest.raises(ValidationError, match="管辖范围内没有"):
        RegionField(CITY_SCOPE).clean(words)


def test_a_name_of_several_regions_is_not_guessed() -> None:
    from zhiheng.frame.regions.models import Region

    Region.objects.filter(code=NEIGHBOUR).update(short_name="甘州")
    with pytest.raises(ValidationError, match=r"620702.*620721"):
        RegionField(CITY_SCOPE).clean("甘州")


def test_the_nation_is_suggested_not_listed() -> None:
    field = RegionField(NATION)
    assert isinstance(field.widget, Suggest)
    shown = field.widget.render("region", None, {"id": "x"})
    assert 'list="x_list"' in shown
    assert COUNTY not in shown


@pytest.mark.parametrize("key", list(registers()))
def test_every_declared_filter_exists(key: str) -> None:
    register = registers()[key]
    made = filterset_of(register)
    assert {c.name for c in register.columns if c.filter} <= set(made.base_filters)
    chosen = made(QueryDict("region=火星"), register.model.objects.within(CITY_SCOPE), CITY_SCOPE)
    assert "region" in chosen.form.errors
    moved = register.lifecycle is not None
    assert ("state" in form_fields(register)) is ("state" in register.names and not moved)
    assert set(form_of(register, CITY_SCOPE, reason=True)().fields) == {*form_fields(register), "reason"}


def test_orders_are_total_and_known() -> None:
    sampling = registers()["sampling"]
    assert ordering(sampling, "") == ("-tested_on", "-id")
    assert ordering(sampling, "-region") == ("-region_id", "-id")
    assert ordering(sampling, "password") == sampling.order
    assert ordering(sampling, "credit_code") == sampling.order, "not a listed column"


def test_statistics_are_taken() -> None:
    model = registers()["sampling"].model
    bulk.analyse(model)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'")
            assert cursor.fetchone()[0] == 1
