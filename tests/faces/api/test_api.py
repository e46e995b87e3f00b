"""The programming interface as roles see it: who is let in, what the scope leaves, and that every answer keeps its schema."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.specs.openapi import checks

from tests.support.people import CITY, COUNTY, FAR, NEIGHBOUR, People, person
from zhiheng.faces.api.api import api
from zhiheng.frame.people.actors import machine
from zhiheng.frame.registers import service
from zhiheng.frame.registers.declare import register_of, registers
from zhiheng.judgement.indicators.catalogue import catalogue
from zhiheng.judgement.indicators.engine import forget
from zhiheng.kernels import programmes as kernel
from zhiheng.records.programmes.loading import load

PREFIX = "/api"
VALUES = {
    "code": "CH-1",
    "region": COUNTY,
    "kind": "brand_provincial",
    "name": "样例茶",
    "granted_on": "2016-01-05",
}


def signed_in(user: Any, **client: Any) -> Client:
    made = Client(**client)
    made.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return made


@pytest.fixture
def people(db: None) -> People:
    forget()
    return People()


@pytest.fixture
def clerk(people: People) -> Client:
    return signed_in(people.clerk)


@pytest.fixture
def title(people: People) -> int:
    values = {k: v for k, v in VALUES.items() if k not in {"region", "granted_on"}}
    register = register_of("titles")
    day = {"granted_on": dt.date(2016, 1, 5)}
    service.create(machine("测试"), register, values | day | {"region_id": NEIGHBOUR, "code": "CH-N"})
    return service.create(machine("测试"), register, values | day | {"region_id": COUNTY}).pk


def get(client: Client, path: str, **query: Any) -> tuple[int, Any]:
    answer = client.get(PREFIX + path, query)
    return answer.status_code, json.loads(answer.content)


PRIVATE = [
    "/indicators",
    "/indicators/B01/cells?region=620702&period=2016",
    "/indicators/B01/rows?region=620702&period=2016",
    "/programmes",
    "/programmes/zhangye-2011",
    "/programmes/zhangye-2011/attainment?period=2012",
    "/tasks",
    "/tasks/1",
    "/registers",
    "/registers/titles/records",
    "/registers/titles/records/1",
]


@pytest.mark.parametrize("path", PRIVATE)
def test_the_anonymous_are_not_let_in(people: People, path: str) -> None:
    assert Client().get(PREFIX + path).status_code == 401


def test_the_anonymous_add_nothing(people: People) -> None:
    answer = Client().post(
        f"{PREFIX}/registers/titles/records", {"values": VALUES}, content_type="application/json"
    )
    assert answer.status_code == 401
    assert not register_of("titles").model._plain.exists()


@pytest.mark.parametrize("path", ["/open/releases", "/open/schema"])
def test_what_is_open_is_open(people: People, path: str) -> None:
    assert Client().get(PREFIX + path).status_code == 200


def test_the_open_schema_names_public_columns_alone(people: People) -> None:
    _, found = get(Client(), "/open/schema")
    assert {r["key"] for r in found} == set(registers())
    assert all(c["public"] for r in found for c in r["columns"])


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        ("enterprise", "/indicators", 403),
        ("laboratory", "/programmes", 403),
        ("higher_authority", "/registers", 403),
        ("higher_authority", "/registers/titles/records", 403),
        ("expert", "/indicators/B01/cells?region=620702&period=2016", 403),
        ("auditor", "/indicators", 200),
        ("auditor", "/registers/titles/records", 200),
        ("system_admin", "/registers", 403),
        ("security_admin", "/programmes", 403),
    ],
)
def test_roles(people: People, role: str, path: str, status: int) -> None:
    answer = signed_in(person(f"one-{role}", role, COUNTY)).get(PREFIX + path)
    assert answer.status_code == status, answer.content.decode()
    if status == 403:
        assert "权限" in json.loads(answer.content)["detail"]


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/indicators/NOPE/cells?region=620702&period=2016", 422, "NOPE"),
        ("/indicators/P01/cells?region=620702&period=昨天", 422, "昨天"),
        ("/indicators/P01/cells?region=620721&period=2016", 403, "620721"),
        ("/indicators/P01/cells?region=620700&period=2016", 403, "620700"),
        ("/indicators/P01/cells?region=&period=2016", 403, "全国"),
        ("/indicators/P01/cells?period=2016", 422, "region"),
        ("/indicators/P01/rows?region=620702&period=2016&limit=0", 422, "limit"),
        ("/indicators/P01/rows?region=620702&period=2016&part=x", 422, "part"),
        ("/programmes/nope", 404, "nope"),
        ("/programmes/nope/attainment?period=2016", 404, "nope"),
        ("/registers/title/records", 422, "titles"),
        ("/registers/titles/records/99999", 404, "管辖"),
        ("/registers/titles/records?limit=100000", 422, "limit"),
        ("/registers/titles/records?offset=-1", 422, "offset"),
        ("/registers/titles/records?region=abc", 422, "abc"),
        ("/open/releases/nope", 404, "nope"),
    ],
)
def test_what_is_asked_wrongly_is_answered_with_what_and_where(
    clerk: Client, path: str, status: int, said: str
) -> None:
    answer = clerk.get(PREFIX + path)
    assert answer.status_code == status, answer.content.decode()
    assert said in json.dumps(json.loads(answer.content)["detail"], ensure_ascii=False)


def test_records_are_narrowed_to_the_scope(people: People, title: int) -> None:
    mine, theirs = signed_in(people.clerk), signed_in(people.neighbour)
    _, page = get(mine, "/registers/titles/records")
    assert (page["total"], [i["id"] for i in page["items"]]) == (1, [title])
    assert get(signed_in(people.office), "/registers/titles/records")[1]["total"] == 2
    assert get(signed_in(people.office), "/registers/titles/records", region=COUNTY)[1]["total"] == 1
    assert get(mine, "/registers/titles/records", region=FAR)[1]["total"] == 0
    assert get(mine, "/registers/titles/records", year=2015)[1]["total"] == 0
    assert get(mine, f"/registers/titles/records/{title}")[0] == 200
    assert get(theirs, f"/registers/titles/records/{title}")[0] == 404


def test_a_cell_and_the_rows_behind_it(people: People, title: int) -> None:
    code = next(i.code for i in catalogue() if i.register_key == "titles" and i.kind == "simple")
    office = signed_in(people.office)
    status, cells = get(office, f"/indicators/{code}/cells", region=[CITY, COUNTY], period=["2015", "2016"])
    assert status == 200
    assert {(c["region"], c["period"]) for c in cells} == {
        (r, p) for r in (CITY, COUNTY) for p in ("2015", "2016")
    }
    status, rows = get(office, f"/indicators/{code}/rows", region=CITY, period="2016")
    assert status == 200
    assert len(rows["ids"]) == rows["total"]
    assert rows["outside_scope"] == 0


def test_rows_outside_the_scope_are_counted_and_not_named(people: People, title: int) -> None:
    """A reader with one field of work sees of a figure's rows those of that field."""
    code = next(i.code for i in catalogue() if i.register_key == "titles" and i.kind == "simple")
    narrow = person("narrow", "auditor", CITY, fields=["works"])
    status, rows = get(signed_in(narrow), f"/indicators/{code}/rows", region=CITY, period="2016")
    assert status == 200
    assert rows["ids"] == []
    assert rows["outside_scope"] == rows["total"]


