"""Standards in the hands of firms: product reviews, declarations and their checks, front runners."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Expiry, Facts, Register, RowRule, register
from zhiheng.frame.registers.lookups import Lookup
from zhiheng.records.foundations import lifecycles
from zhiheng.records.foundations.models import (
    DeclarationCheck,
    FrontRunner,
    ProductStandard,
    StandardDeclaration,
)
from zhiheng.records.foundations.registers.parts import CREDIT_CODE, ENTERPRISE, REGION, not_before


@register
class ProductStandardRegister(Register):
    key = "product_standards"
    model = ProductStandard
    label, label_en = "产品标准评审", "Reviews of product standards"
    about = "企业主要产品和服务项目执行什么标准、水平如何、往哪里提升；每年评审一次，一个产品一年一条。"
    about_en = (
        "Which standard each main product or service of a firm follows, how high it is and where it is to go; "
        "one row a product and yearly review."
    )
    field = "foundations"
    requirement = ("R-STD-03", "R-STD-01", "R-STD-07")
    natural_key = ("region", "enterprise", "product", "reviewed_on")
    kept_by_enterprise = True
    expiries = (Expiry("upgrade_by", "完成标准提升", "Raise the standard", unless="upgraded_on"),)
    columns = (
        ENTERPRISE,
        CREDIT_CODE,
        REGION,
        Column("product", aliases=("产品名称", "服务名称", "主要产品"), public=True),
        Column("offer", aliases=("产品类别",), filter=True, public=True),
        Column("key_consumer", listed=False, filter=True, public=True),
        Column("firm_size", aliases=("规模",), listed=False, filter=True, public=True),
        Column("reviewed_on", filter=True, public=True),
        Column("coverage", aliases=("有无标准",), filter=True, public=True),
        Column(
            "standard_number",
            aliases=("执行标准", "标准号"),
            identifier=True,
            public=True,
            doubts=("standard_number",),
        ),
        Column("standard_kind", listed=False, filter=True, public=True),
        Column("level", filter=True, public=True),
        Column("adopts", aliases=("采标号",), listed=False, identifier=True, public=True),
        Column("adoption", aliases=("一致性程度",), listed=False, filter=True, public=True),
        Column("direction", filter=True),
        Column("upgrade_by", listed=False),
        Column("upgraded_on", listed=False),
    )
    search = ("enterprise", "product", "standard_number")
    order = ("-reviewed_on", "-id")
    rules = (
        RowRule(
            ("standard_number", "coverage"),
            lambda number, coverage: bool(number) != (coverage == "none"),
            "标准编号与标准执行情况不一致",
            "有标准的写编号，无标准的不写编号。",
        ),
        RowRule(
            ("adoption", "adopts"),
            lambda degree, adopted: not degree or bool(adopted),
            "写了采标程度，没有写采用的是哪一项标准",
            "请补写采用的国际国外标准编号。",
        ),
        not_before("upgraded_on", "reviewed_on", "提升完成日期早于评审日期"),
    )
    facts = Facts(
        date="reviewed_on",
        dates=("upgraded_on",),
        columns=(
            "enterprise",
            "credit_code",
            "offer",
            "key_consumer",
            "firm_size",
            "coverage",
            "standard_kind",
            "level",
            "adoption",
            "direction",
        ),
    )


@register
class DeclarationRegister(Register):
    key = "standard_declarations"
    model = StandardDeclaration
    label, label_en = "标准自我声明公开", "Standards declared to the public"
    about = "企业自我声明公开的产品和服务标准；企业自己登记，公开和废止各有日期。"
    about_en = "Product and service standards that firms have declared to the public, kept by the firms."
    field = "foundations"
    requirement = ("R-STD-04",)
    natural_key = ("enterprise", "number")
    kept_by_enterprise = True
    columns = (
        Column("number", aliases=("标准号",), identifier=True, public=True, doubts=("standard_number",)),
        Column("name", public=True),
        ENTERPRISE,
        CREDIT_CODE,
        REGION,
        Column("kind", aliases=("标准类型",), filter=True, public=True),
        Column("product", aliases=("产品名称",), public=True),
        Column("declared_on", aliases=("发布日期", "声明日期"), filter=True, public=True),
        Column("replaced_by", listed=False, identifier=True, public=True),
        Column("withdrawn_on", listed=False, public=True),
    )
    search = ("enterprise", "number", "name", "product")
    order = ("-declared_on", "-id")
    lookup = Lookup(
        by=("enterprise", "number", "product"),
        browse=True,
        shows=(
            "number",
            "name",
            "enterprise",
            "region",
            "kind",
            "product",
            "declared_on",
            "replaced_by",
            "withdrawn_on",
        ),
        what="企业自我声明公开的产品和服务标准，连同代替和废止的情况。",
        what_en="Product and service standards that firms have declared, with what replaced them or ended them.",
    )
    rules = (not_before("withdrawn_on", "declared_on", "废止日期早于公开日期"),)
    facts = Facts(
        date="declared_on", dates=("withdrawn_on",), columns=("enterprise", "credit_code", "kind", "number")
    )


@register
class DeclarationCheckRegister(Register):
    key = "declaration_checks"
    model = DeclarationCheck
    label, label_en = "标准公开抽查", "Checks of declared standards"
    about = "对企业自我声明公开标准的随机抽查：查什么、有什么问题、是否改正。"
    about_en = (
        "Random checks of standards that firms declared: what was found and whether it has been mended."
    )
    field = "foundations"
    requirement = ("R-STD-04",)
    natural_key = ("code",)
    lifecycle = lifecycles.FINDING
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        ENTERPRISE,
        CREDIT_CODE,
        Column("number", aliases=("标准号",), identifier=True, public=True),
        Column("selection", filter=True, public=True),
        Column("checked_on", filter=True, public=True),
        Column("state", aliases=("检查结果", "状态"), filter=True, public=True),
        Column("fault", filter=True, public=True),
        Column("problem", listed=False),
        Column("rectify_by", listed=False),
        Column("rectified_on", listed=False, public=True),
    )
    search = ("code", "enterprise", "number")
    order = ("-checked_on", "-id")
    rules = (
        not_before("rectify_by", "checked_on", "限期改正日期早于检查日期"),
        not_before("rectified_on", "checked_on", "改正日期早于检查日期"),
    )
    facts = Facts(
        date="checked_on", dates=("rectified_on",), columns=("enterprise", "selection", "fault", "state")
    )


@register
class FrontRunnerRegister(Register):
    key = "front_runners"
    model = FrontRunner
    label, label_en = "企业标准领跑者", "Front runners in standards"
    about = "规模以上企业标准普查、建档、对标、升级，以及列入领跑者名单的级别和年度。"
    about_en = "Above-size firms surveyed, filed, benchmarked and raised, and the lists that they are on."
    field = "foundations"
    requirement = ("R-STD-05",)
    natural_key = ("code",)
    lifecycle = lifecycles.FRONT_RUNNER
    expiries = (
        Expiry(
            "valid_until",
            "重新评估领跑者",
            "Assess the front runner anew",
            states=("listed",),
            unless="left_on",
        ),
    )
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        ENTERPRISE,
        CREDIT_CODE,
        Column("above_size", aliases=("是否规上",), filter=True, public=True),
        Column("product", public=True),
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("surveyed_on", filter=True),
        Column("filed_on", listed=False),
        Column("benchmark", aliases=("对标标准",), listed=False, identifier=True, public=True),
        Column("benchmarked_on", listed=False),
        Column("upgraded_on", listed=False),
        Column("list_rank", aliases=("级别",), filter=True, public=True),
        Column("list_year", aliases=("年度",), public=True),
        Column("listed_on", listed=False, public=True),
        Column("valid_until", listed=False, public=True),
        Column("left_on", listed=False),
    )
    search = ("code", "enterprise", "product")
    order = ("-surveyed_on", "-id")
    rules = (
        not_before("filed_on", "surveyed_on", "建档日期早于普查日期"),
        not_before("upgraded_on", "benchmarked_on", "升级完成日期早于对标日期"),
        not_before("left_on", "surveyed_on", "退出日期早于普查日期"),
    )
    facts = Facts(
        date="surveyed_on",
        dates=("filed_on", "benchmarked_on", "upgraded_on", "listed_on", "valid_until", "left_on"),
        columns=("enterprise", "credit_code", "above_size", "list_rank", "list_year", "state"),
    )
