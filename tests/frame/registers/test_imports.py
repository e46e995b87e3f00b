"""Files imported over what a register holds: what they leave alone, and rows that are later states of one thing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.people import COUNTY, regions, unit
from zhiheng.frame.people.actors import machine
from zhiheng.frame.registers import imports
from zhiheng.frame.registers.declare import Register, register_of
from zhiheng.frame.registers.models import ImportSession

pytestmark = pytest.mark.django_db
ME = machine("test")


@pytest.fixture(autouse=True)
def places(db: None) -> None:
    regions()
    unit(COUNTY)


def take(register: Register, head: str, *rows: str) -> ImportSession:
    data = "\n".join([head, *rows]).encode()
    return imports.apply(ME, imports.upload(ME, register, data, "表.csv", region=COUNTY))


def counts(session: ImportSession) -> tuple[int, int, int]:
    return session.summary["new"], session.summary["changed"], session.summary["same"]


def only(register: Register) -> Any:
    (row,) = register.model.objects.everywhere("test").filter(withdrawn_at=None)
    return row


def test_columns_that_a_file_does_not_have_are_left_as_they_stand() -> None:
    sampling = register_of("sampling")
    head, row = (
        "检验报告编号,区划,抽查级别,产品领域,产品名称,检验日期,检验结论",
        f"A1,{COUNTY},国家,食品,饼干,2016-01-02",
    )
    take(sampling, f"{head},检验机构", f"{row},合格,甲中心")
    assert counts(take(sampling, head, f"{row},合格")) == (0, 0, 1)
    assert counts(take(sampling, head, f"{row},不合格")) == (0, 1, 0)
    assert (only(sampling).result, only(sampling).laboratory) == ("unqualified", "甲中心")
    # A column that is there and empty says so.
    assert counts(take(sampling, f"{head},检验机构", f"{row},不合格,")) == (0, 1, 0)
    assert only(sampling).laboratory == ""
