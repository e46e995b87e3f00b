"""Rows of supervision and market access: plans, follow-ups, permits, checks, slaughter, equipment, trade."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from zhiheng.faces.demo import reviewing
from zhiheng.faces.demo.book import Book, Row, enterprise

Place = tuple[str, str]
DAY = dt.timedelta(days=1)
POSTS = ("监管岗位01", "监管岗位02", "监管岗位03")
KEY_OBJECTS = (
    ("product", "电线电缆", "industrial", "high", "导体电阻不合格多发(演示)"),
    ("product", "复合肥料", "farm_input", "medium", "总养分不足投诉较多(演示)"),
    ("sector", "食品小作坊", "food", "high", "卫生条件薄弱(演示)"),
    ("area", "城乡结合部", "food", "medium", "流动摊点集中(演示)"),
    ("market", "农资市场", "farm_input", "medium", "经营户多而散(演示)"),
)
PERMITS = (
    ("industrial", "水泥", "X02"),
    ("ccc", "低压成套开关", "C0301"),
    ("industrial", "电线电缆", "X06"),
    ("food_business", "预包装食品", ""),
)
FOODS = ("小麦粉", "白酒", "乳制品", "糕点")
FILINGS = (
    ("export_food", "脱水蔬菜", "日本"),
    ("foreign_hygiene", "番茄酱", "俄罗斯"),
    ("reach", "助剂", "欧盟"),
)
CHEMICALS = (
    ("make", "液氨", "7664-41-7", "three"),
    ("trade", "甲醇", "67-56-1", ""),
    ("store", "汽油", "", "four"),
)
GOODS = ("脱水蔬菜", "番茄制品", "灯具", "玩具")
EQUIPMENT = ("lift", "boiler", "vessel", "crane", "ride")


def fill(
    book: Book, counties: Sequence[Place], city: Place, years: Sequence[int], until: dt.date | None = None
) -> None:
    """A few rows of each register for the years up to ``until``. Call it when the samples are there, and before the
    enterprises are listed."""
    last = until or dt.date(years[-1], 12, 31)
    _planning(book, city, years, last)
    _permits(book, counties, years[0], last)
    _failed(book, last)
    for place in counties:
        _ground(book, place, years[0])
        for year in years:
            _checks(book, place, year, last)
            _slaughter(book, place, year, last)
        _equipment(book, place, years[-1])
    for year in years:
        trade(book, city, year, 24, 0.985, last)
        _industry(book, counties[year % len(counties)], year, last)
        _consumer(book, city, year, last)
    _leaving(book, counties[0], years[-1], last)
    reviewing.fill(book, counties[0], last)


def _firm(book: Book, place: Place) -> Row:
    name, code = enterprise(*place, book.rng.randint(1, 12))
    return {"enterprise": name, "credit_code": code}


def _in(book: Book, year: int, last: dt.date) -> dt.date | None:
    """A day of the year, None when the year has none left."""
    day = book.day(year, until=last)
    return day if day <= last else None


def _planning(book: Book, city: Place, years: Sequence[int], last: dt.date) -> None:
    region, name = city
    for kind, what, sector, risk, why in KEY_OBJECTS:
        listed = dt.date(years[0], 1, 15)
        book.add(
            "key_objects", region, code=book.number("ZD", region, years[0]), kind=kind, name=what, sector=sector,
            risk=risk, why=why, listed_on=listed, review_by=dt.date(years[-1] + 1, 1, 14),
        )  # fmt: skip
    for year in years:
        for sector, basis, products, batches in (
            ("industrial", "product", "建材、电线电缆(演示)", 120),
            ("food", "food", "粮油、乳制品、白酒(演示)", 200),
        ):
            number = book.number("JH", region, year)
            ends = dt.date(year, 11, 30)
            book.add(
                "sampling_plans", region, plan_no=number, name=f"{name}{year}年监督抽查计划(演示)", year=year,
                plan_kind="sampling", level="prefecture", kind="supervision", legal_basis=basis, sector=sector,
                products=products, batches=batches, issued_on=dt.date(year, 1, 20), starts_on=dt.date(year, 3, 1),
                ends_on=ends, finished_on=ends - 5 * DAY if ends < last else None, done=batches if ends < last else None,
            )  # fmt: skip
            if dt.date(year, 7, 5) <= last:
                book.add(
                    "plan_changes", region, code=book.number("TZ", region, year), plan_no=number, aspect="batches",
                    before=f"{batches} 批次", after=f"{batches + 20} 批次", ground="failing",
                    why="上半年合格率下降(演示)", changed_on=dt.date(year, 7, 5),
                )  # fmt: skip


def _permits(book: Book, counties: Sequence[Place], year: int, last: dt.date) -> None:
    """Makers whose food was sampled mostly hold a licence; a few firms of each county hold others."""
    makers = {
        (row["region"], row["enterprise"], row["credit_code"])
        for row in book.rows.get("sampling", [])
        if row["sector"] == "food" and row["credit_code"]
    }
    for region, name, code in sorted(makers):
        if book.chance(0.93):
            _permit(
                book,
                region,
                {"enterprise": name, "credit_code": code},
                "food_production",
                book.pick(FOODS),
                year,
                last,
            )
    for place in counties:
        for kind, product, category in PERMITS:
            firm = _firm(book, place)
            _permit(book, place[0], firm, kind, product, year, last, category)
            if category:
                _made(book, place[0], firm, product, category, year)
        # Made without the certificate that its category asks for: the matching finds it.
        _made(book, place[0], _firm(book, place), "充电器", "C0907", year)
        kind, product, country = book.pick(FILINGS)
        filed = book.day(year)
        book.add(
            "filings", place[0], **_firm(book, place), filing_no=book.number("BA", place[0], year), kind=kind,
            product=product, country=country, filed_on=filed, valid_until=filed + 1460 * DAY,
        )  # fmt: skip
        found = _in(book, year + 1, last)
        if found is not None:
            book.add(
                "permit_gaps", place[0], **_firm(book, place), code=book.number("QK", place[0], found.year),
                needs="workshop", product="豆制品", found_on=found, found_by="inspection", state="covered",
                ordered_on=found + 3 * DAY, get_by=found + 63 * DAY, closed_on=found + 50 * DAY,
                permit_no=book.number("XZF", place[0], found.year),
            )  # fmt: skip


def _made(book: Book, region: str, firm: Row, product: str, category: str, year: int) -> None:
    """A product that a firm makes, once."""
    known = {(row["credit_code"], row["product"]) for row in book.rows.get("firm_products", [])}
    if (firm["credit_code"], product) not in known:
        began = dt.date(year - 3, 3, 1)
        book.add("firm_products", region, **firm, product=product, category=category, began_on=began)


def _permit(
    book: Book,
    region: str,
    firm: Row,
    kind: str,
    product: str,
    year: int,
    last: dt.date,
    category: str = "",
) -> None:
    granted = book.day(year - 1 if book.chance(0.8) else year)
    accepted = granted - 40 * DAY
    book.add(
        "permits", region, **firm, application_no=book.number("SQ", region, granted.year), kind=kind, product=product,
        category=category, permit_no=book.number("XK", region, granted.year), state="valid", applied_on=accepted - 3 * DAY,
        accepted_on=accepted, reviewed_on=accepted + 20 * DAY, review="实地核查合格(演示)", decided_on=granted - 5 * DAY,
        granted_on=granted, valid_until=max(granted + 1825 * DAY, last + 90 * DAY),
    )  # fmt: skip


def _failed(book: Book, last: dt.date) -> None:
    """What became of some of the samples that failed."""
    failing = [r for r in book.rows.get("sampling", []) if r["result"] == "unqualified" and r["credit_code"]]
    for at, row in enumerate(failing[:: max(1, len(failing) // 40)]):
        reported = row["tested_on"]
        noticed, ordered = reported + 3 * DAY, reported + 20 * DAY
        rectified, rechecked = ordered + 30 * DAY, ordered + 45 * DAY
        cleared = at % 9 == 8
        ended = rechecked <= last and not cleared
        book.add(
            "failed_results", row["region"], report_no=row["report_no"], enterprise=row["enterprise"],
            credit_code=row["credit_code"], sector=row["sector"], product=row["product"],
            failed_items=row["failed_items"], reported_on=reported, noticed_on=noticed,
            objected_on=noticed + 6 * DAY if cleared else None, retested_on=noticed + 20 * DAY if cleared else None,
            ordered_on=None if cleared else ordered, rectified_on=rectified if ended else None,
            measures="更换原料并全检(演示)" if ended else "", rechecked_on=rechecked if ended else None,
            state="cleared" if cleared else "closed" if ended else "ordered",
        )  # fmt: skip


def _ground(book: Book, place: Place, year: int) -> None:
    """The grid, the premises and the classes of a county."""
    region, name = place
    cells = []
    for link, area, market in (
        ("production", "urban", False),
        ("circulation", "fringe", True),
        ("catering", "rural", True),
    ):
        cells.append(book.number("WG", region, year))
        book.add(
            "supervision_grid", region, code=cells[-1], name=f"{name}网格{len(cells)}(演示)", link=link, area=area,
            rural_market=market, officer_post=POSTS[len(cells) - 1], subjects=book.rng.randint(40, 260),
            valid_from=dt.date(year, 1, 1),
        )  # fmt: skip
    for kind in ("factory", "workshop", "shop", "stall", "restaurant"):
        licensed = kind != "stall"
        graded = book.day(year)
        book.add(
            "food_premises", region, **_firm(book, place), code=book.number("SP", region, year), kind=kind,
            permit_no=book.number("XK", region, year) if licensed else "", opened_on=dt.date(year, 1, 10),
            hygiene=book.pick("abbc"), graded_on=graded, grade_until=graded + 1095 * DAY, grid_code=cells[0],
            officer_post=POSTS[0],
        )  # fmt: skip
    for number, (risk, credit, grade) in enumerate(
        ((12, 6, "a"), (30, 8, "b"), (38, 12, "c"), (52, 20, "d")), 1
    ):
        firm, code = enterprise(region, name, number)
        classed = book.day(year)
        book.add(
            "supervision_classes", region, enterprise=firm, credit_code=code, trade="industrial", risk_points=risk,
            credit_points=credit, grade=grade, classed_on=classed, inspected_on=classed + 30 * DAY, state="in_force",
        )  # fmt: skip


def _checks(book: Book, place: Place, year: int, last: dt.date) -> None:
    for key, kind, more in (
        (
            "food_checks",
            "SJ",
            {"kind": "workshop", "incoming_ok": book.chance(0.8), "hygiene": book.pick("abc")},
        ),
        ("drug_checks", "YJ", {"subject": "pharmacy", "practice": "gsp", "minor": book.rng.randint(0, 5)}),
        (
            "farm_input_checks",
            "NZ",
            {"goods": "pesticide", "licensed": True, "ledger_kept": book.chance(0.7)},
        ),
    ):
        day, good = _in(book, year, last), book.chance(0.7)
        if day is not None:
            values: dict[str, Any] = {
                "outcome": "good" if good else "ordered",
                "officer_post": POSTS[1],
                **more,
            }
            if key != "farm_input_checks" and not good:
                values |= {"rectify_by": day + 15 * DAY, "rectified_on": day + 12 * DAY}
            book.add(
                key, place[0], **_firm(book, place), check_no=book.number(kind, place[0], year), checked_on=day,
                findings="" if good else "记录不全(演示)", **values,
            )  # fmt: skip
    for disease, animal in (("口蹄疫", "cattle"), ("高致病性禽流感", "poultry")):
        day, samples = _in(book, year, last), book.rng.randint(30, 90)
        if day is not None:
            book.add(
                "disease_monitoring", place[0], sample_no=book.number("YB", place[0], year), disease=disease,
                disease_class="one", animal=animal, site=f"{place[1]}演示养殖场", tested_on=day, samples=samples,
                positives=0, immune_tested=samples, immune=samples - book.rng.randint(0, samples // 6),
            )  # fmt: skip


def _slaughter(book: Book, place: Place, year: int, last: dt.date) -> None:
    """Twelve months of the county's designated site; its township sites are not designated."""
    site = f"YS-TZ-{place[0]}"
    base = book.rng.randint(300, 1500)
    for month in range(1, 13):
        if dt.date(year, month, 28) > last:
            return
        heads = base + book.rng.randint(-60, 120) + (200 if month in {1, 12} else 0)
        bad = book.rng.randint(0, 3)
        book.add(
            "slaughter_returns", place[0], period=f"{year}-{month:02d}", site_code=site,
            enterprise=f"{place[1]}演示屠宰场", designated=True, animal="pig", slaughtered=heads,
            quarantined=heads - bad, condemned=bad, destroyed=bad, tested=heads // 20, residues=0,
        )  # fmt: skip
        if month in {1, 12}:
            few = book.rng.randint(5, 30)
            book.add(
                "slaughter_returns", place[0], period=f"{year}-{month:02d}", site_code=f"{site}-X",
                enterprise=f"{place[1]}演示乡镇屠宰点", designated=False, animal="pig", slaughtered=few,
                quarantined=few // 2, condemned=0, destroyed=0, tested=0, residues=0,
            )  # fmt: skip


