"""Figures: short sentences of our own, one form each, in a document dated 2024."""

from __future__ import annotations

import pytest

from zhiheng.kernels.reading import Figure, read

Row = tuple[str, str, str, float, str, str | None]


def figures(sentence: str, heading: str = "主要任务") -> list[Figure]:
    return list(read(f"一、{heading}\n{sentence}\n示例县人民政府\n2024年3月5日\n").figures)


def rows(sentence: str, heading: str = "主要任务") -> list[Row]:
    return [(f.indicator, f.measure, f.op, f.value, f.unit, f.by) for f in figures(sentence, heading)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # subject, reach, number
        ("到2027年，全县农产品合格率达到98％以上。", [("农产品合格率", "level", ">=", 98, "%", "2027")]),
        ("抽检合格率达到百分之九十八以上。", [("抽检合格率", "level", ">=", 98, "%", None)]),
        ("公众满意度达到九成以上。", [("公众满意度", "level", ">=", 90, "%", None)]),
        ("竣工工程验收合格率达到100%。", [("竣工工程验收合格率", "level", "=", 100, "%", None)]),
        ("投诉举报按期办结率不低于98%。", [("投诉举报按期办结率", "level", ">=", 98, "%", None)]),
        ("重点产品不合格发现率控制在5%以内。", [("重点产品不合格发现率", "level", "<=", 5, "%", None)]),
        ("森林覆盖率稳定在45%左右。", [("森林覆盖率", "level", "~", 45, "%", None)]),
        ("城区空气优良天数达到310天。", [("城区空气优良天数", "level", ">=", 310, "天", None)]),
        ("事项办理时限压缩至3个工作日以内。", [("事项办理时限", "level", "<=", 3, "个工作日", None)]),
        ("制造业质量竞争力指数达到88以上。", [("制造业质量竞争力指数", "level", ">=", 88, "", None)]),
        ("每万人口发明专利拥有量达到12件。", [("每万人口发明专利拥有量", "level", ">=", 12, "件", None)]),
        ("高新技术企业总数突破60家。", [("高新技术企业总数", "cumulative", ">=", 60, "家", None)]),
        ("获得驰名商标的企业达到5家。", [("获得驰名商标的企业", "cumulative", ">=", 5, "家", None)]),
        # changes
        ("公共服务满意度比2022年提高3.5个百分点。", [("公共服务满意度", "change", ">=", 3.5, "百分点", None)]),
        ("单位能耗下降13%。", [("单位能耗", "change", ">=", 13, "%", None)]),
        ("到2027年，技术合同成交额翻一番。", [("技术合同成交额", "change", ">=", 1, "番", "2027")]),
        ("“十五五”期间，工业增加值年均增长8%。", [("工业增加值", "change", ">=", 8, "%", "2030")]),
        # verb, number, object
        ("新增10个省级名牌产品。", [("省级名牌产品", "increment", ">=", 10, "个", None)]),
        ("培育三到五家龙头企业。", [("龙头企业", "increment", "between", 3, "家", None)]),
        ("打造2条以上精品线路、3个以上特色小镇。", [
            ("精品线路", "increment", ">=", 2, "条", None), ("特色小镇", "increment", ">=", 3, "个", None)]),
        ("大型企业完成2项以上、中型企业完成4项以上新产品开发。", [
            ("大型企业新产品开发", "increment", ">=", 2, "项", None),
            ("中型企业新产品开发", "increment", ">=", 4, "项", None)]),
        # verb, object, number
        ("创建省级名牌3个、县级名牌5个。", [
            ("省级名牌", "increment", ">=", 3, "个", None), ("县级名牌", "increment", ">=", 5, "个", None)]),
        ("主导或参与制定国家标准2项、行业标准3项。", [
            ("主导或参与制定国家标准", "increment", ">=", 2, "项", None),
            ("主导或参与制定行业标准", "increment", ">=", 3, "项", None)]),
        ("创建国家级实验室1个、省级3个。", [
            ("国家级实验室", "increment", ">=", 1, "个", None), ("省级实验室", "increment", ">=", 3, "个", None)]),
        ("完成燃煤锅炉淘汰35台。", [("燃煤锅炉淘汰", "increment", "=", 35, "台", None)]),
        ("拥有驰名商标4件、地理标志6件。", [
            ("驰名商标", "cumulative", ">=", 4, "件", None), ("地理标志", "cumulative", ">=", 6, "件", None)]),
        # 对 + number + thing + deed; share; deed by percent
        ("对15家获证企业开展有效性检查。", [("获证企业有效性检查", "increment", "=", 15, "家", None)]),
        ("绿色食品产量达到总产量的30%以上。", [("绿色食品产量占总产量比例", "level", ">=", 30, "%", None)]),
        ("新建项目100%执行节能标准。", [("新建项目执行节能标准", "level", "=", 100, "%", None)]),
        # shared out in turn
        ("食品、药品抽检合格率分别达到98%、99%。", [
            ("食品抽检合格率", "level", ">=", 98, "%", None), ("药品抽检合格率", "level", ">=", 99, "%", None)]),
        ("市级名牌和县级名牌分别达到30个和50个。", [
            ("市级名牌", "cumulative", ">=", 30, "个", None), ("县级名牌", "cumulative", ">=", 50, "个", None)]),
        ("到2025年和2030年，绿色建筑占比分别达到70%和90%。", [
            ("绿色建筑占比", "level", ">=", 70, "%", "2025"), ("绿色建筑占比", "level", ">=", 90, "%", "2030")]),
        # two deadlines in a sentence
        ("产品合格率2025年达到85%，2027年达到90%。", [
            ("产品合格率", "level", ">=", 85, "%", "2025"), ("产品合格率", "level", ">=", 90, "%", "2027")]),
        ("到2025年，绿化率达到42%，到2027年达到45%。", [
            ("绿化率", "level", ">=", 42, "%", "2025"), ("绿化率", "level", ">=", 45, "%", "2027")]),
        # strength and magnitude
        ("力争新增地理标志3—5件。", [("地理标志", "increment", "between", 3, "件", None)]),
        ("服务企业近千家次。", [("服务企业", "increment", "~", 1000, "家次", None)]),
        ("年内发放资料3万余份。", [("资料", "increment", ">=", 30000, "份", "2024")]),
        ("今年6月底前建成检测中心1个。", [("检测中心", "increment", ">=", 1, "个", "2024-06")]),
        ("每年专题研究质量工作不少于1次。", [("专题研究质量工作", "increment", ">=", 1, "次", None)]),
    ],
)  # fmt: skip
def test_forms(sentence: str, expected: list[Row]) -> None:
    assert rows(sentence) == expected


