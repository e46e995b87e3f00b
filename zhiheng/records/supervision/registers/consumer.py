"""The register of consumer-goods surveys."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Facts, Register, register
from zhiheng.records.supervision import lifecycles
from zhiheng.records.supervision.models import ConsumerSurvey
from zhiheng.records.supervision.registers.base import after, firm, number, place, within


@register
class ConsumerSurveyRegister(Register):
    key = "consumer_surveys"
    model = ConsumerSurvey
    label, label_en = "消费品质量调查", "Consumer-goods surveys"
    about = "消费品质量状况调查：与国家国际标准比对的指标项数和一致项数，发现的问题，安排的专家和改进结果。"
    about_en = (
        "Surveys of consumer goods: items compared with national and international standards, problems found, experts "
        "sent to help, what came of it."
    )
    field = "product"
    requirement = ("R-SUP-11",)
    natural_key = ("survey_no",)
    lifecycle = lifecycles.CONSUMER_SURVEY
    columns = (
        number("survey_no"),
        place(),
        Column("survey", aliases=("调查",), listed=False),
        *firm("生产企业"),
        Column("category", aliases=("类别",), filter=True, public=True),
        Column("product", aliases=("产品",), public=True),
        Column("key_field", aliases=("是否重点领域",), filter=True, public=True),
        Column("brand", aliases=("品牌",), listed=False),
        Column("surveyed_on", aliases=("调查时间",), filter=True, public=True),
        Column("standard", aliases=("标准",), listed=False, public=True),
        Column("compared", aliases=("比对项数",), public=True),
        Column("consistent", aliases=("一致项数",), public=True),
        Column("problem", aliases=("问题",), listed=False),
        Column("state", aliases=("状态",), filter=True),
        Column("expert_body", aliases=("服务单位",), listed=False),
        Column("expert_posts", aliases=("专家",), listed=False),
        Column("arranged_on", listed=False),
        Column("service", listed=False),
        Column("helped_on", listed=False),
        Column("improvement", aliases=("改进情况",), listed=False),
    )
    search = ("survey_no", "enterprise", "product")
    order = ("-surveyed_on", "-id")
    rules = (
        within("consistent", "compared", "一致指标项数大于比对指标项数"),
        after("arranged_on", "surveyed_on", "安排日期早于调查日期"),
        after("helped_on", "arranged_on", "服务完成日期早于安排日期"),
    )
    facts = Facts(
        date="surveyed_on",
        dates=("arranged_on", "helped_on"),
        columns=("category", "product", "key_field", "compared", "consistent", "state", "credit_code"),
    )
