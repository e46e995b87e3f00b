"""Published lists of indications, awards and trademarks go through the ordinary import; nothing of them is copied."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from tests.support.people import CITY, regions
from zhiheng.frame.people.actors import machine
from zhiheng.frame.registers import imports
from zhiheng.frame.registers.declare import register_of
from zhiheng.kernels.intake import export_workbook

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "10_standards_gi_awards"
pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the shared data folder does not lie beside the project"
)


def taken(key: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    regions()
    register = register_of(key)
    named = [{"code": f"{key}-{n}", "region": CITY, **row} for n, row in enumerate(rows)]
    data = export_workbook(register.specs(), named)
    session = imports.upload(machine("测试"), register, data, "公布.xlsx", region=CITY)
    return dict(imports.apply(machine("测试"), session).summary)


def listed(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.django_db
def test_published_lists_are_taken_row_by_row() -> None:
    indications = [
        {
            "name": row["name"],
            "kind": "farm" if "农产品" in row["scheme"] else "product",
            "enterprise": row["applicant"],
            "area": row["area"],
            "notice_no": row["doc_no"],
            "standard": row["spec_no"],
        }
        for row in listed("geographical_indications_published.csv")
    ]
    found = taken("indications", indications)
    assert (found["new"], found["bad_rows"]) == (len(indications), 0), found
    awards = [
        {
            "name": f"{row['award']}{row['class']}",
            "kind": "government",
            "rank": "provincial",
            "recipient": row["organisation"],
            "edition": row["edition"],
            "document_no": row["doc_no"],
        }
        for row in listed("quality_awards_published.csv")
    ]
    found = taken("awards", awards)
    assert (found["new"], found["bad_rows"]) == (len(awards), 0), found
    marks = [
        {"name": row["trademark"], "kind": "famous_national", "holder": row["holder"], "state": "granted"}
        for row in listed("yunnan_well_known_trademarks_2010.csv")
    ]
    found = taken("titles", marks)
    assert (found["new"], found["bad_rows"]) == (len(marks), 0), found