def test_baseline_is_kept_beside_the_target_and_is_a_figure_of_its_own() -> None:
    origin, figure = figures("到2027年，通公交率由80%提高到95%。")
    assert (figure.baseline, figure.value, figure.by, figure.kind) == (80, 95, "2027", "target")
    assert (origin.rule, origin.value, origin.by, origin.kind) == ("figure.baseline", 80, None, "result")
    origin, figure = figures("合格率从2020年的90.5%提升到2025年的95%。", "产品质量")
    assert (figure.baseline, figure.value, figure.by) == (90.5, 95, "2025")
    assert (origin.value, origin.by, origin.indicator) == (90.5, "2020", figure.indicator)


def test_range_keeps_both_ends() -> None:
    [figure] = figures("争取引进3－5个知名品牌。")
    assert (figure.op, figure.value, figure.value_max) == ("between", 3, 5)


@pytest.mark.parametrize(
    ("sentence", "strength", "scope", "yearly"),
    [
        ("力争全市名牌产品达到30个。", "strive", "全市", False),
        ("确保水质达标率达到100%。", "firm", None, False),
        ("每年创建示范店10家。", None, None, True),
    ],
)
def test_strength_scope_and_yearly(
    sentence: str, strength: str | None, scope: str | None, yearly: bool
) -> None:
    [figure] = figures(sentence)
    assert (figure.strength, figure.scope, figure.yearly) == (strength, scope, yearly)


@pytest.mark.parametrize(
    ("sentence", "heading", "kind", "by"),
    [
        ("2023年，全县产品合格率为92.1%。", "工作回顾", "result", "2023"),
        ("全县产品合格率达到92.1%。", "发展基础", "result", None),
        ("去年，全县查处案件36起。", "形势", "result", "2023"),
        ("截至2023年底，拥有老字号12家。", "主要任务", "result", "2023"),
        ("到2026年，产品合格率达到94%。", "主要目标", "target", "2026"),
        ("产品合格率达到94%。", "主要目标", "target", None),
        ("今年要创建名牌5个。", "下一步打算", "target", "2024"),
    ],
)
def test_kind_and_period(sentence: str, heading: str, kind: str, by: str | None) -> None:
    [figure] = figures(sentence, heading)
    assert (figure.kind, figure.by) == (kind, by)


