"""The registers of procurement and insurance."""

from __future__ import annotations

from zhiheng.frame.registers.against import Bar
from zhiheng.frame.registers.declare import Column, Expiry, Facts, Register, RowRule, register
from zhiheng.records.governance import lifecycles
from zhiheng.records.governance.models import BarredSupplier, InsuranceClaim, InsurancePolicy, Procurement

#: Kinds of penalty (register ``cases``) that are heavy whatever the amount, and those that are by their amount.
HEAVIER = ("restriction", "downgrade", "stop", "closure", "revocation", "ban")
LIGHTER = ("warning", "fine", "confiscation", "suspension", "")

REGION = Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True)


@register
class ProcurementRegister(Register):
    key = "procurements"
    model = Procurement
    label, label_en = "政府采购质量要求", "Quality in government procurement"
    about = "政府采购项目在文件和评审中是否采用质量信用、标准、检测和认证要求，质量分值多少，拒绝了几家严重失信供应商。"
    about_en = "Government purchases: whether credit, standards, tests and certificates counted in documents and review, and how many offenders were kept out."
    field = "governance"
    requirement = ("R-FND-04",)
    natural_key = ("code",)
    # A doubt, not a refusal: what was bought of a barred firm has to be on record, and an indicator counts it.
    barred_by = (
        Bar(
            "barred_suppliers", "供应商在政府采购禁入期内", until="valid_until", lifted="lifted_on",
            says_en="Supplier barred from procurement at the time",
        ),
        Bar(
            "compulsory_exits", "被责令停产、吊销或关闭", where={"state": ("decided", "executed", "verified")},
            within="procurement", says_en="Ordered to stop, or licence revoked",
        ),
        Bar(
            "cases", "受到责令停产停业、吊销许可证件等处罚",
            where={"state": ("decided", "closed"), "penalty": HEAVIER}, lifted="repaired_on", within="procurement",
            says_en="Stopped, closed, or licence revoked by a decision",
        ),
        Bar(
            "cases", "受到较大数额罚款等较重处罚",
            where={"state": ("decided", "closed"), "penalty": LIGHTER, "heavy": True}, lifted="repaired_on",
            within="procurement", says_en="Fined heavily by a decision",
        ),
        Bar(
            "credit_grades", "质量信用等级为 D 类", where={"published": True, "grade": "D"}, until="valid_until",
            lifted="revoked_on", says_en="Credit grade of class D",
        ),
        Bar(
            "service_ousters", "发生服务质量责任事故", day="found_on", within="procurement",
            says_en="Answerable for an accident in services",
        ),
    )  # fmt: skip
    barred_on = ("awarded_on", "announced_on")
    columns = (
        Column("code", aliases=("项目编号", "编号"), public=True, identifier=True),
        REGION,
        Column("name", aliases=("采购项目",), public=True),
        Column("purchaser", aliases=("采购人",), filter=True, public=True),
        Column("kind", aliases=("类型",), filter=True, public=True),
        Column("announced_on", aliases=("招标日期",), filter=True, public=True),
        Column("uses_credit", aliases=("信用要求",), filter=True, public=True),
        Column("uses_standards", aliases=("标准要求",), public=True),
        Column("uses_tests", aliases=("检测要求",), listed=False, public=True),
        Column("uses_certificates", aliases=("认证要求",), listed=False, public=True),
        Column("quality_weight", aliases=("质量权重",), listed=False, public=True),
        Column("budget", aliases=("预算",), public=True),
        Column("refused", aliases=("拒绝数",), public=True),
        Column("awarded_on", aliases=("中标日期",), public=True),
        Column("enterprise", aliases=("中标单位", "企业名称"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("amount", aliases=("中标金额",), public=True),
    )
    search = ("code", "name", "enterprise")
    order = ("-announced_on", "-id")
    rules = (
        RowRule(
            ("awarded_on", "announced_on"),
            lambda later, earlier: later >= earlier,
            "成交日期早于公告日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="announced_on",
        dates=("awarded_on",),
        columns=(
            "kind",
            "uses_credit",
            "uses_standards",
            "uses_tests",
            "uses_certificates",
            "refused",
            "amount",
            "credit_code",
        ),
    )


@register
class BarredSupplierRegister(Register):
    key = "barred_suppliers"
    model = BarredSupplier
    label, label_en = "政府采购禁入名单", "Suppliers barred from procurement"
    about = "因严重质量违法失信被禁止参加政府采购的供应商：决定文号、事由、期限。期满自动不再计入。"
    about_en = "Suppliers kept out of government procurement for serious breaches: decision, ground, period."
    field = "governance"
    requirement = ("R-FND-04",)
    natural_key = ("code",)
    columns = (
        Column("code", aliases=("文号", "编号"), public=True, identifier=True),
        REGION,
        Column("enterprise", aliases=("企业名称", "单位名称"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("ground", aliases=("事由",), public=True),
        Column("authority", aliases=("机关",), filter=True, public=True),
        Column("decided_on", aliases=("日期",), filter=True, public=True),
        Column("valid_until", aliases=("期限",), filter=True, public=True),
        Column("lifted_on", aliases=("解除日期",), listed=False, public=True),
    )
    search = ("code", "enterprise", "ground")
    order = ("-decided_on", "-id")
    rules = (
        RowRule(
            ("valid_until", "decided_on"),
            lambda later, earlier: later >= earlier,
            "禁入期至早于决定日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("lifted_on", "decided_on"),
            lambda later, earlier: later >= earlier,
            "提前解除日期早于决定日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(date="decided_on", dates=("valid_until", "lifted_on"), columns=("credit_code", "authority"))


@register
class InsurancePolicyRegister(Register):
    key = "insurance_policies"
    model = InsurancePolicy
    label, label_en = "质量保险", "Quality insurance"
    about = "产品责任险、产品质量保证险、首台(套)装备险、食品安全责任险等保单：保费、补贴、保额、期限。"
    about_en = "Policies for product liability, quality, first-set equipment and food safety: premium, subsidy, cover, term."
    field = "governance"
    requirement = ("R-FND-05",)
    natural_key = ("code",)
    columns = (
        Column("code", aliases=("保险单号", "编号"), identifier=True),
        REGION,
        Column("enterprise", aliases=("企业名称", "被保险人"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("kind", aliases=("保险种类",), filter=True, public=True),
        Column("insurer", aliases=("承保公司",), filter=True, public=True),
        Column("product", aliases=("产品",), public=True),
        Column("premium", aliases=("保险费",)),
        Column("subsidy", aliases=("补贴",), public=True),
        Column("cover", aliases=("保额", "责任限额"), public=True),
        Column("starts_on", aliases=("生效日期",), filter=True, public=True),
        Column("ends_on", aliases=("到期日期",), filter=True, public=True),
    )
    search = ("code", "enterprise", "insurer")
    order = ("-starts_on", "-id")
    rules = (
        RowRule(
            ("ends_on", "starts_on"),
            lambda later, earlier: later >= earlier,
            "终保日期早于起保日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("subsidy", "premium"), lambda part, whole: part <= whole, "保费补贴大于保费", "请核对两个数。"
        ),
    )
    expiries = (Expiry("ends_on", "续保", what_en="Renew the policy", rule="default"),)
    facts = Facts(
        date="starts_on", dates=("ends_on",), columns=("kind", "premium", "subsidy", "cover", "credit_code")
    )


@register
class InsuranceClaimRegister(Register):
    key = "insurance_claims"
    model = InsuranceClaim
    label, label_en = "质量保险理赔", "Insurance claims"
    about = "质量保险的报案和赔付：事由、索赔额、赔付额。"
    about_en = "Claims on quality policies: cause, amount claimed, amount paid."
    field = "governance"
    requirement = ("R-FND-05",)
    natural_key = ("code",)
    lifecycle = lifecycles.CLAIM
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column("policy", aliases=("保险单号",), filter=True, identifier=True),
        Column("enterprise", aliases=("企业名称", "被保险人"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("cause", aliases=("事由",), listed=False),
        Column("happened_on", aliases=("出险时间",), listed=False),
        Column("reported_on", aliases=("报案时间",), filter=True),
        Column("claimed", aliases=("索赔额",)),
        Column("paid", aliases=("赔款",), public=True),
        Column("closed_on", aliases=("结案时间",)),
        Column("state", aliases=("状态",), filter=True, public=True),
    )
    search = ("code", "enterprise", "policy")
    order = ("-reported_on", "-id")
    rules = (
        RowRule(
            ("reported_on", "happened_on"),
            lambda later, earlier: later >= earlier,
            "报案日期早于出险日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("closed_on", "reported_on"),
            lambda later, earlier: later >= earlier,
            "结案日期早于报案日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="reported_on",
        dates=("closed_on",),
        columns=("policy", "claimed", "paid", "state", "credit_code"),
    )
