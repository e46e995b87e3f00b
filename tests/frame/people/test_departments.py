"""Which unit is a department: by place, by name, by day."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.support.people import CITY, COUNTY, regions, unit
from zhiheng.frame.people.departments import departments, units_of
from zhiheng.frame.people.models import UnitKind


@pytest.mark.django_db
def test_a_department_is_the_unit_of_its_name_in_its_region() -> None:
    regions()
    works = unit(CITY, "city-works", name="样例市住房和城乡建设局", kind=UnitKind.DEPARTMENT)
    unit(COUNTY, "county-works", name="样例县住房和城乡建设局", kind=UnitKind.DEPARTMENT)
    unit(CITY, "builder", name="样例住房和城乡建设有限公司", kind=UnitKind.ENTERPRISE)
    assert units_of(["construction", "water"], CITY) == {"construction": works, "water": None}


@pytest.mark.django_db
def test_after_a_merger_the_unit_of_the_new_name_is_the_department() -> None:
    regions()
    old = unit(
        CITY, "old", name="样例市质量技术监督局", kind=UnitKind.DEPARTMENT, valid_to=dt.date(2018, 12, 31)
    )
    new = unit(
        CITY, "new", name="样例市市场监督管理局", kind=UnitKind.DEPARTMENT, valid_from=dt.date(2019, 1, 1)
    )
    assert units_of(["quality"], CITY, dt.date(2018, 12, 31)) == {"quality": old}
    assert units_of(["quality", "food-drug"], CITY, dt.date(2019, 1, 1)) == {"quality": new, "food-drug": new}


@pytest.mark.django_db
def test_the_office_of_a_leading_group_is_not_the_group() -> None:
    regions()
    group = unit(CITY, "group", name="样例市质量工作领导小组", kind=UnitKind.LEADING_GROUP)
    office = unit(CITY, "office", name="样例市质量工作领导小组办公室", kind=UnitKind.OFFICE)
    assert units_of(["leading-group", "leading-group-office"], CITY) == {
        "leading-group": group,
        "leading-group-office": office,
    }


def test_words_are_no_blanks() -> None:
    assert all(word.strip() == word and word for d in departments().values() for word in d.words)
