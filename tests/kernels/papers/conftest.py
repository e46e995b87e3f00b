"""One sample paper with every kind of block, and the chart engine the pages' own script gives."""

import datetime
from pathlib import Path

import pytest

from zhiheng.kernels.papers import (
    Attachment,
    Chart,
    FigureRef,
    Heading,
    Note,
    PageBreak,
    Paper,
    Paragraph,
    Run,
    Table,
    chart_engine,
)
from zhiheng.kernels.papers.charts import Gap, Series, trend

SCRIPT = Path(__file__).parents[3] / "node_modules" / "echarts" / "dist" / "echarts.min.js"
SENTENCE = "各县区各部门按季度汇总质量状况，逐项核对来源，对没有报来的数据注明原因。"
HOSTILE = "#set text(red) \\ $x$ *b* _c_ <script>alert(1)</script> @e `f` & \"q\" 'r' // t /* u */ [v] {w}"


@pytest.fixture(scope="session")
def script() -> str:
    if not SCRIPT.exists():
        pytest.skip("echarts is not installed: run npm ci")
    return SCRIPT.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def engine(script):
    return chart_engine(script)


def figure(indicator: str, value: str, region: str = "620700", period: str = "2012Q3", status: str = "ok"):
    return FigureRef(indicator, region, period, value, status)


def sample_chart() -> Chart:
    option = trend(
        "抽查合格率",
        ["2012Q1", "2012Q2", "2012Q3", "2012Q4"],
        [Series("合格率", [96.1, Gap("缺报"), 97.2, 95.9])],
        unit="%",
        targets=[Series("目标", [95, 95, 96, 96])],
    )
    return Chart(option, "图1 抽查合格率走势", "折线：四个季度的抽查合格率，第二季度缺报")


@pytest.fixture(scope="session")
def paper() -> Paper:
    counties = [
        [
            f"县区{i}",
            figure("P01", str(100 + i), f"6207{i:02d}"),
            [figure("P03", f"9{i % 10}.5%", f"6207{i:02d}"), "（初步）"],
        ]
        for i in range(1, 31)
    ]
    return Paper(
        title="某市2012年第三季度\n质量状况分析报告",
        number="质办〔2012〕9号",
        issuer="某市质量工作领导小组办公室",
        date=datetime.date(2012, 10, 9),
        recipients=["市政府", "各县区政府"],
        secrecy="内部",
        urgency="加急",
        signature="某市质量工作领导小组办公室",
        copies_to=["市委办公室", "市人大办公室"],
        blocks=[
            Heading(1, "总体情况"),
            Paragraph.of(
                "合格率为",
                figure("P03", "97.2%"),
                "，",
                Run("指数", bold=True),
                figure("M01", "缺报", status="missing"),
                "。",
            ),
            Heading(2, "产品"),
            Paragraph.of(SENTENCE * 2),
            Heading(3, "食品"),
            Heading(4, "抽检"),
            Paragraph.of(HOSTILE),
            Heading(2, "服务"),
            Table(
                ["地区", "批次", "合格率"],
                counties,
                widths=[2, 1, 2],
                caption="表1 各县区",
                align=["left", "right", "center"],
            ),
            Note.of("按批次计算，共", figure("P01", "3465"), "批次。"),
            sample_chart(),
            PageBreak(),
            Heading(1, "下一步"),
            Table(
                [f"列{i}" for i in range(12)],
                [[figure(f"X{i}", str(i)) for i in range(12)]],
                caption="表2 宽表",
                landscape=True,
            ),
            Paragraph.of(SENTENCE),
        ],
        attachments=[
            Attachment("指标一览", [Heading(1, "指标"), Paragraph.of("共", figure("N01", "83"), "项。")]),
            Attachment("名单"),
        ],
    )
