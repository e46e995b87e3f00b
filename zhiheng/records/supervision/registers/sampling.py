"""The registers of sampling: batches, their test items, the monitoring of farm produce."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Computed, Facts, Register, RowRule, register
from zhiheng.frame.registers.industries import division_of
from zhiheng.records.supervision.models import FarmMonitoring, LegalBasis, Sampling, TestItem

#: A retest has the last word.
RETESTED = {"upheld": "unqualified", "overturned": "qualified"}

_BY_SECTOR: dict[str, tuple[str, ...]] = {
    "food": (LegalBasis.FOOD,),
    "drug": (LegalBasis.DRUG,),
    "export": (LegalBasis.INSPECTION,),
    "coal": (LegalBasis.PRODUCT, LegalBasis.AIR),
    "fuel": (LegalBasis.PRODUCT, LegalBasis.AIR),
    "farm_input": (LegalBasis.PRODUCT, LegalBasis.FARM),
}


def bases(kind: str, sector: str) -> tuple[str, ...]:
    """The laws under which a batch of this kind and sector may be drawn, the usual one first."""
    if kind == "statistical":
        return (LegalBasis.STATISTICS,)
    return _BY_SECTOR.get(sector, (LegalBasis.PRODUCT,))


def basis_of(basis: str, kind: str, sector: str) -> str:
    """The law a batch was drawn under: as entered, else the usual one."""
    return basis or bases(kind, sector)[0]


@register
class SamplingRegister(Register):
    key = "sampling"
    model = Sampling
    label, label_en = "监督抽查", "Supervision sampling"
    about = "国家、省、市、县各级监督抽查、专项抽查和统计抽样的批次与结论，复检改判以最后结论为准。不同法定依据的合格率分开统计。"
    about_en = (
        "Batches and results of supervision, special and statistical sampling at national, provincial, "
        "city and county level; after a retest the last verdict counts. Pass rates on different legal bases are counted "
        "apart."
    )
    field = "product"
    requirement = ("R-SUP-03", "R-SUP-09", "R-SUP-14")
    natural_key = ("report_no",)
    columns = (
        Column("report_no", aliases=("报告编号", "样品编号", "抽样编号"), identifier=True),
        Column("region", aliases=("行政区划", "区划代码", "县区", "所在地"), filter=True, public=True),
        Column("plan_no", aliases=("计划编号",), listed=False, identifier=True),
        Column("level", aliases=("级别", "抽查层级"), filter=True, public=True),
        Column("kind", aliases=("类别", "抽查类型"), filter=True, public=True),
        Column("legal_basis", aliases=("法律依据",), filter=True, listed=False, public=True),
        Column("sector", aliases=("领域",), filter=True, public=True),
        Column("product", aliases=("产品", "样品名称", "食品名称"), public=True),
        Column(
            "industry",
            aliases=("行业", "国民经济行业代码"),
            listed=False,
            filter=True,
            identifier=True,
            public=True,
        ),
        Column(
            "batch_no",
            aliases=("批号", "生产日期/批号", "生产批次"),
            listed=False,
            identifier=True,
            public=True,
        ),
        Column("model_no", aliases=("规格", "型号规格"), listed=False, public=True),
        Column("enterprise", aliases=("企业名称", "生产单位", "标称生产企业"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("seller", aliases=("被抽样单位名称", "经营单位"), listed=False, public=True),
        Column("tested_on", aliases=("检测日期", "报告日期"), filter=True, public=True),
        Column("items", aliases=("检测项目",), listed=False, public=True),
        Column("result", aliases=("结论", "检验结果", "判定"), filter=True, public=True),
        Column("failed_items", aliases=("不合格项",), listed=False, public=True),
        Column("key_product", aliases=("是否重点产品",), filter=True, listed=False),
        Column("comparable", aliases=("是否可比",), filter=True, listed=False),
        Column("licensed", aliases=("是否获证",), listed=False),
        Column("campaign", aliases=("专项",), filter=True, listed=False, public=True),
        Column("first_result", aliases=("初检结果",), listed=False, public=True),
        Column("retest_result", aliases=("复检结论",), filter=True, listed=False, public=True),
        Column("retested_on", listed=False, public=True),
        Column("stage", aliases=("环节",), listed=False, public=True),
        Column("selection", aliases=("抽样方法",), filter=True, listed=False),
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
            "结论为合格，却填写了不合格项目",
            "请改正结论，或清空不合格项目。",
        ),
        RowRule(
            ("legal_basis", "kind", "sector"),
            lambda basis, kind, sector: not basis or basis in bases(kind, sector),
            "法定依据与产品领域、抽查类别不符",
            "例如食品依食品安全法，药品依药品管理法，统计抽样依统计法。",
        ),
        RowRule(
            ("retest_result", "result"),
            lambda retest, result: RETESTED.get(retest, result) == result,
            "检验结论与复检结果不一致",
            "结论以复检后的为准：改判合格的写合格，维持的写不合格；初检结论写在“初检结论”。",
        ),
        RowRule(
            ("retested_on", "retest_result"),
            lambda _day, retest: bool(retest),
            "填了复检日期，没有复检结果",
            "请补填复检结果。",
        ),
    )
    facts = Facts(
        date="tested_on",
        dates=("sampled_on",),
        columns=(
            "level",
            "kind",
            "legal_basis",
            "sector",
            "product",
            "key_product",
            "comparable",
            "licensed",
            "campaign",
            "stage",
            "selection",
            "result",
            "first_result",
            "retest_result",
            "batch_no",
            "laboratory",
            "credit_code",
        ),
        computed=(
            Computed("basis", "text", ("legal_basis", "kind", "sector"), basis_of, like="legal_basis"),
            Computed("division", "text", ("industry",), division_of, like="industry"),
        ),
        # Another law, another purpose, another way of drawing: rates that answer different questions.
        apart=("kind", "basis", "selection"),
    )


@register
class TestItemRegister(Register):
    __test__ = False

    key = "test_items"
    model = TestItem
    label, label_en = "检验项目", "Test items"
    about = "抽查批次的逐项检验结果：项目、方法、标准要求、实测值、单项判定。以检验报告编号与监督抽查相连。"
    about_en = (
        "Each test item of a sampled batch: method, what the standard asks, what was measured, the verdict."
    )
    field = "product"
    requirement = ("R-SUP-03",)
    natural_key = ("report_no", "item")
    columns = (
        Column("report_no", aliases=("报告编号", "样品编号"), identifier=True, public=True),
        Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True),
        Column("item", aliases=("项目", "检测项目"), public=True),
        Column("method", aliases=("方法标准",), listed=False, public=True),
        Column("required", aliases=("技术要求", "限量", "标准指标"), public=True),
        Column("measured", aliases=("检验结果", "检测值"), public=True),
        Column("unit_of", aliases=("单位",), listed=False, public=True),
        Column("tested_on", aliases=("检测日期",), filter=True, public=True),
        Column("result", aliases=("判定", "单项结论"), filter=True, public=True),
    )
    search = ("report_no", "item")
    order = ("-tested_on", "-id")
    facts = Facts(date="tested_on", columns=("report_no", "item", "result"))


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
        Column("source_place", aliases=("来源地", "产地来源"), public=True),
        Column("site", aliases=("基地", "市场名称"), listed=False),
        Column("tested_on", aliases=("监测日期",), filter=True, public=True),
        Column("samples", aliases=("样品数", "抽检数"), public=True),
        Column("qualified", aliases=("合格数",), public=True),
        Column("laboratory", listed=False, public=True),
    )
    search = ("sample_no", "product", "source_place", "site")
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
        columns=(
            "programme",
            "category",
            "product",
            "main_edible",
            "local",
            "source_place",
            "samples",
            "qualified",
        ),
        apart=("programme",),
    )
