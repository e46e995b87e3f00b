"""Certification and testing: bodies, certificates, inspections, laboratories, needs, orders (R-CER, R-LAB)."""

from __future__ import annotations

from zhiheng.records.conformity.models.certificates import (
    BodyKind,
    CertBody,
    FarmCategory,
    FarmCertificate,
    FarmMark,
    ManagementCertificate,
    Standing,
    VoluntaryCertificate,
    VoluntaryKind,
)
from zhiheng.records.conformity.models.inspections import (
    CertificateOutcome,
    ConformityInspection,
    InspectionFinding,
    InspectionMode,
    InspectionSubject,
)
from zhiheng.records.conformity.models.laboratories import (
    IntegrationMode,
    LabCapability,
    LabEquipment,
    LabField,
    LabIntegration,
    Laboratory,
    LabOwnership,
    LabRank,
)
from zhiheng.records.conformity.models.testing import (
    CapabilityProject,
    NeedSource,
    ProjectKind,
    ServiceKind,
    ServiceOrder,
    TestingNeed,
)

__all__ = [
    "BodyKind",
    "CapabilityProject",
    "CertBody",
    "CertificateOutcome",
    "ConformityInspection",
    "FarmCategory",
    "FarmCertificate",
    "FarmMark",
    "InspectionFinding",
    "InspectionMode",
    "InspectionSubject",
    "IntegrationMode",
    "LabCapability",
    "LabEquipment",
    "LabField",
    "LabIntegration",
    "LabOwnership",
    "LabRank",
    "Laboratory",
    "ManagementCertificate",
    "NeedSource",
    "ProjectKind",
    "ServiceKind",
    "ServiceOrder",
    "Standing",
    "TestingNeed",
    "VoluntaryCertificate",
    "VoluntaryKind",
]
