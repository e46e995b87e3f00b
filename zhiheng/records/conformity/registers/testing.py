"""The registers of testing needs, orders and projects."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Computed, Facts, Register, RowRule, register
from zhiheng.records.conformity import lifecycles
from zhiheng.records.conformity.locality import local_test
from zhiheng.records.conformity.models import CapabilityProject, ServiceOrder, TestingNeed

REGION = Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True)

LOCAL_TEST = Computed("local_test", "text", of=("region", "product", "parameter"), by=local_test)


@register
class TestingNeedRegister(Register):
    key = "testing_needs"
    model = TestingNeed
    label, label_en = "检测需求与缺口", "Testing needs and gaps"
    about = "企业和监管部门需要的检测：对象、项目、年批次，现在送到哪里检，本地是否已能检。本地没有批准能力的就是缺口。"
    about_en = "Tests that firms and regulators need: object, parameter, yearly volume, where samples go now, whether anybody local can do it."
    field = "foundations"
    requirement = ("R-LAB-05",)
    natural_key = ("code",)
    lifecycle = lifecycles.NEED
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column("product", aliases=("产品", "产品类别"), public=True),
        Column("parameter", aliases=("参数", "项目名称"), public=True),
        Column("standard", aliases=("检测标准",), listed=False, public=True),
        Column("source", aliases=("来源",), filter=True, public=True),
        Column("asked_by", aliases=("单位名称",), listed=False),
        Column("volume", aliases=("批次",), public=True),
        Column("raised_on", aliases=("提出时间",), filter=True, public=True),
        Column("sent_to", aliases=("送检机构",), listed=False, public=True),
        Column("project", aliases=("项目编号",), listed=False, identifier=True),
        Column("met_by", aliases=("承检机构编号",), listed=False, identifier=True),
        Column("met_on", aliases=("满足日期",), public=True),
        Column("closed_on", aliases=("不再需要日期",), listed=False),
        Column("state", aliases=("状态",), filter=True, public=True),
    )
    search = ("code", "product", "parameter")
    order = ("-raised_on", "-id")
    rules = (
        RowRule(
            ("closed_on", "raised_on"),
            lambda later, earlier: later >= earlier,
            "撤销日期早于提出日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="raised_on",
        dates=("met_on", "closed_on"),
        columns=("product", "parameter", "source", "volume", "state"),
        computed=(LOCAL_TEST,),
    )


@register
class ServiceOrderRegister(Register):
    key = "test_orders"
    model = ServiceOrder
    label, label_en = "检测服务订单", "Orders for testing services"
    about = (
        "公共检测服务平台的订单：检测、校准、方法研发、标准和咨询服务；政府购买服务也在这里。"
        "企业可自己下单并写明承接机构，由该机构受理、出报告，企业签收、评价。"
    )
    about_en = (
        "Orders on the public testing platform: tests, calibration, development, standards, consulting; also what "
        "government buys. The body that an order names takes it up and reports; who ordered confirms receipt."
    )
    field = "foundations"
    kept_by_enterprise = True
    requirement = ("R-LAB-04",)
    natural_key = ("code",)
    lifecycle = lifecycles.ORDER
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column("kind", aliases=("种类",), filter=True),
        Column("enterprise", aliases=("企业名称", "单位名称")),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("purchase", aliases=("是否政府购买",), filter=True),
        Column("item", aliases=("检测项目", "内容")),
        Column("laboratory", aliases=("承接机构编号",), filter=True, identifier=True),
        Column(
            "provider", aliases=("承检机构", "检测机构"), help="可只填证书编号或信用代码，其余由机构名录带出"
        ),
        Column(
            "provider_code",
            aliases=("承接机构信用代码",),
            listed=False,
            identifier=True,
            doubts=("uscc",),
            help="写明后该机构可在自己的工作台看到并受理",
        ),
        Column("ordered_on", aliases=("委托日期",), filter=True),
        Column("promised_on", aliases=("约定日期",)),
        Column("price", aliases=("费用", "金额"), listed=False, shared=False),
        Column("report_no", aliases=("报告号",), listed=False, identifier=True),
        Column("reported_on", aliases=("出具日期",)),
        Column("received_on", aliases=("验收日期",), listed=False),
        Column("score", aliases=("评分",), listed=False, help="1 至 5 分"),
        Column("state", aliases=("状态",), filter=True),
    )
    search = ("code", "enterprise", "item")
    order = ("-ordered_on", "-id")
    rules = (
        RowRule(
            ("laboratory", "state"),
            lambda laboratory, state: bool(laboratory) or state in {"placed", "declined", "cancelled"},
            "已受理的订单没有承接机构",
            "请先填写承接机构证书编号。",
        ),
        RowRule(
            ("promised_on", "ordered_on"),
            lambda later, earlier: later >= earlier,
            "约定完成日期早于下单日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("reported_on", "ordered_on"),
            lambda later, earlier: later >= earlier,
            "报告日期早于下单日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("received_on", "reported_on"),
            lambda later, earlier: later >= earlier,
            "签收日期早于报告日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="ordered_on",
        dates=("promised_on", "reported_on", "received_on"),
        columns=("kind", "purchase", "laboratory", "price", "score", "state"),
    )


@register
class CapabilityProjectRegister(Register):
    key = "capability_projects"
    model = CapabilityProject
    label, label_en = "检测能力建设项目", "Projects of testing capability"
    about = "县级机构、国家质检中心、集群检测平台、第三方机构等能力建设项目，对着缺口清单立项，验收时写明补上多少项目。"
    about_en = "Projects against the gap list: county laboratories, national centres, platforms of clusters, third parties; parameters added at acceptance."
    field = "foundations"
    requirement = ("R-LAB-05",)
    natural_key = ("code",)
    lifecycle = lifecycles.CAPABILITY_PROJECT
    columns = (
        Column("code", aliases=("编号",), public=True, identifier=True),
        REGION,
        Column("name", aliases=("名称",), public=True),
        Column("kind", aliases=("类型",), filter=True, public=True),
        Column("builder", aliases=("承建机构",), public=True),
        Column("gaps", aliases=("缺口编号",), listed=False),
        Column("invested", aliases=("投资",), public=True),
        Column("planned_on", aliases=("规划时间",), filter=True, public=True),
        Column("approved_on", aliases=("批复日期",), listed=False, public=True),
        Column("due_on", aliases=("建成期限",), public=True),
        Column("accepted_on", aliases=("验收时间",), public=True),
        Column("parameters", aliases=("新增参数",), listed=False, public=True),
        Column("state", aliases=("状态",), filter=True, public=True),
    )
    search = ("code", "name", "builder")
    order = ("-planned_on", "-id")
    rules = (
        RowRule(
            ("due_on", "planned_on"),
            lambda later, earlier: later >= earlier,
            "计划建成日期早于规划日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("accepted_on", "planned_on"),
            lambda later, earlier: later >= earlier,
            "验收日期早于规划日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="planned_on",
        dates=("approved_on", "due_on", "accepted_on"),
        columns=("kind", "state", "invested", "parameters"),
    )
