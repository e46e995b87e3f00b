"""The registers of works projects, persons responsible and key nodes."""

from __future__ import annotations

from collections.abc import Callable

from zhiheng.frame.registers.declare import Column, Expiry, Facts, Register, RowRule, register
from zhiheng.records.works import lifecycles
from zhiheng.records.works.models import KeyNode, Project, ResponsiblePerson
from zhiheng.records.works.registers.parts import CREDIT, PROJECT, REGION

#: The control points in their order, and the column that proves each.
ORDER = ("planned", "admitted", "reviewed", "tendered", "permitted", "sampled", "noded", "completed", "filed")
PROOFS = (
    ("access_no", "准入(立项、报建)文号", "admitted"),
    ("review_no", "施工图审查合格书编号", "reviewed"),
    ("bid_no", "中标通知书编号", "tendered"),
    ("supervision_no", "监理合同备案号", "permitted"),
    ("permit_no", "施工许可证号", "permitted"),
    ("sample_part", "样板引路部位", "sampled"),
    ("completion_no", "竣工验收报告编号", "completed"),
    ("filing_no", "竣工备案编号", "filed"),
)


def _proved(point: str) -> Callable[[str, str], bool]:
    """Whether the proof of a control point is there once the project stands at or beyond it."""

    def holds(proof: str, state: str) -> bool:
        return bool(proof) or state not in ORDER or ORDER.index(state) < ORDER.index(point)

    return holds


def _all_nodes(done: int, planned: int, state: str) -> bool:
    """No completion before every planned key node is accepted, of which there is at least one."""
    return state not in ORDER or ORDER.index(state) < ORDER.index("noded") or done >= planned > 0


# A workbook may bring the state of older projects; a control point without its proof is refused there too.
NONE_SKIPPED = tuple(
    RowRule(
        (name, "state"), _proved(point), f"已过该控制点，却没有{label}", "控制点不能跳过，请补填或改正阶段。"
    )
    for name, label, point in PROOFS
)


