"""A reader's JSON becomes a programme of the same shape as a reviewed one."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.kernels.programmes.examples import SMALL
from tests.kernels.programmes.test_catalogue import LABELLED, REGIONS, labels, needs_yardstick, raw_text
from zhiheng.kernels.programmes import (
    Programme,
    ProgrammeError,
    catalogue_programme,
    dump,
    load,
    programme_from_reading,
)
from zhiheng.kernels.reading import read

TEXT = """\
甲市质量行动方案
一、主要目标
到2030年,抽查合格率达到92%以上。
二、工作任务
(一)抓标准。制定十项标准。(牵头单位:市监局;配合单位:市农业局)
三、实施步骤
启动阶段(2028年1月-2028年6月)。
市监局每季度报送分析报告。
附件
一、名单
现有标准8项。
"""


def row(quote: str, **rest: Any) -> dict[str, Any]:
    """As the reader writes it: ``start`` is the offset, but a phase's start is a month."""
    start = TEXT.index(quote)
    return {
        **rest,
        "quote": quote,
        **({"span": [start, start + len(quote)]} if "start" in rest else {"start": start}),
    }


READING: dict[str, Any] = {
    "document": {
        "title": "甲市质量行动方案",
        "number": None,
        "issuer": None,
        "region": "甲市",
        "date": "2028",
        "cites": [],
    },
    "sections": [
        row("一、主要目标", path="一", label="一", level=1, heading="主要目标"),
        row("二、工作任务", path="二", label="二", level=1, heading="工作任务"),
        row("(一)抓标准", path="二/(一)", label="(一)", level=2, heading="抓标准"),
        row("三、实施步骤", path="三", label="三", level=1, heading="实施步骤"),
        row("一、名单", path="一", label="一", level=1, heading="名单"),
    ],
    "figures": [
        row(
            "抽查合格率达到92%以上",
            section="一",
            kind="target",
            indicator="抽查合格率",
            measure="level",
            op=">=",
            value=92,
            value_max=None,
            unit="%",
            by="2030",
        ),
        row(
            "现有标准8项",
            section="一",
            kind="result",
            indicator="标准",
            measure="cumulative",
            op="=",
            value=8,
            value_max=None,
            unit="项",
            by=None,
        ),
    ],
    "duties": [
        row(
            "(牵头单位:市监局;配合单位:市农业局)",
            section="二/(一)",
            lead=["市监局"],
            support=["市农业局"],
            responsible=[],
        )
    ],
    "obligations": [
        row(
            "市监局每季度报送分析报告",
            section="三",
            who="市监局",
            what="报送分析报告",
            to=None,
            due=None,
            recurs="quarterly",
        )
    ],
    "phases": [row("启动阶段(2028年1月-2028年6月)", name="启动阶段", start="2028-01", end="2028-06")],
}


def test_a_reading_becomes_a_programme() -> None:
    programme = programme_from_reading(READING, "jia-2028", "620700", TEXT)
    assert programme.name == "甲市质量行动方案"
    assert programme.period.model_dump() == {"start": "2028", "end": "2030"}
    assert [(node.path, node.kind, node.title) for node in programme.outline] == [
        ("一", "goal", "主要目标"),
        ("二", "measure", "工作任务"),
        ("二/(一)", "measure", "抓标准"),
        ("三", "phase", "实施步骤"),
        ("一#2", "measure", "名单"),
    ]
    # The same section path twice: each figure goes to the one that it stands under.
    assert [(t.id, t.node, t.indicator) for t in programme.targets] == [
        ("T01", "一", None),
        ("R01", "一#2", None),
    ]
    assert [programme.unit(key).name for key in programme.duties[0].units] == ["市监局", "市农业局"]
    assert programme.obligations[0].who_units == programme.duties[0].lead
    assert programme.phases[0].node == "三"
    assert programme.is_text(TEXT) is True
    for part in (programme.targets, programme.duties, programme.obligations, programme.phases):
        assert all(TEXT[item.span[0] : item.span[1]] for item in part)
    assert load(dump(programme)) == programme


