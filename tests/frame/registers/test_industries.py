"""Industry codes as people write them."""

from __future__ import annotations

import pytest

from zhiheng.frame.registers.declare import registers
from zhiheng.frame.registers.industries import division_of


@pytest.mark.parametrize(
    ("written", "division"),
    [("C3921", "39"), ("3921", "39"), ("13", "13"), (" A0111 ", "01"), ("", None), ("C", None), ("C1", None), ("乳业", None)],
)  # fmt: skip
def test_the_division_of_a_code(written: str, division: str | None) -> None:
    assert division_of(written) == division


def test_every_register_that_reckons_by_divisions_reckons_alike() -> None:
    found = {r.key: c.by for r in registers().values() for c in r.facts.computed if c.name == "division"}
    assert {"sampling", "quality_returns"} <= set(found)
    assert set(found.values()) == {division_of}
