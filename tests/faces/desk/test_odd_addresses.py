"""Numbers and days of an address that no key, page or calendar has: the page answers as if nothing had been said."""

from __future__ import annotations

import pytest

from tests.support.people import People
from tests.support.registers import signed_in
from zhiheng.faces.desk.page import MOST, number_of


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("007", 7), ("１２", 12), (str(MOST), MOST), (str(MOST + 1), None), ("9" * 5000, None)]
    + [(word, None) for word in ("", "-1", "²", "1.0", "x", "1 ")],
)
def test_what_is_a_number(text: str, number: int | None) -> None:
    assert number_of(text) == number


@pytest.mark.django_db
@pytest.mark.parametrize(
    "at",
    [
        "/enterprises/names?register=sampling&session=999999999999999999999",
        "/trail?before=9999-12-31",
        "/trail?after=0001-01-01",
        "/registers/sampling?session=999999999999999999999",
        "/registers/sampling?tested_on_before=9999-12-31",
        "/registers/sampling?page=²",
    ],
)
def test_odd_addresses_are_answered(at: str) -> None:
    assert signed_in(People().office).get(at).status_code in {200, 404, 422}, at
