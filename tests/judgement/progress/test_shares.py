"""What a division starts from, and how far each share is attained: figures of places beside what they were given."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.faces.desk.spine import sample
from tests.support.cascades import DUE, ME, by_region, by_unit, by_year, programme, target
from tests.support.people import CITY, COUNTY, NEIGHBOUR, regions, unit
from zhiheng.frame.registers import facts
from zhiheng.judgement.indicators.engine import forget
from zhiheng.judgement.progress.bases import additive, base_year, bases, code_of
from zhiheng.judgement.progress.shares import ShareLine, lines
from zhiheng.kernels.measures import Period
from zhiheng.records.brands.models import Title
from zhiheng.records.cascade import service
from zhiheng.records.cascade.models import Breakdown, Share

pytestmark = pytest.mark.django_db
Y = Period.year


@pytest.fixture(autouse=True)
def world(db: None) -> None:
    regions()
    forget()
    programme()


def titles(region: str, year: int, count: int) -> None:
    """Well-known trademarks granted in a year and valid since."""
    revision = facts.bump("titles", [year])[year]
    Title._plain.bulk_create(
        Title(
            region_id=region, code=f"{region}-{year}-{n}", kind="famous_national", name="示例商标",
            granted_on=f"{year}-05-0{n % 9 + 1}", state="granted", fact_year=year, revision=revision,
        )
        for n in range(count)
    )  # fmt: skip


def of(breakdown: Breakdown, year: int, *, past: bool = False) -> dict[str, ShareLine]:
    rows = Share._plain.filter(breakdown=breakdown).select_related(
        "region", "unit", "breakdown__target__programme"
    )
    return {x.share.year or x.share.place: x for x in lines(rows.order_by("order", "id"), Y(year), past=past)}


def test_bases_are_the_places_own_figures_with_their_denominators() -> None:
    sample(COUNTY, 2011, 38, 2)
    found = bases(target("T03"), [COUNTY, NEIGHBOUR, CITY, "620702001"], 2011)
    assert (found[COUNTY].value, found[COUNTY].weight) == (Decimal("95.00"), Decimal(40))
    assert (found[NEIGHBOUR].value, found[NEIGHBOUR].why) == (None, "没有记录"), "nothing known is not 0"
    assert found[CITY].value == Decimal("95.00")
    assert found["620702001"].why == "这一级没有单独的统计数"
    assert bases(target("T04"), [COUNTY], 2011)[COUNTY].why == "还没有对应的指标定义"
    assert bases(target("T03"), [COUNTY], None)[COUNTY].why == "不知道从哪一年算起"


def test_another_indicator_may_be_the_weight() -> None:
    titles(COUNTY, 2011, 3)
    sample(COUNTY, 2011, 38, 2)
    found = bases(target("T03"), [COUNTY], 2011, weight="B02")
    assert (found[COUNTY].value, found[COUNTY].weight) == (Decimal("95.00"), Decimal(3))


def test_the_definition_says_whether_figures_add() -> None:
    assert [additive(target(k)) for k in ("T01", "T02", "T03", "T04")] == [True, True, False, None]
    assert code_of(target("T02")) == "B02_stock"
    assert base_year(target("T01")) == 2010


def test_a_rate_is_held_against_its_share() -> None:
    sample(COUNTY, 2015, 38, 2)
    sample(NEIGHBOUR, 2015, 30, 10)
    made = service.issue(ME, by_region("T03", {COUNTY: 95, NEIGHBOUR: 95}, join="each"), DUE)
    found = of(made, 2015)
    assert {k: x.light for k, x in found.items()} == {COUNTY: "green", NEIGHBOUR: "red"}
    assert "相差 20" in found[NEIGHBOUR].reason
    assert {x.light for x in of(made, 2013).values()} == {"grey"}, "no records, no verdict"
    assert of(made, 2013)[COUNTY].reason == "没有记录"


def test_additions_count_from_the_beginning_and_what_came_early_evens_out() -> None:
    for year, count in ((2011, 3), (2012, 0), (2013, 1)):
        titles(COUNTY, year, count)
    years = {str(y): 1 for y in range(2011, 2016)}
    made = service.issue(ME, by_region("T01", {COUNTY: 5, NEIGHBOUR: 5}, years={COUNTY: years, NEIGHBOUR: years}), DUE)  # fmt: skip
    for year, goal, light in ((2011, 1, "green"), (2012, 2, "green"), (2013, 3, "green"), (2015, 5, "amber")):
        line = of(made, year)[COUNTY]
        assert (line.goal.value, line.light) == (goal, light), year
        assert line.period is not None and line.period.first == 2011 * 12
    assert of(made, 2012)[NEIGHBOUR].light == "red"


def test_each_year_of_the_whole_has_its_own_figure() -> None:
    titles(COUNTY, 2011, 2)
    titles(NEIGHBOUR, 2012, 1)
    made = service.issue(ME, by_year("T01"), DUE)
    assert {k: x.light for k, x in of(made, 2012, past=True).items()} == {"2011": "green", "2012": "red"}
    assert list(of(made, 2012)) == ["2012"]


def test_a_stock_by_year_is_held_against_the_years_total() -> None:
    titles(COUNTY, 2011, 16)
    made = service.issue(ME, by_year("T02", "straight", baseline=Decimal(10)), DUE)
    assert {k: (int(x.goal.value or 0), x.light) for k, x in of(made, 2012, past=True).items()} == {
        "2011": (15, "green"), "2012": (20, "amber"),
    }  # fmt: skip


def test_what_has_no_figure_says_why() -> None:
    lead = unit(CITY, "lead", kind="department")
    units = service.issue(ME, by_unit("T01", {lead: 10}), DUE)
    assert [x.reason for x in of(units, 2015).values()] == ["单位的份额没有单独的统计数，看单位的报告"]
    limits = service.issue(ME, by_region("T04", {COUNTY: 6}), DUE)
    assert of(limits, 2015)[COUNTY].reason == "还没有对应的指标定义"
