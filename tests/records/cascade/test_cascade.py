"""A target is divided, issued, confirmed, objected to, divided anew; nothing that was said is lost."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError

from tests.support.cascades import DUE, KEY, ME, by_region, by_unit, by_year, programme, shares_of, target
from tests.support.people import CITY, COUNTY, FAR, NEIGHBOUR, PROVINCE, People, person, unit
from zhiheng.frame.dues.models import Due
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Note, Unit
from zhiheng.frame.regions.models import Region
from zhiheng.frame.trail.chain import verify
from zhiheng.frame.trail.models import Entry
from zhiheng.records.cascade import service
from zhiheng.records.cascade.models import Breakdown, Share
from zhiheng.records.cascade.service import CascadeError
from zhiheng.records.cascade.wholes import checked, places_of, stale, years_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    made = People()
    programme()
    return made


def owed(owner: Unit | None = None) -> list[Due]:
    found = Due._plain.filter(kind="cascade").order_by("pk")
    return list(found.filter(owner=owner) if owner else found)


def answered(share: Share) -> Share:
    return Share._plain.select_related("region", "unit", "breakdown").get(pk=share.pk)


def test_the_story_of_a_target(people: People) -> None:
    office, clerk, neighbour = (Actor(user=u) for u in (people.office, people.clerk, people.neighbour))
    first = by_region("T01", {COUNTY: 6, NEIGHBOUR: 4}, actor=office)
    assert (first.status, first.number, owed()) == ("draft", 1, [])
    service.issue(office, first, DUE)
    shares = shares_of(first)
    assert {s.state for s in shares.values()} == {"proposed"}
    assert [(d.owner, d.due_on, d.state) for d in owed()] == [
        (unit(COUNTY), DUE, "open"),
        (unit(NEIGHBOUR), DUE, "open"),
    ]
    assert owed()[0].address == f"/programmes/{KEY}/cascade/mine"

    # one confirms, the other cannot bear it
    assert service.confirm(clerk, [shares[COUNTY]]) == 1
    assert service.confirm(clerk, [shares[COUNTY]]) == 0, "confirming again changes nothing"
    service.object_to(neighbour, shares[NEIGHBOUR], "企业少,完不成", wanted=3)  # type: ignore[arg-type]
    assert [d.state for d in owed()] == ["settled", "settled"], "an objection is an answer too"
    said = answered(shares[NEIGHBOUR])
    assert (said.state, said.note, said.wanted, said.answered_by) == (
        "objected",
        "企业少,完不成",
        3,
        "样例neighbour",
    )

    # the office adjusts: a new version, with a reason, whose sum must hold again
    short = by_region("T01", {COUNTY: 6, NEIGHBOUR: 3}, actor=office, reason="采纳意见")
    with pytest.raises(CascadeError, match=r"合计 9 件，比目标少 1 件"):
        service.issue(office, short, DUE)
    second = by_region("T01", {COUNTY: 7, NEIGHBOUR: 3}, actor=office)
    with pytest.raises(CascadeError, match="写明理由"):
        service.issue(office, second, DUE)
    service.issue(office, second, DUE + dt.timedelta(days=5), "采纳意见")
    first.refresh_from_db()
    assert (first.status, second.status, second.number) == ("superseded", "issued", 2)
    now = shares_of(second)
    assert {s.state for s in now.values()} == {"proposed"}, "both changed, both are asked again"
    assert answered(shares[COUNTY]).state == "confirmed", "what was said stays with its version"
    assert [(d.owner_id, d.state) for d in owed()][2:] == [
        (unit(COUNTY).pk, "open"),
        (unit(NEIGHBOUR).pk, "open"),
    ]
    with pytest.raises(CascadeError, match="已有新版本"):
        service.confirm(clerk, [shares[COUNTY]])
    changed = service.differences(list(shares.values()), list(now.values()))
    assert [(d.share.region_id, d.before, d.after) for d in changed] == [(COUNTY, 6, 7), (NEIGHBOUR, 4, 3)]

    actions = list(Entry._plain.filter(subject_type__startswith="cascade").order_by("seq").values_list("action", flat=True))  # fmt: skip
    assert actions == [
        "cascade.draft", "cascade.issue", "cascade.confirm", "cascade.object",
        "cascade.draft", "cascade.draft", "cascade.issue",
    ]  # fmt: skip
    assert verify().sound


def test_answers_to_what_did_not_change_carry_over(people: People) -> None:
    one = service.issue(ME, by_region("T01", {COUNTY: 6, NEIGHBOUR: 4}), DUE)
    mine = shares_of(one)
    service.confirm(Actor(user=people.clerk), [mine[COUNTY]])
    before = answered(mine[COUNTY])
    two = service.issue(ME, by_region("T01", {COUNTY: 6, NEIGHBOUR: 5}), DUE, "多分一件")
    now = shares_of(two)
    assert (now[COUNTY].state, now[COUNTY].answered_by, now[COUNTY].answered_at) == (
        "confirmed", before.answered_by, before.answered_at,
    )  # fmt: skip
    assert now[NEIGHBOUR].state == "proposed"
    assert [(d.owner_id, d.state) for d in owed()] == [
        (unit(COUNTY).pk, "settled"),
        (unit(NEIGHBOUR).pk, "open"),
    ], "who is asked already is not asked twice, who need not answer is not asked again"


def test_a_due_is_closed_only_when_everything_is_answered(people: People) -> None:
    one = service.issue(ME, by_region("T01", {COUNTY: 6, NEIGHBOUR: 4}), DUE)
    two = service.issue(ME, by_region("T04", {COUNTY: 3, NEIGHBOUR: 3}), DUE + dt.timedelta(days=3))
    (due,) = owed(unit(COUNTY))
    assert due.due_on == DUE + dt.timedelta(days=3), "one due for the programme, moved to the later day"
    clerk = Actor(user=people.clerk)
    service.confirm(clerk, [shares_of(one)[COUNTY]])
    assert owed(unit(COUNTY))[0].state == "open"
    service.confirm(clerk, [shares_of(two)[COUNTY]])
    assert owed(unit(COUNTY))[0].state == "settled"
    # asked again for the same day: a due of its own
    service.issue(ME, by_region("T05", {COUNTY: 3}), DUE + dt.timedelta(days=3))
    assert [d.state for d in owed(unit(COUNTY))] == ["settled", "open"]


def test_a_due_goes_when_a_new_version_asks_nothing_of_its_owner(people: People) -> None:
    service.issue(ME, by_region("T01", {COUNTY: 6, NEIGHBOUR: 4}), DUE)
    service.issue(ME, by_region("T01", {COUNTY: 10}), DUE, "全由甘州区承担")
    assert [d.state for d in owed(unit(NEIGHBOUR))] == ["cancelled"]
    assert [d.state for d in owed(unit(COUNTY))] == ["open"]


def test_who_may_divide_and_who_may_answer(people: People) -> None:
    clerk, neighbour, office = (Actor(user=u) for u in (people.clerk, people.neighbour, people.office))
    with pytest.raises(PermissionDenied):
        by_region("T01", {COUNTY: 10}, actor=clerk)
    breakdown = by_region("T01", {COUNTY: 6, NEIGHBOUR: 4})
    with pytest.raises(PermissionDenied):
        service.issue(clerk, breakdown, DUE)
    service.issue(office, breakdown, DUE)
    share = shares_of(breakdown)[COUNTY]
    for other in (neighbour, office, Actor()):
        with pytest.raises(PermissionDenied):
            service.confirm(other, [share])
        with pytest.raises(PermissionDenied):
            service.object_to(other, share, "理由")
    service.object_to(clerk, share, "理由")
    for other in (clerk, neighbour):
        with pytest.raises(PermissionDenied):
            service.keep(other, share, "维持")
    assert answered(share).state == "objected"


def test_a_departments_own_share_is_its_own(people: People) -> None:
    lead = unit(CITY, f"{KEY}-lead")
    other = unit(CITY, "other-bureau", name="另一局", kind="department")
    mine = Actor(user=person("lead", "lead_department", CITY, at=lead))
    theirs = Actor(user=person("other", "department", CITY, at=other))
    breakdown = service.issue(ME, by_unit("T01", {lead: 7, other: 3}), DUE)
    shares = shares_of(breakdown)
    with pytest.raises(PermissionDenied):
        service.confirm(theirs, [shares[f"u{lead.pk}"]])
    with pytest.raises(PermissionDenied):
        service.confirm(Actor(user=people.office), [shares[f"u{lead.pk}"]])
    assert service.confirm(mine, [shares[f"u{lead.pk}"]]) == 1
    assert [(d.owner, d.state) for d in owed()] == [(lead, "settled"), (other, "open")]
    # a department of the county does not speak for the county
    bureau = unit(COUNTY, "county-bureau", name="甘州区示例局", kind="department")
    clerk = Actor(user=person("bureau", "department", COUNTY, at=bureau))
    of_county = shares_of(service.issue(ME, by_region("T04", {COUNTY: 6}), DUE))[COUNTY]
    with pytest.raises(PermissionDenied):
        service.confirm(clerk, [of_county])


def test_an_objection_is_kept_with_a_reason(people: People) -> None:
    breakdown = service.issue(ME, by_region("T01", {COUNTY: 6, NEIGHBOUR: 4}), DUE)
    share, office, clerk = shares_of(breakdown)[COUNTY], Actor(user=people.office), Actor(user=people.clerk)
    with pytest.raises(CascadeError, match="没有待答复的异议"):
        service.keep(office, share, "维持")
    with pytest.raises(CascadeError, match="写明理由"):
        service.object_to(clerk, share, " ")
    service.object_to(clerk, share, "偏高")
    with pytest.raises(CascadeError, match="写明理由"):
        service.keep(office, share, "")
    service.keep(office, share, "按企业数应承担 6 件")
    said = answered(share)
    assert (said.state, said.reply, said.replied_by) == ("kept", "按企业数应承担 6 件", "样例office")
    assert Note._plain.get(unit=unit(COUNTY)).text == "“新增驰名商标数”的异议未采纳：按企业数应承担 6 件"
    with pytest.raises(CascadeError, match="异议未采纳，不用再答复"):
        service.object_to(clerk, share, "还是偏高")
    # It stays so in a later version that leaves the share alone.
    again = service.issue(ME, by_region("T01", {COUNTY: 6, NEIGHBOUR: 5}), DUE, "肃南多一件")
    assert (shares_of(again)[COUNTY].state, shares_of(again)[COUNTY].reply) == ("kept", said.reply)


def test_an_objection_may_be_taken_back(people: People) -> None:
    share = shares_of(service.issue(ME, by_region("T01", {COUNTY: 10}), DUE))[COUNTY]
    clerk = Actor(user=people.clerk)
    service.object_to(clerk, share, "偏高", None)
    service.confirm(clerk, [share])
    assert answered(share).state == "confirmed"
    with pytest.raises(CascadeError, match="不用再答复"):
        service.object_to(clerk, share, "又偏高")


def test_a_county_divides_what_it_was_given(people: People) -> None:
    whole = service.issue(ME, by_region("T01", {COUNTY: 6, NEIGHBOUR: 4}), DUE)
    share = shares_of(whole)[COUNTY]
    clerk, neighbour = Actor(user=people.clerk), Actor(user=people.neighbour)
    town = Region.objects.create(code="620702001", name="示例镇", level="township", parent_id=COUNTY, province=PROVINCE, prefecture=CITY, county=COUNTY)  # fmt: skip
    with pytest.raises(PermissionDenied):
        by_region("T01", {town.code: 6}, actor=neighbour, parent=share)
    own = by_region("T01", {town.code: 5}, actor=clerk, parent=share)
    assert (own.region_id, own.whole) == (COUNTY, 6)
    with pytest.raises(CascadeError, match="合计 5 件，比目标少 1 件"):
        service.issue(clerk, own, DUE)
    own = service.issue(clerk, by_region("T01", {town.code: 6}, actor=clerk, parent=share), DUE)
    assert Unit.objects.get(key="620702001-government").kind == "township"
    assert not stale(own)
    # The city gives it more: the county's division stays, and is told to be behind.
    service.issue(ME, by_region("T01", {COUNTY: 7, NEIGHBOUR: 3}), DUE, "调整")
    own = Breakdown._plain.get(pk=own.pk)
    assert own.parent is not None and own.parent.value == 7
    assert stale(own)
    with pytest.raises(CascadeError, match="上级下达的份额已有新版本"):
        by_region("T01", {town.code: 6}, actor=clerk, parent=share)


def test_years_of_each_region_are_checked_and_asked_again(people: People) -> None:
    years = {str(y): 1 for y in range(2011, 2016)}
    wrong = by_region("T01", {COUNTY: 5, NEIGHBOUR: 5}, years={COUNTY: years, NEIGHBOUR: years | {"2015": 0}})
    with pytest.raises(CascadeError, match=r"肃南裕固族自治县：合计 4 件，比目标少 1 件"):
        service.issue(ME, wrong, DUE)
    both = {COUNTY: years, NEIGHBOUR: years}
    one = service.issue(ME, by_region("T01", {COUNTY: 5, NEIGHBOUR: 5}, years=both), DUE)
    service.confirm(Actor(user=people.clerk), [shares_of(one)[COUNTY]])
    service.confirm(Actor(user=people.neighbour), [shares_of(one)[NEIGHBOUR]])
    later = {COUNTY: years, NEIGHBOUR: years | {"2011": 0, "2015": 2}}
    two = service.issue(ME, by_region("T01", {COUNTY: 5, NEIGHBOUR: 5}, years=later), DUE, "推后")
    assert {k: s.state for k, s in shares_of(two).items()} == {COUNTY: "confirmed", NEIGHBOUR: "proposed"}


def test_each_years_parts_are_held_against_the_years_target(people: People) -> None:
    service.issue(ME, by_year("T01"), DUE)
    assert owed() == [], "the way through the years is the office's own: nobody is asked"
    years = {"2011": 2, "2012": 1, "2013": 1, "2014": 1, "2015": 0}
    made = by_region("T01", {COUNTY: 5, NEIGHBOUR: 5}, years={COUNTY: years, NEIGHBOUR: years})
    from zhiheng.records.cascade.wholes import years_in_force

    rows = list(Share._plain.filter(breakdown=made).select_related("region"))
    sums = checked(made, rows, years_in_force(made.target))
    assert sums.ok, "told, not forbidden"
    assert [(y, c.state) for y, c in sums.years] == [
        ("2011", "over"), ("2012", "holds"), ("2013", "holds"), ("2014", "holds"), ("2015", "short"),
    ]  # fmt: skip


def test_a_running_total_must_not_fall(people: People) -> None:
    made = by_year("T02", "straight", baseline=10)  # type: ignore[arg-type]
    assert [int(s.value or 0) for s in shares_of(made).values()] == [15, 20, 25, 30, 35]
    rows = [service.Row(v, year=str(y)) for y, v in zip(range(2011, 2016), (20, 15, 25, 30, 35), strict=True)]  # type: ignore[arg-type]
    wrong = service.draft(ME, target("T02"), "year", rows, join="path", method="hand")
    with pytest.raises(CascadeError, match="比上一年倒退：2012"):
        service.issue(ME, wrong, DUE)


def test_limits_may_not_be_exceeded(people: People) -> None:
    with pytest.raises(CascadeError, match="合计 7 起，比目标多 1 起"):
        service.issue(ME, by_region("T04", {COUNTY: 4, NEIGHBOUR: 3}), DUE)
    service.issue(ME, by_region("T04", {COUNTY: 3, NEIGHBOUR: 2}), DUE)


def test_drafts_replace_each_other_and_can_be_thrown_away(people: People) -> None:
    first = by_region("T01", {COUNTY: 10})
    second = by_region("T01", {COUNTY: 9, NEIGHBOUR: 1})
    assert list(Breakdown._plain.values_list("pk", "number")) == [(second.pk, 1)], first
    with pytest.raises(CascadeError, match="没有可以分解到的"):
        by_region("T01", {})
    service.issue(ME, second, DUE)
    with pytest.raises(CascadeError, match="已经下达过"):
        service.issue(ME, Breakdown._plain.get(pk=second.pk), DUE)
    with pytest.raises(CascadeError, match="不能删除"):
        service.discard(ME, second)
    third = by_region("T01", {COUNTY: 10})
    service.discard(ME, third)
    assert Breakdown._plain.count() == 1


def test_a_target_that_is_divided_is_not_removed(people: People) -> None:
    by_region("T01", {COUNTY: 10})
    with pytest.raises(ProtectedError):
        target("T01").delete()


def test_a_target_that_changed_is_told(people: People) -> None:
    made = by_region("T01", {COUNTY: 10})
    assert not stale(made)
    made.target.value = 12
    made.target.save()
    assert stale(made)


@pytest.mark.parametrize(
    ("starts", "ends", "by", "wanted"),
    [
        ("2011", "2015", "2015", ["2011", "2012", "2013", "2014", "2015"]),
        ("2011", "2015", "2012-06", ["2011", "2012"]),
        ("2013", "2020", "", ["2013", "2014", "2015", "2016", "2017", "2018", "2019", "2020"]),
        ("", "", "2015", ["2015"]),
        ("", "", "", []),
        ("2016", "", "2015", ["2015"]),
    ],
)
def test_years(people: People, starts: str, ends: str, by: str, wanted: list[str]) -> None:
    one = target("T01")
    one.programme.starts, one.programme.ends, one.by = starts, ends, by
    assert years_of(one.programme, one) == wanted


def test_places(people: People) -> None:
    one: Any = target("T01")
    city, province = Region.objects.get(code=CITY), Region.objects.get(code=PROVINCE)
    assert [r.code for r in places_of(one, city)] == [COUNTY, NEIGHBOUR]
    one.programme.region = province
    assert [r.code for r in places_of(one, province)] == [CITY, "620900"]
    assert [r.code for r in places_of(one, province, "county")] == [COUNTY, NEIGHBOUR, FAR]
    one.programme.region_id, one.regions = CITY, [NEIGHBOUR]
    assert [r.code for r in places_of(one, city)] == [NEIGHBOUR]