def _equipment(book: Book, place: Place, year: int) -> None:
    region = place[0]
    for kind in EQUIPMENT:
        inspected = book.day(year)
        book.add(
            "special_equipment", region, **_firm(book, place), certificate_no=book.number("TS", region, year - 2),
            kind=kind, place=f"{place[1]}(演示)", public_place=kind in {"lift", "ride"}, registered_on=book.day(year - 2),
            inspected_on=inspected, result="qualified", next_on=inspected + 365 * DAY,
        )  # fmt: skip
    activity, chemical, cas, hazard = book.pick(CHEMICALS)
    issued = book.day(year - 1)
    book.add(
        "hazardous_chemicals", region, **_firm(book, place), code=book.number("WH", region, year - 1), activity=activity,
        chemical=chemical, cas_no=cas, major_hazard=hazard, certificate_no=book.number("WHZ", region, year - 1),
        issued_on=issued, valid_until=issued + 1095 * DAY, checked_on=issued + 200 * DAY, next_on=issued + 380 * DAY,
    )  # fmt: skip


def trade(book: Book, place: Place, year: int, count: int, rate: float, last: dt.date) -> None:
    """``count`` exported batches of a year, two of three under statutory inspection."""
    for at in range(count):
        day, passed = _in(book, year, last), book.chance(rate)
        if day is not None:
            book.add(
                "trade_inspections", place[0], **_firm(book, place), inspection_no=book.number("BJ", place[0], year),
                direction="export", statutory=at % 3 != 2, goods=book.pick(GOODS), country="日本", inspected_on=day,
                result="qualified" if passed else "unqualified", findings="" if passed else "农残超标(演示)",
                disposal="released" if passed else "held", value=book.rng.randint(2, 60),
                certificate_no=book.number("JYZ", place[0], year) if passed else "",
            )  # fmt: skip


