from __future__ import annotations

from datetime import date

import pytest

from zhiheng.frame.regions.tree import AmbiguousRegion, Node, RegionTree, UnknownRegion

pytestmark = pytest.mark.django_db


def codes(nodes: list[Node]) -> list[str]:
    return [n.code for n in nodes]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("620702", "620702"),
        ("62", "620000"),
        ("6207", "620700"),
        ("620702000000", "620702"),
        ("620702001", "620702001"),
        ("620702001000", "620702001"),
        ("张掖市", "620700"),
        ("张掖", "620700"),
        ("甘肃省张掖市甘州区", "620702"),
        ("甘肃张掖甘州", "620702"),
        ("甘肃 / 张掖市 / 甘州区", "620702"),
        ("肃南", "620721"),
        ("肃南裕固族自治县", "620721"),
        ("甘南州", "623000"),
        ("肃南县", "620721"),
        ("东华门", "110101001"),
        ("北京朝阳区", "110105"),
        ("长春市朝阳区", "220104"),
        ("东莞", "441900"),
        ("海南省", "460000"),
        ("青海海南", "632500"),
    ],
)
def test_found(tree: RegionTree, text: str, code: str) -> None:
    assert tree.find(text).one().code == code


@pytest.mark.parametrize(
    ("text", "some"),
    [
        ("朝阳区", {"110105", "220104"}),
        ("朝阳", {"110105", "211300", "211321"}),
        ("海南", {"460000", "632500"}),
    ],
)
def test_an_ambiguous_name_gives_all_candidates(tree: RegionTree, text: str, some: set[str]) -> None:
    found = tree.find(text)
    assert some <= set(codes(found.candidates))
    with pytest.raises(AmbiguousRegion, match=r"个区划.*请写明上级") as caught:
        found.one()
    assert caught.value.candidates == found.candidates


def test_a_short_name_means_a_county_or_more_before_a_township(tree: RegionTree) -> None:
    # 山东 has a 东莞镇; whoever writes 东莞 for it has to write 镇.
    assert codes(tree.find("东莞").candidates) == ["441900"]
    assert codes(tree.find("东莞镇").candidates) == ["371122110"]


def test_within_narrows(tree: RegionTree) -> None:
    assert tree.find("朝阳区", within="110000").one().code == "110105"
    assert tree.find("城关镇", within="620000").candidates
    assert all(n.code.startswith("62") for n in tree.find("城关镇", within="620000").candidates)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("张掖县", "620700"),
        ("620799", "620700"),
        ("甘洲区", "620702"),
        ("6207029", "620702"),
        ("甘肃省张掖市甘洲区", "620702"),
    ],
)
def test_unknown_gives_a_hint_and_no_guess(tree: RegionTree, text: str, hint: str) -> None:
    found = tree.find(text)
    assert not found.candidates
    assert hint in codes(found.suggestions)
    with pytest.raises(UnknownRegion, match="您要找的是不是"):
        found.one()


@pytest.mark.parametrize("text", ["", "   ", "火星基地啊", "99", "市辖区"])
def test_nothing_like_it(tree: RegionTree, text: str) -> None:
    with pytest.raises(UnknownRegion, match="没有区划"):
        tree.find(text).one()


def test_ended_codes(tree: RegionTree) -> None:
    assert tree.find("三元区").one().code == "350404"
    assert set(codes(tree.find("三元区", on=date(2020, 1, 1)).candidates)) == {"350403", "350404"}
    assert tree.find("三元区", on=date(2024, 1, 1)).one().code == "350404"
    assert tree.find("会理县").one().successor == "513402"
    assert not tree.find("会理县", on=date(2024, 1, 1)).candidates
    assert "513425" not in codes(tree.children("513400"))
    assert "513425" in codes(tree.children("513400", on=date(2020, 1, 1)))


def test_up_and_down(tree: RegionTree) -> None:
    assert codes(tree.ancestors("620702001")) == ["100000", "620000", "620700", "620702"]
    assert tree.ancestors("100000") == []
    assert tree.path_name("620702") == "甘肃省张掖市甘州区"
    assert tree.path_name("110105") == "北京市朝阳区"
    assert codes(tree.children("620700")) == ["620702", "620721", "620722", "620723", "620724", "620725"]
    assert codes(tree.children("110000")) == ["110100"]
    assert "110105" in codes(tree.children("110000", through_collecting=True))
    below = tree.descendants("620700")
    assert len(below) == len(set(below))
    assert {n.code[:4] for n in below} == {"6207"}
    with pytest.raises(UnknownRegion):
        tree.children("999999")


def test_every_region_is_found_by_its_own_path(tree: RegionTree) -> None:
    for node in tree.descendants("620700") + tree.descendants("441900") + tree.descendants("640500"):
        assert node in tree.find(tree.path_name(node.code)).candidates, node


def test_loaded_without_townships(some_divisions: None) -> None:
    lean = RegionTree.load()
    assert len(lean) == 1 + 34 + 342 + 2994
    assert "620702001" not in lean
    narrow = RegionTree.load(townships=True, within="620700")
    assert "620702001" in narrow
    assert "620102001" not in narrow
