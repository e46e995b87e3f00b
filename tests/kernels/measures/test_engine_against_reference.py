"""The engine agrees with plain loops over rows: roll-up, empty, null, stock, distinct, then and now."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.kernels.measures import small
from tests.kernels.measures.reference import Aggregate, answer
from zhiheng.kernels.measures import Catalogue, Engine, Period

DEFINITIONS = """
- {code: RATE, name: 合格率, unit: '%', direction: up, periodicity: quarter, kind: ratio, field: product, scale: 100,
   register: sampling, filter: "result <> 'pending'", min_denominator: 2,
   numerator: {aggregate: count(), filter: "result = 'qualified'"}, denominator: count()}
- {code: PROV, name: 省级可比, unit: '%', direction: up, periodicity: quarter, kind: ratio, field: product, scale: 100,
   register: sampling, numerator: {aggregate: sum(batches), filter: "result = 'qualified'"},
   denominator: sum(batches), filter: "level in ('province', 'nation') and comparable"}
- {code: LOOSE, name: 两个条件, unit: 倍, direction: up, periodicity: quarter, kind: ratio, field: product,
   register: sampling, numerator: {aggregate: count(), filter: "comparable"},
   denominator: {aggregate: count_distinct(enterprise), filter: "level = 'city' or score > 5"}}
- {code: NUMBER, name: 批次数, unit: 批, direction: hold, periodicity: quarter, kind: simple, field: product,
   register: sampling, aggregate: sum(batches), filter: "not (level = 'city')"}
- {code: FIRMS, name: 企业数, unit: 家, direction: hold, periodicity: quarter, kind: simple, field: product,
   register: sampling, aggregate: {aggregate: count_distinct(enterprise), filter: "result = 'failed'"}}
- {code: MEAN, name: 平均分, unit: 分, direction: up, periodicity: quarter, kind: simple, field: product,
   register: sampling, aggregate: avg(score), filter: "batches between 1 and 3"}
- {code: BEST, name: 最高分, unit: 分, direction: up, periodicity: quarter, kind: simple, field: product,
   register: sampling, aggregate: max(score)}
- {code: AGAIN, name: 复检数, unit: 批, direction: down, periodicity: quarter, kind: simple, field: product,
   register: sampling, time: retested, aggregate: count()}
- {code: STOCK, name: 有效数, unit: 件, direction: up, periodicity: year, kind: cumulative, field: brand,
   register: titles, stock: {from: granted, until: valid_until}, aggregate: count(), filter: "kind = 'famous'"}
- {code: SHARE, name: 当年新增占比, unit: '%', direction: up, periodicity: year, kind: ratio, field: brand, scale: 100,
   register: titles, stock: {from: granted, until: valid_until},
   numerator: {aggregate: count(), filter: "granted >= period_start"}, denominator: count()}
