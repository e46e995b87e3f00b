"""The declaration of a planned value that returns are compared with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Planned:
    """``column`` of this register is what a plan sets; ``actual`` is the arithmetic over the number columns of a return
    in ``register`` that should meet it.

    ``on``: this register's column and the other one's that say the same thing (a project's number). ``what``: how the
    value is worked out, in words. ``at_least``: the plan is met from its value upwards; else downwards.
    """

    column: str
    register: str
    on: tuple[str, str]
    actual: str
    what: str
    what_en: str = ""
    at_least: bool = True
    decimals: int = 2
