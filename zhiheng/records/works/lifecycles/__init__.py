"""The procedures of works."""

from __future__ import annotations

from zhiheng.records.works.lifecycles.checks import SITE_INSPECTION
from zhiheng.records.works.lifecycles.prizes import PRIZE
from zhiheng.records.works.lifecycles.projects import KEY_NODE, PROJECT
from zhiheng.records.works.lifecycles.voices import COMMON_DEFECT, WORKS_COMPLAINT

__all__ = ["COMMON_DEFECT", "KEY_NODE", "PRIZE", "PROJECT", "SITE_INSPECTION", "WORKS_COMPLAINT"]