"""


def counted(row, end):
    return row["result"] is not None and row["result"] != "pending"


def comparable(row, end):
    return row["level"] in ("province", "nation") and row["comparable"] is True


EXPECTED = {
    "RATE": (Aggregate("count", test=lambda r, e: r["result"] == "qualified"), Aggregate("count", test=counted),
             {"scale": 100, "small": 2}),
    "PROV": (Aggregate("sum", "batches", lambda r, e: comparable(r, e) and r["result"] == "qualified"),
             Aggregate("sum", "batches", comparable), {"scale": 100}),
    "LOOSE": (Aggregate("count", test=lambda r, e: r["comparable"] is True),
              Aggregate("distinct", "enterprise",
                        lambda r, e: r["level"] == "city" or (r["score"] is not None and r["score"] > 5)), {}),
    "NUMBER": (Aggregate("sum", "batches", lambda r, e: r["level"] is not None and r["level"] != "city"), None, {}),
    "FIRMS": (Aggregate("distinct", "enterprise", lambda r, e: r["result"] == "failed"), None, {}),
    "MEAN": (Aggregate("avg", "score", lambda r, e: r["batches"] is not None and 1 <= r["batches"] <= 3), None, {}),
    "BEST": (Aggregate("max", "score"), None, {}),
    "AGAIN": (Aggregate("count"), None, {"prefix": "retested_"}),
    "STOCK": (Aggregate("count", test=lambda r, e: r["kind"] == "famous"), None,
              {"stock": ("granted", "valid_until")}),
}  # fmt: skip

# no shrinking: each attempt writes files, and the failing rows are few enough to read
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
days = st.dates(date(2014, 11, 1), date(2017, 3, 31))
codes = st.sampled_from(small.CODES)
sampling_rows = st.lists(
    st.fixed_dictionaries(
        {
            "region": codes,
            "date": st.one_of(st.just(date(2016, 6, 30)), days, st.none()),
            "retested": st.none() | days,
            "level": st.sampled_from(["nation", "province", "city", None]),
            "result": st.sampled_from(["qualified", "qualified", "failed", "pending", None]),
            "comparable": st.sampled_from([True, False, None]),
            "enterprise": st.sampled_from(["a", "b", "c", None]),
            "batches": st.none() | st.integers(0, 5),
            "score": st.none() | st.integers(0, 20).map(lambda n: n / 2),
        }
    ),
    max_size=25,
)
title_rows = st.lists(
    st.fixed_dictionaries(
        {
            "region": codes,
            "granted": st.none() | days,
            "valid_until": st.none() | days | st.sampled_from([date(2016, 12, 31), date(2016, 3, 31)]),
            "kind": st.sampled_from(["famous", "known", None]),
        }
    ),
    max_size=12,
)
PERIODS = [
    Period.parse(text) for text in ("2016", "2016Q1", "2016-06", "2015Q4..2016Q2", "2016H2", "2015..2016")
]
TARGETS = [*small.CODES, "000000"]


def numbered(rows):
    return [{**row, "id": at} for at, row in enumerate(rows, 1)]


@settings(max_examples=25, deadline=None, phases=PHASES, suppress_health_check=[HealthCheck.too_slow])
@given(sampling_rows, title_rows, st.sampled_from(["then", "now"]), st.lists(st.sampled_from(PERIODS), min_size=1, max_size=3, unique=True))  # fmt: skip
def test_engine_equals_plain_loops(samples, titles, as_of, periods):
    """Every cell: value, status and number of rows; and drilling gives these very rows."""
    samples, titles = numbered(samples), numbered(titles)
    with tempfile.TemporaryDirectory() as folder:
        facts = {
            "sampling": small.table(Path(folder), "sampling", small.SAMPLING, "date", samples),
            "titles": small.table(Path(folder), "titles", small.TITLES, "granted", titles),
        }
        engine = Engine(facts, small.regions(), Catalogue.read({"d.yaml": DEFINITIONS}), threads=1)
        rows = {
            "sampling": [small.record(small.SAMPLING, "date", r) for r in samples],
            "titles": [small.record(small.TITLES, "granted", r) for r in titles],
        }
        cells = engine.measure([*EXPECTED, "SHARE"], TARGETS, periods, as_of=as_of)
        assert len(cells) == (len(EXPECTED) + 1) * len(TARGETS) * len(periods)
        for n, cell in enumerate(cells):
            if cell.code == "SHARE":
                start = cell.period.start
                top = Aggregate("count", test=lambda r, e, start=start: r["granted"] >= start)
                bottom, options = Aggregate("count"), {"scale": 100, "stock": ("granted", "valid_until")}
            else:
                top, bottom, options = EXPECTED[cell.code]
            register = "titles" if "stock" in options else "sampling"
            wanted = answer(
                rows[register], top, bottom, cell.region, (cell.period.first, cell.period.last),
                (cell.period.start, cell.period.end), as_now=as_of == "now", **options,
            )  # fmt: skip
            where = (cell.code, cell.region, cell.period.key, as_of)
            assert cell.status == wanted.status, where
            assert cell.value == (None if wanted.value is None else pytest.approx(wanted.value)), where
            assert cell.rows == len(wanted.rows), where
            if cell.rows and n % 7 == 0:
                ids, total = engine.rows_of(cell.code, cell.region, cell.period, as_of=as_of)
                assert (set(ids), total) == (wanted.rows, cell.rows), where
        # asking for one region (records of others are left out of the scan) gives the same as asking for all
        one = samples[0]["region"] if samples else "620702"
        alone = engine.measure([*EXPECTED], [one], periods, as_of=as_of)
        assert alone == [cell for cell in cells if cell.region == one and cell.code != "SHARE"]
        engine.close()
