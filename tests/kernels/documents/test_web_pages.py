"""Pages of government sites in the many ways they are built."""

from __future__ import annotations

import pytest

from zhiheng.kernels.documents import open_document

from . import samples

BODY = ["一、总体要求", "到2026年，产品监督抽查合格率达到95%以上，质量总体水平明显提升。", "二、主要任务",
        "（一）推行首席质量官制度，培训骨干200人次，覆盖规模以上企业的八成以上。（责任单位：县市场监管局）",
        "三、保障措施", "各单位每年12月10日前报送工作总结，由办公室汇总后向社会公布。"]  # fmt: skip


def opened(body: str, head: str = "") -> list[str]:
    return open_document(
        f"<html><head>{head}</head><body>{body}</body></html>".encode(), "a.html"
    ).text.split("\n")


def document(lines: list[str] = BODY) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def test_breaks_end_lines() -> None:
    assert opened(f"<div>{'<br>'.join(BODY)}</div>") == BODY


def test_a_page_laid_out_by_tables() -> None:
    links = "".join(f"<a href={n}>栏目{n}</a><br>" for n in range(20))
    body = f"<table><tr><td width=200>{links}</td><td><table><tr><td>{document()}</td></tr></table></td></tr></table>"
    assert opened(body) == BODY


def test_formatting_within_a_sentence_does_not_part_it() -> None:
    body = document(
        [
            *BODY[:1],
            "到<b>2026</b>年，产品<font color=red>监督抽查\n    合格率</font>达到<span> 95%</span>以上，<i>质量</i>总体水平提升。",
            *BODY[2:],
        ]
    )
    assert opened(body)[1] == "到2026年，产品监督抽查合格率达到 95%以上，质量总体水平提升。"


@pytest.mark.parametrize(
    "stamp",
    [
        "发布时间：2024-02-20 10:20　来源：县政府办公室",
        "2024-02-20 10:20:33 来源：本站",
        "【字体：大 中 小】 打印",
        "[打印本页] [关闭窗口]",
        "浏览次数：1203",
        "分享到：",
        "信息来源：市场监管局　作者：办公室　点击数：5",
        "首页 > 政务公开 > 规划计划",
        "您现在的位置：首页 >> 文件",
        "索引号：0001/2024",
        "发文机关： 示例县人民政府",
        "扫一扫在手机打开当前页",
    ],
)
def test_stamps_above_and_below_are_left_out(stamp: str) -> None:
    assert opened(f"<div><p>{stamp}</p>{document()}<p>{stamp}</p></div>") == BODY


@pytest.mark.parametrize(
    "line",
    [
        "附件：1．任务分工表",
        "示例县人民政府",
        "2024年2月18日",
        "（此件公开发布）",
        "来源于社会的监督意见，由办公室收集。",
    ],
)
def test_lines_of_the_document_at_its_edges_stay(line: str) -> None:
    assert opened(f"<div>{document()}<p>{line}</p></div><div class=footer>版权所有 示例县人民政府</div>") == [
        *BODY,
        line,
    ]


def test_attachments_that_are_links_stay() -> None:
    body = f"<div>{document()}<p><a href=a.doc>附件：1．任务分工表.doc</a></p><p><a href=b>上一篇：别的通知</a></p></div>"
    assert opened(body) == [*BODY, "附件：1．任务分工表.doc"]


def test_title_and_number_beside_the_document_are_taken_in() -> None:
    title = "示例县人民政府关于印发质量提升行动方案的通知"
    head = f'<meta name="ArticleTitle" content="{title}"><title>示例县人民政府网站</title>'
    box = "<table><tr><td>索引号</td><td>1</td></tr><tr><td>文　号</td><td>示政发〔2024〕6号</td></tr><tr><td>主题词</td><td>质量</td></tr></table>"
    lines = opened(f"{box}<div><a>首页</a></div><div id=content>{document()}</div>", head)
    assert lines == [title, "示政发〔2024〕6号", *BODY]


def test_a_title_is_said_once() -> None:
    title = "示例县人民政府关于印发质量提升行动方案的通知"
    body = f"<h1>{title}</h1><div>发布日期：2024-01-01</div><div><p>{title}</p><p>示政发〔2024〕6号</p>{document()}</div>"
    assert opened(body, f"<title>{title}-示例县人民政府</title>") == [title, "示政发〔2024〕6号", *BODY]


def test_a_title_over_two_lines_is_not_added_again() -> None:
    head = "<title>示例县人民政府办公室关于印发质量提升行动方案的通知</title>"
    lines = ["示例县人民政府办公室", "关于印发质量提升行动方案的通知", *BODY]
    assert opened(f"<div>{document(lines)}</div>", head) == lines


