"""The registers of responsibilities, agencies, posts and officers."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Expiry, Facts, Register, RowRule, register
from zhiheng.frame.registers.periods import Periodic
from zhiheng.records.governance import lifecycles
from zhiheng.records.governance.models import AgencyChange, AgencyStaffing, Duty, Officer, OfficerFault

REGION = Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True)


@register
class DutyRegister(Register):
    key = "duty_matrix"
    model = Duty
    label, label_en = "质量监管责任矩阵", "Matrix of responsibilities"
    about = "每类产品在每个环节由哪个部门主管、哪些部门配合，依据和起止日期；政府负总责、企业是第一责任人也在这里写明。空缺和重叠由“责任矩阵”页找出。"
    about_en = "Which agency is competent for each class of products at each link, and which support it; gaps and overlaps are found by the page of the matrix."
    field = "governance"
    any_field = True
    requirement = ("R-ORG-04",)
    natural_key = ("region", "product_class", "link", "agency", "since")
    columns = (
        Column("product_class", aliases=("产品", "类别"), filter=True, public=True),
        REGION,
        Column("link", aliases=("链条环节",), filter=True, public=True),
        Column("agency", aliases=("主管部门", "监管部门", "部门"), filter=True, public=True),
        Column("role", aliases=("方式",), filter=True, public=True),
        Column("level", aliases=("层次",), filter=True, public=True),
        Column("duties", aliases=("职责",), listed=False, public=True),
        Column("basis", aliases=("文件依据",), listed=False, public=True),
        Column("since", aliases=("起",), filter=True, public=True),
        Column("until", aliases=("止",), public=True),
    )
    search = ("product_class", "agency")
    order = ("product_class", "link", "id")
    rules = (
        RowRule(
            ("until", "since"),
            lambda later, earlier: later >= earlier,
            "终止日期早于起始日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="since", dates=("until",), columns=("product_class", "link", "agency", "role", "level")
    )


@register
class AgencyChangeRegister(Register):
    key = "agency_changes"
    model = AgencyChange
    label, label_en = "机构调整", "Changes of agencies"
    about = "部门合并、更名、划转、撤销：由谁承接、划转哪些职能和编制、档案和记录何时移交完。原单位的记录保留，由承接单位查办。"
    about_en = "Agencies merged, renamed, split or dissolved: who succeeds, which duties and posts move, when files are handed over."
    field = "governance"
    requirement = ("R-ORG-06",)
    natural_key = ("code",)
    lifecycle = lifecycles.AGENCY_CHANGE
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column("kind", aliases=("方式",), filter=True, public=True),
        Column("predecessor", aliases=("原机构",), public=True),
        Column("successor", aliases=("承接机构", "新机构"), public=True),
        Column("changed_on", aliases=("挂牌日期",), filter=True, public=True),
        Column("basis", aliases=("文号",), listed=False, public=True),
        Column("duties", aliases=("职能",), listed=False),
        Column("posts_moved", aliases=("编制数",), listed=False),
        Column("staff_moved", aliases=("人员数",), listed=False),
        Column("hand_over_by", aliases=("移交期限",), listed=False),
        Column("handed_over_on", aliases=("移交日期",), listed=False),
        Column("archives_to", aliases=("档案去向",), listed=False),
        Column("state", aliases=("状态",), filter=True, public=True),
    )
    search = ("code", "predecessor", "successor")
    order = ("-changed_on", "-id")
    rules = (
        RowRule(
            ("handed_over_on", "changed_on"),
            lambda later, earlier: later >= earlier,
            "交接完成日期早于调整日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("successor", "predecessor"),
            lambda successor, predecessor: successor != predecessor,
            "承接单位就是原单位",
            "更名的写新名称；没有变化的不用登记。",
        ),
    )
    facts = Facts(
        date="changed_on",
        dates=("hand_over_by", "handed_over_on"),
        columns=("kind", "state", "posts_moved", "staff_moved"),
    )


@register
class AgencyStaffingRegister(Register):
    key = "agency_staffing"
    model = AgencyStaffing
    label, label_en = "机构编制与人员", "Posts, staff and workload"
    about = "每年末每个监管单位的核定编制、在岗人员、持证和专业人员、监管对象和检查办案量，用来看基层力量是否削弱。"
    about_en = "At the end of each year: established posts, staff in post, certified and skilled staff, firms supervised, checks and cases."
    field = "governance"
    requirement = ("R-ORG-06",)
    natural_key = ("region", "agency", "period")
    periodic = Periodic(every="year", checks="agency_staffing")
    columns = (
        Column("agency", aliases=("机构名称", "单位"), public=True),
        REGION,
        Column("period", aliases=("年份", "期别"), filter=True, public=True),
        Column("level", aliases=("级别",), filter=True, public=True),
        Column("established", aliases=("编制数", "编制"), public=True),
        Column("in_post", aliases=("在编在岗人数", "实有人数"), public=True),
        Column("certified", aliases=("持证人数",), public=True),
        Column("trained", aliases=("培训人数",), listed=False, public=True),
        Column("technical", aliases=("技术人员数",), listed=False, public=True),
        Column("under_35", aliases=("青年人数",), listed=False),
        Column("supervised", aliases=("监管户数",), public=True),
        Column("checks", aliases=("检查次数",), listed=False),
        Column("cases", aliases=("案件数",), listed=False),
    )
    search = ("agency",)
    order = ("-ended_on", "agency", "id")
    rules = (
        RowRule(
            ("certified", "in_post"),
            lambda part, whole: part <= whole,
            "持执法证人数大于在岗人员数",
            "请核对两个数。",
        ),
        RowRule(
            ("trained", "in_post"),
            lambda part, whole: part <= whole,
            "当年培训人数大于在岗人员数",
            "请核对两个数。",
        ),
        RowRule(
            ("technical", "in_post"),
            lambda part, whole: part <= whole,
            "专业技术人员数大于在岗人员数",
            "请核对两个数。",
        ),
    )
    facts = Facts(
        date="ended_on",
        columns=(
            "level",
            "established",
            "in_post",
            "certified",
            "trained",
            "technical",
            "supervised",
            "checks",
            "cases",
        ),
    )


@register
class OfficerRegister(Register):
    key = "enforcement_officers"
    model = Officer
    label, label_en = "执法人员证件", "Officers' certificates"
    about = "行政执法人员的执法证、岗位、执法类别、责任和培训；证件到期前提醒换发。"
    about_en = "Officers' certificates with post, kind of enforcement, duties and training; asked to be renewed before they run out."
    field = "governance"
    requirement = ("R-ENF-07",)
    natural_key = ("code",)
    columns = (
        Column("code", aliases=("证号", "编号"), identifier=True),
        REGION,
        Column("name", aliases=("姓名",), shared=False, sensitive=True),
        Column("agency", aliases=("单位", "单位名称"), filter=True),
        Column("post", aliases=("职务",)),
        Column("category", aliases=("类别",)),
        Column("duties", aliases=("责任",), listed=False),
        Column("issuer", aliases=("发证单位",), listed=False),
        Column("issued_on", aliases=("发证时间",), filter=True),
        Column("valid_until", aliases=("到期日期",), filter=True),
        Column("ended_on", aliases=("收回日期",), listed=False),
        Column("trained_on", aliases=("培训日期",)),
        Column("hours", aliases=("学时",), listed=False),
    )
    search = ("code", "agency", "post")
    order = ("agency", "code", "id")
    rules = (
        RowRule(
            ("valid_until", "issued_on"),
            lambda later, earlier: later >= earlier,
            "有效期至早于发证日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("ended_on", "issued_on"),
            lambda later, earlier: later >= earlier,
            "注销日期早于发证日期",
            "请核对两个日期。",
        ),
    )
    expiries = (
        Expiry(
            "valid_until", "参加考试并换发执法证", what_en="Sit the examination and renew", rule="officer"
        ),
    )
    facts = Facts(
        date="issued_on",
        dates=("valid_until", "ended_on", "trained_on"),
        columns=("code", "agency", "category", "hours"),
    )


@register
class OfficerFaultRegister(Register):
    key = "officer_faults"
    model = OfficerFault
    label, label_en = "执法过错责任", "Faults in enforcement"
    about = "执法过错的事实、案件、调查和处理，用来落实执法责任制。"
    about_en = "Faults in enforcement: fact, case, examination and decision."
    field = "governance"
    requirement = ("R-ENF-07",)
    natural_key = ("code",)
    lifecycle = lifecycles.OFFICER_FAULT
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column("officer", aliases=("证号",), filter=True, identifier=True, shared=False, sensitive=True),
        Column("agency", aliases=("单位",), filter=True),
        Column("source", aliases=("途径",), filter=True),
        Column("case_no", aliases=("案件编号",), listed=False, identifier=True),
        Column("found_on", aliases=("日期",), filter=True),
        Column("fault", aliases=("事实",), listed=False, shared=False),
        Column("examine_by", aliases=("期限",), listed=False),
        Column("decision", aliases=("处理结果",), listed=False, shared=False),
        Column("decided_on", aliases=("决定日期",)),
        Column("state", aliases=("状态",), filter=True),
    )
    search = ("code", "agency")
    order = ("-found_on", "-id")
    rules = (
        RowRule(
            ("examine_by", "found_on"),
            lambda later, earlier: later >= earlier,
            "调查期限早于发现日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("decided_on", "found_on"),
            lambda later, earlier: later >= earlier,
            "处理日期早于发现日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(date="found_on", dates=("decided_on",), columns=("source", "state", "agency"))
