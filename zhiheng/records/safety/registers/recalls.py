"""The registers of product safety."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.records.safety.models.recalls import Recall


@register
class RecallRegister(Register):
    key = "recalls"
    model = Recall
    label, label_en = "产品召回", "Recalls"
    about = "已公布的缺陷产品召回和不安全食品召回：产品、批次、原因、数量和收回情况。"
    about_en = "Published recalls of defective products and unsafe food: product, batch, reason, quantities."
    field = "product"
    requirement = ("R-TRC-04", "R-TRC-05")
    natural_key = ("number",)
    columns = (
        Column(
            "number",
            aliases=("召回号", "通报编号", "编号"),
            identifier=True,
            public=True,
            made_from=("product", "enterprise", "announced_on", "defect"),
        ),
        Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True),
        Column("kind", aliases=("类别",), filter=True, public=True),
        Column("product", aliases=("产品", "召回产品"), public=True),
        Column("brand", aliases=("商标",), public=True),
        Column("model_or_batch", aliases=("批次", "型号", "生产日期"), listed=False, public=True),
        Column(
            "barcode", aliases=("条码", "GTIN"), listed=False, public=True, identifier=True, doubts=("gtin",)
        ),
        Column("enterprise", aliases=("企业名称", "生产者", "生产企业"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("origin_country", aliases=("原产国", "产地"), listed=False, public=True),
        Column("defect", aliases=("原因", "缺陷"), public=True),
        Column("risk", aliases=("风险等级",), filter=True, public=True),
        Column("way", aliases=("方式",), filter=True, listed=False, public=True),
        Column("measures", aliases=("措施",), listed=False, public=True),
        Column("announced_on", aliases=("开始日期", "发布日期"), filter=True, public=True),
        Column("ended_on", aliases=("终止日期",), listed=False, public=True),
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("affected", aliases=("召回数量",), listed=False, public=True),
        Column("recovered", aliases=("已收回数量",), listed=False, public=True),
        Column("quantity_unit", aliases=("计量单位",), listed=False, public=True),
        Column("announced_by", aliases=("发布机关",), listed=False, public=True),
        Column("address", aliases=("网址",), listed=False, public=True),
    )
    search = ("number", "product", "brand", "enterprise", "barcode")
    order = ("-announced_on", "-id")
    rules = (
        RowRule(
            ("ended_on", "announced_on"),
            lambda ended, announced: ended >= announced,
            "结束日期早于公告日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("recovered", "affected"),
            lambda recovered, affected: recovered <= affected,
            "收回数量大于涉及数量",
            "请核对两个数量。",
        ),
    )
    facts = Facts(
        date="announced_on",
        dates=("ended_on",),
        columns=("kind", "risk", "way", "state", "affected", "recovered", "credit_code"),
    )
