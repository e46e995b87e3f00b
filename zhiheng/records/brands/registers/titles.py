"""The registers of titles and of plans to raise tourist ratings."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Expiry, Facts, Register, RowRule, register
from zhiheng.records.brands import lifecycles
from zhiheng.records.brands.models import Title, TourismUpgrade
from zhiheng.records.brands.registers.parts import CREDIT, REGION


@register
class TitleRegister(Register):
    key = "titles"
    model = Title
    label, label_en = "称号与标志", "Titles and marks"
    about = "商标称号、名牌和景区、饭店等级，从申报到认定、贴标、失效。三品一标登在“三品一标证书”。"
    about_en = (
        "Famous trademarks, name brands, scenic and hotel ratings: from application to grant, labelling and "
        "lapse. Certified farm produce has a register of its own."
    )
    field = "brand"
    requirement = ("R-BRD-02", "R-BRD-04")
    natural_key = ("code",)
    enterprise_name = "holder"
    lifecycle = lifecycles.TITLE
    expiries = (
        Expiry("valid_until", "复审换证", "Renew the title", rule="title", states=("granted", "labelled")),
    )
    columns = (
        Column(
            "code",
            aliases=("证书编号", "编号"),
            identifier=True,
            made_from=("kind", "name", "holder", "region"),
        ),
        Column("region", aliases=("行政区划", "区划代码", "县区", "所在地"), filter=True, public=True),
        Column(
            "kind",
            aliases=("种类", "类别"),
            filter=True,
            public=True,
            schemes="title_schemes",
            dated=("granted_on", "applied_on"),
        ),
        Column("name", aliases=("商标名称", "产品名称"), public=True),
        Column("holder", aliases=("企业名称", "权利人", "申请人"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("mark_no", aliases=("注册号",), listed=False, public=True, identifier=True),
        Column("grade", aliases=("星级", "A级"), filter=True, public=True),
        Column("introduced", aliases=("是否引进",), listed=False, public=True),
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("applied_on", aliases=("申请日期",), public=True),
        Column("reviewed_on", aliases=("审查日期",), listed=False, public=True),
        Column("granted_on", aliases=("获得日期", "批准日期"), filter=True, public=True),
        Column("valid_until", aliases=("有效期",), public=True),
        Column("upgraded_on", listed=False, public=True),
        Column("grantor", aliases=("批准机关", "发证机关"), listed=False, public=True),
        Column("output_share", listed=False),
    )
    search = ("code", "name", "holder")
    order = ("-granted_on", "-id")
    rules = (
        RowRule(
            ("valid_until", "granted_on"),
            lambda until, on: until >= on,
            "有效期早于认定日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("granted_on", "applied_on"),
            lambda granted, applied: granted >= applied,
            "认定日期早于申报日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="granted_on",
        dates=("applied_on", "reviewed_on", "valid_until", "upgraded_on"),
        columns=("kind", "grade", "introduced", "state", "credit_code", "output_share"),
    )


@register
class TourismUpgradeRegister(Register):
    key = "tourism_upgrades"
    model = TourismUpgrade
    label, label_en = "景区饭店晋级计划", "Plans to raise tourist ratings"
    about = "景区、饭店、度假区的晋等升级计划：现等级、目标等级、责任单位和进展。"
    about_en = "Plans to raise scenic areas, hotels and resorts to a higher rating: rating now, rating aimed at, who helps, progress."
    field = "brand"
    requirement = ("R-BRD-04",)
    natural_key = ("code",)
    lifecycle = lifecycles.TOURISM_UPGRADE
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column(
            "name",
            aliases=(
                "景区名称",
                "饭店名称",
            ),
            public=True,
        ),
        Column("kind", aliases=("类型",), filter=True, public=True),
        Column("enterprise", aliases=("经营者",), listed=False),
        CREDIT,
        Column("title_code", aliases=("称号编号",), listed=False, identifier=True),
        Column("grade", aliases=("当前等级",), public=True),
        Column("target_grade", aliases=("拟晋等级",), filter=True, public=True),
        Column(
            "helper",
            aliases=(
                "责任单位",
                "帮扶单位",
            ),
            public=True,
        ),
        Column(
            "state",
            aliases=(
                "状态",
                "进展",
            ),
            filter=True,
            public=True,
        ),
        Column("planned_on", aliases=("计划日期",), filter=True),
        Column("apply_by", aliases=("计划申报时间",)),
        Column("applied_on", aliases=("申请日期",), listed=False),
        Column("inspected_on", aliases=("检查日期",), listed=False),
        Column("upgraded_on", aliases=("获评日期",), public=True),
        Column("invested", aliases=("投入",), listed=False),
        Column("measures", aliases=("措施",), listed=False),
    )
    search = ("code", "name")
    order = ("-planned_on", "-id")
    rules = (
        RowRule(
            ("upgraded_on", "planned_on"),
            lambda later, earlier: later >= earlier,
            "晋级日期早于列入计划日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(
        date="planned_on",
        dates=("apply_by", "applied_on", "upgraded_on"),
        columns=("kind", "grade", "target_grade", "state", "invested"),
    )
