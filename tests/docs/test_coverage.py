"""The page on what is covered says what is so."""

from __future__ import annotations

import copy

import pytest

from scripts import coverage
from zhiheng.frame.registers.declare import registers

DATA = coverage.read()


def test_the_page_is_as_the_script_writes_it() -> None:
    assert coverage.PAGE.read_text("utf-8") == coverage.page(DATA), "run python scripts/coverage.py"


def test_everything_named_exists() -> None:
    assert coverage.faults(DATA) == []


def test_every_code_of_the_list_is_there_once() -> None:
    assert len(DATA["requirements"]) == 187
    codes = [code for row in DATA["indicators"] for code in row]
    assert (len(codes), len(set(codes))) == (118, 118)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"status": "served", "by": ["page desk:nowhere"], "tests": ["tests/conftest.py"]}, "desk:nowhere"),
        ({"status": "served", "by": ["command fly"], "tests": ["tests/conftest.py"]}, "command fly"),
        (
            {"status": "served", "by": ["page desk:home"], "tests": ["tests/test_gone.py"]},
            "tests/test_gone.py",
        ),
        ({"status": "served", "by": ["page desk:home"]}, "nothing that serves or tests it"),
        ({"status": "partly", "by": ["page desk:home"], "tests": ["tests/conftest.py"]}, "lacking"),
        ({"status": "nearly", "by": ["page desk:home"], "tests": ["tests/conftest.py"]}, "nearly"),
    ],
)
def test_what_is_not_so_is_told(entry: dict, said: str) -> None:
    data = copy.deepcopy(DATA)
    data["requirements"]["R-CRD-01"] = entry
    assert any("R-CRD-01" in fault and said in fault for fault in coverage.faults(data))


@pytest.mark.parametrize(
    ("code", "entry", "said"),
    [
        ("R-TAL-02", {"status": "not yet", "by": [], "tests": []}, None),
        ("R-IND-01", {}, "no register, lifecycle or page"),
        ("R-IND-01", {"status": "not yet"}, "no register, lifecycle or page"),
        ("R-IND-01", {"status": "served", "by": ["page desk:home"]}, "no test shows it"),
        ("R-AWD-03", {}, coverage.UNREAD),
        ("R-TAL-02", {}, coverage.UNREAD),
        ("R-TAL-02", {"status": "served", "tests": ["tests/docs/test_coverage.py::test_gone"]}, "test_gone"),
        ("R-TAL-02", {"status": "served", "tests": ["tests/docs/test_coverage.py::test_everything_named_exists"]}, None),
    ],
)  # fmt: skip
def test_codes_of_the_departments_are_served_tested_and_looked_through(
    code: str, entry: dict, said: str | None
) -> None:
    data = copy.deepcopy(DATA)
    data["requirements"][code] = entry
    found = [fault for fault in coverage.faults(data) if code in fault]
    assert found == [] if said is None else any(said in fault for fault in found), found


def test_the_bound_codes_are_those_of_the_departments() -> None:
    held = [code for code in DATA["requirements"] if coverage.bound(code)]
    assert {code.split("-")[1] for code in held} == {*coverage.BOUND_AREAS, "AWD", "IND"}
    assert set(held) >= coverage.BOUND_CODES
    assert not {"R-CRD-01", "R-AWD-01", "R-IND-02"} & set(held)


def test_registers_serve_the_codes_they_name() -> None:
    found = {n.code: n for n in coverage.requirements(DATA)}
    for register in registers().values():
        for code in register.requirement:
            assert f"register {register.key}" in found[code].by
            assert found[code].status != "not yet"


def test_a_new_register_needs_no_entry_in_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    # A code that nothing serves yet: whichever the list leaves free.
    free = next(n.code for n in coverage.requirements(DATA) if n.status == "not yet" and not n.by)
    air = registers()["air_days"]
    monkeypatch.setattr(type(air), "requirement", (*air.requirement, free))
    found = {n.code: n for n in coverage.requirements(DATA)}[free]
    assert (found.status, found.by) == ("partly", ("register air_days",))
    assert coverage.faults(DATA) == []
