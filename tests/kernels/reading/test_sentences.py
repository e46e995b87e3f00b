"""Figures, a sentence at a time: the files of `sentences/` hold our own short sentences and their rows.

A line is a sentence; the indented lines below it are the figures it states, in order, as
`name measure op value unit by` (value `3~5` is a range, unit `·` is none, by `-` is unsaid), then
what else is asked: `kind=result baseline=80 strength=firm binding=expected scope=城区 yearly`.
`@ 工作总结` sets the heading of the section for the sentences that follow. Each sentence is read
alone, in a document dated 2024.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from zhiheng.kernels.reading import Figure, read

FOLDER = Path(__file__).parent / "sentences"
HEADING = "主要任务"
EXTRAS = ("kind", "baseline", "strength", "binding", "scope", "yearly")


def cases(name: str) -> Iterator[tuple[str, str, list[str]]]:
    """(heading, sentence, rows) of one file."""
    heading, sentence, rows = HEADING, "", list[str]()
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("  "):
            rows.append(line.strip())
            continue
        if sentence:
            yield heading, sentence, rows
        sentence, rows = line, []
        if line.startswith("@"):
            heading, sentence = line[1:].strip(), ""
    if sentence:
        yield heading, sentence, rows


def shown(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"


def row_of(figure: Figure, wanted: str) -> str:
    """The figure written as a row, with those of the extras that the wanted row asks for."""
    value = shown(figure.value) + (f"~{shown(figure.value_max)}" if figure.value_max is not None else "")
    row = [figure.indicator, figure.measure, figure.op, value, figure.unit or "·", figure.by or "-"]
    asked = {word.split("=")[0] for word in wanted.split()[6:]}
    for key in EXTRAS:
        if key == "yearly" and figure.yearly and (key in asked or not wanted):
            row.append(key)
        elif key == "kind" and (figure.kind != "target" or key in asked):
            row.append(f"kind={figure.kind}")
        elif key == "baseline" and figure.baseline is not None:
            row.append(f"baseline={shown(figure.baseline)}")
        elif key in ("strength", "binding", "scope") and key in asked:
            row.append(f"{key}={getattr(figure, key)}")
    return " ".join(row)


def normal(row: str) -> str:
    """The extras of a row in one order."""
    words = row.split()
    order = {key: place for place, key in enumerate(EXTRAS)}
    return " ".join([*words[:6], *sorted(words[6:], key=lambda word: order[word.split("=")[0]])])


def check(heading: str, sentence: str, wanted: list[str]) -> None:
    figures = read(f"一、{heading}\n{sentence}\n示例县人民政府\n2024年3月5日\n").figures
    padded = [*wanted, *[""] * (len(figures) - len(wanted))]
    assert [normal(row_of(figure, row)) for figure, row in zip(figures, padded, strict=False)] == [
        normal(row) for row in wanted
    ]


@pytest.mark.parametrize(
    ("heading", "sentence", "wanted"),
    [
        pytest.param(*case, id=f"{path.stem}: {case[1]}")
        for path in sorted(FOLDER.glob("*.txt"))
        for case in cases(path.stem)
    ],
)
def test_sentence(heading: str, sentence: str, wanted: list[str]) -> None:
    check(heading, sentence, wanted)


def test_there_are_many_sentences() -> None:
    assert sum(1 for path in FOLDER.glob("*.txt") for _ in cases(path.stem)) >= 250
