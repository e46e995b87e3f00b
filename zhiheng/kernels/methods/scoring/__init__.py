"""Scoring schemes as data: check, score, rank."""

from zhiheng.kernels.methods.scoring.inputs import (
    Determination,
    ExpertInput,
    ItemInput,
    Mark,
    NotApplicable,
    ScoringError,
    TallyInput,
    TargetOverride,
    ValueInput,
)
from zhiheng.kernels.methods.scoring.ranking import Rank, rank
from zhiheng.kernels.methods.scoring.scheme import (
    BonusItem,
    Group,
    Item,
    Scheme,
    SchemeError,
    load_scheme,
    parse_scheme,
)
from zhiheng.kernels.methods.scoring.sheet import GroupScore, ScoreLine, ScoreSheet, score

__all__ = [
    "BonusItem",
    "Determination",
    "ExpertInput",
    "Group",
    "GroupScore",
    "Item",
    "ItemInput",
    "Mark",
    "NotApplicable",
    "Rank",
    "Scheme",
    "SchemeError",
    "ScoreLine",
    "ScoreSheet",
    "ScoringError",
    "TallyInput",
    "TargetOverride",
    "ValueInput",
    "load_scheme",
    "parse_scheme",
    "rank",
    "score",
]
