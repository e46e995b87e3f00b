"""Quality talent: experts, trainings, certificates of posts, titles (R-TAL)."""

from __future__ import annotations

from zhiheng.records.talent.models.experts import (
    DrawMode,
    Expert,
    ExpertKind,
    PanelSeat,
    PanelSubject,
    SeatResult,
    SeatRole,
    TitleLevel,
)
from zhiheng.records.talent.models.posts import CertificateKind, KeyPost, PostCertificate, SkillLevel
from zhiheng.records.talent.models.titles import (
    ChiefTechnician,
    IncentiveKind,
    TalentIncentive,
    TechnicianRank,
    TitleEvaluation,
    TitleSeries,
)
from zhiheng.records.talent.models.training import (
    Audience,
    LinkKind,
    PartnerKind,
    SchoolLink,
    Trainee,
    TrainingPlan,
    TrainingResult,
)

__all__ = [
    "Audience",
    "CertificateKind",
    "ChiefTechnician",
    "DrawMode",
    "Expert",
    "ExpertKind",
    "IncentiveKind",
    "KeyPost",
    "LinkKind",
    "PanelSeat",
    "PanelSubject",
    "PartnerKind",
    "PostCertificate",
    "SchoolLink",
    "SeatResult",
    "SeatRole",
    "SkillLevel",
    "TalentIncentive",
    "TechnicianRank",
    "TitleEvaluation",
    "TitleLevel",
    "TitleSeries",
    "Trainee",
    "TrainingPlan",
    "TrainingResult",
]
