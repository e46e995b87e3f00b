"""Works of the demonstration beside their acceptance: projects, checks, prizes planned, firms, complaints, housing.

Nothing is drawn from the book's random source, so that the rows of other themes stay what they were.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from zhiheng.faces.demo.book import Book, enterprise

Place = tuple[str, str]
GRADES = ("AA", "A", "B", "A", "AAA")
GREEN = ("none", "basic", "one", "none", "two")


def fill(book: Book, counties: Sequence[Place], years: Sequence[int], until: dt.date | None = None) -> None:
    """A few rows of each register for every county and year, none after ``until``."""
    last = until or dt.date(max(years), 12, 31)
    for n, place in enumerate(counties):
        _firms(book, place, n, years[0])
        for year in years:
            _project(book, place, n, year)
            _checks(book, place, n, year)
            if dt.date(year, 11, 1) <= last:
                _housing(book, place, n, year)


def _builder(place: Place, k: int) -> tuple[str, str]:
    return enterprise(place[0], f"{place[1]}建筑", 25 + k)


def _firms(book: Book, place: Place, n: int, first: int) -> None:
    for k in range(3):
        firm, credit = _builder(place, k)
        book.add(
            "builders",
            place[0],
            certificate_no=book.number("ZZ", place[0], first),
            enterprise=firm,
            credit_code=credit,
            category="建筑工程施工总承包",
            grade=("first", "second", "third")[k],
            issuer="演示发证机关",
            issued_on=dt.date(first - 1, 5, 6 + n),
            valid_until=dt.date(first + 8, 5, 5 + n),
        )


def _project(book: Book, place: Place, n: int, year: int) -> None:
    region, name = place
    firm, credit = _builder(place, year % 3)
    code = book.number("XM", region, year)
    day = dt.date(year, 1, 10 + n)
    book.add(
        "projects",
        region,
        code=code,
        name=f"{name}演示小区{year}",
        kind="housing",
        size="medium",
        social_housing=n % 2 == 0,
        area=12000 + 500 * n,
        owner_party=f"{name}演示建设单位",
        designer="演示设计院",
        enterprise=firm,
        credit_code=credit,
        supervisor="演示监理公司",
        tester="演示检测站",
        promised=True,
        state="sampled",
        registered_on=day,
        access_no=f"演示立项〔{year}〕{n + 1}号",
        access_on=day,
        review_no=f"YS-ST-{code[-9:]}",
        reviewed_on=day + dt.timedelta(days=20),
        bid_no=f"YS-ZB-{code[-9:]}",
        bid_on=day + dt.timedelta(days=40),
        supervision_no=f"YS-JL-{code[-9:]}",
        permit_no=f"YS-SG-{code[-9:]}",
        permit_on=day + dt.timedelta(days=50),
        sample_part="样板间",
        sample_on=day + dt.timedelta(days=90),
        nodes_planned=6,
        nodes_done=2,
    )
    for party, post in (("owner", "项目负责人"), ("build", "项目经理"), ("supervise", "总监理工程师")):
        book.add(
            "responsible_persons",
            region,
            code=book.number("ZR", region, year),
            project_code=code,
            project=f"{name}演示小区{year}",
            party=party,
            enterprise=firm if party == "build" else f"{name}演示单位",
            credit_code=credit if party == "build" else "",
            post=f"{post}岗位01",
            appointed_on=day,
            promised_on=day,
        )
    accepted = dt.date(year, 5, 10 + n)
    book.add(
        "key_nodes",
        region,
        code=book.number("JD", region, year),
        project_code=code,
        project=f"{name}演示小区{year}",
        kind="foundation",
        part="1号楼基础",
        enterprise=firm,
        credit_code=credit,
        state="passed",
        planned_on=accepted,
        accepted_on=accepted,
    )


def _checks(book: Book, place: Place, n: int, year: int) -> None:
    region, name = place
    firm, credit = _builder(place, year % 3)
    about = {
        "project_code": f"YS-XM-{region}-{year}-0001",
        "project": f"{name}演示小区{year}",
        "enterprise": firm,
        "credit_code": credit,
    }
    for k, material in enumerate(("steel", "concrete", "insulation")):
        bad = (n + k + year) % 11 == 0
        book.add(
            "material_tests",
            region,
            report_no=book.number("JC", region, year),
            **about,
            material=material,
            kind="witness",
            laboratory="演示检测站",
            tested_on=dt.date(year, 4, 5 + n + k),
            result="unqualified" if bad else "qualified",
            failed_items="强度" if bad else "",
            disposal="退场" if bad else "",
        )
    found = dt.date(year, 3, 2 + n)
    book.add(
        "site_inspections",
        region,
        code=book.number("GD", region, year),
        **about,
        kind="dust" if n % 2 else "quality",
        social_housing=n % 2 == 0,
        inspected_on=found,
        hazards=n % 4,
        dust_met=n % 3 != 0,
        state="closed",
        order_kind="rectify",
        order_no=f"演示改〔{year}〕{n + 1}号",
        rectify_by=found + dt.timedelta(days=15),
        rectified_on=found + dt.timedelta(days=12),
        rechecked_on=found + dt.timedelta(days=14),
    )
    for k, stage in enumerate(("construction", "completion")):
        grade = GREEN[(n + year + k) % len(GREEN)]
        book.add(
            "green_checks",
            region,
            code=book.number("LS", region, year),
            **about,
            stage=stage,
            area=9000 + 700 * n,
            checked_on=dt.date(year, 5 + k, 8 + n),
            energy_met=True,
            green_grade=grade,
            green_site=n % 3 != 0,
            energy_material=(n + year) % 4 != 0,
        )
    for k in range(2 + year % 2):
        builder, its = _builder(place, k)
        book.add(
            "builder_evaluations",
            region,
            code=book.number("PJ", region, year),
            enterprise=builder,
            credit_code=its,
            year=year,
            score=78 + 3 * k + n,
            grade=GRADES[(n + k) % len(GRADES)],
            evaluator="建设主管部门",
            evaluated_on=dt.date(year, 4, 20),
            valid_until=dt.date(year + 1, 4, 19),
        )
    book.add(
        "works_complaints",
        region,
        code=book.number("TS", region, year),
        project=about["project"],
        defect="leak" if n % 2 else "crack",
        content="演示：墙面渗漏",
        enterprise=firm,
        credit_code=credit,
        received_on=dt.date(year, 2, 12 + n),
        state="closed",
        justified=True,
        accepted_on=dt.date(year, 2, 14 + n),
        closed_on=dt.date(year, 4, 2 + n),
        result="已维修(演示)",
        fed_back_on=dt.date(year, 4, 2 + n),
    )
    book.add(
        "common_defects",
        region,
        code=book.number("TB", region, year),
        **about,
        defect="leak",
        part="厨卫间",
        places=3 + n,
        found_on=dt.date(year, 3, 15),
        state="cured",
        fed_back_on=dt.date(year, 3, 18),
        rectify_by=dt.date(year, 5, 18),
        cured_on=dt.date(year, 5, 10),
    )


def _housing(book: Book, place: Place, n: int, year: int) -> None:
    region, name = place
    for k in range(6):
        bad = (n + k + year) % 7 == 0
        book.add(
            "dwellings",
            region,
            project_code=f"YS-XM-{region}-{year}-0001",
            project=f"{name}演示小区{year}",
            building="1号楼",
            unit_no=f"{k // 3 + 1}单元",
            room=f"{k % 3 + 1}01-{k}",
            area=92,
            inspected_on=dt.date(year, 10, 8 + k),
            passed=not bad,
            failed_items="门窗密封" if bad else "",
            fixed_on=dt.date(year, 10, 25) if bad else None,
        )
    firm, credit = enterprise(region, f"{name}物业", 30)
    book.add(
        "property_services",
        region,
        community=f"{name}演示小区",
        year=year,
        enterprise=firm,
        credit_code=credit,
        households=300 + 20 * n,
        score=80 + n,
        grade="good",
        asked=60,
        satisfied=48 + n,
        complaints=9,
        handled=8,
        evaluated_on=dt.date(year, 10, 20),
    )
