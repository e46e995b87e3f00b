"""The registers of special equipment, its making, hazardous chemicals and import and export inspection."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Expiry, Facts, Register, RowRule, register
from zhiheng.records.supervision.models import (
    HazardousChemical,
    MakingSupervision,
    SpecialEquipment,
    TradeInspection,
)
from zhiheng.records.supervision.registers.base import after, firm, number, place, within


@register
class SpecialEquipmentRegister(Register):
    key = "special_equipment"
    model = SpecialEquipment
    label, label_en = "特种设备", "Special equipment"
    about = "在用特种设备：使用登记证、设备种类、最近检验和下次检验日期。到期前提醒报检。"
    about_en = "Special equipment in use: registration certificate, kind, last inspection, the next one due."
    field = "product"
    requirement = ("R-SUP-13",)
    natural_key = ("certificate_no",)
    expiries = (
        Expiry(
            "next_on",
            "特种设备报检",
            "Have the equipment inspected",
            "special_equipment",
            unless="scrapped_on",
        ),
    )
    columns = (
        Column("certificate_no", aliases=("登记证编号", "使用证编号"), identifier=True, public=True),
        place(),
        *firm("使用单位名称"),
        Column("kind", aliases=("种类", "设备类别"), filter=True, public=True),
        Column("equipment_code", aliases=("注册代码",), listed=False, identifier=True, public=True),
        Column("maker", aliases=("制造厂家",), listed=False, public=True),
        Column("place", aliases=("地点",), listed=False),
        Column("public_place", filter=True, listed=False, public=True),
        Column("registered_on", aliases=("注册日期",), listed=False, filter=True, public=True),
        Column("scrapped_on", listed=False, public=True),
        Column("inspected_on", aliases=("检验日期",), filter=True, public=True),
        Column("result", aliases=("结论",), filter=True, public=True),
        Column("findings", aliases=("问题",), listed=False),
        Column("next_on", aliases=("下次检验", "检验有效期至"), filter=True, public=True),
        Column("inspector", listed=False, public=True),
    )
    search = ("certificate_no", "enterprise", "equipment_code")
    order = ("next_on", "id")
    rules = (
        after("next_on", "inspected_on", "下次检验日期早于最近检验日期"),
        RowRule(
            ("next_on", "scrapped_on"),
            lambda _next, _scrapped: False,
            "已报废注销，不应再有下次检验日期",
            "请清空下次检验日期。",
        ),
    )
    facts = Facts(
        date="registered_on",
        dates=("inspected_on", "next_on", "scrapped_on"),
        columns=("kind", "public_place", "result", "credit_code"),
    )


@register
class MakingRegister(Register):
    key = "making_supervision"
    model = MakingSupervision
    label, label_en = "设备监理", "Supervision of equipment making"
    about = "重大设备制造的监理：监理单位及证书、见证点、不符合项和结论。"
    about_en = "Supervision of the making of major equipment: body and certificate, points witnessed, non-conformities."
    field = "product"
    requirement = ("R-SUP-13",)
    natural_key = ("code",)
    expiries = (
        Expiry(
            "certificate_until", "核对监理单位证书", "Check the supervisor's certificate", unless="ended_on"
        ),
    )
    columns = (
        number("code"),
        place(),
        Column("project", aliases=("项目",), public=True),
        Column("equipment", aliases=("设备",), public=True),
        *firm("制造厂家"),
        Column("supervisor", aliases=("监理机构",), public=True),
        Column("certificate_no", listed=False, identifier=True, public=True),
        Column("certificate_until", listed=False, public=True),
        Column("began_on", aliases=("开始日期",), filter=True, public=True),
        Column("ended_on", aliases=("结束日期",), listed=False, public=True),
        Column("witnessed", listed=False),
        Column("nonconforming", aliases=("不符合项",)),
        Column("closed", listed=False),
        Column("findings", listed=False),
        Column("conclusion", aliases=("结论",), filter=True, public=True),
    )
    search = ("code", "project", "equipment", "supervisor")
    order = ("-began_on", "-id")
    rules = (
        after("ended_on", "began_on", "监理结束日期早于开始日期"),
        within("closed", "nonconforming", "已关闭的不符合项多于不符合项"),
    )
    facts = Facts(
        date="began_on",
        dates=("ended_on", "certificate_until"),
        columns=("witnessed", "nonconforming", "closed", "conclusion", "credit_code"),
    )


@register
class HazardousRegister(Register):
    key = "hazardous_chemicals"
    model = HazardousChemical
    label, label_en = "危险化学品", "Hazardous chemicals"
    about = "危险化学品生产、经营、使用、储存、包装、运输单位：品名、许可证及有效期、检查情况和下次检查日期。"
    about_en = (
        "Firms with hazardous chemicals: substance, permit and validity, what checks found, the next one due."
    )
    field = "product"
    requirement = ("R-SUP-13",)
    natural_key = ("code",)
    expiries = (
        Expiry("valid_until", "危险化学品许可证换证", "Renew the licence"),
        Expiry("next_on", "危险化学品监督检查", "Check the chemicals", rule="rectify"),
    )
    columns = (
        number("code"),
        place(),
        *firm(),
        Column("activity", aliases=("环节", "类型"), filter=True, public=True),
        Column("chemical", aliases=("品名", "名称"), public=True),
        Column("cas_no", aliases=("CAS", "CAS号"), listed=False, identifier=True),
        Column("capacity", aliases=("能力",), listed=False),
        Column("major_hazard", aliases=("重大危险源",), filter=True),
        Column("certificate_no", aliases=("许可证号",), listed=False, identifier=True, public=True),
        Column("issued_on", aliases=("发证日期",), listed=False, filter=True, public=True),
        Column("valid_until", aliases=("有效期",), filter=True, public=True),
        Column("checked_on", aliases=("检查日期",), filter=True),
        Column("findings", aliases=("问题",), listed=False),
        Column("next_on", aliases=("下次检查",)),
    )
    search = ("code", "enterprise", "chemical", "certificate_no")
    order = ("region_id", "code")
    rules = (
        after("valid_until", "issued_on", "有效期早于登记日期"),
        after("next_on", "checked_on", "下次检查日期早于最近检查日期"),
    )
    facts = Facts(
        date="issued_on",
        dates=("valid_until", "checked_on", "next_on"),
        columns=("activity", "chemical", "major_hazard", "credit_code"),
    )


@register
class TradeInspectionRegister(Register):
    key = "trade_inspections"
    model = TradeInspection
    label, label_en = "进出口商品检验", "Import and export inspection"
    about = "进出口商品逐批检验：是否法定检验、结论、不合格处置、检验证书及有效期。"
    about_en = "Imported and exported batches inspected: statutory or not, verdict, disposal, certificate and validity."
    field = "product"
    requirement = ("R-SUP-13",)
    natural_key = ("inspection_no",)
    columns = (
        number("inspection_no", "报检号"),
        place(),
        Column("direction", aliases=("方向", "进口或出口"), filter=True, public=True),
        Column("statutory", aliases=("是否法检", "法检"), filter=True, public=True),
        *firm("进出口企业"),
        Column("goods", aliases=("商品", "品名"), public=True),
        Column("hs_code", aliases=("HS编码", "海关编码"), listed=False, identifier=True, public=True),
        Column("country", aliases=("国别",), listed=False, public=True),
        Column("quantity", listed=False),
        Column("value", aliases=("金额",), listed=False, shared=False),
        Column("inspected_on", aliases=("检验时间",), filter=True, public=True),
        Column("result", aliases=("结论", "检验结果"), filter=True, public=True),
        Column("findings", listed=False),
        Column("disposal", aliases=("处理",), filter=True, listed=False, public=True),
        Column("certificate_no", aliases=("证书编号", "证书号"), listed=False, identifier=True),
        Column("certificate_until", listed=False),
        Column("body", aliases=("检验检疫机构",), listed=False, public=True),
    )
    search = ("inspection_no", "enterprise", "goods", "certificate_no")
    order = ("-inspected_on", "-id")
    rules = (
        RowRule(
            ("result", "findings"),
            lambda result, findings: not (findings and result == "qualified"),
            "结论为合格，却填写了不合格情况",
            "请改正结论，或清空不合格情况。",
        ),
        after("certificate_until", "inspected_on", "证书有效期早于检验日期"),
    )
    facts = Facts(
        date="inspected_on",
        dates=("certificate_until",),
        columns=("direction", "statutory", "hs_code", "result", "disposal", "value", "credit_code"),
        apart=("direction", "statutory"),
    )
