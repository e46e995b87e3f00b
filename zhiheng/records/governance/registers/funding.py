"""The registers of budgets, funds and preference lists."""

from __future__ import annotations

from zhiheng.frame.registers.against import Bar
from zhiheng.frame.registers.declare import Column, Expiry, Facts, Register, RowRule, register
from zhiheng.frame.registers.leading import Proposal
from zhiheng.frame.registers.periods import Periodic
from zhiheng.records.governance import lifecycles
from zhiheng.records.governance.models import Budget, FundApplication, Preference
from zhiheng.records.governance.registers.market import HEAVIER, LIGHTER

REGION = Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True)


@register
class BudgetRegister(Register):
    key = "quality_budgets"
    model = Budget
    label, label_en = "质量工作经费", "Quality budgets"
    about = "各级政府按项目(抽检、标准、品牌、检测能力、人才、奖励等)编列的质量工作年度预算和支出；逐年增长由指标算出。"
    about_en = "Yearly budget and spending of each government for quality work by item; the growth is computed from it."
    field = "governance"
    requirement = ("R-FND-01",)
    natural_key = ("region", "item", "line", "period")
    periodic = Periodic(every="year", checks="quality_budget")
    columns = (
        Column("item", aliases=("项目",), filter=True, public=True),
        REGION,
        Column("line", aliases=("科目编码", "功能分类科目"), listed=False, public=True, identifier=True),
        Column("period", aliases=("年份", "预算年度"), filter=True, public=True),
        Column("budget", aliases=("预算", "预算数"), public=True),
        Column("adjusted", aliases=("调整预算数",), listed=False, public=True),
        Column("spent", aliases=("支出", "决算数"), public=True),
        Column("basis", aliases=("文号",), listed=False),
    )
    search = ("line", "basis")
    order = ("-ended_on", "item", "id")
    facts = Facts(date="ended_on", columns=("item", "budget", "adjusted", "spent"))


