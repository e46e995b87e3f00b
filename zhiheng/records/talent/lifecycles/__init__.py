"""The lifecycles of trainings and titles."""

from __future__ import annotations

from zhiheng.records.talent.lifecycles.titles import TITLE_EVALUATION
from zhiheng.records.talent.lifecycles.training import TRAINING

__all__ = ["TITLE_EVALUATION", "TRAINING"]
