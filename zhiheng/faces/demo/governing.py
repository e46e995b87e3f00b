"""Rows of agencies, society and quality money. Draws nothing at random: other rows stay what they were."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from zhiheng.faces.demo.book import Book, enterprise

Place = tuple[str, str]
CENT = Decimal("0.01")
CHAIN = ("growing", "production", "circulation", "catering")
# Class of products -> agency at each link; empty is a gap, two are an overlap.
COMPETENT: dict[str, tuple[tuple[str, ...], ...]] = {
    "食用农产品": (("农业农村部门",), ("市场监督管理部门",), ("市场监督管理部门",), ("市场监督管理部门",)),
    "乳制品": (("农业农村部门",), ("市场监督管理部门",), ("市场监督管理部门", "商务部门"), ()),
    "建材": ((), ("市场监督管理部门",), ("市场监督管理部门",), ()),
}
OPINIONS = (
    ("consumer", "opinion", "公开民生商品抽查结果", "published"),
    ("media", "supervision", "报道农资标签不规范", "replied"),
    ("association", "need", "行业检测费用偏高", "assigned"),
    ("enterprise", "need", "希望举办体系内审员培训", "received"),
)
ITEMS = (("sampling", 55), ("standards", 25), ("award", 20))


def fill(
    book: Book, counties: Sequence[Place], city: Place, years: range, budgets: dict[int, Decimal]
) -> None:
    """``years`` are whole recorded years; ``budgets``: 万元 of each year, spread over the city and its counties."""
    for place in counties:
        _staffing(book, place, years)
    _agencies(book, city, counties, years)
    _society(book, city, years)
    for year, total in budgets.items():
        _budget(book, counties, city, year, total)
    _money(book, counties, city, years)


def _staffing(book: Book, place: Place, years: range) -> None:
    region, name = place
    posts = 24 + int(region[4:6]) % 7 * 3
    for at, year in enumerate(years):
        # Two agencies became one in the last year but one: fewer posts for the same firms.
        established = posts if year < years[-1] - 1 else posts - 4
        in_post = established - 3 - at % 2
        book.add(
            "agency_staffing",
            region,
            agency=f"{name}市场监督管理部门",
            period=str(year),
            ended_on=dt.date(year, 12, 31),
            level="county",
            established=established,
            in_post=in_post,
            certified=in_post - 2,
            trained=in_post - 6 + at % 4,
            technical=in_post // 4,
            supervised=1400 + 60 * at + posts,
            checks=900 + 25 * at,
            cases=12 + 2 * at,
        )
    for n in range(2):
        since = dt.date(years[0], 5, 4)
        code = book.number("ZF", region, years[0])
        book.add(
            "enforcement_officers",
            region,
            code=code,
            name=f"岗位{n + 1:02d}",
            agency=f"{name}市场监督管理部门",
            post="执法岗",
            category="产品质量",
            issued_on=since,
            valid_until=since.replace(year=since.year + 5) - dt.timedelta(days=1),
            trained_on=dt.date(years[-1], 3, 11),
            hours=40,
        )


def _agencies(book: Book, city: Place, counties: Sequence[Place], years: range) -> None:
    region, name = city
    for product, links in COMPETENT.items():
        for link, agencies in zip(CHAIN, links, strict=True):
            for agency in agencies:
                book.add(
                    "duty_matrix",
                    region,
                    product_class=product,
                    link=link,
                    agency=f"{name}{agency}",
                    role="lead",
                    level="regulator",
                    basis="监管职责分工(演示)",
                    since=dt.date(years[0], 1, 1),
                )
    for place, words in counties[:2]:
        changed = dt.date(years[-1] - 1, 3, 1)
        book.add(
            "agency_changes",
            place,
            code=book.number("JG", place, changed.year),
            kind="merge",
            predecessor=f"{words}质量技术监督部门",
            successor=f"{words}市场监督管理部门",
            changed_on=changed,
            basis="机构整合方案(演示)",
            posts_moved=18,
            staff_moved=15,
            hand_over_by=changed + dt.timedelta(days=120),
            handed_over_on=changed + dt.timedelta(days=100),
            archives_to=f"{words}市场监督管理部门",
            state="done",
        )
    found = dt.date(years[-1], 6, 1)
    book.add(
        "officer_faults",
        counties[0][0],
        code=book.number("GC", counties[0][0], found.year),
        officer=f"YS-ZF-{counties[0][0]}-{years[0]}-0001",
        agency=f"{counties[0][1]}市场监督管理部门",
        source="review",
        found_on=found,
        fault="案卷文书送达超期(演示)",
        examine_by=found + dt.timedelta(days=60),
        decision="批评教育(演示)",
        decided_on=found + dt.timedelta(days=45),
        state="decided",
    )


def _society(book: Book, city: Place, years: range) -> None:
    region, name = city
    codes = []
    for sector, kind in (("水泥", "association"), ("乳制品", "association"), ("质量", "intermediary")):
        code = book.number("SH", region, years[0])
        codes.append(code)
        book.add(
            "associations",
            region,
            code=code,
            name=f"{name}{sector}演示{'协会' if kind == 'association' else '服务中心'}",
            kind=kind,
            sector=sector,
            authority=f"{name}工业主管部门",
            members=30,
            services="培训、团体标准、诉求转达",
            rules_name="行业质量自律规约(演示)" if kind == "association" else "",
            founded_on=dt.date(years[0], 4, 1),
            valid_until=dt.date(years[0] + 5, 3, 31),
        )
    book.add(
        "association_checks",
        region,
        code=book.number("XJ", region, years[-1]),
        association=codes[0],
        name=f"{name}水泥演示协会",
        checked_on=dt.date(years[-1], 4, 11),
        agency=f"{name}民政部门",
        finding="good",
        state="closed",
    )
    for n, (source, kind, subject, state) in enumerate(OPINIONS):
        day = dt.date(years[-1], 3, 15 + n)
        answered = state in {"replied", "published"}
        book.add(
            "opinions",
            region,
            code=book.number("YJ", region, day.year),
            subject=f"{subject}(演示)",
            source=source,
            kind=kind,
            channel="relay" if source == "association" else "web",
            association=codes[0] if source == "association" else "",
            received_on=day,
            handler=f"{name}市场监督管理部门" if state != "received" else "",
            reply="已列入当年计划(演示)" if answered else "",
            replied_on=day + dt.timedelta(days=12) if answered else None,
            published_on=day + dt.timedelta(days=15) if state == "published" else None,
            state=state,
        )


def _budget(book: Book, counties: Sequence[Place], city: Place, year: int, total: Decimal) -> None:
    """The total of a year over the items of the city and of each county: adds up to it exactly."""
    share = (total * Decimal("0.6") / len(counties)).quantize(CENT)
    for place, amount in [(city, total - share * len(counties)), *((p, share) for p in counties)]:
        left = amount
        for item, percent in ITEMS:
            part = left if item == ITEMS[-1][0] else (amount * percent / 100).quantize(CENT)
            left -= part
            book.add(
                "quality_budgets",
                place[0],
                item=item,
                line="",
                period=str(year),
                ended_on=dt.date(year, 12, 31),
                budget=part,
                spent=(part * Decimal("0.96")).quantize(CENT),
                basis=f"演示财预〔{year}〕1号",
            )


def _money(book: Book, counties: Sequence[Place], city: Place, years: range) -> None:
    year = years[-1]
    for n, state in enumerate(("examined", "granted", "reviewed", "refused")):
        region, name = counties[n % len(counties)]
        firm, code = enterprise(region, name, n + 1)
        applied = dt.date(year, 1, 20 + n)
        paid = state in {"examined", "granted"}
        book.add(
            "fund_applications",
            region,
            code=book.number("ZJ", region, year),
            kind="reward" if n else "fund",
            scheme="名牌与标准奖励(演示)",
            enterprise=firm,
            credit_code=code,
            project=f"质量提升项目(演示){n + 1}",
            applied_on=applied,
            asked=Decimal(20),
            reviewed_on=applied + dt.timedelta(days=30),
            score=Decimal(88 - 6 * n),
            rule_no="奖励办法(演示)" if paid else "",
            budget_item="award",
            granted=Decimal(15) if paid else None,
            granted_on=applied + dt.timedelta(days=60) if paid else None,
            check_by=applied + dt.timedelta(days=330) if paid else None,
            checked_on=applied + dt.timedelta(days=140) if state == "examined" else None,
            effect="达到预期(演示)" if state == "examined" else "",
            state=state,
        )
        issued = dt.date(year, 2, 2)
        book.add(
            "preferences",
            region,
            code=book.number("YH", region, year),
            list_no=f"演示〔{year}〕5号",
            enterprise=firm,
            credit_code=code,
            ground=("award", "brand", "credit", "brand")[n],
            addressee=f"{city[1]}演示银行",
            measure="loan" if n % 2 == 0 else "renovation",
            issued_on=issued,
            valid_until=issued.replace(year=year + 2),
            sent_on=issued + dt.timedelta(days=4),
            amount=Decimal(200 + 50 * n) if n < 2 else None,
            result_on=issued + dt.timedelta(days=60) if n < 2 else None,
            state="used" if n < 2 else "sent",
        )
        starts = dt.date(year, 1, 1)
        policy = book.number("BX", region, year)
        book.add(
            "insurance_policies",
            region,
            code=policy,
            enterprise=firm,
            credit_code=code,
            kind=("liability", "food", "first_set", "quality")[n],
            insurer="演示财险公司",
            premium=Decimal("2.50"),
            subsidy=Decimal("1.00") if n == 2 else None,
            cover=Decimal(500),
            starts_on=starts,
            ends_on=dt.date(year, 12, 31),
        )
        if n == 0:
            book.add(
                "insurance_claims",
                region,
                code=book.number("PA", region, year),
                policy=policy,
                enterprise=firm,
                credit_code=code,
                cause="产品质量责任(演示)",
                happened_on=dt.date(year, 4, 2),
                reported_on=dt.date(year, 4, 6),
                claimed=Decimal(12),
                paid=Decimal(9),
                closed_on=dt.date(year, 5, 20),
                state="settled",
            )
    region, name = city
    for n, kind in enumerate(("goods", "works", "services")):
        firm, code = enterprise(region, name, n + 1)
        book.add(
            "procurements",
            region,
            code=book.number("CG", region, year),
            name=f"{name}采购项目(演示){n + 1}",
            purchaser=f"{name}演示采购单位",
            kind=kind,
            announced_on=dt.date(year, 3, 10 + n),
            uses_credit=n != 2,
            uses_standards=True,
            uses_certificates=n == 0,
            quality_weight=Decimal(30),
            budget=Decimal(80),
            refused=1 if n == 0 else 0,
            awarded_on=dt.date(year, 4, 20),
            enterprise=firm,
            credit_code=code,
            amount=Decimal(76),
        )
    firm, code = enterprise(region, name, 9)
    book.add(
        "barred_suppliers",
        region,
        code=book.number("JR", region, year),
        enterprise=firm,
        credit_code=code,
        ground="提供不合格产品(演示)",
        authority=f"{name}财政部门",
        decided_on=dt.date(year, 2, 1),
        valid_until=dt.date(year + 2, 1, 31),
    )
