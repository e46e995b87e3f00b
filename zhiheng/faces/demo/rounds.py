"""Assessment of the counties of 张掖, 2012 to 2015: what people enter, with reasons, and the scoring itself."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from zhiheng.faces.demo import zhangye
from zhiheng.faces.demo.book import SEED, Book
from zhiheng.frame.people.actors import Actor
from zhiheng.judgement.assessment import scoring
from zhiheng.judgement.assessment.models import Round, RoundState, Sheet

SCHEME = "national_form"
POLICIES = ("产业政策", "环保政策", "科技政策", "财政政策", "税收政策", "人才政策")
REVIEWERS = ("评审专家岗一", "评审专家岗二")
MARKS = (("coordination", 5), ("primary_responsibility", 6))


def assess(
    actor: Actor, counties: Iterable[str], years: Iterable[int] = range(2012, 2016), seed: int = SEED
) -> list[Round]:
    """Open, fill and score a round for each year; all but the last are approved. Rounds with sheets are left alone."""
    found, wanted, codes = [], list(years), list(counties)
    for year in wanted:
        round_ = scoring.open_round(actor, SCHEME, zhangye.PREFECTURE, str(year), synthetic=True)
        found.append(round_)
        if Sheet.objects.everywhere("whether the round was scored").filter(round=round_).exists():
            continue
        book = Book(f"zhangye-round-{year}", seed)
        for region in codes:
            _entries(actor, round_, region, zhangye.level(region, year), book)
        scoring.run(actor, round_)
        if year != wanted[-1] and round_.state != RoundState.APPROVED:
            scoring.approve(actor, round_)
    return found


def _entries(actor: Actor, round_: Round, region: str, at: float, book: Book) -> None:
    option, why = (
        ("government_plan", "政府年度计划列有质量目标")
        if at > 0.55
        else ("department_plan", "只见于部门计划")
        if at > 0.2
        else ("none", "计划中未见质量目标")
    )
    scoring.enter(
        actor,
        round_,
        region,
        "plan_inclusion",
        option=option,
        reason=f"演示：{why}",
        synthetic=True,
        reviewer="督查考核岗",
    )
    missing = [name for name in POLICIES if not book.chance(0.35 + 0.65 * at)]
    scoring.enter(
        actor,
        round_,
        region,
        "supporting_policies",
        expected=len(POLICIES),
        missing=missing,
        reason="演示：" + (f"未见{'、'.join(missing)}文件" if missing else "六项政策文件齐全"),
        synthetic=True,
        reviewer="督查考核岗",
    )
    for field, top in MARKS:
        for reviewer in REVIEWERS:
            share = min(1.0, max(0.2, 0.5 + 0.48 * at + book.rng.uniform(-0.05, 0.05)))
            points = (Decimal(str(share)) * top * 2).quantize(Decimal(1)) / 2
            scoring.enter(
                actor,
                round_,
                region,
                field,
                points=points,
                reason=f"演示：按材料和现场情况评 {points} 分",
                synthetic=True,
                reviewer=reviewer,
            )


def ranking(rounds: Iterable[Round]) -> dict[str, list[Sheet]]:
    """Sheets of each round by period, in order of rank."""
    found = {}
    for round_ in rounds:
        sheets = Sheet.objects.everywhere("ranking of the demonstration").filter(round=round_)
        found[round_.period] = list(sheets.select_related("region").order_by("rank", "region_id"))
    return found
