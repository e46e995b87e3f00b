"""Standing duties in every form: who owes what to whom, by when, how often; and what is none."""

from __future__ import annotations

import pytest

from zhiheng.kernels.reading import Obligation, read

OFFICE = "县领导小组办公室"
CASES = [
    # sentence, who, to, due, recurs
    ("各乡镇每月5日前向县领导小组办公室报送进展情况。", "各乡镇", OFFICE, "05", "monthly"),
    ("各乡镇每月25日前将进展情况报县领导小组办公室。", "各乡镇", OFFICE, "25", "monthly"),
    ("各乡镇要每月报送一次工作进展。", "各乡镇", None, None, "monthly"),
    ("县市场监管局按月通报进展情况。", "县市场监管局", None, None, "monthly"),
    ("各单位每季度末月25日前报送工作小结。", "各单位", None, None, "quarterly"),
    ("各单位要在每季度最后一个月25日前报送工作小结。", "各单位", None, None, "quarterly"),
    ("县市场监管局每季度召开一次例会。", "县市场监管局", None, None, "quarterly"),
    ("各部门每半年向县政府报告一次工作情况。", "各部门", "县政府", None, "half-yearly"),
    ("县领导小组每半年听取一次汇报。", "县领导小组", None, None, "half-yearly"),
    ("各部门应当每年向县政府报告工作情况。", "各部门", "县政府", None, "yearly"),
    ("县领导小组每年召开一次全体会议。", "县领导小组", None, None, "yearly"),
    ("县政府每年至少开展1次专项督查。", "县政府", None, None, "yearly"),
    ("各乡镇于每年3月底前报送上年度总结。", "各乡镇", None, "03-31", "yearly"),
    ("各乡镇每年11月30日前将年度总结报送县领导小组办公室。", "各乡镇", OFFICE, "11-30", "yearly"),
    ("每年年底前，各乡镇向县领导小组办公室报送年度总结。", "各乡镇", OFFICE, "12-31", "yearly"),
    ("各部门于2026年6月底前制定实施方案。", "各部门", None, "2026-06-30", None),
    ("各部门要在2026年6月10日前将实施方案报县领导小组办公室备案。", "各部门", OFFICE, "2026-06-10", None),
    ("请各部门于6月10日前将名单报送县市场监管局。", "各部门", "县市场监管局", "2026-06-10", None),
    ("12月20日前，各乡镇将总结报告报县政府。", "各乡镇", "县政府", "2026-12-20", None),
    ("各乡镇于今年9月底前提交自评报告。", "各乡镇", None, "2026-09-30", None),
    ("县市场监管局于明年3月底前公布质量状况白皮书。", "县市场监管局", None, "2027-03-31", None),
    ("自印发之日起30日内，各乡镇制定实施细则。", "各乡镇", None, "2026-04-04", None),
    ("各乡镇在收到通知5个工作日内将整改情况报送县市场监管局。", "各乡镇", "县市场监管局", None, None),
    ("抽查结果应在10个工作日内向社会公布。", None, None, None, None),
    ("各部门年终向县政府述职。", "各部门", "县政府", None, "yearly"),
    ("委托第三方机构于2028年6月底前完成中期评估。", "第三方机构", None, "2028-06-30", None),
    ("2028年底前完成总结评估。", None, None, "2028-12-31", None),
    ("每半年由县领导小组组长主持召开一次专题会议。", "县领导小组组长", None, None, "half-yearly"),
    ("县质强办每季度汇总工作推进情况。", "县质强办", None, None, "quarterly"),
    ("县市场监管局对照标准逐项检查，每季度通报一次结果。", "县市场监管局", None, None, "quarterly"),
    ("各乡镇(街道)每季度报告一次情况。", "各乡镇(街道)", None, None, "quarterly"),
    ("各县(市、区)人民政府于2026年7月31日前将方案报市领导小组办公室(以下简称市质强办)。", "各县(市、区)人民政府",
     "市领导小组办公室", "2026-07-31", None),
    ("各部门7月底前完成方案编制，并报县市场监管局备案。", "各部门", "县市场监管局", "2026-07-31", None),
    ("县市场监管局按季度向社会公布抽查结果。", "县市场监管局", None, None, "quarterly"),
    ("2026年12月底前召开总结会议。", None, None, "2026-12-31", None),
    ("县广播电视台每月刊播公益广告不少于4次。", "县广播电视台", None, None, "monthly"),
    ("县质强办按季度调度、通报进展。", "县质强办", None, None, "quarterly"),
    ("县领导小组全年召开2次以上全体会议。", "县领导小组", None, None, "yearly"),
    ("县质强办每年1月底前形成上年度白皮书。", "县质强办", None, "01-31", "yearly"),
    ("县政府12月底前对各乡镇进行年度考核。", "县政府", None, "2026-12-31", None),
    ("2028年底进行终期评估。", None, None, "2028-12-31", None),
    ("每年对不少于30%的项目进行抽查。", None, None, None, "yearly"),
    ("各乡镇于次月5日前报送上月情况。", "各乡镇", None, "05", "monthly"),
    ("联席会议原则上每年召开1次全体会议。", "联席会议", None, None, "yearly"),
    ("各部门工作总结于每年12月10日前报送。", None, None, "12-10", "yearly"),
    ("各乡鎮每季度向縣政府報送分析報告。", "各乡镇", "县政府", None, "quarterly"),
]  # fmt: skip


