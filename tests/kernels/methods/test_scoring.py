"""Scoring schemes: checked as a whole, scored item by item, every point explained."""

from __future__ import annotations

import copy
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from zhiheng.kernels.methods.scoring import (
    Determination,
    ExpertInput,
    ItemInput,
    Mark,
    NotApplicable,
    Scheme,
    SchemeError,
    ScoreSheet,
    ScoringError,
    TallyInput,
    TargetOverride,
    ValueInput,
    load_scheme,
    parse_scheme,
    rank,
    score,
)

NATIONAL = load_scheme("national_form")
EVENT = Determination("systemic_event", "省政府", "认定文书第1号", date(2012, 8, 1), "多家同类企业同一缺陷")

RAW: dict = {
    "key": "small",
    "version": "1",
    "title": "试验评分",
    "level": "county",
    "period_basis": "calendar_year",
    "source": {"instrument": "试验"},
    "certainty": "convention",
    "points": 100,
    "grades": {"rule": "assessment.grade_bands", "version": "gbf-2013-47"},
    "bonus_cap": 3,
    "groups": [
        {
            "key": "targets",
            "title": "目标",
            "points": 40,
            "items": [
                {
                    "key": "T1",
                    "title": "合格率",
                    "points": 30,
                    "input": {"kind": "indicator", "code": "P03"},
                    "rule": {
                        "type": "target_distance",
                        "op": ">=",
                        "target": 90,
                        "direction": "up",
                        "unit": "%",
                        "short": "linear_to_floor",
                        "floor": 60,
                    },
                },
                {
                    "key": "T2",
                    "title": "损失率",
                    "points": 10,
                    "input": {"kind": "indicator", "code": "P21"},
                    "rule": {
                        "type": "target_distance",
                        "op": "<=",
                        "target": 2,
                        "direction": "down",
                        "unit": "%",
                    },
                },
            ],
        },
        {
            "key": "measures",
            "title": "措施",
            "points": 60,
            "items": [
                {
                    "key": "M1",
                    "title": "整治",
                    "points": 20,
                    "input": {"kind": "indicator", "code": "G02"},
                    "rule": {
                        "type": "stepped",
                        "unit": "次",
                        "steps": [{"at_least": 3, "points": 20}, {"at_least": 1, "points": 8}],
                    },
                },
                {
                    "key": "M2",
                    "title": "报告",
                    "points": 10,
                    "input": {"kind": "due_report"},
                    "rule": {"type": "per_missing", "deduct": 4, "deduct_late": 1, "unit": "期"},
                },
                {
                    "key": "M3",
                    "title": "机制",
                    "points": 20,
                    "input": {"kind": "expert"},
                    "rule": {"type": "expert", "min_reviewers": 2},
                },
                {
                    "key": "M4",
                    "title": "计划",
                    "points": 10,
                    "input": {"kind": "record"},
                    "rule": {
                        "type": "stepped",
                        "steps": [
                            {"equals": "full", "title": "纳入", "points": 10},
                            {"equals": "none", "title": "未纳入", "points": 0},
                        ],
                    },
                },
            ],
        },
    ],
    "bonus": [
        {
            "key": "B1",
            "title": "获奖",
            "input": {"kind": "indicator"},
            "rule": {"type": "bonus", "per": 1.5, "cap": 2},
        },
        {
            "key": "B2",
            "title": "地标",
            "input": {"kind": "indicator"},
            "rule": {"type": "bonus", "per": 2, "cap": 2},
        },
    ],
    "vetoes": [{"key": "systemic_event", "title": "区域性事件"}],
}
SMALL = parse_scheme(RAW)
FULL: dict[str, ItemInput] = {
    "T1": ValueInput(92, numerator=92, denominator=100, evidence=("sampling:2012",), source="computed"),
    "T2": ValueInput(1.5),
    "M1": ValueInput(5),
    "M2": TallyInput(4),
    "M3": ExpertInput((Mark("甲", 20, "齐全"), Mark("乙", 20, "齐全"))),
    "M4": ValueInput(option="full"),
}


def sheet(
    scheme: Scheme = SMALL, subject: str = "620721", vetoes: tuple = (), **changes: ItemInput | None
) -> ScoreSheet:
    inputs = {key: value for key, value in {**FULL, **changes}.items() if value is not None}
    return score(scheme, inputs, subject=subject, period="2012", vetoes=vetoes)


def variant(path: list, value: object) -> dict:
    raw = copy.deepcopy(RAW)
    place = raw
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return raw


