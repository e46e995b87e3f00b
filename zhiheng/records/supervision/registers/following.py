"""The registers of what failed results lead to, of the ways out of the market, and of goods sold online."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Expiry, Facts, Register, register
from zhiheng.frame.registers.leading import OpenedFrom
from zhiheng.records.supervision import lifecycles
from zhiheng.records.supervision.models import CompulsoryExit, FailedResult, OnlineGoods, ServiceOuster
from zhiheng.records.supervision.registers.base import after, firm, number, place

CARRIED = {"region": "region", "enterprise": "enterprise", "credit_code": "credit_code"}


@register
class FailedResultRegister(Register):
    key = "failed_results"
    model = FailedResult
    label, label_en = "不合格后处理", "Failed results followed up"
    about = "监督抽查不合格后的告知、异议复检、责令改正、整改、复查、公告，直到结案、退出或立案，每步有时限。"
    about_en = "What follows a failed result, step by step with its time limits: notice, retest, correction, recheck, exit."
    field = "product"
    requirement = ("R-SUP-04",)
    natural_key = ("report_no",)
    lifecycle = lifecycles.FAILED_RESULT
    opened_from = (
        OpenedFrom(
            "sampling",
            "不合格后处理",
            known_by="report_no",
            when={"result": "unqualified"},
            carry={
                **CARRIED,
                "report_no": "report_no",
                "sector": "sector",
                "product": "product",
                "failed_items": "failed_items",
                "reported_on": "tested_on",
            },
            label_en="Follow up the failed result",
        ),
    )
    columns = (
        Column("report_no", aliases=("报告编号",), identifier=True),
        place(),
        *firm("受检单位", "生产单位"),
        Column("sector", aliases=("领域",), filter=True, public=True),
        Column("product", aliases=("产品",), public=True),
        Column("failed_items", aliases=("不合格项",), listed=False, public=True),
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("reported_on", aliases=("收到日期",), filter=True, public=True),
        Column("noticed_on", aliases=("告知日期",), listed=False),
        Column("objected_on", aliases=("异议日期",), listed=False),
        Column("retested_on", listed=False),
        Column("ordered_on", aliases=("责令整改日期",), listed=False),
        Column("measures", listed=False),
        Column("rectified_on", aliases=("整改日期",), listed=False, public=True),
        Column("rechecked_on", listed=False, public=True),
        Column("announced_on", listed=False, public=True),
        Column("second_recheck_on", listed=False, public=True),
        Column("case_no", listed=False, identifier=True),
    )
    search = ("report_no", "enterprise", "product")
    order = ("-reported_on", "-id")
    rules = (
        after("noticed_on", "reported_on", "告知日期早于收到报告日期"),
        after("objected_on", "noticed_on", "异议日期早于告知日期"),
        after("retested_on", "objected_on", "复检完成日期早于申请日期"),
        after("rectified_on", "ordered_on", "整改完成日期早于责令改正日期"),
        after("rechecked_on", "ordered_on", "复查日期早于责令改正日期"),
        after("second_recheck_on", "announced_on", "再次复查日期早于公告日期"),
    )
    facts = Facts(
        date="reported_on",
        dates=(
            "noticed_on",
            "objected_on",
            "retested_on",
            "ordered_on",
            "rectified_on",
            "rechecked_on",
            "announced_on",
        ),
        columns=("report_no", "sector", "product", "state", "credit_code"),
    )


@register
class CompulsoryExitRegister(Register):
    key = "compulsory_exits"
    model = CompulsoryExit
    label, label_en = "强制退出", "Compulsory exits"
    about = "不具备条件、整改后仍不合格、严重违法或无证生产的企业，从提出、告知、决定到执行核实。"
    about_en = (
        "Enterprises taken out of the market by order: ground, notice, decision, carrying out, verification."
    )
    field = "product"
    requirement = ("R-PER-06",)
    natural_key = ("code",)
    lifecycle = lifecycles.COMPULSORY_EXIT
    opened_from = (
        OpenedFrom(
            "failed_results",
            "提出强制退出",
            known_by="source_no",
            when={"state": "exited"},
            carry={**CARRIED, "source_no": "report_no", "product": "product"},
            marks={"ground": "still_failing"},
            label_en="Propose the exit",
        ),
        OpenedFrom(
            "permit_gaps",
            "提出取缔退出",
            known_by="source_no",
            when={"state": "ousted"},
            carry={**CARRIED, "source_no": "code", "product": "product"},
            marks={"ground": "unlicensed"},
            label_en="Propose the exit",
        ),
    )
    columns = (
        number("code"),
        place(),
        *firm(),
        Column("ground", aliases=("事由",), filter=True, public=True),
        Column("product", aliases=("产品",), listed=False, public=True),
        Column("source_no", aliases=("来源",), listed=False, identifier=True),
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("proposed_on", filter=True),
        Column("noticed_on", listed=False),
        Column("decided_on", filter=True, public=True),
        Column("decision_no", aliases=("文书号",), listed=False, identifier=True, public=True),
        Column("form", aliases=("方式",), filter=True, public=True),
        Column("execute_by", listed=False),
        Column("executed_on", listed=False, public=True),
        Column("verified_on", listed=False, public=True),
    )
    search = ("code", "enterprise", "decision_no")
    order = ("-proposed_on", "-id")
    rules = (
        after("noticed_on", "proposed_on", "告知日期早于提出日期"),
        after("decided_on", "noticed_on", "决定日期早于告知日期"),
        after("executed_on", "decided_on", "执行日期早于决定日期"),
        after("verified_on", "executed_on", "核实日期早于执行日期"),
    )
    facts = Facts(
        date="decided_on",
        dates=("proposed_on", "executed_on", "verified_on"),
        columns=("ground", "form", "state", "credit_code"),
    )


@register
class ServiceOusterRegister(Register):
    key = "service_ousters"
    model = ServiceOuster
    label, label_en = "服务领域退出", "Service providers ordered out"
    about = "重点服务行业造成严重伤害或损失的提供者：责任认定、责令退出、禁入期限。"
    about_en = "Service providers that caused serious injury or loss: finding, order to leave the field, bar."
    field = "service"
    requirement = ("R-PER-07",)
    natural_key = ("code",)
    lifecycle = lifecycles.SERVICE_OUSTER
    expiries = (Expiry("barred_until", "核销禁入期限", "Close the bar", states=("left",)),)
    columns = (
        number("code"),
        place(),
        *firm("服务单位"),
        Column("trade", aliases=("领域", "行业"), filter=True, public=True),
        Column("event", aliases=("事件",), public=True),
        Column("happened_on", aliases=("事发日期",), filter=True, public=True),
        Column("injured", listed=False, public=True),
        Column("loss", listed=False, public=True),
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("finding", listed=False, public=True),
        Column("found_on", listed=False, public=True),
        Column("decision_no", listed=False, identifier=True, public=True),
        Column("ordered_on", filter=True, public=True),
        Column("barred_until", listed=False, public=True),
        Column("left_on", listed=False, public=True),
    )
    search = ("code", "enterprise", "event")
    order = ("-happened_on", "-id")
    rules = (
        after("found_on", "happened_on", "认定日期早于发生日期"),
        after("barred_until", "ordered_on", "禁入期限早于责令退出日期"),
        after("left_on", "ordered_on", "退出日期早于责令退出日期"),
    )
    facts = Facts(
        date="ordered_on",
        dates=("happened_on", "found_on", "barred_until", "left_on"),
        columns=("trade", "state", "injured", "loss", "credit_code"),
    )


@register
class OnlineGoodsRegister(Register):
    key = "online_goods"
    model = OnlineGoods
    label, label_en = "网售商品监管", "Goods sold online"
    about = "网售商品一条链：风险监测、网上抽样、源头追溯、移交属地查处、记入信用。"
    about_en = "Goods sold online, along one chain: monitored, sampled, traced, handed to the place of origin, credit."
    field = "product"
    requirement = ("R-SUP-12",)
    natural_key = ("code",)
    lifecycle = lifecycles.ONLINE_CHAIN
    columns = (
        number("code"),
        place(),
        Column("platform", aliases=("平台",), filter=True),
        Column("shop", aliases=("店铺",)),
        Column("product", aliases=("商品", "产品名称"), public=True),
        Column("link", aliases=("网址", "链接"), listed=False),
        Column("seen_on", aliases=("发现日期",), filter=True, public=True),
        Column("signal", aliases=("信号",)),
        Column("state", aliases=("状态",), filter=True, public=True),
        *firm("生产企业"),
        Column("sampled_on", listed=False),
        Column("report_no", aliases=("报告编号",), listed=False, identifier=True),
        Column("source_place", aliases=("源头地",), listed=False),
        Column("traced_on", listed=False),
        Column("handed_to", listed=False),
        Column("handed_on", listed=False),
        Column("handled_on", listed=False),
        Column("handling", listed=False, public=True),
        Column("credited_on", listed=False),
    )
    search = ("code", "product", "shop", "enterprise")
    order = ("-seen_on", "-id")
    rules = (
        after("sampled_on", "seen_on", "抽样日期早于监测日期"),
        after("handed_on", "traced_on", "移交日期早于追溯日期"),
        after("handled_on", "handed_on", "反馈日期早于移交日期"),
        after("credited_on", "handled_on", "记入信用日期早于反馈日期"),
    )
    facts = Facts(
        date="seen_on",
        dates=("sampled_on", "traced_on", "handed_on", "handled_on", "credited_on"),
        columns=("platform", "product", "state", "report_no", "credit_code"),
    )
