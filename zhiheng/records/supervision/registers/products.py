"""The register of what firms make."""

from __future__ import annotations

import datetime as dt

from zhiheng.frame.registers.codes import code_list
from zhiheng.frame.registers.declare import Column, Computed, Facts, Register, register
from zhiheng.records.supervision.models import FirmProduct
from zhiheng.records.supervision.registers.base import after, firm, place

LISTED = "compulsory_products"


def pair(credit_code: str, category: str) -> str | None:
    """What joins a product and the permit that covers it: firm and category; None where either is not known."""
    return f"{credit_code}|{category}" if credit_code and category else None


def _from(category: str) -> dt.date | None:
    entry = code_list(LISTED).entries.get(category)
    return entry.valid_from if entry else None


def _until(category: str) -> dt.date | None:
    entry = code_list(LISTED).entries.get(category)
    return entry.valid_to if entry else None


@register
class FirmProductRegister(Register):
    key = "firm_products"
    model = FirmProduct
    label, label_en = "企业产品", "Products of firms"
    about = "企业生产的产品，一种一行，在生产许可或强制性认证目录里的填目录类别；按产品与证书核对，没有有效证书的列为许可缺口。"
    about_en = (
        "What firms make, a row each, with its category in the catalogues of licences and compulsory certification; held "
        "against permits product by product."
    )
    field = "product"
    requirement = ("R-PER-03",)
    natural_key = ("credit_code", "product")
    columns = (
        *firm("生产企业"),
        place(),
        Column("product", aliases=("产品",), public=True),
        Column(
            "category", aliases=("目录代码", "类别"), filter=True, public=True, codes=LISTED, lasting=True
        ),
        Column("model_no", aliases=("型号",), listed=False, public=True),
        Column("began_on", aliases=("开始生产日期",), filter=True),
        Column("stopped_on", aliases=("停止生产日期",)),
        Column("remark", listed=False),
    )
    search = ("enterprise", "credit_code", "product")
    order = ("enterprise", "id")
    rules = (after("stopped_on", "began_on", "停产日期早于投产日期"),)
    facts = Facts(
        date="began_on",
        dates=("stopped_on",),
        columns=("credit_code", "product", "category"),
        computed=(
            Computed("cover", "text", ("credit_code", "category"), pair),
            Computed("listed_from", "date", ("category",), _from, codes=(LISTED,)),
            Computed("listed_until", "date", ("category",), _until, codes=(LISTED,)),
        ),
    )