@register
class FundApplicationRegister(Register):
    key = "fund_applications"
    model = FundApplication
    label, label_en = "质量资金项目", "Applications for quality funds"
    about = "质量发展基金、专项补贴、奖励资助的申请、评审、拨付和绩效核查；每笔拨付写明依据的文件、对应的称号和预算项目。"
    about_en = "Applications to quality funds, subsidies and rewards: review, grant by a published rule, check of the effect."
    field = "governance"
    requirement = ("R-FND-02", "R-AWD-02")
    natural_key = ("code",)
    lifecycle = lifecycles.FUND
    columns = (
        Column("code", aliases=("编号",), public=True, identifier=True),
        REGION,
        Column("kind", aliases=("种类",), filter=True, public=True),
        Column("scheme", aliases=("资金名称",), filter=True, public=True),
        Column("enterprise", aliases=("企业名称", "单位名称"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("project", aliases=("项目名称",), public=True),
        Column("applied_on", aliases=("申报日期",), filter=True, public=True),
        Column("asked", aliases=("申请额",), public=True),
        Column("reviewed_on", aliases=("评审时间",), listed=False),
        Column("score", aliases=("得分",), listed=False),
        Column("rule_no", aliases=("奖励办法文号",), listed=False, public=True),
        Column("title_code", aliases=("称号编号",), listed=False, public=True, identifier=True),
        Column("budget_item", aliases=("经费项目",), listed=False, public=True),
        Column("granted", aliases=("拨付金额",), public=True),
        Column("granted_on", aliases=("批准日期",), public=True),
        Column("check_by", aliases=("核查期限",), listed=False),
        Column("checked_on", aliases=("核查时间",), listed=False),
        Column("effect", aliases=("成效",), listed=False, public=True),
        Column("recovered", aliases=("追回",), listed=False),
        Column("state", aliases=("阶段", "状态"), filter=True, public=True),
    )
    search = ("code", "project", "enterprise")
    order = ("-applied_on", "-id")
    rules = (
        RowRule(
            ("granted", "asked"), lambda part, whole: part <= whole, "批准金额大于申请金额", "请核对两个数。"
        ),
        RowRule(
            ("recovered", "granted"),
            lambda part, whole: part <= whole,
            "追回金额大于批准金额",
            "请核对两个数。",
        ),
        RowRule(
            ("granted_on", "applied_on"),
            lambda later, earlier: later >= earlier,
            "拨付日期早于申请日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("checked_on", "granted_on"),
            lambda later, earlier: later >= earlier,
            "核查日期早于拨付日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="applied_on",
        dates=("granted_on", "checked_on"),
        columns=("kind", "scheme", "budget_item", "asked", "granted", "recovered", "state", "credit_code"),
    )


#: What is the same for all firms of one list.
ASKS = ("list_no", "addressee", "measure", "issued_on", "valid_until")


@register
class PreferenceRegister(Register):
    key = "preferences"
    model = Preference
    label, label_en = "优惠支持名单", "Preference lists"
    about = "质量奖、名牌和信用AA级企业送银行和部门的优惠支持名单：信贷、立项、技改；落实了多少。"
    about_en = "Firms with awards, brands or AA credit on lists sent to banks and departments: loans, projects, renovation, and the results."
    field = "governance"
    requirement = ("R-FND-03",)
    natural_key = ("code",)
    lifecycle = lifecycles.PREFERENCE
    barred_by = (
        Bar(
            "barred_suppliers", "在政府采购禁入期内", until="valid_until", lifted="lifted_on", hard=True,
            says_en="Barred from procurement at the time",
        ),
        Bar(
            "compulsory_exits", "被责令停产、吊销或关闭", where={"state": ("decided", "executed", "verified")},
            within="support", hard=True, says_en="Ordered to stop, or licence revoked",
        ),
        Bar(
            "cases", "受到责令停产停业、吊销许可证件等处罚",
            where={"state": ("decided", "closed"), "penalty": HEAVIER}, lifted="repaired_on", within="support",
            hard=True, says_en="Stopped, closed, or licence revoked by a decision",
        ),
        Bar(
            "cases", "受到较大数额罚款等较重处罚",
            where={"state": ("decided", "closed"), "penalty": LIGHTER, "heavy": True}, lifted="repaired_on",
            within="support", hard=True, says_en="Fined heavily by a decision",
        ),
        Bar(
            "credit_grades", "质量信用等级为 C 类或 D 类",
            where={"published": True, "grade": ("CCC", "CC", "C", "D")}, until="valid_until", lifted="revoked_on",
            says_en="Credit grade of class C or D",
        ),
        Bar(
            "sampling", "监督抽查不合格", where={"result": "unqualified"}, within="support",
            says_en="Failed a supervision sampling",
        ),
        Bar("recalls", "产品被召回", within="support", says_en="Recalled a product"),
    )  # fmt: skip
    barred_on = ("issued_on",)
    proposals = (
        Proposal(
            "award", "质量奖获奖单位", "awards", where={"kind": "government", "state": "won"},
            carry={"region": "region", "enterprise": "recipient", "credit_code": "credit_code", "ground_no": "code"},
            marks={"ground": "award"}, known_by=("ground", "ground_no"), asks=ASKS, code="code",
            label_en="Winners of quality awards",
        ),
        Proposal(
            "brand", "名牌、驰名著名商标持有单位", "titles",
            where={
                "kind": ("famous_national", "famous_provincial", "brand_national", "brand_provincial"),
                "state": ("granted", "labelled"),
            },
            until="valid_until",
            carry={"region": "region", "enterprise": "holder", "credit_code": "credit_code", "ground_no": "code"},
            marks={"ground": "brand"}, known_by=("ground", "ground_no"), asks=ASKS, code="code",
            label_en="Holders of brands and famous marks",
        ),
        Proposal(
            "credit", "质量信用 AA 级以上的企业", "credit_grades",
            where={"grade": ("AAA", "AA"), "published": True, "revoked_on": None}, until="valid_until",
            carry={"region": "region", "enterprise": "enterprise", "credit_code": "credit_code", "ground_no": "code"},
            marks={"ground": "credit"}, known_by=("ground", "ground_no"), asks=ASKS, code="code",
            label_en="Firms of credit grade AA and above",
        ),
        Proposal(
            "builder", "信用等级 AA 级以上的施工企业", "builder_evaluations", where={"grade": ("AAA", "AA")},
            until="valid_until",
            carry={"region": "region", "enterprise": "enterprise", "credit_code": "credit_code", "ground_no": "code"},
            marks={"ground": "credit"}, known_by=("ground", "ground_no"), asks=ASKS, code="code",
            label_en="Builders of grade AA and above",
        ),
    )  # fmt: skip
    columns = (
        Column("code", aliases=("编号",), public=True, identifier=True),
        REGION,
        Column("list_no", aliases=("文号",), filter=True, public=True, identifier=True),
        Column("enterprise", aliases=("单位名称", "企业"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("ground", aliases=("依据",), filter=True, public=True),
        Column("ground_no", aliases=("称号编号",), listed=False, public=True, identifier=True),
        Column("addressee", aliases=("银行", "部门"), filter=True, public=True),
        Column("measure", aliases=("措施",), filter=True, public=True),
        Column("issued_on", aliases=("名单日期",), filter=True, public=True),
        Column("valid_until", aliases=("有效期至",), public=True),
        Column("sent_on", aliases=("送达时间",), listed=False),
        Column("amount", aliases=("金额",), public=True),
        Column("result_on", aliases=("落实时间",), listed=False),
        Column("result", aliases=("结果",), listed=False, public=True),
        Column("state", aliases=("状态",), filter=True, public=True),
    )
    search = ("code", "enterprise", "addressee")
    order = ("-issued_on", "-id")
    rules = (
        RowRule(
            ("valid_until", "issued_on"),
            lambda later, earlier: later >= earlier,
            "名单有效期至早于列入日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("result_on", "issued_on"),
            lambda later, earlier: later >= earlier,
            "落实日期早于列入日期",
            "请核对两个日期。",
        ),
    )
    expiries = (
        Expiry(
            "valid_until",
            "重新核定优惠名单",
            what_en="Renew or end the preference",
            rule="default",
            states=("listed", "sent", "used"),
        ),
    )
    facts = Facts(
        date="issued_on",
        dates=("valid_until", "result_on"),
        columns=("ground", "measure", "amount", "state", "credit_code"),
    )