def obligations(sentence: str) -> tuple[Obligation, ...]:
    return read(f"一、要求\n{sentence}\n示例县人民政府\n2026年3月5日\n").obligations


@pytest.mark.parametrize(("sentence", "who", "to", "due", "recurs"), CASES)
def test_obligation(
    sentence: str, who: str | None, to: str | None, due: str | None, recurs: str | None
) -> None:
    [found] = obligations(sentence)
    assert (found.who, found.to, found.due, found.recurs) == (who, to, due, recurs)
    assert found.what


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("各乡镇每季度向县政府报送分析报告。", "报送分析报告"),
        ("各乡镇于7月底前将自查报告和佐证材料报送县政府。", "报送自查报告和佐证材料"),
        ("县领导小组每年召开一次全体会议。", "召开一次全体会议"),
        ("县市场监管局每季度通报一次结果。", "通报一次结果"),
        ("各单位要在每季度最后一个月25日前报送工作小结。", "报送工作小结"),
        ("工作总结于每年12月10日前报送。", "报送工作总结"),
        ("自印发之日起30日内，各乡镇制定实施细则。", "制定实施细则"),
        ("各乡镇每周五前报送工作信息。", "报送工作信息"),
    ],
)
def test_what(sentence: str, what: str) -> None:
    [found] = obligations(sentence)
    assert found.what == what


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("各乡镇于每年6月20日、12月20日前报送工作总结。", [("06-20", "yearly"), ("12-20", "yearly")]),
        ("各乡镇分别于6月30日、12月5日前报送进展情况。", [("2026-06-30", None), ("2026-12-05", None)]),
        ("各乡镇分别于6月底和11月底前报送进展情况。", [("2026-06-30", None), ("2026-11-30", None)]),
        ("各乡镇于7月15日前和次年1月15日前报送分析报告。", [("2026-07-15", None), ("01-15", "yearly")]),
        ("县局每月通报进展，每季度召开例会，每年组织考核。", [(None, "monthly"), (None, "quarterly"), (None, "yearly")]),
        ("请各部门于4月10日前将名单、5月30日前将工作方案报县领导小组办公室。", [("2026-04-10", None), ("2026-05-30", None)]),
        ("请各部门于3月16日前将《联络表》，于4月30日前将《行动计划》，报县领导小组办公室。", [("2026-03-16", None), ("2026-04-30", None)]),
        ("各乡镇每季度报送进展；每年开展自查。", [(None, "quarterly"), (None, "yearly")]),
    ],
)  # fmt: skip
def test_several(sentence: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert [(o.due, o.recurs) for o in obligations(sentence)] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "定期召开会议。", "适时开展督查。", "及时报送信息。", "不定期开展抽查。", "加强日常检查。", "合格率每年提高1个百分点。",
        "每年新增标准10项。", "每年培育企业20家。", "每年评选先进企业5家。", "每年抽查比例不低于30%。", "到2028年末，入选品牌价值评价的企业达到25个。", "2026年10月底前完成1806户客栈质量评估。", "2026年底前建成检测中心。", "9月底前完成86家企业改造。",
        "2025年12月底前完成了评估。", "到2028年，形成较为完善的体系。", "每年安排专项资金500万元。", "实现年检测能力5万批次。",
        "每月优良天数保持稳定。", "10月底前完成标志设置。", "本办法自印发之日起施行。", "每年9月为质量月。",
    ],
)  # fmt: skip
def test_no_obligation(sentence: str) -> None:
    assert obligations(sentence) == ()


def test_obligations_stand_before_the_first_heading_too() -> None:
    [found] = read(
        "示例县质量工作方案\n请各部门于2026年6月10日前将名单报送县市场监管局。\n一、要求\n"
    ).obligations
    assert (found.section, found.to, found.due) == (None, "县市场监管局", "2026-06-10")


def test_a_date_within_an_assignment_is_none_of_its_own() -> None:
    assert obligations("完善政策。(县教育局牵头,县财政局参加,6月底前出台办法)") == ()


