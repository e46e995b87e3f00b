"""Expressions of time: deadlines, periods, recurrences; plan periods are computed, not listed."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from .clauses import Source
from .numbers import numeral_value

_CN = "〇零一二三四五六七八九十"
_MONTH = rf"(?:1[0-2]|0?[1-9]|[{_CN}]{{1,3}})"
_DAY = rf"(?:3[01]|[12][0-9]|0?[1-9]|[{_CN}]{{1,3}})"
_YEAR = rf"(?:(?:19|20)[0-9]{{2}}|[一二][{_CN}]{{3}})"
_BEFORE = r"(?P<before>之前|以前|前)?"
_SIGN = r"[-—~至到]{1,2}"

TIME = re.compile(
    "|".join(
        (
            # 自印发之日起30日内
            r"自[^,。;\n]{0,12}?之?日起(?P<off>[0-9]{1,3}|[一二三四五六七八九十]{1,3})个?(?P<offunit>工作日|日|天|月|年)(?:之内|以内|内)?",
            # 2013-2020年, 2021年—2025年
            rf"(?P<ra>{_YEAR})年?{_SIGN}(?P<rb>{_YEAR})年(?!月)",
            # 2022-12-16
            r"(?P<iy>(?:19|20)[0-9]{2})[-./](?P<im>[0-9]{1,2})[-./](?P<id>[0-9]{1,2})(?![0-9])",
            # 2021年前三季度, 今年1至9月, 前10个月
            rf"(?:(?P<py>{_YEAR})年|(?P<prel>今年|去年|上年|明年|本年))?(?:的)?(?:前(?P<pq>[一二三两123])个?季度|前(?P<pn>[0-9]{{1,2}}|[{_CN}两]{{1,2}})个月|(?<![0-9一二三四五六七八九十])(?:1|一)(?:月份?)?[-—~至到]{{1,2}}(?P<pm>{_MONTH})月(?:份|底|末)?(?!日|[0-9]))",
            # 2015年6月底前, 2020年第三季度
            rf"(?P<y>{_YEAR})\s?年(?:度(?!假|量)|(?:\s?(?P<m>{_MONTH})\s?月(?:份|\s?(?P<d>{_DAY})\s?[日号])?)|(?P<half>上半年|下半年)|第?(?P<q>[一二三四1-4])季度)?(?P<end>年?底|年?末|初|中旬|上旬|下旬)?{_BEFORE}",
            # “十二五”期末
            r"(?P<plan>“十[一二三四五六七八九]?五”|十[一二三四五六七八九]五(?!个|家|项|年|条|件|%|类|种))(?P<planend>时期末|规划期末|规划末|期末|末期|末|规划期间|规划期|期间|时期|规划)?(?:底|之前|以前|前)?",
            # 每年12月底前, 每月5日前, 每季度末
            rf"每(?P<rec>两年|半年|个?季度|季|个?月|年度?|周|日|天)(?:的)?(?:末月|首月|次月|第[一二三]个?月)?(?:(?P<rm>{_MONTH})月(?:份)?)?(?:(?P<rd>{_DAY})[日号])?(?P<rend>底|末|初|终)?(?P<rbefore>之前|以前|前)?",
            # 每年考核,次年3月底前通报
            rf"(?:次年|翌年)(?P<nm>{_MONTH})月(?:份)?(?:(?P<nd>{_DAY})[日号])?(?:底|末|初)?(?P<nbefore>之前|以前|前)?",
            r"(?P<by_rec>按季度?|按月|按半年|按年度?|逐季|逐月|逐年)(?=[向报对组开公发通汇提分])",
            # 今年6月底前, 年底前, 年内
            rf"(?<![以之])(?P<rel>今年|明年|后年|本年度?|当年|去年|上年度?|前年|过去的?一年|下一?年度?)(?:(?P<relm>{_MONTH})月(?:份|(?P<reld>{_DAY})[日号])?|(?P<relhalf>上半年|下半年)|第?(?P<relq>[一二三四1-4])季度)?(?P<relend>年?底|年?末|初)?(?P<relbefore>之前|以前|前|内)?",
            rf"(?<![0-9{_CN}两几多半每去上])(?P<inyear>年底之?前|年底以前|年内|年底|年末|到年底|年前)",
            rf"(?<=[至止到])(?P<tm>{_MONTH})月(?:份)?(?P<tend>底|末|中旬)?(?!前|之前|以前|[0-9])",
            rf"(?<![0-9{_CN}年])(?P<lm>{_MONTH})月(?:份)?(?:(?P<ld>{_DAY})[日号])?(?P<lend>底|末|初|中旬|上旬|下旬)?(?P<lbefore>之前|以前|前)",
            r"(?P<lhalf>上半年|下半年)(?:之前|以前|前)?",
            r"(?<!每)(?<!个)第?(?P<lq>[一二三四])季度(?:末|底)?(?:之前|以前|前)?",
            # 五年来: up to the last full year
            rf"(?<![0-9{_CN}年近])(?P<span>[两二三四五六七八九十]|[2-9]|10)年来(?=[,，\u4e00-\u9fff])",
            # a document whose years were blanked
            r"到\s?(?P<blank>年)(?=[,末])",
        )
    )
)
_QUARTER = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_RECURS = {
    "两年": "two-yearly",
    "半年": "half-yearly",
    "季度": "quarterly",
    "个季度": "quarterly",
    "季": "quarterly",
    "月": "monthly",
    "个月": "monthly",
    "年": "yearly",
    "年度": "yearly",
    "周": "weekly",
    "日": "daily",
    "天": "daily",
}
_BY_RECURS = {"季": "quarterly", "月": "monthly", "半": "half-yearly", "年": "yearly"}
_RELATIVE = {"今": 0, "本": 0, "当": 0, "明": 1, "下": 1, "后": 2, "去": -1, "上": -1, "过": -1, "前": -2}
_TO = ("到", "至", "截至", "截止到", "截止", "力争到", "于", "在")
_BASE = ("较", "比", "与", "同", "以", "对比", "在")


@dataclass(frozen=True, slots=True)
class TimeExpr:
    """One expression of time.

    kind: year (a date or year), range, plan, recur, relative, month (no year), offset, blank.
    year/month/day: the end it points at; `offset_year` counts from the document's year.
    deadline: written as one (到…, …前, …底). baseline: a point of comparison (较…, 比…).
    since: a beginning (自…起, …以来); up_to_now: one that reaches to the document's day (…以来).
    span: how many years up to the last full one are meant (五年来).
    """

    start: int
    end: int
    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    offset_year: int | None = None
    recurs: str | None = None
    days: int | None = None
    deadline: bool = False
    before: bool = False
    baseline: bool = False
    since: bool = False
    up_to_now: bool = False
    begin_year: int | None = None
    span: int | None = None

    def resolved_year(self, document_year: int | None) -> int | None:
        """The year, a relative one counted from the document's."""
        if self.year is not None:
            return self.year
        if self.offset_year is not None and document_year is not None:
            return document_year + self.offset_year
        if self.kind == "month" and document_year is not None:
            return document_year
        return None

    def by(self, document_year: int | None) -> str | None:
        """Deadline or period for a figure: "2015", "2017-06", or None."""
        year = self.resolved_year(document_year)
        if year is None:
            return None
        return f"{year}-{self.month:02d}" if self.month else str(year)

    def due(self, document_year: int | None, issued: str | None = None) -> str | None:
        """Due date of an obligation: ISO, "MM-DD" when yearly, "DD" when monthly, or None."""
        if self.kind == "offset":
            if issued and len(issued) == 10 and self.days:
                return (date.fromisoformat(issued) + timedelta(days=self.days)).isoformat()
            return None
        if self.kind == "recur":
            if self.recurs == "monthly":
                return f"{self.day:02d}" if self.day else None
            if self.month:
                last = self.day or calendar.monthrange(2001, self.month)[1]
                return f"{self.month:02d}-{last:02d}"
            return None
        year = self.resolved_year(document_year)
        if year is None:
            return None
        month = self.month or 12
        day = self.day or calendar.monthrange(year, month)[1]
        return f"{year}-{month:02d}-{min(day, calendar.monthrange(year, month)[1]):02d}"


