"""Titles, marks, indications, fostering, protection, awards and demonstration units."""

from __future__ import annotations

from zhiheng.records.brands.models.awards import (
    Award,
    AwardKind,
    Honour,
    HonourKind,
    RewardFor,
    RewardPayment,
    RewardRule,
)
from zhiheng.records.brands.models.demonstrations import DemoKind, Demonstration
from zhiheng.records.brands.models.fostering import (
    BrandEvent,
    BrandValue,
    Candidate,
    EventKind,
    TargetTitle,
    ValueKind,
)
from zhiheng.records.brands.models.indications import Indication, IndicationKind, IndicationUser
from zhiheng.records.brands.models.marks import MarkKind, Patent, PatentKind, Trademark
from zhiheng.records.brands.models.protection import (
    Infringement,
    InfringementKind,
    ProtectedBrand,
    ProtectedKind,
)
from zhiheng.records.brands.models.ranks import Rank
from zhiheng.records.brands.models.titles import Title, TitleKind, TourismKind, TourismUpgrade

__all__ = [
    "Award",
    "AwardKind",
    "BrandEvent",
    "BrandValue",
    "Candidate",
    "DemoKind",
    "Demonstration",
    "EventKind",
    "Honour",
    "HonourKind",
    "Indication",
    "IndicationKind",
    "IndicationUser",
    "Infringement",
    "InfringementKind",
    "MarkKind",
    "Patent",
    "PatentKind",
    "ProtectedBrand",
    "ProtectedKind",
    "Rank",
    "RewardFor",
    "RewardPayment",
    "RewardRule",
    "TargetTitle",
    "Title",
    "TitleKind",
    "TourismKind",
    "TourismUpgrade",
    "Trademark",
    "ValueKind",
]
