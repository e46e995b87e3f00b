"""What offices of the demonstration have said and shown: reports handed in, cuts released.

Each step is taken by the account that would take it, so that the second person is really a second one.
"""

from __future__ import annotations

import datetime as dt

from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import User
from zhiheng.judgement.release import service as releases
from zhiheng.judgement.release.models import Release
from zhiheng.judgement.reports import service as reports
from zhiheng.judgement.reports.models import Report
from zhiheng.records.programmes.models import Programme

OPINION = "加强对不合格产品的后处理复查，复查仍不合格的移交立案。\n下一季度把抽查重点放在合格率下降的产品上。"
# (who drafts, region, period, what happens then)
REPORTS = (
    ("ganzhou-county", "620702", "2015Q3", "accept"),
    ("ganzhou-county", "620702", "2015Q4", "submit"),
    ("shandan-county", "620725", "2015Q3", "return"),
    ("zhangye-office", "620700", "2015", "draft"),
)
# (programme, period, who prepares, who approves; nobody: it waits)
RELEASES = (
    ("gannan-2017", "2016", "gannan-office", "gannan-leader"),
    ("zhangye-2011", "2014", "zhangye-office", "leader"),
    ("zhangye-2011", "2015", "zhangye-office", ""),
)


def _as(username: str) -> Actor | None:
    user = User.objects.filter(username=username).first()
    return None if user is None else Actor(user=user)


def hand_in_reports() -> int:
    """Draft the reports and take each as far as it goes; those that stand are left alone. Gives how many are new."""
    made = 0
    for username, region, period, end in REPORTS:
        actor = _as(username)
        standing = Report.objects.everywhere("the same report").filter(region_id=region, period=period)
        if actor is None or not actor.may("report.write") or standing.exists():
            continue
        report = reports.draft(actor, region, period, opinion=OPINION, synthetic=True)
        made += 1
        if end == "draft":
            continue
        on = dt.date(2015, 10, 13) if period.endswith("Q3") else dt.date(2016, 1, 14)
        reports.move(actor, report, "submit", on=on)
        office = _as("zhangye-office")
        if office is not None and end in {"accept", "return"}:
            reason = "缺少服务质量部分的分析，请补充后重报。" if end == "return" else ""
            reports.move(office, report, end, reason=reason, on=on + dt.timedelta(days=3))
    return made


def release(programmes: dict[str, Programme]) -> int:
    """Cuts for the public: approved by a second person, or waiting for one."""
    made = 0
    for key, period, office, leader in RELEASES:
        preparing = _as(office)
        standing = Release.objects.everywhere("the same cut").filter(subject=key, period=period)
        if preparing is None or key not in programmes or standing.exists():
            continue
        cut = releases.prepare(preparing, programmes[key], period, synthetic=True)
        made += 1
        approving = _as(leader) if leader else None
        if approving is not None:
            releases.approve(approving, cut)
    return made