def _industry(book: Book, place: Place, year: int, last: dt.date) -> None:
    region, day = place[0], _in(book, year, last)
    if day is None:
        return
    refused = book.chance(0.4)
    book.add(
        "entry_screenings", region, **_firm(book, place), code=book.number("ZR", region, year), project="粉磨站(演示)",
        policy_class="restricted" if refused else "allowed", high_energy=True, screened_on=day,
        decision="refused" if refused else "admitted", why="能耗超过准入值(演示)" if refused else "",
    )  # fmt: skip
    closed = day - 20 * DAY
    book.add(
        "phase_outs", region, **_firm(book, place), code=book.number("TT", region, year), process="小水泥磨(演示)",
        capacity=book.rng.randint(5, 30), capacity_unit="万吨", listed_on=dt.date(year - 1, 6, 1), planned_on=day,
        closed_on=closed, verified_on=closed + 15 * DAY, verifier="演示主管部门",
    )  # fmt: skip
    book.add(
        "making_supervision", region, **_firm(book, place), code=book.number("JL", region, year), project="热电联产(演示)",
        equipment="锅炉本体", supervisor="演示监理公司", began_on=day - 120 * DAY, ended_on=day, witnessed=12,
        nonconforming=3, closed=3, conclusion="accepted",
    )  # fmt: skip


