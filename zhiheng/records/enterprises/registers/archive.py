"""The list of enterprises."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.records.enterprises.models import Enterprise

PLACE = ("行政区划", "区划代码", "县区", "所在地")


@register
class EnterprisesRegister(Register):
    key = "enterprises"
    model = Enterprise
    label, label_en = "企业名录", "List of enterprises"
    about = "每户企业一行,以统一社会信用代码为准:名称和曾用名、行业、规模、经营状态、属于哪类监管对象、质量档案何时建立。"
    about_en = (
        "One row for each enterprise by its unified social credit code: names, industry, size, status, what kind of "
        "regulated party it is, and when its quality file was opened."
    )
    field = "product"
    any_field = True
    requirement = ("R-ENT-01",)
    natural_key = ("credit_code",)
    enterprise_name = "name"
    columns = (
        Column("name", aliases=("单位名称", "公司名称", "企业", "名称"), public=True),
        Column("credit_code", aliases=("信用代码", "社会信用代码", "统一代码"), identifier=True, public=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("former_names", aliases=("原名称", "原名"), listed=False, public=True),
        Column("industry", aliases=("行业", "国民经济行业", "行业分类"), codes="gb4754_2017", public=True),
        Column(
            "registered_as", aliases=("企业类型", "公司类型", "类型"), listed=False, filter=True, public=True
        ),
        Column("size", aliases=("规模",), filter=True, public=True),
        Column("above_size", aliases=("是否规上", "规上企业", "规模以上企业"), filter=True, public=True),
        Column("founded_on", aliases=("注册日期", "核准日期"), filter=True, public=True),
        Column("closed_on", aliases=("注销日期", "吊销日期"), listed=False, public=True),
        Column("status", aliases=("登记状态", "企业状态"), filter=True, public=True),
        Column("products", aliases=("产品", "主营产品"), listed=False, public=True),
        Column("address", aliases=("注册地址", "地址", "经营场所"), listed=False),
        Column("key_maker", aliases=("重点产品企业",), filter=True, listed=False, public=True),
        Column("food_maker", aliases=("是否食品生产",), filter=True, listed=False, public=True),
        Column("drug_maker", aliases=("是否药品生产",), filter=True, listed=False, public=True),
        Column("safety_maker", aliases=("涉及健康安全",), filter=True, listed=False),
        Column("key_industrial", aliases=("是否重点工业企业",), filter=True, listed=False),
        Column("high_tech", aliases=("是否高新技术企业",), filter=True, listed=False, public=True),
        Column("key_energy_user", aliases=("重点用能企业",), filter=True, listed=False, public=True),
        Column("exporter", aliases=("是否出口",), filter=True, listed=False),
        Column("constructor", aliases=("施工企业",), filter=True, listed=False, public=True),
        Column("retailer", aliases=("商贸流通企业",), filter=True, listed=False, public=True),
        Column("chain_leader", aliases=("连锁龙头",), filter=True, listed=False, public=True),
        Column("filed_on", aliases=("建档时间", "质量档案建立日期"), filter=True),
    )
    search = ("name", "credit_code", "former_names")
    order = ("name", "id")
    rules = (
        RowRule(
            ("closed_on", "founded_on"),
            lambda closed, founded: closed >= founded,
            "注销吊销日期早于成立日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("closed_on", "status"),
            lambda closed, status: not (closed and status == "open"),
            "填了注销吊销日期,经营状态却是在业",
            "请改正经营状态,或清空日期。",
        ),
    )
    facts = Facts(
        date="founded_on",
        dates=("closed_on", "filed_on"),
        columns=(
            "credit_code",
            "industry",
            "registered_as",
            "size",
            "above_size",
            "status",
            "key_maker",
            "food_maker",
            "drug_maker",
            "safety_maker",
            "key_industrial",
            "high_tech",
            "key_energy_user",
            "exporter",
            "constructor",
            "retailer",
            "chain_leader",
        ),
    )