def _number(text: str | None) -> int | None:
    if not text:
        return None
    if text.isdigit() and text.isascii():
        return int(text)
    value = numeral_value(text)
    return int(value) if value is not None else None


def plan_end(name: str) -> int:
    """The last year of a five-year plan named as in 十二五: 十五 2005, 十一五 2010, 十二五 2015 …"""
    inner = name.strip("“”")
    order = numeral_value(inner[1:-1]) if len(inner) > 2 else 0
    return 2005 + 5 * int(order or 0)


def find_times(source: Source) -> list[TimeExpr]:
    """All expressions of time in the text, in order."""
    text = source.folded
    return [
        expr
        for match in source.scan(TIME)
        if (expr := _expression(text, match)) is not None and not source.inside_title(match.start())
    ]


def _expression(text: str, match: re.Match[str]) -> TimeExpr | None:
    part = match.groupdict()
    start, end = match.span()
    month: int | None
    day: int | None
    head, tail = text[max(0, start - 4) : start], text[end : end + 5]
    flags: dict[str, Any] = {
        "baseline": (
            head.endswith(("较", "比", "与", "同", "对比", "相对于", "高于", "低于"))
            and not head.endswith(("占比", "不同", "共同", "会同", "参与"))
        )
        or tail.startswith(("同期", "相比", "为基", "的基础上", "基础上")),
        "up_to_now": tail.startswith(("以来", "来")),
        "since": head.endswith(("自", "从", "由", "自从")) or tail.startswith(("起", "以来", "开始")),
    }
    marked = head.endswith(_TO[:6])
    if part["off"]:
        count = _number(part["off"]) or 0
        unit = part["offunit"]
        days = count * {"月": 30, "年": 365}.get(unit, 1) if unit != "工作日" else count * 7 // 5
        return TimeExpr(start, end, "offset", days=days, deadline=True, before=True)
    if part["rb"]:
        return TimeExpr(
            start, end, "range", year=_number(part["rb"]), begin_year=_number(part["ra"]), **flags
        )
    if part["iy"]:
        month = int(part["im"])
        if not 1 <= month <= 12:
            return None
        return TimeExpr(
            start,
            end,
            "year",
            year=int(part["iy"]),
            month=month,
            day=min(31, max(1, int(part["id"]))),
            **flags,
        )
    if part["y"]:
        year = _number(part["y"])
        if year is None or not 1900 <= year <= 2099:
            return None
        month, day = _number(part["m"]), _number(part["d"])
        if part["half"]:
            month = 6 if part["half"][0] == "上" else 12
        elif part["q"]:
            month = _QUARTER[part["q"]]
        if month is not None and not 1 <= month <= 12:
            month = None
        before = bool(part["before"])
        return TimeExpr(
            start,
            end,
            "year",
            year,
            month,
            day,
            deadline=marked or before or (part["end"] or "").endswith(("底", "末")),
            before=before,
            **flags,
        )
    if part["pq"] or part["pn"] or part["pm"]:
        count = _number(part["pq"]) or 0
        month = count * 3 if part["pq"] else _number(part["pn"] or part["pm"])
        if month is None or not 1 <= month <= 12:
            return None
        relative = _RELATIVE[part["prel"][0]] if part["prel"] else None
        if part["py"] or relative is not None:
            kind = "year" if part["py"] else "relative"
            return TimeExpr(start, end, kind, _number(part["py"]), month, None, relative, **flags)
        return TimeExpr(start, end, "month", None, month, **flags)
    if part["tm"]:
        month = _number(part["tm"])
        if month is None or not 1 <= month <= 12:
            return None
        return TimeExpr(start, end, "month", None, month, deadline=True, **flags)
    if part["plan"]:
        return TimeExpr(
            start,
            end,
            "plan",
            plan_end(part["plan"]),
            deadline=marked or "末" in (part["planend"] or ""),
            **flags,
        )
    if part["rec"]:
        recurs = _RECURS[part["rec"]]
        month, day = _number(part["rm"]), _number(part["rd"])
        if month is None and part["rend"] in ("底", "末", "终") and recurs == "yearly":
            month = 12
        if month is not None and not 1 <= month <= 12:
            month = None
        return TimeExpr(
            start, end, "recur", month=month, day=day, recurs=recurs, before=bool(part["rbefore"])
        )
    if part["nm"]:
        month = _number(part["nm"])
        if month is None or not 1 <= month <= 12:
            return None
        return TimeExpr(
            start, end, "recur", month=month, day=_number(part["nd"]), recurs="yearly", before=True
        )
    if part["by_rec"]:
        return TimeExpr(start, end, "recur", recurs=_BY_RECURS[part["by_rec"][1]])
    if part["rel"]:
        month, day = _number(part["relm"]), _number(part["reld"])
        if part["relhalf"]:
            month = 6 if part["relhalf"][0] == "上" else 12
        elif part["relq"]:
            month = _QUARTER[part["relq"]]
        before = bool(part["relbefore"]) and part["relbefore"] != "内"
        offset = _RELATIVE[part["rel"][0]]
        return TimeExpr(
            start,
            end,
            "relative",
            None,
            month,
            day,
            offset,
            deadline=marked or before,
            before=before,
            **flags,
        )
    if part["inyear"]:
        before = "前" in part["inyear"]
        return TimeExpr(start, end, "relative", offset_year=0, deadline=True, before=before, **flags)
    if part["lm"]:
        month = _number(part["lm"])
        if month is None or not 1 <= month <= 12:
            return None
        return TimeExpr(
            start, end, "month", None, month, _number(part["ld"]), deadline=True, before=True, **flags
        )
    if part["lhalf"]:
        return TimeExpr(start, end, "month", None, 6 if part["lhalf"][0] == "上" else 12, **flags)
    if part["lq"]:
        return TimeExpr(start, end, "month", None, _QUARTER[part["lq"]], **flags)
    if part["span"]:
        years = 2 if part["span"] == "两" else _number(part["span"])
        return TimeExpr(start, end, "relative", offset_year=-1, span=years)
    return TimeExpr(start, end, "blank", deadline=True)
