"""The registers of key posts and certificates."""

from __future__ import annotations

from zhiheng.frame.registers.against import Basis
from zhiheng.frame.registers.declare import Column, Expiry, Facts, Register, RowRule, register
from zhiheng.records.talent.models import KeyPost, PostCertificate

REGION = Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True)


@register
class KeyPostRegister(Register):
    key = "key_posts"
    model = KeyPost
    label, label_en = "关键质量岗位", "Key quality posts"
    about = "须持证上岗的质量岗位：要求什么证，现任所持证书的编号。证书是否有效，由持证台账核对。"
    about_en = "Posts that ask for a certificate, and the certificate of who holds them; its validity is checked against the certificates."
    field = "governance"
    kept_by_enterprise = True
    requirement = ("R-TAL-03",)
    natural_key = ("code",)
    rests_on = (
        Basis(
            ("post_certificates",),
            ("certificate_no", "certificate_no"),
            "持证上岗证书",
            what_en="The certificate",
            known=True,
        ),
    )
    columns = (
        Column("code", aliases=("编号",), identifier=True),
        REGION,
        Column("enterprise", aliases=("企业名称", "单位名称")),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("post", aliases=("岗位",)),
        Column("requires", aliases=("证书种类",), filter=True),
        Column(
            "certificate_no", aliases=("持证编号", "证书编号"), listed=False, identifier=True, shared=False
        ),
        Column("since", aliases=("设岗时间",), filter=True),
        Column("until", aliases=("撤岗时间",), listed=False),
    )
    search = ("code", "enterprise", "post")
    order = ("enterprise", "id")
    rules = (
        RowRule(
            ("until", "since"),
            lambda later, earlier: later >= earlier,
            "撤岗日期早于设岗日期",
            "请核对两个日期。",
        ),
    )
    facts = Facts(date="since", dates=("until",), columns=("requires", "certificate_no", "credit_code"))


@register
class PostCertificateRegister(Register):
    key = "post_certificates"
    model = PostCertificate
    label, label_en = "持证上岗证书", "Certificates of posts and skills"
    about = "质量岗位的上岗证、职业资格和技能等级证书：鉴定日期、等级、有效期，到期前提醒复审。"
    about_en = "Certificates for posts, occupations and skill levels: appraisal, level, validity; asked to be renewed before they run out."
    field = "governance"
    requirement = ("R-TAL-03",)
    natural_key = ("certificate_no",)
    columns = (
        Column("certificate_no", aliases=("编号",), identifier=True),
        REGION,
        Column("holder", aliases=("姓名", "持证人"), shared=False, sensitive=True),
        Column("enterprise", aliases=("企业名称", "单位名称", "工作单位")),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True),
        Column("kind", aliases=("种类",), filter=True),
        Column("level", aliases=("等级",), filter=True),
        Column("appraised_on", aliases=("考核日期",), listed=False),
        Column("issuer", aliases=("发证单位",)),
        Column("issued_on", aliases=("发证时间",), filter=True),
        Column("valid_until", aliases=("复审日期", "到期日期"), filter=True),
    )
    search = ("certificate_no", "enterprise", "issuer")
    order = ("-issued_on", "-id")
    rules = (
        RowRule(
            ("valid_until", "issued_on"),
            lambda later, earlier: later >= earlier,
            "有效期至早于发证日期",
            "请核对两个日期。",
        ),
        RowRule(
            ("issued_on", "appraised_on"),
            lambda later, earlier: later >= earlier,
            "发证日期早于鉴定日期",
            "请核对两个日期。",
        ),
    )
    expiries = (Expiry("valid_until", "复审或换证", what_en="Renew the certificate", rule="default"),)
    facts = Facts(
        date="issued_on",
        dates=("appraised_on", "valid_until"),
        columns=("certificate_no", "kind", "level", "credit_code"),
    )
