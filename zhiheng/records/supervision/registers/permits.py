"""The registers of permits, of those who lack one, and of filings."""

from __future__ import annotations

from dataclasses import replace

from zhiheng.frame.registers.declare import Column, Computed, Expiry, Facts, Register, RowRule, register
from zhiheng.frame.registers.leading import Cover, Followed, OpenedFrom
from zhiheng.records.supervision import lifecycles
from zhiheng.records.supervision.models import Filing, Permit, PermitGap
from zhiheng.records.supervision.registers.base import after, firm, number, place
from zhiheng.records.supervision.registers.products import LISTED, pair

#: Kinds of permit that cover a product touching health or safety.
SAFETY = (
    "industrial",
    "ccc",
    "food_production",
    "food_additive",
    "special_equipment",
    "hazardous",
    "drug_production",
)


#: By the first letter of a category: the kinds of permit that cover it.
KINDS = {"X": ("industrial",), "C": ("ccc",), "S": ("food_production", "food_additive")}


#: Each product in the catalogues, as long as it is made, must be covered by a valid permit of its own category.
PRODUCTS = Cover(
    among="firm_products",
    where={"stopped_on": None},
    listed="category",
    by="permits",
    having={"state": "valid"},
    on=("credit_code", "category"),
    known_by=("credit_code", "category", "product"),
    carry={
        "region": "region",
        "enterprise": "enterprise",
        "credit_code": "credit_code",
        "product": "product",
        "category": "category",
    },
    marks={"needs": "listed", "found_by": "matching"},
    begin="assign",
    end="cover",
    end_carry={"permit_no": "permit_no"},
    answered=("mistaken", "ousted"),
)
# Its foods alone: a food firm that has them listed is asked about each of them, not once more as a whole.
FOOD_PRODUCTS = replace(PRODUCTS, where={**PRODUCTS.where, "category__startswith": "S"})


def _cover(flag: str, needs: str, kinds: tuple[str, ...], left_to: Cover | None = None) -> Cover:
    """Open enterprises with this flag must hold a valid permit of one of these kinds."""
    return Cover(
        among="enterprises",
        where={flag: True, f"{flag}_until": None, "status": "open"},
        by="permits",
        having={"kind": kinds, "state": "valid"},
        carry={"region": "region", "enterprise": "name", "credit_code": "credit_code"},
        marks={"needs": needs, "found_by": "matching"},
        begin="assign",
        end="cover",
        end_carry={"permit_no": "permit_no"},
        answered=("mistaken", "ousted"),
        left_to=left_to,
    )


@register
class PermitRegister(Register):
    key = "permits"
    model = Permit
    label, label_en = "许可与强制性认证", "Permits and compulsory certificates"
    about = "工业产品、食品、特种设备、危险化学品等许可证和强制性产品认证证书，从申请、审查、发证到变更、换证、撤销。"
    about_en = (
        "Licences for industrial products, food, equipment and chemicals, and compulsory product certificates, from "
        "application and review to change, renewal and revocation."
    )
    field = "product"
    requirement = ("R-PER-01", "R-PER-02", "R-PER-03")
    natural_key = ("application_no",)
    newer_by = ("granted_on", "kind", "enterprise")
    lifecycle = lifecycles.PERMIT
    followed_by = (
        Followed(
            "permit_conditions",
            by=("application_no", "application_no"),
            label="逐项审查",
            label_en="Review by condition",
            lines=("condition", "verdict", "note", "checked_on", "rectified_on"),
        ),
    )
    expiries = (
        Expiry(
            "valid_until", "许可证换证", "Renew the permit", rule="permits", states=("valid", "suspended")
        ),
    )
    columns = (
        number("application_no", "申请书编号", made_from=("kind", "permit_no", "enterprise")),
        place(),
        *firm("申请人", "持证单位"),
        Column("kind", aliases=("种类", "证书类型"), filter=True, public=True),
        Column("product", aliases=("产品名称", "经营项目"), public=True),
        Column("product_unit", aliases=("产品单元", "类别编号"), listed=False, identifier=True, public=True),
        Column("category", aliases=("目录代码",), filter=True, listed=False, public=True, codes=LISTED),
        Column("permit_no", aliases=("许可证编号", "证书号", "许可证号"), identifier=True, public=True),
        Column("state", aliases=("证书状态",), filter=True, public=True),
        Column("granted_on", aliases=("颁证日期", "发证时间"), filter=True, public=True),
        Column("valid_until", aliases=("有效期", "到期日期"), filter=True, public=True),
        Column("site", aliases=("生产地址",), listed=False, public=True),
        Column("authority", aliases=("发证机关",), listed=False, public=True),
        Column("applied_on", listed=False),
        Column("accepted_on", listed=False),
        Column("reviewed_on", listed=False),
        Column("review", aliases=("审查意见",), listed=False),
        Column("decided_on", listed=False, public=True),
        Column("changed_on", listed=False, public=True),
        Column("change_note", listed=False, public=True),
        Column("ended_on", aliases=("注销日期", "吊销日期"), listed=False, public=True),
    )
    search = ("application_no", "permit_no", "enterprise", "product")
    order = ("-granted_on", "-id")
    rules = (
        after("accepted_on", "applied_on", "受理日期早于申请日期"),
        after("decided_on", "accepted_on", "决定日期早于受理日期"),
        after("granted_on", "decided_on", "发证日期早于决定日期"),
        after("valid_until", "granted_on", "有效期早于发证日期"),
        RowRule(
            ("state", "permit_no"),
            lambda state, permit_no: state not in {"valid", "suspended"} or bool(permit_no),
            "状态为有效或暂停，却没有证书编号",
            "请补填证书编号。",
        ),
        RowRule(
            ("category", "kind"),
            lambda category, kind: not category or kind in KINDS.get(category[0], ()),
            "目录类别与许可种类不符",
            "X 开头的属工业产品生产许可证，C 开头的属强制性产品认证证书，S 开头的属食品生产许可证。",
        ),
    )
    facts = Facts(
        date="granted_on",
        dates=("applied_on", "accepted_on", "decided_on", "valid_until", "ended_on"),
        columns=("kind", "product", "category", "permit_no", "state", "credit_code"),
        computed=(Computed("cover", "text", ("credit_code", "category"), pair),),
    )


