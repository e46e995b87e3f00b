"""The registers of standards and of instrument verification."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.records.foundations import lifecycles
from zhiheng.records.foundations.models import Standard, Verification


@register
class StandardRegister(Register):
    key = "standards"
    model = Standard
    label, label_en = "标准", "Standards"
    about = "国家、行业、地方、团体、企业标准的申请、立项、发布、修订、实施检查与废止。"
    about_en = (
        "National, sector, local, group and company standards: application, project, issue, revision, "
        "review and withdrawal."
    )
    field = "foundations"
    requirement = ("R-STD-01", "R-STD-02")
    natural_key = ("number",)
    lifecycle = lifecycles.STANDARD
    columns = (
        Column("number", aliases=("标准编号", "标准号", "计划号"), identifier=True, public=True),
        Column("region", aliases=("行政区划", "区划代码"), filter=True, public=True),
        Column("name", aliases=("名称",), public=True),
        Column("kind", aliases=("层级", "标准类别"), filter=True, public=True),
        Column("area", aliases=("行业领域",), filter=True, public=True),
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("proposed_on", listed=False, public=True),
        Column("approved_on", listed=False, public=True),
        Column("issued_on", aliases=("批准发布日期",), filter=True, public=True),
        Column("revised_on", public=True),
        Column("checked_on", public=True),
        Column("withdrawn_on", listed=False, public=True),
        Column("main_farm_product", listed=False, public=True),
        Column("drafter", aliases=("主要起草单位",), listed=False, public=True),
    )
    search = ("number", "name", "drafter")
    order = ("-issued_on", "-id")
    rules = (
        RowRule(
            ("issued_on", "proposed_on"),
            lambda issued, asked: issued >= asked,
            "发布日期早于申请立项日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("withdrawn_on", "issued_on"),
            lambda gone, issued: gone >= issued,
            "废止日期早于发布日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="issued_on",
        dates=("proposed_on", "approved_on", "revised_on", "checked_on", "withdrawn_on"),
        columns=("kind", "area", "state", "main_farm_product"),
    )


@register
class VerificationRegister(Register):
    key = "verifications"
    model = Verification
    label, label_en = "计量检定", "Instrument verification"
    about = "计量器具的应检、已检与周期内检定;民生计量检查的台件数。"
    about_en = (
        "Measuring instruments due, verified and verified in time; instruments covered by livelihood checks."
    )
    field = "foundations"
    requirement = ("R-MET-01", "R-MET-03")
    natural_key = ("instrument", "due_on")
    columns = (
        Column("instrument", aliases=("出厂编号", "器具编码"), identifier=True),
        Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True),
        Column("name", aliases=("计量器具名称",), public=True),
        Column("use", filter=True, public=True),
        Column("compulsory", aliases=("是否强检",), filter=True),
        Column("livelihood", listed=False, filter=True),
        Column("user_name", aliases=("用户单位",), public=True),
        Column("credit_code", listed=False, identifier=True),
        Column("due_on", aliases=("下次检定日期",), filter=True, public=True),
        Column("verified_on", aliases=("实检日期",), public=True),
        Column("result", aliases=("结论",), filter=True, public=True),
        Column("in_cycle", aliases=("是否周期内",), filter=True, public=True),
        Column("units", aliases=("台件", "数量"), listed=False),
        Column("certificate", listed=False, identifier=True),
    )
    search = ("instrument", "name", "user_name")
    order = ("-due_on", "-id")
    rules = (
        RowRule(
            ("in_cycle", "verified_on", "due_on"),
            lambda done, verified, due: not done or verified <= due,
            "检定日期晚于应检日期,不是周期内检定",
            "请改正日期或“周期内检定”。",
        ),
    )
    facts = Facts(
        date="due_on",
        dates=("verified_on",),
        columns=("use", "compulsory", "livelihood", "result", "in_cycle", "units"),
    )
