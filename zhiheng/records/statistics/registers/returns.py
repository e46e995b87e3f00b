"""The registers of the quality statistics."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import lru_cache

from zhiheng.frame.registers.declare import Column, Computed, Facts, Onsite, Register, RowRule, register
from zhiheng.frame.registers.industries import division_of
from zhiheng.frame.registers.periods import Periodic
from zhiheng.kernels.rules import RuleError, Weights, rule_book
from zhiheng.records.statistics.models import MacroFigure, Outcome, QualityReturn, ReturnCheck

NATION = "100000"

MONEY = (
    ("gross_output", ("总产值", "工业总产值(现价)")),
    ("superior_output", ("优等品",)),
    ("first_output", ("一等品",)),
    ("qualified_output", ("合格品",)),
    ("new_product_output", ("新产品",)),
    ("name_brand_output", ("名牌产值",)),
    ("sales_income", ("销售收入", "主营业务收入")),
    ("overseas_sales", ("出口收入", "境外收入")),
    ("internal_loss", ("内部损失",)),
    ("external_loss", ("外部损失",)),
    ("quality_loss", ("质量损失", "损失合计")),
)
LISTED = {"gross_output", "sales_income", "quality_loss"}


#: Grades of the rule set and the columns of their output.
GRADES = {"superior": "superior_output", "first": "first_output", "qualified": "qualified_output"}
GRADE_RULE = "quality.grade_rate_weights"


def graded(ended_on: dt.date, *outputs: Decimal | None) -> Decimal | None:
    """Output of the three grades at the weights in force when the return ends; None unless all three and the weights are known."""
    weights = _grade_weights(ended_on)
    if weights is None or any(output is None for output in outputs):
        return None
    return sum((weights[key] * (v or 0) for key, v in zip(GRADES, outputs, strict=True)), Decimal(0))


@lru_cache(maxsize=256)
def _grade_weights(on: dt.date) -> dict[str, Decimal] | None:
    try:
        version = rule_book().in_force(GRADE_RULE, on)
    except RuleError:  # before the grades were counted at all
        return None
    return dict(version.figures_as(Weights).weights)


@register
class QualityReturnRegister(Register):
    key = "quality_returns"
    model = QualityReturn
    label, label_en = "质量统计年报", "Quality statistics of enterprises"
    about = "工业企业按年报送的质量统计：产值、等级品、新产品、名牌、销售与境外销售、质量损失、发明专利。"
    about_en = (
        "What industrial enterprises report by year: output, grades, new products, name brands, sales at home and "
        "abroad, quality loss, invention patents."
    )
    field = "product"
    requirement = ("R-IND-03", "R-IND-04", "R-IND-05")
    natural_key = ("credit_code", "period")
    periodic = Periodic(every="year", checks="quality_returns")
    columns = (
        Column("period", aliases=("年份", "年度", "报告期"), filter=True, public=True),
        Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True),
        Column("enterprise", aliases=("企业", "单位名称")),
        Column("credit_code", aliases=("信用代码",), identifier=True),
        Column("industry", aliases=("行业", "国民经济行业代码"), listed=False, filter=True, identifier=True),
        *(Column(name, aliases=aliases, listed=name in LISTED, shared=False) for name, aliases in MONEY),
        Column("employees", aliases=("从业人数", "平均从业人数"), listed=False, shared=False),
        Column("invention_patents", aliases=("发明专利",), listed=False, shared=False),
    )
    search = ("enterprise", "credit_code")
    order = ("-period", "region_id", "id")
    facts = Facts(
        date="ended_on",
        columns=("credit_code", "industry", *(name for name, _ in MONEY), "employees", "invention_patents"),
        computed=(
            Computed("division", "text", ("industry",), division_of, like="industry"),
            Computed("graded_output", "decimal", ("ended_on", *GRADES.values()), graded, rules=(GRADE_RULE,)),
        ),
    )


@register
class MacroFigureRegister(Register):
    key = "macro_figures"
    model = MacroFigure
    label, label_en = "宏观统计数列", "Macro series"
    about = (
        "统计部门公布的年度数列：人口、产值、专利、竞争力指数、合格率、满意度等，按地区和年份保存并注明来源。"
    )
    about_en = "Yearly figures of the statistics bodies by region and series, each with its source."
    field = "governance"
    requirement = ("R-IND-02", "R-IND-03", "R-IND-05")
    natural_key = ("region", "series", "period")
    periodic = Periodic(every="year", checks="macro_figures")
    columns = (
        Column("period", aliases=("年份", "年度", "year"), filter=True, public=True),
        Column("region", aliases=("行政区划", "区划代码", "地区", "province"), filter=True, public=True),
        Column(
            "series",
            aliases=("指标名称", "项目", "variables"),
            filter=True,
            public=True,
            codes="macro_series",
        ),
        Column("value", aliases=("值", "数", "value"), public=True),
        Column("summed", aliases=("计入汇总",), listed=False, public=True),
        Column("source", aliases=("数据出处", "出处"), public=True),
    )
    search = ("source",)
    rules = (
        RowRule(
            ("summed", "region"),
            lambda summed, region: not (summed and getattr(region, "code", region) == NATION),
            "全国数计入上级汇总会与各省重复计算",
            "请把“计入上级汇总”填“否”。",
        ),
    )
    order = ("-period", "region_id", "series", "id")
    facts = Facts(date="ended_on", columns=("series", "value", "summed"))


@register
class ReturnCheckRegister(Register):
    key = "return_checks"
    model = ReturnCheck
    label, label_en = "统计数据核查", "Checks of returns on the spot"
    about = "到企业核对质量统计报表与原始台账：应核查日期、现场结果、差异和照片。"
    about_en = (
        "Visits that hold a quality return against the enterprise's own books: due day, outcome, photos."
    )
    field = "product"
    requirement = ("R-IND-04",)
    natural_key = ("code",)
    onsite = Onsite(
        columns=("outcome", "difference", "remarks", "checked_on"),
        done="outcome",
        title=("enterprise", "period"),
        due="due_on",
        what="核查",
        what_en="Check",
    )
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True),
        Column("enterprise", aliases=("企业", "单位名称")),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("period", aliases=("期别", "年份"), filter=True, public=True),
        Column("due_on", aliases=("计划日期",), filter=True),
        Column("checked_on", aliases=("检查日期",), filter=True, public=True),
        Column("outcome", aliases=("结果",), filter=True, public=True),
        Column("difference", aliases=("差异率",), shared=False),
        Column("remarks", aliases=("说明", "备注"), listed=False, shared=False),
    )
    search = ("code", "enterprise", "credit_code")
    order = ("-due_on", "-id")
    rules = (
        RowRule(
            ("difference", "outcome"),
            lambda difference, outcome: not difference or outcome != Outcome.AGREES,
            "填了差异率，核查结果却是“与台账一致”",
            "请改核查结果或清空差异率。",
        ),
    )
    facts = Facts(date="checked_on", dates=("due_on",), columns=("outcome", "difference"))
