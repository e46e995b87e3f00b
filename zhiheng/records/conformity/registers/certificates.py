"""The registers of certification bodies and certificates."""

from __future__ import annotations

from zhiheng.frame.registers.declare import Column, Expiry, Facts, Register, RowRule, register
from zhiheng.records.conformity import lifecycles
from zhiheng.records.conformity.models import (
    CertBody,
    FarmCertificate,
    ManagementCertificate,
    VoluntaryCertificate,
)

REGION = Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True)


@register
class CertBodyRegister(Register):
    key = "cert_bodies"
    model = CertBody
    label, label_en = "认证服务机构", "Certification service bodies"
    about = "在本地开展业务的认证、认证咨询和认证培训机构：批准号、业务范围、批准书有效期。"
    about_en = "Certification, consulting and training bodies at work here: approval number, scope, validity of the approval."
    field = "foundations"
    requirement = ("R-CER-04",)
    natural_key = ("code",)
    enterprise_name = "name"
    columns = (
        Column("code", aliases=("批准号", "批准书编号"), public=True, identifier=True),
        REGION,
        Column("name", aliases=("名称",), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("kind", aliases=("类型",), filter=True, public=True),
        Column("business", aliases=("认证领域",), listed=False, public=True),
        Column("accreditation", aliases=("CNAS编号",), listed=False, public=True, identifier=True),
        Column("approved_on", aliases=("发证日期",), filter=True, public=True),
        Column("valid_until", aliases=("有效期至",), public=True),
        Column("standing", aliases=("状态",), filter=True, public=True),
    )
    search = ("code", "name")
    order = ("name", "id")
    rules = (
        RowRule(
            ("valid_until", "approved_on"),
            lambda later, earlier: later >= earlier,
            "批准书有效期至早于批准日期",
            "请核对两个日期。",
        ),
    )
    expiries = (Expiry("valid_until", "延续批准书", what_en="Renew the approval", rule="cert_body"),)
    facts = Facts(date="approved_on", dates=("valid_until",), columns=("kind", "standing", "credit_code"))


@register
class ManagementCertificateRegister(Register):
    key = "management_certificates"
    model = ManagementCertificate
    label, label_en = "管理体系认证证书", "Management-system certificates"
    about = "质量、环境、职业健康安全、食品安全、GMP、GSP 等管理体系认证证书：发证机构、认证范围、有效期、暂停和撤销。"
    about_en = "Certificates of quality, environment, health and safety, food safety, GMP and GSP systems: body, scope, validity, suspension."
    field = "foundations"
    requirement = ("R-CER-01",)
    natural_key = ("number",)
    lifecycle = lifecycles.CERTIFICATE
    columns = (
        Column("number", aliases=("证书号", "编号"), public=True, identifier=True),
        REGION,
        Column("enterprise", aliases=("获证企业", "企业名称", "单位名称"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("kind", aliases=("认证项目", "类别"), filter=True, public=True, codes="management_systems"),
        Column("standard", aliases=("认证标准",), listed=False, public=True),
        Column("body", aliases=("发证机构",), public=True),
        Column("body_code", aliases=("机构批准号",), listed=False, identifier=True),
        Column("business", aliases=("覆盖范围",), listed=False, public=True),
        Column("people", aliases=("覆盖人数",), listed=False),
        Column("first_on", aliases=("初次发证日期",), filter=True, public=True),
        Column("issued_on", aliases=("颁证日期", "发证日期"), public=True),
        Column("valid_until", aliases=("证书有效期", "到期日期"), filter=True, public=True),
        Column("audited_on", aliases=("监督审核日期",), listed=False),
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("suspended_on", aliases=("暂停时间",), listed=False),
        Column("ended_on", aliases=("撤销日期", "注销日期"), listed=False, public=True),
    )
    search = ("number", "enterprise", "body")
    order = ("-valid_until", "-id")
    rules = (
        RowRule(
            ("issued_on", "first_on"),
            lambda later, earlier: later >= earlier,
            "本次颁证日期早于初次获证日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("valid_until", "issued_on"),
            lambda later, earlier: later >= earlier,
            "有效期至早于本次颁证日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("valid_until", "ended_on"),
            lambda until, ended: until <= ended,
            "已撤销或注销，有效期至却晚于终止日期",
            "请把有效期至改为终止日；原来的有效期留在历史里。",
        ),
    )
    expiries = (
        Expiry(
            "valid_until",
            "申请再认证",
            what_en="Apply for recertification",
            rule="certificate",
            states=("valid", "suspended"),
        ),
    )
    facts = Facts(
        date="first_on",
        dates=("issued_on", "valid_until", "ended_on"),
        columns=("kind", "credit_code", "state", "people"),
    )


@register
class FarmCertificateRegister(Register):
    key = "farm_certificates"
    model = FarmCertificate
    label, label_en = "三品一标证书", "Farm-produce certificates"
    about = "有机产品、绿色食品、无公害农产品和农产品地理标志：产品、生产基地、面积、产量，从申报到颁证、用标、续展。地理标志的申报和批准登在“地理标志产品”，这里只登其生产基地。"
    about_en = "Organic, green and pollution-free products and registered farm GIs: product, base, area, output, from application to renewal."
    field = "brand"
    requirement = ("R-CER-02",)
    natural_key = ("number",)
    lifecycle = lifecycles.FARM_CERTIFICATE
    columns = (
        Column("number", aliases=("证书编号", "编号", "登记证书编号"), public=True, identifier=True),
        REGION,
        Column(
            "kind",
            aliases=("种类", "类别"),
            filter=True,
            public=True,
            schemes="farm_schemes",
            dated=("issued_on", "applied_on"),
        ),
        Column("product", aliases=("产品",), public=True),
        Column("category", aliases=("农产品类别",), filter=True, public=True),
        Column("enterprise", aliases=("申请人", "企业名称", "持有人"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("base", aliases=("基地名称", "基地"), public=True),
        Column(
            "area", aliases=("面积", "基地面积"), public=True, help="亩；只填未被其他三品一标证书计入的部分"
        ),
        Column("overlap", aliases=("重叠面积",), listed=False),
        Column("output", aliases=("产量",), public=True),
        Column("in_conversion", aliases=("转换期",), listed=False),
        Column("body", aliases=("认证机构",), listed=False, public=True),
        Column("applied_on", aliases=("申请日期",), public=True),
        Column("checked_on", aliases=("检查日期",), listed=False),
        Column("issued_on", aliases=("发证日期", "批准日期"), filter=True, public=True),
        Column("valid_until", aliases=("有效期",), public=True),
        Column("state", aliases=("阶段", "状态"), filter=True, public=True),
        Column("ended_on", aliases=("撤销日期",), listed=False, public=True),
    )
    search = ("number", "product", "enterprise", "base")
    order = ("-issued_on", "-id")
    rules = (
        RowRule(
            ("valid_until", "issued_on"),
            lambda later, earlier: later >= earlier,
            "有效期至早于颁证日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("issued_on", "applied_on"),
            lambda later, earlier: later >= earlier,
            "颁证日期早于申报日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("valid_until", "ended_on"),
            lambda until, ended: until <= ended,
            "已撤销或注销，有效期至却晚于终止日期",
            "请把有效期至改为终止日；原来的有效期留在历史里。",
        ),
    )
    expiries = (
        Expiry(
            "valid_until",
            "申请续展",
            what_en="Apply for renewal",
            rule="farm_certificate",
            states=("granted", "labelled", "suspended"),
        ),
    )
    facts = Facts(
        date="issued_on",
        dates=("applied_on", "checked_on", "valid_until", "ended_on"),
        columns=("kind", "category", "state", "area", "output", "in_conversion", "credit_code"),
    )


@register
class VoluntaryCertificateRegister(Register):
    key = "voluntary_certificates"
    model = VoluntaryCertificate
    label, label_en = "自愿性认证证书", "Voluntary certificates"
    about = "低碳、节能、节水、环境标志、绿色产品、服务认证等自愿性认证证书，按种类计数。"
    about_en = "Voluntary certificates by kind: low carbon, energy and water saving, environmental label, green product, service."
    field = "foundations"
    requirement = ("R-CER-03",)
    natural_key = ("number",)
    lifecycle = lifecycles.CERTIFICATE
    columns = (
        Column("number", aliases=("证书号", "编号"), public=True, identifier=True),
        REGION,
        Column("enterprise", aliases=("获证企业", "企业名称"), public=True),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("kind", aliases=("种类", "类别"), filter=True, public=True),
        Column("subject", aliases=("产品名称", "服务名称"), public=True),
        Column("model", aliases=("型号",), listed=False),
        Column("standard", aliases=("认证标准",), listed=False, public=True),
        Column("body", aliases=("发证机构",), public=True),
        Column("body_code", aliases=("机构批准号",), listed=False, identifier=True),
        Column("issued_on", aliases=("发证日期",), filter=True, public=True),
        Column("valid_until", aliases=("有效期",), filter=True, public=True),
        Column("state", aliases=("状态",), filter=True, public=True),
        Column("suspended_on", aliases=("暂停时间",), listed=False),
        Column("ended_on", aliases=("撤销日期", "注销日期"), listed=False, public=True),
    )
    search = ("number", "enterprise", "subject")
    order = ("-issued_on", "-id")
    rules = (
        RowRule(
            ("valid_until", "issued_on"),
            lambda later, earlier: later >= earlier,
            "有效期至早于颁证日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("valid_until", "ended_on"),
            lambda until, ended: until <= ended,
            "已撤销或注销，有效期至却晚于终止日期",
            "请把有效期至改为终止日；原来的有效期留在历史里。",
        ),
    )
    expiries = (
        Expiry(
            "valid_until",
            "申请再认证",
            what_en="Apply for recertification",
            rule="certificate",
            states=("valid", "suspended"),
        ),
    )
    facts = Facts(
        date="issued_on", dates=("valid_until", "ended_on"), columns=("kind", "state", "credit_code")
    )
