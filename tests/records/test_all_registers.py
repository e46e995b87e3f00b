"""Every register has its test class."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import tests.records
from tests.support.registers import RegisterCases
from zhiheng.frame.registers.declare import registers


def cases() -> dict[str, type[RegisterCases]]:
    """The test class of each register by key."""
    for module in pkgutil.walk_packages(tests.records.__path__, "tests.records."):
        if ".test_registers" in module.name or module.ispkg:
            import_module(module.name)
    return {case.key: case for case in RegisterCases.__subclasses__()}


def test_every_register_has_a_test_class() -> None:
    tested = set(cases())
    assert not set(registers()) - tested, "add a subclass of RegisterCases under tests/records"
    assert not tested - set(registers())
