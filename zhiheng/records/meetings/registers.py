"""The registers of groups, members, meetings, decisions, and of what working groups plan and examine."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.records.meetings import lifecycles
from zhiheng.records.meetings.models import Decision, Examination, Group, GroupPlan, Meeting, Member

REGION = Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True)


@register
class GroupRegister(Register):
    key = "groups"
    model = Group
    label, label_en = "领导小组与工作组", "Leading and working groups"
    about = "各级质量工作领导小组、办公室、工作组、联席会议和基层服务点，及其牵头部门和存续期。"
    about_en = "Leading groups, their offices, working groups, joint meetings and service points, with lead department and time of standing."
    field = "governance"
    requirement = ("R-ORG-01", "R-ORG-02", "R-ORG-05")
    natural_key = ("region", "code")
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column("name", aliases=("机构名称", "小组名称"), public=True),
        Column("kind", aliases=("机构类型",), filter=True, public=True),
        Column("theme", aliases=("领域",), filter=True, public=True),
        Column("parent", aliases=("上级编号",), listed=False, identifier=True),
        Column("lead_unit", aliases=("牵头部门", "日常工作部门"), public=True),
        Column("established_on", aliases=("成立时间",), public=True),
        Column("dissolved_on", aliases=("撤销时间",), public=True),
        Column("basis", aliases=("成立文号", "依据"), listed=False, public=True),
        Column("studies_due", aliases=("专题研究次数要求",), public=True),
        Column("studies_basis", listed=False),
    )
    search = ("code", "name", "lead_unit")
    order = ("region_id", "kind", "code")
    rules = (
        RowRule(
            ("dissolved_on", "established_on"),
            lambda ended, began: ended >= began,
            "撤销日期早于成立日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("parent", "code"), lambda parent, code: parent != code, "上级就是它自己", "请写上级机构的编号。"
        ),
    )
    facts = Facts(date="established_on", dates=("dissolved_on",), columns=("kind", "theme", "studies_due"))


@register
class MemberRegister(Register):
    key = "group_members"
    model = Member
    label, label_en = "小组成员", "Group members"
    about = "小组的组长、副组长、成员单位和联络员，按任期登记；换人时写明任职止，另登新的一条。"
    about_en = "Heads, deputies, member units and contacts with their terms; a change ends one entry and begins another."
    field = "governance"
    requirement = ("R-ORG-01",)
    natural_key = ("region", "group", "unit", "seat", "since")
    columns = (
        Column("group", aliases=("小组编号",), filter=True, identifier=True),
        REGION,
        Column("unit", aliases=("单位", "单位名称"), public=True),
        Column("seat", aliases=("小组职务",), filter=True, public=True),
        Column("post", aliases=("行政职务",), public=True),
        Column("person", aliases=("成员姓名",), shared=False, sensitive=True),
        Column("since", aliases=("起始日期", "任职日期"), public=True),
        Column("until", aliases=("截止日期", "免职日期"), public=True),
    )
    search = ("unit", "post", "person")
    order = ("region_id", "group", "id")
    rules = (
        RowRule(
            ("until", "since"), lambda ended, began: ended >= began, "任职止早于任职起", "请核对两个日期。"
        ),
    )
    facts = Facts(date="since", dates=("until",), columns=("group", "seat", "unit"))


@register
class MeetingRegister(Register):
    key = "meetings"
    model = Meeting
    label, label_en = "会议", "Meetings"
    about = "领导小组会议、联席会议、专题研究和工作会议；专题研究计入每年最低次数。"
    about_en = "Plenary and joint meetings, study sessions and conferences; study sessions count towards the yearly minimum."
    field = "governance"
    requirement = ("R-ORG-03",)
    natural_key = ("region", "code")
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column("group", aliases=("小组编号",), filter=True, listed=False, identifier=True),
        Column("title", aliases=("会议", "名称"), public=True),
        Column("kind", aliases=("会议类型",), filter=True, public=True),
        Column("held_on", aliases=("日期", "时间", "会议日期"), filter=True, public=True),
        Column("chair", aliases=("主持人",), listed=False),
        Column("topics", aliases=("会议议题",), public=True),
        Column("expected", aliases=("应到",), listed=False),
        Column("attended", aliases=("实到",), listed=False),
        Column("minutes_no", aliases=("纪要编号",), public=True),
    )
    search = ("code", "title", "topics")
    order = ("-held_on", "-id")
    rules = (
        RowRule(
            ("attended", "expected"),
            lambda attended, expected: attended <= expected,
            "实到单位数大于应到单位数",
            "请核对两个数。",
        ),
    )
    facts = Facts(date="held_on", columns=("kind", "group", "expected", "attended"))


@register
class DecisionRegister(Register):
    key = "decisions"
    model = Decision
    label, label_en = "议定事项", "Decisions"
    about = "会议议定的事项：谁牵头、何时办结、转成了哪项任务、是否落实。"
    about_en = (
        "What meetings decided: who leads, until when, which task it became, whether it was carried out."
    )
    field = "governance"
    requirement = ("R-ORG-03",)
    natural_key = ("region", "code")
    lifecycle = lifecycles.DECISION
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column("meeting", aliases=("所属会议",), filter=True, identifier=True),
        Column("content", aliases=("事项", "内容")),
        Column("state", filter=True),
        Column("lead_unit", aliases=("牵头", "责任单位"), filter=True),
        Column("support_units", aliases=("配合",), listed=False),
        Column("decided_on", aliases=("议定时间",), filter=True),
        Column("due_on", aliases=("期限", "完成时限")),
        Column("done_on", aliases=("完成日期",)),
    )
    search = ("code", "content", "lead_unit")
    order = ("-decided_on", "-id")
    rules = (
        RowRule(
            ("due_on", "decided_on"),
            lambda due, decided: due >= decided,
            "办结期限早于议定日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("done_on", "decided_on"),
            lambda done, decided: done >= decided,
            "落实日期早于议定日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(date="decided_on", dates=("due_on", "done_on"), columns=("state", "meeting"))


@register
class GroupPlanRegister(Register):
    key = "group_plans"
    model = GroupPlan
    label, label_en = "工作组计划", "Plans of working groups"
    about = "工作组在本领域的年度计划、专项方案和检查考核方案：谁起草、何时审定、何时完成、落实得怎样。"
    about_en = "Yearly plans, special plans and plans of examination that working groups draft in their field, and what came of them."
    field = "governance"
    any_field = True
    requirement = ("R-ORG-02",)
    natural_key = ("region", "code")
    lifecycle = lifecycles.GROUP_PLAN
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column("group", aliases=("工作组编号",), filter=True, identifier=True),
        Column("title", aliases=("名称", "方案名称"), public=True),
        Column("kind", aliases=("类型",), filter=True, public=True),
        Column("theme", aliases=("分工领域",), filter=True, public=True),
        Column("period", aliases=("年度", "期间"), filter=True, public=True),
        Column("drafted_by", aliases=("牵头部门",)),
        Column("drafted_on", aliases=("起草时间",), listed=False),
        Column("adopted_on", aliases=("印发日期",), public=True),
        Column("number", aliases=("印发文号",), listed=False, public=True),
        Column("work", aliases=("工作内容",), listed=False),
        Column("carry_out_by", aliases=("完成时限",), filter=True),
        Column("result", aliases=("完成情况",), listed=False),
        Column("state", filter=True),
    )
    search = ("code", "title", "drafted_by")
    order = ("-drafted_on", "-id")
    rules = (
        RowRule(
            ("adopted_on", "drafted_on"),
            lambda adopted, drafted: adopted >= drafted,
            "审定日期早于起草日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("carry_out_by", "adopted_on"),
            lambda ended, adopted: ended >= adopted,
            "完成期限早于审定日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(date="drafted_on", dates=("adopted_on", "carry_out_by"), columns=("kind", "theme", "state"))


@register
class ExaminationRegister(Register):
    key = "examinations"
    model = Examination
    label, label_en = "工作组检查考核", "Examinations by working groups"
    about = "工作组对本领域单位和地区的检查考核：检查情况、得分等次、存在问题、整改期限和销号。"
    about_en = "What working groups examine in their field: findings, score and grade, problems, until when they are mended, and closing."
    field = "governance"
    any_field = True
    requirement = ("R-ORG-02",)
    natural_key = ("region", "code")
    lifecycle = lifecycles.EXAMINATION
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column("group", aliases=("工作组编号",), filter=True, identifier=True),
        Column("theme", aliases=("领域", "分工领域"), filter=True, public=True),
        Column("subject", aliases=("被考核单位", "检查对象"), public=True),
        Column("period", aliases=("年度", "期间"), filter=True, public=True),
        Column("method", aliases=("方式",), listed=False),
        Column("planned_on", aliases=("计划日期",), listed=False),
        Column("examined_on", aliases=("检查时间",), filter=True, public=True),
        Column("findings", aliases=("检查结果",), listed=False),
        Column("score", aliases=("分数",), public=True),
        Column("grade", aliases=("等次",), filter=True, public=True),
        Column("problems", aliases=("问题", "发现问题")),
        Column("rectify_by", aliases=("整改时限",), filter=True),
        Column("rectification", aliases=("整改结果",), listed=False),
        Column("rectified_on", aliases=("整改日期",), listed=False),
        Column("closed_on", aliases=("办结日期",), listed=False),
        Column("state", aliases=("状态",), filter=True),
    )
    search = ("code", "subject", "problems")
    order = ("-planned_on", "-id")
    rules = (
        RowRule(
            ("rectify_by", "examined_on"),
            lambda ended, examined: ended >= examined,
            "整改期限早于检查日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("rectified_on", "examined_on"),
            lambda mended, examined: mended >= examined,
            "整改完成日期早于检查日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("closed_on", "rectified_on"),
            lambda closed, mended: closed >= mended,
            "销号日期早于整改完成日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="examined_on",
        dates=("planned_on", "rectify_by", "closed_on"),
        columns=("theme", "grade", "score", "state"),
    )
