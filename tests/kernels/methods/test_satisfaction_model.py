"""The structural model of satisfaction: against the published estimates where the data are at hand, and by properties."""

from __future__ import annotations

import csv
import random
from pathlib import Path
from statistics import correlation, linear_regression

import pytest

from zhiheng.kernels.methods import MethodError
from zhiheng.kernels.methods.satisfaction_model import ECSI, estimate

DATA = Path(__file__).parents[4] / "shared" / "data" / "05_ecsi_mobi"
BLOCKS = {
    "image": "IMAG", "expectation": "CUEX", "quality": "PERQ", "value": "PERV", "satisfaction": "CUSA",
    "complaint": "CUSCO", "loyalty": "CUSL",
}  # fmt: skip
NAMES = {
    "image": "Image", "expectation": "Expectation", "quality": "Quality", "value": "Value",
    "satisfaction": "Satisfaction", "complaint": "Complaints", "loyalty": "Loyalty",
}  # fmt: skip
EXPLAINED = {
    "expectation": 0.2549, "quality": 0.3100, "value": 0.3453, "satisfaction": 0.6811, "complaint": 0.2789,
    "loyalty": 0.4569,
}  # fmt: skip
INDICES = {
    "image": 73.53, "expectation": 72.47, "quality": 74.98, "value": 62.35, "satisfaction": 72.45,
    "complaint": 67.42, "loyalty": 70.91,
}  # fmt: skip


@pytest.mark.skipif(
    not DATA.is_dir(), reason="the ECSI data (../shared/data/05_ecsi_mobi) are not on this machine"
)
def test_the_published_estimates_come_out() -> None:
    with (DATA / "mobi.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    keys = [k for k in rows[0] if k]
    answers = [[float(row[k]) for k in keys] for row in rows]
    variables = {
        name: [i for i, k in enumerate(keys) if k.startswith(start)] for name, start in BLOCKS.items()
    }
    found = estimate(answers, variables, keys)
    with (DATA / "seminr_mobi_full_ecsi_path_coef_composite_pls.csv").open(newline="") as stream:
        published = {row[""]: row for row in csv.DictReader(stream)}
    for a, b in ECSI:
        assert found.paths[a, b] == pytest.approx(float(published[NAMES[a]][NAMES[b]]), abs=1e-6)
    assert found.explained == pytest.approx(EXPLAINED, abs=5e-5)
    assert found.indices == pytest.approx(INDICES, abs=0.006)
    assert [item.key for item in found.items if item.weak] == ["CUSL2"], (
        "price tolerance is told, not dropped"
    )


def persons(n: int) -> list[list[float]]:
    rng = random.Random(11)
    found = []
    for _ in range(n):
        first = rng.gauss(6, 1.5)
        found.append([first, 0.6 * first + rng.gauss(2, 1)])
    return found


def test_with_one_item_each_it_is_the_plain_regression() -> None:
    answers = persons(200)
    model = estimate(answers, {"quality": [0], "satisfaction": [1]}, ["Q", "S"])
    xs, ys = [a[0] for a in answers], [a[1] for a in answers]
    assert model.paths == {("quality", "satisfaction"): pytest.approx(correlation(xs, ys))}
    assert model.explained["satisfaction"] == pytest.approx(correlation(xs, ys) ** 2)
    assert model.indices["quality"] == pytest.approx((sum(xs) / 200 - 1) / 9 * 100)
    assert linear_regression(xs, ys).slope > 0


@pytest.mark.parametrize(
    ("answers", "variables", "message"),
    [
        (persons(12), {"quality": [0], "satisfaction": [1]}, "至少"),
        (persons(40), {"quality": [0], "value": [1]}, "顾客满意度"),
        (persons(40), {"satisfaction": [1]}, "顾客满意度"),
        ([[5.0, p[1]] for p in persons(40)], {"quality": [0], "satisfaction": [1]}, "都一样"),
        (
            [[p[0], p[0], p[1]] for p in persons(60)],
            {"quality": [0], "value": [1], "satisfaction": [2]},
            "完全相关",
        ),
    ],
)
def test_what_cannot_be_estimated_is_told(
    answers: list[list[float]], variables: dict[str, list[int]], message: str
) -> None:
    with pytest.raises(MethodError, match=message):
        estimate(answers, variables, ["A", "B", "C"])
