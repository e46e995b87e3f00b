"""Trail, evidence, accounts, rules and lifecycles."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from playwright.sync_api import Page

from tests.faces.desk.spine import ME, Spine, signed_in
from tests.support.people import CITY, COUNTY, NATION, person, unit
from zhiheng.frame.accounts.service import AccountError, appoint, reset_password
from zhiheng.frame.evidence import store
from zhiheng.frame.people.actors import Actor
from zhiheng.frame.people.models import Post, User
from zhiheng.frame.regions.models import Region
from zhiheng.frame.trail.models import Entry
from zhiheng.judgement.indicators.models import ReportedValue


@pytest.fixture
def spine() -> Spine:
    return Spine()


@pytest.fixture
def security(spine: Spine) -> User:
    return person("security", "security_admin", CITY)


def text(client: Client, at: str) -> str:
    response = client.get(at)
    assert response.status_code == 200, (at, response.status_code)
    return str(response.content.decode())


@pytest.mark.django_db
def test_the_trail_is_filtered_and_verified(spine: Spine) -> None:
    audit = signed_in(person("audit", "audit_admin", NATION))
    assert "报送数值" in text(audit, "/trail")
    for said in ("due", "待办"):
        assert "报送数值" not in text(audit, f"/trail?action={said}").partition("<tbody")[2]
    assert "没有符合条件的操作" in text(audit, "/trail?after=2999-01-01")
    assert "核对无误" in audit.post("/trail/verify", follow=True).content.decode()
    with connection.cursor() as cursor:  # as somebody with the database in hand would
        cursor.execute("UPDATE trail_entry SET note = %s WHERE seq = 1", ["改写"])
    assert "第 1 环内容被改动" in audit.post("/trail/verify", follow=True).content.decode()


@pytest.mark.django_db
def test_a_county_does_not_see_the_trail_and_an_office_only_its_own(spine: Spine) -> None:
    office = signed_in(spine.people.office)
    far = signed_in(person("far", "office", "620900"))
    assert office.get("/trail?object=due").status_code == 200
    assert "620702" not in text(far, "/trail").partition("<tbody")[2]
    assert signed_in(spine.people.clerk).get("/trail").status_code == 403


@pytest.mark.django_db
def test_reading_evidence_is_in_the_trail_and_scoped(spine: Spine) -> None:
    value = ReportedValue._plain.first()
    assert value is not None
    kept = store.attach(ME, value, b"%PDF-1.4", "证明.pdf", region=COUNTY)
    clerk, neighbour = signed_in(spine.people.clerk), signed_in(spine.people.neighbour)
    response = clerk.get(f"/evidence/{kept.pk}")
    assert response.content == b"%PDF-1.4" and response["Content-Disposition"].startswith("attachment")
    assert neighbour.get(f"/evidence/{kept.pk}").status_code == 404
    reads = Entry.objects.everywhere("test").filter(action="evidence.read")
    assert [(e.actor, e.subject_id) for e in reads] == [(str(spine.people.clerk), str(kept.pk))]


@pytest.mark.django_db
def test_damaged_evidence_is_said_and_not_served(spine: Spine) -> None:
    value = ReportedValue._plain.first()
    assert value is not None
    kept = store.attach(ME, value, b"%PDF-1.4 whole", "证明.pdf", region=COUNTY)
    path = store.path_of(kept.file_id)
    path.write_bytes(b"changed")
    try:
        response = signed_in(spine.people.clerk).get(f"/evidence/{kept.pk}")
    finally:
        path.unlink()
    assert response.status_code == 410 and "不符" in response.content.decode()


@pytest.mark.django_db
def test_an_account_gets_a_password_once_and_then_a_post(security: User) -> None:
    admin = signed_in(security)
    page = admin.post("/accounts/new", {"username": "newcomer", "display_name": "样例"}).content.decode()
    found = re.search(r"一次性口令：([\w-]+)", page)
    made = User.objects.get(username="newcomer")
    assert found and made.check_password(found[1])
    assert found[1] not in text(admin, f"/accounts/{made.pk}"), "shown once"
    given = {"unit": unit(CITY).key, "role": "department", "territory": CITY, "valid_from": "2020-01-01"}
    assert admin.post(f"/accounts/{made.pk}/posts", given).status_code == 302
    assert signed_in(made).get("/registers").status_code == 200
    post = made.posts.get()
    yesterday = (dt.date.today() - dt.timedelta(days=1)).isoformat()
    admin.post(f"/accounts/{made.pk}/posts/{post.pk}/end", {"on": yesterday})
    assert signed_in(made).get("/registers").status_code == 403
    actions = list(
        Entry.objects.everywhere("test").filter(action__startswith="account").values_list("action", flat=True)
    )
    assert actions == ["account.end", "account.appoint", "account.add"]


@pytest.mark.django_db
def test_a_reset_ends_the_old_password_and_every_session(security: User, spine: Spine) -> None:
    clerk = spine.people.clerk
    session = signed_in(clerk)
    assert session.get("/me").status_code == 200
    page = signed_in(security).post(f"/accounts/{clerk.pk}/password")
    assert page["Cache-Control"] == "no-store"
    found = re.search(r"一次性口令：([\w-]+)", page.content.decode())
    clerk.refresh_from_db()
    assert found and clerk.check_password(found[1])
    assert session.get("/me").status_code == 302


@pytest.mark.django_db
def test_no_administrator_raises_himself_or_reaches_beyond_his_territory(
    security: User, spine: Spine
) -> None:
    me = Actor(user=security)
    city, far = Region.objects.get(code=CITY), Region.objects.get(code="620902")
    with pytest.raises(AccountError, match="自己"):
        appoint(me, security, unit=unit(CITY), role="office", territory=city)
    with pytest.raises(AccountError, match="自己"):
        reset_password(me, security)
    client = signed_in(security)
    given = {"unit": unit(CITY).key, "role": "office", "territory": far.code}
    assert client.post(f"/accounts/{spine.people.clerk.pk}/posts", given).status_code == 403
    stranger = person("stranger", "office", far.code)
    assert client.get(f"/accounts/{stranger.pk}").status_code == 404
    assert client.post(f"/accounts/{spine.people.root.pk}/password", follow=True).status_code in {200, 404}
    assert not Post.objects.filter(role="office", territory=far).exclude(user=stranger).exists()


@pytest.mark.django_db
def test_the_three_administrators_are_three_people(security: User) -> None:
    auditor = person("auditing", "audit_admin", CITY)
    with pytest.raises(AccountError, match="三员"):
        appoint(
            Actor(user=security),
            auditor,
            unit=unit(CITY),
            role="system_admin",
            territory=Region.objects.get(code=CITY),
        )


@pytest.mark.django_db
def test_rules_with_source_and_certainty_and_lifecycles_with_diagrams(spine: Spine) -> None:
    clerk = signed_in(spine.people.clerk)
    rules = text(clerk, "/rules")
    assert "质量工作考核等级" in rules and "已查阅文本" in rules
    assert "质量状况报告" in text(clerk, "/lifecycles")
    assert text(clerk, "/lifecycles/report.mmd").startswith("stateDiagram-v2")
    assert clerk.get("/lifecycles/none.mmd").status_code == 404


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_are_accessible(
    page: Page, faults: Callable[[Page], list[str]], sign_in: Callable[[object], None]
) -> None:
    spine = Spine()
    sign_in(spine.people.root)
    paths = (
        "/trail",
        "/accounts",
        f"/accounts/{spine.people.clerk.pk}",
        "/accounts/new",
        "/roles",
        "/me",
        "/rules",
        "/lifecycles",
    )
    for path in paths:
        page.goto(path)
        assert faults(page) == [], path
