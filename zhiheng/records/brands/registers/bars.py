"""What stands against an organisation that applies for an award or a title (R-AWD-01)."""

from __future__ import annotations

from zhiheng.frame.registers.against import Bar

#: Credit, cases and accidents as far as registers know them. None refuses: an organiser may weigh them, with a reason.
BARS = (
    Bar(
        "sampling", "监督抽查不合格", where={"result": "unqualified"}, within="sampling",
        says_en="Failed a supervision sampling",
    ),
    Bar("recalls", "产品被召回", within="quality_award", says_en="Recalled a product"),
    Bar(
        "service_ousters", "发生服务质量责任事故", day="found_on", within="quality_award",
        says_en="Answerable for an accident in services",
    ),
    Bar(
        "compulsory_exits", "被责令停产、吊销或关闭", where={"state": ("decided", "executed", "verified")},
        within="quality_award", says_en="Ordered to stop, or licence revoked",
    ),
    Bar(
        "permits", "许可或强制性认证被撤销吊销", where={"state": "revoked"}, day="ended_on",
        within="quality_award", says_en="Permit revoked",
    ),
    Bar(
        "management_certificates", "管理体系认证证书被撤销", where={"state": "withdrawn"}, day="ended_on",
        within="quality_award", says_en="System certificate withdrawn",
    ),
    Bar(
        "emission_cases", "超标排放受到处罚", where={"penalty__gt": 0}, day="decided_on",
        within="quality_award", says_en="Fined for emissions above the limit",
    ),
    Bar(
        "conformity_inspections", "认证检测违法受到处罚", where={"penalty__gt": 0}, day="punished_on",
        within="quality_award", says_en="Fined in certification or testing",
    ),
    Bar(
        "site_inspections", "工程质量违法受到处罚", where={"penalty__gt": 0}, within="quality_award",
        says_en="Fined for faults in works",
    ),
    Bar(
        "food_checks", "食品监督检查移送立案", where={"outcome": "case"}, within="quality_award",
        says_en="Food inspection led to a case",
    ),
    Bar(
        "cases", "受到行政处罚", where={"state": ("decided", "closed")}, lifted="repaired_on",
        within="quality_award", says_en="Penalised by a decision",
    ),
    Bar(
        "credit_grades", "质量信用等级为 C 类或 D 类",
        where={"published": True, "grade": ("CCC", "CC", "C", "D")}, until="valid_until", lifted="revoked_on",
        says_en="Credit grade of class C or D",
    ),
    Bar(
        "barred_suppliers", "在政府采购禁入期内", until="valid_until", lifted="lifted_on",
        says_en="Barred from procurement at the time",
    ),
)  # fmt: skip
