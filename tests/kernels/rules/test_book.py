"""The rule book: versions on both sides of their dates, and every way a rule can be badly written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.kernels.rules import (
    KINDS,
    AqiFigures,
    Certainty,
    GradeBands,
    RewardFigures,
    RuleBook,
    RuleError,
    RuleSet,
    Weights,
    rule_book,
)
from zhiheng.kernels.worktime import statutory_calendar

BOOK = rule_book()


def rounding_rule(*spans: tuple[str, str | None, str | None], **extra: object) -> dict:
    return {
        "key": "test.rounding",
        "title": "试验规则",
        "kind": "rounding",
        "versions": [
            {
                "version": name,
                "valid_from": start and date.fromisoformat(start),
                "valid_to": end and date.fromisoformat(end),
                "source": {"instrument": "试验"},
                "certainty": "convention",
                "figures": {"rule": "half_up"},
                **extra,
            }
            for name, start, end in spans
        ],
    }


@pytest.mark.parametrize(
    ("key", "day", "version"),
    [
        ("aqi.breakpoints", "2026-02-28", "HJ633-2012"),
        ("aqi.breakpoints", "2026-03-01", "HJ633-2026"),
        ("complaints.time_limits", "2026-04-14", "order-20"),
        ("complaints.time_limits", "2026-04-15", "order-121"),
        ("air.limits", "2026-02-28", "GB3095-2012"),
        ("air.limits", "2026-03-01", "GB3095-2026-transition"),
        ("air.limits", "2030-12-31", "GB3095-2026-transition"),
        ("air.limits", "2031-01-01", "GB3095-2026"),
        ("sampling.time_limits", "2019-12-31", "law-15"),
        ("sampling.time_limits", "2020-01-01", "order-18"),
    ],
)
def test_the_version_in_force(key: str, day: str, version: str) -> None:
    assert BOOK.in_force(key, on=date.fromisoformat(day)).version == version


@pytest.mark.parametrize(("day", "limit"), [("2026-04-14", "45个工作日"), ("2026-04-15", "60日")])
def test_mediation_on_both_sides_of_the_new_order(day: str, limit: str) -> None:
    received = date.fromisoformat(day)
    version = BOOK.in_force("complaints.time_limits", on=received)
    assert version.limit("mediation").limit.text == limit
    assert version.limit("accept").limit.text == "7个工作日"
    due = statutory_calendar().due(received, version.limit("mediation").limit)
    assert due.due_on == {"2026-04-14": date(2026, 6, 18), "2026-04-15": date(2026, 6, 15)}[day]


def test_none_in_force_names_rule_date_and_ranges() -> None:
    with pytest.raises(RuleError) as caught:
        BOOK.in_force("complaints.time_limits", on=date(2015, 6, 1))
    text = str(caught.value)
    for part in (
        "complaints.time_limits",
        "2015-06-01",
        "2020-01-01",
        "2026-04-14",
        "order-121",
        "2026-04-15",
    ):
        assert part in text


def test_unknown_names_list_what_exists() -> None:
    with pytest.raises(RuleError, match=r"complaints\.time_limits"):
        BOOK.in_force("complaints.limits", on=date(2026, 1, 1))
    with pytest.raises(RuleError, match="gbf-2013-47"):
        BOOK.version("assessment.grade_bands", "2099")
    version = BOOK.in_force("complaints.time_limits", on=date(2026, 5, 1))
    with pytest.raises(RuleError, match="mediation"):
        version.limit("mediate")
    with pytest.raises(RuleError, match="time_limits"):
        version.figures_as(GradeBands)


def test_every_shipped_version_is_marked_and_sourced() -> None:
    assert {rule.kind for rule in BOOK} <= set(KINDS)
    keys = {rule.key for rule in BOOK}
    assert {"aqi.breakpoints", "attainment.lights", "water.surface_class", "rounding.gbt8170"} <= keys
    for rule in BOOK:
        for version in rule.versions:
            assert version.source.instrument
            assert version.ref.as_dict()["version"] == version.version
            assert version.certainty.label in version.ref.text
    complaint = BOOK.version("complaints.time_limits", "order-121")
    assert complaint.limit_certainty("report_notice") is Certainty.REMEMBERED
    assert complaint.limit_certainty("mediation") is Certainty.CODE
    assert "第三十一条" not in complaint.source.text
    assert "GB 3095-2012" in BOOK.version("air.limits", "GB3095-2012").source.text


def test_known_figures() -> None:
    old = BOOK.version("aqi.breakpoints", "HJ633-2012").figures_as(AqiFigures)
    new = BOOK.version("aqi.breakpoints", "HJ633-2026").figures_as(AqiFigures)
    changed = {name for name in old.scales if old.scales[name] != new.scales[name]}
    assert changed == {"pm25_24h", "pm10_24h", "so2_1h", "o3_8h"}
    moved = {name for name in old.scales if old.scales[name].points != new.scales[name].points}
    assert moved == {"pm25_24h", "pm10_24h"}
    # The 24-hour column of SO2 is not that of the hour.
    assert old.scales["so2_24h"].points[2] == 150 and old.scales["so2_1h"].points[2] == 500
    reward = BOOK.version("complaints.reward", "2021").figures_as(RewardFigures)
    assert [(tier.share, tier.floor) for tier in reward.tiers] == [
        (Decimal("0.05"), 5000),
        (Decimal("0.03"), 3000),
        (Decimal("0.01"), 1000),
    ]
    assert BOOK.version("quality.grade_rate_weights", "1991").figures_as(Weights).weights[
        "superior"
    ] == Decimal("1.5")


@pytest.mark.parametrize(
    ("total", "grade"),
    [
        (100, "A"),
        (90, "A"),
        (89, "B"),
        (80, "B"),
        (79, "C"),
        (60, "C"),
        (59, "D"),
        (0, "D"),
        (-3, "D"),
        (103, "A"),
    ],
)
def test_grade_bands(total: int, grade: str) -> None:
    bands = BOOK.version("assessment.grade_bands", "gbf-2013-47").figures_as(GradeBands)
    assert bands.of(Decimal(total)).key == grade


def test_overlap_is_refused_naming_both() -> None:
    for spans in (
        (("旧", "2020-01-01", "2021-01-01"), ("新", "2021-01-01", None)),
        (("旧", "2020-01-01", None), ("新", "2021-01-01", None)),
        (("旧", None, "2020-01-01"), ("新", None, None)),
    ):
        with pytest.raises(RuleError, match="重叠") as caught:
            RuleSet.parse(rounding_rule(*spans), "试.yaml")
        assert "旧" in str(caught.value) and "新" in str(caught.value) and "试.yaml" in str(caught.value)
    touching = RuleSet.parse(rounding_rule(("新", "2021-01-02", None), ("旧", None, "2021-01-01")), "试.yaml")
    assert [v.version for v in touching.versions] == ["旧", "新"]


@given(st.lists(st.dates(date(2000, 1, 1), date(2030, 1, 1)), min_size=2, max_size=6, unique=True))
def test_adjoining_versions_cover_each_day_once(cuts: list[date]) -> None:
    cuts = sorted(cuts)
    spans = [
        (f"v{i}", str(a), str(date.fromordinal(b.toordinal() - 1))) for i, (a, b) in enumerate(pairwise(cuts))
    ]
    rule = RuleSet.parse(rounding_rule(*spans), "试.yaml")
    for i, cut in enumerate(cuts[:-1]):
        assert rule.in_force(cut).version == f"v{i}"
        before = date.fromordinal(cut.toordinal() - 1)
        if i:
            assert rule.in_force(before).version == f"v{i - 1}"
        else:
            with pytest.raises(RuleError):
                rule.in_force(before)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ([], "键值结构"),
        ({"key": "a.b", "kind": "magic"}, "magic"),
        ({"key": "a.b", "title": "t", "kind": "rounding", "versions": []}, "没有版本"),
        ({"key": "a.b", "title": "t", "kind": "rounding", "versions": [{"version": "1"}]}, "valid_from"),
        ({"key": "a.b", "title": "t", "kind": "rounding", "versions": ["x"]}, "第 1 个版本"),
        (rounding_rule(("v", "2020-01-01", None), figures={"rule": "sideways"}), "rule"),
        (
            rounding_rule(("v", "2020-01-01", None), figures={"rule": "half_up", "decimal": 2}),
            "decimal：不认识的字段",
        ),
        (rounding_rule(("v", "2020-01-01", None), certainty="sure"), "certainty：应为"),
        (rounding_rule(("v", "2020-01-02", "2020-01-01")), "早于"),
        (rounding_rule(("v", "2020-01-01", "2020-02-01"), ("v", "2021-01-01", None)), "同名"),
        ({**rounding_rule(("v", None, None)), "key": "Bad"}, "key"),
        ({**rounding_rule(("v", None, None)), "surprise": 1}, "surprise"),
        (
            {**rounding_rule(("v", None, None), figures={"bands": []}), "kind": "bands"},
            "至少要有一个等级",
        ),
        (
            {
                **rounding_rule(("v", None, None), figures={"weights": {"a": 0.4, "b": 0.5}, "total": 1}),
                "kind": "weights",
            },
            "合计",
        ),
    ],
)
def test_a_badly_written_rule_says_where(raw: object, says: str) -> None:
    with pytest.raises(RuleError, match=says) as caught:
        RuleSet.parse(raw, "试.yaml")
    assert "试.yaml" in str(caught.value)


def test_loading_a_directory(tmp_path: Path) -> None:
    one = yaml.safe_dump(rounding_rule(("v", None, None)), allow_unicode=True)
    (tmp_path / "a.yaml").write_text(one, encoding="utf-8")
    assert RuleBook.load(tmp_path).version("test.rounding", "v").certainty is Certainty.CONVENTION
    (tmp_path / "b.yaml").write_text(one, encoding="utf-8")
    with pytest.raises(RuleError, match=r"a\.yaml 和 b\.yaml"):
        RuleBook.load(tmp_path)
    (tmp_path / "b.yaml").write_text("key: [", encoding="utf-8")
    with pytest.raises(RuleError, match=r"b\.yaml"):
        RuleBook.load(tmp_path)
    with pytest.raises(RuleError, match="不存在"):
        RuleBook.load(tmp_path / "none")
