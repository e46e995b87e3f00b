"""A report's way: drafted from figures, handed in with its due, frozen, returned, accepted."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.core.exceptions import PermissionDenied

from tests.faces.desk.spine import Spine, owed, sample
from tests.support.people import COUNTY, NEIGHBOUR, person, unit
from zhiheng.frame.dues.models import Due
from zhiheng.frame.lifecycles.declare import LifecycleError
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.trail.chain import history, verify
from zhiheng.judgement.indicators.engine import forget
from zhiheng.judgement.reports import service
from zhiheng.judgement.reports.models import Report
from zhiheng.judgement.reports.quality import ReportError
from zhiheng.kernels.papers import FigureRef, Heading, Paragraph, figures
from zhiheng.kernels.papers.stored import from_data, to_data
from zhiheng.records.programmes.models import Obligation

pytestmark = pytest.mark.django_db


@pytest.fixture
def spine() -> Spine:
    return Spine()


@pytest.fixture
def clerk(spine: Spine) -> Actor:
    return Actor(user=spine.people.clerk)


@pytest.fixture
def office(spine: Spine) -> Actor:
    return Actor(user=spine.people.office)


@pytest.fixture
def due(spine: Spine) -> Due:
    obligation = Obligation.objects.everywhere("test").get(programme=spine.programme)
    return owed(spine.county_unit, "2015Q3", dt.date(2015, 10, 15), str(obligation.pk))


def fresh(report: Report) -> Report:
    return Report.objects.everywhere("test").get(pk=report.pk)


def words(report: Report) -> str:
    paper = service.paper_for(report)
    return "".join(
        run if isinstance(run, str) else getattr(run, "value", "")
        for block in paper.blocks
        if isinstance(block, Paragraph)
        for run in block.runs
    )


def test_a_draft_states_the_figures_and_keeps_them(clerk: Actor) -> None:
    report = service.draft(clerk, COUNTY, "2015Q3")
    assert report.state == "draft" and report.kind == "quarterly"
    stated = report.content["figures"]
    assert stated["P01|620702|2015Q3"].endswith("%")
    assert service.draft(clerk, COUNTY, "2015Q3").pk == report.pk, "one report for a region and period"


def test_every_part_of_the_outline_is_there_and_punctuation_is_chinese(clerk: Actor) -> None:
    report = service.draft(clerk, COUNTY, "2015")
    paper = service.paper_for(report)
    heads = [b.text for b in paper.blocks if isinstance(b, Heading)]
    assert heads == ["产品质量", "工程质量", "服务质量", "环境质量", "质量基础与品牌", "存在问题", "工作建议"]
    assert "," not in words(report) and ":" not in words(report) and ";" not in words(report)


def test_a_target_of_a_later_year_is_a_gap_and_not_a_failure(clerk: Actor, office: Actor) -> None:
    early, late = service.draft(office, "620700", "2014"), service.draft(office, "620700", "2015")
    assert "未达到方案要求" not in words(early)
    assert "工业产品标准覆盖率未达到方案要求（一）：目标不低于80%，实际72%" in words(late).replace(
        "72.00", "72"
    ).replace("72.0", "72")


def test_a_stored_paper_comes_back_equal(clerk: Actor) -> None:
    paper = service.live_paper(service.draft(clerk, COUNTY, "2015Q3"))
    again = from_data(json.loads(json.dumps(to_data(paper))))
    assert to_data(again) == to_data(paper)
    assert list(figures(again)) == list(figures(paper)) and any(
        isinstance(f, FigureRef) for f in figures(again)
    )


def test_handing_in_hands_in_the_due_of_region_period_and_rhythm(clerk: Actor, due: Due) -> None:
    report = service.draft(clerk, COUNTY, "2015Q3")
    service.move(clerk, report, "submit", on=dt.date(2015, 10, 12))
    report = fresh(report)
    due.refresh_from_db()
    assert (report.state, report.submitted_on, report.due_id) == ("submitted", dt.date(2015, 10, 12), due.pk)
    assert (due.state, due.handed_in_on, due.result_id) == (
        "submitted",
        dt.date(2015, 10, 12),
        str(report.pk),
    )
    assert verify().sound


def test_another_period_or_rhythm_is_not_this_due(clerk: Actor, due: Due) -> None:
    other = service.draft(clerk, COUNTY, "2015Q2")
    yearly = service.draft(clerk, COUNTY, "2015")
    assert service.due_of(other) is None and service.due_of(yearly) is None
    service.move(clerk, other, "submit")
    due.refresh_from_db()
    assert due.state == "open"


def test_a_return_needs_a_reason_and_makes_the_due_owed_again(clerk: Actor, office: Actor, due: Due) -> None:
    report = service.draft(clerk, COUNTY, "2015Q3")
    service.move(clerk, report, "submit")
    with pytest.raises(LifecycleError, match="理由"):
        service.move(office, report, "return")
    service.move(office, fresh(report), "return", reason="缺服务质量部分的说明")
    due.refresh_from_db()
    assert due.state == "returned" and fresh(report).state == "returned"
    service.move(clerk, fresh(report), "submit")
    service.move(office, fresh(report), "accept")
    due.refresh_from_db()
    assert due.state == "settled" and fresh(report).state == "accepted"
    assert [e.action for e in history(report)][:2] == ["report.accept", "report.submit"]


def test_nobody_accepts_what_he_handed_in(office: Actor) -> None:
    report = service.draft(office, "620700", "2015Q3")
    service.move(office, report, "submit")
    with pytest.raises(LifecycleError, match="另一人"):
        service.move(office, fresh(report), "accept")


def test_a_report_handed_in_stands_while_the_data_move_on(clerk: Actor) -> None:
    report = service.draft(clerk, COUNTY, "2015")
    service.move(clerk, report, "submit")
    before = service.paper_for(fresh(report))
    sample(COUNTY, 2015, 0, 20, start=500)
    forget()
    kept = fresh(report)
    assert to_data(service.paper_for(kept)) == to_data(before), "printed again, it is what was handed in"
    changed = {
        cell: (then, now) for cell, then, now in service.changed_figures(kept, service.live_paper(kept))
    }
    then, now = changed["P01|620702|2015"]
    assert then != now and then.startswith("75")


def test_the_drafters_words_go_in_until_it_is_handed_in(clerk: Actor) -> None:
    report = service.draft(clerk, COUNTY, "2015Q3")
    service.write_opinion(clerk, report, "增加抽查频次。\n公布结果。", "甘质办〔2015〕3号")
    assert "增加抽查频次。" in words(fresh(report))
    service.move(clerk, fresh(report), "submit")
    with pytest.raises(ReportError, match="不能再改"):
        service.write_opinion(clerk, fresh(report), "改写", "")


def test_the_neighbour_can_neither_draft_nor_hand_in(spine: Spine, clerk: Actor) -> None:
    report = service.draft(clerk, COUNTY, "2015Q3")
    neighbour = Actor(user=spine.people.neighbour)
    with pytest.raises(PermissionDenied):
        service.draft(neighbour, COUNTY, "2015Q2")
    with pytest.raises(PermissionDenied):
        service.move(neighbour, report, "submit")
    assert fresh(report).state == "draft"


def test_months_and_unknown_regions_are_refused_in_words(clerk: Actor) -> None:
    with pytest.raises(ReportError, match="季、半年或年"):
        service.draft(clerk, COUNTY, "2015-07")
    with pytest.raises(ReportError, match="没有区划"):
        service.draft(clerk, "999999", "2015Q3")


def test_what_rests_on_generated_rows_says_so(spine: Spine, clerk: Actor) -> None:
    from zhiheng.records.supervision.models import Sampling

    assert not service.draft(clerk, COUNTY, "2015Q3").synthetic
    Sampling._plain.filter(region_id=NEIGHBOUR).update(synthetic=True)
    neighbour = Actor(user=person("other", "county_office", NEIGHBOUR, at=unit(NEIGHBOUR)))
    assert service.draft(neighbour, NEIGHBOUR, "2015Q3").synthetic
