"""The list of enterprises."""

from __future__ import annotations

import datetime as dt

from zhiheng.frame.registers.declare import Column, Computed, Facts, Register, RowRule, register
from zhiheng.records.enterprises.models import Enterprise
from zhiheng.records.enterprises.models.archive import TIMED


def _from(flag: bool, since: dt.date | None, founded_on: dt.date | None) -> dt.date | None:
    """The first day on which the enterprise counts as what the flag says: of its founding where no other is known."""
    return (since or founded_on) if flag else None


def _days(flag: str) -> tuple[Column, Column]:
    return Column(f"{flag}_since", listed=False), Column(f"{flag}_until", listed=False)


def _bounded(flag: str) -> tuple[RowRule, RowRule]:
    since, until = f"{flag}_since", f"{flag}_until"
    return (
        RowRule((until, since), lambda end, begin: end >= begin, "截止日期早于起始日期", "请核对两个日期。"),
        RowRule(
            (until, flag),
            lambda _end, held: held,
            "填了截止日期，却没有勾选该类别",
            "曾经属于该类别的保留勾选并填截止日期。",
        ),
    )


PLACE = ("行政区划", "区划代码", "县区", "所在地")


@register
class EnterprisesRegister(Register):
    key = "enterprises"
    model = Enterprise
    label, label_en = "企业名录", "List of enterprises"
    about = "每户企业一行，以统一社会信用代码为准：名称和曾用名、行业、规模、经营状态、属于哪类监管对象、质量档案何时建立。"
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
        *_days("above_size"),
        Column("founded_on", aliases=("注册日期", "核准日期"), filter=True, public=True),
        Column("closed_on", aliases=("注销日期", "吊销日期"), listed=False, public=True),
        Column("status", aliases=("登记状态", "企业状态"), filter=True, public=True),
        Column("products", aliases=("产品", "主营产品"), listed=False, public=True),
        Column("address", aliases=("注册地址", "地址", "经营场所"), listed=False),
        Column("key_maker", aliases=("重点产品企业",), filter=True, listed=False, public=True),
        *_days("key_maker"),
        Column("food_maker", aliases=("是否食品生产",), filter=True, listed=False, public=True),
        *_days("food_maker"),
        Column("drug_maker", aliases=("是否药品生产",), filter=True, listed=False, public=True),
        Column("safety_maker", aliases=("涉及健康安全",), filter=True, listed=False),
        *_days("safety_maker"),
        Column("key_industrial", aliases=("是否重点工业企业",), filter=True, listed=False),
        *_days("key_industrial"),
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
            "填了注销吊销日期，经营状态却是在业",
            "请改正经营状态，或清空日期。",
        ),
        *(rule for flag in TIMED for rule in _bounded(flag)),
    )
    facts = Facts(
        date="founded_on",
        dates=("closed_on", "filed_on", *(f"{flag}_until" for flag in TIMED)),
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
        computed=tuple(
            Computed(f"{flag}_from", "date", (flag, f"{flag}_since", "founded_on"), _from) for flag in TIMED
        ),
    )
