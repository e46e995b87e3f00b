"""The page of an enterprise: 500 records across 30 registers, among a million others.

    python -m bench.bench_archive [--records 500] [--others 300000] [--runs 5]

- at most 40 queries, for a county user, a department of another field and the enterprise itself alike;
- the page against its bare queries (the same SQL sent again, rows fetched, nothing made of them): told, without a bar (what takes the time is making 30 tables).
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from typing import Any

from bench.common import Result, clean, django, interleaved, show

COUNTY, REGISTERS = "620702", 30


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, default=500)
    parser.add_argument("--others", type=int, default=300_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    django("archive")
    from zhiheng.frame.regions.loader import load_divisions

    load_divisions(townships=False)
    held = fill(options.records, options.others)
    results = measure(held, options.runs)
    clean("archive")
    return show(results)


def fill(records: int, others: int) -> int:
    """One enterprise in 30 registers with ``records`` rows in all, and ``others`` rows of other enterprises."""
    from django.utils import timezone

    from zhiheng.faces.demo.book import credit_code
    from zhiheng.frame.registers import bulk
    from zhiheng.records.enterprises.archive import of_enterprises

    code, now = credit_code(COUNTY, 1), timezone.now()
    wanted = [r for r in of_enterprises() if r.model.scope.enterprise == "credit_code" and r.periodic is None]
    wanted.sort(key=lambda r: (r.key != "enterprises", r.key != "sampling", r.key))
    held = 0
    for at, register in enumerate(wanted[:REGISTERS]):
        count = (
            1
            if register.key == "enterprises"
            else records // (REGISTERS - 1) + (at < records % (REGISTERS - 1))
        )
        size = count + (others if register.key == "sampling" else others // 100)
        columns = {
            "credit_code": [code if n < count else credit_code(COUNTY, 2 + n % 900_000) for n in range(size)]
        }
        if register.key == "enterprises":
            columns["credit_code"] = [credit_code(COUNTY, n + 1) for n in range(size)]
        made = columns | generated(register, size)
        constants: dict[str, Any] = {
            "synthetic": True,
            "origin": "generated",
            "created_at": now,
            "updated_at": now,
        }
        bulk.insert(register.model, made, constants)
        bulk.analyse(register.model)
        held += count
    return held


def generated(register: Any, size: int) -> dict[str, list[Any]]:
    """Values for every other column that must have one: numbers run, dates too, choices take their first."""
    from django.db import models

    from zhiheng.frame.registers.models import Record

    found: dict[str, list[Any]] = {"region": [COUNTY] * size}
    kept = {f.name for f in Record._meta.get_fields()} | {"id", "credit_code"}
    for spec in register.model._meta.concrete_fields:
        name = spec.name
        if name in kept or spec.is_relation:
            continue
        if spec.choices:
            found[name] = [next(k for k, _ in spec.flatchoices if k)] * size
        elif isinstance(spec, models.DateField):
            found[name] = [dt.date(2010, 1, 1) + dt.timedelta(days=n % 3650) for n in range(size)]
        elif isinstance(spec, models.CharField):
            found[name] = [f"B{n:09d}"[: spec.max_length] for n in range(size)]
        elif isinstance(spec, models.BooleanField) and not spec.null:
            found[name] = [False] * size
        elif isinstance(spec, models.IntegerField) and not spec.has_default() and not spec.null:
            found[name] = [n % 30_000 for n in range(size)]
        elif (
            isinstance(spec, models.DecimalField | models.FloatField)
            and not spec.has_default()
            and not spec.null
        ):
            found[name] = [1] * size
    return found


def measure(held: int, runs: int) -> list[Result]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from zhiheng.faces.demo.book import credit_code
    from zhiheng.frame.people.models import Post, Unit, User

    code = credit_code(COUNTY, 1)
    office = Unit.objects.create(key="bench-office", name="甘州区质量办", kind="office", region_id=COUNTY)
    firm = Unit.objects.create(
        key="bench-firm", name="样例企业", kind="enterprise", region_id=COUNTY, credit_code=code
    )
    who = {
        "county user": (office, "county_office", []),
        "department of another field": (office, "department", ["environment"]),
        "the enterprise itself": (firm, "enterprise", []),
    }
    results = []
    for name, (unit, role, fields) in who.items():
        user = User.objects.create_user(f"bench-{role}", password=None)
        Post.objects.create(user=user, unit=unit, role=role, territory_id=COUNTY, fields=fields)
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        client.get(f"/enterprises/{code}")
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(f"/enterprises/{code}")
        assert answer.status_code == 200, answer.status_code
        statements = [q["sql"] for q in queries]
        results.append(
            Result(f"enterprise page, {held} records, {name}: queries", "one query", len(statements), 40)
        )

        def page(client: Client = client) -> None:
            assert client.get(f"/enterprises/{code}").status_code == 200

        def bare(statements: list[str] = statements) -> None:
            with connection.cursor() as cursor:
                for sql in statements:
                    if sql.startswith("SELECT"):
                        cursor.execute(sql)
                        cursor.fetchall()

        asked, whole = interleaved(runs, bare, page)
        note = f"({whole * 1000:.0f} ms against {asked * 1000:.0f} ms here)"
        results.append(
            Result(f"… and the time of the page, {name}", "its bare queries", whole / asked, None, note=note)
        )
    return results


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
