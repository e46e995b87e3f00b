"""Rows of quality talent: experts, trainings, posts and certificates, titles. Draws nothing at random.

Persons are told by post (岗位01); nobody's name is made up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from zhiheng.faces.demo.book import Book, enterprise

Place = tuple[str, str]
KINDS = ("manager", "inspector", "expert", "standardiser", "assessor", "leader")
FIELDS = ("建材", "食品", "农产品", "标准化", "计量", "工程质量")


def fill(book: Book, counties: Sequence[Place], city: Place, years: range) -> None:
    """``years``: whole recorded years. After the events of the book, since trainings name theirs."""
    for place in counties:
        _posts(book, place, years)
    _talent(book, city, years)
    _learning(book, city, years)


def _talent(book: Book, city: Place, years: range) -> None:
    region, name = city
    codes = []
    for n, (kind, field) in enumerate(zip(KINDS, FIELDS, strict=True)):
        code = book.number("RC", region, years[0])
        codes.append(code)
        book.add(
            "experts",
            region,
            code=code,
            name=f"岗位{n + 1:02d}",
            kind=kind,
            speciality=field,
            qualification="注册质量工程师" if n % 2 else "评审员",
            title_level=("senior", "vice", "middle")[n % 3],
            enterprise=f"{name}{field}演示单位",
            panel=n != 1,
            available=n != 3,
            joined_on=dt.date(years[0], 4, 12),
            valid_until=dt.date(years[0] + 5, 4, 11),
        )
    panel = book.number("PS", region, years[-1])
    for n, code in enumerate(c for at, c in enumerate(codes) if at not in {1, 3}):
        book.add(
            "panel_seats",
            region,
            panel=panel,
            purpose=f"{name}政府质量奖评审(演示)",
            subject="award",
            expert=code,
            drawn_on=dt.date(years[-1], 5, 18),
            mode="random",
            role="member" if n else "head",
            result="recused" if n == 2 else "attended",
        )
    for n, (series, state) in enumerate((("quality", "granted"), ("metrology", "reviewed"))):
        applied = dt.date(years[-1], 3, 3)
        book.add(
            "title_evaluations",
            region,
            code=book.number("ZC", region, years[-1]),
            name=f"岗位{n + 11}",
            enterprise=f"{name}演示单位",
            series=series,
            level="middle",
            applied_on=applied,
            reviewed_on=applied + dt.timedelta(days=40),
            granted_on=applied + dt.timedelta(days=90) if state == "granted" else None,
            certificate_no=book.number("ZZ", region, years[-1]) if state == "granted" else "",
            state=state,
        )
    for n, trade in enumerate(("焊工", "水泥化学分析工")):
        code = book.number("SX", region, years[0])
        book.add(
            "chief_technicians",
            region,
            code=code,
            name=f"岗位{n + 21}",
            enterprise=f"{name}演示企业{n + 1:02d}",
            trade=trade,
            rank="prefecture",
            appointed_on=dt.date(years[0], 7, 1),
            valid_until=dt.date(years[0] + 3, 6, 30),
            allowance=Decimal(800),
        )
        book.add(
            "talent_incentives",
            region,
            code=book.number("JI", region, years[0]),
            person=code,
            enterprise=f"{name}演示企业{n + 1:02d}",
            kind=("settlement", "subsidy")[n],
            basis="技能人才办法(演示)",
            granted_on=dt.date(years[0], 10, 9),
            amount=Decimal("1.20") if n else None,
        )


def _learning(book: Book, city: Place, years: range) -> None:
    region, name = city
    held = [
        r for r in book.rows.get("events", []) if r["kind"] == "training" and r["held_on"].year == years[-1]
    ]
    audiences = ("heads", "quality", "officers", "cadres")
    for n, audience in enumerate(audiences):
        event = held[n] if n < min(3, len(held)) else None
        planned = event["held_on"] - dt.timedelta(days=3) if event else dt.date(years[-1], 6, 15)
        book.add(
            "training_plans",
            region,
            code=book.number("PX", region, years[-1]),
            course=("首席质量官", "体系内审", "执法程序", "质量强区专题")[n],
            audience=audience,
            planned_on=planned,
            persons=event["persons"] if event else 60,
            hours=16,
            host=f"{name}质量工作演示单位",
            held_on=event["held_on"] if event else None,
            event=event["code"] if event else "",
            state="held" if event else "planned",
        )
        for number in range(1, 4) if event else ():
            book.add(
                "trainees",
                event["region"] if event else region,
                number=f"{number:03d}",
                event=event["code"] if event else "",
                name=f"岗位{number:02d}",
                audience=audience,
                held_on=event["held_on"] if event else planned,
                result="failed" if number == 3 else "passed",
                score=Decimal(92 - 14 * (number - 1)),
            )
    for kind, partner, partner_kind in (
        ("course", "行政学院", "administration"),
        ("contest", "职业学院", "vocational"),
        ("practice", "中学", "school"),
    ):
        book.add(
            "school_links",
            region,
            code=book.number("YX", region, years[-1]),
            name=f"质量教育(演示){partner}",
            kind=kind,
            partner=f"{name}演示{partner}",
            partner_kind=partner_kind,
            held_on=dt.date(years[-1], 5, 20),
            persons=120,
            hours=8,
        )


def _posts(book: Book, place: Place, years: range) -> None:
    """Four posts that ask for certificates: two held, one run out, one without."""
    region, name = place
    for n in range(4):
        firm, code = enterprise(region, name, n + 1)
        number = book.number("SG", region, years[0]) if n < 3 else ""
        book.add(
            "key_posts",
            region,
            code=book.number("GW", region, years[0]),
            enterprise=firm,
            credit_code=code,
            post="出厂检验岗",
            requires="inspector",
            certificate_no=number,
            since=dt.date(years[0], 1, 10),
        )
        if number:
            book.add(
                "post_certificates",
                region,
                certificate_no=number,
                holder=f"岗位{n + 1:02d}",
                enterprise=firm,
                credit_code=code,
                kind="inspector",
                level="four",
                appraised_on=dt.date(years[0], 1, 4),
                issuer="演示发证单位",
                issued_on=dt.date(years[0], 1, 8),
                valid_until=dt.date(years[0] + (1 if n == 2 else 6), 1, 7),
            )
