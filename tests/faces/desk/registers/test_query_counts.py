"""How many queries a page takes, for a county user and for a superuser: the same however many rows there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.support.people import COUNTY, People
from tests.support.registers import signed_in
from zhiheng.frame.registers.declare import registers
from zhiheng.records.brands.models import Title
from zhiheng.records.supervision.models import Sampling

pytestmark = pytest.mark.django_db

#: page -> queries, of a county user and of a superuser alike. Raise one only with a reason in the commit.
BASELINES: dict[str, int] = {
    "/registers": 5,
    "/registers/sampling": 7,
    "/registers/sampling?region=620702&result=qualified&tested_on_after=2016-01-01&q=水泥": 9,
    "/registers/sampling?sort=product&page=2": 7,
    "/registers/sampling/new": 5,
    "/registers/sampling/{sampling}": 6,
    "/registers/sampling/{sampling}/edit": 6,
    "/registers/titles/{title}": 6,
    "/imports": 4,
}
LIMIT = 15  # the bar for the list page


def fill(size: int, start: int = 0) -> None:
    Sampling.objects.bulk_create(
        Sampling(
            report_no=f"CJ-{start + n}",
            region_id=COUNTY,
            level="county",
            sector="food",
            product="水泥",
            tested_on=dt.date(2016, 1, 1) + dt.timedelta(days=n % 300),
            result="qualified",
        )
        for n in range(size)
    )
    Title.objects.bulk_create(
        Title(code=f"CH-{start + n}", region_id=COUNTY, kind="brand_provincial", name="样例苹果梨")
        for n in range(size)
    )


@pytest.fixture
def people() -> People:
    return People()


@pytest.fixture
def count() -> Callable[[Client, str], int]:
    def asked(client: Client, url: str) -> int:
        address = url.format(sampling=Sampling._plain.earliest("id").pk, title=Title._plain.earliest("id").pk)
        client.get(address)  # what a process learns once is not counted
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    return asked


@pytest.mark.parametrize("url", BASELINES)
def test_pages_keep_to_their_baseline(url: str, people: People, count: Any) -> None:
    fill(60)
    clerk, root = signed_in(people.clerk), signed_in(people.root)
    found = count(clerk, url), count(root, url)
    assert found == (BASELINES[url], BASELINES[url])
    fill(60, start=60)
    assert (count(clerk, url), count(root, url)) == found, "the number of queries grows with the rows"


@pytest.mark.any_database
@pytest.mark.parametrize("key", list(registers()))
def test_every_list_keeps_to_the_bar(key: str, people: People) -> None:
    clerk, root = signed_in(people.clerk), signed_in(people.root)
    counts = []
    for client in (clerk, root):
        client.get(f"/registers/{key}")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/registers/{key}").status_code == 200
        counts.append(len(queries))
    assert counts[0] <= LIMIT
    assert counts[0] <= counts[1] + 2
