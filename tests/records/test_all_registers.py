"""Every register has its test class."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import tests.records
from tests.support.registers import RegisterCases
from zhiheng.frame.registers.declare import registers


def test_every_register_has_a_test_class() -> None:
    for module in pkgutil.walk_packages(tests.records.__path__, "tests.records."):
        import_module(module.name)
    tested = {case.key for case in RegisterCases.__subclasses__()}
    assert not set(registers()) - tested, "add a subclass of RegisterCases under tests/records"
    assert not tested - set(registers())
