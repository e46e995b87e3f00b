"""Rows made from declarations alone: whatever register is added, the demonstration has something to show of it."""

from __future__ import annotations

import datetime as dt

import pytest

from zhiheng.faces.demo import declared
from zhiheng.frame.registers.declare import Register, RowRule, register_of, registers

PLACES = (("620702", "甘州区"), ("620721", "肃南县"))
DAY = dt.date(2015, 6, 30)


@pytest.mark.parametrize("key", sorted(registers()))
def test_a_row_of_any_register_meets_its_rules_and_has_what_is_required(key: str) -> None:
    register = register_of(key)
    rows = declared.book(register, PLACES, DAY).rows[key]
    assert rows == declared.book(register, PLACES, DAY).rows[key]
    keys = set()
    for row in rows:
        for rule in register.rules:
            values = [row.get(n) for n in rule.columns]
            assert None in values or rule.holds(*values), (rule.message, values)
        for name in set(register.names) - {"owner"}:
            spec = register.model_field(name)
            assert name in row or spec.blank or spec.has_default(), name
            if name in row and name != "region":
                spec.run_validators(row[name])
                assert not spec.choices or row[name] in {k for k, _ in spec.flatchoices}, name
        keys.add(tuple(row[n] for n in register.natural_key))
    assert len(keys) == len(rows)


def test_what_no_value_satisfies_is_told_with_the_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    register: Register = register_of("events")
    never = RowRule(("held_on",), lambda day: False, "日期不对")
    monkeypatch.setattr(type(register), "rules", (never,))
    with pytest.raises(ValueError, match=r"台账 events.*日期不对"):
        declared.row(register, PLACES[0], 1, DAY)
