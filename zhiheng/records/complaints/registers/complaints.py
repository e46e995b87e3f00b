"""The register of complaints and reports."""

from __future__ import annotations

import datetime as dt

from zhiheng.frame.registers.against import Basis
from zhiheng.frame.registers.declare import Column, Computed, Facts, Register, RowRule, register
from zhiheng.records.complaints.limits import RULE, in_time
from zhiheng.records.complaints.models.complaints import Complaint, Kind, Result

#: How each kind may end.
ENDS = {
    Kind.COMPLAINT: {
        Result.SETTLED, Result.UNSETTLED, Result.WITHDRAWN, Result.REFUSED, Result.TRANSFERRED, "",
    },
    Kind.REPORT: {Result.CASE, Result.UNFOUNDED, Result.TRANSFERRED, ""},
}  # fmt: skip


def _later(later: dt.date, earlier: dt.date) -> bool:
    return later >= earlier


@register
class ComplaintRegister(Register):
    key = "complaints"
    model = Complaint
    label, label_en = "投诉举报", "Complaints and reports"
    about = "12315等渠道接收的投诉和举报：被投诉单位、商品或服务、问题、结果和满意情况。投诉人、举报人的身份不在本台账。"
    about_en = "Complaints and reports by 12315 and other channels: firm, goods or service, issue, result. Who complained is not kept here."
    field = "product"
    requirement = ("R-CMP-01", "R-CMP-02")
    natural_key = ("number",)
    columns = (
        Column("number", aliases=("编号", "投诉编号", "举报编号", "工单编号", "工单号"), identifier=True),
        Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True),
        Column("kind", aliases=("投诉举报类型", "登记类型"), filter=True, public=True),
        Column("issue", aliases=("问题类型", "投诉问题"), filter=True, public=True),
        Column("received_on", aliases=("登记日期", "接收时间", "收到日期"), filter=True, public=True),
        Column("channel", aliases=("渠道", "来源渠道", "接收方式"), filter=True, public=True),
        Column("enterprise", aliases=("被投诉单位", "被举报单位", "被投诉人", "企业名称")),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("subject", aliases=("客体类型", "商品或服务"), filter=True, public=True),
        Column("category", aliases=("类别", "商品类别", "服务类别"), filter=True, public=True),
        Column("product", aliases=("商品名称", "服务名称"), listed=False),
        Column("content", aliases=("投诉内容", "举报内容"), listed=False, shared=False, sensitive=True),
        Column("claim", aliases=("投诉诉求", "请求"), listed=False, shared=False, sensitive=True),
        Column("amount", aliases=("涉及金额",), listed=False, shared=False),
        Column("agency", aliases=("承办单位", "处理单位"), listed=False),
        Column("accepted_on", aliases=("受理日期", "受理时间"), listed=False),
        Column("extended", aliases=("是否延期",), listed=False, shared=False),
        Column("result", aliases=("处理结果", "结果"), filter=True, public=True),
        Column("closed_on", aliases=("办结时间", "结案日期"), public=True),
        Column("recovered", aliases=("挽回经济损失",), listed=False, shared=False),
        Column("satisfied", aliases=("是否满意", "满意"), filter=True, listed=False, public=True),
        Column("case_no", aliases=("案号", "案件编号"), listed=False, identifier=True, shared=False),
    )
    search = ("number", "enterprise", "product")
    order = ("-received_on", "-id")
    rules = (
        RowRule(("accepted_on", "received_on"), _later, "受理日期早于接收日期", "请核对两个日期。"),
        RowRule(("closed_on", "received_on"), _later, "办结日期早于接收日期", "请核对两个日期。"),
        RowRule(
            ("result", "kind"),
            lambda result, kind: result in ENDS[Kind(kind)],
            "办理结果与类型不符",
            "投诉填调解、撤回、不予受理或移送；举报填立案、不予立案或移送。一件兼有投诉和举报的，请分登两件。",
        ),
    )
    rests_on = (
        Basis(
            ("cases",),
            by=("case_no", "case_no"),
            what="案件",
            same={"credit_code": "credit_code"},
            what_en="Case",
            known=True,
        ),
    )
    facts = Facts(
        date="received_on",
        dates=("accepted_on", "closed_on"),
        columns=(
            "kind", "channel", "subject", "category", "issue", "result", "amount", "recovered", "satisfied",
            "credit_code",
        ),
        computed=(
            Computed(
                "in_time",
                "boolean",
                ("kind", "received_on", "accepted_on", "closed_on", "result", "extended"),
                in_time,
                (RULE,),
            ),
        ),
    )  # fmt: skip