def test_a_programme_is_seen_from_below_and_not_from_beside(people: People) -> None:
    load(machine("测试"), kernel.catalogue_programme("zhangye-2011"))
    status, found = get(signed_in(people.clerk), "/programmes/zhangye-2011")
    assert (status, found["region"]) == (200, CITY)
    assert found["nodes"]
    assert get(signed_in(person("far", "county_office", FAR)), "/programmes/zhangye-2011")[0] == 404
    status, lines = get(signed_in(people.office), "/programmes/zhangye-2011/attainment", period="2012")
    assert status == 200
    assert {line["light"] for line in lines} <= {"green", "amber", "red", "grey"}


def post(client: Client, key: str, values: Any, **more: Any) -> tuple[int, Any]:
    answer = client.post(
        f"{PREFIX}/registers/{key}/records",
        json.dumps({"values": values}),
        content_type="application/json",
        **more,
    )
    return answer.status_code, json.loads(answer.content)


def test_a_record_is_added_as_on_the_pages(people: People, clerk: Client) -> None:
    status, made = post(clerk, "titles", VALUES)
    assert status == 201, made
    stored = register_of("titles").model._plain.get()
    assert made["id"] == stored.pk
    assert (stored.origin, stored.owner.region_id, stored.fact_year) == ("exchanged", COUNTY, 2016)  # type: ignore[union-attr]
    assert get(clerk, f"/registers/titles/records/{stored.pk}") == (200, made)


