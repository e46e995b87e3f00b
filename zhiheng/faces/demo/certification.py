"""Rows of certification and testing: bodies, certificates, inspections, laboratories, needs, orders, projects.

Draws from a source of its own, so that the other rows of a book stay what they were.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from zhiheng.faces.demo.book import Book, Row, enterprise

Place = tuple[str, str]
BODY = "演示认证中心"
SYSTEMS = (
    ("qms", "GB/T 19001-2008"),
    ("qms", "GB/T 19001-2008"),
    ("ems", "GB/T 24001-2004"),
    ("fsms", "GB/T 22000-2006"),
    ("haccp", "GB/T 27341-2009"),
)
VOLUNTARY = (
    ("energy_saving", "三相异步电动机"),
    ("low_carbon", "通用硅酸盐水泥"),
    ("environmental", "水性涂料"),
    ("service", "商品售后服务"),
)
TESTS = (
    ("水泥", "抗压强度", "GB/T 17671"),
    ("小麦粉", "水分", "GB 5009.3"),
    ("复合肥料", "总养分", "GB/T 15063"),
    ("饮用水", "菌落总数", "GB 4789.2"),
    ("蔬菜", "农药残留", "GB 23200.113"),
    ("车用汽油", "硫含量", "SH/T 0689"),
    ("乳制品", "三聚氰胺", "GB/T 22388"),
    ("儿童服装", "甲醛含量", "GB/T 2912.1"),
)
# Of the tests that are needed, how many the first laboratory of a place can do.
LOCAL = 5
SUBJECTS = {"certified": "certified_firm", "laboratory": "laboratory"}


def fill(
    book: Book, counties: Sequence[Place], city: Place, years: range, until: dt.date | None = None
) -> None:
    """Rows of ``years`` (not after ``until``) for the registers of certification and testing."""
    side = Book(f"{book.key}-certification")
    end = until or dt.date(years[-1], 12, 31)
    _bodies(side, city, years)
    for at, place in enumerate(counties):
        _certificates(side, place, years, at, end)
        _inspections(side, book.rows.get("campaigns", []), place)
    _inspections(side, book.rows.get("campaigns", []), city)
    _hospital(side, book.rows.get("hospitals", []), years[0])
    for place in (city, *counties[:3]):
        _laboratory(side, place, years[0], whole=place == city)
    _needs(side, city, years, end)
    _orders(side, counties[0], side.rows["laboratories"][0]["number"], end)
    _building(side, counties, city, years, end)
    for key, rows in side.rows.items():
        book.rows.setdefault(key, []).extend(rows)


def areas(book: Book) -> None:
    """Area and output of the farm certificates of a book that have none."""
    side = Book(f"{book.key}-areas")
    for row in book.rows.get("farm_certificates", []):
        if row.get("issued_on") and row.get("area") is None:
            row["area"] = Decimal(side.rng.randint(8, 90) * 100)
            row["output"] = row["area"] * side.rng.randint(2, 5)


def _bodies(book: Book, city: Place, years: range) -> None:
    region, name = city
    for kind, words in (("certification", "认证"), ("consulting", "认证咨询"), ("training", "认证培训")):
        since = dt.date(years[0] - 1, 4, 1)
        book.add(
            "cert_bodies",
            region,
            code=book.number("RJ", region, since.year),
            name=f"{name}演示{words}机构",
            kind=kind,
            business="管理体系、产品",
            approved_on=since,
            valid_until=dt.date(since.year + 6, 3, 31),
        )


def _certificates(book: Book, place: Place, years: range, at: int, end: dt.date) -> None:
    """Every third firm has a system certified; one certificate is suspended, one withdrawn."""
    region, name = place
    for n in range(1 + at % 2, 25, 3):
        firm, code = enterprise(region, name, n)
        kind, standard = SYSTEMS[n % len(SYSTEMS)]
        first = book.day(years[0] + n % min(3, len(years)), until=end)
        withdrawn = n == 19
        book.add(
            "management_certificates",
            region,
            number=book.number("TX", region, first.year),
            enterprise=firm,
            credit_code=code,
            kind=kind,
            standard=standard,
            body=BODY,
            business="演示产品的生产",
            people=book.rng.randint(20, 400),
            first_on=first,
            issued_on=first,
            valid_until=first + dt.timedelta(days=400 if withdrawn else 2190),
            state="withdrawn" if withdrawn else "suspended" if n == 16 else "valid",
            suspended_on=first + dt.timedelta(days=300) if n == 16 else None,
            ended_on=first + dt.timedelta(days=400) if withdrawn else None,
        )
    if at < len(VOLUNTARY):
        kind, subject = VOLUNTARY[at]
        firm, code = enterprise(region, name, 2)
        issued = book.day(years[0], 2)
        book.add(
            "voluntary_certificates",
            region,
            number=book.number("ZY", region, issued.year),
            enterprise=firm,
            credit_code=code,
            kind=kind,
            subject=subject,
            body=BODY,
            issued_on=issued,
            valid_until=issued.replace(year=issued.year + 4, day=min(issued.day, 28)),
        )


def _hospital(book: Book, hospitals: Sequence[Row], year: int) -> None:
    """The first grade-A tertiary hospital has its quality system certified, the others not yet."""
    for row in [r for r in hospitals if r["grade"] == "3A" and r.get("credit_code")][:1]:
        first = dt.date(year, 9, 3)
        book.add(
            "management_certificates",
            row["region"],
            number=book.number("TX", row["region"], year),
            enterprise=row["enterprise"],
            credit_code=row["credit_code"],
            kind="qms",
            standard="GB/T 19001-2008",
            body=BODY,
            business="医疗服务(演示)",
            first_on=first,
            issued_on=first,
            valid_until=dt.date(year + 6, 9, 2),
        )


def _inspections(book: Book, campaigns: Sequence[Row], place: Place) -> None:
    """The visits behind the checks of laboratories and certified firms: as many as the campaign counted."""
    region, name = place
    for action in campaigns:
        subject = SUBJECTS.get(action.get("subject", ""))
        if action["region"] != region or subject is None:
            continue
        for n in range(1, action["checked"] + 1):
            firm, code = enterprise(region, name, n)
            if subject == "laboratory":
                firm, code = f"{name}演示检测机构{n:02d}", ""
            poor = n % 5 == 0
            book.add(
                "conformity_inspections",
                region,
                code=book.number("JC", region, action["started_on"].year),
                subject=subject,
                enterprise=firm,
                credit_code=code,
                campaign=action["code"],
                mode="special",
                inspected_on=action["started_on"] + dt.timedelta(days=n % 3),
                finding="minor" if poor else "continuing",
                problems="记录不完整(演示)" if poor else "",
                state="closed" if not poor else "verified",
                rectify_by=action["started_on"] + dt.timedelta(days=33) if poor else None,
                verified_on=action["started_on"] + dt.timedelta(days=30) if poor else None,
            )


def _laboratory(book: Book, place: Place, year: int, *, whole: bool) -> None:
    region, name = place
    since = dt.date(year, 1, 8)
    number = book.number("CMA", region, year)
    book.add(
        "laboratories",
        region,
        number=number,
        name=f"{name}产品质量检验演示所",
        kind="general" if whole else "food",
        ownership="public",
        rank="prefecture" if whole else "county",
        issuer="省级质监部门",
        issued_on=since,
        valid_until=dt.date(year + 6, 1, 7),
        staff=46 if whole else 14,
        technicians=33 if whole else 9,
        equipment=210 if whole else 60,
        equipment_value=Decimal("860.00") if whole else Decimal("140.00"),
        price_list="按核定标准收费(演示)",
        open_to_public=True,
    )
    for n, (product, parameter, method) in enumerate(TESTS[: LOCAL if whole else 2]):
        book.add(
            "lab_capabilities",
            region,
            laboratory=number,
            lab_name=f"{name}产品质量检验演示所",
            product=product,
            parameter=parameter,
            method=method,
            price=Decimal(60 + 20 * n),
            days=3 + n,
            since=since if n < 3 else since.replace(year=year + n - 2),
        )
    for n, words in enumerate(("压力试验机", "气相色谱仪")):
        book.add(
            "lab_equipment",
            region,
            number=f"{number}-{n + 1}",
            laboratory=number,
            name=words,
            value=Decimal(18 + 30 * n),
            bought_on=since,
            calibrated_on=since,
            valid_until=dt.date(year + 1, 1, 7),
            open_to_public=n == 1,
        )


def _needs(book: Book, city: Place, years: range, end: dt.date) -> None:
    region, name = city
    for n, (product, parameter, method) in enumerate(TESTS):
        raised = min(dt.date(years[0], 2 + n % 6, 10), end)
        local = n < LOCAL
        book.add(
            "testing_needs",
            region,
            code=book.number("XQ", region, raised.year),
            product=product,
            parameter=parameter,
            standard=method,
            source=("enterprise", "regulator", "survey")[n % 3],
            asked_by=f"{name}演示企业协会" if n % 3 == 0 else "",
            volume=20 + 15 * n,
            raised_on=raised,
            sent_to="" if local else "外地演示检测院",
            state="met" if local else "planned" if n == LOCAL else "open",
            met_on=end if local else None,
        )


def _orders(book: Book, county: Place, laboratory: str, end: dt.date) -> None:
    """Orders on the platform in the last half year: most done, one running, one declined."""
    region, name = county
    for n, state in enumerate(("rated", "rated", "reported", "accepted", "declined")):
        firm, code = enterprise(region, name, n + 1)
        day = end - dt.timedelta(days=150 - 25 * n)
        promised = day + dt.timedelta(days=12)
        done = state in {"rated", "reported"}
        book.add(
            "test_orders",
            region,
            code=book.number("DD", region, day.year),
            kind=("test", "test", "calibration", "standard", "consulting")[n],
            enterprise=f"{name}市场监督管理部门" if n == 1 else firm,
            credit_code="" if n == 1 else code,
            purchase=n == 1,
            item="演示产品检测服务",
            laboratory=laboratory,
            ordered_on=day,
            promised_on=promised if state != "declined" else None,
            price=Decimal(400 + 100 * n),
            report_no=book.number("BG", region, day.year) if done else "",
            reported_on=promised if done else None,
            score=5 - n if state == "rated" else None,
            state=state,
        )


def _building(book: Book, counties: Sequence[Place], city: Place, years: range, end: dt.date) -> None:
    """Projects that close gaps, and the integration of county bodies: plans by the end of June."""
    for n, (kind, words) in enumerate((("county", "县级综合检测中心"), ("national", "国家质检中心"))):
        region, name = (*counties, city)[n - 1] if n else counties[0]
        planned = dt.date(years[0], 3, 1)
        book.add(
            "capability_projects",
            region,
            code=book.number("NL", region, planned.year),
            name=f"{name}{words}(演示)",
            kind=kind,
            builder=f"{name}产品质量检验演示所",
            invested=Decimal(600 + 900 * n),
            planned_on=planned,
            approved_on=dt.date(years[0], 9, 1),
            due_on=dt.date(years[0] + 2, 12, 31),
            accepted_on=None if n else min(end, dt.date(years[0] + 1, 11, 20)),
            parameters=None if n else 36,
            state="building" if n else "accepted",
        )
    year = years[-1] if end.month > 6 or end.year > years[-1] else years[-2]
    for n, (region, name) in enumerate(counties):
        state = ("completed", "merging", "planned", "drafting", "exempt")[n % 5]
        handed = state in {"completed", "merging", "planned"}
        book.add(
            "lab_integrations",
            region,
            code=book.number("ZH", region, year),
            enterprise=f"{name}农产品检测演示站",
            authority=f"{name}农业主管部门",
            mode="retain" if state == "exempt" else "cross",
            into=f"{name}综合检验检测演示中心" if state == "completed" else "",
            listed_on=dt.date(year, 2, 20),
            plan_due=dt.date(year, 6, 30),
            plan_on=dt.date(year, 6, 12 + n) if handed else None,
            plan_no=f"演示〔{year}〕{n + 1}号" if handed else "",
            approved_on=dt.date(year, 7, 10) if state in {"completed", "merging"} else None,
            complete_by=dt.date(year + 1, 6, 30) if state in {"completed", "merging"} else None,
            completed_on=dt.date(year, 11, 30) if state == "completed" else None,
            staff=8 + 3 * n,
            state=state,
        )
