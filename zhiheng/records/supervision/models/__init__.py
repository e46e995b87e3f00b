"""The models of product supervision and market access."""

from __future__ import annotations

from zhiheng.records.supervision.models.campaigns import Campaign, CampaignKind
from zhiheng.records.supervision.models.consumer import ConsumerSurvey
from zhiheng.records.supervision.models.equipment import (
    HazardousChemical,
    MakingSupervision,
    SpecialEquipment,
    TradeInspection,
)
from zhiheng.records.supervision.models.farming import DiseaseMonitoring, FarmInputCheck, SlaughterReturn
from zhiheng.records.supervision.models.following import (
    CompulsoryExit,
    FailedResult,
    OnlineGoods,
    ServiceOuster,
)
from zhiheng.records.supervision.models.food import DrugCheck, FoodCheck, FoodPremises
from zhiheng.records.supervision.models.industry import EntryScreening, PhaseOut
from zhiheng.records.supervision.models.permits import Filing, Permit, PermitGap, PermitKind
from zhiheng.records.supervision.models.planning import (
    GridCell,
    KeyObject,
    PlanChange,
    SamplingPlan,
    SupervisionClass,
    class_of,
)
from zhiheng.records.supervision.models.products import FirmProduct
from zhiheng.records.supervision.models.reviewing import ConditionVerdict, PermitCondition
from zhiheng.records.supervision.models.sampling import (
    FarmCategory,
    FarmMonitoring,
    FarmProgramme,
    LegalBasis,
    Retest,
    Sampling,
    SamplingKind,
    SamplingLevel,
    Sector,
    Selection,
    Stage,
    TestItem,
    Verdict,
)

__all__ = [
    "Campaign",
    "CampaignKind",
    "CompulsoryExit",
    "ConditionVerdict",
    "ConsumerSurvey",
    "DiseaseMonitoring",
    "DrugCheck",
    "EntryScreening",
    "FailedResult",
    "FarmCategory",
    "FarmInputCheck",
    "FarmMonitoring",
    "FarmProgramme",
    "Filing",
    "FirmProduct",
    "FoodCheck",
    "FoodPremises",
    "GridCell",
    "HazardousChemical",
    "KeyObject",
    "LegalBasis",
    "MakingSupervision",
    "OnlineGoods",
    "Permit",
    "PermitCondition",
    "PermitGap",
    "PermitKind",
    "PhaseOut",
    "PlanChange",
    "Retest",
    "Sampling",
    "SamplingKind",
    "SamplingLevel",
    "SamplingPlan",
    "Sector",
    "Selection",
    "ServiceOuster",
    "SlaughterReturn",
    "SpecialEquipment",
    "Stage",
    "SupervisionClass",
    "TestItem",
    "TradeInspection",
    "Verdict",
    "class_of",
]
