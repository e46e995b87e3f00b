"""Which indicator measures a target: decided by a person, kept over a new loading, told in the trail."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from tests.faces.desk.spine import Spine
from zhiheng.frame.people.actors import Actor, machine
from zhiheng.frame.trail.models import Entry
from zhiheng.kernels import programmes as kernel
from zhiheng.records.programmes import parts
from zhiheng.records.programmes.binding import Decision, bind
from zhiheng.records.programmes.models import Target

pytestmark = pytest.mark.django_db
ME = machine("测试")


def target(key: str = "T01") -> Target:
    return Target._plain.get(key=key)


def test_a_decision_is_kept_with_who_made_it() -> None:
    spine = Spine()
    office = Actor(user=spine.people.office)
    changed = bind(office, spine.programme, [Decision("T01", "P05", note="0.91 名称一致"), Decision("T02")])
    assert [t.key for t in changed] == ["T01", "T02"]
    assert (target().indicator, target().bound_by) == ("P05", office.name)
    assert (target("T02").indicator, target("T02").bound_by) == ("", office.name)
    link = Entry._plain.filter(action="programme.bind").order_by("seq").first()
    assert link is not None
    assert link.before == {"indicator": "P01", "variant": ""}
    assert link.after is not None
    assert link.after["indicator"] == "P05"
    assert link.note == "0.91 名称一致"


def test_confirming_what_stands_is_a_decision_once() -> None:
    spine = Spine()
    assert len(bind(ME, spine.programme, [Decision("T01", "P01")])) == 1
    assert bind(ME, spine.programme, [Decision("T01", "P01")]) == []
    assert Entry._plain.filter(action="programme.bind").count() == 1


def test_a_target_of_another_programme_is_not_there() -> None:
    spine = Spine()
    with pytest.raises(KeyError):
        bind(ME, spine.programme, [Decision("T99", "P01")])
    assert target().bound_by == ""


def test_only_the_office_of_the_territory_decides() -> None:
    spine = Spine()
    with pytest.raises(PermissionDenied):
        bind(Actor(user=spine.people.clerk), spine.programme, [Decision("T01", "P05")])
    assert target().indicator == "P01"


def test_loading_again_leaves_a_decision_as_it_is() -> None:
    """What the source proposes is taken only where nobody decided."""
    row = Target(indicator="P05", variant="", bound_by="某人")
    source = next(iter(kernel.catalogue_programme("zhangye-2011").targets))
    assert source.indicator not in (None, "P05")
    decided = parts._target({}, source, row)
    assert (decided["indicator"], decided["variant"]) == ("P05", "")
    undecided = parts._target({}, source, Target(indicator="P05"))
    assert undecided["indicator"] == source.indicator
    refused = parts._target({}, source, Target(indicator="", bound_by="某人"))
    assert refused["indicator"] == ""