def _consumer(book: Book, place: Place, year: int, last: dt.date) -> None:
    for category, product in (("children", "童车"), ("textile", "羊毛衫")):
        day, compared = _in(book, year, last), book.rng.randint(15, 25)
        if day is None:
            continue
        problem = book.chance(0.5)
        values: dict[str, Any] = {"state": "surveyed"}
        if problem:
            values = {
                "state": "improved", "problem": "警示标识不全(演示)", "expert_body": "演示质检院",
                "arranged_on": day + 10 * DAY, "helped_on": day + 60 * DAY, "improvement": "改进标识(演示)",
            }  # fmt: skip
        book.add(
            "consumer_surveys", place[0], **_firm(book, place), survey_no=book.number("XF", place[0], year),
            survey=f"{year}年消费品质量状况调查(演示)", category=category, product=product, key_field=True,
            surveyed_on=day, compared=compared, consistent=compared - book.rng.randint(0, 3), **values,
        )  # fmt: skip


def _leaving(book: Book, place: Place, year: int, last: dt.date) -> None:
    """Compulsory exit, a service provider ordered out, goods sold online: one of each."""
    region, day = place[0], dt.date(year, 2, 6)
    book.add(
        "compulsory_exits", region, **_firm(book, place), code=book.number("TC", region, year), ground="still_failing",
        product="复合肥料", proposed_on=day, noticed_on=day + 3 * DAY, state="noticed",
    )  # fmt: skip
    book.add(
        "service_ousters", region, **_firm(book, place), code=book.number("FW", region, year), trade="tourism",
        event="翻车事故(演示)", happened_on=day - 90 * DAY, found_on=day, finding="负主要责任(演示)", state="found",
    )  # fmt: skip
    book.add(
        "online_goods", region, **_firm(book, place), code=book.number("WS", region, year), platform="演示平台",
        shop="演示旗舰店", product="充电器", seen_on=day, signal="过热评价集中(演示)", sampled_on=day + 4 * DAY,
        report_no=book.number("CJ", region, year), source_place=place[1], traced_on=day + 20 * DAY, state="traced",
    )  # fmt: skip
    failing = [r for r in book.rows.get("sampling", []) if r["result"] == "unqualified"][:10]
    for row in failing:
        book.add(
            "test_items", row["region"], report_no=row["report_no"], item=row["failed_items"], measured="不符合",
            required="见产品标准", tested_on=row["tested_on"], result="unqualified",
        )  # fmt: skip