def test_without_the_text_the_offsets_are_believed() -> None:
    programme = programme_from_reading(READING, "jia-2028", "620700")
    assert programme.document.sha256 is None and programme.document.length is None
    assert (
        programme.targets[0].span
        == programme_from_reading(READING, "jia-2028", "620700", TEXT).targets[0].span
    )


def test_with_the_text_missing_offsets_are_found() -> None:
    reading = json.loads(json.dumps(READING))
    for part in ("sections", "figures", "duties", "obligations", "phases"):
        for item in reading[part]:
            del item["span" if part == "phases" else "start"]
    programme = programme_from_reading(reading, "jia-2028", "620700", TEXT)
    assert programme.targets[1].span == (TEXT.index("现有标准8项"), TEXT.index("现有标准8项") + 6)
    with pytest.raises(ProgrammeError, match="定不了位置"):
        programme_from_reading(reading, "jia-2028", "620700")


def test_what_the_reader_says_beyond_the_labels_is_kept() -> None:
    reading = copy.deepcopy(READING)
    reading["figures"][0] |= {
        "baseline": 80,
        "scope": "大型企业",
        "strength": "strive",
        "binding": "guiding",
        "yearly": True,
    }
    reading["obligations"][0] |= {"recurs": "monthly", "due": "25"}
    reading["phases"][0]["end"] = None
    reading["warnings"] = ["有一处编号不连续"]
    programme = programme_from_reading(reading, "jia-2028", "620700", TEXT)
    target = programme.targets[0]
    assert target.baseline is not None and target.baseline.value == 80
    assert target.scope is not None and target.scope.text == "大型企业"
    assert (target.strength, target.binding, target.recurs) == ("strive", "guiding", "yearly")
    assert programme.obligations[0].due == "25"
    assert programme.phases[0].end is None
    assert programme.notes == ["有一处编号不连续"]


def test_an_obligation_without_a_time_is_kept_as_such() -> None:
    reading = copy.deepcopy(READING)
    reading["obligations"][0]["recurs"] = None
    obligation = programme_from_reading(reading, "jia-2028", "620700", TEXT).obligations[0]
    assert (obligation.due, obligation.recurs) == (None, None)


def test_a_reading_without_particulars_is_named_by_its_key() -> None:
    reading = {"document": {"title": None, "region": None}, "sections": []}
    programme = programme_from_reading(reading, "jia-2028", "620700", "空")
    assert "jia-2028" in programme.name
    assert (programme.document.region, programme.document.region_certainty) == ("620700", "derived")
    assert programme.period.model_dump() == {"start": None, "end": None}


def test_a_heading_whose_parent_was_not_read_hangs_under_the_nearest() -> None:
    reading = copy.deepcopy(READING)
    reading["sections"][2]["path"] = "二/(四)/1"
    reading["sections"][2]["label"] = "1"
    reading["duties"][0]["section"] = "二/(四)/1"
    programme = programme_from_reading(reading, "jia-2028", "620700", TEXT)
    assert [(node.path, node.level) for node in programme.outline][2] == ("二/1", 2)
    assert programme.duties[0].node == "二/1"


@pytest.mark.parametrize(
    ("part", "field", "value", "what"),
    [
        ("figures", "quote", "", "没有摘句"),
        ("figures", "quote", "别处的话", "不符"),
        ("figures", "start", 3, "不符"),
        ("figures", "value", "很多", "不是数"),
        ("figures", "kind", "wish", "不在可选值之内"),
        ("figures", "by", "十二五", "不是日期"),
        ("figures", "indicator", None, "要写文字"),
        ("sections", "path", None, "缺少 path 或 label"),
        ("obligations", "recurs", "daily", "不在可选值之内"),
        ("phases", "end", "2027-01", "晚于止"),
        ("duties", "lead", [], "没有写任何单位"),
    ],
)
def test_faults_of_a_reading_are_told(part: str, field: str, value: object, what: str) -> None:
    reading = copy.deepcopy(READING)
    reading[part][0][field] = value
    if part == "duties":
        reading[part][0]["support"] = []
    with pytest.raises(ProgrammeError, match=what):
        programme_from_reading(reading, "jia-2028", "620700", TEXT)


