"""The lifecycles of quality governance."""

from __future__ import annotations

from zhiheng.records.governance.lifecycles.agencies import AGENCY_CHANGE, OFFICER_FAULT
from zhiheng.records.governance.lifecycles.funding import CLAIM, FUND, PREFERENCE
from zhiheng.records.governance.lifecycles.plans import FILED_PLAN, PROPOSAL
from zhiheng.records.governance.lifecycles.society import ASSOCIATION_CHECK, OPINION

__all__ = [
    "AGENCY_CHANGE",
    "ASSOCIATION_CHECK",
    "CLAIM",
    "FILED_PLAN",
    "FUND",
    "OFFICER_FAULT",
    "OPINION",
    "PREFERENCE",
    "PROPOSAL",
]
