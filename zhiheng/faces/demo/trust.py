"""Cases, complaints and credit grades of the demonstration's enterprises; credit-service bodies; scores of award experts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from zhiheng.faces.demo.book import Book, Row, enterprise

#: What a penalty or a bad grade would stand against: such enterprises get none here, so that no row needs a reason.
HONOURED = frozenset(
    {"awards", "preferences", "procurements", "fund_applications", "titles", "demonstrations"}
)
CHANNELS = ("12315", "platform", "12345", "visit")
#: Category, product, issue.
GOODS = (
    ("家用电器", "电热水壶", "quality"),
    ("食品", "糕点", "food"),
    ("服装鞋帽", "运动鞋", "quality"),
    ("日用百货", "充电器", "safety"),
)
MANY = 8  # enterprises of a place that are complained of, graded and classed
BODY, JUDGES = 98, 3  # the running number of a credit-service body; experts who score an entry
CLASSED_FROM = dt.date(2022, 1, 13)  # risk classes for supervision


def fill(
    book: Book,
    firms: Sequence[tuple[str, str, str, int, frozenset[str]]],
    years: Sequence[int],
    last: dt.date,
) -> None:
    """Rows about ``firms`` (region, name, code, running number, registers that know them), up to the day ``last``.

    Drawn from a source of its own, so that what the book has drawn already stays as it is.
    """
    side = Book(f"{book.key}-trust", beside=book)
    for region, name, code, number, seen in firms:
        who: Row = {"enterprise": name, "credit_code": code}
        if number <= MANY:
            _complaints(side, region, who, number, years, last)
            _grades(side, region, who, number, years, last)
        failed = [
            r
            for r in book.rows.get("sampling", ())
            if r.get("credit_code") == code and r.get("result") == "unqualified" and r["tested_on"] <= last
        ]
        if failed and not seen & HONOURED:
            _case(side, region, who, failed[0], last)
    _of_clues(side, book.rows.get("infringements", ()), last)
    if firms:
        _body(side, firms[0][0], years[0])
    _scores(side, book.rows.get("awards", ()), book.rows.get("experts", ()), last)
    for register, rows in side.rows.items():
        book.rows.setdefault(register, []).extend(rows)


def _complaints(book: Book, region: str, who: Row, number: int, years: Sequence[int], last: dt.date) -> None:
    for year in years:
        received = book.day(year, until=last)
        category, product, issue = GOODS[(number + year) % len(GOODS)]
        # The 5th of a year is a report, the 7th is late, the last year's newest are still open.
        report, late = number % 5 == 0, number % 7 == 0
        taken = received + dt.timedelta(days=3)
        closed: dt.date | None = taken + dt.timedelta(days=110 if late else 12 + number)
        if closed is not None and closed > last:
            closed = None
        result = (
            "" if closed is None else "unfounded" if report else ("settled", "unsettled")[number % 3 == 1]
        )
        book.add(
            "complaints", region, **who, number=book.number("JB" if report else "TS", region, year),
            kind="report" if report else "complaint", channel=CHANNELS[(number + year) % len(CHANNELS)],
            received_on=received, subject="goods", category=category, product=f"{product}(演示)", issue=issue,
            content="购买后发现问题(演示)", claim="" if report else "退货退款(演示)",
            amount=None if report else 60 + 35 * number, agency="演示市场监管单位",
            accepted_on=taken if taken <= last else None, result=result, closed_on=closed,
            recovered=60 + 35 * number if result == "settled" else None,
            satisfied=None if closed is None or report else result == "settled",
        )  # fmt: skip


def _grades(book: Book, region: str, who: Row, number: int, years: Sequence[int], last: dt.date) -> None:
    if number <= 5:
        given = dt.date(max(years[0], years[-1] - 1 - number % 2), 5, 10)
        grade = ("AAA", "AA", "A", "A", "B")[number - 1]
        book.add(
            "credit_grades", region, **who, code=book.number("XY", region, given.year), scheme="gbt23791",
            grade=grade, score={"AAA": 88, "AA": 76, "A": 56}.get(grade), pilot=given.year == years[0],
            issued_by="演示质量信用评定单位", grounds="体系认证、抽查、计量和标准情况(演示)", valid_from=given,
            valid_until=dt.date(given.year + 3, 5, 9), published=True,
        )  # fmt: skip
    classed = dt.date(years[-1], 3, 1)
    if classed >= CLASSED_FROM and classed <= last:
        book.add(
            "credit_grades", region, **who, code=book.number("FX", region, classed.year), scheme="risk_class",
            grade="ABBC"[number % 4], issued_by="演示市场监管单位", grounds="按月分类(演示)", valid_from=classed,
            published=False,
        )  # fmt: skip


def _case(book: Book, region: str, who: Row, failed: Row, last: dt.date) -> None:
    filed = failed["tested_on"] + dt.timedelta(days=20)
    decided = filed + dt.timedelta(days=60)
    if filed > last:
        return
    done = decided <= last
    end: Row = {"state": "filed"}
    if done:
        closed = decided + dt.timedelta(days=40)
        end = {
            "state": "closed" if closed <= last else "decided", "decided_on": decided, "penalty": "fine",
            "document_no": book.number("CF", region, decided.year), "penalty_text": "没收违法所得，并处罚款(演示)",
            "fine": 5000, "confiscated": 1200, "heavy": False, "published_on": decided + dt.timedelta(days=7),
            "published_until": decided + dt.timedelta(days=372), "closed_on": closed if closed <= last else None,
        }  # fmt: skip
    book.add(
        "cases", region, **who, case_no=book.number("LA", region, filed.year), party="organisation",
        kind="food" if failed.get("sector") == "food" else "shoddy", product=str(failed.get("product", "")),
        conduct="生产销售的产品经监督抽查不合格(演示)", breached="产品质量法(演示)", law_basis="产品质量法(演示)",
        clue_source="sampling", clue_no=str(failed["report_no"]), filed_on=filed, authority="演示市场监管单位", **end,
    )  # fmt: skip


def _of_clues(book: Book, clues: Sequence[Row], last: dt.date) -> None:
    """The case that each clue of infringement names."""
    for clue in clues:
        if not clue.get("case_no"):
            continue
        filed = clue["transferred_on"] + dt.timedelta(days=10)
        decided: dt.date | None = clue.get("closed_on")
        served: Row = {"state": "filed"}
        if decided is not None and decided <= last:
            served = {
                "state": "closed", "document_no": book.number("CF", clue["region"], decided.year),
                "decided_on": decided, "penalty": "fine", "fine": 8000, "penalty_text": "责令停止侵权，罚款(演示)",
                "closed_on": decided, "heavy": False,
            }  # fmt: skip
        book.add(
            "cases", clue["region"], case_no=clue["case_no"], party="organisation", enterprise=clue["enterprise"],
            credit_code=clue["credit_code"], kind="infringement", clue_source="transfer", clue_no=clue["code"],
            conduct="销售侵犯注册商标专用权的商品(演示)", law_basis="商标法(演示)", filed_on=filed,
            authority="演示市场监管单位", **served,
        )  # fmt: skip


def _body(book: Book, region: str, year: int) -> None:
    """A credit-service body and two who work in it."""
    code, listed = book.number("XF", region, year), dt.date(year, 4, 6)
    name, credit = enterprise(region, "信用服务", BODY)
    book.add(
        "credit_bodies", region, code=code, enterprise=name, credit_code=credit, service="rating", listed_on=listed,
        valid_until=listed + dt.timedelta(days=1095), staff=2, authority="演示信用管理单位",
        checked_on=listed + dt.timedelta(days=200), outcome="good",
    )  # fmt: skip
    for n in (1, 2):
        book.add(
            "credit_workers", region, code=book.number("XR", region, year), name=f"岗位{n:02d}", body_code=code,
            post="评价师", qualification="信用管理师(演示)", joined_on=listed + dt.timedelta(days=20 * n),
            valid_until=listed + dt.timedelta(days=1095),
        )  # fmt: skip


def _scores(book: Book, awards: Sequence[Row], experts: Sequence[Row], last: dt.date) -> None:
    """Government awards that were won after a review: three experts' scores, their mean, and one who stepped aside."""
    codes = [e["code"] for e in experts if e.get("left_on") is None][: JUDGES + 1]
    if len(codes) <= JUDGES:
        return
    for at, award in enumerate(a for a in awards if a["kind"] == "government" and a["state"] == "won"):
        entered, awarded = award.get("entered_on"), award["awarded_on"]
        if entered is None or (day := entered + dt.timedelta(days=60)) > min(awarded, last):
            continue
        mean = 560 + 12 * (at % 7)
        award["score"], award["reviewed_on"] = mean, day
        for n, expert in enumerate(codes):
            aside = n == JUDGES
            book.add(
                "award_reviews", award["region"], award_code=award["code"], expert_code=expert, stage="papers",
                reviewed_on=day, score=None if aside else mean + 6 * (n - 1), recused=aside,
                opinion="" if aside else "按评审准则逐条评分(演示)",
            )  # fmt: skip
