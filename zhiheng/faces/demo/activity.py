"""Rows of titles, awards, demonstrations, standards, verifications, works and events."""

from __future__ import annotations

import datetime as dt
from typing import Any

from zhiheng.faces.demo.book import Book, enterprise

Place = tuple[str, str]
YEARS_VALID = {"brand_provincial": 3, "famous_provincial": 3, "known_prefecture": 3, "organic": 1, "green": 3}
TITLE_WORDS = {
    "famous_national": "商标",
    "famous_provincial": "商标",
    "known_prefecture": "商标",
    "brand_national": "产品",
    "brand_provincial": "产品",
    "organic": "有机产品",
    "green": "绿色食品",
    "pollution_free": "无公害农产品",
    "scenic": "景区",
}
# Certified farm produce is kept with the certificates, everything else with the titles.
FARM_MARKS = {"organic", "green", "pollution_free"}
AUTHORITY = {"scenic": "旅游部门", "organic": "认证机构", "green": "认证机构"}


def title(
    book: Book,
    place: Place,
    kind: str,
    *,
    applied: dt.date | None = None,
    granted: dt.date | None = None,
    reviewed: dt.date | None = None,
    upgraded: dt.date | None = None,
    until: dt.date | None = None,
    state: str = "",
    introduced: bool = False,
) -> None:
    """One title; its stage follows from the dates given. An indication goes to its own register."""
    if kind == "indication":
        indication(book, place, applied=applied, granted=granted, reviewed=reviewed, state=state)
        return
    region, name = place
    first = applied or reviewed or granted or upgraded
    assert first is not None
    code = book.number("CH", region, first.year)
    holder, credit = enterprise(region, name, book.rng.randint(1, 24))
    stage = state or ("granted" if granted else "reviewed" if reviewed else "applied")
    if granted and until is None and kind in YEARS_VALID:
        until = granted.replace(year=granted.year + YEARS_VALID[kind], day=min(granted.day, 28))
    if kind in FARM_MARKS:
        book.add(
            "farm_certificates",
            region,
            number=code,
            kind=kind,
            product=f"{name}演示{TITLE_WORDS[kind]}{code[-4:]}",
            category="vegetable",
            enterprise=holder,
            credit_code=credit,
            base=f"{name}演示基地{code[-4:]}",
            state="checked" if stage == "reviewed" else stage,
            applied_on=applied,
            checked_on=reviewed,
            issued_on=granted,
            valid_until=until if granted else None,
            body=AUTHORITY.get(kind, "主管部门") if granted else "",
        )
        return
    book.add(
        "titles",
        region,
        code=code,
        kind=kind,
        name=f"{name}演示{TITLE_WORDS[kind]}{code[-4:]}",
        holder=holder,
        credit_code=credit,
        introduced=introduced,
        state=stage,
        applied_on=applied,
        reviewed_on=reviewed,
        granted_on=granted,
        valid_until=until if granted else None,
        upgraded_on=upgraded,
        grantor=AUTHORITY.get(kind, "主管部门") if granted else "",
    )


def indication(
    book: Book,
    place: Place,
    *,
    applied: dt.date | None = None,
    granted: dt.date | None = None,
    reviewed: dt.date | None = None,
    state: str = "",
) -> None:
    """One geographical indication; its stage follows from the dates given, objections are heard in between."""
    region, name = place
    first = applied or reviewed or granted
    assert first is not None
    code = book.number("DB", region, first.year)
    # Drawn and not used: the rows that follow stay what they were.
    book.rng.randint(1, 24)
    heard = granted - dt.timedelta(days=120) if granted else None
    book.add(
        "indications",
        region,
        code=code,
        name=f"{name}演示地理标志产品{code[-4:]}",
        kind="product",
        enterprise=f"{name}演示协会",
        area=f"{name}现辖区域(演示)",
        state=state or ("granted" if granted else "reviewed" if reviewed else "applied"),
        applied_on=applied,
        publicised_on=heard,
        reviewed_on=reviewed,
        granted_on=granted,
        grantor="国家质检部门" if granted else "",
    )


def award(
    book: Book,
    place: Place,
    kind: str,
    rank: str,
    *,
    entered: dt.date | None = None,
    awarded: dt.date | None = None,
    name: str = "政府质量奖",
    state: str = "",
) -> None:
    region, place_name = place
    first = entered or awarded
    assert first is not None
    holder, credit = enterprise(region, place_name, book.rng.randint(1, 24))
    book.add(
        "awards",
        region,
        code=book.number("JL", region, first.year),
        kind=kind,
        rank=rank,
        name=name,
        recipient=holder,
        credit_code=credit,
        state=state or ("won" if awarded else "entered"),
        entered_on=entered,
        awarded_on=awarded,
    )


def prize(book: Book, place: Place, rank: str, *, awarded: dt.date, name: str) -> None:
    """A quality prize of works that was planned, entered for and won."""
    region, place_name = place
    code = book.number("JX", region, awarded.year)
    holder, credit = enterprise(region, place_name, book.rng.randint(1, 24))
    book.add(
        "works_prizes",
        region,
        code=code,
        project=f"{place_name}演示工程{code[-4:]}",
        name=name,
        rank=rank,
        enterprise=holder,
        credit_code=credit,
        state="won",
        planned_on=awarded - dt.timedelta(days=400),
        entered_on=awarded - dt.timedelta(days=120),
        awarded_on=awarded,
    )


