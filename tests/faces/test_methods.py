"""Every page says which methods it takes: what it does not take is 405, never answered as if it were read."""

from __future__ import annotations

from django.test import Client
from django.urls import URLPattern, reverse

from zhiheng.faces.desk import urls as desk
from zhiheng.faces.portal import urls as portal


def _addresses() -> list[tuple[str, str]]:
    found = []
    for space, patterns in (("desk", desk.urlpatterns), ("portal", portal.urlpatterns)):
        for pattern in patterns:
            assert isinstance(pattern, URLPattern)
            kwargs = {
                name: 1 if type(taken).__name__ == "IntConverter" else "620700"
                for name, taken in pattern.pattern.converters.items()
            }
            found.append((f"{space}:{pattern.name}", reverse(f"{space}:{pattern.name}", kwargs=kwargs)))
    return found


def test_a_method_that_no_page_takes_is_refused_by_every_one() -> None:
    """Before anybody is asked to log in, and without a question to the database: no ``django_db`` here."""
    client = Client(raise_request_exception=False)
    answers = {name: client.put(address).status_code for name, address in _addresses()}
    assert {n: s for n, s in answers.items() if s != 405} == {}


def test_the_refusal_says_what_and_how_to_mend_it() -> None:
    refused = Client().post("/desk")
    assert refused.status_code == 405 and "GET" in refused["Allow"]
    assert "什么都没有改动" in refused.content.decode()
    told = Client().put("/desk", headers={"Accept": "application/json"})
    assert told.status_code == 405 and told.json()["where"] == "/desk"
