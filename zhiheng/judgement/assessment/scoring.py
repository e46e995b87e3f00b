"""Scoring a round: what each item asks is fetched, the scheme is applied, the sheets are kept and ranked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from zhiheng.frame.dues.models import Due
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import User
from zhiheng.frame.regions.models import Level, Region, prefix_range, territory_prefix
from zhiheng.frame.trail.chain import about, write
from zhiheng.judgement.assessment.models import Entry, Round, RoundState, Sheet, VetoDetermination
from zhiheng.judgement.indicators.catalogue import code_for
from zhiheng.judgement.indicators.engine import engine
from zhiheng.judgement.indicators.origins import rests_on_synthetic
from zhiheng.kernels.measures import Cell, Engine, Period
from zhiheng.kernels.methods.scoring import (
    BonusItem,
    Determination,
    ExpertInput,
    Item,
    ItemInput,
    Mark,
    NotApplicable,
    Rank,
    Scheme,
    ScoreSheet,
    TallyInput,
    ValueInput,
    load_scheme,
    rank,
    score,
)
from zhiheng.records.programmes.models import Obligation


class AssessmentError(ValueError):
    """Something asked of an assessment that cannot be done, with the reason."""


def assessed(round_: Round, scheme: Scheme) -> list[Region]:
    """The regions a round scores: those the scheme compares, else every county of the round's region."""
    low, high = prefix_range(territory_prefix(round_.region_id))
    inside = Region.objects.filter(code__gte=low, code__lt=high).exclude(code=round_.region_id)
    named = [r for group in scheme.comparable_groups for r in group.regions]
    if named:
        return list(inside.filter(code__in=named).order_by("code"))
    return list(inside.filter(level=Level.COUNTY, valid_to__isnull=True, kind="").order_by("code"))


def open_round(actor: Actor, scheme_key: str, region: str, period: str, *, synthetic: bool = False) -> Round:
    """The round of a scheme, region and year; made when it is not there."""
    scheme = load_scheme(scheme_key)
    asked = Period.parse(period)
    if scheme.periods and asked.key not in scheme.periods:
        raise AssessmentError(
            f"评分办法“{scheme.title}”适用于 {'、'.join(scheme.periods)}，不能用于 {asked.key}。请换考核期或评分办法。"
        )
    place = Region.objects.filter(code=region).first()
    if place is None:
        raise AssessmentError(f"没有区划 {region}。请写六位行政区划代码。")
    actor.need("assessment.run").require(region)
    found = (
        Round.objects.everywhere("the same round")
        .filter(scheme=scheme.key, region=place, period=asked.key)
        .first()
    )
    if found is not None:
        return found
    made = Round(
        scheme=scheme.key,
        scheme_version=scheme.version,
        region=place,
        period=asked.key,
        made_by=actor.name,
        synthetic=synthetic or rests_on_synthetic(place.code),
    )
    # A round of nobody would stand in every list for ever.
    if not assessed(made, scheme):
        raise AssessmentError(
            f"{place.name}下面没有“{scheme.title}”可考核的地区。请换组织考核的地区或评分办法。"
        )
    with transaction.atomic():
        made.save()
        write(actor, about(made, "assessment.open", after={"scheme": scheme.key, "period": asked.key}))
    return made


def enter(
    actor: Actor,
    round_: Round,
    region: str,
    field: str,
    *,
    reason: str,
    points: Decimal | None = None,
    option: str = "",
    expected: int | None = None,
    missing: Sequence[str] = (),
    synthetic: bool = False,
    reviewer: str = "",
) -> Entry:
    """A person's entry for one item: needs a reason; an approved round takes none."""
    actor.need("assessment.score").require(region)
    if round_.state == RoundState.APPROVED:
        raise AssessmentError("该轮考核已审定，不能再改。确需更正的，请由审定单位写明理由重新打开。")
    if not reason.strip():
        raise AssessmentError("评分要写明理由。")
    scheme = load_scheme(round_.scheme)
    every: list[Item | BonusItem] = [*scheme.items(), *scheme.bonus]
    items = [i for i in every if i.input.get("field") == field]
    if not items:
        raise AssessmentError(f"评分办法里没有需要录入的项目“{field}”。")
    if region not in {r.code for r in assessed(round_, scheme)}:
        raise AssessmentError(f"{region} 不在本轮被考核地区之列。")
    top = getattr(items[0], "points", None)
    if points is not None and top is not None and not 0 <= points <= top:
        raise AssessmentError(f"“{items[0].title}”的得分应在 0 到 {top} 之间，现为 {points}。")
    name = reviewer or actor.name
    account = actor.user.pk if isinstance(actor.user, User) else None
    with transaction.atomic():
        others = Entry.objects.everywhere("who else marked under this name").filter(
            round=round_, region_id=region, field=field, reviewer=name
        )
        if account is not None and others.exclude(reviewer_id=account).exists():
            # Two people of one name are two reviewers: the account tells them apart.
            name = f"{name}({actor.user.username})"[:150]  # type: ignore[union-attr]
        old = (
            Entry.objects.everywhere("the same entry")
            .filter(round=round_, region_id=region, field=field, reviewer=name)
            .first()
        )
        before = None if old is None else {"points": old.points, "option": old.option, "missing": old.missing}
        made = old or Entry(round=round_, region_id=region, field=field, reviewer=name)
        made.points, made.option, made.expected = points, option, expected
        made.missing, made.reason, made.synthetic = list(missing), reason[:300], synthetic
        made.reviewer_id = account
        made.save()
        after = {"field": field, "points": points, "option": option, "missing": list(missing)}
        write(actor, about(made, "assessment.enter", before=before, after=after, note=reason))
    return made


