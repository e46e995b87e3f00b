"""The lifecycles of certification and testing."""

from __future__ import annotations

from zhiheng.records.conformity.lifecycles.certificates import CERTIFICATE, FARM_CERTIFICATE
from zhiheng.records.conformity.lifecycles.inspections import INSPECTION
from zhiheng.records.conformity.lifecycles.laboratories import INTEGRATION
from zhiheng.records.conformity.lifecycles.promotion import CANDIDATE, PROMOTION
from zhiheng.records.conformity.lifecycles.testing import CAPABILITY_PROJECT, NEED, ORDER

__all__ = [
    "CANDIDATE",
    "CAPABILITY_PROJECT",
    "CERTIFICATE",
    "FARM_CERTIFICATE",
    "INSPECTION",
    "INTEGRATION",
    "NEED",
    "ORDER",
    "PROMOTION",
]
