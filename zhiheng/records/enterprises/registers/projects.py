"""What enterprises undertake with the authorities: plans, demonstration points, innovation, help, reliability."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Expiry, Facts, Register, RowRule, register
from zhiheng.records.enterprises import lifecycles
from zhiheng.records.enterprises.models import (
    DemonstrationPoint,
    FirmHelp,
    InnovationProject,
    Platform,
    ReliabilityProject,
    SameLine,
    UpgradePlan,
)
from zhiheng.records.enterprises.registers.archive import PLACE
from zhiheng.records.enterprises.registers.own import CODE, NAME, after


@register
class UpgradePlansRegister(Register):
    key = "upgrade_plans"
    model = UpgradePlan
    label, label_en = "两提升两争创方案", "Two-upgrades, two-contests plans"
    about = "企业申报的两提升两争创活动方案，从申报、实施到确认完成。由企业自己填报。"
    about_en = "Plans of enterprises for the two upgrades and two contests, from filing to confirmation."
    field = "product"
    requirement = ("R-ENT-06",)
    natural_key = ("code",)
    lifecycle = lifecycles.UPGRADE
    kept_by_enterprise = True
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        Column("enterprise", aliases=NAME, public=True),
        Column("credit_code", aliases=CODE, listed=False, identifier=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("title", aliases=("方案",), public=True),
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("goals", aliases=("目标",), listed=False),
        Column("contests", aliases=("争创",), listed=False, public=True),
        Column("filed_on", aliases=("申报时间",), filter=True, public=True),
        Column("complete_by", aliases=("计划完成时间",)),
        Column("completed_on", aliases=("完成时间",), public=True),
        Column("result", aliases=("结果",), listed=False),
    )
    search = ("code", "enterprise", "title")
    order = ("-filed_on", "-id")
    rules = (after("completed_on", "filed_on", "完成日期早于申报日期"),)
    expiries = (
        Expiry(
            on="complete_by",
            what="报告方案完成情况",
            what_en="Report the plan complete",
            states=("filed", "running"),
        ),
    )
    facts = Facts(date="filed_on", dates=("complete_by", "completed_on"), columns=("credit_code", "state"))


@register
class DemonstrationPointsRegister(Register):
    key = "demonstration_points"
    model = DemonstrationPoint
    label, label_en = "示范点申报", "Demonstration-point applications"
    about = "企业申报标准化、计量、质量管理示范点，从申请、评审到确定。由企业自己申报，由主管部门办理。"
    about_en = (
        "Applications of enterprises as demonstration points for standards, metrology or quality management."
    )
    field = "foundations"
    requirement = ("R-ENT-06",)
    natural_key = ("code",)
    lifecycle = lifecycles.POINT
    kept_by_enterprise = True
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        Column("enterprise", aliases=NAME, public=True),
        Column("credit_code", aliases=CODE, listed=False, identifier=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("kind", aliases=("类别",), filter=True, public=True),
        Column("level", aliases=("级别",), filter=True, public=True),
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("applied_on", aliases=("申请时间",), filter=True, public=True),
        Column("reviewed_on", aliases=("评审时间",), listed=False),
        Column("named_on", aliases=("认定日期",), public=True),
        Column("valid_until", aliases=("到期日期",), public=True),
        Column("practice", aliases=("经验",), listed=False, public=True),
    )
    search = ("code", "enterprise")
    order = ("-applied_on", "-id")
    rules = (
        after("named_on", "applied_on", "确定日期早于申请日期"),
        after("valid_until", "named_on", "有效期早于确定日期"),
    )
    expiries = (
        Expiry(
            on="valid_until",
            what="示范点复评",
            what_en="Re-examine the demonstration point",
            states=("named",),
        ),
    )
    facts = Facts(
        date="named_on",
        dates=("applied_on", "valid_until"),
        columns=("credit_code", "kind", "level", "state"),
    )


@register
class InnovationRegister(Register):
    key = "innovation_projects"
    model = InnovationProject
    label, label_en = "创新与技改项目", "Innovation and renovation projects"
    about = "新产品、高新技术产品开发和技术改造项目：合作单位、投资、专利、形成标准、是否批量生产。由企业自己填报。"
    about_en = "New products, high-technology products and renovations: partner, investment, patents, standard, stage."
    field = "foundations"
    requirement = ("R-ENT-07",)
    natural_key = ("code",)
    kept_by_enterprise = True
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        Column("enterprise", aliases=NAME, public=True),
        Column("credit_code", aliases=CODE, listed=False, identifier=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("kind", aliases=("类型",), filter=True, public=True),
        Column("title", aliases=("项目", "产品名称"), public=True),
        Column("stage", aliases=("阶段",), filter=True, public=True),
        Column("partner", aliases=("合作方",), listed=False),
        Column("investment", aliases=("投资", "总投资"), shared=False),
        Column("own_rights", aliases=("自主知识产权",), filter=True, listed=False, public=True),
        Column("patents", aliases=("专利数",), listed=False, public=True),
        Column("standard", aliases=("标准",), listed=False, public=True),
        Column("started_on", aliases=("立项时间",), filter=True, public=True),
        Column("developed_on", aliases=("完成时间", "鉴定日期"), filter=True, public=True),
        Column("mass_on", aliases=("投产日期",), listed=False, public=True),
    )
    search = ("code", "enterprise", "title")
    order = ("-started_on", "-id")
    rules = (
        after("developed_on", "started_on", "开发完成日期早于立项日期"),
        after("mass_on", "started_on", "批量生产日期早于立项日期"),
    )
    facts = Facts(
        date="developed_on",
        dates=("started_on", "mass_on"),
        columns=("credit_code", "kind", "stage", "own_rights", "patents", "investment"),
    )


@register
class PlatformsRegister(Register):
    key = "innovation_platforms"
    model = Platform
    label, label_en = "创新平台", "Innovation platforms"
    about = "企业技术中心、工程中心、重点实验室和质量技术创新基地：依托单位、级别、领域、成果。"
    about_en = (
        "Technology and engineering centres, key laboratories, innovation bases: host, level, field, output."
    )
    field = "foundations"
    requirement = ("R-ENT-08",)
    natural_key = ("code",)
    kept_by_enterprise = True
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        Column("name", aliases=("名称",), public=True),
        Column("enterprise", aliases=("企业名称", "依托企业"), public=True),
        Column("credit_code", aliases=CODE, listed=False, identifier=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("kind", aliases=("类型",), filter=True, public=True),
        Column("level", filter=True, public=True),
        Column("domain", aliases=("领域",), listed=False, public=True),
        Column("named_on", aliases=("批准日期",), filter=True, public=True),
        Column("valid_until", aliases=("到期日期",), public=True),
        Column("staff", aliases=("人员数",), listed=False),
        Column("outputs", aliases=("成果数量",), listed=False, public=True),
        Column("result", aliases=("成果",), listed=False, public=True),
    )
    search = ("code", "name", "enterprise")
    order = ("-named_on", "-id")
    rules = (after("valid_until", "named_on", "有效期早于认定日期"),)
    expiries = (Expiry(on="valid_until", what="创新平台复核", what_en="Re-examine the platform"),)
    facts = Facts(
        date="named_on", dates=("valid_until",), columns=("credit_code", "kind", "level", "outputs")
    )


@register
class FirmHelpRegister(Register):
    key = "firm_help"
    model = FirmHelp
    label, label_en = "中小微企业帮扶", "Help to small firms"
    about = "对中小微企业的走访、专家诊断、检测和标准服务、龙头带动：需求、服务、成效。企业可自己提出。"
    about_en = "Visits, expert diagnosis, testing, standards and lead-firm help to small firms: need, service, outcome."
    field = "product"
    requirement = ("R-ENT-09",)
    natural_key = ("code",)
    lifecycle = lifecycles.HELP
    kept_by_enterprise = True
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        Column("enterprise", aliases=("企业名称", "企业"), public=True),
        Column("credit_code", aliases=CODE, listed=False, identifier=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("kind", aliases=("方式",), filter=True, public=True),
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("helper", aliases=("服务单位",), public=True),
        Column("need", aliases=("企业需求",), listed=False, shared=False),
        Column("requested_on", aliases=("提出时间",), filter=True, public=True),
        Column("served_on", aliases=("走访日期",), filter=True, public=True),
        Column("closed_on", aliases=("完成日期",), listed=False),
        Column("service", aliases=("帮扶内容",), listed=False),
        Column("outcome", aliases=("效果",), listed=False, public=True),
    )
    search = ("code", "enterprise", "helper")
    order = ("-requested_on", "-id")
    rules = (after("served_on", "requested_on", "服务日期早于提出日期"),)
    facts = Facts(
        date="served_on",
        dates=("requested_on", "closed_on"),
        columns=("credit_code", "enterprise", "kind", "state"),
    )


@register
class ReliabilityRegister(Register):
    key = "reliability_projects"
    model = ReliabilityProject
    label, label_en = "可靠性提升工程", "Reliability projects"
    about = "重点产品的可靠性设计、试验和生产过程控制，以及评定的可靠性水平。由企业自己填报。"
    about_en = "Reliability design, test and process control of key products, and the level that was found."
    field = "product"
    requirement = ("R-ENT-11",)
    natural_key = ("code",)
    kept_by_enterprise = True
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        Column("enterprise", aliases=NAME, public=True),
        Column("credit_code", aliases=CODE, listed=False, identifier=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("product", aliases=("产品",), public=True),
        Column("key_product", filter=True, listed=False, public=True),
        Column("part", aliases=("环节",), filter=True, public=True),
        Column("joined_on", aliases=("开始日期",), filter=True, public=True),
        Column("tested_on", aliases=("评定时间", "试验日期"), filter=True, public=True),
        Column("measure", listed=False),
        Column("target", listed=False),
        Column("reached_value", aliases=("实际值",), listed=False, shared=False),
        Column("measure_unit", aliases=("单位",), listed=False),
        Column("grade", aliases=("水平",), filter=True, public=True),
        Column("reached", aliases=("达标",), filter=True, public=True),
    )
    search = ("code", "enterprise", "product")
    order = ("-joined_on", "-id")
    rules = (
        after("tested_on", "joined_on", "评定日期早于实施日期"),
        RowRule(
            ("reached", "grade"),
            lambda reached, grade: not (reached and grade == "below"),
            "写了达标，可靠性水平却是未达标",
            "请核对两栏。",
        ),
    )
    facts = Facts(
        date="tested_on",
        dates=("joined_on",),
        columns=("credit_code", "key_product", "product", "part", "grade", "reached"),
    )


@register
class SameLineRegister(Register):
    key = "same_line"
    model = SameLine
    label, label_en = "同线同标同质", "Same line, standard and quality"
    about = "食品等产品内外销同线、同标、同质的实施情况和成效，按产品登记。由企业自己填报。"
    about_en = (
        "Products made for home and abroad on the same line, by the same standard, of the same quality."
    )
    field = "product"
    requirement = ("R-ENT-11",)
    natural_key = ("credit_code", "product")
    kept_by_enterprise = True
    columns = (
        Column("enterprise", aliases=NAME, public=True),
        Column("credit_code", aliases=CODE, identifier=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("product", aliases=("产品",), public=True),
        Column("sector", filter=True, public=True),
        Column("same_line", aliases=("是否同线",), filter=True, public=True),
        Column("same_standard", aliases=("是否同标",), filter=True, public=True),
        Column("same_quality", aliases=("是否同质",), filter=True, public=True),
        Column("standard", aliases=("标准",), listed=False, public=True),
        Column("market", aliases=("出口国别",), listed=False),
        Column("joined_on", aliases=("加入日期",), filter=True, public=True),
        Column("valid_until", aliases=("到期日期",), public=True),
        Column("result", aliases=("效果",), listed=False, public=True),
    )
    search = ("enterprise", "product")
    order = ("-joined_on", "-id")
    rules = (after("valid_until", "joined_on", "有效期早于实施日期"),)
    facts = Facts(
        date="joined_on",
        dates=("valid_until",),
        columns=("credit_code", "sector", "same_line", "same_standard", "same_quality"),
    )
