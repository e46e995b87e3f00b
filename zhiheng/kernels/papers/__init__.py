"""Official papers: one document model, three outputs (Word, PDF, HTML), charts included.

    from zhiheng.kernels.papers import Paper, Paragraph, FigureRef, to_docx, to_pdf, to_html

Layout after GB/T 9704-2012; every number stays bound to the indicator cell it came from.
"""

from zhiheng.kernels.papers.check import check_paper
from zhiheng.kernels.papers.html import to_html
from zhiheng.kernels.papers.layout import GB9704, PdfFonts, WordFonts
from zhiheng.kernels.papers.model import (
    Attachment,
    Block,
    Cell,
    Chart,
    FigureRef,
    Heading,
    Inline,
    Note,
    PageBreak,
    Paper,
    PaperError,
    Paragraph,
    Run,
    Table,
    as_runs,
    figures,
    plain,
)
from zhiheng.kernels.papers.pdf import available_families, to_pdf
from zhiheng.kernels.papers.picture import ChartEngine, chart_engine
from zhiheng.kernels.papers.word import to_docx
from zhiheng.kernels.papers.wordread import FigureDifference, changed_figures, read_figures

__all__ = [
    "GB9704",
    "Attachment",
    "Block",
    "Cell",
    "Chart",
    "ChartEngine",
    "FigureDifference",
    "FigureRef",
    "Heading",
    "Inline",
    "Note",
    "PageBreak",
    "Paper",
    "PaperError",
    "Paragraph",
    "PdfFonts",
    "Run",
    "Table",
    "WordFonts",
    "as_runs",
    "available_families",
    "changed_figures",
    "chart_engine",
    "check_paper",
    "figures",
    "plain",
    "read_figures",
    "to_docx",
    "to_html",
    "to_pdf",
]