DEMO_WORDS = {
    "service": "服务业标准化试点",
    "farm": "农业标准化示范区",
    "market": "放心消费街店",
    "chain": "连锁企业",
    "city": "质量强市示范城市",
    "circular": "循环经济标准化示范",
}


def demonstration(
    book: Book,
    place: Place,
    kind: str,
    rank: str,
    *,
    applied: dt.date | None = None,
    accepted: dt.date | None = None,
    state: str = "",
) -> None:
    region, name = place
    first = applied or accepted
    assert first is not None
    code = book.number("SF", region, first.year)
    book.add(
        "demonstrations",
        region,
        code=code,
        kind=kind,
        rank=rank,
        name=f"{name}{DEMO_WORDS[kind]}演示{code[-4:]}",
        state=state or ("accepted" if accepted else "applied"),
        applied_on=applied,
        started_on=None,
        accepted_on=accepted,
    )


def standard(
    book: Book,
    place: Place,
    *,
    area: str = "farm",
    kind: str = "local",
    proposed: dt.date | None = None,
    issued: dt.date | None = None,
    revised: dt.date | None = None,
    checked: dt.date | None = None,
    product: str = "",
) -> None:
    region, name = place
    first = proposed or issued or revised or checked
    assert first is not None
    number = book.number("BZ", region, first.year)
    book.add(
        "standards",
        region,
        number=number,
        name=f"{name}演示{product or '通用'}技术规程{number[-4:]}",
        kind=kind,
        area=area,
        state="issued" if issued else "proposed",
        proposed_on=proposed,
        issued_on=issued,
        revised_on=revised,
        checked_on=checked,
        main_farm_product=product,
        drafter=f"{name}标准化演示单位",
    )


INSTRUMENTS = {
    "trade": ("电子秤", "加油机", "水表", "电能表"),
    "medical": ("血压计", "心电图机"),
    "safety": ("压力表", "可燃气体报警器"),
    "reference": ("砝码", "标准压力表"),
    "energy": ("蒸汽流量计",),
    "environment": ("烟尘采样器",),
}


def verification(
    book: Book,
    place: Place,
    due: dt.date,
    *,
    in_cycle: bool,
    units: int = 1,
    use: str = "trade",
    livelihood: bool = False,
    verified: dt.date | None = None,
) -> None:
    """One due verification. Not in its cycle: done late, or (one in three) not at all."""
    region, name = place
    if verified is None:
        if in_cycle:
            verified = due - dt.timedelta(days=book.rng.randint(0, 20))
        elif book.chance(0.67):
            verified = due + dt.timedelta(days=book.rng.randint(10, 90))
    user, credit = enterprise(region, name, book.rng.randint(1, 24))
    book.add(
        "verifications",
        region,
        instrument=book.number("JL", region, due.year),
        name=book.pick(INSTRUMENTS[use]),
        use=use,
        compulsory=use != "reference",
        livelihood=livelihood,
        user_name=user,
        credit_code=credit,
        due_on=due,
        verified_on=verified,
        result="" if verified is None else "qualified" if book.chance(0.97) else "unqualified",
        in_cycle=in_cycle,
        units=units,
    )


def works(
    book: Book,
    place: Place,
    day: dt.date,
    *,
    kind: str = "housing",
    size: str = "small",
    first: bool = True,
    passed: bool = True,
    excellent: bool = False,
    energy: bool | None = True,
    material: bool = True,
    public_road: bool = False,
) -> None:
    """One acceptance; ``energy`` None means that no energy-saving check was made."""
    region, name = place
    code = book.number("GC", region, day.year)
    words = {"housing": "住宅楼", "municipal": "市政道路", "road": "公路", "water": "渠道", "other": "设施"}
    book.add(
        "works",
        region,
        code=code,
        name=f"{name}演示{words[kind]}工程{code[-4:]}",
        kind=kind,
        size=size,
        public_road=public_road,
        builder=f"{name}演示建筑公司{book.rng.randint(1, 6)}",
        accepted_on=day,
        first_pass=first and passed,
        passed=passed,
        excellent=excellent and passed,
        new_building=kind in {"housing", "other"},
        energy_checked=energy is not None,
        energy_met=bool(energy),
        energy_material=material,
    )


EVENT_WORDS = {
    "training": "质量技能培训",
    "appraisal": "职业技能鉴定",
    "publicity": "质量宣传活动",
}


def event(book: Book, place: Place, kind: str, day: dt.date, **counts: Any) -> None:
    region, name = place
    code = book.number("HD", region, day.year)
    theme = "质量月" if kind == "publicity" and day.month == 9 else "消费者权益日" if day.month == 3 else ""
    book.add(
        "events",
        region,
        code=code,
        name=f"{name}{theme}{EVENT_WORDS[kind]}{code[-4:]}",
        kind=kind,
        theme=theme,
        held_on=day,
        host=f"{name}质量工作演示单位",
        **counts,
    )
