"""Satisfaction surveys and what they found (R-SRV-01)."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.records.services import lifecycles
from zhiheng.records.services.models import Survey, SurveyAnswer, SurveyQuestion, SurveyResult

PLACE = ("行政区划", "区划代码", "县区")


@register
class SurveyRegister(Register):
    key = "surveys"
    model = Survey
    label, label_en = "满意度调查", "Satisfaction surveys"
    about = "产品、工程、服务各行业的满意度调查：抽样框、抽样方法、样本量和应公布的日期。"
    about_en = "Surveys of satisfaction by subject: frame, method of sampling, sample, and when to publish."
    field = "service"
    requirement = ("R-SRV-01",)
    natural_key = ("code",)
    lifecycle = lifecycles.SURVEY
    columns = (
        Column("code", aliases=("编号",), identifier=True, public=True),
        Column("title", aliases=("名称",), public=True),
        Column("subject", aliases=("对象",), filter=True, public=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("industry", aliases=("行业",), listed=False, identifier=True, public=True),
        Column("body", aliases=("承担单位",), listed=False, public=True),
        Column("frame", listed=False, public=True),
        Column("population", aliases=("总体",), listed=False, public=True),
        Column("sampling", aliases=("抽样方式",), filter=True, public=True),
        Column("mode", aliases=("方式",), filter=True, public=True),
        Column("planned", listed=False, public=True),
        Column("valid", aliases=("有效问卷数", "样本量"), public=True),
        Column("started_on", aliases=("开始日期",), filter=True, public=True),
        Column("finished_on", aliases=("结束日期",), public=True),
        Column("publish_by", listed=False),
        Column("published_on", listed=False, public=True),
        Column("state", aliases=("调查状态",), filter=True, public=True),
    )
    search = ("code", "title", "body")
    order = ("-started_on", "-id")
    rules = (
        RowRule(
            ("finished_on", "started_on"),
            lambda finished, started: finished >= started,
            "调查结束日期早于开始日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("valid", "population"),
            lambda valid, population: valid <= population,
            "有效样本量大于总体规模",
            "请核对两个数。",
        ),
    )
    facts = Facts(
        date="finished_on",
        dates=("started_on",),
        columns=("code", "subject", "sampling", "planned", "valid", "state"),
    )


@register
class SurveyQuestionRegister(Register):
    key = "survey_questions"
    model = SurveyQuestion
    label, label_en = "调查题目", "Survey questions"
    about = "问卷的题目、所属测评变量、量表和权重。指数按测评变量“顾客满意度”的题目加权平均。"
    about_en = (
        "Questions with the variable they measure, their scale and weight; the index is their weighted mean."
    )
    field = "service"
    requirement = ("R-SRV-01",)
    natural_key = ("survey", "number")
    columns = (
        Column("survey", aliases=("调查",), identifier=True, filter=True, public=True),
        Column("number", aliases=("序号",), identifier=True, public=True),
        Column("region", aliases=PLACE, filter=True, listed=False, public=True),
        Column("dimension", aliases=("变量", "潜变量"), filter=True, public=True),
        Column("text", aliases=("问题", "题干"), public=True),
        Column("low", aliases=("下限",), listed=False, public=True),
        Column("high", aliases=("上限",), listed=False, public=True),
        Column("weight", public=True),
        Column("asked_on", listed=False, public=True),
    )
    search = ("survey", "text")
    order = ("survey", "number")
    rules = (RowRule(("high", "low"), lambda high, low: high > low, "量表上限不大于下限", "请核对量表。"),)
    facts = Facts(date="asked_on", columns=("survey", "number", "dimension", "weight"))


@register
class SurveyAnswerRegister(Register):
    key = "survey_answers"
    model = SurveyAnswer
    label, label_en = "调查回答汇总", "Survey answers added up"
    about = "每题在每地(每组)的有效回答数、平均分和标准差；不存个人回答。"
    about_en = "Per question and place: how many answered, the mean and the spread. No answers of single persons are kept."
    field = "service"
    requirement = ("R-SRV-01",)
    natural_key = ("survey", "region", "segment", "number")
    columns = (
        Column("survey", aliases=("调查",), identifier=True, filter=True, public=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("segment", aliases=("组别", "人群"), public=True),
        Column("number", aliases=("题目",), identifier=True, public=True),
        Column("finished_on", aliases=("结束日期",), listed=False, filter=True, public=True),
        Column("answered", aliases=("回答数", "样本量"), public=True),
        Column("mean", aliases=("均值", "得分"), public=True),
        Column("deviation", aliases=("标准偏差",), public=True),
        Column("satisfied", aliases=("满意数",), listed=False, public=True),
    )
    search = ("survey", "segment")
    order = ("survey", "region", "segment", "number")
    rules = (
        RowRule(
            ("satisfied", "answered"),
            lambda satisfied, answered: satisfied <= answered,
            "满意人数多于有效回答数",
            "请核对两个数。",
        ),
    )
    facts = Facts(
        date="finished_on", columns=("survey", "number", "segment", "answered", "mean", "satisfied")
    )


@register
class SurveyResultRegister(Register):
    key = "survey_results"
    model = SurveyResult
    label, label_en = "满意度结果", "Satisfaction results"
    about = (
        "满意度指数(0 到 100)和它的样本量、抽样误差。分组留空的是全体；上级地区的数由下级按样本量合并，"
        "不要上下级重复登记同一批样本。"
    )
    about_en = (
        "The index of 0 to 100 with sample and margin. Rows without a segment are the whole; a higher "
        "region's figure is put together from those below by sample, so the same sample is entered once."
    )
    field = "service"
    requirement = ("R-SRV-01", "R-SRV-02", "R-SRV-04", "R-SRV-06", "R-SRV-08")
    natural_key = ("survey", "region", "segment")
    columns = (
        Column("survey", aliases=("调查",), identifier=True, filter=True, public=True),
        Column("subject", aliases=("对象",), filter=True, public=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("segment", aliases=("组别", "人群"), public=True),
        Column("finished_on", aliases=("结束日期",), filter=True, public=True),
        Column("sample", aliases=("样本量", "有效问卷数"), public=True),
        Column("index", aliases=("指数", "满意度"), public=True),
        Column("margin", aliases=("误差",), public=True),
        Column("satisfied", aliases=("满意数",), listed=False, public=True),
        Column("base_share", listed=False, public=True),
        Column("national", aliases=("全国指数",), listed=False, public=True),
        Column("computed", listed=False),
    )
    search = ("survey", "segment")
    order = ("-finished_on", "-id")
    rules = (
        RowRule(
            ("satisfied", "sample"),
            lambda satisfied, sample: satisfied <= sample,
            "满意人数多于有效样本量",
            "请核对两个数。",
        ),
    )
    facts = Facts(
        date="finished_on",
        columns=(
            "survey",
            "subject",
            "segment",
            "sample",
            "index",
            "margin",
            "satisfied",
            "base_share",
            "national",
        ),
    )
