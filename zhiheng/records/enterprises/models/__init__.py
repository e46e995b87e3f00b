"""The models of the enterprise archive."""

from __future__ import annotations

from zhiheng.records.enterprises.models.archive import Enterprise, Merger
from zhiheng.records.enterprises.models.own import (
    Commitment,
    QualityMethod,
    QualityOfficer,
    QualityProject,
    Responsibility,
    Veto,
)
from zhiheng.records.enterprises.models.projects import (
    DemonstrationPoint,
    FirmHelp,
    InnovationProject,
    Platform,
    ReliabilityProject,
    SameLine,
    UpgradePlan,
)

__all__ = [
    "Commitment",
    "DemonstrationPoint",
    "Enterprise",
    "FirmHelp",
    "InnovationProject",
    "Merger",
    "Platform",
    "QualityMethod",
    "QualityOfficer",
    "QualityProject",
    "ReliabilityProject",
    "Responsibility",
    "SameLine",
    "UpgradePlan",
    "Veto",
]
