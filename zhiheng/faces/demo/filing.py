"""Filed plans, participation, laws and proposals of the demonstration: a few of each kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from zhiheng.faces.demo.book import Book

SECTORS = ("农产品加工", "建材", "矿产品", "乳制品")
LAWS = (
    ("质量促进办法(演示)", "rule", 2012, "in_force"),
    ("产品质量监督办法(演示)", "local", 2009, "amended"),
    ("名牌产品奖励办法(演示)", "policy", 2011, "revising"),
    ("工程质量管理规定(演示)", "rule", 2006, "repealed"),
)
PROPOSALS = (
    ("完善质量状况分析口径(演示)", "research", "done"),
    ("建立检验检测资源共享(演示)", "forum", "adopted"),
    ("设立质量专项资金(演示)", "expert", "studied"),
    ("公开抽查不合格名单(演示)", "public", "made"),
)


def fill(book: Book, counties: Sequence[tuple[str, str]], city: tuple[str, str]) -> None:
    """Rows for the registers of quality governance, of the years of the programme."""
    code, name = city
    for n, sector in enumerate(SECTORS):
        year = 2011 + n
        ended = n < 2
        filed = book.add(
            "filed_plans",
            code,
            code=book.number("BA", code, year),
            name=f"{name}{sector}质量发展规划(演示)",
            kind="sector" if n else "enterprise",
            sector=sector,
            filer=f"{name}{sector}演示单位",
            state="reviewed" if ended else "running",
            filed_on=book.day(year),
            starts_on=dt.date(year, 1, 1),
            ends_on=dt.date(year + 3, 12, 31),
            result="按期完成(演示)" if ended else "",
        )
        for half in range(2):
            period = f"{year + 1}H{half + 1}"
            sampled = 40 + 6 * n + 4 * half
            book.add(
                "sector_analyses",
                code,
                sector=sector,
                period=period,
                ended_on=dt.date(year + 1, 6 + 6 * half, 30 + half),
                analyst=f"{name}{sector}行业主管部门",
                plan=filed["code"],
                enterprises=30 + 7 * n,
                sampled=sampled,
                qualified=sampled - 3 + half,
                complaints=6 - half,
                situation="生产总体平稳，抽查合格率保持稳定(演示)",
                problems="小企业出厂检验不到位(演示)",
                measures="开展对标帮扶和专项抽查(演示)",
            )
    for n, (title, kind, year, state) in enumerate(LAWS):
        issued = book.day(year)
        book.add(
            "instruments",
            code,
            code=book.number("FG", code, year),
            title=title,
            kind=kind,
            number=f"演示〔{year}〕{n + 1}号",
            issuer=f"{name}人民政府",
            issued_on=issued,
            in_force_on=issued,
            revision_state=state,
            repealed_on=dt.date(2014, 6, 30) if state == "repealed" else None,
        )
    for n, (title, source, state) in enumerate(PROPOSALS):
        made = book.day(2012 + n % 3)
        book.add(
            "proposals",
            code,
            code=book.number("JY", code, made.year),
            title=title,
            source=source,
            state=state,
            made_on=made,
            answer_by=made + dt.timedelta(days=90),
            answer="列入下一年度计划(演示)" if state in {"adopted", "done"} else "",
        )
    for n, (county, words) in enumerate(counties):
        for kind in ("city", "town" if n % 2 else "enterprise"):
            year = 2012 + n % 3
            book.add(
                "participations",
                county,
                code=book.number("HD", county, year),
                kind=kind,
                participant=words if kind == "city" else f"{words}演示{'镇' if kind == 'town' else '企业'}",
                joined_on=book.day(year),
                result="建立样例示范点(演示)",
            )
