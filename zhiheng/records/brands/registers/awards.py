"""The registers of awards, rewards and honours."""

from __future__ import annotations

from zhiheng.frame.registers.against import Basis
from zhiheng.frame.registers.declare import Column, Expiry, Facts, Register, RowRule, register
from zhiheng.frame.registers.leading import Match, Proposal
from zhiheng.records.brands import lifecycles
from zhiheng.records.brands.models import Award, Honour, RewardPayment, RewardRule
from zhiheng.records.brands.registers.bars import BARS
from zhiheng.records.brands.registers.parts import CREDIT, REGION


@register
class AwardRegister(Register):
    key = "awards"
    model = Award
    label, label_en = "奖励", "Awards"
    about = "政府质量奖和表彰奖励的申报与授予。工程奖项另有台账。"
    about_en = "Entries for and awards of government quality awards and commendations. Works prizes have a register of their own."
    field = "brand"
    requirement = ("R-AWD-01", "R-AWD-05")
    natural_key = ("code",)
    enterprise_name = "recipient"
    lifecycle = lifecycles.AWARD
    barred_by = BARS
    barred_on = ("awarded_on", "reviewed_on", "entered_on")
    columns = (
        Column(
            "code", aliases=("编号",), identifier=True, made_from=("kind", "name", "edition", "recipient")
        ),
        Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True),
        Column("kind", aliases=("种类",), filter=True, public=True),
        Column("rank", filter=True, public=True),
        Column("name", aliases=("奖项",), public=True),
        Column("recipient", aliases=("获奖单位", "申报单位", "企业名称"), public=True),
        Column("credit_code", listed=False, identifier=True),
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("entered_on", aliases=("申请日期",), public=True),
        Column("reviewed_on", aliases=("评审时间",), listed=False, public=True),
        Column("score", aliases=("得分", "评审总分"), listed=False, shared=False),
        Column("publicised_on", aliases=("公示时间",), listed=False, public=True),
        Column("awarded_on", aliases=("授奖日期",), filter=True, public=True),
        Column("edition", aliases=("届次", "年度"), listed=False, public=True),
        Column("document_no", aliases=("文号",), listed=False, public=True),
        Column("amount", aliases=("奖金",), listed=False, public=True),
    )
    search = ("code", "name", "recipient")
    order = ("-awarded_on", "-id")
    rules = (
        RowRule(
            ("awarded_on", "entered_on"),
            lambda won, entered: won >= entered,
            "获奖日期早于申报日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("reviewed_on", "entered_on"),
            lambda reviewed, entered: reviewed >= entered,
            "评审日期早于申报日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("publicised_on", "reviewed_on"),
            lambda publicised, reviewed: publicised >= reviewed,
            "公示日期早于评审日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(date="awarded_on", dates=("entered_on",), columns=("kind", "rank", "state", "amount"))


@register
class RewardRuleRegister(Register):
    key = "reward_rules"
    model = RewardRule
    label, label_en = "奖励办法", "Rules of reward"
    about = "对县区、部门、企业的奖励办法条目：奖励事项、对象、标准和有效期。"
    about_en = "Lines of published rules of reward: for what, to whom, how much, while in force."
    field = "brand"
    requirement = ("R-AWD-02",)
    natural_key = ("code",)
    expiries = (Expiry("valid_until", "修订或续发奖励办法", "Renew the rule of reward"),)
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column(
            "document",
            aliases=(
                "文件名称",
                "办法",
            ),
            public=True,
        ),
        Column("document_no", aliases=("文号",), listed=False, public=True),
        Column("clause", aliases=("条",), listed=False, public=True),
        Column("reward_for", aliases=("事项",), filter=True, public=True),
        Column("rank", aliases=("等级",), filter=True, public=True),
        Column("receiver", aliases=("对象",), public=True),
        Column(
            "amount",
            aliases=(
                "标准",
                "金额",
            ),
            public=True,
        ),
        Column("issuer", aliases=("发文机关",), listed=False, public=True),
        Column("issued_on", aliases=("发文日期",), filter=True, public=True),
        Column("valid_from", aliases=("实施日期",), listed=False, public=True),
        Column("valid_until", aliases=("有效期",), public=True),
    )
    search = ("code", "document")
    order = ("-issued_on", "-id")
    rules = (
        RowRule(
            ("valid_until", "valid_from"),
            lambda later, earlier: later >= earlier,
            "有效期早于施行日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="issued_on", dates=("valid_from", "valid_until"), columns=("reward_for", "rank", "amount")
    )


@register
class RewardPaymentRegister(Register):
    key = "reward_payments"
    model = RewardPayment
    label, label_en = "奖励兑付", "Payments of rewards"
    about = "按奖励办法兑付的资金：依据条目、称号、预算项目和拨付。"
    about_en = "Payments by rule, title and budget line."
    field = "brand"
    requirement = ("R-AWD-02",)
    natural_key = ("code",)
    proposals = (
        Proposal(
            "award",
            "获奖单位按奖励办法",
            "awards",
            where={"state": "won"},
            by="reward_rules",
            having={"reward_for": "award"},
            match=(Match("rank", "rank"),),
            on="awarded_on",
            since="valid_from",
            until_by="valid_until",
            carry={
                "region": "region",
                "enterprise": "recipient",
                "credit_code": "credit_code",
                "title_code": "code",
            },
            carry_by={"rule_code": "code", "reward_for": "reward_for", "amount": "amount"},
            known_by=("rule_code", "title_code"),
            asks=("budget_line", "decided_on"),
            code="code",
            label_en="Winners, by the rules of reward",
        ),
    )
    rests_on = (
        Basis(
            ("reward_rules",),
            ("rule_code", "code"),
            "奖励办法条目",
            same={"reward_for": "reward_for", "amount": "amount"},
            on="decided_on",
            since="valid_from",
            until="valid_until",
            what_en="Rule of reward",
            known=True,
        ),
        Basis(
            ("titles", "awards", "demonstrations", "indications"),
            ("title_code", "code"),
            "称号(奖项)",
            same={"credit_code": "credit_code"},
            what_en="Title or award",
        ),
        Basis(
            ("quality_budgets",),
            ("budget_line", "line"),
            "预算项目",
            what_en="Budget line",
        ),
    )
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column(
            "rule_code",
            aliases=(
                "依据条目",
                "办法条目",
            ),
            identifier=True,
        ),
        Column("reward_for", aliases=("事项",), filter=True, public=True),
        Column(
            "title_code",
            aliases=(
                "称号编号",
                "奖项编号",
            ),
            listed=False,
            identifier=True,
        ),
        Column(
            "budget_line",
            aliases=(
                "预算编号",
                "预算项目",
            ),
            listed=False,
            identifier=True,
        ),
        Column(
            "enterprise",
            aliases=(
                "单位",
                "企业名称",
            ),
            public=True,
        ),
        CREDIT,
        Column("amount", aliases=("金额",), public=True),
        Column("decided_on", aliases=("审批日期",), filter=True, public=True),
        Column("paid_on", aliases=("拨款日期",), public=True),
        Column("voucher_no", aliases=("凭证号",), listed=False, identifier=True),
    )
    search = ("code", "enterprise", "rule_code")
    order = ("-decided_on", "-id")
    rules = (
        RowRule(
            ("paid_on", "decided_on"),
            lambda later, earlier: later >= earlier,
            "拨付日期早于审定日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(date="paid_on", dates=("decided_on",), columns=("reward_for", "amount", "credit_code"))


@register
class HonourRegister(Register):
    key = "honours"
    model = Honour
    label, label_en = "质量荣誉", "Honours of teams and persons"
    about = "企业内部质量奖、质量标兵、班组和个人的荣誉与表彰。姓名不公开。"
    about_en = "Internal quality awards, pacesetters, honours of teams and persons. Names are not published."
    field = "brand"
    requirement = ("R-AWD-04", "R-AWD-05")
    natural_key = ("code",)
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column("kind", aliases=("种类",), filter=True, public=True),
        Column("rank", aliases=("等级",), filter=True, public=True),
        Column("name", aliases=("荣誉",), public=True),
        Column(
            "enterprise",
            aliases=(
                "单位",
                "企业名称",
            ),
            public=True,
        ),
        CREDIT,
        Column(
            "team",
            aliases=(
                "集体",
                "班组",
            ),
            public=True,
        ),
        Column("post", aliases=("职务岗位",), listed=False, public=True),
        Column("person", aliases=("个人姓名",), listed=False, shared=False, sensitive=True),
        Column("granted_on", aliases=("授予时间",), filter=True, public=True),
        Column("grantor", aliases=("授予机关",), listed=False, public=True),
        Column("document_no", aliases=("文号",), listed=False, public=True),
        Column("revoked_on", aliases=("撤销时间",), listed=False, public=True),
    )
    search = ("code", "name", "enterprise")
    order = ("-granted_on", "-id")
    rules = (
        RowRule(
            ("revoked_on", "granted_on"),
            lambda later, earlier: later >= earlier,
            "撤销日期早于授予日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(date="granted_on", dates=("revoked_on",), columns=("kind", "rank", "credit_code"))
