"""The procedures of brands, awards and demonstration units."""

from __future__ import annotations

from zhiheng.records.brands.lifecycles.awards import AWARD
from zhiheng.records.brands.lifecycles.demonstrations import DEMONSTRATION
from zhiheng.records.brands.lifecycles.fostering import BRAND_EVENT, CANDIDATE
from zhiheng.records.brands.lifecycles.indications import INDICATION
from zhiheng.records.brands.lifecycles.marks import PATENT, TRADEMARK
from zhiheng.records.brands.lifecycles.protection import INFRINGEMENT
from zhiheng.records.brands.lifecycles.titles import TITLE, TOURISM_UPGRADE

__all__ = [
    "AWARD",
    "BRAND_EVENT",
    "CANDIDATE",
    "DEMONSTRATION",
    "INDICATION",
    "INFRINGEMENT",
    "PATENT",
    "TITLE",
    "TOURISM_UPGRADE",
    "TRADEMARK",
]
