"""Generated groups, members, meetings and decisions. Draws nothing at random: other rows stay what they were."""

from __future__ import annotations

import datetime as dt

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
    ("研究质量专项经费安排,列入下一年度预算", "{region}财政部门", 210),
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
        topics=f"质量工作专题研究,{persons} 人参加",
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
        topics="听取上一年工作情况,审定年度计划",
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
