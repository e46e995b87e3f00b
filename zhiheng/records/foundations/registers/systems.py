"""Energy metering, commitments, metrology systems and the year's plan."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Computed, Expiry, Facts, Register, RowRule, register
from zhiheng.frame.registers.leading import Gathered
from zhiheng.frame.registers.lookups import Lookup
from zhiheng.frame.registers.periods import Periodic
from zhiheng.kernels.methods.metering import RULE, provision_met
from zhiheng.records.foundations import lifecycles
from zhiheng.records.foundations.models import (
    Commitment,
    EnergyMetering,
    MeterProvision,
    MetrologyPlan,
    MetrologySystem,
)
from zhiheng.records.foundations.registers.parts import (
    CREDIT_CODE,
    ENTERPRISE,
    REGION,
    not_before,
    not_more,
)


@register
class MeterProvisionRegister(Register):
    key = "meter_provisions"
    model = MeterProvision
    label, label_en = "能源计量器具配备", "Provision of energy instruments"
    about = (
        "用能单位按能源种类和计量级别应配备、实际配备多少能源计量器具；"
        "是否达到 GB 17167 的配备率由规则算出，不另填。"
    )
    about_en = "Energy instruments needed and installed, by kind of energy and level; whether that is enough is worked out."
    field = "foundations"
    requirement = ("R-MET-04",)
    natural_key = ("enterprise", "energy", "level", "assessed_on")
    columns = (
        Column("enterprise", aliases=("用能单位", "企业名称", "单位名称"), public=True),
        CREDIT_CODE,
        REGION,
        Column("energy", aliases=("能源",), filter=True, public=True),
        Column("level", aliases=("级别",), filter=True, public=True),
        Column("assessed_on", filter=True, public=True),
        Column("needed", aliases=("应配数", "应配备数量"), public=True),
        Column("installed", aliases=("实配数", "实际配备数量"), public=True),
        Column("key_user", filter=True, public=True),
    )
    search = ("enterprise",)
    order = ("-assessed_on", "-id")
    rules = (not_more("installed", "needed", "实际配备数多于应配备数，配备率只计应配备的器具"),)
    facts = Facts(
        date="assessed_on",
        columns=("enterprise", "credit_code", "energy", "level", "needed", "installed", "key_user"),
        computed=(
            Computed(
                "met",
                "boolean",
                ("energy", "level", "needed", "installed", "assessed_on"),
                provision_met,
                rules=(RULE,),
            ),
        ),
    )


@register
class EnergyMeteringRegister(Register):
    key = "energy_metering"
    model = EnergyMetering
    label, label_en = "能源计量数据", "Energy-metering data"
    about = "重点用能单位每月的能源消费量和其中经计量器具计量的量，一种能源一行。"
    about_en = (
        "Energy that key users consume each month and how much of it was metered, one row a kind of energy."
    )
    field = "foundations"
    requirement = ("R-MET-04",)
    natural_key = ("enterprise", "energy", "period")
    periodic = Periodic(every="month", checks="energy_metering")
    kept_by_enterprise = True
    gathered = Gathered(
        "energy_readings",
        same={n: n for n in ("region", "enterprise", "credit_code", "energy", "unit")},
        total={"metered": "value"},
        day="read_on",
        slot="hour",
        each="meter_no",
        marks={"online": True},
    )
    columns = (
        Column("enterprise", aliases=("用能单位", "企业名称", "单位名称"), public=True),
        CREDIT_CODE,
        REGION,
        Column("period", aliases=("月份", "报送月份"), public=True, identifier=True),
        Column("energy", aliases=("能源", "能源品种"), filter=True, public=True),
        Column("quantity", aliases=("消费量",)),
        Column("unit", aliases=("单位", "计量单位")),
        Column("metered", aliases=("计量量",)),
        Column("standard_coal", aliases=("折标煤",)),
        Column("online", aliases=("是否在线采集",), filter=True, public=True),
    )
    search = ("enterprise",)
    order = ("-ended_on", "-id")
    facts = Facts(
        date="ended_on",
        columns=("enterprise", "credit_code", "energy", "quantity", "metered", "standard_coal", "online"),
    )


@register
class CommitmentRegister(Register):
    key = "metrology_commitments"
    model = Commitment
    label, label_en = "诚信计量承诺", "Honest-metrology commitments"
    about = "经营者和企业自愿作出的诚信计量承诺：承诺、公示、有效期、移出。"
    about_en = "Honest-metrology commitments of traders and firms: made, listed, valid until, removed."
    field = "foundations"
    requirement = ("R-MET-06",)
    natural_key = ("code",)
    lifecycle = lifecycles.COMMITMENT
    kept_by_enterprise = True
    expiries = (
        Expiry(
            "valid_until",
            "重新承诺",
            "Renew the commitment",
            states=("committed", "listed"),
            unless="ended_on",
        ),
    )
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        ENTERPRISE,
        CREDIT_CODE,
        Column("trade", aliases=("行业类别",), filter=True, public=True),
        Column("committed_on", filter=True, public=True),
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("published_on", listed=False, public=True),
        Column("valid_until", aliases=("有效期",), public=True),
        Column("ended_on", listed=False, public=True),
    )
    search = ("code", "enterprise")
    order = ("-committed_on", "-id")
    lookup = Lookup(
        by=("enterprise",),
        only={"state": "listed"},
        browse=True,
        shows=("enterprise", "region", "trade", "committed_on", "published_on", "valid_until"),
        what="已经公示的诚信计量承诺。",
        what_en="Honest-metrology commitments that have been listed.",
    )
    rules = (
        not_before("published_on", "committed_on", "公示日期早于承诺日期"),
        not_before("valid_until", "committed_on", "有效期早于承诺日期"),
        not_before("ended_on", "committed_on", "移出日期早于承诺日期"),
    )
    facts = Facts(
        date="committed_on",
        dates=("published_on", "valid_until", "ended_on"),
        columns=("enterprise", "credit_code", "trade", "state"),
    )


@register
class MetrologySystemRegister(Register):
    key = "metrology_systems"
    model = MetrologySystem
    label, label_en = "计量管理体系", "Metrology systems"
    about = "企业测量管理体系、计量保证体系和定量包装商品计量保证能力的申请、评审、发证和有效期。"
    about_en = (
        "Measurement management and assurance systems of firms: application, review, certificate, validity."
    )
    field = "foundations"
    requirement = ("R-MET-07",)
    natural_key = ("code",)
    lifecycle = lifecycles.METROLOGY_SYSTEM
    expiries = (Expiry("valid_until", "申请换证评审", "Apply for review and renewal", states=("granted",)),)
    columns = (
        Column("code", aliases=("证书编号", "编号"), identifier=True),
        REGION,
        ENTERPRISE,
        CREDIT_CODE,
        Column("kind", aliases=("种类",), filter=True, public=True),
        Column("grade", listed=False, public=True),
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("applied_on", listed=False),
        Column("reviewed_on", filter=True, public=True),
        Column("passed", aliases=("是否通过", "评审结论"), filter=True, public=True),
        Column("reviewer", listed=False, public=True),
        Column("granted_on", listed=False, public=True),
        Column("valid_until", aliases=("有效期",), public=True),
    )
    search = ("code", "enterprise")
    order = ("-reviewed_on", "-id")
    rules = (
        not_before("reviewed_on", "applied_on", "评审日期早于申请日期"),
        not_before("valid_until", "granted_on", "有效期早于发证日期"),
        RowRule(
            ("granted_on", "passed"),
            lambda granted, passed: bool(passed),
            "评审没有通过，不能有发证日期",
            "请核对评审结论和发证日期。",
        ),
    )
    facts = Facts(
        date="reviewed_on",
        dates=("applied_on", "granted_on", "valid_until"),
        columns=("enterprise", "credit_code", "kind", "passed", "state"),
    )


@register
class MetrologyPlanRegister(Register):
    key = "metrology_plans"
    model = MetrologyPlan
    label, label_en = "计量工作计划", "Yearly metrology plan"
    about = "每年下达的计量工作计划，一个项目一行：计划数、完成数、期限。"
    about_en = "The yearly metrology plan, one row an item: how much is planned, done, and until when."
    field = "foundations"
    requirement = ("R-MET-07",)
    natural_key = ("code",)
    lifecycle = lifecycles.METROLOGY_PLAN
    expiries = (
        Expiry("due_on", "完成计划项目", "Finish the item", states=("issued",), unless="finished_on"),
    )
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column("year", aliases=("年度",), filter=True, public=True),
        Column("topic", aliases=("类别",), filter=True, public=True),
        Column("name", aliases=("项目名称",), public=True),
        Column("undertaker", aliases=("责任单位",), public=True),
        Column("planned", public=True),
        Column("done", public=True),
        Column("unit", listed=False, public=True),
        Column("issued_on", listed=False, public=True),
        Column("due_on", filter=True, public=True),
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("finished_on", listed=False, public=True),
    )
    search = ("code", "name", "undertaker")
    order = ("-issued_on", "-id")
    rules = (
        not_before("due_on", "issued_on", "完成期限早于下达日期"),
        not_before("finished_on", "issued_on", "完成日期早于下达日期"),
    )
    facts = Facts(
        date="issued_on",
        dates=("due_on", "finished_on"),
        columns=("year", "topic", "planned", "done", "state"),
    )
