"""The register of cases."""

from __future__ import annotations

import datetime as dt

from zhiheng.frame.registers.declare import Column, Facts, Register, RowRule, register
from zhiheng.frame.registers.leading import OpenedFrom
from zhiheng.records.enforcement.lifecycles.cases import CASE, SERVED
from zhiheng.records.enforcement.models.cases import HEAVIER, Case, Party


def _later(later: dt.date, earlier: dt.date) -> bool:
    return later >= earlier


@register
class CaseRegister(Register):
    key = "cases"
    model = Case
    label, label_en = "行政处罚案件", "Cases of administrative penalty"
    about = "产品质量、食品、计量、认证、知识产权等行政处罚案件：立案、处罚决定、公示。自然人的姓名不公开。"
    about_en = (
        "Cases of administrative penalty: filing, decision, publication. Names of persons are never released."
    )
    field = "product"
    requirement = ("R-ENF-01", "R-ENF-06")
    natural_key = ("case_no",)
    lifecycle = CASE
    columns = (
        Column(
            "case_no",
            aliases=("案件编号", "立案号", "案号"),
            identifier=True,
            shared=False,
            made_from=("document_no", "enterprise", "decided_on"),
        ),
        Column(
            "document_no",
            aliases=("决定书文号", "处罚决定书文号", "行政处罚决定书编号", "处罚文号"),
            identifier=True,
            public=True,
        ),
        Column("region", aliases=("行政区划", "区划代码", "县区"), filter=True, public=True),
        Column(
            "enterprise",
            aliases=("当事人", "当事人名称", "企业名称", "行政相对人名称"),
            public=True,
            doubts=("personal_name",),
            help="自然人的姓名请填在“当事人姓名(自然人)”，不填在这里",
        ),
        Column("credit_code", aliases=("信用代码",), listed=False, identifier=True, public=True),
        Column("kind", aliases=("案件类型", "违法类型"), filter=True, public=True),
        Column("party", aliases=("当事人类型", "行政相对人类别"), filter=True, listed=False, public=True),
        Column(
            "person",
            aliases=("姓名",),
            listed=False,
            shared=False,
            sensitive=True,
            help="只供办案使用，不公开、不共享",
        ),
        Column("product", aliases=("产品名称", "涉案产品"), public=True),
        Column("conduct", aliases=("违法行为", "主要违法事实"), listed=False, public=True),
        Column("breached", aliases=("违反条款",), listed=False, public=True),
        Column("law_basis", aliases=("法律依据",), listed=False, public=True),
        Column("clue_source", aliases=("线索来源",), filter=True, listed=False, shared=False),
        Column("clue_no", aliases=("线索编号",), listed=False, identifier=True, shared=False),
        Column("major", aliases=("重大案件", "是否大要案"), filter=True, listed=False, shared=False),
        Column("filed_on", aliases=("立案时间",), filter=True),
        Column("state", aliases=("状态", "案件状态"), filter=True),
        Column("decided_on", aliases=("决定日期", "处罚日期", "作出处罚决定日期"), filter=True, public=True),
        Column("penalty", aliases=("处罚种类", "处罚类别"), filter=True, public=True),
        Column("penalty_text", aliases=("处罚结果", "处罚决定"), listed=False, public=True),
        Column("fine", aliases=("罚款",), public=True),
        Column("confiscated", aliases=("没收违法所得金额", "没收"), listed=False, public=True),
        Column("goods_value", aliases=("货值",), listed=False, shared=False),
        Column("heavy", aliases=("是否较重处罚",), filter=True, listed=False),
        Column("authority", aliases=("决定机关", "办案机关", "处罚单位"), listed=False, public=True),
        Column("executed_on", aliases=("执行日期",), listed=False),
        Column("closed_on", aliases=("结案时间",), listed=False),
        Column("transferred_to", aliases=("受移送机关",), listed=False, shared=False),
        Column("published_on", aliases=("公示时间",), listed=False, public=True),
        Column("published_until", aliases=("公示截止期", "公示期限"), listed=False, public=True),
        Column("repaired_on", aliases=("修复日期",), listed=False),
    )
    opened_from = (
        OpenedFrom(
            "conformity_inspections",
            "立案查处",
            carry={
                "case_no": "case_no",
                "region": "region",
                "enterprise": "enterprise",
                "credit_code": "credit_code",
                "product": "product",
                "conduct": "problems",
                "clue_no": "code",
            },
            known_by="clue_no",
            when={"state": "filed"},
            marks={"kind": "certification", "clue_source": "inspection"},
            label_en="Open a case",
        ),
    )
    search = ("case_no", "document_no", "enterprise", "credit_code")
    order = ("-decided_on", "-id")
    rules = (
        # A person stands under ``person`` alone, whose column is never released.
        RowRule(
            ("enterprise", "party"),
            lambda enterprise, party: bool(enterprise) != (party == Party.PERSON),
            "当事单位与当事人类别不符",
            "自然人只填“当事人姓名(自然人)”；单位和个体工商户填“当事单位”。",
        ),
        RowRule(
            ("person", "party"),
            lambda person, party: not person or party == Party.PERSON,
            "当事人类别不是自然人，却填了自然人姓名",
            "请更正当事人类别，或只填“当事单位”。",
        ),
        RowRule(
            ("credit_code", "party"),
            lambda code, party: not code or party != Party.PERSON,
            "自然人没有统一社会信用代码",
            "个体工商户请把类别改为“个体工商户”。",
        ),
        RowRule(
            ("state", "document_no", "decided_on"),
            lambda state, number, decided: state not in SERVED or bool(number and decided),
            "已处罚的案件缺处罚决定书文号或决定日期",
            "请补填文号和日期，或更正办理阶段。",
        ),
        RowRule(
            ("heavy", "penalty"),
            lambda heavy, penalty: heavy or penalty not in HEAVIER,
            "这类处罚属于较重行政处罚",
            "降低资质、限制经营、责令停产停业、关闭、吊销许可证件、限制从业的，“较重行政处罚”应为是。",
        ),
        RowRule(("decided_on", "filed_on"), _later, "处罚决定日期早于立案日期", "请核对两个日期。"),
        RowRule(("closed_on", "filed_on"), _later, "结案日期早于立案日期", "请核对两个日期。"),
        RowRule(("published_until", "published_on"), _later, "公示截止日期早于公示日期", "请核对两个日期。"),
    )
    facts = Facts(
        date="decided_on",
        dates=("filed_on", "closed_on", "published_until", "repaired_on"),
        columns=("kind", "party", "state", "penalty", "fine", "confiscated", "heavy", "major", "credit_code"),
    )
