"""Bad programmes are refused with what, where and how to mend it; nothing of them is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kernels.programmes.examples import SMALL
from zhiheng.kernels.programmes import Programme, ProgrammeError, load
from zhiheng.kernels.programmes.loading import MAX_BYTES


def test_a_right_programme_loads() -> None:
    programme = load(SMALL)
    assert programme.key == "small-2030"
    assert programme.target("T01").value_max == 95
    assert programme.node("一/(一)").parent == "一"
    assert [node.path for node in programme.measures] == ["一/(一)"]
    assert programme.unit("quality").predecessors[0].certainty == "remembered"
    assert programme.is_text("什么都行") is None


# (what the file says, what it says instead, where, what is wrong, how to mend it)
FAULTS = [
    ("key: small-2030", "key: Small 2030", "key", "不能作标识", "小写字母"),
    ("name: 小方案", 'name: "  "', "name", "内容是空的", "填上文字"),
    ("name: 小方案", "name: 小方案\nnmae: 又一个", "nmae", "不认识的键", "核对拼写"),
    ("name: 小方案\n", "", "name", "缺少 name", "补上"),
    ('period: {start: "2028"', 'period: {start: "2031"', "period", "晚于", "对调"),
    ('region_code: "620700"', "region_code: 620700", "document.region_code", "要写成文字", '"620700"'),
    (
        'region_code: "620700"',
        'region_code: "62070"',
        "document.region_code",
        "不是行政区划代码",
        "GB/T 2260",
    ),
    ('date: "2028-01-05"', 'date: "2028-13"', "document.date", "不是日期", "2015-06"),
    ("length: 500", "length: 500\n  sha256: abc", "document.sha256", "不合格式", "格式为"),
    ("kind: group", "kind: gruop", "units[1](counties).kind", "不在可选值之内", "'group'"),
    (
        "kind: group, covers",
        "kind: department, covers",
        "units[1](counties)",
        "只有 kind: group",
        "去掉 covers",
    ),
    (
        "kind: group, covers",
        "kind: group, hosted_by: nobody, covers",
        "hosted_by",
        "units 里没有 nobody",
        "补上",
    ),
    ("key: counties", "key: quality", "units(quality)", "单位标识 quality 出现了不止一次", "改掉"),
    (
        "short_names: [市监局]",
        "short_names: [各县]",
        "units(counties)",
        "单位简称 各县 出现了不止一次",
        "改掉",
    ),
    (
        "certainty: remembered",
        "certainty: sure",
        "predecessors[0].certainty",
        "不在可选值之内",
        "'remembered'",
    ),
    ("path: 一/(一), ", "path: 二/(一), ", "outline[1](二/(一)).path", "上级 二 不在它前面", "补上"),
    ("path: 一/(一), ", "path: 一, ", "outline[1](一).path", "出现了不止一次", "唯一"),
    ("label: (一), level: 2", "label: (二), level: 2", "outline[1](一/(一)).label", "与路径末段", "一致"),
    ("label: (一), level: 2", "label: (一), level: 3", "outline[1](一/(一)).level", "层级 3", "改成 2"),
    ("label: (一), level: 2", 'label: (一), level: "2"', "outline[1](一/(一)).level", "不是数", "去掉引号"),
    ("span: [10, 20]", "span: [20, 10]", "outline[0](一).span", "[20, 10] 不成立", "小于止"),
    ("span: [10, 20]", "span: [20, 20]", "outline[0](一).span", "[20, 20] 不成立", "小于止"),
    ("span: [10, 20]", "span: [-1, 20]", "outline[0](一).span", "不成立", "大于等于 0"),
    ("span: [10, 20]", "span: 10", "outline[0](一).span", "两个整数", "[起, 止]"),
    ("span: [10, 20]", 'span: [10, "20"]', "outline[0](一).span", "两个整数", "[起, 止]"),
    ("span: [60, 70]", "span: [60, 501]", "targets[1](T01).span", "超出全文 500 字", "document.length"),
    ("- id: T01", "- id: R01", "targets(R01)", "编号 R01 出现了不止一次", "改掉"),
    (
        "node: 一/(一)\n    span: [60",
        "node: 九\n    span: [60",
        "targets[1](T01).node",
        "大纲里没有 九",
        "outline",
    ),
    (
        "indicator: P01\n    alt",
        "indicator: X99\n    alt",
        "targets[1](T01).indicator",
        "不是指标代码",
        "P01、S06b",
    ),
    (
        "indicator: P01\n    alt",
        "indicator: P01f\n    alt",
        "targets[1](T01).indicator",
        "不是指标代码",
        "null",
    ),
    ("indicator: P01\n    alt", "indicator: null\n    alt", "targets[1](T01)", "没有 indicator", "首选"),
    ("alternatives: [P05]", "alternatives: P05", "targets[1](T01).alternatives", "写成列表", "每项一行"),
    ("op: between", 'op: "=="', "targets[1](T01).op", "不在可选值之内", "'between'"),
    ("    value_max: 95\n", "", "targets[1](T01)", "没有 value_max", "补上"),
    ("value_max: 95", "value_max: 91", "targets[1](T01)", "小于下限", "对调"),
    ("op: between", 'op: ">="', "targets[1](T01)", "却有 value_max", "between"),
    ("value: 92", 'value: "92%"', "targets[1](T01).value", "不是数", "去掉引号和单位"),
    ("value: 92", "value: yes", "targets[1](T01).value", "不是数", "只写数字"),
    ("value: 92", "value: .nan", "targets[1](T01).value", "不是一个确定的数", "确定"),
    ('by: "2030"', "by: 2030", "targets[1](T01).by", "2030 要写成文字", '"2030"'),
    ('by: "2030"', 'by: "2030年底"', "targets[1](T01).by", "不是日期", "null"),
    ('    by: "2030"\n', "", "targets[1](T01).by", "缺少 by", "null"),
    ("direction: up", "direction: better", "targets[1](T01).direction", "不在可选值之内", "'up'"),
    (
        "baseline: {result: R01}",
        "baseline: {result: T01}",
        "targets[1](T01).baseline.result",
        "没有编号为 T01",
        "result",
    ),
    ('scope: {regions: ["620702"]}', "scope: {}", "targets[1](T01).scope", "范围是空的", "regions"),
    ("lead: [quality]", "lead: [qualty]", "duties[0].lead", "units 里没有 qualty", "补上这个单位"),
    ("lead: [quality], support: [counties]", "lead: []", "duties[0]", "没有写任何单位", "lead"),
    ("recurs: quarterly", "recurs: daily", "obligations[0](O01).recurs", "不在可选值之内", "'quarterly'"),
    ("recurs: quarterly", 'due: "12-31"', "obligations[0](O01)", "只有月日", "yearly"),
    ("recurs: quarterly", 'due: "25"', "obligations[0](O01)", "只有日", "monthly"),
    ("recurs: quarterly", 'due: "2030-12"', "obligations[0](O01).due", "不是期限", "12-31"),
    (
        "to_units: [quality]",
        "to_units: [office]",
        "obligations[0](O01).to_units",
        "units 里没有 office",
        "补上",
    ),
    ('start: "2028-01"', 'start: "2028"', "phases[0].start", "不是年月", "2015-10"),
    ('start: "2028-01"', 'start: "2028-07"', "phases[0]", "晚于止", "对调"),
]


@pytest.mark.parametrize(("old", "new", "where", "what", "mend"), FAULTS)
def test_each_fault_is_named_with_its_place_and_its_remedy(
    old: str, new: str, where: str, what: str, mend: str
) -> None:
    assert SMALL.count(old) == 1, "the example has changed under the test"
    with pytest.raises(ProgrammeError) as caught:
        load(SMALL.replace(old, new), name="试.yaml")
    found = [p for p in caught.value.problems if where in p.where and what in p.what and mend in p.mend]
    assert found, str(caught.value)
    assert found[0].line is not None
    assert "试.yaml" in str(caught.value)


def test_the_line_is_the_line_of_the_fault() -> None:
    with pytest.raises(ProgrammeError) as caught:
        load(SMALL.replace("op: between", "op: around"))
    lines = SMALL.splitlines()
    assert [lines[problem.line - 1].strip() for problem in caught.value.problems if problem.line] == [
        "op: between"
    ]


def test_every_fault_is_told_at_once() -> None:
    bad = (
        SMALL.replace("value: 92", "value: many")
        .replace("level: 2", "level: two")
        .replace("kind: group", "kind: x")
    )
    with pytest.raises(ProgrammeError) as caught:
        load(bad)
    assert [problem.where for problem in caught.value.problems] == [
        "units[1](counties).kind",
        "outline[1](一/(一)).level",
        "targets[1](T01).value",
    ]


def test_all_faults_between_parts_are_told_at_once() -> None:
    bad = SMALL.replace("lead: [quality]", "lead: [nobody]").replace("node: 一, start", "node: 三, start")
    with pytest.raises(ProgrammeError) as caught:
        load(bad)
    assert [problem.where for problem in caught.value.problems] == ["phases[0].node", "duties[0].lead"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "不是一份方案"),
        ("- 一\n- 二\n", "不是一份方案"),
        ("只有一句话", "不是一份方案"),
        ("key: [", "YAML 写法有误"),
        ("key: a\nkey: b\n", "键 key 写了两遍"),
        ("key: !!python/object:os.system a\n", "YAML 写法有误"),
        ("key: a\x00b", "不是 YAML 文本"),
        ("[" * 5000, "嵌套太深"),
        ("? {a: b}\n: c\n", "YAML 写法有误"),
        ("key: 2028-02-30\n", "缺少"),
    ],
)
def test_text_that_is_no_programme(text: str, what: str) -> None:
    with pytest.raises(ProgrammeError, match=what):
        load(text)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (None, "文件不存在"),
        ("小方案".encode("gbk"), "不是 UTF-8"),
        (b"\x89PNG\r\n\x1a\n", "不是 UTF-8"),
        (b"#" * (MAX_BYTES + 1), "不像一份方案"),
    ],
)
def test_files_that_cannot_be_taken(tmp_path: Path, content: bytes | None, what: str) -> None:
    path = tmp_path / "x.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ProgrammeError, match=what) as caught:
        load(path)
    assert "x.yaml" in str(caught.value)


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(ProgrammeError, match="目录"):
        load(tmp_path)


def test_a_file_with_a_byte_order_mark_loads(tmp_path: Path) -> None:
    path = tmp_path / "bom.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.encode())
    assert isinstance(load(path), Programme)
