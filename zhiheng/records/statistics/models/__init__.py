"""Yearly returns, macro figures, checks of returns, and the lists that other bodies publish."""

from __future__ import annotations

from zhiheng.records.statistics.models.lists import FirmListing, Locality, PublishedResult
from zhiheng.records.statistics.models.returns import MacroFigure, Outcome, QualityReturn, ReturnCheck

__all__ = [
    "FirmListing",
    "Locality",
    "MacroFigure",
    "Outcome",
    "PublishedResult",
    "QualityReturn",
    "ReturnCheck",
]
