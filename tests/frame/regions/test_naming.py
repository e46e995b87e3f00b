from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.frame.regions.loader import read_divisions
from zhiheng.frame.regions.models import prefix_range, territory_prefix
from zhiheng.frame.regions.naming import same_place, short_name


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("甘肃省", "甘肃"),
        ("内蒙古自治区", "内蒙古"),
        ("宁夏回族自治区", "宁夏"),
        ("广西壮族自治区", "广西"),
        ("香港特别行政区", "香港"),
        ("张掖市", "张掖"),
        ("大兴安岭地区", "大兴安岭"),
        ("锡林郭勒盟", "锡林郭勒"),
        ("克孜勒苏柯尔克孜自治州", "克孜勒苏"),
        ("海西蒙古族藏族自治州", "海西"),
        ("肃南裕固族自治县", "肃南"),
        ("积石山保安族东乡族撒拉族自治县", "积石山"),
        ("东乡族自治县", "东乡"),
        ("鄂温克族自治旗", "鄂温克"),
        ("龙胜各族自治县", "龙胜"),
        ("阿拉善左旗", "阿拉善左旗"),
        ("神农架林区", "神农架"),
        ("六枝特区", "六枝"),
        ("沙县", "沙县"),
        ("城区", "城区"),
        ("兰州新区", "兰州新区"),
        ("苏州工业园区", "苏州工业园区"),
        ("铁铺回族乡", "铁铺"),
        ("东华门街道", "东华门"),
    ],
)
def test_short_names(name: str, short: str) -> None:
    assert short_name(name) == short


def test_short_names_never_lose_the_place() -> None:
    for line in read_divisions():
        assert len(line["short_name"]) >= 2 or line["short_name"] == line["name"], line
        assert line["name"].startswith(line["short_name"]), line


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("会理县", "会理市", True),
        ("沙县", "沙县区", True),
        ("龙海市", "龙海区", True),
        ("横县", "横州市", False),
        ("梅列区", "三元区", False),
    ],
)
def test_same_place(old: str, new: str, same: bool) -> None:
    assert same_place(old, new) is same


@given(
    st.text("0123456789", min_size=6, max_size=9).filter(
        lambda c: len(c) != 7 and len(c) != 8 and c[:2] != "00"
    )
)
def test_a_code_lies_in_the_range_of_its_own_prefix(code: str) -> None:
    prefix = territory_prefix(code)
    assert code.startswith(prefix)
    if prefix and prefix[-1] != "9":
        low, high = prefix_range(prefix)
        assert low <= code < high
