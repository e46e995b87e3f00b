"""What enterprises keep of their own quality work; an enterprise with an account fills its own rows."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Expiry, Facts, Register, RowRule, register
from zhiheng.frame.registers.lookups import Lookup
from zhiheng.records.enterprises.models import (
    Commitment,
    QualityMethod,
    QualityOfficer,
    QualityProject,
    Responsibility,
    Veto,
)
from zhiheng.records.enterprises.registers.archive import PLACE

NAME = ("企业", "单位名称", "公司名称")
CODE = ("信用代码", "社会信用代码")


def after(later: str, earlier: str, said: str) -> RowRule:
    return RowRule((later, earlier), lambda end, start: end >= start, said, "请核对两个日期。")


@register
class ResponsibilitiesRegister(Register):
    key = "responsibilities"
    model = Responsibility
    label, label_en = "质量责任备案", "Filed quality responsibilities"
    about = (
        "企业的首要责任(法定代表人)、直接责任(质量负责人)和关键质量岗位，岗位职责和考核办法。由企业自己填报。"
    )
    about_en = "Legal head, quality head and key quality posts of each enterprise with duties and assessment; kept by itself."
    field = "product"
    requirement = ("R-ENT-02",)
    natural_key = ("credit_code", "post", "filed_on")
    kept_by_enterprise = True
    columns = (
        Column("enterprise", aliases=NAME, public=True),
        Column("credit_code", aliases=CODE, identifier=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("duty", aliases=("责任",), filter=True, public=True),
        Column("post", aliases=("岗位",), public=True),
        Column("holder", aliases=("姓名", "负责人"), listed=False, shared=False, sensitive=True),
        Column("duties", aliases=("职责",), listed=False),
        Column("assessment", aliases=("考核",), listed=False),
        Column("filed_on", aliases=("备案时间",), filter=True, public=True),
        Column("ended_on", aliases=("离任时间",)),
    )
    search = ("enterprise", "credit_code", "post")
    order = ("-filed_on", "-id")
    rules = (after("ended_on", "filed_on", "离任日期早于备案日期"),)
    facts = Facts(date="filed_on", dates=("ended_on",), columns=("credit_code", "duty"))


@register
class QualityOfficersRegister(Register):
    key = "quality_officers"
    model = QualityOfficer
    label, label_en = "首席质量官", "Chief quality officers"
    about = "企业首席质量官的培训证书、聘任与解聘日期和一票否决权。由企业自己填报。"
    about_en = (
        "Chief quality officers: training certificate, appointment, right of veto; kept by the enterprise."
    )
    field = "product"
    requirement = ("R-ENT-03",)
    natural_key = ("credit_code", "appointed_on")
    kept_by_enterprise = True
    columns = (
        Column("enterprise", aliases=NAME, public=True),
        Column("credit_code", aliases=CODE, identifier=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("holder", aliases=("姓名", "首席质量官姓名"), listed=False, shared=False, sensitive=True),
        Column("position", aliases=("职务",), listed=False, shared=False),
        Column(
            "certificate_no",
            aliases=("证书编号", "证书号"),
            identifier=True,
            listed=False,
            shared=False,
            sensitive=True,
        ),
        Column("trained_on", aliases=("培训日期", "发证日期"), listed=False),
        Column("certificate_until", aliases=("证书到期",)),
        Column("appointed_on", aliases=("任命日期", "聘任时间"), filter=True, public=True),
        Column("ended_on", aliases=("解聘时间",)),
        Column("veto", aliases=("一票否决权",), filter=True, public=True),
    )
    search = ("enterprise", "credit_code")
    order = ("-appointed_on", "-id")
    rules = (
        after("ended_on", "appointed_on", "解聘日期早于聘任日期"),
        after("certificate_until", "trained_on", "证书有效期早于培训合格日期"),
    )
    expiries = (
        Expiry(on="certificate_until", what="首席质量官证书续期", what_en="Renew the officer's certificate"),
    )
    facts = Facts(
        date="appointed_on",
        dates=("trained_on", "certificate_until", "ended_on"),
        columns=("credit_code", "veto"),
    )


@register
class VetoesRegister(Register):
    key = "vetoes"
    model = Veto
    label, label_en = "质量安全一票否决", "Quality and safety vetoes"
    about = "企业内部行使质量安全一票否决的记录：谁叫停了哪一批、为什么、怎样处置。由企业自己填报。"
    about_en = (
        "Lots stopped inside the enterprise: by which post, why, and what became of them; kept by itself."
    )
    field = "product"
    requirement = ("R-ENT-04",)
    natural_key = ("credit_code", "lot", "vetoed_on")
    kept_by_enterprise = True
    columns = (
        Column("enterprise", aliases=NAME),
        Column("credit_code", aliases=CODE, identifier=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("product", aliases=("产品",)),
        Column("lot", aliases=("批号", "生产批次"), identifier=True),
        Column("stage", filter=True, public=True),
        Column("by_post", aliases=("岗位",), listed=False),
        Column("vetoed_on", aliases=("日期",), filter=True, public=True),
        Column("cause", aliases=("原因",), shared=False),
        Column("quantity", aliases=("数量",), listed=False, shared=False),
        Column("disposal", aliases=("处理",), filter=True, public=True),
    )
    search = ("enterprise", "product", "lot")
    order = ("-vetoed_on", "-id")
    facts = Facts(date="vetoed_on", columns=("credit_code", "stage", "disposal"))


@register
class QualityMethodsRegister(Register):
    key = "quality_methods"
    model = QualityMethod
    label, label_en = "先进质量管理方法", "Quality-management methods"
    about = "企业导入的卓越绩效、六西格玛、精益生产等先进质量管理方法。由企业自己填报。"
    about_en = "Methods of quality management in use (excellence, six sigma, lean …); kept by the enterprise."
    field = "product"
    requirement = ("R-ENT-05",)
    natural_key = ("credit_code", "method", "adopted_on")
    kept_by_enterprise = True
    columns = (
        Column("enterprise", aliases=NAME, public=True),
        Column("credit_code", aliases=CODE, identifier=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("method", aliases=("方法",), filter=True, public=True),
        Column("named", listed=False, public=True),
        Column("scope_of_use", aliases=("范围",), listed=False),
        Column("adopted_on", aliases=("导入时间",), filter=True, public=True),
        Column("ended_on", aliases=("停用时间",)),
        Column("result", aliases=("效果",), listed=False),
    )
    search = ("enterprise", "credit_code", "named")
    order = ("-adopted_on", "-id")
    rules = (after("ended_on", "adopted_on", "停用日期早于导入日期"),)
    facts = Facts(date="adopted_on", dates=("ended_on",), columns=("credit_code", "method"))


@register
class QualityProjectsRegister(Register):
    key = "quality_projects"
    model = QualityProject
    label, label_en = "质量改进课题", "Quality-improvement projects"
    about = "质量管理小组、质量改进、质量攻关、质量比对的课题与成果，节约或增效金额。由企业自己填报。"
    about_en = "Quality circles, improvement, breakthrough and comparison projects with savings; kept by the enterprise."
    field = "product"
    requirement = ("R-ENT-05",)
    natural_key = ("code",)
    kept_by_enterprise = True
    columns = (
        Column("code", aliases=("编号", "小组注册号"), identifier=True),
        Column("enterprise", aliases=NAME, public=True),
        Column("credit_code", aliases=CODE, listed=False, identifier=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("kind", aliases=("类型",), filter=True, public=True),
        Column("title", aliases=("课题", "小组名称"), public=True),
        Column("members", aliases=("人数",), listed=False),
        Column("started_on", aliases=("开始日期", "注册时间"), filter=True, public=True),
        Column("ended_on", aliases=("结束日期",), public=True),
        Column("savings", aliases=("经济效益", "节约金额"), shared=False),
        Column("level", aliases=("等级",), filter=True, public=True),
        Column("result", aliases=("成果说明",), listed=False, public=True),
    )
    search = ("code", "enterprise", "title")
    order = ("-started_on", "-id")
    rules = (after("ended_on", "started_on", "完成日期早于注册日期"),)
    facts = Facts(
        date="started_on", dates=("ended_on",), columns=("credit_code", "kind", "level", "savings", "members")
    )


@register
class CommitmentsRegister(Register):
    key = "commitments"
    model = Commitment
    label, label_en = "社会责任与质量承诺", "Responsibility reports and quality promises"
    about = "企业发布的社会责任报告、质量诚信报告、质量承诺、首问负责与三包承诺，按年度记兑现情况。由企业自己填报。"
    about_en = "Responsibility and integrity reports, quality promises, first-liability and warranty promises by year."
    field = "product"
    requirement = ("R-ENT-10",)
    natural_key = ("credit_code", "kind", "year", "title")
    kept_by_enterprise = True
    columns = (
        Column("enterprise", aliases=NAME, public=True),
        Column("credit_code", aliases=CODE, identifier=True),
        Column("region", aliases=PLACE, filter=True, public=True),
        Column("kind", filter=True, public=True),
        Column("year", aliases=("报告年度",), filter=True, public=True),
        Column("title", aliases=("标题",), public=True),
        Column("published_on", aliases=("发布时间",), filter=True, public=True),
        Column("place", aliases=("发布渠道",), listed=False, public=True),
        Column("content", aliases=("内容",), listed=False, public=True),
        Column("fulfilment", aliases=("履行情况",), filter=True, public=True),
        Column("checked_on", listed=False),
    )
    search = ("enterprise", "credit_code", "title")
    order = ("-published_on", "-id")
    lookup = Lookup(
        by=("enterprise",),
        browse=True,
        shows=("title", "enterprise", "region", "kind", "year", "published_on", "place", "fulfilment"),
        what="企业发布的社会责任报告和质量承诺，以及兑现情况。",
        what_en="Responsibility reports and quality promises of firms, and how they were kept.",
    )
    rules = (after("checked_on", "published_on", "核查日期早于发布日期"),)
    facts = Facts(
        date="published_on", dates=("checked_on",), columns=("credit_code", "kind", "year", "fulfilment")
    )