def run(actor: Actor, round_: Round, *, on: Engine | None = None) -> list[Sheet]:
    """Score every region of the round and keep the sheets. Raises SchemeError, ScoringError, AssessmentError."""
    actor.need("assessment.run").require(round_.region_id)
    if round_.state == RoundState.APPROVED:
        raise AssessmentError(
            "该轮考核已审定，结果不再改变，不能重算。确需更正的，请由审定单位写明理由重新打开。"
        )
    scheme = load_scheme(round_.scheme)
    regions = assessed(round_, scheme)
    if not regions:
        raise AssessmentError(f"{round_.region.name}下面没有可考核的地区。")
    period = Period.parse(round_.period)
    sources = _Sources(round_, scheme, regions, period, on or engine())
    sheets = [
        score(
            scheme,
            sources.inputs(region.code),
            subject=region.code,
            period=round_.period,
            vetoes=sources.vetoes(region.code),
        )
        for region in regions
    ]
    places = {r.subject: r for r in rank(sheets)}
    with transaction.atomic():
        kept = [_keep(round_, sheet, places[sheet.subject]) for sheet in sheets]
        write(
            actor,
            about(
                round_,
                "assessment.run",
                after={"scheme_version": scheme.version, "totals": {s.subject: str(s.total) for s in sheets}},
            ),
        )
    return sorted(kept, key=lambda s: (s.rank or 0, s.region_id))


def approve(actor: Actor, round_: Round) -> Round:
    """The leading group approves the result; after this it stands, until it is reopened with a reason."""
    actor.need("assessment.approve").require(round_.region_id)
    if round_.state == RoundState.APPROVED:
        raise AssessmentError("该轮考核已经审定。")
    if not Sheet.objects.everywhere("sheets of a round already narrowed").filter(round=round_).exists():
        raise AssessmentError("还没有评分，不能审定。")
    with transaction.atomic():
        round_.state = RoundState.APPROVED
        round_.save(update_fields=["state"])
        write(actor, about(round_, "assessment.approve", after={"state": round_.state}))
    return round_


def _keep(round_: Round, sheet: ScoreSheet, place: Rank) -> Sheet:
    kept, _ = Sheet._plain.update_or_create(
        round=round_,
        region_id=sheet.subject,
        defaults={
            "total": sheet.total,
            "unrounded": sheet.unrounded,
            "grade": sheet.grade,
            "rank": place.group_rank or place.rank,
            "complete": sheet.complete,
            "content": sheet.as_dict(),
        },
    )
    return kept


