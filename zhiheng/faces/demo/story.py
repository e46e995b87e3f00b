"""The demonstration from nothing: divisions, programmes, units, records, dues, assessment. Repeating adds nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from zhiheng.faces.demo import (
    accounts,
    cascading,
    declared,
    drafting,
    drawing,
    gannan,
    others,
    owing,
    reported,
    rounds,
    showing,
    siting,
    tasking,
    writing,
    zhangye,
)
from zhiheng.faces.demo.book import Book
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Unit
from zhiheng.frame.regions.loader import load_divisions
from zhiheng.frame.regions.models import Level, Region, prefix_range, territory_prefix
from zhiheng.frame.registers.declare import registers
from zhiheng.frame.registers.facts import forget_regions
from zhiheng.judgement.assessment.models import Round
from zhiheng.judgement.indicators import reporting
from zhiheng.kernels import programmes as kernel
from zhiheng.records.programmes.loading import load
from zhiheng.records.programmes.models import Programme

Place = tuple[str, str]
SMALL = ("zhangye-2011", "gannan-2017")
LAST = dt.date(2015, 6, 30)  # what is made from declarations alone is of this day
ALL_DIVISIONS = 3000  # more regions than any one province has counties: the whole table is in


@dataclass
class Told:
    """What was made (or found standing) and where to look."""

    programmes: dict[str, Programme] = field(default_factory=dict)
    rows: dict[str, dict[str, int]] = field(default_factory=dict)
    values: int = 0
    dues: int = 0
    rounds: list[Round] = field(default_factory=list)
    accounts: list[tuple[accounts.Account, str]] = field(default_factory=list)


def build(actor: Actor, *, small: bool = False, say: Callable[[str], None] = lambda words: None) -> Told:
    """Everything the demonstration shows. ``small``: two programmes of one province, for tests and a quick look."""
    told = Told()
    _divisions(small, say)
    for key in SMALL if small else kernel.catalogue_keys():
        told.programmes[key] = load(actor, kernel.catalogue_programme(key)).programme
    say(f"方案：{len(told.programmes)} 个")
    siting.park(actor)
    told.accounts = accounts.make(actor)
    say(f"演示账号：{len(told.accounts)} 个")
    for key, make in BOOKS.items():
        if key in told.programmes:
            told.rows[key] = _write(actor, told.programmes[key], make, say)
    say(f"园区：新增 {siting.occupy(actor)} 条")
    told.rows["declared"] = _write_declared(actor, say)
    told.values = reporting.report_many(actor, _values(told), synthetic=True)
    programme = told.programmes["zhangye-2011"]
    told.dues = owing.past(actor, programme) + owing.present(actor, programme)
    say(f"待办：新增 {told.dues} 项")
    say(f"目标分解：新增 {cascading.divide(actor, programme)} 版")
    told.rounds = rounds.assess(actor, [code for code, _ in below(zhangye.PREFECTURE)])
    say(f"考核：{len(told.rounds)} 轮")
    say(f"任务：新增 {tasking.tell(actor, programme)} 项")
    say(f"随机抽取：新增 {drawing.draw(actor, zhangye.PREFECTURE)} 次")
    say(f"审读稿：新增 {drafting.under_review(actor)} 份")
    say(f"报告：新增 {showing.hand_in_reports()} 份；发布：新增 {showing.release(told.programmes)} 号")
    return told


def _divisions(small: bool, say: Callable[[str], None]) -> None:
    held = Region.objects.count()
    if held > ALL_DIVISIONS or (small and Region.objects.filter(code=zhangye.PREFECTURE).exists()):
        say(f"行政区划：已有 {held} 个")
        return
    load_divisions(townships=not small, provinces={"62"} if small else None)
    forget_regions()
    say(f"行政区划：载入 {Region.objects.count()} 个")


def below(code: str, level: str = Level.COUNTY) -> list[Place]:
    """(code, name) of the present divisions of a level inside a region."""
    low, high = prefix_range(territory_prefix(code))
    inside = Region.objects.filter(code__gte=low, code__lt=high, level=level, valid_to__isnull=True).exclude(
        code=code
    )
    if (
        level != Level.TOWNSHIP
    ):  # whose kind says town or street; elsewhere it marks a zone that is no division
        inside = inside.filter(kind="")
    return list(inside.order_by("code").values_list("code", "name"))


def place(code: str) -> Place:
    return code, Region.objects.values_list("name", flat=True).get(code=code)


def _zhangye() -> Book:
    return zhangye.book(below(zhangye.PREFECTURE), place(zhangye.PREFECTURE))


def _gannan() -> Book:
    return gannan.book(below(gannan.PREFECTURE), place(gannan.PREFECTURE))


def _guangzhou() -> Book:
    return others.guangzhou(below("440100"), place("440100"))


def _shapotou() -> Book:
    return others.shapotou(below("640502", Level.TOWNSHIP), place("640502"))


def _province() -> Book:
    return others.province({p: below(p[0]) for p in below("530000", Level.PREFECTURE)})


BOOKS: dict[str, Callable[[], Book]] = {
    "gannan-2017": _gannan,
    "zhangye-2011": _zhangye,
    "guangzhou-2013": _guangzhou,
    "shapotou-2022": _shapotou,
    "province-quality": _province,
}
KEYS = {
    "gannan-2017": "gannan",
    "zhangye-2011": "zhangye",
    "guangzhou-2013": "guangzhou",
    "shapotou-2022": "shapotou",
    "province-quality": "province",
}


def _write(
    actor: Actor, programme: Programme, make: Callable[[], Book], say: Callable[[str], None]
) -> dict[str, int]:
    if writing.written(KEYS[programme.key]):
        say(f"记录：{programme.region.name}已有")
        return {}
    found = writing.write_book(actor, make(), _owners(programme))
    say(f"记录：{programme.region.name} {sum(found.values()):,} 条")
    return found


def _write_declared(actor: Actor, say: Callable[[str], None]) -> dict[str, int]:
    """Registers that no book tells of: rows made from the declaration alone, in one prefecture."""
    found: dict[str, int] = {}
    untold = [
        r for r in registers().values() if not r.model.objects.everywhere("whether it has any row").exists()
    ]
    counties = below(zhangye.PREFECTURE) if untold else []
    owners = accounts.quality_offices(counties)
    for register in untold:
        found |= writing.write_book(actor, declared.book(register, counties[:2], LAST), owners)
    if found:
        say(f"记录：按声明生成 {sum(found.values())} 条")
    return found


def _owners(programme: Programme) -> dict[str, Unit]:
    """Who keeps the records of each place. The samples of 甘州 are kept by the laboratory that tested them."""
    region = programme.region
    kept_at = [] if region.level == Level.PROVINCE else below(region.code)
    owners = accounts.quality_offices([*kept_at, place(region.code)])
    if region.code == zhangye.PREFECTURE:
        laboratory = Unit.objects.filter(key=accounts.LABORATORY).first()
        if laboratory is not None:
            owners["sampling:620702"] = laboratory
    return owners


def _values(told: Told) -> list[reporting.Entry]:
    values: list[reporting.Entry] = []
    if "zhangye-2011" in told.programmes:
        values += reported.zhangye_values(below(zhangye.PREFECTURE))
    if "gannan-2017" in told.programmes:
        values += reported.gannan_values() + reported.province_values("620000")
    if "guangzhou-2013" in told.programmes:
        values += reported.guangzhou_values()
    if "shapotou-2022" in told.programmes:
        values += reported.shapotou_values()
    if "province-quality" in told.programmes:
        values += reported.province_values("530000")
    return values