@pytest.mark.parametrize(
    ("changes", "status", "said"),
    [
        ({"kind": "x"}, 422, "kind"),
        ({"granted_on": "2016-13-01"}, 422, "granted_on"),
        ({"output_share": "很多"}, 422, "output_share"),
        ({"region": "999999"}, 422, "region"),
        ({"region": NEIGHBOUR}, 403, NEIGHBOUR),
        ({"nonsense": 1}, 422, "nonsense"),
        ({"name": None}, 422, "name"),
        ({"name": {"a": 1}}, 422, "name"),
        ({"name": ["a"]}, 422, "name"),
        ({"holder": []}, 422, "holder"),
        ({"granted_on": {}}, 422, "granted_on"),
        ({"granted_on": 20160105}, 422, "granted_on"),
        ({"region": {}}, 422, "region"),
        ({"region": [COUNTY]}, 422, "region"),
        ({"name": "空\0字"}, 422, "name"),
        ({"introduced": "也许"}, 422, "introduced"),
        ({"output_share": 1e300}, 422, "output_share"),
        ({"name": "长" * 500}, 422, "name"),
    ],
)
def test_a_wrong_record_is_refused_by_column(
    clerk: Client, changes: dict[str, Any], status: int, said: str
) -> None:
    found, answer = post(clerk, "titles", VALUES | changes)
    assert found == status, answer
    assert said in json.dumps(answer["detail"], ensure_ascii=False)
    assert not register_of("titles").model._plain.exists()


def test_a_post_from_another_site_is_refused(people: People) -> None:
    client = signed_in(people.clerk, enforce_csrf_checks=True)
    answer = client.post(
        f"{PREFIX}/registers/titles/records", json.dumps({"values": VALUES}), content_type="application/json"
    )
    assert answer.status_code == 403
    assert not register_of("titles").model._plain.exists()


def test_who_may_not_write_is_refused(people: People) -> None:
    assert post(signed_in(person("reader", "auditor", COUNTY)), "titles", VALUES)[0] == 403


# -- the schema --------------------------------------------------------------------------
def test_the_schema_names_every_operation_in_chinese() -> None:
    schema = api.get_openapi_schema(path_prefix=f"{PREFIX}/")
    assert schema["openapi"].startswith("3.1")
    operations = [o for path in schema["paths"].values() for o in path.values()]
    assert len(operations) >= 12
    assert all(o["summary"] and o["tags"] for o in operations)
    assert len({o["operationId"] for o in operations}) == len(operations)
    public = [o for o in operations if not o.get("security")]
    assert {o["tags"][0] for o in public} == {"公开"}


@pytest.fixture
def one_connection() -> Iterator[None]:
    """The application itself would end the test's transaction with the request, as Django's own client knows."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_answers_to_odd_questions_keep_the_schema(people: People, title: int, one_connection: None) -> None:
    """Generated requests, right and wrong, as a county user: never a 500, and every answer as the schema says."""
    load(machine("测试"), kernel.catalogue_programme("zhangye-2011"))
    cookie = signed_in(people.clerk).cookies["sessionid"].value
    document = json.loads(json.dumps(api.get_openapi_schema(path_prefix=f"{PREFIX}/")))
    schema = schemathesis.openapi.from_dict(document)
    schema.app = get_wsgi_application()
    asked: Counter[int] = Counter()

    def ask(case: Any) -> None:
        # Each request stands alone, as outside a test: an error of the database must not spoil the next one.
        before = transaction.savepoint()
        response = case.call(cookies={"sessionid": cookie})
        transaction.savepoint_rollback(before)
        asked[response.status_code] += 1
        what = (case.method, case.formatted_path, case.query, case.body, response.text)
        assert response.status_code < 500, what
        case.validate_response(
            response,
            checks=[checks.status_code_conformance, checks.response_schema_conformance],
        )

    for found in schema.get_all_operations():
        for mode, examples in ((GenerationMode.POSITIVE, 6), (GenerationMode.NEGATIVE, 4)):
            strategy = found.ok().as_strategy(generation_mode=mode)
            quiet = settings(
                max_examples=examples,
                deadline=None,
                database=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            with suppress(Unsatisfiable):  # an operation without parameters cannot be asked wrongly
                quiet(given(case=strategy)(ask))()
    assert asked[200] > 20, asked
    assert asked[422] > 10, asked
