"""The registers of food premises, their checks, and the daily supervision of drugs."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Expiry, Facts, Register, RowRule, register
from zhiheng.frame.registers.leading import OpenedFrom
from zhiheng.records.supervision.models import DrugCheck, FoodCheck, FoodPremises
from zhiheng.records.supervision.registers.base import after, firm, number, place


@register
class FoodPremisesRegister(Register):
    key = "food_premises"
    model = FoodPremises
    label, label_en = "食品经营主体", "Food premises"
    about = "食品生产、销售、餐饮单位和小作坊、小经营店、小摊点：许可或登记编号、量化等级、监管责任岗位。"
    about_en = "Makers, sellers and caterers of food, workshops, shops and stalls: permit, hygiene grade, post in charge."
    field = "product"
    requirement = ("R-SUP-07", "R-PER-02")
    natural_key = ("code",)
    expiries = (Expiry("grade_until", "重新评定量化等级", "Grade the premises again", unless="closed_on"),)
    columns = (
        number("code"),
        place(),
        *firm("经营者名称", "名称"),
        Column("kind", aliases=("类型", "主体业态"), filter=True, public=True),
        Column("foods", aliases=("品种",), listed=False, public=True),
        Column("address", aliases=("地址",), listed=False),
        Column("permit_no", aliases=("许可证编号", "登记证编号"), identifier=True, public=True),
        Column("opened_on", aliases=("登记日期",), filter=True),
        Column("closed_on", aliases=("注销日期",), listed=False),
        Column("hygiene", aliases=("等级", "量化分级"), filter=True, public=True),
        Column("graded_on", listed=False, public=True),
        Column("grade_until", listed=False, public=True),
        Column("grid_code", listed=False, identifier=True),
        Column("officer_post", aliases=("责任岗位",), public=True),
    )
    search = ("code", "enterprise", "permit_no")
    order = ("region_id", "code")
    rules = (
        after("closed_on", "opened_on", "停业日期早于纳入监管日期"),
        after("grade_until", "graded_on", "等级有效期早于评定日期"),
    )
    facts = Facts(
        date="opened_on",
        dates=("closed_on", "graded_on", "grade_until"),
        columns=("code", "kind", "hygiene", "permit_no", "credit_code"),
    )


@register
class FoodCheckRegister(Register):
    key = "food_checks"
    model = FoodCheck
    label, label_en = "食品监督检查", "Checks of food premises"
    about = "对食品经营主体的检查：进货查验、销售记录、添加剂使用、环境卫生、量化等级和处理。"
    about_en = (
        "Checks of food premises: incoming goods, sales records, additives, hygiene, grade, what was ordered."
    )
    field = "product"
    requirement = ("R-SUP-07",)
    natural_key = ("check_no",)
    opened_from = (
        OpenedFrom(
            "food_premises",
            "登记检查",
            when={"closed_on": None},
            carry={
                "premises_code": "code",
                "region": "region",
                "enterprise": "enterprise",
                "credit_code": "credit_code",
                "kind": "kind",
            },
            label_en="Record a check",
        ),
    )
    expiries = (
        Expiry(
            "rectify_by",
            "复查食品单位改正情况",
            "Recheck what was ordered",
            rule="rectify",
            unless="rectified_on",
        ),
    )
    columns = (
        number("check_no"),
        place(),
        Column("premises_code", aliases=("主体编号",), listed=False, identifier=True),
        *firm("经营者名称"),
        Column("kind", aliases=("类型",), filter=True, public=True),
        Column("checked_on", aliases=("检查时间",), filter=True, public=True),
        Column("incoming_ok", aliases=("进货查验",), filter=True),
        Column("sales_ok", aliases=("销售记录",), listed=False),
        Column("additives_ok", aliases=("添加剂",), listed=False),
        Column("hygiene_ok", aliases=("卫生",), listed=False),
        Column("hygiene", aliases=("等级",), filter=True, public=True),
        Column("findings", aliases=("问题",), listed=False),
        Column("outcome", aliases=("处理结果",), filter=True, public=True),
        Column("rectify_by", listed=False),
        Column("rectified_on", listed=False),
        Column("officer_post", listed=False),
    )
    search = ("check_no", "enterprise")
    order = ("-checked_on", "-id")
    rules = (
        RowRule(
            ("outcome", "findings"),
            lambda outcome, findings: outcome == "good" or bool(findings),
            "处理不是“符合”，却没有写发现的问题",
            "请补填发现问题，或改处理。",
        ),
        after("rectify_by", "checked_on", "改正期限早于检查日期"),
        after("rectified_on", "checked_on", "改正日期早于检查日期"),
    )
    facts = Facts(
        date="checked_on",
        dates=("rectify_by", "rectified_on"),
        columns=(
            "kind",
            "incoming_ok",
            "sales_ok",
            "additives_ok",
            "hygiene_ok",
            "hygiene",
            "outcome",
            "credit_code",
        ),
    )


@register
class DrugCheckRegister(Register):
    key = "drug_checks"
    model = DrugCheck
    label, label_en = "药品日常监管", "Daily supervision of drugs"
    about = "对药品、保健食品、化妆品、医疗器械生产经营单位的日常检查：缺陷数、处理和改正。"
    about_en = "Daily supervision of makers and sellers of drugs, health food, cosmetics and devices: defects, outcome."
    field = "product"
    requirement = ("R-SUP-09",)
    natural_key = ("check_no",)
    expiries = (
        Expiry(
            "rectify_by",
            "复查药品单位改正情况",
            "Recheck what was ordered",
            rule="rectify",
            unless="rectified_on",
        ),
    )
    columns = (
        number("check_no"),
        place(),
        *firm(),
        Column("subject", aliases=("对象", "单位类型"), filter=True, public=True),
        Column("practice", aliases=("依据",), listed=False, public=True),
        Column("manner", aliases=("方式",), filter=True, public=True),
        Column("checked_on", aliases=("检查时间",), filter=True, public=True),
        Column("critical", aliases=("严重缺陷",)),
        Column("major", aliases=("主要缺陷",)),
        Column("minor", aliases=("一般缺陷",)),
        Column("findings", aliases=("问题",), listed=False),
        Column("outcome", aliases=("处理结果",), filter=True, public=True),
        Column("rectify_by", listed=False),
        Column("rectified_on", listed=False),
        Column("officer_post", listed=False),
    )
    search = ("check_no", "enterprise")
    order = ("-checked_on", "-id")
    rules = (
        RowRule(
            ("outcome", "critical"),
            lambda outcome, critical: not (critical and outcome == "good"),
            "有严重缺陷，处理不能是“符合”",
            "请改处理，或核对缺陷数。",
        ),
        after("rectify_by", "checked_on", "改正期限早于检查日期"),
    )
    facts = Facts(
        date="checked_on",
        dates=("rectify_by", "rectified_on"),
        columns=(
            "subject",
            "practice",
            "manner",
            "critical",
            "major",
            "minor",
            "outcome",
            "credit_code",
        ),
    )
