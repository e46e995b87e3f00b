"""``zhiheng diff``: a county's plan of our own against the plan of its prefecture, and plans that are not there."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from zhiheng.faces.commands.main import run

Diff = Callable[..., tuple[int, str, str]]
HERE = Path(__file__).parent
PLAN = HERE / "county_plan.txt"
TEXT_001 = HERE.parents[3] / "shared" / "yardstick" / "texts" / "001.txt"


@pytest.fixture
def diff(db: None, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Diff:
    """``diff(*words)`` -> exit code, stdout, stderr."""

    def call(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["zhiheng", "diff", *map(str, words)])
        monkeypatch.setenv("COLUMNS", "200")
        code = 0
        try:
            run()
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        said = capfd.readouterr()
        return code, said.out, said.err

    return call


def verdicts(told: dict[str, list[dict[str, object]]], key: str) -> list[str]:
    return next(list(line["verdicts"]) for line in told["targets"] if line["upper"]["key"] == key)  # type: ignore[index,call-overload]


def test_a_county_against_its_prefecture(diff: Diff) -> None:
    code, out, err = diff("zhangye-2011", PLAN, "--json")
    assert code == 0, err
    told = json.loads(out)
    expected = {
        "T13": ["taken_over"],  # 建档率 100 %
        "T14": ["tightened"],  # 可比性监督抽查合格率 90 -> 92
        "T20": ["loosened"],  # 优良天数 85 -> 83
        "T26": ["moved_later"],  # 游客满意度 by 2016
        "T04": ["shared"],  # 驰名商标 35 in the prefecture, 6 here
        "T28": ["dropped"],  # 投诉处理及时率
    }
    assert {key: verdicts(told, key) for key in expected} == expected
    assert verdicts(told, "T06")[0] == "split"  # 农产品标准覆盖率: vegetables, grain
    assert [goal["name"] for goal in told["new_targets"]] == ["电梯维护保养覆盖率"]


def test_the_table_names_the_verdicts(diff: Diff) -> None:
    code, out, err = diff("zhangye-2011", PLAN)
    assert code == 0, err
    for words in ("加码", "放松", "推迟", "分担", "拆分", "未承接", "下级新增", "任务只按标题比较"):
        assert words in out, words


@pytest.mark.skipif(not TEXT_001.is_file(), reason="the labelled documents lie beside the project, not in it")
def test_tasks_are_found_where_both_texts_are_at_hand(diff: Diff) -> None:
    code, out, err = diff(TEXT_001, PLAN, "--json")
    assert code == 0, err
    lines = {line["upper"]["key"]: line for line in json.loads(out)["tasks"]}
    found = {key: [part["lower"]["key"] for part in line["parts"]] for key, line in lines.items()}
    assert found["一/(十三)"] == ["二/(一)"]  # 检验检测能力
    assert found["一/(十二)/2"] == ["二/(二)"]  # 企业质量信用
    assert found["一/(三)"] == ["二/(三)"]  # 名牌与商标
    assert found["三/(四)"] == ["三/(一)"]  # 经费
    assert lines["一/(九)"]["verdicts"] == ["dropped"]  # 工程质量


def test_what_is_neither_file_nor_programme_is_said(diff: Diff) -> None:
    code, out, err = diff("zhangye-2011", "nowhere-1999")
    assert code == 1
    assert "“nowhere-1999”既不是文件，也不是方案标识" in err
    assert "shapotou-2022" in err
    assert out == ""


def test_a_file_that_cannot_be_read_is_said(diff: Diff, tmp_path: Path) -> None:
    file = tmp_path / "空.txt"
    file.write_bytes(b"")
    code, out, err = diff("zhangye-2011", file)
    assert code == 1
    assert err.startswith("错误：")
    assert "空.txt" in err
    assert out == ""
