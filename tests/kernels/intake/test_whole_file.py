"""What the sheet does not say: one value for all rows, and numbers for lists that have none."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from zhiheng.kernels.intake import ColumnSpec, Intake, Plan, parse, plan, read_workbook
from zhiheng.kernels.intake.parsing import MADE

from . import books

SPECS = (
    ColumnSpec("number", "编号", "identifier", made_from=("kind", "name", "holder")),
    ColumnSpec("kind", "类别", "choice", required=True, choices={"famous": ("驰名商标", "驰名"), "known": ("知名商标",)}),
    ColumnSpec("name", "名称", required=True),
    ColumnSpec("holder", "持有人"),
    ColumnSpec("granted_on", "认定日期", "date"),
)  # fmt: skip
ROWS: list[list[Any]] = [["名称", "持有人"], ["甲牌", "甲公司"], ["乙牌", "乙公司"], ["丙牌", None]]


def taken(rows: list[list[Any]], **constants: str | None) -> tuple[Plan, Intake]:
    book = read_workbook(books.xlsx(rows, ()), "表.xlsx")
    found = plan(book, SPECS).with_constants(constants)
    return found, parse(book, found, SPECS, natural_key=("number",))


def test_one_value_for_every_row_is_read_like_a_cell_and_told() -> None:
    found, intake = taken(ROWS, kind="驰名", granted_on="2010年4月1日")
    assert not found.missing
    assert intake.columns["kind"] == ["famous"] * 3
    assert intake.columns["granted_on"] == [datetime.date(2010, 4, 1)] * 3
    assert intake.repairs.counts()["kind", "constant"] == 1
    assert intake.good == [0, 1, 2]
    assert Plan.from_json(found.to_json()) == found


@pytest.mark.parametrize("text", ["著名", "x"])
def test_a_value_that_does_not_fit_leaves_no_row_good_and_is_said_once(text: str) -> None:
    _found, intake = taken(ROWS, kind=text)
    assert [(p.column, p.value) for p in intake.errors] == [("kind", text)]
    assert not intake.good


def test_without_it_the_column_is_missing_and_a_column_that_is_read_keeps_its_cells() -> None:
    found, intake = taken(ROWS)
    assert found.missing == ("kind",) and not intake.good
    assert found.with_constants({"kind": "驰名"}).with_constants({"kind": None}).missing == ("kind",)
    with_kind = [[*ROWS[0], "类别"], *([*r, "知名商标"] for r in ROWS[1:])]
    _found, intake = taken(with_kind, kind="驰名")
    assert set(intake.columns["kind"]) == {"known"}
    mapped = found.with_constants({"kind": "驰名"}).with_map({"kind": 0, "name": 1, "holder": None})
    assert not mapped.constants


def test_numbers_are_made_of_what_tells_rows_apart_and_stay_the_same() -> None:
    _found, intake = taken(ROWS, kind="驰名")
    made = intake.columns["number"]
    assert all(n.startswith(MADE) for n in made) and len(set(made)) == 3
    _found, other_order = taken([ROWS[0], *reversed(ROWS[1:])], kind="驰名商标")
    assert other_order.columns["number"] == made[::-1]
    _found, other_kind = taken(ROWS, kind="知名商标")
    assert not set(other_kind.columns["number"]) & set(made)
    _found, twice = taken([*ROWS, ROWS[1]], kind="驰名")
    assert [p.rule for p in twice.errors] == ["duplicate"] and twice.good == [0, 1, 2]


def test_given_numbers_stand() -> None:
    _found, intake = taken([[*ROWS[0], "编号"], [*ROWS[1], "S-1"], [*ROWS[2], None]], kind="驰名")
    assert intake.columns["number"][0] == "S-1"
    assert intake.columns["number"][1].startswith(MADE)
