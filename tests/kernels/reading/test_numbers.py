"""Numbers in every writing, each as a short sentence of our own."""

from __future__ import annotations

import pytest

from zhiheng.kernels.reading import load_lexicon
from zhiheng.kernels.reading.clauses import Source
from zhiheng.kernels.reading.masks import number_mask
from zhiheng.kernels.reading.numbers import Quantity, find_quantities, numeral_value
from zhiheng.kernels.reading.times import find_times


def quantities(sentence: str) -> list[Quantity]:
    source = Source(sentence, load_lexicon())
    return [q for q in find_quantities(source, number_mask(source, find_times(source), [])) if q.unit or q.op]


@pytest.mark.parametrize(
    ("sentence", "value", "high", "unit", "op"),
    [
        ("合格率达到８５％", 85, None, "%", None),
        ("合格率达到98.5％以上", 98.5, None, "%", ">="),
        ("合格率达到百分之八十五", 85, None, "%", None),
        ("合格率达到百分之九十八点五以上", 98.5, None, "%", ">="),
        ("发生率控制在千分之三以内", 3, None, "‰", "<="),
        ("发生率控制在万分之五以内", 0.05, None, "%", "<="),
        ("提高85个百分点", 85, None, "个百分点", None),
        ("满意度达到九成以上", 90, None, "%", ">="),
        ("产值翻一番", 1, None, "番", None),
        ("产值翻两番", 2, None, "番", None),
        ("培育3—5个品牌", 3, 5, "个", "between"),
        ("培育3-5个品牌", 3, 5, "个", "between"),
        ("培育3至5个品牌", 3, 5, "个", "between"),
        ("培育三到五家企业", 3, 5, "家", "between"),
        ("培育三至五家企业", 3, 5, "家", "between"),
        ("抽检率为10%-15%", 10, 15, "%", "between"),
        ("发放3万余份资料", 30000, None, "份", ">="),
        ("发放20余万份资料", 200000, None, "份", ">="),
        ("开展整治30余次", 30, None, "次", ">="),
        ("走访200多家企业", 200, None, "家", ">="),
        ("走访近千家企业", 1000, None, "家", None),
        ("投入1.2亿元", 1.2, None, "亿元", None),
        ("投入3000余万元", 3000, None, "万元", ">="),
        ("投入5千万元", 5000, None, "万元", None),
        ("投入三百万元", 300, None, "万元", None),
        ("投入3—5亿元", 3, 5, "亿元", "between"),
        ("人均产值12.6万元/人", 12.6, None, "万元/人", None),
        ("利用外资2000万美元", 2000, None, "万美元", None),
        ("产量12,345吨", 12345, None, "吨", None),
        ("购置80台（套）", 80, None, "台(套)", None),
        ("抽检4批次/千人", 4, None, "批次/千人", None),
        ("压缩到5个工作日以内", 5, None, "个工作日", "<="),
        ("覆盖率45%左右", 45, None, "%", "~"),
        ("二百零五家", 205, None, "家", None),
    ],
)
def test_one_quantity(sentence: str, value: float, high: float | None, unit: str, op: str | None) -> None:
    [quantity] = quantities(sentence)
    assert (quantity.value, quantity.value_max, quantity.unit, quantity.op) == (value, high, unit, op)


@pytest.mark.parametrize(
    "sentence",
    [
        "拨打12315、12345等热线",
        "按照GB/T 19001的要求",
        "第三届第5次会议",
        "示政发〔2024〕12号",
        "到“十五五”期末",
        "2024年3月5日印发",
        "举办“3·15”活动",
        "推广“1+3”模式",
        "落实“三个必须”",
        "《2021—2025年规划》",
        "平均百分率有所提高",
        "空气中PM2.5下降",
        "每万人口",
    ],
)
def test_what_is_no_quantity(sentence: str) -> None:
    assert quantities(sentence) == []


@pytest.mark.parametrize(
    ("run", "value"),
    [
        ("三", 3), ("十", 10), ("十二", 12), ("二十", 20), ("一百", 100), ("二百零五", 205), ("一万五千", 15000),
        ("三千二百万", 32000000), ("二〇一五", 2015), ("两", 2), ("一亿", 100000000),
        ("三五", None), ("百千", None), ("", None), ("一" * 50, None),
    ],
)  # fmt: skip
def test_numerals(run: str, value: float | None) -> None:
    assert numeral_value(run) == value
