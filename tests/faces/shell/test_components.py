"""Components say what they mean without colour, keep the address, and never hide what is missing."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from zhiheng.faces.shell import components as c
from zhiheng.faces.shell.components.charts import table_of
from zhiheng.faces.shell.components.inline import FIGURE_STATUS, LIGHT_WORDS


def shown(thing: object, address: str = "/x") -> str:
    request = RequestFactory().get(address)
    return Template("{% load shell %}{% show thing %}").render(
        Context({"thing": thing, "request": request, "csrf_token": "token"})
    )


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


@pytest.mark.parametrize("state", LIGHT_WORDS)
def test_a_light_has_words_and_a_shape_of_its_own(state: str) -> None:
    html = shown(c.Light(state, compact=True))
    assert str(LIGHT_WORDS[state]) in words(html)
    others = {re.search(r"<svg.*</svg>", shown(c.Light(s)))[0] for s in LIGHT_WORDS}  # type: ignore[index]
    assert len(others) == len(LIGHT_WORDS)


@pytest.mark.parametrize("status", FIGURE_STATUS)
def test_an_unknown_value_shows_its_status_and_never_zero(status: str) -> None:
    text = words(shown(c.Figure(None, "%", 1, status=status)))
    assert text == str(FIGURE_STATUS[status])
    assert "0" not in text


def test_a_missing_value_without_a_status_is_still_said() -> None:
    assert words(shown(c.Figure(None))) == "情况不明"
    assert words(shown(c.Figure(0, "%"))) == "0 %"
    assert words(shown(None)) == "— 无"


def test_a_figure_keeps_numerator_denominator_and_qualifier() -> None:
    text = words(shown(c.Figure(95, "%", 1, status="small_sample", numerator=19, denominator=20)))
    assert text == "95.0 % 19/20 样本过少"


def test_a_status_of_ones_own_is_shown_as_written() -> None:
    assert words(shown(c.Figure(None, status="县里停报"))) == "县里停报"


@pytest.mark.parametrize(
    "thing",
    [
        "<b>x</b>",
        c.Badge("<b>x</b>"),
        c.Light("red", "<b>x</b>"),
        c.Figure(None, status="<b>x</b>"),
        c.Link("<b>x</b>", "/"),
        c.Clause("<b>x</b>", ["<b>x</b>"], "/", '"<b>x</b>'),
        c.Alert("<b>x</b>", "<b>x</b>", items=["<b>x</b>"]),
        c.Table([c.Column("a", "<b>x</b>")], [c.Row(["<b>x</b>"], key="<b>x</b>")], "<b>x</b>"),
        c.Matrix("<b>x</b>", "<b>x</b>", ["<b>x</b>"], [c.MatrixRow("<b>x</b>", [None])]),
        c.Chart("i", "<b>x</b>", {"xAxis": {"data": ["</script><b>x</b>"]}, "series": [{"data": [1]}]}),
        c.TileMap("<b>x</b>", [c.Tile("<b>x</b>", c.Figure(None, status="<b>x</b>"))]),
        c.Tree([c.Node("<b>x</b>", [c.Node("<b>x</b>")])], "<b>x</b>"),
        c.Timeline(
            [
                c.Event(
                    __import__("datetime").date(2012, 1, 1), "<b>x</b>", changes=[("<b>x</b>", "<b>x</b>", 1)]
                )
            ],
            "h",
        ),
        [c.Badge("<b>x</b>"), "<b>x</b>"],
    ],
)
def test_texts_are_escaped(thing: object) -> None:
    assert "<b>x" not in shown(thing)


@pytest.mark.parametrize("part", ["style=", "onclick=", "javascript:"])
def test_no_component_needs_what_the_security_policy_forbids(part: str) -> None:
    from zhiheng.faces.shell.styleguide import sections

    html = "".join(shown(s) for section in sections(RequestFactory().get("/")) for s in section.samples)
    assert part not in html
    assert not re.search(r"<script(?![^>]*application/json)", html)
    assert "<style" not in html


class TestTable:
    columns = (c.Column("no", "编号", sortable=True), c.Column("n", "批次", sortable=True, align="end"))

    def table(self, **more: object) -> c.Table:
        return c.Table(
            self.columns, [c.Row([f"A{i}", i], url=f"/r/{i}", key=str(i)) for i in range(3)], "表", **more
        )  # type: ignore[arg-type]

    def test_sorting_keeps_filters_and_forgets_the_page(self) -> None:
        html = shown(self.table(sort="no"), "/x?region=620700&page=4&sort=no")
        assert 'href="?region=620700&amp;sort=-no"' in html
        assert 'href="?region=620700&amp;sort=n"' in html
        assert 'aria-sort="ascending"' in html

    def test_pages_keep_filters(self) -> None:
        html = shown(self.table(pager=c.Pager(2, 3, 10)), "/x?region=620700&page=2")
        assert 'href="?region=620700&amp;page=3" rel="next"' in html
        assert "显示第 4–6 条，共 10 条" in html

    def test_a_cut_is_said(self) -> None:
        assert "前 3 条，共 41 条" in shown(self.table(total=41))
        assert "或导出全部" in shown(self.table(total=41, export_url="/export"))

    def test_export_carries_the_filters(self) -> None:
        html = shown(self.table(pager=c.Pager(2, 3, 10), export_url="/export"), "/x?region=1&page=2")
        assert 'href="/export?region=1"' in html
        html = shown(self.table(export_url="?region=1&view=csv"), "/x?region=1")
        assert 'href="?region=1&amp;view=csv"' in html, "an address with a query says it all"

    def test_an_empty_table_says_so(self) -> None:
        assert "没有符合条件的记录" in shown(c.Table(self.columns, [], "表"))

    def test_a_row_of_the_wrong_length_is_an_error(self) -> None:
        with pytest.raises(ValueError, match="zip"):
            shown(c.Table(self.columns, [c.Row(["A"])], "表"))

    @pytest.mark.parametrize(
        ("number", "total", "expected"),
        [
            (1, 3, [1]),
            (1, 30, [1, 2, None, 9, 10]),
            (5, 30, [1, 2, None, 4, 5, 6, None, 9, 10]),
            (10, 30, [1, 2, None, 9, 10]),
        ],
    )
    def test_page_window(self, number: int, total: int, expected: list[int | None]) -> None:
        assert c.Pager(number, 3, total).window() == expected

    def test_uncounted_pages(self) -> None:
        pager = c.Pager(2, 50, None, has_next=True)
        assert pager.more
        assert pager.summary(50) == "显示第 51–100 条（总数未计）"


class Filters(forms.Form):
    region = forms.ChoiceField(label="地区", required=False, choices=[("a", "甲县"), ("b", "乙县")])
    level = forms.MultipleChoiceField(label="级别", required=False, choices=[("1", "一级"), ("2", "二级")])
    on = forms.DateField(label="日期", required=False)


@pytest.mark.parametrize(("rows", "tall"), [(0, False), (40, False), (41, True)])
def test_only_long_tables_scroll_in_a_box(rows: int, tall: bool) -> None:
    table = c.Table([c.Column("a", "甲")], [c.Row([n]) for n in range(rows)], "表")
    matrix = c.Matrix("表", "地区", ["2015"], [c.MatrixRow(str(n), [None]) for n in range(rows)])
    assert ("zh-tall" in shown(table)) is tall
    assert ("zh-tall" in shown(matrix)) is tall


def test_filters_become_chips_that_take_only_themselves_away() -> None:
    request = RequestFactory().get("/x?region=a&level=1&level=2&page=3&sort=-no")
    html = Template("{% load shell %}{% show bar %}").render(
        Context({"bar": c.FilterBar(Filters(request.GET)), "request": request})
    )
    assert "地区：甲县" in html
    assert 'href="?level=1&amp;level=2&amp;sort=-no"' in html
    assert 'href="?region=a&amp;sort=-no&amp;level=2"' in html
    assert '<input type="hidden" name="sort" value="-no">' in html
    assert 'href="?sort=-no"' in html


def test_a_wrong_filter_is_said_not_ignored() -> None:
    request = RequestFactory().get("/x?on=yesterday")
    assert "筛选条件有误" in shown(c.FilterBar(Filters(request.GET)), "/x?on=yesterday")


def test_range_filters_of_django_filter_are_labelled_and_chipped() -> None:
    from django_filters.fields import DateRangeField
    from django_filters.widgets import DateRangeWidget

    class Ranged(forms.Form):
        on = DateRangeField(label="抽样日期", required=False, widget=DateRangeWidget())

    address = "/x?on_after=2012-01-01&on_before=2012-06-30"
    html = shown(c.FilterBar(Ranged(RequestFactory().get(address).GET)), address)
    assert 'aria-label="抽样日期 起"' in html
    assert "抽样日期 止：2012-06-30" in html
    assert 'href="?on_after=2012-01-01"' in html


def test_errors_of_a_form_lead_to_their_fields() -> None:
    class Wanted(forms.Form):
        name = forms.CharField(label="名称")

    html = shown(c.Form(Wanted({"name": ""})))
    assert '<a href="#id_name">名称</a>' in html
    assert 'aria-describedby="id_name_error"' in html
    assert 'id="id_name_error"' in html
    assert 'name="csrfmiddlewaretoken" value="token"' in html


def test_a_chart_has_its_figures_as_a_table() -> None:
    option = {
        "xAxis": {"data": ["甲", "乙"]},
        "series": [{"name": "率", "data": [1, None]}, {"name": "数", "data": [{"value": 3}, "-"]}],
    }
    assert table_of(option) == (["项目", "率", "数"], [["甲", 1, 3], ["乙", None, None]])
    assert "没有可画的数据" in shown(c.Chart("x", "空", {"series": []}))


def test_a_map_names_regions_without_a_value() -> None:
    chart = c.choropleth(
        "m",
        "合格率",
        "/m.json",
        values=[("甲", 94.0), ("乙", None)],
        pieces=[(None, 90, "90 以下"), (90, None, "90 以上")],
        unit="%",
    )
    assert "无记录" in words(shown(chart))
    with pytest.raises(ValueError, match="最多 5 级"):
        c.choropleth("m", "t", "/m", values=[], pieces=[(None, None, "x")] * 6)


def test_matrix_bars_and_missing_cells() -> None:
    html = shown(
        c.Matrix(
            "m",
            "地区",
            ["2012Q1", "2012Q2"],
            [c.MatrixRow("甲", [c.Figure(50), c.Figure(status="no_record")])],
            100,
        )
    )
    assert 'rect width="50.0"' in html
    assert html.count("<rect") == 1
    assert "无记录" in html


def test_a_move_that_is_not_open_shows_why() -> None:
    html = shown(c.Lifecycle(c.Badge("办理中"), [c.Action("办结", disabled="复检结论未录入")]))
    assert "复检结论未录入" in html
    assert "disabled" in html


def test_components_speak_english() -> None:
    with translation.override("en"):
        assert words(shown(c.Light("red"))) == "missed"
        assert "no record" in shown(c.Figure(None, status="no_record"))


def test_query_with_tag() -> None:
    request = RequestFactory().get("/x?a=1&page=2")
    html = Template("{% load shell %}{% query_with page=None b='甲' %}").render(Context({"request": request}))
    assert html == "?a=1&amp;b=%E7%94%B2"
