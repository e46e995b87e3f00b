"""Times as obligations know them: beside those of the text, a few that are times for a duty only."""

from __future__ import annotations

import re
from bisect import bisect_left

from .clauses import Source, Span
from .times import TimeExpr

_WITHIN = re.compile(r"(?<![0-9])(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})个?(?:工作日|日|天)(?:之|以)?内")
_YEAR_END = re.compile(r"(?<![0-9一二三四五六七八九十今明每本])(?:年终|每到年底|每至年底)")
# 6月30日、12月5日前: the 前 stands once
_LISTED_DAY = re.compile(
    r"(?<![0-9年])(?P<day>(?P<m>1[0-2]|0?[1-9])月(?:(?P<d>3[01]|[12][0-9]|0?[1-9])[日号]|底))(?:、|和|及)(?:于|在)?"
)
_NEXT_MONTH = re.compile(r"(?:次月|下月|翌月)(?P<d>3[01]|[12][0-9]|0?[1-9])[日号](?:之前|以前|前)")
# 按季度调度, 全年召开2次会议
_BY_PERIOD = re.compile(
    r"按(?:(?P<month>月)|(?P<quarter>季度?)|(?P<half>半年)|(?P<annual>年度?))(?=[调督考评总研检梳])"
    r"|(?P<year>全年)(?=(?:至少|不少于)?(?:召开|举办|听取|组织召开))"
)
_RECURS = {
    "month": "monthly",
    "quarter": "quarterly",
    "half": "half-yearly",
    "annual": "yearly",
    "year": "yearly",
}


def obligation_times(source: Source, times: list[TimeExpr], assigned: list[Span]) -> list[TimeExpr]:
    """The times of a text, in order, with N个工作日内, 年终, 次月5日前 and the like.

    assigned: assignments of duty; a date within one (…牵头,6月底前出台办法) belongs to that.
    """
    spans = sorted(assigned, key=lambda span: span.start)
    begins = [span.start for span in spans]
    times = [
        time
        for time in times
        if not (place := bisect_left(begins, time.end)) or spans[place - 1].end <= time.start
    ]
    starts = [time.start for time in times]
    own = []
    for pattern, kind, recurs in ((_WITHIN, "offset", None), (_YEAR_END, "recur", "yearly")):
        for match in source.scan(pattern):
            place = bisect_left(starts, match.end())
            if place and times[place - 1].end > match.start():
                continue
            own.append(TimeExpr(match.start(), match.end(), kind, recurs=recurs, before=True))
    for match in source.scan(_BY_PERIOD):
        place = bisect_left(starts, match.end())
        if not (place and times[place - 1].end > match.start()):
            own.append(
                TimeExpr(*match.span(), "recur", recurs=_RECURS[match.lastgroup or "year"], before=True)
            )
    for match in source.scan(_NEXT_MONTH):
        own.append(TimeExpr(*match.span(), "recur", day=int(match["d"]), recurs="monthly", before=True))
    due = {time.start for time in times if time.before and time.kind in ("month", "year")}
    for match in source.scan(_LISTED_DAY):
        place = bisect_left(starts, match.end())
        if match.end() in due and not (place and times[place - 1].end > match.start()):
            month, day = int(match["m"]), int(match["d"]) if match["d"] else None
            own.append(
                TimeExpr(
                    match.start(),
                    match.end("day"),
                    "month",
                    month=month,
                    day=day,
                    deadline=True,
                    before=True,
                )
            )
    out: list[TimeExpr] = []
    for time in sorted([*times, *own], key=lambda time: time.start):
        before = out[-1] if out else None
        if (
            before is not None
            and before.recurs == "yearly"
            and before.month is None
            and before.end == time.start
            and time.kind in ("relative", "month")
        ):  # 每年 + 年底前
            out[-1] = TimeExpr(
                before.start,
                time.end,
                "recur",
                month=time.month or 12,
                day=time.day,
                recurs="yearly",
                before=True,
            )
        else:
            out.append(time)
    return out
