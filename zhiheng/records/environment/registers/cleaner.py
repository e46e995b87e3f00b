"""Clean production, circular economy, energy and emission duties (R-ENV-05, R-ENV-06, R-ENV-07)."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Expiry, Facts, Register, RowRule, register
from zhiheng.frame.registers.leading import OpenedFrom
from zhiheng.frame.registers.periods import Periodic
from zhiheng.frame.registers.plans import Planned
from zhiheng.records.environment import lifecycles
from zhiheng.records.environment.models import (
    CircularProject,
    CircularReturn,
    CleanProduction,
    CleanService,
    ReductionDuty,
)

PLACE = ("行政区划", "区划代码", "县区")


@register
class CleanProductionRegister(Register):
    key = "clean_production"
    model = CleanProduction
    label, label_en = "清洁生产审核", "Clean-production audits"
    about = "重点企业和规模以上企业的清洁生产审核：名单、启动、报告、评估、验收，以及投入和节约。"
    about_en = (
        "Clean-production audits of key and above-size firms: list, beginning, report, evaluation, "
        "acceptance, and what was spent and saved."
    )
    field = "environment"
    requirement = ("R-ENV-05",)
    natural_key = ("code",)
    lifecycle = lifecycles.CLEAN_PRODUCTION
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        Column("enterprise", aliases=("企业", "单位名称"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True, public=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("industry", aliases=("行业",), listed=False, identifier=True, public=True),
        Column("kind", aliases=("类型", "审核类别"), filter=True, public=True),
        Column("listed_for", aliases=("原因",), listed=False, public=True),
        Column("above_size", aliases=("规上", "规模以上企业"), filter=True, public=True),
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("listed_on", aliases=("列入日期", "名单日期"), filter=True, public=True),
        Column("disclosed_on", aliases=("公示日期",), listed=False, public=True),
        Column("begun_on", aliases=("启动日期",), listed=False, public=True),
        Column("reported_on", aliases=("提交日期",), listed=False, public=True),
        Column("evaluated_on", aliases=("评估时间",), listed=False, public=True),
        Column("accepted_on", aliases=("通过日期",), public=True),
        Column("service", aliases=("咨询机构",), listed=False, public=True),
        Column("measures_low", aliases=("无低费方案",), listed=False),
        Column("measures_high", aliases=("中高费方案",), listed=False),
        Column("invested", aliases=("投入",), listed=False),
        Column("benefit", aliases=("经济效益",), listed=False),
        Column("coal_saved", aliases=("节能量",), listed=False, public=True),
        Column("water_saved", aliases=("节水量",), listed=False, public=True),
        Column("cod_cut", aliases=("削减COD",), listed=False, public=True),
    )
    search = ("code", "enterprise")
    order = ("-listed_on", "-id")
    rules = (
        RowRule(
            ("accepted_on", "listed_on"),
            lambda accepted, listed: accepted >= listed,
            "验收日期早于名单公布日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("accepted_on", "evaluated_on"),
            lambda accepted, evaluated: accepted >= evaluated,
            "验收日期早于评估日期",
            "先评估，后验收，请核对。",
        ),
    )
    facts = Facts(
        date="accepted_on",
        dates=("listed_on", "reported_on"),
        columns=(
            "credit_code",
            "kind",
            "above_size",
            "state",
            "invested",
            "coal_saved",
            "water_saved",
            "cod_cut",
        ),
    )


@register
class CleanServiceRegister(Register):
    key = "clean_services"
    model = CleanService
    label, label_en = "清洁生产服务机构", "Clean-production services"
    about = "清洁生产技术服务平台上的机构：能服务哪些行业、有多少专职审核人员。"
    about_en = "Bodies on the technical service platform: which trades they serve and with how many auditors."
    field = "environment"
    requirement = ("R-ENV-05",)
    natural_key = ("code",)
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        Column("enterprise", aliases=("机构", "服务机构"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True, public=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("trades", aliases=("行业",), public=True),
        Column("auditors", aliases=("审核人员数",), public=True),
        Column("listed_on", aliases=("入库时间",), filter=True, public=True),
        Column("left_on", aliases=("退出时间",), public=True),
        Column("contact_post", listed=False, shared=False),
    )
    search = ("code", "enterprise", "trades")
    order = ("-listed_on", "-id")
    rules = (
        RowRule(
            ("left_on", "listed_on"), lambda left, listed: left >= listed, "退出日期早于入库日期", "请核对。"
        ),
    )
    facts = Facts(date="listed_on", dates=("left_on",), columns=("credit_code", "auditors"))


@register
class CircularProjectRegister(Register):
    key = "circular_projects"
    model = CircularProject
    label, label_en = "循环经济项目", "Circular-economy projects"
    about = "循环经济项目、试点企业、试点园区和示范基地，及省级规划给它们定的资源产出率和循环利用率。"
    about_en = (
        "Circular-economy projects, pilot firms and parks, with the values the provincial plan sets them."
    )
    field = "environment"
    requirement = ("R-ENV-06",)
    natural_key = ("code",)
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        Column("name", aliases=("项目",), public=True),
        Column("kind", aliases=("项目类别",), filter=True, public=True),
        Column("rank", aliases=("等级",), filter=True, public=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("enterprise", aliases=("企业名称", "实施单位"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True, public=True),
        Column("chain", listed=False, public=True),
        Column("approved_on", aliases=("批复日期",), filter=True, public=True),
        Column("finish_by", listed=False, public=True),
        Column("finished_on", aliases=("投产日期",), public=True),
        Column("invested", aliases=("投资",), listed=False),
        Column("planned_output", aliases=("资源产出率目标",), listed=False, public=True),
        Column("planned_reuse", aliases=("循环利用率目标",), listed=False, public=True),
    )
    planned = (
        Planned(
            "planned_output",
            "circular_returns",
            ("code", "code"),
            "output_value * 10000 / materials",
            what="产出(折成元)÷资源消耗量",
            what_en="output in yuan over material used",
        ),
        Planned(
            "planned_reuse",
            "circular_returns",
            ("code", "code"),
            "reused * 100 / waste",
            what="废物资源化利用量÷废物产生量",
            what_en="waste put to use over waste made",
        ),
    )
    search = ("code", "name", "enterprise")
    order = ("-approved_on", "-id")
    rules = (
        RowRule(
            ("finished_on", "approved_on"),
            lambda finished, approved: finished >= approved,
            "建成日期早于批准日期",
            "请核对两个日期。",
        ),
    )
    expiries = (
        Expiry("finish_by", "循环经济项目建成", "Finish the circular-economy project", rule="project_end"),
    )
    facts = Facts(
        date="approved_on",
        dates=("finished_on",),
        columns=("code", "credit_code", "kind", "rank", "invested", "planned_output"),
    )


@register
class CircularReturnRegister(Register):
    key = "circular_returns"
    model = CircularReturn
    label, label_en = "循环经济报表", "Circular-economy returns"
    about = "循环经济项目和试点每年的产出、资源消耗、废物资源化利用和可再生资源利用。"
    about_en = (
        "What projects and pilots made in the year, of how much material, and how much came round again."
    )
    field = "environment"
    requirement = ("R-ENV-06",)
    natural_key = ("code", "period")
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        Column("enterprise", aliases=("企业名称", "实施单位"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("period", aliases=("报告期", "年度"), public=True),
        Column("output_value", aliases=("产值", "产出"), public=True),
        Column("materials", aliases=("资源消耗量",), public=True),
        Column("waste", aliases=("废物产生量",), public=True),
        Column("reused", aliases=("资源化利用量",), public=True),
        Column("renewable", aliases=("可再生资源量",), listed=False, public=True),
        Column("water_reused", aliases=("重复用水",), listed=False, public=True),
    )
    search = ("code", "enterprise")
    order = ("-ended_on", "region", "code")
    periodic = Periodic(every="year", checks="circular_returns")
    facts = Facts(
        date="ended_on",
        columns=("code", "credit_code", "output_value", "materials", "waste", "reused", "renewable"),
    )


@register
class ReductionDutyRegister(Register):
    key = "reduction_duties"
    model = ReductionDuty
    label, label_en = "节能减排任务", "Energy and emission duties"
    about = "上级下达的节能减排任务，分解到地区和企业；完成期限、自查、核查和整改。上级任务编号说明由哪一项分解而来。"
    about_en = (
        "Energy-saving and emission duties handed down and split to areas and firms: due, reported, "
        "verified, put right."
    )
    field = "environment"
    requirement = ("R-ENV-07",)
    natural_key = ("code",)
    lifecycle = lifecycles.REDUCTION_DUTY
    opened_from = (
        OpenedFrom(
            "reduction_duties",
            "分解任务",
            carry={
                "region": "region",
                "handed_by": "code",
                "document": "document",
                "kind": "kind",
                "unit_name": "unit_name",
                "at_most": "at_most",
                "due_on": "due_on",
            },
            label_en="Split the duty",
        ),
    )
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        Column("handed_by", aliases=("上级任务", "分解自"), listed=False, identifier=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("document", aliases=("文件", "文号"), listed=False, public=True),
        Column("kind", aliases=("类别",), filter=True, public=True),
        Column("obliged", aliases=("主体",), filter=True, public=True),
        Column("enterprise", aliases=("企业",), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("amount", aliases=("目标任务", "目标值"), public=True),
        Column("unit_name", aliases=("单位",), public=True),
        Column("at_most", listed=False, public=True),
        Column("handed_on", aliases=("下达时间",), listed=False, public=True),
        Column("due_on", aliases=("期限", "完成时限"), filter=True, public=True),
        Column("done", aliases=("实际完成", "完成值"), public=True),
        Column("state", aliases=("完成情况",), filter=True, public=True),
        Column("reported_on", aliases=("上报日期",), listed=False, public=True),
        Column("verified_on", aliases=("核查时间",), listed=False, public=True),
        Column("rectify_by", listed=False, public=True),
    )
    search = ("code", "handed_by", "enterprise", "document")
    order = ("-due_on", "-id")
    rules = (
        RowRule(
            ("due_on", "handed_on"),
            lambda due, handed: due >= handed,
            "完成期限早于下达日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("enterprise", "obliged"),
            lambda enterprise, obliged: (obliged == "enterprise") == bool(enterprise),
            "责任主体与企业名称不一致",
            "责任主体是企业的填企业名称，是地区的不填。",
        ),
        RowRule(
            ("done", "amount", "at_most", "state"),
            lambda done, amount, at_most, state: (
                state != "met" or (done <= amount if at_most else done >= amount)
            ),
            "完成量没有达到任务量，不能核查为完成",
            "请核对完成量，或核查为未完成。",
        ),
    )
    facts = Facts(
        date="due_on",
        dates=("handed_on", "verified_on"),
        columns=(
            "code",
            "handed_by",
            "credit_code",
            "kind",
            "obliged",
            "amount",
            "unit_name",
            "at_most",
            "done",
            "state",
        ),
    )
