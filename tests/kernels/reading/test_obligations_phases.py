"""Standing duties and dated stages."""

from __future__ import annotations

import pytest

from zhiheng.kernels.reading import read


@pytest.mark.parametrize(
    ("sentence", "who", "to", "due", "recurs"),
    [
        ("各乡镇每季度向县政府报送质量分析报告。", "各乡镇", "县政府", None, "quarterly"),
        ("市级主管部门每半年向市政府报送质量分析报告。", "市级主管部门", "市政府", None, "half-yearly"),
        (
            "各单位每年12月底前将下一年度计划报送县领导小组办公室。",
            "各单位",
            "县领导小组办公室",
            "12-31",
            "yearly",
        ),
        (
            "各牵头部门于2024年7月底前将方案报县领导小组办公室。",
            "各牵头部门",
            "县领导小组办公室",
            "2024-07-31",
            None,
        ),
        ("县市场监管局每月5日前报送上月数据。", "县市场监管局", None, "05", "monthly"),
        ("县领导小组每半年召开一次会议。", "县领导小组", None, None, "half-yearly"),
        ("县政府每年组织一次考核。", "县政府", None, None, "yearly"),
        ("加快制定整合方案，并于今年6月底前印发。", None, None, "2024-06-30", None),
        ("自印发之日起30日内，制定配套措施。", None, None, "2024-04-04", None),
        ("考核结果于次年3月底前通报。", None, None, "03-31", "yearly"),
        ("2025年底前完成总结评估。", None, None, "2025-12-31", None),
        ("县质监部门按季度公布抽查结果。", "县质监部门", None, None, "quarterly"),
    ],
)
def test_obligation(
    sentence: str, who: str | None, to: str | None, due: str | None, recurs: str | None
) -> None:
    [found] = read(f"一、要求\n{sentence}\n示例县人民政府\n2024年3月5日\n").obligations
    assert (found.who, found.to, found.due, found.recurs) == (who, to, due, recurs)


def test_two_periods_in_one_sentence() -> None:
    found = read("一、要求\n主管部门每半年向本级政府报送分析报告,每年提交一份综合报告。").obligations
    assert [(o.who, o.recurs) for o in found] == [("主管部门", "half-yearly"), ("主管部门", "yearly")]


def test_two_dates_for_one_deed() -> None:
    text = "示例县质量工作要点\n2024年3月5日\n一、要求\n各乡镇于7月15日前和次年1月15日前报送分析报告。"
    assert [(o.due, o.recurs) for o in read(text).obligations] == [("2024-07-15", None), ("01-15", "yearly")]


@pytest.mark.parametrize(
    "sentence",
    [
        "定期分析质量状况。",
        "及时公布抽查结果。",
        "适时开展督导检查。",
        "到2026年，建成检测中心。",
        "2026年底前建成检测中心1个。",
        "每年新增名牌5个。",
        "合格率逐年提高。",
    ],
)
def test_what_is_no_obligation(sentence: str) -> None:
    assert read(f"一、要求\n{sentence}").obligations == ()


@pytest.mark.parametrize(
    ("line", "name", "begins", "ends"),
    [
        ("（一）启动阶段（2024年2月—2024年4月）。制定方案。", "启动阶段", "2024-02", "2024-04"),
        ("（一）启动阶段(2024年2月-4月)", "启动阶段", "2024-02", "2024-04"),
        ("（一）实施阶段(2024年5月至2026年9月)", "实施阶段", "2024-05", "2026-09"),
        ("（一）总结阶段(二〇二六年十月至十二月)", "总结阶段", "2026-10", "2026-12"),
        ("（一）准备阶段：2024年2月至2024年4月。", "准备阶段", "2024-02", "2024-04"),
        ("（一）启动阶段(即日起至2024年4月底)", "启动阶段", None, "2024-04"),
        ("（一）收尾阶段(2026年12月底前)", "收尾阶段", None, "2026-12"),
    ],
)
def test_phase(line: str, name: str, begins: str | None, ends: str | None) -> None:
    [phase] = read(f"一、实施步骤\n{line}\n").phases
    assert (phase.name, phase.begins, phase.ends) == (name, begins, ends)


def test_a_dated_plan_is_no_phase() -> None:
    assert read("一、目标\n（一）落实规划(2021年—2025年)。").phases == ()
