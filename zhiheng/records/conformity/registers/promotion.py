"""The registers of plans that promote certification and of the firms they win."""

from __future__ import annotations

import datetime as dt

from zhiheng.frame.registers.against import Basis
from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.frame.registers.leading import Followed, OpenedFrom, Proposal, Without
from zhiheng.records.conformity.lifecycles.promotion import CANDIDATE, PROMOTION
from zhiheng.records.conformity.models.promotion import CertCandidate, CertPromotion, Target

REGION = Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True)
#: Who holds such a certificate that is in force need not be won for it.
HELD = Without(
    "voluntary_certificates",
    on={"credit_code": "credit_code", "kind": "kind"},
    where={"state": ("valid", "suspended")},
    until="valid_until",
)


def _later(later: dt.date, earlier: dt.date) -> bool:
    return later >= earlier


def _not_before(later: str, earlier: str, message: str) -> RowRule:
    return RowRule((later, earlier), _later, message, "请核对两个日期。")


def _proposal(target: Target, label_en: str) -> Proposal:
    """The firms of one kind that a running plan for them has not yet, and that hold no such certificate."""
    return Proposal(
        target.value.replace("_", "-"),
        f"{target.label}中还没有这种证书的",
        "enterprises",
        where={"status": "open", target.value: True},
        by="cert_promotions",
        having={"state": "running", "target": target.value},
        carry={"region": "region", "enterprise": "name", "credit_code": "credit_code"},
        carry_by={"plan": "code", "kind": "kind"},
        known_by=("credit_code", "kind"),
        without=HELD,
        asks=("found_on",),
        label_en=label_en,
    )


@register
class CertPromotionRegister(Register):
    key = "cert_promotions"
    model = CertPromotion
    label, label_en = "自愿性认证推广计划", "Plans that promote voluntary certification"
    about = "低碳、节能、节水、环境标志、绿色产品和服务等自愿性认证的推广计划：种类、对象、年度、牵头单位；推到哪一步见计划页。"
    about_en = (
        "Plans that promote low-carbon, energy-saving, environmental, green and service certification: kind, whom for, "
        "year, lead; how far they are stands on a plan's page."
    )
    field = "foundations"
    requirement = ("R-CER-03",)
    natural_key = ("code",)
    lifecycle = PROMOTION
    followed_by = (
        Followed("cert_candidates", by=("plan", "code"), label="推广对象", label_en="Firms of the plan"),
    )
    columns = (
        Column("code", aliases=("编号",), identifier=True, public=True),
        REGION,
        Column("name", aliases=("名称",), public=True),
        Column("year", aliases=("年度",), filter=True, public=True),
        Column("kind", aliases=("认证种类",), filter=True, public=True),
        Column("target", aliases=("对象",), filter=True, public=True),
        Column("wanted", aliases=("目标数",), public=True),
        Column("lead", aliases=("责任单位",), public=True),
        Column("drawn_on", listed=False),
        Column("issued_on", aliases=("印发日期",), listed=False, public=True),
        Column("due_on", aliases=("截止日期",), public=True),
        Column("finished_on", listed=False, public=True),
        Column("summary", aliases=("成效",), listed=False, public=True),
        Column("state", aliases=("状态",), filter=True, public=True),
    )
    search = ("code", "name", "lead")
    order = ("-drawn_on", "-id")
    rules = (
        _not_before("issued_on", "drawn_on", "下达日期早于拟定日期"),
        _not_before("due_on", "issued_on", "完成期限早于下达日期"),
        _not_before("finished_on", "issued_on", "总结日期早于下达日期"),
    )
    facts = Facts(
        date="drawn_on",
        dates=("issued_on", "due_on", "finished_on"),
        columns=("kind", "target", "wanted", "state", "code"),
    )


@register
class CertCandidateRegister(Register):
    key = "cert_candidates"
    model = CertCandidate
    label, label_en = "自愿性认证推广对象", "Firms that are won for certification"
    about = "推广计划里的企业：由企业名录提出，走访辅导、申请、获证(连到证书)或写明原因不再推进。"
    about_en = (
        "Firms of a plan: proposed from the list of enterprises, visited and guided, applied, certified (with the "
        "certificate), or given up with the reason."
    )
    field = "foundations"
    requirement = ("R-CER-03",)
    natural_key = ("plan", "enterprise")
    lifecycle = CANDIDATE
    proposals = (
        _proposal(Target.KEY_ENERGY_USER, "Key energy users without such a certificate"),
        _proposal(Target.ABOVE_SIZE, "Firms above size without such a certificate"),
        _proposal(Target.RETAILER, "Traders without such a certificate"),
        _proposal(Target.EXPORTER, "Exporters without such a certificate"),
    )
    opened_from = (
        OpenedFrom(
            "cert_promotions",
            "列入一家企业",
            carry={"plan": "code", "kind": "kind", "region": "region"},
            when={"state": "running"},
            label_en="Add a firm",
        ),
    )
    rests_on = (
        Basis(
            ("cert_promotions",),
            ("plan", "code"),
            "推广计划",
            same={"kind": "kind"},
            what_en="The plan",
            known=True,
        ),
        Basis(
            ("voluntary_certificates",),
            ("certificate_no", "number"),
            "自愿性认证证书",
            same={"credit_code": "credit_code", "kind": "kind"},
            what_en="The certificate",
            known=True,
        ),
    )
    columns = (
        Column("plan", aliases=("推广计划编号",), identifier=True, public=True),
        REGION,
        Column("enterprise", aliases=("企业", "单位名称"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("kind", aliases=("认证种类",), filter=True, public=True),
        Column("found_on", filter=True),
        Column("guided_on", aliases=("走访日期",)),
        Column("guidance", listed=False),
        Column("applied_on", listed=False),
        Column("body", aliases=("认证机构",), listed=False),
        Column("certificate_no", listed=False, identifier=True, public=True),
        Column("certified_on", public=True),
        Column("given_up_on", listed=False),
        Column("state", aliases=("状态", "阶段"), filter=True, public=True),
    )
    search = ("plan", "enterprise", "certificate_no")
    order = ("-found_on", "-id")
    rules = (
        _not_before("guided_on", "found_on", "走访日期早于列入日期"),
        _not_before("applied_on", "found_on", "申请日期早于列入日期"),
        _not_before("certified_on", "applied_on", "获证日期早于申请日期"),
        _not_before("given_up_on", "found_on", "停止推进日期早于列入日期"),
    )
    facts = Facts(
        date="found_on",
        dates=("guided_on", "applied_on", "certified_on", "given_up_on"),
        columns=("plan", "credit_code", "kind", "state"),
    )
