"""Releases: two people, a cut that never changes, corrections as new numbers."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from tests.faces.desk.spine import Spine, sample
from tests.support.people import CITY, COUNTY, person
from zhiheng.frame.people.actors import Actor
from zhiheng.judgement.indicators.engine import forget
from zhiheng.judgement.release import service
from zhiheng.judgement.release.models import Release, ReleaseError

pytestmark = pytest.mark.django_db


@pytest.fixture
def spine() -> Spine:
    return Spine()


@pytest.fixture
def office(spine: Spine) -> Actor:
    return Actor(user=spine.people.office)


@pytest.fixture
def leader(spine: Spine) -> Actor:
    return Actor(user=person("leader", "leading_group", CITY))


def fresh(release: Release) -> Release:
    return Release.objects.everywhere("test").get(pk=release.pk)


def test_a_cut_is_public_after_another_person_approved_it(spine: Spine, office: Actor, leader: Actor) -> None:
    release = service.prepare(office, spine.programme, "2015")
    assert not Release.objects.public().exists()
    with pytest.raises(PermissionDenied):
        service.approve(office, release)
    service.approve(leader, release)
    assert [r.number for r in Release.objects.public()] == [release.number]
    assert fresh(release).approved_by == leader.name


def test_whoever_prepared_it_cannot_approve_it(spine: Spine) -> None:
    root = Actor(user=spine.people.root)
    release = service.prepare(root, spine.programme, "2015")
    with pytest.raises(ReleaseError, match="另一人"):
        service.approve(root, release)


def test_an_approved_cut_never_changes(spine: Spine, office: Actor, leader: Actor) -> None:
    release = service.approve(leader, service.prepare(office, spine.programme, "2015"))
    before = fresh(release).content
    sample(COUNTY, 2015, 0, 30, start=700)
    forget()
    assert fresh(release).content == before
    again = fresh(release)
    again.title = "改写"
    with pytest.raises(ReleaseError, match="不能再改"):
        again.save()
    with pytest.raises(ReleaseError, match="不能删除"):
        again.delete()


def test_a_cut_that_was_tampered_with_is_not_approved(spine: Spine, office: Actor, leader: Actor) -> None:
    release = service.prepare(office, spine.programme, "2015")
    release.content["lines"][0]["value"] = 99.9
    release.save()
    with pytest.raises(ReleaseError, match="摘要不符"):
        service.approve(leader, fresh(release))


def test_a_correction_names_what_it_corrects_and_why(spine: Spine, office: Actor, leader: Actor) -> None:
    first = service.prepare(office, spine.programme, "2015")
    with pytest.raises(ReleaseError, match="还没有发布"):
        service.prepare(office, spine.programme, "2015", corrects=first, reason="更正")
    service.approve(leader, first)
    with pytest.raises(ReleaseError, match="原因"):
        service.prepare(office, spine.programme, "2015", corrects=first)
    second = service.prepare(office, spine.programme, "2015", corrects=first, reason="补报一项")
    assert second.number != first.number and second.corrects_id == first.pk


def test_a_refused_cut_is_kept_with_the_reason(spine: Spine, office: Actor, leader: Actor) -> None:
    release = service.prepare(office, spine.programme, "2015")
    with pytest.raises(ReleaseError, match="理由"):
        service.drop(leader, release, " ")
    service.drop(leader, release, "数字待核")
    assert fresh(release).state == "dropped"
    with pytest.raises(ReleaseError):
        service.approve(leader, fresh(release))


def test_a_cut_of_generated_rows_says_so_by_itself(spine: Spine, office: Actor) -> None:
    from zhiheng.records.supervision.models import Sampling

    assert not service.prepare(office, spine.programme, "2015").synthetic
    Sampling._plain.filter(region_id=COUNTY).update(synthetic=True)
    assert service.prepare(office, spine.programme, "2015").synthetic
