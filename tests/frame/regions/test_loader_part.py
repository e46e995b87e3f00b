"""Loading a part of the list into an empty database (apart from the tests that share the whole list)."""

from __future__ import annotations

import pytest

from zhiheng.frame.regions.loader import load_divisions, read_divisions
from zhiheng.frame.regions.models import Level, Region

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("provinces", [{"62"}, {"620000"}])
def test_one_province_without_townships(provinces: set[str]) -> None:
    result = load_divisions(townships=False, provinces=provinces)
    expected = [
        line
        for line in read_divisions()
        if line["level"] != "township" and line["code"][:2] in {"62"} | {"10"}
    ]
    assert result.created == len(expected) == Region.objects.count()
    assert set(Region.objects.exclude(level=Level.NATION).values_list("province", flat=True)) == {"620000"}


@pytest.mark.parametrize("provinces", [{"99"}, {"620700"}, {"62", "甘肃"}, {""}])
def test_unknown_province_is_refused_and_nothing_written(provinces: set[str]) -> None:
    with pytest.raises(ValueError, match=r"省级代码不认识.*62 甘肃省"):
        load_divisions(provinces=provinces)
    assert not Region.objects.exists()
