"""Rows of sampling, farm-produce monitoring and campaigns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from zhiheng.faces.demo.book import Book, enterprise

PRODUCTS: dict[str, tuple[str, ...]] = {
    "industrial": ("水泥", "热轧带肋钢筋", "电线电缆", "塑料管材", "低压成套开关", "农用薄膜", "预拌混凝土"),
    "food": ("小麦粉", "食用植物油", "白酒", "乳制品", "糕点", "酱腌菜", "饮用水", "肉制品"),
    "consumer": ("羊毛衫", "儿童服装", "家具", "电热毯", "玩具"),
    "farm_input": ("复合肥料", "磷肥", "农药", "玉米种子"),
    "drug": ("中药饮片", "片剂", "颗粒剂"),
    "coal": ("民用散煤", "型煤"),
    "fuel": ("车用汽油", "车用柴油"),
    "export": ("脱水蔬菜", "灯具", "玩具", "番茄制品"),
}
FAILINGS: dict[str, tuple[str, ...]] = {
    "industrial": ("抗拉强度", "导体电阻", "标志", "安定性"),
    "food": ("菌落总数", "酸价", "标签", "苯甲酸"),
    "consumer": ("纤维含量", "甲醛含量", "耐干摩擦色牢度"),
    "farm_input": ("总养分", "有效成分", "净含量"),
    "drug": ("含量测定", "性状"),
    "coal": ("全硫", "灰分", "发热量"),
    "fuel": ("硫含量", "辛烷值"),
    "export": ("标识", "耐压"),
}
FARM = (
    ("vegetable", ("番茄", "辣椒", "洋葱", "娃娃菜"), True),
    ("fruit", ("苹果梨", "红枣", "苹果"), True),
    ("livestock", ("羊肉", "牛肉", "生鲜乳", "牦牛肉"), True),
    ("grain", ("制种玉米", "马铃薯", "小麦"), False),
)


def batch(
    book: Book,
    place: tuple[str, str],
    day: dt.date,
    passed: bool,
    *,
    sector: str = "industrial",
    level: str = "county",
    kind: str = "supervision",
    pending: bool = False,
    **flags: Any,
) -> None:
    """One sampled batch at ``place`` (code, name)."""
    region, name = place
    maker, code = enterprise(region, name, book.rng.randint(1, 24))
    number = book.number("CC", region, day.year)
    if kind == "statistical":  # the divisions of the demonstration's returns, in turn
        flags.setdefault("industry", ("1371", "3490")[int(number[-1]) % 2])
    stage = "production" if sector in {"industrial", "drug", "farm_input"} else "circulation"
    book.add(
        "sampling",
        region,
        report_no=number,
        level=level,
        kind=kind,
        sector=sector,
        product=book.pick(PRODUCTS[sector]),
        enterprise=maker,
        credit_code=code,
        sampled_on=day - dt.timedelta(days=book.rng.randint(4, 20)),
        tested_on=day,
        result="pending" if pending else "qualified" if passed else "unqualified",
        failed_items="" if passed or pending else book.pick(FAILINGS[sector]),
        stage="port" if sector == "export" else stage,
        selection="random" if kind != "risk" else "targeted",
        **flags,
    )


def batches(
    book: Book, place: tuple[str, str], year: int, quarter: int, count: int, rate: float, **flags: Any
) -> None:
    """``count`` batches of a quarter that pass with the chance ``rate``."""
    until = flags.pop("until", None)
    for _ in range(count):
        batch(book, place, book.day(year, quarter, until), book.chance(rate), **flags)


def verdicts(
    book: Book, places: Iterable[tuple[str, str]], year: int, passes: list[bool], **flags: Any
) -> None:
    """One batch for each verdict, dealt out over places and quarters: for figures that must come out exactly."""
    dealt = list(places)
    for at, passed in enumerate(passes):
        batch(book, dealt[at % len(dealt)], book.day(year, at // len(dealt) % 4 + 1), passed, **flags)


def farm(
    book: Book,
    place: tuple[str, str],
    day: dt.date,
    samples: int,
    qualified: int,
    *,
    programme: str = "routine",
    kind: int | None = None,
) -> None:
    """One monitoring round; ``kind`` picks a row of FARM, else any."""
    region, name = place
    category, products, edible = FARM[book.rng.randrange(len(FARM)) if kind is None else kind]
    book.add(
        "farm_monitoring",
        region,
        sample_no=book.number("NC", region, day.year),
        programme=programme,
        category=category,
        product=book.pick(products),
        main_edible=edible,
        local=day.day % 5 != 0,
        source_place=name if day.day % 5 else "外地调入(演示)",
        site=f"{name}演示基地{book.rng.randint(1, 9)}",
        tested_on=day,
        samples=samples,
        qualified=qualified,
        laboratory=f"{name}农产品检测站",
    )


THEMES = (
    "农资打假",
    "食品安全",
    "建材质量",
    "儿童用品",
    "民用散煤",
    "车用油品",
    "节日市场",
    "特种设备",
    "计量器具",
)


def campaign(
    book: Book,
    place: tuple[str, str],
    day: dt.date,
    *,
    kind: str = "special",
    subject: str = "market",
    checked: int | None = None,
    theme: str = "",
) -> None:
    region, name = place
    reach = book.rng.randint(20, 160) if checked is None else checked
    words = theme or book.pick(THEMES)
    book.add(
        "campaigns",
        region,
        code=book.number("ZZ", region, day.year),
        theme=f"{name}{words}{'联合行动' if kind == 'joint' else '专项整治' if kind == 'special' else '专项检查'}",
        kind=kind,
        subject=subject,
        agencies="质监、工商、食药监、农牧" if kind != "check" else "质监",
        started_on=day,
        ended_on=day + dt.timedelta(days=book.rng.randint(3, 45)),
        checked=reach,
        officers=reach * book.rng.randint(2, 4),
        cases=book.rng.randint(0, max(1, reach // 20)),
    )