def test_full_marks() -> None:
    result = sheet()
    assert (result.unrounded, result.total, result.grade, result.complete) == (100, 100, "A", True)
    assert result.flags == () and [ref.version for ref in result.rules] == ["gbf-2013-47", "zhiheng-1"]
    line = result.line("T1")
    assert line.evidence == ("sampling:2012",) and line.source == "computed"
    for part in ("不低于90%", "92%", "92/100", "得 30 分"):
        assert part in line.text


@pytest.mark.parametrize(
    ("key", "given", "points", "says"),
    [
        ("T1", ValueInput(90), "30", "完成"),
        ("T1", ValueInput(75), "15", "相差 15%"),
        ("T1", ValueInput(60), "0", "得 0 分"),
        ("T1", ValueInput(10), "0", "得 0 分"),
        ("T1", ValueInput(89.9999), "29.99", "89.9999%"),
        ("T1", ValueInput(80, target=TargetOverride(80, "县政府备案")), "30", "县政府备案"),
        ("T1", ValueInput(70, target=TargetOverride(80, "县政府备案")), "15", "备案目标"),
        ("T1", ValueInput(45, target=TargetOverride(50, "县政府备案")), "0", "未完成"),
        ("T2", ValueInput(2), "10", "不高于2%"),
        ("T2", ValueInput(4), "5", "相差 2%"),
        ("T2", ValueInput(0), "10", "完成"),
        ("M1", ValueInput(2), "8", "3次及以上 20 分"),
        ("M1", ValueInput(0), "0", "得 0 分"),
        ("M2", TallyInput(4, ("一季度",), 1), "5", "缺 1（一季度），迟 1"),
        ("M2", TallyInput(4, 4), "0", "缺 4"),
        ("M3", ExpertInput((Mark("甲", 15, "一般"), Mark("乙", 18, "较好"))), "16.5", "较好"),
        ("M4", ValueInput(option="none"), "0", "未纳入"),
        ("B1", ValueInput(1), "1.5", "加 1.5 分"),
        ("B1", ValueInput(9), "2", "最多 2 分"),
        ("B1", ValueInput(None), "0", "未申报"),
    ],
)
def test_points_of_an_item(key: str, given: ItemInput, points: str, says: str) -> None:
    line = sheet(**{key: given}).line(key)
    assert line.points == Decimal(points) and line.status == "scored"
    assert says in line.text


@pytest.mark.parametrize(
    ("key", "given"),
    [
        ("T1", None),
        ("T1", ValueInput(None)),
        ("T1", ValueInput(float("nan"))),
        ("M1", ValueInput(None)),
        ("M2", None),
        ("M3", ExpertInput(())),
        ("M3", ExpertInput((Mark("甲", 15, "一般"),))),
        ("M4", ValueInput()),
    ],
)
def test_missing_data_score_nothing_and_say_so(key: str, given: ItemInput | None) -> None:
    result = sheet(**{key: given})
    line = result.line(key)
    assert (line.status, line.points) == ("missing_data", 0) and line.flag and "暂计 0 分" in line.text
    assert not result.complete and any(line.title in flag for flag in result.flags)
    assert "待补齐" in result.text


def test_what_does_not_apply_gives_its_points_to_the_group() -> None:
    result = sheet(T2=NotApplicable("没有工业企业"), T1=ValueInput(75))
    targets = result.groups[0]
    assert (targets.applicable, targets.earned, targets.points) == (30, 15, 20)
    assert "折算" in targets.note and result.complete and result.line("T2").lost == 0
    assert sheet(M2=TallyInput(0)).line("M2").status == "not_applicable"
    nothing = sheet(T1=NotApplicable("无"), T2=NotApplicable("无"))
    assert nothing.groups[0].points == 0 and not nothing.complete and "均不适用" in nothing.groups[0].note
    full = sheet(parse_scheme({**RAW, "not_applicable": "full"}), T2=NotApplicable("无"), T1=ValueInput(75))
    assert full.groups[0].points == 25
    zero = sheet(parse_scheme({**RAW, "not_applicable": "zero"}), T2=NotApplicable("无"), T1=ValueInput(75))
    assert zero.groups[0].points == 15
    with pytest.raises(ScoringError, match="理由"):
        sheet(T2=NotApplicable(" "))


def test_bonus_lies_outside_the_hundred_and_is_capped() -> None:
    result = sheet(B1=ValueInput(5), B2=ValueInput(1))
    assert result.bonus == 3 and result.unrounded == 103 and result.grade == "A"
    assert sum(group.points for group in result.groups) == 100


