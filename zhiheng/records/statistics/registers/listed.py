"""The registers of lists that other bodies publish."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Facts, Register, register
from zhiheng.records.statistics.models.lists import FirmListing, Locality, PublishedResult


@register
class FirmListingRegister(Register):
    key = "firm_listings"
    model = FirmListing
    label, label_en = "认定名单", "Lists of recognised firms"
    about = "各部门公布的企业、基地、园区认定名单，如龙头企业、示范场、高新技术企业，按年份保存。"
    about_en = "Firms, farms and parks on lists that departments publish, year by year."
    field = "brand"
    requirement = ("R-ENT-01",)
    natural_key = ("code",)
    columns = (
        Column(
            "code",
            aliases=("编号",),
            identifier=True,
            made_from=("title", "year", "batch", "serial", "enterprise", "region"),
        ),
        Column("region", aliases=("行政区划", "区划代码", "地区", "省份"), filter=True, public=True),
        Column("title", aliases=("名单", "认定项目"), filter=True, public=True),
        Column("year", aliases=("年度",), filter=True, public=True),
        Column("batch", aliases=("认定批次",), listed=False, public=True, identifier=True),
        Column("serial", aliases=("编号顺序",), listed=False, public=True, identifier=True),
        Column("enterprise", aliases=("企业", "单位名称", "名称"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("subject", aliases=("产品", "类别"), public=True),
        Column("issued_on", aliases=("发布日期",), filter=True, public=True),
        Column("issuer", aliases=("发布机关",), listed=False, public=True),
        Column("document", aliases=("发文字号",), listed=False, public=True),
    )
    search = ("title", "enterprise", "credit_code")
    order = ("-issued_on", "-id")
    facts = Facts(date="issued_on", columns=("title", "year", "credit_code", "subject"))


@register
class PublishedResultRegister(Register):
    key = "published_results"
    model = PublishedResult
    label, label_en = "公布的考核结果", "Published results of assessments"
    about = "上级和外地公布的质量工作考核、评价和监测结果：等级、得分、名次和出处。只登记公布过的，不推算。"
    about_en = "Grades, scores and places of assessments as they were published, each with its source."
    field = "governance"
    requirement = ("R-IND-05",)
    natural_key = ("code",)
    columns = (
        Column(
            "code",
            aliases=("编号",),
            identifier=True,
            made_from=("assessment", "issuer", "period", "unit_name", "region"),
        ),
        Column("region", aliases=("行政区划", "区划代码", "地区"), filter=True, public=True),
        Column("assessment", aliases=("考核名称", "评价名称"), filter=True, public=True),
        Column("period", aliases=("年度", "考核期"), filter=True, public=True, identifier=True),
        Column("unit_name", aliases=("单位", "地区名称"), public=True),
        Column("grade", aliases=("结果", "考核等级"), filter=True, public=True),
        Column("score", aliases=("分数",), public=True),
        Column("place", aliases=("排名",), public=True),
        Column("listed_as", aliases=("序号",), listed=False, public=True),
        Column("issuer", aliases=("发布机关",), listed=False, public=True),
        Column("document", aliases=("发文字号",), listed=False, public=True),
        Column("issued_on", aliases=("发布日期",), filter=True, public=True),
        Column("address", aliases=("网址", "来源"), listed=False, public=True),
    )
    search = ("assessment", "unit_name", "document")
    order = ("-issued_on", "-id")
    facts = Facts(date="issued_on", columns=("assessment", "period", "grade", "score", "place"))


@register
class LocalityRegister(Register):
    key = "localities"
    model = Locality
    label, label_en = "统计用乡级区划", "Statistical division codes of townships"
    about = "统计部门每年公布的乡级区划代码和名称，用来与行政区划表对照。"
    about_en = "Codes and names of townships as the statistics bodies list them each year."
    field = "governance"
    requirement = ("R-IND-04",)
    natural_key = ("code", "year")
    columns = (
        Column("code", aliases=("代码", "统计用区划代码"), identifier=True, public=True),
        Column("name", aliases=("乡镇街道",), public=True),
        Column("region", aliases=("所属县区", "县级代码", "行政区划"), filter=True, public=True),
        Column("year", aliases=("年份",), filter=True, public=True),
        Column("taken_on", aliases=("日期",), listed=False, public=True),
    )
    search = ("code", "name")
    order = ("code", "-id")
    facts = Facts(date="taken_on", columns=("code", "year"))
