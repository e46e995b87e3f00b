"""The register of what each expert gave an entry for an award."""

from __future__ import annotations

from zhiheng.frame.registers.against import Basis
from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.frame.registers.leading import OpenedFrom
from zhiheng.records.brands.models.reviews import AwardReview


@register
class AwardReviewRegister(Register):
    key = "award_reviews"
    model = AwardReview
    label, label_en = "评审专家评分", "Scores of award experts"
    about = "质量奖评审中每位专家在每个环节给的分和意见，回避的只记回避。不公开。"
    about_en = "What each expert gave an entry for an award in each stage, or that the expert stepped aside."
    field = "brand"
    requirement = ("R-AWD-01",)
    natural_key = ("award_code", "expert_code", "stage")
    opened_from = (
        OpenedFrom(
            "awards",
            "录入专家评分",
            carry={"region": "region", "award_code": "code"},
            when={"state": ("entered", "reviewed")},
            label_en="Enter an expert's score",
        ),
    )
    rests_on = (
        Basis(("awards",), ("award_code", "code"), "奖励", what_en="Award", known=True),
        Basis(
            ("experts",), ("expert_code", "code"), "专家", on="reviewed_on", since="joined_on",
            until="valid_until", what_en="Expert", known=True,
        ),
    )  # fmt: skip
    columns = (
        Column("award_code", aliases=("奖励编号", "申报编号"), identifier=True),
        Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True),
        Column("expert_code", aliases=("专家", "人才编号"), identifier=True),
        Column("stage", aliases=("环节",), filter=True),
        Column("reviewed_on", aliases=("评审时间",), filter=True),
        Column("score", aliases=("得分", "专家评分")),
        Column("recused", aliases=("是否回避",), filter=True),
        Column("opinion", aliases=("意见",), listed=False),
    )
    search = ("award_code", "expert_code")
    order = ("-reviewed_on", "-id")
    rules = (
        RowRule(
            ("score", "recused"),
            lambda _score, recused: not recused,
            "已回避，不能评分",
            "请清空评分，或更正回避。",
        ),
    )
    facts = Facts(date="reviewed_on", columns=("stage", "score", "recused", "award_code"))
