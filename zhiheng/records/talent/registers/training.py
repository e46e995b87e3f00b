"""The registers of planned trainings, trainees and links with schools."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.records.talent import lifecycles
from zhiheng.records.talent.models import SchoolLink, Trainee, TrainingPlan

REGION = Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True)


@register
class TrainingPlanRegister(Register):
    key = "training_plans"
    model = TrainingPlan
    label, label_en = "质量培训计划", "Planned trainings"
    about = "企业负责人、执法人员、职工和干部的质量培训计划；举办后写明宣传培训台账的活动编号。人次和期数在那里登记，不重复计数。"
    about_en = "Planned trainings for heads of firms, officers, staff and cadres; once held, the event's number. Persons are counted there, never twice."
    field = "governance"
    requirement = ("R-TAL-02",)
    natural_key = ("code",)
    lifecycle = lifecycles.TRAINING
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column("course", aliases=("课程", "培训内容"), public=True),
        Column("audience", aliases=("对象",), filter=True, public=True),
        Column("planned_on", aliases=("计划时间",), filter=True, public=True),
        Column("persons", aliases=("计划人数",), public=True),
        Column("hours", aliases=("学时",), listed=False, public=True),
        Column("host", aliases=("承办单位",), public=True),
        Column("held_on", aliases=("实际日期",), public=True),
        Column("event", aliases=("活动编号",), filter=True, identifier=True),
        Column("state", aliases=("状态",), filter=True, public=True),
    )
    search = ("code", "course", "host")
    order = ("-planned_on", "-id")
    facts = Facts(
        date="planned_on", dates=("held_on",), columns=("audience", "persons", "hours", "state", "event")
    )


@register
class TraineeRegister(Register):
    key = "trainees"
    model = Trainee
    label, label_en = "培训学员", "Trainees"
    about = "每次培训的学员和结果：考核是否合格、发了什么证。人次以宣传培训台账为准，这里是名单。"
    about_en = "Who attended a training and with what result; the event holds the counts, this is the list behind them."
    field = "governance"
    requirement = ("R-TAL-02",)
    natural_key = ("event", "number")
    columns = (
        Column("number", aliases=("序号",), identifier=True),
        REGION,
        Column("event", aliases=("培训编号",), filter=True, identifier=True),
        Column("name", aliases=("姓名", "岗位名"), shared=False, sensitive=True),
        Column("enterprise", aliases=("企业名称", "单位名称", "工作单位")),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("audience", aliases=("对象",), filter=True),
        Column("held_on", aliases=("日期",), filter=True),
        Column("result", aliases=("结果",), filter=True),
        Column("score", aliases=("成绩",), listed=False, shared=False),
        Column(
            "certificate_no",
            aliases=("证书编号",),
            listed=False,
            identifier=True,
            shared=False,
            sensitive=True,
        ),
    )
    search = ("number", "event")
    order = ("-held_on", "-id")
    facts = Facts(date="held_on", columns=("event", "audience", "result", "credit_code"))


@register
class SchoolLinkRegister(Register):
    key = "school_links"
    model = SchoolLink
    label, label_en = "院校合作活动", "Links with schools"
    about = "与高校、职业院校、中小学、党校行政学院和科研院所合作的课程、实践、竞赛、交流和研究。"
    about_en = "Courses, practice, contests, exchange and research with universities, schools, colleges of administration and research bodies."
    field = "governance"
    requirement = ("R-TAL-05",)
    natural_key = ("code",)
    columns = (
        Column("code", aliases=("编号",), public=True, identifier=True),
        REGION,
        Column("name", aliases=("名称",), public=True),
        Column("kind", aliases=("种类",), filter=True, public=True),
        Column("partner", aliases=("院校名称",), public=True),
        Column("partner_kind", aliases=("单位类型",), filter=True, public=True),
        Column("held_on", aliases=("活动日期", "日期"), filter=True, public=True),
        Column("ended_on", aliases=("截止日期",), listed=False, public=True),
        Column("persons", aliases=("人次", "参加人数"), public=True),
        Column("hours", aliases=("学时",), listed=False, public=True),
        Column("result", aliases=("结果",), listed=False, public=True),
    )
    search = ("code", "name", "partner")
    order = ("-held_on", "-id")
    rules = (
        RowRule(
            ("ended_on", "held_on"),
            lambda later, earlier: later >= earlier,
            "结束日期早于开始日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(date="held_on", dates=("ended_on",), columns=("kind", "partner_kind", "persons", "hours"))
