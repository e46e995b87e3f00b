"""The registers of product supervision."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.records.supervision.models import Campaign, FarmMonitoring, Sampling


@register
class SamplingRegister(Register):
    key = "sampling"
    model = Sampling
    label, label_en = "监督抽查", "Supervision sampling"
    about = "国家、省、市、县各级监督抽查、专项抽查和统计抽样的批次与结论。不同法定依据的合格率分开统计。"
    about_en = (
        "Batches and results of supervision, special and statistical sampling at national, provincial, "
        "city and county level. Pass rates on different legal bases are counted apart."
    )
    field = "product"
    requirement = ("R-SUP-03", "R-SUP-09", "R-SUP-14")
    natural_key = ("report_no",)
    columns = (
        Column("report_no", aliases=("报告编号", "样品编号", "抽样编号"), identifier=True),
        Column("region", aliases=("行政区划", "区划代码", "县区", "所在地"), filter=True, public=True),
        Column("level", aliases=("级别", "抽查层级"), filter=True, public=True),
        Column("kind", aliases=("类别", "抽查类型"), filter=True, public=True),
        Column("sector", aliases=("领域",), filter=True, public=True),
        Column("product", aliases=("产品", "样品名称", "食品名称"), public=True),
        Column("enterprise", aliases=("企业名称", "生产单位", "被抽样单位", "标称生产企业"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("tested_on", aliases=("检测日期", "报告日期"), filter=True, public=True),
        Column("result", aliases=("结论", "检验结果", "判定"), filter=True, public=True),
        Column("failed_items", aliases=("不合格项",), listed=False, public=True),
        Column("key_product", aliases=("是否重点产品",), filter=True, listed=False),
        Column("comparable", aliases=("是否可比",), filter=True, listed=False),
        Column("licensed", aliases=("是否获证",), listed=False),
        Column("campaign", aliases=("专项",), filter=True, listed=False, public=True),
        Column("stage", aliases=("环节",), listed=False, public=True),
        Column("selection", aliases=("抽样方法",), listed=False),
        Column("sampled_on", listed=False),
        Column("standard", aliases=("检验依据", "执行标准"), listed=False, public=True),
        Column("laboratory", aliases=("承检机构", "检测机构"), listed=False, public=True),
    )
    search = ("report_no", "product", "enterprise")
    order = ("-tested_on", "-id")
    rules = (
        RowRule(
            ("tested_on", "sampled_on"),
            lambda tested, sampled: tested >= sampled,
            "检验日期早于抽样日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("failed_items", "result"),
            lambda items, result: not (items and result == "qualified"),
            "结论为合格,却填写了不合格项目",
            "请改正结论,或清空不合格项目。",
        ),
    )
    facts = Facts(
        date="tested_on",
        dates=("sampled_on",),
        columns=(
            "level",
            "kind",
            "sector",
            "product",
            "key_product",
            "comparable",
            "licensed",
            "campaign",
            "stage",
            "selection",
            "result",
            "credit_code",
        ),
    )


@register
class FarmRegister(Register):
    key = "farm_monitoring"
    model = FarmMonitoring
    label, label_en = "农产品监测", "Farm-produce monitoring"
    about = "农产品质量安全例行监测、专项监测和监督抽检的样品数与合格数。"
    about_en = "Samples and passes of routine, special and supervisory monitoring of farm produce."
    field = "product"
    requirement = ("R-SUP-08",)
    natural_key = ("sample_no",)
    columns = (
        Column("sample_no", aliases=("编号", "样品编号"), identifier=True),
        Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True),
        Column("programme", aliases=("监测类别",), filter=True, public=True),
        Column("category", aliases=("类别", "农产品类别"), filter=True, public=True),
        Column("product", aliases=("产品", "样品名称"), public=True),
        Column("main_edible", listed=False, public=True),
        Column("local", aliases=("是否本地",), listed=False, filter=True, public=True),
        Column("site", aliases=("基地", "市场名称"), listed=False),
        Column("tested_on", aliases=("监测日期",), filter=True, public=True),
        Column("samples", aliases=("样品数", "抽检数"), public=True),
        Column("qualified", aliases=("合格数",), public=True),
        Column("laboratory", listed=False, public=True),
    )
    search = ("sample_no", "product", "site")
    order = ("-tested_on", "-id")
    rules = (
        RowRule(
            ("qualified", "samples"),
            lambda qualified, samples: qualified <= samples,
            "合格样品数大于检测样品数",
            "请核对两个数。",
        ),
    )
    facts = Facts(
        date="tested_on",
        columns=("programme", "category", "product", "main_edible", "local", "samples", "qualified"),
    )


@register
class CampaignRegister(Register):
    key = "campaigns"
    model = Campaign
    label, label_en = "专项整治", "Special campaigns"
    about = "专项整治、联合执法和专项检查:主题、部门、期间、检查数、立案数。"
    about_en = "Special campaigns, joint enforcement and checks: theme, departments, period, checks, cases."
    field = "governance"
    requirement = ("R-ENF-02", "R-CER-04", "R-LAB-02")
    natural_key = ("code",)
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True),
        Column("theme", aliases=("主题", "行动名称"), public=True),
        Column("kind", aliases=("类型",), filter=True, public=True),
        Column("subject", filter=True, public=True),
        Column("agencies", aliases=("参与部门", "牵头部门"), listed=False, public=True),
        Column("started_on", aliases=("起始日期",), filter=True, public=True),
        Column("ended_on", aliases=("截止日期",), public=True),
        Column("checked", aliases=("检查数", "检查户数"), public=True),
        Column("officers", aliases=("出动执法人员",), listed=False, public=True),
        Column("cases", aliases=("案件数",), public=True),
        Column("summary", listed=False, public=True),
    )
    search = ("code", "theme", "agencies")
    order = ("-started_on", "-id")
    rules = (
        RowRule(
            ("ended_on", "started_on"),
            lambda end, start: end >= start,
            "结束日期早于开始日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="started_on", dates=("ended_on",), columns=("kind", "subject", "checked", "officers", "cases")
    )
