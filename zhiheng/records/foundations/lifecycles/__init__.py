"""The procedures of standards and metrology."""

from zhiheng.records.foundations.lifecycles.metrology import (
    COMMITMENT,
    FINDING,
    INSTRUMENT,
    MEASUREMENT_STANDARD,
    METROLOGY_PLAN,
    METROLOGY_SYSTEM,
)
from zhiheng.records.foundations.lifecycles.standards import (
    CONDUCT,
    FRONT_RUNNER,
    STANDARD,
    TRADE_MEASURE,
    TRADE_WARNING,
)

__all__ = [
    "COMMITMENT",
    "CONDUCT",
    "FINDING",
    "FRONT_RUNNER",
    "INSTRUMENT",
    "MEASUREMENT_STANDARD",
    "METROLOGY_PLAN",
    "METROLOGY_SYSTEM",
    "STANDARD",
    "TRADE_MEASURE",
    "TRADE_WARNING",
]
