"""A paper as an HTML fragment for a page under a strict content security policy: no style attributes, no
scripts; the look comes from the page's own style sheet by class."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from zhiheng.kernels.papers.check import check_paper, figure_href, option_text, outline, with_labels
from zhiheng.kernels.papers.model import (
    Block,
    Cell,
    Chart,
    Heading,
    Note,
    Paper,
    PaperError,
    Paragraph,
    Run,
    Table,
    as_runs,
    date_text,
)
from zhiheng.kernels.papers.picture import ChartEngine
from zhiheng.kernels.papers.tail import attachment_lead, attachment_mark, imprint_lines, red_head

__all__ = ["to_html"]


def to_html(paper: Paper, base_url: str = "", static: bool = False, charts: ChartEngine | None = None) -> str:
    """The paper as ``<article class="paper">``.

    Figures are ``<a class="figure" data-cell=... data-status=...>``, with an address when ``base_url`` is given.
    Charts are ``<div class="chart" data-option="JSON">`` for the page's script to draw; with ``static`` they
    are inline SVG, which needs ``charts``. Raises PaperError.
    """
    check_paper(paper)
    return _Writer(paper, base_url, static, charts).write()


class _Writer:
    def __init__(self, paper: Paper, base_url: str, static: bool, charts: ChartEngine | None) -> None:
        self._paper = paper
        self._base_url = base_url
        self._static = static
        self._charts = charts
        self._drawn = 0
        self._listed = 0

    def write(self) -> str:
        paper, zh = self._paper, self._paper.language == "zh"
        out = [f'<article class="paper" lang="{"zh-CN" if zh else "en"}">', '<header class="paper-head">']
        out += [f'<p class="paper-mark">{_text(mark)}</p>' for mark in (paper.secrecy, paper.urgency) if mark]
        if paper.red_head:
            out.append(f'<p class="paper-red">{_text(red_head(paper)[0])}</p>')
            out.append(f'<p class="paper-number">{_text(paper.number)}</p><hr class="paper-rule">')
        out.append(f"<h1>{_text(paper.title)}</h1>")
        if paper.number and not paper.red_head:
            out.append(f'<p class="paper-number">{_text(paper.number)}</p>')
        out.append("</header>")
        if paper.contents:
            out += self._contents()
        if paper.recipients:
            names = ("、" if zh else ", ").join(paper.recipients) + ("：" if zh else ":")
            out.append(f'<p class="paper-flush">{_text(names)}</p>')
        out += self._blocks(paper.blocks, "正文")
        out += self._tail()
        several = len(paper.attachments) > 1
        for number, attachment in enumerate(paper.attachments, 1):
            if attachment.blocks:
                mark = attachment_mark(number if several else None, paper.language)
                out.append(f'<section class="paper-attachment"><p class="paper-mark">{_text(mark)}</p>')
                out.append(f"<h2>{_text(attachment.title)}</h2>")
                out += [*self._blocks(attachment.blocks, f"附件{number}"), "</section>"]
        out.append("</article>")
        return "\n".join(out)

    def _contents(self) -> list[str]:
        paper = self._paper
        name = "目录" if paper.language == "zh" else "Contents"
        out = [f'<nav class="paper-contents" aria-label="{name}"><ul>']
        for number, (level, text) in enumerate(outline(paper.blocks, paper.language), 1):
            out.append(
                f'<li class="paper-contents-{level}"><a href="#paper-heading-{number}">{_text(text)}</a></li>'
            )
        return [*out, "</ul></nav>"]

    def _tail(self) -> list[str]:
        paper, out = self._paper, []
        if paper.attachments:
            items = "".join(f"<li>{_text(attachment.title)}</li>" for attachment in paper.attachments)
            out.append(f'<div class="paper-attachments"><p>{_text(attachment_lead(paper.language))}</p>')
            out.append(f"<ol>{items}</ol></div>")
        if paper.signature:
            out.append(f'<p class="paper-signature">{_text(paper.signature)}</p>')
        if paper.date:
            shown = _text(date_text(paper.date, paper.language))
            out.append(f'<p class="paper-date"><time datetime="{paper.date.isoformat()}">{shown}</time></p>')
        lines = imprint_lines(paper)
        if lines:
            out.append('<footer class="paper-imprint">' + "".join(f"<p>{_text(line)}</p>" for line in lines))
            out.append("</footer>")
        return out

    def _blocks(self, blocks: Sequence[Block], area: str) -> list[str]:
        out = []
        for position, (label, block) in enumerate(with_labels(blocks, self._paper.language), 1):
            if isinstance(block, Heading):
                identity = ""
                if block.level <= 2 and area == "正文":
                    self._listed += 1
                    identity = f' id="paper-heading-{self._listed}"'
                out.append(f"<h{block.level + 1}{identity}>{_text(label + block.text)}</h{block.level + 1}>")
            elif isinstance(block, Paragraph):
                kind = "" if block.indent else ' class="paper-flush"'
                out.append(f"<p{kind}>{self._runs(block.runs)}</p>")
            elif isinstance(block, Note):
                lead = "注：" if self._paper.language == "zh" else "Note: "
                out.append(f'<p class="paper-note">{lead}{self._runs(block.runs)}</p>')
            elif isinstance(block, Table):
                out.append(self._table(block))
            elif isinstance(block, Chart):
                out.append(self._chart(block, f"{area}第{position}块（图“{block.caption}”）"))
            else:
                out.append('<hr class="paper-break">')
        return out

    def _table(self, table: Table) -> str:
        aligns = table.align or ["center"] * len(table.head)
        caption = f"<caption>{_text(table.caption)}</caption>" if table.caption else ""
        head = "".join(f'<th scope="col">{_text(name)}</th>' for name in table.head)
        rows = []
        for row in table.rows:
            cells = zip(row, aligns, strict=True)
            rows.append(
                "<tr>"
                + "".join(f'<td class="text-{_SIDES[a]}">{self._runs(cell)}</td>' for cell, a in cells)
                + "</tr>"
            )
        body = "\n".join(rows)
        return (
            f'<div class="paper-table-frame" tabindex="0"><table class="paper-table">{caption}'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        )

    def _chart(self, chart: Chart, where: str) -> str:
        caption = f"<figcaption>{_text(chart.caption)}</figcaption>" if chart.caption else ""
        if self._static:
            if self._charts is None:
                raise PaperError(where, "没有图表引擎，画不出图；请给 to_html 传入 charts，或不用 static")
            self._drawn += 1
            picture = self._charts.svg(chart, where, prefix=f"chart{self._drawn}")
        else:
            option = escape(option_text(chart.option, where))
            picture = (
                f'<div class="chart" role="img" aria-label="{escape(chart.alt)}" data-option="{option}" '
                f'data-width="{chart.width}" data-height="{chart.height}"></div>'
            )
        return f'<figure class="paper-chart">{picture}{caption}</figure>'

    def _runs(self, cell: Cell) -> str:
        return "".join(self._run(run) for run in as_runs(cell))

    def _run(self, run: Run) -> str:
        text = _text(run.shown)
        if run.figure is not None:
            href = f' href="{escape(figure_href(self._base_url, run.figure))}"' if self._base_url else ""
            text = (
                f'<a class="figure" data-cell="{escape(run.figure.cell)}" '
                f'data-status="{escape(run.figure.status)}"{href}>{text}</a>'
            )
        return f"<strong>{text}</strong>" if run.bold else text


_SIDES = {"left": "start", "center": "center", "right": "end"}


def _text(text: str) -> str:
    return escape(text).replace("\t", " ").replace("\n", "<br>")
