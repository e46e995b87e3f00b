"""The overview of registers: found by a word, by what holds records; one's own first."""

from __future__ import annotations

import re

import pytest

from tests.faces.desk.registers.test_scope import sampling, uploaded
from tests.support.people import People
from tests.support.registers import signed_in
from zhiheng.frame.registers.declare import registers

pytestmark = pytest.mark.django_db
KEY = re.compile(r'data-key="(\w+)"')


def test_a_register_is_found_by_its_name_by_a_column_and_by_what_it_holds() -> None:
    client = signed_in(People().clerk)
    sampling("A-1")

    def found(**asked: str) -> list[str]:
        return KEY.findall(client.get("/registers", asked).content.decode())

    everything = found()
    assert set(everything) == set(registers())
    assert "sampling" in found(q="监督抽查") and "titles" not in found(q="监督抽查")
    column = registers()["sampling"].label_of("report_no")
    assert "sampling" in found(q=column) and len(found(q=column)) < len(everything)
    assert found(held="on") == ["sampling"]
    page = client.get("/registers", {"q": "没有这样的台账"}).content.decode()
    assert "没有找到台账" in page and 'href="/registers"' in page


def test_what_one_imported_into_stands_first_and_what_waits_is_said() -> None:
    people = People()
    client = signed_in(people.clerk)
    uploaded(client, "sampling")
    mine = client.get("/registers").content.decode()
    assert KEY.findall(mine)[0] == "sampling"
    assert "批待核对" in mine and "/imports?register=sampling&amp;state=checked" in mine
    other = signed_in(people.colleague).get("/registers").content.decode()
    assert "批待核对" in other  # the same office's import waits for both