def test_a_document_in_two_parts_of_the_page_is_taken_whole() -> None:
    body = f"<div><div>{document(BODY[:4] * 4)}</div><div>{document(BODY[4:])}</div></div><div><a>友情链接</a></div>"
    assert opened(body) == [*BODY[:4] * 4, *BODY[4:]]


def test_lists_show_their_numbers() -> None:
    items = "<ol start=3><li>推行首席质量官制度。<li>开展质量帮扶。</ol><ol type=A><li>甲类。</li></ol><ul><li>其他事项。</li></ul><ol><li>1．已有编号。</li></ol>"
    assert opened(f"<div>{document()}{items}</div>")[len(BODY) :] == [
        "3.推行首席质量官制度。", "4.开展质量帮扶。", "A.甲类。", "其他事项。", "1．已有编号。"]  # fmt: skip


def test_merged_cells_are_blank_below_and_beside() -> None:
    table = """<table><thead><tr><th rowspan=2>指标</th><th colspan=2>年度目标</th></tr><tr><th>2025</th><th>2026</th></tr></thead>
    <tr><td rowspan="2">合格率<br>（%）</td><td>94</td><td>95</td></tr><tr><td>96</td><td>97</td></tr></table>"""
    assert opened(f"<div>{document()}{table}</div>")[len(BODY) :] == [
        "指标\t年度目标\t", "\t2025\t2026", "合格率 （%）\t94\t95", "\t96\t97"]  # fmt: skip


def test_preformatted_words_keep_their_lines() -> None:
    assert opened(f"<pre>{chr(10).join(BODY)}</pre>") == BODY


def test_a_document_behind_the_end_of_the_page() -> None:
    made = open_document(
        f"<html><body><p>首页 | 登录</p></body></html>\n<div id=c>{document()}</div>".encode(), "a.html"
    )
    assert made.text.split("\n") == BODY


@pytest.mark.parametrize(
    "beside",
    [
        "<div>政务公开 办事服务 互动交流 政务公开 办事服务 互动交流</div>",
        "<div><h3>问答</h3><p>问：怎样申报质量奖？答：请按要求向所在地提交材料，逾期不受理。</p></div>",
    ],
)
def test_what_stands_beside_and_is_no_link(beside: str) -> None:
    assert opened(f"{beside}<div class=con>{document()}</div>") == BODY


@pytest.mark.parametrize(
    "box",
    [
        "<dl><dt>索引号：</dt><dd>1/2024</dd><dt>发文字号：</dt><dd>示政发〔2024〕6号</dd><dt>发文机关：</dt><dd>示例县政府</dd></dl>",
        "<ul><li><b>索 引 号：</b>1/2024</li><li><b>发文字号：</b>示政发〔2024〕6号</li></ul>",
    ],
)
def test_the_number_in_an_information_box_of_any_kind(box: str) -> None:
    title = "关于印发质量提升行动方案的通知"
    assert opened(f"{box}<div><h1>{title}</h1>{document()}</div>") == [title, "示政发〔2024〕6号", *BODY]


def test_a_piece_of_a_page() -> None:
    made = open_document(f"\n<div class=con>{document()}</div>".encode(), "a.txt")
    assert made.kind == "html" and made.text.split("\n") == BODY


def test_hidden_parts_are_left_out_unless_they_are_the_document() -> None:
    assert opened(f'<div style="display:none">打印用的另一份</div><div>{document()}</div>') == BODY
    assert opened(f'<div id=x style="display: none">{document()}</div><p>加载中</p>') == BODY


@pytest.mark.parametrize("name", ["article-share", "content-header", "printArea", "nav_con"])
def test_a_class_that_sounds_like_navigation_does_not_lose_the_document(name: str) -> None:
    assert opened(f'<div class="{name}">{document()}</div>') == BODY


def test_pages_saved_from_word() -> None:
    body = """<div class=WordSection1><p class=MsoNormal><span lang=EN-US><span style='mso-list:Ignore'>一、<span style='font:7.0pt'>&nbsp;&nbsp;
    </span></span></span><span>总体要求</span><o:p></o:p></p><p class=MsoNormal>到<span lang=EN-US>2026</span>年，合格率达到<span
    lang=EN-US>95%</span>以上，质量水平明显提升。<o:p>&nbsp;</o:p></p></div>"""
    assert opened(body) == ["一、 总体要求", "到2026年，合格率达到95%以上，质量水平明显提升。"]


def test_the_whole_page_of_the_sample_tells_what_was_left_out() -> None:
    made = open_document(samples.page().encode(), "a.html")
    assert any("导航" in note for note in made.notes)
    for word in ("首页", "ICP", "工作会议", "浏览", "索 引 号", "春季", "var"):
        assert word not in made.text
