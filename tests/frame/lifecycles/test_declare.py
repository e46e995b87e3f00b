"""Declarations that contradict themselves are refused at start; good ones give buttons, choices and the diagram."""

from __future__ import annotations

from typing import Any

import pytest

from zhiheng.frame.lifecycles import declare
from zhiheng.frame.lifecycles.declare import Clock, Lifecycle, LifecycleError, Move, State, lifecycles
from zhiheng.frame.registers.declare import registers
from zhiheng.kernels.rules import rule_book

A, B = State("a", "甲态"), State("b", "乙态", final=True)
GO = Move("go", "办理", ("a",), "b", "register.change")


def cycle(**other: Any) -> Lifecycle:
    return Lifecycle(**{"key": "t", "label": "试", "states": (A, B), "moves": (GO,)} | other)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"states": (A, A, B)}, r"试.*重复"),
        ({"moves": (GO, Move("x", "去丙", ("a",), "c", "x.y"))}, r"去丙.*未声明.*c"),
        ({"moves": (GO, Move("x", "来自丁", ("d",), "b", "x.y"))}, r"来自丁.*未声明.*d"),
        ({"states": (A, B, State("c", "丙态"))}, r"无法到达.*c"),
        ({"clocks": (Clock("k", "期限", "z", ("b",), {"days": 1}),)}, r"期限.*未声明.*z"),
        ({"clocks": (Clock("k", "期限", "a", ("z",), {"days": 1}),)}, r"期限.*未声明.*z"),
        ({"clocks": (Clock("k", "期限", "a", ("b",)),)}, "没有写明期限或规则"),
        ({"clocks": (Clock("k", "期限", "a", ("b",), {"days": 1}, until="by"),)}, "既写了截止日字段"),
    ],
)
def test_a_contradiction_is_refused_and_named(given: dict[str, Any], said: str) -> None:
    with pytest.raises(LifecycleError, match=said):
        cycle(**given)


def test_what_follows_from_a_declaration() -> None:
    made = cycle()
    assert made.initial == "a"
    assert made.choices() == [("a", "甲态"), ("b", "乙态")]
    assert made.moves_from("a") == [GO]
    assert made.moves_from("b") == []
    with pytest.raises(LifecycleError, match=r"没有状态“x”"):
        made.state("x")
    with pytest.raises(LifecycleError, match=r"没有动作“x”"):
        made.move("x")
    assert made.mermaid() == (
        "stateDiagram-v2\n    a: 甲态\n    b: 乙态\n    [*] --> a\n    a --> b: 办理\n    b --> [*]\n"
    )


def test_a_key_is_declared_once() -> None:
    first = next(iter(lifecycles().values()))
    assert declare.declare(first) is first
    with pytest.raises(LifecycleError, match="声明了两次"):
        declare.declare(cycle(key=first.key))


def test_every_declared_lifecycle_fits_its_register() -> None:
    """States are the choices of the model's field, and what a move needs is a column of it."""
    seen = 0
    for register in registers().values():
        made = register.lifecycle
        if made is None:
            continue
        seen += 1
        assert [k for k, _ in register.model_field("state").flatchoices] == [s.key for s in made.states]
        for move in made.moves:
            assert all(register.model_field(n) for n in move.needs)
            assert move.label_en, (made.key, move.key)
        for clock in made.clocks:
            assert hasattr(register.model, clock.owner)
            if clock.rule and "{" not in clock.rule:  # a part in braces is read from the record
                key, _dot, name = clock.rule.rpartition(".")
                assert all(version.limit(name) for version in rule_book().rule(key).versions), clock.rule
        for state in made.states:
            assert bool(made.moves_from(state.key)) is not state.final, (made.key, state.key)
    assert seen >= 4
