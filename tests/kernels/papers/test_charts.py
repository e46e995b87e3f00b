"""Charts: gaps are gaps, failures are named, pictures are never blank, bytes repeat."""

import json
import subprocess
import sys

import pytest
from lxml import etree

from tests.kernels.papers.conftest import SCRIPT, sample_chart
from zhiheng.kernels.papers import Chart, ChartEngine, PaperError, chart_engine
from zhiheng.kernels.papers.charts import PALETTE, Gap, Series, bars, stacked, trend

QUARTERS = ["Q1", "Q2", "Q3"]


def texts(svg):
    return ["".join(node.itertext()) for node in etree.fromstring(svg.encode()).iter("{*}text")]


def chart(option, caption="图"):
    return Chart(option, caption, "说明")


def test_gaps_are_null_and_say_why():
    option = trend("走势", QUARTERS, [Series("甲", [1, Gap("样本不足"), 3])])
    assert option["series"][0]["data"] == [1, None, 3]
    assert option["series"][0]["connectNulls"] is False
    assert option["xAxis"]["data"] == ["Q1", "Q2\n（样本不足）", "Q3"]


def test_gaps_of_one_series_among_several_name_it():
    option = stacked("堆叠", QUARTERS, [Series("甲", [1, None, 3]), Series("乙", [1, 2, Gap("缺报")])])
    assert option["xAxis"]["data"] == ["Q1", "Q2\n（甲缺数）", "Q3\n（乙缺报）"]
    assert bars("对比", ["甲", "乙"], [1, None])["yAxis"]["data"] == ["甲", "乙（缺数）"]


@pytest.mark.parametrize(
    "option",
    [
        trend(
            "走势",
            QUARTERS,
            [Series("甲", [1, 2, 3]), Series("乙", [3, 2, 1])],
            targets=[Series("目标", [2, 2, 2])],
        ),
        bars("对比", QUARTERS, [1, 2, 3], target=2.5, highlight="Q2"),
        stacked("堆叠", QUARTERS, [Series("甲", [1, 2, 3]), Series("乙", [3, 2, 1])]),
    ],
    ids=["trend", "bars", "stacked"],
)
def test_options_are_json_and_fit_a_strict_policy(option, engine):
    assert json.loads(json.dumps(option, allow_nan=False)) == option
    assert option["tooltip"]["renderMode"] == "richText"
    assert option["backgroundColor"] == "#ffffff"
    assert option["color"] == list(PALETTE)
    svg = engine.svg(chart(option))
    assert {"Q1", "Q2", "Q3"} <= set(texts(svg))
    assert "style=" not in svg
    assert "class=" not in svg


def test_a_gap_is_not_drawn_as_zero(engine):
    """A bar for every number, none for a gap; a true 0 keeps its label."""
    svg = engine.svg(chart(bars("对比", ["甲", "乙", "丙"], [5, Gap("缺报"), 0])))
    labels = texts(svg)
    assert "乙（缺报）" in labels
    assert labels.count("5") == 2  # the bar's label and the axis
    assert labels.count("0") == 2
    gap_only = texts(engine.svg(chart(bars("对比", ["甲", "乙", "丙"], [5, Gap("缺报"), Gap("缺报")]))))
    assert gap_only.count("0") == 1


def test_bars_start_at_zero_and_hold_the_target(engine):
    option = bars("对比", ["甲"], [96.5], target=120)
    assert option["xAxis"]["max"] >= 120
    assert "目标 120" in texts(engine.svg(chart(option)))


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: trend("走势", QUARTERS, [Series("甲", [1, 2])]), "“甲”.*应有 3 个值，实有 2 个"),
        (lambda: trend("走势", QUARTERS, []), "没有数据系列"),
        (lambda: trend("走势", [], [Series("甲", [])]), "没有类目"),
        (lambda: trend("", QUARTERS, [Series("甲", [1, 2, 3])]), "没有标题"),
        (lambda: trend("走势", QUARTERS, [Series("甲", [1, float("nan"), 3])]), "Q2.*缺数请用 Gap"),
        (lambda: trend("走势", QUARTERS, [Series("甲", [1, "2", 3])]), "不是数"),
        (
            lambda: trend("走势", QUARTERS, [Series("甲", [1, 2, 3])], targets=[Series("甲", [1, 1, 1])]),
            "重名",
        ),
        (lambda: bars("对比", ["甲"], [True]), "不是数"),
        (lambda: bars("对比", ["甲"], [1], highlight="乙"), "不在列表里"),
        (lambda: stacked("堆叠", QUARTERS, [Series("甲", [1, -2, 3])]), "不能有负数"),
    ],
)
def test_bad_values_are_named(build, message):
    with pytest.raises(PaperError, match=message):
        build()


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ({"xAxis": {}, "yAxis": {}, "series": [{"type": "nonsense", "data": [1]}]}, "图“坏图”.*只画出 0 个"),
        ({"series": [{"type": "bar", "data": [1]}]}, "图“坏图”.*画图失败"),
        ({"xAxis": {}, "yAxis": {}, "series": [{"type": "bar", "data": [None]}]}, "图“坏图”.*空白"),
    ],
)
def test_a_chart_that_cannot_be_drawn_is_an_error(engine, option, message):
    with pytest.raises(PaperError, match=message):
        engine.png(chart(option, "坏图"))
    assert engine.png(sample_chart())  # the engine survives it


def test_a_picture_is_repeatable_white_and_of_size(engine):
    first = engine.png(sample_chart())
    engine.svg(chart(bars("别的", ["甲"], [1])))
    assert engine.png(sample_chart()) == first
    assert first[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(first[16:20]) == 2 * sample_chart().width
    assert engine.svg(sample_chart()) == engine.svg(sample_chart())
    assert 'fill="#ffffff"' in engine.svg(sample_chart()) or 'fill="#fff"' in engine.svg(sample_chart())


def test_ids_keep_apart_by_prefix(engine):
    first, second = (engine.svg(sample_chart(), prefix=prefix) for prefix in ("a", "b"))

    def ids(svg):
        return {node.get("id") for node in etree.fromstring(svg.encode()).iter() if node.get("id")}

    assert ids(first)
    assert not ids(first) & ids(second)


def test_engine_is_kept_for_a_script(script, engine):
    assert chart_engine(script) is engine
    assert chart_engine(script.encode()) is engine


def test_the_callers_option_is_left_alone(engine):
    item = sample_chart()
    before = json.dumps(item.option)
    engine.svg(item)
    assert json.dumps(item.option) == before


@pytest.mark.parametrize("text", ["nonsense(", "var other = 1"])
def test_another_script_is_refused(text):
    with pytest.raises(PaperError, match="图表引擎"):
        ChartEngine(text)


def test_a_machine_without_chinese_fonts_is_told(script):
    bare = ChartEngine(script, system_fonts=False)
    with pytest.raises(PaperError, match="没有能显示中文的字体"):
        bare.png(sample_chart())


def test_the_process_ends_with_an_engine_open():
    """V8 left open once kept the interpreter from ending."""
    if not SCRIPT.exists():
        pytest.skip("echarts is not installed: run npm ci")
    code = (
        "import sys; from zhiheng.kernels.papers import chart_engine;"
        "engine = chart_engine(open(sys.argv[1], 'rb').read()); print('drawn')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(SCRIPT)], capture_output=True, timeout=50, check=True
    )
    assert done.stdout.strip() == b"drawn"
