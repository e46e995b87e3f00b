"""Whoever reads a page is shown no link that would turn them away: every role walks the desk by its links.

One process and the test client; of each page of the program a few addresses, so that the walk stays short.
"""

from __future__ import annotations

import html
import re
from collections import Counter, deque
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from tests.faces.test_permission_matrix import Samples, client
from tests.faces.who_may import ROLES
from tests.support.people import CITY, person
from zhiheng.faces.shell.components import Column as Head
from zhiheng.faces.shell.components import Figure, Link, Row, Table
from zhiheng.faces.shell.links import may_open

OF_ONE_PAGE = 1  # addresses of one view that are opened
PAGES = 36  # pages of one role
HREF = re.compile(r'<a\b[^>]*?\shref="([^"#]+)')


def links(body: str, at: str) -> list[str]:
    """The addresses of this site that a page leads to."""
    found = (urljoin(at, html.unescape(href)) for href in HREF.findall(body))
    return [url for url in dict.fromkeys(found) if url.startswith("/") and not url.startswith("/static")]


def name_of(url: str) -> str:
    try:
        return resolve(urlsplit(url).path).view_name
    except Resolver404:
        return url


def walk(who: Client, start: str = "/desk") -> tuple[list[str], int]:
    """The links that led to a refusal, as ``status address <- page``, and how many pages were read."""
    waiting, seen, opened = deque([(start, "")]), {start}, Counter[str]()
    wrong: list[str] = []
    while waiting and sum(opened.values()) < PAGES:
        url, whence = waiting.popleft()
        name = name_of(url)
        if opened[name] >= OF_ONE_PAGE:
            continue
        opened[name] += 1
        answer = who.get(url)
        if answer.status_code in {403, 404, 405} or answer.status_code >= 500:
            wrong.append(f"{answer.status_code} {url} <- {whence}")
        elif answer.status_code in {301, 302}:
            waiting.append((urljoin(url, answer["Location"]), whence))
        elif "html" in answer.get("Content-Type", ""):
            for found in links(answer.content.decode(), url):
                if found not in seen:
                    seen.add(found)
                    waiting.append((found, url))
    return wrong, sum(opened.values())


@pytest.mark.any_database
@pytest.mark.django_db
def test_no_link_of_a_page_turns_its_reader_away() -> None:
    Samples()
    readers = {role: client(letter) for letter, role in ROLES.items()}
    one_field = Client(raise_request_exception=False)
    one_field.force_login(
        person("one-field", "department", CITY, fields=["environment"]),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    readers["department of one field"] = one_field
    wrong = []
    for role, who in readers.items():
        found, read = walk(who)
        assert read > 5, f"{role} was shown hardly any page: the walk tells nothing"
        wrong += [f"{role}: {line}" for line in found]
    assert not wrong, "\n".join(wrong)


class Narrow:
    """A reader who may only look at assessments."""

    def may(self, action: str) -> bool:
        return action == "assessment.view"


def test_what_a_reader_may_not_open_is_shown_as_words() -> None:
    from zhiheng.faces.shell import links as shown

    reader = Narrow()
    assert may_open(reader, "/assessment?x=1") and not may_open(reader, "/indicators/P01")
    token = shown._reader.set(reader)
    try:
        cut = Figure(90, "%", url="/indicators/P01").html({})
        assert "90" in cut and "<a" not in cut
        assert "<a" not in Link("指标", "/indicators").html({}) and "指标" in Link(
            "指标", "/indicators"
        ).html({})
        assert 'href="/assessment"' in Link("考核", "/assessment").html({})
        # another site, an anchor, a query of the page itself and a file of the site are nobody's page
        for url in ("https://example.org/a", "#part", "?page=2", "/static/zhiheng/mark.svg"):
            assert f'href="{url}"' in Link("别处", url).html({})
        table = Table(
            [Head("a", "甲")], [Row(["一"], url="/registers/sampling"), Row(["二"], url="/assessment")], "表"
        )
        page = table.html({})
        assert "/registers/sampling" not in page and 'href="/assessment"' in page
    finally:
        shown._reader.reset(token)
