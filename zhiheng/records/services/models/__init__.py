"""Services: surveys of satisfaction, returns of the trades, hospitals, stores, marks (R-SRV-01 … 08)."""

from zhiheng.records.services.models.keepers import (
    Hospital,
    HospitalEvaluation,
    PromiseCheck,
    ServiceMark,
    Store,
    TourismCheck,
)
from zhiheng.records.services.models.respondents import SurveyPopulation, SurveyRespondent
from zhiheng.records.services.models.returns import (
    CoachReturn,
    FinanceReturn,
    LogisticsReturn,
    PublicServiceReturn,
    TelecomReturn,
    TourismReturn,
)
from zhiheng.records.services.models.surveys import Survey, SurveyAnswer, SurveyQuestion, SurveyResult

__all__ = [
    "CoachReturn",
    "FinanceReturn",
    "Hospital",
    "HospitalEvaluation",
    "LogisticsReturn",
    "PromiseCheck",
    "PublicServiceReturn",
    "ServiceMark",
    "Store",
    "Survey",
    "SurveyAnswer",
    "SurveyPopulation",
    "SurveyQuestion",
    "SurveyRespondent",
    "SurveyResult",
    "TelecomReturn",
    "TourismCheck",
    "TourismReturn",
]
