"""Works: projects and their parties, acceptance, checks, prizes, complaints."""

from __future__ import annotations

from zhiheng.records.works.models.acceptance import Acceptance, Dwelling
from zhiheng.records.works.models.checks import (
    GreenCheck,
    GreenGrade,
    GreenStage,
    InspectionKind,
    Material,
    MaterialTest,
    SiteInspection,
    TestKind,
)
from zhiheng.records.works.models.kinds import WorksKind, WorksSize
from zhiheng.records.works.models.parties import Builder, BuilderEvaluation, Prize, PrizeRank
from zhiheng.records.works.models.projects import KeyNode, NodeKind, Party, Project, ResponsiblePerson
from zhiheng.records.works.models.voices import CommonDefect, Defect, PropertyService, WorksComplaint

__all__ = [
    "Acceptance",
    "Builder",
    "BuilderEvaluation",
    "CommonDefect",
    "Defect",
    "Dwelling",
    "GreenCheck",
    "GreenGrade",
    "GreenStage",
    "InspectionKind",
    "KeyNode",
    "Material",
    "MaterialTest",
    "NodeKind",
    "Party",
    "Prize",
    "PrizeRank",
    "Project",
    "PropertyService",
    "ResponsiblePerson",
    "SiteInspection",
    "TestKind",
    "WorksComplaint",
    "WorksKind",
    "WorksSize",
]
