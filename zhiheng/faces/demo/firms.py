"""The demonstration's enterprises: one listed row for each that any generated row names, and what a few keep themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from zhiheng.faces.demo import trust
from zhiheng.faces.demo.book import Book, Row, made_of

MARK = "演示企业"
NAMED = ("enterprise", "holder", "participant", "name")
PRODUCTS = ("面粉", "番茄酱", "水泥", "脱水蔬菜", "乳制品", "复合肥料", "塑料管材", "羊毛衫")
INDUSTRIES = ("1312", "1453", "3011", "1371", "1442", "2624", "2922", "1763")
METHODS = ("qc", "excellence", "five_s", "lean", "six_sigma")
LARGEST, KEY = 4, 2  # per place: how many are above size, how many are key industrial firms


@dataclass
class Firm:
    """What the generated rows say of one enterprise."""

    code: str
    name: str
    region: str
    number: int
    seen: set[str] = field(default_factory=set)


def found(book: Book) -> list[Firm]:
    """Every enterprise that a row of the book names, by code."""
    firms: dict[str, Firm] = {}
    for register, rows in book.rows.items():
        for row in rows:
            code = str(row.get("credit_code") or "")
            name = next((str(row[n]) for n in NAMED if MARK in str(row.get(n) or "")), "")
            if not code or not name:
                continue
            firm = firms.setdefault(code, Firm(code, name, row["region"], int(name[-2:])))
            firm.seen.add(register)
            if register == "sampling":
                firm.seen |= {s for s in ("key_product",) if row.get(s)} | {str(row["sector"])}
    return sorted(firms.values(), key=lambda f: made_of(f.code))


def fill(
    book: Book, years: Sequence[int], level: Callable[[str, int], float], until: dt.date | None = None
) -> None:
    """List the enterprises of the book and add what the larger ones file. Call it when all other rows are there."""
    last = until or dt.date(years[-1], 12, 31)
    for firm in found(book):
        above = firm.number <= LARGEST
        key = firm.number <= 12 and "key_product" in firm.seen
        at = level(firm.region, years[0])
        filed = book.day(years[min(len(years) - 1, (firm.number * 3 + len(firm.seen)) % (len(years) + 1))])
        book.add(
            "enterprises",
            firm.region,
            credit_code=firm.code,
            name=firm.name,
            former_names=firm.name.replace("企业", "厂") if firm.number % 5 == 1 else "",
            industry=INDUSTRIES[firm.number % len(INDUSTRIES)],
            registered_as="limited",
            size="medium" if above else "small" if firm.number <= 12 else "micro",
            above_size=above,
            founded_on=dt.date(1996 + firm.number % 12, 1 + firm.number % 12, 10),
            closed_on=None,
            status="open",
            products=PRODUCTS[firm.number % len(PRODUCTS)],
            key_maker=key,
            food_maker="food" in firm.seen or firm.number in {1, 2, 5},
            safety_maker="permits" in firm.seen or firm.number == 9,
            key_industrial=firm.number <= KEY,
            high_tech=firm.number in {1, 3},
            key_energy_user=bool({"energy_metering", "meter_provisions"} & firm.seen),
            retailer="stores" in firm.seen,
            filed_on=filed if key and filed <= last and book.chance(0.55 + 0.4 * at) else None,
        )
        if above:
            _own(book, firm, years, at, last)
    known = [(f.region, f.name, f.code, f.number, frozenset(f.seen)) for f in found(book)]
    trust.fill(book, known, years, last)


def _own(book: Book, firm: Firm, years: Sequence[int], at: float, last: dt.date) -> None:
    who: Row = {"enterprise": firm.name, "credit_code": firm.code}
    first = years[0]
    for duty, post in (("legal_head", "法定代表人"), ("quality_head", "质量负责人")):
        if book.chance(0.6 + 0.35 * at):
            book.add(
                "responsibilities", firm.region, **who, duty=duty, post=post, holder="岗位01",
                duties="对出厂产品质量负责(演示)", assessment="年度考核(演示)", filed_on=book.day(first),
            )  # fmt: skip
    if book.chance(0.35 + 0.6 * at):
        appointed = book.day(years[(firm.number - 1) % len(years)], until=last)
        book.add(
            "quality_officers", firm.region, **who, holder="岗位02", position="副总经理",
            certificate_no=book.number("ZG", firm.region, appointed.year),
            trained_on=appointed - dt.timedelta(days=40), certificate_until=appointed + dt.timedelta(days=1825),
            appointed_on=appointed, veto=firm.number % 2 == 1,
        )  # fmt: skip
    book.add(
        "quality_methods", firm.region, **who, method=METHODS[firm.number % len(METHODS)],
        scope_of_use="主要生产车间(演示)", adopted_on=book.day(years[firm.number % len(years)], until=last),
    )  # fmt: skip
    for year in years:
        _yearly(book, firm, who, year, last)
    if firm.number == 1:
        _leader(book, firm, who, years)


def _yearly(book: Book, firm: Firm, who: Row, year: int, last: dt.date) -> None:
    product = PRODUCTS[firm.number % len(PRODUCTS)]
    if firm.number <= KEY and book.chance(0.75):
        started, developed = book.day(year - 1), book.day(year, until=last)
        book.add(
            "innovation_projects", firm.region, **who, code=book.number("CX", firm.region, year),
            kind="high_tech" if book.chance(0.8) else "renovation", title=f"{product}新工艺(演示)",
            partner="演示研究院", investment=book.rng.randint(80, 900), own_rights=book.chance(0.6),
            patents=book.rng.randint(0, 3), stage="mass", started_on=started, developed_on=developed,
            mass_on=min(developed + dt.timedelta(days=60), last),
        )  # fmt: skip
    if book.chance(0.5):
        started = book.day(year, 1)
        book.add(
            "quality_projects", firm.region, **who, code=book.number("QC", firm.region, year),
            kind=book.pick(("circle", "circle", "improvement", "breakthrough")), title=f"提高{product}一次合格率(演示)",
            members=book.rng.randint(5, 12), started_on=started, ended_on=started + dt.timedelta(days=200),
            savings=book.rng.randint(4, 60), level=book.pick(("enterprise", "county", "prefecture")),
        )  # fmt: skip
    if firm.number <= KEY:
        book.add(
            "commitments", firm.region, **who, kind="promise" if firm.number == 1 else "report", year=year,
            title=f"{year}年质量承诺(演示)" if firm.number == 1 else f"{year}年社会责任报告(演示)",
            published_on=book.day(year, 1), place="企业公示栏", fulfilment="running" if year >= last.year else "kept",
        )  # fmt: skip
    if firm.number == LARGEST:
        asked = book.day(year, 2)
        book.add(
            "firm_help", firm.region, **who, code=book.number("BF", firm.region, year),
            kind=book.pick(("visit", "expert", "testing", "chain")), helper="质检机构(演示)", need="标签与检验能力(演示)",
            state="closed", requested_on=asked, served_on=min(asked + dt.timedelta(days=12), last),
            closed_on=min(asked + dt.timedelta(days=45), last), service="现场诊断(演示)", outcome="问题已改正(演示)",
        )  # fmt: skip


def _leader(book: Book, firm: Firm, who: Row, years: Sequence[int]) -> None:
    """The largest enterprise of a place has one row of everything else."""
    product, year = PRODUCTS[firm.number % len(PRODUCTS)], years[len(years) // 2]
    day = book.day(year)
    book.add(
        "vetoes", firm.region, **who, product=product, lot=f"YS{day:%Y%m%d}", stage="release", by_post="首席质量官",
        vetoed_on=day, cause="出厂检验一项不符合(演示)", quantity="2 吨", disposal="rework",
    )  # fmt: skip
    book.add(
        "upgrade_plans", firm.region, **who, code=book.number("TS", firm.region, year), title="两提升两争创方案(演示)",
        goals="出厂合格率 99.5%(演示)", contests="省名牌、标准化示范点", state="accepted", filed_on=book.day(year, 1),
        complete_by=dt.date(year, 12, 31), completed_on=dt.date(year, 12, 10), result="按期完成(演示)",
    )  # fmt: skip
    applied = book.day(year, 1)
    book.add(
        "demonstration_points", firm.region, **who, code=book.number("SF", firm.region, year), kind="standards",
        level="prefecture", state="named", applied_on=applied, reviewed_on=applied + dt.timedelta(days=60),
        named_on=applied + dt.timedelta(days=90), valid_until=applied + dt.timedelta(days=1185),
        practice="标准覆盖主要工序(演示)",
    )  # fmt: skip
    book.add(
        "innovation_platforms", firm.region, enterprise=firm.name, credit_code=firm.code, name=f"{firm.name}技术中心",
        code=book.number("PT", firm.region, years[0]), kind="technology", level="prefecture", domain=product,
        named_on=book.day(years[0]), staff=12, outputs=3, result="新产品 3 项(演示)",
    )  # fmt: skip
    tested = book.day(years[-1], 2)
    book.add(
        "reliability_projects", firm.region, **who, code=book.number("KK", firm.region, years[-1]), product=product,
        part="whole", joined_on=book.day(years[0]), tested_on=tested, measure="平均无故障工作时间", target=5000,
        reached_value=5000 + book.rng.randint(-400, 900), measure_unit="小时", grade="national",
        reached=book.chance(0.7),
    )  # fmt: skip
    book.add(
        "same_line", firm.region, **who, product=product, sector="food", standard="GB 2760", market="日本",
        joined_on=book.day(year),
    )  # fmt: skip