@register
class ProjectRegister(Register):
    key = "projects"
    model = Project
    label, label_en = "工程项目", "Works projects"
    about = "房屋、市政、公路、水利工程项目：参建各方，和从准入到竣工备案的质量控制点，不得跳过。"
    about_en = "Building, municipal, road and water works: their parties, and the control points from access to filing, none skipped."
    field = "works"
    requirement = ("R-ENG-01", "R-ENG-02")
    natural_key = ("code",)
    lifecycle = lifecycles.PROJECT
    columns = (
        Column(
            "code",
            aliases=(
                "项目编号",
                "项目代码",
            ),
            public=True,
            identifier=True,
        ),
        REGION,
        Column("name", aliases=("项目名称",), public=True),
        Column(
            "kind",
            aliases=(
                "类别",
                "工程类型",
            ),
            filter=True,
            public=True,
        ),
        Column("size", aliases=("规模",), filter=True, public=True),
        Column("public_works", aliases=("政府投资",), filter=True, listed=False, public=True),
        Column("social_housing", aliases=("保障房",), filter=True, listed=False, public=True),
        Column("public_road", listed=False, public=True),
        Column("address", aliases=("地点",), listed=False, public=True),
        Column("area", aliases=("面积",), listed=False, public=True),
        Column("invested", aliases=("总投资",), listed=False, public=True),
        Column("owner_party", aliases=("业主单位",), public=True),
        Column("surveyor", aliases=("勘察",), listed=False, public=True),
        Column("designer", aliases=("设计",), listed=False, public=True),
        Column(
            "enterprise",
            aliases=(
                "施工总承包单位",
                "施工",
            ),
            public=True,
        ),
        CREDIT,
        Column("supervisor", aliases=("监理",), listed=False, public=True),
        Column("tester", aliases=("检测机构",), listed=False, public=True),
        Column("promised", aliases=("承诺书",), listed=False),
        Column("nameplate", aliases=("永久性标牌",), listed=False, public=True),
        Column(
            "state",
            aliases=(
                "状态",
                "进度",
            ),
            filter=True,
            public=True,
        ),
        Column("registered_on", aliases=("登记时间",), filter=True, public=True),
        Column(
            "access_no",
            aliases=(
                "立项文号",
                "报建编号",
            ),
            listed=False,
            identifier=True,
        ),
        Column("access_on", listed=False),
        Column("review_no", aliases=("审图合格证号",), listed=False, identifier=True),
        Column("reviewed_on", listed=False),
        Column("bid_no", aliases=("中标编号",), listed=False, identifier=True),
        Column("bid_on", listed=False),
        Column("supervision_no", aliases=("监理备案号",), listed=False, identifier=True),
        Column("permit_no", aliases=("许可证号",), listed=False, public=True, identifier=True),
        Column("permit_on", aliases=("发证日期",), listed=False, public=True),
        Column("sample_part", listed=False),
        Column("sample_on", listed=False),
        Column("nodes_planned", listed=False),
        Column("nodes_done", listed=False),
        Column("nodes_on", listed=False),
        Column("completion_no", listed=False, identifier=True),
        Column("completed_on", aliases=("竣工日期",), public=True),
        Column("filing_no", aliases=("备案号",), listed=False, public=True, identifier=True),
        Column("filed_on", aliases=("备案日期",), listed=False, public=True),
    )
    search = ("code", "name", "enterprise")
    order = ("-registered_on", "-id")
    rules = (
        *NONE_SKIPPED,
        RowRule(
            ("nodes_done", "nodes_planned", "state"),
            _all_nodes,
            "关键节点没有全部验收",
            "请先验收完关键节点，并填写关键节点数和已验收数。",
        ),
        RowRule(
            ("nodes_done", "nodes_planned"),
            lambda done, planned: done <= planned,
            "已验收关键节点数大于关键节点数",
            "请核对两个数。",
        ),
        RowRule(
            ("completed_on", "permit_on"),
            lambda later, earlier: later >= earlier,
            "竣工验收早于施工许可",
            "请核对两个日期。",
        ),
        RowRule(
            ("permit_on", "reviewed_on"),
            lambda later, earlier: later >= earlier,
            "施工许可早于设计审查",
            "请核对两个日期。",
        ),
        RowRule(
            ("filed_on", "completed_on"),
            lambda later, earlier: later >= earlier,
            "竣工备案早于竣工验收",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="registered_on",
        dates=(
            "access_on",
            "reviewed_on",
            "bid_on",
            "permit_on",
            "sample_on",
            "nodes_on",
            "completed_on",
            "filed_on",
        ),
        columns=(
            "code",
            "kind",
            "size",
            "public_works",
            "social_housing",
            "promised",
            "nameplate",
            "state",
            "area",
            "invested",
            "credit_code",
        ),
    )


@register
class ResponsiblePersonRegister(Register):
    key = "responsible_persons"
    model = ResponsiblePerson
    label, label_en = "终身责任人", "Persons responsible for life"
    about = "工程各方主体的质量终身责任人：责任方、单位、岗位和任期。姓名、证号不公开。"
    about_en = "Who answers for works for life: party, firm, post and term. Names and certificates are not published."
    field = "works"
    requirement = ("R-ENG-01",)
    natural_key = ("code",)
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        PROJECT,
        Column("project", aliases=("项目名称",), public=True),
        Column("party", aliases=("责任主体",), filter=True, public=True),
        Column("enterprise", aliases=("单位名称",), public=True),
        CREDIT,
        Column(
            "post",
            aliases=(
                "职务",
                "岗位",
            ),
            public=True,
        ),
        Column("person", listed=False, shared=False, sensitive=True),
        Column(
            "certificate_no",
            aliases=(
                "注册证号",
                "资格证号",
            ),
            listed=False,
            identifier=True,
            shared=False,
        ),
        Column("appointed_on", aliases=("任职时间",), filter=True),
        Column("authorised_on", aliases=("授权书",), listed=False),
        Column("promised_on", aliases=("承诺书",)),
        Column("left_on", aliases=("离任时间",)),
        Column("change_reason", aliases=("变更",), listed=False),
    )
    search = ("code", "project", "enterprise")
    order = ("-appointed_on", "-id")
    rules = (
        RowRule(
            ("left_on", "appointed_on"),
            lambda later, earlier: later >= earlier,
            "离任早于任职",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="appointed_on",
        dates=("promised_on", "left_on"),
        columns=("party", "credit_code", "project_code"),
    )


@register
class KeyNodeRegister(Register):
    key = "key_nodes"
    model = KeyNode
    label, label_en = "关键节点验收", "Key nodes"
    about = "工程关键节点的计划、验收和整改。"
    about_en = "Key nodes of works: planned, accepted, put right."
    field = "works"
    requirement = ("R-ENG-02",)
    natural_key = ("code",)
    lifecycle = lifecycles.KEY_NODE
    expiries = (
        Expiry(
            "planned_on", "组织关键节点验收", "Accept the key node", rule="works_node", states=("planned",)
        ),
    )
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        PROJECT,
        Column("project", aliases=("项目名称",), public=True),
        Column("kind", aliases=("节点",), filter=True, public=True),
        Column("part", aliases=("验收部位",)),
        Column("enterprise", aliases=("施工总承包单位",)),
        CREDIT,
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("planned_on", aliases=("计划日期",), filter=True),
        Column("accepted_on", aliases=("通过日期",), public=True),
        Column("problem", aliases=("问题",), listed=False),
        Column("rectify_by", aliases=("整改到期",), listed=False),
        Column("attended", aliases=("参加单位",), listed=False),
    )
    search = ("code", "project")
    order = ("-planned_on", "-id")
    facts = Facts(
        date="accepted_on", dates=("planned_on",), columns=("kind", "state", "credit_code", "project_code")
    )
