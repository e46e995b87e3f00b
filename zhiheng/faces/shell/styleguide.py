"""Every component in its empty, usual, long, many and error states: for building, screenshots and axe."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.translation import gettext as _

from zhiheng.faces.shell import components as c
from zhiheng.faces.shell.components.inline import TONES

LONG = "县级以上人民政府市场监督管理部门会同农业农村、住房城乡建设、生态环境、文化旅游等部门建立的质量工作协调推进机制"
PERIODS = ["2011Q4", "2012Q1", "2012Q2", "2012Q3"]


@dataclass(frozen=True)
class Section:
    title: str
    samples: list[Any]
    note: str = ""


class SampleForm(forms.Form):
    name = forms.CharField(label="产品名称", max_length=60, help_text="按检验报告上的名称填写")
    level = forms.ChoiceField(
        label="抽查级别", choices=[("national", "国家级"), ("provincial", "省级"), ("city", "市级")]
    )
    on = forms.DateField(label="抽样日期", widget=forms.DateInput(attrs={"type": "date"}))
    count = forms.IntegerField(label="批次", min_value=1)
    verdict = forms.ChoiceField(
        label="检验结论", choices=[("ok", "合格"), ("bad", "不合格")], widget=forms.RadioSelect
    )
    kinds = forms.MultipleChoiceField(
        label="用途",
        required=False,
        choices=[("a", "风险监测"), ("b", "监督检查"), ("c", "专项整治")],
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(label="说明", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    public = forms.BooleanField(label="列入公开范围", required=False)


class SampleFilter(forms.Form):
    region = forms.ChoiceField(
        label="地区", required=False, choices=[("", "全部"), ("a", "甲县"), ("b", "乙县")]
    )
    level = forms.MultipleChoiceField(
        label="级别", required=False, choices=[("city", "市级"), ("provincial", "省级")]
    )
    text = forms.CharField(label="产品或企业", required=False)
    after = forms.DateField(
        label="抽样日期从", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    failed = forms.BooleanField(label="只看不合格", required=False)


def sections(request: HttpRequest) -> list[Section]:
    return [
        _inline(),
        _panels(),
        _flow(),
        _tree(),
        _tables(),
        _matrix(),
        _charts(),
        _forms(request),
    ]


def _inline() -> Section:
    lights = [c.Light(s) for s in ("green", "amber", "red", "grey")]
    figures = [
        c.Figure(94.126, "%", 2, url="#", numerator=1882, denominator=2000),
        c.Figure(95, "%", 1, status="small_sample", numerator=19, denominator=20),
        c.Figure(12345678.9, "万元", 1, status="reported"),
        c.Figure(-3.25, "个百分点", 2, light="red"),
        *(
            c.Figure(status=s)
            for s in ("no_record", "not_reported", "division_by_zero", "suppressed", "timeout")
        ),
        c.Figure(None),
    ]
    return Section(
        _("行内组件"),
        [
            c.Pairs(
                [
                    (
                        _("灯"),
                        [
                            *lights,
                            c.Light("red", "逾期 3 天"),
                            c.Light("amber", "临期", url="#"),
                            c.Light("green", compact=True),
                        ],
                    ),
                    (_("标签"), [c.Badge(t, t) for t in TONES]),
                    (_("数字"), figures),
                    (
                        _("变化"),
                        [
                            c.Change(1.2, "个百分点", 1, "up", "同比"),
                            c.Change(-4, "件", None, "up", "环比"),
                            c.Change(0, against="同比"),
                            c.Change(None),
                        ],
                    ),
                    (
                        _("条款"),
                        c.Clause(
                            "某市质量发展规划", ["二、主要目标", "（一）产品质量", "1"], "#", "目标的原句"
                        ),
                    ),
                    (
                        _("进度"),
                        [
                            c.Progress(30),
                            c.Progress(4, 5, "4/5 县已报", "amber"),
                            c.Progress(None, label=_("正在计算")),
                        ],
                    ),
                    (
                        _("走势"),
                        [
                            c.Spark([90, 91.5, None, 92, 94, 93.2], "六个季度由 90 升到 93.2", 92),
                            c.Spark([1], ""),
                        ],
                    ),
                    (_("空值"), None),
                    (_("链接"), c.Link("甲县", "#", "2012 年起")),
                    (
                        _("来源"),
                        c.Provenance(
                            [
                                (_("定义"), "监督抽查合格批次 ÷ 抽查批次"),
                                (_("分子"), 1882),
                                (_("分母"), 2000),
                                (_("数据截至"), dt.date(2012, 9, 30)),
                                (_("条款"), c.Clause("某市规划", ["二", "（一）"], "#")),
                            ]
                        ),
                    ),
                ],
                columns=1,
            )
        ],
    )


def _panels() -> Section:
    stats = c.Stats(
        [
            c.Stat(
                "产品抽查合格率",
                c.Figure(94.1, "%", 1, big=True, url="#"),
                c.Change(1.2, "个百分点", 1, "up", "同比"),
                c.Spark([90, 92, 94.1], "三个季度连升"),
            ),
            c.Stat("应报未报", c.Figure(3, "件", big=True), note="其中 1 件已逾期"),
            c.Stat("优良天数", c.Figure(status="not_reported", big=True)),
            c.Stat(LONG, c.Figure(123456789, "元", big=True)),
        ]
    )
    alerts = [
        c.Alert("数据截至 2012-09-30", "下一次更新在 10 月 8 日。"),
        c.Alert(
            "已导入 1,204 行",
            tone="success",
            actions=[
                c.Action("查看", "#"),
                c.Action(
                    "撤销本次导入", "#", "post", confirm="撤销后这 1,204 行将移出台账，可在记录中找回。"
                ),
            ],
        ),
        c.Alert("两个县没有报送第三季度", tone="warning", items=[c.Link("甲县", "#"), c.Link("乙县", "#")]),
        c.Alert(
            "没有导入", "第 3 行“抽样日期”写的是“昨天”。请改为 2012-09-30 这样的日期后重新上传。", "error"
        ),
    ]
    return Section(
        _("面板"),
        [
            stats,
            *alerts,
            c.Tabs(
                [
                    c.Tab("概况", "#", True),
                    c.Tab("记录", "#", count=1204),
                    c.Tab("历史", "#"),
                    c.Tab(LONG[:14], "#"),
                ],
                _("页内导航"),
            ),
            c.Card(
                _("卡片"),
                c.Pairs([("编号", "CY-2012-0017"), ("单位", LONG), ("批次", 12), ("备注", None)]),
                [c.Action(_("编辑"), "#")],
            ),
            c.Empty(
                "还没有方案",
                "上传一份政策文件，或从目录中选一个。",
                c.Action("上传文件", "#", tone="primary"),
            ),
            c.Buttons(
                [
                    c.Action("主要", "#", tone="primary"),
                    c.Action("普通", "#"),
                    c.Action("撤回", "#", tone="danger", confirm="撤回后公众看不到这一版。"),
                    c.Action("发布", disabled="尚缺一人复核"),
                ]
            ),
            c.Dialog(
                "sample-dialog",
                "作废说明",
                "作废的记录仍可在历史中查到。",
                c.Action("作废", "#", "post", "danger"),
            ),
        ],
    )


def _flow() -> Section:
    states = [
        c.Step("抽样", "done", note="09-01"),
        c.Step("检验", "done"),
        c.Step("异议复检", "current"),
        c.Step("处置"),
        c.Step("办结"),
    ]
    moves = [
        c.Action("受理复检", "#", "post", "primary", value="accept"),
        c.Action(
            "不予受理", "#", "post", "danger", confirm="不予受理要写明理由，并告知申请人。", value="refuse"
        ),
        c.Action("办结", disabled="复检结论未录入"),
    ]
    clocks = [
        c.Clock("复检受理期限", dt.date(2012, 9, 20), c.Light("amber", "剩 2 个工作日")),
        c.Clock("公开期限", None, c.Light("grey", "已中止")),
    ]
    events = [
        c.Event(dt.datetime(2012, 9, 18, 9, 30), "提出复检", "某企业", "认为检验方法选用不当。"),
        c.Event(
            dt.date(2012, 9, 12),
            "检验结论改为不合格",
            "市质检所",
            tone="red",
            changes=[("结论", None, "不合格"), ("批次", 11, 12)],
        ),
        c.Event(dt.date(2012, 9, 1), "抽样", "市局产品质量科", tone="green", url="#"),
    ]
    return Section(
        _("办理"),
        [
            c.Lifecycle(c.Badge("异议处理中", "amber"), moves, clocks, c.Steps(states, _("办理步骤"))),
            c.Lifecycle(c.Badge("已办结", "grey")),
            c.Steps(
                [
                    c.Step("选文件", "done"),
                    c.Step("对列", "failed", note="缺 1 列"),
                    c.Step("检查"),
                    c.Step("入账"),
                ],
                _("导入步骤"),
            ),
            c.Timeline(events, _("历史"), more_url="#", more_count=41),
            c.Timeline([], _("历史")),
        ],
    )


def _tree() -> Section:
    leaf = c.Node(
        "监督抽查合格率达到 94% 以上",
        url="#",
        side=[c.Light("green"), c.Figure(94.1, "%", 1, url="#")],
        note="牵头：市场监管局",
    )
    return Section(
        _("树"),
        [
            c.Tree(
                [
                    c.Node("一、总体要求", [c.Node("到 2015 年质量总体水平明显提高")]),
                    c.Node(
                        "二、主要目标",
                        [
                            c.Node(
                                "（一）产品质量",
                                [leaf, c.Node(LONG, side=[c.Light("red"), c.Badge("累计")])],
                                open=True,
                                url="#",
                            ),
                            c.Node(
                                "（二）工程质量",
                                [c.Node("竣工验收一次合格率 100%", side=[c.Light("grey", "未报送")])],
                            ),
                        ],
                        open=True,
                        note="2 项",
                    ),
                ],
                _("方案目录"),
            ),
            c.Tree([], _("方案目录"), "这份文件里没有读出目录。"),
        ],
    )


def _tables() -> Section:
    columns = [
        c.Column("no", "编号", True),
        c.Column("product", "产品", True, wide=True),
        c.Column("level", "级别"),
        c.Column("on", "抽样日期", True),
        c.Column("lots", "批次", True, "end"),
        c.Column("rate", "合格率", True, "end", help="合格批次 ÷ 抽查批次"),
        c.Column("light", "状态"),
    ]
    names = ["工业硅", "葡萄酒", LONG, "复混肥料", "玉米种子", "人造板"]
    rows = [
        c.Row(
            [
                f"CY-2012-{i:04d}",
                name,
                c.Badge(["国家级", "省级", "市级"][i % 3], ["blue", "grey", "plain"][i % 3]),
                dt.date(2012, 9, i + 1),
                1200 * i + 12,
                c.Figure(90 + i, "%", 1, url="#") if i != 4 else c.Figure(status="no_record"),
                c.Light(["green", "amber", "red", "green", "grey", "green"][i]),
            ],
            url="#",
            key=f"CY-2012-{i:04d}",
            tone="red" if i == 2 else "",
        )
        for i, name in enumerate(names)
    ]
    bulk = [
        c.Action("导出所选", value="export"),
        c.Action("作废", tone="danger", value="void", confirm="所选记录将作废，理由请在下一步填写。"),
    ]
    return Section(
        _("数据表"),
        [
            c.Table(
                columns,
                rows,
                "监督抽查台账",
                "many",
                c.Pager(3, 6, 1204),
                sort="-on",
                bulk=bulk,
                export_url="/export",
            ),
            c.Table(
                columns[:4],
                [c.Row(r.cells[:4], r.url) for r in rows],
                "手机上成卡片的表",
                "cards",
                cards=True,
                first=3,
                total=41,
            ),
            c.Table(columns[:3], [], "空表", "empty", empty_action=c.Action("新增一条", "#")),
            c.Table(
                columns[:3],
                [c.Row(r.cells[:3]) for r in rows[:2]],
                "总数未计的表",
                "uncounted",
                c.Pager(2, 2, None, True),
                foot=["合计", "", 2],
            ),
        ],
    )


def _matrix() -> Section:
    def cells(base: float) -> list[c.Figure]:
        return [
            c.Figure(base + i, "%", 1, url="#", light=["red", "amber", "green", "green"][i]) for i in range(4)
        ]

    rows = [
        c.MatrixRow("某市", cells(91), "#"),
        c.MatrixRow("甲县", cells(88), "#", 1),
        c.MatrixRow(
            "乙县",
            [
                c.Figure(90, "%", 1, status="small_sample"),
                None,
                c.Figure(status="not_reported"),
                c.Figure(96.2, "%", 1),
            ],
            "#",
            1,
        ),
        c.MatrixRow("丙肃南裕固族自治县", [c.Figure(status="no_record")] * 4, "#", 1, "2011 年设"),
    ]
    return Section(
        _("矩阵"),
        [
            c.Matrix("产品抽查合格率：地区与季度", "地区", PERIODS, rows, 100, highlight="2012Q3"),
            c.Matrix("空矩阵", "地区", PERIODS, [], legend=False, id="matrix-empty"),
        ],
    )


def _charts() -> Section:
    labels = ["2010年", "2011年", "2012年", "2013年", "2014年", "2015年"]
    line = {
        "xAxis": {"type": "category", "data": labels},
        "yAxis": {"type": "value", "name": "%", "min": 80, "max": 100},
        "series": [
            {"type": "line", "name": "某市", "data": [88, 90.2, None, 93, 94.1, 95]},
            {"type": "line", "name": "全省平均", "data": [87, 88, 89.5, 90, 91, 92.4]},
            {"type": "line", "name": "目标", "data": [94] * 6},
        ],
    }
    bar = {
        "xAxis": {"type": "category", "data": ["甲县", "乙县", "丙县", "丁区"]},
        "yAxis": {"type": "value"},
        "series": [{"type": "bar", "name": "批次", "data": [120, 82, 45, 200], "barMaxWidth": 36}],
    }
    lit = ["green", "amber", "red", "grey", "green", "red"]
    tiles = [
        c.Tile(
            f"{'甲乙丙丁戊己'[i]}县",
            c.Figure(80 + 3 * i if s != "grey" else None, "%", 1, "not_reported" if s == "grey" else ""),
            light=s,
            url="#",
        )
        for i, s in enumerate(lit)
    ]
    bands = [
        c.Tile(
            f"{'子丑寅卯辰巳'[i]}省",
            c.Figure(10 * i, "件"),
            i or None,
            row=i % 2,
            column=i,
            url="#" if i % 2 else "",
        )
        for i in range(6)
    ]
    return Section(
        _("图"),
        [
            c.Chart("sample-line", "产品抽查合格率", line, unit="%", note="单位：%"),
            c.Chart("sample-bar", "抽查批次", bar, "sm"),
            c.Chart("sample-none", "没有数据的图", {"series": []}),
            c.choropleth(
                "sample-map",
                "合格率分级图",
                static("zhiheng/sample-map.json"),
                values=[("甲县", 96.0), ("乙县", 91.5), ("丙县", 84.0), ("丁区", None)],
                pieces=[(None, 90, "90% 以下"), (90, 95, "90%–95%"), (95, None, "95% 以上")],
                unit="%",
                height="md",
            ),
            c.TileMap("各县完成情况", tiles, id="tiles-lights", per_row=4),
            c.TileMap("各省获奖数", bands, ["1–9", "10–19", "20–29", "30–39", "40 以上"], id="tiles-bands"),
        ],
    )


def _forms(request: HttpRequest) -> Section:
    bad = SampleForm({"name": "", "level": "x", "on": "昨天", "count": "0"}, prefix="bad")
    bad.data = {f"bad-{k}": v for k, v in bad.data.items()}
    filters = SampleFilter(request.GET)
    return Section(
        _("表单与筛选"),
        [
            c.FilterBar(filters),
            c.Form(
                SampleForm(prefix="new"),
                groups=[("产品", ["name", "level"]), ("检验", ["on", "count", "verdict"])],
                cancel_url="#",
                id="form-new",
            ),
            c.Form(bad, id="form-bad"),
            c.FileDrop("book", "台账工作簿", ".xlsx,.csv", "支持 .xlsx、.csv，至多 50 MB。"),
            c.FileDrop(
                "wrong",
                "出错的文件",
                hint="支持 .xlsx、.csv。",
                error="文件有口令，打不开。请去掉口令后再传。",
            ),
        ],
    )
