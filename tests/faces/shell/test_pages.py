"""Frame of the page, navigation, log-in, language and error answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.test import Client, RequestFactory
from django.utils import translation

from zhiheng.faces.shell import errors, navigation
from zhiheng.frame.people.models import User

PASSWORD = "correct-horse-7"


@pytest.fixture
def user(db: None) -> User:
    return User.objects.create_user("shell-user", password=PASSWORD, display_name="外壳用户")


@pytest.fixture
def entries(monkeypatch: pytest.MonkeyPatch) -> Iterator[navigation.Navigation]:
    fresh = navigation.Navigation()
    monkeypatch.setattr(navigation, "navigation", fresh)
    yield fresh


def ask(path: str = "/login", *, signed_in: bool = True, may: set[str] = frozenset()) -> HttpRequest:  # type: ignore[assignment]
    request = RequestFactory().get(path)
    request.user = SimpleNamespace(is_authenticated=signed_in)  # type: ignore[assignment]
    request.actor = SimpleNamespace(may=lambda action: action in may, posts=[])  # type: ignore[attr-defined]
    return request


def test_navigation_shows_what_exists_and_may_be_opened(entries: navigation.Navigation) -> None:
    entries.register(navigation.NavItem("b", "后", "After", "login", 20, "register.view"))
    entries.register(navigation.NavItem("a", "前", "Before", "styleguide", 10))
    entries.register(navigation.NavItem("c", "无", "None", "no-such-page", 5))
    entries.register(navigation.NavItem("d", "函", "Function", "logout", 30, lambda request: False))
    assert [i.key for i in entries.shown(ask())] == ["a"]
    both = entries.shown(ask(may={"register.view"}))
    assert [(i.key, i.current) for i in both] == [("a", False), ("b", True)]
    assert entries.shown(ask(signed_in=False)) == []
    with translation.override("en"):
        assert entries.shown(ask())[0].label == "Before"


def test_the_longest_address_is_the_current_one(entries: navigation.Navigation) -> None:
    entries.register(navigation.NavItem("a", "甲", "A", "login", 1, match=("/desk",)))
    entries.register(navigation.NavItem("b", "乙", "B", "logout", 2, match=("/desk/registers",)))
    assert [i.current for i in entries.shown(ask("/desk/registers/7"))] == [False, True]
    assert [i.current for i in entries.shown(ask("/desk/x"))] == [True, False]
    assert [i.current for i in entries.shown(ask("/deskless"))] == [False, False]


def test_the_ten_questions_have_a_fixed_order() -> None:
    item = navigation.question("assessment", "login")
    assert (item.label, item.label_en, item.order) == ("考核", "Assessment", 80)
    assert len(navigation.QUESTIONS) == 10
    with pytest.raises(KeyError):
        navigation.question("weather", "login")


@pytest.mark.django_db
def test_log_in_says_what_is_wrong(client: Client, user: User) -> None:
    page = client.post("/login", {"username": user.username, "password": "wrong"}).content.decode()
    assert "data-error-summary" in page
    good = client.post(
        "/login?next=/styleguide", {"username": user.username, "password": PASSWORD, "next": "/styleguide"}
    )
    assert (good.status_code, good["Location"]) == (302, "/styleguide")


@pytest.mark.django_db
def test_the_language_switch_holds(client: Client) -> None:
    assert '<html lang="zh-CN">' in client.get("/login").content.decode()
    client.post("/language", {"language": "en", "next": "/login"})
    page = client.get("/login").content.decode()
    assert '<html lang="en">' in page
    assert "Sign in" in page
    assert "跳到正文" not in page


@pytest.mark.django_db
def test_the_styleguide_is_for_those_who_build(client: Client, user: User) -> None:
    assert client.get("/styleguide").status_code == 404
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/styleguide").status_code == 404
    User.objects.filter(pk=user.pk).update(is_staff=True)
    page = client.get("/styleguide")
    assert page.status_code == 200
    text = page.content.decode()
    assert "外壳用户" in text
    ids = [part.split('"')[0] for part in text.split(' id="')[1:]]
    assert sorted(ids) == sorted(set(ids)), "an id stands twice"


@pytest.mark.django_db
def test_a_missing_page_says_what_where_and_how(client: Client) -> None:
    answer = client.get("/no/such/page")
    text = answer.content.decode()
    assert answer.status_code == 404
    assert "/no/such/page" in text
    assert "没有找到" in text
    assert "怎么办" in text


@pytest.mark.django_db
def test_who_is_signed_in_keeps_the_navigation_on_an_error(
    client: Client, user: User, entries: navigation.Navigation, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zhiheng.faces.shell.templatetags import shell

    monkeypatch.setattr(shell, "navigation", entries)
    entries.register(navigation.NavItem("a", "去处", "Place", "password_change"))
    assert "去处" not in client.get("/no/such/page").content.decode()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert "去处" in client.get("/no/such/page").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("handler", "status"),
    [
        (lambda r: errors.bad_request(r, ValueError("bad")), 400),
        (lambda r: errors.permission_denied(r, PermissionDenied("您的岗位没有“导出”的权限。")), 403),
        (lambda r: errors.page_not_found(r, Http404()), 404),
        (lambda r: errors.csrf_failure(r, "no cookie"), 403),
        (lambda r: errors.too_many(r, 30), 429),
        (errors.locked_out, 429),
        (errors.server_error, 500),
    ],
)
def test_error_answers_in_three_forms(handler: object, status: int) -> None:
    def answer(**headers: str) -> tuple[int, str, str]:
        request = ask("/desk/x")
        request.META.update(headers)
        response = handler(request)  # type: ignore[operator]
        return response.status_code, response["Content-Type"], response.content.decode()

    code, kind, page = answer(HTTP_ACCEPT="text/html")
    assert (code, kind.split(";")[0]) == (status, "text/html")
    assert "/desk/x" in page
    assert "怎么办" in page
    code, kind, body = answer(HTTP_ACCEPT="application/json")
    assert (code, kind) == (status, "application/json")
    assert json.loads(body)["where"] == "/desk/x"
    code, kind, sentence = answer(HTTP_HX_REQUEST="true")
    assert (code, kind.split(";")[0]) == (status, "text/plain")
    assert "<" not in sentence


def test_the_reason_a_view_gave_is_passed_on_but_no_inner_text() -> None:
    request = ask()
    request.META["HTTP_HX_REQUEST"] = "true"
    said = errors.permission_denied(request, PermissionDenied("您的岗位没有“导出”的权限。")).content.decode()
    assert said.startswith("您的岗位没有“导出”的权限。")
    assert "secret" not in errors.bad_request(request, ValueError("secret path /srv")).content.decode()


def test_a_failing_error_page_still_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> str:
        raise RuntimeError("no templates")

    monkeypatch.setattr(errors, "render_to_string", broken)
    answer = errors.server_error(ask("/<x>"))
    assert answer.status_code == 500
    assert "没有保存" in answer.content.decode()


@pytest.mark.django_db
def test_every_static_file_of_the_frame_exists(client: Client) -> None:
    import re
    from pathlib import Path

    from scripts.vendor_assets import FILES

    vendored = {f"vendor/{name}" for files in FILES.values() for name in files.values()}
    root = Path(__file__).parents[3] / "zhiheng" / "static"
    page = client.get("/login").content.decode()
    asked = re.findall(r'"/static/([^"]+)"', page)
    assert len(asked) > 10
    assert [a for a in asked if a not in vendored and not (root / a).exists()] == []
