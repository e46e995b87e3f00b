"""Who may do what, from posts alone; and the roles' own consistency with the code."""

from __future__ import annotations

import datetime as dt
import re
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

import zhiheng
from tests.support.people import CITY, COUNTY, NATION, NEIGHBOUR, person, regions, unit
from zhiheng.frame.lifecycles.declare import lifecycles
from zhiheng.frame.people.actors import Actor, machine
from zhiheng.frame.people.models import Post, Succession, Unit, User
from zhiheng.frame.people.roles import fields, roles
from zhiheng.frame.people.scope import Reach
from zhiheng.frame.registers.declare import registers

TODAY = dt.date.today()
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _regions(db: None) -> None:
    regions()


@pytest.mark.parametrize(
    ("start", "end", "holds"),
    [
        (None, None, True),
        (TODAY, TODAY, True),
        (TODAY - DAY, None, True),
        (None, TODAY, True),
        (TODAY + DAY, None, False),
        (None, TODAY - DAY, False),
    ],
)
def test_a_post_counts_from_its_first_to_its_last_day(
    start: dt.date | None, end: dt.date | None, holds: bool
) -> None:
    user = person("clerk", "county_office", COUNTY, valid_from=start, valid_to=end)
    assert Actor(user=user).may("register.add") is holds
    assert bool(Post.objects.in_force().count()) is holds


@pytest.mark.parametrize(
    ("role", "narrowed", "expected"),
    [
        ("county_office", [], None),
        ("county_office", ["works"], {"works"}),
        ("inspector", [], {"product", "works", "environment", "foundations"}),
        ("inspector", ["works", "brand"], {"works"}),
        ("inspector", ["brand"], set()),
    ],
)
def test_fields_of_role_and_post_intersect(role: str, narrowed: list[str], expected: set[str] | None) -> None:
    actor = Actor(user=person("clerk", role, COUNTY, fields=narrowed))
    (reach,) = actor.scope("register.view").reaches
    assert reach.fields == expected


def test_several_posts_are_a_union() -> None:
    user = person("clerk", "county_office", COUNTY)
    Post.objects.create(user=user, unit=unit(NEIGHBOUR), role="auditor", territory_id=NEIGHBOUR)
    actor = Actor(user=user)
    assert {r.prefix for r in actor.scope("register.view").reaches} == {COUNTY, NEIGHBOUR}
    assert {r.prefix for r in actor.scope("register.add").reaches} == {COUNTY}
    assert actor.home == COUNTY


def test_some_actions_reach_only_the_posts_own_unit() -> None:
    where = unit(CITY)
    actor = Actor(user=person("lead", "lead_department", CITY, at=where))
    assert actor.scope("due.settle").reaches == (Reach("6207", None, unit=where.pk),)
    assert actor.scope("due.view").reaches == (Reach("6207"),)


def test_an_enterprise_sees_its_own_rows() -> None:
    firm = unit(COUNTY, "firm", credit_code="91620702MA00000001")
    actor = Actor(user=person("firm", "enterprise", COUNTY, at=firm))
    code = "91620702MA00000001"
    # It reads what is known of it wherever it was found, writes at home, and owes what its own unit owes.
    assert actor.scope("register.view").reaches == (Reach("", enterprise=code),)
    assert actor.scope("register.add").reaches == (Reach(COUNTY, enterprise=code),)
    assert actor.scope("due.view").reaches == (Reach(COUNTY, unit=firm.pk),)
    assert not actor.may("register.import")
    assert not actor.scope("register.add").covers(COUNTY)
    assert actor.scope("register.add").covers(COUNTY, enterprise=code)


def test_an_enterprise_without_a_credit_code_sees_no_other_rows_without_one() -> None:
    """Most rows have no credit code: an account set up without one must not match them."""
    from zhiheng.frame.registers import service
    from zhiheng.frame.registers.declare import register_of

    titles = register_of("titles")
    service.create(
        machine("测试"), titles, {"code": "T1", "region_id": COUNTY, "kind": "old_brand", "name": "样例茶"}
    )
    actor = Actor(user=person("firm", "enterprise", COUNTY, at=unit(COUNTY, "firm")))
    assert not actor.may("register.view")
    with pytest.raises(PermissionDenied):
        service.visible(actor, titles)


