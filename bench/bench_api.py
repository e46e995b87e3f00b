"""A warm single indicator, one region, twelve months, through the API as an ordinary county user.

    python -m bench.bench_api [--requests 300]

p95 against a bare view that returns a constant behind the same middleware and log-in: at most 5 ×.
The two take turns, request by request.
"""

from __future__ import annotations

import argparse
import sys
import time

from bench.common import Result, clean, django, percentile, show


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--requests", type=int, default=300)
    parser.add_argument("--records", type=int, default=50_000)
    options = parser.parse_args()
    django("api")
    from django.conf import settings
    from django.test import Client

    settings.ROOT_URLCONF = "bench.urls"
    from bench.bench_registers import fill
    from zhiheng.frame.people.models import Post, Unit, User
    from zhiheng.frame.regions.loader import load_divisions

    load_divisions(townships=False)
    fill(options.records)
    unit = Unit.objects.create(key="bench-office", name="甘州区质量办", kind="office", region_id="620702")
    user = User.objects.create_user("bench-county", password=None)
    Post.objects.create(user=user, unit=unit, role="county_office", territory_id="620702")
    client = Client()
    client.force_login(user)
    months = "&".join(f"period=2012-{m:02d}" for m in range(1, 13))
    address = f"/api/indicators/P03/cells?region=620702&{months}"
    for _ in range(5):
        answer = client.get(address)
        assert answer.status_code == 200 and len(answer.json()) == 12, answer.content
        client.get("/bare")
    taken: dict[str, list[float]] = {address: [], "/bare": []}
    for _ in range(options.requests):
        for where, times in taken.items():
            start = time.perf_counter()
            client.get(where)
            times.append(time.perf_counter() - start)
    p95 = {where: percentile(times, 0.95) for where, times in taken.items()}
    clean("api")
    return show(
        [
            Result(
                "API: one indicator, one region, 12 months, warm, p95 of a county user",
                "a bare view, p95",
                p95[address] / p95["/bare"],
                5,
            )
        ]
    )


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
