"""Instruments, their verification, measurement standards and checks of metrology."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Expiry, Facts, Register, RowRule, register
from zhiheng.records.foundations import lifecycles
from zhiheng.records.foundations.models import Instrument, MeasurementStandard, MetrologyCheck, Verification
from zhiheng.records.foundations.registers.parts import CREDIT_CODE, REGION, not_before, not_more


@register
class InstrumentRegister(Register):
    key = "measuring_instruments"
    model = Instrument
    label, label_en = "计量器具", "Measuring instruments"
    about = "谁用什么计量器具、作什么用、上次和下次检定日期；到期未检的自动列入待办。"
    about_en = "Who uses which instrument for what, last and next verification; what falls due is asked for by itself."
    field = "foundations"
    requirement = ("R-MET-01",)
    natural_key = ("instrument",)
    lifecycle = lifecycles.INSTRUMENT
    kept_by_enterprise = True
    expiries = (
        Expiry(
            "next_due_on", "申请检定", "Have the instrument verified", rule="verification", states=("in_use",)
        ),
    )
    columns = (
        Column("instrument", aliases=("器具编码", "设备编号", "统一编号"), identifier=True),
        REGION,
        Column("name", aliases=("计量器具名称",), public=True),
        Column("model_no", aliases=("型号", "规格"), listed=False),
        Column("serial_no", listed=False, identifier=True),
        Column("maker", aliases=("生产厂家", "制造厂"), listed=False),
        Column("accuracy", aliases=("准确度", "精度等级"), listed=False),
        Column("enterprise", aliases=("使用单位", "用户单位", "企业名称"), public=True),
        CREDIT_CODE,
        Column("use", filter=True, public=True),
        Column("compulsory", aliases=("是否强检",), filter=True, public=True),
        Column("mode", listed=False, filter=True),
        Column("livelihood", aliases=("民生类别",), listed=False, filter=True, public=True),
        Column("units", aliases=("台件", "数量"), listed=False),
        Column("cycle_months", aliases=("周期",), listed=False),
        Column("verified_on", aliases=("检定日期", "最近检定日期"), public=True),
        Column("certificate", aliases=("检定证书编号",), listed=False, identifier=True),
        Column("next_due_on", aliases=("有效期至", "检定有效期"), filter=True, public=True),
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("in_use_on", listed=False),
        Column("retired_on", listed=False),
    )
    search = ("instrument", "name", "enterprise", "serial_no")
    order = ("next_due_on", "-id")
    rules = (
        not_before("next_due_on", "verified_on", "下次检定日期早于上次检定日期"),
        not_before("retired_on", "in_use_on", "报废日期早于启用日期"),
        RowRule(
            ("compulsory", "mode"),
            lambda compulsory, mode: not (compulsory and mode == "calibration"),
            "强制检定的器具不能以校准代替检定",
            "请核对“强制检定”和“检定方式”。",
        ),
    )
    facts = Facts(
        date="in_use_on",
        dates=("verified_on", "next_due_on", "retired_on"),
        columns=(
            "enterprise",
            "credit_code",
            "use",
            "compulsory",
            "mode",
            "livelihood",
            "units",
            "state",
            "instrument",
        ),
    )


@register
class VerificationRegister(Register):
    key = "verifications"
    model = Verification
    label, label_en = "计量检定", "Instrument verification"
    about = "计量器具的应检、已检与周期内检定；民生计量检查的台件数。"
    about_en = (
        "Measuring instruments due, verified and verified in time; instruments covered by livelihood checks."
    )
    field = "foundations"
    requirement = ("R-MET-01", "R-MET-03")
    natural_key = ("instrument", "due_on")
    enterprise_name = "user_name"
    columns = (
        Column("instrument", aliases=("出厂编号", "器具编码"), identifier=True),
        REGION,
        Column("name", aliases=("计量器具名称",), public=True),
        Column("use", filter=True, public=True),
        Column("compulsory", aliases=("是否强检",), filter=True),
        Column("livelihood", listed=False, filter=True),
        Column("livelihood_kind", aliases=("民生类别",), listed=False, filter=True, public=True),
        Column("user_name", aliases=("用户单位",), public=True),
        CREDIT_CODE,
        Column("due_on", aliases=("下次检定日期",), filter=True, public=True),
        Column("verified_on", aliases=("实检日期",), public=True),
        Column("result", aliases=("结论",), filter=True, public=True),
        Column("in_cycle", aliases=("是否周期内",), filter=True, public=True),
        Column("units", aliases=("台件", "数量"), listed=False),
        Column("certificate", listed=False, identifier=True),
        Column("laboratory", aliases=("检定单位",), listed=False, public=True),
    )
    search = ("instrument", "name", "user_name")
    order = ("-due_on", "-id")
    rules = (
        RowRule(
            ("in_cycle", "verified_on", "due_on"),
            lambda done, verified, due: not done or verified <= due,
            "检定日期晚于应检日期，不是周期内检定",
            "请改正日期或“周期内检定”。",
        ),
        RowRule(
            ("livelihood_kind", "livelihood"),
            lambda kind, livelihood: not kind or livelihood,
            "写了民生计量类别，没有标为民生计量",
            "请勾选“民生计量”或删去类别。",
        ),
    )
    facts = Facts(
        date="due_on",
        dates=("verified_on",),
        columns=(
            "use",
            "compulsory",
            "livelihood",
            "livelihood_kind",
            "result",
            "in_cycle",
            "units",
            "instrument",
        ),
    )


@register
class MeasurementStandardRegister(Register):
    key = "measurement_standards"
    model = MeasurementStandard
    label, label_en = "计量标准", "Measurement standards"
    about = "社会公用、部门和企事业单位最高计量标准：考核证书、测量范围、溯源到哪里、主标准器检定有效期。"
    about_en = "Public, departmental and enterprise measurement standards: certificate, range, traceability, due dates."
    field = "foundations"
    requirement = ("R-MET-02",)
    natural_key = ("code",)
    lifecycle = lifecycles.MEASUREMENT_STANDARD
    expiries = (
        Expiry(
            "traced_until",
            "主标准器送检溯源",
            "Have the reference traced",
            rule="verification",
            states=("certified",),
        ),
        Expiry(
            "valid_until",
            "申请复查考核",
            "Apply for re-assessment",
            rule="measurement_standard",
            states=("certified",),
        ),
    )
    columns = (
        Column(
            "code",
            aliases=("考核证书号", "证书编号", "证书号"),
            identifier=True,
            public=True,
            doubts=("measurement_standard",),
        ),
        REGION,
        Column("name", aliases=("名称", "标准名称"), public=True),
        Column("kind", aliases=("类别",), filter=True, public=True),
        Column("enterprise", aliases=("建标单位", "企业名称", "单位名称"), public=True),
        CREDIT_CODE,
        Column("measure_range", listed=False, public=True),
        Column("accuracy", aliases=("不确定度", "准确度等级"), listed=False, public=True),
        Column("traced_to", aliases=("溯源机构", "上级计量标准"), public=True),
        Column("trace_certificate", listed=False, identifier=True),
        Column("traced_on", listed=False),
        Column("traced_until", aliases=("检定有效期",), filter=True, public=True),
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("applied_on", listed=False),
        Column("accepted_on", listed=False),
        Column("assessed_on", listed=False),
        Column("granted_on", aliases=("发证时间",), filter=True, public=True),
        Column("valid_until", aliases=("证书有效期", "有效期至"), filter=True, public=True),
        Column("ended_on", listed=False),
    )
    search = ("code", "name", "enterprise")
    order = ("-granted_on", "-id")
    rules = (
        not_before("valid_until", "granted_on", "考核证书有效期早于发证日期"),
        not_before("traced_until", "traced_on", "检定有效期早于检定日期"),
        not_before("assessed_on", "applied_on", "考核日期早于申请日期"),
        not_before("ended_on", "granted_on", "撤销注销日期早于发证日期"),
    )
    facts = Facts(
        date="granted_on",
        dates=("applied_on", "assessed_on", "traced_on", "traced_until", "valid_until", "ended_on"),
        columns=("enterprise", "kind", "state", "code"),
    )


@register
class MetrologyCheckRegister(Register):
    key = "metrology_checks"
    model = MetrologyCheck
    label, label_en = "计量监督检查", "Checks of metrology"
    about = (
        "民生计量、定量包装商品、重点用能单位和诚信计量承诺的检查：查了多少台件和批次、有什么问题、是否改正。"
    )
    about_en = (
        "Checks of livelihood metrology, packaged goods, key energy users and commitments: what was looked at, "
        "what was wrong, whether it has been mended."
    )
    field = "foundations"
    requirement = ("R-MET-03", "R-MET-05", "R-MET-06")
    natural_key = ("code",)
    lifecycle = lifecycles.FINDING
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column("kind", aliases=("种类",), filter=True, public=True),
        Column("livelihood", aliases=("民生类别", "场所类别"), filter=True, public=True),
        Column("enterprise", aliases=("被检查单位", "企业名称", "单位名称"), public=True),
        CREDIT_CODE,
        Column("planned", listed=False, filter=True),
        Column("checked_on", filter=True, public=True),
        Column("instruments", aliases=("检查台件",), public=True),
        Column("bad_instruments", aliases=("不合格台件",), public=True),
        Column("batches", aliases=("抽检批次",), listed=False, public=True),
        Column("bad_batches", aliases=("不合格批次",), listed=False, public=True),
        Column("state", aliases=("检查结果", "状态"), filter=True, public=True),
        Column("problem", listed=False),
        Column("rectify_by", listed=False),
        Column("rectified_on", listed=False, public=True),
    )
    search = ("code", "enterprise")
    order = ("-checked_on", "-id")
    rules = (
        not_more("bad_instruments", "instruments", "问题器具多于检查器具"),
        not_more("bad_batches", "batches", "净含量不合格的批次多于抽检批次"),
        not_before("rectify_by", "checked_on", "限期改正日期早于检查日期"),
        not_before("rectified_on", "checked_on", "改正日期早于检查日期"),
        RowRule(
            ("batches", "kind"),
            lambda batches, kind: kind != "packaged" or batches > 0,
            "定量包装商品检查没有写抽检批次",
            "请填写抽检批次。",
        ),
    )
    facts = Facts(
        date="checked_on",
        dates=("rectified_on",),
        columns=(
            "kind",
            "livelihood",
            "enterprise",
            "credit_code",
            "instruments",
            "bad_instruments",
            "batches",
            "bad_batches",
            "planned",
            "state",
        ),
    )
