"""The procedures of services."""

from __future__ import annotations

from zhiheng.records.services.lifecycles.keepers import SERVICE_MARK, SURVEY, TOURISM_CHECK

__all__ = ["SERVICE_MARK", "SURVEY", "TOURISM_CHECK"]
