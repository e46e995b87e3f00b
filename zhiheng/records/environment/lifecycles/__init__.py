"""The procedures of the environment."""

from __future__ import annotations

from zhiheng.records.environment.lifecycles.pollution import CLEAN_PRODUCTION, EMISSION_CASE, REDUCTION_DUTY

__all__ = ["CLEAN_PRODUCTION", "EMISSION_CASE", "REDUCTION_DUTY"]