@pytest.mark.parametrize(
    ("value", "unrounded", "total", "grade"),
    [
        # M3 carries 20 points; the marks bring the total to the edge.
        ("9.5", "89.5", 90, "A"),
        ("9.48", "89.48", 89, "B"),
    ],
)
def test_rounding_at_the_edge_of_a(value: str, unrounded: str, total: int, grade: str) -> None:
    mark = Decimal(value)
    result = sheet(M3=ExpertInput((Mark("甲", mark, "x"), Mark("乙", mark, "x"))))
    assert (result.unrounded, result.total, result.grade) == (Decimal(unrounded), total, grade)


@pytest.mark.parametrize(
    ("m3", "m1", "m2", "total", "grade"),
    [(11.5, 2, 4, 80, "B"), (11.49, 2, 4, 79, "C"), (19.5, 0, None, 60, "C"), (19.49, 0, None, 59, "D")],
)
def test_rounding_at_the_lower_edges(m3: float, m1: int, m2: int | None, total: int, grade: str) -> None:
    marks = ExpertInput((Mark("甲", m3, "x"), Mark("乙", m3, "x")))
    # 100 − 20 (M3) − 12 or 20 (M1), and where asked − 20 more through M2 and M4.
    changes: dict = {"M3": marks, "M1": ValueInput(m1)}
    if m2 is None:
        changes |= {"M2": TallyInput(4, 4), "M4": ValueInput(option="none")}
    result = sheet(**changes)
    assert (result.total, result.grade) == (total, grade), result.unrounded


def test_a_veto_decides_whatever_the_score() -> None:
    result = sheet(vetoes=(EVENT,))
    assert (result.total, result.grade) == (100, "D")
    assert "省政府" in result.text and "认定文书第1号" in result.text
    # Accidents on the books are no veto by themselves.
    assert sheet(M1=ValueInput(0)).grade != "D"
    for broken in (
        Determination("other", "省政府", "x", date(2012, 1, 1), "y"),
        Determination("systemic_event", " ", "x", date(2012, 1, 1), "y"),
        Determination("systemic_event", "省政府", "", date(2012, 1, 1), "y"),
    ):
        with pytest.raises(ScoringError):
            sheet(vetoes=(broken,))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"X9": ValueInput(1)}, "X9"),
        ({"T1": TallyInput(4)}, "数值"),
        ({"M2": ValueInput(1)}, "缺报数"),
        ({"M2": TallyInput(4, 3, 2)}, "数目不合"),
        ({"M2": TallyInput(-1)}, "数目不合"),
        ({"M3": ExpertInput((Mark("甲", 21, "x"), Mark("乙", 1, "x")))}, "0 与 20 之间"),
        ({"M3": ExpertInput((Mark("甲", 20, ""), Mark("乙", 1, "x")))}, "理由"),
        ({"M3": ExpertInput((Mark("甲", 20, "x"), Mark("甲", 1, "x")))}, "两次"),
        ({"M4": ValueInput(option="half")}, "half"),
        ({"B1": ValueInput(-1)}, "为负"),
        ({"B1": TallyInput(1)}, "数量"),
        ({"T1": ValueInput(float("inf"))}, "有限数值"),
    ],
)
def test_inputs_that_do_not_fit_are_refused(changes: dict, says: str) -> None:
    with pytest.raises(ScoringError, match=says):
        sheet(**changes)


@pytest.mark.parametrize(
    ("raw", "parts"),
    [
        (variant(["groups", 0, "points"], 45), ("目标", "45", "40")),
        (variant(["points"], 110), ("总分", "110", "100")),
        (variant(["groups", 0, "items", 1, "key"], "T1"), ("T1", "重复")),
        (variant(["groups", 0, "items", 0, "rule", "floor"], 95), ("零分线", "低于")),
        (variant(["groups", 0, "items", 0, "rule", "floor"], None), ("floor",)),
        (variant(["groups", 0, "items", 0, "rule", "op"], "between"), ("value_max",)),
        (variant(["groups", 0, "items", 0, "rule", "type"], "magic"), ("magic", "stepped")),
        (variant(["groups", 0, "items", 0, "input"], {}), ("kind",)),
        (variant(["groups", 0, "items", 0, "points"], -1), ("应大于 0",)),
        (variant(["groups", 1, "items", 0, "rule", "steps", 0, "points"], 12), ("最高一档得 12",)),
        (variant(["groups", 1, "items", 0, "rule", "steps", 1, "points"], 25), ("方向相反",)),
        (variant(["groups", 1, "items", 0, "rule", "steps", 1], {"at_most": 1, "points": 1}), ("一种",)),
        (variant(["groups", 1, "items", 1, "rule", "deduct_late"], 9), ("迟报",)),
        (variant(["bonus_cap"], 0), ("bonus_cap",)),
        (variant(["surprise"], 0), ("surprise", "不认识")),
        ({k: v for k, v in RAW.items() if k != "groups"}, ("groups", "缺少")),
        ([1], ("键值结构",)),
    ],
)
def test_a_scheme_that_contradicts_itself_is_refused(raw: object, parts: tuple[str, ...]) -> None:
    with pytest.raises(SchemeError) as caught:
        parse_scheme(raw, "试.yaml")
    for part in ("试.yaml", *parts):
        assert part in str(caught.value)