def test_a_deadline_is_carried_down_and_along_but_not_across() -> None:
    text = (
        "一、目标\n（一）总目标。到2026年，质量明显提升。\n1．产品：合格率达到95%。抽检覆盖率达到90%。\n"
        "2．工程：到2028年，优良率达到80%。\n到2027年，具体目标：\n——绿色建筑。占比达到85%。\n（二）任务。培训人员200人次。\n"
    )
    assert [(f.section, f.by) for f in read(text).figures] == [
        ("一/(一)/1", "2026"),
        ("一/(一)/1", "2026"),
        ("一/(一)/2", "2028"),
        ("一/(一)/2/——1", "2027"),
        ("一/(二)", None),
    ]


def test_a_blanked_year_is_unknown_not_inherited() -> None:
    text = "一、目标\n到2026年，质量提升。\n（一）产品。到年，合格率达到95%。\n"
    assert [f.by for f in read(text).figures] == [None]


def test_a_bare_name_takes_the_sector_of_its_heading() -> None:
    text = "一、服务\n1．旅游业。顾客满意度达到85%。\n"
    assert [f.indicator for f in read(text).figures] == ["旅游业顾客满意度"]


@pytest.mark.parametrize(
    "sentence",
    [
        "设立5个工作组。",
        "坚持三个原则，统筹两个市场，做好四大工程。",
        "用3年时间完成，3年内见效。",
        "拨打12345、12315热线。",
        "落实“1+3+5”模式，开展“3·15”活动。",
        "按照GB/T 19001标准和示政发〔2023〕5号文件执行。",
        "推进一二三产业融合，形成一批品牌，构建一个体系。",
        "召开第3次会议，审议第5条。",
        "对获奖企业奖励300万元。",
        "出台20条措施。",
        "推广一次性验收。",
    ],
)
def test_what_is_no_figure(sentence: str) -> None:
    assert rows(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    ["到２０２７年，全县农产品合格率达到９８．５％以上。", "到2027年,全县农产品合格率达到98.5%以上。"],
)
def test_width_makes_no_difference(sentence: str) -> None:
    assert rows(sentence) == [("农产品合格率", "level", ">=", 98.5, "%", "2027")]


def test_a_plan_for_one_year_governs_by_its_title_and_a_span_of_years_does_not() -> None:
    body = "一、任务\n创建名牌5个。\n二、工作回顾\n查处案件3起。\n"
    assert [f.by for f in read("示例县2025年质量工作要点\n" + body).figures] == ["2025", None]
    assert [f.by for f in read("示例县质量行动计划(2024—2026年)\n" + body).figures] == [None, None]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("产值超亿元企业达到20家，超10亿元企业达到2家。", [
            ("产值超亿元企业", "cumulative", ">=", 20, "家", None), ("超10亿元企业", "cumulative", ">=", 2, "家", None)]),
        ("全年接待游客500万人次，实现旅游收入30亿元，分别增长10%、12%。", [
            ("接待游客", "increment", ">=", 5000000, "人次", None), ("旅游收入", "level", ">=", 30, "亿元", None),
            ("接待游客", "change", ">=", 10, "%", None), ("旅游收入", "change", ">=", 12, "%", None)]),
        ("新建社会公用计量标准20项，总数达到120项。", [
            ("社会公用计量标准", "increment", ">=", 20, "项", None),
            ("社会公用计量标准总数", "cumulative", ">=", 120, "项", None)]),
        ("打造质量强链3条，其中省级以上1条。", [
            ("质量强链", "increment", ">=", 3, "条", None), ("省级以上质量强链", "increment", ">=", 1, "条", None)]),
        ("产品质量合格率达到95%，其中消费品达到93%。", [
            ("产品质量合格率", "level", ">=", 95, "%", None), ("消费品质量合格率", "level", ">=", 93, "%", None)]),
        ("帮扶活动每年不少于100家。", [("帮扶活动", "increment", ">=", 100, "家", None)]),
        ("抽检批次同比增长5%以上。", [("抽检批次", "change", ">=", 5, "%", None)]),
        ("企业平均开办时间压缩到1个工作日内。", [("企业平均开办时间", "level", "<=", 1, "个工作日", None)]),
        ("获证企业检查完成率98%，整改率100%。", [
            ("获证企业检查完成率", "level", ">=", 98, "%", None), ("获证企业检查整改率", "level", "=", 100, "%", None)]),
    ],
)  # fmt: skip
def test_names_that_lean_on_their_neighbours(sentence: str, expected: list[Row]) -> None:
    assert rows(sentence) == expected
