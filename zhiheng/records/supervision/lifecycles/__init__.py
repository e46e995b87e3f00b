"""The lifecycles of product supervision and market access."""

from __future__ import annotations

from zhiheng.records.supervision.lifecycles.chains import CONSUMER_SURVEY, ONLINE_CHAIN, SUPERVISION_CLASS
from zhiheng.records.supervision.lifecycles.leaving import COMPULSORY_EXIT, FAILED_RESULT, SERVICE_OUSTER
from zhiheng.records.supervision.lifecycles.permits import PERMIT, PERMIT_GAP

__all__ = [
    "COMPULSORY_EXIT",
    "CONSUMER_SURVEY",
    "FAILED_RESULT",
    "ONLINE_CHAIN",
    "PERMIT",
    "PERMIT_GAP",
    "SERVICE_OUSTER",
    "SUPERVISION_CLASS",
]