def test_bare_months_are_of_the_year_in_the_title() -> None:
    text = "示例县2026年专项行动方案\n一、步骤\n（一）自查阶段(7月3日至7月15日)。各乡镇于7月15日前将情况报县政府。\n"
    reading = read(text)
    assert (reading.phases[0].begins, reading.phases[0].ends) == ("2026-07", "2026-07")
    assert reading.obligations[0].due == "2026-07-15"


def test_a_subject_holds_over_a_semicolon_and_not_over_a_full_stop() -> None:
    held = obligations("县市场监管局每月通报进展；每半年开展督查。")
    lost = obligations("县市场监管局每月通报进展。每半年开展督查。")
    assert [o.who for o in held] == ["县市场监管局", "县市场监管局"]
    assert [o.who for o in lost] == ["县市场监管局", None]
    assert lost[1].doubts == ("no_subject",) and "subject-of-sentence" in held[1].steps


def test_the_day_of_a_month_is_no_due_date_in_the_labelling_rules() -> None:
    [row] = read("一、要求\n各乡镇每月5日前报送进展情况。").to_json()["obligations"]
    assert (row["due"], row["due_day"], row["recurs"]) == (None, "05", "monthly")


@pytest.mark.parametrize(
    ("line", "name", "begins", "ends"),
    [
        ("（一）宣传发动阶段（2026年3月—4月）", "宣传发动阶段", "2026-03", "2026-04"),
        ("（一）宣传发动阶段（2026年3月-2026年4月）。召开会议。", "宣传发动阶段", "2026-03", "2026-04"),
        ("（一）宣传发动阶段(2026年3月1日至4月30日)", "宣传发动阶段", "2026-03", "2026-04"),
        ("（一）宣传发动阶段(2026.3—2026.4)", "宣传发动阶段", "2026-03", "2026-04"),
        ("（一）宣传发动(2026年3月上旬至4月中旬)", "宣传发动", "2026-03", "2026-04"),
        ("1.组织实施阶段：2026年5月至2027年10月。", "组织实施阶段", "2026-05", "2027-10"),
        ("第一阶段：动员部署（2026年3月—4月）。", "动员部署", "2026-03", "2026-04"),
        ("第一阶段（2026年3月—4月）：动员部署。", "第一阶段", "2026-03", "2026-04"),
        ("第二阶段:组织实施阶段(2026年11月至2027年2月)", "组织实施阶段", "2026-11", "2027-02"),
        ("（二）集中整治阶段(即日起至2026年9月底)", "集中整治阶段", None, "2026-09"),
        ("（二）集中整治阶段(2026年9月底前)", "集中整治阶段", None, "2026-09"),
        ("（三）巩固提升阶段(2027年1月起,长期坚持)", "巩固提升阶段", "2027-01", None),
        ("（三）总结验收阶段(2026年12月)", "总结验收阶段", "2026-12", "2026-12"),
        ("（三）总结验收阶段（二〇二六年十一月至十二月）", "总结验收阶段", "2026-11", "2026-12"),
        ("启动阶段（2026年3月—4月）。制定方案。", "启动阶段", "2026-03", "2026-04"),
        ("一是启动阶段（2026年3月—4月）。制定方案。", "启动阶段", "2026-03", "2026-04"),
    ],
)
def test_phase(line: str, name: str, begins: str | None, ends: str | None) -> None:
    [phase] = read(f"示例县工作方案\n三、实施步骤\n{line}\n").phases
    assert (phase.name, phase.begins, phase.ends) == (name, begins, ends)


@pytest.mark.parametrize(
    ("line", "begins", "ends"),
    [
        ("（一）启动阶段(3月—4月)", "2026-03", "2026-04"),
        ("（一）启动阶段（4月底前）", None, "2026-04"),
        ("（二）实施阶段（5月至10月）", "2026-05", "2026-10"),
        ("（三）总结阶段（11月至次年1月）", "2026-11", "2027-01"),
    ],
)
def test_months_without_a_year_take_the_year_of_the_document(
    line: str, begins: str | None, ends: str | None
) -> None:
    [phase] = read(f"示例县工作方案\n一、实施步骤\n{line}\n示例县人民政府\n2026年3月1日\n").phases
    assert (phase.begins, phase.ends) == (begins, ends)
    assert "year_of_document" in phase.doubts


@pytest.mark.parametrize(
    "line",
    [
        "（一）落实规划(2021年—2025年)。",
        "（一）抓好改造（2026年3月—4月完成设计）的组织。",
        "（一）质量月活动(9月)",
        "2026年3月至4月，开展检查。",
    ],
)
def test_no_phase(line: str) -> None:
    assert read(f"一、目标\n{line}\n").phases == ()
