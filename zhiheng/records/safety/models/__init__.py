"""What is published on unsafe products."""

from __future__ import annotations

from zhiheng.records.safety.models.recalls import Recall, RecallKind, RecallRisk, RecallState, RecallWay

__all__ = ["Recall", "RecallKind", "RecallRisk", "RecallState", "RecallWay"]