def test_loading_errors(tmp_path: Path) -> None:
    with pytest.raises(SchemeError, match="national_form"):
        load_scheme("no_such_form")
    with pytest.raises(SchemeError, match="找不到"):
        load_scheme(tmp_path / "x.yaml")
    (tmp_path / "x.yaml").write_text("a: [", encoding="utf-8")
    with pytest.raises(SchemeError, match="YAML"):
        load_scheme(tmp_path / "x.yaml")
    lost = parse_scheme({**RAW, "grades": {"rule": "assessment.grade_bands", "version": "2099"}})
    with pytest.raises(SchemeError, match="2099"):
        sheet(lost)
    with pytest.raises(ScoringError, match="2011"):
        score(NATIONAL, {}, subject="620721", period="2011")


def test_ranking_ties_vetoes_and_groups() -> None:
    sheets = [
        sheet(subject="a", T1=ValueInput(80)),
        sheet(subject="b"),
        sheet(subject="c", T1=ValueInput(80)),
        sheet(subject="d", T1=ValueInput(61)),
        sheet(subject="e", vetoes=(EVENT,)),
    ]
    ranks = rank(sheets, {"a": "x", "b": "y", "c": "y", "d": "x"})
    assert [(r.subject, r.rank, r.tied) for r in ranks] == [
        ("b", 1, False),
        ("a", 2, True),
        ("c", 2, True),
        ("d", 4, False),
        ("e", 5, False),
    ]
    assert {r.subject: (r.group_rank, r.group_size) for r in ranks} == {
        "a": (1, 2),
        "b": (1, 2),
        "c": (2, 2),
        "d": (2, 2),
        "e": (None, None),
    }
    assert rank(list(reversed(sheets)), {"a": "x", "b": "y", "c": "y", "d": "x"}) == ranks
    assert rank([]) == []
    with pytest.raises(ScoringError, match="两张"):
        rank([sheets[0], sheets[0]])
    other = score(SMALL, FULL, subject="z", period="2013")
    with pytest.raises(ScoringError, match="同一期"):
        rank([sheets[0], other])


def test_the_national_form_scores_the_six_counties() -> None:
    assert [(group.key, group.points) for group in NATIONAL.groups] == [("targets", 40), ("measures", 60)]
    counties = ["620702", "620721", "620722", "620723", "620724", "620725"]
    assert NATIONAL.comparable_groups[0].regions == tuple(counties)
    codes = {item.input.get("code") for item in NATIONAL.items()}
    assert {"P03", "E02", "V01", "F05", "G07"} <= codes
    best: dict[str, ItemInput] = {}
    for item in NATIONAL.items():
        rule = item.rule
        if rule.type == "target_distance":
            best[item.key] = ValueInput(rule.target)
        elif rule.type == "per_missing":
            best[item.key] = TallyInput(4)
        elif rule.type == "expert":
            best[item.key] = ExpertInput((Mark("评审组", item.points, "符合要求"),))
        elif rule.by == "equals":
            best[item.key] = ValueInput(option=rule.steps[0].equals)
        else:
            best[item.key] = ValueInput(
                rule.steps[0].at_least if rule.by == "at_least" else rule.steps[0].at_most
            )
    sheets = []
    for number, county in enumerate(counties):
        own = {**best, "T01": ValueInput(90 - number * 3), "M01": TallyInput(4, min(number, 4))}
        sheets.append(score(NATIONAL, own, subject=county, period="2015"))
    assert sheets[0].total == 100 and sheets[0].complete
    assert [r.group_rank for r in rank(sheets)] == [1, 2, 3, 4, 5, 6]
    assert all(r.group == "zhangye" and r.group_size == 6 for r in rank(sheets))
    empty = score(NATIONAL, {}, subject="620702", period="2012")
    assert (empty.total, empty.grade, empty.complete) == (0, "D", False)
    assert len(empty.flags) == len(list(NATIONAL.items()))


def test_a_sheet_is_plain_data() -> None:
    plain = json.loads(json.dumps(sheet(vetoes=(EVENT,), B1=ValueInput(1)).as_dict(), ensure_ascii=False))
    assert plain["grade"] == "D" and plain["lines"][0]["met"] is True
    assert plain["rules"][0]["version"] == "gbf-2013-47" and plain["vetoes"][0]["on"] == "2012-08-01"
