"""Generated groups, members, meetings, decisions and examinations. Draws nothing at random: other rows stay what they were."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from zhiheng.faces.demo.book import Book

Place = tuple[str, str]
SEATS = (
    ("head", "{region}人民政府", "分管负责人"),
    ("deputy", "{region}市场监督管理部门", "主要负责人"),
    ("member", "{region}发展改革部门", "负责人"),
    ("member", "{region}农业农村部门", "负责人"),
    ("member", "{region}住房城乡建设部门", "负责人"),
    ("member", "{region}生态环境部门", "负责人"),
    ("contact", "{region}市场监督管理部门", "科室负责人"),
)
THEMES = (
    ("industrial", "工业产品质量工作组", "工业主管部门"),
    ("farm", "农产品质量工作组", "农业主管部门"),
    ("works", "工程质量工作组", "建设主管部门"),
    ("service", "服务质量工作组", "服务业主管部门"),
    ("environment", "环境质量工作组", "环境主管部门"),
)
DECIDED = (
    ("上半年完成重点产品生产企业质量建档核查", "{region}市场监督管理部门", 120),
    ("研究质量专项经费安排，列入下一年度预算", "{region}财政部门", 210),
)


def leading_group(
    book: Book,
    place: Place,
    since: dt.date,
    *,
    studies: int | None = None,
    basis: str = "",
    working: bool = False,
) -> str:
    """A leading group with its office and members, and working groups when asked for; its code."""
    region, name = place
    code = book.number("ZL", region, since.year)
    book.add(
        "groups",
        region,
        code=code,
        name=f"{name}质量工作领导小组",
        kind="leading",
        theme="other",
        lead_unit=f"{name}市场监督管理部门",
        established_on=since,
        studies_due=studies,
        studies_basis=basis,
    )
    book.add(
        "groups",
        region,
        code=f"{code}-B",
        name=f"{name}质量工作领导小组办公室",
        kind="office",
        theme="other",
        parent=code,
        lead_unit=f"{name}市场监督管理部门",
        established_on=since,
    )
    for theme, words, lead in THEMES if working else ():
        book.add(
            "groups",
            region,
            code=f"{code}-{theme[:2].upper()}",
            name=f"{name}{words}",
            kind="working",
            theme=theme,
            parent=code,
            lead_unit=f"{name}{lead}",
            established_on=since,
        )
        book.add(
            "group_members",
            region,
            group=f"{code}-{theme[:2].upper()}",
            unit=f"{name}{lead}",
            seat="head",
            post="主要负责人",
            since=since,
        )
    for seat, unit, post in SEATS:
        book.add(
            "group_members",
            region,
            group=code,
            unit=unit.format(region=name),
            seat=seat,
            post=post,
            since=since,
        )
    return code


def study(book: Book, place: Place, day: dt.date, persons: int, group: str = "") -> None:
    """A session that studied quality work and nothing else."""
    region, name = place
    book.add(
        "meetings",
        region,
        code=book.number("HY", region, day.year),
        group=group,
        title=f"{name}质量工作专题研究会",
        kind="study",
        held_on=day,
        topics=f"质量工作专题研究，{persons} 人参加",
    )


def plenary(book: Book, place: Place, group: str, year: int, *, done: bool) -> None:
    """The group's meeting of a year with two decisions: carried out in older years, open in the last."""
    region, name = place
    day = dt.date(year, 2, 24)
    code = book.number("HY", region, year)
    book.add(
        "meetings",
        region,
        code=code,
        group=group,
        title=f"{name}质量工作领导小组 {year} 年全体会议",
        kind="plenary",
        held_on=day,
        topics="听取上一年工作情况，审定年度计划",
        expected=7,
        attended=6 if year % 2 else 7,
        minutes_no=f"YS-JY-{region}-{year}",
    )
    for number, (content, lead, days) in enumerate(DECIDED):
        due = day + dt.timedelta(days=days)
        carried = done or number == 0
        book.add(
            "decisions",
            region,
            code=book.number("YD", region, year),
            meeting=code,
            content=content,
            lead_unit=lead.format(region=name),
            support_units=f"{name}质量工作领导小组各成员单位",
            decided_on=day,
            due_on=due,
            state="done" if carried else "open",
            done_on=due - dt.timedelta(days=9) if carried else None,
        )


#: What a working group asks about, and what it found wrong.
EXAMINED = {
    "industrial": ("工业主管部门", "重点产品企业质量档案不全"),
    "farm": ("农业农村部门", "生产记录缺项"),
    "works": ("住房城乡建设部门", "部分工地没有设置质量公示牌"),
    "service": ("商务部门", "服务标准公示不到位"),
    "environment": ("生态环境部门", "在线监测数据缺传"),
}


def working(
    book: Book, place: Place, group: str, year: int, counties: Sequence[Place], *, done: bool
) -> None:
    """What the working groups of a leading group plan for a year, and examine in two counties: mended in older years,
    open in the last."""
    region, name = place
    names = {theme: words for theme, words, _ in THEMES}
    leads = {theme: lead for theme, _, lead in THEMES}
    for at, (theme, (department, problem)) in enumerate(EXAMINED.items()):
        body = f"{group}-{theme[:2].upper()}"
        drafted = dt.date(year, 1, 18 + at)
        book.add(
            "group_plans",
            region,
            code=book.number("JH", region, year),
            group=body,
            title=f"{name}{names[theme]} {year} 年工作计划",
            kind="year",
            theme=theme,
            period=str(year),
            drafted_by=f"{name}{leads[theme]}",
            drafted_on=drafted,
            adopted_on=drafted + dt.timedelta(days=30),
            carry_out_by=dt.date(year, 12, 20),
            work="部署重点任务，组织检查考核(演示)",
            result="按期完成(演示)" if done else "",
            state="done" if done else "adopted",
        )
        book.add(
            "meetings",
            region,
            code=book.number("HY", region, year),
            group=body,
            title=f"{name}{names[theme]} {year} 年第一次会议",
            kind="working",
            held_on=drafted + dt.timedelta(days=29),
            topics="审定年度工作计划，安排检查考核(演示)",
            expected=6,
            attended=6 - at % 2,
            minutes_no=f"YS-JY-{region}-{theme[:2].upper()}-{year}",
        )
        for order, (county, words) in enumerate(counties[at % 3 : at % 3 + 2]):
            day = dt.date(year, 10, 12 + at + order)
            wrong = (at + order) % 2 == 0
            state = ("closed" if done else "rectifying") if wrong else "clear"
            mended = day + dt.timedelta(days=24)
            book.add(
                "examinations",
                county,
                code=book.number("JC", county, year),
                group=body,
                theme=theme,
                subject=f"{words}{department}",
                period=str(year),
                method="mixed",
                planned_on=day,
                examined_on=day,
                findings="听取汇报、查阅档案、现场抽查(演示)",
                score=Decimal(94 - 5 * at - 3 * order - 6 * wrong),
                grade="pass" if wrong else "good",
                problems=problem if wrong else "",
                rectify_by=day + dt.timedelta(days=30) if wrong else None,
                rectification="已整改并提交佐证(演示)" if wrong and done else "",
                rectified_on=mended if wrong and done else None,
                closed_on=mended + dt.timedelta(days=6) if wrong and done else None,
                state=state,
            )
