"""The packaged programmes: they load, agree with the reviewed labels, and quote nobody."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from zhiheng.kernels.programmes import (
    Programme,
    ProgrammeError,
    catalogue_keys,
    catalogue_programme,
    catalogue_programmes,
    dump,
    load,
)

REPOSITORY = Path(__file__).resolve().parents[3]
YARDSTICK = REPOSITORY.parent / "shared" / "yardstick"
FOLDER = REPOSITORY / "zhiheng" / "catalogue" / "programmes"

LABELLED = {
    "province-quality": "000",
    "zhangye-2011": "001",
    "gannan-2017": "002",
    "guangzhou-2013": "003",
    "shapotou-2022": "004",
}
REGIONS = {
    "province-quality": "530000",
    "zhangye-2011": "620700",
    "gannan-2017": "623000",
    "guangzhou-2013": "440100",
    "shapotou-2022": "640502",
}
needs_yardstick = pytest.mark.skipif(
    not YARDSTICK.is_dir(), reason="the labelled documents (../shared/yardstick) are not on this machine"
)

# The only words of twelve characters or more that the catalogue may share with a document:
# names. Each must be in use, so that the list cannot grow beyond what it excuses.
ALLOWED = {
    "titles of documents": [
        "省民政关于执行质量兴省方案的建议",
        "张掖市推进质量振兴工作方案",
        "沙坡头区加快推进质量强区和商标战略建设的实施方案",
        "甘肃省人民政府办公厅关于印发甘肃省推进质量振兴工作方案的通知",
        "张掖市人民政府关于推进质量振兴的意见",
        "甘肃省人民政府关于印发加快推进重点产业调整振兴的指导意见",
        "旅游服务质量提升纲要(2009-2015)",
        "质量管理体系业绩改进指南",
        "企业质量信用等级划分通则",
        "甘南州质量发展纲要(2013—2020年)",
        "甘南州贯彻落实质量发展纲要年度行动计划",
        "甘肃省检验检测认证机构整合指导意见",
        "国务院关于印发质量发展纲要(2011—2020年)的通知",
        "关于实施质量发展纲要(2011—2020年)的意见",
        "质量振兴纲要(1996—2010年)",
        "中共中央 国务院关于开展质量提升行动的指导意见",
        "自治区质量强区建设工作领导小组关于印发2022年质量强区建设工作要点的通知",
        "中卫市落实宁夏回族自治区推动高质量发展标准体系建设方案(2021年—2025年)任务清单",
    ],
    "numbers of documents": [
        "张政办发〔2011〕187号",
        "甘政办发〔2011〕58号",
        "张政发〔2010〕123号",
        "发改环资〔2010〕61号",
        "旅办发〔2009〕49号",
    ],
    "names of units": [
        "实施质量兴省战略工作领导小组",
        "市推进质量振兴工作领导小组办公室",
        "市推进质量振兴工作领导小组各成员单位",
        "中卫市沙坡头区人民政府办公室",
        "沙坡头区质量强区建设工作领导小组",
        "沙坡头区质量强区工作领导小组各成员单位",
        "区质量强区工作领导小组成员单位",
    ],
    "names of indicators": [
        "重要工业产品质量监督抽查合格率",
        "食品获证生产企业产品质量监督抽查合格率",
        "城镇集中式饮用水源水质达标率",
        "产品质量可比性监督抽查合格率",
        "城市空气质量优良天数比例",
        "产品质量国家监督抽查合格率",
    ],
}
RUN = 12


@cache
def labels(key: str) -> dict[str, Any]:
    return json.loads((YARDSTICK / "labels" / f"{LABELLED[key]}.json").read_text(encoding="utf-8"))


@cache
def raw_text(key: str) -> bytes:
    return (YARDSTICK / "texts" / f"{LABELLED[key]}.txt").read_bytes()


def test_the_five_programmes_are_packaged_and_load() -> None:
    assert catalogue_keys() == sorted(LABELLED)
    assert {programme.key: programme.region_code for programme in catalogue_programmes()} == REGIONS


def test_an_unknown_key_is_answered_with_those_there_are() -> None:
    with pytest.raises(ProgrammeError, match="zhangye-2011"):
        catalogue_programme("zhangye")


@pytest.mark.parametrize("key", LABELLED)
def test_titles_are_short_and_all_parts_are_told_apart(key: str) -> None:
    programme = catalogue_programme(key)
    assert [node.path for node in programme.outline if len(node.title) > 16] == []
    # Two counts under one code, scope and deadline must be told apart, or a table would pool them.
    told = Counter(
        (t.indicator, t.variant, t.kind, t.measure, t.by, t.scope.model_dump_json() if t.scope else None)
        for t in programme.targets
    )
    assert [row for row, times in told.items() if times > 1] == []
    assert all(target.indicator and target.direction for target in programme.targets)


@pytest.mark.parametrize("key", LABELLED)
def test_nodes_follow_the_text(key: str) -> None:
    starts = [node.span[0] for node in catalogue_programme(key).outline]
    assert starts == sorted(set(starts))


@pytest.mark.parametrize("key", LABELLED)
def test_dumping_and_loading_gives_the_same_programme(key: str) -> None:
    programme = catalogue_programme(key)
    assert load(dump(programme, header=["一行说明"])) == programme


@needs_yardstick
@pytest.mark.parametrize("key", LABELLED)
def test_it_is_the_text_that_was_labelled(key: str) -> None:
    programme, raw = catalogue_programme(key), raw_text(key)
    assert programme.document.sha256 == hashlib.sha256(raw).hexdigest()
    assert programme.document.length == len(raw.decode("utf-8"))
    assert programme.is_text(raw.decode("utf-8")) is True
    assert programme.is_text("另一份") is False


@needs_yardstick
@pytest.mark.parametrize("key", LABELLED)
def test_particulars_are_those_of_the_labels(key: str) -> None:
    document, read = catalogue_programme(key).document, labels(key)["document"]
    assert (document.title, document.number, document.issuer, document.date) == (
        read["title"],
        read["number"],
        read["issuer"],
        read["date"],
    )
    assert [cite.model_dump() for cite in document.cites] == read["cites"]
    if read["region"] is None:
        assert document.region_certainty == "derived"


@needs_yardstick
@pytest.mark.parametrize("key", LABELLED)
def test_every_span_is_the_labels_quote(key: str) -> None:
    """Also the counts: the lists must be of one length."""
    programme, read, text = catalogue_programme(key), labels(key), raw_text(key).decode("utf-8")

    def quoted(rows: Any) -> list[str]:
        return [text[row.span[0] : row.span[1]] for row in rows]

    assert quoted(programme.outline) == [row["quote"] for row in read["sections"]]
    assert quoted(programme.targets) == [row["quote"] for row in read["figures"]]
    assert quoted(programme.duties) == [row["quote"] for row in read["duties"]]
    assert quoted(programme.obligations) == [row["quote"] for row in read["obligations"]]
    assert quoted(programme.phases) == [row["quote"] for row in read["phases"]]


@needs_yardstick
@pytest.mark.parametrize("key", LABELLED)
def test_outline_and_targets_say_what_the_labels_say(key: str) -> None:
    programme, read = catalogue_programme(key), labels(key)
    assert [(node.path, node.label, node.level) for node in programme.outline] == [
        (row["path"], row["label"], row["level"]) for row in read["sections"]
    ]
    fields = ("kind", "measure", "op", "value", "value_max", "unit", "by")
    assert [(t.node, *(getattr(t, field) for field in fields)) for t in programme.targets] == [
        (row["section"], *(row[field] for field in fields)) for row in read["figures"]
    ]
    bindings = json.loads((YARDSTICK / "bindings.json").read_text(encoding="utf-8"))[LABELLED[key]]
    assert [[t.indicator, *t.alternatives] for t in programme.targets] == [
        [code] if isinstance(code, str) else code for code in bindings
    ]


@needs_yardstick
@pytest.mark.parametrize("key", LABELLED)
def test_duties_name_the_units_of_the_labels(key: str) -> None:
    programme = catalogue_programme(key)
    names = {unit.key: {unit.name, *unit.short_names} for unit in programme.units}
    for duty, row in zip(programme.duties, labels(key)["duties"], strict=True):
        assert duty.node == row["section"]
        for role in ("lead", "support", "responsible"):
            for unit, named in zip(getattr(duty, role), row[role], strict=True):
                assert named in names[unit], (duty.node, unit, named)


@needs_yardstick
@pytest.mark.parametrize("key", LABELLED)
def test_obligations_and_phases_keep_their_times(key: str) -> None:
    programme, read = catalogue_programme(key), labels(key)
    assert [(o.node, o.due, o.recurs, o.who is None, o.to is None) for o in programme.obligations] == [
        (row["section"], row["due"], row["recurs"], row["who"] is None, row["to"] is None)
        for row in read["obligations"]
    ]
    assert [(p.name, p.start, p.end) for p in programme.phases] == [
        (row["name"], row["start"], row["end"]) for row in read["phases"]
    ]


def stretches(text: str) -> set[str]:
    return {text[i : i + RUN] for i in range(len(text) - RUN + 1)}


def shared_runs(written: str, grams: set[str]) -> list[str]:
    """The longest stretches of ``RUN`` characters or more that both have, without punctuation at their ends."""
    runs, at = [], 0
    while at + RUN <= len(written):
        end = at
        while end + RUN <= len(written) and written[end : end + RUN] in grams:
            end += 1
        if end > at:
            runs.append(re.sub(r"^\W+|\W+$", "", written[at : end + RUN - 1]))
        at = max(end, at + 1)
    return [run for run in runs if len(run) >= RUN]


def plain(text: str) -> str:
    """Without what could hide a copied sentence: spaces, line ends, quotes, width."""
    return re.sub(r"[\s\"'“”]", "", unicodedata.normalize("NFKC", text))


@needs_yardstick
def test_no_sentence_of_a_document_is_in_the_catalogue() -> None:
    """Line by line: a sentence broken over lines of YAML still has twelve characters in one."""
    names = {plain(name) for group in ALLOWED.values() for name in group}
    texts = [
        stretches(plain(path.read_text(encoding="utf-8")))
        for path in sorted((YARDSTICK / "texts").glob("*.txt"))
    ]
    copied, used = [], set()
    for path in sorted(FOLDER.glob("*.yaml")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            written = plain(line)
            for run in {run for grams in texts for run in shared_runs(written, grams)}:
                excuses = {name for name in names if run in name}
                used |= {name for name in excuses if name in written}
                if not excuses:
                    copied.append(f"{path.name}:{number}: {run}")
    assert copied == []
    assert sorted(names - used) == [], "names that the list excuses without need"


@needs_yardstick
def test_the_check_for_sentences_can_fail() -> None:
    text = plain(raw_text("zhangye-2011").decode("utf-8"))
    sentence = text[2000:2040]
    assert "".join(shared_runs(plain(f"title: {sentence}"), stretches(text))) != ""


def test_duties_are_found_from_a_clause_upwards() -> None:
    programme: Programme = catalogue_programme("zhangye-2011")
    duty = programme.duty_for("一/(四)/2")
    assert duty is not None and [programme.unit(key).name for key in duty.lead] == [
        "张掖市农业局",
        "张掖市畜牧兽医局",
    ]
    assert programme.duty_for("一/(四)") is None
    assert programme.duty_for("三/(一)") is None
    assert [node.label for node in programme.children("一/(六)")] == ["1", "2", "3"]
    assert [node.label for node in programme.children(None)] == ["一", "二", "三"]
