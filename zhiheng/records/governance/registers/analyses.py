"""The register of half-yearly analyses of sectors."""

from __future__ import annotations

from zhiheng.frame.registers.against import Basis
from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.frame.registers.periods import Periodic
from zhiheng.records.governance.models.analyses import SectorAnalysis


@register
class SectorAnalysisRegister(Register):
    key = "sector_analyses"
    model = SectorAnalysis
    label, label_en = "行业质量分析", "Analyses of sectors"
    about = "行业主管部门每半年对本行业质量状况的分析：企业和产值、抽查合格、投诉、主要问题和下一步措施，注明所依据的备案计划。应报单位到期未报的列入待办。"
    about_en = "What regulators find every half-year about the quality of their sector, with the filed plan that it follows; who has to file and has not is owed a due."
    field = "governance"
    any_field = True
    requirement = ("R-PRG-07",)
    natural_key = ("region", "sector", "period")
    periodic = Periodic(every="half", checks="sector_analyses")
    rests_on = (
        Basis(("filed_plans",), ("plan", "code"), "备案的质量计划", what_en="Filed plan", known=True),
    )
    columns = (
        Column("sector", aliases=("所属行业", "行业名称"), filter=True, public=True),
        Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True),
        Column("period", aliases=("期间",), filter=True, public=True),
        Column("analyst", aliases=("主管部门", "报送单位"), public=True),
        Column("plan", aliases=("备案编号",), identifier=True),
        Column("enterprises", aliases=("企业数量",), public=True),
        Column("output", aliases=("行业产值",), listed=False, public=True),
        Column("sampled", aliases=("抽查批次数",), public=True),
        Column("qualified", aliases=("合格批次数",), public=True),
        Column("complaints", aliases=("投诉数",), listed=False),
        Column("situation", aliases=("质量情况", "运行情况"), listed=False),
        Column("problems", aliases=("存在问题",), listed=False),
        Column("measures", aliases=("措施",), listed=False),
        Column("analysed_on", aliases=("完成日期",), listed=False),
    )
    search = ("sector", "analyst", "plan")
    order = ("-ended_on", "sector", "id")
    rules = (
        RowRule(
            ("qualified", "sampled"),
            lambda part, whole: part <= whole,
            "合格批次大于抽查批次",
            "请核对两个数。",
        ),
    )
    facts = Facts(
        date="ended_on", columns=("sector", "enterprises", "output", "sampled", "qualified", "complaints")
    )