def test_superuser_machine_and_public() -> None:
    root = Actor(user=User.objects.create_superuser("root"))
    for actor in (root, machine("命令 测试")):
        assert actor.scope("anything.at_all").reaches == (Reach(""),)
        assert not actor.is_public
    public = Actor()
    assert public.is_public
    assert public.name == "公众"
    assert public.may("release.view")
    assert not public.may("register.view")
    with pytest.raises(PermissionDenied, match=r"查看台账.*安全管理员"):
        public.need("register.view")


def test_an_unknown_role_gives_nothing() -> None:
    assert not Actor(user=person("clerk", "abolished_role", COUNTY)).may("desk.view")


def test_a_national_post_reaches_everywhere() -> None:
    actor = Actor(user=person("clerk", "auditor", NATION))
    assert actor.scope("register.view").reaches == (Reach(""),)


def test_a_unit_that_was_merged_is_answered_for_by_its_successors() -> None:
    old, middle, new = (unit(CITY, key) for key in ("old", "middle", "new"))
    for each, day in ((old, dt.date(2014, 1, 1)), (middle, dt.date(2018, 12, 31))):
        Unit.objects.filter(pk=each.pk).update(valid_to=day)
        each.refresh_from_db()
    Succession.objects.create(predecessor=old, successor=middle)
    assert middle.heirs(dt.date(2020, 1, 1)) == [middle], "nobody took over: it stays with the unit itself"
    Succession.objects.create(predecessor=middle, successor=new)
    assert old.heirs(dt.date(2013, 1, 1)) == [old]
    assert old.heirs(dt.date(2014, 1, 1)) == [old]
    assert old.heirs(dt.date(2015, 1, 1)) == [middle]
    assert old.heirs(dt.date(2020, 1, 1)) == [new]


# -- roles.yaml against the code -----------------------------------------------------------
SOURCES = sorted(Path(zhiheng.__file__).parent.rglob("*.py"))
ASKED = re.compile(
    r"""(?:@page\(\s*|\.need\(\s*|\.may\(\s*|\.scope\(\s*|action: str = )["']([a-z_]+\.[a-z_]+)["']"""
)
THINGS = re.compile(r"""["']([a-z_]+\.[a-z_]+)["']""")


def asked() -> set[str]:
    """Every action that code asks for, in pages, services and lifecycles."""
    found = {hit for path in SOURCES for hit in ASKED.findall(path.read_text("utf-8"))}
    return found | {m.action for cycle in lifecycles().values() for m in cycle.moves}


def test_every_action_asked_for_is_granted_to_somebody() -> None:
    wanted = asked()
    assert len(wanted) > 20, "the search finds the actions"
    assert not [a for a in sorted(wanted) if not any(r.may(a) for r in roles().values())]


def test_every_grant_means_an_action_of_the_code() -> None:
    literals = {hit for path in SOURCES for hit in THINGS.findall(path.read_text("utf-8"))} | asked()
    void = {
        (role.key, pattern)
        for role in roles().values()
        for pattern in (*role.grants, *role.own_unit)
        if not any(fnmatchcase(a, pattern) for a in literals)
    }
    assert not void


def test_roles_name_known_fields_and_own_unit_actions_they_hold() -> None:
    known = set(fields())
    for role in roles().values():
        assert role.name, role.key
        assert role.name_en, role.key
        assert role.fields is None or role.fields <= known, role.key
        assert all(any(fnmatchcase(p, g) or p == g for g in role.grants) for p in role.own_unit), role.key
    assert {r.field for r in registers().values()} <= known


def test_the_three_administrators_hold_no_trade_action() -> None:
    for key in ("system_admin", "security_admin", "audit_admin"):
        role = roles()[key]
        assert not [
            a for a in asked() if a.split(".")[0] in {"register", "indicator", "assessment"} and role.may(a)
        ]