class _Sources:
    """Everything the items of a scheme ask, fetched once for all regions."""

    def __init__(
        self, round_: Round, scheme: Scheme, regions: Sequence[Region], period: Period, on: Engine
    ) -> None:
        self.round, self.scheme, self.period = round_, scheme, period
        codes = [r.code for r in regions]
        self.items: list[Item | BonusItem] = [*scheme.items(), *scheme.bonus]
        self.cells = self._measure(on, codes)
        self.dues = self._dues(codes)
        self.entries: dict[tuple[str, str], list[Entry]] = {}
        for entry in Entry.objects.everywhere("entries of a round already narrowed").filter(round=round_):
            self.entries.setdefault((entry.region_id, entry.field), []).append(entry)
        self.determined = list(
            VetoDetermination.objects.everywhere("vetoes of a round already narrowed").filter(round=round_)
        )
        self.readers: Mapping[str, Callable[[Mapping[str, Any], str], ItemInput | None]] = {
            "indicator": self._indicator,
            "due_report": self._due_report,
            "record": self._record,
            "expert": self._expert,
        }

    def _measure(self, on: Engine, regions: list[str]) -> dict[tuple[str, str], Cell]:
        codes = {self._code(i.input) for i in self.items if i.input["kind"] == "indicator"}
        known = sorted(c for c in codes if c)
        if not known:
            return {}
        return {(c.code, c.region): c for c in on.measure(known, regions, [self.period])}

    @staticmethod
    def _code(asked: Mapping[str, Any]) -> str | None:
        return code_for(str(asked["code"]), str(asked.get("variant", "")), str(asked.get("measure", "level")))

    def _dues(self, regions: list[str]) -> dict[tuple[str, str], list[Due]]:
        recurs = dict(
            Obligation.objects.everywhere("obligations of the round's programmes")
            .filter(programme__region_id=self.round.region_id)
            .exclude(recurs="")
            .values_list("pk", "recurs")
        )
        found: dict[tuple[str, str], list[Due]] = {}
        dues = Due.objects.everywhere("dues of the assessed regions").filter(
            kind="obligation",
            subject_type="programmes.obligation",
            region_id__in=regions,
            period__startswith=self.round.period,
        )
        for due in dues.exclude(state="cancelled"):
            kind = recurs.get(int(due.subject_id))
            if kind:
                found.setdefault((due.region_id, kind), []).append(due)
        return found

    def inputs(self, region: str) -> dict[str, ItemInput]:
        found = {}
        for item in self.items:
            kind = item.input["kind"]
            if kind not in self.readers:
                raise AssessmentError(f"评分办法的项目“{item.title}”用了不认识的取数方式“{kind}”。")
            value = self.readers[kind](item.input, region)
            if value is not None:
                found[item.key] = value
        return found

    def vetoes(self, region: str) -> list[Determination]:
        return [
            Determination(v.veto, v.determined_by, v.document, v.on, v.reason)
            for v in self.determined
            if v.region_id == region
        ]

    def _indicator(self, asked: Mapping[str, Any], region: str) -> ItemInput | None:
        code = self._code(asked)
        cell = self.cells.get((code or "", region))
        if cell is None:
            return None
        reference = (f"cell:{cell.code}|{region}|{cell.period.key}",)
        if cell.status == "zero_denominator":
            return NotApplicable(f"{cell.period.label}没有可统计的对象(分母为零)", reference)
        return ValueInput(
            value=cell.value,
            numerator=cell.numerator,
            denominator=cell.denominator,
            source="台账计算" if cell.source == "computed" else "单位报送",
            evidence=reference,
            note="" if cell.value is not None else cell.status_label,
        )

    def _due_report(self, asked: Mapping[str, Any], region: str) -> ItemInput | None:
        dues = self.dues.get((region, str(asked["recurs"])), [])
        if not dues:
            return None
        missing = tuple(d.title for d in dues if d.handed_in_on is None and d.late_days)
        late = tuple(d.title for d in dues if d.handed_in_on is not None and d.late_days)
        return TallyInput(
            expected=len(dues),
            missing=missing,
            late=late,
            source="待办事项",
            evidence=tuple(f"due:{d.pk}" for d in dues),
        )

    def _record(self, asked: Mapping[str, Any], region: str) -> ItemInput | None:
        entries = self.entries.get((region, str(asked["field"])))
        if not entries:
            return None
        # Several people may have recorded the same fact; the latest statement stands.
        entry = max(entries, key=lambda e: (e.entered_at, e.pk))
        evidence = (f"entry:{entry.pk}",)
        if entry.expected is not None:
            return TallyInput(
                entry.expected,
                tuple(entry.missing),
                source=entry.reviewer,
                evidence=evidence,
                note=entry.reason,
            )
        return ValueInput(option=entry.option, source=entry.reviewer, evidence=evidence, note=entry.reason)

    def _expert(self, asked: Mapping[str, Any], region: str) -> ItemInput | None:
        entries = [e for e in self.entries.get((region, str(asked["field"])), []) if e.points is not None]
        if not entries:
            return None
        marks = tuple(Mark(e.reviewer, e.points or 0, e.reason) for e in entries)
        return ExpertInput(marks, evidence=tuple(f"entry:{e.pk}" for e in entries), source="专家评分")