@register
class PermitGapRegister(Register):
    key = "permit_gaps"
    model = PermitGap
    label, label_en = "许可缺口", "Makers without a permit"
    about = "应取得许可或强制性认证而没有的生产者：由名录与许可比对或检查发现，交办责任单位，限期办理或取缔。"
    about_en = "Makers found without the permit they need: found by matching or inspection, assigned, until covered or closed."
    field = "product"
    requirement = ("R-PER-02", "R-PER-03")
    natural_key = ("code",)
    lifecycle = lifecycles.PERMIT_GAP
    opened_from = (
        OpenedFrom(
            "food_premises",
            "列为许可缺口",
            known_by="enterprise",
            when={"kind": "workshop", "permit_no": "", "closed_on": None},
            carry={"region": "region", "enterprise": "enterprise", "credit_code": "credit_code"},
            marks={"needs": "workshop", "found_by": "inspection"},
            label_en="Note the missing permit",
        ),
    )
    covers = (
        _cover("food_maker", "food", ("food_production", "food_additive"), left_to=FOOD_PRODUCTS),
        _cover("safety_maker", "safety", SAFETY, left_to=PRODUCTS),
        PRODUCTS,
    )
    columns = (
        number("code"),
        place(),
        *firm(),
        Column("needs", aliases=("应取得许可",), filter=True),
        Column("product", aliases=("产品名称",)),
        Column("category", aliases=("目录代码",), filter=True, codes=LISTED, lasting=True),
        Column("found_on", filter=True),
        Column("found_by", aliases=("来源",), filter=True),
        Column("owner", aliases=("责任单位", "责任部门")),
        Column("state", aliases=("办理状态",), filter=True),
        Column("ordered_on", listed=False),
        Column("get_by", aliases=("限期",)),
        Column("permit_no", listed=False, identifier=True),
        Column("closed_on", listed=False),
    )
    search = ("code", "enterprise", "product")
    order = ("-found_on", "-id")
    rules = (
        after("get_by", "ordered_on", "办理期限早于责令办理日期"),
        after("closed_on", "found_on", "了结日期早于发现日期"),
    )
    facts = Facts(
        date="found_on",
        dates=("ordered_on", "get_by", "closed_on"),
        columns=("needs", "category", "found_by", "state", "credit_code"),
    )


@register
class FilingRegister(Register):
    key = "filings"
    model = Filing
    label, label_en = "备案与国外注册", "Filings and foreign registrations"
    about = "注册备案、出口食品企业备案、国外卫生注册、REACH 等备案和注册及其有效期。"
    about_en = "Record filings, foreign hygiene registrations, REACH and the like, with validity."
    field = "product"
    requirement = ("R-PER-08",)
    natural_key = ("filing_no",)
    expiries = (Expiry("valid_until", "备案注册续期", "Renew the registration", unless="cancelled_on"),)
    columns = (
        number("filing_no", "备案号", "注册号"),
        place(),
        *firm(),
        Column("kind", aliases=("种类",), filter=True, public=True),
        Column("product", aliases=("产品名称",), public=True),
        Column("country", aliases=("国别",), filter=True, public=True),
        Column("authority", aliases=("机构",), listed=False, public=True),
        Column("filed_on", aliases=("备案日期", "注册日期"), filter=True, public=True),
        Column("valid_until", aliases=("有效期",), filter=True, public=True),
        Column("cancelled_on", listed=False, public=True),
        Column("remark", listed=False),
    )
    search = ("filing_no", "enterprise", "product")
    order = ("-filed_on", "-id")
    rules = (
        after("valid_until", "filed_on", "有效期早于备案注册日期"),
        after("cancelled_on", "filed_on", "注销日期早于备案注册日期"),
    )
    facts = Facts(
        date="filed_on",
        dates=("valid_until", "cancelled_on"),
        columns=("kind", "country", "credit_code"),
    )