@pytest.mark.parametrize("reading", [{}, {"document": []}, [], {"document": {}, "sections": "一"}])
def test_what_is_no_reading_is_refused(reading: Any) -> None:
    with pytest.raises(ProgrammeError, match="zhiheng read"):
        programme_from_reading(reading, "jia-2028", "620700", TEXT)


@pytest.mark.parametrize(("key", "region"), [("Jia", "620700"), ("jia", "62")])
def test_key_and_region_are_checked(key: str, region: str) -> None:
    with pytest.raises(ProgrammeError):
        programme_from_reading(READING, key, region, TEXT)


@needs_yardstick
@pytest.mark.parametrize("key", LABELLED)
def test_labels_read_as_the_reviewed_programme(key: str) -> None:
    """The labels have the reader's shape: from them must come the facts that were reviewed."""
    reviewed = catalogue_programme(key)
    read = programme_from_reading(labels(key), key, REGIONS[key], raw_text(key).decode("utf-8"))
    assert read.document.sha256 == reviewed.document.sha256
    assert [(n.path, n.span) for n in read.outline] == [(n.path, n.span) for n in reviewed.outline]
    same = ("id", "node", "span", "kind", "measure", "op", "value", "value_max", "unit", "by")
    assert [[getattr(t, f) for f in same] for t in read.targets] == [
        [getattr(t, f) for f in same] for t in reviewed.targets
    ]
    assert [(d.node, d.span, len(d.units)) for d in read.duties] == [
        (d.node, d.span, len(d.units)) for d in reviewed.duties
    ]
    assert [(o.id, o.node, o.span, o.due) for o in read.obligations] == [
        (o.id, o.node, o.span, o.due) for o in reviewed.obligations
    ]
    assert read.phases == reviewed.phases


@needs_yardstick
def test_whatever_the_reader_makes_of_mixed_documents_can_be_loaded() -> None:
    """Lines of real documents in any order: broken outlines, repeated labels, figures without a section."""
    texts = [raw_text(key).decode("utf-8") for key in LABELLED]
    lines = [line for text in texts for line in text.splitlines(keepends=True)]
    shuffled = random.Random(20111231)
    for text in [*texts, "".join(texts), *("".join(shuffled.sample(lines, 30)) for _ in range(25))]:
        reading = json.loads(json.dumps(read(text).to_json()))
        programme = programme_from_reading(reading, "mixed", "620700", text)
        assert load(dump(programme)) == programme
        assert [text[t.span[0] : t.span[1]] for t in programme.targets] == [
            r["quote"] for r in reading["figures"]
        ]


words = st.text(min_size=1, max_size=12).filter(lambda text: text.strip())
numbers = st.one_of(st.integers(-(10**18), 10**18), st.floats(allow_nan=False, allow_infinity=False))


@settings(max_examples=60, deadline=None)
@example(name="甲?", unit="?", note="? 乙", value=1e16, label="?")
@given(name=words, unit=words, note=words, value=numbers, label=words.filter(lambda text: "/" not in text))
def test_any_words_and_numbers_survive_dumping(
    name: str, unit: str, note: str, value: float, label: str
) -> None:
    base = load(SMALL).model_dump()
    base["name"], base["notes"] = name, [note]
    base["units"].append({**base["units"][1], "key": "other", "name": f"另{unit}"})
    base["targets"][0]["value"] = value
    base["targets"][0]["unit"] = unit
    base["outline"].append(
        {
            "path": f"乙{label}",
            "label": f"乙{label}",
            "level": 1,
            "kind": "goal",
            "title": label,
            "span": (200, 201),
        }
    )
    programme = Programme.model_validate(base)
    assert load(dump(programme, header=["说明"])) == programme
